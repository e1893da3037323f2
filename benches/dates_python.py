#!/usr/bin/env python3
"""Reads the lines of dates.txt with Python's dateparser, to compare with `cargo bench --bench dates`.

pip install dateparser
"""

import pathlib
import time

import dateparser

LINES = pathlib.Path(__file__).with_name("dates.txt").read_text().splitlines()
ROUNDS = 20


def measure(name, **options):
    read = sum(dateparser.parse(line, **options) is not None for line in LINES)
    start = time.perf_counter()
    for _ in range(ROUNDS):
        for line in LINES:
            dateparser.parse(line, **options)
    seconds = time.perf_counter() - start
    print(f"{name}: {ROUNDS * len(LINES) / seconds:,.0f} lines/s, {read} of {len(LINES)} lines read")


measure("language given", languages=["id", "en"])
measure("language guessed")
