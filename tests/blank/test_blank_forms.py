"""The blank forms: as declared, fit to print and to fill in, and read back to the letter."""

import json
import tomllib
from functools import cache
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document
from docx.oxml.ns import qn

from jbgs import importers
from jbgs.errors import Refused
from jbgs.exporters.blank import blank
from jbgs.forms import load
from jbgs.importers.form import understand
from jbgs.policy import load as load_policy
from jbgs.values import normalise_label
from tools.filling import expected, fill

HERE = Path(__file__).parent
TEMPLATES = HERE.parents[1] / "templates"
FORMS, POLICY = load(), load_policy()
FILLED = tomllib.loads((HERE / "filled.toml").read_text("utf-8"))
EVERY = pytest.mark.parametrize("key", list(FORMS.forms))


@cache
def empty(key):
    return blank(FORMS[key])


def region(text):
    found = POLICY.find_region(text)
    return found.name if found else None


def read_form(data):
    understood = understand(importers.read(data), FORMS, region=region)
    assert len(understood.forms) == 1
    return understood.forms[0]


def drawn(package):
    """What we say in a file; the rest is python-docx's."""
    with ZipFile(BytesIO(package)) as archive:
        return {name: archive.read(f"word/{name}.xml") for name in ("document", "styles", "footer1")}


@EVERY
def test_the_shipped_templates_are_what_the_declaration_gives(key):
    shipped = (TEMPLATES / f"form-{key}.docx").read_bytes()
    assert drawn(shipped) == drawn(empty(key)), "run tools/make_templates.py"


@EVERY
def test_the_same_declaration_makes_the_same_bytes(key):
    assert blank(FORMS[key]) == empty(key)


@EVERY
def test_every_field_is_there_once_in_the_declared_order(key):
    form = FORMS[key]
    names, found = form.names(), []
    for row in Document(BytesIO(empty(key))).tables[0]._tbl.tr_lst:
        cells = ["\n".join(p.text for p in cell.p_lst) for cell in row.tc_lst]
        found += [names[normalise_label(label)] for label in cells[::2] if len(cells) > 1]
    assert found == list(form.fields)


@EVERY
def test_title_annex_units_and_options_are_printed(key):
    form = FORMS[key]
    document = Document(BytesIO(empty(key)))
    assert document.paragraphs[0].text == f"附件{form.annex}"
    assert form.title in "".join(paragraph.text for paragraph in document.paragraphs)
    printed = "".join("".join(document.element.body.itertext()).split())
    for spec in form.fields.values():
        assert all(f"□{choice}" in printed for choice in spec.choices)
        assert not spec.unit or f"{spec.label}（{spec.unit}）" in printed
        assert "".join(spec.hint.split()) in printed


@EVERY
def test_widths_are_given_to_word_and_to_wps_and_add_up(key):
    document = Document(BytesIO(empty(key)))
    section, table = document.sections[0], document.tables[0]._tbl
    room = section.page_width.twips - section.left_margin.twips - section.right_margin.twips
    grid = [int(column.get(qn("w:w"))) for column in table.tblGrid.gridCol_lst]
    assert abs(sum(grid) - room) <= 1
    assert int(table.tblPr.find(qn("w:tblW")).get(qn("w:w"))) == sum(grid)
    for row in table.tr_lst:
        assert sum(int(cell.tcPr.find(qn("w:tcW")).get(qn("w:w"))) for cell in row.tc_lst) == sum(grid)
        assert sum(cell.grid_span for cell in row.tc_lst) == len(grid)


@EVERY
def test_only_rows_of_paragraphs_may_go_over_a_page_break(key):
    form = FORMS[key]
    names = form.names()
    for row in Document(BytesIO(empty(key))).tables[0]._tbl.tr_lst:
        label = "".join(p.text for p in row.tc_lst[0].p_lst)
        long = len(row.tc_lst) > 1 and form.fields[names[normalise_label(label)]].kind == "text"
        assert (row.trPr.find(qn("w:cantSplit")) is None) == long


@EVERY
def test_an_untouched_form_is_blank(key):
    with pytest.raises(Refused) as caught:
        read_form(empty(key))
    assert caught.value.code == "blank-form"


@EVERY
@pytest.mark.parametrize("tick", "☑■√☒")
def test_what_is_typed_is_read(key, tick):
    form = FORMS[key]
    values = FILLED[key]["values"]
    assert values.keys() == form.fields.keys(), "a form filled in to the last field"
    form_read = read_form(fill(empty(key), form, values, tick=tick))
    fields, extras = expected(form, values, FILLED[key]["read"])
    assert form_read.form == key
    assert form_read.fields == fields
    assert form_read.extras == extras
    assert form_read.unmatched == ()
    assert [one.field for one in form_read.problems if one.level == "error"] == []


@EVERY
@pytest.mark.parametrize("suffix", [".docx", ".doc"])
def test_what_libreoffice_saved_is_read(key, suffix):
    """The files of tools/make_filled.py."""
    form_read = read_form((HERE / "data" / f"{key}{suffix}").read_bytes())
    wanted = json.loads((HERE / "data" / f"{key}.json").read_text("utf-8"))
    assert form_read.form == key
    assert form_read.fields == wanted["fields"]
    assert form_read.extras == wanted["extras"]
    assert form_read.unmatched == ()


@EVERY
@pytest.mark.parametrize("start", [0, 1])
def test_no_value_strays_into_an_empty_neighbour(key, start):
    """Every other field is filled in."""
    form, read = FORMS[key], FILLED[key]["read"]
    values = dict([*FILLED[key]["values"].items()][start::2])
    form_read = read_form(fill(empty(key), form, values))
    found = {name: text for name, text in (form_read.fields | form_read.extras).items() if text is not None}
    assert found.keys() == {name for name in values if read.get(name) != ""}
