//! Laws that hold for every text: what is printed reads back, shapes never contradict each other, nothing panics.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, TimeZone, Timelike};
use proptest::prelude::*;

use super::line::Line;
use super::shape::Rank;
use super::{Context, Error, Precision, SHAPES, read, read_pair, token};

const MONTHS: [&str; 12] = [
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
];
const SHORT_MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"];
const WEEKDAYS: [&str; 7] = ["Senin", "Selasa", "Rabu", "Kamis", "Jum'at", "Sabtu", "Minggu"];

fn context() -> Context {
    let reference = DateTime::parse_from_rfc3339("2024-11-20T21:05:10+07:00").ok();
    Context { zone: chrono_tz::Asia::Jakarta, reference, years: 1900..=2100 }
}

/// A shape of the catalogue: its precision, and how it prints an instant.
type Printer = (Precision, fn(&DateTime<FixedOffset>) -> String);

fn weekday(at: &DateTime<FixedOffset>) -> &'static str {
    WEEKDAYS[at.weekday().num_days_from_monday() as usize]
}

fn month(at: &DateTime<FixedOffset>) -> &'static str {
    MONTHS[at.month0() as usize]
}

fn short_month(at: &DateTime<FixedOffset>) -> &'static str {
    SHORT_MONTHS[at.month0() as usize]
}

fn zone(at: &DateTime<FixedOffset>) -> &'static str {
    match at.offset().local_minus_utc() {
        25_200 => "WIB",
        28_800 => "WITA",
        _ => "WIT",
    }
}

const PRINTERS: &[Printer] = &[
    (Precision::Minute, |at| {
        format!("{}, {} - {}", weekday(at), at.format(&format!("%d {} %Y", month(at))), at.format("%H:%M ")) + zone(at)
    }),
    (Precision::Minute, |at| {
        format!("{}, {} | {} {}", weekday(at), at.format("%d/%m/%Y"), at.format("%H:%M"), zone(at))
    }),
    (Precision::Minute, |at| format!("Kompas.com - {}, {} {}", at.format("%d/%m/%Y"), at.format("%H:%M"), zone(at))),
    (Precision::Minute, |at| format!("{} {} {} | {} {}", at.day(), month(at), at.year(), at.format("%H.%M"), zone(at))),
    (Precision::Minute, |at| {
        format!(
            "Tayang: {}, {} {} {} {} {}",
            weekday(at),
            at.day(),
            short_month(at),
            at.year(),
            at.format("%H:%M"),
            zone(at)
        )
    }),
    (Precision::Minute, |at| {
        format!("{} {} - {}, {} {} {}", at.format("%H:%M"), zone(at), weekday(at), at.day(), short_month(at), at.year())
    }),
    (Precision::Minute, |at| {
        format!(
            "pukul {} {} pada {} ({}/{}/{})",
            at.format("%H.%M"),
            zone(at),
            weekday(at),
            at.day(),
            at.month(),
            at.year()
        )
    }),
    (Precision::Minute, |at| {
        format!("{} {}, {} {} {}", month(at), at.day(), at.year(), at.format("%-I:%M %P"), zone(at))
    }),
    (Precision::Minute, |at| {
        format!("{} | {} {} | {}", weekday(at), at.format("%d-%m-%Y"), zone(at), at.format("%H:%M"))
    }),
    (Precision::Second, |at| at.to_rfc3339()),
    (Precision::Second, |at| at.to_rfc2822()),
    (Precision::Second, |at| at.format("%Y%m%dT%H%M%S%z").to_string()),
    (Precision::Second, |at| at.format("%Y-%m-%d %H:%M:%S.123456%:z").to_string()),
    (Precision::Second, |at| format!("{}{}{}", at.format("%Y-%m-%d"), zone(at), at.format("%H:%M:%S%:z"))),
    (Precision::Second, |at| at.format("%a %b %e %H:%M:%S GMT%:z %Y").to_string()),
    (Precision::Second, |at| at.format("%d/%b/%Y:%H:%M:%S %z").to_string()),
    (Precision::Second, |at| at.timestamp().to_string()),
    (Precision::Day, |at| format!("{}, {} {} {} {}", weekday(at), at.day(), month(at), at.year(), zone(at))),
    (Precision::Day, |at| format!("{} ({}) {}", weekday(at), at.format("%d/%m/%Y"), zone(at))),
    (Precision::Day, |at| format!("{} {}", at.format("%Y-%m-%d"), zone(at))),
];

/// Ten-digit seconds of the epoch begin in September 2001.
fn instants() -> impl Strategy<Value = DateTime<FixedOffset>> {
    let seconds = 1_000_000_000..4_000_000_000_i64;
    (seconds, 7..=9_i32).prop_map(|(seconds, hours)| {
        let offset = FixedOffset::east_opt(hours * 3600).unwrap();
        offset.timestamp_opt(seconds, 0).unwrap()
    })
}

fn cut(at: DateTime<FixedOffset>, precision: Precision) -> DateTime<FixedOffset> {
    let minute = at.with_second(0).unwrap();
    match precision {
        Precision::Second => at,
        Precision::Minute => minute,
        Precision::Day => minute.with_hour(0).and_then(|at| at.with_minute(0)).unwrap(),
    }
}

