//! What the articles of a topic add up to, from machines that have seen more of them than they hand on.
//!
//! `{"kliping": 1, "topic": "#kopi", "count": 9, "first": 1646223180, "last": 1646223180, "spellings": {"Kopi": 7, "kopi": 2}}`:
//! the key of the topic as in the lines of articles; how many articles it holds, and the seconds since 1970 at which the
//! first and the last of them are shown as published; how often its tag is spelled in which way, in all records.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{Topic, Topics, tag};

/// What the articles of a topic add up to.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(default)]
pub struct Totals {
    topic: String,
    /// How many articles there are.
    pub count: usize,
    /// When the first is shown as published, in seconds since 1970.
    pub first: Option<i64>,
    /// When the last is.
    pub last: Option<i64>,
    /// How often the tag is spelled in which way.
    pub spellings: BTreeMap<String, u32>,
}

impl Totals {
    /// The topic of `topics` that `line` is about and what it says of it.
    ///
    /// # Errors
    /// What is wrong with the line, in words.
    pub fn read(line: &str, topics: &Topics) -> Result<(Topic, Self), String> {
        let totals: Self = serde_json::from_str(line).map_err(|error| format!("no totals of a topic: {error}"))?;
        let topic = topics.by_key(&totals.topic).ok_or("topic: not one of this configuration")?;
        let is_spelling = |spelling: &String| matches!(&topic, Topic::Tag(key) if *key == tag::key(spelling));
        if let Some(wrong) = totals.spellings.keys().find(|spelling| !is_spelling(spelling)) {
            return Err(format!("spellings: {} is another tag", crate::report::quote(wrong)));
        }
        Ok((topic, totals))
    }

    /// Takes in what another machine says of the same topic.
    pub fn add(&mut self, other: Self) {
        self.count = self.count.saturating_add(other.count);
        self.first = [self.first, other.first].into_iter().flatten().min();
        self.last = [self.last, other.last].into_iter().flatten().max();
        for (spelling, count) in other.spellings {
            let known = self.spellings.entry(spelling).or_default();
            *known = known.saturating_add(count);
        }
    }
}

impl Topics {
    /// The topic with this key: `#` and a folded tag, or the slug of any other.
    fn by_key(&self, key: &str) -> Option<Topic> {
        if let Some(folded) = key.strip_prefix('#') {
            return (!folded.is_empty() && tag::key(folded) == folded).then(|| Topic::Tag(folded.to_owned()));
        }
        if self.options.all.as_ref().is_some_and(|(slug, _)| slug.as_str() == key) {
            return Some(Topic::All);
        }
        self.options.rules.iter().position(|rule| rule.slug.as_str() == key).map(Topic::Rule)
    }
}
