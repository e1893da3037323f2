//! The last correction of what the feed crates write, where readers want another form of the same XML.
//!
//! `rss` puts every item's text in CDATA, and both crates write `&amp;` where the RSS Advisory Board's profile (3.1)
//! and the behaviour of readers speak for `&#x26;`; `atom_syndication` writes `+00:00` where some readers understand
//! only `Z`, and leaves the encoding out of the declaration. Of seventeen readers fewest show a wrong title this way.
//! Addresses keep `&amp;`, since some readers do not decode numbers in them. `atom_syndication` writes a feed's
//! extensions behind its entries, where RFC 4287 does not want them (appendix B). Both break an extension that is empty in
//! two. And a stylesheet, which neither writes, makes browsers show a feed as a page.

use std::borrow::Cow;
use std::io::{self, Write};
use std::sync::OnceLock;

use memchr::{memchr, memchr3};

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

/// The first and only element `name` of `xml`, tags and all.
pub fn element<'a>(xml: &'a str, name: &str) -> Option<&'a str> {
    let (open, close, empty) = (format!("<{name}>"), format!("</{name}>"), format!("<{name}/>"));
    match xml.find(&open) {
        Some(start) => xml.get(start..xml.rfind(&close)? + close.len()),
        None => xml.find(&empty).and_then(|start| xml.get(start..start + empty.len())),
    }
}

/// `frame` with `elements`, parted by `gap`, where it has its only element `name`.
///
/// # Errors
/// Those of the elements.
pub fn filled<'e>(
    frame: &str,
    name: &str,
    gap: &str,
    elements: impl Iterator<Item = Result<&'e str, String>>,
) -> Result<Vec<u8>, String> {
    let place = element(frame, name).and_then(|place| frame.split_once(place));
    let (before, after) = place.unwrap_or((frame, ""));
    let elements = elements.collect::<Result<Vec<_>, _>>()?.join(gap);
    Ok([before, &elements, after].concat().into_bytes())
}

/// The text in `cell`, which is made where it is missing.
///
/// # Errors
/// Where it cannot be made.
pub fn once(cell: &OnceLock<String>, make: impl FnOnce() -> Result<String, String>) -> Result<&str, String> {
    if let Some(text) = cell.get() {
        return Ok(text);
    }
    let text = make()?;
    Ok(cell.get_or_init(|| text))
}

/// `xml`, which a feed crate has written and which is well formed, corrected; `style` is where its stylesheet is.
///
/// # Errors
/// Where the result is no text.
pub fn correct(xml: &str, style: Option<&str>) -> Result<String, String> {
    let mut corrected = Vec::with_capacity(xml.len() + xml.len() / 4);
    write_corrected(xml, style, &mut corrected).map_err(|error| error.to_string())?;
    String::from_utf8(corrected).map_err(|error| error.to_string())
}

fn write_corrected(xml: &str, style: Option<&str>, out: &mut impl Write) -> io::Result<()> {
    out.write_all(b"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n")?;
    if let Some(style) = style {
        writeln!(out, "<?xml-stylesheet type=\"text/css\" href=\"{style}\"?>")?;
    }
    let mut rest = xml.trim_start();
    if rest.starts_with("<?xml") {
        rest = rest.split_once("?>").map_or("", |(_, rest)| rest).trim_start();
    }
    let mut element = "";
    while let Some(open) = memchr(b'<', rest.as_bytes()) {
        let (text, markup) = rest.split_at(open);
        write_text(text, element, out)?;
        if let Some(inside) = markup.strip_prefix("<![CDATA[") {
            let (data, after) = inside.split_once("]]>").unwrap_or((inside, ""));
            write_escaped(data, out)?;
            rest = after;
            continue;
        }
        // The crates escape `>` in attribute values, so the first one ends the tag.
        let end = markup.find('>').map_or(markup.len(), |end| end + 1);
        let (tag, after) = markup.split_at(end);
        element = tag.trim_start_matches('<').split([' ', '>', '/']).next().unwrap_or("");
        rest = match end_of_empty(element, after) {
            Some(behind) => {
                write!(out, "{}/>", tag.trim_end_matches('>'))?;
                behind
            }
            None => {
                out.write_all(tag.as_bytes())?;
                after
            }
        };
    }
    write_text(rest, element, out)?;
    if !xml.ends_with('\n') {
        out.write_all(b"\n")?;
    }
    Ok(())
}

/// What follows the end of `element`, if nothing but an indentation stands in it: the crates break such elements in two.
fn end_of_empty<'a>(element: &str, after: &'a str) -> Option<&'a str> {
    let end = after.trim_start().strip_prefix("</")?.strip_prefix(element)?;
    end.strip_prefix('>').filter(|_| !element.is_empty())
}

/// Text that a crate has escaped; `element` is the one that has just been opened or closed.
fn write_text(text: &str, element: &str, out: &mut impl Write) -> io::Result<()> {
    if INSTANTS.contains(&element)
        && let Some(utc) = text.strip_suffix("+00:00")
    {
        return write!(out, "{utc}Z");
    }
    if ADDRESSES.contains(&element) {
        return out.write_all(text.as_bytes());
    }
    let mut rest = text;
    while let Some(at) = memchr(b'&', rest.as_bytes()) {
        let (before, reference) = rest.split_at(at);
        out.write_all(before.as_bytes())?;
        let end = reference.find(';').map_or(reference.len(), |end| end + 1);
        let (reference, after) = reference.split_at(end);
        out.write_all(match reference {
            "&amp;" => b"&#x26;",
            "&lt;" => b"&#x3C;",
            "&gt;" => b"&#x3E;",
            "&quot;" => b"\"",
            "&apos;" => b"'",
            other => other.as_bytes(),
        })?;
        rest = after;
    }
    out.write_all(rest.as_bytes())
}

fn write_escaped(data: &str, out: &mut impl Write) -> io::Result<()> {
    let mut rest = data;
    while let Some(at) = memchr3(b'&', b'<', b'>', rest.as_bytes()) {
        let (before, from) = rest.split_at(at);
        out.write_all(before.as_bytes())?;
        let (special, after) = from.split_at(1);
        out.write_all(match special {
            "&" => b"&#x26;",
            "<" => b"&#x3C;",
            _ => b"&#x3E;",
        })?;
        rest = after;
    }
    out.write_all(rest.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(xml: &str, expected: &str) {
        let out = correct(xml, None).unwrap();
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
        let out = correct("<rss/>", Some("../feed.css")).unwrap();
        let style = "<?xml-stylesheet type=\"text/css\" href=\"../feed.css\"?>";
        assert_eq!(out, format!("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n{style}\n<rss/>\n"));
    }

    #[test]
    fn elements_stand_where_the_frame_has_one() {
        assert_eq!(element("<a>\n  <b>c</b>\n</a>", "b"), Some("<b>c</b>"));
        assert_eq!(
            filled("<a>\n  <b/>\n  <c/>\n</a>", "b", "\n  ", ["<b>1</b>", "<b>2</b>"].into_iter().map(Ok)).unwrap(),
            b"<a>\n  <b>1</b>\n  <b>2</b>\n  <c/>\n</a>"
        );
    }

    #[test]
    fn utc_is_z() {
        check("<updated>2024-03-05T13:00:00+00:00</updated>", "<updated>2024-03-05T13:00:00Z</updated>");
        check("<updated>2024-03-05T20:00:00+07:00</updated>", "<updated>2024-03-05T20:00:00+07:00</updated>");
        check("<title>1+00:00</title>", "<title>1+00:00</title>");
    }
}
