//! The text of an article: paragraphs, or HTML that has been cleaned. Nothing else gets in.

use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;

use memchr::{memchr, memchr_iter, memchr2};
use pulldown_cmark::{Options, Parser, html::push_html};
use url::Url;

use super::prose;
use super::repair::repair;

/// Elements nested deeper make the HTML parser's work grow with the square of the depth.
const DEEPEST: usize = 256;

/// HTML that is not at rest after so many rounds is given up; of 40,000 made of scraps none took more than three.
const MOST_ROUNDS: usize = 6;

/// Longer HTML is not parsed, in bytes.
const LONGEST: usize = 4 << 20;

/// Longer Markdown is not parsed, in bytes.
const LONGEST_MARKDOWN: usize = 1 << 20;

/// The parser of Markdown keeps something of each mark, in memory that grows with them.
const MOST_MARKS: usize = 100_000;

/// Quotes and lists that begin on one line make its work grow with the square of their number.
const MOST_OPENED: usize = 64;

/// Elements that begin and end a paragraph of plain text.
const BLOCKS: &[&str] = &[
    "blockquote",
    "br",
    "dd",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "table",
    "td",
    "th",
    "tr",
    "ul",
];

/// Elements that tell HTML from text in which there is a `<`.
const TELLING: &[&str] = &[
    "a",
    "article",
    "b",
    "blockquote",
    "br",
    "center",
    "div",
    "em",
    "figure",
    "font",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "iframe",
    "img",
    "li",
    "ol",
    "p",
    "script",
    "section",
    "span",
    "strong",
    "style",
    "table",
    "td",
    "tr",
    "u",
    "ul",
];

/// The text of an article.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Body(Form);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Form {
    /// Paragraphs of plain text.
    Text(Vec<String>),
    /// HTML that came out of [`clean`].
    Html(String),
}

impl Default for Form {
    fn default() -> Self {
        Form::Text(Vec::new())
    }
}

/// Whether Markdown would take the parser too long.
fn is_tangled(text: &str) -> bool {
    let opens = |c: char| matches!(c, '>' | '-' | '*' | '+' | '.' | ')');
    let begin = |c: char| c.is_whitespace() || c.is_ascii_digit() || opens(c);
    let opened = |line: &str| line.chars().take_while(|c| begin(*c)).filter(|c| opens(*c)).count();
    let is_rule = |line: &str| line.bytes().all(|byte| b"-*. \t".contains(&byte));
    text.len() > LONGEST_MARKDOWN
        || (text.len() > MOST_MARKS && text.bytes().filter(u8::is_ascii_punctuation).count() > MOST_MARKS)
        || text
            .lines()
            .any(|line| line.len() > MOST_OPENED && opened(line) > MOST_OPENED && !(is_rule(line) && line.len() < 1000))
}

/// HTML was too long, too deep or too tangled to be cleaned; its text was kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooDeep;

impl Body {
    /// Paragraphs of plain text; empty ones are left out.
    pub fn text(paragraphs: impl IntoIterator<Item = String>) -> Self {
        Self(Form::Text(paragraphs.into_iter().filter(|paragraph| !paragraph.trim().is_empty()).collect()))
    }

    /// Plain text, with blank lines between its paragraphs or one a line; entities are decoded.
    pub fn plain(text: &str) -> Self {
        let decoded = decoded(text);
        Self::text(if has_blank_line(&decoded) { blank_lines(&decoded) } else { single_lines(&decoded) })
    }

    /// HTML where `text` holds tags, else plain text.
    pub fn text_or_html(text: &str, base: Option<&Url>) -> (Self, Option<TooDeep>) {
        if looks_like_html(text) { Self::html(text, base) } else { (Self::plain(text), None) }
    }

    /// CommonMark with tables, footnotes and strikethrough; HTML in it is cleaned like any other.
    pub fn markdown(text: &str, base: Option<&Url>) -> (Self, Option<TooDeep>) {
        let prose = if text.len() <= LONGEST_MARKDOWN { prose::html(text) } else { None };
        match prose {
            Some(html) if html.is_empty() => (Self::default(), None),
            Some(html) => (Self(Form::Html(html)), None),
            None if is_tangled(text) => (Self::plain(text), Some(TooDeep)),
            None => parsed_markdown(text, base),
        }
    }

