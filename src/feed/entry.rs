//! An article as a feed shows it.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, FixedOffset};
use memchr::memchr3_iter;
use url::Url;

use super::text::{Text, shorten};
use super::xml::{Escaped, Once};
use super::{Options, Show};
use crate::article::Article;
use crate::article::body::{escape, escape_attribute};
use crate::date::Precision;

/// What an entry's elements take beside title, summary and content, in bytes; a little more than was measured.
const FRAME: usize = 1_000;

/// A word for what an entry is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Category {
    /// The word, as people read it.
    pub term: Text,
    /// An IRI that says whose words these are.
    pub scheme: Text,
}

/// The picture of an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Where it is.
    pub url: Url,
    /// Its media type, as far as the address tells.
    pub media_type: Option<&'static str>,
    /// The length of its file, in bytes, where the archive tells.
    pub length: Option<u64>,
    /// The text under it.
    pub caption: Option<Text>,
    /// Who took it.
    pub credit: Option<Text>,
}

/// What an entry shows of its article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// The article as clean HTML, as most files want it.
    Html(Escaped),
    /// Nothing; the summary and the link stand for it.
    None,
}

/// An entry, complete.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The article's id.
    pub id: Text,
    /// The headline.
    pub title: Text,
    /// Where the article is, if it is anywhere.
    pub link: Option<Url>,
    /// When it was published.
    pub published: DateTime<FixedOffset>,
    /// Whether only the day is known, so that the time of `published` says nothing.
    pub day_only: bool,
    /// When it was last revised.
    pub updated: DateTime<FixedOffset>,
    /// Who wrote it; empty where nobody is named.
    pub authors: Vec<Text>,
    /// What it is about.
    pub categories: Vec<Category>,
    /// Who published it, where that is not the feed's publisher.
    pub outlet: Option<Text>,
    /// Its language, where that is not the feed's, a BCP 47 tag.
    pub language: Option<Text>,
    /// Its picture, where the feed shows more than titles.
    pub picture: Option<Picture>,
    /// Its first words, or the summary that it has; plain text, empty where the feed shows titles only.
    pub summary: Text,
    /// The article.
    pub content: Content,
    /// What formats have made of it.
    pub written: Written,
}

/// What formats have made of an entry, once however many feeds show it; a changed entry has none.
#[derive(Debug, Default)]
pub struct Written {
    /// The `item` of RSS.
    pub rss: Once,
    /// The `entry` of Atom.
    pub atom: Once,
}

impl Clone for Written {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl Picture {
    /// Address, length and media type, where all are known: what an enclosure takes.
    pub fn enclosed(&self) -> Option<(String, u64, &'static str)> {
        Some((self.url.to_string(), self.length?, self.media_type?))
    }
}

impl Entry {
    /// The entry of `article`, whole.
    pub fn new(article: &Article, options: &Options) -> Self {
        let details = &article.details;
        Self {
            id: Text::new(&article.id().iri),
            title: Text::new(article.title()),
            link: details.url.as_deref().and_then(|url| Url::parse(url).ok()),
            published: article.shown(),
            day_only: article.published().precision == Precision::Day,
            updated: article.updated(),
            authors: authors(article, options),
            categories: categories(article, options),
            outlet: details.source.as_deref().filter(|source| *source != options.site_title).map(Text::new),
            language: details.language.as_deref().filter(|language| *language != options.language).map(Text::new),
            picture: picture(article),
            summary: summary(article, options),
            content: content(article),
            written: Written::default(),
        }
    }

    /// The entry with as much of the article as `show` says.
    pub fn shown(self: &Arc<Self>, show: Show) -> Arc<Self> {
        let without_content = || Self { content: Content::None, ..Self::clone(self) };
        match show {
            Show::Full => Arc::clone(self),
            Show::Summary => Arc::new(without_content()),
            Show::None => Arc::new(Self { picture: None, summary: Text::default(), ..without_content() }),
        }
    }

    /// What the entry takes in memory, in bytes, when formats have written it, about.
    pub fn weight(&self) -> usize {
        4 * FRAME + self.html().len()
    }

    /// The HTML as it stands between the tags of a feed; empty where there is none.
    pub fn html(&self) -> &str {
        match &self.content {
            Content::Html(html) => html.as_str(),
            Content::None => "",
        }
    }

    /// What the entry takes in a feed, in bytes, at the most.
    pub fn size(&self) -> usize {
        let most =
            |text: &Text| text.as_str().len() + 5 * memchr3_iter(b'&', b'<', b'>', text.as_str().as_bytes()).count();
        FRAME + most(&self.title) + most(&self.summary) + self.html().len()
    }

