//! Texts whose lines a scraper has joined, and what such texts have before the first and behind the last sentence.

use super::{BODY, read};
use crate::article::page::Label;

const TITLE: &str = "Petani Lereng Utara Mulai Menanam Padi Gogo";
const FIRST: &str = "Petani di lereng utara menanam padi gogo pekan ini di ladang.";
const LAST: &str = "\"Bibit cukup untuk semua,\" kata Budi.";

#[test]
fn what_stands_behind_the_last_sentence_of_a_joined_text_is_cut_off() {
    for (tail, author) in [
        ("Cek Berita dan Artikel yang lain di ", None),
        ("Baca berita selengkapnyadi sini. Lihat juga Video: Panen Raya di Lereng Utara [Gambas:Video 20detik] ", None),
        ("Simak Video: Panen Raya di Lereng Utara[Gambas:Video 20detik]", None),
        ("Pilihan Editor:&nbsp;Harga Gabah Naik di Pasar Desa &nbsp;", None),
        ("BACA SELENGKAPNYA >>>", None),
        ("Kebun bibit di lereng - (Tim infografis) Ikuti Whatsapp Channel Kabar Advertisement", None),
        (
            "Baca juga: Harga Gabah Naik Lagi Baca juga: Jembatan Gantung Diresmikan Pewarta: Rini Utami Editor: Budi Raharja Copyright © KABAR 2025 Dilarang keras mengambil konten tanpa izin.",
            Some("Rini Utami"),
        ),
        ("Warta Warta Foto Warta Copyright 2008 - 2026 PT. Kabar Lereng. All Rights Reserved.", None),
        (",Reporter: Rini Utami,Sumber: , ", Some("Rini Utami")),
        ("Rini Utami berkontribusi dalam penulisan artikel ini.", None),
        ("(abc/def) padi gogo lereng utara petani", None),
        ("(*) Rini Utami", None),
        (",,#GrowFearless with KABAR", None),
        ("(SUMBER: KABAR LERENG)", None),
        (">>>BACA SELENGKAPNYA DI SINI<<<", None),
        ("Halaman Selanjutnya >>>", None),
        (", ,", None),
        ("Pilihan Editor: Harga Gabah Naik Lagi. Sekuat Apa Alasannya?", None),
    ] {
        let text = format!("{TITLE}\n5 Oktober 2025\n\n{FIRST}\n\n{BODY}\n{LAST} {tail}\n");
        let page = read(&crate::article::body::decoded(&text));
        assert_eq!(page.body.last().map(String::as_str), Some(LAST), "{tail}");
        assert_eq!(page.authors.first().map(String::as_str), author, "{tail}");
    }
    for said in [
        "Menurut Budi, Editor: Jurnal Padi Gogo terbit setiap bulan di desa itu dan dibaca semua petani.",
        "Kebun bibit (kebun lama - (yang di hulu)) tetap dibuka untuk petani.",
        "Panen dimulai pekan depan. Halaman Selanjutnya Saat ini petani masih menunggu.",
        "Panen dimulai pekan depan. Simak Video: Panen Raya Petani masih menunggu hujan turun di lereng utara sebelum bibit itu ditanam.",
    ] {
        let page = read(&format!("{TITLE}\n5 Oktober 2025\n\n{FIRST}\n\n{BODY}\n{said}\n"));
        assert_eq!(page.body.last().map(String::as_str), Some(said));
    }
}

#[test]
fn what_stands_before_the_dateline_of_a_joined_text_is_not_its_beginning() {
    let teaser = "Hal itu menjadi bahan bagi petani untuk menanam lagi";
    for (before, dateline, lead) in [
        (teaser, "Jakarta (ANTARA) -", Some(teaser)),
        ("Reporter: Rini Utami | Editor: Budi Raharja", "KONTAN.CO.ID – JAKARTA .", None),
        ("Laporan Wartawan Tribunnews.com, Budi Raharja", "TRIBUNNEWS.COM, JAKARTA –", None),
        ("Tim Redaksi", "JAKARTA, KOMPAS.com -", None),
    ] {
        let page = read(&format!("{TITLE}\n5 Oktober 2025\n\n{before} {dateline} {FIRST} {LAST} {FIRST}\n"));
        assert_eq!(page.body.first().map(|first| first.starts_with(FIRST)), Some(true), "{before}");
        assert!(page.city.is_some_and(|city| city.eq_ignore_ascii_case("jakarta")), "{before}");
        assert_eq!(page.lead.as_deref(), lead);
    }
}

