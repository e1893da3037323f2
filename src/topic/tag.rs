//! Tags as newsrooms spell them, and what makes two spellings one tag.

use unicode_normalization::UnicodeNormalization;

/// The key of a tag: the same for `Bulu Tangkis`, `bulu-tangkis`, `#BuluTangkis`; empty for what is no tag.
///
/// Folded are case, compatibility forms (NFKC), spaces, hyphens, underscores, invisible characters and a leading `#`;
/// everything else tells tags apart, so that `C++`, `C#` and `C` stay three.
pub fn key(tag: &str) -> String {
    let is_kept = |c: &char| !c.is_whitespace() && !is_hyphen(*c) && !is_invisible(*c);
    let folded = if tag.is_ascii() {
        let mut folded = tag.to_ascii_lowercase();
        // Of ASCII what is no space and not invisible stands behind the space.
        folded.retain(|c| c > ' ' && !matches!(c, '-' | '_' | '\u{7f}'));
        folded
    } else {
        tag.nfkc().flat_map(char::to_lowercase).filter(is_kept).collect()
    };
    let key = folded.trim_start_matches('#');
    if key.chars().any(char::is_alphanumeric) || !key.is_ascii() { key.to_owned() } else { String::new() }
}

/// The spelling that shows most of a tag's words: `bulu tangkis` before `Bulutangkis`; of the same, the first in order.
///
/// It makes the slug, and so must not depend on how often a spelling occurs.
pub fn parted(spelling: &str) -> String {
    let spaced: String = spelling.nfkc().flat_map(char::to_lowercase).filter(|c| !is_invisible(*c)).collect();
    let spaced: String = spaced.chars().map(|c| if is_hyphen(c) { ' ' } else { c }).collect();
    spaced.trim_start_matches('#').split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Which of two parted spellings makes the slug.
pub fn better(a: String, b: String) -> String {
    let words = |text: &str| text.split(' ').count();
    if (words(&b), &a) > (words(&a), &b) { b } else { a }
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '_' | '\u{2010}'..='\u{2015}')
}

fn is_invisible(c: char) -> bool {
    c.is_control() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_tag() {
        for tag in ["Bulu Tangkis", "bulu-tangkis", "#BuluTangkis", "  bulu\u{a0}tangkis", "ＢＵＬＵ_tangkis"] {
            assert_eq!(key(tag), "bulutangkis", "{tag}");
        }
    }

    #[test]
    fn ascii_is_folded_as_any_text() {
        for byte in 0..0x80_u8 {
            let tag = format!("a{}b", char::from(byte));
            // A letter that is not ASCII takes the way of any text.
            assert_eq!(key(&tag) + "é", key(&(tag.clone() + "é")), "{tag:?}");
        }
    }

    #[test]
    fn tags_that_stay_apart() {
        let keys = ["C", "C++", "C#", "Ma'ruf", "Maruf", "🙈"].map(key);
        for (index, one) in keys.iter().enumerate() {
            assert!(!one.is_empty() && !keys.iter().skip(index + 1).any(|other| other == one), "{one}");
        }
    }

    #[test]
    fn what_is_no_tag() {
        for tag in ["", " ", "-", "#", "...", "\u{200b}"] {
            assert_eq!(key(tag), "", "{tag}");
        }
    }

    #[test]
    fn the_slug_does_not_depend_on_order() {
        let spellings = ["Bulutangkis", "bulu-tangkis", "#BuluTangkis"];
        for order in [[0, 1, 2], [2, 1, 0], [1, 0, 2]] {
            let best = order.map(|index| parted(spellings[index])).into_iter().reduce(better);
            assert_eq!(best.as_deref(), Some("bulu tangkis"));
        }
    }
}
