//! Head: where the article begins, and which lines above it are the headline and the date.

use std::collections::HashMap;

use super::caption;
use super::credits;
use super::dateline;
use super::furniture::Then;
use super::lines::Line;
use super::shape::{End, is_name, key};
use super::stamp;

/// The head of a page: places in its lines.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Head {
    /// The headline.
    pub title: Option<usize>,
    /// The date of publication.
    pub date: Option<usize>,
    /// Where the article begins; nothing before it is a paragraph.
    pub start: usize,
}

/// A summary stands at most so many lines above the date.
const NEAR: usize = 4;

/// Three paragraphs within so many lines below a date are an article.
const DENSE: usize = 14;

/// Finds the head of the page.
pub(super) fn find(lines: &[Line]) -> Head {
    let start = body_start(lines);
    let end = start.unwrap_or(lines.len());
    let date = date_before(lines, end).or_else(|| date_after(lines, end));
    let title = title(lines, date, end);
    let above = [title, date.filter(|date| *date < end)].into_iter().flatten().max();
    let first = above.map_or(0, |above| above + 1);
    let start = if above.is_none() { first_open(lines) } else { first_sentence(lines, first, end) };
    Head { title, date, start }
}

fn first_open(lines: &[Line]) -> usize {
    lines.iter().position(|line| line.is_open() || line.then == Some(Then::Links)).unwrap_or(lines.len())
}

/// The first line of running text: at the dateline of the text if it has one, else the first paragraph that is no
/// caption and, where no date is above, no summary above the date.
fn body_start(lines: &[Line]) -> Option<usize> {
    let prose: Vec<usize> = (0..lines.len()).filter(|at| lines.get(*at).is_some_and(is_paragraph)).collect();
    let limit = prose.get(2).copied().unwrap_or(lines.len());
    if let Some(at) = lines.iter().take(limit + 1).position(has_dateline) {
        return Some(at);
    }
    let first = *prose.first()?;
    let dated = lines.iter().take(first).any(|line| line.stamp.as_ref().is_some_and(|stamp| stamp.day));
    let after = if dated { None } else { below_date(lines, &prose, first) };
    Some(after.unwrap_or(first))
}

/// The first paragraph below the first date, where what stands above it is a summary or a menu's teaser: the date is
/// near, or paragraph follows paragraph below it.
fn below_date(lines: &[Line], prose: &[usize], first: usize) -> Option<usize> {
    let stamps = (first..lines.len())
        .filter(|at| lines.get(*at).is_some_and(|line| line.stamp.as_ref().is_some_and(|stamp| stamp.day)));
    for stamp in stamps {
        let mut below = prose.iter().copied().skip_while(|at| *at < stamp);
        let Some(start) = below.next() else { break };
        let dense = below.next().zip(below.next()).is_some_and(|(_, third)| third - stamp <= DENSE);
        if stamp - first <= NEAR || (dense && prose.get(1).is_none_or(|second| second - first > NEAR)) {
            return Some(start);
        }
    }
    None
}

fn is_paragraph(line: &Line) -> bool {
    line.is_prose() && !caption::of(&line.text).is_some_and(|caption| caption.sure)
}

fn has_dateline(line: &Line) -> bool {
    line.is_open()
        && dateline::of(&line.text).is_some_and(|dateline| {
            let rest = line.text.get(dateline.rest..).unwrap_or_default();
            dateline.sure && (rest.is_empty() || rest.split(' ').count() >= 8)
        })
}

/// The first line from `first` on that ends as a sentence, before the paragraph at `end`: short sentences too begin
/// an article, but where a dateline marks the beginning nothing stands before it.
fn first_sentence(lines: &[Line], first: usize, end: usize) -> usize {
    if lines.get(end).is_some_and(has_dateline) {
        return end;
    }
    let sentence = |line: &Line| {
        line.is_open() && line.shape.end == End::Stop && line.shape.words >= 3 && caption::of(&line.text).is_none()
    };
    (first..end).find(|at| lines.get(*at).is_some_and(sentence)).unwrap_or(end)
}

/// The best dateline above the article: with a clock rather than without, the publication's rather than a change's,
/// the last rather than those of the stories listed above.
fn date_before(lines: &[Line], end: usize) -> Option<usize> {
    let stamped = (0..end).filter(|at| !is_listed(lines, *at));
    stamped.filter_map(|at| Some((rank(lines, at)?, at))).max().map(|(_, at)| at)
}

