//! What is glued to the text or stands right below it, and first lines that lost a part.

use super::{BODY, count, read};
use crate::article::page::Label;

const TITLE: &str = "Petani Lereng Utara Mulai Menanam Padi Gogo";
const FIRST: &str = "Petani di lereng utara menanam padi gogo pekan ini.";
const LAST: &str = "\"Bibit cukup untuk semua,\" kata Budi.";

#[test]
fn what_is_glued_behind_the_last_paragraph_is_cut_off() {
    for (tail, initials) in [
        ("Cek Berita dan Artikel yang lain di Google News", None),
        (
            "  Baca juga: Harga Gabah Naik di Pasar Desa Dapatkan informasi dan insight pilihan redaksi Kompas.comSegera lengkapi data dirimu",
            None,
        ),
        (
            "Simak Video 'Panen Raya di Lereng':[Gambas:Video 20detik] Halaman 2 dari 2 (abc/def) padi gogo lereng",
            Some("abc/def"),
        ),
        (" Halaman 1 dari 3", None),
        ("(*) • Harga Gabah Naik di Pasar Desa • Jembatan Gantung Diresmikan", None),
        (",,,(abc/def),,,loading...", Some("abc/def")),
        (" View this post on Instagram A post shared by Kabar Lereng (@kabarlereng)", None),
    ] {
        let page = read(&format!("{TITLE}\n5 Oktober 2025\n\n{FIRST}\n\n{BODY}\n{LAST}{tail}\n"));
        assert_eq!(page.body.last().map(String::as_str), Some(LAST), "{tail}");
        assert_eq!(page.initials.as_deref(), initials, "{tail}");
    }
    // What only mentions such words is text.
    let said = "Ia membaca Halaman 2 dari buku itu.";
    let page = read(&format!("{TITLE}\n5 Oktober 2025\n\n{FIRST}\n\n{BODY}\n{said}\n"));
    assert_eq!(page.body.last().map(String::as_str), Some(said));
}

#[test]
fn a_sentence_that_lost_its_place_begins_the_article() {
    let page = read(&format!("{TITLE}\n , - Petani di lereng utara menanam padi gogo pekan ini di ladang.\n\n{BODY}"));
    assert_eq!(page.title.map(|title| title.text).as_deref(), Some(TITLE));
    assert_eq!(
        page.body.first().map(String::as_str),
        Some("Petani di lereng utara menanam padi gogo pekan ini di ladang.")
    );
}

#[test]
fn a_first_sentence_cut_at_links_behind_place_and_dash_is_whole() {
    for place in ["Jakarta -", "Mataram\n-"] {
        let text = format!(
            "{TITLE}\n5 Oktober 2025 08:00 WIB\n{place}\nPenggerak\nKoperasi Lereng\n,\nBudi Raharja\n, menunggu panen padi gogo di\nSukamaju\n. Baginya panen ini menyenangkan.\n\n{BODY}"
        );
        let expected = "Penggerak Koperasi Lereng, Budi Raharja, menunggu panen padi gogo di Sukamaju. Baginya panen ini menyenangkan.";
        assert_eq!(read(&text).body.first().map(String::as_str), Some(expected), "{place}");
    }
}

#[test]
fn a_caption_glued_to_the_name_of_its_photographer_is_one() {
    for (credit, name) in [("KOMPAS.com/ Budi Raharja", "Budi Raharja"), ("KOMPAS.com/BUDI RAHARJA", "BUDI RAHARJA")] {
        let text = format!(
            "{TITLE}\n5 Oktober 2025 08:00 WIB\n{credit}Petani memanen padi gogo di lereng utara\n\n{FIRST}\n\n{BODY}"
        );
        let page = read(&text);
        assert_eq!(page.caption.as_deref(), Some("Petani memanen padi gogo di lereng utara"), "{credit}");
        assert!(page.credit.is_some_and(|credit| credit.ends_with(name)));
    }
}

#[test]
fn videos_sources_and_notices_below_are_no_text() {
    let below = "Kiat Memilih Bibit Padi Gogo ala Balai Benih\nKiat Memilih Bibit Padi Gogo ala Balai Benih\nSumber Kabar Lereng\nPakai Masker, Cuci Tangan Pakai Sabun, Jaga Jarak dan Hindari Kerumunan.\n** #IngatPesanIbu\nLihat Selengkapnya\n";
    let page = read(&format!("{TITLE}\n5 Oktober 2025\n\n{FIRST}\n\n{BODY}{below}"));
    assert_eq!((page.body.len(), count(&page, Label::Source)), (4, 1));
    // A sentence that stands twice stays.
    let call = "Siapa yang ingin ikut menanam padi gogo, datanglah ke balai desa!";
    let page = read(&format!("{TITLE}\n5 Oktober 2025\n\n{FIRST}\n\n{BODY}{call}\n{call}\n"));
    assert_eq!(page.body.last().map(String::as_str), Some(call));
}
