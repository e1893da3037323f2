//! Other tools, as far as they are on the machine, each in its leanest configuration: feeds of tags, no pages where that
//! can be switched off.

use std::fs;
use std::io;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::archive::{Plan, Shape};
use crate::measure::Task;

/// A tool that makes feeds of tags.
pub struct Peer {
    /// What people call it.
    pub name: String,
    command: Vec<String>,
    /// The folder that it writes.
    pub output: &'static str,
}

impl Peer {
    fn new(name: &str, command: &[&str], output: &'static str) -> Self {
        let command = command.iter().map(|word| (*word).to_owned()).collect();
        Self { name: name.to_owned(), command, output }
    }

    /// What is to be measured.
    pub fn task<'a>(&self, place: &'a Path) -> Task<'a> {
        Task { command: self.command.clone(), folder: place, cores: 0 }
    }
}

/// The tools that are there and read archives of this shape, made ready.
pub fn found(place: &Path, plan: &Plan, items: usize) -> io::Result<Vec<Peer>> {
    let mut peers = Vec::new();
    match plan.shape {
        Shape::Markdown => {
            if works(&["hugo", "version"]) {
                fs::write(place.join("hugo.toml"), hugo(items))?;
                let layouts = place.join("layouts/_default");
                fs::create_dir_all(&layouts)?;
                fs::write(layouts.join("rss.xml"), HUGO_RSS)?;
                fs::write(layouts.join("list.atom.xml"), HUGO_ATOM)?;
                let command = ["hugo", "--quiet", "--config", "hugo.toml", "--contentDir", "articles", "-d", "hugo"];
                peers.push(Peer::new("Hugo", &command, "hugo"));
            }
            if works(&["zola", "--version"]) {
                zola(place, items)?;
                let command = ["zola", "--root", "zola", "build", "--output-dir", "zola-feeds"];
                peers.push(Peer::new("Zola", &command, "zola-feeds"));
            }
            if works(&["pelican", "--version"]) {
                fs::write(place.join("pelicanconf.py"), pelican(items))?;
                copy(&place.join("articles"), &place.join("pelican-articles"), as_pelican)?;
                let command = ["pelican", "-q", "-s", "pelicanconf.py", "pelican-articles"];
                peers.push(Peer::new("Pelican", &command, "pelican"));
            }
        }
        Shape::Jsonl => {
            if works(&["python3", "-c", "import feedgen"]) {
                fs::write(place.join("feeds.py"), FEEDGEN)?;
                let items = items.to_string();
                peers.push(Peer::new("Python feedgen", &["python3", "feeds.py", &items], "feedgen"));
            }
        }
        Shape::Page | Shape::Csv => {}
    }
    Ok(peers)
}

fn works(command: &[&str]) -> bool {
    let Some((program, arguments)) = command.split_first() else { return false };
    let run = Command::new(program).args(arguments).stdout(Stdio::null()).stderr(Stdio::null()).status();
    run.is_ok_and(|status| status.success())
}

/// Pages have no template, so that Hugo writes none.
fn hugo(items: usize) -> String {
    format!(
        "baseURL = \"https://kliping.example/\"\ntitle = \"Ukuran\"\n\
         disableKinds = [\"home\", \"section\", \"sitemap\", \"robotsTXT\", \"404\"]\n\
         [outputFormats.atom]\nmediaType = \"application/atom+xml\"\nbaseName = \"atom\"\n\
         [mediaTypes.\"application/atom+xml\"]\nsuffixes = [\"xml\"]\n\
         [outputs]\nterm = [\"rss\", \"atom\"]\ntaxonomy = []\n[services.rss]\nlimit = {items}\n"
    )
}

/// A site of Zola in `place/zola`: the articles once more, with the tags where Zola looks for them, and no pages.
fn zola(place: &Path, items: usize) -> io::Result<()> {
    let site = place.join("zola");
    fs::create_dir_all(site.join("templates"))?;
    for template in ["taxonomy_list.html", "taxonomy_single.html"] {
        fs::write(site.join("templates").join(template), "")?;
    }
    let config = format!(
        "base_url = \"https://kliping.example\"\ntitle = \"Ukuran\"\ncompile_sass = false\nbuild_search_index = false\n\
         generate_feeds = true\nfeed_filenames = [\"rss.xml\", \"atom.xml\"]\nfeed_limit = {items}\n\
         taxonomies = [{{ name = \"tags\", feed = true }}]\n"
    );
    fs::write(site.join("config.toml"), config)?;
    copy(&place.join("articles"), &site.join("content"), as_zola)
}

fn as_zola(text: &str) -> String {
    text.replacen("\ntags = ", "\nrender = false\n[taxonomies]\ntags = ", 1)
}

