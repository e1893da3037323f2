//! Why an article is not under a topic: the conditions of the rule that it does not meet, and where its words do stand.

use std::fmt;

use super::rule::{Compiled, Rule, Wanted};
use super::term::Scope;
use super::{Hits, Membership, Topic, Topics, words::fold};
use crate::article::Article;
use crate::report::quote;

/// So many terms are named; of the others it is said how many they are.
const NAMED: usize = 5;

/// A condition of a rule that an article does not meet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unmet {
    /// The key of the topic in `config.toml`: `any`, `at_least`, `all`, `none`, `section`, `author`, `source`,
    /// `language`, `exclude_source` or `from`; `record` or `draft` where the article is in no topic at all.
    pub key: &'static str,
    /// What the article has instead.
    pub because: String,
}

impl fmt::Display for Unmet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.key, self.because)
    }
}

impl Topics {
    /// The number of the rule with the id `slug`.
    pub fn rule_named(&self, slug: &str) -> Option<usize> {
        self.options.rules.iter().position(|rule| rule.slug.as_str() == slug)
    }

    /// The conditions of rule `number` that `article` does not meet; none where it is under the topic.
    pub fn why_not(&self, number: usize, article: &Article, hits: &mut Hits) -> Vec<Unmet> {
        let (Some(rule), Some(compiled)) = (self.options.rules.get(number), self.rules.get(number)) else {
            return Vec::new();
        };
        let memberships = self.of(article, hits);
        let is_in = |number: usize| memberships.iter().any(|Membership { topic, .. }| *topic == Topic::Rule(number));
        if is_in(number) {
            return Vec::new();
        }
        let combined = compiled.from.iter().any(|from| is_in(*from));
        // Words that stand where the topic does not look are what its author asks for.
        self.matcher.search(article, true, hits);
        let mut unmet = Vec::new();
        let looks_in = rule.scope.as_deref().unwrap_or(&self.options.scope);
        if !combined {
            words(rule, compiled, &names(looks_in), hits, &mut unmet);
            fields(rule, article, &mut unmet);
            if !rule.from.is_empty() {
                let because = format!("the article is in none of {}", list(&rule.from));
                unmet.push(Unmet { key: "from", because });
            }
        }
        for (term, wanted) in rule.none.iter().zip(&compiled.none) {
            if let Some((scope, word)) = wanted.found(hits) {
                let because = format!("{} stands in the {scope}", spelled(term, word));
                unmet.push(Unmet { key: "none", because });
            }
        }
        if !rule.exclude_source.is_empty() {
            field("exclude_source", &rule.exclude_source, article.details.source.as_slice(), true, &mut unmet);
        }
        unmet
    }
}

/// What `any`, `at_least` and `all` ask for and the article does not have.
fn words(rule: &Rule, compiled: &Compiled, looks_in: &str, hits: &Hits, unmet: &mut Vec<Unmet>) {
    let any = || rule.any.iter().zip(&compiled.any);
    let met: Vec<&String> = any().filter(|(_, wanted)| wanted.found(hits).is_some()).map(|(term, _)| term).collect();
    if !rule.any.is_empty() && met.len() < compiled.at_least {
        let (mut elsewhere, mut nowhere) = (Vec::new(), Vec::new());
        for (term, wanted) in any().filter(|(_, wanted)| wanted.found(hits).is_none()) {
            match place(wanted, hits) {
                Some((place, word)) => elsewhere.push(format!("{} {place}", spelled(term, word))),
                None => nowhere.push(term.clone()),
            }
        }
        let what = match met.as_slice() {
            [] => "none of the terms stands".to_owned(),
            met => format!("of {} terms only {} stand", compiled.at_least, list(met)),
        };
        let mut because = format!("{what} where the topic looks ({looks_in})");
        elsewhere.into_iter().take(NAMED).for_each(|term| because.push_str(&format!("; {term}")));
        if !nowhere.is_empty() {
            because.push_str(&format!("; {} nowhere", list(&nowhere)));
        }
        unmet.push(Unmet { key: if met.is_empty() { "any" } else { "at_least" }, because });
    }
    for (term, wanted) in rule.all.iter().zip(&compiled.all).filter(|(_, wanted)| wanted.found(hits).is_none()) {
        let because = match place(wanted, hits) {
            Some((place, word)) => format!("{} {place}, the topic looks in {looks_in}", spelled(term, word)),
            None => format!("{} stands nowhere", quote(term)),
        };
        unmet.push(Unmet { key: "all", because });
    }
}

