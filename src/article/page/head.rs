//! Head: where the article begins, and which lines above it are the headline and the date.

use std::collections::HashMap;

use super::Label;
use super::caption;
use super::credits;
use super::furniture::Then;
use super::lines::Line;
use super::shape::{End, is_name, is_tagged, title_key};
use super::words::HOME;
use super::{stamp, start};

/// `Dr.`, `KH.`: a title of address has at most so many bytes.
const TITLE_OF_ADDRESS: usize = 3;

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

/// Where nothing else tells it, a headline has so many words at the least, and what stands around it at most so many.
const HEADLINE: usize = 6;
const LABEL: usize = 5;

/// So many headlines with their age are a list of other stories.
const TICKER: usize = 3;

/// A headline with the name of its site has at most so many characters.
const REPEATED: usize = 250;

/// Finds the head of the page.
pub(super) fn find(lines: &[Line]) -> Head {
    let found = start::find(lines);
    let end = found.map_or(lines.len(), |found| found.at);
    let date = date_before(lines, end).or_else(|| date_after(lines, end));
    let firm = found.is_some_and(|found| found.firm);
    let title = title(lines, date, end, firm);
    let above = title.into_iter().chain(date.filter(|date| *date < end)).max();
    let start = match (firm, above) {
        (true, None) if lines.iter().take(end).all(Line::is_open) => start::below_captions(lines, end),
        (true, _) => end,
        (false, Some(above)) => start::first_sentence(lines, above + 1, end),
        (false, None) => start::first_text(lines, end),
    };
    let start = start::with_number(lines, start, above.map_or(start, |above| above + 1));
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
fn is_ago(line: &Line) -> bool {
    line.stamp.as_ref().is_some_and(|stamp| !stamp.day)
}

/// Whether so many headlines above the article have such a line below them: they are of other stories.
fn is_ticker(lines: &[Line], end: usize) -> bool {
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
    let teaser = lines.get(at + 1).is_some_and(|next| next.is_open() && next.shape.is_headline());
    (!teaser || stamp.published).then_some(at)
}

/// The headline: by its length, its distance from the date or the writers, and whether it is repeated.
fn title(lines: &[Line], date: Option<usize>, end: usize, firm: bool) -> Option<usize> {
    let mut count: HashMap<String, usize> = HashMap::new();
    let may_repeat = |line: &&Line| line.shape.words >= 4 && (25..=REPEATED).contains(&line.shape.chars);
    for line in lines.iter().filter(may_repeat) {
        *count.entry(title_key(&line.text)).or_default() += 1;
    }
    let anchor = date.or_else(|| writers(lines, end));
    let nearness = Nearness::of(lines, anchor);
    let first = first_line(lines);
    let ticker = is_ticker(lines, end);
    let told = |at: usize| ticker && lines.get(at + 1).is_some_and(is_ago);
    let scores = (0..end).filter_map(|at| {
        let line = lines.get(at).filter(|line| line.is_open() && !is_photo(line))?;
        let again = may_repeat(&line) && count.get(&title_key(&line.text)).is_some_and(|count| *count > 1);
        let repeated = (again || (line.twin && line.shape.is_headline())) && !is_photo_twice(lines, at);
        let bonus = if repeated { 4 } else { 0 } + i32::from(at == first);
        let score = looks(line) + nearness.at(at) + bonus
            - if is_listed(lines, at) || told(at) { 5 } else { 0 }
            - if is_summary(lines, at) { 4 } else { 0 };
        let known = anchor.is_some() || repeated || ((at == first || firm) && is_lone_title(line));
        (known && score > 0).then_some((score, !is_tagged(&line.text), std::cmp::Reverse(at)))
    });
    let best = scores.max().map(|(_, _, std::cmp::Reverse(at))| at);
    best.or_else(|| if anchor.is_none() { lone_headline(lines, end) } else { None })
        .or_else(|| Some(first).filter(|first| firm && *first < end && is_stopped_title(lines, *first)))
        .or_else(|| only_line_above(lines, date?))
        .or_else(|| Some(first).filter(|first| *first < end && is_named_by_site(lines, *first)))
}

/// Whether the line is the page's own title, with the name of its site: `Judul Berita Hari Ini | Situs`.
fn is_named_by_site(lines: &[Line], at: usize) -> bool {
    let named = |line: &Line| is_tagged(&line.text) && line.shape.words >= HEADLINE && line.shape.is_headline();
    lines.get(at).is_some_and(|line| named(line) && !line.text.ends_with(['.', ':']))
}

/// Whether the line is a headline but for its full stop.
fn is_stopped_title(lines: &[Line], at: usize) -> bool {
    lines.get(at).is_some_and(|line| {
        let shape = &line.shape;
        let stopped = shape.end == End::Stop && line.text.matches(". ").count() == 0 && !shape.speech;
        stopped
            && !line.text.ends_with(").")
            && shape.is_headline_case()
            && (5..=20).contains(&shape.words)
            && !is_photo(line)
    })
}

/// The one line above the article that could be a headline, where all others are labels and buttons.
fn lone_headline(lines: &[Line], end: usize) -> Option<usize> {
    let open = || (0..end).filter(|at| lines.get(*at).is_some_and(Line::is_open));
    let headline = |at: &usize| {
        lines.get(*at).is_some_and(|line| line.shape.words >= HEADLINE && is_lone_title(line) && !is_photo(line))
    };
    let at = open().find(headline)?;
    let short = |at: usize| lines.get(at).is_some_and(|line| line.shape.words <= LABEL && line.shape.end == End::Open);
    open().filter(|other| *other != at).all(short).then_some(at)
}

/// The first line about which nothing is known; a section's name above a longer line is passed over.
fn first_line(lines: &[Line]) -> usize {
    let first = start::first_open(lines);
    let section = |line: &Line| line.is_open() && line.shape.words <= 3 && line.shape.end == End::Open;
    let headline = |line: &Line| is_lone_title(line) && line.shape.is_headline_case();
    let second = (first + 1..lines.len()).find(|at| lines.get(*at).is_some_and(|line| line.then != Some(Then::Junk)));
    let second = second.filter(|at| lines.get(*at).is_some_and(headline));
    second.filter(|_| lines.get(first).is_some_and(section)).unwrap_or(first)
}

/// The one line above the date, however short: `Banjir` heads an article too where nothing else can.
fn only_line_above(lines: &[Line], date: usize) -> Option<usize> {
    let mut above = lines.iter().enumerate().take(date).filter(|(_, line)| line.is_open());
    let (at, line) = above.next()?;
    (above.next().is_none() && at == 0 && !is_photo(line) && line.shape.end == End::Open).then_some(at)
}

/// The first writer or editor named above the article, where a headline must stand higher.
fn writers(lines: &[Line], end: usize) -> Option<usize> {
    lines.iter().take(end).position(|line| matches!(line.label, Some(Label::Author | Label::Editor)))
}

/// Whether a photo's credit ends the line, or the mark behind which one is missing.
fn is_photo(line: &Line) -> bool {
    if line.text.ends_with(" |") || line.text.ends_with("--") {
        return true;
    }
    line.credited().is_some_and(|caption| caption.sure)
}

fn looks(line: &Line) -> i32 {
    let credit = line.credited().is_some();
    let length = match line.shape.chars {
        _ if !line.text.contains(' ') => -4,
        0..12 => -3,
        12..25 => 0,
        25..=130 => 2,
        131..=180 => 0,
        _ => -4,
    };
    let stop = match (line.shape.end == End::Stop, line.shape.is_prose()) {
        (true, true) => 8,
        (true, false) => 4,
        _ => 0,
    };
    let site = if is_tagged(&line.text) || line.text.contains('<') { 4 } else { 0 };
    let name = i32::from(is_name(&line.text) && line.shape.chars < 30);
    let opens = if line.text.ends_with(':') || line.text.starts_with(['•', '#']) { 4 } else { 0 };
    let goes_on = if line.text.starts_with(char::is_lowercase) || line.text.starts_with('(') { 2 } else { 0 };
    let menu = if HOME.iter().any(|home| line.text.strip_prefix(home).is_some_and(|rest| rest.starts_with(' '))) {
        4
    } else {
        0
    };
    let writer = if credits::before_outlet(&line.text).is_some() { 6 } else { 0 };
    length - stop - site - name - writer - opens - goes_on - menu - if credit { 4 } else { 0 }
}

/// How near the lines are to the date, counted in lines that could be something: a headline stands just above the
/// date, or just below it.
struct Nearness {
    anchor: Option<usize>,
    open_before: Vec<usize>,
}

impl Nearness {
    fn of(lines: &[Line], anchor: Option<usize>) -> Self {
        let open = lines.iter().scan(0, |open, line| {
            *open += usize::from(line.is_open());
            Some(*open)
        });
        Self { anchor, open_before: [0].into_iter().chain(open).collect() }
    }

    fn at(&self, at: usize) -> i32 {
        let Some(anchor) = self.anchor else { return 0 };
        let open = |at: usize| self.open_before.get(at).copied().unwrap_or_default();
        let between = open(at.max(anchor)).saturating_sub(open(at.min(anchor) + 1));
        let points = if at < anchor { 3_usize } else { 2 }.saturating_sub(between);
        i32::try_from(points).unwrap_or_default()
    }
}

/// Whether a heading of links stands just above.
fn is_listed(lines: &[Line], at: usize) -> bool {
    lines.iter().take(at).rev().take(6).any(|line| line.then == Some(Then::Links))
}

/// Whether the repeated line tells what a photo shows: its credit stands beside it, or it and the line beside it are
/// one sentence.
fn is_photo_twice(lines: &[Line], at: usize) -> bool {
    let near = || lines.iter().skip(at.saturating_sub(1)).take(if at == 0 { 2 } else { 3 });
    let twice = |line: &Line| line.twin && line.shape.end == End::Stop;
    let long = |line: &Line| line.shape.words >= 8 || (line.shape.words >= 5 && !line.shape.is_headline_case());
    let sentence = |line: &Line| twice(line) && long(line);
    let credited = |line: &Line| line.twin && (line.credited().is_some() || caption::is_named(&line.text));
    lines.get(at).is_some_and(credited)
        || near().any(|line| line.is_open() && caption::is_credit(&line.text))
        || (lines.get(at).is_some_and(|line| line.twin) && near().any(sentence))
}

/// Whether the line sums up the headline above it: Words of One Begin With Capitals, those of the other do not.
fn is_summary(lines: &[Line], at: usize) -> bool {
    let headline = |line: &Line| {
        line.is_open() && line.shape.is_headline() && line.shape.is_headline_case() && line.shape.words >= 4
    };
    // A row of the newsroom's words is in small letters but for the first.
    let small = |line: &Line| line.shape.words >= 4 && line.shape.end == End::Open && line.shape.capital <= 1;
    let sentence = |line: &Line| (line.shape.words >= 8 && !line.shape.is_headline_case()) || small(line);
    at.checked_sub(1).is_some_and(|above| lines.get(above).is_some_and(headline) && !is_listed(lines, above))
        && lines.get(at).is_some_and(sentence)
}

/// Whether a first line without a date beside it can be the headline all the same.
fn is_lone_title(line: &Line) -> bool {
    let shape = &line.shape;
    let open = shape.end == End::Open || shape.is_headline_case();
    let stops =
        |text: &str| text.split(' ').rev().skip(1).any(|word| word.ends_with('.') && word.len() > TITLE_OF_ADDRESS);
    let words = shape.is_headline() && !shape.is_prose() && shape.words >= 4 && !stops(&line.text);
    open && words
        && !line.text.starts_with(['•', '-', '–', '*'])
        && !line.text.ends_with([',', ':', '"', '”', '-'])
        && line.dateline().is_none()
}
