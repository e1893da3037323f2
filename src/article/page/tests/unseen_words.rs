//! What the words of a line have in common with the article, and what stands twice, on pages that no earlier test had.

use super::{BODY, read};
use crate::article::page::Label;

const TITLE: &str = "Petani Lereng Utara Menanam Padi Gogo Serentak";

/// Three paragraphs, the first of which has the headline's words.
const TEXT: &str = "Petani di lereng utara menanam padi gogo serentak sejak awal pekan ini setelah hujan turun.\n\n\
    \"Kami menunggu hujan tiga bulan,\" kata ketua kelompok tani itu di balai desa.\n\n\
    Panen diperkirakan berlangsung tiga bulan lagi di seluruh lereng.\n";

fn title(text: &str) -> Option<String> {
    read(text).title.map(|title| title.text)
}

#[test]
fn the_headline_has_words_of_the_article() {
    let button = "GESER LAYAR KE ATAS SEBENTAR SAJA";
    assert_eq!(title(&format!("TUTUP\n{button}\n\n{TITLE}\n\nMATARAM, Kabar.id - {TEXT}")).as_deref(), Some(TITLE));
    let menu = "Wawasan Ekonomi Keluarga Masa Kini";
    let text = format!("{menu}\nSenin, 7 Maret 2022 08:00 WIB\n{TITLE} di Pulau\n{TEXT}");
    assert_eq!(title(&text), Some(format!("{TITLE} di Pulau")));
}

#[test]
fn the_fuller_of_two_headlines_is_the_one() {
    let full = "Kabar Tani: Petani Lereng Utara Menanam Padi Gogo Serentak";
    let text = format!("Menanam Serentak di Pekan Ini\n\n{full}\n\nKabar 2022-03-07 15:45:20\n{TEXT}");
    assert_eq!(title(&text).as_deref(), Some(full));
}

#[test]
fn a_headline_without_words_of_the_article_stays_where_it_is_the_only_one() {
    let text = format!("Jalan Sunyi ke Rumah Ibu\n\nSenin, 7 Maret 2022 08:00 WIB\n\n{TEXT}");
    assert_eq!(title(&text).as_deref(), Some("Jalan Sunyi ke Rumah Ibu"));
}

#[test]
fn the_one_line_below_a_heading_of_other_stories_is_no_headline() {
    let other = "Hubungan dua negara kepulauan memburuk sejak insiden kapal";
    let page =
        read(&format!("Headline\n{other}\nPETANI di lereng utara menanam padi gogo bersama warga desa.\n{BODY}"));
    assert_eq!(page.title, None, "{:#?}", page.lines);
    assert_eq!(page.body.len(), 4);
}

#[test]
fn a_full_stop_behind_a_mark_ends_no_sentence() {
    let called = "Kelompok Tani Lereng Utara: Panen Raya Dimulai Lebih Awal !.";
    let page = read(&format!(
        "breaking\nGambar tema oleh Rini. Diberdayakan oleh Blog.\n{called}\n\nShare\n\nMataram,KabarTaniOnline,- {BODY}"
    ));
    assert_eq!(page.title.map(|title| title.text).as_deref(), Some(called), "{:#?}", page.lines);
    assert_eq!((page.body.len(), page.city.as_deref()), (3, Some("Mataram")));
}

#[test]
fn the_description_of_a_page_is_no_paragraph() {
    let first =
        "Petani di lereng utara menanam padi gogo serentak sejak awal pekan ini setelah hujan turun di pulau itu.";
    let caption = "Petani menanam padi gogo di lereng utara. (Fot Ist)";
    for text in [
        format!("MATARAM. {first}\nPetani menanam padi serentak\nMATARAM. {first}\n{BODY}"),
        format!("{TITLE}\n\nMataram, Kabar Tani – {first}\n{caption}\n\nMataram, Kabar Tani – {first}\n\n{BODY}"),
    ] {
        let page = read(&text);
        assert_eq!(page.body.len(), 4, "{:#?}", page.lines);
        assert_eq!(page.body.first().map(String::as_str), Some(first));
        assert!(page.title.is_some(), "{:#?}", page.lines);
    }
}

#[test]
fn the_description_below_an_article_is_no_paragraph() {
    let told =
        "Ketua kelompok tani Beni Raharja mengatakan petani di lereng utara menanam padi gogo serentak setelah hujan.";
    let retold = "Ketua kelompok tani mengatakan petani lereng utara menanam padi gogo serentak setelah hujan.";
    let list = "- Harga Gabah Naik di Pasar Induk Kota\n- Warga Lereng Bangun Lumbung Desa Sendiri\n- Nelayan Pulau Kecil Pulang Lebih Awal\n";
    let page = read(&format!("{TITLE}\n{told}\n{BODY}{retold}\n{list}"));
    assert!(page.body.last().is_some_and(|last| last.ends_with("seluruh lereng.")), "{:#?}", page.lines);
    let other = "Ketua kelompok tani mengatakan pupuk bersubsidi belum juga sampai ke gudang desa sejak lama.";
    let page = read(&format!("{TITLE}\n{told}\n{BODY}{other}\n{list}"));
    assert_eq!(page.body.last().map(String::as_str), Some(other), "{:#?}", page.lines);
}

