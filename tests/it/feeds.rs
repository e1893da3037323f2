//! What makes a feed one that every reader understands, rule by rule, on an archive that is out to break it.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use feed_rs::model::Feed;
use xml::reader::{EventReader, XmlEvent};

use crate::archive::{Archive, record};

const CONFIG: &str = r#"
[site]
title = "Warta <Uji> & Kawan"
authority = "warta.example"
[output]
formats = ["rss", "atom"]
base_url = "https://warta.example/feeds"
[[topic]]
id = "tani"
title = "Tani & <Ternak>"
any = ["sapi"]
"#;

/// Titles that broke readers.
const HOSTILE: &[&str] = &[
    "Sapi & kerbau <b>tebal</b> ]]> \"kutip\" 'satu' &amp;amp; akhir",
    "Nol\\u0000 lonceng\\u0007 vt\\u000b esc\\u001b fffe\\ufffe ffff\\uffff c1\\u0093x\\u0094",
    "Emoji 🐄 dan \\u200blebar\\u200dnol e\\u0301",
];

fn hostile() -> Archive {
    let mut lines = String::new();
    for (index, title) in HOSTILE.iter().enumerate() {
        lines.push_str(&format!(
            "{{\"title\": \"{}\", \"date\": \"Rabu, 02 Maret 2022 - 19:1{index} WIB\", \"url\": \"https://www.warta.example/a/{index}?x=1&y=2#z\", \"tags\": [\"Sapi & co\", \"C++\", \"C#\"], \"author\": \"Tuti <t@x> & Budi\", \"content\": \"<p onclick='x()'>Sapi &amp; <a href='javascript:x'>k</a> <a href='../b'>b</a>\\u000b]]></p><script>x</script><iframe src='https://x.example'></iframe><img src='//foto.example/a.jpg' onerror='x'><form><input></form><style>p{{}}</style>\"}}\n",
            title.replace('"', "\\\"")
        ));
    }
    lines.push_str(&record("Hanya tanggal sapi", "2021-05-01", ""));
    lines.push_str(&record("Tanpa alamat", "Sabtu, 6 Mei 2023 09.12 WITA", ", \"isi\": \"Satu.\\n\\nDua.\""));
    Archive::new(CONFIG, &[("a.jsonl", &lines)])
}

fn feeds() -> BTreeMap<String, String> {
    let feeds = hostile().build();
    assert_eq!(
        feeds.keys().filter(|name| name.ends_with(".rss.xml")).collect::<Vec<_>>(),
        ["c-plus-plus.rss.xml", "c-sharp.rss.xml", "sapi-co.rss.xml", "semua.rss.xml", "tani.rss.xml"]
    );
    feeds
}

fn is_rss(name: &str) -> bool {
    name.ends_with(".rss.xml")
}

/// The elements of a document as a strict parser gives them: path, attributes, text.
fn elements(text: &str) -> Vec<(String, BTreeMap<String, String>, String)> {
    let mut path: Vec<String> = Vec::new();
    let mut elements: Vec<(String, BTreeMap<String, String>, String)> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for event in EventReader::new(text.as_bytes()) {
        match event.unwrap_or_else(|error| panic!("{error}\n{text}")) {
            XmlEvent::StartElement { name, attributes, .. } => {
                let prefix = name.prefix.map(|prefix| format!("{prefix}:")).unwrap_or_default();
                path.push(format!("{prefix}{}", name.local_name));
                open.push(elements.len());
                let attributes = attributes.into_iter().map(|a| (a.name.local_name, a.value)).collect();
                elements.push((path.join("/"), attributes, String::new()));
            }
            XmlEvent::EndElement { .. } => {
                path.pop();
                open.pop();
            }
            XmlEvent::Characters(text) | XmlEvent::CData(text) | XmlEvent::Whitespace(text) => {
                elements[*open.last().unwrap()].2.push_str(&text);
            }
            _ => {}
        }
    }
    elements
}

