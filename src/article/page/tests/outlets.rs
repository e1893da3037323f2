//! Pages in the shape of one outlet each.

use super::{Expected, check};

#[test]
fn sindonews() {
    let text = "Home\nNasional\nPemkab Rawaindah Bangun Embung untuk Sawah Tadah Hujan\nSri Wulandari\n\
        Jum'at, 04 Maret 2022 - 08:10 WIB\nviews: 1.204\n\
        Warga memeriksa embung baru di Desa Karanglo. Foto/Dok. Pemkab Rawaindah\nA A A\n\
        RAWAINDAH - Pemerintah kabupaten membangun tiga embung bagi sawah tadah hujan tahun ini.\n\n\
        \"Air itu cukup untuk dua musim,\" kata Kepala Dinas Pertanian Bagas Wirya.\n\n\
        Baca Juga: Musim Tanam di Rawaindah Mundur Dua Pekan\n\n\
        Pembangunan dimulai bulan depan dan dikerjakan warga setempat.\n(swd)\nBaca Berita Terkait Lainnya\n\
        Copyright © 2024 KabarContoh.com\n";
    check(
        text,
        &Expected {
            title: Some("Pemkab Rawaindah Bangun Embung untuk Sawah Tadah Hujan"),
            date: Some("Jum'at, 04 Maret 2022 - 08:10 WIB"),
            caption: Some("Warga memeriksa embung baru di Desa Karanglo."),
            credit: Some("Dok. Pemkab Rawaindah"),
            city: Some("RAWAINDAH"),
            initials: Some("swd"),
            authors: &["Sri Wulandari"],
            paragraphs: 3,
            first: "Pemerintah kabupaten membangun",
            last: "dikerjakan warga setempat.",
            ..Expected::default()
        },
    );
}

#[test]
fn kompas() {
    let text = "News\nRegional\n\nJembatan Gantung Putus, Siswa Menyeberang dengan Rakit\n\nKompas.com - 12/01/2021, 14:05 WIB\n\n\
        Dian Purwaka\n\nPenulis\n\nLihat Foto\n\nSiswa menyeberang sungai dengan rakit bambu.(KOMPAS.com/DIAN PURWAKA)\n\n\
        LEMBAHSARI, KOMPAS.com - Jembatan gantung di Kecamatan Lembahsari putus setelah hujan deras semalam.\n\n\
        Baca juga: Hujan Deras, Tiga Desa di Lembahsari Terisolasi\n\n\
        \"Anak-anak tetap sekolah,\" ujar Kepala Desa Tirtomoyo, Hadi Prasojo, Selasa (12/1/2021).\n\n\
        Perbaikan jembatan menunggu air sungai surut, kata dia.\n\n\
        Dapatkan update berita pilihan dan breaking news setiap hari dari Kompas.com. Mari bergabung di Grup Telegram kami.\n\n\
        Editor\n\n: Ratih Anggraeni\n\nTag\n\njembatan gantung\nsiswa\n\nTerkini Lainnya\n";
    check(
        text,
        &Expected {
            title: Some("Jembatan Gantung Putus, Siswa Menyeberang dengan Rakit"),
            date: Some("Kompas.com - 12/01/2021, 14:05 WIB"),
            caption: Some("Siswa menyeberang sungai dengan rakit bambu."),
            credit: Some("KOMPAS.com/DIAN PURWAKA"),
            city: Some("LEMBAHSARI"),
            authors: &["Dian Purwaka"],
            editors: &["Ratih Anggraeni"],
            tags: &["jembatan gantung", "siswa"],
            paragraphs: 3,
            first: "Jembatan gantung di Kecamatan",
            last: "surut, kata dia.",
            ..Expected::default()
        },
    );
}

