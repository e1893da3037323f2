//! CSV and its kin: cells between commas, semicolons, tabs or bars, quoted where they hold those or a line break.
//! Read row by row, so that a file may be larger than the memory.

use std::io::{self, BufRead, Read};

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};
use serde_json::Value;

use super::charset::{Decoded, decode};
use super::input::broken;
use super::table::{self, Header, Table, TableHeader};
use super::{Each, Format, Head, Input, Names, unreadable};
use crate::report::{Origin, Problem};

/// Comma-separated values as in RFC 4180, and with other delimiters.
pub const FORMAT: Format = Format { name: "CSV", extensions: &["csv", "tsv", "tab", "psv"], looks_like, read };

const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// How many bytes tell encoding and delimiter.
const HEAD: u64 = 64 << 10;

/// How often a quote that never closes is put right; then each costs all that was read in search of its end.
const REPAIRS: usize = 16;

/// Stands between the cells of a row while it is decoded.
const BETWEEN: u8 = 0x1f;

/// The first line names columns.
fn looks_like(head: &Head) -> bool {
    let names = Names::default();
    let line = head.text.lines().next().unwrap_or_default().as_bytes();
    DELIMITERS.iter().any(|delimiter| first_rows(line, *delimiter).iter().any(|row| Header::of(row, &names).is_some()))
}

fn read(input: &mut Input, each: Each) {
    let known = input.header.take();
    let mut head = Vec::new();
    if let Err(error) = (&mut input.bytes).take(HEAD).read_to_end(&mut head) {
        return each(Err(unreadable(&input.origin, &error)));
    }
    // Only in UTF-16 a delimiter is more than a byte.
    let told = decode(head.clone()).encoding.filter(|name| name.starts_with("UTF-16"));
    if told.is_some() {
        match input.whole(input.limits.file) {
            Ok(rest) => head = decode([head, rest].concat()).text.into_bytes(),
            Err(problem) => return each(Err(problem)),
        }
    }
    let found = || delimiter(head.get(..HEAD as usize).unwrap_or(&head), input.names);
    let delimiter = known.as_ref().map_or_else(found, |header| header.delimiter);
    let source = Box::new(io::Cursor::new(head).chain(&mut input.bytes));
    let mut rows = Rows::new(source, &input.origin, delimiter, input.limits.record);
    rows.lines = input.line - 1;
    let mut table = Table::new(input.origin.clone(), FORMAT.name, input.names, true);
    if let Some(header) = known {
        table.row(0, header.names.into_iter().map(Value::String).collect(), each);
    }
    while let Some(row) = rows.next() {
        let (line, decoded) = match row {
            Ok(row) => row,
            Err(problem) => {
                each(Err(problem));
                continue;
            }
        };
        broken(&input.origin.at(line), &decoded).into_iter().for_each(|problem| each(Err(problem)));
        let encoding = told.or(decoded.encoding);
        if !table.row(line, cells(&decoded), &mut |item| each(item.map(|record| record.in_encoding(encoding)))) {
            break;
        }
    }
    table.end(each);
    // Of a file of one encoding that is not put right anywhere and ends with a row.
    input.may_grow = told.is_none() && rows.repairs == 0 && rows.is_between;
    (input.offset, input.line) = (input.offset + rows.bytes, rows.lines + 1);
    input.header = table.names().map(|names| TableHeader { names, delimiter });
}

/// The delimiter with which one of the first rows is a header; else that with which the first row has most cells.
fn delimiter(head: &[u8], names: &Names) -> u8 {
    let header = |delimiter: &u8| first_rows(head, *delimiter).iter().any(|row| Header::of(row, names).is_some());
    let columns = |delimiter: &u8| first_rows(head, *delimiter).first().map(Vec::len);
    let found = DELIMITERS.into_iter().find(header);
    found.or_else(|| DELIMITERS.into_iter().rev().max_by_key(columns)).unwrap_or(b',')
}

fn first_rows(head: &[u8], delimiter: u8) -> Vec<Vec<Value>> {
    let origin = Origin::file("");
    let mut rows = Rows::new(Box::new(head), &origin, delimiter, HEAD);
    std::iter::from_fn(|| rows.next()).flatten().map(|(_, decoded)| cells(&decoded)).take(table::FIRST).collect()
}

fn cells(row: &Decoded) -> Vec<Value> {
    row.text.split(char::from(BETWEEN)).map(|cell| Value::String(cell.to_owned())).collect()
}

