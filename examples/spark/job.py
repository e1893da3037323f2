#!/usr/bin/env python3
"""Spreads `kliping articles` over a Spark cluster, and hands on what `kliping build` publishes.

    spark-submit job.py --kliping kliping --config config.toml s3a://warta/berita s3a://warta/kliping

writes three folders below the last one: `map`, every article as kliping understands it; `articles`, lines for the
archive of `kliping build`; `problems`, what kliping said of records that it could not use.
"""

import argparse
import re
import subprocess
import tempfile
import threading
import tomllib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from pyspark import SparkFiles
from pyspark.sql import Column, DataFrame, Row, SparkSession, Window
from pyspark.sql import functions as F

KEYS = """origin string, ordinal int, id string, id_kind string, title string, published string, updated string,
    shown string, length long, topics array<struct<key: string, tag: string>>"""


class Settings(NamedTuple):
    """What the job must know of config.toml."""

    items: int
    """How many articles the largest feed has."""
    auto_tags: int
    """How many articles a tag needs for a feed."""
    future: str
    """`hold` for articles that wait until they are due."""
    duplicates: str
    """By what copies are told."""

    @classmethod
    def read(cls, path: Path) -> "Settings":
        """The settings in config.toml, or what they are by default."""
        config = tomllib.loads(path.read_text(encoding="utf-8"))
        items = [config.get("output", {}).get("items", 50)]
        items += [topic["items"] for topic in config.get("topic", []) if "items" in topic]
        return cls(
            items=max(items),
            auto_tags=config.get("topics", {}).get("auto_tags", 1),
            future=config.get("dates", {}).get("future", "hold"),
            duplicates=config.get("duplicates", {}).get("by", "address"),
        )


def records(spark: SparkSession, options: argparse.Namespace) -> DataFrame:
    """The rows of the table, each with the place of which its id is made where it has no other."""
    if options.format == "table":
        table, file = spark.read.table(options.input), F.lit(options.input)
    else:
        table = spark.read.format(options.format).options(**dict(options.option)).load(options.input)
        file = below(spark, options.input)
    if options.origin:
        origin = F.col(options.origin)
    elif options.format == "parquet":
        origin = F.concat(file, F.lit(":"), F.col("_metadata.row_index") + 1)
    else:
        origin = F.concat(file, F.lit("/"), F.lower(F.hex(F.xxhash64(*table.columns))))
    return table.select(F.lit(1).alias("kliping"), origin.alias("origin"), F.struct(*table.columns).alias("record"))


def below(spark: SparkSession, folder: str) -> Column:
    """The path of a row's file from the name of `folder` on, so that ids stay when the table moves."""
    parent = spark._jvm.org.apache.hadoop.fs.Path(folder)
    parent = parent.getFileSystem(spark._jsc.hadoopConfiguration()).makeQualified(parent).getParent().toUri().getPath()
    path = F.replace(F.parse_url("_metadata.file_path", F.lit("PATH")), F.lit("+"), F.lit("%2B"))
    return F.substr(F.url_decode(path), F.lit(len(parent.rstrip("/")) + 2))


def articles(program: str, now: str, config: str) -> Callable[[Iterator[str]], Iterator[tuple[str | None, str | None]]]:
    """The map: the records of a partition through one `kliping articles -`; gives lines, then problems."""

    def through(records: Iterator[str]) -> Iterator[tuple[str | None, str | None]]:
        command = [SparkFiles.get(program), "articles", "-", "--config", SparkFiles.get(config), "--now", now]
        with tempfile.TemporaryFile() as problems:
            process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=problems)
            failures: list[BaseException] = []
            # A thread of its own writes, since a filter that nobody reads from stops reading.
            writer = threading.Thread(target=write, args=(records, process, failures), daemon=True)
            writer.start()
            try:
                for line in process.stdout:
                    yield line.decode().rstrip("\n"), None
                writer.join()
            finally:
                process.kill()
            code = process.wait()
            problems.seek(0)
            if code != 0:
                raise RuntimeError(f"kliping ended with {code}: {problems.read(2000).decode(errors='replace')}")
            if failures:
                raise failures[0]
            for problem in problems:
                yield None, problem.decode(errors="replace").rstrip("\n")

    return through


def write(records: Iterator[str], process: subprocess.Popen, failures: list[BaseException]) -> None:
    """Writes `records` to a process; what fails is told to the thread that reads."""
    try:
        with process.stdin as stdin:
            for record in records:
                stdin.write(record.encode() + b"\n")
    except BaseException as failure:
        failures.append(failure)


def with_keys(mapped: DataFrame) -> DataFrame:
    """Lines and problems, with what articles are folded, ranked and counted by in columns of their own."""
    keys = mapped.withColumn("keys", F.from_json("line", KEYS)).select("line", "problem", "keys.*")
    instants = {name: F.unix_micros(F.col(name).cast("timestamp")) for name in ("published", "updated", "shown")}
    instants["updated"] = F.coalesce(instants["updated"], instants["shown"])
    return keys.withColumns({"number": F.monotonically_increasing_id(), "hash": F.xxhash64("id"), **instants})


def place(card: Row) -> tuple[list[str], int, int]:
    """Where a record stands, in the order of kliping."""
    path, line = re.fullmatch(r"(.*?)(?::0*([1-9][0-9]*))?", card.origin).groups()
    return path.split("/"), int(line or 0), card.ordinal


TWINS = "array<struct<number: long, stays: boolean, has_rivals: boolean>>"


def fold(cards: list[Row]) -> list[tuple[int, bool, bool]]:
    """Which of the records with one id stay: of each article one, as `src/catalog/fold.rs` has it."""
    groups: list[list[Row]] = []
    for card in sorted(cards, key=place):
        group = next((group for group in groups if any(are_copies(one, card) for one in group)), None)
        groups.append([card]) if group is None else group.append(card)
    kept = {max(group, key=lambda card: (card.updated, card.length, place(card))).number for group in groups}
    return [(card.number, card.number in kept, len(groups) > 1) for card in cards]


