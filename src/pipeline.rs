//! The corridor: one call per room, in order.

use std::collections::{BTreeMap, HashMap};
use std::io::Read;
use std::path::Path;

use chrono::{DateTime, FixedOffset, Utc};

use crate::archive::{self, Field, Record, Source, Stored, Value};
use crate::article::{self, Article, Background, Draft, Learned, Learner};
use crate::catalog::{Card, Catalog, Holding, Place};
use crate::config::{Config, Future};
use crate::feed::{self, Feed, FeedFile, Heading};
use crate::output::{self, Changes, Manifest};
use crate::report::{Origin, Problem, Report};
use crate::topic::{Hits, Topic};

/// What the caller of a run decides.
#[derive(Debug, Clone, Copy)]
pub struct Run {
    /// The instant of the run.
    pub now: DateTime<FixedOffset>,
    /// Publish even if much of the archive is gone.
    pub allow_shrink: bool,
    /// Only say what would be done.
    pub dry_run: bool,
}

/// How a run ended.
#[derive(Debug)]
pub enum Outcome {
    /// The feeds are as the archive is, or with `dry_run` would become so by these changes.
    Done {
        /// How many feeds there are.
        feeds: usize,
        /// What was written and removed.
        changes: Changes,
    },
    /// Another run is at work.
    Busy,
    /// So much of the archive is gone that publishing would do harm; nothing was touched.
    Shrunk {
        /// The articles of the last run.
        before: u64,
    },
}

