//! Datelines by kind, with what they mean. Each was reasoned out by hand before the parser saw it.
//!
//! An expectation is written as short as it can be: the instant as exactly as the text tells it, its offset, a `?` where the
//! zone was assumed, then the flags. `-` is "not a date", and what begins with `!` is the error's message up to its colon.
//! The reference is Wednesday 2024-11-20T21:05:10+07:00, the zone Asia/Jakarta.

use chrono::DateTime;
use kliping::date::{Context, Precision, Reading, Zone, read, read_pair};

fn context() -> Context {
    Context {
        zone: chrono_tz::Asia::Jakarta,
        reference: DateTime::parse_from_rfc3339("2024-11-20T21:05:10+07:00").ok(),
        years: 1900..=2030,
    }
}

fn short(reading: &Reading) -> String {
    let pattern = match reading.precision {
        Precision::Day => "%Y-%m-%d%:z",
        Precision::Minute => "%Y-%m-%dT%H:%M%:z",
        Precision::Second => "%Y-%m-%dT%H:%M:%S%:z",
    };
    let mut text = reading.instant.format(pattern).to_string();
    if reading.zone == Zone::Assumed {
        text.push('?');
    }
    for flag in reading.flags.iter() {
        text.push(' ');
        text.push_str(flag.name());
    }
    text
}

fn answer(result: Result<Reading, kliping::date::Error>) -> String {
    match result {
        Ok(reading) => short(&reading),
        Err(error) if !error.is_date() => "-".to_owned(),
        Err(error) => format!("!{}", error.to_string().split(':').next().unwrap_or_default()),
    }
}

#[track_caller]
fn check(rows: &[(&str, &str)]) {
    let context = context();
    let wrong: Vec<_> = rows
        .iter()
        .map(|(text, expected)| (text, expected, answer(read(text, &context))))
        .filter(|(_, expected, found)| found != *expected)
        .map(|(text, expected, found)| format!("{text:?}\n    expected {expected}\n    found    {found}"))
        .collect();
    assert!(wrong.is_empty(), "{} of {} rows\n{}", wrong.len(), rows.len(), wrong.join("\n"));
}

#[test]
fn datelines_of_outlets() {
    check(&[
        ("Jum'at, 11 Maret 2022 - 05:07 WIB", "2022-03-11T05:07+07:00"),
        ("Kamis, 3 Februari 2022 - 15:20 wib", "2022-02-03T15:20+07:00"),
        ("detikNews | Senin 14 Mar 2016, 09:01 WIB", "2016-03-14T09:01+07:00"),
        ("Senin, 14/03/2016 09:01 WIB WIB", "2016-03-14T09:01+07:00"),
        ("Jumat, 1 April 2016 | 21:45 WIB", "2016-04-01T21:45+07:00"),
        ("Kompas.com - 31/12/2021, 23:59 WIB", "2021-12-31T23:59+07:00"),
        ("Kompas.com- Diperbarui 01/01/2022, 00:03 WIB", "2022-01-01T00:03+07:00 is_update"),
        ("Wednesday, 16 March, 2016 |  12:00 WIB", "2016-03-16T12:00+07:00"),
        ("on 07 Agu 2019 at 16:05 WIB", "2019-08-07T16:05+07:00"),
        (" pada 07 Agu 2019, 16:05 WIB", "2019-08-07T16:05+07:00"),
        ("Selasa , 06 August 2019, 16:05 WIB", "2019-08-06T16:05+07:00"),
        ("Rabu, 7 Agustus 2019 16:05 WIB | 1.024 Views", "2019-08-07T16:05+07:00"),
        ("CNN Indonesia | Rabu, 07/08/2019 16:05 WIB", "2019-08-07T16:05+07:00"),
        ("2019/08/07 16:05:33", "2019-08-07T16:05:33+07:00?"),
        ("07 August 2019 16:05", "2019-08-07T16:05+07:00?"),
        ("Rabu, 7 Agustus 2019 – 16:05 WIB", "2019-08-07T16:05+07:00"),
        ("Siti Aminah | 07 Agustus 2019 16:05 WIB", "2019-08-07T16:05+07:00"),
        ("Rabu, 07 Agustus 2019 | 16:05 WIB Reporter: Maruli Senayan", "2019-08-07T16:05+07:00"),
        ("Rabu, 07 Agustus 2019 / 16:05 WIB", "2019-08-07T16:05+07:00"),
        ("Pada: Rabu, 07 Agu 2019, 16:05 WIB Ekonomi", "2019-08-07T16:05+07:00"),
        ("Terakhir Update : 07 August 2019, 16:05 WIB", "2019-08-07T16:05+07:00 is_update"),
        ("7 Agustus 2019 6:05 WIB · waktu baca 3 menit", "2019-08-07T06:05+07:00"),
        ("07 Agustus, 2019", "2019-08-07+07:00?"),
        ("Bambang - 07 Agustus 2019 16:05 wib", "2019-08-07T16:05+07:00"),
        ("RABU, 07 AGUSTUS 2019 | 16:05 -", "2019-08-07T16:05+07:00?"),
        ("Rabu 07/08/2019 | 16:05", "2019-08-07T16:05+07:00?"),
        ("Koran Jakarta | August 7 2019", "2019-08-07+07:00?"),
        ("Wed, 07 Aug 19 16:05:33 +0700", "2019-08-07T16:05:33+07:00 two_digit_year"),
        ("07 Aug 2019 04:05pm", "2019-08-07T16:05+07:00?"),
        ("Rabu, Agustus 7, 2019", "2019-08-07+07:00?"),
        ("7-August-2019", "2019-08-07+07:00?"),
        ("Posted on 7 Agu 2019 at 16.05", "2019-08-07T16:05+07:00?"),
        ("2019-08-07WITA16:05:33+08:00", "2019-08-07T16:05:33+08:00"),
        ("Kamis, 07 Agustus 2019 16:05", "2019-08-07T16:05+07:00? weekday_mismatch"),
        ("Rabu, 7 Agustus 2019 | 16:05 WP", "2019-08-07T16:05+09:00"),
        ("07-Agu-19 16:05:33 WIB", "2019-08-07T16:05:33+07:00 two_digit_year"),
        ("tgl 07 Agustus 2019 pkl. 16:05 WIB", "2019-08-07T16:05+07:00"),
        ("7. Agustus 2019 jam 16:05", "2019-08-07T16:05+07:00?"),
        ("7 Agustus 2019 pada 16.05", "2019-08-07T16:05+07:00?"),
        ("16:05 WIB - Rabu, 07 Agu 2019", "2019-08-07T16:05+07:00"),
        ("Rabu | 07-08-2019 | 16:05 WIB", "2019-08-07T16:05+07:00"),
        ("Rabu 7/8/2019, 16.05 WIB", "2019-08-07T16:05+07:00"),
        ("7th Agustus 2019 04:05 pm", "2019-08-07T16:05+07:00?"),
        ("7 Agu 16:05 2019", "2019-08-07T16:05+07:00?"),
        ("07 Agustus 2019 /16:05 WIB", "2019-08-07T16:05+07:00"),
        ("Aug 07, 2019", "2019-08-07+07:00?"),
        ("detikOto, 07 Agu 2019 16:05 WIB", "2019-08-07T16:05+07:00"),
        (" • 33 detik yang lalu", "2024-11-20T21:04:37+07:00?"),
        ("Rabu 7 Agustus 2019, 16:05 WITA", "2019-08-07T16:05+08:00"),
    ]);
}

