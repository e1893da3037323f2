//! What this run has read whole: feeds show mostly what is new, which need not be read again for that.

use std::collections::BTreeSet;

use foldhash::HashMap;

use crate::article::Article;

/// So many bytes of text are kept in memory; of more, the newest articles.
const ROOM: usize = 32 << 20;

/// What an article takes beside its text, about.
const FRAME: usize = 1_000;

/// Articles by their version.
#[derive(Debug, Default)]
pub(super) struct Fresh {
    articles: HashMap<u64, Box<Article>>,
    /// The oldest first: when each is shown as published, in microseconds since 1970, and its version.
    by_age: BTreeSet<(i64, u64)>,
    bytes: usize,
}

impl Fresh {
    /// Keeps an article that was read whole, as long as there is room for it.
    pub fn put(&mut self, version: u64, article: Box<Article>) {
        let at = article.shown().timestamp_micros();
        let is_old = || self.by_age.first().is_some_and(|oldest| at < oldest.0);
        if self.articles.contains_key(&version) || (self.bytes + size(&article) > ROOM && is_old()) {
            return;
        }
        self.bytes += size(&article);
        self.articles.insert(version, article);
        self.by_age.insert((at, version));
        while self.bytes > ROOM
            && let Some((_, oldest)) = self.by_age.pop_first()
        {
            self.bytes -= self.articles.remove(&oldest).map_or(0, |article| size(&article));
        }
    }

    /// The article of this version, which is not kept any longer.
    pub fn take(&mut self, version: u64) -> Option<Box<Article>> {
        let article = self.articles.remove(&version)?;
        self.by_age.remove(&(article.shown().timestamp_micros(), version));
        self.bytes -= size(&article);
        Some(article)
    }
}

fn size(article: &Article) -> usize {
    FRAME + article.details.length
}
