//! Any bytes are read as a feed, in XML or JSON: no panic, and every record and problem has a line of the file.
//!
//! `cargo +nightly fuzz run feed -- -max_len=4000`

#![no_main]

use std::path::PathBuf;

use kliping::archive::{Limits, Names, Options, read_stream};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let limits = Limits { record: 1000, ..Limits::default() };
    let path = PathBuf::from("articles");
    let options = Options { base: PathBuf::new(), path, names: Names::default(), forced: Vec::new(), limits };
    // Of packed files and UTF-16 the lines are others.
    let is_plain = std::str::from_utf8(bytes).is_ok() && !bytes.contains(&0);
    let lines = 1 + bytes.iter().filter(|byte| **byte == b'\n').count() as u32;
    for name in ["a.rss", "a.xml", "a.json"] {
        read_stream(bytes, name, &options, &mut |item| {
            let origin = match item {
                Ok(record) => record.origin,
                Err(problem) => problem.origin,
            };
            assert!(!is_plain || origin.line.is_none_or(|line| line.get() <= lines));
        });
    }
});
