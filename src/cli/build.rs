//! `kliping build` and `kliping check`.

use std::fmt::Write as _;
use std::io::{self, Write};

use clap::Args;
use kliping::pipeline::{self, Outcome, Published, Run};
use kliping::report::{Report, count};

use super::{Common, Exit, complain, is_watched, said};

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
}

const EXAMPLES: &str = "Examples:
  kliping                                  build the feeds of config.toml
  kliping build --config /srv/warta.toml   build those of another archive
  kliping build --dry-run                  say which files would change

Exit codes:
  0   done; problems with single records are named on stderr
  1   nothing published, the old feeds are untouched
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
}

/// Archive → feeds.
pub fn build(args: &BuildArgs) -> Exit {
    let run = Run { allow_shrink: args.allow_shrink, dry_run: args.dry_run, tell_all: false, ..args.common.look() };
    let mut report = Report::default();
    let outcome = match run_with(&args.common, run, &mut report) {
        Ok(outcome) => outcome,
        Err(exit) => return exit,
    };
    tell_problems(&report);
    match outcome {
        Outcome::Busy => {
            complain("another run is at work");
            Exit::Busy
        }
        Outcome::Shrunk { why } => {
            complain(&format!("{why}; nothing was published\nhint: if that is right, run once with --allow-shrink"));
            Exit::Shrunk
        }
        Outcome::Done(published) => {
            if args.dry_run {
                return shown(said(show(&published)), &report, args.strict);
            }
            if is_watched() || report.problem_count() > 0 {
                tell(&summary(&report, &published));
            }
            shown(Exit::Done, &report, args.strict)
        }
    }
}

/// What a build would do, and every problem.
pub fn check(args: &CheckArgs) -> Exit {
    let mut report = Report::default();
    match run_with(&args.common, args.common.look(), &mut report) {
        Err(exit) => exit,
        Ok(Outcome::Busy | Outcome::Shrunk { .. }) => Exit::Failed,
        Ok(Outcome::Done(published)) => {
            let exit = said(show(&published));
            tell_problems(&report);
            for origin in &report.ignored {
                tell(&format!("{origin}: no format reads this file"));
            }
            for (copy, of) in &report.copies {
                tell(&format!("{copy}: a copy of {of}"));
            }
            tell(&summary(&report, &published));
            shown(exit, &report, args.strict)
        }
    }
}

fn run_with(common: &Common, run: Run, report: &mut Report) -> Result<Outcome, Exit> {
    let config = common.load()?;
    pipeline::build(&config, run, report).map_err(|error| {
        tell_problems(report);
        complain(&error.to_string());
        Exit::Failed
    })
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

fn tell_problems(report: &Report) {
    for problem in report.problems() {
        tell(&problem.to_string());
    }
    if report.untold() > 0 {
        tell(&format!("and {} more", count(report.untold(), "problem")));
    }
}

fn tell(line: &str) {
    // Where stderr is closed there is nobody to tell.
    let _ = writeln!(io::stderr().lock(), "{line}");
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
    words
}

fn noun_of(number: u64, noun: &str) -> String {
    if number == 1 { noun.to_owned() } else { format!("{noun}s") }
}
