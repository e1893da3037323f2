//! Bytes → text: UTF-8, UTF-16, and the legacy encodings that old archives are in.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use memchr::memchr;

/// A text and what it took to read it.
#[derive(Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without a byte order mark.
    pub text: String,
    /// The encoding, where it is not UTF-8.
    pub encoding: Option<&'static str>,
    /// How many pieces could not be read and stand as U+FFFD.
    pub broken: usize,
}

/// How many bytes tell an encoding.
const SAMPLE: usize = 64 << 10;

/// Reads `bytes`: a byte order mark tells; else what is UTF-8 but for a few bytes is UTF-8; else the encoding that the
/// bytes look most like in Indonesian text, which is nearly always Windows-1252.
pub fn decode(bytes: Vec<u8>) -> Decoded {
    if let Some((encoding, mark)) = Encoding::for_bom(&bytes) {
        return with(encoding, bytes.get(mark..).unwrap_or_default());
    }
    if let Some(encoding) = utf_16(&bytes) {
        return with(encoding, &bytes);
    }
    let bytes = match String::from_utf8(bytes) {
        Ok(text) => return Decoded { text, encoding: None, broken: 0 },
        Err(error) => error.into_bytes(),
    };
    let (mut broken, mut multibyte) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        multibyte += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    if multibyte >= broken {
        return Decoded { text: String::from_utf8_lossy(&bytes).into_owned(), encoding: None, broken };
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes.get(..SAMPLE).unwrap_or(&bytes), true);
    with(detector.guess(Some(b"id"), Utf8Detection::Deny), &bytes)
}

/// Whether a file that begins with `head` is in UTF-16, in which no single byte ends a line.
pub fn is_utf_16(head: &[u8]) -> bool {
    Encoding::for_bom(head).map_or_else(|| utf_16(head), |(encoding, _)| Some(encoding)).is_some_and(|it| it != UTF_8)
}

fn with(encoding: &'static Encoding, bytes: &[u8]) -> Decoded {
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    let broken = text.matches('\u{fffd}').count();
    Decoded { text: text.into_owned(), encoding: (encoding != UTF_8).then(|| encoding.name()), broken }
}

/// UTF-16 without a mark: in Latin text every second byte is zero.
fn utf_16(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = bytes.get(..1024).unwrap_or(bytes);
    memchr(0, sample)?;
    let zeros = |start: usize| sample.iter().skip(start).step_by(2).filter(|byte| **byte == 0).count();
    let most = sample.len() * 2 / 5;
    match (zeros(0), zeros(1)) {
        (0, odd) if odd > most => Some(UTF_16LE),
        (even, 0) if even > most => Some(UTF_16BE),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], text: &str, encoding: Option<&str>, broken: usize) {
        let decoded = decode(bytes.to_vec());
        assert_eq!((decoded.text.as_str(), decoded.encoding, decoded.broken), (text, encoding, broken));
    }

    #[test]
    fn encodings() {
        check("\u{feff}Jum’at".as_bytes(), "Jum’at", None, 0);
        check(b"Jum\x92at \x96 \x93kata\x94, caf\xe9", "Jum’at – “kata”, café", Some("windows-1252"), 0);
        let utf_16: Vec<u8> = "\u{feff}Jum’at".encode_utf16().flat_map(u16::to_le_bytes).collect();
        check(&utf_16, "Jum’at", Some("UTF-16LE"), 0);
        let unmarked: Vec<u8> = "Rapat panen – ditunda".encode_utf16().flat_map(u16::to_be_bytes).collect();
        check(&unmarked, "Rapat panen – ditunda", Some("UTF-16BE"), 0);
    }

    #[test]
    fn a_broken_byte_does_not_make_the_rest_legacy() {
        check("Jum’at – “kata” \u{fffd}.".replace('\u{fffd}', "?").as_bytes(), "Jum’at – “kata” ?.", None, 0);
        check(b"Jum\xe2\x80\x99at \xe2\x80\x93 \xff.", "Jum’at – \u{fffd}.", None, 1);
    }
}
