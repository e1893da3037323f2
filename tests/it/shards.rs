//! The map and the reduce: a build of lines gives what a build of the records gives, whoever mapped them in whatever order.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use kliping::config::Config;
use kliping::pipeline::{self, Mapper};
use kliping::report::Report;
use proptest::prelude::*;

use crate::archive::{Archive, NOW, read_folder, record, run_now};

/// The archive of a configuration as lines.
fn mapped(config: &Path) -> Vec<String> {
    let config = Config::load(config).unwrap();
    let mut lines = Vec::new();
    Mapper::new(&config, run_now().now).archive(&mut |item| lines.extend(item.ok())).unwrap();
    lines
}

/// The feeds that a configuration gives, with `shards` in place of its archive if there are any; and the copies folded.
fn built(config: &Path, shards: Option<&[String]>) -> (BTreeMap<String, String>, usize) {
    let temporary = tempfile::tempdir().unwrap();
    let mut config = Config::load(config).unwrap();
    config.output.folder = temporary.path().join("feeds");
    config.output.state = temporary.path().join("state");
    if let Some(shards) = shards {
        (config.archive.base, config.archive.path) = (temporary.path().to_owned(), PathBuf::from("baris"));
        for (number, shard) in shards.iter().enumerate() {
            fs::create_dir_all(temporary.path().join(format!("baris/{number}"))).unwrap();
            // Some engines end every name with `.txt`, which is else page text.
            let ending = if number % 2 == 0 { "jsonl" } else { "txt" };
            fs::write(temporary.path().join(format!("baris/{number}/part.{ending}")), shard).unwrap();
        }
    }
    let mut report = Report::default();
    pipeline::build(&config, run_now(), &mut report).unwrap();
    (read_folder(&config.output.folder), report.copies.len())
}

/// The lines in `count` shards, each where `choose` says.
fn shards(lines: &[String], count: usize, mut choose: impl FnMut(usize) -> usize) -> Vec<String> {
    let mut shards = vec![String::new(); count];
    for (number, line) in lines.iter().enumerate() {
        let shard = &mut shards[choose(number) % count];
        // At the front or at the end, so that the order within a shard changes too.
        let at = if number % 2 == 0 { 0 } else { shard.len() };
        shard.insert_str(at, &format!("{line}\n"));
    }
    shards
}

#[test]
fn lines_of_every_archive_build_the_same_feeds() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let cases = fs::read_dir(root.join("tests/cases")).unwrap().map(|entry| entry.unwrap().path());
    for case in cases.chain([root.to_owned()]) {
        let config = case.join("config.toml");
        let expected = built(&config, None);
        let lines = mapped(&config);
        for count in [1, 3] {
            assert_eq!(built(&config, Some(&shards(&lines, count, |n| n * 7))), expected, "{}", case.display());
        }
    }
}

/// Records of which many are copies, share a number, or are dated alike.
fn records() -> impl Strategy<Value = Vec<String>> {
    let one =
        (0..4_u8, 0..3_u8, 0..3_u8, 0..5_u8, prop::sample::select(vec!["Bulu Tangkis", "bulutangkis", "#x", "y"]));
    let one = one.prop_map(|(title, day, updated, id, tag)| {
        let id = match id {
            0 => String::new(),
            1 => ", \"url\": \"https://warta.example/a\"".to_owned(),
            2 => format!(", \"guid\": \"urn:warta:{title}\""),
            id => format!(", \"id\": {id}"),
        };
        let updated = if updated == 0 { String::new() } else { format!(", \"updated\": \"2022-04-0{updated}\"") };
        record(
            &format!("Judul {title}"),
            &format!("2022-03-0{}", day + 1),
            &format!("{id}{updated}, \"tags\": [\"{tag}\"], \"isi\": \"{}\"", "kata ".repeat(day.into())),
        )
    });
    prop::collection::vec(one, 1..30)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_shards_and_lines_changes_nothing(records in records(), choices in prop::collection::vec(0..5_usize, 30)) {
        let names = ["a/b.jsonl", "a-b.jsonl", "a.jsonl"];
        let files: Vec<String> = (0..3).map(|file| records.iter().skip(file).step_by(3).cloned().collect()).collect();
        let files: Vec<(&str, &str)> = names.into_iter().zip(files.iter().map(String::as_str)).collect();
        let archive = Archive::new("[output]\nitems = 4\n", &files);
        let config = archive.path("config.toml");
        let expected = built(&config, None);
        let shards = shards(&mapped(&config), 5, |number| choices[number]);
        prop_assert_eq!(built(&config, Some(&shards)), expected);
    }
}

