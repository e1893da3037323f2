//! From tokens to parts: dates, times, zones, labels, and noise, in the order of the line.

use super::clock::{self, Clock};
use super::error::{Fault, Reason};
use super::line::Line;
use super::list::List;
use super::shape::{Found, Rank, Shape};
use super::token::{Kind, Token};
use super::word::{Period, Word};
use super::zone::{self, Claim};

/// How many parts a line may have before they need the heap.
const INLINE: usize = 16;

/// What stands in a line, with the tokens `from..to` that it rests on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part {
    pub(super) kind: PartKind,
    pub(super) from: u16,
    pub(super) to: u16,
}

/// The kinds of parts.
#[derive(Debug, Clone, Copy)]
pub(super) enum PartKind {
    Date(Found),
    Clock(Clock),
    Zone(Result<Claim, Fault>),
    /// Days since Monday.
    Weekday(u8),
    Period(Period),
    /// `tanggal`.
    DayMarker,
    Label(Label),
    /// A date of the Islamic calendar.
    Hijri,
    /// A month without a day, `Agustus 2024`.
    Fragment,
    /// This many words or numbers without meaning.
    Noise(u16),
}

/// What a label says about the date behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Label {
    pub(super) role: Role,
    /// Also an everyday word, so that it counts only right before the date.
    pub(super) weak: bool,
}

/// What a date is of an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Published,
    Updated,
}

pub(super) type Parts = List<Part, INLINE>;

/// Takes the line apart. The first of `shapes` that claims the tokens at a place has them.
pub(super) fn parts(mut line: Line<'_>, shapes: &[Shape]) -> Parts {
    let mut parts = Parts::new(Part { kind: PartKind::Noise(0), from: 0, to: 0 });
    let mut place = 0;
    while place < line.tokens.len() {
        let (kind, end) = part(&line, shapes, place);
        if let Some(kind) = kind {
            push(&line, &mut parts, kind, place, end);
            if !matches!(kind, PartKind::Noise(_)) {
                line.floor = end;
                line.after_date = matches!(kind, PartKind::Date(_));
            }
        }
        place = end.max(place + 1);
    }
    parts
}

/// The part at `place`, if the token is more than a separator, and the place behind it.
fn part(line: &Line<'_>, shapes: &[Shape], place: usize) -> (Option<PartKind>, usize) {
    let token = line.at(place);
    match token.kind {
        Kind::Number(_) => number(line, shapes, place),
        Kind::Word(Word::Other) => (Some(PartKind::Noise(1)), place + 1),
        Kind::Word(word) => known_word(line, shapes, place, word),
        Kind::Sign(sign) if is_separator(sign) => (None, place + 1),
        Kind::Sign(_) => (Some(PartKind::Noise(0)), place + 1),
        Kind::End => (None, place + 1),
    }
}

/// Signs that stand between the parts of a dateline and mean nothing.
fn is_separator(sign: u8) -> bool {
    b",.-|/&()[]{}:;\"'<>=@_*~".contains(&sign)
}

fn date(line: &Line<'_>, shapes: &[Shape], place: usize) -> Option<Found> {
    shapes.iter().find_map(|shape| shape(line, place))
}

fn number(line: &Line<'_>, shapes: &[Shape], place: usize) -> (Option<PartKind>, usize) {
    if let Some(found) = date(line, shapes, place) {
        return (Some(PartKind::Date(found)), found.end);
    }
    if let Some((clock, end)) = clock::read(line, place) {
        return (Some(PartKind::Clock(clock)), end);
    }
    if let Some(end) = hijri(line, place) {
        return (Some(PartKind::Hijri), end);
    }
    // A number right before a zone was meant as a time: `1913 WIB`, `19;13 WIB`.
    if matches!(line.at(place + 1).word(), Word::Zone(_)) && !line.is_numbered(place) {
        let fault = Fault::new(Reason::NoSuchTime, place, place + 1);
        if let Some((clock, end)) = clock::unread(line, place, fault) {
            return (Some(PartKind::Clock(clock)), end);
        }
    }
    (Some(PartKind::Noise(1)), place + 1)
}

