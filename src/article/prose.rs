//! CommonMark that is nothing but paragraphs, as most articles are: its HTML takes no parser and no cleaning.

use super::body::parted;

/// The HTML of `text`, as parser and cleaner make it; `None` where there is markup, or what could be some.
pub(super) fn html(text: &str) -> Option<String> {
    let mut html = String::with_capacity(text.len() + text.len() / 8);
    let mut is_open = false;
    for line in parted(text) {
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

/// Whether `text` is nothing but paragraphs.
pub(super) fn is_all(text: &str) -> bool {
    parted(text).all(|line| line.is_empty() || is_prose(line))
}

/// Whether `line` can only be words: nothing in it means anything to CommonMark or HTML, and it begins with a letter or
/// a quotation mark, as no list, rule or underline does.
fn is_prose(line: &str) -> bool {
    let begins = line.starts_with(|c: char| c.is_alphabetic() || matches!(c, '"' | '“' | '‘' | '\''));
    let is_word = |c: char| match c {
        '“' | '”' | '‘' | '’' | '–' | '—' | '…' => true,
        c => u8::try_from(c).is_ok_and(is_word) || (!c.is_ascii() && c.is_alphanumeric()),
    };
    // Every byte is looked at, so that many can be at once.
    let are_words = || line.bytes().fold(true, |so_far, byte| so_far & self::is_word(byte));
    begins && !line.ends_with(' ') && (are_words() || line.chars().all(is_word))
}

/// Whether `byte` is one of those of ASCII of which words are made: a letter, a digit, or one of ` !"%'(),-./:;?`.
fn is_word(byte: u8) -> bool {
    let is_from = |first: u8, count: u8| byte.wrapping_sub(first) < count;
    ((byte | 0x20).wrapping_sub(b'a') < 26)
        // From the comma to the semicolon, digits among them.
        | is_from(b',', b';' - b',' + 1)
        | is_from(b' ', 3)
        | is_from(b'\'', 3)
        | (byte == b'%')
        | (byte == b'?')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::Body;
    use super::super::body::parsed_markdown;
    use super::*;

    #[test]
    fn words_are_letters_digits_and_some_marks() {
        let found: String = (0..=u8::MAX).filter(|byte| is_word(*byte)).map(char::from).collect();
        let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
        assert_eq!(found, format!(" !\"%'(),-./0123456789:;?{letters}"));
    }

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

    const TEXT: &str = "([a-zé0-9A“”’–… ,.;:'\"?!()/%\\-\n]|\n\n|\\) |: |\\. |--){0,60}";

    proptest! {
        #[test]
        fn it_is_what_the_parser_makes(text in TEXT) {
            prop_assert_eq!(html(&text).is_some(), is_all(&text));
            if html(&text).is_some() {
                prop_assert_eq!(Body::markdown(&text, None), parsed_markdown(&text, None));
            }
        }

        #[test]
        fn the_beginning_has_the_words_of_the_whole(text in TEXT, more in TEXT) {
            let whole = format!("{text}\n{more}");
            if let Some(begins) = Body::beginning_of_prose(&whole, &text) {
                let all = Body::markdown(&whole, None).0.paragraphs().join("\n\n");
                let begins = begins.paragraphs().join("\n\n");
                prop_assert!(all.starts_with(&begins), "{all:?} {begins:?}");
            }
        }
    }
}
