//! WARC: the web archive of a crawler, in which one page is one record.
//!
//! Articles are responses of status 200 that are HTML; requests, revisits, metadata, pictures and redirections are no
//! articles and are passed over. A damaged record costs itself: the next begins at a line `WARC/1.…`.

use std::io::{self, BufRead, Read};

use super::html::{self, Page};
use super::http::{self, Response};
use super::{Each, Format, Input, unreadable};
use crate::report::{Origin, Problem, quote};

/// WARC 1.0 and 1.1, as Common Crawl, Heritrix and wget write it.
pub const FORMAT: Format =
    Format { name: "WARC", extensions: &["warc"], looks_like: |head| head.text.starts_with("WARC/1."), read };

/// Longer headers are none, in bytes.
const LONGEST_HEADER: u64 = 64 << 10;

/// The header of a record.
#[derive(Debug, Default)]
struct Header {
    kind: String,
    url: Option<String>,
    date: Option<String>,
    length: u64,
}

fn read(input: &mut Input, each: Each) {
    // What follows a damaged header is told with it.
    let mut told = false;
    loop {
        match begin(input) {
            Ok(Begin::End) => return,
            Ok(Begin::Record) => {}
            Ok(Begin::Garbage(line)) => {
                if !told {
                    each(Err(Problem::record(input.origin.at(line), "no WARC record begins here, passed over")));
                }
                continue;
            }
            Err(error) => return each(Err(unreadable(&input.origin.at(input.line), &error))),
        }
        let origin = input.origin.at(input.line.saturating_sub(1));
        let header = header(input);
        told = matches!(header, Ok(Err(_)));
        let read = header.and_then(|header| match header {
            Ok(header) => record(input, &origin, &header, each),
            Err(what) => {
                each(Err(Problem::record(origin.clone(), format!("damaged WARC record: {what}"))));
                Ok(())
            }
        });
        if let Err(error) = read {
            return each(Err(unreadable(&origin, &error)));
        }
    }
}

/// What stands where a record should begin.
enum Begin {
    Record,
    /// Something else, from this line to the next record.
    Garbage(u32),
    End,
}

/// Reads up to and including the line that begins a record.
fn begin(input: &mut Input) -> io::Result<Begin> {
    let mut garbage = None;
    loop {
        // A record after garbage is met again, with its first line unread.
        if garbage.is_some() && input.bytes.fill_buf()?.starts_with(b"WARC/1.") {
            return Ok(Begin::Garbage(garbage.unwrap_or(input.line)));
        }
        let number = input.line;
        let Some(line) = line(input)? else {
            return Ok(garbage.map_or(Begin::End, Begin::Garbage));
        };
        if line.starts_with("WARC/1.") {
            return Ok(Begin::Record);
        }
        if !line.trim().is_empty() {
            garbage.get_or_insert(number);
        }
    }
}

/// One line, or as much of it as a header may have.
fn line(input: &mut Input) -> io::Result<Option<String>> {
    let mut line = Vec::new();
    if (&mut input.bytes).take(LONGEST_HEADER).read_until(b'\n', &mut line)? == 0 {
        return Ok(None);
    }
    input.line += u32::from(line.ends_with(b"\n"));
    Ok(Some(String::from_utf8_lossy(&line).into_owned()))
}

/// Reads the header of a record, or tells what is wrong with it.
fn header(input: &mut Input) -> io::Result<Result<Header, String>> {
    let mut header = Header::default();
    let (mut length, mut size) = (None, 0);
    loop {
        let Some(line) = line(input)? else { return Ok(Err("it ends too early".to_owned())) };
        size += line.len() as u64;
        if size > LONGEST_HEADER {
            return Ok(Err(format!("its header is longer than {LONGEST_HEADER} bytes")));
        }
        let line = line.trim();
        if line.is_empty() {
            break;
        }
        let Some((name, value)) = line.split_once(':') else { continue };
        let value = value.trim();
        match name.to_ascii_lowercase().as_str() {
            "warc-type" => header.kind = value.to_ascii_lowercase(),
            // WARC 1.0 had it in angle brackets.
            "warc-target-uri" => header.url = Some(value.trim_matches(['<', '>']).to_owned()),
            "warc-date" => header.date = Some(value.to_owned()),
            "content-length" => length = Some(value.parse().map_err(|_| format!("its length is {}", quote(value)))),
            _ => {}
        }
    }
    Ok(match length {
        Some(Ok(length)) => Ok(Header { length, ..header }),
        Some(Err(what)) => Err(what),
        None => Err("it does not say its length".to_owned()),
    })
}

