"""Parts that many files have in common are read once, and never taken for one another."""

from __future__ import annotations

import pytest

from jbgs.errors import Refused
from jbgs.importers import package as packages
from jbgs.importers import read
from jbgs.importers.document import Document, Paragraph
from jbgs.importers.package import Package

from .build import W, docx, p, package

NAME = "word/styles.xml"


@pytest.fixture(autouse=True)
def _nothing_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "_known", {})


def styles(*hiding: str) -> str:
    each = (f'<w:style w:styleId="{name}"><w:rPr><w:vanish/></w:rPr></w:style>' for name in hiding)
    return f'<w:styles xmlns:w="{W}">{"".join(each)}</w:styles>'


def read_length(content: bytes, _: str) -> int:
    return len(content)


def shown(document: Document) -> str:
    return "".join(block.text for block in document.blocks if isinstance(block, Paragraph))


def test_the_same_bytes_are_read_once() -> None:
    seen: list[bytes] = []

    def reading(content: bytes, _: str) -> int:
        seen.append(content)
        return len(seen)

    first, again = (package({NAME: "甲", "else": str(n)}) for n in range(2))
    assert [Package(data).known(NAME, reading) for data in (first, again)] == [1, 1]
    assert seen == ["甲".encode()]
    assert Package(package({NAME: "乙"})).known(NAME, reading) == 2
    assert Package(package({"word/other.xml": "甲"})).known("word/other.xml", reading) == 3
    assert Package(first).known(NAME, lambda content, _: content) == "甲".encode()
    assert Package(first).known("word/none.xml", reading) is None


def test_styles_of_one_file_do_not_hide_text_of_another() -> None:
    body = "".join(
        p(text, f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>') for text, style in (("甲", "a"), ("乙", "b"))
    )
    for _ in range(2):
        assert shown(read(docx(body, {NAME: styles("a")}))) == "乙"
        assert shown(read(docx(body, {NAME: styles("b")}))) == "甲"
        assert shown(read(docx(body, {NAME: styles()}))) == "甲乙"


def test_a_checksum_is_checked_though_the_bytes_are_known() -> None:
    good = package({NAME: styles("a")})
    assert Package(good).known(NAME, read_length)
    at = good.index(b"PK\x01\x02") + 16
    wrong = good[:at] + bytes([good[at] ^ 1]) + good[at + 1 :]
    with pytest.raises(Refused, match="校验和"):
        Package(wrong).known(NAME, read_length)


def test_known_parts_count_towards_the_total(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "MAX_TOTAL", 150)
    opened = Package(package({NAME: "x" * 100}))
    assert opened.known(NAME, read_length) == 100
    with pytest.raises(Refused, match="过大"):
        opened.known(NAME, read_length)


def test_what_is_remembered_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "_KNOWN_PARTS", 3)
    for number in range(5):
        Package(package({NAME: str(number)})).known(NAME, read_length)
    assert len(packages._known) == 3
    packages._known.clear()
    monkeypatch.setattr(packages, "_KNOWN_SIZE", 9)
    Package(package({NAME: "x" * 10})).known(NAME, read_length)
    assert not packages._known
