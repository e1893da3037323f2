//! date: text → [`Reading`], an exact instant with the evidence for it.

use std::ops::RangeInclusive;

use chrono::{DateTime, FixedOffset};
use chrono_tz::Tz;

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

/// Where the offset of a [`Reading`] comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Zone {
    /// The text says it.
    Stated,
    /// The context's default zone.
    Assumed,
}

/// What a person should know about a [`Reading`] before trusting it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flag {
    /// The weekday in the text is not the date's; the date wins.
    WeekdayMismatch,
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
    /// What was assumed or found odd, in a fixed order, each at most once.
    pub flags: Vec<Flag>,
    /// The bytes of the text that the reading rests on.
    pub span: std::ops::Range<usize>,
}

/// Why a text gives no [`Reading`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// There is no date in the text.
    #[error("no date found")]
    NotADate,
}

/// Reads the date in `text`.
///
/// # Errors
/// [`Error::NotADate`] where the text holds no date, any other variant where it holds one that cannot be trusted.
pub fn read(text: &str, context: &Context) -> Result<Reading, Error> {
    let _ = (text, context);
    Err(Error::NotADate)
}

/// Reads a date and a time that stand apart.
///
/// # Errors
/// As [`read`].
pub fn read_pair(date: &str, time: &str, context: &Context) -> Result<Reading, Error> {
    read(&format!("{date} {time}"), context)
}

impl Reading {
    /// The names of the flags.
    pub fn flag_names(&self) -> Vec<&'static str> {
        Vec::new()
    }
}
