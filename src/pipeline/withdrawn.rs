//! Articles that were published and are no more in the archive: what the guard asks for, and what Atom feeds say of them.

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::{DateTime, Utc};

use super::{Error, Run};
use crate::article::Article;
use crate::catalog::{Catalog, FeedState, Holding, Published as Entry, Shown, Withdrawn};
use crate::config::Config;
use crate::feed::{Text, Tombstone};

/// A feed names no more articles than these that were withdrawn: the last.
const MOST: usize = 100;
const DAY: i64 = 24 * 60 * 60;
/// The name of what is kept from run to run: when the first tombstone goes, in seconds since 1970.
const OVER: &str = "tombstones";

/// What feeds say of withdrawn articles, by slug, the last first.
pub(super) type Tombstones = HashMap<String, Vec<Tombstone>>;

/// Feeds as they were published, by slug.
pub(super) type Feeds = BTreeMap<String, FeedState>;

/// By the slug of each feed: how many articles it showed, and the entries whose articles are no more in the archive.
pub(super) type Lost = BTreeMap<String, (usize, Vec<Entry>)>;

/// What the feeds lose that is no more in the archive.
pub(super) fn lost(catalog: &Catalog, before: &Feeds, holdings: &[Holding]) -> Result<Lost, Error> {
    let now: HashMap<&str, &[Shown]> =
        holdings.iter().map(|holding| (holding.slug.as_str(), holding.newest.as_slice())).collect();
    let mut lost = Lost::new();
    // What replays show is what their topics hold.
    for (slug, feed) in before.iter().filter(|(slug, _)| !slug.contains('/')) {
        let shown = now.get(slug.as_str()).copied().unwrap_or_default();
        let mut gone = Vec::new();
        // Most feeds show what they showed.
        if !shown.iter().map(|shown| shown.id).eq(feed.entries.iter().map(|entry| entry.id)) {
            let ids: HashSet<u64> = shown.iter().map(|shown| shown.id).collect();
            for entry in feed.entries.iter().filter(|entry| !ids.contains(&entry.id)) {
                gone.extend((!catalog.knows(entry.id)?).then_some(*entry));
            }
        }
        lost.insert(slug.clone(), (feed.entries.len(), gone));
    }
    Ok(lost)
}

/// Whether a tombstone has stood long enough.
pub(super) fn is_over(config: &Config, run: Run, catalog: &Catalog) -> Result<bool, Error> {
    Ok(config.tombstone_days > 0 && catalog.kept(OVER)?.is_some_and(|over| over <= run.now.timestamp()))
}

/// Takes down what was withdrawn since the last run, forgets what is back or has been told long enough, and gives the rest.
pub(super) fn tombstones(
    config: &Config,
    run: Run,
    catalog: &Catalog,
    before: &Feeds,
    holdings: &[Holding],
) -> Result<Tombstones, Error> {
    let mut tombstones = Tombstones::new();
    if config.tombstone_days == 0 {
        return Ok(tombstones);
    }
    for (slug, (_, gone)) in lost(catalog, before, holdings)? {
        for iri in gone.iter().filter_map(|entry| id_of(config, catalog, *entry)) {
            catalog.withdraw(&slug, &Withdrawn { iri, noticed: run.now.timestamp() })?;
        }
    }
    let lifetime = config.tombstone_days as i64 * DAY;
    let mut over = i64::MAX;
    for holding in holdings {
        let slug = holding.slug.as_str();
        let shown: HashSet<u64> = holding.newest.iter().map(|shown| shown.id).collect();
        for Withdrawn { iri, noticed } in catalog.withdrawn(slug)? {
            let stands = tombstones.entry(slug.to_owned()).or_default();
            let until = noticed.saturating_add(lifetime);
            if stands.len() == MOST || until <= run.now.timestamp() || shown.contains(&crate::catalog::hash(&iri)) {
                catalog.return_to(slug, &iri)?;
                continue;
            }
            over = over.min(until);
            let when = DateTime::<Utc>::from_timestamp(noticed, 0).unwrap_or_default();
            stands.push(Tombstone { id: Text::new(&iri), when });
        }
    }
    catalog.keep(OVER, over)?;
    Ok(tombstones)
}

/// The id of an article that a feed showed.
fn id_of(config: &Config, catalog: &Catalog, entry: Entry) -> Option<String> {
    let article = catalog.article(entry.version).ok().flatten()?;
    Article::from_cache(&article, &config.article).ok().map(|article| article.id().iri.clone())
}
