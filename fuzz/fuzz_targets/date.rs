//! Any bytes give an answer: no panic, and a reading rests on bytes of the text.
//!
//! `cargo +nightly fuzz run date -- -dict=fuzz/date.dict -max_len=400`

#![no_main]

use chrono::DateTime;
use kliping::date::{Context, read, read_pair};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let context = Context {
        zone: chrono_tz::Asia::Jakarta,
        reference: DateTime::parse_from_rfc3339("2024-11-20T21:05:10+07:00").ok(),
        years: 1900..=2030,
    };
    let text = String::from_utf8_lossy(bytes);
    if let Ok(reading) = read(&text, &context) {
        assert!(text.get(reading.span).is_some_and(|span| !span.is_empty()));
    }
    let _ = read_pair(&text, "10:00 WIB", &context);
    let _ = read_pair("2 Maret 2022", &text, &context);
});
