//! config: `config.toml` → the options of each room, checked; whoever has a [`Config`] need not check again.

mod error;
mod publishing;
mod settings;
mod topics;

use std::collections::BTreeMap;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

use chrono::{NaiveDate, NaiveTime};
use chrono_tz::Tz;
use globset::{Glob, GlobMatcher};
use toml::Spanned;
use url::Url;
use xxhash_rust::xxh3::xxh3_64;

use crate::archive::{self, Field, Names};
use crate::article::{self, Minter, Outlet};
use crate::catalog::Duplicates;
use crate::feed::{self, Archives, Pace, Show, Time};
use crate::output;
use crate::report::{nearest, quote};
use crate::topic::{self, Topics};
use error::Document;
pub use error::Error;
use settings::{Settings, Words};

/// What may be done with articles that are dated after the run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Future {
    /// They wait until they are due.
    Hold,
    /// They are published at once.
    Keep,
}

/// Everything that a run is told.
#[derive(Debug)]
pub struct Config {
    /// Where records come from.
    pub archive: archive::Options,
    /// How they are read.
    pub article: article::Options,
    /// What they are grouped by.
    pub topics: Topics,
    /// Whether acronyms that the archive explains count as aliases.
    pub learn: bool,
    /// How many articles a topic's feed shows and how much of each, where the topic says so itself; by rule.
    pub per_topic: Vec<(Option<usize>, Option<Show>)>,
    /// What the histories of topics are made of, where they have any.
    pub history: Option<Archives>,
    /// At which pace topics come back, by slug.
    pub replays: BTreeMap<String, Pace>,
    /// Whether the hub is told of feeds that have changed.
    pub ping: bool,
    /// What feeds look like.
    pub feed: feed::Options,
    /// Where they go.
    pub output: output::Options,
    /// What is done with articles of the future.
    pub future: Future,
    /// Which records are the same article.
    pub duplicates: Duplicates,
    /// A hash of the settings on which the reading of the archive depends.
    pub reading: u64,
    /// A hash of the settings on which feeds depend.
    pub look: u64,
    /// The share of the last run's articles below which nothing is published, from 0 to 1.
    pub keep_share: f64,
    /// For so many days feeds say that an article was withdrawn.
    pub tombstone_days: usize,
}

impl Config {
    /// Reads the file at `path`; its folder is what the paths in it are relative to.
    ///
    /// # Errors
    /// Where the file cannot be read or anything in it is unknown, of the wrong type or contradictory.
    pub fn load(path: &Path) -> Result<Self, Error> {
        let text = fs::read_to_string(path).map_err(|cause| Error::unreadable(path, &cause))?;
        let base = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        Self::parse(&text, path, base)
    }

    /// Reads `text` as if it were the file `path` in the folder `base`.
    ///
    /// # Errors
    /// As [`Config::load`].
    pub fn parse(text: &str, path: &Path, base: &Path) -> Result<Self, Error> {
        let document = Document { path, text };
        let settings: Settings = toml::from_str(text).map_err(|error| document.parse_error(&error))?;
        let minter = minter(&document, &settings)?;
        let language = language(&document, &settings)?;
        let (rules, per_topic) = topics::rules(&document, &settings)?;
        Ok(Self {
            archive: archive::Options {
                base: base.to_owned(),
                path: folder(&document, settings.archive.path.as_ref(), "articles")?,
                names: names(&document, &settings)?,
                forced: forced(&document, &settings)?,
                limits: limits(&document, &settings)?,
                control: std::sync::Arc::default(),
            },
            article: article_options(&document, &settings, minter.clone(), language.clone())?,
            topics: topics::compile(&document, &settings, rules)?,
            learn: choice(&document, settings.topics.learn.as_ref(), &[("off", false), ("apply", true)], false)?,
            per_topic,
            history: publishing::history(&document, &settings)?,
            replays: publishing::replays(&document, &settings)?,
            ping: publishing::ping(&document, &settings)?,
            feed: feed_options(&document, &settings, minter, language)?,
            output: output::Options {
                folder: base.join(folder(&document, settings.output.path.as_ref(), "feeds")?),
                state: base.join(settings.state_dir.as_deref().unwrap_or(".kliping")),
                compress: publishing::compress(&document, &settings)?,
            },
            future: choice(&document, settings.dates.future.as_ref(), FUTURES, Future::Hold)?,
            duplicates: duplicates(&document, &settings)?,
            reading: fingerprint(text, OF_FEEDS),
            look: fingerprint(text, &[]),
            keep_share: publishing::keep_share(&document, &settings)?,
            tombstone_days: number(&document, settings.output.tombstone_days.as_ref(), 0..=36_500, 0)?,
        })
    }
}

