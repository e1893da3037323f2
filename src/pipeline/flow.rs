//! Reading with all cores: one thread reads the files in order, others make something of each record, and what they
//! make comes out in the order of the archive, whoever was first. Small files are read by those others, so that a record
//! stays in one core's cache.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::sync::{Mutex, PoisonError};
use std::thread::{Builder, available_parallelism};

use crate::archive::{self, End, Mark, Record, Source};
use crate::catalog::Job;
use crate::report::Problem;

/// What comes out: what was made of a record, or the end of a file.
pub enum Event<T> {
    /// Made of a record, or of the problem in its place.
    Made(T),
    /// The file is read.
    End(End),
}

/// What was made, each with the number of its job.
type Batch<T> = Vec<(usize, Event<T>)>;

/// What whoever is free does, with the number of the job.
enum Task {
    /// Makes something of a record.
    Make(usize, Result<Record, Problem>),
    /// Passes on that the file is read.
    End(usize, End),
    /// Reads a small file and makes something of its records.
    Read(usize),
}

/// A batch of tasks, with its number.
type Tasks = (usize, Vec<Task>);

/// A batch has so many tasks at most, …
const TASKS: usize = 64;
/// … so many bytes of small files, …
const BYTES: u64 = 128 << 10;
/// … and so many batches are on their way at most.
const BATCHES: usize = 32;

/// Texts up to so many bytes are small: all that is made of one waits for its turn in memory.
const SMALL: u64 = 32 << 10;

/// So few bytes are not worth a thread.
const LITTLE: u64 = 16 << 10;

/// Reads the files of `jobs`, makes something of each record and gives it to `each`, with the number of its job.
///
/// # Errors
/// What `each` fails with; the reading ends then.
pub fn flow<T: Send, E>(
    options: &archive::Options,
    sources: &[Source],
    jobs: &[Job],
    make: &(dyn Fn(usize, Result<Record, Problem>) -> T + Sync),
    each: &mut dyn FnMut(usize, Event<T>) -> Result<(), E>,
) -> Result<(), E> {
    let files = Files { options, sources, jobs };
    if bytes(sources, jobs) < LITTLE {
        return alone(&files, make, each);
    }
    let (send, receive) = sync_channel(BATCHES);
    let (send_made, receive_made) = channel();
    // A batch is read when one that is on its way has arrived, so that a slow record does not fill the memory.
    let (send_room, receive_room) = sync_channel(BATCHES);
    for _ in 0..BATCHES {
        // There is room for exactly so many.
        let _ = send_room.try_send(());
    }
    let receive = Mutex::new(receive);
    std::thread::scope(|scope| {
        let works = |_: &usize| {
            let (files, receive, send_made) = (&files, &receive, send_made.clone());
            Builder::new().spawn_scoped(scope, move || work(files, receive, make, &send_made)).is_ok()
        };
        let workers = (0..available_parallelism().map_or(1, usize::from)).filter(works).count();
        drop(send_made);
        let outlet = Outlet { send, receive_room, number: 0, batch: Vec::with_capacity(TASKS), bytes: 0 };
        let files = &files;
        if workers == 0 || Builder::new().spawn_scoped(scope, move || read(files, outlet)).is_err() {
            return alone(files, make, each);
        }
        let result = collect(&receive_made, &send_room, each);
        if result.is_err() {
            options.control.stop();
        }
        // Those who still send find nobody.
        drop((receive_made, send_room));
        result
    })
}

/// How many bytes there are to read.
pub fn bytes(sources: &[Source], jobs: &[Job]) -> u64 {
    let of = |job: &Job| {
        let size = sources.get(job.source).map_or(0, |source| source.stamp.size);
        size.saturating_sub(job.from.as_ref().map_or(0, |mark| mark.offset))
    };
    jobs.iter().map(of).sum()
}

/// The files to read.
struct Files<'a> {
    options: &'a archive::Options,
    sources: &'a [Source],
    jobs: &'a [Job],
}

