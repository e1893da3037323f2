//! The catalog on disk: an SQLite database, so that operators can look into it.
//!
//! One row holds what is known of a file of the archive, with the cards of all its articles packed. SQLite's rollback
//! journal keeps the database whole when a run is killed; what a run has not committed, it has not done.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, ErrorCode, OpenFlags, OptionalExtension, Params, Row, params};

/// The layout of the tables; a database of another layout is not opened.
const LAYOUT: i32 = 2;

/// The index beside `shown` has the versions without the articles, which fill many pages.
const TABLES: &str = "
create table meta(key text primary key, value) without rowid;
create table source(
    id integer primary key, path text not null unique, reading integer not null,
    size integer not null, modified integer not null, changed integer not null,
    skipped integer not null, drafts integer not null, known integer not null,
    mark text, problems text, totals text, cards blob not null, sketches blob not null);
create table more(
    source integer not null, number integer not null, cards blob not null, sketches blob not null,
    primary key(source, number)) without rowid;
create table label(number integer primary key, kind integer not null, name text not null, spelling text not null);
create table remembered(text integer primary key, iri text not null);
create table folder(name text primary key, pages blob not null, learner blob not null, shared blob not null)
    without rowid;
create table feed(slug text primary key, look integer not null, entries blob not null, listing text not null)
    without rowid;
create table file(
    name text primary key, size integer not null, modified integer not null) without rowid;
create table document(
    slug text not null, number integer not null, name text not null, next text,
    look integer not null, entries blob not null, primary key(slug, number)) without rowid;
create table shown(version integer primary key, article blob not null);
create index shown_version on shown(version);
create table withdrawn(iri text not null, slug text not null, noticed integer not null, primary key(iri, slug))
    without rowid;
create table told(problem integer primary key);
";

/// What came later: without it a database of this layout is whole, too. Of many files few say more than their articles,
/// and SQLite finds those by the index where it is asked in one of its words.
const ADDITIONS: &str = "
create table if not exists tally(number integer primary key, packed blob not null);
create table if not exists id(bucket integer primary key, ids blob not null);
create index if not exists source_odd on source(path)
    where known = 0 or skipped > 0 or drafts > 0 or problems is not null or totals is not null;
";

/// The catalog cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The system or SQLite says why.
    #[error("{}: the catalog cannot be {action}: {cause}", path.display())]
    Sql {
        /// The database.
        path: PathBuf,
        /// What was tried.
        action: &'static str,
        /// What SQLite says.
        cause: rusqlite::Error,
    },
    /// Its content is not what was written.
    #[error("{}: the catalog is damaged; delete the file, the next run makes it anew", path.display())]
    Damaged {
        /// The database.
        path: PathBuf,
    },
    /// It was written by another version.
    #[error(
        "{}: the catalog has layout {found}, this version knows {LAYOUT}; use the version that wrote it, or delete the file and let the next run make it anew",
        path.display()
    )]
    Layout {
        /// The database.
        path: PathBuf,
        /// Its layout.
        found: i32,
    },
}

impl Error {
    fn of(path: PathBuf, action: &'static str, cause: rusqlite::Error) -> Self {
        match cause.sqlite_error_code() {
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Self::Damaged { path },
            _ => Self::Sql { path, action, cause },
        }
    }
}

/// The database.
#[derive(Debug)]
pub struct Store {
    connection: Connection,
    path: PathBuf,
}

impl Store {
    /// Opens the database at `path`, which is made where it is missing. A run that only looks works on a copy that
    /// is gone when it ends.
    ///
    /// # Errors
    /// Where the file cannot be used.
    pub fn open(path: &Path, only_look: bool) -> Result<Self, Error> {
        let failed = |cause| Error::of(path.to_owned(), "opened", cause);
        let connection = if only_look { copy_of(path) } else { Connection::open(path) }.map_err(failed)?;
        let store = Self { connection, path: path.to_owned() };
        store.prepare().map_err(failed)?;
        let found = store.layout().map_err(failed)?;
        match found {
            LAYOUT => store.connection.execute_batch(ADDITIONS).map_err(failed)?,
            0 => {
                let tables = format!("begin immediate; {TABLES} {ADDITIONS} pragma user_version = {LAYOUT}; commit");
                store.connection.execute_batch(&tables).map_err(failed)?;
            }
            found => return Err(Error::Layout { path: path.to_owned(), found }),
        }
        Ok(store)
    }

    fn prepare(&self) -> rusqlite::Result<()> {
        self.connection.busy_timeout(std::time::Duration::from_secs(10))?;
        self.connection.set_prepared_statement_cache_capacity(64);
        // Everything that the run needs of the database fits into 16 MB at a time.
        self.connection.execute_batch("pragma cache_size = -16000; pragma temp_store = file")
    }

    fn layout(&self) -> rusqlite::Result<i32> {
        self.connection.query_row("pragma user_version", [], |row| row.get(0))
    }

    /// Why something failed.
    pub fn error(&self, action: &'static str) -> impl FnOnce(rusqlite::Error) -> Error + use<> {
        let path = self.path.clone();
        move |cause| Error::of(path, action, cause)
    }

    /// The content is not what was written.
    pub fn damaged(&self) -> Error {
        Error::Damaged { path: self.path.clone() }
    }

    /// Executes one statement.
    ///
    /// # Errors
    /// Where SQLite says no.
    pub fn execute(&self, sql: &str, values: impl Params) -> Result<usize, Error> {
        let run = || self.connection.prepare_cached(sql)?.execute(values);
        run().map_err(self.error("written"))
    }

