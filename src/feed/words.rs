//! What pages say, in the languages in which they can say it.

use chrono::{DateTime, Datelike, FixedOffset, Timelike};

/// The words of a language.
#[derive(Debug, PartialEq, Eq)]
pub struct Words {
    /// The language, a BCP 47 tag.
    pub language: &'static str,
    /// What follows a number of articles: one, several.
    articles: (&'static str, &'static str),
    /// What follows a number of topics: one, several.
    topics: (&'static str, &'static str),
    /// Between the thousands of a number.
    thousands: char,
    /// Between hours and minutes.
    clock: char,
    months: [&'static str; 12],
    /// From Monday.
    weekdays: [&'static str; 7],
    /// The list of all topics.
    pub all_topics: &'static str,
    /// The heading of topics that are tags.
    pub tags: &'static str,
    /// The heading of topics that have no other.
    pub other_topics: &'static str,
    /// The heading of a list of articles.
    pub latest: &'static str,
    /// The heading of the addresses of feeds.
    pub subscribe: &'static str,
    /// What subscribing is.
    pub subscribe_how: &'static str,
    /// What the list of all feeds is for.
    pub opml_how: &'static str,
    /// Before the day of the newest article.
    pub newest: &'static str,
    /// The name of the links to older and newer pages.
    pub archive: &'static str,
    /// The page of the articles before.
    pub older: &'static str,
    /// The link to the articles after.
    pub newer: &'static str,
    /// Between the number of articles shown and that of all: `50 of 1,234 articles`.
    pub of: &'static str,
    /// Before the name of the author.
    pub by: &'static str,
    /// What a feed is, for people who open one in a browser.
    pub feed_how: &'static str,
    /// Before the number of topics that are not shown.
    pub more: &'static str,
    /// The heading of feeds that bring back old articles.
    pub replays: &'static str,
    /// What follows the title of one.
    pub from_the_archive: &'static str,
    /// Before the day of an article that is brought back.
    pub first_published: &'static str,
}

/// Indonesian.
pub const INDONESIAN: Words = Words {
    language: "id",
    articles: ("artikel", "artikel"),
    topics: ("topik", "topik"),
    thousands: '.',
    clock: '.',
    months: [
        "Januari",
        "Februari",
        "Maret",
        "April",
        "Mei",
        "Juni",
        "Juli",
        "Agustus",
        "September",
        "Oktober",
        "November",
        "Desember",
    ],
    weekdays: ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"],
    all_topics: "Semua topik",
    tags: "Tag",
    other_topics: "Topik",
    latest: "Artikel terbaru",
    subscribe: "Berlangganan",
    subscribe_how: "Salin salah satu alamat ini ke aplikasi pembaca feed; artikel baru akan muncul di sana dengan sendirinya.",
    opml_how: "Semua feed sekaligus, untuk diimpor ke aplikasi pembaca feed:",
    newest: "terbaru",
    archive: "Arsip",
    older: "Artikel sebelumnya",
    newer: "Artikel sesudahnya",
    of: "dari",
    by: "Oleh",
    feed_how: "Ini adalah feed. Salin alamat halaman ini ke aplikasi pembaca feed untuk berlangganan.",
    more: "topik lainnya ada di daftar OPML.",
    replays: "Putar ulang",
    from_the_archive: "dari arsip",
    first_published: "Pertama kali terbit",
};

/// English.
pub const ENGLISH: Words = Words {
    language: "en",
    articles: ("article", "articles"),
    topics: ("topic", "topics"),
    thousands: ',',
    clock: ':',
    months: [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    weekdays: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    all_topics: "All topics",
    tags: "Tags",
    other_topics: "Topics",
    latest: "Latest articles",
    subscribe: "Subscribe",
    subscribe_how: "Copy one of these addresses into a feed reader; new articles will appear there by themselves.",
    opml_how: "All feeds at once, to be imported into a feed reader:",
    newest: "newest",
    archive: "Archive",
    older: "Older articles",
    newer: "Newer articles",
    of: "of",
    by: "By",
    feed_how: "This is a feed. Copy the address of this page into a feed reader to subscribe.",
    more: "more topics are in the OPML list.",
    replays: "Replays",
    from_the_archive: "from the archive",
    first_published: "First published",
};

impl Words {
    /// Every language and its name in `config.toml`.
    pub const NAMES: &[(&str, &'static Words)] = &[("id", &INDONESIAN), ("en", &ENGLISH)];

    /// `1.234 artikel`.
    pub fn articles(&self, count: &usize) -> String {
        self.count(*count, self.articles)
    }

    /// `12 topik`.
    pub fn topics(&self, count: &usize) -> String {
        self.count(*count, self.topics)
    }

    fn count(&self, count: usize, (one, several): (&str, &str)) -> String {
        format!("{} {}", self.number(&count), if count == 1 { one } else { several })
    }

    /// `1.234`.
    pub fn number(&self, number: &usize) -> String {
        let digits = number.to_string();
        let mut grouped = String::with_capacity(digits.len() * 4 / 3);
        for (index, digit) in digits.chars().enumerate() {
            if index > 0 && (digits.len() - index).is_multiple_of(3) {
                grouped.push(self.thousands);
            }
            grouped.push(digit);
        }
        grouped
    }

    /// `2 Maret 2022`.
    pub fn day(&self, at: &DateTime<FixedOffset>) -> String {
        let month = self.months.get(at.month0() as usize).copied().unwrap_or_default();
        format!("{} {month} {}", at.day(), at.year())
    }

    /// `Rabu, 2 Maret 2022, 19.13 WIB`, or without the time where only the day is known.
    pub fn instant(&self, at: &DateTime<FixedOffset>, day_only: &bool) -> String {
        let weekday = self.weekdays.get(at.weekday().num_days_from_monday() as usize).copied().unwrap_or_default();
        let day = format!("{weekday}, {}", self.day(at));
        if *day_only {
            return day;
        }
        format!("{day}, {:02}{}{:02} {}", at.hour(), self.clock, at.minute(), zone(at))
    }
}

/// The name of an Indonesian zone, or the offset of another.
fn zone(at: &DateTime<FixedOffset>) -> String {
    match at.offset().local_minus_utc() {
        25_200 => "WIB".to_owned(),
        28_800 => "WITA".to_owned(),
        32_400 => "WIT".to_owned(),
        0 => "UTC".to_owned(),
        _ => format!("UTC{}", at.format("%:z")),
    }
}

/// What HTML's `datetime` says: a day, or an instant.
pub fn machine(at: &DateTime<FixedOffset>, day_only: &bool) -> String {
    if *day_only { at.format("%Y-%m-%d").to_string() } else { at.to_rfc3339() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(at: &str, indonesian: &str, english: &str) {
        let at = DateTime::parse_from_rfc3339(at).unwrap();
        assert_eq!(
            (INDONESIAN.instant(&at, &false).as_str(), ENGLISH.instant(&at, &false).as_str()),
            (indonesian, english)
        );
    }

    #[test]
    fn instants_have_the_clock_and_zone_of_the_article() {
        check("2022-03-02T19:13:00+07:00", "Rabu, 2 Maret 2022, 19.13 WIB", "Wednesday, 2 March 2022, 19:13 WIB");
        check("2023-05-06T09:02:59+08:00", "Sabtu, 6 Mei 2023, 09.02 WITA", "Saturday, 6 May 2023, 09:02 WITA");
        check(
            "2024-12-31T00:00:00+09:00",
            "Selasa, 31 Desember 2024, 00.00 WIT",
            "Tuesday, 31 December 2024, 00:00 WIT",
        );
        check("2024-01-01T00:00:00Z", "Senin, 1 Januari 2024, 00.00 UTC", "Monday, 1 January 2024, 00:00 UTC");
        check(
            "2024-01-01T00:00:00-03:30",
            "Senin, 1 Januari 2024, 00.00 UTC-03:30",
            "Monday, 1 January 2024, 00:00 UTC-03:30",
        );
    }

    #[test]
    fn a_day_has_no_time() {
        let at = DateTime::parse_from_rfc3339("2022-03-02T12:00:00+07:00").unwrap();
        assert_eq!(INDONESIAN.instant(&at, &true), "Rabu, 2 Maret 2022");
        assert_eq!(
            (machine(&at, &true), machine(&at, &false)),
            ("2022-03-02".into(), "2022-03-02T12:00:00+07:00".into())
        );
    }

    #[test]
    fn numbers_are_grouped_and_nouns_agree() {
        assert_eq!(INDONESIAN.articles(&1_234_567), "1.234.567 artikel");
        assert_eq!(ENGLISH.articles(&1), "1 article");
        assert_eq!((ENGLISH.number(&100), ENGLISH.number(&1_000)), ("100".to_owned(), "1,000".to_owned()));
    }
}
