//! cli: the commands and their options. Only what is under this folder prints, and only here the clock is read.

mod articles;
mod build;
mod date;
mod explain;
mod init;
mod serve;
mod topics;

use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use chrono::{DateTime, FixedOffset, Utc};
use clap::{Args, CommandFactory, Parser, Subcommand};
use clap_complete::Shell;
use kliping::archive::Stamp;
use kliping::catalog::{hash, mixed};
use kliping::config::Config;
use kliping::pipeline::{Run, with_learned_aliases};

/// How a run ends, told to who called it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Exit {
    /// All is done; problems, if any, are named.
    Done = 0,
    /// Nothing was published; the old feeds are as they were.
    Failed = 1,
    /// The command line or the configuration is wrong.
    Usage = 2,
    /// As `Done`, but records were skipped and `--strict` was given.
    Skipped = 3,
    /// Too much of the archive is gone.
    Shrunk = 4,
    /// Another run is at work.
    Busy = 75,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        ExitCode::from(exit as u8)
    }
}

/// Turns a news archive into topic feeds.
///
/// Without a command it builds: it reads the archive that config.toml names, reads Indonesian timestamps into exact
/// instants, groups the articles by tag and by topic rules, and writes feeds and a page per topic.
#[derive(Debug, Parser)]
#[command(version, args_conflicts_with_subcommands = true, after_long_help = concat!(
    "Examples:\n",
    "  kliping                          build the feeds of config.toml\n",
    "  kliping check                    say what would change and what is wrong\n",
    "  kliping explain articles/a.txt   say how a page was understood\n",
    "  kliping date 'Rabu, 02 Maret 2022 - 19:13 WIB'"
))]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    build: build::BuildArgs,
}

#[derive(Debug, Subcommand)]
enum Command {
    Build(build::BuildArgs),
    Check(build::CheckArgs),
    Explain(explain::ExplainArgs),
    Date(date::DateArgs),
    Topics(topics::TopicsArgs),
    Articles(articles::ArticlesArgs),
    Init(init::InitArgs),
    Serve(serve::ServeArgs),
    Completions(CompletionsArgs),
}

/// Prints a script that completes commands and options in a shell.
#[derive(Debug, Args)]
#[command(
    after_long_help = "Example:\n  kliping completions bash > ~/.local/share/bash-completion/completions/kliping"
)]
struct CompletionsArgs {
    /// The shell.
    shell: Shell,
}

/// Where the configuration is and what time it is: the same in every command that reads the archive.
#[derive(Debug, Args)]
struct Common {
    /// The configuration; the paths in it are relative to its folder.
    #[arg(long, value_name = "FILE", default_value = "config.toml")]
    config: PathBuf,
    /// The instant of the run, such as 2026-03-01T07:00:00+07:00, in place of the clock's.
    #[arg(long, value_name = "TIME", value_parser = instant)]
    now: Option<DateTime<FixedOffset>>,
}

impl Common {
    fn now(&self) -> DateTime<FixedOffset> {
        self.now.unwrap_or_else(|| Utc::now().fixed_offset())
    }

    /// A run that only looks.
    fn look(&self) -> Run {
        Run { now: self.now(), allow_shrink: true, dry_run: true, tell_all: true, program: program() }
    }

    /// The configuration, with what the archive teaches; one that cannot be used is told on stderr.
    fn load(&self) -> Result<Config, Exit> {
        let tell = |error: &dyn std::error::Error, exit| {
            complain(&error.to_string());
            exit
        };
        let config = Config::load(&self.config).map_err(|error| tell(&error, Exit::Usage))?;
        with_learned_aliases(config, self.look()).map_err(|error| tell(&error, Exit::Failed))
    }
}

/// A number that changes when another program takes this one's place.
fn program() -> u64 {
    let found = std::env::current_exe().and_then(std::fs::metadata).ok();
    let stamp = found.map(|metadata| Stamp::of(&metadata)).unwrap_or_default();
    mixed(&[hash(env!("CARGO_PKG_VERSION")), stamp.size, stamp.modified as u64])
}

/// An instant of RFC 3339, or a day or time of day without offset in UTC.
fn instant(text: &str) -> Result<DateTime<FixedOffset>, String> {
    let zoned = DateTime::parse_from_rfc3339(text).ok();
    zoned.ok_or_else(|| "expected a date and time with offset, such as 2026-03-01T07:00:00+07:00".to_owned())
}

/// Runs the command that the arguments name.
pub fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // Help that nobody reads any more is no failure.
            let _ = error.print();
            return if error.use_stderr() { Exit::Usage.into() } else { Exit::Done.into() };
        }
    };
    let exit = match cli.command {
        None => build::build(&cli.build),
        Some(Command::Build(args)) => build::build(&args),
        Some(Command::Check(args)) => build::check(&args),
        Some(Command::Explain(args)) => explain::explain(&args),
        Some(Command::Date(args)) => date::date(&args),
        Some(Command::Topics(args)) => topics::topics(&args),
        Some(Command::Articles(args)) => articles::articles(&args),
        Some(Command::Init(args)) => init::init(&args),
        Some(Command::Serve(args)) => serve::serve(&args),
        Some(Command::Completions(args)) => completions(args.shell),
    };
    exit.into()
}

fn completions(shell: Shell) -> Exit {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "kliping", &mut script);
    said(io::stdout().lock().write_all(&script))
}

/// One line, or an error and its hint, on stderr.
fn complain(message: &str) {
    // Where stderr is closed there is nobody to tell.
    let _ = writeln!(io::stderr().lock(), "kliping: {message}");
}

/// What became of output: a reader that went away has seen what it wanted.
fn said(result: io::Result<()>) -> Exit {
    match result {
        Ok(()) => Exit::Done,
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Exit::Done,
        Err(error) => {
            complain(&format!("standard output: {error}"));
            Exit::Failed
        }
    }
}

/// Whether a person is watching.
fn is_watched() -> bool {
    io::stderr().is_terminal()
}
