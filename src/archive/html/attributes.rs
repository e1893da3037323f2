//! A bound on the attributes of an element: the parser compares each with all before it, and time grows with their
//! square.

use std::borrow::Cow;

/// An element has no more attributes; elements of real pages have a few dozen at most.
pub(super) const MOST: usize = 1024;

/// `html` without the attributes that are too many for their element.
pub fn bounded(html: &str) -> Cow<'_, str> {
    let mut kept = String::new();
    let (mut done, mut at) = (0, 0);
    while let Some(start) = html.get(at..).and_then(|rest| rest.find('<')).map(|found| at + found) {
        at = start + 1;
        if !html.as_bytes().get(at).is_some_and(u8::is_ascii_alphabetic) {
            continue;
        }
        let tag = Tag::read(html.as_bytes(), at);
        at = tag.end;
        if let Some(surplus) = tag.surplus {
            kept.push_str(html.get(done..surplus).unwrap_or_default());
            done = tag.end;
        }
    }
    if done == 0 {
        return Cow::Borrowed(html);
    }
    kept.push_str(html.get(done..).unwrap_or_default());
    Cow::Owned(kept)
}

/// A tag, in bytes from the beginning of the page.
struct Tag {
    /// Where its `>` is, or the end of the page.
    end: usize,
    /// Where the first attribute begins that is too many.
    surplus: Option<usize>,
}

impl Tag {
    /// Reads the tag whose name begins at `at`, as the HTML standard has it (13.2.5.32 to 13.2.5.38).
    fn read(html: &[u8], at: usize) -> Self {
        let skip = |from: usize, until: &dyn Fn(u8) -> bool| {
            html.get(from..).and_then(|rest| rest.iter().position(|byte| until(*byte))).map_or(html.len(), |n| from + n)
        };
        let is = |place: usize, byte: u8| html.get(place) == Some(&byte);
        let ends_name = |byte: u8| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>');
        let mut end = skip(at, &ends_name);
        let mut surplus = None;
        for count in 0.. {
            end = skip(end, &|byte| !byte.is_ascii_whitespace() && byte != b'/');
            if is(end, b'>') || end >= html.len() {
                break;
            }
            if count == MOST {
                surplus = Some(end);
            }
            // What a name begins with belongs to it, be it `=`.
            end = skip(end + 1, &|byte| ends_name(byte) || byte == b'=');
            let sign = skip(end, &|byte| !byte.is_ascii_whitespace());
            if !is(sign, b'=') {
                continue;
            }
            let value = skip(sign + 1, &|byte| !byte.is_ascii_whitespace());
            end = match html.get(value) {
                Some(quote @ (b'"' | b'\'')) => (skip(value + 1, &|byte| byte == *quote) + 1).min(html.len()),
                _ => skip(value, &|byte| byte.is_ascii_whitespace() || byte == b'>'),
            };
        }
        Self { end, surplus }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn surplus_attributes_go() {
        let many = |count: usize| (0..count).map(|n| format!(" a{n}='>'")).collect::<String>();
        let page = format!("<p{}>Panen</p><i{}>raya</i><b{}", many(MOST + 2), many(MOST), many(MOST * 2));
        let expected = format!("<p{} >Panen</p><i{}>raya</i><b{} ", many(MOST), many(MOST), many(MOST));
        assert_eq!(bounded(&page), expected);
    }

    #[test]
    fn others_stay_as_they_are() {
        for page in [
            "",
            "<",
            "a < b",
            "<p",
            "<p a",
            "<p a=",
            "<p a='>é",
            "<p a = \"<p>\" b/c=d>é</p>",
            "<!-- é -->",
            "<a =x =>",
        ] {
            assert!(matches!(bounded(page), Cow::Borrowed(same) if same == page), "{page}");
        }
    }
}
