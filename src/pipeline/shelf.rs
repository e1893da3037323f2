//! The second reading: the articles that feeds show, whole; from the catalog where it has kept them, else from the
//! archive.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

use super::gather::{Gathered, admit, background};
use super::{Error, Run};
use crate::archive::{self, Source};
use crate::article::{Article, Learned};
use crate::catalog::{Card, Fold, Key, Shown};
use crate::config::Config;
use crate::report::{Problem, Report};

/// So many articles are kept in memory; more are taken from the catalog each time that a feed shows them.
const ROOM: usize = 20_000;

/// The articles that feeds show.
pub(super) struct Shelf<'a> {
    config: &'a Config,
    gathered: &'a Gathered,
    articles: HashMap<u64, Article>,
}

/// The cards of one file that are wanted, by record and part.
type Wanted = BTreeMap<(u32, u32), (Key, Card)>;

impl<'a> Shelf<'a> {
    /// Fetches the articles of `shown`.
    pub fn fill(
        config: &'a Config,
        run: Run,
        gathered: &'a Gathered,
        fold: &Fold,
        shown: impl Iterator<Item = Shown>,
        report: &mut Report,
    ) -> Result<Self, Error> {
        let mut shelf = Self { config, gathered, articles: HashMap::new() };
        let mut wanted: BTreeMap<Key, u64> = BTreeMap::new();
        for shown in shown {
            if !shelf.articles.contains_key(&shown.version) && shelf.kept(shown.version)?.is_none() {
                wanted.insert(shown.key, shown.version);
            }
        }
        if wanted.is_empty() {
            return Ok(shelf);
        }
        let learned = gathered.catalog.learned()?;
        let sources: HashMap<&str, &Source> =
            gathered.listing.sources.iter().map(|source| (&*source.shown, source)).collect();
        let keys: Vec<Key> = wanted.keys().copied().collect();
        for keys in keys.chunk_by(|one, other| one.0 == other.0) {
            let cards = gathered.catalog.cards(keys)?;
            let path = keys.first().map(|key| gathered.catalog.origin(key.0).path).unwrap_or_else(|| "".into());
            let mut left: Wanted =
                cards.into_iter().map(|(key, card)| ((card.place.ordinal, card.place.part), (key, card))).collect();
            if let Some(source) = sources.get(&*path) {
                shelf.read(source, &mut left, &learned, fold, run, report)?;
            }
            for (_, (_, card)) in left {
                let message = "changed while it was read, left out until the next run";
                report.add(Problem::record(card.place.origin(&path), message));
            }
        }
        Ok(shelf)
    }

    /// Those of `shown` that could be read.
    pub fn all(&self, shown: &[Shown]) -> Result<Vec<Cow<'_, Article>>, Error> {
        let mut found = Vec::with_capacity(shown.len());
        for shown in shown {
            found.extend(self.get(shown.version)?);
        }
        Ok(found)
    }

    /// The article of this version, if it could be read.
    fn get(&self, version: u64) -> Result<Option<Cow<'_, Article>>, Error> {
        match self.articles.get(&version) {
            Some(article) => Ok(Some(Cow::Borrowed(article))),
            None => self.in_catalog(version).map(|article| article.map(Cow::Owned)),
        }
    }

    /// Takes an article from the catalog into the memory, where there is room; or tells that it is there.
    fn kept(&mut self, version: u64) -> Result<Option<()>, Error> {
        let Some(article) = self.in_catalog(version)? else { return Ok(None) };
        self.put(version, article);
        Ok(Some(()))
    }

    fn in_catalog(&self, version: u64) -> Result<Option<Article>, Error> {
        let kept = self.gathered.catalog.article(version)?;
        // What is not understood is read again from the archive.
        Ok(kept.and_then(|article| Article::from_cache(&article, &self.config.article).ok()))
    }

    fn put(&mut self, version: u64, article: Article) {
        if self.articles.len() < ROOM {
            self.articles.insert(version, article);
        }
    }

    /// Reads the wanted records of one file, takes those that it finds from `wanted` and keeps them in the catalog.
    fn read(
        &mut self,
        source: &Source,
        wanted: &mut Wanted,
        learned: &Learned,
        fold: &Fold,
        run: Run,
        report: &mut Report,
    ) -> Result<(), Error> {
        let (config, gathered) = (self.config, self.gathered);
        let background = background(config, run.now, source, learned);
        let (mut failed, mut last_problem) = (None, None);
        let places: Vec<Card> = wanted.values().map(|(_, card)| card.clone()).collect();
        // What is wrong with the records was told when they were first read; not what is wrong with the disk now.
        let is_unreadable = each_place(config, source, &places, &mut |item| {
            last_problem = item.as_ref().err().cloned().or(last_problem.take());
            for (article, place) in admit(item, &background).articles {
                let Some((key, card)) = wanted.get(&(place.ordinal, place.part)) else { continue };
                let Some(article) = known(config, article, *key, card, fold) else { continue };
                let kept = gathered.catalog.keep_article(card.version, article.to_cache().as_bytes());
                failed = failed.take().or(kept.err());
                self.put(card.version, article);
                wanted.remove(&(place.ordinal, place.part));
            }
        });
        if is_unreadable {
            report.failed += 1;
            last_problem.into_iter().for_each(|problem| report.add(problem));
        }
        failed.map_or(Ok(()), |error| Err(error.into()))
    }
}

/// The article under the id under which it is known; `None` where it is another than that of the card.
fn known(config: &Config, article: Article, key: Key, card: &Card, fold: &Fold) -> Option<Article> {
    if crate::catalog::hash(article.title()) != card.title {
        return None;
    }
    let article = match &card.iri {
        Some(iri) => article.known_as(iri),
        None => article,
    };
    let is_it = crate::catalog::hash(&article.id().iri) == card.id;
    let article = if fold.by_place.contains(&key) { article.with_id_of_place(&config.article) } else { article };
    is_it.then_some(article)
}

/// Reads records of one file: each alone where its bytes are known, else the whole file. Returns whether the system failed
/// to give them.
fn each_place(config: &Config, source: &Source, cards: &[Card], each: archive::Each) -> bool {
    if cards.iter().any(|card| card.place.bytes.is_none()) {
        return archive::read_from(source, &config.archive, None, each).failed;
    }
    let mut failed = false;
    for place in cards.iter().map(|card| &card.place) {
        if let Some(bytes) = &place.bytes {
            failed |= archive::read_part(source, &config.archive, bytes, (place.ordinal, place.line), each);
        }
    }
    failed
}
