//! Feeds in XML: RSS of every version, Atom, and the exports of WordPress and Blogger, which are RSS and Atom.
//!
//! The root element and each item tell what they are, not the name of the file: feeds called `.rss` are often Atom. An
//! item is read alone, so that one that is damaged costs itself only.

use std::io::Cursor;

use encoding_rs::Encoding;

use super::charset::{Decoded, decode};
use super::feed::Feed;
use super::input::broken;
use super::xml::{Element, parse};
use super::xml_items::{Items, Kind, Piece};
use super::xml_names::Namespaces;
use super::{Each, Format, Head, Input, feed_atom, feed_rss, feed_wxr, unreadable};
use crate::report::{Origin, Problem, quote};

/// RSS, Atom and the exports that are made of them.
pub const FORMAT: Format = Format { name: "XML feed", extensions: &["rss", "rdf", "atom", "wxr"], looks_like, read };

/// The root elements of feeds; `entry` is an Atom entry alone.
const ROOTS: &[&str] = &["rss", "rdf", "feed", "channel", "entry"];

/// Local names of the elements that hold a record each.
const ITEMS: &[&[u8]] = &[b"item", b"entry"];

/// How many bytes are looked at for the root element.
const SAMPLE: usize = 16 << 10;

fn looks_like(head: &Head) -> bool {
    if !is_utf_16(head.bytes) && !head.text.starts_with('<') {
        return false;
    }
    // A comment before the root may be in any encoding.
    let sample = head.bytes.get(..SAMPLE).unwrap_or(head.bytes).to_vec();
    root(&decode(sample).text).is_some_and(|root| ROOTS.contains(&root.as_str()))
}

fn is_utf_16(bytes: &[u8]) -> bool {
    [&[0xff, 0xfe], &[0xfe, 0xff], &[b'<', 0], &[0, b'<']].iter().any(|mark| bytes.starts_with(*mark))
}

/// The local name of the first element, in lower case.
fn root(text: &str) -> Option<String> {
    let mut rest = text.trim_start_matches('\u{feff}').trim_start();
    loop {
        let inside = rest.strip_prefix('<')?;
        let end = match inside {
            _ if inside.starts_with('?') => "?>",
            _ if inside.starts_with("!--") => "-->",
            _ if inside.starts_with('!') && inside.split('>').next()?.contains('[') => "]>",
            _ if inside.starts_with('!') => ">",
            _ => {
                let name = inside.split(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).next()?;
                return Some(name.rsplit(':').next()?.to_ascii_lowercase());
            }
        };
        rest = inside.split_once(end)?.1.trim_start();
    }
}

fn read(input: &mut Input, each: Each) {
    let mut encoding = None;
    if input.bytes.fill_buf().is_ok_and(is_utf_16) {
        match input.file_text() {
            Ok(decoded) => {
                encoding = decoded.encoding;
                broken(&input.origin, &decoded).into_iter().for_each(|problem| each(Err(problem)));
                input.bytes = Box::new(Cursor::new(decoded.text.into_bytes()));
            }
            Err(problem) => return each(Err(problem)),
        }
    }
    let origin = input.origin.clone();
    let mut reader = Reader {
        origin: &origin,
        longest: input.limits.record,
        feed: Feed::default(),
        namespaces: Namespaces::default(),
        declared: None,
        encoding,
        root: None,
        begun: false,
        damaged: false,
        each,
    };
    let mut items = Items::new(&mut *input.bytes, input.limits.record, ITEMS);
    loop {
        match items.next() {
            Ok(Some(piece)) => {
                if !reader.piece(piece) {
                    return;
                }
            }
            Ok(None) => return reader.end(items.line),
            Err(error) => {
                reader.give(0);
                return (reader.each)(Err(unreadable(&origin.at(items.line), &error)));
            }
        }
    }
}

struct Reader<'a, 'e> {
    origin: &'a Origin,
    longest: u64,
    feed: Feed,
    namespaces: Namespaces,
    /// The encoding that the declaration names.
    declared: Option<&'static Encoding>,
    /// The encoding of a file that was decoded as a whole.
    encoding: Option<&'static str>,
    /// The name of the root as written, from its start tag to its end tag.
    root: Option<String>,
    /// Whether the head of the file has been read.
    begun: bool,
    /// Whether the last piece is damaged, and told to be.
    damaged: bool,
    each: Each<'e>,
}

