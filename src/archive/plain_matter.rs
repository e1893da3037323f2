//! Front matter of plain lines, `key = value` or `key: value`, as most is: it takes no parser.

use serde_json::Value;

use super::fields::Pair;

/// The pairs of TOML, as its parser gives them; `None` where a line is not plain.
pub fn toml(matter: &str) -> Option<Vec<Pair>> {
    let mut pairs = Pairs::default();
    let scalar = |text| quoted(text, '"').or_else(|| is_instant(text).then_some(text));
    for (number, line) in lines(matter) {
        if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            pairs.open(name)?;
            continue;
        }
        let (key, value) = line.split_once('=')?;
        pairs.put(key.trim_end_matches(' '), value_of(value, scalar)?, number)?;
    }
    pairs.sorted()
}

/// The pairs of YAML, as its parser gives them; `None` where a line is not plain.
pub fn yaml(matter: &str) -> Option<Vec<Pair>> {
    let (mut pairs, mut indent) = (Pairs::default(), None);
    let scalar = |text| quoted(text, '"').or_else(|| quoted(text, '\'')).or_else(|| unquoted(text));
    for (number, line) in lines(matter) {
        if let Some(item) = line.trim_start_matches(' ').strip_prefix("- ") {
            let depth = line.len() - item.len();
            // The items of a list stand below each other.
            if *indent.get_or_insert(depth) != depth {
                return None;
            }
            pairs.last_list()?.push(scalar(item.trim_matches(' '))?.into());
            continue;
        }
        indent = None;
        let (key, value) = line.split_once(':')?;
        let value = match value {
            "" => Value::Array(Vec::new()),
            _ => value_of(value.strip_prefix(' ')?, scalar)?,
        };
        pairs.put(key, value, number)?;
    }
    pairs.sorted()
}

/// The lines that are not empty, each with its number in the file: the first line of `matter` is line 2.
fn lines(matter: &str) -> impl Iterator<Item = (u32, &str)> {
    (2..).zip(matter.lines()).filter(|(_, line)| !line.is_empty())
}

/// Pairs, each with the name of its table, empty where it is in none.
#[derive(Default)]
struct Pairs<'a> {
    pairs: Vec<(&'a str, Pair)>,
    tables: Vec<&'a str>,
}

impl<'a> Pairs<'a> {
    /// Begins a table. A name that stands twice is wrong in one place, and in two nobody could tell their lines apart.
    fn open(&mut self, name: &'a str) -> Option<()> {
        self.tables.push(Some(name).filter(|name| is_key(name) && self.is_new(name))?);
        Some(())
    }

    fn put(&mut self, key: &str, value: Value, line: u32) -> Option<()> {
        let key = Some(key).filter(|key| is_key(key) && self.is_new(key))?.to_owned();
        self.pairs.push((self.tables.last().copied().unwrap_or_default(), (key, value, line)));
        Some(())
    }

    fn is_new(&self, name: &str) -> bool {
        !self.tables.contains(&name) && self.pairs.iter().all(|(_, (key, ..))| key != name)
    }

    /// The list that the last key opened.
    fn last_list(&mut self) -> Option<&mut Vec<Value>> {
        self.pairs.last_mut().and_then(|(_, (_, value, _))| value.as_array_mut())
    }

    /// The pairs in the order of parsers: by key, those of a table where its name stands.
    fn sorted(mut self) -> Option<Vec<Pair>> {
        fn place<'a>((table, (key, ..)): &'a (&str, Pair)) -> (&'a str, &'a str) {
            if table.is_empty() { (key, "") } else { (table, key) }
        }
        // A key of YAML without a value and without items has none.
        let is_list = |(_, (_, value, _)): &(&str, Pair)| value.as_array().is_none_or(|items| !items.is_empty());
        self.pairs.sort_by(|one, other| place(one).cmp(&place(other)));
        let is_whole = self.pairs.iter().all(is_list);
        is_whole.then(|| self.pairs.into_iter().map(|(_, pair)| pair).collect())
    }
}

/// What parsers take for a truth value, for nothing or for a number, in one YAML or another.
fn is_special(word: &str) -> bool {
    const WORDS: &[&str] = &["true", "false", "null", "yes", "no", "on", "off", "y", "n"];
    WORDS.iter().any(|special| special.eq_ignore_ascii_case(word)) || word.parse::<f64>().is_ok()
}

fn is_key(key: &str) -> bool {
    let is_letter = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    key.starts_with(|c: char| c.is_ascii_alphabetic()) && key.chars().all(is_letter) && !is_special(key)
}

/// A list of scalars on one line, a truth value or a scalar.
fn value_of<'a>(text: &'a str, scalar: impl Fn(&'a str) -> Option<&'a str>) -> Option<Value> {
    let text = text.trim_matches(' ');
    match (text, text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'))) {
        (_, Some(items)) if items.trim_matches(' ').is_empty() => None,
        // A comma between quotes leaves two pieces that are no scalars.
        (_, Some(items)) => items.split(',').map(|item| scalar(item.trim_matches(' ')).map(Value::from)).collect(),
        ("true" | "false", None) => Some(Value::from(text == "true")),
        (_, None) => scalar(text).map(Value::from),
    }
}

/// What stands between two marks, where nothing in it means anything.
fn quoted(text: &str, mark: char) -> Option<&str> {
    let inner = text.strip_prefix(mark)?.strip_suffix(mark)?;
    let is_plain = |c: char| c != mark && c != '\\' && is_common(c);
    inner.chars().all(is_plain).then_some(inner)
}

