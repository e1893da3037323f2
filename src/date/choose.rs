//! From datelines to the one reading: labels, repetitions, contradictions.

use chrono::{DateTime, FixedOffset};

use super::Precision;
use super::dateline::{self, Dateline, Datelines, Owned};
use super::error::{Fault, Reason};
use super::flag::{Flag, Flags};
use super::line::Line;
use super::scan::{Part, PartKind, Role};
use super::settle::Settled;
use super::shape::Rank;

/// Unknown words that a line with a relative date may have.
const MOST_NOISE_RELATIVE: u16 = 6;
/// The same for a relative date in one everyday word.
const MOST_NOISE_WORD: u16 = 2;

/// What the line says, before it becomes a [`Reading`](super::Reading).
pub(super) struct Choice {
    pub(super) published: Settled,
    pub(super) updated: Option<DateTime<FixedOffset>>,
    pub(super) flags: Flags,
    /// The first token of all datelines chosen, and the one behind the last.
    pub(super) from: usize,
    pub(super) to: usize,
}

/// Chooses among the dates of the line. `Err(None)` where it has none.
pub(super) fn choose(line: &Line<'_>, parts: &[Part]) -> Result<Choice, Option<Fault>> {
    let mut owned = Owned::default();
    let all = dateline::gather(line, parts, &mut owned);
    let rank = trusted_rank(all.as_slice(), parts).ok_or_else(|| missing(line, parts))?;
    let trusted = |dateline: &&Dateline| class(dateline.found.rank) == rank && is_trusted(dateline, parts);
    let mut chosen = Datelines::new(Dateline::blank());
    for dateline in all.as_slice().iter().filter(trusted) {
        chosen.push(*dateline);
    }
    let late = lend_time(line, parts, &mut chosen, owned)?;
    decide(line, chosen.as_slice(), late)
}

/// Full dates come before dates without a year, and those before relative ones.
fn class(rank: Rank) -> u8 {
    match rank {
        Rank::Full | Rank::Weak | Rank::Doubtful => 0,
        Rank::Yearless | Rank::WeakYearless => 1,
        Rank::Relative | Rank::WeakRelative => 2,
    }
}

fn trusted_rank(all: &[Dateline], parts: &[Part]) -> Option<u8> {
    all.iter().filter(|dateline| is_trusted(dateline, parts)).map(|dateline| class(dateline.found.rank)).min()
}

fn is_trusted(dateline: &Dateline, parts: &[Part]) -> bool {
    match dateline.found.rank {
        Rank::Full | Rank::Yearless => true,
        Rank::Weak => dateline.evidence || dateline.found.when.is_ok() && dateline::is_terse(parts, 0),
        Rank::Doubtful | Rank::WeakYearless => dateline.evidence,
        Rank::Relative => dateline::is_terse(parts, MOST_NOISE_RELATIVE),
        Rank::WeakRelative => dateline.clock.is_some() || dateline::is_terse(parts, MOST_NOISE_WORD),
    }
}

/// Gives the only date without a time the only sure time that stands apart from it. The time of an update comes back.
fn lend_time(
    line: &Line<'_>,
    parts: &[Part],
    chosen: &mut Datelines,
    owned: Owned,
) -> Result<Option<Dateline>, Option<Fault>> {
    let single = chosen.as_slice().len() == 1;
    let Some(dateline) = chosen.last_mut().filter(|_| single) else { return Ok(None) };
    let (mut lent, mut late) = (None::<Dateline>, None);
    let mut clear = true;
    for (index, part) in parts.iter().enumerate().filter(|(index, _)| !owned.has(*index)) {
        let PartKind::Clock(clock) = part.kind else { continue };
        if dateline::follows_update(parts, index) && dateline.role != Some(Role::Updated) {
            late = Some(dateline.updated_at(clock, part));
        } else if dateline.clock.is_none() && dateline::is_sure_time(line, part, &clock) {
            let mut candidate = lent.unwrap_or(*dateline);
            candidate.add_clock(line, part, clock);
            clear &= candidate.clock.is_some_and(|first| first.same_face(&clock));
            lent = Some(candidate);
        }
    }
    if let Some(candidate) = lent.filter(|_| clear) {
        *dateline = candidate;
    }
    Ok(late)
}