impl Reader<'_, '_> {
    /// Reads the next piece; false where the file is no feed.
    fn piece(&mut self, piece: Piece) -> bool {
        let Piece { bytes, line, kind } = piece;
        self.damaged = kind == Kind::Cut;
        match kind {
            Kind::Between => return self.between(bytes, line),
            Kind::Item => self.item(bytes, line),
            Kind::Cut => self.fail(line, "broken XML: this item is not closed"),
            Kind::TooLong => {
                let message = format!("an item of more than {} bytes, not read", self.longest);
                self.fail(line, &message);
            }
        }
        true
    }

    fn fail(&mut self, line: u32, message: &str) {
        (self.each)(Err(Problem::record(self.origin.at(line), message)));
    }

    fn warn(&mut self, line: u32, message: String) {
        (self.each)(Err(Problem::field(self.origin.at(line), message)));
    }

    fn between(&mut self, bytes: Vec<u8>, line: u32) -> bool {
        if !self.begun {
            self.declared = declared(&bytes);
        }
        let decoded = self.decode(bytes);
        let mut tree = parse(&decoded.text, line, &mut self.namespaces);
        if let Some((line, message)) = tree.damage.take() {
            self.damaged = true;
            self.fail(line, &message);
        }
        let root = tree.top.find(ROOTS);
        if let Some(root) = root.or(Some(&tree.top).filter(|_| self.begun)) {
            self.feed.about(root);
        }
        if !self.begun {
            self.begun = true;
            let first = tree.top.elements().next();
            if let Some(first) = first.filter(|_| root.is_none()) {
                let message = format!("no RSS or Atom: the root element is {}", quote(&first.name));
                self.fail(first.line, &message);
                return false;
            }
            self.root = tree.open.first().map(|(name, _)| name.clone());
        }
        if self.root.as_ref().is_some_and(|root| tree.closed.contains(root)) {
            self.root = None;
        }
        true
    }

    /// Gives the posts that wait, and tells of a file that breaks off between items.
    fn end(&mut self, line: u32) {
        self.give(0);
        if let Some(root) = self.root.take().filter(|_| !self.damaged) {
            self.warn(line, format!("broken XML: the file ends before {}", quote(&format!("</{root}>"))));
        }
    }

    fn item(&mut self, bytes: Vec<u8>, line: u32) {
        let (length, decoded) = (bytes.len(), self.decode(bytes));
        let known = self.namespaces.count();
        let tree = parse(&decoded.text, line, &mut self.namespaces);
        self.namespaces.keep(known);
        if let Some((line, message)) = &tree.damage {
            return self.fail(*line, message);
        }
        let Some(element) = tree.top.elements().next() else { return };
        let origin = self.origin.at(line);
        let is_post =
            |element: &Element| ["wp:post_type", "wp:post_id"].iter().any(|name| element.child(name).is_some());
        let record = match element.name.as_str() {
            "entry" => feed_atom::record(element, origin, &self.feed),
            _ if is_post(element) => feed_wxr::record(element, origin, &mut self.feed),
            _ => Ok(Some(feed_rss::record(element, origin, &self.feed))),
        };
        let record = match record {
            Ok(Some(record)) => record,
            Ok(None) => return self.give(self.longest),
            Err(problem) => return (self.each)(Err(problem)),
        };
        broken(&self.origin.at(line), &decoded).into_iter().for_each(|problem| (self.each)(Err(problem)));
        if let Some((name, line)) = tree.open.first() {
            self.warn(*line, format!("broken XML: {} is not closed", quote(&format!("<{name}>"))));
        }
        let record = record.in_encoding(self.encoding.or(decoded.encoding));
        if element.name != "entry" && is_post(element) {
            self.feed.pictures.wait(element, record, length);
            self.give(self.longest);
        } else {
            (self.each)(Ok(record));
        }
    }

    /// Gives the posts that have their pictures, and those that are more than `longest` bytes together.
    fn give(&mut self, longest: u64) {
        while let Some(record) = self.feed.pictures.next(usize::try_from(longest).unwrap_or(usize::MAX)) {
            (self.each)(Ok(record));
        }
    }

    /// UTF-8 where it is that; else what the declaration names; else what the bytes look like.
    fn decode(&self, bytes: Vec<u8>) -> Decoded {
        let Some(encoding) = self.declared else { return decode(bytes) };
        match String::from_utf8(bytes) {
            Ok(text) => Decoded { text, encoding: None, broken: 0 },
            Err(error) => {
                let (text, _) = encoding.decode_without_bom_handling(error.as_bytes());
                let broken = text.matches('\u{fffd}').count();
                Decoded { text: text.into_owned(), encoding: Some(encoding.name()), broken }
            }
        }
    }
}

