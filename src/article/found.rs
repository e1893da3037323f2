//! Where in a record each field was found, for `explain`.

use std::fmt;

/// Where a field was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// The key as the archive spells it; empty where there is none.
    pub key: String,
    /// The line of the file, counted from 1.
    pub line: u32,
    /// In what of the line, in words; empty for all of it.
    pub within: &'static str,
}

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { key, line, within } = self;
        if !key.is_empty() {
            write!(f, "key `{key}`, ")?;
        }
        write!(f, "line {line}{}{within}", if within.is_empty() { "" } else { ", " })
    }
}
