//! What dashes, brackets, bars and the names of sites say on pages that no earlier test had.

use super::{BODY, Expected, check, count, of_body, read};
use crate::article::page::Label;

const TITLE: &str = "Petani Lereng Utara Mulai Menanam Padi Gogo";

#[test]
fn the_title_of_a_page_is_not_its_headline() {
    for site in [" - Kabar Lereng", " – Kabarlereng.com", " | Kabar"] {
        let page = read(&format!(
            "{TITLE}{site}\n\nMenu\n\nMode Gelap\n\n{TITLE}\n\nMATARAM - Petani di lereng utara menanam padi gogo pekan ini.\n\n{BODY}"
        ));
        assert_eq!(page.title.as_ref().map(|title| (title.text.as_str(), title.line)), Some((TITLE, 7)), "{site}");
        assert_eq!((page.caption.as_deref(), page.body.len()), (None, 4));
    }
}

#[test]
fn a_headline_that_goes_on_behind_a_dash_is_whole() {
    let page = read(&format!("{TITLE} - dan jagung di sela-selanya\n\n{BODY}\n\n{TITLE}\n"));
    let title = page.title.map(|title| title.text);
    assert_eq!(title.as_deref(), Some("Petani Lereng Utara Mulai Menanam Padi Gogo - dan jagung di sela-selanya"));
}

#[test]
fn what_stands_twice_in_brackets_is_a_caption() {
    let text = format!(
        "{TITLE}\n\n(ilustrasi padi gogo lereng utara)\n(ilustrasi padi gogo lereng utara)\n0 Komentar\n\n\
        MATARAM – Petani di lereng utara menanam padi gogo pekan ini.\n\n{BODY}"
    );
    let page = read(&text);
    assert_eq!(page.title.map(|title| title.text).as_deref(), Some(TITLE));
    assert_eq!(page.caption.as_deref(), Some("(ilustrasi padi gogo lereng utara)"));
}

#[test]
fn a_summary_that_the_article_says_again_is_no_caption() {
    let again = "Gabah dari panen tahun lalu masih tersimpan di lumbung desa dan cukup sampai musim tanam berikut.";
    let text = format!(
        "Minggu, 5 Oktober 2025\n\n{TITLE}\n\n{again}\n\nzoom-inlihat foto {TITLE}\nist\nIlustrasi petani menanam padi\n\nMATARAM - Petani di lereng utara menanam padi gogo pekan ini.\n\n\
        {BODY}\n{again} Tahun ini mereka menanam lebih awal.\n"
    );
    let page = read(&text);
    assert_eq!(page.lead.as_deref(), Some(again));
    assert_eq!(page.caption.as_deref(), Some("Ilustrasi petani menanam padi"));
    assert_eq!(page.body.len(), 5);
}

#[test]
fn points_that_sum_up_the_article_are_its_lead() {
    let points = [
        "- Petani di lereng utara mulai menanam padi gogo karena hujan turun sejak awal bulan.",
        "- Bibit datang dari balai benih, pupuk dari koperasi desa di kaki lereng.",
        "- Panen diperkirakan berlangsung tiga bulan lagi, kata ketua kelompok tani. Gabah disimpan di lumbung desa.",
    ];
    let text = format!(
        "{TITLE}\n\n{}\nMataram, Kabar Times - Petani di lereng utara menanam padi gogo pekan ini.\n\n{BODY}",
        points.join("\n")
    );
    let page = read(&text);
    assert_eq!((page.caption.as_deref(), count(&page, Label::Lead)), (None, 3));
}

#[test]
fn buttons_by_which_a_page_is_passed_on() {
    let text = format!(
        "{TITLE}\n\nSabtu, 23 Agustus 2025 - 12:51 WIB\n\nfacebook twitter whatsapp telegram line copy\n\nURL berhasil dicopy\n\n\
        facebook icon twitter icon whatsapp icon telegram icon line icon copy\n\nURL berhasil dicopy\n\n{BODY}"
    );
    check(&text, &Expected { title: Some(TITLE), date: Some("Sabtu, 23 Agustus 2025 - 12:51 WIB"), ..of_body() });
}

