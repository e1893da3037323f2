//! Zones: what a text says about its offset.
//!
//! WIB, WITA and WIT are +07:00, +08:00 and +09:00 by Presidential Decree 243/1963, in force since 1964 and, with other
//! borders, under Decree 41/1987. Written out they are fixed offsets whatever the year. A word that is none of them is
//! refused: RFC 2822 (section 4.3) would read it as `-0000`, and `WIB` would be seven hours late.

use chrono_tz::Tz;

use super::error::{Fault, Reason};
use super::line::Line;
use super::token::{Kind, Token};
use super::word::Word;
use super::words;

const HOUR: i32 = 3600;
/// The widest offset in use is that of Kiribati.
const WIDEST_HOURS: i32 = 14;

/// What a text says about its zone; both where it says both (`+07:00[Asia/Jakarta]`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Claim {
    /// Seconds east of Greenwich.
    pub(super) fixed: Option<i32>,
    pub(super) named: Option<Tz>,
    /// The word was `WIT`, which computers used for another offset.
    pub(super) wit: bool,
}

impl Claim {
    fn fixed(seconds: i32) -> Claim {
        Claim { fixed: Some(seconds), ..Claim::default() }
    }

    /// Both claims, where they do not contradict each other by themselves.
    pub(super) fn and(self, other: Claim) -> Option<Claim> {
        let agree = self.fixed.is_none() || other.fixed.is_none() || self.fixed == other.fixed;
        agree.then(|| Claim {
            fixed: self.fixed.or(other.fixed),
            named: self.named.or(other.named),
            wit: self.wit || other.wit,
        })
    }
}

/// Reads all zones that stand together at `place`: `WIB`, `WIB (UTC+7)`, `+07:00[Asia/Jakarta]`.
///
/// `after_seconds` says that a time with seconds stands before, so that `-07:00` is an offset and not the end of a range.
pub(super) fn read(line: &Line<'_>, place: usize, after_seconds: bool) -> Option<(Result<Claim, Fault>, usize)> {
    let (mut all, mut end) = claim(line, place, after_seconds)?;
    loop {
        let next = line.past(end, 2, |token| matches!(token.sign(), b'(' | b')' | b'[' | b']' | b',' | b'/' | b'.'));
        let Some((another, after)) = claim(line, next, true) else { break };
        all = match (all, another) {
            (Ok(all), Ok(another)) => all.and(another).ok_or(Fault::new(Reason::ZonesDisagree, place, after)),
            (Err(fault), _) | (_, Err(fault)) => Err(fault),
        };
        end = after;
    }
    if line.at(end).sign() == b')' || line.at(end).sign() == b']' {
        end += 1;
    }
    Some((all, end))
}

type Claimed = (Result<Claim, Fault>, usize);

fn claim(line: &Line<'_>, place: usize, after_seconds: bool) -> Option<Claimed> {
    let token = line.at(place);
    let known = |hours: u8, next: usize| {
        let wit = hours == 9 && line.word_at(place).eq_ignore_ascii_case("wit");
        Some((Ok(Claim { wit, ..Claim::fixed(i32::from(hours) * HOUR) }), next))
    };
    match token.kind {
        Kind::Word(Word::Zone(hours)) => known(hours, place + 1),
        Kind::Word(Word::Utc) => Some(universal(line, place)),
        Kind::Word(Word::Letter(b'z')) if line.before(place).is_number() => Some((Ok(Claim::fixed(0)), place + 1)),
        Kind::Word(Word::Letter(b'w')) => spelled(line, place).and_then(|(hours, next)| known(hours, next)),
        Kind::Word(Word::Waktu) => long_name(line, place),
        Kind::Word(Word::Part(hours)) if line.at(place + 1).word() == Word::Indonesia => {
            known(hours, place + 2).map(past_time(line))
        }
        Kind::Word(Word::Other) => named(line, place).or_else(|| foreign(line, place)),
        Kind::Word(Word::Foreign) => foreign(line, place),
        Kind::Sign(b'+' | b'-') => match offset(line, place, after_seconds) {
            Some((seconds, next)) => Some((Ok(Claim::fixed(seconds)), next)),
            None => mistaken(line, place, after_seconds),
        },
        _ => None,
    }
}