/// Names of files that are empty are those of pages that are not wanted.
fn pelican(items: usize) -> String {
    let pages =
        ["ARTICLE", "DRAFT", "PAGE", "CATEGORY", "TAG", "AUTHOR"].map(|page| format!("{page}_SAVE_AS = \"\"\n"));
    let feeds = ["FEED_ALL_ATOM", "CATEGORY_FEED_ATOM", "TRANSLATION_FEED_ATOM", "AUTHOR_FEED_ATOM", "AUTHOR_FEED_RSS"];
    let feeds = feeds.map(|feed| format!("{feed} = None\n"));
    format!(
        "SITENAME = \"Ukuran\"\nSITEURL = \"https://kliping.example\"\nTIMEZONE = \"Asia/Jakarta\"\nPLUGINS = []\n\
         OUTPUT_PATH = \"pelican\"\nDIRECT_TEMPLATES = []\nSTATIC_PATHS = []\nRSS_FEED_SUMMARY_ONLY = False\n\
         TAG_FEED_ATOM = \"{{slug}}.atom.xml\"\nTAG_FEED_RSS = \"{{slug}}.rss.xml\"\nFEED_MAX_ITEMS = {items}\n{}{}",
        pages.concat(),
        feeds.concat()
    )
}

/// An article with the lines that Pelican reads at the head.
fn as_pelican(text: &str) -> String {
    let (head, body) = text.trim_start_matches("+++\n").split_once("\n+++\n").unwrap_or_default();
    let plain = |line: &str| line.replace(['"', '[', ']'], "").replacen(" = ", ": ", 1);
    let head: Vec<String> = head.lines().map(plain).collect();
    format!("{}\n\n{body}", head.join("\n"))
}

/// Copies the articles, each with what `change` makes of it.
fn copy(from: &Path, to: &Path, change: fn(&str) -> String) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let (path, place) = entry.map(|entry| (entry.path(), to.join(entry.file_name())))?;
        if path.is_dir() {
            copy(&path, &place, change)?;
        } else {
            fs::write(place, change(&fs::read_to_string(&path)?))?;
        }
    }
    Ok(())
}

/// A feed with the whole texts, which Hugo's own template has not.
const HUGO_RSS: &str = r#"{{- printf "<?xml version=\"1.0\" encoding=\"utf-8\"?>" | safeHTML }}
<rss version="2.0"><channel><title>{{ .Title }}</title><link>{{ .Permalink }}</link><description>{{ .Title }}</description>
{{ range first site.Config.Services.RSS.Limit .RegularPages }}<item><title>{{ .Title }}</title><link>{{ .Permalink }}</link>
<pubDate>{{ .Date.Format "Mon, 02 Jan 2006 15:04:05 -0700" }}</pubDate><guid>{{ .Permalink }}</guid>
<description>{{ .Content | html }}</description></item>
{{ end }}</channel></rss>
"#;

/// The same as Atom.
const HUGO_ATOM: &str = r#"{{- printf "<?xml version=\"1.0\" encoding=\"utf-8\"?>" | safeHTML }}
<feed xmlns="http://www.w3.org/2005/Atom"><title>{{ .Title }}</title><id>{{ .Permalink }}</id><updated>{{ .Date.Format "2006-01-02T15:04:05Z07:00" | safeHTML }}</updated>
{{ range first site.Config.Services.RSS.Limit .RegularPages }}<entry><title>{{ .Title }}</title><link href="{{ .Permalink }}"/><id>{{ .Permalink }}</id>
<updated>{{ .Date.Format "2006-01-02T15:04:05Z07:00" | safeHTML }}</updated><content type="html">{{ .Content | html }}</content></entry>
{{ end }}</feed>
"#;

/// A script as people write it; the dates are English ones made of the Indonesian by a table.
const FEEDGEN: &str = r#"import html, json, os, re, sys
from datetime import datetime, timedelta, timezone
from feedgen.feed import FeedGenerator
MONTHS = dict(zip("Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember".split(), range(1, 13)))
WIB, topics = timezone(timedelta(hours=7)), {}
for number, line in enumerate(open("articles/arsip.jsonl", encoding="utf-8")):
    article = json.loads(line)
    day, month, year, hour, minute = re.search(r"(\d+) (\w+) (\d+) (\d+):(\d+)", article["tanggal"]).groups()
    article["at"] = datetime(int(year), MONTHS[month], int(day), int(hour), int(minute), tzinfo=WIB)
    article["id"] = f"tag:kliping.example,2026-01-01:{number}"
    for tag in article["tags"]:
        topics.setdefault(tag, []).append(article)
os.makedirs("feedgen", exist_ok=True)
for tag, articles in topics.items():
    feed = FeedGenerator()
    feed.id("tag:kliping.example,2026-01-01:" + tag.replace(" ", "-"))
    feed.title(tag)
    feed.link(href="https://kliping.example/")
    feed.description(tag)
    for article in sorted(articles, key=lambda article: article["at"], reverse=True)[: int(sys.argv[1])]:
        entry = feed.add_entry(order="append")
        entry.id(article["id"])
        entry.title(article["judul"])
        entry.published(article["at"])
        entry.updated(article["at"])
        entry.content("".join(f"<p>{html.escape(text)}</p>" for text in article["isi"].split("\n")), type="html")
    feed.rss_file(f"feedgen/{tag.replace(' ', '-')}.rss.xml")
    feed.atom_file(f"feedgen/{tag.replace(' ', '-')}.atom.xml")
"#;
