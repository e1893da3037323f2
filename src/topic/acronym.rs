//! Acronyms that an archive explains itself: `Komisi Pemberantasan Korupsi (KPK)`, `Kementerian Pertahanan (Kemhan)`.
//!
//! A pair counts when the short form is spelled by the words before the bracket, either by their initials or by a
//! piece of each from left to right. On 21,923 Indonesian articles about 97 % of the pairs that stand in three
//! articles are right, and about 90 % of those in one.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use xxhash_rust::xxh3::xxh3_64;

use super::words::fold;

/// Words inside a name that are small and need give no letter to the acronym.
const CONNECTORS: &[&str] = &["dan", "dan/atau", "untuk", "di", "atas", "bagi", "dalam", "pada"];
/// The longest name, in words.
const LONGEST_NAME: usize = 10;
/// The shortest and the longest acronym, in letters.
const LETTERS: std::ops::RangeInclusive<usize> = 2..=12;
/// How many acronyms are kept, and how many spellings of names for each. 21,923 articles had 2,381 acronyms.
const MOST_ACRONYMS: usize = 1 << 16;
const MOST_NAMES: usize = 256;
/// In so many articles, and in such a share of the articles that explain the acronym, a pair is safe to apply:
/// 624 of 802 acronyms with three articles had one meaning this clearly, the others (PKB, PPP, MK) have several.
const SAFE_ARTICLES: u32 = 3;
const SAFE_SHARE: f64 = 0.8;

/// An acronym and a name that it was explained with.
#[derive(Debug, Clone, PartialEq)]
pub struct Pair {
    /// The acronym as spelled: `KPK`.
    pub short: String,
    /// The name in its commonest spelling.
    pub long: String,
    /// How many articles explain the acronym so.
    pub articles: u32,
    /// The share of these among all articles that explain the acronym.
    pub share: f64,
}

impl Pair {
    /// Whether the pair may be applied without asking; others are suggestions.
    pub fn is_safe(&self) -> bool {
        self.articles >= SAFE_ARTICLES && self.share >= SAFE_SHARE
    }
}

/// Learns pairs, article by article. The order of articles and of merges changes nothing.
///
/// Memory is bounded by keeping the keys of smallest hash (a bottom-k sample, Cohen & Kaplan 2007): what is kept at the
/// end was never dropped before, so that its counts are exact.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Learner {
    acronyms: Sample<Sample<u32>>,
}

/// Values by key; beyond a limit only those whose keys have the smallest hashes.
type Sample<T> = BTreeMap<(u64, String), T>;

fn slot<'a, T: Default>(sample: &'a mut Sample<T>, key: &str) -> &'a mut T {
    sample.entry((xxh3_64(key.as_bytes()), key.to_owned())).or_default()
}

fn shrink<T>(sample: &mut Sample<T>, most: usize) {
    while sample.len() > most {
        sample.pop_last();
    }
}

impl Learner {
    /// Learns from the text of one article; a pair counts once however often it stands there.
    pub fn add(&mut self, text: &str) {
        let pairs: BTreeSet<(&str, String)> = explained(text).collect();
        for (short, long) in pairs {
            let names = slot(&mut self.acronyms, short);
            *slot(names, &long) += 1;
            shrink(names, MOST_NAMES);
        }
        shrink(&mut self.acronyms, MOST_ACRONYMS);
    }

    /// Adds what `other` has learned from other articles.
    pub fn merge(&mut self, other: Self) {
        for ((_, short), names) in other.acronyms {
            let own = slot(&mut self.acronyms, &short);
            for ((_, long), articles) in names {
                *slot(own, &long) += articles;
            }
            shrink(own, MOST_NAMES);
        }
        shrink(&mut self.acronyms, MOST_ACRONYMS);
    }

    /// The pairs, by acronym, the commonest name first.
    pub fn finish(self) -> Vec<Pair> {
        let mut pairs: Vec<Pair> =
            self.acronyms.into_iter().flat_map(|((_, short), names)| meanings(short, names)).collect();
        pairs.sort_by(|a, b| {
            let count = b.articles.cmp(&a.articles);
            fold(&a.short)
                .cmp(&fold(&b.short))
                .then_with(|| a.short.cmp(&b.short))
                .then(count)
                .then_with(|| a.long.cmp(&b.long))
        });
        pairs
    }
}

