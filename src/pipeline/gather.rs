//! The first reading: what is new in the archive, into the catalog.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::{DateTime, Datelike, FixedOffset};

use super::flow::{Event, bytes, flow};
use super::fresh::Fresh;
use super::press::stop_if_told;
use super::{Error, Run};
use crate::archive::{self, Field, Listing, Markup, Record, Source, Stored, Value};
use crate::article::{self, Article, Background, Learned};
use crate::catalog::{
    Card, Catalog, Count, Duplicates, Filing, Fold, Ids, Job, Label, Place, Plan, Sketch, hash, label, mixed,
};
use crate::config::{Config, Future};
use crate::report::{Cost, Origin, Problem, Report};
use crate::topic::{Hits, Totals};

/// So many cards are written as a whole: a run that is killed later begins after them.
const COMMIT: usize = 200_000;

/// The archive and what is known of it.
pub(super) struct Gathered {
    /// The archive.
    pub listing: Listing,
    /// What is known of it.
    pub catalog: Catalog,
    /// What is to be read of it.
    pub plan: Plan,
    /// What has been read of it, for the feeds that show it.
    pub fresh: RefCell<Fresh>,
}

/// What a record gave.
#[derive(Default)]
pub(super) struct Admitted {
    /// The articles and their places.
    pub articles: Vec<(Article, Place)>,
    /// What is wrong, record by record.
    pub problems: Vec<Vec<Problem>>,
    /// How many drafts.
    pub drafts: usize,
}

/// Opens the catalog and compares it with the archive.
pub(super) fn compare(config: &Config, run: Run) -> Result<Gathered, Error> {
    // While one thread lists the archive another reads what is known of it.
    let (listing, opened) = std::thread::scope(|scope| {
        let walk = || archive::walk(&config.archive);
        let listing = std::thread::Builder::new().spawn_scoped(scope, walk);
        let opened = Catalog::open(&config.output.state, run.dry_run, reading(config, run), &config.topics)
            .and_then(|catalog| Ok((catalog.known_files()?, catalog)));
        // Where the system gives no thread it is done here.
        let Ok(listing) = listing else { return (walk(), opened) };
        (listing.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)), opened)
    });
    let (listing, (known, catalog)) = (listing?, opened?);
    let plan = catalog.compare(known, &listing)?;
    Ok(Gathered { listing, catalog, plan, fresh: RefCell::default() })
}

/// A hash of all that the reading depends on beside the archive: the program, the settings, and the last plausible year.
fn reading(config: &Config, run: Run) -> u64 {
    let aliases = hash(&format!("{:?}", config.topics.options().aliases));
    mixed(&[run.program, config.reading, aliases, run.now.year() as u64])
}

impl Gathered {
    /// Reads what is new into the catalog, which the caller commits or not. Problems that are new go into the report.
    pub fn read(&mut self, config: &Config, run: Run, report: &mut Report) -> Result<(), Error> {
        self.catalog.begin()?;
        // What is committed from here on is published by the next run if this one does not come to it.
        let was_settled = super::publish::unsettle(config, run, &self.catalog)?;
        let (learned, mut failed) = super::furnish::learn(config, &self.listing, &mut self.plan, &self.catalog)?;
        self.catalog.trust_tally(was_settled && self.plan.only_adds());
        let (listing, catalog, fresh) = (&self.listing, &mut self.catalog, self.fresh.get_mut());
        let of_place = |path: &str, card: &Card| {
            let origin = card.place.origin(&Arc::from(path));
            config.article.id_of_place(&origin).iri
        };
        let of_article =
            |article: &[u8]| Article::from_cache(article, &config.article).ok().map(|a| a.id().iri.clone());
        let ids = Ids { of_place: &of_place, of_article: &of_article };
        // Where files are gone the guard is still to be asked whether that may be.
        let may_commit = self.plan.gone.is_empty();
        catalog.remember_unseen(&self.plan, &of_place)?;
        catalog.forget(&std::mem::take(&mut self.plan.gone), &of_place)?;
        let jobs = std::mem::take(&mut self.plan.jobs);
        let expected = bytes(&listing.sources, &jobs);
        config.archive.control.expect(expected);
        let mut next = jobs.iter();
        let mut filing = next.next().map(Filing::new);
        let mut uncommitted = 0;
        let (sources, brief) = (&listing.sources, is_brief(config, expected));
        let reader = Reader { config, now: run.now, sources, jobs: &jobs, learned: &learned, brief };
        let make = |at: usize, item| reader.understand(at, item);
        flow(&config.archive, &listing.sources, &jobs, &make, &mut |at, event| {
            let source = jobs.get(at).and_then(|job| listing.sources.get(job.source));
            let (Some(source), Some(current)) = (source, filing.as_mut()) else { return Ok(()) };
            match event {
                Event::Made(understood) => {
                    uncommitted += understood.articles.len();
                    take_in(catalog, current, source, understood, &ids, fresh)?;
                }
                // What was removed since it was listed stays as it was until a listing does not show it.
                Event::End(end) if end.gone => {
                    let doubted = std::mem::replace(&mut filing, next.next().map(Filing::new));
                    doubted.map_or(Ok(()), |doubted| catalog.doubt(&doubted))?;
                }
                Event::End(mut end) => {
                    if let Some(problem) = failed.remove(&source.shown).filter(|_| !end.failed) {
                        end.failed = true;
                        report.add(problem);
                    }
                    stop_if_told(config)?;
                    report.failed += u64::from(end.failed);
                    let done = std::mem::replace(&mut filing, next.next().map(Filing::new));
                    let Some(done) = done else { return Ok(()) };
                    catalog.file(done, source, &end, &ids)?.into_iter().for_each(|problem| report.add(problem));
                    if uncommitted >= COMMIT && may_commit {
                        uncommitted = 0;
                        keep(catalog, config, run, report)?;
                    }
                }
            }
            Ok::<(), Error>(())
        })?;
        stop_if_told(config)
    }

