//! Kliping beside the floor, `find`, and other tools, on archives of any size.
//!
//! `cargo bench --bench compare -- --help` says what can be asked; `benches/README.md` says what was found.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command prints")]
#![allow(missing_docs, reason = "not a library")]

mod archive;
mod floor;
mod measure;
mod peers;
mod table;
mod words;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use archive::{Plan, Shape};
use clap::{Parser, Subcommand};
use measure::{Cost, Task};
use table::Row;

/// Makes an archive and measures on it, in turn and several times: the floor, `find -printf`, a full build, one on a
/// single core, a run with nothing new, one with one new article, and other tools that are there.
#[derive(Parser)]
#[command(name = "compare")]
struct Arguments {
    /// How many articles the archive has.
    #[arg(long, default_value_t = 10_000)]
    articles: u64,
    /// How they are stored: jsonl, markdown, page or csv.
    #[arg(long, default_value = "jsonl", value_parser = shape)]
    shape: Shape,
    /// How many different tags there are, Zipf-distributed, three an article.
    #[arg(long, default_value_t = 200)]
    tags: usize,
    /// The length of an article's text, in bytes, about.
    #[arg(long, default_value_t = 2_000)]
    bytes: usize,
    /// How many articles a feed shows.
    #[arg(long, default_value_t = 50)]
    items: usize,
    /// The formats of the feeds.
    #[arg(long, default_value = "rss,atom")]
    formats: String,
    /// How often each is measured.
    #[arg(long, default_value_t = 5)]
    rounds: usize,
    /// Measure other tools too, as far as they are there: hugo, zola and pelican for Markdown, Python's feedgen for JSON
    /// Lines.
    #[arg(long)]
    peers: bool,
    /// Before each command forget what the system has of any file in memory; takes root, on Linux.
    #[arg(long)]
    cold: bool,
    /// Where the archive is made, in a new folder that goes afterwards; the system's folder for such things if not said.
    #[arg(long)]
    folder: Option<PathBuf>,
    /// Leave the folder there.
    #[arg(long)]
    keep: bool,
    /// Cargo says so.
    #[arg(long, hide = true)]
    bench: bool,
    #[command(subcommand)]
    part: Option<Part>,
}

#[derive(Subcommand)]
enum Part {
    /// Only makes an archive, in the folder ARTICLES.
    Generate { articles: PathBuf },
    /// Only the floor: reads ARTICLES and writes into OUT files as long as those in LIKE.
    Floor { articles: PathBuf, like: PathBuf, out: PathBuf },
}

fn shape(name: &str) -> Result<Shape, String> {
    let known = Shape::NAMES.iter().find(|(known, _)| *known == name).map(|(_, shape)| *shape);
    known.ok_or_else(|| "not jsonl, markdown, page or csv".to_owned())
}

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    if let Some(("measure", rest)) = words.split_first().map(|(first, rest)| (first.as_str(), rest)) {
        return measure::between(rest);
    }
    let arguments = Arguments::parse();
    let plan = Plan {
        shape: arguments.shape,
        articles: arguments.articles,
        tags: arguments.tags.max(1),
        bytes: arguments.bytes,
    };
    let done = match &arguments.part {
        Some(Part::Generate { articles }) => archive::write(&plan, articles),
        Some(Part::Floor { articles, like, out }) => floor::run(articles, like, out).map(drop),
        None => compare(&arguments, &plan),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("compare: {error}");
            ExitCode::FAILURE
        }
    }
}

