//! Near copies: the same story under two addresses, told by the five-word runs that the texts share.
//!
//! A sketch keeps the smallest hashes of a text's runs (bottom-k, Broder 1997), from which the share of common runs is
//! estimated; a text with fewer runs is kept whole, so that the share is exact. On 21,923 Indonesian articles pairs that
//! share 0.8 were true copies; between 0.6 and 0.8 those that also came out within a day under nearly the same title.
//! Below, stories are updates and follow-ups that belong apart; but for a text that stands nearly whole in a longer one
//! of the same outlet and title, which is its first page or an earlier version. The title tells them from the report at
//! half time that stands whole in the one at full time: of 29 texts that stood in a longer one all had another title.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_64;

use crate::article::Article;

/// Words in a run.
const RUN: usize = 5;
/// Hashes in a sketch; the estimate of a share of 0.8 is off by less than 0.04 in two of three cases.
const SKETCH: usize = 128;
/// The smallest of them find the articles that are compared: of a pair that shares 0.6 some 24 are common.
const FINDING: usize = 32;
/// Copies come out within three days of the first, in microseconds.
const WINDOW: i64 = 3 * DAY;
const DAY: i64 = 24 * 60 * 60 * 1_000_000;
/// Texts with fewer runs are too short to tell.
const SHORTEST: usize = 20;
/// Of the articles that have a run so many are met, the newest: what more have is a formula.
const COMMON: usize = 100;
/// An article is compared with so many others at most, those that share most.
const COMPARED: usize = 64;
/// A text is a part of another when so many of its runs, in percent, stand there; and it is at most so long, in percent.
const CONTAINED: usize = 90;
const PART: u64 = 70;
/// The share of the titles' words above which a part has the title of the whole.
const SAME_TITLE: f64 = 0.8;
/// With fewer hashes to go by, nothing is called a part.
const EVIDENCE: usize = 16;

/// What is kept of an article for telling copies: some 600 bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sketch {
    /// The smallest hashes of the runs, rising.
    runs: Vec<u32>,
    /// How many different runs the text has.
    length: u32,
    /// Hashes of the title's words, rising.
    title: Vec<u32>,
    /// Hash of the outlet.
    source: u64,
}

impl Sketch {
    /// The sketch of `article`.
    pub fn of(article: &Article) -> Self {
        let words: Vec<String> = article.details.body.paragraphs().iter().flat_map(|text| words(text)).collect();
        let mut runs: Vec<u32> = words.windows(RUN).map(|run| hash(&run.join(" "))).collect();
        runs.sort_unstable();
        runs.dedup();
        let length = runs.len() as u32;
        if runs.len() < SHORTEST {
            runs.clear();
        }
        runs.truncate(SKETCH);
        let title: BTreeSet<u32> = words_of(article.title());
        let details = &article.details;
        let host = details.url.as_deref().and_then(|url| url.split('/').nth(2));
        let source = outlet(details.source.as_deref().or(host).unwrap_or_default());
        Self { runs, length, title: title.into_iter().collect(), source }
    }

    /// Up to which hash the sketch has all of the text's.
    fn reach(&self) -> u32 {
        self.runs.last().filter(|_| self.runs.len() == SKETCH).copied().unwrap_or(u32::MAX)
    }

    fn is_much_shorter(&self, length: u32) -> bool {
        u64::from(self.length) * 100 <= u64::from(length) * PART
    }

    /// Whether nearly all of this text stands in `other`, which is longer.
    fn is_part_of(&self, other: &Self) -> bool {
        let reach = self.reach().min(other.reach());
        let own: Vec<&u32> = self.runs.iter().take_while(|run| **run <= reach).collect();
        let common = own.iter().filter(|run| other.runs.binary_search(run).is_ok()).count();
        self.is_much_shorter(other.length) && own.len() >= EVIDENCE && common * 100 >= own.len() * CONTAINED
    }
}

fn hash(text: &str) -> u32 {
    xxh3_64(text.as_bytes()) as u32
}