/// The tables on which only feeds depend.
const OF_FEEDS: &[&str] = &["output", "history", "replay"];

/// A hash of the settings but for `tables`; comments and order do not count.
fn fingerprint(text: &str, tables: &[&str]) -> u64 {
    let mut table: toml::Table = toml::from_str(text).unwrap_or_default();
    tables.iter().for_each(|name| drop(table.remove(*name)));
    xxh3_64(format!("{table:?}").as_bytes())
}

const FUTURES: &[(&str, Future)] = &[("hold", Future::Hold), ("keep", Future::Keep)];

fn folder(document: &Document, path: Option<&Spanned<String>>, default: &str) -> Result<PathBuf, Error> {
    match path {
        Some(path) if path.get_ref().trim().is_empty() => Err(document.error(path.span(), "the path is empty")),
        Some(path) => Ok(PathBuf::from(path.get_ref())),
        None => Ok(PathBuf::from(default)),
    }
}

/// The value that a word of a fixed list stands for.
fn choice<T: Copy>(
    document: &Document,
    word: Option<&Spanned<String>>,
    allowed: &[(&str, T)],
    default: T,
) -> Result<T, Error> {
    let Some(word) = word else { return Ok(default) };
    named(document, word.get_ref(), word.span(), allowed)
}

fn named<T: Copy>(document: &Document, word: &str, span: Range<usize>, allowed: &[(&str, T)]) -> Result<T, Error> {
    if let Some((_, value)) = allowed.iter().find(|(name, _)| *name == word) {
        return Ok(*value);
    }
    let names: Vec<&str> = allowed.iter().map(|(name, _)| *name).collect();
    let error = document.error(span, format!("unknown value {}, allowed: {}", quote(word), names.join(", ")));
    Err(match nearest(word, names.iter().copied()) {
        Some(near) => error.hint(format!("did you mean `{near}`?")),
        None => error,
    })
}

/// A number within bounds.
fn number(
    document: &Document,
    value: Option<&Spanned<usize>>,
    allowed: std::ops::RangeInclusive<usize>,
    default: usize,
) -> Result<usize, Error> {
    match value {
        Some(value) if !allowed.contains(value.get_ref()) => {
            let message = format!("{} is not between {} and {}", value.get_ref(), allowed.start(), allowed.end());
            Err(document.error(value.span(), message))
        }
        Some(value) => Ok(*value.get_ref()),
        None => Ok(default),
    }
}

fn names(document: &Document, settings: &Settings) -> Result<Names, Error> {
    let fields: Vec<(&str, Field)> = Field::ALL.iter().map(|field| (field.name(), *field)).collect();
    let mut own = BTreeMap::new();
    for (key, words) in &settings.fields {
        own.insert(named(document, key.get_ref(), key.span(), &fields)?, words.0.clone());
    }
    Ok(Names::new(&own))
}

fn limits(document: &Document, settings: &Settings) -> Result<archive::Limits, Error> {
    let (own, default) = (&settings.limits, archive::Limits::default());
    let bytes = |value: &Option<Spanned<usize>>, default: u64| -> Result<u64, Error> {
        Ok(number(document, value.as_ref(), 1_000..=usize::MAX / 2, default as usize)? as u64)
    };
    Ok(archive::Limits {
        record: bytes(&own.record_bytes, default.record)?,
        file: bytes(&own.file_bytes, default.file)?,
        expanded: bytes(&own.expanded_bytes, default.expanded)?,
        ratio: number(document, own.expanded_ratio.as_ref(), 2..=1_000_000, default.ratio as usize)? as u64,
        members: number(document, own.members.as_ref(), 1..=usize::MAX / 2, default.members)?,
    })
}

