//! Parts: the cards of a long file are written by the part, while it is read, so that its length costs no memory.

use std::collections::HashSet;

use rusqlite::params;

use super::card::{self, Card};
use super::copies::Sketch;
use super::filing::{Filing, Ids};
use super::{Catalog, Error};
use crate::archive::Source;

/// So many cards are kept in memory before they are written, where nothing is known of the file yet, and so many are
/// in one row at most.
pub const FLUSH: usize = 8_192;
/// A file that grew so many times has its parts put together …
const PARTS: i64 = 64;

/// … to parts of fewer bytes than these.
const LARGE: i64 = 512 << 10;

/// How far a file that was known is as it was, record by record. So far its cards are written already, part by part, so
/// that not all of them need be in memory: most files that are read again are read by a new program.
#[derive(Debug)]
pub struct Step {
    /// How many cards are written.
    pub written: u32,
    /// So many more are to be there before the next part is compared.
    wanted: usize,
    /// The ids of those written that are not what their records make.
    pub taken: HashSet<u64>,
    /// Of a file that has grown: the numbers of the first card that is new and of the one that comes next.
    grown: Option<(u32, u32)>,
}

impl Default for Step {
    fn default() -> Self {
        Self { written: 0, wanted: FLUSH, taken: HashSet::new(), grown: None }
    }
}

impl Catalog {
    /// Writes cards of a file that is being read, where there are enough of them.
    pub(super) fn file_part(&mut self, filing: &mut Filing, source: &Source, ids: &Ids) -> Result<(), Error> {
        let count = filing.cards.len();
        match (filing.row, filing.is_growing) {
            (None, _) if count >= FLUSH => self.flush(filing, source, ids),
            (Some(row), true) if count >= FLUSH => self.lengthen(row, filing, source, ids),
            (Some(row), false) if count >= filing.step.wanted => self.step(row, filing, source, ids),
            _ => Ok(()),
        }
    }

    /// Writes what there is of what a known file has grown by.
    pub(super) fn lengthen(&mut self, row: i64, filing: &mut Filing, source: &Source, ids: &Ids) -> Result<(), Error> {
        self.carry(filing, &[], source, ids)?;
        let (first, next) = match filing.step.grown {
            Some(grown) => grown,
            None => {
                let next = self.next_card(row)?;
                (next, next)
            }
        };
        filing.step.grown = Some((first, self.empty(row, next, filing)?));
        Ok(())
    }

    /// Takes back what the file has grown by, as it could not be read to its end.
    pub(super) fn shorten(&mut self, row: i64, filing: &Filing) -> Result<(), Error> {
        self.added.give_up();
        filing.step.grown.map_or(Ok(()), |(first, _)| self.cut(row, first))
    }

    /// Removes the parts of a row that begin with this number or a later one.
    pub(super) fn cut(&self, row: i64, first: u32) -> Result<(), Error> {
        self.store.execute("delete from more where source = ?1 and number >= ?2", params![row, first]).map(drop)
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
        self.unpacked(sql, row, number)
    }

    /// All cards of a row from this number on, which is that of a part.
    pub(super) fn cards_of_row(&self, row: i64, first: u32) -> Result<Vec<Card>, Error> {
        let sql = "select cards from source where id = ?1 and ?2 = 0 union all
            select cards from (select cards from more where source = ?1 and number >= ?2 order by number)";
        self.unpacked(sql, row, first)
    }

    fn unpacked(&self, sql: &str, row: i64, number: u32) -> Result<Vec<Card>, Error> {
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
    pub(super) fn flush(&mut self, filing: &mut Filing, source: &Source, ids: &Ids) -> Result<(), Error> {
        self.carry(filing, &[], source, ids)?;
        let (row, number) = match filing.begun {
            Some(begun) => begun,
            None => {
                let sql = "insert into source(path, reading, size, modified, changed, skipped, drafts, known, cards, sketches)
                    values(?1, 0, -1, 0, 0, 0, 0, 1, x'', x'')";
                (self.store.insert(sql, [&*source.shown])?, 0)
            }
        };
        filing.begun = Some((row, self.empty(row, number, filing)?));
        Ok(())
    }

    /// Adds the cards that there are behind those of a row, as `append`. Returns the number of the one that comes next.
    fn empty(&mut self, row: i64, number: u32, filing: &mut Filing) -> Result<u32, Error> {
        self.added.take(row, number, &filing.cards);
        self.append(row, number, &filing.cards, &filing.sketches)?;
        filing.sketches.clear();
        Ok(number + filing.cards.drain(..).len() as u32)
    }

    /// Adds cards behind those of a row, the first of which has this number; each has a sketch, or none has.
    pub(super) fn append(&self, row: i64, number: u32, cards: &[Card], sketches: &[Sketch]) -> Result<(), Error> {
        let mut sketches = sketches.chunks(FLUSH);
        for (number, cards) in (number..).step_by(FLUSH).zip(cards.chunks(FLUSH)) {
            let values = params![row, number, card::pack(cards), card::pack(sketches.next().unwrap_or_default())];
            self.store.execute("insert into more values(?1, ?2, ?3, ?4)", values)?;
        }
        Ok(())
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
    /// of ten million articles has more than a thousand.
    pub(super) fn join(&self, row: i64) -> Result<(), Error> {
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
