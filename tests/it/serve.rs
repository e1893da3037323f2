//! `kliping serve`, asked over real connections.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

use crate::archive::{Archive, record};

/// A server of a small archive; it ends with the test.
struct Served {
    archive: Archive,
    child: Child,
    address: String,
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// An answer: status, headers in lower case, body.
struct Reply {
    status: u16,
    head: String,
    body: Vec<u8>,
}

impl Reply {
    fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| line.split_once(": ").filter(|(found, _)| *found == name)).map(|(_, v)| v)
    }
}

fn served() -> Served {
    let archive = Archive::new(
        "[output]\nbase_url = \"https://warta.example/\"",
        &[("a.jsonl", &record("Ada", "2022-03-02", ", \"isi\": \"Satu dua tiga.\""))],
    );
    archive.run();
    let mut child = Command::new(env!("CARGO_BIN_EXE_kliping"))
        .args(["serve", "--address", "127.0.0.1:0"])
        .current_dir(archive.path(""))
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let address = line.trim().strip_prefix("http://").unwrap().trim_end_matches('/').to_owned();
    assert!(address.starts_with("127.0.0.1:"), "{line}");
    Served { archive, child, address }
}

impl Served {
    fn send(&self, bytes: &[u8]) -> Reply {
        self.try_send(bytes).unwrap()
    }

    /// A connection that is cut gives no answer.
    fn try_send(&self, bytes: &[u8]) -> Option<Reply> {
        let mut stream = TcpStream::connect(&self.address).ok()?;
        stream.write_all(bytes).ok()?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).ok()?;
        let end = answer.windows(4).position(|four| four == b"\r\n\r\n")?;
        let head = String::from_utf8(answer[..end].to_vec()).unwrap();
        let (status, headers) = head.split_once("\r\n").unwrap();
        let headers = headers.lines().map(|line| line.split_once(": ").unwrap());
        let head = headers.map(|(name, value)| format!("{}: {value}\n", name.to_ascii_lowercase())).collect();
        Some(Reply {
            status: status.split(' ').nth(1).unwrap().parse().unwrap(),
            head,
            body: answer[end + 4..].to_vec(),
        })
    }

    fn get(&self, path: &str, headers: &str) -> Reply {
        self.send(format!("GET {path} HTTP/1.1\r\nHost: x\r\n{headers}\r\n").as_bytes())
    }

    fn file(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.archive.path("feeds").join(name)).unwrap()
    }
}

#[test]
fn files_with_their_media_types() {
    let served = served();
    for (path, file, media_type) in [
        ("/", "index.html", "text/html; charset=utf-8"),
        ("/index.html", "index.html", "text/html; charset=utf-8"),
        ("/semua.rss.xml", "semua.rss.xml", "application/rss+xml; charset=utf-8"),
        ("/semua.atom.xml?x", "semua.atom.xml", "application/atom+xml; charset=utf-8"),
        ("/semua.json", "semua.json", "application/feed+json"),
        ("/semua.html", "semua.html", "text/html; charset=utf-8"),
        ("/s%65mua.opml", "semua.opml", "text/x-opml; charset=utf-8"),
        ("/feed.css", "feed.css", "text/css; charset=utf-8"),
    ] {
        let reply = served.get(path, "");
        assert_eq!((reply.status, reply.header("content-type")), (200, Some(media_type)), "{path}");
        assert_eq!(reply.header("content-length"), Some(reply.body.len().to_string().as_str()));
        assert_eq!(reply.body, served.file(file), "{path}");
    }
    // A browser shows a feed by its stylesheet only where it is plain XML.
    let reply = served.get("/semua.rss.xml", "Accept: text/html,application/xml;q=0.9\r\n");
    assert_eq!(reply.header("content-type"), Some("application/xml; charset=utf-8"));
    assert!(reply.header("vary").is_some_and(|vary| vary.contains("Accept")));
}

#[test]
fn what_has_not_changed_is_not_sent_again() {
    let served = served();
    let first = served.get("/semua.rss.xml", "");
    let (tag, date) = (first.header("etag").unwrap(), first.header("last-modified").unwrap());
    assert!(tag.starts_with('"') && date.ends_with(" GMT"));
    for condition in [
        format!("If-None-Match: {tag}\r\n"),
        format!("If-None-Match: \"x\", W/{tag}\r\n"),
        "If-None-Match: *\r\n".to_owned(),
        format!("If-Modified-Since: {date}\r\n"),
        format!("If-None-Match: {tag}\r\nIf-Modified-Since: Sat, 01 Jan 2000 00:00:00 GMT\r\n"),
    ] {
        let reply = served.get("/semua.rss.xml", &condition);
        assert_eq!((reply.status, reply.body.len(), reply.header("etag")), (304, 0, Some(tag)), "{condition}");
    }
    for condition in [
        "If-None-Match: \"x\"\r\n".to_owned(),
        format!("If-None-Match: \"x\"\r\nIf-Modified-Since: {date}\r\n"),
        "If-Modified-Since: Sat, 01 Jan 2000 00:00:00 GMT\r\n".to_owned(),
        "If-Modified-Since: yesterday\r\n".to_owned(),
    ] {
        assert_eq!(served.get("/semua.rss.xml", &condition).status, 200, "{condition}");
    }
    served.archive.write("articles/b.jsonl", &record("Baru", "2023-03-02", ""));
    served.archive.run();
    let reply = served.get("/semua.rss.xml", &format!("If-None-Match: {tag}\r\n"));
    assert_eq!((reply.status, reply.body == served.file("semua.rss.xml")), (200, true));
}

