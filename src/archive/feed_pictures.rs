//! The pictures of WordPress's posts: a post names its picture by number, and the item with that number, mostly the next
//! one, says where the picture is. Posts wait for it, in order.

use std::collections::{HashMap, VecDeque};

use super::feed::Said;
use super::record::{Field, Record, Stored, Value};
use super::xml::Element;

/// So many posts wait at the most; what has not come by then is not in the export.
const POSTS: usize = 64;

/// The pictures of so many numbers are remembered.
const PICTURES: usize = 200_000;

/// The key under which WordPress keeps the number.
const KEY: &str = "_thumbnail_id";

/// The addresses of pictures so far, and the posts that wait.
#[derive(Debug, Default)]
pub struct Pictures {
    known: HashMap<String, String>,
    waiting: VecDeque<Post>,
    bytes: usize,
}

#[derive(Debug)]
struct Post {
    record: Record,
    /// The number of its picture, where that is named.
    picture: Option<Said>,
    /// The length of its item.
    bytes: usize,
}

impl Pictures {
    /// Takes down where the picture of an item is.
    pub fn learn(&mut self, item: &Element) {
        let address = item.text_of("wp:attachment_url").filter(|_| self.known.len() < PICTURES);
        if let Some((number, address)) = item.text_of("wp:post_id").zip(address) {
            self.known.insert(number, address);
        }
    }

    /// Lets a post of `bytes` bytes wait for its picture, if it has one.
    pub fn wait(&mut self, item: &Element, record: Record, bytes: usize) {
        let named = |meta: &&Element| meta.text_of("wp:meta_key").is_some_and(|key| key == KEY);
        let picture = item.all("wp:postmeta").find(named).and_then(|meta| Said::first(meta, &["wp:meta_value"]));
        self.bytes += bytes;
        self.waiting.push_back(Post { record, picture, bytes });
    }

    /// The next post that need not wait any longer; all together have no more than `longest` bytes.
    pub fn next(&mut self, longest: usize) -> Option<Record> {
        let first = self.waiting.front()?;
        let address = first.picture.as_ref().map(|picture| self.known.get(&picture.text));
        if matches!(address, Some(None)) && self.waiting.len() <= POSTS && self.bytes <= longest {
            return None;
        }
        let address = address.flatten().cloned();
        let Post { mut record, picture, bytes } = self.waiting.pop_front()?;
        self.bytes -= bytes;
        if let Some((said, address)) = picture.zip(address) {
            record.store(Field::Image, Stored { value: Value::Text(address), key: KEY.to_owned(), line: said.line });
        }
        Some(record)
    }
}
