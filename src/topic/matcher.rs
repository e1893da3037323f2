//! Finding every term of every rule in one pass over the text.
//!
//! Texts and patterns are folded to words with one space around each, so that a pattern matches whole words only.

use std::collections::HashMap;

use snowball_stemmers_rs::{Algorithm, Stemmer};

use super::phrases::Phrases;
use super::term::{How, Pattern, Scope};
use super::words::{Folded, fold};
use crate::article::{Article, ascii};

/// So many words and their stems are remembered.
const MOST_STEMS: usize = 200_000;

/// Patterns, numbered, and what finds them.
pub struct Matcher {
    patterns: Vec<Pattern>,
    phrases: Phrases,
    /// The patterns that ask for a stem, by the stem.
    stems: HashMap<String, Vec<usize>>,
    stemmer: Stemmer,
    lead_words: usize,
}

/// Patterns on their way into a [`Matcher`].
#[derive(Debug, Default)]
pub struct Patterns(HashMap<Pattern, usize>);

impl Patterns {
    /// The number of `pattern`, equal patterns having one.
    pub fn number(&mut self, pattern: &Pattern) -> usize {
        let next = self.0.len();
        *self.0.entry(pattern.clone()).or_insert(next)
    }

    /// What finds them. The lead is the first `lead_words` words of the text.
    pub fn build(self, lead_words: usize) -> Matcher {
        let mut patterns: Vec<(Pattern, usize)> = self.0.into_iter().collect();
        patterns.sort_by_key(|(_, number)| *number);
        // Tala's stemmer (2003): it takes affixes off by rule, so that it joins words that belong together and some
        // that do not. That is why a term must ask for it.
        let stemmer = Stemmer::create(Algorithm::Indonesian);
        let mut stems: HashMap<String, Vec<usize>> = HashMap::new();
        let mut phrases = Phrases::default();
        for (pattern, number) in &patterns {
            match pattern.how {
                How::Words | How::Capitals => phrases.add(&pattern.words, false, *number),
                How::Open => phrases.add(&pattern.words, true, *number),
                How::Stem => stems.entry(stemmer.stem(&pattern.words).into_owned()).or_default().push(*number),
            }
        }
        Matcher {
            patterns: patterns.into_iter().map(|(pattern, _)| pattern).collect(),
            phrases,
            stems,
            stemmer,
            lead_words,
        }
    }
}

/// Which patterns stand where in one article, and the memory to find them in the next.
#[derive(Debug, Default)]
pub struct Hits {
    folded: Folded,
    /// Where in the folded text each part of the article ends, and which scope it is of.
    parts: Vec<(usize, Scope)>,
    /// Per pattern, the scopes in which it stands.
    scopes: Vec<u8>,
    /// The patterns that stand anywhere, each once, in the order in which they were met.
    pub found: Vec<usize>,
    /// Words and their stems, where stems are asked for: few words make most of the text.
    stems: HashMap<String, String>,
}

impl Hits {
    /// The scopes in which pattern `number` stands, as bits.
    pub fn scopes(&self, number: usize) -> u8 {
        self.scopes.get(number).copied().unwrap_or(0)
    }

    /// Whether the words of `term` stand anywhere, in capitals or not.
    pub fn stands_in_any_case(&self, term: &str) -> bool {
        self.folded.text.contains(&format!(" {} ", fold(term)))
    }

    fn part(&mut self, text: &str, scope: Scope) {
        self.folded.push(text);
        self.end(scope);
    }

    fn end(&mut self, scope: Scope) {
        self.folded.end();
        self.parts.push((self.folded.text.len(), scope));
    }

    fn note(&mut self, number: usize, scope: Scope) {
        if let Some(scopes) = self.scopes.get_mut(number) {
            if *scopes == 0 {
                self.found.push(number);
            }
            *scopes |= scope.bit();
        }
    }

    fn scope_at(&self, place: usize) -> Option<Scope> {
        let index = self.parts.partition_point(|(end, _)| *end <= place);
        self.parts.get(index).map(|(_, scope)| *scope)
    }

    fn reset(&mut self, patterns: usize) {
        for number in self.found.drain(..) {
            if let Some(scopes) = self.scopes.get_mut(number) {
                *scopes = 0;
            }
        }
        self.scopes.resize(patterns, 0);
        self.folded.clear();
        self.parts.clear();
    }
}

