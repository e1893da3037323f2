//! Month by name, day, year: `Maret 2, 2022`, and the clocks of Unix and Java, `Fri Dec 09 16:45:30 WIB 2022`, where
//! the year comes last.

use super::calendar::{self, Year};
use super::clock::{self, Clock};
use super::error::{Fault, Reason};
use super::line::Line;
use super::shape::Found;
use super::token::Token;
use super::word::Word;
use super::zone;

/// Reads a month's name, a day and a year.
pub(super) fn read(line: &Line<'_>, place: usize) -> Option<Found> {
    let month = line.at(place).word().month()?;
    let (day, end) = day(line, place + 1)?;
    if line.free_short(place.wrapping_sub(1)).is_some() {
        return None;
    }
    let hyphens = line.at(place + 1).sign() == b'-' && line.at(place + 1).glued;
    let comma = |token: Token| token.sign() == b',' || token.sign() == b'-' && hyphens;
    let at = line.past(end, 1, comma);
    let year = Year::long(line.at(at)).filter(|_| line.at(at).digits() == 4)?;
    let day = calendar::day(line, year, month.into(), day.into(), place, at + 1);
    Some(Found::day(day, at + 1)).filter(|_| !calendar::runs_on(line, at + 1))
}

/// Reads a date whose year stands behind the time: `Fri Dec 09 16:45:30 WIB 2022`, `2 Mar 19:13 2022`.
pub(super) fn read_year_last(line: &Line<'_>, place: usize) -> Option<Found> {
    let first = line.at(place);
    let (month, day, end, computer) = match first.word().month() {
        Some(month) => day(line, place + 1).map(|(day, end)| (month, day, end, true))?,
        None => {
            let day = first.short().filter(|_| line.starts_number(place))?;
            (line.at(place + 1).word().month()?, day, place + 2, false)
        }
    };
    let time = line.past(end, 1, |token| token.sign() == b',');
    let (clock, after) = clock::read(line, time).filter(|(clock, _)| !clock.dotted)?;
    let year = Year::long(line.at(after)).filter(|_| line.at(after).digits() == 4)?;
    let (clock, end) = zone_last(line, clock, after + 1);
    let day = calendar::day(line, year, month.into(), day.into(), place, end);
    let wit = computer && clock.zone.is_some_and(|zone| zone.wit);
    let day = if wit { Err(Fault::new(Reason::AmbiguousZone, place, end)) } else { day };
    Some(Found { clock: Some(clock), ..Found::day(day, end) })
}

/// A day of one or two digits behind a month's name.
fn day(line: &Line<'_>, place: usize) -> Option<(u8, usize)> {
    let at = line.past(place, 1, |token| matches!(token.sign(), b'-' | b'.' | b'/'));
    let day = line.at(at).short()?;
    let end = line.past(at + 1, 1, |token| token.glued && token.word() == Word::Ordinal);
    Some((day, end))
}

/// A zone may also stand behind the year.
fn zone_last(line: &Line<'_>, clock: Clock, place: usize) -> (Clock, usize) {
    match zone::read(line, place, true).filter(|_| clock.zone.is_none()) {
        Some((Ok(claim), end)) => (Clock { zone: Some(claim), ..clock }, end),
        Some((Err(fault), end)) => (Clock { fault: clock.fault.or(Some(fault)), ..clock }, end),
        None => (clock, place),
    }
}

#[cfg(test)]
mod tests {
    use crate::date::testing::check;

    #[test]
    fn months_first() {
        check(&[
            ("Maret 2, 2022", "2022-03-02+07:00?"),
            ("March 2nd 2022 7:13 pm", "2022-03-02T19:13+07:00?"),
            ("Wed Mar  2 19:13:05 WIB 2022", "2022-03-02T19:13:05+07:00"),
            ("2 Mar 19:13 2022", "2022-03-02T19:13+07:00?"),
        ]);
    }

    #[test]
    fn what_only_looks_like_one() {
        check(&[
            ("Maret 32, 2022", "no such day"),
            ("Maret 2", "not a date"),
            ("Februari - 38.375 unit", "not a date"),
            ("5 Mei 22 2023", "incomplete date: `5 Mei 22`"),
            ("Wed Mar  2 25:13:05 2022", "no such time: `25:13:05`"),
        ]);
    }
}
