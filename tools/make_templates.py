"""Write ``templates/``: the forms from ``jbgs/forms/forms.toml``, the letters from ``letter_templates``.

Tests assert that they agree.
"""

from __future__ import annotations

import sys
from pathlib import Path

from jbgs.exporters.blank import blank
from jbgs.forms import load

sys.path.insert(0, str(Path(__file__).parents[1]))
from tools.letter_templates import LETTERS, letter_template  # the tools are no package

TEMPLATES = Path(__file__).parents[1] / "templates"


def main() -> None:
    """Write all of them."""
    for key, form in load().forms.items():
        (TEMPLATES / f"form-{key}.docx").write_bytes(blank(form))
    for name in LETTERS:
        (TEMPLATES / f"{name}.docx").write_bytes(letter_template(name))


if __name__ == "__main__":
    main()
