//! The article of a page: found by Readability (the crate `dom_smoothie`), furniture taken out before and after.

use std::collections::{HashMap, HashSet};
use std::panic::{AssertUnwindSafe, catch_unwind};

use dom_query::{Document, NodeId, NodeRef};
use dom_smoothie::Readability;

use super::furniture::{self, Line};
use super::meta::Known;
use super::{lead, restore};

/// The article of a page.
#[derive(Debug, Default)]
pub struct Article {
    /// The article as HTML, not sanitized.
    pub html: String,
    /// Its text, a paragraph a line.
    pub text: String,
    /// The text under its first picture.
    pub caption: Option<String>,
    /// Editors named below it.
    pub editors: Vec<String>,
}

/// Elements whose text is one paragraph.
const PARAGRAPHS: &[&str] = &[
    "p",
    "li",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "div",
    "section",
    "span",
    "blockquote",
    "td",
    "pre",
    "header",
    "footer",
    "article",
    "strong",
    "center",
    "a",
    "b",
    "em",
    "i",
];

/// Elements that hold paragraphs rather than being one.
pub const BLOCKS: &str =
    "p, div, section, article, ul, ol, table, blockquote, figure, h1, h2, h3, h4, h5, h6, pre, header, footer";

/// So many letters in paragraphs are an article rather than a card that leads to one.
const ENOUGH: usize = 500;

/// So many different short paragraphs that are repeated are no labels.
const MANY_REPEATED: usize = 3;

/// The article in `html`, of which so much is `known` from its metadata; empty where there is none.
///
/// The picture with the first caption is taken out where the metadata has a picture.
pub fn extract(html: &str, known: &Known) -> Article {
    // Readability is not proof against every page; one that it fails on is read as it stands.
    catch_unwind(AssertUnwindSafe(|| find(html, known))).ok().flatten().unwrap_or_default()
}

fn find(html: &str, known: &Known) -> Option<Article> {
    let document = Document::from(html);
    let caption = caption(&document, known.pictured);
    strip(&document);
    restore::number(&document);
    let page = document.clone();
    let content = Readability::with_document(document, None, None).ok()?.parse().ok()?.content;
    let content = Document::from(content);
    restore::missing(&page, &content);
    let mut article = Article { caption, ..Article::default() };
    tidy(&content, &known.title, &mut article);
    known.body.iter().for_each(|stated| stated.cut(&content));
    article.html = unwrapped(content.body()?).inner_html().trim().to_owned();
    article.text = furniture::text(&content);
    if let Some(lead) = lead::find(&page, &article.text, &known.title, known.summary.as_deref()) {
        article.html.insert_str(0, &format!("<p>{}</p>\n", html_escape::encode_text(&lead)));
        article.text.insert_str(0, &format!("{lead}\n"));
    }
    Some(article)
}

fn caption(document: &Document, pictured: bool) -> Option<String> {
    let caption = document.select_single("figcaption");
    let text = Some(fold(&caption.text())).filter(|text| !text.is_empty() && text.len() < 500)?;
    let figure = caption.nodes().first()?.ancestors_it(None).find(|above| above.has_name("figure"));
    if pictured && let Some(figure) = figure {
        remove(&figure, letters(&document.select("p").text()));
    }
    Some(text)
}

/// Takes out what calls itself furniture, unless it holds the headline or much of the page's text.
fn strip(document: &Document) {
    document.select("script, style").remove();
    let all = letters(&document.select("p").text());
    show(document, all);
    alone(document);
    for node in document.select("figcaption, aside, nav, form, button, select, dialog").nodes() {
        remove(node, all);
    }
    for node in document.select("[class], [id]").nodes() {
        let named = [node.attr("class"), node.attr("id")].into_iter().flatten().any(|name| furniture::is_named(&name));
        if named && !["html", "body", "main", "article", "p"].iter().any(|name| node.has_name(name)) {
            remove(node, all);
        }
    }
}

