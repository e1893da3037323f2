//! A stored HTTP response → the page in it.

use std::io::Read;

use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};

use crate::report::quote;

/// A page that was sent.
#[derive(Debug, PartialEq, Eq)]
pub struct Response {
    /// The page, nothing packed any more.
    pub body: Vec<u8>,
    /// The encoding that the server said it has.
    pub charset: Option<String>,
}

/// The page in the response `bytes`, of at most `longest` bytes; `None` where it is none, or not of status 200.
///
/// # Errors
/// What is wrong, in words.
pub fn response(bytes: &[u8], longest: u64) -> Result<Option<Response>, String> {
    let Some((head, body)) = split(bytes) else { return Err("no HTTP header".to_owned()) };
    let head = String::from_utf8_lossy(head);
    let mut lines = head.lines();
    let status = lines.next().unwrap_or_default();
    if !status.starts_with("HTTP/") {
        return Err(format!("no HTTP header: {}", quote(status)));
    }
    if status.split_whitespace().nth(1) != Some("200") {
        return Ok(None);
    }
    let headers: Vec<(String, &str)> = lines
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.trim().to_ascii_lowercase(), value.trim()))
        .collect();
    let header =
        |name: &str| headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.to_ascii_lowercase());
    let kind = header("content-type").unwrap_or_default();
    if !kind.starts_with("text/html") && !kind.starts_with("application/xhtml+xml") {
        return Ok(None);
    }
    let whole = header("transfer-encoding").filter(|coding| coding.contains("chunked")).and_then(|_| dechunked(body));
    let body =
        unpacked(whole.unwrap_or_else(|| body.to_vec()), &header("content-encoding").unwrap_or_default(), longest)?;
    let charset = kind.split_once("charset=").map(|(_, name)| name.trim_matches(['"', '\'', ' ']).to_owned());
    Ok(Some(Response { body, charset }))
}

fn split(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let end = |mark: &[u8]| bytes.windows(mark.len()).position(|window| window == mark).map(|at| (at, mark.len()));
    let (at, length) = [end(b"\r\n\r\n"), end(b"\n\n")].into_iter().flatten().min()?;
    Some((bytes.get(..at)?, bytes.get(at + length..)?))
}

/// The chunks joined; `None` where there are none, as in the records of crawlers that join them and keep the header.
fn dechunked(mut bytes: &[u8]) -> Option<Vec<u8>> {
    let mut joined = Vec::with_capacity(bytes.len());
    while let Some(end) = bytes.iter().take(1024).position(|byte| *byte == b'\n') {
        let size = std::str::from_utf8(bytes.get(..end)?).ok()?;
        let size = usize::from_str_radix(size.split(';').next()?.trim(), 16).ok()?;
        bytes = bytes.get(end + 1..)?;
        if size == 0 {
            return Some(joined);
        }
        // The last chunk may be cut.
        joined.extend_from_slice(bytes.get(..size).unwrap_or(bytes));
        let rest = bytes.get(size..).unwrap_or_default();
        bytes = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n")).unwrap_or(rest);
    }
    (!joined.is_empty() && bytes.is_empty()).then_some(joined)
}

/// Undoes a `Content-Encoding`, unless the crawler has done so.
fn unpacked(bytes: Vec<u8>, coding: &str, longest: u64) -> Result<Vec<u8>, String> {
    let gzip = bytes.starts_with(&[0x1f, 0x8b]);
    let text = bytes.trim_ascii_start().starts_with(b"<");
    let mut page = Vec::new();
    let decoder: &mut dyn Read = match coding {
        _ if gzip => &mut MultiGzDecoder::new(bytes.as_slice()),
        "" | "identity" | "utf-8" | "none" => return Ok(bytes),
        _ if text => return Ok(bytes),
        "deflate" if bytes.first().is_some_and(|byte| byte & 0x0f == 8) => &mut ZlibDecoder::new(bytes.as_slice()),
        "deflate" => &mut DeflateDecoder::new(bytes.as_slice()),
        "br" => &mut brotli::Decompressor::new(bytes.as_slice(), 4096),
        other => return Err(format!("content encoding {} is not known", quote(other))),
    };
    decoder
        .take(longest + 1)
        .read_to_end(&mut page)
        .map_err(|_| format!("damaged content encoding {}", quote(coding)))?;
    if page.len() as u64 > longest {
        return Err(format!("a page of more than {longest} bytes, not read"));
    }
    Ok(page)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    #[track_caller]
    fn check(headers: &str, body: &[u8], expected: Result<Option<&str>, &str>) {
        let bytes = [format!("HTTP/1.1 200 OK\r\n{headers}\r\n\r\n").as_bytes(), body].concat();
        let found = response(&bytes, 1000).map(|page| page.map(|page| String::from_utf8(page.body).unwrap()));
        assert_eq!(found, expected.map(|page| page.map(str::to_owned)).map_err(str::to_owned));
    }

    #[test]
    fn codings_are_undone() {
        let html = "Content-Type: text/html; charset=utf-8";
        check(html, b"<p>a", Ok(Some("<p>a")));
        let chunked = format!("{html}\r\nTransfer-Encoding: chunked");
        check(&chunked, b"2\r\n<p\r\n2;x=y\r\n>a\r\n0\r\n\r\n", Ok(Some("<p>a")));
        check(&chunked, b"<p>a\n", Ok(Some("<p>a\n")));
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        gzip.write_all(b"<p>a").unwrap();
        let gzip = gzip.finish().unwrap();
        check(&format!("{html}\r\nContent-Encoding: gzip"), &gzip, Ok(Some("<p>a")));
        check(&format!("{html}\r\nContent-Encoding: gzip"), &gzip[..8], Err("damaged content encoding `gzip`"));
        check(&format!("{html}\r\nContent-Encoding: br"), b"<p>a", Ok(Some("<p>a")));
        let br = format!("{html}\r\nContent-Encoding: br");
        let mut packed = brotli::CompressorWriter::new(Vec::new(), 4096, 5, 20);
        packed.write_all(b"<p>a").unwrap();
        check(&br, &packed.into_inner(), Ok(Some("<p>a")));
        check(&br, b"\x8b\x01", Err("damaged content encoding `br`"));
        let unknown = format!("{html}\r\nContent-Encoding: dcb");
        check(&unknown, b"\x8b\x01", Err("content encoding `dcb` is not known"));
        let mut bomb = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
        bomb.write_all(&[b'a'; 2000]).unwrap();
        let bomb = bomb.finish().unwrap();
        check(&format!("{html}\r\nContent-Encoding: deflate"), &bomb, Err("a page of more than 1000 bytes, not read"));
    }

    #[test]
    fn only_pages_are_taken() {
        check("Content-Type: image/png", b"x", Ok(None));
        assert_eq!(response(b"HTTP/1.1 301 Moved\r\nContent-Type: text/html\r\n\r\n", 9), Ok(None));
        assert_eq!(response(b"GET / HTTP/1.1\r\n\r\n", 9), Err("no HTTP header: `GET / HTTP/1.1`".to_owned()));
        assert_eq!(response(b"x", 9), Err("no HTTP header".to_owned()));
    }
}
