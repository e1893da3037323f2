//! Pages in the shape of one outlet each, the younger layouts.

use super::super::{Known, Outlet};
use super::{Expected, check, context, read};

#[test]
fn okezone() {
    let text = "Home\n\nNews\n\nSelasa, 3 November 2015 - 15:56 wib\n\nWarga Tanam Mangrove di Bibir Pantai\n\n\
        Bibit mangrove siap tanam. (Foto: Beni Raharja)\n\nBeni Raharja\nJurnalis\n\nShare on Facebook\n\nA A A\n\n\
        MANGROVE jadi harapan warga pesisir untuk menahan abrasi. Mereka menanam seribu bibit.\n\n\
        Kegiatan itu diikuti pelajar dan nelayan dari dua desa.\n\n(ben)\n\nBerita Rekomendasi\nMangrove\n\n\
        Cara Merawat Bibit Mangrove\n";
    check(
        text,
        &Expected {
            title: Some("Warga Tanam Mangrove di Bibir Pantai"),
            date: Some("Selasa, 3 November 2015 - 15:56 wib"),
            caption: Some("Bibit mangrove siap tanam."),
            credit: Some("Beni Raharja"),
            initials: Some("ben"),
            authors: &["Beni Raharja"],
            paragraphs: 2,
            first: "MANGROVE jadi harapan",
            last: "dari dua desa.",
            ..Expected::default()
        },
    );
}

#[test]
fn okezone_with_the_writer_in_the_date() {
    let text = "Lomba Perahu Hias Meriahkan Sungai Kapas\nDimas Aji\n, Jurnalis-Minggu, 08 Juni 2025 |09:12 WIB\n\
        PONTIANAK – Lomba perahu hias memeriahkan Sungai Kapas pada Minggu pagi ini.\n\
        Lebih dari 40 perahu ikut serta, kata panitia lomba.\n(dma)\n";
    check(
        text,
        &Expected {
            title: Some("Lomba Perahu Hias Meriahkan Sungai Kapas"),
            date: Some(", Jurnalis-Minggu, 08 Juni 2025 |09:12 WIB"),
            city: Some("PONTIANAK"),
            initials: Some("dma"),
            authors: &["Dimas Aji"],
            paragraphs: 2,
            first: "Lomba perahu hias memeriahkan",
            last: "kata panitia lomba.",
            ..Expected::default()
        },
    );
}

#[test]
fn bisnis() {
    let text = "Produksi Teh Rakyat Naik Berkat Pupuk Organik\n\nPetani teh di lereng utara meninggalkan pupuk kimia sejak dua tahun lalu.\n\n\
        Wahyu Setiadi - Bisnis.com\nKamis, 15 September 2022 | 13:45\n\nShare\n\nPemetik teh di kebun rakyat. - Antara/Rukmini\n\n\
        Bisnis.com, GARUT — Produksi teh rakyat naik 12 persen berkat pupuk organik buatan petani sendiri.\n\n\
        BACA JUGA: Ekspor Teh Menurun\n\nKenaikan terbesar tercatat di lereng utara, menurut koperasi.\n\n\
        Simak berita lainnya seputar topik artikel ini, di sini:\n\nteh\npupuk\n\n\
        Cek Berita dan Artikel yang lain di Google News dan WA Channel\n\nPenulis : Wahyu Setiadi\nEditor : Intan Permatasari\n";
    check(
        text,
        &Expected {
            title: Some("Produksi Teh Rakyat Naik Berkat Pupuk Organik"),
            date: Some("Kamis, 15 September 2022 | 13:45"),
            lead: Some("Petani teh di lereng utara meninggalkan pupuk kimia sejak dua tahun lalu."),
            caption: Some("Pemetik teh di kebun rakyat."),
            credit: Some("Antara/Rukmini"),
            city: Some("GARUT"),
            authors: &["Wahyu Setiadi"],
            editors: &["Intan Permatasari"],
            tags: &["teh", "pupuk"],
            paragraphs: 2,
            first: "Produksi teh rakyat naik",
            last: "menurut koperasi.",
            ..Expected::default()
        },
    );
}

