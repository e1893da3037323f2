//! Filing: what a file of the archive gave becomes its row.

use std::collections::{HashMap, HashSet};

use rusqlite::params;
use serde::{Deserialize, Serialize};

use super::card::{self, Card};
use super::compare::Job;
use super::copies::Sketch;
use super::identity::{self, Known};
use super::labels::Label;
use super::parts::{FLUSH, Step};
use super::{Catalog, Error};
use crate::archive::{End, Source};
use crate::article::id::Kind;
use crate::report::{Cost, Origin, Problem};

/// So many problems are kept of a file; the rest is counted.
const KEPT: usize = 10_000;

/// A problem as it is kept with its file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    path: String,
    /// 0 for none.
    line: u32,
    costs_record: bool,
    message: String,
}

impl Told {
    fn of(problem: &Problem) -> Self {
        Self {
            path: problem.origin.path.to_string(),
            line: problem.origin.line.map_or(0, std::num::NonZeroU32::get),
            costs_record: problem.cost == Cost::Record,
            message: problem.message.clone(),
        }
    }

    /// The problem.
    pub fn problem(self) -> Problem {
        let cost = if self.costs_record { Cost::Record } else { Cost::Field };
        Problem { origin: Origin::file(self.path).at(self.line), message: self.message, cost }
    }
}

/// What a file gave so far.
#[derive(Debug)]
pub struct Filing {
    /// The row of the file, if it has one, and whether it has only grown.
    pub(super) row: Option<i64>,
    pub(super) is_growing: bool,
    pub(super) cards: Vec<Card>,
    pub(super) sketches: Vec<Sketch>,
    problems: Vec<Problem>,
    /// How many problems were not kept.
    more_problems: u64,
    /// Lines that say what the articles of topics add up to.
    totals: Vec<String>,
    skipped: u64,
    drafts: u64,
    /// The row, where cards were written before the file ended; and how many.
    pub(super) begun: Option<(i64, u32)>,
    /// Where the file was known.
    pub(super) step: Step,
}

impl Filing {
    /// Begins with the file of `job`.
    pub fn new(job: &Job) -> Self {
        let (cards, sketches, problems) = (Vec::new(), Vec::new(), Vec::new());
        Self {
            row: job.row.map(i64::from),
            is_growing: job.from.is_some(),
            cards,
            sketches,
            problems,
            more_problems: 0,
            totals: Vec::new(),
            skipped: 0,
            drafts: 0,
            begun: None,
            step: Step::default(),
        }
    }

    /// Takes down the problems of one record.
    pub fn problems(&mut self, problems: Vec<Problem>) {
        self.skipped += u64::from(problems.iter().any(|problem| problem.cost == Cost::Record));
        let room = KEPT - self.problems.len();
        self.more_problems += problems.len().saturating_sub(room) as u64;
        self.problems.extend(problems.into_iter().take(room));
    }

    /// Takes down what the articles of a topic add up to, as its line says.
    pub fn totals(&mut self, line: String) {
        self.totals.push(line);
    }

    /// Counts a draft.
    pub fn draft(&mut self) {
        self.drafts += 1;
    }
}

/// What the catalog asks of the article room: the id that a place makes, by the path of the file and a card of it; and
/// the article that a feed showed under this version, which knows its id.
pub struct Ids<'a> {
    /// The id that a place makes.
    pub of_place: &'a dyn Fn(&str, &Card) -> String,
    /// The id of an article as it was kept for feeds.
    pub of_article: &'a dyn Fn(&[u8]) -> Option<String>,
}

impl Catalog {
    /// Takes in an article of the file.
    ///
    /// # Errors
    /// Where the database cannot be written.
    pub fn add(
        &mut self,
        filing: &mut Filing,
        source: &Source,
        mut card: Card,
        labels: Vec<Label>,
        sketch: Option<Sketch>,
        ids: &Ids,
    ) -> Result<(), Error> {
        card.labels = labels.into_iter().map(|label| self.labels.number(label)).collect();
        filing.cards.push(card);
        filing.sketches.extend(sketch);
        self.file_part(filing, source, ids)
    }

