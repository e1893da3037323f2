//! feed: a topic and its articles → neutral [`Feed`] and [`Entry`] in the words of RFC 4287 → [`FeedFile`].
//!
//! One file per output format and one row in [`FORMATS`]. Only `rss.rs` knows RSS's words, only `atom.rs` Atom's.
//! What the feed crates do not check cannot get here: text is [`Text`], instants are instants, addresses are parsed.

mod atom;
mod entry;
mod rss;
mod text;
mod xml;

use std::cmp::Reverse;

use chrono::{DateTime, FixedOffset};
use url::Url;

use crate::article::{Article, Minter};
use crate::topic::Slug;
pub use entry::{Category, Content, Entry};
pub use text::{Text, shorten};

/// An output format.
#[derive(Debug)]
pub struct Format {
    /// The name in `formats` of `config.toml`.
    pub name: &'static str,
    /// What follows the slug in the name of a file.
    pub suffix: &'static str,
    /// The media type, as registered with IANA or, for RSS, as everyone uses it.
    pub media_type: &'static str,
    /// Writes a feed.
    pub write: fn(&Feed, &Options) -> Result<Vec<u8>, Error>,
}

/// The output formats.
pub const FORMATS: &[Format] = &[rss::FORMAT, atom::FORMAT];

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
    /// The formats that are written.
    pub formats: Vec<&'static Format>,
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

/// A feed, complete: nothing that either standard requires can be missing.
#[derive(Debug, Clone)]
pub struct Feed {
    slug: Slug,
    /// The id, an IRI that does not depend on where the feed is hosted.
    pub id: Text,
    /// What readers show.
    pub title: Text,
    /// What the feed is about.
    pub subtitle: Text,
    /// When its newest entry was.
    pub updated: DateTime<FixedOffset>,
    /// The articles, newest first, at least one.
    pub entries: Vec<Entry>,
    /// How many articles were left out because the feed would have been too large.
    pub left_out: usize,
}

/// A topic as a feed shows it.
#[derive(Debug, Clone, Copy)]
pub struct Heading<'a> {
    /// The name of its files.
    pub slug: &'a Slug,
    /// What readers see.
    pub title: &'a str,
    /// What it is about, if the user says so.
    pub description: Option<&'a str>,
    /// How much of each article the feed shows.
    pub show: Show,
}

impl Feed {
    /// The feed of a topic's `articles`; `None` where there is none.
    pub fn new(heading: Heading, articles: &[&Article], options: &Options) -> Option<Self> {
        let mut articles = articles.to_vec();
        articles.sort_by_key(|article| (Reverse(article.shown()), &article.id().iri));
        let mut entries: Vec<Entry> = Vec::with_capacity(articles.len());
        let mut size = 0;
        for article in &articles {
            let mut entry = Entry::new(article, heading.show, options);
            if entries.is_empty() && entry.size() > options.max_bytes {
                entry = Entry::new(article, Show::Summary, options);
            }
            size += entry.size();
            if !entries.is_empty() && size > options.max_bytes {
                break;
            }
            entries.push(entry);
        }
        let updated = entries.iter().map(|entry| entry.updated).max()?;
        let title = Text::new(heading.title);
        let about =
            heading.description.map_or_else(|| format!("{} – {}", heading.title, options.site_title), str::to_owned);
        Some(Self {
            slug: heading.slug.clone(),
            id: Text::new(&options.minter.tag(&format!("topic/{}", heading.slug))),
            title,
            subtitle: Text::new(&about),
            updated,
            left_out: articles.len() - entries.len(),
            entries,
        })
    }

    /// The name of the feed's file in `format`.
    pub fn file_name(&self, format: &Format) -> String {
        format!("{}{}", self.slug, format.suffix)
    }

    /// Where the feed is published in `format`, if that is known.
    fn address(&self, format: &Format, options: &Options) -> Option<Url> {
        options.base_url.as_ref()?.join(&self.file_name(format)).ok()
    }
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
