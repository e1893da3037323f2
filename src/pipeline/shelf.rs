//! The articles that feeds show, whole: those that this run has just read, those that the catalog has kept, and the rest
//! by a second reading of the archive.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use super::crew::in_order;
use super::gather::{Gathered, admit, background};
use super::press::stop_if_told;
use super::{Error, Run};
use crate::archive::{self, Source};
use crate::article::{Article, Learned};
use crate::catalog::{Card, Fold, Key, Shown};
use crate::config::Config;
use crate::feed::Entry;
use crate::report::{Problem, Report};

/// So many bytes of entries are kept in memory; more are taken from the catalog each time that a feed shows them.
const ROOM: usize = 64 << 20;

/// The articles that feeds show.
pub(super) struct Shelf<'a> {
    config: &'a Config,
    gathered: &'a Gathered,
    /// By their version, each with how many feeds have yet to show it.
    entries: HashMap<u64, (Arc<Entry>, u32)>,
    bytes: usize,
}

/// An article on its way to the shelf.
enum Found {
    /// This run has just read it.
    Fresh(Box<Article>),
    /// The catalog has kept it, under this key.
    Kept(Key, Vec<u8>),
}

/// An article as it is kept, where that is new, and its entry; or the key of one that is not understood.
type Made = Result<(Option<Vec<u8>>, Arc<Entry>), Key>;

/// Records of one file that are to be read again, by the keys of their cards.
struct Job<'a> {
    path: Arc<str>,
    /// The file, if it is still there.
    source: Option<&'a Source>,
    wanted: Vec<(Key, Card)>,
}

/// What was read of them: articles by their key and version, as they are and as they are kept; and those that are not
/// there.
#[derive(Default)]
struct Again {
    found: Vec<(Key, u64, Arc<Entry>, Vec<u8>)>,
    left: Vec<Problem>,
    /// What the system said, where it failed to give the file.
    failed: Option<Problem>,
}

/// So many records that can be read alone are one job.
const RECORDS: usize = 32;

/// The cards of so many records of a file are fetched together.
const CARDS: usize = 4_096;

impl<'a> Shelf<'a> {
    /// Fetches the articles of `shown`.
    pub fn fill(
        config: &'a Config,
        run: Run,
        gathered: &'a Gathered,
        fold: &Fold,
        shown: impl Iterator<Item = Shown> + Clone,
        report: &mut Report,
    ) -> Result<Self, Error> {
        let mut shelf = Self { config, gathered, entries: HashMap::new(), bytes: 0 };
        let missing = shelf.fill_with_kept(wanted(shown))?;
        if !missing.is_empty() {
            shelf.fill_by_reading(run, fold, missing, report)?;
        }
        Ok(shelf)
    }

    /// Fetches what this run has just read and what the catalog has kept. Returns the others, by their keys.
    fn fill_with_kept(&mut self, wanted: Vec<Wanted>) -> Result<BTreeMap<Key, u32>, Error> {
        let (config, gathered) = (self.config, self.gathered);
        let mut missing = BTreeMap::new();
        let found = wanted.into_iter().filter_map(|Wanted { version, key, uses }| {
            let fresh = gathered.fresh.borrow_mut().take(version).map(Found::Fresh);
            let found = fresh.map_or_else(|| kept(gathered, version, key), |fresh| Ok(Some(fresh)));
            match found.transpose() {
                Some(found) => Some(found.map(|found| (version, uses, found))),
                None => {
                    missing.insert(key, uses);
                    None
                }
            }
        });
        let mut damaged = Vec::new();
        let make = |(version, uses, found): (u64, u32, Found)| (version, uses, made(config, found));
        let make_all = |found: Vec<_>| found.into_iter().map(make).collect();
        in_order(batches(found), &make_all, &mut |all: Vec<(u64, u32, Made)>| {
            for (version, uses, made) in all {
                match made {
                    Ok((article, entry)) => {
                        if let Some(article) = article {
                            gathered.catalog.keep_article(version, &article)?;
                        }
                        self.put(version, entry, uses);
                    }
                    // What is not understood is read again from the archive.
                    Err(key) => damaged.push((key, uses)),
                }
            }
            Ok::<(), Error>(())
        })?;
        missing.extend(damaged);
        Ok(missing)
    }

    /// Reads the articles with these keys again from the archive.
    fn fill_by_reading(
        &mut self,
        run: Run,
        fold: &Fold,
        wanted: BTreeMap<Key, u32>,
        report: &mut Report,
    ) -> Result<(), Error> {
        let (config, gathered) = (self.config, self.gathered);
        let again = Rereading { config, run, learned: gathered.catalog.learned()?, fold };
        let keys: Vec<Key> = wanted.keys().copied().collect();
        in_order(jobs(gathered, &keys), &|job| again.read(&job), &mut |read: Again| {
            stop_if_told(config)?;
            for (key, version, entry, kept) in read.found {
                gathered.catalog.keep_article(version, &kept)?;
                self.put(version, entry, wanted.get(&key).copied().unwrap_or_default());
            }
            report.failed += u64::from(read.failed.is_some());
            read.failed.into_iter().chain(read.left).for_each(|problem| report.add(problem));
            Ok(())
        })
    }

