//! Asking the system for the state of files, by all cores.

use std::fs;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{Builder, available_parallelism};

/// So few files are not worth another thread.
const FEW: usize = 512;

type State = io::Result<fs::Metadata>;

/// Threads that ask, one less than there are cores: the caller asks too. They live as long as this: to begin one costs
/// as much as to ask for hundreds of files.
#[derive(Debug, Default)]
pub struct Askers {
    others: Vec<Asker>,
    has_begun: bool,
}

#[derive(Debug)]
struct Asker {
    send: Sender<Arc<Vec<PathBuf>>>,
    receive: Receiver<Vec<State>>,
}

impl Askers {
    /// What the system knows of each of `paths`, in their order.
    pub fn ask(&mut self, mut paths: Vec<PathBuf>) -> Vec<(PathBuf, State)> {
        if paths.len() >= FEW && !self.has_begun {
            self.has_begun = true;
            let cores = available_parallelism().map_or(1, usize::from);
            self.others = (1..cores).map_while(|_| Asker::begin()).collect();
        }
        let others: &[Asker] = if paths.len() < FEW { &[] } else { &self.others };
        let share = paths.len().div_ceil(others.len() + 1);
        let mut asked = Vec::new();
        for other in others {
            let part = Arc::new(paths.split_off(paths.len().saturating_sub(share)));
            let is_sent = other.send.send(Arc::clone(&part)).is_ok();
            asked.push((part, is_sent.then_some(&other.receive)));
        }
        let own = states(&paths);
        let mut known: Vec<(PathBuf, State)> = paths.into_iter().zip(own).collect();
        for (part, receive) in asked.into_iter().rev() {
            // What a thread does not answer is asked here.
            let states = receive.and_then(|receive| receive.recv().ok()).unwrap_or_else(|| states(&part));
            known.extend(Arc::unwrap_or_clone(part).into_iter().zip(states));
        }
        known
    }
}

impl Asker {
    /// None where the system gives no thread.
    fn begin() -> Option<Self> {
        let (send, parts) = channel::<Arc<Vec<PathBuf>>>();
        let (done, receive) = channel();
        let work = move || {
            for part in parts {
                let states = states(&part);
                drop(part);
                if done.send(states).is_err() {
                    return;
                }
            }
        };
        Builder::new().spawn(work).ok().map(|_| Self { send, receive })
    }
}

fn states(paths: &[PathBuf]) -> Vec<State> {
    paths.iter().map(fs::metadata).collect()
}
