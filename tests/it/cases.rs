//! A case is a folder in `tests/cases`: `articles/` and `config.toml` go in; `feeds/` and `problems.txt` are what comes
//! out, byte for byte. A case without `feeds/` publishes nothing.
//!
//! To add one, make a folder with `articles/` and `config.toml` and run `UPDATE=1 cargo test cases`, which writes what
//! came out; then read it: the difference in git is the review. The repository itself is the first case.

use std::fs;
use std::path::{Path, PathBuf};

use kliping::config::Config;
use kliping::pipeline;
use kliping::report::Report;

use crate::archive::{read_folder, run_now};

#[test]
fn cases() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut cases: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.sort();
    assert!(cases.len() > 5);
    for case in cases {
        check(&case);
    }
}

#[test]
fn the_repository_is_a_case() {
    check(Path::new(env!("CARGO_MANIFEST_DIR")));
}

#[track_caller]
fn check(case: &Path) {
    let temporary = tempfile::tempdir().unwrap();
    let mut config = Config::load(&case.join("config.toml")).unwrap_or_else(|error| panic!("{error}"));
    config.output.folder = temporary.path().join("feeds");
    config.output.state = temporary.path().join("state");
    let mut report = Report::default();
    pipeline::build(&config, run_now(), &mut report).unwrap();
    let problems: String = report.problems().iter().map(|problem| format!("{problem}\n")).collect();
    let feeds = read_folder(&config.output.folder);
    if std::env::var_os("UPDATE").is_some() {
        let _ = fs::remove_dir_all(case.join("feeds"));
        for (name, text) in &feeds {
            let path = case.join("feeds").join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        if !problems.is_empty() || case.join("problems.txt").exists() {
            fs::write(case.join("problems.txt"), &problems).unwrap();
        }
    }
    let shown = case.display();
    assert_eq!(problems, fs::read_to_string(case.join("problems.txt")).unwrap_or_default(), "{shown}");
    let expected = read_folder(&case.join("feeds"));
    let names = |feeds: &std::collections::BTreeMap<String, String>| feeds.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&feeds), names(&expected), "{shown}");
    for (name, text) in feeds {
        assert_eq!(text, expected[&name], "{shown}/feeds/{name}");
    }
}
