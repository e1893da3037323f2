//! Bylines: which lines name writers, editors, words of the newsroom and sources.

use super::Label;
use super::ahead::{TAG_WORDS, above};
use super::credits::{self, Credit};
use super::lines::Line;
use super::shape::{End, is_name};

/// A name has at most so many words.
const NAME_WORDS: usize = 10;

/// Labels the lines that are credits, also those whose label and name stand on lines of their own.
pub(super) fn label(lines: &mut [Line]) {
    for at in 0..lines.len() {
        let Some(line) = lines.get(at).filter(|line| line.stamp.is_none() && line.label.is_none()) else { continue };
        if is_words_of_date(lines, at) {
            set(lines, at, Label::Tags);
            continue;
        }
        if is_before_outlet(lines, at) {
            set(lines, at, Label::Author);
            set(lines, at + 1, Label::Source);
            continue;
        }
        let found = credits::of(&line.text);
        let Some(first) = found.first().filter(|_| found.iter().all(is_credit)) else { continue };
        let (label, empty) = (first.label, found.iter().all(|credit| credit.text.is_empty()));
        match (label, empty) {
            (Label::Tags, true) => set(lines, at, Label::Furniture),
            (Label::Source, true) if at + 1 == lines.len() => set(lines, at, Label::Furniture),
            (Label::Source, true) if is_bullet(lines, at + 1) => {
                set(lines, at, Label::Furniture);
                set(lines, at + 1, Label::Credit);
            }
            (_, false) => set(lines, at, label),
            (_, true) => label_name(lines, at, label),
        }
    }
}

fn set(lines: &mut [Line], at: usize, label: Label) {
    if let Some(line) = lines.get_mut(at) {
        line.label = Some(label);
    }
}

/// `Nama Orang -`, the outlet on the next line.
fn is_before_outlet(lines: &[Line], at: usize) -> bool {
    let name = lines.get(at).filter(|line| line.text.ends_with(" -"));
    name.zip(lines.get(at + 1))
        .is_some_and(|(name, outlet)| credits::before_outlet(&format!("{} {}", name.text, outlet.text)).is_some())
}

/// The line that begins with `id` below the date holds the words of the newsroom.
fn is_words_of_date(lines: &[Line], at: usize) -> bool {
    let below_date = above(lines, at).is_some_and(|above| above.stamp.is_some());
    below_date && lines.get(at).is_some_and(|line| line.text.starts_with("id ") && line.shape.end == End::Open)
}

/// Whether the line is one short item of a list, as the photo's owner is below `Sumber`.
fn is_bullet(lines: &[Line], at: usize) -> bool {
    lines.get(at).is_some_and(|line| line.text.starts_with(['•', '-']) && line.shape.words <= NAME_WORDS)
}

/// Whether nothing is said behind the colon, nor below it: above a paragraph the word may be who speaks.
fn is_empty(lines: &[Line], at: usize) -> bool {
    lines.get(at).is_some_and(|line| line.text.ends_with(':')) && !lines.get(at + 1).is_some_and(Line::is_prose)
}

fn is_credit(credit: &Credit) -> bool {
    let name = credit.text.split(' ').count() <= NAME_WORDS && !credit.text.ends_with(['?', '!', '.', '"', '”']);
    name || (credit.label == Label::Tags && !runs_on(&credit.text))
}

/// Whether `Topik: …` is followed by a sentence: by its full stop, and by more words between commas than a tag has.
fn runs_on(text: &str) -> bool {
    let long = |part: &str| part.split(' ').count() > TAG_WORDS;
    text.ends_with('.') && !text.contains(['#', '|', '•']) && text.split(',').all(long)
}

/// A label alone: the name is behind the colon of the next line, or is the next line, or the one before;
/// without any it says nothing.
fn label_name(lines: &mut [Line], at: usize, label: Label) {
    let is_open = |at: &usize| lines.get(*at).is_some_and(Line::is_open);
    let is_person = |at: &usize| {
        lines
            .get(*at)
            .is_some_and(|line| is_name(&line.text) && line.shape.words <= 5 && credits::of(&line.text).is_empty())
    };
    let colon = |at: &usize| lines.get(*at).is_some_and(|line| line.text.starts_with(':'));
    let lone = lines.get(at + 1).is_some_and(|line| line.text == ":");
    let next = Some(at + 1 + usize::from(lone)).filter(is_open).filter(|at| colon(at) || is_person(at));
    let before = || at.checked_sub(1).filter(is_open).filter(is_person);
    match next.or_else(before) {
        Some(name) => {
            set(lines, at, label);
            set(lines, name, label);
        }
        None if is_empty(lines, at) => set(lines, at, Label::Furniture),
        None => {}
    }
}
