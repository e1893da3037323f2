//! Copies: which cards are the same article, and which of them stays.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde::{Deserialize, Serialize};

use super::card::{Card, hash};
use super::copies::{self, Candidate, Sketch};
use super::{Duplicates, Key};
use crate::article::id::Kind;
use crate::report::Origin;

/// What is folded.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Fold {
    /// Copies, and what each is a copy of.
    pub dropped: BTreeMap<Key, Key>,
    /// Cards whose id is another article's; they go by their places: a hash of each place.
    pub by_place: BTreeMap<Key, u64>,
}

impl Fold {
    /// A hash of the place of a card, where the card goes by it; else 0.
    pub fn place(&self, key: Key) -> u64 {
        self.by_place.get(&key).copied().unwrap_or_default()
    }
}

/// What tells copies with the same id apart.
#[derive(Debug, Clone)]
struct Twin {
    key: Key,
    title: u64,
    published: i64,
    is_local: bool,
    /// When it was revised, and how long it is.
    worth: (i64, u32),
    /// Where it comes from.
    place: (Origin, u32, u32),
}

/// Of several records with one id the one updated last stays, then the longest, then the last.
///
/// Records of several files that number their articles alike are no copies: where a local id stands for articles with
/// another title and another time, the later one goes by its place.
#[derive(Debug, Default)]
pub struct SameId {
    ids: Vec<u64>,
    shared: HashSet<u64>,
    twins: HashMap<u64, Vec<Twin>>,
}

impl SameId {
    /// Takes in every card, the first time.
    pub fn count(&mut self, card: &Card) {
        self.ids.push(card.id);
    }

    /// Finds the ids that several cards have. Returns whether there are any: then every card is to be seen again.
    pub fn counted(&mut self) -> bool {
        self.ids.sort_unstable();
        let equal = self.ids.chunk_by(|one, other| one == other);
        self.shared = equal.filter(|equal| equal.len() > 1).flatten().copied().collect();
        !self.shared.is_empty()
    }

    /// The ids of all cards, sorted.
    pub fn ids(&self) -> &[u64] {
        &self.ids
    }

    /// Takes in every card, the second time; `origin` says where it stands.
    pub fn compare(&mut self, key: Key, card: &Card, origin: impl FnOnce() -> Origin) {
        if self.shared.contains(&card.id) {
            self.twins.entry(card.id).or_default().push(Twin {
                key,
                title: card.title,
                published: card.published,
                is_local: card.kind == Kind::Local,
                worth: (card.updated(), card.length),
                place: (origin(), card.place.number(), card.place.part),
            });
        }
    }

    /// What is folded.
    pub fn finish(self) -> Fold {
        let mut fold = Fold::default();
        for mut twins in self.twins.into_values() {
            twins.sort_by(|one, other| one.place.cmp(&other.place));
            let mut groups: Vec<Vec<Twin>> = Vec::new();
            for twin in twins {
                match groups.iter_mut().find(|group| group.iter().any(|other| is_copy(other, &twin))) {
                    Some(group) => group.push(twin),
                    None => groups.push(vec![twin]),
                }
            }
            for (index, group) in groups.iter().enumerate() {
                let Some(kept) =
                    group.iter().max_by(|one, other| (one.worth, &one.place).cmp(&(other.worth, &other.place)))
                else {
                    continue;
                };
                fold.dropped.extend(group.iter().filter(|twin| twin.key != kept.key).map(|twin| (twin.key, kept.key)));
                if index > 0 {
                    fold.by_place.insert(kept.key, hash(&kept.place.0.to_string()));
                }
            }
        }
        fold
    }
}

fn is_copy(one: &Twin, other: &Twin) -> bool {
    !one.is_local || one.title == other.title || one.published == other.published
}

/// A card on its way to [`same_text`]: key, instant of publication, id and what tells its text.
pub type Sketched = (Key, i64, u64, Sketch);

/// Folds those that have nearly the same text too.
pub fn same_text(fold: &mut Fold, mut cards: Vec<Sketched>, duplicates: &Duplicates) {
    let Duplicates::Text { across_sources, prefer } = duplicates else { return };
    cards.retain(|(key, ..)| !fold.dropped.contains_key(key));
    cards.sort_by_key(|(key, published, id, _)| (*published, *id, *key));
    let candidates = cards.iter().enumerate();
    let candidates: Vec<Candidate> = candidates
        .map(|(number, (_, published, _, sketch))| Candidate { number, published: *published, sketch })
        .collect();
    let key = |number: usize| cards.get(number).map(|(key, ..)| *key);
    for (copy, of) in copies::find(&candidates, *across_sources, prefer) {
        fold.dropped.extend(key(copy).zip(key(of)));
    }
}
