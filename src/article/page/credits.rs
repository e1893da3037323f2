//! Credits: the people and words of the newsroom: `Penulis: …`, `Editor`, `Tags`, `Sumber`.

use memchr::{memchr, memchr_iter};

use super::Label;
use super::dateline::is_outlet;
use super::shape::is_name;
use super::words::{AUTHOR, EDITOR, HELPED, NAVIGATION, SOURCE, TAGS};

/// A label word's kind and what stands behind it on the line; empty where the line is the label only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Credit {
    /// `Author`, `Editor`, `Tags` or `Source`.
    pub label: Label,
    /// The name, or the words.
    pub text: String,
}

/// Lines with more words are sentences.
const WORDS: usize = 24;

/// A label without a colon, which is the whole line, has at most so many bytes.
const LABEL: usize = 60;

/// The credits of `line`, if it is made of them.
pub(super) fn of(line: &str) -> Vec<Credit> {
    if memchr_iter(b' ', line.as_bytes()).count() >= WORDS {
        return Vec::new();
    }
    let credits = if line.contains("| :") { labelled(&without_cells(line)) } else { labelled(line) };
    if credits.is_empty() {
        by_word(line).or_else(|| helped(line)).or_else(|| in_section(line)).into_iter().collect()
    } else {
        credits
    }
}

/// `Penulis: Nama | Editor: Nama`, `Rep: Nama/ Red: Nama`, or a label alone, `Editor :`.
fn labelled(line: &str) -> Vec<Credit> {
    let line = line.trim_start_matches(['(', '[', '-', '•', '*', ' ']);
    if line.len() > LABEL && memchr(b':', line.as_bytes()).is_none() {
        return Vec::new();
    }
    let lower = line.to_lowercase();
    if lower.len() != line.len() {
        return Vec::new();
    }
    let marks = marks(&lower);
    if marks.first().is_none_or(|mark| mark.start > 0) {
        return Vec::new();
    }
    let ends = marks.iter().skip(1).map(|mark| mark.start).chain([line.len()]);
    let texts = marks.iter().zip(ends).map(|(mark, end)| (mark.label, line.get(mark.end..end).unwrap_or_default()));
    texts.map(|(label, text)| Credit { label, text: tidy(before_other(label, text)) }).collect()
}

/// The name before a label that names nobody: `Nama Orang` of `Nama Orang Kategori: Ekonomi`.
fn before_other(label: Label, text: &str) -> &str {
    let named = matches!(label, Label::Author | Label::Editor).then(|| text.split_once(':')).flatten();
    let name = named.and_then(|(before, _)| before.trim_end().rsplit_once(' ')).map(|(name, _)| name);
    name.filter(|name| !name.trim().is_empty()).unwrap_or(text)
}

/// `Penulis | : | Nama |`, a row of a table, without the bars beside the colon.
fn without_cells(line: &str) -> String {
    line.replace(" | :", " :").replace("| :", " :").replace(": |", ":")
}

struct Mark {
    start: usize,
    end: usize,
    label: Label,
}

/// The label words of a line in lower case: each is followed by a colon or is the line.
fn marks(lower: &str) -> Vec<Mark> {
    let bare = lower.trim_end_matches([':', ' ']);
    if let Some(label) = label_of(bare) {
        return vec![Mark { start: 0, end: lower.len(), label }];
    }
    lower
        .match_indices(':')
        .filter_map(|(colon, _)| {
            let before = lower.get(..colon)?.trim_end();
            let labels = [3, 2, 1].into_iter().filter_map(|count| last_words(before, count));
            let (start, label) =
                labels.filter_map(|start| Some((start, label_of(lower.get(start..before.len())?)?))).next()?;
            Some(Mark { start, end: colon + 1, label })
        })
        .collect()
}

/// Where the last `count` words of `text` begin.
fn last_words(text: &str, count: usize) -> Option<usize> {
    let mut starts =
        text.char_indices().rev().filter(|(_, c)| matches!(c, ' ' | '/' | '|' | ',' | '(')).map(|(at, _)| at + 1);
    let words = text.split([' ', '/', '|', ',', '(']).count();
    if words == count { Some(0) } else { starts.nth(count - 1) }
}

fn label_of(word: &str) -> Option<Label> {
    let tables = [(AUTHOR, Label::Author), (EDITOR, Label::Editor), (TAGS, Label::Tags), (SOURCE, Label::Source)];
    tables.iter().find(|(table, _)| table.contains(&word)).map(|(_, label)| *label)
}

/// `Nama Orang berkontribusi dalam penulisan artikel ini.`
fn helped(line: &str) -> Option<Credit> {
    let name = line.trim_end_matches('.').strip_suffix(HELPED)?;
    is_name(name).then(|| Credit { label: Label::Author, text: name.to_owned() })
}

