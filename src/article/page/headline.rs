//! Headline: which line above the article is its headline.

use foldhash::HashMap;

use memchr::{memchr, memmem};

use super::Label;
use super::caption;
use super::credits;
use super::furniture::Then;
use super::head::{is_ago, is_ticker};
use super::lines::{Line, start_of};
use super::shape::{End, is_name, is_tagged, key, title_key};
use super::start;
use super::words::HOME;

/// What headlines have in common with the first paragraphs makes up for so many points.
const NEAR: i32 = 5;

/// A list of other stories has at most so many lines.
const LIST: usize = 6;

/// So many paragraphs tell what a headline says.
const LEAD: usize = 3;

/// A headline below its article shares so many words with the first paragraphs, at the least.
const TOLD: usize = 4;

/// Three words that the first paragraphs have make so many points.
const TOLD_WELL: i32 = 2;

/// So many letters of a word stay when its ending changes.
const STEM: usize = 5;

/// `Dr.`, `KH.`: a title of address has at most so many bytes.
const TITLE_OF_ADDRESS: usize = 3;

/// Where nothing else tells it, a headline has so many words at the least, and what stands around it at most so many.
const HEADLINE: usize = 6;
const LABEL: usize = 5;

/// A headline with the name of its site has at most so many characters.
const REPEATED: usize = 250;

/// The headline: by its length, its distance from the date or the writers, and whether it is repeated.
pub(super) fn find(lines: &[Line], date: Option<usize>, end: usize, firm: bool) -> Option<usize> {
    let repeats = Repeats::of(lines, end);
    let anchor = date.or_else(|| writers(lines, end));
    let nearness = Nearness::of(lines, anchor);
    let first = first_line(lines);
    let ticker = is_ticker(lines, end);
    let told = |at: usize| ticker && lines.get(at + 1).is_some_and(is_ago);
    let scores = (0..end).filter_map(|at| {
        let line = lines.get(at).filter(|line| line.is_open() && !is_photo(line))?;
        let again = repeats.has(line) || (line.twin && line.shape.is_headline());
        let repeated = again && !is_photo_twice(lines, at) && !is_among_repeated(lines, at, &repeats);
        let bonus = if repeated { 4 } else { 0 } + i32::from(at == first);
        let score = looks(line) + nearness.at(at) + bonus
            - if is_listed(lines, at) || told(at) { 5 } else { 0 }
            - if is_summary(lines, at) { 4 } else { 0 };
        let known = anchor.is_some() || repeated || ((at == first || firm) && is_lone_title(line));
        (known && score > 0).then_some((score, at))
    });
    let scores: Vec<(i32, usize)> = scores.collect();
    let best = best_of(lines, &scores, end);
    let told = if anchor.is_none() { told_headline(lines, end, best) } else { None };
    told.or(best)
        .map(|at| without_way(lines, at, end).or_else(|| without_site(lines, at, end)).unwrap_or(at))
        .or_else(|| if anchor.is_none() { lone_headline(lines, end) } else { None })
        .or_else(|| Some(first).filter(|first| firm && *first < end && is_stopped_title(lines, *first)))
        .or_else(|| only_line_above(lines, date?))
        .or_else(|| Some(first).filter(|first| *first < end && is_named_by_site(lines, *first)))
}

/// The line near the one at `at` that ends it: what stands before it there, no mark between, is the way to the page.
fn without_way(lines: &[Line], at: usize, end: usize) -> Option<usize> {
    let long = lines.get(at)?;
    let way = |line: &Line| long.text.strip_suffix(line.text.as_str())?.strip_suffix(' ');
    let ends = |line: &Line| way(line).is_some_and(|way| way.ends_with(char::is_alphanumeric));
    let is_headline = |line: &&Line| line.is_open() && may_repeat(line) && ends(line);
    (at + 1..end).take(LIST).find(|below| lines.get(*below).filter(is_headline).is_some())
}

/// The line below the one at `at` that has all of it but the name of the site, `Judul - Situs`: that one is the page's
/// own title.
fn without_site(lines: &[Line], at: usize, end: usize) -> Option<usize> {
    let long = lines.get(at)?;
    let site = |line: &Line| {
        let site =
            long.text.strip_prefix(line.text.as_str())?.strip_prefix(' ')?.strip_prefix(['-', '–', '—', '|', '»'])?;
        Some(site.trim_start()).filter(|site| is_name(site))
    };
    (at + 1..end)
        .find(|below| lines.get(*below).is_some_and(|line| line.is_open() && may_repeat(line) && site(line).is_some()))
}