impl Files<'_> {
    /// The file of the job with the number `at`, and from where it is to be read.
    fn file(&self, at: usize) -> Option<(&Source, Option<&Mark>)> {
        let job = self.jobs.get(at)?;
        Some((self.sources.get(job.source)?, job.from.as_deref()))
    }

    fn read(&self, at: usize, each: archive::Each) -> End {
        self.file(at).map_or_else(End::default, |(source, from)| archive::read_from(source, self.options, from, each))
    }

    /// The size of a file that is small, in bytes.
    fn small(&self, at: usize) -> Option<u64> {
        let (source, _) = self.file(at)?;
        let is_small = source.stamp.size <= SMALL && archive::is_one_text(Path::new(&*source.shown));
        is_small.then_some(source.stamp.size)
    }
}

/// All of it in one thread, where the system gives no others or there is little.
fn alone<T, E>(
    files: &Files,
    make: &(dyn Fn(usize, Result<Record, Problem>) -> T + Sync),
    each: &mut dyn FnMut(usize, Event<T>) -> Result<(), E>,
) -> Result<(), E> {
    for at in 0..files.jobs.len() {
        let mut result = Ok(());
        let end = files.read(at, &mut |item| {
            if result.is_ok() {
                result = each(at, Event::Made(make(at, item)));
            }
        });
        result?;
        each(at, Event::End(end))?;
    }
    Ok(())
}

/// Where batches go.
struct Outlet {
    send: SyncSender<Tasks>,
    receive_room: Receiver<()>,
    number: usize,
    batch: Vec<Task>,
    /// The bytes of the small files in the batch.
    bytes: u64,
}

impl Outlet {
    fn put(&mut self, task: Task, bytes: u64) {
        self.batch.push(task);
        self.bytes += bytes;
        if self.batch.len() >= TASKS || self.bytes >= BYTES {
            self.pass_on();
        }
    }

    fn pass_on(&mut self) {
        self.bytes = 0;
        if !self.batch.is_empty() && self.receive_room.recv().is_ok() {
            // Where nobody receives the run has failed, and says so.
            let _ = self.send.send((self.number, std::mem::replace(&mut self.batch, Vec::with_capacity(TASKS))));
            self.number += 1;
        }
    }
}

fn read(files: &Files, mut outlet: Outlet) {
    for at in 0..files.jobs.len() {
        if files.options.control.is_stopped() {
            break;
        }
        if let Some(size) = files.small(at) {
            outlet.put(Task::Read(at), size);
            continue;
        }
        let end = files.read(at, &mut |item| outlet.put(Task::Make(at, item), 0));
        outlet.put(Task::End(at, end), 0);
    }
    outlet.pass_on();
}

fn work<T>(
    files: &Files,
    receive: &Mutex<Receiver<Tasks>>,
    make: &(dyn Fn(usize, Result<Record, Problem>) -> T + Sync),
    send: &Sender<(usize, Batch<T>)>,
) {
    loop {
        let received = receive.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok((number, tasks)) = received else { return };
        let mut made = Vec::with_capacity(2 * tasks.len());
        for task in tasks {
            match task {
                Task::Make(at, item) => made.push((at, Event::Made(make(at, item)))),
                Task::End(at, end) => made.push((at, Event::End(end))),
                Task::Read(at) => {
                    let end = files.read(at, &mut |item| made.push((at, Event::Made(make(at, item)))));
                    made.push((at, Event::End(end)));
                }
            }
        }
        if send.send((number, made)).is_err() {
            return;
        }
    }
}

