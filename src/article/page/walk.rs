//! Walk: labels for the lines of the article and for those after it.

use std::collections::BTreeMap;

use memchr::memchr;
use xxhash_rust::xxh3::xxh3_64;

use super::Label;
use super::ahead::{self, above, is_sentence};
use super::below::{
    are_hashtags, is_address, is_broken_off, is_cut, is_of_video, is_signature, is_source, is_word_at_end, signature,
};
use super::caption;
use super::credits;
use super::furniture::Then;
use super::initials;
use super::inserted;
use super::lines::Line;
use super::lists;
use super::shape::{End, are_alike, is_name, is_title, key, opening};

/// Where the walk is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Mode {
    /// In the article.
    #[default]
    Body,
    /// After initials or credits, which end most articles, but not all.
    Signed,
    /// After a heading of what stands below an article.
    Over,
    /// In the list below `Tags`.
    Tags,
}

/// A caption that comes again has so many words at the least.
const CAPTION_WORDS: usize = 6;

/// An article with a photo inside has so many sentences at the least.
const PHOTO: usize = 4;

/// Two paragraphs that begin with so many equal characters may be one.
const OPENING: usize = 60;

/// Labels every line from `start` on that has none. `title` is the key of the headline.
pub(super) fn label(lines: &mut [Line], start: usize, title: Option<&str>) {
    let last = lines.iter().rposition(is_sentence).unwrap_or_default();
    let paragraph = lines.iter().rposition(ahead::is_paragraph).unwrap_or(last);
    let pair = (start..lines.len()).rev().find(|at| ahead::goes_on(lines, *at)).unwrap_or_default();
    let all = lines.iter().skip(start).filter(|line| is_sentence(line)).count();
    inserted::label(lines, start, last);
    let shown =
        lines.iter().skip(start).filter(|line| caption::says_where_people_stand(&line.text, &line.shape)).count();
    let gallery = shown * 2 >= all;
    let mut walk = Walk { last, pair, all, gallery, stories: ahead::labelled(lines, paragraph + 1), ..Walk::default() };
    let mut at = start;
    while at < lines.len() {
        at += walk.step(lines, at, title);
    }
    lists::label(lines, start);
    if !lines.iter().any(|line| line.label == Some(Label::Body)) {
        keep_caption(lines);
    }
}

/// A page that is nothing but a photo has its caption as text.
fn keep_caption(lines: &mut [Line]) {
    let is_caption = |line: &&mut Line| line.label == Some(Label::Caption) && line.shape.words >= 8;
    if let Some(line) = lines.iter_mut().find(is_caption) {
        line.label = Some(Label::Body);
    }
}

#[derive(Default)]
struct Walk {
    mode: Mode,
    /// Whether initials or credits have been seen after the text.
    signed: bool,
    /// Whether a paragraph has been seen.
    said: bool,
    /// Whether initials have signed it that are no name in brackets.
    coded: bool,
    /// Tags since the heading.
    tags: usize,
    /// The last line of running text.
    last: usize,
    /// The last place where paragraph follows paragraph.
    pair: usize,
    /// Sentences in all, and so far.
    all: usize,
    seen: usize,
    /// Where the paragraphs so far begin, by a hash of how they begin, and the short lines by one of all of them.
    openings: BTreeMap<u64, (usize, usize)>,
    /// Whether a paragraph has come again.
    again: bool,
    /// Where the last heading of what stands below an article is, or who spoke below it.
    over: usize,
    /// Whether a colon has opened a list and no sentence has closed it.
    listing: bool,
    /// Whether the page is made of photos, so that what they show is its text.
    gallery: bool,
    /// Where other stories begin below the last line of running text.
    stories: Option<usize>,
    /// The tags without a heading, and whether the text has them.
    bare: BTreeMap<usize, bool>,
}

