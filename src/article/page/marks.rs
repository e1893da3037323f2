//! Marks: page text that a scraper wrote as Markdown, with stars around bold words and lines of a fixed width, as plain
//! lines again. Every line keeps its number.

use std::borrow::Cow;

use memchr::{memchr, memchr3, memmem};

use super::shape::Shape;

/// So many bold words, links and escapes say that a text is Markdown.
const SURE: usize = 2;

/// Lines that a program has broken are so long at the most …
const WIDEST: usize = 100;
/// … and at the least.
const NARROWEST: usize = 60;

/// A short bullet's words with capitals are a link's.
const LINK_WORDS: usize = 16;

/// Whether the text is Markdown; a lone star, number sign or underscore says nothing.
pub(super) fn are_in(text: &str) -> bool {
    // Most texts have none of these, which is seen many times faster.
    let bytes = text.as_bytes();
    if memchr3(b'*', b']', b'#', bytes).is_none() && memchr(b'\\', bytes).is_none() {
        return false;
    }
    let doubled = || ["**", "](", "##"].iter().any(|mark| memmem::find(bytes, mark.as_bytes()).is_some());
    if memchr(b'\\', bytes).is_none() && !doubled() {
        return false;
    }
    let mut found = 0;
    for (at, _) in text.match_indices(['*', ']', '\\', '#']) {
        let (before, mark) = text.split_at_checked(at).unwrap_or_default();
        found += usize::from(is_mark(before, mark));
        if found >= SURE {
            return true;
        }
    }
    false
}

/// The opening `**` of a bold word, the middle of a link, an escaped mark, a heading of a lower rank.
fn is_mark(before: &str, mark: &str) -> bool {
    if let Some(rest) = mark.strip_prefix("**") {
        let opens =
            !before.ends_with(['*', '\\']) && rest.starts_with(|c: char| c.is_alphanumeric() || "\"“([".contains(c));
        return opens && rest.split('\n').next().is_some_and(|line| line.contains("**"));
    }
    if let Some(address) = mark.strip_prefix("](") {
        return ["http", "/", "#", "javascript:"].iter().any(|start| address.starts_with(start));
    }
    if mark.starts_with('#') {
        return (before.is_empty() || before.ends_with('\n'))
            && mark.trim_start_matches('#').starts_with(' ')
            && mark.starts_with("##");
    }
    mark.strip_prefix('\\')
        .is_some_and(|rest| rest.starts_with(['-', '+', '.', '#', '[', ']', '(', ')', '_', '*', '!', '>']))
}

/// The text without marks, where it is Markdown.
pub(super) fn plain(text: &str) -> Cow<'_, str> {
    if !are_in(text) {
        return Cow::Borrowed(text);
    }
    let mut lines: Vec<String> = text.split('\n').map(|line| line.trim_end_matches('\r').to_owned()).collect();
    unwrap(&mut lines);
    let lines: Vec<String> = lines.iter().map(|line| plain_line(line)).collect();
    Cow::Owned(lines.join("\n"))
}

/// Joins the lines of paragraphs that were broken where the next word would have been too far right; the numbers of
/// the lines below stay.
fn unwrap(lines: &mut [String]) {
    let widths: Vec<usize> = lines.iter().map(|line| line.chars().count()).collect();
    // What has no space cannot be broken.
    let long = widths.iter().filter(|length| **length > WIDEST).count();
    let width = widths.iter().copied().filter(|length| *length <= WIDEST).max().unwrap_or_default();
    let full = widths.iter().filter(|length| (width..=width + 15).contains(&(**length + 15))).count();
    if width < NARROWEST || full < 5 || long * 20 > widths.len() {
        return;
    }
    let mut into = 0;
    for at in 1..lines.len() {
        let Some((line, above)) = lines.get(at).zip(widths.get(at - 1)) else { break };
        let word = line.trim_start().split(' ').next().unwrap_or_default().chars().count();
        if word == 0 || *above == 0 || above + 1 + word <= width || starts_block(line) {
            into = at;
            continue;
        }
        let rest = lines.get_mut(at).map(std::mem::take).unwrap_or_default();
        if let Some(first) = lines.get_mut(into) {
            first.truncate(first.trim_end().len());
            first.push(' ');
            first.push_str(rest.trim_start());
        }
    }
}

/// Whether the line begins a block of its own.
fn starts_block(line: &str) -> bool {
    let line = line.trim_start();
    ["# ", "## ", "### ", "#### ", "* ", "- ", "+ ", "> ", "|"].iter().any(|mark| line.starts_with(mark))
}

