//! Times of day: `19:13`, `19.13`, `pukul 7 malam`, `6:07 pm`, with the zone behind them.
//!
//! The Indonesian short time is `HH.mm` (CLDR `id`), so a point counts as a colon where the time stands after a date, after a
//! marker, or before a zone or a part of the day. `6.868` and `2.300.000` are numbers.

use chrono::NaiveTime;

use super::error::{Fault, Reason};
use super::line::Line;
use super::token::{Kind, Token};
use super::word::{Period, Word};
use super::zone::{self, Claim};

/// A time of day as the text writes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Clock {
    pub(super) hour: u8,
    pub(super) minute: u8,
    pub(super) second: Option<u8>,
    /// A marker stands before it: `pukul`, `jam`.
    pub(super) marked: bool,
    /// Written with points, so that it is a time only where it can be nothing else.
    pub(super) dotted: bool,
    /// A part of the day or `am`, `pm` has settled the hour.
    pub(super) settled: bool,
    pub(super) zone: Option<Claim>,
    /// What is wrong with it; told only if it turns out to belong to a date.
    pub(super) fault: Option<Fault>,
    pub(super) from: u16,
}

impl Clock {
    /// The time, and whether it is the next day's (24:00).
    pub(super) fn time(&self) -> Option<(NaiveTime, bool)> {
        let midnight = self.hour == 24;
        let hour = if midnight { 0 } else { self.hour };
        NaiveTime::from_hms_opt(hour.into(), self.minute.into(), self.second.unwrap_or(0).into())
            .map(|time| (time, midnight))
    }

    /// The same time told twice, as exactly as both tell it.
    pub(super) fn same_face(&self, other: &Clock) -> bool {
        (self.hour, self.minute) == (other.hour, other.minute)
            && (self.second.is_none() || other.second.is_none() || self.second == other.second)
    }

    /// The clock beside a part of the day that may belong to something else: refused where that would matter.
    pub(super) fn beside(self, period: Period, fault: Fault) -> Clock {
        let clear = self.settled || hour_in(period, self.hour) == Some(self.hour);
        if clear { self } else { Clock { fault: self.fault.or(Some(fault)), ..self } }
    }

    /// The clock with its hour moved to the part of the day.
    pub(super) fn in_period(self, period: Period, fault: Fault) -> Clock {
        match hour_in(period, self.hour) {
            Some(hour) => Clock { hour, settled: true, ..self },
            None => Clock { fault: self.fault.or(Some(fault)), settled: true, ..self },
        }
    }
}

/// The hour of a twelve-hour clock in a part of the day. From 13 on there is nothing to settle.
fn hour_in(period: Period, hour: u8) -> Option<u8> {
    match (period, hour) {
        (_, 13..) => Some(hour),
        (Period::Morning, 0..=11) | (Period::Noon, 10..=12) => Some(hour),
        (Period::Noon, 1..=5) | (Period::Afternoon, 1..=7) | (Period::Night, 6..=11) => Some(hour + 12),
        _ => None,
    }
}

/// Reads the time of day at `place`, marker, part of the day and zone included, and gives the place behind it.
pub(super) fn read(line: &Line<'_>, place: usize) -> Option<(Clock, usize)> {
    let (clock, end) = match line.at(place).kind {
        Kind::Word(Word::Marker) => after_marker(line, place)?,
        Kind::Word(Word::Jam) if place == line.floor || !line.before(place).is_number() => after_marker(line, place)?,
        Kind::Number(_) if line.starts_number(place) => bare(line, place)?,
        _ => return None,
    };
    let (clock, end) = finish(line, clock, end);
    (!is_measure(line, &clock, end)).then_some((clock, end))
}

/// Reads the time behind the `T` of ISO 8601, with its zone.
pub(super) fn read_behind_t(line: &Line<'_>, place: usize) -> Option<(Clock, usize)> {
    face(line, place).filter(|(clock, _)| !clock.dotted).map(|(clock, end)| finish(line, clock, end))
}

/// A time without marker: with minutes, or an hour with `am`, `pm`.
fn bare(line: &Line<'_>, place: usize) -> Option<(Clock, usize)> {
    let hour = line.at(place).short()?;
    face(line, place).or_else(|| {
        let half = matches!(line.at(place + 1).word(), Word::Am | Word::Pm);
        // `3 hari 2 malam` are nights; right behind a date `8 malam` is a time.
        let evening = || {
            line.after_date
                && line.past(line.floor, 2, |token| token.sign() != 0) == place
                && period(line, place + 1).is_some()
        };
        (half || evening()).then(|| (plain(line, hour, place), place + 1))
    })
}