#[test]
fn times_and_parts_of_the_day() {
    check(&[
        ("Rabu, 7 Agustus 2019, pukul 16.05 WITA", "2019-08-07T16:05+08:00"),
        ("pukul 16.05 Wita pada Rabu (7/8/2019)", "2019-08-07T16:05+08:00"),
        ("Rabu, (07/08/2019) sekitar pukul 16.05 WIT", "2019-08-07T16:05+09:00"),
        ("7 Agustus 2019 Pkl.16.05 WIB", "2019-08-07T16:05+07:00"),
        ("7 Agustus 2019 pukul: 16.05 WIB", "2019-08-07T16:05+07:00"),
        ("7 Agustus 2019 pukul 16 WIB", "2019-08-07T16:00+07:00"),
        ("7 Agustus 2019 jam 7 pagi", "2019-08-07T07:00+07:00?"),
        ("7 Agustus 2019 jam 10 siang", "2019-08-07T10:00+07:00?"),
        ("7 Agustus 2019 pukul 12.30 siang WIB", "2019-08-07T12:30+07:00"),
        ("7 Agustus 2019 pukul 1.30 siang", "2019-08-07T13:30+07:00?"),
        ("7 Agustus 2019 pukul 4 sore WIT", "2019-08-07T16:00+09:00"),
        ("7 Agustus 2019 pukul 19.30 malam WIB", "2019-08-07T19:30+07:00"),
        ("7 Agustus 2019 pukul 11 malam", "2019-08-07T23:00+07:00?"),
        ("7 Agustus 2019 pukul 02.15 dini hari WIB", "2019-08-07T02:15+07:00"),
        ("Rabu malam (7/8/2019) pukul 8.15 WIB", "2019-08-07T20:15+07:00"),
        ("Rabu (7/8/2019) malam", "2019-08-07+07:00?"),
        ("Kamis (25/2/2021) pagi WIB", "2021-02-25+07:00"),
        // Which night is meant is not said.
        ("7 Agustus 2019 jam 12 malam", "!unclear time of day"),
        ("7 Agustus 2019 jam 2 malam", "!unclear time of day"),
        ("7 Agustus 2019 pukul 8 siang", "!unclear time of day"),
        ("7 Agustus 2019 12:05 AM", "2019-08-07T00:05+07:00?"),
        ("7 Agustus 2019 12:05 p.m. WIB", "2019-08-07T12:05+07:00"),
        ("7 August 2019 9pm", "2019-08-07T21:00+07:00?"),
        ("7 Agustus 2019 14:05 pm", "2019-08-07T14:05+07:00?"),
        ("7 Agustus 2019 14:05 am", "!no such time"),
        ("7 Agustus 2019 00.00 WIB", "2019-08-07T00:00+07:00"),
        ("31 Desember 2019 24.00 WIB", "2020-01-01T00:00+07:00 hour_24"),
        ("31 Desember 2019 pukul 24:30 WIB", "!no such time"),
        ("7 Agustus 2019 25:10", "!no such time"),
        ("7 Agustus 2019 pukul 21.67 WIB", "!no such time"),
        ("7 Agustus 2019 19:6 WIB", "!no such time"),
        ("7 Agustus 2019 1605 WIB", "!no such time"),
        ("7 Agustus 2019 16;05 WIB", "!no such time"),
        ("7 Agustus 2019 23:59:60 WIB", "!no such time"),
        ("7 Agustus 2019 08.00-10.00 WIB", "!several times"),
        ("7 Agustus 2019 pukul 08.00 s.d. 10.00 WIB", "!several times"),
        ("Rabu, 7 Agustus 2019 naik 19.13 persen", "2019-08-07+07:00?"),
        ("Rabu, 7 Agustus 2019, 19.13 persen", "2019-08-07+07:00?"),
        ("7 Agustus 2019 6.868", "2019-08-07+07:00?"),
        ("7 Agustus 2019 2.300.000", "2019-08-07+07:00?"),
        ("7 Agustus 2019 16.05.33 WIB", "2019-08-07T16:05:33+07:00"),
        ("07/08/2019-16:05 WIB", "2019-08-07T16:05+07:00"),
        ("7 Agustus 2019 pukul 19 : 13 WIB", "2019-08-07T19:13+07:00"),
        // Twelve minutes of reading are no time of day.
        ("7 Agustus 2019 | 16:05 WIB | 12 menit", "2019-08-07T16:05+07:00"),
        ("Rabu (7/8/2019) selama 6 jam 20 menit", "2019-08-07+07:00?"),
    ]);
}

