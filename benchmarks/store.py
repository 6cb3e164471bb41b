"""What the store costs a command: whole processes, as ratios to `python -c "import typer"` in the same run.

Run by hand: python benchmarks/store.py [REPEATS]
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from jbgs.store import Store

SIZES = (1_000, 10_000)
FLOOR = "import typer"
OPEN = "import sys, pathlib, jbgs.store; store = jbgs.store.Store.open(pathlib.Path(sys.argv[1]))"
CASES = {
    "open + get": f"import typer; {OPEN}; assert store.get('projects', 'P500')",
    "open + last event": f"import typer; {OPEN}; assert store.last('events')",
    "open + find by stage (1 %)": f"import typer; {OPEN}; assert list(store.find('projects', stage='s7'))",
    "open + update": f"""
import typer; {OPEN}
with store.transaction():
    doc = store.get('projects', 'P500')
    doc['n'] += 1
    store.put('projects', 'P500', doc)
    store.put('events', f"e{{doc['n']}}", {{'batch': 'b', 'record': 'P500'}})
""",
    "open + scan all": f"import typer; {OPEN}; assert sum(1 for _ in store.scan('projects'))",
    "open + verify": f"import typer; {OPEN}; assert not list(store.verify())",
}


def project(number: int) -> dict:
    text = "攻关内容" * 500  # about 6.5 KB as JSON, as a filled form has
    return {
        "stage": f"s{number % 100}",
        "region": "海宁市",
        "n": number,
        "fields": {"content": text, "title": "题"},
    }


def build(home: Path, size: int) -> None:
    with Store.create(home, {}) as store, store.transaction():
        for number in range(size):
            store.put("projects", f"P{number}", project(number))
            store.put("events", f"E{number}", {"batch": f"b{number // 10}", "record": f"P{number}"})


def seconds(environment: dict[str, str], code: str, *arguments: str) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", code, *arguments], check=True, env=environment)
    return time.perf_counter() - start


def main(repeats: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        homes = {size: Path(folder) / str(size) for size in SIZES}
        for size, home in homes.items():
            build(home, size)
        # Compiled modules, as an installed program has them, even where the environment forbids writing them.
        environment = {
            **os.environ,
            "PYTHONPYCACHEPREFIX": f"{folder}/compiled",
            "PYTHONDONTWRITEBYTECODE": "",
        }
        seconds(environment, CASES["open + update"], str(homes[SIZES[0]]))
        # Interleaved, so that a busy moment of the machine falls on all alike.
        rounds = {(name, size): [] for name in CASES for size in SIZES}
        floor = []
        for _ in range(repeats):
            floor.append(seconds(environment, FLOOR))
            for (name, size), times in rounds.items():
                times.append(seconds(environment, CASES[name], str(homes[size])))
    unit = min(floor)
    print(f"floor: {FLOOR} = {unit * 1000:.0f} ms (best of {repeats})")
    for (name, size), times in rounds.items():
        print(f"{name:28} {size:7,} documents  {min(times) / unit:5.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 11)
