//! The stylesheet with which browsers show RSS and Atom feeds as pages.
//!
//! CSS and not XSLT: browsers are removing XSLT and warn of it, and CSS works in all of them wherever a file whose name
//! ends with `.xml` is served as `application/xml`. It cannot show HTML that is escaped, so it shows the summaries.

use super::{Error, FeedFile, Listing, Options, SiteFormat};

/// The stylesheet of feeds.
pub const FORMAT: SiteFormat =
    SiteFormat { name: "style", file: "feed.css", media_type: "text/css", needs_base: false, write };

fn write(_: &[Listing], options: &Options) -> Result<Vec<FeedFile>, Error> {
    // Words of ours: nothing in them needs to be escaped in a CSS string.
    let how = format!("rss::before,feed::before{{content:\"{}\"}}\n", options.words.feed_how);
    let bytes = ["/* Kliping */\n", include_str!("html/feed.css"), how.as_str()].concat().into_bytes();
    Ok(vec![FeedFile { name: FORMAT.file.to_owned(), bytes }])
}
