//! Walk: labels for the lines of the article and for those after it.

use std::collections::HashMap;

use super::Label;
use super::caption;
use super::credits;
use super::dateline;
use super::furniture::Then;
use super::initials;
use super::lines::Line;
use super::shape::{End, is_name, key, title_key};

/// Where the walk is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    /// In the article.
    Body,
    /// After initials or credits, which end most articles, but not all.
    Signed,
    /// After a heading of what stands below an article.
    Over,
    /// In the list below `Tags`.
    Tags,
}

/// At most so many words are a tag, and so many lines a list of tags.
const TAG_WORDS: usize = 5;
const TAG_LINES: usize = 20;

/// At most so many headlines stand below one heading inside an article.
const LINKS: usize = 5;

/// Two paragraphs that begin with so many equal characters may be one.
const OPENING: usize = 60;

/// Within so many lines an article goes on that a list of links interrupts.
const SOON: usize = 8;

/// Labels every line from `start` on that has none.
pub(super) fn label(lines: &mut [Line], start: usize, title: Option<&str>) {
    let title = title.map(title_key);
    let last = lines.iter().rposition(is_sentence).unwrap_or_default();
    let pair = (start..lines.len()).rev().find(|at| goes_on(lines, *at)).unwrap_or_default();
    let all = lines.iter().skip(start).filter(|line| is_sentence(line)).count();
    let mut walk = Walk::new(last, pair, all);
    let mut at = start;
    while at < lines.len() {
        at += walk.step(lines, at, title.as_deref());
    }
    label_list_at_end(lines, start);
}

struct Walk {
    mode: Mode,
    /// Whether initials or credits have been seen after the text.
    signed: bool,
    /// Whether a paragraph has been seen.
    said: bool,
    /// Whether the initials were glued to a paragraph.
    glued: bool,
    /// Tags since the heading.
    tags: usize,
    /// The last line of running text.
    last: usize,
    /// The last place where paragraph follows paragraph.
    pair: usize,
    /// Sentences in all, and so far.
    all: usize,
    seen: usize,
    /// The paragraphs so far by how they begin.
    openings: HashMap<String, String>,
}

impl Walk {
    fn new(last: usize, pair: usize, all: usize) -> Self {
        let openings = HashMap::new();
        Self { mode: Mode::Body, signed: false, said: false, glued: false, tags: 0, last, pair, all, seen: 0, openings }
    }

    /// Labels the line at `at`, and those that hang on it; returns how many.
    fn step(&mut self, lines: &mut [Line], at: usize, title: Option<&str>) -> usize {
        let Some(line) = lines.get(at) else { return 1 };
        if let Some(label) = line.label {
            self.after_credit(label, &line.text);
            return 1;
        }
        let linked = if line.then == Some(Then::Links) && self.mode == Mode::Body { links(lines, at + 1) } else { 0 };
        let label = self.judge(lines, at, title);
        for line in lines.iter_mut().skip(at).take(linked + 1) {
            line.label = Some(label);
        }
        linked + 1
    }

    /// A credit below a paragraph is a signature; the heading `Tags` opens a list.
    fn after_credit(&mut self, label: Label, text: &str) {
        match label {
            Label::Tags | Label::Furniture
                if credits::of(text)
                    .first()
                    .is_some_and(|credit| credit.label == Label::Tags && credit.text.is_empty()) =>
            {
                (self.mode, self.tags) = (if self.said { Mode::Tags } else { self.mode }, 0);
            }
            Label::Author | Label::Editor | Label::Tags
                if self.said && self.mode != Mode::Over && self.seen * 2 >= self.all =>
            {
                self.sign();
            }
            _ => {}
        }
    }

    fn sign(&mut self) {
        self.signed = true;
        self.mode = Mode::Signed;
    }

    fn judge(&mut self, lines: &[Line], at: usize, title: Option<&str>) -> Label {
        let Some(line) = lines.get(at) else { return Label::Furniture };
        if line.then == Some(Then::End) && self.said && !(self.mode == Mode::Body && goes_on_soon(lines, at + 1)) {
            self.mode = Mode::Over;
        }
        if line.then == Some(Then::Links) && self.said && at > self.last && are_links(lines, at + 1) {
            self.mode = Mode::Over;
        }
        if let Some(stamp) = line.stamp.as_ref().filter(|_| self.mode == Mode::Body && !line.text.starts_with('#')) {
            let teaser = (at > self.last || stamp.clock) && at > self.pair && is_title(lines, at + 1);
            if !(teaser || at > self.last && stamp.clock) {
                return Label::Body;
            }
            if self.said && teaser {
                self.mode = Mode::Over;
            }
        }
        if line.then.is_some() || line.stamp.is_some() {
            return Label::Furniture;
        }
        if initials::alone(&line.text).is_some() && self.said {
            if self.mode == Mode::Body {
                self.sign()
            }
            return Label::Initials;
        }
        match self.mode {
            Mode::Body => self.in_body(lines, at, title),
            Mode::Tags => self.in_tags(lines, at),
            Mode::Signed | Mode::Over => self.below(lines, at),
        }
    }

