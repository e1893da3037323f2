//! Looking at the topics: what each holds, and which rules do not do what their author meant.

use chrono::{DateTime, Utc};

use super::gather::{compare, until};
use super::{Error, Run};
use crate::config::Config;
use crate::feed::Format;
use crate::report::{Report, count, quote};
use crate::topic::{Slug, Topic};

/// A topic that holds so much of the archive tells its reader nothing; in smaller archives it may.
const WIDE: (usize, usize) = (5, 50);

/// A topic and what it holds.
#[derive(Debug)]
pub struct Surveyed {
    /// The name of its files.
    pub slug: Slug,
    /// What readers see.
    pub title: String,
    /// Where it comes from: `all`, `rule` or `tag`.
    pub kind: &'static str,
    /// How many articles it holds.
    pub articles: usize,
    /// When the first and the last were published.
    pub span: Option<(DateTime<Utc>, DateTime<Utc>)>,
    /// The names of its files.
    pub files: Vec<String>,
}

/// The topics of an archive.
#[derive(Debug)]
pub struct Survey {
    /// How many articles the archive holds.
    pub articles: usize,
    /// The topics that have a feed, by slug.
    pub topics: Vec<Surveyed>,
    /// The tags that have none: title and number of articles.
    pub thin_tags: Vec<(String, usize)>,
    /// Topics of `config.toml` that match nothing, nearly everything, or what another matches.
    pub warnings: Vec<(Slug, String)>,
}

/// Surveys the topics of the archive.
///
/// # Errors
/// Where the archive cannot be listed.
pub fn survey(config: &Config, run: Run) -> Result<Survey, Error> {
    let mut report = Report::default();
    let mut gathered = compare(config, run)?;
    gathered.read(config, run, &mut report)?;
    let totals = gathered.catalog.totals_of_topics(&config.topics)?;
    let (fold, counted) = gathered.group(config, run, &mut report)?;
    let articles = counted.articles as usize;
    let (holdings, thin_tags) = counted.holder.finish(&config.topics, &totals);
    let topics = holdings.into_iter().map(|holding| Surveyed {
        kind: match holding.topic {
            Topic::All => "all",
            Topic::Rule(_) => "rule",
            Topic::Tag(_) => "tag",
        },
        articles: holding.count,
        span: instant(holding.span.0).zip(instant(holding.span.1)),
        files: config.feed.formats.iter().map(|format| file(&holding.slug, format)).collect(),
        slug: holding.slug,
        title: holding.title,
    });
    let members = gathered.catalog.members_of_rules(&fold, until(config, run))?;
    Ok(Survey { articles, topics: topics.collect(), thin_tags, warnings: warnings(config, &members, articles) })
}

fn instant(micros: i64) -> Option<DateTime<Utc>> {
    DateTime::from_timestamp_micros(micros)
}

fn file(slug: &Slug, format: &Format) -> String {
    format!("{slug}{}", format.suffix)
}

type Members = std::collections::BTreeMap<usize, Vec<usize>>;

fn warnings(config: &Config, members: &Members, articles: usize) -> Vec<(Slug, String)> {
    let mut warnings = Vec::new();
    for (number, rule) in config.topics.options().rules.iter().enumerate() {
        let mut warn = |message: String| warnings.push((rule.slug.clone(), message));
        let Some(own) = members.get(&number) else {
            warn("matches nothing".to_owned());
            continue;
        };
        if articles >= WIDE.1 && own.len() * WIDE.0 > articles {
            warn(format!(
                "matches {} of {}: too much to tell a reader anything",
                own.len(),
                count(articles as u64, "article")
            ));
        }
        for (other, cards) in
            members.iter().filter(|(other, _)| **other != number && !rule_takes(config, **other, number))
        {
            let Some(name) = config.topics.options().rules.get(*other).map(|rule| quote(rule.slug.as_str())) else {
                continue;
            };
            let shared = shared(own, cards);
            if shared * 10 >= (own.len() + cards.len() - shared) * 9 {
                if *other > number {
                    warn(format!("holds nearly the same articles as {name}"));
                }
            } else if own.len() >= 3 && shared == own.len() {
                warn(format!("all its articles are in {name} too"));
            }
        }
    }
    warnings
}

/// Whether the topic `whole` is meant to hold that of `part`.
fn rule_takes(config: &Config, whole: usize, part: usize) -> bool {
    let rules = &config.topics.options().rules;
    let slug = |number: usize| rules.get(number).map(|rule| rule.slug.as_str());
    rules.get(whole).is_some_and(|rule| rule.from.iter().any(|from| Some(from.as_str()) == slug(part)))
}

/// How many numbers two rising lists share.
fn shared(one: &[usize], other: &[usize]) -> usize {
    one.iter().filter(|number| other.binary_search(number).is_ok()).count()
}
