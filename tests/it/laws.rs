//! What holds for every archive.

use std::collections::BTreeMap;
use std::fs;

use kliping::pipeline::Outcome;
use proptest::prelude::*;

use crate::archive::{Archive, record};

/// The feeds alone, without pages and lists.
const FEEDS: &str = "[output]\nformats = [\"rss\", \"atom\"]\n";

/// What changed on the disk: name and time of every file.
fn times(archive: &Archive) -> BTreeMap<String, std::time::SystemTime> {
    let entries = fs::read_dir(archive.path("feeds")).unwrap().map(|entry| entry.unwrap());
    entries.map(|e| (e.file_name().into_string().unwrap(), e.metadata().unwrap().modified().unwrap())).collect()
}

fn changes(archive: &Archive) -> kliping::output::Changes {
    match archive.run().0 {
        Outcome::Done(published) => published.changes,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_second_run_writes_nothing() {
    let archive = Archive::new(FEEDS, &[("a.jsonl", &record("Ada", "2022-03-02", ", \"tags\": [\"x\", \"y\"]"))]);
    assert_eq!(changes(&archive).written.len(), 6);
    let before = times(&archive);
    let state = fs::metadata(archive.path(".kliping/catalog.sqlite")).unwrap().modified().unwrap();
    assert_eq!((changes(&archive).written.len(), times(&archive)), (0, before));
    assert_eq!(fs::metadata(archive.path(".kliping/catalog.sqlite")).unwrap().modified().unwrap(), state);
}

#[test]
fn one_new_article_touches_its_feeds_only() {
    let tagged = |title: &str, tag: &str| record(title, "2022-03-02", &format!(", \"tags\": [\"{tag}\"]"));
    let archive = Archive::new(FEEDS, &[("a.jsonl", &tagged("Satu", "x")), ("b.jsonl", &tagged("Dua", "y"))]);
    archive.run();
    archive.write("articles/c.jsonl", &tagged("Tiga", "x"));
    let written: Vec<String> = changes(&archive).written.into_iter().collect();
    assert_eq!(written, ["semua.atom.xml", "semua.rss.xml", "x.atom.xml", "x.rss.xml"]);
}

#[test]
fn what_holds_nothing_any_more_goes_and_foreign_files_stay() {
    let line = |title: &str, tag: &str| record(title, "2022-03-02", &format!(", \"tags\": [\"{tag}\"]"));
    let archive = Archive::new(FEEDS, &[("a.jsonl", &line("Satu", "x")), ("b.jsonl", &line("Dua", "y"))]);
    archive.run();
    archive.write("feeds/z.rss.xml", "foreign");
    fs::remove_file(archive.path("articles/b.jsonl")).unwrap();
    assert_eq!(changes(&archive).removed, ["y.atom.xml", "y.rss.xml"]);
    assert!(archive.path("feeds/z.rss.xml").exists());
}

#[test]
fn an_archive_that_is_gone_publishes_nothing() {
    let lines: String = (1..=4).map(|n| record(&format!("Judul {n}"), "2022-03-02", "")).collect();
    let archive = Archive::new("", &[("a.jsonl", &lines)]);
    let before = archive.build();
    archive.write("articles/a.jsonl", "");
    assert!(matches!(archive.run().0, Outcome::Shrunk { .. }));
    archive.write("articles/a.jsonl", &record("Judul 1", "2022-03-02", ""));
    assert!(matches!(archive.run().0, Outcome::Shrunk { .. }));
    assert_eq!(archive.feeds(), before);
}

#[test]
fn articles_of_the_future_wait() {
    let lines = record("Kini", "2022-03-02", "") + &record("Nanti", "2026-12-24 10:00", "");
    let archive = Archive::new("", &[("a.jsonl", &lines)]);
    assert_eq!((archive.run().1.held, archive.feeds()["semua.rss.xml"].contains("Nanti")), (1, false));
    let archive = Archive::new("[dates]\nfuture = \"keep\"", &[("a.jsonl", &lines)]);
    assert!(archive.build()["semua.rss.xml"].contains("Nanti"));
}

#[test]
fn copies_are_folded_and_equal_numbers_are_not_copies() {
    let url = ", \"url\": \"https://m.warta.example/a?utm_source=x\"";
    let newer = ", \"url\": \"https://warta.example/a\", \"updated_at\": \"2022-03-03\"";
    let lines = record("Baru", "2022-03-02", newer) + &record("Lama", "2022-03-02", url);
    let archive = Archive::new("", &[("a.jsonl", &lines)]);
    let (_, report) = archive.run();
    assert_eq!((report.copy_count, report.articles), (1, 1));
    assert!(archive.feeds()["semua.rss.xml"].contains("Baru"));

    let numbered = |title: &str, day: &str| record(title, day, ", \"id\": 1");
    let files = [("a.jsonl", numbered("Satu", "2022-03-02")), ("b.jsonl", numbered("Dua", "2022-03-05"))];
    let archive = Archive::new("", &[(files[0].0, &files[0].1), (files[1].0, &files[1].1)]);
    let (_, report) = archive.run();
    assert_eq!((report.copy_count, report.articles), (0, 2));
    let expected = "articles/b.jsonl:1: id: another article of the archive has the same, so it goes by its place";
    assert_eq!(report.problems()[0].to_string(), expected);
    let feed = &archive.feeds()["semua.rss.xml"];
    assert!(feed.contains("2026-01-01:id/1<") && feed.contains("2026-01-01:article/b.jsonl:1<"), "{feed}");
}

#[test]
fn copies_by_text_are_folded_where_it_is_asked_for() {
    let text: Vec<String> = (0..80).map(|n| format!("kata{}", n * 7 % 61)).collect();
    let text = text.join(" ");
    let line = |title: &str, n: usize, text: &str| {
        record(
            title,
            &format!("2022-03-0{n}"),
            &format!(", \"url\": \"https://warta.example/{n}\", \"isi\": \"{text}\""),
        )
    };
    let lines = line("Panen raya", 2, &text) + &line("Panen raya lagi", 3, &text) + &line("Lain", 4, "Pendek saja.");
    let folded = |config: &str| Archive::new(config, &[("a.jsonl", &lines)]).tell().copies;
    assert_eq!(folded(""), []);
    let origin = |line| kliping::report::Origin::file("articles/a.jsonl").at(line);
    assert_eq!(folded("[duplicates]\nby = \"text\""), [(origin(2), origin(1))]);
    let lines = lines.replacen("https://warta.example/3", "https://mitra.example/3", 1);
    let folded = |config: &str| Archive::new(config, &[("a.jsonl", &lines)]).tell().copies;
    let across = "[duplicates]\nby = \"text\"\nacross_sources = true\n";
    assert_eq!(folded("[duplicates]\nby = \"text\""), []);
    assert_eq!(folded(across), [(origin(2), origin(1))]);
    assert_eq!(folded(&format!("{across}prefer = [\"mitra.example\"]")), [(origin(1), origin(2))]);
}

#[test]
fn drafts_are_not_published() {
    let lines =
        record("Siap", "2022-03-02", ", \"draft\": false") + &record("Belum", "2022-03-02", ", \"draft\": true");
    let archive = Archive::new("", &[("a.jsonl", &lines)]);
    assert_eq!((archive.run().1.drafts, archive.feeds()["semua.rss.xml"].contains("Belum")), (1, false));
}

#[test]
fn tags_that_would_share_a_file_get_two() {
    let tags = ["a b!", "a-b?", "A B", "北京", "背景", "!!", "CON", "Index"];
    let lines: String = tags
        .iter()
        .enumerate()
        .map(|(n, tag)| record(&format!("Judul {n}"), "2022-03-02", &format!(", \"tags\": [\"{tag}\"]")))
        .collect();
    let archive = Archive::new("[output]\nformats = [\"rss\"]", &[("a.jsonl", &lines)]);
    let names: Vec<String> = archive.build().into_keys().collect();
    assert_eq!(names.len(), 8, "{names:?}");
    assert!(names.contains(&"a-b.rss.xml".to_owned()), "{names:?}");
}

/// Texts as archives hold them and as they should not.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[a-zA-Z ]{0,30}",
        Just("Rabu, 02 Maret 2022 - 19:13 WIB".to_owned()),
        Just("\u{0}\u{b}\u{fffe}<script>]]>&amp;".to_owned()),
        Just("../../etc/passwd".to_owned()),
    ]
}

