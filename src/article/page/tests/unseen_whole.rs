//! Whole pages, menus and ends and all, in shapes that no earlier test had.

use super::{BODY, Expected, check, labels, read};

const TITLE: &str = "Petani Lereng Utara Mulai Menanam Padi Gogo";
const FIRST: &str = "Petani di lereng utara kota mulai menanam padi gogo pekan ini setelah hujan turun.";

#[test]
fn what_was_cut_before_a_link_in_brackets_is_one_paragraph() {
    let page = read(&format!(
        "{TITLE}\nBeni Raharja\n20/1/2026 18:30\nKELOMPOK Tani Lereng Utara (\nKTLU\n) menanam padi gogo di seluruh lereng pekan ini.\n{BODY}"
    ));
    assert_eq!(
        page.body.first().map(String::as_str),
        Some("KELOMPOK Tani Lereng Utara (KTLU) menanam padi gogo di seluruh lereng pekan ini.")
    );
}

#[test]
fn datelines_with_a_colon_inside_a_code_or_a_brand() {
    for (dateline, city) in [
        ("SUKAMAJU: LERENGPOST.COM – ", Some("SUKAMAJU")),
        ("Sukamaju, (LP) : ", Some("Sukamaju")),
        ("SUKAMAJU, KabarTUR - ", Some("SUKAMAJU")),
        ("KabarLereng – ", None),
        ("BANDA ACEH, LERENGPOST.COM β€” ", Some("BANDA ACEH")),
    ] {
        let page = read(&format!("{TITLE}\n\n{dateline}{FIRST}\n\n{BODY}"));
        assert_eq!(page.body.first().map(String::as_str), Some(FIRST), "{dateline}");
        assert_eq!(page.city.as_deref(), city, "{dateline}");
    }
    // A name before a dash that begins no sentence is part of it.
    for first in [
        "KabarLereng – aplikasi petani itu – kini dipakai di seluruh lereng utara kota.",
        "Dinas Pertanian (DP) : 12 desa.",
    ] {
        let page = read(&format!("{TITLE}\n\n{first}\n\n{BODY}"));
        assert_eq!(page.body.first().map(String::as_str), Some(first));
    }
}

#[test]
fn the_outlet_s_dateline_beats_capitals_before_a_caption() {
    let text = format!(
        "Panen Raya\n\n{TITLE}\n\nHujan turun sejak awal bulan, kata petani.\n\n|\nEditor: Ratna Dewi\nKolase KabarLereng.com\n\
        PANEN RAYA -- Ketua kelompok tani Beni Raharja di lereng utara. Ia menanam sejak pekan lalu.\n\n\
        KABARLERENG.COM - {FIRST}\n\n{BODY}"
    );
    check(
        &text,
        &Expected {
            title: Some(TITLE),
            lead: Some("Hujan turun sejak awal bulan, kata petani."),
            caption: Some(
                "PANEN RAYA -- Ketua kelompok tani Beni Raharja di lereng utara. Ia menanam sejak pekan lalu.",
            ),
            editors: &["Ratna Dewi"],
            paragraphs: 4,
            first: FIRST,
            last: "seluruh lereng.",
            ..Expected::default()
        },
    );
}

#[test]
fn who_took_the_photo_behind_the_caption_s_full_stop() {
    let shown = "Petani menanam padi gogo di lereng utara kota, Rabu (14/8) pagi.";
    for credit in [" (RAHARJA/LPS)", "[beni raharja/lereng pos]", "LERENGPOS/BR", "LERENGPOS/BR |"] {
        let page = read(&format!("{TITLE}\n\n{shown}{credit}\n\nLereng Utara (LPS) - {FIRST}\n\n{BODY}"));
        assert_eq!(page.caption.as_deref(), Some(shown), "{credit}");
        assert_eq!((page.lead.as_deref(), page.body.len()), (None, 4), "{credit}");
    }
    let page = read(&format!("![]() |\n{shown}LERENGPOS/BR |\n{FIRST}\n{BODY}"));
    assert_eq!((page.caption.as_deref(), page.body.len()), (Some(shown), 4), "{:#?}", page.lines);
    // At the end of an article the same is a signature.
    let page = read(&format!("{TITLE}\n\n{FIRST}\n{BODY}Warga menanam lagi pekan depan.LERENGPOS/BR\n"));
    assert_eq!(page.body.len(), 5, "{:#?}", page.lines);
}

