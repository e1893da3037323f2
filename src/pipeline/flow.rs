//! Reading with all cores: one thread reads the files in order, others make something of each record, and what they
//! make comes out in the order of the archive, whoever was first.

use std::collections::BTreeMap;
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::sync::{Mutex, PoisonError};
use std::thread::{Builder, available_parallelism};

use crate::archive::{self, End, Record, Source};
use crate::catalog::Job;
use crate::report::Problem;

/// What comes out: what was made of a record, or the end of a file.
pub enum Event<T> {
    /// Made of a record, or of the problem in its place.
    Made(T),
    /// The file is read.
    End(End),
}

/// Records on their way, each with the number of its job.
type Batch<T> = Vec<(usize, Event<T>)>;

/// Records that are read, with the number of their batch.
type Records = (usize, Batch<Result<Record, Problem>>);

/// A batch has so many records …
const RECORDS: usize = 64;
/// … and so many batches are on their way at most.
const BATCHES: usize = 32;

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
    if bytes(sources, jobs) < LITTLE {
        return alone(options, sources, jobs, make, each);
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
            let (receive, send_made) = (&receive, send_made.clone());
            Builder::new().spawn_scoped(scope, move || work(receive, make, &send_made)).is_ok()
        };
        let workers = (0..available_parallelism().map_or(1, usize::from)).filter(works).count();
        drop(send_made);
        let outlet = Outlet { send, receive_room };
        let reads = move || read(options, sources, jobs, &outlet);
        if workers == 0 || Builder::new().spawn_scoped(scope, reads).is_err() {
            return alone(options, sources, jobs, make, each);
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

/// All of it in one thread, where the system gives no others or there is little.
fn alone<T, E>(
    options: &archive::Options,
    sources: &[Source],
    jobs: &[Job],
    make: &(dyn Fn(usize, Result<Record, Problem>) -> T + Sync),
    each: &mut dyn FnMut(usize, Event<T>) -> Result<(), E>,
) -> Result<(), E> {
    for (at, job) in jobs.iter().enumerate() {
        let Some(source) = sources.get(job.source) else { continue };
        let mut result = Ok(());
        let end = archive::read_from(source, options, job.from.as_deref(), &mut |item| {
            if result.is_ok() {
                result = each(at, Event::Made(make(at, item)));
            }
        });
        result?;
        each(at, Event::End(end))?;
    }
    Ok(())
}

struct Outlet {
    send: SyncSender<Records>,
    receive_room: Receiver<()>,
}

fn read(options: &archive::Options, sources: &[Source], jobs: &[Job], outlet: &Outlet) {
    let (mut batch, mut number) = (Vec::with_capacity(RECORDS), 0);
    let mut pass_on = |batch: &mut Batch<Result<Record, Problem>>, least: usize| {
        if batch.len() >= least && !batch.is_empty() && outlet.receive_room.recv().is_ok() {
            // Where nobody receives the run has failed, and says so.
            let _ = outlet.send.send((number, std::mem::replace(batch, Vec::with_capacity(RECORDS))));
            number += 1;
        }
    };
    for (at, job) in jobs.iter().enumerate() {
        if options.control.is_stopped() {
            break;
        }
        let Some(source) = sources.get(job.source) else { continue };
        let end = archive::read_from(source, options, job.from.as_deref(), &mut |item| {
            batch.push((at, Event::Made(item)));
            pass_on(&mut batch, RECORDS);
        });
        batch.push((at, Event::End(end)));
        pass_on(&mut batch, RECORDS);
    }
    pass_on(&mut batch, 1);
}

fn work<T>(
    receive: &Mutex<Receiver<Records>>,
    make: &(dyn Fn(usize, Result<Record, Problem>) -> T + Sync),
    send: &Sender<(usize, Batch<T>)>,
) {
    loop {
        let received = receive.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok((number, batch)) = received else { return };
        let made = batch.into_iter().map(|(at, event)| match event {
            Event::Made(item) => (at, Event::Made(make(at, item))),
            Event::End(end) => (at, Event::End(end)),
        });
        if send.send((number, made.collect())).is_err() {
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

    /// An archive of `files` JSON Lines files with so many records each.
    fn archive(folder: &std::path::Path, files: usize, records: usize) -> Config {
        std::fs::create_dir(folder.join("articles")).unwrap();
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
                    assert!(end.known && !end.failed && end.mark.is_some());
                    (at, usize::MAX)
                }
            });
            Ok(())
        });
        assert!(result.is_ok());
        assert_eq!(found.len(), 30 * 102);
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
            let flow = if is_alone { alone } else { flow::<u32, Infallible> };
            flow(&config.archive, &sources, &jobs, &make, &mut take).unwrap();
            found
        };
        let found = run(true);
        assert!(found == run(false) && found.len() == 3 * 1_002);
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
