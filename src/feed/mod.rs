//! feed: a topic and its articles → neutral [`Feed`] and [`Entry`] in the words of RFC 4287 → [`FeedFile`].
//!
//! One file per output format and one row: in [`FORMATS`] where it shows one feed, in [`SITE_FORMATS`] where it shows
//! all of them. Only `rss.rs` knows RSS's words, only `atom.rs` Atom's. What the feed crates do not check cannot get
//! here: text is [`Text`], instants are instants, addresses are parsed.

mod atom;
mod entry;
mod extension;
mod history;
mod html;
mod index;
mod json;
mod listing;
mod opml;
mod own;
mod replay;
mod rss;
mod sitemap;
mod style;
mod text;
mod words;
mod xml;

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, FixedOffset, Utc};
use url::Url;

use crate::article::Minter;
use crate::topic::Slug;
use entry::Written;
pub use entry::{Category, Content, Entry};
pub use history::{Archives, By, History, fitting};
pub use listing::{Headline, Kind, Listing};
pub use own::{HEAD, is_own};
pub use replay::{Pace, replay_name};
pub use text::{Text, shorten};
pub use words::{INDONESIAN, Words};
use xml::Once;

/// A format of one feed.
#[derive(Debug)]
pub struct Format {
    /// The name in `formats` of `config.toml`.
    pub name: &'static str,
    /// What people call it.
    pub title: &'static str,
    /// Whether readers subscribe to it, as they do not to a page.
    pub subscribed: bool,
    /// What follows the slug in the name of a file.
    pub suffix: &'static str,
    /// The media type, as registered with IANA or, for RSS, as everyone uses it.
    pub media_type: &'static str,
    /// Writes a feed.
    pub write: fn(&Feed, &Options) -> Result<Vec<u8>, Error>,
}

/// The formats of one feed; what comes first is what readers that know several should take.
pub const FORMATS: &[Format] = &[rss::FORMAT, atom::FORMAT, json::FORMAT, html::FORMAT];

/// A format of all feeds together.
#[derive(Debug)]
pub struct SiteFormat {
    /// The name in `formats` of `config.toml`.
    pub name: &'static str,
    /// The file, whose name no feed's file can have.
    pub file: &'static str,
    /// The media type, as registered with IANA or as everyone uses it.
    pub media_type: &'static str,
    /// Whether it is made of addresses, so that it takes a `base_url`.
    pub needs_base: bool,
    /// Writes the file, and others beside it where one would grow too large.
    pub write: fn(&[Listing], &Options) -> Result<Vec<FeedFile>, Error>,
}

/// The formats of all feeds together.
pub const SITE_FORMATS: &[SiteFormat] = &[index::FORMAT, opml::FORMAT, sitemap::FORMAT, style::FORMAT];

/// A format could not write a feed.
#[derive(Debug, thiserror::Error)]
#[error("{file}: the feed could not be written: {reason}")]
pub struct Error {
    /// The file that is missing.
    pub file: String,
    /// What the format says.
    pub reason: String,
}

/// How much of an article a feed shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Show {
    /// The whole text.
    Full,
    /// The summary.
    Summary,
    /// Title and link.
    None,
}

impl Show {
    /// Every way and its name in `config.toml`.
    pub const NAMES: &[(&str, Show)] = &[("full", Show::Full), ("summary", Show::Summary), ("none", Show::None)];
}

/// How instants are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Time {
    /// In UTC: every reader understands it.
    Utc,
    /// With the offset of the article.
    Offset,
}

impl Time {
    /// Every way and its name in `config.toml`.
    pub const NAMES: &[(&str, Time)] = &[("utc", Time::Utc), ("offset", Time::Offset)];
}

/// What the user says about feeds.
#[derive(Debug, Clone)]
pub struct Options {
    /// The name of the publication.
    pub site_title: String,
    /// The publication's home page.
    pub home: Url,
    /// Under which address the folder of the feeds is published, if it is known.
    pub base_url: Option<Url>,
    /// The author of articles that name none.
    pub author: String,
    /// Who may do what with the articles.
    pub rights: Option<String>,
    /// The language of the feeds, a BCP 47 tag.
    pub language: String,
    /// The authority behind ids.
    pub minter: Minter,
    /// The picture of the publication, square.
    pub icon: Option<Url>,
    /// The picture of the publication, twice as wide as high.
    pub logo: Option<Url>,
    /// The language of pages.
    pub words: &'static Words,
    /// The names of those who sign with a code, by the code in lower case.
    pub initials: BTreeMap<String, String>,
    /// The WebSub hub that tells subscribers of new articles.
    pub hub: Option<Url>,
    /// Minutes between two runs, if the user says so.
    pub every_minutes: Option<usize>,
    /// The formats of one feed that are written, in the order of [`FORMATS`].
    pub formats: Vec<&'static Format>,
    /// The formats of all feeds together that are written, in the order of [`SITE_FORMATS`].
    pub site_formats: Vec<&'static SiteFormat>,
    /// How many articles a feed holds.
    pub items: usize,
    /// How much of each it shows.
    pub show: Show,
    /// The length of summaries, in characters.
    pub summary_chars: usize,
    /// How instants are written.
    pub time: Time,
    /// The largest feed, in bytes; what does not fit is left out, oldest first.
    pub max_bytes: usize,
}