fn rank(lines: &[Line], at: usize) -> Option<u8> {
    let stamp = lines.get(at)?.stamp.as_ref()?;
    let clock = stamp.clock || lines.get(at + 1).is_some_and(|next| stamp::is_clock(&next.text));
    Some(match (stamp.day, stamp.update && !stamp.published, clock) {
        (false, ..) => 0,
        (_, true, _) => 1,
        (.., false) => 2,
        (.., true) => 3,
    })
}

/// Whether a date stands in a list of links below another date.
fn is_listed(lines: &[Line], at: usize) -> bool {
    let heading = lines.iter().take(at).rposition(|line| line.then == Some(Then::Links));
    heading.is_some_and(|heading| lines.iter().take(heading).any(|line| line.stamp.is_some()))
}

/// A dateline below the article, before anything that is surely not the article.
fn date_after(lines: &[Line], end: usize) -> Option<usize> {
    let over = |line: &Line| matches!(line.then, Some(Then::End | Then::Links));
    let below = lines.iter().enumerate().skip(end).take_while(|(_, line)| !over(line));
    let (at, stamp) = below
        .filter_map(|(at, line)| Some((at, line.stamp.as_ref()?)))
        .find(|(_, stamp)| stamp.day && (stamp.clock || stamp.published))?;
    let teaser = lines.get(at + 1).is_some_and(|next| next.is_open() && next.shape.is_headline());
    (!teaser || stamp.published).then_some(at)
}

/// The headline: by its length, its distance from the date, and whether it is repeated.
fn title(lines: &[Line], date: Option<usize>, end: usize) -> Option<usize> {
    let mut count: HashMap<String, usize> = HashMap::new();
    for line in lines.iter().filter(|line| line.shape.words >= 4 && line.shape.chars >= 25) {
        *count.entry(key(&line.text)).or_default() += 1;
    }
    let first = first_open(lines);
    let scores = (0..end).filter_map(|at| {
        let line = lines.get(at).filter(|line| line.is_open())?;
        let repeated = count.get(&key(&line.text)).is_some_and(|count| *count > 1);
        let score = looks(line) + nearness(lines, at, date) + if repeated { 4 } else { 0 } + i32::from(at == first)
            - if is_listed_title(lines, at) { 5 } else { 0 };
        let known = date.is_some() || repeated || (at == first && is_lone_title(line));
        (known && score > 0).then_some((score, std::cmp::Reverse(at)))
    });
    scores.max().map(|(_, std::cmp::Reverse(at))| at)
}

fn looks(line: &Line) -> i32 {
    let credit = caption::of(&line.text).is_some();
    let length = match line.shape.chars {
        0..12 => -3,
        12..25 => 0,
        25..=130 => 2,
        131..=180 => 0,
        _ => -4,
    };
    let stop = if line.shape.end == End::Stop { 4 } else { 0 };
    let name = i32::from(is_name(&line.text) && line.shape.chars < 30);
    let writer = if credits::before_outlet(&line.text).is_some() { 6 } else { 0 };
    length - stop - name - writer - if credit { 4 } else { 0 }
}

/// A headline stands above the date or just below it.
fn nearness(lines: &[Line], at: usize, date: Option<usize>) -> i32 {
    let Some(date) = date else { return 0 };
    let between = lines.iter().take(at.max(date)).skip(at.min(date) + 1).filter(|line| line.is_open()).count();
    let between = i32::try_from(between).unwrap_or(i32::MAX);
    if at < date { 3_i32.saturating_sub(between).max(0) } else { 2_i32.saturating_sub(between).max(0) }
}

fn is_listed_title(lines: &[Line], at: usize) -> bool {
    let heading = lines.iter().take(at).rposition(|line| line.then == Some(Then::Links));
    heading.is_some_and(|heading| at - heading <= 6)
}

/// Whether a first line without a date beside it can be the headline all the same.
fn is_lone_title(line: &Line) -> bool {
    let shape = &line.shape;
    let open = shape.end == End::Open || shape.is_headline_case();
    let words = shape.is_headline() && !shape.is_prose() && shape.words >= 4 && !line.text.contains(". ");
    open && words && !line.text.ends_with([',', ':', '"', '”', '-']) && dateline::of(&line.text).is_none()
}
