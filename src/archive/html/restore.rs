//! Paragraphs that Readability leaves out although they stand on the page where those of the article stand.

use std::collections::{HashMap, HashSet};

use dom_query::{Document, NodeId, NodeRef};

use super::body::{fold, letters as letters_of};
use super::furniture::{self, Line};

/// The attribute that numbers the paragraphs of a page, so that they are known again in what is kept of it.
const NUMBER: &str = "data-kliping";

/// What is numbered.
const NUMBERED: &str = "p, h2, h3, h4";

/// How far above a paragraph its place is compared.
const HIGHEST: usize = 5;

/// Numbers the paragraphs of a page.
pub fn number(page: &Document) {
    for (number, node) in page.select(NUMBERED).nodes().iter().enumerate() {
        node.set_attr(NUMBER, &number.to_string());
    }
}

/// Puts the paragraphs of `page` back into the `content` that was kept of it, where they stand in the place of kept
/// ones: among their siblings, or under elements of the same names and classes.
pub fn missing(page: &Document, content: &Document) {
    let kept: HashMap<String, NodeRef> = content
        .select(NUMBERED)
        .nodes()
        .iter()
        .filter_map(|node| Some((node.attr(NUMBER)?.to_string(), *node)))
        .collect();
    let all = page.select(NUMBERED);
    let twin = |node: &NodeRef| node.attr(NUMBER).and_then(|number| kept.get(&*number)).copied();
    let known = known(all.nodes(), &twin);
    let texts: HashSet<String> =
        content.select("p, div, li, span").nodes().iter().map(|node| fold(&node.text())).collect();
    let mut lost = HashSet::new();
    let mut leads_on = false;
    for node in all.nodes().iter().rev() {
        if twin(node).is_some() {
            leads_on = true;
            continue;
        }
        // A heading without a paragraph below it is one of something else.
        let wanted = if node.has_name("p") { is_text(node) } else { leads_on };
        leads_on =
            wanted && places(node).iter().any(|place| known.contains(place)) && !texts.contains(&fold(&node.text()));
        if leads_on {
            lost.insert(node.id);
        }
    }
    insert(all.nodes(), &lost, &twin);
}

/// The places that hold much of what was kept, and not much more that was not.
fn known<'a>(all: &[NodeRef<'a>], twin: &dyn Fn(&NodeRef<'a>) -> Option<NodeRef<'a>>) -> HashSet<Place> {
    let mut letters: HashMap<Place, (usize, usize)> = HashMap::new();
    let mut whole = 0;
    for node in all.iter().filter(|node| node.has_name("p")) {
        let (is_kept, own) = (twin(node).is_some(), letters_of(&node.text()));
        whole += if is_kept { own } else { 0 };
        for place in places(node) {
            let (kept, lost) = letters.entry(place).or_default();
            *if is_kept { kept } else { lost } += own;
        }
    }
    let counts = |(kept, lost): &(usize, usize)| *kept * 4 >= whole && *kept * 2 >= *lost && *kept > 0;
    letters.into_iter().filter(|(_, letters)| counts(letters)).map(|(place, _)| place).collect()
}

/// Puts the `lost` of `all` behind the kept ones that they follow.
fn insert<'a>(all: &[NodeRef<'a>], lost: &HashSet<NodeId>, twin: &dyn Fn(&NodeRef<'a>) -> Option<NodeRef<'a>>) {
    let mut last: Option<NodeRef> = None;
    let mut before = String::new();
    for node in all {
        match (twin(node), last) {
            (Some(twin), None) => {
                twin.before_html(std::mem::take(&mut before));
                last = Some(twin);
            }
            (Some(twin), _) => last = Some(twin),
            (None, _) if !lost.contains(&node.id) => {}
            (None, Some(end)) => {
                end.after_html(node.html());
                last = end.next_sibling();
            }
            (None, None) => before.push_str(&node.html()),
        }
    }
}

/// An element, and the names and classes of those between it and the paragraph.
type Place = (NodeId, String);

fn places(node: &NodeRef) -> Vec<Place> {
    let mut path = String::new();
    let mut places = Vec::new();
    for above in node.ancestors_it(Some(HIGHEST)) {
        // Without a class far too much of a page is alike.
        if path.is_empty() || path.contains('.') {
            places.push((above.id, path.clone()));
        }
        path.push_str(&above.node_name().unwrap_or_default());
        if let Some(class) = above.class() {
            path.push('.');
            path.push_str(&class);
        }
        path.push(' ');
    }
    places
}

fn is_text(node: &NodeRef) -> bool {
    let text = fold(&node.text());
    let linked: usize =
        node.descendants_it().filter(|inner| inner.has_name("a")).map(|link| letters_of(&link.text())).sum();
    let is_sentence =
        text.len() > 100 || text.trim_end_matches(['"', '”', '\'', '’', ')']).ends_with(['.', '!', '?', ':']);
    is_sentence
        && letters_of(&text) > 20
        && linked * 2 < letters_of(&text)
        && furniture::line(&text, "", true) == Line::Text
}
