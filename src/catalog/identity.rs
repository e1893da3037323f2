//! Identity: an article that was edited, moved within its file or into another keeps the id under which it is known.

use std::collections::{HashMap, HashSet};

use super::card::Card;
use crate::article::id::Kind;

/// What two cards of one article have in common.
type Sign = fn(&Card) -> Option<[u64; 3]>;

/// Which of the `old` cards of a file each of the `new` ones continues, and which are continued by none.
///
/// The same record is the same article, wherever it stands; else the same id of its own; else, as an edit changes one
/// thing at a time, the same headline; else the same place; else the same instant in a like place.
fn continued(old: &[Card], new: &[Card]) -> (Vec<Option<usize>>, Vec<usize>) {
    let mut continues: Vec<Option<usize>> = vec![None; new.len()];
    let mut free: HashSet<usize> = (0..old.len()).collect();
    let signs: [Sign; 5] = [
        |card| Some([card.text, 0, 0]),
        |card| (card.kind != Kind::Place).then_some([card.id, 0, 0]),
        |card| Some([card.title, 0, 0]),
        |card| Some([card.id, 0, 0]),
        |card| Some([card.published as u64, u64::from(card.place.ordinal), u64::from(card.place.part)]),
    ];
    for sign in signs {
        let mut having: HashMap<[u64; 3], Vec<usize>> = HashMap::new();
        // Taken from the end, so the first comes last.
        for (number, card) in old.iter().enumerate().rev().filter(|(number, _)| free.contains(number)) {
            if let Some(sign) = sign(card) {
                having.entry(sign).or_default().push(number);
            }
        }
        for (card, continues) in new.iter().zip(&mut continues).filter(|(_, continues)| continues.is_none()) {
            if let Some(number) = sign(card).and_then(|sign| having.get_mut(&sign)?.pop()) {
                free.remove(&number);
                *continues = Some(number);
            }
        }
    }
    let mut left: Vec<usize> = free.into_iter().collect();
    left.sort_unstable();
    (continues, left)
}

/// What is known of ids beside the cards.
pub struct Known<'a> {
    /// The id under which an old card was published, as far as anyone still knows it.
    pub iri: &'a dyn Fn(&Card) -> Option<String>,
    /// The id that a new card's place makes.
    pub place: &'a dyn Fn(&Card) -> String,
    /// The id under which a record was known that is gone from elsewhere: by [`Card::text`].
    pub remembered: &'a mut dyn FnMut(u64) -> Option<String>,
    /// The ids that cards before the new ones have been given.
    pub taken: &'a HashSet<u64>,
}

/// Gives the `new` cards of a file the ids of the `old` ones that they continue. Returns those old ones that are gone.
pub fn carry(old: &[Card], new: &mut [Card], known: &mut Known) -> Vec<usize> {
    let (continues, left) = continued(old, new);
    let mut taken: HashSet<u64> = HashSet::new();
    for (card, continued) in new.iter_mut().zip(&continues) {
        let Some(before) = continued.and_then(|number| old.get(number)) else { continue };
        if before.id != card.id
            && let Some(iri) = (known.iri)(before)
        {
            card.known_as(&iri);
        }
        taken.insert(card.id);
    }
    for card in new.iter_mut().zip(&continues).filter(|(_, continued)| continued.is_none()).map(|(card, _)| card) {
        if card.kind != Kind::Place {
            continue;
        }
        if let Some(iri) = (known.remembered)(card.text) {
            card.known_as(&iri);
        }
        // The place is new to it, and the id of the place is another's who has left it.
        if taken.contains(&card.id) || known.taken.contains(&card.id) {
            card.known_as(&format!("{}/{:016x}", (known.place)(card), card.text));
        }
        taken.insert(card.id);
    }
    left
}

#[cfg(test)]
mod tests {
    use super::super::card::{Place, hash};
    use super::*;

    fn iri(line: u32) -> String {
        format!("place/{line}")
    }

    /// A record at `line` with the title and text.
    fn card(line: u32, title: u64, text: u64) -> Card {
        Card {
            place: Place { from: None, ordinal: line - 1, part: 0, line, bytes: None },
            id: hash(&iri(line)),
            kind: Kind::Place,
            iri: None,
            title,
            text,
            version: text,
            published: 0,
            shown_after: 0,
            updated_after: 0,
            length: 0,
            labels: Vec::new(),
        }
    }

    #[track_caller]
    fn check(old: &[Card], mut new: Vec<Card>, expected: &[&str], gone: &[usize]) {
        let known_iri = |card: &Card| Some(card.iri.as_deref().map_or_else(|| iri(card.place.line), str::to_owned));
        let mut known = Known {
            iri: &known_iri,
            taken: &HashSet::new(),
            place: &|card| iri(card.place.line),
            remembered: &mut |text| (text == 99).then(|| "elsewhere".to_owned()),
        };
        assert_eq!(carry(old, &mut new, &mut known), gone);
        let ids: Vec<String> = new.iter().filter_map(known_iri).collect();
        assert_eq!(ids, expected);
        assert!(new.iter().all(|card| card.iri.is_none() || card.id == hash(card.iri.as_deref().unwrap())));
    }

    #[test]
    fn an_edit_keeps_the_id() {
        let old = [card(1, 1, 1), card(2, 2, 2)];
        check(&old, vec![card(1, 1, 1), card(2, 2, 7)], &["place/1", "place/2"], &[]);
        check(&old, vec![card(1, 1, 1), card(2, 8, 8)], &["place/1", "place/2"], &[]);
    }

    #[test]
    fn a_record_that_moved_keeps_its_id_and_a_new_one_does_not_take_it() {
        let old = [card(1, 1, 1), card(2, 2, 2)];
        let new = vec![card(1, 9, 9), card(2, 1, 1), card(3, 2, 2)];
        check(&old, new, &["place/1/0000000000000009", "place/1", "place/2"], &[]);
        // Moved and edited at once: the headline tells.
        check(
            &old,
            vec![card(1, 9, 9), card(2, 1, 7), card(3, 2, 2)],
            &["place/1/0000000000000009", "place/1", "place/2"],
            &[],
        );
    }

    #[test]
    fn what_is_gone_is_told_and_what_came_from_elsewhere_is_known() {
        check(&[card(1, 1, 1), card(2, 2, 2)], vec![card(1, 2, 2)], &["place/2"], &[0]);
        check(&[], vec![card(1, 5, 99)], &["elsewhere"], &[]);
        check(&[], vec![card(1, 5, 5)], &["place/1"], &[]);
    }
}
