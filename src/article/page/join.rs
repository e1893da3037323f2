//! Join: paragraphs that a scraper has cut at links and bold words.

use memchr::memchr_iter;

use super::credits;
use super::dateline;
use super::furniture;
use super::shape::Shape;
use super::stamp;

/// A line that begins in lower case and has fewer words may be a tag, but behind one that was cut before.
const WORDS: usize = 4;

/// City and outlet are at most so many words.
const PLACE: usize = 6;

/// Of a sentence that a link has cut so many words stand before it, where no other sign tells it.
const BEGUN: usize = 5;

/// The number of a photo has so many digits at the least.
const NUMBER: usize = 7;

/// Half a sentence of so many words has small ones among them.
const HEADLINE: usize = 8;

/// A longer line is no furniture, no headline and no dateline: whole paragraphs are not looked through again and again.
const LINE: usize = 400;

/// So many lines that begin with a mark say that the text is cut at its links.
const MARKS: usize = 2;

/// Of a text that is cut at its links a longer line without end is no heading.
const HEADING: usize = 6;

/// What is known of the lines so far.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Run {
    /// The line above was cut before.
    pub cut: bool,
    /// A colon has opened a list.
    pub listed: bool,
    /// The text is cut at its links, so that what is too long for a heading and does not end goes on.
    pub broken: bool,
    /// The line below goes on with the next one.
    pub followed: bool,
    /// A sentence stands above: what comes before it may be a headline.
    pub said: bool,
}

impl Run {
    /// Takes in the last paragraph as it is now.
    pub fn see(&mut self, paragraph: &str) {
        self.said |= paragraph.ends_with(['.', '"', '”']) && paragraph.split(' ').nth(HEADLINE - 1).is_some();
    }
}

/// Whether lines of the text begin with the mark that ends the sentence, or goes on with it, of the line above.
pub(super) fn is_broken(text: &str) -> bool {
    let marked = |end: &usize| matches!(text.as_bytes().get(end + 1..), Some([b',' | b'.', b' ' | b'\n', ..]));
    memchr_iter(b'\n', text.as_bytes()).filter(marked).nth(MARKS - 1).is_some()
}

/// Whether `text` goes on where `above` ends, no blank line between: a bracket is open, or it begins with a mark that
/// ends nothing, or in lower case as no sentence does, but items of a list do, or `above` was cut before and stops in
/// the middle of a sentence.
pub(super) fn goes_on(above: &str, text: &str, run: Run) -> bool {
    let Run { cut, listed, broken, followed, said } = run;
    let open = above.ends_with(|c: char| c.is_alphanumeric() || matches!(c, ',' | '-' | '“' | '(' | '@' | '%' | '/'));
    if !open {
        return is_bracketed_outlet(above, text);
    }
    let least = if cut { 1 } else { WORDS };
    let lower = !listed && begins_in_lower_case(text, least) && (cut || !is_head(above) && !is_headline(above));
    let (mark, dash) = (begins_with_mark(text), is_dash_behind_place(above, text));
    (above.ends_with('(')
        || mark
        || dash
        || lower
        || is_dateline(above, text)
        || is_begun(above, text, cut)
        || is_site_and_place(above, text)
        || (cut && is_cut(above, text))
        || (broken && is_half(above) && (said || begins_article(above)))
        || (broken && cut && (followed || is_rest(text)) && !is_numbered(text) && !ends_in_number(above)))
        && !is_known(above)
        // A comma or a dash alone is furniture elsewhere.
        && ((cut && mark) || dash || !is_known(text))
}

/// `Kota (Kabar.co)` above `– Sebuah …`: the outlet was a link.
fn is_bracketed_outlet(above: &str, text: &str) -> bool {
    above.ends_with(')') && is_dateline(above, text)
}

fn last_word(text: &str) -> &str {
    text.rsplit(' ').next().unwrap_or_default()
}

/// Whether the line above is too long for a heading and stops at a small word.
fn is_half(above: &str) -> bool {
    let last = last_word(above);
    last.chars().all(char::is_lowercase) && above.split(' ').nth(HEADING - 1).is_some() && !is_headline(above)
}

/// Whether the line is too long for a heading and has words in small letters, as the rest of a sentence has.
fn is_rest(text: &str) -> bool {
    text.split(' ').nth(HEADING - 1).is_some() && !Shape::of(text).is_headline_case()
}

