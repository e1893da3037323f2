//! Furniture: phrases and counters that are never part of an article, and what they say about the lines after them.

use std::sync::LazyLock;

use aho_corasick::packed::Searcher;
use foldhash::HashMap;
use memchr::memchr2;

use super::lines::start_of;
use super::shape::{End, Shape, glued_at};
use super::words::{
    CHANNELS, COUNTED, GLUED_HEADINGS, HOME, INDEX, INVITATIONS, LISTED, NAVIGATION, PHRASES, PLACES, SHARED, TELLING,
    WHICH,
};

/// Phrases of a page's furniture that stand in the same place and say the same.
#[derive(Debug, Clone, Copy)]
pub(super) struct Phrases {
    /// The phrases.
    pub words: &'static [&'static str],
    /// Where in the line.
    pub place: Place,
    /// What they say.
    pub then: Then,
}

/// Where in a line a phrase must stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// It is the line.
    Whole,
    /// The line begins with it.
    Start,
    /// Anywhere.
    Anywhere,
}

/// What a furniture line says about those after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Then {
    /// Nothing.
    Junk,
    /// Where the phrase is the whole line, linked headlines follow.
    Links,
    /// A photo's caption follows.
    Photo,
    /// The article is over.
    End,
}

/// Addresses in sentences have at most so many bytes.
const ADDRESS: usize = 60;

/// The way to a page without spaces has so many words before the headline's second.
const WAY_WORDS: usize = 5;

/// Lines longer than this hold more than the phrase with which they begin.
const LINK_WORDS: usize = 25;

/// The phrases, so that the few that a line may have are found without comparing it with each.
struct Table {
    /// Phrases that are the line, by their words.
    whole: HashMap<&'static str, Row>,
    /// The bytes of the longest of them.
    longest: usize,
    /// Phrases with which a line begins, by their first letters.
    start: HashMap<[u8; INITIAL], Vec<(Row, &'static str)>>,
    /// Phrases that stand anywhere, and what finds them in one pass.
    anywhere: Vec<(Row, &'static str)>,
    any: Option<Searcher>,
}

/// The place of a phrase in the table of words, by which the first of several decides, and its words.
type Row = (usize, usize);

/// No phrase with which a line begins has fewer bytes.
const INITIAL: usize = 2;

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let (mut whole, mut start, mut anywhere) = (HashMap::default(), HashMap::<_, Vec<_>>::default(), Vec::new());
    for (at, phrases) in PHRASES.iter().enumerate() {
        for (word, words) in phrases.words.iter().copied().enumerate() {
            let row = (at, word);
            match (phrases.place, words.as_bytes().first_chunk()) {
                (Place::Start, Some(initial)) => start.entry(*initial).or_default().push((row, words)),
                (Place::Whole, _) => _ = whole.entry(words).or_insert(row),
                (Place::Anywhere | Place::Start, _) => anywhere.push((row, words)),
            }
        }
    }
    let any = Searcher::new(anywhere.iter().map(|(_, words)| words));
    let longest = whole.keys().map(|words: &&str| words.len()).max().unwrap_or_default();
    Table { whole, longest, start, anywhere, any }
});

impl Table {
    /// Whether a phrase that may stand anywhere is in the line, or may be.
    fn is_any(&self, line: &str) -> bool {
        self.any.as_ref().is_none_or(|any| any.find(line).is_some())
    }

    /// The first phrase that the line has; `is_any` as above, of the line or of one that it is part of.
    fn find(&self, line: &str, shape: &Shape, is_any: bool) -> Option<Row> {
        let whole = if line.len() <= self.longest { self.whole.get(line).copied() } else { None };
        let initial = line.as_bytes().first_chunk().filter(|_| shape.words <= LINK_WORDS);
        let near = initial.and_then(|initial| self.start.get(initial)).into_iter().flatten();
        let start = near.filter(|(_, words)| begins(line, words)).map(|(row, _)| *row).min();
        let any = self.anywhere.iter().filter(|(_, words)| is_any && line.contains(words)).map(|(row, _)| *row).min();
        whole.into_iter().chain(start).chain(any).min()
    }
}

