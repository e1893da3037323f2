//! Days: which exist, which year two digits mean, and the checks that every shape of a date shares.

use chrono::{Datelike, NaiveDate};

use super::error::{Fault, Reason};
use super::flag::{Flag, Flags};
use super::line::Line;
use super::token::{Kind, Token};
use super::word::Word;

/// A year as the text writes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Year {
    pub(super) number: i32,
    pub(super) two_digits: bool,
}

impl Year {
    /// A year of four digits. Any other count of three or more is read too, so that it can be told as implausible.
    pub(super) fn long(token: Token) -> Option<Year> {
        match token.kind {
            Kind::Number(3..) => {
                Some(Year { number: i32::try_from(token.value).unwrap_or(i32::MAX), two_digits: false })
            }
            _ => None,
        }
    }

    /// A year of two digits, by the rule of POSIX `strptime` (`%y`).
    pub(super) fn short(token: Token) -> Option<Year> {
        match token.kind {
            Kind::Number(2) => {
                let value = i32::try_from(token.value).ok()?;
                Some(Year { number: if value < 69 { 2000 + value } else { 1900 + value }, two_digits: true })
            }
            _ => None,
        }
    }

    pub(super) fn flags(self) -> Flags {
        Flags::NONE.with(Flag::TwoDigitYear, self.two_digits)
    }
}

/// The day, or what is wrong with it. `from..to` are the tokens to blame.
pub(super) fn day(
    line: &Line<'_>,
    year: Year,
    month: u32,
    day: u32,
    from: usize,
    to: usize,
) -> Result<NaiveDate, Fault> {
    let fault = |reason| Fault::new(reason, from, to);
    if !(1..=12).contains(&month) {
        return Err(fault(Reason::NoSuchMonth));
    }
    if !(1..=31).contains(&day) {
        return Err(fault(Reason::NoSuchDay));
    }
    if !line.context.years.contains(&year.number) {
        return Err(fault(Reason::ImplausibleYear));
    }
    NaiveDate::from_ymd_opt(year.number, month, day).ok_or(fault(Reason::NoSuchDay))
}

/// The day of the year that brings it nearest to the reference; the earlier one of two that are equally near.
/// `lalu` behind it asks for the last one before the reference, `mendatang` for the first one after.
pub(super) fn nearest(line: &Line<'_>, month: u32, day: u32, from: usize, to: usize) -> Result<NaiveDate, Fault> {
    let fault = |reason| Fault::new(reason, from, to);
    if !(1..=12).contains(&month) {
        return Err(fault(Reason::NoSuchMonth));
    }
    if NaiveDate::from_ymd_opt(2000, month, day).is_none() {
        return Err(fault(Reason::NoSuchDay));
    }
    let reference = line.context.reference.ok_or(fault(Reason::NoReference))?;
    let today = reference.with_timezone(&line.context.zone).date_naive();
    let behind = line.past(to, 3, |token| matches!(token.sign(), b')' | b',') || token.word() == Word::Yang);
    let side = line.at(behind).word();
    // Eight years reach the nearest 29 February on both sides, also around 1900.
    (today.year() - 8..=today.year() + 8)
        .filter_map(|year| NaiveDate::from_ymd_opt(year, month, day))
        .filter(|date| side != Word::Ago || *date <= today)
        .filter(|date| side != Word::Ahead || *date >= today)
        .min_by_key(|date| (*date - today).num_days().abs())
        .ok_or(fault(Reason::NoSuchDay))
}

/// Whether the number that begins at `place` is the end of a range or a list of days: `20-23 Juni`, `11 s.d. 13 Mei`,
/// `2 dan 3 Mei`. Gives the place where the range begins.
pub(super) fn range_start(line: &Line<'_>, place: usize) -> Option<usize> {
    /// `s.d.` with its signs, and a comma before it.
    const LONGEST_JOIN: usize = 6;
    let joins = |token: Token| {
        matches!(
            token.kind,
            Kind::Sign(b',' | b'-' | b'/' | b'.' | b'&' | b'(' | b'~')
                | Kind::Word(Word::Joiner | Word::Letter(b's' | b'd') | Word::DayMarker)
        )
    };
    let mut at = place;
    while at > line.floor && place - at < LONGEST_JOIN && joins(line.before(at)) {
        at -= 1;
    }
    let first = at.checked_sub(1)?;
    line.free_short(first).filter(|day| (1..=31).contains(day) && line.is_whole(first)).map(|_| first)
}

/// Whether a number follows the year at `place - 1` so closely that the year is not the end of the date:
/// `2022/2023`, `2022-03-05`, `2022.5`. A time may follow as closely (`2022-19:13`).
pub(super) fn runs_on(line: &Line<'_>, place: usize) -> bool {
    let glued = |place: usize| line.glued_number(place);
    match line.glued_sign(place, b"-/.,:") {
        Some(b':') => false,
        // `27 Februari 2023/6 Sya'ban 1444 H` is one day in two calendars.
        Some(_) if matches!(line.at(place + 2).word(), Word::HijriMonth | Word::HijriFirst) => false,
        Some(_) => glued(place + 1).is_some() && line.glued_sign(place + 2, b":.").is_none(),
        None => false,
    }
}
