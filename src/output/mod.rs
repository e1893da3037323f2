//! output: [`FeedFile`]s → disk. Every file is whole at every moment, old or new; one that has not changed is not
//! touched, so that its time of modification tells readers the truth.

mod compress;
mod ping;

use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::thread::Builder as Thread;

use tempfile::Builder;

use crate::archive;
use crate::feed::{FeedFile, HEAD};
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
    /// Names that are taken by what the tool has not made: that stays.
    pub taken: BTreeSet<String>,
    /// Names that the tool needs no more, under which others have put something: that stays, too.
    pub left: BTreeSet<String>,
}

/// Which files are the tool's own.
#[derive(Clone, Copy)]
pub struct Own<'a> {
    /// Those of which it remembers the name.
    pub by_name: &'a dyn Fn(&str) -> bool,
    /// Those that begin so: it may have lost its memory.
    pub by_head: &'a dyn Fn(&[u8]) -> bool,
}

/// Files on their way to their places: every new content is first written under another name.
pub struct Staging<'a> {
    options: &'a Options,
    own: Own<'a>,
    only_look: bool,
    ready: Vec<(tempfile::TempPath, PathBuf)>,
    /// What publishing will change.
    pub changes: Changes,
}

impl<'a> Staging<'a> {
    /// Begins; what a killed run has left is removed. Only its `own` is replaced. With `only_look` nothing is written.
    ///
    /// # Errors
    /// Where the folder cannot be made or listed.
    pub fn new(options: &'a Options, own: Own<'a>, only_look: bool) -> Result<Self, Error> {
        if !only_look {
            let folder = &options.folder;
            fs::create_dir_all(folder).map_err(Error::new(folder, "the folder cannot be made"))?;
            remove_leftovers(folder)?;
        }
        Ok(Self { options, own, only_look, ready: Vec::new(), changes: Changes::default() })
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
        if let Some(found) = look(&path)? {
            if is_same(&path, &found, &file.bytes)? {
                self.changes.unchanged += 1;
                self.changes.same.insert(file.name.clone());
                return Ok(());
            }
            if !self.may_replace(&file.name, &path, &found)? {
                self.changes.taken.insert(file.name.clone());
                return Ok(());
            }
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

    /// Whether what is at `path` may be replaced: no folder, and no file or link of another.
    fn may_replace(&self, name: &str, path: &Path, found: &fs::Metadata) -> Result<bool, Error> {
        Ok(!found.is_dir() && ((self.own.by_name)(name) || self.begins_as_own(name, path, found)?))
    }

    /// Whether what is at `path` is a file that the tool has made, or one that is empty.
    fn begins_as_own(&self, name: &str, path: &Path, found: &fs::Metadata) -> Result<bool, Error> {
        if !found.is_file() || found.len() == 0 {
            return Ok(found.is_file());
        }
        let mut head = Vec::new();
        let read = File::open(path).and_then(|file| file.take(HEAD as u64).read_to_end(&mut head));
        read.map_err(Error::new(path, "cannot be read"))?;
        let codec = self.options.compress.iter().find(|codec| name.ends_with(&codec.sibling_of("")));
        Ok((self.own.by_head)(&codec.map(|codec| codec.head(&head, HEAD)).unwrap_or(head)))
    }

    /// Counts a file that is known to be as it was.
    pub fn unchanged(&mut self) {
        self.changes.unchanged += 1;
    }

    /// Says which files were of an earlier run and hold nothing any more, and whether each is as it was written.
    ///
    /// # Errors
    /// Where the system does not tell whether they are there.
    pub fn stale(&mut self, names: impl Iterator<Item = (String, bool)>) -> Result<(), Error> {
        for (name, is_intact) in names {
            let path = self.options.folder.join(&name);
            match look(&path)? {
                Some(found) if is_intact || self.begins_as_own(&name, &path, &found)? => {
                    self.changes.removed.push(name)
                }
                Some(_) => drop(self.changes.left.insert(name)),
                None => {}
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
    let stamp = found.map(|found| archive::Stamp::of(&found));
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
const FEW: usize = 32;
/// So many are waited for at the same time.
const AT_ONCE: usize = 8;

/// Makes the new contents safe on the disk.
fn sync_files(folder: &Path, ready: &[(tempfile::TempPath, PathBuf)]) -> Result<(), Error> {
    if ready.len() > FEW && sync_file_system(folder).is_ok() {
        return Ok(());
    }
    let sync = |part: &[(tempfile::TempPath, PathBuf)]| {
        part.iter().try_for_each(|(temporary, path)| {
            let synced = File::open(temporary).and_then(|file| file.sync_all());
            synced.map_err(Error::new(path, "cannot be written"))
        })
    };
    std::thread::scope(|scope| {
        let parts = ready.chunks(ready.len().div_ceil(AT_ONCE).max(1));
        let begun: Vec<_> = parts.map(|part| (part, Thread::new().spawn_scoped(scope, move || sync(part)))).collect();
        begun.into_iter().try_for_each(|(part, thread)| {
            // Where the system gives no thread, or one that fails, this one waits.
            thread.ok().and_then(|thread| thread.join().ok()).unwrap_or_else(|| sync(part))
        })
    })
}

#[cfg(target_os = "linux")]
fn sync_file_system(folder: &Path) -> io::Result<()> {
    Ok(rustix::fs::syncfs(File::open(folder)?)?)
}

#[cfg(not(target_os = "linux"))]
fn sync_file_system(_folder: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Whether what is at `path` is a file of these bytes; a link is none.
fn is_same(path: &Path, found: &fs::Metadata, bytes: &[u8]) -> Result<bool, Error> {
    if !found.is_file() || found.len() != bytes.len() as u64 {
        return Ok(false);
    }
    fs::read(path).map(|old| old == bytes).map_err(Error::new(path, "cannot be read"))
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
    let names = archive::names(folder).map_err(Error::new(folder, "cannot be listed"))?;
    for name in names.iter().filter(|name| name.as_encoded_bytes().starts_with(TEMPORARY.as_bytes())) {
        let path = folder.join(name);
        if look(&path)?.is_some_and(|found| found.is_file()) {
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

    /// A run that knows the names of one letter as its own, and what begins with `ours`.
    fn run(options: &Options, files: &[FeedFile], stale: &[&str]) -> Changes {
        let own = Own { by_name: &|name| name.len() == "a.xml".len(), by_head: &|head| head.starts_with(b"ours") };
        let mut staging = Staging::new(options, own, false).unwrap();
        files.iter().for_each(|file| staging.offer(file).unwrap());
        staging.stale(stale.iter().map(|name| ((*name).to_owned(), !name.starts_with("edited")))).unwrap();
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
    fn what_the_tool_has_not_made_stays_in_its_place() {
        let Place(_keep, options) = place();
        let gz = CODECS.iter().find(|codec| codec.name == "gz").unwrap();
        let options = Options { compress: vec![gz], ..options };
        fs::create_dir_all(options.folder.join("folder.xml")).unwrap();
        let put = |name: &str, bytes: &[u8]| fs::write(options.folder.join(name), bytes).unwrap();
        let packed = |text: &str| gz.sibling(&file("x", text)).bytes;
        let old: [(&str, Vec<u8>); 6] = [
            ("mine.xml", b"mine".into()),
            ("mine.xml.gz", packed("mine")),
            ("garbage.xml.gz", b"ours, but not packed".into()),
            ("ours.xml", b"ours".into()),
            ("ours.xml.gz", packed("ours")),
            ("empty.xml", Vec::new()),
        ];
        old.iter().for_each(|(name, bytes)| put(name, bytes));
        let names = ["empty.xml", "folder.xml", "garbage.xml", "mine.xml", "ours.xml"];
        let changes = run(&options, &names.map(|name| file(name, "ours, new")), &[]);
        let taken: Vec<&str> = changes.taken.iter().map(String::as_str).collect();
        assert_eq!(taken, ["folder.xml", "garbage.xml.gz", "mine.xml", "mine.xml.gz"]);
        for (name, bytes) in &old {
            let now = fs::read(options.folder.join(name)).unwrap();
            assert_eq!(now == *bytes, changes.taken.contains(*name), "{name}");
        }
        assert_eq!(changes.written.len(), 6);
    }

    #[test]
    fn only_own_files_go() {
        let Place(_keep, options) = place();
        run(&options, &[file("a.xml", "1"), file("b.xml", "1")], &[]);
        fs::write(options.folder.join("foreign.xml"), "x").unwrap();
        fs::write(options.folder.join(".kliping-left"), "x").unwrap();
        fs::create_dir(options.folder.join(".kliping-folder")).unwrap();
        fs::write(options.folder.join("edited.xml"), "x").unwrap();
        fs::write(options.folder.join("edited-own.xml"), "ours").unwrap();
        let changes = run(&options, &[file("a.xml", "1")], &["b.xml", "c.xml", "edited.xml", "edited-own.xml"]);
        assert_eq!(changes.removed, ["b.xml", "edited-own.xml"]);
        assert_eq!(changes.left, BTreeSet::from(["edited.xml".to_owned()]));
        let mut names: Vec<_> = fs::read_dir(&options.folder).unwrap().map(|e| e.unwrap().file_name()).collect();
        names.sort();
        assert_eq!(names, [".kliping-folder", "a.xml", "edited.xml", "foreign.xml"]);
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
        symlink(&victim, options.folder.join("link.xml")).unwrap();
        let changes = run(&options, &[file("a.xml", "1"), file("link.xml", "1")], &[]);
        assert!(changes.taken.contains("link.xml"), "a link that another has made stays");
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