#[test]
fn articles_with_one_number_and_one_time_are_in_an_order_that_is_not_that_of_files() {
    let one = |title: &str, day: u8| record(title, &format!("2022-03-0{day}"), ", \"id\": 4, \"isi\": \"Kata.\"");
    let files =
        [("a/b.jsonl", one("Judul 0", 1) + &one("Judul 1", 3)), ("a-b.jsonl", one("Judul 2", 1) + &one("Judul 2", 3))];
    let archive = Archive::new("", &files.each_ref().map(|(name, text)| (*name, text.as_str())));
    let config = archive.path("config.toml");
    let expected = built(&config, None);
    let mut lines = mapped(&config);
    for _ in 0..2 {
        for count in [1, 4] {
            assert_eq!(built(&config, Some(&shards(&lines, count, |number| number))), expected);
        }
        lines.reverse();
    }
}

#[test]
fn articles_that_are_alike_but_for_their_ids_are_two() {
    let one = |title: &str, day: u8| record(title, &format!("2022-03-0{day}"), ", \"id\": 3, \"isi\": \"Kata.\"");
    // The last of each file are alike; the first of the second file and the second of the first make them two groups.
    let files = [
        ("a.jsonl", one("Judul 0", 2) + &one("Judul 2", 1) + &one("Judul 2", 3)),
        ("b.jsonl", one("Judul 0", 1) + &one("Judul 2", 2) + &one("Judul 2", 3)),
    ];
    let archive = Archive::new("", &files.each_ref().map(|(name, text)| (*name, text.as_str())));
    let config = archive.path("config.toml");
    let expected = built(&config, None);
    let feed = &expected.0["semua.rss.xml"];
    assert!(feed.contains("2026-01-01:id/3<") && feed.contains("2026-01-01:article/a.jsonl:3<"), "{feed}");
    let mut lines = mapped(&config);
    lines.reverse();
    assert_eq!(built(&config, Some(&[lines.join("\n")])), expected);
}

/// What `kliping articles` prints, tells and returns.
fn articles(archive: &Archive, args: &[&str], input: &str) -> (String, String, Option<i32>) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_kliping"))
        .args([&["articles", "--now", NOW], args].concat())
        .current_dir(archive.path(""))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_owned();
    // A command that does not read its input may be gone by now.
    let writer = std::thread::spawn(move || drop(stdin.write_all(input.as_bytes())));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (text(output.stdout), text(output.stderr), output.status.code())
}

