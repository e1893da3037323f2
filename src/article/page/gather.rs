//! Gather: labelled lines → [`Page`].

use super::caption;
use super::credits;
use super::dateline;
use super::head::Head;
use super::initials;
use super::inline;
use super::inside;
use super::lines::Line;
use super::shape::{is_again, title_key};
use super::stamp;
use super::tail;
use super::words::{AUTHOR, EDITOR};
use super::{Found, Label, Page};

/// A teaser has so many words at the least.
const TEASER: usize = 6;

/// The page of these lines.
pub(super) fn page(lines: Vec<Line>, head: &Head) -> Page {
    let mut page = Page { title: found(&lines, head.title), date: date(&lines, head.date), ..Page::default() };
    let mut bodies = 0;
    for line in &lines {
        match line.label {
            Some(Label::Body) => {
                body(&mut page, line, bodies == 0);
                bodies += 1;
            }
            Some(Label::Dateline) => page.city = line.dateline().and_then(|dateline| dateline.city.clone()),
            Some(Label::Initials) if page.initials.is_none() => page.initials = code(&line.text),
            Some(label @ (Label::Caption | Label::Credit)) => photo(&mut page, line, label),
            Some(Label::Lead) => lead(&mut page, &line.text),
            Some(Label::Date) => people_of_date(&mut page, line),
            Some(label @ (Label::Author | Label::Editor | Label::Tags)) => credit(&mut page, line, label),
            _ => {}
        }
    }
    sign_off(&mut page);
    page.lines = lines.into_iter().map(|line| (line.number, line.label.unwrap_or(Label::Body), line.text)).collect();
    page
}

fn found(lines: &[Line], at: Option<usize>) -> Option<Found> {
    at.and_then(|at| lines.get(at)).map(|line| Found { text: line.text.clone(), line: line.number })
}

/// The date, with the clock of the next line where it is broken over two.
fn date(lines: &[Line], at: Option<usize>) -> Option<Found> {
    let mut date = found(lines, at)?;
    let clock = at.and_then(|at| lines.get(at + 1)).filter(|next| stamp::is_clock(&next.text));
    if let Some(clock) = clock {
        date.text = format!("{} {}", date.text, clock.text);
    }
    Some(date)
}

/// The lead may have several lines; none is lost.
fn lead(page: &mut Page, text: &str) {
    let lead = page.lead.get_or_insert_default();
    if !lead.is_empty() {
        lead.push(' ');
    }
    lead.push_str(text);
}

fn body(page: &mut Page, line: &Line, first: bool) {
    let mut dateline = if first { line.dateline().cloned() } else { None };
    if first
        && dateline.as_ref().is_none_or(|dateline| !dateline.sure)
        && let Some((start, found)) = inside::of(&line.text)
    {
        before_dateline(page, line.text.get(..start).unwrap_or_default());
        dateline = Some(found);
    }
    let rest = dateline.as_ref().map_or(0, |dateline| dateline.rest);
    let text = line.text.get(rest..).unwrap_or(&line.text);
    if let Some(city) = dateline.and_then(|dateline| dateline.city) {
        page.city.get_or_insert(city);
    }
    let text = inline::clean(text);
    if !text.is_empty() {
        page.body.push(text);
    }
}

/// What stands before the dateline sums the article up, but where it is the headline or names people.
fn before_dateline(page: &mut Page, text: &str) {
    let words: Vec<String> = text.split(' ').map(|word| word.trim_end_matches([':', ',']).to_lowercase()).collect();
    let named = words.iter().any(|word| AUTHOR.contains(&word.as_str()) || EDITOR.contains(&word.as_str()));
    let again = page.title.as_ref().is_some_and(|title| is_again(text.trim(), &title_key(&title.text)));
    if words.len() >= TEASER && !named && !again && page.lead.is_none() {
        lead(page, text.trim_end());
    }
}

