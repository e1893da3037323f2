//! Archives of any size: the same number always gives the same article, so that an archive can grow by one.

use std::fmt::Write as _;
use std::fs;
use std::io::{self, BufWriter, Write as _};
use std::path::{Path, PathBuf};

use chrono::{DateTime, Datelike, FixedOffset, TimeDelta, Timelike};

use crate::words::{MONTHS, NOUNS, OPENINGS, PLACES, PREDICATES, REGENCIES, SUBJECTS, TIMES, WEEKDAYS};

/// How the articles are stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// One file of JSON Lines.
    Jsonl,
    /// A file an article, with front matter of TOML as Hugo reads it.
    Markdown,
    /// A file an article, as a scraper stores the text of a page.
    Page,
    /// One file of CSV.
    Csv,
}

impl Shape {
    /// Every shape and its name on the command line.
    pub const NAMES: &[(&str, Shape)] =
        &[("jsonl", Shape::Jsonl), ("markdown", Shape::Markdown), ("page", Shape::Page), ("csv", Shape::Csv)];

    fn ending(self) -> &'static str {
        match self {
            Shape::Jsonl => "jsonl",
            Shape::Markdown => "md",
            Shape::Page => "txt",
            Shape::Csv => "csv",
        }
    }

    fn is_one_file(self) -> bool {
        matches!(self, Shape::Jsonl | Shape::Csv)
    }
}

/// What an archive is like.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    /// How the articles are stored.
    pub shape: Shape,
    /// How many there are.
    pub articles: u64,
    /// How many different tags there are; the n-th is n times rarer than the first.
    pub tags: usize,
    /// How long the text of an article is, in bytes, about.
    pub bytes: usize,
}

/// So many files are in a folder.
const IN_FOLDER: u64 = 1_000;

/// Seconds over which an archive of any size is spread: ten years.
const SPAN: i64 = 10 * 365 * 86_400;

/// Writes the archive into `folder`, which must not exist yet.
pub fn write(plan: &Plan, folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let writer = Writer::new(plan);
    if plan.shape.is_one_file() {
        let mut file = BufWriter::with_capacity(1 << 20, fs::File::create(one_file(plan, folder))?);
        if plan.shape == Shape::Csv {
            file.write_all(b"judul,tanggal,tags,isi\n")?;
        }
        let mut text = String::new();
        for number in 0..plan.articles {
            text.clear();
            writer.article(number, &mut text);
            file.write_all(text.as_bytes())?;
        }
        return file.flush();
    }
    for number in 0..plan.articles {
        add_file(&writer, number, folder)?;
    }
    Ok(())
}

/// The articles of a small archive, as each stands in its file.
#[allow(dead_code, reason = "for the other benchmarks")]
pub fn texts(plan: &Plan) -> Vec<String> {
    let writer = Writer::new(plan);
    let text = |number| {
        let mut text = String::new();
        writer.article(number, &mut text);
        text
    };
    (0..plan.articles).map(text).collect()
}

/// Adds the article with this `number`, which is the newest.
pub fn add(plan: &Plan, number: u64, folder: &Path) -> io::Result<()> {
    let writer = Writer::new(plan);
    if !plan.shape.is_one_file() {
        return add_file(&writer, number, folder);
    }
    let mut text = String::new();
    writer.article(number, &mut text);
    fs::OpenOptions::new().append(true).open(one_file(plan, folder))?.write_all(text.as_bytes())
}

fn one_file(plan: &Plan, folder: &Path) -> PathBuf {
    folder.join(format!("arsip.{}", plan.shape.ending()))
}

fn add_file(writer: &Writer, number: u64, folder: &Path) -> io::Result<()> {
    let folder = folder.join(format!("{:05}", number / IN_FOLDER));
    if number.is_multiple_of(IN_FOLDER) || !folder.is_dir() {
        fs::create_dir_all(&folder)?;
    }
    let mut text = String::new();
    writer.article(number, &mut text);
    fs::write(folder.join(format!("{number:08}.{}", writer.plan.shape.ending())), text)
}

/// Numbers that look like chance and are not: SplitMix64.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }

    fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn of<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words.get(self.below(words.len())).copied().unwrap_or_default()
    }
}

struct Writer<'a> {
    plan: &'a Plan,
    /// What part of all tags given are one of the first n.
    shares: Vec<f64>,
    first: DateTime<FixedOffset>,
}

impl<'a> Writer<'a> {
    fn new(plan: &'a Plan) -> Self {
        let mut shares: Vec<f64> = Vec::with_capacity(plan.tags);
        for rank in 1..=plan.tags {
            shares.push(shares.last().copied().unwrap_or_default() + 1.0 / rank as f64);
        }
        let all = shares.last().copied().unwrap_or(1.0);
        shares.iter_mut().for_each(|share| *share /= all);
        let first = DateTime::parse_from_rfc3339("2016-06-01T05:00:00+07:00").unwrap_or_default();
        Self { plan, shares, first }
    }