impl Walk {
    /// Labels the line at `at`, and those that hang on it; returns how many.
    fn step(&mut self, lines: &mut [Line], at: usize, title: Option<&str>) -> usize {
        let Some(line) = lines.get(at) else { return 1 };
        if let Some(label) = line.label {
            self.after_credit(label, &line.text);
            return 1;
        }
        let linked =
            if line.then == Some(Then::Links) && self.mode == Mode::Body { ahead::links(lines, at + 1) } else { 0 };
        let label = self.judge(lines, at, title);
        for line in lines.iter_mut().skip(at).take(linked + 1) {
            line.label = Some(label);
        }
        linked + 1
    }

    /// A credit below a paragraph is a signature; the heading `Tags` opens a list.
    fn after_credit(&mut self, label: Label, text: &str) {
        let heading =
            credits::of(text).first().is_some_and(|credit| credit.label == Label::Tags && credit.text.is_empty());
        let signs = matches!(label, Label::Author | Label::Editor | Label::Tags) && self.is_half_said();
        if self.said && heading {
            (self.mode, self.tags) = (Mode::Tags, 0);
        } else if self.said && signs && self.mode != Mode::Over {
            self.sign();
        }
    }

    fn sign(&mut self) {
        self.signed = true;
        self.mode = Mode::Signed;
    }

    fn judge(&mut self, lines: &[Line], at: usize, title: Option<&str>) -> Label {
        let Some(line) = lines.get(at) else { return Label::Furniture };
        if let Some(label) = self.bare_tag(lines, at) {
            return label;
        }
        if self.is_over(lines, at) {
            (self.mode, self.over) = (Mode::Over, at);
        }
        if line.then.is_some() || line.stamp.is_some() {
            return if self.is_day_of_text(line, at) { Label::Body } else { Label::Furniture };
        }
        if let Some(code) = initials::alone(&line.text).filter(|_| self.said) {
            if self.mode == Mode::Body {
                self.initial(lines, at, code);
            }
            return Label::Initials;
        }
        if self.mode == Mode::Body && (self.is_signed_by_name(lines, at) || self.is_signed_in_capitals(lines, at)) {
            self.sign();
            return Label::Author;
        }
        match self.mode {
            Mode::Body => self.in_body(lines, at, title),
            Mode::Tags => self.in_tags(lines, at),
            Mode::Signed | Mode::Over => self.below(lines, at),
        }
    }

    /// The label of a line among tags without a heading, the first of which signs the article.
    fn bare_tag(&mut self, lines: &[Line], at: usize) -> Option<Label> {
        let line = lines.get(at)?;
        if self.said && self.mode == Mode::Body && line.is_open() && line.shape.words <= ahead::TAG_WORDS {
            self.bare = ahead::tags_below(lines, at);
            if !self.bare.is_empty() {
                self.sign();
            }
        }
        self.bare.get(&at).map(|said| if *said { Label::Tags } else { Label::Furniture })
    }

    /// Whether the line says that the article is over: a heading of other stories, or the date of one.
    fn is_over(&self, lines: &[Line], at: usize) -> bool {
        let Some(line) = lines.get(at).filter(|_| self.said) else { return false };
        let teaser = |clock: bool| (clock || at > self.last) && at > self.pair && ahead::is_title(lines, at + 1);
        match (line.then, &line.stamp) {
            _ if is_cut_off(lines, at) => !ahead::goes_on_soon(lines, at + 1),
            (Some(Then::End), _) => self.mode != Mode::Body || !ahead::goes_on_soon(lines, at + 1),
            (Some(Then::Links), _) => at > self.last && ahead::are_links(lines, at + 1),
            (_, Some(stamp)) => {
                let listed = self.listing && !stamp.clock && line.text.contains(char::is_alphabetic);
                self.mode == Mode::Body && !listed && !line.text.starts_with('#') && teaser(stamp.clock)
            }
            _ => false,
        }
    }

