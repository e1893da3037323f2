//! What each topic holds: how many articles, since when, and the newest of them.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};

use serde::{Deserialize, Serialize};

use super::Key;
use super::card::{Card, Damaged, mixed};
use super::labels::Labels;
use super::tags::{Spelled, Tags};
use crate::topic::{Slug, Topic, Topics, Totals};

/// An article that a feed shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
    /// Which card it is.
    pub key: Key,
    /// When it is shown as published, in microseconds since 1970.
    pub at: i64,
    /// A hash of its id.
    #[serde(with = "postcard::fixint::le")]
    pub id: u64,
    /// A hash of its place, where the id is another article's and it goes by its place; else 0.
    pub place: u64,
    /// A hash of all that a feed can show of it.
    #[serde(with = "postcard::fixint::le")]
    pub version: u64,
}

impl Shown {
    /// The article of a card; `place` is a hash of its place, where it goes by that, else 0.
    pub fn new(key: Key, card: &Card, place: u64) -> Self {
        // Articles that are alike but for their ids are two.
        let version = if place == 0 { card.version } else { mixed(&[card.version, place]) };
        Self { key, at: card.shown(), id: card.id, place, version }
    }

    /// Newest first; what comes out at the same time is in the order of the ids.
    fn order(&self) -> (Reverse<i64>, u64, u64, Key) {
        (Reverse(self.at), self.id, self.place, self.key)
    }
}

impl PartialOrd for Shown {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Shown {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.order().cmp(&other.order())
    }
}

/// A topic and what it holds.
#[derive(Debug, Clone)]
pub struct Holding {
    /// The topic.
    pub topic: Topic,
    /// The name of its files.
    pub slug: Slug,
    /// What readers see.
    pub title: String,
    /// How many articles there are in all.
    pub count: usize,
    /// When the first and the last are shown as published, in microseconds since 1970.
    pub span: (i64, i64),
    /// The newest, newest first.
    pub newest: Vec<Shown>,
}

/// Counts what topics hold, card by card, and keeps of each only the newest.
pub struct Holder<'a> {
    labels: &'a Labels,
    /// The number of the topic of each label.
    topic_of: Vec<Option<u32>>,
    /// The topics, and how many articles the feed of each has.
    topics: Vec<(&'a Topic, usize)>,
    held: Vec<Held>,
    /// How many articles have each label.
    spelled: Vec<u32>,
}

#[derive(Debug, Default, Serialize, Deserialize)]
struct Held {
    count: usize,
    span: (i64, i64),
    newest: Newest,
    /// How many of these were counted by an earlier run.
    #[serde(skip)]
    tallied: usize,
}

/// A list begins with room for so many.
const LEAST: usize = 4;

/// The first of many articles in their order, found without keeping any order but at times: where archives are in the
/// order of time every article is newer than those before.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Newest {
    shown: Vec<Shown>,
    /// Whether there were more than are wanted, so that what comes behind the last of those is not among them.
    #[serde(skip)]
    is_cut: bool,
}

impl Newest {
    /// Takes in an article, of which `items` are wanted.
    fn push(&mut self, shown: Shown, items: usize) {
        let last = items.checked_sub(1).filter(|_| self.is_cut).and_then(|last| self.shown.get(last));
        if last.is_some_and(|last| shown >= *last) {
            return;
        }
        let room = items.saturating_add(items.div_ceil(2));
        if self.shown.len() >= room {
            self.cut(items);
        }
        if self.shown.len() == self.shown.capacity() {
            // A list that grew by doubling would end with room for more than it is ever to hold.
            let more = self.shown.len().max(LEAST).min(room.saturating_sub(self.shown.len()));
            self.shown.reserve_exact(more);
        }
        self.shown.push(shown);
    }

    /// Leaves the first `items`, the last of them at the end.
    fn cut(&mut self, items: usize) {
        if let Some(last) = items.checked_sub(1).filter(|_| self.shown.len() > items) {
            self.shown.select_nth_unstable(last);
            self.is_cut = true;
        }
        self.shown.truncate(items);
    }

    /// Leaves the first `items`, in their order.
    fn sort(&mut self, items: usize) {
        self.cut(items);
        self.shown.sort_unstable();
    }
}

