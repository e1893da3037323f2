//! `kliping build` and `kliping check`.

use std::fmt::Write as _;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use clap::Args;
use kliping::output;
use kliping::pipeline::{self, Outcome, Published, Run};
use kliping::report::{Report, count};

use super::log::LogFormat;
use super::summary::Summary;
use super::watch::Watch;
use super::{Common, Exit, is_watched, said};

/// Builds the feeds; this is what kliping does when no command is named.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub struct BuildArgs {
    #[command(flatten)]
    common: Common,
    /// End with exit code 3 if a record had to be skipped.
    #[arg(long)]
    strict: bool,
    /// Publish even if much of what the archive held is gone.
    #[arg(long)]
    allow_shrink: bool,
    /// Say what would change, and change nothing.
    #[arg(long)]
    dry_run: bool,
    /// Write counts and durations to this file, as JSON, for a monitor.
    #[arg(long, value_name = "FILE")]
    summary: Option<PathBuf>,
    /// How messages are written.
    #[arg(long, value_enum, default_value_t)]
    log_format: LogFormat,
}

const EXAMPLES: &str = "Examples:
  kliping                                  build the feeds of config.toml
  kliping build --config /srv/warta.toml   build those of another archive
  kliping build --dry-run                  say what would change
  kliping build --summary status.json      for a monitor: exit code, counts, durations

Exit codes:
  0   done; problems with single records are named on stderr
  1   nothing published, the old feeds are untouched; or files or folders could not be read,
      whose articles stay as they were; or files that kliping did not write are
      where feeds should be
  2   the command line or config.toml is wrong
  3   as 0, but records were skipped and --strict was given
  4   too much of the archive is gone; --allow-shrink publishes all the same
  75  another run is at work";

/// Says what a build would change, and all that is wrong; writes nothing.
#[derive(Debug, Args)]
#[command(after_long_help = "Example:\n  kliping check --strict && echo 'every record can be used'")]
pub struct CheckArgs {
    #[command(flatten)]
    common: Common,
    /// End with exit code 3 if a record would be skipped.
    #[arg(long)]
    strict: bool,
    /// How messages are written.
    #[arg(long, value_enum, default_value_t)]
    log_format: LogFormat,
}

/// Archive → feeds.
pub fn build(args: &BuildArgs) -> Exit {
    let run = Run { allow_shrink: args.allow_shrink, dry_run: args.dry_run, tell_all: false, ..args.common.look() };
    let (log, began) = (args.log_format, Instant::now());
    let (outcome, report) = run_with(&args.common, run, log);
    let exit = match &outcome {
        Ok(Outcome::Busy) => {
            log.error("another run is at work", None);
            Exit::Busy
        }
        Ok(Outcome::Shrunk { why }) => {
            let hint = "if that is right, run once with --allow-shrink";
            log.error(&format!("{why}; nothing was published"), Some(hint));
            Exit::Shrunk
        }
        Ok(Outcome::Done(published)) => done(args, published, &report),
        Err(exit) => *exit,
    };
    match &args.summary {
        Some(path) => keep_summary(path, exit, &outcome, &report, began.elapsed(), log),
        None => exit,
    }
}

fn done(args: &BuildArgs, published: &Published, report: &Report) -> Exit {
    if args.dry_run {
        return shown(said(show(published)), report, args.strict);
    }
    if is_watched() || report.problem_count() > 0 {
        args.log_format.info(&summary(report, published));
    }
    let taken = published.changes.taken.len() as u64;
    if taken > 0 {
        let message = format!("{} not published: what kliping has not made is in the way", count(taken, "file"));
        args.log_format.error(&message, None);
    }
    if report.failed > 0 {
        let (what, whose) = if report.failed == 1 { ("file or folder", "its") } else { ("files or folders", "their") };
        let message = format!("{} {what} could not be read; {whose} articles stay as they were", report.failed);
        args.log_format.error(&message, None);
    }
    if taken > 0 || report.failed > 0 {
        return Exit::Failed;
    }
    shown(Exit::Done, report, args.strict)
}

/// Writes the summary for a monitor. One that cannot be written must not look like one that says that all is well.
fn keep_summary(
    path: &Path,
    exit: Exit,
    outcome: &Result<Outcome, Exit>,
    report: &Report,
    took: Duration,
    log: LogFormat,
) -> Exit {
    let published = match outcome {
        Ok(Outcome::Done(published)) => Some(published),
        _ => None,
    };
    let summary = Summary::new(exit, published, report, took);
    match output::write_whole(path, &summary.to_json()) {
        Ok(()) => exit,
        Err(error) => {
            log.error(&error.to_string(), None);
            if exit == Exit::Done { Exit::Failed } else { exit }
        }
    }
}

