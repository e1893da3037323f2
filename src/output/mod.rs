//! output: [`FeedFile`]s → disk. Every file is whole at every moment, old or new; one that has not changed is not
//! touched, so that its time of modification tells readers the truth.

mod compress;
mod ping;

use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::Builder;

use crate::feed::FeedFile;
pub use compress::{CODECS, Codec};
pub use ping::{CAN_PING, ping};

/// Temporary files begin so; those that a killed run has left are removed by the next.
const TEMPORARY: &str = ".kliping-";

/// What the user says about files.
#[derive(Debug, Clone)]
pub struct Options {
    /// The folder of the feeds.
    pub folder: PathBuf,
    /// The folder of what the tool remembers.
    pub state: PathBuf,
    /// Compressed siblings that every file has.
    pub compress: Vec<&'static Codec>,
}

impl Options {
    /// The names of a file and its siblings.
    pub fn with_siblings(&self, name: &str) -> Vec<String> {
        std::iter::once(name.to_owned()).chain(self.compress.iter().map(|codec| codec.sibling_of(name))).collect()
    }
}

/// A file or folder that could not be written.
#[derive(Debug, thiserror::Error)]
#[error("{}: {action}: {cause}", path.display())]
pub struct Error {
    path: PathBuf,
    action: &'static str,
    cause: io::Error,
}

impl Error {
    fn new(path: &Path, action: &'static str) -> impl FnOnce(io::Error) -> Self {
        move |cause| Self { path: path.to_owned(), action, cause }
    }
}

/// The right to write: no second run has it at the same time. Dropping it, or the end of the process, gives it back.
#[derive(Debug)]
pub struct Lock(#[expect(dead_code, reason = "holding the file open holds the lock")] Option<File>);

/// Takes the lock; `None` where another run holds it. A run that `only_looks` takes none and hinders no other.
///
/// # Errors
/// Where the state folder cannot be written.
pub fn lock(options: &Options, only_looks: bool) -> Result<Option<Lock>, Error> {
    if only_looks {
        return Ok(Some(Lock(None)));
    }
    let path = options.state.join("lock");
    fs::create_dir_all(&options.state).map_err(Error::new(&options.state, "the folder cannot be made"))?;
    let opened = OpenOptions::new().create(true).write(true).truncate(false).open(&path);
    let file = opened.map_err(Error::new(&path, "the lock cannot be opened"))?;
    match file.try_lock() {
        Ok(()) => Ok(Some(Lock(Some(file)))),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(Error::new(&path, "cannot be locked")(error)),
    }
}

/// What publishing changes.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Changes {
    /// Files that are new or have new content.
    pub written: BTreeSet<String>,
    /// Files that are as they were.
    pub unchanged: usize,
    /// Those of them that were compared.
    pub same: BTreeSet<String>,
    /// Files that were of an earlier run and hold nothing any more.
    pub removed: Vec<String>,
}

/// Files on their way to their places: every new content is first written under another name.
#[derive(Debug)]
pub struct Staging<'a> {
    options: &'a Options,
    only_look: bool,
    ready: Vec<(tempfile::TempPath, PathBuf)>,
    /// What publishing will change.
    pub changes: Changes,
}

impl<'a> Staging<'a> {
    /// Begins; what a killed run has left is removed. With `only_look` nothing is written.
    ///
    /// # Errors
    /// Where the folder cannot be made or listed.
    pub fn new(options: &'a Options, only_look: bool) -> Result<Self, Error> {
        if !only_look {
            let folder = &options.folder;
            fs::create_dir_all(folder).map_err(Error::new(folder, "the folder cannot be made"))?;
            remove_leftovers(folder)?;
        }
        Ok(Self { options, only_look, ready: Vec::new(), changes: Changes::default() })
    }

    /// Takes a file, and makes its siblings; one that is published as it is stays as it is.
    ///
    /// # Errors
    /// Where the published file cannot be read or the new one cannot be written.
    pub fn offer(&mut self, file: &FeedFile) -> Result<(), Error> {
        self.take(file)?;
        self.options.compress.iter().try_for_each(|codec| self.take(&codec.sibling(file)))
    }

    fn take(&mut self, file: &FeedFile) -> Result<(), Error> {
        let path = self.options.folder.join(&file.name);
        if is_same(&path, &file.bytes)? {
            self.changes.unchanged += 1;
            self.changes.same.insert(file.name.clone());
            return Ok(());
        }
        self.changes.written.insert(file.name.clone());
        if !self.only_look {
            // A temporary file of a deeper folder lies in the upper one, too, where the next run finds what was left.
            let temporary =
                write_in(&self.options.folder, &path, &file.bytes).map_err(Error::new(&path, "cannot be written"))?;
            self.ready.push((temporary, path));
        }
        Ok(())
    }

    /// Counts a file that is known to be as it was.
    pub fn unchanged(&mut self) {
        self.changes.unchanged += 1;
    }

