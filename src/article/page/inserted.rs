//! Inserted: headlines of other stories that a page puts between the paragraphs of its article.

use super::Label;
use super::lines::Line;
use super::shape::{End, key};

/// A headline has so many words at the least; most headings inside an article have fewer.
const WORDS: usize = 6;

/// A word of so many bytes tells what a line is about.
const WORD: usize = 4;

/// Several of them stand one below the other, at most so many.
const RUN: usize = 3;

/// Labels them where there are two and more: a heading has a word in common with the paragraphs below it, and no other
/// heading stands right below it.
pub(super) fn label(lines: &mut [Line], start: usize, last: usize) {
    let alone = (start + 1..last).filter(|at| is_inserted(lines, *at));
    let found: Vec<usize> = alone.chain((start + 1..last).flat_map(|at| above_heading(lines, at))).collect();
    for at in found.iter().filter(|_| found.len() >= 2) {
        if let Some(line) = lines.get_mut(*at) {
            line.label = Some(Label::Furniture);
        }
    }
}

fn is_inserted(lines: &[Line], at: usize) -> bool {
    let Some([above, line, below]) = at.checked_sub(1).and_then(|from| lines.get(from..from + 3)) else { return false };
    is_headline(line)
        && line.shape.end == End::Open
        && (above.is_prose() && above.shape.end != End::Open)
        && (below.is_prose() && !below.text.starts_with(char::is_lowercase))
        && !is_told(&line.text, lines.get(at + 1..at + 3).unwrap_or_default())
}

fn is_headline(line: &Line) -> bool {
    let shape = &line.shape;
    line.is_open()
        && shape.words >= WORDS
        && shape.is_headline()
        && shape.is_headline_case()
        && line.text.starts_with(char::is_uppercase)
}

/// The headlines that begin at `at`, right below a paragraph, where a heading and the text that it heads stand below them.
fn above_heading(lines: &[Line], at: usize) -> std::ops::Range<usize> {
    let ended = at.checked_sub(1).and_then(|above| lines.get(above));
    if !ended.is_some_and(|above| above.is_prose() && above.shape.end == End::Stop) {
        return 0..0;
    }
    let run = lines.iter().skip(at).take_while(|line| is_headline(line)).count();
    let heading = |line: &Line| {
        line.is_open() && line.shape.end == End::Open && line.shape.words <= WORDS && line.credited().is_none()
    };
    let text = |line: &Line| line.is_prose() && line.shape.end == End::Stop;
    let shown = |line: &Line| line.is_open() && line.credited().is_some_and(|credited| credited.sure);
    let below = lines.get(at + run..).unwrap_or_default();
    let headed = match below {
        [head, first, ..] if heading(head) && text(first) => true,
        [head, photo, first, ..] => heading(head) && shown(photo) && text(first),
        _ => false,
    };
    if (1..=RUN).contains(&run) && headed { at..at + run } else { 0..0 }
}

/// Whether one of the words that begin with a capital stands in the lines, too.
fn is_told(headline: &str, lines: &[Line]) -> bool {
    let below: Vec<String> = lines.iter().map(|line| key(&line.text)).collect();
    let mut words = headline.split(' ').filter(|word| word.len() >= WORD && !word.starts_with(char::is_lowercase));
    words.any(|word| below.iter().any(|line| line.contains(&key(word))))
}
