//! Telling whether a file is as it was, or has only grown.

use std::fs::{File, Metadata};
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::Xxh3;

use super::open::open;

/// What the system says of a file; as long as it says the same, the file is taken to be as it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Stamp {
    /// The length, in bytes.
    pub size: u64,
    /// When the content was last changed, in nanoseconds since 1970; 0 where the system does not tell.
    pub modified: i64,
    /// When the content or anything else of the file was last changed, its name too; 0 where the system does not tell.
    pub changed: i64,
}

impl Stamp {
    /// The stamp of a file with this `metadata`.
    pub fn of(metadata: &Metadata) -> Self {
        Self {
            size: metadata.len(),
            modified: metadata.modified().ok().map_or(0, nanoseconds),
            changed: changed(metadata),
        }
    }
}

fn nanoseconds(time: SystemTime) -> i64 {
    let nanoseconds = |elapsed: std::time::Duration| i64::try_from(elapsed.as_nanos()).unwrap_or(i64::MAX);
    time.duration_since(UNIX_EPOCH).map_or_else(|error| -nanoseconds(error.duration()), nanoseconds)
}

#[cfg(unix)]
fn changed(metadata: &Metadata) -> i64 {
    use std::os::unix::fs::MetadataExt;
    metadata.ctime().saturating_mul(1_000_000_000).saturating_add(metadata.ctime_nsec())
}

#[cfg(not(unix))]
fn changed(_metadata: &Metadata) -> i64 {
    0
}

/// Where the reading of a file ended that others may add records to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// The name of the format.
    pub format: String,
    /// Where in the file the reading ended, in bytes.
    pub offset: u64,
    /// The line that comes next, counted from 1.
    pub line: u32,
    /// The number of the record that comes next, counted from 0.
    pub ordinal: u32,
    /// What a table needs for its rows.
    pub header: Option<super::TableHeader>,
    /// A hash of what the file held before `offset`, or of samples of it.
    pub proof: u64,
}

impl Mark {
    /// Whether the file at `path` holds what was read, and more.
    pub fn holds(&self, path: &Path, now: Stamp) -> bool {
        now.size > self.offset && proof(path, self.offset).is_ok_and(|proof| proof == self.proof)
    }
}

/// The bytes at the end of what was read that are compared, and those of each of [`SAMPLES`] before.
const TAIL: u64 = 64 << 10;
const SAMPLE: u64 = 4 << 10;
const SAMPLES: u64 = 16;

/// A hash of the first `length` bytes of a file: of all of them in a small file, else of samples and of the end, where
/// a record that was changed before shows because it has shifted the rest.
pub fn proof(path: &Path, length: u64) -> io::Result<u64> {
    let mut file = open(path)?;
    let mut hasher = Xxh3::new();
    if length > TAIL + SAMPLES * SAMPLE {
        let before = length - TAIL;
        for sample in 0..SAMPLES {
            add(&mut file, before / SAMPLES * sample, SAMPLE, &mut hasher)?;
        }
        add(&mut file, before, TAIL, &mut hasher)?;
    } else {
        add(&mut file, 0, length, &mut hasher)?;
    }
    Ok(hasher.digest())
}

fn add(file: &mut File, start: u64, length: u64, hasher: &mut Xxh3) -> io::Result<()> {
    file.seek(SeekFrom::Start(start))?;
    let mut bytes = Vec::new();
    file.take(length).read_to_end(&mut bytes)?;
    hasher.update(&bytes);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(path: &Path) -> Mark {
        let offset = std::fs::metadata(path).unwrap().len();
        let format = "JSON Lines".to_owned();
        Mark { format, offset, line: 1, ordinal: 0, header: None, proof: proof(path, offset).unwrap() }
    }

    #[test]
    fn a_file_that_only_grew_is_told_from_one_that_was_changed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.jsonl");
        for length in [0, 10, 200_000, 2_000_000] {
            let text = "abcdefghij".repeat(length / 10);
            std::fs::write(&path, &text).unwrap();
            let mark = mark(&path);
            let holds = |text: String| {
                std::fs::write(&path, text).unwrap();
                mark.holds(&path, Stamp::of(&std::fs::metadata(&path).unwrap()))
            };
            assert!(!holds(text.clone()), "not grown");
            assert!(holds(format!("{text}more")));
            assert_eq!(holds(format!("x{text}more")), length == 0);
            assert!(length == 0 || !holds(format!("{}more", &text[1..])));
        }
    }
}
