//! Parquet: a table in columns, a record a row. Behind the feature `parquet`, since its crate takes as long to build as
//! all the rest together. Of what columns are packed with only LZO, which nobody writes any more, is not read.
//! What a file says of its size is believed: the crate unpacks a page as a whole.

use std::panic::{AssertUnwindSafe, catch_unwind};

use chrono::DateTime;
use parquet::basic::LogicalType;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field as Cell;

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
    let mut columns = reader.metadata().row_groups().iter().flat_map(|group| group.columns());
    // A page is in memory as a whole, and may be as large as its column.
    if columns.any(|column| u64::try_from(column.uncompressed_size()).is_ok_and(|size| size > input.limits.file)) {
        let message = format!("a column expands to more than {} bytes, not read", input.limits.file);
        return each(Err(Problem::record(input.origin.clone(), message)));
    }
    let Ok(rows) = reader.get_row_iter(None) else { return each(Err(damaged(&input.origin))) };
    let kinds = reader.metadata().file_metadata().schema().get_fields().iter();
    let kinds: Vec<_> = kinds.map(|column| column.get_basic_info().logical_type_ref()).collect();
    for (number, row) in rows.enumerate() {
        let line = number as u32 + 1;
        let origin = input.origin.at(line);
        let Ok(row) = row else { return each(Err(damaged(&origin))) };
        let cells = row.get_column_iter().zip(&kinds);
        let pairs: Vec<Pair> = cells.map(|((name, cell), kind)| (name.clone(), value(cell, *kind), line)).collect();
        let length: usize = pairs.iter().filter_map(|(_, value, _)| value.as_str()).map(str::len).sum();
        if length as u64 > input.limits.record {
            let message = format!("a row of more than {} bytes, not read", input.limits.record);
            each(Err(Problem::record(origin, message)));
            continue;
        }
        each(Ok(fields::record(origin, FORMAT.name, Markup::TextOrHtml, pairs, input.names)));
    }
}

/// The value of a cell. The crate takes every instant for UTC and does not know nanoseconds, which pandas writes; one that
/// names no zone is what the clock showed where it was written.
fn value(cell: &Cell, kind: Option<&LogicalType>) -> serde_json::Value {
    let instant = match (cell, kind) {
        (Cell::TimestampMillis(millis), _) => DateTime::from_timestamp_millis(*millis),
        (Cell::TimestampMicros(micros), _) => DateTime::from_timestamp_micros(*micros),
        (Cell::Long(nanos), Some(LogicalType::Timestamp(_))) => Some(DateTime::from_timestamp_nanos(*nanos)),
        _ => None,
    };
    let is_local = matches!(kind, Some(LogicalType::Timestamp(stamp)) if !stamp.is_adjusted_to_u_t_c);
    let zone = if is_local { "" } else { "Z" };
    let shown = instant.map(|instant| format!("{}{zone}", instant.format("%Y-%m-%dT%H:%M:%S")).into());
    shown.unwrap_or_else(|| cell.to_json_value())
}

