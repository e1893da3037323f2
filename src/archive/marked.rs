//! JSON objects with the key `kliping`: what this program or a job around it has written for this program.
//!
//! `{"kliping": 1, "origin": "2021.jsonl:5", "record": {…}}` is a record with its place, which is then the same on
//! whichever machine it is read; an object with `topic` is what the articles of a topic add up to; any other is the line
//! of an article.

use memchr::memmem;
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::value::RawValue;

use super::record::{Field, Markup, Record, Stored, Value};
use crate::report::{Origin, Problem, quote};

/// What tells a marked object.
#[derive(Debug, Deserialize)]
pub struct Marked<'a> {
    /// The version, so that a record with a word in this key is none.
    #[serde(rename = "kliping")]
    _version: u32,
    origin: Option<String>,
    #[serde(borrow)]
    record: Option<&'a RawValue>,
    topic: Option<IgnoredAny>,
}

impl<'a> Marked<'a> {
    /// What `text` is, if it is a marked object.
    pub fn of(text: &'a str) -> Option<Self> {
        memmem::find(text.as_bytes(), b"\"kliping\"").is_some().then(|| serde_json::from_str(text).ok()).flatten()
    }

    /// The record that `text` stands for; `plain` reads one that is not marked.
    ///
    /// # Errors
    /// A problem where the record or its place is none.
    pub fn record(
        self,
        text: &str,
        origin: &Origin,
        plain: impl FnOnce(&str, &Origin) -> Result<Record, Problem>,
    ) -> Result<Record, Problem> {
        let Some(inner) = self.record else {
            let markup = if self.topic.is_some() { Markup::Totals } else { Markup::Article };
            let mut record = Record::new(origin.clone(), "article", markup);
            let line = origin.line.map_or(0, std::num::NonZeroU32::get);
            record.store(Field::Body, Stored { value: Value::Text(text.to_owned()), key: String::new(), line });
            return Ok(record);
        };
        let Some(own) = self.origin else { return plain(inner.get(), origin) };
        match Origin::parse(&own) {
            Some(own) => plain(inner.get(), &own),
            None => Err(Problem::record(origin.clone(), format!("origin {}: not the place of a record", quote(&own)))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::given;

    #[test]
    fn marked_objects_are_articles_or_records_with_a_place() {
        let text = r#"{"kliping": 1, "origin": "x.jsonl:5", "record": {"title": "a"}}
{"kliping": 1, "record": {"title": "b"}}
{"kliping": 1, "record": 7}
{"kliping": 1, "origin": "", "record": {}}
{"kliping": 1, "origin": "y:7", "title": "c"}
{"kliping": "koran", "title": "d"}
{"kliping": 1, "topic": "semua"}
{"title": "kliping", "isi": "\"kliping\""}
"#;
        let found = given("a.jsonl", text.as_bytes(), |record| {
            let place = |field| record.get(field).map_or(0, |stored| stored.line);
            let fields = [super::Field::Title, super::Field::Body].map(place);
            format!("{} {:?} {fields:?}", record.origin, record.markup)
        });
        let expected = [
            "x.jsonl:5 TextOrHtml [5, 0]",
            "a.jsonl:2 TextOrHtml [2, 0]",
            "a.jsonl:3: not a JSON object: `7`",
            "a.jsonl:4: origin ``: not the place of a record",
            "a.jsonl:5 Article [0, 5]",
            "a.jsonl:6 TextOrHtml [6, 0]",
            "a.jsonl:7 Totals [0, 7]",
            "a.jsonl:8 TextOrHtml [8, 8]",
        ];
        assert_eq!(found, expected);
    }
}
