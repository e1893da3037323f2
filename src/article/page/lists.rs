//! Lists: headlines below an article that no heading announces.

use super::Label;
use super::lines::Line;
use super::shape::End;

/// A headline of so many words is sure to be one, no item of a list.
const HEADLINE: usize = 7;

/// Headlines in a row after the last paragraph are links, short lines above furniture are tags, unless the paragraph
/// announces the list or dashes part it.
pub(super) fn label(lines: &mut [Line], start: usize) {
    label_items(lines, start);
    label_links(lines, start);
    label_long(lines, start);
    let is_link = |at: &usize| {
        let link = |line: &Line| {
            line.shape.end == End::Open
                && !line.shape.is_prose()
                && !line.text.contains([':', '–', '—'])
                && !line.text.starts_with(|c: char| c.is_ascii_digit())
        };
        lines.get(*at).is_some_and(|line| link(line) && !line.text.contains(" - "))
    };
    let is_title =
        |at: &&usize| lines.get(**at).is_some_and(|line| line.shape.is_headline() && line.shape.is_headline_case());
    let body = bodies(lines, start);
    let list: Vec<usize> = body.iter().rev().copied().take_while(is_link).collect();
    let above =
        body.len().checked_sub(list.len() + 1).and_then(|above| body.get(above)).and_then(|above| lines.get(*above));
    let opened = above.is_none_or(|above| announces(above) || !above.shape.is_prose());
    let titles = list.iter().filter(is_title).count() * 10 >= list.len() * 8;
    let label = match list.len() {
        _ if opened => return,
        2.. if are_tags(lines, &list) => Label::Tags,
        3.. if titles => Label::Furniture,
        _ => return,
    };
    set(lines, list, label);
}

/// The lines of the text, as far as they are labelled.
fn bodies(lines: &[Line], start: usize) -> Vec<usize> {
    (start..lines.len()).filter(|at| lines.get(*at).is_some_and(|line| line.label == Some(Label::Body))).collect()
}

/// Two and more long headlines below the last sentence are links, and so is what stands below the first of them, unless
/// a day or what announces a list stands above; so is one that ends the page.
fn label_long(lines: &mut [Line], start: usize) {
    let body = bodies(lines, start);
    let said = body.iter().rposition(|at| lines.get(*at).is_some_and(|line| line.shape.is_prose()));
    let Some((last, rest)) = said.and_then(|at| body.get(at..)?.split_first()) else { return };
    let long = |at: &usize| lines.get(*at).is_some_and(is_long);
    let ended = lines.get(*last).is_some_and(|line| line.shape.end == End::Stop && !announces(line));
    let Some(first) = rest.iter().position(long).filter(|_| ended) else { return };
    let opened =
        rest.iter().take(first).filter_map(|at| lines.get(*at)).any(|line| announces(line) || line.stamp.is_some());
    let alone = || lines.get(*last + 1..).is_some_and(|below| below.len() == 1 && below.iter().all(is_lone));
    if !opened && (rest.iter().filter(|at| long(at)).count() >= 2 || alone()) {
        set(lines, rest.iter().skip(first).copied().collect(), Label::Furniture);
    }
}

/// Whether the line is a headline too long for anything else; items of lists begin with numbers and days.
fn is_long(line: &Line) -> bool {
    let shape = &line.shape;
    let numbered = || line.text.split(' ').take(3).any(|word| word.contains(|c: char| c.is_ascii_digit()));
    shape.words >= HEADLINE && shape.is_headline() && shape.is_headline_case() && !numbered()
}

/// Whether one such line that ends the page, right below the last sentence, is one of another story.
fn is_lone(line: &Line) -> bool {
    line.shape.words > HEADLINE && line.shape.end == End::Open && !line.text.contains(['(', '?'])
}

/// Whether a list is to follow below the paragraph.
fn announces(line: &Line) -> bool {
    line.text.ends_with(':') || line.text.ends_with("berikut ini.") || line.text.contains("Berikut ")
}

fn set(lines: &mut [Line], list: Vec<usize>, label: Label) {
    for at in list {
        if let Some(line) = lines.get_mut(at) {
            line.label = Some(label);
        }
    }
}

/// Three and more headlines behind dashes below the last paragraph are links, unless a colon opens the list.
fn label_items(lines: &mut [Line], start: usize) {
    let body = bodies(lines, start);
    let is_item = |at: &usize| {
        lines.get(*at).is_some_and(|line| {
            let shape = &line.shape;
            let headline = shape.is_headline() && shape.is_headline_case() && shape.words >= 4;
            headline && ["- ", "– ", "• "].iter().any(|dash| line.text.starts_with(dash))
        })
    };
    let list: Vec<usize> = body.iter().rev().copied().take_while(is_item).collect();
    let above = body.iter().rev().nth(list.len()).and_then(|above| lines.get(*above));
    if list.len() >= 3 && above.is_some_and(|above| above.shape.is_prose() && !above.text.ends_with(':')) {
        set(lines, list, Label::Furniture);
    }
}

/// Headlines behind bullets that stand in several places between the paragraphs are links to other stories.
fn label_links(lines: &mut [Line], start: usize) {
    let is_link = |line: &Line| {
        let shape = &line.shape;
        let headline = shape.is_headline() && shape.is_headline_case() && shape.words >= 6;
        line.label == Some(Label::Body) && headline && line.text.starts_with("• ")
    };
    let links: Vec<usize> = (start..lines.len()).filter(|at| lines.get(*at).is_some_and(is_link)).collect();
    let runs = links.chunk_by(|above, at| above + 1 == *at);
    let heads: Vec<usize> = runs.filter_map(|run| run.first().copied()).filter(|at| *at > start).collect();
    let closed = |at: &usize| lines.get(*at - 1).is_some_and(|above| above.shape.end == End::Stop);
    if heads.len() >= 2 && heads.iter().all(closed) {
        set(lines, links, Label::Furniture);
    }
}

/// Whether the lines, the last first, are short and furniture follows them: words of the newsroom without a heading.
fn are_tags(lines: &[Line], list: &[usize]) -> bool {
    let short = |at: &usize| lines.get(*at).is_some_and(|line| line.shape.words <= 4 && line.shape.chars <= 40);
    let below = list.first().and_then(|last| lines.get(last + 1));
    below.is_some_and(|below| below.then.is_some()) && list.iter().all(short)
}