    /// The entries of those of `shown` that could be read.
    pub fn all(&self, shown: &[Shown]) -> Result<Vec<Arc<Entry>>, Error> {
        let mut found = Vec::with_capacity(shown.len());
        for shown in shown {
            match self.entries.get(&shown.version) {
                Some((entry, _)) => found.push(Arc::clone(entry)),
                None => found.extend(self.in_catalog(shown)?),
            }
        }
        Ok(found)
    }

    /// As `all`, for one of the feeds for which the shelf was filled: what no other shows goes with it.
    pub fn hand_out(&mut self, shown: &[Shown]) -> Result<Vec<Arc<Entry>>, Error> {
        let found = self.all(shown)?;
        for shown in shown {
            if let Some((_, uses)) = self.entries.get_mut(&shown.version) {
                *uses = uses.saturating_sub(1);
                if *uses == 0 {
                    self.entries.remove(&shown.version);
                }
            }
        }
        Ok(found)
    }

    fn in_catalog(&self, shown: &Shown) -> Result<Option<Arc<Entry>>, Error> {
        let kept = kept(self.gathered, shown.version, shown.key)?;
        Ok(kept.and_then(|kept| made(self.config, kept).ok()).map(|(_, entry)| entry))
    }

    fn put(&mut self, version: u64, entry: Arc<Entry>, uses: u32) {
        self.bytes += entry.weight();
        if self.bytes < ROOM {
            self.entries.insert(version, (entry, uses));
        }
    }
}

/// An article that feeds show.
struct Wanted {
    version: u64,
    key: Key,
    /// How many feeds show it.
    uses: u32,
}

/// The articles, each once, in the order of the rows in which they are kept, so that none is put between others.
fn wanted(shown: impl Iterator<Item = Shown> + Clone) -> Vec<Wanted> {
    // They may be a million: a list that grew would take twice the memory.
    let mut wanted = Vec::with_capacity(shown.clone().count());
    wanted.extend(shown.map(|shown| Wanted { version: shown.version, key: shown.key, uses: 1 }));
    wanted.sort_unstable_by_key(|wanted| (wanted.version as i64, wanted.key));
    wanted.dedup_by(|next, kept| {
        let is_same = next.version == kept.version;
        kept.uses += if is_same { next.uses } else { 0 };
        is_same
    });
    wanted
}

/// As many of `items` together as are worth handing to another thread.
fn batches<T, E>(mut items: impl Iterator<Item = Result<T, E>>) -> impl Iterator<Item = Result<Vec<T>, E>> {
    std::iter::from_fn(move || {
        let batch: Result<Vec<T>, E> = items.by_ref().take(RECORDS).collect();
        Some(batch).filter(|batch| !batch.as_ref().is_ok_and(Vec::is_empty))
    })
}

fn kept(gathered: &Gathered, version: u64, key: Key) -> Result<Option<Found>, Error> {
    Ok(gathered.catalog.article(version)?.map(|article| Found::Kept(key, article)))
}

/// Makes the entry, in any thread.
fn made(config: &Config, found: Found) -> Made {
    let entry = |article: &Article| Arc::new(Entry::new(article, &config.feed));
    match found {
        Found::Fresh(article) => Ok((Some(article.to_cache()), entry(&article))),
        Found::Kept(key, article) => {
            let article = Article::from_cache(&article, &config.article).map_err(|_| key)?;
            Ok((None, entry(&article)))
        }
    }
}

/// The jobs that read the records with these `keys`, which are sorted.
fn jobs<'a>(gathered: &'a Gathered, keys: &[Key]) -> impl Iterator<Item = Result<Job<'a>, Error>> {
    let files = keys.chunk_by(|one, other| one.0 == other.0).filter_map(|keys| keys.first());
    let paths: HashSet<Arc<str>> = files.map(|key| gathered.catalog.path(key.0)).collect();
    let wanted = gathered.listing.sources.iter().filter(|source| paths.contains(&*source.shown));
    let sources: HashMap<&str, &Source> = wanted.map(|source| (&*source.shown, source)).collect();
    let of_part = move |keys: &[Key]| -> Result<Vec<Job<'a>>, Error> {
        let path = keys.first().map(|key| gathered.catalog.path(key.0)).unwrap_or_else(|| "".into());
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
    let together = |keys: &[Key]| match keys {
        // A file that is read whole is read once.
        [first, ..] if keys.len() > CARDS => {
            let is_alone = |cards: Vec<(Key, Card)>| cards.iter().all(|(_, card)| card.place.bytes.is_some());
            if gathered.catalog.cards(&[*first]).is_ok_and(is_alone) { CARDS } else { keys.len() }
        }
        _ => CARDS,
    };
    let parts = keys.chunk_by(|one, other| one.0 == other.0).flat_map(move |keys| keys.chunks(together(keys)));
    parts.flat_map(move |keys| match of_part(keys) {
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
                    let Some(article) = known(self.config, article, *key, card, self.fold) else { continue };
                    let (kept, entry) = (article.to_cache(), Arc::new(Entry::new(&article, &self.config.feed)));
                    let own_place = self.fold.place(*key);
                    again.found.push((*key, Shown::new(*key, card, own_place).version, entry, kept));
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
    let article = if fold.by_place.contains_key(&key) { article.with_id_of_place(&config.article) } else { article };
    is_it.then_some(article)
}
