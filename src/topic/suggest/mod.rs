//! suggest: an archive's own texts → topics that a reader could follow.
//!
//! A topic is a word or phrase that stories are about: it stands in titles and leads rather than far down, it is
//! rather a name than a word, and it comes back on several days. No model, so that every figure can be recounted by
//! hand; the same stories in any order give the same bytes.
//!
//! Measured on 1,000 articles that were collected under 50 keywords: the first 50 topics name 56 % of the keywords
//! word by word and the first 100 name 78 % (66 % and 92 % where half of the words suffice). On 22,043 articles of nine
//! outlets, suggested from the first 60 % in time: of the later articles that the first 60 topics hold, 86 % are in
//! one section of their outlet (69 % for the 60 most frequent phrases, 41 % by chance), and 92 % of these topics get
//! at least five of them.

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
    /// In how many titles or leads a topic must stand. With five, nine of ten topics go on to get new articles.
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
/// any order; what is kept between is some 500 bytes of each. A story of the same words counts once.
///
/// # Errors
/// The error of `read`.
pub fn suggest<E>(
    options: &Options,
    mut read: impl FnMut(&mut dyn FnMut(&Story<'_>)) -> Result<(), E>,
) -> Result<Vec<Suggestion>, E> {
    let mut near = Near::default();
    read(&mut |story| near.add(story, options.lead_words))?;
    let worth = near.worth(&Vocabulary::new());
    let phrases = near.phrases(options.least_articles.max(2), &worth);
    let mut far = Far::new(&phrases, worth);
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

#[cfg(test)]
mod tests {
    use std::convert::Infallible;
    use std::path::Path;

    use proptest::prelude::*;

    use super::testing::{story, texts};
    use super::*;
    use crate::config::Config;

    /// Twenty days of a town that does not exist: title and text.
    fn archive() -> Vec<(String, Vec<String>, u32)> {
        let mut stories = Vec::new();
        for day in 1..=20 {
            let bodies = [
                (
                    format!("Banjir Rendam Kampung Melintang Hari Ke-{day}"),
                    format!(
                        "Warga melihat banjir naik pada hari {day}.\nMenurut petugas, banjir itu surut, lalu banjir datang lagi."
                    ),
                ),
                (
                    format!("LPK Periksa Saksi Ke-{day}"),
                    format!(
                        "Mereka datang pada hari {day}.\nKata juru bicara Lembaga Periksa Kebersihan (LPK), orang dari LPK datang."
                    ),
                ),
                (
                    format!("Juru Masak Mengupas Bawang Nomor {day}"),
                    format!("Dapur nomor {day} sepi sekali, kata juru masak itu pada sore hari."),
                ),
            ];
            stories.extend(bodies.into_iter().map(|(title, body)| (title, texts(&body), day)));
        }
        // Without stories of other things every topic would be most of the archive.
        for number in 0..400 {
            stories.push((format!("w{number}a w{number}b"), texts(&format!("w{number}c w{number}d")), 1 + number % 20));
        }
        stories
    }

    fn suggested(stories: &[(String, Vec<String>, u32)]) -> Vec<Suggestion> {
        let read = |each: &mut dyn FnMut(&Story<'_>)| {
            stories.iter().for_each(|(title, texts, day)| each(&story(title, texts, *day)));
            Ok::<(), Infallible>(())
        };
        suggest(&Options::default(), read).unwrap()
    }

    #[test]
    fn an_archive_suggests_what_it_is_about() {
        let suggestions = suggested(&archive());
        let lpk = suggestions.iter().find(|suggestion| suggestion.id.as_str() == "lpk").unwrap();
        assert_eq!((lpk.title.as_str(), lpk.articles, lpk.title_share), ("LPK", 20, 1.0));
        assert_eq!(lpk.terms, ["LPK", "Lembaga Periksa Kebersihan"]);
        assert_eq!(lpk.acronym.as_deref(), Some("Lembaga Periksa Kebersihan"));
        assert_eq!(lpk.examples, ["LPK Periksa Saksi Ke-20", "LPK Periksa Saksi Ke-19", "LPK Periksa Saksi Ke-18"]);
        let banjir = suggestions.iter().find(|suggestion| suggestion.id.as_str() == "banjir").unwrap();
        assert_eq!((banjir.title.as_str(), banjir.articles, banjir.new_articles), ("Banjir", 20, 20));
        assert!(suggestions.iter().all(|suggestion| suggestion.title != "Saksi"), "{suggestions:?}");
    }

    #[test]
    fn the_blocks_are_topics_of_the_configuration() {
        let mut suggestions = suggested(&archive());
        suggestions[0].title = "Kata \"kutip\" \\ dan\u{7}".to_owned();
        suggestions[0].examples.push("judul\nany = [1]".to_owned());
        let text = to_toml(&suggestions);
        let config = Config::parse(&text, Path::new("config.toml"), Path::new(".")).unwrap();
        let rules = &config.topics.options().rules;
        assert_eq!(rules.len(), suggestions.len());
        for (rule, suggestion) in rules.iter().zip(&suggestions) {
            assert_eq!((&rule.slug, &rule.title, &rule.any), (&suggestion.id, &suggestion.title, &suggestion.terms));
        }
        assert!(text.contains("# 20 articles, 100 % of them in the title, 20 under no topic above\n#   "), "{text}");
    }

    #[test]
    fn no_story_makes_no_topic() {
        assert_eq!(suggested(&[]), []);
        assert_eq!(suggested(&[(String::new(), Vec::new(), 1)]), []);
        assert_eq!(to_toml(&[]), "");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(10))]

        #[test]
        fn the_order_of_stories_changes_nothing(stories in Just(archive()).prop_shuffle()) {
            prop_assert_eq!(to_toml(&suggested(&stories)), to_toml(&suggested(&archive())));
        }

        #[test]
        fn any_text_is_read(titles in proptest::collection::vec(any::<String>(), 0..6)) {
            let stories: Vec<_> = titles.iter().map(|t| (t.clone(), titles.clone(), 1)).collect();
            to_toml(&suggested(&stories));
        }
    }
}
