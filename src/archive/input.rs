//! An open file, as a format sees it.

use std::io::{BufRead, Cursor, Read};

use super::charset::{Decoded, decode, is_utf_16};
use super::{Limits, Names, Options, TableHeader, unreadable};
use crate::report::{Origin, Problem, count};

/// With less room than this `read_to_end` makes a copy of what it reads.
const PROBE: usize = 64;

/// An open file on its way through a format.
pub struct Input<'a> {
    /// The file, without a line.
    pub origin: Origin,
    /// What the archive calls its fields.
    pub names: &'a Names,
    /// How much is read before it is refused.
    pub limits: &'a Limits,
    /// The bytes that are still to be read.
    pub bytes: Box<dyn BufRead + 'a>,
    /// Where in the file the reader stands.
    pub offset: u64,
    /// The line at which it stands, counted from 1.
    pub line: u32,
    /// The header of a table, where it is known from an earlier run; a format leaves here what the next run needs.
    pub header: Option<TableHeader>,
    /// Whether the reading ended between two records, so that what others add can be read alone.
    pub may_grow: bool,
}

impl<'a> Input<'a> {
    /// The file `origin`, from its beginning.
    pub fn new(origin: Origin, options: &'a Options, bytes: Box<dyn BufRead + 'a>) -> Self {
        Self {
            origin,
            names: &options.names,
            limits: &options.limits,
            bytes,
            offset: 0,
            line: 1,
            header: None,
            may_grow: false,
        }
    }

    /// All the bytes.
    ///
    /// # Errors
    /// A problem where the file cannot be read or is larger than `longest`.
    pub fn whole(&mut self, longest: u64) -> Result<Vec<u8>, Problem> {
        let problem = |error| unreadable(&self.origin, &error);
        // Most files are in the buffer as a whole; where less room is left the reader would look for the end elsewhere.
        let mut bytes = Vec::with_capacity(self.bytes.fill_buf().map_err(problem)?.len() + PROBE);
        (&mut self.bytes).take(longest + 1).read_to_end(&mut bytes).map_err(problem)?;
        if bytes.len() as u64 > longest {
            return Err(Problem::record(self.origin.clone(), format!("larger than {longest} bytes, not read")));
        }
        Ok(bytes)
    }

    /// Makes UTF-8 of what is still to be read where it is UTF-16, and gives the name of that encoding.
    ///
    /// # Errors
    /// As [`Input::whole`].
    pub fn narrow(&mut self) -> Result<Option<&'static str>, Problem> {
        let head = self.bytes.fill_buf().map_err(|error| unreadable(&self.origin, &error))?;
        if !is_utf_16(head) {
            return Ok(None);
        }
        let decoded = self.file_text()?;
        self.bytes = Box::new(Cursor::new(decoded.text.into_bytes()));
        Ok(decoded.encoding)
    }

    /// The whole text of a file that is one record.
    ///
    /// # Errors
    /// As [`Input::whole`].
    pub fn record_text(&mut self) -> Result<Decoded, Problem> {
        Ok(decode(self.whole(self.limits.record)?))
    }

    /// The whole text of a file that holds many records.
    ///
    /// # Errors
    /// As [`Input::whole`].
    pub fn file_text(&mut self) -> Result<Decoded, Problem> {
        Ok(decode(self.whole(self.limits.file)?))
    }
}

/// The problem of bytes that no encoding explains; the text is used all the same.
pub fn broken(origin: &Origin, decoded: &Decoded) -> Option<Problem> {
    let message = || format!("{} not UTF-8, shown as `\u{fffd}`", count(decoded.broken as u64, "piece"));
    (decoded.broken > 0).then(|| Problem::field(origin.clone(), message()))
}
