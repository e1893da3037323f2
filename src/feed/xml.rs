//! The last correction of what the feed crates write, where readers want another form of the same XML.
//!
//! `rss` puts every item's text in CDATA, and both crates write `&amp;` where the RSS Advisory Board's profile (3.1)
//! and the behaviour of readers speak for `&#x26;`; `atom_syndication` writes `+00:00` where some readers understand
//! only `Z`, and leaves the encoding out of the declaration. Of seventeen readers fewest show a wrong title this way.
//! Addresses keep `&amp;`, since some readers do not decode numbers in them.

use std::io::{self, Write};

/// Elements whose text is an address.
const ADDRESSES: &[&str] = &["link", "guid", "id", "url", "uri", "docs", "icon", "logo"];

/// Elements whose text is an instant of RFC 3339.
const INSTANTS: &[&str] = &["updated", "published"];

/// Rewrites `xml`, which a feed crate has written and which is well formed.
///
/// # Errors
/// Only those of `out`.
pub fn correct(xml: &str, out: &mut impl Write) -> io::Result<()> {
    out.write_all(b"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n")?;
    let mut rest = xml.trim_start();
    if rest.starts_with("<?xml") {
        rest = rest.split_once("?>").map_or("", |(_, rest)| rest).trim_start();
    }
    let mut element = "";
    while let Some(open) = rest.find('<') {
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
        out.write_all(tag.as_bytes())?;
        element = tag.trim_start_matches('<').split([' ', '>', '/']).next().unwrap_or("");
        rest = after;
    }
    write_text(rest, element, out)?;
    if !xml.ends_with('\n') {
        out.write_all(b"\n")?;
    }
    Ok(())
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
    while let Some(at) = rest.find('&') {
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
    while let Some(at) = rest.find(['&', '<', '>']) {
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
        let mut out = Vec::new();
        correct(xml, &mut out).unwrap();
        let head = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n";
        assert_eq!(String::from_utf8(out).unwrap(), format!("{head}{expected}\n"));
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
    fn utc_is_z() {
        check("<updated>2024-03-05T13:00:00+00:00</updated>", "<updated>2024-03-05T13:00:00Z</updated>");
        check("<updated>2024-03-05T20:00:00+07:00</updated>", "<updated>2024-03-05T20:00:00+07:00</updated>");
        check("<title>1+00:00</title>", "<title>1+00:00</title>");
    }
}
