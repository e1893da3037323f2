//! Lines: text → [`Line`]s, white space folded, each with its number and shape.

use std::cell::OnceCell;

use memchr::{memchr, memchr3};

use super::Label;
use super::caption::{self, Credited};
use super::dateline::{self, Dateline};
use super::furniture::{self, Then};
use super::join;
use super::shape::{Shape, are_alike};
use super::stamp::{self, Stamp};
use crate::article::body::{is_folded, parted};

/// Of a longer line only this many bytes are looked at for marks; the rest is text all the same.
pub(super) const LOOK: usize = 4_000;

/// What stands behind a place is a sentence if it has so many words.
const SENTENCE: usize = 8;

/// One line that is not blank, or one piece of a text that has lost its line breaks.
#[derive(Debug, Clone)]
pub(super) struct Line {
    /// Counted from 1, as an editor counts.
    pub number: u32,
    /// White space folded, invisible characters gone.
    pub text: String,
    /// Whether a blank line stands before it.
    pub gap: bool,
    /// Its measures.
    pub shape: Shape,
    /// The date, where the line is a dateline of publication by its looks.
    pub stamp: Option<Stamp>,
    /// Whether the line beside it says the same, as a photo's description and its caption do.
    pub twin: bool,
    /// What a known phrase says about the line and those after it.
    pub then: Option<Then>,
    /// What it is, once known.
    pub label: Option<Label>,
    /// The credit of a photo in it, and the dateline with which it begins, once asked for.
    credited: OnceCell<Option<Credited>>,
    dateline: OnceCell<Option<Dateline>>,
}

impl Line {
    /// The line of this number and text, measured.
    pub fn new(number: u32, text: &str, gap: bool) -> Self {
        Self::measured(number, fold(text), gap)
    }

    fn measured(number: u32, text: String, gap: bool) -> Self {
        let shape = Shape::of(&text);
        let stamp = stamp::of_line(&text, &shape);
        let then = if stamp.is_some() { None } else { furniture::judge(&text, &shape) };
        let (credited, dateline) = (OnceCell::new(), OnceCell::new());
        Self { number, text, gap, shape, stamp, twin: false, then, label: None, credited, dateline }
    }

    /// The caption and the credit of the line, if it has a credit.
    pub fn credited(&self) -> Option<&Credited> {
        self.credited.get_or_init(|| caption::of(&self.text)).as_ref()
    }

    /// The city and the outlet with which the line begins, if it does.
    pub fn dateline(&self) -> Option<&Dateline> {
        self.dateline.get_or_init(|| dateline::of(&self.text)).as_ref()
    }

    /// Whether nothing is known about it yet and no phrase speaks against it.
    pub fn is_open(&self) -> bool {
        self.label.is_none() && self.then.is_none() && self.stamp.is_none()
    }

    /// Whether it is open and reads like running text.
    pub fn is_prose(&self) -> bool {
        self.is_open() && self.shape.is_prose()
    }
}

/// The lines of `text` that are not blank.
pub(super) fn of(text: &str) -> Vec<Line> {
    let mut lines: Vec<Line> =
        paragraphs(text).into_iter().map(|(number, text, gap)| Line::measured(number, text, gap)).collect();
    mark_twins(&mut lines);
    lines
}

/// Number, folded text, and whether a blank line stands before it.
fn paragraphs(text: &str) -> Vec<(u32, String, bool)> {
    let mut paragraphs: Vec<(u32, String, bool)> = Vec::new();
    let (mut gap, mut run) = (false, join::Run { broken: join::is_broken(text), ..join::Run::default() });
    let mut lines = numbered(text).peekable();
    while let Some((number, raw)) = lines.next() {
        run.followed = run.broken && lines.peek().is_some_and(|(_, next)| join::begins_with_mark(next.trim_start()));
        for part in unbroken(raw) {
            let part = fold(unnamed(if paragraphs.is_empty() { undated(part) } else { part }));
            let part = behind_place(&part).unwrap_or(part);
            let blank = part.is_empty();
            match paragraphs.last_mut().filter(|_| !gap && !blank) {
                Some((_, above, _)) if join::goes_on(above, &part, run) => {
                    run.cut = true;
                    // A dash behind a place is one even where the sentence is glued to it.
                    let sentence = part.trim_start_matches(['-', '–', '—']);
                    let begins = part.starts_with(char::is_alphanumeric) || sentence.starts_with(char::is_alphabetic);
                    let apart = begins && !above.ends_with('(');
                    above.push_str(if apart { " " } else { "" });
                    above.push_str(&part);
                }
                _ if blank => {}
                _ => {
                    run.cut = false;
                    // Below a colon a line in lower case is an item of a list.
                    run.listed = part.ends_with(':') || (run.listed && part.starts_with(char::is_lowercase));
                    paragraphs.push((number, part, gap));
                }
            }
            if run.broken
                && let Some((_, last, _)) = paragraphs.last()
            {
                run.see(last);
            }
            gap = blank;
        }
    }
    paragraphs
}

