"""How fast forms are imported, in how much memory, and how many times faster than LibreOffice converts them.

    PYTHONPATH=. python benchmarks/import.py [FORMS]

1. The median time of reading a file and mapping it to fields, over the made forms of the shared corpus
   where it lies beside the project, else over our own samples.
2. ``jbgs import`` of FORMS (1,000) distinct filled blanks as a whole process: start-up, reading, mapping,
   validation, originals kept and synced, one durable commit; also with one process only. Against it,
   LibreOffice's batch conversion of 100 of the same files, scaled. Beside the time on the clock, which
   neighbours on the machine lengthen, stands the processor time of all processes taken together.
"""

from __future__ import annotations

import io
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from stdnum.cn import uscc

from jbgs.forms import load
from jbgs.services.reading import How, Reader
from jbgs.services.templates import template
from tools.filling import fill

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT.parent / "shared" / "corpus" / "made"
SAMPLES = ROOT / "jbgs" / "samples"
RUNS = 5
CONVERTED = 100
SAMPLING = 0.02  # seconds
PATTERN = {
    "title": "TITLE高强涤纶经编增强材料无溶剂涂层关键技术",
    "owner": "海宁OWNER经编材料有限公司",
    "credit_code": "CODECODECODECODECO",
    "region": "海宁市",
    "address": "海宁市丁桥镇保胜路 8 号",
    "contact": "沈卫东",
    "mobile": "13812345678",
    "email": "shen@example.cn",
    "field": "新材料/高性能纤维",
    "background": "现有涂层依赖溶剂，回收率不足，挥发物排放高。\n国内同类产品剥离强度低。\n" * 4,
    "content": "1. 研究无溶剂涂层的流变与浸润；\n2. 研究界面粘结机理；\n3. 开发在线检测装置。\n" * 6,
    "targets": "剥离强度≥80N/5cm；\n挥发物排放下降 95%；\n幅宽 3.2m，速度 20m/min。\n" * 3,
    "investment": "500万元",
    "reward": "300",
    "deadline": "2022年12月31日",
}


def made_forms(folder: Path, count: int) -> None:
    """Distinct filled blanks, made by replacing texts in one: typing each takes far longer."""
    with zipfile.ZipFile(io.BytesIO(fill(template("form-key.docx"), load()["key"], PATTERN))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for number in range(count):
        base = f"91330481MA2{number:06d}"
        texts = {
            "TITLE": f"第{number}号",
            "OWNER": f"第{number}",
            PATTERN["credit_code"]: base + uscc.calc_check_digit(base),
        }
        text = parts["word/document.xml"].decode()
        for old, new in texts.items():
            text = text.replace(old, new)
        with zipfile.ZipFile(folder / f"需求表{number:04d}.docx", "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in parts.items():
                archive.writestr(name, text.encode() if name == "word/document.xml" else data)


def per_form(home: Path) -> None:
    """Print the median time per form, and per file, of reading and mapping."""
    made = [path for kind in ("docx", "doc") for path in sorted((CORPUS / kind).glob("*"))]
    paths = made or [path for path in sorted(SAMPLES.rglob("*")) if path.suffix in (".docx", ".doc")]
    reader = Reader(How(home))
    for kind in (".docx", ".doc"):
        found: list[float] = []
        for path in (one for one in paths if one.suffix == kind):
            found.append(min(timed(lambda path=path: reader.read(path)) for _ in range(RUNS)))
        where = "shared/corpus/made" if made else "jbgs/samples"
        print(
            f"read and map, median of {len(found)} {kind} ({where}): {statistics.median(found) * 1000:.2f} ms"
        )


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


def imported(home: Path, forms: Path, *, serially: bool) -> tuple[Cost, int]:
    """What an import in a fresh home takes, and its peak bytes."""
    environment = {**os.environ, "JBGS_HOME": str(home), "PYTHONPATH": str(ROOT)}
    program = [sys.executable, "-m", "jbgs"]
    init = [*program, "init", "--bureau", "测试", "--level", "city"]
    subprocess.run(init, env=environment, check=True, stdout=subprocess.DEVNULL)
    if serially:
        script = (
            "from jbgs.services import pool; pool.PARALLEL_FROM = 10**9; from jbgs.cli import main; main()"
        )
        program = [sys.executable, "-c", script]
    command = [*program, "import", str(forms), "--json"]
    peaks: list[int] = []

    def run() -> None:
        with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL) as process:
            peaks.append(watched(process))
        if process.returncode:
            raise SystemExit(f"import ended with {process.returncode}")

    return cost(run), peaks[0]


def cost(run: Callable[[], object]) -> Cost:
    """What something takes that is done by other processes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    took = timed(run)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Cost(took, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def watched(process: subprocess.Popen[bytes]) -> int:
    """The most memory that a process and its children had at once; what they share is counted in each."""
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
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, IndexError):
        return 0


def converted(folder: Path, forms: Path) -> Cost | None:
    """What LibreOffice's batch conversion of some of the files takes, its start-up included."""
    soffice = shutil.which("soffice")
    if soffice is None:
        return None
    files = [str(path) for path in sorted(forms.iterdir())[:CONVERTED]]
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [
        soffice,
        profile,
        "--headless",
        "--convert-to",
        "docx",
        "--outdir",
        str(folder / "out"),
        *files,
    ]
    return cost(lambda: subprocess.run(command, check=True, capture_output=True))


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        forms = folder / "forms"
        forms.mkdir()
        made_forms(forms, count)
        per_form(folder)
        results = {}
        for label, serially in (("as it is", False), ("one process", True)):
            results[label], peak = imported(folder / label, forms, serially=serially)
            taken = results[label].per(count)
            print(f"import of {count} forms, {label}: {taken} per form, peak {peak / 1e6:.0f} MB")
        office = converted(folder, forms)
        if office is None:
            print("LibreOffice is not there to compare with")
            return
        sample = min(CONVERTED, count)
        print(f"LibreOffice, batch of {sample}: {office.per(sample)} per file")
        for label, took in results.items():
            by_clock, by_processor = (
                theirs / sample * count / ours for theirs, ours in zip(office, took, strict=True)
            )
            print(f"times faster, {label}: {by_clock:.0f} by the clock, {by_processor:.0f} by processor time")


if __name__ == "__main__":
    main()
