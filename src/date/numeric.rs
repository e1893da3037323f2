//! Days in numbers: `02/03/2022`, `2-3-2022`, `2.3.2022`, `9/11/23`, `(2/3)`. Always day, month, year.
//!
//! A month beyond 12 is refused, not swapped: a column with 10/21/2025 in it also holds 10/3/2025, and swapping only the
//! rows that show it hides the damage.

use super::calendar::{self, Year};
use super::error::{Fault, Reason};
use super::flag::{Flag, Flags};
use super::line::Line;
use super::shape::{Found, Rank};
use super::word::Word;

/// Reads three numbers with the same sign between them.
pub(super) fn read(line: &Line<'_>, place: usize) -> Option<Found> {
    let day = line.at(place).short().filter(|_| starts(line, place))?;
    let (sign, month_at) = joint(line, place + 1, None)?;
    let month = line.at(month_at).short()?;
    let (_, year_at) = joint(line, month_at + 1, Some(sign))?;
    let token = line.at(year_at);
    let spaced = year_at != place + 4 || !line.at(place + 1).glued || !token.glued;
    let end = year_at + 1;
    let (year, rank) = match (Year::long(token), Year::short(token)) {
        (Some(year), _) => (year, Rank::Full),
        (None, Some(year)) if sign == b'/' && !spaced => (year, Rank::Full),
        (None, Some(year)) if !spaced && sign == b'-' => (year, Rank::Weak),
        // Behind a date, `16.05.33` is a time.
        (None, Some(year)) if !spaced && !line.after_date && !matches!(line.at(end).word(), Word::Zone(_)) => {
            (year, Rank::Doubtful)
        }
        _ => return None,
    };
    // Four and more numbers in a row are an address, a path or a number of something.
    let longer = line.glued_sign(end, &[sign]).is_some() && line.glued_number(end + 1).is_some();
    let path =
        sign == b'/' && line.glued_sign(end, b"/").is_some() && line.at(end + 1).glued && line.at(end + 1).is_word();
    if path || longer && (sign == b'.' || line.glued_sign(end + 2, b":.").is_none()) {
        return None;
    }
    // `31/12/123` looks as much like a fraction as like a year.
    if token.digits() == 3 && !matches!((day, month), (1..=31, 1..=12)) {
        return None;
    }
    let read = calendar::day(line, year, month.into(), day.into(), place, end);
    let range = calendar::range_start(line, place).map(|start| Fault::new(Reason::Range, start, end));
    let read = range.map_or(read, Err);
    Some(Found { rank, flags: year.flags(), ..Found::day(read, end) })
}

/// Reads `2/3`: a day and a month, if a weekday or something else beside it says that it is no fraction.
pub(super) fn read_yearless(line: &Line<'_>, place: usize) -> Option<Found> {
    let day = line.at(place).short().filter(|_| starts(line, place))?;
    line.glued_sign(place + 1, b"/")?;
    let month = line.glued_number(place + 2)?.short()?;
    let end = place + 3;
    let longer = line.glued_sign(end, b"-.:,%").is_some() && line.glued_number(end + 1).is_some();
    if longer || line.glued_sign(end, b"/").is_some() {
        return None;
    }
    let read = calendar::nearest(line, month.into(), day.into(), place, end);
    let read = calendar::range_start(line, place).map_or(read, |start| Err(Fault::new(Reason::Range, start, end)));
    let flags = Flags::NONE.with(Flag::YearFromReference, true);
    Some(Found { rank: Rank::WeakYearless, flags, ..Found::day(read, end) })
}

fn starts(line: &Line<'_>, place: usize) -> bool {
    line.starts_number(place) && !line.is_numbered(place) && line.glued_sign(place.wrapping_sub(1), b"/.").is_none()
}

/// The sign between two numbers and the place of the second. `-` and `/` may have spaces around them.
fn joint(line: &Line<'_>, place: usize, same: Option<u8>) -> Option<(u8, usize)> {
    let (sign, next) = (line.at(place), line.at(place + 1));
    let known = matches!(sign.sign(), b'/' | b'-' | b'.') && same.is_none_or(|same| same == sign.sign());
    let even = sign.glued == next.glued && (sign.glued || sign.sign() != b'.');
    (known && even && next.is_number()).then_some((sign.sign(), place + 1))
}

#[cfg(test)]
mod tests {
    use crate::date::testing::check;

    #[test]
    fn day_month_year() {
        check(&[
            // Never the third of February.
            ("02/03/2022", "2022-03-02+07:00?"),
            ("2-3-2022", "2022-03-02+07:00?"),
            ("2.3.2022", "2022-03-02+07:00?"),
            ("9/11/23", "2023-11-09+07:00? two_digit_year"),
            ("Rabu 2.3.22", "2022-03-02+07:00? two_digit_year"),
            ("Rabu (20/11)", "2024-11-20+07:00? year_from_reference"),
        ]);
    }

    #[test]
    fn what_only_looks_like_one() {
        check(&[
            ("10/21/2025", "no such month: `10/21/2025`"),
            ("31/02/2022", "no such day"),
            ("18/6/2926", "implausible year: `18/6/2926`"),
            ("2/3/4", "not a date"),
            ("24/7", "not a date"),
            // A time, a version.
            ("10.11.12", "not a date"),
            ("192.168.1.10", "not a date"),
            ("Rp 2.3.2022", "not a date"),
            ("12/03/2022/PN.Jkt", "not a date"),
            ("0812-3456-7890", "not a date"),
        ]);
    }
}
