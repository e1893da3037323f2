"""Feed readers that no one here wrote read every feed over HTTP; each must give back what the JSON Feed says.

feedparser, newsboat and sfeed read RSS and Atom from `kliping serve`, the JSON Feed is held to its schema, and the OPML
list is read by listparser. Documents of histories are read like feeds. And newsboat reads a feed, then the feed again with
new, edited and withdrawn articles: it takes no article for another.

usage: readers.py KLIPING SCHEMA CONFIG [CONFIG ...]
"""

import calendar
import concurrent.futures
import contextlib
import datetime
import json
import pathlib
import sqlite3
import subprocess
import sys
import tempfile
import tomllib
import urllib.request

import feedparser
import jsonschema
import listparser


@contextlib.contextmanager
def served(kliping, config):
    """The address at which the feeds of a configuration are."""
    command = [kliping, "serve", "--config", config, "--address", "127.0.0.1:0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process.stdout.readline().strip()
        finally:
            process.terminate()


def get(url):
    with urllib.request.urlopen(url, timeout=10) as answer:
        return answer.read()


def truth(url, schema):
    """What the JSON Feed says: per id title, seconds since 1970, link, authors, categories, text; in order."""
    feed = json.loads(get(url))
    jsonschema.validate(feed, schema)
    entries = {}
    for item in feed["items"]:
        entries[item["id"]] = {
            "title": item["title"],
            "time": int(datetime.datetime.fromisoformat(item["date_published"]).timestamp()),
            "link": item.get("url", ""),
            "authors": ", ".join(author["name"] for author in item.get("authors", [])),
            "categories": item.get("tags", []),
            "html": item.get("content_html"),
        }
    assert len(entries) == len(feed["items"]), f"{url}: two items share an id"
    return feed["title"], entries


def with_feedparser(url, title):
    feed = feedparser.parse(url)
    assert feed.bozo == 0, f"{url}: {feed.bozo_exception}"
    assert feed.feed.title == title and feed.feed.updated_parsed, f"{url}: {feed.feed.title}"
    return {
        entry.id: {
            "title": entry.title,
            "time": calendar.timegm(entry.published_parsed),
            "link": entry.get("link", "") if entry.get("link", "").startswith("http") else "",
            "authors": ", ".join(author.name for author in entry.get("authors", []) if "name" in author),
            "categories": [tag.term for tag in entry.get("tags", [])],
        }
        for entry in feed.entries
    }


def with_sfeed(url):
    """Lines of fields parted by tabs. Of several authors sfeed keeps the first."""
    lines = subprocess.run(["sfeed", url], input=get(url), capture_output=True, check=True).stdout.decode()
    entries = {}
    for line in lines.splitlines():
        time, title, link, content, _, id, author, _, category = line.split("\t")[:9]
        text = content.replace("\\n", "\n").replace("\\t", "\t").replace("\\\\", "\\")
        entries[id] = {"title": title, "time": int(time), "link": link, "author": author, "text": text}
        entries[id]["categories"] = [word for word in category.split("|") if word]
    return entries


def with_newsboat(url):
    """What newsboat keeps of a feed. It keeps an article of several feeds once, so each feed has a cache of its own."""
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        (folder / "urls").write_text(f"{url}\n")
        (folder / "config").write_text("")
        command = ["newsboat", "-u", folder / "urls", "-c", folder / "cache.db", "-C", folder / "config", "-x", "reload"]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        with contextlib.closing(sqlite3.connect(folder / "cache.db")) as cache:
            rows = cache.execute("select guid, title, author, url, pubDate, content from rss_item").fetchall()
    keys = ("title", "authors", "link", "time", "html")
    return {guid: dict(zip(keys, values)) for guid, *values in rows}


def same(where, found, expected, keys):
    assert list(found) == list(expected), f"{where}: other ids or another order:\n{list(found)}\n{list(expected)}"
    for id, entry in found.items():
        for key in keys:
            # Readers know no white space but a single space in titles and names.
            one, other = entry[key], expected[id][key]
            if key in ("title", "authors"):
                one, other = " ".join(one.split()), " ".join(other.split())
            assert one == other, f"{where}: {id}: {key}: {one!r} is not {other!r}"


def check(url, schema):
    title, expected = truth(url.replace(".rss.xml", ".json").replace(".atom.xml", ".json"), schema)
    same(f"feedparser {url}", with_feedparser(url, title), expected, ["title", "time", "link", "authors", "categories"])
    sfeed = with_sfeed(url)
    same(f"sfeed {url}", sfeed, expected, ["title", "time", "link", "categories"])
    for id, entry in sfeed.items():
        assert expected[id]["authors"].startswith(entry["author"]), f"sfeed {url}: {id}: {entry['author']}"
        assert expected[id]["html"] in (None, entry["text"]), f"sfeed {url}: {id}: other content"
    kept = with_newsboat(url)
    boat = {id: kept[id] for id in expected if id in kept}
    assert len(boat) == len(kept), f"newsboat {url}: other ids"
    same(f"newsboat {url}", boat, expected, ["title", "time", "authors"])
    for id, entry in boat.items():
        assert expected[id]["link"] in ("", entry["link"]), f"newsboat {url}: {id}: {entry['link']}"
        assert expected[id]["html"] in (None, entry["html"]), f"newsboat {url}: {id}: other content"


def published(config):
    """The address under which the feeds of a configuration say that they are."""
    return tomllib.loads(pathlib.Path(config).read_text())["output"]["base_url"].rstrip("/") + "/"


def check_opml(base, home, slugs):
    """Every feed once, and nothing else."""
    listed = listparser.parse(get(f"{base}semua.opml"))
    assert not listed.bozo, listed.bozo_exception
    found = sorted(feed.url.removeprefix(home) for feed in listed.feeds)
    assert found == sorted(f"{slug}.rss.xml" for slug in slugs if not slug.startswith("arsip/")), found


def check_history(base, home, slugs):
    """The way back from a feed leads through all its documents, of which each is new to the reader."""
    for slug in {name.split("/")[1] for name in slugs if name.startswith("arsip/")}:
        met, url = [], f"{base}{slug}.atom.xml"
        while url:
            feed = feedparser.parse(url).feed
            met.append(url.removeprefix(base).removesuffix(".atom.xml"))
            back = [link.href for link in feed.links if link.rel == "prev-archive"]
            url = base + back[0].removeprefix(home) if back else None
        expected = [name for name in slugs if name.startswith(f"arsip/{slug}/")]
        assert sorted(met) == sorted([slug, *expected]), met


def check_versions(kliping):
    """A feed whose articles were edited, withdrawn and added is no other feed."""
    def line(number, title):
        return json.dumps({"id": f"a{number}", "title": title, "date": f"2026-03-{number + 1:02} 10:00", "isi": title})

    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        (folder / "articles").mkdir()
        (folder / "config.toml").write_text('[site]\nauthority = "warta.example"\n')
        (folder / "newsboat").write_text("")
        versions = [
            [line(number, f"Judul {number}") for number in range(8)],
            [line(number, f"Judul {number}" + (", ralat" if number == 3 else "")) for number in range(1, 11)],
        ]
        with contextlib.ExitStack() as stack:
            base = None
            for lines in versions:
                (folder / "articles/a.jsonl").write_text("\n".join(lines) + "\n")
                run = [kliping, "--config", folder / "config.toml", "--now", "2026-11-01T00:00:00Z"]
                subprocess.run(run, check=True)
                base = base or stack.enter_context(served(kliping, folder / "config.toml"))
                for end in ("rss", "atom"):
                    (folder / "urls").write_text(f"{base}semua.{end}.xml\n")
                    command = ["newsboat", "-u", folder / "urls", "-c", folder / f"{end}.db", "-C", folder / "newsboat"]
                    subprocess.run([*command, "-x", "reload"], check=True, stdout=subprocess.DEVNULL)
        # What was withdrawn newsboat keeps.
        expected = sorted(f"Judul {number}" + (", ralat" if number == 3 else "") for number in range(11))
        for end in ("rss", "atom"):
            with contextlib.closing(sqlite3.connect(folder / f"{end}.db")) as cache:
                titles = sorted(row[0] for row in cache.execute("select title from rss_item"))
            assert titles == expected, f"newsboat, {end}: {titles}"


def main():
    kliping, schema, *configs = sys.argv[1:]
    schema = json.loads(pathlib.Path(schema).read_text())
    passed = 0
    for config in configs:
        feeds = pathlib.Path(config).parent / "feeds"
        names = (path.relative_to(feeds).as_posix() for path in feeds.rglob("*.rss.xml"))
        slugs = sorted(name.removesuffix(".rss.xml") for name in names)
        assert slugs, f"{feeds} holds no feeds"
        with served(kliping, config) as base, concurrent.futures.ThreadPoolExecutor(8) as workers:
            urls = [f"{base}{slug}.{end}" for slug in slugs for end in ("rss.xml", "atom.xml")]
            passed += len(list(workers.map(lambda url: check(url, schema), urls)))
            if (feeds / "semua.opml").exists():
                check_opml(base, published(config), slugs)
                check_history(base, published(config), slugs)
    check_versions(kliping)
    print(f"readers: {passed} feeds passed, 0 failed")


main()
