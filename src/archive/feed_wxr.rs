//! WordPress's export (WXR): RSS whose items are also pages, pictures and menus. Its posts are records.

use std::collections::HashMap;

use super::feed::{Feed, Said, store, store_all};
use super::feed_rss::common;
use super::record::{Field, Markup, Record, Stored, Value};
use super::wordpress_text::html;
use super::xml::Element;
use crate::report::{Origin, Problem, quote};

/// What WordPress and its own editors store that is no article.
const OTHER: &[&str] = &[
    "page",
    "attachment",
    "revision",
    "nav_menu_item",
    "custom_css",
    "customize_changeset",
    "oembed_cache",
    "user_request",
];

/// Names of the category of posts that have none.
const NO_SECTION: &[&str] = &["uncategorized", "tak berkategori", "tidak berkategori", "belum dikategorikan"];

/// Kinds of posts that are told by name; of more, nobody would read the list.
const MOST: usize = 100;

/// The record of an item of WordPress; none of one that is no post.
pub fn record(item: &Element, origin: Origin, feed: &mut Feed) -> Result<Option<Record>, Problem> {
    let kind = item.text_of("wp:post_type").unwrap_or_default();
    feed.pictures.learn(item);
    if kind != "post" {
        let known = OTHER.contains(&kind.as_str()) || kind.starts_with("wp_") || feed.unread.len() == MOST;
        if known || !feed.unread.insert(kind.clone()) {
            return Ok(None);
        }
        let found =
            if kind.is_empty() { "no wp:post_type".to_owned() } else { format!("wp:post_type {}", quote(&kind)) };
        return Err(Problem::field(origin, format!("{found}: only `post` is read")));
    }
    let mut record = Record::new(origin, "WordPress", Markup::TextOrHtml);
    common(item, &mut record, feed);
    store(&mut record, Field::Title, Said::first(item, &["title"]));
    store(&mut record, Field::Date, date(item, "post_date").or_else(|| Said::first(item, &["pubdate"])));
    store(&mut record, Field::Updated, date(item, "post_modified"));
    let author = Said::first(item, &["dc:creator"]).map(|mut author| {
        if let Some(name) = feed.logins.get(&author.text) {
            author.text.clone_from(name);
        }
        author
    });
    store(&mut record, Field::Author, author);
    let section = in_domain(item, "category").find(|category| !says_nothing(category));
    store(&mut record, Field::Section, section.and_then(|category| Said::new(category, category.text())));
    let tags = in_domain(item, "post_tag").filter_map(|tag| Said::new(tag, tag.text())).collect();
    store_all(&mut record, Field::Tags, tags);
    let body = item.child("content:encoded").and_then(|content| Said::new(content, html(&content.text())));
    store(&mut record, Field::Body, body);
    store(&mut record, Field::Summary, Said::first(item, &["excerpt:encoded"]));
    let hidden = item.all("wp:status").find(|status| status.text() != "publish");
    if let Some(element) = hidden.or_else(|| item.all("wp:post_password").find(|word| !word.text().is_empty())) {
        let stored = Stored { value: Value::Flag(true), key: element.name.clone(), line: element.line };
        record.store(Field::Draft, stored);
    }
    Ok(Some(record))
}

/// Whether `category` is that of posts without category.
pub fn says_nothing(category: &Element) -> bool {
    NO_SECTION.contains(&category.text().to_lowercase().as_str())
}

fn in_domain<'a>(item: &'a Element, domain: &'static str) -> impl Iterator<Item = &'a Element> {
    item.all("category").filter(move |category| category.attribute("domain") == Some(domain))
}

/// The instant of `wp:…_gmt`, or else the time of the site's clock; zeros stand for none.
fn date(item: &Element, name: &str) -> Option<Said> {
    let known = |name: &str| Said::first(item, &[name]).filter(|date| !date.text.starts_with("0000"));
    let utc = known(&format!("wp:{name}_gmt")).map(|mut date| {
        date.text.push('Z');
        date
    });
    utc.or_else(|| known(&format!("wp:{name}")))
}