    /// Whether a line that looks like a dateline is one of the article's days, as in a list of holidays or matches.
    fn is_day_of_text(&self, line: &Line, at: usize) -> bool {
        let clock = line.stamp.as_ref().is_some_and(|stamp| stamp.clock);
        line.then.is_none()
            && !self.is_among_stories(at)
            && self.mode == Mode::Body
            && (at <= self.last || !clock || line.text.starts_with('#'))
    }

    fn in_body(&mut self, lines: &[Line], at: usize, title: Option<&str>) -> Label {
        let Some(line) = lines.get(at) else { return Label::Furniture };
        if title.is_some_and(|title| is_title(&line.text, title)) {
            return Label::TitleRepeat;
        }
        if above(lines, at).is_some_and(|line| line.then == Some(Then::Photo)) && !line.shape.is_paragraph() {
            return Label::Caption;
        }
        if is_caption_again(lines, at) || is_cell_below_picture(lines, at) {
            return Label::Caption;
        }
        if !self.said && line.dateline().is_some_and(|dateline| dateline.rest == line.text.len()) {
            return Label::Dateline;
        }
        let ended = self.said && at > self.last;
        match line.credited() {
            Some(credited) if credited.sure && credited.caption.is_empty() => Label::Credit,
            Some(credited) if credited.sure && !line.shape.speech && !is_long(&credited.caption) => Label::Caption,
            Some(credited) if is_short_caption(credited, line) || comes_again(lines, at) => Label::Caption,
            Some(credited) if self.is_photo_inside(lines, at, credited) => Label::Caption,
            Some(credited) if at < self.last && !line.shape.speech && credited.is_dated() => Label::Caption,
            _ if is_caption_twice(lines, at) => Label::Caption,
            _ if caption::is_named(&line.text) && line.text.ends_with(')') && !line.shape.speech => Label::Caption,
            _ if !self.gallery && caption::says_where_people_stand(&line.text, &line.shape) => Label::Caption,
            _ if has_slash(line) && caption::is_credit(&line.text) => Label::Credit,
            _ if !is_sentence(line) && !ahead::is_item(line) && credit_below(lines, at) => Label::Caption,
            _ if !is_sentence(line) && is_picture(line) => Label::Caption,
            _ if self.said && at == self.last + 1 && is_signature(lines, at) => signature(&line.text),
            _ if at > self.last && (is_address(&line.text) || is_word_at_end(lines, at)) => Label::Furniture,
            _ if self.said && is_broken_off(lines, at, ended) => Label::Furniture,
            _ if ended && are_hashtags(&line.text) => Label::Tags,
            _ if ended && line.twin && line.shape.end == End::Open => Label::Furniture,
            _ if ended && is_source(&line.text) => Label::Source,
            _ if ended && credits::before_outlet(&line.text).is_some() => Label::Author,
            _ if is_name_twice(lines, at) => Label::Furniture,
            _ if self.said && self.is_among_stories(at) => Label::Furniture,
            _ if self.repeats(lines, at) || self.is_below(lines, at) => Label::Furniture,
            _ if at == self.last && (is_of_video(lines, at) || ahead::retells(lines, at)) => Label::Furniture,
            _ if ended && ahead::is_section(lines, at) => Label::Furniture,
            _ => self.say(lines, at),
        }
    }

    /// A paragraph; initials glued to its end are a signature.
    fn say(&mut self, lines: &[Line], at: usize) -> Label {
        let Some(line) = lines.get(at) else { return Label::Body };
        self.said |= is_sentence(line);
        self.seen += usize::from(is_sentence(line));
        self.listing = line.text.ends_with(':') || (self.listing && !is_sentence(line));
        if let Some((_, code)) = initials::at_end(&line.text) {
            self.initial(lines, at, code);
        }
        Label::Body
    }

    /// Whether the line is one of other stories below the article.
    fn is_among_stories(&self, at: usize) -> bool {
        self.stories.is_some_and(|stories| at >= stories)
    }

