//! What a page says of itself → fields, the most trusted first: JSON-LD, `meta` elements, microdata, the visible page.

use std::cell::{Cell, RefCell};
use std::collections::HashSet;

use serde_json::{Map, Value as Json};

use super::json_ld;
use super::scan::{Said, Scan, has_hour, has_year};
use super::stated::Stated;
use super::title::{shown, without_site};
use crate::archive::record::{Field, Value};
use crate::report::quote;

/// Takes a field: its value, the key that says it, and the line of the page.
pub type Put<'a> = &'a mut dyn FnMut(Field, Value, &str, u32);

/// What decides how the rest of the page is read.
#[derive(Debug, Default)]
pub struct Known {
    /// The headline.
    pub title: String,
    /// The text of the article, as the page states it in its metadata.
    pub body: Option<Stated>,
    /// How the page describes itself.
    pub summary: Option<String>,
    /// Whether a date of publication was found.
    pub dated: bool,
    /// Whether a picture was found.
    pub pictured: bool,
    /// Why the page is not an article.
    pub no_article: Option<String>,
}

/// Properties of an article in schema.org and the fields they are, for JSON-LD and microdata.
const SCHEMA: &[(Field, &[&str])] = &[
    (Field::Date, &["datePublished", "dateCreated"]),
    (Field::Updated, &["dateModified"]),
    (Field::Author, &["author", "creator"]),
    (Field::Editor, &["editor"]),
    (Field::Tags, &["keywords"]),
    (Field::Section, &["articleSection"]),
    (Field::Summary, &["description"]),
    (Field::Source, &["publisher"]),
    (Field::Language, &["inLanguage"]),
];

/// Names of `meta` elements and the fields they are, best name first.
const METAS: &[(Field, &[&str])] = &[
    (
        Field::Date,
        &[
            "article:published_time",
            "article:published",
            "og:article:published_time",
            "og:published_time",
            "datepublished",
            "date_published",
            "publishdate",
            "publish-date",
            "publish_date",
            "pubdate",
            "publication_date",
            "parsely-pub-date",
            "sailthru.date",
            "content_publisheddate",
            "dtk:publishdate",
            "dc.date.issued",
            "dcterms.created",
            "dc.date",
            "dcterms.date",
            "dc.date.created",
            "article.published",
            "article:post_date",
            "cxenseparse:recs:publishtime",
            "date",
            "article_date_original",
            "originalpublicationdate",
        ],
    ),
    (
        Field::Updated,
        &[
            "article:modified_time",
            "og:updated_time",
            "article:updated_time",
            "datemodified",
            "lastmod",
            "last-modified",
            "dc.date.modified",
        ],
    ),
    (Field::Section, &["article:section", "og:article:section", "section", "dtk:kanal", "content_category"]),
    (Field::Source, &["og:site_name", "application-name", "publisher", "copyright-holder"]),
    (Field::Summary, &["og:description", "description", "twitter:description"]),
    (Field::Image, &["og:image", "og:image:url", "og:image:secure_url", "twitter:image", "twitter:image:src"]),
    (Field::Author, &["author", "article:author", "dc.creator", "content_author", "parsely-author", "byl"]),
    (Field::Editor, &["editor", "content_editor"]),
    (Field::Language, &["og:locale", "language", "dc.language"]),
];

/// A page that shows so many different dates is a list of articles, unless it says of itself that it is one.
const MANY_DATES: usize = 10;

/// The fields of the page that `scan` has seen.
pub fn fields(scan: &Scan, put: Put) -> Known {
    let heading = heading(scan);
    let article = article(scan, heading.map(|said| said.text.as_str()));
    let mut known = Known::default();
    let pictured = Cell::new(false);
    let stated_date = RefCell::new(None);
    let summary = RefCell::new(None);
    let mut keep = |field: Field, value: Value, key: &str, line: u32| {
        pictured.set(pictured.get() || field == Field::Image);
        if let (Field::Summary, Value::Text(text)) = (field, &value) {
            summary.borrow_mut().get_or_insert(text.clone());
        }
        match value {
            Value::Text(text) if field == Field::Date => {
                let said = Said { key: key.to_owned(), text, line, place: 0 };
                stated_date.borrow_mut().get_or_insert(said);
            }
            value => put(field, value, key, line),
        }
    };
    let title = title(scan, article.as_ref(), heading);
    if let Some(title) = &title {
        known.title.clone_from(&title.text);
        keep(Field::Title, Value::Text(title.text.clone()), &title.key, title.line);
    }
    if let Some((object, line)) = &article {
        known.body = json_ld::texts(object.get("articleBody")).into_iter().next().and_then(Stated::new);
        stated(object, *line, &mut keep);
    }
    metas(scan, &mut keep);
    microdata(scan, &mut keep);
    address(scan, &mut keep);
    if let Some(language) = &scan.language {
        keep(Field::Language, Value::Text(language.text.clone()), &language.key, language.line);
    }
    known.pictured = pictured.get();
    known.summary = summary.into_inner();
    let shown = visible_date(scan, title.as_ref().map_or(0, |title| title.place));
    let stated = stated_date.into_inner();
    if stated.is_none() {
        let declared = article.is_some() || scan.types.iter().any(|kind| json_ld::is_article(kind));
        known.no_article = no_article(scan, declared, shown.is_some());
    }
    // The page may show the hour of a day that its metadata states.
    let exact = shown.filter(|shown| {
        stated
            .as_ref()
            .is_some_and(|stated| is_hour_of(&shown.text, &stated.text) || is_local(&shown.text, &stated.text))
    });
    if let Some(date) = exact.or(stated.as_ref()).or(shown) {
        known.dated = true;
        put(Field::Date, Value::Text(date.text.clone()), &date.key, date.line);
    }
    known
}

