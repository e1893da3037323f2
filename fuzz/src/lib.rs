//! What every reader's target does: read the bytes as a file of this name, and understand each record to the end.

use std::path::Path;
use std::sync::Arc;

use chrono::DateTime;
use kliping::archive;
use kliping::article::{self, Background, Learned};
use kliping::config::Config;
use kliping::feed::{self, Entry, Feed, Heading, Kind, Show};
use kliping::topic::{Hits, Slug};

/// Reads `data` as the file `name`; whatever it holds becomes a feed that is written, or a problem.
pub fn read(name: &str, data: &[u8]) {
    thread_local! {
        static CONFIG: Option<Config> = Config::parse("", Path::new("config.toml"), Path::new(".")).ok();
    }
    CONFIG.with(|config| config.iter().for_each(|config| with(config, name, data)));
}

fn with(config: &Config, name: &str, data: &[u8]) {
    let Ok(now) = DateTime::parse_from_rfc3339("2026-11-01T00:00:00Z") else { return };
    let learned = Learned::default();
    let dates = config.article.date_context(now, Some(now));
    let background = Background { dates, learned: &learned, options: &config.article, brief: false };
    let (mut hits, mut articles) = (Hits::default(), Vec::new());
    archive::read_stream(data, name, &config.archive, &mut |item| {
        let Ok(record) = item else { return };
        for draft in article::understand(record, &background) {
            if let Ok((article, _)) = draft.finish(&config.article) {
                config.topics.of(&article, &mut hits);
                articles.push(article);
            }
        }
    });
    let newest: Vec<_> = articles.iter().map(|article| Arc::new(Entry::new(article, &config.feed))).collect();
    let slug = Slug::of("semua");
    let (kind, count, span) = (Kind::All, newest.len(), (now, now));
    let (title, description, folder, show) = ("Semua", None, None, Show::Full);
    let heading = Heading { slug: &slug, kind, title, description, folder, count, span, show };
    if let Some(feed) = Feed::new(heading, &newest, &config.feed) {
        feed::render(&feed, &config.feed).expect("a feed can be written");
    }
}
