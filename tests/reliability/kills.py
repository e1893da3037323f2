"""SIGKILL and other signals, at random times and at each call of the system."""

import os
import random
import signal
import subprocess
import tempfile
import time
from pathlib import Path

from faults import count, inject, sample
from lab import Folder, Row, record

#: The calls that change something, or by which something is given back.
CALLS = ["openat", "write", "pwrite64", "fsync", "fdatasync", "syncfs", "rename", "unlink", "close", "ftruncate", "flock"]


def judge(row, lab, fresh=False):
    row.points += 1
    torn = lab.torn(fresh=fresh)
    # A run that only looks can do so at once, whatever was left.
    look = lab.run("--dry-run")
    wrong = f"a look ended with {look.code}: {look.err}" if look.code else lab.repair(fresh)
    if torn or wrong:
        print(f"  {row.test} {row.points}: {torn} {wrong}", flush=True)
    row.torn += bool(torn)
    row.unrepaired += bool(wrong)


def start_and_kill(lab, delay):
    """Starts a run and kills it after so many seconds. Returns whether it still ran."""
    run = subprocess.Popen(lab.command(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(delay)
    run.kill()
    return run.wait() == -signal.SIGKILL


def at_random(lab, times, seed):
    """Kills runs over good feeds, and every fourth time a first run; every third is killed again before it is let be."""
    row, chance, midway = Row("kill -9 at a random time"), random.Random(seed), 0
    while row.points < times:
        fresh = row.points % 4 == 3
        lab.reset(fresh)
        for _ in range(3 if row.points % 3 == 0 else 1):
            midway += start_and_kill(lab, chance.uniform(0, lab.seconds * 1.1))
        judge(row, lab, fresh)
    row.remark = f"{midway} kills met a run at work"
    return row


def of_additions(lab, times, seed):
    """Kills runs that only add articles, at random times or at a call: what they leave is right to go on from, too."""
    row, chance, midway = Row("kill -9 while articles are added"), random.Random(seed), 0
    file, points = lab.articles / "kabar.jsonl", {call: count(lab, call) for call in CALLS}
    content = file.read_bytes()

    def one_more():
        file.write_bytes(content + record(10).encode())
        lab.must_run()
        file.write_bytes(content)
        return Folder.of(lab.feeds).contents()

    lab.reset()
    lab.must_run()
    wanted = one_more()
    while row.points < times:
        lab.reset()
        if row.points % 2:
            midway += start_and_kill(lab, chance.uniform(0, lab.seconds * 1.1))
        else:
            call = chance.choice([call for call in CALLS if points[call]])
            when = chance.randint(1, points[call])
            lab.run(before=inject(call, f"signal=KILL:when={when}", "/dev/null"))
        judge(row, lab)
        if one_more() != wanted:
            print(f"  {row.test} {row.points}: one more article makes other feeds", flush=True)
            row.unrepaired += 1
    row.remark = f"{midway} of {times // 2} at random times met a run at work"
    return row


def at_each_call(lab, most):
    """Kills at the first, second, … of each call until a run is not met any more; at most so many of each."""
    row = Row("kill -9 at a call")
    for call in CALLS:
        points = count(lab, call)
        for number in sample(points, most):
            lab.reset()
            with tempfile.NamedTemporaryFile() as log:
                lab.run(before=inject(call, f"signal=KILL:when={number}", log.name))
            judge(row, lab)
    return row


def politely(lab, times, seed):
    """SIGINT and SIGTERM: all old, or all new and done; nothing between, nothing left. The calls are slowed down."""
    row, chance, stopped = Row("SIGINT, SIGTERM"), random.Random(seed), 0
    slowly = inject("pread64,write,fdatasync", "delay_enter=2000", "/dev/null")
    while row.points < times:
        lab.reset()
        run = subprocess.Popen([*slowly, *lab.command()], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(chance.uniform(0, 0.6))
        children = Path(f"/proc/{run.pid}/task/{run.pid}/children")
        for child in children.read_text().split() if run.poll() is None else []:
            os.kill(int(child), chance.choice([signal.SIGINT, signal.SIGTERM]))
        code = run.wait()
        stopped += code != 0
        if not (lab.is_complete() if code == 0 else lab.is_old()):
            print(f"  {row.test} {row.points}: exit {code}, {lab.torn()}", flush=True)
            row.torn += 1
        judge(row, lab)
    row.remark = f"{stopped} were stopped, the others done before"
    return row
