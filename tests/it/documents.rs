//! What the room `feed` makes of articles beyond the feed of a topic: documents of its history, replays, details.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use chrono::{DateTime, FixedOffset, NaiveDate};
use kliping::article::Article;
use kliping::config::Config;
use kliping::feed::{self, Entry, Feed, Heading, History, Kind, Pace, Show};
use kliping::topic::Slug;
use proptest::prelude::*;

use crate::archive::{self, Archive, record};

const CONFIG: &str = r#"
[site]
authority = "warta.example"
title = "Warta"
logo = "https://warta.example/logo.png?a=1&b=2"
icon = "https://warta.example/icon.png"
[output]
base_url = "https://warta.example/feeds/"
hub = "https://hub.example/?a=1&b=2"
every_minutes = 15
[initials]
CIP = "Cahya Indah"
mrd = "Meutia & Rahma"
"#;

fn config(more: &str) -> Config {
    Config::parse(&format!("{CONFIG}{more}"), Path::new("config.toml"), Path::new(".")).unwrap()
}

/// The articles of lines of JSON.
fn articles(lines: &str, config: &Config) -> Vec<Article> {
    archive::articles(&Archive::new("", &[("a.jsonl", lines)]), "a.jsonl", config, false)
}

fn instant(text: &str) -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339(text).unwrap()
}

fn heading(slug: &Slug, count: usize) -> Heading<'_> {
    let at = instant("2022-03-02T19:13:00+07:00");
    Heading {
        slug,
        kind: Kind::Rule,
        title: "Tani & ternak",
        description: None,
        folder: None,
        count,
        span: (at, at),
        show: Show::Full,
    }
}

fn files(feed: &Feed, config: &Config) -> BTreeMap<String, String> {
    let files = feed::render(feed, &config.feed).unwrap();
    files.into_iter().map(|file| (file.name, String::from_utf8(file.bytes).unwrap())).collect()
}

fn entries(lines: &str, config: &Config) -> Vec<Arc<Entry>> {
    articles(lines, config).iter().map(|article| Arc::new(Entry::new(article, &config.feed))).collect()
}

fn topic(lines: &str, count: usize, config: &Config) -> Feed {
    let slug = Slug::parse("tani").unwrap();
    Feed::new(heading(&slug, count), &entries(lines, config), &config.feed).unwrap()
}

#[track_caller]
fn has(text: &str, expected: &[&str]) {
    for part in expected {
        assert!(text.contains(part), "{part}\nis not in\n{text}");
    }
}

