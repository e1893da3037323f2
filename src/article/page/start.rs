//! Start: where the article begins.

use super::Label;
use super::caption;
use super::credits;
use super::dateline::{Dateline, is_listed};
use super::furniture::Then;
use super::initials;
use super::lines::Line;
use super::shape::End;

/// Where the article begins.
#[derive(Debug, Clone, Copy)]
pub(super) struct Start {
    /// The line.
    pub at: usize,
    /// Whether a mark says so, before which nothing of the article stands.
    pub firm: bool,
}

/// A summary stands at most so many lines above the date.
const NEAR: usize = 4;

/// Writers stand at most so many lines below a summary, and so many above the article.
const HEAD: usize = 8;

/// A headline that comes again stands among the first so many lines.
const TOP: usize = 40;

/// Words of the newsroom between the date and a photo's credit are at most so many.
const TAG_WORDS: usize = 7;

/// Below a dateline of its own a line of so many words is the first sentence, even without a full stop.
const TEXT_WORDS: usize = 20;

/// A line that begins with a place that no table has is of so many words at the least.
const PLACED_WORDS: usize = 8;

/// A description of the page and the paragraph that it was taken from begin with so many equal characters.
const OPENING: usize = 60;

/// A summary has at most so many words.
const SUMMARY_WORDS: usize = 45;

/// A notice has at most so many paragraphs, and a menu so many short lines at the least.
const OVERLAY: usize = 3;
const MENU: usize = 8;

/// Three paragraphs within so many lines below a date are an article.
const DENSE: usize = 14;

/// The first line of running text: at the dateline of the text if it has one, else the first paragraph that is no
/// caption and, where no date is above, no summary above the date.
pub(super) fn find(lines: &[Line]) -> Option<Start> {
    let prose = paragraphs(lines);
    let signed = |at: &&usize| {
        lines
            .get(**at)
            .is_some_and(|line| initials::at_end(&line.text).is_some_and(|(_, code)| !caption::is_photographer(code)))
    };
    let signed = prose.iter().take(6).find(signed).copied().unwrap_or(lines.len());
    let limit = |count: usize| prose.get(count).copied().unwrap_or(lines.len()).min(signed) + 1;
    if let Some(at) = below_description(lines, &prose) {
        return Some(Start { at, firm: true });
    }
    if let Some(at) = at_dateline(lines, limit(6), limit(2)) {
        return Some(Start { at, firm: true });
    }
    let first = *prose.first()?;
    if let Some(led) = led_by_capitals(lines, &prose) {
        return Some(Start { at: led, firm: true });
    }
    let dated = lines.iter().take(first).any(has_day);
    let below = below_writers(lines, &prose).or_else(|| below_headline(lines, &prose));
    if let Some(at) = below.or_else(|| if dated { below_summary(lines, &prose) } else { None }) {
        return Some(Start { at, firm: true });
    }
    let after = if dated { None } else { below_date(lines, &prose, first) };
    Some(Start { at: after.unwrap_or(first), firm: false })
}

/// Whether the line is a dateline with a day.
fn has_day(line: &Line) -> bool {
    line.stamp.as_ref().is_some_and(|stamp| stamp.day)
}

/// Whether the line is a few words and no sentence: a button, an entry of a menu, the name of a section.
pub(super) fn is_label(line: &Line) -> bool {
    line.shape.words <= 3 && line.shape.end == End::Open
}

/// The first line before `far` that begins with a full dateline, else the first before `near` that begins with any.
fn at_dateline(lines: &[Line], far: usize, near: usize) -> Option<usize> {
    let (mut first, mut teaser) = (None, None);
    for (at, line) in lines.iter().enumerate().take(far.max(near)) {
        let found = has_dateline(line).or_else(|| is_dateline_above_text(lines, at).then_some(true));
        match found.filter(|_| !is_under_credit(lines, at)) {
            Some(true) if is_teaser(line) => teaser = teaser.or(Some(at)),
            Some(true) if at < far => return Some(at),
            Some(_) if at < near => first = first.filter(|first| !is_named_below(lines, *first, at)).or(Some(at)),
            _ => {}
        }
    }
    teaser.or(first)
}