fn decide(line: &Line<'_>, chosen: &[Dateline], late: Option<Dateline>) -> Result<Choice, Option<Fault>> {
    let (mut published, mut unlabelled, mut updated) = (Slot::default(), Slot::default(), Slot::default());
    for dateline in chosen.iter().chain(&late) {
        let settled = dateline.settle(line).map_err(Some)?;
        let slot = match settled.role {
            Some(Role::Published) => &mut published,
            Some(Role::Updated) => &mut updated,
            None => &mut unlabelled,
        };
        slot.add(line, settled);
    }
    let first = published.settled.or(unlabelled.settled);
    let slot = if published.settled.is_some() {
        published
    } else if unlabelled.settled.is_some() {
        unlabelled
    } else {
        updated
    };
    if let Some(fault) = slot.fault {
        return Err(Some(fault));
    }
    let settled = slot.settled.ok_or(None)?;
    if let Some(updated) = updated.settled.filter(|_| published.settled.is_none()) {
        // Without a label it is no publication if it comes after the update.
        if is_later(line, &settled, &updated) {
            let (from, to) = (settled.from.min(updated.from), settled.to.max(updated.to));
            return Err(Some(Fault::new(Reason::SeveralDates, from.into(), to.into())));
        }
    }
    let second = updated.settled.filter(|_| first.is_some());
    Ok(Choice {
        published: settled,
        updated: second.map(|updated| updated.instant),
        flags: settled.flags.with(Flag::IsUpdate, first.is_none()),
        from: second.map_or(settled.from, |second| second.from.min(settled.from)).into(),
        to: second.map_or(settled.to, |second| second.to.max(settled.to)).into(),
    })
}

/// The datelines of one role, which have to tell the same.
#[derive(Default, Clone, Copy)]
struct Slot {
    settled: Option<Settled>,
    fault: Option<Fault>,
}

impl Slot {
    fn add(&mut self, line: &Line<'_>, next: Settled) {
        let Some(first) = self.settled else {
            self.settled = Some(next);
            return;
        };
        if same(line, &first, &next) {
            let better = if next.precision > first.precision { next } else { first };
            self.settled = Some(better);
        } else {
            let fault = Fault::new(Reason::SeveralDates, first.from.into(), next.to.into());
            self.fault = self.fault.or(Some(fault));
        }
    }
}

fn is_later(line: &Line<'_>, one: &Settled, other: &Settled) -> bool {
    !same(line, one, other) && one.instant > other.instant
}

/// Two datelines tell the same, as exactly as the less exact one does.
fn same(line: &Line<'_>, one: &Settled, other: &Settled) -> bool {
    let minute = |settled: &Settled| settled.instant.timestamp().div_euclid(60);
    match one.precision.min(other.precision) {
        Precision::Second => one.instant == other.instant,
        Precision::Minute => minute(one) == minute(other),
        Precision::Day => {
            let day = |settled: &Settled| settled.instant.date_naive();
            let at_home = |settled: &Settled| settled.instant.with_timezone(&line.context.zone).date_naive();
            day(one) == day(other) || at_home(one) == at_home(other)
        }
    }
}

/// What to say of a line without a date: nothing, or what it has instead.
fn missing(line: &Line<'_>, parts: &[Part]) -> Option<Fault> {
    let hijri = parts.iter().find(|part| matches!(part.kind, PartKind::Hijri));
    match hijri {
        Some(part) => Some(Fault::new(Reason::Hijri, part.from.into(), part.to.into())),
        None if dateline::is_fragment(parts) => Some(Fault::new(Reason::Incomplete, 0, line.tokens.len())),
        None => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::date::testing::check;

    #[test]
    fn published_before_updated() {
        check(&[
            ("Diperbarui 3 Maret 2022 Diterbitkan 2 Maret 2022", "2022-03-02+07:00?"),
            ("2 Maret 2022, diperbarui 3 Maret 2022", "2022-03-02+07:00?"),
            ("Diperbarui 3 Maret 2022", "2022-03-03+07:00? is_update"),
            ("2 Maret 2022 19:13 WIB, Rabu (2/3/2022)", "2022-03-02T19:13+07:00"),
        ]);
    }

    #[test]
    fn contradictions() {
        check(&[
            (
                "2 Maret 2022, 3 Maret 2022",
                "several dates, none marked as the publication: `2 Maret 2022, 3 Maret 2022`",
            ),
            (
                "Diperbarui 2 Maret 2022, 3 Maret 2022",
                "several dates, none marked as the publication: `2 Maret 2022, 3 Maret 2022`",
            ),
            ("Agustus 2024", "incomplete date: `Agustus 2024`"),
            ("1 Syawal 1444 H", "a Hijri date, with no Gregorian date beside it: `1 Syawal 1444 H`"),
        ]);
    }
}
