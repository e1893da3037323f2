//! Dates counted from the reference: `5 menit yang lalu`, `sejam lalu`, `Kemarin`, `2 days ago`, `baru saja`.
//!
//! Seconds, minutes and hours are exact; days and more are days of the calendar in the context's zone, where a month that is
//! too short ends at its last day. Without a reference all of them are refused, and so is what is no number
//! (`beberapa menit lalu`) or no one day (`minggu lalu`).

use chrono::{Days, Months, NaiveDate, TimeDelta, Timelike};

use super::Precision;
use super::calendar;
use super::error::{Fault, Reason};
use super::flag::Flags;
use super::line::Line;
use super::shape::{Found, Rank, When};
use super::token::Kind;
use super::word::{Moment, Unit, Word};

/// Amounts of one expression, such as `1 jam 20 menit`.
const MOST_AMOUNTS: usize = 3;
/// More than this many of a unit is no dateline.
const LARGEST_AMOUNT: u32 = 9999;

/// Reads a count of units before (`lalu`, `ago`) or after (`lagi`, `dalam`) the reference.
pub(super) fn read(line: &Line<'_>, place: usize) -> Option<Found> {
    let ahead = line.at(place).word() == Word::Within;
    let first = if ahead { place + 1 } else { place };
    let (span, end) = amounts(line, first)?;
    let end = line.past(end, 1, |token| token.word() == Word::Yang);
    let (sign, end) = match line.at(end).word() {
        Word::Ago if !ahead => (-1, end + 1),
        Word::Lagi => (1, end + 1),
        _ if ahead && end == line.tokens.len() => (1, end),
        _ => return None,
    };
    let fault = |reason, from| Fault::new(reason, from, end);
    let when = if let Some(start) = calendar::range_start(line, first) {
        Err(fault(Reason::Range, start))
    } else if is_continued(line, first) {
        Err(fault(Reason::Indefinite, first.saturating_sub(1)))
    } else {
        span.ok_or(fault(Reason::Indefinite, first)).and_then(|span| span.reckon(line, sign, place, end))
    };
    Some(found(when, Rank::Relative, end))
}

/// Reads a word that is a moment by itself: `Kemarin`, `hari ini`, `baru saja`.
pub(super) fn read_word(line: &Line<'_>, place: usize) -> Option<Found> {
    let next = line.at(place + 1).word();
    let (moment, end) = match line.at(place).word() {
        Word::Moment(Moment::Day(-1)) if matches!(next, Word::Lusa | Word::Dulu) => (Moment::Day(-2), place + 2),
        Word::Moment(Moment::Day(1)) if next == Word::Lusa => (Moment::Day(2), place + 2),
        Word::Moment(moment) => (moment, place + 1),
        Word::Lusa => (Moment::Day(2), place + 1),
        Word::Hari if next == Word::Ini => (Moment::Day(0), place + 2),
        Word::Baru if next == Word::Saja => (Moment::Now, place + 2),
        _ => return None,
    };
    let span = match moment {
        Moment::Now => Span { minutes_only: true, ..Span::default() },
        Moment::Day(days) => Span { days: i64::from(days), calendar: true, ..Span::default() },
    };
    Some(found(span.reckon(line, 1, place, end), Rank::WeakRelative, end))
}

/// Reads `minggu lalu`, `Senin lalu`, `bulan lalu`, `tahun ini`: no one day, so that nothing else may read a part of it.
pub(super) fn read_indefinite(line: &Line<'_>, place: usize) -> Option<Found> {
    let word = line.at(place).word();
    let vague = word.unit().is_some() || word.weekday().is_some();
    let behind = line.past(place + 1, 1, |token| token.word() == Word::Yang);
    let ago = line.at(behind).word() == Word::Ago && !matches!(word, Word::Letter(_));
    (vague && ago)
        .then(|| found(Err(Fault::new(Reason::Indefinite, place, behind + 1)), Rank::WeakRelative, behind + 1))
}

fn found(when: Result<When, Fault>, rank: Rank, end: usize) -> Found {
    Found { when, rank, clock: None, flags: Flags::NONE, end }
}

/// The number before goes on into this one: `satu setengah jam`, `dua puluh lima menit`.
fn is_continued(line: &Line<'_>, place: usize) -> bool {
    let before = line.before(place);
    let counted = matches!(before.word(), Word::Number(2..) | Word::Half | Word::Vague | Word::Joiner)
        || before.word() == Word::Number(1) && line.word_at(place.wrapping_sub(1)).len() > 2;
    place > line.floor && (counted || before.is_number())
}

/// A distance in time.
#[derive(Debug, Clone, Copy, Default)]
struct Span {
    months: i64,
    days: i64,
    seconds: i64,
    /// Days or more are among the units.
    calendar: bool,
    /// Nothing smaller than a minute is among the units.
    minutes_only: bool,
}

/// Reads the amounts with their units; `None` as the span where one of them is indefinite.
fn amounts(line: &Line<'_>, place: usize) -> Option<(Option<Span>, usize)> {
    let (mut span, mut end) = (Some(Span { minutes_only: true, ..Span::default() }), place);
    for _ in 0..MOST_AMOUNTS {
        let Some((amount, unit, next)) = amount(line, end) else { break };
        span = span.zip(amount).and_then(|(span, (count, half))| span.plus(count, half, unit));
        end = next;
    }
    (end > place).then_some((span, end))
}

