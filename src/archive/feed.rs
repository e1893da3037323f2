//! What feeds of every kind have in common: what they say for all their items, and how an item's words are stored.

use std::collections::{BTreeSet, HashMap};

use url::Url;

use super::feed_pictures::Pictures;
use super::record::{Field, Record, Stored, Value};
use super::xml::Element;
use super::{feed_atom, feed_wxr};

/// What a feed says for all its items.
#[derive(Debug, Default)]
pub struct Feed {
    /// Its title.
    pub title: Option<Said>,
    /// Its language.
    pub language: Option<Said>,
    /// Its authors.
    pub authors: Vec<Said>,
    /// What relative addresses are completed with.
    pub base: Option<Url>,
    /// The names of WordPress's users by their logins.
    pub logins: HashMap<String, String>,
    /// The pictures of WordPress's posts, and the posts that wait for them.
    pub pictures: Pictures,
    /// Kinds of WordPress's posts that have been told not to be read.
    pub unread: BTreeSet<String>,
}

/// Words and where they stand.
#[derive(Debug, Clone)]
pub struct Said {
    /// The words.
    pub text: String,
    /// The name of the element.
    pub key: String,
    /// The line of the file.
    pub line: u32,
}

impl Said {
    /// What `element` says in `text`; none where that is empty.
    pub fn new(element: &Element, text: impl Into<String>) -> Option<Self> {
        let text = text.into();
        (!text.trim().is_empty()).then(|| Self { text, key: element.name.clone(), line: element.line })
    }

    /// The text of the first element in `parent` that has one of `names`, the best name first.
    pub fn first(parent: &Element, names: &[&str]) -> Option<Self> {
        names.iter().find_map(|name| parent.all(name).find_map(|element| Self::new(element, element.text())))
    }
}

impl Feed {
    /// The address `said`, completed with `xml:base` of `element` or the address of the feed.
    pub fn address(&self, element: &Element, said: Option<Said>) -> Option<Said> {
        let mut said = said?;
        if let Some(base) = self.base_of(element)
            && Url::parse(&said.text).is_err()
            && let Ok(address) = base.join(&said.text)
        {
            said.text = address.into();
        }
        Some(said)
    }

    /// What relative addresses in `element` are completed with.
    fn base_of(&self, element: &Element) -> Option<Url> {
        let Some(own) = element.attribute("xml:base") else { return self.base.clone() };
        match &self.base {
            Some(base) => base.join(own).ok(),
            None => Url::parse(own).ok(),
        }
    }

    /// Takes down what stands between items; the first word on a thing counts.
    pub fn about(&mut self, root: &Element) {
        let channel = root.child("channel").unwrap_or(root);
        let is_atom = root.name == "feed";
        let title = if is_atom { feed_atom::text(channel, &["title"]) } else { Said::first(channel, &["title"]) };
        self.title = self.title.take().or(title);
        let language = Said::first(channel, &["language", "dc:language"]);
        let attribute = |element: &Element| Said::new(element, element.attribute("xml:lang").unwrap_or_default());
        self.language = self.language.take().or(language).or_else(|| attribute(channel)).or_else(|| attribute(root));
        if self.authors.is_empty() && is_atom {
            self.authors = feed_atom::people(channel);
        }
        if self.base.is_none() {
            let stated = [channel, root].into_iter().filter_map(|element| element.attribute("xml:base"));
            let links = channel.all("link").filter_map(|link| link.attribute("href"));
            let texts: Vec<String> = channel.all("link").map(Element::text).collect();
            let mut addresses = stated.chain(texts.iter().map(String::as_str)).chain(links);
            self.base = addresses.find_map(|address| Url::parse(address).ok());
        }
        feed_wxr::logins(channel, &mut self.logins);
    }
}

/// Stores `said` as `field`.
pub fn store(record: &mut Record, field: Field, said: Option<Said>) {
    if let Some(Said { text, key, line }) = said {
        record.store(field, Stored { value: Value::Text(text), key, line });
    }
}

/// Stores all of `said` as `field`.
pub fn store_all(record: &mut Record, field: Field, said: Vec<Said>) {
    if let Some(Said { key, line, .. }) = said.first().cloned() {
        let value = Value::List(said.into_iter().map(|said| said.text).collect());
        record.store(field, Stored { value, key, line });
    }
}

/// The picture that goes with an item: of `media:`, an enclosure, or what some feeds call `image`; and the length of its
/// file, where the feed states it.
pub fn store_image(record: &mut Record, item: &Element, feed: &Feed) {
    let found = pictured(item);
    let address = |element: &Element| {
        Said::new(element, element.attribute("url").or(element.attribute("href")).unwrap_or_default())
    };
    let length = |element: &Element| {
        Said::new(element, element.attribute("length").or(element.attribute("filesize")).unwrap_or_default())
    };
    let image = found.and_then(address).or_else(|| {
        let image = item.child("image")?;
        let text = Said::new(image, image.text()).filter(|said| said.text.contains('/') && !image.has_elements());
        Said::first(image, &["url"]).or(text)
    });
    store(record, Field::Image, feed.address(item, image));
    store(record, Field::ImageBytes, found.and_then(length));
}

/// The element of `media:`, or the enclosure, that is a picture.
fn pictured(item: &Element) -> Option<&Element> {
    let is_image = |element: &Element| {
        let kind = element.attribute("type").or(element.attribute("medium")).unwrap_or_default();
        let address = element.attribute("url").or(element.attribute("href")).unwrap_or_default();
        let path = address.split(['?', '#']).next().unwrap_or_default().to_ascii_lowercase();
        let ends = [".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif"].iter().any(|end| path.ends_with(end));
        kind.starts_with("image") || kind.is_empty() && ends
    };
    let group = item.child("media:group");
    let media = |name: &'static str| item.all(name).chain(group.into_iter().flat_map(move |group| group.all(name)));
    let enclosures =
        item.all("enclosure").chain(item.all("link").filter(|link| link.attribute("rel") == Some("enclosure")));
    let found = media("media:content").chain(enclosures).find(|element| is_image(element));
    found.or_else(|| media("media:thumbnail").next())
}
