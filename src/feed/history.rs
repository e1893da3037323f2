//! The whole history of a topic in documents that readers can follow back from the feed (RFC 5005, section 4).
//!
//! A document is closed when it is made: what comes later stands in later ones. So it leads back only; the one after it
//! is not there yet. But the first, which has none before it, is made together with the second and leads to that one, for
//! a document that leads nowhere is no part of a history to those who check.

use std::sync::Arc;

use chrono::{DateTime, FixedOffset};

use super::entry::Entry;
use super::{Feed, Options, Show};
use crate::topic::Slug;

/// The folder of all archives.
const FOLDER: &str = "arsip";

/// Which document of a topic's history a feed is. Documents are named as their files, without the end that tells the
/// format: `pertahanan`, `arsip/pertahanan/2022-03`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct History {
    /// The name of the document where it is an archive, which is to change no more; without it the feed is the one that
    /// people subscribe to.
    pub archive: Option<String>,
    /// The archive that was closed before.
    pub previous: Option<String>,
    /// The archive that was closed after, where that is known for good.
    pub next: Option<String>,
}

impl Feed {
    /// The feed as the document of its history that `history` says. The id stays: it is one feed in several documents.
    #[must_use]
    pub fn with_history(mut self, history: History) -> Self {
        self.name = history.archive.clone().unwrap_or(self.name);
        self.history = history;
        self
    }

    /// The name of the document that people subscribe to.
    pub(super) fn subscription(&self) -> &str {
        if self.is_archive() { self.slug.as_str() } else { &self.name }
    }

    /// Whether the document is closed.
    pub(super) fn is_archive(&self) -> bool {
        self.history.archive.is_some()
    }

    /// The documents that this one leads to, by their relation to it.
    pub(super) fn related(&self) -> Vec<(&'static str, &str)> {
        let current = self.is_archive().then_some(("current", self.slug.as_str()));
        let previous = self.history.previous.as_deref().map(|name| ("prev-archive", name));
        let next = self.history.next.as_deref().map(|name| ("next-archive", name));
        [current, previous, next].into_iter().flatten().collect()
    }
}

/// What a document of the history is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// The articles of a month, in several parts where they are many.
    Month,
    /// So many articles.
    Count,
}

/// What the user says about histories.
#[derive(Debug, Clone)]
pub struct Archives {
    /// What a document is made of.
    pub by: By,
    /// How many articles it holds at the most, where the feed does not hold fewer.
    pub items: Option<usize>,
    /// Whether the topics that tags make have histories, too.
    pub tags: bool,
}

impl Archives {
    /// Every way and its name in `config.toml`; `off` is none.
    pub const NAMES: &[(&str, Option<By>)] = &[("off", None), ("month", Some(By::Month)), ("count", Some(By::Count))];

    /// What the documents are parted by: no document holds articles of two periods.
    pub fn period(&self, at: DateTime<FixedOffset>) -> String {
        match self.by {
            By::Month => at.format("%Y-%m").to_string(),
            By::Count => String::new(),
        }
    }

    /// The name of the first document of a topic's `period` that is not among `names`: `2022-03`, then `2022-03-2`; or
    /// `0001`, then `0002`.
    pub fn next_name<'a>(&self, slug: &Slug, period: &str, names: impl Iterator<Item = &'a str>) -> String {
        let last = names.filter_map(|name| self.part(slug, name)).filter(|(of, _)| *of == period).map(|(_, part)| part);
        let part = last.max().unwrap_or(0) + 1;
        match (self.by, part) {
            (By::Month, 1) => format!("{FOLDER}/{slug}/{period}"),
            (By::Month, part) => format!("{FOLDER}/{slug}/{period}-{part}"),
            (By::Count, part) => format!("{FOLDER}/{slug}/{part:04}"),
        }
    }

    /// Whether these settings would have made a document of this name.
    pub fn would_make(&self, slug: &Slug, name: &str) -> bool {
        self.part(slug, name).is_some()
    }

    /// The period of a document and its number in it.
    fn part<'a>(&self, slug: &Slug, name: &'a str) -> Option<(&'a str, usize)> {
        let own = name.strip_prefix(FOLDER)?.strip_prefix('/')?.strip_prefix(slug.as_str())?.strip_prefix('/')?;
        match self.by {
            By::Count => own.parse().ok().map(|part| ("", part)),
            By::Month => {
                let (period, part) = own.split_at_checked("2022-03".len())?;
                let part = if part.is_empty() { 1 } else { part.strip_prefix('-')?.parse().ok()? };
                Some((period, part))
            }
        }
    }
}

/// Whether the file or document `name` is one of a history.
pub fn is_archive(name: &str) -> bool {
    name.strip_prefix(FOLDER).is_some_and(|rest| rest.starts_with('/'))
}

/// How many of `articles`, the oldest first, fit into one document; at least one.
pub fn fitting(articles: &[Arc<Entry>], show: Show, options: &Options) -> usize {
    let (mut size, mut count) = (0_usize, 0);
    for article in articles {
        size = size.saturating_add(article.shown(show).size());
        if count > 0 && size > options.max_bytes {
            break;
        }
        count += 1;
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(by: By, names: &[&str], period: &str, expected: &str) {
        let archives = Archives { by, items: None, tags: false };
        let slug = Slug::parse("tani").unwrap();
        let next = archives.next_name(&slug, period, names.iter().copied());
        assert_eq!(next, expected);
        assert!(archives.would_make(&slug, &next));
        assert!(!archives.would_make(&Slug::parse("ternak").unwrap(), &next));
        let other = if by == By::Month { By::Count } else { By::Month };
        assert!(!Archives { by: other, ..archives }.would_make(&slug, &next));
    }

    #[test]
    fn documents_have_names_of_their_own() {
        check(By::Month, &[], "2022-03", "arsip/tani/2022-03");
        check(By::Month, &["arsip/tani/2022-03", "arsip/tani/2022-04"], "2022-03", "arsip/tani/2022-03-2");
        check(By::Month, &["arsip/tani/2022-03", "arsip/tani/2022-03-11"], "2022-03", "arsip/tani/2022-03-12");
        check(By::Count, &[], "", "arsip/tani/0001");
        check(By::Count, &["arsip/tani/0009", "arsip/tani/0010", "arsip/lain/0077"], "", "arsip/tani/0011");
        check(By::Count, &["arsip/tani/9999"], "", "arsip/tani/10000");
    }
}
