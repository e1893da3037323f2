//! Heads and ends of pages as outlets print them that no earlier test had.

use super::{BODY, Expected, check, count, of_body, read};
use crate::article::page::Label;

const TITLE: &str = "Petani Lereng Utara Menanam Padi Gogo Serentak";

#[track_caller]
fn has_head(text: &str, title: &str, caption: Option<&str>) {
    let page = read(text);
    assert_eq!(page.title.map(|title| title.text).as_deref(), Some(title), "{:#?}", page.lines);
    assert_eq!(page.caption.as_deref(), caption, "{:#?}", page.lines);
    assert_eq!(page.body.len(), 3, "{:#?}", page.lines);
}

#[test]
fn a_caption_that_a_name_and_an_outlet_sign_is_no_paragraph() {
    let caption = "Petani menanam padi gogo di lereng utara, Jumat (26/1/2024).";
    let text = format!(
        "{TITLE}\n\nBy Budi Raharja - Senin, 29 Januari 2024 | 17:45 WIB\n{caption} (BENI RAHARJA WIGUNA/KABAR.COM)\n\n{BODY}"
    );
    has_head(&text, TITLE, Some(caption));
}

#[test]
fn an_article_that_a_name_and_an_outlet_sign_ends_before_them() {
    for signed in ["(Beni Raharja/KabarTani)", "(Beni Raharja)", "(Beni Raharja/rin)"] {
        let page = read(&format!("{TITLE}\n{BODY}").replace("lereng.\n", &format!("lereng. {signed}\n")));
        assert!(page.body.last().is_some_and(|last| last.ends_with("seluruh lereng.")), "{:?}", page.body);
        assert_eq!(page.authors, ["Beni Raharja"]);
    }
    let capitals = read(&format!("{TITLE}\n{BODY}RAHARJA\nBerita Terpopuler:\nHarga Gabah Naik di Pasar Induk\n"));
    assert_eq!((capitals.body.len(), capitals.authors), (3, vec!["RAHARJA".to_owned()]));
    let source = format!("{TITLE}\n{BODY}").replace("lereng.\n", "lereng.\" (HR Bukhari)\n");
    assert!(read(&source).body.last().is_some_and(|last| last.ends_with("(HR Bukhari)")));
}

#[test]
fn a_caption_twice_is_no_headline_whoever_took_the_photo() {
    let caption = "Petani mengangkut karung gabah di lereng utara, Selasa (29/8/2023).";
    let twice = format!("{caption} (Kabar Lereng/ Beni Raharja)");
    let text = format!(
        "Logo Kabar Lereng\n\nHarga Gabah Naik Terus\n\nBudi Raharja\n01 September 2023 09:27\n\n{twice}\n{twice}\n\n{BODY}"
    );
    has_head(&text, "Harga Gabah Naik Terus", Some(caption));
}

#[test]
fn a_caption_that_ends_with_a_dash_and_no_credit() {
    let shown = "Petani mulai menanam padi gogo di lereng utara";
    let page = read(&format!("{shown} |\nKABAR.ID (MATARAM) – {BODY}"));
    assert_eq!((page.title, page.caption.as_deref()), (None, Some(shown)));
    let text = format!("{TITLE}\nPetani menanam padi gogo di lereng--\nMATARAM, Kabar.Id, - {BODY}");
    has_head(&text, TITLE, Some("Petani menanam padi gogo di lereng"));
}

#[test]
fn a_caption_that_comes_again_behind_its_credit() {
    let caption = "Petani menanam padi gogo di lereng utara pulau itu.";
    let text = format!(
        "{TITLE}\n\nKabar.com - 24/11/2013, 11:24 WIB\n{caption} KABAR.COM/BENI RAHARJA{caption}\n\nMATARAM, KABAR.com - {BODY}"
    );
    has_head(&text, TITLE, Some(caption));
}

#[test]
fn the_headline_again_above_the_photo_is_no_caption() {
    let text = format!(
        "{TITLE}\n\nRabu, 2 Maret 2022 19:13 Reporter : Budi Raharja\n{TITLE} sawah. Kabar.com/Beni Raharja\n\nKabar.com - {BODY}"
    );
    has_head(&text, TITLE, None);
    let spelled = "Petani Lereng Utara menanam padi-gogo serentak";
    has_head(&format!("{TITLE}\n\n\n{spelled}\n\nMataram - {BODY}"), TITLE, None);
}

