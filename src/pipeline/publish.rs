//! Holdings → feeds on the disk: only those are rendered that are not as they were published.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

use chrono::{DateTime, FixedOffset};

use super::crew::in_order;
use super::gather::{Gathered, until};
use super::history::{self, Histories};
use super::press::{Before, Press, Wanted, change, file_names, is_intact, stop_if_told};
use super::replay::{self, Replays};
use super::shelf::Shelf;
use super::withdrawn::{self, Feeds, Tombstones};
use super::{Error, Members, Published, Run};
use crate::catalog::{Catalog, FeedState, FileState, Fold, Holding, Key, Published as Entry, Shown, hash, mixed};
use crate::config::Config;
use crate::feed::{self, Feed, FeedFile, Heading, History, Kind, Listing, Tombstone};
use crate::output::{self, Own, Staging};
use crate::report::{Origin, Problem, Report, count};
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
const RETURN: &str = "return";
const ARTICLES: &str = "articles";
const HELD: &str = "held";
const COPIES: &str = "copies";
const FEEDS: &str = "feeds";
const IGNORED: &str = "ignored";

/// A feed that shows fewer articles than this may lose them all.
const SMALL: usize = 10;

/// A hash of all that feeds depend on beside their articles.
pub(super) fn look(config: &Config, run: Run) -> u64 {
    mixed(&[run.program, config.look])
}

/// Remembers that what is published is not what the catalog knows. Returns whether it was, by this program and
/// configuration.
pub(super) fn unsettle(config: &Config, run: Run, catalog: &Catalog) -> Result<bool, Error> {
    let was_settled = catalog.kept(LOOK)? == Some(look(config, run) as i64);
    catalog.keep(LOOK, 0)?;
    Ok(was_settled)
}

/// Whether everything that was published is as it was, and no article has become due since.
pub(super) fn is_settled(config: &Config, run: Run, gathered: &Gathered) -> Result<bool, Error> {
    let catalog = &gathered.catalog;
    if catalog.kept(LOOK)? != Some(look(config, run) as i64) {
        return Ok(false);
    }
    let is_due = |due: i64, now: i64| due < i64::MAX && due <= now;
    if catalog.kept(DUE)?.is_some_and(|due| is_due(due, until(config, run)))
        || catalog.kept(RETURN)?.is_some_and(|due| is_due(due, run.now.timestamp_micros()))
        || withdrawn::is_over(config, run, catalog)?
    {
        return Ok(false);
    }
    let ignored = gathered.listing.ignored.len() + gathered.listing.problems.len();
    if catalog.kept(IGNORED)? != Some(ignored as i64) {
        return Ok(false);
    }
    Ok(catalog.published_files()?.iter().all(|(name, state)| is_intact(config, name, *state)))
}

/// A file as it is.
pub(super) fn file_state(config: &Config, name: &str) -> Result<Option<FileState>, Error> {
    Ok(output::state(&config.output, name)?.map(|(size, modified)| FileState { size, modified }))
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
    feeds: &Feeds,
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
    for (slug, (before, lost)) in withdrawn::lost(catalog, feeds, holdings)? {
        if before >= SMALL && ((before - lost.len()) as f64) < before as f64 * config.keep_share {
            let lost = lost.len();
            return Ok(Some(format!(
                "of the {before} articles in the feed `{slug}`, {lost} are no more in the archive"
            )));
        }
    }
    Ok(None)
}