#[test]
fn a_filter_maps_in_order_and_names_what_it_cannot_use() {
    let archive = Archive::new("", &[]);
    let input = record("Satu", "2 Maret 2022 19.13 WIT", ", \"tags\": [\"Bulu-Tangkis\"], \"isi\": \"<p>Isi</p>\"")
        + "\n{\"title\": \"Tiga\", \"date\": \"32 Maret 2022\"}\nbukan\n"
        + &record("Lima", "2022-03-02", "");
    let (out, err, code) = articles(&archive, &["-"], &input);
    let first = r##"{"kliping":1,"origin":"-:1","ordinal":0,"id":"tag:kliping.invalid,2026-01-01:article/-:1","id_kind":"place","title":"Satu","published":"2022-03-02T19:13:00+09:00","precision":"minute","zone":"stated","flags":[],"updated":null,"authors":[],"initials":null,"editors":[],"city":null,"caption":null,"credit":null,"image":null,"image_bytes":null,"tags":["Bulu-Tangkis"],"section":null,"source":null,"url":null,"language":"id","summary":null,"length":10,"body":["Isi"],"html":"<p>Isi</p>","shown":"2022-03-02T19:13:00+09:00","topics":[{"slug":"semua","key":"semua","tag":null,"because":"every article"},{"slug":"bulu-tangkis","key":"#bulutangkis","tag":"Bulu-Tangkis","because":"tag `Bulu-Tangkis`"}]}"##;
    let lines: Vec<&str> = out.lines().collect();
    assert_eq!((lines[0], lines.len()), (first, 2));
    assert!(lines[1].contains("\"title\":\"Lima\"") && lines[1].contains("\"shown\":\"2022-03-02T12:00:00+07:00\""));
    let expected = "-:3: date `32 Maret 2022`: no such day\n-:4: broken JSON: it breaks off at column 1\n";
    assert_eq!((err.as_str(), code), (expected, Some(0)));
    assert_eq!(articles(&archive, &["-", "--strict"], &input).2, Some(3));
    assert_eq!(articles(&archive, &["-"], ""), (String::new(), String::new(), Some(0)));
}

#[test]
fn a_record_that_brings_its_place_has_the_id_of_its_place() {
    let (one, two) = (record("Satu", "2022-03-02", ""), record("Dua", "2022-03-03", ""));
    let archive = Archive::new("", &[("a.jsonl", &(one.clone() + &two))]);
    let (expected, _, code) = articles(&archive, &[], "");
    assert_eq!(code, Some(0));
    let placed = |number: usize, record: &str| {
        format!("{{\"kliping\":1,\"origin\":\"articles/a.jsonl:{number}\",\"record\":{}}}\n", record.trim())
    };
    let (out, err, _) = articles(&archive, &["-"], &(placed(1, &one) + &placed(2, &two)));
    assert_eq!((out.as_str(), err.as_str()), (expected.as_str(), ""));
    assert!(out.contains("article/a.jsonl:2"), "{out}");
    // What was mapped once is mapped again without a change.
    assert_eq!(articles(&archive, &["-"], &out).0, out);
}

