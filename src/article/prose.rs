//! CommonMark that is nothing but paragraphs, as most articles are: its HTML takes no parser and no cleaning.

/// The HTML of `text`, as parser and cleaner make it; `None` where there is markup, or what could be some.
pub(super) fn html(text: &str) -> Option<String> {
    let mut html = String::with_capacity(text.len() + text.len() / 8);
    let mut is_open = false;
    for line in text.split('\n') {
        match (line.is_empty(), is_open) {
            (true, true) => html.push_str("</p>\n"),
            (true, false) => {}
            (false, _) if !is_prose(line) => return None,
            (false, true) => html.push('\n'),
            (false, false) => html.push_str("<p>"),
        }
        html.push_str(line);
        is_open = !line.is_empty();
    }
    if is_open {
        html.push_str("</p>\n");
    }
    Some(html)
}

/// The bytes of ASCII of which words are made.
static WORDS: [bool; 256] = {
    let mut words = [false; 256];
    let mut byte = 0_u8;
    while byte < 128 {
        words[byte as usize] = byte.is_ascii_alphanumeric()
            || matches!(
                byte,
                b' ' | b',' | b'.' | b';' | b':' | b'\'' | b'"' | b'?' | b'!' | b'(' | b')' | b'/' | b'%' | b'-'
            );
        byte += 1;
    }
    words
};

/// Whether `line` can only be words: nothing in it means anything to CommonMark or HTML, and it begins with a letter or
/// a quotation mark, as no list, rule or underline does.
fn is_prose(line: &str) -> bool {
    let begins = line.starts_with(|c: char| c.is_alphabetic() || matches!(c, '"' | '“' | '‘' | '\''));
    let is_word = |c: char| match c {
        c if c.is_ascii() => WORDS[c as usize],
        '“' | '”' | '‘' | '’' | '–' | '—' | '…' => true,
        c => c.is_alphanumeric(),
    };
    let are_words = || line.bytes().all(|byte| WORDS[usize::from(byte)]) || line.chars().all(is_word);
    begins && !line.ends_with(' ') && are_words()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::Body;
    use super::super::body::parsed_markdown;
    use super::*;

    #[test]
    fn markup_is_left_to_the_parser() {
        for text in
            ["# a", "a\n===", "a  \nb", "- a", "1. a", "a *b*", "a <b", "a & b", "[a](b)", "a\\\nb", "a | b", " a"]
        {
            assert_eq!(html(text), None, "{text}");
        }
        assert_eq!(html("satu,\n\"dua\"\n\n\ntiga.\n").as_deref(), Some("<p>satu,\n\"dua\"</p>\n<p>tiga.</p>\n"));
        assert_eq!(Body::markdown("\n\n", None).0, Body::default());
    }

    proptest! {
        #[test]
        fn it_is_what_the_parser_makes(text in "([a-zé0-9A“”’–… ,.;:'\"?!()/%\\-\n]|\n\n|\\) |: |\\. |--){0,60}") {
            if html(&text).is_some() {
                prop_assert_eq!(Body::markdown(&text, None), parsed_markdown(&text, None));
            }
        }
    }
}
