"""Rich Text Format (RTF 1.9.1): final text and tables; everything else in the file is passed over."""

from __future__ import annotations

from jbgs.importers.document import Document
from jbgs.importers.notes import Finding
from jbgs.importers.rtf_reader import NOWHERE, Action, Reader
from jbgs.importers.rtf_tokens import signs


def read_rtf(data: bytes) -> Document:
    """Read an RTF file; raises ``Refused`` where it is cut off or its tables do not add up."""
    reader = Reader(_WORDS)
    for sign in signs(data[data.index(b"{") :]):
        if not reader.take(sign):
            break
    return reader.document()


def _into(destination: str) -> Action:
    def act(reader: Reader, _: int | None) -> None:
        reader.group.into = destination

    return act


def _types(text: str) -> Action:
    return lambda reader, _: reader.emit(text)


def _sets(name: str) -> Action:
    """A property that a bare word turns on and 0 turns off."""

    def act(reader: Reader, value: int | None) -> None:
        setattr(reader.group, name, value != 0)

    return act


def _number(name: str) -> Action:
    def act(reader: Reader, value: int | None) -> None:
        setattr(reader.group, name, max(value or 0, 0))

    return act


def _finds(finding: Finding) -> Action:
    return lambda reader, _: reader.seen.add(finding)


def _shape(name: str, setting: object) -> Action:
    return lambda reader, _: setattr(reader.row.next_cell, name, setting)


def _left(reader: Reader, value: int | None) -> None:
    reader.row.left = value or 0


def _right(reader: Reader, value: int | None) -> None:
    reader.row.end_cell(value or 0)


_PASSED_OVER = (
    "colortbl",
    "stylesheet",
    "info",
    "pict",
    "object",
    "filetbl",
    "revtbl",
    "header",
    "headerl",
    "headerr",
    "headerf",
    "footer",
    "footerl",
    "footerr",
    "footerf",
    "footnote",
    "listtext",
    "pntext",
    "pntxta",
    "pntxtb",
    "nonesttables",
    "shprslt",
    "sn",
    "sv",
    "tc",
    "xe",
    "rxe",
    "txe",
    "ftnsep",
    "ftnsepc",
    "ftncn",
    "aftnsep",
    "aftnsepc",
    "aftncn",
    "private",
    "template",
    "docvar",
    "falt",
    "panose",
    "annotation",
    "shpinst",
    "do",
)
_CHARACTERS = {
    "tab": "\t",
    "line": "\n",
    "emdash": "—",
    "endash": "–",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "bullet": "•",
    "emspace": "\u2003",
    "enspace": "\u2002",
}
_WORDS: dict[str, Action] = {
    **dict.fromkeys(_PASSED_OVER, _into(NOWHERE)),
    **{word: _types(text) for word, text in _CHARACTERS.items()},
    "ansicpg": Reader.set_page,
    "deff": Reader.default,
    "fonttbl": _into("fonttbl"),
    "fcharset": Reader.charset,
    "f": _number("font"),
    "u": Reader.unicode,
    "uc": _number("fallback"),
    "v": _sets("hidden"),
    "deleted": _sets("deleted"),
    "revised": _finds("tracked"),
    "plain": Reader.plain_text,
    "pard": Reader.plain_paragraph,
    "par": Reader.end_paragraph,
    "sect": Reader.end_paragraph,
    "page": Reader.end_paragraph,
    "intbl": _sets("in_table"),
    "itap": _number("level"),
    "cell": Reader.end_cell,
    "nestcell": Reader.end_nested_cell,
    "row": Reader.end_row,
    "nestrow": Reader.end_nested_row,
    "nesttableprops": _sets("nested_row"),
    "trowd": Reader.new_row,
    "trleft": _left,
    "cellx": _right,
    "clvmgf": _shape("vertical", "start"),
    "clvmrg": _shape("vertical", "on"),
    "clmrg": _shape("goes_on", True),
    "field": Reader.begin_field,
    "fldinst": _into("fldinst"),
    "fldrslt": Reader.begin_result,
    "formfield": _into("formfield"),
    "ffres": Reader.form_state,
    "ffdefres": Reader.form_default,
    "ffl": _into("ffl"),
    "shptxt": Reader.begin_box,
    "dptxbxtext": Reader.begin_box,
    "atnid": _finds("comments"),
    "result": _into(""),
}