/// Where a term stands that does not stand where it should, and as which word.
fn place<'a>(wanted: &'a Wanted, hits: &Hits) -> Option<(String, &'a str)> {
    let met = |pattern: &&(usize, String)| hits.scopes(pattern.0) != 0;
    let all = wanted.patterns.iter().fold(0, |bits, pattern| bits | hits.scopes(pattern.0));
    let scopes: Vec<Scope> =
        Scope::NAMES.iter().map(|(_, scope)| *scope).filter(|scope| all & scope.bit() != 0).collect();
    if let Some((_, word)) = wanted.patterns.iter().find(met) {
        return Some((format!("stands in the {} only", names(&scopes).replace("tags", "tag")), word));
    }
    let small = |(_, word): &&(usize, String)| hits.stands_in_any_case(word);
    let (_, word) = wanted.patterns.iter().find(small)?;
    Some(("stands only in small letters or in a line of capitals".to_owned(), word))
}

/// The lists of fields that the article is not in.
fn fields(rule: &Rule, article: &Article, unmet: &mut Vec<Unmet>) {
    let details = &article.details;
    for (key, list, values) in [
        ("section", &rule.section, details.section.as_slice()),
        ("author", &rule.author, details.authors.as_slice()),
        ("source", &rule.source, details.source.as_slice()),
        ("language", &rule.language, details.language.as_slice()),
    ] {
        if !list.is_empty() {
            field(key, list, values, false, unmet);
        }
    }
}

/// Notes a field of which a value is in `wanted`, or none, as `excluded` says.
fn field(key: &'static str, wanted: &[String], values: &[String], excluded: bool, unmet: &mut Vec<Unmet>) {
    let is_wanted = values.iter().any(|value| wanted.iter().any(|wanted| fold(wanted) == fold(value)));
    if is_wanted != excluded {
        return;
    }
    let has = if values.is_empty() {
        "the article has none".to_owned()
    } else {
        format!("the article's is {}", list(values))
    };
    let because = if excluded { has } else { format!("{has}, the topic takes {}", list(wanted)) };
    unmet.push(Unmet { key, because });
}

/// A term, and the word of the article that stands for it where that is another.
fn spelled(term: &str, word: &str) -> String {
    if term.ends_with(word) { quote(term) } else { format!("{} as {}", quote(term), quote(word)) }
}

fn names(scopes: &[Scope]) -> String {
    let names = Scope::NAMES.iter().filter(|(_, scope)| scopes.contains(scope)).map(|(name, _)| *name);
    names.collect::<Vec<_>>().join(", ")
}