/// The headline just above the date that stands below the article; it shares most words with the first paragraphs.
pub(super) fn below(lines: &[Line], date: usize, start: usize) -> Option<usize> {
    let at = date.checked_sub(1).filter(|at| *at > start)?;
    let line = lines.get(at).filter(|line| line.is_open() && line.shape.is_headline())?;
    let (line, lead) = (key(&line.text), lead(lines, start));
    let words = || line.split(' ').filter(|word| word.len() > 3);
    let told = words().filter(|word| lead.contains(*word)).count();
    (told >= TOLD && told * 10 >= words().count() * 8).then_some(at)
}

/// How often the longer lines stand on the page, each without the name of the site behind it.
struct Repeats(HashMap<String, usize>);

impl Repeats {
    /// Counts the lines that could be a headline among the first `end`, and where they stand again.
    fn of(lines: &[Line], end: usize) -> Self {
        // Most paragraphs have other words than any line above, as their number tells.
        let mut numbers = [false; REPEATED];
        for line in lines.iter().take(end).filter(|line| may_repeat(line)) {
            if let Some(number) = numbers.get_mut(line.shape.words) {
                *number = true;
            }
        }
        let alike =
            |line: &&Line| may_repeat(line) && (numbers.get(line.shape.words) == Some(&true) || is_barred(line));
        let mut count = HashMap::default();
        for line in lines.iter().filter(alike) {
            *count.entry(title_key(&line.text)).or_default() += 1;
        }
        Self(count)
    }

    /// Whether the line stands on the page more than once.
    fn has(&self, line: &Line) -> bool {
        may_repeat(line) && self.0.get(&title_key(&line.text)).is_some_and(|count| *count > 1)
    }
}

/// Whether another line that comes again stands just above or below: both are of a list of the latest stories.
fn is_among_repeated(lines: &[Line], at: usize, repeats: &Repeats) -> bool {
    let beside = [at.checked_sub(1), Some(at + 1)].into_iter().flatten().filter_map(|at| lines.get(at));
    let story = |other: &Line| other.is_open() && other.shape.is_headline() && !is_photo(other) && repeats.has(other);
    lines.get(at).is_some_and(|line| beside.filter(|other| other.text != line.text).any(story))
}

/// Whether the name of a site may stand behind the line.
fn is_barred(line: &Line) -> bool {
    memchr(b'|', line.text.as_bytes()).is_some()
}

fn may_repeat(line: &Line) -> bool {
    line.shape.words >= 4 && (25..=REPEATED).contains(&line.shape.chars)
}

/// The best of the candidates: those that are nearly as good as the best by their looks and their place are told apart
/// by what they have in common with the first paragraphs.
fn best_of(lines: &[Line], scores: &[(i32, usize)], end: usize) -> Option<usize> {
    let best = scores.iter().map(|(score, _)| *score).max()?;
    let near = || scores.iter().filter(|(score, _)| score + NEAR >= best);
    let lead = if near().nth(1).is_some() { lead(lines, end) } else { String::new() };
    let judged = near().filter_map(|(score, at)| {
        let line = lines.get(*at).filter(|_| !is_of_another(lines, *at, end))?;
        Some((score + told_by(line, &lead), !is_tagged(&line.text), std::cmp::Reverse(*at)))
    });
    judged.max().map(|(_, _, std::cmp::Reverse(at))| at)
}

/// Whether the line stands in the list below a heading of other stories and has next to no word of the article's beginning.
fn is_of_another(lines: &[Line], at: usize, end: usize) -> bool {
    let heading = lines.iter().take(at).rev().take(LIST).find(|line| !line.is_open());
    let listed = heading.is_some_and(|line| line.then == Some(Then::End));
    listed && lines.get(at).is_some_and(|line| told_by(line, &lead(lines, end)) <= 0)
}

/// The first paragraphs of the article at `end` in small letters.
fn lead(lines: &[Line], end: usize) -> String {
    let paragraphs = lines.iter().skip(end).filter(|line| line.is_prose()).take(LEAD);
    paragraphs.map(|line| key(start_of(&line.text))).collect::<Vec<_>>().join(" ")
}

/// What the words of the line that stand in `lead`, too, say for it; nothing where there is no `lead`.
fn told_by(line: &Line, lead: &str) -> i32 {
    if lead.is_empty() {
        return 0;
    }
    let line = key(&line.text);
    let mut words: Vec<&str> = line.split(' ').filter(|word| word.chars().count() > 3).collect();
    words.sort_unstable();
    words.dedup();
    // Prefixes and suffixes change, the stem does not.
    let stem = |word: &str| word.char_indices().nth(STEM).map_or(word.len(), |(end, _)| end);
    let told = words
        .iter()
        .filter(|word| {
            word.get(..stem(word)).is_some_and(|stem| memmem::find(lead.as_bytes(), stem.as_bytes()).is_some())
        })
        .count();
    match told {
        0 => -2,
        1 => 0,
        2 => 1,
        4.. if told * 2 >= words.len() => 3,
        _ => 2,
    }
}