impl Options {
    /// Where the file `name` is published, if that is known.
    pub fn address(&self, name: &str) -> Option<Url> {
        self.base_url.as_ref()?.join(name).ok()
    }

    /// Whether the file `name` is one that people subscribe to and that changes.
    pub fn is_subscribed(&self, name: &str) -> bool {
        let is_feed = self.formats.iter().any(|format| format.subscribed && name.ends_with(format.suffix));
        is_feed && !history::is_archive(name)
    }

    fn writes(&self, format: &SiteFormat) -> bool {
        self.site_formats.iter().any(|written| written.name == format.name)
    }

    /// The stylesheet of the document `feed`, seen from it, if there is one.
    fn style(&self, feed: &Feed) -> Option<String> {
        self.writes(&style::FORMAT).then(|| format!("{}{}", feed.to_top(), style::FORMAT.file))
    }
}

/// A feed, complete: nothing that either standard requires can be missing.
#[derive(Debug, Clone)]
pub struct Feed {
    slug: Slug,
    /// The name of its files without what tells the format, a path in the folder of the feeds.
    name: String,
    history: History,
    tombstones: Vec<Tombstone>,
    /// Whether it shows every article that the topic holds.
    is_complete: bool,
    /// What makes the topic.
    pub kind: Kind,
    /// The id, an IRI that does not depend on where the feed is hosted.
    pub id: Text,
    /// What readers show.
    pub title: Text,
    /// What the feed is about.
    pub subtitle: Text,
    /// Whether the user says what it is about.
    is_described: bool,
    /// Under which heading the topic is listed.
    pub folder: Option<Text>,
    /// How many articles the topic holds, of which the feed shows the newest.
    pub count: usize,
    /// When the first and the last of them are shown as published.
    pub span: (DateTime<FixedOffset>, DateTime<FixedOffset>),
    /// When its newest entry was.
    pub updated: DateTime<FixedOffset>,
    /// The articles, newest first, at least one.
    pub entries: Vec<Arc<Entry>>,
    /// How many articles were left out because the feed would have been too large.
    pub left_out: usize,
}

/// An article that was in the feed and is no more in the archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tombstone {
    /// Its id.
    pub id: Text,
    /// When that was noticed.
    pub when: DateTime<Utc>,
}

/// A topic as a feed shows it.
#[derive(Debug, Clone, Copy)]
pub struct Heading<'a> {
    /// The name of its files.
    pub slug: &'a Slug,
    /// What makes the topic.
    pub kind: Kind,
    /// What readers see.
    pub title: &'a str,
    /// What it is about, if the user says so.
    pub description: Option<&'a str>,
    /// Under which heading it is listed, if the user says so.
    pub folder: Option<&'a str>,
    /// How many articles the topic holds.
    pub count: usize,
    /// When the first and the last of them are shown as published.
    pub span: (DateTime<FixedOffset>, DateTime<FixedOffset>),
    /// How much of each article the feed shows.
    pub show: Show,
}

impl Feed {
    /// The feed of a topic with the entries of its `articles`, which are whole; `None` where there is none.
    pub fn new(heading: Heading, articles: &[Arc<Entry>], options: &Options) -> Option<Self> {
        let mut articles: Vec<&Arc<Entry>> = articles.iter().collect();
        articles.sort_by_key(|entry| (Reverse(entry.published), &entry.id));
        let (entries, left_out) = entries(&articles, heading.show, options);
        let updated = entries.iter().map(|entry| entry.updated).max()?;
        let about =
            heading.description.map_or_else(|| format!("{} – {}", heading.title, options.site_title), str::to_owned);
        Some(Self {
            slug: heading.slug.clone(),
            name: heading.slug.to_string(),
            history: History::default(),
            tombstones: Vec::new(),
            is_complete: entries.len() == heading.count,
            kind: heading.kind,
            id: Text::new(&options.minter.tag(&format!("topic/{}", heading.slug))),
            title: Text::new(heading.title),
            subtitle: Text::new(&about),
            is_described: heading.description.is_some(),
            folder: heading.folder.map(Text::new),
            count: heading.count,
            span: heading.span,
            updated,
            left_out,
            entries,
        })
    }

