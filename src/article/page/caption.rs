//! Caption: the text under a photo, and the credit at its end or before it.

use std::sync::LazyLock;

use aho_corasick::packed::Searcher;
use memchr::{memchr, memchr_iter, memchr2, memmem, memrchr, memrchr_iter};

use super::credit_first;
use super::dateline::is_outlet;
use super::furniture::begins;
use super::shape::{Shape, is_name};
use super::words::{AGENCIES, CREDIT, CREDIT_ALONE, PICTURES};

/// A line with the credit of a photo.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Credited {
    /// The caption before or after it; empty where the line is a credit only.
    pub caption: String,
    /// The credit without `Foto` and brackets.
    pub credit: String,
    /// Whether it says that it is a photo's; else only an agency is named, as at the end of an article.
    pub sure: bool,
}

impl Credited {
    /// `Warga menanam padi di lereng, 2 Maret 2022. KABAR/Nama`: a day of the calendar ends the caption, and a house and
    /// a name stand behind it.
    pub fn is_dated(&self) -> bool {
        let mut words = self.caption.trim_end_matches('.').rsplit(' ');
        let number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
        let year = words.next().is_some_and(|year| year.len() == 4 && number(year));
        let month = words.next().is_some_and(|month| month.len() >= 3 && month.chars().all(char::is_alphabetic));
        let day = words.next().is_some_and(|day| (1..=2).contains(&day.len()) && number(day));
        let parted = words.next().is_some_and(|before| before.ends_with(','));
        year && month && day && parted && self.credit.contains('/')
    }
}

/// A credit has at most so many words.
pub(super) const CREDIT_WORDS: usize = 9;

/// A name behind `Foto:` has at most so many words; with more it is a headline.
const NAME_WORDS: usize = 5;

/// No name of an agency or an outlet has more bytes.
const HOUSE: usize = 60;

/// A name in brackets behind a caption has at most so many words, and a caption so many at the least.
pub(super) const NAMED_WORDS: usize = 3;

/// A caption that comes again is known by so many bytes.
const CAPTION: usize = 24;

/// A caption has at most so many characters.
const CAPTION_CHARS: usize = 700;

/// The caption and the credit of `line`, if it has a credit.
pub(super) fn of(line: &str) -> Option<Credited> {
    if line.len() > CAPTION_CHARS || is_signed_with_photo(line) {
        return None;
    }
    let line = line.strip_suffix("Selengkapnya").map_or(line, |line| line.trim_end_matches(['.', '…', ' ']));
    let line = without_number(line).trim_end_matches([' ', '/', '|']);
    let has_slash = memchr(b'/', line.as_bytes()).is_some();
    let slashed = |find: fn(&str) -> Option<Credited>| if has_slash { find(line) } else { None };
    let named = || credit_first::of(line, has_slash).filter(|found| !found.caption.is_empty());
    let found = slashed(doubled).or_else(|| in_brackets(line));
    found
        .or_else(|| after_sign(line))
        .or_else(named)
        .or_else(|| at_end(line))
        .or_else(|| slashed(glued))
        .or_else(|| slashed(in_capitals))
        .or_else(|| behind_dashes(line))
}

/// The line without the number of the photo, `… ANTARA/Nama. harian : 167939653152`.
fn without_number(line: &str) -> &str {
    if !line.ends_with(|c: char| c.is_ascii_digit()) || memrchr(b':', line.as_bytes()).is_none() {
        return line;
    }
    let number = |text: &str| text.len() >= NUMBER && text.bytes().all(|byte| byte.is_ascii_digit());
    let before = line.rsplit_once(" : ").filter(|(_, text)| number(text)).map(|(before, _)| before);
    before.and_then(|before| before.rsplit_once(' ')).map_or(line, |(before, _)| before)
}

/// The number of a photo has so many digits.
const NUMBER: usize = 9;

/// The name behind dashes has at most so many bytes.
pub(super) const CREDIT_BYTES: usize = 40;

