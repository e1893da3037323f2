//! Damaged archives: whatever becomes of the bytes of a file, a look at the archive ends, and only that file is told of.

use std::fs;
use std::path::{Path, PathBuf};

use kliping::archive;
use kliping::config::Config;

use crate::archive::{Archive, record};

/// Larger files are left out: what breaks them breaks smaller ones.
const LARGEST: u64 = 64 << 10;

/// The files of the sample archive and of all cases, sorted.
fn samples() -> Vec<PathBuf> {
    let top = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders = vec![top.join("articles"), top.join("tests/cases")];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            match path.is_dir() {
                true if !path.ends_with("feeds") => folders.push(path),
                false if fs::metadata(&path).unwrap().len() < LARGEST => files.push(path),
                _ => {}
            }
        }
    }
    files.sort();
    files
}

/// Numbers that are the same on every machine.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end.max(1) as u64) as usize
    }

    /// The bytes with a few of them changed, left out, doubled or cut off.
    fn damaged(&mut self, mut bytes: Vec<u8>) -> Vec<u8> {
        for _ in 0..=self.below(4) {
            let at = self.below(bytes.len());
            let end = (at + 1 + self.below(64)).min(bytes.len());
            match self.below(6) {
                0 => bytes.truncate(at),
                1 => drop(bytes.drain(at..end)),
                2 => bytes.splice(at..at, bytes[at..end].to_vec()).for_each(drop),
                3 => bytes[at..end].fill(self.below(256) as u8),
                _ if at < bytes.len() => bytes[at] ^= 1 << self.below(8),
                _ => {}
            }
        }
        bytes
    }
}

/// `DAMAGES=10000 cargo test damage` tries more of it.
#[test]
fn damage_stops_no_run() {
    let times = std::env::var("DAMAGES").map_or(150, |times| times.parse().unwrap());
    let samples = samples();
    assert!(samples.len() > 50);
    let archive = Archive::new("", &[("utuh.jsonl", &record("Utuh", "2 Maret 2022 10:00 WIB", ""))]);
    let mut random = Random(0x6b6c_6970_696e_6721);
    for number in 0..times {
        let sample = &samples[random.below(samples.len())];
        let name = sample.file_name().unwrap().to_str().unwrap();
        let path = archive.path(&format!("articles/{name}"));
        fs::write(&path, random.damaged(fs::read(sample).unwrap())).unwrap();
        let report = archive.tell();
        assert!(report.articles >= 1, "{number}: {}", sample.display());
        fs::remove_file(path).unwrap();
    }
}

#[test]
fn a_file_that_vanishes_is_named() {
    let archive = Archive::new("", &[("a.jsonl", &record("A", "2 Maret 2022 10:00 WIB", ""))]);
    let config = Config::load(&archive.path("config.toml")).unwrap();
    let listing = archive::walk(&config.archive).unwrap();
    fs::remove_file(archive.path("articles/a.jsonl")).unwrap();
    let mut told = Vec::new();
    let end = archive::read_from(&listing.sources[0], &config.archive, None, &mut |item| {
        told.extend(item.err().map(|problem| problem.to_string()));
    });
    assert!(end.known && end.gone && !end.failed);
    assert_eq!(told.len(), 1);
    assert!(told[0].starts_with("articles/a.jsonl: cannot be read: "), "{told:?}");
}