fn texts(text: &str, path: &str) -> Vec<String> {
    elements(text).into_iter().filter(|(found, ..)| found == path).map(|(.., text)| text).collect()
}

fn parsed(text: &str) -> Feed {
    feed_rs::parser::parse(text.as_bytes()).unwrap()
}

#[test]
fn m1_well_formed_utf8_declared() {
    for (name, text) in feeds() {
        assert!(text.starts_with("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<"), "{name}");
        assert!(text.ends_with(">\n") && !text.contains('\r'), "{name}");
        assert!(!elements(&text).is_empty());
    }
}

#[test]
fn m2_text_by_number_addresses_by_name_no_cdata() {
    for (name, text) in feeds() {
        assert!(!text.contains("CDATA") && !text.contains("&nbsp;"), "{name}");
        for line in text.lines().filter(|line| line.contains("&amp;")) {
            let address = ["<link", "<id>", "<guid", "<category term="].iter().any(|tag| line.contains(tag));
            assert!(address, "{name}: {line}");
        }
    }
    let feeds = feeds();
    let expected = "Sapi & kerbau tebal ]]> \"kutip\" 'satu' &amp; akhir";
    assert!(texts(&feeds["tani.rss.xml"], "rss/channel/item/title").contains(&expected.to_owned()));
    assert!(texts(&feeds["tani.atom.xml"], "feed/entry/title").contains(&expected.to_owned()));
    assert_eq!(texts(&feeds["tani.rss.xml"], "rss/channel/title"), ["Tani & <Ternak>"]);
}

#[test]
fn m3_ids_are_one_in_every_topic_and_format_and_survive_edits() {
    let archive = hostile();
    let ids = |feeds: &BTreeMap<String, String>| -> BTreeMap<String, BTreeSet<String>> {
        let mut of_title: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for text in feeds.values() {
            for entry in parsed(text).entries {
                of_title.entry(entry.title.unwrap().content).or_default().insert(entry.id);
            }
        }
        of_title
    };
    let before = ids(&archive.build());
    assert!(before.values().all(|ids| ids.len() == 1), "{before:?}");
    let all = |ids: &BTreeMap<String, BTreeSet<String>>| ids.values().flatten().cloned().collect::<BTreeSet<_>>();
    assert_eq!(all(&before).len(), 5);
    let text = std::fs::read_to_string(archive.path("articles/a.jsonl")).unwrap();
    archive.write("articles/a.jsonl", &text.replace("Tanpa", "Masih tanpa").replace("2021-05-01", "2021-05-02"));
    let config = CONFIG.replace("warta.example/feeds", "lain.example/umpan").replace("Uji", "Baru");
    archive.write("config.toml", &config);
    assert_eq!(all(&ids(&archive.build())), all(&before));
}

#[test]
fn m4_ids_are_iris_and_permalinks_only_where_they_are_addresses() {
    let feeds = feeds();
    for (path, attributes, text) in
        elements(&feeds["semua.rss.xml"]).into_iter().filter(|(path, ..)| path.ends_with("/guid"))
    {
        assert!(text.starts_with("https://") || text.starts_with("tag:warta.example,2026-01-01:"), "{path} {text}");
        assert!(text.is_ascii());
        let links = texts(&feeds["semua.rss.xml"], "rss/channel/item/link");
        assert_eq!(attributes.get("isPermaLink").is_none_or(|value| value == "true"), links.contains(&text), "{text}");
    }
    assert_eq!(texts(&feeds["tani.atom.xml"], "feed/id"), ["tag:warta.example,2026-01-01:topic/tani"]);
}

#[test]
fn m5_same_input_same_bytes() {
    assert_eq!(hostile().build(), hostile().build());
    let text = &feeds()["semua.rss.xml"];
    let newest = texts(text, "rss/channel/item/pubDate").into_iter().next();
    assert_eq!(texts(text, "rss/channel/lastBuildDate").into_iter().next(), newest);
}

