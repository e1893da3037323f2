//! Articles as lines of JSON, for caches and other machines: what was understood once is not interpreted again.
//!
//! Every feed of an article that was written and read is the same byte for byte. What only `explain` shows is left out:
//! the labels of a page's lines, where a field was found, the bytes of the date in its line. Keys are those of
//! `kliping explain --json` where they mean the same.

use std::borrow::Cow;

use chrono::{DateTime, Datelike, FixedOffset, NaiveTime};
use serde::{Deserialize, Serialize};

use super::draft::MOST_ITEMS;
use super::id::Kind;
use super::{Article, Background, Body, Details, Draft, Id, Options, url};
use crate::archive::{Field, Record, Stored, Value};
use crate::date::{Flag, Flags, Precision, Reading, Zone};
use crate::report::{Origin, Problem, quote};

/// The version of the lines, which is the value of their key `kliping`.
pub const VERSION: u32 = 1;

/// What the records of lines are called among the formats.
const FORMAT: (&str, &str) = ("article", "by its key `kliping`");

/// Why a line is no article.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// It is not JSON, or a value is not of its type.
    #[error("no article: {0}")]
    Json(#[from] serde_json::Error),
    /// It is not what was packed.
    #[error("no article: {0}")]
    Packed(#[from] postcard::Error),
    /// A later kliping wrote it.
    #[error("an article of version {0}; this kliping knows version {VERSION}")]
    Version(u32),
    /// A value cannot be one of an article.
    #[error("{key} {}: {why}", quote(.found))]
    Value {
        /// The key.
        key: &'static str,
        /// The value.
        found: String,
        /// What is wrong with it.
        why: &'static str,
    },
    /// What every article has is missing.
    #[error("no {0}")]
    Missing(&'static str),
}

/// An article as its line has it. What is not known is null or empty, and may be missing.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Line<'a> {
    kliping: u32,
    /// File and line of the record, of which ids of places are made and by which copies are ordered.
    origin: Cow<'a, str>,
    /// The number of the record in its file.
    ordinal: u32,
    id: Option<Cow<'a, str>>,
    /// `global`, `local` or `place`.
    id_kind: Option<Cow<'a, str>>,
    title: Option<Cow<'a, str>>,
    /// As RFC 3339 writes it, with the offset of the text; 00:00 where only the day is known.
    published: Option<Cow<'a, str>>,
    precision: Option<Cow<'a, str>>,
    zone: Option<Cow<'a, str>>,
    flags: Vec<Cow<'a, str>>,
    /// Where it differs from the publication as feeds show it.
    updated: Option<Cow<'a, str>>,
    authors: Cow<'a, [String]>,
    initials: Option<Cow<'a, str>>,
    editors: Cow<'a, [String]>,
    city: Option<Cow<'a, str>>,
    caption: Option<Cow<'a, str>>,
    credit: Option<Cow<'a, str>>,
    image: Option<Cow<'a, str>>,
    image_bytes: Option<u64>,
    tags: Cow<'a, [String]>,
    section: Option<Cow<'a, str>>,
    source: Option<Cow<'a, str>>,
    url: Option<Cow<'a, str>>,
    language: Option<Cow<'a, str>>,
    summary: Option<Cow<'a, str>>,
    /// The length of the text as the archive stores it, in bytes, by which copies are ordered.
    length: usize,
    /// The paragraphs; where there is `html`, they say the same once more.
    body: Cow<'a, [String]>,
    html: Option<Cow<'a, str>>,
}

/// Who wrote a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Writer {
    /// This program, into a place of its own.
    Own,
    /// Anyone: HTML is cleaned again.
    Anyone,
}