/// `… di Lereng Utara.--BNPB`, `….-Istimewa-`, `…-ist-`, `… -bpbd-`: at the end of an article the same could name its agency.
fn behind_dashes(line: &str) -> Option<Credited> {
    let tail = line.len().saturating_sub(CREDIT_BYTES);
    memrchr(b'-', line.as_bytes().get(tail..)?)?;
    let between = line.strip_suffix('-').and_then(|inner| Some((inner.rfind(" -")?, inner)));
    let between = between.filter(|(at, inner)| at + 2 < inner.len() && !inner.ends_with('-')).map(|(at, _)| at + 1);
    let alone = || {
        let (caption, credit) = line.strip_suffix('-')?.rsplit_once('-')?;
        CREDIT_ALONE.contains(&credit.to_lowercase().as_str()).then_some(caption.len())
    };
    let stop = between.or_else(|| Some(memmem::rfind(line.as_bytes(), b".-")? + 1)).or_else(alone)?;
    let (caption, dashed) = line.split_at_checked(stop)?;
    let credit = dashed.trim_matches('-');
    let marked = dashed.starts_with("--") || dashed.ends_with('-');
    let short = (1..=NAMED_WORDS).contains(&credit.split(' ').count());
    let named = short && (between.is_some() || !caption.ends_with('.') || credit.starts_with(char::is_uppercase));
    (marked && named && caption.split(' ').count() > NAMED_WORDS).then(|| Credited {
        caption: tidy(caption),
        credit: credit.to_owned(),
        sure: false,
    })
}

/// Whether dashes stand before the credit at the end of the line.
pub(super) fn is_behind_dashes(line: &str) -> bool {
    behind_dashes(line).is_some()
}

/// `Teks. HARIAN.COM/NAMATeks.`: a caption that comes again behind its credit.
fn doubled(line: &str) -> Option<Credited> {
    let mark = memchr(b'/', line.as_bytes()).filter(|_| line.len() >= 2 * CAPTION)?;
    let (again, _) = line.match_indices(line.get(..CAPTION)?).find(|(at, _)| *at > mark)?;
    let caption = line.get(again..)?;
    let credit = line.strip_prefix(caption)?.get(..again.checked_sub(caption.len())?)?.trim();
    (!credit.is_empty() && credit.split(' ').count() <= CREDIT_WORDS).then(|| Credited {
        caption: tidy(caption),
        credit: credit.to_owned(),
        sure: true,
    })
}

/// What stands before and behind the byte `at`, which is ASCII.
pub(super) fn around(line: &str, at: usize) -> Option<(&str, &str)> {
    Some((line.get(..at)?, line.get(at + 1..)?))
}

/// `… di sebuah acara/Ist`: a house or a word for none behind a slash.
fn glued(line: &str) -> Option<Credited> {
    let (caption, house) = around(line, memrchr(b'/', line.as_bytes())?)?;
    let known = CREDIT_ALONE.contains(&house.to_lowercase().as_str()) || is_house(house);
    let words = caption.ends_with(char::is_alphabetic) && caption.split(' ').count() >= 2;
    (known && words).then(|| Credited { caption: tidy(caption), credit: house.to_owned(), sure: false })
}

/// `… di lereng.HARIAN/NAMA`: capitals and a slash glued to the full stop.
fn in_capitals(line: &str) -> Option<Credited> {
    let (caption, credit) = line.split_at_checked(line.rfind('.')? + 1)?;
    let (house, name) = credit.split_once('/')?;
    let capitals = |part: &str| part.len() >= 2 && part.bytes().all(|byte| byte.is_ascii_uppercase());
    (capitals(house) && capitals(name) && caption.split(' ').count() > NAMED_WORDS).then(|| Credited {
        caption: caption.to_owned(),
        credit: credit.to_owned(),
        sure: false,
    })
}

/// `… (Foto: Nama)`, `… (ANTARA FOTO/Nama)`, `… [Dok. Nama]`.
fn in_brackets(line: &str) -> Option<Credited> {
    let inner = line.trim_end_matches(['.', ' ']).strip_suffix([')', ']'])?;
    let open = inner.rfind(['(', '['])?;
    let (caption, inside) = (line.get(..open)?.trim_end(), inner.get(open + 1..)?);
    let person = || {
        let signed = is_person(inside) || is_pair(inside);
        Some((inside.to_owned(), false)).filter(|_| caption.ends_with('.') && signed)
    };
    let (credit, sure) = bare(inside).or_else(person)?;
    Some(Credited { caption: tidy(caption), credit, sure: sure || caption.starts_with("Foto:") })
}

/// `…. (abc. foto: nama)`
fn is_signed_with_photo(line: &str) -> bool {
    let inside = line.trim_end_matches('.').strip_suffix(')').and_then(|line| line.rsplit_once('('));
    inside.is_some_and(|(before, inside)| before.trim_end().ends_with('.') && without_photo(inside).is_some())
}

/// The writer in `abc. foto: nama`, which signs an article and names who took its photo.
pub(super) fn without_photo(inside: &str) -> Option<&str> {
    let (writer, _) = inside.split_once("foto:").or_else(|| inside.split_once("Foto:"))?;
    let code = writer.trim_end().strip_suffix(['.', ',', ';', '/'])?;
    (2..=CODE_BYTES).contains(&code.len()).then_some(code).filter(|code| code.bytes().all(|b| b.is_ascii_lowercase()))
}

