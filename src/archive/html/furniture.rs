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
    "consent",
    "cookie",
    "cookies",
    "copyright",
    "disqus",
    "iklan",
    "komentar",
    "newsletter",
    "onetrust",
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

/// Names of more than one word, without what stands between the words.
const COMPOUNDS: &[&str] = &[
    "aboutauthor",
    "alsoread",
    "authorbio",
    "authorbox",
    "authorcard",
    "authorinfo",
    "bacajuga",
    "lihatjuga",
    "readalso",
    "readingtime",
    "readtime",
    "regwall",
    "screenreader",
    "signin",
    "signup",
    "simakjuga",
    "visuallyhidden",
];

/// What a paragraph that leads to another story or to a service begins with, in lower case.
const BEGINNINGS: &[&str] = &[
    "advertisement",
    "also read",
    "artikel ini sudah tayang",
    "artikel ini telah naik",
    "artikel ini telah tayang",
    "baca artikel",
    "baca berita",
    "baca juga",
    "baca pula",
    "baca selengkapnya",
    "baca:",
    "berita ini telah tayang",
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
    "reporting by ",
    "saksikan juga",
    "saksikan video",
    "scroll to continue",
    "see also",
    "share this",
    "sign up",
    "silakan baca konten",
    "simak berita",
    "simak juga",
    "simak video",
    "subscribe",
    "tonton juga",
    "tonton video",
    "topik terkait",
    "video pilihan",
    "yuk, ikuti",
    "yuk, simak",
    "yuk ikuti",
    "[gambas:",
    "© ",
    "all rights reserved",
];

/// What a line about the publication begins with, in lower case.
const STAMPS: &[&str] =
    &["diperbarui", "dipublikasikan", "diterbitkan", "last updated", "posted", "published", "terbit", "updated"];

/// What stands before the name of a writer, in lower case.
const BYLINES: &[&str] = &["by ", "oleh ", "oleh: "];

/// Words in lower case that are parts of names and of what stands between them.
const JOINING: &[&str] =
    &["al", "and", "bin", "binti", "da", "dan", "de", "dr", "el", "for", "of", "the", "van", "von"];

/// Labels of people below an article.
const CREDITS: &[&str] = &[
    "credit",
    "credits",
    "contributor",
    "fotografer",
    "jurnalis",
    "kontributor",
    "penulis",
    "pewarta",
    "photographer",
    "redaktur",
    "redaktur & reporter",
    "rep",
    "reporter",
    "red",
    "sumber",
    "tag",
    "tags",
    "topik",
    "writer",
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
    let folded = fold(name);
    words(name).any(|word| NAMES.contains(&word.as_str())) || COMPOUNDS.iter().any(|name| folded.contains(name))
}

/// The words of a class or an id, in lower case: `post-date`, and `imageCaption` both whole and in its parts.
pub fn words(name: &str) -> impl Iterator<Item = String> {
    name.split(|c: char| !c.is_ascii_alphanumeric()).flat_map(|word| {
        let starts = word.char_indices().filter(|(at, c)| *at > 0 && c.is_ascii_uppercase()).map(|(at, _)| at);
        let mut ends: Vec<usize> = starts.collect();
        ends.push(word.len());
        let mut begin = 0;
        let parts = ends.into_iter().map(move |end| {
            let part = word.get(begin..end).unwrap_or_default();
            begin = end;
            part
        });
        let whole = std::iter::once(word).filter(|word| word.contains(|c: char| c.is_ascii_uppercase()));
        parts.chain(whole).map(str::to_ascii_lowercase).collect::<Vec<_>>()
    })
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
    if short && is_credits(&lower) || is_reading_time(&lower) {
        return Line::Furniture;
    }
    if short && BEGINNINGS.iter().any(|start| lower.starts_with(start)) {
        return Line::Furniture;
    }
    if text.len() < 120 && !seen_sentence(text) && (is_stamp(&lower) || is_byline(text)) {
        return Line::Furniture;
    }
    let repeats = !title.is_empty() && text.len() < title.len() + 40 && fold(text).ends_with(&fold(title));
    let dated = text.len() < 120 && super::scan::has_year(text) && !seen_sentence(text);
    if !seen_text && (repeats || dated) { Line::Furniture } else { Line::Text }
}

/// Several people in a row: `Penulis: Sri Lestari Editor: Adi Putra`.
fn is_credits(lower: &str) -> bool {
    let labels = lower.split(':').filter(|part| {
        let label = part.split_whitespace().next_back().unwrap_or_default();
        EDITORS.contains(&label) || CREDITS.contains(&label)
    });
    let begins = lower.split([':', ' ']).next().is_some_and(|word| CREDITS.contains(&word) || EDITORS.contains(&word));
    begins && labels.count() > 1
}

/// `Published Jun 04, 2026 • Last updated 1 day ago`
fn is_stamp(lower: &str) -> bool {
    STAMPS.iter().any(|start| lower.starts_with(start)) && super::scan::has_year(lower)
}

/// `By Sri Lestari and Adi Putra`
fn is_byline(text: &str) -> bool {
    let lower = text.to_lowercase();
    let Some(start) = BYLINES.iter().find(|start| lower.starts_with(*start)) else { return false };
    let names: Vec<&str> = text.get(start.len()..).unwrap_or_default().split_whitespace().collect();
    let is_name = |word: &&str| word.starts_with(|c: char| !c.is_lowercase()) || JOINING.contains(word);
    names.len() < 9 && names.iter().all(is_name)
}

/// `Waktu baca 3 menit`, `3 min read`.
fn is_reading_time(lower: &str) -> bool {
    let has = |words: &[&str]| lower.split(|c: char| !c.is_alphanumeric()).any(|word| words.contains(&word));
    lower.len() < 40
        && lower.contains(|c: char| c.is_ascii_digit())
        && has(&["menit", "min", "mins", "minute", "minutes"])
        && has(&["baca", "membaca", "read", "reading"])
}

/// Whether a text ends as sentences do.
pub fn seen_sentence(text: &str) -> bool {
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
            // Lines of the source are none of the page but in `pre`.
            let lines = inner.text();
            let kept = lines.trim().contains('\n') && inner.ancestors_it(None).any(|above| above.has_name("pre"));
            text.push_str(&if kept { lines.to_string() } else { lines.replace(['\n', '\r'], " ") });
        } else if inner.is("p, div, br, li, h1, h2, h3, h4, h5, h6, td, blockquote, section") {
            text.push('\n');
        }
    }
}
