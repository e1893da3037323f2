//! One pass over the tags of a page, in linear time however it is nested: what it says of itself, with the lines.

use std::cell::RefCell;

use html5ever::TokenizerResult;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};

/// A longer text is cut; what it is looked for in is short.
const LONGEST_TEXT: usize = 1000;

/// A line that is longer than this, in bytes, is no dateline.
const LONGEST_DATE: usize = 120;

/// A line that is longer than this, in bytes, is running text.
const LONG: usize = 80;

/// Elements that may be the headline where the page does not state it.
const HEADINGS: &[&str] = &["h1", "h2", "h3", "h4"];

/// Elements that are followed at one time; what is nested deeper is not looked at.
const MOST_OPEN: usize = 16;

/// Elements that begin and end a line of the visible text.
const INLINE: &[&str] =
    &["a", "abbr", "b", "big", "cite", "em", "font", "i", "mark", "small", "span", "strong", "sub", "sup", "time", "u"];

/// Elements without an end.
const VOID: &[&str] =
    &["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];

/// Words of a class or an id that are given to dates.
const DATE_WORDS: &[&str] = &[
    "date",
    "datetime",
    "day",
    "jam",
    "posted",
    "publish",
    "published",
    "pubdate",
    "tanggal",
    "tgl",
    "time",
    "timestamp",
    "waktu",
];

/// A thing said, and the line on which it is said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// What says it: the name of a property, or of an element.
    pub key: String,
    /// What it says.
    pub text: String,
    /// The line of the page, counted from 1.
    pub line: u32,
    /// How many tags stand before it.
    pub place: usize,
}

/// What a page says of itself.
#[derive(Debug, Default)]
pub struct Scan {
    /// `meta` elements by `property`, `name` or `itemprop`, in lower case.
    pub metas: Vec<Said>,
    /// Microdata: elements with an `itemprop`.
    pub props: Vec<Said>,
    /// Scripts of the type `application/ld+json`.
    pub json_ld: Vec<Said>,
    /// `time` elements: the attribute or the text.
    pub times: Vec<Said>,
    /// Elements that call themselves a date and hold a number, and short lines with a year and an hour (key `text`).
    pub dates: Vec<Said>,
    /// `title` elements.
    pub titles: Vec<Said>,
    /// Headings of any rank, each with the bytes of the long lines below it, up to the next.
    pub headings: Vec<(Said, usize)>,
    /// Microdata types: the last part of each `itemtype`.
    pub types: Vec<String>,
    /// The address that the page gives itself: `link rel=canonical`.
    pub canonical: Option<Said>,
    /// The language of the page.
    pub language: Option<Said>,
    /// The visible text, line by line.
    pub text: Vec<String>,
    /// How deep elements are nested, where all that are opened are closed.
    pub deepest: usize,
}

impl Scan {
    /// Scans `html`.
    pub fn of(html: &str) -> Self {
        let tokenizer = Tokenizer::new(Sink::default(), TokenizerOpts::default());
        let input = BufferQueue::default();
        input.push_back(StrTendril::from_slice(html));
        // The tokenizer pauses after scripts only, and where an encoding is named.
        while !matches!(tokenizer.feed(&input), TokenizerResult::Done) {}
        tokenizer.end();
        let mut state = tokenizer.sink.0.into_inner();
        while let Some(open) = state.open.pop() {
            open.close(&mut state.scan);
        }
        state.end_line();
        state.scan
    }

    /// The first `meta` of one of `names`, the first name first.
    pub fn meta(&self, names: &[&str]) -> Option<&Said> {
        names.iter().find_map(|name| self.metas.iter().find(|meta| meta.key == *name))
    }
}

/// What an element is followed for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Title,
    Heading,
    Time,
    Date,
    Prop,
    JsonLd,
}

#[derive(Debug)]
struct Open {
    kind: Kind,
    /// The name of the element, and how many of that name are open inside it.
    element: String,
    inside: usize,
    said: Said,
}

