//! What was published: the feeds with their entries, the files, and the articles that they show.

use std::collections::{BTreeMap, HashSet};

use rusqlite::params;
use serde::{Deserialize, Serialize};

use super::{Catalog, Error, card};

/// A feed as it was published.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FeedState {
    /// A hash of all that the feed's files depend on.
    pub look: u64,
    /// Its entries: hashes of id and version.
    pub entries: Vec<Published>,
}

/// An entry as it was published: hashes of its id and of what was shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Published {
    /// A hash of the id.
    #[serde(with = "postcard::fixint::le")]
    pub id: u64,
    /// A hash of what was shown.
    #[serde(with = "postcard::fixint::le")]
    pub version: u64,
}

/// A file as it was published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileState {
    /// Its length, in bytes.
    pub size: u64,
    /// When it was last changed, in nanoseconds since 1970.
    pub modified: i64,
}

/// An article that was withdrawn from the archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Withdrawn {
    /// Its id.
    pub iri: String,
    /// When a run noticed, in seconds since 1970.
    pub noticed: i64,
}

impl Catalog {
    /// The feeds as they were published, by slug.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn feeds(&self) -> Result<BTreeMap<String, FeedState>, Error> {
        let mut feeds = BTreeMap::new();
        self.store.each("select slug, look, entries from feed", [], |row| {
            let mut entries = Vec::new();
            // A feed whose entries are not understood is rendered anew.
            let look = card::unpack(row.get_ref(2)?.as_blob()?, |entry| entries.push(entry));
            let look = if look.is_ok() { row.get::<_, i64>(1)? as u64 } else { 0 };
            feeds.insert(row.get(0)?, FeedState { look, entries });
            Ok(())
        })?;
        Ok(feeds)
    }

    /// What lists of feeds say of a feed that is published, as JSON, longer than all else that is known of the feed.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn listing(&self, slug: &str) -> Result<Option<String>, Error> {
        self.store.one("select listing from feed where slug = ?1", [slug], |row| row.get(0))
    }

    /// Remembers a feed as it is published, and what lists of feeds say of it, as JSON.
    ///
    /// # Errors
    /// Where the database cannot be written.
    pub fn keep_feed(&self, slug: &str, feed: &FeedState, listing: &str) -> Result<(), Error> {
        let values = params![slug, feed.look as i64, card::pack(&feed.entries), listing];
        self.store.execute("insert or replace into feed values(?1, ?2, ?3, ?4)", values).map(drop)
    }

    /// Forgets a feed that is no more.
    ///
    /// # Errors
    /// Where the database cannot be written.
    pub fn drop_feed(&self, slug: &str) -> Result<(), Error> {
        self.store.execute("delete from withdrawn where slug = ?1", [slug])?;
        self.store.execute("delete from feed where slug = ?1", [slug]).map(drop)
    }

    /// The files that are the tool's own, by name; those about which nothing is known were about to be written.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn published_files(&self) -> Result<BTreeMap<String, Option<FileState>>, Error> {
        let mut files = BTreeMap::new();
        self.store.each("select name, size, modified from file", [], |row| {
            let size: i64 = row.get(1)?;
            let state = FileState { size: size as u64, modified: row.get(2)? };
            files.insert(row.get(0)?, (size >= 0).then_some(state));
            Ok(())
        })?;
        Ok(files)
    }

    /// Remembers a file as the tool's own, as it is or as one that is about to be written.
    ///
    /// # Errors
    /// Where the database cannot be written.
    pub fn keep_file(&self, name: &str, state: Option<FileState>) -> Result<(), Error> {
        let (size, modified) = state.map_or((-1, 0), |state| (state.size as i64, state.modified));
        let values = params![name, size, modified];
        self.store.execute("insert or replace into file(name, size, modified) values(?1, ?2, ?3)", values).map(drop)
    }

    /// Forgets a file that was removed.
    ///
    /// # Errors
    /// Where the database cannot be written.
    pub fn drop_file(&self, name: &str) -> Result<(), Error> {
        self.store.execute("delete from file where name = ?1", [name]).map(drop)
    }

    /// The article that was kept under this version, as it was kept.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn article(&self, version: u64) -> Result<Option<Vec<u8>>, Error> {
        self.store.one("select article from shown where version = ?1", [version as i64], |row| row.get(0))
    }

    /// Keeps an article for the next time that a feed shows it.
    ///
    /// # Errors
    /// Where the database cannot be written.
    pub fn keep_article(&self, version: u64, article: &[u8]) -> Result<(), Error> {
        self.store.execute("insert or replace into shown values(?1, ?2)", params![version as i64, article]).map(drop)
    }

    /// Drops the articles that no feed shows any more: all but these `versions`, which are sorted.
    ///
    /// # Errors
    /// Where the database cannot be written.
    pub fn keep_only(&self, versions: &[u64]) -> Result<(), Error> {
        let mut stale: Vec<i64> = Vec::new();
        self.store.each("select version from shown", [], |row| {
            let version: i64 = row.get(0)?;
            if versions.binary_search(&(version as u64)).is_err() {
                stale.push(version);
            }
            Ok(())
        })?;
        for version in stale {
            self.store.execute("delete from shown where version = ?1", [version])?;
        }
        Ok(())
    }

    /// The articles that were withdrawn from a feed, the last first.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn withdrawn(&self, slug: &str) -> Result<Vec<Withdrawn>, Error> {
        let mut withdrawn = Vec::new();
        let sql = "select iri, noticed from withdrawn where slug = ?1 order by noticed desc, iri";
        self.store.each(sql, [slug], |row| {
            withdrawn.push(Withdrawn { iri: row.get(0)?, noticed: row.get(1)? });
            Ok(())
        })?;
        Ok(withdrawn)
    }

    /// Remembers that an article was withdrawn from a feed.
    ///
    /// # Errors
    /// Where the database cannot be written.
    pub fn withdraw(&self, slug: &str, withdrawn: &Withdrawn) -> Result<(), Error> {
        let values = params![withdrawn.iri, slug, withdrawn.noticed];
        self.store.execute("insert or ignore into withdrawn values(?1, ?2, ?3)", values).map(drop)
    }

    /// Forgets that an article was withdrawn: it is back.
    ///
    /// # Errors
    /// Where the database cannot be written.
    pub fn return_to(&self, slug: &str, iri: &str) -> Result<(), Error> {
        self.store.execute("delete from withdrawn where slug = ?1 and iri = ?2", params![slug, iri]).map(drop)
    }

    /// Of `problems`, those that were not told by the last run; all of them are remembered as told.
    ///
    /// # Errors
    /// Where the database cannot be used.
    pub fn untold<T>(&self, problems: Vec<T>, words: impl Fn(&T) -> String) -> Result<Vec<T>, Error> {
        let mut told: HashSet<i64> = HashSet::new();
        self.store.each("select problem from told", [], |row| {
            told.insert(row.get(0)?);
            Ok(())
        })?;
        let now: Vec<i64> = problems.iter().map(|problem| card::hash(&words(problem)) as i64).collect();
        if now.iter().any(|problem| !told.contains(problem)) || now.len() < told.len() {
            self.store.execute("delete from told", [])?;
            for problem in &now {
                self.store.execute("insert or ignore into told values(?1)", [problem])?;
            }
        }
        Ok(problems.into_iter().zip(now).filter(|(_, hash)| !told.contains(hash)).map(|(problem, _)| problem).collect())
    }

    /// A number that is kept from run to run.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn kept(&self, name: &str) -> Result<Option<i64>, Error> {
        self.store.get(name)
    }

    /// Keeps a number from run to run.
    ///
    /// # Errors
    /// Where the database cannot be written.
    pub fn keep(&self, name: &str, value: i64) -> Result<(), Error> {
        if self.kept(name)? == Some(value) { Ok(()) } else { self.store.set(name, value) }
    }
}
