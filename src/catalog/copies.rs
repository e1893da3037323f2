//! Near copies: the same story under two addresses, told by the five-word runs that the texts share.
//!
//! A sketch keeps the smallest hashes of a text's runs (bottom-k, Broder 1997), from which the share of common runs is
//! estimated; a text with fewer runs is kept whole, so that the share is exact. On 21,923 Indonesian articles pairs that
//! share 0.8 were true copies; between 0.6 and 0.8 those that also came out within a day under nearly the same title.
//! Below, stories are updates and follow-ups that belong apart.

use std::collections::{BTreeSet, HashMap};

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_64;

use crate::article::Article;

/// Words in a run.
const RUN: usize = 5;
/// Hashes in a sketch; the estimate of a share of 0.8 is off by less than 0.04 in two of three cases.
const SKETCH: usize = 128;
/// Copies come out within three days, in microseconds.
const WINDOW: i64 = 3 * DAY;
const DAY: i64 = 24 * 60 * 60 * 1_000_000;
/// Texts with fewer runs are too short to tell.
const SHORTEST: usize = 20;
/// A run that more articles of the window have than this is a formula, and finds no candidates.
const COMMON: usize = 200;

/// What is kept of an article for telling copies.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Sketch {
    runs: Vec<u64>,
    title: Vec<u64>,
    source: u64,
}

impl Sketch {
    /// The sketch of `article`.
    pub fn of(article: &Article) -> Self {
        let words: Vec<String> = article.details.body.paragraphs().iter().flat_map(|text| words(text)).collect();
        let mut runs: Vec<u64> = words.windows(RUN).map(|run| xxh3_64(run.join(" ").as_bytes())).collect();
        runs.sort_unstable();
        runs.dedup();
        if runs.len() < SHORTEST {
            runs.clear();
        }
        runs.truncate(SKETCH);
        let title: BTreeSet<u64> = words_of(article.title());
        let details = &article.details;
        let host = details.url.as_deref().and_then(|url| url.split('/').nth(2));
        let source = details.source.as_deref().or(host).unwrap_or_default().to_lowercase();
        Self { runs, title: title.into_iter().collect(), source: xxh3_64(source.as_bytes()) }
    }
}

fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase)
}

fn words_of(text: &str) -> BTreeSet<u64> {
    words(text).map(|word| xxh3_64(word.as_bytes())).collect()
}

/// The share that two rising lists have in common of what both have.
fn share(one: &[u64], other: &[u64], most: usize) -> f64 {
    let (mut one, mut other) = (one.iter().peekable(), other.iter().peekable());
    let (mut all, mut both) = (0_u32, 0_u32);
    while (all as usize) < most {
        match (one.peek(), other.peek()) {
            (Some(a), Some(b)) => {
                both += u32::from(a == b);
                let order = a.cmp(b);
                if order.is_le() {
                    one.next();
                }
                if order.is_ge() {
                    other.next();
                }
            }
            (Some(_), None) => drop(one.next()),
            (None, Some(_)) => drop(other.next()),
            (None, None) => break,
        }
        all += 1;
    }
    if all == 0 { 0.0 } else { f64::from(both) / f64::from(all) }
}

/// An article on its way through the window.
#[derive(Debug, Clone, Copy)]
pub struct Candidate<'a> {
    /// Its number.
    pub number: usize,
    /// When it was published, in microseconds.
    pub published: i64,
    /// Its sketch.
    pub sketch: &'a Sketch,
}

/// Finds the copies among `candidates`, which come in the order of publication: pairs of a copy and the earlier article
/// that it is one of. Copies of copies lead to the first.
pub fn find(candidates: &[Candidate], across_sources: bool) -> Vec<(usize, usize)> {
    let mut having: HashMap<u64, Vec<usize>> = HashMap::new();
    let mut first: HashMap<usize, usize> = HashMap::new();
    let mut copies = Vec::new();
    for (at, candidate) in candidates.iter().enumerate() {
        let mut met: HashMap<usize, usize> = HashMap::new();
        for run in &candidate.sketch.runs {
            let others = having.entry(*run).or_default();
            let old =
                |other: &usize| candidates.get(*other).is_some_and(|c| candidate.published - c.published > WINDOW);
            others.retain(|other| !old(other));
            if others.len() < COMMON {
                others.iter().for_each(|other| *met.entry(*other).or_default() += 1);
                others.push(at);
            }
        }
        let mut met: Vec<usize> = met.into_iter().filter(|(_, runs)| *runs >= 3).map(|(other, _)| other).collect();
        met.sort_unstable();
        let original = met.into_iter().filter_map(|other| candidates.get(other)).find(|other| {
            (across_sources || other.sketch.source == candidate.sketch.source) && is_copy(other, candidate)
        });
        if let Some(original) = original {
            let root = first.get(&original.number).copied().unwrap_or(original.number);
            first.insert(candidate.number, root);
            copies.push((candidate.number, root));
        }
    }
    copies
}

fn is_copy(one: &Candidate, other: &Candidate) -> bool {
    let text = share(&one.sketch.runs, &other.sketch.runs, SKETCH);
    let title = || share(&one.sketch.title, &other.sketch.title, usize::MAX);
    text >= 0.8 || (text >= 0.6 && other.published - one.published <= DAY && title() >= 0.5)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sketch(words: std::ops::Range<u64>, source: u64) -> Sketch {
        Sketch { runs: words.take(SKETCH).collect(), title: vec![1, 2, 3], source }
    }

    #[track_caller]
    fn check(sketches: &[(i64, Sketch)], across: bool, expected: &[(usize, usize)]) {
        let candidates = sketches.iter().enumerate();
        let candidates: Vec<_> =
            candidates.map(|(number, (day, sketch))| Candidate { number, published: day * DAY, sketch }).collect();
        assert_eq!(find(&candidates, across), expected);
    }

    #[test]
    fn copies_lead_to_the_first() {
        let same = |source| sketch(0..100, source);
        check(&[(0, same(1)), (1, same(1)), (2, same(1))], false, &[(1, 0), (2, 0)]);
        check(&[(0, same(1)), (1, same(2))], false, &[]);
        check(&[(0, same(1)), (1, same(2))], true, &[(1, 0)]);
        check(&[(0, same(1)), (4, same(1))], false, &[]);
    }

    #[test]
    fn follow_ups_stay_apart() {
        // Shares of the runs: 80/120 = 0.67, then 60/140 = 0.43.
        check(&[(0, sketch(0..100, 1)), (1, sketch(20..120, 1))], false, &[(1, 0)]);
        check(&[(0, sketch(0..100, 1)), (2, sketch(20..120, 1))], false, &[]);
        check(&[(0, sketch(0..100, 1)), (1, sketch(40..140, 1))], false, &[]);
    }

    #[test]
    fn shares() {
        assert_eq!(share(&[1, 2, 3], &[2, 3, 4], 9), 0.5);
        assert_eq!(share(&[], &[], 9), 0.0);
        assert_eq!(share(&[1, 2], &[1, 2], 9), 1.0);
    }
}
