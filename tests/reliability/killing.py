"""``python killing.py HOME FORMS KILLS SEED``: clerks at work, each killed at a random moment.

Processes are forked from one that has everything loaded, so that the moments fall on the work and
not on the start. After each kill the store is opened and proved; the figures come out as JSON.
"""

import contextlib
import io
import json
import os
import random
import signal
import sys
import time
from datetime import UTC, date, datetime
from pathlib import Path

from jbgs import cli
from jbgs.services.keeping import checks
from jbgs.services.office import Office


def jbgs(home: Path, *words: object) -> int:
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        return cli.run(["--home", str(home), *map(str, words)])


def opened(home: Path) -> Office:
    now = datetime(2021, 12, 31, tzinfo=UTC)
    return Office.open(home, today=date(2021, 12, 31), now=now, by="检", on=None, dry_run=False)


def work(home: Path, forms: list[Path], chance: random.Random, say: int, number: int) -> None:
    """Import, move on, edit, until killed; every success is acknowledged at once."""
    while True:
        what, form = chance.randrange(3), chance.choice(forms)
        if what == 0 and jbgs(home, "import", form) == 0:
            os.write(say, f"import {form.stem}\n".encode())
        if what == 1 and (codes := [one["code"] for one in opened(home).projects(stage="received")]):
            code = chance.choice(codes)
            if jbgs(home, "stage", code, "--to", "screened") == 0:
                os.write(say, f"stage {code}\n".encode())
        if what < 2:
            continue
        number += 1
        code = next(one["code"] for one in opened(home).projects())
        if jbgs(home, "edit", code, f"background=第{number}稿", "--reason", "试") == 0:
            os.write(say, f"edit {number} {code}\n".encode())


def prove(home: Path, said: set[str]) -> tuple[int, int, int]:
    """Whether the store is unreadable, how many acknowledged records are lost, the last edit's number."""
    office = opened(home)
    try:
        if any(one.level == "error" for one in checks.faults(office)):
            return 1, 0, 0
        projects = {one["code"]: one for one in office.projects()}
        titles = {one["fields"]["title"] for one in projects.values()}
        written = [
            change["after"]
            for event in office.store.scan("events")
            for change in event["changes"]
            if change["field"] == "fields.background"
        ]
        lost = sum(line.split()[1] not in titles for line in said if line.startswith("import"))
        lost += sum(
            "screened" not in projects[line.split()[1]]["dates"] for line in said if line.startswith("stage")
        )
        lost += sum(f"第{line.split()[1]}稿" not in written for line in said if line.startswith("edit"))
        return 0, lost, max((int(text[1:-1]) for text in written), default=0)
    finally:
        office.store.close()


def main(home: Path, folder: Path, kills: int, seed: int) -> None:
    os.environ["JBGS_TODAY"] = "2021-12-31"
    chance, forms = random.Random(seed), sorted(folder.iterdir())
    jbgs(home, "init", "--bureau", "嘉兴市科学技术局", "--level", "city")
    jbgs(home, "import", forms[0])
    jbgs(home, "stage", "001", "--to", "screened", "--dry-run")
    jbgs(home, "edit", "001", "background=第0稿", "--reason", "试")
    said: set[str] = set()
    unreadable = lost = number = acknowledged = 0
    for kill in range(kills):
        hear, say = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(hear)
            work(home, forms, random.Random(seed + kill), say, number)
        os.close(say)
        time.sleep(chance.uniform(0, 0.4))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        with os.fdopen(hear, encoding="utf-8") as heard:
            lines = heard.read().splitlines()
        acknowledged += len(lines)
        said |= set(lines)
        bad, gone, number = prove(home, said)
        unreadable, lost = unreadable + bad, lost + gone
    again = [jbgs(home, "import", folder), jbgs(home, "import", folder)]
    office = opened(home)
    titles = [one["fields"]["title"] for one in office.projects()]
    litter = sorted(path.name for path in home.iterdir() if path.name not in ("jbgs.db", "originals"))
    litter += [path.name for path in (home / "originals" / ".parts").iterdir()]
    figures = {"kills": kills, "acknowledged": acknowledged, "lost": lost, "unreadable": unreadable}
    figures |= {"forms": len(titles), "twice": len(titles) - len(set(titles)), "litter": litter}
    print(json.dumps({**figures, "again": again, "faults": len(list(checks.faults(office)))}))  # noqa: T201
    office.store.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
