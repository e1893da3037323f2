//! What earlier runs published: which files are the tool's own, and how much the archive held.

use std::fs;
use std::io::{self, Write};

use serde::{Deserialize, Serialize};

use super::{Error, Options};

/// Remembered from run to run. It may be deleted: then no file counts as stale.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Manifest {
    /// The files that the last run published, sorted.
    pub files: Vec<String>,
    /// How many articles the archive held then.
    pub articles: u64,
}

impl Manifest {
    /// What the last run remembered; nothing where there was none or it cannot be understood.
    ///
    /// # Errors
    /// Where the file is there and cannot be read.
    pub fn load(options: &Options) -> Result<Self, Error> {
        let path = options.state.join("published.json");
        match fs::read(&path) {
            Ok(bytes) => Ok(serde_json::from_slice(&bytes).unwrap_or_default()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => Err(Error::new(&path, "cannot be read")(error)),
        }
    }

    /// Remembers for the next run.
    ///
    /// # Errors
    /// Where the state folder cannot be written.
    pub fn save(&self, options: &Options) -> Result<(), Error> {
        let path = options.state.join("published.json");
        let write = || -> io::Result<()> {
            let mut file = tempfile::NamedTempFile::new_in(&options.state)?;
            serde_json::to_writer_pretty(&mut file, self)?;
            file.flush()?;
            file.as_file().sync_all()?;
            file.persist(&path)?;
            Ok(())
        };
        write().map_err(Error::new(&path, "cannot be written"))
    }
}
