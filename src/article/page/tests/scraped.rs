//! Pages as scrapers of other kinds store them, and shapes of their tops and ends that no earlier test had.

use super::{BODY, Expected, check, count, read};
use crate::article::page::Label;

const TITLE: &str = "Petani Lereng Utara Mulai Menanam Padi Gogo";

fn expected() -> Expected {
    Expected {
        title: Some(TITLE),
        paragraphs: 4,
        first: "Petani mulai menanam",
        last: "seluruh lereng.",
        ..Expected::default()
    }
}

#[test]
fn markdown_is_read_without_its_marks() {
    let text = format!(
        "  * Berita\n  * Olahraga\n\n# {TITLE}\n\n**Budi Raharja** \\- KabarContoh.com\n\nSenin, 07/03/2022 17:05 WIB\n\n* * *\n\n\
        **MATARAM, KABAR.com** \\- Petani mulai menanam padi _gogo_ di [lereng utara](https://kabar.example/lereng) kota.\n\n\
        {BODY}\n**(bdr)**\n\n### Berita Lainnya\n\n* * *\n\n  * Nelayan Pulang Melaut\n"
    );
    check(
        &text,
        &Expected {
            date: Some("Senin, 07/03/2022 17:05 WIB"),
            city: Some("MATARAM"),
            authors: &["Budi Raharja"],
            initials: Some("bdr"),
            ..expected()
        },
    );
    assert_eq!(super::super::split(&text, &super::context()).len(), 1);
}

#[test]
fn the_outlet_and_what_follows_its_dash_on_lines_of_their_own() {
    let text = format!(
        "{TITLE}\nSenin, 7 Maret 2022 17:05 WIB\nKabar.co.id\n- Petani mulai menanam padi gogo di\nLereng Utara setelah hujan turun.\n{BODY}"
    );
    check(&text, &Expected { date: Some("Senin, 7 Maret 2022 17:05 WIB"), ..expected() });
}

#[test]
fn a_caption_with_house_and_name_is_no_signature() {
    let text = format!(
        "{TITLE}\n\nSenin, 7 Maret 2022 17:05 WIB\n\nPewarta: Budi Raharja\n\n\
        Petani di lereng utara menyiangi padi gogo setelah hujan turun di kaki gunung. (Antara/Budi Raharja)\n\n\
        Mataram (ANTARA) - Petani mulai menanam padi gogo di lereng utara kota.\n\n{BODY}"
    );
    check(
        &text,
        &Expected {
            date: Some("Senin, 7 Maret 2022 17:05 WIB"),
            caption: Some("Petani di lereng utara menyiangi padi gogo setelah hujan turun di kaki gunung."),
            credit: Some("Antara/Budi Raharja"),
            authors: &["Budi Raharja"],
            city: Some("Mataram"),
            ..expected()
        },
    );
}

#[test]
fn a_few_words_of_the_headline_are_a_caption() {
    let text = format!(
        "{TITLE}\nSenin, 7 Maret 2022 17:05 WIB\nBagikan\nPetani Lereng Utara\n\
        MATARAM, KABAR.com - Petani mulai menanam padi gogo di lereng utara kota.\n\n{BODY}"
    );
    let date = Some("Senin, 7 Maret 2022 17:05 WIB");
    check(&text, &Expected { date, caption: Some("Petani Lereng Utara"), city: Some("MATARAM"), ..expected() });
}

#[test]
fn a_line_that_says_that_it_is_a_photos_and_a_name_in_brackets() {
    let date = Some("Senin, 7 Maret 2022 17:05 WIB");
    for (line, caption, credit) in [
        ("ILUSTRASI. Setelah hujan turun, ada baiknya petani segera menanam.", None, None),
        ("Ilustrasi sawah tadah hujan", None, None),
        (
            "Petani menyiangi padi di lereng utara (Media Tani)",
            Some("Petani menyiangi padi di lereng utara"),
            Some("Media Tani"),
        ),
    ] {
        let text = format!(
            "{TITLE}\n{}\n{line}\n\nPetani mulai menanam padi gogo di lereng utara kota.\n\n{BODY}",
            "Senin, 7 Maret 2022 17:05 WIB"
        );
        check(&text, &Expected { date, caption: caption.or(Some(line)), credit, ..expected() });
    }
}

