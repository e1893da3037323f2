//! What one run leaves to the next: the catalog, and what only it knows.

use std::fs;
use std::path::Path;

use chrono::{DateTime, TimeDelta};
use kliping::config::Config;
use kliping::pipeline::{self, Outcome, Run};
use kliping::report::Report;

use crate::archive::{Archive, record, run_now};

const FEEDS: &str = "[output]\nformats = [\"rss\", \"atom\"]\n";

/// A run that is `days` later and may lose articles. Returns how many bytes of the archive it read.
fn later(archive: &Archive, days: i64) -> u64 {
    let config = Config::load(&archive.path("config.toml")).unwrap();
    let run = Run { now: run_now().now + TimeDelta::days(days), allow_shrink: true, ..run_now() };
    let outcome = pipeline::build(&config, run, &mut Report::default()).unwrap();
    assert!(matches!(outcome, Outcome::Done(_)));
    config.archive.control.progress().0
}

fn page(title: &str) -> String {
    format!("{title}\n\nRabu, 02 Maret 2022 - 19:13 WIB\nAMBON - Warga menunggu di balai desa sejak pagi.\n")
}

/// The ids in the feed of everything, in its order.
fn ids(archive: &Archive) -> Vec<String> {
    let feed = &archive.feeds()["semua.rss.xml"];
    feed.split("<guid isPermaLink=\"false\">").skip(1).map(|rest| rest.split('<').next().unwrap().to_owned()).collect()
}

#[test]
fn what_a_run_could_not_publish_the_next_one_does() {
    let archive = Archive::new(FEEDS, &[("a.jsonl", &record("Satu", "2022-03-02", ""))]);
    archive.run();
    archive.write("articles/b.jsonl", &record("Dua", "2022-03-03", ""));
    archive.fails_to_publish();
    assert!(archive.build()["semua.rss.xml"].contains("Dua"));
}

#[test]
fn a_problem_is_told_before_it_is_known() {
    let archive = Archive::new(FEEDS, &[("a.jsonl", &record("Satu", "2022-03-02", ""))]);
    archive.run();
    archive.write("articles/b.jsonl", &record("Dua", "32 Maret 2022", ""));
    let told = "articles/b.jsonl:1: date `32 Maret 2022`: no such day";
    // What a kill at the moment of telling leaves.
    let (state, left) = (archive.path(".kliping"), archive.path("left"));
    let mut report = Report::told_by(move |problem| {
        assert_eq!(problem.to_string(), told);
        fs::create_dir(&left).unwrap();
        for entry in fs::read_dir(&state).unwrap().map(|entry| entry.unwrap()) {
            fs::copy(entry.path(), left.join(entry.file_name())).unwrap();
        }
    });
    let config = Config::load(&archive.path("config.toml")).unwrap();
    pipeline::build(&config, run_now(), &mut report).unwrap();
    assert!(archive.problems().is_empty());
    fs::remove_dir_all(archive.path(".kliping")).unwrap();
    fs::rename(archive.path("left"), archive.path(".kliping")).unwrap();
    assert_eq!(archive.problems(), [told]);
    assert!(archive.problems().is_empty());
}

#[test]
fn a_run_that_is_stopped_while_it_publishes_publishes_nothing() {
    let archive = Archive::new(FEEDS, &[("a.jsonl", &record("Satu", "2022-03-02", ""))]);
    let before = archive.build();
    archive.write("articles/b.jsonl", &(record("Dua", "2022-03-03", "") + &record("Tiga", "32 Maret 2022", "")));
    let config = Config::load(&archive.path("config.toml")).unwrap();
    let control = std::sync::Arc::clone(&config.archive.control);
    // Problems are told when everything is read and nothing is published.
    let mut report = Report::told_by(move |_| control.stop());
    assert!(matches!(pipeline::build(&config, run_now(), &mut report), Err(pipeline::Error::Stopped)));
    assert_eq!(archive.feeds(), before);
    let after = archive.build();
    assert!(after["semua.rss.xml"].contains("Dua") && after.len() == before.len());
}

#[test]
fn a_file_that_is_not_ours_stays_and_is_told_until_it_is_gone() {
    let config = "[output]\nformats = [\"rss\", \"index\"]\n";
    let archive = Archive::new(config, &[("a.jsonl", &record("Satu", "2022-03-02", ""))]);
    archive.write("feeds/index.html", "<title>Halaman depan</title>");
    let told = "feeds/index.html: not made by kliping, so it stays and this feed is not published; \
                move or delete it, or choose another `path` in `[output]`";
    for _ in 0..2 {
        assert_eq!(archive.problems(), [told]);
        let feeds = archive.feeds();
        assert!(feeds["index.html"].contains("Halaman depan") && feeds["semua.rss.xml"].contains("Satu"));
    }
    fs::remove_file(archive.path("feeds/index.html")).unwrap();
    assert!(archive.problems().is_empty());
    assert!(archive.feeds()["index.html"].contains("semua.html") || archive.feeds()["index.html"].contains("Satu"));
    assert!(archive.problems().is_empty());
}

