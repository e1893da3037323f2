//! Dateline: the city and the outlet before the first sentence, `Jakarta, CNN Indonesia -- …`.

use std::sync::LazyLock;

use foldhash::HashSet;
use memchr::{memchr, memchr_iter, memchr2, memchr3, memmem};

use super::cities::{self, KINDS, SIDES};
use super::furniture::begins;
use super::shape::glued_at;
use super::words::{self, AUTHOR, DOMAINS, EDITOR, HOUSES, PAPERS, PRESS};

/// Well-known places, in lower case.
static CITIES: LazyLock<HashSet<&str>> = LazyLock::new(|| cities::CITIES.iter().copied().collect());

/// Names of outlets, in lower case.
static OUTLETS: LazyLock<HashSet<&str>> = LazyLock::new(|| words::OUTLETS.iter().copied().collect());

/// What stands before the first sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Dateline {
    /// The city as written, with the region after it.
    pub city: Option<String>,
    /// Where in the line the sentence begins.
    pub rest: usize,
    /// Whether an outlet, a well-known city or capitals say so; else only the shape does.
    pub sure: bool,
    /// Whether it names both the city and the outlet, as nothing inside an article does.
    pub full: bool,
}

/// No name of an outlet has more bytes; what has more is a sentence.
const OUTLET: usize = 60;

/// A dateline on a line of its own has at most so many bytes.
const ALONE: usize = 150;

/// How far into the line the dash may stand.
const REACH: usize = 90;

/// The dateline with which `line` begins, if it does; `outlet - CITY -- …` has two halves.
pub(super) fn of(line: &str) -> Option<Dateline> {
    let first = with_outlet(line, half(line)?);
    let rest = line.get(first.rest..).filter(|rest| (first.city.is_none() || !first.sure) && !rest.is_empty());
    let second = rest.and_then(|rest| half(rest).filter(|second| second.sure).or_else(|| before_stop(rest)));
    let second = second.filter(|second| first.city.is_none() || second.city.is_some());
    let found =
        second.map_or(first.clone(), |second| Dateline { rest: first.rest + second.rest, full: true, ..second });
    Some(before_day(line, found))
}

/// `KOTA, kabar.id - 10 September 2025 – …`: the day and its dash, too, stand before the sentence.
fn before_day(line: &str, found: Dateline) -> Dateline {
    let rest = line.get(found.rest..).unwrap_or_default();
    let digit = rest.starts_with(|c: char| c.is_ascii_digit());
    let dash = if digit && found.sure { dashes(rest).next() } else { None };
    let day = dash.filter(|(start, _)| rest.get(..*start).is_some_and(|day| is_day(day.trim())));
    match day.and_then(|(_, end)| rest.get(end..)) {
        Some(after) => Dateline { rest: line.len() - after.trim_start().len(), ..found },
        None => found,
    }
}

/// `Bali – kabar.com – …`: the outlet behind the city and a dash of its own.
fn with_outlet(line: &str, first: Dateline) -> Dateline {
    let rest = if first.city.is_some() && !first.full { line.get(first.rest..).unwrap_or_default() } else { "" };
    if rest.len() <= OUTLET && is_site(&rest.to_lowercase()) {
        return Dateline { rest: line.len(), sure: false, ..first };
    }
    let dash =
        dashes(rest).next().filter(|(start, _)| rest.get(..*start).is_some_and(|outlet| is_outlet(outlet.trim())));
    match dash.and_then(|(_, end)| rest.get(end..)) {
        Some(after) => Dateline { rest: line.len() - after.trim_start().len(), sure: true, full: true, ..first },
        None => first,
    }
}

/// `LERENG. …`, `Jakarta. …`, `Jakarta | …`, after the outlet.
fn before_stop(rest: &str) -> Option<Dateline> {
    let capitals = |(city, _): &(&str, &str)| {
        let letters = city.chars().count() >= 4 && !city.contains(|c: char| c.is_lowercase() || c.is_numeric());
        letters && city.split(' ').count() <= 3
    };
    let known = |(city, _): &(&str, &str)| city.len() <= OUTLET && is_known(city) && is_place(city);
    let at_stop = rest.split_once(". ").map(|(city, after)| (city.trim_end(), after));
    let stop = at_stop.filter(|parts| capitals(parts) || known(parts));
    let (city, after) = stop.or_else(|| rest.split_once(" | ").filter(known))?;
    Some(Dateline { city: Some(city.to_owned()), rest: rest.len() - after.trim_start().len(), sure: true, full: true })
}

