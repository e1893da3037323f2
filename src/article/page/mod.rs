//! Page text: the lines of a scraped news page → title, dateline, caption, body, …, and a label for every line.

use crate::date::Context;

/// What a line of a page is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Label {
    /// The headline.
    Title,
    /// The headline again.
    TitleRepeat,
    /// When it was published.
    Date,
    /// The text under the photo.
    Caption,
    /// Who took the photo, on a line of its own.
    Credit,
    /// City and outlet before the first sentence, on a line of their own.
    Dateline,
    /// A paragraph of the article.
    Body,
    /// The reporter's code.
    Initials,
    /// Who wrote it, with or without a word such as `Penulis` before the name.
    Author,
    /// Who edited it.
    Editor,
    /// Words of the newsroom.
    Tags,
    /// Where the text comes from, `Sumber: …`.
    Source,
    /// Everything that is not the article.
    Furniture,
}

/// A text and the line of the page, counted from 1, on which it begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The text, white space folded.
    pub text: String,
    /// The line.
    pub line: u32,
}

/// A page as understood.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Page {
    /// The headline.
    pub title: Option<Found>,
    /// The line, or the part of it, that holds the date of publication, as written.
    pub date: Option<Found>,
    /// The photo's caption without its credit.
    pub caption: Option<String>,
    /// Who took the photo.
    pub credit: Option<String>,
    /// The city of the text's dateline, as written: `JAKARTA`, `Mataram, NTB`.
    pub city: Option<String>,
    /// The reporter's code without brackets: `cip`.
    pub initials: Option<String>,
    /// The writers' names.
    pub authors: Vec<String>,
    /// The editors' names.
    pub editors: Vec<String>,
    /// The newsroom's words.
    pub tags: Vec<String>,
    /// Paragraphs in order, without city, outlet and initials.
    pub body: Vec<String>,
    /// The label of every line that is not blank: line number from 1, label, the line.
    pub lines: Vec<(u32, Label, String)>,
}

/// Understands `text`, the text of one page.
pub fn read(text: &str, context: &Context) -> Page {
    let _ = (text, context);
    Page::default()
}

impl Label {
    /// The name in JSON.
    pub fn name(self) -> &'static str {
        "furniture"
    }
}
