//! Cities: the places that datelines name most, as data. Others are known by their shape.

/// Places in lower case.
#[rustfmt::skip]
pub(super) const CITIES: &[&str] = &[
    "jakarta", "bandung", "surabaya", "medan", "semarang", "yogyakarta", "jogja", "solo", "surakarta", "makassar",
    "palembang", "denpasar", "bali", "bogor", "depok", "tangerang", "tangerang selatan", "bekasi", "cikarang",
    "karawang", "purwakarta", "subang", "cirebon", "indramayu", "majalengka", "kuningan", "sumedang", "garut",
    "tasikmalaya", "ciamis", "banjar", "pangandaran", "cianjur", "sukabumi", "cimahi", "serang", "cilegon",
    "pandeglang", "lebak", "banten", "tegal", "brebes", "pemalang", "pekalongan", "batang", "kendal", "demak",
    "kudus", "jepara", "pati", "rembang", "blora", "grobogan", "sragen", "karanganyar", "wonogiri", "sukoharjo",
    "klaten", "boyolali", "salatiga", "ungaran", "temanggung", "magelang", "wonosobo", "purworejo", "kebumen",
    "cilacap", "purwokerto", "banyumas", "purbalingga", "banjarnegara", "sleman", "bantul", "kulon progo",
    "gunungkidul", "malang", "batu", "blitar", "kediri", "madiun", "ngawi", "magetan", "ponorogo", "pacitan",
    "trenggalek", "tulungagung", "nganjuk", "jombang", "mojokerto", "sidoarjo", "gresik", "lamongan", "tuban",
    "bojonegoro", "pasuruan", "probolinggo", "lumajang", "jember", "bondowoso", "situbondo", "banyuwangi",
    "bangkalan", "sampang", "pamekasan", "sumenep", "madura", "banda aceh", "aceh", "aceh utara", "aceh timur",
    "aceh barat", "lhokseumawe", "langsa", "meulaboh", "bireuen", "binjai", "deli serdang", "langkat",
    "pematangsiantar", "siantar", "tebing tinggi", "sibolga", "padang", "bukittinggi", "payakumbuh", "pariaman",
    "solok", "pekanbaru", "dumai", "bengkalis", "batam", "tanjungpinang", "bintan", "karimun", "jambi", "bengkulu",
    "pangkalpinang", "belitung", "bandar lampung", "lampung", "lampung selatan", "metro", "prabumulih",
    "lubuklinggau", "ogan ilir", "pontianak", "singkawang", "sambas", "sintang", "ketapang", "palangkaraya",
    "palangka raya", "sampit", "banjarmasin", "banjarbaru", "martapura", "samarinda", "balikpapan", "bontang",
    "kutai kartanegara", "tarakan", "nunukan", "tanjung selor", "manado", "bitung", "tomohon", "minahasa",
    "gorontalo", "palu", "poso", "donggala", "sigi", "mamuju", "majene", "parepare", "maros", "gowa", "bone",
    "palopo", "toraja", "kendari", "bau-bau", "baubau", "kolaka", "mataram", "lombok", "lombok timur",
    "lombok tengah", "sumbawa", "bima", "dompu", "kupang", "ende", "maumere", "labuan bajo", "atambua", "badung",
    "gianyar", "buleleng", "singaraja", "tabanan", "karangasem", "klungkung", "bangli", "jembrana", "kuta",
    "nusa dua", "ambon", "ternate", "tidore", "tual", "jayapura", "sentani", "merauke", "timika", "mimika", "nabire",
    "wamena", "biak", "manokwari", "sorong", "fakfak", "serui", "nusantara", "cibinong", "ciputat", "jayawijaya",
    "puncak jaya", "singapura", "kuala lumpur", "bangkok", "manila", "hanoi", "phnom penh", "yangon", "naypyidaw",
    "vientiane", "brunei", "bandar seri begawan", "dili", "beijing", "shanghai", "hong kong", "hongkong", "taipei",
    "tokyo", "seoul", "pyongyang", "new delhi", "mumbai", "islamabad", "kabul", "dhaka", "kolombo", "kathmandu",
    "teheran", "baghdad", "damaskus", "beirut", "amman", "yerusalem", "gaza", "ramallah", "tel aviv", "riyadh",
    "jeddah", "makkah", "mekkah", "madinah", "doha", "dubai", "abu dhabi", "ankara", "istanbul", "kairo", "tripoli",
    "london", "manchester", "liverpool", "paris", "madrid", "barcelona", "roma", "milan", "turin", "berlin",
    "muenchen", "brussels", "brussel", "amsterdam", "den haag", "jenewa", "wina", "moskow", "kiev", "kyiv",
    "washington", "washington dc", "new york", "los angeles", "california", "havana", "rio de janeiro", "sydney",
    "melbourne", "canberra",
    // Provinces by their short names.
    "penajam", "kaltim", "kalsel", "kalteng", "kalbar", "kaltara", "sumut", "sumbar", "sumsel", "jateng", "jatim",
    "jabar", "sulsel", "sulut", "sulteng", "sultra", "sulbar", "ntb", "ntt", "babel", "kepri", "diy",
];

/// Words that follow the name of a place and belong to it.
pub(super) const SIDES: &[&str] =
    &["utara", "selatan", "timur", "barat", "tengah", "pusat", "tenggara", "kota", "regency"];

/// Words before the name of a place that belong to it.
pub(super) const KINDS: &[&str] = &["kota", "kabupaten", "kab", "kab."];
