//! The tally: what a run came to that looked at every card, so that a later one that only adds cards looks at those alone.
//!
//! It is written with the cards that it counts, in one transaction. Whether it is true tells what is kept of publishing:
//! a run that begins to change cards takes down first that the feeds are not as the catalog knows, and only one that has
//! published everything takes that back, so a run that ends anywhere between leaves no tally that is trusted. Whatever is
//! more than adding, a card that is gone or changed, an id that is known already, an article that has become due, makes
//! the run count anew: nothing depends on the tally but how long it takes.

use std::collections::hash_map::Entry;

use rusqlite::params;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::card::Card;
use super::parts::FLUSH;
use super::{Catalog, Count, Error, Fold, Key};
use crate::topic::Topic;

/// More articles of topics than these and than the archive has, or more copies, are kept in no tally: to read it would
/// take longer than to count.
const LARGEST: usize = 200_000;

/// The numbers of the rows beside those of the topics.
const HEAD: i64 = -1;
const FOLD: i64 = -2;

/// The ids of all cards lie in so many rows, by their first bits, so that one more is written, and one looked for, in a
/// few kilobytes of many.
const BUCKETS: usize = 1 << BITS;
const BITS: u32 = 10;

/// The cards that a run adds; `None` where it does more than that, or adds very many.
#[derive(Debug, Default)]
pub struct Added(Option<Vec<(Key, Card)>>);

impl Added {
    /// Takes down cards of the row, the first of which has this number.
    pub fn take(&mut self, row: i64, number: u32, cards: &[Card]) {
        let Some(added) = &mut self.0 else { return };
        match u32::try_from(row).ok().filter(|_| added.len() + cards.len() <= FLUSH) {
            Some(file) => added.extend((number..).zip(cards).map(|(number, card)| ((file, number), card.clone()))),
            None => self.give_up(),
        }
    }

    /// Takes down that more is done than adding.
    pub fn give_up(&mut self) {
        self.0 = None;
    }
}

/// What is tallied beside topics and copies.
#[derive(Debug, Serialize, Deserialize)]
struct Head {
    /// What the reading depended on beside the archive.
    reading: u64,
    until: i64,
    articles: u64,
    held: u64,
    next_due: Option<i64>,
    spelled: Vec<u32>,
}

impl Catalog {
    /// Says whether the run only adds to what is published as the catalog has it, so that the tally is true.
    pub fn trust_tally(&mut self, only_adds: bool) {
        self.added = Added(only_adds.then(Vec::new));
    }

    /// The tally with what this run adds, if that is all that it does.
    pub(super) fn added_to_tally(
        &self,
        until: i64,
        items: impl Fn(&Topic) -> usize,
    ) -> Result<Option<(Fold, Count<'_>)>, Error> {
        let Some(added) = &self.added.0 else { return Ok(None) };
        let Some((head, fold)) = self.in_tally::<Head>(HEAD)?.zip(self.in_tally::<Fold>(FOLD)?) else {
            return Ok(None);
        };
        let is_none_due = head.until <= until && head.next_due.is_none_or(|due| due > until);
        if head.reading != self.reading || !is_none_due {
            return Ok(None);
        }
        let mut count = Count::new(&self.labels, until, items);
        let mut understood = count.holder.go_on(&head.spelled);
        self.store.each("select number, packed from tally where number >= 0", [], |row| {
            let (number, packed): (i64, &[u8]) = (row.get(0)?, row.get_ref(1)?.as_blob()?);
            understood = understood.and_then(|()| count.holder.go_on_with(number as usize, packed));
            Ok(())
        })?;
        if understood.is_err() || !self.add_ids(added)? {
            return Ok(None);
        }
        (count.articles, count.held, count.next_due) = (head.articles, head.held, head.next_due);
        added.iter().for_each(|(key, card)| count.add(*key, card, 0));
        count.holder.cut();
        self.write_tally(&count)?;
        Ok(Some((fold, count)))
    }

    /// Keeps what was counted, unless that is very much.
    pub(super) fn keep_tally(&self, fold: &Fold, count: &mut Count) -> Result<(), Error> {
        self.forget_tally()?;
        if count.holder.cut() > LARGEST.max(count.articles as usize)
            || fold.dropped.len() + fold.by_place.len() > LARGEST
        {
            return Ok(());
        }
        self.put_in_tally(FOLD, &postcard::to_stdvec(fold).unwrap_or_default())?;
        self.write_tally(count)
    }

    /// The row with this number beside those of the topics, if it is there and understood.
    fn in_tally<T: DeserializeOwned>(&self, number: i64) -> Result<Option<T>, Error> {
        let unpacked = |row: &rusqlite::Row| Ok(postcard::from_bytes(row.get_ref(0)?.as_blob()?).ok());
        Ok(self.store.one("select packed from tally where number = ?1", [number], unpacked)?.flatten())
    }

    pub(super) fn forget_tally(&self) -> Result<(), Error> {
        self.store.execute("delete from tally", []).map(drop)
    }