#[test]
fn zones() {
    check(&[
        ("7 Agustus 2019 16:05 W.I.B.", "2019-08-07T16:05+07:00"),
        ("7 Agustus 2019 16:05 W.I.T.A", "2019-08-07T16:05+08:00"),
        ("7 Agustus 2019 16.05 (WITA)", "2019-08-07T16:05+08:00"),
        ("7 Agustus 2019 16:05WIT", "2019-08-07T16:05+09:00"),
        ("7 Agustus 2019 pukul 16.05 Waktu Indonesia Timur", "2019-08-07T16:05+09:00"),
        ("7 Agustus 2019 pukul 16.05 waktu Indonesia bagian barat (WIB)", "2019-08-07T16:05+07:00"),
        ("7 Agustus 2019 pukul 16.05 waktu setempat", "!unknown zone"),
        ("7 Agustus 2019 pukul 16.05 waktu London", "!unknown zone"),
        ("7 Agustus 2019 16:05 EDT", "!unknown zone"),
        ("7 Agustus 2019 16:05 (SGT)", "!unknown zone"),
        ("Wed, 07 Aug 2019 16:05:33 EST", "!unknown zone"),
        ("7 Agustus 2019 16:05 UTC+8", "2019-08-07T16:05+08:00"),
        ("7 Agustus 2019 16:05 (UTC +09:00)", "2019-08-07T16:05+09:00"),
        ("7 Agustus 2019 16:05 UTC-5", "2019-08-07T16:05-05:00"),
        ("7 Agustus 2019 16:05 GMT", "2019-08-07T16:05+00:00"),
        ("7 Agustus 2019 16:05 WIB (GMT+7)", "2019-08-07T16:05+07:00"),
        ("7 Agustus 2019 16:05 WIB (UTC+8)", "!zones disagree"),
        ("2019-08-07T16:05:33+08:00[Asia/Makassar]", "2019-08-07T16:05:33+08:00"),
        ("2019-08-07T16:05:33+07:00[Asia/Makassar]", "!zones disagree"),
        ("7 Agustus 2019 16:05 Asia/Jayapura", "2019-08-07T16:05+09:00"),
        ("7 Agustus 2019 05.27 WIB / 06.27 WITA / 07.27 WIT", "2019-08-07T05:27+07:00"),
        ("7 Agustus 2019 05.27 WIB / 05.27 WITA", "!several times"),
        ("7 Agustus 2019 23.30 WIB atau 00.30 WITA", "2019-08-07T23:30+07:00"),
        ("Tue May 10 08:15:00 WIB 2011", "2011-05-10T08:15:00+07:00"),
        ("Tue May 10 08:15:00 WIT 2011", "!ambiguous zone"),
        ("Tue, 10 May 2011 08:15:00 WIT", "!ambiguous zone"),
        ("Tue May 10 08:15:00 EIT 2011", "!unknown zone"),
        ("Selasa, 10 Mei 2011 08:15 WIT", "2011-05-10T08:15+09:00"),
        ("Fri Dec 09 2022 16:45:30 GMT+0700 (Western Indonesia Time)", "2022-12-09T16:45:30+07:00"),
        // RFC 2822 read by the letter would be +00:00.
        ("Mon, 17 Aug 2020 10:00:00 WIB", "2020-08-17T10:00:00+07:00"),
        ("Sen, 17 Agu 2020 10:00:00 +0700", "2020-08-17T10:00:00+07:00"),
        ("Mon, 17 Aug 2020 10:00 -0500", "2020-08-17T10:00-05:00"),
        ("Mon, 17 Aug 2020 10:00:00 +0700 (WIB)", "2020-08-17T10:00:00+07:00"),
    ]);
}

