//! JSON Lines: a JSON object a line. Read line by line, so that a file may be larger than the memory.

use std::io::{BufRead, Read};

use super::{Each, Format, Input, json, unreadable, utf8};
use crate::report::Problem;

/// JSON Lines, also called NDJSON.
pub const FORMAT: Format = Format {
    name: "JSON Lines",
    extensions: &["jsonl", "ndjson", "jl"],
    looks_like: |text| {
        let mut lines = text.lines();
        let object = |line: &str| line.starts_with('{') && line.trim_end().ends_with('}');
        lines.next().is_some_and(object) && lines.next().is_some_and(|line| line.starts_with('{'))
    },
    read,
};

/// The longest line, in bytes; a longer one is a problem and is passed over without being kept.
const LONGEST_LINE: u64 = 16 << 20;

fn read(input: &mut Input, each: Each) {
    let (mut ordinal, mut line) = input.first;
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        let start = input.offset;
        match (&mut input.reader).take(LONGEST_LINE).read_until(b'\n', &mut buffer) {
            Ok(0) => return,
            Ok(_) => {}
            Err(error) => return each(Err(unreadable(&input.origin.at(line), &error))),
        }
        let mut length = buffer.len() as u64;
        if length == LONGEST_LINE && !buffer.ends_with(b"\n") {
            let problem = format!("a line of more than {LONGEST_LINE} bytes, not read");
            each(Err(Problem::record(input.origin.at(line), problem)));
            length += input.reader.skip_until(b'\n').unwrap_or(0) as u64;
        } else if !buffer.trim_ascii().is_empty() {
            each(record(std::mem::take(&mut buffer), input, line, ordinal).map(|mut record| {
                record.bytes = Some(start..start + length);
                record
            }));
            ordinal += 1;
        }
        input.offset += length;
        line += 1;
    }
}

fn record(mut bytes: Vec<u8>, input: &Input, line: u32, ordinal: u32) -> Result<super::Record, Problem> {
    let origin = input.origin.at(line);
    bytes.truncate(bytes.trim_ascii_end().len());
    let text = utf8(bytes, &origin).map_err(|problem| Problem { origin: origin.clone(), ..problem })?;
    let mut record = json::object(&text, &origin, FORMAT.name, input.names)?;
    record.ordinal = ordinal;
    Ok(record)
}

#[cfg(test)]
mod tests {
    use super::super::{Names, read_stream};

    #[test]
    fn a_broken_line_costs_itself_only() {
        let text = b"{\"title\":\"a\"}\n{\"title\":\n\n{\"title\":\"\xff\"}\n{\"title\":\"b\"}";
        let mut found = Vec::new();
        read_stream(&text[..], "a.jsonl", &Names::default(), &mut |item| {
            found.push(match item {
                Ok(record) => format!("{} #{} {:?}", record.origin, record.ordinal, record.bytes),
                Err(problem) => problem.to_string(),
            });
        });
        let expected = [
            "a.jsonl:1 #0 Some(0..14)",
            "a.jsonl:2: broken JSON: it ends too early at column 9",
            "a.jsonl:4: not UTF-8: byte 10 cannot be read",
            "a.jsonl:5 #3 Some(39..52)",
        ];
        assert_eq!(found, expected);
    }
}
