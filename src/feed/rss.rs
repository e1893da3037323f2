//! RSS 2.0, as the RSS Advisory Board's profile recommends it.

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset, Utc};
use memchr::memchr2;
use rss::extension::dublincore::DublinCoreExtension;
use rss::extension::{Extension, ExtensionMap};
use rss::{Category, Channel, Enclosure, Guid, Image, Item};
use url::Url;

use super::entry::Picture;
use super::extension::{Element, FH, MEDIA, SY, TERMS, history, picture, updating};
use super::xml::{PLACE, correct};
use super::{Content, Entry, Error, Feed, Format, Options, Text, Time};

/// RSS.
pub const FORMAT: Format = Format {
    name: "rss",
    title: "RSS",
    subscribed: true,
    suffix: ".rss.xml",
    media_type: "application/rss+xml",
    write,
};

fn write(feed: &Feed, options: &Options) -> Result<Vec<u8>, Error> {
    let document = |missing: &[&Entry]| {
        let raw = written(&channel(feed, missing, options))?;
        Ok(correct(&raw, options.style(feed).as_deref()))
    };
    let whole = feed.in_xml(ITEM, "\n    ", |written| &written.rss, document);
    whole.map_err(|reason| Error { file: feed.file_name(&FORMAT), reason })
}

/// The name of the element that an entry is.
const ITEM: &str = "item";

/// As the crate writes it.
fn written(channel: &Channel) -> Result<String, String> {
    let raw = channel.pretty_write_to(Vec::new(), b' ', 2).map_err(|e| e.to_string())?;
    String::from_utf8(raw).map_err(|e| e.to_string())
}

/// The feed with the `missing` of its items, or an empty one where the others go.
fn channel(feed: &Feed, missing: &[&Entry], options: &Options) -> Channel {
    let updated = rfc822(feed.updated, options.time);
    let page = feed.page(options).to_string();
    let links = feed.links(&FORMAT, options).into_iter().map(|(relation, url)| link(relation, &url));
    let elements: Vec<Element> =
        links.chain(history(feed)).chain(feed.every_minutes(options).into_iter().flat_map(updating)).collect();
    Channel {
        title: (&feed.title).into(),
        description: (&feed.subtitle).into(),
        language: Some(options.language.clone()),
        copyright: options.rights.as_deref().map(|rights| (&Text::new(rights)).into()),
        pub_date: Some(updated.clone()),
        last_build_date: Some(updated),
        generator: Some(feed.version().map_or("Kliping".to_owned(), |version| format!("Kliping {version}"))),
        docs: Some("https://www.rssboard.org/rss-specification".to_owned()),
        ttl: feed.every_minutes(options).map(|minutes| minutes.to_string()),
        image: options.logo.as_ref().map(|logo| Image {
            url: logo.to_string(),
            title: (&feed.title).into(),
            link: page.clone(),
            ..Image::default()
        }),
        link: page,
        namespaces: namespaces(feed, &elements),
        extensions: extensions(elements),
        items: match missing {
            [] => vec![Item::default()],
            missing => missing.iter().map(|entry| item(entry, options)).collect(),
        },
        ..Channel::default()
    }
}

/// The vocabularies in use.
fn namespaces(feed: &Feed, elements: &[Element]) -> BTreeMap<String, String> {
    let in_items =
        |namespace, used: fn(&Entry) -> bool| feed.entries.iter().any(|entry| used(entry)).then_some(namespace);
    let items = [
        in_items(CONTENT, |entry| entry.content != Content::None),
        in_items(DC, |entry| dublin_core(entry).is_some()),
        in_items(MEDIA, |entry| entry.picture.is_some()),
        in_items(TERMS, |entry| entry.revised().is_some()),
    ];
    let of_channel = [ATOM, FH, SY].into_iter().filter(|(prefix, _)| elements.iter().any(|e| e.name.0 == *prefix));
    let all = items.into_iter().flatten().chain(of_channel);
    all.map(|(prefix, uri)| (prefix.to_owned(), uri.to_owned())).collect()
}

const ATOM: (&str, &str) = ("atom", "http://www.w3.org/2005/Atom");
const CONTENT: (&str, &str) = ("content", "http://purl.org/rss/1.0/modules/content/");
const DC: (&str, &str) = ("dc", "http://purl.org/dc/elements/1.1/");

