//! What a person should know about a reading before trusting it.

/// Something assumed or odd about a [`Reading`](super::Reading).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Flag {
    /// The assumed zone kept another time then than it does now, such as +07:30 in Jakarta before 1964.
    HistoricOffset,
    /// The text says 24:00, which is 00:00 of the next day.
    Hour24,
    /// The text names no publication, only an update.
    IsUpdate,
    /// The instant is where clocks of computers begin (1970-01-01), so a missing date is more likely than this one.
    SentinelEpoch,
    /// The year has two digits: 00 to 68 are 2000 to 2068, 69 to 99 are 1969 to 1999, as in POSIX `strptime`.
    TwoDigitYear,
    /// The weekday in the text is not the date's; the date wins.
    WeekdayMismatch,
    /// The year is not in the text; it is the one that brings the date nearest to the reference.
    YearFromReference,
}

impl Flag {
    /// All flags, in the order in which they are told.
    pub const ALL: [Flag; 7] = [
        Flag::HistoricOffset,
        Flag::Hour24,
        Flag::IsUpdate,
        Flag::SentinelEpoch,
        Flag::TwoDigitYear,
        Flag::WeekdayMismatch,
        Flag::YearFromReference,
    ];

    /// The name for machines, in snake case.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Flag::HistoricOffset => "historic_offset",
            Flag::Hour24 => "hour_24",
            Flag::IsUpdate => "is_update",
            Flag::SentinelEpoch => "sentinel_epoch",
            Flag::TwoDigitYear => "two_digit_year",
            Flag::WeekdayMismatch => "weekday_mismatch",
            Flag::YearFromReference => "year_from_reference",
        }
    }
}

/// A set of [`Flag`]s.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct Flags(u8);

impl Flags {
    /// No flag.
    pub const NONE: Flags = Flags(0);

    /// Whether the set holds `flag`.
    #[must_use]
    pub fn contains(self, flag: Flag) -> bool {
        self.0 & 1 << flag as u8 != 0
    }

    /// Whether the set holds nothing.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The flags of the set in the order of [`Flag::ALL`].
    pub fn iter(self) -> impl Iterator<Item = Flag> {
        Flag::ALL.into_iter().filter(move |flag| self.contains(*flag))
    }

    /// The set with `flag` in it where `holds`.
    pub(super) fn with(self, flag: Flag, holds: bool) -> Flags {
        if holds { Flags(self.0 | 1 << flag as u8) } else { self }
    }

    /// The flags of both sets.
    pub(super) fn union(self, other: Flags) -> Flags {
        Flags(self.0 | other.0)
    }
}

impl FromIterator<Flag> for Flags {
    fn from_iter<I: IntoIterator<Item = Flag>>(flags: I) -> Self {
        flags.into_iter().fold(Flags::NONE, |all, flag| all.with(flag, true))
    }
}

#[cfg(test)]
mod tests {
    use super::{Flag, Flags};

    #[test]
    fn flags_keep_their_order_and_alphabetical_names() {
        let flags =
            Flags::NONE.with(Flag::YearFromReference, true).with(Flag::Hour24, true).with(Flag::IsUpdate, false);
        assert_eq!(flags.iter().collect::<Vec<_>>(), [Flag::Hour24, Flag::YearFromReference]);
        assert_eq!(flags.iter().collect::<Flags>(), flags);
        assert!(Flag::ALL.map(Flag::name).is_sorted());
        assert!(Flags::NONE.is_empty() && !flags.is_empty());
    }
}