    /// The paragraphs with which Markdown begins that is nothing but paragraphs, as plain text. `begins` is the
    /// beginning of `text` up to the end of a line.
    pub(super) fn beginning_of_prose(text: &str, begins: &str) -> Option<Self> {
        let is_prose = text.len() <= LONGEST_MARKDOWN && prose::is_all(text);
        is_prose.then(|| Self::text(blank_lines(begins)))
    }

    /// HTML, cleaned; relative addresses are completed with `base` or dropped.
    pub fn html(html: &str, base: Option<&Url>) -> (Self, Option<TooDeep>) {
        let fits = |html: &str| html.len() <= LONGEST && depth(html) <= DEEPEST;
        let Some(clean) = fits(html).then(|| settled(html, base)).flatten().filter(|clean| fits(clean)) else {
            return (Self::text(paragraphs(html)), Some(TooDeep));
        };
        if paragraphs(&clean).next().is_none() && !clean.contains("<img ") {
            return (Self::default(), None);
        }
        (Self(Form::Html(clean)), None)
    }

    /// HTML that [`Body::html`] gave, kept where nobody else could touch it.
    pub(super) fn cleaned(html: String) -> Self {
        Self(Form::Html(html))
    }

    /// The cleaned HTML, where the text is HTML.
    pub fn as_html(&self) -> Option<&str> {
        match &self.0 {
            Form::Html(html) => Some(html),
            Form::Text(_) => None,
        }
    }

    /// Whether there is nothing to read.
    pub fn is_empty(&self) -> bool {
        matches!(&self.0, Form::Text(paragraphs) if paragraphs.is_empty())
    }

    /// The paragraphs as plain text.
    pub fn paragraphs(&self) -> Cow<'_, [String]> {
        match &self.0 {
            Form::Text(paragraphs) => Cow::Borrowed(paragraphs),
            Form::Html(html) => Cow::Owned(paragraphs(html).collect()),
        }
    }

    /// The paragraphs as plain text, one after the other: of HTML only those are made that are asked for.
    pub fn iter_paragraphs(&self) -> Box<dyn Iterator<Item = Cow<'_, str>> + '_> {
        match &self.0 {
            Form::Text(paragraphs) => Box::new(paragraphs.iter().map(|paragraph| paragraph.as_str().into())),
            Form::Html(html) => Box::new(paragraphs(html).map(Cow::Owned)),
        }
    }

    /// The text as clean HTML, the first paragraph of plain text begun with `lead`.
    pub fn to_html(&self, lead: Option<&str>) -> String {
        match &self.0 {
            Form::Html(html) => html.trim().to_owned(),
            Form::Text(paragraphs) => {
                let mut html = String::new();
                for (index, paragraph) in paragraphs.iter().enumerate() {
                    html.push_str("<p>");
                    if let Some(lead) = lead.filter(|_| index == 0) {
                        html.push_str(&escape(lead));
                        html.push_str(" - ");
                    }
                    html.push_str(&escape(paragraph));
                    html.push_str("</p>\n");
                }
                html.truncate(html.trim_end().len());
                html
            }
        }
    }
}

/// CommonMark as the parser reads it.
pub(super) fn parsed_markdown(text: &str, base: Option<&Url>) -> (Body, Option<TooDeep>) {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_FOOTNOTES;
    let mut html = String::with_capacity(text.len() * 5 / 4);
    push_html(&mut html, Parser::new_ext(text, options));
    Body::html(&html, base)
}

/// Plain text as HTML, between tags.
pub fn escape(text: &str) -> Cow<'_, str> {
    // Every byte is looked at, so that many can be at once.
    if text.bytes().fold(true, |plain, byte| plain & !matches!(byte, b'&' | b'<' | b'>')) {
        return Cow::Borrowed(text);
    }
    html_escape::encode_text(text)
}

/// Plain text as the value of an attribute in double quotes.
pub fn escape_attribute(text: &str) -> Cow<'_, str> {
    html_escape::encode_double_quoted_attribute(text)
}

/// The text with its entities decoded once.
pub(super) fn decoded(text: &str) -> Cow<'_, str> {
    let is_coded = memchr(b'&', text.as_bytes()).is_some();
    if is_coded { html_escape::decode_html_entities(text) } else { Cow::Borrowed(text) }
}

