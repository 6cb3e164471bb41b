"""The examiner's forms, all of them, read exactly as their senders meant them."""

from __future__ import annotations

import pytest

from jbgs.forms import load
from tests.forms.holdout.examine import CASES, HERE, examine

# What is not read yet, by file: (field, kind of outcome). None may stand under a wrong field.
KNOWN: dict[str, set[tuple[str, str]]] = {}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_every_field_is_read_as_its_sender_meant_it(case) -> None:
    wrong = {(one.field, one.kind): (one.expected, one.found) for one in examine(case) if one.kind != "right"}
    assert wrong.keys() == KNOWN.get(case.stem, set()), wrong


def test_the_set_holds_every_annex_and_container_and_stays_small() -> None:
    text = "".join(case.read_text("utf-8") for case in CASES)
    files = [path for path in HERE.iterdir() if path.is_file()]
    assert len(CASES) >= 24
    assert all(f'"form": "{key}"' in text for key in load().forms)
    assert {path.suffix for path in files} >= {".docx", ".doc", ".rtf", ".odt", ".html", ".mht", ".xlsx"}
    assert sum(path.stat().st_size for path in HERE.rglob("*") if path.is_file()) < 1_500_000
