//! Addresses of articles: what may be linked to, and what is the same article.

use url::Url;

/// Parameters that tell where a reader came from and nothing of what is read.
const TRACKERS: &[&str] = &["fbclid", "gclid", "dclid", "igshid", "msclkid", "mc_cid", "mc_eid", "yclid", "_ga", "amp"];

/// Parameters that name a page of an article, and not another article, when their value is a number or `all`.
const PAGING: &[&str] = &["page", "page_num", "showpage", "single", "halaman"];

/// Which of the numbers in an address is the article's.
#[derive(Debug, Clone, Copy)]
enum Number {
    /// The first after the mark.
    First,
    /// The last of those that follow the mark; before it stand a date and a section.
    Last,
    /// All that follow the mark: a date and a time.
    All,
    /// The one glued to the mark.
    Glued,
}

/// Sites whose articles have a number that stays when title, section and sub-domain change: the site, the part of the
/// path that stands before the number, and which number it is.
const NUMBERED: &[(&str, &str, Number)] = &[
    ("detik.com", "d-", Number::Glued),
    ("fimela.com", "read", Number::First),
    ("kompas.com", "read", Number::All),
    ("liputan6.com", "read", Number::First),
    ("okezone.com", "read", Number::Last),
    ("sindonews.com", "read", Number::First),
    ("tempo.co", "read", Number::First),
    ("wowkeren.com", "tampil", Number::First),
];

/// Host labels of editions of the same site.
const EDITIONS: &[&str] = &["www.", "m.", "amp."];

/// An absolute http or https address without fragment and trackers, in ASCII, as RFC 3986 writes it; `None` for anything else.
///
/// `base` completes a relative address.
pub fn link(text: &str, base: Option<&Url>) -> Option<Url> {
    let text = text.trim();
    let mut url = match base {
        Some(base) => base.join(text).ok()?,
        None => Url::parse(text).ok()?,
    };
    if !matches!(url.scheme(), "http" | "https") || url.host_str().is_none_or(str::is_empty) {
        return None;
    }
    // A link with a password in it must not be published.
    if !url.username().is_empty() || url.password().is_some() {
        return None;
    }
    url.set_fragment(None);
    drop_parameters(&mut url, |key, _| is_tracker(key));
    Some(url)
}

/// Leaves out the parameters that `unwanted` names; the others stay as they are written.
fn drop_parameters(url: &mut Url, unwanted: impl Fn(&str, &str) -> bool) {
    let kept: Vec<(String, String)> = url
        .query_pairs()
        .filter(|(key, value)| !unwanted(key, value))
        .map(|(key, value)| (key.into_owned(), value.into_owned()))
        .collect();
    if kept.is_empty() {
        url.set_query(None);
    } else if kept.len() < url.query_pairs().count() {
        url.query_pairs_mut().clear().extend_pairs(kept);
    }
}

/// The address under which an article is known, whichever way it was reached: https, no `www.`, `m.` or `amp.`,
/// no port, trackers, pages, `/amp`, `index.html` or final slash; of a site that numbers its articles, site and number.
pub fn canonical(link: &Url) -> String {
    if let Some(numbered) = numbered(link) {
        return numbered;
    }
    let mut url = link.clone();
    // Each setter refuses only what cannot be said of the address at hand; it then stays as it is.
    let _ = url.set_scheme("https");
    let _ = url.set_port(None);
    url.set_fragment(None);
    if let Some(host) = url.host_str().map(|host| strip_edition(host).to_owned()) {
        let _ = url.set_host(Some(&host));
    }
    drop_parameters(&mut url, |key, value| is_tracker(key) || is_page(key, value));
    let path = strip_path(url.path()).to_owned();
    url.set_path(&path);
    url.to_string()
}

fn strip_edition(host: &str) -> &str {
    let without = EDITIONS.iter().find_map(|edition| host.strip_prefix(edition));
    without.filter(|rest| rest.contains('.')).unwrap_or(host)
}

fn is_page(key: &str, value: &str) -> bool {
    PAGING.contains(&key.to_ascii_lowercase().as_str()) && (value == "all" || is_number(value))
}

