//! Front: labels for the lines above the article.

use super::Label;
use super::ahead::above;
use super::caption;
use super::credits;
use super::furniture::Then;
use super::head::Head;
use super::lines::Line;
use super::shape::{End, is_again, key, title_key};
use super::words::PICTURES;
use super::{stamp, start};

/// Writers are named at most so many lines below.
const NEAR: usize = 50;

/// With so many words a line below the date is a caption, not the name of a section.
const CAPTION_WORDS: usize = 8;

/// With more words a line does not say whom a photo shows.
const SHOWN_WORDS: usize = 7;

/// With more words a line above the article is no summary of it.
const LEAD_WORDS: usize = 60;

/// Labels every line before the start of the article.
pub(super) fn label(lines: &mut [Line], head: &Head) {
    let title = head.title.and_then(|at| lines.get(at)).map(|line| title_key(&line.text));
    let dated = lines.get(head.start).is_some_and(|line| line.dateline().is_some());
    // Without headline and date, what stands below a heading of other stories is theirs.
    let nameless = || lines.iter().take(head.start).any(|line| line.then == Some(Then::End));
    let known = head.title.into_iter().chain(head.date).min();
    let top = known.unwrap_or_else(|| if nameless() { head.start } else { 0 });
    set(lines, head.title, Label::Title);
    set(lines, head.date, Label::Date);
    label_clock(lines, head.date);
    for at in 0..head.start.min(lines.len()) {
        let Some(line) = lines.get(at).filter(|line| line.label.is_none()) else { continue };
        let label = match title.as_deref() {
            Some(title) if is_title_again(line, title) => Label::TitleRepeat,
            _ if lines.get(head.start).is_some_and(|first| start::begins_alike(line, first)) => Label::Furniture,
            _ if at < top && is_photo_above(line, head.title, at) => Label::Caption,
            _ if at < top => Label::Furniture,
            _ => below_title(lines, at, head, dated),
        };
        set(lines, Some(at), label);
    }
}

/// Whether the line is the headline with the key `title`, or so long and open a line but for a word or two.
fn is_title_again(line: &Line, title: &str) -> bool {
    let may_differ = line.is_open() && line.shape.words >= 4 && line.shape.end == End::Open;
    if may_differ { is_again(&line.text, title) } else { title_key(&line.text) == title }
}

fn set(lines: &mut [Line], at: Option<usize>, label: Label) {
    if let Some(line) = at.and_then(|at| lines.get_mut(at)) {
        line.label = Some(label);
    }
}

/// The second line of a date broken over two lines, and the line beside it that says when it was changed.
fn label_clock(lines: &mut [Line], date: Option<usize>) {
    let Some(date) = date else { return };
    if lines.get(date + 1).is_some_and(|line| stamp::is_clock(&line.text)) {
        set(lines, Some(date + 1), Label::Date);
    }
    for at in [date.checked_sub(1), Some(date + 1)].into_iter().flatten() {
        if lines.get(at).is_some_and(|line| line.stamp.as_ref().is_some_and(|stamp| stamp.update)) {
            set(lines, Some(at), Label::Date);
        }
    }
}

