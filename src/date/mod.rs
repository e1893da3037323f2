//! date: text → [`Reading`], an exact instant with the evidence for it.
//!
//! A wrong instant is worse than none, so a text is read only where one grammar claims it: a line is normalized, cut into
//! tokens, taken apart into dates, times, zones, labels and noise, and the dates that are left have to agree. The answer
//! is one of three: a date ([`Reading`]), no date ([`Error::NotADate`]), or a date that is wrong (any other [`Error`]).

mod calendar;
mod choose;
mod clock;
mod dateline;
mod error;
mod flag;
mod iso;
#[cfg(test)]
mod laws;
mod line;
mod list;
mod month_first;
mod named;
mod normalize;
mod numeric;
mod offset;
mod relative;
mod scan;
mod settle;
mod shape;
#[cfg(test)]
mod testing;
mod token;
mod word;
mod words;
mod zone;

use std::ops::{Range, RangeInclusive};

use chrono::{DateTime, FixedOffset};
use chrono_tz::Tz;

pub use error::Error;
pub use flag::{Flag, Flags};

use line::Line;
use shape::Shape;

/// What the caller knows and the text does not say.
#[derive(Debug, Clone)]
pub struct Context {
    /// The zone of a text that names none.
    pub zone: Tz,
    /// What relative dates ("5 menit lalu") and dates without a year are read against.
    pub reference: Option<DateTime<FixedOffset>>,
    /// Years outside are refused as implausible.
    pub years: RangeInclusive<i32>,
}

/// How exact the text was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Precision {
    /// A calendar day; the instant is its first moment, 00:00.
    Day,
    /// Hour and minute.
    Minute,
    /// Hour, minute and second.
    Second,
}

impl Precision {
    /// The name for machines.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Precision::Day => "day",
            Precision::Minute => "minute",
            Precision::Second => "second",
        }
    }
}

/// Where the offset of a [`Reading`] comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Zone {
    /// The text says it.
    Stated,
    /// The context's default zone.
    Assumed,
}

impl Zone {
    /// The name for machines.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Zone::Stated => "stated",
            Zone::Assumed => "assumed",
        }
    }
}

/// One date as understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The instant, with the offset of the text (or of the assumed zone). A day's is its 00:00.
    pub instant: DateTime<FixedOffset>,
    /// How exact the text was.
    pub precision: Precision,
    /// Whether the text names its zone.
    pub zone: Zone,
    /// When the text says that it was updated, beside its publication.
    pub updated: Option<DateTime<FixedOffset>>,
    /// What was assumed or found odd.
    pub flags: Flags,
    /// The bytes of the text that the reading rests on: weekday, date, time and zone, without labels around them.
    pub span: Range<usize>,
}

impl Reading {
    /// The names of all flags in alphabetical order, `zone_assumed` among them where the zone was assumed.
    pub fn flag_names(&self) -> impl Iterator<Item = &'static str> {
        let assumed = (self.zone == Zone::Assumed).then_some("zone_assumed");
        self.flags.iter().map(Flag::name).chain(assumed)
    }
}

/// Every shape of a date, tried in this order at each place of a line. A new shape is a file and a row.
const SHAPES: &[Shape] = &[
    iso::read,
    iso::read_basic,
    iso::read_epoch,
    month_first::read_year_last,
    named::read,
    month_first::read,
    numeric::read,
    numeric::read_yearless,
    relative::read,
    relative::read_word,
    relative::read_indefinite,
];

/// Reads the date in `text`, a line of at most 4 KiB; what is longer is searched no further.
///
/// # Errors
/// [`Error::NotADate`] where the text holds no date, any other variant where it holds one that cannot be trusted.
pub fn read(text: &str, context: &Context) -> Result<Reading, Error> {
    let normal = normalize::normalize(text);
    let tokens = token::cut(&normal.text);
    let line = Line { text: &normal.text, tokens: tokens.as_slice(), context, floor: 0, after_date: false };
    let parts = scan::parts(line, SHAPES);
    let choice = choose::choose(&line, parts.as_slice())
        .map_err(|fault| fault.map_or(Error::NotADate, |fault| fault.tell(&line)))?;
    Ok(Reading {
        instant: choice.published.instant,
        precision: choice.published.precision,
        zone: if choice.published.assumed { Zone::Assumed } else { Zone::Stated },
        updated: choice.updated,
        flags: choice.flags,
        span: normal.original(line.span(choice.from, choice.to)),
    })
}

