//! Candidates → topics that say different things, each with its other names.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::far::{AS_NAME, Far};
use super::near::{Near, Phrase};
use super::score::{Candidate, candidates};
use super::words::Case;
use super::{Options, Suggestion};
use crate::topic::Slug;
use crate::topic::acronym::Pair;
use crate::topic::words::{fold, is_acronym};

/// Two phrases whose articles are the same to this share (Jaccard) are two names of one topic.
const SAME: f64 = 0.5;
/// A phrase of whose articles this share is under another topic adds nothing.
const INSIDE: f64 = 0.8;
/// More names than this are no help, nor are names of more words: those are offices told in full.
const MOST_TERMS: usize = 5;
const MOST_WORDS: usize = 4;
const EXAMPLES: usize = 3;

/// A topic while others are looked for.
#[derive(Debug)]
struct Chosen {
    phrase: usize,
    /// The other phrases of the topic.
    others: Vec<usize>,
    /// How many stories it had when it was chosen; what joins it later does not draw others.
    stories: usize,
    partner: Option<String>,
}

/// The topics, best first.
pub fn choose(options: &Options, near: &Near, phrases: Vec<Phrase>, mut far: Far) -> Vec<Suggestion> {
    let pairs = std::mem::take(&mut far.acronyms).finish();
    let candidates = candidates(near, &phrases, &far);
    let shown = Shown { near, phrases: &phrases, far: &far, texts: near.numbers.texts() };
    let chosen = shown.pick(options, &candidates, &Partners::new(&pairs));
    let mut known = HashSet::new();
    let mut slugs = HashSet::new();
    chosen.into_iter().map(|topic| shown.suggestion(&topic, &mut known, &mut slugs)).collect()
}

/// Safe pairs, by the folded words of both halves: the other half, and the acronym.
struct Partners<'a>(HashMap<String, (&'a str, &'a str)>);

impl<'a> Partners<'a> {
    fn new(pairs: &'a [Pair]) -> Self {
        let mut partners = HashMap::new();
        let mut safe: Vec<&Pair> = pairs.iter().filter(|pair| pair.is_safe()).collect();
        safe.sort_by(|a, b| b.articles.cmp(&a.articles).then_with(|| a.short.cmp(&b.short)));
        for Pair { short, long, .. } in safe {
            partners.entry(fold(short)).or_insert((long.as_str(), short.as_str()));
            partners.entry(fold(long)).or_insert((short.as_str(), short.as_str()));
        }
        Self(partners)
    }

    /// The other half of the pair that `text`, folded, is one half of.
    fn of(&self, text: &str, spelled: &str) -> Option<&'a str> {
        let (other, short) = *self.0.get(text)?;
        // The word `as` is not the acronym `AS`.
        let is_word = fold(short) == text && is_acronym(short) && spelled != short;
        (!is_word).then_some(other)
    }
}

struct Shown<'a> {
    near: &'a Near,
    phrases: &'a [Phrase],
    far: &'a Far,
    texts: Vec<&'a str>,
}

