//! Kliping turns a news archive into topic feeds. The house is described in `src/README.md`.

pub mod archive;
pub mod article;
pub mod catalog;
pub mod config;
pub mod date;
pub mod feed;
pub mod output;
pub mod pipeline;
pub mod report;
pub mod serve;
pub mod topic;