/// Whether the number of a photo ends the line.
fn ends_in_number(above: &str) -> bool {
    let last = last_word(above);
    last.len() >= NUMBER && last.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether the line begins with city and outlet.
fn begins_article(above: &str) -> bool {
    dateline::of(above).is_some_and(|dateline| dateline.sure)
}

/// `2. Sebuah …`, `3) Sebuah …`: an item of a list.
fn is_numbered(text: &str) -> bool {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    rest.len() < text.len() && rest.starts_with(['.', ')'])
}

/// Whether the line above stops at a small word, and the next one could be a name that follows it.
fn is_cut(above: &str, text: &str) -> bool {
    let last = last_word(above);
    last.chars().count() >= 2 && last.chars().all(char::is_lowercase) && text.starts_with(char::is_uppercase)
}

/// `, katanya`, `." ujarnya`, `) yang`; not a list's dash, nor a name of the web.
pub(super) fn begins_with_mark(text: &str) -> bool {
    let marks = text.len() - text.trim_start_matches([',', '.', ';', ')', '"', '”', '’', '?', '!']).len();
    let closes = text.starts_with([',', ';', ')', '.', '”', '?', '!']) || text.starts_with("\" ");
    let after = text.get(marks..).unwrap_or_default();
    closes && !text.starts_with("..") && (1..=3).contains(&marks) && (after.is_empty() || after.starts_with(' '))
}

/// The first word is one of a sentence, and there are as many as `least`: small letters only, no `a.` or `b)` of a list.
fn begins_in_lower_case(text: &str, least: usize) -> bool {
    let first = text.split(' ').next().unwrap_or_default().trim_end_matches(',');
    let is_word = first.chars().count() >= 2 && first.chars().all(char::is_lowercase);
    is_word && text.split(' ').nth(least - 1).is_some()
}

/// Whether the line above is a date or a label rather than half a sentence.
fn is_head(above: &str) -> bool {
    let last = last_word(above);
    last.ends_with(|c: char| c.is_ascii_digit())
        || matches!(last.to_lowercase().as_str(), "wib" | "wita" | "wit" | "wp")
}

/// `KABAR.co.id` above `- Warga mengungsi …`.
fn is_dateline(above: &str, text: &str) -> bool {
    text.starts_with(['-', '–', '—'])
        && above.len() <= LINE
        && above.split(' ').count() <= PLACE
        && dateline::of(&format!("{above} {text}")).is_some_and(|dateline| dateline.sure && dateline.rest > above.len())
}

/// `KABAR.CO.ID, JAKARTA -- Ketua Koperasi` above `Lereng`, `Jakarta -` above `Ketua` above `Koperasi Lereng`: behind a
/// dateline a few words of the first sentence.
fn is_begun(above: &str, text: &str, cut: bool) -> bool {
    // Most lines that end in no mark are labels, without the dash behind a dateline.
    if !text.starts_with(char::is_alphabetic)
        || above.len() > LINE
        || !above.contains(['-', '–', '—'])
        || above.split(' ').count() > PLACE + BEGUN
    {
        return false;
    }
    let Some(dateline) = dateline::of(above) else { return false };
    let begun = above.get(dateline.rest..).map_or(0, |begun| Shape::of(begun).words);
    let listed = dateline.city.as_deref().is_some_and(dateline::is_listed);
    match begun {
        0 => (listed || dateline.sure) && above.ends_with(['-', '–', '—']) && is_piece(text),
        1..=BEGUN => dateline.full || (is_piece(text) && (cut || (dateline.sure && listed))),
        _ => false,
    }
}

/// `Jakarta` above `-`.
fn is_dash_behind_place(above: &str, text: &str) -> bool {
    matches!(text, "-" | "–" | "—") && dateline::is_listed(above)
}

/// Whether it is a few words and no sentence.
fn is_piece(text: &str) -> bool {
    !text.ends_with(['.', '!', '?', '"', '”', ':']) && text.split(' ').count() <= BEGUN
}

/// `KABAR.CO,` above `Jakarta`: the outlet was a link.
fn is_site_and_place(above: &str, text: &str) -> bool {
    let site = above.strip_suffix(',').map(str::trim_end);
    site.is_some_and(|site| site.contains('.') && dateline::is_outlet(site)) && dateline::is_listed(text)
}

/// Whether the line above is so long, and so many of its words begin with capitals, that it is a headline.
fn is_headline(above: &str) -> bool {
    if above.len() > LINE {
        return false;
    }
    let shape = Shape::of(above);
    shape.words >= HEADLINE && shape.is_headline_case()
}

/// Whether the line is known to be a date, a credit or furniture.
fn is_known(line: &str) -> bool {
    if line.len() > LINE {
        return false;
    }
    let shape = Shape::of(line);
    stamp::of_line(line, &shape).is_some() || furniture::judge(line, &shape).is_some() || !credits::of(line).is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_cut_at_a_link_goes_on() {
        for (above, text) in [
            ("Warga Desa Sukamaju", ", yang tinggal di lereng, mengungsi."),
            ("DEPRESI", "jadi satu hal yang harus diwaspadai."),
            ("\"Kami siap", ",\" katanya."),
            ("pada pekan", "lalu setelah hujan reda."),
        ] {
            assert!(goes_on(above, text, Run::default()), "{above} | {text}");
        }
    }

    #[test]
    fn what_was_cut_before_goes_on_with_a_name() {
        let cut = Run { cut: true, ..Run::default() };
        assert!(goes_on("Rini, putri petani dari", "Desa Sukamaju", cut));
        assert!(!goes_on("Rini, putri petani dari", "Desa Sukamaju", Run::default()));
        assert!(!goes_on("Rini, putri petani dari lereng", "Penulis: Budi Raharja", cut));
        assert!(!goes_on("Rini, putri petani.", "Desa Sukamaju", cut));
    }

    #[test]
    fn what_begins_does_not() {
        for (above, text) in [
            ("Rabu, 2 Maret 2022 19:13 WIB", "ilustrasi banjir di kota besar"),
            ("Warga mengungsi.", "warga yang lain bertahan di rumah."),
            ("All Rights Reserved", "read/ rendering in 0.1 seconds"),
            ("banjir", "kota"),
            ("Syaratnya", "a. sehat badan dan pikiran"),
            ("Lihat Foto", "ilustrasi banjir di kota besar"),
            ("Harga Turun", "iPhone lama pun ikut turun harganya"),
            ("Judul Berita", "... Berita Lain"),
            ("Rini Raharja", ", Jurnalis-Rabu, 2 Maret 2022 |19:13 WIB"),
        ] {
            assert!(!goes_on(above, text, Run::default()), "{above} | {text}");
        }
    }
}
