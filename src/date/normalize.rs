//! One spelling for what readers see as one: entities, mojibake, full-width letters, dashes, spaces, invisible characters.
//!
//! A line of clean ASCII is taken as it is. What comes out otherwise has letters and digits of any script, ASCII signs, and a
//! map back to the bytes of the text.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

/// Bytes of a line that are searched. No dateline is that long; what is longer is text.
const LONGEST_LINE: usize = 4096;
/// The longest entity that means something here, with its ampersand and semicolon.
const LONGEST_ENTITY: usize = 12;
/// Mojibake is undone this often: text is sometimes broken twice.
const ROUNDS: usize = 2;
/// A sign that separates nothing and joins nothing.
const OPAQUE: char = '\\';

/// A normalized line.
pub(super) struct Normal<'a> {
    pub(super) text: Cow<'a, str>,
    /// For each byte of `text` its place in the original, and one more for the end; empty where both are the same.
    places: Vec<usize>,
}

impl Normal<'_> {
    /// The bytes of the original that became these bytes.
    pub(super) fn original(&self, span: std::ops::Range<usize>) -> std::ops::Range<usize> {
        let place = |at: usize| self.places.get(at).copied().unwrap_or(at);
        place(span.start)..place(span.end)
    }
}

/// Normalizes the first 4 KiB of `text`, up to a space.
pub(super) fn normalize(text: &str) -> Normal<'_> {
    let text = shorten(text);
    if text.bytes().all(|byte| byte.is_ascii() && byte != b'&') {
        return Normal { text: Cow::Borrowed(text), places: Vec::new() };
    }
    let mut characters = decode_entities(text);
    for _ in 0..ROUNDS {
        characters = undo_mojibake(&characters);
    }
    let mut normal =
        Normal { text: Cow::Owned(String::with_capacity(text.len())), places: Vec::with_capacity(text.len()) };
    for (character, place) in characters {
        fold(&mut normal, character, place);
    }
    normal.places.push(text.len());
    normal
}

/// Cuts a long line at a space, so that no number or word is cut in two.
fn shorten(text: &str) -> &str {
    if text.len() <= LONGEST_LINE {
        return text;
    }
    let end = (0..=LONGEST_LINE).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
    let head = text.get(..end).unwrap_or("");
    head.rfind(' ').and_then(|space| head.get(..space)).unwrap_or("")
}

/// The characters with their places, entities decoded, also where the ampersand was escaped again (`&amp;nbsp;`).
fn decode_entities(text: &str) -> Vec<(char, usize)> {
    let mut characters = Vec::with_capacity(text.len());
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let (character, length) =
            entity(rest).or_else(|| rest.chars().next().map(|first| (first, first.len_utf8()))).unwrap_or((' ', 1));
        characters.push((character, at));
        at += length;
    }
    characters
}

fn entity(rest: &str) -> Option<(char, usize)> {
    let mut name = rest.strip_prefix('&')?;
    while let Some(escaped) = name.strip_prefix("amp;").filter(|escaped| is_entity_start(escaped)) {
        name = escaped;
    }
    let skipped = rest.len() - name.len();
    // Browsers read this one without its semicolon too.
    if name.starts_with("nbsp") && !name.starts_with("nbsp;") {
        return Some((' ', skipped + "nbsp".len()));
    }
    let end = name.bytes().take(LONGEST_ENTITY).position(|byte| byte == b';')?;
    let name = name.get(..end)?;
    Some((named(name).or_else(|| numbered(name))?, skipped + end + 1))
}

fn is_entity_start(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_alphabetic() || first == '#')
}

fn numbered(name: &str) -> Option<char> {
    let number = name.strip_prefix('#')?;
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => number.parse().ok()?,
    };
    // HTML reads the numbers of C1 controls as Windows-1252.
    u8::try_from(code).ok().and_then(from_windows_1252).or_else(|| char::from_u32(code))
}

fn named(name: &str) -> Option<char> {
    Some(match name {
        "nbsp" | "ensp" | "emsp" | "thinsp" => ' ',
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" | "rsquo" | "lsquo" | "prime" | "acute" => '\'',
        "ndash" | "mdash" | "minus" | "hyphen" | "dash" => '-',
        "middot" | "bull" | "centerdot" | "vert" | "verbar" | "raquo" | "laquo" => '|',
        // Mojibake whose letters were escaped.
        "acirc" => 'â',
        "Acirc" => 'Â',
        "euro" => '€',
        "trade" => '™',
        "ldquo" => '“',
        "rdquo" => '”',
        "colon" => ':',
        "comma" => ',',
        "period" => '.',
        "sol" => '/',
        "shy" | "zwnj" | "zwj" | "lrm" | "rlm" => '\u{ad}',
        _ => return None,
    })
}