#[test]
fn whom_the_photo_shows_is_named_as_the_article_names_them() {
    let shown = "Kepala Dinas Pertanian Ir Beni Raharja";
    let page = read(&format!(
        "{TITLE}\n\n3\n2252\n{shown}\n\nSUKAMAJU,LP—-{FIRST}\n\n“Pekan depan kami menanam lagi,”kata {shown} kepada wartawan.\n\n{BODY}"
    ));
    assert_eq!((page.caption.as_deref(), page.body.len()), (Some(shown), 5), "{:#?}", page.lines);
}

#[test]
fn of_a_headline_behind_the_way_to_its_page_the_one_without_is_it() {
    let page = read(&format!(
        "LERENGPOS.CO Berita Utama {TITLE}\n\n    {TITLE}\n\n86\nBAGIKAN\nilustrasi\n\nMATARAM–{FIRST}\n\n{BODY}"
    ));
    assert_eq!(page.title.map(|title| title.text).as_deref(), Some(TITLE), "{:#?}", page.lines);
    assert_eq!(page.caption, None);
}

#[test]
fn a_row_of_sections_is_no_headline() {
    let page = read(&format!("Beranda Nasional Daerah Politik Hukum Ekonomi Olahraga Gaya Hidup\n\n{FIRST}\n\n{BODY}"));
    assert_eq!((page.title, page.body.len()), (None, 4));
}

#[test]
fn headline_and_date_below_the_article() {
    let title = "Petani menanam padi gogo di lereng utara kota";
    let page = read(&format!("Lereng Utara (ANTARA) - {FIRST}\n{BODY}{title}\nJumat, 7 Juni 2024 2:32 WIB\n"));
    assert_eq!(page.title.map(|title| title.text).as_deref(), Some(title), "{:#?}", page.lines);
    assert_eq!(page.body.len(), 4);
    // The headline of another story has other words.
    let page = read(&format!(
        "Lereng Utara (ANTARA) - {FIRST}\n{BODY}Harga Gabah Naik di Pasar Induk Ibu Kota\nJumat, 7 Juni 2024 2:32 WIB\n"
    ));
    assert_eq!(page.title, None);
}

#[test]
fn a_name_on_two_lines_in_a_row_is_a_photo_s() {
    let page = read(&format!("{TITLE}\n\n{FIRST}\n\nRaharja\nRaharja\n\n{BODY}"));
    assert_eq!(page.body.len(), 4, "{:#?}", page.lines);
}

#[test]
fn links_to_the_next_page_and_to_related_stories() {
    let page = read(&format!(
        "{TITLE}\n\n{FIRST}\n\nARTIKEL BERKAITAN: Harga gabah naik di pasar induk\n\nArtikel Berkaitan:\n\n{BODY}Simak selengkapnya di halaman berikutnya.\n"
    ));
    assert_eq!(page.body.len(), 4, "{:#?}", page.lines);
}

#[test]
fn a_page_that_is_cut_off_below_links_behind_bullets() {
    let page = read(&format!(
        "{TITLE}\n\n{FIRST}\n\n{BODY}\nBaca Juga:\n  • Harga Gabah Naik di Pasar Induk\n  • Warga Lereng Memperbaiki Irigasi\n\nRibuan hektare sawah"
    ));
    assert_eq!(page.body.last().map(String::as_str), Some("Ribuan hektare sawah"), "{:#?}", page.lines);
    let page = read(&format!(
        "{TITLE}\n\n{FIRST}\n\n{BODY}\nBaca Juga:\n  • Harga Gabah Naik di Pasar Induk\n  • Warga Lereng Memperbaiki Irigasi\n\nKabar Lereng Utara"
    ));
    assert_eq!(page.body.len(), 4, "{:#?}", page.lines);
}

#[test]
fn a_signature_before_a_full_stop() {
    for (last, code) in [("Warga menanam lagi pekan depan.", "(Ardi/LP2)"), ("Warga menanam lagi pekan depan", "(Jr)")]
    {
        let page = read(&format!("{TITLE}\n\n{FIRST}\n\n{BODY}{last} {code}.\n"));
        assert_eq!(page.body.last().map(String::as_str), Some(last), "{code}");
    }
    let kept = "Sawah itu milik Dinas Pertanian (DP).";
    let page = read(&format!("{TITLE}\n\n{FIRST}\n\n{BODY}{kept}\n"));
    assert_eq!(page.body.last().map(String::as_str), Some(kept));
}

