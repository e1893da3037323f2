//! The sitemap (sitemaps.org): the pages, for search engines. It is the text form, an address a line: among the feeds an
//! XML file that is none would be taken for a broken one.

use super::{Error, FeedFile, Listing, Options, SiteFormat, index};

/// The list of all pages.
pub const FORMAT: SiteFormat =
    SiteFormat { name: "sitemap", file: "sitemap.txt", media_type: "text/plain", needs_base: true, write };

/// A sitemap may hold so many addresses; the rest goes to further files.
const MOST: usize = 50_000;

fn write(listings: &[Listing], options: &Options) -> Result<Vec<FeedFile>, Error> {
    let front = options.address("").filter(|_| options.writes(&index::FORMAT));
    let topics = listings.iter().filter_map(|listing| options.address(&listing.page(options)?));
    let lines: Vec<String> = front.into_iter().chain(topics).map(|url| format!("{url}\n")).collect();
    Ok(files(&lines, MOST))
}

fn files(lines: &[String], most: usize) -> Vec<FeedFile> {
    let name = |number| if number == 1 { FORMAT.file.to_owned() } else { format!("sitemap-{number}.txt") };
    let parts = (1..).zip(lines.chunks(most));
    parts.map(|(number, lines)| FeedFile { name: name(number), bytes: lines.concat().into_bytes() }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_pages_than_one_file_may_hold() {
        let lines: Vec<String> = (0..5).map(|number| format!("{number}\n")).collect();
        let names = |most| -> Vec<String> { files(&lines, most).into_iter().map(|file| file.name).collect() };
        assert_eq!(names(5), ["sitemap.txt"]);
        assert_eq!(names(2), ["sitemap.txt", "sitemap-2.txt", "sitemap-3.txt"]);
        assert_eq!(files(&lines, 2)[2].bytes, b"4\n");
    }
}