impl Held {
    /// It is known what all articles add up to, of which these are a part.
    fn know(&mut self, totals: &Totals) {
        let micros = |seconds: Option<i64>, known: i64| seconds.map_or(known, |at| at.saturating_mul(1_000_000));
        self.count = self.count.max(totals.count);
        self.span = (micros(totals.first, self.span.0), micros(totals.last, self.span.1));
    }
}

impl<'a> Holder<'a> {
    /// Counts under `labels`; the feed of a topic has `items` articles.
    pub fn new(labels: &'a Labels, items: impl Fn(&Topic) -> usize) -> Self {
        let mut numbers: HashMap<&Topic, u32> = HashMap::new();
        let mut topics: Vec<(&Topic, usize)> = Vec::new();
        let mut topic_of = Vec::with_capacity(labels.len());
        for label in (0..labels.len()).map(|number| labels.get(number as u32)) {
            topic_of.push(label.map(|(topic, _)| {
                *numbers.entry(topic).or_insert_with(|| {
                    topics.push((topic, items(topic)));
                    topics.len() as u32 - 1
                })
            }));
        }
        let held = topics.iter().map(|_| Held::default()).collect();
        Self { labels, topic_of, topics, held, spelled: vec![0; labels.len()] }
    }

    /// Takes in a card; `place` is a hash of its place, where it goes by that, else 0.
    pub fn add(&mut self, key: Key, card: &Card, place: u64) {
        let shown = Shown::new(key, card, place);
        for label in &card.labels {
            if let Some(count) = self.spelled.get_mut(*label as usize) {
                *count += 1;
            }
            let Some(number) = self.topic_of.get(*label as usize).copied().flatten() else { continue };
            let number = number as usize;
            let Some((held, (_, items))) = self.held.get_mut(number).zip(self.topics.get(number)) else { continue };
            held.span = if held.count == 0 {
                (shown.at, shown.at)
            } else {
                (held.span.0.min(shown.at), held.span.1.max(shown.at))
            };
            held.count += 1;
            held.newest.push(shown, *items);
        }
    }

    /// How often each label was counted.
    pub fn spelled(&self) -> &[u32] {
        &self.spelled
    }

    /// Goes on from how often each label was counted before. The numbers of labels stay, new ones come behind.
    ///
    /// # Errors
    /// Where that is not understood.
    pub fn go_on(&mut self, spelled: &[u32]) -> Result<(), Damaged> {
        self.spelled.get_mut(..spelled.len()).ok_or(Damaged)?.copy_from_slice(spelled);
        Ok(())
    }

    /// Goes on from what was counted of the topic with this number, packed. The numbers of topics stay, too.
    ///
    /// # Errors
    /// Where that is not understood.
    pub fn go_on_with(&mut self, number: usize, packed: &[u8]) -> Result<(), Damaged> {
        let held: Held = postcard::from_bytes(packed).map_err(|_| Damaged)?;
        let tallied = held.count;
        *self.held.get_mut(number).ok_or(Damaged)? = Held { tallied, ..held };
        Ok(())
    }

    /// Keeps of each topic only the newest. Returns how many articles that are.
    pub fn cut(&mut self) -> usize {
        self.held.iter_mut().zip(&self.topics).for_each(|(held, (_, items))| held.newest.sort(*items));
        self.held.iter().map(|held| held.newest.shown.len()).sum()
    }

    /// The topics that are not as they were when it went on, packed, by their numbers; they are to be cut before.
    pub fn changed(&self) -> impl Iterator<Item = (usize, Vec<u8>)> {
        let changed = self.held.iter().enumerate().filter(|(_, held)| held.count != held.tallied);
        // Writing to memory fails for no type of ours.
        changed.map(|(number, held)| (number, postcard::to_stdvec(held).unwrap_or_default()))
    }

    /// The topics that have a feed, by slug, `totals` being what the articles of some add up to; and the tags that have
    /// none because too few articles have them: title and number of articles.
    pub fn finish(self, topics: &Topics, totals: &HashMap<Topic, Totals>) -> (Vec<Holding>, Vec<(String, usize)>) {
        let tags = self.tags(totals);
        let least = topics.options().auto_tags;
        let (mut kept, mut thin) = (Vec::with_capacity(self.topics.len()), Vec::new());
        for (number, ((topic, items), mut held)) in (0..).zip(self.topics.into_iter().zip(self.held)) {
            held.newest.sort(items);
            if let Some(totals) = totals.get(topic).filter(|_| held.count > 0) {
                held.know(totals);
            }
            match topic {
                _ if held.count == 0 => {}
                Topic::Tag(_) if held.count < least => thin.push((tags.title(number), held.count)),
                topic => kept.push((topic, number, held)),
            }
        }
        thin.sort();
        (holdings(kept, &tags, topics), thin)
    }