fn below_title(lines: &[Line], at: usize, head: &Head, dated: bool) -> Label {
    let Some(line) = lines.get(at) else { return Label::Furniture };
    if line.then.is_some() || line.stamp.is_some() {
        return Label::Furniture;
    }
    // `A`, `A A`: buttons for the size of letters.
    if is_linked(lines, at) || line.text.split(' ').all(|word| word.chars().count() < 2) {
        return Label::Furniture;
    }
    if is_under(lines, at) {
        return Label::Credit;
    }
    if is_point(lines, at) || is_said_below(lines, at, head) {
        return Label::Lead;
    }
    let credited = above(lines, at).is_some_and(|line| line.label == Some(Label::Credit));
    let shown = above(lines, at).is_some_and(|line| line.then == Some(Then::Photo));
    match caption::in_place(&line.text) {
        Some(credited) if credited.caption.is_empty() => Label::Credit,
        Some(_) => Label::Caption,
        None if shown && caption::is_credit_alone(&line.text) => Label::Credit,
        None if caption::is_named(&line.text) && line.shape.words >= 2 => Label::Caption,
        None if credits::before_outlet(&line.text).is_some() => Label::Author,
        None if is_shown(lines, at, head) => Label::Caption,
        None if is_between(at, head) && credits::is_person(&line.text) => Label::Author,
        None if shown || credited || is_credited(lines, at) => Label::Caption,
        None if line.twin && (is_deck(line) || is_below(at, head)) => Label::Caption,
        None if line.shape.is_prose() || is_deck(line) => match dated && is_last(lines, at, head) {
            true if shows_day(line) || start::is_named_below(lines, at, head.start) => Label::Caption,
            true if head.title.is_none() && head.date.is_none() && line.is_prose() && !is_marked(line) => Label::Lead,
            true if head.date.is_some() || above(lines, at).is_none_or(|line| line.label != Some(Label::Title)) => {
                Label::Caption
            }
            _ if line.shape.words <= LEAD_WORDS => Label::Lead,
            _ => Label::Furniture,
        },
        None if line.shape.words >= CAPTION_WORDS && dated && is_last(lines, at, head) => Label::Caption,
        None if shows_title(lines, at, head) => Label::Caption,
        None => Label::Furniture,
    }
}

/// Whether the line is one of several sentences with dashes before them, which sum up the article.
fn is_point(lines: &[Line], at: usize) -> bool {
    let point = |at: usize| lines.get(at).is_some_and(|line| line.is_prose() && line.text.starts_with("- "));
    let labelled =
        || above(lines, at).is_some_and(|above| above.label == Some(Label::Lead) && above.text.starts_with("- "));
    point(at) && (point(at + 1) || labelled())
}

/// Whether a paragraph of the article, not its first, begins with the whole line: the page shows it as a summary.
fn is_said_below(lines: &[Line], at: usize, head: &Head) -> bool {
    let Some(line) = lines.get(at).filter(|line| line.is_prose() && line.shape.words <= LEAD_WORDS) else {
        return false;
    };
    lines.iter().skip(head.start + 1).any(|below| below.text.starts_with(&line.text))
}

/// Whether the line just above the article names somebody of whom its first paragraphs speak: the photo shows them.
fn is_shown(lines: &[Line], at: usize, head: &Head) -> bool {
    let below_title = at + 1 == head.start && head.title.is_some_and(|title| title < at);
    let Some(line) = lines.get(at).filter(|line| below_title && line.shape.words <= SHOWN_WORDS) else { return false };
    let ranked = line.shape.words >= 4 && line.text.split(' ').all(|word| word.starts_with(char::is_uppercase));
    let first = lines.iter().skip(head.start).take(if ranked { 2 } else { 1 });
    (ranked || credits::is_person(&line.text))
        && first.filter(|first| first.is_open()).any(|first| first.text.contains(line.text.as_str()))
}

/// `PANEN: Petani menanam …`, `… di lereng, Rabu (31/12).`: as some papers begin or end what a photo shows.
fn is_marked(line: &Line) -> bool {
    line.text.split(' ').next().is_some_and(|word| word.ends_with(':'))
        || line.text.trim_end_matches('.').ends_with(')')
}

/// Whether the line ends with a day in brackets, `… Senin (6/8)`, as captions do.
fn shows_day(line: &Line) -> bool {
    let day = line.text.trim_end_matches('.').strip_suffix(')').and_then(|text| text.rsplit_once('('));
    line.shape.end == End::Open
        && day
            .is_some_and(|(_, day)| day.contains('/') && day.bytes().all(|byte| byte.is_ascii_digit() || byte == b'/'))
}

/// Whether the line is a few words, most of them the headline's: it says whom or what the photo shows.
fn shows_title(lines: &[Line], at: usize, head: &Head) -> bool {
    let line = lines.get(at).filter(|line| {
        (2..=SHOWN_WORDS).contains(&line.shape.words) && line.shape.end == End::Open && !line.text.contains([':', '('])
    });
    let Some((line, title)) = line.zip(head.title.and_then(|title| lines.get(title))) else { return false };
    let title = title_key(&title.text);
    let words = key(&line.text);
    let shared = words.split(' ').filter(|word| word.chars().count() > 3 && title.split(' ').any(|of| of == *word));
    is_below(at, head)
        && !is_under(lines, at + 1)
        && line.text.starts_with(char::is_uppercase)
        && shared.count() * 2 >= line.shape.words.max(4)
}

