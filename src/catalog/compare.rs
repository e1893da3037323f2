//! What is to be read: the files that are new or have changed since they were last read.

use std::collections::HashMap;

use rusqlite::params;

use super::filing::Told;
use super::store::Store;
use super::{Card, Catalog, Error, hash};
use crate::archive::{Listing, Mark, Stamp};
use crate::article::id::Kind;

/// A file that is to be read.
#[derive(Debug)]
pub struct Job {
    /// The number of the file in the listing.
    pub source: usize,
    /// From where it is to be read, where it has only grown.
    pub from: Option<Box<Mark>>,
    /// Its row, if it has one.
    pub row: Option<u32>,
}

/// What is to be done so that the catalog is as the archive.
#[derive(Debug, Default)]
pub struct Plan {
    /// The files to read, in the order of the listing.
    pub jobs: Vec<Job>,
    /// Files that are no more.
    pub gone: Vec<Gone>,
    /// Files of which nobody knows whether they are still there.
    unseen: Vec<Gone>,
    /// Rows of files that are as they were, by their number in the listing.
    same: Vec<(u32, u32)>,
}

/// A file that is no more.
#[derive(Debug)]
pub struct Gone {
    /// Its path.
    pub path: String,
    row: i64,
}

impl Plan {
    /// Whether everything is as it was.
    pub fn is_empty(&self) -> bool {
        self.jobs.is_empty() && self.gone.is_empty()
    }

    /// Whether nothing that is known is read again or gone: files are new, or have grown.
    pub fn only_adds(&self) -> bool {
        self.gone.is_empty() && self.jobs.iter().all(|job| job.row.is_none() || job.from.is_some())
    }

    /// Adds those of the files that are as they were and that `wanted` says are to be read all the same.
    pub fn read_again(&mut self, wanted: impl Fn(usize) -> bool) {
        let again = self.same.extract_if(.., |(source, _)| wanted(*source as usize));
        self.jobs.extend(again.map(|(source, row)| Job { source: source as usize, from: None, row: Some(row) }));
        for job in self.jobs.iter_mut().filter(|job| wanted(job.source)) {
            job.from = None;
        }
        self.jobs.sort_by_key(|job| job.source);
    }
}

/// The files that were read before, by path.
#[derive(Debug)]
pub struct KnownFiles {
    /// The paths, one behind the other.
    paths: String,
    /// By their rows, as they were added: in the order of the listing, most of them.
    files: Vec<KnownFile>,
    /// From where those can be read on that may grow, by their numbers.
    marks: HashMap<usize, Box<Mark>>,
}

/// An archive may have millions, so that each is as small as can be.
#[derive(Debug, Clone, Copy)]
struct KnownFile {
    /// Where its path ends; it begins where that of the one before ends.
    end: usize,
    row: u32,
    /// One that no file has where the file was read otherwise.
    stamp: Stamp,
}

impl KnownFiles {
    fn path(&self, number: usize) -> &str {
        let start = number.checked_sub(1).and_then(|before| self.files.get(before)).map_or(0, |before| before.end);
        self.files.get(number).and_then(|file| self.paths.get(start..file.end)).unwrap_or_default()
    }
}

/// While not more than one in so many files is looked for, the database is asked for it.
const SELDOM: usize = 100;

/// Looks for known files by their paths.
struct Search<'a> {
    store: &'a Store,
    known: KnownFiles,
    is_found: Vec<bool>,
    /// Which are expected next: the one behind that found last, and the one behind which that was not expected.
    next: [usize; 2],
    /// How many were looked for.
    sought: usize,
    /// The files by a hash of their paths and their number, once many were not the expected; sorted.
    by_hash: Option<Vec<(u64, u32)>>,
}

impl<'a> Search<'a> {
    fn new(store: &'a Store, known: KnownFiles) -> Self {
        Self { store, is_found: vec![false; known.files.len()], known, next: [0; 2], sought: 0, by_hash: None }
    }