    /// Says which files were of an earlier run and hold nothing any more.
    ///
    /// # Errors
    /// Where the system does not tell whether they are there.
    pub fn stale(&mut self, names: impl Iterator<Item = String>) -> Result<(), Error> {
        for name in names {
            if look(&self.options.folder.join(&name))?.is_some_and(|found| !found.is_dir()) {
                self.changes.removed.push(name);
            }
        }
        Ok(())
    }

    /// Publishes: when every new content is safe on the disk each takes its place, then what is stale goes.
    ///
    /// # Errors
    /// Where a file cannot take its place or be removed. Files that have not taken their place are as they were.
    pub fn publish(self) -> Result<Changes, Error> {
        let folder = &self.options.folder;
        if self.ready.is_empty() && self.changes.removed.is_empty() {
            return Ok(self.changes);
        }
        sync_files(folder, &self.ready)?;
        let mut folders = BTreeSet::from([folder.clone()]);
        for (temporary, path) in self.ready {
            if let Some(parent) = path.parent().filter(|parent| !folders.contains(*parent)) {
                fs::create_dir_all(parent).map_err(Error::new(parent, "the folder cannot be made"))?;
                folders.extend(parents(folder, parent));
            }
            temporary.persist(&path).map_err(|error| Error::new(&path, "cannot be replaced")(error.error))?;
        }
        for name in &self.changes.removed {
            let path = folder.join(name);
            fs::remove_file(&path).map_err(Error::new(&path, "cannot be removed"))?;
            // Folders that are empty now go; others cannot.
            let gone = path.parent().into_iter().flat_map(|parent| parents(folder, parent));
            for parent in gone.take_while(|parent| fs::remove_dir(parent).is_ok()) {
                folders.remove(&parent);
            }
        }
        folders.iter().try_for_each(|folder| sync_folder(folder).map_err(Error::new(folder, "cannot be synced")))?;
        Ok(self.changes)
    }
}

/// The folder `deepest` and those above it, up to `top`, which is not one of them.
fn parents(top: &Path, deepest: &Path) -> impl Iterator<Item = PathBuf> {
    deepest.ancestors().take_while(move |parent| *parent != top).map(Path::to_owned).collect::<Vec<_>>().into_iter()
}

/// Length and time of change, in nanoseconds since 1970, of a published file; `None` where there is no such file.
///
/// # Errors
/// Where the system does not tell.
pub fn state(options: &Options, name: &str) -> Result<Option<(u64, i64)>, Error> {
    let path = options.folder.join(name);
    let found = look(&path)?.filter(fs::Metadata::is_file);
    let stamp = found.map(|found| crate::archive::Stamp::of(&found));
    Ok(stamp.map(|stamp| (stamp.size, stamp.modified)))
}

/// What is at `path`, if there is anything. A link is not followed.
fn look(path: &Path) -> Result<Option<fs::Metadata>, Error> {
    match fs::symlink_metadata(path) {
        Ok(found) => Ok(Some(found)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Error::new(path, "cannot be read")(error)),
    }
}

/// So many files are synced one by one; for more, syncing the whole file system takes less time.
const FEW: usize = 8;

/// Makes the new contents safe on the disk.
fn sync_files(folder: &Path, ready: &[(tempfile::TempPath, PathBuf)]) -> Result<(), Error> {
    if ready.len() > FEW && sync_file_system(folder).is_ok() {
        return Ok(());
    }
    for (temporary, path) in ready {
        let synced = File::open(temporary).and_then(|file| file.sync_all());
        synced.map_err(Error::new(path, "cannot be written"))?;
    }
    Ok(())
}

#[cfg(target_os = "linux")]
fn sync_file_system(folder: &Path) -> io::Result<()> {
    Ok(rustix::fs::syncfs(File::open(folder)?)?)
}

#[cfg(not(target_os = "linux"))]
fn sync_file_system(_folder: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

fn is_same(path: &Path, bytes: &[u8]) -> Result<bool, Error> {
    match look(path)? {
        // A link is replaced by a file.
        Some(found) if found.is_file() && found.len() == bytes.len() as u64 => {
            fs::read(path).map(|old| old == bytes).map_err(Error::new(path, "cannot be read"))
        }
        _ => Ok(false),
    }
}

/// Writes a single file as a whole: it is the old or the new one at every moment.
///
/// # Errors
/// Where it cannot be written.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let failed = || Error::new(path, "cannot be written");
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let temporary = write_in(folder, path, bytes).map_err(failed())?;
    File::open(&temporary).and_then(|file| file.sync_all()).map_err(failed())?;
    temporary.persist(path).map_err(|error| failed()(error.error))
}

/// Writes `bytes` to a new file in `folder`, which keeps the permissions of the file at `path` that it will replace.
fn write_in(folder: &Path, path: &Path, bytes: &[u8]) -> io::Result<tempfile::TempPath> {
    let mut builder = Builder::new();
    builder.prefix(TEMPORARY);
    // A temporary file is its owner's alone; a web server must be able to read a feed.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(bytes)?;
    if let Ok(old) = fs::symlink_metadata(path)
        && old.is_file()
    {
        file.as_file().set_permissions(old.permissions())?;
    }
    Ok(file.into_temp_path())
}