#[test]
fn machines() {
    check(&[
        ("2019-08-07", "2019-08-07+07:00?"),
        ("2019-08-07T16:05Z", "2019-08-07T16:05+00:00"),
        ("2019-08-07t16:05:33z", "2019-08-07T16:05:33+00:00"),
        ("2019-08-07T16:05:33.1234567+07:00", "2019-08-07T16:05:33+07:00"),
        ("2019-08-07 16:05:33,999", "2019-08-07T16:05:33+07:00?"),
        ("2019-08-07T16:05:33-05:00", "2019-08-07T16:05:33-05:00"),
        ("2019-08-07T16:05-05:00", "2019-08-07T16:05-05:00"),
        ("2019-08-07 16:05:33+07", "2019-08-07T16:05:33+07:00"),
        ("20190807T160533Z", "2019-08-07T16:05:33+00:00"),
        ("20190807T160533+0700", "2019-08-07T16:05:33+07:00"),
        ("20190807", "2019-08-07+07:00?"),
        ("2019-8-7", "2019-08-07+07:00?"),
        ("2019-31-12", "!no such month"),
        ("2019-02-29", "!no such day"),
        ("2019-08-07T25:00:00", "!no such time"),
        ("2019-08-07T16", "!no such time"),
        ("0000-00-00 00:00:00", "!no such month"),
        ("0001-01-01T00:00:00Z", "!implausible year"),
        ("1970-01-01T00:00:00Z", "1970-01-01T00:00:00+00:00 sentinel_epoch"),
        ("1970-01-01 07:00:00 WIB", "1970-01-01T07:00:00+07:00 sentinel_epoch"),
        ("1565168733", "2019-08-07T16:05:33+07:00"),
        (" 1565168733000 ", "2019-08-07T16:05:33+07:00"),
        // A telephone number.
        ("0812345678", "-"),
        ("6281234567890", "!implausible year"),
        ("156516873", "-"),
        ("15651687330", "-"),
        ("ID 1565168733", "-"),
        ("2019-W32-3", "-"),
        ("2019-219", "-"),
        ("Sunday, 06-Nov-94 08:49:37 GMT", "1994-11-06T08:49:37+00:00 two_digit_year"),
        ("07/Aug/2019:16:05:33 +0700", "2019-08-07T16:05:33+07:00"),
        ("Wed Aug  7 16:05:33 2019", "2019-08-07T16:05:33+07:00?"),
        (
            "{\"datePublished\":\"2019-08-07T16:05:33+07:00\",\"dateModified\":\"2019-08-08T10:00:00+07:00\"}",
            "2019-08-07T16:05:33+07:00",
        ),
        (
            "\"dateModified\": \"2019-08-06T10:00:00+07:00\", \"datePublished\": \"2019-08-07T16:05:33+07:00\"",
            "2019-08-07T16:05:33+07:00",
        ),
        (
            "<meta property=\"article:published_time\" content=\"2019-08-07T16:05:33+07:00\">",
            "2019-08-07T16:05:33+07:00",
        ),
        (
            "<meta property=\"article:modified_time\" content=\"2019-08-07T16:05:33+07:00\">",
            "2019-08-07T16:05:33+07:00 is_update",
        ),
        (
            "<time datetime=\"2019-08-07T16:05:00+07:00\">Rabu, 7 Agustus 2019 16:05 WIB</time>",
            "2019-08-07T16:05:00+07:00",
        ),
        ("<time datetime=\"2019-08-07T09:05:00Z\">7 Agustus 2019 16:05</time>", "2019-08-07T09:05:00+00:00"),
        ("<span>Rabu, 7 Agustus 2019</span><br/>16:05 WIB", "2019-08-07T16:05+07:00"),
    ]);
}

#[test]
fn damaged_text() {
    check(&[
        ("Jum\u{2019}at, 9 Agustus 2019", "2019-08-09+07:00?"),
        ("Jum&#039;at, 9 Agustus 2019", "2019-08-09+07:00?"),
        ("Jum&rsquo;at, 9 Agustus 2019", "2019-08-09+07:00?"),
        ("Jum?at, 9 Agustus 2019", "2019-08-09+07:00?"),
        ("Jum at, 9 Agustus 2019", "2019-08-09+07:00?"),
        ("Juma\u{2019}t, 9 Agustus 2019", "2019-08-09+07:00?"),
        ("Jum\u{fffd}at, 8 Agustus 2019", "2019-08-08+07:00? weekday_mismatch"),
        ("Jum\u{c3}\u{a2}\u{e2}\u{201a}\u{ac}\u{e2}\u{201e}\u{a2}at, 9 Agustus 2019", "2019-08-09+07:00?"),
        ("Jumat20 Mei 2022", "2022-05-20+07:00?"),
        ("Jumat,20Mei2022,16:05WIB", "2022-05-20T16:05+07:00"),
        ("Jumat, 20 Mei 2022 16:05 WIBEkonomi", "2022-05-20T16:05+07:00"),
        ("Rabu,\u{a0}7\u{a0}Agustus\u{202f}2019\u{2009}16:05\u{a0}WIB", "2019-08-07T16:05+07:00"),
        ("7 Agu\u{ad}stus 2019", "2019-08-07+07:00?"),
        ("\u{feff}7 Agustus 2019", "2019-08-07+07:00?"),
        ("7 Agustus 2019 \u{c2}\u{b7} 16:05 WIB", "2019-08-07T16:05+07:00"),
        ("7 Agustus 2019 \u{b7} 16:05 WIB", "2019-08-07T16:05+07:00"),
        ("7&nbsp;Agustus&nbsp;2019&#160;&#8211;&#xA0;16&#58;05&amp;nbsp;WIB", "2019-08-07T16:05+07:00"),
        ("7 Agustus 2019 &bull; 16:05 WIB &amp; Lainnya", "2019-08-07T16:05+07:00"),
        ("０７／０８／２０１９　１６：０５　ＷＩＢ", "2019-08-07T16:05+07:00"),
        ("📅 7 Agustus 2019 🕒 16:05 WIB", "2019-08-07T16:05+07:00"),
        ("📅7 Agustus 2019", "2019-08-07+07:00?"),
        ("7\tAgustus\t2019\r\n16:05 WIB", "2019-08-07T16:05+07:00"),
        ("7−8−2019", "2019-08-07+07:00?"),
        // One and a half hours ago is not two.
        ("1½ jam lalu", "!indefinite"),
    ]);
}