fn half(line: &str) -> Option<Dateline> {
    in_brackets(line)
        .or_else(|| ending_in_dash(line))
        .or_else(|| without_dash(line))
        .or_else(|| behind_comma(line))
        .or_else(|| well_known_before_stop(line))
        .or_else(|| alone(line))
        .or_else(|| before_outlet_alone(line))
}

/// `(KabarTani – Kota Baru) Sebuah …`: an outlet and a place, whichever first.
fn in_brackets(line: &str) -> Option<Dateline> {
    let (inner, rest) = line.strip_prefix('(')?.split_once(") ").filter(|(inner, _)| inner.len() <= OUTLET)?;
    let (one, other) = inner.split_once(" – ").or_else(|| inner.split_once(" - "))?;
    let (outlet, city) = if is_known(one) { (other, one) } else { (one, other) };
    let named = outlet.split(' ').count() <= 3 && outlet.starts_with(char::is_uppercase);
    let fits = is_known(city) && named && rest.starts_with(char::is_uppercase);
    let long = rest.split(' ').nth(7).is_some();
    (fits && long).then(|| Dateline {
        city: Some(city.to_owned()),
        rest: line.len() - rest.len(),
        sure: true,
        full: true,
    })
}

/// `JAKARTA - …`: most lines have no dash near their beginning.
fn ending_in_dash(line: &str) -> Option<Dateline> {
    let begin = line.as_bytes().get(..=REACH).unwrap_or(line.as_bytes());
    // Beside those of ASCII, dashes begin with 0xe2, and the beta with 0xce.
    memchr3(b'-', b':', b'|', begin).or_else(|| memchr3(b'~', 0xe2, 0xce, begin))?;
    let stop = near(line).find(|(_, c)| matches!(c, '"' | '“' | '?' | '!' | ';')).map_or(line.len(), |(at, _)| at);
    dashes(line).take_while(|(start, _)| *start <= stop).find_map(|(start, end)| before_dash(line, start, end))
}

/// `JAKARTA. Sebuah …`: a place of the table in capitals, a full stop, a sentence.
fn well_known_before_stop(line: &str) -> Option<Dateline> {
    if line.chars().nth(1).is_none_or(char::is_lowercase) {
        return None;
    }
    // A place of the table has few bytes.
    let begin = line.as_bytes().get(..=OUTLET).unwrap_or(line.as_bytes());
    let stop = memmem::find(begin, b". ")?;
    let (city, after) = (line.get(..stop)?.trim_end(), line.get(stop + 2..)?);
    let begins = after.starts_with(char::is_uppercase) && after.split(' ').nth(7).is_some();
    let known = !city.contains(char::is_lowercase) && CITIES.contains(city.to_lowercase().as_str());
    let rest = line.len() - after.len();
    (known && begins).then(|| Dateline { city: Some(city.to_owned()), rest, sure: true, full: false })
}

/// The characters of the line among which a dateline may end.
fn near(line: &str) -> impl Iterator<Item = (usize, char)> {
    line.char_indices().take_while(|(at, _)| *at <= REACH)
}

/// Every dash of the line that could end a dateline, and the colon after a dateline of the radio's kind; a dash that was
/// read in the Greek encoding is a beta, or begins with one.
fn dashes(line: &str) -> impl Iterator<Item = (usize, usize)> {
    near(line).filter(|(_, c)| matches!(c, '-' | '–' | '—' | ':' | '|' | '~' | 'β')).filter_map(|(start, dash)| {
        let after = line.get(start..)?;
        let after = after.strip_prefix("β€”").unwrap_or(after).trim_start_matches(['-', '–', '—', ':', '|', '~', 'β']);
        let end = line.len() - after.len();
        let parted = line.get(..start)?.ends_with(' ') && (after.starts_with(' ') || dash == '~');
        if matches!(dash, '~' | 'β') && !parted {
            return None;
        }
        let first_of_run = !line.get(..start)?.ends_with(['-', '–', '—']);
        let open = after.is_empty()
            || after.starts_with([' ', '"', '“'])
            || dash == '—'
            || line.get(..start)?.ends_with([' ', '.', ')']);
        (first_of_run && (open || after.starts_with(char::is_uppercase))).then_some((start, end))
    })
}

