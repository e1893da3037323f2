//! Which format a file has: by its ending, then by its content.

use std::path::Path;

use super::decode::CODECS;
use super::{FORMATS, Format, html, jsonl, markdown, page_text};

/// The first bytes of a file, for telling its format.
pub struct Head<'a> {
    /// The bytes.
    pub bytes: &'a [u8],
    /// As much of them as is UTF-8, without byte order mark and leading white space.
    pub text: &'a str,
}

impl<'a> Head<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        // The buffer may end inside a character.
        let text = bytes.utf8_chunks().next().map_or("", |chunk| chunk.valid());
        Self { bytes, text: text.trim_start_matches('\u{feff}').trim_start() }
    }
}

/// Lines for this program are told whatever the file is called: Spark ends the names of all lines with `.txt`.
pub(super) fn by_mark(head: &[u8]) -> Option<(&'static Format, &'static str)> {
    head.starts_with(jsonl::MARK.as_bytes()).then_some((&jsonl::FORMAT, "by its key `kliping`"))
}

pub(super) fn by_name(name: &str) -> Option<(&'static Format, &'static str)> {
    let end = extension(Path::new(name))?;
    Some((FORMATS.iter().find(|format| format.ends(&end))?, "by its ending"))
}

/// The format that the first bytes look like; none for what is not text, nor for XML or text of a kind that its ending
/// does not promise.
pub(super) fn by_content(head: &Head, name: &str) -> Option<&'static Format> {
    let format = FORMATS.iter().find(|format| (format.looks_like)(head))?;
    (!is_text(format) || !extension(Path::new(name)).is_some_and(|end| is_of_any_kind(&end))).then_some(format)
}

/// Page text claims every text; it does not claim a pack.
pub(super) fn is_text(format: &Format) -> bool {
    format.name == page_text::FORMAT.name
}

/// Whether only the content tells which format a file with this ending has. What is called a workbook of the old kind is
/// often a page, a CSV file or a new one.
fn is_of_any_kind(ending: &str) -> bool {
    ["xml", "xls"].contains(&ending)
}

fn extension(path: &Path) -> Option<String> {
    Some(path.extension()?.to_str()?.to_ascii_lowercase())
}

/// Whether the name of a file says that it is one page text.
pub fn is_page(path: &Path) -> bool {
    extension(path).is_some_and(|end| page_text::FORMAT.ends(&end))
}

/// Whether the name of a file says that it is one text, and most of the time one article.
pub fn is_one_text(path: &Path) -> bool {
    let formats = [page_text::FORMAT, markdown::FORMAT, html::FORMAT];
    extension(path).is_some_and(|end| formats.iter().any(|format| format.ends(&end)))
}

/// Whether the name of a file says that a format or a way of packing reads it, or leaves it to the content.
pub fn may_be_read(path: &Path) -> bool {
    let Some(end) = extension(path) else { return true };
    let packed = ["zip", "tar", "tgz", "tbz2", "txz"].contains(&end.as_str());
    packed
        || is_of_any_kind(&end)
        || CODECS.iter().any(|codec| codec.extension == end)
        || FORMATS.iter().any(|format| format.ends(&end))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{given, shown};

    #[test]
    fn a_file_is_told_by_its_name_then_by_its_content() {
        assert_eq!(given("a.txt", b"{}", shown), ["a.txt page text by its ending #0"]);
        assert_eq!(given("a.txt", b"{\"kliping\":1}", shown), ["a.txt:1 article by its key `kliping` #0"]);
        assert_eq!(given("a", b"{}", shown), ["a:1 JSON by its content #0"]);
        assert_eq!(
            given("a", b"{}\n{}", shown),
            ["a:1 JSON Lines by its content #0", "a:2 JSON Lines by its content #1"]
        );
        assert_eq!(given("a", b"---\ntitle: x\n---\n", shown), ["a Markdown by its content #0"]);
        assert_eq!(given("a", b"Judul", shown), ["a page text by its content #0"]);
        assert!(given("a", b"\0\x01", shown).is_empty());
        assert_eq!(given("a.xls", b"title\tdate\nA\t1\n", shown), ["a.xls:2 CSV by its content #0"]);
        assert!(given("a.xls", b"Judul", shown).is_empty());
    }
}
