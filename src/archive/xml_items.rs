//! A stream of XML → its items, one after the other, and what stands between them. No more than one item is in memory.

use std::io::{self, BufRead};

/// A piece of the stream.
#[derive(Debug, PartialEq, Eq)]
pub struct Piece {
    /// Its bytes; empty where it is too long.
    pub bytes: Vec<u8>,
    /// The line on which it begins.
    pub line: u32,
    /// What it is.
    pub kind: Kind,
}

/// What a piece is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// What stands before, between and after items.
    Between,
    /// An item, from its start tag to its end tag.
    Item,
    /// An item that is not closed where the next one or the end of the stream comes.
    Cut,
    /// An item, or what stands between items, that is longer than a piece may be.
    TooLong,
}

/// Cuts a stream into pieces.
pub struct Items<'a> {
    stream: &'a mut dyn BufRead,
    /// Local names of the elements that are items.
    names: &'static [&'static [u8]],
    longest: usize,
    /// The line that the stream is at.
    pub line: u32,
    /// What has been read of the piece.
    bytes: Vec<u8>,
    start: u32,
    too_long: bool,
    /// The name of the item that is open.
    item: Option<Vec<u8>>,
    /// The start tag of an item that has been read beyond the end of the piece before it.
    ahead: Option<(Vec<u8>, u32)>,
    /// Whether the next piece is the last.
    ended: bool,
}

