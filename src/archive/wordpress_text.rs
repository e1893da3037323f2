//! The text of a post as WordPress stores it → HTML as WordPress shows it: shortcodes and the editor's comments go,
//! blank lines part paragraphs.

/// Shortcodes of WordPress itself; other words in brackets are the author's own.
const SHORTCODES: &[&str] = &["caption", "wp_caption", "gallery", "playlist", "audio", "video", "embed"];

/// Elements that are no part of a paragraph.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "center",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "iframe",
    "li",
    "object",
    "ol",
    "p",
    "pre",
    "script",
    "section",
    "style",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
    "video",
];

/// The HTML of a post's `text`.
pub fn html(text: &str) -> String {
    paragraphs(&without_shortcodes(&without_comments(text)))
}

fn without_comments(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, comment)) = rest.split_once("<!--") {
        kept.push_str(before);
        rest = comment.split_once("-->").map_or("", |(_, after)| after);
    }
    kept + rest
}

/// Text without the shortcodes' brackets; what a caption holds becomes a figure.
fn without_shortcodes(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, inside)) = rest.split_once('[') {
        kept.push_str(before);
        let name = inside.trim_start_matches('/');
        let length = name.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(name.len());
        let name = name.get(..length).unwrap_or_default();
        let Some((code, after)) = inside.split_once(']').filter(|_| SHORTCODES.contains(&name)) else {
            kept.push('[');
            rest = inside;
            continue;
        };
        rest = after;
        if name.ends_with("caption")
            && !code.starts_with('/')
            && let Some((held, after)) = after.split_once(&format!("[/{name}]"))
        {
            kept.push_str(&figure(code, held));
            rest = after;
        }
    }
    kept + rest
}

/// The picture of a caption and the words under it, which are behind the picture or an attribute of the code.
fn figure(code: &str, held: &str) -> String {
    let end = held.find("<img").and_then(|start| Some(start + held.get(start..)?.find('>')? + 1)).unwrap_or(0);
    let (picture, words) = held.split_at_checked(end).unwrap_or((held, ""));
    let (link, words) =
        words.split_at(if words.trim_start().starts_with("</a>") { words.find('>').map_or(0, |at| at + 1) } else { 0 });
    let attribute = || code.split_once("caption=\"")?.1.split('"').next();
    let words = if words.trim().is_empty() { attribute().unwrap_or_default() } else { words };
    format!("\n\n<figure>{picture}{link}<figcaption>{}</figcaption></figure>\n\n", words.trim())
}

/// Blank lines part paragraphs and single line ends are breaks, except in elements that are blocks already. Text
/// without any tag is left as it is.
fn paragraphs(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    if !text.contains('<') {
        return text.trim().to_owned();
    }
    let mut html = String::with_capacity(text.len() + text.len() / 8);
    let mut depth = 0_usize;
    for piece in pieces(&text) {
        let (opened, closed) = blocks(&piece);
        let plain = depth == 0 && opened == 0 && closed == 0;
        depth = (depth + opened).saturating_sub(closed);
        if plain {
            html.push_str(&format!("<p>{}</p>\n", piece.replace('\n', "<br>\n")));
        } else {
            html.push_str(&piece);
            html.push('\n');
        }
    }
    html.truncate(html.trim_end().len());
    html
}

/// What stands between blank lines.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces = vec![String::new()];
    for line in text.lines().map(str::trim) {
        match pieces.last_mut() {
            Some(last) if line.is_empty() && !last.is_empty() => pieces.push(String::new()),
            Some(last) if !line.is_empty() => {
                if !last.is_empty() {
                    last.push('\n');
                }
                last.push_str(line);
            }
            _ => {}
        }
    }
    pieces.retain(|piece| !piece.is_empty());
    pieces
}

/// How many blocks a piece opens and closes.
fn blocks(piece: &str) -> (usize, usize) {
    let (mut opened, mut closed) = (0, 0);
    for tag in piece.split('<').skip(1) {
        let name = tag.trim_start_matches('/');
        let length = name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len());
        let name = name.get(..length).unwrap_or_default().to_ascii_lowercase();
        if !BLOCKS.contains(&name.as_str()) {
            continue;
        }
        opened += usize::from(!tag.starts_with('/'));
        closed += usize::from(tag.starts_with('/') || name == "hr");
    }
    (opened, closed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(html(text), expected);
    }

    #[test]
    fn blank_lines_part_paragraphs() {
        check("Satu.\r\n\r\nDua [1].", "Satu.\n\nDua [1].");
        check("<b>Satu</b>,\ndua.\n\n\n\nTiga.", "<p><b>Satu</b>,<br>\ndua.</p>\n<p>Tiga.</p>");
    }

    #[test]
    fn blocks_are_left_alone() {
        check(
            "Satu.\n\n<ul>\n\n<li>a</li>\n\n</ul>\n\nDua <i>x</i>.",
            "<p>Satu.</p>\n<ul>\n<li>a</li>\n</ul>\n<p>Dua <i>x</i>.</p>",
        );
        check("<!-- wp:paragraph -->\n<p>Satu.</p>\n<!-- /wp:paragraph -->", "<p>Satu.</p>");
        check("a<hr>\n\n<i>b</i>", "a<hr>\n<p><i>b</i></p>");
    }

    #[test]
    fn shortcodes_go_and_captions_stay() {
        check(
            "[gallery ids=\"1,2\"]Satu [embed]https://a.example/[/embed] [...] [/x]",
            "Satu https://a.example/ [...] [/x]",
        );
        check(
            "[caption id=\"a\"]<a href=\"b\"><img src=\"c\" /></a> Kapal.[/caption]Satu.",
            "<figure><a href=\"b\"><img src=\"c\" /></a><figcaption>Kapal.</figcaption></figure>\n<p>Satu.</p>",
        );
        check(
            "[caption caption=\"Kapal.\"]<img src=\"c\">[/caption]",
            "<figure><img src=\"c\"><figcaption>Kapal.</figcaption></figure>",
        );
    }
}