#[test]
fn a_section_above_the_headline_of_a_page_without_date() {
    for above in ["Padi", "Facebook RSS\n6.483 views", "Beranda | Redaksi | Kirim Naskah | Pedoman Media\nKabar Desa"] {
        let text = format!("{above}\n\n{TITLE}\nPetani mulai menanam padi gogo di lereng utara kota.\n\n{BODY}");
        check(&text, &expected());
    }
}

#[test]
fn a_date_before_the_headline_on_its_line() {
    let text = format!("date 2022-03-07 {TITLE}\n\nPetani mulai menanam padi gogo di lereng utara kota.\n\n{BODY}");
    check(&text, &Expected { date: Some("date 2022-03-07"), ..expected() });
}

#[test]
fn a_tag_and_the_time_that_reading_takes_are_no_headline() {
    let text = format!(
        "Tren\n# Harga Gabah Turun\n{TITLE}\nSenin, 7 Maret 2022 17:05 WIB\n·\nwaktu baca 3 menitTulisan dari Budi tidak mewakili redaksi\n\
        Petani mulai menanam padi gogo di lereng utara kota.\n\n{BODY}"
    );
    check(&text, &Expected { date: Some("Senin, 7 Maret 2022 17:05 WIB"), ..expected() });
}

#[test]
fn buttons_above_a_page_without_headline() {
    let text = format!("gambar utama\nKOMENTAR\nPetani mulai menanam padi gogo di lereng utara kota.\n\n{BODY}");
    check(&text, &Expected { title: None, ..expected() });
    let text = format!("MATARAM, KSL\nPetani mulai menanam padi gogo di lereng utara kota.\n\n{BODY}");
    check(&text, &Expected { title: None, city: Some("MATARAM, KSL"), ..expected() });
}

#[test]
fn names_in_brackets_sign_an_article() {
    let start = format!("{TITLE}\nPetani mulai menanam padi gogo di lereng utara kota.\n\n{BODY}");
    check(&format!("{start}(Awaludin)\n"), &Expected { authors: &["Awaludin"], ..expected() });
    check(
        &format!("{start}(Budi Raharja/Ratna Dewi/Kabar Tani)\nPadi\nHarga Gabah Turun Menjelang Panen Raya |\n---|\n"),
        &Expected { authors: &["Budi Raharja", "Ratna Dewi", "Kabar Tani"], ..expected() },
    );
}

#[test]
fn a_city_before_a_colon_and_an_address_at_the_end() {
    let text = format!(
        "{TITLE}\n\nMataram: Petani mulai menanam padi gogo di lereng utara kota setelah hujan turun.\n\n{BODY}\nhttps://kabar.example/padi-gogo\n"
    );
    check(&text, &Expected { city: Some("Mataram"), ..expected() });
}

#[test]
fn links_below_a_text_that_comes_again() {
    let first = "Petani mulai menanam padi gogo di lereng utara kota setelah hujan pertama turun pekan lalu.";
    let text = format!(
        "{TITLE}\n{first}\n{BODY}PILIHAN:\nHarga Gabah Turun Menjelang Panen\nLumbung Desa Segera Dibuka\n\
        {first}\nPanen diperkirakan berlangsung tiga bulan lagi di seluruh lereng.\nPILIHAN:\nHarga Gabah Turun"
    );
    check(&text, &expected());
}

#[test]
fn a_headline_of_many_words_is_not_joined_to_what_begins_in_lower_case() {
    let text = format!(
        "Petani Lereng Utara Mulai Menanam Padi Gogo Serentak Pekan Ini\npara petani di lereng utara menunggu hujan sejak lama.\n{BODY}"
    );
    let page = read(&text);
    assert_eq!(count(&page, Label::Title), 1);
    assert_eq!(
        page.body.last().map(String::as_str),
        Some("Panen diperkirakan berlangsung tiga bulan lagi di seluruh lereng.")
    );
}