/// The names of an acronym; spellings that differ in case or hyphens are one name.
fn meanings(short: String, names: Sample<u32>) -> Vec<Pair> {
    let all: u32 = names.values().sum();
    let mut folded: HashMap<String, Vec<(u32, String)>> = HashMap::new();
    for ((_, long), articles) in names {
        folded.entry(fold(&long)).or_default().push((articles, long));
    }
    let pair = |mut spellings: Vec<(u32, String)>| {
        let articles = spellings.iter().map(|(articles, _)| articles).sum();
        spellings.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        let long = spellings.into_iter().next().map(|(_, long)| long).unwrap_or_default();
        Pair { short: short.clone(), long, articles, share: f64::from(articles) / f64::from(all.max(1)) }
    };
    folded.into_values().map(pair).collect()
}

/// The pairs that `text` explains, in order.
fn explained(text: &str) -> impl Iterator<Item = (&str, String)> {
    text.match_indices('(').filter_map(|(open, _)| {
        let (before, rest) = text.split_at_checked(open)?;
        let (short, _) = rest.get(1..)?.split_once(')')?;
        let long = name(before, short)?;
        Some((short, long))
    })
}

/// The name at the end of `before` that `short` abbreviates.
fn name(before: &str, short: &str) -> Option<String> {
    let letters: Vec<char> = short.chars().flat_map(char::to_lowercase).collect();
    let spelled = short.chars().all(char::is_alphanumeric) && short.chars().next().is_some_and(char::is_uppercase);
    if !spelled || !LETTERS.contains(&letters.len()) {
        return None;
    }
    let words = words_before(before);
    // The shortest name first: `Ketua` before `Komisi Pemberantasan Korupsi (KPK)` is no part of the name.
    let names = || (0..words.len()).rev().filter_map(|start| words.get(start..)).filter(|name| is_name(name, &letters));
    let found =
        names().find(|name| is_initials(name, &letters)).or_else(|| names().find(|name| is_blend(name, &letters)));
    found.map(|name| name.join(" "))
}

/// The capitalised words at the end of `before`, with the connectors between them, in order.
fn words_before(before: &str) -> Vec<&str> {
    let mut words: Vec<&str> = Vec::new();
    for word in before.trim_end().rsplit(|c: char| c.is_whitespace() || c == '\u{200b}').filter(|word| !word.is_empty())
    {
        let bare = word.trim_start_matches(['"', '“', '‘', '\'', '[']);
        let ends = !word.ends_with(|c: char| c.is_alphanumeric());
        if ends || bare.is_empty() || !(is_capital(bare) || is_connector(bare)) || words.len() == LONGEST_NAME {
            break;
        }
        words.push(bare);
        if bare.len() < word.len() {
            break;
        }
    }
    words.reverse();
    words
}

fn is_capital(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
        && word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '/' | '\'' | '’'))
}

fn is_connector(word: &str) -> bool {
    CONNECTORS.contains(&word)
}

/// A name begins with the acronym's first letter and has two words beside its connectors.
fn is_name(words: &[&str], letters: &[char]) -> bool {
    let first = words.first().filter(|word| !is_connector(word)).and_then(|word| lower(word).next());
    first.is_some() && first == letters.first().copied() && words.iter().filter(|word| !is_connector(word)).count() >= 2
}

fn lower(word: &str) -> impl Iterator<Item = char> {
    word.chars().flat_map(char::to_lowercase)
}

/// Whether `letters` are the initials of `words`; a connector may give its own or none, a word with a hyphen two.
fn is_initials(words: &[&str], letters: &[char]) -> bool {
    let Some((word, rest)) = words.split_first() else { return letters.is_empty() };
    if is_connector(word) && is_initials(rest, letters) {
        return true;
    }
    let initials: Vec<char> = word.split(['-', '/']).filter_map(|part| lower(part).next()).collect();
    let one =
        letters.split_first().is_some_and(|(letter, left)| initials.first() == Some(letter) && is_initials(rest, left));
    one || initials.len() > 1 && letters.strip_prefix(initials.as_slice()).is_some_and(|left| is_initials(rest, left))
}

/// Whether `letters` are pieces of `words` from left to right: `Kem` of Kementerian, `han` of Pertahanan. The first
/// word begins the acronym; a piece of one letter is its word's first.
fn is_blend(words: &[&str], letters: &[char]) -> bool {
    if letters.len() < 3 {
        return false;
    }
    let Some((word, rest)) = words.split_first() else { return false };
    (1..=letters.len()).any(|taken| {
        letters
            .split_at_checked(taken)
            .is_some_and(|(piece, left)| starts(word, piece) && is_subsequence(word, piece) && rest_blends(rest, left))
    })
}

