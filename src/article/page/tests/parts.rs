//! Tables for the parts of a page.

use crate::article::page::furniture::{Then, judge};
use crate::article::page::shape::Shape;
use crate::article::page::{caption, credits, dateline, initials, lines, stamp};

#[test]
fn datelines_of_the_text() {
    let table: &[(&str, Option<&str>, &str)] = &[
        ("JAKARTA - Warga datang", Some("JAKARTA"), "Warga datang"),
        ("LEMBAHSARI, KOMPAS.com – Warga datang", Some("LEMBAHSARI"), "Warga datang"),
        ("LEMBAHSARI KOMPAS.com— Warga datang", Some("LEMBAHSARI"), "Warga datang"),
        ("REPUBLIKA.CO.ID,JAKARTA -- Warga datang", Some("JAKARTA"), "Warga datang"),
        ("Kupang (ANTARA) - Warga datang", Some("Kupang"), "Warga datang"),
        ("Mataram, NTB (ANTARA News) - Warga datang", Some("Mataram, NTB"), "Warga datang"),
        ("Jakarta, 9/3 (ANTARA) - Warga datang", Some("Jakarta"), "Warga datang"),
        ("Jakarta, CNN Indonesia -- Warga datang", Some("Jakarta"), "Warga datang"),
        ("TEMPO.CO,Jakarta-Warga datang", Some("Jakarta"), "Warga datang"),
        ("Liputan6.com, Jakarta Warga datang", Some("Jakarta"), "Warga datang"),
        ("Liputan6.com, Jakarta -Warga datang", Some("Jakarta"), "Warga datang"),
        ("TRIBUN-MEDAN.com, MEDAN – Warga datang", Some("MEDAN"), "Warga datang"),
        ("TRIBUN-BALI.COM - Warga datang", None, "Warga datang"),
        ("jpnn.com - JAKARTA -- Warga datang", Some("JAKARTA"), "Warga datang"),
        ("KONTAN.CO.ID - JAKARTA. Warga datang", Some("JAKARTA"), "Warga datang"),
        ("Suara.com - Warga datang", None, "Warga datang"),
        ("Kab. Garut ( WP ),- Warga datang", Some("Kab. Garut"), "Warga datang"),
        ("Lombok Tengah - Warga datang", Some("Lombok Tengah"), "Warga datang"),
        ("Wonorejo -", Some("Wonorejo"), ""),
        ("Jakarta, CNN Indonesia --", Some("Jakarta"), ""),
    ];
    for (line, city, rest) in table {
        let found = dateline::of(line);
        assert_eq!(found.as_ref().map(|found| found.city.as_deref()), Some(*city), "{line}");
        assert_eq!(found.and_then(|found| line.get(found.rest..)), Some(*rest), "{line}");
    }
    for line in
        ["Warga datang - dan pergi", "Bali-Lombok ramai", "\"Kami - warga - datang\"", "PSSI menunjuk", "29 - 30 Mei"]
    {
        assert_eq!(dateline::of(line), None, "{line}");
    }
}

#[test]
fn captions_and_credits() {
    let table = [
        ("Warga di sawah. Foto/istimewa", "Warga di sawah.", "istimewa"),
        ("Warga di sawah (Foto: Rio)", "Warga di sawah", "Rio"),
        ("Warga di sawah. (ANTARA FOTO/Rio Adi)", "Warga di sawah.", "ANTARA FOTO/Rio Adi"),
        ("Warga di sawah (ist)", "Warga di sawah", "ist"),
        ("KOMPAS.COM/RIO ADI Warga di sawah", "Warga di sawah", "KOMPAS.COM/RIO ADI"),
        ("Dok.Rio Adi Warga di sawah", "Warga di sawah", "Rio Adi"),
        ("Warga di sawah/©Kabar.com®/Rio", "Warga di sawah", "Kabar.com/Rio"),
        ("Warga di sawah. - Antara/Rio", "Warga di sawah.", "Antara/Rio"),
        ("Antara/Rio Adi", "", "Antara/Rio Adi"),
        ("Foto: Rio (detikcom)", "Rio", "detikcom"),
    ];
    for (line, text, credit) in table {
        let found = caption::of(line);
        assert_eq!(
            found.map(|found| (found.caption, found.credit)),
            Some((text.to_owned(), credit.to_owned())),
            "{line}"
        );
    }
    for line in [
        "Warga di sawah.",
        "Foto itu viral di media sosial.",
        "Copyright © 2024 Kabar.com",
        "Nilainya 3/4 dari luas sawah.",
    ] {
        assert_eq!(caption::of(line), None, "{line}");
    }
}