/// How many, and whether it is halves of the unit.
type Count = (i64, bool);

/// One amount: a count and whether it is a half instead; `None` where it is indefinite.
fn amount(line: &Line<'_>, place: usize) -> Option<(Option<Count>, Unit, usize)> {
    let token = line.at(place);
    let unit = || match line.at(place + 1).word() {
        // `3 h lalu` are days (`hari`), `3h ago` are hours.
        Word::Letter(b'h') if line.word_at(place + 2).eq_ignore_ascii_case("ago") => Some(Unit::Hour),
        Word::Letter(b'h') => Some(Unit::Day),
        word => word.unit(),
    };
    Some(match token.kind {
        Kind::Number(_) if line.starts_number(place) && token.value <= LARGEST_AMOUNT => {
            (Some((token.value.into(), false)), unit()?, place + 2)
        }
        Kind::Word(Word::Number(count)) => (Some((count.into(), false)), unit()?, place + 2),
        Kind::Word(Word::Half) => (Some((1, true)), unit()?, place + 2),
        Kind::Word(Word::Vague) => (None, unit()?, place + 2),
        Kind::Word(Word::One(unit)) => (Some((1, false)), unit, place + 1),
        _ => return None,
    })
}

impl Span {
    fn plus(self, count: i64, half: bool, unit: Unit) -> Option<Span> {
        let seconds = |seconds| Span { seconds: self.seconds + count * seconds, ..self };
        let days = |days| Span { days: self.days + count * days, calendar: true, ..self };
        let months = |months| Span { months: self.months + count * months, calendar: true, ..self };
        Some(match (unit, half) {
            (Unit::Second, false) => Span { minutes_only: false, ..seconds(1) },
            (Unit::Minute, false) => seconds(60),
            (Unit::Minute, true) => Span { minutes_only: false, ..seconds(30) },
            (Unit::Hour, false) => seconds(3600),
            (Unit::Hour, true) => seconds(1800),
            (Unit::Day, false) => days(1),
            (Unit::Week, false) => days(7),
            (Unit::Month, false) => months(1),
            (Unit::Year, false) => months(12),
            (Unit::Year, true) => months(6),
            (Unit::Second | Unit::Day | Unit::Week | Unit::Month, true) => return None,
        })
    }

    /// The day or instant this far from the reference, backwards where `sign` is -1.
    fn reckon(self, line: &Line<'_>, sign: i64, from: usize, to: usize) -> Result<When, Fault> {
        let fault = |reason| Fault::new(reason, from, to);
        let reference = line.context.reference.ok_or(fault(Reason::NoReference))?;
        let local = reference.with_timezone(&line.context.zone);
        if self.calendar && self.seconds != 0 {
            return Err(fault(Reason::Indefinite));
        }
        if self.calendar {
            let date =
                shift(local.date_naive(), sign * self.months, sign * self.days).ok_or(fault(Reason::NoSuchDay))?;
            let plausible = line.context.years.contains(&chrono::Datelike::year(&date));
            return if plausible { Ok(When::Day(date)) } else { Err(fault(Reason::ImplausibleYear)) };
        }
        let moved =
            local.checked_add_signed(TimeDelta::seconds(sign * self.seconds)).ok_or(fault(Reason::NoSuchTime))?;
        let (second, precision) =
            if self.minutes_only { (0, Precision::Minute) } else { (moved.second(), Precision::Second) };
        let cut =
            moved.with_second(second).and_then(|moved| moved.with_nanosecond(0)).ok_or(fault(Reason::NoSuchTime))?;
        Ok(When::Instant(cut.fixed_offset(), precision))
    }
}

fn shift(date: NaiveDate, months: i64, days: i64) -> Option<NaiveDate> {
    let by_months = Months::new(u32::try_from(months.abs()).ok()?);
    let date = if months < 0 { date.checked_sub_months(by_months) } else { date.checked_add_months(by_months) }?;
    let by_days = Days::new(days.unsigned_abs());
    if days < 0 { date.checked_sub_days(by_days) } else { date.checked_add_days(by_days) }
}

#[cfg(test)]
mod tests {
    use crate::date::testing::check;

    #[test]
    fn counted_from_the_reference() {
        check(&[
            ("5 menit yang lalu", "2024-11-20T21:00+07:00?"),
            ("30 detik lalu", "2024-11-20T21:04:40+07:00?"),
            ("sejam lalu", "2024-11-20T20:05+07:00?"),
            ("Kemarin, 19:13 WITA", "2024-11-19T19:13+08:00"),
            ("kemarin lusa", "2024-11-18+07:00?"),
            ("9 bulan lalu", "2024-02-20+07:00?"),
            ("2h ago", "2024-11-20T19:05+07:00?"),
            ("3 h lalu", "2024-11-17+07:00?"),
        ]);
    }

    #[test]
    fn what_is_no_number() {
        check(&[
            ("beberapa menit lalu", "indefinite: `beberapa menit lalu`"),
            ("minggu lalu", "indefinite: `minggu lalu`"),
            ("dua puluh lima menit lalu", "indefinite: `puluh lima menit lalu`"),
            ("5 menit", "not a date"),
            // Prose.
            ("Ia berlari selama 5 menit lalu duduk di bawah pohon yang rindang", "not a date"),
        ]);
    }
}
