//! Split: a text with several articles → the articles, where it is sure where each begins.

use memchr::memchr;

use super::lines::{Line, fold};
use super::{marks, stamp};
use crate::article::body::parted;
use crate::date::Context;

/// The articles of `text`, each with the number of its first line. One, unless form feeds, rules of `-`, `=`, `*`, `_`
/// or `#`, or headline and date again and again say where each begins.
#[must_use]
pub fn split<'a>(text: &'a str, _context: &Context) -> Vec<(u32, &'a str)> {
    if !may_be_several(text) {
        return vec![(1, text)];
    }
    let rows = rows(text);
    let cuts = at_rules(&rows).or_else(|| at_heads(&rows)).unwrap_or_default();
    let ends = cuts.iter().skip(1).map(|cut| cut.end).chain([text.len()]);
    let pieces = cuts.iter().zip(ends).filter_map(|(cut, end)| Some((cut.number, text.get(cut.start..end)?)));
    if cuts.len() < 2 { vec![(1, text)] } else { pieces.collect() }
}

/// Whether `text` has a form feed, a rule, or two lines that hold day and clock: what parts articles.
fn may_be_several(text: &str) -> bool {
    let ruled = |line: &str| !line.bytes().any(|byte| byte.is_ascii_alphanumeric()) && rule(&fold(line)).is_some();
    let dated = |line: &str| {
        stamp::may_hold_day(line) && stamp::find(&fold(line)).is_some_and(|stamp| stamp.day && stamp.clock)
    };
    let mut days = 0;
    let parts = |line: &str| {
        days += usize::from(dated(line));
        days > 1 || ruled(line)
    };
    memchr(0xc, text.as_bytes()).is_some() || parted(text).any(parts)
}

/// A line of the file.
struct Row {
    line: Line,
    byte: usize,
    /// How strongly it parts what is above from what is below: a form feed 2, a long rule 1, a short one 0, which in
    /// Markdown stands inside an article.
    rule: Option<u8>,
}

/// Where an article begins and the one before it ends.
struct Cut {
    number: u32,
    start: usize,
    end: usize,
}

/// The lines that are not blank. A form feed is a row of its own.
fn rows(text: &str) -> Vec<Row> {
    let mut rows = Vec::new();
    let (mut byte, mut number) = (0, 1);
    let marked = marks::are_in(text);
    for part in text.split_inclusive(['\n', '\u{c}']) {
        let line = Line::new(number, part, false);
        if !line.text.is_empty() {
            let rule = rule(&line.text).filter(|rule| *rule > 0 || !marked);
            rows.push(Row { rule, line, byte });
        }
        byte += part.len();
        if part.ends_with('\u{c}') {
            rows.push(Row { line: Line::new(number, "", false), byte: byte - 1, rule: Some(2) });
        }
        let lone = part.matches('\r').count() - part.matches("\r\n").count();
        number += u32::try_from(lone + usize::from(part.ends_with('\n'))).unwrap_or(0);
    }
    rows
}

fn rule(text: &str) -> Option<u8> {
    let first = text.chars().next().filter(|c| matches!(c, '-' | '=' | '*' | '_' | '#'))?;
    let drawn = text.chars().all(|c| c == first || c == ' ');
    let length = text.chars().filter(|c| *c == first).count();
    (drawn && length >= 3).then_some(u8::from(length >= 5))
}

/// Cuts at the rules below which an article begins.
fn at_rules(rows: &[Row]) -> Option<Vec<Cut>> {
    let first = rows.iter().position(|row| row.rule.is_none())?;
    let mut cuts = vec![cut(rows, first, first)?];
    for (at, row) in rows.iter().enumerate().skip(first) {
        let Some(rule) = row.rule else { continue };
        let Some(below) = (at..rows.len()).find(|at| rows.get(*at).is_some_and(|row| row.rule.is_none())) else {
            break;
        };
        let article = rows.get(below..).is_some_and(|below| is_article(below, rule));
        let new = cuts.last().zip(rows.get(below)).is_some_and(|(last, row)| last.start != row.byte);
        if article && new {
            cuts.extend(cut(rows, below, at));
        }
    }
    (cuts.len() >= 2).then_some(cuts)
}

fn cut(rows: &[Row], start: usize, end: usize) -> Option<Cut> {
    let (start, end) = (rows.get(start)?, rows.get(end)?);
    Some(Cut { number: start.line.number, start: start.byte, end: end.byte })
}

/// Whether an article begins below a rule: headline and date below a short rule, one of the two below a long one,
/// text below a form feed.
fn is_article(below: &[Row], rule: u8) -> bool {
    let piece: Vec<&Line> = below.iter().take_while(|row| row.rule.is_none()).map(|row| &row.line).collect();
    let headline =
        piece.iter().take(3).any(|line| line.is_open() && line.shape.is_headline() && !line.shape.is_prose());
    let dated = piece.iter().take(6).any(|line| line.stamp.is_some());
    let text = piece.iter().any(|line| line.is_prose());
    text && match rule {
        0 => headline && dated,
        1 => headline || dated,
        _ => true,
    }
}

/// Cuts where headline and date stand together, in the order of the first pair, with paragraphs after each.
fn at_heads(rows: &[Row]) -> Option<Vec<Cut>> {
    let pairs: Vec<usize> = (0..rows.len()).filter(|at| is_head(rows, *at, true)).collect();
    let reversed: Vec<usize> = (0..rows.len()).filter(|at| is_head(rows, *at, false)).collect();
    let heads =
        if reversed.first() < pairs.first() && !reversed.is_empty() || pairs.is_empty() { reversed } else { pairs };
    let ends = heads.iter().skip(1).copied().chain([rows.len()]);
    let full = heads.iter().zip(ends).all(|(head, end)| rows.get(*head..end).is_some_and(has_paragraphs));
    let top = heads.first().and_then(|first| rows.get(..*first))?.iter().any(|row| row.line.is_prose());
    (heads.len() >= 2 && full && !top).then(|| heads.iter().filter_map(|at| cut(rows, *at, *at)).collect())
}

/// Whether headline and date stand at `at`, the headline above or below.
fn is_head(rows: &[Row], at: usize, title_first: bool) -> bool {
    let (title, date) = if title_first { (at, at + 1) } else { (at + 1, at) };
    let title = rows
        .get(title)
        .is_some_and(|row| row.line.is_open() && row.line.shape.is_headline() && !row.line.shape.is_prose());
    let dated = |row: &Row| row.line.stamp.as_ref().is_some_and(|stamp| stamp.day && stamp.clock && !stamp.update);
    title && rows.get(date).is_some_and(dated)
}

/// Whether two paragraphs follow each other here.
fn has_paragraphs(rows: &[Row]) -> bool {
    rows.windows(2).any(|pair| pair.iter().all(|row| row.line.is_open() && row.line.shape.is_paragraph()))
}
