//! The first reading: every record of the archive, once, into the catalog.

use chrono::{DateTime, FixedOffset, Utc};

use super::{Error, Run};
use crate::archive::{self, Field, Record, Source, Stored, Value};
use crate::article::{self, Article, Background, Learned, Learner};
use crate::catalog::{Catalog, Duplicates, Place};
use crate::config::{Config, Future};
use crate::report::{Origin, Problem, Report};
use crate::topic::Hits;

/// Every record of the archive, once, into the catalog.
pub(super) fn gather(config: &Config, run: Run, report: &mut Report) -> Result<(Vec<Source>, Learned, Catalog), Error> {
    let listing = archive::walk(&config.archive)?;
    listing.problems.into_iter().for_each(|problem| report.add(problem));
    report.ignored.extend(listing.ignored);
    let learned = learn(config, &listing.sources);
    // Topics by the whole text and copies by their text need all of it; others only its beginning.
    let brief = config.duplicates == Duplicates::Address && config.topics.is_content_with_lead();
    let mut catalog = Catalog::default();
    let mut hits = Hits::default();
    for (number, source) in listing.sources.iter().enumerate() {
        let background = Background { brief, ..background(config, run.now, source, &learned) };
        let known = archive::read(source, &config.archive, &mut |item| {
            for (article, place) in admit(item, number, &background, report) {
                let memberships = config.topics.of(&article, &mut hits);
                catalog.add(&article, place, &memberships, config.duplicates);
            }
        });
        if !known {
            report.ignored.push(Origin::file(source.shown.clone()));
        }
    }
    let (copies, problems) = catalog.fold_copies(config.duplicates, |number| origin(&listing.sources, number));
    report.copies = copies.into_iter().map(|copy| (copy.copy, copy.of)).collect();
    problems.into_iter().for_each(|problem| report.add(problem));
    if config.future == Future::Hold {
        report.held = catalog.hold_back(run.now.timestamp_micros());
    }
    report.articles = catalog.len() as u64;
    Ok((listing.sources, learned, catalog))
}

pub(super) fn origin(sources: &[Source], number: u32) -> Origin {
    let shown = sources.get(number as usize).map(|source| source.shown.clone());
    Origin::file(shown.unwrap_or_default())
}

/// What relative dates of a file are read against: when it was last changed.
fn reference(source: &Source) -> Option<DateTime<FixedOffset>> {
    source.modified.map(|modified| DateTime::<Utc>::from(modified).fixed_offset())
}

/// The articles of a record; its problems go into the report.
pub(super) fn admit(
    item: Result<Record, Problem>,
    source: usize,
    background: &Background,
    report: &mut Report,
) -> Vec<(Article, Place)> {
    let record = match item {
        Ok(record) => record,
        Err(problem) => {
            report.add(problem);
            return Vec::new();
        }
    };
    let (ordinal, bytes) = (record.ordinal, record.bytes.clone());
    let mut articles = Vec::new();
    for (part, draft) in article::understand(record, background).into_iter().enumerate() {
        if draft.is_draft {
            report.drafts += 1;
            continue;
        }
        match draft.finish(background.options) {
            Ok((article, problems)) => {
                report.add_all(problems);
                let line = article.details.origin.line.map_or(0, std::num::NonZeroU32::get);
                let part = part as u32;
                articles.push((article, Place { source: source as u32, ordinal, part, line, bytes: bytes.clone() }));
            }
            Err(problems) => report.add_all(problems),
        }
    }
    articles
}

/// What the pages of each folder share, from the first of them. Only files of one page each can teach.
pub(super) fn learn(config: &Config, sources: &[Source]) -> Learned {
    let mut learner = Learner::default();
    for source in sources.iter().filter(|source| archive::is_page(&source.path)) {
        if !learner.wants(article::folder(&Origin::file(source.shown.clone()))) {
            continue;
        }
        archive::read(source, &config.archive, &mut |item| {
            if let Ok(record) = &item
                && let Some(Stored { value: Value::Text(text), .. }) = record.get(Field::Body)
            {
                learner.add(article::folder(&record.origin), text);
            }
        });
    }
    learner.finish()
}

pub(super) fn background<'a>(
    config: &'a Config,
    now: DateTime<FixedOffset>,
    source: &Source,
    learned: &'a Learned,
) -> Background<'a> {
    Background {
        dates: config.article.date_context(now, reference(source)),
        learned,
        options: &config.article,
        brief: false,
    }
}