fn collect<T, E>(
    receive: &Receiver<(usize, Batch<T>)>,
    room: &SyncSender<()>,
    each: &mut dyn FnMut(usize, Event<T>) -> Result<(), E>,
) -> Result<(), E> {
    let (mut early, mut next) = (BTreeMap::new(), 0);
    while let Ok((number, batch)) = receive.recv() {
        early.insert(number, batch);
        while let Some(batch) = early.remove(&next) {
            next += 1;
            for (at, event) in batch {
                each(at, event)?;
            }
            // The reader may have ended.
            let _ = room.try_send(());
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use super::*;
    use crate::archive::{Stamp, walk};
    use crate::config::Config;

    /// An archive of `files` JSON Lines files with so many records each, and of as many small texts.
    fn archive(folder: &std::path::Path, files: usize, records: usize) -> Config {
        std::fs::create_dir(folder.join("articles")).unwrap();
        // Small texts are read by others than long files.
        for file in 0..files {
            let text = format!("+++\ntitle = \"{file}\"\n+++\n{}", "kata ".repeat(40));
            std::fs::write(folder.join(format!("articles/{file:03}.md")), text).unwrap();
        }
        for file in 0..files {
            let lines: Vec<String> = (0..records).map(|record| format!("{{\"id\":\"{file}-{record}\"}}\n")).collect();
            std::fs::write(folder.join(format!("articles/{file:03}.jsonl")), lines.concat()).unwrap();
        }
        Config::parse("", std::path::Path::new("config.toml"), folder).unwrap()
    }

    #[test]
    fn what_is_made_comes_in_the_order_of_the_archive() {
        let folder = tempfile::tempdir().unwrap();
        let config = archive(folder.path(), 30, 101);
        let sources = walk(&config.archive).unwrap().sources;
        assert!(sources.iter().all(|source| source.stamp != Stamp::default()));
        let jobs: Vec<Job> = (0..sources.len()).map(|source| Job { source, from: None, row: None }).collect();
        let mut found = Vec::new();
        let make = |at: usize, item: Result<Record, Problem>| (at, item.unwrap().ordinal as usize);
        let result: Result<(), Infallible> = flow(&config.archive, &sources, &jobs, &make, &mut |at, event| {
            found.push(match event {
                Event::Made(made) => made,
                Event::End(end) => {
                    assert!(end.known && !end.failed && end.mark.is_some() == (at % 2 == 0));
                    (at, usize::MAX)
                }
            });
            Ok(())
        });
        assert!(result.is_ok());
        assert_eq!(found.len(), 30 * (102 + 2));
        assert!(found.is_sorted());
    }

    #[test]
    fn one_thread_makes_the_same() {
        let folder = tempfile::tempdir().unwrap();
        let config = archive(folder.path(), 3, 1_001);
        let sources = walk(&config.archive).unwrap().sources;
        let jobs: Vec<Job> = (0..sources.len()).map(|source| Job { source, from: None, row: None }).collect();
        let make = |_: usize, item: Result<Record, Problem>| item.unwrap().ordinal;
        let run = |is_alone: bool| {
            let mut found = Vec::new();
            let mut take = |at: usize, event| {
                found.push((at, if let Event::Made(made) = event { Some(made) } else { None }));
                Ok::<(), Infallible>(())
            };
            let (options, sources, jobs) = (&config.archive, &sources[..], &jobs[..]);
            let result = match is_alone {
                true => alone(&Files { options, sources, jobs }, &make, &mut take),
                false => flow(options, sources, jobs, &make, &mut take),
            };
            assert!(result.is_ok());
            found
        };
        let found = run(true);
        assert!(found == run(false) && found.len() == 3 * (1_002 + 2));
    }

    #[test]
    fn a_failure_ends_the_reading() {
        let folder = tempfile::tempdir().unwrap();
        let config = archive(folder.path(), 3, 50_000);
        let sources = walk(&config.archive).unwrap().sources;
        let jobs: Vec<Job> = (0..sources.len()).map(|source| Job { source, from: None, row: None }).collect();
        let mut seen = 0;
        let result = flow(&config.archive, &sources, &jobs, &|_, _| (), &mut |_, _| {
            seen += 1;
            if seen == 100 { Err("full") } else { Ok(()) }
        });
        assert_eq!((result, seen), (Err("full"), 100));
    }
}
