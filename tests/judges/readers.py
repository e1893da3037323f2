"""Feed readers that no one here wrote read every feed over HTTP; each must give back what the JSON Feed says.

feedparser, newsboat and sfeed read RSS and Atom from `kliping serve`, the JSON Feed is held to its schema, and the OPML
list is read by listparser.

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


def check_opml(base, slugs):
    """Every feed once, and nothing else."""
    listed = listparser.parse(get(f"{base}semua.opml"))
    assert not listed.bozo, listed.bozo_exception
    found = sorted(feed.url.rsplit("/", 1)[1] for feed in listed.feeds)
    assert found == sorted(f"{slug}.rss.xml" for slug in slugs), found


def main():
    kliping, schema, *configs = sys.argv[1:]
    schema = json.loads(pathlib.Path(schema).read_text())
    passed = 0
    for config in configs:
        feeds = pathlib.Path(config).parent / "feeds"
        slugs = sorted(path.name.removesuffix(".rss.xml") for path in feeds.glob("*.rss.xml"))
        assert slugs, f"{feeds} holds no feeds"
        with served(kliping, config) as base, concurrent.futures.ThreadPoolExecutor(8) as workers:
            urls = [f"{base}{slug}.{end}" for slug in slugs for end in ("rss.xml", "atom.xml")]
            passed += len(list(workers.map(lambda url: check(url, schema), urls)))
            if (feeds / "semua.opml").exists():
                check_opml(base, slugs)
    print(f"readers: {passed} feeds passed, 0 failed")


main()
