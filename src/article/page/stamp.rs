//! Stamp: does a line look like the dateline of publication? Looks only: whether the day exists is for `date` to say.

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use foldhash::HashMap;

use super::Label;
use super::credits;
use super::lines::start_of;
use super::shape::{End, Shape, is_name};
use super::words;

/// A date found in a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stamp {
    /// The bytes of the line: weekday, date, time, zone and the words between.
    pub span: Range<usize>,
    /// Whether it holds a day, not only a clock or "5 menit lalu".
    pub day: bool,
    /// Whether it holds a time of day.
    pub clock: bool,
    /// Whether it says that it is the time of a change.
    pub update: bool,
    /// Whether it says that it is the time of publication.
    pub published: bool,
}

/// The name of a section before a date has at most so many bytes.
const SECTION: usize = 20;

/// Behind the date of a page stand fewer words in small letters.
const SMALL_WORDS: usize = 3;

/// The date of a line that is a dateline by its looks: little else stands in it, or it is cut off by separators.
pub(super) fn of_line(line: &str, shape: &Shape) -> Option<Stamp> {
    if shape.words > 30 {
        return None;
    }
    let stamp = find(line)?;
    let inside = letters(line.get(stamp.span.clone())?);
    let share = inside * 100 / letters(line).max(1);
    let (before, after) = (line.get(..stamp.span.start)?, line.get(stamp.span.end..)?);
    let signed = || after.is_empty() && is_writer(before);
    let before_writer = || !credits::of(after.trim_start()).is_empty();
    let beside = || (stamp.clock && shape.chars <= 140) || signed() || before_writer();
    let behind_section = || after.is_empty() && is_section(before);
    let dateline = share >= 50 || (stamp.day && ((is_cut_off(before) && beside()) || behind_section()));
    (dateline && !(shape.end == End::Stop && goes_on_as_sentence(after))).then_some(stamp)
}

/// Whether so many words in small letters stand behind the date that a sentence begins with it.
fn goes_on_as_sentence(after: &str) -> bool {
    let small = |word: &&str| word.chars().count() > 3 && word.starts_with(char::is_lowercase);
    after.split(' ').filter(small).nth(SMALL_WORDS - 1).is_some()
}

/// Whether what stands before the date ends in a separator.
fn is_cut_off(before: &str) -> bool {
    before.trim_end().is_empty() || before.trim_end().ends_with(['|', '-', '–', '—', '•', '·', ':', ',', '/', '>'])
}

/// Whether one word with a capital stands before the date, `Lingkungan 29 Januari 2026`.
fn is_section(before: &str) -> bool {
    let section = before.strip_suffix(' ').filter(|section| section.len() < SECTION);
    section.is_some_and(|section| is_name(section) && !section.contains(' '))
}

/// Whether nothing but a writer stands before the date.
fn is_writer(before: &str) -> bool {
    let before = credits::tidy(before);
    credits::is_person(&before) || credits::of(&before).iter().any(|credit| credit.label == Label::Author)
}

fn letters(text: &str) -> usize {
    text.chars().filter(|character| character.is_alphanumeric()).count()
}

/// The first date in `line`, with the clock beside it.
pub(super) fn find(line: &str) -> Option<Stamp> {
    let start = start_of(line);
    if !may_hold_date(start) {
        return None;
    }
    let tokens = tokens(start);
    let (first, last) = (0..tokens.len()).find_map(|at| core(line, &tokens, at))?;
    let day = !matches!(tokens.get(first)?.kind, Kind::Clock | Kind::Ago);
    let (first, last) = widen(line, &tokens, first, last);
    let inside = tokens.get(first..=last)?;
    let has = |wanted: fn(&Token) -> bool| inside.iter().any(wanted);
    let ago = inside.iter().any(|token| token.kind == Kind::Ago);
    (day || ago).then(|| Stamp {
        span: inside.first().map_or(0, |token| token.start)..inside.last().map_or(0, |token| token.end),
        day: day || inside.iter().any(|token| token.kind == Kind::Month),
        clock: ago || has(|token| token.kind == Kind::Clock),
        update: has(|token| token.kind == Kind::Update),
        published: has(|token| token.kind == Kind::Published),
    })
}

/// Finds the words that make a date without any digit.
static AGO: LazyLock<Option<AhoCorasick>> =
    LazyLock::new(|| AhoCorasick::builder().ascii_case_insensitive(true).build(words::AGO).ok());

/// Whether `line` may hold a date: a day, or a word that makes a date without digits. What this refuses has no `core`;
/// most lines of an article are refused, many numbers or not.
fn may_hold_date(line: &str) -> bool {
    may_hold_day(line) || AGO.as_ref().is_none_or(|ago| ago.is_match(line))
}

/// Whether `line` may hold a day: digits of one, or a number beside a month.
pub(super) fn may_hold_day(line: &str) -> bool {
    digits(line).any(|run| match kind_of_digits(line.get(run.clone()).unwrap_or_default()) {
        Kind::Digits => true,
        Kind::Short => is_month(word_after(line, run.end)) || is_month(word_before(line, run.start)),
        _ => false,
    })
}

