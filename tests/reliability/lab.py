"""A small archive in two states, what the program makes of each, and how a run is judged that was disturbed."""

import gzip
import json
import os
import re
import shutil
import sqlite3
import subprocess
import time
import xml.etree.ElementTree as ElementTree
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

NOW = "2026-11-01T00:00:00Z"
FOREIGN = "milik-orang-lain.xml"

PLAIN = """
[site]
title = "Warta Uji"
authority = "warta.example"
[output]
base_url = "https://warta.example/feeds/"
formats = ["rss", "atom", "index", "opml", "style"]
compress = ["gz"]
tombstone_days = 36500
[[topic]]
id = "panen"
title = "Panen"
any = ["panen", "sawah"]
"""
HISTORY = """
[history]
by = "month"
"""
#: What a replay shows depends on the day.
REPLAY = """
[replay]
panen = { start = "2026-10-30", per_day = 2 }
"""

PLACES = ["Ambon", "Bantul", "Cepu", "Demak", "Ende", "Fakfak", "Garut", "Hila"]
TAGS = ["Nelayan", "Pasar", "Sekolah"]


def page(number, title=None):
    place = PLACES[number % len(PLACES)]
    title = title or f"Warga {place} Menyambut Panen ke-{number} di Tepi Sawah"
    return (
        f"{title}\n\nRabu, {number + 1:02} Maret 2022 - 19:13 WIB\n{place.upper()} - Panen nomor {number} dimulai "
        f"pagi ini. Warga {place} turun ke sawah sejak subuh.\n\nHasilnya dibagi rata sebelum hujan datang.\n"
    )


def record(number, title=None):
    place = PLACES[number % len(PLACES)]
    return json.dumps({
        "judul": title or f"Kabar {place} nomor {number}",
        "tanggal": f"{number % 28 + 1} April 2022 {number % 24:02}.15 WIB",
        "tags": [TAGS[number % len(TAGS)]],
        "isi": f"Balai desa {place} penuh sejak pagi. Rapat ke-{number} membahas jalan dan jembatan.",
    }) + "\n"


def note(number, tag):
    return f"---\ntitle: Catatan {number}\ndate: 2022-05-{number + 1:02} 08:00\ntags: [{tag}]\n---\nIsi catatan {number}.\n"


def first_archive(articles):
    """24 articles in 14 files."""
    (articles / "halaman").mkdir(parents=True)
    for number in range(8):
        (articles / f"halaman/{number}.txt").write_text(page(number))
    (articles / "kabar.jsonl").write_text("".join(record(number) for number in range(8)))
    rows = [f"Tabel {number},2022-06-{number + 1:02},Pasar,Isi baris {number}.\n" for number in range(4)]
    (articles / "tabel.csv").write_text("judul,tanggal,tags,isi\n" + "".join(rows))
    for number in range(3):
        (articles / f"catatan-{number}.md").write_text(note(number, "Pasar"))
    (articles / "gempa.md").write_text(note(9, "Gempa"))


def second_archive(articles):
    """A new page, an edited title, a moved page, one of another folder, added and changed records, a topic that goes."""
    (articles / "halaman/8.txt").write_text(page(8))
    (articles / "halaman/1.txt").write_text(page(1, "Panen Kedua Ditunda Sepekan di Bantul"))
    (articles / "halaman/2.txt").rename(articles / "halaman/pindah.txt")
    (articles / "arsip").mkdir()
    (articles / "halaman/3.txt").rename(articles / "arsip/3.txt")
    with open(articles / "kabar.jsonl", "a") as lines:
        lines.write(record(8) + record(9))
    table = articles / "tabel.csv"
    table.write_text(table.read_text().replace("Isi baris 2", "Isi baris kedua"))
    (articles / "gempa.md").unlink()


def more_articles(articles):
    """A new page and added records: nothing but more."""
    (articles / "halaman/8.txt").write_text(page(8))
    with open(articles / "kabar.jsonl", "a") as lines:
        lines.write(record(8) + record(9))


@dataclass
class Result:
    """How a run ended."""

    code: int
    err: str
    seconds: float


class Folder(dict):
    """Files of a folder and those in it: name → (bytes, time of change)."""

    @classmethod
    def of(cls, path):
        files = cls()
        for file in sorted(path.rglob("*")):
            if file.is_file():
                files[str(file.relative_to(path))] = (file.read_bytes(), file.stat().st_mtime_ns)
        return files

    def restore(self, path):
        shutil.rmtree(path, ignore_errors=True)
        path.mkdir()
        for name, (content, changed) in self.items():
            (path / name).parent.mkdir(parents=True, exist_ok=True)
            (path / name).write_bytes(content)
            os.utime(path / name, ns=(changed, changed))

    def contents(self):
        return {name: content for name, (content, _) in self.items()}


