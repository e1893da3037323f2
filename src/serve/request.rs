//! What a client asks for (RFC 9112).

use std::ops::Range;

/// The status with which a request is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Refused(pub u16);

/// A request for a file.
#[derive(Debug, PartialEq, Eq)]
pub struct Request {
    /// Whether only the head of the answer is wanted.
    pub is_head: bool,
    /// The names of the folders and of the file; the last is empty where a folder is asked for.
    pub path: Vec<String>,
    headers: Vec<(String, String)>,
}

impl Request {
    /// Reads the request line and the headers, which are parted by CRLF.
    pub fn parse(head: &[u8]) -> Result<Self, Refused> {
        let head = str::from_utf8(head).map_err(|_| Refused(400))?;
        let mut lines = head.split("\r\n");
        let mut words = lines.next().unwrap_or_default().split(' ');
        let (Some(method), Some(target), Some(version), None) =
            (words.next(), words.next(), words.next(), words.next())
        else {
            return Err(Refused(400));
        };
        if !matches!(version, "HTTP/1.1" | "HTTP/1.0") || method.is_empty() {
            return Err(Refused(400));
        }
        let headers: Vec<(String, String)> = lines.map(header).collect::<Result<_, _>>()?;
        let hosts = headers.iter().filter(|(name, _)| name == "host").count();
        if hosts > 1 || hosts == 0 && version == "HTTP/1.1" {
            return Err(Refused(400));
        }
        if !matches!(method, "GET" | "HEAD") {
            return Err(Refused(405));
        }
        Ok(Self { is_head: method == "HEAD", path: path(target)?, headers })
    }

    /// The value of a header, whose name is in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_str())
    }

    /// Whether the client takes `coding`.
    pub fn accepts_coding(&self, coding: &str) -> bool {
        let is_refused = |parameters: &str| {
            let quality = parameters.trim().strip_prefix("q=");
            quality.is_some_and(|quality| quality.parse::<f32>().is_ok_and(|quality| quality <= 0.0))
        };
        self.header("accept-encoding").unwrap_or_default().split(',').any(|item| {
            let (name, parameters) = item.split_once(';').unwrap_or((item, ""));
            name.trim().eq_ignore_ascii_case(coding) && !is_refused(parameters)
        })
    }

    /// Whether a person is looking, with a browser.
    pub fn is_of_a_browser(&self) -> bool {
        self.header("accept").is_some_and(|accept| accept.contains("text/html"))
    }

    /// The bytes that are wanted of a file of `length` bytes: `None` for all, `Err` where there are none such. Several
    /// ranges at once and other units are answered with all (RFC 9110, section 14.2).
    pub fn range(&self, length: u64) -> Option<Result<Range<u64>, ()>> {
        let (first, last) = self.header("range")?.strip_prefix("bytes=")?.split_once('-')?;
        let number = |text: &str| -> Option<u64> {
            let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
            is_number.then(|| text.parse().unwrap_or(u64::MAX))
        };
        let range = match (number(first), number(last)) {
            (Some(first), Some(last)) if first <= last => first..last.saturating_add(1).min(length),
            (Some(first), None) if last.is_empty() => first..length,
            (None, Some(last)) if first.is_empty() => length.saturating_sub(last)..length,
            _ => return None,
        };
        Some(if range.is_empty() { Err(()) } else { Ok(range) })
    }
}

fn header(line: &str) -> Result<(String, String), Refused> {
    let (name, value) = line.split_once(':').ok_or(Refused(400))?;
    if name.is_empty() || name.contains(|c: char| c.is_whitespace()) {
        return Err(Refused(400));
    }
    Ok((name.to_ascii_lowercase(), value.trim().to_owned()))
}

/// The parts of the path. Names that begin with a dot are nobody's business: `..`, and files that are being written.
fn path(target: &str) -> Result<Vec<String>, Refused> {
    let target = match target.strip_prefix("http://") {
        Some(absolute) => absolute.split_at(absolute.find('/').unwrap_or(absolute.len())).1,
        None => target,
    };
    let path = target.split(['?', '#']).next().unwrap_or_default();
    let parts = path.strip_prefix('/').ok_or(Refused(400))?.split('/');
    let parts: Vec<String> = parts.map(decode).collect::<Result<_, _>>()?;
    let is_odd =
        |part: &String| part.starts_with('.') || part.contains(['/', '\\', ':']) || part.contains(char::is_control);
    let is_hollow = parts.iter().rev().skip(1).any(String::is_empty);
    if is_hollow || parts.iter().any(is_odd) {
        return Err(Refused(404));
    }
    Ok(parts)
}