    /// Adds a row and returns its number.
    ///
    /// # Errors
    /// Where SQLite says no.
    pub fn insert(&self, sql: &str, values: impl Params) -> Result<i64, Error> {
        let run = || self.connection.prepare_cached(sql)?.insert(values);
        run().map_err(self.error("written"))
    }

    /// Gives `each` row of a query.
    ///
    /// # Errors
    /// Where SQLite says no, or `each`.
    pub fn each(
        &self,
        sql: &str,
        values: impl Params,
        mut each: impl FnMut(&Row) -> rusqlite::Result<()>,
    ) -> Result<(), Error> {
        let run = || {
            let mut statement = self.connection.prepare_cached(sql)?;
            let mut rows = statement.query(values)?;
            while let Some(row) = rows.next()? {
                each(row)?;
            }
            Ok(())
        };
        run().map_err(self.error("read"))
    }

    /// The first row of a query, if there is one.
    ///
    /// # Errors
    /// Where SQLite says no.
    pub fn one<T>(
        &self,
        sql: &str,
        values: impl Params,
        read: impl FnOnce(&Row) -> rusqlite::Result<T>,
    ) -> Result<Option<T>, Error> {
        let run = || self.connection.prepare_cached(sql)?.query_row(values, read).optional();
        run().map_err(self.error("read"))
    }

    /// A value that is kept under a name.
    ///
    /// # Errors
    /// Where SQLite says no.
    pub fn get<T: rusqlite::types::FromSql>(&self, key: &str) -> Result<Option<T>, Error> {
        self.one("select value from meta where key = ?1", [key], |row| row.get(0))
    }

    /// Keeps a value under a name.
    ///
    /// # Errors
    /// Where SQLite says no.
    pub fn set(&self, key: &str, value: impl rusqlite::ToSql) -> Result<(), Error> {
        self.execute("insert or replace into meta values(?1, ?2)", params![key, value]).map(drop)
    }

    /// Begins what is done as a whole or not at all.
    ///
    /// # Errors
    /// Where SQLite says no.
    pub fn begin(&self) -> Result<(), Error> {
        if self.connection.is_autocommit() { self.execute("begin immediate", []).map(drop) } else { Ok(()) }
    }

    /// Ends it.
    ///
    /// # Errors
    /// Where the disk is full or fails; nothing of it is done then.
    pub fn commit(&self) -> Result<(), Error> {
        if self.connection.is_autocommit() { Ok(()) } else { self.execute("commit", []).map(drop) }
    }

    /// Ends it as if nothing of it had been done.
    ///
    /// # Errors
    /// Where the disk fails; nothing of it is done then either.
    pub fn roll_back(&self) -> Result<(), Error> {
        if self.connection.is_autocommit() { Ok(()) } else { self.execute("rollback", []).map(drop) }
    }
}

/// A temporary database with the content of the one at `path`, if there is any.
fn copy_of(path: &Path) -> rusqlite::Result<Connection> {
    let mut copy = Connection::open("")?;
    if path.exists() {
        // What a killed run has left half done can be undone only by who may write.
        let original = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        original.busy_timeout(std::time::Duration::from_secs(10))?;
        let backup = rusqlite::backup::Backup::new(&original, &mut copy)?;
        backup.run_to_completion(1_000, std::time::Duration::from_millis(10), None)?;
    }
    Ok(copy)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_that_only_looks_changes_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("catalog.sqlite");
        Store::open(&path, true).unwrap().set("a", 1).unwrap();
        assert!(!path.exists());
        let store = Store::open(&path, false).unwrap();
        store.set("a", 1).unwrap();
        let look = Store::open(&path, true).unwrap();
        assert_eq!(look.get::<i64>("a").unwrap(), Some(1));
        look.set("a", 2).unwrap();
        assert_eq!(store.get::<i64>("a").unwrap(), Some(1));
    }

    #[test]
    fn what_came_later_comes_to_a_database_that_has_it_not() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("catalog.sqlite");
        let before = "drop table tally; drop table id; drop index source_odd";
        Store::open(&path, false).unwrap().connection.execute_batch(before).unwrap();
        let store = Store::open(&path, false).unwrap();
        assert_eq!(store.execute("delete from tally", []).unwrap(), 0);
    }

    #[test]
    fn files_that_say_more_are_found_without_a_look_at_every_file() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("catalog.sqlite"), false).unwrap();
        for asked in
            ["known = 0", "skipped > 0", "drafts > 0", "problems is not null order by path", "totals is not null"]
        {
            let sql = format!("explain query plan select id from source where {asked}");
            let plan: Option<String> = store.one(&sql, [], |row| row.get(3)).unwrap();
            assert!(plan.as_ref().is_some_and(|plan| plan.contains("source_odd")), "{asked}: {plan:?}");
        }
    }

    #[test]
    fn what_is_not_committed_is_not_done() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("catalog.sqlite");
        let store = Store::open(&path, false).unwrap();
        store.begin().unwrap();
        store.set("a", 1).unwrap();
        drop(store);
        assert_eq!(Store::open(&path, false).unwrap().get::<i64>("a").unwrap(), None);
    }

    #[test]
    fn another_layout_and_no_database_are_told() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("catalog.sqlite");
        Store::open(&path, false).unwrap().connection.execute_batch("pragma user_version = 99").unwrap();
        assert!(Store::open(&path, false).unwrap_err().to_string().contains("layout 99"));
        std::fs::write(&path, "this is no database, however long it is".repeat(100)).unwrap();
        assert!(Store::open(&path, false).unwrap_err().to_string().contains("the catalog is damaged; delete the file"));
    }
}