impl Article {
    /// The article as its line has it, to be serialized alone or with more keys.
    pub fn line(&self) -> Line<'_> {
        Line { body: self.details.body.paragraphs(), ..self.lean_line() }
    }

    /// The line, for anyone, without the line end.
    pub fn to_line(&self) -> String {
        text(&self.line())
    }

    /// The article for [`Article::from_cache`], packed: texts stand in it once.
    pub fn to_cache(&self) -> Vec<u8> {
        // Writing to memory fails for no type of ours.
        postcard::to_allocvec(&self.lean_line()).unwrap_or_default()
    }

    fn lean_line(&self) -> Line<'_> {
        let Details { body, .. } = &self.details;
        let (plain, html) = match body.as_html() {
            Some(html) => (Cow::default(), Some(html)),
            None => (body.paragraphs(), None),
        };
        let (details, reading) = (&self.details, &self.published);
        let updated = (self.updated != self.shown).then(|| self.updated.to_rfc3339().into());
        Line {
            kliping: VERSION,
            origin: details.origin.to_string().into(),
            ordinal: details.ordinal,
            id: Some((&self.id.iri).into()),
            id_kind: Some(self.id.kind.name().into()),
            title: Some((&self.title).into()),
            published: Some(reading.instant.to_rfc3339().into()),
            precision: Some(reading.precision.name().into()),
            zone: Some(reading.zone.name().into()),
            flags: reading.flags.iter().map(|flag| flag.name().into()).collect(),
            updated,
            authors: (&details.authors).into(),
            initials: lent(&details.initials),
            editors: (&details.editors).into(),
            city: lent(&details.city),
            caption: lent(&details.caption),
            credit: lent(&details.credit),
            image: lent(&details.image),
            image_bytes: details.image_bytes,
            tags: (&details.tags).into(),
            section: lent(&details.section),
            source: lent(&details.source),
            url: lent(&details.url),
            language: lent(&details.language),
            summary: lent(&details.summary),
            length: details.length,
            body: plain,
            html: html.map(Into::into),
        }
    }

    /// The article of a line that anyone may have written.
    ///
    /// # Errors
    /// Where the line is no article, or one that this program would not have written.
    pub fn from_line(line: &[u8], options: &Options) -> Result<Self, Error> {
        finish(draft(serde_json::from_slice(line)?, Writer::Anyone)?, options)
    }

    /// The article that [`Article::to_cache`] packed and nobody else could touch: its HTML is taken as it is.
    ///
    /// # Errors
    /// As [`Article::from_line`].
    pub fn from_cache(packed: &[u8], options: &Options) -> Result<Self, Error> {
        finish(draft(postcard::from_bytes(packed)?, Writer::Own)?, options)
    }
}

fn text(line: &Line) -> String {
    // Texts, numbers and lists of texts always have a form in JSON.
    serde_json::to_string(line).unwrap_or_default()
}

fn lent(text: &Option<String>) -> Option<Cow<'_, str>> {
    text.as_deref().map(Cow::Borrowed)
}

fn finish(draft: Draft, options: &Options) -> Result<Article, Error> {
    draft.finish(options).map(|(article, _)| article).map_err(|_| Error::Missing("article"))
}

/// The draft of a `record` that is the line of an article. Nothing in it is interpreted but what this machine must not
/// take on trust.
pub(super) fn read(record: &Record, background: &Background) -> Draft {
    let text = match record.get(Field::Body) {
        Some(Stored { value: Value::Text(text), .. }) => text.as_str(),
        _ => "",
    };
    let years = &background.dates.years;
    let plausible = |draft: &Draft| draft.published.as_ref().is_some_and(|at| years.contains(&at.instant.year()));
    let line = serde_json::from_str(text).map_err(Error::from);
    let problem = match line.and_then(|line| draft(line, Writer::Anyone)) {
        Ok(draft) if plausible(&draft) => return draft,
        Ok(_) => format!("published: a year outside {} to {}", years.start(), years.end()),
        Err(error) => error.to_string(),
    };
    let mut draft = Draft::new(record);
    draft.problems.push(Problem::record(record.origin.clone(), problem));
    draft
}

