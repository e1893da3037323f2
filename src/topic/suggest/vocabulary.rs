//! Indonesian words that make no topic: function words, furniture of pages, times, and words that say too little alone.

/// Words that begin and end no topic: function words and the verbs, nouns and adverbs that news of every kind uses.
/// Compiled by hand by word class; prefix verbs of reporting (`mengatakan`) are in because every article has them.
const FUNCTION: &str = "
    ada adalah adanya agar akan akhirnya aku amat anda antara apa apabila apakah apalagi atas atau bagai bagaimana bagi
    bahkan bahwa baik banyak baru bawah beberapa begini begitu belum benar berada berarti berbagai berikut berkata
    bersama besar biasa biasanya bila bisa boleh buat bukan cara cukup cuma dahulu dalam dan dapat dari daripada datang
    demi demikian dengan depan di dia diduga dilakukan diri disebut dulu dua empat gara guna hal hampir hanya harus hari
    hasil hendak hingga ia ialah ikut ingin ini itu jadi jangan jelas jelang jika juga jumlah justru kali kalau kalian
    kami kamu karena kata katanya ke kecil kedua keluar kembali kemudian kenapa kepada kerap ketika ketiga khusus kini
    kita kurang lagi lah lain lainnya lalu lama lanjut lantas lebih lewat lima luar maka makin malah mana masa masih
    masing masuk mau maupun melakukan melalui melihat memang membuat memiliki menjadi mendapat menerima menurut mengaku
    mengatakan mengenai menit merasa mereka merupakan meski meskipun milik minta misalnya mulai mungkin nah namun nanti
    nya oleh orang pada padahal para pasti per perlu pernah pertama pihak pihaknya pula pun punya rupanya saat saja
    salah sama sambil sampai sana sang sangat satu saya se sebab sebagai sebagian sebanyak sebelum sebelumnya sebesar
    sebuah secara sedang sedangkan segera sehingga sejak sejauh sejumlah sekali sekarang sekitar selain selalu selama
    seluruh semakin sementara semua sempat sendiri seorang seperti sering serta sesuai setelah setiap siapa sih si sini
    situ soal suatu sudah supaya tadi tahu tak tanpa tapi tambah telah tempat tengah tentang tentu terhadap terjadi
    terkait terlalu termasuk ternyata tersebut tetap tetapi tiap tidak tiga tinggi tuh turut uang ucap ujar umum untuk
    usai usah via waktu walau yaitu yakni yang ya
    alasan bakal beri berhasil bikin buka cek dibuka digelar diminta gelar gegara hadir hadapi hasilkan ingat jalani
    jelaskan jadikan kabar kena lakukan lihat mengapa minta naik pastikan penuh punya raih resmi sebut sebutkan
    siap siapkan simak sosok sorot soroti tegas tegaskan temukan terbaru terima terancam terus tampil tiba tolak turun
    ungkap ungkapkan usul usulkan wajib ajak akui bahas bantah beberkan bertemu desak dorong dukung gandeng jawab jaga
    harap harapkan klaim kunjungi larang nilai pilih respons sambut sampaikan serahkan targetkan tegur tanggapi
    the of and in to for on is at with a an by from vs versus
";

/// Words that belong to a page, to a time or to an agency, and in no topic at all.
const FURNITURE: &str = "
    baca scroll continue content advertisement artikel berita halaman klik video foto gambar simak selengkapnya
    tonton loading redaksi editor reporter wartawan penulis dilansir dikutip instagram twitter facebook whatsapp
    youtube channel tribunnews detikcom kompas kompascom com sindonews okezone liputan6 tempo kapanlagi republika antara
    merdeka cnn wib wita wit gmt pukul
    januari februari maret april juni juli agustus september oktober november desember mei
    jan feb mar apr jun jul agu ags sep okt nov des
    senin selasa rabu kamis jumat jum sabtu ahad
    rp juta miliar triliun ribu persen pagi siang sore malam tahun bulan pekan minggu tanggal jam detik kemarin besok
