//! suggest: an archive's own texts → topics that a reader could follow.
//!
//! A topic is a word or phrase that stories are about: it stands in titles and leads rather than far down, it is
//! rather a name than a word, and it comes back on several days. On a collection of 50 known keywords this finds many
//! more than counting does, and its topics keep to one section of the news; no model, so that every figure can be
//! recounted by hand. The same stories in any order give the same bytes.

mod choose;
mod far;
mod near;
mod print;
mod score;
mod vocabulary;
mod words;

use std::borrow::Cow;

use chrono::NaiveDate;

use super::Slug;
use crate::article::Article;
use far::Far;
use near::Near;
use vocabulary::Vocabulary;

pub use print::to_toml;

/// What suggestion reads of an article.
#[derive(Debug, Clone)]
pub struct Story<'a> {
    /// The headline.
    pub title: &'a str,
    /// The text.
    pub paragraphs: Cow<'a, [String]>,
    /// The day on which it was published, as its outlet counts days.
    pub day: NaiveDate,
}

impl<'a> From<&'a Article> for Story<'a> {
    fn from(article: &'a Article) -> Self {
        let day = article.published().instant.date_naive();
        Self { title: article.title(), paragraphs: article.details.body.paragraphs(), day }
    }
}

/// What the user says about suggestion.
#[derive(Debug, Clone)]
pub struct Options {
    /// How many topics to suggest at most.
    pub most: usize,
    /// How many words of the text are its lead, as for rules.
    pub lead_words: usize,
    /// In how many titles or leads a topic must stand.
    pub least_articles: u32,
}

impl Default for Options {
    fn default() -> Self {
        Self { most: 100, lead_words: 50, least_articles: 5 }
    }
}

/// A topic that the archive could have.
#[derive(Debug, Clone, PartialEq)]
pub struct Suggestion {
    /// The name of its files.
    pub id: Slug,
    /// What readers would see.
    pub title: String,
    /// The words and phrases that put an article under it.
    pub terms: Vec<String>,
    /// How many articles have one of the terms in title or lead.
    pub articles: usize,
    /// The share of these that have it in the title.
    pub title_share: f64,
    /// How many of these are under none of the topics suggested before.
    pub new_articles: usize,
    /// Three titles, the newest first.
    pub examples: Vec<String>,
    /// The acronym of the title, or the name that it abbreviates, where the archive explains it.
    pub acronym: Option<String>,
}

/// The topics of the stories that `read` gives, best first. `read` is called twice and must give the same stories, in
/// any order; what is kept between is some 300 bytes of each.
///
/// # Errors
/// The error of `read`.
pub fn suggest<E>(
    options: &Options,
    mut read: impl FnMut(&mut dyn FnMut(&Story<'_>)) -> Result<(), E>,
) -> Result<Vec<Suggestion>, E> {
    let mut near = Near::default();
    read(&mut |story| near.add(story, options.lead_words))?;
    let phrases = near.phrases(options.least_articles.max(2), &Vocabulary::new());
    let mut far = Far::new(&phrases);
    read(&mut |story| far.add(story, &mut near.numbers))?;
    Ok(choose::choose(options, &near, phrases, far))
}

#[cfg(test)]
mod testing {
    use super::*;

    pub fn texts(body: &str) -> Vec<String> {
        body.lines().map(str::to_owned).collect()
    }

    pub fn story<'a>(title: &'a str, paragraphs: &'a [String], day: u32) -> Story<'a> {
        let day = NaiveDate::from_ymd_opt(2024, 3, day).unwrap();
        Story { title, paragraphs: paragraphs.into(), day }
    }
}
