//! The first reading: titles and leads, kept as numbers of words, and the phrases that are frequent in them.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use xxhash_rust::xxh3::Xxh3;

use super::Story;
use super::vocabulary::{Vocabulary, Worth};
use super::words::{BREAK, Numbers, words};

/// The longest phrase, in words.
pub const LONGEST: usize = 6;

/// What is kept of a story beside its words.
#[derive(Debug)]
pub struct Card {
    /// Its headline.
    pub title: String,
    /// When it was published.
    pub day: NaiveDate,
    /// Where in [`Near::stream`] its title ends, and its lead.
    ends: (usize, usize),
}

/// The titles and leads of an archive.
#[derive(Debug, Default)]
pub struct Near {
    /// The stories, each once.
    pub cards: Vec<Card>,
    /// The numbers of the words.
    pub numbers: Numbers,
    stream: Vec<u32>,
    seen: HashSet<u128>,
}

/// A phrase that is frequent in titles and leads.
#[derive(Debug)]
pub struct Phrase {
    /// The numbers of its words.
    pub words: Vec<u32>,
    /// The stories that have it in title or lead, rising.
    pub stories: Vec<u32>,
    /// Those that have it in the title, rising.
    pub titles: Vec<u32>,
}

/// The same for two stories of the same words, which count once: archives hold the same page twice.
pub fn fingerprint(story: &Story) -> u128 {
    let mut hash = Xxh3::new();
    for text in std::iter::once(story.title).chain(story.paragraphs.iter().map(String::as_str)) {
        hash.update(text.as_bytes());
        hash.update(b"\n");
    }
    hash.digest128()
}

impl Near {
    /// Keeps the title and the first `lead_words` words of `story`.
    pub fn add(&mut self, story: &Story, lead_words: usize) {
        if !self.seen.insert(fingerprint(story)) {
            return;
        }
        self.push(story.title, usize::MAX);
        let title_end = self.stream.len();
        let mut left = lead_words;
        for paragraph in story.paragraphs.iter() {
            left = self.push(paragraph, left);
            if left == 0 {
                break;
            }
        }
        let ends = (title_end, self.stream.len());
        self.cards.push(Card { title: story.title.to_owned(), day: story.day, ends });
    }

    /// What each word is worth, by number.
    pub fn worth(&self, vocabulary: &Vocabulary) -> Vec<Worth> {
        self.numbers.texts().iter().map(|word| vocabulary.worth(word)).collect()
    }

    fn push(&mut self, text: &str, mut left: usize) -> usize {
        for word in words(text).take(left) {
            left = left.saturating_sub(1);
            if word.apart {
                self.stream.push(BREAK);
            }
            self.stream.push(self.numbers.number(word.spelled));
        }
        self.stream.push(BREAK);
        left
    }

    /// The phrases that stand in at least `least` stories and do not begin or end with a word that says nothing.
    ///
    /// Phrases grow word by word: one can only be frequent where both its shorter halves are (Apriori: Agrawal &
    /// Srikant, VLDB 1994), which keeps the counters few.
    pub fn phrases(&self, least: u32, worth: &[Worth]) -> Vec<Phrase> {
        let mut grams: Vec<u32> = self.stream.iter().map(|word| allowed(*word, worth)).collect();
        let mut phrases = Vec::new();
        for length in 1..=LONGEST {
            if length > 1 {
                grams = longer(&grams);
            }
            let counted = self.count(&mut grams, least);
            phrases.extend(counted.into_iter().filter_map(|found| self.phrase(&found, length, worth)));
        }
        phrases
    }

    /// Counts `grams`, forgets the rare ones, numbers the others anew and says where they stand.
    fn count(&self, grams: &mut [u32], least: u32) -> Vec<Found> {
        let most = grams.iter().filter(|gram| **gram != BREAK).max().map_or(0, |gram| *gram as usize + 1);
        // Most are rare: only what is frequent gets a list of its stories.
        let mut counts: Vec<(u32, Option<u32>)> = vec![(0, None); most];
        self.each(grams, |gram, story, _, _| {
            if let Some((count, last)) = counts.get_mut(gram as usize).filter(|(_, last)| *last != Some(story)) {
                *count += 1;
                *last = Some(story);
            }
        });
        let mut kept = 0;
        let renumber = |(count, _)| {
            let number = if count >= least { kept } else { BREAK };
            kept += u32::from(count >= least);
            number
        };
        let renumbered: Vec<u32> = counts.into_iter().map(renumber).collect();
        for gram in grams.iter_mut() {
            *gram = renumbered.get(*gram as usize).copied().unwrap_or(BREAK);
        }
        let mut found = vec![Found::default(); kept as usize];
        self.each(grams, |gram, story, at, in_title| {
            if let Some(found) = found.get_mut(gram as usize) {
                found.meet(story, at, in_title);
            }
        });
        found
    }