/// What a line says, title and date being there.
fn draft(line: Line, writer: Writer) -> Result<Draft, Error> {
    if line.kliping != VERSION {
        return Err(Error::Version(line.kliping));
    }
    let published = Some(line.published()?);
    let updated = line.updated.as_deref().map(|text| instant("updated", text)).transpose()?;
    let id = Some(line.id()?);
    let body = line.body(writer)?;
    let title = Some(one_line("title", line.title)?.ok_or(Error::Missing("title"))?);
    let details = Details {
        origin: Origin::parse(&line.origin)
            .ok_or_else(|| wrong("origin", &line.origin, "not the place of a record"))?,
        ordinal: line.ordinal,
        format: FORMAT,
        encoding: None,
        authors: lines("authors", line.authors)?,
        initials: one_line("initials", line.initials)?,
        editors: lines("editors", line.editors)?,
        city: one_line("city", line.city)?,
        caption: one_line("caption", line.caption)?,
        credit: one_line("credit", line.credit)?,
        image: address("image", line.image)?,
        image_bytes: line.image_bytes,
        tags: lines("tags", line.tags)?,
        section: one_line("section", line.section)?,
        source: one_line("source", line.source)?,
        url: address("url", line.url)?,
        language: one_line("language", line.language)?,
        summary: one_line("summary", line.summary)?,
        body,
        length: line.length,
        is_part: false,
        lines: Vec::new(),
    };
    let (own_id, is_draft, found, problems) = (None, false, Vec::new(), Vec::new());
    Ok(Draft { id, own_id, title, published, updated, details, is_draft, found, problems })
}

impl Line<'_> {
    fn published(&self) -> Result<Reading, Error> {
        let text = self.published.as_deref().ok_or(Error::Missing("date"))?;
        let known = [Precision::Day, Precision::Minute, Precision::Second];
        let precision = named("precision", self.precision.as_deref(), known, Precision::name)?;
        let zone = named("zone", self.zone.as_deref(), [Zone::Stated, Zone::Assumed], Zone::name)?;
        let flag = |flag: &Cow<str>| named("flags", Some(flag), Flag::ALL, Flag::name);
        let flags = self.flags.iter().map(flag).collect::<Result<Flags, Error>>()?;
        let instant = instant("published", text)?;
        if precision == Precision::Day && instant.time() != NaiveTime::MIN {
            return Err(wrong("published", text, "a day is written as its 00:00"));
        }
        Ok(Reading { instant, precision, zone, updated: None, flags, span: 0..0 })
    }

    fn id(&self) -> Result<Id, Error> {
        let kind = named("id_kind", self.id_kind.as_deref(), Kind::ALL, Kind::name)?;
        let iri = self.id.as_deref().unwrap_or_default();
        Id::written(iri, kind).ok_or_else(|| wrong("id", iri, "not an IRI that identifies"))
    }

    fn body(&self, writer: Writer) -> Result<Body, Error> {
        match (self.html.as_deref(), writer) {
            (Some(html), Writer::Own) => Ok(Body::cleaned(html.to_owned())),
            (Some(html), Writer::Anyone) => Ok(Body::html(html, None).0),
            (None, _) => Ok(Body::text(lines("body", Cow::Borrowed(&*self.body))?)),
        }
    }
}

fn wrong(key: &'static str, found: &str, why: &'static str) -> Error {
    Error::Value { key, found: found.to_owned(), why }
}

/// The one of `known` that is called `name`.
fn named<T: Copy>(
    key: &'static str,
    name: Option<&str>,
    known: impl IntoIterator<Item = T>,
    name_of: impl Fn(T) -> &'static str,
) -> Result<T, Error> {
    let name = name.unwrap_or_default();
    known.into_iter().find(|one| name_of(*one) == name).ok_or_else(|| wrong(key, name, "not a known name"))
}

fn instant(key: &'static str, text: &str) -> Result<DateTime<FixedOffset>, Error> {
    DateTime::parse_from_rfc3339(text).map_err(|_| wrong(key, text, "not an instant of RFC 3339"))
}

