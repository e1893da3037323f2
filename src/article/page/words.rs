//! Words: every phrase, mark and name that the room knows, as data. Phrases are in lower case, without the
//! punctuation around them.

use super::furniture::Phrases;
use super::furniture::Place::{Anywhere, Start, Whole};
use super::furniture::Then::{End, Junk, Links, Photo};

/// Furniture. Of two phrases that match, the first decides.
#[rustfmt::skip]
pub(super) const PHRASES: &[Phrases] = &[
    // A notice that begins as one does below which nothing is the article.
    Phrases { place: Start, then: Junk, words: &["tulis komentar dengan menyertakan"] },
    // Headings above links to other stories, and such links.
    Phrases { place: Whole, then: Links, words: &[
        "artikel lainnya", "foto video terkait", "terkait", "bacaan lainnya", "related", "related articles", "related posts",
        "jangan lewatkan", "pilihan", "artis terkait", "foto lainnya", "video lainnya",
    ] },
    Phrases { place: Start, then: Links, words: &[
        "baca juga", "bacajuga", "yuk baca juga", "baca ini juga", "baca selanjutnya", "baca juga berita", "baca lainnya", "lihat juga", "simak juga", "simak:", "simak :", "baca:", "selanjutnya:", "tonton juga", "saksikan juga", "baca :",
        "dengarkan juga", "cek juga", "artikel terkait", "berita terkait", "pilihan editor", "pilihan redaksi",
        "menarik dibaca", "menarik untuk dibaca", "berita menarik lainnya", "simak video", "saksikan video",
        "tonton video", "lihat video", "video terkait", "foto terkait", "read also", "read more", "also read",
        "see also", "editor's picks", "editor’s picks", "kumpulan berita terkait", "baca berita lainnya", "artikel berkaitan", "berita berkaitan",
    ] },
    // What stands only after an article.
    Phrases { place: Whole, then: End, words: &[
        "berita lainnya", "berita lain", "berita rekomendasi", "rekomendasi untuk anda", "rekomendasi",
        "berita terkini", "berita terbaru", "berita pilihan", "terpopuler", "populer", "paling populer", "terbaru",
        "terkini", "terkini lainnya", "terpopuler lainnya", "populer lainnya", "trending", "trending now", "trending topic", "popular news", "popular videos", "popular photos",
        "related news", "video terbaru", "video pilihan", "top news", "most popular", "rate artikel ini",
        "komentar pembaca", "komentar", "beri komentar", "click to comment", "kolom komentar", "tidak ada komentar", "posting komentar", "post a comment", "login untuk komentar", "sign in to post a comment",
        "cari berita lain disini", "lainnya", "komentari artikel ini", "baca artikel menarik lainnya",
        "kabar terbaru", "artikel populer", "hubungi kami", "kontak kami", "kontak", "tentang kami", "join our newsletter", "kompas.com play", "kebijakan privasi", "redaksi",
        "editor's choice", "pilihan untukmu", "rekomendasi untukmu", "for you", "sorotan", "headline",
    ] },
    Phrases { place: Start, then: End, words: &[
        "baca berita terkait lainnya", "berita populer", "berita terpopuler", "artikel terpopuler",
        "video terpopuler", "berikan komentar", "tulis komentar", "kirim komentar", "tinggalkan komentar", "tinggalkan balasan",
        "belum ada komentar", "leave a reply", "leave a comment", "copyright", "dilarang mengutip",
        "alamat email anda tidak akan", "your email address will not be", "editorial team",
        "discussion about this post", "dilarang mengambil", "catatan redaksi:", "catatan redaksi :", "read/ rendering in", "foto terpopuler", "berita terpopuler lainnya", "terpopuler di", "kirim komentar anda",
        "jadilah yang pertama", "tuliskan komentar", "isi komentar", "pedoman media siber", "berita sebelumnya",
        "berita selanjutnya", "artikel sebelumnya", "artikel selanjutnya", "previous article", "next article",
        "terbaru lainnya", "0 response to", "1 response to",
    ] },
    Phrases { place: Anywhere, then: End, words: &[
        "copyright ©", "copyright (c)", "all rights reserved", "all right reserved", "hak cipta dilindungi",
        "dilarang keras mengambil konten",
    ] },
    // Buttons above a caption.
    Phrases { place: Whole, then: Photo, words: &[
        "lihat foto", "photo :", "photo:", "zoom", "perbesar", "zoom in",
    ] },
    Phrases { place: Start, then: Photo, words: &["zoom-in", "zoom-inlihat"] },
    // Advertisements, buttons, counters, pages, invitations.
    Phrases { place: Whole, then: Junk, words: &[
        "advertisements", "iklan", "sponsored", "loading", "a a a", "aa", "aa text", "share", "bagikan", "facebook",
        "twitter", "google+", "google", "whatsapp", "telegram", "line", "linkedin", "pinterest", "email", "mail",
        "tweet", "copy", "copy link", "salin tautan", "salin link", "print", "cetak", "subscribe", "login", "masuk",
        "home", "beranda", "news", "artikel asli", "night mode", "lihat semua", "selengkapnya", "vote photo", "form rating", "more photos", "follow", "tag", "kategori", "disclaimer", "selanjutnya",
        "sebelumnya", "next", "kembali", "kembali ke beranda", "kembali ke halaman utama", "kembali ke daftar berita", "kembali ke list berita", "kembali ke atas", "lihat selengkapnya", "kredit", "tampilkan semua", "show all", "sematkan", "simpan", "dengarkan", "konten premium",
        "pasang iklan", "ad", "langganan", "close", "tutup", "hide ads", "load more", "atas", "live",
        "by", "oleh", "comments", "halaman", "masukkan script iklan disini", "ad_1", "ad_2", "source link", "click to expose", "continue reading", "connect with us", "sudah memiliki akun masuk di sini", "konfirmasi email", "image of tempo", "logo tempo", "syarat & ketentuan", "syarat dan ketentuan", "hoaks atau fakta", "laporkan hoaks cek fakta lain", "daftarkan",
    ] },
    Phrases { place: Start, then: Junk, words: &[
        "advertisement", "scroll to continue with content", "scroll to resume content", "scroll ke bawah untuk", "scroll down untuk", "total count of", "line share button", "facebook share button", "twitter share button",
        "apakah anda yakin akan", "apakah anda yakin ingin", "cek video di bawah ini", "pakai masker, cuci tangan pakai sabun",
        "selalu jaga kesehatan, jangan sampai tertular", "ingatpesanibu", "hashtag lainnya", "scroll untuk", "gulir untuk", "geser untuk", "geser ke atas untuk", "gulir ke bawah untuk",
        "lanjutkan membaca", "lanjut baca", "gambas:", "lupa kata sandi", "belum memiliki akun", "atau masuk melalui", "atau daftar melalui", "kami telah mengirimkan link aktivasi", "klik link aktivasi", "jika anda tidak menerima email", "lihat postingan ini di", "view this post on", "sebuah kiriman dibagikan oleh", "a post shared by", "a- a+", "share on", "nikmati berita", "baca artikel", "intinya sih", "disclaimer: this", "share this", "bagikan artikel",
        "bagikan berita", "bagikan ke", "rating ( voters", "load more", "image of", "this browser does not support the video",
        "halaman selanjutnya", "halaman berikutnya", "baca halaman selanjutnya", "baca selengkapnya", "simak selengkapnya",
        "bersambung ke halaman", "lanjut ke halaman", "artikel ini pertama kali tayang",
        "baca berita dengan sedikit iklan", "baca berita tanpa iklan", "baca kisah",
        "cek berita dan artikel yang lain di", "jangan sampai ketinggalan berita", "ikuti kami di", "follow us",
        "follow berita", "bagikan ini", "click to share", "klik untuk", "ukuran font", "font size", "text size",
        "ukuran huruf", "kecil besar", "halaman 1", "halaman:", "zoom out", "waktu baca", "terverifikasi administratif", "untuk mengikuti silakan klik", "sebarkan artikel ini", "sebarkan berita ini", "sebarkan informasi ini", "example 1", "image-gnews", "salin artikel",
        "kumpulan berita", "pages (", "we use cookies", "ibaca juga", "dapatkan update berita",
        "dapatkan berita", "dapatkan info", "anda sedang membaca", "berlangganan tempo", "akses edisi mingguan",
        "akses penuh seluruh artikel", "baca dengan lebih sedikit gangguan iklan", "fitur baca cepat", "lihat benefit",
        "anda mendukung independensi", "ajang penghargaan persembahan", "spinner loading", "simak berita lainnya seputar topik", "kompas.com berkomitmen", "powered by", "konten berikut adalah iklan", "bagaimana tanggapan anda mengenai", "tetap terhubung dengan kami", "mohon tunggu", "berkomentarlah secara", "better experience in portrait mode", "iklan - geser", "ringkasan berita",
        "jika anda mengetahui ada berita viral", "banyak orang hebat di sekitar kita", "saksikan live detikpagi", "saksikan livedetikpagi", "simak breaking news dan berita pilihan", "ikuti berita terbaru times indonesia", "artikel ini merupakan bagian dari",
        "berita ini merupakan kerja sama", "mau berlangganan", "mulai berlangganan",
    ] },
    Phrases { place: Anywhere, then: Junk, words: &[
        "silakan whatsapp ke nomor", "artikel ini telah tayang di", "artikel ini telah naik di", "artikel ini sudah tayang di", "berita ini telah tayang di",
        "tulisan ini telah tayang di", "tidak mewakili pandangan redaksi", "data:image/",
    ] },
];

