//! archive: files → [`Record`], fields as stored, each with its place.
//!
//! One file per format and one row in [`FORMATS`]. Nothing is interpreted here: a date stays the text that was stored.
//! A file is first unpacked (`decode.rs`, `pack.rs`), then given to its format (`tell.rs`); a format sees one file and
//! its bytes.

mod ask;
mod charset;
mod control;
mod csv;
mod decode;
mod feed;
mod feed_atom;
mod feed_pictures;
mod feed_rss;
mod feed_wxr;
mod feed_xml;
mod fields;
mod html;
mod http;
mod input;
mod json;
mod json_feed;
mod jsonl;
mod literal;
mod mark;
mod markdown;
mod marked;
mod ods;
mod open;
mod pack;
mod page_text;
#[cfg(feature = "parquet")]
mod parquet;
mod plain_matter;
mod record;
mod sheet;
mod source;
mod table;
mod tell;
mod walk;
mod warc;
mod wordpress_text;
mod xlsx;
mod xml;
mod xml_items;
mod xml_names;

use std::cell::Cell;
use std::fs::File;
use std::io::{self, BufRead, Read, Seek, SeekFrom};
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

use globset::GlobMatcher;

pub use control::Control;
pub use fields::Names;
pub use input::Input;
pub use mark::{Mark, Stamp};
pub use record::{Field, Markup, Record, Stored, Value};
pub use source::Source;
pub use table::TableHeader;
pub use tell::{Head, is_one_text, is_page, may_be_read};
pub use walk::{Error as WalkError, Listing, names, pages_beside, shown_as, walk};

use crate::report::{Origin, Problem};
use control::Watched;
use decode::Limit;
use open::open;
use pack::Pack;
use tell::{by_content, by_mark, by_name, is_text};

/// What a reader does with each record, or with the problem that stands in its place.
pub type Each<'a> = &'a mut dyn FnMut(Result<Record, Problem>);

/// An input format.
#[derive(Debug)]
pub struct Format {
    /// The name that `kliping explain` shows and `[archive.formats]` of `config.toml` takes.
    pub name: &'static str,
    /// Endings of file names, without the dot, in lower case.
    pub extensions: &'static [&'static str],
    /// Whether a file without a known ending that begins so is of this format.
    pub looks_like: fn(&Head) -> bool,
    /// Gives the records of one file.
    pub read: fn(&mut Input, Each),
}

impl Format {
    /// Whether names of its files have this ending.
    fn ends(&self, ending: &str) -> bool {
        self.extensions.contains(&ending)
    }
}

/// The input formats, asked in this order where the name of a file does not tell.
pub const FORMATS: &[Format] = &[
    xlsx::FORMAT,
    ods::FORMAT,
    #[cfg(feature = "parquet")]
    parquet::FORMAT,
    jsonl::FORMAT,
    json::FORMAT,
    warc::FORMAT,
    feed_xml::FORMAT,
    html::FORMAT,
    markdown::FORMAT,
    csv::FORMAT,
    page_text::FORMAT,
];

/// How much is read before it is refused.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// The longest record, in bytes.
    pub record: u64,
    /// The largest file of a format that is read as a whole, in bytes.
    pub file: u64,
    /// The largest that a compressed file may expand to, in bytes.
    pub expanded: u64,
    /// To how many times its size a compressed file may expand.
    pub ratio: u64,
    /// How many members of a pack are read.
    pub members: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { record: 16 << 20, file: 1 << 30, expanded: 64 << 30, ratio: 200, members: 1_000_000 }
    }
}

