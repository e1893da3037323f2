//! What stands on the page of an article and is none of it, told by names of classes and by whole paragraphs.

use dom_query::{Document, NodeRef};

/// Words of a class or an id that are given to furniture.
const NAMES: &[&str] = &[
    "ad",
    "ads",
    "advert",
    "advertisement",
    "bacajuga",
    "breadcrumb",
    "breadcrumbs",
    "caption",
    "comment",
    "comments",
    "copyright",
    "disqus",
    "iklan",
    "komentar",
    "newsletter",
    "paywall",
    "popular",
    "promo",
    "recommended",
    "recirculation",
    "related",
    "relatedpost",
    "share",
    "sharing",
    "sharebar",
    "sidebar",
    "social",
    "socials",
    "sponsor",
    "sponsored",
    "subscribe",
    "subscription",
    "tags",
    "taglist",
    "terkait",
    "terpopuler",
    "toolbar",
    "trending",
];

/// What a paragraph that leads to another story or to a service begins with, in lower case.
const BEGINNINGS: &[&str] = &[
    "advertisement",
    "also read",
    "artikel ini telah tayang",
    "baca artikel",
    "baca berita",
    "baca juga",
    "baca pula",
    "baca selengkapnya",
    "baca:",
    "berita terkait",
    "cek berita",
    "copyright",
    "dapatkan update berita",
    "dilarang keras",
    "download aplikasi",
    "follow us",
    "foto terkait",
    "gabung di",
    "ikuti berita",
    "ikuti kami",
    "jangan lewatkan",
    "jangan sampai ketinggalan",
    "konten berikut",
    "lihat juga",
    "loading...",
    "nonton juga",
    "pilihan editor",
    "read also",
    "read more",
    "saksikan juga",
    "saksikan video",
    "scroll to continue",
    "see also",
    "share this",
    "sign up",
    "simak berita",
    "simak juga",
    "simak video",
    "subscribe",
    "tonton juga",
    "tonton video",
    "topik terkait",
    "video pilihan",
    "yuk, ikuti",
    "yuk ikuti",
    "[gambas:",
    "© ",
    "all rights reserved",
];

/// Labels of people below an article.
const CREDITS: &[&str] = &[
    "credit", "credits", "jurnalis", "penulis", "pewarta", "redaktur", "rep", "reporter", "red", "sumber", "tag",
    "tags", "topik", "writer",
];

/// Labels of editors.
const EDITORS: &[&str] = &["editor", "penyunting"];

/// What a paragraph is.
#[derive(Debug, PartialEq, Eq)]
pub enum Line {
    /// A paragraph of the article, or none that is surely something else.
    Text,
    /// None of the article.
    Furniture,
    /// The editor, by name where the paragraph has it.
    Editor(Option<String>),
}

/// Whether a class or an id is that of furniture: `box-share`, `bacaJuga`, `related_posts`.
pub fn is_named(name: &str) -> bool {
    let word = |word: &str| NAMES.contains(&word.to_lowercase().as_str());
    name.split(|c: char| !c.is_ascii_alphanumeric()).any(word)
}

/// What the paragraph `text` of the article `title` is; above the article's first sentence title and date are repeated.
pub fn line(text: &str, title: &str, seen_text: bool) -> Line {
    let lower = text.to_lowercase();
    if let Some((label, rest)) = lower.split_once(':').or_else(|| lower.split_once(" by "))
        && text.len() < 100
        && rest.split_whitespace().count() < 8
    {
        let name = text.get(text.len().saturating_sub(rest.len())..).map(str::trim).filter(|name| !name.is_empty());
        if EDITORS.contains(&label.trim()) {
            return Line::Editor(name.map(str::to_owned));
        }
        if CREDITS.contains(&label.trim()) && !seen_sentence(text) {
            return Line::Furniture;
        }
    }
    let short = text.len() < 250;
    if short && BEGINNINGS.iter().any(|start| lower.starts_with(start)) {
        return Line::Furniture;
    }
    let repeats = !title.is_empty() && fold(text) == fold(title);
    let dated = text.len() < 80 && super::scan::has_year(text) && !seen_sentence(text);
    if !seen_text && (repeats || dated) { Line::Furniture } else { Line::Text }
}

/// Whether a text ends as sentences do.
fn seen_sentence(text: &str) -> bool {
    text.trim_end_matches(['"', '”', '\'', '’', ')']).ends_with(['.', '!', '?'])
}

fn fold(text: &str) -> String {
    text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The text of an article, a paragraph a line.
pub fn text(content: &Document) -> String {
    let mut text = String::new();
    content.body().iter().for_each(|body| push(body, &mut text));
    text
}

fn push(node: &NodeRef, text: &mut String) {
    for inner in node.descendants_it() {
        if inner.is_text() {
            text.push_str(&inner.text());
        } else if inner.is("p, div, br, li, h1, h2, h3, h4, h5, h6, td, blockquote, section") {
            text.push('\n');
        }
    }
}