/// The hash of an outlet's name or host; case and `www.` do not matter.
fn outlet(name: &str) -> u64 {
    let name = name.trim().to_lowercase();
    xxh3_64(name.strip_prefix("www.").unwrap_or(&name).as_bytes())
}

fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase)
}

fn words_of(text: &str) -> BTreeSet<u32> {
    words(text).map(|word| hash(&word)).collect()
}

/// The share that two rising lists have in common of what both have.
fn share(one: &[u32], other: &[u32], most: usize) -> f64 {
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

/// Finds the copies among `candidates`, which come in the order of publication: pairs of a copy and the article that
/// stays, in the order of the copies. The copies of the outlets in `preferred`, names or hosts, stay rather than others',
/// the first's rather than the second's.
///
/// Copies are compared with the first of their kind only, so that small changes do not add up; the time it takes grows
/// with the number of candidates, the memory with those of three days.
pub fn find(candidates: &[Candidate], across_sources: bool, preferred: &[String]) -> Vec<(usize, usize)> {
    let preferred: Vec<u64> = preferred.iter().map(|name| outlet(name)).collect();
    let mut pairs = BTreeMap::new();
    for group in groups(candidates, across_sources) {
        let members: Vec<&Candidate> = group.iter().filter_map(|at| candidates.get(*at)).collect();
        let Some(stays) = which_stays(&members, &preferred) else { continue };
        let copies = group.iter().zip(&members).filter(|(_, member)| member.number != stays);
        pairs.extend(copies.map(|(at, copy)| (*at, (copy.number, stays))));
    }
    pairs.into_values().collect()
}

/// The number of the copy that stays: of the outlet that comes first in `preferred`; of those one that is no shortened
/// version of another; of those the first.
fn which_stays(copies: &[&Candidate], preferred: &[u64]) -> Option<usize> {
    let rank = |copy: &Candidate| preferred.iter().position(|source| *source == copy.sketch.source);
    let rank = |copy: &Candidate| rank(copy).unwrap_or(preferred.len());
    let longest = copies.iter().map(|copy| copy.sketch.length).max().unwrap_or(0);
    let order = |copy: &&&Candidate| (rank(copy), copy.sketch.is_much_shorter(longest));
    // Of equal ones `min_by_key` takes the first.
    copies.iter().min_by_key(order).map(|copy| copy.number)
}

/// The groups of copies, as positions in `candidates`, rising.
fn groups(candidates: &[Candidate], across_sources: bool) -> Vec<Vec<usize>> {
    let mut index = Index { across_sources, ..Index::default() };
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, candidate) in candidates.iter().enumerate() {
        index.forget(candidates, candidate.published);
        let is_first = |first: &&Candidate| {
            (across_sources || first.sketch.source == candidate.sketch.source) && is_copy(first, candidate)
        };
        let first = index
            .similar(candidate.sketch)
            .into_iter()
            .find(|first| candidates.get(*first).as_ref().is_some_and(is_first));
        match first {
            Some(first) => groups.entry(first).or_insert_with(|| vec![first]).push(at),
            None => index.add(at, candidate.sketch),
        }
    }
    groups.into_values().collect()
}

/// What an article is found by: its smallest hashes, each with the outlet where others' articles do not matter.
fn keys(sketch: &Sketch, across_sources: bool) -> impl Iterator<Item = u64> {
    let source = if across_sources { 0 } else { sketch.source };
    sketch.runs.iter().take(FINDING).map(move |run| source.rotate_left(32) ^ u64::from(*run))
}

/// The articles of the window that are no copies, by what finds them.
#[derive(Default)]
struct Index {
    across_sources: bool,
    /// Of each key, the number of the newest posting.
    newest: HashMap<u64, u64>,
    /// An article that has a key, and the number of the posting before that has it too, if that is not forgotten; by
    /// number, in the order of the articles.
    postings: VecDeque<(usize, Option<u64>)>,
    /// How many postings are forgotten: the number of the first that is not.
    forgotten: u64,
}

impl Index {
    fn add(&mut self, at: usize, sketch: &Sketch) {
        for key in keys(sketch, self.across_sources) {
            let number = self.forgotten + self.postings.len() as u64;
            let before = self.newest.insert(key, number);
            self.postings.push_back((at, before));
        }
    }