/// How an invitation to a channel begins …
#[rustfmt::skip]
pub(super) const INVITATIONS: &[&str] = &[
    "ikuti", "follow", "gabung", "bergabung", "mari bergabung", "yuk", "ayo", "dapatkan", "temukan", "cek", "baca",
    "simak", "update", "jangan lewatkan", "jangan ketinggalan", "untuk mendapatkan", "klik", "download", "unduh", "akses",
    "subscribe", "pantau", "nikmati", "mau", "silakan", "silahkan", "berlangganan", "daftar",
];

/// … and what it invites to.
#[rustfmt::skip]
pub(super) const CHANNELS: &[&str] = &[
    "google news", "googlenews", "whatsapp channel", "wa channel", "saluran whatsapp", "channel whatsapp",
    "kanal whatsapp", "grup whatsapp", "langsung di ponsel", "telegram", "newsletter", "melanjutkan membaca", "lanjutkan membaca",
];

/// Words of sentences that tell of somebody, which notices to the reader have not.
#[rustfmt::skip]
pub(super) const TELLING: &[&str] = &[
    "kata", "katanya", "ujar", "ujarnya", "tutur", "tuturnya", "ungkap", "ungkapnya", "jelas", "jelasnya", "pinta",
    "pintanya", "ajak", "ajaknya", "tanya", "tanyanya", "canda", "menyebut", "mengatakan", "menyatakan", "itu",
    "tersebut", "dia", "ia", "mereka", "adalah", "he", "she", "they", "said", "was", "were",
];

