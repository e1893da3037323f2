//! The topics of `config.toml` → the options of the topic room.

use std::collections::HashMap;
use std::ops::Range;

use toml::Spanned;

use super::error::{Document, Error};
use super::settings::{Settings, Topic};
use super::{ITEMS, choice, number, scopes};
use crate::article::LEAD_WORDS;
use crate::feed::Show;
use crate::report::quote;
use crate::topic::{self, Rule, Scope, Slug, Topics, tag_key};

/// How many articles the topic's feed shows and how much of each, where the topic says so itself.
type Look = (Option<usize>, Option<Show>);

/// The rules, and how the feed of each looks.
pub fn rules(document: &Document, settings: &Settings) -> Result<(Vec<Rule>, Vec<Look>), Error> {
    let mut lines: HashMap<&str, Range<usize>> = HashMap::new();
    let (mut rules, mut looks) = (Vec::new(), Vec::new());
    for topic in settings.topic.iter().map(Spanned::get_ref) {
        if lines.insert(topic.id.get_ref(), topic.id.span()).is_some() {
            let message = format!("two topics have the id {}", quote(topic.id.get_ref()));
            return Err(document.error(topic.id.span(), message).hint("give one of them another id, or join them"));
        }
        rules.push(rule(document, topic)?);
        let items = topic.items.is_some().then(|| number(document, topic.items.as_ref(), ITEMS, 0)).transpose()?;
        let show = topic.content.as_ref();
        let show = show.map(|_| choice(document, show, Show::NAMES, Show::Full)).transpose()?;
        looks.push((items, show));
    }
    Ok((rules, looks))
}

fn rule(document: &Document, topic: &Topic) -> Result<Rule, Error> {
    let texts = |list: &[Spanned<String>]| list.iter().map(|item| item.get_ref().clone()).collect();
    Ok(Rule {
        slug: slug(document, &topic.id)?,
        title: topic.title.clone().unwrap_or_else(|| topic.id.get_ref().clone()),
        description: topic.description.clone(),
        any: texts(&topic.any),
        all: texts(&topic.all),
        none: texts(&topic.none),
        at_least: number(document, topic.at_least.as_ref(), 1..=10_000, 1)?,
        scope: topic.scope.as_ref().map(|words| scopes(document, words)).transpose()?,
        section: topic.section.0.clone(),
        author: topic.author.0.clone(),
        source: topic.source.0.clone(),
        language: topic.language.0.clone(),
        exclude_source: topic.exclude_source.0.clone(),
        from: texts(&topic.from),
        folder: topic.folder.as_ref().map(|folder| folder.get_ref().trim().to_owned()),
        iptc: topic.iptc.as_ref().map(|code| iptc(document, code)).transpose()?,
    })
}

/// The digits of a code such as `medtop:15000000`, which is how the IPTC writes it.
fn iptc(document: &Document, code: &Spanned<String>) -> Result<String, Error> {
    let digits = code.get_ref().strip_prefix("medtop:");
    let digits = digits.filter(|digits| digits.len() == 8 && digits.bytes().all(|byte| byte.is_ascii_digit()));
    digits.map(str::to_owned).ok_or_else(|| {
        let message = format!("{} is no code of the IPTC Media Topics", quote(code.get_ref()));
        document.error(code.span(), message).hint("such as `medtop:15000000`, which is sport")
    })
}

fn slug(document: &Document, id: &Spanned<String>) -> Result<Slug, Error> {
    Slug::parse(id.get_ref()).ok_or_else(|| {
        let message = format!("{} cannot be the name of a file everywhere", quote(id.get_ref()));
        let hint = format!("only a-z, 0-9 and single hyphens between, such as `{}`", Slug::of(id.get_ref()));
        document.error(id.span(), message).hint(hint)
    })
}

/// The topic of everything; an empty `all` means that there is none.
fn all(document: &Document, settings: &Settings) -> Result<Option<(Slug, String)>, Error> {
    let title = settings.topics.all_title.clone().unwrap_or_else(|| "Semua berita".to_owned());
    let Some(id) = &settings.topics.all else { return Ok(Slug::parse("semua").map(|slug| (slug, title))) };
    if id.get_ref().is_empty() {
        return Ok(None);
    }
    Ok(Some((slug(document, id)?, title)))
}

