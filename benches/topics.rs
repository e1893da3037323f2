//! What rules cost: the same articles against 20 and against 2,000 phrases. `cargo bench --bench topics`.

#![allow(clippy::expect_used, reason = "a benchmark may stop at the first surprise")]

use std::path::Path;

use chrono::DateTime;
use divan::Bencher;
use divan::counter::ItemsCount;
use kliping::archive;
use kliping::article::{self, Article, Background, Learned};
use kliping::config::Config;
use kliping::topic::Hits;

fn main() {
    divan::main();
}

/// Words that no language has, by number.
fn word(number: usize) -> String {
    const SYLLABLES: [&str; 16] =
        ["ba", "di", "ka", "lu", "ma", "ni", "pa", "ra", "sa", "ti", "tu", "wa", "ja", "ko", "ge", "su"];
    [number >> 12 & 15, number >> 8 & 15, number >> 4 & 15, number & 15].map(|n| SYLLABLES[n]).concat()
}

/// Phrases of one to three words, in topics of ten.
fn config(phrases: usize) -> Config {
    let phrase = |n: usize| (0..=n % 3).map(|k| word(n * 7 + k * 13)).collect::<Vec<_>>().join(" ");
    let topics = (0..phrases / 10).map(|topic| {
        let any: Vec<String> = (0..10).map(|n| format!("\"{}\"", phrase(topic * 10 + n))).collect();
        format!("[[topic]]\nid = \"t{topic}\"\nany = [{}]\n", any.join(", "))
    });
    let text = format!("[topics]\nscope = \"all\"\n{}", topics.collect::<String>());
    Config::parse(&text, Path::new("config.toml"), Path::new(".")).expect("a configuration")
}

/// A hundred articles of 300 words, some ten of which are phrases of the 2,000, as in a newspaper.
fn articles(config: &Config) -> Vec<Article> {
    let lines: String = (0..100)
        .map(|n| {
            let text: Vec<String> = (0..300).map(|k| word((n * 331 + k * k * 17) % 16_384)).collect();
            format!("{{\"title\": \"{}\", \"date\": \"2022-03-02\", \"isi\": \"{}\"}}\n", word(n), text.join(" "))
        })
        .collect();
    let now = DateTime::parse_from_rfc3339("2026-11-01T00:00:00Z").expect("an instant");
    let learned = Learned::default();
    let background = Background {
        dates: config.article.date_context(now, None),
        learned: &learned,
        options: &config.article,
        brief: false,
    };
    let mut articles = Vec::new();
    archive::read_stream(lines.as_bytes(), "a.jsonl", &config.archive, &mut |item| {
        let drafts = article::understand(item.expect("a record"), &background);
        articles.extend(drafts.into_iter().map(|draft| draft.finish(&config.article).expect("an article").0));
    });
    articles
}

#[divan::bench(args = [20, 2_000])]
fn phrases(bencher: Bencher, phrases: usize) {
    let config = config(phrases);
    let articles = articles(&config);
    let mut hits = Hits::default();
    bencher
        .counter(ItemsCount::new(articles.len()))
        .bench_local(|| articles.iter().map(|article| config.topics.of(article, &mut hits).len()).sum::<usize>());
}