#[test]
fn the_first_words_of_other_stories_begin_no_article() {
    let others = "Harga Gabah Naik di Pasar Induk Kota\n\nBIMA | KABARTANI.COM – Harga gabah naik di pasar induk kota sejak pekan lalu karena panen yang...\n\n\
        Warga Bangun Lumbung Desa\n\nSELONG | KABARTANI.COM – Warga membangun lumbung desa sendiri di lereng selatan pulau itu....\n\n";
    let page = read(&format!("{TITLE}\n\n{others}MATARAM | KABARTANI.COM – {TEXT}"));
    assert_eq!(page.title.map(|title| title.text).as_deref(), Some(TITLE), "{:#?}", page.lines);
    assert_eq!((page.body.len(), page.city.as_deref()), (3, Some("MATARAM")));
}

#[test]
fn what_readers_who_pay_see_is_cut_off() {
    let page = read(&format!(
        "{TITLE}\n\nSabtu, 1 Maret 2014\n\nMATARAM – {BODY}\nMenurut ketua kelompok itu harga gab\n\n...\n\nKami mengemas kabar tani, dengan cerita.\nApa manfaatnya? Lihat saja\n"
    ));
    assert_eq!(page.body.len(), 4, "{:#?}", page.lines);
}

#[test]
fn a_colon_below_initials_announces_a_picture() {
    let said = "Berikut adalah data luas tanam padi gogo dari dinas pertanian pulau itu:";
    let page = read(&format!(
        "{TITLE}\n{}\n{said}\nSimak kabar lainnya di Google News\n",
        BODY.trim_end().to_owned() + " (rin)"
    ));
    assert_eq!(page.body.last().map(String::as_str), Some(said), "{:#?}", page.lines);
}

#[test]
fn initials_in_capitals_end_an_article_above_summaries() {
    let text = BODY.trim_end().to_owned() + " (LD)";
    let page = read(&format!(
        "{TITLE}\n{text}\nHarga berbagai jenis ikan di pulau itu sudah dua bulan bertahan tinggi.\n\
        Perbaikan kapal bagi nelayan di pulau itu bukan perkara mudah sejak lama.\n"
    ));
    assert_eq!((page.body.len(), page.initials.as_deref()), (3, Some("LD")), "{:#?}", page.lines);
}

#[test]
fn a_photo_that_is_the_page_is_signed() {
    let shown = "Sejumlah petani menanam padi gogo di lereng utara, Sabtu (3/7/2021). Mereka menanam serentak setelah hujan turun.";
    let page = read(&format!("{TITLE}\n{shown} ANTARA FOTO/Beni Raharja/hp.\nFoto Terkait\n"));
    assert_eq!(page.body, [shown]);
    assert_eq!(page.credit.as_deref(), Some("ANTARA FOTO/Beni Raharja/hp"));
    let page = read(&format!("{TITLE}\n{} KT1/PR1\n", BODY.trim_end()));
    assert!(page.body.last().is_some_and(|last| last.ends_with("seluruh lereng.")), "{:#?}", page.body);
}

#[test]
fn a_credit_above_what_its_photo_shows() {
    let lead = "Petani di lereng utara menanam padi gogo serentak sejak pagi, Sabtu (22/11/2025).";
    let shown = format!("Ilustrasi panen. {lead}");
    let page = read(&format!(
        "Kabar Desa\n\n{TITLE}\n\n{lead}\n\nBeni Raharja/kompas TV\n{shown}\n\nTRIBUN-LERENG.com - {lead}\n\n{BODY}"
    ));
    assert_eq!(page.caption.as_deref(), Some(shown.as_str()), "{:#?}", page.lines);
}

#[test]
fn a_credit_between_dashes_is_a_photo_s() {
    let shown = "Petani menanam padi gogo di lereng utara yang terjadi pada Sabtu, 15 Maret 2025, pukul 16.00 WIB.";
    let page = read(&format!("{TITLE}\n{shown} -bpbd-\nBACA JUGA:Harga Gabah Naik di Pasar Induk Kota\n{BODY}"));
    assert_eq!(page.caption.as_deref(), Some(shown), "{:#?}", page.lines);
    assert_eq!((page.body.len(), page.credit.as_deref()), (3, Some("bpbd")));
}

