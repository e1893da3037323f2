//! Layouts that many outlets share.

use super::{Expected, check, context, count, labels, read};
use crate::article::page::{Label, split};

#[test]
fn a_teaser_list_with_dates_above_the_headline() {
    let text = "Berita Utama\n\nSenin, 05/05/2014 09:25 WIB\nHarga Kedelai Naik Lagi di Pasar Induk\n\n\
        Minggu, 04/05/2014 23:45 WIB\nTiga Desa Rayakan Panen Bersama\n\nHome\n\nEkonomi\n\n\
        Koperasi Desa Ekspor Kopi ke Tiga Negara\n\nNadia Kirana - detikFinance\n\nSenin, 05/05/2014 10:08 WIB\n\n\
        Kopi siap kirim (ist)\n\nKoperasi Karya Tani mengekspor dua kontainer kopi ke tiga negara bulan ini.\n\n\
        \"Ini kali pertama,\" kata ketuanya, Joko Wardoyo, kepada wartawan di gudang koperasi.\n\n(nad/kir)\n\nBaca Juga\n\n\
        Kopi Gunung Wangi Juara Lomba\n\nForum\n\nTanya Jawab Seputar Kopi\n";
    check(
        text,
        &Expected {
            title: Some("Koperasi Desa Ekspor Kopi ke Tiga Negara"),
            date: Some("Senin, 05/05/2014 10:08 WIB"),
            caption: Some("Kopi siap kirim"),
            credit: Some("ist"),
            initials: Some("nad/kir"),
            authors: &["Nadia Kirana"],
            paragraphs: 2,
            first: "Koperasi Karya Tani",
            last: "di gudang koperasi.",
            ..Expected::default()
        },
    );
}

#[test]
fn links_inside_the_text_and_a_list_below_a_colon() {
    let text = "Panduan Mengurus Surat Pindah untuk Pendatang Baru\nRabu, 7 Agustus 2019 | 11:30 WIB\n\
        Warga yang pindah rumah wajib melapor ke kelurahan paling lambat sebulan setelah pindah.\nBaca Juga\n\
        Antrean Surat Pindah Mengular di Kelurahan Sukarame\nLoket Surat Pindah Buka sampai Malam\n\
        Syarat yang harus dibawa adalah sebagai berikut:\n1. Kartu keluarga\n2. Surat pengantar RT\n\
        Petugas melayani pengurusan itu tanpa biaya sampai akhir tahun depan.\nBaca Juga:\nSenin, 12 Agustus 2019\n\
        Loket ditutup pada hari libur nasional dan cuti bersama seperti biasa.\n";
    let page = check(
        text,
        &Expected {
            title: Some("Panduan Mengurus Surat Pindah untuk Pendatang Baru"),
            date: Some("Rabu, 7 Agustus 2019 | 11:30 WIB"),
            paragraphs: 7,
            first: "Warga yang pindah rumah",
            last: "cuti bersama seperti biasa.",
            ..Expected::default()
        },
    );
    assert_eq!(count(&page, Label::Furniture), 4);
}

#[test]
fn a_link_glued_to_a_sentence_goes_only_where_its_end_is_sure() {
    let glued = "Warga menolak rencana itu, kata lurah Wibisono di kantornya. Baca juga: Lurah Wibisono Terima Warga";
    assert_eq!(read(glued).body, ["Warga menolak rencana itu, kata lurah Wibisono di kantornya."]);
    let unsure = "Warga menolak. Baca juga: Lurah Terima Warga Rapat berlanjut hari ini. Warga datang lagi besok.";
    assert_eq!(read(unsure).body, [unsure]);
    let inside =
        "Warga menolak rencana itu (Baca: Warga Tolak Pasar) sejak tahun lalu, kata lurah di kantornya kemarin.";
    assert!(read(inside).body.iter().all(|text| !text.contains("Baca")));
}

