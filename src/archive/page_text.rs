//! Page text: the visible text of a news page as a scraper stored it, one file a page.

use super::record::{Field, Markup, Record, Stored, Value};
use super::{Each, Format, Input};

/// Any text that no other format claims.
pub const FORMAT: Format = Format { name: "page text", extensions: &["txt", "text"], looks_like: |_| true, read };

fn read(input: &mut Input, each: Each) {
    match input.text() {
        Err(problem) => each(Err(problem)),
        Ok(text) => {
            let mut record = Record::new(input.origin.clone(), FORMAT.name, Markup::Page);
            record.store(Field::Body, Stored { value: Value::Text(text), key: String::new(), line: 1 });
            each(Ok(record));
        }
    }
}