#[test]
fn a_city_and_a_site_between_commas() {
    let page = read(&format!("MATARAM, KABARTANI.com,{TEXT}"));
    assert!(page.body[0].starts_with("Petani di lereng"), "{:#?}", page.body);
    assert_eq!(page.city.as_deref(), Some("MATARAM"));
    let named = read("Mataram, ibu kota, Praya dan Selong menanam padi gogo serentak sejak awal pekan ini.\n");
    assert!(named.body[0].starts_with("Mataram, ibu kota"), "{:#?}", named.body);
}

#[test]
fn the_month_before_a_page_is_none_of_its_words() {
    let page = read(&format!(" date 2019-10 {TEXT}"));
    assert!(page.body[0].starts_with("Petani di lereng"), "{:#?}", page.body);
    let page = read(&format!(" date 2019-10-04 {TITLE}\n\n{TEXT}"));
    assert!(page.lines.iter().any(|(_, label, _)| *label == Label::Date), "{:#?}", page.lines);
}

#[test]
fn the_day_of_the_weather_above_the_menu_is_not_the_article_s() {
    let page =
        read(&format!("34.5 C\nMataram\nSabtu, 23 November 2024\nBerandaBerita Utama{TITLE}\n\n{TITLE}\n\n{TEXT}"));
    assert_eq!((page.date, page.title.map(|title| title.text).as_deref()), (None, Some(TITLE)), "{:#?}", page.lines);
}

#[test]
fn photos_inside_the_text_with_a_house_behind_them() {
    let shown = "Ketua kelompok tani (kiri) saat menanam di lereng";
    let twice = "Bupati Raka Wiguna (kiri) di lereng utara dalam acara panen raya, Kamis (15/8/2019).";
    let page = read(&format!(
        "{TITLE}\n{BODY}{shown}/Foto: Beni\n\n{twice}\n{twice} (lereng.kabartani.com/beni raharja)\n\nPanen itu dinanti warga sejak lama.\n"
    ));
    assert_eq!(page.body.len(), 4, "{:#?}", page.lines);
}

#[test]
fn initials_behind_a_sentence_without_its_full_stop() {
    for code in ["agk", "agk/rin"] {
        let page = read(&format!("{TITLE}\n{}Siapa yang menanam? Lihat: Panen Raya di Lereng Utara ({code})\n", BODY));
        assert!(page.body.last().is_some_and(|last| last.ends_with("Lereng Utara")), "{:#?}", page.body);
        assert_eq!(page.initials.as_deref(), Some(code));
    }
    let page = read(&format!("{TITLE}\n{BODY}Petani menunggu keputusan dari Dinas Pertanian Pulau (Distan)\n"));
    assert!(page.body.last().is_some_and(|last| last.ends_with("(Distan)")), "{:#?}", page.body);
}

#[test]
fn the_section_below_an_article_is_no_paragraph() {
    let below = format!("{TITLE}\n{}\nBerita Terpopuler\nHarga Gabah Naik di Pasar Induk Kota\n", TEXT.trim_end());
    let page = read(&below.replace("lereng.\nBerita", "lereng.\nKabar Desa\nBerita"));
    assert_eq!(page.body.len(), 3, "{:#?}", page.lines);
    // Where the page is only cut, it is a heading of the next one.
    let page = read(&below.replace("lereng.\nBerita Terpopuler", "lereng.\nKabar Desa\nHalaman selanjutnya"));
    assert_eq!(page.body.last().map(String::as_str), Some("Kabar Desa"), "{:#?}", page.lines);
}

#[test]
fn a_teaser_twice_below_a_heading_begins_no_article() {
    let teaser = "HARAPAN tidak pernah tumbuh di ruang hampa. Harapan dirawat oleh warga desa.";
    let page = read(&format!("Headline\n{teaser}\n{teaser}\nKumpulan Berita Desa\n{TEXT}"));
    assert!(page.body[0].starts_with("Petani di lereng"), "{:#?}", page.body);
}

#[test]
fn a_summary_and_a_numbered_photo_stand_above_the_article() {
    let shown = "Petani menanam padi gogo di lereng utara pulau itu, 1 Juli lalu.";
    let page = read(&format!(
        "Petani dipastikan menanam tanpa bantuan pupuk.\n{shown} ANTARA/Beni Raharja. kabar : 167939653152\nMATARAM - {TEXT}"
    ));
    assert!(page.body[0].starts_with("Petani di lereng"), "{:#?}", page.body);
    assert_eq!(page.caption.as_deref(), Some(shown));
}