#[test]
fn two_timestamps() {
    check(&[
        ("Diperbarui 8 Agu 2019, 10:00 WIB Diterbitkan 7 Agu 2019, 16:05 WIB", "2019-08-07T16:05+07:00"),
        ("7 Agustus 2019 16:05 WIB (diperbarui 8 Agustus 2019 10:00 WIB)", "2019-08-07T16:05+07:00"),
        ("7 Agustus 2019 16:05 WIB | Update: 8 Agustus 2019 10:00 WIB", "2019-08-07T16:05+07:00"),
        ("Tayang 7 Agustus 2019 16:05 WIB, Diperbarui 17:30 WIB", "2019-08-07T16:05+07:00"),
        ("Diterbitkan: 7 Agustus 2019 | Prakiraan 8 Agustus 2019", "2019-08-07+07:00?"),
        ("Diterbitkan 21.26, 13/04/2019", "2019-04-13T21:26+07:00?"),
        ("Harga naik 21.26, 13/04/2019", "2019-04-13+07:00?"),
        ("7 Agustus 2019 16:05 WIB | 8 Agustus 2019 10:00 WIB", "!several dates, none marked as the publication"),
        ("7 Agustus 2019 16:05 WIB ... 7 Agustus 2019 16:05 WIB", "2019-08-07T16:05+07:00"),
        ("Rabu, 7 Agustus 2019 16:05 WIB, kata dia, Rabu (7/8/2019)", "2019-08-07T16:05+07:00"),
        ("Rabu (7/8/2019) dan Kamis (8/8/2019)", "!several dates, none marked as the publication"),
        ("Update Corona 7 Agustus 2021 16:05 WIB", "2021-08-07T16:05+07:00"),
        ("Published: 7 Aug 2019 16:05 Last updated: 8 Aug 2019 10:00", "2019-08-07T16:05+07:00?"),
        ("Terakhir diperbarui: Rabu, 7 Agustus 2019", "2019-08-07+07:00? is_update"),
        ("Diperbarui oleh Maruli 7 Agustus 2019 16:05 WIB", "2019-08-07T16:05+07:00 is_update"),
        ("Terbit: 7 Agustus 2019 16:05 WIB", "2019-08-07T16:05+07:00"),
    ]);
}

#[test]
fn relative_dates() {
    check(&[
        ("5 menit yang lalu", "2024-11-20T21:00+07:00?"),
        ("1 jam 20 menit lalu", "2024-11-20T19:45+07:00?"),
        ("sejam lalu", "2024-11-20T20:05+07:00?"),
        ("satu jam yang lalu", "2024-11-20T20:05+07:00?"),
        ("dua hari yang lalu", "2024-11-18+07:00?"),
        ("sehari yang lalu", "2024-11-19+07:00?"),
        ("seminggu lalu", "2024-11-13+07:00?"),
        ("2 pekan lalu", "2024-11-06+07:00?"),
        ("1 bulan lalu", "2024-10-20+07:00?"),
        ("setahun yang lalu", "2023-11-20+07:00?"),
        ("9 bln lalu", "2024-02-20+07:00?"),
        ("sekitar 2 jam yang lalu", "2024-11-20T19:05+07:00?"),
        ("kurang dari 5 menit yang lalu", "2024-11-20T21:00+07:00?"),
        ("hampir 2 tahun yang lalu", "2022-11-20+07:00?"),
        ("detikNews | 35 menit yang lalu", "2024-11-20T20:30+07:00?"),
        ("Kemarin lusa", "2024-11-18+07:00?"),
        ("kemarin dulu", "2024-11-18+07:00?"),
        ("selumbari", "2024-11-18+07:00?"),
        ("Kemarin pukul 08.45", "2024-11-19T08:45+07:00?"),
        ("Hari ini, 07:15 WIB", "2024-11-20T07:15+07:00"),
        ("Hari ini pukul 9 malam", "2024-11-20T21:00+07:00?"),
        ("barusan", "2024-11-20T21:05+07:00?"),
        ("9 hours ago", "2024-11-20T12:05+07:00?"),
        ("an hour ago", "2024-11-20T20:05+07:00?"),
        ("Yesterday", "2024-11-19+07:00?"),
        ("just now", "2024-11-20T21:05+07:00?"),
        ("besok", "2024-11-21+07:00?"),
        ("2 hari lagi", "2024-11-22+07:00?"),
        ("dalam 43 menit", "2024-11-20T21:48+07:00?"),
        ("Diperbarui 5 menit lalu", "2024-11-20T21:00+07:00? is_update"),
        ("Rabu, 7 Agustus 2019 16:05 WIB | 5 tahun lalu", "2019-08-07T16:05+07:00"),
        ("beberapa menit lalu", "!indefinite"),
        ("minggu lalu", "!indefinite"),
        ("Senin lalu", "!indefinite"),
        ("bulan lalu", "!indefinite"),
        ("5-10 menit lalu", "!indefinite"),
        ("dua puluh lima menit lalu", "!indefinite"),
        ("satu setengah jam lalu", "!indefinite"),
        ("1,5 jam lalu", "!indefinite"),
        ("5 menit", "-"),
        ("waktu baca 3 menit", "-"),
        ("Rabu", "!incomplete date"),
        // Prose, where `lalu` is "then".
        ("Ia berlari selama 5 menit lalu duduk di bawah pohon yang rindang", "-"),
        ("Polisi mengatakan kejadian itu berlangsung kemarin di kawasan Senayan", "-"),
    ]);
}

