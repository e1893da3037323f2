//! Text that was read in the wrong encoding on its way into the archive, put right where it is sure how.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

/// What the bytes 0x80 to 0x9f are in Windows-1252; the five that are nothing stand for themselves.
const WINDOWS_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘', '’',
    '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// Puts right UTF-8 that was read as Windows-1252 (`Jumâ€™at`), and Windows-1252 that was read as ISO 8859-1 (C1
/// controls).
pub fn repair(text: Cow<'_, str>) -> Cow<'_, str> {
    if text.is_ascii() {
        return text;
    }
    let text = compose(text);
    let mojibake = text.contains(['â', 'Ã', 'Â', 'ð', 'Å', 'Ä', 'Ë', 'ï']);
    if !mojibake && !text.contains(is_c1) {
        return text;
    }
    let mut right = String::with_capacity(text.len());
    let mut rest: &str = &text;
    while let Some(start) = rest.find(|c: char| !c.is_ascii()) {
        let (plain, from) = rest.split_at(start);
        let (run, after) = from.split_at(from.find(|c: char| c.is_ascii()).unwrap_or(from.len()));
        right.push_str(plain);
        match undone(run) {
            Some(undone) => right.push_str(&undone),
            None => right.extend(run.chars().map(|c| if is_c1(c) { of_c1(c) } else { c })),
        }
        rest = after;
    }
    right.push_str(rest);
    Cow::Owned(right)
}

/// Puts accents onto their letters (NFC), as readers and validators want them; some systems part them.
fn compose(text: Cow<'_, str>) -> Cow<'_, str> {
    // The accents are U+0300 to U+036F, whose first byte in UTF-8 is one of two.
    if text.bytes().any(|byte| byte == 0xcc || byte == 0xcd) { Cow::Owned(text.nfc().collect()) } else { text }
}

/// What a run of characters was before its UTF-8 bytes were read as Windows-1252; `None` where they make no UTF-8, as
/// those of text that is right never do.
fn undone(run: &str) -> Option<String> {
    let bytes: Vec<u8> = run.chars().map(byte).collect::<Option<_>>()?;
    String::from_utf8(bytes).ok()
}

/// The byte that is `c` in Windows-1252 or ISO 8859-1.
fn byte(c: char) -> Option<u8> {
    match WINDOWS_1252.iter().position(|known| *known == c) {
        Some(index) => u8::try_from(0x80 + index).ok(),
        None => u8::try_from(c).ok(),
    }
}

fn is_c1(c: char) -> bool {
    ('\u{80}'..='\u{9f}').contains(&c)
}

fn of_c1(c: char) -> char {
    WINDOWS_1252.get(c as usize - 0x80).copied().unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(repair(text.into()), expected);
    }

    #[test]
    fn utf_8_read_as_windows_1252() {
        check("Jumâ€™at â€“ â€œkataâ€\u{9d}, cafÃ© Â· ðŸ\u{8f}¸", "Jum’at – “kata”, café · 🏸");
        check("10Â°C", "10°C");
    }

    #[test]
    fn windows_1252_read_as_iso_8859_1() {
        check("\u{93}a\u{94} \u{80}5\u{85}", "“a” €5…");
    }

    #[test]
    fn accents_that_stand_alone() {
        check("Cafe\u{301} Ngopi\u{308}", "Café Ngopï");
        check("c\u{327}a\u{301} <b>o\u{302}</b>", "çá <b>ô</b>");
        check("q\u{308}", "q\u{308}");
    }

    #[test]
    fn what_is_right_stays() {
        for text in ["Jum’at – “kata”, café", "Ângelo, Ärzte, Å, São, naïve", "北京", "biasa", "Â", "â"]
        {
            check(text, text);
        }
    }
}
