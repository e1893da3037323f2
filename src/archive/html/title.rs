//! The headline without the name of the outlet, and that of a page that states none.

use super::scan::{Said, Scan};

/// A headline has so many words at the least.
const WORDS: usize = 3;

/// More words that end with a full stop are a sentence.
const SENTENCE: usize = 10;

/// A longer heading, in bytes, is none.
const LONGEST: usize = 200;

/// What stands beside the headline in its line has at most so many bytes.
const BESIDE: usize = 40;

/// So many bytes of text below a heading are an article.
const ENOUGH: usize = 300;

/// What may stand between a headline and the name of the site.
const SEPARATORS: &[&str] = &[" - ", " | ", " – ", " — ", " » ", " :: ", " • ", " ~ "];

/// The headline of a page that states none but its own `title`: the part of it that the page shows, else the only
/// heading of the first rank, else the one above the text.
pub fn shown(scan: &Scan, title: Option<&Said>) -> Option<Said> {
    let part = title.and_then(|title| {
        let text = shown_part(&html_escape::decode_html_entities(&title.text), &scan.text)?;
        Some(Said { text, ..title.clone() })
    });
    let headings: Vec<&(Said, usize)> = scan.headings.iter().filter(|(said, _)| is_headline(&said.text)).collect();
    part.or_else(|| only_first(&headings).or_else(|| above_text(&headings)).cloned())
}

/// Whether it has some words, is no sentence and says nothing of what follows.
fn is_headline(text: &str) -> bool {
    let words = text.split(' ').count();
    words >= WORDS && text.len() <= LONGEST && !text.ends_with(':') && (words <= SENTENCE || !text.ends_with('.'))
}

/// The longest part of `title` before a separator that a visible line has; a date or a number may stand beside it there.
fn shown_part(title: &str, lines: &[String]) -> Option<String> {
    let ends = SEPARATORS.iter().flat_map(|separator| title.match_indices(separator)).map(|(at, _)| at);
    let mut parts: Vec<&str> = ends.chain([title.len()]).filter_map(|end| title.get(..end)).map(str::trim).collect();
    parts.sort_by_key(|part| std::cmp::Reverse(part.len()));
    let has = |part: &str| {
        let folded = fold(part);
        lines.iter().any(|line| line.len() <= part.len() + BESIDE && fold(line).contains(&folded))
    };
    parts.into_iter().find(|part| part.split(' ').count() >= WORDS && has(part)).map(str::to_owned)
}

fn only_first<'a>(headings: &[&'a (Said, usize)]) -> Option<&'a Said> {
    let mut first = headings.iter().map(|(said, _)| said).filter(|said| said.key == "h1");
    first.next().filter(|_| first.next().is_none())
}

/// The first heading with enough text below it, and with not much less than any other.
fn above_text<'a>(headings: &[&'a (Said, usize)]) -> Option<&'a Said> {
    let most = headings.iter().map(|(_, below)| *below).max()?;
    headings.iter().find(|(_, below)| *below >= ENOUGH && *below * 4 >= most).map(|(said, _)| said)
}

/// `title` without what follows its last separators, where that is the name of the `site`, or the rest is the heading
/// that the page shows.
pub fn without_site(title: &str, site: Option<&str>, heading: Option<&str>) -> String {
    let mut rest = title.trim();
    // `Warta Kota: Panen Raya`
    if let Some((before, after)) = rest.split_once(": ")
        && site.is_some_and(|site| same(before, site))
    {
        rest = after.trim();
    }
    // `Ekonomi - Panen Raya`, where `Panen Raya` is what the page shows.
    if let Some((_, after)) = SEPARATORS.iter().find_map(|separator| rest.split_once(separator))
        && heading.is_some_and(|heading| heading.len() > 10 && fold(after) == fold(heading))
    {
        rest = after.trim();
    }
    while let Some((before, after)) = last_part(rest) {
        let is_site = is_domain(after) || site.is_some_and(|site| same(after, site) || same_start(after, site));
        // The heading tells how much of the title is headline.
        let is_heading = heading.is_some_and(|heading| heading.len() > 10 && starts(before, heading));
        if !is_site && !is_heading {
            break;
        }
        rest = before;
    }
    rest.to_owned()
}

