"""Letters from Word templates: checked against what they are offered, then filled in.

A template comes from an office's folder and is not trusted: before anything runs, its code is read and
refused where it is more than texts, lists and conditions on the facts that it is offered; then it runs
in Jinja's sandbox. A fact is put in as plain text with its braces and angles spelled out, so that it
cannot become code or markup at any later step.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from copy import deepcopy
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, Any

from docx import Document
from docx.oxml.ns import qn

from jbgs.errors import OutputFault, Problem
from jbgs.exporters import docx_layout as layout
from jbgs.exporters.letter import Writer, sign
from jbgs.exporters.template_code import faults_in
from jbgs.exporters.text import lines
from jbgs.exporters.titles import balance
from jbgs.reports.draft import Annexes, Attachments, Content, Draft, Drawn, Offer, Passage
from jbgs.reports.table import Block, Table

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docxtpl import DocxTemplate
    from jinja2 import Environment

_PARAGRAPH = "\a"  # how docxtpl is asked for another paragraph
_KNOWN = 32  # templates: all that ship
_HOW = "在 Word 中改正后重试；可用的项见 jbgs report template --fields"


def faults(template: bytes, offer: Offer, where: str) -> list[Problem]:
    """Everything in a template that cannot be filled in, each with the template's and the field's name."""
    try:
        return [problem for source in _code(template) for problem in faults_in(source, offer.fields, where)]
    except (KeyError, ValueError, AttributeError, SyntaxError) as broken:
        return [_broken(where, str(broken))]


def fill(template: bytes, draft: Draft, offer: Offer, where: str) -> bytes:
    """The .docx file that a template makes of some facts; raises ``OutputFault`` with all its faults."""
    if found := faults(template, offer, where):
        raise OutputFault(*found)
    drawn: dict[str, Drawn] = {}
    context = {name: _fact(value, drawn) for name, value in draft.facts.items()}
    document = Document(BytesIO(_rendered(_opened(template), context, where)))
    layout.complete(document)
    _draw(document, drawn, where)
    sign(document)
    balance(document)
    layout.name(document, " ".join(lines(draft.title)))
    return layout.saved(document)


def _opened(template: bytes) -> DocxTemplate:
    from docxtpl import DocxTemplate

    made = DocxTemplate(BytesIO(template))
    made.init_docx()
    return made


@lru_cache(maxsize=_KNOWN)
def _code(template: bytes) -> tuple[str, ...]:
    """All code of a template; of one by which many letters are written it is taken out once."""
    return tuple(_sources(_opened(template)))


def _sources(made: DocxTemplate) -> Iterator[str]:
    """The template's code part by part, as Jinja will get it."""
    yield made.patch_xml(made.get_xml())
    for uri in (made.HEADER_URI, made.FOOTER_URI):
        for _, part in made.get_headers_footers(uri):
            yield made.patch_xml(made.get_part_xml(part))
    for part in made.docx.part.package.parts:
        if part.content_type.endswith(".footnotes+xml"):
            yield made.patch_xml(part.blob.decode("utf-8"))
    properties = made.docx.core_properties
    names = ("author", "comments", "identifier", "language", "subject", "title")
    yield " ".join(getattr(properties, name) for name in names)


def _fact(value: Content, drawn: dict[str, Drawn]) -> Any:
    """A fact as Jinja gets it; what is drawn is a mark in whose paragraph's place that is done afterwards."""
    if isinstance(value, Drawn):
        mark = f"[{secrets.token_hex(12)}]"
        drawn[mark] = value
        return mark
    if isinstance(value, str):
        return _plain(value)
    return [{key: _fact(one, drawn) for key, one in item.items()} for item in value]


def _plain(text: str) -> Any:
    from markupsafe import Markup, escape

    spelled = str(escape(_PARAGRAPH.join(lines(text)) if text else ""))
    return Markup(spelled.replace("{", "&#123;").replace("}", "&#125;"))  # noqa: S704  # escaped above


def environment() -> Environment:
    """Jinja with nothing to call, and an error for what is not there."""
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    made = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=True)
    made.globals.clear()
    made.filters = {name: made.filters[name] for name in ("length", "count")}
    return made


def _rendered(made: DocxTemplate, context: Mapping[str, Any], where: str) -> bytes:
    from jinja2 import TemplateError
    from lxml.etree import LxmlError

    stream = BytesIO()
    try:
        made.render(dict(context), environment(), autoescape=True)
        made.docx.save(stream)
    except (TemplateError, LxmlError, KeyError, ValueError, AttributeError, TypeError) as broken:
        raise OutputFault(_broken(where, str(broken))) from broken
    return stream.getvalue()


def _broken(where: str, why: str) -> Problem:
    return Problem(f"模板写法有误（{' '.join(why.split())[:200]}）", where=where, remedy=_HOW)


def _draw(document: WordDocument, drawn: Mapping[str, Drawn], where: str) -> None:
    body = document.element.body
    for paragraph in list(document.paragraphs):
        text = paragraph.text.strip()
        if text in drawn and paragraph._p.getparent() is body:
            _draw_at(document, paragraph._p, drawn[text])
    left = "".join(node.text or "" for node in body.iter(qn("w:t")))
    if any(mark in left for mark in drawn):
        raise OutputFault(
            Problem("表格等项没有单独成段（不能放在文字中间或表格里）", where=where, remedy=_HOW)
        )


def _draw_at(document: WordDocument, mark: Any, content: Drawn) -> None:
    """Draw something in a paragraph's place; a table that must lie down gets pages of its own."""
    body = document.element.body
    usual, before = deepcopy(body.sectPr), set(body)
    last = mark.getnext() is body.sectPr
    writer = Writer(document, landscape=layout.lies(document.sections[-1]))
    if isinstance(content, Table):
        content = Passage((Block(table=content),))
    if isinstance(content, Annexes):
        writer.annexes(content.tables)
    elif isinstance(content, Attachments):
        writer.attachments(content.names)
    else:
        for block in content.blocks:
            writer.block(block)
    if not last:  # what follows goes on as it was
        writer.turn(landscape=writer.usual)
        body.replace(body.sectPr, usual)
    for made in [one for one in body if one not in before and one not in (usual, body.sectPr)]:
        mark.addprevious(made)
    body.remove(mark)
