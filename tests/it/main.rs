//! Tests of the whole program. What a room can test by itself is tested in the room.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may stop at the first surprise")]

mod archive;
mod beginnings;
mod cases;
mod cli;
mod config;
mod damage;
mod documents;
mod feeds;
mod history;
mod laws;
mod lines;
mod pages;
#[cfg(feature = "websub")]
mod ping;
mod read_back;
mod readme;
mod records;
mod runs;
mod serve;
mod shards;
mod tally;
mod tidy;
