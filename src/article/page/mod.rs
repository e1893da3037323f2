//! Page text: the lines of a scraped news page → title, dateline, caption, body, …, and a label for every line.
//!
//! A page is read from top to bottom, each step knowing more than the one before:
//!
//! | step | what it does |
//! |---|---|
//! | `marks` | a text in Markdown loses its marks |
//! | `lines` | text → lines, white space folded, measured (`shape`), dates (`stamp`) and phrases (`furniture`, `words`) seen |
//! | `join` | paragraphs cut at links become one line again |
//! | `oneline` | a page without line breaks is cut into lines (`oneline_end`) |
//! | `bylines` | labels writers, editors, tags, sources (`credits`) |
//! | `head` | finds date, where the article begins (`start`) and its headline (`headline`) |
//! | `front` | labels the lines above the article (`caption`) |
//! | `walk` | labels the article and what stands below it (`ahead`, `below`, `initials`, `lists`) |
//! | `gather` | labelled lines → [`Page`], city (`dateline`, `cities`) and glued links (`inline`) taken out |
//! | `bodydate` | the day that the text itself names |
//! | `outlet` | marks what the user says of an outlet's pages |
//! | `learned` | labels what the pages of one folder share |
//! | `split` | several articles in one text |
//!
//! Place, shape and repetition decide before phrases; a line that is not surely something else is a paragraph.

mod ahead;
mod below;
mod bodydate;
mod bylines;
mod caption;
mod cities;
mod credit_first;
mod credits;
mod dateline;
mod front;
mod furniture;
mod gather;
mod head;
mod headline;
mod initials;
mod inline;
mod inserted;
mod inside;
mod join;
mod learned;
mod lines;
mod lists;
mod marks;
mod oneline;
mod oneline_end;
mod outlet;
mod shape;
mod split;
mod stamp;
mod start;
mod tail;
#[cfg(test)]
mod tests;
mod walk;
mod words;

pub use learned::{Counted, Learned, Learner, SAMPLE};
pub use outlet::Outlet;
pub use split::split;

use std::collections::HashSet;

use crate::date::Context;

/// What a line of a page is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Label {
    /// The headline.
    Title,
    /// The headline again.
    TitleRepeat,
    /// When it was published, or changed.
    Date,
    /// The sentence under the headline that sums the article up.
    Lead,
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

impl Label {
    /// The label's name, the same in every version.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::TitleRepeat => "title_repeat",
            Self::Date => "date",
            Self::Lead => "lead",
            Self::Caption => "caption",
            Self::Credit => "credit",
            Self::Dateline => "dateline",
            Self::Body => "body",
            Self::Initials => "initials",
            Self::Author => "author",
            Self::Editor => "editor",
            Self::Tags => "tags",
            Self::Source => "source",
            Self::Furniture => "furniture",
        }
    }
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
    /// For a page without date: the day of the text's dateline, else the one day that the text itself names with weekday
    /// and year, `Rabu (2/3/2022)`.
    pub body_date: Option<Found>,
    /// The sentence under the headline that sums the article up; it is not in the body.
    pub lead: Option<String>,
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
    /// The label of every line that is not blank: line number from 1, label, the line with its white space folded.
    /// The pieces of a line that holds several parts of the page have its number each.
    pub lines: Vec<(u32, Label, String)>,
}

/// What is known of a page before it is read.
#[derive(Debug, Clone, Default)]
pub struct Known<'a> {
    /// What the pages beside it share.
    pub learned: Option<&'a HashSet<u64>>,
    /// What the user says of its outlet.
    pub outlets: Vec<&'a Outlet>,
}

/// Understands `text`, the text of one page. Never fails: a text that is no news page is a body. Takes time in
/// proportion to the text; of a line only the first 4,000 bytes are searched for marks.
#[must_use]
pub fn read(text: &str, context: &Context, known: &Known) -> Page {
    let mut lines = lines::of(&marks::plain(text));
    oneline::unfold(&mut lines);
    outlet::mark(&mut lines, &known.outlets);
    bylines::label(&mut lines);
    let head = head::find(&lines);
    learned::label(&mut lines, &head, known.learned);
    front::label(&mut lines, &head);
    let title = head.title.and_then(|at| lines.get(at)).map(|line| shape::title_key(&line.text));
    walk::label(&mut lines, head.start, title.as_deref());
    let mut page = gather::page(lines, &head);
    page.body_date = bodydate::of(&page, context);
    bodydate::check(&mut page, context);
    page
}

/// Understands `text`, the text of an article whose headline stands apart: no line of it is headline or date.
#[must_use]
pub fn read_body(title: &str, text: &str, known: &Known) -> Page {
    let mut lines = lines::of(&marks::plain(text));
    outlet::mark(&mut lines, &known.outlets);
    bylines::label(&mut lines);
    let title = shape::title_key(title);
    let repeated = lines.first_mut().filter(|line| shape::is_title(&line.text, &title));
    let start = usize::from(repeated.is_some());
    if let Some(line) = repeated {
        line.label = Some(Label::TitleRepeat);
    }
    walk::label(&mut lines, start, Some(&title));
    gather::page(lines, &head::Head { start, ..head::Head::default() })
}