    /// Forgets what is too old for copies of `now`.
    fn forget(&mut self, candidates: &[Candidate], now: i64) {
        let is_old = |at: usize| candidates.get(at).is_some_and(|old| now - old.published > WINDOW);
        while let Some((at, _)) = self.postings.front().copied().filter(|(at, _)| is_old(*at)) {
            for key in candidates.get(at).iter().flat_map(|old| keys(old.sketch, self.across_sources)) {
                if self.newest.get(&key) == Some(&self.forgotten) {
                    self.newest.remove(&key);
                }
                self.postings.pop_front();
                self.forgotten += 1;
            }
        }
    }

    /// The articles that have `key`, the newest first.
    fn having(&self, key: u64) -> impl Iterator<Item = usize> {
        let posting = |number: u64| self.postings.get(usize::try_from(number.checked_sub(self.forgotten)?).ok()?);
        let first = self.newest.get(&key).and_then(|number| posting(*number));
        std::iter::successors(first, move |(_, before)| posting((*before)?)).map(|(at, _)| *at).take(COMMON)
    }

    /// The articles that share most with `sketch`, the earliest first among equals.
    fn similar(&self, sketch: &Sketch) -> Vec<usize> {
        let mut met: HashMap<usize, usize> = HashMap::new();
        let having = keys(sketch, self.across_sources).flat_map(|key| self.having(key));
        having.for_each(|at| *met.entry(at).or_default() += 1);
        let mut met: Vec<(Reverse<usize>, usize)> = met.into_iter().map(|(at, runs)| (Reverse(runs), at)).collect();
        met.sort_unstable();
        met.into_iter().take(COMPARED).map(|(_, at)| at).collect()
    }
}

