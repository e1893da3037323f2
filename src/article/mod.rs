//! article: `Record` → `Article`.

pub mod page;
