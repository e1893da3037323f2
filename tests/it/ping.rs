//! The hub is told of what has changed, and a hub that does not answer hinders nothing.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::sync::mpsc::{Receiver, channel};

use kliping::pipeline::Outcome;

use crate::archive::{Archive, record};

/// A hub that answers every request with `status`, and what it was told.
fn hub(status: &'static str) -> (String, Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/hub", listener.local_addr().unwrap());
    let (send, receive) = channel();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = BufReader::new(stream.unwrap());
            let (mut length, mut line) = (0, String::new());
            while stream.read_line(&mut line).unwrap() > 2 {
                if let Some((name, value)) = line.split_once(':') {
                    if name.eq_ignore_ascii_case("content-length") {
                        length = value.trim().parse().unwrap();
                    }
                }
                line.clear();
            }
            let mut body = vec![0; length];
            stream.read_exact(&mut body).unwrap();
            let answer = format!("HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            stream.get_mut().write_all(answer.as_bytes()).unwrap();
            if send.send(String::from_utf8(body).unwrap()).is_err() {
                return;
            }
        }
    });
    (address, receive)
}

fn archive(hub: &str) -> Archive {
    let config = format!(
        "[site]\nauthority = \"warta.example\"\n[output]\nformats = [\"rss\", \"json\", \"html\", \"index\"]\n\
         base_url = \"https://warta.example/\"\nhub = \"{hub}\"\nping = true\nitems = 1\n[history]\nby = \"count\"\n"
    );
    Archive::new(&config, &[("a.jsonl", &record("Satu", "2022-03-02", ", \"tags\": [\"kopi\"]"))])
}

fn told(receive: &Receiver<String>) -> Vec<String> {
    receive.try_iter().collect()
}

#[test]
fn the_hub_is_told_of_the_feeds_that_have_changed() {
    let (address, receive) = hub("204 No Content");
    let archive = archive(&address);
    let told_of = |names: &[&str]| -> Vec<String> {
        names.iter().map(|name| format!("hub.mode=publish&hub.url=https%3A%2F%2Fwarta.example%2F{name}")).collect()
    };
    assert!(archive.run().1.problems().is_empty());
    assert_eq!(told(&receive), told_of(&["kopi.json", "kopi.rss.xml", "semua.json", "semua.rss.xml"]));
    archive.run();
    assert_eq!(told(&receive), told_of(&[]), "nothing has changed");
    archive.write("articles/b.jsonl", &record("Dua", "2022-03-03", ""));
    archive.run();
    assert!(archive.feeds().contains_key("arsip/semua/0001.rss.xml"));
    assert_eq!(told(&receive), told_of(&["semua.json", "semua.rss.xml"]), "of archives nobody is told");
    archive.write("articles/b.jsonl", &record("Tiga", "2022-03-03", ""));
    archive.tell();
    assert_eq!(told(&receive), told_of(&[]), "nothing was published");
}

#[test]
fn a_hub_that_fails_hinders_nothing() {
    let (address, _receive) = hub("500 Internal Server Error");
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    for address in [address, format!("http://{closed}/")] {
        let archive = archive(&address);
        let (outcome, report) = archive.run();
        let Outcome::Done(published) = outcome else { panic!() };
        assert!(published.changes.written.len() >= 4 && archive.feeds().contains_key("kopi.rss.xml"));
        let problems: Vec<String> = report.problems().iter().map(ToString::to_string).collect();
        assert_eq!(problems.len(), 1);
        assert!(problems[0].starts_with(&format!("{address}: 4 feeds not announced: ")), "{problems:?}");
        assert!(archive.problems().is_empty(), "there is nothing to tell");
    }
}
