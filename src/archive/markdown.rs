//! Markdown with front matter: TOML between `+++`, YAML between `---`, JSON in a leading object, or Pelican's lines
//! `Title: …` without a fence. What has no date takes the day with which the file's name begins, as Jekyll does.

use std::borrow::Cow;

use memchr::{memchr, memchr_iter};

use super::fields::{self, Pair};
use super::input::broken;
use super::record::{Field, Markup, Record, Stored, Value};
use super::{Each, Format, Input, json, plain_matter};
use crate::report::{Origin, Problem, quote};

/// Markdown as Hugo, Zola, Jekyll and Pelican keep it.
pub const FORMAT: Format = Format {
    name: "Markdown",
    extensions: &["md", "markdown", "mdx"],
    looks_like: |head| ["+++\n", "---\n", "+++\r\n", "---\r\n"].iter().any(|fence| head.text.starts_with(fence)),
    read,
};

fn read(input: &mut Input, each: Each) {
    let decoded = match input.record_text() {
        Ok(decoded) => decoded,
        Err(problem) => return each(Err(problem)),
    };
    broken(&input.origin, &decoded).into_iter().for_each(|problem| each(Err(problem)));
    each(record(&decoded.text, input).map(|mut record| {
        if let Some(day) = day_of_name(&input.origin.path) {
            record.store(Field::Date, Stored { value: Value::Text(day.to_owned()), key: NAME.to_owned(), line: 1 });
        }
        record.in_encoding(decoded.encoding)
    }));
}

/// The key of what the name of a file says.
const NAME: &str = "file name";

/// `2021-07-09` of `2021-07-09-perahu-vaksin.md`.
fn day_of_name(path: &str) -> Option<&str> {
    let name = path.rsplit('/').next()?;
    let (day, rest) = name.split_at_checked("2021-07-09".len())?;
    let is_day = day.bytes().enumerate().all(|(at, byte)| match at {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    });
    (is_day && rest.starts_with(['-', '_', '.', ' '])).then_some(day)
}

fn record(text: &str, input: &Input) -> Result<Record, Problem> {
    let has_returns = memchr(b'\r', text.as_bytes()).is_some();
    let text = if has_returns { Cow::Owned(text.replace("\r\n", "\n")) } else { Cow::Borrowed(text) };
    let Some((language, matter, body)) = split(&text) else {
        let first = text.lines().next().unwrap_or_default();
        let open = ["---", "+++"].contains(&first.trim_end());
        let message = match open {
            true => format!("front matter: {} opens here and never closes", quote(first)),
            false => format!("no front matter: it begins with {}, not with `+++`, `---` or `{{`", quote(first)),
        };
        return Err(Problem::record(input.origin.at(1), message));
    };
    let pairs = match language {
        Language::Toml => toml(matter, &input.origin)?,
        Language::Yaml => as_jekyll(yaml(matter, &input.origin)?, &input.origin.path),
        Language::Lines => bare(matter),
        Language::Json => {
            let mut record = json::object(matter, &input.origin.at(1), FORMAT.name, input.names)?;
            record.markup = Markup::Markdown;
            return Ok(with_body(record, body, &text));
        }
    };
    let record = fields::record(input.origin.clone(), FORMAT.name, Markup::Markdown, pairs, input.names);
    Ok(with_body(record, body, &text))
}

/// Jekyll's `tags: laut darat` are two tags; others write a list. Its posts have a layout, or are in its folders.
fn as_jekyll(mut pairs: Vec<Pair>, path: &str) -> Vec<Pair> {
    let folder = path.split('/').any(|part| part == "_posts" || part == "_drafts");
    if !folder && !pairs.iter().any(|(key, ..)| key == "layout") {
        return pairs;
    }
    for (_, value, _) in pairs.iter_mut().filter(|(key, ..)| key == "tags") {
        if let Some(text) = value.as_str().filter(|text| !text.contains([',', ';', '#'])) {
            *value = text.split_whitespace().map(serde_json::Value::from).collect();
        }
    }
    pairs
}

fn with_body(mut record: Record, body: &str, text: &str) -> Record {
    let line = 1 + text.len().checked_sub(body.len()).and_then(|end| text.get(..end)).map_or(0, count_lines);
    if !body.trim().is_empty() {
        record.store(Field::Body, Stored { value: Value::Text(body.to_owned()), key: String::new(), line });
    }
    record
}

