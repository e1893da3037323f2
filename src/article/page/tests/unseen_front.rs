//! Tops of pages in shapes that no earlier test had: summaries, captions and credits in other places.

use super::{BODY, Expected, check, of_body, read};

#[test]
fn a_summary_without_a_full_stop_between_headline_and_writers() {
    let text = format!(
        "Kabar\n\nPetani Lereng Utara Mulai Menanam Padi Gogo\n\n\
        Petani di lereng utara mulai menanam setelah hujan turun, kata ketua kelompok yang juga mengurus irigasi\n\n\
        Editor: Ratna Dewi\nzoom-in Petani Lereng Utara Mulai Menanam Padi Gogo\nIlustrasi petani \n\n{BODY}"
    );
    check(
        &text,
        &Expected {
            title: Some("Petani Lereng Utara Mulai Menanam Padi Gogo"),
            lead: Some(
                "Petani di lereng utara mulai menanam setelah hujan turun, kata ketua kelompok yang juga mengurus irigasi",
            ),
            caption: Some("Ilustrasi petani"),
            editors: &["Ratna Dewi"],
            ..of_body()
        },
    );
}

#[test]
fn a_summary_of_two_sentences_below_a_kicker_and_a_headline() {
    let text = format!(
        "Hari Tani\nPetani Lereng Utara Menanam Padi Gogo Serentak\n\
        Petani di lereng utara mulai menanam. Hujan turun sejak awal bulan dan sawah kembali berair.\n\
        Penulis: Budi Raharja | Editor: Ratna Dewi\n{BODY}"
    );
    check(
        &text,
        &Expected {
            title: Some("Petani Lereng Utara Menanam Padi Gogo Serentak"),
            lead: Some("Petani di lereng utara mulai menanam. Hujan turun sejak awal bulan dan sawah kembali berair."),
            authors: &["Budi Raharja"],
            editors: &["Ratna Dewi"],
            ..of_body()
        },
    );
}

#[test]
fn a_caption_that_stands_twice_around_its_credit() {
    let shown = "Petani menanam padi gogo di lereng utara setelah hujan turun, Senin (7/3/2022).";
    let text = format!(
        "Selasa 08 Mar 2022 17:05 WIB\n\nPetani Lereng Utara Mulai Menanam\n\nHujan turun sejak awal bulan.\n\n\
        {shown}\nFoto: Antara/Beni\n{shown}\n\nKABAR.CO.ID, MATARAM -- Petani mulai menanam padi gogo di lereng utara kota.\n\n{BODY}"
    );
    check(
        &text,
        &Expected {
            title: Some("Petani Lereng Utara Mulai Menanam"),
            date: Some("Selasa 08 Mar 2022 17:05 WIB"),
            lead: Some("Hujan turun sejak awal bulan."),
            caption: Some(shown),
            credit: Some("Antara/Beni"),
            city: Some("MATARAM"),
            paragraphs: 4,
            first: "Petani mulai menanam",
            last: "seluruh lereng.",
            ..Expected::default()
        },
    );
}

#[test]
fn a_caption_that_stands_twice_with_an_empty_credit() {
    let shown = "Bupati Raka, bersama ketua kelompok tani menanam padi di lereng utara.";
    let text = format!(
        "Bupati Minta Petani Menanam Serentak di Lereng\n\n- 15 Maret 2023, 06:44 WIB\n{shown}\n{shown} /\n\n\
        Baca Juga: Harga Gabah Naik di Pasar Induk\n\n{BODY}\n\nHalaman:\n\nEditor: Ratna Dewi\n\nTags\n\nTerkini\n"
    );
    check(
        &text,
        &Expected {
            title: Some("Bupati Minta Petani Menanam Serentak di Lereng"),
            date: Some("- 15 Maret 2023, 06:44 WIB"),
            caption: Some(shown),
            editors: &["Ratna Dewi"],
            ..of_body()
        },
    );
}