#[test]
fn an_archive_document_leads_to_its_neighbours() {
    let config = config("");
    let lines = record("Satu", "2022-03-02", "") + &record("Dua", "2022-03-03", "");
    let [archive, previous, next] = ["03", "02", "04"].map(|month| Some(format!("arsip/tani/2022-{month}")));
    let history = History { archive, previous, next };
    let files = files(&topic(&lines, 9, &config).with_history(history), &config);
    let names: Vec<&str> = files.keys().map(String::as_str).collect();
    assert_eq!(names, ["atom.xml", "html", "json", "rss.xml"].map(|end| format!("arsip/tani/2022-03.{end}")));
    let at = "https://warta.example/feeds";
    let atom = &files["arsip/tani/2022-03.atom.xml"];
    has(
        atom,
        &[
            "<id>tag:warta.example,2026-01-01:topic/tani</id>",
            "xmlns:fh=\"http://purl.org/syndication/history/1.0\"",
            &format!("<link href=\"{at}/arsip/tani/2022-03.atom.xml\" rel=\"self\" type=\"application/atom+xml\"/>"),
            &format!("<link href=\"{at}/tani.atom.xml\" rel=\"current\" type=\"application/atom+xml\"/>"),
            &format!(
                "<link href=\"{at}/arsip/tani/2022-02.atom.xml\" rel=\"prev-archive\" type=\"application/atom+xml\"/>"
            ),
            &format!(
                "<link href=\"{at}/arsip/tani/2022-04.atom.xml\" rel=\"next-archive\" type=\"application/atom+xml\"/>"
            ),
            "<?xml-stylesheet type=\"text/css\" href=\"../../feed.css\"?>",
        ],
    );
    assert!(atom.find("<fh:archive/>").unwrap() < atom.find("<entry>").unwrap(), "{atom}");
    let rss = &files["arsip/tani/2022-03.rss.xml"];
    has(
        rss,
        &[
            "<fh:archive/>",
            &format!("<atom:link href=\"{at}/tani.rss.xml\" rel=\"current\" type=\"application/rss+xml\"/>"),
            &format!(
                "<atom:link href=\"{at}/arsip/tani/2022-02.rss.xml\" rel=\"prev-archive\" type=\"application/rss+xml\"/>"
            ),
        ],
    );
    assert!(rss.find("<fh:archive/>").unwrap() < rss.find("<item>").unwrap());
    has(
        &files["arsip/tani/2022-03.json"],
        &[&format!("\"next_url\": \"{at}/arsip/tani/2022-02.json\""), &format!("\"feed_url\": \"{at}/tani.json\"")],
    );
    // What does not change asks nobody to look again, and does not tell the version that made it.
    for text in files.values() {
        assert!(!text.contains("hub.example") && !text.contains("<ttl>") && !text.contains(env!("CARGO_PKG_VERSION")));
    }
    has(
        &files["arsip/tani/2022-03.html"],
        &["href=\"../../tani.html\"", "href=\"../../index.html\"", "href=\"../../arsip/tani/2022-02.html\""],
    );
}

#[test]
fn the_feed_leads_to_its_archives_or_says_that_it_is_all() {
    let config = config("");
    let lines = record("Satu", "2022-03-02", "");
    let previous = History { previous: Some("arsip/tani/2022-02".to_owned()), ..History::default() };
    let with = files(&topic(&lines, 9, &config).with_history(previous), &config);
    assert!(with.values().all(|text| !text.contains("<fh:")));
    has(&with["tani.atom.xml"], &["rel=\"prev-archive\""]);
    let complete = files(&topic(&lines, 1, &config), &config);
    for name in ["tani.atom.xml", "tani.rss.xml"] {
        has(&complete[name], &["<fh:complete/>"]);
    }
    let partial = files(&topic(&lines, 2, &config), &config);
    assert!(partial.values().all(|text| !text.contains("xmlns:fh") && !text.contains("-archive")));
}

#[test]
fn hub_pictures_and_how_often() {
    let config = config("");
    let files = files(&topic(&record("Satu", "2022-03-02", ""), 2, &config), &config);
    has(
        &files["tani.rss.xml"],
        &[
            "<atom:link href=\"https://hub.example/?a=1&amp;b=2\" rel=\"hub\"/>",
            "<ttl>15</ttl>",
            "<sy:updatePeriod>hourly</sy:updatePeriod>",
            "<sy:updateFrequency>4</sy:updateFrequency>",
            "<link>https://warta.example/feeds/tani.html</link>",
            "<url>https://warta.example/logo.png?a=1&amp;b=2</url>",
        ],
    );
    has(
        &files["tani.atom.xml"],
        &[
            "<link href=\"https://hub.example/?a=1&amp;b=2\" rel=\"hub\"/>",
            "<icon>https://warta.example/icon.png</icon>",
            "<logo>https://warta.example/logo.png?a=1&amp;b=2</logo>",
        ],
    );
    let json: serde_json::Value = serde_json::from_str(&files["tani.json"]).unwrap();
    assert_eq!(json["hubs"], serde_json::json!([{ "type": "WebSub", "url": "https://hub.example/?a=1&b=2" }]));
    assert_eq!([&json["icon"], &json["favicon"]], ["https://warta.example/icon.png"; 2]);
}

