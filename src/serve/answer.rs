//! What a client gets (RFC 9110): a file, part of one, the word that it has not changed, or a refusal.

use std::fs::{self, File, Metadata};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use chrono::{DateTime, Utc};
use flate2::Compression;
use flate2::write::GzEncoder;

use super::request::Request;
use crate::feed::{FORMATS, SITE_FORMATS};

/// Larger files are not compressed, because that is done in memory, in bytes.
const LARGEST_COMPRESSED: u64 = 16 << 20;

/// An answer, ready to be sent.
#[derive(Debug)]
pub struct Answer {
    status: u16,
    headers: Vec<(&'static str, String)>,
    body: Body,
}

#[derive(Debug)]
enum Body {
    Bytes(Vec<u8>),
    /// So many bytes from where the file stands.
    File(File, u64),
}

impl Answer {
    /// The answer to `request` for a file under `root`.
    pub fn to(request: &Request, root: &Path) -> Self {
        match find(request, root) {
            Ok(Found::File(path)) => file(request, &path).unwrap_or_else(|_| Self::refusal(404)),
            Ok(Found::Folder) => Self::moved(request),
            Err(_) => Self::refusal(404),
        }
    }

    /// A refusal, in words.
    pub fn refusal(status: u16) -> Self {
        let mut headers = vec![("Content-Type", "text/plain; charset=utf-8".to_owned())];
        if status == 405 {
            headers.push(("Allow", "GET, HEAD".to_owned()));
        }
        Self { status, headers, body: Body::Bytes(format!("{status} {}\n", reason(status)).into_bytes()) }
    }

    /// A folder is asked for without its slash, so that relative addresses in its page would lead astray.
    fn moved(request: &Request) -> Self {
        let encoded = |part: &String| {
            url::form_urlencoded::byte_serialize(part.as_bytes()).collect::<String>().replace('+', "%20")
        };
        let path: Vec<String> = request.path.iter().map(encoded).collect();
        let mut answer = Self::refusal(301);
        answer.headers.push(("Location", format!("/{}/", path.join("/"))));
        answer
    }

    /// Sends the answer, or only its head.
    pub fn send(self, out: &mut impl Write, is_head: bool) -> io::Result<()> {
        let length = match &self.body {
            Body::Bytes(bytes) => bytes.len() as u64,
            Body::File(_, length) => *length,
        };
        let mut head = format!("HTTP/1.1 {} {}\r\n", self.status, reason(self.status));
        for (name, value) in &self.headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        if self.status != 304 {
            head.push_str(&format!("Content-Length: {length}\r\n"));
        }
        head.push_str("X-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n");
        out.write_all(head.as_bytes())?;
        match self.body {
            _ if is_head || self.status == 304 => {}
            Body::Bytes(bytes) => out.write_all(&bytes)?,
            Body::File(file, length) => {
                io::copy(&mut file.take(length), out)?;
            }
        }
        out.flush()
    }
}

enum Found {
    File(PathBuf),
    Folder,
}

/// The file that is asked for, of a folder its `index.html`. Links are followed as long as they stay under `root`.
fn find(request: &Request, root: &Path) -> io::Result<Found> {
    let mut path = root.to_owned();
    path.extend(request.path.iter().filter(|part| !part.is_empty()));
    let is_folder = request.path.last().is_some_and(String::is_empty);
    if is_folder {
        path.push("index.html");
    }
    let path = fs::canonicalize(path)?;
    let kind = fs::metadata(&path)?;
    match () {
        () if !path.starts_with(root) => Err(io::ErrorKind::NotFound.into()),
        () if kind.is_file() => Ok(Found::File(path)),
        () if kind.is_dir() && !is_folder => Ok(Found::Folder),
        () => Err(io::ErrorKind::NotFound.into()),
    }
}

fn file(request: &Request, path: &Path) -> io::Result<Answer> {
    let mut file = File::open(path)?;
    let metadata = file.metadata()?;
    let length = metadata.len();
    let media_type = media_type(path, request.is_of_a_browser());
    let compressed = is_text(&media_type)
        && length <= LARGEST_COMPRESSED
        && request.header("range").is_none()
        && request.accepts_coding("gzip");
    let modified: DateTime<Utc> = metadata.modified()?.into();
    let tag = tag(&metadata, compressed)?;
    let mut headers = vec![
        ("Content-Type", media_type),
        ("ETag", tag.clone()),
        ("Last-Modified", modified.format("%a, %d %b %Y %H:%M:%S GMT").to_string()),
        ("Cache-Control", "no-cache".to_owned()),
        ("Vary", "Accept, Accept-Encoding".to_owned()),
        ("Accept-Ranges", "bytes".to_owned()),
    ];
    if is_known(request, &tag, modified) {
        return Ok(Answer { status: 304, headers, body: Body::Bytes(Vec::new()) });
    }
    if compressed {
        headers.push(("Content-Encoding", "gzip".to_owned()));
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        io::copy(&mut file.take(LARGEST_COMPRESSED), &mut encoder)?;
        return Ok(Answer { status: 200, headers, body: Body::Bytes(encoder.finish()?) });
    }
    match request.range(length).filter(|_| is_still(request, &tag, modified)) {
        None => Ok(Answer { status: 200, headers, body: Body::File(file, length) }),
        Some(Err(())) => {
            let mut answer = Answer::refusal(416);
            answer.headers.push(("Content-Range", format!("bytes */{length}")));
            Ok(answer)
        }
        Some(Ok(range)) => {
            headers.push(("Content-Range", format!("bytes {}-{}/{length}", range.start, range.end - 1)));
            file.seek(SeekFrom::Start(range.start))?;
            Ok(Answer { status: 206, headers, body: Body::File(file, range.end - range.start) })
        }
    }
}

/// The tag of these bytes. Files are replaced and never written over, so length and time to the nanosecond tell them.
fn tag(metadata: &Metadata, compressed: bool) -> io::Result<String> {
    let nanoseconds = metadata.modified()?.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_nanos());
    Ok(format!("\"{:x}-{nanoseconds:x}{}\"", metadata.len(), if compressed { "-gzip" } else { "" }))
}

