//! catalog: articles → per topic, newest first, what it holds.
//!
//! Of each article the catalog keeps a small [`Card`] that points at the source; the text is read again when a feed
//! shows it. So the memory does not grow with the length of the articles.

mod copies;
mod tags;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use xxhash_rust::xxh3::{xxh3_64, xxh3_128};

use crate::article::{Article, id};
use crate::report::{Origin, Problem};
use crate::topic::{Membership, Slug, Topic, Topics};
use copies::{Candidate, Sketch};
use tags::Tags;

/// Where an article can be read again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The number of the file.
    pub source: u32,
    /// The number of the record in the file, counted from 0.
    pub ordinal: u32,
    /// The number of the article in the record, counted from 0.
    pub part: u32,
    /// The line of the record.
    pub line: u32,
    /// The bytes of the file that hold the record alone, if there are such.
    pub bytes: Option<std::ops::Range<u64>>,
}

/// What is kept of an article.
#[derive(Debug, Clone)]
pub struct Card {
    /// Where it is.
    pub place: Place,
    /// The id is another article's; this one goes by its place.
    pub id_of_place: bool,
    id: u128,
    id_is_local: bool,
    title: u64,
    /// When it was published, shown as published and updated, in microseconds since 1970.
    published: i64,
    shown: i64,
    updated: i64,
    /// Bytes of the text: of the pages of one article the longest is all of it.
    length: u32,
    topics: Vec<u32>,
    sketch: Option<Box<Sketch>>,
    /// Where the article comes from, which of a line that another machine wrote is not where it is.
    origin: Origin,
    ordinal: u32,
}

/// Which records are the same article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Duplicates {
    /// Those with the same id or address.
    Address,
    /// Those too that have nearly the same text and come out within three days.
    Text {
        /// Whether articles of different outlets may be copies.
        across_sources: bool,
    },
}

/// A record that is a copy of another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copy {
    /// The copy.
    pub copy: Origin,
    /// The article that stays.
    pub of: Origin,
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
    /// The newest, newest first: numbers of cards.
    pub newest: Vec<usize>,
}

/// The articles of a run.
#[derive(Debug, Default)]
pub struct Catalog {
    cards: Vec<Card>,
    topics: Vec<Topic>,
    numbers: HashMap<Topic, u32>,
    tags: Tags,
}

impl Catalog {
    /// Takes in `article`, which is at `place` and under the topics of `memberships`.
    pub fn add(&mut self, article: &Article, place: Place, memberships: &[Membership], duplicates: Duplicates) {
        let topics = memberships.iter().map(|membership| self.number(membership)).collect();
        self.cards.push(Card {
            place,
            id_of_place: false,
            id: xxh3_128(article.id().iri.as_bytes()),
            id_is_local: article.id().kind == id::Kind::Local,
            title: xxh3_64(article.title().as_bytes()),
            published: article.published().instant.timestamp_micros(),
            shown: article.shown().timestamp_micros(),
            updated: article.updated().timestamp_micros(),
            length: article.details.length as u32,
            topics,
            sketch: (duplicates != Duplicates::Address).then(|| Box::new(Sketch::of(article))),
            origin: article.details.origin.clone(),
            ordinal: article.details.ordinal,
        });
    }

    fn number(&mut self, membership: &Membership) -> u32 {
        let topic = &membership.topic;
        let number = match self.numbers.get(topic) {
            Some(number) => *number,
            None => {
                let number = self.topics.len() as u32;
                self.topics.push(topic.clone());
                self.numbers.insert(topic.clone(), number);
                number
            }
        };
        if let (Topic::Tag(_), crate::topic::Because::Tag(spelling)) = (topic, &membership.because) {
            self.tags.count(number, spelling);
        }
        number
    }

    /// The card with this number.
    pub fn card(&self, number: usize) -> Option<&Card> {
        self.cards.get(number)
    }

    /// How many articles there are.
    pub fn len(&self) -> usize {
        self.cards.len()
    }

    /// Whether there is no article.
    pub fn is_empty(&self) -> bool {
        self.cards.is_empty()
    }

    /// Whether `article`, read again, is the one that the card was made of.
    pub fn is_of(&self, number: usize, article: &Article) -> bool {
        let same = |card: &Card| card.id == xxh3_128(article.id().iri.as_bytes());
        self.card(number).is_some_and(same)
    }