#[test]
fn who_reports_is_named_in_capitals() {
    let page = read(&format!("{TITLE}\n{BODY}Laporan BENI RAHARJA dan RINI DEWI, Mataram\n"));
    assert_eq!((page.body.len(), page.authors), (3, vec!["BENI RAHARJA dan RINI DEWI".to_owned()]));
    let page = read(&format!("{TITLE}\n{BODY}Laporan warga, Mataram\n"));
    assert_eq!(page.body.len(), 4);
}

#[test]
fn links_between_a_description_and_its_paragraph() {
    let first =
        "Petani di lereng utara menanam padi gogo serentak sejak awal pekan ini setelah hujan turun di pulau itu.";
    let links = "- Harga Gabah Naik di Pasar Induk Kota\n- Warga Lereng Bangun Lumbung Desa Sendiri\nBaca Juga\n";
    let page = read(&format!("{first}\n{links}{first}\n{BODY}"));
    assert_eq!(page.body.len(), 4, "{:#?}", page.lines);
}

#[test]
fn an_outlet_and_a_place_in_brackets() {
    let page = read(&format!("(KabarTani – Mataram) {TEXT}"));
    assert!(page.body[0].starts_with("Petani di lereng"), "{:#?}", page.body);
    assert_eq!(page.city.as_deref(), Some("Mataram"));
}

#[test]
fn datelines_with_a_day_an_unknown_outlet_or_the_short_name_of_a_paper() {
    for (before, city) in [
        ("Selong, ka-bar.biz.id - 10 September 2025 – ", "Selong"),
        ("Kabar Pers – MATARAM – ", "MATARAM"),
        ("MATARAM,KT-", "MATARAM, KT"),
    ] {
        let page = read(&format!("{before}{TEXT}"));
        assert!(page.body[0].starts_with("Petani di lereng"), "{:#?}", page.body);
        assert_eq!(page.city.as_deref(), Some(city));
    }
    let days = read("MATARAM - 10 petani menanam padi gogo – dan seratus lagi menyusul pekan depan di lereng utara.\n");
    assert!(days.body[0].starts_with("10 petani"), "{:#?}", days.body);
}

#[test]
fn a_photo_in_the_first_half_that_a_house_and_a_name_sign() {
    let shown =
        "Petani menanam padi gogo di lereng utara pulau itu pada Senin (24/8/2015). Mereka menanam setelah hujan.";
    let page = read(&format!("{TITLE}\nMataram, Kabar.id - {TEXT}").replacen(
        "ini setelah hujan turun.\n",
        &format!("ini setelah hujan turun.\n\n{shown} (Kabar.id/Beni Raharja)\n"),
        1,
    ));
    assert_eq!((page.body.len(), page.caption.as_deref()), (3, Some(shown)), "{:#?}", page.lines);
    let page = read(&format!("{TITLE}\n{TEXT}{shown} (Kabar.id/Beni Raharja)\n"));
    assert_eq!(page.body.len(), 4, "{:#?}", page.lines);
}

#[test]
fn one_summary_above_a_full_dateline_is_no_paragraph() {
    let lead = "Gerakan tanam yang digelar kelompok tani itu tak hanya berfokus pada padi gogo.";
    let page = read(&format!("{lead}\nLereng Utara (Kabartani.com): {TEXT}"));
    assert!(page.body[0].starts_with("Petani di lereng"), "{:#?}", page.body);
    assert_eq!(page.lead.as_deref(), Some(lead));
    // Without an outlet the city may stand inside an article.
    let page = read(&format!("{lead}\nMATARAM - {TEXT}"));
    assert_eq!(page.body.len(), 4, "{:#?}", page.lines);
}

#[test]
fn the_photo_s_owner_behind_a_label_of_its_own() {
    let shown = "Bupati Raka Wiguna menanam padi gogo di lereng.";
    let page = read(&format!("{TITLE}\n\n{shown}\nSumber :\n  • Istimewa\n\n{BODY}"));
    assert_eq!((page.body.len(), page.caption.as_deref()), (3, Some(shown)), "{:#?}", page.lines);
}

#[test]
fn a_call_before_a_colon_is_no_dateline() {
    let called = "BREAKING NEWS : Petani Lereng Utara Menanam Padi Gogo Serentak";
    let page = read(&format!("Panen Raya Lereng\n\n{called}\n\nEditor: Beni Raharja\nAA\n\nKABAR-TANI. COM - {TEXT}"));
    assert_eq!(page.title.map(|title| title.text).as_deref(), Some(called), "{:#?}", page.lines);
}

#[test]
fn the_last_words_of_a_page_that_is_cut_off_below_a_link() {
    let cut = "Dia mengatakan bahwa setelah menanam petan";
    let page = read(&format!("{TITLE}\n{BODY}Baca Juga: Harga Gabah Naik di Pasar Induk Kota\n{cut}\n"));
    assert_eq!(page.body.last().map(String::as_str), Some(cut), "{:#?}", page.lines);
}
