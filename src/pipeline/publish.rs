//! Holdings → feeds on the disk: only those are rendered that are not as they were published.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::DateTime;

use super::crew::in_order;
use super::gather::{Gathered, until};
use super::shelf::Shelf;
use super::{Error, Published, Run};
use crate::article::Article;
use crate::catalog::{Catalog, FeedState, FileState, Fold, Holding, Published as Entry, hash, mixed};
use crate::config::Config;
use crate::feed::{self, Feed, FeedFile, Heading, Kind, Listing};
use crate::output::{self, Staging};
use crate::report::{Report, count};
use crate::topic::Topic;

/// What changes in a feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedChange {
    /// The name of its files.
    pub slug: String,
    /// Articles that it did not show.
    pub new: usize,
    /// Articles that it showed otherwise.
    pub changed: usize,
    /// Articles that it shows no more.
    pub gone: usize,
}

/// Names of what is kept from run to run.
const LOOK: &str = "look";
const DUE: &str = "due";
const ARTICLES: &str = "articles";
const HELD: &str = "held";
const COPIES: &str = "copies";
const FEEDS: &str = "feeds";
const IGNORED: &str = "ignored";

/// A feed that shows fewer articles than this may lose them all.
const SMALL: usize = 10;

/// A hash of all that feeds depend on beside their articles.
fn look(config: &Config, run: Run) -> u64 {
    mixed(&[run.program, config.look])
}

/// Whether everything that was published is as it was, and no article has become due since.
pub(super) fn is_settled(config: &Config, run: Run, gathered: &Gathered) -> Result<bool, Error> {
    let catalog = &gathered.catalog;
    if catalog.kept(LOOK)? != Some(look(config, run) as i64) {
        return Ok(false);
    }
    if catalog.kept(DUE)?.is_some_and(|due| due <= until(config, run)) {
        return Ok(false);
    }
    let ignored = gathered.listing.ignored.len() + gathered.listing.problems.len();
    if catalog.kept(IGNORED)? != Some(ignored as i64) {
        return Ok(false);
    }
    Ok(catalog.published_files()?.iter().all(|(name, state)| is_intact(config, name, *state)))
}

/// Whether a file is as it was published.
fn is_intact(config: &Config, name: &str, state: Option<FileState>) -> bool {
    let found = output::state(&config.output, name).map(|(size, modified)| FileState { size, modified });
    state.is_some() && found == state
}

/// What a run says that has nothing to do.
pub(super) fn settled(gathered: &Gathered, report: &mut Report) -> Result<Published, Error> {
    let catalog = &gathered.catalog;
    let kept = |name| -> Result<u64, Error> { Ok(catalog.kept(name)?.unwrap_or_default() as u64) };
    (report.articles, report.held, report.copy_count) = (kept(ARTICLES)?, kept(HELD)?, kept(COPIES)?);
    (report.skipped, report.drafts) = catalog.totals()?;
    report.ignored.extend(gathered.listing.ignored.iter().cloned());
    let unchanged = catalog.published_files()?.len();
    let feeds = kept(FEEDS)? as usize;
    Ok(Published {
        feeds,
        changes: output::Changes { unchanged, ..output::Changes::default() },
        changed: Vec::new(),
        incomplete: false,
    })
}

/// Why publishing would do harm, if it would: much of what was there is gone.
pub(super) fn shrunk(
    config: &Config,
    run: Run,
    catalog: &Catalog,
    holdings: &[Holding],
    articles: u64,
) -> Result<Option<String>, Error> {
    let before = catalog.kept(ARTICLES)?.unwrap_or_default() as u64;
    if run.allow_shrink || before == 0 {
        return Ok(None);
    }
    if articles == 0 || (articles as f64) < before as f64 * config.keep_share {
        let before = count(before, "article");
        return Ok(Some(format!("the archive held {before} at the last run and holds {articles} now")));
    }
    let withdrawn = withdrawn(catalog, holdings)?;
    for (slug, (before, lost)) in withdrawn {
        if before >= SMALL && ((before - lost.len()) as f64) < before as f64 * config.keep_share {
            let lost = lost.len();
            return Ok(Some(format!(
                "of the {before} articles in the feed `{slug}`, {lost} are no more in the archive"
            )));
        }
    }
    Ok(None)
}

/// By the slug of each feed: how many articles it showed, and the entries whose articles are no more in the archive.
type Lost = BTreeMap<String, (usize, Vec<Entry>)>;