    /// Folds copies: of several records with one id the one updated last stays, then the longest, then the last; of
    /// several with nearly the same text the first.
    ///
    /// Records of several files that number their articles alike are no copies: where a local id stands for articles
    /// with another title and another time, the later one goes by its place. Returns what was folded into what, and
    /// what was found odd; `origin` names the file with a number.
    pub fn fold_copies(&mut self, duplicates: Duplicates, origin: impl Fn(u32) -> Origin) -> (Vec<Copy>, Vec<Problem>) {
        let place = |card: Option<&Card>| card.map_or_else(|| origin(u32::MAX), |card| card.origin.clone());
        let (mut dropped, shared) = self.same_id();
        let mut problems = Vec::new();
        for number in shared {
            if let Some(card) = self.cards.get_mut(number) {
                card.id_of_place = true;
            }
            let message = "id: another article of the archive has the same, so it goes by its place";
            problems.push(Problem::field(place(self.card(number)), message));
        }
        if let Duplicates::Text { across_sources } = duplicates {
            dropped.extend(self.same_text(&dropped, across_sources));
        }
        let copy = |(copy, of): (&usize, &usize)| Copy { copy: place(self.card(*copy)), of: place(self.card(*of)) };
        let mut copies: Vec<Copy> = dropped.iter().map(copy).collect();
        copies.sort_by(|a, b| a.copy.cmp(&b.copy));
        problems.sort_by(|a, b| a.origin.cmp(&b.origin));
        let mut number = 0;
        self.cards.retain(|_| {
            number += 1;
            !dropped.contains_key(&(number - 1))
        });
        (copies, problems)
    }

    /// The cards with another's id: those that are copies, and of what; and those that are not.
    fn same_id(&self) -> (BTreeMap<usize, usize>, Vec<usize>) {
        let mut same: HashMap<u128, Vec<usize>> = HashMap::new();
        for (number, card) in self.cards.iter().enumerate() {
            same.entry(card.id).or_default().push(number);
        }
        let (mut dropped, mut shared) = (BTreeMap::new(), Vec::new());
        for mut numbers in same.into_values().filter(|numbers| numbers.len() > 1) {
            numbers.sort_by_key(|number| self.card(*number).map(|card| (&card.origin, card.ordinal)));
            let mut groups: Vec<Vec<usize>> = Vec::new();
            for number in numbers {
                match groups.iter_mut().find(|group| group.iter().any(|other| self.is_copy(*other, number))) {
                    Some(group) => group.push(number),
                    None => groups.push(vec![number]),
                }
            }
            let kept = |group: &Vec<usize>| group.iter().copied().max_by_key(|number| self.order_of_copies(*number));
            for (index, group) in groups.iter().enumerate() {
                let Some(kept) = kept(group) else { continue };
                dropped.extend(group.iter().filter(|number| **number != kept).map(|number| (*number, kept)));
                if index > 0 {
                    shared.push(kept);
                }
            }
        }
        (dropped, shared)
    }

    /// The cards with nearly another's text, and whose.
    fn same_text(&self, dropped: &BTreeMap<usize, usize>, across_sources: bool) -> Vec<(usize, usize)> {
        let cards = self.cards.iter().enumerate().filter(|(number, _)| !dropped.contains_key(number));
        let mut candidates: Vec<Candidate> = cards
            .filter_map(|(number, card)| {
                Some(Candidate { number, published: card.published, sketch: card.sketch.as_ref()? })
            })
            .collect();
        candidates.sort_by_key(|candidate| (candidate.published, self.card(candidate.number).map(|card| card.id)));
        copies::find(&candidates, across_sources)
    }

    fn is_copy(&self, one: usize, other: usize) -> bool {
        let (Some(one), Some(other)) = (self.card(one), self.card(other)) else { return false };
        !one.id_is_local || one.title == other.title || one.published == other.published
    }

    fn order_of_copies(&self, number: usize) -> Option<(i64, u32, &Origin, u32)> {
        self.card(number).map(|card| (card.updated, card.length, &card.origin, card.ordinal))
    }

    /// Drops the articles dated after `now`; returns how many.
    pub fn hold_back(&mut self, now: i64) -> u64 {
        let before = self.cards.len();
        self.cards.retain(|card| card.published <= now);
        (before - self.cards.len()) as u64
    }