#[test]
fn who_wrote_stands_behind_the_last_full_stop() {
    let page = read(&format!("{TITLE}\n\n{BODY}Petani berharap hujan tetap turun sampai musim panen tiba. rds\n"));
    assert_eq!(page.initials.as_deref(), Some("rds"));
    assert!(page.body.last().is_some_and(|last| last.ends_with("musim panen tiba.")));
    for end in ["Petani berkumpul di depan Jl. raya", "Bibit datang dari gudang No. dua"] {
        let page = read(&format!("{TITLE}\n\n{BODY}{end}\n"));
        assert!(page.body.last().is_some_and(|last| last.ends_with(end)), "{:?}", page.body.last());
    }
}

#[test]
fn a_place_in_capitals_glued_to_the_sentence() {
    let sentence = "Warga di lereng utara mulai menanam padi gogo di sela jagung sejak hujan turun.";
    let page = read(&format!("JAKARTA-{sentence}\n\n{BODY}"));
    assert_eq!((page.city.as_deref(), page.body[0].as_str()), (Some("JAKARTA"), sentence));
    // A way from one place to another is no dateline.
    let way = "JAKARTA-Bandung kini terasa dekat karena kereta cepat berangkat setiap jam dari pagi sampai malam.";
    let page = read(&format!("{way}\n\n{BODY}"));
    assert_eq!((page.city.as_deref(), page.body[0].as_str()), (None, way));
}

#[test]
fn a_cell_below_the_cell_of_a_picture_is_its_caption() {
    let page = read(&format!(
        "{TITLE}\n\nMATARAM - Petani di lereng utara menanam padi gogo pekan ini.\n\n![]() |\n\
        | Petani lereng utara menanam padi gogo di sawah yang kembali berair. |\n\n{BODY}"
    ));
    let caption = "Petani lereng utara menanam padi gogo di sawah yang kembali berair.";
    assert_eq!((page.caption.as_deref(), page.body.len()), (Some(caption), 4));
}

#[test]
fn a_first_sentence_that_a_link_has_cut_behind_its_dateline() {
    let page = read(&format!(
        "KABAR.CO.ID, JAKARTA -- Ketua Koperasi Tani\nLereng\nUtara Budi Raharja menyebut bibit padi gogo sudah dibagikan kepada semua anggota\n\
        kelompok tani\ndi seluruh lereng.\n{BODY}"
    ));
    assert_eq!((page.title.as_ref(), page.city.as_deref(), page.body.len()), (None, Some("JAKARTA"), 4));
    assert_eq!(
        page.body[0],
        "Ketua Koperasi Tani Lereng Utara Budi Raharja menyebut bibit padi gogo sudah dibagikan kepada semua anggota kelompok tani di seluruh lereng."
    );
}

#[test]
fn stories_that_come_again_below_the_page_are_not_its_headline() {
    let stories = "Kelompok Nelayan Kota Memperbaiki Perahu di Kawasan Pesisir Selatan\nHarga Garam Naik Lagi di Tiga Pasar Kecamatan\n\
        Sekolah Tani Membuka Kelas Baru untuk Pemuda Desa\n";
    let text = format!(
        "Rabu, Juli 9, 2025\nTerbaru:\n\n{stories}\nHOME\nDAERAH\n\nBREAKING NEWS\n{TITLE}\nMei 21, 2025\n\n\
        MATARAM - Petani di lereng utara kota menanam padi gogo pekan ini.\n\n{BODY}\nBERITA TERBARU\n{stories}"
    );
    let page = read(&text);
    assert_eq!(page.title.map(|title| title.text).as_deref(), Some(TITLE));
    assert_eq!(page.date.map(|date| date.text).as_deref(), Some("Mei 21, 2025"));
}

