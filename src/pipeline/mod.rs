//! The corridor: one call per room, in order.

mod again;
mod explain;
mod gather;
mod learn;
mod look;
mod survey;

use std::collections::HashMap;

use chrono::{DateTime, FixedOffset};

use crate::archive;
use crate::article::Article;
use crate::catalog::{Catalog, Holding};
use crate::config::Config;
use crate::feed::{self, Feed, FeedFile, Heading, Kind, Listing};
use crate::output::{self, Changes, Manifest};
use crate::report::Report;
use crate::topic::Topic;
use again::Again;
pub use explain::{Explained, Explainer};
use gather::gather;
pub use learn::{suggest, with_learned_aliases};
pub use look::{Sight, look};
pub use survey::{Survey, Surveyed, survey};

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

fn holdings(config: &Config, catalog: &Catalog) -> Vec<Holding> {
    catalog.holdings(&config.topics, |topic| match topic {
        Topic::Rule(number) => config.per_topic.get(*number).and_then(|look| look.0).unwrap_or(config.feed.items),
        Topic::All | Topic::Tag(_) => config.feed.items,
    })
}

fn render(
    config: &Config,
    holdings: &[Holding],
    articles: &HashMap<usize, Article>,
    report: &mut Report,
) -> Result<Vec<FeedFile>, Error> {
    let mut files = Vec::with_capacity(holdings.len() * config.feed.formats.len());
    let mut listings: Vec<Listing> = Vec::with_capacity(holdings.len());
    for holding in holdings {
        let newest: Vec<&Article> = holding.newest.iter().filter_map(|number| articles.get(number)).collect();
        let Some(feed) = Feed::new(heading(config, holding), &newest, &config.feed) else { continue };
        if feed.left_out > 0 {
            report.shortened.push((holding.slug.to_string(), feed.entries.len(), feed.left_out));
        }
        files.extend(feed::render(&feed, &config.feed)?);
        listings.push(Listing::from(&feed));
    }
    files.extend(feed::site(&listings, &config.feed)?);
    Ok(files)
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