/// Whether the line at `below`, not the one above that begins with a place or looks like it, names the outlet, or
/// follows at once and begins with a known place: the one above is a caption.
pub(super) fn is_named_below(lines: &[Line], at: usize, below: usize) -> bool {
    let dateline = |at: usize| lines.get(at).and_then(Line::dateline);
    let Some((above, named)) = dateline(at).zip(dateline(below)) else { return false };
    match (&above.city, &named.city) {
        (Some(city), Some(known)) => at + 1 == below && !is_listed(city) && is_listed(known),
        (city, None) => city.is_some(),
        _ => false,
    }
}

/// Whether the line breaks off, as the first words of other stories do.
pub(super) fn is_teaser(line: &Line) -> bool {
    line.text.ends_with("...") || line.text.ends_with('…')
}

/// Whether a line is nothing but a place and a site, and a line too long for a headline stands just below.
fn is_dateline_above_text(lines: &[Line], at: usize) -> bool {
    let Some([line, next]) = lines.get(at..at + 2) else { return false };
    let alone = |line: &Line| line.dateline().is_some_and(|dateline| dateline.rest == line.text.len());
    at > 0 && line.is_open() && next.is_open() && next.shape.words >= TEXT_WORDS && alone(line)
}

/// The paragraphs; one that stands twice is a caption where there are others.
fn paragraphs(lines: &[Line]) -> Vec<usize> {
    let all = || (0..lines.len()).filter(|at| lines.get(*at).is_some_and(is_paragraph));
    let once = |at: &usize| {
        lines.get(*at).is_some_and(|line| !line.twin) && !is_under_credit(lines, *at) && !is_above_owner(lines, *at)
    };
    let mut once: Vec<usize> = all().filter(once).collect();
    let photo = |nth: usize| once.get(nth).and_then(|at| lines.get(*at)).is_some_and(is_signed_photo);
    if once.len() >= 3 && photo(0) && !photo(1) {
        once.remove(0);
    }
    if once.is_empty() { all().collect() } else { once }
}

/// Whether the photo's owner stands below the line, behind a label of its own.
fn is_above_owner(lines: &[Line], at: usize) -> bool {
    let label = |at: usize| lines.get(at).and_then(|line| line.label);
    label(at + 1) == Some(Label::Furniture) && label(at + 2) == Some(Label::Credit)
}

/// Whether `(NAMA/HARIAN.com)` or `.--NAMA` ends the line: at the end of an article it signs it, at the beginning the
/// photo.
fn is_signed_photo(line: &Line) -> bool {
    let behind = |credit: &str| credit.contains('/') || caption::is_behind_dashes(&line.text);
    let signed = line.credited().is_some_and(|found| behind(&found.credit) && !found.caption.is_empty());
    signed && !line.shape.speech && line.dateline().is_none()
}

/// Whether a photo's credit stands between the writers, or the date, and the line: it is the photo's caption. The
/// credit, or what the photo shows, is in capitals.
fn is_under_credit(lines: &[Line], at: usize) -> bool {
    let Some([above, credit, line]) = at.checked_sub(2).and_then(|from| lines.get(from..=at)) else { return false };
    let is_head = |line: &Line| line.stamp.is_some() || matches!(line.label, Some(Label::Author | Label::Editor));
    let tags = || above.is_open() && above.shape.end == End::Open && above.shape.words <= TAG_WORDS;
    let head = is_head(above)
        || is_headline_again(lines, at - 2, above)
        || (tags() && at >= 3 && lines.get(at - 3).is_some_and(is_head));
    let full = || line.dateline().is_some_and(|dateline| dateline.full);
    // In a page whose paragraphs stand apart the caption stands close below its credit.
    let close = || credit.text.contains('/') && !line.gap && lines.get(at + 1).is_some_and(|next| next.gap);
    let shows = || {
        let capitals = line.text.split(' ').take_while(|word| !word.contains(char::is_lowercase));
        capitals.filter(|word| word.chars().count() > 1).count() >= 2 && line.text.contains(" - ")
    };
    head && credit.is_open()
        && caption::is_credit(&credit.text)
        && !full()
        && (shows() || close() || (credit.text.contains('/') && !credit.text.contains(char::is_lowercase)))
}