fn remove_leftovers(folder: &Path) -> Result<(), Error> {
    let entries = fs::read_dir(folder).map_err(Error::new(folder, "cannot be listed"))?;
    for entry in entries.flatten() {
        let is_ours = entry.file_name().to_string_lossy().starts_with(TEMPORARY);
        if is_ours && entry.file_type().is_ok_and(|kind| kind.is_file()) {
            let path = entry.path();
            fs::remove_file(&path).map_err(Error::new(&path, "cannot be removed"))?;
        }
    }
    Ok(())
}

#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
fn sync_folder(_folder: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: &str, text: &str) -> FeedFile {
        FeedFile { name: name.to_owned(), bytes: text.as_bytes().to_vec() }
    }

    struct Place(tempfile::TempDir, Options);

    fn place() -> Place {
        let folder = tempfile::tempdir().unwrap();
        let options =
            Options { folder: folder.path().join("feeds"), state: folder.path().join("state"), compress: Vec::new() };
        Place(folder, options)
    }

    fn run(options: &Options, files: &[FeedFile], stale: &[&str]) -> Changes {
        let mut staging = Staging::new(options, false).unwrap();
        files.iter().for_each(|file| staging.offer(file).unwrap());
        staging.stale(stale.iter().map(|name| (*name).to_owned())).unwrap();
        staging.publish().unwrap()
    }

    #[test]
    fn an_unchanged_file_is_not_touched() {
        let Place(_keep, options) = place();
        run(&options, &[file("a.xml", "1"), file("b.xml", "1")], &[]);
        let time = |name: &str| fs::metadata(options.folder.join(name)).unwrap().modified().unwrap();
        let before = time("a.xml");
        let changes = run(&options, &[file("a.xml", "1"), file("b.xml", "2")], &[]);
        assert_eq!((changes.written, changes.unchanged), (BTreeSet::from(["b.xml".to_owned()]), 1));
        assert_eq!(time("a.xml"), before);
        assert_eq!(fs::read_to_string(options.folder.join("b.xml")).unwrap(), "2");
    }

    #[test]
    fn folders_come_and_go_with_their_files() {
        let Place(_keep, options) = place();
        run(&options, &[file("arsip/a/1.xml", "1"), file("arsip/a/2.xml", "1"), file("arsip/b/1.xml", "1")], &[]);
        assert_eq!(fs::read_to_string(options.folder.join("arsip/a/2.xml")).unwrap(), "1");
        fs::write(options.folder.join("arsip/foreign"), "x").unwrap();
        run(&options, &[], &["arsip/a/1.xml"]);
        assert!(options.folder.join("arsip/a").is_dir());
        run(&options, &[], &["arsip/a/2.xml", "arsip/b/1.xml"]);
        let left: Vec<_> =
            fs::read_dir(options.folder.join("arsip")).unwrap().map(|e| e.unwrap().file_name()).collect();
        assert_eq!(left, ["foreign"]);
    }

    #[test]
    fn only_own_files_go() {
        let Place(_keep, options) = place();
        run(&options, &[file("a.xml", "1"), file("b.xml", "1")], &[]);
        fs::write(options.folder.join("foreign.xml"), "x").unwrap();
        fs::write(options.folder.join(".kliping-left"), "x").unwrap();
        fs::create_dir(options.folder.join(".kliping-folder")).unwrap();
        let changes = run(&options, &[file("a.xml", "1")], &["b.xml", "c.xml"]);
        assert_eq!(changes.removed, ["b.xml"]);
        let mut names: Vec<_> = fs::read_dir(&options.folder).unwrap().map(|e| e.unwrap().file_name()).collect();
        names.sort();
        assert_eq!(names, [".kliping-folder", "a.xml", "foreign.xml"]);
    }

    #[test]
    #[cfg(unix)]
    fn a_link_is_replaced_and_its_target_left() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let Place(keep, options) = place();
        let victim = keep.path().join("victim");
        fs::write(&victim, "mine").unwrap();
        fs::create_dir_all(&options.folder).unwrap();
        symlink(&victim, options.folder.join("a.xml")).unwrap();
        run(&options, &[file("a.xml", "1")], &[]);
        assert_eq!(fs::read_to_string(&victim).unwrap(), "mine");
        let mode = fs::metadata(options.folder.join("a.xml")).unwrap().permissions().mode();
        assert_eq!(mode & 0o600, 0o600);
    }

    #[test]
    fn one_run_at_a_time() {
        let Place(_keep, options) = place();
        let first = lock(&options, false).unwrap();
        assert!(first.is_some() && lock(&options, false).unwrap().is_none());
        assert!(lock(&options, true).unwrap().is_some());
        drop(first);
        assert!(lock(&options, false).unwrap().is_some());
    }
}