/// What a `<` begins.
enum Markup {
    Tag,
    /// Anything but a tag, by the bytes that end it.
    Until(&'static [u8]),
    Text,
}

impl<'a> Items<'a> {
    /// The items of `stream`, which have these local names, none of more than `longest` bytes.
    pub fn new(stream: &'a mut dyn BufRead, longest: u64, names: &'static [&'static [u8]]) -> Self {
        Self {
            stream,
            names,
            longest: usize::try_from(longest).unwrap_or(usize::MAX),
            line: 1,
            bytes: Vec::new(),
            start: 1,
            too_long: false,
            item: None,
            ahead: None,
            ended: false,
        }
    }

    /// The next piece; `None` at the end.
    ///
    /// # Errors
    /// Those of the stream.
    pub fn next(&mut self) -> io::Result<Option<Piece>> {
        if let Some((tag, line)) = self.ahead.take() {
            self.start = line;
            if let Some(kind) = self.begin(tag) {
                return Ok(Some(self.piece(kind)));
            }
        }
        while !self.ended {
            if !self.until(b"<")? {
                break;
            }
            match self.markup()? {
                Markup::Text => {}
                Markup::Until(end) => {
                    self.until(end)?;
                }
                Markup::Tag => {
                    if let Some(kind) = self.tag()? {
                        return Ok(Some(self.piece(kind)));
                    }
                }
            }
        }
        if std::mem::replace(&mut self.ended, true) {
            return Ok(None);
        }
        let kind = if self.item.take().is_some() { Kind::Cut } else { Kind::Between };
        Ok(Some(self.piece(kind)))
    }

    /// Starts an item with `tag`; one without content is whole already.
    fn begin(&mut self, tag: Vec<u8>) -> Option<Kind> {
        let (name, empty) = (name(&tag).to_vec(), tag.ends_with(b"/>"));
        self.keep(&tag);
        if empty {
            return Some(Kind::Item);
        }
        self.item = Some(name);
        None
    }

    fn piece(&mut self, kind: Kind) -> Piece {
        let too_long = std::mem::take(&mut self.too_long);
        let bytes = std::mem::take(&mut self.bytes);
        let line = std::mem::replace(&mut self.start, self.line);
        if too_long {
            return Piece { bytes: Vec::new(), line, kind: Kind::TooLong };
        }
        Piece { bytes, line, kind }
    }

    /// Keeps `bytes` of the piece; of one that is too long only the end, to know where it ends.
    fn keep(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
        if self.bytes.len() > self.longest {
            self.too_long = true;
        }
        if self.too_long {
            self.bytes.drain(..self.bytes.len().saturating_sub(16));
        }
    }

    /// Reads to the end of `end`; false where the stream ends before.
    fn until(&mut self, end: &[u8]) -> io::Result<bool> {
        let Some(last) = end.last().copied() else { return Ok(true) };
        let mut first = self.bytes.len();
        loop {
            let available = self.stream.fill_buf()?;
            let found = available.iter().position(|byte| *byte == last);
            let length = found.map_or(available.len(), |at| at + 1);
            if length == 0 {
                return Ok(false);
            }
            // What is kept in one go is bounded by the buffer of the stream.
            let taken = available.get(..length).unwrap_or_default().to_vec();
            self.stream.consume(length);
            self.line += taken.iter().filter(|byte| **byte == b'\n').count() as u32;
            self.keep(&taken);
            first = if self.too_long { 0 } else { first };
            if found.is_some() && self.bytes.get(first..).unwrap_or_default().ends_with(end) {
                return Ok(true);
            }
        }
    }

    /// Tells what follows a `<`.
    fn markup(&mut self) -> io::Result<Markup> {
        match self.peek()? {
            Some(b'?') => Ok(Markup::Until(b"?>")),
            Some(b'!') => {
                let mut begun = Vec::new();
                while begun.len() < 8
                    && let Some(byte) = self.peek()?
                    && [&b"![CDATA["[..], b"!--", b"!DOCTYPE"].iter().any(|known| starts(known, &begun, byte))
                {
                    begun.push(byte);
                    self.step(byte);
                }
                match begun.as_slice() {
                    b"![CDATA[" => Ok(Markup::Until(b"]]>")),
                    b"!--" => Ok(Markup::Until(b"-->")),
                    b"!DOCTYPE" => {
                        self.document_type()?;
                        Ok(Markup::Text)
                    }
                    _ => Ok(Markup::Text),
                }
            }
            Some(byte) if byte == b'/' || byte.is_ascii_alphabetic() || byte == b'_' || byte >= 0x80 => Ok(Markup::Tag),
            _ => Ok(Markup::Text),
        }
    }

    fn peek(&mut self) -> io::Result<Option<u8>> {
        Ok(self.stream.fill_buf()?.first().copied())
    }

    /// Passes over the byte that has been looked at.
    fn step(&mut self, byte: u8) {
        self.stream.consume(1);
        self.line += u32::from(byte == b'\n');
        self.keep(&[byte]);
    }

    /// Reads a document type to its end, with the declarations in brackets that it may have.
    fn document_type(&mut self) -> io::Result<()> {
        let mut brackets = 0_u32;
        while let Some(byte) = self.peek()? {
            self.step(byte);
            match byte {
                b'[' => brackets += 1,
                b']' => brackets = brackets.saturating_sub(1),
                b'>' if brackets == 0 => return Ok(()),
                _ => {}
            }
        }
        Ok(())
    }

    /// Reads a tag, whose `<` has been read; gives what the piece is where the tag ends one.
    fn tag(&mut self) -> io::Result<Option<Kind>> {
        let line = self.line;
        let mut tag = vec![b'<'];
        let mut quote = None;
        while let Some(byte) = self.peek()? {
            // No tag has a `<` in it: this one is broken.
            if byte == b'<' || tag.len() > self.longest {
                break;
            }
            self.stream.consume(1);
            self.line += u32::from(byte == b'\n');
            tag.push(byte);
            match (quote, byte) {
                (None, b'>') => break,
                (None, b'"' | b'\'') if tag.iter().rev().nth(1) == Some(&b'=') => quote = Some(byte),
                (Some(own), byte) if own == byte => quote = None,
                _ => {}
            }
        }
        let closes = tag.starts_with(b"</");
        let name = name(&tag);
        let begins = match &self.item {
            Some(item) => !closes && name == item.as_slice(),
            None => !closes && self.names.contains(&local(name)),
        };
        if begins {
            // The `<` belongs to the tag.
            self.bytes.pop();
            let kind = if self.item.take().is_some() { Kind::Cut } else { Kind::Between };
            self.ahead = Some((tag, line));
            return Ok(Some(kind));
        }
        let ends = closes && self.item.as_deref() == Some(name);
        self.keep(tag.get(1..).unwrap_or_default());
        if ends {
            self.item = None;
            return Ok(Some(Kind::Item));
        }
        Ok(None)
    }
}

fn starts(known: &[u8], begun: &[u8], next: u8) -> bool {
    known.strip_prefix(begun).is_some_and(|rest| rest.first() == Some(&next))
}

/// The name in a tag.
fn name(tag: &[u8]) -> &[u8] {
    let tag = tag.strip_prefix(b"<").unwrap_or(tag);
    let tag = tag.strip_prefix(b"/").unwrap_or(tag);
    let end = tag.iter().position(|byte| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/'));
    tag.get(..end.unwrap_or(tag.len())).unwrap_or_default()
}

/// The name without prefix.
fn local(name: &[u8]) -> &[u8] {
    name.rsplit(|byte| *byte == b':').next().unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, longest: u64, expected: &[(Kind, u32, &str)]) {
        // A small buffer, so that every boundary is met.
        for size in [1, 2, 3, 7, 64] {
            let mut stream = io::BufReader::with_capacity(size, text.as_bytes());
            let mut items = Items::new(&mut stream, longest, &[b"item", b"entry"]);
            let mut found = Vec::new();
            while let Some(piece) = items.next().unwrap() {
                found.push((piece.kind, piece.line, String::from_utf8(piece.bytes).unwrap()));
            }
            let found: Vec<_> = found.iter().map(|(kind, line, text)| (*kind, *line, text.as_str())).collect();
            assert_eq!(found, expected, "{size}");
        }
    }

    #[test]
    fn items_are_cut_out() {
        use Kind::{Between, Item};
        check(
            "<rss>\n<items/><item>\n<a x='>'/></item>\n<x:entry a=\">\"/><itemx/>",
            99,
            &[
                (Between, 1, "<rss>\n<items/>"),
                (Item, 2, "<item>\n<a x='>'/></item>"),
                (Between, 3, "\n"),
                (Item, 4, "<x:entry a=\">\"/>"),
                (Between, 4, "<itemx/>"),
            ],
        );
    }

    #[test]
    fn tags_in_comments_and_cdata_are_text() {
        use Kind::{Between, Item};
        check(
            "<!DOCTYPE r [<!ENTITY a '<item>'>]><!-- <item> --><item><![CDATA[</item>]]]><!-]]><!-- </item> -></item></item>",
            999,
            &[
                (Between, 1, "<!DOCTYPE r [<!ENTITY a '<item>'>]><!-- <item> -->"),
                (Kind::Cut, 1, "<item><![CDATA[</item>]]]><!-]]><!-- </item> -></item></item>"),
            ],
        );
        check(
            "<item><![CDATA[</item>]]]]><?x </item>?>3 < 4</item>",
            999,
            &[(Between, 1, ""), (Item, 1, "<item><![CDATA[</item>]]]]><?x </item>?>3 < 4</item>"), (Between, 1, "")],
        );
    }

    #[test]
    fn an_item_too_long_or_not_closed_costs_itself_only() {
        use Kind::{Between, Cut, Item, TooLong};
        check(
            "<item>\n1<item>aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n</item><item>2</item><item>3",
            30,
            &[
                (Between, 1, ""),
                (Cut, 1, "<item>\n1"),
                (TooLong, 2, ""),
                (Between, 3, ""),
                (Item, 3, "<item>2</item>"),
                (Between, 3, ""),
                (Cut, 3, "<item>3"),
            ],
        );
    }
}