#[test]
fn a_page_without_line_breaks() {
    let text = "Home Metro Pemuda Karangasri Bangun Perpustakaan Apung di Waduk Laras Putu Wirawan Sabtu, 11 Februari 2023 - \
        18:20 WIB views: 77 Perpustakaan apung di waduk. Foto/Istimewa A A A KARANGASRI - Pemuda Karangasri membangun \
        perpustakaan apung. Bukunya sumbangan warga. \"Kami mulai dari 40 buku,\" kata Dewa Ananta. Perpustakaan apung \
        itu buka setiap sore dan dijaga bergantian oleh pemuda desa di tepi waduk. Mereka menerima buku dari siapa saja.";
    let page = check(
        text,
        &Expected {
            title: Some("Pemuda Karangasri Bangun Perpustakaan Apung di Waduk"),
            date: Some("Sabtu, 11 Februari 2023 - 18:20 WIB"),
            caption: Some("Perpustakaan apung di waduk."),
            credit: Some("Istimewa"),
            city: Some("KARANGASRI"),
            authors: &["Laras Putu Wirawan"],
            paragraphs: 1,
            first: "Pemuda Karangasri membangun",
            last: "dari siapa saja.",
            ..Expected::default()
        },
    );
    assert!(page.lines.iter().all(|(line, _, _)| *line == 1));
}

#[test]
fn a_text_that_is_only_a_body_has_no_headline_and_no_date() {
    let text = "\"Kami menunggu hujan,\" kata petani di lereng timur gunung itu\n\
        Sumur di tiga desa mengering sejak dua bulan lalu dan warga membeli air.\nSCROLL TO CONTINUE WITH CONTENT\n\
        Bantuan air bersih dijanjikan datang pekan depan, Selasa (6/8/2019).\n(rah)\nCopyright © 2024 KabarContoh.com\n";
    let page = check(
        text,
        &Expected {
            initials: Some("rah"),
            paragraphs: 3,
            first: "\"Kami menunggu hujan,\"",
            last: "Selasa (6/8/2019).",
            ..Expected::default()
        },
    );
    assert_eq!(page.body_date.map(|date| (date.text, date.line)), Some(("Selasa (6/8/2019)".to_owned(), 4)));
}

#[test]
fn a_summary_above_the_date_is_the_lead() {
    let text = "Kampung Tenun Kembali Bergeliat\n\nPesanan datang dari luar pulau sejak awal tahun.\n\n\
        oleh Rani Puspita Diperbarui 03 Jun 2021, 10:15 WIB\nDiterbitkan 03 Jun 2021, 10:00 WIB\n\
        Perbesar\nPenenun bekerja di teras rumah. (Liputan6.com/Rani Puspita)\n\n\
        Liputan6.com, Kupang Pesanan kain tenun kembali ramai sejak awal tahun ini, kata para perajin.\n\n\
        Mereka kini bekerja sampai malam untuk memenuhi pesanan dari luar pulau.\n";
    let page = check(
        text,
        &Expected {
            title: Some("Kampung Tenun Kembali Bergeliat"),
            date: Some("Diterbitkan 03 Jun 2021, 10:00 WIB"),
            lead: Some("Pesanan datang dari luar pulau sejak awal tahun."),
            caption: Some("Penenun bekerja di teras rumah."),
            credit: Some("Liputan6.com/Rani Puspita"),
            city: Some("Kupang"),
            authors: &["Rani Puspita"],
            paragraphs: 2,
            first: "Pesanan kain tenun",
            last: "dari luar pulau.",
            ..Expected::default()
        },
    );
    assert_eq!(count(&page, Label::Date), 2);
}

