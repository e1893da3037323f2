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

/// Whether four bytes, which are ASCII, are letters; all of them are looked at together.
pub fn are_letters(four: [u8; 4]) -> bool {
    let small = u32::from_le_bytes(four) | (EACH * 0x20);
    let (from_a, after_z) = (small + EACH * (0x80 - b'a' as u32), small + EACH * (0x7f - b'z' as u32));
    from_a & !after_z & (EACH * 0x80) == EACH * 0x80
}

/// One in each of four bytes.
const EACH: u32 = 0x0101_0101;

/// One in each of eight bytes.
const ONES: u64 = 0x0101_0101_0101_0101;

/// The highest bit of each of eight bytes that is a space.
fn spaces(eight: [u8; 8]) -> u64 {
    // A byte that is a space becomes 0; only the others come to the highest bit, or have it.
    let others = u64::from_le_bytes(eight) ^ (ONES * b' ' as u64);
    !(((others & (ONES * 0x7f)) + ONES * 0x7f) | others) & (ONES * 0x80)
}

/// So many bytes are looked at together.
const BLOCK: usize = 64;

/// Gives `each` where a space stands in `text`, which may be any text.
pub fn each_space(text: &[u8], mut each: impl FnMut(usize)) {
    let (blocks, rest) = text.as_chunks();
    let mut last = [0; BLOCK];
    last.iter_mut().zip(rest).for_each(|(to, byte)| *to = *byte);
    for (number, block) in blocks.iter().chain([&last]).enumerate() {
        // One bit for each byte: where the bits of many end, a processor guesses wrong once.
        let mut spaces = spaces_of(block);
        while spaces != 0 {
            each(BLOCK * number + spaces.trailing_zeros() as usize);
            spaces &= spaces - 1;
        }
    }
}

/// The bits of those bytes that are spaces, the first byte's the lowest.
fn spaces_of(block: &[u8; BLOCK]) -> u64 {
    // The product has the lowest bits of eight bytes beside each other in its highest byte.
    let of_eight = |eight: &[u8; 8]| (spaces(*eight) >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56;
    block.as_chunks().0.iter().rev().fold(0, |bits, eight| bits << 8 | of_eight(eight))
}

/// Gives `each` what stands between the spaces of `text`.
pub fn each_word<'a>(text: &'a [u8], mut each: impl FnMut(&'a [u8])) {
    let mut start = 0;
    each_space(text, |space| {
        each(text.get(start..space).unwrap_or_default());
        start = space + 1;
    });
    each(text.get(start..).unwrap_or_default());
}

/// Where the first two spaces in a row of `text`, which is ASCII, begin, or its end.
fn two_spaces(text: &[u8]) -> usize {
    let mut done = 0;
    while let Some(eight) = text.get(done..).and_then(<[u8]>::first_chunk) {
        let spaces = spaces(*eight);
        let found = spaces & (spaces >> 8);
        if found != 0 {
            return done + found.trailing_zeros() as usize / 8;
        }
        // The last of the eight may be the first of two.
        done += 7;
    }
    let rest = text.get(done..).unwrap_or_default();
    rest.windows(2).position(|two| two == b"  ").map_or(text.len(), |at| done + at)
}

/// Where the word after the first `left` words of `text` begins, which is ASCII and has no white space but spaces;
/// `left` goes down by the words before.
pub fn word_after(text: &[u8], left: &mut usize) -> Option<usize> {
    let (chunks, _) = text.as_chunks();
    let (mut done, mut before) = (0, 0x80);
    for eight in chunks {
        let spaces = spaces(*eight);
        let begun = !spaces & ((spaces << 8) | before) & (ONES * 0x80);
        let words = begun.count_ones() as usize;
        if words > *left {
            break;
        }
        *left -= words;
        (done, before) = (done + 8, spaces >> 56);
    }
    let mut is_parted = before != 0;
    for (at, byte) in text.iter().enumerate().skip(done) {
        if is_parted && *byte != b' ' {
            if *left == 0 {
                return Some(at);
            }
            *left -= 1;
        }
        is_parted = *byte == b' ';
    }
    None
}

/// A letter or digit in lower case, and a space for every other byte.
fn fold(byte: u8) -> u8 {
    let small = byte | 0x20;
    match (small.wrapping_sub(b'a') < 26, byte.wrapping_sub(b'0') < 10) {
        (true, _) => small,
        (false, true) => byte,
        (false, false) => b' ',
    }
}

/// Letters and digits of `text`, which is ASCII, in lower case, one space between words.
pub fn folded(text: &[u8]) -> String {
    // Every byte is looked at, so that many can be at once.
    let mut folded: Vec<u8> = text.iter().map(|byte| fold(*byte)).collect();
    let (mut length, mut next) = (0, run_of_spaces(&folded));
    while let Some(rest) = folded.get(next..).filter(|rest| !rest.is_empty()) {
        // Words between which there is one space are moved together, the space behind them too.
        let words = (two_spaces(rest) + 1).min(rest.len());
        folded.copy_within(next..next + words, length);
        length += words;
        next += words;
        next += run_of_spaces(folded.get(next..).unwrap_or_default());
    }
    folded.truncate(length - usize::from(folded.get(..length).is_some_and(|folded| folded.ends_with(b" "))));
    String::from_utf8(folded).unwrap_or_default()
}

/// How many spaces `text` begins with.
fn run_of_spaces(text: &[u8]) -> usize {
    text.iter().take_while(|byte| **byte == b' ').count()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn folding_is_words_in_lower_case(text in "[a-cX-Z0-2 .,\t]{0,40}") {
            let words = text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
            let expected: Vec<String> = words.map(str::to_ascii_lowercase).collect();
            prop_assert_eq!(folded(text.as_bytes()), expected.join(" "));
        }

        #[test]
        fn words_are_counted(text in "[a-c. ]{0,40}|([a-z]{1,9} ){0,9}", words in 0_usize..9) {
            let is_begun = |at: &usize| {
                let bytes = text.as_bytes();
                bytes[*at] != b' ' && (*at == 0 || bytes[*at - 1] == b' ')
            };
            let begun: Vec<usize> = (0..text.len()).filter(is_begun).collect();
            let mut left = words;
            prop_assert_eq!(word_after(text.as_bytes(), &mut left), begun.get(words).copied());
            prop_assert_eq!(left, words.saturating_sub(begun.len()));
        }

        #[test]
        fn spaces_of_any_text_are_found(text in "[a~! é\u{80}–]{0,30}") {
            let mut found = Vec::new();
            each_space(text.as_bytes(), |at| found.push(at));
            prop_assert!(found.into_iter().eq(text.match_indices(' ').map(|(at, _)| at)));
        }

        #[test]
        fn spaces_are_found(text in "[a~! ]{0,30}") {
            let mut words = Vec::new();
            each_word(text.as_bytes(), |word| words.push(word));
            prop_assert!(words.into_iter().eq(text.split(' ').map(str::as_bytes)));
            prop_assert_eq!(two_spaces(text.as_bytes()), text.find("  ").unwrap_or(text.len()));
        }
    }
}