fn known_word(line: &Line<'_>, shapes: &[Shape], place: usize, word: Word) -> (Option<PartKind>, usize) {
    if let Some(found) = date(line, shapes, place) {
        return (Some(PartKind::Date(found)), found.end);
    }
    if let Some((clock, end)) = clock::read(line, place) {
        return (Some(PartKind::Clock(clock)), end);
    }
    if let Some((period, end)) = clock::period(line, place) {
        return (Some(PartKind::Period(period)), end);
    }
    if matches!(word, Word::Zone(_) | Word::Utc | Word::Waktu | Word::Part(_) | Word::Letter(b'w'))
        && let Some((claim, end)) = zone::read(line, place, false)
    {
        return (Some(PartKind::Zone(claim)), end);
    }
    let label = |role, weak| Some(PartKind::Label(Label { role, weak }));
    let kind = match word {
        Word::Published => label(Role::Published, false),
        Word::Updated => label(Role::Updated, false),
        // `Update, …` is a headline.
        Word::WeakPublished | Word::WeakUpdated if line.at(place + 1).sign() == b',' => Some(PartKind::Noise(1)),
        Word::WeakPublished => label(Role::Published, true),
        Word::WeakUpdated => label(Role::Updated, true),
        Word::DayMarker => Some(PartKind::DayMarker),
        Word::Month(_) => return (Some(PartKind::Fragment), place + 1 + usize::from(line.at(place + 1).digits() == 4)),
        Word::Marker
        | Word::Jam
        | Word::Hari
        | Word::Filler
        | Word::Pasaran
        | Word::Joiner
        | Word::Ordinal
        | Word::Tahun => None,
        Word::Letter(b's') if line.at(place + 2).word() == Word::Letter(b'd') => None,
        Word::Letter(b'd') if line.at(place.wrapping_sub(2)).word() == Word::Letter(b's') => None,
        Word::Letter(b't' | b'h' | b'm') if line.before(place).is_number() => None,
        // `5 min baca`
        Word::Min if line.before(place).is_number() => Some(PartKind::Noise(1)),
        _ => word.weekday().map(PartKind::Weekday).or(Some(PartKind::Noise(1))),
    };
    (kind, place + 1)
}

/// `6 Syaban 1444 H`, `1 Muharram`, `1444 H`: the place behind it.
fn hijri(line: &Line<'_>, place: usize) -> Option<usize> {
    let era = |place: usize| if line.at(place).word() == Word::Letter(b'h') { place + 1 } else { place };
    let year = |place: usize| if matches!(line.at(place).digits(), 3 | 4) { era(place + 1) } else { place };
    let month = place + 1;
    match (line.at(month).word(), line.at(month + 1).word()) {
        (Word::HijriMonth, _) => Some(year(month + 1)),
        (Word::HijriFirst, Word::HijriLast) => Some(year(month + 2)),
        (Word::Letter(b'h'), _) if line.at(place).digits() == 4 => Some(month + 1),
        _ => None,
    }
}

fn push(line: &Line<'_>, parts: &mut Parts, mut kind: PartKind, place: usize, end: usize) {
    let index = |place: usize| u16::try_from(place).unwrap_or(u16::MAX);
    if let (Some(Part { kind: PartKind::Noise(count), to, .. }), PartKind::Noise(more)) = (parts.last_mut(), kind) {
        *count = count.saturating_add(more);
        *to = index(end);
        return;
    }
    // `Hari ini, Rabu (2/3/2022)` says one day twice.
    let relative = |found: &Found| matches!(found.rank, Rank::Relative | Rank::WeakRelative);
    if let PartKind::Date(found) = &mut kind
        && !relative(found)
        && let Some((before, from)) = joined_date(line, parts.as_slice(), place)
        && !relative(&before)
        && (found.rank != Rank::Full || before.rank != Rank::Full)
    {
        found.when = Err(Fault::new(Reason::Range, from, end));
        found.rank = Rank::Full;
    }
    parts.push(Part { kind, from: index(place), to: index(end) });
}

/// The date before `place`, and where it begins, if the two are a range or a list. Weekdays may stand between.
fn joined_date(line: &Line<'_>, parts: &[Part], place: usize) -> Option<(Found, usize)> {
    let is_weekday = |part: &Part| matches!(part.kind, PartKind::Weekday(_));
    let index = parts.iter().rposition(|part| !is_weekday(part))?;
    let part = parts.get(index)?;
    let PartKind::Date(found) = part.kind else { return None };
    // `1/3 - Rabu, 2 Maret …` numbers pages.
    let told = index.checked_sub(1).and_then(|before| parts.get(before)).is_some_and(is_weekday);
    let alike = line.at(place + 1).sign() == b'/';
    let sure = found.rank != Rank::WeakYearless || told || alike;
    (sure && is_joined(line, part.to.into(), place)).then_some((found, part.from.into()))
}

/// Whether only a range or a list stands between two dates: `20 Juni - 23 Juni 2024`, `2 Maret, 5 April 2022`.
fn is_joined(line: &Line<'_>, from: usize, to: usize) -> bool {
    let sure =
        |token: Token| b",-/&".contains(&token.sign()) || matches!(token.word(), Word::Joiner | Word::Letter(b's'));
    let soft = |token: Token| {
        sure(token)
            || b".()".contains(&token.sign())
            || token.word() == Word::Letter(b'd')
            || token.word().weekday().is_some()
    };
    let between = line.tokens.get(from..to).unwrap_or(&[]);
    between.iter().any(|token| sure(*token)) && between.iter().all(|token| soft(*token))
}