    fn in_body(&mut self, lines: &[Line], at: usize, title: Option<&str>) -> Label {
        let Some(line) = lines.get(at) else { return Label::Furniture };
        if title.is_some_and(|title| title_key(&line.text) == title) {
            return Label::TitleRepeat;
        }
        let photo =
            at.checked_sub(1).and_then(|before| lines.get(before)).is_some_and(|line| line.then == Some(Then::Photo));
        if photo && !line.shape.is_paragraph() {
            return Label::Caption;
        }
        if !self.said && dateline::of(&line.text).is_some_and(|dateline| dateline.rest == line.text.len()) {
            return Label::Dateline;
        }
        match caption::of(&line.text) {
            Some(credited) if credited.sure && credited.caption.is_empty() => Label::Credit,
            Some(credited) if credited.sure && !line.shape.speech && !is_long(&credited.caption) => Label::Caption,
            _ if self.said && at == self.last + 1 && is_upper_name(&line.text) => {
                if dateline::is_outlet(&line.text) {
                    Label::Source
                } else {
                    Label::Author
                }
            }
            _ if self.repeats(&line.text) || self.is_below(lines, at) => Label::Furniture,
            _ => {
                self.said |= is_sentence(line);
                self.seen += usize::from(is_sentence(line));
                if let Some((_, code)) = initials::at_end(&line.text) {
                    self.glued = code.contains(['/', '-']) || !code.contains(char::is_uppercase);
                    self.sign();
                }
                Label::Body
            }
        }
    }

    /// Whether the line is a short one below the last sentence and below furniture, and the rest is no better.
    fn is_below(&self, lines: &[Line], at: usize) -> bool {
        let follows = at
            .checked_sub(1)
            .and_then(|above| lines.get(above))
            .is_some_and(|above| above.label == Some(Label::Furniture));
        let short = lines.get(at).is_some_and(|line| line.shape.end == End::Open && line.shape.words <= 12);
        self.said && at > self.last && follows && short && are_links(lines, self.last + 1)
    }

    /// Whether a paragraph is the beginning of one before, as below some articles.
    fn repeats(&mut self, text: &str) -> bool {
        let text = key(text);
        let Some(opening) = text.char_indices().nth(OPENING).and_then(|(end, _)| text.get(..end)) else {
            return false;
        };
        let known = self.openings.get(opening).is_some_and(|known| known.starts_with(text.as_str()));
        if !known {
            self.openings.entry(opening.to_owned()).or_insert_with(|| text.clone());
        }
        known
    }

    fn in_tags(&mut self, lines: &[Line], at: usize) -> Label {
        let Some(line) = lines.get(at) else { return Label::Furniture };
        self.tags += 1;
        if line.shape.words <= TAG_WORDS
            && line.shape.end != End::Stop
            && !line.text.ends_with(':')
            && self.tags <= TAG_LINES
        {
            return Label::Tags;
        }
        self.mode = Mode::Signed;
        self.signed = true;
        self.below(lines, at)
    }

    /// After the article: tags, or the article again where paragraphs go on.
    fn below(&mut self, lines: &[Line], at: usize) -> Label {
        let Some(line) = lines.get(at) else { return Label::Furniture };
        let resumes = match self.mode {
            Mode::Over => !self.signed && goes_on(lines, at),
            _ if self.glued && are_summaries(lines, at) => false,
            _ => goes_on(lines, at) || (is_lone_paragraph(lines, at) && line.shape.words >= 15),
        };
        if resumes {
            self.mode = Mode::Body;
            return self.in_body(lines, at, None);
        }
        if line.text.starts_with('#') {
            return Label::Tags;
        }
        if self.mode == Mode::Signed && are_bare_tags(lines, at) { Label::Tags } else { Label::Furniture }
    }
}

/// Whether the line reads like running text, be it short.
fn is_sentence(line: &Line) -> bool {
    line.is_prose() || (line.is_open() && line.shape.end == End::Stop && line.shape.words >= 3)
}

/// `NAMA ORANG`: a signature in capitals.
fn is_upper_name(text: &str) -> bool {
    is_name(text)
        && text.split(' ').count() <= 3
        && !text.contains(char::is_lowercase)
        && (dateline::is_outlet(text) || text.contains(' '))
}

fn is_long(text: &str) -> bool {
    text.split(' ').count() > 45 && text.ends_with(['.', '"', '”'])
}