#[test]
fn files_are_mapped_as_in_the_archive_and_one_that_is_missing_is_told() {
    let page = "Panen Raya di Hulu\n\nRabu, 02 Maret 2022 - 19:13 WIB\nJAKARTA - Isi pertama di sini.\n";
    let archive = Archive::new("", &[("2022/a.txt", page), ("b.jsonl", &record("Satu", "2022-03-02", ""))]);
    let all = articles(&archive, &[], "").0;
    assert_eq!(articles(&archive, &["articles/2022/a.txt", "articles/b.jsonl"], ""), (all, String::new(), Some(0)));
    let (out, err, code) = articles(&archive, &["articles/c.jsonl"], "");
    assert_eq!((out.as_str(), code), ("", Some(1)));
    assert!(err.starts_with("articles/c.jsonl: cannot be read: "), "{err}");
    fs::remove_dir_all(archive.path("articles")).unwrap();
    assert_eq!(articles(&archive, &[], "").2, Some(1));
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let lines: String = (0..5_000).map(|n| record(&format!("Judul {n}"), "2022-03-02", "")).collect();
    let archive = Archive::new("", &[("a.jsonl", &lines)]);
    let mut child = Command::new(env!("CARGO_BIN_EXE_kliping"))
        .arg("articles")
        .current_dir(archive.path(""))
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[test]
fn a_line_that_is_no_article_costs_itself_only() {
    let archive = Archive::new("", &[("a.jsonl", &record("Satu", "2022-03-02", ""))]);
    let line = articles(&archive, &[], "").0;
    let old = line.replace("2022-03-02T00:00:00", "0022-03-02T00:00:00");
    let lines = format!("{}{}{}", line.replace("Satu", "\\n"), old, line.replace("\"kliping\":1", "\"kliping\":2"));
    archive.write("articles/b.jsonl", &lines);
    assert_eq!(
        archive.problems(),
        [
            "articles/b.jsonl:1: no title",
            "articles/b.jsonl:2: published: a year outside 1900 to 2027",
            "articles/b.jsonl:3: an article of version 2; this kliping knows version 1",
        ]
    );
    assert_eq!(archive.run().1.articles, 1);
}

#[test]
fn totals_stand_for_articles_that_are_not_handed_on() {
    let tagged = |n: usize, tag: &str| {
        record(&format!("Judul {n}"), &format!("2022-03-0{n}"), &format!(", \"tags\": [\"{tag}\"]"))
    };
    let records: String = [(1, "kopi susu"), (2, "Kopi-Susu"), (3, "Kopi-Susu"), (4, "kopisusu"), (5, "kopisusu")]
        .map(|(n, tag)| tagged(n, tag))
        .concat();
    let archive = Archive::new("[output]\nitems = 2\n[topics]\nauto_tags = 4\n", &[("a.jsonl", &records)]);
    let config = archive.path("config.toml");
    let expected = built(&config, None);
    assert!(expected.0["kopi-susu.rss.xml"].contains("<title>Kopi-Susu</title>"));
    let newest = mapped(&config).split_off(3).join("\n");
    let line = |key: &str, says: &str| format!("{{\"kliping\":1,\"topic\":\"{key}\",{says}}}\n");
    // Noon of the first and of the fifth day.
    let span = "\"count\":3,\"first\":1646110800,\"last\":1646456400";
    let totals = line("#kopisusu", "\"count\":2,\"spellings\":{\"Kopi-Susu\":1,\"kopi susu\":1}")
        + &line("#kopisusu", &format!("{span},\"spellings\":{{\"Kopi-Susu\":1,\"kopisusu\":2}}"))
        + &line("semua", span)
        + &line("semua", "\"count\":2");
    assert_ne!(built(&config, Some(std::slice::from_ref(&newest))), expected);
    let first = totals.clone() + &newest;
    // Two spellings are as common; the first in order counts.
    assert_eq!(built(&config, Some(&[first])), expected);
    assert_eq!(built(&config, Some(&[newest, totals])), expected);
}

#[test]
fn totals_that_are_none_are_told() {
    let lines = "{\"kliping\":1,\"topic\":\"tani\"}\n{\"kliping\":1,\"topic\":\"#kopi\",\"spellings\":{\"teh\":1}}\n{\"kliping\":1,\"topic\":7}\n";
    let archive = Archive::new("", &[("a.jsonl", lines), ("b.jsonl", &record("Satu", "2022-03-02", ""))]);
    let expected = [
        "articles/a.jsonl:1: topic: not one of this configuration",
        "articles/a.jsonl:2: spellings: `teh` is another tag",
        "articles/a.jsonl:3: no totals of a topic: invalid type: integer `7`, expected a string at line 1 column 22",
    ];
    assert_eq!(archive.problems(), expected);
}

#[test]
fn a_long_line_without_an_ending_is_a_line_all_the_same() {
    let body = format!(", \"isi\": \"{}\"", "kata ".repeat(20_000));
    let records = record("Satu", "2022-03-02", &body) + &record("Dua", "2022-03-03", "");
    let archive = Archive::new("", &[("a.jsonl", &records)]);
    let (lines, expected) = (articles(&archive, &[], "").0, archive.build());
    fs::remove_file(archive.path("articles/a.jsonl")).unwrap();
    archive.write("articles/part-00000", &lines);
    assert_eq!(archive.problems(), [""; 0]);
    assert_eq!(archive.feeds(), expected);
}
