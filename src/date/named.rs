//! Day, month by name, year: `2 Maret 2022`, `21st November 2017`, `13-Jan-23`, `21+Maret+2019` as forms of the web encode
//! it, `2 Mei` (the year from the reference).

use super::calendar::{self, Year};
use super::error::{Fault, Reason};
use super::flag::{Flag, Flags};
use super::line::Line;
use super::shape::{Found, Rank};
use super::token::{Kind, Token};
use super::word::Word;

/// Reads a day, a month's name and, if it is there, a year.
pub(super) fn read(line: &Line<'_>, place: usize) -> Option<Found> {
    let token = line.at(place);
    if !token.is_number() {
        return None;
    }
    let at = month_place(line, place + 1)?;
    let month = line.at(at).word().month()?;
    let range = calendar::range_start(line, place);
    if line.is_numbered(place) || range.is_none() && !line.starts_number(place) {
        return None;
    }
    let found = match year(line, at + 1) {
        Some((year, end)) => {
            let day = calendar::day(line, year, month.into(), token.value, place, end);
            let day = if calendar::runs_on(line, end) { Err(Fault::new(Reason::Range, place, end + 2)) } else { day };
            Found { flags: year.flags(), ..Found::day(day, end) }
        }
        None => without_year(line, place, month, at + 1)?,
    };
    Some(match range {
        Some(start) => Found { when: Err(Fault::new(Reason::Range, start, found.end)), ..found },
        None => crowded(line, place).map_or(found, |fault| Found { when: Err(fault), ..found }),
    })
}

/// The place of the month's name behind a day: `2-Mar`, `2nd of March`, `2. Maret`, `tanggal 2 bulan Maret`.
fn month_place(line: &Line<'_>, place: usize) -> Option<usize> {
    if line.at(place).word().month().is_some() {
        return Some(place);
    }
    let ordinal = |token: Token| token.word() == Word::Ordinal;
    let place = line.past(place, 1, ordinal);
    let word = line.word_at(place);
    // `3 bulan Maret` may be three months; only `tanggal 3 bulan Maret` is a day.
    let bulan = line.at(place).word() == Word::Bulan && line.before(place.saturating_sub(1)).word() == Word::DayMarker;
    let place = if bulan || word.eq_ignore_ascii_case("of") {
        place + 1
    } else {
        line.past(place, 1, |token| matches!(token.sign(), b'-' | b'/' | b'.' | b'+'))
    };
    line.at(place).word().month().map(|_| place)
}

/// The year behind a month's name, and the place behind it.
fn year(line: &Line<'_>, place: usize) -> Option<(Year, usize)> {
    let joint =
        |token: Token| matches!(token.kind, Kind::Sign(b'-' | b'/' | b'.' | b',' | b'+') | Kind::Word(Word::Tahun));
    let at = line.past(place, 2, joint);
    if let Some(year) = Year::long(line.at(at)) {
        return Some((year, at + 1));
    }
    let at = line.past(at, 1, |token| token.sign() == b'\'');
    let year = Year::short(line.at(at))?;
    // `20 Mei 22 orang`, `20 Mei 19.13`, `5 Mei 22 2023`: the number is something else.
    let next = line.at(at + 1);
    let joined = line.at(at).glued;
    // `11 Juni-14 Juli`, `12 Mei, 17 Juni`: a day of another month. `13-Jan-23` has the hyphen twice.
    let hyphens = line.before(place.saturating_sub(1)).sign() == b'-';
    if line.before(at).sign() == b',' || line.before(at).sign() == b'-' && !hyphens {
        return None;
    }
    let counts = matches!(
        next.kind,
        Kind::Word(Word::Other | Word::Measure | Word::Zone(_) | Word::Utc | Word::Am | Word::Pm | Word::Period(_))
    ) || next.word().month().is_some()
        || next.word().unit().is_some() && next.word() != Word::Jam;
    let is_clock = line.glued_sign(at + 1, b":.").is_some() && line.glued_number(at + 2).is_some();
    let bare_number = next.is_number() && line.glued_sign(at + 2, b":.").is_none();
    (!is_clock && !bare_number && (joined || !counts)).then_some((year, at + 1))
}

/// The year comes from the reference, unless what follows shows that this is no day of one month.
fn without_year(line: &Line<'_>, place: usize, month: u8, end: usize) -> Option<Found> {
    let day = line.at(place).short().filter(|day| (1..=31).contains(day))?;
    let next = line.past(end, 2, |token| matches!(token.sign(), b'-' | b'/' | b'.' | b','));
    let fault = |reason, to| Some(Found { rank: Rank::Yearless, ..Found::day(Err(Fault::new(reason, place, to)), to) });
    let follower = line.at(next);
    if follower.word().month().is_some() {
        return fault(Reason::Range, next + 1);
    }
    let is_clock = line.glued_sign(next + 1, b":.").is_some() && line.glued_number(next + 2).is_some();
    if follower.is_number() && !is_clock && line.at(end).sign() != b'.' {
        let range = line.at(end).sign() == b'-';
        return fault(if range { Reason::Range } else { Reason::Incomplete }, next + 1);
    }
    let day = calendar::nearest(line, month.into(), day.into(), place, end);
    let flags = Flags::NONE.with(Flag::YearFromReference, true);
    Some(Found { rank: Rank::Yearless, flags, ..Found::day(day, end) })
}

/// A month's name or a small number right before the day leaves open what belongs together: `Mei 2 April 2020`,
/// `1 2 Maret 2022`.
fn crowded(line: &Line<'_>, place: usize) -> Option<Fault> {
    let before = place.checked_sub(1).filter(|before| *before >= line.floor)?;
    let month = line.at(before).word().month().is_some();
    month.then(|| Fault::new(Reason::Range, before, place + 1))
}

#[cfg(test)]
mod tests {
    use crate::date::testing::check;

    #[test]
    fn days_with_a_month_by_name() {
        check(&[
            ("2 Maret 2022", "2022-03-02+07:00?"),
            ("2-Mar-22", "2022-03-02+07:00? two_digit_year"),
            ("2nd of March, 2022", "2022-03-02+07:00?"),
            ("Jumat20 Mei 2022", "2022-05-20+07:00?"),
            ("20 Januari", "2025-01-20+07:00? year_from_reference"),
            ("5 Nopember 2023", "2023-11-05+07:00?"),
        ]);
    }

    #[test]
    fn what_only_looks_like_one() {
        check(&[
            ("32 Maret 2022", "no such day"),
            ("29 Februari 2023", "no such day"),
            ("20-23 Juni 2024", "more than one day: `20-23 Juni 2024`"),
            ("2 Mei April 2020", "more than one day: `2 Mei April`"),
            ("11 Juni-14 Juli", "more than one day: `11 Juni-14`"),
            ("COVID-19 Maret 2022", "not a date"),
            ("20 Mei 22 orang", "incomplete date: `20 Mei 22`"),
            ("2 Maret 2022/2023", "more than one day: `2 Maret 2022/2023`"),
            ("Juni Wati", "not a date"),
            ("Meikarta 2022", "not a date"),
        ]);
    }
}
