"""A letter's title in lines of about one length, no word torn (GB/T 9704-2012, clause 7.3.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docx.document import Document

from jbgs.exporters import docx_layout as layout
from jbgs.exporters.text import cells

_LETTER = 22 * 20  # twentieths of a point
_MAY_BREAK = re.compile("(?<=[”》〉、，；])(?![”》〉、，；）])|(?=[“《〈（])")
_LONGEST_SHARE = 0.75  # a line that holds more of the title leaves a stump for the other


def balance(document: Document) -> None:
    """Fold every title of two lines where it reads well; one that an office has folded stays as it is."""
    line = layout.text_width(document.sections[0]) / _LETTER
    for paragraph in document.paragraphs:
        if paragraph.style is None or paragraph.style.name != layout.TITLE or "\n" in paragraph.text:
            continue
        at = _best(paragraph.text, line)
        for run in paragraph.runs if at else ():
            if at < len(run.text):
                run.text = f"{run.text[:at]}\n{run.text[at:]}"
                break
            at -= len(run.text)


def _best(title: str, line: float) -> int:
    """Where to begin the second line; 0 where one ``line`` (letters), or more than two, or no good place."""
    whole = cells(title) / 2
    if not line < whole <= 2 * line:
        return 0
    longer = {at: max(cells(title[:at]), cells(title[at:])) / 2 for at in _places(title)}
    fitting = [at for at, width in longer.items() if width <= min(line, whole * _LONGEST_SHARE)]
    return min(fitting, key=lambda at: longer[at], default=0)


def _places(title: str) -> Iterator[int]:
    """Where a line may end: at marks, but not inside brackets or quotation marks."""
    for match in _MAY_BREAK.finditer(title):
        head = title[: match.start()]
        if match.start() > 0 and all(head.count(a) == head.count(b) for a, b in ("“”", "《》", "（）")):
            yield match.start()