/// Every run of digits, with what joins them.
fn digits(line: &str) -> impl Iterator<Item = Range<usize>> {
    let (bytes, mut at) = (line.as_bytes(), 0);
    std::iter::from_fn(move || {
        let start = at + first_digit(bytes.get(at..)?)?;
        let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
        let joins = |at: usize| matches!(bytes.get(at), Some(b'/' | b'-' | b'.' | b':')) && is_digit(at + 1);
        at = (start..bytes.len()).find(|at| !is_digit(*at) && !joins(*at)).unwrap_or(bytes.len());
        Some(start..at)
    })
}

/// Where the first digit is; whether there is one is seen of many bytes at a time.
fn first_digit(bytes: &[u8]) -> Option<usize> {
    const BLOCK: usize = 32;
    let has_none = |block: &&[u8]| !block.iter().fold(false, |so_far, byte| so_far | byte.is_ascii_digit());
    let before = BLOCK * bytes.chunks(BLOCK).take_while(has_none).count();
    bytes.get(before..)?.iter().position(u8::is_ascii_digit).map(|at| before + at)
}

/// So many characters may stand between the parts of a date.
const BETWEEN: usize = 4;

fn word_after(line: &str, end: usize) -> &str {
    let rest = line.get(end..).unwrap_or_default();
    let start = rest.char_indices().take(BETWEEN + 1).find(|(_, c)| c.is_alphabetic()).map(|(at, _)| at);
    let word = start.and_then(|start| rest.get(start..)).unwrap_or_default();
    word.find(|c: char| !c.is_alphabetic()).and_then(|end| word.get(..end)).unwrap_or(word)
}

fn word_before(line: &str, start: usize) -> &str {
    let rest = line.get(..start).unwrap_or_default();
    let end = rest.char_indices().rev().take(BETWEEN + 1).find(|(_, c)| c.is_alphabetic());
    let word = end.and_then(|(at, c)| rest.get(..at + c.len_utf8())).unwrap_or_default();
    let start = word.char_indices().rev().take_while(|(_, c)| c.is_alphabetic()).last().map(|(at, _)| at);
    start.and_then(|start| word.get(start..)).unwrap_or_default()
}

fn is_month(word: &str) -> bool {
    kind_of_word(word) == Kind::Month
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// One or two digits.
    Short,
    /// Four digits.
    Year,
    /// `19:13`, `19.13`, `19:13:05`.
    Clock,
    /// `02/03/2022` in any order and with any of `/-.`, or `2022-03-02`.
    Digits,
    Month,
    Weekday,
    Zone,
    /// `pukul`, `pada`, `at`: words that stand between the parts of a date.
    Filler,
    Published,
    Update,
    /// `5 menit yang lalu`, `kemarin`.
    Ago,
    Other,
}

#[derive(Debug, Clone, Copy)]
struct Token {
    start: usize,
    end: usize,
    kind: Kind,
}

/// Letters and digits of `line` in runs; runs of digits joined by `/`, `-`, `.` or `:` are one.
fn tokens(line: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut rest = line.char_indices().peekable();
    while let Some((start, first)) = rest.next() {
        if !first.is_alphanumeric() {
            continue;
        }
        let digits = first.is_ascii_digit();
        let mut end = start + first.len_utf8();
        while let Some((at, next)) = rest.next_if(|(at, next)| goes_on(line, *at, *next, digits)) {
            end = at + next.len_utf8();
        }
        let text = line.get(start..end).unwrap_or_default();
        let joins = || tokens.last().is_some_and(|before| before.end == start && before.kind == Kind::Digits);
        let kind = match text {
            _ if digits => kind_of_digits(text),
            // `2022-03-02T19:13:00Z`.
            "T" if joins() => Kind::Filler,
            _ => kind_of_word(text),
        };
        tokens.push(Token { start, end, kind });
    }
    join_ago(&mut tokens, line);
    tokens
}

fn goes_on(line: &str, at: usize, next: char, digits: bool) -> bool {
    let then = || line.get(at + next.len_utf8()..).and_then(|rest| rest.chars().next());
    match (digits, next) {
        (true, '/' | '-' | '.' | ':') => then().is_some_and(|then| then.is_ascii_digit()),
        (true, _) => next.is_ascii_digit(),
        (false, '\'' | '’' | '‘' | '`' | '?') => then().is_some_and(char::is_alphabetic),
        (false, _) => next.is_alphabetic(),
    }
}

fn kind_of_digits(text: &str) -> Kind {
    let mut parts = text.split(['/', '-', '.', ':']).map(str::len);
    let lengths = [parts.next(), parts.next(), parts.next(), parts.next()].map(Option::unwrap_or_default);
    match (lengths, text.contains(':')) {
        ([1 | 2, 0, ..], _) => Kind::Short,
        ([4, 0, ..], _) => Kind::Year,
        ([1 | 2, 2, 0, _], _) if !text.contains(['/', '-']) => Kind::Clock,
        ([1 | 2, 2, 2, _], true) => Kind::Clock,
        ([1 | 2, 1 | 2, 4 | 2, 0] | [4, 1 | 2, 1 | 2, 0], false) => Kind::Digits,
        _ => Kind::Other,
    }
}