    /// When the article was revised after it was published, if it was.
    pub fn revised(&self) -> Option<DateTime<FixedOffset>> {
        (self.updated > self.published).then_some(self.updated)
    }

    /// The least that can stand for the article: its summary or its title.
    pub fn shortest(&self) -> &Text {
        if self.summary.is_empty() { &self.title } else { &self.summary }
    }
}

/// Those who are named, else those who signed with a code; codes that the user explains are names.
fn authors(article: &Article, options: &Options) -> Vec<Text> {
    let details = &article.details;
    let signed = details.authors.iter().chain(details.initials.iter().filter(|_| details.authors.is_empty()));
    let names = signed.flat_map(|name| names(name, &options.initials));
    names.map(Text::new).filter(|name| !name.is_empty()).collect()
}

/// The names behind a code, `cip` or `cip/mrd`, where all of them are known; else the code itself.
fn names<'a>(code: &'a str, known: &'a BTreeMap<String, String>) -> Vec<&'a str> {
    let name = |code: &str| known.get(&code.trim().to_lowercase()).map(String::as_str);
    let all: Option<Vec<&str>> = code.split(['/', '&', ',']).map(name).collect();
    name(code).map(|name| vec![name]).or(all).unwrap_or_else(|| vec![code])
}

/// The picture, if it has an address.
fn picture(article: &Article) -> Option<Picture> {
    let details = &article.details;
    let url = Url::parse(details.image.as_deref()?).ok()?;
    let ending = url.path().rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
    let media_type = PICTURES.iter().find(|(known, _)| *known == ending).map(|(_, media_type)| *media_type);
    let text = |text: &Option<String>| text.as_deref().map(Text::new);
    let (caption, credit) = (text(&details.caption), text(&details.credit));
    Some(Picture { url, media_type, length: details.image_bytes, caption, credit })
}

/// Endings of pictures' names and the media types that they tell.
const PICTURES: &[(&str, &str)] = &[
    ("avif", "image/avif"),
    ("gif", "image/gif"),
    ("jpeg", "image/jpeg"),
    ("jpg", "image/jpeg"),
    ("png", "image/png"),
    ("svg", "image/svg+xml"),
    ("webp", "image/webp"),
];

fn categories(article: &Article, options: &Options) -> Vec<Category> {
    let scheme = |name: &str| Text::new(&options.minter.tag(name));
    let of_tags = scheme("tags");
    let tags = article.details.tags.iter().map(|tag| (tag.trim_start_matches('#'), of_tags.clone()));
    let section = article.details.section.iter().map(|section| (section.as_str(), scheme("sections")));
    let all = tags.chain(section).map(|(term, scheme)| Category { term: Text::new(term.trim()), scheme });
    all.filter(|category| !category.term.is_empty()).collect()
}

fn summary(article: &Article, options: &Options) -> Text {
    if let Some(summary) = &article.details.summary {
        return Text::new(&shorten(summary, options.summary_chars));
    }
    let mut words = String::new();
    for paragraph in article.details.body.iter_paragraphs() {
        if words.chars().count() > options.summary_chars {
            break;
        }
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(&paragraph);
    }
    if words.is_empty() {
        words.extend(article.details.caption.as_deref());
    }
    Text::new(&shorten(&words, options.summary_chars))
}

fn content(article: &Article) -> Content {
    let details = &article.details;
    let html = figure(article) + &details.body.to_html(details.city.as_deref());
    if html.is_empty() { Content::None } else { Content::Html(Escaped::of(&html.into())) }
}

/// The picture with its caption and credit; one that has no address is told by its caption.
fn figure(article: &Article) -> String {
    let details = &article.details;
    let credit = details.credit.as_ref().map(|credit| format!("(Foto: {credit})"));
    let words: Vec<&str> = details.caption.iter().chain(&credit).map(String::as_str).collect();
    let caption = match words.join(" ") {
        empty if empty.is_empty() => String::new(),
        caption => format!("<figcaption>{}</figcaption>", escape(&caption)),
    };
    // An article that brings its own pictures, as only HTML can, shows them where they belong.
    let body = details.body.as_html().unwrap_or_default();
    let image = details.image.as_ref().filter(|image| !body.contains(&*escape_attribute(image)));
    match image {
        Some(image) => {
            let alt = escape_attribute(details.caption.as_deref().unwrap_or(article.title()));
            format!("<figure><img src=\"{}\" alt=\"{alt}\">{caption}</figure>\n", escape_attribute(image))
        }
        None if caption.is_empty() => String::new(),
        None => format!("<figure>{caption}</figure>\n"),
    }
}
