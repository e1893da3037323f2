//! A page of a topic, for people: what is there, the newest articles, how to subscribe.
//!
//! Pages ask for nothing from elsewhere and run no script; the policy in their head holds browsers to that.

use askama::Template;
use url::Url;

use super::words::{Words, machine};
use super::{Entry, Error, Feed, Format, Options, index};

/// A page a topic.
pub const FORMAT: Format =
    Format { name: "html", title: "HTML", subscribed: false, suffix: ".html", media_type: "text/html", write };

/// What both kinds of pages have in their heads: a policy that lets nothing in, an icon so that browsers do not ask for
/// one, and the style.
pub const HEAD: &str = concat!(
    "<meta name=\"generator\" content=\"Kliping\">\n",
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; ",
    "img-src data:; base-uri 'none'; form-action 'none'\">\n",
    "<meta name=\"color-scheme\" content=\"light dark\">\n",
    "<link rel=\"icon\" href=\"data:image/svg+xml,%3Csvg%20xmlns='http://www.w3.org/2000/svg'%20viewBox='0%200%2016%2016'%3E",
    "%3Crect%20width='16'%20height='16'%20rx='3'%20fill='%230b4f8a'/%3E",
    "%3Cpath%20d='M4%204h8v2H4zm0%204h8v1H4zm0%203h5v1H4z'%20fill='%23fff'/%3E%3C/svg%3E\">\n",
    "<style>\n",
    include_str!("html/page.css"),
    "</style>"
);

/// A feed that a page links to.
pub struct Link {
    /// What people call the format.
    pub name: &'static str,
    /// The media type of the format.
    pub media_type: &'static str,
    /// Where it is, seen from the page.
    pub href: String,
    /// Where it is published, if that is known.
    pub url: Option<Url>,
}

impl Link {
    /// The feeds of the files that `name` names, those first that readers should take, which many do with the first.
    pub fn all(name: impl Fn(&Format) -> String, to_top: &str, options: &Options) -> Vec<Link> {
        let feeds = options.formats.iter().filter(|format| format.subscribed);
        let link = |format: &&Format| {
            let file = name(format);
            let (href, url) = (format!("{to_top}{file}"), options.address(&file));
            Link { name: format.title, media_type: format.media_type, href, url }
        };
        feeds.map(link).collect()
    }
}

#[derive(Template)]
#[template(path = "topic.html", config = "src/feed/askama.toml")]
struct Page<'a> {
    head: &'static str,
    words: &'static Words,
    options: &'a Options,
    feed: &'a Feed,
    links: Vec<Link>,
    related: Vec<(&'static str, String)>,
    index: Option<String>,
    about: Option<&'a str>,
    is_archive: bool,
    span: String,
    content_language: Option<&'a str>,
}

impl Page<'_> {
    /// The language of an entry, where it is not the page's.
    fn language_of<'e>(&'e self, entry: &'e Entry) -> Option<&'e str> {
        let own = entry.language.as_ref().map_or(self.options.language.as_str(), |language| language.as_str());
        (own != self.words.language).then_some(own)
    }

    fn authors(&self, entry: &Entry) -> String {
        entry.authors.iter().map(|author| author.as_str()).collect::<Vec<_>>().join(", ")
    }
}

fn write(feed: &Feed, options: &Options) -> Result<Vec<u8>, Error> {
    let to_top = feed.to_top();
    let (first, last) = (options.words.day(&feed.span.0), options.words.day(&feed.span.1));
    let page = Page {
        head: HEAD,
        words: options.words,
        options,
        feed,
        links: Link::all(|format| format!("{}{}", feed.subscription(), format.suffix), &to_top, options),
        related: related(feed, options),
        index: options.writes(&index::FORMAT).then(|| format!("{to_top}{}", index::FORMAT.file)),
        about: Some(feed.subtitle.as_str()).filter(|_| feed.is_described),
        is_archive: feed.is_archive(),
        span: if first == last { first } else { format!("{first} – {last}") },
        content_language: content_language(options),
    };
    render(&page, &feed.file_name(&FORMAT))
}

/// The pages of the same topic: the newest articles, and those before and after.
fn related(feed: &Feed, options: &Options) -> Vec<(&'static str, String)> {
    let word = |relation| match relation {
        "current" => options.words.latest,
        "prev-archive" => options.words.older,
        _ => options.words.newer,
    };
    let page = |(relation, name)| (word(relation), format!("{}{name}{}", feed.to_top(), FORMAT.suffix));
    feed.related().into_iter().map(page).collect()
}

/// The language of titles, where it is not the page's.
pub fn content_language(options: &Options) -> Option<&str> {
    (options.language != options.words.language).then_some(options.language.as_str())
}

/// The bytes of a page, which is the file `name`.
pub fn render(page: &impl Template, name: &str) -> Result<Vec<u8>, Error> {
    let text = page.render().map_err(|error| Error { file: name.to_owned(), reason: error.to_string() })?;
    Ok(format!("{}\n", text.trim_end()).into_bytes())
}
