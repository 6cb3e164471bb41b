"""Our blanks filled in and saved by LibreOffice, with what is read in them, into ``tests/blank/data``.

The values are those of ``tests/blank/filled.toml``. Run as ``python -m tools.make_filled`` from the root.
"""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

from jbgs.exporters.blank import blank
from jbgs.forms import load
from tools.filling import expected, fill, saved_again

TESTS = Path(__file__).parents[1] / "tests" / "blank"


def main() -> None:
    """Write all of them anew."""
    content = tomllib.loads((TESTS / "filled.toml").read_text("utf-8"))
    for key, form in load().forms.items():
        values, read = content[key]["values"], content[key]["read"]
        data = fill(blank(form), form, values)
        for suffix in (".docx", ".doc"):
            (TESTS / "data" / f"{key}{suffix}").write_bytes(saved_again(data, suffix))
        fields, extras = expected(form, values, read)
        text = json.dumps({"fields": fields, "extras": extras}, ensure_ascii=False, indent=1)
        (TESTS / "data" / f"{key}.json").write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    main()
