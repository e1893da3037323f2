//! ODS: the sheets of an OpenDocument workbook, each a table. A line is a row of a sheet.
//!
//! `calamine` is not used here: a cell that says that it is repeated costs it any amount of memory, so that a file of
//! 681 bytes took more than 8 GB. Here one row is in memory beside the packed file, and of what is repeated no more than
//! the header has columns.

use std::io::{BufReader, Read};

use quick_xml::Reader;
use quick_xml::events::Event;
use serde_json::Value;

use super::pack::Pack;
use super::sheet::{self, EPOCH, Row, number};
use super::table::Table;
use super::xml::{Element, parse};
use super::xml_items::{Items, Kind, Piece};
use super::xml_names::{Namespaces, attributes};
use super::{Each, Field, Format, Head, Input, Limits, Names};
use crate::report::{Origin, Problem};

/// Workbooks of LibreOffice and of all that writes OpenDocument.
pub const FORMAT: Format = Format { name: "ODS", extensions: &["ods"], looks_like, read };

/// The member that holds all sheets.
const CONTENT: &str = "content.xml";

/// The element that is a row.
const ROWS: &[&[u8]] = &[b"table-row"];

/// No more spaces than this are made of the mark for many.
const SPACES: usize = 100;

/// A ZIP whose first member says what it is.
fn looks_like(head: &Head) -> bool {
    const KIND: &[u8] = b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet";
    head.bytes.starts_with(b"PK\x03\x04") && head.bytes.get(30..).is_some_and(|first| first.starts_with(KIND))
}

fn read(input: &mut Input, each: Each) {
    let Input { origin, names, limits, bytes, .. } = input;
    let problem = |message: String| Err(Problem::record(origin.clone(), message));
    let damaged = |error| problem(format!("damaged workbook: {error}"));
    let mut is_found = false;
    let read = Pack::Zip.read(bytes, limits, &mut |name, member| {
        if name == CONTENT {
            is_found = true;
            let table = Table::new(origin.clone(), FORMAT.name, names, false);
            let book = Book { origin, names, limits, table, sheets: 0, row: Row::default(), is_over: false };
            match member {
                Ok(member) => book.read(member, each),
                Err(error) => each(damaged(error)),
            }
        }
    });
    match read {
        Err(error) => each(damaged(error)),
        Ok(()) if is_found => {}
        Ok(()) => each(problem(format!("not a workbook: an ODS file has a member `{CONTENT}`, and this has none"))),
    }
}

/// A workbook that is being read.
struct Book<'a> {
    origin: &'a Origin,
    names: &'a Names,
    limits: &'a Limits,
    /// The sheet that is being read.
    table: Table<'a>,
    /// How many have begun.
    sheets: usize,
    /// The row that comes next.
    row: Row,
    /// Whether the sheet has no more that is wanted.
    is_over: bool,
}