/// The first paragraph where it comes again at once below a headline or a caption: above them it describes the page.
fn below_description(lines: &[Line], prose: &[usize]) -> Option<usize> {
    let [first, second] = *prose.get(..2)? else { return None };
    let [line, again] = [lines.get(first)?, lines.get(second)?];
    let between = lines.get(first + 1..second)?;
    let mut open = between.iter().filter(|line| line.is_open() && !line.text.starts_with("- "));
    // A caption stands twice around its credit.
    let links = between.iter().any(|line| line.text.starts_with("- "));
    let one = open.next().map_or(links, |line| !caption::is_credit(&line.text)) && open.next().is_none();
    (one && between.len() < HEAD && begins_alike(line, again)).then_some(second)
}

/// Whether the second line begins as the first and is no shorter.
pub(super) fn begins_alike(line: &Line, again: &Line) -> bool {
    let begins = || line.text.chars().take(OPENING).eq(again.text.chars().take(OPENING));
    again.text.len() >= line.text.len() && line.shape.chars > OPENING && begins()
}

/// The paragraph below a headline that comes again below a summary of it.
fn below_headline(lines: &[Line], prose: &[usize]) -> Option<usize> {
    let first = *prose.first()?;
    let again =
        first + 1 + lines.iter().skip(first + 1).take(HEAD).position(|line| is_headline_again(lines, first, line))?;
    let deck = prose.partition_point(|at| *at < again);
    let is_summary = |line: &Line| !line.shape.speech && line.shape.words <= SUMMARY_WORDS;
    let summed = deck == 1 && lines.get(first).is_some_and(is_summary) && prose.len() >= 3;
    prose.get(deck).copied().filter(|start| summed && start - again <= HEAD)
}

/// Whether the line is a headline that stands among the first `end` lines, near the top.
fn is_headline_again(lines: &[Line], end: usize, line: &Line) -> bool {
    let is_headline = |line: &Line| line.is_open() && line.shape.is_headline() && line.shape.words >= 4;
    is_headline(line) && lines.iter().take(end.min(TOP)).any(|above| is_headline(above) && above.text == line.text)
}

/// The paragraph below the writers, where above them stand the headline and a summary of one or two sentences.
fn below_writers(lines: &[Line], prose: &[usize]) -> Option<usize> {
    let first = *prose.first()?;
    let is_writer = |line: &Line| matches!(line.label, Some(Label::Author | Label::Editor));
    let writers = first + lines.iter().skip(first).take(HEAD).position(is_writer)?;
    let deck = prose.partition_point(|at| *at < writers);
    let start = *prose.get(deck)?;
    let is_headline = |line: &Line| line.is_open() && line.shape.is_headline();
    // A notice may stand above the headline.
    let below_notice = |line: &Line| is_headline(line) && line.shape.is_headline_case() && line.shape.words >= 5;
    let headline =
        lines.iter().take(first).any(is_headline) || lines.iter().take(writers).skip(first).any(below_notice);
    let is_summary = |line: &Line| !line.shape.speech && line.shape.words <= SUMMARY_WORDS;
    let summed = prose.iter().take(deck).all(|at| lines.get(*at).is_some_and(is_summary));
    (headline && summed && deck <= 2 && prose.len() >= 2 * deck && start - writers <= HEAD).then_some(start)
}

/// The second or third paragraph below the date, where its first word is in capitals, and elsewhere in small letters:
/// above the word with which a magazine begins an article stands nothing but summaries.
fn below_summary(lines: &[Line], prose: &[usize]) -> Option<usize> {
    let text = |at: &usize| lines.get(*at).map(|line| line.text.as_str()).unwrap_or_default();
    let raised = |at: &&usize| raised(text(at)).is_some_and(|word| prose.iter().any(|at| has_word(text(at), &word)));
    let start = prose.iter().take(3).position(|at| raised(&at))?;
    let is_summary =
        |at: &usize| lines.get(*at).is_some_and(|line| !line.shape.speech && line.shape.words <= SUMMARY_WORDS);
    let summed = start > 0 && prose.len() >= start + 3 && prose.iter().take(start).all(is_summary);
    prose.get(start).copied().filter(|_| summed)
}