#[test]
fn codes_of_reporters() {
    for (line, code) in [
        ("(cip)", "cip"),
        ("(abc/def)", "abc/def"),
        ("[abc]", "abc"),
        ("(FHM)", "FHM"),
        ("(*)", ""),
        ("(OL-1)", "OL-1"),
    ] {
        assert_eq!(initials::alone(line), Some(code), "{line}");
    }
    for line in ["(Foto: Rio)", "(12)", "(warga sekitar)", "cip", "()"] {
        assert_eq!(initials::alone(line), None, "{line}");
    }
    assert_eq!(initials::at_end("Warga datang.(flo/jpnn)"), Some(("Warga datang.", "flo/jpnn")));
    assert_eq!(initials::at_end("\"Kami datang,\" kata Rio. (rio)"), Some(("\"Kami datang,\" kata Rio.", "rio")));
    for text in ["Warga datang ke bandara (BIL)", "Warga datang ke Samudra Ltd. (SL)."] {
        assert_eq!(initials::at_end(text), None, "{text}");
    }
}

#[test]
fn credits_of_the_newsroom() {
    let names = |line: &str| {
        credits::of(line).iter().map(|credit| format!("{} {}", credit.label.name(), credit.text)).collect::<Vec<_>>()
    };
    assert_eq!(names("Penulis: Rio Adi | Editor: Sinta"), ["author Rio Adi", "editor Sinta"]);
    assert_eq!(names("Rep: Rio Adi/ Red: Sinta Dewi"), ["author Rio Adi", "editor Sinta Dewi"]);
    assert_eq!(names("Reporter: Rio Adi Editor: Sinta"), ["author Rio Adi", "editor Sinta"]);
    assert_eq!(names("By Rio Adi"), ["author Rio Adi"]);
    assert_eq!(names("Editor"), ["editor "]);
    assert_eq!(names("Tags: satu, dua"), ["tags satu, dua"]);
    assert_eq!(names("Sumber : Antara"), ["source Antara"]);
    assert!(names("Editor senior itu berkata: \"Kami datang.\"").is_empty());
}

#[test]
fn lines_that_are_datelines_by_their_looks() {
    for line in [
        "Rabu, 02 Maret 2022 - 19:13 WIB",
        "Kompas.com - 02/03/2022, 19:13 WIB",
        "Tech News15 Feb 2016 19:25",
        "on 16 Feb 2016 at 09:10 WIB",
        "Cerita desa | 22 Mei 2019, 23:00 WIB",
        "Jumat20 Mei 2022",
        "08 - Dec - 2020, 11:52",
        "5 menit yang lalu",
        "2022-03-02 19:13:05",
        "Senin 25-07-2022,19:19 WIB",
        "19:13 WIB - Rabu, 02 Mar 2022",
    ] {
        assert!(stamp::of_line(line, &Shape::of(line)).is_some(), "{line}");
    }
    for line in [
        "Begini Cara Warga Desa Merayakan Panen 22 Mei",
        "Gempa Guncang Tiga Desa di Lereng Gunung pada 5 Maret 2022 Pukul 19.13 WIB",
        "Copyright © 2024 KabarContoh.com",
        "Warga membawa 12 karung gabah sejak 2019",
        "Skor akhir 2-1",
    ] {
        assert!(stamp::of_line(line, &Shape::of(line)).is_none(), "{line}");
    }
}

#[test]
fn furniture_and_sentences_that_only_begin_like_it() {
    let table = [
        ("ADVERTISEMENT", Some(Then::Junk)),
        ("A A A", Some(Then::Junk)),
        ("13Shares", Some(Then::Junk)),
        ("telah dilihat 12810 kali", Some(Then::Junk)),
        ("[Gambas:Video 20detik]", Some(Then::Junk)),
        ("Halaman 1 2 3 4 Selanjutnya", Some(Then::Junk)),
        ("Home > News > Nasional", Some(Then::Junk)),
        ("Ikuti Whatsapp Channel Kabar", Some(Then::Junk)),
        ("Baca Juga:", Some(Then::Links)),
        ("Baca juga: Harga Cabai Turun", Some(Then::Junk)),
        ("COPYRIGHT © KABAR 2015", Some(Then::End)),
        ("Perbesar", Some(Then::Photo)),
        ("Baca juga doa ini sebelum tidur agar hati tenang dan pikiran menjadi lebih jernih lagi.", None),
        ("\"Ikuti saja prosesnya lewat aplikasi,\" kata dia.", None),
        ("Harga naik 5 persen.", None),
        ("Warga ikuti arahan petugas di aplikasi Telegram.", None),
    ];
    for (line, then) in table {
        assert_eq!(judge(line, &Shape::of(line)), then, "{line}");
    }
}

#[test]
fn white_space_is_folded_and_lines_are_counted_as_an_editor_does() {
    assert_eq!(lines::fold(" \u{feff}a\u{a0}\u{200b} b\t\u{ad}c "), "a b c");
    let numbers: Vec<u32> = lines::of("a\r\n\r\nb\rc\n\u{2028}d").iter().map(|line| line.number).collect();
    assert_eq!(numbers, [1, 3, 4, 5]);
}
