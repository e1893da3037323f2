//! The front door: what is printed where, and the exit code. Few cases, only for what the library cannot show.

use std::io::Write;
use std::process::{Command, Stdio};

use crate::archive::{Archive, NOW, record};

/// What a command prints and returns.
struct Said {
    out: String,
    err: String,
    code: i32,
}

fn kliping(archive: &Archive, args: &[&str], input: &str) -> Said {
    let mut child = Command::new(env!("CARGO_BIN_EXE_kliping"))
        .args(args)
        .current_dir(archive.path(""))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A command that does not read its input may be gone by now.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    let output = child.wait_with_output().unwrap();
    Said {
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
        code: output.status.code().unwrap(),
    }
}

#[track_caller]
fn check(archive: &Archive, args: &[&str], out: &str, err: &str, code: i32) {
    let said = kliping(archive, args, "");
    assert_eq!((said.out.as_str(), said.err.as_str(), said.code), (out, err, code), "{args:?}");
}

fn good() -> Archive {
    Archive::new("[output]\nformats = [\"rss\", \"atom\"]\n", &[("a.jsonl", &record("Ada", "2022-03-02", ""))])
}

fn flawed() -> Archive {
    let archive = good();
    archive.write(
        "articles/2022/a.txt",
        "Panen Raya Ditunda\n\n32 Maret 2022 - 19:13 WIB\nJAKARTA - Isi pertama di sini.\n",
    );
    archive
}

#[test]
fn silent_when_all_is_well_and_nobody_watches() {
    let archive = good();
    check(&archive, &[], "", "", 0);
    check(&archive, &["build"], "", "", 0);
    assert_eq!(archive.feeds().len(), 2);
}

#[test]
fn a_problem_is_named_with_its_place_and_the_run_goes_on() {
    let problem = "articles/2022/a.txt:3: date `32 Maret 2022 - 19:13 WIB`: no such day\n";
    let summary = "1 article in 1 feed (2 files written, 0 unchanged, 0 removed), 1 problem, 1 record skipped\n";
    check(&flawed(), &[], "", &format!("{problem}{summary}"), 0);
    check(&flawed(), &["--strict"], "", &format!("{problem}{summary}"), 3);
}

#[test]
fn check_and_dry_run_change_nothing() {
    let archive = flawed();
    let said = kliping(&archive, &["check"], "");
    assert_eq!(
        (said.out.as_str(), said.code),
        ("semua: 1 new, 0 changed, 0 gone\nwould write semua.atom.xml\nwould write semua.rss.xml\n", 0)
    );
    assert!(said.err.ends_with("1 problem, 1 record skipped\n"), "{}", said.err);
    assert_eq!(kliping(&archive, &["check", "--strict"], "").code, 3);
    assert_eq!(kliping(&archive, &["--dry-run"], "").out, said.out);
    assert!(!archive.path("feeds").exists() && !archive.path(".kliping").exists());
}

#[test]
fn exit_codes() {
    let archive = good();
    archive.write("wrong.toml", "[output]\nitem = 1\n");
    check(
        &archive,
        &["--config", "wrong.toml"],
        "",
        "kliping: wrong.toml:2:1: unknown key `item`\nhint: did you mean `items`?\n",
        2,
    );
    assert_eq!(kliping(&archive, &["--nonsense"], "").code, 2);
    archive.write("gone.toml", "[archive]\npath = \"none\"\n");
    let said = kliping(&archive, &["--config", "gone.toml"], "");
    assert_eq!(said.code, 1);
    assert!(said.err.starts_with("kliping: none: the archive cannot be read: "), "{}", said.err);

    assert_eq!(kliping(&archive, &[], "").code, 0);
    archive.write("articles/a.jsonl", "");
    let shrunk = "kliping: the archive held 1 article at the last run and holds 0 now; nothing was published\n\
                  hint: if that is right, run once with --allow-shrink\n";
    check(&archive, &[], "", shrunk, 4);
    assert_eq!(kliping(&archive, &["--allow-shrink"], "").code, 0);
    assert!(archive.feeds().is_empty());

    let lock = std::fs::File::create(archive.path(".kliping/lock")).unwrap();
    lock.lock().unwrap();
    check(&archive, &[], "", "kliping: another run is at work\n", 75);
}

