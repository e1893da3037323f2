//! The rules of the house, held by a test: which room may use which, how long a file and a function may be, who prints.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The rooms from left to right, and beyond them who joins them. A room uses the rooms before it.
const ROOMS: &[&str] =
    &["report", "date", "archive", "article", "topic", "catalog", "feed", "output", "serve", "config", "pipeline"];

/// A file longer than this is two subjects.
const LONGEST_FILE: usize = 500;
/// A function longer than this does two things.
const LONGEST_FUNCTION: usize = 60;

fn sources() -> BTreeMap<PathBuf, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut sources = BTreeMap::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "rs") {
                sources.insert(path.strip_prefix(&root).unwrap().to_owned(), fs::read_to_string(&path).unwrap());
            }
        }
    }
    assert!(sources.len() > 30);
    sources
}

/// The code of a file without its tests.
fn code(text: &str) -> &str {
    text.split("\n#[cfg(test)]\nmod tests {").next().unwrap()
}

fn room(path: &Path) -> String {
    path.components().next().unwrap().as_os_str().to_string_lossy().trim_end_matches(".rs").to_owned()
}

#[test]
fn a_room_uses_the_rooms_to_its_left() {
    for (path, text) in sources() {
        let Some(own) = ROOMS.iter().position(|name| *name == room(&path)) else { continue };
        for (number, line) in code(&text).lines().enumerate() {
            let line = line.split("//").next().unwrap();
            for used in line.split("crate::").skip(1) {
                let used = used.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').next().unwrap();
                let allowed = ROOMS.iter().position(|name| *name == used).is_some_and(|other| other <= own);
                assert!(allowed, "src/{}:{}: `{}` may not use `{used}`", path.display(), number + 1, ROOMS[own]);
            }
        }
    }
}

#[test]
fn every_room_is_in_the_house_and_in_its_map() {
    let map = include_str!("../../src/README.md");
    let library = include_str!("../../src/lib.rs");
    for name in ROOMS {
        assert!(library.contains(&format!("pub mod {name};")), "{name}");
        assert!(map.contains(&format!("| `{name}")), "{name} is not in src/README.md");
    }
    assert_eq!(library.matches("pub mod ").count(), ROOMS.len());
}

#[test]
fn only_the_front_door_prints_and_reads_the_clock() {
    for (path, text) in sources().into_iter().filter(|(path, _)| room(path) != "cli") {
        for forbidden in ["println!", "eprintln!", "stdout()", "stderr()", "Utc::now", "Local::now", "SystemTime::now"]
        {
            assert!(!code(&text).contains(forbidden), "src/{}: {forbidden}", path.display());
        }
    }
}

#[test]
fn only_its_own_file_knows_the_words_of_a_format() {
    for (path, text) in sources() {
        let path = path.to_string_lossy().replace('\\', "/");
        let code = code(&text);
        assert!(path == "feed/rss.rs" || !code.contains("use rss"), "{path} uses the crate rss");
        assert!(path == "feed/atom.rs" || !code.contains("atom_syndication::"), "{path} uses atom_syndication");
    }
}

#[test]
fn files_and_functions_are_short() {
    for (path, text) in sources() {
        let path = path.display();
        let lines: Vec<&str> = code(&text).lines().collect();
        assert!(lines.len() <= LONGEST_FILE, "src/{path}: {} lines", lines.len());
        let mut start = None;
        for (number, line) in lines.iter().enumerate() {
            let indent = line.len() - line.trim_start().len();
            let declares =
                ["fn ", "pub fn ", "const fn ", "pub const fn "].iter().any(|word| line.trim_start().starts_with(word));
            if declares && !line.trim_end().ends_with(['}', ';']) {
                start = Some((number, indent));
            }
            if let Some((first, outer)) = start
                && indent == outer
                && line.trim() == "}"
            {
                assert!(number - first < LONGEST_FUNCTION, "src/{path}:{}: {} lines", first + 1, number - first + 1);
                start = None;
            }
        }
    }
}

#[test]
fn the_changelog_knows_the_version() {
    let changelog = include_str!("../../CHANGELOG.md");
    let first = changelog.lines().find(|line| line.starts_with("## ")).unwrap();
    assert!(first.contains(env!("CARGO_PKG_VERSION")), "{first}");
}

#[test]
fn one_xml_writer_is_linked() {
    let lock = include_str!("../../Cargo.lock");
    let versions: Vec<&str> = lock.split("[[package]]").filter(|p| p.contains("name = \"quick-xml\"")).collect();
    // feed-rs, which only the tests use, may have its own.
    let ours = versions.iter().filter(|package| package.contains("version = \"0.41.")).count();
    assert_eq!(ours, 1, "quick-xml must be the one that rss and atom_syndication use");
}