    /// Folds copies and counts what topics hold; tells what is odd about that and about the archive's folders.
    pub fn group(&mut self, config: &Config, run: Run, report: &mut Report) -> Result<(Fold, Count<'_>), Error> {
        let (fold, count) =
            self.catalog.group(&config.duplicates, until(config, run), |topic| super::items(config, topic))?;
        report.looked_at = count.looked_at;
        self.tell(&fold, run, report)?;
        Ok((fold, count))
    }

    /// Tells what is odd about copies and about the archive's folders.
    fn tell(&self, fold: &Fold, run: Run, report: &mut Report) -> Result<(), Error> {
        // What is out of sight has been told.
        let is_unlisted = |problem: &&Problem| self.listing.unlisted.contains(&problem.origin.path);
        let (unlisted, listed): (Vec<&Problem>, Vec<&Problem>) = self.listing.problems.iter().partition(is_unlisted);
        let mut problems: Vec<Problem> = listed.into_iter().cloned().collect();
        let by_place: BTreeSet<_> = fold.by_place.keys().copied().collect();
        let mut origins: Vec<Origin> = self.catalog.origins(&by_place)?.into_values().collect();
        origins.sort();
        for origin in origins {
            let message = "id: another article of the archive has the same, so it goes by its place";
            problems.push(Problem::field(origin, message));
        }
        let untold = self.catalog.untold(problems.clone(), ToString::to_string)?;
        if run.tell_all {
            self.tell_all(fold, report)?;
            problems.extend(unlisted.into_iter().cloned());
        }
        (if run.tell_all { problems } else { untold }).into_iter().for_each(|problem| report.add(problem));
        report.copy_count = fold.dropped.len() as u64;
        (report.skipped, report.drafts) = self.catalog.totals()?;
        report.skipped += self.listing.problems.iter().filter(|problem| problem.cost == Cost::Record).count() as u64;
        report.ignored.extend(self.listing.ignored.iter().cloned());
        report.ignored.extend(self.catalog.ignored()?.into_iter().map(Origin::file));
        report.ignored.sort();
        Ok(())
    }

    /// Tells what the system does not show, in every run as long as it is so: it may hold anything.
    pub fn tell_unlisted(&self, report: &mut Report) {
        report.failed += self.listing.unlisted.len() as u64;
        let problems = self.listing.problems.iter();
        problems
            .filter(|problem| self.listing.unlisted.contains(&problem.origin.path))
            .for_each(|problem| report.add(problem.clone()));
    }