/// Whether the client has these bytes: by their tag, or where it sends none by their time (RFC 9110, section 13.2.2).
fn is_known(request: &Request, tag: &str, modified: DateTime<Utc>) -> bool {
    if let Some(tags) = request.header("if-none-match") {
        return tags.split(',').map(str::trim).any(|known| known == "*" || known.trim_start_matches("W/") == tag);
    }
    let since = request.header("if-modified-since").and_then(|since| DateTime::parse_from_rfc2822(since).ok());
    since.is_some_and(|since| modified.timestamp() <= since.timestamp())
}

/// Whether a part goes with the parts that the client has already.
fn is_still(request: &Request, tag: &str, modified: DateTime<Utc>) -> bool {
    let Some(condition) = request.header("if-range") else { return true };
    let at = DateTime::parse_from_rfc2822(condition);
    condition == tag || at.is_ok_and(|at| at.timestamp() == modified.timestamp())
}

/// The media type of a file. To browsers feeds are XML, because they show no other XML by its stylesheet.
fn media_type(path: &Path, to_a_browser: bool) -> String {
    let name = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    let of_sites = SITE_FORMATS.iter().find(|format| format.file == name).map(|format| format.media_type);
    let of_feeds = || FORMATS.iter().find(|format| name.ends_with(format.suffix)).map(|format| format.media_type);
    let of_others = || OTHERS.iter().find(|(end, _)| name.ends_with(end)).map(|(_, media_type)| *media_type);
    let media_type = of_sites.or_else(of_feeds).or_else(of_others).unwrap_or("application/octet-stream");
    let media_type = if to_a_browser && media_type.ends_with("+xml") { "application/xml" } else { media_type };
    let charset = if media_type.ends_with("json") || !is_text(media_type) { "" } else { "; charset=utf-8" };
    format!("{media_type}{charset}")
}

/// What else a web server's folder may hold.
const OTHERS: &[(&str, &str)] = &[
    (".css", "text/css"),
    (".gif", "image/gif"),
    (".html", "text/html"),
    (".ico", "image/x-icon"),
    (".jpg", "image/jpeg"),
    (".png", "image/png"),
    (".svg", "image/svg+xml"),
    (".txt", "text/plain"),
    (".webp", "image/webp"),
    (".xml", "application/xml"),
];

fn is_text(media_type: &str) -> bool {
    media_type.starts_with("text/") || media_type.contains("xml") || media_type.contains("json")
}

fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        206 => "Partial Content",
        301 => "Moved Permanently",
        304 => "Not Modified",
        400 => "Bad Request",
        404 => "Not Found",
        405 => "Method Not Allowed",
        408 => "Request Timeout",
        416 => "Range Not Satisfiable",
        431 => "Request Header Fields Too Large",
        503 => "Service Unavailable",
        _ => "Error",
    }
}