#[test]
fn who_reports_stands_above_with_the_place() {
    for mark in ["|", "I"] {
        let page = read(&format!(
            "Laporan Budi Raharja {mark} Lereng Barat Daya\nKABAR.COM, MATARAM - Petani di lereng utara menanam padi gogo pekan ini.\n{BODY}"
        ));
        assert_eq!((page.title.as_ref(), page.authors.as_slice()), (None, &["Budi Raharja".to_owned()][..]));
        assert_eq!((page.city.as_deref(), page.body.len()), (Some("MATARAM"), 4));
    }
}

#[test]
fn a_desk_an_outlet_and_a_name_sign() {
    let page = read(&format!("{TITLE}\n\n{BODY}\"Kami menunggu hujan,\" tutur dia. (Rilis/Kabar.com/Budi Raharja).\n"));
    assert_eq!(page.authors, ["Budi Raharja"]);
    assert!(page.body.last().is_some_and(|last| last.ends_with("tutur dia.")), "{:?}", page.body.last());
}

#[test]
fn notices_below_the_last_paragraph() {
    for notice in [
        "Akses Kabar.com di Google News atau WhatsApp Channel Kabar.com. Pastikan pembaca sudah memasang aplikasi WhatsApp ya",
        "Baca Selanjutnya: Gudang Desa...",
        "Scroll down untuk melanjutkan membaca",
        "Artikel Asli\nTotal count of Like 0\nTotal count of Comment 0\nFacebook share button",
        "Baca Ini Juga Deh:Petani Lereng Utara Panen Raya, Harga Gabah Ikut NaikHujan Turun Lagi di Lereng",
    ] {
        check(&format!("{TITLE}\n\n{BODY}{notice}\n"), &Expected { title: Some(TITLE), ..of_body() });
    }
}

#[test]
fn items_in_lower_case_below_a_colon_stay_apart() {
    let items = ["hujan yang datang terlambat", "bibit", "pupuk yang belum sampai di koperasi desa", "wereng"];
    let page = read(&format!(
        "{TITLE}\n\n{BODY}\nBeberapa sebab panen turun:\n{}\nSemua itu dibahas dalam rapat desa pekan lalu.\n",
        items.join("\n")
    ));
    assert_eq!(page.body.len(), 3 + 1 + items.len() + 1, "{:?}", page.body);
}

#[test]
fn an_outlet_and_a_place_that_were_links() {
    let page = read(&format!(
        "{TITLE}\n11 September 2017 12:53 WIB\nKABAR.CO\n,\nJakarta\n- Petani di lereng utara menanam padi gogo pekan ini.\n{BODY}"
    ));
    assert_eq!((page.city.as_deref(), page.body.len()), (Some("Jakarta"), 4));
    assert_eq!(page.body[0], "Petani di lereng utara menanam padi gogo pekan ini.");
}

#[test]
fn writers_in_capitals_end_the_article() {
    let page = read(&format!(
        "{TITLE}\n\n{BODY}\nBUDI RAHARJA, RATNA DEWI, SURATMAN (MATARAM)\nKuota Artikel Gratis Anda Sudah Habis\nRp 594.000\nBerlangganan\n"
    ));
    assert_eq!(page.authors, ["BUDI RAHARJA", "RATNA DEWI", "SURATMAN"]);
    assert_eq!(page.body.len(), 3);
    // Above the article and inside it they sign nothing.
    let inside = read(&format!("{TITLE}\n\nPETANI LERENG, NELAYAN PESISIR\n\n{BODY}"));
    assert!(inside.authors.is_empty(), "{:?}", inside.authors);
}

#[test]
fn sections_that_stand_again_and_again_label_other_stories() {
    let stories = "Petani Pesisir Menjual Garam ke Kota\nGaya Hidup\nLima Cara Menyimpan Gabah\nGaya Hidup\nResep Nasi Jagung dari Lereng\nGaya Hidup\nKebun Kecil di Halaman Rumah\nGaya Hidup\n";
    let page = read(&format!("{TITLE}\n\n{BODY}\n{stories}"));
    assert_eq!(page.body.len(), 3, "{:?}", page.body);
}