/// The rows of a file and the line of each.
struct Rows<'a> {
    source: Box<dyn BufRead + 'a>,
    /// Bytes that come before those of the source.
    again: io::Cursor<Vec<u8>>,
    origin: &'a Origin,
    longest: u64,
    parser: Reader,
    /// The lines that the row began with, and how many bytes of them are parsed.
    raw: Vec<u8>,
    parsed: usize,
    /// The text of the row's cells, one after another, and where each ends; and how much of both is filled.
    text: Vec<u8>,
    ends: Vec<usize>,
    filled: (usize, usize),
    /// How many lines have been read, and which is the row's first.
    lines: u32,
    first: u32,
    repairs: usize,
    /// How many bytes have been read, and whether a line ends there.
    bytes: u64,
    is_between: bool,
}

impl<'a> Rows<'a> {
    fn new(source: Box<dyn BufRead + 'a>, origin: &'a Origin, delimiter: u8, longest: u64) -> Self {
        Self {
            source,
            again: io::Cursor::default(),
            origin,
            longest,
            parser: ReaderBuilder::new().delimiter(delimiter).build(),
            raw: Vec::new(),
            parsed: 0,
            text: vec![0; 1 << 12],
            ends: vec![0; 1 << 5],
            filled: (0, 0),
            lines: 0,
            first: 0,
            repairs: 0,
            bytes: 0,
            is_between: true,
        }
    }

    /// The next row: the line where it begins and its cells, with [`BETWEEN`] between them.
    fn next(&mut self) -> Option<Result<(u32, Decoded), Problem>> {
        loop {
            if self.parsed == self.raw.len() {
                match self.line() {
                    Ok(true) => {}
                    Ok(false) if self.filled == (0, 0) => return None,
                    // A line break ends the last row, unless a quote is open.
                    Ok(false) if self.raw.last() != Some(&b'\n') => self.raw.push(b'\n'),
                    Ok(false) => return Some(Err(self.give_up("a quote opens here and never closes"))),
                    Err(error) => {
                        let problem = unreadable(&self.origin.at(self.lines), &error);
                        (self.source, self.again) = (Box::new(io::empty()), io::Cursor::default());
                        self.drop_row();
                        return Some(Err(problem));
                    }
                }
                if self.raw.len() as u64 > self.longest {
                    return Some(Err(self.too_long()));
                }
            }
            if self.parse() {
                let line = self.first;
                return Some(Ok((line, self.take())));
            }
        }
    }

    /// Adds a line to the row, or as much of it as is allowed; `false` at the end of the file.
    fn line(&mut self) -> io::Result<bool> {
        if self.filled == (0, 0) {
            self.drop_row();
        }
        let before = self.raw.len();
        let allowed = self.longest + 1 - before as u64;
        (&mut self.again).take(allowed).read_until(b'\n', &mut self.raw)?;
        if !self.raw.get(before..).unwrap_or_default().ends_with(b"\n") {
            let allowed = self.longest + 1 - self.raw.len() as u64;
            let read = (&mut self.source).take(allowed).read_until(b'\n', &mut self.raw)?;
            self.bytes += read as u64;
            self.is_between = if read == 0 { self.is_between } else { self.raw.ends_with(b"\n") };
        }
        let read = self.raw.len() > before;
        self.lines += u32::from(read);
        if before == 0 {
            self.first = self.lines;
        }
        Ok(read)
    }

    /// Parses what there is of the row; `true` where that is all of it.
    fn parse(&mut self) -> bool {
        loop {
            let (text, ends) = self.filled;
            let (Some(raw), Some(free), Some(free_ends)) =
                (self.raw.get(self.parsed..), self.text.get_mut(text..), self.ends.get_mut(ends..))
            else {
                return false;
            };
            let (result, read, written, ended) = self.parser.read_record(raw, free, free_ends);
            self.parsed += read;
            self.filled = (text + written, ends + ended);
            match result {
                ReadRecordResult::Record => return true,
                ReadRecordResult::OutputFull => self.text.resize(2 * self.text.len(), 0),
                ReadRecordResult::OutputEndsFull => self.ends.resize(2 * self.ends.len(), 0),
                ReadRecordResult::InputEmpty | ReadRecordResult::End => return false,
            }
        }
    }

