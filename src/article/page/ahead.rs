//! Ahead: what the lines around a place look like, wherever the walk is.

use std::collections::BTreeMap;

use memchr::memmem;

use super::Label;
use super::furniture::Then;
use super::initials;
use super::lines::Line;
use super::shape::{End, key};

/// Within so many lines an article goes on that a list of links interrupts.
const SOON: usize = 8;

/// At most so many headlines stand below one heading inside an article.
pub(super) const LINKS: usize = 5;

/// An article that goes on below initials has somebody speak within so many lines.
const SPEECH: usize = 4;

/// At most so many lines are one list of tags.
pub(super) const TAGS: usize = 20;

/// At most so many words are a tag.
pub(super) const TAG_WORDS: usize = 5;

/// The name of a section has at most so many words, and labels other stories where it stands so often below an article.
const SECTION_WORDS: usize = 3;
const LABELLED: usize = 4;

/// The line before.
pub(super) fn above(lines: &[Line], at: usize) -> Option<&Line> {
    at.checked_sub(1).and_then(|above| lines.get(above))
}

/// Whether the line reads like running text, be it short.
pub(super) fn is_sentence(line: &Line) -> bool {
    line.is_prose() || (line.is_open() && line.shape.end == End::Stop && line.shape.words >= 3)
}

/// Whether the line is surely a paragraph.
pub(super) fn is_paragraph(line: &Line) -> bool {
    line.is_open() && line.shape.is_paragraph() && !line.shape.is_headline_case()
}

/// Whether two paragraphs stand at `at`, one after the other, as an article has them and a list of teasers has not.
pub(super) fn goes_on(lines: &[Line], at: usize) -> bool {
    let next: Vec<&Line> = lines.iter().skip(at).take(6).filter(|line| line.then != Some(Then::Junk)).take(2).collect();
    next.len() == 2 && next.into_iter().all(is_paragraph)
}

/// Whether the article goes on at once, or with two paragraphs below a few lines.
pub(super) fn goes_on_soon(lines: &[Line], at: usize) -> bool {
    lines.get(at).is_some_and(is_paragraph) || (at..at + SOON).any(|at| goes_on(lines, at))
}

/// Whether the line could be a headline.
pub(super) fn is_title(lines: &[Line], at: usize) -> bool {
    lines.get(at).is_some_and(|line| line.is_open() && line.shape.is_headline())
}

/// Whether somebody speaks in the line or soon below it, as no link and no teaser has it.
pub(super) fn speaks(lines: &[Line], at: usize) -> bool {
    lines.iter().skip(at).filter(|line| line.is_open()).take(SPEECH).any(|line| line.shape.speech)
}

/// Whether the paragraphs at `at` and below are summaries of other stories: one or two sentences each, nobody speaks.
pub(super) fn are_summaries(lines: &[Line], at: usize) -> bool {
    let speaks = |line: &Line| line.text.contains(['"', '“', '”']);
    let stops = |line: &Line| line.text.matches(". ").count();
    let summary = |line: &Line| !speaks(line) && stops(line) <= 1 && line.shape.words <= 45;
    lines.iter().skip(at).take(30).filter(|line| line.is_prose()).all(summary)
}

/// Whether the line begins as the item of a list does, with a number, a letter and a full stop, or a bullet.
pub(super) fn is_item(line: &Line) -> bool {
    let lettered = || matches!(line.text.as_bytes(), [letter, b'.' | b')', b' ', ..] if letter.is_ascii_lowercase());
    line.text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '–' | '•' | '*')) || lettered()
}

/// Whether nothing but headlines and names stands at `at` and below: no list that a colon opens, no numbers.
pub(super) fn are_links(lines: &[Line], at: usize) -> bool {
    let is_link = |line: &Line| line.shape.end != End::Stop && !line.text.ends_with(':') && !is_item(line);
    lines.iter().skip(at).take(SOON).filter(|line| line.is_open()).all(is_link)
}

/// Whether a paragraph follows a signature at once.
pub(super) fn is_lone_paragraph(lines: &[Line], at: usize) -> bool {
    let after_signature = above(lines, at).is_some_and(|line| {
        matches!(line.label, Some(Label::Initials | Label::Author | Label::Editor | Label::Source))
    });
    after_signature
        && lines.get(at).is_some_and(|line| line.shape.is_paragraph() && line.shape.capital * 2 < line.shape.long)
}

/// Whether the line is one of at least two short ones that follow the initials at once: tags without a heading.
pub(super) fn are_bare_tags(lines: &[Line], at: usize) -> bool {
    let short = |line: &&Line| line.is_open() && line.shape.words <= 4 && line.shape.end == End::Open;
    let tags = lines.iter().take(at).rev().take(TAGS).take_while(|line| line.label == Some(Label::Tags)).count();
    let follows = above(lines, at - tags).is_some_and(|line| line.label == Some(Label::Initials));
    follows
        && lines.get(at).is_some_and(|line| short(&line))
        && tags + lines.iter().skip(at).take(2).take_while(short).count() >= 2
}

/// So many short lines below the text that has them, and at most as many among them that it has not, are its tags.
const BARE_TAGS: usize = 3;

/// So many paragraphs above them are searched for tags, so that a page of such lists costs no more than its length.
const TOLD: usize = 60;

