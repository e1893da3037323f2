//! What may stand in a feed: text that XML can hold, addresses that are absolute.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Text whose every character is a `Char` of XML 1.0 (section 2.2), with LF as its only line end.
///
/// The crates that write the XML let control characters through, and one of them makes the whole feed unreadable.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub struct Text(String);

impl Text {
    /// The text without what XML cannot hold and what validators warn of.
    pub fn new(text: &str) -> Self {
        if is_plain(text) {
            return Self(text.to_owned());
        }
        let mut kept = String::with_capacity(text.len());
        let mut chars = text.chars().peekable();
        while let Some(c) = chars.next() {
            match c {
                '\r' if chars.peek() == Some(&'\n') => {}
                '\r' => kept.push('\n'),
                c if is_char(c) => kept.push(c),
                _ => {}
            }
        }
        Self(kept)
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        if is_plain(&text) { Self(text) } else { Self::new(&text) }
    }
}

impl From<Text> for String {
    fn from(text: Text) -> Self {
        text.0
    }
}

impl From<&Text> for String {
    fn from(text: &Text) -> Self {
        text.0.clone()
    }
}

/// Whether every byte is ASCII that is kept, or one with which no character begins that is not.
fn is_plain(text: &str) -> bool {
    let is_kept = |byte: u8| {
        let ascii = (b' '..0x7f).contains(&byte) | (byte == b'\n') | (byte == b'\t');
        ascii | ((0x80..0xef).contains(&byte) & (byte != 0xc2))
    };
    // Every byte is looked at, so that many can be at once.
    text.bytes().fold(true, |plain, byte| plain & is_kept(byte))
}

/// `Char` of XML 1.0 without DEL, C1 controls and the noncharacters, which validators warn of.
fn is_char(c: char) -> bool {
    match c {
        '\t' | '\n' => true,
        '\u{7f}'..='\u{9f}' | '\u{fdd0}'..='\u{fdef}' => false,
        c => c >= ' ' && (c as u32) & 0xfffe != 0xfffe,
    }
}

/// The first words of `text`, at most `longest` characters, cut between words and ended with `…`.
pub fn shorten(text: &str, longest: usize) -> String {
    // Of ASCII, as most texts begin, a character is a byte.
    let is_ascii = text.len() > longest && text.as_bytes().get(..longest).is_some_and(<[u8]>::is_ascii);
    let end = if is_ascii { Some(longest) } else { text.char_indices().nth(longest).map(|(end, _)| end) };
    let Some(end) = end else { return text.to_owned() };
    let (cut, rest) = text.split_at(end);
    let ends_at_word = rest.starts_with(char::is_whitespace);
    // A text without spaces is cut where it is full.
    let space = cut.rfind(char::is_whitespace).filter(|space| !ends_at_word && *space > 0);
    let cut = space.map_or(cut, |space| cut.split_at(space).0);
    format!("{}…", cut.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '-' | '–' | '—')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_cannot_hold_is_left_out() {
        assert_eq!(Text::new("a\0b\u{b}c\u{fffe}d\u{1b}e\u{7f}\u{93}").as_str(), "abcde");
        assert_eq!(Text::new("a\r\nb\rc\td").as_str(), "a\nb\nc\td");
        assert_eq!(Text::new("é🙈 & <").as_str(), "é🙈 & <");
    }

    #[test]
    fn every_character_is_settled() {
        for c in (0..=0x1_ffff).filter_map(char::from_u32) {
            for kept in Text::new(&c.to_string()).as_str().chars() {
                assert!(
                    matches!(kept, '\t' | '\n' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..),
                    "{c:?}"
                );
            }
        }
    }

    #[test]
    fn summaries_end_at_a_word() {
        assert_eq!(shorten("satu dua tiga", 50), "satu dua tiga");
        assert_eq!(shorten("satu dua, tiga", 11), "satu dua…");
        assert_eq!(shorten("satu dua tiga", 8), "satu dua…");
        assert_eq!(shorten("satu dua tiga", 7), "satu…");
        assert_eq!(shorten("aaaaaaaaaa", 5), "aaaaa…");
    }
}