    /// Whether half of the article stands above.
    fn is_half_said(&self) -> bool {
        self.seen * 2 >= self.all
    }

    /// Whether the line is nothing but names in brackets, where initials could sign.
    fn is_signed_by_name(&self, lines: &[Line], at: usize) -> bool {
        let names = lines.get(at).is_some_and(|line| initials::names_alone(&line.text).is_some());
        names && self.said && (self.is_half_said() || ahead::are_summaries(lines, at + 1))
    }

    /// Whether the line is the names of several writers in capitals, and the article does not go on below.
    fn is_signed_in_capitals(&self, lines: &[Line], at: usize) -> bool {
        let names = lines.get(at).is_some_and(|line| credits::in_capitals(&line.text).is_some());
        names && self.said && self.is_half_said() && !ahead::goes_on_soon(lines, at + 1)
    }

    /// Initials sign where half of the article stands above, or nothing like an article below.
    fn initial(&mut self, lines: &[Line], at: usize, code: &str) {
        if self.is_half_said() || ahead::are_summaries(lines, at + 1) {
            self.coded = code.contains(['/', '-']) || !code.contains(char::is_uppercase) || code.len() <= 3;
            self.sign();
        }
    }

    /// Whether the line is a short one below the last sentence and below furniture, and the rest is no better.
    fn is_below(&self, lines: &[Line], at: usize) -> bool {
        let follows = above(lines, at).is_some_and(|above| above.label == Some(Label::Furniture));
        let short = lines.get(at).is_some_and(|line| line.shape.end == End::Open && line.shape.words <= 12);
        let cut = at + 1 == lines.len() && is_cut(lines, at);
        self.said && at > self.last && follows && short && !cut && ahead::are_links(lines, self.last + 1)
    }

    /// Whether a paragraph is the beginning of one before, as below some articles; below such a one a short line, too.
    fn repeats(&mut self, lines: &[Line], at: usize) -> bool {
        let Some(line) = lines.get(at) else { return false };
        let begins = |known: &(usize, usize)| begins_with(lines, *known, &line.text);
        let (sign, known) = match sign_of(&line.text) {
            Some(sign) => {
                let known = self.is_said(lines, sign, &line.text);
                self.again |= known;
                (sign, known)
            }
            None => {
                let short = key(&line.text);
                let sign = xxh3_64(short.as_bytes());
                // A page cut off ends in the middle of a line.
                let is_last = at + 1 == lines.len();
                let same = || self.openings.contains_key(&sign) || (is_last && self.openings.values().any(begins));
                (sign, self.again && short.split(' ').count() >= 3 && same())
            }
        };
        if !known && self.openings.is_empty() {
            // What begins again below begins without city and outlet.
            let rest = line.dateline().map_or(line.text.len(), |dateline| dateline.rest);
            let sign = line.text.get(rest..).and_then(sign_of);
            self.openings.extend(sign.map(|sign| (sign, (at, rest))));
        }
        if !known {
            self.openings.entry(sign).or_insert((at, 0));
        }
        known && !self.is_said_again(lines, at)
    }

    /// Whether a paragraph so far that begins with this sign begins with the text.
    fn is_said(&self, lines: &[Line], sign: u64, text: &str) -> bool {
        self.openings.get(&sign).is_some_and(|known| begins_with(lines, *known, text))
    }

    /// Whether something that was not said before stands above and below, so that the article says it again, as
    /// instructions and refrains do.
    fn is_said_again(&self, lines: &[Line], at: usize) -> bool {
        let told = |line: &&Line| is_sentence(line) || line.text.ends_with(':');
        let Some(line) = lines.get(at).filter(told) else { return false };
        let other = |beside: &Line| !are_alike(&beside.text, &line.text);
        let new = |below: &Line| {
            let sign = sign_of(&below.text).filter(|_| is_sentence(below));
            sign.is_some_and(|sign| !self.is_said(lines, sign, &below.text))
        };
        above(lines, at).is_some_and(|above| above.label == Some(Label::Body) && other(above))
            && lines.get(at + 1).is_some_and(new)
    }