#[test]
fn own_files_are_known_by_their_content_when_the_catalog_is_gone() {
    let formats = "[\"rss\", \"atom\", \"json\", \"html\", \"index\", \"opml\", \"sitemap\", \"style\"]";
    let rest = "compress = [\"gz\", \"br\", \"zst\"]\n[history]\nby = \"month\"\n[replay]\nsemua = { per_day = 1, start = \"2026-10-01\" }\n";
    let config = format!("[output]\nbase_url = \"https://warta.example/\"\nformats = {formats}\n{rest}");
    let lines: String = (1..=9).map(|n| record(&format!("Judul {n}"), &format!("2022-0{n}-02"), "")).collect();
    let archive = Archive::new(&config, &[("a.jsonl", &lines)]);
    archive.run();
    fs::remove_dir_all(archive.path(".kliping")).unwrap();
    // Everything is another than before, and of another title.
    archive.write(
        "config.toml",
        &config.replace("[output]", "[site]\ntitle = \"Warta\"\n[output]\npage_language = \"en\""),
    );
    archive.write("articles/a.jsonl", &lines.replace("Judul", "Kabar"));
    let (outcome, report) = archive.run();
    let Outcome::Done(published) = outcome else { panic!("{outcome:?}") };
    assert_eq!(report.problems(), []);
    assert!(published.changes.written.len() > 100, "{:?}", published.changes);
}

#[test]
fn an_article_that_is_edited_or_moved_keeps_its_id() {
    let files = [("a/1.txt", page("Panen Raya Ditunda Sepekan")), ("a/2.txt", page("Balai Desa Penuh Sejak Pagi"))];
    let archive = Archive::new(FEEDS, &[(files[0].0, &files[0].1), (files[1].0, &files[1].1)]);
    archive.run();
    let before = ids(&archive);
    assert_eq!(before.len(), 2);
    archive.write("articles/a/1.txt", &page("Panen Raya Ditunda Sebulan"));
    fs::create_dir(archive.path("articles/b")).unwrap();
    fs::rename(archive.path("articles/a/2.txt"), archive.path("articles/b/3.txt")).unwrap();
    archive.run();
    assert_eq!(ids(&archive), before);
    // Only the catalog knows where they were: without it they are new.
    fs::remove_dir_all(archive.path(".kliping")).unwrap();
    archive.run();
    assert_ne!(ids(&archive), before);
}

/// Where an article has taken the id of its place along, an article that comes to this place later has another.
#[test]
fn the_place_of_an_article_that_moved_makes_no_second_id() {
    let [one, two, three] = ["Satu", "Dua", "Tiga"].map(|title| record(title, "2022-03-02", ""));
    // Within a file, which then grows.
    let archive = Archive::new(FEEDS, &[("a.jsonl", &[one.as_str(), &two].concat())]);
    archive.run();
    archive.write("articles/a.jsonl", &two);
    archive.run();
    archive.write("articles/a.jsonl", &[two.as_str(), &three].concat());
    let (_, report) = archive.run();
    assert_eq!((report.articles, report.copy_count, ids(&archive).len()), (2, 0, 2));
    // Into another file, when a new one takes the name of the old one.
    let archive = Archive::new(FEEDS, &[("a.jsonl", &one)]);
    archive.run();
    fs::rename(archive.path("articles/a.jsonl"), archive.path("articles/b.jsonl")).unwrap();
    archive.run();
    archive.write("articles/a.jsonl", &two);
    let (_, report) = archive.run();
    assert_eq!((report.articles, report.copy_count, ids(&archive).len()), (2, 0, 2));
}

#[test]
fn of_a_file_that_has_grown_only_the_end_is_read() {
    let csv = "judul,tanggal\n".to_owned() + &"Satu,2022-03-02\n".repeat(300);
    let archive = Archive::new(FEEDS, &[("a.jsonl", &record("Satu", "2022-03-02", "").repeat(300)), ("b.csv", &csv)]);
    assert!(later(&archive, 0) > 10_000);
    let (line, row) = (record("Dua", "2022-03-03", ""), "Tiga,2022-03-04\n");
    for (path, more) in [("articles/a.jsonl", line.as_str()), ("articles/b.csv", row)] {
        let text = fs::read_to_string(archive.path(path)).unwrap();
        archive.write(path, &(text + more));
    }
    // Once into the catalog, and once more for the feed.
    let read = later(&archive, 0);
    assert!(read < csv.len() as u64 * 2, "{read}");
    let feed = &archive.feeds()["semua.rss.xml"];
    assert!(feed.contains("<title>Dua<") && feed.contains("<title>Tiga<"), "{feed}");
    assert_eq!(later(&archive, 0), 0);
}

