//! A piece of XML → its elements, forgiving: archives hold feeds with undeclared prefixes, HTML entities and tags that
//! are not closed. Nothing is fetched or expanded; a document type is passed over.

use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::xml_names::{Namespaces, attributes, lower};

/// Elements nested deeper are not read.
const DEEPEST: usize = 100;

/// Elements beyond so many in one piece are not read: each takes much more memory than its tag.
const MOST: usize = 100_000;

/// An element, its names in lower case.
#[derive(Debug, Default)]
pub struct Element {
    /// The local name, with the usual prefix of its namespace where that is not the document's own.
    pub name: String,
    /// The line of the file on which it begins.
    pub line: u32,
    attributes: Vec<(String, String)>,
    children: Vec<Node>,
}

#[derive(Debug)]
enum Node {
    Element(Element),
    Text(String),
}

impl Element {
    /// The elements in it.
    pub fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(|child| match child {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The elements in it that are called `name`.
    pub fn all(&self, name: &str) -> impl Iterator<Item = &Element> {
        self.elements().filter(move |element| element.name == name)
    }

    /// The first element in it that is called `name`.
    pub fn child(&self, name: &str) -> Option<&Element> {
        self.all(name).next()
    }

    /// The text of the first element in it that is called `name`; none where it is empty.
    pub fn text_of(&self, name: &str) -> Option<String> {
        self.all(name).map(Element::text).find(|text| !text.is_empty())
    }

    /// The first element called one of `names`, however deep.
    pub fn find(&self, names: &[&str]) -> Option<&Element> {
        if names.contains(&self.name.as_str()) {
            return Some(self);
        }
        self.elements().find_map(|element| element.find(names))
    }

    /// The attribute `name`.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.trim())
    }

    /// The text in it, at every depth, without white space around it.
    pub fn text(&self) -> String {
        let mut text = String::new();
        self.add_text(&mut text);
        text.trim().to_owned()
    }

    fn add_text(&self, text: &mut String) {
        for child in &self.children {
            match child {
                Node::Element(element) => element.add_text(text),
                Node::Text(own) => text.push_str(own),
            }
        }
    }

    /// The text in it, at every depth, with what `instead` gives in the place of an element.
    pub fn text_with(&self, instead: &dyn Fn(&Element) -> Option<String>) -> String {
        let text = |child: &Node| match child {
            Node::Element(element) => instead(element).unwrap_or_else(|| element.text_with(instead)),
            Node::Text(own) => own.clone(),
        };
        self.children.iter().map(text).collect()
    }

    /// Whether there are elements in it.
    pub fn has_elements(&self) -> bool {
        self.elements().next().is_some()
    }

    /// What is in it as HTML.
    pub fn markup(&self) -> String {
        let mut html = String::new();
        self.add_markup(&mut html);
        html.trim().to_owned()
    }

    fn add_markup(&self, html: &mut String) {
        const VOID: &[&str] = &["area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"];
        for child in &self.children {
            match child {
                Node::Text(text) => html.push_str(&html_escape::encode_text(text)),
                Node::Element(element) => {
                    html.push('<');
                    html.push_str(&element.name);
                    for (name, value) in &element.attributes {
                        let value = html_escape::encode_double_quoted_attribute(value);
                        html.push_str(&format!(" {name}=\"{value}\""));
                    }
                    html.push('>');
                    element.add_markup(html);
                    if !VOID.contains(&element.name.as_str()) {
                        html.push_str(&format!("</{}>", element.name));
                    }
                }
            }
        }
    }
}

/// What a piece of XML holds.
#[derive(Debug, Default)]
pub struct Tree {
    /// An element of no name around everything.
    pub top: Element,
    /// Elements that are not closed, outermost first: the name as written, and the line.
    pub open: Vec<(String, u32)>,
    /// End tags of elements that are not open, as written.
    pub closed: Vec<String>,
    /// Where and why reading stopped before the end.
    pub damage: Option<(u32, String)>,
}

/// Reads `text`, which begins on `line`. What elements of `text` that stay open declare is kept in `namespaces`.
pub fn parse(text: &str, line: u32, namespaces: &mut Namespaces) -> Tree {
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    (config.check_end_names, config.allow_unmatched_ends, config.allow_dangling_amp) = (false, true, true);
    let mut builder = Builder { namespaces, path: Vec::new(), count: 0, tree: Tree::default() };
    let (mut line, mut seen) = (line, 0);
    loop {
        let event = reader.read_event();
        let result = event.map_err(|error| format!("broken XML: {error}")).and_then(|event| builder.take(event, line));
        match result {
            Ok(true) => {}
            Ok(false) => break,
            Err(message) => {
                builder.tree.damage = Some((line, message));
                break;
            }
        }
        let position = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        let passed = text.as_bytes().get(seen..position).unwrap_or_default();
        line += passed.iter().filter(|byte| **byte == b'\n').count() as u32;
        seen = position;
    }
    builder.finish()
}

struct Builder<'a> {
    namespaces: &'a mut Namespaces,
    /// The open elements and their names as written.
    path: Vec<(String, Element)>,
    /// How many elements have been met.
    count: usize,
    tree: Tree,
}