fn count_lines(text: &str) -> u32 {
    memchr_iter(b'\n', text.as_bytes()).count() as u32
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Language {
    Toml,
    Yaml,
    Json,
    /// `Key: value` lines without a fence.
    Lines,
}

/// Front matter and what follows it.
fn split(text: &str) -> Option<(Language, &str, &str)> {
    for (language, fence) in [(Language::Toml, "+++"), (Language::Yaml, "---")] {
        let Some(rest) = text.strip_prefix(fence) else { continue };
        let (dashes, rest) = rest.split_once('\n')?;
        if !dashes.trim().is_empty() {
            return None;
        }
        let mut at = 0;
        for line in rest.split_inclusive('\n') {
            if line.trim_end() == fence {
                return Some((language, rest.get(..at)?, rest.get(at + line.len()..)?));
            }
            at += line.len();
        }
        return None;
    }
    if text.starts_with('{') { json_matter(text) } else { bare_matter(text) }
}

/// Lines `Key: value` up to an empty one, one of which is the title.
fn bare_matter(text: &str) -> Option<(Language, &str, &str)> {
    let (matter, body) = text.split_once("\n\n").unwrap_or((text.trim_end(), ""));
    let keys: Option<Vec<String>> = matter.lines().filter(|line| !is_continued(line)).map(bare_key).collect();
    keys?.iter().any(|key| ["title", "judul"].contains(&key.as_str())).then_some((Language::Lines, matter, body))
}

fn is_continued(line: &str) -> bool {
    line.starts_with([' ', '\t']) && !line.trim().is_empty()
}

/// The key of a line `Key: value`, in lower case.
fn bare_key(line: &str) -> Option<String> {
    let (key, _) = line.split_once(':')?;
    let is_key = !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '-');
    is_key.then(|| key.to_lowercase())
}

/// The pairs of `Key: value` lines; an indented line belongs to the one above it.
fn bare(matter: &str) -> Vec<Pair> {
    let mut pairs: Vec<Pair> = Vec::new();
    for (index, line) in matter.lines().enumerate() {
        match (line.split_once(':').filter(|_| !is_continued(line)), pairs.last_mut()) {
            (Some((key, value)), _) => pairs.push((key.to_owned(), value.trim().into(), index as u32 + 1)),
            (None, Some((_, serde_json::Value::String(above), _))) => {
                above.push(' ');
                above.push_str(line.trim());
            }
            (None, _) => {}
        }
    }
    pairs
}

fn json_matter(text: &str) -> Option<(Language, &str, &str)> {
    let mut objects = serde_json::Deserializer::from_str(text).into_iter::<serde::de::IgnoredAny>();
    objects.next()?.ok()?;
    let (matter, body) = text.split_at_checked(objects.byte_offset())?;
    Some((Language::Json, matter, body))
}

fn toml(matter: &str, origin: &Origin) -> Result<Vec<Pair>, Problem> {
    plain_matter::toml(matter).map_or_else(|| parsed_toml(matter, origin), Ok)
}

pub(super) fn parsed_toml(matter: &str, origin: &Origin) -> Result<Vec<Pair>, Problem> {
    let table: toml::Table = matter.parse().map_err(|error: toml::de::Error| {
        let before = error.span().and_then(|span| matter.get(..span.start)).unwrap_or_default();
        let line = 2 + count_lines(before);
        let found = matter.lines().nth(line as usize - 2).unwrap_or_default();
        Problem::record(origin.at(line), format!("front matter: not TOML: {}", quote(found)))
    })?;
    let mut pairs = Vec::new();
    for (key, value) in table {
        let line = line_of(&key, matter);
        match value {
            // Zola keeps tags in [taxonomies] and the rest of its own in [extra].
            toml::Value::Table(inner) => {
                pairs.extend(inner.into_iter().map(|(key, value)| {
                    let line = line_of(&key, matter);
                    (key, toml_value(value), line)
                }));
            }
            value => pairs.push((key, toml_value(value), line)),
        }
    }
    Ok(pairs)
}

