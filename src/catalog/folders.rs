//! Folders of page texts: which pages taught what the pages of a folder share, and what that is.

use std::collections::HashSet;

use rusqlite::params;

use super::{Catalog, Error, card};
use crate::article::{Counted, Learned};

/// A folder as it was when its pages were last looked at.
#[derive(Debug, Default)]
pub struct Folder {
    /// Hashes of the pages that were looked at, each with its stamp.
    pub pages: HashSet<u64>,
    /// What was counted.
    pub counted: Counted,
}

impl Catalog {
    /// What the pages of each folder share.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn learned(&self) -> Result<Learned, Error> {
        let mut learned = Learned::default();
        self.store.each("select name, shared from folder", [], |row| {
            let mut lines = HashSet::new();
            // What is not understood is learned anew when a page of the folder changes.
            let _ = card::unpack(row.get_ref(1)?.as_blob()?, |line: u64| {
                lines.insert(line);
            });
            learned.know(row.get_ref(0)?.as_str()?, lines);
            Ok(())
        })?;
        Ok(learned)
    }

    /// What was counted in a folder.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn folder(&self, name: &str) -> Result<Option<Folder>, Error> {
        let read = |row: &rusqlite::Row| {
            let mut pages = HashSet::new();
            let known = card::unpack(row.get_ref(0)?.as_blob()?, |page: u64| {
                pages.insert(page);
            });
            let counted = postcard::from_bytes(row.get_ref(1)?.as_blob()?).ok();
            Ok(counted.filter(|_| known.is_ok()).map(|counted| Folder { pages, counted }))
        };
        Ok(self.store.one("select pages, learner from folder where name = ?1", [name], read)?.flatten())
    }

    /// Keeps what was counted in a folder, and what its pages share.
    ///
    /// # Errors
    /// Where the database cannot be written.
    pub fn keep_folder(&self, name: &str, folder: &Folder, learned: &Learned) -> Result<(), Error> {
        let sorted = |lines: &HashSet<u64>| {
            let mut lines: Vec<u64> = lines.iter().copied().collect();
            lines.sort_unstable();
            lines
        };
        let shared = learned.of(name).map(sorted).unwrap_or_default();
        let counted = postcard::to_stdvec(&folder.counted).unwrap_or_default();
        let values = params![name, card::pack(&sorted(&folder.pages)), counted, card::pack(&shared)];
        self.store.execute("insert or replace into folder values(?1, ?2, ?3, ?4)", values).map(drop)
    }
}