#[test]
fn a_file_that_cannot_be_written_is_named() {
    let archive = good();
    archive.write("feeds", "a file where the folder should be");
    let said = kliping(&archive, &[], "");
    assert_eq!(said.code, 1);
    assert!(said.err.starts_with("kliping: ./feeds"), "{}", said.err);
}

/// As long as it is so, and with the place, in a run that has nothing else to do too.
#[test]
#[cfg(unix)]
fn what_cannot_be_read_is_named_in_every_run() {
    let archive = good();
    check(&archive, &[], "", "", 0);
    std::os::unix::fs::symlink("2023", archive.path("articles/2023")).unwrap();
    for _ in 0..2 {
        let said = kliping(&archive, &[], "");
        assert_eq!(said.code, 1);
        assert!(said.err.starts_with("articles/2023: cannot be read: "), "{}", said.err);
        assert!(said.err.ends_with("\nkliping: 1 file or folder could not be read; its articles stay as they were\n"));
    }
    assert_eq!(archive.feeds().len(), 2);
}

#[test]
#[cfg(unix)]
fn permissions_are_those_of_the_umask_or_of_the_file_before() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let archive = good();
    std::fs::create_dir(archive.path("real")).unwrap();
    symlink("real", archive.path("feeds")).unwrap();
    let run = |umask: &str| {
        let program = env!("CARGO_BIN_EXE_kliping");
        let shell = format!("umask {umask}; exec {program}");
        let status = Command::new("sh").args(["-c", &shell]).current_dir(archive.path("")).status().unwrap();
        assert!(status.success());
    };
    let mode = |name: &str| std::fs::metadata(archive.path(name)).unwrap().permissions().mode() & 0o7777;
    run("027");
    assert_eq!([mode("real/semua.rss.xml"), mode("real/semua.atom.xml")], [0o640, 0o640]);
    std::fs::set_permissions(archive.path("real/semua.rss.xml"), PermissionsExt::from_mode(0o604)).unwrap();
    archive.write("articles/b.jsonl", &record("Dua", "2022-03-03", ""));
    run("000");
    assert_eq!([mode("real/semua.rss.xml"), mode("real/semua.atom.xml")], [0o604, 0o640]);
    assert!(std::fs::symlink_metadata(archive.path("feeds")).unwrap().is_symlink());
}

