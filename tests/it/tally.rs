//! What a run counts on from the tally of the one before is what it would count by every card.

use std::collections::BTreeMap;
use std::fs;

use chrono::{DateTime, FixedOffset, TimeDelta};
use kliping::config::Config;
use kliping::pipeline::{self, Outcome, Run};
use kliping::report::Report;
use proptest::prelude::*;

use crate::archive::{Archive, record, run_now};

/// What happens to an archive between two runs; places are numbers that are taken as far as they reach.
#[derive(Debug, Clone)]
enum Step {
    /// So many articles are added to the end of a file.
    Grow(usize, usize),
    /// A file of so many articles comes.
    Come(usize),
    /// An article is added that is dated so many days later.
    Wait(i64),
    /// An article comes once more: in another file, under the same address, or under a number that another file has.
    Again(usize),
    Number(usize),
    /// A record is edited, or removed; a file is removed.
    Edit(usize),
    Remove(usize),
    Go(usize),
    /// A feed shows so many articles.
    Items(usize),
    /// Nothing but time passes.
    Days(i64),
}

use Step::{Again, Come, Days, Edit, Go, Grow, Items, Number, Remove, Wait};

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        6 => (0..4_usize, 1..4_usize).prop_map(|(file, count)| Grow(file, count)),
        4 => (1..4_usize).prop_map(Come),
        2 => (1..4_i64).prop_map(Wait),
        1 => (0..40_usize).prop_map(Again),
        1 => (0..3_usize).prop_map(Number),
        1 => (0..40_usize).prop_map(Edit),
        1 => (0..40_usize).prop_map(Remove),
        1 => (0..4_usize).prop_map(Go),
        1 => (1..5_usize).prop_map(Items),
        2 => (0..3_i64).prop_map(Days),
    ]
}

/// An archive that changes, as a run finds it.
struct World {
    /// Files by name, of lines.
    files: BTreeMap<String, Vec<String>>,
    /// How many articles there ever were.
    made: usize,
    now: DateTime<FixedOffset>,
    items: usize,
}

impl World {
    fn new() -> Self {
        Self { files: BTreeMap::new(), made: 0, now: run_now().now, items: 3 }
    }

