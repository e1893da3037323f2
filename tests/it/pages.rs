//! What is written beside RSS and Atom: JSON Feed, pages, lists.

use std::collections::BTreeMap;

use serde_json::Value;
use xml::reader::{EventReader, XmlEvent};

use crate::archive::{Archive, record};

const CONFIG: &str = r#"
[site]
title = "Warta <Uji> & Kawan"
authority = "warta.example"
rights = "Hak cipta & <kawan>"
[output]
base_url = "https://warta.example/feeds"
[tags.folders]
"Ternak & <tani>" = ["sapi"]
[[topic]]
id = "tani"
title = "Tani & <Ternak>"
folder = "Ternak & <tani>"
any = ["sapi"]
"#;

fn site(more: &str) -> BTreeMap<String, String> {
    let lines = [
        record(
            "Sapi & <kerbau> \"gemuk\"",
            "Rabu, 02 Maret 2022 - 19:13 WIB",
            ", \"tags\": [\"Sapi\", \"C#\"], \"url\": \"https://a.example/1?x=1&y=2\", \"image\": \"https://foto.example/a.jpg\", \"isi\": \"Isi & <lain>.\"",
        ),
        record("Hanya hari", "2021-05-01", ", \"tags\": [\"sapi\"], \"author\": \"Tuti & Budi\""),
        record(
            "Diubah",
            "6 Mei 2023 09.12 WITA",
            ", \"updated\": \"2023-05-07T10:00:00+08:00\", \"content\": \"<p>Satu <b>dua</b></p>\", \"language\": \"jv\"",
        ),
    ];
    Archive::new(&format!("{CONFIG}{more}"), &[("a.jsonl", &lines.concat())]).build()
}

#[test]
fn every_format_is_there() {
    let names: Vec<String> = site("").into_keys().collect();
    let topic = |slug: &str| ["atom.xml", "html", "json", "rss.xml"].map(|end| format!("{slug}.{end}")).to_vec();
    let mut expected = ["c-sharp", "sapi", "semua", "tani"].map(topic).concat();
    expected.extend(["feed.css", "index.html", "semua.opml", "sitemap.txt"].map(str::to_owned));
    expected.sort();
    assert_eq!(names, expected);
}

#[test]
fn json_feed() {
    let site = site("");
    let feed: Value = serde_json::from_str(&site["semua.json"]).unwrap();
    assert_eq!(feed["version"], "https://jsonfeed.org/version/1.1");
    assert_eq!(feed["title"], "Semua berita");
    assert_eq!(feed["home_page_url"], "https://warta.example/feeds/semua.html");
    assert_eq!(feed["feed_url"], "https://warta.example/feeds/semua.json");
    assert_eq!(
        (feed["language"].as_str(), feed["authors"][0]["name"].as_str()),
        (Some("id"), Some("Warta <Uji> & Kawan"))
    );
    let items = feed["items"].as_array().unwrap();
    let titles: Vec<&str> = items.iter().map(|item| item["title"].as_str().unwrap()).collect();
    assert_eq!(titles, ["Diubah", "Sapi & <kerbau> \"gemuk\"", "Hanya hari"]);
    let (revised, with_link, bare) = (&items[0], &items[1], &items[2]);
    assert_eq!(revised["content_html"], "<p>Satu <b>dua</b></p>");
    assert_eq!(
        (revised["date_published"].as_str(), revised["date_modified"].as_str(), revised["language"].as_str()),
        (Some("2023-05-06T09:12:00+08:00"), Some("2023-05-07T10:00:00+08:00"), Some("jv"))
    );
    assert_eq!(
        (with_link["url"].as_str(), with_link["id"].as_str()),
        (Some("https://a.example/1?x=1&y=2"), Some("https://a.example/1?x=1&y=2"))
    );
    assert_eq!(
        (with_link["image"].as_str(), &with_link["tags"]),
        (Some("https://foto.example/a.jpg"), &serde_json::json!(["Sapi", "C#"]))
    );
    assert!(with_link["content_html"].as_str().unwrap().contains("<p>Isi &amp; &lt;lain&gt;.</p>"));
    assert_eq!(
        (bare["content_text"].as_str(), bare["authors"][0]["name"].as_str()),
        (Some("Hanya hari"), Some("Tuti & Budi"))
    );
    assert!(bare.get("date_modified").is_none() && bare.get("url").is_none());
    let feeds: Vec<_> = site
        .iter()
        .filter(|(name, _)| name.starts_with("semua.") && !name.ends_with("ml") || name.ends_with("semua.rss.xml"))
        .collect();
    let ids = |text: &str| {
        feed_rs::parser::parse(text.as_bytes()).unwrap().entries.into_iter().map(|e| e.id).collect::<Vec<_>>()
    };
    assert!(feeds.iter().all(|(_, text)| ids(text) == ids(&site["semua.atom.xml"])));
}

/// Attributes of the elements called `name`.
fn attributes(text: &str, name: &str) -> Vec<BTreeMap<String, String>> {
    let events = EventReader::new(text.as_bytes()).into_iter().map(|event| event.unwrap());
    let found = events.filter_map(|event| match event {
        XmlEvent::StartElement { name: found, attributes, .. } if found.local_name == name => {
            Some(attributes.into_iter().map(|a| (a.name.local_name, a.value)).collect())
        }
        _ => None,
    });
    found.collect()
}