/// Places that a sentence can name too.
pub(super) const PLACES: &[&str] =
    &["aplikasi", "youtube channel", "channel youtube", "di sini", "disini", "tautan ini"];

/// Where the way to a page and the menu of a site begin, as written.
pub(super) const HOME: &[&str] = &["Home", "Beranda"];

/// Headings of other stories to which those are glued in some pages, as written.
pub(super) const GLUED_HEADINGS: &[&str] = &["Related Posts", "Related Articles", "Berita Terkait", "Artikel Terkait"];

/// What stands behind the heading of a list and leads to all of it.
pub(super) const INDEX: &[&str] = &[" +indeks", " + indeks", " +index", " + index"];

/// What the lists below an article hold …
#[rustfmt::skip]
pub(super) const LISTED: &[&str] = &[
    "berita", "video", "foto", "artikel", "kabar", "konten", "topik", "tag", "tags", "news", "info", "infografis",
    "indeks", "index", "stories", "galeri",
];

/// … and which of it.
#[rustfmt::skip]
pub(super) const WHICH: &[&str] = &[
    "terkini", "terbaru", "terpopuler", "populer", "lainnya", "pilihan", "terkait", "rekomendasi", "more", "utama",
    "terfavorit", "trending",
];

/// Words that stand beside the number of a counter.
#[rustfmt::skip]
pub(super) const COUNTED: &[&str] = &[
    "share", "shares", "komentar", "comment", "comments", "view", "views", "kali", "dilihat", "dibaca", "telah",
    "like", "likes", "dislike", "suka", "pembaca", "credits", "foto", "baca", "menit", "waktu", "x", "min", "read",
    "rb", "k", "tweet", "whatsapp", "telegram", "facebook", "disclaimer", "of", "dari", "halaman", "page", "hal", "selanjutnya", "next", "prev",
    "sebelumnya", "first", "last",
];