impl Builder<'_> {
    /// Takes the next event, which stands on `line`; false at the end.
    fn take(&mut self, event: Event, line: u32) -> Result<bool, String> {
        match event {
            Event::Eof => return Ok(false),
            Event::Start(start) => self.open(&start, line)?,
            Event::Empty(start) => {
                self.open(&start, line)?;
                self.close();
            }
            Event::End(end) => self.end(&lower(end.name().as_ref())),
            Event::Text(text) => self.text(&String::from_utf8_lossy(&text)),
            Event::CData(data) => self.text(&String::from_utf8_lossy(&data)),
            Event::GeneralRef(reference) => self.text(&resolve(&reference)),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
        Ok(true)
    }

    fn open(&mut self, start: &BytesStart, line: u32) -> Result<(), String> {
        if self.path.len() == DEEPEST {
            return Err(format!("elements nested more than {DEEPEST} deep, not read"));
        }
        self.count += 1;
        if self.count > MOST {
            return Err(format!("more than {MOST} elements, not read"));
        }
        self.namespaces.enter(start, self.path.len() + 1);
        let element = Element {
            name: self.namespaces.name(start.name().as_ref(), true),
            line,
            attributes: attributes(start)
                .filter(|(key, _)| !key.starts_with("xmlns"))
                .map(|(key, value)| (self.namespaces.name(key.as_bytes(), false), value))
                .collect(),
            children: Vec::new(),
        };
        self.path.push((lower(start.name().as_ref()), element));
        Ok(())
    }

    /// Closes the innermost element called `name` and those left open in it.
    fn end(&mut self, name: &str) {
        let Some(at) = self.path.iter().rposition(|(own, _)| own == name) else {
            return self.tree.closed.push(name.to_owned());
        };
        while self.path.len() > at + 1 {
            self.leave_open();
            self.close();
        }
        self.close();
    }

    fn leave_open(&mut self) {
        if let Some((name, element)) = self.path.last() {
            self.tree.open.push((name.clone(), element.line));
        }
    }

    fn close(&mut self) {
        if let Some((_, element)) = self.path.pop() {
            self.innermost().children.push(Node::Element(element));
        }
        self.namespaces.leave(self.path.len());
    }

    fn text(&mut self, text: &str) {
        let children = &mut self.innermost().children;
        match children.last_mut() {
            Some(Node::Text(before)) => before.push_str(text),
            _ => children.push(Node::Text(text.to_owned())),
        }
    }

    fn innermost(&mut self) -> &mut Element {
        self.path.last_mut().map_or(&mut self.tree.top, |(_, element)| element)
    }

    fn finish(mut self) -> Tree {
        // What is open to the end goes on in the next piece, and its namespaces with it.
        self.namespaces.stay();
        for (name, element) in &self.path {
            self.tree.open.push((name.clone(), element.line));
        }
        while !self.path.is_empty() {
            self.close();
        }
        self.tree
    }
}

/// The text of `&…;`: a character, one of HTML's names, or itself.
fn resolve(reference: &BytesRef) -> String {
    match reference.resolve_char_ref() {
        Ok(Some(character)) => character.to_string(),
        Ok(None) => {
            let written = format!("&{};", String::from_utf8_lossy(reference));
            html_escape::decode_html_entities(&written).into_owned()
        }
        Err(_) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(text: &str) -> Tree {
        parse(text, 1, &mut Namespaces::default())
    }

    #[test]
    fn elements_and_their_lines() {
        let tree =
            tree("<!DOCTYPE a [<!ENTITY e 'x'>]>\n<A Href='1&amp;2'>\n<b>&#65;&nbsp;&e; & <![CDATA[<i>]]></b><c/></A>");
        let a = tree.top.child("a").unwrap();
        let b = a.child("b").unwrap();
        assert_eq!((a.line, b.line, a.attribute("href")), (2, 3, Some("1&2")));
        assert_eq!(b.text(), "A\u{a0}&e; & <i>");
        assert!(tree.open.is_empty() && tree.closed.is_empty() && tree.damage.is_none());
    }

    #[test]
    fn a_prefix_goes_by_its_namespace() {
        let found = tree(
            "<f:feed xmlns:f='http://www.w3.org/2005/Atom' xmlns:x='http://search.yahoo.com/mrss/'>\
             <f:title/><x:content/><dc:date/><n xmlns='http://purl.org/dc/terms/'/></f:feed>",
        );
        let names: Vec<&str> =
            found.top.child("feed").unwrap().elements().map(|element| element.name.as_str()).collect();
        assert_eq!(names, ["title", "media:content", "dc:date", "dcterms:n"]);
    }

    #[test]
    fn what_is_not_closed_is_told() {
        let found = tree("<a><b>x<br><i>y</b></c>");
        assert_eq!(found.open, [("i".to_owned(), 1), ("br".to_owned(), 1), ("a".to_owned(), 1)]);
        assert_eq!(found.closed, ["c"]);
        assert_eq!(found.top.markup(), "<a><b>x<br><i>y</i></b></a>");
    }

    #[test]
    fn depth_and_number_are_bounded() {
        let found = tree(&"<a/>\n".repeat(200_000));
        assert_eq!(found.damage, Some((100_001, "more than 100000 elements, not read".to_owned())));
        let found = tree(&"<a>\n".repeat(100_000));
        assert_eq!(found.damage, Some((101, "elements nested more than 100 deep, not read".to_owned())));
    }
}