    /// Files what the file of `source` gave, whose reading ended so. Returns the problems that the file did not have
    /// when it was last read.
    ///
    /// # Errors
    /// Where the database cannot be written.
    pub fn file(&mut self, mut filing: Filing, source: &Source, end: &End, ids: &Ids) -> Result<Vec<Problem>, Error> {
        if filing.more_problems > 0 {
            let message = format!("{} more problems are not told", filing.more_problems);
            filing.problems.push(Problem::field(Origin::file(&*source.shown), message));
        }
        let before = self.known_problems(filing.row)?;
        let new_problems = new_problems(&filing.problems, &before);
        match filing.row {
            // A file that the system does not give today is as it was, and is tried again.
            Some(row) if end.failed => self.fail(row, &filing)?,
            Some(row) if filing.is_growing => {
                self.lengthen(row, &mut filing, source, ids)?;
                self.grow(row, &filing, source, end, before)?;
            }
            Some(row) => {
                let written = filing.step.written;
                let old = self.cards_of_row(row, written)?;
                self.carry(&mut filing, &old, source, ids)?;
                self.cut(row, written)?;
                self.write(Some(row), &filing, source, end)?;
            }
            None if filing.begun.is_some() => {
                self.flush(&mut filing, source, ids)?;
                self.write(filing.begun.map(|(row, _)| row), &filing, source, end)?;
            }
            None => {
                self.carry(&mut filing, &[], source, ids)?;
                self.write(None, &filing, source, end)?;
            }
        }
        Ok(new_problems)
    }

    /// Sees to it that the file, of which nothing could be read, is read again if it is still there.
    ///
    /// # Errors
    /// Where the database cannot be written.
    pub fn doubt(&mut self, filing: &Filing) -> Result<(), Error> {
        let Some(row) = filing.row else { return Ok(()) };
        self.shorten(row, filing)?;
        self.store.execute("update source set size = -1 where id = ?1", [row]).map(drop)
    }

    /// Gives the new cards the ids under which they are known, and remembers those that are gone from the file.
    pub(super) fn carry(&self, filing: &mut Filing, old: &[Card], source: &Source, ids: &Ids) -> Result<(), Error> {
        let is_remembering = self.has_unseen || self.is_remembering.get();
        let mut taken = self.taken(&filing.cards)?;
        if old.is_empty() && !is_remembering && taken.is_empty() {
            return Ok(());
        }
        taken.extend(&filing.step.taken);
        let mut failed = None;
        let mut remembered = |text: u64| {
            let found = if is_remembering { self.take_remembered(text) } else { Ok(None) };
            found.unwrap_or_else(|error| {
                failed = Some(error);
                None
            })
        };
        let of_place = |card: &Card| (ids.of_place)(&source.shown, card);
        let mut known = Known {
            iri: &|card| self.iri(card, &of_place, ids),
            place: &of_place,
            remembered: &mut remembered,
            taken: &taken,
        };
        let gone = identity::carry(old, &mut filing.cards, &mut known);
        for card in gone.into_iter().filter_map(|number| old.get(number)) {
            self.free(card.id)?;
            self.remember(card, &of_place)?;
        }
        failed.map_or(Ok(()), Err)
    }

    /// Which of the ids that the places of `cards` make are in the archive already. An article of the same place has
    /// its own, and so has one that took it along to another place.
    fn taken(&self, cards: &[Card]) -> Result<HashSet<u64>, Error> {
        let mut taken = HashSet::new();
        for card in cards.iter().filter(|card| card.kind == Kind::Place) {
            if self.is_taken(card.id)? {
                taken.insert(card.id);
            }
        }
        Ok(taken)
    }

    /// The id of a card, as far as it is known: a hash of it is all that is kept of ids of records' own.
    fn iri(&self, card: &Card, of_place: &dyn Fn(&Card) -> String, ids: &Ids) -> Option<String> {
        if let Some(iri) = &card.iri {
            return Some(iri.to_string());
        }
        if card.kind == Kind::Place {
            return Some(of_place(card));
        }
        let article: Option<Vec<u8>> = self.article(card.version).ok().flatten();
        article.and_then(|article| (ids.of_article)(&article))
    }

    fn take_remembered(&self, text: u64) -> Result<Option<String>, Error> {
        let found = self.store.one("select iri from remembered where text = ?1", [text as i64], |row| row.get(0))?;
        if found.is_some() {
            self.store.execute("delete from remembered where text = ?1", [text as i64])?;
        } else if self.has_unseen {
            return self.store.one("select iri from unseen where text = ?1", [text as i64], |row| row.get(0));
        }
        Ok(found)
    }

    fn known_problems(&self, row: Option<i64>) -> Result<Vec<Told>, Error> {
        let Some(row) = row else { return Ok(Vec::new()) };
        let text: Option<Option<String>> =
            self.store.one("select problems from source where id = ?1", [row], |row| row.get(0))?;
        Ok(text.flatten().and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default())
    }

    fn fail(&mut self, row: i64, filing: &Filing) -> Result<(), Error> {
        self.shorten(row, filing)?;
        let values = params![row, told(&[], &filing.problems)];
        self.store.execute("update source set size = -1, problems = ?2 where id = ?1", values).map(drop)
    }