/// Label words before or after the name of a writer.
#[rustfmt::skip]
pub(super) const AUTHOR: &[&str] = &[
    "penulis", "redaktur & reporter", "autor", "pewarta", "reporter", "jurnalis", "wartawan", "kontributor", "author", "rep", "oleh", "by",
    "laporan wartawan", "laporan reporter", "laporan kontributor", "pelapor", "koresponden", "tim liputan",
    "laporan", "videografer", "reportase", "writer",
];

/// Label words before or after the name of an editor.
pub(super) const EDITOR: &[&str] =
    &["editor", "redaktur", "red", "video editor", "penyunting", "uploader", "produser", "ed", "publisher"];

/// Label words before the words of the newsroom.
#[rustfmt::skip]
pub(super) const TAGS: &[&str] = &[
    "tag", "simak berita lainnya seputar topik artikel ini, di sini", "ikuti perkembangan berita ini dalam topik", "tags", "topik", "topik artikel", "topik terkait", "topik pilihan", "tag terkait", "related tags", "kata kunci", "tagar", "tags terkait",
    "topic", "topics", "berita tag", "hashtag",
];

/// Label words before the source.
pub(super) const SOURCE: &[&str] = &["sumber", "source", "sumber berita", "dikutip dari", "disadur dari", "via"];

/// Words with which the credit of a photo begins.
#[rustfmt::skip]
pub(super) const CREDIT: &[&str] = &[
    "image", "sumber foto", "foto ilustrasi", "foto", "photo", "fotografer", "dok", "dokumentasi", "doc", "credit",
    "kredit", "sumber", "source", "gambar", "ilustrasi", "f",
];

/// First words of a line that tells what a photo shows.
pub(super) const PICTURES: &[&str] = &["ilustrasi", "arsip", "dokumentasi", "infografis"];

/// Words that are a credit by themselves.
#[rustfmt::skip]
pub(super) const CREDIT_ALONE: &[&str] = &[
    "ist", "istimewa", "dok istimewa", "dok pribadi", "dok", "dokumentasi pribadi", "net", "int", "tangkapan layar",
    "screenshot",
];

/// Agencies and picture houses, with which credits begin.
#[rustfmt::skip]
pub(super) const AGENCIES: &[&str] = &[
    "antara foto", "antara photo", "antara", "reuters", "afp", "ap photo", "ap", "getty images", "getty",
    "shutterstock", "epa", "xinhua", "istock", "istockphoto", "instagram", "twitter", "facebook", "youtube", "tiktok", "pixabay",
    "unsplash", "pexels", "freepik", "bloomberg", "ist", "istimewa", "thinkstock", "biro pers", "humas", "cnn",
    "bbc", "mi", "the guardian", "dpa", "bola", "net", "usnews",
];

