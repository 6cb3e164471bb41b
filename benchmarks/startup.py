"""How long a command takes as a whole process, as a ratio to `python -c "import typer"` in the same run.

    PYTHONPATH=. python benchmarks/startup.py [RUNS] [PROJECTS]

Best of RUNS (neighbours on the machine only ever add); bytecode is cached in a folder of its own, as on a
clerk's machine.
The store holds PROJECTS projects written through the ledger.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from datetime import date, datetime
from pathlib import Path

from jbgs.services.office import Office
from jbgs.store import Store

ROOT = Path(__file__).resolve().parents[1]
COMMANDS = (
    ("--version", ["--version"]),
    ("--help", ["--help"]),
    (
        "subsidy calc",
        ["subsidy", "calc", "--track", "key", "--region", "海宁", "--occurred", "500万", "--json"],
    ),
    ("show, as JSON", ["show", "GJ-2021-HN-001", "--json"]),
    ("show", ["show", "GJ-2021-HN-001"]),
    ("list of one region", ["list", "--region", "南湖", "--json"]),
    ("todo", ["todo", "--json"]),
    ("edit", ["edit", "GJ-2021-HN-001", "contact=张三", "--reason", "测", "--dry-run"]),
)


def fill(home: Path, count: int) -> None:
    """A store with projects, one in a hundred of them in 南湖区."""
    Store.create(home, {"bureau": "测试", "level": "city"}).close()
    now = datetime(2021, 6, 1, 9).astimezone()
    office = Office.open(home, today=date(2021, 6, 1), now=now, by="测", on=None, dry_run=False)
    with office.batch("import") as batch:
        for number in range(1, count + 1):
            region, letters = ("南湖区", "NH") if number % 100 == 0 else ("海宁市", "HN")
            code = f"GJ-2021-{letters}-{number:03d}"
            fields = {"title": f"关键技术{number}", "owner": f"企业{number}", "content": "攻关内容" * 400}
            batch.put(
                "projects",
                code,
                {
                    "code": code,
                    "track": "key",
                    "year": 2021,
                    "number": number,
                    "region": region,
                    "stage": "received",
                    "dates": {"received": "2021-06-01"},
                    "fields": fields,
                },
                "received",
            )
    office.store.close()


def best(command: list[str], environment: dict[str, str], runs: int) -> float:
    """The shortest of some runs, after one that is not counted."""
    found = []
    for _ in range(runs + 1):
        start = time.perf_counter()
        subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=True)
        found.append(time.perf_counter() - start)
    return min(found[1:])


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 1000
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        fill(home, count)
        environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"} | {
            "JBGS_HOME": str(home),
            "PYTHONPATH": str(ROOT),
            "PYTHONPYCACHEPREFIX": str(Path(folder) / "pyc"),
        }
        floor = best([sys.executable, "-c", "import typer"], environment, runs)
        print(f"floor: import typer {floor * 1000:.0f} ms; {count} projects, best of {runs}")
        for name, words in COMMANDS:
            took = best([sys.executable, "-m", "jbgs", *words], environment, runs)
            print(f"{name:<20} {took / floor:5.2f}")


if __name__ == "__main__":
    main()
