//! JSON: one object, or an array of objects, one of which is one record. A JSON Feed gives its items, and so does an
//! object that is no article and holds a list of them: `{"status": "ok", "articles": […]}`.

use std::borrow::Cow;
use std::collections::HashMap;

use std::fmt;

use serde::Deserialize;
use serde::de::{DeserializeSeed, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::fields::{self, Pair};
use super::input::broken;
use super::marked::Marked;
use super::record::{Field, Markup, Record};
use super::{Each, Format, Input, Names, json_feed};
use crate::report::{Origin, Problem, quote};

/// JSON as in RFC 8259.
pub const FORMAT: Format =
    Format { name: "JSON", extensions: &["json"], looks_like: |head| head.text.starts_with(['{', '[']), read };

fn read(input: &mut Input, each: Each) {
    let decoded = match input.file_text() {
        Ok(decoded) => decoded,
        Err(problem) => return each(Err(problem)),
    };
    broken(&input.origin, &decoded).into_iter().for_each(|problem| each(Err(problem)));
    let each: Each = &mut |item| each(item.map(|record| record.in_encoding(decoded.encoding)));
    let text = &decoded.text;
    if let Some(feed) = json_feed::feed(text) {
        return array(text, &feed.items, &input.origin, &mut |item, origin| each(feed.record(item, origin)));
    }
    if !text.trim_start().starts_with('[') {
        let line = 1 + newlines(text, text.len() - text.trim_start().len());
        let one = record(text.trim_start(), &input.origin.at(line), FORMAT.name, input.names);
        let is_article = |one: &Record| one.get(Field::Title).is_some() || one.markup != Markup::TextOrHtml;
        let items = if one.as_ref().is_ok_and(is_article) { None } else { listed(text) };
        let items = match (items, &one) {
            (Some(items), _) => return objects(text, &items, input, each),
            (None, Err(_)) => begun(text),
            (None, Ok(_)) => Vec::new(),
        };
        objects(text, &items, input, each);
        return each(one);
    }
    let mut items = Vec::new();
    let end = arrays(text, &mut items);
    objects(text, &items, input, each);
    if let Err(error) = end {
        each(Err(broken_json(&input.origin, 0, &error)));
    }
}

/// Puts what the arrays in `text` hold into `items`. A scraper that has ended too early leaves one that breaks off, one
/// that has gone on where it had ended leaves two.
fn arrays<'de>(text: &'de str, items: &mut Vec<&'de RawValue>) -> Result<(), serde_json::Error> {
    let mut parser = serde_json::Deserializer::from_str(text);
    Items(items).deserialize(&mut parser)?;
    for next in parser.into_iter::<&RawValue>() {
        match next? {
            array if array.get().starts_with('[') => {
                Items(items).deserialize(&mut serde_json::Deserializer::from_str(array.get()))?;
            }
            item => items.push(item),
        }
    }
    Ok(())
}

/// Takes from an array what is whole.
struct Items<'a, 'de>(&'a mut Vec<&'de RawValue>);

impl<'de> DeserializeSeed<'de> for Items<'_, 'de> {
    type Value = ();

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Items<'_, 'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a JSON array")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut array: A) -> Result<(), A::Error> {
        while let Some(item) = array.next_element()? {
            self.0.push(item);
        }
        Ok(())
    }
}

/// What lists of articles are called.
const LISTS: &[&str] =
    &["articles", "artikel", "berita", "data", "docs", "items", "news", "posts", "records", "results"];

/// The objects in the list that the object `text` holds under one of those names.
fn listed(text: &str) -> Option<Vec<&RawValue>> {
    let object: HashMap<Cow<str>, &RawValue> = serde_json::from_str(text).ok()?;
    let list = LISTS.iter().find_map(|name| object.get(*name).filter(|list| list.get().starts_with('[')))?;
    let items: Vec<&RawValue> = serde_json::from_str(list.get()).ok()?;
    items.iter().any(|item| item.get().starts_with('{')).then_some(items)
}

/// What is whole in such a list of an object that breaks off.
fn begun(text: &str) -> Vec<&RawValue> {
    let mut items = Vec::new();
    // Why it breaks off is told by who asks.
    let _ = Begun(&mut items).deserialize(&mut serde_json::Deserializer::from_str(text));
    items
}

/// Takes from an object what is whole in the first list of articles.
struct Begun<'a, 'de>(&'a mut Vec<&'de RawValue>);

