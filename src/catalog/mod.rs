//! catalog: articles → per topic, newest first, what it holds; and what has changed since the last run.
//!
//! Of each article the catalog keeps a small [`Card`] that points at its file; the text is read again when a feed
//! shows it. The cards of a file are kept from run to run (`store.rs`), so that a file that is as it was is not read:
//! so is all that only the catalog knows, the ids of articles that were edited or moved (`identity.rs`) and what was
//! published (`published.rs`). What topics hold is counted card by card (`hold.rs`); a run that only adds articles goes on
//! from what the one before came to and looks at those alone (`tally.rs`).

mod card;
mod compare;
mod copies;
mod documents;
mod filing;
mod fold;
mod folders;
mod hold;
mod identity;
mod labels;
mod members;
mod parts;
mod published;
mod store;
mod tags;
mod tally;

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;
use std::sync::Arc;

use crate::report::Origin;
use crate::topic::{Topic, Topics, Totals};
pub use card::{Card, Place, hash, mixed};
pub use compare::{Job, Plan};
pub use copies::Sketch;
pub use documents::Document;
pub use filing::{Filing, Ids, Told};
pub use fold::Fold;
pub use folders::Folder;
pub use hold::{Holder, Holding, Shown};
use labels::Labels;
pub use labels::{Label, label};
pub use published::{FeedState, FileState, Published, Withdrawn};
pub use store::Error;
use store::Store;
use tally::Added;

/// The name of the database in the state folder.
pub const FILE: &str = "catalog.sqlite";

/// Which card: the number of its file, which is that of the row, and that of the article in the file.
pub type Key = (u32, u32);

/// Which records are the same article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Duplicates {
    /// Those with the same id or address.
    Address,
    /// Those too that have nearly the same text and come out within three days.
    Text {
        /// Whether articles of different outlets may be copies.
        across_sources: bool,
        /// Outlets, by name or host, whose copy stays rather than others', the first's rather than the second's.
        prefer: Vec<String>,
    },
}

/// What is known of the archive.
#[derive(Debug)]
pub struct Catalog {
    store: Store,
    labels: Labels,
    /// A hash of all that the reading of an archive depends on beside the archive.
    reading: u64,
    /// The file whose path was asked for last.
    last_path: RefCell<Option<(u32, Arc<str>)>>,
    /// What this run adds.
    added: Added,
    /// The ids of cards, by their buckets, as far as they were asked for.
    taken: RefCell<HashMap<usize, Vec<u64>>>,
    /// Whether files are out of sight, so that what is new may be theirs.
    has_unseen: bool,
    /// Whether ids of articles that are gone may be remembered.
    is_remembering: Cell<bool>,
}

impl Catalog {
    /// Opens the catalog in the folder `state`. `reading` is a hash of all that the reading depends on beside the
    /// archive: files that were read otherwise are read again.
    ///
    /// # Errors
    /// Where the database cannot be used.
    pub fn open(state: &Path, only_look: bool, reading: u64, topics: &Topics) -> Result<Self, Error> {
        let store = Store::open(&state.join(FILE), only_look)?;
        let mut stored: Vec<(u8, String, String)> = Vec::new();
        store.each("select kind, name, spelling from label order by number", [], |row| {
            stored.push((row.get(0)?, row.get(1)?, row.get(2)?));
            Ok(())
        })?;
        let labels = Labels::known(stored, topics);
        let is_remembering = store.one("select 1 from remembered limit 1", [], |_| Ok(()))?.is_some();
        Ok(Self {
            store,
            labels,
            reading,
            last_path: RefCell::default(),
            added: Added::default(),
            taken: RefCell::default(),
            has_unseen: false,
            is_remembering: is_remembering.into(),
        })
    }

    /// Begins what is done as a whole or not at all.
    ///
    /// # Errors
    /// Where the database cannot be written.
    pub fn begin(&self) -> Result<(), Error> {
        self.store.begin()
    }

    /// Ends it.
    ///
    /// # Errors
    /// Where the database cannot be written.
    pub fn commit_rows(&self) -> Result<(), Error> {
        self.store.commit()
    }

    /// Ends it as if nothing of it had been done.
    ///
    /// # Errors
    /// Where the database cannot be used.
    pub fn roll_back(&self) -> Result<(), Error> {
        self.store.roll_back()
    }

    /// Ends it, with all labels that are new.
    ///
    /// # Errors
    /// Where the database cannot be written.
    pub fn commit(&mut self, topics: &Topics) -> Result<(), Error> {
        self.keep_labels(topics)?;
        self.store.commit()
    }

