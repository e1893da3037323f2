//! The map: records → lines of articles, one by one. Nothing is remembered from one record to the next, so that any
//! number of machines can share the work; copies are folded, and articles of the future held back, where the lines are
//! built into feeds.

use std::io::Read;
use std::path::Path;

use chrono::{DateTime, FixedOffset};
use serde::Serialize;

use super::Error;
use super::explain::{Beside, Under, topics};
use super::furnish::learn_from;
use super::gather::{admit, background};
use crate::archive::{self, Record, Source};
use crate::article::{Article, Background, Learned, line};
use crate::config::Config;
use crate::report::{Origin, Problem};
use crate::topic::Hits;

/// What is done with each line, or with a problem of a record.
type Each<'a> = &'a mut dyn FnMut(Result<String, Problem>);

/// An article's line with what an engine sorts and groups by. A build finds both again for itself.
#[derive(Serialize)]
struct Mapped<'a> {
    #[serde(flatten)]
    article: line::Line<'a>,
    /// The instant that feeds show and sort by.
    shown: String,
    topics: Vec<Under>,
}

/// Records → lines of articles, as a build at one instant understands them.
pub struct Mapper<'a> {
    config: &'a Config,
    now: DateTime<FixedOffset>,
    hits: Hits,
    beside: Beside,
}

impl<'a> Mapper<'a> {
    /// Understands as a build at `now` would.
    pub fn new(config: &'a Config, now: DateTime<FixedOffset>) -> Self {
        Self { config, now, hits: Hits::default(), beside: Beside::default() }
    }

    /// Gives `each` line of the whole archive, in the order of its files.
    ///
    /// # Errors
    /// Where the archive cannot be listed.
    pub fn archive(&mut self, each: Each) -> Result<(), Error> {
        let listing = archive::walk(&self.config.archive)?;
        listing.problems.into_iter().for_each(|problem| each(Err(problem)));
        let learned = learn_from(self.config, &listing.sources);
        for source in &listing.sources {
            let background = background(self.config, self.now, source, &learned);
            if !archive::read(source, &self.config.archive, &mut |item| self.map(item, &background, each)) {
                each(Err(unknown(source)));
            }
        }
        Ok(())
    }

    /// Gives `each` line of the file at `path`. Returns whether it could be read.
    pub fn file(&mut self, path: &Path, each: Each) -> bool {
        let shown = archive::shown_as(path, &self.config.archive);
        let metadata = std::fs::metadata(path);
        let source = Source::at(shown, path).known(metadata.as_ref().ok());
        let mut beside = std::mem::take(&mut self.beside);
        let background = background(self.config, self.now, &source, beside.learned(self.config, &source));
        let known = archive::read(&source, &self.config.archive, &mut |item| self.map(item, &background, each));
        if !known {
            each(Err(unknown(&source)));
        }
        self.beside = beside;
        known && metadata.is_ok()
    }

    /// Gives `each` line of the JSON Lines in `input`, in their order and in constant memory.
    pub fn stream(&mut self, input: impl Read, each: Each) {
        let learned = Learned::default();
        let source = Source::at("-", "-");
        let background = background(self.config, self.now, &source, &learned);
        archive::read_lines(input, &source.shown, &self.config.archive, &mut |item| self.map(item, &background, each));
    }

    fn map(&mut self, item: Result<Record, Problem>, background: &Background, each: Each) {
        let admitted = admit(item, background);
        for (article, _) in &admitted.articles {
            each(Ok(self.line(article)));
        }
        admitted.problems.into_iter().flatten().for_each(|problem| each(Err(problem)));
    }

    fn line(&mut self, article: &Article) -> String {
        let topics = topics(self.config, article, &mut self.hits);
        let mapped = Mapped { article: article.line(), shown: article.shown().to_rfc3339(), topics };
        // Texts, numbers and lists of them always have a form in JSON.
        serde_json::to_string(&mapped).unwrap_or_default()
    }
}

fn unknown(source: &Source) -> Problem {
    Problem::record(Origin::file(source.shown.clone()), "no format reads this file")
}
