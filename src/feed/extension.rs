//! Elements of other vocabularies, which RSS and Atom share: pictures (Media RSS), history (RFC 5005) and times of updates.

use chrono::SecondsFormat;

use super::history::History;
use super::{Entry, Feed};

/// Media RSS: prefix and namespace.
pub const MEDIA: (&str, &str) = ("media", "http://search.yahoo.com/mrss/");
/// RFC 5005.
pub const FH: (&str, &str) = ("fh", "http://purl.org/syndication/history/1.0");
/// RFC 6721.
pub const AT: (&str, &str) = ("at", "http://purl.org/atompub/tombstones/1.0");
/// RSS 1.0 Syndication.
pub const SY: (&str, &str) = ("sy", "http://purl.org/rss/1.0/modules/syndication/");
/// Dublin Core terms.
pub const TERMS: (&str, &str) = ("dcterms", "http://purl.org/dc/terms/");

/// An element with its prefix, before a crate has its own form of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Element {
    /// The prefix and the name.
    pub name: (&'static str, &'static str),
    /// Names and values.
    pub attributes: Vec<(&'static str, String)>,
    /// What stands in it.
    pub text: Option<String>,
    /// The elements in it.
    pub children: Vec<Element>,
}

impl Element {
    /// An element with a text.
    pub fn text(name: (&'static str, &'static str), text: String) -> Self {
        Self { name, text: Some(text), ..Self::default() }
    }

    /// The name with its prefix.
    pub fn qualified(&self) -> String {
        format!("{}:{}", self.name.0, self.name.1)
    }
}

/// The picture of an entry, large and small, with its caption and credit.
pub fn picture(entry: &Entry) -> Vec<Element> {
    let Some(picture) = &entry.picture else { return Vec::new() };
    let url = ("url", picture.url.to_string());
    let plain = |name, text: &super::Text| Element::text((MEDIA.0, name), text.into());
    let caption = picture
        .caption
        .iter()
        .map(|caption| Element { attributes: vec![("type", "plain".to_owned())], ..plain("description", caption) });
    let media_type = picture.media_type.map(|media_type| ("type", media_type.to_owned()));
    let length = picture.length.map(|length| ("fileSize", length.to_string()));
    let content = Element {
        name: (MEDIA.0, "content"),
        attributes: [url.clone(), ("medium", "image".to_owned())].into_iter().chain(media_type).chain(length).collect(),
        children: caption.chain(picture.credit.iter().map(|credit| plain("credit", credit))).collect(),
        ..Element::default()
    };
    let thumbnail = Element { name: (MEDIA.0, "thumbnail"), attributes: vec![url], ..Element::default() };
    vec![content, thumbnail]
}

/// What says that articles were withdrawn (RFC 6721, section 3).
pub fn tombstones(feed: &Feed) -> impl Iterator<Item = Element> {
    feed.tombstones.iter().map(|tombstone| Element {
        name: (AT.0, "deleted-entry"),
        attributes: vec![
            ("ref", tombstone.id.as_str().to_owned()),
            ("when", tombstone.when.to_rfc3339_opts(SecondsFormat::Secs, true)),
        ],
        ..Element::default()
    })
}

/// What the document is in the history of its feed: an archive, or all there is (RFC 5005, sections 2 and 4).
pub fn history(feed: &Feed) -> Option<Element> {
    let name = match &feed.history {
        History { archive: Some(_), .. } => "archive",
        History { previous: None, .. } if feed.is_complete => "complete",
        History { .. } => return None,
    };
    Some(Element { name: (FH.0, name), ..Element::default() })
}

/// How often the feed is made, as `hourly` and four times (RSS 1.0 Syndication).
pub fn updating(every_minutes: usize) -> Vec<Element> {
    const PERIODS: &[(&str, usize)] =
        &[("hourly", 60), ("daily", 1_440), ("weekly", 10_080), ("monthly", 43_200), ("yearly", 525_600)];
    let period = PERIODS.iter().find(|(_, minutes)| every_minutes <= *minutes);
    let Some((name, minutes)) = period else { return Vec::new() };
    let times = minutes / every_minutes.max(1);
    vec![
        Element::text((SY.0, "updatePeriod"), (*name).to_owned()),
        Element::text((SY.0, "updateFrequency"), times.to_string()),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_often() {
        let words =
            |every| updating(every).into_iter().map(|element| element.text.unwrap()).collect::<Vec<_>>().join(" ");
        assert_eq!(
            [15, 60, 90, 1_440, 525_600].map(words),
            ["hourly 4", "hourly 1", "daily 16", "daily 1", "yearly 1"]
        );
    }
}