    /// Whether a house and a name sign a sentence in which nobody speaks, as at the end of an article, but in its first
    /// half: they took the photo that it tells of. Where the next sentence is signed, too, the page is made of photos.
    fn is_photo_inside(&self, lines: &[Line], at: usize, credited: &caption::Credited) -> bool {
        let inside = self.said && !self.is_half_said() && self.all >= PHOTO;
        let signed =
            |line: &Line| line.text.ends_with(')') && line.credited().is_some_and(|of| of.credit.contains('/'));
        let next = || lines.iter().skip(at + 1).find(|line| line.is_prose());
        let quiet = |line: &Line| signed(line) && !line.text.contains(['"', '“', '”']);
        inside
            && credited.caption.ends_with('.')
            && lines.get(at).is_some_and(quiet)
            && !next().is_some_and(signed)
            && !above(lines, at).is_some_and(signed)
    }

    /// Whether the line right below the paragraph that has been signed ends with a colon and is no heading.
    fn announces(&self, lines: &[Line], at: usize) -> bool {
        let signed = above(lines, at).is_some_and(|above| above.label == Some(Label::Body));
        let line = lines.get(at).filter(|line| signed && line.is_open() && line.text.ends_with(':'));
        let numbered = lines.get(at + 1).is_some_and(|next| next.text.starts_with("1."));
        line.is_some_and(|line| (numbered || line.shape.words >= ANNOUNCED) && !line.shape.is_headline_case())
    }

    fn in_tags(&mut self, lines: &[Line], at: usize) -> Label {
        let Some(line) = lines.get(at) else { return Label::Furniture };
        self.tags += 1;
        if line.shape.words <= ahead::TAG_WORDS
            && line.shape.end != End::Stop
            && !line.text.ends_with(':')
            && self.tags <= ahead::TAGS
        {
            return Label::Tags;
        }
        self.sign();
        self.below(lines, at)
    }

    /// After the article: tags, or the article again where paragraphs go on.
    fn below(&mut self, lines: &[Line], at: usize) -> Label {
        let Some(line) = lines.get(at) else { return Label::Furniture };
        let resumes = match self.mode {
            // What a colon announces is the picture that is missing below it.
            Mode::Signed if self.announces(lines, at) => true,
            Mode::Over => !self.signed && ahead::goes_on(lines, at),
            _ if self.coded && ahead::are_summaries(lines, at) => false,
            _ => {
                let lone = ahead::is_lone_paragraph(lines, at) && line.shape.words >= 15;
                lone || ahead::goes_on(lines, at) || ahead::speaks(lines, at)
            }
        };
        if resumes {
            self.mode = Mode::Body;
            return self.in_body(lines, at, None);
        }
        // A teaser tells, an article has somebody speak; below him a menu may stand all the same.
        if self.mode == Mode::Over && !self.signed && line.shape.speech && at - self.over <= ahead::LINKS {
            self.over = at;
            return self.in_body(lines, at, None);
        }
        if line.text.starts_with('#') {
            return Label::Tags;
        }
        if self.mode == Mode::Signed && ahead::are_bare_tags(lines, at) { Label::Tags } else { Label::Furniture }
    }
}

/// Whether the line is nothing but `...` below a sentence without its end: readers who pay see more.
fn is_cut_off(lines: &[Line], at: usize) -> bool {
    let dots = lines.get(at).is_some_and(|line| matches!(line.text.as_str(), "..." | "…"));
    dots && above(lines, at).is_some_and(|above| above.label == Some(Label::Body) && above.shape.end == End::Open)
}

/// A line of so many words that ends with a colon says what stands below it.
const ANNOUNCED: usize = 6;

