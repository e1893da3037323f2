//! The corridor: one call per room, in order.

mod articles;
mod crew;
mod explain;
mod flow;
mod fresh;
mod furnish;
mod gather;
mod history;
mod learn;
mod look;
mod press;
mod publish;
mod replay;
mod shelf;
mod survey;
mod withdrawn;

use std::collections::HashMap;
use std::time::Instant;

use chrono::{DateTime, FixedOffset};

use crate::archive;
use crate::catalog::{self, Shown};
use crate::config::Config;
use crate::feed;
use crate::output::{self, Changes};
use crate::report::{Origin, Problem, Report};
use crate::topic::Topic;
pub use articles::Mapper;
pub use explain::{Explained, Explainer, Under};
use gather::compare;
pub use learn::{suggest, with_learned_aliases};
pub use look::{Sight, look};
pub use publish::FeedChange;
pub use survey::{Survey, Surveyed, survey};

/// So few articles are not committed before they are published.
const LITTLE: u64 = 1_000;

/// All articles of topics, the oldest first.
type Members = HashMap<Topic, Vec<Shown>>;

/// What the caller of a run decides.
#[derive(Debug, Clone, Copy)]
pub struct Run {
    /// The instant of the run.
    pub now: DateTime<FixedOffset>,
    /// Publish even if much of the archive is gone.
    pub allow_shrink: bool,
    /// Only say what would be done.
    pub dry_run: bool,
    /// Tell also what earlier runs have told.
    pub tell_all: bool,
    /// A number that another program has not: what another program has read is read again.
    pub program: u64,
}

/// How a run ended.
#[derive(Debug)]
pub enum Outcome {
    /// The feeds are as the archive is, or with `dry_run` would become so by these changes.
    Done(Published),
    /// Another run is at work.
    Busy,
    /// So much of the archive is gone that publishing would do harm; no feed was touched.
    Shrunk {
        /// What is gone, in words.
        why: String,
    },
}

/// What a run has published, or would.
#[derive(Debug, Default)]
pub struct Published {
    /// How many feeds there are.
    pub feeds: usize,
    /// What was written and removed.
    pub changes: Changes,
    /// What is new, changed and gone in each feed that is not as it was.
    pub changed: Vec<FeedChange>,
    /// Articles that a feed should show could not be read; the next run tries again.
    pub incomplete: bool,
}

/// Why a run could not be finished. The feeds that are published are whole.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The archive cannot be listed.
    #[error(transparent)]
    Archive(#[from] archive::WalkError),
    /// The catalog cannot be used.
    #[error(transparent)]
    Catalog(#[from] catalog::Error),
    /// A feed cannot be made.
    #[error(transparent)]
    Feed(#[from] feed::Error),
    /// A feed cannot be written.
    #[error(transparent)]
    Output(#[from] output::Error),
    /// The run was told to stop.
    #[error("stopped; nothing was published")]
    Stopped,
}

/// Archive → feeds.
///
/// # Errors
/// Where the archive cannot be listed, the catalog cannot be used or a feed cannot be written.
pub fn build(config: &Config, run: Run, report: &mut Report) -> Result<Outcome, Error> {
    // A run that only looks writes nothing, so it needs no lock.
    let _lock = match output::lock(&config.output, run.dry_run)? {
        Some(lock) => lock,
        None => return Ok(Outcome::Busy),
    };
    let began = Instant::now();
    let mut gathered = compare(config, run)?;
    gathered.tell_unlisted(report);
    if gathered.plan.is_empty() && !run.tell_all && publish::is_settled(config, run, &gathered)? {
        return Ok(Outcome::Done(publish::settled(&gathered, report)?));
    }
    gathered.read(config, run, report)?;
    report.lap("reading", began.elapsed());
    let totals = gathered.catalog.totals_of_topics(&config.topics)?;
    let (fold, count) = gathered.group(config, run, report)?;
    (report.articles, report.held) = (count.articles, count.held);
    let next_due = count.next_due;
    let (holdings, _) = count.holder.finish(&config.topics, &totals);
    let feeds = gathered.catalog.feeds()?;
    if let Some(why) = publish::shrunk(config, run, &gathered.catalog, &feeds, &holdings, report.articles)? {
        gathered.catalog.roll_back()?;
        return Ok(Outcome::Shrunk { why });
    }
    if !run.dry_run {
        report.tell();
    }
    gathered.catalog.keep_labels(&config.topics)?;
    // Little is soon read again: it is committed with what is published of it.
    if report.looked_at > LITTLE {
        gathered.catalog.commit_rows()?;
    }
    report.lap("grouping", began.elapsed());
    let published = publish::publish(config, run, &gathered, feeds, &fold, &holdings, report)?;
    if !run.dry_run {
        publish::settle(config, run, &gathered, &holdings, next_due, &published, report)?;
        announce(config, &published, report);
    }
    report.lap("publishing", began.elapsed());
    Ok(Outcome::Done(published))
}

/// Tells the hub which feeds have changed, where the configuration asks for it. What goes wrong is told; the feeds are
/// published all the same.
fn announce(config: &Config, published: &Published, report: &mut Report) {
    let Some(hub) = config.feed.hub.as_ref().filter(|_| config.ping) else { return };
    let names = published.changes.written.iter().filter(|name| config.feed.is_subscribed(name));
    let topics: Vec<url::Url> = names.filter_map(|name| config.feed.address(name)).collect();
    if let Err(message) = output::ping(hub, &topics) {
        report.add(Problem::field(Origin::file(hub.as_str()), message));
    }
}

/// How many articles the feed of a topic shows.
fn items(config: &Config, topic: &Topic) -> usize {
    match topic {
        Topic::Rule(number) => config.per_topic.get(*number).and_then(|look| look.0).unwrap_or(config.feed.items),
        Topic::All | Topic::Tag(_) => config.feed.items,
    }
}
