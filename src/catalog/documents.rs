//! The closed documents of the histories: which articles stand in which.

use std::collections::BTreeMap;

use rusqlite::params;

use super::{Catalog, Error, Published, card};

/// A document as it was published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Its number in the history of its topic; a later one has a larger number.
    pub number: u32,
    /// The name of its files without what tells the format.
    pub name: String,
    /// The name of the document after it, where it leads to that one.
    pub next: Option<String>,
    /// A hash of all that its files depend on.
    pub look: u64,
    /// Its articles: hashes of id and version.
    pub entries: Vec<Published>,
}

impl Catalog {
    /// The documents of every topic's history by the topic's slug, those closed first first.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn documents(&self) -> Result<BTreeMap<String, Vec<Document>>, Error> {
        let mut documents: BTreeMap<String, Vec<Document>> = BTreeMap::new();
        let sql = "select slug, number, name, next, look, entries from document order by slug, number";
        let mut damaged = false;
        self.store.each(sql, [], |row| {
            let mut entries = Vec::new();
            damaged |= card::unpack(row.get_ref(5)?.as_blob()?, |entry| entries.push(entry)).is_err();
            let look = row.get::<_, i64>(4)? as u64;
            let document = Document { number: row.get(1)?, name: row.get(2)?, next: row.get(3)?, look, entries };
            documents.entry(row.get(0)?).or_default().push(document);
            Ok(())
        })?;
        if damaged { Err(self.store.damaged()) } else { Ok(documents) }
    }

    /// Remembers a document as it is published.
    ///
    /// # Errors
    /// Where the database cannot be written.
    pub fn keep_document(&self, slug: &str, document: &Document) -> Result<(), Error> {
        let entries = card::pack(&document.entries);
        let values = params![slug, document.number, document.name, document.next, document.look as i64, entries];
        self.store.execute("insert or replace into document values(?1, ?2, ?3, ?4, ?5, ?6)", values).map(drop)
    }

    /// Forgets a document that is no more.
    ///
    /// # Errors
    /// Where the database cannot be written.
    pub fn drop_document(&self, slug: &str, number: u32) -> Result<(), Error> {
        self.store.execute("delete from document where slug = ?1 and number = ?2", params![slug, number]).map(drop)
    }
}