/// Publishes what `holdings` are.
pub(super) fn publish(
    config: &Config,
    run: Run,
    gathered: &Gathered,
    feeds: Feeds,
    fold: &Fold,
    holdings: &[Holding],
    report: &mut Report,
) -> Result<Published, Error> {
    let catalog = &gathered.catalog;
    let before = Before { feeds, files: catalog.published_files()? };
    let by_name = |name: &str| before.files.contains_key(name);
    let by_head = |head: &[u8]| feed::is_own(head, &config.feed);
    let staging = Staging::new(&config.output, Own { by_name: &by_name, by_head: &by_head }, run.dry_run)?;
    catalog.begin()?;
    let tombstones = withdrawn::tombstones(config, run, catalog, &before.feeds, holdings)?;
    let members = members(config, run, gathered, fold)?;
    let replays = Replays::new(config, run, holdings, &members);
    let lasting = lasting(holdings, &replays);
    let room = Room { config, run, gathered, fold, tombstones: &tombstones };
    let mut histories = Histories::new(room, holdings, members, &lasting)?;
    let mut press = Press::new(room, &before, staging);
    press.published.feeds = holdings.len() + replays.count();
    press.published.changed = gone(catalog, holdings, &replays, &before.feeds)?;
    let mut listings = topics(room, holdings, &mut histories, &mut press, report)?;
    listings.extend(replays.publish(room, &mut press, report)?);
    let site = feed::site(&listings, &config.feed)?;
    press.stage(&site)?;
    let names = holdings.iter().map(|holding| holding.slug.as_str());
    let names = names.chain(replays.names().iter().chain(histories.names()).map(String::as_str));
    let mut current: HashSet<String> = names.flat_map(|name| file_names(config, name)).collect();
    current.extend(site.iter().flat_map(|file| config.output.with_siblings(&file.name)));
    let Press { mut staging, mut published, .. } = press;
    published.changed.sort_by(|a, b| a.slug.cmp(&b.slug));
    let stale = before.files.iter().filter(|(name, _)| !current.contains(*name));
    staging.stale(stale.map(|(name, state)| (name.clone(), is_intact(config, name, *state))))?;
    published.changes = staging.changes.clone();
    published.incomplete |= tell_taken(config, &published.changes.taken, report);
    stop_if_told(config)?;
    if !run.dry_run {
        catalog.keep_only(&lasting)?;
        swap(config, gathered, staging, &before.files)?;
    }
    Ok(published)
}

/// Tells which names are taken by what the tool has not made, in every run as long as it is so. Returns whether any is.
fn tell_taken(config: &Config, taken: &BTreeSet<String>, report: &mut Report) -> bool {
    let folder = config.output.folder.strip_prefix(&config.archive.base).unwrap_or(&config.output.folder);
    for name in taken {
        let message = "not made by kliping, so it stays and this feed is not published; \
                       move or delete it, or choose another `path` in `[output]`";
        report.add(Problem::field(Origin::file(folder.join(name).to_string_lossy()), message));
    }
    !taken.is_empty()
}

/// What is at hand wherever feeds are made.
#[derive(Clone, Copy)]
pub(super) struct Room<'a> {
    pub config: &'a Config,
    pub run: Run,
    pub gathered: &'a Gathered,
    pub fold: &'a Fold,
    pub tombstones: &'a Tombstones,
}

/// What the feed of a topic says of withdrawn articles.
fn tombstones_of<'a>(tombstones: &'a Tombstones, holding: &Holding) -> &'a [Tombstone] {
    tombstones.get(holding.slug.as_str()).map_or(&[], Vec::as_slice)
}

/// All articles of the topics that show more than the newest.
fn members(config: &Config, run: Run, gathered: &Gathered, fold: &Fold) -> Result<Members, Error> {
    let is_wanted = |topic: &Topic| history::has_history(config, topic) || replay::pace(config, topic).is_some();
    if config.history.is_none() && config.replays.is_empty() {
        return Ok(Members::default());
    }
    let id_of_place = |origin: &Origin| config.article.id_of_place(origin).iri;
    Ok(gathered.catalog.members(fold, until(config, run), is_wanted, id_of_place)?)
}

/// The versions of the articles that are kept for the next run, sorted: those that are shown, and that it may show again.
fn lasting(holdings: &[Holding], replays: &Replays) -> Vec<u64> {
    let mut lasting = Vec::with_capacity(holdings.iter().map(|holding| holding.newest.len()).sum());
    let newest = holdings.iter().flat_map(|holding| &holding.newest);
    lasting.extend(newest.chain(replays.shown()).map(|shown| shown.version));
    lasting.sort_unstable();
    lasting.dedup();
    lasting
}

