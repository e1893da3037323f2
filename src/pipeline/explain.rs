//! Looking at single files: how their records are understood.

use std::io::Read;
use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset};
use serde::Serialize;

use super::furnish::learn_from;
use super::gather::background;
use crate::archive::{self, Record, Source};
use crate::article::{self, Article, Draft, Learned};
use crate::config::Config;
use crate::report::{Origin, Problem};
use crate::topic::{self, Because, Hits, Topic, Unmet};

/// A record as it is understood, and what a build would make of it.
#[derive(Debug)]
pub struct Explained {
    /// What is understood.
    pub draft: Draft,
    /// The id of the article, where the record makes one.
    pub id: Option<String>,
    /// The topics that the article is under, and why; none for a draft.
    pub topics: Vec<Under>,
    /// Of each topic that was asked about, its id and what keeps the article out: nothing where it is in.
    pub why_not: Vec<(String, Vec<Unmet>)>,
}

/// A topic that an article is under.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Under {
    /// The name of the topic's files, as far as this article tells.
    pub slug: String,
    /// What is the same for all articles of the topic: the slug, or `#` and the folded tag.
    pub key: String,
    /// The tag as spelled, where it is the tag that makes the topic.
    pub tag: Option<String>,
    /// Why.
    pub because: String,
}

/// Explains files one after the other, and remembers what the pages of their folders share.
pub struct Explainer<'a> {
    config: &'a Config,
    now: DateTime<FixedOffset>,
    hits: Hits,
    beside: Beside,
    /// The numbers of the rules that are asked about.
    asked: Vec<usize>,
}

impl<'a> Explainer<'a> {
    /// Explains as a build at `now` would understand.
    pub fn new(config: &'a Config, now: DateTime<FixedOffset>) -> Self {
        Self { config, now, hits: Hits::default(), beside: Beside::default(), asked: Vec::new() }
    }

    /// Says of each article, too, why the rules with the numbers of `asked` do not take it.
    pub fn why_not(self, asked: Vec<usize>) -> Self {
        Self { asked, ..self }
    }

    /// Gives `each` record of the file at `path`, of every file below the folder at `path`, or of `input` where the
    /// path is `-`.
    pub fn explain(&mut self, path: &Path, input: &mut dyn Read, each: &mut dyn FnMut(Result<Explained, Problem>)) {
        if !path.is_dir() {
            return self.file(path, input, each);
        }
        let below = archive::Options { base: PathBuf::new(), path: path.to_owned(), ..self.config.archive.clone() };
        let listing = match archive::walk(&below) {
            Ok(listing) => listing,
            Err(error) => return each(Err(Problem::record(Origin::file(path.to_string_lossy()), error.to_string()))),
        };
        listing.problems.into_iter().for_each(|problem| each(Err(problem)));
        for source in &listing.sources {
            self.file(&source.path(), input, each);
        }
        if listing.sources.is_empty() {
            let origin = Origin::file(archive::shown_as(path, &self.config.archive));
            each(Err(Problem::record(origin, "a folder without a file that a format reads")));
        }
    }

    fn file(&mut self, path: &Path, input: &mut dyn Read, each: &mut dyn FnMut(Result<Explained, Problem>)) {
        let (config, shown) = (self.config, archive::shown_as(path, &self.config.archive));
        let source = Source::at(shown.clone(), path).known(std::fs::metadata(path).ok().as_ref());
        let background = background(config, self.now, &source, self.beside.learned(config, &source));
        let (hits, asked) = (&mut self.hits, &self.asked);
        let mut explain = |item: Result<Record, Problem>| match item {
            Err(problem) => each(Err(problem)),
            Ok(record) => {
                for draft in article::understand(record, &background) {
                    each(Ok(explained(config, draft, hits, asked)));
                }
            }
        };
        let known = if shown == "-" {
            archive::read_stream(input, &shown, &config.archive, &mut explain)
        } else {
            archive::read(&source, &config.archive, &mut explain)
        };
        if !known {
            each(Err(Problem::record(Origin::file(shown), "no format reads this file")));
        }
    }
}

/// What the pages of the folder share that was looked at last.
#[derive(Debug, Default)]
pub(super) struct Beside {
    folder: Option<PathBuf>,
    learned: Learned,
}

impl Beside {
    /// What the pages beside `source` share, learned once for all files of a folder.
    pub(super) fn learned(&mut self, config: &Config, source: &Source) -> &Learned {
        let path = source.path();
        let folder = path.parent().filter(|_| archive::is_page(&path));
        if folder.is_some() && folder != self.folder.as_deref() {
            self.learned = learn_from(config, &archive::pages_beside(source));
            self.folder = folder.map(Path::to_owned);
        }
        &self.learned
    }
}

fn explained(config: &Config, draft: Draft, hits: &mut Hits, asked: &[usize]) -> Explained {
    let finished = draft.clone().finish(&config.article).ok().map(|(article, _)| article);
    let mut why_not = Vec::new();
    for number in asked {
        let Some(rule) = config.topics.options().rules.get(*number) else { continue };
        let never = |key, because: &str| vec![Unmet { key, because: because.to_owned() }];
        let unmet = match &finished {
            None => never("record", "it makes no article"),
            Some(_) if draft.is_draft => never("draft", "it says itself that it is not to be published"),
            Some(article) => config.topics.why_not(*number, article, hits),
        };
        why_not.push((rule.slug.to_string(), unmet));
    }
    let topics = match &finished {
        Some(article) if !draft.is_draft => topics(config, article, hits),
        _ => Vec::new(),
    };
    Explained { draft, id: finished.map(|article| article.id().iri.clone()), topics, why_not }
}

/// The topics of `article`, by the same functions by which a build finds them.
pub(super) fn topics(config: &Config, article: &Article, hits: &mut Hits) -> Vec<Under> {
    let options = config.topics.options();
    let memberships = config.topics.of(article, hits).into_iter();
    memberships
        .filter_map(|membership| {
            let slug = match &membership.topic {
                Topic::All => options.all.as_ref()?.0.to_string(),
                Topic::Rule(number) => options.rules.get(*number)?.slug.to_string(),
                Topic::Tag(_) => topic::slug_of_tag(&membership.because)?.to_string(),
            };
            let (key, tag) = match (&membership.topic, &membership.because) {
                (Topic::Tag(key), Because::Tag(spelling)) => (format!("#{key}"), Some(spelling.clone())),
                _ => (slug.clone(), None),
            };
            Some(Under { slug, key, tag, because: membership.because.to_string() })
        })
        .collect()
}
