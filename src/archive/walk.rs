//! The files of the archive, in an order that depends on their names alone.

use std::collections::HashSet;
#[cfg(target_os = "linux")]
use std::ffi::OsStr;
use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::ask::Askers;
use super::source::Place;
use super::{Options, Source, Stamp, is_page, may_be_read};
use crate::report::{Origin, Problem};

/// Folders deeper than this are not entered: a loop of links ends here.
const DEEPEST: usize = 64;

/// The archive cannot be listed at all.
#[derive(Debug, thiserror::Error)]
#[error("{path}: the archive cannot be read: {cause}")]
pub struct Error {
    path: String,
    cause: io::Error,
}

/// What the archive holds.
#[derive(Debug, Default)]
pub struct Listing {
    /// The files to read, sorted by path.
    pub sources: Vec<Source>,
    /// The files whose name says that no format reads them.
    pub ignored: Vec<Origin>,
    /// Folders that could not be listed, and what is neither file nor folder.
    pub problems: Vec<Problem>,
    /// The paths of folders that could not be listed and of files that the system does not show: nobody knows whether
    /// what they held is still there.
    pub unlisted: Vec<Arc<str>>,
}

/// Lists the archive. Names that begin with a dot are not looked at.
///
/// # Errors
/// Where the archive itself is missing or cannot be listed.
pub fn walk(options: &Options) -> Result<Listing, Error> {
    let top = options.base.join(&options.path);
    let base = Arc::new(Place::Below(options.base.clone()));
    let mut listing = Listing::default();
    let error = |cause| Error { path: options.path.display().to_string(), cause };
    let metadata = fs::metadata(&top).map_err(error)?;
    if metadata.is_dir() {
        let entries = list(&top).map_err(error)?;
        let entered = HashSet::from_iter(fs::canonicalize(&top));
        let mut walk = Walk { base, entered, listing, askers: Askers::default() };
        walk.enter(entries, 0);
        listing = walk.listing;
    } else {
        take(&base, top, Ok(metadata), &mut listing);
    }
    Ok(listing)
}

fn list(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut names = names(folder)?;
    names.retain(|name| !name.as_encoded_bytes().starts_with(b"."));
    names.sort();
    Ok(names.into_iter().map(|name| folder.join(name)).collect())
}

/// The names in a folder, in no certain order.
///
/// # Errors
/// Where the folder cannot be listed.
#[cfg(target_os = "linux")]
pub fn names(folder: &Path) -> io::Result<Vec<OsString>> {
    use std::os::unix::ffi::OsStrExt;

    use rustix::fs::{Dir, Mode, OFlags, open};
    // The standard library panics where the system fails to close a folder. What was read of it is right all the same.
    let opened = open(folder, OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC, Mode::empty())?;
    let mut names = Vec::new();
    for entry in Dir::new(opened)? {
        let entry = entry?;
        let name = entry.file_name().to_bytes();
        if !matches!(name, b"." | b"..") {
            names.push(OsStr::from_bytes(name).to_owned());
        }
    }
    Ok(names)
}

/// The names in a folder, in no certain order.
///
/// # Errors
/// Where the folder cannot be listed.
#[cfg(not(target_os = "linux"))]
pub fn names(folder: &Path) -> io::Result<Vec<OsString>> {
    fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.file_name())).collect()
}

/// So many files are asked for at a time.
const ASKED: usize = 8_192;

/// On the way through the archive.
struct Walk {
    base: Arc<Place>,
    /// The real places of all folders so far, so that links make no loop.
    entered: HashSet<PathBuf>,
    listing: Listing,
    askers: Askers,
}

impl Walk {
    /// Goes through what a folder holds.
    fn enter(&mut self, paths: Vec<PathBuf>, depth: usize) {
        let mut paths = paths.into_iter();
        while !paths.as_slice().is_empty() {
            let block = paths.by_ref().take(ASKED).collect();
            for (path, metadata) in self.askers.ask(block) {
                match metadata {
                    Ok(metadata) if metadata.is_dir() => self.folder(&path, depth),
                    metadata => take(&self.base, path, metadata, &mut self.listing),
                }
            }
        }
    }

    fn folder(&mut self, path: &Path, depth: usize) {
        let origin = Origin::file(shown(self.base.path(), path));
        if fs::canonicalize(path).is_ok_and(|place| !self.entered.insert(place)) {
            let message = "a link to a folder that is read already, not entered";
            self.listing.problems.push(Problem::field(origin, message));
            return;
        }
        if depth == DEEPEST {
            let message = format!("more than {DEEPEST} folders deep, not entered");
            self.listing.problems.push(Problem::record(origin, message));
            return;
        }
        match list(path) {
            Ok(inner) => self.enter(inner, depth + 1),
            Err(error) => {
                self.listing.unlisted.push(Arc::clone(&origin.path));
                self.listing.problems.push(Problem::record(origin, format!("cannot be listed: {error}")));
            }
        }
    }
}