#[test]
fn a_caption_below_its_credit_and_the_words_of_the_newsroom() {
    let caption = "Petani menanam padi gogo di lereng utara, Selasa (10/9/2019). Hujan turun sejak awal bulan.";
    let text = format!(
        "{TITLE}\n\nBudi Raharja\n13 September 2019, 22:30\nPadi, Gogo\nANTARA FOTO/BENI RAHARJA\n{caption}\n\n{BODY}"
    );
    has_head(&text, TITLE, Some(caption));
}

#[test]
fn who_the_article_begins_with_is_on_its_photo() {
    let body = BODY.replace("ketua kelompok tani itu", "Raka Wiguna");
    has_head(&format!("{TITLE}\n\nRaka Wiguna\n\nKABAR TIMES - {body}"), TITLE, Some("Raka Wiguna"));
    let day = "Petani dan warga di lereng utara saat menanam padi gogo, Senin (6/8)";
    has_head(&format!("{TITLE}\n\n{day}\n\nKABAR TIMES - {BODY}"), TITLE, Some(day));
}

#[test]
fn what_the_newsroom_files_it_under_is_no_headline() {
    let text = format!("{TITLE}\n\nEkonomi padi petani lereng utara\nBudi Raharja • 10 Januari 2020 14:43\n{BODY}");
    has_head(&text, TITLE, None);
}

#[test]
fn the_headline_below_a_notice() {
    let text = format!(
        "Kabar Warga adalah ruang tulis warga lereng. Untuk berkontribusi, kirim karya ke redaksi kami.\n{TITLE}\n\
        Warga lereng utara mulai turun ke sawah setelah hujan pertama.\nEditor: Ratna Dewi\n{BODY}"
    );
    check(
        &text,
        &Expected {
            title: Some(TITLE),
            lead: Some("Warga lereng utara mulai turun ke sawah setelah hujan pertama."),
            editors: &["Ratna Dewi"],
            ..of_body()
        },
    );
}

#[test]
fn the_one_headline_among_labels() {
    let title = "Petani lereng utara menanam padi gogo serentak";
    has_head(&format!("Video - KABAR News\n\n{title}\n\n{BODY}"), title, None);
    has_head(&format!("Sentimen\nKasus: tani\n{TITLE}\nKabar.com Jenis: News\n{BODY}"), TITLE, None);
}

#[test]
fn the_clock_of_the_page_is_no_date() {
    let text = format!(
        "Saturday, December 20, 2025\nHomeBeritaPetani Lereng Utara Menanam Padi...\n\n{TITLE}\n\nMataram – kabar.com – {BODY}"
    );
    has_head(&text, TITLE, None);
    assert_eq!(read(&text).date, None);
    let menu = format!("Rabu, Januari 14, 2026\n• Berita\n• Ekonomi\n• Hukum\n• Desa\n\n{TITLE}\n\nMataram - {BODY}");
    assert_eq!(read(&menu).date, None);
    let day = format!("Rabu, 14 Januari 2026\n{TITLE}\n\nMataram - {BODY}");
    assert!(read(&day).date.is_some());
}

#[test]
fn an_article_may_begin_with_a_numbered_heading() {
    let page = read(&format!("{TITLE}\n\n2. Lereng Selatan Menyusul Pekan Depan\n\n{BODY}"));
    assert_eq!(page.body.first().map(String::as_str), Some("2. Lereng Selatan Menyusul Pekan Depan"));
}

#[test]
fn the_last_line_of_a_page_that_was_cut_off_is_kept() {
    let cut = "Kegiatan serupa juga berlangsung di lereng selatan, di mana dua desa";
    let page = read(&format!("{TITLE}\n{BODY}\nBACA JUGA:Harga Gabah Naik di Pasar Induk Kota\n\n{cut}\n"));
    assert_eq!(page.body.last().map(String::as_str), Some(cut), "{:#?}", page.lines);
}

#[test]
fn links_and_posts_inside_the_text() {
    let page = read(&format!(
        "{TITLE}\n{BODY}\nBacaJuga :\n\nHarga Gabah Naik di Pasar Induk Kota\n\nLihat postingan ini di Instagram\n\n\
        Sebuah kiriman dibagikan oleh Kabar Lereng (@kabarlereng)\n\nClick to Expose\n"
    ));
    assert_eq!(page.body.len(), 3, "{:#?}", page.lines);
    assert_eq!(count(&page, Label::Furniture), 5);
}

#[test]
fn the_outlet_behind_city_and_dash() {
    for dateline in [
        "Bali – kabar.com – ",
        "Kabar Lereng, Mataram - ",
        "Kabar.co.id, Mataram ~ ",
        "KabarLereng.com | ",
        "Mataram (ANTARA NTB) - ",
        "KABARLERENG.COM, ",
    ] {
        let page = read(&format!(
            "{TITLE}\n\n{dateline}Petani menanam padi gogo pekan ini di seluruh lereng utara.\n\n{BODY}"
        ));
        assert!(page.body[0].starts_with("Petani menanam"), "{:?}", page.body);
    }
}