#[test]
fn kontan() {
    let text = "Emiten Garam Tambah Dua Gudang di Jawa Timur\nSelasa, 20 April 2021 | 08:30 WIB Reporter: Hendra Gunadi | Editor: Tita Marlina\n\
        ILUSTRASI. Gudang garam. KONTAN/Hendra Gunadi\nKONTAN.CO.ID - JAKARTA. Sebuah emiten garam menambah dua gudang di Jawa Timur tahun ini.\n\
        Gudang itu menampung 15.000 ton garam, kata direktur utamanya.\nBaca Juga: Harga garam rakyat mulai naik\n\
        Pembangunan gudang selesai pada kuartal ketiga.\nSelanjutnya: Daftar emiten pangan\nMenarik Dibaca: Resep garam bumbu\n";
    check(
        text,
        &Expected {
            title: Some("Emiten Garam Tambah Dua Gudang di Jawa Timur"),
            date: Some("Selasa, 20 April 2021 | 08:30 WIB Reporter: Hendra Gunadi | Editor: Tita Marlina"),
            caption: Some("ILUSTRASI. Gudang garam."),
            credit: Some("KONTAN/Hendra Gunadi"),
            city: Some("JAKARTA"),
            authors: &["Hendra Gunadi"],
            editors: &["Tita Marlina"],
            paragraphs: 3,
            first: "Sebuah emiten garam",
            last: "pada kuartal ketiga.",
            ..Expected::default()
        },
    );
}

#[test]
fn media_indonesia() {
    let text = "Headline\nPembangunan tanggul laut masih menunggu izin lingkungan.\nKumpulan Berita Daerah\nHome\nNusantara\n\
        Desa Wisata Lembah Kabut Kebanjiran Pesanan\nRatna Dewanti\n17/5/2024 18:30\n\
        Rumah panggung di Desa Lembah Kabut.(MI/RATNA DEWANTI)\n\
        DESA wisata Lembah Kabut kebanjiran pesanan menginap untuk libur panjang bulan ini.\n\
        \"Semua kamar terisi,\" kata pengelola, Made Wirata, Jumat (17/5).\n\
        Pengelola akan menambah sepuluh kamar di rumah warga. (RD/N-2)\n\
        Cek berita dan artikel yg lain di Google News dan ikuti WhatsApp channel kami\nEditor : Yusuf\nTags:\n# desa wisata\n\
        # libur panjang\nBerita Lainnya\nPembangunan jalan lingkar dilanjutkan tahun depan dengan anggaran baru.\n";
    check(
        text,
        &Expected {
            title: Some("Desa Wisata Lembah Kabut Kebanjiran Pesanan"),
            date: Some("17/5/2024 18:30"),
            caption: Some("Rumah panggung di Desa Lembah Kabut."),
            credit: Some("MI/RATNA DEWANTI"),
            initials: Some("RD/N-2"),
            authors: &["Ratna Dewanti"],
            editors: &["Yusuf"],
            tags: &["desa wisata", "libur panjang"],
            paragraphs: 3,
            first: "DESA wisata Lembah Kabut",
            last: "di rumah warga.",
            ..Expected::default()
        },
    );
}

#[test]
fn kumparan() {
    let text = "Kucing Penjaga Stasiun Kecil di Kaki Gunung Jadi Idola Penumpang\n4 Juli 2020 9:05 WIB\n·\nwaktu baca 3 menit\n\
        Tulisan dari Redaksi tidak mewakili pandangan kumparan\nPerbesar\nKucing di stasiun. Foto: Arum Sekar/kumparan\n\
        Seekor kucing menjadi idola penumpang di stasiun kecil di kaki gunung itu.\n\
        Ia datang setiap kereta pagi berhenti, kata kepala stasiun.\n";
    let page = super::read(text);
    assert_eq!(page.title.map(|title| title.line), Some(1));
    assert_eq!(page.date.map(|date| date.text).as_deref(), Some("4 Juli 2020 9:05 WIB"));
    assert_eq!(page.caption.as_deref(), Some("Kucing di stasiun."));
    assert_eq!(page.credit.as_deref(), Some("Arum Sekar/kumparan"));
    assert!(page.body.last().is_some_and(|last| last.ends_with("kata kepala stasiun.")));
}

#[test]
fn jawa_pos() {
    let text = "Pasar Burung Lama Disulap Jadi Taman Baca\nSabtu, 27 Februari 2021 | 17:20 WIB\nTAMAN BACA: Anak-anak membaca di bekas kios. (Dwi Astuti/Jawa Pos)\n\
        JawaPos.com – Pasar burung yang lama kosong kini menjadi taman baca bagi anak-anak.\n\
        Warga mengecat kios dan menata rak buku secara swadaya.\nEditor : Dwi Astuti\nReporter : dwi/c7/oni\n";
    check(
        text,
        &Expected {
            title: Some("Pasar Burung Lama Disulap Jadi Taman Baca"),
            date: Some("Sabtu, 27 Februari 2021 | 17:20 WIB"),
            caption: Some("TAMAN BACA: Anak-anak membaca di bekas kios."),
            credit: Some("Dwi Astuti/Jawa Pos"),
            authors: &["dwi/c7/oni"],
            editors: &["Dwi Astuti"],
            paragraphs: 2,
            first: "Pasar burung yang lama",
            last: "rak buku secara swadaya.",
            ..Expected::default()
        },
    );
}

