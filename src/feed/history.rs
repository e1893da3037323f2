//! The whole history of a topic in documents that readers can follow back from the feed (RFC 5005, section 4).

use super::Feed;

/// Which document of a topic's history a feed is. Documents are named as their files, without the end that tells the
/// format: `pertahanan`, `arsip/pertahanan/2022-03`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct History {
    /// The name of the document where it is an archive, which is to change no more; without it the feed is the one that
    /// people subscribe to.
    pub archive: Option<String>,
    /// The archive with the articles before.
    pub previous: Option<String>,
    /// The archive with the articles after.
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

    /// The documents that this one leads to, by their relation to it.
    pub(super) fn related(&self) -> Vec<(&'static str, &str)> {
        let current = self.history.archive.is_some().then_some(("current", self.slug.as_str()));
        let previous = self.history.previous.as_deref().map(|name| ("prev-archive", name));
        let next = self.history.next.as_deref().map(|name| ("next-archive", name));
        [current, previous, next].into_iter().flatten().collect()
    }
}
