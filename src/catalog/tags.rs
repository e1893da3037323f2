//! Names of the topics that tags make: the title is the commonest spelling, the slug does not depend on how common.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::topic::{Slug, Topic, better_spelling, parted_spelling, tag_key};

/// How often each tag is spelled in which way, by the number of its topic.
#[derive(Debug, Default)]
pub struct Tags(HashMap<u32, BTreeMap<String, u32>>);

impl Tags {
    /// Takes down `count` uses of `spelling`.
    pub fn count(&mut self, topic: u32, spelling: &str, count: u32) {
        *self.0.entry(topic).or_default().entry(spelling.to_owned()).or_default() += count;
    }

    /// Replaces what was counted: it is known how the tag is spelled in all records, of which these are a part.
    pub fn know(&mut self, topic: u32, spellings: BTreeMap<String, u32>) {
        if !spellings.is_empty() {
            self.0.insert(topic, spellings);
        }
    }

    /// Slug and title of each tag's topic in `kept`; the slugs in `taken` are others'.
    pub fn names(&self, kept: &[(&Topic, u32)], taken: &BTreeSet<Slug>) -> Vec<(Topic, (Slug, String))> {
        let mut wanting: BTreeMap<Slug, Vec<(&str, &Topic, u32)>> = BTreeMap::new();
        for (topic, number) in kept {
            if let Topic::Tag(key) = topic {
                wanting.entry(self.slug(*number, key)).or_default().push((key, topic, *number));
            }
        }
        let mut taken = taken.clone();
        let (mut names, mut sharing) = (Vec::new(), Vec::new());
        for (slug, tags) in wanting {
            let alone = tags.len() == 1;
            for (key, topic, number) in tags {
                // Of several tags that share a slug the one that says no more than the slug keeps it.
                if (alone || tag_key(slug.as_str()) == *key) && taken.insert(slug.clone()) {
                    names.push((topic.clone(), (slug.clone(), self.title(number))));
                } else {
                    sharing.push((slug.clone(), key, topic, number));
                }
            }
        }
        for (slug, key, topic, number) in sharing {
            let mut marked = slug.marked(key, 6);
            if !taken.insert(marked.clone()) {
                marked = slug.marked(key, 16);
                taken.insert(marked.clone());
            }
            names.push((topic.clone(), (marked, self.title(number))));
        }
        names
    }

    fn slug(&self, number: u32, key: &str) -> Slug {
        let spellings = self.0.get(&number).into_iter().flat_map(BTreeMap::keys);
        let parted = spellings.map(|spelling| parted_spelling(spelling)).reduce(better_spelling);
        Slug::of(parted.as_deref().unwrap_or(key))
    }

    /// The commonest spelling; of equally common ones the first in order.
    pub fn title(&self, number: u32) -> String {
        let spellings = self.0.get(&number).into_iter().flatten();
        let commonest = spellings.max_by_key(|(spelling, count)| (**count, std::cmp::Reverse(*spelling)));
        commonest.map(|(spelling, _)| spelling.clone()).unwrap_or_default()
    }
}
