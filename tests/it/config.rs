//! `config.toml` is refused with line, column and what to do.

use std::path::Path;

use kliping::config::Config;
use kliping::topic::Topic;

#[track_caller]
fn refused(text: &str, expected: &str) {
    let error = Config::parse(text, Path::new("config.toml"), Path::new(".")).map(|_| ()).unwrap_err();
    assert_eq!(error.to_string(), expected);
}

#[track_caller]
fn accepted(text: &str) -> Config {
    Config::parse(text, Path::new("config.toml"), Path::new(".")).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn an_empty_file_is_a_configuration() {
    let config = accepted("");
    assert_eq!((config.feed.items, config.feed.home.as_str()), (50, "https://kliping.invalid/"));
}

#[test]
fn unknown_keys() {
    refused("[site]\ntitel = \"x\"", "config.toml:2:1: unknown key `titel`\nhint: did you mean `title`?");
    refused("[tags]\nxyzzy = 1", "config.toml:2:1: unknown key `xyzzy`\nhint: allowed here: ignore, sections, folders");
    refused("[topic.x]\n", "config.toml:1:2: `topic`: wrong type, expected a list");
}

#[test]
fn wrong_types() {
    refused("[output]\nitems = \"many\"", "config.toml:2:9: `\"many\"`: wrong type, expected a whole number from 0");
    refused("[tags]\nsections = 1", "config.toml:2:12: `1`: wrong type, expected true or false");
    refused("[dates]\nfirst_year = \"x\"", "config.toml:2:14: `\"x\"`: wrong type, expected a whole number");
    refused("site = 1", "config.toml:1:8: `1`: wrong type, expected a table");
    refused("[output]\nitems = 0", "config.toml:2:9: 0 is not between 1 and 10000");
    refused("[site\n", "config.toml:1:6: not TOML: unclosed table, expected `]`");
}

#[test]
fn wrong_values() {
    refused(
        "[output]\nformats = [\"rss\", \"atm\"]",
        "config.toml:2:19: unknown value `atm`, allowed: rss, atom, json, html, index, opml, sitemap, style\nhint: did you mean `atom`?",
    );
    refused(
        "[output]\nformats = [\"html\"]",
        "config.toml:2:11: no format is named that people can subscribe to\nhint: such as `rss`",
    );
    refused(
        "[output]\nformats = [\"rss\", \"opml\"]",
        "config.toml:2:19: `opml` is made of addresses, and that of the feeds is not known\nhint: set `base_url` in `[output]`",
    );
    refused(
        "[duplicates]\nprefer = [\"a.example\"]",
        "config.toml:2:10: `prefer` is about copies told by their text\nhint: set `by = \"text\"` too",
    );
    refused(
        "[dates]\nzone = \"WIB\"",
        "config.toml:2:8: `WIB` is no zone of the IANA database\nhint: Indonesia's are Asia/Jakarta, Asia/Pontianak, Asia/Makassar and Asia/Jayapura",
    );
    refused(
        "[output]\nbase_url = \"/feeds\"",
        "config.toml:2:12: `/feeds` is no http or https address\nhint: such as `https://warta.example/feeds/`",
    );
    refused(
        "[dates]\ndate_only_time = \"25:00\"",
        "config.toml:2:18: `25:00` is no time of day\nhint: such as `12:00`",
    );
    refused(
        "[fields]\njudul = [\"x\"]",
        "config.toml:2:1: unknown value `judul`, allowed: id, title, date, time, updated, scraped, author, editor, tags, section, url, source, image, image_bytes, caption, credit, city, language, summary, body, draft",
    );
}

#[test]
fn histories_replays_and_pings() {
    refused("[history]\nby = \"year\"", "config.toml:2:6: unknown value `year`, allowed: off, month, count");
    refused(
        "[replay]\nsemau = { start = \"2026-11-01\" }",
        "config.toml:2:1: `semau` is no topic of this file\nhint: did you mean `semua`?",
    );
    refused(
        "[replay]\nsemua = { start = \"1 November\" }",
        "config.toml:2:19: `1 November` is no day of the form `2026-01-01`",
    );
    refused(
        "[replay]\nsemua = { start = \"2026-11-01\", per_day = 0 }",
        "config.toml:2:43: 0 is not between 1 and 1000",
    );
    refused(
        "[output]\nping = true",
        "config.toml:2:8: there is nobody to tell, or nothing to tell of\nhint: set `hub` and `base_url` in `[output]`",
    );
    assert!(accepted("[history]\nby = \"off\"\n[output]\nping = false").history.is_none());
}

#[test]
#[cfg(not(feature = "websub"))]
fn a_program_without_the_network_does_not_promise_a_ping() {
    refused(
        "[output]\nping = true\nhub = \"https://hub.example/\"\nbase_url = \"https://warta.example/\"",
        "config.toml:2:8: this program was built without the network\nhint: build it with `--features websub`",
    );
}

#[test]
fn two_topics_of_one_name() {
    refused(
        "[[topic]]\nid = \"a\"\nany = [\"x\"]\n[[topic]]\nid = \"a\"\nany = [\"y\"]",
        "config.toml:5:6: two topics have the id `a`\nhint: give one of them another id, or join them",
    );
    refused(
        "[[topic]]\nid = \"semua\"\nany = [\"x\"]",
        "config.toml:2:6: `semua` is the topic of everything\nhint: give this topic another id, or rename the other with `all` in `[topics]`",
    );
    refused(
        "[[topic]]\nid = \"A b\"\nany = [\"x\"]",
        "config.toml:2:6: `A b` cannot be the name of a file everywhere\nhint: only a-z, 0-9 and single hyphens between, such as `a-b`",
    );
}

#[test]
fn rules_that_can_never_match() {
    refused(
        "[[topic]]\nid = \"a\"",
        "config.toml:2:6: topic `a`: the topic has nothing to match: give it `any`, `all` or `from`",
    );
    refused(
        "[[topic]]\nid = \"a\"\nany = [\"x\", \"--\"]",
        "config.toml:3:13: topic `a`: `--`: a term without a letter or digit can never match",
    );
    refused(
        "[[topic]]\nid = \"a\"\nall = [\"x\", \"y\"]\nnone = [\"Y\"]",
        "config.toml:3:13: topic `a`: `y`: the term is in `none` too, so that the topic can never match",
    );
    refused(
        "[[topic]]\nid = \"a\"\nany = [\"x\"]\nat_least = 2",
        "config.toml:4:12: topic `a`: `at_least` wants 2 of 1 terms, which can never match",
    );
    refused(
        "[[topic]]\nid = \"a\"\nany = [\"x\"]\nnone = [\"x\"]",
        "config.toml:3:8: topic `a`: every term is in `none` too, so that the topic can never match",
    );
    refused(
        "[[topic]]\nid = \"a\"\nany = [\"x\"]\nscope = []",
        "config.toml:4:9: no scope is named, so that nothing could match",
    );
}

#[test]
fn topics_of_topics() {
    refused("[[topic]]\nid = \"a\"\nfrom = [\"b\"]", "config.toml:3:9: topic `a`: `b`: there is no topic with this id");
    refused(
        "[[topic]]\nid = \"a\"\nfrom = [\"b\"]\n[[topic]]\nid = \"b\"\nfrom = [\"a\"]",
        "config.toml:3:9: topic `a`: `b`: the topic takes in itself, by way of the topics in `from`",
    );
    refused(
        "[[topic]]\nid = \"a\"\nany = [\"~dua kata\"]",
        "config.toml:3:8: topic `a`: `~dua kata`: `~` stands before a single word, as in `~tahan`",
    );
}

#[test]
fn folders() {
    refused("[tags.folders]\n\" \" = [\"x\"]", "config.toml:2:1: `` is no name for a folder");
    refused(
        "[tags.folders]\nRaga = [\"x\"]\n[[topic]]\nid = \"a\"\nany = [\"x\"]\nfolder = \"raga\"",
        "config.toml:6:10: the folders `Raga` and `raga` would look like one\nhint: spell the folder in one way",
    );
    refused(
        "[tags.folders]\nA = [\"x y\"]\nB = [\"X-Y\"]",
        "config.toml:3:1: `X-Y` is in the folder `A` too\nhint: a tag is in one folder",
    );
    let topics = accepted(
        "[aliases]\n\"bulu tangkis\" = [\"badminton\"]\n[tags.folders]\nOlahraga = [\"Badminton\", \"Liga 1\", \"lari\"]\n\
         [[topic]]\nid = \"bulutangkis\"\nany = [\"x\"]\n[[topic]]\nid = \"lari\"\nany = [\"x\"]\nfolder = \"Hobi\"\n\
         [[topic]]\nid = \"pasar\"\nany = [\"x\"]\n",
    )
    .topics;
    for (topic, folder) in [
        (Topic::Tag("liga1".to_owned()), Some("Olahraga")),
        (Topic::Tag("pasar".to_owned()), None),
        (Topic::Rule(0), Some("Olahraga")),
        (Topic::Rule(1), Some("Hobi")),
        (Topic::Rule(2), None),
        (Topic::All, None),
    ] {
        assert_eq!(topics.folder_of(&topic), folder, "{topic:?}");
    }
}

#[test]
fn codes_of_media_topics() {
    let topic = |code: &str| format!("[[topic]]\nid = \"a\"\nany = [\"x\"]\niptc = \"{code}\"");
    for wrong in ["15000000", "medtop:1500000", "medtop:1500000x", ""] {
        let hint = "hint: such as `medtop:15000000`, which is sport";
        refused(&topic(wrong), &format!("config.toml:4:8: `{wrong}` is no code of the IPTC Media Topics\n{hint}"));
    }
    let config = accepted(&topic("medtop:15000000"));
    assert_eq!(config.topics.options().rules[0].iptc.as_deref(), Some("15000000"));
}

#[test]
fn an_alias_stands_for_one_thing() {
    refused(
        "[aliases]\nA1 = [\"x\"]\nB1 = [\"X\"]",
        "config.toml:3:1: `X` is an alias of `A1` too\nhint: a name stands for one thing",
    );
}

#[test]
fn a_missing_file_says_what_to_do() {
    let error = Config::load(Path::new("none/config.toml")).map(|_| ()).unwrap_err();
    let hint = "hint: `kliping init` writes one, `--config FILE` names another";
    assert_eq!(error.to_string(), format!("none/config.toml: there is no such file\n{hint}"));
}

/// `config.toml` of the repository: every key is there, and what stands behind `#` is what it says.
#[test]
fn the_reference_knows_every_key() {
    let reference = include_str!("../../config.toml");
    let set: String = reference
        .lines()
        .map(|line| match line.strip_prefix("# ") {
            Some(rest) if rest.split_once(" = ").is_some_and(|(key, _)| !key.contains(' ')) => format!("{rest}\n"),
            Some("[[outlet]]") => "[[outlet]]\n".to_owned(),
            _ => format!("{line}\n"),
        })
        .collect();
    accepted(&set);
    for table in ["", "site", "archive", "limits", "duplicates", "dates", "output", "topics", "tags"] {
        let text = if table.is_empty() { "xyzzyxyzzy = 1".to_owned() } else { format!("[{table}]\nxyzzyxyzzy = 1") };
        let error = Config::parse(&text, Path::new("c"), Path::new(".")).map(|_| ()).unwrap_err().to_string();
        let (_, keys) = error.split_once("allowed here: ").unwrap();
        for key in keys.split(", ") {
            let known = set.contains(&format!("\n{key} = "))
                || set.contains(&format!("\n[{key}]"))
                || set.contains(&format!("\n[[{key}]]"))
                || set.contains(&format!("\n[{table}.{key}]"));
            assert!(known, "`{key}` of [{table}] is not in config.toml");
        }
    }
}

/// The values behind `#` are the defaults.
#[test]
fn the_reference_shows_the_defaults() {
    let reference = include_str!("../../config.toml");
    let default = |key: &str| {
        let line = reference.lines().find(|line| line.starts_with(&format!("# {key} = "))).unwrap();
        line.split_once(" = ").unwrap().1.trim_matches('"').to_owned()
    };
    let config = accepted("");
    assert_eq!(default("items"), config.feed.items.to_string());
    assert_eq!(default("max_bytes"), config.feed.max_bytes.to_string());
    assert_eq!(default("summary_chars"), config.feed.summary_chars.to_string());
    assert_eq!(default("keep_share"), config.keep_share.to_string());
    assert_eq!(default("zone"), config.article.zone.name());
    assert_eq!(default("first_year"), config.article.first_year.to_string());
    assert_eq!(default("page_language"), config.feed.words.language);
    assert_eq!(default("date_only_time"), config.article.date_only_time.format("%H:%M").to_string());
    assert_eq!(default("start"), config.feed.minter.start);
    assert_eq!(default("language"), config.feed.language);
    assert_eq!(default("lead_words"), config.topics.options().lead_words.to_string());
    assert_eq!(default("auto_tags"), config.topics.options().auto_tags.to_string());
    assert_eq!(default("record_bytes"), config.archive.limits.record.to_string());
    assert_eq!(default("file_bytes"), config.archive.limits.file.to_string());
    assert_eq!(default("expanded_bytes"), config.archive.limits.expanded.to_string());
    assert_eq!(default("expanded_ratio"), config.archive.limits.ratio.to_string());
    assert_eq!(default("members"), config.archive.limits.members.to_string());
    let (slug, title) = config.topics.options().all.clone().unwrap();
    assert_eq!((default("all"), default("all_title")), (slug.to_string(), title));
    assert_eq!(Path::new(&default("state_dir")), config.output.state.strip_prefix(".").unwrap());
}