/// Words of YAML without quotes, or an instant.
fn unquoted(text: &str) -> Option<&str> {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '.' | '/' | '(' | ')' | '%');
    let are_words = text.starts_with(char::is_alphabetic) && text.chars().all(is_plain) && !is_special(text);
    (are_words || is_instant(text)).then_some(text)
}

fn is_common(c: char) -> bool {
    matches!(c, ' '..='~' | '“' | '”' | '‘' | '’' | '–' | '—' | '…') || c.is_alphanumeric()
}

/// A day, or with `T` a time of it and perhaps a zone, as RFC 3339 has them, of which all parsers make the same text.
fn is_instant(text: &str) -> bool {
    let (day, time) = text.split_once('T').map_or((text, None), |(day, time)| (day, Some(time)));
    let (time, zone) = time.map_or((None, ""), |time| (time.get(..8), time.get(8..).unwrap_or_default()));
    let offset = zone.strip_prefix(['+', '-']).unwrap_or("00:00");
    let is_zone = zone.is_empty() || zone == "Z" || zone != "-00:00" && zone.len() == 6;
    // Every month has 28 days.
    is_form(day, "0000-00-00", &[9999, 12, 28])
        && !day.contains("-00")
        && (text.len() == day.len() || time.is_some_and(|time| is_form(time, "00:00:00", &[23, 59, 59])))
        && is_zone
        && is_form(offset, "00:00", &[23, 59])
}

/// Whether `text` has digits where `form` has zeros and its signs elsewhere, and no number of it is above that of `most`.
fn is_form(text: &str, form: &str, most: &[u16]) -> bool {
    let is_like = |(found, wanted): (u8, u8)| if wanted == b'0' { found.is_ascii_digit() } else { found == wanted };
    let mut numbers = text.split(['-', ':']).zip(most);
    text.len() == form.len()
        && text.bytes().zip(form.bytes()).all(is_like)
        && numbers.all(|(number, most)| number.parse::<u16>().is_ok_and(|number| number <= *most))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::markdown::{parsed_toml, parsed_yaml};
    use super::*;
    use crate::report::Origin;

    #[test]
    fn plain_lines_take_no_parser() {
        let matter = "title = \"Banjir, lagi\"\ndraft = false\ndate = 2022-03-02T19:13:00+07:00\n\n\
                      [taxonomies]\ntags = [\"a\", \"b c\"]\n";
        assert_eq!(toml(matter), parsed_toml(matter, &Origin::file("a")).ok());
        assert!(toml(matter).is_some_and(|pairs| pairs.len() == 4));
        let matter = "title: \"Banjir: lagi\"\njudul: Banjir lagi\ndraft: true\ndate: 2022-03-02T19:13:00+07:00\n\
                      tags:\n  - a\n  - 'b c'\nlain: [a, \"b\"]\n";
        assert_eq!(yaml(matter), parsed_yaml(matter, &Origin::file("a")).ok());
        assert!(yaml(matter).is_some_and(|pairs| pairs.len() == 6));
    }

    #[test]
    fn what_could_mean_more_is_left_to_the_parser() {
        for matter in
            ["a = 'b'", "a = 1", "a = \"\\n\"", "a = 2022-02-30", "a.b = true", "[a]\n[a]", "a = \"b\"\na = \"c\""]
        {
            assert_eq!(toml(matter), None, "{matter}");
        }
        for matter in
            ["a: &b c", "a: 1", "ab: yes", "a: b: c", "ab:", "ab:\n - a\n  - b", "ab: |\n  c", "ab: c #d", "n: b"]
        {
            assert_eq!(yaml(matter), None, "{matter}");
        }
    }

    /// Front matter of lines of these forms, where `@` stands for a value.
    fn matter(forms: &[&str]) -> impl Strategy<Value = String> {
        const VALUE: &str = "(\"[a-zé ,.:#!'“\\\\\\[-]{0,9}\"|'[a-z :,#]{0,6}'|[a-zA-Zé ,.:#!/()%-]{0,9}|true|no|null|inf|\
            [0-9]{4}-(0[0-9]|1[0-3])-[0-3][0-9](T[0-2][0-9]:[0-6][0-9]:[0-6][0-9](Z|[+-]0[07]:[03]0|)|)|[0-9.-]{1,4})";
        let line = prop::string::string_regex(&forms.join("|").replace('@', VALUE)).unwrap();
        prop::collection::vec(line, 0..6).prop_map(|lines| lines.join("\n"))
    }

    proptest! {
        #[test]
        fn toml_is_what_the_parser_makes(
            matter in matter(&["[abc_]{1,2} ?= ?@", "[abc]{1,2} = \\[ ?@(, ?@){0,2},? ?\\]", "\\[[a-d]\\]", "[a#\\[\\]= \"]{0,5}"]),
        ) {
            if let Some(pairs) = toml(&matter) {
                prop_assert_eq!(Some(pairs), parsed_toml(&matter, &Origin::file("a")).ok(), "{}", matter);
            }
        }

        #[test]
        fn yaml_is_what_the_parser_makes(
            matter in matter(&["[abc_]{1,2}: {0,2}@", "[abc]{1,2}: \\[ ?@(, ?@){0,2},? ?\\]", "[abc]{1,2}:", " {0,2}- @", "[a#:\\- \"]{0,5}"]),
        ) {
            if let Some(pairs) = yaml(&matter) {
                prop_assert_eq!(Some(pairs), parsed_yaml(&matter, &Origin::file("a")).ok(), "{}", matter);
            }
        }
    }
}
