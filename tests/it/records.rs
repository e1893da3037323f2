//! What becomes of single records.

use crate::archive::{Archive, record};

fn feed(archive: &Archive) -> String {
    archive.build().remove("semua.rss.xml").unwrap()
}

#[test]
fn one_file_may_hold_several_pages() {
    let page = |title: &str, hour: u32, city: &str| {
        format!(
            "{title}\n\nRabu, 02 Maret 2022 - {hour}:13 WIB\nloading...\n{city} - Hujan turun sejak pagi dan warga menunggu di balai desa.\n\nSungai tetap tenang sampai sore hari.\n(abc)\n"
        )
    };
    let rule = "\n----------\n";
    let text = [
        page("Warga Menunggu Hujan Reda di Balai", 10, "AMBON"),
        page("Sungai Tenang Sampai Sore Hari di Hulu", 11, "DEPOK"),
        page("Balai Desa Penuh Sejak Pagi Tadi", 12, "KUDUS"),
    ]
    .join(rule);
    let archive = Archive::new("", &[("a.txt", &text)]);
    let (_, report) = archive.run();
    assert_eq!((report.articles, report.problems()), (3, &[][..]));
    let feed = feed(&archive);
    for id in ["article/a.txt<", "article/a.txt:11<", "article/a.txt:21<"] {
        assert!(feed.contains(id) || feed.contains(&id.replace("a.txt<", "a.txt:1<")), "{id}\n{feed}");
    }
    assert!(feed.contains("KUDUS - Hujan"), "{feed}");
}

#[test]
fn papers_that_print_no_zone_have_their_own() {
    let config = "[dates.zones]\n\"articles/timur/*\" = \"Asia/Jayapura\"\n\"*.tengah.example\" = \"Asia/Makassar\"\n\"suara kampung\" = \"Asia/Makassar\"\n[output]\ntime = \"offset\"\n";
    let date = "2 Maret 2022 10:00";
    let archive = Archive::new(
        config,
        &[
            ("timur/a.jsonl", &record("Satu", date, "")),
            ("b.jsonl", &record("Dua", date, ", \"url\": \"https://www.tengah.example/b\"")),
            ("c.jsonl", &record("Tiga", date, ", \"sumber\": \"Suara Kampung\"")),
            ("d.jsonl", &record("Empat", date, "")),
            ("e.jsonl", &record("Lima", "2 Maret 2022 10:00 WIB", ", \"sumber\": \"Suara Kampung\"")),
        ],
    );
    let feed = feed(&archive);
    for (title, offset) in [("Satu", "0900"), ("Dua", "0800"), ("Tiga", "0800"), ("Empat", "0700"), ("Lima", "0700")] {
        let (_, item) = feed.split_once(&format!("<title>{title}<")).unwrap();
        let (_, date) = item.split_once("<pubDate>").unwrap();
        assert!(date.starts_with(&format!("Wed, 02 Mar 2022 10:00:00 +{offset}")), "{title}: {date}");
    }
}

#[test]
fn date_and_time_may_stand_apart() {
    let line = "{\"judul\": \"Ada\", \"Tanggal\": \"Rabu, 2 Maret 2022\", \"Jam\": \"19.13 WITA\"}\n";
    let feed = feed(&Archive::new("", &[("a.jsonl", line)]));
    assert!(feed.contains("<pubDate>Wed, 02 Mar 2022 11:13:00 GMT"), "{feed}");
}

#[test]
fn a_weekday_that_is_not_the_dates_can_be_refused() {
    let line = record("Ada", "Kamis, 2 Maret 2022 19:13 WIB", "");
    assert_eq!(Archive::new("", &[("a.jsonl", &line)]).problems(), [""; 0]);
    let strict = Archive::new("[dates]\nweekday_mismatch = \"refuse\"", &[("a.jsonl", &line)]);
    assert_eq!(
        strict.problems(),
        ["articles/a.jsonl:1: date `Kamis, 2 Maret 2022 19:13 WIB`: the weekday is not the date's"]
    );
}

#[test]
fn names_of_people_and_tags_in_every_form() {
    let lines = [
        ", \"author\": \"Sri Lestari, Budi\", \"tags\": \"#satu #dua\"",
        ", \"author\": {\"name\": \"Sri Lestari, S.Pd.\"}, \"tags\": \"satu; dua\"",
        ", \"penulis\": [\"Sri Lestari\", \"Budi\"], \"hashtags\": [\"#satu\", \"dua\"]",
    ];
    for more in lines {
        let feed = feed(&Archive::new("", &[("a.jsonl", &record("Ada", "2022-03-02", more))]));
        assert!(feed.contains("<dc:creator>Sri Lestari, "), "{feed}");
        assert!(feed.contains(">satu</category>") && feed.contains(">dua</category>"), "{feed}");
    }
}

#[test]
fn an_article_has_not_a_million_tags() {
    let tags: Vec<String> = (0..1_000).map(|number| format!("tag {number}")).collect();
    for tags in [serde_json::json!(tags), serde_json::json!(tags.join(", "))] {
        let archive = Archive::new("", &[("a.jsonl", &record("Ada", "2022-03-02", &format!(", \"tags\": {tags}")))]);
        assert_eq!(archive.problems(), ["articles/a.jsonl:1: tags: more than 200, the rest is left out"]);
    }
}

#[test]
fn limits_name_what_they_refuse() {
    let config = "[limits]\nrecord_bytes = 1000\n";
    let lines = record("Panjang", "2022-03-02", &format!(", \"isi\": \"{}\"", "x".repeat(2_000)))
        + &record("Ada", "2022-03-02", "");
    let archive = Archive::new(config, &[("a.jsonl", &lines), ("b.txt", &"kata ".repeat(500))]);
    assert_eq!(
        archive.problems(),
        [
            "articles/a.jsonl:1: a line of more than 1000 bytes, not read",
            "articles/b.txt: larger than 1000 bytes, not read"
        ]
    );
    assert!(feed(&archive).contains("<title>Ada<"));
}

#[test]
fn mojibake_is_put_right() {
    let line =
        record("Jumâ€™at â€“ hari pendek", "Jumâ€™at, 4 Maret 2022 10:00 WIB", ", \"isi\": \"cafÃ© â€œtuaâ€\u{9d}\"");
    let feed = feed(&Archive::new("", &[("a.jsonl", &line)]));
    assert!(feed.contains("<title>Jum’at – hari pendek<") && feed.contains("café “tua”"), "{feed}");
}

#[test]
fn acronyms_that_the_archive_explains_can_be_aliases() {
    let explain = ", \"isi\": \"Badan Pangan Pesisir (BPP) menyurvei dapur umum.\"";
    let mut lines: String =
        (1..=3).map(|n| record(&format!("Survei {n}"), &format!("2022-03-0{n}"), explain)).collect();
    lines += &record("BPP Buka Gudang", "2022-03-05", "");
    let config = "[[topic]]\nid = \"pangan\"\nany = [\"Badan Pangan Pesisir\"]\n[topics]\n";
    let holds = |more: &str| {
        let archive = Archive::new(&format!("{config}{more}"), &[("a.jsonl", &lines)]);
        archive.run();
        archive.feeds()["pangan.rss.xml"].contains("BPP Buka Gudang")
    };
    assert!(!holds(""));
    assert!(holds("learn = \"apply\"\n"));
}