/// Publishes the topics with their histories. Returns their listings.
fn topics(
    room: Room,
    holdings: &[Holding],
    histories: &mut Histories,
    press: &mut Press,
    report: &mut Report,
) -> Result<Vec<Listing>, Error> {
    let Room { config, run, gathered, fold, tombstones } = room;
    let (mut listings, changed) = compare(room, holdings, histories, press)?;
    let shown = changed.iter().flat_map(|holding| holding.newest.iter().copied());
    let mut shelf = Shelf::fill(config, run, gathered, fold, shown, report)?;
    if config.history.is_none() {
        // What no feed shows is wanted no more.
        gathered.fresh.take();
    }
    let jobs = changed.iter().map(|holding| Ok((*holding, shelf.hand_out(&holding.newest)?)));
    let work = |(holding, newest): (&Holding, Vec<Arc<feed::Entry>>)| {
        draft(config, holding, tombstones_of(tombstones, holding), &newest)
    };
    let mut arrived = changed.iter();
    in_order(jobs, &work, &mut |drafted| {
        let Some(holding) = arrived.next() else { return Ok(()) };
        let slug = holding.slug.as_str();
        let Drafted { feed, shown, files, is_whole } = drafted?;
        press.published.incomplete |= !is_whole;
        // A feed that is whole stays until all its articles can be read again.
        if !is_whole && let Some(old) = press.old(slug)? {
            listings.insert(slug, old);
            return Ok(());
        }
        let Some(feed) = feed else { return Ok(()) };
        histories.close(holding, is_whole.then_some(&shown), press, report)?;
        let previous = histories.last(slug);
        let entries = entries_of(&holding.newest);
        let look = if is_whole { look_of(room, holding, &entries, previous) } else { 0 };
        let feed = feed.with_history(History { previous: previous.map(str::to_owned), ..History::default() });
        let files = files.map_or_else(|| feed::render(&feed, &config.feed), Ok)?;
        let wanted = Wanted { look, entries };
        listings.extend(press.take(slug, &feed, &files, wanted, report)?.map(|listing| (slug, listing)));
        Ok::<(), Error>(())
    })?;
    Ok(listings.into_values().collect())
}

/// A feed on its way to be published.
#[derive(Default)]
struct Drafted {
    feed: Option<Feed>,
    /// The articles that it shows.
    shown: HashSet<Key>,
    /// Its files, but where they depend on a history that is not up to date yet.
    files: Option<Vec<FeedFile>>,
    /// Whether all its articles could be read.
    is_whole: bool,
}

/// Makes the feed of a topic of its newest articles, in any thread.
fn draft(
    config: &Config,
    holding: &Holding,
    tombstones: &[Tombstone],
    newest: &[Arc<feed::Entry>],
) -> Result<Drafted, feed::Error> {
    let is_whole = newest.len() == holding.newest.len();
    let Some(feed) = Feed::new(heading(config, holding), newest, &config.feed) else {
        return Ok(Drafted { is_whole, ..Drafted::default() });
    };
    let feed = feed.with_tombstones(tombstones.to_vec());
    let has_history = history::has_history(config, &holding.topic);
    let files = (!has_history).then(|| feed::render(&feed, &config.feed)).transpose()?;
    Ok(Drafted { shown: shown_of(holding, newest, &feed), feed: Some(feed), files, is_whole })
}

/// Which of the newest articles of a topic its feed shows.
fn shown_of(holding: &Holding, newest: &[Arc<feed::Entry>], feed: &Feed) -> HashSet<Key> {
    let ids: HashSet<&str> = feed.entries.iter().map(|entry| entry.id.as_str()).collect();
    let keys = holding.newest.iter().zip(newest);
    keys.filter(|(_, entry)| ids.contains(entry.id.as_str())).map(|(shown, _)| shown.key).collect()
}

/// The entries of a feed that shows these articles.
pub(super) fn entries_of(shown: &[Shown]) -> Vec<Entry> {
    shown.iter().map(|shown| Entry { id: shown.id, version: shown.version }).collect()
}

/// The listings of the feeds that are as they were published, by slug, and the topics whose feeds are not.
fn compare<'a>(
    room: Room,
    holdings: &'a [Holding],
    histories: &Histories,
    press: &mut Press,
) -> Result<(BTreeMap<&'a str, Listing>, Vec<&'a Holding>), Error> {
    let (mut listings, mut changed) = (BTreeMap::new(), Vec::new());
    for holding in holdings {
        let slug = holding.slug.as_str();
        let entries = entries_of(&holding.newest);
        let look = look_of(room, holding, &entries, histories.last(slug));
        let wanted = Wanted { look, entries };
        match press.as_before(slug, &wanted)?.filter(|_| !histories.is_due(holding, press)) {
            Some(listing) => {
                press.unchanged(slug);
                histories.names_of(slug).for_each(|name| press.unchanged(name));
                listings.extend(listing.map(|listing| (slug, listing)));
            }
            None => changed.push(holding),
        }
    }
    Ok((listings, changed))
}

