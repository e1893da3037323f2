//! Credit first: captions before which stand the house and the name of who took the photo, often without a space.

use std::borrow::Cow;

use memchr::memchr;

use super::caption::{CREDIT_BYTES, CREDIT_WORDS, Credited, NAMED_WORDS, around, is_agency, is_house, is_person, tidy};
use super::shape::{Shape, glued_at};

/// Of a name the last word has more letters than so many where a caption is glued to it.
const LETTERS: usize = 3;

/// The name of a picture house that stands alone before a caption has so many bytes at the least.
const HOUSE: usize = 7;

/// A name before a caption that begins with a capital, too, has at most so many words.
const NAME_WORDS: usize = 5;

/// The caption of `line`, if a credit stands before it; `has_slash` says whether the line has one.
pub(super) fn of(line: &str, has_slash: bool) -> Option<Credited> {
    (if has_slash { behind_house(line) } else { None }).or_else(|| filed(line))
}

/// `Nama OrangPetani menanam …`, where captions stand: the name of who took the photo, without a house. `McDonald` and
/// the like have a short part before the second capital.
pub(super) fn behind_name(line: &str) -> Option<Credited> {
    let (name, caption) = at_glue(line)?;
    let (_, last) = name.rsplit_once(' ')?;
    let fits = is_person(name) && last.len() > LETTERS && is_long(caption);
    (fits && !Shape::of(caption).is_headline_case()).then(|| sure(caption, name.to_owned()))
}

/// The credit and the caption that is glued to it.
fn at_glue(line: &str) -> Option<(&str, &str)> {
    line.split_at_checked(glued_at(line).filter(|end| *end <= CREDIT_BYTES)?)
}

fn sure(caption: &str, credit: String) -> Credited {
    Credited { caption: tidy(caption), credit, sure: true }
}

fn is_long(caption: &str) -> bool {
    caption.split(' ').count() > NAMED_WORDS
}

/// `KOMPAS.COM/NAMA NAMA Teks …`: outlet, slash, a name in capitals, then the caption.
fn behind_house(line: &str) -> Option<Credited> {
    let (house, rest) = around(line, memchr(b'/', line.as_bytes())?)?;
    if !is_house(house.trim()) {
        return None;
    }
    let rest = rest.trim_start();
    if let Some(found) = glued_name(house.trim(), rest) {
        return Some(found);
    }
    let is_name = |word: &&str| word.chars().any(char::is_alphabetic) && !word.contains(char::is_lowercase);
    let parted = &parted_capitals(rest);
    let name: Vec<&str> = parted.split(' ').take_while(is_name).collect();
    let caption = parted.get(name.join(" ").len()..)?;
    let full = name.iter().any(|word| word.chars().count() >= 3);
    if full && name.len() <= CREDIT_WORDS {
        return Some(sure(caption, format!("{}/{}", house.trim(), name.join(" "))));
    }
    apart(house.trim(), rest)
}

/// `KOMPAS.com/Nama Orang Petani menanam …`: of the words with capitals the last begins the caption.
fn apart(house: &str, rest: &str) -> Option<Credited> {
    let capitals = rest.split(' ').take_while(|word| word.starts_with(char::is_uppercase)).count();
    let name: Vec<&str> = rest.split(' ').take(capitals.checked_sub(1)?).collect();
    let name = name.join(" ");
    let caption = rest.get(name.len()..)?;
    let fits = house.contains('.') && (3..=NAME_WORDS + 1).contains(&capitals) && is_person(&name) && is_long(caption);
    fits.then(|| sure(caption, format!("{house}/{name}")))
}

/// `NAMA ORANG Teks …` of `NAMA ORANGTeks …`.
fn parted_capitals(rest: &str) -> Cow<'_, str> {
    // Where the last of several capitals stands that small letters follow.
    let glued = |word: &str| {
        let capitals = word.chars().take_while(|c| c.is_uppercase()).count();
        let last = word.char_indices().nth(capitals.checked_sub(1)?)?.0;
        let small = word.chars().nth(capitals).is_some_and(char::is_lowercase);
        // An initial may end the name, `NAMA ASebuah`.
        let initial = capitals == 2 && word.len() < rest.len();
        (small && (capitals > NAMED_WORDS || initial)).then_some(last)
    };
    let mut start = 0;
    for word in rest.split(' ').take(CREDIT_WORDS) {
        if let Some((name, caption)) = glued(word).and_then(|last| rest.split_at_checked(start + last)) {
            return Cow::Owned(format!("{name} {caption}"));
        }
        start += word.len() + 1;
    }
    Cow::Borrowed(rest)
}

/// `KOMPAS.com/ Nama OrangTeks …`: the caption is glued to the name.
fn glued_name(house: &str, rest: &str) -> Option<Credited> {
    let (name, caption) = at_glue(rest)?;
    let fits = house.contains('.') && is_person(name) && name.contains(' ') && is_long(caption);
    fits.then(|| sure(caption, format!("{house}/{name}")))
}

/// `Dok. Nama Orang Teks …`, `SHUTTERSTOCK Teks …`, `shutterstockTeks …`: a file's owner or a picture house, then the
/// caption.
fn filed(line: &str) -> Option<Credited> {
    let owner = ["Dok.", "DOK.", "dok.", "Dok ", "DOK "].iter().find_map(|word| line.strip_prefix(word));
    if let Some(owner) = owner.map(str::trim_start) {
        let second = || owner.split_at_checked(owner.match_indices(' ').nth(1)?.0);
        let (credit, caption) = at_glue(owner).or_else(second).unwrap_or((owner, ""));
        return Some(sure(caption, credit.to_owned()));
    }
    let is_picture_house = |house: &str| house.len() >= HOUSE && is_agency(house);
    if line.starts_with(char::is_lowercase) {
        let (house, caption) = at_glue(line)?;
        return is_picture_house(house).then(|| sure(caption, house.to_owned()));
    }
    // Most lines begin with a capital and a small letter.
    let shouts = !line.as_bytes().get(1).is_some_and(u8::is_ascii_lowercase);
    let (house, caption) = if shouts { line.split_once(' ')? } else { return None };
    let capitals = !house.contains(char::is_lowercase) && is_picture_house(house);
    (capitals && caption.starts_with(char::is_uppercase)).then(|| sure(caption, house.to_owned()))
}
