//! JSON Lines: a JSON object a line. Read line by line, so that a file may be larger than the memory.

use std::io::{self, BufRead, Read};

use memchr::memchr;

use super::charset::decode;
use super::input::broken;
use super::{Each, Format, Head, Input, json, unreadable};
use crate::report::Problem;

/// JSON Lines, also called NDJSON.
pub const FORMAT: Format = Format { name: "JSON Lines", extensions: &["jsonl", "ndjson", "jl"], looks_like, read };

/// How lines begin that are for this program.
pub const MARK: &str = "{\"kliping\":";

/// Two lines that are an object each.
fn looks_like(head: &Head) -> bool {
    let mut lines = head.text.lines();
    let object = |line: &str| line.starts_with('{') && line.trim_end().ends_with('}');
    lines.next().is_some_and(object) && lines.next().is_some_and(|line| line.starts_with('{'))
}

fn read(input: &mut Input, each: Each) {
    match input.narrow() {
        Err(problem) => each(Err(problem)),
        Ok(None) => lines(input, each),
        Ok(told) => {
            lines(input, &mut |item| {
                each(item.map(|mut record| {
                    // Its place in the text is none in the file.
                    record.bytes = None;
                    record.in_encoding(told)
                }));
            });
            input.may_grow = false;
        }
    }
}

/// As `BufRead::read_until` with a line feed, which looks at one byte after the other.
fn read_line(input: &mut impl BufRead, line: &mut Vec<u8>) -> io::Result<usize> {
    let before = line.len();
    loop {
        let bytes = match input.fill_buf() {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            bytes => bytes?,
        };
        let end = memchr(b'\n', bytes).map(|at| at + 1);
        let length = end.unwrap_or(bytes.len());
        line.extend_from_slice(bytes.get(..length).unwrap_or_default());
        input.consume(length);
        if end.is_some() || length == 0 {
            return Ok(line.len() - before);
        }
    }
}

fn lines(input: &mut Input, each: Each) {
    let mut buffer = Vec::new();
    input.may_grow = true;
    loop {
        buffer.clear();
        let (start, line, longest) = (input.offset, input.line, input.limits.record);
        match read_line(&mut (&mut input.bytes).take(longest), &mut buffer) {
            Ok(0) => return,
            Ok(_) => {}
            Err(error) => return each(Err(unreadable(&input.origin.at(line), &error))),
        }
        // A last line without an end may still be in the writing.
        input.may_grow = buffer.ends_with(b"\n");
        let mut length = buffer.len() as u64;
        if length == longest && !buffer.ends_with(b"\n") {
            each(Err(Problem::record(input.origin.at(line), format!("a line of more than {longest} bytes, not read"))));
            match input.bytes.skip_until(b'\n') {
                Ok(skipped) => {
                    length += skipped as u64;
                    input.may_grow = true;
                }
                Err(error) => return each(Err(unreadable(&input.origin.at(line), &error))),
            }
        } else if !buffer.trim_ascii().is_empty() {
            record(std::mem::take(&mut buffer), input, &mut |item| {
                each(item.map(|mut record| {
                    record.bytes = Some(start..start + length);
                    record
                }));
            });
        }
        input.offset += length;
        input.line += 1;
    }
}

fn record(mut bytes: Vec<u8>, input: &Input, each: Each) {
    let origin = input.origin.at(input.line);
    bytes.truncate(bytes.trim_ascii_end().len());
    let decoded = decode(bytes);
    let record = json::record(&decoded.text, &origin, FORMAT.name, input.names);
    // A line that is no record has one problem, not two.
    if record.is_ok() {
        broken(&origin, &decoded).into_iter().for_each(|problem| each(Err(problem)));
    }
    each(record.map(|record| record.in_encoding(decoded.encoding)));
}

#[cfg(test)]
mod tests {
    use super::super::tests::given;

    #[test]
    fn lines_of_utf_16() {
        let text = "\u{feff}{\"title\": \"Jum’at\"}\n{\"title\": \"Ċ\"}\n";
        let shown =
            |record: &super::super::Record| format!("{} {:?} {:?}", record.origin, record.encoding, record.bytes);
        let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let expected = ["a.jsonl:1 Some(\"UTF-16LE\") None", "a.jsonl:2 Some(\"UTF-16LE\") None"];
        assert_eq!(given("a.jsonl", &bytes, shown), expected);
        let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(given("a.jsonl", &bytes, shown), expected.map(|line| line.replace("LE", "BE")));
    }

    #[test]
    fn a_broken_line_costs_itself_only() {
        let text = b"{\"title\":\"a\"}\n{\"title\":\n\n{\"title\":\"\xe2\x80\x93\xff\"}\n\xff\n{\"title\":\"b\"}";
        let found =
            given("a.jsonl", text, |record| format!("{} #{} {:?}", record.origin, record.ordinal, record.bytes));
        let expected = [
            "a.jsonl:1 #0 Some(0..14)",
            "a.jsonl:2: broken JSON: it ends too early at column 9",
            "a.jsonl:4: 1 piece not UTF-8, shown as `\u{fffd}`",
            "a.jsonl:4 #1 Some(25..42)",
            "a.jsonl:5: broken JSON: it breaks off at column 1",
            "a.jsonl:6 #2 Some(44..57)",
        ];
        assert_eq!(found, expected);
    }
}
