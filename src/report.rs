//! report: what went wrong and how much was done, in words, in order, nothing left out.
//!
//! A [`Problem`] belongs to one record and the run goes on; an error that stops a run is a typed error of the room
//! that met it.

use std::cmp::Ordering;
use std::fmt;
use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

/// Problems kept in full; beyond, they are counted only, so that a broken archive cannot fill the memory.
const KEPT: usize = 10_000;

/// Where a record or a field of it stands in the archive. Origins are ordered as a run meets them: folder by folder.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Origin {
    /// The file, relative to the folder of `config.toml`, with `/` between the parts.
    pub path: Arc<str>,
    /// The line, counted from 1, where the format has lines.
    pub line: Option<NonZeroU32>,
}

impl Origin {
    /// The file as a whole.
    pub fn file(path: impl Into<Arc<str>>) -> Self {
        Self { path: path.into(), line: None }
    }

    /// The same file at `line`, counted from 1; 0 stands for no line.
    pub fn at(&self, line: u32) -> Self {
        Self { path: Arc::clone(&self.path), line: NonZeroU32::new(line) }
    }
}

impl Origin {
    /// The origin that is shown as `text`; `None` for what cannot be one.
    pub fn parse(text: &str) -> Option<Self> {
        if text.trim().is_empty() || text.contains(char::is_control) {
            return None;
        }
        let numbered = text.rsplit_once(':').and_then(|(path, line)| Some((path, line.parse::<NonZeroU32>().ok()?)));
        Some(numbered.map_or_else(|| Self::file(text), |(path, line)| Self { path: path.into(), line: Some(line) }))
    }
}

impl Ord for Origin {
    fn cmp(&self, other: &Self) -> Ordering {
        self.path.split('/').cmp(other.path.split('/')).then(self.line.cmp(&other.line))
    }
}

impl PartialOrd for Origin {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}", self.path),
            None => f.write_str(&self.path),
        }
    }
}

/// What a problem costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cost {
    /// The record is in no feed.
    Record,
    /// The record is used without the field.
    Field,
}

/// Something wrong with one record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Where.
    pub origin: Origin,
    /// What was found and why it cannot be used: lower case, no full stop, the user's words in backticks.
    pub message: String,
    /// What the problem costs.
    pub cost: Cost,
}

impl Problem {
    /// A problem that keeps its record out of the feeds.
    pub fn record(origin: Origin, message: impl Into<String>) -> Self {
        Self { origin, message: message.into(), cost: Cost::Record }
    }

    /// A problem that costs the record one field.
    pub fn field(origin: Origin, message: impl Into<String>) -> Self {
        Self { origin, message: message.into(), cost: Cost::Field }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.origin, self.message)
    }
}

/// Who tells the problems of a run.
struct Teller(Box<dyn FnMut(&Problem)>);

impl fmt::Debug for Teller {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Teller")
    }
}

/// What a run met.
#[derive(Debug, Default)]
pub struct Report {
    problems: Vec<Problem>,
    problem_count: u64,
    /// Who tells them, and how many are told.
    teller: Option<Teller>,
    told: usize,
    /// Records kept out of the feeds by a problem.
    pub skipped: u64,
    /// Articles that are in the archive and can be published.
    pub articles: u64,
    /// Of how many articles it was looked up what topics they are under; of the others an earlier run knew it.
    pub looked_at: u64,
    /// Records that are copies of another, and of which; only where everything is told.
    pub copies: Vec<(Origin, Origin)>,
    /// How many records are copies of another.
    pub copy_count: u64,
    /// Articles held back because they are dated in the future.
    pub held: u64,
    /// Records that say themselves that they are drafts.
    pub drafts: u64,
    /// Files of the archive whose format is not known.
    pub ignored: Vec<Origin>,
    /// Files that the system did not give in this run.
    pub failed: u64,
    /// How long the parts of the run took.
    pub durations: Vec<(&'static str, Duration)>,
    /// Feeds that were too large for all their articles: slug, articles shown, articles left out.
    pub shortened: Vec<(String, usize, usize)>,
    /// Files of feeds that are larger than some readers take, and their bytes.
    pub large: Vec<(String, usize)>,
}

impl Report {
    /// A report whose problems `tell` tells, when [`Report::tell`] says so.
    pub fn told_by(tell: impl FnMut(&Problem) + 'static) -> Self {
        Self { teller: Some(Teller(Box::new(tell))), ..Self::default() }
    }