fn withdrawn(catalog: &Catalog, holdings: &[Holding]) -> Result<Lost, Error> {
    let before = catalog.feeds()?;
    let now: HashMap<&str, HashSet<u64>> = holdings
        .iter()
        .map(|holding| (holding.slug.as_str(), holding.newest.iter().map(|shown| shown.id).collect()))
        .collect();
    let is_shown = |slug: &str, entry: &Entry| now.get(slug).is_some_and(|ids| ids.contains(&entry.id));
    let mut lost: Lost = before
        .into_iter()
        .map(|(slug, feed)| {
            let gone = feed.entries.iter().filter(|entry| !is_shown(&slug, entry)).copied().collect();
            (slug, (feed.entries.len(), gone))
        })
        .collect();
    let missing = catalog.missing(lost.values().flat_map(|(_, gone)| gone).map(|entry| entry.id).collect())?;
    lost.values_mut().for_each(|(_, gone)| gone.retain(|entry| missing.contains(&entry.id)));
    Ok(lost)
}

/// A feed that is not as it was published.
struct Changed<'a> {
    holding: &'a Holding,
    look: u64,
    entries: Vec<Entry>,
}

/// What was published before.
struct Before {
    feeds: BTreeMap<String, FeedState>,
    files: BTreeMap<String, Option<FileState>>,
}

/// Publishes what `holdings` are.
pub(super) fn publish(
    config: &Config,
    run: Run,
    gathered: &Gathered,
    fold: &Fold,
    holdings: &[Holding],
    report: &mut Report,
) -> Result<Published, Error> {
    let catalog = &gathered.catalog;
    let before = Before { feeds: catalog.feeds()?, files: catalog.published_files()? };
    let mut staging = Staging::new(&config.output, run.dry_run)?;
    catalog.begin()?;
    catalog.keep(LOOK, 0)?;
    let mut current: HashSet<String> = holdings.iter().flat_map(|holding| file_names(config, holding)).collect();
    let (mut listings, changed) = compare(config, run, holdings, &before, &mut staging);
    let shown = changed.iter().flat_map(|changed| changed.holding.newest.iter().copied());
    let shelf = Shelf::fill(config, run, gathered, fold, shown, report)?;
    let mut refreshed = refresh(config, catalog, &before, &changed, &shelf, &mut staging, report)?;
    refreshed.changes.extend(gone(catalog, holdings, &before.feeds)?);
    listings.append(&mut refreshed.listings);
    let Refreshed { mut changes, incomplete, .. } = refreshed;
    let listings: Vec<Listing> = listings.into_values().collect();
    for file in feed::site(&listings, &config.feed)? {
        staging.offer(&file)?;
        current.extend(config.output.with_siblings(&file.name));
    }
    changes.sort_by(|a, b| a.slug.cmp(&b.slug));
    staging.stale(before.files.keys().filter(|name| !current.contains(*name)).cloned());
    let published = Published { feeds: holdings.len(), changes: staging.changes.clone(), changed: changes, incomplete };
    if config.archive.control.is_stopped() {
        return Err(Error::Stopped);
    }
    if !run.dry_run {
        swap(config, gathered, staging, &before.files)?;
    }
    Ok(published)
}

/// What became of feeds that are not as they were published.
#[derive(Default)]
struct Refreshed<'a> {
    changes: Vec<FeedChange>,
    listings: BTreeMap<&'a str, Listing>,
    /// Articles that a feed should show could not be read.
    incomplete: bool,
}