/// A text of one line: tags gone, entities decoded once, white space folded, no control or invisible characters.
pub fn line(text: &str) -> String {
    let text = text.trim_matches([' ', '\n']);
    if is_plain(text) {
        return text.to_owned();
    }
    let untagged = without_tags(text);
    let decoded = repair(html_escape::decode_html_entities(&untagged));
    let mut folded = String::with_capacity(decoded.len());
    let mut parted = false;
    for c in decoded.chars().filter(|c| !is_invisible(*c)) {
        if c.is_whitespace() || c.is_control() {
            parted = true;
            continue;
        }
        if parted && !folded.is_empty() {
            folded.push(' ');
        }
        parted = false;
        folded.push(c);
    }
    folded
}

/// Whether nothing in `text` is to be decoded, folded or taken out, as in most texts.
fn is_plain(text: &str) -> bool {
    memchr2(b'&', b'<', text.as_bytes()).is_none() && is_folded(text)
}

/// Whether `text` is printable ASCII without two spaces in a row. Every byte is looked at, so that many can be at once.
pub(super) fn is_folded(text: &str) -> bool {
    let bytes = text.as_bytes();
    let next = bytes.get(1..).unwrap_or_default();
    let is_space = |byte: &u8| u8::from(*byte == b' ');
    bytes.iter().fold(0, |so_far, byte| so_far | u8::from(!(b' '..0x7f).contains(byte))) == 0
        && bytes.iter().zip(next).fold(0, |so_far, (one, other)| so_far | (is_space(one) & is_space(other))) == 0
}

/// Whether the paragraphs of `text`, joined by line ends, are the text itself.
pub(super) fn is_settled(text: &str) -> bool {
    let is_settled = |line: &str| !line.is_empty() && line.trim_matches(' ').len() == line.len() && is_plain(line);
    parted(text).all(is_settled)
}

/// The parts of `text` between line feeds.
pub(super) fn parted(text: &str) -> impl Iterator<Item = &str> {
    let ends = memchr_iter(b'\n', text.as_bytes()).chain([text.len()]);
    ends.scan(0, |start, end| Some(text.get(std::mem::replace(start, end + 1)..end).unwrap_or_default()))
}

/// Zero-width characters, soft hyphens, and marks that turn the direction of the text that follows. The joiners stay:
/// they hold emoji together.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{ad}')
}

/// Text without the tags that tell HTML; another `<` is the author's own.
fn without_tags(text: &str) -> Cow<'_, str> {
    if !looks_like_html(text) {
        return Cow::Borrowed(text);
    }
    let mut kept = String::with_capacity(text.len());
    let mut seen = 0;
    for tag in tags(text).filter(|tag| TELLING.contains(&tag.name.as_str())) {
        kept.push_str(text.get(seen..tag.start).unwrap_or_default());
        seen = tag.end;
    }
    kept.push_str(text.get(seen..).unwrap_or_default());
    Cow::Owned(kept)
}

fn has_blank_line(text: &str) -> bool {
    text.trim().lines().any(|line| line.trim().is_empty())
}

fn blank_lines(text: &str) -> Vec<String> {
    let mut paragraphs = vec![String::new()];
    for line in text.lines() {
        match (line.trim(), paragraphs.last_mut()) {
            ("", Some(last)) if !last.is_empty() => paragraphs.push(String::new()),
            ("", _) => {}
            (words, Some(last)) => {
                if !last.is_empty() {
                    last.push(' ');
                }
                last.push_str(words);
            }
            (_, None) => {}
        }
    }
    paragraphs.iter().map(|paragraph| self::line(paragraph)).collect()
}

fn single_lines(text: &str) -> Vec<String> {
    text.lines().map(line).collect()
}

/// Whether there is a tag in `text` that is surely HTML's.
pub fn looks_like_html(text: &str) -> bool {
    tags(text).any(|tag| TELLING.contains(&tag.name.as_str()))
}

/// A tag found by its brackets; good enough to count and to tell, not to parse what is hostile.
struct Tag {
    name: String,
    closes: bool,
    /// The bytes of the tag, brackets included.
    start: usize,
    end: usize,
}

fn tags(html: &str) -> impl Iterator<Item = Tag> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let start = at + memchr(b'<', html.as_bytes().get(at..)?)?;
            let inside = html.get(start + 1..)?;
            let closes = inside.starts_with('/');
            let name = inside.trim_start_matches('/');
            let letters = name.bytes().take(16).take_while(u8::is_ascii_alphanumeric).count();
            let name = name.get(..letters).unwrap_or_default().to_ascii_lowercase();
            at = start + 1;
            if name.starts_with(|c: char| c.is_ascii_alphabetic()) {
                let end = start + 1 + inside.find('>').map_or(inside.len(), |end| end + 1);
                return Some(Tag { name, closes, start, end });
            }
        }
    })
}