#[test]
fn outlets_and_cities_begin_the_text_in_more_ways() {
    for dateline in [
        "JAKARTA, KABAR.com",
        "LERENG-KITA.com, BANDUNG –",
        "KABARLERENG.COM |",
        "Media Lereng, JAKARTA–",
        "Kota Baru (Kabar.co)\n –",
        "KABARLERENG.com—",
        "KABARLERENG.ID-",
    ] {
        let page = read(&format!("{TITLE}\n5 Oktober 2025\n\n{dateline} {FIRST}\n\n{BODY}"));
        assert_eq!(page.body.first().map(String::as_str), Some(FIRST), "{dateline}");
    }
}

#[test]
fn entities_of_a_page_text_are_decoded_once() {
    let text =
        "Judul &quot;Padi Gogo&quot; dan Harga&nbsp;Gabah\n5 Oktober 2025\n\nTanda &amp;lt; ditulis Budi di papan.";
    let page = read(&crate::article::body::decoded(text));
    assert_eq!(page.title.map(|title| title.text).as_deref(), Some("Judul \"Padi Gogo\" dan Harga Gabah"));
    assert_eq!(page.body, ["Tanda &lt; ditulis Budi di papan."]);
}

#[test]
fn a_date_as_programs_write_it_is_the_dateline() {
    for date in ["2022-03-02T15:33:19+07:00", "2022-03-02T15:33:19.000Z"] {
        let page = read(&format!("{TITLE}\n{date}\n\n{FIRST} Rapat digelar Rabu (2/3/2022).\n\n{BODY}"));
        assert_eq!(page.date.map(|date| date.text).as_deref(), Some(date));
    }
}

#[test]
fn captions_with_the_credit_before_them_are_none_of_the_text() {
    let caption = "Petani menanam padi gogo di lereng utara, Kamis (2/10/2025)";
    for credit in ["Budi Raharja", "shutterstock", "dok. Kebun Bibit", "ANTARA FOTO/BUDI RAHARJA A"] {
        let text = format!(
            "{TITLE}\nKabar - 5 Oktober 2025, 08:00 WIB\n{credit}{caption}\nPenulis Rini Utami\nMATARAM, KABAR.com - {FIRST}\n\n{BODY}"
        );
        let page = read(&text);
        assert_eq!(page.caption.as_deref(), Some(caption), "{credit}");
        assert_eq!(page.body.len(), 4, "{credit}");
    }
    for credit in ["KABAR.COM/M. Budi Raharja ", "KABAR.com/BUDI RAHARJA, RINI UTAMI, KOLASE: ADI PUTRA "] {
        let page = read(&format!("{TITLE}\n5 Oktober 2025\n\n{FIRST}\n{credit}{caption}\n\n{BODY}"));
        assert_eq!((page.body.len(), page.caption.as_deref()), (4, Some(caption)), "{credit}");
    }
}

#[test]
fn what_stands_below_on_pages_of_several_parts_is_no_text() {
    let next = "Halaman Selanjutnya\n2. Memilih Bibit yang…\nHalaman:\n1\n2\nShow All\n";
    let felt = "0%suka\n12%lucu\n0%sedih\n";
    let others = "KABARLERENG.COM | Prestasi diraih kelompok tani dari kecamatan di hulu dalam lomba memilih bibit…\n\n                  KABARLERENG.COM | Jembatan gantung di lereng diresmikan oleh bupati pekan lalu bersama warga…\n";
    let form = "Alamat email Anda tidak akan dipublikasikan.Ruas yang wajib ditandai*\n";
    let posts = "Related PostsKabarHarga Gabah Naik di Pasar DesaSabtu, 18 Juli 2026KabarJembatan Gantung DiresmikanSabtu, 18 Juli 2026\n";
    let video = "3 dari 3 halaman\nSaksikan Video Pilihan di Bawah Ini:\nPetani di lereng utara panen raya bersama bupati dan warga desa sejak pagi.\n";
    for below in [next, felt, others, form, posts, video] {
        let page = read(&format!("{TITLE}\n5 Oktober 2025\n\nKABARLERENG.COM | {FIRST}\n\n{BODY}\n{below}"));
        assert_eq!(page.body.len(), 4, "{below}");
    }
}

