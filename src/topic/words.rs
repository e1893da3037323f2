//! Text as words: one way of folding for what is looked for and what it is looked for in.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::article::ascii;

/// Stands between two texts that were folded into one, so that no phrase reaches from one into the other.
pub const BREAK: char = '\u{1}';

/// The words of `text` in lower case, without marks, one space between; everything that is neither letter nor digit
/// parts words, so that `Kemhan-TNI` and `KPK's` match word by word.
pub fn fold(text: &str) -> String {
    let mut folded = Folded::default();
    folded.push(text);
    folded.text.trim().to_owned()
}

/// Texts folded one after the other, with the places of their words in capitals.
#[derive(Debug, Default)]
pub struct Folded {
    /// ` word word ` with one space before the first and after every word.
    pub text: String,
    /// Where in `text` a word of two to four letters begins that was written in capitals; rising.
    pub capitals: Vec<u32>,
}

impl Folded {
    /// Forgets the text and keeps the memory.
    pub fn clear(&mut self) {
        self.text.clear();
        self.capitals.clear();
    }

    /// Appends the words of `text`.
    pub fn push(&mut self, text: &str) {
        if self.text.is_empty() {
            self.text.push(' ');
        }
        if text.is_ascii() {
            return self.push_ascii(text);
        }
        let capitals_before = self.capitals.len();
        let (mut words, mut lower) = (0, false);
        let is_mark = |c: char| !c.is_alphanumeric() && !is_combining_mark(c);
        for word in text.split(is_mark).filter(|word| !word.is_empty()) {
            words += 1;
            lower |= word.chars().any(char::is_lowercase);
            self.word(word);
        }
        // In a headline that is all in capitals, capitals say nothing.
        if words > 1 && !lower {
            self.capitals.truncate(capitals_before);
        }
    }

    /// As `push`, for most texts, byte by byte.
    fn push_ascii(&mut self, text: &str) {
        let (start, folded) = (self.text.len(), ascii::folded(text.as_bytes()));
        if folded.is_empty() {
            return;
        }
        self.text.push_str(&folded);
        self.text.push(' ');
        let bytes = text.as_bytes();
        // Every byte is looked at, so that many can be at once.
        let is_small = bytes.iter().fold(false, |so_far, byte| so_far | byte.is_ascii_lowercase());
        let both = |one: &u8, next: &u8| one.is_ascii_uppercase() & next.is_ascii_uppercase();
        let next = bytes.get(1..).unwrap_or_default();
        let is_paired = bytes.iter().zip(next).fold(false, |so_far, (one, next)| so_far | both(one, next));
        if is_paired && (is_small || !folded.contains(' ')) {
            self.acronyms(text, start);
        }
    }

    /// Takes down where the acronyms of `text`, which is ASCII, stand, when it was folded to `start`.
    fn acronyms(&mut self, text: &str, mut start: usize) {
        let words = text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
        for word in words {
            if is_acronym(word) {
                self.capitals.push(start as u32);
            }
            start += word.len() + 1;
        }
    }

    /// Ends a text.
    pub fn end(&mut self) {
        self.text.push(BREAK);
        self.text.push(' ');
    }

    fn word(&mut self, word: &str) {
        let start = self.text.len();
        if word.is_ascii() {
            self.text.push_str(word);
            self.text.get_mut(start..).unwrap_or_default().make_ascii_lowercase();
        } else {
            for c in word.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
                // A compatibility form may fold into several words: ½ is `1⁄2`.
                self.text.push(if c.is_alphanumeric() { c } else { ' ' });
            }
        }
        if is_acronym(word) {
            self.capitals.push(start as u32);
        }
        if !self.text.ends_with(' ') {
            self.text.push(' ');
        }
    }

    /// Whether the word that begins at `start` was written in capitals.
    pub fn is_capital(&self, start: usize) -> bool {
        self.capitals.binary_search(&(start as u32)).is_ok()
    }
}

/// Two to four letters, all capitals: `AS`, `KPK`, `BMKG`.
pub fn is_acronym(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
        && (2..=4).contains(&word.chars().count())
        && word.chars().all(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_parts_words() {
        for (text, expected) in [
            ("Kemhan-TNI", "kemhan tni"),
            ("KPK's", "kpk s"),
            ("  Ma'ruf,\u{a0}Café ", "ma ruf cafe"),
            ("kapal-kapal", "kapal kapal"),
            ("ＴＮＩ", "tni"),
            ("!?", ""),
        ] {
            assert_eq!(fold(text), expected, "{text}");
        }
    }

    #[test]
    fn capitals_are_remembered_but_not_in_headlines_of_capitals() {
        let mut folded = Folded::default();
        folded.push("Kapal AS tiba");
        assert_eq!(folded.text, " kapal as tiba ");
        assert!(folded.is_capital(7) && !folded.is_capital(1));
        folded.clear();
        folded.push("KAPAL AS TIBA");
        assert!(!folded.is_capital(7));
    }
}