#[test]
fn viva_and_suara() {
    let viva = "VIVALIFE\nFestival Layang-Layang Raksasa Digelar di Pantai Timur\nPenerbang datang dari sebelas negara.\n\
        Selasa, 16 Februari 2016 | 13:01 WIB\nOleh : Maya Kusuma\nLayang-layang raksasa di pantai. (VIVA/Maya)\nTweet\n\
        VIVA.co.id - Festival layang-layang raksasa digelar di Pantai Timur selama tiga hari.\n\
        Penerbang datang dari sebelas negara, kata ketua panitia.\nKOMENTARI ARTIKEL INI\nTERKAIT\nLomba Pasir Digelar Lagi\n";
    check(
        viva,
        &Expected {
            title: Some("Festival Layang-Layang Raksasa Digelar di Pantai Timur"),
            date: Some("Selasa, 16 Februari 2016 | 13:01 WIB"),
            lead: Some("Penerbang datang dari sebelas negara."),
            caption: Some("Layang-layang raksasa di pantai."),
            credit: Some("VIVA/Maya"),
            authors: &["Maya Kusuma"],
            paragraphs: 2,
            first: "Festival layang-layang raksasa digelar",
            last: "kata ketua panitia.",
            ..Expected::default()
        },
    );
    let suara = "Bengkel Sepeda Tua Bertahan di Gang Sempit\nReza Pahlawan\nSenin, 11 Maret 2019 | 07:05 WIB\n\
        Bengkel sepeda tua. [Suara.com/Reza Pahlawan]\n\
        Suara.com - Sebuah bengkel sepeda tua bertahan di gang sempit sejak empat puluh tahun lalu.\n\
        Baca Juga: Komunitas Sepeda Tua Gelar Pawai\nPemiliknya menolak pindah ke jalan besar.\nBerita Terkait\nSepeda Tua Laku Mahal\n";
    check(
        suara,
        &Expected {
            title: Some("Bengkel Sepeda Tua Bertahan di Gang Sempit"),
            date: Some("Senin, 11 Maret 2019 | 07:05 WIB"),
            caption: Some("Bengkel sepeda tua."),
            credit: Some("Suara.com/Reza Pahlawan"),
            authors: &["Reza Pahlawan"],
            paragraphs: 2,
            first: "Sebuah bengkel sepeda tua",
            last: "ke jalan besar.",
            ..Expected::default()
        },
    );
}

#[test]
fn one_short_line_above_the_date_is_the_headline() {
    let page = read("Banjir\n\nRabu, 02 Maret 2022 - 19:13 WIB\nAMBON - Air sungai meluap sejak pagi.\n");
    assert_eq!(page.title.map(|title| title.text).as_deref(), Some("Banjir"));
    // Where there are several, the short one is a section.
    let text =
        "Daerah\nAir Sungai Meluap, Warga Mengungsi\nRabu, 02 Maret 2022 - 19:13 WIB\nAMBON - Air sungai meluap.\n";
    assert_eq!(read(text).title.map(|title| title.text).as_deref(), Some("Air Sungai Meluap, Warga Mengungsi"));
}

#[test]
fn a_sentence_with_brackets_is_no_breadcrumb() {
    let page = super::super::read_body(
        "Judul",
        "Nilai a > b.\nTulis <satu>.\nBeranda > Nasional > Daerah\nSelesai sudah.\n",
        &Known::default(),
    );
    assert_eq!(page.body, ["Nilai a > b.", "Tulis <satu>.", "Selesai sudah."]);
}

#[test]
fn an_outlet_has_furniture_of_its_own() {
    let text = "Panen Raya Dimulai Lebih Awal\n\nRabu, 02 Maret 2022 - 19:13 WIB\nTukar poin sekarang juga\n\
                AMBON - Panen raya dimulai lebih awal di lereng gunung.\nPilih langgananmu di sini.\nKabar dari tetangga\n\
                Warga tetangga memanen lebih dahulu, kata mereka kepada kami.\n";
    let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    let outlet = Outlet {
        files: None,
        furniture: words(&["tukar poin*", "pilih langgananmu di sini."]),
        end: words(&["kabar dari tetangga"]),
    };
    let known = Known { outlets: vec![&outlet], ..Known::default() };
    let page = super::super::read(text, &context(), &known);
    assert_eq!(page.body, ["Panen raya dimulai lebih awal di lereng gunung."]);
    assert!(read(text).body.len() > 1);
}
