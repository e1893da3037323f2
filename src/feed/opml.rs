//! OPML 2.0: the list of all feeds that readers import.

use std::io;

use chrono::{DateTime, FixedOffset, Utc};
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::listing::{Listing, by_folder};
use super::{Error, FeedFile, Options, SiteFormat};

/// The list of all feeds.
pub const FORMAT: SiteFormat =
    SiteFormat { name: "opml", file: "semua.opml", media_type: "text/x-opml", needs_base: true, write };

fn write(listings: &[Listing], options: &Options) -> Result<Vec<FeedFile>, Error> {
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
    document(&mut writer, listings, options)
        .map_err(|error| Error { file: FORMAT.file.to_owned(), reason: error.to_string() })?;
    let mut bytes = writer.into_inner();
    bytes.push(b'\n');
    Ok(vec![FeedFile { name: FORMAT.file.to_owned(), bytes }])
}

fn document(writer: &mut Writer<Vec<u8>>, listings: &[Listing], options: &Options) -> io::Result<()> {
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
    writer.write_event(Event::Comment(BytesText::new(" Kliping ")))?;
    let opml = writer.create_element("opml").with_attribute(("version", "2.0"));
    opml.write_inner_content(|writer| {
        writer.create_element("head").write_inner_content(|writer| head(writer, listings, options))?;
        writer.create_element("body").write_inner_content(|writer| {
            for (folder, held) in by_folder(listings, options.words) {
                match folder {
                    None => outlines(writer, &held, options)?,
                    Some(folder) => {
                        let outline = writer.create_element("outline").with_attribute(("text", folder));
                        outline.write_inner_content(|writer| outlines(writer, &held, options))?;
                    }
                }
            }
            Ok(())
        })?;
        Ok(())
    })?;
    Ok(())
}

fn head(writer: &mut Writer<Vec<u8>>, listings: &[Listing], options: &Options) -> io::Result<()> {
    let mut element = |name: &str, text: &str| -> io::Result<()> {
        writer.create_element(name).write_text_content(BytesText::new(text)).map(|_| ())
    };
    element("title", super::Text::new(&options.site_title).as_str())?;
    if let Some(updated) = listings.iter().map(|listing| listing.updated).max() {
        element("dateModified", &rfc822(updated))?;
    }
    element("ownerName", super::Text::new(&options.author).as_str())
}

/// One outline a feed, in the first format that readers subscribe to: more would subscribe them twice.
fn outlines(writer: &mut Writer<Vec<u8>>, listings: &[&Listing], options: &Options) -> io::Result<()> {
    let Some(format) = options.formats.iter().find(|format| format.subscribed) else { return Ok(()) };
    for listing in listings {
        let Some(address) = options.address(&listing.file_name(format)) else { continue };
        let page =
            listing.page(options).and_then(|page| options.address(&page)).unwrap_or_else(|| options.home.clone());
        let (title, address) = (listing.title.as_str(), address.as_str());
        // `type` is `rss` whatever the format (OPML 2.0, subscription lists).
        let outline = writer.create_element("outline").with_attributes([
            ("text", title),
            ("title", title),
            ("type", "rss"),
            ("xmlUrl", address),
            ("htmlUrl", page.as_str()),
            ("description", listing.subtitle.as_str()),
            ("language", options.language.as_str()),
        ]);
        outline.write_empty()?;
    }
    Ok(())
}

fn rfc822(at: DateTime<FixedOffset>) -> String {
    at.with_timezone(&Utc).format("%a, %d %b %Y %H:%M:%S GMT").to_string()
}
