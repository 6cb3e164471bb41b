"""How many damaged .doc files are read wrongly without anybody noticing.

    python benchmarks/doc_damage.py FOLDER… [--copies 1000] [--seed 1]

Every .doc below the folders that can be read is first read whole (one that is refused is listed:
it may be a false alarm). Then copies are damaged, by turns: one byte changed, sixteen bytes changed,
cut off. A copy is *refused*, *the same* (the damage hit nothing that is read), or *altered*: its
tables differ and nothing was noticed. The format has no checksum, so a change inside the stored
characters themselves cannot be noticed; those are counted apart.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from jbgs.errors import Refused
from jbgs.importers.doc import read_doc
from jbgs.importers.document import Table

Tables = list[Table]


def tables(data: bytes) -> Tables | None:
    """All tables of a file, or None if it is refused."""
    try:
        return list(read_doc(data).walk())
    except Refused:
        return None


def flip(count: int) -> Callable[[bytes, random.Random], bytes]:
    """Damage that changes ``count`` bytes anywhere."""

    def damage(data: bytes, chance: random.Random) -> bytes:
        copy = bytearray(data)
        for _ in range(count):
            copy[chance.randrange(len(copy))] ^= chance.randrange(1, 256)
        return bytes(copy)

    return damage


def cut(data: bytes, chance: random.Random) -> bytes:
    """Damage that loses the end of the file."""
    return data[: chance.randrange(len(data))]


DAMAGES = {"one byte": flip(1), "sixteen bytes": flip(16), "cut off": cut}


def same_shape(before: Tables, after: Tables) -> bool:
    """Whether only characters changed, each in its place: no cell, span or length did."""

    def shape(read: Tables) -> list[tuple[int, ...]]:
        return [(c.row, c.col, c.rows, c.cols, len(c.text)) for table in read for c in table.cells()]

    return shape(before) == shape(after)


def outcome(before: Tables, copy: bytes) -> str:
    """What became of one damaged copy."""
    after = tables(copy)
    if after is None:
        return "refused"
    if after == before:
        return "the same"
    return "altered: a character" if same_shape(before, after) else "altered: tables"


def main() -> None:
    """Damage, read, count."""
    arguments = argparse.ArgumentParser()
    arguments.add_argument("folders", nargs="+", type=Path)
    arguments.add_argument("--copies", type=int, default=1000)
    arguments.add_argument("--seed", type=int, default=1)
    options = arguments.parse_args()
    good: list[tuple[Path, bytes, Tables]] = []
    for path in sorted(p for folder in options.folders for p in folder.glob("*.[dD][oO][cC]")):
        data = path.read_bytes()
        read = tables(data)
        if read is None:
            print(f"refused as it is: {path.name}")
        elif read:
            good.append((path, data, read))
    chance = random.Random(options.seed)
    counts: dict[str, Counter[str]] = {name: Counter() for name in DAMAGES}
    slowest = 0.0
    for number in range(options.copies):
        path, data, before = chance.choice(good)
        name = list(DAMAGES)[number % len(DAMAGES)]
        copy = DAMAGES[name](data, chance)
        began = time.perf_counter()
        result = outcome(before, copy)
        slowest = max(slowest, time.perf_counter() - began)
        counts[name][result] += 1
        if result == "altered: tables":
            print(f"altered: {path.name}, {name}, copy {number}")
    for name, counter in counts.items():
        print(f"{name:14}", dict(sorted(counter.items())))
    total = sum(counts.values(), Counter())
    print(f"{len(good)} files, {options.copies} copies:", dict(sorted(total.items())))
    print(f"slowest copy: {slowest * 1000:.0f} ms", file=sys.stderr)


if __name__ == "__main__":
    main()