fn after_marker(line: &Line<'_>, marker: usize) -> Option<(Clock, usize)> {
    let soft = |token: Token| matches!(token.sign(), b':' | b'.' | b',') || token.word() == Word::Filler;
    let place = line.past(marker + 1, 3, soft);
    let number = line.at(place);
    let marked = |(clock, end): (Clock, usize)| (Clock { marked: true, from: index(marker), ..clock }, end);
    if let Some(found) = face(line, place).or_else(|| spaced(line, place)) {
        return Some(marked(found));
    }
    if let Some(found) = in_words(line, place) {
        return Some(marked(found));
    }
    if !number.is_number() || line.at(place + 1).word().unit().is_some() {
        return None;
    }
    let runs_on = line.glued_sign(place + 1, b".:-,;/").is_some() && line.glued_number(place + 2).is_some();
    match number.short() {
        Some(hour) if !runs_on && line.at(place + 1).word() != Word::Past => {
            Some(marked((plain(line, hour, place), place + 1)))
        }
        _ => Some(marked((
            Clock { fault: Some(Fault::new(Reason::NoSuchTime, place, place + 3)), ..plain(line, 0, place) },
            place + 1,
        ))),
    }
}

/// `pukul delapan`, `jam setengah delapan` (half past seven).
fn in_words(line: &Line<'_>, place: usize) -> Option<(Clock, usize)> {
    let half = line.at(place).word() == Word::Half;
    let at = if half { place + 1 } else { place };
    let Word::Number(hour @ 1..) = line.at(at).word() else { return None };
    let clock = if half { Clock { minute: 30, ..plain(line, hour - 1, place) } } else { plain(line, hour, place) };
    let goes_on = matches!(line.at(at + 1).word(), Word::Vague | Word::Number(_) | Word::Past | Word::Half)
        || line.at(at + 1).is_number();
    let fault = goes_on.then_some(Fault::new(Reason::NoSuchTime, place, at + 2));
    Some((Clock { fault, ..clock }, at + 1))
}

fn plain(line: &Line<'_>, hour: u8, place: usize) -> Clock {
    Clock {
        hour,
        minute: 0,
        second: None,
        marked: false,
        dotted: false,
        settled: false,
        zone: None,
        fault: (hour > 24).then_some(Fault::new(Reason::NoSuchTime, place, place + 1)),
        from: index(line.tokens.len().min(place)),
    }
}

fn index(place: usize) -> u16 {
    u16::try_from(place).unwrap_or(u16::MAX)
}

/// `19:13`, `19.13`, `19:13:05`, `19.13.05`, `19:13:05.123`.
fn face(line: &Line<'_>, place: usize) -> Option<(Clock, usize)> {
    let hour = line.at(place).short()?;
    let sign = line.glued_sign(place + 1, b":.")?;
    let minute = line.glued_number(place + 2)?;
    let dotted = sign == b'.';
    let seconds = line.glued_sign(place + 3, &[sign]).and_then(|_| line.glued_number(place + 4));
    let end = if seconds.is_some() { place + 5 } else { place + 3 };
    let end = match (dotted, seconds) {
        (false, Some(_)) => past_fraction(line, end),
        _ => end,
    };
    let runs_on = line.glued_sign(end, b".:,").is_some() && line.glued_number(end + 1).is_some();
    let odd = minute.digits() != 2 || seconds.is_some_and(|seconds| seconds.digits() != 2) || runs_on;
    if odd && dotted {
        return None;
    }
    let (minute, second) =
        (minute.short().unwrap_or(u8::MAX), seconds.map(|seconds| seconds.short().unwrap_or(u8::MAX)));
    let past_midnight = hour == 24 && (minute, second.unwrap_or(0)) != (0, 0);
    let wrong = odd || hour > 24 || minute > 59 || second.is_some_and(|second| second > 59) || past_midnight;
    let fault = wrong.then_some(Fault::new(Reason::NoSuchTime, place, end));
    Some((Clock { minute, second, dotted, fault, ..plain(line, hour, place) }, end))
}

/// Fractions of a second of any length are cut off: `.123`, `,5+07:00`.
fn past_fraction(line: &Line<'_>, place: usize) -> usize {
    let fraction = line.glued_sign(place, b".,").and_then(|_| line.glued_number(place + 1));
    if fraction.is_some() { place + 2 } else { place }
}

