//! Suggestions → TOML to paste into `config.toml`.

use std::fmt::Write;

use super::Suggestion;

/// One `[[topic]]` for each suggestion, with its figures and examples as comments.
pub fn to_toml(suggestions: &[Suggestion]) -> String {
    let mut text = String::new();
    for suggestion in suggestions {
        let percent = (suggestion.title_share * 100.0).round();
        let Suggestion { articles, new_articles, .. } = suggestion;
        // Writing into a `String` cannot fail.
        let _ = writeln!(
            text,
            "# {articles} articles, {percent} % of them in the title, {new_articles} under no topic above"
        );
        for example in &suggestion.examples {
            let _ = writeln!(text, "#   {}", comment(example));
        }
        let terms: Vec<String> = suggestion.terms.iter().map(|term| quoted(term)).collect();
        let (id, title) = (quoted(suggestion.id.as_str()), quoted(&suggestion.title));
        let _ = writeln!(text, "[[topic]]\nid = {id}\ntitle = {title}\nany = [{}]\n", terms.join(", "));
    }
    text
}

/// A comment cannot hold control characters.
fn comment(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// A basic string of TOML.
fn quoted(text: &str) -> String {
    let mut quoted = String::from('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c.is_control() => {
                let _ = write!(quoted, "\\u{:04X}", u32::from(c));
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}