/// One line without its marks; empty for a rule and for the line below a table's head.
fn plain_line(line: &str) -> String {
    let mut rest = line.trim();
    let rule = rest.len() >= 3 && rest.chars().all(|c| matches!(c, '*' | '-' | '_' | '|' | ':' | ' '));
    if rule {
        return String::new();
    }
    let mut bullet = false;
    loop {
        // A number sign behind a bullet is a tag's.
        let after = if bullet { rest } else { rest.trim_start_matches('#') };
        let cut = match (rest.len() - after.len(), after.strip_prefix(' ')) {
            (1..=6, Some(heading)) => heading,
            _ => {
                match rest.strip_prefix("> ").or_else(|| rest.strip_prefix("* ")).or_else(|| rest.strip_prefix("+ ")) {
                    Some(item) => {
                        bullet |= !rest.starts_with('>');
                        item
                    }
                    None => break,
                }
            }
        };
        rest = cut.trim_start();
    }
    let text = without_emphasis(&without_links(&without_links(rest)));
    let text = text.trim_end_matches([' ', '|']).trim_start();
    let shape = Shape::of(text);
    let link = shape.words <= LINK_WORDS && shape.is_headline_case();
    if bullet && !link && !text.is_empty() { format!("• {text}") } else { text.to_owned() }
}

/// `[text](address)` → `text`; an image goes. What stands in a link is plain after the second time.
fn without_links(line: &str) -> String {
    let (mut text, mut rest) = (String::with_capacity(line.len()), line);
    while let Some((before, link)) = rest.split_once('[') {
        let parts = link
            .split_once("](")
            .and_then(|(name, after)| (!name.contains('[')).then_some((name, after.get(address_end(after)?..)?)));
        let Some((name, after)) = parts else {
            text.push_str(before);
            text.push('[');
            rest = link;
            continue;
        };
        match before.strip_suffix('!') {
            Some(before) => text.push_str(before),
            None => text.extend([before, name]),
        }
        rest = after;
    }
    text.push_str(rest);
    text
}

/// Where the address of a link ends, its bracket and the title in quotes included.
fn address_end(text: &str) -> Option<usize> {
    let (mut open, mut quoted) = (1, false);
    for (at, character) in text.char_indices() {
        match character {
            '"' => quoted = !quoted,
            '(' if !quoted => open += 1,
            ')' if !quoted => open -= 1,
            _ => {}
        }
        if open == 0 {
            return Some(at + 1);
        }
    }
    None
}

/// `**bold**`, `_leaning_` and `\-` → the words and marks.
fn without_emphasis(line: &str) -> String {
    let mut text = String::with_capacity(line.len());
    let mut characters = line.chars().peekable();
    let mut last = ' ';
    while let Some(character) = characters.next() {
        let next = characters.peek().copied().unwrap_or(' ');
        let edge = !last.is_alphanumeric() || !next.is_alphanumeric();
        match character {
            '\\' if next.is_ascii_punctuation() => {
                text.push(next);
                characters.next();
                last = next;
                continue;
            }
            '*' if last == '(' && next == ')' => text.push(character),
            '*' if last == '*' || next == '*' || (edge && !(last == ' ' && next == ' ')) => {}
            '_' if edge && !(last == ' ' && next == ' ') => {}
            _ => text.push(character),
        }
        last = character;
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_go_and_lines_stay() {
        let text = "# Judul Berita\n\n**Rini Raharja** \\- kabar\n\n* * *\n\n**AMBON, KABAR.com** \\- Warga _kampung_ itu [pulang](https://kabar.example/a).\n\n\
            ![Foto](https://kabar.example/b.jpg)\n  * Nelayan Pulang Melaut\n  * sebuah butir daftar yang panjang.\n> Kutipan (*)\n";
        let plain = plain(text);
        let lines: Vec<&str> = plain.split('\n').collect();
        assert_eq!(lines.len(), text.split('\n').count());
        assert_eq!(lines[0], "Judul Berita");
        assert_eq!(lines[2], "Rini Raharja - kabar");
        assert_eq!(lines[4], "");
        assert_eq!(lines[6], "AMBON, KABAR.com - Warga kampung itu pulang.");
        assert_eq!(lines[8], "");
        assert_eq!(lines[9], "Nelayan Pulang Melaut");
        assert_eq!(lines[10], "• sebuah butir daftar yang panjang.");
        assert_eq!(lines[11], "Kutipan (*)");
    }

    #[test]
    fn lines_of_a_fixed_width_are_paragraphs() {
        let line = "Kata demi kata berjalan sampai di tepi kanan halaman lalu turun ke bawah";
        let text = format!("**Judul**\n\n{}\n\n**Akhir** pendek.\n", [line; 6].join("\n"));
        let plain = plain(&text);
        let lines: Vec<&str> = plain.split('\n').filter(|line| !line.is_empty()).collect();
        assert_eq!(lines.len(), 3, "{lines:?}");
        assert_eq!(lines[2], "Akhir pendek.");
    }

    #[test]
    fn what_is_no_markdown_stays_as_it_is() {
        for text in [
            "Berita (*) dan ** dan 5 * 3 = 15\n# Kereta Cepat\n**\nC:\\Users\\a\n",
            "a_b dan [teks] (keterangan)\n* satu\n* dua\n",
            "***\nselesai\n***\n",
        ] {
            assert_eq!(plain(text), text);
        }
    }
}