/// Formats by pattern of path.
fn forced(document: &Document, settings: &Settings) -> Result<Vec<(GlobMatcher, &'static archive::Format)>, Error> {
    let allowed: Vec<(&str, &archive::Format)> = archive::FORMATS.iter().map(|format| (format.name, format)).collect();
    let mut forced = Vec::new();
    for (pattern, name) in &settings.archive.formats {
        forced.push((glob(document, pattern)?, named(document, name.get_ref(), name.span(), &allowed)?));
    }
    Ok(forced)
}

fn glob(document: &Document, pattern: &Spanned<String>) -> Result<GlobMatcher, Error> {
    Glob::new(pattern.get_ref()).map(|glob| glob.compile_matcher()).map_err(|_| {
        let message = format!("{} is no pattern", quote(pattern.get_ref()));
        document.error(pattern.span(), message).hint("such as `articles/lama/**` or `*.dat`")
    })
}

fn zone(document: &Document, name: &Spanned<String>) -> Result<Tz, Error> {
    name.get_ref().parse().map_err(|_| {
        let message = format!("{} is no zone of the IANA database", quote(name.get_ref()));
        let zones = "Indonesia's are Asia/Jakarta, Asia/Pontianak, Asia/Makassar and Asia/Jayapura";
        document.error(name.span(), message).hint(zones)
    })
}

fn minter(document: &Document, settings: &Settings) -> Result<Minter, Error> {
    let authority = settings.site.authority.as_ref();
    if let Some(authority) = authority {
        let allowed = |c: char| c.is_ascii_alphanumeric() || "-._@".contains(c);
        if authority.get_ref().is_empty() || !authority.get_ref().chars().all(allowed) {
            let message = format!("{} is neither a domain nor an e-mail address", quote(authority.get_ref()));
            return Err(document.error(authority.span(), message).hint("one that you own, such as `warta.example`"));
        }
    }
    let start = settings.site.start.as_ref();
    start.map(|start| day(document, start)).transpose()?;
    Ok(Minter {
        authority: authority.map_or("kliping.invalid", |authority| authority.get_ref()).to_ascii_lowercase(),
        start: start.map_or("2026-01-01", |start| start.get_ref()).to_owned(),
    })
}

/// A day of the form `2026-01-01`.
fn day(document: &Document, text: &Spanned<String>) -> Result<NaiveDate, Error> {
    NaiveDate::parse_from_str(text.get_ref(), "%Y-%m-%d").map_err(|_| {
        document.error(text.span(), format!("{} is no day of the form `2026-01-01`", quote(text.get_ref())))
    })
}

/// A language tag, checked for its form only.
fn language(document: &Document, settings: &Settings) -> Result<String, Error> {
    let Some(language) = &settings.site.language else { return Ok("id".to_owned()) };
    let mut parts = language.get_ref().split('-');
    let first =
        parts.next().is_some_and(|part| (2..=3).contains(&part.len()) && part.chars().all(|c| c.is_ascii_alphabetic()));
    if !first || !parts.all(|part| (1..=8).contains(&part.len()) && part.chars().all(|c| c.is_ascii_alphanumeric())) {
        let message = format!("{} is no language tag", quote(language.get_ref()));
        return Err(document.error(language.span(), message).hint("such as `id`, `en` or `jv`"));
    }
    Ok(language.get_ref().clone())
}

fn article_options(
    document: &Document,
    settings: &Settings,
    minter: Minter,
    language: String,
) -> Result<article::Options, Error> {
    let dates = &settings.dates;
    let zone = dates.zone.as_ref().map_or(Ok(Tz::Asia__Jakarta), |name| zone(document, name))?;
    let mut zones = Vec::new();
    for (pattern, name) in &dates.zones {
        zones.push((glob(document, pattern)?, self::zone(document, name)?));
    }
    let first_year = dates.first_year.as_ref().map_or(1900, |year| *year.get_ref());
    for year in dates.first_year.iter().chain(&dates.last_year) {
        if !(1..=9999).contains(year.get_ref()) || *year.get_ref() < first_year {
            let message = format!("{} is no year between {first_year} and 9999", year.get_ref());
            return Err(document.error(year.span(), message));
        }
    }
    Ok(article::Options {
        zone,
        zones,
        outlets: outlets(document, settings)?,
        first_year,
        last_year: dates.last_year.as_ref().map(|year| *year.get_ref()),
        date_only_time: date_only_time(document, settings)?,
        refuse_weekday_mismatch: choice(
            document,
            dates.weekday_mismatch.as_ref(),
            &[("flag", false), ("refuse", true)],
            false,
        )?,
        minter,
        archive: settings
            .archive
            .path
            .as_ref()
            .map_or("articles", |path| path.get_ref())
            .trim_end_matches('/')
            .to_owned(),
        language,
    })
}

