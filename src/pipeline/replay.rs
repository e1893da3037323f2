//! The replays of topics: their old articles, brought back a few a day.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime};

use super::press::{Press, Wanted};
use super::publish::{Room, entries_of, heading, look};
use super::shelf::Shelf;
use super::{Error, Members, Run, items};
use crate::catalog::{Holding, Published as Entry, Shown, hash, mixed};
use crate::config::Config;
use crate::feed::{self, Feed, Listing, Pace, replay_name};
use crate::report::Report;
use crate::topic::Topic;

/// At which pace the articles of a topic come back, if they do.
pub(super) fn pace<'a>(config: &'a Config, topic: &Topic) -> Option<&'a Pace> {
    let options = config.topics.options();
    let slug = match topic {
        Topic::All => options.all.as_ref().map(|(slug, _)| slug),
        Topic::Rule(number) => options.rules.get(*number).map(|rule| &rule.slug),
        Topic::Tag(_) => None,
    };
    config.replays.get(slug?.as_str())
}

/// The day of the run, where the articles are.
fn today(config: &Config, run: Run) -> NaiveDate {
    run.now.with_timezone(&config.article.zone).date_naive()
}

/// The midnight with which a day begins there.
fn midnight(config: &Config, day: NaiveDate) -> Option<DateTime<FixedOffset>> {
    let local = day.and_time(NaiveTime::MIN).and_local_timezone(config.article.zone).earliest();
    local.map(|at| at.fixed_offset())
}

/// When the next article comes back, in microseconds since 1970.
pub(super) fn next_return(config: &Config, run: Run, holdings: &[Holding]) -> Option<i64> {
    let today = today(config, run);
    let of = |holding: &Holding| {
        let next = pace(config, &holding.topic)?.next_day(holding.count, today)?;
        midnight(config, next).map(|at| at.timestamp_micros())
    };
    holdings.iter().filter_map(of).min()
}

/// The replay of one topic on the day of the run.
struct Replay<'a> {
    holding: &'a Holding,
    pace: Pace,
    /// What it shows, and the number of the first among all.
    shown: Vec<Shown>,
    first: usize,
}

/// The replays that show something.
pub(super) struct Replays<'a> {
    replays: Vec<Replay<'a>>,
    names: Vec<String>,
}

impl<'a> Replays<'a> {
    /// The replays of the topics that have one.
    pub fn new(config: &'a Config, run: Run, holdings: &'a [Holding], members: &Members) -> Self {
        let today = today(config, run);
        let of = |holding: &'a Holding| {
            let pace = *pace(config, &holding.topic)?;
            let members = members.get(&holding.topic)?;
            let released = pace.released(members.len(), items(config, &holding.topic), today);
            let first = released.start;
            let shown = members.get(released).filter(|shown| !shown.is_empty())?.to_vec();
            Some(Replay { holding, pace, shown, first })
        };
        let replays: Vec<Replay> = holdings.iter().filter_map(of).collect();
        let names = replays.iter().map(|replay| replay_name(&replay.holding.slug)).collect();
        Self { replays, names }
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.replays.len()
    }

    /// The names of their documents.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The articles that they show.
    pub fn shown(&self) -> impl Iterator<Item = &Shown> {
        self.replays.iter().flat_map(|replay| &replay.shown)
    }

    /// Publishes those that are not as they were. Returns the listings of all.
    pub fn publish(&self, room: Room, press: &mut Press, report: &mut Report) -> Result<Vec<Listing>, Error> {
        let mut listings = Vec::new();
        for (replay, name) in self.replays.iter().zip(&self.names) {
            let entries = entries_of(&replay.shown);
            let wanted = Wanted { look: replay.look(room, &entries), entries };
            if let Some(listing) = press.as_before(name, &wanted)? {
                press.unchanged(name);
                listings.extend(listing);
                continue;
            }
            let Some(feed) = replay.feed(room, report)? else {
                press.published.incomplete = true;
                listings.extend(press.old(name)?);
                continue;
            };
            let files = feed::render(&feed, &room.config.feed)?;
            listings.extend(press.take(name, &feed, &files, wanted, report)?);
        }
        Ok(listings)
    }
}

impl Replay<'_> {
    /// A hash of all that the files depend on.
    fn look(&self, room: Room, entries: &[Entry]) -> u64 {
        let holding = self.holding;
        let own = [look(room.config, room.run), hash(&holding.title), holding.count as u64, self.first as u64];
        let span = [holding.span.0 as u64, holding.span.1 as u64];
        let entries = entries.iter().flat_map(|entry| [entry.id, entry.version]);
        mixed(&own.into_iter().chain(span).chain(entries).collect::<Vec<_>>())
    }

    /// The feed; `None` where articles cannot be read.
    fn feed(&self, room: Room, report: &mut Report) -> Result<Option<Feed>, Error> {
        let Room { config, run, gathered, fold, .. } = room;
        let shelf = Shelf::fill(config, run, gathered, fold, self.shown.iter().copied(), report)?;
        let articles = shelf.all(&self.shown)?;
        let Some(offset) = midnight(config, self.pace.start).map(|at| *at.offset()) else { return Ok(None) };
        if articles.len() < self.shown.len() {
            return Ok(None);
        }
        let back: Vec<_> = (self.first..)
            .zip(articles)
            .map(|(number, article)| (article, self.pace.instant(number, offset)))
            .collect();
        Ok(Feed::replay(heading(config, self.holding), self.pace, &back, &config.feed))
    }
}
