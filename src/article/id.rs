//! Ids: one article has one id, in every topic and format, for ever.
//!
//! RFC 4287, section 4.2.6: an id is an IRI and does not change when the entry is moved, edited or published anew.

use std::fmt::Write;

use serde::{Deserialize, Serialize};
use url::Url;

use super::url::canonical;

/// Who mints ids of the `tag:` scheme (RFC 4151).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Minter {
    /// A domain name or e-mail address that the publisher owned on `start`.
    pub authority: String,
    /// A day, `2026-01-01`, on which the authority was the publisher's.
    pub start: String,
}

impl Minter {
    /// The `tag:` URI of `name`, which is a path; what a URI cannot hold is percent-encoded.
    pub fn tag(&self, name: &str) -> String {
        ["tag:", &self.authority, ",", &self.start, ":", &encode(name)].concat()
    }
}

/// Where an [`Id`] comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Kind {
    /// An IRI of the record's own, or its address: equal ids are the same article.
    Global,
    /// A number or name of the record's own, which another file of the archive may use for another article.
    Local,
    /// The record's place in the archive.
    Place,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Kind; 3] = [Kind::Global, Kind::Local, Kind::Place];

    /// The name for machines.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Global => "global",
            Kind::Local => "local",
            Kind::Place => "place",
        }
    }
}

/// The id of an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Id {
    /// The IRI.
    pub iri: String,
    /// Where it comes from.
    pub kind: Kind,
}

impl Id {
    /// The record's own id; else its address; else one made of its place.
    pub fn new(own: Option<&str>, url: Option<&Url>, place: &str, minter: &Minter) -> Self {
        match (own.map(str::trim).filter(|own| !own.is_empty()), url) {
            (Some(own), _) if is_iri(own) => Self { iri: encode_iri(own), kind: Kind::Global },
            (Some(own), _) => Self { iri: minter.tag(&format!("id/{own}")), kind: Kind::Local },
            (None, Some(url)) => Self { iri: canonical(url), kind: Kind::Global },
            (None, None) => Self::of_place(place, minter),
        }
    }

    /// An id that was made before, if it can be one.
    pub fn written(iri: &str, kind: Kind) -> Option<Self> {
        let clean = is_iri(iri) && !iri.contains(['<', '>', '"']);
        clean.then(|| Self { iri: iri.to_owned(), kind })
    }

    /// The id made of the record's place alone.
    pub fn of_place(place: &str, minter: &Minter) -> Self {
        Self { iri: minter.tag(&format!("article/{place}")), kind: Kind::Place }
    }
}

/// An absolute IRI of a scheme that identifies: `tag:`, `urn:`, `http:`, `https:`.
fn is_iri(own: &str) -> bool {
    let Some((scheme, rest)) = own.split_once(':') else { return false };
    let known = ["tag", "urn", "http", "https"].iter().any(|known| scheme.eq_ignore_ascii_case(known));
    known && rest.len() > 2 && !own.chars().any(|c| c.is_whitespace() || c.is_control())
}

fn encode(name: &str) -> String {
    escape(name, |byte| byte.is_ascii_alphanumeric() || b"-._~/:@!$'()*,;=+".contains(&byte))
}

fn encode_iri(iri: &str) -> String {
    escape(iri, |byte| byte.is_ascii_graphic() && !b"<>\"{}|\\^`".contains(&byte))
}

fn escape(text: &str, plain: impl Fn(u8) -> bool) -> String {
    if text.bytes().all(&plain) {
        return text.to_owned();
    }
    let mut escaped = String::with_capacity(text.len());
    for byte in text.bytes() {
        if plain(byte) {
            escaped.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(escaped, "%{byte:02X}");
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(own: Option<&str>, url: Option<&str>, expected: &str) {
        let minter = Minter { authority: "warta.example".to_owned(), start: "2026-01-01".to_owned() };
        let url = url.map(|url| Url::parse(url).unwrap());
        assert_eq!(Id::new(own, url.as_ref(), "articles/a b.txt", &minter).iri, expected);
    }

    #[test]
    fn own_id_then_address_then_place() {
        check(Some("urn:isbn:123"), Some("https://a.example/b"), "urn:isbn:123");
        check(Some("42"), Some("https://a.example/b"), "tag:warta.example,2026-01-01:id/42");
        check(None, Some("http://www.a.example/b/"), "https://a.example/b");
        check(Some(" "), None, "tag:warta.example,2026-01-01:article/articles/a%20b.txt");
    }

    #[test]
    fn an_id_is_ascii_and_has_no_markup() {
        check(Some("urn:é<\">"), None, "urn:%C3%A9%3C%22%3E");
        check(Some("Kemhan & <b>"), None, "tag:warta.example,2026-01-01:id/Kemhan%20%26%20%3Cb%3E");
    }
}
