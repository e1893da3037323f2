//! Compressed files → the bytes in them, never more than a bomb's worth.

use std::cell::Cell;
use std::io::{self, BufRead, Read};
use std::rc::Rc;

/// Opens a compressed stream.
type Open = fn(Box<dyn BufRead + '_>) -> io::Result<Box<dyn Read + '_>>;

/// A way of compressing.
pub struct Codec {
    /// The name for messages.
    pub name: &'static str,
    /// The ending of file names.
    pub extension: &'static str,
    /// The first bytes of a compressed file.
    magic: &'static [u8],
    open: Open,
}

/// The ways that are known. Files of several compressed parts, as WARC has them, are read to their end.
pub const CODECS: &[Codec] = &[
    Codec {
        name: "gzip",
        extension: "gz",
        magic: &[0x1f, 0x8b],
        open: |bytes| Ok(Box::new(flate2::bufread::MultiGzDecoder::new(bytes))),
    },
    Codec {
        name: "zstd",
        extension: "zst",
        magic: &[0x28, 0xb5, 0x2f, 0xfd],
        open: |bytes| Ok(Box::new(Frames { frame: None, source: Some(bytes) })),
    },
    Codec {
        name: "bzip2",
        extension: "bz2",
        magic: b"BZh",
        open: |bytes| Ok(Box::new(bzip2::bufread::MultiBzDecoder::new(bytes))),
    },
    Codec {
        name: "xz",
        extension: "xz",
        magic: &[0xfd, b'7', b'z', b'X', b'Z', 0],
        open: |bytes| Ok(Box::new(lzma_rust2::XzReader::new(bytes, true))),
    },
];

/// The codec of a file that begins with `head`.
pub fn codec(head: &[u8]) -> Option<&'static Codec> {
    CODECS.iter().find(|codec| head.starts_with(codec.magic))
}

/// How far a compressed file may expand.
#[derive(Debug, Clone, Copy)]
pub struct Limit {
    /// To so many bytes in all.
    pub bytes: u64,
    /// To so many times what was read of it …
    pub ratio: u64,
    /// … once it is larger than this, in bytes: short files compress extremely well and do no harm.
    pub free: u64,
}

/// Opens what `codec` has compressed.
pub fn open<'a>(codec: &'static Codec, source: Box<dyn BufRead + 'a>, limit: Limit) -> io::Result<Box<dyn Read + 'a>> {
    let taken = Rc::new(Cell::new(0));
    let counted = io::BufReader::new(Counted { source, taken: Rc::clone(&taken) });
    let decoded = (codec.open)(Box::new(counted))?;
    Ok(Box::new(Bounded { decoded, taken, given: 0, limit, name: codec.name }))
}

/// Counts what is taken from a source.
struct Counted<R> {
    source: R,
    taken: Rc<Cell<u64>>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.source.read(buffer)?;
        self.taken.set(self.taken.get() + read as u64);
        Ok(read)
    }
}

/// Ends with an error where more comes out than the limit allows; errors of the decoder are told in our words.
struct Bounded<R> {
    decoded: R,
    taken: Rc<Cell<u64>>,
    given: u64,
    limit: Limit,
    name: &'static str,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.decoded.read(buffer).map_err(|error| match error.kind() {
            io::ErrorKind::Interrupted => error,
            io::ErrorKind::UnexpectedEof => io::Error::other(format!("damaged {}: it ends too early", self.name)),
            _ => io::Error::other(format!("damaged {}", self.name)),
        })?;
        self.given += read as u64;
        let swollen = self.given > self.limit.free && self.given / self.limit.ratio > self.taken.get();
        if swollen || self.given > self.limit.bytes {
            let message = format!("{} that expands too far, read to {} bytes", self.name, self.given);
            return Err(io::Error::other(message));
        }
        Ok(read)
    }
}

/// The decoder of one zstd frame.
type Frame<'a> = ruzstd::decoding::StreamingDecoder<Box<dyn BufRead + 'a>, ruzstd::decoding::FrameDecoder>;

/// One zstd frame after the other, as `cat a.zst b.zst` makes them.
struct Frames<'a> {
    frame: Option<Box<Frame<'a>>>,
    /// The bytes, while no frame has them.
    source: Option<Box<dyn BufRead + 'a>>,
}

impl Read for Frames<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            if let Some(frame) = &mut self.frame {
                let read = frame.read(buffer)?;
                if read > 0 || buffer.is_empty() {
                    return Ok(read);
                }
                self.source = self.frame.take().map(|frame| frame.into_inner());
            }
            let Some(mut source) = self.source.take() else { return Ok(0) };
            if source.fill_buf()?.is_empty() {
                return Ok(0);
            }
            self.frame = Some(Box::new(Frame::new(source).map_err(io::Error::other)?));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    const LIMIT: Limit = Limit { bytes: 1 << 30, ratio: 200, free: 1 << 16 };

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn zstd(bytes: &[u8]) -> Vec<u8> {
        ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Fastest)
    }

    fn read(bytes: &[u8]) -> Result<String, String> {
        let codec = codec(bytes).unwrap();
        let mut text = String::new();
        let mut decoded = open(codec, Box::new(bytes), LIMIT).map_err(|error| error.to_string())?;
        decoded.read_to_string(&mut text).map(|_| text).map_err(|error| error.to_string())
    }

    #[test]
    fn several_parts_are_read_to_the_end() {
        assert_eq!(read(&[gzip(b"satu"), gzip(b"dua")].concat()), Ok("satudua".to_owned()));
        assert_eq!(read(&[zstd(b"satu"), zstd(b"dua")].concat()), Ok("satudua".to_owned()));
    }

    #[test]
    fn what_is_damaged_is_told() {
        let whole = gzip("kata ".repeat(1_000).as_bytes());
        assert_eq!(read(&whole[..whole.len() / 2]), Err("damaged gzip: it ends too early".to_owned()));
    }

    #[test]
    fn a_bomb_does_not_go_off() {
        let bomb = gzip(&vec![0; 1 << 20]);
        let error = read(&bomb).unwrap_err();
        assert!(error.starts_with("gzip that expands too far"), "{error}");
    }
}
