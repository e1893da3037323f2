//! `config.toml`, word for word: what may be written, and nothing checked but its type.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

/// The whole file. A key that is left out has the default that the commented `config.toml` shows.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    pub state_dir: Option<String>,
    pub site: Site,
    pub archive: Archive,
    pub fields: BTreeMap<Spanned<String>, Words>,
    pub dates: Dates,
    pub output: Output,
    pub topics: Topics,
    pub tags: Tags,
    pub aliases: BTreeMap<Spanned<String>, Words>,
    pub initials: BTreeMap<String, String>,
    pub topic: Vec<Spanned<Topic>>,
    pub outlet: Vec<Outlet>,
    pub limits: Limits,
    pub duplicates: Duplicates,
    pub history: History,
    pub replay: BTreeMap<Spanned<String>, Replay>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct History {
    pub by: Option<Spanned<String>>,
    pub items: Option<Spanned<usize>>,
    pub tags: Option<bool>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Replay {
    pub start: Spanned<String>,
    pub per_day: Option<Spanned<usize>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Outlet {
    pub files: Option<Spanned<String>>,
    pub furniture: Vec<Spanned<String>>,
    pub end: Vec<Spanned<String>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Duplicates {
    pub by: Option<Spanned<String>>,
    pub across_sources: Option<Spanned<bool>>,
    pub prefer: Option<Spanned<Vec<String>>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Limits {
    pub record_bytes: Option<Spanned<usize>>,
    pub file_bytes: Option<Spanned<usize>>,
    pub expanded_bytes: Option<Spanned<usize>>,
    pub expanded_ratio: Option<Spanned<usize>>,
    pub members: Option<Spanned<usize>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Site {
    pub title: Option<String>,
    pub home: Option<Spanned<String>>,
    pub author: Option<String>,
    pub rights: Option<String>,
    pub icon: Option<Spanned<String>>,
    pub logo: Option<Spanned<String>>,
    pub language: Option<Spanned<String>>,
    pub authority: Option<Spanned<String>>,
    pub start: Option<Spanned<String>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Archive {
    pub path: Option<Spanned<String>>,
    pub formats: BTreeMap<Spanned<String>, Spanned<String>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Dates {
    pub zone: Option<Spanned<String>>,
    pub zones: BTreeMap<Spanned<String>, Spanned<String>>,
    pub first_year: Option<Spanned<i32>>,
    pub last_year: Option<Spanned<i32>>,
    pub weekday_mismatch: Option<Spanned<String>>,
    pub future: Option<Spanned<String>>,
    pub date_only_time: Option<Spanned<String>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Output {
    pub path: Option<Spanned<String>>,
    pub base_url: Option<Spanned<String>>,
    pub formats: Option<Spanned<Vec<Spanned<String>>>>,
    pub page_language: Option<Spanned<String>>,
    pub every_minutes: Option<Spanned<usize>>,
    pub hub: Option<Spanned<String>>,
    pub ping: Option<Spanned<bool>>,
    pub items: Option<Spanned<usize>>,
    pub content: Option<Spanned<String>>,
    pub summary_chars: Option<Spanned<usize>>,
    pub time: Option<Spanned<String>>,
    pub max_bytes: Option<Spanned<usize>>,
    pub keep_share: Option<Spanned<f64>>,
    pub compress: Vec<Spanned<String>>,
    pub tombstone_days: Option<Spanned<usize>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Topics {
    pub scope: Option<Spanned<Words>>,
    pub lead_words: Option<Spanned<usize>>,
    pub auto_tags: Option<usize>,
    pub all: Option<Spanned<String>>,
    pub all_title: Option<String>,
    pub learn: Option<Spanned<String>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Tags {
    pub ignore: Vec<String>,
    pub sections: bool,
    pub folders: BTreeMap<Spanned<String>, Words>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Topic {
    pub id: Spanned<String>,
    pub title: Option<String>,
    pub description: Option<String>,
    #[serde(default)]
    pub any: Vec<Spanned<String>>,
    #[serde(default)]
    pub all: Vec<Spanned<String>>,
    #[serde(default)]
    pub none: Vec<Spanned<String>>,
    pub at_least: Option<Spanned<usize>>,
    pub scope: Option<Spanned<Words>>,
    #[serde(default)]
    pub section: Words,
    #[serde(default)]
    pub author: Words,
    #[serde(default)]
    pub source: Words,
    #[serde(default)]
    pub language: Words,
    #[serde(default)]
    pub exclude_source: Words,
    #[serde(default)]
    pub from: Vec<Spanned<String>>,
    pub folder: Option<Spanned<String>>,
    pub iptc: Option<Spanned<String>>,
    pub items: Option<Spanned<usize>>,
    pub content: Option<Spanned<String>>,
}

/// One word or a list of words.
#[derive(Debug, Default, Clone)]
pub struct Words(pub Vec<String>);

impl<'de> Deserialize<'de> for Words {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl<'de> serde::de::Visitor<'de> for Visitor {
            type Value = Words;

            fn expecting(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
                f.write_str("a text or a list of texts")
            }

            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Words, E> {
                Ok(Words(vec![text.to_owned()]))
            }

            fn visit_seq<A: serde::de::SeqAccess<'de>>(self, mut items: A) -> Result<Words, A::Error> {
                let mut words = Vec::new();
                while let Some(word) = items.next_element()? {
                    words.push(word);
                }
                Ok(Words(words))
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}
