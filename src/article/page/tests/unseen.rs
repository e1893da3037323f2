//! Texts and ends of pages in shapes that no earlier test had.

use super::super::{Known, read_body};
use super::{BODY, Expected, check, count, read};
use crate::article::page::Label;

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
fn captions_inside_the_text() {
    let text = format!(
        "{BODY}Raka Wiguna (Instagram/@raka)\n\nRaka di Balai Desa Lereng\n- KABAR.com/Beni R\n\nPanen itu dinanti warga di lereng sejak tahun lalu.\n"
    );
    assert_eq!(read(&text).body.len(), 4);
}

#[test]
fn the_summary_of_an_earlier_page_below_its_signature_is_no_beginning() {
    let text = "Panen Raya Dimulai\n\nPanen Raya Dimulai\nDitanya apa target berikutnya, Raka ingin lumbung penuh. “Itu butuh kerja keras,” tegas Raka. (rdw/KBR)\n\n\
        JAKARTA—Tiga daerah di lereng utara memulai panen raya. Ketiga daerah itu adalah\n";
    let page = read(text);
    assert_eq!(page.initials.as_deref(), Some("rdw/KBR"));
    assert_eq!(page.body.len(), 1, "{:#?}", page.lines);
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
        "Artikel terpopuler pekan ini adalah mengenai usulan warga untuk membuka kembali bandara lama di tepi kota.",
        "Cek pajak kendaraan bisa dilakukan melalui berbagai cara, salah satunya lewat aplikasi di telepon genggam.",
        "Berita terpopuler lainnya di kanal itu adalah terkait kunjungan wakil presiden ke makam di lereng bukit.",
        "Baca juga buku lama, pesan guru itu kepada murid-muridnya sebelum libur panjang tiba.",
    ];
    let page = read_body("Judul", &sentences.join("\n"), &Known::default());
    assert_eq!(page.body, sentences);
}
