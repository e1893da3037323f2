//! The second reading: how often the phrases stand anywhere in the texts, and how they are spelled there.

use std::collections::{BTreeMap, HashSet};

use super::Story;
use super::near::{Phrase, fingerprint};
use super::words::{BREAK, Case, Numbers, UNKNOWN, words};
use crate::topic::acronym::Learner;

/// The spelling of a phrase: its words and what joins them.
pub type Spelling = Vec<(char, Case)>;

/// What the texts tell of a phrase.
#[derive(Debug, Default)]
pub struct Tally {
    /// How many stories have it, anywhere.
    pub stories: u32,
    /// How often it stands in texts, titles not counted.
    pub times: u32,
    /// How often inside a sentence, where a capital means a name, and how often as a name.
    pub inside: u32,
    /// See [`Tally::inside`].
    pub named: u32,
    /// How often each spelling stands inside a sentence.
    pub spellings: BTreeMap<Spelling, u32>,
    last: Option<u32>,
}

/// What the texts of an archive tell.
#[derive(Debug)]
pub struct Far {
    /// One for each phrase.
    pub tallies: Vec<Tally>,
    /// How often a word stands spelled as `MotoGP`.
    pub mixed: BTreeMap<(u32, String), u32>,
    /// The acronyms that the texts explain.
    pub acronyms: Learner,
    tree: Tree,
    stories: u32,
    seen: HashSet<u128>,
    text: Vec<(u32, char, Case, bool)>,
}

impl Far {
    /// For counting `phrases`.
    pub fn new(phrases: &[Phrase]) -> Self {
        Self {
            tallies: phrases.iter().map(|_| Tally::default()).collect(),
            mixed: BTreeMap::new(),
            acronyms: Learner::default(),
            tree: Tree::new(phrases),
            stories: 0,
            seen: HashSet::new(),
            text: Vec::new(),
        }
    }

    /// Counts in `story`.
    pub fn add(&mut self, story: &Story, numbers: &mut Numbers) {
        if !self.seen.insert(fingerprint(story)) {
            return;
        }
        self.stories += 1;
        self.read(story.title, numbers);
        self.count(false);
        for paragraph in story.paragraphs.iter() {
            self.read(paragraph, numbers);
            self.count(true);
        }
        self.acronyms.add(&story.paragraphs.join("\n"));
    }

    fn read(&mut self, text: &str, numbers: &mut Numbers) {
        self.text.clear();
        for word in words(text) {
            if word.apart {
                self.text.push((BREAK, ' ', Case::Lower, false));
            }
            let number = numbers.get(word.spelled);
            if word.case == Case::Mixed && number != UNKNOWN {
                *self.mixed.entry((number, word.spelled.to_owned())).or_default() += 1;
            }
            self.text.push((number, word.joint, word.case, word.begins));
        }
    }

    fn count(&mut self, in_text: bool) {
        // A paragraph in capitals tells nothing of names.
        let shouts = self.text.iter().all(|(_, _, case, _)| matches!(case, Case::All)) && self.text.len() > 3;
        for start in 0..self.text.len() {
            let mut node = None;
            for (offset, (word, ..)) in self.text.iter().skip(start).enumerate() {
                let Some(next) = self.tree.step(node, *word) else { break };
                node = Some(next);
                let Some(tally) = self.tree.phrase(next).and_then(|phrase| self.tallies.get_mut(phrase)) else {
                    continue;
                };
                if tally.last != Some(self.stories) {
                    tally.last = Some(self.stories);
                    tally.stories += 1;
                }
                if in_text {
                    let words = self.text.get(start..=start + offset).unwrap_or_default();
                    tally.meet(words, shouts);
                }
            }
        }
    }
}

impl Tally {
    fn meet(&mut self, words: &[(u32, char, Case, bool)], shouts: bool) {
        self.times += 1;
        if shouts || words.first().is_some_and(|(_, _, _, begins)| *begins) {
            return;
        }
        self.inside += 1;
        let ends = [words.first(), words.last()];
        self.named += u32::from(ends.iter().flatten().all(|(_, _, case, _)| *case != Case::Lower));
        let spelling = words.iter().map(|(_, joint, case, _)| (*joint, *case)).collect();
        *self.spellings.entry(spelling).or_default() += 1;
    }
}

/// Phrases by their words.
#[derive(Debug, Default)]
struct Tree {
    roots: std::collections::HashMap<u32, u32>,
    nodes: Vec<Node>,
}

#[derive(Debug, Default)]
struct Node {
    /// Word and node, by word.
    next: Vec<(u32, u32)>,
    phrase: Option<usize>,
}

impl Tree {
    fn new(phrases: &[Phrase]) -> Self {
        let mut tree = Self::default();
        for (number, phrase) in phrases.iter().enumerate() {
            let mut node = None;
            for word in &phrase.words {
                node = Some(tree.grow(node, *word));
            }
            if let Some(end) = node.and_then(|node| tree.nodes.get_mut(node as usize)) {
                end.phrase = Some(number);
            }
        }
        tree
    }

    fn grow(&mut self, node: Option<u32>, word: u32) -> u32 {
        if let Some(known) = self.step(node, word) {
            return known;
        }
        let new = self.nodes.len() as u32;
        self.nodes.push(Node::default());
        match node.and_then(|node| self.nodes.get_mut(node as usize)) {
            None => {
                self.roots.insert(word, new);
            }
            Some(node) => {
                let at = node.next.partition_point(|(other, _)| *other < word);
                node.next.insert(at, (word, new));
            }
        }
        new
    }

    fn step(&self, node: Option<u32>, word: u32) -> Option<u32> {
        let Some(node) = node else { return self.roots.get(&word).copied() };
        let next = &self.nodes.get(node as usize)?.next;
        next.binary_search_by_key(&word, |(other, _)| *other).ok().and_then(|at| next.get(at)).map(|(_, node)| *node)
    }

    fn phrase(&self, node: u32) -> Option<usize> {
        self.nodes.get(node as usize)?.phrase
    }
}
