//! What a format gives: a [`Record`], its fields as they are stored.

use std::ops::Range;

use xxhash_rust::xxh3::Xxh3;

use crate::report::Origin;

/// What a stored value is about, whatever the archive calls it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// The record's own identifier or guid.
    Id,
    /// The headline.
    Title,
    /// Date, or date and time, of publication.
    Date,
    /// The time of day, where it is stored apart from the date.
    Time,
    /// When it was revised.
    Updated,
    /// When the record was scraped: what relative dates are read against.
    Scraped,
    /// The writers.
    Author,
    /// The editors.
    Editor,
    /// The newsroom's words.
    Tags,
    /// The section or category.
    Section,
    /// Where it was published.
    Url,
    /// The outlet.
    Source,
    /// The address of the picture.
    Image,
    /// The length of the picture's file, in bytes.
    ImageBytes,
    /// The text under the picture.
    Caption,
    /// Who took the picture.
    Credit,
    /// The city of the dateline.
    City,
    /// The language, as BCP 47 tag.
    Language,
    /// The summary.
    Summary,
    /// The article itself.
    Body,
    /// Whether it is a draft.
    Draft,
}

impl Field {
    /// Every field.
    pub const ALL: &[Field] = &[
        Field::Id,
        Field::Title,
        Field::Date,
        Field::Time,
        Field::Updated,
        Field::Scraped,
        Field::Author,
        Field::Editor,
        Field::Tags,
        Field::Section,
        Field::Url,
        Field::Source,
        Field::Image,
        Field::ImageBytes,
        Field::Caption,
        Field::Credit,
        Field::City,
        Field::Language,
        Field::Summary,
        Field::Body,
        Field::Draft,
    ];

    /// The name in `[fields]` of `config.toml` and in messages.
    pub fn name(self) -> &'static str {
        match self {
            Field::Id => "id",
            Field::Title => "title",
            Field::Date => "date",
            Field::Time => "time",
            Field::Updated => "updated",
            Field::Scraped => "scraped",
            Field::Author => "author",
            Field::Editor => "editor",
            Field::Tags => "tags",
            Field::Section => "section",
            Field::Url => "url",
            Field::Source => "source",
            Field::Image => "image",
            Field::ImageBytes => "image_bytes",
            Field::Caption => "caption",
            Field::Credit => "credit",
            Field::City => "city",
            Field::Language => "language",
            Field::Summary => "summary",
            Field::Body => "body",
            Field::Draft => "draft",
        }
    }
}

/// A stored value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Text; numbers are kept as they are written.
    Text(String),
    /// Several texts.
    List(Vec<String>),
    /// Yes or no.
    Flag(bool),
}

/// A value and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// The value.
    pub value: Value,
    /// The key as the archive spells it.
    pub key: String,
    /// The line of the file, counted from 1.
    pub line: u32,
}

/// How the text of [`Field::Body`] is to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Markup {
    /// A scraped page: title, dateline, caption, text and furniture in one.
    Page,
    /// Plain text, or HTML where it holds tags.
    TextOrHtml,
    /// CommonMark.
    Markdown,
    /// The line of an article that was understood before; the record has no other field.
    Article,
    /// What the articles of a topic add up to; the record has no other field.
    Totals,
}

/// One record of the archive, nothing checked yet.
#[derive(Debug, Clone)]
pub struct Record {
    /// The file and the line on which the record begins.
    pub origin: Origin,
    /// The name of the format that gave it.
    pub format: &'static str,
    /// What told the format.
    pub told: &'static str,
    /// The encoding of the file, where it is not UTF-8.
    pub encoding: Option<&'static str>,
    /// The record's number in its file, counted from 0.
    pub ordinal: u32,
    /// The bytes of the file that hold the record, where it can be read again alone.
    pub bytes: Option<Range<u64>>,
    /// How the body is to be read.
    pub markup: Markup,
    fields: Vec<(Field, Stored)>,
}

impl Record {
    /// A record without fields.
    pub fn new(origin: Origin, format: &'static str, markup: Markup) -> Self {
        Self { origin, format, told: "", encoding: None, ordinal: 0, bytes: None, markup, fields: Vec::new() }
    }

    /// The same record, read from a file in `encoding`.
    pub fn in_encoding(self, encoding: Option<&'static str>) -> Self {
        Self { encoding, ..self }
    }

    /// Stores `value`, unless a better name has given the field already.
    pub fn store(&mut self, field: Field, value: Stored) {
        if self.get(field).is_none() {
            self.fields.push((field, value));
        }
    }

    /// The stored value of `field`.
    pub fn get(&self, field: Field) -> Option<&Stored> {
        self.fields.iter().find(|(name, _)| *name == field).map(|(_, stored)| stored)
    }

    /// A hash of all that is stored.
    pub fn fingerprint(&self) -> u64 {
        let mut hasher = Xxh3::new();
        for (field, stored) in &self.fields {
            hasher.update(&[*field as u8, 0]);
            match &stored.value {
                Value::Text(text) => hasher.update(text.as_bytes()),
                Value::List(list) => list.iter().for_each(|text| {
                    hasher.update(text.as_bytes());
                    hasher.update(&[0]);
                }),
                Value::Flag(flag) => hasher.update(&[u8::from(*flag)]),
            }
        }
        hasher.digest()
    }

    /// The place of `field`, or of the record where the field has none.
    pub fn place(&self, field: Field) -> Origin {
        self.get(field).map_or_else(|| self.origin.clone(), |stored| self.origin.at(stored.line))
    }
}
