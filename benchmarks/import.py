"""How fast forms are imported, in how much memory, and how many times faster than LibreOffice converts them.

    PYTHONPATH=. python benchmarks/import.py [FORMS] [CORPUS]

1. The median time of reading a file and mapping it to fields, over the made forms of CORPUS (the shared one,
   where it lies beside the project), else over our own samples.
2. ``jbgs import`` of FORMS (1,000) files as a whole process: start-up, reading, mapping, validation,
   originals kept and synced, one durable commit; also with one process only. Two sets of files, no two alike:
   our own blank filled in, and forms as they come in, half of them our samples in .docx and .doc, half of
   them the layouts of ``tests/forms``.
3. LibreOffice's conversion of 100 of the same files in one batch, its profile made and its program in memory.

Imports and conversions take turns, and the best of each counts: neighbours on the machine only ever add.
Beside the time on the clock stands the processor time of all processes taken together.
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
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from stdnum.cn import uscc

from jbgs.forms import load
from jbgs.importers.form import FormRead
from jbgs.services.reading import How, Reader
from jbgs.services.templates import template
from tools.filling import fill

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT.parent / "shared" / "corpus" / "made"
SAMPLES = ROOT / "jbgs" / "samples"
LAYOUTS = ROOT / "tests" / "forms" / "layouts"
RUNS = 5
ROUNDS = 2
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


def mixed_forms(folder: Path, count: int) -> None:
    """Samples and layouts in turn, in each copy other titles and codes of the same length."""
    layouts = sorted(p for p in LAYOUTS.iterdir() if p.suffix in (".docx", ".doc"))
    samples = sorted(p for p in SAMPLES.rglob("*") if p.suffix in (".docx", ".doc"))
    reader = Reader(How(folder))
    kinds = [[(p, f) for p in paths if (f := reader.read(p).forms)] for paths in (samples, layouts)]
    for number in range(count):
        of_kind = kinds[number % len(kinds)]
        path, forms = of_kind[number // len(kinds) % len(of_kind)]
        (folder / f"{number:04d}-{path.name}").write_bytes(distinct(path, forms, number))


def distinct(path: Path, forms: Sequence[FormRead], number: int) -> bytes:
    """A form's file as that of another project of another sender."""
    base = f"91330481MA3{number:06d}"
    code = base + uscc.calc_check_digit(base)
    texts = {form.fields["credit_code"]: code for form in forms if form.fields.get("credit_code")}
    for form in forms:
        title = form.fields.get("title") or form.fields.get("project_title") or ""
        texts[title] = title[:-4] + f"{number:04d}"
    if path.suffix == ".doc":
        return replaced(path.read_bytes(), texts, "utf-16-le")
    made = io.BytesIO()
    with zipfile.ZipFile(path) as archive, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in archive.namelist():
            data = archive.read(name)
            copy.writestr(name, replaced(data, texts, "utf-8") if name == "word/document.xml" else data)
    return made.getvalue()


def replaced(data: bytes, texts: Mapping[str, str], encoding: str) -> bytes:
    for old, new in texts.items():
        if old:
            data = data.replace(old.encode(encoding), new.encode(encoding))
    return data


def per_form(home: Path, corpus: Path) -> None:
    """Print the median time per form, and per file, of reading and mapping."""
    made = [path for kind in ("docx", "doc") for path in sorted((corpus / kind).glob("*"))]
    paths = made or [path for path in sorted(SAMPLES.rglob("*")) if path.suffix in (".docx", ".doc")]
    reader = Reader(How(home))
    for kind in (".docx", ".doc"):
        found: list[float] = []
        for path in (one for one in paths if one.suffix == kind):
            found.append(min(timed(lambda path=path: reader.read(path)) for _ in range(RUNS)))
        where = corpus if made else "jbgs/samples"
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
            took, peaks[label] = imported(folder / f"{label}{turn}", forms, serially=serially)
            costs.setdefault(label, []).append(took)
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


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    corpus = Path(sys.argv[2]) if len(sys.argv) > 2 else CORPUS
    for name, make in (("our blank filled in", made_forms), ("as they come in", mixed_forms)):
        with tempfile.TemporaryDirectory() as room:
            folder = Path(room)
            (folder / "forms").mkdir()
            make(folder / "forms", count)
            if make is made_forms:
                per_form(folder, corpus)
            compare(folder, name, count)


if __name__ == "__main__":
    main()