    /// The row that is parsed.
    fn take(&mut self) -> Decoded {
        let (text, ends) = self.filled;
        let mut joined = Vec::with_capacity(text + ends);
        let mut start = 0;
        for end in self.ends.iter().take(ends) {
            let cell = self.text.get(start..*end).unwrap_or_default();
            joined.extend(cell.iter().map(|byte| if *byte == BETWEEN { b' ' } else { *byte }));
            joined.push(BETWEEN);
            start = *end;
        }
        joined.pop();
        self.filled = (0, 0);
        self.raw.drain(..self.parsed);
        // A carriage return alone ends a line, too.
        self.lines += u32::from(self.raw.first().is_some_and(|byte| *byte != b'\n'));
        (self.parsed, self.first) = (0, self.lines);
        decode(joined)
    }

    fn drop_row(&mut self) {
        self.raw.clear();
        self.parsed = 0;
        self.filled = (0, 0);
    }

    fn too_long(&mut self) -> Problem {
        let longest = self.longest;
        if self.raw.iter().position(|byte| *byte == b'\n').is_some_and(|end| end + 1 < self.raw.len()) {
            return self.give_up(&format!("a quote opens here and does not close within {longest} bytes"));
        }
        let problem = self.give_up(&format!("a row of more than {longest} bytes, not read"));
        self.skip_line();
        problem
    }

    /// Leaves the first line of the row and begins a new row with the next.
    fn give_up(&mut self, what: &str) -> Problem {
        let problem = |what: &str| Problem::record(self.origin.at(self.first), what);
        let first = self.raw.iter().position(|byte| *byte == b'\n').map_or(self.raw.len(), |end| end + 1);
        let problem = if self.repairs < REPAIRS {
            let mut again = self.raw.split_off(first);
            if !again.is_empty() {
                self.repairs += 1;
                // Reading from memory does not fail.
                let _ = self.again.read_to_end(&mut again);
                self.again = io::Cursor::new(again);
                self.lines = self.first;
            }
            problem(what)
        } else {
            problem(&format!("{what}; lines {} to {} are not read", self.first, self.lines))
        };
        self.parser.reset();
        self.drop_row();
        problem
    }

