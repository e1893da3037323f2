//! Lead: the beginning of a text, which is enough to put an article under its topics where no more is looked at.

use memchr::memchr_iter;

use super::Body;

/// So many words are enough.
pub const LEAD_WORDS: usize = 50;

/// The paragraphs with which a text begins, with some words more than [`LEAD_WORDS`], most of the time.
pub(super) fn beginning(text: &str) -> &str {
    const ENOUGH: usize = 450;
    let cut = text.as_bytes().iter().skip(ENOUGH).position(|byte| *byte == b'\n');
    cut.and_then(|after| text.get(..ENOUGH + after)).unwrap_or(text)
}

/// Whether these paragraphs have as many words as are looked at.
pub(super) fn is_in(paragraphs: &[String]) -> bool {
    let words = paragraphs.iter().map(|paragraph| memchr_iter(b' ', paragraph.as_bytes()).count() + 1);
    words.sum::<usize>() >= LEAD_WORDS
}

/// The beginning of Markdown that is paragraphs only, where that is enough and some of it is left.
pub(super) fn of_prose(text: &str) -> Option<Body> {
    let begins = Some(beginning(text)).filter(|begins| begins.len() < text.len())?;
    Body::beginning_of_prose(text, begins).filter(|body| is_in(&body.paragraphs()))
}
