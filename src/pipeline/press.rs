//! The press: what is as it was published stays; what is not is staged and remembered. Every feed, every document of a
//! history and what shows all feeds together goes through it.

use std::collections::{BTreeMap, HashMap};

use super::publish::{Room, file_state};
use super::{Error, FeedChange, Published};
use crate::catalog::{FeedState, FileState, Published as Entry};
use crate::config::Config;
use crate::feed::{Feed, FeedFile, Listing};
use crate::output::Staging;
use crate::report::Report;

/// Feeds of more bytes are not taken by every reader.
const LARGE: usize = 1_000_000;

/// What was published before.
pub(super) struct Before {
    /// Feeds by slug, replays by name.
    pub feeds: BTreeMap<String, FeedState>,
    /// Files by name.
    pub files: BTreeMap<String, Option<FileState>>,
}

/// A feed as it is to be: a hash of all that its files depend on, and its entries.
#[derive(Debug)]
pub(super) struct Wanted {
    pub look: u64,
    pub entries: Vec<Entry>,
}

/// The press of one run.
pub(super) struct Press<'a> {
    room: Room<'a>,
    pub before: &'a Before,
    pub staging: Staging<'a>,
    pub published: Published,
}

impl<'a> Press<'a> {
    /// A press that has published nothing yet.
    pub fn new(room: Room<'a>, before: &'a Before, staging: Staging<'a>) -> Self {
        Self { room, before, staging, published: Published::default() }
    }

    /// Whether the files of a document are as they were published.
    pub fn is_there(&self, name: &str) -> bool {
        let config = self.room.config;
        let is_there = |name: &String| is_intact(config, name, self.before.files.get(name).copied().flatten());
        file_names(config, name).iter().all(is_there)
    }

    /// Whether the feed `name` is as it was published; where files list all feeds, with what they say of it.
    pub fn as_before(&self, name: &str, wanted: &Wanted) -> Result<Option<Option<Listing>>, Error> {
        let is_as_before = self.before.feeds.get(name).is_some_and(|old| old.look == wanted.look);
        if !is_as_before || !self.is_there(name) {
            return Ok(None);
        }
        Ok(if self.has_lists() { self.old(name)?.map(Some) } else { Some(None) })
    }

    /// Whether there are files that list all feeds.
    pub fn has_lists(&self) -> bool {
        !self.room.config.feed.site_formats.is_empty()
    }

    /// The listing of the feed `name` as it was published, if it was.
    pub fn old(&self, name: &str) -> Result<Option<Listing>, Error> {
        let words = self.room.gathered.catalog.listing(name)?;
        let listing = words.and_then(|words| serde_json::from_str(&words).ok());
        Ok(listing.map(|mut listing: Listing| {
            // All are in memory together.
            listing.latest.shrink_to_fit();
            listing
        }))
    }

    /// Counts the files of a document that are as they were.
    pub fn unchanged(&mut self, name: &str) {
        file_names(self.room.config, name).iter().for_each(|_| self.staging.unchanged());
    }

    /// Takes files that are to be published, unless the run is to stop.
    pub fn stage(&mut self, files: &[FeedFile]) -> Result<(), Error> {
        stop_if_told(self.room.config)?;
        Ok(files.iter().try_for_each(|file| self.staging.offer(file))?)
    }

    /// Takes the `files` of a feed and remembers the feed. Returns its listing, where there are lists.
    pub fn take(
        &mut self,
        name: &str,
        feed: &Feed,
        files: &[FeedFile],
        wanted: Wanted,
        report: &mut Report,
    ) -> Result<Option<Listing>, Error> {
        self.stage(files)?;
        if feed.left_out > 0 {
            report.shortened.push((name.to_owned(), feed.entries.len(), feed.left_out));
        }
        let large = files.iter().filter(|file| file.bytes.len() > LARGE);
        report.large.extend(large.map(|file| (file.name.clone(), file.bytes.len())));
        let Wanted { look, entries } = wanted;
        let old = self.before.feeds.get(name).map_or(&[][..], |old| &old.entries);
        self.published.changed.extend(change(name, old, &entries));
        let listing = Listing::from(feed);
        let words = serde_json::to_string(&listing).unwrap_or_default();
        self.room.gathered.catalog.keep_feed(name, &FeedState { look, entries }, &words)?;
        Ok(Some(listing).filter(|_| self.has_lists()))
    }
}

/// Ends a run that was told to stop, while nothing of it is published.
pub(super) fn stop_if_told(config: &Config) -> Result<(), Error> {
    if config.archive.control.is_stopped() { Err(Error::Stopped) } else { Ok(()) }
}

/// Whether a file is as it was published.
pub(super) fn is_intact(config: &Config, name: &str, state: Option<FileState>) -> bool {
    // What the system does not tell is looked into, which tells why.
    state.is_some() && file_state(config, name).is_ok_and(|found| found == state)
}

/// The files of a document in every format, with their siblings.
pub(super) fn file_names(config: &Config, name: impl std::fmt::Display) -> Vec<String> {
    let names = config.feed.formats.iter().map(|format| format!("{name}{}", format.suffix));
    names.flat_map(|name| config.output.with_siblings(&name)).collect()
}

/// What is new, changed and gone in a feed.
pub(super) fn change(slug: &str, before: &[Entry], after: &[Entry]) -> Option<FeedChange> {
    let versions =
        |entries: &[Entry]| -> HashMap<u64, u64> { entries.iter().map(|entry| (entry.id, entry.version)).collect() };
    let (before, after) = (versions(before), versions(after));
    let new = after.keys().filter(|id| !before.contains_key(*id)).count();
    let changed = after.iter().filter(|(id, version)| before.get(*id).is_some_and(|before| before != *version)).count();
    let gone = before.keys().filter(|id| !after.contains_key(*id)).count();
    (new + changed + gone > 0).then(|| FeedChange { slug: slug.to_owned(), new, changed, gone })
}