#[test]
fn what_is_said_again_between_new_lines_stays() {
    let call = "Setelah bibit pertama ditanam, lanjutkan dengan menutup lubang tanam memakai pupuk:";
    let ways = format!(
        "Cara Menanam di Lereng Utara\nBuat lubang tanam sedalam lima sentimeter dengan tongkat kayu yang diruncingkan lebih dulu.\n{call}\n\
         pupuk kandang dari kotoran sapi yang sudah didiamkan selama tiga minggu penuh di tempat teduh.\n         Cara Menanam di Lereng Selatan\nBuat lubang tanam sedalam sepuluh sentimeter dengan cangkul kecil yang tajam di tanah basah.\n{call}\n         Pupuk hijau dari daun lamtoro yang dipotong kecil dan dicampur dengan tanah dari kebun sendiri.\n"
    )
    .replace('\\', "");
    let page = read(&format!("{TITLE}\n5 Oktober 2025\n\n{FIRST}\n\n{BODY}\n{ways}"));
    assert_eq!(page.body.iter().filter(|paragraph| *paragraph == call).count(), 2);
    assert!(page.lines.iter().all(|(_, label, _)| *label != Label::Furniture));
}

#[test]
fn who_has_helped_is_no_text() {
    let page = read(&format!(
        "{TITLE}\n5 Oktober 2025\n\n{FIRST}\n\n{BODY}\nRini Utami berkontribusi dalam penulisan artikel ini.\n"
    ));
    assert_eq!((page.body.len(), page.authors.as_slice()), (4, &["Rini Utami".to_owned()][..]));
}

#[test]
fn a_question_is_a_headline_where_no_date_stands_beside_it() {
    let title = "Dinas: 21 desa antre bibit, ada kelompok tani Lereng Utara?";
    for dateline in ["JAKARTA – ", ""] {
        let page = read(&format!("{title}\n{dateline}{FIRST}\n\n{BODY}"));
        assert_eq!(page.title.map(|title| title.text).as_deref(), Some(title));
    }
}

#[test]
fn a_text_that_is_cut_at_its_links_is_whole_again() {
    let cut = "KABAR.com- Berikut adalah cara untuk ikut memilih bibit\nPadi Gogo\nyang masuk daftar\nBalai Benih Lereng 2025\n.\n\
               Bibit yang ditanam petani sejak awal musim\ntanam 1\nDesa Sukamaju menjadi satu dari sebelas bibit terpilih yang masuk daftar\nBalai Benih Lereng 2025\n.\n\
               Anda bisa berpartisipasi untuk memilih bibit dari\nSukamaju\n, kata Budi.\n";
    let page = read(&format!("{TITLE}\n5 Oktober 2025 08:00 WIB\n{cut}"));
    assert_eq!(
        page.body,
        [
            "Berikut adalah cara untuk ikut memilih bibit Padi Gogo yang masuk daftar Balai Benih Lereng 2025.",
            "Bibit yang ditanam petani sejak awal musim tanam 1 Desa Sukamaju menjadi satu dari sebelas bibit terpilih yang masuk daftar Balai Benih Lereng 2025.",
            "Anda bisa berpartisipasi untuk memilih bibit dari Sukamaju, kata Budi.",
        ]
    );
    // A place whose outlet was a link.
    let page = read(&format!("{TITLE}\n5 Oktober 2025 08:00 WIB\n\n, Jakarta {FIRST}\n\n{BODY}"));
    assert_eq!((page.body.first().map(String::as_str), page.city.as_deref()), (Some(FIRST), Some("Jakarta")));
}