/// `… © Nama`, `…/©Outlet.com®/Nama`.
fn after_sign(line: &str) -> Option<Credited> {
    if let Some((caption, credit)) = memrchr(b'(', line.as_bytes()).and_then(|at| line.split_at_checked(at))
        && let Some(credit) = credit.strip_prefix("(c) ")
    {
        return behind_c(caption, credit);
    }
    let (caption, credit) = if line.is_ascii() { None } else { line.split_once('©') }?;
    // `©2022 Kabar.com/Nama` has a year, too, and is a photo's.
    let dated = credit.trim_start().starts_with(|c: char| c.is_ascii_digit()) && !credit.contains('/');
    let copyright = caption.to_lowercase().contains("copyright") || dated;
    let credit = credit.replace(['©', '®'], "").trim().trim_end_matches('.').to_owned();
    let short = (1..=CREDIT_WORDS).contains(&credit.split(' ').count()) && !credit.is_empty();
    let caption = if caption.trim_end().ends_with(':') { "" } else { caption };
    (short && !copyright).then(|| Credited { caption: tidy(caption), credit, sure: true })
}

/// `Warga menanam padi gogo di lereng (c) Kabar/Nama`: as some outlets write the sign.
fn behind_c(caption: &str, credit: &str) -> Option<Credited> {
    let short = (1..=CREDIT_WORDS).contains(&credit.split(' ').count()) && credit.starts_with(char::is_uppercase);
    let long = caption.split(' ').count() > NAMED_WORDS || credit.contains('/');
    let fits = short && !credit.ends_with(['.', ':', ';', ',']) && long;
    fits.then(|| Credited { caption: tidy(caption), credit: credit.to_owned(), sure: true })
}

/// As `of`, for a line that stands where captions stand: a name in brackets at its end is a credit there, and a mark
/// behind which a credit is missing, `…--` or `… |`, ends a caption.
pub(super) fn in_place(line: &str) -> Option<Credited> {
    let named = || {
        let (caption, name) = line.trim_end_matches('.').strip_suffix(')')?.rsplit_once(" (")?;
        let short = name.split(' ').count() <= NAMED_WORDS && caption.split(' ').count() > NAMED_WORDS;
        (is_name(name) && short && !caption.ends_with(['.', ',', ')'])).then(|| Credited {
            caption: tidy(caption),
            credit: name.to_owned(),
            sure: false,
        })
    };
    let unsigned = || {
        let caption = line.strip_suffix("--").or_else(|| line.strip_suffix(" |"))?;
        let sentence = caption.split(' ').count() > NAMED_WORDS && !Shape::of(caption).is_headline_case();
        (sentence && !caption.ends_with(')')).then(|| Credited {
            caption: tidy(caption),
            credit: String::new(),
            sure: false,
        })
    };
    of(line)
        .or_else(named)
        .or_else(|| credit_first::behind_name(line))
        .or_else(|| signed_behind_stop(line))
        .or_else(unsigned)
}

/// `… di lereng. (NAMA/LP)`, `… di lereng.[nama orang/harian]`: at the end of an article the same is a signature.
fn signed_behind_stop(line: &str) -> Option<Credited> {
    let open = line.rfind(['(', '['])?;
    let (caption, code) = (line.get(..open)?.trim_end(), line.get(open + 1..)?);
    let credit = code.strip_suffix([')', ']'])?;
    let parts = || credit.split('/').map(str::trim);
    let named = parts().count() == 2
        && parts().all(|part| part.split(' ').all(|word| word.len() >= 2 && word.chars().all(char::is_alphabetic)));
    (caption.ends_with('.') && named && credit.len() <= CREDIT_BYTES).then(|| Credited {
        caption: caption.to_owned(),
        credit: credit.to_owned(),
        sure: false,
    })
}

/// Whether the line says that it tells what a photo shows: `Ilustrasi. …`, or `Ilustrasi …` and no sentence.
pub(super) fn is_named(line: &str) -> bool {
    let first = line.split(' ').next().unwrap_or_default();
    let word = first.trim_end_matches([':', '.']);
    let marked = word.len() < first.len() || !line.ends_with(['.', '"', '”', ':']);
    marked && PICTURES.contains(&word.to_lowercase().as_str())
}