/// What the user says about the archive.
#[derive(Debug, Clone)]
pub struct Options {
    /// The folder that paths in messages and ids are relative to.
    pub base: PathBuf,
    /// The archive, a folder or a single file, relative to `base`.
    pub path: PathBuf,
    /// What the archive calls its fields.
    pub names: Names,
    /// Formats that the user knows better than names and content tell.
    pub forced: Vec<(GlobMatcher, &'static Format)>,
    /// How much is read before it is refused.
    pub limits: Limits,
    /// How far the reading is, and whether it is to end.
    pub control: Arc<Control>,
}

/// How the reading of a file ended.
#[derive(Debug, Default)]
pub struct End {
    /// Whether the file has a format at all; one that has none gives nothing.
    pub known: bool,
    /// Whether the system failed to give the file or a part of it.
    pub failed: bool,
    /// Whether the file is no more.
    pub gone: bool,
    /// From where to read on when the file has grown, if that can be done.
    pub mark: Option<Mark>,
}

/// Gives `each` record of `source`, in the order of the file and numbered in it. Returns whether the file has a format.
pub fn read(source: &Source, options: &Options, each: Each) -> bool {
    read_from(source, options, None, each).known
}

/// As [`read`], but only the records after the mark `from` where there is one.
pub fn read_from(source: &Source, options: &Options, from: Option<&Mark>, each: Each) -> End {
    let mut reading = Reading { options, each, ordinal: 0, mark: None };
    let (failed, mut gone) = (Cell::new(false), false);
    let known = match open(&source.path()) {
        Ok(file) => {
            let left = Some(source.stamp.size).filter(|_| from.is_none());
            let file = Watched { file, failed: &failed, control: &options.control, left, is_over: false };
            match from {
                Some(mark) => reading.rest(file, &source.shown, mark),
                None => reading.file(Box::new(io::BufReader::with_capacity(room(source), file)), &source.shown),
            }
        }
        Err(error) => {
            gone = is_gone(&error);
            failed.set(!gone);
            reading.fail(&source.shown, &error)
        }
    };
    let mut mark = reading.mark.filter(|_| known && !failed.get());
    if let Some(mark) = &mut mark {
        mark.proof = mark::proof(&source.path(), mark.offset).unwrap_or_default();
    }
    End { known, failed: failed.get(), gone, mark }
}

/// Gives `each` record of a stream that is shown as `name`, such as `-` for standard input. Returns whether the stream
/// has a format at all.
pub fn read_stream(bytes: impl Read, name: &str, options: &Options, each: Each) -> bool {
    Reading { options, each, ordinal: 0, mark: None }.file(Box::new(buffered(bytes)), name)
}

/// Gives `each` record of JSON Lines in a stream that is shown as `name`, however long it is.
pub fn read_lines(bytes: impl Read, name: &str, options: &Options, each: Each) {
    let mut input = Input::new(Origin::file(name), options, Box::new(buffered(bytes)));
    Reading { options, each, ordinal: 0, mark: None }.format(&jsonl::FORMAT, "as asked for", false, &mut input);
}

/// A record that can be read alone: its bytes, its number in the file and its line.
pub type Part = (Range<u64>, u32, u32);

/// Gives the records at `parts` of a source. Returns whether the system failed to give them.
pub fn read_parts(source: &Source, options: &Options, parts: &[Part], each: Each) -> bool {
    let failed = Cell::new(false);
    let mut reading = Reading { options, each, ordinal: 0, mark: None };
    let opened = open(&source.path());
    for (bytes, ordinal, line) in parts {
        let part = opened.as_ref().map_err(|error| io::Error::from(error.kind())).and_then(|mut file| {
            file.seek(SeekFrom::Start(bytes.start))?;
            let file = Watched { file, failed: &failed, control: &options.control, left: None, is_over: false };
            Ok(file.take(bytes.end - bytes.start))
        });
        match part {
            Ok(part) => {
                let mut input = Input::new(Origin::file(&*source.shown), options, Box::new(buffered(part)));
                (reading.ordinal, input.offset, input.line) = (*ordinal, bytes.start, *line);
                // Only lines can be read alone.
                reading.format(&jsonl::FORMAT, "as before", true, &mut input);
            }
            Err(error) if is_gone(&error) => {}
            Err(error) => {
                failed.set(true);
                reading.fail(&source.shown, &error);
            }
        }
    }
    failed.get()
}

/// So many bytes are read at once.
const BUFFER: usize = 1 << 16;

/// Whether the system says that there is no such file. One that was listed a moment ago was removed since: that is no
/// failure, and the next listing shows whether it is back.
fn is_gone(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::NotFound
}

fn buffered(bytes: impl Read) -> io::BufReader<impl Read> {
    io::BufReader::with_capacity(BUFFER, bytes)
}

/// How many bytes of a file are read at once: it takes time to clear more than a small file needs.
fn room(source: &Source) -> usize {
    usize::try_from(source.stamp.size).map_or(BUFFER, |size| size.saturating_add(1).clamp(1 << 9, BUFFER))
}

/// A file on its way to its format.
struct Reading<'a, 'e> {
    options: &'a Options,
    each: Each<'e>,
    /// The number of the next record of the file.
    ordinal: u32,
    /// From where to read on when the file has grown.
    mark: Option<Mark>,
}

/// What a compressed file may always expand to, in bytes, however small it is.
const FREE: u64 = 64 << 20;

/// Packs in packs deeper than this are not opened.
const DEEPEST: usize = 3;

impl Reading<'_, '_> {
    fn file(&mut self, bytes: Box<dyn BufRead + '_>, name: &str) -> bool {
        self.open(bytes, name, name, 0)
    }

