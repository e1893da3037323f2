//! From parts to datelines: which time, zone, weekday and label belong to which date.

use super::clock::Clock;
use super::error::{Fault, Reason};
use super::flag::Flags;
use super::line::Line;
use super::list::List;
use super::offset;
use super::scan::{Label, Part, PartKind, Role};
use super::shape::{Found, Rank, When};
use super::token::{Kind, Token};
use super::word::{Period, Word};
use super::zone::Claim;

/// How many dates a line may have before they need the heap.
const INLINE: usize = 4;
/// This many unknown words may stand between a label and its date (`Diperbarui oleh …`).
const LABEL_REACH: u16 = 4;

/// A date of the line with all that belongs to it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Dateline {
    pub(super) found: Found,
    pub(super) role: Option<Role>,
    pub(super) clock: Option<Clock>,
    pub(super) zone: Option<Result<Claim, Fault>>,
    pub(super) weekday: Option<(u8, u16)>,
    pub(super) period: Option<Period>,
    /// Something beside the date says that it is one.
    pub(super) evidence: bool,
    /// More than one time, and they contradict each other.
    pub(super) fault: Option<Fault>,
    pub(super) from: u16,
    pub(super) to: u16,
}

pub(super) type Datelines = List<Dateline, INLINE>;

/// Gathers the datelines among the parts. `owned` learns which parts belong to one.
pub(super) fn gather(line: &Line<'_>, parts: &[Part], owned: &mut Owned) -> Datelines {
    let mut datelines = Datelines::new(Dateline::blank());
    let mut label: Option<(Label, u16)> = None;
    for (index, part) in parts.iter().enumerate() {
        match part.kind {
            PartKind::Label(found) => label = Some((found, 0)),
            PartKind::Noise(count) => label = label.map(|(label, reach)| (label, reach.saturating_add(count.max(1)))),
            PartKind::Date(found) => {
                let role = label.take().filter(|(label, reach)| *reach <= if label.weak { 0 } else { LABEL_REACH });
                let mut dateline = Dateline::new(part, found, role.map(|(label, _)| label.role));
                dateline.look_back(line, parts, index, owned);
                dateline.look_ahead(line, parts, index, owned);
                dateline.weigh(line, part);
                datelines.push(dateline);
            }
            _ => {}
        }
    }
    datelines
}

/// Which parts belong to a dateline: one bit a part, for as many as a line that is mostly dateline can have.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Owned(u128);

impl Owned {
    pub(super) fn has(self, index: usize) -> bool {
        index >= 128 || self.0 >> index & 1 != 0
    }

    pub(super) fn take(&mut self, index: usize) {
        if index < 128 {
            self.0 |= 1 << index;
        }
    }
}

impl Dateline {
    fn new(part: &Part, found: Found, role: Option<Role>) -> Dateline {
        let clock = found.clock;
        let (from, to) = (part.from, part.to);
        Dateline {
            found,
            role,
            clock,
            zone: None,
            weekday: None,
            period: None,
            evidence: role.is_some(),
            fault: None,
            from,
            to,
        }
    }

    /// Fills the unused places of a list.
    pub(super) fn blank() -> Dateline {
        let fault = Fault::new(Reason::Incomplete, 0, 0);
        let found = Found { when: Err(fault), rank: Rank::Weak, clock: None, flags: Flags::NONE, end: 0 };
        Dateline::new(&Part { kind: PartKind::Noise(0), from: 0, to: 0 }, found, None)
    }

    /// Takes the weekday and part of the day before the date, and a time that stands first (`19:13 WIB - Rabu, …`).
    fn look_back(&mut self, line: &Line<'_>, parts: &[Part], index: usize, owned: &mut Owned) {
        for (at, part) in parts.iter().enumerate().take(index).rev() {
            if owned.has(at) {
                return;
            }
            match part.kind {
                PartKind::Weekday(day) => self.weekday = self.weekday.or(Some((day, part.from))),
                // `Rabu malam, …`; another one is a headline's (`Kabar Malam | …`).
                PartKind::Period(period) if line.before(part.from.into()).word().weekday().is_some() => {
                    self.period = self.period.or(Some(period));
                }
                // `malam Minggu` is the evening before Sunday, so it says of no hour below 13 which day's it is.
                PartKind::Period(Period::Night) if line.at(part.to.into()).word().weekday().is_some() => {
                    self.period = self.period.or(Some(Period::Midnight));
                }
                PartKind::Period(_) => return,
                PartKind::DayMarker => self.evidence = true,
                PartKind::Hijri => {}
                PartKind::Zone(zone) => self.zone = self.zone.or(Some(zone)),
                PartKind::Clock(clock) if self.clock.is_some() || leads(line, part, &clock) => {
                    // The first of several is the one that counts.
                    let later = self.clock.replace(clock);
                    if let Some(later) = later {
                        self.add_clock(line, part, later);
                    }
                }
                _ => return,
            }
            owned.take(at);
            self.from = part.from;
        }
    }

