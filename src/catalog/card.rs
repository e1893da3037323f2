//! What is kept of an article, and how it is packed: all cards of a file in one row.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_64;

use crate::article::{Article, id};
use crate::report::Origin;

/// Where in its file an article can be read again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The path that the record comes from, where that is not the file's: a member of a pack, or a file on the machine
    /// that wrote the line of an article; and the number of the record there.
    pub from: Option<(Box<str>, u32)>,
    /// The number of the record in the file, counted from 0.
    pub ordinal: u32,
    /// The number of the article in the record, counted from 0.
    pub part: u32,
    /// The line of the record; 0 where the format has no lines.
    pub line: u32,
    /// The bytes of the file that hold the record alone, if there are such.
    pub bytes: Option<std::ops::Range<u64>>,
}

/// What is kept of an article. Texts are kept as hashes (XXH3).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    /// Where it is.
    pub place: Place,
    /// The id under which it is known.
    #[serde(with = "postcard::fixint::le")]
    pub id: u64,
    /// Where the id comes from.
    pub kind: id::Kind,
    /// The id, where it is not the one that the record makes: one that was published before an edit or a move.
    pub iri: Option<Box<str>>,
    /// The headline.
    #[serde(with = "postcard::fixint::le")]
    pub title: u64,
    /// The record as it is stored: by this an article is known again elsewhere.
    #[serde(with = "postcard::fixint::le")]
    pub text: u64,
    /// All that a feed can show of the article.
    #[serde(with = "postcard::fixint::le")]
    pub version: u64,
    /// When it was published, in microseconds since 1970.
    pub published: i64,
    /// When it is shown as published, in microseconds after that.
    pub shown_after: i64,
    /// When it was last revised, in microseconds after it is shown as published.
    pub updated_after: i64,
    /// Bytes of the text: of the pages of one article the longest is all of it.
    pub length: u32,
    /// What it is under: numbers of [`super::labels::Labels`].
    pub labels: Vec<u32>,
}

impl Place {
    /// The number of the record where it comes from.
    pub fn number(&self) -> u32 {
        self.from.as_ref().map_or(self.ordinal, |(_, number)| *number)
    }

    /// The place in the file at `path`.
    pub fn origin(&self, path: &Arc<str>) -> Origin {
        match &self.from {
            Some((from, _)) => Origin::file(&**from).at(self.line),
            None => Origin::file(Arc::clone(path)).at(self.line),
        }
    }
}

impl Card {
    /// The card of `article`, whose record has the fingerprint `text`; `furniture` is that of what else its reading
    /// depends on. It is under nothing yet.
    pub fn new(article: &Article, place: Place, text: u64, furniture: u64) -> Self {
        let [published, shown, updated] =
            [article.published().instant, article.shown(), article.updated()].map(|at| at.timestamp_micros());
        let id = hash(&article.id().iri);
        let title = hash(article.title());
        Self {
            place,
            id,
            kind: article.id().kind,
            iri: None,
            title,
            text,
            version: mixed(&[id, title, text, furniture, published as u64, shown as u64, updated as u64]),
            published,
            shown_after: shown - published,
            updated_after: updated - shown,
            length: u32::try_from(article.details.length).unwrap_or(u32::MAX),
            labels: Vec::new(),
        }
    }

    /// When it is shown as published, in microseconds since 1970.
    pub fn shown(&self) -> i64 {
        self.published.saturating_add(self.shown_after)
    }

    /// When it was last revised, in microseconds since 1970.
    pub fn updated(&self) -> i64 {
        self.shown().saturating_add(self.updated_after)
    }

    /// The same card under the id `iri`.
    pub fn known_as(&mut self, iri: &str) {
        self.id = hash(iri);
        self.version = mixed(&[self.version, self.id]);
        self.iri = Some(iri.into());
    }
}

/// A hash of a text that stays the same on every machine.
pub fn hash(text: &str) -> u64 {
    xxh3_64(text.as_bytes())
}

/// One hash of several.
pub fn mixed(hashes: &[u64]) -> u64 {
    let bytes: Vec<u8> = hashes.iter().flat_map(|hash| hash.to_le_bytes()).collect();
    xxh3_64(&bytes)
}

/// Cards one after the other.
pub fn pack<T: Serialize>(items: &[T]) -> Vec<u8> {
    let mut packed = Vec::with_capacity(64 * items.len());
    for item in items {
        // Writing to memory fails for no type of ours.
        packed = postcard::to_extend(item, packed).unwrap_or_default();
    }
    packed
}

/// What is packed cannot be unpacked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Damaged;

/// Gives `each` of the packed items.
///
/// # Errors
/// Where the rest is none.
pub fn unpack<'a, T: Deserialize<'a>>(mut packed: &'a [u8], mut each: impl FnMut(T)) -> Result<(), Damaged> {
    while !packed.is_empty() {
        let (item, rest) = postcard::take_from_bytes(packed).map_err(|_| Damaged)?;
        each(item);
        packed = rest;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cards_are_unpacked_as_they_were_packed() {
        let card = |ordinal, iri: Option<&str>| Card {
            place: Place { from: None, ordinal, part: 0, line: 7, bytes: Some(5..900_000_000_000) },
            id: u64::MAX,
            kind: id::Kind::Place,
            iri: iri.map(Into::into),
            title: 1,
            text: 2,
            version: 3,
            published: -5,
            shown_after: 0,
            updated_after: i64::MAX,
            length: 4,
            labels: vec![0, 300],
        };
        let cards = vec![card(0, None), card(70_000, Some("tag:a"))];
        let packed = pack(&cards);
        assert!(packed.len() < 140, "{}", packed.len());
        let mut found: Vec<Card> = Vec::new();
        assert_eq!(unpack(&packed, |card| found.push(card)), Ok(()));
        assert_eq!(found, cards);
        assert_eq!(unpack(&packed[..packed.len() - 1], |_: Card| ()), Err(Damaged));
    }
}
