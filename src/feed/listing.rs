//! A feed as a list of feeds shows it.

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use url::Url;

use super::{Entry, Feed, Format, Options, Text, Words};
use crate::topic::Slug;

/// How many titles a listing shows.
const LATEST: usize = 3;

/// What makes a topic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Kind {
    /// It holds everything.
    All,
    /// The user's rule.
    Rule,
    /// A word of the newsroom.
    Tag,
    /// It brings back the old articles of another.
    Replay,
}

/// What a list of all feeds says of one. It is small, and can be kept between runs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listing {
    /// The name of its files.
    #[serde(serialize_with = "slug_to_text", deserialize_with = "slug_from_text")]
    pub slug: Slug,
    /// The name of its files without what tells the format, a path in the folder of the feeds.
    pub name: String,
    /// What makes the topic.
    pub kind: Kind,
    /// What readers show.
    pub title: Text,
    /// What the feed is about.
    pub subtitle: Text,
    /// Under which heading it is listed.
    pub folder: Option<Text>,
    /// How many articles the topic holds.
    pub count: usize,
    /// When the first and the last of them are shown as published.
    pub span: (DateTime<FixedOffset>, DateTime<FixedOffset>),
    /// When the newest entry of the feed was.
    pub updated: DateTime<FixedOffset>,
    /// Its newest articles, newest first.
    pub latest: Vec<Headline>,
}

/// An article as a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Headline {
    /// The headline.
    pub title: Text,
    /// Where the article is, if it is anywhere.
    pub link: Option<Url>,
    /// When it was published.
    pub published: DateTime<FixedOffset>,
    /// Whether only the day is known.
    pub day_only: bool,
}

impl From<&Entry> for Headline {
    fn from(entry: &Entry) -> Self {
        let (title, link) = (entry.title.clone(), entry.link.clone());
        Self { title, link, published: entry.published, day_only: entry.day_only }
    }
}

impl From<&Feed> for Listing {
    fn from(feed: &Feed) -> Self {
        Self {
            slug: feed.slug.clone(),
            name: feed.name.clone(),
            kind: feed.kind,
            title: feed.title.clone(),
            subtitle: feed.subtitle.clone(),
            folder: feed.folder.clone(),
            count: feed.count,
            span: feed.span,
            updated: feed.updated,
            latest: feed.entries.iter().take(LATEST).map(|entry| Headline::from(&**entry)).collect(),
        }
    }
}

impl Listing {
    /// The name of the feed's file in `format`.
    pub fn file_name(&self, format: &Format) -> String {
        format!("{}{}", self.name, format.suffix)
    }

    /// The file that shows the feed to people, if there is one.
    pub fn page(&self, options: &Options) -> Option<String> {
        options.formats.iter().find(|format| !format.subscribed).map(|format| self.file_name(format))
    }
}

/// A heading, if there is one, and the listings under it.
pub type Folder<'a> = (Option<&'a str>, Vec<&'a Listing>);

/// The listings by folder: first those that have none, then the folders by name, then the tags without one, then the
/// replays, which nobody should subscribe to unawares. The feed of everything leads; the others are in the order of
/// their titles.
pub fn by_folder<'a>(listings: &'a [Listing], words: &'a Words) -> Vec<Folder<'a>> {
    let mut folders: BTreeMap<(u8, Option<String>), Folder> = BTreeMap::new();
    for listing in listings {
        let (rank, folder) = match (&listing.folder, listing.kind) {
            (_, Kind::Replay) => (2, Some(words.replays)),
            (Some(folder), _) => (0, Some(folder.as_str())),
            (None, Kind::Tag) => (1, Some(words.tags)),
            (None, Kind::All | Kind::Rule) => (0, None),
        };
        let key = (rank, folder.map(str::to_lowercase));
        folders.entry(key).or_insert_with(|| (folder, Vec::new())).1.push(listing);
    }
    let order = |listing: &&Listing| (listing.kind != Kind::All, listing.title.as_str().to_lowercase());
    folders.values_mut().for_each(|(_, held)| held.sort_by_cached_key(order));
    folders.into_values().collect()
}

fn slug_to_text<S: Serializer>(slug: &Slug, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(slug.as_str())
}

fn slug_from_text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Slug, D::Error> {
    let text = String::deserialize(deserializer)?;
    Slug::parse(&text).ok_or_else(|| serde::de::Error::custom("no slug"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listing(title: &str, kind: Kind, folder: Option<&str>) -> Listing {
        let at = DateTime::parse_from_rfc3339("2022-03-02T19:13:00+07:00").unwrap();
        let link = Url::parse("https://warta.example/?a=1&b").ok();
        Listing {
            slug: Slug::of(title),
            name: Slug::of(title).to_string(),
            kind,
            title: Text::new(title),
            subtitle: Text::new("\u{b}<&>"),
            folder: folder.map(Text::new),
            count: 3,
            span: (at, at),
            updated: at,
            latest: vec![Headline { title: Text::new("Ada"), link, published: at, day_only: true }],
        }
    }

    #[test]
    fn a_listing_can_be_kept() {
        let listing = listing("Tani & ternak", Kind::Rule, Some("Desa"));
        let kept = serde_json::to_string(&listing).unwrap();
        assert_eq!(serde_json::from_str::<Listing>(&kept).unwrap(), listing);
        assert!(serde_json::from_str::<Listing>(&kept.replace("tani-ternak", "../tani")).is_err());
    }

    #[test]
    fn folders_by_name_and_tags_last() {
        let listings = [
            listing("kopi", Kind::Tag, None),
            listing("Zaman", Kind::Rule, None),
            listing("teh", Kind::Tag, Some("Minuman")),
            listing("Adat", Kind::Rule, Some("budaya")),
            listing("Semua", Kind::All, None),
            listing("Adat", Kind::Replay, None),
        ];
        let shown: Vec<(Option<&str>, Vec<&str>)> = by_folder(&listings, &crate::feed::INDONESIAN)
            .into_iter()
            .map(|(folder, held)| (folder, held.iter().map(|listing| listing.title.as_str()).collect()))
            .collect();
        let expected = [
            (None, vec!["Semua", "Zaman"]),
            (Some("budaya"), vec!["Adat"]),
            (Some("Minuman"), vec!["teh"]),
            (Some("Tag"), vec!["kopi"]),
            (Some("Putar ulang"), vec!["Adat"]),
        ];
        assert_eq!(shown, expected);
    }
}