    /// Writes the labels that are new.
    ///
    /// # Errors
    /// Where the database cannot be written.
    pub fn keep_labels(&mut self, topics: &Topics) -> Result<(), Error> {
        for (number, kind, name, spelling) in self.labels.unstored(topics) {
            let values = rusqlite::params![number as i64, kind, name, spelling];
            self.store.execute("insert or replace into label values(?1, ?2, ?3, ?4)", values)?;
        }
        Ok(())
    }

    /// The path of the file with this number.
    pub fn path(&self, file: u32) -> Arc<str> {
        let last = self.last_path.borrow().clone();
        if let Some((_, path)) = last.filter(|(last, _)| *last == file) {
            return path;
        }
        let found = self.store.one("select path from source where id = ?1", [file], |row| row.get::<_, String>(0));
        // Who has the number of a file has it from its row.
        let path: Arc<str> = found.ok().flatten().unwrap_or_default().into();
        *self.last_path.borrow_mut() = Some((file, Arc::clone(&path)));
        path
    }

    /// Gives `each` card, in no certain order.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn each(&self, mut each: impl FnMut(Key, Card)) -> Result<(), Error> {
        let mut damaged = false;
        for sql in ["select id, 0, cards from source", "select source, number, cards from more"] {
            self.store.each(sql, [], |row| {
                let (file, mut number) = (row.get(0)?, row.get(1)?);
                let unpacked = card::unpack(row.get_ref(2)?.as_blob()?, |card| {
                    each((file, number), card);
                    number += 1;
                });
                damaged |= unpacked.is_err();
                Ok(())
            })?;
        }
        if damaged { Err(self.store.damaged()) } else { Ok(()) }
    }

    /// The cards with these `keys`, which are sorted and of one file.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn cards(&self, keys: &[Key]) -> Result<Vec<(Key, Card)>, Error> {
        let Some(&(file, _)) = keys.first() else { return Ok(Vec::new()) };
        let mut found = Vec::with_capacity(keys.len());
        let mut parts: Vec<u32> = vec![0];
        self.store.each("select number from more where source = ?1 order by number", [file], |row| {
            parts.push(row.get(0)?);
            Ok(())
        })?;
        let before = |number: u32| keys.partition_point(|key| key.1 < number);
        for (index, first) in parts.iter().enumerate() {
            let wanted = before(*first)..parts.get(index + 1).map_or(keys.len(), |next| before(*next));
            if wanted.is_empty() {
                continue;
            }
            // The row itself has what comes first.
            let sql = if index == 0 {
                "select cards from source where id = ?1 and ?2 = 0"
            } else {
                "select cards from more where source = ?1 and number = ?2"
            };
            self.store.each(sql, rusqlite::params![file, first], |row| {
                let mut number = *first;
                // What is damaged has been told when all cards were seen.
                let _ = card::unpack(row.get_ref(0)?.as_blob()?, |card| {
                    if keys.binary_search(&(file, number)).is_ok() {
                        found.push(((file, number), card));
                    }
                    number += 1;
                });
                Ok(())
            })?;
        }
        Ok(found)
    }

    /// Where the cards with these keys stand.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn origins(&self, keys: &BTreeSet<Key>) -> Result<BTreeMap<Key, Origin>, Error> {
        let mut origins = BTreeMap::new();
        let keys: Vec<Key> = keys.iter().copied().collect();
        for keys in keys.chunk_by(|one, other| one.0 == other.0) {
            for (key, card) in self.cards(keys)? {
                origins.insert(key, card.place.origin(&self.path(key.0)));
            }
        }
        Ok(origins)
    }

    /// Folds copies and counts what topics hold, of the articles that are no copies and not published after `until`, in
    /// microseconds. Where cards were only added to those of the tally, those are looked at alone; else, where no two have
    /// the same id, one look at each card is enough.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn group(
        &self,
        duplicates: &Duplicates,
        until: i64,
        items: impl Fn(&Topic) -> usize,
    ) -> Result<(Fold, Count<'_>), Error> {
        if *duplicates != Duplicates::Address {
            self.forget_tally()?;
            return self.count(duplicates, until, items);
        }
        if let Some(counted) = self.added_to_tally(until, &items)? {
            return Ok(counted);
        }
        let (fold, mut count) = self.count(duplicates, until, items)?;
        self.keep_tally(&fold, &mut count)?;
        Ok((fold, count))
    }

    /// As `group`, card by card.
    fn count(
        &self,
        duplicates: &Duplicates,
        until: i64,
        items: impl Fn(&Topic) -> usize,
    ) -> Result<(Fold, Count<'_>), Error> {
        let mut same = fold::SameId::default();
        let mut count = Count::new(&self.labels, until, &items);
        self.each(|key, card| {
            same.count(&card);
            count.add(key, &card, 0);
        })?;
        let has_twins = same.counted();
        self.keep_ids(same.ids())?;
        if !has_twins && *duplicates == Duplicates::Address {
            return Ok((same.finish(), count));
        }
        if has_twins {
            self.each(|key, card| same.compare(key, &card, || card.place.origin(&self.path(key.0))))?;
        }
        let mut fold = same.finish();
        if *duplicates != Duplicates::Address {
            fold::same_text(&mut fold, self.sketched()?, duplicates);
        }
        let mut count = Count::new(&self.labels, until, &items);
        self.each(|key, card| {
            if !fold.dropped.contains_key(&key) {
                count.add(key, &card, fold.place(key));
            }
        })?;
        Ok((fold, count))
    }

    fn sketched(&self) -> Result<Vec<fold::Sketched>, Error> {
        let mut sketched = Vec::new();
        for sql in ["select id, 0, cards, sketches from source", "select source, number, cards, sketches from more"] {
            self.store.each(sql, [], |row| {
                let (file, first): (u32, u32) = (row.get(0)?, row.get(1)?);
                let (mut cards, mut sketches): (Vec<Card>, Vec<Sketch>) = (Vec::new(), Vec::new());
                let _ = card::unpack(row.get_ref(2)?.as_blob()?, |card| cards.push(card));
                let _ = card::unpack(row.get_ref(3)?.as_blob()?, |sketch| sketches.push(sketch));
                for (number, (card, sketch)) in (first..).zip(cards.into_iter().zip(sketches)) {
                    sketched.push(((file, number), card.published, card.id, sketch));
                }
                Ok(())
            })?;
        }
        Ok(sketched)
    }

    /// What the articles of topics add up to, of which the archive holds only some.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn totals_of_topics(&self, topics: &Topics) -> Result<HashMap<Topic, Totals>, Error> {
        let mut all: HashMap<Topic, Totals> = HashMap::new();
        self.store.each("select totals from source where totals is not null", [], |row| {
            // What is wrong with a line was told when it was read.
            for (topic, totals) in row.get_ref(0)?.as_str()?.lines().filter_map(|line| Totals::read(line, topics).ok())
            {
                all.entry(topic).or_default().add(totals);
            }
            Ok(())
        })?;
        Ok(all)
    }

    /// The articles of each rule's topic, as rising numbers; a rule that matches nothing is not there.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn members_of_rules(&self, fold: &Fold, until: i64) -> Result<BTreeMap<usize, Vec<usize>>, Error> {
        let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        let mut number = 0;
        self.each(|key, card| {
            if fold.dropped.contains_key(&key) || card.published > until {
                return;
            }
            for label in &card.labels {
                if let Some((Topic::Rule(rule), _)) = self.labels.get(*label) {
                    members.entry(*rule).or_default().push(number);
                }
            }
            number += 1;
        })?;
        Ok(members)
    }
}

/// What was counted.
pub struct Count<'a> {
    /// What topics hold.
    pub holder: Holder<'a>,
    /// How many articles there are.
    pub articles: u64,
    /// How many are held back because they are dated later.
    pub held: u64,
    /// When the first of those is due, in microseconds since 1970.
    pub next_due: Option<i64>,
    /// How many cards were looked at for it.
    pub looked_at: u64,
    until: i64,
}

impl<'a> Count<'a> {
    fn new(labels: &'a Labels, until: i64, items: impl Fn(&Topic) -> usize) -> Self {
        Self { holder: Holder::new(labels, items), articles: 0, held: 0, next_due: None, looked_at: 0, until }
    }

    /// Takes in a card; `place` is a hash of its place, where it goes by that, else 0.
    fn add(&mut self, key: Key, card: &Card, place: u64) {
        self.looked_at += 1;
        if card.published > self.until {
            self.held += 1;
            self.next_due = Some(self.next_due.map_or(card.published, |due| due.min(card.published)));
        } else {
            self.articles += 1;
            self.holder.add(key, card, place);
        }
    }
}