    /// Everything that is wrong, and every copy, whether or not it was told before.
    fn tell_all(&self, fold: &Fold, report: &mut Report) -> Result<(), Error> {
        report.forget_problems();
        self.catalog.problems(|told| report.add(told.problem()))?;
        let keys = fold.dropped.iter().flat_map(|(copy, of)| [*copy, *of]).collect();
        let origins = self.catalog.origins(&keys)?;
        let copies =
            fold.dropped.iter().filter_map(|(copy, of)| Some((origins.get(copy)?.clone(), origins.get(of)?.clone())));
        report.copies = copies.collect();
        report.copies.sort();
        Ok(())
    }
}

/// Whether the beginning of a long text is enough for the first reading. Topics by the whole text and copies by their
/// text need all of it; and of a small archive feeds show so much that it is better read whole at once.
fn is_brief(config: &Config, expected: u64) -> bool {
    const SMALL: u64 = 32 << 20;
    config.duplicates == Duplicates::Address && config.topics.is_content_with_lead() && expected > SMALL
}

/// Keeps what was read so far, when what is wrong with it has been told.
fn keep(catalog: &mut Catalog, config: &Config, run: Run, report: &mut Report) -> Result<(), Error> {
    if !run.dry_run {
        report.tell();
    }
    catalog.commit(&config.topics)?;
    Ok(catalog.begin()?)
}

/// Up to when articles are published that are dated later than the run.
pub(super) fn until(config: &Config, run: Run) -> i64 {
    if config.future == Future::Hold { run.now.timestamp_micros() } else { i64::MAX }
}

/// An article on its way into the catalog.
struct Carded {
    card: Card,
    labels: Vec<Label>,
    sketch: Option<Sketch>,
    /// The article, where it was read whole.
    article: Option<Box<Article>>,
}

/// What is understood of a record, on its way into the catalog.
#[derive(Default)]
struct Understood {
    articles: Vec<Carded>,
    problems: Vec<Vec<Problem>>,
    drafts: usize,
    /// A line that says what the articles of a topic add up to.
    totals: Option<String>,
}

/// Understands records, in any thread.
struct Reader<'a> {
    config: &'a Config,
    now: DateTime<FixedOffset>,
    sources: &'a [Source],
    jobs: &'a [Job],
    learned: &'a Learned,
    /// Whether the beginning of a long text is enough.
    brief: bool,
}

impl<'a> Reader<'a> {
    fn understand(&self, at: usize, item: Result<Record, Problem>) -> Understood {
        thread_local! {
            static HITS: std::cell::RefCell<Hits> = std::cell::RefCell::default();
        }
        let source = self.jobs.get(at).and_then(|job| self.sources.get(job.source));
        let Some(source) = source else { return Understood::default() };
        let background = Background { brief: self.brief, ..background(self.config, self.now, source, self.learned) };
        if let Some(record) = item.as_ref().ok().filter(|record| record.markup == Markup::Totals) {
            return self.totals(record);
        }
        let text = item.as_ref().map_or(0, Record::fingerprint);
        let Admitted { articles, problems, drafts } = admit(item, &background);
        let parts = articles.len();
        let carded = |(mut article, place): (Article, Place)| {
            let furniture = self.learned.fingerprint(article::folder(&article.details.origin));
            let text = if parts == 1 { text } else { mixed(&[text, hash(article.title())]) };
            let memberships = HITS.with_borrow_mut(|hits| self.config.topics.of(&article, hits));
            // What the catalog does not keep goes in the thread that has made it.
            let labels = memberships.into_iter().map(label).collect();
            let sketch = (self.config.duplicates != Duplicates::Address).then(|| Sketch::of(&article));
            let card = Card::new(&article, within(place, source), text, furniture);
            // The labels of a page's lines are for `explain`; they are as long as the text.
            article.details.lines = Vec::new();
            let article = (!article.details.is_part).then(|| Box::new(article));
            Carded { card, labels, sketch, article }
        };
        Understood { articles: articles.into_iter().map(carded).collect(), problems, drafts, totals: None }
    }

    /// What a record says of a topic.
    fn totals(&self, record: &Record) -> Understood {
        let Some(Stored { value: Value::Text(line), .. }) = record.get(Field::Body) else {
            return Understood::default();
        };
        match Totals::read(line, &self.config.topics) {
            Ok(_) => Understood { totals: Some(line.clone()), ..Understood::default() },
            Err(message) => {
                let problem = Problem::record(record.origin.clone(), message);
                Understood { problems: vec![vec![problem]], ..Understood::default() }
            }
        }
    }
}