    /// The number of the file at `path` and what is known of it, the first time that it is asked for.
    fn take(&mut self, path: &str) -> Result<Option<(usize, KnownFile)>, Error> {
        let [next, after] = self.next;
        let is_it = |number: &usize| *number < self.known.files.len() && self.known.path(*number) == path;
        let number = match self.next.iter().copied().find(is_it) {
            Some(number) => Some(number),
            None => self.find(path)?,
        };
        let Some(number) = number else { return Ok(None) };
        self.next = if number == next || number == after { [number + 1, after] } else { [number + 1, next] };
        let Some((found, file)) = self.is_found.get_mut(number).zip(self.known.files.get(number)) else {
            return Ok(None);
        };
        let is_new = !std::mem::replace(found, true);
        Ok(is_new.then_some((number, *file)))
    }

    fn find(&mut self, path: &str) -> Result<Option<usize>, Error> {
        let known = &self.known;
        self.sought += 1;
        if self.sought <= known.files.len() / SELDOM {
            let row = self.store.one("select id from source where path = ?1", [path], |row| row.get::<_, u32>(0))?;
            return Ok(row.and_then(|row| known.files.binary_search_by_key(&row, |file| file.row).ok()));
        }
        let by_hash = self.by_hash.get_or_insert_with(|| {
            let files = (0..known.files.len()).map(|number| (hash(known.path(number)), number as u32));
            let mut by_hash: Vec<(u64, u32)> = files.collect();
            by_hash.sort_unstable();
            by_hash
        });
        let hash = hash(path);
        let first = by_hash.partition_point(|(known, _)| *known < hash);
        let alike = by_hash.iter().skip(first).take_while(|(known, _)| *known == hash);
        Ok(alike.map(|(_, number)| *number as usize).find(|number| known.path(*number) == path))
    }

    /// Path and row of those that nobody has asked for.
    fn left(&self) -> impl Iterator<Item = (&str, u32)> {
        let left = self.is_found.iter().enumerate().filter(|(_, found)| !**found).map(|(number, _)| number);
        left.filter_map(|number| Some((self.known.path(number), self.known.files.get(number)?.row)))
    }
}

