//! The lead: the paragraph between the headline and the article, which Readability takes for a part of the heading.

use dom_query::{Document, NodeRef};

use super::body::{BLOCKS, fold, letters};
use super::furniture::words;

/// Words of a class that are given to leads.
const NAMES: &[&str] = &[
    "abstract",
    "deck",
    "dek",
    "excerpt",
    "intro",
    "lead",
    "lede",
    "ringkasan",
    "sapo",
    "standfirst",
    "strapline",
    "subheader",
    "subheadline",
    "subtitle",
    "summary",
    "teaser",
];

/// What stands between, and is none.
const OTHERS: &str = "figure, figcaption, footer, aside, table, ul, ol";

/// So many elements behind the headline are looked at.
const NEAR: usize = 200;

/// The lead of `page`, which is none of the `article`; `stated` is how the page describes itself.
pub fn find(page: &Document, article: &str, title: &str, stated: Option<&str>) -> Option<String> {
    let article = same(article);
    let begin = |text: &str| text.chars().take(40).collect::<String>();
    let first = begin(&article);
    let stated = stated.map(|text| begin(&same(text))).filter(|text| text.len() >= 40);
    let (mut below, mut seen) = (false, 0);
    for node in page.select("h1, h2, h3, h4, p, div, span").nodes() {
        if node.has_name("h1") {
            below |= !node.text().trim().is_empty();
            continue;
        }
        if !below || node.descendants_it().any(|inner| inner.is_element() && inner.is(BLOCKS)) {
            continue;
        }
        let text = fold(&node.text());
        if letters(&text) < 40 || text.len() > 1200 {
            continue;
        }
        seen += 1;
        if seen > NEAR {
            return None;
        }
        let own = same(&text);
        if own.starts_with(&first) || article.contains(&begin(&own)) {
            return None;
        }
        let is_stated = stated.as_ref().is_some_and(|stated| own.starts_with(stated));
        let beside = node.ancestors_it(None).any(|above| above.is(OTHERS));
        if (is_stated || is_named(node)) && !beside && own != same(title) {
            return Some(text);
        }
    }
    None
}

fn is_named(node: &NodeRef) -> bool {
    let names = |node: &NodeRef| {
        [node.class(), node.id_attr()]
            .into_iter()
            .flatten()
            .any(|name| words(&name).any(|word| NAMES.contains(&word.as_str())))
    };
    names(node) || node.parent().is_some_and(|above| above.element_children().len() == 1 && names(&above))
}

fn same(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