fn outlets(document: &Document, settings: &Settings) -> Result<Vec<Outlet>, Error> {
    let lines = |list: &[Spanned<String>]| -> Result<Vec<String>, Error> {
        let line = |line: &Spanned<String>| {
            let text = line.get_ref().trim().to_lowercase();
            if text.chars().filter(|c| c.is_alphanumeric()).count() >= 3 {
                return Ok(text);
            }
            let message = format!("{} would take away too much", quote(line.get_ref()));
            Err(document.error(line.span(), message).hint("a line of three letters at least, whole or ended with `*`"))
        };
        list.iter().map(line).collect()
    };
    let outlet = |outlet: &settings::Outlet| {
        Ok(Outlet {
            files: outlet.files.as_ref().map(|files| glob(document, files)).transpose()?,
            furniture: lines(&outlet.furniture)?,
            end: lines(&outlet.end)?,
        })
    };
    settings.outlet.iter().map(outlet).collect()
}

fn feed_options(
    document: &Document,
    settings: &Settings,
    minter: Minter,
    language: String,
) -> Result<feed::Options, Error> {
    let (site, output) = (&settings.site, &settings.output);
    let title = site.title.clone().unwrap_or_else(|| "Kliping".to_owned());
    let host = minter.authority.rsplit('@').next().unwrap_or_default();
    let home = match address(document, site.home.as_ref())? {
        Some(home) => home,
        None => Url::parse(&format!("https://{host}/")).map_err(|_| {
            let span = site.authority.as_ref().map_or(0..0, Spanned::span);
            document.error(span, "the authority makes no home page").hint("set `home` in `[site]`")
        })?,
    };
    let base_url = address(document, output.base_url.as_ref())?.map(as_folder);
    let (formats, site_formats) = formats(document, output.formats.as_ref(), base_url.is_some())?;
    Ok(feed::Options {
        author: site.author.clone().unwrap_or_else(|| title.clone()),
        site_title: title,
        home,
        base_url,
        icon: address(document, site.icon.as_ref())?,
        logo: address(document, site.logo.as_ref())?,
        words: choice(document, output.page_language.as_ref(), feed::Words::NAMES, &feed::INDONESIAN)?,
        initials: settings.initials.iter().map(|(code, name)| (code.to_lowercase(), name.clone())).collect(),
        hub: address(document, output.hub.as_ref())?,
        every_minutes: output
            .every_minutes
            .as_ref()
            .map(|minutes| number(document, Some(minutes), 1..=525_600, 1))
            .transpose()?,
        rights: site.rights.clone(),
        language,
        minter,
        formats,
        site_formats,
        items: number(document, output.items.as_ref(), ITEMS, 50)?,
        show: choice(document, output.content.as_ref(), Show::NAMES, Show::Full)?,
        summary_chars: number(document, output.summary_chars.as_ref(), 20..=10_000, 300)?,
        time: choice(document, output.time.as_ref(), Time::NAMES, Time::Utc)?,
        max_bytes: number(document, output.max_bytes.as_ref(), 10_000..=5_000_000, 250_000)?,
    })
}

/// How many articles a feed may hold.
const ITEMS: std::ops::RangeInclusive<usize> = 1..=10_000;

fn address(document: &Document, text: Option<&Spanned<String>>) -> Result<Option<Url>, Error> {
    let Some(text) = text else { return Ok(None) };
    match article::url::link(text.get_ref(), None) {
        Some(url) => Ok(Some(url)),
        None => {
            let message = format!("{} is no http or https address", quote(text.get_ref()));
            Err(document.error(text.span(), message).hint("such as `https://warta.example/feeds/`"))
        }
    }
}

/// The address with a final slash, without which the last part would be replaced by the name of a file.
fn as_folder(mut url: Url) -> Url {
    url.set_query(None);
    if !url.path().ends_with('/') {
        url.set_path(&format!("{}/", url.path()));
    }
    url
}