    fn write_tally(&self, count: &Count) -> Result<(), Error> {
        for (number, packed) in count.holder.changed() {
            self.put_in_tally(number as i64, &packed)?;
        }
        let head = Head {
            reading: self.reading,
            until: count.until,
            articles: count.articles,
            held: count.held,
            next_due: count.next_due,
            spelled: count.holder.spelled().to_vec(),
        };
        self.put_in_tally(HEAD, &postcard::to_stdvec(&head).unwrap_or_default())
    }

    fn put_in_tally(&self, number: i64, packed: &[u8]) -> Result<(), Error> {
        self.store.execute("insert or replace into tally values(?1, ?2)", params![number, packed]).map(drop)
    }

    /// Whether a card of the archive has this id, as of when they were last counted.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn knows(&self, id: u64) -> Result<bool, Error> {
        Ok(self.bucket(bucket(id))?.binary_search(&id).is_ok())
    }

    /// Whether another card has this id, as of when they were last counted and but for those that are gone since. What
    /// was read of ids once stays in memory.
    pub(super) fn is_taken(&self, id: u64) -> Result<bool, Error> {
        self.with_bucket(id, |ids| ids.binary_search(&id).is_ok())
    }

    /// Takes down that the card with this id is gone.
    pub(super) fn free(&self, id: u64) -> Result<(), Error> {
        self.with_bucket(id, |ids| _ = ids.binary_search(&id).map(|at| ids.remove(at)))
    }

    fn with_bucket<T>(&self, id: u64, look: impl FnOnce(&mut Vec<u64>) -> T) -> Result<T, Error> {
        let number = bucket(id);
        let mut taken = self.taken.borrow_mut();
        let ids = match taken.entry(number) {
            Entry::Occupied(ids) => ids.into_mut(),
            Entry::Vacant(place) => place.insert(self.bucket(number)?),
        };
        Ok(look(ids))
    }

    fn bucket(&self, bucket: usize) -> Result<Vec<u64>, Error> {
        let unpacked = |row: &rusqlite::Row| {
            let (ids, rest) = row.get_ref(0)?.as_blob()?.as_chunks();
            Ok(rest.is_empty().then(|| ids.iter().map(|id| u64::from_le_bytes(*id)).collect()))
        };
        match self.store.one("select ids from id where bucket = ?1", [bucket as i64], unpacked)? {
            Some(ids) => ids.ok_or_else(|| self.store.damaged()),
            None => Ok(Vec::new()),
        }
    }

    /// Adds the ids of cards to those that are known. Returns whether all are new; else nothing is added.
    fn add_ids(&self, added: &[(Key, Card)]) -> Result<bool, Error> {
        let mut new: Vec<u64> = added.iter().map(|(_, card)| card.id).collect();
        new.sort_unstable();
        let mut changed = Vec::new();
        for new in new.chunk_by(|one, other| bucket(*one) == bucket(*other)) {
            let number = new.first().map_or(0, |id| bucket(*id));
            let mut ids = self.bucket(number)?;
            ids.extend(new);
            ids.sort_unstable();
            if !ids.is_sorted_by(|one, other| one < other) {
                return Ok(false);
            }
            changed.push((number, packed(&ids)));
        }
        for (number, ids) in changed {
            self.keep_bucket(number, &ids)?;
        }
        Ok(true)
    }

    /// Keeps the ids of all cards, which are sorted; what is as it was is not written.
    pub(super) fn keep_ids(&self, ids: &[u64]) -> Result<(), Error> {
        let mut wanted: Vec<&[u64]> = vec![&[]; BUCKETS];
        for ids in ids.chunk_by(|one, other| bucket(*one) == bucket(*other)) {
            if let Some(wanted) = ids.first().and_then(|id| wanted.get_mut(bucket(*id))) {
                *wanted = ids;
            }
        }
        let mut stale: Vec<i64> = Vec::new();
        self.store.each("select bucket, ids from id", [], |row| {
            let (number, known): (i64, &[u8]) = (row.get(0)?, row.get_ref(1)?.as_blob()?);
            match wanted.get_mut(number as usize).filter(|wanted| !wanted.is_empty()) {
                Some(wanted) if packed(wanted) == known => *wanted = &[],
                Some(_) => {}
                None => stale.push(number),
            }
            Ok(())
        })?;
        for number in stale {
            self.store.execute("delete from id where bucket = ?1", [number])?;
        }
        let mut wanted = wanted.into_iter().enumerate().filter(|(_, ids)| !ids.is_empty());
        wanted.try_for_each(|(number, ids)| self.keep_bucket(number, &packed(ids)))
    }

    fn keep_bucket(&self, number: usize, ids: &[u8]) -> Result<(), Error> {
        self.store.execute("insert or replace into id values(?1, ?2)", params![number as i64, ids]).map(drop)
    }
}

fn bucket(id: u64) -> usize {
    (id >> (u64::BITS - BITS)) as usize
}

fn packed(ids: &[u64]) -> Vec<u8> {
    let mut packed = Vec::with_capacity(8 * ids.len());
    ids.iter().for_each(|id| packed.extend_from_slice(&id.to_le_bytes()));
    packed
}