/// The tags without a heading that stand at `at`, right below the last paragraph, and whether the text has them: most
/// of them are words of it, as the items of a list that ends an article are not. None where the article goes on.
pub(super) fn tags_below(lines: &[Line], at: usize) -> BTreeMap<usize, bool> {
    let ended = above(lines, at)
        .is_some_and(|line| line.label == Some(Label::Body) && line.shape.end == End::Stop && line.shape.is_prose());
    if !ended {
        return BTreeMap::new();
    }
    let tag = |line: &Line| {
        let short = line.shape.words <= TAG_WORDS && line.shape.end == End::Open && !line.text.ends_with(':');
        short && !is_item(line) && initials::alone(&line.text).is_none()
    };
    let run = lines.iter().enumerate().skip(at);
    let run = run.take_while(|(_, line)| line.then == Some(Then::Junk) || (line.is_open() && tag(line)));
    let run: Vec<(usize, &Line)> = run.take(2 * TAGS).filter(|(_, line)| line.is_open()).collect();
    if run.len() < BARE_TAGS {
        return BTreeMap::new();
    }
    let told = |line: &&Line| line.label == Some(Label::Body) && line.shape.is_prose();
    let text = lines.iter().take(at).rev().filter(told).take(TOLD).map(|line| key(&line.text));
    let text = format!(" {} ", text.collect::<Vec<_>>().join(" "));
    let mut tags: BTreeMap<usize, bool> =
        run.iter().map(|(at, line)| (*at, text.contains(&format!(" {} ", key(&line.text))))).collect();
    // Behind the last of them other things may stand in short lines.
    let last = tags.iter().rfind(|(_, said)| **said).map_or(at, |(last, _)| *last);
    tags.retain(|at, _| *at <= last);
    let said = tags.values().filter(|said| **said).count();
    if said >= BARE_TAGS && said * 2 >= tags.len() && !goes_on_soon(lines, last + 1) { tags } else { BTreeMap::new() }
}

/// The name of a section has at most so many words.
const SECTION: usize = 4;

/// Whether the line is a few words between the last sentence and furniture: the section, or a word of the newsroom.
pub(super) fn is_section(lines: &[Line], at: usize) -> bool {
    let short = |line: &Line| {
        line.shape.words <= SECTION
            && line.shape.end == End::Open
            && line.text.starts_with(char::is_uppercase)
            && !line.text.contains(['"', '“', ':'])
    };
    let ended = above(lines, at).is_some_and(|above| above.label == Some(Label::Body) && above.shape.is_prose());
    let closed = above(lines, at).is_some_and(|above| above.shape.end == End::Stop);
    ended
        && closed
        && lines.get(at).is_some_and(short)
        && lines.get(at + 1).is_some_and(|next| matches!(next.then, Some(Then::End | Then::Links)))
}

/// A summary has so many words at the least, and so many of ten of its long ones stand in one paragraph above it.
const SUMMARY: usize = 8;
const SHARED: usize = 8;

/// Whether the last paragraph says nothing but what one above it has said: it describes the page.
pub(super) fn retells(lines: &[Line], at: usize) -> bool {
    let Some(line) = lines.get(at).filter(|line| line.shape.words >= SUMMARY && !line.shape.speech) else {
        return false;
    };
    let below = |line: &Line| !line.is_open() || line.text.starts_with("- ");
    if line.text.contains(['"', '“']) || lines.get(at + 1).is_none_or(|next| !below(next)) {
        return false;
    }
    // Most paragraphs lack one of the longest words of its thirds, which is seen without looking at theirs.
    let words: Vec<&str> = line.text.split(' ').collect();
    let longest = words.chunks(words.len() / 3 + 1).filter_map(|third| third.iter().max_by_key(|word| word.len()));
    let longest = longest.map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
    let rare: Vec<_> = longest.map(memmem::Finder::new).collect();
    let may_tell = |text: &str| rare.iter().all(|word| word.find(text.as_bytes()).is_some());
    let told = |text: &str| {
        let (line, above) = (key(&line.text), key(text));
        let words = || line.split(' ').filter(|word| word.len() > 3);
        words().filter(|word| above.contains(*word)).count() * 10 >= words().count() * SHARED
    };
    let said = |above: &&Line| above.label == Some(Label::Body) && above.shape.is_prose();
    lines.iter().take(at).filter(said).any(|above| may_tell(&above.text) && told(&above.text))
}

/// How many linked headlines stand at `at`, below a heading.
pub(super) fn links(lines: &[Line], at: usize) -> usize {
    let close = lines.get(at).is_some_and(|first| !first.gap);
    let is_link = |index: usize, line: &Line| {
        let shaped = line.is_open()
            && line.shape.is_headline()
            && line.shape.words >= 4
            && initials::alone(&line.text).is_none();
        let apart = close && line.gap && index > 0;
        shaped
            && !apart
            && (line.shape.is_headline_case() || (index == 0 && line.shape.words >= 6))
            && !line.text.ends_with(':')
            && !line.text.starts_with(['"', '“'])
    };
    lines.iter().skip(at).take(LINKS).enumerate().take_while(|(index, line)| is_link(*index, line)).count()
}

/// Where the first of the stories stands among the lines from `from` on beside which the same few words stand again and
/// again, the name of a section.
pub(super) fn labelled(lines: &[Line], from: usize) -> Option<usize> {
    let mut labels: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let short = |line: &&Line| line.is_open() && line.shape.words <= SECTION_WORDS;
    for (at, line) in lines.iter().enumerate().skip(from).filter(|(_, line)| short(line)) {
        labels.entry(&line.text).or_default().push(at);
    }
    let often = labels.into_iter().filter(|(text, at)| at.len() >= LABELLED && text.starts_with(char::is_uppercase));
    let first = often.filter_map(|(_, at)| at.first().copied()).min()?;
    // The label may stand below the headline, and below its date.
    let dated = above(lines, first).is_some_and(|above| above.stamp.is_some());
    Some(first.saturating_sub(if dated { 2 } else { 1 }).max(from))
}
