//! article: `Record` → [`Article`], or the problems that stand in its way.
//!
//! Every field is read once, here. What is understood of a record is first a [`Draft`], in which anything may be
//! missing; an [`Article`] has a title, an instant and an id.

pub mod ascii;
pub mod body;
mod draft;
mod found;
pub mod id;
mod lead;
pub mod line;
pub mod page;
mod prose;
mod repair;
pub mod url;

use ::url::Url;
use chrono::{DateTime, FixedOffset, NaiveTime};
use chrono_tz::Tz;
use globset::GlobMatcher;

use crate::archive::{Field, Markup, Record, Stored, Value};
use crate::date::{self, Precision, Reading};
use crate::report::{Origin, Problem};
pub use body::Body;
pub use draft::{Details, Draft, Line};
pub use found::Found;
pub use id::{Id, Minter};
pub use lead::LEAD_WORDS;
pub use page::{Counted, Learned, Learner, Outlet, SAMPLE as PAGES_LOOKED_AT};

/// What the user says about reading articles.
#[derive(Debug, Clone)]
pub struct Options {
    /// The zone of dates that name none.
    pub zone: Tz,
    /// The zones of some files and outlets: patterns of the path, the name of the outlet or the host of the address.
    pub zones: Vec<(GlobMatcher, Tz)>,
    /// What the user knows of outlets' pages.
    pub outlets: Vec<Outlet>,
    /// The first plausible year.
    pub first_year: i32,
    /// The last plausible year; the year after the run's where it is not set.
    pub last_year: Option<i32>,
    /// The time of day of articles that only have a date.
    pub date_only_time: NaiveTime,
    /// Whether a weekday that contradicts its date makes the date unusable.
    pub refuse_weekday_mismatch: bool,
    /// The authority behind ids.
    pub minter: Minter,
    /// The archive as it stands in origins: ids of places do not change when the archive is moved.
    pub archive: String,
    /// The language of records that do not say theirs.
    pub language: String,
}

impl Options {
    /// How dates are read at `now`; `reference` is what relative dates are read against.
    pub fn date_context(&self, now: DateTime<FixedOffset>, reference: Option<DateTime<FixedOffset>>) -> date::Context {
        use chrono::Datelike;
        let last = self.last_year.unwrap_or(now.year() + 1);
        date::Context { zone: self.zone, reference, years: self.first_year..=last }
    }

    /// At noon, or whichever hour is set, no reader far away shows the day before.
    fn shown(&self, published: &Reading) -> DateTime<FixedOffset> {
        if published.precision != Precision::Day {
            return published.instant;
        }
        published.instant.with_time(self.date_only_time).single().unwrap_or(published.instant)
    }

    /// The id that a record's place makes.
    pub fn id_of_place(&self, origin: &Origin) -> Id {
        Id::of_place(&self.place(origin), &self.minter)
    }

    /// The name of a record's place, of which its id is made where it has no other: path in the archive and line.
    fn place(&self, origin: &Origin) -> String {
        let place = origin.to_string();
        let inside = place.strip_prefix(&self.archive).and_then(|rest| rest.strip_prefix('/'));
        inside.map(str::to_owned).unwrap_or(place)
    }
}

/// An article that can be published.
#[derive(Debug, Clone)]
pub struct Article {
    id: Id,
    title: String,
    published: Reading,
    shown: DateTime<FixedOffset>,
    updated: DateTime<FixedOffset>,
    /// What is known beside that.
    pub details: Details,
}

impl Article {
    /// The id, an IRI.
    pub fn id(&self) -> &Id {
        &self.id
    }

    /// The headline: plain text of one line, never empty.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// When it was published.
    pub fn published(&self) -> &Reading {
        &self.published
    }

    /// The instant that feeds show and sort by: that of publication, or for a day the hour at which days are shown.
    pub fn shown(&self) -> DateTime<FixedOffset> {
        self.shown
    }

    /// When it was last revised, never before it is shown as published.
    pub fn updated(&self) -> DateTime<FixedOffset> {
        self.updated
    }

    /// The same article under the id under which it is known.
    pub fn known_as(mut self, iri: &str) -> Self {
        iri.clone_into(&mut self.id.iri);
        self
    }

    /// The same article under the id of its place, for a record whose own id is another article's.
    pub fn with_id_of_place(mut self, options: &Options) -> Self {
        self.id = options.id_of_place(&self.details.origin);
        self
    }
}

impl Draft {
    /// The article, if nothing that it needs is missing.
    ///
    /// # Errors
    /// The problems, those that cost the record before those that cost a field.
    pub fn finish(self, options: &Options) -> Result<(Article, Vec<Problem>), Vec<Problem>> {
        let Draft { id, own_id, title, published, updated, details, problems, .. } = self;
        let (Some(title), Some(published)) = (title, published) else { return Err(problems) };
        let id = id.unwrap_or_else(|| {
            let url = details.url.as_deref().and_then(|url| Url::parse(url).ok());
            Id::new(own_id.as_deref(), url.as_ref(), &options.place(&details.origin), &options.minter)
        });
        let shown = options.shown(&published);
        let updated = updated.or(published.updated).map_or(shown, |updated| updated.max(shown));
        Ok((Article { id, title, published, shown, updated, details }, problems))
    }
}

/// What records are read against.
#[derive(Debug, Clone)]
pub struct Background<'a> {
    /// How dates are read.
    pub dates: date::Context,
    /// What the pages of each folder share.
    pub learned: &'a Learned,
    /// What the user says.
    pub options: &'a Options,
    /// Whether only what puts articles under topics is wanted: of a long text its beginning is enough.
    pub brief: bool,
}

/// Understands `record`, which may be a text of several articles. Nothing is lost: what cannot be used is among the
/// drafts' problems.
pub fn understand(record: Record, background: &Background) -> Vec<Draft> {
    match record.markup {
        Markup::Article => return vec![line::read(&record, background)],
        // Not of an article.
        Markup::Totals => return Vec::new(),
        Markup::Page | Markup::TextOrHtml | Markup::Markdown => {}
    }
    let parts = parts(record, &background.dates);
    parts.iter().map(|part| draft::read(part, background)).collect()
}

/// The folder of a record, whose pages are furnished alike.
pub fn folder(origin: &Origin) -> &str {
    origin.path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// A page text as one record an article; any other record as it is.
fn parts(record: Record, context: &date::Context) -> Vec<Record> {
    let Some(Stored { value: Value::Text(text), .. }) =
        record.get(Field::Body).filter(|_| record.markup == Markup::Page)
    else {
        return vec![record];
    };
    let pages = page::split(text, context);
    if pages.len() < 2 {
        return vec![record];
    }
    let part = |(line, text): (u32, &str)| {
        let mut part = Record::new(record.origin.at(line), record.format, Markup::Page);
        (part.told, part.encoding, part.ordinal) = (record.told, record.encoding, record.ordinal);
        part.store(Field::Body, Stored { value: Value::Text(text.to_owned()), key: String::new(), line });
        part
    };
    pages.into_iter().map(part).collect()
}