/// Percent-encoding undone.
fn decode(part: &str) -> Result<String, Refused> {
    let mut bytes = Vec::with_capacity(part.len());
    let mut pieces = part.split('%');
    bytes.extend_from_slice(pieces.next().unwrap_or_default().as_bytes());
    for piece in pieces {
        let (digits, rest) = piece.split_at_checked(2).ok_or(Refused(400))?;
        if !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return Err(Refused(400));
        }
        bytes.push(u8::from_str_radix(digits, 16).map_err(|_| Refused(400))?);
        bytes.extend_from_slice(rest.as_bytes());
    }
    String::from_utf8(bytes).map_err(|_| Refused(400))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path_of(target: &str) -> Result<Vec<String>, Refused> {
        Request::parse(format!("GET {target} HTTP/1.1\r\nHost: a").as_bytes()).map(|request| request.path)
    }

    #[test]
    fn paths() {
        for (target, expected) in [
            ("/", vec![""]),
            ("/a.xml?x=/../y", vec!["a.xml"]),
            ("/arsip/a%20b/", vec!["arsip", "a b", ""]),
            ("http://a:8000/b", vec!["b"]),
            ("/%C3%A9", vec!["é"]),
        ] {
            assert_eq!(path_of(target).unwrap(), expected, "{target}");
        }
        for (target, status) in [
            ("/../etc/passwd", 404),
            ("/a/../../b", 404),
            ("/%2e%2e/b", 404),
            ("/..%2fb", 404),
            ("/a%5c..%5cb", 404),
            ("/.kliping-x", 404),
            ("//etc/passwd", 404),
            ("/c:/x", 404),
            ("/a%00b", 404),
            ("/a%zz", 400),
            ("/a%+1", 400),
            ("/a%", 400),
            ("/%ff", 400),
            ("a", 400),
            ("*", 400),
            ("", 400),
            ("http://", 400),
        ] {
            assert_eq!(path_of(target), Err(Refused(status)), "{target}");
        }
    }

    #[test]
    fn what_is_no_request_is_refused() {
        for (head, status) in [
            ("", 400),
            ("GET /", 400),
            ("GET / HTTP/2.0\r\nHost: a", 400),
            ("GET  / HTTP/1.1\r\nHost: a", 400),
            ("GET / HTTP/1.1", 400),
            ("GET / HTTP/1.1\r\nHost: a\r\nHost: b", 400),
            ("GET / HTTP/1.1\r\nHost : a", 400),
            ("GET / HTTP/1.1\r\nHost: a\r\n folded", 400),
            ("POST / HTTP/1.1\r\nHost: a", 405),
            ("get / HTTP/1.1\r\nHost: a", 405),
        ] {
            assert_eq!(Request::parse(head.as_bytes()), Err(Refused(status)), "{head}");
        }
        assert!(Request::parse(b"GET / HTTP/1.0").is_ok());
        assert!(Request::parse(b"GET /\xff HTTP/1.1\r\nHost: a").is_err());
    }

    #[test]
    fn ranges() {
        let range = |value: &str| {
            let head = format!("GET / HTTP/1.1\r\nHost: a\r\nRange: {value}");
            Request::parse(head.as_bytes()).unwrap().range(100)
        };
        for (value, expected) in [
            ("bytes=0-9", Some(Ok(0..10))),
            ("bytes=90-", Some(Ok(90..100))),
            ("bytes=-10", Some(Ok(90..100))),
            ("bytes=-1000", Some(Ok(0..100))),
            ("bytes=99-99999999999999999999999", Some(Ok(99..100))),
            ("bytes=100-", Some(Err(()))),
            ("bytes=-0", Some(Err(()))),
            ("bytes=9-0", None),
            ("bytes=0-1,5-6", None),
            ("bytes=-", None),
            ("bytes=+1-2", None),
            ("lines=0-1", None),
        ] {
            assert_eq!(range(value), expected, "{value}");
        }
    }

    #[test]
    fn codings() {
        let accepts = |value: &str| {
            let head = format!("GET / HTTP/1.1\r\nHost: a\r\nAccept-Encoding: {value}");
            Request::parse(head.as_bytes()).unwrap().accepts_coding("gzip")
        };
        assert!(
            accepts("gzip")
                && accepts("br, GZIP;q=0.5")
                && !accepts("gzip;q=0")
                && !accepts("identity")
                && !accepts("")
        );
    }
}