fn phrase(line: &str, shape: &Shape, is_any: bool) -> Option<(&'static Phrases, &'static str)> {
    let (phrases, words) = TABLE.find(line, shape, is_any)?;
    let phrases = PHRASES.get(phrases)?;
    Some((phrases, phrases.words.get(words)?))
}

/// Whether `line` begins with `words` as whole words.
pub(super) fn begins(line: &str, words: &str) -> bool {
    line.strip_prefix(words)
        .is_some_and(|rest| !words.ends_with(char::is_alphanumeric) || !rest.starts_with(char::is_alphanumeric))
}

/// What a phrase says about the line, if one does. `Links` only where the phrase is the whole line; with more in
/// the line the link is in it.
pub(super) fn judge(text: &str, shape: &Shape) -> Option<Then> {
    let quoted = text.starts_with(['"', '“', '\'', '‘']);
    if is_glued_heading(text) {
        return Some(Then::End);
    }
    if shape.words > 60 || (quoted && shape.words > 3) {
        return None;
    }
    let lower = start_of(text).to_lowercase();
    let is_any = TABLE.is_any(&lower);
    if !is_any && shape.words > LINK_WORDS && is_plain(&lower) {
        return None;
    }
    judge_slowly(text, &lower, is_any, shape)
}

/// As `judge`, for lines that may be anything.
fn judge_slowly(text: &str, lower: &str, is_any: bool, shape: &Shape) -> Option<Then> {
    let mark = |c: char| !c.is_alphanumeric() && !matches!(c, '+' | '©' | '>');
    let line = lower.trim_matches(mark);
    let line = INDEX.iter().find_map(|index| line.strip_suffix(index)).unwrap_or(line);
    let found = phrase(line, shape, is_any).or_else(|| phrase(lower.trim_start_matches(mark), shape, is_any));
    if let Some((phrase, words)) = found {
        let whole = line == words.trim_end_matches(mark);
        if phrase.place == Place::Start && !whole && tells(line, words, shape) {
            return None;
        }
        if phrase.place == Place::Anywhere && line.starts_with(words) {
            return Some(phrase.then);
        }
        let sure = phrase.place == Place::Anywhere || words.matches(' ').count() >= 2 || words.starts_with("copyright");
        return of_phrase(phrase.then, whole, sure, shape);
    }
    if is_heading(line, text.ends_with(':'), shape) {
        return Some(Then::End);
    }
    (is_address(text)
        || is_counter(line)
        || is_reaction(line)
        || is_code(text)
        || is_breadcrumb(text)
        || is_menu(text)
        || (shape.end == End::Open && is_row_of_channels(line))
        || (is_row(shape) && is_row_of_sections(line))
        || is_glued_breadcrumb(text)
        || (is_invitation(line, shape) && !goes_on(text, shape) && !tells(line, "", shape)))
    .then_some(Then::Junk)
}

/// Whether the line in lower case, which is longer than any phrase, begins like none of those that are furniture without
/// a phrase, as most paragraphs do.
fn is_plain(lower: &str) -> bool {
    let first = lower.split(|c: char| !c.is_ascii_alphabetic()).find(|word| !word.is_empty()).unwrap_or_default();
    // Of words in order those that begin with another stand next behind it.
    static WORDS: LazyLock<Vec<&str>> = LazyLock::new(|| {
        let mut words: Vec<&str> = INVITATIONS.iter().chain(COUNTED).copied().collect();
        words.sort_unstable();
        words
    });
    let begins_one = || {
        let next = WORDS.get(WORDS.partition_point(|words| *words < first));
        next.is_some_and(|words| words.starts_with(first))
    };
    lower.is_ascii() && memchr2(b'>', b'|', lower.as_bytes()).is_none() && !first.is_empty() && !begins_one()
}