impl Book<'_> {
    fn read(mut self, content: &mut dyn Read, each: Each) {
        let mut content = BufReader::new(content);
        let mut pieces = Items::new(&mut content, self.limits.record, ROWS);
        loop {
            match pieces.next() {
                Ok(Some(piece)) => self.piece(&piece, each),
                Ok(None) => break,
                Err(error) => {
                    let message = format!("damaged workbook, not read from here on: {error}");
                    each(Err(Problem::record(self.table.place(self.row.line()), message)));
                    return self.table.end(each);
                }
            }
        }
        self.table.end(each);
        if self.sheets == 0 {
            let message = "no sheet in it: damaged, or locked with a password; save it without one";
            each(Err(Problem::record(self.origin.clone(), message)));
        }
    }

    fn piece(&mut self, piece: &Piece, each: Each) {
        let text = String::from_utf8_lossy(&piece.bytes);
        let problem = match piece.kind {
            Kind::Between => return self.between(&text, each),
            Kind::Item if self.is_over => return,
            Kind::Item => self.row(&text, each).err(),
            Kind::Cut => Some("broken XML: this row is not closed".to_owned()),
            Kind::TooLong => Some(format!("a row of more than {} bytes, not read", self.limits.record)),
        };
        if let Some(message) = problem {
            each(Err(Problem::record(self.table.place(self.row.line()), message)));
            self.row.number = self.row.number.saturating_add(1);
        }
    }

    /// Begins the sheets whose start tags are in `text`.
    fn between(&mut self, text: &str, each: Each) {
        let mut reader = Reader::from_str(text);
        (reader.config_mut().check_end_names, reader.config_mut().allow_unmatched_ends) = (false, true);
        while let Ok(event) = reader.read_event() {
            match event {
                Event::Start(start) if start.local_name().as_ref() == b"table" => {
                    let name = attributes(&start).find(|(key, _)| key == "table:name").unwrap_or_default().1;
                    let origin = sheet::origin(self.origin, self.sheets, &name);
                    let table = Table::new(origin, FORMAT.name, self.names, false);
                    std::mem::replace(&mut self.table, table).end(each);
                    self.sheets += 1;
                    (self.row, self.is_over) = (Row::default(), false);
                }
                Event::Eof => break,
                _ => {}
            }
        }
    }

    fn row(&mut self, text: &str, each: Each) -> Result<(), String> {
        let tree = parse(text, 1, &mut Namespaces::default());
        if let Some((_, message)) = tree.damage {
            return Err(message);
        }
        let Some(row) = tree.top.elements().next() else { return Ok(()) };
        let mut column = 0;
        for cell in row.elements().filter(|cell| matches!(cell.name.as_str(), "table-cell" | "covered-table-cell")) {
            let end = repeated(cell, "number-columns-repeated").saturating_add(column);
            for column in column..end {
                let value = value(cell, self.table.field(column as usize));
                if value.is_null() || !self.row.has_room(column as usize, &self.table, self.limits) {
                    break;
                }
                self.row.put(column as usize, value);
            }
            column = end;
        }
        self.is_over = !self.row.finish(&mut self.table, self.limits, each);
        // Rows that are the same as this one would be copies of its article.
        self.row.number = self.row.number.saturating_add(repeated(row, "number-rows-repeated"));
        Ok(())
    }
}

/// How many times an element stands there.
fn repeated(element: &Element, attribute: &str) -> u32 {
    element.attribute(attribute).and_then(|times| times.parse().ok()).unwrap_or(1).max(1)
}

/// The value of a cell, dates as ISO 8601.
fn value(cell: &Element, field: Option<Field>) -> Value {
    let stated = |name| cell.attribute(name).map(str::to_owned);
    if stated("calcext:value-type").as_deref() == Some("error") {
        return Value::Null;
    }
    let text = match cell.attribute("office:value-type") {
        Some("boolean") => return Value::Bool(cell.attribute("office:boolean-value") == Some("true")),
        // Fractions of a second are no part of a date here.
        Some("date") => stated("office:date-value").map(|date| date.split('.').next().unwrap_or_default().to_owned()),
        Some("time") => stated("office:time-value").map(|time| clock(&time).unwrap_or(time)),
        Some("float" | "percentage" | "currency") => {
            stated("office:value").map(|value| value.parse().map_or(value, |value| number(value, field, EPOCH)))
        }
        _ => stated("office:string-value"),
    };
    let text = text.filter(|text| !text.is_empty()).unwrap_or_else(|| shown(cell));
    if text.is_empty() { Value::Null } else { Value::String(text) }
}

/// `19:13:05` for `PT19H13M05S`.
fn clock(time: &str) -> Option<String> {
    let (hours, rest) = time.strip_prefix("PT")?.split_once('H')?;
    let (minutes, seconds) = rest.strip_suffix('S')?.split_once('M')?;
    Some(format!("{hours:0>2}:{minutes:0>2}:{:0>2}", seconds.split('.').next()?))
}

