//! Sentences that look like something else, and are kept.

use super::*;

const HEAD: &str = "Petani Lereng Utara Mulai Menanam Padi Gogo\n\nRabu, 2 Maret 2022 19:13 WIB\n\n";
const FIRST: &str = "MATARAM - Petani di lereng utara mulai menanam padi gogo pekan ini setelah hujan turun.";
const SECOND: &str = "Hujan turun sejak awal bulan sehingga petani tidak lagi menunggu giliran air.";

/// The page's body must be [`FIRST`], these lines, [`SECOND`].
#[track_caller]
fn stays(sentence: &str) {
    for text in [format!("{HEAD}{FIRST}\n\n{sentence}\n\n{SECOND}\n"), format!("{HEAD}{FIRST}\n{SECOND}\n{sentence}\n")]
    {
        let page = read(&text);
        assert!(page.body.iter().any(|line| line == sentence), "{sentence}: {:#?}", page.lines);
        assert_eq!(page.body.len(), 3, "{:#?}", page.lines);
    }
}

#[track_caller]
fn goes(line: &str) {
    let page = read(&format!("{HEAD}{FIRST}\n\n{line}\n\n{SECOND}\n"));
    assert_eq!(page.body.len(), 2, "{:#?}", page.lines);
}

#[test]
fn sentences_that_begin_as_furniture_does_and_tell_of_somebody() {
    for sentence in [
        "Baca artikel itu sampai habis, katanya.",
        "Simak video itu baik-baik, pinta bupati.",
        "Lihat juga kondisi sawah di hilir, pinta dia kepada bupati.",
        "Berita populer itu ternyata bohong, kata bupati.",
        "Berita sebelumnya menyebut pupuk belum tiba di desa.",
        "Pilihan editor majalah itu jatuh pada padi gogo.",
        "Copyright adalah hak pencipta, kata dosen hukum itu.",
        "Dilarang mengambil air dari sungai, kata kepala desa.",
        "Tinggalkan komentar kasar, pinta bupati kepada warga.",
        "Halaman selanjutnya dari surat itu robek.",
        "Gabung grup Telegram petani, ajak dia.",
        "Pantau harga gabah lewat aplikasi dinas, kata dia.",
        "Read more books, he told the students of the village school.",
        "Topik: pupuk dan bibit menjadi bahasan utama rapat itu.",
    ] {
        stays(sentence);
    }
    for line in [
        "Baca juga: Kata Bupati Soal Padi Gogo Itu",
        "Baca juga: Kata Bupati Soal Padi Gogo Itu.",
        "Baca juga: bupati itu menanam padi gogo.",
        "Ikuti kami di Google News untuk berita terbaru.",
        "Scroll ke bawah untuk melanjutkan membaca.",
    ] {
        goes(line);
    }
    let page = read(&format!("{HEAD}{FIRST}\n{SECOND}\nTags: padi gogo, lereng utara, petani.\n"));
    assert_eq!(page.tags.len(), 3, "{:#?}", page.lines);
}

#[test]
fn sentences_that_begin_or_end_with_a_day() {
    stays("Pada 2 Maret 2022 pukul 10.00 WIB petani mulai menanam.");
    let first = "Rabu, 2 Maret 2022 pukul 10.00 WIB, petani lereng utara mulai menanam padi gogo.";
    let page = read(&format!(
        "Petani Lereng Utara Mulai Menanam Padi Gogo\n\n{first}\n\n{SECOND}\n\n{SECOND} Begitu pula warga.\n"
    ));
    assert_eq!(page.body.first().map(String::as_str), Some(first), "{:#?}", page.lines);
}

#[test]
fn a_first_sentence_without_its_full_stop_behind_a_place_that_no_table_has() {
    let first = "Ganda putra pulau itu amankan satu tempat di babak final turnamen lereng 2024";
    for (photo, place) in [
        ("Raka Wiguna dan Beni Raharja\nSumber :\n  • PB Lereng\n\n", "Lerengku –"),
        ("Foto: Beni Raharja\n\n", "Ambalau - "),
        ("", "Ambalau – "),
    ] {
        let page =
            read(&format!("{HEAD}{photo}{place}{first}\n\n{SECOND}\n\n\"Kami siap,\" kata Rini di balai desa.\n"));
        assert_eq!(page.body.first().map(String::as_str), Some(first), "{:#?}", page.lines);
    }
    let photo = "Ilustrasi - petani lereng utara menanam padi gogo di petak yang kering";
    let page = read(&format!("{HEAD}{photo}\n\n{SECOND}\n\n\"Kami siap,\" kata Rini di balai desa.\n"));
    assert!(page.body.first().is_some_and(|first| first == SECOND), "{:#?}", page.lines);
}

#[test]
fn a_question_or_a_call_begins_the_article() {
    for call in ["Siapa tak kenal padi gogo?", "\"Kami siap menanam!\""] {
        let page = read(&format!("{HEAD}{call}\n\n{SECOND}\n\n\"Kami siap,\" kata Rini di balai desa.\n"));
        assert_eq!(page.body.first().map(String::as_str), Some(call), "{:#?}", page.lines);
    }
}

#[test]
fn days_that_a_colon_announces_are_no_list_of_other_stories() {
    let days = [
        "Jumat, 4 Maret 2022",
        "Lereng FC vs Hulu FC di Stadion Hulu",
        "Sabtu, 5 Maret 2022",
        "Muara FC vs Hilir FC di Stadion Hilir",
    ];
    let page = read(&format!("{HEAD}{FIRST}\n\nBerikut jadwal lengkapnya:\n\n{}\n", days.join("\n\n")));
    assert_eq!(page.body[2..], days, "{:#?}", page.lines);
}

#[test]
fn who_speaks_below_other_stories_belongs_to_the_article() {
    let page = read(&format!(
        "{HEAD}{FIRST}\n{SECOND}\nBerita Terbaru\nHarga Gabah Naik di Pasar Induk\n\"Kami siap,\" kata Rini.\n\"Saya juga,\" sahut Beni.\n"
    ));
    assert_eq!(page.body.last().map(String::as_str), Some("\"Saya juga,\" sahut Beni."), "{:#?}", page.lines);
    assert_eq!(page.body.len(), 4, "{:#?}", page.lines);
}