fn take(base: &Arc<Place>, path: PathBuf, metadata: io::Result<fs::Metadata>, listing: &mut Listing) {
    let shown: Box<str> = shown(base.path(), &path).into();
    match metadata {
        Ok(metadata) if metadata.is_file() && may_be_read(&path) => {
            let stamp = Stamp::of(&metadata);
            listing.sources.push(Source::below(base, shown, path, stamp));
        }
        Ok(metadata) if metadata.is_file() => listing.ignored.push(Origin::file(shown)),
        Ok(_) => listing.problems.push(Problem::record(Origin::file(shown), "not a file: not read")),
        Err(error) => {
            if error.kind() != io::ErrorKind::NotFound {
                listing.unlisted.push(Arc::from(&*shown));
            }
            listing.problems.push(Problem::record(Origin::file(shown), format!("cannot be read: {error}")));
        }
    }
}

/// The page texts in the folder of `source`, sorted by name, for learning what they share; shown as beside it.
pub fn pages_beside(source: &Source) -> Vec<Source> {
    let path = source.path();
    let (Some(folder), (shown, _)) = (path.parent(), source.shown.rsplit_once('/').unwrap_or_default()) else {
        return Vec::new();
    };
    // A bare name is in the folder that is called nothing.
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let pages = list(folder).unwrap_or_default().into_iter().filter(|path| is_page(path) && path.is_file());
    pages.map(|path| Source::at(format!("{shown}/{}", name(&path)), path)).collect()
}

fn name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// How `path`, which a user has named, is shown: as a build would, where it is below the configuration's folder.
pub fn shown_as(path: &Path, options: &Options) -> String {
    let real = |path: &Path| fs::canonicalize(if path.as_os_str().is_empty() { Path::new(".") } else { path }).ok();
    let below = real(path).zip(real(&options.base)).filter(|(path, base)| path.starts_with(base));
    below.map_or_else(|| path.to_string_lossy().into_owned(), |(path, base)| shown(&base, &path))
}

/// The path below `base` with `/` between the parts, so that ids are the same on every system.
fn shown(base: &Path, path: &Path) -> String {
    let below = path.strip_prefix(base).unwrap_or(path);
    let is_clean = |text: &&str| !text.contains("//") && !text.contains("./") && !text.ends_with(['/', '.']);
    if let Some(text) = below.to_str().filter(|text| cfg!(unix) && is_clean(text)) {
        return text.to_owned();
    }
    let parts: Vec<_> = below.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
    parts.join("/").replacen("//", "/", 1)
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::symlink;

    use super::super::tests::options;
    use super::*;

    #[test]
    fn many_files_are_listed_in_the_order_of_their_names() {
        let folder = tempfile::tempdir().unwrap();
        let archive = folder.path().join("articles");
        fs::create_dir(&archive).unwrap();
        (0..1_500).for_each(|number| fs::write(archive.join(format!("{number:04}.txt")), number.to_string()).unwrap());
        let listing = walk(&Options { base: folder.path().to_owned(), ..options() }).unwrap();
        let found: Vec<_> =
            listing.sources.iter().map(|source| (source.shown.to_string(), source.stamp.size)).collect();
        let size = |number: usize| number.to_string().len() as u64;
        let expected: Vec<_> = (0..1_500).map(|number| (format!("articles/{number:04}.txt"), size(number))).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn links_make_no_loop_and_every_file_is_listed_once() {
        let folder = tempfile::tempdir().unwrap();
        let archive = folder.path().join("articles");
        fs::create_dir_all(archive.join("a/b")).unwrap();
        fs::write(archive.join("a/b/x.txt"), "x").unwrap();
        fs::write(archive.join("a/.hidden.txt"), "x").unwrap();
        fs::write(archive.join("a/y.jpg"), "x").unwrap();
        symlink(&archive, archive.join("a/loop")).unwrap();
        symlink("nowhere", archive.join("z.txt")).unwrap();
        // A FIFO would be waited for without end.
        assert!(std::process::Command::new("mkfifo").arg(archive.join("y.txt")).status().unwrap().success());
        let listing = walk(&Options { base: folder.path().to_owned(), ..options() }).unwrap();
        let shown: Vec<_> = listing.sources.iter().map(|source| source.shown.to_string()).collect();
        assert_eq!(shown, ["articles/a/b/x.txt"]);
        assert_eq!(listing.ignored, [Origin::file("articles/a/y.jpg")]);
        let problems: Vec<_> = listing.problems.iter().map(ToString::to_string).collect();
        assert_eq!(problems.len(), 3);
        assert_eq!(problems[1], "articles/y.txt: not a file: not read");
        assert_eq!(problems[0], "articles/a/loop: a link to a folder that is read already, not entered");
        assert!(problems[2].starts_with("articles/z.txt: cannot be read: "));
    }
}
