//! Source: a file of the archive, and where it is.

use std::borrow::Cow;
use std::fs::Metadata;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::Stamp;

/// A file of the archive.
#[derive(Debug, Clone)]
pub struct Source {
    /// The path as shown and as used in ids.
    pub shown: Box<str>,
    /// Where the file is.
    place: Arc<Place>,
    /// What tells whether it is as it was.
    pub stamp: Stamp,
}

/// Where files are. An archive may have millions, whose paths are known already, but for the folder that all are below.
#[derive(Debug)]
pub(super) enum Place {
    /// Below this folder, by the path that is shown.
    Below(PathBuf),
    /// Here.
    At(PathBuf),
}

impl Place {
    /// The folder, or the file.
    pub fn path(&self) -> &Path {
        let (Self::Below(path) | Self::At(path)) = self;
        path
    }
}

impl Source {
    /// The file at `path`.
    #[must_use]
    pub fn at(shown: impl Into<Box<str>>, path: impl Into<PathBuf>) -> Self {
        let place = Arc::new(Place::At(path.into()));
        Self { shown: shown.into(), place, stamp: Stamp::default() }
    }

    /// The same file, of which the system says this, if it says anything.
    #[must_use]
    pub fn known(self, metadata: Option<&Metadata>) -> Self {
        Self { stamp: metadata.map(Stamp::of).unwrap_or_default(), ..self }
    }

    /// When it was last changed, if the system tells.
    #[must_use]
    pub fn modified(&self) -> Option<DateTime<Utc>> {
        let nanoseconds = Some(self.stamp.modified).filter(|modified| *modified != 0)?;
        Some(DateTime::from_timestamp_nanos(nanoseconds))
    }

    /// The file at `path`, which is in `folder` most of the time.
    pub(super) fn below(folder: &Arc<Place>, shown: Box<str>, path: PathBuf, stamp: Stamp) -> Self {
        let is_below = path.strip_prefix(folder.path()).is_ok_and(|below| below.as_os_str() == &*shown);
        let place = if is_below { Arc::clone(folder) } else { Arc::new(Place::At(path)) };
        Self { shown, place, stamp }
    }

    /// Where the file is.
    #[must_use]
    pub fn path(&self) -> Cow<'_, Path> {
        match &*self.place {
            Place::Below(base) => Cow::Owned(base.join(&*self.shown)),
            Place::At(path) => Cow::Borrowed(path.as_path()),
        }
    }
}