/// Reads a date and a time that stand in two columns.
///
/// The span is the one in `date`. A time that is empty, or a mere dash, is none.
///
/// # Errors
/// As [`read`]; [`Error::NoSuchTime`] where `time` has digits and no time can be made out in it.
pub fn read_pair(date: &str, time: &str, context: &Context) -> Result<Reading, Error> {
    let digits = time.bytes().any(|byte| byte.is_ascii_digit());
    if !digits {
        return read(date, context);
    }
    let alone = read(date, context)?;
    let joined = if is_column_of_days(&alone) {
        format!("{} {time}", alone.instant.date_naive())
    } else {
        format!("{date} {time}")
    };
    let mut reading = read(&joined, context)?;
    if reading.precision == Precision::Day {
        return Err(Error::NoSuchTime { found: time.to_owned() });
    }
    reading.span = alone.span;
    Ok(reading)
}

/// Spreadsheets turn a column of days into midnights: `2019-09-14 00:00:00`.
fn is_column_of_days(reading: &Reading) -> bool {
    let midnight = reading.instant.time() == chrono::NaiveTime::MIN;
    midnight && reading.precision == Precision::Second && reading.zone == Zone::Assumed
}

#[cfg(test)]
mod tests {
    use super::testing::{answer, check, context};
    use super::{Context, Error, read, read_pair};

    #[test]
    fn three_ways_to_answer() {
        check(&[
            ("Rabu, 02 Maret 2022 - 19:13 WIB", "2022-03-02T19:13+07:00"),
            ("32 Maret 2022", "no such day"),
            ("Meikarta", "not a date"),
        ]);
        assert!(!Error::NotADate.is_date());
        assert!(Error::NoSuchDay { found: String::new() }.is_date());
    }

    #[test]
    fn nothing_relative_without_a_reference() {
        let context = Context { reference: None, ..context() };
        for (text, expected) in [
            ("5 menit lalu", "relative, with no reference date: `5 menit lalu`"),
            ("Rabu (20/11)", "relative, with no reference date: `20/11`"),
            ("Kemarin", "relative, with no reference date: `Kemarin`"),
            ("2 Maret 2022", "2022-03-02+07:00?"),
        ] {
            assert_eq!(answer(read(text, &context)), expected, "{text}");
        }
    }

    #[test]
    fn two_columns() {
        for (date, time, expected) in [
            ("2 Maret 2022", "19:13 WITA", "2022-03-02T19:13+08:00"),
            ("2 Maret 2022", "-", "2022-03-02+07:00?"),
            ("2022-03-02 00:00:00", "19:13", "2022-03-02T19:13+07:00?"),
            ("2 Maret 2022", "25:13", "no such time: `25:13`"),
            ("2 Maret 2022", "1913", "no such time: `1913`"),
            ("2 Maret 2022 19:13", "19:14", "several times: `19:13 19:14`"),
        ] {
            assert_eq!(answer(read_pair(date, time, &context())), expected, "{date} {time}");
        }
    }

    #[test]
    fn the_span_is_in_the_text_as_it_was() {
        for (text, expected) in [
            ("Tayang: Rabu, 2 Maret 2022 19:13 WIB | Budi", "Rabu, 2 Maret 2022 19:13 WIB"),
            ("\u{200b}Oleh Budi –&nbsp;2&nbsp;Maret 2022&nbsp;| 5 menit", "2&nbsp;Maret 2022"),
            ("kata dia, Rabu (2/3/2022).", "Rabu (2/3/2022)"),
        ] {
            let span = read(text, &context()).map(|reading| reading.span);
            assert_eq!(span.map(|span| &text[span]), Ok(expected));
        }
    }

    #[test]
    fn an_update_is_told_beside_the_publication() {
        for (text, expected) in [
            ("Tayang 2 Maret 2022 19:13 WIB, Diperbarui 3 Maret 2022 07:00 WIB", Some("2022-03-03T07:00:00+07:00")),
            ("Tayang 2 Maret 2022 19:13 WIB, Diperbarui 20:00 WIB", Some("2022-03-02T20:00:00+07:00")),
            ("Diperbarui 3 Maret 2022 07:00 WIB", None),
        ] {
            let updated = read(text, &context()).map(|reading| reading.updated.map(|updated| updated.to_rfc3339()));
            assert_eq!(updated, Ok(expected.map(str::to_owned)), "{text}");
        }
    }
}