#[test]
fn compressed_where_the_client_takes_it() {
    let served = served();
    let plain = served.get("/semua.rss.xml", "");
    let reply = served.get("/semua.rss.xml", "Accept-Encoding: br, gzip\r\n");
    assert_eq!((reply.status, reply.header("content-encoding")), (200, Some("gzip")));
    let mut text = Vec::new();
    flate2::read::GzDecoder::new(&reply.body[..]).read_to_end(&mut text).unwrap();
    assert_eq!(text, plain.body);
    assert_ne!(reply.header("etag"), plain.header("etag"));
    let again = format!("Accept-Encoding: gzip\r\nIf-None-Match: {}\r\n", reply.header("etag").unwrap());
    assert_eq!(served.get("/semua.rss.xml", &again).status, 304);
    assert_eq!(served.get("/semua.rss.xml", "Accept-Encoding: gzip;q=0\r\n").header("content-encoding"), None);
}

#[test]
fn head_and_ranges() {
    let served = served();
    let whole = served.file("semua.rss.xml");
    let head = served.send(b"HEAD /semua.rss.xml HTTP/1.1\r\nHost: x\r\n\r\n");
    assert_eq!((head.status, head.body.len()), (200, 0));
    assert_eq!(head.header("content-length"), Some(whole.len().to_string().as_str()));
    let part = served.get("/semua.rss.xml", "Range: bytes=2-9\r\nAccept-Encoding: gzip\r\n");
    assert_eq!((part.status, &part.body[..]), (206, &whole[2..10]));
    assert_eq!(part.header("content-range"), Some(format!("bytes 2-9/{}", whole.len()).as_str()));
    let last = served.get("/semua.rss.xml", "Range: bytes=-5\r\n");
    assert_eq!((last.status, &last.body[..]), (206, &whole[whole.len() - 5..]));
    let beyond = served.get("/semua.rss.xml", "Range: bytes=99999999-\r\n");
    assert_eq!(
        (beyond.status, beyond.header("content-range")),
        (416, Some(format!("bytes */{}", whole.len()).as_str()))
    );
    let tag = part.header("etag").unwrap();
    assert_eq!(served.get("/semua.rss.xml", &format!("Range: bytes=0-0\r\nIf-Range: {tag}\r\n")).status, 206);
    let stale = served.get("/semua.rss.xml", "Range: bytes=0-0\r\nIf-Range: \"x\"\r\n");
    assert_eq!((stale.status, stale.body), (200, whole));
}

#[test]
fn nothing_outside_the_folder() {
    let served = served();
    for path in [
        "/../config.toml",
        "/%2e%2e/config.toml",
        "/..%2fconfig.toml",
        "/none.xml",
        "/.kliping/published.json",
        "//etc/passwd",
    ] {
        let reply = served.get(path, "");
        assert_eq!(reply.status, 404, "{path}");
        assert!(!String::from_utf8_lossy(&reply.body).contains("base_url"), "{path}");
    }
    served.archive.write("feeds/arsip/index.html", "<p>arsip");
    assert_eq!(served.get("/arsip/", "").body, b"<p>arsip");
    let moved = served.get("/arsip", "");
    assert_eq!((moved.status, moved.header("location")), (301, Some("/arsip/")));
    served.archive.write("feeds/kosong/x.txt", "x");
    assert_eq!(served.get("/kosong/", "").status, 404);
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(served.archive.path("config.toml"), served.archive.path("feeds/link.xml")).unwrap();
        assert_eq!(served.get("/link.xml", "").status, 404);
        std::os::unix::fs::symlink("semua.json", served.archive.path("feeds/inside.json")).unwrap();
        assert_eq!(served.get("/inside.json", "").body, served.file("semua.json"));
    }
}

#[test]
fn nonsense_is_refused_and_the_server_goes_on() {
    let served = served();
    let long = format!("GET / HTTP/1.1\r\nHost: x\r\nX: {}", "x".repeat(20_000));
    for (bytes, status) in [
        (&b"\r\n\r\n"[..], 400),
        (b"\0\xff\xfe\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\n\r\n", 400),
        (b"GET /% HTTP/1.1\r\nHost: x\r\n\r\n", 400),
        (b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc", 405),
        (long.as_bytes(), 431),
    ] {
        let reply = served.send(bytes);
        assert_eq!(reply.status, status, "{}", String::from_utf8_lossy(bytes));
        assert!(status != 405 || reply.header("allow") == Some("GET, HEAD"));
    }
    drop(TcpStream::connect(&served.address).unwrap());
    // Many that only hold the line leave room for nobody; when they go, it is there again.
    let idle: Vec<TcpStream> = (0..80).map(|_| TcpStream::connect(&served.address).unwrap()).collect();
    drop(idle);
    let answered = (0..100).any(|_| {
        std::thread::sleep(std::time::Duration::from_millis(20));
        served.try_send(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n").is_some_and(|reply| reply.status == 200)
    });
    assert!(answered);
}

#[test]
fn what_cannot_be_served_is_said() {
    let archive = Archive::new("", &[]);
    let output =
        Command::new(env!("CARGO_BIN_EXE_kliping")).arg("serve").current_dir(archive.path("")).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(said, "kliping: ./feeds: there is no such folder\nhint: `kliping` makes it\n");
}
