//! topic: [`Article`] → the topics that it belongs to, each with the reason.
//!
//! An article is under a topic of `config.toml` when one of its tags names the topic or when the topic's rule says so,
//! under a topic of each of its other tags, and under the topic of everything. Whole words in tags, title and the
//! first words of the text tell best what an article is about; a word far down in the text tells little.

pub mod acronym;
mod matcher;
mod phrases;
mod rule;
mod slug;
pub mod suggest;
mod tag;
mod term;
mod totals;
mod why_not;
mod words;

use std::collections::BTreeSet;
use std::fmt;

use foldhash::{HashMap, HashSet};

use crate::article::{Article, LEAD_WORDS};
use matcher::{Matcher, Patterns};
use rule::Compiled;

pub use matcher::Hits;
pub use rule::Rule;
pub use slug::{LONGEST as LONGEST_SLUG, Slug};
pub use tag::{better as better_spelling, key as tag_key, parted as parted_spelling};
pub use term::Scope;
pub use totals::Totals;
pub use why_not::Unmet;

/// What the user says about topics.
#[derive(Debug, Clone)]
pub struct Options {
    /// Where terms are looked for, unless a rule says otherwise.
    pub scope: Vec<Scope>,
    /// How many words of the text are its lead.
    pub lead_words: usize,
    /// The topic of everything, if there is one: slug and title.
    pub all: Option<(Slug, String)>,
    /// Tags with at least so many articles have a topic of their own; 0 for none.
    pub auto_tags: usize,
    /// Whether a section counts as a tag.
    pub sections_are_tags: bool,
    /// Tags that make no topic, as spelled.
    pub ignored_tags: Vec<String>,
    /// Names that mean the same, for tags and terms alike: the name that is shown, the others.
    pub aliases: Vec<(String, Vec<String>)>,
    /// The folders of tags: the name of the folder, the tags in it.
    pub folders: Vec<(String, Vec<String>)>,
    /// The topics of `config.toml`.
    pub rules: Vec<Rule>,
}

/// Why the options make no topics.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    /// The number of the rule in [`Options::rules`].
    pub rule: usize,
    /// The key of the rule that is wrong.
    pub key: &'static str,
    /// The number of the item in the key's list, where it is one item.
    pub item: Option<usize>,
    /// What is wrong.
    pub message: String,
}

/// A topic, before it is known what it holds.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Topic {
    /// The topic of everything.
    All,
    /// The topic of the rule with this number.
    Rule(usize),
    /// The topic of a tag: its key.
    Tag(String),
}

/// Why an article is under a topic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Because {
    /// Every article is.
    Everything,
    /// The tag names the topic.
    Tag(String),
    /// The words stand where the rule looks.
    Words(Vec<(Scope, String)>),
    /// The section, author, source or language is the rule's.
    Fields,
    /// It is in another topic that this one takes in.
    From(Slug),
}

impl fmt::Display for Because {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Because::Everything => f.write_str("every article"),
            Because::Tag(tag) => write!(f, "tag `{tag}`"),
            Because::Fields => f.write_str("section, author, source or language"),
            Because::From(slug) => write!(f, "topic `{slug}`"),
            Because::Words(words) => {
                for (index, (scope, word)) in words.iter().enumerate() {
                    let comma = if index == 0 { "" } else { ", " };
                    write!(f, "{comma}{scope} `{word}`")?;
                }
                Ok(())
            }
        }
    }
}

/// The slug of a tag's topic, as far as this one spelling of the tag tells.
pub fn slug_of_tag(because: &Because) -> Option<Slug> {
    match because {
        Because::Tag(spelling) => Some(Slug::of(&tag::parted(spelling))),
        Because::Everything | Because::Words(_) | Because::Fields | Because::From(_) => None,
    }
}

/// An article's place under a topic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Membership {
    /// The topic.
    pub topic: Topic,
    /// Why.
    pub because: Because,
}

/// The topics of `config.toml`, ready to be matched.
#[derive(Debug)]
pub struct Topics {
    options: Options,
    rules: Vec<Compiled>,
    matcher: Matcher,
    /// The rules that a pattern can fulfil, by the pattern's number.
    rules_of: Vec<Vec<usize>>,
    /// Rules that have no words to be found.
    wordless: Vec<usize>,
    /// The rules that take in other topics, after those that they take in.
    combined: Vec<usize>,
    /// The rule that a tag names, by the tag's key.
    named: HashMap<String, usize>,
    /// The tag that an alias stands for: key of the alias → name that is shown.
    canonical: HashMap<String, String>,
    ignored: HashSet<String>,
    /// The folder of a tag, by the tag's key.
    folders: HashMap<String, String>,
    looks_into_body: bool,
}

impl Topics {
    /// Checks and compiles `options`.
    ///
    /// # Errors
    /// The first rule that can never match.
    pub fn new(options: Options) -> Result<Self, Error> {
        let mut patterns = Patterns::default();
        let aliases = rule::Aliases::new(&options.aliases);
        let mut rules = Vec::with_capacity(options.rules.len());
        for (number, rule) in options.rules.iter().enumerate() {
            rules.push(rule::compile(number, rule, &options.scope, &aliases, &mut patterns)?);
        }
        let matcher = patterns.build(options.lead_words);
        let mut topics = Self {
            rules_of: Vec::new(),
            wordless: Vec::new(),
            combined: rule::combine(&options.rules, &mut rules)?,
            named: HashMap::default(),
            canonical: HashMap::default(),
            folders: HashMap::default(),
            ignored: options.ignored_tags.iter().map(|tag| tag::key(tag)).collect(),
            looks_into_body: rules.iter().any(Compiled::looks_into_body),
            options,
            rules,
            matcher,
        };
        topics.index();
        Ok(topics)
    }

