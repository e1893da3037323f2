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

/// The article of a line of JSON whose text is `body`, as it is read in full or, if `brief`, begun only.
fn read(body: &str, brief: bool) -> (Article, Vec<Membership>) {
    let config = Config::parse(CONFIG, Path::new("config.toml"), Path::new(".")).unwrap();
    let line = format!(
        "{{\"judul\":\"Judul\",\"tanggal\":\"2 Maret 2022\",\"tags\":[\"desa\"],\"isi\":{}}}\n",
        serde_json::to_string(body).unwrap()
    );
    let archive = Archive::new("", &[("a.jsonl", &line)]);
    let article = articles(&archive, "a.jsonl", &config, brief).remove(0);
    let memberships = config.topics.of(&article, &mut Hits::default());
    (article, memberships)
}

#[test]
fn a_long_text_is_only_begun() {
    let paragraph = "Warga desa menanam pohon di tepi jalan sejak pagi hari. ".repeat(8);
    let body = [paragraph.trim(); 5].join("\n");
    assert!(!read(&body, false).0.details.is_part);
    assert!(read(&body, true).0.details.is_part);
}

#[test]
fn a_text_that_begins_with_links_is_read_in_full() {
    let links: Vec<String> =
        (1..30).map(|number| format!("Baca juga: Warga Desa Nomor {number} Menanam Pohon")).collect();
    let body = format!("{}\nPara petani turun ke sawah sejak pagi hari, kata warga.", links.join("\n"));
    assert_eq!(read(&body, true).1.len(), 3);
    assert_eq!(read(&body, true).1, read(&body, false).1);
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
        prop_assert_eq!(read(&body, true).1, read(&body, false).1);
    }
}
