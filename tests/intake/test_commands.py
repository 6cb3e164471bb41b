"""``jbgs import``, ``jbgs inbox``, ``jbgs form alias`` and ``jbgs form fields``, as typed."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from openpyxl import load_workbook

from jbgs import cli, importers
from tests.helpers import make_office
from tests.intake.conftest import Post, form

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command line in a city office; exit code, stdout, stderr."""
    make_office(tmp_path / "home").store.close()
    for name, value in (("HOME", str(tmp_path / "home")), ("TODAY", "2021-06-10"), ("OPERATOR", "陈科")):
        monkeypatch.setenv(f"JBGS_{name}", value)

    def command(*words: object) -> tuple[int, str, str]:
        capsys.readouterr()
        code = cli.run([str(word) for word in words])
        return code, *capsys.readouterr()

    return command


def flawed(**changes: str | None) -> bytes:
    """A form with two errors."""
    return form(**{"总投入（万元）": "约500", "手机": None} | changes)


def test_the_json_is_what_the_contract_says(run: Run, post: Post) -> None:
    post("1.docx", form(**{"完成时限": None, "其他说明事项": "另附"}))
    post("2.doc", b"PK\x03\x04")
    code, out, err = run("import", post("3.docx", flawed(需求名称="另一项")).parent, "--json")
    said: dict[str, Any] = json.loads(out)
    assert (code, err) == (3, "")
    assert said["summary"] == {
        "files": 3, "imported": 1, "revised": 0, "unchanged": 0, "incomplete": 1, "refused": 1
    }  # fmt: skip
    files = {Path(one["path"]).name: one for one in said["files"]}
    good, bad, poor = files["1.docx"], files["2.doc"], files["3.docx"]
    assert (good["status"], good["container"], good["error"], len(good["sha256"])) == (
        "imported",
        "docx",
        None,
        64,
    )
    [one] = good["forms"]
    assert (one["form"], one["code"], one["fields"]["investment"]) == ("key", "GJ-2021-HN-001", "5000000.00")
    assert one["fields"]["deadline"] is None
    assert [(p["field"], p["level"]) for p in one["problems"]] == [("deadline", "warning")]
    assert [(u["label"], u["value"]) for u in one["unmatched"]] == [("其他说明事项", "另附")]
    assert (bad["status"], bad["error"]["code"], bad["forms"]) == ("refused", "damaged", [])
    wrong = next(p for p in poor["forms"][0]["problems"] if p["field"] == "investment")
    assert {"field", "level", "message", "label", "where", "raw"} == wrong.keys()
    assert (wrong["level"], wrong["raw"], wrong["where"][:2]) == ("error", "约500", "表1")


def test_a_person_sees_the_worst_first_and_what_to_do(run: Run, post: Post) -> None:
    post("1好.docx", form())
    post("2缺.docx", flawed(需求名称="另一项"))
    code, out, err = run("import", post("3坏.docx", b"").parent)
    assert code == 3
    assert out.index("3坏.docx") < out.index("2缺.docx") < out.index("1好.docx")
    assert "请让报送单位重新发送" in out
    assert "共 3 个文件：未能登记 1，待更正 1，已登记 1，批次 20210610-0001" in out
    assert "jbgs inbox" in out
    assert err == ""


def test_a_dry_run_says_so(run: Run, post: Post) -> None:
    path = post("甲.docx", form())
    assert "（试运行，未作改动）共 1 个文件：已登记 1" in run("import", path, "--dry-run")[1]
    assert json.loads(run("list", "--json")[1])["count"] == 0
    assert "已登记 1" in run("import", path)[1]


