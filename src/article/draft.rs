//! What is understood of a record, field by field, and where each field was found.

use std::borrow::Cow;

use ::url::Url;
use chrono::{DateTime, FixedOffset};

use super::body::{self, Body, TooDeep};
use super::found::Found;
use super::lead;
use super::page::{self, Known, Label};
use super::repair::repair;
use super::{Background, Id, Options, folder, url};
use crate::archive::{Field, Markup, Record, Stored, Value};
use crate::date::{self, Flag, Reading};
use crate::report::{Origin, Problem, quote};

/// Values that scrapers store where they found no date.
const NO_DATE: &[&str] = &[
    "-",
    "--",
    "0000-00-00",
    "0000-00-00 00:00",
    "0000-00-00 00:00:00",
    "0000-00-00t00:00:00",
    "0000-00-00t00:00:00z",
    "n/a",
    "nan",
    "nat",
    "none",
    "null",
    "tidak ditemukan",
    "tanggal tidak ditemukan",
    "tidak ada tanggal",
    "date not found",
    "date not found.",
    "unknown",
    "not found",
    "no date",
];

/// So many tags or names an article may have; each tag may be a topic, whose feed lists all tags of its articles.
pub(super) const MOST_ITEMS: usize = 200;

/// A line of a page that is not in the article's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The line of the file, counted from 1.
    pub number: u32,
    /// What it was taken for.
    pub label: Label,
    /// The line.
    pub text: String,
}

/// What may be known of an article beside title, date and id.
#[derive(Debug, Clone)]
pub struct Details {
    /// Where the record stands.
    pub origin: Origin,
    /// The number of the record in its file, counted from 0.
    pub ordinal: u32,
    /// The name of the format that it was read from, and what told it.
    pub format: (&'static str, &'static str),
    /// The encoding of the file, where it is not UTF-8.
    pub encoding: Option<&'static str>,
    /// The writers.
    pub authors: Vec<String>,
    /// The code under which the writer signed: `cip`.
    pub initials: Option<String>,
    /// The editors.
    pub editors: Vec<String>,
    /// The city of the dateline.
    pub city: Option<String>,
    /// The text under the picture.
    pub caption: Option<String>,
    /// Who took the picture.
    pub credit: Option<String>,
    /// The address of the picture, absolute.
    pub image: Option<String>,
    /// The length of the picture's file, in bytes, where that is known.
    pub image_bytes: Option<u64>,
    /// The newsroom's words, as spelled.
    pub tags: Vec<String>,
    /// The section.
    pub section: Option<String>,
    /// The outlet.
    pub source: Option<String>,
    /// The address of the article, absolute.
    pub url: Option<String>,
    /// The language, a BCP 47 tag.
    pub language: Option<String>,
    /// The summary that the record has.
    pub summary: Option<String>,
    /// The text.
    pub body: Body,
    /// The length of the text as it is stored, in bytes.
    pub length: usize,
    /// Whether `body` is only the beginning of the text.
    pub is_part: bool,
    /// Every line of a page, in order.
    pub lines: Vec<Line>,
}

impl Details {
    fn new(record: &Record) -> Self {
        Self {
            origin: record.origin.clone(),
            ordinal: record.ordinal,
            format: (record.format, record.told),
            encoding: record.encoding,
            authors: Vec::new(),
            initials: None,
            editors: Vec::new(),
            city: None,
            caption: None,
            credit: None,
            image: None,
            image_bytes: None,
            tags: Vec::new(),
            section: None,
            source: None,
            url: None,
            language: None,
            summary: None,
            body: Body::default(),
            length: 0,
            is_part: false,
            lines: Vec::new(),
        }
    }
}