/// `By Nama`, `Oleh Nama`, `Reporter. Nama`, `Laporan Wartawan Kompas.com, Nama`.
fn by_word(line: &str) -> Option<Credit> {
    let begins = |word: &&&str| line.get(..word.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(word));
    let word = [
        "by ",
        "oleh ",
        "laporan wartawan ",
        "laporan reporter ",
        "laporan ",
        "penulis ",
        "writer ",
        "editor ",
        "reporter. ",
        "penulis. ",
        "editor. ",
    ]
    .iter()
    .find(begins)?;
    let name = tidy(line.get(word.len()..)?);
    if *word == "laporan " {
        return of_report(&name).or_else(|| of_report_from(&name));
    }
    let name = name
        .rsplit_once(", ")
        .filter(|(outlet, _)| outlet.split(' ').next_back().is_some_and(is_outlet))
        .map_or(name.as_str(), |(_, name)| name);
    let label = if word.starts_with("editor") { Label::Editor } else { Label::Author };
    is_name(name).then(|| Credit { label, text: name.to_owned() })
}

/// The names in `NAMA ORANG dan NAMA LAIN, Kota`, which are in capitals.
fn of_report(names: &str) -> Option<Credit> {
    let (people, city) = names.rsplit_once(", ").unwrap_or((names, "Kota"));
    let capitals = |name: &str| is_name(name) && name.contains(' ') && !name.contains(char::is_lowercase);
    let fits = people.split(" dan ").all(capitals) && is_name(city);
    fits.then(|| Credit { label: Label::Author, text: people.to_owned() })
}

/// The name in `Nama Orang | Kota`, `Nama Orang I Kota`.
fn of_report_from(names: &str) -> Option<Credit> {
    let (person, city) = names.split_once(" | ").or_else(|| names.split_once(" I "))?;
    let fits = is_person(person) && is_name(city.trim());
    fits.then(|| Credit { label: Label::Author, text: person.to_owned() })
}

/// `NAMA ORANG, NAMA LAIN, NAMA LAGI (KOTA)`: those who wrote it, in capitals.
pub(super) fn in_capitals(line: &str) -> Option<Vec<&str>> {
    // Most lines have a small letter near their beginning.
    if line.contains(char::is_lowercase) {
        return None;
    }
    let line = line.strip_suffix(')').and_then(|line| line.rsplit_once(" (")).map_or(line, |(names, _)| names);
    let is_short = |name: &str| name.len() >= NAME && name.split(' ').count() <= NAME_WORDS;
    let name = |name: &&str| is_name(name) && is_short(name);
    let names: Vec<&str> = line.split(", ").collect();
    let full = names.iter().filter(|name| name.contains(' ')).count();
    (names.len() >= 2 && full * 2 >= names.len() && names.iter().all(name)).then_some(names)
}

/// A name in capitals has so many bytes at the least, with fewer it is an abbreviation; and so many words at the most.
const NAME: usize = 5;
const NAME_WORDS: usize = 3;

/// A section, a label and a name have at most so many bytes.
const NAMED: usize = 60;

/// `Ekonomi editor Nama Orang`: the section, the label and the name.
fn in_section(line: &str) -> Option<Credit> {
    let (section, name) = Some(line).filter(|line| line.len() <= NAMED)?.split_once(" editor ")?;
    let named = is_name(section) && is_name(name) && section.split(' ').count() <= 2 && name.contains(' ');
    named.then(|| Credit { label: Label::Editor, text: name.to_owned() })
}

/// The name in `Nama Orang - detikNews`, `Tim detikcom - detikNews`.
pub(super) fn before_outlet(line: &str) -> Option<String> {
    let (name, outlet) = line.rsplit_once(" - ").or_else(|| line.rsplit_once(" | "))?;
    let person = is_name(name) || name.strip_prefix("Tim ").is_some_and(|team| is_name(team) || is_outlet(team));
    let person = person && (2..=5).contains(&name.split(' ').count());
    (person && is_outlet(outlet.trim())).then(|| name.to_owned())
}

/// Whether `text` could be the name of one person: two to four words with capitals, no outlet, no section.
pub(super) fn is_person(text: &str) -> bool {
    let section = |word: &str| NAVIGATION.contains(&word.to_lowercase().as_str());
    is_name(text)
        && (2..=4).contains(&text.split(' ').count())
        && !is_outlet(text)
        && !text.split(' ').any(section)
        && text.contains(char::is_lowercase)
}

/// The words of a line of tags: `#satu #dua`, `satu, dua`, `id satu, dua`.
pub(super) fn tags(line: &str) -> Vec<String> {
    let separators: &[char] = if line.contains('#') { &['#', ','] } else { &[',', ';', '|', '•'] };
    line.split(separators)
        .map(|tag| tag.trim().trim_end_matches('.').to_owned())
        .filter(|tag| !tag.is_empty())
        .collect()
}

/// Takes away what stands around a name.
pub(super) fn tidy(name: &str) -> String {
    name.trim_matches([' ', ':', '|', '/', ',', '-', '–', ')', ']', '(', '[', '•']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_label_is_longer_than_a_line_that_may_be_one() {
        let labels = [AUTHOR, EDITOR, TAGS, SOURCE].concat();
        assert!(labels.iter().all(|label| label.len() <= LABEL));
    }
}
