//! Histories and replays, run after run.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use proptest::prelude::*;

use crate::archive::{Archive, record};

const SITE: &str = "[site]\nauthority = \"warta.example\"\n";
const BASE: &str = "https://warta.example/feeds/";

fn config(items: usize, more: &str) -> String {
    format!(
        "{SITE}[output]\nformats = [\"atom\", \"json\"]\nbase_url = \"{BASE}\"\nitems = {items}\n{more}\n\
         [[topic]]\nid = \"tani\"\nany = [\"sapi\"]\n"
    )
}

/// The titles of each document of a topic from the feed back, and their names.
fn walk_back(files: &BTreeMap<String, String>, slug: &str) -> Vec<(String, Vec<String>)> {
    let (mut documents, mut next) = (Vec::new(), Some(format!("{slug}.atom.xml")));
    while let Some(name) = next {
        assert!(documents.iter().all(|(known, _)| *known != name), "{name} leads to itself");
        let feed = feed_rs::parser::parse(files[&name].as_bytes()).unwrap();
        assert_eq!(feed.id, format!("tag:warta.example,2026-01-01:topic/{slug}"));
        let link = |relation: &str| {
            let link = feed.links.iter().find(|link| link.rel.as_deref() == Some(relation));
            link.map(|link| link.href.strip_prefix(BASE).unwrap().to_owned())
        };
        assert_eq!(link("self").as_ref(), Some(&name));
        let current = (!documents.is_empty()).then(|| format!("{slug}.atom.xml"));
        assert_eq!((link("current"), files[&name].contains("<fh:archive/>")), (current.clone(), current.is_some()));
        next = link("prev-archive");
        if let Some(after) = link("next-archive") {
            assert_eq!((next.as_ref(), documents.last().map(|(name, _)| name)), (None, Some(&after)), "{name}");
        }
        documents.push((name, feed.entries.into_iter().map(|entry| entry.title.unwrap().content).collect()));
    }
    documents
}

fn archives(files: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    files.iter().filter(|(name, _)| name.starts_with("arsip/")).map(|(n, t)| (n.clone(), t.clone())).collect()
}

fn names(files: &BTreeMap<String, String>) -> Vec<&str> {
    files.keys().filter_map(|name| name.strip_prefix("arsip/")?.strip_suffix(".atom.xml")).collect()
}

/// Every article of the topic is met; in the archives each once.
#[track_caller]
fn is_whole(files: &BTreeMap<String, String>, slug: &str, titles: &BTreeSet<String>) {
    let documents = walk_back(files, slug);
    let all: BTreeSet<String> = documents.iter().flat_map(|(_, titles)| titles.clone()).collect();
    assert_eq!(&all, titles);
    let closed: Vec<&String> = documents[1..].iter().flat_map(|(_, titles)| titles).collect();
    let once: BTreeSet<&String> = closed.iter().copied().collect();
    assert_eq!(closed.len(), once.len(), "{closed:?}");
    let unreached: Vec<&str> = names(files);
    let unreached = unreached.iter().filter(|name| name.starts_with(&format!("{slug}/"))).count();
    assert_eq!(unreached, documents.len() - 1, "a document that nothing leads to");
}

/// An article of a day of 2022, counted from 0.
fn article(day: u32, more: &str) -> String {
    let date = chrono::NaiveDate::from_yo_opt(2022, day + 1).unwrap();
    record(&format!("Sapi {day}"), &date.to_string(), more)
}

fn titles(days: impl IntoIterator<Item = u32>) -> BTreeSet<String> {
    days.into_iter().map(|day| format!("Sapi {day}")).collect()
}

