"""Screening, talks and letters on several projects at once, and what refuses to be left out."""

from __future__ import annotations

from pathlib import Path

from docx import Document

from tests.cli.conftest import Jbgs, code_at

RECEIVED, BIDDING, AWARDED = (code_at(stage) for stage in ("received", "bidding", "awarded"))


def test_screening_by_a_filter_asks_for_the_count_first(full: Jbgs) -> None:
    line = ("screen", "--stage", "received", "--result", "passed", "--recommender", "海宁市科技局")
    assert full(*line).code == 2
    ran = full(*line, "--count", 1, "--json")
    assert (ran.code, ran.json["screened"][0]["stage"]) == (0, "screened")


def test_screening_item_by_item(full: Jbgs) -> None:
    ran = full("screen", RECEIVED, AWARDED, "--result", "passed", "--recommender", "x", "--each", "--json")
    assert ran.code == 3
    assert [(one["code"], one["done"]) for one in ran.json["results"]] == [(RECEIVED, True), (AWARDED, False)]


def test_a_form_that_fails_the_check_needs_a_reason(full: Jbgs) -> None:
    ran = full("screen", RECEIVED, "--result", "未通过", "--recommender", "x")
    assert (ran.code, ran.out) == (5, "")
    assert "--reason 理由" in ran.err
    assert full("screen", RECEIVED, "--result", "也许", "--recommender", "x").code == 2


def test_one_talk_about_two_projects_is_one_batch(full: Jbgs) -> None:
    ran = full("intent", "talk", BIDDING, AWARDED, "--note", "集中对接会", "--json")
    assert (ran.code, ran.json["done"]) == (0, 2)
    full("undo")
    for code in (BIDDING, AWARDED):
        assert full("show", code, "--json").json["talks"] == []


def test_letters_of_several_projects_and_a_rehearsal(full: Jbgs, tmp_path: Path) -> None:
    both = (AWARDED, code_at("contracted"))
    ran = full("intent", "letters", *both, "-o", "letters", "--sent", "--dry-run")
    assert (ran.code, Path("letters").exists()) == (0, False)
    assert full("show", AWARDED, "--json").json["award_letters"] == {}
    assert full("intent", "letters", *both, "-o", "letters").code == 0
    assert len(list(Path("letters").glob("*确定函*.docx"))) == 2
    assert full("show", AWARDED, "--json").json["award_letters"] == {}


def test_an_office_rewords_what_the_bidders_are_told(full: Jbgs, tmp_path: Path) -> None:
    own = tmp_path / "home" / "templates"
    full("report", "template", "确定揭榜单位函", "-o", own)
    document = Document(own / "letter-award.docx")
    for paragraph in document.paragraphs:
        if "合同签订后" in paragraph.text:
            paragraph.text = "请于三十日内与{{ 需求单位 }}签约。"
    document.save(own / "letter-award.docx")
    assert full("check").code == 0
    full("intent", "letters", AWARDED, "-o", "letters")
    [path] = Path("letters").glob("*确定函*.docx")
    assert any(one.text.startswith("请于三十日内与") for one in Document(path).paragraphs)


def test_letters_say_what_they_need(full: Jbgs) -> None:
    assert "没有写明做什么" in full("intent", "letters", AWARDED).err
    ran = full("intent", "letters", BIDDING, "--sent")
    assert ran.code == 5
    assert f"jbgs intent award {BIDDING}" in ran.err
