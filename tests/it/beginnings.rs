//! Of long texts the first reading takes the beginning only, where that is enough to put articles under their topics.

use std::path::Path;

use kliping::article::Article;
use kliping::config::Config;
use kliping::topic::{Hits, Membership};
use proptest::prelude::*;

use crate::archive::{Archive, articles};

const CONFIG: &str = r#"
[site]
authority = "warta.example"
title = "Warta"
[[topic]]
id = "tani"
title = "Tani"
any = ["petani", "sawah"]
"#;

/// How the article is stored.
#[derive(Debug, Clone, Copy)]
enum Stored {
    /// A line of JSON.
    Json,
    /// Markdown with front matter.
    Markdown,
}

/// The article whose text is `body`, as it is read in full or, if `brief`, begun only.
fn read(stored: Stored, body: &str, brief: bool) -> (Article, Vec<Membership>) {
    let config = Config::parse(CONFIG, Path::new("config.toml"), Path::new(".")).unwrap();
    let json = serde_json::to_string(body).unwrap();
    let (name, text) = match stored {
        Stored::Json => (
            "a.jsonl",
            format!("{{\"judul\":\"Judul\",\"tanggal\":\"2 Maret 2022\",\"tags\":[\"desa\"],\"isi\":{json}}}\n"),
        ),
        Stored::Markdown => {
            ("a.md", format!("+++\ntitle = \"Judul\"\ndate = 2022-03-02\ntags = [\"desa\"]\n+++\n{body}\n"))
        }
    };
    let archive = Archive::new("", &[(name, &text)]);
    let article = articles(&archive, name, &config, brief).remove(0);
    let memberships = config.topics.of(&article, &mut Hits::default());
    (article, memberships)
}

#[test]
fn a_long_text_is_only_begun() {
    let paragraph = "Warga desa menanam pohon di tepi jalan sejak pagi hari. ".repeat(8);
    let body = [paragraph.trim(); 5].join("\n");
    for stored in [Stored::Json, Stored::Markdown] {
        assert!(!read(stored, &body, false).0.details.is_part);
        assert!(read(stored, &body, true).0.details.is_part);
    }
}

#[test]
fn markdown_with_marks_is_read_in_full() {
    let paragraph = "Warga desa menanam pohon di tepi jalan sejak pagi hari. ".repeat(8);
    for mark in ["*sawah*", "- sawah", "[sawah](https://warta.example/)", "<b>sawah</b>"] {
        let body = [paragraph.trim(); 5].join("\n\n") + "\n\n" + mark;
        assert!(!read(Stored::Markdown, &body, true).0.details.is_part, "{mark}");
    }
}

#[test]
fn a_text_that_begins_with_links_is_read_in_full() {
    let links: Vec<String> =
        (1..30).map(|number| format!("Baca juga: Warga Desa Nomor {number} Menanam Pohon")).collect();
    let body = format!("{}\nPara petani turun ke sawah sejak pagi hari, kata warga.", links.join("\n"));
    assert_eq!(read(Stored::Json, &body, true).1.len(), 3);
    assert_eq!(read(Stored::Json, &body, true).1, read(Stored::Json, &body, false).1);
}

proptest! {
    #[test]
    fn topics_are_the_same(
        links in 0_usize..20,
        words in prop::collection::vec("petani|sawah|[a-z]{3,9}|[a-z]{3,9}", 1..60),
        repeated in 1_usize..20,
    ) {
        let link = "Baca juga: Warga Desa Menanam Pohon di Tepi Jalan\n".repeat(links);
        let paragraph = format!("Hari ini {}.\n", words.join(" "));
        let body = link + &paragraph.repeat(repeated);
        for stored in [Stored::Json, Stored::Markdown] {
            prop_assert_eq!(read(stored, &body, true).1, read(stored, &body, false).1);
        }
    }
}