/// What a cell shows, a line for each paragraph.
fn shown(cell: &Element) -> String {
    let instead = |element: &Element| match element.name.as_str() {
        "text:s" => Some(" ".repeat((repeated(element, "text:c") as usize).min(SPACES))),
        "text:tab" => Some("\t".to_owned()),
        "text:line-break" => Some("\n".to_owned()),
        "office:annotation" => Some(String::new()),
        _ => None,
    };
    cell.all("text:p").map(|paragraph| paragraph.text_with(&instead)).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use super::super::tests::{given, options, text};
    use super::super::{Options, Record, read_stream};
    use super::*;

    /// A workbook of this content.
    fn packed(content: &str) -> Vec<u8> {
        let mut pack = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let kind = "application/vnd.oasis.opendocument.spreadsheet";
        for (name, text) in [("mimetype", kind), ("styles.xml", "<x/>"), (CONTENT, content)] {
            let way = if name == CONTENT { zip::CompressionMethod::Deflated } else { zip::CompressionMethod::Stored };
            let options = zip::write::SimpleFileOptions::default().compression_method(way);
            pack.start_file(name, options).unwrap();
            pack.write_all(text.as_bytes()).unwrap();
        }
        pack.finish().unwrap().into_inner()
    }

    /// A workbook whose sheets have these rows.
    fn workbook(sheets: &[&str]) -> Vec<u8> {
        let sheet =
            |(at, rows): (usize, &&str)| format!("<table:table table:name=\"S{}\">{rows}</table:table>", at + 1);
        let sheets: String = sheets.iter().enumerate().map(sheet).collect();
        packed(&format!(
            "<?xml version=\"1.0\"?><office:document-content xmlns:table=\"t\"><office:body>{sheets}</office:body></office:document-content>"
        ))
    }

    /// A row of texts, and of cells as they are written.
    fn row(cells: &[&str]) -> String {
        let cell = |cell: &&str| match cell.starts_with('<') {
            true => (*cell).to_owned(),
            false => {
                format!("<table:table-cell office:value-type=\"string\"><text:p>{cell}</text:p></table:table-cell>")
            }
        };
        format!("<table:table-row>{}</table:table-row>", cells.iter().map(cell).collect::<String>())
    }

    fn typed(kind: &str, name: &str, value: &str) -> String {
        let shown = "<text:p>as shown</text:p>";
        format!("<table:table-cell office:value-type=\"{kind}\" office:{name}=\"{value}\">{shown}</table:table-cell>")
    }

    fn shown(record: &Record) -> String {
        let text = |field| text(record, field);
        format!("{} {} {} {}", record.origin, text(Field::Title), text(Field::Date), text(Field::Id))
    }

    #[test]
    fn rows_and_dates() {
        let date = |value| typed("date", "date-value", value);
        let float = |value| typed("float", "value", value);
        let gap = "<table:table-row table:number-rows-repeated=\"2\"><table:table-cell/></table:table-row>";
        let rows = gap.to_owned()
            + &row(&["<table:table-cell/>", "Judul", "Tanggal", "id"])
            + &row(&["0", "A", &date("2022-03-02T19:13:00.000000000"), &float("12")])
            + gap
            + &row(&["1", "B &amp; C", &date("2022-03-02"), &float("1.50")])
            + &row(&["<table:covered-table-cell/>", "D", "2 Maret 2022", &typed("boolean", "boolean-value", "true")])
            + &row(&["3", "E", &float("44622"), &float("44622")]);
        let expected = [
            "a.ods:4 A 2022-03-02T19:13:00 12",
            "a.ods:7 B & C 2022-03-02 1.5",
            "a.ods:8 D 2 Maret 2022 Some(Flag(true))",
            "a.ods:9 E 2022-03-02 44622",
        ];
        assert_eq!(given("a.ods", &workbook(&[&rows]), shown), expected);
    }

    #[test]
    fn what_a_cell_shows() {
        let isi = "<table:table-cell><office:annotation><text:p>catatan</text:p></office:annotation>\
                   <text:p>Satu <text:span>dua</text:span><text:s text:c=\"3\"/>tiga<text:tab/>.</text:p><text:p/>\
                   <text:p>Empat<text:line-break/>lima</text:p></table:table-cell>";
        let rows = row(&["title", "date", "time", "isi"])
            + &row(&["A", "1", &typed("time", "time-value", "PT7H05M03.5S"), isi])
            + &row(&["B", "1", &typed("time", "time-value", "P1D"), "x"]);
        let found = given("a.ods", &workbook(&[&rows]), |record| {
            format!("{} {}", text(record, Field::Time), text(record, Field::Body))
        });
        assert_eq!(found, ["07:05:03 Satu dua   tiga\t.\n\nEmpat\nlima", "P1D x"]);
    }

    #[test]
    fn every_sheet_with_a_header_is_read() {
        let articles = row(&["title", "date"]) + &row(&["A", "1"]);
        let labels = row(&["title", "label"]) + &row(&["A", "1"]);
        let found = given("a.ods", &workbook(&[&labels, &articles, "", &articles]), shown);
        let expected = [
            "a.ods:1: no column is known as the date in `title, label`, nothing read; name it in `[fields]` \
             of config.toml",
            "a.ods/S2:2 A 1 None",
            "a.ods/S4:2 A 1 None",
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn a_workbook_is_told_by_its_content_and_is_no_pack() {
        let rows = row(&["title", "date"]) + &row(&["A", "1"]);
        let found = given("a", &workbook(&[&rows]), |record| format!("{} {}", record.origin, record.told));
        assert_eq!(found, ["a:2 by its content"]);
    }

    #[test]
    fn what_is_damaged_costs_itself_only() {
        let rows = row(&["title", "date"]) + "<table:table-row><table:table-cell>" + &row(&["A", "1"]);
        let found = given("a.ods", &workbook(&[&rows]), shown);
        assert_eq!(found, ["a.ods:2: broken XML: this row is not closed", "a.ods:3 A 1 None"]);
        let whole = workbook(&[&rows]);
        assert_eq!(given("a.ods", &whole[..200], shown), ["a.ods: damaged workbook: damaged zip"]);
        let mut broken = whole.clone();
        // Past the name in the member's head, in what is packed.
        let at = broken.windows(CONTENT.len()).position(|bytes| bytes == CONTENT.as_bytes()).unwrap();
        broken[at + 150] ^= 0xff;
        let found = given("a.ods", &broken, shown);
        assert!(found.last().unwrap().contains("damaged workbook, not read from here on: "), "{found:?}");
        let locked = "no sheet in it: damaged, or locked with a password; save it without one";
        assert_eq!(given("a.ods", &packed("\u{1}\u{2}<\u{3}"), shown), [format!("a.ods: {locked}")]);
        let mut pack = zip::ZipWriter::new(Cursor::new(Vec::new()));
        pack.start_file("a.txt", zip::write::SimpleFileOptions::default()).unwrap();
        let other = pack.finish().unwrap().into_inner();
        let expected = "a.ods: not a workbook: an ODS file has a member `content.xml`, and this has none";
        assert_eq!(given("a.ods", &other, shown), [expected]);
    }

    /// What is repeated is in the file once.
    #[test]
    fn what_is_repeated_costs_no_memory() {
        let header = row(&["title", "date"]);
        let wide = format!(
            "<table:table-row table:number-rows-repeated=\"4000000000\"><table:table-cell \
             table:number-columns-repeated=\"4000000000\"><text:p>{}<text:s text:c=\"4000000000\"/></text:p>\
             </table:table-cell></table:table-row>",
            "panjang".repeat(10)
        );
        let (rows, mut options) = (header.clone() + &wide + &row(&["A", "1"]), options());
        let given = |bytes: &[u8], options: &Options| {
            let mut found = Vec::new();
            read_stream(bytes, "a.ods", options, &mut |item| {
                found.push(item.map_or_else(|problem| problem.to_string(), |record| record.origin.to_string()));
            });
            found
        };
        // The second row has the cell twice, since the header has two columns.
        assert_eq!(given(&workbook(&[&rows]), &options), ["a.ods:2", "a.ods:4000000002"]);
        options.limits.record = 300;
        let (before, after) = (wide.replace("panjang", "pan"), header + &row(&["A", "1"]));
        let expected = ["a.ods:1: a row of more than 300 bytes, not read", "a.ods/S2:2"];
        assert_eq!(given(&workbook(&[&before, &after]), &options), expected);
    }
}
