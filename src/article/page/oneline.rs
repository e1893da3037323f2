//! One line: a page whose line breaks are lost is cut at the date and at marks that stand between its parts.

use std::collections::HashSet;

use super::dateline;
use super::lines::Line;
use super::oneline_end;
use super::shape::Shape;
use super::stamp::{self, Stamp};
use super::words::{BEFORE_DAYS, BYLINES, COUNTED, NAVIGATION, ONELINE_MARKS};

/// A shorter line is a line.
const LONG: usize = 300;

/// Behind a date at the beginning of a line so many words are a headline.
const HEADLINE: usize = 4;

/// The date of such a page stands within so many bytes of its beginning.
const HEAD: usize = 420;

/// The city of the text stands within so many bytes after the date.
const CITY: usize = 1_500;

/// Cuts the lines that hold a whole page, or the top of one, into pieces with the same number.
pub(super) fn unfold(lines: &mut Vec<Line>) {
    part_date(lines);
    let alone = lines.len() <= 2;
    for at in (0..lines.len().min(3)).rev() {
        let Some(line) = lines.get(at).filter(|line| line.text.len() > LONG) else { continue };
        let Some(pieces) = pieces(&line.text, alone) else { continue };
        let (number, mut gap) = (line.number, line.gap);
        let new: Vec<Line> = pieces.iter().map(|piece| Line::new(number, piece, std::mem::take(&mut gap))).collect();
        lines.splice(at..=at, new.into_iter().filter(|line| !line.text.is_empty()));
    }
}

/// Cuts a first line that is `date 2022-03-02 Headline of the Page` in two.
fn part_date(lines: &mut Vec<Line>) {
    let Some(line) = lines.first().filter(|line| line.is_open() && line.text.len() <= LONG) else { return };
    let Some(stamp) = stamp::find(&line.text).filter(|stamp| stamp.day && stamp.span.start == 0) else { return };
    let (date, headline) = line.text.split_at_checked(stamp.span.end).unwrap_or_default();
    let shape = Shape::of(headline.trim());
    if shape.is_headline() && shape.is_headline_case() && shape.words >= HEADLINE {
        let pieces = [Line::new(line.number, date, line.gap), Line::new(line.number, headline, false)];
        lines.splice(0..1, pieces);
    }
}

fn pieces(text: &str, alone: bool) -> Option<Vec<&str>> {
    let stamp = stamp::find(text).filter(|stamp| stamp.day && stamp.clock && stamp.span.start <= HEAD)?;
    let before = text.get(..stamp.span.start)?.trim();
    let after = text.get(stamp.span.end..)?;
    let date = text.get(stamp.span.clone())?;
    if !is_head(before, date, after, &stamp, alone) {
        return None;
    }
    let mut pieces = head(before, after);
    pieces.push(date);
    let (counters, after) = after.split_at_checked(counters(after))?;
    pieces.push(counters);
    for piece in at_marks(after) {
        pieces.extend(at_city(piece));
    }
    let last = pieces.pop().unwrap_or_default();
    pieces.extend(oneline_end::cut(last));
    Some(pieces)
}

/// How far `| 699 Views` reaches.
fn counters(after: &str) -> usize {
    let is_counter = |word: &str| {
        !word.contains(char::is_alphabetic) || COUNTED.contains(&word.to_lowercase().trim_matches([',', ':', '|']))
    };
    let words = after.split_inclusive(' ').take_while(|word| is_counter(word.trim_end()));
    let length = words.map(str::len).sum();
    let counted = after.get(..length).is_some_and(|counters| counters.contains(char::is_alphabetic));
    if counted { length } else { 0 }
}

/// Whether what stands before the date is a headline, not the beginning of a sentence that mentions a day.
fn is_head(before: &str, date: &str, after: &str, stamp: &Stamp, alone: bool) -> bool {
    let follows = after
        .trim_start_matches([' ', '|', '-'])
        .starts_with(|c: char| c.is_uppercase() || c.is_numeric() || matches!(c, '"' | '“' | '('));
    let counter = ONELINE_MARKS.iter().any(|mark| after.trim_start().starts_with(mark));
    let shape = Shape::of(before);
    let apart = is_apart_from(before, date, stamp) && shape.words >= 3;
    let follows = follows || apart;
    let like = shape.is_headline_case() || apart || after.contains(before);
    let headline = !before.contains(". ") && shape.words <= 30 && like;
    (follows || counter) && (before.is_empty() || (alone && headline)) && stamp.day
}

