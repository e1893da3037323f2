//! Inline: links and notices glued into a paragraph, cut where it is sure where they end.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use memchr::memchr3;

use super::words::{LINK_LEADS, NOTICES, TAILS};

/// Finds whether there is a notice, in one pass: most paragraphs have none.
static MARKS: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| AhoCorasick::new(NOTICES).ok());

/// Finds whether something may be glued behind the last paragraph.
static ENDS: LazyLock<Option<AhoCorasick>> =
    LazyLock::new(|| AhoCorasick::new(TAILS.iter().chain(&[STORIES, PAGE])).ok());

/// A signature and other stories.
const STORIES: &str = "(*) • ";

/// Before the number of a page.
const PAGE: &str = "Halaman ";

/// A linked headline has at most so many words.
const LINK_WORDS: usize = 20;

/// A bracket that closes later than after so many characters is not a link's.
const REACH: usize = 240;

/// What is glued behind an article has at most so many words.
const TAIL_WORDS: usize = 60;

/// At most so many links are cut from one paragraph.
const CUTS: usize = 50;

/// The paragraph without what is surely no part of it.
pub(super) fn clean(paragraph: &str) -> String {
    // A link is in brackets or has a colon.
    let is_plain = memchr3(b'(', b'[', b':', paragraph.as_bytes()).is_none();
    if is_plain && MARKS.as_ref().is_some_and(|marks| !marks.is_match(paragraph)) {
        return super::lines::fold(paragraph);
    }
    let mut text = paragraph.to_owned();
    for notice in NOTICES {
        text = text.replace(notice, " ");
    }
    for _ in 0..CUTS {
        let Some(cut) = bracketed(&text) else { break };
        text.replace_range(cut, " ");
    }
    if let Some(cut) = link_at_end(&text) {
        text.truncate(cut);
    }
    super::lines::fold(&text)
}

/// The last paragraph of an article and what is glued behind it: notices, a video, the number of the page, other stories.
pub(super) fn without_tail(paragraph: &str) -> (&str, &str) {
    if ENDS.as_ref().is_some_and(|ends| !ends.is_match(paragraph)) {
        return (paragraph, "");
    }
    let marked = TAILS.iter().filter_map(|mark| paragraph.rfind(mark));
    let stories = paragraph.find(STORIES).map(|at| at + "(*)".len());
    let Some(end) = marked.chain(stories).chain(page_number(paragraph)).min() else { return (paragraph, "") };
    let (text, tail) = paragraph.split_at_checked(end).unwrap_or((paragraph, ""));
    let text = link_at_end(text).and_then(|link| text.get(..link)).unwrap_or(text).trim_end_matches([',', ' ']);
    let ended = text.ends_with(['.', '"', '”', '!', '?', ')']) && tail.split(' ').count() <= TAIL_WORDS;
    if ended { (text, tail) } else { (paragraph, "") }
}

/// Where `Halaman 2 dari 2` begins.
fn page_number(text: &str) -> Option<usize> {
    let at = text.rfind(PAGE)?;
    let mut words = text.get(at..)?.split(' ').skip(1);
    let number = |word: Option<&str>| word.is_some_and(|word| word.bytes().all(|byte| byte.is_ascii_digit()));
    (number(words.next()) && words.next() == Some("dari") && number(words.next())).then_some(at)
}

/// `(Baca juga: …)`, `[Gambas:Video 20detik]`: from bracket to bracket.
fn bracketed(text: &str) -> Option<std::ops::Range<usize>> {
    text.match_indices(['(', '[']).find_map(|(open, bracket)| {
        let inner = text.get(open + 1..)?;
        let closing = if bracket == "(" { ')' } else { ']' };
        let (close, _) = inner.char_indices().take(REACH).find(|(_, c)| *c == closing)?;
        let lower = inner.get(..close)?.to_lowercase();
        let link = lower.starts_with("gambas:")
            || lower.starts_with("baca:")
            || lower.starts_with("baca :")
            || lead(&lower).is_some();
        (link && !lower.contains(['(', '['])).then_some(open..open + close + 2)
    })
}

/// The link phrase with which `lower` begins, colon and all.
fn lead(lower: &str) -> Option<usize> {
    let words = LINK_LEADS.iter().find(|words| lower.starts_with(**words))?;
    let rest = lower.get(words.len()..)?;
    let colon = rest.trim_start().strip_prefix(':')?;
    Some(lower.len() - colon.len())
}

/// Where `… Baca juga: Judul` begins, if from there to the end of the paragraph nothing but a headline stands.
fn link_at_end(text: &str) -> Option<usize> {
    let lower = text.to_lowercase();
    if lower.len() != text.len() {
        return None;
    }
    let starts = LINK_LEADS.iter().filter_map(|words| lower.rfind(words)).filter(|at| *at > 0);
    let at = starts.filter(|at| lower.get(*at..).is_some_and(|rest| lead(rest).is_some())).min()?;
    let before = text.get(..at)?.trim_end();
    let title = text.get(at + lead(lower.get(at..)?)?..)?.trim();
    let ended = before.ends_with(['.', '"', '”', '!', '?', ')']);
    let headline =
        !title.contains(". ") && !title.ends_with('.') && (1..=LINK_WORDS).contains(&title.split(' ').count());
    (ended && headline).then_some(before.len())
}