#[test]
fn m6_dates_are_utc_and_right() {
    let feeds = feeds();
    let rss = texts(&feeds["semua.rss.xml"], "rss/channel/item/pubDate");
    assert!(rss.contains(&"Wed, 02 Mar 2022 12:10:00 GMT".to_owned()), "{rss:?}");
    // A day is shown at noon of its zone: no reader shows the day before.
    assert!(rss.contains(&"Sat, 01 May 2021 05:00:00 GMT".to_owned()), "{rss:?}");
    let atom = texts(&feeds["semua.atom.xml"], "feed/entry/published");
    assert!(atom.contains(&"2023-05-06T01:12:00Z".to_owned()), "{atom:?}");
    for (one, other) in rss.iter().zip(&atom) {
        let rss: DateTime<Utc> = DateTime::parse_from_rfc2822(one).unwrap().into();
        assert_eq!(rss, DateTime::parse_from_rfc3339(other).unwrap());
        assert!(other.ends_with('Z') && one.ends_with(" GMT"));
    }
}

#[test]
fn m7_an_article_without_a_date_is_left_out_and_named() {
    let archive =
        Archive::new("", &[("a.jsonl", &record("Ada", "2022-03-02", "")), ("b.json", "{\"title\": \"Tanpa\"}")]);
    assert_eq!(archive.problems(), ["articles/b.json:1: no date"]);
    assert_eq!(texts(&archive.feeds()["semua.rss.xml"], "rss/channel/item/title"), ["Ada"]);
}

#[test]
fn m8_rss_has_what_it_must_in_order() {
    for (name, text) in feeds().into_iter().filter(|(name, _)| is_rss(name)) {
        let elements = elements(&text);
        assert_eq!(elements[0].1["version"], "2.0", "{name}");
        let children: Vec<&str> = elements
            .iter()
            .filter_map(|(path, ..)| path.strip_prefix("rss/channel/"))
            .filter(|p| !p.contains('/'))
            .collect();
        for needed in ["title", "link", "description", "item"] {
            assert!(children.contains(&needed), "{name}: {needed}");
        }
        let first = children.iter().position(|child| *child == "item").unwrap();
        assert!(children[first..].iter().all(|child| *child == "item"), "{name}: items come last");
        for item in text.split("<item>").skip(1) {
            let at = |tag: &str| item.find(tag);
            assert_eq!(item.matches("<title>").count(), 1, "{name}");
            assert_eq!(item.matches("<guid").count(), 1, "{name}");
            assert!(at("<description>") < at("<content:encoded>") || at("<content:encoded>").is_none(), "{name}");
        }
    }
}

#[test]
fn m9_atom_has_what_it_must_in_order() {
    for (name, text) in feeds().into_iter().filter(|(name, _)| !is_rss(name)) {
        for path in ["feed/id", "feed/title", "feed/updated", "feed/author/name"] {
            assert_eq!(texts(&text, path).len(), 1, "{name}: {path}");
        }
        let entries = texts(&text, "feed/entry").len();
        for path in ["feed/entry/id", "feed/entry/title", "feed/entry/updated", "feed/entry/published"] {
            assert_eq!(texts(&text, path).len(), entries, "{name}: {path}");
        }
        let (_, after) = text.split_once("<entry>").unwrap();
        let (_, last) = after.rsplit_once("</entry>").unwrap();
        assert_eq!(last.trim(), "</feed>", "{name}: entries come last");
        for entry in text.split("<entry>").skip(1) {
            let alternates = entry.matches("rel=\"alternate\"").count();
            assert!(alternates == 1 || alternates == 0 && entry.contains("<content"), "{name}: {entry}");
        }
    }
}

