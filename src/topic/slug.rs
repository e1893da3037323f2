//! Slugs: names of topics that are safe as file names on every system.

use std::fmt;

use xxhash_rust::xxh3::xxh3_64;

/// The longest slug, in bytes.
pub const LONGEST: usize = 80;

/// Names that some systems keep for devices.
const RESERVED: &[&str] = &["con", "prn", "aux", "nul", "index"];

/// `[a-z0-9]` and single hyphens between, at most [`LONGEST`] bytes, never a reserved name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slug(String);

impl Slug {
    /// The slug that `text` is, if it is one.
    pub fn parse(text: &str) -> Option<Self> {
        let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        let clean = text.bytes().all(allowed) && !text.starts_with('-') && !text.ends_with('-') && !text.contains("--");
        let fits = (1..=LONGEST).contains(&text.len()) && !is_reserved(text);
        (clean && fits).then(|| Self(text.to_owned()))
    }

    /// A slug for `text`, in any script; one that says nothing in Latin letters is told by its hash.
    pub fn of(text: &str) -> Self {
        let slug = latin(text);
        if slug.is_empty() || is_reserved(&slug) {
            return Self(format!("topik-{}", hash(text, 6)));
        }
        Self(slug)
    }

    /// The slug with a mark of `text`, `digits` long, for one of several texts that would share it.
    pub fn marked(&self, text: &str, digits: usize) -> Self {
        let mark = hash(text, digits);
        let kept: String = self.0.chars().take(LONGEST - 1 - mark.len()).collect();
        Self(format!("{}-{mark}", kept.trim_end_matches('-')))
    }

    /// The slug as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn is_reserved(slug: &str) -> bool {
    RESERVED.contains(&slug)
        || matches!(slug.as_bytes(), [b'c', b'o', b'm', b'0'..=b'9'] | [b'l', b'p', b't', b'0'..=b'9'])
}

/// At most 16 hexadecimal digits that are the same on every machine and in every version.
fn hash(text: &str, digits: usize) -> String {
    let mut hash = format!("{:016x}", xxh3_64(text.as_bytes()));
    hash.truncate(digits);
    hash
}

fn latin(text: &str) -> String {
    let mut slug = String::new();
    let mut word = |c: char| {
        let spelled;
        let letters: &str = match c {
            '+' => "-plus",
            '#' => "-sharp",
            '\'' | '’' | '‘' | 'ʼ' => "",
            c if c.is_ascii_alphanumeric() => {
                spelled = c.to_ascii_lowercase().to_string();
                &spelled
            }
            c if c.is_alphanumeric() => {
                spelled = deunicode::deunicode_char(c).unwrap_or("-").to_ascii_lowercase();
                &spelled
            }
            _ => "-",
        };
        for letter in letters.chars() {
            match letter {
                'a'..='z' | '0'..='9' => slug.push(letter),
                _ if !slug.is_empty() && !slug.ends_with('-') => slug.push('-'),
                _ => {}
            }
        }
    };
    text.chars().take(4 * LONGEST).for_each(&mut word);
    slug.truncate(LONGEST);
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn slugs() {
        for (text, expected) in [
            ("Pertahanan", "pertahanan"),
            ("Bulu Tangkis", "bulu-tangkis"),
            ("C++", "c-plus-plus"),
            ("C#", "c-sharp"),
            ("C", "c"),
            ("Ma'ruf Amin", "maruf-amin"),
            ("Jum’at", "jumat"),
            ("Café", "cafe"),
            ("G-20 (2022)", "g-20-2022"),
            ("../../etc/passwd", "etc-passwd"),
            ("北京", "bei-jing"),
        ] {
            assert_eq!(Slug::of(text).as_str(), expected, "{text}");
        }
    }

    #[test]
    fn what_has_no_letters_or_a_reserved_name_is_told_by_its_hash() {
        let slugs = ["CON", "index", "!!!", "???", ""].map(|text| Slug::of(text).to_string());
        for (index, slug) in slugs.iter().enumerate() {
            assert!(slug.starts_with("topik-") && slug.len() == 12 && !slugs[..index].contains(slug), "{slug}");
        }
    }

    #[test]
    fn what_is_no_slug() {
        for text in ["", "-a", "a-", "a--b", "A", "a b", "a.b", "é", "con", "lpt1", &"a".repeat(81)] {
            assert_eq!(Slug::parse(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_has_a_slug(text in any::<String>()) {
            let slug = Slug::of(&text);
            prop_assert_eq!(Slug::parse(slug.as_str()), Some(slug.clone()));
            let marked = slug.marked(&text, 16);
            prop_assert_eq!(Slug::parse(marked.as_str()), Some(marked.clone()));
        }
    }
}
