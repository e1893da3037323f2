//! Head: where the article begins, and which lines above it are the headline and the date.

use super::furniture::Then;
use super::headline;
use super::lines::Line;
use super::{stamp, start};

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

/// So many headlines with their age are a list of other stories.
const TICKER: usize = 3;

/// Finds the head of the page.
pub(super) fn find(lines: &[Line]) -> Head {
    let found = start::find(lines);
    let end = found.map_or(lines.len(), |found| found.at);
    let date = date_before(lines, end).or_else(|| date_after(lines, end));
    let firm = found.is_some_and(|found| found.firm);
    let title = headline::find(lines, date, end, firm);
    let above = title.into_iter().chain(date.filter(|date| *date < end)).max();
    let start = match (firm, above) {
        (true, None) if lines.iter().take(end).all(Line::is_open) && !start::is_lead(lines, end) => {
            start::below_captions(lines, end)
        }
        (true, _) => end,
        (false, Some(above)) => start::with_call(lines, start::first_sentence(lines, above + 1, end), above + 1),
        (false, None) => start::first_text(lines, end),
    };
    let start = start::with_number(lines, start, above.map_or(start, |above| above + 1));
    let title = title.or_else(|| headline::below(lines, date?, start));
    Head { title, date, start }
}

/// The best dateline above the article: with a clock rather than without, the publication's rather than a change's,
/// the last rather than those of the stories listed above; not one below a heading of links.
fn date_before(lines: &[Line], end: usize) -> Option<usize> {
    let first = lines.iter().take(end).position(|line| line.stamp.is_some())?;
    let mut listed = false;
    let stamps = (first..end).filter(|at| {
        listed |= lines.get(*at).is_some_and(|line| line.then == Some(Then::Links));
        !listed
    });
    let ticker = is_ticker(lines, end);
    let own = |at: &usize| !ticker || lines.get(*at).is_some_and(|line| !is_ago(line));
    stamps.filter(own).filter_map(|at| Some((rank(lines, at)?, at))).max().map(|(_, at)| at)
}

/// Whether the line is nothing but `5 menit lalu`.
pub(super) fn is_ago(line: &Line) -> bool {
    line.stamp.as_ref().is_some_and(|stamp| !stamp.day)
}

/// Whether so many headlines above the article have such a line below them: they are of other stories.
pub(super) fn is_ticker(lines: &[Line], end: usize) -> bool {
    lines.iter().take(end).filter(|line| is_ago(line)).count() >= TICKER
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

/// A dateline below the article, before anything that is surely not the article.
fn date_after(lines: &[Line], end: usize) -> Option<usize> {
    let over = |line: &Line| matches!(line.then, Some(Then::End | Then::Links));
    let below = lines.iter().enumerate().skip(end).take_while(|(_, line)| !over(line));
    let (at, stamp) = below
        .filter_map(|(at, line)| Some((at, line.stamp.as_ref()?)))
        .find(|(_, stamp)| stamp.day && (stamp.clock || stamp.published))?;
    let headline = |line: &Line| line.is_open() && line.shape.is_headline() && line.credited().is_none();
    let teaser = lines.get(at + 1).is_some_and(headline);
    (!teaser || stamp.published).then_some(at)
}