impl<'de> DeserializeSeed<'de> for Begun<'_, 'de> {
    type Value = ();

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Begun<'_, 'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a JSON object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(Key(key)) = map.next_key()? {
            if LISTS.contains(&key.as_ref()) && self.0.is_empty() {
                map.next_value_seed(Items(self.0))?;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(())
    }
}

fn objects(text: &str, items: &[&RawValue], input: &Input, each: Each) {
    array(text, items, &input.origin, &mut |item, origin| {
        each(record(item.get(), &origin, FORMAT.name, input.names));
    });
}

/// Gives each of `items`, which are parts of `text`, with the place where it begins.
fn array(text: &str, items: &[&RawValue], origin: &Origin, each: &mut dyn FnMut(&RawValue, Origin)) {
    let (mut line, mut seen) = (1, 0);
    for item in items {
        // serde_json lends the items from `text`, so their address is their place.
        let start = (item.get().as_ptr() as usize).saturating_sub(text.as_ptr() as usize);
        line += text.get(seen..start).map_or(0, |between| newlines(between, between.len()));
        seen = start;
        each(item, origin.at(line));
    }
}

fn newlines(text: &str, until: usize) -> u32 {
    text.bytes().take(until).filter(|byte| *byte == b'\n').count() as u32
}

/// The record of one JSON object that begins at `origin`, or of what it holds where it is marked.
pub fn record(text: &str, origin: &Origin, format: &'static str, names: &Names) -> Result<Record, Problem> {
    match Marked::of(text) {
        Some(marked) => marked.record(text, origin, |text, origin| object(text, origin, format, names)),
        None => object(text, origin, format, names),
    }
}

/// The record of one JSON object that begins at `origin`.
pub fn object(text: &str, origin: &Origin, format: &'static str, names: &Names) -> Result<Record, Problem> {
    let line = origin.line.map_or(1, std::num::NonZeroU32::get);
    if !text.trim_start().starts_with('{') {
        return Err(match serde_json::from_str::<IgnoredAny>(text) {
            Ok(_) => Problem::record(origin.clone(), format!("not a JSON object: {}", quote(text))),
            Err(error) => broken_json(origin, line - 1, &error),
        });
    }
    let mut parser = serde_json::Deserializer::from_str(text);
    let read = Known { names, line }.deserialize(&mut parser).and_then(|pairs| parser.end().map(|()| pairs));
    match read {
        Ok(pairs) => Ok(fields::record(origin.clone(), format, Markup::TextOrHtml, pairs, names)),
        Err(error) => Err(broken_json(origin, line - 1, &error)),
    }
}

/// Takes from an object what names a field, and passes over the rest; of two equal keys the last counts.
struct Known<'a> {
    names: &'a Names,
    line: u32,
}

impl<'de> DeserializeSeed<'de> for Known<'_> {
    type Value = Vec<Pair>;

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<Vec<Pair>, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Known<'_> {
    type Value = Vec<Pair>;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a JSON object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Vec<Pair>, A::Error> {
        let mut pairs: Vec<Pair> = Vec::new();
        while let Some(Key(key)) = map.next_key()? {
            if self.names.get(&key).is_none() {
                map.next_value::<IgnoredAny>()?;
                continue;
            }
            let value = map.next_value()?;
            match pairs.iter_mut().find(|(known, ..)| *known == key) {
                Some((_, before, _)) => *before = value,
                None => pairs.push((key.into_owned(), value, self.line)),
            }
        }
        // Of two names that are equally good the first by its letters counts, wherever it stands.
        pairs.sort_by(|one, other| one.0.cmp(&other.0));
        Ok(pairs)
    }
}

/// A key, lent by the text where nothing in it is escaped.
#[derive(Deserialize)]
struct Key<'a>(#[serde(borrow)] Cow<'a, str>);

/// JSON that cannot be read; the parser counts its lines from the object's first, which is `before` lines down.
fn broken_json(origin: &Origin, before: u32, error: &serde_json::Error) -> Problem {
    use serde_json::error::Category;
    let what = match error.classify() {
        Category::Eof => "it ends too early",
        _ => "it breaks off",
    };
    let line = before + error.line() as u32;
    Problem::record(origin.at(line), format!("broken JSON: {what} at column {}", error.column()))
}

#[cfg(test)]
mod tests {
    use super::super::tests::given;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let found = given("a.json", text.as_bytes(), |record| format!("{} #{}", record.origin, record.ordinal));
        assert_eq!(found, expected);
    }

    #[test]
    fn objects_know_their_line() {
        check("{\n\"title\": \"a\"}", &["a.json:1 #0"]);
        check("[\n {},\n {\n},\n {}]", &["a.json:2 #0", "a.json:3 #1", "a.json:5 #2"]);
    }

    #[test]
    fn a_list_may_stand_in_an_object() {
        check(
            "{\"status\": \"ok\",\n\"articles\": [\n{\"title\": 1},\n{\"title\": 2}]}",
            &["a.json:3 #0", "a.json:4 #1"],
        );
        check("{\"title\": \"a\", \"data\": [{}]}", &["a.json:1 #0"]);
        check("{\"data\": [1, 2]}", &["a.json:1 #0"]);
    }

    #[test]
    fn what_is_no_object_costs_itself_only() {
        check("[{}, 7, {}]", &["a.json:1 #0", "a.json:1: not a JSON object: `7`", "a.json:1 #1"]);
        check("[\n{},\n{\"a\" 1}]", &["a.json:2 #0", "a.json:3: broken JSON: it breaks off at column 6"]);
        check("\n\n{", &["a.json:3: broken JSON: it ends too early at column 1"]);
        check("[{}", &["a.json:1 #0", "a.json:1: broken JSON: it ends too early at column 3"]);
    }

    #[test]
    fn a_list_in_an_object_that_breaks_off() {
        let end = "a.json:1: broken JSON: it ends too early at column";
        check(r#"{"status": "ok", "articles": [{"a": 1}, {"b"#, &["a.json:1 #0", &format!("{end} 43")]);
        check(r#"{"data": {"a": [{}, {"#, &[&format!("{end} 21")]);
        check(r#"{"title": "a", "isi": "b"#, &[&format!("{end} 24")]);
    }

    #[test]
    fn arrays_one_after_the_other() {
        check("[{}]\n[{},\n{}]", &["a.json:1 #0", "a.json:2 #1", "a.json:3 #2"]);
        check("[{}]\n{}]", &["a.json:1 #0", "a.json:2 #1", "a.json:2: broken JSON: it breaks off at column 3"]);
        check("[{}][{}", &["a.json:1 #0", "a.json:1: broken JSON: it ends too early at column 7"]);
    }
}
