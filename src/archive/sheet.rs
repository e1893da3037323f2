//! Sheets of workbooks: what XLSX and ODS have in common beside being tables. A line is a row of a sheet.

use chrono::{NaiveDate, TimeDelta};
use serde_json::Value;

use super::pack::safe_name;
use super::table::Table;
use super::{Each, Field, Limits};
use crate::report::{Origin, Problem};

/// The day from which a workbook counts.
pub type Epoch = (i32, u32, u32);

/// The day 0 of most workbooks.
pub const EPOCH: Epoch = (1899, 12, 30);

/// The day 0 of workbooks that were made on old Macintoshes.
pub const EPOCH_1904: Epoch = (1904, 1, 1);

/// The place of sheet `number`, counted from 0. Rows of other sheets have the same numbers; a later sheet is told as a
/// member of the file.
pub fn origin(file: &Origin, number: usize, name: &str) -> Origin {
    if number == 0 { file.clone() } else { Origin::file(format!("{}/{}", file.path, safe_name(name))) }
}

/// No workbook has more columns.
const COLUMNS: usize = 16_384;

/// A row on its way to the table.
#[derive(Default)]
pub struct Row {
    /// Counted from 0.
    pub number: u32,
    cells: Vec<Value>,
    /// The bytes of its texts.
    size: u64,
}

impl Row {
    /// Whether a value in `column` would be used: no row needs more columns than the header names, nor more bytes than a
    /// record may have.
    pub fn has_room(&self, column: usize, table: &Table, limits: &Limits) -> bool {
        column < table.width().unwrap_or(COLUMNS) && self.size <= limits.record
    }

    /// Puts a value into `column`, counted from 0, where there is room.
    pub fn put(&mut self, column: usize, value: Value) {
        self.size += value.as_str().map_or(0, str::len) as u64;
        if self.cells.len() <= column {
            self.cells.resize(column + 1, Value::Null);
        }
        if let Some(place) = self.cells.get_mut(column) {
            *place = value;
        }
    }

    /// The row as a user counts.
    pub fn line(&self) -> u32 {
        self.number.saturating_add(1)
    }

    /// Gives the row to the table and empties it; `false` where the table takes no more.
    pub fn finish(&mut self, table: &mut Table, limits: &Limits, each: Each) -> bool {
        let line = self.line();
        let cells = std::mem::take(&mut self.cells);
        if std::mem::take(&mut self.size) > limits.record {
            let message = format!("a row of more than {} bytes, not read", limits.record);
            each(Err(Problem::record(table.place(line), message)));
            return true;
        }
        table.row(line, cells, each)
    }
}

/// A number as text; in a column of dates a date whose cell is not formatted as one.
pub fn number(number: f64, field: Option<Field>, epoch: Epoch) -> String {
    let is_date = match field {
        Some(Field::Date | Field::Updated | Field::Scraped) => (20_000.0..80_000.0).contains(&number),
        Some(Field::Time) => (0.0..1.0).contains(&number),
        _ => false,
    };
    Some(number).filter(|_| is_date).and_then(|serial| date(serial, epoch)).unwrap_or_else(|| number.to_string())
}

/// The date, the time or both that `serial` days after `epoch` are.
pub fn date(serial: f64, (year, month, day): Epoch) -> Option<String> {
    const DAY: f64 = 86_400.0;
    let seconds = (serial * DAY).round();
    let instant = NaiveDate::from_ymd_opt(year, month, day)?
        .and_hms_opt(0, 0, 0)?
        .checked_add_signed(TimeDelta::try_seconds(seconds as i64)?)?;
    let shape = match seconds {
        only_time if (0.0..DAY).contains(&only_time) => "%H:%M:%S",
        only_date if only_date % DAY == 0.0 => "%Y-%m-%d",
        _ => "%Y-%m-%dT%H:%M:%S",
    };
    Some(instant.format(shape).to_string())
}