/// Shows what is hidden until a script shows it, where that is much of the page's text.
fn show(document: &Document, all: usize) {
    for node in document.select("[hidden], [aria-hidden], [style*=none]").nodes() {
        let own: usize = paragraphs_in(node);
        if own * 3 > all {
            node.remove_attrs(&["hidden", "aria-hidden", "style"]);
        }
    }
}

/// Takes out the articles beside the one that has the headline: the next ones of an endless page, cards of others.
fn alone(document: &Document) {
    let articles = document.select("article");
    let has_headline = |node: &&NodeRef| node.descendants_it().any(|inner| inner.has_name("h1"));
    let Some(own) = articles.nodes().iter().find(has_headline).filter(|own| paragraphs_in(own) > ENOUGH) else {
        return;
    };
    let above: HashSet<NodeId> = own.ancestors_it(None).map(|node| node.id).collect();
    for other in articles.nodes().iter().filter(|node| node.id != own.id && !above.contains(&node.id)) {
        if !other.ancestors_it(None).any(|node| node.id == own.id) {
            other.remove_from_parent();
        }
    }
}

fn paragraphs_in(node: &NodeRef) -> usize {
    node.descendants_it().filter(|inner| inner.has_name("p")).map(|inner| letters(&inner.text())).sum()
}

fn remove(node: &NodeRef, all: usize) {
    if paragraphs_in(node) * 5 <= all && !node.descendants_it().any(|inner| inner.has_name("h1")) {
        node.remove_from_parent();
    }
}

/// Takes out the paragraphs that are furniture, and those above the article that repeat its title or date.
fn tidy(content: &Document, title: &str, article: &mut Article) {
    let mut seen_text = false;
    let mut gone = repeated(content);
    for node in content.select(&PARAGRAPHS.join(", ")).nodes() {
        if gone.contains(&node.id) || node.ancestors_it(None).any(|above| gone.contains(&above.id)) {
            continue;
        }
        let text = fold(&node.text());
        let inner = NodeRef::descendants_it(node).any(|inner| inner.is_element() && inner.is(BLOCKS));
        let is_inline = ["span", "strong", "a", "b", "em", "i"].iter().any(|name| node.has_name(name));
        let line = furniture::line(&text, title, seen_text);
        match line {
            _ if inner => {}
            Line::Text if !seen_text && node.has_name("h1") || leads_away(node, &text) => {
                gone.insert(node.id);
            }
            Line::Text => seen_text |= text.len() > 60 && !is_inline,
            Line::Editor(name) if !is_inline => {
                article.editors.extend(name);
                gone.insert(node.id);
            }
            Line::Furniture if !is_inline || stands_alone(node) => {
                gone.insert(node.id);
            }
            _ => {}
        }
        if !is_inline && is_list_of_links(node, &text) {
            gone.insert(node.id);
        }
    }
    for list in content.select("ul, ol, table").nodes() {
        if is_list_of_links(list, &fold(&list.text())) || all_lead_away(list) {
            gone.insert(list.id);
        }
    }
    gone.extend(headings_of_nothing(content, &gone));
    for node in content.select("*").nodes() {
        if gone.contains(&node.id) {
            node.remove_from_parent();
        }
    }
}

/// Short paragraphs that stand in the article three times or more, such as labels of advertisements.
///
/// Where many different texts are repeated, that is how the article is written: a table of values, a recipe.
fn repeated(content: &Document) -> HashSet<NodeId> {
    let mut places: HashMap<String, Vec<NodeId>> = HashMap::new();
    for node in content.select("p, div, span, h2, h3, h4").nodes() {
        let text = fold(&node.text());
        if !text.is_empty()
            && text.chars().count() < 60
            && !node.ancestors_it(None).any(|above| above.has_name("table"))
        {
            places.entry(text).or_default().push(node.id);
        }
    }
    places.retain(|_, places| places.len() > 2);
    if places.len() > MANY_REPEATED { HashSet::new() } else { places.into_values().flatten().collect() }
}

/// The innermost of the elements that hold nothing but one other.
fn unwrapped(mut node: NodeRef) -> NodeRef {
    while let [only] = node.element_children().as_slice()
        && ["div", "article", "section", "main"].iter().any(|name| only.has_name(name))
        && node.immediate_text().trim().is_empty()
    {
        node = *only;
    }
    node
}