/// `Western Indonesia Time`: the last word says nothing more.
fn past_time<'a>(line: &'a Line<'_>) -> impl Fn(Claimed) -> Claimed + 'a {
    |(claim, next)| (claim, line.past(next, 1, |token| token.word() == Word::Filler))
}

/// `UTC`, `UTC+7`. `UTC+15` is no offset, and `GMT 7` has lost its sign.
fn universal(line: &Line<'_>, place: usize) -> Claimed {
    if let Some((seconds, next)) = utc_offset(line, place + 1) {
        return (Ok(Claim::fixed(seconds)), next);
    }
    let next = line.at(place + 1);
    let signed = next.glued && matches!(next.sign(), b'+' | b'-') && line.glued_number(place + 2).is_some();
    let last = matches!(line.at(place + 2).kind, Kind::End | Kind::Sign(b')' | b']'));
    if signed || next.short().is_some() && last {
        return (Err(Fault::new(Reason::UnknownZone, place, place + 3)), place + 3);
    }
    (Ok(Claim::fixed(0)), place + 1)
}

/// `+7` behind `UTC`, also with one space before the sign.
fn utc_offset(line: &Line<'_>, place: usize) -> Option<(i32, usize)> {
    let sign = line.at(place);
    match sign.sign() {
        b'+' => offset(line, place, true),
        b'-' if sign.glued => offset(line, place, true).or_else(|| hours_only(line, place)),
        _ => None,
    }
}

fn hours_only(line: &Line<'_>, place: usize) -> Option<(i32, usize)> {
    let hours = line.glued_number(place + 1)?.short().map(i32::from)?;
    (hours <= WIDEST_HOURS).then_some((-hours * HOUR, place + 2))
}

/// `+0700`, `+07:00`, `+07`, `-0500`, and `-05:00` where it cannot be the end of a range.
fn offset(line: &Line<'_>, place: usize, after_seconds: bool) -> Option<(i32, usize)> {
    let east = line.at(place).sign() == b'+';
    let number = Some(line.at(place + 1)).filter(|token| token.is_number() && (token.glued || east))?;
    let value = i32::try_from(number.value).ok()?;
    let (hours, minutes, next) = match number.digits() {
        4 => (value / 100, value % 100, place + 2),
        1 | 2
            if line.glued_sign(place + 2, b":.").is_some()
                && line.glued_number(place + 3).is_some()
                && (east || after_seconds) =>
        {
            let minutes = line.glued_number(place + 3).filter(|token| token.digits() == 2)?;
            (value, i32::try_from(minutes.value).ok()?, place + 4)
        }
        1 | 2 if east || number.digits() == 2 && after_seconds && line.at(place).glued => (value, 0, place + 2),
        _ => return None,
    };
    if hours > WIDEST_HOURS || minutes > 59 {
        return None;
    }
    let seconds = hours * HOUR + minutes * 60;
    Some((if east { seconds } else { -seconds }, next))
}

/// `+99:00`, `-2500`: written as an offset, and none.
fn mistaken(line: &Line<'_>, place: usize, after_seconds: bool) -> Option<Claimed> {
    let number = line.glued_number(place + 1)?;
    let colon = number.digits() == 2 && line.glued_sign(place + 2, b":").is_some();
    let sure = line.at(place).sign() == b'+' || after_seconds && line.at(place).glued;
    let fault = Fault::new(Reason::UnknownZone, place, place + 2);
    (sure && (colon || number.digits() == 4)).then_some((Err(fault), place + 2))
}

/// `W.I.B.`
fn spelled(line: &Line<'_>, place: usize) -> Option<(u8, usize)> {
    let (mut key, mut at) = (0, place);
    for _ in 0..4 {
        let letter = *line.word_at(at).as_bytes().first().filter(|_| line.word_at(at).len() == 1)?;
        key = words::grow(key, letter);
        if line.at(at + 1).sign() != b'.' {
            at += 1;
            break;
        }
        at += 2;
        if let Word::Zone(hours) = words::look_up(key)
            && !(line.at(at).glued && line.word_at(at).len() == 1)
        {
            return Some((hours, at));
        }
    }
    match words::look_up(key) {
        Word::Zone(hours) => Some((hours, at)),
        _ => None,
    }
}

/// What `waktu` can be that is no zone: `Waktu Baca 3 menit`.
const READING: [&str; 4] = ["baca", "membaca", "tempuh", "tayang"];

