//! Which [`Field`] a key of the archive means, in English or Indonesian, in any case and style.

use std::collections::BTreeMap;

use foldhash::HashMap;

use super::record::{Field, Markup, Record, Stored, Value};
use crate::report::Origin;

/// The names seen in archives, folded as [`fold`] does, best name first.
///
/// Left out on purpose: `keyword`, which is the search term of a scraper as often as a tag of the newsroom, and `no`,
/// which numbers the rows of one table.
const NAMES: &[(Field, &[&str])] = &[
    (Field::Id, &["id", "guid", "articleid", "postid", "idberita", "uuid"]),
    (Field::Title, &["title", "judul", "headline", "fulltitle", "judulberita", "newstitle", "titel"]),
    (
        Field::Date,
        &[
            "datepublished",
            "publishedat",
            "publishdate",
            "published",
            "publishedon",
            "pubdate",
            "publicationdate",
            "tanggalpublikasi",
            "tglpublikasi",
            "tanggalterbit",
            "tglterbit",
            "waktupublish",
            "waktupublikasi",
            "waktuterbit",
            "date",
            "tanggal",
            "tgl",
            "datetime",
            "posted",
            "postedat",
            "postdate",
            "waktu",
            "createdat",
            "created",
            "timestamp",
        ],
    ),
    (Field::Time, &["time", "jam", "pukul", "publishtime", "publishedtime", "waktujam"]),
    (
        Field::Updated,
        &["updatedat", "updated", "datemodified", "modifiedat", "modified", "lastmod", "lastmodified", "diperbarui"],
    ),
    (
        Field::Scraped,
        &["scrapedat", "crawledat", "waktuscraping", "tanggalscraping", "fetchedat", "scrapeddate", "crawldate"],
    ),
    (Field::Author, &["author", "authors", "penulis", "pewarta", "reporter", "jurnalis", "byline", "creator"]),
    (Field::Editor, &["editor", "editors", "penyunting", "redaktur"]),
    (Field::Tags, &["tags", "tag", "hashtags", "hashtag", "topik", "keywords", "katakunci", "label", "labels"]),
    (
        Field::Section,
        &["section", "category", "categories", "kategori", "rubrik", "kanal", "subcategory", "subkategori", "jenis"],
    ),
    (
        Field::Url,
        &["canonicalurl", "url", "link", "sourceurl", "tautan", "permalink", "articleurl", "urlberita", "linkberita"],
    ),
    (Field::Source, &["source", "sumber", "media", "portalname", "portal", "outlet", "publisher", "situs"]),
    (
        Field::Image,
        &["image", "imageurl", "images", "img", "gambar", "foto", "thumbnailurl", "thumbnail", "urltoimage", "cover"],
    ),
    (Field::ImageBytes, &["imagebytes", "imagesize", "imagelength"]),
    (Field::Caption, &["caption", "imagecaption", "keterangangambar", "keteranganfoto"]),
    (Field::Credit, &["credit", "imagecredit", "kreditfoto", "sumberfoto"]),
    (Field::City, &["city", "kota", "dateline", "lokasi"]),
    (Field::Language, &["language", "lang", "bahasa", "inlanguage"]),
    (Field::Summary, &["summary", "ringkasan", "description", "deskripsi", "desc", "excerpt", "abstract", "lead"]),
    (
        Field::Body,
        &[
            "content",
            "isi",
            "isiberita",
            "kontenberita",
            "konten",
            "body",
            "articlebody",
            "fulltext",
            "text",
            "teks",
            "berita",
            "article",
            "artikel",
            "htmlcontent",
            "contenthtml",
            "contenttext",
        ],
    ),
    (Field::Draft, &["draft", "draf", "status"]),
];

/// The names of every field, the user's own first.
#[derive(Debug, Clone)]
pub struct Names(HashMap<String, (Field, usize)>);

impl Default for Names {
    fn default() -> Self {
        Self::new(&BTreeMap::new())
    }
}

