//! HTML: a saved web page → one record, from what the page says of itself (`json_ld.rs`, `meta.rs`) and from what it
//! shows (`scan.rs`, `body.rs`).

mod attributes;
mod body;
mod charset;
mod furniture;
mod json_ld;
mod lead;
mod meta;
mod restore;
mod scan;
mod stated;
#[cfg(test)]
mod tests;
mod title;

use super::charset::Decoded;
use super::input::broken;
use super::record::{Field, Markup, Record, Stored, Value};
use super::{Each, Format, Head, Input};
use crate::report::{Origin, Problem};
pub use charset::decode;
use scan::Scan;

/// A saved web page.
pub const FORMAT: Format = Format { name: "HTML", extensions: &["html", "htm", "xhtml", "shtml"], looks_like, read };

/// Elements nested deeper make the parser's work grow with the square of the depth.
const DEEPEST: usize = 256;

/// Of longer pages only the head is understood; the text is taken as it stands, in bytes.
const LONGEST: usize = 4 << 20;

fn looks_like(head: &Head) -> bool {
    let begins = |text: &str, with: &str| text.get(..with.len()).is_some_and(|start| start.eq_ignore_ascii_case(with));
    // An XML declaration or a comment may stand before.
    let text = head.text.split_once("<!").map_or(head.text, |(before, _)| match before.trim() {
        "" => head.text,
        declaration if declaration.starts_with("<?xml") => head.text.get(before.len()..).unwrap_or_default(),
        _ => head.text,
    });
    begins(text, "<!doctype html") || begins(text, "<html")
}

fn read(input: &mut Input, each: Each) {
    match input.whole(input.limits.record) {
        Err(problem) => each(Err(problem)),
        Ok(bytes) => page(decode(bytes, None), &Page::file(&input.origin), each),
    }
}

/// Where a page comes from.
pub struct Page<'a> {
    /// Where it stands.
    pub origin: &'a Origin,
    /// The name of the format that holds it.
    pub format: &'static str,
    /// Whether its lines are lines of the file.
    pub lines: bool,
    /// The address under which it was fetched, where that is known.
    pub url: Option<&'a str>,
    /// When it was fetched, where that is known.
    pub fetched: Option<&'a str>,
}

impl<'a> Page<'a> {
    fn file(origin: &'a Origin) -> Self {
        Self { origin, format: FORMAT.name, lines: true, url: None, fetched: None }
    }
}

/// Gives the record of a page, or the problem that it is none of an article.
pub fn page(decoded: Decoded, page: &Page, each: Each) {
    let html = attributes::bounded(&decoded.text);
    let scan = Scan::of(&html);
    let mut record = Record::new(page.origin.clone(), page.format, Markup::TextOrHtml);
    record.encoding = decoded.encoding;
    let own = page.origin.line.map_or(1, std::num::NonZeroU32::get);
    let mut put = |field: Field, value: Value, key: &str, line: u32| {
        let line = if page.lines { line } else { own };
        record.store(field, Stored { value, key: key.to_owned(), line });
    };
    let known = meta::fields(&scan, &mut put);
    if let Some(why) = known.no_article {
        return each(Err(Problem::record(page.origin.clone(), format!("no article found: {why}"))));
    }
    let text = |text: &str| Value::Text(text.to_owned());
    if let Some(url) = page.url {
        put(Field::Url, text(url), "WARC-Target-URI", own);
    }
    if let Some(fetched) = page.fetched {
        put(Field::Scraped, text(fetched), "WARC-Date", own);
    }
    let plain = html.len() > LONGEST || scan.deepest > DEEPEST;
    let article = if plain { body::Article::default() } else { body::extract(&html, &known) };
    if let Some(caption) = article.caption {
        put(Field::Caption, Value::Text(caption), "figcaption", own);
    }
    if !article.editors.is_empty() {
        put(Field::Editor, Value::List(article.editors), "editor", own);
    }
    match known.body.filter(|stated| stated.is_other(&article.text)) {
        Some(stated) => put(Field::Body, Value::Text(stated.text), "articleBody", own),
        None if is_poor(&article.text, known.summary.as_deref()) => {
            // The page of a picture says in its metadata what it shows.
            put(Field::Body, Value::Text(known.summary.unwrap_or_default()), "description", own);
        }
        None if article.html.is_empty() => put(Field::Body, Value::Text(scan.text.join("\n\n")), "", 1),
        None => put(Field::Body, Value::Text(article.html), "", 1),
    }
    if !known.dated {
        // The dateline may be anywhere in the visible text; the reader of pages finds it.
        record = as_page(record, &scan, &known.title, &article.text);
    }
    broken(page.origin, &decoded).into_iter().for_each(|problem| each(Err(problem)));
    if html.len() < decoded.text.len() {
        let most = attributes::MOST;
        let what = format!("an element has too many attributes, all but the first {most} are left out");
        each(Err(Problem::field(page.origin.clone(), what)));
    }
    if plain {
        each(Err(Problem::field(page.origin.clone(), "HTML nested too deep or too long, kept as plain text")));
    }
    each(Ok(record));
}

/// Whether so little was found of the article that its summary says more.
fn is_poor(found: &str, summary: Option<&str>) -> bool {
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
    summary.is_some_and(|summary| letters(found) < 150 && letters(summary) > letters(found).max(80))
}

/// The same record for the reader of pages: headline, the lines between it and the article, the article.
fn as_page(record: Record, scan: &Scan, title: &str, article: &str) -> Record {
    let article: Vec<String> = article.lines().map(body::fold).filter(|line| !line.is_empty()).collect();
    let Some(first) = article.iter().find(|line| line.len() > 60) else { return record };
    let first: String = first.chars().take(40).collect();
    let end = scan.text.iter().rposition(|line| line.contains(&first)).unwrap_or(0);
    let above = scan.text.get(..end).unwrap_or_default();
    let begin = above.iter().rposition(|line| line == title).map_or(end.saturating_sub(12), |at| at.saturating_sub(3));
    let dates = above.get(begin..).unwrap_or_default().iter().filter(|line| line.len() < 120 && scan::has_year(line));
    let mut text = vec![title.to_owned()];
    text.extend(dates.cloned());
    text.extend(article);
    let mut page = Record::new(record.origin.clone(), record.format, Markup::Page);
    page.encoding = record.encoding;
    for field in Field::ALL.iter().filter(|field| **field != Field::Body) {
        record.get(*field).into_iter().for_each(|stored| page.store(*field, stored.clone()));
    }
    page.store(Field::Body, Stored { value: Value::Text(text.join("\n\n")), key: String::new(), line: 1 });
    page
}
