//! The page of all topics.

use std::cmp::Reverse;

use askama::Template;

use super::html::{HEAD, Link, content_language, render};
use super::listing::{Kind, Listing, by_folder};
use super::words::{Words, machine};
use super::{Error, FeedFile, Options, SiteFormat, opml};

/// The page that a web server shows for the folder.
pub const FORMAT: SiteFormat =
    SiteFormat { name: "index", file: "index.html", media_type: "text/html", needs_base: false, write };

/// The page shows so many topics, those with most articles; a page of more would be slow, and nobody reads it.
const MOST: usize = 2_000;

#[derive(Template)]
#[template(path = "index.html", config = "src/feed/askama.toml")]
struct Page<'a> {
    head: &'static str,
    words: &'static Words,
    options: &'a Options,
    count: usize,
    links: Vec<SiteLink<'a>>,
    opml: Option<&'static str>,
    groups: Vec<Group<'a>>,
    left_out: usize,
    content_language: Option<&'a str>,
}

/// A feed that readers find when they are given the address of the page.
struct SiteLink<'a> {
    title: &'a str,
    name: &'static str,
    media_type: &'static str,
    href: String,
}

struct Group<'a> {
    heading: &'a str,
    shows_latest: bool,
    topics: Vec<Row<'a>>,
}

struct Row<'a> {
    listing: &'a Listing,
    page: Option<String>,
    links: Vec<Link>,
}

fn write(listings: &[Listing], options: &Options) -> Result<Vec<FeedFile>, Error> {
    let mut largest: Vec<Listing> = listings.to_vec();
    largest.sort_by_key(|listing| (matches!(listing.kind, Kind::Tag | Kind::Replay), Reverse(listing.count)));
    largest.truncate(MOST);
    let words = options.words;
    let page = Page {
        head: HEAD,
        words,
        options,
        count: listings.len(),
        links: feeds_of_everything(&largest, options),
        opml: options.writes(&opml::FORMAT).then_some(opml::FORMAT.file),
        groups: by_folder(&largest, words).into_iter().map(|(heading, held)| group(heading, &held, options)).collect(),
        left_out: listings.len() - largest.len(),
        content_language: content_language(options),
    };
    let bytes = render(&page, FORMAT.file)?;
    Ok(vec![FeedFile { name: FORMAT.file.to_owned(), bytes }])
}

fn group<'a>(heading: Option<&'a str>, held: &[&'a Listing], options: &'a Options) -> Group<'a> {
    let row = |listing: &&'a Listing| Row {
        listing,
        page: listing.page(options),
        links: Link::all(|format| listing.file_name(format), "", options),
    };
    Group {
        heading: heading.unwrap_or(options.words.other_topics),
        // Tags are many, and their titles speak for themselves.
        shows_latest: held.iter().any(|listing| listing.kind != Kind::Tag),
        topics: held.iter().map(row).collect(),
    }
}

/// Readers offer what the page names, so it names one topic: that of everything.
fn feeds_of_everything<'a>(listings: &'a [Listing], options: &Options) -> Vec<SiteLink<'a>> {
    let everything = listings.iter().filter(|listing| listing.kind == Kind::All);
    let links = everything.flat_map(|listing| {
        let links = Link::all(|format| listing.file_name(format), "", options);
        links.into_iter().map(|link| (listing.title.as_str(), link))
    });
    links
        .map(|(title, link)| SiteLink { title, name: link.name, media_type: link.media_type, href: link.href })
        .collect()
}
