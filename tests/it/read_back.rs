//! A feed that kliping has written is an archive: read again, it has the same articles.

use std::collections::BTreeSet;

use kliping::article::{self, Background, Learned};
use kliping::config::Config;
use proptest::prelude::*;

use crate::archive::{Archive, run_now};

/// What must not change: id, title, instant of publication, tags.
type Kept = (String, String, i64, BTreeSet<String>);

/// The articles of a file of the archive.
fn articles(archive: &Archive, path: &str) -> Vec<Kept> {
    let config = Config::load(&archive.path("config.toml")).unwrap();
    let source = kliping::archive::Source::at(path, archive.path(path));
    let (dates, learned) = (config.article.date_context(run_now().now, None), Learned::default());
    let background = Background { dates, learned: &learned, options: &config.article, brief: false };
    let mut kept = Vec::new();
    let known = kliping::archive::read(&source, &config.archive, &mut |item| {
        let record = item.unwrap_or_else(|problem| panic!("{problem}"));
        let draft = article::understand(record, &background).remove(0);
        let (article, problems) = draft.finish(&config.article).unwrap_or_else(|problems| panic!("{problems:?}"));
        assert!(problems.is_empty(), "{problems:?}");
        let tags = article.details.tags.iter().cloned().collect();
        kept.push((article.id().iri.clone(), article.title().to_owned(), article.shown().timestamp(), tags));
    });
    assert!(known);
    kept.sort();
    kept
}

const CONFIG: &str = "[output]\nformats = [\"rss\", \"atom\", \"json\"]\n";

/// Words that XML, HTML and the readers of feeds stumble over.
fn word() -> impl Strategy<Value = String> {
    prop_oneof!["[a-zA-Z]{1,8}", "[&<>'\"é“”–🐄;#%@/]{1,4}", "[\\PC&&[^\\p{Cf}\\s]]{1,6}"]
}

fn title() -> impl Strategy<Value = String> {
    let words = proptest::collection::vec(word(), 1..6).prop_map(|words| format!("Judul {}", words.join(" ")));
    // Readers of RSS decode a title once more, so one that is written with entities or tags cannot be told apart.
    words.prop_filter("entities", |title| html_escape::decode_html_entities(title) == *title && !title.contains('<'))
}

fn record() -> impl Strategy<Value = serde_json::Value> {
    let tags = proptest::collection::vec("[a-zA-Z][a-zA-Z &+#-]{0,8}[a-zA-Z]", 0..4);
    (title(), 0..1_500_000_000_i64, tags, proptest::option::of(1..999_u32), "[a-z &<>]{0,30}").prop_map(
        |(title, time, tags, number, body)| {
            let date = chrono::DateTime::from_timestamp(time, 0).unwrap().to_rfc3339();
            let mut record =
                serde_json::json!({ "title": title, "published_at": date, "tags": tags, "content": format!("<p>{body}</p>") });
            if let Some(number) = number {
                record["url"] = format!("https://www.warta.example/{number}?a=1&b=2").into();
                record["section"] = "Laut & darat".into();
            }
            record
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_feed_read_again_has_the_same_articles(records in proptest::collection::vec(record(), 1..12)) {
        let lines: String = records.iter().map(|record| format!("{record}\n")).collect();
        let archive = Archive::new(CONFIG, &[("a.jsonl", &lines)]);
        archive.run();
        let rss = articles(&archive, "feeds/semua.rss.xml");
        let atom = articles(&archive, "feeds/semua.atom.xml");
        prop_assert_eq!(&rss, &atom);
        // JSON Feed does not tell sections from tags.
        let all_but_tags = |kept: Vec<Kept>| kept.into_iter().map(|(id, title, at, _)| (id, title, at)).collect::<Vec<_>>();
        prop_assert_eq!(all_but_tags(rss.clone()), all_but_tags(articles(&archive, "feeds/semua.json")));
        let all: BTreeSet<Kept> = articles(&archive, "articles/a.jsonl").into_iter().collect();
        prop_assert!(!rss.is_empty());
        for article in rss {
            prop_assert!(all.contains(&article), "{:?} is not in {:?}", article, all);
        }
    }
}
