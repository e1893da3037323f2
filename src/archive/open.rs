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
        // Others' files, and file systems that know no such flag.
        Err(Errno::PERM | Errno::INVAL | Errno::OPNOTSUPP) => with(OFlags::empty()),
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

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use std::fs::FileTimes;
    use std::io::Read;
    use std::time::{Duration, UNIX_EPOCH};

    use super::*;

    #[test]
    fn reading_leaves_the_time_of_access() {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(&file, "isi").unwrap();
        // Long ago, so that every file system would note an access.
        let before = UNIX_EPOCH + Duration::from_secs(1_000_000_000);
        file.as_file().set_times(FileTimes::new().set_accessed(before)).unwrap();
        let mut text = String::new();
        open(file.path()).unwrap().read_to_string(&mut text).unwrap();
        assert_eq!(text, "isi");
        assert_eq!(file.path().metadata().unwrap().accessed().unwrap(), before);
    }
}
