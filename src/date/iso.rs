//! Dates with the year first: ISO 8601 and RFC 3339 (`2022-03-02T19:13:00+07:00`), `2022/03/02`, and the basic form
//! `20220302T121300Z`.
//!
//! The `T` may be anything that a time can stand behind, such as the zone that PHP prints for an unescaped `T`
//! (`2022-03-02WIB19:13:00+07:00`).

use super::calendar::{self, Year};
use super::clock::{self, Clock};
use super::error::{Fault, Reason};
use super::flag::Flags;
use super::line::Line;
use super::shape::{Found, Rank, When};
use super::word::Word;
use super::zone;

/// Reads year, month and day with the same sign between them.
pub(super) fn read(line: &Line<'_>, place: usize) -> Option<Found> {
    let year = Year::long(line.at(place)).filter(|_| line.at(place).digits() == 4 && starts(line, place))?;
    let sign = line.glued_sign(place + 1, b"-/.")?;
    let month = line.glued_number(place + 2)?.short()?;
    line.glued_sign(place + 3, &[sign])?;
    let day = line.glued_number(place + 4)?.short()?;
    let end = place + 5;
    if calendar::runs_on(line, end) || sign == b'/' && line.glued_sign(end, b"/").is_some() {
        return None;
    }
    let day = calendar::day(line, year, month.into(), day.into(), place, end);
    // Some templates put a space before the `T`; then only a whole time makes it one.
    let glued = line.at(end).glued || line.glued_sign(end + 2, b":").is_some();
    let time = line.at(end).word() == Word::Letter(b't') && glued && line.glued_number(end + 1).is_some();
    if !time {
        return Some(Found::day(day, end));
    }
    match clock::read_behind_t(line, end + 1) {
        Some((clock, after)) => {
            let (clock, after) = western_offset(line, clock, after);
            Some(Found { clock: Some(clock), ..Found::day(day, after) })
        }
        None => Some(Found::day(day.and(Err(Fault::new(Reason::NoSuchTime, end + 1, end + 2))), end + 2)),
    }
}

/// Behind a `T`, `-05:00` is an offset even without seconds.
fn western_offset(line: &Line<'_>, clock: Clock, place: usize) -> (Clock, usize) {
    match zone::read(line, place, true).filter(|_| clock.zone.is_none() && line.at(place).glued) {
        Some((Ok(claim), end)) => (Clock { zone: Some(claim), ..clock }, end),
        Some((Err(fault), end)) => (Clock { fault: clock.fault.or(Some(fault)), ..clock }, end),
        None => (clock, place),
    }
}

fn starts(line: &Line<'_>, place: usize) -> bool {
    line.starts_number(place) && line.glued_sign(place.wrapping_sub(1), b"/").is_none() && !line.is_numbered(place)
}

/// Reads the basic form: eight digits, a `T` and six or four digits; eight digits alone only where nothing else stands.
pub(super) fn read_basic(line: &Line<'_>, place: usize) -> Option<Found> {
    let token = line.at(place);
    if token.digits() != 8 || !line.starts_number(place) {
        return None;
    }
    let year = Year { number: i32::try_from(token.value / 10_000).ok()?, two_digits: false };
    let (month, day) = (token.value / 100 % 100, token.value % 100);
    let time = Some(line.at(place + 1))
        .filter(|t| t.glued && t.word() == Word::Letter(b't'))
        .and_then(|_| line.glued_number(place + 2));
    let Some(time) = time else {
        let alone = line.tokens.len() == 1;
        return alone.then(|| Found::day(calendar::day(line, year, month, day, place, place + 1), place + 1));
    };
    let end = place + 3;
    let day = calendar::day(line, year, month, day, place, end);
    let (clock, end) = basic_clock(place + 2, time.digits(), time.value);
    let (clock, end) = western_offset(line, clock, end);
    Some(Found { clock: Some(clock), ..Found::day(day, end) })
}

fn basic_clock(place: usize, digits: u8, value: u32) -> (Clock, usize) {
    let (hour, minute, second) = match digits {
        6 => (value / 10_000, value / 100 % 100, Some(value % 100)),
        4 => (value / 100, value % 100, None),
        _ => (u32::MAX, 0, None),
    };
    let small = |value: u32| u8::try_from(value).unwrap_or(u8::MAX);
    let (end, wrong) = (place + 1, hour > 23 || minute > 59 || second.is_some_and(|second| second > 59));
    let clock = Clock {
        hour: small(hour),
        minute: small(minute),
        second: second.map(small),
        marked: true,
        dotted: false,
        settled: true,
        zone: None,
        fault: wrong.then_some(Fault::new(Reason::NoSuchTime, place, end)),
        from: u16::try_from(place).unwrap_or(u16::MAX),
    };
    (clock, end)
}

/// Reads a count of seconds or milliseconds since 1970 (POSIX "seconds since the Epoch"): a whole line of exactly 10 or
/// 13 digits. A telephone number begins with a zero and is none.
pub(super) fn read_epoch(line: &Line<'_>, place: usize) -> Option<Found> {
    let token = line.at(place);
    if !matches!(token.digits(), 10 | 13) || line.tokens.len() != 1 {
        return None;
    }
    let value: i64 = line.word_at(place).parse().ok().filter(|_| !line.word_at(place).starts_with('0'))?;
    let seconds = if token.digits() == 13 { value / 1000 } else { value };
    let instant = chrono::DateTime::from_timestamp(seconds, 0)?.with_timezone(&line.context.zone).fixed_offset();
    let plausible = line.context.years.contains(&chrono::Datelike::year(&instant));
    let when = if plausible {
        Ok(When::Instant(instant, super::Precision::Second))
    } else {
        Err(Fault::new(Reason::ImplausibleYear, place, place + 1))
    };
    Some(Found { when, rank: Rank::Full, clock: None, flags: Flags::NONE, end: place + 1 })
}

#[cfg(test)]
mod tests {
    use crate::date::testing::check;

    #[test]
    fn years_first() {
        check(&[
            ("2022-03-02T19:13:05+07:00", "2022-03-02T19:13:05+07:00"),
            ("2022-03-02T19:13:05.1234567Z", "2022-03-02T19:13:05+00:00"),
            ("2022/03/02 19:13", "2022-03-02T19:13+07:00?"),
            ("2022-03-02 T12:13:05Z", "2022-03-02T12:13:05+00:00"),
            ("2022-03-02 T2 ditutup", "2022-03-02+07:00?"),
            ("20220302T191305+0900", "2022-03-02T19:13:05+09:00"),
            ("2022-03-02WITA19:13:05+08:00", "2022-03-02T19:13:05+08:00"),
            ("1646223185", "2022-03-02T19:13:05+07:00"),
        ]);
    }

    #[test]
    fn what_only_looks_like_one() {
        check(&[
            ("2022-13-02", "no such month: `2022-13-02`"),
            ("2022-02-30", "no such day"),
            ("2022-03-02T25:00", "no such time: `25:00`"),
            ("2022-03-02T19", "no such time: `19`"),
            ("2022-03-02T19:13:05+99:00", "unknown zone: `+99`"),
            // A telephone number.
            ("0812345678", "not a date"),
            ("2022-W09-3", "not a date"),
            ("https://example.com/2022/03/02/judul", "not a date"),
        ]);
    }
}