/// What is understood of a record; anything may be missing.
#[derive(Debug, Clone)]
pub struct Draft {
    /// The article's id, where the record is an article that was understood before.
    pub id: Option<Id>,
    /// The record's own identifier.
    pub own_id: Option<String>,
    /// The headline.
    pub title: Option<String>,
    /// When it was published.
    pub published: Option<Reading>,
    /// When it was revised.
    pub updated: Option<DateTime<FixedOffset>>,
    /// The rest.
    pub details: Details,
    /// The record says itself that it is not to be published.
    pub is_draft: bool,
    /// Per field, where it was found: a key or a line.
    pub found: Vec<(&'static str, Found)>,
    /// What is wrong.
    pub problems: Vec<Problem>,
}

impl Draft {
    /// Nothing is understood of `record` yet.
    pub(super) fn new(record: &Record) -> Self {
        Self {
            id: None,
            own_id: None,
            title: None,
            published: None,
            updated: None,
            details: Details::new(record),
            is_draft: false,
            found: Vec::new(),
            problems: Vec::new(),
        }
    }
}

/// Reads every field of `record`.
pub fn read(record: &Record, background: &Background) -> Draft {
    let mut reader = Reader {
        record,
        options: background.options,
        known: Known {
            learned: background.learned.of(folder(&record.origin)),
            outlets: background.options.outlets.iter().filter(|outlet| outlet.has(&record.origin.path)).collect(),
        },
        brief: background.brief,
        date_refused: false,
        context: Cow::Borrowed(&background.dates),
        draft: Draft::new(record),
    };
    reader.scraped();
    reader.fields();
    reader.zone();
    reader.body();
    reader.dates();
    reader.draft
}

struct Reader<'a> {
    record: &'a Record,
    options: &'a Options,
    known: Known<'a>,
    brief: bool,
    /// Whether there was a date and it could not be used: then it is not missing.
    date_refused: bool,
    context: Cow<'a, date::Context>,
    draft: Draft,
}

impl<'a> Reader<'a> {
    /// A relative date is read against the time of scraping, where the record tells it.
    fn scraped(&mut self) {
        if let Some(text) = self.text(Field::Scraped)
            && let Ok(reading) = date::read(&text, &self.context)
        {
            self.context.to_mut().reference = Some(reading.instant);
        }
    }

    fn fields(&mut self) {
        self.draft.own_id = self.line(Field::Id);
        self.draft.title = self.line(Field::Title);
        let base = self.address(Field::Url, None);
        self.draft.details.image = self.address(Field::Image, base.as_ref()).map(String::from);
        // Feeds that do not know the length say 0.
        self.draft.details.image_bytes = self
            .text(Field::ImageBytes)
            .and_then(|text| text.trim().parse().ok())
            .filter(|bytes| *bytes > 0 && self.draft.details.image.is_some());
        self.draft.details.url = base.map(String::from);
        self.draft.details.authors = self.names(Field::Author);
        self.draft.details.editors = self.names(Field::Editor);
        self.draft.details.tags = self.list(Field::Tags, &[',', ';']);
        self.draft.details.section = self.line(Field::Section);
        self.draft.details.source = self.line(Field::Source);
        self.draft.details.caption = self.line(Field::Caption);
        self.draft.details.credit = self.line(Field::Credit);
        self.draft.details.city = self.line(Field::City);
        self.draft.details.language = Some(self.line(Field::Language).unwrap_or_else(|| self.options.language.clone()));
        self.draft.is_draft = match self.record.get(Field::Draft).map(|stored| &stored.value) {
            Some(Value::Flag(flag)) => *flag,
            Some(Value::Text(text)) => matches!(text.trim(), "true" | "yes" | "1" | "ya"),
            Some(Value::List(_)) | None => false,
        };
    }

    /// The zone of the record's file or outlet, where the user has set one.
    fn zone(&mut self) {
        let details = &self.draft.details;
        let host = details.url.as_deref().and_then(|url| Url::parse(url).ok()?.host_str().map(str::to_owned));
        let source = details.source.as_ref().map(|source| source.to_lowercase());
        let names = [Some(details.origin.path.to_string()), source, host];
        let zone = self.options.zones.iter().find(|(glob, _)| names.iter().flatten().any(|name| glob.is_match(name)));
        if let Some((_, zone)) = zone {
            self.context.to_mut().zone = *zone;
        }
    }

    fn body(&mut self) {
        let base = self.draft.details.url.as_deref().and_then(|url| Url::parse(url).ok());
        if let Some(summary) = self.text(Field::Summary) {
            let paragraphs = Body::text_or_html(&summary, base.as_ref()).0.paragraphs().join(" ");
            self.draft.details.summary = Some(paragraphs).filter(|summary| !summary.is_empty());
            self.note("summary", Field::Summary);
        }
        let Some(text) = self.text(Field::Body) else { return };
        self.draft.details.length = text.len();
        let (body, too_deep) = match self.record.markup {
            Markup::Article | Markup::Totals => return,
            Markup::Page => return self.page(&text),
            Markup::Markdown => self.markdown(&text, base.as_ref()),
            Markup::TextOrHtml if body::looks_like_html(&text) => Body::html(&text, base.as_ref()),
            Markup::TextOrHtml => (self.plain(&text), None),
        };
        self.draft.details.body = body;
        self.note("body", Field::Body);
        if too_deep == Some(TooDeep) {
            self.problem(Field::Body, "HTML nested too deep or too long, kept as plain text");
        }
    }