fn depth(html: &str) -> usize {
    const VOID: &[&str] = &["area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"];
    let (mut depth, mut deepest) = (0_usize, 0);
    for tag in tags(html).filter(|tag| !VOID.contains(&tag.name.as_str())) {
        depth = if tag.closes { depth.saturating_sub(1) } else { depth + 1 };
        deepest = deepest.max(depth);
    }
    deepest
}

/// The text of cleaned HTML, a paragraph an element.
fn paragraphs(html: &str) -> impl Iterator<Item = String> {
    let mut tags = tags(html);
    let (mut seen, mut is_over) = (0, false);
    std::iter::from_fn(move || {
        let mut paragraph = String::new();
        while !is_over {
            let tag = tags.next();
            is_over = tag.is_none();
            let (start, end) = tag.as_ref().map_or((html.len(), html.len()), |tag| (tag.start, tag.end));
            let Some(text) = html.get(seen..start) else { continue };
            paragraph.push_str(text);
            seen = end;
            if is_over || tag.is_some_and(|tag| BLOCKS.contains(&tag.name.as_str())) {
                let whole = line(&paragraph);
                if !whole.is_empty() {
                    return Some(whole);
                }
                paragraph.clear();
            }
        }
        None
    })
}

/// HTML that is cleaned and stays the same when it is cleaned again, as what other machines send is; `None` where it
/// does not come to rest.
///
/// Elements that are taken out leave others nested as a parser would not (`<h1><center><h2>`). Where the tags came
/// through as they were, a parser takes the same steps again, which spares the second look.
fn settled(html: &str, base: Option<&Url>) -> Option<String> {
    let mut settled = clean(html, base);
    let tag = |tag: Tag| (tag.closes, tag.name);
    if tags(html).map(tag).eq(tags(&settled).map(tag)) {
        return Some(settled);
    }
    for _ in 0..MOST_ROUNDS {
        let again = clean(&settled, None);
        if again == settled {
            return Some(settled);
        }
        settled = again;
    }
    None
}

/// The only way for HTML into a feed: no script, style, frame, form, svg or math, no event handlers, absolute http(s)
/// addresses only.
fn clean(html: &str, base: Option<&Url>) -> String {
    let mut cleaner = ammonia::Builder::default();
    cleaner
        .rm_tags(["area", "map", "nav", "article", "aside", "header", "footer", "center", "hgroup"])
        .add_tags(["figure", "figcaption"])
        .clean_content_tags(HashSet::from(["script", "style", "svg", "math", "template", "iframe", "noscript"]))
        .url_schemes(HashSet::from(["http", "https"]))
        .link_rel(None)
        .url_relative(match base {
            Some(base) => ammonia::UrlRelative::RewriteWithBase(base.clone()),
            None => ammonia::UrlRelative::Deny,
        });
    without_line_ends(&without_blind_images(&cleaner.clean(html).to_string()))
}

/// Drops the `img` elements that lost their address.
fn without_blind_images(html: &str) -> String {
    without(html, |tag| {
        let image = html.get(tag.start..tag.end).unwrap_or_default();
        (tag.name == "img" && !image.contains(" src=\"")).then_some(tag.start..tag.end)
    })
}

/// Drops the line ends with which a `pre` begins: a parser drops one each time that it reads the HTML.
fn without_line_ends(html: &str) -> String {
    without(html, |tag| {
        let after = html.get(tag.end..).unwrap_or_default();
        let text = html.len() - after.trim_start_matches('\n').len();
        (tag.name == "pre" && !tag.closes).then_some(tag.end..text)
    })
}