    /// How tags are spelled: in all records, where that is known, else in those that were counted.
    fn tags<'b>(&self, totals: &'b HashMap<Topic, Totals>) -> Tags<'b>
    where
        'a: 'b,
    {
        let labels = self.labels;
        let mut spelled: Vec<Spelled<'b>> = Vec::with_capacity(self.spelled.len());
        let known = |topic: &Topic| totals.get(topic).map(|totals| &totals.spellings).filter(|known| !known.is_empty());
        for (label, (number, count)) in (0..).zip(self.topic_of.iter().zip(&self.spelled)) {
            if let (Some(number), Some((topic @ Topic::Tag(_), spelling))) = (number, labels.get(label))
                && *count > 0
                && known(topic).is_none()
            {
                spelled.push((*number, spelling, *count));
            }
        }
        for (number, (topic, _)) in (0..).zip(&self.topics) {
            let known = known(topic).into_iter().flatten();
            spelled.extend(known.map(|(spelling, count)| (number, spelling.as_str(), *count)));
        }
        Tags::new(spelled)
    }
}

/// A topic, its number, and what it holds.
type Kept<'a> = (&'a Topic, u32, Held);

fn holdings(mut kept: Vec<Kept>, tags: &Tags, topics: &Topics) -> Vec<Holding> {
    kept.sort_unstable_by_key(|(topic, ..)| *topic);
    let mut names = names(topics, &kept, tags);
    let holding = |(topic, number, held): Kept| {
        let (slug, title) = names.remove(&number)?;
        let Held { count, span, newest, .. } = held;
        Some(Holding { topic: topic.clone(), slug, title, count, span, newest: newest.shown })
    };
    let mut holdings: Vec<Holding> = kept.into_iter().filter_map(holding).collect();
    holdings.sort_by(|a, b| a.slug.cmp(&b.slug));
    holdings
}

/// Slug and title of each topic, by its number; no two slugs are equal, and which tag gets which does not depend on any
/// order.
fn names(topics: &Topics, kept: &[Kept], tags: &Tags) -> HashMap<u32, (Slug, String)> {
    let options = topics.options();
    // Slugs of the configuration are taken whether or not the topic holds anything today.
    let mut taken: BTreeSet<Slug> = options.rules.iter().map(|rule| rule.slug.clone()).collect();
    taken.extend(options.all.iter().map(|(slug, _)| slug.clone()));
    let of_tags = tags.slugs(kept.iter().map(|(topic, number, _)| (*topic, *number)), taken);
    let of_tags = of_tags.into_iter().map(|(number, slug)| (number, (slug, tags.title(number))));
    let configured = kept.iter().filter_map(|(topic, number, _)| {
        let name = match topic {
            Topic::All => options.all.clone(),
            Topic::Rule(number) => options.rules.get(*number).map(|rule| (rule.slug.clone(), rule.title.clone())),
            Topic::Tag(_) => None,
        };
        Some((*number, name?))
    });
    configured.chain(of_tags).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_newest_are_the_first_of_all_in_order(
            all in prop::collection::vec((0_i64..20, 0_u64..3), 0..200),
            items in 0_usize..30,
        ) {
            let shown = |(number, (at, id)): (usize, (i64, u64))| {
                Shown { key: (0, number as u32), at, id, place: 0, version: 0 }
            };
            let mut all: Vec<Shown> = all.into_iter().enumerate().map(shown).collect();
            let mut newest = Newest::default();
            all.iter().for_each(|shown| newest.push(*shown, items));
            newest.sort(items);
            all.sort();
            all.truncate(items);
            prop_assert_eq!(newest.shown, all);
        }
    }

    #[test]
    fn all_are_kept_where_more_are_wanted_than_there_can_be() {
        let mut newest = Newest::default();
        (0..3).for_each(|at| newest.push(Shown { key: (0, 0), at, id: 0, place: 0, version: 0 }, usize::MAX));
        assert_eq!(newest.shown.len(), 3);
    }
}