#[test]
fn detik() {
    let text = "Harga Cabai di Pasar Wonorejo Turun Jelang Panen\n\nTim detikcom - detikNews\nKamis, 10 Nov 2022 07:31 WIB\n\
        Foto: Pedagang menata cabai (Rio Nugraha/detikcom)\nWonorejo -\n\
        Harga cabai rawit di Pasar Wonorejo turun menjadi Rp 40 ribu per kilogram.\nADVERTISEMENT\n\
        SCROLL TO CONTINUE WITH CONTENT\n\"Pekan lalu masih Rp 75 ribu,\" kata pedagang, Minah.\n\
        Simak Video 'Petani Cabai Wonorejo Panen Raya':\n[Gambas:Video 20detik]\n\
        Pemerintah setempat memperkirakan harga bertahan sampai akhir tahun.\n(rio/nug)\nharga cabai\npasar wonorejo\n\
        Berita Terkait\nStok Beras di Wonorejo Aman Tiga Bulan\nHoegeng Awards 2022\nBaca kisah inspiratif di sini\n";
    check(
        text,
        &Expected {
            title: Some("Harga Cabai di Pasar Wonorejo Turun Jelang Panen"),
            date: Some("Kamis, 10 Nov 2022 07:31 WIB"),
            caption: Some("Pedagang menata cabai"),
            credit: Some("Rio Nugraha/detikcom"),
            city: Some("Wonorejo"),
            initials: Some("rio/nug"),
            authors: &["Tim detikcom"],
            tags: &["harga cabai", "pasar wonorejo"],
            paragraphs: 3,
            first: "Harga cabai rawit di Pasar",
            last: "sampai akhir tahun.",
            ..Expected::default()
        },
    );
}

#[test]
fn cnn_indonesia() {
    let text = "Kapal Wisata Kandas di Teluk Biru, 32 Penumpang Selamat\nCNN Indonesia\nRabu, 17 Mei 2023 15:20 WIB\nBagikan:\n\
        Ilustrasi. Kapal wisata kandas di karang. (iStock/pixdeluxe)\nJakarta, CNN Indonesia --\n\
        Sebuah kapal wisata kandas di perairan Teluk Biru pada Rabu pagi.\n\nADVERTISEMENT\n\nSCROLL TO CONTINUE WITH CONTENT\n\n\
        Seluruh penumpang dievakuasi dengan perahu karet, kata Kepala Kantor SAR Wira Tanjung.\n\n\
        Lihat Juga :\nDua Nelayan Teluk Biru Hilang Diterjang Ombak\n\n\
        \"Cuaca sedang buruk,\" ujarnya.\n\n(wir/tan)\n[Gambas:Video CNN]\n";
    check(
        text,
        &Expected {
            title: Some("Kapal Wisata Kandas di Teluk Biru, 32 Penumpang Selamat"),
            date: Some("Rabu, 17 Mei 2023 15:20 WIB"),
            caption: Some("Ilustrasi. Kapal wisata kandas di karang."),
            credit: Some("iStock/pixdeluxe"),
            city: Some("Jakarta"),
            initials: Some("wir/tan"),
            paragraphs: 3,
            first: "Sebuah kapal wisata kandas",
            last: "\"Cuaca sedang buruk,\" ujarnya.",
            ..Expected::default()
        },
    );
}

#[test]
fn tempo() {
    let text = "home\nnasional\n\nPustaka Keliling Menjangkau Kampung Pegunungan\n\nSenin, 21 September 2015 | 09:05 WIB\n\n\
        Anak-anak membaca buku di mobil pustaka. TEMPO/Galih Samudra\n\n\
        TEMPO.CO, Bandung - Mobil pustaka keliling kini menjangkau kampung di lereng Gunung Wangi.\n\n\
        Baca: Taman Baca Tumbuh di Gang Sempit\n\n\
        \"Anak-anak menunggu sejak pagi,\" kata pustakawan, Ningsih Lestari.\n\n\
        Program itu akan berlanjut sampai Desember.\n\nGALIH SAMUDRA\n";
    check(
        text,
        &Expected {
            title: Some("Pustaka Keliling Menjangkau Kampung Pegunungan"),
            date: Some("Senin, 21 September 2015 | 09:05 WIB"),
            caption: Some("Anak-anak membaca buku di mobil pustaka."),
            credit: Some("TEMPO/Galih Samudra"),
            city: Some("Bandung"),
            authors: &["GALIH SAMUDRA"],
            paragraphs: 3,
            first: "Mobil pustaka keliling",
            last: "sampai Desember.",
            ..Expected::default()
        },
    );
}