/// A text of one line; a blank one says nothing.
fn one_line(key: &'static str, text: Option<Cow<str>>) -> Result<Option<String>, Error> {
    let Some(text) = text.filter(|text| !text.trim().is_empty()) else { return Ok(None) };
    if text.contains(char::is_control) {
        return Err(wrong(key, &text, "holds control characters"));
    }
    Ok(Some(text.into_owned()))
}

fn lines(key: &'static str, texts: Cow<[String]>) -> Result<Vec<String>, Error> {
    if let Some(text) = texts.get(MOST_ITEMS) {
        return Err(wrong(key, text, "one too many"));
    }
    let texts = texts.into_owned().into_iter().map(|text| one_line(key, Some(text.into())));
    texts.filter_map(Result::transpose).collect()
}

/// An address that may be linked to, as [`url::link`] writes it.
fn address(key: &'static str, text: Option<Cow<str>>) -> Result<Option<String>, Error> {
    let Some(text) = text else { return Ok(None) };
    match url::link(&text, None) {
        Some(url) => Ok(Some(url.into())),
        None => Err(wrong(key, &text, "not an http or https address")),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// What is wrong with a line in which some values are others.
    #[track_caller]
    fn check(other: serde_json::Value, expected: &str) {
        let mut line = json!({
            "kliping": 1, "origin": "a.jsonl:1", "id": "tag:warta.example,2026-01-01:id/1", "id_kind": "local",
            "title": "Panen raya", "published": "2022-03-02T19:13:00+07:00", "precision": "minute", "zone": "stated",
            "body": ["Satu."], "topics": [{"slug": "semua", "because": "every article"}],
        });
        for (key, value) in other.as_object().unwrap() {
            line[key] = value.clone();
        }
        let line = line.to_string();
        let found = match serde_json::from_str(&line).map_err(Error::from).and_then(|line| draft(line, Writer::Anyone))
        {
            Ok(draft) => format!("{:?}", draft.details.body.to_html(None)),
            Err(error) => error.to_string(),
        };
        assert_eq!(found, expected);
    }

    #[test]
    fn a_line_says_its_article_or_is_refused() {
        for (other, expected) in [
            (json!({}), "\"<p>Satu.</p>\""),
            (json!({"kliping": 2}), "an article of version 2; this kliping knows version 1"),
            (json!({"title": 7}), "no article: invalid type: integer `7`, expected a string at line 1 column 180"),
            (json!({"title": " "}), "no title"),
            (json!({"published": null}), "no date"),
            (json!({"title": "a\nb"}), "title `a b`: holds control characters"),
            (json!({"id": "42"}), "id `42`: not an IRI that identifies"),
            (json!({"id": "javascript:alert(1)"}), "id `javascript:alert(1)`: not an IRI that identifies"),
            (json!({"id": "urn:<b>"}), "id `urn:<b>`: not an IRI that identifies"),
            (json!({"id_kind": null}), "id_kind ``: not a known name"),
            (json!({"published": "2 Maret 2022"}), "published `2 Maret 2022`: not an instant of RFC 3339"),
            (json!({"precision": "day"}), "published `2022-03-02T19:13:00+07:00`: a day is written as its 00:00"),
            (json!({"flags": ["odd"]}), "flags `odd`: not a known name"),
            (json!({"origin": ""}), "origin ``: not the place of a record"),
            (json!({"url": "javascript:x"}), "url `javascript:x`: not an http or https address"),
            (json!({"image": "/a.jpg"}), "image `/a.jpg`: not an http or https address"),
            (json!({"tags": vec!["a"; MOST_ITEMS + 1]}), "tags `a`: one too many"),
            (json!({"tags": ["a\u{1b}b"]}), "tags `a b`: holds control characters"),
            (json!({"html": "<p onclick=x>Dua<script>x</script></p>"}), "\"<p>Dua</p>\""),
            (json!({"html": "<script>x</script>"}), "\"\""),
        ] {
            check(other, expected);
        }
    }
}
