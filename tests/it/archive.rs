//! A small archive in a temporary folder, and what a run makes of it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use chrono::DateTime;
use kliping::article::{self, Article, Background, Learned};
use kliping::config::Config;
use kliping::pipeline::{self, Outcome, Run};
use kliping::report::Report;

/// The instant of every run in the tests.
pub const NOW: &str = "2026-11-01T00:00:00Z";

/// What a run at [`NOW`] is told.
pub fn run_now() -> Run {
    Run {
        now: DateTime::parse_from_rfc3339(NOW).unwrap(),
        allow_shrink: false,
        dry_run: false,
        tell_all: false,
        program: 0,
    }
}

/// An archive, its configuration and its feeds.
pub struct Archive {
    folder: tempfile::TempDir,
}

impl Archive {
    /// An archive of `files`, each a path below `articles` and its text.
    pub fn new(config: &str, files: &[(&str, &str)]) -> Self {
        let archive = Self { folder: tempfile::tempdir().unwrap() };
        archive.write("config.toml", config);
        fs::create_dir(archive.path("articles")).unwrap();
        for (path, text) in files {
            archive.write(&format!("articles/{path}"), text);
        }
        archive
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    pub fn write(&self, path: &str, text: &str) {
        fs::create_dir_all(self.path(path).parent().unwrap()).unwrap();
        fs::write(self.path(path), text).unwrap();
    }

    /// Runs once.
    pub fn run(&self) -> (Outcome, Report) {
        self.run_at(NOW)
    }

    /// Runs once, at this instant.
    pub fn run_at(&self, now: &str) -> (Outcome, Report) {
        let run = Run { now: DateTime::parse_from_rfc3339(now).unwrap(), ..run_now() };
        let config = Config::load(&self.path("config.toml")).unwrap_or_else(|error| panic!("{error}"));
        let config = pipeline::with_learned_aliases(config, run).unwrap();
        let mut report = Report::default();
        let outcome = pipeline::build(&config, run, &mut report).unwrap();
        (outcome, report)
    }

    /// A run that reads but cannot publish.
    pub fn fails_to_publish(&self) {
        fs::rename(self.path("feeds"), self.path("away")).unwrap();
        self.write("feeds", "a file where the folder should be");
        let config = Config::load(&self.path("config.toml")).unwrap();
        assert!(pipeline::build(&config, run_now(), &mut Report::default()).is_err());
        fs::remove_file(self.path("feeds")).unwrap();
        fs::rename(self.path("away"), self.path("feeds")).unwrap();
    }

    /// Everything that a look at the archive tells.
    pub fn tell(&self) -> Report {
        let config = Config::load(&self.path("config.toml")).unwrap_or_else(|error| panic!("{error}"));
        let run = Run { dry_run: true, tell_all: true, allow_shrink: true, ..run_now() };
        let config = pipeline::with_learned_aliases(config, run).unwrap();
        let mut report = Report::default();
        pipeline::build(&config, run, &mut report).unwrap();
        report
    }

    /// Runs once and gives the feeds.
    pub fn build(&self) -> BTreeMap<String, String> {
        self.run();
        self.feeds()
    }

    /// The files in `feeds`.
    pub fn feeds(&self) -> BTreeMap<String, String> {
        read_folder(&self.path("feeds"))
    }

    /// The problems of a run, a line each.
    pub fn problems(&self) -> Vec<String> {
        self.run().1.problems().iter().map(ToString::to_string).collect()
    }
}

/// The articles of the file at `path`, read in full or, if `brief`, only begun where that is enough.
pub fn articles(archive: &Archive, path: &str, config: &Config, brief: bool) -> Vec<Article> {
    let source = kliping::archive::Source::at(path, archive.path(&format!("articles/{path}")));
    let (dates, learned) = (config.article.date_context(run_now().now, None), Learned::default());
    let background = Background { dates, learned: &learned, options: &config.article, brief };
    let mut articles = Vec::new();
    kliping::archive::read(&source, &config.archive, &mut |item| {
        let draft = article::understand(item.unwrap(), &background).remove(0);
        articles.push(draft.finish(&config.article).unwrap().0);
    });
    articles
}

/// The files in `folder` and the folders in it by name; none where there is no such folder.
pub fn read_folder(folder: &Path) -> BTreeMap<String, String> {
    let (mut files, mut folders) = (BTreeMap::new(), vec![folder.to_owned()]);
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).into_iter().flatten().map(|entry| entry.unwrap()) {
            if entry.path().is_dir() {
                folders.push(entry.path());
            } else {
                let name = entry.path().strip_prefix(folder).unwrap().to_str().unwrap().replace('\\', "/");
                files.insert(name, fs::read_to_string(entry.path()).unwrap());
            }
        }
    }
    files
}

/// One JSON record.
pub fn record(title: &str, date: &str, more: &str) -> String {
    let title = serde_json::Value::from(title);
    format!("{{\"title\": {title}, \"date\": \"{date}\"{more}}}\n")
}