/// Lines made of the pieces that datelines are made of, in no order.
fn soup() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        (0..40_u32).prop_map(|number| number.to_string()),
        (1990..2040_u32).prop_map(|number| number.to_string()),
        "[0-9]{1,2}[:./-][0-9]{2}([:./-][0-9]{2,4})?",
        proptest::sample::select(MONTHS.to_vec()).prop_map(str::to_owned),
        proptest::sample::select(SHORT_MONTHS.to_vec()).prop_map(str::to_owned),
        proptest::sample::select(WEEKDAYS.to_vec()).prop_map(str::to_owned),
        "[ ,./|:()'+-]{1,2}",
        "(WIB|WITA|WIT|UTC|PST|pukul|jam|malam|siang|lalu|menit|hari|s\\.d\\.|dan|yang|Diperbarui|Tayang|T|Z|H|am|pm|kemarin|oleh|Budi)",
    ];
    proptest::collection::vec((piece, "[ ]{0,1}"), 1..9)
        .prop_map(|pieces| pieces.into_iter().map(|(piece, space)| piece + &space).collect())
}

proptest! {
    #[test]
    fn what_is_printed_reads_back(at in instants()) {
        for (precision, print) in PRINTERS {
            let text = print(&at);
            let reading = read(&text, &context());
            let reading = reading.map_err(|error| TestCaseError::fail(format!("{text}: {error}")))?;
            prop_assert_eq!((reading.instant, reading.precision), (cut(at, *precision), *precision), "{}", text);
            prop_assert!(reading.flags.is_empty(), "{}", text);
        }
    }

    #[test]
    fn any_text_has_an_answer(text in "\\PC{0,200}") {
        has_an_answer(&text)?;
    }

    #[test]
    fn any_bytes_have_an_answer(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        has_an_answer(&String::from_utf8_lossy(&bytes))?;
    }

    #[test]
    fn pieces_of_datelines_have_an_answer(text in soup()) {
        has_an_answer(&text)?;
    }

    #[test]
    fn spaces_and_case_change_nothing(text in soup()) {
        let plain = read(&text, &context()).map(|reading| reading.instant).ok();
        let wide = text.replace(' ', "\u{a0}\u{200b} ");
        prop_assert_eq!(read(&wide, &context()).map(|reading| reading.instant).ok(), plain, "{}", wide);
        let padded = format!("  {text}\t");
        prop_assert_eq!(read(&padded, &context()).map(|reading| reading.instant).ok(), plain, "{}", padded);
    }

    #[test]
    fn shapes_agree_wherever_they_meet(text in soup()) {
        shapes_agree(&text)?;
    }

    #[test]
    fn shapes_agree_on_the_catalogue(at in instants()) {
        for (_, print) in PRINTERS {
            shapes_agree(&print(&at))?;
        }
    }
}

fn has_an_answer(text: &str) -> Result<(), TestCaseError> {
    if let Ok(reading) = read(text, &context()) {
        prop_assert!(text.get(reading.span.clone()).is_some_and(|span| !span.is_empty()), "{:?}", reading);
        prop_assert!(context().years.contains(&(reading.instant.year())), "{:?}", reading);
    }
    let _ = read_pair(text, "10:00", &context());
    let _ = read_pair("2 Maret 2022", text, &context());
    Ok(())
}

/// Where two shapes claim a full date at the same place, it is the same date.
fn shapes_agree(text: &str) -> Result<(), TestCaseError> {
    let tokens = token::cut(text);
    let context = context();
    let line = Line { text, tokens: tokens.as_slice(), context: &context, floor: 0, after_date: false };
    for place in 0..line.tokens.len() {
        let claims = SHAPES.iter().filter_map(|shape| shape(&line, place));
        let full: Vec<_> =
            claims.filter(|found| found.rank == Rank::Full).filter_map(|found| found.when.ok()).collect();
        prop_assert!(full.windows(2).all(|pair| pair[0] == pair[1]), "{text:?} at {place}: {full:?}");
    }
    Ok(())
}

#[test]
fn long_lines_take_linear_time() {
    for piece in [
        "2 ",
        "2-",
        "Mei ",
        "W.",
        "(",
        "pukul ",
        "2 Maret 2022 ",
        "10:00 WIB ",
        "&amp;",
        "&#",
        "â",
        "<",
        "lalu ",
        "satu ",
    ] {
        let text = piece.repeat(1_000_000 / piece.len());
        let start = std::time::Instant::now();
        let _ = read(&text, &context());
        assert!(start.elapsed().as_millis() < 500, "{piece:?}: {:?}", start.elapsed());
    }
}

#[test]
fn only_the_first_4_kib_are_searched() {
    let noise = "kata ".repeat(900);
    assert_eq!(read(&format!("{noise}2 Maret 2022"), &context()), Err(Error::NotADate));
    let reading = read(&format!("2 Maret 2022 {noise}"), &context()).unwrap();
    assert_eq!(reading.instant.date_naive(), NaiveDate::from_ymd_opt(2022, 3, 2).unwrap());
    assert_eq!(reading.span, 0..12);
}
