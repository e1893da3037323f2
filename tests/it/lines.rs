//! Articles that were written as lines and read again are the same articles.

use std::path::Path;
use std::sync::Arc;

use kliping::archive;
use kliping::article::{self, Article, Background, Learned};
use kliping::config::Config;
use kliping::feed::{self, Entry, Feed, Heading, Kind, Show};
use kliping::topic::Slug;
use proptest::prelude::*;

use crate::archive::{Archive, run_now};

/// Every article of the archive of `config`.
fn articles(config: &Config) -> Vec<Article> {
    let (learned, mut articles) = (Learned::default(), Vec::new());
    for source in archive::walk(&config.archive).unwrap().sources {
        let dates = config.article.date_context(run_now().now, Some(run_now().now));
        let background = Background { dates, learned: &learned, options: &config.article, brief: false };
        archive::read(&source, &config.archive, &mut |item| {
            let drafts = item.map(|record| article::understand(record, &background)).unwrap_or_default();
            articles.extend(drafts.into_iter().filter_map(|draft| draft.finish(&config.article).ok()));
        });
    }
    articles.into_iter().map(|(article, _)| article).collect()
}

/// The feeds of one article alone, in every format and length.
fn feeds(article: &Article, config: &Config) -> Vec<feed::FeedFile> {
    let slug = Slug::of("satu");
    let shows = [Show::Full, Show::Summary, Show::None].into_iter();
    let entry = Arc::new(Entry::new(article, &config.feed));
    let feed = |show| {
        let heading = Heading {
            slug: &slug,
            kind: Kind::Rule,
            folder: None,
            count: 1,
            span: (article.shown(), article.shown()),
            title: "Satu",
            description: None,
            show,
        };
        feed::render(&Feed::new(heading, &[Arc::clone(&entry)], &config.feed).unwrap(), &config.feed).unwrap()
    };
    shows.flat_map(feed).collect()
}

#[track_caller]
fn survives(article: &Article, config: &Config) {
    let line = article.to_line();
    for read in [
        Article::from_line(line.as_bytes(), &config.article),
        Article::from_cache(&article.to_cache(), &config.article),
    ] {
        let read = read.unwrap_or_else(|error| panic!("{error}\n{line}"));
        assert_eq!(read.to_line(), line);
        assert_eq!(read.details.origin.to_string(), article.details.origin.to_string());
        assert_eq!(read.published().instant, article.published().instant);
        assert_eq!(read.details.body, article.details.body);
        assert_eq!(feeds(&read, config), feeds(article, config));
        let place = |article: &Article| article.clone().with_id_of_place(&config.article).id().clone();
        assert_eq!(place(&read), place(article));
    }
}

#[test]
fn articles_of_every_format_survive() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let cases = std::fs::read_dir(root.join("tests/cases")).unwrap().map(|entry| entry.unwrap().path());
    let mut count = 0;
    for case in cases.chain([root.to_owned()]) {
        let config = Config::load(&case.join("config.toml")).unwrap();
        for article in articles(&config) {
            survives(&article, &config);
            count += 1;
        }
    }
    assert!(count > 100, "{count}");
}

fn piece() -> impl Strategy<Value = String> {
    let pieces = vec![
        "<p>",
        "</p>",
        "<b>",
        "</b>",
        "<a href=\"https://a.example/?x=1&y=2\">",
        "</a>",
        "<a href='../b'>",
        "<pre>\n\n",
        "</pre>",
        "<table>",
        "<tr>",
        "<td>",
        "</table>",
        "<div>",
        "</div>",
        "<ul><li>",
        "</ul>",
        "<img src=\"//a.example/b.jpg\" alt='\"x\"'>",
        "<img>",
        "<blockquote>",
        "<h2>",
        "</h2>",
        "<br>",
        "<svg><p>",
        "<math>",
        "</math>",
        "<script>x</script>",
        "<!-- x -->",
        "<style>",
        "<textarea>",
        "<select><option>",
        "<title>",
        "&amp;lt;",
        "&nbsp;",
        "&#10;",
        "\n",
        "kata ",
        "JAKARTA - ",
        "\u{0}",
        "\u{7}",
        "\u{a0}",
        "\r",
        "<caption>",
        "<col>",
        "<center>",
        "<i>",
        "</i>",
        "<p title='&quot;<'>",
        "<details><summary>",
        "<ruby><rt>",
        "]]>",
        "<figure>",
        "<dd>",
        "<dt>",
        "<frameset>",
        "<body x>",
        "<html>",
        "<template>",
        "<noscript>",
        "<iframe>",
        "\n\n",
    ];
    prop_oneof![prop::sample::select(pieces).prop_map(str::to_owned), any::<char>().prop_map(String::from)]
}

