//! Names of the topics that tags make: the title is the commonest spelling, the slug does not depend on how common.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use crate::topic::{Slug, Topic, better_spelling, parted_spelling, tag_key};

/// How often a tag is spelled in which way: the number of its topic, the spelling, and how often.
pub type Spelled<'a> = (u32, &'a str, u32);

/// How often each tag is spelled in which way, in the order of topics and spellings.
#[derive(Debug)]
pub struct Tags<'a>(Vec<Spelled<'a>>);

impl<'a> Tags<'a> {
    /// All that was counted, each spelling of a topic once.
    pub fn new(mut spelled: Vec<Spelled<'a>>) -> Self {
        spelled.sort_unstable();
        Self(spelled)
    }

    /// The slugs of the tags' topics in `kept`, by the numbers of the topics; those in `taken` are others'.
    pub fn slugs(&self, kept: impl Iterator<Item = (&'a Topic, u32)>, mut taken: BTreeSet<Slug>) -> Vec<(u32, Slug)> {
        let of_tag = |(topic, number): (&'a Topic, u32)| match topic {
            Topic::Tag(key) => Some((self.slug(number, key), key.as_str(), number)),
            _ => None,
        };
        let mut wanting: Vec<(Slug, &str, u32)> = kept.filter_map(of_tag).collect();
        wanting.sort_unstable();
        let (mut slugs, mut sharing) = (Vec::with_capacity(wanting.len()), Vec::new());
        for tags in wanting.chunk_by(|one, other| one.0 == other.0) {
            for (slug, key, number) in tags {
                // Of several tags that share a slug the one that says no more than the slug keeps it.
                if (tags.len() == 1 || tag_key(slug.as_str()) == *key) && taken.insert(slug.clone()) {
                    slugs.push((*number, slug.clone()));
                } else {
                    sharing.push((slug, key, *number));
                }
            }
        }
        for (slug, key, number) in sharing {
            let mut marked = slug.marked(key, 6);
            if !taken.insert(marked.clone()) {
                marked = slug.marked(key, 16);
                taken.insert(marked.clone());
            }
            slugs.push((number, marked));
        }
        slugs
    }

    fn slug(&self, number: u32, key: &str) -> Slug {
        let spellings = self.of(number).iter().map(|(_, spelling, _)| parted_spelling(spelling));
        Slug::of(spellings.reduce(better_spelling).as_deref().unwrap_or(key))
    }

    /// The commonest spelling; of equally common ones the first in order.
    pub fn title(&self, number: u32) -> String {
        let commonest = self.of(number).iter().max_by_key(|(_, spelling, count)| (*count, Reverse(*spelling)));
        commonest.map(|(_, spelling, _)| (*spelling).to_owned()).unwrap_or_default()
    }

    /// How the tag of this topic is spelled.
    fn of(&self, topic: u32) -> &[Spelled<'a>] {
        let first = self.0.partition_point(|spelled| spelled.0 < topic);
        let here = self.0.get(first..).unwrap_or_default();
        here.get(..here.partition_point(|spelled| spelled.0 == topic)).unwrap_or_default()
    }
}