    /// Takes the times behind the date; further ones must tell the same instant in another zone.
    fn look_ahead(&mut self, line: &Line<'_>, parts: &[Part], index: usize, owned: &mut Owned) {
        let first = self.clock.is_some();
        for (at, part) in parts.iter().enumerate().skip(index + 1) {
            match part.kind {
                PartKind::Weekday(day) => {
                    let next_date = parts
                        .iter()
                        .skip(at + 1)
                        .find(|part| !matches!(part.kind, PartKind::Period(_) | PartKind::Hijri));
                    if next_date.is_some_and(|part| matches!(part.kind, PartKind::Date(_))) {
                        return;
                    }
                    self.weekday = self.weekday.or(Some((day, part.from)));
                }
                PartKind::Period(period) if self.clock.is_none() && line.before(part.from.into()).sign() != b'|' => {
                    self.period = Some(period);
                }
                PartKind::Period(period) if first => {
                    let fault = Fault::new(Reason::UnclearPeriod, self.from.into(), part.to.into());
                    self.clock = self.clock.map(|clock| clock.beside(period, fault));
                }
                PartKind::Period(_) => return,
                PartKind::Zone(zone) => self.zone = self.zone.or(Some(zone)),
                PartKind::Clock(clock) => self.add_clock(line, part, clock),
                PartKind::Hijri => {}
                PartKind::DayMarker => continue,
                _ => return,
            }
            owned.take(at);
            self.to = part.to;
        }
    }

    /// The date's first time, or another one that has to agree with it.
    pub(super) fn add_clock(&mut self, line: &Line<'_>, part: &Part, clock: Clock) {
        let Some(first) = self.clock else {
            self.clock = Some(clock);
            return;
        };
        let same_zone = clock.zone.is_none() || clock.zone == first.zone;
        let agree = if same_zone || first.zone.is_none() {
            first.same_face(&clock)
        } else {
            self.same_instant(line, first, clock)
        };
        if agree {
            self.clock =
                Some(Clock { second: first.second.or(clock.second), zone: first.zone.or(clock.zone), ..first });
        } else {
            let fault = clock.fault.unwrap_or(Fault::new(Reason::SeveralTimes, first.from.into(), part.to.into()));
            self.fault = self.fault.or(Some(fault));
        }
    }

    fn same_instant(&self, line: &Line<'_>, first: Clock, second: Clock) -> bool {
        let Ok(When::Day(date)) = self.found.when else { return false };
        let instant = |clock: Clock| {
            let (time, _) = clock.time()?;
            offset::place(clock.zone, line.context.zone, date, Some(time)).map(|placed| placed.instant)
        };
        match (instant(first), instant(second)) {
            // The clocks of another zone may already show the next day.
            (Some(first), Some(second)) => (first - second).num_minutes() % (24 * 60) == 0,
            _ => false,
        }
    }

    /// The update on the same day, of which the line tells only the time.
    pub(super) fn updated_at(&self, clock: Clock, part: &Part) -> Dateline {
        Dateline { clock: Some(clock), role: Some(Role::Updated), to: part.to, ..*self }
    }

    /// Whether anything beside a weak shape says that it is a date.
    fn weigh(&mut self, line: &Line<'_>, part: &Part) {
        let timed = self.clock.is_some_and(|clock| !clock.dotted || clock.marked || clock.zone.is_some());
        self.evidence |= self.weekday.is_some() || timed || is_agency_dateline(line, part);
    }
}