#[test]
fn a_short_headline_that_stands_twice() {
    let text =
        format!("Banjir Surut, Tetapi..\n\nBanjir Surut, Tetapi..\nWarga di tepi sungai. Foto: ANTARA/HO\n\n{BODY}");
    check(
        &text,
        &Expected {
            title: Some("Banjir Surut, Tetapi.."),
            caption: Some("Warga di tepi sungai."),
            credit: Some("ANTARA/HO"),
            ..of_body()
        },
    );
}

#[test]
fn a_city_before_a_full_stop() {
    let text = format!(
        "Reporter: Budi Raharja | Editor: Ratna Dewi\nJAKARTA. Petani di lereng utara mulai menanam padi gogo pekan ini.\n{BODY}"
    );
    check(
        &text,
        &Expected {
            city: Some("JAKARTA"),
            authors: &["Budi Raharja"],
            editors: &["Ratna Dewi"],
            paragraphs: 4,
            first: "Petani di lereng",
            last: "seluruh lereng.",
            ..Expected::default()
        },
    );
}

#[test]
fn a_caption_above_a_text_without_headline() {
    let text = format!(
        "MENANAM: Petani menanam padi gogo di lereng utara kemarin (7/3). (Beni Raharja/Radar Malang)\n\
        Radarmalang.kabar.com – Petani di lereng utara mulai menanam padi gogo pekan ini.\n{BODY}"
    );
    check(
        &text,
        &Expected {
            caption: Some("MENANAM: Petani menanam padi gogo di lereng utara kemarin (7/3)."),
            credit: Some("Beni Raharja/Radar Malang"),
            paragraphs: 4,
            first: "Petani di lereng",
            last: "seluruh lereng.",
            ..Expected::default()
        },
    );
}

#[test]
fn the_owner_of_a_photo_below_its_label() {
    let text = format!(
        "Petani Lereng Utara Menanam Padi Gogo Lebih Awal\n\nPetani menanam padi di lereng utara\nSumber :\n  • ANTARA FOTO/Beni Raharja\n\n\
        VIVA – Petani di lereng utara mulai menanam padi gogo pekan ini.\n\n{BODY}"
    );
    check(
        &text,
        &Expected {
            title: Some("Petani Lereng Utara Menanam Padi Gogo Lebih Awal"),
            caption: Some("Petani menanam padi di lereng utara"),
            credit: Some("ANTARA FOTO/Beni Raharja"),
            paragraphs: 4,
            first: "Petani di lereng",
            last: "seluruh lereng.",
            ..Expected::default()
        },
    );
}

#[test]
fn a_caption_below_its_credit() {
    let head = "Petani Lereng Utara Menanam Padi Gogo Serentak\nHujan turun sejak awal bulan di semua desa\n\
        Penulis: Budi Raharja | Editor: Ratna Dewi\n";
    let body = BODY.replace("\n\n", "\n");
    for (credit, shown) in [
        (
            "TRIBUN JABAR/DENI RAHARJA",
            "PETANI Lereng Utara menanam padi gogo di sawah yang kembali berair, Rabu (8/5/2019).",
        ),
        ("Kabar.com", "PADI GOGO - Petani menanam padi gogo di sawah lereng utara yang kembali berair."),
    ] {
        let page = read(&format!("{head}{credit}\n{shown}\n{body}"));
        assert_eq!(page.caption.as_deref(), Some(shown));
        assert_eq!(page.credit.as_deref(), Some(credit));
        assert_eq!(page.body.len(), 3, "{:#?}", page.lines);
    }
}

#[test]
fn a_credit_above_the_text_takes_no_sentence() {
    let body = BODY.replace("\n\n", "\n");
    for credit in ["Foto: ANTARA/Beni", "Kabar.com"] {
        let page = read(&format!(
            "Petani Menanam Padi Gogo\nRabu, 2 Maret 2022 19:13 WIB\n{credit}\nPETANI mulai menanam padi gogo pekan ini di lereng.\n{body}"
        ));
        assert_eq!(page.body.len(), 4, "{:#?}", page.lines);
    }
}

