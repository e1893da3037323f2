//! Looking at a whole archive, for someone who is about to configure it.

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset};

use super::Error;
use super::gather::{admit, background};
use crate::archive;
use crate::article::{Article, Learned};
use crate::config::Config;
use crate::report::{Cost, Problem};

/// What an archive looks like, for someone who is about to configure it.
#[derive(Debug, Default)]
pub struct Sight {
    /// How many articles there are.
    pub articles: u64,
    /// How many records cannot be used.
    pub skipped: u64,
    /// How many articles have tags.
    pub tagged: u64,
    /// How many articles each format gave.
    pub formats: BTreeMap<&'static str, u64>,
    /// How many articles each tag has.
    pub tags: BTreeMap<String, u64>,
    /// The first and the last instant.
    pub span: Option<(DateTime<FixedOffset>, DateTime<FixedOffset>)>,
}

/// Looks at every record of the archive.
///
/// # Errors
/// Where the archive cannot be listed.
pub fn look(config: &Config, now: DateTime<FixedOffset>) -> Result<Sight, Error> {
    let mut sight = Sight::default();
    let (listing, learned) = (archive::walk(&config.archive)?, Learned::default());
    for source in &listing.sources {
        let background = background(config, now, source, &learned);
        archive::read(source, &config.archive, &mut |item| {
            let admitted = admit(item, &background);
            let costly = |problems: &&Vec<Problem>| problems.iter().any(|problem| problem.cost == Cost::Record);
            sight.skipped += admitted.problems.iter().filter(costly).count() as u64;
            admitted.articles.iter().for_each(|(article, _)| sight.add(article));
        });
    }
    Ok(sight)
}

impl Sight {
    fn add(&mut self, article: &Article) {
        let at = article.published().instant;
        self.articles += 1;
        self.tagged += u64::from(!article.details.tags.is_empty());
        *self.formats.entry(article.details.format.0).or_default() += 1;
        for tag in &article.details.tags {
            *self.tags.entry(tag.clone()).or_default() += 1;
        }
        self.span = Some(self.span.map_or((at, at), |(first, last)| (first.min(at), last.max(at))));
    }
}
