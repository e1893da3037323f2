//! The text that a page states in its metadata (`articleBody`), as a guide to where the article begins and ends.

use std::collections::HashSet;

use dom_query::{Document, NodeRef};
use xxhash_rust::xxh3::xxh3_64;

use super::body::BLOCKS;

/// How many words in a row are compared.
const ROW: usize = 4;

/// Fewer words are a teaser.
const LONG: usize = 60;

/// A longer text is no article, in bytes.
const LONGEST: usize = 1 << 20;

/// The hash of a word in lower case.
type Word = u64;

/// The stated text.
#[derive(Debug)]
pub struct Stated {
    /// As it is stated.
    pub text: String,
    words: Vec<Word>,
    rows: HashSet<Vec<Word>>,
}

/// How a paragraph of the page is in the stated text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Inside,
    Outside,
    /// Too short to tell.
    Unknown,
}

impl Stated {
    /// The words of `text`; `None` where it is too short to be the article.
    pub fn new(text: String) -> Option<Self> {
        if text.len() > LONGEST {
            return None;
        }
        let words = words(&text);
        let rows = words.windows(ROW).map(<[Word]>::to_vec).collect();
        (words.len() >= LONG).then_some(Self { text, words, rows })
    }

    /// Whether this is much more of the article than what was `found` of it on the page, or another text.
    pub fn is_other(&self, found: &str) -> bool {
        let found: HashSet<Vec<Word>> = words(found).windows(ROW).map(<[Word]>::to_vec).collect();
        let both = self.rows.iter().filter(|row| found.contains(*row)).count();
        both * 3 < self.rows.len() * 2
    }

    /// Takes out of `content` what stands before the beginning and behind the end of the stated text, where both are
    /// there.
    pub fn cut(&self, content: &Document) {
        let all = content.select("p, li, h1, h2, h3, h4, h5, h6, div, blockquote, pre, td");
        let leaves: Vec<(NodeRef, Vec<Word>)> = all
            .nodes()
            .iter()
            .filter(|node| !node.descendants_it().any(|inner| inner.is_element() && inner.is(BLOCKS)))
            .map(|node| (*node, words(&node.text())))
            .filter(|(_, words)| !words.is_empty())
            .collect();
        let parts: Vec<Part> = leaves.iter().map(|(_, words)| self.part(words)).collect();
        let inside = |part: &Part| *part == Part::Inside;
        let (Some(first), Some(last)) = (parts.iter().position(inside), parts.iter().rposition(inside)) else { return };
        let begins = leaves.get(first).is_some_and(|(_, words)| self.words.starts_with(head(words)));
        let ends = leaves.get(last).is_some_and(|(_, words)| self.words.ends_with(tail(words)));
        for (at, (node, _)) in leaves.iter().enumerate() {
            if begins && at < first || ends && at > last {
                node.remove_from_parent();
            }
        }
    }

    fn part(&self, words: &[Word]) -> Part {
        let rows = words.windows(ROW);
        let (all, both) = (rows.len(), rows.filter(|row| self.rows.contains(*row)).count());
        match all {
            0..ROW => Part::Unknown,
            _ if both * 2 > all => Part::Inside,
            _ => Part::Outside,
        }
    }
}

fn head(words: &[Word]) -> &[Word] {
    words.get(..ROW).unwrap_or(words)
}

fn tail(words: &[Word]) -> &[Word] {
    words.get(words.len().saturating_sub(ROW)..).unwrap_or(words)
}

fn words(text: &str) -> Vec<Word> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| xxh3_64(word.to_lowercase().as_bytes()))
        .collect()
}
