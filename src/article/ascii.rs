//! ASCII: what its bytes are, in tables, for what looks at every byte of every text.

/// Neither letter nor digit.
pub const OTHER: u8 = 0;
/// A digit.
pub const DIGIT: u8 = 1;
/// A capital letter. The kinds of letters come last.
pub const CAPITAL: u8 = 2;
/// A small letter.
pub const SMALL: u8 = 3;

/// The kind of each byte; what is not ASCII is [`OTHER`].
pub static KINDS: [u8; 256] = {
    let mut kinds = [OTHER; 256];
    let mut byte = 0_u8;
    while byte < 128 {
        kinds[byte as usize] = match byte {
            b'0'..=b'9' => DIGIT,
            b'A'..=b'Z' => CAPITAL,
            b'a'..=b'z' => SMALL,
            _ => OTHER,
        };
        byte += 1;
    }
    kinds
};

/// Each letter and digit in lower case, and a space for every other byte.
pub static FOLDED: [u8; 256] = {
    let mut folded = [b' '; 256];
    let mut byte = 0_u8;
    while byte < 128 {
        if KINDS[byte as usize] != OTHER {
            folded[byte as usize] = byte.to_ascii_lowercase();
        }
        byte += 1;
    }
    folded
};

/// Letters and digits of `text`, which is ASCII, in lower case, one space between words.
pub fn folded(text: &[u8]) -> String {
    let (mut folded, mut length, mut last) = (vec![0; text.len()], 0, b' ');
    for byte in text {
        let letter = FOLDED[usize::from(*byte)];
        if let Some(place) = folded.get_mut(length) {
            *place = letter;
        }
        // A second space is written over by what follows it.
        length += usize::from(letter != b' ' || last != b' ');
        last = letter;
    }
    folded.truncate(length - usize::from(length > 0 && last == b' '));
    String::from_utf8(folded).unwrap_or_default()
}
