//! A line under reading: its tokens, and how far they are understood.

use super::Context;
use super::token::{Kind, Token};
use super::word::Word;

/// A line cut into tokens, with what the caller knows about it.
#[derive(Clone, Copy)]
pub(super) struct Line<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: &'a [Token],
    pub(super) context: &'a Context,
    /// Tokens before this one belong to parts already understood.
    pub(super) floor: usize,
    /// The part before `floor` is a date.
    pub(super) after_date: bool,
}

impl<'a> Line<'a> {
    /// The token at this place, or [`Token::END`].
    pub(super) fn at(&self, place: usize) -> Token {
        self.tokens.get(place).copied().unwrap_or(Token::END)
    }

    /// The token before this place, or [`Token::END`].
    pub(super) fn before(&self, place: usize) -> Token {
        place.checked_sub(1).map_or(Token::END, |place| self.at(place))
    }

    /// The text of one token.
    pub(super) fn word_at(&self, place: usize) -> &'a str {
        let token = self.at(place);
        self.text.get(token.start.into()..token.end.into()).unwrap_or("")
    }

    /// The text from the token `from` to the one before `to`.
    pub(super) fn words(&self, from: usize, to: usize) -> &'a str {
        self.text.get(self.span(from, to)).unwrap_or("")
    }

    /// The bytes from the token `from` to the one before `to`, and a bracket behind it that was opened inside.
    pub(super) fn span(&self, from: usize, to: usize) -> std::ops::Range<usize> {
        let to = to.min(self.tokens.len());
        let opened = |token: &Token| matches!(token.sign(), b'(' | b'[');
        let closes = matches!(self.at(to).sign(), b')' | b']');
        let inside = self.tokens.get(from..to).unwrap_or(&[]);
        let to = if closes && inside.iter().rev().find(|token| opened(token) || closed(token)).is_some_and(opened) {
            to + 1
        } else {
            to
        };
        self.at(from).start.into()..self.before(to).end.into()
    }

    /// The number at this place where it is one of one or two digits that no understood part has taken.
    pub(super) fn free_short(&self, place: usize) -> Option<u8> {
        if place < self.floor { None } else { self.at(place).short() }
    }

    /// The token is this sign and stands right behind the token before it.
    pub(super) fn glued_sign(&self, place: usize, signs: &[u8]) -> Option<u8> {
        let token = self.at(place);
        (token.glued && signs.contains(&token.sign())).then(|| token.sign())
    }

    /// The token is a number right behind the token before it.
    pub(super) fn glued_number(&self, place: usize) -> Option<Token> {
        Some(self.at(place)).filter(|token| token.glued && token.is_number())
    }

    /// The place after the signs and fillers that may stand between the parts of one date, at most `most` of them.
    pub(super) fn past(&self, mut place: usize, most: usize, soft: impl Fn(Token) -> bool) -> usize {
        let end = place.saturating_add(most);
        while place < end && soft(self.at(place)) {
            place += 1;
        }
        place
    }

    /// A number here does not stick to something that makes it another thing: `U20`, `COVID-19`, `1.234`, `-6.12`.
    pub(super) fn starts_number(&self, place: usize) -> bool {
        let token = self.at(place);
        if !token.glued {
            return true;
        }
        let before = self.before(place);
        match before.kind {
            Kind::Word(word) => opens(word),
            Kind::Sign(b'-') => !before.glued || self.opens_after_hyphen(place.saturating_sub(1)),
            Kind::Sign(b'.' | b',' | b':' | b'/') => {
                let earlier = place.saturating_sub(2);
                !before.glued || earlier < self.floor || !self.at(earlier).is_number()
            }
            Kind::Sign(b'+' | b'$' | b'#' | b'%' | b'\\') => false,
            _ => true,
        }
    }

    /// The word before this place, over a point or a colon, makes the number a name: `No. 3`, `versi: 2.3`.
    pub(super) fn is_numbered(&self, place: usize) -> bool {
        let over = usize::from(matches!(self.before(place).sign(), b'.' | b':'));
        self.before(place.saturating_sub(over)).word() == Word::Numbering
    }

    /// The number is a whole one by itself, or the last part of a day and month: not `G20`, `U-20`, `5.6`.
    pub(super) fn is_whole(&self, place: usize) -> bool {
        let (token, before) = (self.at(place), self.before(place));
        let decimal =
            before.glued && matches!(before.sign(), b'.' | b',') && self.before(place.saturating_sub(1)).is_number();
        let hyphened = before.sign() == b'-' && self.before(place.saturating_sub(1)).is_word();
        !token.glued || !decimal && (self.starts_number(place) || !before.is_word() && !hyphened)
    }

    fn opens_after_hyphen(&self, hyphen: usize) -> bool {
        let before = self.before(hyphen);
        match before.kind {
            Kind::Word(Word::Domain | Word::Role) => true,
            Kind::Word(word) => opens(word),
            Kind::Number(_) => hyphen <= self.floor,
            _ => true,
        }
    }
}

fn closed(token: &Token) -> bool {
    matches!(token.sign(), b')' | b']')
}

/// A number may be glued to this word and still begin a date or a time.
fn opens(word: Word) -> bool {
    !matches!(
        word,
        Word::Other
            | Word::Numbering
            | Word::Measure
            | Word::Foreign
            | Word::Letter(_)
            | Word::Number(_)
            | Word::Domain
            | Word::Role
    )
}