/// Names of outlets as datelines write them; any word with a domain's ending counts too.
#[rustfmt::skip]
pub(super) const OUTLETS: &[&str] = &[
    "antara", "antara news", "antaranews", "cnn indonesia", "cnbc indonesia", "bbc indonesia", "kompas", "kompas tv",
    "tempo", "tempo interaktif", "republika", "republika online", "okezone", "sindonews", "sindo", "koran sindo",
    "detik", "detikcom", "detiknews", "detikfinance", "detiksport", "detikinet", "detikhot", "detikoto",
    "detikhealth", "detikfood", "detiktravel", "viva", "vivanews", "liputan6", "merdeka", "suara", "bisnis",
    "bisnis indonesia", "kontan", "media indonesia", "mediaindonesia", "kumparan", "kumparannews", "tirto",
    "jawapos", "jawa pos", "jpnn", "inews", "idx channel", "idxchannel", "metrotvnews", "metro tv", "medcom",
    "beritasatu", "tribun", "tribunnews", "warta kota", "wartakota", "suara pembaruan", "sp", "pr", "prlm",
    "pikiran rakyat", "akurat", "rmol", "jaa", "kbrn", "rri", "gatra", "inilah", "kapanlagi", "fimela", "hops",
    "grid", "waspada", "posmetro", "suara merdeka", "solopos", "poskota", "pos kota", "harian jogja", "harianjogja",
    "bisnis com", "the jakarta post", "investor daily", "afp", "reuters", "ap", "xinhua", "mi", "voi", "idn times", "jpnn", "gatra", "rctiplus",
    "mnc", "mnc media", "mnc trijaya", "trijaya", "infopublik", "nu online", "alinea", "katadata", "validnews",
    "hukumonline", "jubi", "tagar", "era", "radar", "viva round up", "tvonenews", "20detik", "bloomberg technoz",
];

/// First words of the names of outlets …
pub(super) const PAPERS: &[&str] = &["harian", "koran", "radar", "tribun", "tabloid", "majalah"];

/// … and last ones.
#[rustfmt::skip]
pub(super) const PRESS: &[&str] = &[
    "times", "post", "pos", "news", "online", "express", "ekspres", "today", "tv", "network", "daily", "media", "fm",
];

/// Houses whose branches begin with their name in one word, `KompasTekno`.
pub(super) const HOUSES: &[&str] = &["kompas", "tribun", "detik", "liputan6", "vivanews", "okezone"];

/// Endings of the names of sites.
pub(super) const DOMAINS: &[&str] =
    &[".com", ".co", ".id", ".co.id", ".net", ".tv", ".org", ".news", ".or.id", ".go.id"];

/// Months, long and short.
#[rustfmt::skip]
pub(super) const MONTHS: &[&str] = &[
    "januari", "january", "djanuari", "jan", "februari", "pebruari", "february", "febuari", "feb", "peb", "maret",
    "march", "mar", "mrt", "april", "apr", "mei", "mai", "may", "juni", "june", "djuni", "jun", "juli", "july",
    "djuli", "jul", "agustus", "august", "agoestoes", "agu", "agt", "ags", "agst", "agus", "agust", "aug", "ag",
    "september", "sept", "sep", "oktober", "october", "okt", "oct", "november", "nopember", "nov", "nop", "desember",
    "december", "des", "dec",
];

/// Days of the week; an apostrophe of any shape is `'`.
#[rustfmt::skip]
pub(super) const WEEKDAYS: &[&str] = &[
    "senin", "sen", "selasa", "sel", "rabu", "rab", "rebo", "kamis", "kam", "kemis", "jumat", "jum'at", "juma't",
    "jum", "sabtu", "saptu", "sab", "minggu", "min", "mgg", "ahad", "monday", "mon", "tuesday", "tue", "wednesday",
    "wed", "thursday", "thu", "friday", "fri", "saturday", "sat", "sunday", "sun", "legi", "pahing", "pon", "wage",
    "kliwon",
];