/// Renders the feeds that have `changed`, with all cores, and stages their files.
fn refresh<'a>(
    config: &Config,
    catalog: &Catalog,
    before: &Before,
    changed: &[Changed<'a>],
    shelf: &Shelf,
    staging: &mut Staging,
    report: &mut Report,
) -> Result<Refreshed<'a>, Error> {
    let mut refreshed = Refreshed::default();
    let feeds = changed.iter().map(|changed| Ok((changed, shelf.all(&changed.holding.newest)?)));
    let work = |(changed, newest): (&Changed, Vec<Cow<Article>>)| render(config, changed.holding, &newest);
    let mut arrived = changed.iter();
    in_order(feeds, &work, &mut |rendered| {
        let Rendered { listing, files, left_out, is_whole } = rendered?;
        let Some(Changed { holding, look, entries }) = arrived.next() else { return Ok(()) };
        let (slug, old) = (holding.slug.as_str(), before.feeds.get(holding.slug.as_str()));
        refreshed.incomplete |= !is_whole;
        // A feed that is whole stays until all its articles can be read again.
        if let Some(old) = old.filter(|_| !is_whole).and_then(|feed| serde_json::from_str(&feed.listing).ok()) {
            refreshed.listings.insert(slug, old);
            return Ok(());
        }
        files.iter().try_for_each(|file| staging.offer(file))?;
        report.shortened.extend(left_out.map(|(shown, left_out)| (slug.to_owned(), shown, left_out)));
        refreshed.changes.extend(change(slug, old.map_or(&[][..], |feed| &feed.entries), entries));
        let words = listing.as_ref().and_then(|listing| serde_json::to_string(listing).ok()).unwrap_or_default();
        let look = if is_whole { *look } else { 0 };
        catalog.keep_feed(slug, &FeedState { look, entries: entries.clone(), listing: words })?;
        refreshed.listings.extend(listing.map(|listing| (slug, listing)));
        Ok::<(), Error>(())
    })?;
    Ok(refreshed)
}

/// The listings of the feeds that are as they were published, by slug, and the feeds that are not.
fn compare<'a>(
    config: &Config,
    run: Run,
    holdings: &'a [Holding],
    before: &Before,
    staging: &mut Staging,
) -> (BTreeMap<&'a str, Listing>, Vec<Changed<'a>>) {
    let (mut listings, mut changed) = (BTreeMap::new(), Vec::new());
    let is_there = |name: &String| is_intact(config, name, before.files.get(name).copied().flatten());
    for holding in holdings {
        let slug = holding.slug.as_str();
        let names = file_names(config, holding);
        let entries: Vec<Entry> =
            holding.newest.iter().map(|shown| Entry { id: shown.id, version: shown.version }).collect();
        let look = look_of(config, run, holding, &entries);
        let as_before = before.feeds.get(slug).filter(|feed| feed.look == look && names.iter().all(is_there));
        match as_before.and_then(|feed| serde_json::from_str(&feed.listing).ok()) {
            Some(listing) => {
                names.iter().for_each(|_| staging.unchanged());
                listings.insert(slug, listing);
            }
            None => changed.push(Changed { holding, look, entries }),
        }
    }
    (listings, changed)
}

/// Puts the new files into their places. What is the tool's own is remembered before it is there, and what is no more is
/// forgotten after it is gone, so that a run that is killed between leaves nothing that no later run knows of.
fn swap(
    config: &Config,
    gathered: &Gathered,
    staging: Staging,
    files: &BTreeMap<String, Option<FileState>>,
) -> Result<(), Error> {
    let catalog = &gathered.catalog;
    let new: Vec<String> = staging.changes.written.iter().cloned().collect();
    for name in &new {
        catalog.keep_file(name, None)?;
    }
    catalog.commit_rows()?;
    let changes = staging.publish()?;
    catalog.begin()?;
    let state = |name: &str| output::state(&config.output, name).map(|(size, modified)| FileState { size, modified });
    for name in &new {
        catalog.keep_file(name, state(name))?;
    }
    for (name, known) in files.iter().filter(|(name, _)| !changes.written.contains(*name)) {
        if changes.removed.contains(name) || state(name).is_none() {
            catalog.drop_file(name)?;
        } else if !is_intact(config, name, *known) {
            catalog.keep_file(name, state(name))?;
        }
    }
    Ok(())
}

/// Remembers that everything is published.
pub(super) fn settle(
    config: &Config,
    run: Run,
    gathered: &Gathered,
    holdings: &[Holding],
    next_due: Option<i64>,
    is_complete: bool,
    report: &Report,
) -> Result<(), Error> {
    let catalog = &gathered.catalog;
    catalog.begin()?;
    let versions: HashSet<u64> =
        holdings.iter().flat_map(|holding| &holding.newest).map(|shown| shown.version).collect();
    catalog.keep_only(&versions)?;
    catalog.keep(ARTICLES, report.articles as i64)?;
    catalog.keep(HELD, report.held as i64)?;
    catalog.keep(COPIES, report.copy_count as i64)?;
    catalog.keep(FEEDS, holdings.len() as i64)?;
    catalog.keep(IGNORED, (gathered.listing.ignored.len() + gathered.listing.problems.len()) as i64)?;
    catalog.keep(DUE, next_due.unwrap_or(i64::MAX))?;
    if is_complete {
        catalog.keep(LOOK, look(config, run) as i64)?;
    }
    Ok(catalog.commit_rows()?)
}