/// The words of dates.
static KINDS: LazyLock<HashMap<&str, Kind>> = LazyLock::new(|| {
    let tables: [(&[&str], Kind); 7] = [
        (words::MONTHS, Kind::Month),
        (words::WEEKDAYS, Kind::Weekday),
        (words::ZONES, Kind::Zone),
        (words::DATE_FILLERS, Kind::Filler),
        (words::PUBLISHED, Kind::Published),
        (words::UPDATED, Kind::Update),
        (words::AGO, Kind::Ago),
    ];
    let of_table = |(table, kind): (&'static [&str], Kind)| table.iter().map(move |word| (*word, kind));
    // Of a word in two tables the first says what it is.
    tables.into_iter().rev().flat_map(of_table).collect()
});

/// No word of a date is longer, in bytes.
const LONGEST: usize = 16;

fn kind_of_word(text: &str) -> Kind {
    let known = |word: &str| KINDS.get(word).copied().unwrap_or(Kind::Other);
    if !text.is_ascii() {
        return known(&text.to_lowercase().replace(['’', '‘', '`', '?'], "'"));
    }
    let mut lower = [0; LONGEST];
    let Some(word) = lower.get_mut(..text.len()) else { return Kind::Other };
    word.copy_from_slice(text.as_bytes());
    word.make_ascii_lowercase();
    word.iter_mut().filter(|byte| matches!(byte, b'`' | b'?')).for_each(|byte| *byte = b'\'');
    std::str::from_utf8(word).map_or(Kind::Other, known)
}

/// Marks the words of `5 menit yang lalu`: only the last of them is known by itself.
fn join_ago(tokens: &mut [Token], line: &str) {
    for at in 0..tokens.len() {
        let is_ago = tokens.get(at).is_some_and(|token| token.kind == Kind::Ago);
        for token in tokens.iter_mut().take(at).rev().take(if is_ago { 3 } else { 0 }) {
            let text = line.get(token.start..token.end).unwrap_or_default().to_lowercase();
            if token.kind != Kind::Short && !words::AGO_UNITS.contains(&text.as_str()) {
                break;
            }
            token.kind = Kind::Ago;
        }
    }
}

/// The tokens of a date that begins at `at`, first and last.
fn core(line: &str, tokens: &[Token], at: usize) -> Option<(usize, usize)> {
    let kind = |offset: usize| tokens.get(at + offset).filter(|_| offset == 0 || is_near(line, tokens, at + offset));
    let kinds = [kind(0), kind(1), kind(2)].map(|token| token.map(|token| token.kind));
    match kinds {
        [Some(Kind::Short), Some(Kind::Month), Some(Kind::Year | Kind::Short)]
        | [Some(Kind::Month), Some(Kind::Short), Some(Kind::Year)] => Some((at, at + 2)),
        [Some(Kind::Digits | Kind::Ago), ..] => Some((at, at)),
        _ => None,
    }
}

/// Whether at most [`BETWEEN`] characters, none of them a letter, part the token from the one before.
fn is_near(line: &str, tokens: &[Token], at: usize) -> bool {
    let Some([before, token]) = at.checked_sub(1).and_then(|from| tokens.get(from..=at)) else { return false };
    line.get(before.end..token.start)
        .is_some_and(|between| between.chars().count() <= BETWEEN && !between.contains('('))
}

/// Takes weekday, clock, zone and the words between into the date.
fn widen(line: &str, tokens: &[Token], mut first: usize, mut last: usize) -> (usize, usize) {
    let part = |token: &Token| !matches!(token.kind, Kind::Other | Kind::Short | Kind::Year | Kind::Month);
    while first > 0 && is_near(line, tokens, first) && tokens.get(first - 1).is_some_and(part) {
        first -= 1;
    }
    while is_near(line, tokens, last + 1) && tokens.get(last + 1).is_some_and(part) {
        last += 1;
    }
    (first, last)
}

/// Whether `line` is a clock and nothing else: the second half of a date broken over two lines.
pub(super) fn is_clock(line: &str) -> bool {
    if !line.trim_start_matches(|c: char| !c.is_alphanumeric()).starts_with(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let tokens = tokens(line);
    tokens.first().is_some_and(|token| token.kind == Kind::Clock)
        && tokens.get(1..).is_some_and(|rest| rest.iter().all(|token| token.kind == Kind::Zone))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_line_that_is_passed_over_has_no_date(
            line in "(([0-9]{1,4}|[a-z]{1,3}|Mei|jan|okt|lalu|Kemarin|é|’)[ ,./:(-]{0,3}){0,12}"
        ) {
            let tokens = tokens(&line);
            let core: Vec<_> = (0..tokens.len()).filter_map(|at| core(&line, &tokens, at)).collect();
            prop_assert!(may_hold_date(&line) || core.is_empty());
            let day = core.iter().any(|(first, _)| tokens[*first].kind != Kind::Ago);
            prop_assert!(may_hold_day(&line) || !day);
        }
    }
}