def test_a_defect_is_told_once_and_its_traceback_on_request(
    run: Run, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(data: bytes) -> object:
        raise ZeroDivisionError(" ".join(("a", "defect")))

    monkeypatch.setattr(importers, "read", read)
    code, out, err = run("import", post("甲.docx", form()))
    assert code == 3
    assert err.count("程序缺陷：甲.docx") == 1
    assert "ZeroDivisionError" not in out + err
    monkeypatch.setenv("JBGS_DEBUG", "1")
    told = run("import", post("甲.docx", form()))[2]
    assert ("ZeroDivisionError" in told, "in read" in told, "a defect" in told) == (True, True, False)


def test_revises_names_an_intent_too(run: Run, post: Post) -> None:
    run("import", post("意.docx", form("intent", 揭榜项目名称="没有的项目")))
    code, out, _ = run(
        "import", post("改.docx", form("intent", 揭榜项目名称="改")), "--revises", "YX-2021-001", "--json"
    )
    assert (code, json.loads(out)["files"][0]["records"]) == (0, ["intents/YX-2021-001"])


def test_inbox_tells_how_to_put_each_thing_right(run: Run, post: Post) -> None:
    run("import", post("甲.docx", flawed()), post("意.docx", form("intent", 揭榜项目名称="没有的项目")))
    code, out, _ = run("inbox")
    assert code == 0
    for text in ("GJ-2021-HN-001", "约500", "请写区号和号码", "YX-2021-001", "怎样改正"):
        assert text in "".join(out.split()) or text in out
    said = json.loads(run("inbox", "--json")[1])
    assert [one["record"] for one in said["waiting"]] == ["GJ-2021-HN-001", "YX-2021-001"]


def test_inbox_writes_a_list_and_a_letter_to_each_sender(run: Run, post: Post, tmp_path: Path) -> None:
    stray = post("意.docx", form("intent", 揭榜项目名称="没有的项目"))
    run("import", post("甲.docx", flawed()), stray, post("乙.docx", flawed(需求名称="另一项")))
    out = tmp_path / "待更正"
    code, said, _ = run("inbox", "-o", out, "--letters")
    names = ["待更正清单 2021-06-10.xlsx", "更正函 海宁甲新材料有限公司.docx", "更正函 浙江乙大学.docx"]
    assert code == 0
    assert {path.name for path in out.iterdir()} == set(names)
    assert all(name in said for name in names)
    rows = list(load_workbook(out / names[0]).active.iter_rows(values_only=True))
    heads = next(row for row in rows if "怎样改正" in row)
    senders = [row[heads.index("报送单位")] for row in rows[rows.index(heads) + 1 :] if row[0]]
    assert senders == ["海宁甲新材料有限公司"] * 4 + ["浙江乙大学"]


def test_a_letter_says_what_stood_where_and_is_free_of_commands(run: Run, post: Post, tmp_path: Path) -> None:
    run("import", post("甲.docx", flawed()), post("意.docx", form("intent", 揭榜项目名称="没有的项目")))
    run("inbox", "-o", tmp_path, "--letters")
    letter = Document(str(tmp_path / "更正函 海宁甲新材料有限公司.docx"))
    text = "\n".join(paragraph.text for paragraph in letter.paragraphs)
    assert "海宁甲新材料有限公司：" in text
    assert "2 处" in text
    assert "登记编号 GJ-2021-HN-001，2021年6月10日收到" in text
    assert "嘉兴市科学技术局" in text
    cells = [[cell.text for cell in row.cells] for row in letter.tables[0].rows]
    amount = next(row for row in cells if "约500" in row)
    assert amount[2].startswith("表1 第")
    assert amount[4:] == ["“约500”不是确定的数额", "请只写一个确定的数额，如 300万元"]
    other = Document(str(tmp_path / "更正函 浙江乙大学.docx"))
    whole = "".join(paragraph.text for paragraph in other.paragraphs) + "".join(
        cell.text for table in other.tables for row in table.rows for cell in row.cells
    )
    assert "jbgs" not in whole
    assert "请照榜单写明项目名称和榜单编号" in whole


def test_the_same_inbox_gives_the_same_names_and_legal_ones(run: Run, post: Post, tmp_path: Path) -> None:
    for number, owner in enumerate(("甲/乙公司", "甲_乙公司", None)):
        run(
            "import",
            post(f"{number}.docx", flawed(需求名称=f"{number}", 企业名称=owner, 统一社会信用代码=None)),
        )
    first = json.loads(run("inbox", "-o", tmp_path / "一", "--letters", "--json")[1])["files"]
    again = json.loads(run("inbox", "-o", tmp_path / "二", "--letters", "--json")[1])["files"]
    assert [Path(one).name for one in first] == [Path(one).name for one in again]
    assert len({Path(one).name for one in first}) == 4
    assert all(Path(one).is_file() for one in first)


def test_letters_need_a_folder(run: Run) -> None:
    code, _, err = run("inbox", "--letters")
    assert (code, "-o" in err) == (2, True)


def test_an_empty_inbox_writes_no_letters(run: Run, tmp_path: Path) -> None:
    assert len(json.loads(run("inbox", "-o", tmp_path / "空", "--letters", "--json")[1])["files"]) == 1


def test_alias_is_obeyed_by_fields_and_import(run: Run, post: Post) -> None:
    path = post("甲.docx", form(攻关内容=None, 攻坚要点="研究低温固化机理。"))
    before = json.loads(run("form", "fields", path, "--json")[1])
    assert before["forms"][0]["fields"]["content"] is None
    code, out, _ = run("form", "alias", "攻坚要点", "攻关内容", "--json")
    assert (code, json.loads(out)["added"]) == (0, True)
    after = json.loads(run("form", "fields", path, "--json")[1])
    assert after["forms"][0]["fields"]["content"] == "研究低温固化机理。"
    assert "早已是这个意思" in run("form", "alias", "攻坚要点", "content")[1]
    assert run("import", path)[0] == 0


def test_alias_refuses_by_name(run: Run, tmp_path: Path) -> None:
    code, _, err = run("form", "alias", "需求名称", "content", "--form", "附件2")
    assert (code, "已指 title" in err) == (5, True)
    code, _, err = run("form", "alias", "攻坚要点", "contents")
    assert (code, "content（攻关内容）" in err) == (2, True)
    assert "（试运行，未作改动）" in run("form", "alias", "攻坚要点", "content", "--dry-run")[1]
    assert not (tmp_path / "home" / "synonyms.toml").exists()


def test_a_broken_file_of_synonyms_stops_the_import_by_line(run: Run, post: Post, tmp_path: Path) -> None:
    (tmp_path / "home" / "synonyms.toml").write_text('"甲" = "content"\n"乙 = 1\n', "utf-8")
    code, _, err = run("import", post("甲.docx", form()))
    assert (code, "synonyms.toml 第2行" in err) == (6, True)
