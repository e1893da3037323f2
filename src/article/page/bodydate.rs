//! Body date: the day that the text itself names, in its dateline or as `Rabu (2/3/2022)`.

use std::collections::BTreeMap;

use super::words::{HOME, WEEKDAYS};
use super::{Found, Label, Page, dateline, stamp};
use crate::date::{self, Context, Precision};

/// So many paragraphs are searched.
const PARAGRAPHS: usize = 60;

/// An article names days at most so many days before its own.
const STORED_LATER: i64 = 45;

/// So many short lines are a menu.
const MENU: usize = 4;

/// A town and its weather have at most so many words each.
const WEATHER: usize = 2;

/// A day in brackets is at most so long.
const REACH: usize = 16;

/// The day of the dateline, `Lereng, 31 Oktober 2024 - …`, where the page has no date, else that of the text.
pub(super) fn of(page: &Page, context: &Context) -> Option<Found> {
    let dateline = if page.date.is_none() { of_dateline(page, context) } else { None };
    dateline.or_else(|| of_text(page, context))
}

fn of_dateline(page: &Page, context: &Context) -> Option<Found> {
    let (line, _, text) = page.lines.iter().find(|(_, label, _)| matches!(label, Label::Dateline | Label::Body))?;
    let dateline = text.get(..dateline::of(text)?.rest)?;
    let day = dateline.get(stamp::find(dateline).filter(|stamp| stamp.day)?.span)?;
    date::read(day, context).is_ok().then(|| Found { text: day.to_owned(), line: *line })
}

/// The day with weekday and year that the paragraphs name, if they agree: one day, or one named at least twice and
/// twice as often as any other.
fn of_text(page: &Page, context: &Context) -> Option<Found> {
    let mut days: BTreeMap<chrono::NaiveDate, (usize, Found)> = BTreeMap::new();
    let body = page.lines.iter().filter(|(_, label, _)| *label == Label::Body).take(PARAGRAPHS);
    for (number, _, text) in body {
        for day in weekdays(text) {
            let Ok(reading) = date::read(day, context) else { continue };
            let found = Found { text: day.to_owned(), line: *number };
            days.entry(reading.instant.date_naive()).or_insert((0, found)).0 += 1;
        }
    }
    let most = days.values().map(|(count, _)| *count).max()?;
    let rivals = days.values().filter(|(count, _)| *count * 2 > most).count();
    let agreed = days.len() == 1 || (most >= 2 && rivals == 1);
    days.into_values().find(|(count, _)| agreed && *count == most).map(|(_, found)| found)
}

/// Takes away a date without clock above the headline that is weeks after the only day the text names, or that stands
/// above the menu: it is the day on which the page was stored.
pub(super) fn check(page: &mut Page, context: &Context) {
    let Some(date) = &page.date else { return };
    // Most stand below it, and need not be read.
    if page.title.as_ref().is_none_or(|title| date.line >= title.line) {
        return;
    }
    let Ok(stored) = date::read(&date.text, context) else { return };
    let named = page.body_date.as_ref().and_then(|day| date::read(&day.text, context).ok());
    let late = named.is_some_and(|named| stored.instant.signed_duration_since(named.instant).num_days() > STORED_LATER);
    if (late || is_above_menu(page, date.line)) && stored.precision == Precision::Day {
        let line = date.line;
        page.date = None;
        page.lines.iter_mut().filter(|found| found.0 == line).for_each(|found| found.1 = Label::Furniture);
    }
}

/// Whether the site's menu stands between the date at the top of the page and the headline: so many short lines, or
/// the way to the page.
fn is_above_menu(page: &Page, date: u32) -> bool {
    let title = page.title.as_ref().map_or(0, |title| title.line);
    // The weather of a town may stand above it.
    let mut above = page.lines.iter().take_while(|(line, ..)| *line < date);
    let first = above.all(|(_, _, text)| text.split(' ').count() <= WEATHER);
    let between = || page.lines.iter().filter(|(line, ..)| date < *line && *line < title);
    let short = |text: &str| text.split(' ').count() <= 4;
    let way = |text: &str| HOME.iter().any(|home| text.starts_with(home));
    first && (between().filter(|(_, _, text)| short(text)).count() >= MENU || between().any(|(_, _, text)| way(text)))
}

/// Every `Rabu (2/3/2022)` of the text.
fn weekdays(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices('(').filter_map(|(bracket, _)| {
        let open = bracket.checked_sub(1).filter(|space| text.as_bytes().get(*space) == Some(&b' '))?;
        let start = text.get(..open)?.rfind(' ').map_or(0, |space| space + 1);
        let close = open + text.get(open..)?.char_indices().take(REACH).find(|(_, c)| *c == ')')?.0;
        let inner = text.get(open + 2..close)?;
        let day = inner.split(['/', '-', '.']).map(str::len).eq([1, 1, 4])
            || (inner.len() <= 10 && inner.len() >= 8 && inner.split(['/', '-', '.']).next_back()?.len() == 4);
        let weekday = text.get(start..open)?.to_lowercase().replace('’', "'");
        (day && WEEKDAYS.contains(&weekday.as_str())).then(|| text.get(start..=close)).flatten()
    })
}