fn toml_value(value: toml::Value) -> serde_json::Value {
    match value {
        toml::Value::String(text) => text.into(),
        toml::Value::Integer(number) => number.into(),
        toml::Value::Float(number) => number.into(),
        toml::Value::Boolean(flag) => flag.into(),
        toml::Value::Datetime(instant) => instant.to_string().into(),
        toml::Value::Array(items) => items.into_iter().map(toml_value).collect(),
        toml::Value::Table(table) => table.into_iter().map(|(key, value)| (key, toml_value(value))).collect(),
    }
}

fn yaml(matter: &str, origin: &Origin) -> Result<Vec<Pair>, Problem> {
    plain_matter::yaml(matter).map_or_else(|| parsed_yaml(matter, origin), Ok)
}

/// YAML, and where scraped text broke it (`title: Jakarta: Banjir`), its plain `key: value` lines.
pub(super) fn parsed_yaml(matter: &str, origin: &Origin) -> Result<Vec<Pair>, Problem> {
    let parsed: Result<serde_json::Map<String, serde_json::Value>, _> = serde_saphyr::from_str(matter);
    match parsed {
        // To YAML `title: !penting sekali` is a tag and a value; the word would be lost without a sound.
        Ok(map) if !matter.contains(": !") => Ok(map
            .into_iter()
            .map(|(key, value)| {
                let line = line_of(&key, matter);
                (key, value, line)
            })
            .collect()),
        _ => lines(matter).ok_or_else(|| {
            let found = matter.lines().next().unwrap_or_default();
            Problem::record(origin.at(2), format!("front matter: not YAML: {}", quote(found)))
        }),
    }
}

/// `key: value` and `- item` lines; `None` where there is a line of another kind.
fn lines(matter: &str) -> Option<Vec<Pair>> {
    let mut pairs: Vec<Pair> = Vec::new();
    for (index, line) in matter.lines().enumerate() {
        let trimmed = line.trim();
        if trimmed.is_empty() || trimmed.starts_with('#') {
            continue;
        }
        if let Some(item) = trimmed.strip_prefix("- ") {
            let (_, value, _) = pairs.last_mut()?;
            match value {
                serde_json::Value::Array(items) => items.push(unquote(item).into()),
                other => *other = vec![serde_json::Value::from(unquote(item))].into(),
            }
            continue;
        }
        let (key, value) = trimmed.split_once(':')?;
        pairs.push((key.trim().to_owned(), flow(value.trim()), index as u32 + 2));
    }
    Some(pairs)
}

/// A value on the key's own line: `[a, b]`, quoted or plain.
fn flow(value: &str) -> serde_json::Value {
    match value.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        Some(items) => items.split(',').map(|item| serde_json::Value::from(unquote(item.trim()))).collect(),
        None if value == "true" || value == "false" => (value == "true").into(),
        None => unquote(value).into(),
    }
}

fn unquote(value: &str) -> &str {
    ['"', '\''].iter().find_map(|mark| value.strip_prefix(*mark)?.strip_suffix(*mark)).unwrap_or(value)
}

/// The line of the file on which `key` stands; the first line of `matter` is line 2.
fn line_of(key: &str, matter: &str) -> u32 {
    let is_key = |line: &str| {
        let rest = line.trim_start().trim_start_matches(['"', '\'']).strip_prefix(key);
        rest.is_some_and(|rest| rest.trim_start_matches(['"', '\'']).trim_start().starts_with(['=', ':']))
    };
    matter.lines().position(is_key).map_or(1, |index| index as u32 + 2)
}

#[cfg(test)]
mod tests {
    use super::super::tests::given;
    use super::*;

    #[track_caller]
    fn check(text: &str, field: Field, expected: &str) {
        let found = given("a.md", text.as_bytes(), |record| match record.get(field) {
            Some(stored) => format!("{}: {:?}", stored.line, stored.value),
            None => "none".to_owned(),
        });
        assert_eq!(found, [expected]);
    }

    #[test]
    fn toml_front_matter() {
        let text = "+++\ntitle = \"Banjir\"\ndate = 2022-03-02T19:13:00+07:00\n[taxonomies]\ntags = [\"a\", \"b\"]\n+++\nIsi\n";
        check(text, Field::Title, "2: Text(\"Banjir\")");
        check(text, Field::Date, "3: Text(\"2022-03-02T19:13:00+07:00\")");
        check(text, Field::Tags, "5: List([\"a\", \"b\"])");
        check(text, Field::Body, "7: Text(\"Isi\\n\")");
        check("+++\ntitle = Banjir\n+++\n", Field::Title, "a.md:2: front matter: not TOML: `title = Banjir`");
    }

