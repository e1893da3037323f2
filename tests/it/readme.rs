//! What the README says is so.

use std::process::Command;

use crate::archive::NOW;

const README: &str = include_str!("../../README.md");

fn blocks(language: &str) -> Vec<String> {
    let fence = format!("```{language}\n");
    README.split(&fence).skip(1).map(|rest| rest.split("\n```").next().unwrap().to_owned()).collect()
}

fn kliping(args: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_kliping"))
        .args(args)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert!(output.status.success(), "{args:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// The page on the first screen is a file of the sample archive, and the entry is in the feed that it makes.
#[test]
fn the_first_screen_is_what_happens() {
    let pages = blocks("text");
    let page = include_str!("../../articles/halaman/2022/kapal-selam.txt");
    for part in pages[0].split("\n…\n") {
        assert!(page.contains(part.trim_end_matches('…')), "{part}");
    }
    let feed = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/feeds/pertahanan.rss.xml")).unwrap();
    let shown = &blocks("xml")[0];
    for part in shown.split('…') {
        assert!(feed.contains(part.trim()), "{part}");
    }
}

/// A block of `$ kliping …` and what it prints.
#[test]
fn sessions_print_what_they_show() {
    let mut tried = 0;
    for block in blocks("console") {
        for session in block.split("$ ").skip(1) {
            let (command, expected) = session.split_once('\n').unwrap_or((session, ""));
            let Some(args) = command.strip_prefix("kliping ").filter(|_| !expected.trim().is_empty()) else { continue };
            let args: Vec<String> = words(args);
            let mut args: Vec<&str> = args.iter().map(String::as_str).collect();
            if args[0] != "date" {
                args.extend(["--now", NOW]);
            }
            let printed = kliping(&args);
            let mut rest = printed.as_str();
            for part in expected.trim_end().split('…') {
                let at = rest.find(part).unwrap_or_else(|| panic!("`{command}` does not print:\n{part}\nbut:\n{rest}"));
                rest = &rest[at + part.len()..];
            }
            tried += 1;
        }
    }
    assert!(tried >= 2);
}

/// The words of a command line with single quotes.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (index, part) in line.split('\'').enumerate() {
        if index % 2 == 1 {
            words.push(part.to_owned());
        } else {
            words.extend(part.split_whitespace().map(str::to_owned));
        }
    }
    words
}

#[test]
fn every_command_and_key_is_told() {
    let help = kliping(&["--help"]);
    for line in
        help.lines().skip_while(|line| !line.starts_with("Commands:")).skip(1).take_while(|line| !line.is_empty())
    {
        // A description that goes on in the next line is further in.
        let Some(command) = line.strip_prefix("  ").filter(|line| !line.starts_with(' ')) else { continue };
        let command = command.split(' ').next().unwrap();
        assert!(README.contains(&format!("kliping {command}")) || command == "help", "`{command}` is not in README.md");
    }
    for code in ["0", "1", "2", "3", "4", "75"] {
        assert!(README.contains(&format!("| {code} |")), "exit code {code}");
    }
}