fn compare(arguments: &Arguments, plan: &Plan) -> io::Result<()> {
    let above = arguments.folder.clone().unwrap_or_else(std::env::temp_dir);
    let folder = tempfile::Builder::new().prefix("kliping-compare-").tempdir_in(above)?;
    let place = folder.path();
    eprintln!("making {} articles in {}", plan.articles, place.display());
    archive::write(plan, &place.join("articles"))?;
    fs::write(place.join("config.toml"), config(arguments))?;
    // The first build tells the floor what feeds there are, and brings the archive into memory for all alike.
    measure::run(&kliping(place, 0), false)?;
    fs::rename(place.join("feeds"), place.join("like"))?;
    let peers = if arguments.peers { peers::found(place, plan, arguments.items)? } else { Vec::new() };
    let mut rows: Vec<Row> = Vec::new();
    for round in 0..arguments.rounds {
        eprintln!("round {} of {}", round + 1, arguments.rounds);
        self::round(place, plan, round as u64, arguments.cold, &mut rows)?;
        for peer in &peers {
            forget(place, &[peer.output])?;
            note(&mut rows, &peer.name, measure::run(&peer.task(place), arguments.cold)?);
        }
    }
    table::print(arguments, &rows, &place.join("feeds"))?;
    if arguments.keep {
        println!("left in {}", folder.keep().display());
    }
    Ok(())
}

/// Each once.
fn round(place: &Path, plan: &Plan, round: u64, cold: bool, rows: &mut Vec<Row>) -> io::Result<()> {
    let find = ["find", "articles", "-type", "f", "-printf", "%s%T@\n"].map(str::to_owned).to_vec();
    forget(place, &["floor"])?;
    note(rows, table::FLOOR, measure::run(&floor_task(place)?, cold)?);
    note(rows, table::FIND, measure::run(&Task { command: find, folder: place, cores: 0 }, cold)?);
    forget(place, &["feeds", ".kliping"])?;
    note(rows, table::ONE_CORE, measure::run(&kliping(place, 1), cold)?);
    forget(place, &["feeds", ".kliping"])?;
    note(rows, table::BUILD, measure::run(&kliping(place, 0), cold)?);
    note(rows, table::NOTHING, measure::run(&kliping(place, 0), cold)?);
    archive::add(plan, plan.articles + round, &place.join("articles"))?;
    note(rows, table::ONE_MORE, measure::run(&kliping(place, 0), cold)?);
    Ok(())
}

fn floor_task(place: &Path) -> io::Result<Task<'_>> {
    let own = std::env::current_exe()?.display().to_string();
    let words = ["floor", "articles", "like", "floor"].map(str::to_owned);
    Ok(Task { command: std::iter::once(own).chain(words).collect(), folder: place, cores: 0 })
}

fn kliping(place: &Path, cores: usize) -> Task<'_> {
    let command = [env!("CARGO_BIN_EXE_kliping"), "--now", "2026-11-01T00:00:00Z"].map(str::to_owned).to_vec();
    Task { command, folder: place, cores }
}

fn note(rows: &mut Vec<Row>, name: &str, cost: Cost) {
    match rows.iter_mut().find(|row| row.name == name) {
        Some(row) => row.costs.push(cost),
        None => rows.push(Row { name: name.to_owned(), costs: vec![cost] }),
    }
}

/// Puts folders aside as if they had never been there. They are not removed: ext4 passes over the inodes of what was
/// removed in the last seconds, one by one, and whoever makes the next files would pay for that.
fn forget(place: &Path, names: &[&str]) -> io::Result<()> {
    let aside = tempfile::Builder::new().prefix("aside-").tempdir_in(place)?.keep();
    for name in names {
        match fs::rename(place.join(name), aside.join(name)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(())
}

/// Per-tag feeds, ten topics by rules and the feed of everything, with the whole texts.
fn config(arguments: &Arguments) -> String {
    let formats: Vec<String> = arguments.formats.split(',').map(|name| format!("\"{}\"", name.trim())).collect();
    let rules: String = words::PLACES
        .chunks(3)
        .enumerate()
        .map(|(number, places)| {
            let terms: Vec<String> = places.iter().map(|place| format!("\"{place}\"")).collect();
            format!(
                "[[topic]]\nid = \"wilayah-{number}\"\ntitle = \"Wilayah {number}\"\nany = [{}]\n",
                terms.join(", ")
            )
        })
        .collect();
    format!(
        "[site]\ntitle = \"Ukuran\"\nauthority = \"kliping.example\"\n[output]\nformats = [{}]\nitems = {}\n{rules}",
        formats.join(", "),
        arguments.items
    )
}