#[test]
fn years_left_out_or_odd() {
    check(&[
        ("Rabu (20/11)", "2024-11-20+07:00? year_from_reference"),
        ("Selasa (19/11) pukul 23.00 WIB", "2024-11-19T23:00+07:00 year_from_reference"),
        ("Jakarta, 16/8 (ANTARA) -", "2024-08-16+07:00? year_from_reference"),
        ("Sabtu (4/1)", "2025-01-04+07:00? year_from_reference"),
        ("20 Januari", "2025-01-20+07:00? year_from_reference"),
        ("20 Juni", "2024-06-20+07:00? year_from_reference"),
        ("29 Februari", "2024-02-29+07:00? year_from_reference"),
        // `lalu` says that it was before, though the next one is nearer.
        ("pada 24 Maret lalu", "2024-03-24+07:00? year_from_reference"),
        ("Minggu (24/3) lalu", "2024-03-24+07:00? year_from_reference"),
        ("28 Mei mendatang", "2025-05-28+07:00? year_from_reference"),
        ("20 Januari 19.13", "2025-01-20T19:13+07:00? year_from_reference"),
        ("Rabu (31/11)", "!no such day"),
        ("Rabu (20/13)", "!no such month"),
        ("5/11/15", "2015-11-05+07:00? two_digit_year"),
        ("3-12-26", "2026-12-03+07:00? two_digit_year"),
        ("13-Jan-70", "1970-01-13+07:00? two_digit_year"),
        ("21+Januari+2019", "2019-01-21+07:00?"),
        ("5 Mei '22", "2022-05-05+07:00? two_digit_year"),
        ("20 Mei 22 orang tewas", "!incomplete date"),
        ("18/6/2926", "!implausible year"),
        ("4/4/0224", "!implausible year"),
        ("7 Agustus 20199", "!implausible year"),
        ("7 Agustus 201", "!implausible year"),
        ("13 Djuli 1950", "1950-07-13+07:30? historic_offset"),
        ("13 Djuli 1949 10:00", "1949-07-13T10:00+08:00? historic_offset"),
        ("17 Agoestoes 1945", "1945-08-17+09:00? historic_offset"),
        ("17 Agustus 1945 10:00 WIB", "1945-08-17T10:00+07:00"),
        // The offset was +07:07:12, which RFC 3339 cannot write.
        ("20 Mei 1908 10:00", "1908-05-20+07:07? historic_offset"),
        ("1 Januari 1964", "1964-01-01+07:00?"),
        ("31 Desember 1963", "1963-12-31+07:30? historic_offset"),
        ("1 November 1932", "1932-11-01+07:30? historic_offset"),
        ("1 Januari 1970", "1970-01-01+07:00? sentinel_epoch"),
        ("7 Agustus 2031", "!implausible year"),
    ]);
}