fn before_dash(line: &str, start: usize, end: usize) -> Option<Dateline> {
    let before = line.get(..start)?;
    let after = line.get(end..)?;
    let mut parts = Parts::of(before)?;
    let spaced = before.ends_with([' ', '.', ')']) || line.get(start..)?.starts_with("--");
    let colon = line.get(start..)?.starts_with(':');
    let bar = line.get(start..)?.starts_with('|');
    let sentence = after.trim_start();
    let glued = !spaced && !after.starts_with(' ') && !after.is_empty();
    if glued && is_inside_site(line, start) {
        return None;
    }
    let begins = !sentence.is_empty() && !sentence.starts_with(char::is_lowercase);
    // A code in brackets is the paper's.
    let code = before.trim_end().strip_suffix(')').is_some_and(|code| code.ends_with(char::is_alphabetic));
    let coded = code && !parts.cities.is_empty();
    let released = bar && ends_in_day(before) && !parts.cities.is_empty();
    if released && !parts.cities.last().is_some_and(|house| is_listed(house)) {
        parts.cities.truncate(1);
        parts.outlet = true;
    }
    let fits = match (parts.outlet, parts.is_known()) {
        _ if released => begins && is_paragraph(sentence),
        (false, _) if before.contains(':') => false,
        (false, _) if colon && coded => begins && is_paragraph(sentence),
        _ if parts.brand && parts.cities.is_empty() => spaced && begins && is_paragraph(sentence),
        (outlet, known) if bar => {
            let site = || is_site(&before.trim().to_lowercase());
            let fits = if outlet { known || (site() && is_paragraph(sentence)) } else { is_listed(before.trim()) };
            fits && begins && spaced && (outlet || after.starts_with(' ') && is_paragraph(sentence))
        }
        // `KABAR TERBARU : …` opens a headline as well.
        (true, _) if colon && parts.cities.is_empty() => is_paragraph(sentence),
        // `KABAR.com/NAMA, KOLASE: …` is the credit of a photo.
        (true, _) if colon && before.contains('/') => false,
        (true, _) => !glued || !parts.cities.is_empty() || (before.contains('.') && is_paragraph(sentence)),
        (false, true) if colon => begins && !glued && is_listed(before) && is_paragraph(sentence),
        (false, true) => {
            let paper = || parts.is_paper() && !before.contains([' ']) && !before.contains(char::is_lowercase);
            let city = || {
                !before.contains(char::is_lowercase)
                    && is_listed(before)
                    && is_paragraph(sentence)
                    && !begins_with_place(sentence)
            };
            !glued || line.get(start..)?.starts_with(['–', '—']) || paper() || city()
        }
        (false, false) => !colon && spaced && (begins || sentence.is_empty()) && parts.is_found(),
    };
    let rest = line.len() - sentence.len();
    let dateline = parts.dateline(rest);
    let alone = sentence.is_empty();
    // A place and a colon can open an item of a list as well.
    let sure = (dateline.sure && (parts.outlet || !colon)) || alone;
    fits.then_some(Dateline { sure, ..dateline })
}

/// Whether the dash at `start` is one of a site's name, `LERENG-KITA.com`.
fn is_inside_site(line: &str, start: usize) -> bool {
    let (before, after) = line.split_at_checked(start).unwrap_or_default();
    let first = before.rfind([' ', ',']).map_or(0, |at| at + 1);
    let last = start + after.find([' ', ',']).unwrap_or(after.len());
    line.get(first..last).is_some_and(|word| word.contains('.') && is_site(&word.to_lowercase()))
}

/// Whether it is a place of the table.
pub(super) fn is_listed(place: &str) -> bool {
    CITIES.contains(&place.to_lowercase().as_str())
}