fn rest_blends(words: &[&str], letters: &[char]) -> bool {
    let Some((word, rest)) = words.split_first() else { return letters.is_empty() };
    if is_connector(word) && rest_blends(rest, letters) {
        return true;
    }
    (1..=letters.len()).any(|taken| {
        letters.split_at_checked(taken).is_some_and(|(piece, left)| {
            (taken > 1 || starts(word, piece)) && is_subsequence(word, piece) && rest_blends(rest, left)
        })
    })
}

fn starts(word: &str, piece: &[char]) -> bool {
    lower(word).next() == piece.first().copied()
}

fn is_subsequence(word: &str, piece: &[char]) -> bool {
    let mut letters = lower(word);
    piece.iter().all(|wanted| letters.any(|letter| letter == *wanted))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn pairs(text: &str) -> Vec<(String, String)> {
        explained(text).map(|(short, long)| (short.to_owned(), long)).collect()
    }

    #[test]
    fn names_that_spell_the_acronym() {
        for (text, short, long) in [
            ("kata Kementerian Pertahanan (Kemhan) kemarin", "Kemhan", "Kementerian Pertahanan"),
            ("Ketua Komisi Pemberantasan Korupsi (KPK)", "KPK", "Komisi Pemberantasan Korupsi"),
            ("Wakil Menteri Pertahanan (Wamenhan) Budi", "Wamenhan", "Wakil Menteri Pertahanan"),
            ("Badan Pengawas Pemilu (Bawaslu)", "Bawaslu", "Badan Pengawas Pemilu"),
            ("Kementerian Dalam Negeri (Kemendagri)", "Kemendagri", "Kementerian Dalam Negeri"),
            ("Dinas Taman dan Hutan (DTH)", "DTH", "Dinas Taman dan Hutan"),
            ("oleh \"Lembaga Uji Rasa (LUR)\"", "LUR", "Lembaga Uji Rasa"),
        ] {
            assert_eq!(pairs(text), [(short.to_owned(), long.to_owned())], "{text}");
        }
    }

    #[test]
    fn what_explains_nothing() {
        for text in [
            "Senin (12/3/2023)",
            "Budi Santoso (45)",
            "Kota Baru (Jawa)",
            "pasar ikan lama (PIL)",
            "Budi (B)",
            "(KPK)",
            "Dinas Pasar. Pekan Raya (DPR)",
            "Komisi (",
            "Rapat, Ulang (RU",
        ] {
            assert_eq!(pairs(text), [], "{text}");
        }
    }

    #[test]
    fn articles_count_not_occurrences_and_two_meanings_are_no_safe_pair() {
        let mut learner = Learner::default();
        for _ in 0..3 {
            learner.add("Partai Kebun Baru (PKB) dan lagi Partai Kebun Baru (PKB)");
        }
        learner.add("Pajak Kendaraan Berat (PKB)");
        let found = learner.clone().finish();
        let shown: Vec<_> = found.iter().map(|p| (p.long.as_str(), p.articles, p.share, p.is_safe())).collect();
        assert_eq!(shown, [("Partai Kebun Baru", 3, 0.75, false), ("Pajak Kendaraan Berat", 1, 0.25, false)]);
        learner.add("Partai Kebun Baru (PKB)");
        assert!(learner.finish()[0].is_safe());
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in any::<String>(), open in "[A-Za-z ]{0,40}\\([A-Za-z]{0,9}\\)?") {
            let mut learner = Learner::default();
            learner.add(&text);
            learner.add(&open);
            learner.finish();
        }

        #[test]
        fn merging_is_adding(parts in proptest::collection::vec("(Dinas|Pasar|Raya| |dan |\\(DP\\)|\\(DPR\\)|\\(Dispas\\)|\\. ){0,12}", 0..12), cut in 0usize..12) {
            let learn = |texts: &[String]| {
                let mut learner = Learner::default();
                texts.iter().for_each(|text| learner.add(text));
                learner
            };
            let (head, tail) = parts.split_at(cut.min(parts.len()));
            let mut merged = learn(tail);
            merged.merge(learn(head));
            prop_assert_eq!(merged, learn(&parts));
        }
    }
}
