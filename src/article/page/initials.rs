//! Initials: the reporter's code at the end of an article, `(cip)`, `(abc/def)`, `[abc]`, `(*)`.

use super::caption::without_photo;
use super::dateline::is_outlet;
use super::shape::is_name;

/// The code of a line that holds nothing else; empty for `(*)`.
pub(super) fn alone(line: &str) -> Option<&str> {
    let inner = line.strip_prefix(['(', '[', '{'])?.trim_end_matches('.').strip_suffix([')', ']', '}'])?.trim();
    let inner = without_photo(inner).unwrap_or(inner);
    if inner.chars().all(|c| c == '*') && !inner.is_empty() {
        return Some("");
    }
    is_code(inner).then_some(inner)
}

/// The paragraph before the code glued to its end, and the code.
pub(super) fn at_end(paragraph: &str) -> Option<(&str, &str)> {
    if !paragraph.ends_with([')', ']', '}']) && !paragraph.ends_with(").") {
        return None;
    }
    let open = paragraph.rfind(['(', '['])?;
    let (before, tail) = paragraph.split_at_checked(open)?;
    // Where a scraper has joined paragraphs by commas they stand before the code.
    let before = before.trim_end_matches([' ', ',']);
    let ended = before.ends_with(['.', '"', '”', '!', '?', '*', '\'', '’']);
    // The full stop of an abbreviation, `Samudra Ltd. (SL).`, ends nothing.
    let closed = || before.rsplit(' ').next().is_some_and(|word| word.starts_with(char::is_lowercase));
    let code = alone(tail).filter(|code| ended && (!tail.ends_with('.') || code.contains('/') || closed()))?;
    Some((before.trim_end_matches(['*', ' ']), code))
}

/// As `at_end`, for the last paragraph, which may be signed in more forms.
pub(super) fn at_open_end(paragraph: &str) -> Option<(&str, &str)> {
    before_stop(paragraph).or_else(|| behind_stop(paragraph))
}

/// Where the full stop is missing or stands behind the code: three or four small letters, or such with a slash, or `Ab`.
fn before_stop(paragraph: &str) -> Option<(&str, &str)> {
    let (before, inner) = paragraph.strip_suffix('.').unwrap_or(paragraph).strip_suffix(')')?.rsplit_once(" (")?;
    let small = |part: &str| (2..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_lowercase());
    let (first, second) = inner.split_once('/').unwrap_or((inner, inner));
    let two =
        |letters: &[u8]| matches!(letters, [one, other] if one.is_ascii_uppercase() && other.is_ascii_lowercase());
    let code = small(first) && small(second) && inner.len() >= 3;
    (code || two(inner.as_bytes())).then_some((before, inner))
}

/// Where nothing is around the code, `… kata dia. abc`.
fn behind_stop(paragraph: &str) -> Option<(&str, &str)> {
    let (before, code) = paragraph.rsplit_once(' ')?;
    let small = (2..=4).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_lowercase());
    let last = before.strip_suffix('.')?.rsplit(' ').next()?;
    // The full stop of an abbreviation, `Jl. raya`, ends nothing.
    let ended = last.chars().count() >= 4 && last.chars().all(|c| c.is_lowercase());
    (small && ended).then_some((before, code))
}

/// One to four runs of two to eight letters, parted by `/`, `-`, `,`, `&` or `|`; a single run is short.
fn is_code(text: &str) -> bool {
    let parts: Vec<&str> = text.split(['/', '-', ',', '&', '|', '+']).map(str::trim).collect();
    if matches!(text, "advertorial" | "redaksi") {
        return true;
    }
    let limit = if parts.len() == 1 { 6 } else { 14 };
    let is_part = |part: &str| {
        let letters = part.chars().count();
        (1..=limit).contains(&letters) && part.chars().all(|c| c.is_alphanumeric() || matches!(c, '*' | '.' | '@'))
    };
    parts.len() <= 4
        && text.contains(char::is_alphabetic)
        && text.chars().count() <= 24
        && parts.iter().all(|part| is_part(part))
}

/// The paragraph before the names glued to its end, `(Nama Satu/Nama Dua)`, `(Nama Satu/Harian)`,
/// `(Nama Satu/abc)`, `(Rilis/Harian.com/Nama Satu)`, `(Nama Satu)`, `(Namasatu)`, and the names; capitals alone,
/// `(HR Nama)`, are no first name.
pub(super) fn names_at_end(paragraph: &str) -> Option<(&str, Vec<&str>)> {
    if !paragraph.trim_end_matches('.').ends_with(')') {
        return None;
    }
    let (before, tail) = paragraph.split_at_checked(paragraph.rfind('(')?)?;
    let inner = tail.strip_prefix('(')?.trim_end_matches('.').strip_suffix(')')?;
    let names: Vec<&str> = inner.split('/').map(str::trim).collect();
    let person = |name: &&str| is_name(name) && (2..=4).contains(&name.split(' ').count());
    let before = before.trim_end();
    let ended = before.ends_with(['.', '"', '”', '!', '?']) || (before.ends_with(',') && names.len() >= 3);
    let spelled = |name: &&str| person(name) && name.split(' ').all(|word| word.contains(char::is_lowercase));
    let first_name =
        |name: &&str| (7..=14).contains(&name.len()) && is_name(name) && name.chars().skip(1).all(char::is_lowercase);
    let house = |name: &&str| is_name(name) && name.chars().count() > 3;
    let code = |name: &&str| (2..=6).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_lowercase());
    let signed = match names.as_slice() {
        [name] => spelled(name) || first_name(name),
        [name, second] if !person(second) => spelled(name) && (house(second) || code(second)),
        [desk, outlet, name] if is_outlet(outlet) => is_name(desk) && spelled(name),
        names => names.iter().filter(|name| person(name)).count() >= 2 && names.iter().all(|name| is_name(name)),
    };
    (ended && signed).then_some((before, names))
}

/// The names of a line in brackets that holds nothing else, `(Nama Orang/Kabar)`, `(Nama)`.
pub(super) fn names_alone(line: &str) -> Option<Vec<&str>> {
    let inner = line.strip_prefix('(')?.trim_end_matches('.').strip_suffix(')')?;
    let names: Vec<&str> = inner.split('/').map(str::trim).collect();
    let name = |name: &&str| {
        is_name(name) && name.split(' ').count() <= 4 && name.contains(char::is_lowercase) && name.chars().count() >= 4
    };
    (names.len() <= 4 && names.iter().all(name)).then_some(names)
}