impl Shown<'_> {
    /// Greedily, the best first: another name of a topic joins it, what is inside a topic is left out.
    fn pick(&self, options: &Options, candidates: &[Candidate], partners: &Partners) -> Vec<Chosen> {
        let by_text: HashMap<String, usize> =
            (0..self.phrases.len()).map(|number| (self.folded(number), number)).collect();
        let mut chosen: Vec<Chosen> = Vec::new();
        let mut topics_of: Vec<Vec<usize>> = vec![Vec::new(); self.near.cards.len()];
        let mut taken: HashSet<usize> = HashSet::new();
        for candidate in candidates {
            if chosen.len() >= options.most {
                break;
            }
            if taken.contains(&candidate.phrase) {
                continue;
            }
            if let Some((topic, same)) = self.overlap(candidate.phrase, &chosen, &topics_of) {
                if let Some(topic) = chosen.get_mut(topic).filter(|_| same) {
                    self.join(topic, candidate.phrase);
                }
                continue;
            }
            let partner = partners.of(&candidate.text, &self.spelled(candidate.phrase)).map(str::to_owned);
            let other = partner.as_ref().and_then(|name| by_text.get(&fold(name))).copied();
            taken.extend(other);
            let mut topic =
                Chosen { phrase: candidate.phrase, others: other.into_iter().collect(), stories: 0, partner };
            let stories = self.union(&topic);
            topic.stories = stories.len();
            for story in stories {
                if let Some(topics) = topics_of.get_mut(story as usize) {
                    topics.push(chosen.len());
                }
            }
            chosen.push(topic);
        }
        chosen
    }

    fn stories(&self, phrase: usize) -> &[u32] {
        self.phrases.get(phrase).map(|phrase| phrase.stories.as_slice()).unwrap_or_default()
    }

    fn folded(&self, phrase: usize) -> String {
        let words = self.phrases.get(phrase).map(|phrase| phrase.words.as_slice()).unwrap_or_default();
        words.iter().filter_map(|word| self.texts.get(*word as usize).copied()).collect::<Vec<_>>().join(" ")
    }

    /// The first topic that says what the phrase says, and whether the phrase is another name of it.
    fn overlap(&self, phrase: usize, chosen: &[Chosen], topics_of: &[Vec<usize>]) -> Option<(usize, bool)> {
        let stories = self.stories(phrase);
        let mut both: BTreeMap<usize, usize> = BTreeMap::new();
        for topic in stories.iter().filter_map(|story| topics_of.get(*story as usize)).flatten() {
            *both.entry(*topic).or_default() += 1;
        }
        both.into_iter().find_map(|(topic, both)| {
            let of = chosen.get(topic)?.stories;
            let (both, either) = (both as f64, (of + stories.len()).saturating_sub(both) as f64);
            let same = both / either >= SAME;
            (same || both >= INSIDE * stories.len() as f64).then_some((topic, same))
        })
    }

    /// Another name of a topic; a phrase that has one of its names inside would find nothing new.
    fn join(&self, topic: &mut Chosen, phrase: usize) {
        let words = |number: usize| format!(" {} ", self.folded(number));
        let new = words(phrase);
        let known = std::iter::once(&topic.phrase).chain(&topic.others);
        let related = known.map(|known| words(*known)).any(|known| new.contains(&known) || known.contains(&new));
        let short = self.phrases.get(phrase).is_some_and(|phrase| phrase.words.len() <= MOST_WORDS);
        if short && !related && topic.others.len() + 1 < MOST_TERMS {
            topic.others.push(phrase);
        }
    }

    fn union(&self, topic: &Chosen) -> BTreeSet<u32> {
        std::iter::once(&topic.phrase).chain(&topic.others).flat_map(|phrase| self.stories(*phrase)).copied().collect()
    }

    fn suggestion(&self, topic: &Chosen, known: &mut HashSet<u32>, slugs: &mut HashSet<Slug>) -> Suggestion {
        let stories = self.union(topic);
        let phrases = || std::iter::once(&topic.phrase).chain(&topic.others).filter_map(|p| self.phrases.get(*p));
        let titles: BTreeSet<u32> = phrases().flat_map(|phrase| phrase.titles.iter().copied()).collect();
        let spelled = self.spelled(topic.phrase);
        // `iPhone` keeps its own capital.
        let is_small = spelled.split(' ').next().is_some_and(|word| !word.contains(char::is_uppercase));
        let title = if is_small { headed(&spelled) } else { spelled };
        let mut terms: Vec<String> =
            std::iter::once(topic.phrase).chain(topic.others.iter().copied()).map(|p| self.spelled(p)).collect();
        if let Some(partner) = &topic.partner
            && terms.iter().all(|term| fold(term) != fold(partner))
        {
            terms.push(partner.clone());
        }
        let mut id = Slug::of(&title);
        if !slugs.insert(id.clone()) {
            id = id.marked(&self.folded(topic.phrase), 6);
            slugs.insert(id.clone());
        }
        Suggestion {
            id,
            title,
            terms,
            articles: stories.len(),
            title_share: titles.len() as f64 / stories.len().max(1) as f64,
            new_articles: stories.iter().filter(|story| known.insert(**story)).count(),
            examples: self.examples(if titles.len() < EXAMPLES { &stories } else { &titles }),
            acronym: topic.partner.clone(),
        }
    }

    fn examples(&self, stories: &BTreeSet<u32>) -> Vec<String> {
        let mut cards: Vec<_> = stories.iter().filter_map(|story| self.near.cards.get(*story as usize)).collect();
        cards.sort_by(|a, b| b.day.cmp(&a.day).then_with(|| a.title.cmp(&b.title)));
        cards.dedup_by(|a, b| a.title == b.title);
        cards.into_iter().take(EXAMPLES).map(|card| card.title.clone()).collect()
    }

    /// The phrase as the texts spell it most often.
    fn spelled(&self, phrase: usize) -> String {
        let Some(words) = self.phrases.get(phrase).map(|phrase| &phrase.words) else { return String::new() };
        let spellings = self.far.tallies.get(phrase).map(|tally| &tally.spellings);
        let commonest = spellings.and_then(|all| all.iter().max_by(|a, b| a.1.cmp(b.1).then_with(|| b.0.cmp(a.0))));
        let spelling = commonest.map_or(&AS_NAME, |(spelling, _)| spelling);
        let mut spelled = String::new();
        for (word, (joint, case)) in words.iter().zip(spelling) {
            if !spelled.is_empty() {
                spelled.push(*joint);
            }
            spelled.push_str(&self.word(*word, *case));
        }
        spelled
    }

    fn word(&self, number: u32, case: Case) -> String {
        let folded = self.texts.get(number as usize).copied().unwrap_or_default();
        match case {
            Case::Lower => folded.to_owned(),
            Case::First => headed(folded),
            Case::All => folded.to_uppercase(),
            Case::Mixed => {
                let spellings = self.far.mixed.range((number, String::new())..(number + 1, String::new()));
                let commonest = spellings.max_by(|a, b| a.1.cmp(b.1).then_with(|| b.0.cmp(a.0)));
                commonest.map_or_else(|| headed(folded), |((_, spelled), _)| spelled.clone())
            }
        }
    }
}

/// `text` with a capital at its head.
fn headed(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