/// The first word in small letters, where it is in capitals and the next one is not: so it is the text's, not a name
/// that is always in capitals, where the text has it in small letters, too.
fn raised(text: &str) -> Option<String> {
    let (word, rest) = text.split_once(' ')?;
    let next = rest.split(' ').next()?;
    let letters = word.chars().count() >= 2 && word.chars().all(char::is_uppercase);
    let goes_on =
        if word.chars().count() < 4 { next.starts_with(char::is_lowercase) } else { next.contains(char::is_lowercase) };
    (letters && goes_on).then(|| word.to_lowercase())
}

/// Whether the text has the word, in small letters but perhaps for the first.
fn has_word(text: &str, word: &str) -> bool {
    let same = |other: &str| {
        let other = other.trim_matches(|c: char| !c.is_alphanumeric());
        other.chars().skip(1).all(char::is_lowercase) && other.chars().count() > 1 && other.to_lowercase() == word
    };
    text.split(' ').any(same)
}

/// Below a heading of other stories at the top, the first paragraph whose first word is in capitals, as some outlets
/// begin every article.
fn led_by_capitals(lines: &[Line], prose: &[usize]) -> Option<usize> {
    let first = *prose.first()?;
    lines.iter().take(first).any(|line| line.then == Some(Then::End)).then_some(())?;
    let led = |at: &&usize| lines.get(**at).is_some_and(|line| has_capital_lead(&line.text));
    prose.iter().take(5).find(led).copied()
}

/// Whether the first word is one of five and more capitals, and the second is not in capitals.
fn has_capital_lead(text: &str) -> bool {
    let letters = |word: &str| word.chars().filter(|c| c.is_alphabetic()).count();
    let mut words = text.split(' ');
    words.next().is_some_and(|word| letters(word) >= 5 && !word.contains(char::is_lowercase))
        && words.next().is_some_and(|word| word.contains(char::is_lowercase))
}

/// The first paragraph below the first date, where what stands above it is a summary or a menu's teaser: the date is
/// near, or paragraph follows paragraph below it.
fn below_date(lines: &[Line], prose: &[usize], first: usize) -> Option<usize> {
    let stamps = (first..lines.len()).filter(|at| lines.get(*at).is_some_and(has_day));
    for stamp in stamps {
        let below = prose.partition_point(|at| *at < stamp);
        let mut below = prose.iter().copied().skip(below);
        let Some(start) = below.next() else { break };
        let dense = below.next().zip(below.next()).is_some_and(|(_, third)| third - stamp <= DENSE);
        let teaser = stamp - first <= NEAR || (dense && prose.get(1).is_none_or(|second| second - first > NEAR));
        if teaser || (dense && is_overlay(lines, prose, stamp)) {
            return Some(start);
        }
    }
    None
}

/// Whether the paragraphs above the date are few, nobody speaks in them as somebody does below it, and a menu stands
/// between: they are a notice that the site lays over its pages.
fn is_overlay(lines: &[Line], prose: &[usize], stamp: usize) -> bool {
    let (above, below) = prose.split_at(prose.partition_point(|at| *at < stamp));
    let speaks = |at: &usize| lines.get(*at).is_some_and(|line| line.shape.speech);
    let menu = above
        .last()
        .is_some_and(|last| lines.iter().take(stamp).skip(last + 1).filter(|line| is_label(line)).count() >= MENU);
    above.len() <= OVERLAY && menu && !above.iter().any(speaks) && below.iter().any(speaks)
}

fn is_paragraph(line: &Line) -> bool {
    line.is_prose()
        && !caption::is_named(&line.text)
        && (line.shape.speech || !line.credited().is_some_and(|caption| caption.sure))
}

/// Whether the line begins with a dateline that something else than its shape confirms, and whether that is a full one,
/// which names the outlet.
fn has_dateline(line: &Line) -> Option<bool> {
    let dateline = if line.is_open() { line.dateline()? } else { return None };
    let rest = line.text.get(dateline.rest..).unwrap_or_default();
    (dateline.sure && (rest.is_empty() || rest.split(' ').nth(7).is_some())).then_some(dateline.full)
}