    /// Reads what has been added to `file` since `mark`.
    fn rest(&mut self, mut file: Watched<File>, shown: &str, mark: &Mark) -> bool {
        let Some(format) = FORMATS.iter().find(|format| format.name == mark.format) else { return false };
        if let Err(error) = file.file.seek(SeekFrom::Start(mark.offset)) {
            file.failed.set(true);
            return self.fail(shown, &error);
        }
        let mut input = Input::new(Origin::file(shown), self.options, Box::new(buffered(file)));
        (input.offset, input.line, input.header) = (mark.offset, mark.line, mark.header.clone());
        self.ordinal = mark.ordinal;
        self.format(format, "as before", true, &mut input);
        true
    }

    /// Reads `bytes`, which are shown as `shown` and have the name `name` without the endings that are dealt with.
    fn open(&mut self, mut bytes: Box<dyn BufRead + '_>, shown: &str, name: &str, depth: usize) -> bool {
        let head = match bytes.fill_buf() {
            Ok(head) => head,
            Err(error) => return self.fail(shown, &error),
        };
        let forced = self.options.forced.iter().find(|(glob, _)| glob.is_match(shown)).map(|(_, format)| *format);
        if forced.is_none()
            && let Some(codec) = decode::codec(head)
        {
            let limit = Limit { bytes: self.options.limits.expanded, ratio: self.options.limits.ratio, free: FREE };
            let name = name.strip_suffix(&format!(".{}", codec.extension)).unwrap_or(name);
            return match decode::open(codec, bytes, limit) {
                Ok(_) if depth == DEEPEST => self.fail(shown, &io::Error::other("packed too deep, not read")),
                Ok(decoded) => self.open(Box::new(buffered(decoded)), shown, name, depth + 1),
                Err(error) => self.fail(shown, &error),
            };
        }
        let told = forced.map(|format| (format, "as the configuration says"));
        let told = told.or_else(|| by_mark(head)).or_else(|| by_name(name));
        if told.is_none()
            && let Some(pack) = Pack::of(head).filter(|_| by_content(&Head::new(head), name).is_none_or(is_text))
        {
            return self.pack(pack, bytes, shown, depth);
        }
        let Some((format, why)) = told.or_else(|| Some((by_content(&Head::new(head), name)?, "by its content"))) else {
            return false;
        };
        let mut input = Input::new(Origin::file(shown), self.options, bytes);
        self.format(format, why, depth == 0, &mut input);
        true
    }

    /// Gives the records of one format, numbered; a place in the file is one only where the file is not packed.
    fn format(&mut self, format: &Format, why: &'static str, plain: bool, input: &mut Input) {
        let Self { each, ordinal, .. } = self;
        (format.read)(input, &mut |item| {
            each(item.map(|mut record| {
                record.ordinal = *ordinal;
                record.told = why;
                record.bytes = record.bytes.filter(|_| plain);
                *ordinal += 1;
                record
            }));
        });
        self.mark = input.may_grow.then(|| Mark {
            format: format.name.to_owned(),
            offset: input.offset,
            line: input.line,
            ordinal: *ordinal,
            header: input.header.take(),
            proof: 0,
        });
        self.mark = self.mark.take().filter(|_| plain);
    }

    fn pack(&mut self, pack: Pack, mut bytes: Box<dyn BufRead + '_>, shown: &str, depth: usize) -> bool {
        let limits = self.options.limits;
        let read = pack.read(&mut bytes, &limits, &mut |name, member| {
            let name = pack::safe_name(name);
            let shown = format!("{shown}/{name}");
            match member {
                Ok(_) if depth == DEEPEST => {
                    self.fail(&shown, &io::Error::other("packed too deep, not read"));
                }
                Ok(member) => {
                    if !self.open(Box::new(buffered(member)), &shown, &name, depth + 1) {
                        let problem = Problem::field(Origin::file(shown.as_str()), "no format reads this file");
                        (self.each)(Err(problem));
                    }
                }
                Err(error) => {
                    self.fail(&shown, &error);
                }
            }
        });
        if let Err(error) = read {
            self.fail(shown, &error);
        }
        true
    }

