//! RSS of every version: an item is a record.

use super::feed::{Feed, Said, store, store_all, store_image};
use super::feed_wxr::says_nothing;
use super::record::{Field, Markup, Record};
use super::xml::Element;
use crate::report::Origin;

/// The record of an `item`.
pub fn record(item: &Element, origin: Origin, feed: &Feed) -> Record {
    let mut record = Record::new(origin, "RSS", Markup::TextOrHtml);
    common(item, &mut record, feed);
    store(&mut record, Field::Title, Said::first(item, &["title", "dc:title", "media:title"]));
    dates(item, &mut record);
    store_all(&mut record, Field::Author, authors(item));
    let (section, tags): (Vec<_>, Vec<_>) = item
        .elements()
        .filter(|element| matches!(element.name.as_str(), "category" | "dc:subject") && !says_nothing(element))
        .partition(|category| category.attribute("domain").is_some_and(is_section));
    let said = |elements: Vec<&Element>| elements.iter().filter_map(|e| Said::new(e, e.text())).collect();
    store_all(&mut record, Field::Section, said(section));
    store_all(&mut record, Field::Tags, said(tags));
    let description = ["description", "atom:summary", "dc:description", "media:description"];
    let short = description.iter().find_map(|name| item.child(name).and_then(html));
    let full = ["content:encoded", "atom:content", "body"].iter().find_map(|name| item.child(name).and_then(html));
    match full {
        Some(full) => {
            store(&mut record, Field::Body, Some(full));
            store(&mut record, Field::Summary, short);
        }
        None => store(&mut record, Field::Body, short),
    }
    record
}

/// What WordPress's export has as RSS has it: id, address, picture, outlet, language.
pub fn common(item: &Element, record: &mut Record, feed: &Feed) {
    let guid = Said::first(item, &["guid", "atom:id"]);
    let about = item.attribute("rdf:about").or(item.attribute("about")).and_then(|about| Said::new(item, about));
    let permanent = item.child("guid").is_some_and(|guid| guid.attribute("ispermalink") != Some("false"));
    let permalink = guid.clone().filter(|guid| permanent && guid.text.starts_with("http"));
    store(record, Field::Id, guid.or(about));
    let link = Said::first(item, &["feedburner:origlink", "link"]);
    let atom = item.all("atom:link").find(|link| link.attribute("rel").is_none_or(|rel| rel == "alternate"));
    let atom = atom.and_then(|link| Said::new(link, link.attribute("href").unwrap_or_default()));
    store(record, Field::Url, feed.address(item, link.or(atom).or(permalink)));
    store_image(record, item, feed);
    store(record, Field::Source, Said::first(item, &["source"]).or_else(|| feed.title.clone()));
    let language = Said::first(item, &["dc:language", "language"]);
    store(record, Field::Language, language.or_else(|| feed.language.clone()));
}

fn dates(item: &Element, record: &mut Record) {
    let updated = Said::first(item, &["dcterms:modified", "atom:updated"]);
    let published = ["pubdate", "dc:date", "dcterms:issued", "dcterms:created", "atom:published", "date"];
    store(record, Field::Date, Said::first(item, &published).or_else(|| updated.clone()));
    store(record, Field::Updated, updated);
}

/// Kliping's own feeds mark the section so.
pub fn is_section(scheme: &str) -> bool {
    scheme.starts_with("tag:") && scheme.ends_with(":sections")
}

fn authors(item: &Element) -> Vec<Said> {
    for name in ["dc:creator", "author", "dc:author", "itunes:author", "atom:author"] {
        let names: Vec<Said> = item
            .all(name)
            .filter_map(|author| {
                let name = author.text_of("name").or_else(|| author.text_of("atom:name"));
                Said::new(author, person(&name.unwrap_or_else(|| author.text())))
            })
            .collect();
        if !names.is_empty() {
            return names;
        }
    }
    Vec::new()
}

/// The name in `mail (Name)` or `Name <mail>`; a mail address alone names nobody.
fn person(text: &str) -> String {
    let is_mail = |word: &str| word.contains('@') && !word.contains(char::is_whitespace);
    let Some((before, rest)) = text.split_once(['(', '<']) else {
        return if is_mail(text) { String::new() } else { text.to_owned() };
    };
    let inside = rest.trim_end_matches([')', '>']).trim();
    match (is_mail(before.trim()), is_mail(inside)) {
        (true, _) => inside.to_owned(),
        (_, true) => before.trim().to_owned(),
        _ => text.to_owned(),
    }
}

/// Text that may be HTML, or elements of it.
fn html(element: &Element) -> Option<Said> {
    Said::new(element, if element.has_elements() { element.markup() } else { element.text() })
}

#[cfg(test)]
mod tests {
    use super::super::tests::given;
    use super::*;

    /// The fields of each item of a channel, a line each.
    fn fields(items: &str) -> Vec<String> {
        let text =
            format!("<rss><channel><title>Warta</title><link>https://a.example/x/</link>{items}</channel></rss>");
        given("a.rss", text.as_bytes(), |record| {
            let known = Field::ALL.iter().filter(|field| **field != Field::Source);
            let shown = known.filter_map(|field| {
                let stored = record.get(*field)?;
                let value = match &stored.value {
                    super::super::Value::Text(text) => text.clone(),
                    super::super::Value::List(items) => items.join(" | "),
                    super::super::Value::Flag(flag) => flag.to_string(),
                };
                Some(format!("{}={value}", field.name()))
            });
            shown.collect::<Vec<_>>().join(", ")
        })
    }

    #[test]
    fn an_item_is_a_record() {
        let item = "<item><title>A &amp;amp; B</title><link>../y</link><guid isPermaLink='false'>7</guid>\
            <pubDate>Wed, 02 Mar 2022 08:00:00 +0700</pubDate><author>a@b.example (Sri)</author>\
            <category>x, y</category><category>z</category><description>&lt;p>Isi</description>\
            <enclosure type='audio/mpeg' url='s.mp3' length='9'/>\
            <enclosure type='image/png' url='a.png' length='2048'/></item>";
        let expected = "id=7, title=A &amp; B, date=Wed, 02 Mar 2022 08:00:00 +0700, author=Sri, tags=x, y | z, \
            url=https://a.example/y, image=https://a.example/x/a.png, image_bytes=2048, body=<p>Isi";
        assert_eq!(fields(item), [expected]);
    }

    #[test]
    fn the_best_of_several_counts() {
        let item = "<item><guid>https://a.example/1</guid><dc:date>2022-03-02</dc:date><description>s</description>\
            <content:encoded><![CDATA[<b>i</b>]]></content:encoded><atom:link rel='self' href='q'/></item>";
        assert_eq!(
            fields(item),
            ["id=https://a.example/1, date=2022-03-02, url=https://a.example/1, summary=s, body=<b>i</b>"]
        );
        let own = "<item><category domain='tag:a,2026:sections'>R</category><category domain='tag:a,2026:tags'>t</category></item>";
        assert_eq!(fields(own), ["tags=t, section=R"]);
    }

    #[test]
    fn people_have_names() {
        for (text, name) in [
            ("a@b.example (Sri Wahyu)", "Sri Wahyu"),
            ("Sri <a@b.example>", "Sri"),
            ("a@b.example", ""),
            ("Sri (Kota)", "Sri (Kota)"),
            ("Sri", "Sri"),
        ] {
            assert_eq!(person(text), name);
        }
    }
}