/// Why a run could not be finished. The feeds that are published are whole.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The archive cannot be listed.
    #[error(transparent)]
    Archive(#[from] archive::WalkError),
    /// A feed cannot be made.
    #[error(transparent)]
    Feed(#[from] feed::Error),
    /// A feed cannot be written.
    #[error(transparent)]
    Output(#[from] output::Error),
}

/// Archive → feeds.
///
/// # Errors
/// Where the archive cannot be listed or a feed cannot be written.
pub fn build(config: &Config, run: Run, report: &mut Report) -> Result<Outcome, Error> {
    let Some(_lock) = lock(config, run)? else { return Ok(Outcome::Busy) };
    let manifest = Manifest::load(&config.output)?;
    let (sources, learned, catalog) = gather(config, run, report)?;
    if !run.allow_shrink && shrunk(config, &manifest, report.articles) {
        return Ok(Outcome::Shrunk { before: manifest.articles });
    }
    let holdings = holdings(config, &catalog);
    let again = Again { config, run, sources: &sources, learned: &learned, catalog: &catalog };
    let articles = again.read(&holdings, report);
    let files = render(config, &holdings, &articles, report)?;
    let changes = output::compare(&config.output, &files, &manifest)?;
    if !run.dry_run {
        publish(config, &files, &changes, &manifest, report.articles)?;
    }
    Ok(Outcome::Done { feeds: holdings.len(), changes })
}

/// A dry run writes nothing, so it needs no lock.
fn lock(config: &Config, run: Run) -> Result<Option<Option<output::Lock>>, Error> {
    if run.dry_run {
        return Ok(Some(None));
    }
    Ok(output::lock(&config.output)?.map(Some))
}

fn shrunk(config: &Config, manifest: &Manifest, articles: u64) -> bool {
    articles == 0 && manifest.articles > 0 || (articles as f64) < manifest.articles as f64 * config.keep_share
}

/// Every record of the archive, once, into the catalog.
fn gather(config: &Config, run: Run, report: &mut Report) -> Result<(Vec<Source>, Learned, Catalog), Error> {
    let listing = archive::walk(&config.archive)?;
    listing.problems.into_iter().for_each(|problem| report.add(problem));
    report.ignored.extend(listing.ignored);
    let learned = learn(config, &listing.sources);
    let mut catalog = Catalog::default();
    let mut hits = Hits::default();
    for (number, source) in listing.sources.iter().enumerate() {
        let background = background(config, run.now, source, &learned);
        let known = archive::read(source, &config.archive, &mut |item| {
            for (article, place) in admit(item, number, &background, report) {
                let memberships = config.topics.of(&article, &mut hits);
                catalog.add(&article, place, &memberships);
            }
        });
        if !known {
            report.ignored.push(Origin::file(source.shown.clone()));
        }
    }
    let (copies, problems) = catalog.fold_copies(|number| origin(&listing.sources, number));
    report.duplicates = copies;
    problems.into_iter().for_each(|problem| report.add(problem));
    if config.future == Future::Hold {
        report.held = catalog.hold_back(run.now.timestamp_micros());
    }
    report.articles = catalog.len() as u64;
    Ok((listing.sources, learned, catalog))
}

fn origin(sources: &[Source], number: u32) -> Origin {
    let shown = sources.get(number as usize).map(|source| source.shown.clone());
    Origin::file(shown.unwrap_or_default())
}

/// What relative dates of a file are read against: when it was last changed.
fn reference(source: &Source) -> Option<DateTime<FixedOffset>> {
    source.modified.map(|modified| DateTime::<Utc>::from(modified).fixed_offset())
}

/// The articles of a record; its problems go into the report.
fn admit(
    item: Result<Record, Problem>,
    source: usize,
    background: &Background,
    report: &mut Report,
) -> Vec<(Article, Place)> {
    let record = match item {
        Ok(record) => record,
        Err(problem) => {
            report.add(problem);
            return Vec::new();
        }
    };
    let (ordinal, bytes) = (record.ordinal, record.bytes.clone());
    let mut articles = Vec::new();
    for (part, draft) in article::understand(record, background).into_iter().enumerate() {
        if draft.is_draft {
            report.drafts += 1;
            continue;
        }
        match draft.finish(background.options) {
            Ok((article, problems)) => {
                report.add_all(problems);
                let line = article.details.origin.line.map_or(0, std::num::NonZeroU32::get);
                let part = part as u32;
                articles.push((article, Place { source: source as u32, ordinal, part, line, bytes: bytes.clone() }));
            }
            Err(problems) => report.add_all(problems),
        }
    }
    articles
}

fn holdings(config: &Config, catalog: &Catalog) -> Vec<Holding> {
    catalog.holdings(&config.topics, |topic| match topic {
        Topic::Rule(number) => config.per_topic.get(*number).and_then(|look| look.0).unwrap_or(config.feed.items),
        Topic::All | Topic::Tag(_) => config.feed.items,
    })
}

/// What the pages of each folder share, from the first of them. Only files of one page each can teach.
fn learn(config: &Config, sources: &[Source]) -> Learned {
    let mut learner = Learner::default();
    for source in sources.iter().filter(|source| archive::is_page(&source.path)) {
        if !learner.wants(article::folder(&Origin::file(source.shown.clone()))) {
            continue;
        }
        archive::read(source, &config.archive, &mut |item| {
            if let Ok(record) = &item
                && let Some(Stored { value: Value::Text(text), .. }) = record.get(Field::Body)
            {
                learner.add(article::folder(&record.origin), text);
            }
        });
    }
    learner.finish()
}

fn background<'a>(
    config: &'a Config,
    now: DateTime<FixedOffset>,
    source: &Source,
    learned: &'a Learned,
) -> Background<'a> {
    Background { dates: config.article.date_context(now, reference(source)), learned, options: &config.article }
}

/// The second reading, of the articles that a feed shows.
struct Again<'a> {
    config: &'a Config,
    run: Run,
    sources: &'a [Source],
    learned: &'a Learned,
    catalog: &'a Catalog,
}

/// The cards of one file that are wanted, by record and part.
type Wanted = BTreeMap<(u32, u32), usize>;