/// Reads the content of a record, and gives the page in it.
fn record(input: &mut Input, origin: &Origin, header: &Header, each: Each) -> io::Result<()> {
    let named = || header.url.as_deref().map(|url| format!(", {}", quote(url))).unwrap_or_default();
    if header.kind != "response" {
        return skip(input, header.length);
    }
    let longest = input.limits.record;
    if header.length > longest {
        let message = format!("larger than {longest} bytes, not read{}", named());
        each(Err(Problem::record(origin.clone(), message)));
        return skip(input, header.length);
    }
    let mut content = Vec::new();
    (&mut input.bytes).take(header.length).read_to_end(&mut content)?;
    input.line += newlines(&content);
    if (content.len() as u64) < header.length {
        each(Err(Problem::record(origin.clone(), format!("damaged WARC record: it ends too early{}", named()))));
        return Ok(());
    }
    match http::response(&content, longest) {
        Ok(Some(Response { body, charset })) => {
            let page = Page {
                origin,
                format: FORMAT.name,
                lines: false,
                url: header.url.as_deref(),
                fetched: header.date.as_deref(),
            };
            let decoded = html::decode(body, charset.as_deref());
            html::page(decoded, &page, &mut |item| {
                each(item.map_err(|problem| Problem { message: problem.message + &named(), ..problem }));
            });
        }
        Ok(None) => {}
        Err(what) => each(Err(Problem::record(origin.clone(), format!("{what}{}", named())))),
    }
    Ok(())
}

/// Passes over `length` bytes; where there are fewer, the file ends.
fn skip(input: &mut Input, mut length: u64) -> io::Result<()> {
    while length > 0 {
        let buffer = input.bytes.fill_buf()?;
        if buffer.is_empty() {
            return Ok(());
        }
        let most = usize::try_from(length).unwrap_or(usize::MAX).min(buffer.len());
        input.line += newlines(buffer.get(..most).unwrap_or_default());
        input.bytes.consume(most);
        length -= most as u64;
    }
    Ok(())
}

fn newlines(bytes: &[u8]) -> u32 {
    u32::try_from(bytes.iter().filter(|byte| **byte == b'\n').count()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::super::record::Field;
    use super::super::tests::given;

    fn warc(kind: &str, uri: &str, content: &str) -> String {
        let length = content.len();
        format!(
            "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {uri}\r\nWARC-Date: 2021-01-02T03:04:05Z\r\nContent-Length: {length}\r\n\r\n{content}\r\n\r\n"
        )
    }

    fn page(title: &str) -> String {
        let head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n";
        format!("{head}<title>{title}</title><meta name=date content=2021-01-01><p>Isi.</p>")
    }

    #[track_caller]
    fn check(bytes: &[u8], expected: &[&str]) {
        let found = given("a.warc", bytes, |record| {
            let text = |field| record.get(field).map(|stored| stored.value.clone());
            format!("{} {:?} {:?} {:?}", record.origin, text(Field::Title), text(Field::Url), text(Field::Scraped))
        });
        assert_eq!(found, expected);
    }

    const A: &str = r#"a.warc:1 Some(Text("A")) Some(Text("https://a.example/")) Some(Text("2021-01-02T03:04:05Z"))"#;

    #[test]
    fn responses_that_are_pages_are_articles() {
        let picture = "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\nx";
        let gone = "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\nx";
        let file = warc("response", "<https://a.example/>", &page("A"))
            + &warc("request", "https://a.example/", "GET / HTTP/1.1\r\n\r\n")
            + &warc("revisit", "https://a.example/", "HTTP/1.1 200 OK\r\n\r\n")
            + &warc("response", "https://a.example/p", picture)
            + &warc("response", "https://a.example/g", gone);
        check(file.as_bytes(), &[A]);
    }

    #[test]
    fn a_damaged_record_costs_itself_only() {
        let a = warc("response", "https://a.example/", &page("A"));
        let bad = a.replace("Content-Length: ", "Content-Length: x");
        let b = r#"a.warc:12 Some(Text("A")) Some(Text("https://a.example/")) Some(Text("2021-01-02T03:04:05Z"))"#;
        check((bad.clone() + &a).as_bytes(), &["a.warc:1: damaged WARC record: its length is `x106`", b]);
        check(
            &a.as_bytes()[..a.len() - 20],
            &["a.warc:1: damaged WARC record: it ends too early, `https://a.example/`"],
        );
        check(
            b"WARC/1.0\r\nWARC-Type: response\r\n\r\n",
            &["a.warc:1: damaged WARC record: it does not say its length"],
        );
        check(b"WARC/1.0\r\nWARC-Type: resp", &["a.warc:1: damaged WARC record: it ends too early"]);
    }
}
