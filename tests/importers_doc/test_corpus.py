"""Files that Word, LibreOffice and others wrote: made forms whose cells are known, and found ones."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from jbgs.errors import Refused
from jbgs.importers.doc import read_doc
from jbgs.importers.document import Document

Cell = tuple[int, int, int, int, str]  # row, column, rows, columns, text

# LibreOffice lost these on the way to .doc: content controls repeated, DATE worked out anew, EQ dropped.
LOST = {"sdt inline", "sdt cell", "sdt row", "sdt table", "sdt block", "fields", "EQ enclosed"}


def divided(cells: list[Cell]) -> list[Cell]:
    """Columns numbered by the edges that some cell has: .doc has no grid beyond them."""
    lines = sorted({edge for _, col, _, cols, _ in cells for edge in (col, col + cols)})
    number = {line: n for n, line in enumerate(lines)}
    return [
        (row, number[col], rows, number[col + cols] - number[col], text.strip())
        for row, col, rows, cols, text in cells
    ]


def expected(tables: list[dict]) -> list[list[Cell]]:
    return [
        divided([(c["r"], c["c"], c["rs"], c["cs"], c["text"]) for row in table["rows"] for c in row])
        for table in tables
    ]


def found(document: Document) -> list[list[Cell]]:
    return [
        divided([(c.row, c.col, c.rows, c.cols, c.text) for c in table.cells()]) for table in document.walk()
    ]


def test_made_forms(corpus: Path) -> None:
    truth = json.loads((corpus / "made" / "truth.json").read_text("utf-8"))
    wrong = set()
    for stem, form in truth.items():
        have = found(read_doc((corpus / "made" / "doc" / f"{stem}.doc").read_bytes()))
        tags = [[c["tag"] for row in table["rows"] for c in row] for table in form["tables"]]
        for cells, kinds, got in zip(expected(form["tables"]), tags, have, strict=True):
            wrong |= {(stem, tag) for cell, tag in zip(cells, kinds, strict=True) if cell not in got}
    assert {tag for _, tag in wrong} <= LOST
    assert len(wrong) <= 6


REAL = Path(__file__).parents[2].parent / "shared" / "corpus" / "real" / "truth.json"
TRUTH = json.loads(REAL.read_text("utf-8")) if REAL.exists() else {"tables": {}, "refused": {}}

# Where the two readers that made the truth are behind this one.
BETTER = {
    "53446.doc": "its last table was deleted as a tracked change, which they show without its text",
    "Bug46817.doc": "they leave out the two tables in its text boxes",
    "Bug53380_1.doc": "they leave signs of the font Symbol as private characters",
}


@pytest.mark.parametrize("name", sorted(set(TRUTH["tables"]) - set(BETTER)))
def test_real_files(name: str) -> None:
    document = read_doc((REAL.parent / name).read_bytes())
    assert found(document) == expected(TRUTH["tables"][name]["tables"])


@pytest.mark.parametrize("name", sorted(set(TRUTH["tables"]) & set(BETTER)))
def test_real_files_read_better_than_the_truth(name: str) -> None:
    have = found(read_doc((REAL.parent / name).read_bytes()))
    for cells, got in zip(expected(TRUTH["tables"][name]["tables"]), have, strict=False):
        assert [cell for cell in cells if max(cell[4], default="") < "\uf000"] == [
            cell for cell, old in zip(got, cells, strict=True) if max(old[4], default="") < "\uf000"
        ]


CODES = {"word6/95": {"unsupported"}, "encrypted": {"encrypted"}, "damaged": {"damaged", "unsupported"}}


@pytest.mark.parametrize("name", sorted(TRUTH["refused"]))
def test_refused_files(name: str) -> None:
    with pytest.raises(Refused) as caught:
        read_doc((REAL.parent / name).read_bytes())
    assert caught.value.code in CODES[TRUTH["refused"][name]]
