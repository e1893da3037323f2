//! Addresses of articles: what may be linked to, and what is the same article.

use url::Url;

/// Parameters that tell where a reader came from and nothing of what is read.
const TRACKERS: &[&str] = &["fbclid", "gclid", "dclid", "igshid", "msclkid", "mc_cid", "mc_eid", "yclid", "_ga", "amp"];

/// Host labels of editions of the same site.
const EDITIONS: &[&str] = &["www.", "m.", "amp."];

/// An absolute http or https address without fragment, in ASCII, as RFC 3986 writes it; `None` for anything else.
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
    Some(url)
}

/// The address under which an article is known, whichever way it was reached: https, no `www.`, `m.` or `amp.`,
/// no port, trackers, `/amp`, `index.html` or final slash.
pub fn canonical(link: &Url) -> String {
    let mut url = link.clone();
    // Each setter refuses only what cannot be said of the address at hand; it then stays as it is.
    let _ = url.set_scheme("https");
    let _ = url.set_port(None);
    url.set_fragment(None);
    if let Some(host) = url.host_str().map(|host| strip_edition(host).to_owned()) {
        let _ = url.set_host(Some(&host));
    }
    let kept: Vec<(String, String)> =
        url.query_pairs().filter(|(key, _)| !is_tracker(key)).map(|(k, v)| (k.into_owned(), v.into_owned())).collect();
    if kept.is_empty() {
        url.set_query(None);
    } else if kept.len() < url.query_pairs().count() {
        url.query_pairs_mut().clear().extend_pairs(kept);
    }
    let path = strip_path(url.path()).to_owned();
    url.set_path(&path);
    url.to_string()
}

fn strip_edition(host: &str) -> &str {
    let without = EDITIONS.iter().find_map(|edition| host.strip_prefix(edition));
    without.filter(|rest| rest.contains('.')).unwrap_or(host)
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
