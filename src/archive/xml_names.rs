//! The names of XML: namespaces under their usual prefixes, whatever prefix a file gives them, and lower case.

use quick_xml::events::BytesStart;

/// Namespaces and attributes beyond so many are not looked at.
const MOST: usize = 100;

/// The prefixes that go with namespaces; names without prefix belong to RSS 1.0 and XHTML.
const NAMESPACES: &[(&str, &str)] = &[
    ("http://purl.org/rss/1.0/modules/content/", "content"),
    ("http://purl.org/rss/1.0/", ""),
    ("http://www.w3.org/1999/xhtml", ""),
    ("http://my.netscape.com/rdf/simple/0.9/", ""),
    ("http://purl.org/dc/elements/", "dc"),
    ("http://purl.org/dc/terms/", "dcterms"),
    ("http://search.yahoo.com/mrss", "media"),
    ("http://www.w3.org/2005/atom", "atom"),
    ("http://purl.org/atom/app#", "app"),
    ("http://www.w3.org/2007/app", "app"),
    ("http://purl.org/atom/ns#", "atom"),
    ("http://www.itunes.com/dtds/podcast-1.0.dtd", "itunes"),
    ("http://rssnamespace.org/feedburner/", "feedburner"),
    ("http://schemas.google.com/blogger/", "blogger"),
];

/// Which prefix stands for what.
#[derive(Debug, Default)]
pub struct Namespaces {
    /// Prefix, the usual prefix, and the depth of the element that declares it.
    known: Vec<(String, String, usize)>,
    /// Whether the root element has been met, and its namespace.
    root: Option<Option<String>>,
}

impl Namespaces {
    /// Takes down what `start` declares; the first element of all is the root.
    pub fn enter(&mut self, start: &BytesStart, depth: usize) {
        let declared = attributes(start).filter_map(|(key, uri)| {
            let prefix = if key == "xmlns" { "" } else { key.strip_prefix("xmlns:")? };
            Some((prefix.to_owned(), uri.trim().to_ascii_lowercase()))
        });
        let declared: Vec<(String, String)> = declared.collect();
        if self.root.is_none() {
            let prefix = split(&lower(start.name().as_ref())).0.to_owned();
            let uri = declared.iter().find(|(own, _)| *own == prefix).map(|(_, uri)| uri.clone());
            if uri.is_none() {
                self.known.push((prefix, String::new(), depth));
            }
            self.root = Some(uri);
        }
        for (prefix, uri) in declared {
            if self.known.len() < MOST {
                let usual = self.usual(&uri).unwrap_or(&prefix).to_owned();
                self.known.push((prefix, usual, depth));
            }
        }
    }

    fn usual(&self, uri: &str) -> Option<&'static str> {
        if self.root.as_ref().and_then(Option::as_deref) == Some(uri) {
            return Some("");
        }
        if let Some(version) = uri.strip_prefix("http://wordpress.org/export/") {
            return Some(if version.contains("excerpt") { "excerpt" } else { "wp" });
        }
        NAMESPACES.iter().find(|(known, _)| uri.starts_with(known)).map(|(_, usual)| *usual)
    }

    /// Forgets what elements deeper than `depth` declared.
    pub fn leave(&mut self, depth: usize) {
        while self.known.last().is_some_and(|(.., own)| *own > depth) {
            self.known.pop();
        }
    }

    /// How many declarations are in force.
    pub fn count(&self) -> usize {
        self.known.len()
    }

    /// Forgets all declarations but the first `count`.
    pub fn keep(&mut self, count: usize) {
        self.known.truncate(count);
    }

    /// Keeps what open elements declare for the piece that follows.
    pub fn stay(&mut self) {
        for (.., depth) in &mut self.known {
            *depth = 0;
        }
    }

    /// The name of an element or attribute, its prefix the usual one.
    pub fn name(&self, raw: &[u8], is_element: bool) -> String {
        let name = lower(raw);
        let (prefix, local) = split(&name);
        if prefix.is_empty() && !is_element {
            return name;
        }
        match self.known.iter().rev().find(|(own, ..)| own == prefix) {
            Some((_, usual, _)) if usual.is_empty() => local.to_owned(),
            Some((_, usual, _)) => format!("{usual}:{local}"),
            None => name,
        }
    }
}

/// A name as text, in lower case.
pub fn lower(raw: &[u8]) -> String {
    String::from_utf8_lossy(raw).to_ascii_lowercase()
}

fn split(name: &str) -> (&str, &str) {
    name.split_once(':').unwrap_or(("", name))
}

/// The attributes as they are written, entities decoded.
pub fn attributes(start: &BytesStart) -> impl Iterator<Item = (String, String)> {
    let mut attributes = start.html_attributes();
    attributes.with_checks(false);
    attributes.take(MOST).flatten().map(|attribute| {
        let value = String::from_utf8_lossy(&attribute.value).into_owned();
        (lower(attribute.key.as_ref()), html_escape::decode_html_entities(&value).into_owned())
    })
}