impl Names {
    /// The built-in names, and before them the `own` of `[fields]`.
    pub fn new(own: &BTreeMap<Field, Vec<String>>) -> Self {
        let mut names = HashMap::default();
        for (field, words) in own {
            for (rank, word) in words.iter().enumerate() {
                names.insert(fold(word), (*field, rank));
            }
        }
        let first = own.values().map(Vec::len).max().unwrap_or(0);
        for (field, words) in NAMES {
            for (rank, word) in words.iter().enumerate() {
                names.entry((*word).to_owned()).or_insert((*field, first + rank));
            }
        }
        Self(names)
    }

    /// The field that `key` names and how good the name is, 0 being the best.
    pub fn get(&self, key: &str) -> Option<(Field, usize)> {
        // Most keys are written as they are folded.
        self.0.get(key).or_else(|| self.0.get(&fold(key))).copied()
    }
}

/// A key without case and style: `Tanggal_Publikasi`, `tanggal-publikasi` and `tanggalPublikasi` are one.
fn fold(key: &str) -> String {
    key.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// A key of a JSON object or of front matter, its value and its line.
pub type Pair = (String, serde_json::Value, u32);

/// The record that `pairs` make; keys that name no field are left.
pub fn record(origin: Origin, format: &'static str, markup: Markup, pairs: Vec<Pair>, names: &Names) -> Record {
    let mut record = Record::new(origin, format, markup);
    let mut known: Vec<(usize, Field, Stored)> = Vec::with_capacity(pairs.len());
    for (key, json, line) in pairs {
        let Some((field, rank)) = names.get(&key) else { continue };
        let Some(value) = value(json) else { continue };
        let Some((field, value)) = settle(field, value, &key) else { continue };
        known.push((rank, field, Stored { value, key, line }));
    }
    known.sort_by_key(|(rank, ..)| *rank);
    for (_, field, stored) in known {
        record.store(field, stored);
    }
    record
}

/// States of a record that is not published.
const UNPUBLISHED: &[&str] = &["draft", "draf", "hidden", "pending", "private", "trash"];

/// Jekyll's `published: false` is no date: it says that the record is a draft, as Pelican's `Status: draft` does.
///
/// Any other status may be one of anything.
fn settle(field: Field, value: Value, key: &str) -> Option<(Field, Value)> {
    match (field, value) {
        (Field::Date, Value::Flag(published)) => Some((Field::Draft, Value::Flag(!published))),
        (Field::Draft, Value::Text(state)) if UNPUBLISHED.contains(&state.trim().to_lowercase().as_str()) => {
            Some((Field::Draft, Value::Flag(true)))
        }
        (Field::Draft, _) if fold(key) == "status" => None,
        other => Some(other),
    }
}

/// A JSON value as text, list or flag; `None` for what says nothing: null, empty text, an empty list.
fn value(json: serde_json::Value) -> Option<Value> {
    match json {
        serde_json::Value::Bool(flag) => Some(Value::Flag(flag)),
        serde_json::Value::Array(items) => {
            let texts: Vec<String> = items.into_iter().filter_map(text).collect();
            (!texts.is_empty()).then_some(Value::List(texts))
        }
        other => text(other).map(Value::Text),
    }
}

/// The text of a value; of an object the part that names it, as in `{"@type": "Person", "name": …}`.
fn text(json: serde_json::Value) -> Option<String> {
    match json {
        serde_json::Value::String(text) => (!text.trim().is_empty()).then_some(text),
        serde_json::Value::Number(number) => Some(number.to_string()),
        serde_json::Value::Object(mut object) => ["name", "nama", "title", "url", "rendered", "#text"]
            .iter()
            .find_map(|key| object.remove(*key).and_then(text)),
        serde_json::Value::Bool(_) | serde_json::Value::Null | serde_json::Value::Array(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[track_caller]
    fn check(pairs: serde_json::Value, field: Field, expected: Option<Value>) {
        let serde_json::Value::Object(object) = pairs else { panic!("not an object") };
        let pairs = object.into_iter().map(|(key, value)| (key, value, 1)).collect();
        let record = record(Origin::file("a"), "json", Markup::TextOrHtml, pairs, &Names::default());
        assert_eq!(record.get(field).map(|stored| stored.value.clone()), expected);
    }

    fn text(text: &str) -> Option<Value> {
        Some(Value::Text(text.to_owned()))
    }

    #[test]
    fn names_fold_case_and_style() {
        for key in ["judul", "Judul", "JUDUL", "Full-Title", "full_title", "fullTitle"] {
            check(json!({ key: "x" }), Field::Title, text("x"));
        }
        for key in ["Tanggal_Publikasi", "tanggal-publikasi", "tgl", "waktu_publish", "publish_date"] {
            check(json!({ key: "x" }), Field::Date, text("x"));
        }
    }

    #[test]
    fn the_names_of_many_scrapers() {
        let table: &[(Field, &str)] = &[
            (Field::Title, "title judul headline full_title"),
            (Field::Url, "url link source_url"),
            (Field::Date, "date tanggal waktu_publish published_at created_at datetime waktu published"),
            (Field::Date, "tanggal_publikasi tgl_publikasi publish_date tgl posted timestamp datePublished"),
            (Field::Time, "time jam"),
            (Field::Updated, "updated_at dateModified"),
            (Field::Scraped, "scraped_at crawled_at waktu_scraping"),
            (Field::Body, "content text berita isi isi_berita konten_berita fulltext body article html_content"),
            (Field::Summary, "description summary desc excerpt"),
            (Field::Section, "category kategori sub-category jenis"),
            (Field::Tags, "tags hashtags"),
            (Field::Author, "author authors penulis"),
            (Field::Source, "source sumber media portal_name"),
            (Field::Image, "image images img image_url thumbnail_url urlToImage"),
            (Field::Id, "id"),
        ];
        for (field, keys) in table {
            for key in keys.split(' ') {
                for key in [key.to_owned(), key.to_uppercase(), key.replace('_', "-"), key.replace('_', " ")] {
                    check(json!({ key: "x" }), *field, text("x"));
                }
            }
        }
        // The number of a row, the index of a data frame and the search term of a scraper are nothing of the article.
        for key in ["no", "", "Unnamed: 0", "keyword"] {
            let record = Names::default().get(key);
            assert_eq!(record, None, "{key}");
        }
    }

    #[test]
    fn what_is_not_published_is_a_draft() {
        check(json!({"status": "Draft"}), Field::Draft, Some(Value::Flag(true)));
        check(json!({"draft": true}), Field::Draft, Some(Value::Flag(true)));
        check(json!({"status": 1}), Field::Draft, None);
        check(json!({"published": true, "date": "x"}), Field::Date, text("x"));
    }

    #[test]
    fn the_best_name_wins_whatever_the_order() {
        check(json!({"created_at": "2", "published_at": "1"}), Field::Date, text("1"));
        check(json!({"link": "b", "url": "a"}), Field::Url, text("a"));
        check(json!({"url": "", "link": "b"}), Field::Url, text("b"));
    }

    #[test]
    fn what_looks_like_a_date_and_is_none() {
        check(json!({"scraped_at": "2025-01-01"}), Field::Date, None);
        check(json!({"published": false}), Field::Date, None);
        check(json!({"published": false}), Field::Draft, Some(Value::Flag(true)));
    }

    #[test]
    fn objects_give_their_name() {
        check(json!({"author": {"@type": "Person", "name": "Sri"}}), Field::Author, text("Sri"));
        check(
            json!({"authors": [{"name": "Sri"}, "Adi", null]}),
            Field::Author,
            Some(Value::List(vec!["Sri".to_owned(), "Adi".to_owned()])),
        );
        check(json!({"timestamp": 1646223180}), Field::Date, text("1646223180"));
    }

    #[test]
    fn own_names_come_first() {
        let own = BTreeMap::from([(Field::Title, vec!["Kepala Berita".to_owned()])]);
        let pairs = vec![("title".to_owned(), json!("b"), 1), ("kepala_berita".to_owned(), json!("a"), 2)];
        let record = record(Origin::file("a"), "json", Markup::TextOrHtml, pairs, &Names::new(&own));
        assert_eq!(record.get(Field::Title).map(|stored| stored.line), Some(2));
    }
}
