//! The replay of a topic: its old articles, brought back a few a day, because readers drop or hide what is old.
//!
//! It is a feed of its own under ids of its own, so that readers do not take an article that comes back for the one they
//! have. What it holds depends on the day alone: the same day gives the same bytes.

use std::ops::Range;
use std::sync::Arc;

use chrono::{DateTime, FixedOffset, NaiveDate, TimeDelta};

use super::entry::{Content, Entry};
use super::xml::Escaped;
use super::{Feed, Heading, Kind, Options, Text};
use crate::article::body::escape;
use crate::topic::Slug;

/// The folder of all replays.
const FOLDER: &str = "putar-ulang";

/// The pace of a replay.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    /// The day on which the oldest articles come back.
    pub start: NaiveDate,
    /// How many come back a day, at least one.
    pub per_day: usize,
}

impl Pace {
    /// Which of `total` articles, counted from the oldest, a replay shows on the day `today`: those that have come back,
    /// the last `items` of them.
    pub fn released(&self, total: usize, items: usize, today: NaiveDate) -> Range<usize> {
        let days = usize::try_from((today - self.start).num_days() + 1).unwrap_or(0);
        let end = days.saturating_mul(self.per_day).min(total);
        end.saturating_sub(items)..end
    }

    /// The first day after `today` on which more than now comes back of `total` articles; `None` where all have.
    pub fn next_day(&self, total: usize, today: NaiveDate) -> Option<NaiveDate> {
        let next = self.start.max(today.succ_opt()?);
        (self.released(total, 0, today).end < total).then_some(next)
    }

    /// When the article with this number, counted from the oldest, comes back: on its day in the zone `offset`, one
    /// second after the other from midnight, which keeps their order.
    pub fn instant(&self, number: usize, offset: FixedOffset) -> DateTime<FixedOffset> {
        let (day, second) = (number / self.per_day.max(1), number % self.per_day.max(1));
        let days = TimeDelta::try_days(i64::try_from(day).unwrap_or(i64::MAX)).unwrap_or_default();
        let second = TimeDelta::seconds(i64::try_from(second).unwrap_or_default().min(86_399));
        let at = self.start.checked_add_signed(days).unwrap_or(self.start).and_time(chrono::NaiveTime::MIN) + second;
        at.and_local_timezone(offset).single().unwrap_or_default()
    }
}

/// The name of a topic's replay: its files without the end that tells the format.
pub fn replay_name(slug: &Slug) -> String {
    format!("{FOLDER}/{slug}")
}

impl Feed {
    /// The replay of a topic: `articles`, each with the instant at which it comes back; `None` where there is none.
    pub fn replay(
        heading: Heading,
        pace: Pace,
        articles: &[(Arc<Entry>, DateTime<FixedOffset>)],
        options: &Options,
    ) -> Option<Self> {
        let originals: Vec<Arc<Entry>> = articles.iter().map(|(article, _)| Arc::clone(article)).collect();
        let mut feed = Self::new(heading, &originals, options)?;
        let own = |name: &str| Text::new(&options.minter.tag(&format!("replay/{}/{}{name}", heading.slug, pace.start)));
        let again = |(article, at): &(Arc<Entry>, DateTime<FixedOffset>)| {
            let id = own(&format!("/{}", article.id));
            Arc::new(come_back(&article.shown(heading.show), id, *at, options))
        };
        feed.entries = articles.iter().map(again).collect();
        feed.entries.sort_by_key(|entry| (std::cmp::Reverse(entry.published), entry.id.clone()));
        let (mut size, entries) = (0, std::mem::take(&mut feed.entries));
        feed.entries = entries
            .into_iter()
            .take_while(|entry| {
                let is_first = size == 0;
                size += entry.size();
                is_first || size <= options.max_bytes
            })
            .collect();
        feed.left_out = articles.len() - feed.entries.len();
        feed.updated = feed.entries.iter().map(|entry| entry.updated).max()?;
        // Its days are those on which articles come back.
        feed.span = feed.entries.last().zip(feed.entries.first()).map(|(a, b)| (a.published, b.published))?;
        // More is to come back.
        feed.is_complete = false;
        feed.title = Text::new(&format!("{} – {}", heading.title, options.words.from_the_archive));
        feed.id = own("");
        feed.kind = Kind::Replay;
        feed.folder = None;
        feed.name = replay_name(heading.slug);
        Some(feed)
    }
}

/// The entry as it comes back: its day is that of its return, and its text says when it first came out.
fn come_back(entry: &Entry, id: Text, at: DateTime<FixedOffset>, options: &Options) -> Entry {
    let words = options.words;
    let first = format!("{}: {}.", words.first_published, words.instant(&entry.published, &entry.day_only));
    let content = match &entry.content {
        Content::Html(html) => {
            let html = format!("<p><em>{}</em></p>\n{}", escape(&first), html.plain());
            Content::Html(Escaped::of(&html.into()))
        }
        Content::None => Content::None,
    };
    let summary = if entry.summary.is_empty() { first } else { format!("{first} {}", entry.summary) };
    Entry { id, published: at, updated: at, day_only: true, summary: Text::new(&summary), content, ..entry.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn so_many_a_day_since_the_first() {
        let pace = Pace { start: day("2026-11-01"), per_day: 3 };
        for (today, items, expected) in [
            ("2026-10-31", 50, 0..0),
            ("2026-11-01", 50, 0..3),
            ("2026-11-02", 50, 0..6),
            ("2026-11-02", 4, 2..6),
            ("2026-11-04", 50, 0..10),
            ("2036-11-04", 4, 6..10),
            ("0001-01-01", 4, 0..0),
        ] {
            assert_eq!(pace.released(10, items, day(today)), expected, "{today}");
        }
        assert_eq!(pace.released(0, 50, day("2026-11-05")), 0..0);
        for (today, expected) in [
            ("2026-10-01", Some("2026-11-01")),
            ("2026-11-01", Some("2026-11-02")),
            ("2026-11-03", Some("2026-11-04")),
            ("2026-11-04", None),
        ] {
            assert_eq!(pace.next_day(10, day(today)), expected.map(day), "{today}");
        }
        assert_eq!(Pace { per_day: usize::MAX, ..pace }.released(10, 50, day("9999-01-01")), 0..10);
    }

    #[test]
    fn what_is_released_today_comes_back_today() {
        let pace = Pace { start: day("2026-11-01"), per_day: 3 };
        let offset = FixedOffset::east_opt(7 * 3600).unwrap();
        for today in pace.start.iter_days().take(5) {
            for number in pace.released(10, 50, today) {
                assert!(pace.instant(number, offset).date_naive() <= today);
            }
        }
        assert_eq!(pace.instant(4, offset).to_rfc3339(), "2026-11-02T00:00:01+07:00");
        assert!(pace.instant(usize::MAX, offset).date_naive() >= pace.start);
        assert!(Pace { per_day: 0, ..pace }.instant(1, offset).date_naive() >= pace.start);
    }
}