#[test]
fn a_caption_close_below_its_credit() {
    let caption = "Bulir padi gogo tidak tersisa di lumbung desa karena sudah dibagikan kepada warga.";
    let text = format!(
        "Berita Lereng\n\n{TITLE}\n\nPenulis: Budi Raharja | Editor: Ratna Dewi\nKabarLereng.com/Beni Raharja\n{caption}\n\n{BODY}"
    );
    has_head(&text, TITLE, Some(caption));
}

#[test]
fn the_heading_of_a_list_with_its_index() {
    let page = read(&format!(
        "Pilihan +INDEKS\n{TITLE}\n{BODY}Berita Lainnya +INDEKS\nHarga Gabah Naik di Pasar Induk\nMATARAM - Pemerintah desa menggela.\n"
    ));
    assert_eq!(page.body.len(), 3, "{:#?}", page.lines);
}

#[test]
fn an_advertorial_says_so_at_its_end() {
    let page = read(&format!("{TITLE}\n{BODY}").replace("lereng.\n", "lereng. (advertorial)\n"));
    assert!(page.body.last().is_some_and(|last| last.ends_with("seluruh lereng.")), "{:?}", page.body);
}

#[test]
fn a_headline_may_end_with_a_full_stop() {
    let title = "Petani Desa Lereng Utara Menanam Padi Gogo Bersama Warga Sekitar.";
    let page = read(&format!("{title}\nMATARAM – {BODY}"));
    assert_eq!(page.title.map(|title| title.text).as_deref(), Some(title));
    assert_eq!(page.body.len(), 3);
}

#[test]
fn labels_without_names_and_names_behind_a_full_stop() {
    let page = read(&format!("{TITLE}\nBy -\n{BODY}Pewarta:\n\nEditor :\n\nReporter. Budi Raharja\n1 Komentar\n"));
    assert_eq!(page.body.len(), 3, "{:#?}", page.lines);
    assert_eq!(page.authors, ["Budi Raharja"]);
}

#[test]
fn headlines_with_their_age_are_of_other_stories() {
    let told: String =
        ["Harga Gabah Naik di Pasar Induk Kota", "Bupati Minta Petani Menanam Serentak", "Tiga Desa Menunda Tanam"]
            .iter()
            .enumerate()
            .map(|(at, title)| format!("{title}\n{} minutes ago -\n", at + 14))
            .collect();
    let text = format!("-\n{told}{TITLE}\n\nMATARAM - {BODY}");
    has_head(&text, TITLE, None);
    assert_eq!(read(&text).date, None);
}

#[test]
fn the_section_and_its_editor_are_no_headline() {
    let text = format!("{TITLE}\n\nTani editor Ratna Dewi\n20/08/2023 21:09 WIB\n\n{BODY}");
    has_head(&text, TITLE, None);
    assert_eq!(read(&text).editors, ["Ratna Dewi"]);
}

#[test]
fn captions_with_their_day_or_their_desk() {
    let day = "Bupati Raka Wiguna Sedang Diwawancarai Wartawan di Balai Desa Lereng Utara, Rabu (31/12).";
    assert_eq!(read(&format!("{day}\nKabar.info, Mataram – {BODY}")).title, None);
    let desk = "Petani berdoa bersama sebelum menanam padi gogo di lereng utara.";
    let text = format!("{TITLE}\n\n{desk} (KABARnews/Beni Raharja/HR02)\n\nMataram, Kabar News – {BODY}");
    has_head(&text, TITLE, Some(desk));
    let twice = "Ilustrasi padi gogo";
    has_head(&format!("{TITLE}\n\nOleh :\n{twice}\n\n{twice}\n\nKABAR.CO, Mataram - {BODY}"), TITLE, Some(twice));
}

#[test]
fn a_photo_inside_the_text_whose_caption_comes_again_with_its_credit() {
    let shown = "Bupati Raka Wiguna di lereng utara, Kamis 3 November 2022.";
    let page =
        read(&format!("{TITLE}\n{BODY}\n{shown}\n{shown} Humas Lereng Utara\n\nPanen itu dinanti warga sejak lama.\n"));
    assert_eq!(page.body.len(), 4, "{:#?}", page.lines);
}

