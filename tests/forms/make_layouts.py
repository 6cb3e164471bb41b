"""Makes the accuracy set: filled forms in many layouts and containers, each with what should be read.

Run from the project's root: ``python -m tests.forms.make_layouts [only these layouts …]``. Writes
``tests/forms/layouts/NAME.docx|doc|rtf|html|odt|xlsx`` and NAME.json; the other containers than .docx
are re-saved by LibreOffice (``soffice``), which must be installed for them.
"""

from __future__ import annotations

import io
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from tests.forms.build import table
from tests.forms.facts import CONTRACT, Fact, facts, with_faults
from tests.forms.heldout import HELD_OUT
from tests.forms.layouts import LAYOUTS, Sheet, as_document
from tests.forms.writer import docx

HERE = Path(__file__).parent / "layouts"
ALL = {**LAYOUTS, **HELD_OUT}
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
        "faults": sorted(n for n, fact in known.items() if n in sheet.shown and fact.fault),
    }


def main(wanted: list[str]) -> None:
    """Write all files, or those of the layouts named."""
    HERE.mkdir(exist_ok=True)
    turns = [(layout, key) for layout in ALL for key in KEYS if (layout, key) not in LEFT_OUT]
    for number, (layout, key) in enumerate(turns):
        if wanted and layout not in wanted:
            continue
        sheet = Sheet(facts(key, f"{layout}-{key}"), STYLES[number % len(STYLES)])
        document = as_document(ALL[layout](sheet))
        container = CONTAINERS[number % len(CONTAINERS)]
        write(f"{layout}-{key}", container, docx(document), {"forms": [expectation(sheet)]})


def specials(wanted: list[str]) -> None:
    """Files of several forms, lists, and forms with faults."""
    for name, make in SPECIALS.items():
        if not wanted or name.split("-")[0] in wanted:
            container, data, sheets = make(name)
            write(name, container, data, {"forms": [expectation(sheet) for sheet in sheets]})


Made = tuple[str, bytes, list[Sheet]]


def _several(name: str, forms: Sequence[tuple[str, str]], container: str, titled: bool = True) -> Made:
    """One file after another in one document, with or without their titles."""
    sheets, blocks = [], []
    for at, (layout, key) in enumerate(forms):
        sheets.append(Sheet(facts(key, f"{name}-{at}"), STYLES[at]))
        made = LAYOUTS[layout](sheets[-1])
        blocks += made if titled else [one for one in made if not isinstance(one, str)]
    return container, docx(as_document(blocks)), sheets


def _faulty(name: str) -> Made:
    _, layout, key = name.split("-")
    sheet = Sheet(with_faults(facts(key, name)), "plain")
    return "docx", docx(as_document(LAYOUTS[layout](sheet))), [sheet]


def _listed(name: str) -> Made:
    """A list of demands or intents, one in each row, as Excel or as a Word table."""
    _, key, container = name.split("-")
    sheets = [Sheet(facts(key, f"{name}-{at}"), labels="first") for at in range(5)]
    names = [
        n for n in CONTRACT[key].split() if n not in ("members", "background", "ip_ownership", "leader_title")
    ]
    for sheet in sheets:
        for money in ("investment", "reward", "price"):
            if sheet.has(money):
                fact = sheet.facts.all[money]
                if fact.value:
                    sheet.facts.all[money] = Fact(
                        f"{int(float(fact.value)) // 10000}", fact.value, unit="万元"
                    )
    head = ["序号", *(sheets[0].label(n) for n in names)]
    body = [[str(at), *(sheet.value(n) for n in names)] for at, sheet in enumerate(sheets, 1)]
    title = sheets[0].title.replace("表", "汇总表")
    if container == "xlsx":
        return container, _workbook(title, head, body), sheets
    grid = table([(title, len(head), 1)], head, *body, ["合计", *([""] * (len(head) - 1))])
    return container, docx(as_document([grid])), sheets


def _workbook(title: str, head: list[str], body: list[list[str]]) -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.append([title])
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(head))
    sheet.append(["填报单位：某县科技局", "", "", "单位：万元"])
    for row in (head, *body):
        sheet.append([int(text) if text.isdigit() and len(text) < 9 else text for text in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


SPECIALS: dict[str, Callable[[str], Made]] = {
    "several-titled": lambda n: _several(
        n, [("left_four", "key"), ("above", "common"), ("bars", "intent")], "docx"
    ),
    "several-alike": lambda n: _several(n, [("left_four", "key"), ("left_four", "key")], "doc"),
    "several-split": lambda n: _several(n, [("split_tables", "common"), ("grouped", "transfer")], "rtf"),
    "several-paragraphs": lambda n: _several(n, [("paragraphs", "intent"), ("left_four", "intent")], "docx"),
    "several-bare": lambda n: _several(
        n, [("left_four", "transfer"), ("left_four", "transfer")], "html", titled=False
    ),
    **dict.fromkeys(
        ("list-key-xlsx", "list-key-docx", "list-common-doc", "list-transfer-xlsx", "list-intent-docx"),
        _listed,
    ),
    **dict.fromkeys(
        ("faults-left_four-key", "faults-above-common", "faults-in_cell-transfer", "faults-bars-intent"),
        _faulty,
    ),
}


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
    specials(sys.argv[1:])