/// Whether the line is the page's own title, with the name of its site: `Judul Berita Hari Ini | Situs`.
fn is_named_by_site(lines: &[Line], at: usize) -> bool {
    let named = |line: &Line| is_tagged(&line.text) && line.shape.words >= HEADLINE && line.shape.is_headline();
    lines.get(at).is_some_and(|line| named(line) && !line.text.ends_with(['.', ':']))
}

/// Whether the line is a headline but for its full stop.
fn is_stopped_title(lines: &[Line], at: usize) -> bool {
    lines.get(at).is_some_and(|line| {
        let shape = &line.shape;
        let stopped = shape.end == End::Stop && line.text.matches(". ").count() == 0 && !shape.speech;
        stopped
            && !line.text.ends_with(").")
            && shape.is_headline_case()
            && (5..=20).contains(&shape.words)
            && !is_photo(line)
    })
}

/// The one line above the article that could be a headline, where all others are labels and buttons.
fn lone_headline(lines: &[Line], end: usize) -> Option<usize> {
    let open = || (0..end).filter(|at| lines.get(*at).is_some_and(Line::is_open));
    let headline = |at: &usize| {
        lines.get(*at).is_some_and(|line| line.shape.words >= HEADLINE && is_lone_title(line) && !is_photo(line))
    };
    let at = open().find(headline).filter(|at| !is_of_another(lines, *at, end))?;
    let short = |at: usize| lines.get(at).is_some_and(|line| line.shape.words <= LABEL && line.shape.end == End::Open);
    open().filter(|other| *other != at).all(short).then_some(at)
}

/// The one line above the article that says what its first paragraphs say, where the best is a few words of something
/// else.
fn told_headline(lines: &[Line], end: usize, best: Option<usize>) -> Option<usize> {
    let few = |at: usize| lines.get(at).filter(|line| line.shape.words < HEADLINE);
    if best.is_some_and(|best| few(best).is_none()) {
        return None;
    }
    let lead = lead(lines, end);
    if best.and_then(few).is_some_and(|line| told_by(line, &lead) > 0) {
        return None;
    }
    let headline =
        |line: &Line| may_repeat(line) && is_lone_title(line) && !is_photo(line) && line.credited().is_none();
    let told = lines.iter().enumerate().take(end).filter(|(_, line)| line.is_open() && headline(line));
    let told = told.map(|(at, line)| (told_by(line, &lead), at, &line.text)).filter(|(told, ..)| *told >= TOLD_WELL);
    let told: Vec<(i32, usize, &String)> = told.collect();
    let most = told.iter().map(|(told, ..)| *told).max()?;
    let mut first = told.iter().filter(|(told, ..)| *told == most);
    let (_, at, text) = first.next()?;
    first.all(|(_, _, again)| again.starts_with(text.as_str())).then_some(*at)
}

/// The first line about which nothing is known; a section's name above a longer line is passed over.
fn first_line(lines: &[Line]) -> usize {
    let first = start::first_open(lines);
    let section = |line: &Line| line.is_open() && start::is_label(line);
    let headline = |line: &Line| is_lone_title(line) && line.shape.is_headline_case();
    let second = (first + 1..lines.len()).find(|at| lines.get(*at).is_some_and(|line| line.then != Some(Then::Junk)));
    let second = second.filter(|at| lines.get(*at).is_some_and(headline));
    second.filter(|_| lines.get(first).is_some_and(section)).unwrap_or(first)
}

/// The one line above the date, however short: `Banjir` heads an article too where nothing else can.
fn only_line_above(lines: &[Line], date: usize) -> Option<usize> {
    let mut above = lines.iter().enumerate().take(date).filter(|(_, line)| line.is_open());
    let (at, line) = above.next()?;
    (above.next().is_none() && at == 0 && !is_photo(line) && line.shape.end == End::Open).then_some(at)
}

/// The first writer or editor named above the article, where a headline must stand higher; the first line is the page's
/// own title, though it may look like a name and a house.
fn writers(lines: &[Line], end: usize) -> Option<usize> {
    let named = |line: &Line| matches!(line.label, Some(Label::Author | Label::Editor));
    let signed = |line: &Line| line.is_open() && credits::before_outlet(&line.text).is_some();
    let mut above = lines.iter().take(end).enumerate();
    above.find(|(at, line)| named(line) || (*at > 0 && signed(line))).map(|(at, _)| at)
}

/// Whether a photo's credit is in the line, or the mark behind which one is missing ends it, or brackets are around it.
fn is_photo(line: &Line) -> bool {
    let bracketed = line.text.starts_with('(') && line.text.ends_with(')');
    let signed = !line.text.is_ascii() && line.text.contains('©');
    if bracketed || signed || line.text.ends_with(" |") || line.text.ends_with("--") {
        return true;
    }
    line.credited().is_some_and(|caption| caption.sure)
}