impl Open {
    fn close(self, scan: &mut Scan) {
        let Self { kind, mut said, .. } = self;
        if kind != Kind::JsonLd {
            said.text = said.text.split_whitespace().collect::<Vec<_>>().join(" ");
        }
        if said.text.is_empty() {
            return;
        }
        match kind {
            Kind::Title => scan.titles.push(said),
            Kind::Heading => scan.headings.push((said, 0)),
            Kind::Time => scan.times.push(said),
            Kind::Date if said.text.contains(|c: char| c.is_ascii_digit()) => scan.dates.push(said),
            Kind::Date => {}
            Kind::Prop => scan.props.push(said),
            Kind::JsonLd => scan.json_ld.push(said),
        }
    }
}

#[derive(Debug, Default)]
struct State {
    scan: Scan,
    open: Vec<Open>,
    depth: usize,
    place: usize,
    /// The element whose text is not visible.
    hidden: Option<String>,
    line: String,
    /// The line of the page at which the tokenizer stands.
    number: u32,
}

#[derive(Debug, Default)]
struct Sink(RefCell<State>);

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<()> {
        let mut state = self.0.borrow_mut();
        state.number = u32::try_from(line).unwrap_or(u32::MAX);
        match token {
            Token::CharacterTokens(text) => state.characters(&text),
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => {
                state.start(&tag);
                return raw(&tag.name).map_or(TokenSinkResult::Continue, TokenSinkResult::RawData);
            }
            Token::TagToken(tag) => state.end(&tag.name),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

/// How the content of an element is read that holds no elements.
fn raw(element: &str) -> Option<RawKind> {
    match element {
        "title" | "textarea" => Some(RawKind::Rcdata),
        "script" => Some(RawKind::ScriptData),
        "style" | "xmp" | "iframe" | "noembed" | "noframes" => Some(RawKind::Rawtext),
        _ => None,
    }
}

impl State {
    fn characters(&mut self, text: &str) {
        for open in &mut self.open {
            if open.kind == Kind::JsonLd || open.said.text.len() < LONGEST_TEXT {
                open.said.text.push_str(text);
            }
        }
        if self.hidden.is_none() {
            self.line.push_str(text);
        }
    }

    fn start(&mut self, tag: &Tag) {
        let name: &str = &tag.name;
        self.place += 1;
        for open in self.open.iter_mut().filter(|open| open.element == name) {
            open.inside += 1;
        }
        if !VOID.contains(&name) && !tag.self_closing {
            self.depth += 1;
            self.scan.deepest = self.scan.deepest.max(self.depth);
        }
        if self.hidden.is_none() && (raw(name).is_some() || ["noscript", "select", "svg", "template"].contains(&name)) {
            self.hidden = Some(name.to_owned());
        }
        if !INLINE.contains(&name) {
            self.end_line();
        }
        let attribute = |key: &str| tag.attrs.iter().find(|a| &*a.name.local == key).map(|a| a.value.trim());
        let (place, line) = (self.place, self.number);
        let said = |key: &str, text: &str| Said { key: key.to_lowercase(), text: text.to_owned(), line, place };
        match name {
            "meta" => {
                let key = attribute("property").or_else(|| attribute("name")).or_else(|| attribute("itemprop"));
                if let (Some(key), Some(text)) = (key, attribute("content").filter(|text| !text.is_empty())) {
                    self.scan.metas.push(said(key, text));
                }
            }
            "link" if attribute("rel") == Some("canonical") => {
                self.scan.canonical =
                    self.scan.canonical.take().or(attribute("href").map(|href| said("canonical", href)));
            }
            "html" => {
                self.scan.language = attribute("lang").filter(|lang| !lang.is_empty()).map(|lang| said("lang", lang))
            }
            _ => {}
        }
        if let Some(kind) = attribute("itemtype").and_then(|kind| kind.rsplit('/').next()) {
            self.scan.types.push(kind.to_owned());
        }
        self.follow(tag, &said);
    }

    /// Follows the elements whose text is wanted, or takes the attribute that says it better.
    fn follow(&mut self, tag: &Tag, said: &dyn Fn(&str, &str) -> Said) {
        let name: &str = &tag.name;
        let attribute = |key: &str| tag.attrs.iter().find(|a| &*a.name.local == key).map(|a| a.value.trim());
        let kind = match name {
            "title" => Some((Kind::Title, name)),
            heading if HEADINGS.contains(&heading) => Some((Kind::Heading, name)),
            "script" => attribute("type")
                .filter(|kind| kind.eq_ignore_ascii_case("application/ld+json"))
                .map(|_| (Kind::JsonLd, name)),
            _ => None,
        };
        let prop = attribute("itemprop").map(|prop| (Kind::Prop, prop));
        let time = (name == "time").then_some((Kind::Time, name));
        let words = [attribute("class"), attribute("id")];
        let date = words.into_iter().flatten().find(|words| is_date(words)).map(|words| (Kind::Date, words));
        for (kind, key) in [kind, prop, time, date].into_iter().flatten() {
            let value = ["content", "datetime", "href", "src"]
                .iter()
                .find_map(|key| attribute(key))
                .filter(|value| !value.is_empty());
            let new = said(key, "");
            match value {
                Some(value) if matches!(kind, Kind::Prop | Kind::Time) => {
                    let said = Said { text: value.to_owned(), ..new };
                    Open { kind, element: String::new(), inside: 0, said }.close(&mut self.scan);
                }
                _ if VOID.contains(&name) || tag.self_closing || self.open.len() >= MOST_OPEN => {}
                _ => self.open.push(Open { kind, element: name.to_owned(), inside: 0, said: new }),
            }
        }
    }

    fn end(&mut self, name: &str) {
        self.depth = self.depth.saturating_sub(1);
        if self.hidden.as_deref() == Some(name) {
            self.hidden = None;
        }
        if !INLINE.contains(&name) {
            self.end_line();
        }
        let mut index = self.open.len();
        while let Some(at) = index.checked_sub(1) {
            index = at;
            match self.open.get_mut(at) {
                Some(open) if open.element == name && open.inside > 0 => open.inside -= 1,
                Some(open) if open.element == name => self.open.remove(at).close(&mut self.scan),
                _ => {}
            }
        }
    }

    fn end_line(&mut self) {
        let line = std::mem::take(&mut self.line);
        let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
        if line.is_empty() {
            return;
        }
        if line.len() < LONGEST_DATE && has_year(&line) && has_hour(&line) {
            let key = "text".to_owned();
            self.scan.dates.push(Said { key, text: line.clone(), line: self.number, place: self.place });
        }
        if let Some((_, below)) = self.scan.headings.last_mut().filter(|_| line.len() >= LONG) {
            *below += line.len();
        }
        self.scan.text.push(line);
    }
}

/// Whether a class or an id speaks of a date: `post-date`, `postDate`, `tgl_terbit`.
fn is_date(words: &str) -> bool {
    let split = |c: char| !c.is_ascii_alphanumeric();
    words.split(split).any(|word| DATE_WORDS.contains(&word.to_lowercase().as_str()) || word.ends_with("Date"))
}

/// Whether a text has a number that can be a year, and another beside it.
pub fn has_year(text: &str) -> bool {
    let numbers: Vec<&str> = text.split(|c: char| !c.is_ascii_digit()).filter(|number| !number.is_empty()).collect();
    let is_year =
        |number: &&str| matches!(number.len(), 4 | 8) && (number.starts_with("19") || number.starts_with("20"));
    numbers.len() > 1 && numbers.iter().any(is_year)
}

/// Whether a text has an hour: `07:30`, `07.30` or `7:30`.
pub fn has_hour(text: &str) -> bool {
    let bytes = text.as_bytes();
    // The hour of `100.000` is none.
    let is_digit = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_digit);
    bytes.windows(5).enumerate().any(|(at, five)| match five {
        [a, b, sign @ (b':' | b'.'), c, d] => {
            let short = *a == b' ' && *sign == b':';
            let digits = (short || a.is_ascii_digit()) && [b, c, d].iter().all(|byte| byte.is_ascii_digit());
            digits && !is_digit(at.checked_sub(1)) && !is_digit(at.checked_add(5))
        }
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::has_hour;

    #[test]
    fn an_hour_has_two_digits_and_two() {
        assert!(["2 Maret 2022 19:13 WIB", "19.13", "pukul 7:30"].into_iter().all(has_hour));
        assert!(!["dari 100.000 pada 2017", "2022.1234", "1.234"].into_iter().any(has_hour));
    }
}