#[test]
fn opml_lists_every_feed_once_in_its_folder() {
    let site = site("");
    let text = &site["semua.opml"];
    let outlines = attributes(text, "outline");
    let feeds: Vec<&str> = outlines.iter().filter_map(|o| o.get("xmlUrl")).map(String::as_str).collect();
    let expected =
        ["semua", "sapi", "tani", "c-sharp"].map(|slug| format!("https://warta.example/feeds/{slug}.rss.xml"));
    assert_eq!(feeds, expected);
    let texts: Vec<&str> = outlines.iter().map(|outline| outline["text"].as_str()).collect();
    assert_eq!(texts, ["Semua berita", "Ternak & <tani>", "Sapi", "Tani & <Ternak>", "Tag", "C#"]);
    assert!(text.contains("<dateModified>Sun, 07 May 2023 02:00:00 GMT</dateModified>"), "{text}");
    assert!(outlines.iter().all(|o| o.contains_key("xmlUrl") == (o.get("type").map(String::as_str) == Some("rss"))));
}

#[test]
fn the_page_of_a_topic() {
    let page = &site("")["tani.html"];
    for expected in [
        "<html lang=\"id\">",
        "<title>Tani &#38; &#60;Ternak&#62; – Warta &#60;Uji&#62; &#38; Kawan</title>",
        "<a href=\"https://a.example/1?x=1&#38;y=2\">Sapi &#38; &#60;kerbau&#62; &#34;gemuk&#34;</a>",
        "<time datetime=\"2022-03-02T19:13:00+07:00\">Rabu, 2 Maret 2022, 19.13 WIB</time>",
        "<time datetime=\"2021-05-01\">Sabtu, 1 Mei 2021</time> · Oleh Tuti &#38; Budi",
        "2 artikel · 1 Mei 2021 – 2 Maret 2022",
        "<p>Hak cipta &#38; &#60;kawan&#62;</p>",
    ] {
        assert!(page.contains(expected), "{expected}\n{page}");
    }
    let feeds: Vec<&str> = page.lines().filter(|line| line.starts_with("<link rel=\"alternate\"")).collect();
    assert_eq!(feeds.len(), 3);
    assert!(feeds[0].contains("application/rss+xml") && feeds[0].ends_with("href=\"tani.rss.xml\">"));
    assert!(feeds[1].contains("application/atom+xml") && feeds[2].contains("application/feed+json"));
    assert!(!page.contains("<script") && !page.contains("<img") && !page.contains("src="), "{page}");
}

#[test]
fn the_page_of_all_topics() {
    let page = &site("")["index.html"];
    let headings: Vec<&str> = page.lines().filter(|line| line.starts_with("<h2")).collect();
    assert_eq!(
        headings,
        [
            "<h2 id=\"folder-1\">Topik</h2>",
            "<h2 id=\"folder-2\">Ternak &#38; &#60;tani&#62;</h2>",
            "<h2 id=\"folder-3\">Tag</h2>"
        ]
    );
    assert!(page.contains("<h3><a href=\"semua.html\">Semua berita</a></h3>"), "{page}");
    assert!(page.contains("3 artikel · terbaru <time datetime=\"2023-05-06\">6 Mei 2023</time>"), "{page}");
    assert!(page.contains(
        "<link rel=\"alternate\" type=\"application/rss+xml\" title=\"Semua berita (RSS)\" href=\"semua.rss.xml\">"
    ));
}

#[test]
fn pages_in_english_say_which_words_are_not() {
    let site = site("").into_keys().count();
    assert!(site > 0);
    let config = CONFIG.replace("[tags.folders]", "page_language = \"en\"\n[tags.folders]");
    let line = record("Sapi", "Rabu, 02 Maret 2022 - 19:13 WIB", ", \"author\": \"Tuti\"");
    let page = &Archive::new(&config, &[("a.jsonl", &line)]).build()["tani.html"];
    assert!(page.contains("<html lang=\"en\">") && page.contains("<h3 lang=\"id\">Sapi</h3>"), "{page}");
    assert!(page.contains("Wednesday, 2 March 2022, 19:13 WIB</time> · By Tuti"), "{page}");
    assert!(page.contains("<p class=\"facts\">1 article · 2 March 2022</p>"), "{page}");
}

#[test]
fn without_an_address_there_are_pages_and_no_lists_of_addresses() {
    let site = Archive::new("", &[("a.jsonl", &record("Ada", "2022-03-02", ""))]).build();
    let names: Vec<&str> = site.keys().map(String::as_str).collect();
    assert_eq!(names, ["feed.css", "index.html", "semua.atom.xml", "semua.html", "semua.json", "semua.rss.xml"]);
    assert!(site["semua.html"].contains("<li><a href=\"semua.rss.xml\">RSS</a></li>"));
    assert!(!site["semua.json"].contains("feed_url"));
}

#[test]
fn the_sitemap_lists_the_pages() {
    let site = site("");
    let pages = ["", "c-sharp.html", "sapi.html", "semua.html", "tani.html"];
    assert_eq!(site["sitemap.txt"], pages.map(|page| format!("https://warta.example/feeds/{page}\n")).concat());
}