/// Takes down the names of the users in `channel` by their logins.
pub fn logins(channel: &Element, logins: &mut HashMap<String, String>) {
    for author in channel.all("wp:author") {
        if let (Some(login), Some(name)) = (author.text_of("wp:author_login"), author.text_of("wp:author_display_name"))
        {
            logins.insert(login, name);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::given;
    use super::*;

    fn fields(items: &str, wanted: &[Field]) -> Vec<String> {
        let text = format!(
            "<rss xmlns:wp='http://wordpress.org/export/1.2/'><channel><wp:author><wp:author_login>sri\
             </wp:author_login><wp:author_display_name><![CDATA[Sri Wahyu]]></wp:author_display_name></wp:author>{items}\
             </channel></rss>"
        );
        given("a.xml", text.as_bytes(), |record| {
            let value = |field: &Field| match &record.get(*field)?.value {
                Value::Text(text) => Some(text.clone()),
                Value::List(items) => Some(items.join(" | ")),
                Value::Flag(flag) => Some(flag.to_string()),
            };
            wanted.iter().map(|field| value(field).unwrap_or("-".to_owned())).collect::<Vec<_>>().join(", ")
        })
    }

    #[test]
    fn only_posts_are_records() {
        let item = |kind: &str| format!("<item><title>{kind}</title><wp:post_type>{kind}</wp:post_type></item>\n");
        let items: String = ["page", "berita", "post", "berita", "attachment", "wp_block"].map(item).concat();
        assert_eq!(fields(&items, &[Field::Title]), ["a.xml:2: wp:post_type `berita`: only `post` is read", "post"]);
    }

    #[test]
    fn a_post_has_the_picture_that_comes_later() {
        let post = |title: &str, picture: &str| {
            format!(
                "<item><title>{title}</title><wp:post_type>post</wp:post_type><wp:postmeta><wp:meta_key>_thumbnail_id\
                 </wp:meta_key><wp:meta_value>{picture}</wp:meta_value></wp:postmeta></item>"
            )
        };
        let picture = |number: &str| {
            format!(
                "<item><wp:post_id>{number}</wp:post_id><wp:post_type>attachment</wp:post_type>\
                 <wp:attachment_url>https://a.example/{number}.jpg</wp:attachment_url></item>"
            )
        };
        let items = [
            picture("1"),
            post("a", "1"),
            post("b", "2"),
            "<item><title>c</title><wp:post_type>post</wp:post_type></item>".to_owned(),
            post("d", "9"),
            picture("2"),
            post("e", "2"),
        ];
        let expected =
            ["a, https://a.example/1.jpg", "b, https://a.example/2.jpg", "c, -", "d, -", "e, https://a.example/2.jpg"];
        assert_eq!(fields(&items.concat(), &[Field::Title, Field::Image]), expected);
        let many: String = (0..200).map(|_| post("f", "9")).chain([picture("9")]).collect();
        let given = fields(&many, &[Field::Image]);
        assert_eq!(given.iter().filter(|image| *image == "-").count(), 200 - 64, "{given:?}");
    }

    #[test]
    fn status_and_password_hide() {
        let item = |more: &str| format!("<item><wp:post_type>post</wp:post_type>{more}</item>");
        let items = item("<wp:status>publish</wp:status><wp:post_password/>")
            + &item("<wp:status>private</wp:status>")
            + &item("<wp:status>publish</wp:status><wp:post_password>x</wp:post_password>");
        assert_eq!(fields(&items, &[Field::Draft]), ["-", "true", "true"]);
    }

    #[test]
    fn dates_authors_and_categories() {
        let item = "<item><dc:creator>sri</dc:creator><wp:post_type>post</wp:post_type>\
            <wp:post_date>2022-03-02 08:00:00</wp:post_date><wp:post_date_gmt>2022-03-02 01:00:00</wp:post_date_gmt>\
            <category domain='category'>Uncategorized</category><category domain='category'>Laut</category>\
            <category domain='category'>Darat</category><category domain='post_tag'>a</category></item>";
        let wanted = [Field::Date, Field::Author, Field::Section, Field::Tags];
        assert_eq!(fields(item, &wanted), ["2022-03-02 01:00:00Z, Sri Wahyu, Laut, a"]);
        let zeros = item.replace("2022-03-02 01:00:00", "0000-00-00 00:00:00");
        assert_eq!(fields(&zeros, &wanted), ["2022-03-02 08:00:00, Sri Wahyu, Laut, a"]);
    }
}
