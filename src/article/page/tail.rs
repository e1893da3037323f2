//! Tail: what is glued behind the last paragraph, where scrapers have joined all lines: links, notices, credits, footers.

use std::sync::LazyLock;

use aho_corasick::packed::Searcher;
use memchr::memmem;

use super::credits::{self, Credit};
use super::initials;
use super::inline::link_at_end;
use super::shape::is_ended;
use super::words::{BUTTONS, COPYRIGHTS, GLUED_CREDITS, GLUED_NOTICES, HELPED, TAILS};

/// Finds what may be glued behind a paragraph, in one pass: behind most nothing is. Shorter texts would slow it down.
static ENDS: LazyLock<Option<Searcher>> = LazyLock::new(|| {
    let others: &[&str] = &[STORIES, PAGE, PHOTO, HELPED, ANONYMOUS];
    Searcher::new([GLUED_NOTICES, TAILS, BUTTONS, COPYRIGHTS, GLUED_CREDITS, others].concat())
});

/// A signature and other stories.
const STORIES: &str = "(*) • ";

/// Before the name of a writer.
const ANONYMOUS: &str = "(*) ";

/// Before the number of a page.
const PAGE: &str = "Halaman ";

/// Between a caption and the credit in brackets behind it.
const PHOTO: &str = " - (";

/// What is glued behind an article has at most so many words.
const WORDS: usize = 60;

/// The names of sections above a footer are at most so many.
const SECTIONS: usize = 30;

/// A caption has at most so many words, its credit so many, and the name of a writer.
const CAPTION: usize = 16;
const CREDIT: usize = 4;
const NAME: usize = 5;

/// The words of the newsroom behind a code are at most so many.
const TAGS: usize = 24;

/// A headline has fewer words than so many before a full stop.
const SENTENCE: usize = 14;

/// At most so many links stand one behind the other.
const LINKS: usize = 10;

/// The last paragraph of an article and what is glued behind it: notices, a video, the number of the page, other stories,
/// who wrote it, the footer.
pub(super) fn cut(paragraph: &str) -> (&str, &str) {
    let has_none = ENDS.as_ref().is_some_and(|ends| ends.find(paragraph).is_none());
    if has_none && !paragraph.ends_with(',') && memmem::find(paragraph.as_bytes(), b") ").is_none() {
        return (paragraph, "");
    }
    let end = ends(paragraph).filter_map(|end| before(paragraph, end)).min().unwrap_or(paragraph.len());
    let text = paragraph.get(..end).unwrap_or(paragraph);
    let end = caption_at_end(text).or_else(|| commas_at_end(text)).unwrap_or(end);
    paragraph.split_at_checked(end).unwrap_or((paragraph, ""))
}

/// Every place where a tail may begin.
fn ends(paragraph: &str) -> impl Iterator<Item = usize> {
    let noticed = GLUED_NOTICES.iter().filter_map(move |mark| paragraph.rfind(mark));
    let linked = TAILS.iter().filter_map(move |mark| paragraph.rfind(mark));
    let linked = linked.filter(move |at| !paragraph.get(*at..).is_some_and(is_text));
    let buttons = BUTTONS.iter().filter_map(move |button| paragraph.strip_suffix(button)).map(str::len);
    let stories = paragraph.find(STORIES).map(|at| at + "(*)".len());
    let helped = paragraph.rfind(HELPED).and_then(|at| behind_sentence(paragraph, at));
    let signed = paragraph.rfind(ANONYMOUS).filter(|at| is_writer(paragraph.get(at + ANONYMOUS.len()..)));
    let footer = COPYRIGHTS.iter().filter_map(move |mark| above_footer(paragraph, paragraph.rfind(mark)?));
    let signs = move |at: &usize| paragraph.get(*at..).is_some_and(|tail| !credits_in(tail).is_empty());
    let credits = GLUED_CREDITS.iter().filter_map(move |mark| paragraph.rfind(mark)).filter(signs);
    let tagged = tags_behind_code(paragraph);
    noticed
        .chain(linked)
        .chain(buttons)
        .chain(helped)
        .chain(signed)
        .chain(tagged)
        .chain(stories)
        .chain(page_number(paragraph))
        .chain(footer)
        .chain(credits)
}