/// Compiles the rules; an error is told at the key that is wrong.
pub fn compile(document: &Document, settings: &Settings, rules: Vec<Rule>) -> Result<Topics, Error> {
    let all = all(document, settings)?;
    if let Some((slug, _)) = &all
        && let Some(topic) = settings.topic.iter().find(|topic| topic.get_ref().id.get_ref() == slug.as_str())
    {
        let message = format!("{} is the topic of everything", quote(slug.as_str()));
        let hint = "give this topic another id, or rename the other with `all` in `[topics]`";
        return Err(document.error(topic.get_ref().id.span(), message).hint(hint));
    }
    let default_scope = vec![Scope::Tags, Scope::Title, Scope::Lead];
    let options = topic::Options {
        scope: settings.topics.scope.as_ref().map_or(Ok(default_scope), |words| scopes(document, words))?,
        lead_words: number(document, settings.topics.lead_words.as_ref(), 1..=10_000, LEAD_WORDS)?,
        all,
        auto_tags: settings.topics.auto_tags.unwrap_or(1),
        sections_are_tags: settings.tags.sections,
        ignored_tags: settings.tags.ignore.clone(),
        aliases: aliases(document, settings)?,
        folders: folders(document, settings)?,
        rules,
    };
    Topics::new(options).map_err(|error| at_key(document, settings, &error))
}

fn aliases(document: &Document, settings: &Settings) -> Result<Vec<(String, Vec<String>)>, Error> {
    let mut owner: HashMap<String, &str> = HashMap::new();
    let mut aliases = Vec::new();
    for (name, others) in &settings.aliases {
        for word in std::iter::once(name.get_ref()).chain(&others.0) {
            let key = tag_key(word);
            if key.is_empty() {
                let message = format!("{} has no letter or digit, so that it can never match", quote(word));
                return Err(document.error(name.span(), message));
            }
            if let Some(other) = owner.insert(key, name.get_ref())
                && other != name.get_ref()
            {
                let message = format!("{} is an alias of {} too", quote(word), quote(other));
                return Err(document.error(name.span(), message).hint("a name stands for one thing"));
            }
        }
        aliases.push((name.get_ref().clone(), others.0.clone()));
    }
    Ok(aliases)
}

/// The folders of tags; a folder is spelled in one way, and a tag is in one folder.
fn folders(document: &Document, settings: &Settings) -> Result<Vec<(String, Vec<String>)>, Error> {
    let mut spelled: HashMap<String, &str> = HashMap::new();
    let of_topics = settings.topic.iter().filter_map(|topic| topic.get_ref().folder.as_ref());
    for folder in settings.tags.folders.keys().chain(of_topics) {
        let name = folder.get_ref().trim();
        let key = tag_key(name);
        if key.is_empty() {
            return Err(document.error(folder.span(), format!("{} is no name for a folder", quote(name))));
        }
        let known = *spelled.entry(key).or_insert(name);
        if known != name {
            let message = format!("the folders {} and {} would look like one", quote(known), quote(name));
            return Err(document.error(folder.span(), message).hint("spell the folder in one way"));
        }
    }
    let mut owner: HashMap<String, &str> = HashMap::new();
    let mut folders = Vec::new();
    for (folder, tags) in &settings.tags.folders {
        let name = folder.get_ref().trim();
        for tag in &tags.0 {
            if let Some(other) = owner.insert(tag_key(tag), name) {
                let message = format!("{} is in the folder {} too", quote(tag), quote(other));
                return Err(document.error(folder.span(), message).hint("a tag is in one folder"));
            }
        }
        folders.push((name.to_owned(), tags.0.clone()));
    }
    Ok(folders)
}

fn at_key(document: &Document, settings: &Settings, error: &topic::Error) -> Error {
    let Some(topic) = settings.topic.get(error.rule).map(Spanned::get_ref) else {
        return document.error(0..0, error.message.clone());
    };
    let list = match error.key {
        "any" => topic.any.as_slice(),
        "all" => topic.all.as_slice(),
        "none" => topic.none.as_slice(),
        "from" => topic.from.as_slice(),
        _ => &[],
    };
    let item = error.item.and_then(|item| list.get(item)).or(list.first());
    let span = match (item, error.key, &topic.at_least) {
        (Some(item), ..) => item.span(),
        (None, "at_least", Some(at_least)) => at_least.span(),
        _ => topic.id.span(),
    };
    let found = item.filter(|_| error.item.is_some()).map(|item| format!("{}: ", quote(item.get_ref())));
    document.error(span, format!("topic {}: {}{}", quote(topic.id.get_ref()), found.unwrap_or_default(), error.message))
}