#[test]
fn headlines_behind_dashes_below_an_article_are_links() {
    let links = "- Harga Gabah Turun Menjelang Panen: Petani Resah\n- Lumbung Desa Segera Dibuka, Ayo Datang!\n- Irigasi Lereng Utara Mulai Dikeruk\n";
    let text = format!("{TITLE}\nPetani mulai menanam padi gogo di lereng utara kota.\n\n{BODY}{links}");
    check(&text, &expected());
    let text = format!(
        "{TITLE}\nPetani mulai menanam padi gogo di lereng utara kota.\n\n{BODY}Yang dibicarakan di balai desa:\n{links}"
    );
    check(&text, &Expected { paragraphs: 8, last: "Mulai Dikeruk", ..expected() });
}

#[test]
fn a_caption_that_comes_again_inside_an_article() {
    let caption = "Petani menyiangi padi gogo di lereng utara setelah hujan turun dua pekan lalu. ANTARA/BUDI";
    let text = format!("{TITLE}\nPetani mulai menanam padi gogo di lereng utara kota.\n\n{BODY}\n{caption}\n{caption}");
    let caption = Some("Petani menyiangi padi gogo di lereng utara setelah hujan turun dua pekan lalu.");
    check(&text, &Expected { caption, credit: Some("ANTARA/BUDI"), ..expected() });
}

#[test]
fn the_first_sentence_again_without_its_city_is_no_end() {
    let first = "Petani mulai menanam padi gogo di lereng utara kota setelah hujan pertama turun sejak pekan lalu.";
    let text = format!("{TITLE}\nkabar.com - MATARAM - {first}\n{BODY}{first}\n");
    check(&text, &Expected { city: Some("MATARAM"), ..expected() });
}

#[test]
fn the_article_begins_below_the_headline_that_comes_again() {
    let text = format!(
        "Hari Tani\n\n{TITLE}\n\nPetani di lereng utara mulai menanam padi gogo setelah hujan turun.\n\n{TITLE}\nKABAR.COM/BUDIRAHARJA\n\
        Petani menyiangi padi gogo di lereng utara, 24 Maret 2022.\n\nPetani mulai menanam padi gogo di lereng utara kota.\n\n{BODY}"
    );
    let page = read(&text);
    assert_eq!(page.title.as_ref().map(|title| title.text.as_str()), Some(TITLE));
    assert_eq!(page.body.len(), 4, "{:#?}", page.body);
    assert_eq!(page.caption.as_deref(), Some("Petani menyiangi padi gogo di lereng utara, 24 Maret 2022."));
}

#[test]
fn what_a_site_says_of_itself_is_no_headline_and_no_article() {
    let text = format!(
        "Terverifikasi Administratif dan Faktual oleh Dewan Pers\n\n{TITLE}\n\nBy Budi Raharja - Senin, 7 Maret 2022 | 17:05 WIB\n\
        Kabar Warga adalah platform blog. Isi ini tidak mewakili pandangan redaksi kami.\n\n\
        Petani di lereng utara kota (Foto Kabar.com/Budi Raharja).\n\nPetani mulai menanam padi gogo di lereng utara kota.\n\n{BODY}"
    );
    check(
        &text,
        &Expected {
            date: Some("By Budi Raharja - Senin, 7 Maret 2022 | 17:05 WIB"),
            authors: &["Budi Raharja"],
            caption: Some("Petani di lereng utara kota"),
            credit: Some("Kabar.com/Budi Raharja"),
            ..expected()
        },
    );
}

