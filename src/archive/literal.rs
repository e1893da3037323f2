//! Lists and objects in the cell of a table, as JSON or Python prints them: `["a", "b"]`, `['a', None]`, `{'name': 'a'}`.

use serde_json::{Map, Number, Value};

/// Deeper nesting is text.
const DEEPEST: usize = 8;

/// The value that the whole of `text` is; `None` for text.
pub fn read(text: &str) -> Option<Value> {
    if !text.starts_with(['[', '{', '(']) {
        return None;
    }
    let mut reader = Reader { rest: text };
    let value = reader.value(0)?;
    reader.rest.trim_start().is_empty().then_some(value)
}

struct Reader<'a> {
    rest: &'a str,
}

impl Reader<'_> {
    fn value(&mut self, depth: usize) -> Option<Value> {
        self.rest = self.rest.trim_start();
        let first = self.rest.chars().next()?;
        match first {
            _ if depth > DEEPEST => None,
            '[' => self.list(']', depth),
            '(' => self.list(')', depth),
            '{' => self.object(depth),
            '\'' | '"' => self.string(first).map(Value::String),
            'u' if self.rest.starts_with("u'") || self.rest.starts_with("u\"") => {
                self.eat('u');
                self.value(depth)
            }
            _ => self.word(),
        }
    }

    fn eat(&mut self, wanted: char) -> bool {
        self.rest = self.rest.trim_start();
        self.rest.strip_prefix(wanted).map(|rest| self.rest = rest).is_some()
    }

    fn list(&mut self, close: char, depth: usize) -> Option<Value> {
        let mut items = Vec::new();
        self.rest = self.rest.get(1..)?;
        while !self.eat(close) {
            items.push(self.value(depth + 1)?);
            // An array of numpy has no commas.
            self.eat(',');
        }
        Some(Value::Array(items))
    }

    fn object(&mut self, depth: usize) -> Option<Value> {
        let mut object = Map::new();
        self.rest = self.rest.get(1..)?;
        while !self.eat('}') {
            let Value::String(key) = self.value(depth + 1)? else { return None };
            if !self.eat(':') {
                return None;
            }
            object.insert(key, self.value(depth + 1)?);
            self.eat(',');
        }
        Some(Value::Object(object))
    }

    fn string(&mut self, quote: char) -> Option<String> {
        let mut text = String::new();
        let mut chars = self.rest.get(1..)?.chars();
        loop {
            match chars.next()? {
                c if c == quote => break,
                '\\' => match chars.next()? {
                    'n' => text.push('\n'),
                    'r' => text.push('\r'),
                    't' => text.push('\t'),
                    'x' => text.push(code(&mut chars, 2)?),
                    'u' => text.push(code(&mut chars, 4)?),
                    other => text.push(other),
                },
                c => text.push(c),
            }
        }
        self.rest = chars.as_str();
        Some(text)
    }

    fn word(&mut self) -> Option<Value> {
        let end = self.rest.find([',', ']', '}', ')', ' ', ':']).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at_checked(end)?;
        self.rest = rest;
        match word {
            "None" | "null" | "nan" | "NaN" => Some(Value::Null),
            "True" | "true" => Some(Value::Bool(true)),
            "False" | "false" => Some(Value::Bool(false)),
            number => number.parse::<Number>().ok().map(Value::Number),
        }
    }
}

/// The character whose number stands in the next `digits`, the second half of a surrogate pair included.
fn code(chars: &mut std::str::Chars, digits: usize) -> Option<char> {
    let first = hex(chars, digits)?;
    if !(0xd800..0xdc00).contains(&first) {
        return char::from_u32(first);
    }
    let rest = chars.as_str().strip_prefix("\\u")?;
    *chars = rest.chars();
    let second = hex(chars, 4)?.checked_sub(0xdc00).filter(|low| *low < 0x400)?;
    char::from_u32(0x10000 + ((first - 0xd800) << 10) + second)
}

fn hex(chars: &mut std::str::Chars, digits: usize) -> Option<u32> {
    let (number, rest) = chars.as_str().split_at_checked(digits)?;
    *chars = rest.chars();
    u32::from_str_radix(number, 16).ok()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_python_and_json_print() {
        assert_eq!(read("['a', \"b's\", None]"), Some(json!(["a", "b's", null])));
        assert_eq!(read("[\"a\\u00e9\", \"\\ud83d\\ude00\"]"), Some(json!(["a\u{e9}", "\u{1f600}"])));
        assert_eq!(read("['a' 'b']"), Some(json!(["a", "b"])));
        assert_eq!(read("[u'a\\xe9', 'b\\'c']"), Some(json!(["a\u{e9}", "b'c"])));
        assert_eq!(read("{'id': None, 'name': 'Warta'}"), Some(json!({"id": null, "name": "Warta"})));
        assert_eq!(read("('a', 1, True)"), Some(json!(["a", 1, true])));
        assert_eq!(read("[]"), Some(json!([])));
    }

    #[test]
    fn text_stays_text() {
        for text in ["[FOTO] Banjir", "[", "['a', 'b'] dan", "{a}", "(cip)", "['a", "['a\\x']", "", "[\"\\ud83d\"]"] {
            assert_eq!(read(text), None, "{text}");
        }
        assert_eq!(read(&"[".repeat(100_000)), None);
    }
}
