//! serve: a folder of feeds → HTTP/1.1, to try them in a reader or a browser before they are published.
//!
//! It is small and careful, not fast: a thread a connection, one answer a connection, only GET and HEAD, no file outside
//! the folder.

mod answer;
mod request;

use std::fs;
use std::io::{self, Read};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use answer::Answer;
use request::{Refused, Request};

/// Connections that are served at the same time; further ones are told to come back.
const MOST_CONNECTIONS: usize = 64;

/// The longest request line with its headers, in bytes.
const LONGEST_HEAD: usize = 16 << 10;

/// How long a client may take to ask, and to take in a piece of the answer.
const PATIENCE: Duration = Duration::from_secs(10);

/// A server that has its port.
#[derive(Debug)]
pub struct Server {
    listener: TcpListener,
    /// The folder, its links resolved.
    root: PathBuf,
}

impl Server {
    /// Takes `address` to serve `folder`.
    ///
    /// # Errors
    /// Where the folder is not there or the address is taken or not this machine's.
    pub fn bind(address: SocketAddr, folder: &Path) -> io::Result<Self> {
        let root = fs::canonicalize(folder)?;
        Ok(Self { listener: TcpListener::bind(address)?, root })
    }

    /// The address, with the port that the system chose where 0 was asked for.
    ///
    /// # Errors
    /// Where the system does not tell it.
    pub fn address(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }

    /// Serves until the process ends.
    pub fn run(self) -> ! {
        let root = Arc::new(self.root);
        loop {
            match self.listener.accept() {
                Ok((stream, _)) => spawn(stream, &root),
                // Out of file descriptors, or a client that went away: the next one may do better.
                Err(_) => thread::sleep(Duration::from_millis(50)),
            }
        }
    }
}

/// Serves `stream` in a thread of its own. Every thread holds the root, so their number is known by it.
fn spawn(mut stream: TcpStream, root: &Arc<PathBuf>) {
    if Arc::strong_count(root) > MOST_CONNECTIONS {
        let _ = stream.set_write_timeout(Some(Duration::from_millis(100)));
        let _ = Answer::refusal(503).send(&mut stream, false);
        return;
    }
    let root = Arc::clone(root);
    // A connection that cannot be served is closed.
    let _ = thread::Builder::new().spawn(move || {
        let _ = serve(stream, &root);
    });
}

fn serve(mut stream: TcpStream, root: &Path) -> io::Result<()> {
    stream.set_write_timeout(Some(PATIENCE))?;
    let (answer, is_head) = match read_head(&mut stream)?.and_then(|head| Request::parse(&head)) {
        Ok(request) => (Answer::to(&request, root), request.is_head),
        Err(Refused(status)) => (Answer::refusal(status), false),
    };
    answer.send(&mut stream, is_head)?;
    // A client that is still talking would lose the answer if the connection were cut.
    stream.shutdown(Shutdown::Write)?;
    stream.set_read_timeout(Some(Duration::from_secs(1)))?;
    io::copy(&mut stream.take(LONGEST_HEAD as u64), &mut io::sink())?;
    Ok(())
}

/// The request line and the headers, up to the blank line.
fn read_head(stream: &mut TcpStream) -> io::Result<Result<Vec<u8>, Refused>> {
    let end = Instant::now() + PATIENCE;
    let (mut head, mut piece) = (Vec::new(), [0; 1024]);
    loop {
        let left = end.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Ok(Err(Refused(408)));
        }
        stream.set_read_timeout(Some(left))?;
        let read = match stream.read(&mut piece) {
            Ok(0) => return Ok(Err(Refused(400))),
            Ok(read) => read,
            Err(error) if matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut) => continue,
            Err(error) => return Err(error),
        };
        // The blank line may have come in two pieces.
        let searched = head.len().saturating_sub(3);
        head.extend_from_slice(piece.get(..read).unwrap_or_default());
        if let Some(found) = head.get(searched..).and_then(|tail| tail.windows(4).position(|four| four == b"\r\n\r\n"))
        {
            head.truncate(searched + found);
            return Ok(Ok(head));
        }
        if head.len() > LONGEST_HEAD {
            return Ok(Err(Refused(431)));
        }
    }
}