fn value() -> impl Strategy<Value = serde_json::Value> {
    prop_oneof![
        text().prop_map(serde_json::Value::from),
        prop::collection::vec(text(), 0..4).prop_map(serde_json::Value::from),
        any::<i64>().prop_map(serde_json::Value::from),
        any::<bool>().prop_map(serde_json::Value::from),
        Just(serde_json::Value::Null),
    ]
}

fn json() -> impl Strategy<Value = String> {
    let key = prop::sample::select(vec!["title", "isi", "tags", "url", "author", "summary", "image", "kategori", "id"]);
    let date = prop::sample::select(vec!["2 Maret 2022 19.13 WIB", "2021-05-01", "32 Maret 2022", "kemarin"]);
    (prop::collection::btree_map(key, value(), 0..9), date).prop_map(|(object, date)| {
        let mut object: serde_json::Map<_, _> = object.into_iter().map(|(k, v)| (k.to_owned(), v)).collect();
        object.insert("date".to_owned(), date.into());
        serde_json::Value::Object(object).to_string() + "\n"
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    /// Whatever the records hold, the feeds are well formed and the order and number of files change nothing but ids
    /// of places.
    #[test]
    fn feeds_are_well_formed_and_do_not_depend_on_order(lines in prop::collection::vec(json(), 1..12)) {
        let with_url = |n: usize, line: &str| {
            let mut object: serde_json::Map<String, serde_json::Value> = serde_json::from_str(line).unwrap();
            object.remove("id");
            object.insert("url".to_owned(), format!("https://warta.example/{n}").into());
            serde_json::Value::Object(object).to_string() + "\n"
        };
        let lines: Vec<String> = lines.iter().enumerate().map(|(n, line)| with_url(n, line)).collect();
        let config = "[output]\nbase_url = \"https://warta.example/\"";
        let one = Archive::new(config, &[("a.jsonl", &lines.concat())]).build();
        let names: Vec<String> = (0..lines.len()).map(|n| format!("{:03}.jsonl", lines.len() - n)).collect();
        let files: Vec<(&str, &str)> = names.iter().map(String::as_str).zip(lines.iter().map(String::as_str)).collect();
        let many = Archive::new(config, &files).build();
        prop_assert_eq!(&one, &many);
        let is_feed = |name: &str| name.ends_with(".json") || name.ends_with(".xml");
        for (name, text) in one {
            if is_feed(&name) {
                prop_assert!(feed_rs::parser::parse(text.as_bytes()).is_ok(), "{name}");
            }
            if !name.ends_with(".xml") && !name.ends_with(".opml") {
                continue;
            }
            for event in xml::reader::EventReader::new(text.as_bytes()) {
                prop_assert!(event.is_ok(), "{name}: {event:?}");
            }
        }
    }

    /// Any bytes in any file: no panic, and every record is in a feed or named.
    #[test]
    fn any_bytes_are_read_or_named(bytes in prop::collection::vec(any::<u8>(), 0..400), end in prop::sample::select(vec!["txt", "md", "json", "jsonl", "xyz", ""])) {
        let archive = Archive::new("", &[("ok.jsonl", &record("Ada", "2022-03-02", ""))]);
        fs::write(archive.path(&format!("articles/a.{end}")), &bytes).unwrap();
        let (outcome, report) = archive.run();
        let done = matches!(outcome, Outcome::Done { .. });
        prop_assert!(done);
        prop_assert!(report.articles >= 1);
    }
}