#[test]
fn files_are_known_as_own_after_the_catalog_was_deleted() {
    let line = |title: &str, tag: &str| record(title, "2022-03-02", &format!(", \"tags\": [\"{tag}\"]"));
    let archive = Archive::new(FEEDS, &[("a.jsonl", &line("Satu", "x")), ("b.jsonl", &line("Dua", "y"))]);
    let feeds = archive.build();
    fs::remove_dir_all(archive.path(".kliping")).unwrap();
    assert_eq!(archive.build(), feeds);
    fs::remove_file(archive.path("articles/b.jsonl")).unwrap();
    let names: Vec<String> = archive.build().into_keys().collect();
    assert_eq!(names, ["semua.atom.xml", "semua.rss.xml", "x.atom.xml", "x.rss.xml"]);
}

#[test]
fn withdrawn_articles_have_a_tombstone_for_a_while() {
    let lines = |titles: &[&str]| -> String {
        titles.iter().map(|title| record(title, "2022-03-02", &format!(", \"id\": \"{title}\""))).collect()
    };
    let config = "[output]\nformats = [\"rss\", \"atom\", \"json\"]\ntombstone_days = 30\n";
    let archive = Archive::new(config, &[("a.jsonl", &lines(&["satu", "dua", "tiga"]))]);
    let first = archive.build();
    assert!(first.values().all(|text| !text.contains("tombstones")));
    archive.write("articles/a.jsonl", &lines(&["satu", "tiga"]));
    later(&archive, 1);
    let gone = "<at:deleted-entry ref=\"tag:kliping.invalid,2026-01-01:id/dua\" when=\"2026-11-02T00:00:00Z\"/>";
    let feeds = archive.feeds();
    let atom = &feeds["semua.atom.xml"];
    assert!(atom.contains("xmlns:at=\"http://purl.org/atompub/tombstones/1.0\""), "{atom}");
    assert!(atom.find(gone).unwrap() < atom.find("<entry>").unwrap(), "{atom}");
    assert!(!feeds["semua.rss.xml"].contains("dua") && !feeds["semua.json"].contains("dua"));
    // It stands as it is from run to run, until its time is over …
    later(&archive, 20);
    assert_eq!(archive.feeds(), feeds);
    later(&archive, 31);
    assert!(!archive.feeds()["semua.atom.xml"].contains("tombstones"));
    // … or the article is back.
    archive.write("articles/a.jsonl", &lines(&["satu"]));
    later(&archive, 32);
    assert!(archive.feeds()["semua.atom.xml"].contains("id/tiga\" when"));
    archive.write("articles/a.jsonl", &lines(&["satu", "dua", "tiga"]));
    later(&archive, 33);
    assert_eq!(archive.feeds(), first);
}

#[test]
#[cfg(unix)]
fn what_the_system_does_not_show_stays_as_it_was() {
    use std::os::unix::fs::symlink;
    let archive = Archive::new(
        FEEDS,
        &[("a/1.txt", &page("Panen Raya Ditunda Sepekan")), ("b.jsonl", &record("Dua", "2022-03-02", ""))],
    );
    let before = archive.build();
    let out_of_sight = || {
        let (_, report) = archive.run();
        let problems: Vec<String> = report.problems().iter().map(ToString::to_string).collect();
        assert!(report.failed == 1 && problems.len() == 1, "{problems:?}");
        assert!(problems[0].starts_with("articles/a: cannot be read: "), "{problems:?}");
    };
    // A link to itself is neither there nor gone.
    fs::rename(archive.path("articles/a"), archive.path("a")).unwrap();
    symlink("a", archive.path("articles/a")).unwrap();
    (0..2).for_each(|_| out_of_sight());
    assert_eq!(archive.feeds(), before);
    // What was in it and turns up elsewhere is the same article.
    archive.write("articles/c/2.txt", &page("Panen Raya Ditunda Sepekan"));
    out_of_sight();
    assert_eq!(archive.feeds(), before);
    fs::remove_file(archive.path("articles/a")).unwrap();
    archive.run();
    assert_eq!(archive.feeds(), before);
}

#[test]
fn a_clock_that_jumps_back_changes_nothing_for_long() {
    let lines: String = (1..=9).map(|n| record(&format!("Judul {n}"), &format!("2022-03-0{n}"), "")).collect();
    let archive = Archive::new(FEEDS, &[("a.jsonl", &lines)]);
    let before = archive.build();
    let config = Config::load(&archive.path("config.toml")).unwrap();
    let run = Run { now: DateTime::parse_from_rfc3339("1970-01-01T00:00:00Z").unwrap(), ..run_now() };
    let outcome = pipeline::build(&config, run, &mut Report::default()).unwrap();
    assert!(matches!(outcome, Outcome::Shrunk { .. }));
    assert_eq!(archive.build(), before);
}

