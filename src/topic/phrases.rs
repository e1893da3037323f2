//! Phrases: finding any number of them in a text of words, in one pass.
//!
//! Most words of a text begin no phrase, which their first three bytes tell; the others are looked up.

use foldhash::HashMap;
use memchr::memchr;

use crate::article::ascii::each_space;

/// Phrases to be found, each with its number.
#[derive(Debug)]
pub struct Phrases {
    /// Their numbers, by the phrases as they stand in a text: with the space behind them, but for those that may go on.
    numbers: HashMap<Box<str>, Vec<usize>>,
    /// How long the phrases are that begin with a word, in bytes.
    lengths: HashMap<Box<str>, Vec<usize>>,
    /// How long those of one word are that may go on.
    open: Vec<usize>,
    /// One bit for each hash of the first three bytes of phrases.
    begins: Vec<u64>,
}

/// So many bits a hash of three bytes has.
const BITS: u32 = 16;

impl Default for Phrases {
    fn default() -> Self {
        let begins = vec![0; (1 << BITS) / 64];
        Self { numbers: HashMap::default(), lengths: HashMap::default(), open: Vec::new(), begins }
    }
}

impl Phrases {
    /// Adds the phrase `words`, with one space between them; the last word of an open phrase may go on.
    pub fn add(&mut self, words: &str, is_open: bool, number: usize) {
        let whole = if is_open { words.to_owned() } else { format!("{words} ") };
        self.note(whole.as_bytes());
        let first = words.split_once(' ').map_or(words, |(first, _)| first);
        let is_one = first.len() == whole.len();
        let lengths = if is_one { &mut self.open } else { self.lengths.entry(first.into()).or_default() };
        if !lengths.contains(&whole.len()) {
            lengths.push(whole.len());
        }
        self.numbers.entry(whole.into()).or_default().push(number);
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
            let whole = self.lengths.get(word).into_iter().flatten();
            let open = self.open.iter().filter(|length| **length <= word.len());
            let found = whole.chain(open).filter_map(|length| self.numbers.get(rest.get(..*length)?));
            found.flatten().for_each(|number| each(start, *number));
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