#[test]
fn other_words_and_orders() {
    check(&[
        ("Gempa Mag:5.6, 21-Nov-2022 13:21:10WIB, Lok:6.86LS, 107.01BT", "2022-11-21T13:21:10+07:00"),
        ("KTT G-20, 15 November 2022", "2022-11-15+07:00?"),
        ("IHSG 6.868,12 pada 2 Maret 2022", "2022-03-02+07:00?"),
        ("Liga 1 2023/2024: 2 Mei 2024 pukul 19.00 WIB", "2024-05-02T19:00+07:00"),
        ("6 Maret 2023 pukul setengah delapan malam", "2023-03-06T19:30+07:00?"),
        ("6 Maret 2023, 8 malam WIB", "2023-03-06T20:00+07:00"),
        ("Kamis, 19 Juni 202513:40 WIB", "2025-06-19T13:40+07:00"),
        ("6 Maret 2023 16:05 WIB | Waktu Baca 3 menit", "2023-03-06T16:05+07:00"),
        ("6 Maret 2023 16:05 WIB +62 812 345", "2023-03-06T16:05+07:00"),
        ("Halaman 1/3 - Rabu, 02 Maret 2022 19:13 WIB", "2022-03-02T19:13+07:00"),
        ("Senin, 27 Februari 2023/6 Sya'ban 1444 H", "2023-02-27+07:00?"),
        ("Hari ini, Kamis (19/6/2025)", "2025-06-19+07:00?"),
        ("besok, Jumat, 20 Juni 2025 pukul 10.00 WIB", "2025-06-20T10:00+07:00"),
        ("Kamis (19/6/2025), hari ini", "2025-06-19+07:00?"),
        ("05.27 WIB / 06.27 WITA, Senin (6/3/2023)", "2023-03-06T05:27+07:00"),
        ("1 Ramadhan 1444 H bertepatan dengan 23 Maret 2023", "2023-03-23+07:00?"),
        ("Setu Kliwon, 03 Juli 2021", "2021-07-03+07:00?"),
        ("Minggu Pahing, 7 Juli 2019", "2019-07-07+07:00?"),
        ("7 Agustus 2019 (Rabu) 16:05 WIB", "2019-08-07T16:05+07:00"),
        ("Rabu tanggal 7 bulan Agustus tahun 2019 pukul 16.05 WIB", "2019-08-07T16:05+07:00"),
        ("7th of August, 2019", "2019-08-07+07:00?"),
        ("Ahad, 14 Juni 2026 atau 1 Muharram 1448 H", "2026-06-14+07:00?"),
        ("2 Maret 2022 M / 29 Rajab 1443 H, 16:05 WIB", "2022-03-02T16:05+07:00"),
        ("29 Rajab 1443 H / 2 Maret 2022", "2022-03-02+07:00?"),
        ("12 Rabiul Awal 1445 H", "!a Hijri date, with no Gregorian date beside it"),
        ("1 Syawal", "!a Hijri date, with no Gregorian date beside it"),
        ("10 Dzulqa'dah 1444", "!a Hijri date, with no Gregorian date beside it"),
        ("Halaman 3 | 2 Maret 2022", "2022-03-02+07:00?"),
        ("Views: 1234 - 2 Maret 2022 | 16:05 WIB", "2022-03-02T16:05+07:00"),
        ("2 Maret 2022 | Editor: Juni Wati | 16:05 WIB", "2022-03-02T16:05+07:00"),
        ("2 Maret 2022 Editor Budi 16:05", "2022-03-02+07:00?"),
        ("Reporter: Ahmad Mei | 2 Maret 2022 16:05 WIB | Editor: Juni Wati", "2022-03-02T16:05+07:00"),
        ("16:05 | 2 Maret 2022", "2022-03-02T16:05+07:00?"),
        ("Jakarta, 2 Maret 2022 -", "2022-03-02+07:00?"),
        ("JAKARTA (2/3/2022)", "2022-03-02+07:00?"),
        ("kata dia saat dihubungi, Rabu (2/3/2022).", "2022-03-02+07:00?"),
        ("Presiden tiba di Bandara Halim pada Rabu (2/3/2022) pukul 10.15 WIB.", "2022-03-02T10:15+07:00"),
        ("Presiden tiba Rabu (2/3/2022) di Halim sekitar pukul 10.15 WIB", "2022-03-02T10:15+07:00"),
        ("COVID-19 Update, Rabu 2 Maret 2022", "2022-03-02+07:00?"),
        ("2.3.2022", "2022-03-02+07:00?"),
        ("02 / 03 / 2022", "2022-03-02+07:00?"),
        ("(2/3/2022 16:05)", "2022-03-02T16:05+07:00?"),
        ("Copyright 2022. Rabu, 2 Maret 2022", "2022-03-02+07:00?"),
        ("21 st March 2022", "2022-03-21+07:00?"),
        ("Maret 2, 2022 pukul 4:05 pm", "2022-03-02T16:05+07:00?"),
        ("Mar 2, 2022 @ 16:05", "2022-03-02T16:05+07:00?"),
    ]);
}

#[test]
fn refused_as_wrong() {
    check(&[
        ("11 Juni-14 Juli 2025", "!more than one day"),
        ("2 Maret, 5 April 2022", "!incomplete date"),
        ("2 Mei & 3 Mei 2022", "!more than one day"),
        ("2 Mei/3 Mei 2022", "!incomplete date"),
        ("Kamis, 20 Juni - Minggu, 23 Juni 2024", "!more than one day"),
        ("Kamis (20/6) - Minggu (23/6/2024)", "!more than one day"),
        ("2 Maret dan Selasa 5 April 2022", "!more than one day"),
        ("5 Juni-31", "!more than one day"),
        ("12 Mei, 17 dan 18 Juni", "!more than one day"),
        ("17.00 hingga 23.00 WIB, 22 Juni 2025", "!several times"),
        ("22 Juni 2025 pukul 20.00 waktu setempat atau 01.00 WIB", "!several times"),
        ("2024-02-03T04:05:06+99:00", "!unknown zone"),
        ("2024-02-03T04:05:06\\u002B00:00", "!unknown zone"),
        ("2024-02-03 04:05 GMT 7", "!unknown zone"),
        ("2024-02-03 04:05 UTC+15", "!unknown zone"),
        ("6 Maret 2023 16.05 BTWI", "!unknown zone"),
        ("6 Maret 2023 pukul 17 lewat 5", "!no such time"),
        ("6 Maret 2023 pukul 10-11 WIB", "!no such time"),
        (
            "Diperbarui 6 Maret 2023, 10:00 WIB 7 Maret 2023, 10:00 WIB",
            "!several dates, none marked as the publication",
        ),
        ("20 Mei 12 WIB", "!incomplete date"),
        ("20-23 Juni 2024", "!more than one day"),
        ("20 – 23 Juni 2024", "!more than one day"),
        ("11 s.d. 13 Mei 2020", "!more than one day"),
        ("11 s/d 13 Mei 2020", "!more than one day"),
        ("11 sampai 13 Mei 2020", "!more than one day"),
        ("11 hingga 13 Mei 2020", "!more than one day"),
        ("2 dan 3 Mei 2022", "!more than one day"),
        ("2, 3, dan 4 Mei 2022", "!more than one day"),
        ("20 Juni - 3 Juli 2024", "!more than one day"),
        ("20 Juni s.d. 3 Juli 2024", "!more than one day"),
        ("20/6 - 23/6/2024", "!more than one day"),
        ("20/6/2024 - 23/6/2024", "!several dates, none marked as the publication"),
        ("20 Juni 2024 - 3 Juli", "!more than one day"),
        ("30 Desember 2023 - 2 Januari 2024", "!several dates, none marked as the publication"),
        ("Rabu-Kamis, 2-3 Maret 2022", "!more than one day"),
        ("2 Mei April 2020", "!more than one day"),
        ("2 Mei/April 2020", "!more than one day"),
        ("31 April 2022", "!no such day"),
        ("0 Maret 2022", "!no such day"),
        ("32 Maret 2022", "!no such day"),
        ("29/02/2023", "!no such day"),
        ("31/02/2022 10:00 WIB", "!no such day"),
        ("10/21/2025", "!no such month"),
        ("00/00/0000", "!no such month"),
        ("Agustus 2024", "!incomplete date"),
        ("Rabu, 16:05 WIB", "!incomplete date"),
        ("16:05 WIB", "!incomplete date"),
        ("1 2 Maret 2022", "!more than one day"),
        ("2 Maret 2022/2023", "!more than one day"),
    ]);
}