class Lab:
    """The archive is in its second state; feeds and catalog are put back to those of the first before each trial."""

    def __init__(self, root, program, config=PLAIN + HISTORY + REPLAY, second=second_archive):
        self.root, self.program = Path(root), str(program)
        self.feeds, self.state, self.articles = self.root / "feeds", self.root / ".kliping", self.root / "articles"
        (self.root / "config.toml").write_text(config)
        first_archive(self.articles)
        self.must_run()
        (self.feeds / FOREIGN).write_text("<bukan-milik-kliping/>")
        self.before = Folder.of(self.feeds), Folder.of(self.state)
        second(self.articles)
        began = time.monotonic()
        self.must_run()
        self.seconds = time.monotonic() - began
        self.after = Folder.of(self.feeds), Folder.of(self.state)
        self.known = self.memory()
        # Without a catalog it is not known what was moved, so a first run gives other ids.
        self.reset(fresh=True)
        self.must_run()
        self.first = Folder.of(self.feeds)
        assert self.before[0].contents() != self.after[0].contents() != self.first.contents()

    def command(self, *args):
        return [self.program, "--config", str(self.root / "config.toml"), "--now", NOW, *args]

    def run(self, *args, before=(), **options):
        """Runs once; `before` is put before the command."""
        began = time.monotonic()
        done = subprocess.run(
            [*before, *self.command(*args)], capture_output=True, text=True, errors="replace", timeout=120, **options
        )
        return Result(done.returncode, done.stderr + done.stdout, time.monotonic() - began)

    def must_run(self):
        result = self.run()
        assert result.code == 0 and not result.err, result

    def reset(self, fresh=False):
        """Back to the first state, or with `fresh` to none at all."""
        for files, path in zip(self.before, (self.feeds, self.state)):
            if fresh:
                shutil.rmtree(path, ignore_errors=True)
            else:
                files.restore(path)

    def torn(self, reported=False, fresh=False):
        """Names of files that are neither the old nor the new ones. Where files could not be read, and the run
        `reported` it, a feed may be a third one, if it is whole."""
        now = Folder.of(self.feeds).contents()
        old, new = ({} if fresh else self.before[0].contents()), self.wanted(fresh)
        torn = [name for name in old if name in new and name not in now]
        for name, content in now.items():
            if name.startswith(".kliping-") or content in (old.get(name), new.get(name)):
                continue
            if not (reported and name != FOREIGN and is_whole(name, content)):
                torn.append(name)
        return torn

    def wanted(self, fresh=False):
        """The feeds that an undisturbed run leaves."""
        return (self.first if fresh else self.after[0]).contents()

    def is_complete(self, fresh=False):
        """Whether everything is as an undisturbed run leaves it."""
        return Folder.of(self.feeds).contents() == self.wanted(fresh)

    def differences(self, fresh=False, late=False):
        """Files that are not as an undisturbed run leaves them. Where articles were `late`, because a run could not read
        them, histories have them in other documents, but have them all."""
        now, new = Folder.of(self.feeds).contents(), self.wanted(fresh)
        if late:
            now, new = with_any_history(now), with_any_history(new)
        return sorted(name for name in now | new if now.get(name) != new.get(name))

    def is_old(self):
        """Whether everything is as it was."""
        return Folder.of(self.feeds).contents() == self.before[0].contents()

    def repair(self, fresh=False, late=False):
        """Runs undisturbed after a disturbed run. Returns what is wrong then."""
        result = self.run()
        if result.code != 0:
            return f"the next run ended with {result.code}: {result.err}"
        if different := self.differences(fresh, late):
            return f"the next run left other feeds: {different}"
        if fresh:
            return ""
        (remembered, *memory), (known_ids, *known) = self.memory(), self.known
        if late:
            memory, known = memory[:1], known[:1]
        if memory != known or not set(known_ids) <= set(remembered):
            return "the next run left another memory"
        leftovers = [name for name in os.listdir(self.state) if name not in ("catalog.sqlite", "lock")]
        return f"left in the state: {leftovers}" if leftovers else ""

    def memory(self):
        """What the catalog alone knows, and what it takes to be published."""
        with closing(sqlite3.connect(f"file:{self.state / 'catalog.sqlite'}?mode=ro", uri=True)) as database:
            ask = lambda sql: database.execute(sql).fetchall()
            return (
                ask("select * from remembered order by 1"),
                ask("select slug, entries from feed order by 1"),
                ask("select name, size from file order by 1"),
                ask("select iri, slug, noticed from withdrawn order by 1, 2"),
                ask("select slug, number, name, next, entries from document order by 1, 2"),
            )


def with_any_history(files):
    """The files without what depends on how a history is parted, and the ids of the articles of each history."""
    kept, ids = {}, {}
    for name, content in files.items():
        if name.startswith("arsip/") and name.endswith(".rss.xml"):
            ids.setdefault(name.rsplit("/", 1)[0], set()).update(re.findall(rb"<guid[^>]*>([^<]*)", content))
        elif not name.startswith("arsip/") and not name.endswith(".gz"):
            kept[name] = b"\n".join(line for line in content.split(b"\n") if b"prev-archive" not in line)
    return kept | ids


def is_whole(name, content):
    """Whether a file is complete in itself."""
    try:
        if name.endswith(".gz"):
            return is_whole(name.removesuffix(".gz"), gzip.decompress(content))
        if name.endswith((".xml", ".opml")):
            ElementTree.fromstring(content)
            return True
        return name.endswith(".css") or content.rstrip().endswith(b"</html>")
    except Exception:
        return False


@dataclass
class Row:
    """A line of the table of figures."""

    test: str
    points: int = 0
    torn: int = 0
    silent: int = 0
    unrepaired: int = 0
    unnamed: int = 0
    remark: str = ""

    def failed(self):
        return self.torn + self.silent + self.unrepaired + self.unnamed
