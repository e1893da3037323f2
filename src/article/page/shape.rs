//! Shape: what a line looks like, whatever it says.

use memchr::{memchr, memchr_iter};

use crate::article::ascii::{CAPITAL, KINDS, OTHER, SMALL, are_letters, each_word, folded};

/// The measures of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Shape {
    /// Characters.
    pub chars: usize,
    /// Words: runs between spaces that hold a letter or a digit.
    pub words: usize,
    /// Words of more than three letters.
    pub long: usize,
    /// Those of them that begin with a capital.
    pub capital: usize,
    /// Whether it says who said what: `…," katanya`.
    pub speech: bool,
    /// How it ends.
    pub end: End,
}

/// How a line ends, closing quotes and brackets aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum End {
    /// With a full stop.
    Stop,
    /// With `?`, `!` or `…`, as sentences and headlines do.
    Call,
    /// With anything else.
    #[default]
    Open,
}

impl Shape {
    /// Measures `text`, whose white space is folded.
    pub fn of(text: &str) -> Self {
        let mut shape = Self { speech: is_speech(text), end: end_of(text), ..Self::default() };
        if text.is_ascii() {
            shape.count_ascii(text);
        } else {
            shape.count(text);
        }
        shape
    }

    fn count(&mut self, text: &str) {
        let shape = self;
        for word in text.split(' ') {
            shape.chars += word.chars().count() + usize::from(shape.chars > 0);
            let word = word.trim_matches(|character: char| !character.is_alphanumeric());
            shape.words += usize::from(!word.is_empty());
            if word.chars().filter(|character| character.is_alphabetic()).nth(3).is_some() {
                shape.long += 1;
                shape.capital +=
                    usize::from(word.starts_with(|first: char| first.is_uppercase() || first.is_numeric()));
            }
        }
    }

    /// As `count`, for most texts: a word that begins with four letters need not be looked at further.
    fn count_ascii(&mut self, text: &str) {
        let text = text.trim_start_matches(' ').as_bytes();
        self.chars = text.len();
        each_word(text, |word| match word.first_chunk().filter(|four| are_letters(**four)) {
            Some([first, ..]) => {
                self.words += 1;
                self.long += 1;
                self.capital += usize::from(first.is_ascii_uppercase());
            }
            None if word.len() < 4 => self.words += usize::from(word.iter().any(u8::is_ascii_alphanumeric)),
            None => self.count_word(word),
        });
    }

    /// Counts a word byte by byte.
    fn count_word(&mut self, word: &[u8]) {
        // The kind of the first letter or digit, and how many letters there are.
        let (mut first, mut letters) = (OTHER, 0);
        for byte in word {
            let kind = KINDS[usize::from(*byte)];
            letters += usize::from(kind >= CAPITAL);
            first = if first == OTHER { kind } else { first };
        }
        let is_long = usize::from(letters > 3);
        self.words += usize::from(first != OTHER);
        self.long += is_long;
        self.capital += is_long & usize::from(first != SMALL);
    }

    /// Whether it reads like running text: a sentence with its full stop, or so many words that no headline has them.
    pub fn is_prose(&self) -> bool {
        match self.end {
            _ if self.speech => self.words >= 6,
            End::Stop => self.words >= 8,
            End::Call => self.words >= 14 && !self.is_headline_case(),
            End::Open => self.words >= 25 || (self.words >= 16 && self.capital * 2 < self.long),
        }
    }

    /// Whether it is surely running text, not merely a caption or a teaser.
    pub fn is_paragraph(&self) -> bool {
        self.end == End::Stop && self.words >= 12
    }

    /// Whether Most of Its Words Begin With Capitals.
    pub fn is_headline_case(&self) -> bool {
        self.capital * 10 >= self.long * 6
    }

    /// Whether it could be a headline: some words, no full stop.
    pub fn is_headline(&self) -> bool {
        (3..=24).contains(&self.words) && (15..=180).contains(&self.chars) && self.end != End::Stop
    }
}

/// `…," katanya`: a mark, the closing quote, a space, and the sentence goes on.
fn is_speech(text: &str) -> bool {
    let is_said = |at: usize, length: usize| {
        let (before, after) = (text.get(..at).unwrap_or_default(), text.get(at + length..).unwrap_or_default());
        let goes_on = after.strip_prefix(' ').is_some_and(|after| after.starts_with(char::is_lowercase));
        goes_on && (before.ends_with([',', '?', '.']) || before.ends_with(", "))
    };
    memchr_iter(b'"', text.as_bytes()).any(|at| is_said(at, 1))
        || (!text.is_ascii() && text.match_indices('”').any(|(at, quote)| is_said(at, quote.len())))
}

fn end_of(text: &str) -> End {
    let closers = ['"', '\'', '”', '’', '»', ')', ']', ' ', '*'];
    let text = text.trim_end_matches(closers);
    match text.chars().next_back() {
        Some('.') if !text.ends_with("..") && !is_called(text) => End::Stop,
        Some('?' | '!' | '…' | '.') => End::Call,
        _ => End::Open,
    }
}

/// `Panen Raya Dimulai !.`: a full stop behind another mark ends no sentence.
fn is_called(text: &str) -> bool {
    text.trim_end_matches('.').ends_with(['!', '?'])
}

