"""Builds one archive on one machine and with Spark, and compares the feeds byte for byte.

Run it with `./test`, which installs what it takes.
"""

import argparse
import gzip
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

import pyspark
from pyspark.sql import SparkSession

import archive

HERE = Path(__file__).parent
NOW = "2026-11-01T00:00:00+00:00"
PARTS = 12
LOCAL = {
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
}


class Pass(NamedTuple):
    """One run of the job."""

    name: str
    options: tuple[str, ...] = ()
    kills: bool = False


PASSES = [Pass("spark"), Pass("spark, an executor killed", kills=True), Pass("spark --all", ("--all",))]


class Row(NamedTuple):
    """What a pass did."""

    name: str
    handed_on: int
    seconds: float
    map_seconds: float
    shuffled: int
    lost_tasks: int


def main() -> None:
    """Archive, single machine, passes, table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=40_000, help="the size of the archive")
    parser.add_argument("--kliping", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True, help="a folder that is emptied")
    options = parser.parse_args()
    kliping, work = options.kliping.resolve(), options.work.resolve()
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    os.environ |= {"SPARK_LOCAL_IP": "127.0.0.1", "SPARK_HOME": str(Path(pyspark.__file__).parent)}
    os.environ |= {"PYSPARK_PYTHON": sys.executable, "PYSPARK_DRIVER_PYTHON": sys.executable}

    single = work / "single"
    print(f"Writing {options.articles:,} records …", flush=True)
    archive.write(single, options.articles)
    write_table(single / "articles", work / "berita")
    alone = build(kliping, single)
    cpu = map_alone(kliping, single)
    rows = []
    for number, one in enumerate(PASSES):
        print(f"{one.name} …", flush=True)
        folder = work / f"spark-{number}"
        rows.append(run(one, kliping, work / "berita", folder))
        build(kliping, folder)
        differences = subprocess.run(["diff", "-r", single / "feeds", folder / "feeds"], capture_output=True, text=True)
        if differences.returncode != 0:
            sys.exit(f"{one.name}: the feeds are not those of the single machine:\n{differences.stdout[:4000]}")
    tell(options.articles, single / "feeds", alone, cpu, rows)
    refuses(kliping, work)


def write_table(articles: Path, table: Path) -> None:
    """The same records as a table in Parquet."""
    session = SparkSession.builder.master("local[2]").config(map={**LOCAL, "spark.log.level": "ERROR"}).getOrCreate()
    session.read.json(str(articles), recursiveFileLookup=True).repartition(PARTS).write.parquet(str(table))
    session.stop()


def build(kliping: Path, folder: Path) -> float:
    """Builds the feeds of the archive `articles` in `folder`. Returns the seconds that it took."""
    shutil.copy(HERE / "config.toml", folder)
    began = time.monotonic()
    with (folder / "build.log").open("w") as log:
        command = [kliping, "build", "--config", folder / "config.toml", "--now", NOW]
        subprocess.run(command, check=True, stderr=log)
    return time.monotonic() - began


def map_alone(kliping: Path, folder: Path) -> float:
    """The CPU seconds of the map of the archive in `folder`, without an engine around it."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [kliping, "articles", "--config", folder / "config.toml", "--now", NOW]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def submit(kliping: Path, table: Path, folder: Path, *options: str) -> subprocess.Popen:
    """Starts the job on a cluster of three executors, which are processes of their own."""
    events = folder / "events"
    events.mkdir(parents=True)
    settings = LOCAL | {
        "spark.eventLog.enabled": "true",
        "spark.eventLog.dir": events.as_uri(),
        "spark.eventLog.compress": "false",
        "spark.eventLog.rolling.enabled": "false",
        "spark.log.level": "ERROR",
        # A task for each file, several for each executor, so that there is a middle in which to kill one.
        "spark.sql.files.openCostInBytes": "32m",
        "spark.sql.files.maxPartitionBytes": "32m",
        "spark.sql.shuffle.partitions": "6",
    }
    command = [Path(os.environ["SPARK_HOME"]) / "bin/spark-submit", "--master", "local-cluster[3,1,1024]"]
    for key, value in settings.items():
        command += ["--conf", f"{key}={value}"]
    command += [HERE / "job.py", "--kliping", kliping, "--config", HERE / "config.toml", "--now", NOW]
    log = (folder / "spark.log").open("w")
    # The executors keep their logs below where they are started.
    return subprocess.Popen([*command, *options, table, folder / "out"], cwd=folder, stdout=log, stderr=log)


