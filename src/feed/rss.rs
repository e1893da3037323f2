//! RSS 2.0, as the RSS Advisory Board's profile recommends it.

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset, Utc};
use rss::extension::dublincore::DublinCoreExtension;
use rss::extension::{Extension, ExtensionMap};
use rss::{Category, Channel, Guid, Item};

use super::xml::correct;
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
    let error = |reason: String| Error { file: feed.file_name(&FORMAT), reason };
    let raw = channel(feed, options).pretty_write_to(Vec::new(), b' ', 2).map_err(|e| error(e.to_string()))?;
    let raw = String::from_utf8(raw).map_err(|e| error(e.to_string()))?;
    let mut corrected = Vec::with_capacity(raw.len() + raw.len() / 4);
    correct(&raw, &mut corrected).map_err(|e| error(e.to_string()))?;
    Ok(corrected)
}

fn channel(feed: &Feed, options: &Options) -> Channel {
    let updated = rfc822(feed.updated, options.time);
    let own = feed.address(&FORMAT, options).map(|url| own_link(url.as_str()));
    Channel {
        title: (&feed.title).into(),
        link: feed.page(options).to_string(),
        description: (&feed.subtitle).into(),
        language: Some(options.language.clone()),
        copyright: options.rights.as_deref().map(|rights| (&Text::new(rights)).into()),
        pub_date: Some(updated.clone()),
        last_build_date: Some(updated),
        generator: Some(concat!("Kliping ", env!("CARGO_PKG_VERSION")).to_owned()),
        docs: Some("https://www.rssboard.org/rss-specification".to_owned()),
        namespaces: own.iter().map(|_| ("atom".to_owned(), "http://www.w3.org/2005/Atom".to_owned())).collect(),
        extensions: own.unwrap_or_default(),
        items: feed.entries.iter().map(|entry| item(entry, options)).collect(),
        ..Channel::default()
    }
}

/// `atom:link rel="self"`: where the feed itself is (profile, section 5.1.1).
fn own_link(url: &str) -> ExtensionMap {
    let attrs = [("href", url), ("rel", "self"), ("type", FORMAT.media_type)];
    let link = Extension {
        name: "atom:link".to_owned(),
        value: None,
        attrs: attrs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
        children: BTreeMap::new(),
    };
    ExtensionMap::from([("atom".to_owned(), BTreeMap::from([("link".to_owned(), vec![link])]))])
}

fn item(entry: &Entry, options: &Options) -> Item {
    let permanent = entry.link.as_ref().is_some_and(|link| link.as_str() == entry.id.as_str());
    let creators: Vec<&str> = entry.authors.iter().map(Text::as_str).collect();
    Item {
        title: Some((&entry.title).into()),
        link: entry.link.as_ref().map(ToString::to_string),
        guid: Some(Guid { value: (&entry.id).into(), permalink: permanent }),
        pub_date: Some(rfc822(entry.published, options.time)),
        // Readers keep the first or the last of several creators; of one they show all of it.
        dublin_core_ext: (!creators.is_empty())
            .then(|| DublinCoreExtension { creators: vec![creators.join(", ")], ..DublinCoreExtension::default() }),
        categories: entry
            .categories
            .iter()
            .map(|category| Category { name: (&category.term).into(), domain: Some((&category.scheme).into()) })
            .collect(),
        description: (!entry.summary.is_empty()).then(|| (&entry.summary).into()),
        content: match &entry.content {
            Content::Html(html) => Some(html.into()),
            Content::None => None,
        },
        ..Item::default()
    }
}

/// A date of RFC 822 with a year of four digits and the English names that the standard asks for.
fn rfc822(instant: DateTime<FixedOffset>, time: Time) -> String {
    match time {
        Time::Utc => instant.with_timezone(&Utc).format("%a, %d %b %Y %H:%M:%S GMT").to_string(),
        Time::Offset => instant.format("%a, %d %b %Y %H:%M:%S %z").to_string(),
    }
}
