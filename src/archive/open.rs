//! Opening a file of the archive.

use std::fs::File;
use std::io;
use std::path::Path;

/// Opens the file at `path` for reading. Where the system allows it, which it does for the owner's files, the reading
/// is not noted as an access: to note it costs as much as to open the file, and archives are to stay as they are.
///
/// # Errors
/// Those of the system.
#[cfg(target_os = "linux")]
pub fn open(path: &Path) -> io::Result<File> {
    use rustix::fs::{Mode, OFlags};
    use rustix::io::{Errno, retry_on_intr};

    let with =
        |flags| retry_on_intr(|| rustix::fs::open(path, OFlags::RDONLY | OFlags::CLOEXEC | flags, Mode::empty()));
    let opened = match with(OFlags::NOATIME) {
        Err(Errno::PERM) => with(OFlags::empty()),
        opened => opened,
    };
    Ok(opened?.into())
}

/// Opens the file at `path` for reading.
///
/// # Errors
/// Those of the system.
#[cfg(not(target_os = "linux"))]
pub fn open(path: &Path) -> io::Result<File> {
    File::open(path)
}