#[test]
fn a_catalog_that_is_damaged_is_told_and_one_that_is_deleted_made_anew() {
    let archive = Archive::new(FEEDS, &[("a.jsonl", &record("Satu", "2022-03-02", ""))]);
    let before = archive.build();
    let catalog = archive.path(".kliping/catalog.sqlite");
    let whole = fs::read(&catalog).unwrap();
    let failure = |path: &Path, bytes: &[u8]| {
        fs::write(path, bytes).unwrap();
        let config = Config::load(&archive.path("config.toml")).unwrap();
        pipeline::build(&config, run_now(), &mut Report::default()).unwrap_err().to_string()
    };
    let torn: Vec<u8> = whole.iter().enumerate().map(|(n, byte)| if n > 2_000 { 0xAA } else { *byte }).collect();
    for bytes in [&whole[..whole.len() / 2], &torn, b"no database, however long it is; and it goes on and on"] {
        let message = failure(&catalog, bytes);
        assert!(
            message.ends_with("catalog.sqlite: the catalog is damaged; delete the file, the next run makes it anew"),
            "{message}"
        );
    }
    assert_eq!(archive.feeds(), before);
    fs::remove_file(&catalog).unwrap();
    assert_eq!(archive.build(), before);
}

/// A file of so many articles that its cards are kept in several parts, the last written the newest.
fn long_file(articles: impl Iterator<Item = (u32, String)>) -> String {
    let first = DateTime::parse_from_rfc3339("2021-01-01T00:00:00+07:00").unwrap();
    let line = |(number, title): (u32, String)| {
        record(&title, &(first + TimeDelta::minutes(i64::from(number))).to_rfc3339(), "")
    };
    articles.map(line).collect()
}

#[test]
fn a_long_file_that_is_read_again_keeps_every_id() {
    let all = || (0..20_000).map(|number| (number, format!("Warga {number}")));
    let archive = Archive::new(FEEDS, &[("a.jsonl", &long_file(all()))]);
    archive.run();
    let before = ids(&archive);
    assert_eq!((before.len(), &*before[0]), (50, "tag:kliping.invalid,2026-01-01:article/a.jsonl:20000"));
    // The same file, by another program, as after an upgrade.
    let config = Config::load(&archive.path("config.toml")).unwrap();
    let upgraded = Run { program: 7, ..run_now() };
    assert!(matches!(pipeline::build(&config, upgraded, &mut Report::default()).unwrap(), Outcome::Done(_)));
    assert_eq!(ids(&archive), before);
    // In the last of its parts one is edited and one is gone; those behind have other places now.
    let title = |number: u32, title: String| if number == 19_990 { "Warga lama".to_owned() } else { title };
    let edited = || all().filter(|(number, _)| *number != 19_995).map(|(number, old)| (number, title(number, old)));
    archive.write("articles/a.jsonl", &long_file(edited()));
    later(&archive, 0);
    let known = [&before[..4], &before[5..]].concat();
    assert_eq!(ids(&archive)[..49], known);
    assert!(archive.feeds()["semua.rss.xml"].contains("Warga lama"));
    // And by another program, with ids now that are not those of their places.
    let upgraded = Run { program: 8, ..run_now() };
    assert!(matches!(pipeline::build(&config, upgraded, &mut Report::default()).unwrap(), Outcome::Done(_)));
    assert_eq!(ids(&archive)[..49], known);
    // What comes to the end of the file has a place whose id another has, which moved up.
    let longer = edited().filter(|(number, _)| *number != 3).chain([(20_001, "Warga baru".to_owned())]);
    archive.write("articles/a.jsonl", &long_file(longer));
    later(&archive, 0);
    let after = ids(&archive);
    assert_eq!(after[1..50], known);
    assert!(!before.contains(&after[0]));
}

#[test]
fn what_a_file_grows_by_is_filed_whole_or_not_at_all() {
    let all = |articles: u32| long_file((0..articles).map(|number| (number, format!("Warga {number}"))));
    let archive = Archive::new(FEEDS, &[("a.jsonl", &all(10))]);
    archive.run();
    let grown = all(20_000);
    archive.write("articles/a.jsonl", &grown);
    let (_, report) = archive.run();
    let after = ids(&archive);
    assert_eq!((report.articles, after.len()), (20_000, 50));
    assert_eq!(after[0], "tag:kliping.invalid,2026-01-01:article/a.jsonl:20000");
    // The feed is what a first run makes of the whole file.
    let whole = Archive::new(FEEDS, &[("a.jsonl", &grown)]);
    assert_eq!(whole.build(), archive.feeds());
}
