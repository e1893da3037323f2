//! Atom 1.0 (RFC 4287) and 0.3: an entry is a record; and Blogger's export, whose entries are also comments and
//! settings.

use super::feed::{Feed, Said, store, store_all, store_image};
use super::feed_rss::is_section;
use super::record::{Field, Markup, Record, Stored, Value};
use super::xml::Element;
use crate::report::{Origin, Problem};

/// The record of an `entry`; none of one of Blogger's that is no article.
pub fn record(entry: &Element, origin: Origin, feed: &Feed) -> Result<Option<Record>, Problem> {
    let kinds = || entry.all("category").filter(|category| is_kind(category));
    let kind = entry.text_of("blogger:type");
    let is_post = |kind: &Element| kind.attribute("term").is_some_and(|term| term.ends_with("#post"));
    if kind.as_ref().is_some_and(|kind| kind != "POST") || kinds().next().is_some() && !kinds().any(is_post) {
        return Ok(None);
    }
    let is_blogger = kind.is_some() || kinds().next().is_some();
    let mut record = Record::new(origin, if is_blogger { "Blogger" } else { "Atom" }, Markup::TextOrHtml);
    let source = entry.child("source");
    store(&mut record, Field::Id, Said::first(entry, &["id"]));
    store(&mut record, Field::Title, text(entry, &["title"]));
    // Blogger's newer export has the path only; it says nothing where the feed does not name the site.
    let path = feed.address(entry, Said::first(entry, &["blogger:filename"]));
    let path = path.filter(|path| !path.text.starts_with('/'));
    store(&mut record, Field::Url, feed.address(entry, alternate(entry)).or(path));
    dates(entry, &mut record);
    let own = people(entry);
    let copied = || source.map(people).filter(|people| !people.is_empty());
    let authors = if own.is_empty() { copied().unwrap_or_else(|| feed.authors.clone()) } else { own };
    store_all(&mut record, Field::Author, authors);
    categories(entry, &mut record);
    let content = entry.all("content").find_map(construct);
    store(&mut record, Field::Summary, text(entry, &["summary", "blogger:metadescription"]));
    store(&mut record, Field::Body, content);
    store_image(&mut record, entry, feed);
    let title = source.and_then(|source| text(source, &["title"]));
    store(&mut record, Field::Source, title.or_else(|| feed.title.clone()));
    let content = entry.child("content").and_then(|content| content.attribute("xml:lang"));
    let language = entry.attribute("xml:lang").or(content).and_then(|language| Said::new(entry, language));
    store(&mut record, Field::Language, language.or_else(|| feed.language.clone()));
    draft(entry, &mut record);
    Ok(Some(record))
}

fn is_kind(category: &Element) -> bool {
    category.attribute("scheme").is_some_and(|scheme| scheme.ends_with("#kind"))
}

fn dates(entry: &Element, record: &mut Record) {
    let updated = Said::first(entry, &["updated", "modified"]);
    let published = Said::first(entry, &["published", "issued", "created", "blogger:created"]);
    store(record, Field::Date, published.or_else(|| updated.clone()));
    store(record, Field::Updated, updated);
}

fn categories(entry: &Element, record: &mut Record) {
    let words = entry.elements().filter(|element| matches!(element.name.as_str(), "category" | "dc:subject"));
    let (section, tags): (Vec<&Element>, Vec<&Element>) = words
        .filter(|category| !is_kind(category))
        .partition(|category| category.attribute("scheme").is_some_and(is_section));
    let said = |elements: Vec<&Element>| -> Vec<Said> {
        let word = |category: &&Element| {
            let label = category.attribute("label").filter(|label| !label.is_empty()).or(category.attribute("term"));
            Said::new(category, label.map_or_else(|| category.text(), str::to_owned))
        };
        elements.iter().filter_map(word).collect()
    };
    store_all(record, Field::Section, said(section));
    store_all(record, Field::Tags, said(tags));
}

fn draft(entry: &Element, record: &mut Record) {
    let control = entry.child("app:control").and_then(|control| control.child("app:draft"));
    let control = control.filter(|draft| draft.text() == "yes");
    let status = entry.child("blogger:status").filter(|status| !matches!(status.text().as_str(), "" | "LIVE"));
    let trashed = entry.child("blogger:trashed").filter(|trashed| !trashed.text().is_empty());
    if let Some(element) = control.or(status).or(trashed) {
        let stored = Stored { value: Value::Flag(true), key: element.name.clone(), line: element.line };
        record.store(Field::Draft, stored);
    }
}

/// The names of the authors in `parent`.
pub fn people(parent: &Element) -> Vec<Said> {
    let names = parent.all("author").filter_map(|author| Said::first(author, &["name"]));
    let names: Vec<Said> = names.filter(|name| !name.text.contains('@')).collect();
    if names.is_empty() { Said::first(parent, &["dc:creator"]).into_iter().collect() } else { names }
}

/// The address of the page that `parent` is about.
pub fn alternate(parent: &Element) -> Option<Said> {
    let links = || parent.all("link").filter(|link| link.attribute("rel").is_none_or(|rel| rel == "alternate"));
    let is_page = |link: &&Element| link.attribute("type").is_none_or(|kind| kind.contains("html"));
    let link = links().find(is_page).or_else(|| links().next())?;
    Said::new(link, link.attribute("href").map_or_else(|| link.text(), str::to_owned))
}

