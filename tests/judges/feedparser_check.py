"""Reads every feed of a folder with feedparser, a reader that no one here wrote, and compares what RSS and Atom give back.

usage: feedparser_check.py FEEDS [FEEDS ...]
"""

import pathlib
import sys

import feedparser


def entries(path):
    """What feedparser makes of a feed: per id its title, instant, link, authors, categories and content."""
    feed = feedparser.parse(path.read_bytes())
    assert feed.bozo == 0, f"{path}: {feed.bozo_exception}"
    assert feed.feed.title and feed.feed.updated_parsed, path
    found = {}
    for entry in feed.entries:
        content = entry.content[0].value if "content" in entry else None
        found[entry.id] = {
            "title": entry.title,
            "published": entry.published_parsed[:6],
            "link": entry.get("link") if entry.get("link", "").startswith("http") else None,
            "categories": [tag.term for tag in entry.get("tags", [])],
            # An Atom entry that links to nothing has its summary as content (RFC 4287, section 4.1.2).
            "text": content or entry.get("summary"),
            # RSS has all authors in one element.
            "authors": ", ".join(author.name for author in entry.get("authors", []) if "name" in author),
        }
    assert len(found) == len(feed.entries), f"{path}: two entries share an id"
    return found


def main():
    passed = 0
    for folder in map(pathlib.Path, sys.argv[1:]):
        feeds = sorted(folder.glob("*.rss.xml"))
        assert feeds, f"{folder} holds no feeds"
        for rss in feeds:
            atom = rss.with_name(rss.name.replace(".rss.xml", ".atom.xml"))
            one, other = entries(rss), entries(atom)
            assert list(one) == list(other), f"{rss}: other ids or another order than {atom.name}"
            for id, entry in one.items():
                for key, value in entry.items():
                    twin = other[id][key]
                    assert value == twin, f"{rss}: {id}: {key}: {value!r} is not {twin!r}"
            passed += 1
    print(f"feedparser: {passed} passed, 0 failed")


main()
