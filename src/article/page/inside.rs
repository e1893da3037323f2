//! Inside: the dateline of a text whose lines were joined, behind the headline, a teaser or writers in its first paragraph.

use memchr::{memchr2_iter, memmem};

use super::dateline::{self, Dateline};
use super::lines::start_of;
use super::shape::is_ended;

/// What Kompas writes above the text.
const NEWSROOM: &str = "Tim Redaksi";

/// The dash stands within so many bytes.
const REACH: usize = 450;

/// City and outlet are so many words and bytes at the most.
const WORDS: usize = 8;
const BYTES: usize = 70;

/// The first sentence has so many words at the least.
const SENTENCE: usize = 8;

/// Where the dateline begins that names city and outlet, and what it says; its `rest` is counted from the beginning of
/// `text`. Inside an article nothing names both and has a dash behind it.
pub(super) fn of(text: &str) -> Option<(usize, Dateline)> {
    if let Some(found) = below_newsroom(text) {
        return Some(found);
    }
    let near = text.as_bytes().get(..REACH).unwrap_or(text.as_bytes());
    // Dashes longer than that of ASCII begin with 0xe2; most hyphens join two halves of a word.
    let dashes = memchr2_iter(b'-', 0xe2, near).filter(|at| is_apart(text, *at));
    dashes.filter_map(|dash| before_dash(start_of(text), dash)).find(|(_, dateline)| {
        let sentence = text.get(dateline.rest..).unwrap_or_default();
        sentence.split(' ').nth(SENTENCE - 1).is_some()
    })
}

/// `… Tim RedaksiKOTA – Sebuah …`: the line above the text, where the outlet may be missing.
fn below_newsroom(text: &str) -> Option<(usize, Dateline)> {
    let near = text.as_bytes().get(..REACH).unwrap_or(text.as_bytes());
    let end = memmem::find(near, NEWSROOM.as_bytes())? + NEWSROOM.len();
    let rest = text.get(end..)?.trim_start();
    let start = text.len() - rest.len();
    let dateline = dateline::of(rest).filter(|dateline| dateline.sure)?;
    Some((start, Dateline { rest: start + dateline.rest, ..dateline }))
}

/// Whether a dash stands at `at`, and no letter on both its sides.
fn is_apart(text: &str, at: usize) -> bool {
    let (before, after) = text.split_at_checked(at).unwrap_or_default();
    after.starts_with(['–', '—']) || (after.starts_with('-') && (before.ends_with(' ') || after.starts_with("- ")))
}

/// The shortest dateline that ends at the dash, rather one that a sentence ends before.
fn before_dash(text: &str, dash: usize) -> Option<(usize, Dateline)> {
    let before = text.get(..dash)?;
    let starts = before.trim_end().match_indices(' ').map(|(at, _)| at + 1).rev();
    let starts = starts.take(WORDS).take_while(|at| dash - at <= BYTES);
    let found = starts.filter_map(|start| {
        let dateline = dateline::of(text.get(start..)?).filter(|dateline| dateline.full)?;
        let rest = start + dateline.rest;
        (rest > dash).then_some((start, Dateline { rest, ..dateline }))
    });
    let found: Vec<_> = found.collect();
    let ended =
        |(start, _): &&(usize, Dateline)| before.get(..*start).is_some_and(|before| is_ended(before.trim_end()));
    found.iter().find(ended).or(found.first()).cloned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_before_the_dateline_is_not_part_of_it() {
        let sentence = "Petani di lereng utara menanam padi gogo pekan ini, kata Budi.";
        for (before, dateline, city) in [
            ("Hal itu menjadi bahan bagi petani untuk menanam lagi ", "Jakarta (ANTARA) - ", "Jakarta"),
            ("Laporan Wartawan Tribunnews.com, Budi Raharja ", "TRIBUNNEWS.COM, JAKARTA – ", "JAKARTA"),
            ("Reporter: Rini Utami | Editor: Budi Raharja ", "KONTAN.CO.ID – JAKARTA . ", "JAKARTA"),
            ("Petani menanam padi gogo di lereng. ", "KUPANG, KOMPAS.com - ", "KUPANG"),
            ("Petani Menanam Padi Gogo WargaTim Redaksi", "BANDA ACEH – ", "BANDA ACEH"),
        ] {
            let text = format!("{before}{dateline}{sentence}");
            let found =
                of(&text).map(|(start, found)| (text[start..].to_owned(), text[found.rest..].to_owned(), found.city));
            let expected = (format!("{dateline}{sentence}"), sentence.to_owned(), Some(city.to_owned()));
            assert_eq!(found, Some(expected), "{before}");
        }
        assert_eq!(
            of("Petani di Jakarta (kota) - yang menanam padi gogo di lereng utara - panen pekan ini juga."),
            None
        );
    }
}