/// Site and number of the article: `https://kompas.com/read/2022/03/02/10203041`.
fn numbered(url: &Url) -> Option<String> {
    let host = url.host_str()?;
    let own = |site: &str| host.strip_suffix(site).is_some_and(|sub| sub.is_empty() || sub.ends_with('.'));
    let (site, mark, which) = NUMBERED.iter().find(|(site, ..)| own(site))?;
    let mut segments = url.path_segments()?.skip_while(|segment| !segment.starts_with(mark));
    let first = segments.next()?;
    let numbers: Vec<&str> = segments.take_while(|segment| is_number(segment)).collect();
    let number = match which {
        Number::Glued => first.strip_prefix(mark).filter(|number| is_number(number))?.to_owned(),
        Number::First => (*numbers.first()?).to_owned(),
        Number::Last => (*numbers.last()?).to_owned(),
        Number::All => numbers.join("/"),
    };
    let slash = if matches!(which, Number::Glued) { "" } else { "/" };
    (number.len() >= 4).then(|| format!("https://{site}/{mark}{slash}{number}"))
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_tracker(key: &str) -> bool {
    let key = key.to_ascii_lowercase();
    key.starts_with("utm_") || TRACKERS.contains(&key.as_str())
}

fn strip_path(path: &str) -> &str {
    let path = path.strip_suffix("index.html").unwrap_or(path).trim_end_matches('/');
    path.strip_suffix("/amp").unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        assert_eq!(link(text, None).map(|url| canonical(&url)).as_deref(), expected);
    }

    #[test]
    fn one_article_has_one_address() {
        for text in [
            "https://warta.example/a/1",
            "http://www.warta.example/a/1/",
            "https://m.warta.example:8080/a/1?utm_source=x&fbclid=y#atas",
            "https://amp.warta.example/a/1/amp",
            "HTTPS://Warta.Example/a/1/index.html",
        ] {
            check(text, Some("https://warta.example/a/1"));
        }
    }

    #[test]
    fn pages_of_one_article_are_one() {
        for text in ["https://warta.example/a/1?page=2", "https://warta.example/a/1?page=all&utm_x=1"] {
            check(text, Some("https://warta.example/a/1"));
        }
        check("https://warta.example/a?page=depan", Some("https://warta.example/a?page=depan"));
    }

    #[test]
    fn sites_that_number_their_articles() {
        for (text, expected) in [
            ("https://news.detik.com/berita/d-5836663/judul-lama?page=2", "https://detik.com/d-5836663"),
            ("https://www.detik.com/jatim/d-5836663/judul-baru", "https://detik.com/d-5836663"),
            (
                "http://money.kompas.com/read/2025/06/19/090008326/judul?page=all",
                "https://kompas.com/read/2025/06/19/090008326",
            ),
            ("http://lifestyle.okezone.com/read/2015/11/05/481/1244264/judul", "https://okezone.com/read/1244264"),
            ("https://nasional.sindonews.com/read/702007/14/judul-1646223180/10", "https://sindonews.com/read/702007"),
            ("http://tekno.liputan6.com/read/2436773/judul", "https://liputan6.com/read/2436773"),
            (
                "https://bukankompas.com/read/2025/06/19/090008326/judul",
                "https://bukankompas.com/read/2025/06/19/090008326/judul",
            ),
            ("https://www.kompas.com/tag/banjir", "https://kompas.com/tag/banjir"),
        ] {
            check(text, Some(expected));
        }
    }

    #[test]
    fn what_tells_articles_apart_stays() {
        check("https://warta.example/?p=7&utm_medium=x", Some("https://warta.example/?p=7"));
        check("https://warta.example/a?b=%20c", Some("https://warta.example/a?b=%20c"));
        check("https://m.example/a", Some("https://m.example/a"));
    }

    #[test]
    fn only_the_web_is_linked_to() {
        for text in ["javascript:alert(1)", "data:text/html,x", "ftp://a/b", "/a/b", "", "https://", "http://a:b@c/"] {
            check(text, None);
        }
    }

    #[test]
    fn relative_addresses_need_a_base() {
        let base = Url::parse("https://warta.example/a/1").unwrap();
        assert_eq!(link("../foto/x y.jpg", Some(&base)).unwrap().as_str(), "https://warta.example/foto/x%20y.jpg");
    }
}
