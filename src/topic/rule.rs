//! Rules: which words and fields put an article under a topic.

use std::collections::HashMap;

use super::matcher::{Hits, Patterns};
use super::term::{How, Pattern, Scope, Term};
use super::{Because, Error, Slug, words::fold};
use crate::article::Article;

/// A topic as `config.toml` has it.
#[derive(Debug, Clone)]
pub struct Rule {
    /// The name of its files and its identity; it never changes.
    pub slug: Slug,
    /// What readers see.
    pub title: String,
    /// What the topic is about, in a sentence.
    pub description: Option<String>,
    /// At least `at_least` of these terms.
    pub any: Vec<String>,
    /// All of these terms.
    pub all: Vec<String>,
    /// None of these terms.
    pub none: Vec<String>,
    /// How many different terms of `any` it takes.
    pub at_least: usize,
    /// Where terms are looked for, if not where they are everywhere else.
    pub scope: Option<Vec<Scope>>,
    /// Sections, one of which the article is in.
    pub section: Vec<String>,
    /// Authors, one of whom wrote it.
    pub author: Vec<String>,
    /// Outlets, one of which published it.
    pub source: Vec<String>,
    /// Languages, one of which it is in.
    pub language: Vec<String>,
    /// Outlets whose articles are never in the topic.
    pub exclude_source: Vec<String>,
    /// Other topics, all of whose articles are in this one too.
    pub from: Vec<String>,
    /// The folder that the topic is in, among the subscriptions of a feed reader.
    pub folder: Option<String>,
    /// What the topic is called among the Media Topics of the IPTC: eight digits.
    pub iptc: Option<String>,
}

/// Words that mean the same, wherever a term is one of them.
#[derive(Debug)]
pub struct Aliases<'a>(HashMap<String, Vec<&'a str>>);

impl<'a> Aliases<'a> {
    /// Of each name, the others that it stands for.
    pub fn new(aliases: &'a [(String, Vec<String>)]) -> Self {
        let mut same = HashMap::new();
        for (shown, others) in aliases {
            let names: Vec<&str> = std::iter::once(shown).chain(others).map(String::as_str).collect();
            for name in &names {
                same.insert(fold(name), names.clone());
            }
        }
        Self(same)
    }
}

/// A term and the patterns that fulfil it.
#[derive(Debug)]
pub struct Wanted {
    scopes: u8,
    /// The numbers of the patterns, and the words that they are made of.
    pub patterns: Vec<(usize, String)>,
}

impl Wanted {
    /// Where the term stands and as which word; the tags and the title tell most.
    pub fn found(&self, hits: &Hits) -> Option<(Scope, &str)> {
        let met = |(number, _): &(usize, String)| hits.scopes(*number) & self.scopes;
        let all = self.patterns.iter().fold(0, |bits, pattern| bits | met(pattern));
        let (_, scope) = Scope::NAMES.iter().find(|(_, scope)| all & scope.bit() != 0)?;
        let pattern = self.patterns.iter().find(|pattern| met(pattern) & scope.bit() != 0)?;
        Some((*scope, &pattern.1))
    }
}

/// A rule, ready to be matched.
#[derive(Debug)]
pub struct Compiled {
    /// The terms of the lists, in their order.
    pub any: Vec<Wanted>,
    pub all: Vec<Wanted>,
    pub none: Vec<Wanted>,
    /// How many terms of `any` it takes.
    pub at_least: usize,
    /// Field lists, folded; empty ones let everything pass.
    section: Vec<String>,
    author: Vec<String>,
    source: Vec<String>,
    language: Vec<String>,
    exclude_source: Vec<String>,
    /// The numbers of the rules whose articles are in this one's topic too.
    pub from: Vec<usize>,
}

/// Compiles rule `number`.
///
/// # Errors
/// Where the rule can never match, or would match whatever there is.
pub fn compile(
    number: usize,
    rule: &Rule,
    scope: &[Scope],
    aliases: &Aliases,
    patterns: &mut Patterns,
) -> Result<Compiled, Error> {
    let error = |key, item, message: String| Error { rule: number, key, item, message };
    let scopes = rule.scope.as_deref().unwrap_or(scope).iter().fold(0, |bits, scope| bits | scope.covers());
    let mut wanted = |key, terms: &[String]| -> Result<Vec<Wanted>, Error> {
        let each = terms.iter().enumerate();
        each.map(|(item, text)| {
            want(text, scopes, aliases, patterns).map_err(|message| error(key, Some(item), message))
        })
        .collect()
    };
    let (any, all, none) = (wanted("any", &rule.any)?, wanted("all", &rule.all)?, wanted("none", &rule.none)?);
    let fields = [&rule.section, &rule.author, &rule.source, &rule.language];
    if any.is_empty() && all.is_empty() && rule.from.is_empty() && fields.iter().all(|list| list.is_empty()) {
        return Err(error("id", None, "the topic has nothing to match: give it `any`, `all` or `from`".to_owned()));
    }
    if !any.is_empty() && rule.at_least > any.len() {
        let message = format!("`at_least` wants {} of {} terms, which can never match", rule.at_least, any.len());
        return Err(error("at_least", None, message));
    }
    let excluded = |term: &Wanted| {
        none.iter().any(|no| {
            let covered = |(number, _): &(usize, String)| no.patterns.iter().any(|(other, _)| other == number);
            term.scopes & !no.scopes == 0 && term.patterns.iter().all(covered)
        })
    };
    if let Some(item) = all.iter().position(excluded) {
        let message = "the term is in `none` too, so that the topic can never match".to_owned();
        return Err(error("all", Some(item), message));
    }
    if !any.is_empty() && any.iter().filter(|term| !excluded(term)).count() < rule.at_least.max(1) {
        return Err(error("any", None, "every term is in `none` too, so that the topic can never match".to_owned()));
    }
    let folded = |list: &[String]| list.iter().map(|item| fold(item)).collect();
    Ok(Compiled {
        any,
        all,
        none,
        at_least: rule.at_least.max(1),
        section: folded(&rule.section),
        author: folded(&rule.author),
        source: folded(&rule.source),
        language: folded(&rule.language),
        exclude_source: folded(&rule.exclude_source),
        from: Vec::new(),
    })
}

