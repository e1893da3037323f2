//! What every shape of a date gives back.

use chrono::{DateTime, FixedOffset, NaiveDate};

use super::Precision;
use super::clock::Clock;
use super::error::Fault;
use super::flag::Flags;
use super::line::Line;

/// A shape: reads the date that begins at a token, or leaves it to the next shape.
///
/// A shape claims tokens only if no other shape would read them as another date. What has the shape of a date and cannot
/// be one is claimed too, with the fault.
pub(super) type Shape = fn(&Line<'_>, usize) -> Option<Found>;

/// A date that a shape has claimed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Found {
    pub(super) when: Result<When, Fault>,
    pub(super) rank: Rank,
    /// The time, where the shape has one inside.
    pub(super) clock: Option<Clock>,
    pub(super) flags: Flags,
    /// The place behind the last token.
    pub(super) end: usize,
}

/// A day or an instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum When {
    /// A day of the calendar, which a time may refine.
    Day(NaiveDate),
    /// An instant, complete in itself.
    Instant(DateTime<FixedOffset>, Precision),
}

/// How far a shape can be trusted to be a date at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rank {
    /// Can be nothing else.
    Full,
    /// A date only if something beside it says so: a weekday, a time, a label; or if nothing else is in the line.
    Weak,
    /// A date only if something beside it says so; standing alone it can as well be a time or a version.
    Doubtful,
    /// A day without a year, which counts only where no full date stands.
    Yearless,
    /// The same, but also the shape of fractions and scores.
    WeakYearless,
    /// Counted from the reference, in words that prose uses too.
    Relative,
    /// The same, in a single everyday word.
    WeakRelative,
}

impl Found {
    /// A full date up to `end`.
    pub(super) fn day(day: Result<NaiveDate, Fault>, end: usize) -> Found {
        Found { when: day.map(When::Day), rank: Rank::Full, clock: None, flags: Flags::NONE, end }
    }
}
