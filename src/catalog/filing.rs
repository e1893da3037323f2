//! Filing: what a file of the archive gave becomes its row.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use rusqlite::params;
use serde::{Deserialize, Serialize};

use super::card::{self, Card};
use super::compare::Job;
use super::copies::Sketch;
use super::identity::{self, Known};
use super::{Catalog, Error};
use crate::archive::{End, Source};
use crate::report::{Cost, Origin, Problem};
use crate::topic::Membership;

/// So many cards are kept in memory before they are written, where nothing is known of the file yet, and so many are
/// in one row at most.
const FLUSH: usize = 8_192;
/// A file that grew so many times has its parts put together …
const PARTS: i64 = 64;

/// … to parts of fewer bytes than these.
const LARGE: i64 = 512 << 10;

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
    job: Job,
    cards: Vec<Card>,
    sketches: Vec<Sketch>,
    problems: Vec<Problem>,
    /// How many problems were not kept.
    more_problems: u64,
    /// Lines that say what the articles of topics add up to.
    totals: Vec<String>,
    skipped: u64,
    drafts: u64,
    /// The row, where cards were written before the file ended; and how many.
    begun: Option<(i64, u32)>,
    /// Where the file was known.
    step: Step,
}

/// How far a file that was known is as it was, record by record. So far its cards are written already, part by part, so
/// that not all of them need be in memory: most files that are read again are read by a new program.
#[derive(Debug)]
struct Step {
    /// How many cards are written.
    written: u32,
    /// So many more are to be there before the next part is compared.
    wanted: usize,
    /// The ids of those written that are not what their records make.
    taken: HashSet<u64>,
}

