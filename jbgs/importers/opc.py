"""What docx and xlsx share: relationships between parts, and what else a package carries (ECMA-376 part 2).

No relationship is followed outside the file.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

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


def relationships(package: Package, part: str) -> tuple[Relationship, ...]:
    """The relationships of a part (``""`` for the package itself)."""
    folder, _, name = part.rpartition("/")
    return package.known(f"{folder}/_rels/{name}.rels".lstrip("/"), _relationships) or ()


def _relationships(content: bytes, name: str) -> tuple[Relationship, ...]:
    folder = name.rpartition("_rels/")[0]
    return tuple(_relationship(element, folder) for element in _elements(content, name))


def _relationship(element: etree._Element, folder: str) -> Relationship:
    kind = element.get("Type", "").rpartition("/")[2]
    target = element.get("Target", "")
    external = element.get("TargetMode") == "External"
    resolved = target if external else posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
    return Relationship(element.get("Id", ""), kind, resolved, external)


def _elements(content: bytes, name: str) -> Iterator[etree._Element]:
    return safexml.parse(content, name).iterchildren(RELATIONSHIP)


def main_part(package: Package, otherwise: str) -> str:
    """The name of the document or workbook part."""
    found = (r.target for r in relationships(package, "") if r.kind == "officeDocument" and not r.external)
    return next(found, otherwise)


def findings(package: Package) -> Iterator[Finding]:
    """Macros, and references to files outside that Word would fetch."""
    if has_macros(package.names):
        yield "macros"
    for name in package.names:
        if name.endswith(".rels") and package.known(name, _fetches):
            yield "external"


def _fetches(content: bytes, name: str) -> bool:
    return b"External" in content and any(map(would_fetch, _elements(content, name)))


def would_fetch(relationship: etree._Element) -> bool:
    """Whether Word opens it by itself; links that one clicks are harmless and common."""
    external = relationship.get("TargetMode") == "External"
    return external and not relationship.get("Type", "").endswith("/hyperlink")


def has_macros(names: frozenset[str]) -> bool:
    """Whether a part holds Visual Basic."""
    return any(name.lower().endswith("vbaproject.bin") for name in names)


def transitional(content: bytes) -> bytes:
    """Strict files differ, for what is read here, by their namespaces only."""
    if _STRICT in content[:4096]:
        for strict, usual in _TRANSITIONAL.items():
            content = content.replace(strict, usual)
    return content
