//! Whole pages, invented, in the shapes of many outlets.

mod hostile;
mod kept;
mod layouts;
mod more;
mod outlets;
mod parts;
mod scraped;
mod unseen;
mod unseen_front;
mod unseen_glued;
mod unseen_marks;
mod unseen_pages;
mod unseen_sites;
mod unseen_tails;
mod unseen_whole;
mod unseen_words;

use super::{Known, Label, Page};
use crate::date::Context;

/// The text of many of them.
const BODY: &str = "\"Kami siap menanam lagi,\" kata ketua kelompok tani itu di balai desa.\n\n\
    Hujan turun sejak awal bulan sehingga petani tidak lagi menunggu giliran air.\n\n\
    Panen diperkirakan berlangsung tiga bulan lagi di seluruh lereng.\n";

/// What a page must be read as; what is left out must be empty.
#[derive(Default)]
struct Expected {
    title: Option<&'static str>,
    date: Option<&'static str>,
    lead: Option<&'static str>,
    caption: Option<&'static str>,
    credit: Option<&'static str>,
    city: Option<&'static str>,
    initials: Option<&'static str>,
    authors: &'static [&'static str],
    editors: &'static [&'static str],
    tags: &'static [&'static str],
    paragraphs: usize,
    first: &'static str,
    last: &'static str,
}

/// Of a page whose text is [`BODY`] and nothing else.
fn of_body() -> Expected {
    Expected { paragraphs: 3, first: "\"Kami siap", last: "seluruh lereng.", ..Expected::default() }
}

#[track_caller]
fn check(text: &str, expected: &Expected) -> Page {
    let page = read(text);
    assert_eq!(page.title.as_ref().map(|title| title.text.as_str()), expected.title, "title");
    assert_eq!(page.date.as_ref().map(|date| date.text.as_str()), expected.date, "date");
    assert_eq!(page.lead.as_deref(), expected.lead, "lead");
    assert_eq!(page.caption.as_deref(), expected.caption, "caption");
    assert_eq!(page.credit.as_deref(), expected.credit, "credit");
    assert_eq!(page.city.as_deref(), expected.city, "city");
    assert_eq!(page.initials.as_deref(), expected.initials, "initials");
    assert_eq!(page.authors, expected.authors, "authors");
    assert_eq!(page.editors, expected.editors, "editors");
    assert_eq!(page.tags, expected.tags, "tags");
    assert_eq!(page.body.len(), expected.paragraphs, "{:#?}", page.body);
    assert!(page.body.first().is_some_and(|first| first.starts_with(expected.first)), "{:?}", page.body.first());
    assert!(page.body.last().is_some_and(|last| last.ends_with(expected.last)), "{:?}", page.body.last());
    page
}

fn read(text: &str) -> Page {
    super::read(text, &context(), &Known::default())
}

fn context() -> Context {
    Context { zone: chrono_tz::Asia::Jakarta, reference: None, years: 1900..=2100 }
}

fn labels(page: &Page) -> Vec<(u32, &'static str)> {
    page.lines.iter().map(|(line, label, _)| (*line, label.name())).collect()
}

fn count(page: &Page, label: Label) -> usize {
    page.lines.iter().filter(|(_, found, _)| *found == label).count()
}

#[test]
fn a_page_with_everything() {
    let page = read(
        "Perkuat Ketahanan Pangan, Gubernur dan Petani Bahas Lumbung Desa\n\nSelasa, 08 Maret 2022 - 07:45 WIB\nloading...\n\
         Perkuat Ketahanan Pangan, Gubernur dan Petani Bahas Lumbung Desa\n\
         Gubernur Raka Wiguna menyalami petani di balai desa Sukamaju. Foto/istimewa\nA A A\n\
         SEMARANG - Gubernur Raka Wiguna menemui ratusan petani di balai desa Sukamaju, Senin (7/3/2022). Mereka membahas lumbung pangan.\n\n\
         \"Kami ingin lumbung ini dikelola warga sendiri,\" kata Raka di hadapan para petani, Senin (7/3/2022).\n\n\n\n\
         Lumbung itu akan menampung gabah dari sebelas desa di sekitar lereng gunung.\n(rwg)\n\
         Baca Berita Terkait Lainnya\nCopyright © 2024 KabarContoh.com\nAll Rights Reserved\nread/ rendering in 0.2041 seconds (0.1#10.12)\n",
    );
    assert_eq!(page.title.as_ref().map(|title| title.line), Some(1));
    let date = page.date.as_ref().map(|date| (date.text.as_str(), date.line));
    assert_eq!(date, Some(("Selasa, 08 Maret 2022 - 07:45 WIB", 3)));
    assert_eq!(page.caption.as_deref(), Some("Gubernur Raka Wiguna menyalami petani di balai desa Sukamaju."));
    assert_eq!(page.credit.as_deref(), Some("istimewa"));
    assert_eq!(page.city.as_deref(), Some("SEMARANG"));
    assert_eq!(page.initials.as_deref(), Some("rwg"));
    assert_eq!(page.body.len(), 3);
    assert!(page.body[0].starts_with("Gubernur Raka Wiguna menemui"));
    assert_eq!(count(&page, Label::TitleRepeat), 1);
    assert_eq!(count(&page, Label::Furniture), 6);
    assert_eq!(labels(&page)[0], (1, "title"));
}
