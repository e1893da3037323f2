//! `kliping topics`: what each topic holds.

use std::io::{self, BufWriter, Write};

use clap::{Args, Subcommand};
use kliping::pipeline::{self, Survey, Surveyed};
use serde::Serialize;

use super::{Common, Exit, complain, said};

/// Lists the topics: articles, first and last day, title and files; then tags that have no feed, and topics of
/// config.toml that match nothing, nearly everything, or what another topic matches.
#[derive(Debug, Args)]
#[command(after_long_help = "Examples:
  kliping topics
  kliping topics --json | jq -r 'select(.articles > 100) | .slug'
  kliping topics suggest --most 20 >> config.toml")]
#[command(args_conflicts_with_subcommands = true)]
pub struct TopicsArgs {
    #[command(subcommand)]
    command: Option<TopicsCommand>,
    /// One JSON object a line: slug, title, kind, articles, first, last, files; tag, articles; or slug, warning.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    common: Common,
}

#[derive(Debug, Subcommand)]
enum TopicsCommand {
    Suggest(SuggestArgs),
}

/// Proposes topics from the archive itself, for one with few tags: blocks for config.toml, best first, each with its
/// figures and three titles; and the acronyms that the archive explains, as aliases.
#[derive(Debug, Args)]
#[command(after_long_help = "Example:\n  kliping topics suggest --most 20 > topics.toml")]
struct SuggestArgs {
    /// How many topics at most.
    #[arg(long, default_value_t = 50)]
    most: usize,
    #[command(flatten)]
    common: Common,
}

#[derive(Serialize)]
struct Topic<'a> {
    slug: &'a str,
    title: &'a str,
    kind: &'a str,
    articles: usize,
    first: Option<String>,
    last: Option<String>,
    files: &'a [String],
}

#[derive(Serialize)]
struct Tag<'a> {
    tag: &'a str,
    articles: usize,
}

#[derive(Serialize)]
struct Warning<'a> {
    slug: &'a str,
    warning: &'a str,
}

/// Lists or proposes topics.
pub fn topics(args: &TopicsArgs) -> Exit {
    if let Some(TopicsCommand::Suggest(args)) = &args.command {
        return suggest(args);
    }
    let config = match args.common.load() {
        Ok(config) => config,
        Err(exit) => return exit,
    };
    match pipeline::survey(&config, args.common.look()) {
        Ok(survey) => {
            let mut out = BufWriter::new(io::stdout().lock());
            let told = if args.json { json(&survey, &mut out) } else { words(&survey, &mut out) };
            said(told.and_then(|()| out.flush()))
        }
        Err(error) => {
            complain(&error.to_string());
            Exit::Failed
        }
    }
}

fn suggest(args: &SuggestArgs) -> Exit {
    let config = match args.common.load() {
        Ok(config) => config,
        Err(exit) => return exit,
    };
    match pipeline::suggest(&config, args.common.look(), args.most) {
        Ok(text) => said(io::stdout().lock().write_all(text.as_bytes())),
        Err(error) => {
            complain(&error.to_string());
            Exit::Failed
        }
    }
}

fn day(topic: &Surveyed, last: bool) -> Option<String> {
    let (first, newest) = topic.span?;
    Some(if last { newest } else { first }.format("%Y-%m-%d").to_string())
}

fn json(survey: &Survey, out: &mut impl Write) -> io::Result<()> {
    let mut line = |value: serde_json::Result<String>| writeln!(out, "{}", value?);
    for topic in &survey.topics {
        line(serde_json::to_string(&Topic {
            slug: topic.slug.as_str(),
            title: &topic.title,
            kind: topic.kind,
            articles: topic.articles,
            first: topic.span.map(|(first, _)| first.to_rfc3339_opts(chrono::SecondsFormat::Secs, true)),
            last: topic.span.map(|(_, last)| last.to_rfc3339_opts(chrono::SecondsFormat::Secs, true)),
            files: &topic.files,
        }))?;
    }
    for (tag, articles) in &survey.thin_tags {
        line(serde_json::to_string(&Tag { tag, articles: *articles }))?;
    }
    for (slug, warning) in &survey.warnings {
        line(serde_json::to_string(&Warning { slug: slug.as_str(), warning }))?;
    }
    Ok(())
}

fn words(survey: &Survey, out: &mut impl Write) -> io::Result<()> {
    let width = survey.topics.iter().map(|topic| topic.slug.as_str().len()).max().unwrap_or(0);
    for topic in &survey.topics {
        let span = [day(topic, false), day(topic, true)].into_iter().flatten().collect::<Vec<_>>().join(" – ");
        let slug = topic.slug.as_str();
        writeln!(
            out,
            "{slug:<width$}  {:>7}  {span}  {:<4}  {}  ({})",
            topic.articles,
            topic.kind,
            topic.title,
            topic.files.join(", ")
        )?;
    }
    for (tag, articles) in &survey.thin_tags {
        writeln!(out, "tag `{tag}` has no feed: {articles} of the auto_tags articles that it takes")?;
    }
    for (slug, warning) in &survey.warnings {
        writeln!(out, "topic `{slug}`: {warning}")?;
    }
    Ok(())
}