/// Whether the first word of `sentence` is a place of the table: `JAKARTA-Bandung` is a way between two.
fn begins_with_place(sentence: &str) -> bool {
    sentence.split([' ', ',', '-']).next().is_some_and(is_listed)
}

/// Whether it is a sentence of some length.
fn is_paragraph(text: &str) -> bool {
    text.ends_with(['.', '"', '”']) && text.split(' ').nth(9).is_some()
}

/// `Liputan6.com, Jakarta Sebuah …`: an outlet, a well-known city, no dash; `KABAR.COM, Sebuah …` has no city either.
fn without_dash(line: &str) -> Option<Dateline> {
    let at = memchr2(b',', b' ', line.as_bytes())?;
    let (outlet, rest) = (line.get(..at)?, line.get(at + 1..)?);
    if !outlet.contains('.') || !is_site(&outlet.to_lowercase()) {
        return None;
    }
    let capitals = !outlet.contains(char::is_lowercase) && line.get(outlet.len()..)?.starts_with(", ");
    let rest = rest.trim_start_matches([',', ' ']);
    if capitals
        && known_start(rest).is_none()
        && rest.starts_with(char::is_uppercase)
        && rest.split(' ').nth(7).is_some()
    {
        return Some(Dateline { city: None, rest: line.len() - rest.len(), sure: true, full: false });
    }
    let city = known_start(rest).or_else(|| glued_start(rest))?;
    let after = rest.get(city.len()..)?.trim_start_matches([' ', ':']);
    let begins = after.starts_with(|c: char| c.is_uppercase() || c.is_numeric() || matches!(c, '"' | '“'));
    begins.then(|| Dateline { city: Some(city.to_owned()), rest: line.len() - after.len(), sure: true, full: true })
}

/// `MATARAM, KABAR.com,Sebuah …`, `MATARAM, KABAR.com Sebuah …`: a place of the table, a site and no dash.
fn behind_comma(line: &str) -> Option<Dateline> {
    let begin = line.as_bytes().get(..=OUTLET).unwrap_or(line.as_bytes());
    let first = memchr(b',', begin)?;
    let rest = line.get(first + 1..)?.trim_start();
    let end = rest.find([',', ' ']).filter(|end| *end <= OUTLET)?;
    let (city, site) = (line.get(..first)?, rest.get(..end)?);
    let sentence = rest.get(end + 1..)?.trim_start();
    let begins = sentence.starts_with(char::is_uppercase) && sentence.split(' ').nth(7).is_some();
    let known = site.contains('.') && is_site(&site.to_lowercase()) && is_known(city) && is_place(city);
    (known && begins).then(|| Dateline {
        city: Some(city.to_owned()),
        rest: line.len() - sentence.len(),
        sure: true,
        full: true,
    })
}

/// `Jakarta, CNN Indonesia` on a line of its own.
fn alone(line: &str) -> Option<Dateline> {
    let bytes = line.as_bytes();
    if line.len() > ALONE || memchr_iter(b' ', bytes).nth(6 - 1).is_some() || memchr(b'/', bytes).is_some() {
        return None;
    }
    let parts = Parts::of(line.trim_end_matches([':', ' ']))?;
    let paper = || parts.is_paper() && !line.contains(char::is_lowercase);
    let both = (parts.outlet || line.ends_with(':') || paper()) && parts.is_known();
    both.then(|| parts.dateline(line.len()))
}

/// `Kota Ambalau – kabarpulau.id`, `Kota Ambalau|kabarpulau.id` on a line of its own; the name of a site at the top of a page looks alike.
fn before_outlet_alone(line: &str) -> Option<Dateline> {
    let site = line.rsplit([' ', '|']).next().filter(|site| line.len() <= ALONE && site.contains('.'))?;
    let before = line.strip_suffix(site)?.trim_end();
    let city = before.strip_suffix(['-', '–', '—']).and_then(|city| city.strip_suffix(' '));
    let city = city.or_else(|| before.strip_suffix('|'))?.trim_end();
    let fits = city.len() > 3 && is_place(city) && is_site(&site.to_lowercase());
    fits.then(|| Dateline { city: Some(city.to_owned()), rest: line.len(), sure: false, full: false })
}