/// A line that begins with a phrase and then runs on as a sentence may be one, unless the phrase is a long one.
fn of_phrase(then: Then, whole: bool, sure: bool, shape: &Shape) -> Option<Then> {
    match then {
        Then::Links if whole => Some(Then::Links),
        Then::Links if is_sentence(shape) => None,
        Then::Links => Some(Then::Junk),
        Then::Junk if sure => Some(then),
        Then::Junk | Then::End if !whole && is_sentence(shape) => None,
        then => Some(then),
    }
}

fn is_sentence(shape: &Shape) -> bool {
    shape.end == End::Stop && shape.words > 12 && !shape.is_headline_case()
}

/// Whether the line, which begins with a phrase, is a sentence that tells of somebody, `Baca juga buku itu, kata dia.`:
/// furniture speaks to the reader. A colon behind the phrase leads to a link.
fn tells(line: &str, words: &str, shape: &Shape) -> bool {
    let rest = line.get(words.trim_end_matches(':').len()..).unwrap_or_default();
    let of_somebody = || rest.split(|c: char| !c.is_alphanumeric()).any(|word| TELLING.contains(&word));
    shape.end == End::Stop && !shape.is_headline_case() && !rest.trim_start().starts_with(':') && of_somebody()
}

/// A long address and nothing else; a short one may be a piece of a sentence that a scraper has cut at links.
fn is_address(text: &str) -> bool {
    let begins = || ["http://", "https://", ":quality("].iter().any(|begin| text.starts_with(begin));
    text.len() > ADDRESS && begins() && !text.contains(' ')
}

/// `513 views`, `13Shares`, `telah dilihat 86352 kali`, `1 2 3 selanjutnya`, `0`, `02:06`, `/`, `***`.
fn is_counter(line: &str) -> bool {
    line.split(|c: char| !c.is_alphabetic()).all(|word| word.is_empty() || COUNTED.contains(&word))
        && (line.contains(|c: char| c.is_ascii_digit()) || !line.contains(char::is_alphanumeric))
        && !line.contains(['%', '$'])
}

/// `25%suka`: how many readers feel so.
fn is_reaction(line: &str) -> bool {
    line.split_once('%').is_some_and(|(share, feeling)| {
        let number = (1..=3).contains(&share.len()) && share.bytes().all(|byte| byte.is_ascii_digit());
        number && feeling.len() >= 3 && feeling.bytes().all(|byte| byte.is_ascii_lowercase())
    })
}

/// `function send(name){`, `window.location = "…";`: a line of a program.
fn is_code(text: &str) -> bool {
    let signs = ["function ", "var ", "document.", "window.", "return (", "){", ") {"];
    text.ends_with([';', '{']) && signs.iter().any(|sign| text.contains(sign))
}

/// `Home > News > Nasional`; no sentence, and no tag of HTML.
fn is_breadcrumb(text: &str) -> bool {
    if text.len() > 120 || text.contains('<') || text.ends_with(['.', '!', '?']) {
        return false;
    }
    let parts: Vec<&str> = text.split(['>', '»', '›']).collect();
    parts.len() >= 2 && parts.iter().all(|part| part.split_whitespace().count() <= 4)
}

/// `HomeBeritaPetani Menanam …`: the way to the page and the beginning of its headline, without spaces.
fn is_glued_breadcrumb(text: &str) -> bool {
    let way = HOME.iter().find_map(|home| text.strip_prefix(home));
    let way = way.filter(|way| way.starts_with(char::is_uppercase)).unwrap_or_default();
    way.split(' ').take(WAY_WORDS).any(|word| glued_at(word).is_some())
}

/// `Related PostsPetani Menanam …`: a heading and the first of the stories below it.
fn is_glued_heading(text: &str) -> bool {
    let rest = GLUED_HEADINGS.iter().find_map(|heading| text.strip_prefix(heading));
    rest.is_some_and(|rest| rest.starts_with(char::is_uppercase))
}

/// Whether all words of the line begin with capitals, and there are four and more.
fn is_row(shape: &Shape) -> bool {
    shape.words >= 4 && shape.capital == shape.long && shape.end == End::Open
}