/// The article among those of the JSON-LD: of several the one whose headline the page shows.
fn article(scan: &Scan, heading: Option<&str>) -> Option<(Map<String, Json>, u32)> {
    let all =
        scan.json_ld.iter().flat_map(|script| json_ld::articles(&script.text).into_iter().map(|a| (a, script.line)));
    let mut all: Vec<_> = all.collect();
    let shown = |(object, _): &(Map<String, Json>, u32)| {
        json_ld::texts(object.get("headline")).first().map(String::as_str) == heading && heading.is_some()
    };
    let at = all.iter().position(shown).unwrap_or(0);
    (at < all.len()).then(|| all.swap_remove(at))
}

/// The heading of the article: of several the one that begins the title of the page.
fn heading(scan: &Scan) -> Option<&Said> {
    let title = scan.titles.first().map(|said| said.text.to_lowercase());
    let headings = || scan.headings.iter().map(|(said, _)| said).filter(|said| said.key == "h1");
    let begins = |said: &&Said| title.as_ref().is_some_and(|title| title.starts_with(&said.text.to_lowercase()));
    headings().find(begins).or_else(|| headings().next())
}

fn title(scan: &Scan, article: Option<&(Map<String, Json>, u32)>, heading: Option<&Said>) -> Option<Said> {
    let place = heading.map_or(0, |said| said.place);
    let stated = article.and_then(|(object, line)| {
        let text = json_ld::texts(object.get("headline")).into_iter().next()?;
        Some(Said { key: "headline".to_owned(), text, line: *line, place })
    });
    let property = || scan.props.iter().find(|said| said.key == "headline");
    let element = || scan.titles.first();
    let found = stated
        .or_else(|| scan.meta(&["og:title"]).cloned())
        .or_else(|| property().cloned())
        .or_else(|| scan.meta(&["twitter:title"]).cloned())
        .or_else(|| shown(scan, element()))
        .or_else(|| element().or(heading).cloned())?;
    let site = scan.meta(&["og:site_name", "application-name"]).map(|said| said.text.as_str());
    let decoded = html_escape::decode_html_entities(&found.text);
    let text = without_site(&decoded, site, heading.map(|said| said.text.as_str()));
    // Headlines that end in dots are cut for search engines; the heading is whole.
    let cut = text.strip_suffix("...").or_else(|| text.strip_suffix('…')).map(str::trim_end);
    match (cut, heading) {
        (Some(start), Some(heading)) if heading.text.starts_with(start) => Some(heading.clone()),
        _ => Some(Said { text, place, ..found }),
    }
}

/// What the JSON-LD says.
fn stated(object: &Map<String, Json>, line: u32, put: Put) {
    for (field, keys) in SCHEMA {
        for key in *keys {
            let mut texts = json_ld::texts(object.get(*key));
            if matches!(field, Field::Source | Field::Author) {
                // An object without a name may still have an address.
                texts.retain(|text| !text.starts_with("http"));
            }
            if let Some(value) = value(*field, texts) {
                put(*field, value, key, line);
            }
        }
    }
    for (field, key) in [(Field::Url, "url"), (Field::Url, "mainEntityOfPage"), (Field::Image, "image")] {
        if let Some(address) = json_ld::addresses(object.get(key)).into_iter().find(|text| text.starts_with("http")) {
            put(field, Value::Text(address), key, line);
        }
    }
}

/// One text, or for what there may be several of, a list.
fn value(field: Field, mut texts: Vec<String>) -> Option<Value> {
    match field {
        Field::Author | Field::Editor | Field::Tags if texts.len() > 1 => Some(Value::List(texts)),
        _ if texts.is_empty() => None,
        _ => Some(Value::Text(texts.swap_remove(0))),
    }
}