def are_copies(one: Row, other: Row) -> bool:
    """Whether two records with one id are one article: files may number their articles alike."""
    return one.id_kind != "local" or one.title == other.title or one.published == other.published


def known(frame: DataFrame) -> DataFrame:
    """The same frame, worked out now: Spark sees how small it is, and need not shuffle what it is joined with."""
    frame = frame.persist()
    frame.count()
    return frame


def twins(cards: DataFrame) -> DataFrame:
    """The records that share an id with others, and which of them stay."""
    shared = known(cards.groupBy("hash").count().where("count > 1").select("hash"))
    card = F.struct("number", "id_kind", "origin", "ordinal", "title", "published", "updated", "length")
    groups = cards.join(shared, "hash", "left_semi").groupBy("id").agg(F.collect_list(card).alias("cards"))
    return known(groups.select("id", F.explode(F.udf(fold, TWINS)("cards")).alias("twin")).select("id", "twin.*"))


def totals(under: DataFrame) -> DataFrame:
    """What the articles of each topic add up to."""
    spelled = under.groupBy("key", "tag").agg(
        F.count("*").alias("count"), F.min("shown").alias("first"), F.max("shown").alias("last")
    )
    spelling = F.when(F.col("tag").isNotNull(), F.struct("tag", "count"))
    return spelled.groupBy("key").agg(
        F.sum("count").alias("count"),
        F.floor(F.min("first") / 1_000_000).alias("first"),
        F.floor(F.max("last") / 1_000_000).alias("last"),
        F.map_from_entries(F.collect_list(spelling)).alias("spellings"),
    )


def newest(under: DataFrame, settings: Settings) -> DataFrame:
    """The newest articles of each topic; of those that are as new as the last of them, all."""
    window = Window.partitionBy("key").orderBy(F.desc("shown"))
    ranked = under.withColumn("rank", F.rank().over(window))
    return ranked.where(F.col("rank") <= settings.items).select("number").distinct()


def handed_on(cards: DataFrame, settings: Settings, now: datetime) -> tuple[DataFrame, DataFrame]:
    """The numbers of the articles that a build needs to make the same feeds as from all, and what all add up to."""
    twin = twins(cards)
    due = F.lit(True) if settings.future == "keep" else F.col("published") <= F.unix_micros(F.lit(now))
    kept = cards.join(twin.where("not stays"), "number", "left_anti").where(due)
    under = kept.select("number", "shown", F.explode("topics").alias("topic")).select("number", "shown", "topic.*")
    is_thin = F.col("key").startswith("#") & (F.col("count") < settings.auto_tags)
    total = known(totals(under).where(~is_thin))
    first = known(newest(under.join(total, "key", "left_semi"), settings))
    # An id that several articles share is the first one's, so the build must see all of them.
    rivals = twin.where("has_rivals")
    ids = rivals.join(first, "number", "left_semi").select("id").distinct()
    return known(first.union(rivals.join(ids, "id", "left_semi").select("number")).distinct()), total


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("input", help="files or folder that Spark reads, or the name of a table")
    parser.add_argument("output", help="a folder that is not there yet")
    parser.add_argument("--kliping", type=Path, required=True, help="the program, as it runs on the executors")
    parser.add_argument("--config", type=Path, required=True, help="config.toml")
    parser.add_argument("--format", default="parquet", help="parquet, json, csv, … or table")
    option = parser.add_argument("--option", action="append", default=[], help="of the format: header=true")
    option.type = lambda text: text.split("=", 1)
    parser.add_argument("--origin", metavar="COLUMN", help="where the place of a record is: articles/2021.jsonl:5")
    parser.add_argument("--all", action="store_true", help="hand on every article, not only what feeds show")
    parser.add_argument("--now", help="the instant of the run; give the build the same")
    return parser.parse_args()


def main() -> None:
    """Map, fold, hand on."""
    options = arguments()
    settings = Settings.read(options.config)
    if settings.duplicates == "text" and not options.all:
        raise SystemExit("copies are told by their text, which takes all articles: give --all")
    now = datetime.fromisoformat(options.now) if options.now else datetime.now(UTC)
    spark = SparkSession.builder.appName("kliping").getOrCreate()
    for file in (options.kliping, options.config):
        spark.sparkContext.addFile(str(file))

    lines = records(spark, options).toJSON().mapPartitions(
        articles(options.kliping.name, now.isoformat(), options.config.name)
    )
    mapped = spark.createDataFrame(lines, "line string, problem string", verifySchema=False)
    with_keys(mapped).write.parquet(f"{options.output}/map")

    mapped = spark.read.parquet(f"{options.output}/map")
    cards = mapped.where("line is not null")
    if options.all:
        copies = twins(cards).where("not stays and not has_rivals")
        lines = cards.join(copies, "number", "left_anti").select("line")
    else:
        numbers, total = handed_on(cards, settings, now)
        version, topic = F.lit(1).alias("kliping"), F.col("key").alias("topic")
        marked = F.to_json(F.struct(version, topic, "count", "first", "last", "spellings"))
        lines = cards.join(numbers, "number", "left_semi").select("line").union(total.select(marked))
    # A build would wonder at the empty file by which Hadoop says that all is written.
    plain = lines.write.option("mapreduce.fileoutputcommitter.marksuccessfuljobs", "false")
    plain.text(f"{options.output}/articles", compression="gzip")
    mapped.where("problem is not null").select("problem").write.text(f"{options.output}/problems")
    spark.stop()


if __name__ == "__main__":
    main()
