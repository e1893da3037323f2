//! Outlet: the furniture of one outlet's pages, as its reader knows it.

use globset::GlobMatcher;

use super::furniture::{Then, begins};
use super::lines::{Line, start_of};

/// Lines of an outlet's pages that are no part of its articles.
#[derive(Debug, Clone)]
pub struct Outlet {
    /// The files that hold the outlet's pages; all where there is no pattern.
    pub files: Option<GlobMatcher>,
    /// Lines that are furniture; one that ends in `*` is the beginning of such lines.
    pub furniture: Vec<String>,
    /// Such lines, below which nothing is the article.
    pub end: Vec<String>,
}

impl Outlet {
    /// Whether the file `path` holds pages of the outlet.
    pub fn has(&self, path: &str) -> bool {
        self.files.as_ref().is_none_or(|files| files.is_match(path))
    }

    fn judge(&self, line: &str) -> Option<Then> {
        let is = |words: &String| match words.strip_suffix('*') {
            Some(start) => begins(line, start.trim_end()),
            None => line == words,
        };
        if self.end.iter().any(is) {
            return Some(Then::End);
        }
        self.furniture.iter().any(is).then_some(Then::Junk)
    }
}

/// Marks the lines that `outlets` know, before anything else is made of them.
pub(super) fn mark(lines: &mut [Line], outlets: &[&Outlet]) {
    if outlets.is_empty() {
        return;
    }
    for line in lines {
        let lower = start_of(&line.text).to_lowercase();
        if let Some(then) = outlets.iter().find_map(|outlet| outlet.judge(&lower)) {
            (line.then, line.stamp) = (Some(then), None);
        }
    }
}