    /// Tells what has not been told. A run does so before it remembers that a problem is known: one that is killed
    /// between tells it twice, and never not at all.
    pub fn tell(&mut self) {
        if let Some(Teller(tell)) = &mut self.teller {
            self.problems.iter().skip(self.told).for_each(tell);
        }
        self.told = self.problems.len();
    }

    /// Takes down a problem that is to be told.
    pub fn add(&mut self, problem: Problem) {
        self.problem_count += 1;
        if self.problems.len() < KEPT {
            self.problems.push(problem);
        }
    }

    /// Takes down that a part of the run has ended, so long after the run began.
    pub fn lap(&mut self, part: &'static str, since_begin: Duration) {
        let before: Duration = self.durations.iter().map(|(_, took)| *took).sum();
        self.durations.push((part, since_begin.saturating_sub(before)));
    }

    /// Forgets the problems, to take down all that are known.
    pub fn forget_problems(&mut self) {
        (self.problems, self.problem_count, self.told) = (Vec::new(), 0, 0);
    }

    /// The problems in the order in which they were met: that of the archive's files.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// How many problems there were, also those that were not kept.
    pub fn problem_count(&self) -> u64 {
        self.problem_count
    }

    /// Problems that were counted and not kept.
    pub fn untold(&self) -> u64 {
        self.problem_count - self.problems.len() as u64
    }
}

/// A number and its noun: `1 article`, `2 articles`.
pub fn count(n: u64, noun: &str) -> String {
    if n == 1 { format!("1 {noun}") } else { format!("{n} {noun}s") }
}

/// A user's text for a message: in backticks, on one line, cut when it is long.
pub fn quote(text: &str) -> String {
    const LONGEST: usize = 80;
    let mut shown: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(LONGEST).collect();
    if text.chars().nth(LONGEST).is_some() {
        shown.push('…');
    }
    format!("`{}`", shown.trim())
}

/// The allowed word nearest to `found`, if one is near enough to be a slip of the hand.
pub fn nearest<'a>(found: &str, allowed: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    allowed
        .into_iter()
        .map(|word| (strsim::damerau_levenshtein(found, word), word))
        .filter(|(distance, word)| *distance <= (word.len() / 3).max(1))
        .min()
        .map(|(_, word)| word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_begins_with_its_place() {
        let origin = Origin::file("articles/2021.jsonl").at(42);
        let problem = Problem::record(origin, "date `32 Maret 2022`: no such day");
        assert_eq!(problem.to_string(), "articles/2021.jsonl:42: date `32 Maret 2022`: no such day");
    }

    #[test]
    fn an_origin_is_read_as_it_is_written() {
        for (text, path, line) in [("a/b.jsonl:3", "a/b.jsonl", 3), ("a:b.txt", "a:b.txt", 0), ("-:1", "-", 1)] {
            assert_eq!(Origin::parse(text), Some(Origin::file(path).at(line)));
        }
        assert_eq!([" ", "a\u{1b}"].map(Origin::parse), [None, None]);
    }

    #[test]
    fn origins_are_ordered_folder_by_folder() {
        let origins = ["a/b.txt", "a/b.txt:2", "a/b.txt:10", "a/c.txt", "a-b/a.txt"].map(Origin::parse);
        assert!(origins.is_sorted());
    }

    #[test]
    fn a_broken_archive_does_not_fill_the_memory() {
        let mut report = Report::default();
        for line in 1..=KEPT as u32 + 5 {
            report.add(Problem::record(Origin::file("a").at(line), "x"));
        }
        assert_eq!(report.problems().len(), KEPT);
        assert_eq!(report.untold(), 5);
    }

    #[test]
    fn quoted_text_stays_on_one_line_and_short() {
        assert_eq!(quote("a\nb"), "`a b`");
        assert_eq!(quote(&"x".repeat(100)), format!("`{}…`", "x".repeat(80)));
    }

    #[test]
    fn suggestions_are_near_or_not_made() {
        assert_eq!(nearest("titel", ["title", "tags"]), Some("title"));
        assert_eq!(nearest("banana", ["title", "tags"]), None);
    }
}
