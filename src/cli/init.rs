//! `kliping init`: a configuration for an archive that it has looked at.

use std::collections::BTreeMap;
use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset, Utc};
use clap::Args;
use kliping::config::Config;
use kliping::pipeline::{self, Sight};
use kliping::report::count;

use super::{Exit, complain, said};

/// The reference; what follows the mark belongs to the sample archive.
const REFERENCE: &str = include_str!("../../config.toml");
const MARK: &str = "# ---- the topics of the sample archive ----";

/// Writes a commented config.toml for an archive, which it looks at first.
#[derive(Debug, Args)]
#[command(after_long_help = "Examples:
  kliping init                          for the folder articles, into config.toml
  kliping init --config - /srv/berita   for another archive, to standard output")]
pub struct InitArgs {
    /// The archive: a folder or a file.
    #[arg(default_value = "articles")]
    archive: PathBuf,
    /// The file to write; it must not exist. `-` writes to standard output.
    #[arg(long, value_name = "FILE", default_value = "config.toml")]
    config: PathBuf,
}

/// Looks at the archive and writes the configuration.
pub fn init(args: &InitArgs) -> Exit {
    let (config, path) = match settings(&args.archive) {
        Ok(found) => found,
        Err(message) => {
            complain(&message);
            return Exit::Usage;
        }
    };
    let sight = match pipeline::look(&config, Utc::now().fixed_offset()) {
        Ok(sight) => sight,
        Err(error) => {
            complain(&format!("{error}\nhint: name the folder of your articles: `kliping init FOLDER`"));
            return Exit::Failed;
        }
    };
    let text = write(&path, &sight);
    if args.config == Path::new("-") {
        return said(io::stdout().lock().write_all(text.as_bytes()));
    }
    let made = OpenOptions::new().write(true).create_new(true).open(&args.config);
    match made.and_then(|mut file| file.write_all(text.as_bytes())) {
        Ok(()) => said(writeln!(io::stdout().lock(), "{} written; now run `kliping`", args.config.display())),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            complain(&format!("{}: exists already\nhint: `--config -` prints the new one", args.config.display()));
            Exit::Usage
        }
        Err(error) => {
            complain(&format!("{}: cannot be written: {error}", args.config.display()));
            Exit::Failed
        }
    }
}

/// The configuration that has nothing but the path of the archive, and that path as TOML.
fn settings(archive: &Path) -> Result<(Config, String), String> {
    let path = archive.to_str().ok_or_else(|| format!("{}: not UTF-8", archive.display()))?;
    let path = serde_json::Value::from(path).to_string();
    let text = format!("[archive]\npath = {path}\n");
    let config = Config::parse(&text, Path::new("config.toml"), Path::new("."));
    config.map(|config| (config, path)).map_err(|error| error.to_string())
}

/// The reference without what is the sample's own, and with what was seen.
fn write(path: &str, sight: &Sight) -> String {
    let (general, _) = REFERENCE.split_once(MARK).unwrap_or((REFERENCE, ""));
    let mut text = seen(sight);
    let mut in_aliases = false;
    for line in general.trim_end().lines() {
        in_aliases = (in_aliases && !line.starts_with('[')) || line == "[aliases]";
        let set = line.split_once(" = ").map(|(key, _)| key);
        match set {
            Some("title") => text.push_str("title = \"Kliping\""),
            // What is set in the reference is the sample's; here it stands as an example.
            Some(_) if !line.starts_with('#') => {
                text.push_str("# ");
                text.push_str(line);
            }
            Some("# path") if line.contains("articles") => text.push_str(&format!("path = {path}")),
            _ => text.push_str(line),
        }
        text.push('\n');
    }
    text.push_str("\n# [[topic]]\n# id = \"pertahanan\"\n# title = \"Pertahanan\"\n# any = [\"Kemhan\", \"Menhan\", \"alutsista\"]\n");
    text
}

fn seen(sight: &Sight) -> String {
    let mut text = String::from("# What kliping found in the archive:\n");
    let formats: Vec<String> = sight.formats.iter().map(|(name, n)| format!("{n} in {name}")).collect();
    text.push_str(&format!("#   {}: {}\n", count(sight.articles, "article"), formats.join(", ")));
    if let Some((first, last)) = &sight.span {
        text.push_str(&format!("#   from {} to {}\n", day(first), day(last)));
    }
    text.push_str(&format!("#   {} with tags\n", sight.tagged));
    let common = common(&sight.tags);
    if !common.is_empty() {
        text.push_str(&format!("#   the commonest tags: {}\n", common.join(", ")));
    }
    text.push_str(&format!(
        "#   {} that cannot be used: `kliping check` names them\n\n",
        count(sight.skipped, "record")
    ));
    text
}

fn day(instant: &DateTime<FixedOffset>) -> String {
    instant.format("%Y-%m-%d").to_string()
}

/// The ten commonest tags, on one line each short enough for a comment.
fn common(tags: &BTreeMap<String, u64>) -> Vec<String> {
    let mut common: Vec<(&String, &u64)> = tags.iter().collect();
    common.sort_by_key(|(tag, n)| (std::cmp::Reverse(**n), *tag));
    common.into_iter().take(10).map(|(tag, n)| format!("{tag} ({n})")).collect()
}