/// `19 : 13`, only behind a marker.
fn spaced(line: &Line<'_>, place: usize) -> Option<(Clock, usize)> {
    let hour = line.at(place).short()?;
    let colon = matches!(line.at(place + 1).sign(), b':' | b'.')
        && !(line.at(place + 1).sign() == b'.' && line.at(place + 1).glued);
    let minute = line.at(place + 2).short().filter(|_| colon && line.at(place + 2).digits() == 2)?;
    let fault = (hour > 23 || minute > 59).then_some(Fault::new(Reason::NoSuchTime, place, place + 3));
    Some((Clock { minute, fault, ..plain(line, hour, place) }, place + 3))
}

/// Reads on behind the digits: `am`, `pm`, a part of the day, a zone, in any order, each once.
fn finish(line: &Line<'_>, mut clock: Clock, mut end: usize) -> (Clock, usize) {
    for _ in 0..3 {
        let next = line.past(end, 2, |token| matches!(token.sign(), b'(' | b',' | b'-' | b'|' | b')'));
        if let Some((pm, after)) = half(line, end).filter(|_| !clock.settled) {
            (clock, end) = (in_half(clock, pm, end), after);
        } else if let Some((period, after)) = period_behind(line, &clock, end) {
            let fault = Fault::new(Reason::UnclearPeriod, clock.from.into(), after);
            let sure = clock.marked || !starts_sentence(line, after);
            (clock, end) = (if sure { clock.in_period(period, fault) } else { clock.beside(period, fault) }, after);
        } else if let Some((claim, after)) = zone_behind(line, &clock, end, next) {
            match claim {
                Ok(claim) => clock.zone = Some(claim),
                Err(fault) => clock.fault = clock.fault.or(Some(fault)),
            }
            end = after;
        } else {
            break;
        }
    }
    // `\u002B07:00`, `%2B07:00`: an offset that was escaped, and cannot be left out.
    if clock.zone.is_none() && clock.second.is_some() && line.glued_sign(end, b"\\%+").is_some() {
        clock.fault = clock.fault.or(Some(Fault::new(Reason::UnknownZone, end, end + 2)));
    }
    (clock, end)
}

/// The part of the day behind a time. Behind a zone it belongs to a time with a marker only: `07:10 WIB Malam ini …`.
fn period_behind(line: &Line<'_>, clock: &Clock, end: usize) -> Option<(Period, usize)> {
    let open = !clock.settled && (clock.zone.is_none() || clock.marked);
    period(line, line.past(end, 1, |token| token.sign() == b'(')).filter(|_| open)
}

/// A word that is no zone stands here, so that what stands before may begin a sentence.
fn starts_sentence(line: &Line<'_>, place: usize) -> bool {
    line.at(place).is_word() && !matches!(line.at(place).word(), Word::Zone(_) | Word::Utc | Word::Waktu)
}

/// A zone may stand behind a bracket or a comma; an offset must follow the digits.
fn zone_behind(line: &Line<'_>, clock: &Clock, end: usize, next: usize) -> Option<(Result<Claim, Fault>, usize)> {
    if clock.zone.is_some() {
        return None;
    }
    zone::read(line, end, clock.second.is_some()).or_else(|| {
        let bracketed = line.before(next).sign() == b'(';
        let token = line.at(next);
        let sure = matches!(token.word(), Word::Zone(_) | Word::Utc | Word::Waktu | Word::Letter(b'w'));
        (next > end && (sure || bracketed)).then(|| zone::read(line, next, false)).flatten()
    })
}

/// `am`, `pm`, `a.m.`, `p.m.`
fn half(line: &Line<'_>, place: usize) -> Option<(bool, usize)> {
    match line.at(place).word() {
        Word::Am => Some((false, place + 1)),
        Word::Pm => Some((true, place + 1)),
        _ => {
            let letter = line.word_at(place);
            let pm = letter.eq_ignore_ascii_case("p");
            let dotted = (pm || letter.eq_ignore_ascii_case("a"))
                && line.glued_sign(place + 1, b".").is_some()
                && line.word_at(place + 2).eq_ignore_ascii_case("m");
            dotted.then(|| (pm, if line.at(place + 3).sign() == b'.' { place + 4 } else { place + 3 }))
        }
    }
}

