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
    pub shown: Arc<str>,
    /// Where the file is.
    place: Place,
    /// What tells whether it is as it was.
    pub stamp: Stamp,
}

/// Where a file is. An archive may have millions, whose paths are known already, but for the folder that all are below.
#[derive(Debug, Clone)]
enum Place {
    /// Below this folder, by the path that is shown.
    Below(Arc<PathBuf>),
    /// Here.
    At(Box<PathBuf>),
}

impl Source {
    /// The file at `path`.
    #[must_use]
    pub fn at(shown: impl Into<Arc<str>>, path: impl Into<PathBuf>) -> Self {
        let place = Place::At(Box::new(path.into()));
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

    /// The file at `path`, which is below the folder `base` most of the time.
    pub(super) fn below(base: &Arc<PathBuf>, shown: Arc<str>, path: PathBuf, stamp: Stamp) -> Self {
        let is_below = path.strip_prefix(&**base).is_ok_and(|below| below.as_os_str() == &*shown);
        let place = if is_below { Place::Below(Arc::clone(base)) } else { Place::At(Box::new(path)) };
        Self { shown, place, stamp }
    }

    /// Where the file is.
    #[must_use]
    pub fn path(&self) -> Cow<'_, Path> {
        match &self.place {
            Place::Below(base) => Cow::Owned(base.join(&*self.shown)),
            Place::At(path) => Cow::Borrowed(path.as_path()),
        }
    }
}
