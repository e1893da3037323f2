//! XLSX: the sheets of a workbook, each a table. A line is a row of a sheet.
//!
//! Workbooks of the kind before 2007 (`.xls`) are refused, and told what to do with. `calamine` reads them, but one changed
//! number in the file's list of sectors makes it fill the memory until the process is ended, and so does a sound file of 22 kB
//! with a cell at the far corner of 40 sheets.

use std::io::{self, Cursor};
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{DataRef, Reader, SheetType, Xlsx, XlsxError};
use serde_json::Value;

use super::pack::Pack;
use super::sheet::{self, EPOCH, EPOCH_1904, Epoch, Row, date, number};
use super::table::Table;
use super::{Each, Field, Format, Head, Input, Limits};
use crate::report::{Problem, quote};

/// Workbooks of Excel since 2007 and of all that writes them.
pub const FORMAT: Format = Format { name: "XLSX", extensions: &["xlsx", "xlsm"], looks_like, read };

/// What workbooks before 2007 and those with a password begin with.
const OLD: &[u8] = b"\xd0\xcf\x11\xe0";

/// A ZIP whose first member is one that workbooks begin with, or what can be told to be none that is read.
fn looks_like(head: &Head) -> bool {
    if head.bytes.starts_with(OLD) {
        return true;
    }
    let first = head.bytes.get(30..).filter(|_| head.bytes.starts_with(b"PK\x03\x04")).unwrap_or_default();
    let begins =
        [&b"[Content_Types].xml"[..], b"_rels/", b"docProps/", b"xl/"].iter().any(|name| first.starts_with(name));
    begins && head.bytes.windows(3).any(|bytes| bytes == b"xl/")
}

fn read(input: &mut Input, each: Each) {
    if let Err(problem) = workbook(input, each) {
        each(Err(problem));
    }
}

fn workbook(input: &mut Input, each: Each) -> Result<(), Problem> {
    let bytes = input.whole(input.limits.file)?;
    let refuse = |what: &str| Problem::record(input.origin.clone(), what);
    if bytes.starts_with(OLD) {
        return Err(refuse(
            "an Office file of the old kind or with a password, not read; save a workbook as .xlsx without one",
        ));
    }
    if !bytes.starts_with(b"PK") {
        return Err(refuse("not a workbook: an XLSX file is a ZIP, and this is none"));
    }
    check_size(&bytes, input.limits).map_err(|error| refuse(&format!("damaged workbook: {error}")))?;
    let book = guarded(|| Xlsx::new(Cursor::new(bytes)));
    let mut book = book.map_err(|error| refuse(&format!("damaged workbook: {error}")))?;
    let sheets = book.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    let names: Vec<String> = sheets.map(|sheet| sheet.name.clone()).collect();
    for (number, name) in names.iter().enumerate() {
        let mut table = Table::new(sheet::origin(&input.origin, number, name), FORMAT.name, input.names, false);
        if let Err(problem) = worksheet(&mut book, name, &mut table, input.limits, each) {
            each(Err(problem));
        }
        table.end(each);
    }
    Ok(())
}

/// Refuses a workbook that would fill the memory: the texts of all its cells are held at once.
fn check_size(bytes: &[u8], limits: &Limits) -> io::Result<()> {
    let (mut whole, mut result) = (0, Ok(()));
    Pack::Zip.read(&mut &*bytes, limits, &mut |_, member| {
        let size =
            member.and_then(|mut member| io::copy(&mut io::Read::take(&mut member, limits.file), &mut io::sink()));
        whole += *size.as_ref().unwrap_or(&0);
        if whole > limits.file && result.is_ok() {
            result = Err(io::Error::other(format!("it expands to more than {} bytes, not read", limits.file)));
        }
        if let (Err(error), Ok(())) = (size, &result) {
            result = Err(error);
        }
    })?;
    result
}

/// What `work` gives; a workbook that the reader stumbles over is damaged, and costs itself only.
fn guarded<T>(work: impl FnOnce() -> Result<T, XlsxError>) -> Result<T, String> {
    match catch_unwind(AssertUnwindSafe(work)) {
        Ok(result) => result.map_err(|error| error.to_string()),
        Err(_) => Err("the reader stumbles over it".to_owned()),
    }
}