/// HTML without the bytes that `unwanted` says of its tags.
fn without(html: &str, unwanted: impl Fn(&Tag) -> Option<Range<usize>>) -> String {
    let mut kept = String::with_capacity(html.len());
    let mut seen = 0;
    for range in tags(html).filter_map(|tag| unwanted(&tag)) {
        kept.push_str(html.get(seen..range.start).unwrap_or_default());
        seen = range.end;
    }
    kept.push_str(html.get(seen..).unwrap_or_default());
    kept
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_settled_stays_as_it_is(text in "([aB.,?]{1,3}( |\n|\n\n|&amp;|<b>|\r|\t|é)?){0,8}") {
            if is_settled(&text) {
                prop_assert_eq!(Body::plain(&text).paragraphs().join("\n"), text);
            }
        }
    }

    #[track_caller]
    fn check(text: &str, html: &str, paragraphs: &[&str]) {
        let base = Url::parse("https://warta.example/a/").unwrap();
        let (body, _) = Body::text_or_html(text, Some(&base));
        assert_eq!(body.to_html(None), html);
        assert_eq!(*body.paragraphs(), *paragraphs);
    }

    #[test]
    fn text_becomes_paragraphs() {
        check(
            "Satu\nbaris.\n\n\n Dua &amp; <3",
            "<p>Satu baris.</p>\n<p>Dua &amp; &lt;3</p>",
            &["Satu baris.", "Dua & <3"],
        );
        check("Satu.\nDua.", "<p>Satu.</p>\n<p>Dua.</p>", &["Satu.", "Dua."]);
        check("", "", &[]);
    }

    #[test]
    fn html_is_cleaned() {
        check("<p onclick=x>Satu<br>dua</p><script>x</script>", "<p>Satu<br>dua</p>", &["Satu", "dua"]);
        check("<p><a href=\"../b\">b</a></p>", "<p><a href=\"https://warta.example/b\">b</a></p>", &["b"]);
        check("<p><a href=\"javascript:x\">b</a></p>", "<p><a>b</a></p>", &["b"]);
        check("<p>a</p><svg><text>b</text></svg><style>c</style>", "<p>a</p>", &["a"]);
        check("<p> </p><script>x</script>", "", &[]);
    }

    #[test]
    fn entities_are_decoded_once() {
        assert_eq!(line("A &amp;amp; B&nbsp;\u{200b}\u{7}C"), "A &amp; B C");
        check("<p>A &amp;amp; B</p>", "<p>A &amp;amp; B</p>", &["A &amp; B"]);
    }

    #[test]
    fn a_line_has_no_markup() {
        assert_eq!(line("Kata <b>tebal</b> <i class='x'>&lt;b&gt;</i> 3 < 4 <t@x>"), "Kata tebal <b> 3 < 4 <t@x>");
        assert_eq!(line("a\u{202e}b\u{200b}c👩\u{200d}🌾"), "abc👩\u{200d}🌾");
    }

    #[test]
    fn what_is_cleaned_twice_stays_the_same() {
        check("<h1>Satu<center><h2>Dua", "<h1>Satu</h1><h2>Dua</h2>", &["Satu", "Dua"]);
        check("<pre>\n<img src=data:x>\n\nSatu</pre>", "<pre>Satu</pre>", &["Satu"]);
    }

    #[test]
    fn markdown_is_cleaned_too() {
        let (body, _) = Body::markdown("# A\n\n**b** <script>x</script> [c](javascript:x)\n\n- d", None);
        assert_eq!(body.to_html(None), "<h1>A</h1>\n<p><strong>b</strong>  <a>c</a></p>\n<ul>\n<li>d</li>\n</ul>");
        assert_eq!(*body.paragraphs(), ["A", "b c", "d"]);
    }

    #[test]
    fn markdown_that_is_tangled_is_text() {
        let problem = |text: &str| Body::markdown(text, None).1;
        assert_eq!(problem(&format!("Satu.\n\n{}x", "> ".repeat(100_000))), Some(TooDeep));
        assert_eq!(problem(&format!("{}x", "- ".repeat(100_000))), Some(TooDeep));
        assert_eq!(problem(&"*a".repeat(200_000)), Some(TooDeep));
        assert_eq!(problem(&"kata ".repeat(300_000)), Some(TooDeep));
        assert_eq!(problem(&format!("Satu.\n\n{}\n\nDua. {}", "-".repeat(200), "* * ".repeat(100))), None);
    }

    #[test]
    fn nesting_is_bounded() {
        let (body, problem) = Body::html(&format!("{}x", "<div>".repeat(100_000)), None);
        assert_eq!((&*body.paragraphs(), problem), (&["x".to_owned()][..], Some(TooDeep)));
    }

    #[test]
    fn without_a_base_a_relative_address_goes() {
        let (body, _) = Body::html("<img src=\"/a.jpg\"><p><a href=\"b\">b</a></p>", None);
        assert_eq!(body.to_html(None), "<p><a>b</a></p>");
    }

    #[test]
    fn the_city_leads_the_first_paragraph() {
        let body = Body::text(["Satu.".to_owned(), "Dua.".to_owned()]);
        assert_eq!(body.to_html(Some("AMBON")), "<p>AMBON - Satu.</p>\n<p>Dua.</p>");
    }
}
