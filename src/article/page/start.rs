//! Start: where the article begins.

use super::Label;
use super::caption;
use super::dateline;
use super::furniture::Then;
use super::lines::Line;
use super::shape::End;

/// Where the article begins.
#[derive(Debug, Clone, Copy)]
pub(super) struct Start {
    /// The line.
    pub at: usize,
    /// Whether a mark says so, before which nothing of the article stands.
    pub firm: bool,
}

/// A summary stands at most so many lines above the date.
const NEAR: usize = 4;

/// Writers stand at most so many lines below a summary, and so many above the article.
const HEAD: usize = 8;

/// A summary has at most so many words.
const SUMMARY_WORDS: usize = 45;

/// Three paragraphs within so many lines below a date are an article.
const DENSE: usize = 14;

/// The first line of running text: at the dateline of the text if it has one, else the first paragraph that is no
/// caption and, where no date is above, no summary above the date.
pub(super) fn find(lines: &[Line]) -> Option<Start> {
    let prose = paragraphs(lines);
    let limit = |count: usize| prose.get(count).copied().unwrap_or(lines.len()) + 1;
    let full = lines.iter().take(limit(6)).position(|line| has_dateline(line, true));
    if let Some(at) = full.or_else(|| lines.iter().take(limit(2)).position(|line| has_dateline(line, false))) {
        return Some(Start { at, firm: true });
    }
    let first = *prose.first()?;
    if let Some(led) = led_by_capitals(lines, &prose) {
        return Some(Start { at: led, firm: true });
    }
    if let Some(at) = below_writers(lines, &prose) {
        return Some(Start { at, firm: true });
    }
    let dated = lines.iter().take(first).any(|line| line.stamp.as_ref().is_some_and(|stamp| stamp.day));
    let after = if dated { None } else { below_date(lines, &prose, first) };
    Some(Start { at: after.unwrap_or(first), firm: false })
}

/// The paragraphs; one that stands twice is a caption where there are others.
fn paragraphs(lines: &[Line]) -> Vec<usize> {
    let all = || (0..lines.len()).filter(|at| lines.get(*at).is_some_and(is_paragraph));
    let once: Vec<usize> = all().filter(|at| lines.get(*at).is_some_and(|line| !line.twin)).collect();
    if once.is_empty() { all().collect() } else { once }
}

/// The paragraph below the writers, where above them stand the headline and a summary of one or two sentences.
fn below_writers(lines: &[Line], prose: &[usize]) -> Option<usize> {
    let first = *prose.first()?;
    let is_writer = |line: &Line| matches!(line.label, Some(Label::Author | Label::Editor));
    let writers = first + lines.iter().skip(first).take(HEAD).position(is_writer)?;
    let deck = prose.partition_point(|at| *at < writers);
    let start = *prose.get(deck)?;
    let headline = lines.iter().take(first).any(|line| line.is_open() && line.shape.is_headline());
    let is_summary = |line: &Line| !line.shape.speech && line.shape.words <= SUMMARY_WORDS;
    let summed = prose.iter().take(deck).all(|at| lines.get(*at).is_some_and(is_summary));
    (headline && summed && deck <= 2 && prose.len() > 2 * deck && start - writers <= HEAD).then_some(start)
}

/// Below a heading of other stories at the top, the first paragraph whose first word is in capitals, as some outlets
/// begin every article.
fn led_by_capitals(lines: &[Line], prose: &[usize]) -> Option<usize> {
    let first = *prose.first()?;
    lines.iter().take(first).any(|line| line.then == Some(Then::End)).then_some(())?;
    let led = |at: &&usize| lines.get(**at).is_some_and(|line| has_capital_lead(&line.text));
    prose.iter().take(5).find(led).copied()
}

/// Whether the first word is one of five and more capitals, and the second is not in capitals.
fn has_capital_lead(text: &str) -> bool {
    let letters = |word: &str| word.chars().filter(|c| c.is_alphabetic()).count();
    let mut words = text.split(' ');
    words.next().is_some_and(|word| letters(word) >= 5 && !word.contains(char::is_lowercase))
        && words.next().is_some_and(|word| word.contains(char::is_lowercase))
}

/// The first paragraph below the first date, where what stands above it is a summary or a menu's teaser: the date is
/// near, or paragraph follows paragraph below it.
fn below_date(lines: &[Line], prose: &[usize], first: usize) -> Option<usize> {
    let stamps = (first..lines.len())
        .filter(|at| lines.get(*at).is_some_and(|line| line.stamp.as_ref().is_some_and(|stamp| stamp.day)));
    for stamp in stamps {
        let below = prose.partition_point(|at| *at < stamp);
        let mut below = prose.iter().copied().skip(below);
        let Some(start) = below.next() else { break };
        let dense = below.next().zip(below.next()).is_some_and(|(_, third)| third - stamp <= DENSE);
        if stamp - first <= NEAR || (dense && prose.get(1).is_none_or(|second| second - first > NEAR)) {
            return Some(start);
        }
    }
    None
}

fn is_paragraph(line: &Line) -> bool {
    line.is_prose() && (line.shape.speech || !caption::of(&line.text).is_some_and(|caption| caption.sure))
}

/// Whether the line begins with a dateline that something else than its shape confirms; a full one names the outlet.
fn has_dateline(line: &Line, full: bool) -> bool {
    line.is_open()
        && dateline::of(&line.text).is_some_and(|dateline| {
            let rest = line.text.get(dateline.rest..).unwrap_or_default();
            dateline.sure && dateline.full >= full && (rest.is_empty() || rest.split(' ').count() >= 8)
        })
}

/// The first line from `first` on that ends as a sentence, before the paragraph at `end`: short sentences too begin
/// an article.
pub(super) fn first_sentence(lines: &[Line], first: usize, end: usize) -> usize {
    let sentence = |line: &Line| {
        line.is_open()
            && !line.twin
            && line.shape.end == End::Stop
            && line.shape.words >= 3
            && caption::of(&line.text).is_none()
    };
    (first..end).find(|at| lines.get(*at).is_some_and(sentence)).unwrap_or(end)
}

/// The first line before `end` that is no caption.
pub(super) fn below_captions(lines: &[Line], end: usize) -> usize {
    let is_caption = |line: &Line| caption::of(&line.text).is_some();
    (0..end).find(|at| !lines.get(*at).is_some_and(is_caption)).unwrap_or(end)
}

/// The first line about which nothing is known.
pub(super) fn first_open(lines: &[Line]) -> usize {
    lines.iter().position(|line| line.is_open() || line.then == Some(Then::Links)).unwrap_or(lines.len())
}