/// Whether a photo's caption, credit and all, stands just above the headline.
fn is_photo_above(line: &Line, title: Option<usize>, at: usize) -> bool {
    title.is_some_and(|title| at < title && title - at <= 3)
        && line.is_open()
        && line.credited().is_some_and(|credited| credited.caption.split(' ').count() >= 4)
}

/// Whether the line is the credit of a photo whose caption stands below it.
fn is_under(lines: &[Line], at: usize) -> bool {
    let head = |line: &Line| matches!(line.label, Some(Label::Author | Label::Editor | Label::Date));
    let tags = |line: &Line| line.shape.end == End::Open && line.shape.words <= SHOWN_WORDS;
    let named = || lines.get(at + 1).is_some_and(|below| begins_as_picture(&below.text));
    let below_head = match above(lines, at) {
        Some(above) if head(above) => true,
        Some(above) => tags(above) && at >= 2 && lines.get(at - 2).is_some_and(head),
        None => false,
    };
    lines.get(at).is_some_and(|line| caption::is_credit(&line.text) && !line.twin)
        && lines.get(at + 1).is_some_and(|line| line.is_open() && line.shape.words >= 8)
        && (below_head || named())
}

/// `Ilustrasi panen. …`, `Tangkapan layar …`: what tells what the photo above it shows.
fn begins_as_picture(text: &str) -> bool {
    let first = text.split(' ').next().unwrap_or_default().to_lowercase();
    PICTURES.contains(&first.trim_end_matches([':', '.']))
}

/// Whether the line stands below headline and date, and no writer is named between it and the article.
fn is_last(lines: &[Line], at: usize, head: &Head) -> bool {
    let byline = |line: &Line| matches!(line.label, Some(Label::Author | Label::Editor));
    let above = head.title.into_iter().chain(head.date.filter(|date| *date < head.start)).all(|above| above < at);
    let below = || lines.iter().take(head.start).skip(at + 1).take(NEAR);
    let signed = lines.iter().take(at).skip(head.title.unwrap_or(at)).any(byline);
    above && !below().any(|line| (byline(line) && !signed) || is_captioned(line))
}

/// Whether the line could be a caption itself.
fn is_captioned(line: &Line) -> bool {
    line.is_open() && (line.shape.is_prose() || line.credited().is_some())
}

/// Whether the line stands below headline and date.
fn is_below(at: usize, head: &Head) -> bool {
    head.title.is_some_and(|title| title < at) && head.date.is_none_or(|date| date < at)
}

/// Whether the line stands below the headline and above the date, where writers sign.
fn is_between(at: usize, head: &Head) -> bool {
    head.title.is_some_and(|title| title < at) && head.date.is_some_and(|date| at < date)
}

/// Whether the line is one of the links below a heading such as `Baca Juga`.
fn is_linked(lines: &[Line], at: usize) -> bool {
    let open = |line: &&Line| line.shape.end != End::Stop;
    lines.get(at).as_ref().is_some_and(open)
        && lines.iter().take(at).rev().take(6).take_while(open).any(|line| line.then == Some(Then::Links))
}

/// Whether the photo's credit stands below, with or without a label word between.
fn is_credited(lines: &[Line], at: usize) -> bool {
    let labelled = |at: usize| lines.get(at).is_some_and(|line| line.label == Some(Label::Credit));
    !is_under(lines, at + 1) && (is_credit(lines.get(at + 1)) || labelled(at + 1) || labelled(at + 2))
}

fn is_credit(line: Option<&Line>) -> bool {
    line.filter(|line| line.is_open()).and_then(Line::credited).is_some_and(|credited| credited.caption.is_empty())
}

/// A sentence, or one without its full stop that is longer than a button and not written as a headline.
fn is_deck(line: &Line) -> bool {
    let sentence = line.shape.end == End::Stop && line.shape.words >= 3;
    sentence || (line.shape.words >= 6 && !line.shape.is_headline_case())
}