    fn article(&mut self, more_days: i64, id: &str) -> String {
        self.made += 1;
        let n = self.made;
        let tags = [r#"["Banjir", "banjir"]"#, r#"["Panen Raya"]"#, r#"["panen raya", "Pasar"]"#, "[]"][n % 4];
        let date = self.now + TimeDelta::days(more_days) - TimeDelta::minutes((n * 37 % 100) as i64);
        let own = format!(", \"url\": \"https://warta.example/{n}\"");
        let id = if id.is_empty() { own } else { format!(", \"id\": {id}") };
        record(&format!("Warga {n}"), &date.to_rfc3339(), &format!("{id}, \"tags\": {tags}"))
    }

    fn lines(&mut self, at: usize) -> Option<(&mut Vec<String>, usize)> {
        let all: usize = self.files.values().map(Vec::len).sum();
        let mut at = at.checked_rem(all)?;
        self.files.values_mut().find_map(|lines| {
            let found = (at < lines.len()).then_some(at);
            at = at.wrapping_sub(lines.len());
            found.map(|at| (lines, at))
        })
    }

    fn file(&mut self, lines: Vec<String>) {
        // Names are not in the order in which files come.
        let name = format!("{:02}.jsonl", self.made * 61 % 97);
        self.files.entry(name).or_default().extend(lines);
    }

    fn step(&mut self, step: &Step) {
        match *step {
            Grow(file, count) => {
                let lines: Vec<String> = (0..count).map(|_| self.article(0, "")).collect();
                let nth = file % self.files.len().max(1);
                match self.files.values_mut().nth(nth) {
                    Some(file) => file.extend(lines),
                    None => self.file(lines),
                }
            }
            Come(count) => {
                let lines = (0..count).map(|_| self.article(0, "")).collect();
                self.file(lines);
            }
            Wait(days) => {
                let line = self.article(days, "");
                self.file(vec![line]);
            }
            Again(at) => {
                if let Some(line) = self.lines(at).map(|(lines, at)| lines[at].clone()) {
                    self.made += 1;
                    self.file(vec![line.replace("Warga", "Lagi warga")]);
                }
            }
            Number(id) => {
                let line = self.article(0, &id.to_string());
                self.file(vec![line]);
            }
            Edit(at) => {
                if let Some((lines, at)) = self.lines(at) {
                    lines[at] = lines[at].replace("Warga", "Warga kota");
                }
            }
            Remove(at) => drop(self.lines(at).map(|(lines, at)| lines.remove(at))),
            Go(file) => {
                let nth = file.checked_rem(self.files.len()).and_then(|nth| self.files.keys().nth(nth).cloned());
                nth.map(|name| self.files.remove(&name));
            }
            Items(items) => self.items = items,
            Days(days) => self.now += TimeDelta::days(days),
        }
    }

    /// Makes the archive as it is now.
    fn make(&self, archive: &Archive) {
        let items = format!("[output]\nformats = [\"rss\", \"atom\"]\nitems = {}\n", self.items);
        let more = "[topics]\nauto_tags = 2\n[replay]\nsemua = { start = \"2026-10-30\", per_day = 2 }\n";
        archive.write("config.toml", &(items + more));
        for entry in fs::read_dir(archive.path("articles")).unwrap().map(|entry| entry.unwrap()) {
            if !self.files.contains_key(entry.file_name().to_str().unwrap()) {
                fs::remove_file(entry.path()).unwrap();
            }
        }
        for (name, lines) in &self.files {
            let (path, text) = (format!("articles/{name}"), lines.concat());
            if fs::read_to_string(archive.path(&path)).ok().as_ref() != Some(&text) {
                archive.write(&path, &text);
            }
        }
    }

    /// Runs, and looks at everything. Returns of how many articles the run looked up the topics, and all that is told.
    fn run(&self, archive: &Archive) -> (u64, impl PartialEq + std::fmt::Debug + use<>) {
        self.make(archive);
        let config = Config::load(&archive.path("config.toml")).unwrap();
        let run = Run { now: self.now, allow_shrink: true, ..run_now() };
        let [report, all] = [run, Run { dry_run: true, tell_all: true, ..run }].map(|run| {
            let mut report = Report::default();
            assert!(matches!(pipeline::build(&config, run, &mut report).unwrap(), Outcome::Done(_)));
            report
        });
        assert_eq!(all.looked_at, 0);
        let problems: Vec<String> = all.problems().iter().map(ToString::to_string).collect();
        (report.looked_at, (report.articles, report.held, report.copy_count, all.copies, problems, archive.feeds()))
    }

    /// Runs as the next run of `archive`, and as the first of another. Returns of how many articles the former looked up
    /// the topics.
    fn check(&self, archive: &Archive) -> u64 {
        let (looked_at, told) = self.run(archive);
        let (_, expected) = self.run(&Archive::new("", &[]));
        assert_eq!(told, expected);
        looked_at
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn what_a_run_adds_up_to_is_what_a_first_run_counts(
        runs in prop::collection::vec(prop::collection::vec(step(), 1..3), 1..12),
    ) {
        let (mut world, archive) = (World::new(), Archive::new("", &[]));
        for steps in runs {
            steps.iter().for_each(|step| world.step(step));
            world.check(&archive);
        }
    }
}

/// Does the steps one by one and compares how many articles each run looks at.
#[track_caller]
fn looks_at(steps: &[(Step, u64)]) {
    let (mut world, archive) = (World::new(), Archive::new("", &[]));
    for (number, (step, looked_at)) in steps.iter().enumerate() {
        world.step(step);
        assert_eq!(world.check(&archive), *looked_at, "{number}: {step:?}");
    }
}

#[test]
fn a_run_that_only_adds_looks_at_what_is_new() {
    looks_at(&[
        (Come(20), 20),
        (Grow(0, 2), 2),
        (Come(3), 3),
        (Days(0), 0),
        (Wait(2), 1),
        (Grow(1, 1), 1),
        (Days(1), 0),
    ]);
}

#[test]
fn a_run_that_does_more_counts_anew() {
    looks_at(&[
        (Come(20), 20),
        (Edit(3), 20),
        (Grow(0, 1), 1),
        (Items(2), 21),
        (Remove(4), 20),
        (Come(1), 1),
        (Go(1), 20),
    ]);
    // An article is due: it and the others.
    looks_at(&[(Come(5), 5), (Wait(1), 1), (Days(2), 6), (Come(1), 1)]);
    // An id is known: of the copies one is counted.
    looks_at(&[(Come(5), 5), (Again(2), 5), (Come(1), 1), (Number(1), 1), (Number(1), 8), (Come(2), 2)]);
}

#[test]
fn a_run_after_one_that_did_not_publish_everything_counts_anew() {
    let (mut world, archive) = (World::new(), Archive::new("", &[]));
    world.step(&Come(5));
    world.check(&archive);
    // A run that fails leaves nothing.
    world.step(&Come(1));
    world.make(&archive);
    archive.fails_to_publish();
    assert_eq!(world.check(&archive), 1);
    // One that publishes all but a feed leaves more than is published.
    let feed = archive.path("feeds/semua.rss.xml");
    fs::remove_file(&feed).unwrap();
    fs::create_dir(&feed).unwrap();
    world.step(&Come(1));
    world.make(&archive);
    let config = Config::load(&archive.path("config.toml")).unwrap();
    assert!(pipeline::build(&config, run_now(), &mut Report::default()).is_ok());
    fs::remove_dir(&feed).unwrap();
    assert_eq!(world.check(&archive), 7);
    world.step(&Come(1));
    assert_eq!(world.check(&archive), 1);
}

#[test]
fn of_many_files_those_that_are_new_are_read_wherever_they_are() {
    let archive = Archive::new("", &[]);
    let write = |number: usize| {
        let line = record(&format!("Warga {number}"), "2022-03-02", "");
        archive.write(&format!("articles/{number:03}.jsonl"), &line);
        line.len() as u64
    };
    let runs = |new: &[usize]| {
        let bytes: u64 = new.iter().map(|number| write(*number)).sum();
        let config = Config::load(&archive.path("config.toml")).unwrap();
        let mut report = Report::default();
        pipeline::build(&config, run_now(), &mut report).unwrap();
        assert_eq!((config.archive.control.progress().0, report.looked_at), (bytes, new.len() as u64));
    };
    // Later files are behind the others in the catalog; more of them than the database is asked for one by one.
    runs(&(0..900).step_by(3).collect::<Vec<_>>());
    runs(&[1, 2]);
    runs(&[400, 850]);
    runs(&[]);
    runs(&(100..400).filter(|number| number % 3 > 0).collect::<Vec<_>>());
    runs(&[401, 899]);
}