#[test]
fn a_caption_between_writers_and_one_that_stands_twice() {
    let text = format!(
        "{TITLE}\n\nPenulis: Budi Raharja\nEditor: Ratna Dewi\n\nPetani menyiangi padi gogo di lereng utara, Senin (7/3/2022).\n\n\
        Laporan Wartawan Kabar.com, Budi Raharja\n\nKABAR.COM, MATARAM – Petani mulai menanam padi gogo di lereng utara kota.\n\n{BODY}"
    );
    let (authors, editors): (&[&str], &[&str]) = (&["Budi Raharja"], &["Ratna Dewi"]);
    let caption = Some("Petani menyiangi padi gogo di lereng utara, Senin (7/3/2022).");
    check(&text, &Expected { authors, editors, caption, city: Some("MATARAM"), ..expected() });
    let text = format!(
        "{TITLE}\nSenin, 7 Maret 2022 17:05 WIB\nSawah Tadah\nSawah Tadah\n\nMATARAM, kabar.com | Petani mulai menanam padi gogo di lereng utara kota.\n\n{BODY}\nSumber:"
    );
    let date = Some("Senin, 7 Maret 2022 17:05 WIB");
    check(&text, &Expected { date, caption: Some("Sawah Tadah"), city: Some("MATARAM"), ..expected() });
}

#[test]
fn titles_of_address_end_no_sentence() {
    let text = "Padi\n\nBupati DR. H. Raka Wiguna Menanam Padi Gogo Di Lereng Utara\n\nPetani mulai menanam padi gogo di lereng utara kota.\n\n";
    let page = read(&format!("{text}{BODY}"));
    let title = page.title.as_ref().map(|title| title.text.as_str());
    assert_eq!(title, Some("Bupati DR. H. Raka Wiguna Menanam Padi Gogo Di Lereng Utara"));
}

#[test]
fn what_blogs_and_invitations_say_below_an_article() {
    let start = format!("{TITLE}\nPetani mulai menanam padi gogo di lereng utara kota.\n\n{BODY}");
    for end in ["Tidak ada komentar:\nPosting Komentar", "Simak kabar dan berita pilihan kami langsung di ponsel"] {
        check(&format!("{start}{end}\n"), &expected());
    }
}

#[test]
fn a_path_without_marks_and_a_line_in_brackets_are_no_headline() {
    let date = Some("Senin, 7 Maret 2022 17:05 WIB");
    let body = format!("Petani mulai menanam padi gogo di lereng utara kota.\n\n{BODY}");
    let text = format!(
        "Home Desa & Sawah Berita Desa dan Sawah\n\n{TITLE}\n\nbdr | KabarContoh\n{}\n{body}",
        "Senin, 7 Maret 2022 17:05 WIB"
    );
    check(&text, &Expected { date, ..expected() });
    let text = format!("Dua Puluh Tahun Padi\n(Lereng, 1998-2018)\n\nSenin, 7 Maret 2022 17:05 WIB\n\n{body}");
    check(&text, &Expected { date, title: Some("Dua Puluh Tahun Padi"), ..expected() });
}

#[test]
fn half_a_sentence_is_no_invitation() {
    let text = format!(
        "{TITLE}\nPetani mulai menanam padi gogo di lereng utara kota.\nPengurus menyarankan agar petani selalu\n\
        update\ncatatan bila hujan turun. \"Kami berharap semua petani menjaga agar catatan dan aplikasi tani selalu\n\
        baru\n,\" kata ketua kelompok tani itu.\n{BODY}"
    );
    let page = read(&text);
    assert_eq!(count(&page, Label::Furniture), 0, "{:#?}", page.lines);
}

#[test]
fn a_long_address_is_no_paragraph() {
    let long = format!("https://kabar.example/foto/2022/03/07/{}.jpg", "petani-lereng-utara-menanam".repeat(2));
    let text = format!(
        "{TITLE}\nSenin, 07/03/2022 17:05 WIB\n{long}\nPetani mulai menanam padi gogo di lereng utara kota.\n\n{BODY}"
    );
    let page = read(&text);
    let label = |start: &str| page.lines.iter().find(|line| line.2.starts_with(start)).map(|line| line.1);
    assert_eq!(label("https://"), Some(Label::Furniture));
    assert_eq!(page.body.len(), 4);
    let cut = text.replace(&long, "").replace("di balai desa.", "di\nwww.kabar.example\n, katanya.");
    assert!(read(&cut).body.iter().any(|paragraph| paragraph.contains("www.kabar.example, katanya.")));
}
