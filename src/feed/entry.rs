//! An article as a feed shows it.

use chrono::{DateTime, FixedOffset};
use url::Url;

use super::text::{Text, shorten};
use super::{Options, Show};
use crate::article::Article;
use crate::article::body::{escape, escape_attribute};

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

/// What an entry shows of its article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// The article as clean HTML.
    Html(Text),
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
    /// When it was last revised.
    pub updated: DateTime<FixedOffset>,
    /// Who wrote it; empty where nobody is named.
    pub authors: Vec<Text>,
    /// What it is about.
    pub categories: Vec<Category>,
    /// Its first words, or the summary that it has; plain text, empty where the feed shows titles only.
    pub summary: Text,
    /// The article.
    pub content: Content,
}

impl Entry {
    /// The entry of `article`.
    pub fn new(article: &Article, show: Show, options: &Options) -> Self {
        let details = &article.details;
        Self {
            id: Text::new(&article.id().iri),
            title: Text::new(article.title()),
            link: details.url.as_deref().and_then(|url| Url::parse(url).ok()),
            published: article.shown(),
            updated: article.updated(),
            authors: authors(article),
            categories: categories(article, options),
            summary: if show == Show::None { Text::default() } else { summary(article, options) },
            content: if show == Show::Full { content(article) } else { Content::None },
        }
    }

    /// What the entry takes in a feed, in bytes, at the most: `&`, `<` and `>` take six each.
    pub fn size(&self) -> usize {
        let html = match &self.content {
            Content::Html(html) => html.as_str(),
            Content::None => "",
        };
        let escaped = |text: &str| text.len() + 5 * text.bytes().filter(|byte| b"&<>".contains(byte)).count();
        FRAME + escaped(self.title.as_str()) + escaped(self.summary.as_str()) + escaped(html)
    }
}

fn authors(article: &Article) -> Vec<Text> {
    let details = &article.details;
    let named = details.authors.iter().chain(details.initials.iter().filter(|_| details.authors.is_empty()));
    named.map(|name| Text::new(name)).filter(|name| !name.is_empty()).collect()
}

fn categories(article: &Article, options: &Options) -> Vec<Category> {
    let scheme = |name: &str| Text::new(&options.minter.tag(name));
    let tags = article.details.tags.iter().map(|tag| (tag.trim_start_matches('#'), scheme("tags")));
    let section = article.details.section.iter().map(|section| (section.as_str(), scheme("sections")));
    let all = tags.chain(section).map(|(term, scheme)| Category { term: Text::new(term.trim()), scheme });
    all.filter(|category| !category.term.is_empty()).collect()
}

fn summary(article: &Article, options: &Options) -> Text {
    if let Some(summary) = &article.details.summary {
        return Text::new(&shorten(summary, options.summary_chars));
    }
    let mut words = String::new();
    for paragraph in article.details.body.paragraphs().iter() {
        if words.chars().count() > options.summary_chars {
            break;
        }
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(paragraph);
    }
    Text::new(&shorten(&words, options.summary_chars))
}

fn content(article: &Article) -> Content {
    let details = &article.details;
    let html = figure(article) + &details.body.to_html(details.city.as_deref());
    if html.is_empty() { Content::None } else { Content::Html(Text::new(&html)) }
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
    let body = details.body.to_html(None);
    // An article that brings its own pictures shows them where they belong.
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
