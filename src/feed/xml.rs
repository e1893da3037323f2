//! The last correction of what the feed crates write, where readers want another form of the same XML.
//!
//! `rss` puts every item's text in CDATA, and both crates write `&amp;` where the RSS Advisory Board's profile (3.1)
//! and the behaviour of readers speak for `&#x26;`; `atom_syndication` writes `+00:00` where some readers understand
//! only `Z`, and leaves the encoding out of the declaration. Of seventeen readers fewest show a wrong title this way.
//! Addresses keep `&amp;`, since some readers do not decode numbers in them. `atom_syndication` writes a feed's
//! extensions behind its entries, where RFC 4287 does not want them (appendix B). Both break an extension that is empty in
//! two. And a stylesheet, which neither writes, makes browsers show a feed as a page.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::OnceLock;

use memchr::{memchr, memchr3_iter, memmem};

use super::Text;

/// Elements whose text is an address.
const ADDRESSES: &[&str] = &["link", "guid", "id", "url", "uri", "docs", "icon", "logo"];

/// Elements whose text is an instant of RFC 3339.
const INSTANTS: &[&str] = &["updated", "published"];

/// Moves what stands between the last entry of an Atom feed and its end before the first.
pub fn entries_last(xml: &str) -> Cow<'_, str> {
    const END: &str = "</entry>";
    let parts = || {
        let (head, rest) = xml.split_at(xml.find("<entry>")?);
        let (entries, tail) = rest.split_at(rest.rfind(END)? + END.len());
        let extensions = tail.trim_end().strip_suffix("</feed>")?.trim();
        (!extensions.is_empty()).then(|| format!("{head}{extensions}\n  {entries}\n</feed>"))
    };
    parts().map_or(Cow::Borrowed(xml), Cow::Owned)
}

/// The elements `name` of `xml`, of which none is in another: where each begins and ends, tags and all.
fn elements(xml: &str, name: &str) -> impl Iterator<Item = Range<usize>> {
    let (open, close, empty) = (format!("<{name}>"), format!("</{name}>"), format!("<{name}/>"));
    let mut from = 0;
    std::iter::from_fn(move || {
        let rest = xml.as_bytes().get(from..)?;
        let (start, length) = match memmem::find(rest, open.as_bytes()) {
            Some(start) => (start, memmem::find(rest.get(start..)?, close.as_bytes())? + close.len()),
            None => (memmem::find(rest, empty.as_bytes())?, empty.len()),
        };
        let found = from + start..from + start + length;
        from = found.end;
        Some(found)
    })
}

/// What a format writes of an entry: all but its HTML, which is as long as all else together and the same everywhere.
#[derive(Debug)]
pub struct Around {
    before: String,
    after: String,
}

/// What stands for the HTML of an entry while a crate writes the rest; no [`Text`] has it.
pub const PLACE: char = '\u{1}';

impl Around {
    /// What stands around the HTML in an `element`, which is corrected, where it `has_html`; else all of it.
    fn of(element: &str, has_html: bool) -> Result<Self, String> {
        let place = memchr(PLACE as u8, element.as_bytes()).and_then(|at| element.split_at_checked(at));
        let (before, after) = match place {
            Some((before, rest)) => (before, rest.trim_start_matches(PLACE)),
            None if has_html => return Err("the text is not there".to_owned()),
            None => (element, ""),
        };
        Ok(Self { before: before.to_owned(), after: after.to_owned() })
    }
}

/// What a format has written of an entry, once it has.
pub type Once = OnceLock<Around>;

/// A feed with the elements of all its entries.
///
/// `document` is the feed as a crate has written it and corrected, with those elements `name` in it that were `missing`,
/// in their order, or with one that is nothing; of each missing one it is said whether it has HTML, for which [`PLACE`]
/// stands. They are kept for other feeds. `all` are the entries of the feed, each with its HTML, escaped, and stand with
/// `gap` between them.
///
/// # Errors
/// Where the document has other elements.
pub fn filled<'e>(
    document: &str,
    name: &str,
    gap: &str,
    missing: impl Iterator<Item = (&'e Once, bool)>,
    all: impl Iterator<Item = (&'e Once, &'e str)>,
) -> Result<Vec<u8>, String> {
    let none = || format!("no {name}");
    let mut written = elements(document, name).peekable();
    let mut place = written.peek().cloned().ok_or_else(none)?;
    for (once, has_html) in missing {
        let range = written.next().ok_or_else(none)?;
        place.end = range.end;
        let around = Around::of(document.get(range).unwrap_or_default(), has_html)?;
        // Another feed may have been faster, and has written the same.
        once.get_or_init(|| around);
    }
    let mut parts = vec![document.get(..place.start).unwrap_or_default()];
    for (number, (once, html)) in all.enumerate() {
        let around = once.get().ok_or_else(none)?;
        parts.extend([if number == 0 { "" } else { gap }, &around.before, html, &around.after]);
    }
    parts.push(document.get(place.end..).unwrap_or_default());
    Ok(parts.concat().into_bytes())
}

/// Text as it stands between tags.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Escaped(String);

