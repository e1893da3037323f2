//! Learned: what many pages of one folder share is furniture, whatever it says.

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_64;

use super::Label;
use super::head::Head;
use super::lines::{self, Line};
use super::shape::{Shape, key};

/// A line is furniture when so many pages have it …
const PAGES: usize = 8;
/// … and one page in so many of the folder.
const SHARE: usize = 20;
/// A sentence must stand in every second page: newspapers tell the background of a story again and again.
const SENTENCE_SHARE: usize = 2;
/// Pages of a folder that are looked at; more would teach nothing new.
pub const SAMPLE: usize = 2_000;

/// The lines that the pages of each folder share.
#[derive(Debug, Clone, Default)]
pub struct Learned(HashMap<String, HashSet<u64>>);

impl Learned {
    /// What the pages of `folder` share.
    pub fn of(&self, folder: &str) -> Option<&HashSet<u64>> {
        self.0.get(folder)
    }

    /// What is known that the pages of `folder` share: hashes of lines.
    pub fn know(&mut self, folder: &str, lines: HashSet<u64>) {
        self.0.insert(folder.to_owned(), lines);
    }

    /// A hash of what the pages of `folder` share.
    pub fn fingerprint(&self, folder: &str) -> u64 {
        // Exclusive or does not depend on the order.
        self.of(folder).map_or(0, |lines| lines.iter().fold(lines.len() as u64, |all, line| all ^ line))
    }
}

/// Looks at pages and counts their lines.
#[derive(Debug, Default)]
pub struct Learner(HashMap<String, Counted>);

/// What was counted in one folder.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Counted {
    pages: usize,
    /// The first lines of the pages: a page stored twice counts once.
    heads: HashSet<u64>,
    /// Per line, in how many pages it stands and whether it is a sentence.
    lines: HashMap<u64, (usize, bool)>,
}

impl Learner {
    /// Goes on with what was counted in `folder` before.
    pub fn resume(&mut self, folder: &str, counted: Counted) {
        self.0.insert(folder.to_owned(), counted);
    }

    /// What was counted in `folder`.
    pub fn counted(&self, folder: &str) -> Option<&Counted> {
        self.0.get(folder)
    }

    /// Looks at one page of `folder`.
    pub fn add(&mut self, folder: &str, text: &str) {
        let folder = self.0.entry(folder.to_owned()).or_default();
        let mut seen = HashSet::new();
        for (_, raw) in lines::numbered(text) {
            let line = lines::fold(lines::start_of(raw));
            if line.is_empty() || !seen.insert(hash(&line)) {
                continue;
            }
            if seen.len() == 1 && !folder.heads.insert(hash(&line)) {
                return;
            }
            let count = folder.lines.entry(hash(&line)).or_insert((0, Shape::of(&line).is_prose()));
            count.0 += 1;
        }
        folder.pages += usize::from(!seen.is_empty());
    }

    /// What was learned.
    pub fn finish(self) -> Learned {
        let shared = |folder: Counted| {
            let furniture = |(_, (count, sentence)): &(u64, (usize, bool))| {
                let share = if *sentence { SENTENCE_SHARE } else { SHARE };
                *count >= PAGES && count * share >= folder.pages
            };
            folder.lines.into_iter().filter(furniture).map(|(line, _)| line).collect()
        };
        Learned(self.0.into_iter().map(|(name, folder)| (name, shared(folder))).collect())
    }
}

/// Labels what was learned, but for headline and date.
pub(super) fn label(lines: &mut [Line], head: &Head, learned: Option<&HashSet<u64>>) {
    let Some(learned) = learned.filter(|learned| !learned.is_empty()) else { return };
    for (at, line) in lines.iter_mut().enumerate() {
        let known = Some(at) == head.title || Some(at) == head.date;
        if !known && line.label.is_none() && learned.contains(&hash(&line.text)) {
            line.label = Some(Label::Furniture);
        }
    }
}

fn hash(line: &str) -> u64 {
    xxh3_64(key(line).as_bytes())
}

#[cfg(test)]
mod tests {
    use super::super::Known;
    use super::*;
    use crate::date::Context;

    fn page(number: usize) -> String {
        let title = ["Banjir Surut di Kampung Hulu", "Panen Raya Dimulai Lebih Awal"][number % 2];
        format!(
            "{title} Bagian {number}\n\nRabu, 02 Maret 2022 - 19:13 WIB\n\nAMBON - Kalimat pertama nomor {number} tentang hal lain sama sekali di sini.\n\n\
            Latar perkara ini telah berulang kali ditulis sejak tahun lalu oleh banyak surat kabar.\n\n\
            Kalimat terakhir nomor {number} menutup cerita.\nTukar poin belanja bersama kami\n"
        )
    }

    fn learn(pages: usize) -> Learned {
        let mut learner = Learner::default();
        for number in 0..pages {
            let mut text = page(number);
            if number >= pages / 3 {
                text = text.replace("Latar perkara", &format!("Latar {number} perkara"));
            }
            learner.add("a", &text);
            learner.add("a", &text);
        }
        learner.finish()
    }

    fn body(learned: &Learned) -> Vec<String> {
        let context = Context { zone: chrono_tz::Asia::Jakarta, reference: None, years: 1900..=2100 };
        let known = Known { learned: learned.of("a"), ..Known::default() };
        super::super::read(&page(1), &context, &known).body
    }

    #[test]
    fn what_many_pages_share_goes_and_sentences_stay() {
        let before = body(&Learned::default());
        assert_eq!(before.len(), 4, "{before:?}");
        let after = body(&learn(30));
        assert_eq!(after, before[..3]);
    }

    #[test]
    fn a_few_pages_teach_nothing_and_copies_count_once() {
        assert_eq!(body(&learn(7)).len(), 4);
    }
}
