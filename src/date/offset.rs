//! From a local time to an instant: the offset that the text states, or else the one that the assumed zone had then.

use chrono::{
    DateTime, Datelike, FixedOffset, LocalResult, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeDelta, TimeZone,
};
use chrono_tz::{OffsetComponents, Tz};

use super::zone::Claim;

/// A local time with its offset.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Placed {
    pub(super) instant: DateTime<FixedOffset>,
    pub(super) assumed: bool,
    /// The assumed zone keeps another offset now.
    pub(super) historic: bool,
    /// The offset had seconds, which RFC 3339 cannot write, so the time of day was given up.
    pub(super) day_only: bool,
}

/// Gives a local time its offset: the text's, or else that of the assumed zone then.
///
/// A time that the zone's clocks skipped is `None`; of one that they showed twice, the first is meant.
/// A day that began inside such a gap begins right after it.
pub(super) fn place(claim: Option<Claim>, assumed: Tz, date: NaiveDate, time: Option<NaiveTime>) -> Option<Placed> {
    let local = date.and_time(time.unwrap_or_default());
    let stated = |seconds| {
        let instant = FixedOffset::east_opt(seconds)?.from_local_datetime(&local).single()?;
        Some(Placed { instant, assumed: false, historic: false, day_only: false })
    };
    match claim {
        None => in_zone(assumed, local, time.is_none()).map(|placed| Placed { assumed: true, ..placed }),
        Some(Claim { fixed, named: Some(zone), .. }) => {
            let placed = in_zone(zone, local, time.is_none())?;
            let agrees = fixed.is_none_or(|seconds| seconds == placed.instant.offset().local_minus_utc());
            agrees.then_some(Placed { historic: false, ..placed })
        }
        Some(Claim { fixed, .. }) => stated(fixed.unwrap_or(0)),
    }
}

fn in_zone(zone: Tz, local: NaiveDateTime, whole_day: bool) -> Option<Placed> {
    let found = match zone.offset_from_local_datetime(&local) {
        LocalResult::Single(offset) | LocalResult::Ambiguous(offset, _) => offset,
        LocalResult::None if whole_day => {
            // No gap in the IANA data is longer than a day.
            let later = local.checked_add_signed(TimeDelta::days(1))?;
            zone.offset_from_local_datetime(&later).earliest()?
        }
        LocalResult::None => return None,
    };
    let seconds = found.fix().local_minus_utc();
    let minutes = seconds.div_euclid(60) * 60;
    let day_only = minutes != seconds;
    let local = if day_only { local.date().and_time(NaiveTime::MIN) } else { local };
    let instant = FixedOffset::east_opt(minutes)?.from_local_datetime(&local).single()?;
    let historic = local.year() < STEADY_SINCE && found.base_utc_offset() != offset_now(zone)?;
    Some(Placed { instant, assumed: false, historic, day_only })
}

/// From this year on an offset counts as today's, which spares modern dates the second look.
const STEADY_SINCE: i32 = 2024;

fn offset_now(zone: Tz) -> Option<TimeDelta> {
    let now = NaiveDate::from_ymd_opt(STEADY_SINCE, 1, 1)?.and_time(NaiveTime::MIN);
    Some(zone.offset_from_utc_datetime(&now).base_utc_offset())
}

#[cfg(test)]
mod tests {
    use crate::date::testing::check;

    #[test]
    fn the_assumed_zone_keeps_its_history() {
        check(&[
            ("1 Januari 1964", "1964-01-01+07:00?"),
            ("31 Desember 1963", "1963-12-31+07:30? historic_offset"),
            // Written out, it is fixed.
            ("31 Desember 1963 10:00 WIB", "1963-12-31T10:00+07:00"),
            ("2 Mei 1948 10:00", "1948-05-02T10:00+08:00? historic_offset"),
            // Clocks skipped its first ten minutes.
            ("1 November 1932", "1932-11-01+07:30? historic_offset"),
            ("1 November 1932 00:05", "no such time: `1 November 1932 00:05`"),
            // +07:07:12 cannot be written.
            ("20 Mei 1908 10:00", "1908-05-20+07:07? historic_offset"),
        ]);
    }
}
