//! A line cut into numbers, words and signs.

use super::list::List;
use super::word::Word;
use super::words;

/// How many tokens a line may have before they need the heap. Datelines have 5 to 30.
const INLINE: usize = 64;
/// The longest word of the vocabulary fits; anything longer means nothing.
const LONGEST_WORD: usize = 16;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A run of this many digits (at most 255 are counted).
    Number(u8),
    /// A run of letters.
    Word(Word),
    /// Any other character; ASCII, since the normalizer leaves no other sign.
    Sign(u8),
    /// Past either end of the line.
    End,
}

/// One piece of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: Kind,
    /// Nothing stands between this token and the one before it.
    pub(super) glued: bool,
    pub(super) start: u16,
    pub(super) end: u16,
    /// A number's value, or `u32::MAX` where it does not fit.
    pub(super) value: u32,
}

impl Token {
    pub(super) const END: Token = Token { kind: Kind::End, glued: false, start: 0, end: 0, value: 0 };

    /// The word that this is, [`Word::Other`] for numbers and signs.
    pub(super) fn word(self) -> Word {
        match self.kind {
            Kind::Word(word) => word,
            _ => Word::Other,
        }
    }

    /// The sign that this is, 0 for numbers and words.
    pub(super) fn sign(self) -> u8 {
        match self.kind {
            Kind::Sign(sign) => sign,
            _ => 0,
        }
    }

    /// How many digits the number has, 0 for words and signs.
    pub(super) fn digits(self) -> u8 {
        match self.kind {
            Kind::Number(digits) => digits,
            _ => 0,
        }
    }

    pub(super) fn is_number(self) -> bool {
        matches!(self.kind, Kind::Number(_))
    }

    pub(super) fn is_word(self) -> bool {
        matches!(self.kind, Kind::Word(_))
    }

    /// A number of one or two digits.
    pub(super) fn short(self) -> Option<u8> {
        match self.kind {
            Kind::Number(1 | 2) => u8::try_from(self.value).ok(),
            _ => None,
        }
    }
}

/// The tokens of one line.
pub(super) type Tokens = List<Token, INLINE>;

/// Cuts `text`, which is normalized and at most 64 KiB.
pub(super) fn cut(text: &str) -> Tokens {
    let mut tokens = Tokens::new(Token::END);
    let bytes = text.as_bytes();
    let (mut at, mut glued) = (0, false);
    while let Some(&byte) = bytes.get(at) {
        if byte.is_ascii_whitespace() || byte.is_ascii_control() {
            (at, glued) = (at + 1, false);
            continue;
        }
        let (kind, value, end) = match byte {
            b'0'..=b'9' => number(bytes, at),
            _ if is_letter(byte) => word(bytes, at),
            b'<' => tag(bytes, at),
            _ => (Kind::Sign(byte), 0, at + 1),
        };
        tokens.push(Token { kind, glued, start: position(at), end: position(end), value });
        (at, glued) = (end, true);
    }
    tokens
}

fn position(at: usize) -> u16 {
    u16::try_from(at).unwrap_or(u16::MAX)
}

/// Letters beyond ASCII belong to words, which then mean nothing.
fn is_letter(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || !byte.is_ascii()
}

fn number(bytes: &[u8], start: usize) -> (Kind, u32, usize) {
    let end = bytes.iter().skip(start).take_while(|byte| byte.is_ascii_digit()).count() + start;
    // A year and an hour without their space: `202219:13`.
    let glued_hour =
        end - start == 6 && bytes.get(end) == Some(&b':') && matches!(bytes.get(start..start + 2), Some(b"19" | b"20"));
    let end = if glued_hour { end - 2 } else { end };
    digits(bytes, start, end)
}

fn digits(bytes: &[u8], start: usize, end: usize) -> (Kind, u32, usize) {
    let (mut at, mut value) = (start, 0_u32);
    while let Some(byte @ b'0'..=b'9') = bytes.get(at).filter(|_| at < end) {
        value = value.saturating_mul(10).saturating_add(u32::from(byte - b'0'));
        at += 1;
    }
    (Kind::Number(u8::try_from(at - start).unwrap_or(u8::MAX)), value, at)
}

fn word(bytes: &[u8], start: usize) -> (Kind, u32, usize) {
    let (mut at, mut key, mut hump) = (start, 0, None);
    while let Some(&byte) = bytes.get(at).filter(|byte| is_letter(**byte)) {
        if at > start && hump.is_none() && is_hump(bytes, at) {
            hump = Some(at);
        }
        key = words::grow(key, byte);
        at += 1;
    }
    if let Some((word, end)) = with_apostrophe(bytes, start, at, key) {
        return (Kind::Word(word), 0, end);
    }
    let found = meaning(bytes, start, at, key);
    match hump {
        Some(hump) if found == Word::Other => {
            let key = bytes.iter().take(hump).skip(start).copied().fold(0, words::grow);
            (Kind::Word(meaning(bytes, start, hump, key)), 0, hump)
        }
        _ => (Kind::Word(found), 0, at),
    }
}

