//! What is wrong with `config.toml`: file, line, column, what was found, what to do.

use std::fmt;
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};

use crate::report::{nearest, quote};

/// A configuration that cannot be used.
#[derive(Debug)]
pub struct Error {
    path: PathBuf,
    /// Line and column, counted from 1; the column counts characters.
    place: Option<(usize, usize)>,
    message: String,
    hint: Option<String>,
}

impl std::error::Error for Error {}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:", self.path.display())?;
        if let Some((line, column)) = self.place {
            write!(f, "{line}:{column}:")?;
        }
        write!(f, " {}", self.message)?;
        match &self.hint {
            Some(hint) => write!(f, "\nhint: {hint}"),
            None => Ok(()),
        }
    }
}

/// The file, for telling where in it something stands.
#[derive(Debug, Clone, Copy)]
pub struct Document<'a> {
    /// Where the file is.
    pub path: &'a Path,
    /// What is in it.
    pub text: &'a str,
}

impl Document<'_> {
    /// An error at `span`, a range of bytes of the file.
    pub fn error(&self, span: Range<usize>, message: impl Into<String>) -> Error {
        let before = self.text.get(..span.start.min(self.text.len())).unwrap_or_default();
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let line = 1 + before.bytes().filter(|byte| *byte == b'\n').count();
        let column = 1 + before.get(line_start..).map_or(0, |start| start.chars().count());
        Error { path: self.path.to_owned(), place: Some((line, column)), message: message.into(), hint: None }
    }

    /// The error of the TOML parser, in our words where they are known.
    pub fn parse_error(&self, error: &toml::de::Error) -> Error {
        let span = error.span().unwrap_or(0..0);
        let found = self.text.get(span.clone()).unwrap_or_default();
        let message = error.message();
        if let Some(allowed) = message.strip_prefix("unknown field ") {
            let mut names = allowed.split('`').skip(1).step_by(2);
            let key = names.next().unwrap_or(found);
            let known: Vec<&str> = names.collect();
            return self.error(span, format!("unknown key {}", quote(key))).hint(
                match nearest(key, known.iter().copied()) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("allowed here: {}", known.join(", ")),
                },
            );
        }
        if let Some(key) = message.strip_prefix("missing field ") {
            return self.error(span, format!("key {key} is missing")).hint(format!("add {key}"));
        }
        if let Some((_, expected)) = message.split_once(", expected ").filter(|_| message.starts_with("invalid ")) {
            let first = found.lines().next().unwrap_or_default();
            return self.error(span, format!("{}: wrong type, expected {}", quote(first), plain(expected)));
        }
        self.error(span, format!("not TOML: {}", message.lines().next().unwrap_or_default()))
    }
}

/// A type of the program in words of TOML's users.
fn plain(expected: &str) -> &str {
    match expected {
        "usize" | "u32" | "u64" => "a whole number from 0",
        "i32" | "i64" => "a whole number",
        "f64" => "a number",
        "a boolean" => "true or false",
        "a sequence" => "a list",
        "a map" => "a table",
        other if other.starts_with("struct ") => "a table",
        other => other,
    }
}

impl Error {
    /// The file cannot be read.
    pub fn unreadable(path: &Path, cause: &io::Error) -> Self {
        let message = match cause.kind() {
            io::ErrorKind::NotFound => "there is no such file".to_owned(),
            _ => format!("cannot be read: {cause}"),
        };
        let hint = "`kliping init` writes one, `--config FILE` names another".to_owned();
        Self { path: path.to_owned(), place: None, message, hint: Some(hint) }
    }

    /// The error with advice.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}