    fn write(&mut self, row: Option<i64>, filing: &Filing, source: &Source, end: &End) -> Result<(), Error> {
        let written = filing.step.written;
        let sql = match (filing.begun.is_some() || written > 0, row) {
            // The cards are there already, but those that come.
            (true, _) => {
                "update source set reading = ?3, size = ?4, modified = ?5, changed = ?6, skipped = ?7, drafts = ?8,
                known = ?9, mark = ?10, problems = ?11, totals = ?12
                where id = ?1 and path = ?2 and ?13 = x'' and ?14 = x''"
            }
            (false, Some(_)) => {
                "update source set path = ?2, reading = ?3, size = ?4, modified = ?5, changed = ?6, skipped = ?7,
                drafts = ?8, known = ?9, mark = ?10, problems = ?11, totals = ?12, cards = ?13, sketches = ?14
                where id = ?1"
            }
            // To replace a row takes a journal of its own, which a row that is not there needs not.
            (false, None) => {
                "insert into source(id, path, reading, size, modified, changed, skipped, drafts, known, mark,
                problems, totals, cards, sketches)
                values(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)"
            }
        };
        // Of a file that was known the cards of all its articles are here, which may be too many for one row.
        let is_apart = written > 0 || filing.cards.len() > FLUSH;
        let (within, within_sketches): (&[Card], &[Sketch]) =
            if is_apart { (&[], &[]) } else { (&filing.cards, &filing.sketches) };
        let stamp = source.stamp;
        // A file that the system failed to give is tried again.
        let size = if end.failed { -1 } else { stamp.size as i64 };
        let values = params![
            row,
            &*source.shown,
            self.reading as i64,
            size,
            stamp.modified,
            stamp.changed,
            filing.skipped as i64,
            filing.drafts as i64,
            end.known,
            mark(end),
            told(&[], &filing.problems),
            totals("", &filing.totals),
            card::pack(within),
            card::pack(within_sketches),
        ];
        let Some(row) = row else {
            let row = self.store.insert(sql, values)?;
            self.added.take(row, 0, within);
            return Ok(());
        };
        self.store.execute(sql, values)?;
        if is_apart { self.append(row, written, &filing.cards, &filing.sketches) } else { Ok(()) }
    }

    /// Adds what a file that has grown gave.
    fn grow(&self, row: i64, filing: &Filing, source: &Source, end: &End, before: Vec<Told>) -> Result<(), Error> {
        let stamp = source.stamp;
        let sql =
            "update source set size = ?2, modified = ?3, changed = ?4, skipped = skipped + ?5, drafts = drafts + ?6,
            mark = ?7, problems = ?8, totals = ?9 where id = ?1";
        let known: Option<Option<String>> =
            self.store.one("select totals from source where id = ?1", [row], |row| row.get(0))?;
        let values = params![
            row,
            stamp.size as i64,
            stamp.modified,
            stamp.changed,
            filing.skipped as i64,
            filing.drafts as i64,
            mark(end),
            told(&before, &filing.problems),
            totals(&known.flatten().unwrap_or_default(), &filing.totals),
        ];
        self.store.execute(sql, values)?;
        self.join(row)
    }
}

fn mark(end: &End) -> Option<String> {
    end.mark.as_ref().and_then(|mark| serde_json::to_string(mark).ok())
}

/// Lines of totals as they are kept; none where there is none.
fn totals(before: &str, lines: &[String]) -> Option<String> {
    let all: Vec<&str> = before.lines().chain(lines.iter().map(|line| line.trim())).collect();
    (!all.is_empty()).then(|| all.join("\n"))
}

/// The problems that were not there `before`, wherever in the file.
fn new_problems(problems: &[Problem], before: &[Told]) -> Vec<Problem> {
    let mut known: HashMap<&str, usize> = HashMap::new();
    before.iter().for_each(|told| *known.entry(&told.message).or_default() += 1);
    let is_new = |problem: &&Problem| match known.get_mut(problem.message.as_str()).filter(|count| **count > 0) {
        Some(count) => {
            *count -= 1;
            false
        }
        None => true,
    };
    problems.iter().filter(is_new).cloned().collect()
}

/// Problems as they are kept; none where there is none.
fn told(before: &[Told], problems: &[Problem]) -> Option<String> {
    let all: Vec<Told> = before.iter().cloned().chain(problems.iter().map(Told::of)).collect();
    if all.is_empty() { None } else { serde_json::to_string(&all).ok() }
}