#[test]
fn tribun() {
    let text = "Pencuri Kotak Amal Ditangkap Warga Saat Tertidur di Teras Masjid\n\
        Pelaku mengaku kelelahan setelah berjalan kaki dari kota sebelah untuk mencari pekerjaan\n\
        Tayang: Minggu, 5 Juni 2022 10:44 WIB\nPenulis: Yoga Permana | Editor: Lilis Karlina\nzoom-in\n\
        TRIBUNNEWS.COM, CIREBON - Warga menangkap seorang pencuri kotak amal yang tertidur di teras masjid.\n\n\
        Laporan Wartawan TribunContoh.com, Yoga Permana\n\n\
        \"Ia tidak melawan,\" kata ketua RT, Dadang Suhada.\n\n\
        Kasus itu diselesaikan secara kekeluargaan.\n\n(*)\n\n\
        Artikel ini telah tayang di TribunContoh.com dengan judul Pencuri Tertidur di Teras Masjid\n";
    check(
        text,
        &Expected {
            title: Some("Pencuri Kotak Amal Ditangkap Warga Saat Tertidur di Teras Masjid"),
            date: Some("Tayang: Minggu, 5 Juni 2022 10:44 WIB"),
            lead: Some("Pelaku mengaku kelelahan setelah berjalan kaki dari kota sebelah untuk mencari pekerjaan"),
            city: Some("CIREBON"),
            authors: &["Yoga Permana"],
            editors: &["Lilis Karlina"],
            paragraphs: 3,
            first: "Warga menangkap seorang",
            last: "secara kekeluargaan.",
            ..Expected::default()
        },
    );
}

#[test]
fn antara() {
    let text = "Petani garam Pulau Lontar panen lebih awal\n\nSelasa, 8 Agustus 2017 16:40 WIB | 318 Views\n\
        id garam, petani garam, pulau lontar\nPewarta: Ismail Thayeb\n\n\
        Petani memanen garam di Pulau Lontar. (ANTARA FOTO/Ismail Thayeb)\n\n\
        Kupang, NTT (ANTARA News) - Petani garam di Pulau Lontar memanen garam dua pekan lebih awal.\n\n\
        Menurut ketua kelompok tani, panas yang panjang mempercepat penguapan.\n\n\
        Baca juga: Harga garam naik di tingkat petani\n\n\
        \"Hasilnya sekitar 20 ton,\" katanya.\nPewarta: Ismail Thayeb\nEditor: Maria Sonda\nCOPYRIGHT © ANTARA 2017\n\n\
        Berita Lainnya\n\nNelayan keluhkan harga solar\n";
    check(
        text,
        &Expected {
            title: Some("Petani garam Pulau Lontar panen lebih awal"),
            date: Some("Selasa, 8 Agustus 2017 16:40 WIB | 318 Views"),
            caption: Some("Petani memanen garam di Pulau Lontar."),
            credit: Some("ANTARA FOTO/Ismail Thayeb"),
            city: Some("Kupang, NTT"),
            authors: &["Ismail Thayeb"],
            editors: &["Maria Sonda"],
            tags: &["garam", "petani garam", "pulau lontar"],
            paragraphs: 3,
            first: "Petani garam di Pulau Lontar memanen",
            last: "\"Hasilnya sekitar 20 ton,\" katanya.",
            ..Expected::default()
        },
    );
}

#[test]
fn republika() {
    let text = "Home > News > Nasional\n\nAhad , 13 Jul 2014, 05:12 WIB\n\nPasar Tiban Ramadhan Hidupkan Alun-Alun Kota\n\n\
        Rep: Anisa Rahmi/ Red: Bowo Santika\n\nRepublika/Tomi Adnan\n\nPasar tiban di alun-alun\n\n\
        REPUBLIKA.CO.ID, MAGELANG -- Pasar tiban Ramadhan menghidupkan alun-alun kota setiap sore.\n\n\
        Ratusan pedagang menggelar dagangan sejak pukul tiga.\n\nSumber : Antara\n\n0 KOMENTAR\n\nTAG\n\n#pasar tiban\n\n#ramadhan\n\n\
        Berita Terkait\n\nPasar Murah Digelar di Lima Kecamatan\n";
    check(
        text,
        &Expected {
            title: Some("Pasar Tiban Ramadhan Hidupkan Alun-Alun Kota"),
            date: Some("Ahad , 13 Jul 2014, 05:12 WIB"),
            caption: Some("Pasar tiban di alun-alun"),
            credit: Some("Republika/Tomi Adnan"),
            city: Some("MAGELANG"),
            authors: &["Anisa Rahmi"],
            editors: &["Bowo Santika"],
            tags: &["pasar tiban", "ramadhan"],
            paragraphs: 2,
            first: "Pasar tiban Ramadhan menghidupkan",
            last: "sejak pukul tiga.",
            ..Expected::default()
        },
    );
}