/// A few words and the name of a picture house, no sentence.
fn is_short_caption(credited: &caption::Credited, line: &Line) -> bool {
    let words = credited.caption.split(' ').count();
    line.text.ends_with([')', ']'])
        && (2..=12).contains(&words)
        && !credited.caption.ends_with(['.', '"', '”', '?', '!'])
}

/// `Ilustrasi padi gogo`: a few words that say that they are a photo's.
fn is_picture(line: &Line) -> bool {
    caption::is_named(&line.text) && (2..=12).contains(&line.shape.words) && line.shape.end == End::Open
}

/// Whether the next line says the same, or begins to.
fn comes_again(lines: &[Line], at: usize) -> bool {
    lines.get(at).zip(lines.get(at + 1)).is_some_and(|(line, next)| begin_alike(line, next))
}

/// Whether the line above is a caption that says the same.
fn is_caption_again(lines: &[Line], at: usize) -> bool {
    let caption = above(lines, at).filter(|line| line.label == Some(Label::Caption));
    caption
        .zip(lines.get(at))
        .is_some_and(|(caption, line)| begin_alike(caption, line) || line.text.starts_with(&caption.text))
}

/// Whether the line is the cell of a table whose cell above is a picture, `![]() |` and `| Warga menanam padi. |`.
fn is_cell_below_picture(lines: &[Line], at: usize) -> bool {
    above(lines, at).is_some_and(|above| above.text.starts_with("![") && above.text.ends_with('|'))
        && lines.get(at).is_some_and(|line| line.text.starts_with("| ") && line.text.ends_with(" |"))
}

/// Whether the next line says the same and a few names, the photo's credit, behind it.
fn is_caption_twice(lines: &[Line], at: usize) -> bool {
    let line = lines.get(at).filter(|line| line.shape.words >= CAPTION_WORDS);
    let next = line.zip(lines.get(at + 1)).and_then(|(line, next)| next.text.strip_prefix(&line.text));
    let bracketed = |credit: &str| credit.starts_with('(') && credit.contains('/') && caption::is_credit(credit);
    next.and_then(|credit| credit.strip_prefix(' '))
        .is_some_and(|credit| bracketed(credit) || is_name(credit.trim_start_matches([' ', '/', '-'])))
}

/// Whether the line is a name, and so is the one above or below: a photo's description and its caption.
fn is_name_twice(lines: &[Line], at: usize) -> bool {
    let beside = || [at.checked_sub(1), Some(at + 1)].into_iter().flatten().filter_map(|at| lines.get(at));
    lines.get(at).is_some_and(|line| beside().any(|other| other.text == line.text) && is_name(&line.text))
}

/// Whether the paragraph, known by its line and where in that it begins, begins with the text.
fn begins_with(lines: &[Line], (at, from): (usize, usize), text: &str) -> bool {
    let said = lines.get(at).and_then(|line| line.text.get(from..));
    key(said.unwrap_or_default()).starts_with(&key(text))
}

/// A hash of how a paragraph begins, where it is long enough.
fn sign_of(text: &str) -> Option<u64> {
    opening(text, OPENING).map(|opening| xxh3_64(opening.as_bytes()))
}

fn begin_alike(line: &Line, other: &Line) -> bool {
    opening(&line.text, OPENING).is_some_and(|first| opening(&other.text, OPENING) == Some(first))
}

/// Whether nothing but the credit of a photo stands below.
fn credit_below(lines: &[Line], at: usize) -> bool {
    lines.get(at + 1).is_some_and(|line| line.is_open() && has_slash(line) && caption::is_credit(&line.text))
}

fn has_slash(line: &Line) -> bool {
    memchr(b'/', line.text.as_bytes()).is_some()
}

fn is_long(text: &str) -> bool {
    text.split(' ').count() > 45 && text.ends_with(['.', '"', '”'])
}
