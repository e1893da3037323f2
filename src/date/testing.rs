//! The one way in for the tests of this room: text in, a short answer out.

use chrono::DateTime;

use super::{Context, Error, Precision, Reading, Zone, read};

/// Jakarta, on Wednesday 2024-11-20.
pub(super) fn context() -> Context {
    let reference = DateTime::parse_from_rfc3339("2024-11-20T21:05:10+07:00").ok();
    Context { zone: chrono_tz::Asia::Jakarta, reference, years: 1900..=2030 }
}

/// Reads each text and compares: the instant as exactly as the text tells it, its offset, `?` where the zone was assumed,
/// flags; or the error's message.
#[track_caller]
pub(super) fn check(rows: &[(&str, &str)]) {
    for (text, expected) in rows {
        assert_eq!(answer(read(text, &context())), *expected, "{text:?}");
    }
}

pub(super) fn answer(result: Result<Reading, Error>) -> String {
    let reading = match result {
        Ok(reading) => reading,
        Err(error) => return error.to_string(),
    };
    let pattern = match reading.precision {
        Precision::Day => "%Y-%m-%d%:z",
        Precision::Minute => "%Y-%m-%dT%H:%M%:z",
        Precision::Second => "%Y-%m-%dT%H:%M:%S%:z",
    };
    let mut text = reading.instant.format(pattern).to_string();
    text.push_str(if reading.zone == Zone::Assumed { "?" } else { "" });
    for flag in reading.flags.iter() {
        text.push(' ');
        text.push_str(flag.name());
    }
    text
}
