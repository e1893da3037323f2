//! JSON Feed 1.1.

use serde::Serialize;
use url::Url;

use super::{Content, Entry, Error, Feed, Format, Options, Text};

/// JSON Feed.
pub const FORMAT: Format = Format {
    name: "json",
    title: "JSON Feed",
    subscribed: true,
    suffix: ".json",
    media_type: "application/feed+json",
    write,
};

#[derive(Serialize)]
struct Document<'a> {
    version: &'static str,
    title: &'a Text,
    home_page_url: Url,
    #[serde(skip_serializing_if = "Option::is_none")]
    feed_url: Option<Url>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_url: Option<Url>,
    description: &'a Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    icon: Option<&'a Url>,
    #[serde(skip_serializing_if = "Option::is_none")]
    favicon: Option<&'a Url>,
    authors: Vec<Author<'a>>,
    language: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    hubs: Vec<Hub<'a>>,
    /// The standard has no word for what made the feed; names of one's own begin so.
    #[serde(rename = "_generator")]
    generator: Generator,
    items: Vec<Item<'a>>,
}

#[derive(Serialize)]
struct Author<'a> {
    name: &'a str,
}

#[derive(Serialize)]
struct Hub<'a> {
    r#type: &'static str,
    url: &'a Url,
}

#[derive(Serialize)]
struct Generator {
    name: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<&'static str>,
}

#[derive(Serialize)]
struct Item<'a> {
    id: &'a Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a Url>,
    title: &'a Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    content_html: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    content_text: Option<&'a Text>,
    #[serde(skip_serializing_if = "Text::is_empty")]
    summary: &'a Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<&'a Url>,
    date_published: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_modified: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    authors: Vec<Author<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tags: Vec<&'a Text>,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'a Text>,
}

fn write(feed: &Feed, options: &Options) -> Result<Vec<u8>, Error> {
    let document = Document {
        version: "https://jsonfeed.org/version/1.1",
        title: &feed.title,
        home_page_url: feed.page(options),
        // Of all pages of a feed it is the first, for it is what readers know the feed by.
        feed_url: options.address(&format!("{}{}", feed.subscription(), FORMAT.suffix)),
        // The articles before, which JSON Feed pages back to.
        next_url: feed
            .links(&FORMAT, options)
            .into_iter()
            .find(|(relation, _)| *relation == "prev-archive")
            .map(|(_, url)| url),
        description: &feed.subtitle,
        // Readers make the picture as small as they need it.
        icon: options.icon.as_ref(),
        favicon: options.icon.as_ref(),
        authors: vec![Author { name: &options.author }],
        language: &options.language,
        hubs: options.hub.iter().filter(|_| !feed.is_archive()).map(|url| Hub { r#type: "WebSub", url }).collect(),
        generator: Generator { name: "Kliping", version: feed.version() },
        items: feed.entries.iter().map(|entry| item(entry)).collect(),
    };
    let error = |e: serde_json::Error| Error { file: feed.file_name(&FORMAT), reason: e.to_string() };
    let mut bytes = serde_json::to_vec_pretty(&document).map_err(error)?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// Instants keep the offset of the article: the standard's dates have one, and its readers understand it.
fn item(entry: &Entry) -> Item<'_> {
    let (html, text) = match &entry.content {
        Content::Html(html) => (Some(html.plain()), None),
        // An item has one content at least.
        Content::None => (None, Some(entry.shortest())),
    };
    Item {
        id: &entry.id,
        url: entry.link.as_ref(),
        title: &entry.title,
        content_html: html,
        content_text: text,
        summary: &entry.summary,
        image: entry.picture.as_ref().map(|picture| &picture.url),
        date_published: entry.published.to_rfc3339(),
        date_modified: entry.revised().map(|at| at.to_rfc3339()),
        authors: entry.authors.iter().map(|name| Author { name: name.as_str() }).collect(),
        tags: entry.categories.iter().map(|category| &category.term).collect(),
        language: entry.language.as_ref(),
    }
}
