//! What a run says on stderr, for people or for programs.

use std::io::{self, Write};

use clap::ValueEnum;
use kliping::report::Problem;
use serde::Serialize;

/// How messages are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum LogFormat {
    /// A line for people.
    #[default]
    Text,
    /// A JSON object a line: level, message, and for a problem path and line.
    Json,
}

#[derive(Serialize)]
struct Entry<'a> {
    level: &'a str,
    message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u32>,
}

impl LogFormat {
    /// Says why the run ended as it did; `hint` is what to do.
    pub fn error(self, message: &str, hint: Option<&str>) {
        match (self, hint) {
            (Self::Text, Some(hint)) => tell(&format!("kliping: {message}\nhint: {hint}")),
            (Self::Text, None) => tell(&format!("kliping: {message}")),
            (Self::Json, _) => {
                self.entry("error", message, None);
                hint.into_iter().for_each(|hint| self.entry("hint", hint, None));
            }
        }
    }

    /// Names what is wrong with a record or file.
    pub fn problem(self, problem: &Problem) {
        match self {
            Self::Text => tell(&problem.to_string()),
            Self::Json => self.entry("warning", &problem.message, Some(problem)),
        }
    }

    /// Says how it went.
    pub fn info(self, message: &str) {
        match self {
            Self::Text => tell(message),
            Self::Json => self.entry("info", message, None),
        }
    }

    fn entry(self, level: &str, message: &str, problem: Option<&Problem>) {
        let origin = problem.map(|problem| &problem.origin);
        let line = origin.and_then(|origin| origin.line).map(std::num::NonZeroU32::get);
        let entry = Entry { level, message, path: origin.map(|origin| &*origin.path), line };
        // Texts and numbers always have a form in JSON.
        tell(&serde_json::to_string(&entry).unwrap_or_default());
    }
}

fn tell(line: &str) {
    // Where stderr is closed there is nobody to tell.
    let _ = writeln!(io::stderr().lock(), "{line}");
}
