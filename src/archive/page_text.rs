//! Page text: the visible text of a news page as a scraper stored it. A file that holds several pages is one record
//! here: it takes the date room to know where the next page begins.

use super::input::broken;
use super::record::{Field, Markup, Record, Stored, Value};
use super::{Each, Format, Head, Input};

/// Any text that no other format claims.
pub const FORMAT: Format = Format { name: "page text", extensions: &["txt", "text"], looks_like, read };

/// What begins with letters in any encoding; NUL stands in UTF-16 and in what is no text.
fn looks_like(head: &Head) -> bool {
    let utf_16 = head.bytes.starts_with(&[0xff, 0xfe]) || head.bytes.starts_with(&[0xfe, 0xff]);
    utf_16 || !head.text.is_empty() && !head.bytes.contains(&0)
}

fn read(input: &mut Input, each: Each) {
    match input.record_text() {
        Err(problem) => each(Err(problem)),
        Ok(decoded) => {
            broken(&input.origin, &decoded).into_iter().for_each(|problem| each(Err(problem)));
            let mut record = Record::new(input.origin.clone(), FORMAT.name, Markup::Page);
            record.encoding = decoded.encoding;
            record.store(Field::Body, Stored { value: Value::Text(decoded.text), key: String::new(), line: 1 });
            each(Ok(record));
        }
    }
}