#[test]
fn a_sign_and_a_year_before_an_outlet_are_a_photo_s_credit() {
    let page = read(&format!(
        "{TITLE}\n\nPadi gogo di lereng utara. ©2021 Kabar.com/Budi Raharja\n\n{BODY}\n©2022 Kabar.com/Istimewa\n"
    ));
    assert_eq!(page.title.map(|title| title.text).as_deref(), Some(TITLE));
    assert_eq!((page.caption.as_deref(), page.body.len()), (Some("Padi gogo di lereng utara."), 3));
}

#[test]
fn who_stands_left_and_right_stands_on_a_photo() {
    let shown = "KETUA kelompok tani Budi Raharja (kiri) menyalami bupati Raka Wiguna (kedua kanan) di lereng utara, pekan lalu.";
    let page =
        read(&format!("{TITLE}\n\nMATARAM - Petani di lereng utara menanam padi gogo pekan ini.\n{shown}\n{BODY}"));
    assert_eq!((page.caption.as_deref(), page.body.len()), (Some(shown), 4));
    // Somebody speaks of a side.
    let speech = "\"Jalan di sebelah sungai (kiri) yang rusak,\" kata dia di balai desa itu.";
    assert_eq!(read(&format!("{TITLE}\n\n{BODY}{speech}\n")).body.len(), 4);
}

#[test]
fn a_page_of_photos_keeps_what_they_show() {
    let shown = [
        "Budi Raharja (kiri) menanam padi gogo di lereng utara.",
        "Ratna Dewi (tengah) membawa bibit dari balai benih desa.",
        "Petani beristirahat di pondok setelah hujan turun siang hari.",
    ];
    let page = read(&format!("{TITLE}\n\n{}\n", shown.join("\n\n")));
    assert_eq!(page.body.len(), 3, "{:?}", page.body);
}

#[test]
fn words_of_the_newsroom_below_the_article() {
    let page = read(&format!("{TITLE}\n\n{BODY}Topik Artikel :\nPadi Gogo\nLereng Utara\n"));
    assert_eq!((page.tags.as_slice(), page.body.len()), (&["Padi Gogo".to_owned(), "Lereng Utara".to_owned()][..], 3));
}

#[test]
fn short_lines_below_the_text_that_has_them_are_tags() {
    let text = format!(
        "{TITLE}\n5 Oktober 2025 08:00 WIB\n\nMATARAM - Petani di lereng utara menanam padi gogo pekan ini.\n\n{BODY}Kabar Kita\n#\nketua kelompok tani\n#\nPadi Gogo\n#\nmusim panen raya\n#\nlereng utara\nSiaran Langsung\nRadio Kabar : Lagu pagi\n"
    );
    let page = read(&text);
    assert_eq!(page.tags, ["ketua kelompok tani", "Padi Gogo", "lereng utara"]);
    assert_eq!(
        page.body.last().map(String::as_str),
        Some("Panen diperkirakan berlangsung tiga bulan lagi di seluruh lereng.")
    );
}

#[test]
fn short_lines_below_the_text_that_has_them_not_are_its_list() {
    let text = format!(
        "{TITLE}\n5 Oktober 2025 08:00 WIB\n\nMATARAM - Petani di lereng utara menanam padi gogo pekan ini.\n\n{BODY}Budi Raharja\nSiti Aminah\nKelompok Tani Sukamaju\nLereng Utara\n"
    );
    assert_eq!(read(&text).body.len(), 8);
}

