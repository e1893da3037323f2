//! Inserted: headlines of other stories that a page puts between the paragraphs of its article.

use super::Label;
use super::lines::Line;
use super::shape::{End, key};

/// A headline has so many words at the least; most headings inside an article have fewer.
const WORDS: usize = 6;

/// A word of so many bytes tells what a line is about.
const WORD: usize = 4;

/// Labels them where there are two and more: a heading has a word in common with the paragraphs below it.
pub(super) fn label(lines: &mut [Line], start: usize, last: usize) {
    let found: Vec<usize> = (start + 1..last).filter(|at| is_inserted(lines, *at)).collect();
    for at in found.iter().filter(|_| found.len() >= 2) {
        if let Some(line) = lines.get_mut(*at) {
            line.label = Some(Label::Furniture);
        }
    }
}

fn is_inserted(lines: &[Line], at: usize) -> bool {
    let Some([above, line, below]) = at.checked_sub(1).and_then(|from| lines.get(from..from + 3)) else { return false };
    let shape = &line.shape;
    let headline = || shape.is_headline() && shape.is_headline_case() && line.text.starts_with(char::is_uppercase);
    line.is_open()
        && shape.end == End::Open
        && shape.words >= WORDS
        && headline()
        && (above.is_prose() && above.shape.end != End::Open)
        && (below.is_prose() && !below.text.starts_with(char::is_lowercase))
        && !is_told(&line.text, lines.get(at + 1..at + 3).unwrap_or_default())
}

/// Whether one of the words that begin with a capital stands in the lines, too.
fn is_told(headline: &str, lines: &[Line]) -> bool {
    let below: Vec<String> = lines.iter().map(|line| key(&line.text)).collect();
    let mut words = headline.split(' ').filter(|word| word.len() >= WORD && !word.starts_with(char::is_lowercase));
    words.any(|word| below.iter().any(|line| line.contains(&key(word))))
}
