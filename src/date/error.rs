//! Why a text gives no reading.

use super::line::Line;

/// Why a text gives no [`Reading`](super::Reading), with the words that are to blame.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// There is no date in the text.
    #[error("not a date")]
    NotADate,
    /// The month has no such day: `31 Februari`.
    #[error("no such day")]
    NoSuchDay {
        /// The words of the date.
        found: String,
    },
    /// A month by number beyond 12. Day and month are never swapped to make it fit.
    #[error("no such month: `{found}`")]
    NoSuchMonth {
        /// The words of the date.
        found: String,
    },
    /// A time that no clock shows, or that cannot be made out: `25:10`, `pukul 19.6`.
    #[error("no such time: `{found}`")]
    NoSuchTime {
        /// The words of the time.
        found: String,
    },
    /// A part of the day that does not go with its hour, or leaves open of which day it is: `jam 12 malam`.
    #[error("unclear time of day: `{found}`")]
    UnclearPeriod {
        /// The words of the time.
        found: String,
    },
    /// A year outside the years of the context.
    #[error("implausible year: `{found}`")]
    ImplausibleYear {
        /// The words of the date.
        found: String,
    },
    /// A zone that is none of Indonesia's and no offset; another zone instead would silently be hours off.
    #[error("unknown zone: `{found}`")]
    UnknownZone {
        /// The words of the zone.
        found: String,
    },
    /// Two zones for the same time: `WITA (UTC+7)`.
    #[error("zones disagree: `{found}`")]
    ZonesDisagree {
        /// The words of the time and its zones.
        found: String,
    },
    /// `WIT` as computers wrote it: the IANA data printed it for +07:00 until 2013 (NEWS of 2013e), the law says +09:00.
    #[error("ambiguous zone: `{found}` can be +07:00 or +09:00 here")]
    AmbiguousZone {
        /// The words of the date.
        found: String,
    },
    /// Several days in one: `20-23 Juni 2024`, `2 Mei April 2020`.
    #[error("more than one day: `{found}`")]
    Range {
        /// The words of the range.
        found: String,
    },
    /// Several dates, none of them marked as the publication.
    #[error("several dates, none marked as the publication: `{found}`")]
    SeveralDates {
        /// The words from the first date to the one that contradicts it.
        found: String,
    },
    /// Several times for one date.
    #[error("several times: `{found}`")]
    SeveralTimes {
        /// The words from the first time to the one that contradicts it.
        found: String,
    },
    /// A relative date, or one without a year, and nothing to read it against.
    #[error("relative, with no reference date: `{found}`")]
    NoReference {
        /// The words of the date.
        found: String,
    },
    /// A span of time that is no number: `beberapa menit lalu`, `minggu lalu`.
    #[error("indefinite: `{found}`")]
    Indefinite {
        /// The words of the date.
        found: String,
    },
    /// A date of the Islamic calendar alone; which day that is depends on who saw the moon.
    #[error("a Hijri date, with no Gregorian date beside it: `{found}`")]
    Hijri {
        /// The words of the date.
        found: String,
    },
    /// Only a part of a date: `Agustus 2024`, `Rabu`, `08.30 WITA`.
    #[error("incomplete date: `{found}`")]
    Incomplete {
        /// The words of the date.
        found: String,
    },
}

impl Error {
    /// Whether the text does hold a date, one that is wrong or not to be trusted.
    #[must_use]
    pub fn is_date(&self) -> bool {
        *self != Error::NotADate
    }
}

/// An [`Error`] while it is not yet sure that it will be told: its kind, and the tokens to blame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Fault {
    pub(super) reason: Reason,
    pub(super) from: u16,
    pub(super) to: u16,
}

/// The kinds of [`Error`] that a line's parts can give.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reason {
    NoSuchDay,
    NoSuchMonth,
    NoSuchTime,
    UnclearPeriod,
    ImplausibleYear,
    UnknownZone,
    ZonesDisagree,
    AmbiguousZone,
    Range,
    SeveralDates,
    SeveralTimes,
    NoReference,
    Indefinite,
    Hijri,
    Incomplete,
}

impl Fault {
    /// A fault of the tokens `from..to`.
    pub(super) fn new(reason: Reason, from: usize, to: usize) -> Fault {
        let place = |at| u16::try_from(at).unwrap_or(u16::MAX);
        Fault { reason, from: place(from), to: place(to) }
    }

    /// The error to tell, with the words of the line.
    pub(super) fn tell(self, line: &Line<'_>) -> Error {
        let found = line.words(self.from.into(), self.to.into()).to_owned();
        match self.reason {
            Reason::NoSuchDay => Error::NoSuchDay { found },
            Reason::NoSuchMonth => Error::NoSuchMonth { found },
            Reason::NoSuchTime => Error::NoSuchTime { found },
            Reason::UnclearPeriod => Error::UnclearPeriod { found },
            Reason::ImplausibleYear => Error::ImplausibleYear { found },
            Reason::UnknownZone => Error::UnknownZone { found },
            Reason::ZonesDisagree => Error::ZonesDisagree { found },
            Reason::AmbiguousZone => Error::AmbiguousZone { found },
            Reason::Range => Error::Range { found },
            Reason::SeveralDates => Error::SeveralDates { found },
            Reason::SeveralTimes => Error::SeveralTimes { found },
            Reason::NoReference => Error::NoReference { found },
            Reason::Indefinite => Error::Indefinite { found },
            Reason::Hijri => Error::Hijri { found },
            Reason::Incomplete => Error::Incomplete { found },
        }
    }
}