";

/// Words that are a topic only beside another: directions, kinds of places, offices, ranks, legal forms, numbers.
const NEVER_ALONE: &str = "
    barat timur utara selatan tengah tenggara pusat daerah wilayah kabupaten kab kota kotamadya provinsi kecamatan
    kelurahan desa dusun jalan jl gang rt rw kawasan lokasi negara nasional republik internasional dunia pulau
    presiden wakil ketua umum menteri gubernur bupati wali walikota camat lurah kepala direktur jenderal utama manajer
    sekretaris bendahara anggota juru bicara pejabat staf komisaris kapten mayor kolonel letnan brigjen irjen komjen
    kombes akbp akp iptu ipda jaksa hakim ketum sekjen dirjen dirut plt pj mantan eks calon kandidat tersangka
    terdakwa korban pelaku saksi warga masyarakat publik rakyat pria wanita perempuan laki anak ibu bapak pak bu istri
    suami ayah keluarga teman aktor aktris artis pemain pelatih klub tim grup kelompok lembaga badan dinas kantor
    kementerian komisi dewan perwakilan organisasi perusahaan pemerintah pemprov pemkab pemkot polisi kepolisian aparat
    petugas pt cv tbk persero nomor no pasal ayat undang kasus perkara program proyek kegiatan acara sistem masalah
    persoalan kebijakan aturan peraturan rencana data laporan informasi keterangan hukum sidang rapat pertemuan
    indonesia negeri muda tua kiri kanan ii iii iv dr drs ir hj h m s prof sh mh mm si se letjen mayjen jenderal tni
    kapolres kapolda kapolsek kasat kabid humas rumah mobil motor unit tahap edisi seri versi nama usia warna hitam
    putih merah film lagu musim laga pertandingan gol poin babak juara gelar harga nilai pasar produk layanan
";

/// What a word is worth at the end of a topic and alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Worth {
    /// In no topic.
    Furniture,
    /// Only inside a topic.
    Function,
    /// Only beside a word that says more.
    NeverAlone,
    /// Anywhere.
    Full,
}

/// The lists, sorted for looking up.
#[derive(Debug)]
pub struct Vocabulary(Vec<(&'static str, Worth)>);

impl Vocabulary {
    /// All lists; of a word in several the strictest counts.
    pub fn new() -> Self {
        let lists = [(FURNITURE, Worth::Furniture), (FUNCTION, Worth::Function), (NEVER_ALONE, Worth::NeverAlone)];
        let words = lists.iter().flat_map(|(list, worth)| list.split_whitespace().map(|word| (word, *worth)));
        let mut words: Vec<_> = words.collect();
        words.sort_by_key(|(word, _)| *word);
        words.dedup_by_key(|(word, _)| *word);
        Self(words)
    }

    /// What `word`, folded, is worth. A number or a letter is the middle of
    /// something (`Timnas U-23`), a small number may be its end (`Liga 1`).
    pub fn worth(&self, word: &str) -> Worth {
        let found = self.0.binary_search_by_key(&word, |(known, _)| *known).ok().and_then(|at| self.0.get(at));
        match found {
            Some((_, worth)) => *worth,
            None if word.bytes().all(|byte| byte.is_ascii_digit()) && word.len() < 3 => Worth::NeverAlone,
            None if word.bytes().all(|byte| byte.is_ascii_digit()) || word.len() < 2 => Worth::Function,
            None => Worth::Full,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_worth_what_their_strictest_list_says() {
        let vocabulary = Vocabulary::new();
        for (word, worth) in [
            ("yang", Worth::Function),
            ("senin", Worth::Furniture),
            ("selatan", Worth::NeverAlone),
            ("simak", Worth::Furniture),
            ("2019", Worth::Function),
            ("1", Worth::NeverAlone),
            ("banjir", Worth::Full),
        ] {
            assert_eq!(vocabulary.worth(word), worth, "{word}");
        }
    }
}
