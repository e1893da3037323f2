//! JSON-LD: the article that a page describes in a script, as schema.org has it.

use std::borrow::Cow;

use serde_json::{Map, Value as Json};

/// Types of schema.org that are an article.
const TYPES: &[&str] = &[
    "Article",
    "NewsArticle",
    "BlogPosting",
    "ReportageNewsArticle",
    "AnalysisNewsArticle",
    "OpinionNewsArticle",
    "BackgroundNewsArticle",
    "ReviewNewsArticle",
    "LiveBlogPosting",
    "AdvertiserContentArticle",
    "ScholarlyArticle",
    "Report",
];

/// How deep an article may stand among lists and graphs.
const DEEPEST: usize = 4;

/// Whether schema.org has an article under this name.
pub fn is_article(kind: &str) -> bool {
    TYPES.contains(&kind.rsplit(['/', ':']).next().unwrap_or_default())
}

/// The articles in a script.
pub fn articles(script: &str) -> Vec<Map<String, Json>> {
    let mut found = Vec::new();
    if let Some(json) = parse(script) {
        collect(json, DEEPEST, &mut found);
    }
    found
}

fn collect(json: Json, depth: usize, found: &mut Vec<Map<String, Json>>) {
    match json {
        _ if depth == 0 => {}
        Json::Array(items) => items.into_iter().for_each(|item| collect(item, depth - 1, found)),
        Json::Object(object) if texts(object.get("@type")).iter().any(|kind| is_article(kind)) => found.push(object),
        Json::Object(mut object) => {
            for key in ["@graph", "mainEntity", "mainEntityOfPage"] {
                object.remove(key).into_iter().for_each(|inner| collect(inner, depth - 1, found));
            }
        }
        _ => {}
    }
}

/// JSON as templates write it: with raw line ends in its texts, commas before brackets, comments around it.
fn parse(script: &str) -> Option<Json> {
    let script =
        script.trim().trim_start_matches("<!--").trim_start_matches("//<![CDATA[").trim_start_matches("<![CDATA[");
    let script =
        script.trim_end_matches("-->").trim_end_matches("//]]>").trim_end_matches("]]>").trim().trim_end_matches(';');
    let whole = |text: &str| serde_json::Deserializer::from_str(text).into_iter().next()?.ok();
    whole(script).or_else(|| whole(&mended(script)))
}

/// Escapes control characters inside texts and drops commas before closing brackets.
fn mended(script: &str) -> Cow<'_, str> {
    let mut mended = String::with_capacity(script.len() + 16);
    let (mut inside, mut escaped) = (false, false);
    for c in script.chars() {
        match c {
            _ if escaped => {
                escaped = false;
                // JSON has no `\'`, and nothing can be escaped by a line end.
                match c {
                    '"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't' | 'u' => mended.extend(['\\', c]),
                    c if c.is_control() => mended.push(' '),
                    c => mended.push(c),
                }
                continue;
            }
            '\\' if inside => escaped = true,
            '"' => {
                inside = !inside;
                mended.push(c);
            }
            '\n' if inside => mended.push_str("\\n"),
            c if inside && c.is_control() => mended.push(' '),
            '}' | ']' if !inside => {
                let end = mended.trim_end().trim_end_matches(',').len();
                mended.truncate(end);
                mended.push(c);
            }
            c => mended.push(c),
        }
    }
    Cow::Owned(mended)
}

/// The texts of a value: itself, its items, or what an object is named by.
pub fn texts(json: Option<&Json>) -> Vec<String> {
    by(json, &["name", "headline", "@id"])
}

/// The addresses of a value: itself, its items, or where an object says it is.
pub fn addresses(json: Option<&Json>) -> Vec<String> {
    by(json, &["url", "contentUrl", "@id"])
}

fn by(json: Option<&Json>, keys: &[&str]) -> Vec<String> {
    match json {
        Some(Json::String(text)) if !text.trim().is_empty() => vec![text.trim().to_owned()],
        Some(Json::Number(number)) => vec![number.to_string()],
        Some(Json::Array(items)) => items.iter().flat_map(|item| by(Some(item), keys)).collect(),
        Some(Json::Object(object)) => {
            keys.iter().map(|key| by(object.get(*key), &[])).find(|texts| !texts.is_empty()).unwrap_or_default()
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(script: &str, headlines: &[&str]) {
        let found: Vec<String> = articles(script).iter().flat_map(|article| texts(article.get("headline"))).collect();
        assert_eq!(found, headlines);
    }

    #[test]
    fn articles_stand_alone_in_lists_and_in_graphs() {
        check(r#"{"@type": "NewsArticle", "headline": "a"}"#, &["a"]);
        check(r#"[{"@type": "WebSite"}, {"@type": ["Thing", "BlogPosting"], "headline": "a"}]"#, &["a"]);
        check(r#"{"@graph": [{"@type": "Organization"}, {"@type": "schema:Article", "headline": "a"}]}"#, &["a"]);
        check(r#"{"@type": "WebPage", "mainEntity": {"@type": "Article", "headline": "a"}}"#, &["a"]);
        check(r#"{"@type": "Product", "headline": "a"}"#, &[]);
    }

    #[test]
    fn what_templates_write_is_read() {
        check("<!-- {\"@type\": \"Article\", \"headline\": \"a\nb\t\",\n} -->", &["a\nb"]);
        check("{\"@type\": \"Article\", \"headline\": \"Jum\\'at\", \"x\": [1,2,],}", &["Jum'at"]);
        check("{\"@type\": \"Article\", \"headline\": \"a\"};", &["a"]);
        check("{\"@type\": \"Article\"", &[]);
    }

    #[test]
    fn people_and_pictures() {
        let json = serde_json::json!([{"@type": "Person", "name": "Sri", "url": "u"}, "Adi"]);
        assert_eq!(texts(Some(&json)), ["Sri", "Adi"]);
        assert_eq!(addresses(Some(&json)), ["u", "Adi"]);
    }
}