    fn index(&mut self) {
        for (number, rule) in self.rules.iter().enumerate() {
            let patterns: BTreeSet<usize> = rule.triggers().collect();
            if patterns.is_empty() {
                self.wordless.push(number);
            }
            for pattern in patterns {
                if self.rules_of.len() <= pattern {
                    self.rules_of.resize(pattern + 1, Vec::new());
                }
                if let Some(rules) = self.rules_of.get_mut(pattern) {
                    rules.push(number);
                }
            }
        }
        for (shown, others) in &self.options.aliases {
            for name in std::iter::once(shown).chain(others) {
                self.canonical.insert(tag::key(name), shown.clone());
            }
        }
        for (number, rule) in self.options.rules.iter().enumerate() {
            for name in [rule.slug.as_str(), &rule.title] {
                self.named.entry(self.key(name)).or_insert(number);
            }
        }
        for (folder, tags) in &self.options.folders {
            self.folders.extend(tags.iter().map(|tag| (self.key(tag), folder.clone())).collect::<Vec<_>>());
        }
    }

    /// The key of a tag, an alias having that of the name it stands for.
    fn key(&self, tag: &str) -> String {
        let key = tag::key(tag);
        self.canonical.get(&key).map(|shown| tag::key(shown)).unwrap_or(key)
    }

    /// What the topics were made of.
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// Whether no rule looks beyond the lead, and the lead is as short as it is by default.
    pub fn is_content_with_lead(&self) -> bool {
        !self.looks_into_body && self.options.lead_words <= LEAD_WORDS
    }

    /// The folder of `topic` among the subscriptions of a feed reader, if the user has put it into one: what its rule
    /// says, else the folder of the tag that it is made of or that names it.
    pub fn folder_of(&self, topic: &Topic) -> Option<&str> {
        let of_tag = |key: &str| self.folders.get(key).map(String::as_str);
        match topic {
            Topic::All => None,
            Topic::Tag(key) => of_tag(key),
            Topic::Rule(number) => {
                let rule = self.options.rules.get(*number)?;
                let names = || [rule.slug.as_str(), &rule.title].into_iter();
                rule.folder.as_deref().or_else(|| names().find_map(|name| of_tag(&self.key(name))))
            }
        }
    }

    /// The topics of `article`, each once, in the order: everything, rules, tags. `hits` is memory that is used again.
    pub fn of(&self, article: &Article, hits: &mut Hits) -> Vec<Membership> {
        let mut memberships = Vec::new();
        if self.options.all.is_some() {
            memberships.push(Membership { topic: Topic::All, because: Because::Everything });
        }
        let tags = self.tags(article);
        let mut by_rule: Vec<(usize, Because)> =
            tags.iter().filter_map(|(key, shown)| Some((*self.named.get(key)?, Because::Tag(shown.clone())))).collect();
        by_rule.extend(self.by_words(article, hits));
        by_rule.sort_by_key(|(rule, _)| *rule);
        by_rule.dedup_by_key(|(rule, _)| *rule);
        self.combine(article, hits, &mut by_rule);
        memberships.extend(by_rule.into_iter().map(|(rule, because)| Membership { topic: Topic::Rule(rule), because }));
        if self.options.auto_tags > 0 {
            let own = tags.into_iter().filter(|(key, _)| !self.named.contains_key(key));
            memberships
                .extend(own.map(|(key, shown)| Membership { topic: Topic::Tag(key), because: Because::Tag(shown) }));
        }
        memberships
    }

    /// Adds the topics that take in one of those found.
    fn combine(&self, article: &Article, hits: &Hits, by_rule: &mut Vec<(usize, Because)>) {
        for (number, rule) in self.combined.iter().filter_map(|number| Some((*number, self.rules.get(*number)?))) {
            let found = |number: usize| by_rule.iter().any(|(known, _)| *known == number);
            let Some(from) = rule.from.iter().find(|from| found(**from)) else { continue };
            if found(number) || !rule.admits(article, hits) {
                continue;
            }
            if let Some(from) = self.options.rules.get(*from) {
                by_rule.push((number, Because::From(from.slug.clone())));
                by_rule.sort_by_key(|(rule, _)| *rule);
            }
        }
    }

    fn by_words(&self, article: &Article, hits: &mut Hits) -> Vec<(usize, Because)> {
        self.matcher.search(article, self.looks_into_body, hits);
        let met = hits.found.iter().filter_map(|pattern| self.rules_of.get(*pattern)).flatten();
        let mut asked: Vec<usize> = met.chain(&self.wordless).copied().collect();
        asked.sort_unstable();
        asked.dedup();
        let rules = asked.into_iter().filter_map(|number| Some((number, self.rules.get(number)?)));
        rules.filter_map(|(number, rule)| Some((number, rule.matches(article, hits)?))).collect()
    }

    /// The tags of `article` that count, each once: key and spelling, aliases being spelled as the name they stand for.
    fn tags(&self, article: &Article) -> Vec<(String, String)> {
        let section = article.details.section.iter().filter(|_| self.options.sections_are_tags);
        let mut tags: Vec<(String, String)> = Vec::new();
        for tag in article.details.tags.iter().chain(section) {
            let (mut key, mut shown) = (tag::key(tag), tag.trim_start_matches('#').trim().to_owned());
            if let Some(canonical) = self.canonical.get(&key) {
                (key, shown) = (tag::key(canonical), canonical.clone());
            }
            if !key.is_empty() && !self.ignored.contains(&key) && tags.iter().all(|(known, _)| *known != key) {
                tags.push((key, shown));
            }
        }
        tags
    }
}