    /// The topics that have a feed, by slug, with the newest `items` of each.
    pub fn holdings(&self, topics: &Topics, items: impl Fn(&Topic) -> usize) -> Vec<Holding> {
        let of = self.members();
        let least = topics.options().auto_tags;
        let wanted = |topic: &Topic, count| count > 0 && (!matches!(topic, Topic::Tag(_)) || count >= least);
        let mut kept: BTreeMap<Topic, (u32, Vec<usize>)> = BTreeMap::new();
        for (number, (topic, articles)) in self.topics.iter().zip(of).enumerate() {
            if wanted(topic, articles.len()) {
                kept.insert(topic.clone(), (number as u32, articles));
            }
        }
        let mut names = self.names(topics, &kept);
        let mut holdings: Vec<Holding> = kept
            .into_iter()
            .filter_map(|(topic, (_, articles))| {
                let (slug, title) = names.remove(&topic)?;
                let (count, span) = (articles.len(), self.span(&articles)?);
                let newest = self.newest(articles, items(&topic));
                Some(Holding { topic, slug, title, count, span, newest })
            })
            .collect();
        holdings.sort_by(|a, b| a.slug.cmp(&b.slug));
        holdings
    }

    /// The cards of each topic, by its number.
    fn members(&self) -> Vec<Vec<usize>> {
        let mut of: Vec<Vec<usize>> = vec![Vec::new(); self.topics.len()];
        for (number, card) in self.cards.iter().enumerate() {
            for topic in &card.topics {
                if let Some(articles) = of.get_mut(*topic as usize) {
                    articles.push(number);
                }
            }
        }
        of
    }

    /// The cards of each rule's topic, rising, by the number of the rule; a rule that matches nothing is not there.
    pub fn members_of_rules(&self) -> BTreeMap<usize, Vec<usize>> {
        let members = self.topics.iter().zip(self.members());
        let rules = members.filter_map(|(topic, cards)| match topic {
            Topic::Rule(number) if !cards.is_empty() => Some((*number, cards)),
            _ => None,
        });
        rules.collect()
    }

    /// The tags that have no feed, because too few articles have them: title and number of articles.
    pub fn thin_tags(&self, topics: &Topics) -> Vec<(String, usize)> {
        let least = topics.options().auto_tags;
        let members = self.topics.iter().zip(self.members()).enumerate();
        let thin =
            members.filter(|(_, (topic, cards))| matches!(topic, Topic::Tag(_)) && (1..least).contains(&cards.len()));
        let mut tags: Vec<_> = thin.map(|(number, (_, cards))| (self.tags.title(number as u32), cards.len())).collect();
        tags.sort();
        tags
    }

    fn span(&self, articles: &[usize]) -> Option<(i64, i64)> {
        let shown = || articles.iter().filter_map(|number| Some(self.card(*number)?.shown));
        Some((shown().min()?, shown().max()?))
    }

    fn newest(&self, mut articles: Vec<usize>, items: usize) -> Vec<usize> {
        let order = |number: &usize| self.card(*number).map(|card| (Reverse(card.shown), card.id, card.id_of_place));
        if items < articles.len() {
            articles.select_nth_unstable_by_key(items, order);
            articles.truncate(items);
        }
        articles.sort_by_key(order);
        articles
    }

    /// Slug and title of each topic; no two slugs are equal, and which tag gets which does not depend on any order.
    fn names(&self, topics: &Topics, kept: &BTreeMap<Topic, (u32, Vec<usize>)>) -> HashMap<Topic, (Slug, String)> {
        let options = topics.options();
        let mut names: HashMap<Topic, (Slug, String)> = HashMap::new();
        let mut taken: BTreeSet<Slug> = BTreeSet::new();
        for topic in kept.keys() {
            let name = match topic {
                Topic::All => options.all.clone(),
                Topic::Rule(number) => options.rules.get(*number).map(|rule| (rule.slug.clone(), rule.title.clone())),
                Topic::Tag(_) => None,
            };
            if let Some(name) = name {
                taken.insert(name.0.clone());
                names.insert(topic.clone(), name);
            }
        }
        // Slugs of the configuration are taken whether or not the topic holds anything today.
        taken.extend(options.rules.iter().map(|rule| rule.slug.clone()));
        taken.extend(options.all.iter().map(|(slug, _)| slug.clone()));
        names.extend(self.tags.names(kept, &taken));
        names
    }
}
