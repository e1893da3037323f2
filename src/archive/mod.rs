//! archive: files → [`Record`], fields as stored, each with its place.
//!
//! One file per format and one row in [`FORMATS`]. Nothing is interpreted here: a date stays the text that was stored.

mod fields;
mod json;
mod jsonl;
mod markdown;
mod page_text;
mod record;
mod walk;

use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

pub use fields::Names;
pub use record::{Field, Markup, Record, Stored, Value};
pub use walk::{Error as WalkError, walk};

use crate::report::{Origin, Problem};

/// The largest file that is read as a whole, in bytes.
const LARGEST_FILE: u64 = 1 << 30;

/// What a reader does with each record, or with the problem that stands in its place.
pub type Each<'a> = &'a mut dyn FnMut(Result<Record, Problem>);

/// An input format.
pub struct Format {
    /// The name that `kliping explain` shows.
    pub name: &'static str,
    /// Endings of file names, without the dot, in lower case.
    pub extensions: &'static [&'static str],
    /// Whether a file without a known ending that begins so is of this format.
    pub looks_like: fn(&str) -> bool,
    /// Gives the records of one file.
    pub read: fn(&mut Input, Each),
}

/// The input formats, asked in this order where the name of a file does not tell.
pub const FORMATS: &[Format] = &[jsonl::FORMAT, json::FORMAT, markdown::FORMAT, page_text::FORMAT];

/// What the user says about the archive.
#[derive(Debug, Clone)]
pub struct Options {
    /// The folder that paths in messages and ids are relative to.
    pub base: PathBuf,
    /// The archive, a folder or a single file, relative to `base`.
    pub path: PathBuf,
    /// What the archive calls its fields.
    pub names: Names,
}

/// A file of the archive.
#[derive(Debug, Clone)]
pub struct Source {
    /// The path as shown and as used in ids.
    pub shown: Arc<str>,
    /// Where the file is.
    pub path: PathBuf,
    /// When it was last changed, if the system tells.
    pub modified: Option<SystemTime>,
}

/// An open file on its way through a format.
pub struct Input<'a> {
    /// The file, without a line.
    pub origin: Origin,
    /// What the archive calls its fields.
    pub names: &'a Names,
    /// The bytes that are still to be read.
    reader: BufReader<Box<dyn Read + 'a>>,
    /// Where in the file the reader stands.
    offset: u64,
    /// The record's number and line to begin with, where only a part of the file is read.
    first: (u32, u32),
}

impl<'a> Input<'a> {
    fn new(origin: Origin, names: &'a Names, bytes: impl Read + 'a) -> Self {
        Self { origin, names, reader: BufReader::with_capacity(1 << 16, Box::new(bytes)), offset: 0, first: (0, 1) }
    }

    /// The whole text, without a byte order mark.
    ///
    /// # Errors
    /// A problem where the file cannot be read, is too large or is not UTF-8.
    fn text(&mut self) -> Result<String, Problem> {
        let mut bytes = Vec::new();
        let read = (&mut self.reader).take(LARGEST_FILE + 1).read_to_end(&mut bytes);
        read.map_err(|error| unreadable(&self.origin, &error))?;
        if bytes.len() as u64 > LARGEST_FILE {
            return Err(Problem::record(self.origin.clone(), format!("larger than {LARGEST_FILE} bytes, not read")));
        }
        utf8(bytes, &self.origin)
    }
}

/// The text of `bytes`, without a byte order mark.
fn utf8(bytes: Vec<u8>, origin: &Origin) -> Result<String, Problem> {
    let text = String::from_utf8(bytes).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        let line = error.as_bytes().iter().take(valid).filter(|byte| **byte == b'\n').count() + 1;
        Problem::record(origin.at(line as u32), format!("not UTF-8: byte {valid} cannot be read"))
    })?;
    Ok(match text.strip_prefix('\u{feff}') {
        Some(rest) => rest.to_owned(),
        None => text,
    })
}

/// The problem of a file that the system does not give.
fn unreadable(origin: &Origin, error: &io::Error) -> Problem {
    Problem::record(origin.clone(), format!("cannot be read: {error}"))
}

/// Gives `each` record of `source`, in the order of the file.
///
/// Returns whether the file has a format at all; one that has none gives nothing.
pub fn read(source: &Source, names: &Names, each: Each) -> bool {
    let origin = Origin::file(Arc::clone(&source.shown));
    match File::open(&source.path) {
        Ok(file) => read_input(Input::new(origin, names, file), extension(&source.path), each),
        Err(error) => {
            each(Err(unreadable(&origin, &error)));
            true
        }
    }
}

/// Gives `each` record of a stream that is shown as `name`, such as `-` for standard input.
pub fn read_stream(bytes: impl Read, name: &str, names: &Names, each: Each) -> bool {
    read_input(Input::new(Origin::file(name), names, bytes), extension(Path::new(name)), each)
}

/// Gives the one record at `bytes` of a source, whose number in the file and line are known.
pub fn read_part(source: &Source, names: &Names, bytes: &Range<u64>, first: (u32, u32), each: Each) {
    let origin = Origin::file(Arc::clone(&source.shown));
    let part = File::open(&source.path).and_then(|mut file| {
        file.seek(SeekFrom::Start(bytes.start))?;
        Ok(file.take(bytes.end - bytes.start))
    });
    match part {
        Ok(part) => {
            let mut input = Input::new(origin, names, part);
            (input.offset, input.first) = (bytes.start, first);
            read_input(input, extension(&source.path), each);
        }
        Err(error) => each(Err(unreadable(&origin, &error))),
    }
}

fn read_input(mut input: Input, extension: Option<String>, each: Each) -> bool {
    let by_name = extension.and_then(|end| FORMATS.iter().find(|format| format.extensions.contains(&end.as_str())));
    let format = by_name.or_else(|| by_content(&mut input));
    if let Some(format) = format {
        (format.read)(&mut input, each);
    }
    format.is_some()
}

/// The format that the first bytes look like; none for what is not text.
fn by_content(input: &mut Input) -> Option<&'static Format> {
    let head = io::BufRead::fill_buf(&mut input.reader).ok()?;
    // The buffer may end inside a character.
    let valid = head.utf8_chunks().next()?.valid();
    if valid.is_empty() || head.contains(&0) {
        return None;
    }
    let start = valid.trim_start_matches('\u{feff}').trim_start();
    FORMATS.iter().find(|format| (format.looks_like)(start))
}

fn extension(path: &Path) -> Option<String> {
    Some(path.extension()?.to_str()?.to_ascii_lowercase())
}

/// Whether the name of a file says that a format reads it, or leaves it to the content.
pub fn may_be_read(path: &Path) -> bool {
    match extension(path) {
        Some(end) => FORMATS.iter().any(|format| format.extensions.contains(&end.as_str())),
        None => true,
    }
}