/// A format of one feed or of all together.
#[derive(Clone, Copy)]
enum AnyFormat {
    Feed(&'static feed::Format),
    Site(&'static feed::SiteFormat),
}

type Formats = (Vec<&'static feed::Format>, Vec<&'static feed::SiteFormat>);

/// The formats that `names` name, else all that can be written.
fn formats(
    document: &Document,
    names: Option<&Spanned<Vec<Spanned<String>>>>,
    knows_base: bool,
) -> Result<Formats, Error> {
    let possible = |format: &&feed::SiteFormat| knows_base || !format.needs_base;
    let Some(names) = names else {
        return Ok((feed::FORMATS.iter().collect(), feed::SITE_FORMATS.iter().filter(possible).collect()));
    };
    let of_feeds = feed::FORMATS.iter().map(|format| (format.name, AnyFormat::Feed(format)));
    let of_sites = feed::SITE_FORMATS.iter().map(|format| (format.name, AnyFormat::Site(format)));
    let allowed: Vec<(&str, AnyFormat)> = of_feeds.chain(of_sites).collect();
    let (mut feeds, mut sites) = (Vec::new(), Vec::new());
    for name in names.get_ref() {
        match named(document, name.get_ref(), name.span(), &allowed)? {
            AnyFormat::Feed(format) => feeds.push(format),
            AnyFormat::Site(format) if possible(&format) => sites.push(format),
            AnyFormat::Site(format) => {
                let message = format!("`{}` is made of addresses, and that of the feeds is not known", format.name);
                return Err(document.error(name.span(), message).hint("set `base_url` in `[output]`"));
            }
        }
    }
    if !feeds.iter().any(|format| format.subscribed) {
        return Err(document
            .error(names.span(), "no format is named that people can subscribe to")
            .hint("such as `rss`"));
    }
    feeds.sort_by_key(|format| feed::FORMATS.iter().position(|known| known.name == format.name));
    sites.sort_by_key(|format| feed::SITE_FORMATS.iter().position(|known| known.name == format.name));
    feeds.dedup_by_key(|format| format.name);
    sites.dedup_by_key(|format| format.name);
    Ok((feeds, sites))
}

fn date_only_time(document: &Document, settings: &Settings) -> Result<NaiveTime, Error> {
    let Some(text) = &settings.dates.date_only_time else { return Ok(NaiveTime::MIN + chrono::TimeDelta::hours(12)) };
    NaiveTime::parse_from_str(text.get_ref(), "%H:%M").map_err(|_| {
        let message = format!("{} is no time of day", quote(text.get_ref()));
        document.error(text.span(), message).hint("such as `12:00`")
    })
}

fn duplicates(document: &Document, settings: &Settings) -> Result<Duplicates, Error> {
    let own = &settings.duplicates;
    if choice(document, own.by.as_ref(), &[("address", false), ("text", true)], false)? {
        let across_sources = own.across_sources.as_ref().is_some_and(|across| *across.get_ref());
        let prefer = own.prefer.as_ref().map(|outlets| outlets.get_ref().clone()).unwrap_or_default();
        return Ok(Duplicates::Text { across_sources, prefer });
    }
    let across = own.across_sources.as_ref().filter(|across| *across.get_ref());
    let prefer = own.prefer.as_ref().filter(|outlets| !outlets.get_ref().is_empty());
    let across = across.map(|across| ("across_sources", across.span()));
    match across.or(prefer.map(|outlets| ("prefer", outlets.span()))) {
        Some((key, span)) => {
            let message = format!("`{key}` is about copies told by their text");
            Err(document.error(span, message).hint("set `by = \"text\"` too"))
        }
        None => Ok(Duplicates::Address),
    }
}

/// The scopes that `words` name; `all` names every one.
fn scopes(document: &Document, words: &Spanned<Words>) -> Result<Vec<topic::Scope>, Error> {
    let words_of = &words.get_ref().0;
    if words_of.is_empty() {
        return Err(document.error(words.span(), "no scope is named, so that nothing could match"));
    }
    if words_of.iter().any(|word| word == "all") {
        return Ok(topic::Scope::NAMES.iter().map(|(_, scope)| *scope).filter(|s| *s != topic::Scope::Url).collect());
    }
    words_of.iter().map(|word| named(document, word, words.span(), topic::Scope::NAMES)).collect()
}