impl Filing {
    /// Begins with the file of `job`.
    pub fn new(job: Job) -> Self {
        let (cards, sketches, problems) = (Vec::new(), Vec::new(), Vec::new());
        Self {
            job,
            cards,
            sketches,
            problems,
            more_problems: 0,
            totals: Vec::new(),
            skipped: 0,
            drafts: 0,
            begun: None,
            step: Step { written: 0, wanted: FLUSH, taken: HashSet::new() },
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
        memberships: Vec<Membership>,
        sketch: Option<Sketch>,
        ids: &Ids,
    ) -> Result<(), Error> {
        card.labels = memberships.into_iter().map(|membership| self.labels.number(membership)).collect();
        filing.cards.push(card);
        filing.sketches.extend(sketch);
        match filing.job.row {
            None if filing.cards.len() >= FLUSH => self.flush(filing, source, ids),
            Some(row) if filing.cards.len() >= filing.step.wanted && filing.job.from.is_none() => {
                self.step(row, filing, source, ids)
            }
            _ => Ok(()),
        }
    }

    /// Writes those parts of a known file that are as they were, up to the first that is not.
    fn step(&mut self, row: i64, filing: &mut Filing, source: &Source, ids: &Ids) -> Result<(), Error> {
        loop {
            let old = self.part(row, filing.step.written)?;
            if old.len() > filing.cards.len() {
                filing.step.wanted = old.len();
                return Ok(());
            }
            let mut pairs = old.iter().zip(&filing.cards);
            if old.is_empty() || !pairs.all(|(old, new)| old.text == new.text) {
                filing.step.wanted = usize::MAX;
                return Ok(());
            }
            let cards = filing.cards.split_off(old.len());
            let sketches = filing.sketches.split_off(old.len().min(filing.sketches.len()));
            self.carry(filing, &old, source, ids)?;
            self.replace(row, filing.step.written, &filing.cards, &filing.sketches)?;
            filing.step.taken.extend(filing.cards.iter().filter(|card| card.iri.is_some()).map(|card| card.id));
            filing.step.written += old.len() as u32;
            (filing.cards, filing.sketches) = (cards, sketches);
        }
    }

    /// The cards of a row that are kept together from this number on; none where no part begins there.
    fn part(&self, row: i64, number: u32) -> Result<Vec<Card>, Error> {
        let sql = "select cards from source where id = ?1 and ?2 = 0 and cards <> x''
            union all select cards from more where source = ?1 and number = ?2 limit 1";
        let (mut cards, mut damaged) = (Vec::new(), false);
        self.store.each(sql, params![row, number], |row| {
            damaged |= card::unpack(row.get_ref(0)?.as_blob()?, |card| cards.push(card)).is_err();
            Ok(())
        })?;
        if damaged { Err(self.store.damaged()) } else { Ok(cards) }
    }

    fn replace(&self, row: i64, number: u32, cards: &[Card], sketches: &[Sketch]) -> Result<(), Error> {
        let values = params![row, number, card::pack(cards), card::pack(sketches)];
        let sql = "update source set cards = ?3, sketches = ?4 where id = ?1 and ?2 = 0 and cards <> x''";
        if self.store.execute(sql, values)? == 0 {
            self.store
                .execute("update more set cards = ?3, sketches = ?4 where source = ?1 and number = ?2", values)?;
        }
        Ok(())
    }

    /// Writes what there is of a new file.
    fn flush(&mut self, filing: &mut Filing, source: &Source, ids: &Ids) -> Result<(), Error> {
        self.carry(filing, &[], source, ids)?;
        let (row, number) = match filing.begun {
            Some(begun) => begun,
            None => {
                let sql = "insert into source(path, reading, size, modified, changed, skipped, drafts, known, cards, sketches)
                    values(?1, 0, -1, 0, 0, 0, 0, 1, x'', x'')";
                (self.store.insert(sql, [&*source.shown])?, 0)
            }
        };
        self.append(row, number, &filing.cards, &filing.sketches)?;
        filing.begun = Some((row, number + filing.cards.len() as u32));
        filing.cards.clear();
        filing.sketches.clear();
        Ok(())
    }

    /// Adds cards behind those of a row, the first of which has this number; each has a sketch, or none has.
    fn append(&self, row: i64, number: u32, cards: &[Card], sketches: &[Sketch]) -> Result<(), Error> {
        let mut sketches = sketches.chunks(FLUSH);
        for (number, cards) in (number..).step_by(FLUSH).zip(cards.chunks(FLUSH)) {
            let values = params![row, number, card::pack(cards), card::pack(sketches.next().unwrap_or_default())];
            self.store.execute("insert into more values(?1, ?2, ?3, ?4)", values)?;
        }
        Ok(())
    }

    /// Files what the file of `source` gave, whose reading ended so. Returns the problems that the file did not have
    /// when it was last read.
    ///
    /// # Errors
    /// Where the database cannot be written.
    pub fn file(&mut self, mut filing: Filing, source: &Source, end: &End, ids: &Ids) -> Result<Vec<Problem>, Error> {
        if filing.more_problems > 0 {
            let message = format!("{} more problems are not told", filing.more_problems);
            filing.problems.push(Problem::field(Origin::file(Arc::clone(&source.shown)), message));
        }
        let before = self.known_problems(filing.job.row)?;
        let new_problems = new_problems(&filing.problems, &before);
        match filing.job.row {
            // A file that the system does not give today is as it was, and is tried again.
            Some(row) if end.failed => self.fail(row, &filing)?,
            Some(row) if filing.job.from.is_some() => {
                self.carry(&mut filing, &[], source, ids)?;
                self.grow(row, &filing, source, end, before)?;
            }
            Some(row) => {
                let written = filing.step.written;
                let old = self.cards_of_row(row, written)?;
                self.carry(&mut filing, &old, source, ids)?;
                self.store.execute("delete from more where source = ?1 and number >= ?2", params![row, written])?;
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
    pub fn doubt(&self, filing: &Filing) -> Result<(), Error> {
        let Some(row) = filing.job.row else { return Ok(()) };
        self.store.execute("update source set size = -1 where id = ?1", [row]).map(drop)
    }

    /// Gives the new cards the ids under which they are known, and remembers those that are gone from the file.
    fn carry(&self, filing: &mut Filing, old: &[Card], source: &Source, ids: &Ids) -> Result<(), Error> {
        let is_remembering =
            self.has_unseen || self.store.one("select 1 from remembered limit 1", [], |_| Ok(()))?.is_some();
        if old.is_empty() && !is_remembering {
            return Ok(());
        }
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
            taken: &filing.step.taken,
        };
        let gone = identity::carry(old, &mut filing.cards, &mut known);
        for card in gone.into_iter().filter_map(|number| old.get(number)) {
            self.remember(card, &of_place)?;
        }
        failed.map_or(Ok(()), Err)
    }

    /// The id of a card, as far as it is known: a hash of it is all that is kept of ids of records' own.
    fn iri(&self, card: &Card, of_place: &dyn Fn(&Card) -> String, ids: &Ids) -> Option<String> {
        if let Some(iri) = &card.iri {
            return Some(iri.to_string());
        }
        if card.kind == crate::article::id::Kind::Place {
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

    fn fail(&self, row: i64, filing: &Filing) -> Result<(), Error> {
        let values = params![row, told(&[], &filing.problems)];
        self.store.execute("update source set size = -1, problems = ?2 where id = ?1", values).map(drop)
    }

    fn write(&self, row: Option<i64>, filing: &Filing, source: &Source, end: &End) -> Result<(), Error> {
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
        self.store.execute(sql, values)?;
        row.filter(|_| is_apart).map_or(Ok(()), |row| self.append(row, written, &filing.cards, &filing.sketches))
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
        self.append(row, self.next_card(row)?, &filing.cards, &filing.sketches)?;
        self.join(row)
    }

    /// The number of the card that comes next; only the last part of the file is looked at.
    fn next_card(&self, row: i64) -> Result<u32, Error> {
        let sql = "select max(number) from more where source = ?1";
        let last: Option<u32> = self.store.one(sql, [row], |row| row.get(0))?.flatten();
        let first = last.unwrap_or_default();
        let mut next = first;
        let sql = if last.is_some() {
            "select cards from more where source = ?1 and number = ?2"
        } else {
            "select cards from source where id = ?1 and ?2 = 0"
        };
        self.store.each(sql, params![row, first], |row| {
            // What is damaged is told when all cards are seen.
            let _ = card::unpack(row.get_ref(0)?.as_blob()?, |_: Card| next += 1);
            Ok(())
        })?;
        Ok(next)
    }

    /// Puts the small parts behind the last large one together, where they are many. Large ones stay as they are: a file
    /// of ten million articles has two hundred.
    fn join(&self, row: i64) -> Result<(), Error> {
        let sql = "select coalesce(max(number), -1) from more where source = ?1 and length(cards) >= ?2";
        let last_large: i64 = self.store.one(sql, params![row, LARGE / 2], |row| row.get(0))?.unwrap_or(-1);
        let behind = params![row, last_large];
        let sql = "select count(*) from more where source = ?1 and number > ?2";
        let parts: i64 = self.store.one(sql, behind, |row| row.get(0))?.unwrap_or_default();
        if parts <= PARTS {
            return Ok(());
        }
        let mut joined: Vec<(u32, Vec<u8>, Vec<u8>)> = Vec::new();
        self.store.each(
            "select number, cards, sketches from more where source = ?1 and number > ?2 order by number",
            behind,
            |row| {
                let (cards, sketches) = (row.get_ref(1)?.as_blob()?, row.get_ref(2)?.as_blob()?);
                match joined.last_mut().filter(|(_, before, _)| before.len() + cards.len() < LARGE as usize) {
                    Some((_, all, all_sketches)) => {
                        all.extend_from_slice(cards);
                        all_sketches.extend_from_slice(sketches);
                    }
                    None => joined.push((row.get(0)?, cards.to_vec(), sketches.to_vec())),
                }
                Ok(())
            },
        )?;
        self.store.execute("delete from more where source = ?1 and number > ?2", behind)?;
        for (number, cards, sketches) in joined {
            self.store.execute("insert into more values(?1, ?2, ?3, ?4)", params![row, number, cards, sketches])?;
        }
        Ok(())
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
