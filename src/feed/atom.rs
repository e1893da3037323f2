//! Atom 1.0 (RFC 4287).

use atom_syndication::{self as syndication, Category, Generator, Link, Person, TextType, WriteConfig};
use chrono::{DateTime, FixedOffset};

use super::xml::correct;
use super::{Content, Entry, Error, Feed, Format, Options, Text, Time};

/// Atom.
pub const FORMAT: Format = Format {
    name: "atom",
    title: "Atom",
    subscribed: true,
    suffix: ".atom.xml",
    media_type: "application/atom+xml",
    write,
};

fn write(feed: &Feed, options: &Options) -> Result<Vec<u8>, Error> {
    let error = |reason: String| Error { file: feed.file_name(&FORMAT), reason };
    let config = WriteConfig { write_document_declaration: false, indent_size: Some(2) };
    let raw = document(feed, options).write_with_config(Vec::new(), config).map_err(|e| error(e.to_string()))?;
    let raw = String::from_utf8(raw).map_err(|e| error(e.to_string()))?;
    let mut corrected = Vec::with_capacity(raw.len() + raw.len() / 4);
    correct(&raw, &mut corrected).map_err(|e| error(e.to_string()))?;
    Ok(corrected)
}

fn document(feed: &Feed, options: &Options) -> syndication::Feed {
    let home = link("alternate", feed.page(options).as_str(), "text/html");
    let own = feed.address(&FORMAT, options).map(|url| link("self", url.as_str(), FORMAT.media_type));
    syndication::Feed {
        title: plain(&feed.title),
        id: (&feed.id).into(),
        updated: instant(feed.updated, options),
        authors: vec![person(&options.author)],
        generator: Some(Generator {
            value: "Kliping".to_owned(),
            uri: None,
            version: Some(env!("CARGO_PKG_VERSION").to_owned()),
        }),
        links: std::iter::once(home).chain(own).collect(),
        rights: options.rights.as_deref().map(|rights| plain(&Text::new(rights))),
        subtitle: Some(plain(&feed.subtitle)),
        lang: Some(options.language.clone()),
        entries: feed.entries.iter().map(|each| entry(each, options)).collect(),
        ..syndication::Feed::default()
    }
}

fn entry(entry: &Entry, options: &Options) -> syndication::Entry {
    let (summary, content) = match &entry.content {
        Content::Html(html) => (Some(&entry.summary), Some(("html", html))),
        // Section 4.1.2: an entry that links to nothing has a content.
        Content::None if entry.link.is_none() => (None, Some(("text", entry.shortest()))),
        Content::None => (Some(&entry.summary), None),
    };
    syndication::Entry {
        title: plain(&entry.title),
        id: (&entry.id).into(),
        updated: instant(entry.updated, options),
        published: Some(instant(entry.published, options)),
        authors: entry.authors.iter().map(|author| person(author.as_str())).collect(),
        categories: entry
            .categories
            .iter()
            .map(|category| Category {
                term: (&category.term).into(),
                scheme: Some((&category.scheme).into()),
                label: None,
            })
            .collect(),
        links: entry.link.iter().map(|url| link("alternate", url.as_str(), "text/html")).collect(),
        summary: summary.filter(|summary| !summary.is_empty()).map(plain),
        content: content.map(|(kind, value)| syndication::Content {
            value: Some(value.into()),
            content_type: Some(kind.to_owned()),
            ..syndication::Content::default()
        }),
        ..syndication::Entry::default()
    }
}

fn instant(at: DateTime<FixedOffset>, options: &Options) -> DateTime<FixedOffset> {
    match options.time {
        Time::Utc => at.to_utc().fixed_offset(),
        Time::Offset => at,
    }
}

fn plain(text: &Text) -> syndication::Text {
    syndication::Text { value: text.into(), base: None, lang: None, r#type: TextType::Text }
}

fn person(name: &str) -> Person {
    Person { name: (&Text::new(name)).into(), ..Person::default() }
}

fn link(rel: &str, href: &str, media_type: &str) -> Link {
    Link { href: href.to_owned(), rel: rel.to_owned(), mime_type: Some(media_type.to_owned()), ..Link::default() }
}