/// Whether an inline element has no text beside it, as between two `br` or paragraphs.
fn stands_alone(node: &NodeRef) -> bool {
    let is_end = |beside: Option<NodeRef>| {
        let ends = ["br", "div", "figure", "h1", "h2", "h3", "ol", "p", "ul"];
        beside.is_none_or(|beside| ends.iter().any(|name| beside.has_name(name)))
    };
    let next = |mut beside: Option<NodeRef>, forward: bool| {
        while let Some(node) = beside.as_ref().filter(|node| node.is_text() && node.text().trim().is_empty()) {
            beside = if forward { node.next_sibling() } else { node.prev_sibling() };
        }
        is_end(beside)
    };
    next(node.prev_sibling(), false) && next(node.next_sibling(), true)
}

/// Headings with nothing of the article below them, up to its end or to a list that is `gone`.
fn headings_of_nothing(content: &Document, gone: &HashSet<NodeId>) -> Vec<NodeId> {
    let blocks = format!("{BLOCKS}, li");
    let mut found = Vec::new();
    let (mut at_end, mut text_below) = (true, false);
    for node in content.select(&blocks).nodes().iter().rev() {
        let above_or_self = || std::iter::once(*node).chain(node.ancestors_it(None));
        if above_or_self().any(|above| gone.contains(&above.id)) {
            if above_or_self().any(|above| above.has_name("ul") || above.has_name("ol")) {
                (at_end, text_below) = (true, false);
            }
        } else if is_heading(node) {
            if at_end && !text_below && !has_text_beside(node) {
                found.push(node.id);
            }
        } else if !node.descendants_it().any(|inner| inner.is_element() && inner.is(&blocks)) {
            let is_text = letters(&node.text()) > 0 || node.descendants_it().any(|inner| inner.has_name("img"));
            at_end &= !is_text;
            text_below |= is_text;
        }
    }
    found
}

fn is_heading(node: &NodeRef) -> bool {
    ["h2", "h3", "h4"].iter().any(|name| node.has_name(name))
}

/// Whether what follows an element on the page is text without an element of its own.
fn has_text_beside(node: &NodeRef) -> bool {
    let mut beside = node.next_sibling();
    while let Some(next) = beside {
        if letters(&next.text()) > 0 {
            return next.is_text() || next.is_element() && !next.is(BLOCKS);
        }
        beside = next.next_sibling();
    }
    false
}

/// A list whose every item leads away.
fn all_lead_away(list: &NodeRef) -> bool {
    let items: Vec<NodeRef> = list.element_children().into_iter().filter(|item| item.has_name("li")).collect();
    items.len() > 1 && items.iter().all(|item| is_link_with_label(item, &fold(&item.text())))
}

/// A paragraph that is a link, or a label and a link: `Baca juga: Panen raya`.
fn leads_away(node: &NodeRef, text: &str) -> bool {
    node.has_name("p") && !furniture::seen_sentence(text) && is_link_with_label(node, text)
}

fn is_link_with_label(node: &NodeRef, text: &str) -> bool {
    if text.len() > 250 {
        return false;
    }
    let mut links = node.descendants_it().filter(|inner| inner.has_name("a"));
    let (Some(link), None) = (links.next(), links.next()) else { return false };
    let link = fold(&link.text());
    let label = text.strip_suffix(link.as_str()).map(str::trim_end);
    link.split(' ').count() > 3
        && label
            .is_some_and(|label| label.is_empty() || label.ends_with([':', '|', '?']) && label.split(' ').count() < 8)
}

/// Several links and hardly a word beside them.
fn is_list_of_links(node: &NodeRef, text: &str) -> bool {
    let links: Vec<usize> =
        node.descendants_it().filter(|inner| inner.has_name("a")).map(|link| letters(&link.text())).collect();
    links.len() > 1 && links.iter().sum::<usize>() * 10 > letters(text) * 8
}

pub fn letters(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphanumeric()).count()
}

pub fn fold(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
