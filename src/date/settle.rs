//! From a dateline to its instant: day, time, part of the day and zone put together, or what stands in the way.

use chrono::{DateTime, Datelike, Days, FixedOffset, NaiveDate, NaiveTime, Timelike};

use super::Precision;
use super::clock::Clock;
use super::dateline::Dateline;
use super::error::{Fault, Reason};
use super::flag::{Flag, Flags};
use super::line::Line;
use super::offset;
use super::scan::Role;
use super::shape::{Rank, When};
use super::zone::Claim;

/// A dateline's instant.
#[derive(Debug, Clone, Copy)]
pub(super) struct Settled {
    pub(super) instant: DateTime<FixedOffset>,
    pub(super) precision: Precision,
    pub(super) assumed: bool,
    pub(super) flags: Flags,
    pub(super) role: Option<Role>,
    pub(super) from: u16,
    pub(super) to: u16,
}

impl Dateline {
    /// The instant that the dateline tells.
    pub(super) fn settle(&self, line: &Line<'_>) -> Result<Settled, Fault> {
        if let Some(fault) = self.fault {
            return Err(fault);
        }
        match self.found.when? {
            When::Instant(instant, precision) => {
                Ok(self.told(instant, precision, self.found.rank != Rank::Full, Flags::NONE))
            }
            When::Day(date) => self.settle_day(line, date),
        }
    }

    fn settle_day(&self, line: &Line<'_>, date: NaiveDate) -> Result<Settled, Fault> {
        let span = |reason| Fault::new(reason, self.from.into(), self.to.into());
        let clock = self.settled_clock()?;
        let claim = self.claim(clock)?;
        self.refuse_computer_wit(line, clock)?;
        let (time, next_day) = match clock {
            Some(clock) => clock.time().map(|(time, next)| (Some(time), next)).ok_or(span(Reason::NoSuchTime))?,
            None => (None, false),
        };
        let day = if next_day { date.checked_add_days(Days::new(1)).ok_or(span(Reason::NoSuchDay))? } else { date };
        let both = claim.is_some_and(|claim| claim.fixed.is_some() && claim.named.is_some());
        let reason = if both { Reason::ZonesDisagree } else { Reason::NoSuchTime };
        let placed = offset::place(claim, line.context.zone, day, time).ok_or(span(reason))?;
        let precision = match clock {
            None => Precision::Day,
            Some(_) if placed.day_only => Precision::Day,
            Some(clock) if clock.second.is_some() => Precision::Second,
            Some(_) => Precision::Minute,
        };
        let weekday = u8::try_from(date.weekday().num_days_from_monday()).ok();
        let flags = Flags::NONE
            .with(Flag::HistoricOffset, placed.historic)
            .with(Flag::Hour24, next_day)
            .with(Flag::SentinelEpoch, is_sentinel(placed.instant))
            .with(Flag::WeekdayMismatch, self.weekday.is_some_and(|(told, _)| Some(told) != weekday));
        Ok(self.told(placed.instant, precision, placed.assumed, flags))
    }

    fn told(&self, instant: DateTime<FixedOffset>, precision: Precision, assumed: bool, flags: Flags) -> Settled {
        let sentinel = Flags::NONE.with(Flag::SentinelEpoch, is_sentinel(instant));
        let flags = flags.union(self.found.flags).union(sentinel);
        Settled { instant, precision, assumed, flags, role: self.role, from: self.from, to: self.to }
    }

    /// The time with the part of the day that stands beside the date.
    fn settled_clock(&self) -> Result<Option<Clock>, Fault> {
        let Some(clock) = self.clock else { return Ok(None) };
        let clock = match self.period.filter(|_| !clock.settled) {
            Some(period) => {
                clock.in_period(period, Fault::new(Reason::UnclearPeriod, self.from.into(), self.to.into()))
            }
            None => clock,
        };
        clock.fault.map_or(Ok(Some(clock)), Err)
    }

    /// The zones beside the date and behind the time, which have to agree.
    fn claim(&self, clock: Option<Clock>) -> Result<Option<Claim>, Fault> {
        let disagree = Fault::new(Reason::ZonesDisagree, self.from.into(), self.to.into());
        match (self.zone.transpose()?, clock.and_then(|clock| clock.zone)) {
            (Some(one), Some(other)) => one.and(other).map(Some).ok_or(disagree),
            (one, other) => Ok(one.or(other)),
        }
    }

    /// `Mon, 04 Jun 2012 09:00:00 WIT` is how Java printed a time in Jakarta until the IANA data of 2013e reached it.
    fn refuse_computer_wit(&self, line: &Line<'_>, clock: Option<Clock>) -> Result<(), Fault> {
        let wit = clock.is_some_and(|clock| clock.second.is_some() && clock.zone.is_some_and(|zone| zone.wit));
        let english = self.weekday.is_some_and(|(_, place)| {
            let word = line.word_at(place.into());
            ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].iter().any(|day| word.eq_ignore_ascii_case(day))
        });
        if wit && english { Err(Fault::new(Reason::AmbiguousZone, self.from.into(), self.to.into())) } else { Ok(()) }
    }
}

/// Midnight of 1970-01-01, in the dateline's zone or at Greenwich.
fn is_sentinel(instant: DateTime<FixedOffset>) -> bool {
    let local = instant.naive_local();
    let first_moment = local.date() == NaiveDate::default() && local.time() == NaiveTime::MIN;
    first_moment || instant.timestamp() == 0 && instant.nanosecond() == 0
}
