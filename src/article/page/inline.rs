//! Inline: links and notices glued into a paragraph, cut where it is sure where they end.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use memchr::memchr3;

use super::shape::is_ended;
use super::words::{LINK_LEADS, NOTICES};

/// Finds whether there is a notice, in one pass: most paragraphs have none.
static MARKS: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| AhoCorasick::new(NOTICES).ok());

/// A linked headline has at most so many words.
const LINK_WORDS: usize = 20;

/// A bracket that closes later than after so many characters is not a link's.
const REACH: usize = 240;

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

/// Where `… Baca juga: Judul` begins, if from there to the end of the paragraph nothing but such links stand.
pub(super) fn link_at_end(text: &str) -> Option<usize> {
    let lower = text.to_lowercase();
    if lower.len() != text.len() {
        return None;
    }
    let is_lead = |at: &usize| lower.get(*at..).is_some_and(|rest| lead(rest).is_some());
    let leads = LINK_LEADS.iter().flat_map(|words| lower.match_indices(words)).map(|(at, _)| at).filter(is_lead);
    let mut leads: Vec<usize> = leads.collect();
    leads.sort_unstable_by(|one, other| other.cmp(one));
    let (mut end, mut found) = (text.len(), None);
    for at in leads.into_iter().filter(|at| *at > 0).take(CUTS) {
        let before = text.get(..at)?.trim_end();
        let title = text.get(at + lead(lower.get(at..)?)?..end)?.trim();
        let headline = (!title.contains(". ") || title.ends_with('?'))
            && !title.ends_with('.')
            && (1..=LINK_WORDS).contains(&title.split(' ').count());
        if !headline {
            break;
        }
        if is_ended(before) {
            found = Some(before.len());
        }
        end = at;
    }
    found
}