/// The line without the ` date 2019-10 ` that some readers of pages put before the first one: it names no day.
fn undated(line: &str) -> &str {
    let month = |rest: &str| {
        let is_month = |(at, byte): (usize, u8)| if at == 4 { byte == b'-' } else { byte.is_ascii_digit() };
        rest.len() > 8 && rest.bytes().take(7).enumerate().all(is_month)
    };
    let rest = line.trim_start().strip_prefix("date ").filter(|rest| month(rest));
    rest.and_then(|rest| rest.get(7..)?.strip_prefix(' ')).unwrap_or(line)
}

/// The line without the name of a field that a scraper wrote before it.
fn unnamed(line: &str) -> &str {
    ["Title:", "Judul:"].iter().find_map(|name| line.strip_prefix(name)).map_or(line, str::trim_start)
}

/// The sentence behind `, - `, what a scraper leaves of a dateline whose place was a link, or the dateline and the
/// sentence of `, Jakarta Sebuah …`, whose outlet was one.
fn behind_place(text: &str) -> Option<String> {
    let rest = text.strip_prefix(',')?.trim_start();
    if let Some(sentence) = rest.strip_prefix(['-', '–', '—']).map(|rest| rest.trim_start_matches([',', ' '])) {
        return sentence.starts_with(char::is_uppercase).then(|| sentence.to_owned());
    }
    let (place, sentence) = rest.split_once(' ')?;
    let begins = sentence.starts_with(char::is_uppercase) && sentence.split(' ').nth(SENTENCE - 1).is_some();
    (begins && dateline::is_listed(place)).then(|| format!("{place} - {sentence}"))
}

/// The parts of a line between line ends that are not `\n` and `\r`.
fn unbroken(line: &str) -> impl Iterator<Item = &str> {
    // Most lines have none of the bytes with which such ends begin, which is seen faster than the ends.
    let bytes = line.as_bytes();
    let broken = memchr3(0xb, 0xc, 0xc2, bytes).is_some() || memchr(0xe2, bytes).is_some();
    let parts = broken.then(|| line.split(['\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}']));
    (!broken).then_some(line).into_iter().chain(parts.into_iter().flatten())
}

/// Two lines of one text may differ in the marks at their ends.
fn mark_twins(lines: &mut [Line]) {
    for at in 1..lines.len() {
        let Some([above, line]) = lines.get_mut(at - 1..=at) else { break };
        let alike = above.shape.words >= 2 && above.shape.words == line.shape.words;
        if alike && are_alike(&above.text, &line.text) {
            (above.twin, line.twin) = (true, true);
        }
    }
}

/// Every line with its number; `\n`, `\r\n` and a lone `\r` end one.
pub(super) fn numbered(text: &str) -> impl Iterator<Item = (u32, &str)> {
    parted(text)
        .flat_map(|line| {
            let line = line.strip_suffix('\r').unwrap_or(line);
            let lone = memchr(b'\r', line.as_bytes()).map(|_| line.split('\r'));
            lone.is_none().then_some(line).into_iter().chain(lone.into_iter().flatten())
        })
        .enumerate()
        .map(|(index, line)| (u32::try_from(index + 1).unwrap_or(u32::MAX), line))
}

/// White space of any kind and number becomes one space; characters without width go.
pub(super) fn fold(text: &str) -> String {
    let text = text.trim_matches([' ', '\n', '\r', '\t']);
    if is_folded(text) {
        return text.to_owned();
    }
    let mut folded = String::with_capacity(text.len());
    for character in text.chars().filter(|character| !is_invisible(*character)) {
        if !character.is_whitespace() && !character.is_control() {
            folded.push(character);
        } else if !folded.is_empty() && !folded.ends_with(' ') {
            folded.push(' ');
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

fn is_invisible(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
}

/// The start of `text`, at most [`LOOK`] bytes, cut between characters.
pub(super) fn start_of(text: &str) -> &str {
    let end = (0..=LOOK.min(text.len())).rev().find(|end| text.is_char_boundary(*end));
    end.and_then(|end| text.get(..end)).unwrap_or(text)
}