type Book = Xlsx<Cursor<Vec<u8>>>;

fn worksheet(book: &mut Book, name: &str, table: &mut Table, limits: &Limits, each: Each) -> Result<(), Problem> {
    let epoch = if book.has_1904_epoch() { EPOCH_1904 } else { EPOCH };
    let mut row = Row::default();
    let origin = table.place(0);
    // Of a row that breaks off nothing is used.
    let damaged = |line: u32, error| {
        Problem::record(origin.at(line), format!("damaged sheet {}, not read from here on: {error}", quote(name)))
    };
    let mut reader = guarded(|| book.worksheet_cells_reader(name)).map_err(|error| damaged(1, error))?;
    while let Some(cell) = guarded(|| reader.next_cell()).map_err(|error| damaged(row.line(), error))? {
        let (number, column) = cell.get_position();
        if number != row.number && !row.finish(table, limits, each) {
            return Ok(());
        }
        row.number = number;
        let column = column as usize;
        if row.has_room(column, table, limits) {
            row.put(column, value(cell.get_value(), table.field(column), epoch));
        }
    }
    row.finish(table, limits, each);
    Ok(())
}

/// The value of a cell, dates as ISO 8601.
fn value(data: &DataRef, field: Option<Field>, epoch: Epoch) -> Value {
    let text = match data {
        DataRef::Empty | DataRef::Error(_) => return Value::Null,
        DataRef::Bool(flag) => return Value::Bool(*flag),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(value) => number(*value, field, epoch),
        DataRef::DateTime(serial) => {
            let serial = serial.as_f64();
            date(serial, epoch).unwrap_or_else(|| serial.to_string())
        }
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
    };
    Value::String(text)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::super::tests::{given, text};
    use super::*;
    use crate::archive::Record;

    /// A workbook whose sheets have these rows, in XML.
    fn workbook(sheets: &[&str], epoch: &str) -> Vec<u8> {
        let mut pack = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let mut add = |name: &str, text: &str| {
            pack.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
            pack.write_all(text.as_bytes()).unwrap();
        };
        let relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        let (mut list, mut relations) = (String::new(), String::new());
        for number in 1..=sheets.len() {
            list += &format!("<sheet name=\"S{number}\" sheetId=\"{number}\" r:id=\"r{number}\"/>");
            let target = format!("worksheets/sheet{number}.xml");
            relations += &format!("<Relationship Id=\"r{number}\" Type=\"{relation}/worksheet\" Target=\"{target}\"/>");
        }
        let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        add("[Content_Types].xml", "<Types/>");
        let root = format!("<Relationship Id=\"r1\" Type=\"{relation}/officeDocument\" Target=\"xl/workbook.xml\"/>");
        add("_rels/.rels", &format!("<Relationships>{root}</Relationships>"));
        add("xl/_rels/workbook.xml.rels", &format!("<Relationships>{relations}</Relationships>"));
        let properties = format!("<workbookPr date1904=\"{epoch}\"/>");
        add(
            "xl/workbook.xml",
            &format!(
                "<workbook xmlns=\"{main}\" xmlns:r=\"{relation}\">{properties}<sheets>{list}</sheets></workbook>"
            ),
        );
        // Style 1 is a date, style 2 a time.
        let formats = "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"22\"/><xf numFmtId=\"20\"/></cellXfs>";
        add("xl/styles.xml", &format!("<styleSheet xmlns=\"{main}\">{formats}</styleSheet>"));
        for (number, rows) in sheets.iter().enumerate() {
            let sheet = format!("<worksheet xmlns=\"{main}\"><sheetData>{rows}</sheetData></worksheet>");
            add(&format!("xl/worksheets/sheet{}.xml", number + 1), &sheet);
        }
        pack.finish().unwrap().into_inner()
    }

    fn row(number: u32, cells: &[&str]) -> String {
        let cells: String = cells
            .iter()
            .map(|cell| match cell.split_once('=') {
                Some((style, value)) => format!("<c s=\"{style}\"><v>{value}</v></c>"),
                None => format!("<c t=\"inlineStr\"><is><t>{cell}</t></is></c>"),
            })
            .collect();
        format!("<row r=\"{number}\">{cells}</row>")
    }

    fn shown(record: &Record) -> String {
        let text = |field| text(record, field);
        format!("{} {} {} {}", record.origin, text(Field::Title), text(Field::Date), text(Field::Id))
    }

    #[test]
    fn rows_and_dates() {
        let rows = row(3, &["", "Judul", "Tanggal", "id"])
            + &row(4, &["0", "A", "1=44622.8006944444", "0=12"])
            + &row(6, &["1", "B", "1=44622", "0=1.5"])
            + &row(7, &["2", "C", "2 Maret 2022", "n"])
            + &row(8, &["3", "D", "0=44622", "0=44622"]);
        let expected = [
            "a.xlsx:4 A 2022-03-02T19:13:00 12",
            "a.xlsx:6 B 2022-03-02 1.5",
            "a.xlsx:7 C 2 Maret 2022 n",
            "a.xlsx:8 D 2022-03-02 44622",
        ];
        assert_eq!(given("a.xlsx", &workbook(&[&rows], "0"), shown), expected);
    }

    #[test]
    fn the_calendar_of_1904_and_times_alone() {
        let rows = row(1, &["title", "date", "time"]) + &row(2, &["A", "1=43160", "2=0.527777777777778"]);
        let found = given("a.xlsx", &workbook(&[&rows], "1"), |record| {
            format!("{} {:?}", shown(record), record.get(Field::Time).unwrap().value)
        });
        assert_eq!(found, ["a.xlsx:2 A 2022-03-02 None Text(\"12:40:00\")"]);
    }

    #[test]
    fn every_sheet_with_a_header_is_read() {
        let articles = row(1, &["title", "date"]) + &row(2, &["A", "1"]);
        let labels = row(1, &["title", "label"]) + &row(2, &["A", "1"]);
        let found = given("a.xlsx", &workbook(&[&labels, &articles, "", &articles], "0"), shown);
        let expected = [
            "a.xlsx:1: no column is known as the date in `title, label`, nothing read; name it in `[fields]` \
             of config.toml",
            "a.xlsx/S2:2 A 1 None",
            "a.xlsx/S4:2 A 1 None",
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn a_workbook_is_told_by_its_content_and_is_no_pack() {
        let rows = row(1, &["title", "date"]) + &row(2, &["A", "1"]);
        let found = given("a", &workbook(&[&rows], "0"), |record| format!("{} {}", record.origin, record.told));
        assert_eq!(found, ["a:2 by its content"]);
    }

    #[test]
    fn what_is_damaged_is_one_problem() {
        let rows = row(1, &["title", "date"]) + &row(2, &["A", "1"]);
        let book = workbook(&[&rows, &format!("{rows}<row r=\"3\"><c")], "0");
        let found = given("a.xlsx", &book, shown);
        assert_eq!(found.len(), 2);
        assert!(found[1].starts_with("a.xlsx/S2:2: damaged sheet `S2`, not read from here on: "), "{found:?}");
        assert_eq!(given("a.xlsx", &book[..200], shown), ["a.xlsx: damaged workbook: damaged zip"]);
        let old =
            "a.xls: an Office file of the old kind or with a password, not read; save a workbook as .xlsx without one";
        assert_eq!(given("a.xls", b"\xd0\xcf\x11\xe0", shown), [old]);
        assert_eq!(
            given("a.xlsx", b"<html>", shown),
            ["a.xlsx: not a workbook: an XLSX file is a ZIP, and this is none"]
        );
    }

    #[test]
    fn a_cell_far_away_costs_no_memory() {
        let rows = row(1, &["title", "date"]) + "<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>";
        assert!(given("a.xlsx", &workbook(&[&rows], "0"), shown).is_empty());
    }
}