    #[test]
    fn yaml_front_matter() {
        let text = "---\njudul: \"Banjir\"\ntanggal: 2022-03-02\ntag:\n  - a\n  - b\n---\nIsi\n";
        check(text, Field::Title, "2: Text(\"Banjir\")");
        check(text, Field::Date, "3: Text(\"2022-03-02\")");
        check(text, Field::Tags, "4: List([\"a\", \"b\"])");
    }

    #[test]
    fn words_are_tags_in_jekyll_only() {
        let text = "---\nlayout: post\ntags: laut darat\n---\nIsi\n";
        check(text, Field::Tags, "3: List([\"laut\", \"darat\"])");
        check("---\ntitle: a\ntags: laut darat\n---\n", Field::Tags, "3: Text(\"laut darat\")");
        check("---\nlayout: post\ntags: laut biru, darat\n---\n", Field::Tags, "3: Text(\"laut biru, darat\")");
        assert!(as_jekyll(vec![("tags".to_owned(), "a b".into(), 1)], "_posts/a.md")[0].1.is_array());
    }

    #[test]
    fn yaml_that_scraped_text_broke_is_still_read() {
        let text = "---\ntitle: Jakarta: Banjir lagi\ntags: [a, \"b\"]\n---\nIsi\n";
        check(text, Field::Title, "2: Text(\"Jakarta: Banjir lagi\")");
        check(text, Field::Tags, "3: List([\"a\", \"b\"])");
        let text = "---\ntitle: @gubernur hadir\ntags:\n- a\n- b\n---\nIsi\n";
        check(text, Field::Title, "2: Text(\"@gubernur hadir\")");
        check(text, Field::Tags, "3: List([\"a\", \"b\"])");
    }

    #[test]
    fn json_front_matter() {
        let text = "{\"title\": \"Banjir\"}\n\nIsi\n";
        check(text, Field::Title, "1: Text(\"Banjir\")");
        check(text, Field::Body, "1: Text(\"\\n\\nIsi\\n\")");
    }

    #[test]
    fn without_front_matter_it_is_no_record() {
        let expected = "a.md:1: no front matter: it begins with `# Banjir`, not with `+++`, `---` or `{`";
        check("# Banjir\n", Field::Title, expected);
        check("---\ntitle: x\n", Field::Title, "a.md:1: front matter: `---` opens here and never closes");
    }

    #[test]
    fn lines_without_a_fence() {
        let text =
            "Title: Banjir: Hari Kedua\nDate: 2022-03-02 10:00\nTags: a, b\nSummary: Air surut\n  di hulu.\n\nIsi\n";
        check(text, Field::Title, "1: Text(\"Banjir: Hari Kedua\")");
        check(text, Field::Date, "2: Text(\"2022-03-02 10:00\")");
        check(text, Field::Summary, "4: Text(\"Air surut di hulu.\")");
        check(text, Field::Body, "7: Text(\"Isi\\n\")");
        check("Title: x\nStatus: draft\n\nIsi", Field::Draft, "2: Flag(true)");
    }

    #[test]
    fn the_name_of_a_file_may_have_the_day() {
        let text = "---\ntitle: x\n---\nIsi";
        let date = |name: &str, text: &str| {
            given(name, text.as_bytes(), |record| match record.get(Field::Date).map(|stored| &stored.value) {
                Some(Value::Text(date)) => date.clone(),
                other => format!("{other:?}"),
            })
        };
        assert_eq!(date("blog/2021-07-09-perahu.md", text), ["2021-07-09"]);
        assert_eq!(date("2021-07-09.md", text), ["2021-07-09"]);
        assert_eq!(date("2021-07-09-perahu.md", "---\ntitle: x\ndate: 2021-07-10\n---\n"), ["2021-07-10"]);
        assert_eq!(date("2021-07-perahu.md", text), ["None"]);
        assert_eq!(date("2021-07-0911.md", text), ["None"]);
    }

    #[test]
    fn a_yaml_tag_is_text() {
        check("---\ntitle: !penting sekali\n---\n", Field::Title, "2: Text(\"!penting sekali\")");
    }
}