impl std::fmt::Debug for Matcher {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Matcher").field("patterns", &self.patterns).finish_non_exhaustive()
    }
}

impl Matcher {
    /// Finds every pattern in `article`; `with_body` is whether any rule looks beyond the lead.
    pub fn search(&self, article: &Article, with_body: bool, hits: &mut Hits) {
        hits.reset(self.patterns.len());
        if self.patterns.is_empty() {
            return;
        }
        self.fold(article, with_body, hits);
        let text = std::mem::take(&mut hits.folded.text);
        self.phrases.find(&text, |start, number| {
            let Some(scope) = hits.scope_at(start) else { return };
            let capitals = self.patterns.get(number).is_some_and(|pattern| pattern.how == How::Capitals);
            // In tags acronyms are written small as often as not, and mean the same.
            if !capitals || matches!(scope, Scope::Tags | Scope::Url) || hits.folded.is_capital(start) {
                hits.note(number, scope);
            }
        });
        if !self.stems.is_empty() {
            self.search_stems(&text, hits);
        }
        hits.folded.text = text;
    }

    fn search_stems(&self, text: &str, hits: &mut Hits) {
        let mut known = std::mem::take(&mut hits.stems);
        // The words of a newspaper are finite; what scrapers add to them is not.
        if known.len() > MOST_STEMS {
            known.clear();
        }
        let mut at = 0;
        for word in text.split(' ') {
            if !known.contains_key(word) {
                known.insert(word.to_owned(), self.stemmer.stem(word).into_owned());
            }
            let numbers = known.get(word).and_then(|stem| self.stems.get(stem));
            if let (Some(numbers), Some(scope)) = (numbers, hits.scope_at(at)) {
                numbers.iter().for_each(|number| hits.note(*number, scope));
            }
            at += word.len() + 1;
        }
        hits.stems = known;
    }

    fn fold(&self, article: &Article, with_body: bool, hits: &mut Hits) {
        let details = &article.details;
        for tag in &details.tags {
            hits.part(tag.trim_start_matches('#'), Scope::Tags);
        }
        hits.part(article.title(), Scope::Title);
        if let Some(url) = &details.url {
            hits.part(url, Scope::Url);
        }
        let mut left = self.lead_words;
        for paragraph in details.body.iter_paragraphs() {
            let (lead, rest) = split_words(&paragraph, &mut left);
            if !lead.is_empty() {
                hits.part(lead, Scope::Lead);
            }
            if !rest.is_empty() {
                if !with_body {
                    break;
                }
                hits.part(rest, Scope::Body);
            }
        }
    }
}

/// The first `left` words of `text` and the rest; `left` goes down by the words taken.
fn split_words<'a>(text: &'a str, left: &mut usize) -> (&'a str, &'a str) {
    // Paragraphs have no other white space, most of the time. Every byte is looked at, so that many can be at once.
    let is_plain = text.bytes().fold(true, |so_far, byte| so_far & (b' '..0x80).contains(&byte));
    let end = if is_plain { ascii::word_after(text.as_bytes(), left) } else { word_after(text, left) };
    let (lead, rest) = end.and_then(|end| text.split_at_checked(end)).unwrap_or((text, ""));
    (if end.is_some() { lead.trim_end() } else { lead }, rest)
}

/// As [`ascii::word_after`], for any text.
fn word_after(text: &str, left: &mut usize) -> Option<usize> {
    let mut in_word = false;
    for (at, is_space) in text.char_indices().map(|(at, c)| (at, c.is_whitespace())) {
        if !is_space && !in_word {
            if *left == 0 {
                return Some(at);
            }
            *left -= 1;
        }
        in_word = !is_space;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lead_ends_after_so_many_words() {
        let mut left = 2;
        assert_eq!(split_words("satu dua  tiga", &mut left), ("satu dua", "tiga"));
        assert_eq!(split_words("empat", &mut left), ("", "empat"));
        let mut left = 5;
        assert_eq!(split_words("satu dua", &mut left), ("satu dua", ""));
        assert_eq!(left, 3);
    }
}