#[test]
fn signatures_of_one_word() {
    for code in ["(Rahardjo)", "(RED)."] {
        let page = read(&format!(
            "{TITLE}\n\n{FIRST}\n\n{BODY}\"Kami menanam lagi pekan depan,\" tutupnya. {code}\n\nKomentar\n"
        ));
        assert_eq!(
            page.body.last().map(String::as_str),
            Some("\"Kami menanam lagi pekan depan,\" tutupnya."),
            "{code}"
        );
    }
}

#[test]
fn a_numbered_list_goes_on_below_the_signature() {
    let page = read(&format!(
        "{TITLE}\n\n{FIRST}\n\n{BODY}\"Kami menanam lagi,\" ujar Raharja. (antara/lp)\n\nBerikut daftar harga gabah:\n\n1. Harga gabah di Pasar Induk naik menjadi Rp 6.000\n\n2. Harga gabah di Lereng Utara turun menjadi Rp 5.000\n"
    ));
    assert_eq!(page.body.len(), 8, "{:#?}", page.lines);
}

#[test]
fn captions_that_the_outlet_signs_before_and_behind() {
    let shown = "Ilustrasi perbaikan irigasi di lereng utara";
    let page = read(&format!(
        "{TITLE}\nSelasa, 9 Mei 2023 - 14:51 WIB\nLERENGPOS.COM - {shown}. (Lerengpos.com-Humas Pemkab)\n\nLerengpos.com, MATARAM — {FIRST}\n\n{BODY}"
    ));
    assert_eq!((page.caption, page.body.len()), (Some(format!("{shown}.")), 4), "{:#?}", page.lines);
    let page = read(&format!("{TITLE}\n{shown} pada bulan Maret-ist-\nRADAR LERENG - {FIRST}\n\n{BODY}"));
    assert_eq!((page.caption, page.body.len()), (Some(format!("{shown} pada bulan Maret")), 4), "{:#?}", page.lines);
}

#[test]
fn comments_of_a_blog() {
    let page =
        read(&format!("{TITLE}\n\n{FIRST}\n\n{BODY}Bagikan Berita Ini\n0 Response to \"{TITLE}\"\nPost a Comment\n"));
    assert_eq!(page.body.len(), 4, "{:#?}", page.lines);
}

#[test]
fn a_date_without_a_clock_behind_its_writer() {
    for line in
        ["Oleh Beni Raharja Wijayakusuma | 12 Maret 2022", "Beni Raharja Putra Wijayakusuma - Sabtu, 12 Maret 2022"]
    {
        let page = read(&format!("{TITLE}\n{line}\n\n{FIRST}\n\n{BODY}"));
        assert_eq!(page.date.map(|date| date.text).as_deref(), Some(line));
    }
    let page = read(&format!("{TITLE}\n\n{FIRST}\n\n{BODY}Panen Raya Lereng Utara - 12 Maret 2022\n"));
    assert_eq!(page.date, None, "{:?}", labels(&page));
}

#[test]
fn datelines_between_bars() {
    for dateline in [
        "LERENGPOS.COM | MATARAM | ",
        "Lerengpos.com | Mataram | ",
        "Lerengpos.go.id - Mataram. ",
        "LERENGPOS.COM | SUKAMAJU – ",
        "LERENGPOS.COM,-SUKAMAJU– ",
    ] {
        let page = read(&format!("{TITLE}\n\n{dateline}{FIRST}\n\n{BODY}"));
        assert_eq!(page.body.first().map(String::as_str), Some(FIRST), "{dateline}");
    }
}