#[test]
fn a_date_broken_over_two_lines_and_white_space_of_every_kind() {
    let text = "\u{feff}Selamat\r\n\r\nJumat, 1 Desember 2023\r\n\r\nEKONOMI\r\n\r\n14 November 2023\r\n\r\n20:11 WIB\r\n\r\n\
        Pasar\u{a0}Apung\u{200b} Ramai Pembeli Menjelang Libur Panjang\r\n\r\nPenulis: Ayu\u{a0}Mandira\r\n\r\n\
        BANJARMASIN\u{a0}-\u{a0}Pasar apung di Sungai Landak ramai pembeli menjelang libur panjang pekan ini.\r\n\r\n\r\n\r\n\
        Pedagang menambah stok buah sejak awal pekan, kata mereka.\r\n";
    check(
        text,
        &Expected {
            title: Some("Pasar Apung Ramai Pembeli Menjelang Libur Panjang"),
            date: Some("14 November 2023 20:11 WIB"),
            city: Some("BANJARMASIN"),
            authors: &["Ayu Mandira"],
            paragraphs: 2,
            first: "Pasar apung di Sungai Landak",
            last: "kata mereka.",
            ..Expected::default()
        },
    );
}

#[test]
fn initials_glued_to_the_last_sentence_and_summaries_of_other_stories_below() {
    let text = "Sekolah Terapung Terima Murid Baru\njpnn.com - SAMARINDA -- Sekolah terapung di hulu sungai menerima 30 murid \
        baru tahun ini, kata kepala sekolahnya.\nMurid datang dengan perahu setiap pagi dari empat kampung di hulu.(mel/jpnn)\n\
        SAMARINDA -- Sekolah terapung di hulu sungai menerima 30 murid baru tahun ini\n\
        Redaktur & Reporter : Melati Sukma\n- Perahu Sekolah Rusak Diterjang Arus\n- Guru Honorer Menunggu Kepastian\n";
    let page = check(
        text,
        &Expected {
            title: Some("Sekolah Terapung Terima Murid Baru"),
            city: Some("SAMARINDA"),
            initials: Some("mel/jpnn"),
            authors: &["Melati Sukma"],
            paragraphs: 2,
            first: "Sekolah terapung di hulu sungai menerima",
            last: "empat kampung di hulu.",
            ..Expected::default()
        },
    );
    assert_eq!(labels(&page).last(), Some(&(7, "furniture")));
}

#[test]
fn several_articles_in_one_text() {
    let article = |title: &str, day: u32| {
        format!(
            "{title}\nSenin, {day} Maret 2020 - 10:00 WIB\n\
             Pemerintah desa membagikan bibit kelapa kepada warga pesisir pada hari Senin pagi ini.\n\
             Bibit itu akan ditanam di sepanjang pantai untuk menahan abrasi yang makin parah.\n"
        )
    };
    let [one, two] =
        [article("Warga Pesisir Terima Bibit Kelapa", 2), article("Bibit Kelapa Ditanam di Pantai Selatan", 9)];
    let plain = format!("{one}\n{two}");
    let places = |text: &str| split(text, &context()).iter().map(|(line, _)| *line).collect::<Vec<_>>();
    assert_eq!(places(&plain), [1, 6]);
    assert_eq!(places(&format!("{one}-----\n{two}")), [1, 6]);
    assert_eq!(places(&format!("{one}\u{c}{two}")), [1, 5]);
    assert_eq!(places(&one), [1]);
    let split = split(&plain, &context());
    assert_eq!(split.concat_lines(), plain.lines().count());
    assert!(split.iter().all(|(_, text)| read(text).body.len() == 2));
    let teasers = format!(
        "{one}Berita Lainnya\nSenin, 2 Maret 2020 - 09:00 WIB\nPasar Desa Ramai Pembeli\nWarga berbelanja sejak pagi hari di pasar desa yang baru.\n"
    );
    assert_eq!(places(&teasers), [1]);
}

trait ConcatLines {
    fn concat_lines(&self) -> usize;
}

impl ConcatLines for Vec<(u32, &str)> {
    fn concat_lines(&self) -> usize {
        self.iter().map(|(_, text)| text.lines().count()).sum()
    }
}