/// Resolves `from`: fills in the numbers, and returns the combined rules in an order in which each comes after those
/// that it takes in.
///
/// # Errors
/// Where a topic takes in one that is not there, or itself.
pub fn combine(rules: &[Rule], compiled: &mut [Compiled]) -> Result<Vec<usize>, Error> {
    let numbers: HashMap<&str, usize> = rules.iter().enumerate().map(|(n, rule)| (rule.slug.as_str(), n)).collect();
    for (number, (rule, compiled)) in rules.iter().zip(compiled.iter_mut()).enumerate() {
        for (item, name) in rule.from.iter().enumerate() {
            let Some(from) = numbers.get(name.as_str()) else {
                let message = "there is no topic with this id".to_owned();
                return Err(Error { rule: number, key: "from", item: Some(item), message });
            };
            compiled.from.push(*from);
        }
    }
    let mut order = Vec::new();
    let mut left: Vec<usize> =
        (0..compiled.len()).filter(|n| compiled.get(*n).is_some_and(|r| !r.from.is_empty())).collect();
    while !left.is_empty() {
        let waits =
            |number: &usize| compiled.get(*number).is_some_and(|rule| rule.from.iter().any(|f| left.contains(f)));
        let (waiting, ready): (Vec<usize>, Vec<usize>) = left.iter().partition(|number| waits(number));
        if ready.is_empty() {
            let message = "the topic takes in itself, by way of the topics in `from`".to_owned();
            return Err(Error { rule: waiting.first().copied().unwrap_or(0), key: "from", item: Some(0), message });
        }
        order.extend(ready);
        left = waiting;
    }
    Ok(order)
}

fn want(text: &str, scopes: u8, aliases: &Aliases, patterns: &mut Patterns) -> Result<Wanted, String> {
    let term = Term::parse(text).map_err(|error| error.to_string())?;
    let scopes = term.scope.map_or(scopes, Scope::covers);
    if scopes == 0 {
        return Err("no scope is left to look in, so that the term can never match".to_owned());
    }
    let own = text.split_once(':').filter(|(name, _)| Scope::named(name).is_some()).map_or(text, |(_, word)| word);
    let mut alternatives: Vec<(Pattern, String)> = vec![(term.pattern.clone(), own.trim().to_owned())];
    if !matches!(term.pattern.how, How::Open | How::Stem)
        && let Some(names) = aliases.0.get(&term.pattern.words)
    {
        let others = names.iter().filter_map(|name| Some((Term::parse(name).ok()?.pattern, (*name).to_owned())));
        alternatives.extend(others.filter(|(pattern, _)| pattern.words != term.pattern.words));
    }
    let patterns = alternatives.into_iter().map(|(pattern, word)| (patterns.number(&pattern), word)).collect();
    Ok(Wanted { scopes, patterns })
}

impl Compiled {
    /// The patterns of which one must stand in an article that matches.
    pub fn triggers(&self) -> impl Iterator<Item = usize> {
        let needed = if self.all.is_empty() { &self.any } else { &self.all };
        needed.iter().flat_map(|wanted| wanted.patterns.iter().map(|(number, _)| *number))
    }

    /// Whether a term may stand beyond the lead.
    pub fn looks_into_body(&self) -> bool {
        [&self.any, &self.all, &self.none].into_iter().flatten().any(|wanted| wanted.scopes & Scope::Body.bit() != 0)
    }

    /// Why the article is under the topic, if it is.
    pub fn matches(&self, article: &Article, hits: &Hits) -> Option<Because> {
        const SHOWN: usize = 5;
        if !self.has_own_rule() || !self.admits(article, hits) || !self.fields_match(article) {
            return None;
        }
        let all = || self.all.iter().map_while(|term| term.found(hits));
        let any = || self.any.iter().filter_map(|term| term.found(hits));
        let lacks_any = !self.any.is_empty() && any().take(self.at_least).count() < self.at_least;
        if lacks_any || all().count() < self.all.len() {
            return None;
        }
        let words: Vec<_> = all().chain(any()).take(SHOWN).map(|(scope, word)| (scope, word.to_owned())).collect();
        Some(if words.is_empty() { Because::Fields } else { Because::Words(words) })
    }

    /// Whether anything but other topics puts an article into this one.
    fn has_own_rule(&self) -> bool {
        let fields = [&self.section, &self.author, &self.source, &self.language];
        !self.any.is_empty() || !self.all.is_empty() || fields.iter().any(|list| !list.is_empty())
    }

    /// Whether nothing keeps the article out.
    pub fn admits(&self, article: &Article, hits: &Hits) -> bool {
        let source = article.details.source.as_ref().map(|source| fold(source));
        let excluded = source.is_some_and(|source| self.exclude_source.contains(&source));
        !excluded && self.none.iter().all(|term| term.found(hits).is_none())
    }

    fn fields_match(&self, article: &Article) -> bool {
        let details = &article.details;
        let listed = |list: &[String], value: Option<&String>| {
            list.is_empty() || value.is_some_and(|value| list.contains(&fold(value)))
        };
        listed(&self.section, details.section.as_ref())
            && listed(&self.source, details.source.as_ref())
            && listed(&self.language, details.language.as_ref())
            && (self.author.is_empty() || details.authors.iter().any(|author| listed(&self.author, Some(author))))
    }
}