/// Puts the new files into their places. What is the tool's own is remembered before it is there, and what is no more is
/// forgotten after it is gone, so that a run that is killed between leaves nothing that no later run knows of. Files that
/// replace own ones are known already; that they are not as they were tells their time.
fn swap(
    config: &Config,
    gathered: &Gathered,
    staging: Staging,
    files: &BTreeMap<String, Option<FileState>>,
) -> Result<(), Error> {
    let catalog = &gathered.catalog;
    let new: Vec<String> = staging.changes.written.iter().cloned().collect();
    if new.iter().any(|name| !files.contains_key(name)) {
        new.iter().try_for_each(|name| catalog.keep_file(name, None))?;
        catalog.commit_rows()?;
    }
    let changes = staging.publish()?;
    catalog.begin()?;
    // A file may be the tool's own without its knowing: the catalog was deleted.
    for name in new.iter().chain(changes.same.iter().filter(|name| !files.contains_key(*name))) {
        catalog.keep_file(name, file_state(config, name)?)?;
    }
    for (name, known) in files.iter().filter(|(name, _)| !changes.written.contains(*name)) {
        let is_others = changes.taken.contains(name) || changes.left.contains(name);
        let found = if is_others { None } else { file_state(config, name)? };
        if found.is_none() {
            catalog.drop_file(name)?;
        } else if found != *known {
            catalog.keep_file(name, found)?;
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
    published: &Published,
    report: &Report,
) -> Result<(), Error> {
    let catalog = &gathered.catalog;
    catalog.begin()?;
    catalog.keep(ARTICLES, report.articles as i64)?;
    catalog.keep(HELD, report.held as i64)?;
    catalog.keep(COPIES, report.copy_count as i64)?;
    catalog.keep(FEEDS, published.feeds as i64)?;
    catalog.keep(IGNORED, (gathered.listing.ignored.len() + gathered.listing.problems.len()) as i64)?;
    catalog.keep(DUE, next_due.unwrap_or(i64::MAX))?;
    catalog.keep(RETURN, replay::next_return(config, run, holdings).unwrap_or(i64::MAX))?;
    if !published.incomplete {
        catalog.keep(LOOK, look(config, run) as i64)?;
    }
    Ok(catalog.commit_rows()?)
}

/// A hash of all that the files of a feed depend on, of which `previous` is the last document of its history.
fn look_of(room: Room, holding: &Holding, entries: &[Entry], previous: Option<&str>) -> u64 {
    let mut all =
        vec![look(room.config, room.run), hash(&holding.title), hash(holding.slug.as_str()), holding.count as u64];
    all.extend([holding.span.0 as u64, holding.span.1 as u64, previous.map_or(0, hash)]);
    all.extend(entries.iter().flat_map(|entry| [entry.id, entry.version]));
    all.extend(tombstones_of(room.tombstones, holding).iter().map(|tombstone| hash(tombstone.id.as_str())));
    mixed(&all)
}

/// The instant in the zone of the configuration.
pub(super) fn local(config: &Config, micros: i64) -> DateTime<FixedOffset> {
    DateTime::from_timestamp_micros(micros).unwrap_or_default().with_timezone(&config.article.zone).fixed_offset()
}

pub(super) fn heading<'a>(config: &'a Config, holding: &'a Holding) -> Heading<'a> {
    let (rule, look) = match holding.topic {
        Topic::Rule(number) => (config.topics.options().rules.get(number), config.per_topic.get(number)),
        Topic::All | Topic::Tag(_) => (None, None),
    };
    let kind = match holding.topic {
        Topic::All => Kind::All,
        Topic::Rule(_) => Kind::Rule,
        Topic::Tag(_) => Kind::Tag,
    };
    let day = |micros| local(config, micros);
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

/// The feeds that are no more.
fn gone(
    catalog: &Catalog,
    holdings: &[Holding],
    replays: &Replays,
    before: &BTreeMap<String, FeedState>,
) -> Result<Vec<FeedChange>, Error> {
    let names = holdings.iter().map(|holding| holding.slug.as_str());
    let current: HashSet<&str> = names.chain(replays.names().iter().map(String::as_str)).collect();
    let mut gone = Vec::new();
    for (slug, feed) in before.iter().filter(|(slug, _)| !current.contains(slug.as_str())) {
        gone.extend(change(slug, &feed.entries, &[]));
        catalog.drop_feed(slug)?;
    }
    Ok(gone)
}