/// Whether no word leads from the text before the date to it, as in `pada Rabu, 2 Maret 2022`.
fn is_apart_from(before: &str, date: &str, stamp: &Stamp) -> bool {
    let leads = |word: Option<&str>| word.is_some_and(|word| BEFORE_DAYS.contains(&word.to_lowercase().as_str()));
    stamp.clock && !before.ends_with(',') && !leads(before.rsplit(' ').next()) && !leads(date.split(' ').next())
}

/// Breadcrumbs, headline and writer of the text before the date.
fn head<'a>(before: &'a str, after: &str) -> Vec<&'a str> {
    let mut title = before;
    while let Some((word, rest)) =
        title.split_once(' ').filter(|(word, _)| NAVIGATION.contains(&word.to_lowercase().as_str()))
    {
        let _ = word;
        title = rest;
    }
    let crumbs = before.get(..before.len() - title.len()).unwrap_or_default();
    let named = BYLINES.iter().filter_map(|word| title.find(word)).filter(|at| *at > 0).min();
    let end = named.unwrap_or_else(|| title.len() - writer(title, after).len());
    let (title, writer) = title.split_at_checked(end).unwrap_or((title, ""));
    let crumbs = if crumbs.is_empty() { "" } else { crumbs.trim() };
    vec![crumbs, title.trim(), writer.trim()]
}

/// The name at the end of the headline: two to four words with capitals that the text never uses again.
fn writer<'a>(title: &'a str, after: &str) -> &'a str {
    let after = after.to_lowercase();
    let known: HashSet<&str> = after.split(|c: char| !c.is_alphanumeric()).collect();
    let mut start = title.len();
    let mut words = 0;
    for word in title.rsplit(' ') {
        let named = word.starts_with(char::is_uppercase)
            && word.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '\''))
            && !known.contains(word.to_lowercase().as_str());
        if !named || words == 4 {
            break;
        }
        words += 1;
        start = start.saturating_sub(word.len() + usize::from(start < title.len()));
    }
    if words >= 2 { title.get(start..).unwrap_or_default() } else { "" }
}

/// Cuts `text` before and behind each mark.
fn at_marks(text: &str) -> Vec<&str> {
    let mut pieces = vec![text];
    for mark in ONELINE_MARKS {
        pieces = pieces
            .into_iter()
            .flat_map(|piece| match piece.find(mark).filter(|at| is_apart(piece, *at, mark)) {
                Some(at) => {
                    let end = at + mark.len() + number_after(mark, piece.get(at + mark.len()..).unwrap_or_default());
                    [piece.get(..at), piece.get(at..end), piece.get(end..)].into_iter().flatten().collect()
                }
                None => vec![piece],
            })
            .collect();
    }
    pieces
}

fn is_apart(piece: &str, at: usize, mark: &str) -> bool {
    let before = piece.get(..at).is_none_or(|before| before.is_empty() || before.ends_with(' '));
    let after = piece.get(at + mark.len()..).is_none_or(|after| after.is_empty() || after.starts_with(' '));
    before && after
}

/// How far the number behind `views:` reaches.
fn number_after(mark: &str, after: &str) -> usize {
    if !mark.ends_with(':') {
        return 0;
    }
    after.len() - after.trim_start_matches(|c: char| c == ' ' || c == '.' || c.is_ascii_digit()).len()
}

/// Cuts before the city with which the text begins, where a caption stands before it.
fn at_city(piece: &str) -> Vec<&str> {
    let dashes = piece.match_indices([' ']).map(|(at, _)| at).take_while(|at| *at <= CITY);
    let city = dashes
        .filter(|at| piece.get(*at + 1..).is_some_and(|rest| rest.starts_with(['-', '–', '—'])))
        .find_map(|dash| city_before(piece, dash));
    match city.and_then(|at| piece.split_at_checked(at)) {
        Some((caption, text)) if !caption.trim().is_empty() => vec![caption, text],
        _ => vec![piece],
    }
}

/// Where the dateline that ends at `dash` begins: after a sentence or a credit.
fn city_before(piece: &str, dash: usize) -> Option<usize> {
    let before = piece.get(..dash)?;
    let starts = before.match_indices(' ').map(|(at, _)| at + 1).chain([0]).filter(|at| dash - at <= 60);
    starts
        .filter(|at| {
            piece.get(*at..).is_some_and(|rest| {
                dateline::of(rest).is_some_and(|dateline| dateline.sure && *at + dateline.rest > dash)
            })
        })
        .filter(|at| {
            let caption = before.get(..*at).unwrap_or_default().trim_end();
            caption.is_empty()
                || caption.ends_with(['.', ')', '!', '?'])
                || caption.rsplit(' ').take(6).any(|word| word.contains('/'))
        })
        .min()
}