#[test]
fn m10_links_are_absolute_and_ascii() {
    for (name, text) in feeds() {
        for (path, attributes, value) in elements(&text).into_iter().filter(|(path, ..)| path.ends_with("link")) {
            let url = attributes.get("href").cloned().unwrap_or(value);
            assert!(url.starts_with("https://") && url.is_ascii() && !url.contains(' '), "{name} {path}: {url}");
        }
    }
}

#[test]
fn m11_embedded_html_is_inert() {
    let feeds = feeds();
    let contents = [
        texts(&feeds["tani.rss.xml"], "rss/channel/item/content:encoded"),
        texts(&feeds["tani.atom.xml"], "feed/entry/content"),
    ];
    for content in contents.concat().iter().filter(|content| content.contains("Sapi &amp;")) {
        for bad in [
            "<script",
            "<iframe",
            "<style",
            "<form",
            "<input",
            "onclick",
            "onerror",
            "javascript:",
            "href=\"..",
            "src=\"//",
        ] {
            assert!(!content.contains(bad), "{bad}: {content}");
        }
        assert!(content.contains("<a href=\"https://www.warta.example/b\">b</a>"), "{content}");
        assert!(content.contains("<img src=\"https://foto.example/a.jpg\">"), "{content}");
    }
    let plain = texts(&feeds["semua.rss.xml"], "rss/channel/item/content:encoded");
    assert!(plain.contains(&"<p>Satu.</p>\n<p>Dua.</p>".to_owned()), "{plain:?}");
}

#[test]
fn m12_self_is_the_published_address_or_absent() {
    let feeds = feeds();
    assert!(
        feeds["tani.rss.xml"].contains("<atom:link href=\"https://warta.example/feeds/tani.rss.xml\" rel=\"self\"")
    );
    assert!(feeds["tani.atom.xml"].contains("<link href=\"https://warta.example/feeds/tani.atom.xml\" rel=\"self\""));
    let archive = Archive::new("", &[("a.jsonl", &record("Ada", "2022-03-02", ""))]);
    assert!(archive.build().values().all(|text| !text.contains("rel=\"self\"")));
}

#[test]
fn what_readers_should_find() {
    for (name, text) in feeds() {
        let all = elements(&text);
        let of = |path: &str| all.iter().filter(|(found, ..)| found == path).collect::<Vec<_>>();
        let (top, entry) = if is_rss(&name) { ("rss/channel", "item") } else { ("feed", "entry") };
        let inner = |word: &str| of(&format!("{top}/{entry}/{word}"));
        // S1: the feed says of what type it and its page are.
        let link = if is_rss(&name) { "rss/channel/atom:link" } else { "feed/link" };
        assert!(of(link).iter().all(|(_, attributes, _)| attributes.contains_key("type")), "{name}");
        // S2: and its language.
        let language =
            if is_rss(&name) { of("rss/channel/language")[0].2.clone() } else { of("feed")[0].1["lang"].clone() };
        assert_eq!(language, "id");
        // S3: newest first, then by id.
        let read = parsed(&text).entries;
        assert!(
            read.is_sorted_by_key(|entry| (std::cmp::Reverse(entry.published.unwrap()), entry.id.clone())),
            "{name}"
        );
        // S7: summaries are plain text.
        let summaries = inner(if is_rss(&name) { "description" } else { "summary" });
        assert!(!summaries.is_empty() && summaries.iter().all(|(.., text)| !text.contains("<p")), "{name}");
        // S8: names in one element in RSS, and never as an address.
        assert!(inner("dc:creator").len() <= read.len() && (!is_rss(&name) || inner("author").is_empty()), "{name}");
        // S9: words with whose words they are.
        let scheme = if is_rss(&name) { "domain" } else { "scheme" };
        assert!(inner("category").iter().all(|(_, attributes, _)| attributes.contains_key(scheme)), "{name}");
        // S16: no C1 controls, accents on their letters.
        let is_odd = |c: char| ('\u{7f}'..='\u{9f}').contains(&c) || ('\u{300}'..='\u{36f}').contains(&c);
        assert!(!text.contains(is_odd) && (name.starts_with("c-") || text.contains('é')), "{name}");
        // S17: what made it.
        assert!(of(&format!("{top}/generator"))[0].2.starts_with("Kliping"), "{name}");
        assert!(!is_rss(&name) || of("rss/channel/docs")[0].2 == "https://www.rssboard.org/rss-specification");
    }
}

