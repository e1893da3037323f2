//! Packs: files in one file. A member is read like a file of its own.

use std::io::{self, Read, Seek};
use std::path::Path;

use super::Limits;

/// What becomes of each member: its name and its bytes, or why it cannot be had.
pub type Member<'a> = &'a mut dyn FnMut(&str, io::Result<&mut dyn Read>);

/// A kind of pack.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pack {
    /// ZIP, whose list of members stands at its end.
    Zip,
    /// tar.
    Tar,
}

impl Pack {
    /// The pack that begins with `head`.
    pub fn of(head: &[u8]) -> Option<Self> {
        if head.starts_with(b"PK\x03\x04") {
            return Some(Pack::Zip);
        }
        (head.get(257..262) == Some(b"ustar")).then_some(Pack::Tar)
    }

    /// Gives each member that is a file, in the order of the pack.
    ///
    /// # Errors
    /// Where the pack itself is damaged; the members before that have been given.
    pub fn read(self, bytes: &mut dyn Read, limits: &Limits, each: Member) -> io::Result<()> {
        match self {
            Pack::Tar => tar(bytes, limits, each),
            Pack::Zip => {
                // The list stands at the end, so the whole pack is needed.
                let mut whole = Vec::new();
                bytes.take(limits.file + 1).read_to_end(&mut whole)?;
                if whole.len() as u64 > limits.file {
                    return Err(io::Error::other(format!("zip: larger than {} bytes, not read", limits.file)));
                }
                zip(io::Cursor::new(whole), limits, each)
            }
        }
    }
}

fn tar(bytes: &mut dyn Read, limits: &Limits, each: Member) -> io::Result<()> {
    let damaged = |_| io::Error::other("damaged tar");
    let mut archive = tar::Archive::new(bytes);
    for (number, entry) in archive.entries().map_err(damaged)?.enumerate() {
        let mut entry = entry.map_err(damaged)?;
        check_count(number, limits)?;
        if entry.header().entry_type().is_file() {
            let name = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
            each(&name, Ok(&mut entry));
        }
    }
    Ok(())
}

/// Gives each member of a ZIP that can be sought in.
fn zip(bytes: impl Read + Seek, limits: &Limits, each: Member) -> io::Result<()> {
    let mut archive = zip::ZipArchive::new(bytes).map_err(|_| io::Error::other("damaged zip"))?;
    for number in 0..archive.len() {
        check_count(number, limits)?;
        let name = match archive.name_for_index(number) {
            Some(Ok(name)) => name.into_owned(),
            _ => format!("member {number}"),
        };
        match archive.by_index(number) {
            Ok(member) if !member.is_file() => {}
            Ok(member) => {
                let limit = member.compressed_size().saturating_mul(limits.ratio).max(super::FREE).min(limits.expanded);
                each(&name, Ok(&mut Capped { source: member, left: limit }));
            }
            Err(_) => {
                let error = "the member is damaged, locked or compressed in an unknown way";
                each(&name, Err(io::Error::other(error)));
            }
        }
    }
    Ok(())
}

fn check_count(number: usize, limits: &Limits) -> io::Result<()> {
    if number < limits.members {
        return Ok(());
    }
    Err(io::Error::other(format!("more than {} members, the rest was not read", limits.members)))
}

/// Ends with an error, not in silence, where more comes than is allowed.
struct Capped<R> {
    source: R,
    left: u64,
}

impl<R: Read> Read for Capped<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.source.read(buffer).map_err(|_| io::Error::other("damaged zip member"))?;
        self.left = self.left.checked_sub(read as u64).ok_or_else(|| io::Error::other("zip that expands too far"))?;
        Ok(read)
    }
}

/// The name of a member as a part of a path: no root, no way up.
pub fn safe_name(name: &str) -> String {
    let parts = Path::new(name).components().filter_map(|part| match part {
        std::path::Component::Normal(part) => Some(part.to_string_lossy()),
        _ => None,
    });
    parts.collect::<Vec<_>>().join("/")
}
