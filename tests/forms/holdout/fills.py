"""One layout, filled in several times: a source's markup and what each sender wrote into it.

After the markup, each fill begins with a line ``===``, each form in it with ``--- key``. A line
``name: written`` gives what stands at ``{name}`` (``{2.name}`` in the second form of the file) and, where it
is read differently, ``=> expected`` (``=> -`` for nothing). A name with a dot in front is no field.
``\\n`` is a new line. ``faults:`` and ``doubts:`` list fields; ``unmatched:`` is a label and its text, ``|``
between them.
"""

from __future__ import annotations

import re
from html import escape
from typing import Any

Fill = tuple[str, dict[str, Any]]


def fills(text: str) -> list[Fill]:
    """The markup of each fill with what should be read from it; none where a source has no fills."""
    markup, *parts = re.split(r"^===.*\n", text, flags=re.M)
    return [_fill(markup, part) for part in parts]


def _fill(markup: str, part: str) -> Fill:
    forms = []
    for at, block in enumerate(re.split(r"^--- ", part, flags=re.M)[1:], 1):
        key, _, lines = block.partition("\n")
        form: dict[str, Any] = {"form": key.strip(), "fields": {}, "faults": [], "unmatched": []}
        for line in filter(str.strip, lines.split("\n")):
            name, _, rest = line.partition(":")
            markup = _line(form, markup, at, name.strip(), rest.strip())
        forms.append(form)
    left = re.search(r"\{[\w.]+\}", markup)
    assert not left, f"nothing for {left and left[0]} in: {part[:80]}"
    return markup, {"forms": forms}


def _line(form: dict[str, Any], markup: str, at: int, name: str, rest: str) -> str:
    if name in ("faults", "doubts"):
        form[name] = [one.strip() for one in rest.split(",")]
        return markup
    if name == "unmatched":
        form[name].append([one.strip() for one in rest.split("|")])
        return markup
    written, arrow, expected = (one.strip().replace("\\n", "\n") for one in rest.partition("=>"))
    if not name.startswith(".") and expected != "-":
        form["fields"][name] = expected if arrow else written
    mark = f"{{{name.lstrip('.')}}}" if at == 1 else f"{{{at}.{name.lstrip('.')}}}"
    assert mark in markup or not written, f"{mark} stands nowhere"
    return markup.replace(mark, escape(written, quote=False).replace("\n", "<br>"))