/// Zones.
pub(super) const ZONES: &[&str] = &["wib", "wita", "wit", "wp", "utc", "gmt", "z", "am", "pm"];

/// Words between the parts of a date.
#[rustfmt::skip]
pub(super) const DATE_FILLERS: &[&str] = &[
    "pukul", "pkl", "jam", "pada", "tanggal", "tgl", "on", "at", "date", "terakhir", "last", "waktu", "dibuat", "th",
    "hari",
];

/// Words that say that the date is the publication's.
#[rustfmt::skip]
pub(super) const PUBLISHED: &[&str] = &[
    "diterbitkan", "dipublikasikan", "tayang", "terbit", "posted", "published", "diposting", "dipublish", "rilis",
    "publikasi",
];

/// Words that say that it is a change's.
pub(super) const UPDATED: &[&str] =
    &["diperbarui", "diperbaharui", "update", "updated", "diupdate", "pembaruan", "diubah", "modified"];

/// Words that are or end a relative date …
pub(super) const AGO: &[&str] = &["lalu", "ago", "barusan", "kemarin"];

/// … and those that stand before `lalu`.
#[rustfmt::skip]
pub(super) const AGO_UNITS: &[&str] = &[
    "yang", "detik", "menit", "jam", "hari", "minggu", "pekan", "bulan", "tahun", "seconds", "second", "minutes",
    "minute", "hours", "hour", "days", "day", "weeks", "week", "sejam", "semenit", "sehari", "seminggu",
];

/// Phrases before a linked headline inside a paragraph; a colon follows.
pub(super) const LINK_LEADS: &[&str] =
    &["baca juga", "lihat juga", "simak juga", "baca berita", "read also", "read more", "pilihan editor"];

/// Notices glued into paragraphs, as written.
pub(super) const NOTICES: &[&str] = &["SCROLL TO CONTINUE WITH CONTENT", "SCROLL TO RESUME CONTENT", "ADVERTISEMENT"];

/// How notices begin that are glued behind the last paragraph, as written; they may have sentences.
pub(super) const GLUED_NOTICES: &[&str] = &[
    "Dapatkan informasi dan insight pilihan redaksi Kompas.com",
    "Dapatkan informasi, inspirasi dan insight di email kamu",
    "Dapatkan update berita pilihan dan breaking news",
    "Segera lengkapi data dirimu untuk ikutan program",
    "View this post on Instagram",
];

/// How links and videos begin that are glued behind the last paragraph, as written: no sentence of some length follows.
#[rustfmt::skip]
pub(super) const TAILS: &[&str] = &[
    "Cek Berita dan Artikel yang lain di", "Simak Video", "Simak juga Video", "Simak Juga Video", "Lihat juga Video", "Lihat Juga Video",
    "Lihat Video", "Tonton Video", "Tonton juga Video", "Saksikan Video", "Saksikan juga Video", "Saksikan Live Detikpagi", "Saksikan LiveDetikpagi", "Simak juga 'Video",
    "Simak juga \"Video", "[Gambas:", "loading...", "Loading...", "Baca berita selengkapnya", "Baca selengkapnya",
    "Baca Selengkapnya", "BACA SELENGKAPNYA", "Ikuti Whatsapp Channel", "Ikuti WhatsApp Channel", "Ikuti Google News",
    "#GrowFearless", "(Sumber:", "(SUMBER:", "(sumber:",
];

/// Buttons to the next page of an article, in lower case.
pub(super) const NEXT_PAGE: &[&str] = &["halaman selanjutnya", "halaman berikutnya", "baca halaman selanjutnya"];

/// Buttons that end a page, as written.
pub(super) const BUTTONS: &[&str] = &["Advertisement", "Halaman Selanjutnya >>>", "Halaman Selanjutnya"];

