"""Other runs, other clocks and machines, and archives that change while they are read."""

import json
import os
import random
import shutil
import subprocess
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path

from faults import inject
from lab import FOREIGN, HISTORY, PLAIN, Folder, Lab, Row, first_archive, is_whole, record, second_archive


def two_runs(lab, starts):
    """One run is held up in the middle, others start; then many start at once. One writes, the others go."""
    row = Row("runs at once")
    lab.reset()
    slow = subprocess.Popen(
        inject("fdatasync", "delay_enter=1500000:when=1", "/dev/null") + lab.command(), stderr=subprocess.DEVNULL
    )
    while not (lab.state / "catalog.sqlite-journal").exists() and slow.poll() is None:
        time.sleep(0.01)
    second = lab.run()
    row.points += 1
    if second.code != 75 or second.seconds > 1 or slow.wait() != 0 or not lab.is_complete():
        print(f"  two runs: {second}", flush=True)
        row.torn += 1
    lab.reset()
    with ThreadPoolExecutor(starts) as pool:
        summaries = [lab.root / f"summary-{number}.json" for number in range(starts)]
        results = list(pool.map(lambda path: lab.run("--summary", str(path)), summaries))
    written = [json.loads(path.read_text())["written"] or 0 for path in summaries]
    for path in summaries:
        path.unlink()
    codes = [result.code for result in results]
    row.points += starts
    if sum(number > 0 for number in written) != 1 or not set(codes) <= {0, 75} or not lab.is_complete():
        print(f"  many runs: {codes} {written}", flush=True)
        row.torn += 1
    row.unrepaired += bool(lab.repair())
    row.remark = f"1 wrote, {codes.count(75)} went with 75, in {max(result.seconds for result in results):.1f} s at most"
    return row


#: Clocks as faketime takes them: long ago, the end of 32 bits, hours that summer time skips, yesterday.
CLOCKS = ["@1971-01-01 00:00:00", "@2038-01-19 03:14:06", "@2026-03-29 02:30:00", "@2026-10-25 02:30:00", "-1d"]
ZONES = ["UTC", "Asia/Jakarta", "Asia/Jayapura", "America/St_Johns", "Europe/Berlin"]
LANGUAGES = ["C", "id_ID.UTF-8", "tr_TR.UTF-8"]


def one_hash(folder, program, shuffles, seed):
    """The same archive on other machines: files in another order, other clocks, zones and languages."""
    row, chance, hashes = Row("order, clock, zone, language"), random.Random(seed), set()
    has_faketime = shutil.which("faketime") is not None
    for number in range(shuffles):
        root = Path(folder) / f"machine-{number}"
        root.mkdir()
        (root / "config.toml").write_text(PLAIN + HISTORY + '[dates]\nfuture = "keep"\nlast_year = 2100\n')
        first_archive(root / "made")
        second_archive(root / "made")
        copy_shuffled(root / "made", root / "articles", chance)
        before = ["faketime", "-f", chance.choice(CLOCKS)] if has_faketime and number else []
        zone, language = chance.choice(ZONES), chance.choice(LANGUAGES)
        run = subprocess.run(
            [*before, str(program), "--config", str(root / "config.toml")], capture_output=True, text=True,
            env={**os.environ, "TZ": zone, "LC_ALL": language},
        )
        row.points += 1
        files = Folder.of(root / "feeds").contents()
        hashes.add(sha256(repr(sorted(files.items())).encode()).hexdigest())
        if run.returncode != 0 or len(hashes) > 1:
            print(f"  {before} {zone} {language}: exit {run.returncode} {run.stderr}", flush=True)
            row.torn += 1
        shutil.rmtree(root)
    row.remark = f"{len(hashes)} hash" + ("" if has_faketime else "; the clocks need faketime, which is not there")
    return row


def copy_shuffled(source, target, chance):
    files = [file for file in source.rglob("*") if file.is_file()]
    chance.shuffle(files)
    for file in files:
        copy = target / file.relative_to(source)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, copy)


def clock_jumps(lab):
    """The clock goes to where nothing has been published yet, and comes back: feeds stay, nothing is written anew."""
    row = Row("clock that jumps")
    lab.reset()
    lab.run()
    before = Folder.of(lab.feeds)
    for now, expected in [("1970-01-01T00:00:00Z", 4), ("2038-01-19T03:14:08Z", 0), ("2026-10-31T00:00:00Z", 0)]:
        code = subprocess.run([*lab.command()[:-1], now], capture_output=True).returncode
        back = lab.run()
        row.points += 1
        if code != expected or back.code != 0 or Folder.of(lab.feeds) != before:
            print(f"  {now}: exit {code}, then {back}", flush=True)
            row.torn += 1
    return row


def changing(folder, program, seconds, seed):
    """Files are added, appended to, cut, rewritten, renamed and removed while runs go on without a pause."""
    row, chance = Row("archive that changes during runs"), random.Random(seed)
    root = Path(folder) / "changing"
    root.mkdir()
    # What a history closes depends on the way there.
    lab = Lab(root, program, PLAIN)
    over = threading.Event()
    changes = threading.Thread(target=change, args=(lab.articles, chance, over))
    changes.start()
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        result = lab.run("--allow-shrink")
        row.points += 1
        torn = [name for name, content in Folder.of(lab.feeds).contents().items() if not is_whole(name, content)]
        if torn or result.code not in (0, 1) or "panicked" in result.err:
            print(f"  exit {result.code} {result.err!r} torn {torn}", flush=True)
            row.torn += 1
    over.set()
    changes.join()
    lab.run("--allow-shrink")
    kept = Folder.of(lab.feeds).contents()
    for path in (lab.feeds, lab.state):
        shutil.rmtree(path)
    lab.run()
    fresh = Folder.of(lab.feeds).contents()
    # A catalog that is new does not know what was withdrawn, which Atom says.
    differ = {name for name in fresh | kept if fresh.get(name) != kept.get(name) and ".atom." not in name} - {FOREIGN}
    if differ:
        print(f"  after the last change: {sorted(differ)}", flush=True)
        row.unrepaired += 1
    return row


def change(articles, chance, over):
    """Records have ids of their own here, so that what is right at the end does not depend on the way there."""
    for file in [file for file in articles.rglob("*") if file.is_file()]:
        file.unlink()
    lines = lambda first, count: "".join(
        json.dumps({**json.loads(record(number)), "id": f"kabar-{number}"}) + "\n"
        for number in range(first, first + count)
    )
    (articles / "tetap.jsonl").write_text(lines(1000, 5))
    number = 0
    while not over.is_set():
        number += 1
        path = articles / f"{chance.randrange(6)}.jsonl"
        deed = chance.randrange(6)
        if deed == 0 or not path.exists():
            path.write_text(lines(number, 3))
        elif deed == 1:
            with open(path, "a") as file:
                for part in (lines(number, 2)[:50], lines(number, 2)[50:]):
                    file.write(part)
                    file.flush()
                    time.sleep(0.002)
        elif deed == 2:
            os.truncate(path, max(0, path.stat().st_size - chance.randrange(200)))
        elif deed == 3:
            path.rename(articles / f"{chance.randrange(6)}.jsonl")
        elif deed == 4:
            path.unlink()
        else:
            text = path.read_text()
            path.write_text(text.replace("Balai", "Aula", 1))
        time.sleep(chance.uniform(0, 0.01))