/// `Bupati (kiri) dan ketua kelompok tani (kedua kanan) di lereng.`: only a photo has a left and a right. A text without
/// brackets, or in which somebody speaks, is none.
pub(super) fn says_where_people_stand(text: &str, shape: &Shape) -> bool {
    let place = |inside: &str| SIDES.contains(&inside.rsplit(' ').next().unwrap_or_default()) && inside.len() <= SIDE;
    let mut opens = memchr_iter(b'(', text.as_bytes());
    let stands = |at: usize| {
        let inside = text.get(at + 1..).and_then(|rest| rest.split_once(')'));
        inside.is_some_and(|(inside, _)| place(inside))
    };
    shape.words <= SHOWN && !shape.speech && opens.any(stands)
}

/// Sides of a photo; a number may stand before one, `kedua kiri`.
const SIDES: &[&str] = &["kiri", "kanan", "tengah"];

/// A side, number and all, has at most so many bytes.
const SIDE: usize = 20;

/// What tells where people stand has at most so many words.
const SHOWN: usize = 60;

/// `… Foto/Nama`, `… Dok. Nama`, `… ANTARA FOTO/Nama`.
fn at_end(line: &str) -> Option<Credited> {
    if !may_end_in_credit(line) {
        return None;
    }
    let near = last_words(line);
    let first = near.last().copied().unwrap_or_default();
    let mark = line.get(first..)?.rfind(['/', ':']).map(|at| first + at);
    near.iter().rev().find_map(|start| {
        let tail = line.get(*start..)?;
        let before = line.get(..*start)?.trim_end();
        let fresh = || before.is_empty() || before.ends_with(['.', '!', '?', ')', '"', '”', '-', '|', '/', ',']);
        let house = || tail.len() > 3 && !tail.contains(char::is_lowercase) && fresh();
        // Without a mark only `dok` says whose it is; most words are told from it by their first letters.
        let filed = || {
            tail.get(..2).is_some_and(|begin| begin.eq_ignore_ascii_case("do"))
                && after_word(tail, &tail.to_lowercase()).is_some()
        };
        if mark.is_none_or(|mark| mark < *start) && !house() && !filed() {
            return None;
        }
        let (credit, sure) = bare(tail)?;
        (fresh() || sure).then(|| Credited { caption: tidy(line.get(..*start).unwrap_or_default()), credit, sure })
    })
}

/// Whether the line has what a credit at its end has: a mark, a last word without small letters, `dok`, `.Foto`.
fn may_end_in_credit(line: &str) -> bool {
    static FILED: LazyLock<Option<Searcher>> = LazyLock::new(|| Searcher::new([" do", " dO", " Do", " DO", ".Foto"]));
    let bytes = line.as_bytes();
    let last = bytes.get(memrchr(b' ', bytes).map_or(0, |at| at + 1)..).unwrap_or_default();
    !last.iter().any(u8::is_ascii_lowercase)
        || memchr2(b'/', b':', bytes).is_some()
        || bytes.first_chunk().is_some_and(|begin: &[u8; 2]| begin.eq_ignore_ascii_case(b"do"))
        || FILED.as_ref().is_none_or(|filed| filed.find(line).is_some())
}

/// Where the last words of the line begin, the last first. A word begins after a space, and `Foto` after a full stop.
fn last_words(line: &str) -> Vec<usize> {
    let glued = [".Foto", "/Foto:"].map(|mark| memmem::find_iter(line.as_bytes(), mark).map(|at| at + 1));
    let glued = glued.into_iter().flatten();
    let spaced = memrchr_iter(b' ', line.as_bytes()).map(|at| at + 1).filter(|at| *at < line.len());
    let mut starts: Vec<usize> =
        spaced.take(CREDIT_WORDS).chain(glued).chain((!line.is_empty()).then_some(0)).collect();
    starts.sort_unstable_by(|one, other| other.cmp(one));
    starts.dedup();
    starts.truncate(CREDIT_WORDS);
    starts
}

/// The credit in `text`, which is nothing but a credit, and whether it is surely a photo's.
fn bare(text: &str) -> Option<(String, bool)> {
    let text = text.trim_matches([' ', '©', '-', '|']);
    let lower = text.to_lowercase();
    if text.split(' ').count() > CREDIT_WORDS || lower.is_empty() {
        return None;
    }
    if CREDIT_ALONE.contains(&lower.trim_end_matches('.')) || is_house(text.trim_end_matches('.')) {
        return Some((text.trim_end_matches('.').to_owned(), false));
    }
    if let Some(credit) = after_word(text, &lower) {
        return Some((credit, true));
    }
    let text = text.strip_prefix("Foto ").unwrap_or(text);
    let (house, name) = text.split_once('/')?;
    let photo = lower.contains("foto") || lower.contains("photo");
    if is_person(house) && is_house(name.trim()) {
        return Some((text.trim_end_matches('.').to_owned(), false));
    }
    let photo = photo || house.strip_suffix(".com").is_some_and(is_agency);
    ((is_house(house.trim()) || (is_name(house) && !house.contains(". ") && is_house(name))) && !name.is_empty())
        .then(|| (text.trim_end_matches('.').to_owned(), photo))
}