    fn markdown(&mut self, text: &str, base: Option<&Url>) -> (Body, Option<TooDeep>) {
        let begun = if self.brief { lead::of_prose(text) } else { None };
        self.draft.details.is_part = begun.is_some();
        begun.map_or_else(|| Body::markdown(text, base), |body| (body, None))
    }

    /// Plain text, which scrapers leave with city, initials and furniture in it.
    fn plain(&mut self, text: &str) -> Body {
        let begins = if self.brief && !self.draft.details.tags.is_empty() { lead::beginning(text) } else { text };
        let mut page = self.labelled(begins);
        let is_enough = begins.len() == text.len() || lead::is_in(&page.body);
        if !is_enough {
            page = self.labelled(text);
        }
        self.draft.details.is_part = is_enough && begins.len() < text.len();
        let line = self.record.place(Field::Body).line.map_or(0, std::num::NonZeroU32::get);
        let details = &mut self.draft.details;
        details.city = details.city.take().or(page.city);
        details.initials = page.initials;
        if details.authors.is_empty() {
            details.authors = page.authors;
        }
        if details.editors.is_empty() {
            details.editors = page.editors;
        }
        if details.tags.is_empty() {
            details.tags = page.tags;
        }
        let caption = page.caption.zip(Some(page.credit)).filter(|_| details.caption.is_none());
        if let Some((caption, credit)) = caption {
            (details.caption, details.credit) = (Some(caption), credit);
        }
        details.lines = page.lines.into_iter().map(|(_, label, text)| Line { number: line, label, text }).collect();
        Body::text(page.body)
    }

    fn labelled(&self, text: &str) -> page::Page {
        let lines =
            if body::is_settled(text) { text.into() } else { Cow::from(Body::plain(text).paragraphs().join("\n")) };
        page::read_body(self.draft.title.as_deref().unwrap_or_default(), &lines, &self.known)
    }

    /// A scraped page holds every field in its text.
    fn page(&mut self, text: &str) {
        let page = page::read(&body::decoded(text), &self.context, &self.known);
        let first = self.record.origin.line.map_or(0, |line| line.get() - 1);
        let details = &mut self.draft.details;
        details.caption = page.caption;
        details.credit = page.credit;
        details.city = page.city;
        details.initials = page.initials;
        details.authors = page.authors;
        details.editors = page.editors;
        details.tags = page.tags;
        details.body = Body::text(page.body);
        details.lines =
            page.lines.into_iter().map(|(number, label, text)| Line { number: first + number, label, text }).collect();
        if let Some(title) = page.title {
            self.draft.found.push(("title", Found { line: first + title.line, ..Found::default() }));
            self.draft.title = Some(title.text).filter(|title| !title.is_empty());
        }
        if let Some(lead) = page.lead {
            details.summary = Some(lead);
        }
        // A page without dateline may name its day in the text.
        let (date, within) = if page.date.is_some() { (page.date, "") } else { (page.body_date, "in the text") };
        if let Some(date) = date {
            self.draft.found.push(("published", Found { line: first + date.line, within, ..Found::default() }));
            let origin = self.record.origin.at(first + date.line);
            let reading = date::read(&date.text, &self.context);
            self.draft.published = self.accept("date", &date.text, origin, reading, true);
        }
    }

    fn dates(&mut self) {
        if let Some(text) = self.text(Field::Date) {
            let reading = match self.text(Field::Time) {
                Some(time) => date::read_pair(&text, &time, &self.context),
                None => date::read(&text, &self.context),
            };
            self.note("published", Field::Date);
            self.draft.published = self.accept("date", &text, self.record.place(Field::Date), reading, true);
        }
        if let Some(text) = self.text(Field::Updated) {
            let reading = date::read(&text, &self.context);
            self.note("updated", Field::Updated);
            let updated = self.accept("updated", &text, self.record.place(Field::Updated), reading, false);
            self.draft.updated = updated.map(|reading| reading.instant);
        }
        if self.draft.title.is_none() {
            self.missing("no title");
        }
        if self.draft.published.is_none() && !self.date_refused {
            self.missing("no date");
        }
    }