    /// Appends the article as it stands in its file.
    fn article(&self, number: u64, out: &mut String) {
        let mut chance = Chance(number.wrapping_mul(0x5851_f42d_4c95_7f2d));
        let title = title(&mut chance);
        let tags = self.tags(&mut chance);
        let instant = self.instant(number, &mut chance);
        let body = body(&mut chance, self.plan.bytes);
        // Writing to a string cannot fail.
        let _ = match self.plan.shape {
            Shape::Jsonl => writeln!(
                out,
                "{{\"judul\": \"{title}\", \"tanggal\": \"{}\", \"tags\": [\"{}\"], \"isi\": \"{}\"}}",
                dateline(instant),
                tags.join("\", \""),
                body.replace('"', "\\\"").replace('\n', "\\n")
            ),
            Shape::Csv => writeln!(
                out,
                "\"{title}\",\"{}\",\"{}\",\"{}\"",
                dateline(instant),
                tags.join(", "),
                body.replace('"', "\"\"")
            ),
            // A date that Hugo understands as well.
            Shape::Markdown => writeln!(
                out,
                "+++\ntitle = \"{title}\"\ndate = {}\ntags = [\"{}\"]\n+++\n{}",
                instant.to_rfc3339(),
                tags.join("\", \""),
                body.replace('\n', "\n\n")
            ),
            Shape::Page => writeln!(
                out,
                "Beranda\nBerita\n{title}\n{}\nKOTA RAYA - {}\nTags: {}\nBerita Terkait\nKomentar",
                dateline(instant),
                body.replace('\n', "\n\n"),
                tags.join(", ")
            ),
        };
    }

    /// Three tags, those in front by far the most often: Zipf's law.
    fn tags(&self, chance: &mut Chance) -> Vec<String> {
        let mut ranks: Vec<usize> = Vec::new();
        while ranks.len() < 3.min(self.plan.tags) {
            let share = chance.share();
            let rank = self.shares.partition_point(|below| *below < share).min(self.plan.tags - 1);
            if !ranks.contains(&rank) {
                ranks.push(rank);
            }
        }
        ranks.into_iter().map(tag).collect()
    }

    /// One after the other, from 2016 on.
    fn instant(&self, number: u64, chance: &mut Chance) -> DateTime<FixedOffset> {
        let step = SPAN as f64 / self.plan.articles.max(1) as f64;
        let seconds = (number as f64 * step) as i64 + chance.below(step.max(1.0) as usize) as i64;
        self.first + TimeDelta::seconds(seconds / 60 * 60)
    }
}

/// The tag of this rank: one word, then a word and a place, then a number behind them.
fn tag(rank: usize) -> String {
    let noun = |number: usize| NOUNS.get(number % NOUNS.len()).copied().unwrap_or_default();
    let (pairs, place) = (NOUNS.len() * PLACES.len(), |number: usize| PLACES.get(number).copied().unwrap_or_default());
    let Some(rest) = rank.checked_sub(NOUNS.len()) else { return noun(rank).to_owned() };
    let pair = format!("{} {}", noun(rest), place(rest / NOUNS.len() % PLACES.len()));
    if rest < pairs { pair } else { format!("{pair} {}", rest / pairs + 1) }
}

fn dateline(instant: DateTime<FixedOffset>) -> String {
    let weekday = WEEKDAYS.get(instant.weekday().num_days_from_monday() as usize).copied().unwrap_or_default();
    let month = MONTHS.get(instant.month0() as usize).copied().unwrap_or_default();
    format!("{weekday}, {} {month} {} {:02}:{:02} WIB", instant.day(), instant.year(), instant.hour(), instant.minute())
}

fn title(chance: &mut Chance) -> String {
    let noun = chance.of(NOUNS);
    let mut title = format!("{noun} di {} {} {}", chance.of(PLACES), chance.of(PREDICATES), chance.of(TIMES));
    if let Some(first) = title.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    title
}

fn body(chance: &mut Chance, bytes: usize) -> String {
    let mut body = String::with_capacity(bytes + 512);
    while body.len() < bytes {
        for sentence in 0..3 + chance.below(2) {
            if sentence > 0 {
                body.push(' ');
            }
            let (opening, subject, place) = (chance.of(OPENINGS), chance.of(SUBJECTS), chance.of(PLACES));
            let (predicate, regency, noun) = (chance.of(PREDICATES), chance.of(REGENCIES), chance.of(NOUNS));
            let number = 2 + chance.below(900);
            let _ = match chance.below(4) {
                0 => write!(body, "\"{opening} {noun} {predicate} {},\" kata {subject}.", chance.of(TIMES)),
                1 => write!(body, "{opening} {number} {subject} di {place} {predicate} {}.", chance.of(TIMES)),
                2 => write!(body, "{opening} {noun} {regency} {predicate} setelah {number} hari menunggu."),
                _ => write!(body, "{opening} {subject} {regency} {predicate} bersama warga {place}."),
            };
        }
        body.push('\n');
    }
    body.truncate(body.trim_end().len());
    body
}
