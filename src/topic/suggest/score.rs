//! What makes a phrase a topic, as a number that can be recounted.

use std::collections::{BTreeSet, HashMap};

use super::far::{Far, Tally};
use super::near::{LONGEST, Near, Phrase};

/// A topic in more than this share of the archive tells readers nothing.
const LARGEST_SHARE: f64 = 0.08;
/// What comes back on so many days is a topic, what is there on one is a story.
const DAYS: usize = 5;
/// Spelled with a capital this often, a phrase is a name. Long phrases that are none are turns of speech.
const NAME: f64 = 0.5;
/// A word that stands in so few titles of its stories is not what they are about: `Stadion`, `Jawa`.
const LEAST_TITLES: f64 = 0.1;
/// A name that stands inside a longer one so often is a piece of names: `United`, `Ahmad` (`Papua` .09, `KPK` .36).
const PIECE: f64 = 0.6;
/// What a story is about is said this often in it; `viral`, `tewas`, `setahun` are said once.
const SAID: f64 = 2.0;
/// A small word that is said no oftener in the stories that have it is said in passing: `menunggu`, `sebelas`.
const PASSING: f64 = 1.25;
/// A phrase is a part of a longer one that covers this share of it.
const COVERED: f64 = 0.6;

/// A phrase that may be a topic.
#[derive(Debug)]
pub struct Candidate {
    /// Its number among the phrases.
    pub phrase: usize,
    /// Its words, folded.
    pub text: String,
    /// How much it is a topic.
    pub score: f64,
}

/// The candidates, best first; equal ones by their words.
pub fn candidates(near: &Near, phrases: &[Phrase], far: &Far) -> Vec<Candidate> {
    let texts = near.numbers.texts();
    let days: BTreeSet<_> = near.cards.iter().map(|card| card.day).collect();
    let enough_days = DAYS.min(days.len()).max(1);
    let most = (near.cards.len() as f64 * LARGEST_SHARE) as usize;
    let facts = phrases.iter().zip(&far.tallies).map(|(phrase, tally)| {
        let days: BTreeSet<_> =
            phrase.stories.iter().filter_map(|s| near.cards.get(*s as usize)).map(|c| c.day).collect();
        let spread = (days.len() as f64 / enough_days as f64).min(1.0);
        score(phrase, tally, spread).filter(|_| phrase.stories.len() <= most.max(DAYS))
    });
    let scores: Vec<Option<f64>> = facts.collect();
    let covered = covered(phrases, &scores);
    let scored = scores.into_iter().zip(covered).enumerate().filter(|(_, (_, covered))| !covered);
    let candidate = |(phrase, (score, _)): (usize, (Option<f64>, bool))| {
        let words = phrases.get(phrase)?.words.iter().filter_map(|word| texts.get(*word as usize).copied());
        Some(Candidate { phrase, text: words.collect::<Vec<_>>().join(" "), score: score? })
    };
    let mut candidates: Vec<Candidate> = scored.filter_map(candidate).collect();
    candidates.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.text.cmp(&b.text)));
    candidates
}

/// The phrase's worth as a topic; nothing where it is none.
///
/// A topic is often what stories are about (in title and lead, and not only mentioned), is told in headlines, is a
/// name or is said often, has several words, and comes back. The factors were set on a collection of 50 keywords and
/// confirmed on the sections of another, later in time.
fn score(phrase: &Phrase, tally: &Tally, spread: f64) -> Option<f64> {
    let near = phrase.stories.len() as f64;
    let about = near / f64::from(tally.stories).max(near);
    let titles = phrase.titles.len() as f64 / near;
    let named = f64::from(tally.named) / f64::from(tally.inside.max(1));
    let words = phrase.words.len();
    let is_name = named >= NAME;
    let is_turn = words >= 3 && !is_name;
    let is_untitled = words == 1 && titles < LEAST_TITLES;
    let is_piece = is_name && f64::from(tally.in_name) >= PIECE * f64::from(tally.inside);
    // `Usut`, `soroti`: what only headlines say is how headlines speak.
    let is_headline_word = f64::from(tally.times) < near;
    let said = f64::from(tally.times) / f64::from(tally.stories.max(1));
    let is_passing = !is_name && said < PASSING;
    if is_turn || is_untitled || is_piece || is_headline_word || is_passing {
        return None;
    }
    let said = if is_name { 1.0 } else { (said / SAID).min(1.0) };
    let length = 1.0 + 0.25 * (words as f64 - 1.0);
    Some(near.sqrt() * about * (0.4 + titles) * (0.6 + 0.4 * named) * said * length * spread)
}

/// Of each phrase whether a longer one that may be a topic says most of it.
fn covered(phrases: &[Phrase], scores: &[Option<f64>]) -> Vec<bool> {
    let numbers: HashMap<&[u32], usize> = phrases.iter().enumerate().map(|(at, p)| (p.words.as_slice(), at)).collect();
    let mut covered = vec![false; phrases.len()];
    for (phrase, _) in phrases.iter().zip(scores).filter(|(_, score)| score.is_some()) {
        for length in 1..phrase.words.len().min(LONGEST) {
            for part in phrase.words.windows(length) {
                let Some(number) = numbers.get(part) else { continue };
                let of = phrases.get(*number).map_or(0, |part| part.stories.len());
                if phrase.stories.len() as f64 >= COVERED * of as f64
                    && let Some(covered) = covered.get_mut(*number)
                {
                    *covered = true;
                }
            }
        }
    }
    covered
}