/// `Waktu Indonesia (bagian) Barat`, `Waktu Papua`. `waktu setempat` and `waktu London` are zones that nobody named.
fn long_name(line: &Line<'_>, place: usize) -> Option<Claimed> {
    let unknown = |end| Some((Err(Fault::new(Reason::UnknownZone, place, end)), end));
    let fixed = |hours: u8, end| Some((Ok(Claim::fixed(i32::from(hours) * HOUR)), end));
    match line.at(place + 1).word() {
        Word::Indonesia => {
            let bracket = |token: Token| matches!(token.sign(), b'(' | b')') || token.word() == Word::Bagian;
            let part = line.past(place + 2, 3, bracket);
            match line.at(part).word() {
                Word::Part(hours) => fixed(hours, part + 1),
                Word::Tengah => fixed(8, part + 1),
                _ => unknown(place + 2),
            }
        }
        Word::Part(9) => fixed(9, place + 2),
        Word::Other if READING.iter().any(|word| line.word_at(place + 1).eq_ignore_ascii_case(word)) => None,
        Word::Other if line.word_at(place + 1).eq_ignore_ascii_case("setempat") => unknown(place + 2),
        Word::Other if line.word_at(place + 1).starts_with(|first: char| first.is_ascii_uppercase()) => {
            unknown(place + 2)
        }
        _ => None,
    }
}

/// A name of the IANA data: `Asia/Jakarta`, `[Asia/Makassar]`.
fn named(line: &Line<'_>, place: usize) -> Option<Claimed> {
    line.glued_sign(place + 1, b"/")?;
    let mut end = place + 1;
    while line.at(end).glued && (line.at(end).is_word() || matches!(line.at(end).sign(), b'/' | b'_')) {
        end += 1;
    }
    let zone = line.words(place, end).parse().ok()?;
    Some((Ok(Claim { named: Some(zone), ..Claim::default() }), end))
}

/// Another country's abbreviation, or a word in capitals that can only be meant as one.
fn foreign(line: &Line<'_>, place: usize) -> Option<Claimed> {
    let word = line.word_at(place);
    let capitals = word.bytes().all(|byte| byte.is_ascii_uppercase());
    let looks_so =
        matches!(word.len(), 3..=5) && word.ends_with('T') || word.starts_with("WIB") || word.starts_with("WIT");
    let american = matches!(word, "ET" | "CT" | "MT" | "PT" | "UT" | "LT") && !line.at(place + 1).is_word();
    let looks_so = looks_so || american;
    let is_zone = capitals && (line.at(place).word() == Word::Foreign || looks_so);
    is_zone.then(|| (Err(Fault::new(Reason::UnknownZone, place, place + 1)), place + 1))
}

#[cfg(test)]
mod tests {
    use crate::date::testing::check;

    #[test]
    fn zones_in_all_their_spellings() {
        check(&[
            ("2 Maret 2022 19:13 wita", "2022-03-02T19:13+08:00"),
            ("2 Maret 2022 19:13 W.I.T.", "2022-03-02T19:13+09:00"),
            ("2 Maret 2022 19:13 WIB WIB", "2022-03-02T19:13+07:00"),
            ("2 Maret 2022 19:13 Waktu Indonesia (bagian) Timur", "2022-03-02T19:13+09:00"),
            ("2 Maret 2022 19:13 (UTC+7)", "2022-03-02T19:13+07:00"),
            // A reader of RFC 2822 takes it as +00:00.
            ("Mon, 17 Aug 2020 10:00:00 WIB", "2020-08-17T10:00:00+07:00"),
        ]);
    }

    #[test]
    fn other_zones_are_refused() {
        check(&[
            ("2 Maret 2022 19:13 EDT", "unknown zone: `EDT`"),
            ("2 Maret 2022 19:13 waktu setempat", "unknown zone: `waktu setempat`"),
            ("2 Maret 2022 19:13 UTC+15", "unknown zone: `UTC+15`"),
            ("2 Maret 2022 19:13 WITA (UTC+7)", "zones disagree: `WITA (UTC+7)`"),
            ("2022-03-02T19:13:00+08:00[Asia/Jakarta]", "zones disagree: `2022-03-02T19:13:00+08:00[Asia/Jakarta]`"),
            ("Wed Mar 02 19:13:00 WIT 2011", "ambiguous zone: `Mar 02 19:13:00 WIT 2011` can be +07:00 or +09:00 here"),
        ]);
    }
}