/// Whether a time before a date is its time. One written with points is so only with a zone or a marker, or where it begins
/// the line or a cell of it, or stands behind a word for publishing or changing.
fn leads(line: &Line<'_>, part: &Part, clock: &Clock) -> bool {
    let before = line.before(part.from.into()).kind;
    let begins = matches!(before, Kind::End | Kind::Sign(b'|') | Kind::Word(Word::Published | Word::Updated));
    !clock.dotted || clock.marked || clock.settled || clock.zone.is_some() || begins
}

/// `Jakarta, 16/8 (ANTARA) -`: the dateline of a news agency.
fn is_agency_dateline(line: &Line<'_>, part: &Part) -> bool {
    let (from, to) = (usize::from(part.from), usize::from(part.to));
    let name_end = line.past(to + 1, 3, Token::is_word);
    let named = line.at(to).sign() == b'(' && name_end > to + 1 && line.at(name_end).sign() == b')';
    line.before(from).sign() == b',' && named
}

/// Whether a time stands alone between bars, dashes or the ends of the line.
pub(super) fn is_cell(line: &Line<'_>, part: &Part) -> bool {
    let edge = |token: Token| matches!(token.kind, Kind::End | Kind::Sign(b'|' | b'-' | b'/'));
    edge(line.before(part.from.into())) && edge(line.at(part.to.into()))
}

/// Whether the part is a sure time: marked, with a zone or a part of the day, or alone in its cell.
pub(super) fn is_sure_time(line: &Line<'_>, part: &Part, clock: &Clock) -> bool {
    clock.marked || clock.zone.is_some() || clock.settled || !clock.dotted && is_cell(line, part)
}

/// The words that a relative date may stand among; more are prose, where `lalu` is also "then".
pub(super) fn is_terse(parts: &[Part], most: u16) -> bool {
    let noise = parts.iter().fold(0_u16, |sum, part| match part.kind {
        PartKind::Noise(count) => sum.saturating_add(count),
        _ => sum,
    });
    noise <= most
}

/// Whether the word at the part is a label that stands right before it.
pub(super) fn follows_update(parts: &[Part], index: usize) -> bool {
    let before = index.checked_sub(1).and_then(|before| parts.get(before));
    matches!(before, Some(Part { kind: PartKind::Label(Label { role: Role::Updated, .. }), .. }))
}

/// Whether the line is a part of a date and nothing else: `Agustus 2024`, `Rabu`, `08.30 WITA`.
pub(super) fn is_fragment(parts: &[Part]) -> bool {
    let fragment = |part: &Part| match part.kind {
        PartKind::Fragment | PartKind::Weekday(_) => true,
        PartKind::Clock(clock) => clock.marked || clock.zone.is_some(),
        _ => false,
    };
    let noise = parts.iter().any(|part| matches!(part.kind, PartKind::Noise(_)));
    !noise && parts.iter().any(fragment)
}

#[cfg(test)]
mod tests {
    use crate::date::testing::check;

    #[test]
    fn what_belongs_together() {
        check(&[
            ("19:13 WIB - Rabu, 2 Maret 2022", "2022-03-02T19:13+07:00"),
            ("Rabu malam, 2 Maret 2022 pukul 7", "2022-03-02T19:00+07:00?"),
            ("2 Maret 2022 | Juni Wati | 19:13 WIB", "2022-03-02T19:13+07:00"),
            ("Kamis, 2 Maret 2022", "2022-03-02+07:00? weekday_mismatch"),
            ("2 Maret 2022 09.00 WIB / 10.00 WITA", "2022-03-02T09:00+07:00"),
        ]);
    }

    #[test]
    fn what_does_not() {
        check(&[
            ("2 Maret 2022 Juni Wati 19:13", "2022-03-02+07:00?"),
            ("2 Maret 2022 09.00 WIB / 09.00 WITA", "several times: `09.00 WIB / 09.00 WITA`"),
            ("malam Minggu, 6 Maret 2022 pukul 8", "unclear time of day: `malam Minggu, 6 Maret 2022 pukul 8`"),
            ("2 Maret 2022 08.00-10.00 WIB", "several times: `08.00-10.00 WIB`"),
            (
                "Mon, 04 Jun 2012 09:00:00 WIT",
                "ambiguous zone: `Mon, 04 Jun 2012 09:00:00 WIT` can be +07:00 or +09:00 here",
            ),
        ]);
    }
}