fn is_paragraph(line: &Line) -> bool {
    line.is_open() && line.shape.is_paragraph() && !line.shape.is_headline_case()
}

/// Whether two paragraphs stand at `at`, one after the other, as an article has them and a list of teasers has not.
fn goes_on(lines: &[Line], at: usize) -> bool {
    let next: Vec<&Line> = lines.iter().skip(at).take(6).filter(|line| line.then != Some(Then::Junk)).take(2).collect();
    next.len() == 2 && next.into_iter().all(is_paragraph)
}

/// Whether the article goes on at once, or with two paragraphs below a few lines.
fn goes_on_soon(lines: &[Line], at: usize) -> bool {
    lines.get(at).is_some_and(is_paragraph) || (at..at + SOON).any(|at| goes_on(lines, at))
}

fn is_title(lines: &[Line], at: usize) -> bool {
    lines.get(at).is_some_and(|line| line.is_open() && line.shape.is_headline())
}

/// Whether the paragraphs at `at` and below are summaries of other stories: one sentence each, nobody speaks.
fn are_summaries(lines: &[Line], at: usize) -> bool {
    let speaks = |line: &Line| line.text.contains(['"', '“', '”']);
    let summary = |line: &Line| !speaks(line) && !line.text.contains(". ") && line.shape.words <= 32;
    lines.iter().skip(at).take(30).filter(|line| line.is_prose()).all(summary)
}

/// Whether nothing but headlines and names stands at `at` and below: no list that a colon opens, no numbers.
fn are_links(lines: &[Line], at: usize) -> bool {
    let is_link = |line: &Line| {
        line.shape.end != End::Stop
            && !line.text.ends_with(':')
            && !line.text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '–' | '•' | '*'))
    };
    lines.iter().skip(at).take(SOON).filter(|line| line.is_open()).all(is_link)
}

/// Whether a paragraph follows a signature at once.
fn is_lone_paragraph(lines: &[Line], at: usize) -> bool {
    let after_signature = at.checked_sub(1).and_then(|before| lines.get(before)).is_some_and(|line| {
        matches!(line.label, Some(Label::Initials | Label::Author | Label::Editor | Label::Source))
    });
    after_signature
        && lines.get(at).is_some_and(|line| line.shape.is_paragraph() && line.shape.capital * 2 < line.shape.long)
}

/// Whether the line is one of at least two short ones that follow the initials at once: tags without a heading.
fn are_bare_tags(lines: &[Line], at: usize) -> bool {
    let short = |line: &&Line| line.is_open() && line.shape.words <= 4 && line.shape.end == End::Open;
    let above = lines.iter().take(at).rev().take_while(|line| line.label == Some(Label::Tags)).count();
    let first = at - above;
    let follows = first
        .checked_sub(1)
        .and_then(|before| lines.get(before))
        .is_some_and(|line| line.label == Some(Label::Initials));
    follows
        && lines.get(at).is_some_and(|line| short(&line))
        && above + lines.iter().skip(at).take_while(short).count() >= 2
}

/// How many linked headlines stand at `at`, below a heading.
fn links(lines: &[Line], at: usize) -> usize {
    let close = lines.get(at).is_some_and(|first| !first.gap);
    let is_link = |index: usize, line: &Line| {
        let shaped = line.is_open()
            && line.shape.is_headline()
            && line.shape.words >= 4
            && initials::alone(&line.text).is_none();
        let apart = close && line.gap && index > 0;
        shaped
            && !apart
            && line.shape.is_headline_case()
            && !line.text.ends_with(':')
            && !line.text.starts_with(['"', '“'])
    };
    lines.iter().skip(at).take(LINKS).enumerate().take_while(|(index, line)| is_link(*index, line)).count()
}

/// Headlines in a row after the last paragraph are links, unless a colon opens the list or dashes part it.
fn label_list_at_end(lines: &mut [Line], start: usize) {
    let is_body = |at: &usize| lines.get(*at).is_some_and(|line| line.label == Some(Label::Body));
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
    let body: Vec<usize> = (start..lines.len()).filter(is_body).collect();
    let list: Vec<usize> = body.iter().rev().copied().take_while(is_link).collect();
    let above =
        body.len().checked_sub(list.len() + 1).and_then(|above| body.get(above)).and_then(|above| lines.get(*above));
    let opened = above.is_none_or(|above| above.text.ends_with(':') || !above.shape.is_prose());
    if list.len() >= 3 && !opened && list.iter().filter(is_title).count() * 10 >= list.len() * 8 {
        for at in list {
            if let Some(line) = lines.get_mut(at) {
                line.label = Some(Label::Furniture);
            }
        }
    }
}
