//! Phrases: finding any number of them in a text of words, in one pass.
//!
//! Most words of a text begin no phrase, which their first three bytes tell; the others are looked up.

use foldhash::HashMap;
use memchr::memchr;

use crate::article::ascii::each_space;

/// Phrases to be found, each with its number.
#[derive(Debug)]
pub struct Phrases {
    /// By their first word, the phrases as they stand in a text.
    by_word: HashMap<Box<str>, Vec<(Box<str>, usize)>>,
    /// Phrases of one word that may go on, in order.
    open: Vec<(Box<str>, usize)>,
    /// One bit for each hash of the first three bytes of phrases.
    begins: Vec<u64>,
}

/// So many bits a hash of three bytes has.
const BITS: u32 = 16;

impl Default for Phrases {
    fn default() -> Self {
        Self { by_word: HashMap::default(), open: Vec::new(), begins: vec![0; (1 << BITS) / 64] }
    }
}

impl Phrases {
    /// Adds the phrase `words`, with one space between them; the last word of an open phrase may go on.
    pub fn add(&mut self, words: &str, is_open: bool, number: usize) {
        let whole: Box<str> = if is_open { words.into() } else { format!("{words} ").into() };
        self.note(whole.as_bytes());
        match words.split_once(' ') {
            None if is_open => {
                let at = self.open.partition_point(|(open, _)| **open < *whole);
                self.open.insert(at, (whole, number));
            }
            first => {
                let first = first.map_or(words, |(first, _)| first);
                self.by_word.entry(first.into()).or_default().push((whole, number));
            }
        }
    }

    /// Notes with which three bytes a phrase begins; any may stand for those that it leaves open.
    fn note(&mut self, phrase: &[u8]) {
        let each = |at: usize| phrase.get(at).map_or(0..=u8::MAX, |byte| *byte..=*byte);
        for three in each(0).flat_map(|one| each(1).flat_map(move |two| each(2).map(move |three| [one, two, three]))) {
            let hash = hash(three);
            if let Some(bits) = self.begins.get_mut(hash / 64) {
                *bits |= 1 << (hash % 64);
            }
        }
    }

    /// Gives `each` where a phrase begins in `text`, and its number. Before and behind each word of `text` stands one
    /// space.
    pub fn find(&self, text: &str, mut each: impl FnMut(usize, usize)) {
        let bytes = text.as_bytes();
        each_space(bytes, |space| {
            let start = space + 1;
            let three = bytes.get(start..).and_then(<[u8]>::first_chunk);
            if three.is_some_and(|three| !self.may_begin(*three)) {
                return;
            }
            let rest = text.get(start..).unwrap_or_default();
            let word = memchr(b' ', rest.as_bytes()).and_then(|end| rest.get(..end)).unwrap_or(rest);
            let known = self.by_word.get(word).into_iter().flatten();
            known.filter(|(phrase, _)| rest.starts_with(&**phrase)).for_each(|(_, number)| each(start, *number));
            // Those that begin with the same byte stand together, and none behind the word begins it.
            let first = word.as_bytes().get(..1).unwrap_or_default();
            let open = self.open.iter().skip(self.open.partition_point(|(open, _)| open.as_bytes() < first));
            let near = open.take_while(|(open, _)| **open <= *word);
            near.filter(|(open, _)| word.starts_with(&**open)).for_each(|(_, number)| each(start, *number));
        });
    }

    fn may_begin(&self, three: [u8; 3]) -> bool {
        let hash = hash(three);
        self.begins.get(hash / 64).is_some_and(|bits| bits >> (hash % 64) & 1 == 1)
    }
}

/// The highest bits of a product with a number that has them well mixed (Knuth, multiplicative hashing).
fn hash([one, two, three]: [u8; 3]) -> usize {
    (u32::from_le_bytes([one, two, three, 0]).wrapping_mul(0x9e37_79b1) >> (32 - BITS)) as usize
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn every_phrase_is_found_wherever_it_begins(
            phrases in prop::collection::vec(("[abé]{1,4}( [abé]{1,4}){0,2}", any::<bool>()), 0..9),
            words in prop::collection::vec("[abé]{1,4}", 0..20),
        ) {
            let text = format!(" {}", words.iter().map(|word| format!("{word} ")).collect::<String>());
            let mut all = Phrases::default();
            let mut expected = Vec::new();
            for (number, (words, is_open)) in phrases.iter().enumerate() {
                all.add(words, *is_open, number);
                let needle = if *is_open { format!(" {words}") } else { format!(" {words} ") };
                let starts = (0..text.len()).filter(|at| text.as_bytes()[*at..].starts_with(needle.as_bytes()));
                expected.extend(starts.map(|at| (at + 1, number)));
            }
            let mut found = Vec::new();
            all.find(&text, |at, number| found.push((at, number)));
            found.sort_unstable();
            expected.sort_unstable();
            prop_assert_eq!(found, expected);
        }
    }
}
