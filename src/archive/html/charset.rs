//! The encoding of a page: what it says of itself comes before what its bytes look like.

use encoding_rs::{Encoding, UTF_8};

use crate::archive::charset::{self, Decoded};

/// How far from the beginning a page says its encoding, in bytes.
const PRESCAN: usize = 4096;

/// The text of a page, in the encoding that was `sent` with it, that it names itself, or that it looks like.
pub fn decode(bytes: Vec<u8>, sent: Option<&str>) -> Decoded {
    let head = bytes.get(..PRESCAN).unwrap_or(&bytes);
    let named = sent.and_then(label).or_else(|| named(&String::from_utf8_lossy(head)));
    let Some(encoding) = named.filter(|encoding| *encoding != UTF_8 && encoding.is_ascii_compatible()) else {
        return charset::decode(bytes);
    };
    // Servers and templates say Windows-1252 of pages that have long been UTF-8, which cannot be by chance.
    if Encoding::for_bom(&bytes).is_some() || std::str::from_utf8(&bytes).is_ok() {
        return charset::decode(bytes);
    }
    let (text, _) = encoding.decode_without_bom_handling(&bytes);
    let broken = text.matches('\u{fffd}').count();
    Decoded { text: text.into_owned(), encoding: Some(encoding.name()), broken }
}

fn label(name: &str) -> Option<&'static Encoding> {
    Encoding::for_label(name.trim().as_bytes())
}

/// `<meta charset="x">` or `<meta http-equiv=… content="text/html; charset=x">`.
fn named(head: &str) -> Option<&'static Encoding> {
    let lower = head.to_ascii_lowercase();
    lower.split("<meta").skip(1).find_map(|meta| {
        let (_, value) = meta.split('>').next()?.split_once("charset")?;
        let value = value.trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
        label(value.split(|c: char| c == '"' || c == '\'' || c == ';' || c == '/' || c.is_whitespace()).next()?)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], sent: Option<&str>, end: &str, encoding: Option<&str>) {
        let decoded = decode(bytes.to_vec(), sent);
        assert!(decoded.text.ends_with(end), "{}", decoded.text);
        assert_eq!(decoded.encoding, encoding);
    }

    #[test]
    fn a_page_names_its_encoding() {
        check(b"<meta charset='windows-1251'>\xef\xf0", None, "пр", Some("windows-1251"));
        check(b"<META content=\"text/html; charset=koi8-r\">\xd2", None, "р", Some("KOI8-R"));
        check(b"<meta charset=koi8-r>\xe9", Some("iso-8859-1"), "é", Some("windows-1252"));
        check("<meta charset=iso-8859-1>Jum’at".as_bytes(), None, "Jum’at", None);
        check(b"<p>Jum\x92at", Some("x-unknown"), "Jum’at", Some("windows-1252"));
    }
}
