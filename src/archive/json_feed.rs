//! JSON Feed, versions 1 and 1.1: an item is a record.

use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Map, Value as Json};

use super::record::{Field, Markup, Record, Stored, Value};
use crate::report::{Origin, Problem, quote};

/// What a feed says for all its items.
#[derive(Debug, Deserialize)]
pub struct Feed<'a> {
    version: String,
    #[serde(default)]
    title: Json,
    #[serde(default)]
    language: Json,
    #[serde(default)]
    authors: Json,
    #[serde(default)]
    author: Json,
    /// The items as they are written.
    #[serde(borrow)]
    pub items: Vec<&'a RawValue>,
}

/// The feed that `text` is, if its version says so.
pub fn feed(text: &str) -> Option<Feed<'_>> {
    if !text.contains("jsonfeed.org/version/") {
        return None;
    }
    let feed: Feed = serde_json::from_str(text).ok()?;
    ["https://jsonfeed.org/version/", "http://jsonfeed.org/version/"]
        .iter()
        .any(|known| feed.version.starts_with(known))
        .then_some(feed)
}

impl Feed<'_> {
    /// The record of `item`, which begins at `origin`.
    ///
    /// # Errors
    /// A problem where it is no object.
    pub fn record(&self, item: &RawValue, origin: Origin) -> Result<Record, Problem> {
        let Ok(Json::Object(item)) = serde_json::from_str(item.get()) else {
            return Err(Problem::record(origin, format!("not a JSON object: {}", quote(item.get()))));
        };
        let mut storing = Storing { record: Record::new(origin, "JSON Feed", Markup::TextOrHtml), item: &item };
        storing.first(Field::Id, &["id"], str::to_owned);
        storing.first(Field::Title, &["title"], plain);
        storing.first(Field::Url, &["url", "external_url"], str::to_owned);
        storing.first(Field::Date, &["date_published", "date_modified"], str::to_owned);
        storing.first(Field::Updated, &["date_modified"], str::to_owned);
        storing.first(Field::Body, &["content_html"], str::to_owned);
        storing.first(Field::Body, &["content_text"], plain);
        storing.first(Field::Summary, &["summary"], plain);
        storing.first(Field::Image, &["image", "banner_image"], str::to_owned);
        storing.first(Field::Language, &["language"], str::to_owned);
        storing.list(Field::Tags, "tags", item.get("tags"));
        for (key, people) in [
            ("authors", item.get("authors")),
            ("author", item.get("author")),
            ("authors", Some(&self.authors)),
            ("author", Some(&self.author)),
        ] {
            storing.list(Field::Author, key, people);
        }
        storing.put(Field::Language, "language", text(&self.language).map(Value::Text));
        storing.put(Field::Source, "title", text(&self.title).map(|title| Value::Text(plain(&title))));
        Ok(storing.record)
    }
}

struct Storing<'a> {
    record: Record,
    item: &'a Map<String, Json>,
}

impl Storing<'_> {
    fn put(&mut self, field: Field, key: &str, value: Option<Value>) {
        let line = self.record.origin.line.map_or(1, std::num::NonZeroU32::get);
        if let Some(value) = value {
            self.record.store(field, Stored { value, key: key.to_owned(), line });
        }
    }

    /// The first of `keys` that says something, in the `form` that the field takes.
    fn first(&mut self, field: Field, keys: &[&str], form: fn(&str) -> String) {
        for key in keys {
            let value = self.item.get(*key).and_then(text).map(|text| Value::Text(form(&text)));
            self.put(field, key, value);
        }
    }

    /// Texts, or objects that have a name.
    fn list(&mut self, field: Field, key: &str, json: Option<&Json>) {
        let items = match json {
            Some(Json::Array(items)) => items.as_slice(),
            Some(one) => std::slice::from_ref(one),
            None => return,
        };
        let texts: Vec<String> = items.iter().filter_map(|item| text(item.get("name").unwrap_or(item))).collect();
        self.put(field, key, (!texts.is_empty()).then_some(Value::List(texts)));
    }
}

fn text(json: &Json) -> Option<String> {
    match json {
        Json::String(text) => (!text.trim().is_empty()).then(|| text.clone()),
        Json::Number(number) => Some(number.to_string()),
        Json::Null | Json::Bool(_) | Json::Array(_) | Json::Object(_) => None,
    }
}

/// Plain text where HTML may stand.
fn plain(text: &str) -> String {
    html_escape::encode_text(text).into_owned()
}

#[cfg(test)]
mod tests {
    use super::super::tests::given;
    use super::*;

    #[test]
    fn an_item_is_a_record() {
        let text = r#"{"version": "https://jsonfeed.org/version/1.1", "title": "Warta", "authors": [{"name": "Adi"}],
"items": [
 {"id": 7, "title": "A <b> &amp;", "content_text": "x", "content_html": "<p>y</p>", "date_modified": "2022-03-02"},
 7,
 {"id": "a", "authors": [{"name": "Sri"}, {"url": "x"}], "tags": ["x", "y"], "external_url": "https://a.example/"}]}"#;
        let found = given("a.json", text.as_bytes(), |record| {
            let value = |field| record.get(field).map(|stored| format!("{:?}", stored.value)).unwrap_or_default();
            let fields = [Field::Id, Field::Title, Field::Date, Field::Author, Field::Tags, Field::Url, Field::Body];
            format!("{} {} {}", record.origin, record.format, fields.map(value).join(";"))
        });
        let expected = [
            "a.json:3 JSON Feed Text(\"7\");Text(\"A &lt;b&gt; &amp;amp;\");Text(\"2022-03-02\");List([\"Adi\"]);;;Text(\"<p>y</p>\")",
            "a.json:4: not a JSON object: `7`",
            "a.json:5 JSON Feed Text(\"a\");;;List([\"Sri\"]);List([\"x\", \"y\"]);Text(\"https://a.example/\");",
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn other_objects_are_no_feed() {
        assert!(feed(r#"{"version": "1", "items": [], "url": "https://jsonfeed.org/version/1"}"#).is_none());
        assert!(feed(r#"{"version": "https://jsonfeed.org/version/1"}"#).is_none());
    }
}
