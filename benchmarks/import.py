"""How fast forms are imported, in how much memory, and how many times faster than LibreOffice converts them.

    PYTHONPATH=. python benchmarks/import.py [FORMS] [CORPUS]

1. The median time of reading a file and mapping it to fields, over the made forms of CORPUS (the shared one,
   where it lies beside the project), else over our own samples.
2. ``jbgs import`` of FORMS (1,000) files as a whole process: start-up, reading, mapping, validation,
   originals kept and synced, one durable commit; also with one process only. Three sets of files, no two
   alike (``benchmarks/incoming.py``): our own blank filled in; forms as they come in, half of them our
   samples in .docx and .doc, half of them the layouts of ``tests/forms``; and the made forms of CORPUS.
3. LibreOffice's conversion of 100 of the same files in one batch, its profile made and its program in memory.

Imports and conversions take turns, and the best of each counts: neighbours on the machine only ever add.
Beside the time on the clock stands the processor time of all processes taken together.
"""

from __future__ import annotations

import compileall
import ctypes
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import NamedTuple

from benchmarks.incoming import KINDS, ROOT, SAMPLES, blank_forms, corpus_forms, mixed_forms, word_files
from jbgs.services.receiving.reading import How, Reader

CORPUS = ROOT.parent / "shared" / "corpus" / "made"
RUNS = 5
ROUNDS = 3
CONVERTED = 100
PR_SET_CHILD_SUBREAPER = 36
SAMPLING = 0.1  # seconds; looking more often takes time from what is measured


def per_form(home: Path, corpus: Path) -> None:
    """Print the median time of reading and mapping a file, seen for the first time and the best of five more.

    What a short text is on a form is remembered: to read a file again is less work than to read another.
    """
    made = [path for kind in ("docx", "doc") for path in sorted((corpus / kind).glob("*"))]
    paths = made or word_files(SAMPLES)
    reader = Reader(How(home))
    for path in word_files(ROOT / "tests" / "forms" / "layouts"):
        reader.read(path)  # the first form of all builds what is known of labels
    for kind in KINDS:
        first: list[float] = []
        again: list[float] = []
        for path in (one for one in paths if one.suffix == kind):
            once, *more = (timed(lambda path=path: reader.read(path)) for _ in range(RUNS + 1))
            first.append(once)
            again.append(min(more))
        where = corpus if made else "jbgs/samples"
        told = " and ".join(f"{statistics.median(times) * 1000:.2f} ms" for times in (first, again))
        print(f"read and map, median of {len(first)} {kind} ({where}), first and again: {told}")


class Cost(NamedTuple):
    """Seconds on the clock, and of processors."""

    clock: float
    processor: float

    def per(self, count: int) -> str:
        return f"{self.clock / count * 1000:.1f} ms (processor {self.processor / count * 1000:.1f} ms)"


def timed(run: Callable[[], object]) -> float:
    begin = time.perf_counter()
    run()
    return time.perf_counter() - begin


def importing(home: Path, forms: Path, *, serially: bool) -> subprocess.Popen[bytes]:
    """An import that begins now, in a fresh home."""
    environment = {**os.environ, "JBGS_HOME": str(home), "PYTHONPATH": str(ROOT)}
    program = [sys.executable, "-m", "jbgs"]
    if serially:
        script = "from jbgs.services.receiving import pool; pool.PARALLEL_FROM = 10**9"
        program = [sys.executable, "-c", f"{script}; from jbgs.cli import main; main()"]
    command = [*program, "import", str(forms), "--json"]
    return subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def fresh(home: Path) -> Path:
    """A new office's home."""
    command = [
        sys.executable,
        "-m",
        "jbgs",
        "--home",
        str(home),
        "init",
        "--bureau",
        "测试",
        "--level",
        "city",
    ]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)
    return home