/// The encoding that the XML declaration names, where it is not UTF-8.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    let text = start.utf8_chunks().next()?.valid();
    let declaration = text.strip_prefix("<?xml")?.split("?>").next()?;
    let value = declaration.split_once("encoding")?.1.trim_start().strip_prefix('=')?.trim_start();
    let label = value.strip_prefix(['"', '\''])?.split(['"', '\'']).next()?;
    // What no piece can be told to be in has been decoded as a whole, or is UTF-8 all the same.
    Encoding::for_label(label.as_bytes())
        .filter(|encoding| encoding.is_ascii_compatible() && *encoding != encoding_rs::UTF_8)
}

#[cfg(test)]
mod tests {
    use super::super::Field;
    use super::super::tests::given;

    #[track_caller]
    fn check(name: &str, bytes: &[u8], expected: &[&str]) {
        let found = given(name, bytes, |record| {
            let title = record.get(Field::Title).map(|stored| format!("{:?}", stored.value)).unwrap_or_default();
            format!("{} {} {title} {}", record.origin, record.format, record.encoding.unwrap_or("-"))
        });
        assert_eq!(found, expected);
    }

    #[test]
    fn feeds_are_told_by_their_root() {
        let head = "\u{feff}<?xml version='1.0'?>\n<!-- <rss> -->\n<!DOCTYPE a [<!ENTITY b 'c'>]>\n";
        for (root, format) in [("rss", "RSS"), ("rdf:RDF", "RSS"), ("channel", "RSS"), ("a:feed", "Atom")] {
            let item = if format == "RSS" { "item" } else { "a:entry" };
            let text = format!("{head}<{root}><{item}/></{root}>");
            check("a.xml", text.as_bytes(), &[&format!("a.xml:4 {format}  -")]);
            check("a", text.as_bytes(), &[&format!("a:4 {format}  -")]);
        }
        check("a.xml", b"<urlset><url/></urlset>", &[]);
        check("a.xml", b"no XML at all", &[]);
        check("a.rss", b"\n<html><item/></html>", &["a.rss:2: no RSS or Atom: the root element is `html`"]);
    }

    #[test]
    fn every_encoding() {
        let text = "<rss><item><title>Jum\u{2019}at caf\u{e9}</title></item></rss>";
        check("a.rss", text.as_bytes(), &["a.rss:1 RSS Text(\"Jum\u{2019}at caf\u{e9}\") -"]);
        let utf_16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        check("a.xml", &utf_16, &["a.xml:1 RSS Text(\"Jum\u{2019}at caf\u{e9}\") UTF-16LE"]);
        let latin =
            b"<?xml version=\"1.0\" encoding=\"iso-8859-2\"?><!-- \xe9 --><rss><item><title>\xb9</title></item></rss>";
        check("a.xml", latin, &["a.xml:1 RSS Text(\"\u{161}\") ISO-8859-2"]);
        let windows = b"<rss><item><title>Jum\x92at \x96 x</title></item></rss>";
        check("a.xml", windows, &["a.xml:1 RSS Text(\"Jum\u{2019}at \u{2013} x\") windows-1252"]);
    }

    #[test]
    fn damage_costs_its_own_item() {
        let text = "<rss>\n<item><title>a</title><item><title>b<br></title></item>\n\
            <item><title>c</title><![x</item>\n<item><title>d</title></item>\n<item><tit";
        let expected = [
            "a.rss:2: broken XML: this item is not closed",
            "a.rss:2: broken XML: `<br>` is not closed",
            "a.rss:2 RSS Text(\"b\") -",
            "a.rss:3: broken XML: syntax error: CDATA not closed: `]]>` not found before end of input",
            "a.rss:4 RSS Text(\"d\") -",
            "a.rss:5: broken XML: this item is not closed",
        ];
        check("a.rss", text.as_bytes(), &expected);
        check("a.rss", b"<rss><item/>\n", &["a.rss:1 RSS  -", "a.rss:2: broken XML: the file ends before `</rss>`"]);
        check(
            "a.rss",
            b"<rss><item/></rss",
            &["a.rss:1 RSS  -", "a.rss:1: broken XML: syntax error: tag not closed: `>` not found before end of input"],
        );
        let deep = format!("<rss><item>{}</item><item/></rss>", "<a>".repeat(50_000));
        let expected = ["a.rss:1: elements nested more than 100 deep, not read", "a.rss:1 RSS  -"];
        check("a.rss", deep.as_bytes(), &expected);
    }
}