/// How a footer begins, as written.
pub(super) const COPYRIGHTS: &[&str] = &["Copyright ©", "Copyright (c)", "Copyright 20", "COPYRIGHT ©"];

/// How the credits begin that are glued behind the last paragraph, as written.
pub(super) const GLUED_CREDITS: &[&str] =
    &["Pewarta:", "Pewarta :", "Penulis:", "Penulis :", "Reporter:", "Reporter :", "Editor:", "Editor :"];

/// What Tempo says of somebody who has helped, behind the name.
pub(super) const HELPED: &str = " berkontribusi dalam penulisan artikel ini";

/// Words of navigation before the headline of a page without line breaks.
#[rustfmt::skip]
pub(super) const NAVIGATION: &[&str] = &[
    "home", "beranda", "news", "nasional", "metro", "daerah", "ekonomi", "ekbis", "bisnis", "internasional", "dunia",
    "olahraga", "sports", "sport", "bola", "soccer", "lifestyle", "music", "musik", "film", "seleb", "celebrity",
    "tekno", "sains", "otomotif", "otoniaga", "edukasi", "kalam", "travel", "health", "kesehatan", "gaya", "hukum",
    "politik", "photo", "video", "makro", "hankam", "global", "regional", "finance", "teknologi", "berita", ">", "/",
    "»", "›", "|",
];

/// Words that name a writer behind the headline of such a page.
pub(super) const BYLINES: &[&str] = &[
    " By ",
    " Oleh ",
    " Oleh: ",
    " Rep: ",
    " Rep:",
    " Red: ",
    " Red:",
    " Reporter:",
    " Penulis:",
    " Editor:",
    " Pewarta:",
];

/// Words of the buttons by which a page is passed on.
#[rustfmt::skip]
pub(super) const SHARED: &[&str] = &[
    "facebook", "twitter", "x", "whatsapp", "wa", "telegram", "line", "copy", "icon", "email", "e-mail", "pinterest",
    "linkedin", "messenger", "threads", "instagram", "tumblr", "reddit", "print", "cetak", "link", "tautan", "salin", "share",
    "bagikan", "tweet",
];

/// Words that lead to a day in a sentence.
#[rustfmt::skip]
pub(super) const BEFORE_DAYS: &[&str] = &[
    "pada", "hari", "tanggal", "sejak", "hingga", "sampai", "mulai", "dan", "atau", "di", "ke", "dari", "untuk", "per",
    "tertanggal", "lalu", "malam", "pagi", "siang", "sore", "yakni", "yaitu", "dengan", "sebelum", "sesudah", "setelah",
];

/// Labels of people below such a page's article, as written; a colon follows.
pub(super) const SIGNATURES: &[&str] = &[
    "Penulis",
    "Editor",
    "Pewarta",
    "Reporter",
    "Redaktur",
    "Rep",
    "Red",
    "Sumber",
    "Uploader",
    "Kontributor",
    "Jurnalis",
];

/// Headings below such an article, as written.
#[rustfmt::skip]
pub(super) const END_HEADINGS: &[&str] = &[
    "COPYRIGHT ©", "Copyright ©", "Berita Lainnya", "Berita Terkait", "Berita Rekomendasi", "Komentar Pembaca",
    "Artikel Terkait", "Baca Berita Terkait Lainnya", "Topik Terkait", "Tag Terkait", "BERITA TERKAIT", "Terpopuler",
    "TAGS", "Tags", "Tag:", "LOAD MORE", "Halaman Selanjutnya",
];

/// What stands between the parts of a page without line breaks, as written.
#[rustfmt::skip]
pub(super) const ONELINE_MARKS: &[&str] = &[
    "views:", "A A A", "loading...", "Baca Berita Terkait Lainnya", "Copyright ©", "All Rights Reserved",
    "Lihat Juga :", "TULIS KOMENTAR ANDA!",
];
