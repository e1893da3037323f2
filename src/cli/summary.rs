//! What a run says to a monitor.

use std::time::Duration;

use chrono::{SecondsFormat, Utc};
use kliping::pipeline::Published;
use kliping::report::Report;
use serde::Serialize;

use super::Exit;

/// The content of the file that `--summary` names.
#[derive(Debug, Serialize)]
pub struct Summary {
    /// The exit code.
    exit: u8,
    /// When the run ended, as RFC 3339 writes it, in UTC.
    finished: String,
    /// How long it took, in seconds: all of it, then its parts.
    seconds: f64,
    parts: serde_json::Map<String, serde_json::Value>,
    /// Articles that can be published.
    articles: u64,
    /// Records that cannot, copies, drafts, and articles that wait until they are due.
    skipped: u64,
    copies: u64,
    drafts: u64,
    held: u64,
    /// Problems that no earlier run has told.
    new_problems: u64,
    /// Files that the system did not give.
    unreadable: u64,
    /// Feeds, and what became of their files; nothing where nothing was published.
    feeds: Option<usize>,
    written: Option<usize>,
    unchanged: Option<usize>,
    removed: Option<usize>,
}

impl Summary {
    /// The summary of a run that took so long.
    pub fn new(exit: Exit, published: Option<&Published>, report: &Report, took: Duration) -> Self {
        let parts = report.durations.iter().map(|(name, took)| ((*name).to_owned(), seconds(*took).into()));
        Self {
            exit: exit as u8,
            finished: Utc::now().to_rfc3339_opts(SecondsFormat::Secs, true),
            seconds: seconds(took),
            parts: parts.collect(),
            articles: report.articles,
            skipped: report.skipped,
            copies: report.copy_count,
            drafts: report.drafts,
            held: report.held,
            new_problems: report.problem_count(),
            unreadable: report.failed,
            feeds: published.map(|published| published.feeds),
            written: published.map(|published| published.changes.written.len()),
            unchanged: published.map(|published| published.changes.unchanged),
            removed: published.map(|published| published.changes.removed.len()),
        }
    }

    /// The summary as JSON, with a line break at its end.
    pub fn to_json(&self) -> Vec<u8> {
        // Texts and numbers always have a form in JSON.
        let mut json = serde_json::to_vec_pretty(self).unwrap_or_default();
        json.push(b'\n');
        json
    }
}

/// In seconds, to the millisecond.
fn seconds(took: Duration) -> f64 {
    took.as_millis() as f64 / 1000.0
}