impl Escaped {
    /// `text` escaped.
    pub fn of(text: &Text) -> Self {
        let text = text.as_str();
        let mut escaped = String::with_capacity(text.len() + text.len() / 8);
        push_escaped(text, &mut escaped);
        Self(escaped)
    }

    /// The text as it is escaped.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The text as it was.
    pub fn plain(&self) -> String {
        let mut plain = String::with_capacity(self.0.len());
        let mut rest = self.0.as_str();
        while let Some((before, reference)) = memchr(b'&', rest.as_bytes()).and_then(|at| rest.split_at_checked(at)) {
            let (sign, after) = [("&", AMPERSAND), ("<", LESS), (">", GREATER)]
                .into_iter()
                .find_map(|(sign, written)| Some((sign, reference.strip_prefix(written)?)))
                .unwrap_or(("&", reference.get(1..).unwrap_or_default()));
            plain.extend([before, sign]);
            rest = after;
        }
        plain.push_str(rest);
        plain
    }
}

/// What stands for `&`, `<` and `>` between tags.
const AMPERSAND: &str = "&#x26;";
const LESS: &str = "&#x3C;";
const GREATER: &str = "&#x3E;";

/// `xml`, which a feed crate has written and which is well formed, corrected; `style` is where its stylesheet is.
pub fn correct(xml: &str, style: Option<&str>) -> String {
    let mut out = String::with_capacity(xml.len() + xml.len() / 4);
    out.push_str("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
    if let Some(style) = style {
        out.extend(["<?xml-stylesheet type=\"text/css\" href=\"", style, "\"?>\n"]);
    }
    let mut rest = xml.trim_start();
    if rest.starts_with("<?xml") {
        // The declaration is the first tag.
        let end = memchr(b'>', rest.as_bytes()).map_or(rest.len(), |end| end + 1);
        rest = rest.split_at(end).1.trim_start();
    }
    push_corrected(rest, &mut out);
    if !xml.ends_with('\n') {
        out.push('\n');
    }
    out
}

/// Adds what a crate has written, corrected.
fn push_corrected(xml: &str, out: &mut String) {
    let (mut rest, mut element) = (xml, "");
    while let Some(open) = memchr(b'<', rest.as_bytes()) {
        let (text, markup) = rest.split_at(open);
        push_text(text, element, out);
        if let Some(inside) = markup.strip_prefix("<![CDATA[") {
            let (data, after) = inside.split_once("]]>").unwrap_or((inside, ""));
            push_escaped(data, out);
            rest = after;
            continue;
        }
        // The crates escape `>` in attribute values, so the first one ends the tag.
        let end = memchr(b'>', markup.as_bytes()).map_or(markup.len(), |end| end + 1);
        let (tag, after) = markup.split_at(end);
        element = name_of(tag);
        rest = match end_of_empty(element, after) {
            Some(behind) => {
                out.extend([tag.trim_end_matches('>'), "/>"]);
                behind
            }
            None => {
                out.push_str(tag);
                after
            }
        };
    }
    push_text(rest, element, out);
}

/// The name in a tag; of an end tag none.
fn name_of(tag: &str) -> &str {
    let name = tag.strip_prefix('<').unwrap_or(tag);
    let end = name.bytes().position(|byte| matches!(byte, b' ' | b'>' | b'/'));
    end.and_then(|end| name.get(..end)).unwrap_or(name)
}

/// What follows the end of `element`, if nothing but an indentation stands in it: the crates break such elements in two.
fn end_of_empty<'a>(element: &str, after: &'a str) -> Option<&'a str> {
    if element.is_empty() {
        return None;
    }
    after.trim_start().strip_prefix("</")?.strip_prefix(element)?.strip_prefix('>')
}

/// Adds text that a crate has escaped; `element` is the one that has just been opened.
fn push_text(text: &str, element: &str, out: &mut String) {
    // Between most tags is nothing but an indentation.
    if text.trim_ascii_start().is_empty() {
        return out.push_str(text);
    }
    if INSTANTS.contains(&element)
        && let Some(utc) = text.strip_suffix("+00:00")
    {
        return out.extend([utc, "Z"]);
    }
    if ADDRESSES.contains(&element) {
        return out.push_str(text);
    }
    let mut rest = text;
    while let Some(at) = memchr(b'&', rest.as_bytes()) {
        let (before, reference) = rest.split_at(at);
        let end = memchr(b';', reference.as_bytes()).map_or(reference.len(), |end| end + 1);
        let (reference, after) = reference.split_at(end);
        let written = match reference {
            "&amp;" => AMPERSAND,
            "&lt;" => LESS,
            "&gt;" => GREATER,
            "&quot;" => "\"",
            "&apos;" => "'",
            other => other,
        };
        out.extend([before, written]);
        rest = after;
    }
    out.push_str(rest);
}