def imported(home: Path, forms: Path, *, serially: bool) -> Cost:
    """What an import takes."""

    def run() -> None:
        if code := importing(home, forms, serially=serially).wait():
            raise SystemExit(f"import ended with {code}")

    return cost(run)


def cost(run: Callable[[], object]) -> Cost:
    """What something takes that is done by other processes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    took = timed(run)
    with suppress(ChildProcessError):
        while True:  # what a command's processes leave behind for a moment comes to us: ``take_in_orphans``
            os.wait()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Cost(took, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def peak_of(process: subprocess.Popen[bytes]) -> int:
    """The most memory that a process and its children had at once; what they share is counted once.

    To look takes the kernel a twentieth of the processors, so nothing is timed meanwhile.
    """
    peak = 0
    while process.poll() is None:
        peak = max(peak, sum(map(resident, family(process.pid))))
        time.sleep(SAMPLING)
    return peak


def family(pid: int) -> list[int]:
    """A process and all that come from it."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []
    return [pid, *(one for child in children for one in family(int(child)))]


def resident(pid: int) -> int:
    """A process's memory, of what is shared its part (``Pss`` of proc_pid_smaps(5))."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))


def converted(folder: Path, files: Sequence[Path]) -> Cost:
    """What LibreOffice's batch conversion of some files takes, its start-up included."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "docx", "--outdir", str(folder / "out")]
    return cost(lambda: subprocess.run([*command, *map(str, files)], check=True, capture_output=True))


def compare(folder: Path, name: str, count: int) -> None:
    """Print what a set of files takes, and LibreOffice's time for some of the same."""
    forms = folder / "forms"
    sample = sorted(forms.iterdir())[:: max(count // CONVERTED, 1)]
    office = shutil.which("soffice")
    if office:
        converted(folder, sample[:1])  # makes its profile
    costs: dict[str, list[Cost]] = {}
    peaks: dict[str, int] = {}
    for turn in range(ROUNDS):
        for label, serially in (("as it is", False), ("one process", True)):
            home = fresh(folder / f"{label}{turn}")
            costs.setdefault(label, []).append(imported(home, forms, serially=serially))
            if not turn:
                peaks[label] = peak_of(
                    importing(fresh(folder / f"{label} watched"), forms, serially=serially)
                )
        if office:
            costs.setdefault("LibreOffice", []).append(converted(folder, sample))
    best = {label: Cost(*map(min, zip(*taken, strict=True))) for label, taken in costs.items()}
    theirs = best.pop("LibreOffice", None)
    print(f"{count} forms, {name}:")
    if theirs:
        print(f"  LibreOffice, batch of {len(sample)}: {theirs.per(len(sample))} per file")
    for label, ours in best.items():
        print(f"  import, {label}: {ours.per(count)} per file, peak {peaks[label] / 1e6:.0f} MB")
        if theirs:
            clock, processor = (a / len(sample) * count / b for a, b in zip(theirs, ours, strict=True))
            print(f"    times faster: {clock:.0f} by the clock, {processor:.0f} by processor time")


def take_in_orphans() -> None:
    """Become the parent of what our children leave behind, so that its processor time is counted (prctl(2)).

    The processes of an import are not its own children: they come from one that forks them.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def main() -> None:
    take_in_orphans()
    compileall.compile_dir(ROOT / "jbgs", quiet=1)  # as an installed program is
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    corpus = Path(sys.argv[2]) if len(sys.argv) > 2 else CORPUS
    sets: dict[str, Callable[[Path, int], None]] = {
        "our blank filled in": blank_forms,
        "as they come in": mixed_forms,
    }
    if corpus.is_dir():
        sets[str(corpus)] = partial(corpus_forms, corpus=corpus)
    for name, make in sets.items():
        with tempfile.TemporaryDirectory() as room:
            folder = Path(room)
            (folder / "forms").mkdir()
            make(folder / "forms", count)
            if make is blank_forms:
                per_form(folder, corpus)
            compare(folder, name, count)


if __name__ == "__main__":
    main()