    /// The reading, or the problem that it is.
    fn accept(
        &mut self,
        name: &str,
        text: &str,
        origin: Origin,
        reading: Result<Reading, date::Error>,
        needed: bool,
    ) -> Option<Reading> {
        let refused = match reading {
            Ok(reading) if self.options.refuse_weekday_mismatch && reading.flags.contains(Flag::WeekdayMismatch) => {
                "the weekday is not the date's".to_owned()
            }
            Ok(reading) => return Some(reading),
            Err(error) => error.to_string(),
        };
        let message = format!("{name} {}: {refused}", quote(text));
        self.date_refused |= needed;
        let problem = if needed { Problem::record(origin, message) } else { Problem::field(origin, message) };
        self.draft.problems.push(problem);
        None
    }

    fn missing(&mut self, what: &str) {
        self.draft.problems.push(Problem::record(self.record.origin.clone(), what));
    }

    fn problem(&mut self, field: Field, message: &str) {
        let message = format!("{}: {message}", field.name());
        self.draft.problems.push(Problem::field(self.record.place(field), message));
    }

    /// Takes down where `name` was found.
    fn note(&mut self, name: &'static str, field: Field) {
        if let Some(Stored { key, line, .. }) = self.record.get(field) {
            self.draft.found.push((name, Found { key: key.clone(), line: *line, within: "" }));
        }
    }

    /// The stored text, as it is; a value that stands for "none" is none.
    fn text(&self, field: Field) -> Option<Cow<'a, str>> {
        let text = match &self.record.get(field)?.value {
            Value::Text(text) => Cow::Borrowed(text.as_str()),
            Value::List(items) => Cow::Owned(items.join("\n\n")),
            Value::Flag(_) => return None,
        };
        let known = match field {
            Field::Date | Field::Updated | Field::Time | Field::Scraped => {
                !NO_DATE.contains(&text.trim().to_lowercase().as_str())
            }
            _ => true,
        };
        (known && !text.trim().is_empty()).then(|| repair(text))
    }

    fn line(&mut self, field: Field) -> Option<String> {
        let line = match &self.record.get(field)?.value {
            Value::List(items) => body::line(items.first()?),
            _ => body::line(&self.text(field)?),
        };
        if line.is_empty() {
            return None;
        }
        self.note(field.name(), field);
        Some(line)
    }

    fn address(&mut self, field: Field, base: Option<&Url>) -> Option<Url> {
        let text = self.line(field)?;
        let address = url::link(&text, base);
        if address.is_none() {
            self.problem(field, &format!("{} is not an http or https address, left out", quote(&text)));
        }
        address
    }

    /// A list, or a text that `separators` part, each item once.
    fn list(&mut self, field: Field, separators: &[char]) -> Vec<String> {
        let Some(stored) = self.record.get(field) else { return Vec::new() };
        let items: Vec<&str> = match &stored.value {
            Value::List(items) => items.iter().map(String::as_str).collect(),
            // `#satu #dua` has no other separator.
            Value::Text(text) if text.trim().starts_with('#') && !text.contains(separators) => {
                text.split('#').collect()
            }
            Value::Text(text) => text.split(separators).collect(),
            Value::Flag(_) => Vec::new(),
        };
        let mut list: Vec<String> = Vec::with_capacity(items.len());
        for item in items.into_iter().map(body::line).filter(|item| !item.is_empty()) {
            if list.len() == MOST_ITEMS {
                self.problem(field, &format!("more than {MOST_ITEMS}, the rest is left out"));
                break;
            }
            if !list.contains(&item) {
                list.push(item);
            }
        }
        self.note(field.name(), field);
        list
    }

    /// Names of people; a comma before a degree (`Sri, S.Pd.`) makes no second person.
    fn names(&mut self, field: Field) -> Vec<String> {
        let names = self.list(field, &[';', '\n']);
        let split = |name: &String| -> Vec<String> {
            if name.contains('.') { vec![name.clone()] } else { name.split(", ").map(str::to_owned).collect() }
        };
        let people = names.iter().flat_map(split).filter(|name| name.chars().any(char::is_alphabetic));
        people.take(MOST_ITEMS).collect()
    }
}