#[test]
fn a_dash_glued_to_the_sentence_parts_it_from_the_place_above() {
    let text = format!(
        "{TITLE}\n5 Oktober 2025 08:00 WIB\nKABAR.CO\n,\nJakarta\n-Ketua Koperasi Lereng, Budi Raharja, menunggu panen padi gogo yang hampir selesai di lereng utara.\n\n{BODY}"
    );
    let page = read(&text);
    assert_eq!(page.city.as_deref(), Some("Jakarta"));
    assert_eq!(page.body.first().map(|first| &first[..5]), Some("Ketua"));
}

#[test]
fn above_the_word_in_capitals_that_begins_an_article_stands_its_summary() {
    let lead = "Petani lereng utara berpacu dengan hujan. Ketua kelompok tani menjadi motor musim tanam.";
    let text = format!(
        "{TITLE}\n5 Oktober 2025\n\n{lead}\n\n0 Komentar\n\nPETANI di lereng utara menanam padi gogo pekan ini.\n\n{BODY}\nPara petani itu menunggu hujan reda.\n"
    );
    let page = read(&text);
    assert_eq!(page.lead.as_deref(), Some(lead));
    assert_eq!(page.body.first().map(|first| &first[..9]), Some("PETANI di"));
    // A name that is always in capitals begins a paragraph like any other.
    let text = text.replace("PETANI di", "BPBD di");
    assert_eq!(read(&text).body.first().map(String::as_str), Some(lead));
}

#[test]
fn a_notice_laid_over_the_page_is_no_article() {
    let menu = ["Nasional", "Ekonomi", "Metro", "Dunia", "Bola", "Gaya", "Seleb", "Tekno", "Otomotif"].join("\n");
    let text = format!(
        "Selamat datang di tampilan baru\nKini baca berita cukup dengan mengusap layar ke kiri atau ke kanan!\nNikmati kenyamanan baca berita di malam hari dengan layar yang gelap.\n{menu}\n\
        Artikel\n{TITLE}\nKabar\n5 Oktober 2025 08:00 WIB\n\nPetani di lereng utara menanam padi gogo pekan ini.\n\n{BODY}"
    );
    let page = read(&text);
    assert_eq!(page.title.as_ref().map(|title| title.text.as_str()), Some(TITLE));
    assert_eq!((page.date.is_some(), page.body.len()), (true, 4));
}

#[test]
fn a_day_and_a_house_end_what_a_photo_inside_shows() {
    for credit in ["TEMPO/Beni Raharja", "ANTARA/Beni Raharja/hp.", "TEMPO/Beni R. W. harian : 167090259276"] {
        let text = format!(
            "{TITLE}\n5 Oktober 2025 08:00 WIB\n\nMATARAM - Petani di lereng utara menanam padi gogo pekan ini.\n\n{BODY}\nWarga memakai mesin tanam baru di lereng utara, Mataram, 18 Juli 2022. {credit}\n\n{BODY}"
        );
        let page = read(&text);
        assert_eq!(count(&page, Label::Caption), 1, "{credit}");
    }
}

#[test]
fn what_the_article_says_again_between_new_paragraphs_is_said() {
    let step = "Masukkan nomor induk kelompok tani pada kolom yang tersedia, lalu tekan tombol di bawahnya dan tunggu.";
    let text = format!(
        "{TITLE}\n5 Oktober 2025 08:00 WIB\n\nMATARAM - Petani di lereng utara menanam padi gogo pekan ini.\n\n{step}\n\n\
        Pupuk dikirim ke balai desa dalam tiga hari bila nomor itu benar dan masih berlaku.\n\n{step}\n\n\
        Bibit dikirim ke balai benih pada hari yang sama bila lahan sudah siap ditanami.\n\n{BODY}"
    );
    assert_eq!(read(&text).body.iter().filter(|paragraph| paragraph.as_str() == step).count(), 2);
    // At once it is the scraper that says it twice.
    let twice = text.replacen(step, &format!("{step}\n\n{step}"), 1);
    assert_eq!(read(&twice).body.iter().filter(|paragraph| paragraph.as_str() == step).count(), 2);
}
