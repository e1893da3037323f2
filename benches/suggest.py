#!/usr/bin/env python3
"""Scores `kliping topics suggest` on an archive whose articles are labelled.

    python3 benches/suggest.py CONFIG            recall: are the tags of the archive among the suggested topics?
    python3 benches/suggest.py CONFIG --later    purity: what do suggested topics find in articles that came later?

CONFIG is the `config.toml` of any archive that kliping reads; its topics are not used. The labels are hidden from the
suggestion. Recall takes the tags of ten articles or more as the topics that the archive has. For purity, topics are
suggested from the first 60 % of the articles in time and looked for in the others: of a topic's articles from one
outlet, the share that is in the commonest section among them; and how many topics have five new articles or more.
"""

import argparse
import collections
import json
import pathlib
import subprocess
import tempfile
import tomllib

FEW = 10  # a tag with fewer articles is no topic of the archive
NEW = 5  # a topic with fewer new articles is no longer alive
EARLY = 0.6  # the share of the articles from which topics are suggested for those that come later
TOP = 60  # so many topics are looked for later
LONG = 5  # shorter words of titles are mostly no topics


def run(program: str, *arguments: str) -> str:
    """What `program` prints."""
    return subprocess.run([program, *arguments], check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout


def folded(text: str) -> str:
    """The words of `text` as rules compare them."""
    return " ".join("".join(c if c.isalnum() else " " for c in text.lower()).split())


def archive(folder: pathlib.Path, articles: list[dict], topics: str = "") -> str:
    """Writes `articles` without their labels, and the configuration of them, whose path is returned."""
    keep = ("id", "title", "published", "source", "body")
    lines = (json.dumps({key: article[key] for key in keep} | {"body": "\n\n".join(article["body"])}) for article in articles)
    (folder / "articles").mkdir(parents=True)
    (folder / "articles/a.jsonl").write_text("\n".join(lines))
    (folder / "config.toml").write_text("[topics]\nauto_tags = 0\n" + topics)
    return str(folder / "config.toml")


def recall(program: str, articles: list[dict], folder: pathlib.Path) -> None:
    """Prints how many of the archive's tags the first topics name."""
    tags = collections.Counter(folded(tag) for article in articles for tag in set(article["tags"]))
    wanted = {tag for tag, count in tags.items() if count >= FEW}
    proposed = run(program, "topics", "suggest", "--most", "200", "--config", archive(folder, articles))
    topics = tomllib.loads(proposed).get("topic", [])
    print(f"{len(articles)} articles, {len(wanted)} tags of {FEW} articles or more, {len(topics)} topics suggested")
    for most in (50, 100, 200):
        terms = {folded(term) for topic in topics[:most] for term in [topic["title"], *topic["any"]]}
        print(f"recall at {most:3}: {len(wanted & terms) / len(wanted):.2f}")


def purity(program: str, articles: list[dict], folder: pathlib.Path) -> None:
    """Prints how well the sections of later articles agree with topics suggested from earlier ones."""
    articles = sorted((a for a in articles if a["section"] and a["source"]), key=lambda a: (a["published"], a["id"]))
    cut = int(len(articles) * EARLY)
    early, late = articles[:cut], articles[cut:]
    section = {article["id"]: article["section"] for article in late}
    proposed = run(program, "topics", "suggest", "--most", str(TOP), "--config", archive(folder / "early", early))
    words = collections.Counter(word for article in early for word in set(folded(article["title"]).split()) if len(word) >= LONG)
    commonest = "".join(f'[[topic]]\nid = "{word}"\ntitle = "{word}"\nany = ["{word}"]\n' for word, _ in words.most_common(TOP))
    print(f"{len(early)} articles before, {len(late)} after, {TOP} topics")
    for name, topics in (("suggested", proposed), ("commonest words of titles", commonest)):
        mapped = run(program, "articles", "--config", archive(folder / name, late, topics))
        found = collections.defaultdict(list)
        for article in map(json.loads, mapped.splitlines()):
            for topic in article["topics"]:
                found[topic["slug"]].append((article["source"], section[article["id"]]))
        everything = found.pop("semua")
        agreed = sum(map(agreeing, found.values())) / sum(map(len, found.values()))
        alive = sum(len(articles) >= NEW for articles in found.values()) / TOP
        print(f"{name}: purity {agreed:.3f}, alive {alive:.2f}")
    print(f"all articles as one topic: purity {agreeing(everything) / len(everything):.3f}")


def agreeing(sections: list[tuple[str, str]]) -> int:
    """How many of the articles are in the commonest section of their outlet."""
    outlets = collections.defaultdict(collections.Counter)
    for source, section in sections:
        outlets[source][section] += 1
    return sum(max(counts.values()) for counts in outlets.values())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("config", help="the configuration of the labelled archive")
    parser.add_argument("--later", action="store_true", help="score on later articles, by their sections")
    parser.add_argument("--program", default="target/release/kliping", help="the program to score")
    options = parser.parse_args()
    articles = [json.loads(line) for line in run(options.program, "articles", "--config", options.config).splitlines()]
    articles = list({article["id"]: article for article in articles}.values())
    with tempfile.TemporaryDirectory() as folder:
        (purity if options.later else recall)(options.program, articles, pathlib.Path(folder))


if __name__ == "__main__":
    main()