#[test]
fn closed_documents_stay_as_they_are() {
    let archive = Archive::new(&config(10, "[history]\nby = \"month\""), &[]);
    let mut before = BTreeMap::new();
    for last in (0..100).step_by(3) {
        let lines: String = (0..=last).map(|day| article(day, "")).collect();
        archive.write("articles/a.jsonl", &lines);
        let files = archive.build();
        is_whole(&files, "tani", &titles(0..=last));
        is_whole(&files, "semua", &titles(0..=last));
        for (name, text) in std::mem::take(&mut before) {
            assert_eq!(files.get(&name), Some(&text), "{name} has changed");
        }
        before = archives(&files);
    }
    // A run over the whole archive at once gives the same.
    let lines: String = (0..100).map(|day| article(day, "")).collect();
    let fresh = Archive::new(&config(10, "[history]\nby = \"month\""), &[("a.jsonl", &lines)]).build();
    assert_eq!(archives(&fresh), before);
    let of_tani: BTreeSet<&str> = names(&fresh).into_iter().filter_map(|name| name.strip_prefix("tani/")).collect();
    let months = ["2022-01", "2022-01-2", "2022-01-3", "2022-01-4", "2022-01-5", "2022-02", "2022-02-2", "2022-02-3"];
    let months = months.into_iter().chain(["2022-03", "2022-03-2", "2022-03-3", "2022-03-4"]);
    assert_eq!(of_tani, months.collect());
}

#[test]
fn every_document_leads_to_another() {
    for (items, by) in [(10, "month"), (1, "month"), (3, "count"), (1, "count")] {
        let archive = Archive::new(&config(items, &format!("[history]\nby = \"{by}\"")), &[]);
        let mut before = BTreeMap::new();
        for last in 0..9 {
            // An article a month.
            let lines: String = (0..=last).map(|month| article(month * 31, "")).collect();
            archive.write("articles/a.jsonl", &lines);
            let files = archive.build();
            is_whole(&files, "tani", &titles((0..=last).map(|month| month * 31)));
            let closed = archives(&files);
            for (name, text) in closed.iter().filter(|(name, _)| name.ends_with(".atom.xml")) {
                assert!(text.contains("rel=\"prev-archive\"") || text.contains("rel=\"next-archive\""), "{by}: {name}");
            }
            assert!(before.iter().all(|(name, text)| closed.get(name) == Some(text)), "{by} {items}");
            before = closed;
        }
        assert!(before.len() >= 10, "{by} {items}: {before:?}");
    }
}

#[test]
fn a_run_with_nothing_new_touches_nothing() {
    let lines: String = (0..60).map(|day| article(day, "")).collect();
    let archive = Archive::new(&config(10, "[history]\nby = \"count\""), &[("a.jsonl", &lines)]);
    archive.build();
    for change in ["", &article(200, "")] {
        archive.write("articles/b.jsonl", change);
        archive.build();
        let times = || -> BTreeMap<String, std::time::SystemTime> {
            let modified = |name: &String| fs::metadata(archive.path(&format!("feeds/{name}"))).unwrap().modified();
            archives(&archive.feeds()).keys().map(|name| (name.clone(), modified(name).unwrap())).collect()
        };
        let before = times();
        assert!(before.len() >= 20);
        let (outcome, _) = archive.run();
        let kliping::pipeline::Outcome::Done(published) = outcome else { panic!() };
        assert!(published.changes.written.is_empty() && published.changes.removed.is_empty());
        assert_eq!(times(), before);
    }
}