#[test]
fn details_of_an_article() {
    let config = config("");
    let more = r#", "image": "https://foto.example/a.JPG?x=1&y=2", "caption": "Sapi & <kerbau>", "credit": "Tuti & co", "source": "Kabar <Desa>", "url": "https://desa.example/a/1", "updated": "2022-03-05T10:00:00+07:00", "language": "jv", "author": "mrd/cip""#;
    let files = files(&topic(&record("Satu", "2022-03-02 10:00", more), 2, &config), &config);
    has(
        &files["tani.rss.xml"],
        &[
            "<media:content medium=\"image\" type=\"image/jpeg\" url=\"https://foto.example/a.JPG?x=1&amp;y=2\">",
            "<media:description type=\"plain\">Sapi &#x26; &#x3C;kerbau&#x3E;</media:description>",
            "<media:credit>Tuti &#x26; co</media:credit>",
            "<media:thumbnail url=\"https://foto.example/a.JPG?x=1&amp;y=2\"/>",
            "<dcterms:modified>2022-03-05T03:00:00Z</dcterms:modified>",
            "<dc:creator>Meutia &#x26; Rahma, Cahya Indah</dc:creator>",
            "<dc:publisher>Kabar &#x3C;Desa&#x3E;</dc:publisher>",
            "<dc:language>jv</dc:language>",
        ],
    );
    has(
        &files["tani.atom.xml"],
        &[
            "<media:content medium=\"image\" type=\"image/jpeg\" url=\"https://foto.example/a.JPG?x=1&amp;y=2\">",
            "<title xml:lang=\"jv\">Satu</title>",
            "<link href=\"https://desa.example/a/1\" rel=\"via\" type=\"text/html\"/>",
            "<title>Kabar &#x3C;Desa&#x3E;</title>",
            "<id>tag:warta.example,2026-01-01:source/Kabar%20%3CDesa%3E</id>",
            "<link href=\"https://desa.example/\" rel=\"alternate\" type=\"text/html\"/>",
            "<name>Meutia &#x26; Rahma</name>",
        ],
    );
    for name in ["tani.rss.xml", "tani.atom.xml"] {
        assert!(xml::reader::EventReader::new(files[name].as_bytes()).into_iter().all(|event| event.is_ok()));
    }
}