#[test]
fn a_summary_directly_below_the_headline_of_a_page_without_date() {
    let text = format!(
        "Petani Lereng Utara Menanam Padi Gogo\n\nHujan turun sejak awal bulan di semua desa di lereng.\n\nKabar.com, Mataram - Petani di lereng utara mulai menanam padi gogo pekan ini.\n\n{BODY}"
    );
    let page = read(&text);
    assert_eq!(page.lead.as_deref(), Some("Hujan turun sejak awal bulan di semua desa di lereng."));
    assert_eq!(page.body.len(), 4);
}

#[test]
fn names_of_papers_are_no_cities() {
    for text in [
        "UTARA TIMES - Petani menanam padi gogo pekan ini di seluruh lereng.",
        "Harian Lereng - Petani menanam padi gogo pekan ini di seluruh lereng.",
    ] {
        let page = read(&format!("{text}\n{BODY}"));
        assert_eq!(page.city, None);
        assert!(page.body[0].starts_with("Petani"));
    }
}

#[test]
fn a_bar_inside_a_headline_parts_no_site() {
    let title = "Tuban Diguncang Gempa Lagi | Cerita Saksi Mata Kecelakaan di Tol Semarang";
    assert_eq!(
        read(&format!("{title}\n\nKABAR.com - Petani di lereng utara merasakan gempa itu.\n\n{BODY}"))
            .title
            .map(|title| title.text)
            .as_deref(),
        Some(title)
    );
}

#[test]
fn a_short_caption_that_stands_twice_is_no_headline() {
    let page = read(&format!(
        "Jumat 16 Aug 2024 17:18 WIB\n\nPelatih Pantau Langsung Lomba Tani\n\nPelatih akan mendampingi tim lomba tani kabupaten, bulan depan\n\n\
        Pelatih tim lomba tani Raka Wiguna\nFoto: AP Photo/Beni Raharja\nPelatih tim lomba tani Raka Wiguna\n\n\
        KABAR.CO.ID, MATARAM -- Pelatih memantau lomba tani di lapangan desa pada Jumat petang.\n\n{BODY}"
    ));
    assert_eq!(page.title.map(|title| title.text).as_deref(), Some("Pelatih Pantau Langsung Lomba Tani"));
    assert_eq!(page.caption.as_deref(), Some("Pelatih tim lomba tani Raka Wiguna"));
    assert_eq!(page.body.len(), 4);
}

#[test]
fn a_caption_above_the_headline() {
    let page = read(&format!(
        "Berita\n\nBupati Raka dan ketua kelompok tani dalam sebuah acara/Ist\n\nPolitik\n\nBupati Minta Petani Menanam Serentak di Lereng\n\n\
        RABU, 27 MARET 2024 | 09:41 WIB | LAPORAN: BUDI RAHARJA\n\n{BODY}\n\nPopuler\n\nHarga Gabah Naik di Pasar Induk Kota\n\nRabu, 21 Januari 2026 | 14:15\n"
    ));
    assert_eq!(page.title.map(|title| title.text).as_deref(), Some("Bupati Minta Petani Menanam Serentak di Lereng"));
    assert_eq!(page.caption.as_deref(), Some("Bupati Raka dan ketua kelompok tani dalam sebuah acara"));
    assert_eq!((page.credit.as_deref(), page.body.len()), (Some("Ist"), 3));
}

#[test]
fn a_few_words_above_the_city_are_no_paragraph() {
    let page = read(&format!(
        "Ilustrasi Banjir\n\nKabar.com, Mataram – Petani di lereng utara menunda tanam padi pekan ini.\n\n{BODY}"
    ));
    assert_eq!((page.city.as_deref(), page.body.len()), (Some("Mataram"), 4));
}

#[test]
fn an_address_is_no_headline() {
    let text = format!(
        "Selasa, 24 Agustus 2021 / 09:06 WIB\n\nhttps://kabar.example/ekonomi/petani-lereng-utara-menanam-padi-gogo\n\nMataram, Kabar.com — Petani di lereng utara menanam padi gogo pekan ini.\n\n{BODY}"
    );
    assert_eq!(read(&text).title, None);
}