#[test]
fn an_edit_changes_its_document_and_no_other() {
    let lines = |edited: u32| -> String {
        (0..60).map(|day| article(day, if day == edited { ", \"isi\": \"Ralat.\"" } else { "" })).collect()
    };
    let archive = Archive::new(&config(10, "[history]\nby = \"month\""), &[("a.jsonl", &lines(999))]);
    let before = archive.build();
    archive.write("articles/a.jsonl", &lines(13));
    let after = archive.build();
    let changed: Vec<&String> = after.keys().filter(|name| before[*name] != after[*name]).collect();
    let expected = ["semua", "tani"]
        .map(|slug| [format!("arsip/{slug}/2022-01-3.atom.xml"), format!("arsip/{slug}/2022-01-3.json")]);
    assert_eq!(changed, expected.iter().flatten().collect::<Vec<_>>());
    // A withdrawn article goes, and a document that holds nothing any more.
    let lines: String =
        (0..60).filter(|day| !(10..20).contains(day) && *day != 3).map(|day| article(day, "")).collect();
    archive.write("articles/a.jsonl", &lines);
    let after = archive.build();
    is_whole(&after, "tani", &titles((0..60).filter(|day| !(10..20).contains(day) && *day != 3)));
    assert!(!after.contains_key("arsip/tani/2022-01-3.atom.xml"));
    assert_eq!(after["arsip/tani/2022-02.atom.xml"], before["arsip/tani/2022-02.atom.xml"]);
}

#[test]
fn what_does_not_fit_goes_into_another_document() {
    let long = format!(", \"isi\": \"{}\"", "kata & lain ".repeat(400));
    let lines: String = (0..31).map(|day| article(day, &long)).collect();
    let more = "max_bytes = 30000\n[history]\nby = \"month\"";
    let archive = Archive::new(&config(50, more), &[("a.jsonl", &lines)]);
    let files = archive.build();
    is_whole(&files, "tani", &titles(0..31));
    assert!(files.values().all(|text| text.len() < 40_000) && names(&files).len() >= 10, "{:?}", names(&files));
    // An article that has grown pushes others out of its document.
    let edited = |day| format!(", \"isi\": \"{}\"", "kata & lain ".repeat(if day == 1 { 1_500 } else { 400 }));
    archive.write("articles/a.jsonl", &(0..31).map(|day| article(day, &edited(day))).collect::<String>());
    is_whole(&archive.build(), "tani", &titles(0..31));
}

#[test]
fn histories_come_and_go_with_their_settings() {
    let lines: String = (0..40).map(|day| article(day, ", \"tags\": [\"Kandang\"]")).collect();
    let archive = Archive::new(&config(10, ""), &[("a.jsonl", &lines)]);
    assert!(archives(&archive.build()).is_empty());
    archive.write("config.toml", &config(10, "[history]\nby = \"count\"\nitems = 7"));
    let files = archive.build();
    is_whole(&files, "tani", &titles(0..40));
    assert!(names(&files).contains(&"tani/0005") && !names(&files).iter().any(|name| name.starts_with("kandang")));
    archive.write("config.toml", &config(10, "[history]\nby = \"month\"\ntags = true"));
    let files = archive.build();
    is_whole(&files, "kandang", &titles(0..40));
    assert!(!names(&files).contains(&"tani/0005"));
    archive.write("config.toml", &config(10, ""));
    assert!(archives(&archive.build()).is_empty());
    assert!(!archive.path("feeds/arsip").exists());
}

#[test]
fn a_document_that_was_spoiled_is_made_again() {
    let lines: String = (0..40).map(|day| article(day, "")).collect();
    let archive = Archive::new(&config(10, "[history]\nby = \"count\""), &[("a.jsonl", &lines)]);
    let files = archive.build();
    fs::remove_file(archive.path("feeds/arsip/tani/0001.json")).unwrap();
    archive.write("feeds/arsip/tani/0002.atom.xml", "spoiled");
    assert_eq!(archive.build(), files);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    /// Articles of any age come and go, a few a run: each is met on the way back, and what was closed stays but where an
    /// article of it was withdrawn.
    #[test]
    fn every_article_is_in_reach(
        by in prop_oneof![Just("month"), Just("count")],
        items in 1_usize..8,
        runs in proptest::collection::vec((proptest::collection::btree_set(0_u32..364, 0..12), proptest::option::of(any::<prop::sample::Index>())), 1..6),
    ) {
        let archive = Archive::new(&config(items, &format!("keep_share = 0.0\n[history]\nby = \"{by}\"")), &[]);
        let (mut days, mut before) = (BTreeSet::new(), BTreeMap::new());
        for (new, withdrawn) in runs {
            let withdrawn = withdrawn.filter(|_| days.len() > 1).map(|index| *index.get(&days.iter().copied().collect::<Vec<_>>()));
            days.extend(new);
            if let Some(day) = withdrawn {
                days.remove(&day);
            }
            archive.write("articles/a.jsonl", &days.iter().map(|day| article(*day, "")).collect::<String>());
            if days.is_empty() {
                continue;
            }
            let files = archive.build();
            is_whole(&files, "tani", &titles(days.iter().copied()));
            let now = archives(&files);
            if withdrawn.is_none() {
                for (name, text) in &before {
                    prop_assert_eq!(now.get(name), Some(text), "{} has changed", name);
                }
            }
            before = now;
        }
    }
}