impl Again<'_> {
    /// The articles, whole, by the number of their card.
    fn read(&self, holdings: &[Holding], report: &mut Report) -> HashMap<usize, Article> {
        let mut wanted: BTreeMap<u32, Wanted> = BTreeMap::new();
        for number in holdings.iter().flat_map(|holding| &holding.newest) {
            if let Some(Card { place, .. }) = self.catalog.card(*number) {
                wanted.entry(place.source).or_default().insert((place.ordinal, place.part), *number);
            }
        }
        let mut articles = HashMap::new();
        for (number, wanted) in wanted {
            if let Some(source) = self.sources.get(number as usize) {
                self.file(source, &wanted, &mut articles);
            }
            for card in wanted.values().filter(|card| !articles.contains_key(card)) {
                let line = self.catalog.card(*card).map_or(0, |card| card.place.line);
                let message = "changed while it was read, left out until the next run";
                report.add(Problem::record(origin(self.sources, number).at(line), message));
            }
        }
        articles
    }

    fn file(&self, source: &Source, wanted: &Wanted, articles: &mut HashMap<usize, Article>) {
        let background = background(self.config, self.run.now, source, self.learned);
        // What is wrong with the records was told when they were first read.
        let mut told = Report::default();
        self.places(source, wanted, &mut |item| {
            for (article, place) in admit(item, 0, &background, &mut told) {
                let card = wanted.get(&(place.ordinal, place.part));
                let Some(card) = card.filter(|card| self.catalog.is_of(**card, &article)) else { continue };
                let by_place = self.catalog.card(*card).is_some_and(|card| card.id_of_place);
                let article = if by_place { article.with_id_of_place(&self.config.article) } else { article };
                articles.insert(*card, article);
            }
        });
    }

    /// Reads records of one file: each alone where its bytes are known, else the whole file.
    fn places(&self, source: &Source, wanted: &Wanted, each: archive::Each) {
        let places: Vec<&Place> = wanted.values().filter_map(|card| Some(&self.catalog.card(*card)?.place)).collect();
        if places.iter().any(|place| place.bytes.is_none()) {
            archive::read(source, &self.config.archive, each);
            return;
        }
        for place in places {
            if let Some(bytes) = &place.bytes {
                archive::read_part(source, &self.config.archive, bytes, (place.ordinal, place.line), each);
            }
        }
    }
}

fn render(
    config: &Config,
    holdings: &[Holding],
    articles: &HashMap<usize, Article>,
    report: &mut Report,
) -> Result<Vec<FeedFile>, Error> {
    let mut files = Vec::with_capacity(holdings.len() * config.feed.formats.len());
    for holding in holdings {
        let newest: Vec<&Article> = holding.newest.iter().filter_map(|number| articles.get(number)).collect();
        let Some(feed) = Feed::new(heading(config, holding), &newest, &config.feed) else { continue };
        if feed.left_out > 0 {
            report.shortened.push((holding.slug.to_string(), feed.entries.len(), feed.left_out));
        }
        files.extend(feed::render(&feed, &config.feed)?);
    }
    Ok(files)
}

fn heading<'a>(config: &'a Config, holding: &'a Holding) -> Heading<'a> {
    let (rule, look) = match holding.topic {
        Topic::Rule(number) => (config.topics.options().rules.get(number), config.per_topic.get(number)),
        Topic::All | Topic::Tag(_) => (None, None),
    };
    Heading {
        slug: &holding.slug,
        title: &holding.title,
        description: rule.and_then(|rule| rule.description.as_deref()),
        show: look.and_then(|look| look.1).unwrap_or(config.feed.show),
    }
}

/// Remembers what is the tool's own before it is there and what is no more after it is gone, so that a run that is
/// killed between leaves nothing that no later run knows of.
fn publish(
    config: &Config,
    files: &[FeedFile],
    changes: &Changes,
    manifest: &Manifest,
    articles: u64,
) -> Result<(), Error> {
    let mut names: Vec<String> = files.iter().map(|file| file.name.clone()).collect();
    names.sort();
    let after = Manifest { files: names.clone(), articles };
    if after == *manifest && changes.written.is_empty() {
        return Ok(());
    }
    let mut both = [names, manifest.files.clone()].concat();
    both.sort();
    both.dedup();
    Manifest { files: both, articles: manifest.articles }.save(&config.output)?;
    output::publish(&config.output, files, changes)?;
    Ok(after.save(&config.output)?)
}

/// A record as it is understood, and the topics that it is under.
pub type Explained = (Draft, Vec<(String, String)>);