#[test]
fn headlines_of_other_stories_above_headings_and_at_the_end_are_no_text() {
    let others = "Hasil Lomba Padi Gogo: Kelompok Tani Lereng Utara Menang Lagi\nJadwal Tanam Padi Gogo di Lereng Utara Pekan Depan\n";
    let first = format!(
        "{others}Persiapan Petani\nPetani di lereng utara (c) Kabar.net/Budi Raharja\nAir cukup sampai panen tiba pada akhir musim hujan nanti.\n"
    );
    let second = format!("{others}Pesan Bupati\nBupati meminta petani menyimpan bibit untuk musim tanam berikutnya.\n");
    let page = read(&format!(
        "{TITLE}\n5 Oktober 2025 08:00 WIB\n\nKABAR.com - {FIRST}\n{BODY}\n{first}\nHujan turun lagi di lereng sebelah utara sejak pekan lalu.\n{second}{others}"
    ));
    assert!(page.body.iter().all(|paragraph| !paragraph.starts_with("Hasil") && !paragraph.starts_with("Jadwal")));
    assert!(page.body.iter().any(|paragraph| paragraph == "Persiapan Petani"));
    assert_eq!(
        (page.caption.as_deref(), page.credit.as_deref()),
        (Some("Petani di lereng utara"), Some("Kabar.net/Budi Raharja"))
    );
    // Headings of the article with the sign of a photo below them stay.
    let kept = format!(
        "Petani Lereng Utara yang Memilih Bibit Sendiri\n©KABAR\n{FIRST} Hujan turun.\nKebun Bibit di Lereng Utara Sebelah Hulu\n©KABAR\n{FIRST} Hujan reda.\n"
    );
    let page = read(&format!("{TITLE}\n5 Oktober 2025 08:00 WIB\n\nKABAR.com - {FIRST}\n{BODY}\n{kept}"));
    assert!(page.body.iter().any(|paragraph| paragraph == "Kebun Bibit di Lereng Utara Sebelah Hulu"));
}

#[test]
fn the_last_item_of_a_list_above_a_signature_is_text() {
    let list = "Kelompok itu memilih:\na. Bibit\nb. Pupuk\nc. Ladang\n(Kabar.com/Budi R)\n";
    let page = read(&format!("{TITLE}\n5 Oktober 2025 08:00 WIB\n\nKABAR.com - {FIRST}\n{BODY}\n{list}"));
    assert_eq!(page.body.last().map(String::as_str), Some("c. Ladang"));
}

#[test]
fn sentences_that_speak_of_rights_and_lists_that_are_announced_stay() {
    let right = "Menurut Budi, hak cipta dilindungi undang-undang sehingga bibit itu tidak boleh dijual lagi oleh siapa pun di pasar.";
    let list = "Padi Gogo Lereng Utara Pilihan Petani Sukamaju\nPadi Gogo Lereng Selatan Pilihan Petani Sukamakmur\n";
    let days = "Desa Sukamaju 14 – Balai Benih Lereng Utara Sebelah Hulu\nDesa Sukamakmur 15 – Balai Benih Lereng Selatan Sebelah Hilir\n";
    let page = read(&format!("{TITLE}\n5 Oktober 2025\n\n{FIRST}\n\n{BODY}\n{days}"));
    assert_eq!(page.body.len(), 6);
    let notice = "Dilarang keras mengambil konten, melakukan crawling atau pengindeksan otomatis untuk AI di situs web ini tanpa izin tertulis dari Kantor Berita KABAR.";
    let text = format!(
        "{TITLE}\n5 Oktober 2025\n\n{FIRST}\n\n{right}\n\n{BODY}\nBerikut bibit yang dipilih petani menurut balai benih.\n{list}"
    );
    let page = read(&format!("{text}{notice}\n"));
    assert_eq!(page.body.len(), 8);
    assert_eq!(page.body.get(1).map(String::as_str), Some(right));
}

#[test]
fn programs_notices_and_one_headline_at_the_end_are_no_text() {
    let program = "function kirim(nama){\nvar token = baca(\"kunci\");\nwindow.location.href = \"https://kabar.example/surat\";\n";
    let notice = "Simak breaking news dan berita pilihan KABAR langsung dari WhatsApp-mu!Klik Channel KABARPastikan WhatsApp kamu sudah terpasang.\n";
    let other = "Ribuan Petani Lereng Selatan Ikuti Panen Raya Bersama, Bupati Siapkan Hadiah\n";
    for below in [program, notice, other] {
        let page = read(&format!("{TITLE}\n5 Oktober 2025\n\n{FIRST}\n\n{BODY}\n{below}"));
        assert_eq!(page.body.len(), 4, "{below}");
    }
    let list = "Syaratnya (bibit dan pupuk);\n";
    let page = read(&format!("{TITLE}\n5 Oktober 2025\n\n{FIRST}\n\n{BODY}\n{list}"));
    assert_eq!(page.body.len(), 5);
}
