//! Own files: what tells a file that this program has made, some day, from one that lies in its place.

use super::Options;

/// One of these stands in the head of every file but the sitemap, which can only hold addresses.
const MARKS: &[&str] = &[
    "<generator>Kliping",
    ">Kliping</generator>",
    "\"_generator\": {\n    \"name\": \"Kliping\"",
    "<meta name=\"generator\" content=\"Kliping\">",
    "<!-- Kliping -->",
    "/* Kliping */",
];

/// So many bytes at the beginning of a file tell whose it is.
pub const HEAD: usize = 1 << 16;

/// Whether a file that begins with `head` is of this program.
pub fn is_own(head: &[u8], options: &Options) -> bool {
    let text = String::from_utf8_lossy(head);
    MARKS.iter().any(|mark| text.contains(mark)) || is_sitemap(&text, options)
}

/// Whether there is nothing but addresses of files beside the feeds; the last line may be cut.
fn is_sitemap(text: &str, options: &Options) -> bool {
    let Some(base) = options.base_url.as_ref().map(url::Url::as_str) else { return false };
    let is_below = |line: &str| line.starts_with(base) && !line.contains(' ');
    text.lines().next().is_some_and(is_below) && text.split_inclusive('\n').all(|l| is_below(l) || !l.ends_with('\n'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sitemap_is_known_by_its_addresses() {
        let config = "[output]\nbase_url = \"https://warta.example/feeds\"\n";
        let config = crate::config::Config::parse(config, "config.toml".as_ref(), "".as_ref()).unwrap();
        let is_own = |text: &str| is_own(text.as_bytes(), &config.feed);
        assert!(is_own("https://warta.example/feeds/\nhttps://warta.example/feeds/a.html\nhttps://wa"));
        assert!(!is_own("https://lain.example/feeds/\n"));
        assert!(!is_own("https://warta.example/feeds/\ncatatan\n"));
        assert!(!is_own("https://warta.example/feeds/ adalah alamat kami.") && !is_own(""));
    }
}
