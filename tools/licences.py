"""``python -m tools.licences``: write ``docs/licences.md``, what the program runs on and on what terms.

The names and versions are those of ``requirements.txt``, the terms those that each installed package
states of itself. A package of another platform, which is not installed here, keeps the line that it has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "licences.md"
HEAD = """# Licences

What an installed jbgs runs on, from the lock file; written by `python -m tools.licences`, checked by a test.
All may be used and passed on by a public office without a fee.

| Package | Version | Licence |
|---|---|---|
"""
ALLOWED = ("MIT", "BSD", "Apache", "PSF", "MPL", "LGPL", "ISC", "Unlicense")
"""What a licence's name must begin with or hold; anything else needs a decision first."""


def locked(lock: Path) -> Iterator[tuple[str, str]]:
    """Name and version of every package in a lock file."""
    yield from re.findall(r"^([\w.-]+)==([\w.]+)", lock.read_text("utf-8"), re.MULTILINE)


def licence(name: str) -> str:
    """What a package says of itself in one line; ``PackageNotFoundError`` where it is not installed."""
    told = metadata(name)
    classifiers = [
        one.rsplit(" :: ", 1)[1].removesuffix(" License")
        for one in told.get_all("Classifier") or []
        if one.startswith("License :: OSI Approved :: ")
    ]
    stated = told.get("License-Expression") or ", ".join(classifiers) or told.get("License") or "?"
    return stated.splitlines()[0]


def page() -> str:
    """The whole page as it must be."""
    text = PAGE.read_text("utf-8") if PAGE.exists() else ""
    before = dict(re.findall(r"^\| ([\w.-]+) \| [^|]* \| (.+) \|$", text, re.MULTILINE))
    lines = []
    for name, version in locked(ROOT / "requirements.txt"):
        try:
            terms = licence(name)
        except PackageNotFoundError:
            terms = before.get(name, "?")
        lines.append(f"| {name} | {version} | {terms} |")
    return HEAD + "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