/// The longest well-known place with which `text` begins.
fn known_start(text: &str) -> Option<&str> {
    let mut ends: Vec<usize> = text.match_indices([' ', ',', ':']).map(|(at, _)| at).take(3).collect();
    ends.reverse();
    ends.into_iter().filter_map(|end| text.get(..end)).find(|place| CITIES.contains(place.to_lowercase().as_str()))
}

/// The well-known place with which `JakartaSebuah` begins.
fn glued_start(text: &str) -> Option<&str> {
    text.get(..glued_at(text)?).filter(|place| CITIES.contains(place.to_lowercase().as_str()))
}

/// What stands between the commas before the dash.
struct Parts<'a> {
    cities: Vec<&'a str>,
    outlet: bool,
    /// Whether only the shape of its name tells the outlet.
    brand: bool,
}

impl<'a> Parts<'a> {
    /// The parts, if each is a place, an outlet or a day.
    fn of(before: &'a str) -> Option<Self> {
        let mut parts = Self { cities: Vec::new(), outlet: false, brand: false };
        let bracketed = before.contains('(');
        for part in before.split([',', '(', ')', '/', '|', ':']).map(|part| part.trim_matches([' ', '.'])) {
            // `KABAR.COM,-KOTA–`.
            let part = if parts.outlet { part.trim_start_matches('-') } else { part };
            let code = bracketed
                && (part.len() <= 6 && before.contains(&format!("({part})")) || before.contains(&format!("( {part}")));
            let is_medium = || part.len() < before.trim_end().len() && is_medium(part);
            if part.is_empty() || is_day(part) {
                continue;
            } else if is_outlet(part) || is_medium() {
                parts.outlet = true;
            } else if code && !part.contains(char::is_lowercase) {
                continue;
            } else if names_writer(part) {
                return None;
            } else if let Some(city) = before_site(part) {
                parts.outlet = true;
                parts.cities.push(city);
            } else if is_place(part) && parts.cities.len() < 3 {
                parts.cities.push(part);
            } else if is_brand(part) {
                (parts.outlet, parts.brand) = (true, true);
            } else {
                return None;
            }
        }
        (parts.outlet || !parts.cities.is_empty()).then_some(parts)
    }

    fn is_known(&self) -> bool {
        self.cities.first().is_some_and(|city| is_known(city))
    }

    /// Whether there is one place, or the second is one of the table.
    fn is_found(&self) -> bool {
        match self.cities.as_slice() {
            [_] => true,
            [_, city] => is_listed(city),
            _ => false,
        }
    }

    /// Whether a word of two to five letters that is no place follows the city, as the short name of a paper does.
    fn is_paper(&self) -> bool {
        matches!(self.cities.as_slice(), [_, paper] if (2..=5).contains(&paper.len()) && !is_known(paper))
    }

    fn dateline(&self, rest: usize) -> Dateline {
        let city = (!self.cities.is_empty()).then(|| self.cities.join(", "));
        let full = self.outlet && city.is_some();
        Dateline { city, rest, sure: self.outlet || self.is_known(), full }
    }
}

/// `Reporter`, `Laporan Wartawan Kabar.com`, `Tim Redaksi JAKARTA`: what stands before a name, or the newsroom.
fn names_writer(part: &str) -> bool {
    let lower = part.to_lowercase();
    AUTHOR.iter().chain(EDITOR).chain(&["tim redaksi"]).any(|word| begins(&lower, word))
}

/// `Media Lereng`: beside a city the name of an outlet.
fn is_medium(part: &str) -> bool {
    part.strip_prefix("Media ").is_some_and(|name| !name.contains(' ') && is_place_word(name))
}