/// Letters and digits of `text` in lower case, one space between words: equal for two spellings of one headline.
pub(super) fn key(text: &str) -> String {
    if text.is_ascii() {
        return folded(text.as_bytes());
    }
    let mut key = String::with_capacity(text.len());
    for character in text.chars() {
        if character.is_ascii_alphanumeric() {
            key.push(character.to_ascii_lowercase());
        } else if !character.is_ascii() && character.is_alphanumeric() {
            key.extend(character.to_lowercase());
        } else if !key.is_empty() && !key.ends_with(' ') {
            key.push(' ');
        }
    }
    key.truncate(key.trim_end().len());
    key
}

/// The key of a headline without the name of the site behind it, `Judul | Situs`.
pub(super) fn title_key(text: &str) -> String {
    let barred = memchr(b'|', text.as_bytes()).and_then(|_| text.split_once(" | "));
    let tagged = barred.filter(|(title, _)| is_tagged(text) && title.split(' ').count() >= 4);
    key(tagged.map_or(text, |(title, _)| title))
}

/// Whether `text` is the headline with the key `title`; most lines begin otherwise.
pub(super) fn is_title(text: &str, title: &str) -> bool {
    first_of_key(text) == title.chars().next() && title_key(text) == title
}

/// Whether both have the same key; most begin otherwise.
pub(super) fn are_alike(text: &str, other: &str) -> bool {
    first_of_key(text) == first_of_key(other) && key(text) == key(other)
}

/// The first character of the key of `text`.
fn first_of_key(text: &str) -> Option<char> {
    text.chars().find(|c| c.is_alphanumeric()).and_then(|c| c.to_lowercase().next())
}

/// Whether `text` is the headline with the key `title` but for a word or two, as above a photo.
pub(super) fn is_again(text: &str, title: &str) -> bool {
    let key = title_key(text);
    let long = |word: &&str| word.chars().count() > 3;
    let mut rest = title.split(' ').filter(long);
    let in_order =
        key.split(' ').filter(long).filter(|word| rest.clone().any(|of| of == *word) && rest.any(|of| of == *word));
    let (in_order, words) = (in_order.count(), key.split(' ').filter(long).count());
    let most = words.max(title.split(' ').filter(long).count());
    key == title || (in_order >= 4 && in_order * 5 >= most * 4)
}

/// The first `count` characters of the key of `text`, where it has more.
pub(super) fn opening(text: &str, count: usize) -> Option<String> {
    // Runs of what is neither letter nor digit make a key shorter than its text.
    let mut longest = count + count / 8;
    loop {
        // As many bytes are at most as many characters, and what is cut off is looked at in the next round.
        let end = (longest..text.len()).find(|end| text.is_char_boundary(*end));
        let part = end.and_then(|end| text.get(..end));
        let mut key = key(part.unwrap_or(text));
        let end = if key.is_ascii() { Some(count) } else { key.char_indices().nth(count).map(|(end, _)| end) };
        if let Some(end) = end.filter(|end| *end < key.len()) {
            key.truncate(end);
            return Some(key);
        }
        part?;
        longest *= 2;
    }
}

/// Whether the name of a site stands behind the headline, `Judul | Situs`.
pub(super) fn is_tagged(text: &str) -> bool {
    text.rsplit_once(" | ").is_some_and(|(_, site)| site.split(' ').count() <= 4)
}

/// Whether a sentence, a quotation or a bracket ends the text, so that what is glued behind it is no part of it.
pub(super) fn is_ended(text: &str) -> bool {
    text.ends_with(['.', '"', '”', '!', '?', ')'])
}

/// Whether `text` could be one to four words of a name, a place or a section: capitals, no digits, no full stop inside.
pub(super) fn is_name(text: &str) -> bool {
    let mut words = 0;
    for word in text.split(' ') {
        let mut letters = word.chars().filter(|character| character.is_alphabetic());
        if !letters.next().is_some_and(char::is_uppercase) || word.contains(|c: char| !is_name_part(c)) {
            return false;
        }
        words += 1;
    }
    (1..=5).contains(&words)
}

/// Where a capital follows a small letter, as where two words have run together.
pub(super) fn glued_at(text: &str) -> Option<usize> {
    let mut pairs = text.char_indices().zip(text.char_indices().skip(1));
    pairs.find(|((_, one), (_, next))| one.is_lowercase() && next.is_uppercase()).map(|(_, (at, _))| at)
}

fn is_name_part(character: char) -> bool {
    character.is_alphabetic() || matches!(character, '.' | ',' | '\'' | '’' | '-' | '`')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn ascii_is_counted_as_any_text(text in "[aB1 ,.\"(-]{0,40}") {
            let (mut one, mut other) = (Shape::default(), Shape::default());
            one.count(&text);
            other.count_ascii(&text);
            prop_assert_eq!(one, other);
        }

        #[test]
        fn a_headline_and_an_opening_are_those_of_the_key(text in "[aBé .|-]{0,80}", title in "[abé ]{0,4}") {
            prop_assert_eq!(is_title(&text, &title), title_key(&text) == title);
            prop_assert_eq!(are_alike(&text, &title), key(&text) == key(&title));
            let key = key(&text);
            let expected = key.char_indices().nth(9).and_then(|(end, _)| key.get(..end)).map(str::to_owned);
            prop_assert_eq!(opening(&text, 9), expected);
        }
    }
}