/// Where the paragraph ends whose tail begins at `end`, if it is a tail: a sentence or a link ends before it.
fn before(paragraph: &str, end: usize) -> Option<usize> {
    let (mut text, tail) = paragraph.split_at_checked(end)?;
    for _ in 0..LINKS {
        let Some(link) = link_at_end(text) else { break };
        text = text.get(..link)?;
    }
    let text = text.trim_end_matches([',', ' ', '|', '-', '>']);
    (is_ended(text) && tail.split(' ').count() <= WORDS).then_some(text.len())
}

/// Where the sentence begins in which `at` stands.
fn behind_sentence(paragraph: &str, at: usize) -> Option<usize> {
    let before = paragraph.get(..at)?;
    let end = before.rfind(['.', '"', '”', '!', '?', ')'])?;
    Some(end + before.get(end..)?.chars().next()?.len_utf8())
}

/// Whether nothing but a name stands at the end.
fn is_writer(rest: Option<&str>) -> bool {
    rest.is_some_and(|name| credits::is_person(name.trim()))
}

/// Where the code begins behind which nothing but words of the newsroom stand, `(abc/def) padi gogo lereng utara`.
fn tags_behind_code(paragraph: &str) -> Option<usize> {
    let (before, tags) = paragraph.rsplit_once(") ")?;
    let start = before.rfind('(')?;
    let code = paragraph.get(start..=before.len())?;
    let word = |word: &str| word.chars().all(|c| c.is_lowercase() || c.is_ascii_digit() || c == '-');
    let signed = initials::alone(code).is_some_and(|code| code.contains('/'));
    (signed && tags.split(' ').all(word) && tags.split(' ').count() <= TAGS).then_some(start)
}

/// Whether a sentence ends the tail, so that the article goes on in it.
fn is_text(tail: &str) -> bool {
    tail.ends_with(['.', '"', '”']) && !tail.ends_with("...") && tail.split(' ').nth(SENTENCE - 1).is_some()
}

/// Where the names of sections begin that stand above a footer: the last sentence or link ends before them.
fn above_footer(paragraph: &str, footer: usize) -> Option<usize> {
    let mut start = footer;
    for _ in 0..SECTIONS {
        let text = paragraph.get(..start)?.trim_end();
        let at = text.rfind(' ').map_or(0, |at| at + 1);
        let word = text.get(at..)?;
        if word.ends_with(['.', '"', '”', '!', '?', ')', ':']) || !word.starts_with(char::is_uppercase) {
            break;
        }
        start = at;
    }
    Some(start)
}

/// The credits in a tail, if nothing but they and the footer stands behind the first of them.
pub(super) fn credits_in(tail: &str) -> Vec<Credit> {
    if tail.is_empty() {
        return Vec::new();
    }
    let Some(start) = GLUED_CREDITS.iter().filter_map(|mark| tail.find(mark)).min() else { return Vec::new() };
    let tail = tail.get(start..).unwrap_or_default();
    let end = COPYRIGHTS.iter().filter_map(|mark| tail.find(mark)).min().unwrap_or(tail.len());
    let credits = credits::of(tail.get(..end).unwrap_or(tail).trim_end_matches([' ', ',']));
    let short = |credit: &Credit| credit.text.split(' ').count() <= NAME;
    if credits.iter().all(short) { credits } else { Vec::new() }
}

/// Where `Kebun bibit di lereng - (Nama/Kabar)` begins, a caption behind the last sentence.
fn caption_at_end(text: &str) -> Option<usize> {
    let (before, credit) = text.strip_suffix(')')?.rsplit_once(PHOTO)?;
    let start = before.rfind(['.', '"', '”', '!', '?'])?;
    let start = start + before.get(start..)?.chars().next()?.len_utf8();
    let words = before.get(start..)?.split_whitespace().count();
    ((1..=CAPTION).contains(&words) && credit.split(' ').count() <= CREDIT).then_some(start)
}

/// Where `. ,` ends, the comma being what is left of a joint between lines.
fn commas_at_end(text: &str) -> Option<usize> {
    let ended = text.trim_end_matches([',', ' ']);
    (ended.len() < text.len() && ended.ends_with(['.', '"', '”', '!', '?'])).then_some(ended.len())
}

/// Where `Halaman 2 dari 2` begins.
fn page_number(text: &str) -> Option<usize> {
    let at = text.rfind(PAGE)?;
    let mut words = text.get(at..)?.split(' ').skip(1);
    let number = |word: Option<&str>| word.is_some_and(|word| word.bytes().all(|byte| byte.is_ascii_digit()));
    (number(words.next()) && words.next() == Some("dari") && number(words.next())).then_some(at)
}
