//! `kliping articles`: records in, articles out, as JSON Lines.

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use clap::Args;
use kliping::pipeline::Mapper;
use kliping::report::{Cost, Problem};

use super::{Common, Exit, complain, said};

/// Writes articles as JSON Lines, which `kliping build` takes as an archive: the whole archive, or the files that are
/// named, or with `-` the records on standard input, a JSON object a line.
#[derive(Debug, Args)]
#[command(after_long_help = "Examples:
  kliping articles > articles.jsonl
  kliping articles articles/2022/*.txt | jq -r '[.published, .title] | @tsv'
  find articles -type f | parallel kliping articles {} > articles.jsonl

A line holds, in this order: kliping (the version, 1), origin, ordinal, id, id_kind (global, local, place), title,
published, precision, zone, flags, updated, authors, initials, editors, city, caption, credit, image, tags, section,
source, url, language, summary, length, body (its paragraphs), html (the body where it is HTML), shown (the instant
that feeds show), topics (slug, key, tag, because). What is not known is null or [].

A record on standard input has its line for a place, of which its id is made where it has none of its own. Where several
filters share the work, each from line 1, such a record brings a place along:
  {\"kliping\": 1, \"origin\": \"articles/2021.jsonl:5\", \"record\": {\"title\": …}}

A job that hands on only the newest articles of each topic says beside them what all of its articles add up to, by the
key of the topic; the instants are seconds since 1970, and several lines of one topic are added up:
  {\"kliping\": 1, \"topic\": \"#kopi\", \"count\": 9, \"first\": 1646223180, \"last\": 1667300000, \"spellings\": {\"Kopi\": 9}}

Exit codes:
  0   done; problems with single records are named on stderr
  1   the archive or a file could not be read at all
  2   the command line or config.toml is wrong
  3   as 0, but records were skipped and --strict was given")]
pub struct ArticlesArgs {
    /// Files; `-` reads standard input; none reads the archive of config.toml.
    path: Vec<PathBuf>,
    /// End with exit code 3 if a record had to be skipped.
    #[arg(long)]
    strict: bool,
    #[command(flatten)]
    common: Common,
}

/// Writes every article; problems go to stderr as they are met.
pub fn articles(args: &ArticlesArgs) -> Exit {
    let config = match args.common.load() {
        Ok(config) => config,
        Err(exit) => return exit,
    };
    let mut told = Told { out: BufWriter::with_capacity(1 << 16, io::stdout().lock()), result: Ok(()), skipped: false };
    let mut mapper = Mapper::new(&config, args.common.now());
    let mut all_read = true;
    if args.path.is_empty()
        && let Err(error) = mapper.archive(&mut |item| told.tell(item))
    {
        complain(&error.to_string());
        all_read = false;
    }
    for path in &args.path {
        if path == Path::new("-") {
            mapper.stream(io::stdin().lock(), &mut |item| told.tell(item));
        } else {
            all_read &= mapper.file(path, &mut |item| told.tell(item));
        }
    }
    let Told { mut out, result, skipped } = told;
    match said(result.and_then(|()| out.flush())) {
        Exit::Done if !all_read => Exit::Failed,
        Exit::Done if args.strict && skipped => Exit::Skipped,
        exit => exit,
    }
}

/// Where lines and problems go.
struct Told<W: Write> {
    out: W,
    result: io::Result<()>,
    skipped: bool,
}

impl<W: Write> Told<W> {
    fn tell(&mut self, item: Result<String, Problem>) {
        match item {
            Ok(line) => {
                if self.result.is_ok() {
                    self.result = writeln!(self.out, "{line}");
                    self.stop_if_alone();
                }
            }
            Err(problem) => {
                self.skipped |= problem.cost == Cost::Record;
                // Where stderr is closed there is nobody to tell.
                let _ = writeln!(io::stderr().lock(), "{problem}");
            }
        }
    }

    /// A reader that went away has seen what it wanted: the rest of a large archive need not be read. This command
    /// holds nothing that must be given back.
    fn stop_if_alone(&self) {
        if self.result.as_ref().is_err_and(|error| error.kind() == io::ErrorKind::BrokenPipe) {
            std::process::exit(Exit::Done as i32);
        }
    }
}