fn is_copy(one: &Candidate, other: &Candidate) -> bool {
    let (a, b) = (one.sketch, other.sketch);
    let text = share(&a.runs, &b.runs, SKETCH);
    let title = share(&a.title, &b.title, usize::MAX);
    text >= 0.8
        || (text >= 0.6 && title >= 0.5 && other.published - one.published <= DAY)
        || (a.source == b.source && title >= SAME_TITLE && (a.is_part_of(b) || b.is_part_of(a)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sketch(runs: std::ops::Range<u32>, source: u64) -> Sketch {
        let length = runs.len() as u32;
        Sketch { runs: runs.take(SKETCH).collect(), length, title: vec![1, 2, 3], source }
    }

    fn titled(title: [u32; 3], sketch: Sketch) -> Sketch {
        Sketch { title: title.to_vec(), ..sketch }
    }

    fn candidates(sketches: &[(i64, Sketch)]) -> Vec<Candidate<'_>> {
        let each = sketches.iter().enumerate();
        each.map(|(number, (day, sketch))| Candidate { number, published: day * DAY, sketch }).collect()
    }

    #[track_caller]
    fn check(sketches: &[(i64, Sketch)], across: bool, expected: &[(usize, usize)]) {
        assert_eq!(find(&candidates(sketches), across, &[]), expected);
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
    fn a_window_begins_with_the_first() {
        let same = || sketch(0..100, 1);
        check(&[(0, same()), (2, same()), (4, same()), (5, same())], false, &[(1, 0), (3, 2)]);
    }

    #[test]
    fn follow_ups_stay_apart() {
        // Shares of the runs: 80/120 = 0.67, then 60/140 = 0.43.
        check(&[(0, sketch(0..100, 1)), (1, sketch(20..120, 1))], false, &[(1, 0)]);
        check(&[(0, sketch(0..100, 1)), (2, sketch(20..120, 1))], false, &[]);
        check(&[(0, sketch(0..100, 1)), (1, sketch(40..140, 1))], false, &[]);
        check(&[(0, sketch(0..100, 1)), (1, titled([7, 8, 9], sketch(20..120, 1)))], false, &[]);
    }

    #[test]
    fn small_changes_do_not_add_up() {
        // Each shares 90/110 = 0.82 with the one before it, the third 80/120 with the first.
        let steps = [0, 10, 20].map(|from| (2 * i64::from(from / 20), sketch(from..from + 100, 1)));
        check(&steps, false, &[(1, 0)]);
    }

    #[test]
    fn a_part_gives_way_to_the_whole() {
        let (whole, part) = (sketch(0..100, 1), sketch(0..50, 1));
        check(&[(0, whole.clone()), (2, part.clone())], false, &[(1, 0)]);
        check(&[(0, part.clone()), (2, whole.clone())], false, &[(0, 1)]);
        // Another headline, another outlet, a text of which a fifth is elsewhere, one that is nearly as long: no part.
        check(&[(0, whole.clone()), (2, titled([1, 8, 9], part.clone()))], false, &[]);
        check(&[(0, whole.clone()), (2, sketch(0..50, 2))], true, &[]);
        check(&[(0, whole.clone()), (2, sketch(60..110, 1))], false, &[]);
        check(&[(0, whole), (2, sketch(0..75, 1))], false, &[]);
        check(&[(0, sketch(0..100, 1)), (2, sketch(0..EVIDENCE as u32 - 1, 1))], false, &[]);
    }

    #[test]
    fn a_part_is_told_where_the_sketches_meet() {
        // The whole has 1,000 runs, of which the sketch knows those up to 127; the part has every second run to 199.
        let whole = Sketch { length: 1_000, ..sketch(0..1_000, 1) };
        let part = Sketch { runs: (0..200).step_by(2).collect(), length: 100, ..sketch(0..1, 1) };
        check(&[(0, whole), (2, part)], false, &[(1, 0)]);
    }

    #[test]
    fn the_preferred_outlet_stays() {
        let copies = ["a.example", "b.example", "c.example"].map(|name| (1, sketch(0..100, outlet(name))));
        for (preferred, expected) in [
            (vec![], [(1, 0), (2, 0)]),
            (vec!["www.C.example".to_owned()], [(0, 2), (1, 2)]),
            (vec!["b.example".to_owned(), "c.example".to_owned()], [(0, 1), (2, 1)]),
            (vec!["elsewhere.example".to_owned()], [(1, 0), (2, 0)]),
        ] {
            assert_eq!(find(&candidates(&copies), true, &preferred), expected, "{preferred:?}");
        }
    }

    #[test]
    fn a_formula_or_a_thousand_copies_take_no_longer() {
        let formula: Vec<_> = (0..1_000).map(|n| (0, sketch(0..40, n))).collect();
        assert_eq!(find(&candidates(&formula), false, &[]), []);
        let many: Vec<_> = (0..1_000).map(|_| (0, sketch(0..40, 1))).collect();
        assert_eq!(find(&candidates(&many), false, &[]).len(), 999);
    }

    #[test]
    fn shares() {
        assert_eq!(share(&[1, 2, 3], &[2, 3, 4], 9), 0.5);
        assert_eq!(share(&[], &[], 9), 0.0);
        assert_eq!(share(&[1, 2], &[1, 2], 9), 1.0);
    }

    proptest! {
        #[test]
        fn what_stays_is_no_copy_and_is_like_its_copies(
            parts in proptest::collection::vec((0u32..60, 20u32..120, 0i64..2, 0u64..3), 0..30),
            across: bool,
        ) {
            let mut day = 0;
            let sketches: Vec<_> = parts.iter().map(|(from, length, days, source)| {
                day += days;
                (day, sketch(*from..from + length, *source))
            }).collect();
            let candidates = candidates(&sketches);
            let pairs = find(&candidates, across, &[]);
            for (copy, stays) in &pairs {
                prop_assert!(pairs.iter().all(|(other, _)| other != stays));
                prop_assert!((candidates[*copy].published - candidates[*stays].published).abs() <= WINDOW);
                prop_assert!(across || sketches[*copy].1.source == sketches[*stays].1.source);
            }
            let mut copies: Vec<usize> = pairs.iter().map(|(copy, _)| *copy).collect();
            copies.dedup();
            prop_assert_eq!(copies.len(), pairs.len());
        }
    }
}
