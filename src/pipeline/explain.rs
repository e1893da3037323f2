//! Looking at single files: how their records are understood.

use std::io::Read;
use std::path::Path;

use chrono::{DateTime, FixedOffset};

use super::gather::{background, learn};
use crate::archive::{self, Record, Source};
use crate::article::{self, Draft};
use crate::config::Config;
use crate::report::{Origin, Problem};
use crate::topic::{self, Hits, Topic};

/// A record as it is understood, and the topics that it is under.
pub type Explained = (Draft, Vec<(String, String)>);

/// Explains every record of the file at `path`, or of `input` where the path is `-`.
///
/// # Errors
/// The problem of the file itself, where it has no format.
pub fn explain(
    config: &Config,
    now: DateTime<FixedOffset>,
    path: &Path,
    input: &mut dyn Read,
    each: &mut dyn FnMut(Result<Explained, Problem>),
) {
    let mut hits = Hits::default();
    let shown = path.to_string_lossy().into_owned();
    let modified = std::fs::metadata(path).and_then(|metadata| metadata.modified()).ok();
    let source = Source { shown: shown.clone().into(), path: path.to_owned(), modified };
    let learned = learn(config, &beside(config, &source));
    let background = background(config, now, &source, &learned);
    let mut explain = |item: Result<Record, Problem>| match item {
        Err(problem) => each(Err(problem)),
        Ok(record) => {
            for draft in article::understand(record, &background) {
                let topics = topics(config, &draft, &mut hits);
                each(Ok((draft, topics)));
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

/// The pages in the folder of `source`, which teach what they share.
fn beside(config: &Config, source: &Source) -> Vec<Source> {
    let Some(folder) = source.path.parent().filter(|_| archive::is_page(&source.path)) else { return Vec::new() };
    let shown = article::folder(&Origin::file(source.shown.clone())).to_owned();
    let options =
        archive::Options { base: config.archive.base.clone(), path: folder.to_owned(), ..config.archive.clone() };
    let listing = archive::walk(&options).unwrap_or_default();
    let beside = listing.sources.into_iter().filter(|other| other.path.parent() == Some(folder));
    beside.map(|other| Source { shown: format!("{shown}/x").into(), ..other }).collect()
}

fn topics(config: &Config, draft: &Draft, hits: &mut Hits) -> Vec<(String, String)> {
    let Ok((article, _)) = draft.clone().finish(&config.article) else { return Vec::new() };
    let options = config.topics.options();
    let memberships = config.topics.of(&article, hits).into_iter();
    memberships
        .filter_map(|membership| {
            let slug = match &membership.topic {
                Topic::All => options.all.as_ref()?.0.to_string(),
                Topic::Rule(number) => options.rules.get(*number)?.slug.to_string(),
                Topic::Tag(_) => topic::slug_of_tag(&membership.because)?.to_string(),
            };
            Some((slug, membership.because.to_string()))
        })
        .collect()
}