/// A hash of all that the files of a feed depend on.
fn look_of(config: &Config, run: Run, holding: &Holding, entries: &[Entry]) -> u64 {
    let mut all = vec![look(config, run), hash(&holding.title), hash(holding.slug.as_str()), holding.count as u64];
    all.extend([holding.span.0 as u64, holding.span.1 as u64]);
    all.extend(entries.iter().flat_map(|entry| [entry.id, entry.version]));
    mixed(&all)
}

fn file_names(config: &Config, holding: &Holding) -> Vec<String> {
    let names = config.feed.formats.iter().map(|format| format!("{}{}", holding.slug, format.suffix));
    names.flat_map(|name| config.output.with_siblings(&name)).collect()
}

/// A feed as it is to be published.
#[derive(Default)]
struct Rendered {
    listing: Option<Listing>,
    files: Vec<FeedFile>,
    /// Where it would have been too large: how many articles it shows, and how many not.
    left_out: Option<(usize, usize)>,
    /// Whether all its articles could be read.
    is_whole: bool,
}

fn render(config: &Config, holding: &Holding, newest: &[Cow<Article>]) -> Result<Rendered, feed::Error> {
    let is_whole = newest.len() == holding.newest.len();
    let newest: Vec<&Article> = newest.iter().map(AsRef::as_ref).collect();
    let Some(feed) = Feed::new(heading(config, holding), &newest, &config.feed) else {
        return Ok(Rendered { is_whole, ..Rendered::default() });
    };
    let left_out = (feed.left_out > 0).then_some((feed.entries.len(), feed.left_out));
    let files = feed::render(&feed, &config.feed)?;
    Ok(Rendered { listing: Some(Listing::from(&feed)), files, left_out, is_whole })
}

fn heading<'a>(config: &'a Config, holding: &'a Holding) -> Heading<'a> {
    let (rule, look) = match holding.topic {
        Topic::Rule(number) => (config.topics.options().rules.get(number), config.per_topic.get(number)),
        Topic::All | Topic::Tag(_) => (None, None),
    };
    let kind = match holding.topic {
        Topic::All => Kind::All,
        Topic::Rule(_) => Kind::Rule,
        Topic::Tag(_) => Kind::Tag,
    };
    let day = |micros| {
        let instant = DateTime::from_timestamp_micros(micros).unwrap_or_default();
        instant.with_timezone(&config.article.zone).fixed_offset()
    };
    Heading {
        slug: &holding.slug,
        kind,
        folder: config.topics.folder_of(&holding.topic),
        count: holding.count,
        span: (day(holding.span.0), day(holding.span.1)),
        title: &holding.title,
        description: rule.and_then(|rule| rule.description.as_deref()),
        show: look.and_then(|look| look.1).unwrap_or(config.feed.show),
    }
}

/// What is new, changed and gone in a feed.
fn change(slug: &str, before: &[Entry], after: &[Entry]) -> Option<FeedChange> {
    let versions =
        |entries: &[Entry]| -> HashMap<u64, u64> { entries.iter().map(|entry| (entry.id, entry.version)).collect() };
    let (before, after) = (versions(before), versions(after));
    let new = after.keys().filter(|id| !before.contains_key(*id)).count();
    let changed = after.iter().filter(|(id, version)| before.get(*id).is_some_and(|before| before != *version)).count();
    let gone = before.keys().filter(|id| !after.contains_key(*id)).count();
    (new + changed + gone > 0).then(|| FeedChange { slug: slug.to_owned(), new, changed, gone })
}

/// The feeds that are no more.
fn gone(
    catalog: &Catalog,
    holdings: &[Holding],
    before: &BTreeMap<String, FeedState>,
) -> Result<Vec<FeedChange>, Error> {
    let current: HashSet<&str> = holdings.iter().map(|holding| holding.slug.as_str()).collect();
    let mut gone = Vec::new();
    for (slug, feed) in before.iter().filter(|(slug, _)| !current.contains(slug.as_str())) {
        gone.extend(change(slug, &feed.entries, &[]));
        catalog.drop_feed(slug)?;
    }
    Ok(gone)
}