/// The characters that Windows-1252 has at 0x80 to 0x9F.
const WINDOWS_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘', '’',
    '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

fn from_windows_1252(byte: u8) -> Option<char> {
    byte.checked_sub(0x80).and_then(|index| WINDOWS_1252.get(usize::from(index))).copied()
}

fn to_windows_1252(character: char) -> Option<u8> {
    let index = WINDOWS_1252.iter().position(|known| *known == character).and_then(|index| u8::try_from(index).ok());
    index.map(|index| 0x80 + index).or_else(|| u8::try_from(u32::from(character)).ok())
}

/// Reads UTF-8 back that was read as Windows-1252 (`â€™` is `’`, `Â·` is `·`).
fn undo_mojibake(characters: &[(char, usize)]) -> Vec<(char, usize)> {
    let mut fixed = Vec::with_capacity(characters.len());
    let mut at = 0;
    while let Some((character, place)) = characters.get(at) {
        let (character, count) = characters.get(at..).and_then(rebuild).unwrap_or((*character, 1));
        fixed.push((character, *place));
        at += count;
    }
    fixed
}

fn rebuild(characters: &[(char, usize)]) -> Option<(char, usize)> {
    let first = to_windows_1252(characters.first()?.0)?;
    let length = match first {
        0xC2..=0xDF => 2,
        0xE0..=0xEF => 3,
        0xF0..=0xF4 => 4,
        _ => return None,
    };
    let mut bytes = [0; 4];
    for (byte, (character, _)) in bytes.iter_mut().zip(characters.get(..length)?) {
        *byte = to_windows_1252(*character)?;
    }
    let decoded = std::str::from_utf8(bytes.get(..length)?).ok()?;
    decoded.chars().next().map(|character| (character, length))
}

fn fold(normal: &mut Normal<'_>, character: char, place: usize) {
    let mut push = |folded: char| {
        normal.text.to_mut().push(folded);
        normal.places.extend(std::iter::repeat_n(place, folded.len_utf8()));
    };
    match character {
        _ if character.is_ascii() => push(character),
        _ if is_invisible(character) => {}
        _ => match sign(character) {
            Some(folded) => push(folded),
            None if is_wide(character) => std::iter::once(character).nfkc().for_each(push),
            None if character.is_alphabetic() => push(character),
            None if character.is_numeric() || is_blocking(character) => push(OPAQUE),
            None => push('|'),
        },
    }
}

/// Zero-width characters, soft hyphens, direction marks and variation selectors.
fn is_invisible(character: char) -> bool {
    matches!(character, '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{AD}')
}

/// Full-width, mathematical and ligature forms, for which Unicode (NFKC) knows the plain one.
fn is_wide(character: char) -> bool {
    matches!(character, '\u{FF01}'..='\u{FFEF}' | '\u{1D400}'..='\u{1D7FF}' | '\u{FB00}'..='\u{FB06}')
}

/// Signs that make another thing of the number beside them: currency, degrees, minutes of arc, per mille.
fn is_blocking(character: char) -> bool {
    matches!(character, '°' | '′' | '″' | '‰' | '×' | '÷' | '±' | '§' | '¢'..='¥' | '\u{20A0}'..='\u{20CF}')
}

/// The ASCII sign that stands for this one.
fn sign(character: char) -> Option<char> {
    Some(match character {
        _ if character.is_whitespace() => ' ',
        'Â' | '\u{80}'..='\u{9f}' => ' ',
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE58}' | '\u{FE63}' | '\u{FF0D}' => '-',
        '‘' | '’' | '‛' | 'ʼ' | 'ʻ' | 'ʹ' | 'ʾ' | 'ʿ' | '´' | '՚' | '＇' | '\u{FFFD}' => '\'',
        '“' | '”' | '„' => '"',
        '∶' | '：' | '˸' | '꞉' => ':',
        '∕' | '／' => '/',
        '․' => '.',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use crate::date::testing::check;

    #[test]
    fn one_spelling_for_what_looks_the_same() {
        check(&[
            ("２ Maret ２０２２", "2022-03-02+07:00?"),
            ("Rabu,\u{a0}2\u{200b} Maret 2022", "2022-03-02+07:00?"),
            ("2&nbsp;Maret&amp;nbsp;2022", "2022-03-02+07:00?"),
            ("2&nbspMaret&nbsp2022", "2022-03-02+07:00?"),
            ("2 Maret 2022 &acirc;&euro;&ldquo; 19:13", "2022-03-02T19:13+07:00?"),
            ("2 Maret 2022 \u{e2}\u{20ac}\u{201c} 19:13", "2022-03-02T19:13+07:00?"),
            ("2½ Maret 2022", "not a date"),
            ("6°12′30″", "not a date"),
        ]);
    }
}