/// Explains every record of the file at `path`, or of `input` where the path is `-`.
///
/// # Errors
/// The problem of the file itself, where it has no format.
pub fn explain(
    config: &Config,
    now: DateTime<FixedOffset>,
    path: &Path,
    input: &mut dyn Read,
    each: &mut dyn FnMut(Result<Explained, Problem>),
) {
    let mut hits = Hits::default();
    let shown = path.to_string_lossy().into_owned();
    let modified = std::fs::metadata(path).and_then(|metadata| metadata.modified()).ok();
    let source = Source { shown: shown.clone().into(), path: path.to_owned(), modified };
    let learned = learn(config, &beside(config, &source));
    let background = background(config, now, &source, &learned);
    let mut explain = |item: Result<Record, Problem>| match item {
        Err(problem) => each(Err(problem)),
        Ok(record) => {
            for draft in article::understand(record, &background) {
                let topics = topics(config, &draft, &mut hits);
                each(Ok((draft, topics)));
            }
        }
    };
    let known = if shown == "-" {
        archive::read_stream(input, &shown, &config.archive, &mut explain)
    } else {
        archive::read(&source, &config.archive, &mut explain)
    };
    if !known {
        each(Err(Problem::record(Origin::file(shown), "no format reads this file")));
    }
}

/// The pages in the folder of `source`, which teach what they share.
fn beside(config: &Config, source: &Source) -> Vec<Source> {
    let Some(folder) = source.path.parent().filter(|_| archive::is_page(&source.path)) else { return Vec::new() };
    let shown = article::folder(&Origin::file(source.shown.clone())).to_owned();
    let options =
        archive::Options { base: config.archive.base.clone(), path: folder.to_owned(), ..config.archive.clone() };
    let listing = archive::walk(&options).unwrap_or_default();
    let beside = listing.sources.into_iter().filter(|other| other.path.parent() == Some(folder));
    beside.map(|other| Source { shown: format!("{shown}/x").into(), ..other }).collect()
}

fn topics(config: &Config, draft: &Draft, hits: &mut Hits) -> Vec<(String, String)> {
    let Ok((article, _)) = draft.clone().finish(&config.article) else { return Vec::new() };
    let options = config.topics.options();
    let memberships = config.topics.of(&article, hits).into_iter();
    memberships
        .filter_map(|membership| {
            let slug = match &membership.topic {
                Topic::All => options.all.as_ref()?.0.to_string(),
                Topic::Rule(number) => options.rules.get(*number)?.slug.to_string(),
                Topic::Tag(_) => crate::topic::slug_of_tag(&membership.because)?.to_string(),
            };
            Some((slug, membership.because.to_string()))
        })
        .collect()
}

/// What an archive looks like, for someone who is about to configure it.
#[derive(Debug, Default)]
pub struct Sight {
    /// How many articles there are.
    pub articles: u64,
    /// How many records cannot be used.
    pub skipped: u64,
    /// How many articles have tags.
    pub tagged: u64,
    /// How many articles each format gave.
    pub formats: BTreeMap<&'static str, u64>,
    /// How many articles each tag has.
    pub tags: BTreeMap<String, u64>,
    /// The first and the last instant.
    pub span: Option<(DateTime<FixedOffset>, DateTime<FixedOffset>)>,
}

/// Looks at every record of the archive.
///
/// # Errors
/// Where the archive cannot be listed.
pub fn look(config: &Config, now: DateTime<FixedOffset>) -> Result<Sight, Error> {
    let mut sight = Sight::default();
    let mut report = Report::default();
    let (listing, learned) = (archive::walk(&config.archive)?, Learned::default());
    for (number, source) in listing.sources.iter().enumerate() {
        let background = background(config, now, source, &learned);
        archive::read(source, &config.archive, &mut |item| {
            for (article, _) in admit(item, number, &background, &mut report) {
                sight.add(&article);
            }
        });
    }
    sight.skipped = report.skipped;
    Ok(sight)
}

impl Sight {
    fn add(&mut self, article: &Article) {
        let at = article.published().instant;
        self.articles += 1;
        self.tagged += u64::from(!article.details.tags.is_empty());
        *self.formats.entry(article.details.format.0).or_default() += 1;
        for tag in &article.details.tags {
            *self.tags.entry(tag.clone()).or_default() += 1;
        }
        self.span = Some(self.span.map_or((at, at), |(first, last)| (first.min(at), last.max(at))));
    }
}
