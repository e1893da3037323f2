//! Atom 1.0 (RFC 4287).

use std::sync::LazyLock;

use atom_syndication::extension::{Extension, ExtensionMap};
use atom_syndication::{self as syndication, Category, Generator, Link, Person, TextType, WriteConfig};
use chrono::{DateTime, FixedOffset};
use quick_xml::escape::escape;

use super::entry::Picture;
use super::extension::{AT, Element, FH, MEDIA, history, picture, tombstones};
use super::xml::{PLACE, correct, entries_last};
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
    let document = |missing: &[&Entry]| {
        let raw = written(&document(feed, missing, options))?;
        Ok(correct(&entries_last(&raw), options.style(feed).as_deref()))
    };
    let whole = feed.in_xml(ENTRY, "\n  ", |written| &written.atom, document);
    whole.map_err(|reason| Error { file: feed.file_name(&FORMAT), reason })
}

/// The name of the element that an entry is.
const ENTRY: &str = "entry";

/// As the crate writes it.
fn written(document: &syndication::Feed) -> Result<String, String> {
    let config = WriteConfig { write_document_declaration: false, indent_size: Some(2) };
    let raw = document.write_with_config(Vec::new(), config).map_err(|e| e.to_string())?;
    String::from_utf8(raw).map_err(|e| e.to_string())
}

/// What an entry leaves out: the crate parses a date whenever it makes one of these.
static EMPTY: LazyLock<syndication::Entry> = LazyLock::new(Default::default);

/// The feed with the `missing` of its entries, or an empty one where the others go.
fn document(feed: &Feed, missing: &[&Entry], options: &Options) -> syndication::Feed {
    let page = link("alternate", feed.page(options).as_str(), "text/html");
    let others = feed.links(&FORMAT, options).into_iter().map(|(relation, url)| match relation {
        "hub" => Link { href: url.into(), rel: relation.to_owned(), ..Link::default() },
        relation => link(relation, url.as_str(), FORMAT.media_type),
    });
    let history = history(feed);
    let has_picture = feed.entries.iter().any(|entry| entry.picture.is_some());
    let has_tombstone = !feed.tombstones.is_empty();
    let namespaces = [has_picture.then_some(MEDIA), history.is_some().then_some(FH), has_tombstone.then_some(AT)];
    syndication::Feed {
        title: plain(&feed.title, None),
        id: (&feed.id).into(),
        updated: instant(feed.updated, options),
        authors: vec![person(&options.author)],
        generator: Some(Generator {
            value: "Kliping".to_owned(),
            uri: None,
            version: feed.version().map(str::to_owned),
        }),
        icon: options.icon.as_ref().map(ToString::to_string),
        logo: options.logo.as_ref().map(ToString::to_string),
        links: std::iter::once(page).chain(others).collect(),
        rights: options.rights.as_deref().map(|rights| plain(&Text::new(rights), None)),
        subtitle: Some(plain(&feed.subtitle, None)),
        lang: Some(options.language.clone()),
        namespaces: namespaces.iter().flatten().map(|(prefix, uri)| ((*prefix).into(), (*uri).into())).collect(),
        extensions: extensions(history.into_iter().chain(tombstones(feed))),
        entries: match missing {
            [] => vec![EMPTY.clone()],
            missing => missing.iter().map(|entry| self::entry(entry, options)).collect(),
        },
        ..syndication::Feed::default()
    }
}

fn entry(entry: &Entry, options: &Options) -> syndication::Entry {
    let (summary, content) = match &entry.content {
        Content::Html(_) => (Some(&entry.summary), Some(("html", PLACE.to_string()))),
        // Section 4.1.2: an entry that links to nothing has a content.
        Content::None if entry.link.is_none() => (None, Some(("text", entry.shortest().into()))),
        Content::None => (Some(&entry.summary), None),
    };
    let language = entry.language.as_ref();
    let via = entry.link.as_ref().filter(|_| entry.outlet.is_some()).map(|url| link("via", url.as_str(), "text/html"));
    syndication::Entry {
        title: plain(&entry.title, language),
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
        links: entry
            .link
            .iter()
            .map(|url| link("alternate", url.as_str(), "text/html"))
            .chain(via)
            .chain(entry.picture.as_ref().and_then(Picture::enclosed).map(|(url, length, media_type)| Link {
                length: Some(length.to_string()),
                ..link("enclosure", &url, media_type)
            }))
            .collect(),
        summary: summary.filter(|summary| !summary.is_empty()).map(|summary| plain(summary, language)),
        content: content.map(|(kind, value)| syndication::Content {
            value: Some(value),
            content_type: Some(kind.to_owned()),
            lang: language.map(String::from),
            ..syndication::Content::default()
        }),
        source: entry.outlet.as_ref().map(|outlet| source(outlet, entry, options)),
        extensions: extensions(picture(entry)),
        ..EMPTY.clone()
    }
}

/// Whose article it is (section 4.2.11). What is known of the outlet is its name, so the id is one of ours.
fn source(outlet: &Text, entry: &Entry, options: &Options) -> syndication::Source {
    let home = entry.link.as_ref().and_then(|url| url.join("/").ok());
    syndication::Source {
        title: plain(outlet, None),
        id: options.minter.tag(&format!("source/{outlet}")),
        updated: instant(entry.updated, options),
        links: home.iter().map(|url| link("alternate", url.as_str(), "text/html")).collect(),
        ..syndication::Source::default()
    }
}

/// Elements of other vocabularies in the crate's form, which does not escape values of attributes.
fn extensions(elements: impl IntoIterator<Item = Element>) -> ExtensionMap {
    let mut map = ExtensionMap::new();
    for element in elements {
        let (prefix, name) = element.name;
        map.entry(prefix.to_owned()).or_default().entry(name.to_owned()).or_default().push(extension(element));
    }
    map
}

fn extension(element: Element) -> Extension {
    let escaped = |(name, value): &(&str, String)| ((*name).to_owned(), escape(value.as_str()).into_owned());
    let mut own = Extension {
        name: element.qualified(),
        value: element.text,
        attrs: element.attributes.iter().map(escaped).collect(),
        ..Extension::default()
    };
    for child in element.children {
        own.children.entry(child.name.1.to_owned()).or_default().push(extension(child));
    }
    own
}

fn instant(at: DateTime<FixedOffset>, options: &Options) -> DateTime<FixedOffset> {
    match options.time {
        Time::Utc => at.to_utc().fixed_offset(),
        Time::Offset => at,
    }
}

fn plain(text: &Text, language: Option<&Text>) -> syndication::Text {
    syndication::Text { value: text.into(), base: None, lang: language.map(String::from), r#type: TextType::Text }
}

fn person(name: &str) -> Person {
    Person { name: (&Text::new(name)).into(), ..Person::default() }
}

fn link(rel: &str, href: &str, media_type: &str) -> Link {
    Link { href: href.to_owned(), rel: rel.to_owned(), mime_type: Some(media_type.to_owned()), ..Link::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// When the crate escapes values of attributes by itself, `extension` must not.
    #[test]
    fn the_crate_does_not_escape_values_of_attributes() {
        let element = Extension {
            name: "a:b".to_owned(),
            attrs: [("c".to_owned(), "&".to_owned())].into(),
            ..Extension::default()
        };
        let extensions = ExtensionMap::from([("a".to_owned(), [("b".to_owned(), vec![element])].into())]);
        let feed = syndication::Feed { extensions, ..syndication::Feed::default() };
        assert!(feed.to_string().contains("c=\"&\""), "{}", feed.to_string());
    }
}