/// What follows `Foto:`, `Foto/`, `Dok.` and the like.
fn after_word(text: &str, lower: &str) -> Option<String> {
    let word = CREDIT.iter().find(|word| begins(lower, word))?;
    let rest = text.get(word.len()..)?;
    let name = rest.trim_start_matches([' ', ':', '/', '.', '-']);
    let filed = word.starts_with("do");
    let mark = rest.trim_start().starts_with([':', '/']) || (filed && rest.starts_with(['.', ' ']));
    (mark && !name.is_empty() && name.split(' ').count() <= NAME_WORDS).then(|| name.trim_end_matches('.').to_owned())
}

/// Whether a code in brackets is `Antara/Nama`, the house and the name of who took a photo.
pub(super) fn is_photographer(code: &str) -> bool {
    code.split_once('/').is_some_and(|(house, name)| is_house(house) && is_person(name))
}

/// `Kabar Lereng/ Beni Raharja`, `KABARnews/Beni Raharja/HR02`: names and codes, one of more than one word, as no code
/// is.
fn is_pair(text: &str) -> bool {
    let code = |part: &str| part.len() <= 6 && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let mut parts = text.split('/').map(str::trim);
    text.contains('/')
        && parts.clone().any(|part| part.contains(' '))
        && parts.clone().count() <= 3
        && parts.all(|part| is_name(part) || code(part))
}

/// One to three words with capitals.
pub(super) fn is_person(text: &str) -> bool {
    is_name(text) && text.split(' ').count() <= 3 && text.contains(char::is_lowercase)
}

/// What a house signs is longer than so many words.
const SHOWN_WORDS: usize = 5;

/// A code of two without brackets, `KT1/PR1`, has at most so many bytes.
const CODE_BYTES: usize = 12;

/// The last paragraph of a page that is a photo, and the house and the name that sign it: `…. ANTARA FOTO/Nama/abc`.
pub(super) fn signed_by_agency(paragraph: &str) -> Option<(&str, &str)> {
    let stop = memrchr(b'/', paragraph.as_bytes()).and_then(|slash| paragraph.get(..slash)?.rfind(". "))? + 1;
    let (shown, credit) = paragraph.split_at_checked(stop)?;
    let credit = credit.trim();
    let (house, name) = credit.split_once('/')?;
    let code = !credit.contains(' ') && credit.len() <= CODE_BYTES && !credit.ends_with('.');
    let signed = is_house(house) && name.starts_with(char::is_uppercase) && credit.split(' ').count() <= CREDIT_WORDS;
    let long = shown.split(' ').nth(SHOWN_WORDS).is_some();
    let fits = signed || (code && credit.starts_with(char::is_uppercase));
    (fits && long).then_some((shown, credit.trim_end_matches('.')))
}

/// Whether the line is a word that is a credit by itself, `Istimewa`.
pub(super) fn is_credit_alone(line: &str) -> bool {
    CREDIT_ALONE.contains(&line.trim_end_matches('.').to_lowercase().as_str())
}

/// Whether the line is nothing but the credit of a photo.
pub(super) fn is_credit(line: &str) -> bool {
    let line = line.trim_matches([' ', '-', '•', '|']);
    let is_marked = memchr2(b'/', b':', line.as_bytes()).is_some();
    let shared = is_marked && of(line).is_some_and(|credited| credited.caption.is_empty());
    shared || (is_house(line) && !line.contains(". ") && !line.contains('@'))
}

/// An agency, a picture house, an outlet.
pub(super) fn is_house(text: &str) -> bool {
    text.len() <= HOUSE && (is_agency(text) || is_outlet(text))
}

/// An agency or a picture house.
pub(super) fn is_agency(text: &str) -> bool {
    AGENCIES.contains(&text.to_lowercase().as_str())
}

/// The caption without what stands around it and without `Foto:` before it.
pub(super) fn tidy(caption: &str) -> String {
    let caption =
        caption.trim_end_matches([' ', '-', '|', '/', ',', '(']).trim_start_matches([' ', '-', ':', '|', ')', '•']);
    let named = ["Foto:", "FOTO:", "Foto :"].iter().find_map(|word| caption.strip_prefix(word));
    named.unwrap_or(caption).trim_start().to_owned()
}