fn metas(scan: &Scan, put: Put) {
    for (field, names) in METAS {
        for name in *names {
            let mut said = scan.metas.iter().filter(|meta| meta.key == *name);
            let usable = |meta: &&Said| match field {
                // Facebook wants the address of a profile there.
                Field::Author => !meta.text.starts_with("http"),
                _ => true,
            };
            if let Some(meta) = said.find(usable) {
                let text = if *field == Field::Language { meta.text.replace('_', "-") } else { meta.text.clone() };
                put(*field, Value::Text(text), &meta.key, meta.line);
            }
        }
    }
    let tags: Vec<&Said> = scan.metas.iter().filter(|meta| meta.key == "article:tag").collect();
    match (tags.as_slice(), scan.meta(&["keywords", "news_keywords"])) {
        ([tag], _) => put(Field::Tags, Value::Text(tag.text.clone()), &tag.key, tag.line),
        ([first, ..], _) => {
            let list = tags.iter().map(|tag| tag.text.clone()).collect();
            put(Field::Tags, Value::List(list), &first.key, first.line);
        }
        ([], Some(words)) => put(Field::Tags, Value::Text(words.text.clone()), &words.key, words.line),
        ([], None) => {}
    }
}

fn microdata(scan: &Scan, put: Put) {
    for (field, keys) in SCHEMA {
        for key in *keys {
            let mut said = scan.props.iter().filter(|prop| prop.key.eq_ignore_ascii_case(key));
            let usable = |prop: &&Said| !prop.text.starts_with("http");
            if let Some(prop) = said.find(usable) {
                put(*field, Value::Text(prop.text.clone()), key, prop.line);
            }
        }
    }
}

fn address(scan: &Scan, put: Put) {
    let absolute = |said: &&Said| said.text.starts_with("http");
    if let Some(said) = scan.canonical.as_ref().filter(absolute).or_else(|| scan.meta(&["og:url"]).filter(absolute)) {
        put(Field::Url, Value::Text(said.text.clone()), &said.key, said.line);
    }
}

/// Why a page without a date in its metadata is not an article; `None` where it may be one.
fn no_article(scan: &Scan, declared: bool, dated: bool) -> Option<String> {
    if declared {
        return None;
    }
    let own = scan.canonical.as_ref().or_else(|| scan.meta(&["og:url"]));
    let path = own.and_then(|own| own.text.split_once("://")?.1.split_once('/').map(|(_, path)| path));
    if own.is_some_and(|own| own.text.starts_with("http")) && path.is_none_or(str::is_empty) {
        return Some("it is the front page of a site".to_owned());
    }
    let labelled = scan.dates.iter().filter(|said| said.key != "text");
    let dates: HashSet<&str> =
        scan.times.iter().chain(labelled).map(|said| said.text.as_str()).filter(|text| has_year(text)).collect();
    let kind = scan.meta(&["og:type"]);
    let words = ["article", "news", "blog", "post", "object"];
    match kind {
        Some(kind) if words.iter().any(|word| kind.text.to_lowercase().contains(word)) => None,
        _ if dates.len() >= MANY_DATES => Some(format!("it shows {} dates and says none of itself", dates.len())),
        Some(kind) if !dated => Some(format!("`og:type` says {}, and it has no date", quote(&kind.text))),
        _ => None,
    }
}

/// Whether `shown` has an hour that `stated` has not, and the same year and day.
fn is_hour_of(shown: &str, stated: &str) -> bool {
    let numbers =
        |text: &str| -> Vec<u32> { text.split(|c: char| !c.is_ascii_digit()).filter_map(|n| n.parse().ok()).collect() };
    let (has, lacks) = (numbers(shown), numbers(stated));
    // What has other letters may be a date that nobody can read here.
    let hour = has_hour(shown) && shown.is_ascii();
    let [year, _, day] = lacks.as_slice() else { return false };
    hour && has.contains(year) && has.contains(day)
}

/// Whether `shown` names a zone of Indonesia beside the hour that `stated` takes for one of Greenwich.
fn is_local(shown: &str, stated: &str) -> bool {
    let Some(start) = stated.strip_suffix('Z').or_else(|| stated.strip_suffix("+00:00")) else { return false };
    let zones = ["WIB", "WITA", "WIT"];
    let has_zone = shown.split(|c: char| !c.is_ascii_alphabetic()).any(|word| zones.contains(&word));
    let hour = start.split_once(['T', ' ']).and_then(|(_, time)| time.trim_start_matches(['T', ' ']).get(..5));
    has_zone && hour.is_some_and(|hour| shown.replace('.', ":").contains(hour))
}

/// The date that stands nearest to the heading: a `time` element, one that calls itself a date, or a line that is one.
fn visible_date(scan: &Scan, heading: usize) -> Option<&Said> {
    let above = |said: &Said| if said.place < heading { 20 } else { 0 };
    let vague = |said: &Said| if has_hour(&said.text) { 0 } else { 30 };
    let far = |said: &&Said| said.place.abs_diff(heading) + above(said) + vague(said);
    let dates = scan.dates.iter().filter(|said| said.text.len() < 120);
    scan.times.iter().chain(dates).filter(|said| has_year(&said.text)).min_by_key(far)
}
