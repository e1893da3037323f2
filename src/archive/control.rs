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
    /// How many bytes are left, by what the system has said of the file; none where that is not known.
    pub left: Option<u64>,
    /// Whether the file is at its end.
    pub is_over: bool,
}

impl<R: Read> Read for Watched<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.is_over {
            return Ok(0);
        }
        let stopped = || Err(io::Error::other("the run was stopped"));
        let read = if self.control.is_stopped() { stopped() } else { self.file.read(buffer) };
        match &read {
            Ok(bytes) => {
                self.control.read.fetch_add(*bytes as u64, Ordering::Relaxed);
                self.left = self.left.and_then(|left| left.checked_sub(*bytes as u64));
                // Where all is there and there was room for more the system need not be asked for it.
                self.is_over = self.left == Some(0) && *bytes < buffer.len();
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(_) => self.failed.set(true),
        }
        read
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    /// Gives what it holds once, then fails.
    struct Once<'a>(&'a [u8]);

    impl Read for Once<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let all = std::mem::take(&mut self.0);
            if all.is_empty() { Err(io::Error::other("asked again")) } else { (&*all).read(buffer) }
        }
    }

    #[test]
    fn the_end_of_a_file_is_not_asked_for_where_it_is_known() {
        let (control, failed) = (Control::default(), Cell::new(false));
        // What is longer or shorter than it was listed is read until there is no more.
        for (left, is_asked) in [(Some(4), false), (Some(3), true), (Some(5), true), (None, true)] {
            let file = Once(b"kata");
            let mut file = Watched { file, failed: &failed, control: &control, left, is_over: false };
            let (mut buffer, mut text) = ([0; 9], Vec::new());
            let error = loop {
                match file.read(&mut buffer) {
                    Ok(0) => break None,
                    Ok(bytes) => text.extend_from_slice(&buffer[..bytes]),
                    Err(error) => break Some(error),
                }
            };
            assert_eq!((text.as_slice(), error.is_some()), (&b"kata"[..], is_asked), "{left:?}");
        }
    }
}