/// The first line from `first` on that ends as a sentence, before the paragraph at `end`: short sentences too begin
/// an article.
pub(super) fn first_sentence(lines: &[Line], first: usize, end: usize) -> usize {
    let sentence = |line: &Line| {
        line.is_open()
            && !line.twin
            && ((line.shape.end == End::Stop && line.shape.words >= 3) || is_placed(line))
            && line.credited().is_none()
            && !caption::is_named(&line.text)
    };
    let begins = |at: &usize| {
        lines.get(*at).is_some_and(sentence) && !is_under_credit(lines, *at) && !is_above_owner(lines, *at)
    };
    (first..end).find(begins).unwrap_or(end)
}

/// Whether the line is as long as a sentence and begins with one word and a dash, as with a place that no table has.
fn is_placed(line: &Line) -> bool {
    let in_one_word = |dateline: &Dateline| {
        dateline.rest < line.text.len() && dateline.city.as_ref().is_some_and(|city| !city.contains(' '))
    };
    line.shape.words >= PLACED_WORDS && !line.shape.is_headline_case() && line.dateline().is_some_and(in_one_word)
}

/// The question or the call just above the first paragraph, `Siapa tak kenal padi gogo?`, begins the article.
pub(super) fn with_call(lines: &[Line], start: usize, top: usize) -> usize {
    let calls = |line: &Line| {
        line.is_open()
            && !line.twin
            && line.shape.words >= 3
            && !line.shape.is_headline_case()
            && line.text.trim_end_matches(['"', '”', '\'', '’']).ends_with(['?', '!'])
    };
    just_above(lines, start, top, calls).filter(|_| lines.get(start).is_some_and(Line::is_prose)).unwrap_or(start)
}

/// The numbered heading just above the first sentence, `1. Banjir di Kota`, is the article's first line.
pub(super) fn with_number(lines: &[Line], start: usize, top: usize) -> usize {
    let is_number = |text: &str| (1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    let numbered = |line: &Line| {
        let number = line.text.split_once(". ").is_some_and(|(number, _)| is_number(number));
        line.is_open() && line.shape.words >= 4 && number
    };
    just_above(lines, start, top, numbered).unwrap_or(start)
}

/// The line just above `start`, not above `top`, if it is such a one.
fn just_above(lines: &[Line], start: usize, top: usize, is_such: impl Fn(&Line) -> bool) -> Option<usize> {
    start.checked_sub(1).filter(|at| *at >= top && lines.get(*at).is_some_and(is_such))
}

/// Whether what stands above the article is a summary of it, alone above a full dateline, or with a photo's caption.
pub(super) fn is_lead(lines: &[Line], end: usize) -> bool {
    let full = lines.get(end).and_then(Line::dateline).is_some_and(|dateline| dateline.full);
    match lines.get(..end) {
        Some([lead, shown]) => {
            lead.shape.words <= SUMMARY_WORDS && shown.credited().is_some_and(|found| !found.caption.is_empty())
        }
        Some([lead]) => full && lead.is_prose() && !lead.shape.speech && lead.text.matches(". ").count() <= 1,
        _ => false,
    }
}

/// The first line before `end` that is no caption, names no writer and is longer than a few words.
pub(super) fn below_captions(lines: &[Line], end: usize) -> usize {
    let is_caption = |line: &Line| {
        is_label(line) || caption::in_place(&line.text).is_some() || credits::before_outlet(&line.text).is_some()
    };
    let text = |at: &usize| !is_named_below(lines, *at, at + 1) && !lines.get(*at).is_some_and(is_caption);
    (0..end).find(text).unwrap_or(end)
}

/// The first line about which nothing is known, without names of buttons above furniture.
pub(super) fn first_text(lines: &[Line], end: usize) -> usize {
    let first = first_open(lines);
    let button = |line: &Line| line.is_open() && is_label(line);
    let below = |at: usize| lines.iter().take(end).skip(at + 1).any(|line| line.then.is_some());
    let listed = lines.iter().take(end).any(|line| line.then == Some(Then::End));
    let other = |line: &Line| !line.is_open() || (line.twin && listed) || is_signed_photo(line);
    let shown = |at: &usize| !lines.get(*at).is_some_and(|line| other(line) || (button(line) && below(*at)));
    (first..end).find(shown).unwrap_or(if end < lines.len() { end } else { first })
}

/// The first line about which nothing is known.
pub(super) fn first_open(lines: &[Line]) -> usize {
    lines.iter().position(|line| line.is_open() || line.then == Some(Then::Links)).unwrap_or(lines.len())
}