#[test]
fn a_picture_of_known_length_is_enclosed() {
    let config = config("");
    let enclosed = |more: &str| files(&topic(&record("Satu", "2022-03-02", more), 2, &config), &config);
    let known = enclosed(r#", "image": "https://foto.example/a.jpg", "image_bytes": 2048"#);
    has(
        &known["tani.rss.xml"],
        &[
            "<media:content fileSize=\"2048\" medium=\"image\" type=\"image/jpeg\" url=\"https://foto.example/a.jpg\"/>",
            "<enclosure url=\"https://foto.example/a.jpg\" length=\"2048\" type=\"image/jpeg\"/>",
        ],
    );
    let link = "<link href=\"https://foto.example/a.jpg\" rel=\"enclosure\" type=\"image/jpeg\" length=\"2048\"/>";
    has(&known["tani.atom.xml"], &["fileSize=\"2048\"", link]);
    for more in [
        r#", "image": "https://foto.example/a.jpg", "image_bytes": 0"#,
        r#", "image": "https://foto.example/a", "image_bytes": "2048""#,
        r#", "image_bytes": 2048"#,
    ] {
        let files = enclosed(more);
        assert!(files.values().all(|file| !file.contains("enclosure")), "{more}");
    }
}

#[test]
fn codes_of_authors_become_names_where_all_are_known() {
    let config = config("");
    for (author, expected) in
        [("cip", "Cahya Indah"), ("Cip/MRD", "Cahya Indah, Meutia &#x26; Rahma"), ("cip/xyz", "cip/xyz")]
    {
        let files =
            files(&topic(&record("Satu", "2022-03-02", &format!(", \"author\": \"{author}\"")), 2, &config), &config);
        has(&files["tani.rss.xml"], &[&format!("<dc:creator>{expected}</dc:creator>")]);
    }
}

#[test]
fn a_summary_is_text_where_readers_expect_html() {
    let config = config("");
    let files =
        files(&topic(&record("Satu", "2022-03-02", ", \"summary\": \"R&D 1 < 2 &amp;amp; b\""), 2, &config), &config);
    has(&files["tani.rss.xml"], &["<description>R&#x26;amp;D 1 &#x26;lt; 2"]);
    has(&files["tani.atom.xml"], &["<content type=\"text\">R&#x26;D 1 &#x3C; 2 &#x26; b</content>"]);
}

#[test]
fn a_replay_is_a_feed_of_its_own() {
    let config = config("");
    let lines =
        record("Satu", "Rabu, 02 Maret 2022 - 19:13 WIB", ", \"isi\": \"Isi.\", \"url\": \"https://a.example/1?b=2\"")
            + &record("Dua", "2022-03-03", "");
    let pace = Pace { start: NaiveDate::from_ymd_opt(2026, 11, 1).unwrap(), per_day: 1 };
    let zone = FixedOffset::east_opt(7 * 3600).unwrap();
    let back: Vec<_> =
        entries(&lines, &config).into_iter().enumerate().map(|(n, entry)| (entry, pace.instant(n, zone))).collect();
    let slug = Slug::parse("tani").unwrap();
    let feed = Feed::replay(heading(&slug, 2), pace, &back, &config.feed).unwrap();
    let files = files(&feed, &config);
    let atom = &files["putar-ulang/tani.atom.xml"];
    has(
        atom,
        &[
            "<title>Tani &#x26; ternak – dari arsip</title>",
            "<id>tag:warta.example,2026-01-01:replay/tani/2026-11-01</id>",
            "<id>tag:warta.example,2026-01-01:replay/tani/2026-11-01/https://a.example/1%3Fb=2</id>",
            "<published>2026-10-31T17:00:00Z</published>",
            "<summary>Pertama kali terbit: Rabu, 2 Maret 2022, 19.13 WIB. Isi.</summary>",
            "&#x3C;p&#x3E;&#x3C;em&#x3E;Pertama kali terbit: Rabu, 2 Maret 2022, 19.13 WIB.&#x3C;/em&#x3E;&#x3C;/p&#x3E;\n&#x3C;p&#x3E;Isi.",
            "https://warta.example/feeds/putar-ulang/tani.atom.xml",
        ],
    );
    let at = |text: &str| atom.find(text).unwrap();
    assert!(at("<title>Dua</title>") < at("<title>Satu</title>"), "what came back last comes first");
    assert!(!atom.contains("fh:"), "{atom}");
    let ids = |text: &str| {
        feed_rs::parser::parse(text.as_bytes()).unwrap().entries.into_iter().map(|e| e.id).collect::<Vec<_>>()
    };
    assert_eq!(ids(atom), ids(&files["putar-ulang/tani.rss.xml"]));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever names, captions and addresses hold, every document is well formed.
    #[test]
    fn documents_are_well_formed(
        words in proptest::collection::vec("[\\PC<>&\"']{1,12}", 6),
        query in "[ -~]{0,12}",
    ) {
        let config = config("");
        let mut line = serde_json::json!({ "title": format!("A {}", words[0]), "date": "2022-03-02", "updated": "2022-03-09" });
        for (key, word) in ["caption", "credit", "source", "author", "isi"].iter().zip(&words[1..]) {
            line[*key] = word.as_str().into();
        }
        line["image"] = format!("https://foto.example/a.jpg?{query}").into();
        line["url"] = format!("https://desa.example/a?{query}").into();
        let history = History { archive: Some("arsip/tani/2022-03".to_owned()), previous: Some("x".to_owned()), next: None };
        let files = files(&topic(&format!("{line}\n"), 2, &config).with_history(history), &config);
        for (name, text) in files.iter().filter(|(name, _)| name.ends_with(".xml")) {
            for event in xml::reader::EventReader::new(text.as_bytes()) {
                prop_assert!(event.is_ok(), "{}: {:?}\n{}", name, event, text);
            }
        }
    }
}
