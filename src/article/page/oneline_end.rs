//! The end of a page without line breaks: signatures and what stands below the article.

use super::furniture::begins;
use super::initials;
use super::shape::is_ended;
use super::words::{END_HEADINGS, SIGNATURES};

/// A name behind a label has at most so many words.
const NAME_WORDS: usize = 4;

/// Cuts before the signature that ends the article, and at the parts of what follows it.
pub(super) fn cut(text: &str) -> Vec<&str> {
    let half = text.len() / 2;
    let mut ends = sentence_ends(text).filter(|at| *at >= half);
    let Some(end) = ends.find(|at| text.get(*at..).is_some_and(|rest| signs(rest).is_some())) else {
        return vec![text];
    };
    let (article, mut rest) = text.split_at_checked(end).unwrap_or((text, ""));
    let mut pieces = vec![article];
    while let Some((piece, after)) = signs(rest).and_then(|length| rest.split_at_checked(length)) {
        pieces.push(piece);
        rest = after.trim_start();
    }
    pieces.push(rest);
    pieces
}

/// The places behind each sentence of `text`.
fn sentence_ends(text: &str) -> impl Iterator<Item = usize> {
    text.match_indices(' ').map(|(at, _)| at).filter_map(|at| is_ended(text.get(..at)?).then_some(at + 1))
}

/// How far the signature, or the heading, reaches with which `rest` begins.
fn signs(rest: &str) -> Option<usize> {
    let first = rest.split(' ').next()?;
    if initials::alone(first).is_some_and(|code| code.contains('/') || !code.contains(char::is_uppercase)) {
        return Some(first.len());
    }
    if let Some(heading) = END_HEADINGS.iter().find(|heading| begins(rest, heading)) {
        return Some(heading.len());
    }
    let label = SIGNATURES.iter().find(|label| begins(rest, label))?;
    let colon = rest.get(label.len()..)?.trim_start().strip_prefix(':')?;
    let name = colon.trim_start();
    Some(rest.len() - name.len() + name_length(name))
}

/// How far a name reaches: words with capitals up to a heading or the next label.
fn name_length(text: &str) -> usize {
    let mut length = 0;
    for word in text.split_inclusive(' ').take(NAME_WORDS) {
        let after = text.get(length..).unwrap_or_default();
        let other = END_HEADINGS.iter().chain(SIGNATURES).any(|words| begins(after, words));
        if other || !word.starts_with(|c: char| c.is_uppercase() || c == '@') {
            break;
        }
        length += word.len();
    }
    length
}