    /// Skips the rest of a line.
    fn skip_line(&mut self) {
        let rest = self.again.get_ref().get(self.again.position() as usize..).unwrap_or_default();
        let within = rest.contains(&b'\n');
        let _ = self.again.skip_until(b'\n');
        if within {
            return;
        }
        match self.source.skip_until(b'\n') {
            Ok(skipped) => self.bytes += skipped as u64,
            Err(_) => self.source = Box::new(io::empty()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{given, options};
    use super::super::{Record, Value, read_stream};
    use super::*;
    use crate::archive::Field;

    fn shown(record: &Record) -> String {
        let text = |field| match record.get(field).map(|stored| &stored.value) {
            Some(Value::Text(text)) => text.clone(),
            Some(other) => format!("{other:?}"),
            None => "?".to_owned(),
        };
        format!("{} {} {}", record.origin, text(Field::Title), text(Field::Body))
    }

    #[track_caller]
    fn check(bytes: &[u8], expected: &[&str]) {
        assert_eq!(given("a.csv", bytes, shown), expected);
    }

    #[test]
    fn a_row_knows_its_line() {
        let text = b"judul,tanggal,isi\r\nA,1,\"satu\r\n\"\"dua\"\", tiga\"\r\n\r\nB,2,x\r\n,,\r\nC,3,\"y\"";
        check(text, &["a.csv:2 A satu\r\n\"dua\", tiga", "a.csv:5 B x", "a.csv:7 C y"]);
        check(b"judul,tanggal,isi\rA,1,x\rB,2,y\r", &["a.csv:2 A x", "a.csv:3 B y"]);
        check(b"", &[]);
    }

    #[test]
    fn delimiters_are_told_by_the_header() {
        check(b"\xef\xbb\xbf\"Judul\";Tanggal;Isi\nA, dan;1;x\n", &["a.csv:2 A, dan x"]);
        check(b"sep=;\r\nJudul;Tanggal;Isi\r\nA;1;x", &["a.csv:3 A x"]);
        check(b"\ttitle\tdate\tcontent\n0\tA\t1\tx, y; z\n", &["a.csv:2 A x, y; z"]);
        check(b"title|date|content\nA|1|x", &["a.csv:2 A x"]);
        assert_eq!(given("a", b"Judul;Tanggal\nA;1", |record| record.format.to_owned()), ["CSV"]);
        assert_eq!(given("a", b"Rapat judul, tanggal dan isi\nA,1", |record| record.format.to_owned()), ["page text"]);
    }

    #[test]
    fn missing_values_and_lists() {
        check(b"title,date,content\nA,1,nan\nB,None, - \n", &["a.csv:2 A ?", "a.csv:3 B ?"]);
        check(b"title,date,content\nA,1,\"['x', None, 'y']\"\n", &["a.csv:2 A List([\"x\", \"y\"])"]);
    }

    #[test]
    fn uneven_rows_are_told() {
        let expected = [
            "a.csv:2: 2 cells where the header has 3, the rest is missing",
            "a.csv:2 A ?",
            "a.csv:3: 1 cell where the header has 3, not read",
            "a.csv:4: 4 cells where the header has 3, the rest is left out",
            "a.csv:4 C x",
            "a.csv:5 D x",
        ];
        check(b"title,date,content\nA,1\nB\nC,3,x,y\nD,4,x,,\n", &expected);
    }

    #[test]
    fn a_header_may_come_late_and_again() {
        check(
            b"Laporan\n\ntitle,date\nA,1\ntitle,date\nB,2\njudul,isi,tanggal\nC,x,3\n",
            &["a.csv:4 A ?", "a.csv:6 B ?", "a.csv:8 C x"],
        );
        check(b"a,b\ntitle,date\nA,1\n", &["a.csv:1: `a, b` above the header row, left out", "a.csv:3 A ?"]);
    }

    #[test]
    fn a_table_without_header_is_one_problem() {
        let none = "a.csv:1: no column is known as the title or the date in `A, 1`, nothing read; add a header row, or \
                    name them in `[fields]` of config.toml";
        check("A,1\n".repeat(100).as_bytes(), &[none]);
        check(
            b"title,label\nA,1\n",
            &[
                "a.csv:1: no column is known as the date in `title, label`, nothing read; name it in `[fields]` of config.toml",
            ],
        );
    }

    #[test]
    fn an_open_quote_costs_its_row() {
        check(
            b"title,date\nA,\"1\nB,2\nC,3\n",
            &["a.csv:2: a quote opens here and never closes", "a.csv:3 B ?", "a.csv:4 C ?"],
        );
        let mut many = b"title,date\n".to_vec();
        many.extend(b"b\"x,\"\n".repeat(100));
        let found = given("a.csv", &many, shown);
        assert_eq!(found.len(), REPAIRS + 1);
        assert_eq!(found[REPAIRS], "a.csv:18: a quote opens here and never closes; lines 18 to 101 are not read");
    }

    #[test]
    fn rows_that_are_too_long_cost_themselves() {
        let mut options = options();
        options.limits.record = 20;
        let text =
            b"title,date\nA,1\nBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB,2\nC,3\n\"D\n,4,,,,,,,,,,,,,,,,,,,,,,,,,,\nE,5\n";
        let mut found = Vec::new();
        read_stream(&text[..], "a.csv", &options, &mut |item| {
            found.push(item.map_or_else(|problem| problem.to_string(), |record| shown(&record)));
        });
        let expected = [
            "a.csv:2 A ?",
            "a.csv:3: a row of more than 20 bytes, not read",
            "a.csv:4 C ?",
            "a.csv:5: a quote opens here and does not close within 20 bytes",
            "a.csv:6: a row of more than 20 bytes, not read",
            "a.csv:7 E ?",
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn any_encoding() {
        check(b"judul,tanggal\nJum\x92at \x96 a,1\nB,2\n", &["a.csv:2 Jum’at – a ?", "a.csv:3 B ?"]);
        let text = "\u{feff}judul\ttanggal\nJum’at\t1\n";
        let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let found = given("a.csv", &bytes, |record| format!("{} {:?}", shown(record), record.encoding));
        assert_eq!(found, ["a.csv:2 Jum’at ? Some(\"UTF-16LE\")"]);
        check(
            b"judul,tanggal\n\xe2\x80\x93 \xff,1\n",
            &["a.csv:2: 1 piece not UTF-8, shown as `\u{fffd}`", "a.csv:2 – \u{fffd} ?"],
        );
    }

    proptest::proptest! {
        /// Whatever the text, rows come in order and each line is in one row or in none.
        #[test]
        fn rows_come_in_order(text in "[\",\n\ra;]{0,60}", longest in 1..40_u64) {
            let origin = Origin::file("a");
            let mut rows = Rows::new(Box::new(text.as_bytes()), &origin, b',', longest);
            let (mut last, mut steps) = (0, 0);
            while let Some(row) = rows.next() {
                let line = row.map_or_else(|problem| problem.origin.line.map_or(0, std::num::NonZeroU32::get), |row| row.0);
                assert!(line >= last && line as usize <= text.matches(['\r', '\n']).count() + 1);
                last = line;
                steps += 1;
                assert!(steps <= text.len() + REPAIRS);
            }
        }
    }
}