    /// Calls `meet` with each gram, its story, its place and whether that is in the title.
    fn each(&self, grams: &[u32], mut meet: impl FnMut(u32, u32, usize, bool)) {
        let mut grams = grams.iter().copied().enumerate();
        for (story, card) in self.cards.iter().enumerate() {
            let (title, end) = card.ends;
            for (at, gram) in grams.by_ref() {
                meet(gram, story as u32, at, at < title);
                if at + 1 == end {
                    break;
                }
            }
        }
    }

    fn phrase(&self, found: &Found, length: usize, worth: &[Worth]) -> Option<Phrase> {
        let words = self.stream.get(found.at..found.at + length)?;
        let worths: Vec<Worth> = words.iter().filter_map(|word| worth.get(*word as usize).copied()).collect();
        let ends = [worths.first()?, worths.last()?];
        if !worths.contains(&Worth::Full) || ends.contains(&&Worth::Function) {
            return None;
        }
        Some(Phrase { words: words.to_vec(), stories: found.stories.clone(), titles: found.titles.clone() })
    }
}

fn allowed(word: u32, worth: &[Worth]) -> u32 {
    match worth.get(word as usize) {
        Some(Worth::Furniture) | None => BREAK,
        Some(_) => word,
    }
}

/// Of phrases of one length at every place, the phrases that are a word longer.
fn longer(grams: &[u32]) -> Vec<u32> {
    let mut numbers: HashMap<(u32, u32), u32> = HashMap::new();
    let next = grams.iter().skip(1).chain(std::iter::once(&BREAK));
    let pair = |(one, two): (&u32, &u32)| {
        if *one == BREAK || *two == BREAK {
            return BREAK;
        }
        let number = numbers.len() as u32;
        *numbers.entry((*one, *two)).or_insert(number)
    };
    grams.iter().zip(next).map(pair).collect()
}

/// Where a phrase was found.
#[derive(Debug, Clone, Default)]
struct Found {
    at: usize,
    stories: Vec<u32>,
    titles: Vec<u32>,
}

impl Found {
    fn meet(&mut self, story: u32, at: usize, in_title: bool) {
        if self.stories.last() == Some(&story) {
            return;
        }
        self.at = at;
        self.stories.push(story);
        // The title comes first: a phrase that is met in the lead does not stand in the title.
        if in_title {
            self.titles.push(story);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{story, texts};
    use super::*;

    #[test]
    fn frequent_phrases_are_counted_by_story() {
        let mut near = Near::default();
        for (title, body) in [
            ("Banjir Sungai Merah meluas", "Sungai Merah meluap. Sungai Merah naik."),
            ("Warga mengungsi", "Air di Sungai Merah naik"),
            ("Warga mengungsi", "Air di Sungai Merah naik"),
            ("Harga turun", "Cabai, Sungai, Merah, Senin"),
        ] {
            let texts = texts(body);
            near.add(&story(title, &texts, 1), 50);
        }
        let phrases = near.phrases(2, &near.worth(&Vocabulary::new()));
        let words = |phrase: &Phrase| -> Vec<&str> {
            phrase.words.iter().map(|word| near.numbers.texts()[*word as usize]).collect()
        };
        let shown: Vec<_> = phrases
            .iter()
            .map(|phrase| (words(phrase).join(" "), phrase.stories.clone(), phrase.titles.clone()))
            .collect();
        assert_eq!(near.cards.len(), 3, "the second copy of a story is not counted");
        let expected = [("sungai", vec![0, 1, 2], vec![0]), ("sungai merah", vec![0, 1], vec![0])];
        assert_eq!(shown, expected.map(|(words, stories, titles)| (words.to_owned(), stories, titles)));
    }
}