#[test]
fn a_heading_has_at_least_one_link() {
    let page = read(&format!(
        "{TITLE}\n{BODY}BACA JUGA :\nBupati pangkas biaya perjalanan dinas, bisa hemat banyak sekali\nPanen itu dinanti warga sejak lama.\n\
        (BACA : Harga Gabah Naik di Pasar Induk Kota)\nContinue Reading\nClick to comment\nkasih komen\n"
    ));
    assert_eq!(page.body.len(), 4, "{:#?}", page.lines);
}

#[test]
fn the_way_into_a_site_is_no_headline() {
    let text = format!(
        "Lupa Kata Sandi? Klik di Sini\n\natau Masuk melalui\n\nBelum Memiliki Akun Daftar di Sini\n\n{TITLE}\n\nEditor\n\nratna dewi\n\nMataram - {BODY}"
    );
    has_head(&text, TITLE, None);
}

#[test]
fn a_dateline_of_its_own_in_an_unknown_place() {
    let first = "Kepala Dinas Perikanan ( Kadis ) Ambalau, Sarif Lating S.Pi.,M.Si membenarkan adanya kedatangan Tim \
        Pemeriksa Kapal beberapa waktu lalu di Lereng Utara ( Lertara ) dan Kota Ambalau";
    let page = read(&format!("{TITLE}\nKota Ambalau – kabarpulau.id\n\n{first}\n\n{BODY}"));
    assert_eq!(page.body.first().map(String::as_str), Some(first), "{:#?}", page.lines);
    assert_eq!(page.city.as_deref(), Some("Kota Ambalau"));
    let known = read(&format!("{TITLE}\nKota Mataram – kabarpulau.id\n\n{first}\n\n{BODY}"));
    assert_eq!(known.body.first().map(String::as_str), Some(first), "{:#?}", known.lines);
    let bar = read(&format!("{TITLE}\nPulau Ambalau|kabarpulau.id\n\n{first}\n\n{BODY}"));
    assert_eq!(bar.body.first().map(String::as_str), Some(first), "{:#?}", bar.lines);
    let site = read(&format!("Kabar Pulau - kabarpulau.id\n{TITLE}\n{first}.\n\n{BODY}"));
    assert_eq!(site.title.map(|title| title.text).as_deref(), Some(TITLE));
}

#[test]
fn a_quotation_cut_off_below_a_link() {
    let page = read(&format!("{TITLE}\n{BODY}Baca Juga: Harga Gabah Naik di Pasar Induk Kota\n\"Kami menung\n"));
    assert_eq!(page.body.last().map(String::as_str), Some("\"Kami menung"), "{:#?}", page.lines);
}

#[test]
fn a_teaser_that_stands_twice_is_no_headline() {
    let teaser = "Panen raya bukan sekadar pesta rakyat.";
    let page = read(&format!(
        "Headline\n\n{teaser}\n\n{teaser}\n\nKumpulan Berita Desa\n\nBUPATI itu hadir di lereng utara sejak pagi untuk menanam bersama warga.\n\n{BODY}Halaman\n"
    ));
    assert_eq!(page.title, None, "{:#?}", page.lines);
    assert_eq!(page.body.len(), 4, "{:#?}", page.lines);
}

#[test]
fn a_photo_whose_credit_stands_behind_dashes() {
    let shown = "Hamparan padi gogo yang baru ditanam warga di lereng utara bukit itu, pada Kamis (27/11).";
    for credit in ["--BPBD", "-Istimewa-"] {
        has_head(&format!("{TITLE}\n{shown}{credit}\n{BODY}"), TITLE, Some(shown));
    }
    let page = read(&format!("{TITLE}\n{BODY}{shown}--Ant\n"));
    assert_eq!(page.body.len(), 4, "{:#?}", page.lines);
}

#[test]
fn links_behind_bullets_between_the_paragraphs() {
    let links = "• Harga Gabah Naik di Pasar Induk Kota\n• Warga Lereng Bangun Lumbung Desa Sendiri\n";
    let page = read(&format!(
        "{TITLE}\nMataram - Petani menanam padi gogo di lereng utara sejak pagi buta.\n{links}{BODY}{links}Panen itu dinanti warga sejak lama di lereng utara bukit.\n"
    ));
    assert_eq!(page.body.len(), 5, "{:#?}", page.lines);
}

#[test]
fn a_dateline_with_its_day_and_hashtags_below() {
    let page = read(&format!("{TITLE}\nMataram, 11 Mei 2025 — {BODY}#panen #padigogo\nSumber : Kabar TV\n"));
    assert_eq!(page.body.len(), 3, "{:#?}", page.lines);
    assert!(page.body[0].starts_with("\"Kami siap"), "{:#?}", page.body);
}
