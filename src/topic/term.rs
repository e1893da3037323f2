//! Terms of rules: `word`, `two words`, `word*`, `~word`, `title:word`; two to four capitals match capitals only.

use std::fmt;

use super::words::{fold, is_acronym};

/// A part of an article in which a term may stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// The newsroom's words.
    Tags,
    /// The headline.
    Title,
    /// The first words of the text.
    Lead,
    /// The text; what is found in its first words is in the lead.
    Body,
    /// The address.
    Url,
}

impl Scope {
    /// Every scope and its name in `config.toml`.
    pub const NAMES: &[(&str, Scope)] = &[
        ("tags", Scope::Tags),
        ("title", Scope::Title),
        ("lead", Scope::Lead),
        ("body", Scope::Body),
        ("url", Scope::Url),
    ];

    /// The scope called `name`; `tag` is `tags`, as a term has it.
    pub fn named(name: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(known, _)| *known == name || (name == "tag" && *known == "tags")).map(|(_, s)| *s)
    }

    /// The bit of a place in the scope.
    pub fn bit(self) -> u8 {
        1 << self as u8
    }

    /// The bits of all places that the scope covers: the text begins with its lead.
    pub fn covers(self) -> u8 {
        match self {
            Scope::Body => Scope::Body.bit() | Scope::Lead.bit(),
            other => other.bit(),
        }
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Scope::Tags => "tag",
            Scope::Title => "title",
            Scope::Lead => "lead",
            Scope::Body => "body",
            Scope::Url => "url",
        })
    }
}

/// What an automaton looks for.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Pattern {
    /// Folded words.
    pub words: String,
    /// Which texts match.
    pub how: How,
}

/// Which texts a pattern matches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum How {
    /// The words.
    Words,
    /// The words, written in capitals.
    Capitals,
    /// The words, the last of which may go on.
    Open,
    /// Every word with the same stem.
    Stem,
}

/// A term of a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// The one scope that the term names itself.
    pub scope: Option<Scope>,
    /// What is looked for.
    pub pattern: Pattern,
}

/// Why a text is no term.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// No letter or digit in it.
    #[error("a term without a letter or digit can never match")]
    Empty,
    /// A star elsewhere than at the end.
    #[error("`*` stands only at the end of a term, as in `kapal*`")]
    Star,
    /// `~` before several words, or beside a star.
    #[error("`~` stands before a single word, as in `~tahan`")]
    Stem,
}

impl Term {
    /// Reads a term.
    ///
    /// # Errors
    /// Where `text` can never match or means nothing.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let text = text.trim();
        let (scope, words) = match text.split_once(':').and_then(|(name, rest)| Some((Scope::named(name)?, rest))) {
            Some((scope, rest)) => (Some(scope), rest.trim()),
            None => (None, text),
        };
        let (words, how) = match (words.strip_prefix('~'), words.strip_suffix('*')) {
            (Some(words), _) => (words, How::Stem),
            (None, Some(words)) => (words, How::Open),
            (None, None) if is_acronym(words) => (words, How::Capitals),
            (None, None) => (words, How::Words),
        };
        let folded = fold(words);
        match how {
            How::Stem if words.contains('*') || folded.contains(' ') => return Err(Error::Stem),
            _ if words.contains('*') => return Err(Error::Star),
            _ if folded.is_empty() => return Err(Error::Empty),
            _ => {}
        }
        Ok(Self { scope, pattern: Pattern { words: folded, how } })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Result<(Option<Scope>, &str, How), Error>) {
        let found = Term::parse(text).map(|term| (term.scope, term.pattern.words, term.pattern.how));
        assert_eq!(found, expected.map(|(scope, words, how)| (scope, words.to_owned(), how)));
    }

    #[test]
    fn terms() {
        check("Kapal Selam", Ok((None, "kapal selam", How::Words)));
        check("kapal selam*", Ok((None, "kapal selam", How::Open)));
        check("title: OTT", Ok((Some(Scope::Title), "ott", How::Capitals)));
        check("tag:Kemhan", Ok((Some(Scope::Tags), "kemhan", How::Words)));
        check("TNI", Ok((None, "tni", How::Capitals)));
        check("TNI AL", Ok((None, "tni al", How::Words)));
        check("10:00", Ok((None, "10 00", How::Words)));
        check("~Pertahanan", Ok((None, "pertahanan", How::Stem)));
    }

    #[test]
    fn what_is_no_term() {
        check("", Err(Error::Empty));
        check("title:", Err(Error::Empty));
        check("---", Err(Error::Empty));
        check("ka*pal", Err(Error::Star));
        check("~tahan banting", Err(Error::Stem));
        check("~tahan*", Err(Error::Stem));
        check("~", Err(Error::Empty));
    }
}
