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

/// Whether four bytes, which are ASCII, are letters; all of them are looked at together.
pub fn are_letters(four: [u8; 4]) -> bool {
    let small = u32::from_le_bytes(four) | (EACH * 0x20);
    let (from_a, after_z) = (small + EACH * (0x80 - b'a' as u32), small + EACH * (0x7f - b'z' as u32));
    from_a & !after_z & (EACH * 0x80) == EACH * 0x80
}

/// One in each of four bytes.
const EACH: u32 = 0x0101_0101;

/// Where the first space of `text` is, or its end; eight bytes are looked at together.
pub fn first_space(text: &[u8]) -> usize {
    const ONES: u64 = 0x0101_0101_0101_0101;
    let (chunks, _) = text.as_chunks();
    for (number, eight) in chunks.iter().enumerate() {
        // A byte that is a space becomes 0, and the lowest 0 is the lowest byte that borrows.
        let spaces = u64::from_le_bytes(*eight) ^ (ONES * b' ' as u64);
        let found = spaces.wrapping_sub(ONES) & !spaces & (ONES * 0x80);
        if found != 0 {
            return 8 * number + found.trailing_zeros() as usize / 8;
        }
    }
    let done = text.len() / 8 * 8;
    text.iter().skip(done).position(|byte| *byte == b' ').map_or(text.len(), |at| done + at)
}

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