def run(one: Pass, kliping: Path, table: Path, folder: Path) -> Row:
    """Runs the job; its articles become the archive of `folder`."""
    began = time.monotonic()
    job = submit(kliping, table, folder, "--origin", "_origin", *one.options)
    if one.kills:
        kill_an_executor(job, folder / "out/map")
    if job.wait() != 0:
        sys.exit(f"{one.name}: the job failed; see {folder / 'spark.log'}")
    seconds = time.monotonic() - began
    (folder / "out/articles").rename(folder / "articles")
    handed_on = sum(articles_in(file) for file in (folder / "articles").glob("*.gz"))
    map_seconds, shuffled, lost = measured(next((folder / "events").iterdir()))
    if one.kills and lost == 0:
        sys.exit(f"{one.name}: no task was lost with the executor, so nothing was shown")
    return Row(one.name, handed_on, seconds, map_seconds, shuffled, lost)


def articles_in(file: Path) -> int:
    """How many lines of articles a file holds."""
    with gzip.open(file) as lines:
        return sum(line.startswith(b'{"kliping":1,"origin":') for line in lines)


def kill_an_executor(job: subprocess.Popen, output: Path) -> None:
    """Kills one executor when some tasks of the map are done and others are not."""
    while not any(output.glob("_temporary/0/task_*")):
        if job.poll() is not None:
            sys.exit("the job ended before an executor could be killed")
        time.sleep(0.1)
    executor = next(pid for pid in below(job.pid) if b"CoarseGrainedExecutorBackend" in command_of(pid))
    os.kill(executor, signal.SIGKILL)
    print(f"  killed executor, process {executor}", flush=True)


def below(process: int) -> list[int]:
    """The processes that `process` has started, and theirs."""
    children = Path(f"/proc/{process}/task").glob("*/children")
    found = [int(pid) for file in children for pid in file.read_text().split()]
    return found + [pid for child in found for pid in below(child)]


def command_of(process: int) -> bytes:
    """The command line of a process; nothing of one that is gone."""
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return b""


def measured(log: Path) -> tuple[float, int, int]:
    """What the event log says: seconds of the map's tasks, bytes shuffled, tasks that were lost with an executor."""
    events = [json.loads(line) for line in log.open(encoding="utf-8")]
    tasks = [event for event in events if event["Event"] == "SparkListenerTaskEnd"]
    lost = sum(task["Task End Reason"]["Reason"] == "ExecutorLostFailure" for task in tasks)
    done = [(task["Stage ID"], task["Task Metrics"]) for task in tasks if task.get("Task Metrics")]
    shuffled = sum(metrics["Shuffle Write Metrics"]["Shuffle Bytes Written"] for _, metrics in done)
    # The first stage that writes files is the map.
    map_stage = min(stage for stage, metrics in done if metrics["Output Metrics"]["Records Written"] > 0)
    map_seconds = sum(metrics["Executor Run Time"] for stage, metrics in done if stage == map_stage) / 1000
    return map_seconds, shuffled, lost


def tell(articles: int, feeds: Path, alone: float, cpu: float, rows: list[Row]) -> None:
    """Prints the table."""
    size = sum(file.stat().st_size for file in feeds.iterdir())
    print(f"\n{articles:,} records; feeds of {size:,} bytes, the same from all of them")
    print(f"kliping articles alone: {articles / cpu:,.0f} records a core-second; kliping build alone: {alone:.1f} s\n")
    print("| pass | handed on | map, records a task-second | shuffled, bytes a record | tasks lost | wall, s |")
    print("|---|--:|--:|--:|--:|--:|")
    for row in rows:
        rate, shuffled = articles / row.map_seconds, row.shuffled / articles
        print(
            f"| {row.name} | {row.handed_on:,} | {rate:,.0f} | {shuffled:.1f} | {row.lost_tasks} | {row.seconds:.0f} |"
        )


def refuses(kliping: Path, work: Path) -> None:
    """A filter that fails must fail the job."""
    broken = work / "broken"
    broken.mkdir()
    (broken / "kliping").write_text("#!/bin/sh\nhead -n 5 | " + str(kliping) + ' "$@"\nexit 1\n')
    (broken / "kliping").chmod(0o755)
    job = submit(broken / "kliping", work / "berita", broken, "--origin", "_origin")
    if job.wait() == 0:
        sys.exit("the job succeeded though its filter failed")
    print("\nA filter that fails fails the job.")


if __name__ == "__main__":
    main()