/// `pm` behind an hour of 13 or more repeats what is clear; `am` contradicts it.
fn in_half(clock: Clock, pm: bool, place: usize) -> Clock {
    let hour = match (pm, clock.hour) {
        (true, 1..=11) => Some(clock.hour + 12),
        (true, 12..=23) | (false, 0..=11) => Some(clock.hour),
        (false, 12) => Some(0),
        _ => None,
    };
    let fault = Fault::new(Reason::NoSuchTime, clock.from.into(), place + 1);
    match hour {
        Some(hour) => Clock { hour, settled: true, ..clock },
        None => Clock { fault: clock.fault.or(Some(fault)), settled: true, ..clock },
    }
}

/// A part of the day: `malam`, `dini hari`, `tengah malam`.
pub(super) fn period(line: &Line<'_>, place: usize) -> Option<(Period, usize)> {
    match (line.at(place).word(), line.at(place + 1).word()) {
        (Word::Period(period), _) => Some((period, place + 1)),
        (Word::Dini, Word::Hari) => Some((Period::Morning, place + 2)),
        (Word::Tengah, Word::Period(Period::Night)) => Some((Period::Midnight, place + 2)),
        (Word::Tengah, Word::Hari) => Some((Period::Noon, place + 2)),
        _ => None,
    }
}

/// `19.13 persen`, `Rp 10.30`, `10:30%`: a number that only looks like a time.
fn is_measure(line: &Line<'_>, clock: &Clock, end: usize) -> bool {
    let bare = !clock.marked && !clock.settled && clock.zone.is_none();
    let place = usize::from(clock.from);
    bare && (line.at(end).word() == Word::Measure || line.at(end).sign() == b'%' || line.is_numbered(place))
}

/// A number that cannot be made out as a time, with the zone that says that it was meant as one.
pub(super) fn unread(line: &Line<'_>, place: usize, fault: Fault) -> Option<(Clock, usize)> {
    let (_, end) = zone::read(line, place + 1, false)?;
    Some((Clock { marked: true, fault: Some(fault), ..plain(line, 0, place) }, end))
}

#[cfg(test)]
mod tests {
    use crate::date::testing::check;

    #[test]
    fn times_with_points_need_company() {
        check(&[
            ("2 Maret 2022 19.13", "2022-03-02T19:13+07:00?"),
            ("19.13 WIB, 2 Maret 2022", "2022-03-02T19:13+07:00"),
            // No zone, no marker, not behind the date.
            ("naik 19.13 pada 2 Maret 2022", "2022-03-02+07:00?"),
            ("2 Maret 2022 19.13 persen", "2022-03-02+07:00?"),
            ("2 Maret 2022 6.868", "2022-03-02+07:00?"),
        ]);
    }

    #[test]
    fn parts_of_the_day_move_the_hour() {
        check(&[
            ("2 Maret 2022 jam 7 malam", "2022-03-02T19:00+07:00?"),
            // Moment would make it 23:30.
            ("2 Maret 2022 pukul 11.30 siang", "2022-03-02T11:30+07:00?"),
            ("2 Maret 2022 pukul 1.30 siang", "2022-03-02T13:30+07:00?"),
            ("2 Maret 2022 jam 12 malam", "unclear time of day: `jam 12 malam`"),
            ("2 Maret 2022 jam 7 siang", "unclear time of day: `jam 7 siang`"),
            ("2 Maret 2022 07:10 malam WIB", "2022-03-02T19:10+07:00"),
            ("2 Maret 2022 07:10 WIB Malam ini hujan", "2022-03-02T07:10+07:00"),
            ("2 Maret 2022 07:10 WIB | Malam", "2022-03-02T07:10+07:00"),
            ("Kabar Malam | 2 Maret 2022 | 07:10 WIB", "2022-03-02T07:10+07:00"),
            ("2 Maret 2022 07:10 malam ini hujan", "unclear time of day: `07:10 malam`"),
            ("pukul 7 WIB, Rabu (2/3/2022) malam", "unclear time of day: `pukul 7 WIB, Rabu (2/3/2022) malam`"),
            ("2 Maret 2022 13:00 AM", "no such time: `13:00 AM`"),
        ]);
    }

    #[test]
    fn no_clock_shows_it() {
        check(&[
            ("2 Maret 2022 25:10", "no such time: `25:10`"),
            ("2 Maret 2022 21.67 WIB", "no such time: `21.67`"),
            ("2 Maret 2022 24:01 WIB", "no such time: `24:01`"),
            ("2 Maret 2022 24:00 WIB", "2022-03-03T00:00+07:00 hour_24"),
            ("2 Maret 2022 1913 WIB", "no such time: `1913`"),
        ]);
    }
}