/// The first of `items`, and how many there are beside.
fn list<T: AsRef<str>>(items: &[T]) -> String {
    let named: Vec<String> = items.iter().take(NAMED).map(|item| quote(item.as_ref())).collect();
    let more = items.len().saturating_sub(NAMED);
    let more = if more == 0 { String::new() } else { format!(" and {more} more") };
    named.join(", ") + &more
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use chrono::DateTime;

    use super::*;
    use crate::article::{self, Background, Learned};
    use crate::config::Config;

    /// Why the last topic of `topics` does not take an article that says of the catch of a harbour.
    #[track_caller]
    fn check(topics: &str, expected: &[&str]) {
        let aliases = "[aliases]\n\"Kementerian Kelautan\" = [\"Kemlaut\"]\n[topics]\nlead_words = 5\n";
        let config = Config::parse(&format!("{aliases}{topics}"), Path::new("c"), Path::new(".")).unwrap();
        let record = r#"{"title": "Nelayan Tuna Pulang Melaut", "date": "2022-03-02", "tags": ["ikan"], "section": "Daerah",
            "author": "Sari", "source": "Kabar Muara", "isi": "Harga ikan naik lagi. Menurut Kemlaut, bin cakalang penuh. Muatan ditimbang."}"#;
        let now = DateTime::parse_from_rfc3339("2026-11-01T00:00:00Z").unwrap();
        let options = &config.article;
        let dates = options.date_context(now, None);
        let background = Background { dates, learned: &Learned::default(), options, brief: false };
        let mut unmet = Vec::new();
        let line = record.replace('\n', " ");
        crate::archive::read_stream(&mut line.as_bytes(), "a.jsonl", &config.archive, &mut |item| {
            for draft in article::understand(item.unwrap(), &background) {
                let article = draft.finish(options).unwrap().0;
                let last = config.topics.options().rules.len() - 1;
                unmet = config.topics.why_not(last, &article, &mut Hits::default());
            }
        });
        assert_eq!(unmet.iter().map(ToString::to_string).collect::<Vec<_>>(), expected, "{topics}");
    }

    #[test]
    fn each_condition_that_is_not_met() {
        let looks = "where the topic looks (tags, title, lead)";
        for (rule, expected) in [
            ("any = [\"nelayan\"]", vec![]),
            (
                "any = [\"cakalang\", \"gurita\"]",
                vec![format!(
                    "any: none of the terms stands {looks}; `cakalang` stands in the body only; `gurita` nowhere"
                )],
            ),
            (
                "any = [\"Kementerian Kelautan\"]",
                vec![format!(
                    "any: none of the terms stands {looks}; `Kementerian Kelautan` as `Kemlaut` stands in the body only"
                )],
            ),
            (
                "any = [\"BIN\"]",
                vec![format!(
                    "any: none of the terms stands {looks}; `BIN` stands only in small letters or in a line of capitals"
                )],
            ),
            (
                "any = [\"title:harga\"]",
                vec![format!("any: none of the terms stands {looks}; `title:harga` stands in the lead only")],
            ),
            (
                "any = [\"~timbang\"]\nscope = \"title\"",
                vec![
                    "any: none of the terms stands where the topic looks (title); `~timbang` stands in the body only"
                        .to_owned(),
                ],
            ),
            (
                "any = [\"nelayan\", \"cakalang\"]\nat_least = 2",
                vec![format!("at_least: of 2 terms only `nelayan` stand {looks}; `cakalang` stands in the body only")],
            ),
            (
                "all = [\"tuna\", \"cakal*\", \"udang\"]",
                vec![
                    "all: `cakal*` stands in the body only, the topic looks in tags, title, lead".to_owned(),
                    "all: `udang` stands nowhere".to_owned(),
                ],
            ),
            (
                "any = [\"tuna\"]\nnone = [\"harga\", \"ikan\", \"cakalang\"]",
                vec!["none: `harga` stands in the lead".to_owned(), "none: `ikan` stands in the tag".to_owned()],
            ),
            (
                "any = [\"tuna\"]\nsection = [\"Niaga\"]\nlanguage = \"en\"\nauthor = [\"Budi\"]\nsource = \"Kabar Muara\"",
                vec![
                    "section: the article's is `Daerah`, the topic takes `Niaga`".to_owned(),
                    "author: the article's is `Sari`, the topic takes `Budi`".to_owned(),
                    "language: the article's is `id`, the topic takes `en`".to_owned(),
                ],
            ),
            (
                "any = [\"tuna\"]\nexclude_source = \"kabar muara\"",
                vec!["exclude_source: the article's is `Kabar Muara`".to_owned()],
            ),
        ] {
            let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
            check(&format!("[[topic]]\nid = \"a\"\n{rule}\n"), &expected);
        }
    }

    #[test]
    fn topics_of_topics() {
        let both =
            |first: &str, second: &str| format!("[[topic]]\nid = \"b\"\n{first}\n[[topic]]\nid = \"a\"\n{second}\n");
        check(&both("any = [\"tuna\"]", "from = [\"b\"]"), &[]);
        check(&both("any = [\"udang\"]", "from = [\"b\"]"), &["from: the article is in none of `b`"]);
        check(&both("any = [\"tuna\"]", "from = [\"b\"]\nnone = [\"harga\"]"), &["none: `harga` stands in the lead"]);
        check(
            &both("any = [\"udang\"]", "from = [\"b\"]\nall = [\"gurita\"]"),
            &["all: `gurita` stands nowhere", "from: the article is in none of `b`"],
        );
    }

    #[test]
    fn long_lists_are_cut() {
        let terms: Vec<String> = (0..20).map(|n| format!("\"kata{n}\"")).collect();
        let expected = "any: none of the terms stands where the topic looks (title); \
                        `kata0`, `kata1`, `kata2`, `kata3`, `kata4` and 15 more nowhere";
        check(&format!("[[topic]]\nid = \"a\"\nscope = \"title\"\nany = [{}]\n", terms.join(", ")), &[expected]);
    }
}
