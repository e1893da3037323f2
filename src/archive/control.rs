//! What a reading shares with whoever watches it.

use std::io::{self, Read};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// How far the reading is, and whether it is to end.
#[derive(Debug, Default)]
pub struct Control {
    stop: AtomicBool,
    expected: AtomicU64,
    read: AtomicU64,
}

impl Control {
    /// Ends the reading, as if the system had failed.
    pub fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }

    /// Whether the reading is to end.
    pub fn is_stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    /// Says how many bytes are going to be read.
    pub fn expect(&self, bytes: u64) {
        self.expected.store(bytes, Ordering::Relaxed);
    }

    /// How many bytes have been read, and of how many; of none where that is not known.
    pub fn progress(&self) -> (u64, u64) {
        (self.read.load(Ordering::Relaxed), self.expected.load(Ordering::Relaxed))
    }
}

/// A file whose reading can be watched.
pub struct Watched<'a, R> {
    /// The file.
    pub file: R,
    /// Set where the system failed to give it.
    pub failed: &'a std::cell::Cell<bool>,
    /// Who watches.
    pub control: &'a Control,
}

impl<R: Read> Read for Watched<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let stopped = || Err(io::Error::other("the run was stopped"));
        let read = if self.control.is_stopped() { stopped() } else { self.file.read(buffer) };
        match &read {
            Ok(bytes) => drop(self.control.read.fetch_add(*bytes as u64, Ordering::Relaxed)),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(_) => self.failed.set(true),
        }
        read
    }
}