/// What a build would do, and every problem.
pub fn check(args: &CheckArgs) -> Exit {
    let log = args.log_format;
    let (outcome, report) = run_with(&args.common, args.common.look(), log);
    match outcome {
        Err(exit) => exit,
        Ok(Outcome::Busy | Outcome::Shrunk { .. }) => Exit::Failed,
        Ok(Outcome::Done(published)) => {
            let exit = said(show(&published));
            for origin in &report.ignored {
                log.info(&format!("{origin}: no format reads this file"));
            }
            for (copy, of) in &report.copies {
                log.info(&format!("{copy}: a copy of {of}"));
            }
            log.info(&summary(&report, &published));
            shown(exit, &report, args.strict)
        }
    }
}

/// Runs, and tells the problems that it met.
fn run_with(common: &Common, run: Run, log: LogFormat) -> (Result<Outcome, Exit>, Report) {
    let failed = |error: &dyn std::error::Error| {
        log.error(&error.to_string(), None);
        Exit::Failed
    };
    let config = match common.load() {
        Ok(config) => config,
        Err(exit) => return (Err(exit), Report::default()),
    };
    let watch = match Watch::new(Arc::clone(&config.archive.control)) {
        Ok(watch) => watch,
        Err(error) => return (Err(failed(&error)), Report::default()),
    };
    let bar = watch.bar();
    let mut report = Report::told_by(move |problem| match &bar {
        Some(bar) => bar.suspend(|| log.problem(problem)),
        None => log.problem(problem),
    });
    let outcome = pipeline::build(&config, run, &mut report);
    drop(watch);
    report.tell();
    if report.untold() > 0 {
        log.info(&format!("and {} more", count(report.untold(), "problem")));
    }
    (outcome.map_err(|error| failed(&error)), report)
}

fn shown(exit: Exit, report: &Report, strict: bool) -> Exit {
    if exit == Exit::Done && strict && report.skipped > 0 { Exit::Skipped } else { exit }
}

/// What would change in each feed, and the files that a build would write or remove.
fn show(published: &Published) -> io::Result<()> {
    let mut out = io::stdout().lock();
    let changes = &published.changes;
    for feed in &published.changed {
        writeln!(out, "{}: {} new, {} changed, {} gone", feed.slug, feed.new, feed.changed, feed.gone)?;
    }
    for name in &changes.written {
        writeln!(out, "would write {name}")?;
    }
    for name in &changes.removed {
        writeln!(out, "would remove {name}")?;
    }
    Ok(())
}

/// How much there was: `41 articles in 30 feeds (60 files written, 0 unchanged), 2 problems`.
fn summary(report: &Report, published: &Published) -> String {
    let Published { feeds, changes, .. } = published;
    let mut words = format!(
        "{} in {} ({} written, {} unchanged, {} removed), {}",
        count(report.articles, "article"),
        count(*feeds as u64, "feed"),
        count(changes.written.len() as u64, "file"),
        changes.unchanged,
        changes.removed.len(),
        count(report.problem_count(), "problem"),
    );
    let more = [
        (report.skipped, "record", "skipped"),
        (report.copy_count, "copy", "folded"),
        (report.held, "article", "held back until they are due"),
        (report.drafts, "draft", "left out"),
        (report.ignored.len() as u64, "file", "of no known format"),
    ];
    for (number, noun, what) in more.iter().filter(|(number, ..)| *number > 0) {
        let noun = if *noun == "copy" && *number > 1 { "copies".to_owned() } else { noun_of(*number, noun) };
        // Writing to a string cannot fail.
        let _ = write!(words, ", {number} {noun} {what}");
    }
    for (slug, shown, left_out) in &report.shortened {
        let _ = write!(words, "\nnote: feed `{slug}` shows {shown} articles, {left_out} more would exceed max_bytes");
    }
    for (name, bytes) in &report.large {
        let _ = write!(words, "\nnote: {name} has {bytes} bytes; not every reader takes more than 1000000");
    }
    words
}

fn noun_of(number: u64, noun: &str) -> String {
    if number == 1 { noun.to_owned() } else { format!("{noun}s") }
}
