//! All articles of a topic, for what shows more than the newest.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::{Catalog, Error, Fold, Shown, hash};
use crate::report::Origin;
use crate::topic::Topic;

impl Catalog {
    /// The articles of the topics that are wanted, the oldest first: those that are no copies and not published after
    /// `until`, in microseconds. It takes 32 bytes for each, and again for each topic. What goes by its place has the
    /// id that `id_of_place` makes.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub fn members(
        &self,
        fold: &Fold,
        until: i64,
        is_wanted: impl Fn(&Topic) -> bool,
        id_of_place: impl Fn(&Origin) -> String,
    ) -> Result<HashMap<Topic, Vec<Shown>>, Error> {
        let (mut numbers, mut members): (HashMap<&Topic, usize>, Vec<Vec<Shown>>) = (HashMap::new(), Vec::new());
        let topics = (0..self.labels.len()).map(|label| self.labels.get(label as u32).map(|(topic, _)| topic));
        let number_of_label: Vec<Option<usize>> = topics
            .map(|topic| {
                let topic = topic.filter(|topic| is_wanted(topic))?;
                members.resize_with(members.len().max(numbers.len() + 1), Vec::new);
                let next = numbers.len();
                Some(*numbers.entry(topic).or_insert(next))
            })
            .collect();
        self.each(|key, card| {
            if fold.dropped.contains_key(&key) || card.published > until {
                return;
            }
            let mut shown = Shown::new(key, &card, fold.place(key));
            if fold.by_place.contains_key(&key) {
                shown.id = hash(&id_of_place(&card.place.origin(&self.path(key.0))));
            }
            for label in &card.labels {
                let number = number_of_label.get(*label as usize).copied().flatten();
                if let Some(held) = number.and_then(|number| members.get_mut(number)) {
                    held.push(shown);
                }
            }
        })?;
        for held in &mut members {
            held.sort_unstable_by_key(|shown| Reverse(*shown));
            // Two spellings of one tag are one topic.
            held.dedup_by_key(|shown| shown.key);
        }
        let mut topics: Vec<(&Topic, usize)> = numbers.into_iter().collect();
        topics.sort_by_key(|(_, number)| *number);
        Ok(topics.into_iter().map(|(topic, _)| topic.clone()).zip(members).collect())
    }
}