    /// Tells why a file cannot be read; it has a format as far as anyone can say.
    fn fail(&mut self, shown: &str, error: &io::Error) -> bool {
        (self.each)(Err(unreadable(&Origin::file(shown), error)));
        true
    }
}

/// The problem of a file that the system does not give, or that is damaged.
fn unreadable(origin: &Origin, error: &io::Error) -> Problem {
    Problem::record(origin.clone(), format!("cannot be read: {error}"))
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    /// Options that say nothing.
    pub fn options() -> Options {
        let path = PathBuf::from("articles");
        Options {
            base: PathBuf::new(),
            path,
            names: Names::default(),
            forced: Vec::new(),
            limits: Limits::default(),
            control: Arc::default(),
        }
    }

    /// What a record has in `field`; another value than a text as it is in the program.
    pub fn text(record: &Record, field: Field) -> String {
        match record.get(field).map(|stored| &stored.value) {
            Some(Value::Text(text)) => text.clone(),
            other => format!("{other:?}"),
        }
    }

    /// What a file gives: each record as `show` puts it, each problem in words.
    pub fn given(name: &str, bytes: &[u8], show: impl Fn(&Record) -> String) -> Vec<String> {
        let mut found = Vec::new();
        read_stream(bytes, name, &options(), &mut |item| {
            found.push(match item {
                Ok(record) => show(&record),
                Err(problem) => problem.to_string(),
            });
        });
        found
    }

    pub fn shown(record: &Record) -> String {
        format!("{} {} {} #{}", record.origin, record.format, record.told, record.ordinal)
    }

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    /// Else the file would be taken to be read, and what it has grown by would be lost.
    #[test]
    fn where_the_end_cannot_be_reached_the_system_has_failed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.jsonl");
        std::fs::write(&path, "{}\n").unwrap();
        let source = Source::at("a.jsonl", path);
        let format = jsonl::FORMAT.name.to_owned();
        // No file has such a place.
        let mark = Mark { format, offset: u64::MAX, line: 2, ordinal: 1, header: None, proof: 0 };
        let mut problems = 0;
        let end = read_from(&source, &options(), Some(&mark), &mut |item| problems += usize::from(item.is_err()));
        assert!(end.failed && problems == 1, "{end:?}");
    }

    #[test]
    fn compressed_files_are_read_as_what_they_hold() {
        let packed = gzip(b"{}\n{}\n");
        let expected = ["a.jsonl.gz:1 JSON Lines by its ending #0", "a.jsonl.gz:2 JSON Lines by its ending #1"];
        assert_eq!(given("a.jsonl.gz", &packed, shown), expected);
        assert_eq!(given("a.jsonl", &packed, shown)[0], "a.jsonl:1 JSON Lines by its ending #0");
        assert_eq!(
            given("a.jsonl.gz", &packed[..packed.len() - 12], shown).last().unwrap(),
            "a.jsonl.gz:2: cannot be read: damaged gzip: it ends too early"
        );
        let mut deep = b"{}".to_vec();
        for _ in 0..5 {
            deep = gzip(&deep);
        }
        assert_eq!(given("a.gz", &deep, shown), ["a.gz: cannot be read: packed too deep, not read"]);
    }

    #[test]
    fn members_of_packs_are_files() {
        let mut pack = tar::Builder::new(Vec::new());
        for (name, text) in [("x/a.json", "{}"), ("x/b.txt", "Judul"), ("x/c.bin", "\0"), ("x/d.json", "{}")] {
            let mut header = tar::Header::new_gnu();
            header.set_size(text.len() as u64);
            header.set_cksum();
            pack.append_data(&mut header, name, text.as_bytes()).unwrap();
        }
        let pack = gzip(&pack.into_inner().unwrap());
        let expected = [
            "a.tgz/x/a.json:1 JSON by its ending #0",
            "a.tgz/x/b.txt page text by its ending #1",
            "a.tgz/x/c.bin: no format reads this file",
            "a.tgz/x/d.json:1 JSON by its ending #2",
        ];
        assert_eq!(given("a.tgz", &pack, shown), expected);

        let mut pack = zip::ZipWriter::new(io::Cursor::new(Vec::new()));
        for (name, text) in [("../a.json", "[{}, {}]"), ("b.txt", "Judul")] {
            pack.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
            pack.write_all(text.as_bytes()).unwrap();
        }
        let pack = pack.finish().unwrap().into_inner();
        let expected = [
            "a.zip/a.json:1 JSON by its ending #0",
            "a.zip/a.json:1 JSON by its ending #1",
            "a.zip/b.txt page text by its ending #2",
        ];
        assert_eq!(given("a.zip", &pack, shown), expected);
        assert_eq!(given("a.zip", &pack[..40], shown), ["a.zip: cannot be read: damaged zip"]);
    }

    #[test]
    fn legacy_encodings_are_said() {
        let found = given("a.txt", b"Jum\x92at \x96 \x93kata\x94", |record| {
            format!("{:?} {:?}", record.encoding, record.get(Field::Body).unwrap().value)
        });
        assert_eq!(found, ["Some(\"windows-1252\") Text(\"Jum’at – “kata”\")"]);
    }
}