/// Whether it names an outlet: by the table, or as a site.
pub(super) fn is_outlet(text: &str) -> bool {
    if text.len() > OUTLET {
        return false;
    }
    let lower = text.to_lowercase();
    let edition = |(house, place): (&str, &str)| {
        matches!(house, "tribun" | "radar") || (OUTLETS.contains(house) && CITIES.contains(place))
    };
    let named = || {
        let (first, last) = (lower.split(' ').next(), lower.rsplit(' ').next());
        let part = |word: Option<&str>, table: &[&str]| word.is_some_and(|word| table.contains(&word));
        (2..=4).contains(&lower.split(' ').count()) && (part(first, PAPERS) || part(last, PRESS))
    };
    let branch = !lower.contains(' ') && HOUSES.iter().any(|house| lower.starts_with(house));
    branch
        || is_camel(text)
        || named()
        || OUTLETS.contains(lower.as_str())
        || is_site(&lower)
        || lower.split_once([' ', '-']).is_some_and(edition)
}

/// `KabarLerengNews`: words in one, the last of which names the press.
fn is_camel(text: &str) -> bool {
    if text.contains(' ') {
        return false;
    }
    let capital = text.rfind(char::is_uppercase);
    let last = capital.filter(|at| *at > 0).and_then(|at| text.get(at..));
    last.is_some_and(|last| PRESS.contains(&last.to_lowercase().as_str()))
}

/// `KabarLereng`, `LerengKU`: one word with capitals inside, as no place has.
fn is_brand(word: &str) -> bool {
    let letters = word.len() >= 5 && word.chars().all(char::is_alphabetic) && word.starts_with(char::is_uppercase);
    letters && glued_at(word).is_some()
}

/// The city in `JAKARTA KOMPAS.com`.
fn before_site(part: &str) -> Option<&str> {
    let (city, site) = part.rsplit_once(' ')?;
    (is_place(city) && is_site(&site.to_lowercase())).then_some(city)
}

/// A name of the web: by the table, or one word with a dot inside, as no place has.
fn is_site(lower: &str) -> bool {
    let known = || DOMAINS.iter().any(|domain| lower.len() > domain.len() + 1 && lower.ends_with(domain));
    let dotted = || {
        lower.rsplit_once('.').is_some_and(|(name, end)| {
            name.len() >= 3 && (2..=7).contains(&end.len()) && end.chars().all(|c| c.is_ascii_lowercase())
        })
    };
    !lower.contains(' ') && (known() || dotted())
}

/// `LERENG, KOPERASI (17/01/2026)`: a day with its year in brackets, as press releases have it before a bar.
fn ends_in_day(before: &str) -> bool {
    let day = before.trim_end().strip_suffix(')').and_then(|before| before.rsplit_once('('));
    day.is_some_and(|(_, day)| day.len() >= "1/1/2026".len() && is_day(day))
}

/// `9/3`, `10`, `2022`, `11 Mei 2025`.
fn is_day(part: &str) -> bool {
    let is_number = |text: &str| text.chars().all(|c| c.is_ascii_digit() || matches!(c, '/' | '-' | ' '));
    let with_month = || {
        let (day, rest) = part.split_once(' ')?;
        let (month, year) = rest.split_once(' ').unwrap_or((rest, ""));
        (is_number(day) && is_number(year)).then(|| words::MONTHS.contains(&month.to_lowercase().as_str()))
    };
    is_number(part) || (part.starts_with(|c: char| c.is_ascii_digit()) && with_month().unwrap_or_default())
}

/// One to four words, each with a capital, none with a digit.
fn is_place(part: &str) -> bool {
    part.chars().count() <= 36 && part.split(' ').count() <= 4 && part.split(' ').all(is_place_word)
}

fn is_place_word(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
        && !word.contains(|c: char| c.is_numeric() || c == ':')
        && glued_at(word).is_none()
}

/// A place of the table, with what may stand before and after it, or five capitals and more.
fn is_known(place: &str) -> bool {
    let lower = place.to_lowercase();
    let mut words: Vec<&str> = lower.split(' ').collect();
    if words.len() > 1 && words.first().is_some_and(|word| KINDS.contains(word)) {
        words.remove(0);
    }
    if CITIES.contains(words.join(" ").as_str()) {
        return true;
    }
    let side = words.len() > 1 && words.last().is_some_and(|word| SIDES.contains(word));
    let capitals = place.chars().all(|c| !c.is_lowercase()) && place.chars().count() >= 5;
    side || (capitals && words.len() <= 3)
}