fn last_part(title: &str) -> Option<(&str, &str)> {
    let at = SEPARATORS.iter().filter_map(|separator| Some((title.rfind(separator)?, separator.len()))).max()?;
    let (before, after) = (title.get(..at.0)?.trim(), title.get(at.0 + at.1..)?.trim());
    (!before.is_empty()).then_some((before, after))
}

/// `wartakota.com`
fn is_domain(name: &str) -> bool {
    let end = name.rsplit_once('.').filter(|(before, _)| before.len() > 3).map_or("", |(_, end)| end);
    name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-'))
        && ["com", "id", "net", "org", "tv"].iter().any(|domain| end.eq_ignore_ascii_case(domain))
}

/// The letters of a name, without case, spaces and `.com`.
fn fold(name: &str) -> String {
    let name = name.to_lowercase();
    let name =
        name.trim_start_matches("www.").trim_end_matches(".co.id").trim_end_matches(".com").trim_end_matches(".id");
    name.chars().filter(|c| c.is_alphanumeric()).collect()
}

fn same(a: &str, b: &str) -> bool {
    fold(a) == fold(b)
}

/// `Warta Kota Online` on the site `Warta Kota`.
fn same_start(part: &str, site: &str) -> bool {
    let (part, site) = (fold(part), fold(site));
    site.len() > 3 && part.starts_with(&site) && part.len() < site.len() + 12
}

fn starts(title: &str, heading: &str) -> bool {
    let folded = |text: &str| -> String { text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect() };
    folded(title).starts_with(&folded(heading))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_the_site_is_cut() {
        let cut = |title| without_site(title, Some("Warta Kota"), Some("Panen Raya di Bone"));
        assert_eq!(cut("Panen - Raya | wartakota.com"), "Panen - Raya");
        assert_eq!(cut("Panen Raya di Bone - Ekonomi - Koran Lain"), "Panen Raya di Bone");
        assert_eq!(cut("Bone - Panen Raya"), "Bone - Panen Raya");
        assert_eq!(cut("Ekonomi - Panen Raya di Bone"), "Panen Raya di Bone");
        assert_eq!(cut("WartaKota.com: Panen Raya: Bone"), "Panen Raya: Bone");
        assert_eq!(without_site("Panen Raya - Koran-Kita.co.id", None, None), "Panen Raya");
        assert_eq!(without_site("Final: PSM - Persib", None, None), "Final: PSM - Persib");
    }

    #[test]
    fn without_a_stated_headline_the_page_shows_it() {
        let text = format!("<p>{}</p>", "Nelayan di teluk itu kembali melaut setelah dua pekan badai. ".repeat(6));
        let found = |title: &str, body: &str| {
            let scan = Scan::of(&format!("<html><head><title>{title}</title></head><body>{body}{text}</body></html>"));
            shown(&scan, scan.titles.first()).map(|said| said.text)
        };
        let is =
            |title, body, expected: &str| assert_eq!(found(title, body).as_deref(), Some(expected), "{title}: {body}");
        is(
            "Nelayan Kembali Melaut - KabarTeluk",
            "<h1>Nelayan Kembali Melaut <small>2 Januari 2021</small></h1>",
            "Nelayan Kembali Melaut",
        );
        is("Document", "<h2>Kabar Teluk</h2><h3>Nelayan Kembali Melaut</h3>", "Nelayan Kembali Melaut");
        is("Kabar Kita", "<h1>Nelayan Kembali Melaut</h1><h2>Kabar Lain dari Teluk</h2>", "Nelayan Kembali Melaut");
        is("Kabar Kita", "<h1>Kabar Teluk Hari Ini</h1><h1>Nelayan Kembali Melaut</h1>", "Nelayan Kembali Melaut");
        // A sentence is none, nor a word or two.
        assert_eq!(
            found("Nelayan Melaut", "<h1>Dua pekan badai berlalu, perahu kecil di pesisir timur turun ke laut.</h1>"),
            None
        );
        assert_eq!(found("Beranda", "<h1>Kabar Teluk</h1>"), None);
    }
}
