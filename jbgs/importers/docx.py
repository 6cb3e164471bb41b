"""Word's XML files: .docx, .docm and their kin (ECMA-376, transitional and strict), zipped or flat.

The package around the body is read for what a clerk should know (macros, external references) and
for nothing else: no relationship is followed outside the file.
"""

from __future__ import annotations

from lxml import etree

from jbgs.errors import damaged
from jbgs.importers import opc, safexml
from jbgs.importers.document import Document
from jbgs.importers.docx_body import Body
from jbgs.importers.docx_text import VAL, Findings, W, is_on
from jbgs.importers.notes import sentences
from jbgs.importers.package import Package

_PKG = "{http://schemas.microsoft.com/office/2006/xmlPackage}"
_MAIN = "word/document.xml"
_LONGEST_CHAIN = 50  # styles based on styles; more is a loop


def read_docx(package: Package) -> Document:
    """Read a zipped WordprocessingML file; raises ``Refused`` where it cannot be read exactly."""
    main = opc.main_part(package, _MAIN)
    content = package.read(main)
    if content is None:
        raise damaged("缺少正文部件")
    findings = Findings(_hidden_styles(package, main, content))
    findings.seen.update(opc.findings(package))
    return _document(safexml.parse(opc.transitional(content), main), findings)


def read_flat(data: bytes) -> Document:
    """Read a flat OPC file: the parts of a docx inside one XML file."""
    root = safexml.parse(opc.transitional(data), "pkg:package")
    parts = {part.get(f"{_PKG}name", ""): part for part in root.iterchildren(f"{_PKG}part")}
    for part in parts.values():
        document = part.find(f"{_PKG}xmlData/{W}document")
        if document is not None:
            styles = root.find(f"{_PKG}part/{_PKG}xmlData/{W}styles")
            findings = Findings(_hiding(styles) if styles is not None else frozenset())
            if opc.has_macros(frozenset(parts)):
                findings.seen.add("macros")
            if any(map(opc.would_fetch, root.iter(opc.RELATIONSHIP))):
                findings.seen.add("external")
            return _document(document, findings)
    raise damaged("缺少正文部件")


def _document(root: etree._Element, findings: Findings) -> Document:
    body = root.find(f"{W}body")
    if body is None:
        raise damaged("缺少正文")
    blocks = tuple(Body(findings).blocks(body))
    return Document("docx", blocks, sentences(findings.seen))


def _hidden_styles(package: Package, main: str, content: bytes) -> frozenset[str]:
    """Styles that hide text; the large style part is inflated only where the body names a style."""
    if b":pStyle" not in content and b":rStyle" not in content:
        return frozenset()
    return package.known(f"{main.rpartition('/')[0]}/styles.xml", _hiding_in) or frozenset()


def _hiding_in(styles: bytes, name: str) -> frozenset[str]:
    return _hiding(safexml.parse(opc.transitional(styles), name)) if b":vanish" in styles else frozenset()


def _hiding(styles: etree._Element) -> frozenset[str]:
    parent: dict[str, str] = {}
    hides: dict[str, bool] = {}
    for style in styles.iterchildren(f"{W}style"):
        name = style.get(f"{W}styleId", "")
        based = style.find(f"{W}basedOn")
        vanish = style.find(f"{W}rPr/{W}vanish")
        if based is not None:
            parent[name] = based.get(VAL, "")
        if vanish is not None:
            hides[name] = is_on(vanish)
    return frozenset(name for name in {*parent, *hides} if _inherited(name, parent, hides))


def _inherited(name: str, parent: dict[str, str], hides: dict[str, bool]) -> bool:
    for _ in range(_LONGEST_CHAIN):
        if name in hides:
            return hides[name]
        name = parent.get(name, "")
    return False
