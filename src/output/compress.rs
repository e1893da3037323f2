//! Compressed siblings: what a static server sends to readers that accept it, without compressing anew each time.

use std::io::{Read, Write};

use flate2::read::GzDecoder;
use flate2::{Compression, GzBuilder};
use ruzstd::decoding::StreamingDecoder;
use ruzstd::encoding::{CompressionLevel, compress_to_vec};

use crate::feed::FeedFile;

const BUFFER: usize = 1 << 16;

/// A way to compress a file.
#[derive(Debug)]
pub struct Codec {
    /// The name in `compress` of `config.toml`, and what follows the name of the file.
    pub name: &'static str,
    compress: fn(&[u8]) -> Vec<u8>,
    open: for<'a> fn(&'a [u8]) -> Option<Box<dyn Read + 'a>>,
}

/// The ways to compress a file: RFC 1952, RFC 7932, RFC 8878.
pub const CODECS: &[Codec] = &[
    Codec { name: "gz", compress: gzip, open: |packed| Some(Box::new(GzDecoder::new(packed))) },
    Codec { name: "br", compress: brotli, open: |packed| Some(Box::new(brotli::Decompressor::new(packed, BUFFER))) },
    Codec {
        name: "zst",
        compress: |bytes| compress_to_vec(bytes, CompressionLevel::Fastest),
        open: |packed| Some(Box::new(StreamingDecoder::new(packed).ok()?)),
    },
];

impl Codec {
    /// The name of the sibling of the file `name`.
    pub fn sibling_of(&self, name: &str) -> String {
        format!("{name}.{}", self.name)
    }

    /// The sibling of `file`. The same file has the same sibling: no time is written into it.
    pub fn sibling(&self, file: &FeedFile) -> FeedFile {
        FeedFile { name: self.sibling_of(&file.name), bytes: (self.compress)(&file.bytes) }
    }

    /// What a sibling that begins with `packed` holds, up to `most` bytes, as far as it can be told.
    pub fn head(&self, packed: &[u8], most: usize) -> Vec<u8> {
        let mut head = Vec::new();
        // Where the end is cut off there is what was read before.
        let _ = (self.open)(packed).map(|open| open.take(most as u64).read_to_end(&mut head));
        head
    }
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzBuilder::new().mtime(0).write(Vec::new(), Compression::new(9));
    // Writing to memory does not fail.
    let _ = encoder.write_all(bytes);
    encoder.finish().unwrap_or_default()
}

fn brotli(bytes: &[u8]) -> Vec<u8> {
    const QUALITY: u32 = 9;
    const WINDOW: u32 = 22;
    let mut encoder = brotli::CompressorWriter::new(Vec::new(), BUFFER, QUALITY, WINDOW);
    // Writing to memory does not fail.
    let _ = encoder.write_all(bytes);
    encoder.into_inner()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn siblings_hold_what_the_file_holds() {
        let file = FeedFile { name: "a.xml".to_owned(), bytes: "Berita pagi. ".repeat(5_000).into_bytes() };
        for codec in CODECS {
            let sibling = codec.sibling(&file);
            assert_eq!(sibling, codec.sibling(&file));
            assert!(sibling.bytes.len() < file.bytes.len() / 5, "{}", codec.name);
            let bytes = codec.head(&sibling.bytes, usize::MAX);
            assert_eq!((sibling.name, bytes == file.bytes), (format!("a.xml.{}", codec.name), true));
            assert!(file.bytes.starts_with(&codec.head(&sibling.bytes[..sibling.bytes.len() / 2], 100)));
            assert!(codec.head(b"none of it", 100).is_empty());
        }
    }
}