#[test]
fn names_and_words_below_the_last_sentence() {
    let text = |end: &str| {
        let page = read(&format!("{TITLE}\n\nSUKAMAJU – {FIRST}\n\n{BODY}{end}\n"));
        (page.body.last().cloned().unwrap_or_default(), page.authors)
    };
    for end in ["Beni Raharja/Magang", "reportase : beni raharja", "Rahardjo", "Terpopuler"] {
        assert!(text(end).0.ends_with("seluruh lereng."), "{end}");
    }
    assert_eq!(text("Beni Raharja/Magang").1, ["Beni Raharja/Magang"]);
    let (last, authors) = text("Mereka menanam di lereng utara, (Beni Raharja/Ratna Dewi/Sulaiman)");
    assert_eq!(last, "Mereka menanam di lereng utara,");
    assert_eq!(authors, ["Beni Raharja", "Ratna Dewi"]);
    assert_eq!(text("Baca Berita Lainnya  Warga Lereng Menanam Jagung").0, text("").0);
    let named = "Mereka menanam bersama tiga orang lain, (Beni Raharja/Ratna Dewi)";
    assert_eq!(text(named).0, named);
}

#[test]
fn headline_date_and_caption_below_the_article() {
    let page = read(&format!(
        "Sukamaju (ANTARA) - {FIRST}\n{BODY}{TITLE} di Lereng\n4 Juni 2019 13:35 WIB\n\
        Petani menanam padi gogo di lereng utara kota. (ANTARA Foto/ Beni Raharja)\nPewarta: Ratna Dewi\nCopyright © ANTARA 2019\nTags:"
    ));
    let title = format!("{TITLE} di Lereng");
    assert_eq!(page.title.map(|title| title.text), Some(title));
    assert_eq!(page.date.map(|date| date.text).as_deref(), Some("4 Juni 2019 13:35 WIB"));
    assert_eq!(page.caption.as_deref(), Some("Petani menanam padi gogo di lereng utara kota."));
}

#[test]
fn headlines_of_other_stories_between_the_paragraphs() {
    let other = ["Gubernur Resmikan Jembatan Baru di Selat Timur", "Harga Emas Naik Tiga Hari Berturut-turut di Kota"];
    let page = |first: &str, second: &str| {
        read(&format!(
            "{TITLE}\n\nSUKAMAJU – {FIRST}\n\n{first}\n\n\
            Mereka menanam bersama-sama sejak pagi, dan tanah di sana sudah cukup basah.\n\n{second}\n\n{BODY}"
        ))
        .body
    };
    let body = page(other[0], other[1]);
    assert!(!body.iter().any(|line| other.contains(&line.as_str())), "{body:?}");
    // A heading tells what is below it, and one alone may be a heading.
    for heading in ["Tanah Lereng Utara Sudah Cukup Basah", "Menanam Bersama-sama Sejak Pagi di Lereng"] {
        let body = page(heading, other[1]);
        assert!(body.iter().any(|line| line == heading) && body.iter().any(|line| line == other[1]), "{body:?}");
    }
}

#[test]
fn ends_and_photos_in_more_forms() {
    for end in [
        "|LERENG",
        "Publisher : beni",
        "We use cookies to improve our website.",
        "<image>data:image/png;base64,aGFsbw==",
    ] {
        let page = read(&format!("{TITLE}\n\nSUKAMAJU – {FIRST}\n\n{BODY}{end}\n"));
        assert!(page.body.last().is_some_and(|last| last.ends_with("seluruh lereng.")), "{end}");
    }
    let page = read(&format!("{TITLE}\n\nIlustrasi padi gogo. (f: ist/lereng)\nMATARAM | {FIRST}\n\n{BODY}"));
    assert_eq!(page.caption.as_deref(), Some("Ilustrasi padi gogo."));
    assert_eq!((page.city.as_deref(), page.body.first().map(String::as_str)), (Some("MATARAM"), Some(FIRST)));
    let page =
        read(&format!("{TITLE}\n\nBeni Raharja -\n\ndetikNews\n\nSenin, 2 Maret 2020 08:00 WIB\n\n{FIRST}\n\n{BODY}"));
    assert_eq!((page.authors, page.body.len()), (vec!["Beni Raharja".to_owned()], 4));
}

#[test]
fn a_caption_in_capitals_above_a_known_place() {
    let shown =
        "PANEN RAYA – Ketua kelompok tani Beni Raharja bersama warga di lereng utara kota ketika panen pekan lalu.";
    let page = read(&format!("{shown}\nMATARAM – {FIRST}\n\n{BODY}"));
    assert_eq!(page.caption.as_deref(), Some(shown));
    assert_eq!(page.body.first().map(String::as_str), Some(FIRST));
}