fn meaning(bytes: &[u8], start: usize, end: usize, key: u128) -> Word {
    let ascii = bytes.get(start..end).is_some_and(<[u8]>::is_ascii);
    if ascii && end - start <= LONGEST_WORD { words::look_up(key) } else { Word::Other }
}

/// A new word begins inside a run of letters: `kompasJumat`, `WIBEkonomi`.
fn is_hump(bytes: &[u8], at: usize) -> bool {
    let upper = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_uppercase);
    let lower = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_lowercase);
    upper(at) && at.checked_sub(1).is_some_and(|before| lower(before) || upper(before) && lower(at + 1))
}

/// `Jum'at`, `Sya'ban`, and what is left of the apostrophe in stored texts: a question mark, a grave accent, a
/// backslash before it. Joined only
/// where that makes a word that is written with one: `Ma'r` is no March.
fn with_apostrophe(bytes: &[u8], start: usize, end: usize, key: u128) -> Option<(Word, usize)> {
    let mut at = end;
    while matches!(bytes.get(at), Some(b'\'' | b'`' | b'?' | b'\\' | b'"')) && at < end + 2 {
        at += 1;
    }
    if at == end {
        return None;
    }
    let (tail, mut key) = (at, key);
    while let Some(&byte) = bytes.get(at).filter(|byte| is_letter(**byte)) {
        key = words::grow(key, byte);
        at += 1;
    }
    let letters = (end - start) + (at - tail);
    let ascii = bytes.get(start..at).is_some_and(<[u8]>::is_ascii);
    let word = if at > tail && ascii && letters <= LONGEST_WORD { words::look_up(key) } else { Word::Other };
    let has_apostrophe = matches!(word, Word::Weekday(_) | Word::HijriMonth | Word::HijriFirst);
    has_apostrophe.then_some((word, at))
}

/// A bare tag (`<br>`, `</b>`, `<br />`) separates like a bar; one with attributes is read, since dates stand in them.
fn tag(bytes: &[u8], start: usize) -> (Kind, u32, usize) {
    const LONGEST_TAG: usize = 16;
    let bare = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b' ');
    let inner = bytes.iter().skip(start + 1).take(LONGEST_TAG).take_while(|byte| bare(byte)).count();
    match bytes.get(start + 1 + inner) {
        Some(b'>') if inner > 0 => (Kind::Sign(b'|'), 0, start + inner + 2),
        _ => (Kind::Sign(b'<'), 0, start + 1),
    }
}

#[cfg(test)]
mod tests {
    use super::{Kind, cut};
    use crate::date::word::Word;

    #[track_caller]
    fn check(text: &str, expected: &[(&str, Kind)]) {
        let tokens = cut(text);
        let found: Vec<_> =
            tokens.as_slice().iter().map(|token| (&text[token.start.into()..token.end.into()], token.kind)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn digits_and_letters_part_without_a_space() {
        check("Jumat20", &[("Jumat", Kind::Word(Word::Weekday(4))), ("20", Kind::Number(2))]);
        check("10WIB", &[("10", Kind::Number(2)), ("WIB", Kind::Word(Word::Zone(7)))]);
    }

    #[test]
    fn apostrophes_stay_inside_known_words() {
        for friday in ["Jum'at", "jum`at", "JUM?AT", "Juma't", "Jum\\'at", "Jum''at", "Djum'at"] {
            check(friday, &[(friday, Kind::Word(Word::Weekday(4)))]);
        }
        check("Ma'r", &[("Ma", Kind::Word(Word::Other)), ("'", Kind::Sign(b'\'')), ("r", Kind::Word(Word::Other))]);
    }

    #[test]
    fn humps_part_words_that_were_glued() {
        check("WIBEkonomi", &[("WIB", Kind::Word(Word::Zone(7))), ("Ekonomi", Kind::Word(Word::Other))]);
        check("datePublished", &[("date", Kind::Word(Word::Other)), ("Published", Kind::Word(Word::Published))]);
        check("JUMAT", &[("JUMAT", Kind::Word(Word::Weekday(4)))]);
    }

    #[test]
    fn bare_tags_are_bars() {
        check("<br />", &[("<br />", Kind::Sign(b'|'))]);
        check("a<b", &[("a", Kind::Word(Word::Number(1))), ("<", Kind::Sign(b'<')), ("b", Kind::Word(Word::Other))]);
    }

    #[test]
    fn any_number_of_tokens_fits() {
        assert_eq!(cut(&"1 ".repeat(1000)).as_slice().len(), 1000);
        assert_eq!(cut(&"9".repeat(300)).as_slice()[0].kind, Kind::Number(255));
    }
}
