"""Makes the accuracy set: filled forms in many layouts and containers, each with what should be read.

Run from the project's root: ``python -m tests.forms.make_layouts [only these layouts …]``. Writes
``tests/forms/layouts/NAME.docx|doc|rtf|html|odt|xlsx`` and NAME.json; the other containers than .docx
are re-saved by LibreOffice (``soffice``), which must be installed for them.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.forms.facts import CONTRACT, facts
from tests.forms.layouts import LAYOUTS, Sheet, as_document
from tests.forms.writer import docx

HERE = Path(__file__).parent / "layouts"
STYLES = ("plain", "spaced", "numbered", "starred", "hinted", "colon")
KEYS = ("common", "key", "transfer", "intent")
CONTAINERS = ("docx", "doc", "docx", "rtf", "docx", "html", "docx", "odt")
FILTERS = {"doc": "doc:MS Word 97", "rtf": "rtf", "html": "html:HTML (StarWriter)", "odt": "odt"}
# Layouts that make no sense for a form: an intent's kind is not among those that are ticked.
LEFT_OUT = {("ticked_kind", "intent")}


def expectation(sheet: Sheet) -> dict[str, Any]:
    """What should be read from a form that shows these facts."""
    known = sheet.facts.all
    return {
        "form": sheet.facts.key,
        "fields": {
            n: known[n].value if n in sheet.shown else None for n in CONTRACT[sheet.facts.key].split()
        },
        "extras": {n: fact.value for n, fact in sheet.facts.extras.items() if n in sheet.shown},
        "unmatched": [list(one) for one in sheet.unknown],
    }


def main(wanted: list[str]) -> None:
    """Write all files, or those of the layouts named."""
    HERE.mkdir(exist_ok=True)
    turns = [(l, k) for l in LAYOUTS for k in KEYS if (l, k) not in LEFT_OUT]
    for number, (layout, key) in enumerate(turns):
        if wanted and layout not in wanted:
            continue
        sheet = Sheet(facts(key, f"{layout}-{key}"), STYLES[number % len(STYLES)])
        document = as_document(LAYOUTS[layout](sheet))
        container = CONTAINERS[number % len(CONTAINERS)]
        write(f"{layout}-{key}", container, docx(document), {"forms": [expectation(sheet)]})


def write(name: str, container: str, data: bytes, expected: dict[str, Any]) -> None:
    """Write a form in a container, and what should be read from it."""
    for old in HERE.glob(f"{name}.*"):
        old.unlink()
    (HERE / f"{name}.json").write_text(json.dumps(expected, ensure_ascii=False, indent=1) + "\n", "utf-8")
    target = HERE / f"{name}.{container}"
    target.write_bytes(data if container in ("docx", "xlsx") else resaved(data, container))


def resaved(data: bytes, container: str) -> bytes:
    """The form as LibreOffice saves it."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "form.docx"
        source.write_bytes(data)
        profile = f"-env:UserInstallation={(Path(tempfile.gettempdir()) / 'jbgs-soffice').as_uri()}"
        command = [
            "soffice",
            profile,
            "--headless",
            "--convert-to",
            FILTERS[container],
            "--outdir",
            folder,
            str(source),
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        return source.with_suffix(f".{container}").read_bytes()


if __name__ == "__main__":
    main(sys.argv[1:])