fn damaged(origin: &Origin) -> Problem {
    Problem::record(origin.clone(), "damaged Parquet, or packed with LZO or a password, which is not read")
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use parquet::basic::Compression;
    use parquet::data_type::{ByteArray, ByteArrayType, DataType, Int64Type};
    use parquet::file::properties::WriterProperties;
    use parquet::file::writer::SerializedFileWriter;
    use parquet::schema::parser::parse_message_type;

    use super::super::tests::{given, options, text};
    use super::super::{Field, Limits, Options, Record, read_stream};

    /// A table of titles and dates; `kind` is the schema's for dates.
    fn table<T: DataType>(packed: Compression, kind: &str, dates: &[T::T]) -> Vec<u8> {
        let schema = format!("message berita {{ REQUIRED BYTE_ARRAY judul (UTF8); REQUIRED {kind}; }}");
        let schema = Arc::new(parse_message_type(&schema).unwrap());
        let properties = WriterProperties::builder().set_compression(packed).build();
        let mut file = SerializedFileWriter::new(Vec::new(), schema, Arc::new(properties)).unwrap();
        let mut group = file.next_row_group().unwrap();
        let titles: Vec<_> = (0..dates.len()).map(|at| ByteArray::from(["Satu", "Dua"][at])).collect();
        let mut column = group.next_column().unwrap().unwrap();
        column.typed::<ByteArrayType>().write_batch(&titles, None, None).unwrap();
        column.close().unwrap();
        let mut column = group.next_column().unwrap().unwrap();
        column.typed::<T>().write_batch(dates, None, None).unwrap();
        column.close().unwrap();
        group.close().unwrap();
        file.into_inner().unwrap()
    }

    fn texts(packed: Compression) -> Vec<u8> {
        let dates = ["2 Maret 2022", "3 Maret 2022"].map(ByteArray::from);
        table::<ByteArrayType>(packed, "BYTE_ARRAY tanggal (UTF8)", &dates)
    }

    fn shown(record: &Record) -> String {
        format!("{}: {}, {}", record.origin, text(record, Field::Title), text(record, Field::Date))
    }

    #[test]
    fn a_row_is_a_record_however_the_columns_are_packed() {
        use Compression::{BROTLI, GZIP, LZ4, LZ4_RAW, SNAPPY, UNCOMPRESSED, ZSTD};
        let (gzip, brotli, zstd) = (Default::default(), Default::default(), Default::default());
        for packed in [UNCOMPRESSED, SNAPPY, GZIP(gzip), BROTLI(brotli), ZSTD(zstd), LZ4, LZ4_RAW] {
            let found = given("a.parquet", &texts(packed), shown);
            assert_eq!(found, ["a.parquet:1: Satu, 2 Maret 2022", "a.parquet:2: Dua, 3 Maret 2022"], "{packed:?}");
        }
        let found = given("a", &texts(UNCOMPRESSED), |record| record.format.to_owned());
        assert_eq!(found, ["Parquet", "Parquet"]);
    }

    #[test]
    fn an_instant_is_utc_only_where_it_says_so() {
        const SECONDS: i64 = 1_646_248_380;
        for (unit, per_second) in [("MILLIS", 1_000), ("MICROS", 1_000_000), ("NANOS", 1_000_000_000)] {
            for (is_utc, zone) in [(true, "Z"), (false, "")] {
                let kind = format!("INT64 tanggal (TIMESTAMP({unit},{is_utc}))");
                let bytes = table::<Int64Type>(Compression::UNCOMPRESSED, &kind, &[SECONDS * per_second]);
                let expected = format!("a.parquet:1: Satu, 2022-03-02T19:13:00{zone}");
                assert_eq!(given("a.parquet", &bytes, shown), [expected], "{unit}");
            }
        }
    }

    #[test]
    fn what_is_too_large_is_named() {
        let problems = |bytes: &[u8], limits| {
            let (options, mut found) = (Options { limits, ..options() }, Vec::new());
            read_stream(bytes, "a.parquet", &options, &mut |item| {
                found.push(item.map_or_else(|problem| problem.to_string(), |record| shown(&record)));
            });
            found
        };
        let limits = Limits { record: 15, ..Limits::default() };
        let expected = ["a.parquet:1: a row of more than 15 bytes, not read", "a.parquet:2: Dua, 3 Maret 2022"];
        assert_eq!(problems(&texts(Compression::UNCOMPRESSED), limits), expected);
        // The file is smaller than what is in it.
        let long = [ByteArray::from("2022-03-02 ".repeat(1_000).as_str())];
        let bomb = table::<ByteArrayType>(Compression::SNAPPY, "BYTE_ARRAY tanggal (UTF8)", &long);
        let limits = Limits { file: bomb.len() as u64, ..Limits::default() };
        let expected = format!("a.parquet: a column expands to more than {} bytes, not read", bomb.len());
        assert_eq!(problems(&bomb, limits), [expected]);
    }

    #[test]
    fn damage_is_named() {
        let mut bytes = texts(Compression::UNCOMPRESSED);
        bytes.truncate(bytes.len() / 2);
        let expected = ["a.parquet: damaged Parquet, or packed with LZO or a password, which is not read"];
        assert_eq!(given("a.parquet", &bytes, |record| record.format.to_owned()), expected);
    }
}