fn take_in(
    catalog: &mut Catalog,
    filing: &mut Filing,
    source: &Source,
    understood: Understood,
    ids: &Ids,
    fresh: &mut Fresh,
) -> Result<(), Error> {
    understood.problems.into_iter().for_each(|problems| filing.problems(problems));
    (0..understood.drafts).for_each(|_| filing.draft());
    understood.totals.into_iter().for_each(|line| filing.totals(line));
    for Carded { card, labels, sketch, article } in understood.articles {
        if let Some(article) = article {
            fresh.put(card.version, article);
        }
        catalog.add(filing, source, card, labels, sketch, ids)?;
    }
    Ok(())
}

/// The place, which names where the record comes from only where that is not the file.
fn within(place: Place, source: &Source) -> Place {
    let from = place.from.filter(|(from, _)| **from != *source.shown);
    Place { from, ..place }
}

/// What relative dates of a file are read against: when it was last changed.
fn reference(source: &Source) -> Option<DateTime<FixedOffset>> {
    source.modified().map(|modified| modified.fixed_offset())
}

/// The articles of a record, and what is wrong.
pub(super) fn admit(item: Result<Record, Problem>, background: &Background) -> Admitted {
    let mut admitted = Admitted::default();
    let record = match item {
        Ok(record) => record,
        Err(problem) => {
            admitted.problems.push(vec![problem]);
            return admitted;
        }
    };
    let (ordinal, bytes) = (record.ordinal, record.bytes.clone());
    for (part, draft) in article::understand(record, background).into_iter().enumerate() {
        if draft.is_draft {
            admitted.drafts += 1;
            continue;
        }
        match draft.finish(background.options) {
            Ok((article, problems)) => {
                admitted.problems.extend((!problems.is_empty()).then_some(problems));
                let origin = &article.details.origin;
                let line = origin.line.map_or(0, std::num::NonZeroU32::get);
                let from = Some((origin.path.as_ref().into(), article.details.ordinal));
                let place = Place { from, ordinal, part: part as u32, line, bytes: bytes.clone() };
                admitted.articles.push((article, place));
            }
            Err(problems) => admitted.problems.push(problems),
        }
    }
    admitted
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pipeline::{Outcome, build};

    #[test]
    fn a_file_that_is_removed_while_a_run_reads_is_no_failure() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join("articles").join(name);
        let write = |name: &str, title: &str| {
            let record = format!("{{\"title\": \"{title}\", \"date\": \"2022-03-02\"}}\n");
            std::fs::write(path(name), record).unwrap();
        };
        let page = "Balai Desa Penuh\n\nRabu, 02 Maret 2022 - 19:13 WIB\nAMBON - Warga menunggu sejak pagi.\n";
        std::fs::create_dir(folder.path().join("articles")).unwrap();
        let config = Config::parse("", std::path::Path::new("config.toml"), folder.path()).unwrap();
        let now = DateTime::parse_from_rfc3339("2026-11-01T00:00:00Z").unwrap();
        let run = Run { now, allow_shrink: true, dry_run: false, tell_all: false, program: 0 };
        let articles = |report: &mut Report| {
            assert!(matches!(build(&config, run, report).unwrap(), Outcome::Done(_)));
            report.articles
        };
        [("a.jsonl", "Satu"), ("b.jsonl", "Dua")].iter().for_each(|(name, title)| write(name, title));
        std::fs::write(path("c.txt"), page).unwrap();
        assert_eq!(articles(&mut Report::default()), 3);
        // Two are changed and one is new, all are listed and removed.
        [("b.jsonl", "Dua, diubah"), ("d.jsonl", "Tiga")].iter().for_each(|(name, title)| write(name, title));
        std::fs::write(path("c.txt"), page.replace("pagi", "subuh")).unwrap();
        let mut gathered = compare(&config, run).unwrap();
        assert_eq!(gathered.plan.jobs.len(), 3);
        ["b.jsonl", "c.txt", "d.jsonl"].iter().for_each(|name| std::fs::remove_file(path(name)).unwrap());
        let mut report = Report::default();
        gathered.read(&config, run, &mut report).unwrap();
        gathered.catalog.commit(&config.topics).unwrap();
        assert_eq!((report.failed, report.problem_count()), (0, 0));
        drop(gathered);
        // What is back is as it was, or read; what is not is gone.
        write("b.jsonl", "Dua, diubah");
        let mut report = Report::default();
        assert_eq!((articles(&mut report), report.failed, report.problem_count()), (2, 0, 0));
    }
}