fn push_escaped(text: &str, out: &mut String) {
    let mut copied = 0;
    for at in memchr3_iter(b'&', b'<', b'>', text.as_bytes()) {
        let written = match text.as_bytes().get(at) {
            Some(b'&') => AMPERSAND,
            Some(b'<') => LESS,
            _ => GREATER,
        };
        out.extend([text.get(copied..at).unwrap_or_default(), written]);
        copied = at + 1;
    }
    out.push_str(text.get(copied..).unwrap_or_default());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(xml: &str, expected: &str) {
        let out = correct(xml, None);
        let head = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n";
        assert_eq!(out, format!("{head}{expected}\n"));
    }

    #[test]
    fn text_gets_numbers_and_addresses_keep_names() {
        check(
            "<?xml version=\"1.0\"?>\n<title>A &amp; &lt;B&gt; &quot;c&apos;</title>",
            "<title>A &#x26; &#x3C;B&#x3E; \"c'</title>",
        );
        check(
            "<link>https://a/?b=1&amp;c</link><a href=\"?b&amp;c\"/>",
            "<link>https://a/?b=1&amp;c</link><a href=\"?b&amp;c\"/>",
        );
    }

    #[test]
    fn cdata_becomes_text() {
        check("<a><![CDATA[<p>x &amp; y</p>]]></a>", "<a>&#x3C;p&#x3E;x &#x26;amp; y&#x3C;/p&#x3E;</a>");
        check("<a><![CDATA[x]]]]><![CDATA[>y]]></a>", "<a>x]]&#x3E;y</a>");
    }

    #[test]
    fn extensions_come_before_the_entries() {
        let feed = |inner: &str| format!("<feed>\n  <id>a</id>\n  {inner}\n</feed>");
        let (entries, extension) =
            ("<entry>\n  <id>b</id>\n  </entry>\n  <entry>c</entry>", "<fh:archive>\n  </fh:archive>");
        assert_eq!(
            entries_last(&feed(&format!("{entries}\n  {extension}"))),
            feed(&format!("{extension}\n  {entries}"))
        );
        assert_eq!(entries_last(&feed(entries)), feed(entries));
        assert_eq!(entries_last(&feed(extension)), feed(extension));
    }

    #[test]
    fn what_is_empty_is_written_so() {
        check("<a><b c=\"d\">\n  </b><e></e>\n</a>", "<a><b c=\"d\"/><e/>\n</a>");
        check("<a><b/>\n</a>", "<a><b/>\n</a>");
    }

    #[test]
    fn a_stylesheet_follows_the_declaration() {
        let out = correct("<rss/>", Some("../feed.css"));
        let style = "<?xml-stylesheet type=\"text/css\" href=\"../feed.css\"?>";
        assert_eq!(out, format!("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n{style}\n<rss/>\n"));
    }

    #[test]
    fn elements_stand_where_the_frame_has_one() {
        let cells: [Once; 3] = Default::default();
        let all = || [(&cells[0], "&#x3C;p>"), (&cells[1], ""), (&cells[2], "x")].into_iter();
        let fill = |document: &str, missing: &[(usize, bool)], count: usize| {
            let missing = missing.iter().map(|(cell, has_html)| (&cells[*cell], *has_html));
            filled(document, "b", "\n  ", missing, all().take(count)).map(|bytes| String::from_utf8(bytes).unwrap())
        };
        let (one, two) = ("<b><d>1</d><e>\u{1}</e></b>", "<b>2</b>");
        // The crates leave what is between the missing ones to us.
        let document = format!("<a>\n  {one}\n{two}\n  <c/>\n</a>");
        let expected = "<a>\n  <b><d>1</d><e>&#x3C;p></e></b>\n  <b>2</b>\n  <c/>\n</a>";
        assert_eq!(fill(&document, &[(0, true), (1, false)], 2).unwrap(), expected);
        // Another feed has them already.
        for nothing in ["<b/>", "<b>3</b>"] {
            assert_eq!(fill(&format!("<a>\n  {nothing}\n  <c/>\n</a>"), &[], 2).unwrap(), expected);
        }
        assert_eq!(fill("<a><b/></a>", &[], 0).unwrap(), "<a></a>");
        assert_eq!(fill("<a><b/></a>", &[], 3).unwrap_err(), "no b");
        assert_eq!(fill("<a><b/></a>", &[(2, false), (2, false)], 3).unwrap_err(), "no b");
        assert_eq!(fill("<b><e>x</e></b>", &[(2, true)], 3).unwrap_err(), "the text is not there");
    }

    #[test]
    fn what_is_escaped_is_what_it_was() {
        for text in ["<p>A &amp; B &#x26; &#x3C;</p>", "&", "a > b & c", "é&é", ""] {
            let escaped = Escaped::of(&Text::new(text));
            assert!(!escaped.as_str().contains(['<', '>']), "{}", escaped.as_str());
            assert_eq!(escaped.plain(), text);
        }
    }

    #[test]
    fn utc_is_z() {
        check("<updated>2024-03-05T13:00:00+00:00</updated>", "<updated>2024-03-05T13:00:00Z</updated>");
        check("<updated>2024-03-05T20:00:00+07:00</updated>", "<updated>2024-03-05T20:00:00+07:00</updated>");
        check("<title>1+00:00</title>", "<title>1+00:00</title>");
    }
}
