//! Tables: a header row that names the columns, and rows that are a record each. What CSV, XLSX and ODS have in common.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::fields::{self, Pair};
use super::literal;
use super::{Each, Field, Markup, Names};
use crate::report::{Origin, Problem, count, quote};

/// In how many rows the header is looked for.
pub const FIRST: usize = 20;

/// A longer cell names no column, in bytes.
const LONGEST_NAME: usize = 64;

/// What programs write into a cell that holds nothing.
const MISSING: &[&str] = &["", "-", "nan", "NaN", "NAN", "NaT", "None", "NONE", "null", "NULL", "<NA>", "N/A", "#N/A"];

/// The header of a table, as it is stored, and what stands between its cells.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableHeader {
    /// The names of the columns.
    pub names: Vec<String>,
    /// The delimiter.
    pub delimiter: u8,
}

/// The columns of a table, as its header row names them.
pub struct Header(Vec<(String, Option<Field>)>);

impl Header {
    /// The header that `cells` are: a row that names a title and a date.
    pub fn of(cells: &[Value], names: &Names) -> Option<Self> {
        let header = Self::named(cells, names);
        (header.has(Field::Title) && header.has(Field::Date)).then_some(header)
    }

    fn named(cells: &[Value], names: &Names) -> Self {
        let column = |cell: &Value| match cell {
            Value::String(name) if name.len() <= LONGEST_NAME => {
                (name.trim().to_owned(), names.get(name).map(|(field, _)| field))
            }
            _ => (String::new(), None),
        };
        Self(cells.iter().map(column).collect())
    }

    fn has(&self, field: Field) -> bool {
        self.0.iter().any(|(_, named)| *named == Some(field))
    }

    /// How much the row is like a header.
    fn known(&self) -> (bool, usize) {
        (self.has(Field::Title) || self.has(Field::Date), self.0.iter().filter(|(_, field)| field.is_some()).count())
    }
}

/// A table on its way to records, row by row.
pub struct Table<'a> {
    /// The file, or the sheet in it.
    origin: Origin,
    format: &'static str,
    names: &'a Names,
    even: bool,
    header: Option<Header>,
    /// The rows before the header: line, cells.
    above: Vec<(u32, Vec<Value>)>,
}

impl<'a> Table<'a> {
    /// A table of which nothing is read yet; in an `even` one a row has as many cells as the header, or is damaged.
    pub fn new(origin: Origin, format: &'static str, names: &'a Names, even: bool) -> Self {
        Self { origin, format, names, even, header: None, above: Vec::new() }
    }

    /// The place of `line`.
    pub fn place(&self, line: u32) -> Origin {
        self.origin.at(line)
    }

    /// The field that column `number` holds, counted from 0, once the header is known.
    pub fn field(&self, number: usize) -> Option<Field> {
        self.header.as_ref()?.0.get(number)?.1
    }

    /// The names of the columns, once they are known.
    pub fn names(&self) -> Option<Vec<String>> {
        self.header.as_ref().map(|header| header.0.iter().map(|(name, _)| name.clone()).collect())
    }

    /// How many columns the header has, once it is known.
    pub fn width(&self) -> Option<usize> {
        self.header.as_ref().map(|header| header.0.len())
    }

    /// Takes the row that begins at `line`; texts are cells as stored. Returns whether to go on: after so many rows
    /// there is no header.
    pub fn row(&mut self, line: u32, cells: Vec<Value>, each: Each) -> bool {
        if cells.iter().all(is_missing) {
            return true;
        }
        // A file that was written to in several runs repeats its header, perhaps with other columns.
        if let Some(header) = Header::of(&cells, self.names) {
            self.tell_above(each);
            self.header = Some(header);
            return true;
        }
        match &self.header {
            Some(header) => self.record(header, line, cells, each),
            None => self.above.push((line, cells)),
        }
        self.above.len() < FIRST
    }

    /// Tells what is left out above the header; a cell alone is the title of the table.
    fn tell_above(&mut self, each: Each) {
        let filled = |cells: &[Value]| cells.iter().filter(|cell| !is_missing(cell)).count();
        let above = std::mem::take(&mut self.above);
        for (line, cells) in above.iter().filter(|(_, cells)| filled(cells) > 1) {
            let message = format!("{} above the header row, left out", shown(cells));
            each(Err(Problem::field(self.place(*line), message)));
        }
    }

    /// Tells why a table has no record at all, if that is so.
    pub fn end(&mut self, each: Each) {
        if self.header.is_some() {
            return;
        }
        let above = std::mem::take(&mut self.above);
        let headers = above.iter().map(|(line, cells)| (Header::named(cells, self.names), *line, cells));
        // The first of the rows that name most.
        let Some((header, line, cells)) = headers.rev().max_by_key(|(header, ..)| header.known()) else { return };
        let (what, todo) = match (header.has(Field::Title), header.has(Field::Date)) {
            (true, false) => ("the date", "name it in `[fields]` of config.toml"),
            (false, true) => ("the title", "name it in `[fields]` of config.toml"),
            _ => ("the title or the date", "add a header row, or name them in `[fields]` of config.toml"),
        };
        let message = format!("no column is known as {what} in {}, nothing read; {todo}", shown(cells));
        each(Err(Problem::record(self.place(line), message)));
    }

    fn record(&self, header: &Header, line: u32, cells: Vec<Value>, each: Each) {
        let (given, width) = (cells.len(), header.0.len());
        let extra = cells.iter().skip(width).any(|cell| !is_missing(cell));
        let (mut pairs, mut found): (Vec<Pair>, Vec<Field>) = (Vec::new(), Vec::new());
        for ((name, field), cell) in header.0.iter().zip(cells) {
            let (Some(field), cell) = (field, meaning(cell)) else { continue };
            if cell != Value::Null {
                found.push(*field);
                pairs.push((name.clone(), cell, line));
            }
        }
        let told = format!("{} where the header has {width}", count(given as u64, "cell"));
        let uneven = self.even && (given < width || extra);
        if uneven && given < width && !(found.contains(&Field::Title) && found.contains(&Field::Date)) {
            return each(Err(Problem::record(self.place(line), format!("{told}, not read"))));
        }
        if pairs.is_empty() {
            return;
        }
        if uneven {
            let rest = if extra { "the rest is left out" } else { "the rest is missing" };
            each(Err(Problem::field(self.place(line), format!("{told}, {rest}"))));
        }
        each(Ok(fields::record(self.place(line), self.format, Markup::TextOrHtml, pairs, self.names)));
    }
}

fn is_missing(cell: &Value) -> bool {
    match cell {
        Value::String(text) => MISSING.contains(&text.trim()),
        other => other.is_null(),
    }
}

/// A cell's text as what it stands for: nothing, a truth value, a list.
fn meaning(cell: Value) -> Value {
    match cell {
        Value::String(text) => match text.trim() {
            missing if MISSING.contains(&missing) => Value::Null,
            "true" | "True" | "TRUE" => Value::Bool(true),
            "false" | "False" | "FALSE" => Value::Bool(false),
            trimmed => literal::read(trimmed).unwrap_or(Value::String(text)),
        },
        other => other,
    }
}

/// Cells for a message.
fn shown(cells: &[Value]) -> String {
    let texts = cells.iter().filter(|cell| !is_missing(cell)).map(|cell| match cell {
        Value::String(text) => text.trim().to_owned(),
        other => other.to_string(),
    });
    quote(&texts.collect::<Vec<_>>().join(", "))
}