#[test]
fn dates_a_line_in_a_line_out() {
    let archive = good();
    let input = "Rabu, 02 Maret 2022 - 19:13 WIB\n32 Maret 2022\n\nMeikarta\n2 Maret 2022\n";
    let said = kliping(&archive, &["date", "--json"], input);
    let lines: Vec<&str> = said.out.lines().collect();
    assert_eq!(
        lines[0],
        r#"{"text":"Rabu, 02 Maret 2022 - 19:13 WIB","published":"2022-03-02T19:13:00+07:00","precision":"minute","zone":"stated","flags":[]}"#
    );
    assert!(lines[1].starts_with(r#"{"text":"32 Maret 2022","error":"no such day"#), "{}", lines[1]);
    assert!(lines[2].starts_with(r#"{"text":"","error":""#) && lines[3].starts_with(r#"{"text":"Meikarta","error":""#));
    assert_eq!(
        lines[4],
        r#"{"text":"2 Maret 2022","published":"2022-03-02T00:00:00+07:00","precision":"day","zone":"assumed","flags":["zone_assumed"]}"#
    );
    assert_eq!((lines.len(), said.code, said.err.as_str()), (5, 0, ""));
    check(
        &archive,
        &["date", "--zone", "Asia/Makassar", "2 Maret 2022 10.00", "besok pagi"],
        "2022-03-02T10:00:00+08:00\tminute assumed\t2 Maret 2022 10.00\n-\twrong: relative, with no reference date: `besok`\tbesok pagi\n",
        "",
        0,
    );
    let now = "2024-11-20T21:05:00+07:00";
    let said = kliping(&archive, &["date", "--json", "--now", now, "33 menit lalu"], "");
    assert!(said.out.contains("\"published\":\"2024-11-20T20:32:00+07:00\""), "{}", said.out);
}

#[test]
fn explain_as_json_has_every_field() {
    let archive = flawed();
    let said = kliping(&archive, &["explain", "--json", "articles/a.jsonl", "articles/2022/a.txt"], "");
    let fields = [
        "origin",
        "title",
        "published",
        "precision",
        "updated",
        "authors",
        "initials",
        "editors",
        "city",
        "caption",
        "credit",
        "image",
        "tags",
        "section",
        "url",
        "id",
        "language",
        "summary",
        "body",
        "dropped",
        "topics",
        "problems",
    ];
    for line in said.out.lines() {
        let at = |field: &str| line.find(&format!("\"{field}\":")).unwrap_or_else(|| panic!("{field}: {line}"));
        let places: Vec<usize> = fields.iter().map(|field| at(field)).collect();
        assert!(places.is_sorted(), "{line}");
    }
    let records: Vec<serde_json::Value> = said.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(records[0]["origin"], "articles/a.jsonl:1");
    assert_eq!(records[0]["topics"], serde_json::json!([{"slug": "semua", "because": "every article"}]));
    assert_eq!(records[1]["published"], serde_json::Value::Null);
    let problem = "articles/2022/a.txt:3: date `32 Maret 2022 - 19:13 WIB`: no such day";
    assert_eq!(records[1]["problems"], serde_json::json!([problem]));
}

#[test]
fn explain_gives_the_id_that_a_build_gives_and_fails_where_nothing_is_read() {
    let archive = good();
    let absolute = std::fs::canonicalize(archive.path("articles/a.jsonl")).unwrap();
    let said = kliping(&archive, &["explain", "--json", absolute.to_str().unwrap()], "");
    assert!(said.out.contains(r#""origin":"articles/a.jsonl:1""#) && said.code == 0, "{}", said.out);
    assert!(said.out.contains(r#""id":"tag:kliping.invalid,2026-01-01:article/a.jsonl:1""#), "{}", said.out);
    let said = kliping(&archive, &["explain", "none.txt"], "");
    assert!(said.out.starts_with("none.txt: cannot be read: ") && said.code == 1, "{}", said.out);
}

#[test]
fn explain_takes_folders() {
    let archive = flawed();
    archive
        .write("articles/2022/b/c.txt", "Panen Raya di Kampung Hulu\n\n3 Maret 2022\nPanen dimulai sejak pagi tadi.\n");
    archive.write("articles/2022/d.zzz", "x");
    archive.write("articles/kosong/d.zzz", "x");
    let said = kliping(&archive, &["explain", "--json", "articles/2022/"], "");
    let origins: Vec<&str> = said.out.lines().filter_map(|line| line.split('"').nth(3)).collect();
    assert_eq!((said.code, origins), (0, vec!["articles/2022/a.txt", "articles/2022/b/c.txt"]));
    let said = kliping(&archive, &["explain", "articles/kosong"], "");
    assert_eq!((said.out.as_str(), said.code), ("articles/kosong: a folder without a file that a format reads\n", 1));
}

#[test]
fn explain_says_that_a_draft_is_one() {
    let archive = Archive::new("", &[("a.jsonl", &record("Belum", "2022-03-02", ", \"draft\": true"))]);
    let said = kliping(&archive, &["explain", "articles/a.jsonl"], "");
    assert!(said.out.ends_with("  draft      says itself that it is not to be published\n"), "{}", said.out);
}

#[test]
fn explain_says_why_not() {
    let config = "[[topic]]\nid = \"tebu\"\nany = [\"tebu\", \"gula\"]\n";
    let lines = record("Panen Tebu", "2022-03-02", "") + &record("Panen Padi", "2022-03-02", "") + "{}\n";
    let archive = Archive::new(config, &[("a.jsonl", &lines)]);
    let said = kliping(&archive, &["explain", "--why-not", "tebu", "articles/a.jsonl"], "");
    let because = "none of the terms stands where the topic looks (tags, title, lead); `tebu`, `gula` nowhere";
    let lines: Vec<&str> = said.out.lines().filter(|line| line.contains("why not")).collect();
    assert_eq!(
        lines,
        [
            "  why not    tebu: it is in the topic",
            &format!("  why not    tebu: any: {because}"),
            "  why not    tebu: record: it makes no article",
        ]
    );
    let said = kliping(&archive, &["explain", "--json", "--why-not", "tebu", "articles/a.jsonl"], "");
    let records: Vec<serde_json::Value> = said.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(records[0]["why_not"], serde_json::json!([]));
    assert_eq!(records[1]["why_not"], serde_json::json!([{"slug": "tebu", "key": "any", "because": because}]));
    check(
        &archive,
        &["explain", "--why-not", "tebuu", "articles/a.jsonl"],
        "",
        "kliping: `tebuu` is no topic of the configuration\nhint: did you mean `tebu`?\n",
        2,
    );
}

#[test]
fn explain_reads_standard_input() {
    let said = kliping(
        &good(),
        &["explain", "-"],
        "Panen Raya Ditunda\n\nRabu, 02 Maret 2022 - 19:13 WIB\nAMBON - Isi pertama.\n",
    );
    assert!(said.out.contains("  title      Panen Raya Ditunda  (line 1)\n"), "{}", said.out);
    assert!(said.out.contains("  published  2022-03-02T19:13:00+07:00, minute  (line 3)\n"), "{}", said.out);
    assert!(said.out.contains("  city       AMBON\n"), "{}", said.out);
}

#[test]
fn topics_say_what_they_hold_and_what_is_odd() {
    let config = "[topics]\nauto_tags = 2\n\
                  [[topic]]\nid = \"ada\"\nany = [\"padi\"]\n\
                  [[topic]]\nid = \"sama\"\nany = [\"padi\", \"beras\"]\n\
                  [[topic]]\nid = \"luas\"\nany = [\"padi\", \"jagung\"]\n\
                  [[topic]]\nid = \"kosong\"\nany = [\"salju\"]\n";
    let lines: String = (1..=60)
        .map(|n| {
            let title = if n <= 4 {
                "Padi"
            } else if n <= 30 {
                "Jagung"
            } else {
                "Lain"
            };
            let tag = if n == 1 { ", \"tags\": [\"sepi\"]" } else { ", \"tags\": [\"ramai\"]" };
            record(&format!("{title} {n}"), &format!("2022-03-02 10:{:02}", n % 60), tag)
        })
        .collect();
    let archive = Archive::new(config, &[("a.jsonl", &lines)]);
    let said = kliping(&archive, &["topics", "--json", "--now", NOW], "");
    let lines: Vec<&str> = said.out.lines().collect();
    assert_eq!(
        lines[0],
        r#"{"slug":"ada","title":"ada","kind":"rule","articles":4,"first":"2022-03-02T03:01:00Z","last":"2022-03-02T03:04:00Z","files":["ada.rss.xml","ada.atom.xml","ada.json","ada.html"]}"#
    );
    assert_eq!(
        lines[5..],
        [
            r#"{"tag":"sepi","articles":1}"#,
            r#"{"slug":"ada","warning":"holds nearly the same articles as `sama`"}"#,
            r#"{"slug":"ada","warning":"all its articles are in `luas` too"}"#,
            r#"{"slug":"sama","warning":"all its articles are in `luas` too"}"#,
            r#"{"slug":"luas","warning":"matches 30 of 60 articles: too much to tell a reader anything"}"#,
            r#"{"slug":"kosong","warning":"matches nothing"}"#,
        ],
        "{}",
        said.out
    );
    let said = kliping(&archive, &["topics", "--now", NOW], "");
    assert!(
        said.out.contains(
            "luas        30  2022-03-02 – 2022-03-02  rule  luas  (luas.rss.xml, luas.atom.xml, luas.json, luas.html)\n"
        ),
        "{}",
        said.out
    );
}

#[test]
fn topics_are_suggested_as_toml_that_can_be_pasted() {
    let places = "Merak Kelor Sanggar Talun Kenari Rambai Seroja Pinang Lontar Waru Ketapang Nipah Gelam Bakau Cemara Jati Mahoni";
    let verbs = ["Menanti", "Membangun", "Merawat", "Menanam", "Menjaga", "Mengukur"];
    let lines: String = (0..204)
        .map(|n| {
            let place = places.split(' ').nth(n % 17).unwrap();
            let title = format!("Kampung {place} {} {} Baru", verbs[n % 6], ["Sumur", "Jembatan", "Kebun"][n % 3]);
            let more = format!(", \"isi\": \"Warga Kampung {place} berkumpul pada hari ke-{n} di balai.\"");
            record(&title, &format!("2022-03-{:02}", 1 + n % 28), &more)
        })
        .collect();
    let archive = Archive::new("[[topic]]\nid = \"merak\"\nany = [\"kampung merak\"]\n", &[("a.jsonl", &lines)]);
    let said = kliping(&archive, &["topics", "suggest", "--most", "20", "--now", NOW], "");
    assert!(said.out.contains("[[topic]]\nid = \"") && said.out.contains("Kampung "), "{}", said.out);
    assert!(!said.out.contains("\"Kampung Merak\""), "{}", said.out);
    let config = std::fs::read_to_string(archive.path("config.toml")).unwrap();
    archive.write("config.toml", &format!("{config}{}", said.out));
    let said = kliping(&archive, &["topics", "--now", NOW], "");
    assert_eq!((said.code, said.err.as_str()), (0, ""));
}

#[test]
fn init_writes_a_configuration_that_works() {
    let archive = flawed();
    std::fs::remove_file(archive.path("config.toml")).unwrap();
    check(&archive, &["init"], "config.toml written; now run `kliping`\n", "", 0);
    let text = std::fs::read_to_string(archive.path("config.toml")).unwrap();
    assert!(text.starts_with("# What kliping found in the archive:\n#   1 article: 1 in JSON Lines\n"), "{text}");
    assert!(!text.contains("\nbase_url") && !text.contains("\nauthority"), "{text}");
    assert_eq!(kliping(&archive, &["--now", NOW], "").code, 0);
    assert_eq!(archive.feeds().len(), 6);
    let said = kliping(&archive, &["init"], "");
    assert_eq!(
        (said.code, said.err.as_str()),
        (2, "kliping: config.toml: exists already\nhint: `--config -` prints the new one\n")
    );
    assert_eq!(kliping(&archive, &["init", "--config", "-"], "").out, text);
}

#[test]
fn every_command_teaches_with_an_example() {
    let archive = good();
    for command in ["build", "check", "explain", "date", "topics", "init", "serve", "completions"] {
        let said = kliping(&archive, &[command, "--help"], "");
        assert!(said.code == 0 && said.out.contains("Example") && said.out.contains("  kliping"), "{}", said.out);
    }
    assert!(kliping(&archive, &["completions", "bash"], "").out.contains("complete -F"));
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let archive = good();
    let mut child = Command::new(env!("CARGO_BIN_EXE_kliping"))
        .arg("date")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .current_dir(archive.path(""))
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let _ = child.stdin.take().unwrap().write_all("2 Maret 2022\n".repeat(10_000).as_bytes());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stderr.len()), (Some(0), 0));
}
