"""An office's own names for fields: taken by the command, kept in a file, obeyed by the next import."""

from __future__ import annotations

from pathlib import Path

import pytest

from jbgs import forms as declared
from jbgs.errors import NotAllowed, PolicyFault, WrongUsage
from jbgs.services.office import Office
from jbgs.services.receiving import synonyms
from tests.intake.conftest import Post, form, only, take


def fields(home: Path, form: str, label: str) -> str | None:
    return synonyms.forms(home)[form].names().get(label)


def test_without_a_file_the_forms_are_the_shipped_ones(tmp_path: Path) -> None:
    assert synonyms.forms(tmp_path) is declared.load()


def test_a_synonym_is_obeyed_by_the_next_import(office: Office, post: Post) -> None:
    odd = form(攻关内容=None, 攻坚要点="研究低温固化机理。")
    first = only(take(office, post("甲.docx", odd)))
    assert first.status == "incomplete"
    assert [one.label for one in first.forms[0].read.unmatched] == ["攻坚要点"]
    assert synonyms.add(office.home, "攻坚要点", "content")
    second = only(take(office, post("乙.docx", form(需求名称="另一项", 攻关内容=None, 攻坚要点="研究。"))))
    assert (second.status, second.forms[0].read.fields["content"]) == ("imported", "研究。")


def test_a_synonym_holds_for_all_forms_or_for_one(tmp_path: Path) -> None:
    assert synonyms.add(tmp_path, "诉求概述", "content")
    assert synonyms.add(tmp_path, "主要负责同志", "联系人", "key")
    assert [fields(tmp_path, key, "诉求概述") for key in ("common", "key", "transfer", "intent")] == [
        *("content", "content", "content", None)
    ]
    assert [fields(tmp_path, key, "主要负责同志") for key in ("common", "key")] == [None, "contact"]


def test_a_label_that_was_passed_over_now_counts(tmp_path: Path) -> None:
    passed = sorted(declared.load().ignored)[0]
    assert synonyms.add(tmp_path, passed, "requirements", "key")
    assert passed not in synonyms.forms(tmp_path).ignored


def test_what_is_known_already_is_not_written(tmp_path: Path) -> None:
    assert not synonyms.add(tmp_path, "需求名称", "title", "key")
    assert not (tmp_path / synonyms.FILE).exists()


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    assert synonyms.add(tmp_path, "诉求概述", "content", dry_run=True)
    assert not (tmp_path / synonyms.FILE).exists()


def test_a_label_means_one_field_of_a_form(tmp_path: Path) -> None:
    with pytest.raises(NotAllowed, match="“需求名称”在附件2中已指 title"):
        synonyms.add(tmp_path, "需求名称", "content", "key")
    synonyms.add(tmp_path, "诉求概述", "content", "key")
    with pytest.raises(NotAllowed, match="已指 content"):
        synonyms.add(tmp_path, "诉求 概述：", "targets")


def test_the_fields_that_exist_are_named(tmp_path: Path) -> None:
    with pytest.raises(WrongUsage, match=r"可用：.*content（攻关内容）"):
        synonyms.add(tmp_path, "诉求概述", "contents", "key")


def test_a_field_is_named_as_any_form_prints_it_if_that_is_clear(tmp_path: Path) -> None:
    assert synonyms.add(tmp_path, "诉求概述", "攻关内容")
    assert synonyms.add(tmp_path, "成果要旨", "成果简介", "transfer")
    with pytest.raises(WrongUsage, match=r"是几个字段的名称.*owner_kind.*bidder_kind"):
        synonyms.add(tmp_path, "机构属性", "单位性质")


@pytest.mark.parametrize("label", ["", "：", "字" * 61])
def test_what_is_no_label_is_refused(tmp_path: Path, label: str) -> None:
    with pytest.raises(WrongUsage, match="栏目名称"):
        synonyms.add(tmp_path, label, "content")


def test_what_a_clerk_wrote_in_the_file_stays(tmp_path: Path) -> None:
    path = tmp_path / synonyms.FILE
    path.write_text(
        '# 海宁的叫法\n"诉求概述" = "content"  # 2021\n\n[key]\n"带头人" = "contact"\n', "utf-8-sig"
    )
    synonyms.add(tmp_path, '难点\\要点"', "targets")
    synonyms.add(tmp_path, "联系同志", "contact", "key")
    synonyms.add(tmp_path, "牵头专家", "leader", "intent")
    text = path.read_text("utf-8")
    assert "# 海宁的叫法" in text
    assert "# 2021" in text
    assert fields(tmp_path, "common", "诉求概述") == "content"
    assert fields(tmp_path, "key", "带头人") == fields(tmp_path, "key", "联系同志") == "contact"
    assert fields(tmp_path, "intent", "牵头专家") == "leader"
    assert "targets" in [fields(tmp_path, "key", name) for name in declared_names(tmp_path)]


def declared_names(home: Path) -> set[str]:
    """The labels that the office added to 附件2."""
    return set(synonyms.forms(home)["key"].names()) - set(declared.load()["key"].names())


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ('"甲" = "content"\n"乙 = "title"\n', 2, "写法有误"),
        ('"甲" = "content"\n"甲" = "targets"\n', 2, "写法有误"),
        ('"甲" = "no_field"\n', 1, "没有字段"),
        ('\n"甲" = 3\n', 2, "没有字段"),
        ('[keys]\n"甲" = "content"\n', 1, "没有“keys”这种表"),
        ('"甲" = "content"\n\n[key]\n"单位名称" = "title"\n', 4, "已指 owner"),
        ('"甲" = "content"\n[key]\n"甲" = "targets"\n', 1, "已指 content"),
        ('"" = "content"\n', 1, "不是栏目名称"),
    ],
)
def test_a_broken_file_is_named_by_line(tmp_path: Path, text: str, line: int, said: str) -> None:
    (tmp_path / synonyms.FILE).write_text(text, "utf-8")
    with pytest.raises(PolicyFault, match=said) as fault:
        synonyms.forms(tmp_path)
    assert [one.where for one in fault.value.problems] == [f"synonyms.toml 第{line}行"]


def test_every_broken_line_is_named(tmp_path: Path) -> None:
    (tmp_path / synonyms.FILE).write_text('"甲" = 1\n"乙" = 2\n', "utf-8")
    with pytest.raises(PolicyFault) as fault:
        synonyms.forms(tmp_path)
    assert len(fault.value.problems) == 2


def test_a_file_in_another_encoding_is_named(tmp_path: Path) -> None:
    (tmp_path / synonyms.FILE).write_bytes('"甲" = "content"'.encode("gb18030"))
    with pytest.raises(PolicyFault, match="UTF-8"):
        synonyms.forms(tmp_path)