/// `home nasional ekonomi olahraga gaya hidup`: two thirds of the words name sections.
fn is_row_of_sections(line: &str) -> bool {
    let sections = line.split(' ').filter(|word| NAVIGATION.contains(word)).count();
    sections * 3 >= line.split(' ').count() * 2
}

/// `facebook twitter whatsapp telegram line copy`: the buttons by which a page is passed on.
fn is_row_of_channels(line: &str) -> bool {
    line.split(' ').nth(2).is_some() && line.split(' ').all(|word| SHARED.contains(&word))
}

/// `Home | Redaksi | Indeks | Pedoman Media Siber`; neither people nor a row of results.
fn is_menu(text: &str) -> bool {
    if !text.contains('|') && !text.contains('·') {
        return false;
    }
    let mark = [" | ", " · "].into_iter().find(|mark| text.contains(mark)).unwrap_or("\n");
    let parts = || text.trim_end_matches(mark.trim_end()).split(mark);
    parts().nth(3).is_some()
        && !text.contains(|c: char| c.is_ascii_digit() || matches!(c, ':' | '.' | '!' | '?'))
        && parts().all(|part| (1..=4).contains(&part.split(' ').count()))
}

/// `Ikuti kami di Google News`, `Yuk, gabung grup Telegram …`; a sentence must name a channel of the outlet.
fn is_invitation(line: &str, shape: &Shape) -> bool {
    let places = || CHANNELS.iter().chain(if is_sentence(shape) { [].iter() } else { PLACES.iter() });
    shape.words <= 45
        && INVITATIONS.iter().any(|words| begins(line, words))
        && places().any(|words| line.contains(words))
}

/// Whether a line of some length begins in lower case: it is half of a sentence.
fn goes_on(text: &str, shape: &Shape) -> bool {
    shape.words > 8 && text.starts_with(char::is_lowercase)
}

/// `Video Terkini`, `Berita Pilihan`: what, and which; `Berita Olahraga Kota lainnya:` with a colon.
fn is_heading(line: &str, colon: bool, shape: &Shape) -> bool {
    let mut words = line.split(' ');
    shape.words <= if colon { 5 } else { 3 }
        && shape.end == End::Open
        && words.next().is_some_and(|word| LISTED.contains(&word))
        && words.next_back().is_some_and(|word| WHICH.contains(&word))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn no_phrase_is_longer_than_a_link() {
        let longest = PHRASES.iter().flat_map(|phrases| phrases.words).map(|words| words.split(' ').count()).max();
        assert!(longest.unwrap() <= LINK_WORDS);
    }

    proptest! {
        #[test]
        fn what_is_plain_is_no_furniture(
            begin in "(Ikuti|Baca|1 kali|Mari|> |Warga|All rights reserved|Baca juga)? ?",
            text in "([a-zA-Z]{1,5} ){26,40}(di Google News|Copyright \\(c\\)|\\| b|> c|aplikasi)?",
        ) {
            let text = super::super::lines::fold(&format!("{begin}{text}"));
            let shape = Shape::of(&text);
            let lower = text.to_lowercase();
            if shape.words > LINK_WORDS && is_plain(&lower) && !TABLE.is_any(&lower) {
                prop_assert_eq!(judge_slowly(&text, &lower, false, &shape), None);
            }
        }
    }

    #[test]
    fn every_phrase_is_found_where_it_stands() {
        let find = |line: &str| TABLE.find(line, &Shape::of("a b c"), TABLE.is_any(line));
        for (row, phrases) in PHRASES.iter().enumerate() {
            for words in phrases.words {
                let found = find(words).unwrap();
                assert!(found.0 <= row, "{words}");
                let after = find(&format!("{words} dua tiga")).is_some();
                assert!(after || phrases.place == Place::Whole, "{words}");
                let inside = find(&format!("satu {words} tiga")).is_some();
                assert!(inside || phrases.place != Place::Anywhere, "{words}");
            }
        }
        assert_eq!(find("kata lain"), None);
        assert_eq!(find("foto terpopulerkan"), None);
    }
}
