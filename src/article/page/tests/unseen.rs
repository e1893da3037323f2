//! Pages in shapes that no earlier test had: summaries, captions and signatures in other places.

use super::super::{Known, read_body};
use super::{Expected, check, count, read};
use crate::article::page::Label;

const BODY: &str = "\"Kami siap menanam lagi,\" kata ketua kelompok tani itu di balai desa.\n\n\
    Hujan turun sejak awal bulan sehingga petani tidak lagi menunggu giliran air.\n\n\
    Panen diperkirakan berlangsung tiga bulan lagi di seluruh lereng.\n";

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
            paragraphs: 3,
            first: "\"Kami siap",
            last: "seluruh lereng.",
            ..Expected::default()
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
            paragraphs: 3,
            first: "\"Kami siap",
            last: "seluruh lereng.",
            ..Expected::default()
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
            paragraphs: 3,
            first: "\"Kami siap",
            last: "seluruh lereng.",
            ..Expected::default()
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
            paragraphs: 3,
            first: "\"Kami siap",
            last: "seluruh lereng.",
            ..Expected::default()
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
fn an_article_goes_on_below_initials_in_its_first_half() {
    let text = "\"Besok ada kunjungan lapangan ke sawah,\" kata panitia lomba itu. (rin)\n\
        Kesan Peserta dari Ujung Barat\nPanitia menggelar lomba tani tingkat kabupaten.\nPeserta datang dari tujuh desa.\n\
        \"Saya baru pertama kali datang,\" ujar Rini.\nLomba berakhir besok sore di lapangan desa.\n";
    let page = read(text);
    assert_eq!(page.body.len(), 6, "{:#?}", page.lines);
}

#[test]
fn teasers_below_initials_stay_out() {
    let text = format!(
        "{BODY}\"Benihnya sudah dibagi,\" ujar Raka di gudang desa. (Rdw/X-15)\n\
        Bupati menilai lumbung desa penting. Ia meminta warga ikut menjaga isinya sepanjang tahun.\n\
        Bagi Raka, panen itu menyimpan pesan tersendiri bagi warga di lereng.\n"
    );
    let page = read(&text);
    assert!(page.body.last().is_some_and(|last| last.ends_with("di gudang desa.")), "{:#?}", page.lines);
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
fn a_page_that_is_a_photo_has_its_caption_as_text() {
    let text = "GUBERNUR TINJAU SAWAH DI LERENG UTARA\nGubernur Raka (kanan) meninjau sawah di lereng utara, Sabtu (20/2/2021). \
        Hujan turun sejak Jumat malam. ANTARA FOTO/Beni/hp.\n";
    let page = read(text);
    assert_eq!(page.title.map(|title| title.text).as_deref(), Some("GUBERNUR TINJAU SAWAH DI LERENG UTARA"));
    assert_eq!(page.body.len(), 1);
}

#[test]
fn writers_in_the_cells_of_a_table() {
    let page = read(&format!("{BODY}Penulis | : | Budi Raharja |\nEditor | : | Ratna Dewi |\nKOMENTAR\n"));
    assert_eq!((page.authors, page.editors), (vec!["Budi Raharja".to_owned()], vec!["Ratna Dewi".to_owned()]));
    assert_eq!(page.body.len(), 3);
}

#[test]
fn paragraphs_cut_at_links_are_whole_again() {
    let text = "Petani Lereng Utara Menanam Padi Gogo\nRabu, 2 Maret 2022 19:13 WIB\nPETANI\nmulai menanam padi gogo di\n\
        Lereng Utara\n, menurut ketua kelompok tani\nRaka Wiguna\n, pada awal pekan ini.\n\"Kami siap menanam\n,\" katanya.\n\
        Panen diperkirakan berlangsung tiga bulan lagi.\n";
    check(
        text,
        &Expected {
            title: Some("Petani Lereng Utara Menanam Padi Gogo"),
            date: Some("Rabu, 2 Maret 2022 19:13 WIB"),
            paragraphs: 3,
            first: "PETANI mulai menanam padi gogo di Lereng Utara, menurut ketua kelompok tani Raka Wiguna, pada awal pekan ini.",
            last: "tiga bulan lagi.",
            ..Expected::default()
        },
    );
}

#[test]
fn a_page_without_line_breaks_whose_headline_is_a_sentence() {
    let text = "Petani di lereng utara mulai menanam padi gogo Selasa, 8 Agustus 2017 16:40 WIB | 318 Views Mataram (ANTARA) - \
        Petani di lereng utara mulai menanam padi gogo pekan ini setelah hujan turun merata. \"Kami siap menanam lagi,\" kata \
        ketua kelompok tani itu di balai desa. Panen diperkirakan berlangsung tiga bulan lagi. Editor: Ratna Dewi COPYRIGHT © \
        KABAR 2017 Berita Lainnya Harga gabah naik di pasar induk Komentar Pembaca\n";
    check(
        text,
        &Expected {
            title: Some("Petani di lereng utara mulai menanam padi gogo"),
            date: Some("Selasa, 8 Agustus 2017 16:40 WIB"),
            city: Some("Mataram"),
            editors: &["Ratna Dewi"],
            paragraphs: 1,
            first: "Petani di lereng utara mulai menanam padi gogo pekan ini",
            last: "tiga bulan lagi.",
            ..Expected::default()
        },
    );
}

#[test]
fn a_sentence_that_names_a_day_is_no_head_of_a_page() {
    let text = "Petani di lereng utara mulai menanam padi gogo pada Selasa, 8 Agustus 2017 pukul 16.40 WIB setelah hujan turun \
        merata di seluruh lereng. Ketua kelompok tani mengatakan bahwa panen akan berlangsung tiga bulan lagi, kecuali hujan \
        berhenti lebih awal daripada yang diperkirakan oleh balai cuaca setempat pekan lalu.";
    assert_eq!(read(text).body, [text]);
}

#[test]
fn the_notice_of_a_paywall_is_furniture() {
    let page = read(&format!(
        "Kamis, 2 Maret 2023 | 10:00 WIB\n{BODY}\nKonten Premium\n\nAnda sedang membaca Konten Premium\n\n\
        Silakan daftar GRATIS atau LOGIN untuk melanjutkan membaca artikel ini.\n\nSimak berita lainnya seputar topik di bawah ini:\n"
    ));
    assert_eq!(page.body.len(), 3, "{:#?}", page.lines);
    assert_eq!(count(&page, Label::Furniture), 4);
}

#[test]
fn sentences_that_look_like_furniture_stay() {
    let sentences = [
        "Daftar nama korban dapat dibaca di bawah ini:",
        "Simak baik-baik ucapan hakim itu, kata penasihat hukum kepada kliennya di ruang sidang.",
        "Ikuti saja alurnya, ujar pemandu, maka kita sampai di hulu sungai dalam tiga jam.",
        "Tutup botol plastik dikumpulkan warga untuk dijual kembali kepada pengepul di pasar.",
        "Silakan pulang lebih awal, kata kepala sekolah kepada para murid yang menunggu hujan reda.",
        "Baca juga buku lama, pesan guru itu kepada murid-muridnya sebelum libur panjang tiba.",
    ];
    let page = read_body("Judul", &sentences.join("\n"), &Known::default());
    assert_eq!(page.body, sentences);
}
