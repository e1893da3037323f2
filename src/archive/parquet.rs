//! Parquet: a table in columns, a record a row. Behind the feature `parquet`, since its crate takes as long to build as
//! all the rest together. Columns compressed with Zstandard or Brotli are not read.

use std::panic::{AssertUnwindSafe, catch_unwind};

use parquet::file::reader::{FileReader, SerializedFileReader};

use super::fields::{self, Pair};
use super::record::Markup;
use super::{Each, Format, Input};
use crate::report::{Origin, Problem};

/// Apache Parquet.
pub const FORMAT: Format =
    Format { name: "Parquet", extensions: &["parquet"], looks_like: |head| head.bytes.starts_with(b"PAR1"), read };

fn read(input: &mut Input, each: Each) {
    // What the columns are stands at the end, so the whole file is needed.
    let bytes = match input.whole(input.limits.file) {
        Ok(bytes) => bytes,
        Err(problem) => return each(Err(problem)),
    };
    // The crate checks less than a hostile file can break.
    let read = catch_unwind(AssertUnwindSafe(|| rows(bytes.into(), input, each)));
    if read.is_err() {
        each(Err(damaged(&input.origin)));
    }
}

fn rows(bytes: bytes::Bytes, input: &Input, each: Each) {
    let Ok(reader) = SerializedFileReader::new(bytes) else { return each(Err(damaged(&input.origin))) };
    let Ok(rows) = reader.get_row_iter(None) else { return each(Err(damaged(&input.origin))) };
    for (number, row) in rows.enumerate() {
        let origin = input.origin.at(number as u32 + 1);
        let Ok(row) = row else { return each(Err(damaged(&origin))) };
        let serde_json::Value::Object(object) = row.to_json_value() else { continue };
        let pairs: Vec<Pair> = object.into_iter().map(|(key, value)| (key, value, number as u32 + 1)).collect();
        each(Ok(fields::record(origin, FORMAT.name, Markup::TextOrHtml, pairs, input.names)));
    }
}

fn damaged(origin: &Origin) -> Problem {
    Problem::record(origin.clone(), "damaged Parquet, or compressed in a way that is not read")
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use parquet::data_type::{ByteArray, ByteArrayType};
    use parquet::file::properties::WriterProperties;
    use parquet::file::writer::SerializedFileWriter;
    use parquet::schema::parser::parse_message_type;

    use super::super::tests::given;
    use super::super::{Field, Value};

    fn table() -> Vec<u8> {
        let schema = "message berita { REQUIRED BYTE_ARRAY judul (UTF8); REQUIRED BYTE_ARRAY tanggal (UTF8); }";
        let schema = Arc::new(parse_message_type(schema).unwrap());
        let mut file = SerializedFileWriter::new(Vec::new(), schema, Arc::new(WriterProperties::default())).unwrap();
        let mut group = file.next_row_group().unwrap();
        for values in [["Satu", "Dua"], ["2 Maret 2022", "3 Maret 2022"]] {
            let values = values.map(ByteArray::from);
            let mut column = group.next_column().unwrap().unwrap();
            column.typed::<ByteArrayType>().write_batch(&values, None, None).unwrap();
            column.close().unwrap();
        }
        group.close().unwrap();
        file.into_inner().unwrap()
    }

    #[test]
    fn a_row_is_a_record() {
        let found = given("a.parquet", &table(), |record| {
            let text = |field| match record.get(field).map(|stored| &stored.value) {
                Some(Value::Text(text)) => text.clone(),
                other => format!("{other:?}"),
            };
            format!("{}: {}, {}", record.origin, text(Field::Title), text(Field::Date))
        });
        assert_eq!(found, ["a.parquet:1: Satu, 2 Maret 2022", "a.parquet:2: Dua, 3 Maret 2022"]);
        assert_eq!(given("a", &table(), |record| record.format.to_owned()), ["Parquet", "Parquet"]);
    }

    #[test]
    fn damage_is_named() {
        let mut bytes = table();
        bytes.truncate(bytes.len() / 2);
        let expected = ["a.parquet: damaged Parquet, or compressed in a way that is not read"];
        assert_eq!(given("a.parquet", &bytes, |record| record.format.to_owned()), expected);
    }
}
