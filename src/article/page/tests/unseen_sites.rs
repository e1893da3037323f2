//! What small sites and houses write: releases, pages without a date, lists below the article.

use super::{BODY, count, read};
use crate::article::page::Label;

const TITLE: &str = "Petani Lereng Utara Mulai Menanam Padi Gogo";
const FIRST: &str = "Petani di lereng utara menanam padi gogo pekan ini.";

#[test]
fn a_release_begins_with_place_house_and_day() {
    for begin in ["MATARAM, KOPERASI (05/10/2025) | ", "MATARAM, KOPERASI (05/10/2025)| "] {
        let first = "Koperasi Lereng Utara menanam padi gogo bersama warga desa di ladang percontohan pekan ini.";
        let page = read(&format!("{TITLE}\n\n{begin}{first}\n\n{BODY}"));
        assert_eq!(page.city.as_deref(), Some("MATARAM"), "{begin}");
        assert_eq!(page.body.first().map(String::as_str), Some(first));
    }
}

#[test]
fn who_took_the_photo_stands_beside_who_wrote() {
    let page = read(&format!(
        "{TITLE}\n5 Oktober 2025\n\n{FIRST}\n\n{BODY}\nBibit datang pekan depan. (budi. foto: istimewa).\n"
    ));
    assert_eq!(page.initials.as_deref(), Some("budi"));
    assert_eq!(page.body.last().map(String::as_str), Some("Bibit datang pekan depan."));
    assert_eq!(page.caption, None);
}

#[test]
fn a_picture_of_a_picture_house_signs_nothing() {
    for house in ["iStockphoto/benitani", "gudangfoto/benitani"] {
        let text = format!(
            "{TITLE}\n5 Oktober 2025\n\n{FIRST}\n\n{BODY}\nIlustrasi. Petani menanam padi gogo di lereng utara pulau itu. ({house})\n\n\
            Petani mendapat bibit dari balai benih di kaki lereng, dan pupuk dari koperasi desa mereka.\n\nBibit dibagikan pada hari pasar di balai desa, seratus kilogram untuk setiap kelompok.\n"
        );
        let page = read(&text);
        assert_eq!((page.body.len(), count(&page, Label::Caption)), (6, 1), "{house}");
    }
}

#[test]
fn a_section_or_labels_stand_beside_the_date() {
    for date in ["Lingkungan 5 Oktober 2025", "5 Oktober 2025 Penulis: Budi Kategori: Tani"] {
        let page = read(&format!("{date}\n{TITLE}\n\n{FIRST}\n\n{BODY}"));
        assert!(page.date.is_some(), "{date}");
        assert!(page.authors.iter().all(|author| author == "Budi"), "{:?}", page.authors);
        assert_eq!(page.title.as_ref().map(|title| title.text.as_str()), Some(TITLE));
    }
}

#[test]
fn without_a_date_the_headline_says_what_the_article_says() {
    let menu = "Tani\nHome Nasional Luar Negeri Teknologi Wisata";
    let others = "Bupati Resmikan Jembatan Gantung di Kabupaten Sebelah\nBerita Daerah\nHarga Cabai Rawit Turun Menjelang Akhir Tahun\nBerita Pasar";
    let page = read(&format!("{menu}\n\n{TITLE}\n\nBerita Tani\n{others}\n\n{FIRST}\n\n{BODY}"));
    assert_eq!(page.title.map(|title| title.text).as_deref(), Some(TITLE));
    assert_eq!(page.body.first().map(String::as_str), Some(FIRST));
    // A menu that stands twice is no headline.
    let menu = "Teknologi Rekayasa Perangkat Lunak";
    let page = read(&format!("Layanan\n{menu}\nBuku Tamu\n{menu}\nBeranda\n{TITLE}\n{FIRST}\n\n{BODY}"));
    assert_eq!(page.title.map(|title| title.text).as_deref(), Some(TITLE));
}

#[test]
fn writer_and_house_stand_below_a_headline_without_date() {
    let text = format!(
        "Kabar Tani\nPara Penanam Padi Gogo\nBudi Raharja - detikNews\nCerita petani yang menanam padi di lereng (Foto: Getty Images/Beni)\nJakarta -\n\n{FIRST}\n\n{BODY}"
    );
    let page = read(&text);
    assert_eq!(page.title.map(|title| title.text).as_deref(), Some("Para Penanam Padi Gogo"));
    assert_eq!((page.authors.as_slice(), page.body.len()), (["Budi Raharja".to_owned()].as_slice(), 4));
}

#[test]
fn buttons_and_addresses_below_the_article_are_no_text() {
    for below in [
        "← Kembali ke Beranda",
        "Kembali ke List Berita",
        "KONTAK KAMI!",
        "redaksi@kabar.example",
        "©2023 Kabar | All Right Reserved",
    ] {
        let page = read(&format!("{TITLE}\n5 Oktober 2025\n\n{FIRST}\n\n{BODY}\n{below}\n"));
        assert_eq!(page.body.len(), 4, "{below}");
    }
}

#[test]
fn stories_below_are_known_by_who_signs_each() {
    let story = |day: &str| format!("Jadwal Tanam Kelompok Tani\n{day} Juni 2021\nRini Wulandari\n");
    let stories: String = ["2", "9", "15", "21"].map(story).concat();
    let page = read(&format!("{TITLE}\n5 Oktober 2025\n\n{FIRST}\n\n{BODY}\n{stories}"));
    assert_eq!(
        page.body.last().map(String::as_str),
        Some("Panen diperkirakan berlangsung tiga bulan lagi di seluruh lereng.")
    );
}

#[test]
fn the_day_of_the_dateline_is_that_of_a_page_without_one() {
    for (begin, day) in [
        ("MATARAM, KOPERASI (05/10/2025) | ", "05/10/2025"),
        ("Mataram, 5 Oktober 2025 - ", "5 Oktober 2025"),
        ("Mataram, KABAR.com (5/10/2025) – ", "5/10/2025"),
    ] {
        let first = "Koperasi Lereng Utara menanam padi gogo bersama warga desa pada Sabtu (4/10/2025) di ladang.";
        let page = read(&format!("{TITLE}\n\n{begin}{first}\n\n{BODY}"));
        assert_eq!(page.body_date.as_ref().map(|date| date.text.as_str()), Some(day), "{begin}");
        assert_eq!(page.body.first().map(String::as_str), Some(first));
    }
}