/// Takes the initials glued to the last paragraph.
fn sign_off(page: &mut Page) {
    let Some(last) = page.body.last_mut() else { return };
    let (text, tail) = tail::cut(last);
    let credits = tail::credits_in(tail);
    if !tail.is_empty() {
        if page.initials.is_none() {
            let signed = tail.split(' ').find_map(|word| initials::alone(word).filter(|code| code.contains('/')));
            page.initials = signed.map(str::to_owned);
        }
        *last = text.to_owned();
    }
    if let Some((paragraph, code)) = initials::at_end(last).or_else(|| initials::at_open_end(last)) {
        if page.initials.is_none() && !code.is_empty() {
            page.initials = Some(code.to_owned());
        }
        *last = paragraph.to_owned();
    } else if let Some((paragraph, names)) = initials::names_at_end(last) {
        let people = names.into_iter().filter(|name| name.contains(' ') && !dateline::is_outlet(name));
        page.authors.extend(people.map(str::to_owned));
        *last = paragraph.to_owned();
    } else if let Some((shown, credit)) = caption::signed_by_agency(last) {
        page.credit.get_or_insert_with(|| credit.to_owned());
        *last = shown.to_owned();
    }
    credits.iter().for_each(|credit| push(page, credit.label, &credit.text));
}

fn code(line: &str) -> Option<String> {
    initials::alone(line).filter(|code| !code.is_empty()).map(str::to_owned)
}

/// The first caption; one with its credit is surer than one without.
fn photo(page: &mut Page, line: &Line, label: Label) {
    // The outlet signs some captions as it does articles.
    let outlet = line.dateline().filter(|dateline| dateline.sure && dateline.city.is_none());
    let text = line.text.get(outlet.map_or(0, |outlet| outlet.rest)..).unwrap_or_default().trim_start_matches("| ");
    let credited = caption::in_place(text).filter(|_| page.credit.is_none());
    if label == Label::Credit && credited.is_none() {
        page.credit.get_or_insert_with(|| credits::tidy(&line.text));
        return;
    }
    let caption = credited.as_ref().map_or(text, |credited| credited.caption.as_str());
    let again = page.title.as_ref().is_some_and(|title| is_again(caption, &title_key(&title.text)));
    if (page.caption.is_none() || credited.is_some()) && !caption.is_empty() && !again {
        page.caption = Some(caption.to_owned());
    }
    if let Some(credited) = credited.filter(|credited| !credited.credit.is_empty()) {
        page.credit = Some(credited.credit);
    }
}

/// `Nama, Jurnalis-Rabu, 2 Maret …`, `… WIB Reporter: Nama | Editor: Nama`.
fn people_of_date(page: &mut Page, line: &Line) {
    let Some(span) = line.stamp.as_ref().map(|stamp| stamp.span.clone()) else { return };
    for credit in line
        .text
        .get(span.end..)
        .map(|after| credits::of(after.trim_start_matches([' ', '|', '-', ','])))
        .unwrap_or_default()
    {
        push(page, credit.label, &credit.text);
    }
    let before = line.text.get(..span.start).map(credits::tidy).unwrap_or_default();
    let writer = before
        .strip_suffix(", Jurnalis")
        .map(str::to_owned)
        .or_else(|| credits::of(&before).pop().map(|credit| credit.text));
    push(page, Label::Author, &writer.unwrap_or_default());
}

fn credit(page: &mut Page, line: &Line, label: Label) {
    if let Some(names) = initials::names_alone(&line.text).filter(|_| label == Label::Author) {
        names.into_iter().filter(|name| !dateline::is_outlet(name)).for_each(|name| push(page, label, name));
        return;
    }
    if let Some(names) = credits::in_capitals(&line.text).filter(|_| label == Label::Author) {
        names.into_iter().for_each(|name| push(page, label, name));
        return;
    }
    let credits = credits::of(&line.text);
    for credit in &credits {
        push(page, credit.label, &credit.text);
    }
    if credits.is_empty() {
        let name = credits::before_outlet(&line.text).filter(|_| label == Label::Author);
        push(page, label, &name.unwrap_or_else(|| credits::tidy(&line.text)));
    }
}

fn push(page: &mut Page, label: Label, text: &str) {
    let (list, texts) = match label {
        Label::Author => (&mut page.authors, vec![text.to_owned()]),
        Label::Editor => (&mut page.editors, vec![text.to_owned()]),
        Label::Tags => (&mut page.tags, credits::tags(text.strip_prefix("id ").unwrap_or(text))),
        _ => return,
    };
    for text in texts {
        if !text.is_empty() && !list.contains(&text) {
            list.push(text);
        }
    }
}