#[test]
fn not_dates() {
    check(&[
        ("Februari - 38.375 unit", "-"),
        ("HUT partai ke 42 pada Januari 2015", "-"),
        ("P-IRT 2.01.5102.01.215", "-"),
        ("Sabtu (5/4//2025)", "-"),
        ("Edisi No. 3, Maret 2023", "-"),
        ("12/03/2022/PN.Jkt", "-"),
        ("selama 3 bulan Maret 2022", "-"),
        ("", "-"),
        ("-", "-"),
        ("null", "-"),
        ("N/A", "-"),
        ("Tidak Ditemukan", "-"),
        ("Tanggal tidak ditemukan", "-"),
        ("Date not found.", "-"),
        ("Scroll ke bawah untuk membaca berita", "-"),
        ("24/7", "-"),
        ("3/4", "-"),
        ("2/3/4", "-"),
        ("2024", "-"),
        ("0812-3456-7890", "-"),
        ("021-555-1234", "-"),
        ("+62 812 3456 7890", "-"),
        ("Rp 20.000.000", "-"),
        ("Rp 2.300", "-"),
        ("Skor 2-1", "-"),
        ("21-19, 22-20", "-"),
        ("versi 2.3.22", "-"),
        ("v2.3.2022", "-"),
        ("iOS 10.11.12", "-"),
        ("192.168.1.10", "-"),
        ("-6.2088, 106.8456", "-"),
        ("6°12′30″ LS", "-"),
        ("Halaman 2 dari 5", "-"),
        ("1 2 3 4 Selanjutnya", "-"),
        ("Copyright © 2024 All Rights Reserved", "-"),
        ("Pasal 27 ayat 3", "-"),
        ("UU No. 11/2020", "-"),
        ("https://example.com/read/2022/03/02/191300/judul", "-"),
        ("Reporter: Ahmad Mei | Editor: Juni Wati", "-"),
        ("Meikarta", "-"),
        ("Maruli 12", "-"),
        ("Senayan City 2022", "-"),
        ("COVID-19 Maret 2022", "-"),
        ("Timnas U20 Mei 2023", "-"),
        ("Piala Dunia U-20 Mei 2023", "-"),
        ("sejak Agustus 2024 lalu", "-"),
        ("ISBN 978-602-03-1234-5", "-"),
        ("10.30.45", "-"),
        ("QS 2:255", "-"),
        ("100%", "-"),
        ("17,5 derajat", "-"),
        ("Dibaca 12.345 kali", "-"),
    ]);
}

#[test]
fn dates_and_times_in_two_columns() {
    let context = context();
    for (date, time, expected) in [
        ("07 Agustus 2019", "16:05", "2019-08-07T16:05+07:00?"),
        ("07/08/2019", "16.05 WITA", "2019-08-07T16:05+08:00"),
        ("10-Sep-19", "23:04", "2019-09-10T23:04+07:00? two_digit_year"),
        ("Oktober 19, 2019", "-", "2019-10-19+07:00?"),
        ("Oktober 19, 2019", "", "2019-10-19+07:00?"),
        // The same time in both columns.
        ("Kompas.com - 10/06/2025, 21:23 WIB", "21:23", "2025-06-10T21:23+07:00"),
        ("Kompas.com - 10/06/2025, 21:23 WIB", "21:24", "!several times"),
        // What spreadsheets make of a column of days.
        ("2019-09-14 00:00:00", "22:19 WIB", "2019-09-14T22:19+07:00"),
        ("2019-09-13 00:00:00", "23:15:00", "2019-09-13T23:15:00+07:00?"),
        ("07 Agustus 2019", "1605", "!no such time"),
        ("07 Agustus 2019", "25:00", "!no such time"),
        ("Tidak ditemukan", "16:05", "-"),
    ] {
        assert_eq!(answer(read_pair(date, time, &context)), expected, "{date:?} {time:?}");
    }
}
