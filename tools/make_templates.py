"""Write ``templates/form-*.docx`` from ``jbgs/forms/forms.toml``; a test asserts that they agree."""

from __future__ import annotations

from pathlib import Path

from jbgs.exporters.blank import blank
from jbgs.forms import load

TEMPLATES = Path(__file__).parents[1] / "templates"


def main() -> None:
    """Write all four."""
    for key, form in load().forms.items():
        (TEMPLATES / f"form-{key}.docx").write_bytes(blank(form))


if __name__ == "__main__":
    main()
