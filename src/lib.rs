//! Kliping turns a news archive into topic feeds. The house is described in `src/README.md`.

pub mod archive;
pub mod article;
pub mod date;
pub mod report;
