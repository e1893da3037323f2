//! The vocabulary: every word that means something in a dateline, Indonesian, English and Hijri.
//!
//! Words match whole and in any case, never by prefix: `Meikarta`, `Maruli`, `Senayan` and `Juniarti` are names.
//! Spellings follow CLDR (`id`, `en`), the spelling before 1972 (`Djuli`, `Nopember`) and what newsrooms print (`Febuari`, `Agst`).

use super::word::{Moment, Period, Unit, Word};

/// Spellings, separated by spaces, and what they mean.
type Row = (&'static str, Word);

const ROWS: &[Row] = &[
    ("januari jan january djanuari djan", Word::Month(1)),
    ("februari feb february pebruari peb febuari", Word::Month(2)),
    ("maret mar mrt mart march", Word::Month(3)),
    ("april apr", Word::Month(4)),
    ("mei mai may", Word::Month(5)),
    ("juni jun june djuni djun", Word::Month(6)),
    ("juli jul july djuli djul", Word::Month(7)),
    ("agustus agu agt ag ags agst agus agust agoestoes august aug", Word::Month(8)),
    ("september sep sept", Word::Month(9)),
    ("oktober okt october oct", Word::Month(10)),
    ("november nov nopember nop", Word::Month(11)),
    ("desember des december dec", Word::Month(12)),
    (
        "muharram muharam safar shafar rajab syaban syakban shaban ramadan ramadhan romadhon ramadlan syawal syawwal shawwal",
        Word::HijriMonth,
    ),
    ("rabiulawal rabiulakhir jumadilawal jumadilakhir rabiulawwal", Word::HijriMonth),
    (
        "zulkaidah zulkaedah dzulkaedah zulqadah zulqaidah dzulkaidah dzulqaidah dzulqadah zulkadah dzulkadah zulhijah zulhijjah dzulhijah dzulhijjah",
        Word::HijriMonth,
    ),
    ("rabiul rabi jumadil jumadal", Word::HijriFirst),
    ("awal awwal akhir tsani tsaniyah ula ulaa", Word::HijriLast),
    ("senin sen senen monday mon sn", Word::Weekday(0)),
    ("selasa sel tuesday tues tue sl", Word::Weekday(1)),
    ("rabu rab rebo wednesday wed rb", Word::Weekday(2)),
    ("kamis kam kemis thursday thurs thur thu km", Word::Weekday(3)),
    ("jumat jum djumat friday fri jm", Word::Weekday(4)),
    ("sabtu sab saptu setu saturday sat sb", Word::Weekday(5)),
    ("ahad mg sunday sun", Word::Weekday(6)),
    ("minggu mgg", Word::Minggu),
    ("min", Word::Min),
    ("jam", Word::Jam),
    ("hari hr", Word::Hari),
    ("bulan bln", Word::Bulan),
    ("tahun thn", Word::Tahun),
    ("detik dtk second seconds sec secs", Word::Unit(Unit::Second)),
    ("menit mnt minute minutes mins", Word::Unit(Unit::Minute)),
    ("hour hours hrs", Word::Unit(Unit::Hour)),
    ("day days", Word::Unit(Unit::Day)),
    ("pekan week weeks", Word::Unit(Unit::Week)),
    ("month months", Word::Unit(Unit::Month)),
    ("year years", Word::Unit(Unit::Year)),
    ("sedetik", Word::One(Unit::Second)),
    ("semenit", Word::One(Unit::Minute)),
    ("sejam", Word::One(Unit::Hour)),
    ("sehari", Word::One(Unit::Day)),
    ("seminggu sepekan", Word::One(Unit::Week)),
    ("sebulan", Word::One(Unit::Month)),
    ("setahun", Word::One(Unit::Year)),
    ("legi pahing pon wage kliwon paing", Word::Pasaran),
    ("wib", Word::Zone(7)),
    ("wita", Word::Zone(8)),
    ("wit wp", Word::Zone(9)),
    ("utc gmt", Word::Utc),
    (
        "est edt cst cdt mst mdt pst pdt akst akdt hst bst cet cest eet eest wet west msk ist pkt sgt hkt jst kst",
        Word::Foreign,
    ),
    (
        "aest aedt acst acdt awst nzst nzdt myt pht ict cit eit mmt npt bdt gst ast adt brt art sast bbwi btwi eat wat cat trt",
        Word::Foreign,
    ),
    ("waktu", Word::Waktu),
    ("indonesia indonesian", Word::Indonesia),
    ("bagian bag", Word::Bagian),
    ("barat western", Word::Part(7)),
    ("central", Word::Part(8)),
    ("timur eastern papua", Word::Part(9)),
    ("tengah", Word::Tengah),
    ("pagi subuh", Word::Period(Period::Morning)),
    ("siang", Word::Period(Period::Noon)),
    ("sore petang", Word::Period(Period::Afternoon)),
    ("malam", Word::Period(Period::Night)),
    ("dini", Word::Dini),
    ("am", Word::Am),
    ("pm", Word::Pm),
    ("pukul pkl pk", Word::Marker),
    ("tanggal tgl tertanggal dated", Word::DayMarker),
    (
        "diterbitkan dipublikasikan dipublikasi tayang ditayangkan diposting published pubdate publish publikasi diunggah",
        Word::Published,
    ),
    ("terbit posted dirilis rilis dimuat", Word::WeakPublished),
    (
        "diperbarui diperbaharui updated diupdate modified dimodifikasi diubah dimutakhirkan lastmod diedit edited",
        Word::Updated,
    ),
    ("update perbarui pembaruan direvisi revisi", Word::WeakUpdated),
    ("sampai hingga dan atau sd to until and or through till", Word::Joiner),
    ("pada at on of sekitar sekira mulai time terakhir last the kira masehi ke", Word::Filler),
    ("lalu ago silam", Word::Ago),
    ("yang yg", Word::Yang),
    ("satu one a an", Word::Number(1)),
    ("dua two", Word::Number(2)),
    ("tiga three", Word::Number(3)),
    ("empat four", Word::Number(4)),
    ("lima five", Word::Number(5)),
    ("enam six", Word::Number(6)),
    ("tujuh seven", Word::Number(7)),
    ("delapan eight", Word::Number(8)),
    ("sembilan nine", Word::Number(9)),
    ("sepuluh ten", Word::Number(10)),
    ("sebelas eleven", Word::Number(11)),
    ("setengah half", Word::Half),
    ("beberapa several few puluh belas ratus puluhan belasan berapa", Word::Vague),
    ("sekarang barusan", Word::Moment(Moment::Now)),
    ("kemarin kemaren yesterday", Word::Moment(Moment::Day(-1))),
    ("selumbari", Word::Moment(Moment::Day(-2))),
    ("today", Word::Moment(Moment::Day(0))),
    ("besok esok tomorrow", Word::Moment(Moment::Day(1))),
    ("baru just", Word::Baru),
    ("saja aja now", Word::Saja),
    ("ini", Word::Ini),
    ("dulu", Word::Dulu),
    ("lusa", Word::Lusa),
    ("dalam dlm in", Word::Within),
    ("lagi", Word::Lagi),
    ("mendatang nanti", Word::Ahead),
    ("st nd rd th", Word::Ordinal),
    ("t", Word::Letter(b't')),
    ("z", Word::Letter(b'z')),
    ("h", Word::Letter(b'h')),
    ("m", Word::Letter(b'm')),
    ("s", Word::Letter(b's')),
    ("d", Word::Letter(b'd')),
    ("w", Word::Letter(b'w')),
    ("j", Word::Letter(b'j')),
    (
        "rp usd idr no nomor versi version ver skor pasal ayat telp telepon hp fax isbn issn nip nik npwp",
        Word::Numbering,
    ),
    ("lewat kurang liwat", Word::Past),
    (
        "persen juta miliar milyar triliun ribu kali km2 meter kg orang poin kilometer derajat rupiah dolar detiknya",
        Word::Measure,
    ),
    ("com co id net org news tv", Word::Domain),
    ("jurnalis reporter penulis editor redaksi wartawan pewarta redaktur oleh", Word::Role),
];

const WORDS: usize = count();
const SLOTS: usize = 1024;
/// Multiplier of Fibonacci hashing: 2^64 divided by the golden ratio.
const SPREAD: u64 = 0x9E37_79B9_7F4A_7C15;

/// All words with their keys, in the order of [`ROWS`].
static ENTRIES: [(u128, Word); WORDS] = entries();
/// An open-addressing table: 1 + the index in [`ENTRIES`], 0 where empty.
static TABLE: [u16; SLOTS] = table();

/// What the word with this key means.
pub(super) fn look_up(key: u128) -> Word {
    let mut slot = slot_of(key);
    loop {
        let entry = TABLE.get(slot).copied().unwrap_or(0) as usize;
        match entry.checked_sub(1).and_then(|entry| ENTRIES.get(entry)) {
            Some((found, word)) if *found == key => return *word,
            Some(_) => slot = (slot + 1) % SLOTS,
            None => return Word::Other,
        }
    }
}

/// The key of a word grown by one ASCII letter. Words longer than sixteen letters wrap, so the caller counts.
pub(super) const fn grow(key: u128, letter: u8) -> u128 {
    key << 8 | (letter | 0x20) as u128
}

const fn slot_of(key: u128) -> usize {
    let folded = (key as u64) ^ ((key >> 64) as u64).rotate_left(23);
    (folded.wrapping_mul(SPREAD) >> 54) as usize % SLOTS
}

const fn count() -> usize {
    let (mut total, mut row) = (0, 0);
    while row < ROWS.len() {
        let spellings = ROWS[row].0.as_bytes();
        let mut at = 0;
        total += 1;
        while at < spellings.len() {
            if spellings[at] == b' ' {
                total += 1;
            }
            at += 1;
        }
        row += 1;
    }
    total
}

const fn entries() -> [(u128, Word); WORDS] {
    let mut all = [(0, Word::Other); WORDS];
    let (mut next, mut row) = (0, 0);
    while row < ROWS.len() {
        let spellings = ROWS[row].0.as_bytes();
        let (mut at, mut key) = (0, 0);
        while at < spellings.len() {
            if spellings[at] == b' ' {
                all[next] = (key, ROWS[row].1);
                next += 1;
                key = 0;
            } else {
                key = grow(key, spellings[at]);
            }
            at += 1;
        }
        all[next] = (key, ROWS[row].1);
        next += 1;
        row += 1;
    }
    all
}

const fn table() -> [u16; SLOTS] {
    let all = entries();
    let mut table = [0; SLOTS];
    let mut entry = 0;
    while entry < WORDS {
        let mut slot = slot_of(all[entry].0);
        while table[slot] != 0 {
            slot = (slot + 1) % SLOTS;
        }
        table[slot] = entry as u16 + 1;
        entry += 1;
    }
    table
}

#[cfg(test)]
mod tests {
    use super::{ENTRIES, grow, look_up};
    use crate::date::word::{Moment, Period, Word};

    fn word(text: &str) -> Word {
        look_up(text.bytes().fold(0, grow))
    }

    #[test]
    fn every_spelling_is_listed_once() {
        for (index, (key, word)) in ENTRIES.iter().enumerate() {
            let twice = ENTRIES.iter().skip(index + 1).find(|(other, _)| other == key);
            assert_eq!(twice, None, "{word:?}");
            assert_eq!(look_up(*key), *word);
        }
    }

    #[test]
    fn words_match_in_any_case_and_only_whole() {
        assert_eq!(word("JANUARI"), Word::Month(1));
        assert_eq!(word("Agst"), Word::Month(8));
        assert_eq!(word("Malam"), Word::Period(Period::Night));
        assert_eq!(word("kemarin"), Word::Moment(Moment::Day(-1)));
        for name in
            ["Meikarta", "Maruli", "Marta", "Senayan", "Juniarti", "Meilani", "Apriyani", "Oktavia", "Desi", "Septi"]
        {
            assert_eq!(word(name), Word::Other, "{name}");
        }
    }
}
