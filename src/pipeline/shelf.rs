//! The articles that feeds show, whole: those that this run has just read, those that the catalog has kept, and the rest
//! by a second reading of the archive.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use super::crew::in_order;
use super::gather::{Gathered, admit, background};
use super::press::stop_if_told;
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

/// Records of one file that are to be read again, by the keys of their cards.
struct Job<'a> {
    path: Arc<str>,
    /// The file, if it is still there.
    source: Option<&'a Source>,
    wanted: Vec<(Key, Card)>,
}

/// What was read of them: articles by their version, as they are and as they are kept; and those that are not there.
#[derive(Default)]
struct Again {
    found: Vec<(u64, Article, String)>,
    left: Vec<Problem>,
    /// What the system said, where it failed to give the file.
    failed: Option<Problem>,
}

/// So many records that can be read alone are one job.
const RECORDS: usize = 32;

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
        let (mut wanted, mut seen, mut fresh) = (BTreeSet::new(), HashSet::new(), Vec::new());
        for shown in shown.filter(|shown| seen.insert(shown.version)) {
            match gathered.fresh.borrow_mut().take(shown.version) {
                Some(article) => fresh.push((shown.version, article)),
                None if shelf.kept(shown.version)?.is_none() => _ = wanted.insert(shown.key),
                None => {}
            }
        }
        let pack = |(version, article): (u64, Article)| (version, article.to_cache(), article);
        in_order(fresh.into_iter().map(Ok), &pack, &mut |(version, kept, article)| {
            gathered.catalog.keep_article(version, kept.as_bytes())?;
            shelf.put(version, article);
            Ok::<(), Error>(())
        })?;
        if wanted.is_empty() {
            return Ok(shelf);
        }
        let again = Rereading { config, run, learned: gathered.catalog.learned()?, fold };
        let keys: Vec<Key> = wanted.into_iter().collect();
        in_order(jobs(gathered, &keys), &|job| again.read(&job), &mut |read: Again| {
            stop_if_told(config)?;
            for (version, article, kept) in read.found {
                gathered.catalog.keep_article(version, kept.as_bytes())?;
                shelf.put(version, article);
            }
            report.failed += u64::from(read.failed.is_some());
            read.failed.into_iter().chain(read.left).for_each(|problem| report.add(problem));
            Ok::<(), Error>(())
        })?;
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
}

/// The jobs that read the records with these `keys`, which are sorted.
fn jobs<'a>(gathered: &'a Gathered, keys: &[Key]) -> impl Iterator<Item = Result<Job<'a>, Error>> {
    let sources: HashMap<&str, &Source> =
        gathered.listing.sources.iter().map(|source| (&*source.shown, source)).collect();
    let of_file = move |keys: &[Key]| -> Result<Vec<Job<'a>>, Error> {
        let path = keys.first().map(|key| gathered.catalog.origin(key.0).path).unwrap_or_else(|| "".into());
        let source = sources.get(&*path).copied();
        let cards = gathered.catalog.cards(keys)?;
        // Where one cannot be read alone the whole file is.
        let whole = cards.iter().any(|(_, card)| card.place.bytes.is_none());
        let most = if whole { cards.len().max(1) } else { RECORDS };
        let (mut jobs, mut cards) = (Vec::new(), cards.into_iter());
        while !cards.as_slice().is_empty() {
            jobs.push(Job { path: Arc::clone(&path), source, wanted: cards.by_ref().take(most).collect() });
        }
        Ok(jobs)
    };
    keys.chunk_by(|one, other| one.0 == other.0).flat_map(move |keys| match of_file(keys) {
        Ok(jobs) => jobs.into_iter().map(Ok).collect::<Vec<_>>(),
        Err(error) => vec![Err(error)],
    })
}

/// What records are read against when they are read again.
struct Rereading<'a> {
    config: &'a Config,
    run: Run,
    learned: Learned,
    fold: &'a Fold,
}

impl Rereading<'_> {
    fn read(&self, job: &Job) -> Again {
        let mut again = Again::default();
        let mut wanted: BTreeMap<(u32, u32), &(Key, Card)> =
            job.wanted.iter().map(|wanted| ((wanted.1.place.ordinal, wanted.1.place.part), wanted)).collect();
        if let Some(source) = job.source {
            let background = background(self.config, self.run.now, source, &self.learned);
            let mut last_problem = None;
            // What is wrong with the records was told when they were first read; not what is wrong with the disk now.
            let is_unreadable = self.each_record(source, &job.wanted, &mut |item| {
                last_problem = item.as_ref().err().cloned().or(last_problem.take());
                for (article, place) in admit(item, &background).articles {
                    let Some((key, card)) = wanted.get(&(place.ordinal, place.part)) else { continue };
                    let Some(mut article) = known(self.config, article, *key, card, self.fold) else { continue };
                    // The labels of a page's lines are for `explain`; they are as long as the text.
                    article.details.lines = Vec::new();
                    let kept = article.to_cache();
                    let own_place = self.fold.place(*key, card, &job.path);
                    again.found.push((Shown::new(*key, card, own_place).version, article, kept));
                    wanted.remove(&(place.ordinal, place.part));
                }
            });
            again.failed = last_problem.filter(|_| is_unreadable);
        }
        let message = "changed while it was read, left out until the next run";
        let left = wanted.into_values().map(|(_, card)| Problem::record(card.place.origin(&job.path), message));
        again.left.extend(left);
        again
    }

    /// Reads records of one file: each alone where the bytes of all are known, else the whole file. Returns whether the
    /// system failed to give them.
    fn each_record(&self, source: &Source, wanted: &[(Key, Card)], each: archive::Each) -> bool {
        let part = |(_, card): &(Key, Card)| Some((card.place.bytes.clone()?, card.place.ordinal, card.place.line));
        match wanted.iter().map(part).collect::<Option<Vec<archive::Part>>>() {
            Some(parts) => archive::read_parts(source, &self.config.archive, &parts, each),
            None => archive::read_from(source, &self.config.archive, None, each).failed,
        }
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
