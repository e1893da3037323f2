//! What the archive itself teaches about its topics: names and their acronyms, and topics that it could have.

use std::collections::HashSet;

use super::furnish::learn_from;
use super::gather::{admit, background};
use super::{Error, Run};
use crate::archive::{self, Source};
use crate::article::{Article, Learned};
use crate::config::Config;
use crate::report::count;
use crate::topic::acronym::{Learner, Pair};
use crate::topic::suggest::{self, Suggestion};
use crate::topic::{Topics, tag_key};

/// The articles of the archive, to be read as often as it takes.
struct Articles<'a> {
    config: &'a Config,
    run: Run,
    sources: Vec<Source>,
    learned: Learned,
}

impl<'a> Articles<'a> {
    fn new(config: &'a Config, run: Run) -> Result<Self, Error> {
        let sources = archive::walk(&config.archive)?.sources;
        let learned = learn_from(config, &sources);
        Ok(Self { config, run, sources, learned })
    }

    /// Gives `each` article, copies too, in the order of the files.
    fn read(&self, each: &mut dyn FnMut(&Article)) {
        // What is wrong with the records is a build's to tell.
        for source in &self.sources {
            let background = background(self.config, self.run.now, source, &self.learned);
            archive::read(source, &self.config.archive, &mut |item| {
                for (article, _) in admit(item, &background).articles {
                    each(&article);
                }
            });
        }
    }
}

/// The acronyms that the archive explains.
fn pairs(articles: &Articles) -> Vec<Pair> {
    let mut learner = Learner::default();
    articles.read(&mut |article| {
        let body = article.details.body.paragraphs();
        learner.add(&format!("{}\n{}", article.title(), body.join("\n")));
    });
    learner.finish()
}

/// The configuration with the aliases that the archive teaches, where it asks for them.
///
/// # Errors
/// Where the archive cannot be listed.
pub fn with_learned_aliases(config: Config, run: Run) -> Result<Config, Error> {
    if !config.learn {
        return Ok(config);
    }
    let mut options = config.topics.options().clone();
    let pairs = pairs(&Articles::new(&config, run)?);
    for pair in pairs.into_iter().filter(Pair::is_safe) {
        let mut known = options.aliases.iter().flat_map(|(name, others)| std::iter::once(name).chain(others));
        if !known.any(|name| tag_key(name) == tag_key(&pair.short)) {
            match options.aliases.iter_mut().find(|(name, _)| tag_key(name) == tag_key(&pair.long)) {
                Some((_, others)) => others.push(pair.short),
                None => options.aliases.push((pair.long, vec![pair.short])),
            }
        }
    }
    // Rules that the user has written mean what they meant; aliases that would break one are not taken.
    let topics = Topics::new(options).or_else(|_| Topics::new(config.topics.options().clone()));
    Ok(match topics {
        Ok(topics) => Config { topics, ..config },
        Err(_) => config,
    })
}

/// At most `most` topics and the aliases that the archive suggests, as TOML to paste into the configuration.
///
/// # Errors
/// Where the archive cannot be listed.
pub fn suggest(config: &Config, run: Run, most: usize) -> Result<String, Error> {
    let options =
        suggest::Options { most, lead_words: config.topics.options().lead_words, ..suggest::Options::default() };
    let articles = Articles::new(config, run)?;
    let read = |each: &mut dyn FnMut(&suggest::Story)| -> Result<(), Error> {
        articles.read(&mut |article| each(&article.into()));
        Ok(())
    };
    let mut suggestions: Vec<Suggestion> = suggest::suggest(&options, read)?;
    let known = known_names(config);
    suggestions.retain(|suggestion| !suggestion.terms.iter().any(|term| known.contains(&tag_key(term))));
    Ok(aliases(&pairs(&articles)) + &suggest::to_toml(&suggestions))
}

/// What the topics of the configuration are called and look for.
fn known_names(config: &Config) -> HashSet<String> {
    let rules = config.topics.options().rules.iter();
    let names = rules.flat_map(|rule| {
        let own = [rule.slug.as_str(), rule.title.as_str()];
        own.into_iter().chain(rule.any.iter().chain(&rule.all).map(String::as_str)).collect::<Vec<_>>()
    });
    names.map(tag_key).collect()
}

/// The pairs that are sure enough, a line each, under the table that they belong to.
fn aliases(pairs: &[Pair]) -> String {
    let mut safe: Vec<&Pair> = pairs.iter().filter(|pair| pair.is_safe()).collect();
    safe.sort_by(|a, b| a.long.cmp(&b.long).then_with(|| a.short.cmp(&b.short)));
    safe.dedup_by(|a, b| a.long == b.long);
    if safe.is_empty() {
        return String::new();
    }
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    let line = |pair: &&Pair| {
        let articles = count(u64::from(pair.articles), "article");
        format!("{} = [{}] # {articles}\n", quoted(&pair.long), quoted(&pair.short))
    };
    format!("[aliases]\n{}\n", safe.iter().map(line).collect::<String>())
}
