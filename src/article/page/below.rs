//! Below: names, sources, addresses, hashtags and words below the last sentence, without a word that says what they are.

use super::Label;
use super::ahead::above;
use super::credits;
use super::dateline;
use super::lines::Line;
use super::shape::{End, is_name};
use super::start::is_teaser;
use super::words::NEXT_PAGE;

/// Whether the line is a name, as one may be below the last sentence.
pub(super) fn is_signature(lines: &[Line], at: usize) -> bool {
    let upper = |line: &Line| is_upper_name(&line.text) || is_with_house(&line.text);
    lines.get(at).is_some_and(upper) || is_lone_name(lines, at)
}

/// `Sumber Kabar Lereng`, below the last sentence.
pub(super) fn is_source(text: &str) -> bool {
    text.strip_prefix("Sumber ").is_some_and(is_name)
}

/// What such a name says.
pub(super) fn signature(text: &str) -> Label {
    if dateline::is_outlet(text) { Label::Source } else { Label::Author }
}

/// `Nama Orang/Harian`, `Nama Orang/Magang`.
fn is_with_house(text: &str) -> bool {
    let is_house = |house: &str| is_name(house) && !house.contains(' ') && house.contains(char::is_lowercase);
    text.split_once('/').is_some_and(|(name, house)| credits::is_person(name) && is_house(house))
}

/// `NAMA ORANG`: a signature in capitals.
fn is_upper_name(text: &str) -> bool {
    is_name(text)
        && text.split(' ').count() <= 3
        && !text.contains(char::is_lowercase)
        && (dateline::is_outlet(text) || text.contains(' '))
}

/// `NAMA`: one word of five and more capitals above furniture.
fn is_lone_name(lines: &[Line], at: usize) -> bool {
    let name = |text: &str| text.len() >= 5 && text.bytes().all(|byte| byte.is_ascii_uppercase());
    lines.get(at).is_some_and(|line| name(&line.text)) && lines.get(at + 1).is_some_and(|next| next.then.is_some())
}

/// Whether the page ends with one word, below a sentence that ended: the first of a list of links, or a name.
pub(super) fn is_word_at_end(lines: &[Line], at: usize) -> bool {
    let word = |line: &Line| line.text.len() >= 4 && line.text.trim_start_matches('|').chars().all(char::is_alphabetic);
    at + 1 == lines.len()
        && lines.get(at).is_some_and(word)
        && above(lines, at).is_some_and(|above| above.shape.end == End::Stop)
}

/// Between the heading of a video and what tells of it stand at most so many buttons, the heading among them.
const BUTTONS: usize = 3;

/// A headline that breaks off has at most so many words, the first of another story more.
const BROKEN_OFF: usize = 14;

/// Whether the line breaks off: behind the name of the outlet as the first words of another story do, or where the article
/// has `ended`, below furniture, as the headline of another story or of the next page does.
pub(super) fn is_broken_off(lines: &[Line], at: usize, ended: bool) -> bool {
    let Some(line) = lines.get(at).filter(|line| is_teaser(line)) else { return false };
    let above = above(lines, at).filter(|above| above.label == Some(Label::Furniture));
    let next_page = |above: &Line| NEXT_PAGE.contains(&above.text.to_lowercase().as_str());
    let below = above.is_some_and(|above| ended || next_page(above));
    let behind_site = line.text.split_once(' ').is_some_and(|(site, rest)| {
        site.contains('.') && dateline::is_outlet(site) && rest.starts_with(['|', '-', '–', '—'])
    });
    (below && line.shape.words <= BROKEN_OFF) || behind_site
}

/// Whether the line is an address of the web or of mail.
pub(super) fn is_address(text: &str) -> bool {
    let mail = || text.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'));
    !text.contains(' ') && (mail() || ["http://", "https://", "www."].iter().any(|start| text.starts_with(start)))
}

/// `#panen #padigogo`: nothing but words of the newsroom.
pub(super) fn are_hashtags(text: &str) -> bool {
    text.split(' ').all(|word| word.len() > 2 && word.starts_with('#'))
}

/// Whether the line tells what is to be seen in the video that the outlet has chosen, right below its heading.
pub(super) fn is_of_video(lines: &[Line], at: usize) -> bool {
    let buttons = lines.iter().take(at).rev().take(BUTTONS).take_while(|above| above.label == Some(Label::Furniture));
    buttons.map(|above| above.text.to_lowercase()).any(|heading| heading.starts_with("saksikan video pilihan"))
}

/// Whether the page's last line begins a sentence or a quotation, as where the text has been cut off.
pub(super) fn is_cut(lines: &[Line], at: usize) -> bool {
    lines.get(at).is_some_and(begins_sentence) || is_cut_below_list(lines, at)
}

fn begins_sentence(line: &Line) -> bool {
    let quoted = || line.text.starts_with(['"', '“']) && line.text.matches(['"', '”']).count() < 2;
    let small = line.shape.words >= 5 && line.shape.capital == 0 && line.shape.long >= 3;
    (line.shape.words >= 8 && !line.shape.is_headline_case()) || small || quoted()
}

/// Whether a sentence begins in the line, which has no bullet, below links that have one.
fn is_cut_below_list(lines: &[Line], at: usize) -> bool {
    let bullet = |line: &Line| line.text.starts_with('•');
    let begins = |line: &Line| !bullet(line) && line.shape.words >= 3 && !line.shape.is_headline_case();
    above(lines, at).is_some_and(bullet) && lines.get(at).is_some_and(begins)
}
