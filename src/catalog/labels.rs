//! Labels: the topics that cards are under, each with the spelling that put them there, as small numbers.

use std::sync::Arc;

use foldhash::HashMap;

use crate::topic::{Because, Membership, Topic, Topics};

/// A topic, and for a tag's topic the way in which the tag is spelled.
pub type Label = (Topic, String);

/// The label of what `membership` says.
pub fn label(membership: Membership) -> Label {
    let spelling = match (&membership.topic, membership.because) {
        (Topic::Tag(_), Because::Tag(spelling)) => spelling,
        _ => String::new(),
    };
    (membership.topic, spelling)
}

/// The labels of all cards.
#[derive(Debug, Default)]
pub struct Labels {
    all: Vec<Option<Arc<Label>>>,
    numbers: HashMap<Arc<Label>, u32>,
    /// Labels before this one are in the store.
    stored: usize,
}

impl Labels {
    /// The labels as they were stored, in the order of their numbers; a rule that is no more has none.
    pub fn known(stored: impl IntoIterator<Item = (u8, String, String)>, topics: &Topics) -> Self {
        let rules = topics.options().rules.iter().enumerate();
        let rules: HashMap<&str, usize> = rules.map(|(number, rule)| (rule.slug.as_str(), number)).collect();
        let mut labels = Self::default();
        for (kind, name, spelling) in stored {
            let topic = match kind {
                0 => Some(Topic::All),
                1 => rules.get(name.as_str()).map(|number| Topic::Rule(*number)),
                _ => Some(Topic::Tag(name)),
            };
            labels.push(topic.map(|topic| (topic, spelling)));
        }
        labels.stored = labels.all.len();
        labels
    }

    fn push(&mut self, label: Option<Label>) -> u32 {
        let number = self.all.len() as u32;
        let label = label.map(Arc::new);
        if let Some(label) = &label {
            self.numbers.insert(Arc::clone(label), number);
        }
        self.all.push(label);
        number
    }

    /// The number of `label`.
    pub fn number(&mut self, label: Label) -> u32 {
        match self.numbers.get(&label) {
            Some(number) => *number,
            None => self.push(Some(label)),
        }
    }

    /// The label with this number.
    pub fn get(&self, number: u32) -> Option<&Label> {
        self.all.get(number as usize)?.as_deref()
    }

    /// How many labels there are.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// The labels that are not stored yet, as they are stored: number, kind, name and spelling.
    pub fn unstored(&mut self, topics: &Topics) -> Vec<(usize, u8, String, String)> {
        let first = std::mem::replace(&mut self.stored, self.all.len());
        let new = self.all.iter().enumerate().skip(first);
        new.filter_map(|(number, label)| {
            let (topic, spelling) = label.as_deref()?;
            let (kind, name) = match topic {
                Topic::All => (0, String::new()),
                Topic::Rule(rule) => (1, topics.options().rules.get(*rule)?.slug.to_string()),
                Topic::Tag(key) => (2, key.clone()),
            };
            Some((number, kind, name, spelling.clone()))
        })
        .collect()
    }
}
