//! A crew: jobs that one thread hands out are done by as many threads as there are cores, and what they make comes back
//! in the order of the jobs, whoever was first.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Mutex, PoisonError};
use std::thread::{Builder, available_parallelism};

/// So many jobs are on their way at most for each thread.
const AHEAD: usize = 4;

/// Does each of `jobs` by `work` and gives what it makes to `each`. Jobs are asked for, and `each` is called, in the
/// caller's thread.
///
/// # Errors
/// Those of the jobs and of `each`; the work ends then.
pub fn in_order<Job: Send, Made: Send, Error>(
    jobs: impl Iterator<Item = Result<Job, Error>>,
    work: &(dyn Fn(Job) -> Made + Sync),
    each: &mut dyn FnMut(Made) -> Result<(), Error>,
) -> Result<(), Error> {
    let threads = available_parallelism().map_or(1, usize::from);
    let (send, receive) = channel::<(usize, Job)>();
    let (send_made, receive_made) = channel();
    let receive = Mutex::new(receive);
    std::thread::scope(|scope| {
        let works = |_: &usize| {
            let (receive, send_made) = (&receive, send_made.clone());
            Builder::new().spawn_scoped(scope, move || labour(receive, work, &send_made)).is_ok()
        };
        let workers = (0..threads).filter(works).count();
        drop(send_made);
        if workers == 0 {
            // The system gives no threads.
            for job in jobs {
                each(work(job?))?;
            }
            return Ok(());
        }
        let mut arrivals = Arrivals { receive: receive_made, early: BTreeMap::new(), next: 0 };
        for (number, job) in jobs.enumerate() {
            // They receive as long as anyone sends.
            let _ = send.send((number, job?));
            if number + 1 >= arrivals.next + threads * AHEAD && !arrivals.one(each)? {
                break;
            }
        }
        drop(send);
        while arrivals.one(each)? {}
        Ok(())
    })
}

/// What was made of the job with this number, or the panic in its place.
type Arrival<Made> = (usize, std::thread::Result<Made>);

fn labour<Job, Made>(
    receive: &Mutex<Receiver<(usize, Job)>>,
    work: &dyn Fn(Job) -> Made,
    send: &Sender<Arrival<Made>>,
) {
    loop {
        let received = receive.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok((number, job)) = received else { return };
        if send.send((number, catch_unwind(AssertUnwindSafe(|| work(job))))).is_err() {
            return;
        }
    }
}

/// What was made, put in order.
struct Arrivals<Made> {
    receive: Receiver<Arrival<Made>>,
    early: BTreeMap<usize, Made>,
    /// The number of the job that comes next.
    next: usize,
}

impl<Made> Arrivals<Made> {
    /// Gives the next to `each`, waiting for it; `false` where there is none.
    fn one<Error>(&mut self, each: &mut dyn FnMut(Made) -> Result<(), Error>) -> Result<bool, Error> {
        loop {
            if let Some(made) = self.early.remove(&self.next) {
                self.next += 1;
                return each(made).map(|()| true);
            }
            let Ok((number, made)) = self.receive.recv() else { return Ok(false) };
            self.early.insert(number, made.unwrap_or_else(|panic| resume_unwind(panic)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_made_comes_in_the_order_of_the_jobs() {
        for jobs in [0, 1, 7, 5_000] {
            let mut made = Vec::new();
            let result = in_order((0..jobs).map(Ok::<u32, ()>), &|job| job * 2, &mut |double| {
                made.push(double);
                Ok(())
            });
            assert_eq!((result, made), (Ok(()), (0..jobs).map(|job| job * 2).collect()));
        }
    }

    #[test]
    fn a_failure_ends_the_work() {
        let mut seen = 0;
        let result = in_order((0..1_000).map(Ok), &|job| job, &mut |job: u32| {
            seen += 1;
            if job == 10 { Err("full") } else { Ok(()) }
        });
        assert_eq!((result, seen), (Err("full"), 11));
        let jobs = (0..1_000).map(|job| if job == 5 { Err("gone") } else { Ok(job) });
        assert_eq!(in_order(jobs, &|job| job, &mut |_| Ok(())), Err("gone"));
    }
}