fn looks(line: &Line) -> i32 {
    let credit = line.credited().is_some();
    let length = match line.shape.chars {
        _ if !line.text.contains(' ') => -4,
        0..12 => -3,
        12..25 => 0,
        25..=130 => 2,
        131..=180 => 0,
        _ => -4,
    };
    let stop = match (line.shape.end == End::Stop, line.shape.is_prose()) {
        (true, true) => 8,
        (true, false) => 4,
        _ => 0,
    };
    let site = if is_tagged(&line.text) || line.text.contains('<') { 4 } else { 0 };
    let name = i32::from(is_name(&line.text) && line.shape.chars < 30);
    let opens = if line.text.ends_with(':') || line.text.starts_with(['•', '#']) { 4 } else { 0 };
    let goes_on = if line.text.starts_with(char::is_lowercase) || line.text.starts_with('(') { 2 } else { 0 };
    let menu = if HOME.iter().any(|home| line.text.strip_prefix(home).is_some_and(|rest| rest.starts_with(' '))) {
        4
    } else {
        0
    };
    let writer = if credits::before_outlet(&line.text).is_some() { 6 } else { 0 };
    length - stop - site - name - writer - opens - goes_on - menu - if credit { 4 } else { 0 }
}

/// How near the lines are to the date, counted in lines that could be something: a headline stands just above the
/// date, or just below it.
struct Nearness {
    anchor: Option<usize>,
    open_before: Vec<usize>,
}

impl Nearness {
    fn of(lines: &[Line], anchor: Option<usize>) -> Self {
        let open = lines.iter().scan(0, |open, line| {
            *open += usize::from(line.is_open());
            Some(*open)
        });
        Self { anchor, open_before: [0].into_iter().chain(open).collect() }
    }

    fn at(&self, at: usize) -> i32 {
        let Some(anchor) = self.anchor else { return 0 };
        let open = |at: usize| self.open_before.get(at).copied().unwrap_or_default();
        let between = open(at.max(anchor)).saturating_sub(open(at.min(anchor) + 1));
        let points = if at < anchor { 3_usize } else { 2 }.saturating_sub(between);
        i32::try_from(points).unwrap_or_default()
    }
}

/// Whether a heading of links stands just above.
fn is_listed(lines: &[Line], at: usize) -> bool {
    lines.iter().take(at).rev().take(LIST).any(|line| line.then == Some(Then::Links))
}

/// Whether the repeated line tells what a photo shows: its credit stands beside it, or it and the line beside it are
/// one sentence.
fn is_photo_twice(lines: &[Line], at: usize) -> bool {
    let near = || lines.iter().skip(at.saturating_sub(1)).take(if at == 0 { 2 } else { 3 });
    let twice = |line: &Line| line.twin && line.shape.end == End::Stop;
    let long = |line: &Line| line.shape.words >= 8 || (line.shape.words >= 5 && !line.shape.is_headline_case());
    let sentence = |line: &Line| twice(line) && long(line);
    let credited = |line: &Line| line.twin && (line.credited().is_some() || caption::is_named(&line.text));
    lines.get(at).is_some_and(credited)
        || near().any(|line| line.is_open() && caption::is_credit(&line.text))
        || (lines.get(at).is_some_and(|line| line.twin) && near().any(sentence))
}

/// Whether the line sums up the headline above it: Words of One Begin With Capitals, those of the other do not.
fn is_summary(lines: &[Line], at: usize) -> bool {
    let headline = |line: &Line| {
        line.is_open() && line.shape.is_headline() && line.shape.is_headline_case() && line.shape.words >= 4
    };
    // A row of the newsroom's words is in small letters but for the first.
    let small = |line: &Line| line.shape.words >= 4 && line.shape.end == End::Open && line.shape.capital <= 1;
    let sentence = |line: &Line| (line.shape.words >= 8 && !line.shape.is_headline_case()) || small(line);
    at.checked_sub(1).is_some_and(|above| lines.get(above).is_some_and(headline) && !is_listed(lines, above))
        && lines.get(at).is_some_and(sentence)
}

/// Whether a first line without a date beside it can be the headline all the same.
fn is_lone_title(line: &Line) -> bool {
    let shape = &line.shape;
    let open = shape.end == End::Open || shape.is_headline_case() || line.text.ends_with('?');
    let stops =
        |text: &str| text.split(' ').rev().skip(1).any(|word| word.ends_with('.') && word.len() > TITLE_OF_ADDRESS);
    let words = shape.is_headline() && !shape.is_prose() && shape.words >= 4 && !stops(&line.text);
    open && words
        && !line.text.starts_with(['•', '-', '–', '*'])
        && !line.text.ends_with([',', ':', '"', '”', '-'])
        && line.dateline().is_none()
}