fn replayed(archive: &Archive, now: &str) -> (Vec<String>, usize) {
    let (outcome, _) = archive.run_at(now);
    let kliping::pipeline::Outcome::Done(published) = outcome else { panic!() };
    let text = archive.feeds().get("putar-ulang/tani.atom.xml").cloned();
    let feed = text.map(|text| feed_rs::parser::parse(text.as_bytes()).unwrap());
    let titles = feed.map(|feed| feed.entries.into_iter().map(|entry| entry.title.unwrap().content).collect());
    (titles.unwrap_or_default(), published.changes.written.len())
}

#[test]
fn a_replay_goes_on_day_by_day() {
    let lines: String = (0..5).map(|day| article(day, "")).collect();
    let replay = "[replay]\ntani = { start = \"2026-11-02\", per_day = 2 }";
    let archive = Archive::new(&config(3, replay), &[("a.jsonl", &lines)]);
    let sapi = |days: &[u32]| days.iter().map(|day| format!("Sapi {day}")).collect::<Vec<_>>();
    // Midnight is that of Jakarta.
    assert_eq!(replayed(&archive, "2026-11-01T16:59:59Z").0, sapi(&[]));
    assert_eq!(replayed(&archive, "2026-11-01T17:00:00Z").0, sapi(&[1, 0]));
    assert_eq!(replayed(&archive, "2026-11-02T16:00:00Z"), (sapi(&[1, 0]), 0));
    let (titles, written) = replayed(&archive, "2026-11-03T01:00:00Z");
    assert_eq!((titles, written), (sapi(&[3, 2, 1]), 2));
    assert_eq!(replayed(&archive, "2026-11-05T01:00:00Z").0, sapi(&[4, 3, 2]));
    assert_eq!(replayed(&archive, "2026-12-05T01:00:00Z"), (sapi(&[4, 3, 2]), 0));
    // The same day gives the same, whatever was before.
    let fresh = Archive::new(&config(3, replay), &[("a.jsonl", &lines)]);
    replayed(&fresh, "2026-12-05T01:00:00Z");
    assert_eq!(fresh.feeds(), archive.feeds());
    archive.write("config.toml", &config(3, ""));
    assert_eq!(replayed(&archive, "2026-12-05T01:00:00Z").0, sapi(&[]));
}

#[test]
fn pages_tell_when_a_replay_brought_its_articles_back() {
    let lines: String = (0..5).map(|day| article(day, "")).collect();
    let config = config(3, "[replay]\ntani = { start = \"2026-11-02\", per_day = 2 }");
    let config = config.replace("\"json\"]", "\"json\", \"html\", \"index\"]");
    let archive = Archive::new(&config, &[("a.jsonl", &lines)]);
    archive.run_at("2026-11-03T01:00:00Z");
    let files = archive.feeds();
    assert!(files["index.html"].contains("terbaru <time datetime=\"2026-11-03\">3 November 2026</time>"));
    assert!(files["putar-ulang/tani.html"].contains("2 November 2026 – 3 November 2026"));
}
