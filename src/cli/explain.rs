//! `kliping explain`: how records were understood.

use std::io::{self, BufWriter, Write};
use std::path::PathBuf;

use clap::Args;
use kliping::article::{Line, page::Label};
use kliping::config::Config;
use kliping::pipeline::{Explained, Explainer, Under};
use kliping::report::{Problem, nearest, quote};
use kliping::topic::Unmet;
use serde::Serialize;

use super::{Common, Exit, complain, said};

/// Says how records were understood: every field and where it was found, every line of a page with its label, every
/// topic and why.
#[derive(Debug, Args)]
#[command(after_long_help = "Examples:
  kliping explain articles/halaman/2022/kapal-selam.txt
  kliping explain --why-not pertahanan articles/2022/*.txt
  kliping explain --json articles/*.jsonl | jq -r '[.published, .title] | @tsv'
  pbpaste | kliping explain -")]
pub struct ExplainArgs {
    /// The files, and folders with all that is below; `-` reads standard input.
    #[arg(required = true)]
    path: Vec<PathBuf>,
    /// A topic of config.toml that should have taken the records: says which of its conditions they do not meet, and
    /// where its words stand instead. May be given several times; in JSON `why_not`, a list of slug, key and because.
    #[arg(long, value_name = "SLUG")]
    why_not: Vec<String>,
    /// One JSON object a record and line.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    common: Common,
}

#[derive(Default, Serialize)]
struct Shown<'a> {
    origin: String,
    title: Option<&'a str>,
    published: Option<String>,
    precision: Option<&'static str>,
    updated: Option<String>,
    authors: &'a [String],
    initials: Option<&'a str>,
    editors: &'a [String],
    city: Option<&'a str>,
    caption: Option<&'a str>,
    credit: Option<&'a str>,
    image: Option<&'a str>,
    tags: &'a [String],
    section: Option<&'a str>,
    url: Option<&'a str>,
    id: Option<&'a str>,
    language: Option<&'a str>,
    summary: Option<&'a str>,
    body: &'a [String],
    dropped: Vec<Dropped<'a>>,
    topics: Vec<Topic<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    why_not: Option<Vec<WhyNot<'a>>>,
    problems: Vec<String>,
}

#[derive(Serialize)]
struct Dropped<'a> {
    line: &'a str,
    label: &'static str,
}

#[derive(Serialize)]
struct Topic<'a> {
    slug: &'a str,
    because: &'a str,
}

#[derive(Serialize)]
struct WhyNot<'a> {
    slug: &'a str,
    key: &'a str,
    because: &'a str,
}

/// Explains every record of every path; a path that gives no record is a failure.
pub fn explain(args: &ExplainArgs) -> Exit {
    let config = match args.common.load() {
        Ok(config) => config,
        Err(exit) => return exit,
    };
    let asked = match asked(&config, &args.why_not) {
        Ok(asked) => asked,
        Err(exit) => return exit,
    };
    let mut out = BufWriter::new(io::stdout().lock());
    let mut explainer = Explainer::new(&config, args.common.now()).why_not(asked);
    let (mut result, mut all_read) = (Ok(()), true);
    for path in &args.path {
        let mut records = 0;
        explainer.explain(path, &mut io::stdin().lock(), &mut |item| {
            records += usize::from(item.is_ok());
            if result.is_ok() {
                result = if args.json { json(item, &mut out) } else { words(item, &mut out) };
            }
        });
        all_read &= records > 0;
    }
    match said(result.and_then(|()| out.flush())) {
        Exit::Done if !all_read => Exit::Failed,
        exit => exit,
    }
}

/// The numbers of the topics that are asked about.
fn asked(config: &Config, slugs: &[String]) -> Result<Vec<usize>, Exit> {
    let number = |slug: &String| {
        config.topics.rule_named(slug).ok_or_else(|| {
            let rules = config.topics.options().rules.iter().map(|rule| rule.slug.as_str());
            let near = nearest(slug, rules).map(|near| format!("\nhint: did you mean `{near}`?"));
            complain(&format!("{} is no topic of the configuration{}", quote(slug), near.unwrap_or_default()));
            Exit::Usage
        })
    };
    slugs.iter().map(number).collect()
}

fn json(item: Result<Explained, Problem>, out: &mut impl Write) -> io::Result<()> {
    match item {
        Ok(explained) => {
            let body = explained.draft.details.body.paragraphs();
            serde_json::to_writer(&mut *out, &shown(&explained, &body))?;
        }
        Err(problem) => {
            let (origin, problems) = (problem.origin.to_string(), vec![problem.to_string()]);
            serde_json::to_writer(&mut *out, &Shown { origin, problems, ..Shown::default() })?;
        }
    }
    writeln!(out)
}

fn shown<'a>(explained: &'a Explained, body: &'a [String]) -> Shown<'a> {
    let Explained { draft, id, topics, why_not } = explained;
    let details = &draft.details;
    let published = draft.published.as_ref();
    let updated = draft.updated.or_else(|| published?.updated);
    Shown {
        origin: details.origin.to_string(),
        title: draft.title.as_deref(),
        published: published.map(|reading| reading.instant.to_rfc3339()),
        precision: published.map(|reading| reading.precision.name()),
        updated: updated.map(|updated| updated.to_rfc3339()),
        authors: &details.authors,
        initials: details.initials.as_deref(),
        editors: &details.editors,
        city: details.city.as_deref(),
        caption: details.caption.as_deref(),
        credit: details.credit.as_deref(),
        image: details.image.as_deref(),
        tags: &details.tags,
        section: details.section.as_deref(),
        url: details.url.as_deref(),
        id: id.as_deref(),
        language: details.language.as_deref(),
        summary: details.summary.as_deref(),
        body,
        dropped: details.lines.iter().filter(|line| line.label == Label::Furniture).map(dropped).collect(),
        topics: topics.iter().map(|under| Topic { slug: &under.slug, because: &under.because }).collect(),
        why_not: (!why_not.is_empty()).then(|| why_not.iter().flat_map(unmet).collect()),
        problems: draft.problems.iter().map(ToString::to_string).collect(),
    }
}

fn unmet((slug, unmet): &(String, Vec<Unmet>)) -> impl Iterator<Item = WhyNot<'_>> {
    unmet.iter().map(move |unmet| WhyNot { slug, key: unmet.key, because: &unmet.because })
}

fn dropped(line: &Line) -> Dropped<'_> {
    Dropped { line: &line.text, label: line.label.name() }
}

fn words(item: Result<Explained, Problem>, out: &mut impl Write) -> io::Result<()> {
    let explained = match item {
        Ok(explained) => explained,
        Err(problem) => return writeln!(out, "{problem}"),
    };
    let draft = &explained.draft;
    let body = draft.details.body.paragraphs();
    let shown = shown(&explained, &body);
    let (format, told) = draft.details.format;
    let encoding = draft.details.encoding.map(|encoding| format!(", in {encoding}")).unwrap_or_default();
    writeln!(out, "{} ({format}, {told}{encoding})", shown.origin)?;
    let mut field = |name: &str, value: Option<&str>| -> io::Result<()> {
        let Some(value) = value else { return Ok(()) };
        let found = draft.found.iter().find(|(known, _)| *known == name).map(|(_, place)| format!("  ({place})"));
        writeln!(out, "  {name:<10} {value}{}", found.unwrap_or_default())
    };
    field("title", shown.title)?;
    let exact = shown.published.as_ref().zip(shown.precision).map(|(at, precision)| format!("{at}, {precision}"));
    let flags = draft
        .published
        .as_ref()
        .map(|reading| reading.flag_names().collect::<Vec<_>>().join(" "))
        .filter(|flags| !flags.is_empty());
    field("published", exact.map(|exact| flags.map_or(exact.clone(), |flags| format!("{exact}, {flags}"))).as_deref())?;
    field("updated", shown.updated.as_deref())?;
    for (name, list) in [("author", shown.authors), ("editor", shown.editors), ("tags", shown.tags)] {
        field(name, (!list.is_empty()).then(|| list.join(", ")).as_deref())?;
    }
    for (name, value) in [
        ("initials", shown.initials),
        ("city", shown.city),
        ("caption", shown.caption),
        ("credit", shown.credit),
        ("image", shown.image),
        ("section", shown.section),
        ("url", shown.url),
        ("id", shown.id),
        ("language", shown.language),
        ("summary", shown.summary),
    ] {
        field(name, value)?;
    }
    for paragraph in shown.body {
        writeln!(out, "  body       {paragraph}")?;
    }
    for line in &draft.details.lines {
        writeln!(out, "  line {:<5} {:<12} {}", line.number, line.label.name(), line.text)?;
    }
    if draft.is_draft {
        writeln!(out, "  draft      says itself that it is not to be published")?;
    }
    topics(&explained, out)?;
    for problem in &shown.problems {
        writeln!(out, "  problem    {problem}")?;
    }
    Ok(())
}

fn topics(explained: &Explained, out: &mut impl Write) -> io::Result<()> {
    for Under { slug, because, .. } in &explained.topics {
        writeln!(out, "  topic      {slug}: {because}")?;
    }
    for (slug, unmet) in &explained.why_not {
        if unmet.is_empty() {
            writeln!(out, "  why not    {slug}: it is in the topic")?;
        }
        for unmet in unmet {
            writeln!(out, "  why not    {slug}: {unmet}")?;
        }
    }
    Ok(())
}