    /// The same feed, saying that these articles were withdrawn.
    pub fn with_tombstones(self, tombstones: Vec<Tombstone>) -> Self {
        Self { tombstones, ..self }
    }

    /// The name of the feed's file in `format`.
    pub fn file_name(&self, format: &Format) -> String {
        format!("{}{}", self.name, format.suffix)
    }

    /// The way from the feed's file to the folder of the feeds: empty, or `../` for each folder between.
    pub fn to_top(&self) -> String {
        "../".repeat(self.name.matches('/').count())
    }

    /// Where the feed is published in `format`, if that is known.
    fn address(&self, format: &Format, options: &Options) -> Option<Url> {
        options.address(&self.file_name(format))
    }

    /// Where readers find the feed and what belongs to it, by relation: itself, its hub, its history.
    fn links(&self, format: &Format, options: &Options) -> Vec<(&'static str, Url)> {
        let own = self.address(format, options).map(|url| ("self", url));
        // A closed document has nothing new to tell.
        let hub = options.hub.clone().filter(|_| !self.is_archive()).map(|url| ("hub", url));
        let related = self
            .related()
            .into_iter()
            .filter_map(|(relation, name)| Some((relation, options.address(&format!("{name}{}", format.suffix))?)));
        own.into_iter().chain(hub).chain(related).collect()
    }

    /// Minutes between two runs, where the document changes and the user says so.
    fn every_minutes(&self, options: &Options) -> Option<usize> {
        options.every_minutes.filter(|_| !self.is_archive())
    }

    /// What made the document. A closed one does not change with the version.
    fn version(&self) -> Option<&'static str> {
        (!self.is_archive()).then_some(env!("CARGO_PKG_VERSION"))
    }

    /// The feed in a format of XML, its entries being elements `name` with `gap` between them. `document` has a crate write
    /// those that no feed has shown before, and corrects that; `once` is where they are kept.
    ///
    /// # Errors
    /// Those of the crate.
    fn in_xml(
        &self,
        name: &str,
        gap: &str,
        once: fn(&Written) -> &Once,
        document: impl FnOnce(&[&Entry]) -> Result<String, String>,
    ) -> Result<Vec<u8>, String> {
        let is_missing = |entry: &&Entry| once(&entry.written).get().is_none();
        let missing: Vec<&Entry> = self.entries.iter().map(Arc::as_ref).filter(is_missing).collect();
        let document = document(&missing)?;
        let missing = missing.iter().map(|entry| (once(&entry.written), entry.content != Content::None));
        let all = self.entries.iter().map(|entry| (once(&entry.written), entry.html()));
        xml::filled(&document, name, gap, missing, all)
    }

    /// The page that shows the same to people: its own where pages are written, else the home page.
    fn page(&self, options: &Options) -> Url {
        let page = options.formats.iter().find(|format| !format.subscribed);
        page.and_then(|format| self.address(format, options)).unwrap_or_else(|| options.home.clone())
    }
}

/// The entries of `articles` that fit, and how many articles do not.
fn entries(articles: &[&Arc<Entry>], show: Show, options: &Options) -> (Vec<Arc<Entry>>, usize) {
    let mut entries: Vec<Arc<Entry>> = Vec::with_capacity(articles.len());
    let mut size = 0;
    for article in articles {
        let mut entry = article.shown(show);
        if entries.is_empty() && entry.size() > options.max_bytes {
            entry = entry.shown(Show::Summary);
        }
        size += entry.size();
        if !entries.is_empty() && size > options.max_bytes {
            break;
        }
        entries.push(entry);
    }
    let left_out = articles.len() - entries.len();
    (entries, left_out)
}

/// A file that is ready to be published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedFile {
    /// The name in the folder of the feeds.
    pub name: String,
    /// The whole file.
    pub bytes: Vec<u8>,
}

/// Writes `feed` in every format that `options` ask for.
///
/// # Errors
/// Where a format cannot write it.
pub fn render(feed: &Feed, options: &Options) -> Result<Vec<FeedFile>, Error> {
    let files = options.formats.iter();
    files.map(|format| Ok(FeedFile { name: feed.file_name(format), bytes: (format.write)(feed, options)? })).collect()
}

/// Writes what shows all feeds together, in every format that `options` ask for; nothing where there is no feed.
///
/// # Errors
/// Where a format cannot write it.
pub fn site(listings: &[Listing], options: &Options) -> Result<Vec<FeedFile>, Error> {
    let mut files = Vec::new();
    for format in options.site_formats.iter().filter(|_| !listings.is_empty()) {
        files.extend((format.write)(listings, options)?);
    }
    Ok(files)
}