impl Catalog {
    /// Compares what is known with what there is.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn compare(&self, known: KnownFiles, listing: &Listing) -> Result<Plan, Error> {
        let alike = known.files.len().min(listing.sources.len());
        let mut plan = Plan { same: Vec::with_capacity(alike), ..Plan::default() };
        let mut known = Search::new(&self.store, known);
        for (number, source) in listing.sources.iter().enumerate() {
            match known.take(&source.shown)? {
                Some((_, before)) if before.stamp == source.stamp => plan.same.push((number as u32, before.row)),
                before => {
                    let mark = before.and_then(|(before, _)| known.known.marks.remove(&before));
                    let from = mark.filter(|mark| mark.holds(&source.path(), source.stamp));
                    plan.jobs.push(Job { source: number, from, row: before.map(|(_, before)| before.row) });
                }
            }
        }
        // What a folder holds that cannot be listed today is not gone.
        let is_out_of_sight = |path: &str| {
            let is_below = |rest: &str| rest.is_empty() || rest.starts_with('/');
            listing.unlisted.iter().any(|folder| path.strip_prefix(&**folder).is_some_and(is_below))
        };
        let missing = known.left().map(|(path, row)| Gone { path: path.to_owned(), row: row.into() });
        (plan.unseen, plan.gone) = missing.partition(|file| is_out_of_sight(&file.path));
        plan.gone.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(plan)
    }

    /// The files that were read before.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn known_files(&self) -> Result<KnownFiles, Error> {
        let mut known = KnownFiles { paths: String::new(), files: Vec::new(), marks: HashMap::new() };
        self.store.each(
            "select path, id, reading, size, modified, changed, mark from source order by id",
            [],
            |row| {
                let is_read = row.get::<_, i64>(2)? == self.reading as i64;
                let size = if is_read { row.get::<_, i64>(3)? as u64 } else { u64::MAX };
                let stamp = Stamp { size, modified: row.get(4)?, changed: row.get(5)? };
                let mark: Option<String> = row.get(6)?;
                let mark = mark.filter(|_| is_read).and_then(|mark| serde_json::from_str(&mark).ok());
                known.marks.extend(mark.map(|mark| (known.files.len(), mark)));
                known.paths.push_str(row.get_ref(0)?.as_str()?);
                known.files.push(KnownFile { end: known.paths.len(), row: row.get(1)?, stamp });
                Ok(())
            },
        )?;
        Ok(known)
    }

    /// Forgets the files that are gone, but for the ids of articles that may turn up elsewhere.
    ///
    /// # Errors
    /// Where the database cannot be written.
    pub fn forget(&mut self, gone: &[Gone], iri: &dyn Fn(&str, &Card) -> String) -> Result<(), Error> {
        for Gone { path, row } in gone {
            for card in self.cards_of_row(*row, 0)? {
                self.free(card.id)?;
                self.remember(&card, &|card| iri(path, card))?;
            }
            self.remove(*row)?;
        }
        Ok(())
    }

    /// Remembers for this run the ids of articles that may have moved from where nothing can be seen to files that are new.
    ///
    /// # Errors
    /// Where the database cannot be written.
    pub fn remember_unseen(&mut self, plan: &Plan, iri: &dyn Fn(&str, &Card) -> String) -> Result<(), Error> {
        if plan.unseen.is_empty() || plan.jobs.iter().all(|job| job.row.is_some()) {
            return Ok(());
        }
        self.store.execute("create temp table unseen(text integer primary key, iri text not null)", [])?;
        self.has_unseen = true;
        for Gone { path, row } in &plan.unseen {
            for card in self.cards_of_row(*row, 0)? {
                self.remember_in("unseen", &card, &|card| iri(path, card))?;
            }
        }
        Ok(())
    }

    /// Sees to it that the files of `folder` that are out of sight are read again when they are back: what the others
    /// share was learned without them.
    ///
    /// # Errors
    /// Where the database cannot be written.
    pub fn doubt_unseen(&self, plan: &Plan, folder: &str) -> Result<(), Error> {
        let is_there = |file: &&Gone| file.path.rsplit_once('/').map_or("", |(folder, _)| folder) == folder;
        for Gone { row, .. } in plan.unseen.iter().filter(is_there) {
            self.store.execute("update source set size = -1 where id = ?1", [row])?;
        }
        Ok(())
    }

    /// Remembers the id of a card that is no more, where its place has made it or an edit has kept it.
    pub(super) fn remember(&self, card: &Card, iri: &dyn Fn(&Card) -> String) -> Result<(), Error> {
        self.is_remembering.set(true);
        self.remember_in("remembered", card, iri)
    }

    fn remember_in(&self, table: &str, card: &Card, iri: &dyn Fn(&Card) -> String) -> Result<(), Error> {
        if card.kind != Kind::Place && card.iri.is_none() {
            return Ok(());
        }
        let iri = card.iri.as_deref().map_or_else(|| iri(card), str::to_owned);
        let sql = format!("insert or replace into {table} values(?1, ?2)");
        self.store.execute(&sql, params![card.text as i64, iri]).map(drop)
    }

    pub(super) fn remove(&self, row: i64) -> Result<(), Error> {
        self.store.execute("delete from more where source = ?1", [row])?;
        self.store.execute("delete from source where id = ?1", [row]).map(drop)
    }

    /// The paths of the files that no format reads.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn ignored(&self) -> Result<Vec<String>, Error> {
        let mut ignored = Vec::new();
        self.store.each("select path from source where known = 0", [], |row| {
            ignored.push(row.get(0)?);
            Ok(())
        })?;
        Ok(ignored)
    }

    /// What was wrong with the files when they were read, by path.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn problems(&self, mut each: impl FnMut(Told)) -> Result<(), Error> {
        let sql = "select path, problems from source where problems is not null order by path";
        self.store.each(sql, [], |row| {
            let problems: Vec<Told> = serde_json::from_str(row.get_ref(1)?.as_str()?).unwrap_or_default();
            problems.into_iter().for_each(&mut each);
            Ok(())
        })
    }

    /// How many records were skipped, and how many are drafts.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn totals(&self) -> Result<(u64, u64), Error> {
        let sum = |row: &rusqlite::Row| Ok((row.get::<_, i64>(0)? as u64, row.get::<_, i64>(1)? as u64));
        let sql = "select (select coalesce(sum(skipped), 0) from source where skipped > 0),
            (select coalesce(sum(drafts), 0) from source where drafts > 0)";
        Ok(self.store.one(sql, [], sum)?.unwrap_or_default())
    }
}