fn record() -> impl Strategy<Value = String> {
    let key = prop::sample::select(vec![
        "title",
        "isi",
        "tags",
        "url",
        "author",
        "summary",
        "image",
        "kategori",
        "id",
        "kota",
        "updated_at",
        "caption",
        "lang",
    ]);
    let text = || prop::collection::vec(piece(), 0..12).prop_map(|pieces| pieces.concat());
    let value = prop_oneof![
        text().prop_map(serde_json::Value::from),
        prop::collection::vec(text(), 0..3).prop_map(serde_json::Value::from),
        prop::sample::select(vec![
            "2022-03-02T19:13:00.123456789+09:30",
            "https://a.example/^|x?a=|\"^`{}",
            "42",
            "urn:x:é"
        ])
        .prop_map(serde_json::Value::from),
    ];
    let date = prop::sample::select(vec![
        "2 Maret 2022 19.13 WIT",
        "20 Mei 1908 10:00",
        "kemarin",
        "1646223180",
        "2022-03-02T19:13:00.5-03:30",
    ]);
    (prop::collection::btree_map(key, value, 0..8), date, any::<u8>()).prop_map(|(object, date, n)| {
        let mut object: serde_json::Map<_, _> = object.into_iter().map(|(k, v)| (k.to_owned(), v)).collect();
        object.insert("date".to_owned(), date.into());
        object.entry("title").or_insert_with(|| format!("Judul {n}").into());
        serde_json::Value::Object(object).to_string()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn any_article_survives(lines in prop::collection::vec(record(), 1..20), page in prop::collection::vec(piece(), 0..40)) {
        let page = format!("Judul\n\nRabu, 02 Maret 2022 - 19:13 WIB\n{}", page.concat());
        let archive = Archive::new("", &[("a.jsonl", &lines.join("\n")), ("b.txt", &page)]);
        let config = Config::load(&archive.path("config.toml")).unwrap();
        for article in articles(&config) {
            survives(&article, &config);
        }
    }

    /// Whatever a line holds, an article that is read from it keeps its promises.
    #[test]
    fn any_line_is_read_or_refused(line in record(), html in prop::collection::vec(piece(), 0..12)) {
        let archive = Archive::new("", &[("a.jsonl", "{\"title\": \"Ada\", \"date\": \"2022-03-02\"}")]);
        let config = Config::load(&archive.path("config.toml")).unwrap();
        let good = articles(&config).remove(0).to_line();
        let mut value: serde_json::Map<String, serde_json::Value> = serde_json::from_str(&good).unwrap();
        let hostile: serde_json::Map<String, serde_json::Value> = serde_json::from_str(&line).unwrap();
        value.extend(hostile);
        value.insert("html".to_owned(), html.concat().into());
        let line = serde_json::Value::Object(value).to_string();
        if let Ok(article) = Article::from_line(line.as_bytes(), &config.article) {
            prop_assert!(!article.title().trim().is_empty());
            let html = article.details.body.to_html(None);
            prop_assert!(!html.contains("<script") && !html.contains("<svg") && !html.contains("href=\"../"), "{html}");
            survives(&article, &config);
        }
    }
}