/// `atom:link`: where the feed itself is (profile, section 5.1.1), and what belongs to it.
fn link(relation: &str, url: &Url) -> Element {
    let media_type = (relation != "hub").then(|| ("type", FORMAT.media_type.to_owned()));
    let attributes = [("href", url.to_string()), ("rel", relation.to_owned())];
    let attributes = attributes.into_iter().chain(media_type).collect();
    Element { name: (ATOM.0, "link"), attributes, ..Element::default() }
}

/// Elements of other vocabularies in the crate's form.
fn extensions(elements: impl IntoIterator<Item = Element>) -> ExtensionMap {
    let mut map = ExtensionMap::new();
    for element in elements {
        let (prefix, name) = element.name;
        map.entry(prefix.to_owned()).or_default().entry(name.to_owned()).or_default().push(extension(element));
    }
    map
}

fn extension(element: Element) -> Extension {
    let mut own = Extension {
        name: element.qualified(),
        value: element.text,
        attrs: element.attributes.into_iter().map(|(name, value)| (name.to_owned(), value)).collect(),
        ..Extension::default()
    };
    for child in element.children {
        own.children.entry(child.name.1.to_owned()).or_default().push(extension(child));
    }
    own
}

fn item(entry: &Entry, options: &Options) -> Item {
    let permanent = entry.link.as_ref().is_some_and(|link| link.as_str() == entry.id.as_str());
    let modified = entry.revised().map(|at| {
        let at = at.with_timezone(&Utc).format("%Y-%m-%dT%H:%M:%SZ").to_string();
        Element::text((TERMS.0, "modified"), at)
    });
    Item {
        title: Some((&entry.title).into()),
        link: entry.link.as_ref().map(ToString::to_string),
        guid: Some(Guid { value: (&entry.id).into(), permalink: permanent }),
        pub_date: Some(rfc822(entry.published, options.time)),
        dublin_core_ext: dublin_core(entry),
        categories: entry
            .categories
            .iter()
            .map(|category| Category { name: (&category.term).into(), domain: Some((&category.scheme).into()) })
            .collect(),
        description: description(entry),
        enclosure: entry.picture.as_ref().and_then(Picture::enclosed).map(|(url, length, mime_type)| Enclosure {
            url,
            length: length.to_string(),
            mime_type: mime_type.to_owned(),
        }),
        content: match &entry.content {
            Content::Html(_) => Some(PLACE.to_string()),
            Content::None => None,
        },
        extensions: extensions(picture(entry).into_iter().chain(modified)),
        ..Item::default()
    }
}

/// What stands before the content, or for it: the summary, else the title.
fn description(entry: &Entry) -> Option<String> {
    let text = if entry.content == Content::None { &entry.summary } else { entry.shortest() };
    (!text.is_empty()).then(|| as_html(text.as_str()))
}

/// Plain text as the HTML that readers take a description for: `<` begins no tag and `&` no entity. An `&` by itself
/// stays as it is, for readers that show the text as it is.
fn as_html(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = memchr2(b'<', b'&', rest.as_bytes()) {
        let (before, special) = rest.split_at(at);
        let (sign, after) = special.split_at(1);
        html.push_str(before);
        html.push_str(match sign {
            "<" => "&lt;",
            _ if after.starts_with(|c: char| c == '#' || c.is_ascii_alphanumeric()) => "&amp;",
            _ => "&",
        });
        rest = after;
    }
    html.push_str(rest);
    html
}

/// Authors, who have no e-mail addresses, the outlet, which has no feed that is known, and the language.
fn dublin_core(entry: &Entry) -> Option<DublinCoreExtension> {
    // Readers keep the first or the last of several creators; of one they show all of it.
    let creators = entry.authors.iter().map(Text::as_str).collect::<Vec<_>>().join(", ");
    let dublin_core = DublinCoreExtension {
        creators: Some(creators).filter(|creators| !creators.is_empty()).into_iter().collect(),
        publishers: entry.outlet.iter().map(String::from).collect(),
        languages: entry.language.iter().map(String::from).collect(),
        ..DublinCoreExtension::default()
    };
    (dublin_core != DublinCoreExtension::default()).then_some(dublin_core)
}

/// A date of RFC 822 with a year of four digits and the English names that the standard asks for.
fn rfc822(instant: DateTime<FixedOffset>, time: Time) -> String {
    match time {
        Time::Utc => instant.with_timezone(&Utc).format("%a, %d %b %Y %H:%M:%S GMT").to_string(),
        Time::Offset => instant.format("%a, %d %b %Y %H:%M:%S %z").to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text_is_no_markup() {
        assert_eq!(as_html("R&D < 5 & <b> &amp; &#38;"), "R&amp;D &lt; 5 & &lt;b> &amp;amp; &amp;#38;");
    }
}
