//! The paths that every article takes: reading JSON Lines, Markdown and page text, and writing feeds.
//! `cargo bench --bench paths`

#![allow(clippy::expect_used, reason = "a benchmark may stop at the first surprise")]
#![allow(missing_docs, dead_code, reason = "a part of the generator is for `compare`")]

#[path = "compare/archive.rs"]
mod generate;
#[path = "compare/words.rs"]
mod words;

use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;

use chrono::DateTime;
use divan::Bencher;
use divan::counter::BytesCount;
use generate::{Plan, Shape};
use kliping::archive::{self, Record};
use kliping::article::{self, Article, Background, Learned};
use kliping::config::Config;
use kliping::feed::{self, Entry, Feed, Heading, Kind, Show};
use kliping::topic::Slug;

fn main() {
    divan::main();
}

fn config() -> Config {
    let text = "[output]\nformats = [\"rss\", \"atom\"]\n";
    Config::parse(text, Path::new("config.toml"), Path::new(".")).expect("a configuration")
}

fn plan(shape: Shape) -> Plan {
    Plan { shape, articles: 100, tags: 200, bytes: 2_000 }
}

/// Texts, each with the name of its file.
fn files(shape: Shape) -> Vec<(&'static str, String)> {
    match shape {
        Shape::Jsonl => vec![("a.jsonl", generate::texts(&plan(shape)).concat())],
        Shape::Csv => Vec::new(),
        Shape::Markdown => generate::texts(&plan(shape)).into_iter().map(|text| ("a.md", text)).collect(),
        Shape::Page => generate::texts(&plan(shape)).into_iter().map(|text| ("a.txt", text)).collect(),
    }
}

fn records(files: &[(&str, String)], config: &Config) -> Vec<Record> {
    let mut records = Vec::new();
    for (name, text) in files {
        archive::read_stream(text.as_bytes(), name, &config.archive, &mut |item| {
            records.push(item.expect("a record"));
        });
    }
    records
}

fn articles(records: Vec<Record>, config: &Config, brief: bool) -> Vec<Article> {
    let now = DateTime::parse_from_rfc3339("2026-11-01T00:00:00Z").expect("an instant");
    let learned = Learned::default();
    let dates = config.article.date_context(now, None);
    let background = Background { dates, learned: &learned, options: &config.article, brief };
    let drafts = records.into_iter().flat_map(|record| article::understand(record, &background));
    drafts.map(|draft| draft.finish(&config.article).expect("an article").0).collect()
}

fn bytes(files: &[(&str, String)]) -> BytesCount {
    BytesCount::new(files.iter().map(|(_, text)| text.len()).sum::<usize>())
}

/// A hundred articles from bytes to records.
#[divan::bench(args = [Shape::Jsonl, Shape::Markdown])]
fn parse(bencher: Bencher, shape: &Shape) {
    let (files, config) = (files(*shape), config());
    bencher.counter(bytes(&files)).bench_local(|| records(black_box(&files), &config).len());
}

/// A hundred records to articles, as a feed shows them.
#[divan::bench(args = [Shape::Jsonl, Shape::Markdown, Shape::Page])]
fn understand(bencher: Bencher, shape: &Shape) {
    let (files, config) = (files(*shape), config());
    let records = records(&files, &config);
    let bencher = bencher.counter(bytes(&files)).with_inputs(|| records.clone());
    bencher.bench_local_values(|records| articles(records, &config, false).len());
}

/// The same for the first reading, which only asks under which topics they are.
#[divan::bench(args = [Shape::Jsonl, Shape::Page])]
fn understand_briefly(bencher: Bencher, shape: &Shape) {
    let (files, config) = (files(*shape), config());
    let records = records(&files, &config);
    let bencher = bencher.counter(bytes(&files)).with_inputs(|| records.clone());
    bencher.bench_local_values(|records| articles(records, &config, true).len());
}

/// RSS and Atom of fifty articles.
#[divan::bench]
fn write_feed(bencher: Bencher) {
    let (files, config) = (files(Shape::Jsonl), config());
    let articles = articles(records(&files, &config), &config, false);
    let newest = &articles[..50];
    let slug = Slug::of("semua");
    let at = newest.first().expect("an article").shown();
    let heading = Heading {
        slug: &slug,
        kind: Kind::All,
        title: "Semua",
        description: None,
        folder: None,
        count: 100,
        span: (at, at),
        show: Show::Full,
    };
    let write = || {
        let entries: Vec<_> = newest.iter().map(|article| Arc::new(Entry::new(article, &config.feed))).collect();
        feed::render(&Feed::new(heading, &entries, &config.feed).expect("a feed"), &config.feed)
    };
    let length: usize = write().expect("files").iter().map(|file| file.bytes.len()).sum();
    bencher.counter(BytesCount::new(length)).bench_local(|| write().expect("files").len());
}
