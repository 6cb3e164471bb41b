"""How fast forms are imported, and in how much memory; LibreOffice's conversion of the same files is the yardstick.

    PYTHONPATH=. python benchmarks/import.py [FORMS]

1. The median time of reading a file and mapping it to fields, over the made forms of the shared corpus
   where it lies beside the project, else over our own samples.
2. ``jbgs import`` of FORMS (1,000) distinct filled blanks as a whole process: start-up, reading, mapping,
   validation, originals kept and synced, one durable commit; also with one process only. Against it,
   LibreOffice's batch conversion of 100 of the same files, scaled.
"""

from __future__ import annotations

import io
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

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


def timed(run: Callable[[], object]) -> float:
    begin = time.perf_counter()
    run()
    return time.perf_counter() - begin


def imported(home: Path, forms: Path, *, serially: bool) -> tuple[float, int]:
    """Seconds and peak bytes of an import in a fresh home."""
    environment = {**os.environ, "JBGS_HOME": str(home), "PYTHONPATH": str(ROOT)}
    program = [sys.executable, "-m", "jbgs"]
    init = [*program, "init", "--bureau", "测试", "--level", "city"]
    subprocess.run(init, env=environment, check=True, stdout=subprocess.DEVNULL)
    if serially:
        script = (
            "from jbgs.services import pool; pool.PARALLEL_FROM = 10**9; from jbgs.cli import main; main()"
        )
        program = [sys.executable, "-c", script]
    begin = time.perf_counter()
    with subprocess.Popen(
        [*program, "import", str(forms), "--json"], env=environment, stdout=subprocess.DEVNULL
    ) as process:
        peak = watched(process)
    took = time.perf_counter() - begin
    if process.returncode:
        raise SystemExit(f"import ended with {process.returncode}")
    return took, peak


def watched(process: subprocess.Popen[bytes]) -> int:
    """The most memory (resident, shared pages counted in each) that a process and its children had at once."""
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


def converted(folder: Path, forms: Path) -> float | None:
    """Seconds per file of LibreOffice's batch conversion, its start-up included."""
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
    took = timed(lambda: subprocess.run(command, check=True, capture_output=True))
    return took / len(files)


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
            home = folder / f"home-{label}"
            results[label], peak = imported(home, forms, serially=serially)
            print(
                f"import of {count} forms, {label}: {results[label]:.2f} s,"
                f" {results[label] / count * 1000:.2f} ms per form, peak {peak / 1e6:.0f} MB"
            )
        per_file = converted(folder, forms)
        if per_file is None:
            print("LibreOffice is not there to compare with")
            return
        print(f"LibreOffice, batch of {CONVERTED}: {per_file * 1000:.0f} ms per file")
        for label, took in results.items():
            print(f"ratio to LibreOffice, {label}: {per_file * count / took:.0f}")


if __name__ == "__main__":
    main()
