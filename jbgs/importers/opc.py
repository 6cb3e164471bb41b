"""What docx and xlsx share: relationships between parts, and what else a package carries (ECMA-376 part 2).

No relationship is followed outside the file.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass

from jbgs.importers import safexml
from jbgs.importers.notes import Finding
from jbgs.importers.package import Package

RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_STRICT = b"http://purl.oclc.org/ooxml/"
_TRANSITIONAL = {
    _STRICT + b"wordprocessingml/main": b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    _STRICT + b"spreadsheetml/main": b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
}


@dataclass(frozen=True, slots=True)
class Relationship:
    """A part's link to another; ``kind`` is the last word of its type, ``target`` a part's name."""

    id: str
    kind: str
    target: str
    external: bool


def relationships(package: Package, part: str) -> Iterator[Relationship]:
    """The relationships of a part (``""`` for the package itself)."""
    folder, _, name = part.rpartition("/")
    rels = posixpath.join(folder, "_rels", f"{name}.rels")
    content = package.read(rels)
    if content is None:
        return
    for element in safexml.parse(content, rels).iterchildren(RELATIONSHIP):
        kind = element.get("Type", "").rpartition("/")[2]
        target = element.get("Target", "")
        external = element.get("TargetMode") == "External"
        resolved = target if external else posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        yield Relationship(element.get("Id", ""), kind, resolved, external)


def main_part(package: Package, otherwise: str) -> str:
    """The name of the document or workbook part."""
    found = (r.target for r in relationships(package, "") if r.kind == "officeDocument" and not r.external)
    return next(found, otherwise)


def findings(package: Package) -> Iterator[Finding]:
    """Macros, and references to files outside that Word would fetch; links that one clicks are harmless."""
    if has_macros(package.names):
        yield "macros"
    for name in package.names:
        folder, _, rels = name.rpartition("/_rels/")
        if rels.endswith(".rels"):
            part = f"{folder}/{rels.removesuffix('.rels')}"
            if any(r.external and r.kind != "hyperlink" for r in relationships(package, part)):
                yield "external"


def has_macros(names: frozenset[str]) -> bool:
    """Whether a part holds Visual Basic."""
    return any(name.lower().endswith("vbaproject.bin") for name in names)


def transitional(content: bytes) -> bytes:
    """Strict files differ, for what is read here, by their namespaces only."""
    if _STRICT in content[:4096]:
        for strict, usual in _TRANSITIONAL.items():
            content = content.replace(strict, usual)
    return content