/// The text of the first element in `parent` that has one of `names`, as HTML.
pub fn text(parent: &Element, names: &[&str]) -> Option<Said> {
    names.iter().find_map(|name| parent.all(name).find_map(construct))
}

/// A text construct as HTML; plain text is escaped. None for what is no text, or elsewhere.
fn construct(element: &Element) -> Option<Said> {
    let kind = element.attribute("type").filter(|kind| !kind.is_empty()).unwrap_or("text").to_ascii_lowercase();
    if element.attribute("mode") == Some("base64") {
        return None;
    }
    let escaped = element.attribute("mode") == Some("escaped");
    let text = match kind.as_str() {
        _ if element.has_elements() && !escaped => inside(element).markup(),
        "html" | "text/html" | "application/xhtml+xml" | "xhtml" => element.text(),
        "text" | "text/plain" => html_escape::encode_text(&element.text()).into_owned(),
        _ => return None,
    };
    Said::new(element, text)
}

/// The `div` that XHTML comes in is no part of it.
fn inside(element: &Element) -> &Element {
    let mut elements = element.elements();
    match (elements.next(), elements.next()) {
        (Some(only), None) if only.name == "div" => only,
        _ => element,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::given;
    use super::*;

    #[track_caller]
    fn check(xml: &str, wanted: &[Field], expected: &[&str]) {
        let found = given("a.atom", xml.as_bytes(), |record| {
            let value = |field: &Field| match record.get(*field).map(|stored| stored.value.clone()) {
                Some(Value::Text(text)) => text,
                Some(Value::List(items)) => items.join(" | "),
                Some(Value::Flag(flag)) => flag.to_string(),
                None => "-".to_owned(),
            };
            record.format.to_owned() + ": " + &wanted.iter().map(value).collect::<Vec<_>>().join(", ")
        });
        assert_eq!(found, expected);
    }

    #[test]
    fn text_of_every_type() {
        let entry = |title: &str| format!("<entry>{title}</entry>");
        let titles = [
            "<title>A &lt;b> &amp;amp;</title>",
            "<title type='html'>A &lt;b>c&lt;/b></title>",
            "<title type='xhtml'><x:div xmlns:x='http://www.w3.org/1999/xhtml'>A <x:b>&lt;</x:b></x:div></title>",
            "<title mode='escaped' type='text/html'>&lt;i>A&lt;/i></title>",
            "<title type='image/png'>iVBORw</title>",
        ];
        check(
            &format!("<feed>{}</feed>", titles.map(entry).concat()),
            &[Field::Title],
            &["Atom: A &lt;b&gt; &amp;amp;", "Atom: A <b>c</b>", "Atom: A <b>&lt;</b>", "Atom: <i>A</i>", "Atom: -"],
        );
    }

    #[test]
    fn what_the_entry_does_not_say_the_feed_says() {
        let xml = "<feed xml:base='https://a.example/b/' xml:lang='jv'><title>Warta</title><author><name>Adi</name></author>\
            <entry><link href='self' rel='self'/><link href='c'/><updated>2022-03-02</updated>\
            <category term='t' label='T'/><category term='u'/></entry>\
            <entry><author><name>Sri</name></author><issued>2022-03-01</issued><modified>2022-03-02</modified></entry></feed>";
        let wanted =
            [Field::Url, Field::Date, Field::Updated, Field::Author, Field::Tags, Field::Source, Field::Language];
        check(
            xml,
            &wanted,
            &[
                "Atom: https://a.example/b/c, 2022-03-02, 2022-03-02, Adi, T | u, Warta, jv",
                "Atom: -, 2022-03-01, 2022-03-02, Sri, -, Warta, jv",
            ],
        );
    }

    #[test]
    fn of_blogger_only_posts() {
        let kind = |kind: &str, more: &str| {
            format!(
                "<entry><title>{kind}</title><category scheme='http://schemas.google.com/g/2005#kind' \
                 term='http://schemas.google.com/blogger/2008/kind#{kind}'/>{more}</entry>"
            )
        };
        let entries = kind("post", "<category scheme='http://www.blogger.com/atom/ns#' term='Laut'/>")
            + &kind("comment", "")
            + &kind("settings", "")
            + &kind("post", "<app:control><app:draft>yes</app:draft></app:control>")
            + "<entry><blogger:type>PAGE</blogger:type></entry>"
            + "<entry><blogger:type>POST</blogger:type><blogger:status>DRAFT</blogger:status></entry>"
            + "<entry><blogger:type>POST</blogger:type><blogger:status>LIVE</blogger:status><blogger:trashed/></entry>";
        check(
            &format!("<feed xmlns:app='http://purl.org/atom/app#'>{entries}</feed>"),
            &[Field::Title, Field::Tags, Field::Draft],
            &["Blogger: post, Laut, -", "Blogger: post, -, true", "Blogger: -, -, true", "Blogger: -, -, -"],
        );
    }
}
