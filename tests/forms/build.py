"""Documents built by hand: what a reader returns, without a file."""

from __future__ import annotations

from collections.abc import Sequence

from jbgs.forms import FormKey, load
from jbgs.importers.document import Cell, Document, Paragraph, Table
from jbgs.importers.form import FormRead, understand

Written = str | tuple[str, int, int] | tuple[str, int, int, tuple[Table, ...]]


def table(*rows: Sequence[Written]) -> Table:
    """A table from rows of texts, or of ``(text, columns, rows)`` for merged cells."""
    taken: set[tuple[int, int]] = set()
    built = []
    for number, row in enumerate(rows):
        cells, col = [], 0
        for written in row:
            text, cols, tall, *inner = (written, 1, 1) if isinstance(written, str) else written
            while (number, col) in taken:
                col += 1
            taken |= {(number + r, col + c) for r in range(tall) for c in range(cols)}
            cells.append(Cell(number, col, tall, cols, text, *inner))
            col += cols
        built.append(tuple(cells))
    return Table(tuple(built))


def document(*blocks: str | Table, container: str = "docx") -> Document:
    """A document of paragraphs and tables."""
    return Document(container, tuple(Paragraph(b) if isinstance(b, str) else b for b in blocks))


def region(text: str) -> str | None:
    """A small stand-in for the policy's table of regions."""
    names = ("南湖区", "秀洲区", "嘉善县", "海盐县", "海宁市", "平湖市", "桐乡市")
    known = {name: name for name in names} | {name[:-1]: name for name in names}
    known |= {"经开区": "嘉兴经济技术开发区（国际商务区）", "港区": "嘉兴港区", "嘉兴港区": "嘉兴港区"}
    plain = "".join(text.split()).removeprefix("浙江省").removeprefix("嘉兴市").removesuffix("科技局")
    return known.get(plain)


def read_all(*blocks: str | Table | Document, only: FormKey | None = None) -> tuple[FormRead, ...]:
    """The forms in a document, or in one made of these blocks."""
    whole = blocks[0] if isinstance(blocks[0], Document) else document(*blocks)  # type: ignore[arg-type]
    return understand(whole, load(), region=region, only=only).forms


def read(*blocks: str | Table | Document, only: FormKey | None = None) -> FormRead:
    """The one form in a document."""
    (form,) = read_all(*blocks, only=only)
    return form