#[test]
fn m15_a_feed_is_bounded_and_says_so() {
    let body = format!(", \"isi\": \"{}\"", "kata & <lain> ".repeat(1_000));
    let lines: String = (10..60).map(|n| record(&format!("Judul {n}"), &format!("2022-03-02 10:{n}"), &body)).collect();
    let archive = Archive::new("[output]\nformats = [\"rss\", \"atom\", \"json\"]", &[("a.jsonl", &lines)]);
    let (_, report) = archive.run();
    let feeds = archive.feeds();
    assert!(feeds.values().all(|text| (100_000..250_000).contains(&text.len())), "{:?}", feeds["semua.rss.xml"].len());
    let shown = texts(&feeds["semua.rss.xml"], "rss/channel/item/title");
    assert_eq!(shown.first().map(String::as_str), Some("Judul 59"));
    assert_eq!(report.shortened, [("semua".to_owned(), shown.len(), 50 - shown.len())]);
}

#[test]
fn another_reader_gives_back_what_went_in() {
    let feeds = feeds();
    for name in ["semua.rss.xml", "semua.atom.xml"] {
        let feed = parsed(&feeds[name]);
        assert_eq!(feed.title.unwrap().content, "Semua berita");
        let entry =
            feed.entries.iter().find(|e| e.links.iter().any(|link| link.href.ends_with("/a/0?x=1&y=2"))).unwrap();
        assert_eq!(entry.id, "https://warta.example/a/0?x=1&y=2");
        assert_eq!(entry.published.unwrap().to_rfc3339(), "2022-03-02T12:10:00+00:00");
        let terms: Vec<&str> = entry.categories.iter().map(|category| category.term.as_str()).collect();
        assert_eq!(terms, ["Sapi & co", "C++", "C#"]);
        assert_eq!(entry.authors[0].name, "Tuti <t@x> & Budi");
        assert!(entry.title.as_ref().unwrap().content.starts_with("Sapi & kerbau tebal "));
    }
}

#[test]
fn times_with_the_offset_of_the_article() {
    let archive =
        Archive::new("[output]\ntime = \"offset\"", &[("a.jsonl", &record("Ada", "2 Maret 2022 19.13 WIT", ""))]);
    let feeds = archive.build();
    assert_eq!(texts(&feeds["semua.rss.xml"], "rss/channel/item/pubDate"), ["Wed, 02 Mar 2022 19:13:00 +0900"]);
    assert_eq!(texts(&feeds["semua.atom.xml"], "feed/entry/updated"), ["2022-03-02T19:13:00+09:00"]);
}

#[test]
fn less_than_the_whole_text() {
    let line = record("Ada", "2022-03-02", ", \"isi\": \"Satu dua tiga empat lima enam.\"");
    let with = |content: &str| {
        let config = format!("[output]\ncontent = \"{content}\"\nsummary_chars = 20");
        Archive::new(&config, &[("a.jsonl", &line)]).build()
    };
    let feeds = with("summary");
    assert_eq!(texts(&feeds["semua.rss.xml"], "rss/channel/item/description"), ["Satu dua tiga empat…"]);
    assert!(texts(&feeds["semua.rss.xml"], "rss/channel/item/content:encoded").is_empty());
    let feeds = with("none");
    assert!(texts(&feeds["semua.rss.xml"], "rss/channel/item/description").is_empty());
    // An Atom entry without a link has a content (RFC 4287, section 4.1.2).
    assert_eq!(texts(&feeds["semua.atom.xml"], "feed/entry/content"), ["Ada"]);
}
