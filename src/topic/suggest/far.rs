//! The second reading: how often the phrases stand anywhere in the texts, and how they are spelled there.

use std::collections::{BTreeMap, HashSet};

use super::Story;
use super::near::{LONGEST, Phrase, fingerprint};
use super::vocabulary::Worth;
use super::words::{BREAK, Case, Numbers, UNKNOWN, words};
use crate::topic::acronym::Learner;

/// The spelling of a phrase: of each word what joins it to the one before, and its case.
pub type Spelling = [(char, Case); LONGEST];

/// Every word as `Nama`.
pub const AS_NAME: Spelling = [(' ', Case::First); LONGEST];

/// A word of a text: its number, what joins it to the word before, its case, whether it begins a sentence.
type Spelled = (u32, char, Case, bool);

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
    /// How often as a part of a longer name, a capitalised word that is no office standing beside it.
    pub in_name: u32,
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
    worth: Vec<Worth>,
    stories: u32,
    seen: HashSet<u128>,
    text: Vec<Spelled>,
}

impl Far {
    /// For counting `phrases`; `worth` is that of the words, by number.
    pub fn new(phrases: &[Phrase], worth: Vec<Worth>) -> Self {
        Self {
            tallies: phrases.iter().map(|_| Tally::default()).collect(),
            mixed: BTreeMap::new(),
            acronyms: Learner::default(),
            tree: Tree::new(phrases),
            worth,
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
        let shouts =
            self.text.len() > 3 && self.text.iter().all(|(word, _, case, _)| *word == BREAK || *case == Case::All);
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
                    let in_name = in_name(&self.text, &self.worth, start, start + offset);
                    tally.meet(words, shouts, in_name);
                }
            }
        }
    }
}

/// Whether the words of `text` from `first` to `last` go on as a longer name: a capital before, unless it is that of
/// an office (`Presiden`), or one behind (`Barat`).
fn in_name(text: &[Spelled], worth: &[Worth], first: usize, last: usize) -> bool {
    let beside = |at: Option<usize>| {
        let (word, _, case, _) = at.and_then(|at| text.get(at))?;
        worth.get(*word as usize).copied().or(Some(Worth::Full)).filter(|_| *case != Case::Lower)
    };
    let behind = beside(last.checked_add(1));
    beside(first.checked_sub(1)) == Some(Worth::Full) || matches!(behind, Some(Worth::Full | Worth::NeverAlone))
}

impl Tally {
    fn meet(&mut self, words: &[Spelled], shouts: bool, in_name: bool) {
        self.times += 1;
        if shouts || words.first().is_some_and(|(_, _, _, begins)| *begins) {
            return;
        }
        self.inside += 1;
        let ends = [words.first(), words.last()];
        self.in_name += u32::from(in_name);
        self.named += u32::from(ends.iter().flatten().all(|(_, _, case, _)| *case != Case::Lower));
        let mut spelling = AS_NAME;
        for (place, (_, joint, case, _)) in spelling.iter_mut().zip(words) {
            *place = (*joint, *case);
        }
        *self.spellings.entry(spelling).or_default() += 1;
    }
}

/// Phrases by their words.
#[derive(Debug, Default)]
struct Tree {
    /// Node by word.
    roots: Vec<Option<u32>>,
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
                let word = word as usize;
                self.roots.resize(self.roots.len().max(word + 1), None);
                if let Some(root) = self.roots.get_mut(word) {
                    *root = Some(new);
                }
            }
            Some(node) => {
                let at = node.next.partition_point(|(other, _)| *other < word);
                node.next.insert(at, (word, new));
            }
        }
        new
    }

    fn step(&self, node: Option<u32>, word: u32) -> Option<u32> {
        let Some(node) = node else { return self.roots.get(word as usize).copied().flatten() };
        let next = &self.nodes.get(node as usize)?.next;
        next.binary_search_by_key(&word, |(other, _)| *other).ok().and_then(|at| next.get(at)).map(|(_, node)| *node)
    }

    fn phrase(&self, node: u32) -> Option<usize> {
        self.nodes.get(node as usize)?.phrase
    }
}
