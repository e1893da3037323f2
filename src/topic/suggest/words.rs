//! Text → numbered words, with what their spelling tells.

use std::collections::HashMap;

use unicode_normalization::char::is_combining_mark;

use crate::topic::words::fold;

/// Stands where no phrase reaches across: a comma, the end of a sentence, of a title, of a paragraph.
pub const BREAK: u32 = u32::MAX;
/// A word that was not numbered.
pub const UNKNOWN: u32 = u32::MAX - 1;

/// How a word is spelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Case {
    /// `pasar`
    Lower,
    /// `Pasar`
    First,
    /// `KPK`
    All,
    /// `MotoGP`
    Mixed,
}

impl Case {
    fn of(word: &str) -> Self {
        let mut letters = word.chars().filter(|c| c.is_alphabetic());
        let Some(first) = letters.next() else { return Case::Lower };
        let (mut upper, mut lower) = (false, false);
        letters.for_each(|c| if c.is_uppercase() { upper = true } else { lower = true });
        match (first.is_uppercase(), upper, lower) {
            (false, false, _) => Case::Lower,
            (true, false, _) => Case::First,
            (true, true, false) => Case::All,
            _ => Case::Mixed,
        }
    }
}

/// A word of a text.
#[derive(Debug, Clone, Copy)]
pub struct Word<'a> {
    /// As written.
    pub spelled: &'a str,
    /// Its spelling.
    pub case: Case,
    /// What parts it from the word before: a space, a hyphen or an apostrophe.
    pub joint: char,
    /// Whether it begins a sentence, where every word has a capital.
    pub begins: bool,
    /// Whether no phrase reaches it from the word before.
    pub apart: bool,
}

/// The words of `text`.
pub fn words(text: &str) -> impl Iterator<Item = Word<'_>> {
    let is_word = |c: char| c.is_alphanumeric() || is_combining_mark(c);
    let mut rest = text;
    let mut begins = true;
    std::iter::from_fn(move || {
        let start = rest.find(is_word)?;
        let (gap, tail) = rest.split_at_checked(start)?;
        let (spelled, after) = tail.split_at_checked(tail.find(|c| !is_word(c)).unwrap_or(tail.len()))?;
        rest = after;
        begins |= gap.contains(['.', '!', '?', ':', '"', '“', '”', '\n', '•', '‘', '(', '–', '—']);
        // In `Kemhan-TNI` and `Ma'ruf` the words are neighbours, as they are for a term.
        let apart = !gap.chars().all(|c| c.is_whitespace() || matches!(c, '-' | '\'' | '’' | '‐' | '‑'));
        let joint = match gap {
            "-" | "‐" | "‑" => '-',
            "'" | "’" => '\'',
            _ => ' ',
        };
        let word = Word { spelled, case: Case::of(spelled), joint, begins, apart };
        begins = false;
        Some(word)
    })
}

/// Numbers of folded words.
#[derive(Debug, Default)]
pub struct Numbers {
    of: HashMap<String, u32>,
    buffer: String,
}

impl Numbers {
    /// The number of `word`, which gets one if it has none.
    pub fn number(&mut self, word: &str) -> u32 {
        self.fold(word);
        if let Some(number) = self.of.get(&self.buffer) {
            return *number;
        }
        let number = self.of.len() as u32;
        self.of.insert(self.buffer.clone(), number);
        number
    }

    /// The number of `word`, if it has one.
    pub fn get(&mut self, word: &str) -> u32 {
        self.fold(word);
        self.of.get(&self.buffer).copied().unwrap_or(UNKNOWN)
    }

    fn fold(&mut self, word: &str) {
        self.buffer.clear();
        if word.is_ascii() {
            self.buffer.push_str(word);
            self.buffer.make_ascii_lowercase();
        } else {
            self.buffer.push_str(&fold(word));
        }
    }

    /// The words in the order of their numbers.
    pub fn texts(&self) -> Vec<&str> {
        let mut texts: Vec<(u32, &str)> = self.of.iter().map(|(text, number)| (*number, text.as_str())).collect();
        texts.sort_unstable();
        texts.into_iter().map(|(_, text)| text).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_know_where_sentences_and_phrases_begin() {
        let shown: Vec<_> = words("Pasar-ikan Ma'ruf, KPK. MotoGP 1")
            .map(|w| (w.spelled, w.case, w.joint, w.begins, w.apart))
            .collect();
        assert_eq!(
            shown,
            [
                ("Pasar", Case::First, ' ', true, false),
                ("ikan", Case::Lower, '-', false, false),
                ("Ma", Case::First, ' ', false, false),
                ("ruf", Case::Lower, '\'', false, false),
                ("KPK", Case::All, ' ', false, true),
                ("MotoGP", Case::Mixed, ' ', true, true),
                ("1", Case::Lower, ' ', false, false),
            ]
        );
    }

    #[test]
    fn spellings_of_a_word_have_one_number() {
        let mut numbers = Numbers::default();
        assert_eq!((numbers.number("Café"), numbers.number("CAFE"), numbers.get("banjir")), (0, 0, UNKNOWN));
        assert_eq!(numbers.texts(), ["cafe"]);
    }
}
