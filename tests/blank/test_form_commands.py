"""``jbgs form blank`` and ``jbgs form fields``, as typed."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from jbgs.cli import run
from jbgs.errors import OutputFault
from jbgs.exporters.blank import blank
from jbgs.forms import load
from jbgs.services.papers.templates import template

NAMES = [
    "附件1 嘉兴市科技“揭榜挂帅”项目制需求表（产业共性技术攻关类）.docx",
    "附件2 嘉兴市科技“揭榜挂帅”项目制需求表（企业关键技术攻关类）.docx",
    "附件3 嘉兴市科技“揭榜挂帅”项目制需求表（成果转化类）.docx",
    "附件4 嘉兴市科技项目“揭榜挂帅”揭榜意向表.docx",
]
FILLED = Path(__file__).parent / "data"


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    folder = tmp_path / "home"
    monkeypatch.setenv("JBGS_HOME", str(folder))
    return folder


def blanks(folder, *options):
    return run(["form", "blank", "-o", str(folder), *options])


def test_all_blanks_by_default(tmp_path, capsys):
    assert blanks(tmp_path / "out") == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == NAMES
    assert capsys.readouterr().out.count("已生成：") == 4


@pytest.mark.parametrize(
    ("track", "annex"),
    [
        ("common", 1),
        ("企业关键", 2),
        ("GJ", 2),
        ("Transfer", 3),
        ("成果转化", 3),
        ("intent", 4),
        ("附件4", 4),
        ("揭榜意向", 4),
    ],
)
def test_one_blank(tmp_path, track, annex):
    assert blanks(tmp_path / "out", "--track", track) == 0
    assert [path.name for path in (tmp_path / "out").iterdir()] == [NAMES[annex - 1]]


def test_an_unknown_form_is_wrong_usage(tmp_path, capsys):
    assert blanks(tmp_path, "--track", "附件5") == 2
    assert "附件4（intent）" in capsys.readouterr().err


def test_a_dry_run_writes_nothing(tmp_path, capsys):
    assert blanks(tmp_path / "out", "--dry-run", "--json") == 0
    assert len(json.loads(capsys.readouterr().out)["files"]) == 4
    assert not (tmp_path / "out").exists()


def test_a_filled_form_of_the_same_name_is_not_overwritten(tmp_path, capsys):
    assert blanks(tmp_path) == 0
    assert blanks(tmp_path) == 0, "the same blank again is nothing lost"
    (tmp_path / NAMES[1]).write_bytes(b"filled in")
    (tmp_path / NAMES[0]).unlink()
    assert blanks(tmp_path) == 8
    assert "未覆盖" in capsys.readouterr().err
    assert (tmp_path / NAMES[1]).read_bytes() == b"filled in"
    assert not (tmp_path / NAMES[0]).exists(), "all or nothing"


def test_a_folder_of_the_same_name_is_told(tmp_path, capsys):
    (tmp_path / NAMES[0]).mkdir()
    assert blanks(tmp_path) == 8
    assert "未覆盖" in capsys.readouterr().err


def test_an_output_folder_that_is_a_file_is_told(tmp_path, capsys):
    (tmp_path / "out").write_bytes(b"")
    assert blanks(tmp_path / "out") == 8
    assert "不能存放文件" in capsys.readouterr().err


def test_an_offices_own_form_wins(tmp_path, home):
    own = blank(load()["intent"])
    (home / "templates").mkdir(parents=True)
    (home / "templates" / "form-common.docx").write_bytes(own)
    assert blanks(tmp_path / "out") == 0
    assert (tmp_path / "out" / NAMES[0]).read_bytes() == own
    assert (tmp_path / "out" / NAMES[1]).read_bytes() == template("form-key.docx")


def test_an_own_form_that_is_no_word_file_is_an_output_fault(tmp_path, home, capsys):
    (home / "templates").mkdir(parents=True)
    (home / "templates" / "form-common.docx").write_bytes(b"PK not a document")
    assert blanks(tmp_path / "out", "--track", "common") == 8
    assert "form-common.docx：模板不是 .docx 文件" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_blanks_from_any_folder(tmp_path):
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-m", "jbgs", "form", "blank", "--track", "key"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(root), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / NAMES[1]).exists()


def test_fields_as_json(home, capsys):
    assert run(["form", "fields", str(FILLED / "key.doc"), "--json"]) == 0
    seen = json.loads(capsys.readouterr().out)
    wanted = json.loads((FILLED / "key.json").read_text("utf-8"))
    assert seen["container"] == "doc"
    assert seen["forms"][0]["form"] == "key"
    assert seen["forms"][0]["fields"] == wanted["fields"]
    by_name = {one["name"]: one for one in seen["forms"][0]["readings"]}
    assert by_name["revenue"]["raw"] == "3.61亿元"
    assert by_name["revenue"]["value"] == "361000000.00"
    assert by_name["revenue"]["where"].startswith("表1 第")
    assert not home.exists(), "looking leaves no trace"


def test_fields_for_a_person(capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "160")
    assert run(["form", "fields", str(FILLED / "intent.docx")]) == 0
    shown = capsys.readouterr().out
    assert "按附件4识别" in shown
    assert "5988888.00" in shown
    assert "表1 第" in shown


@pytest.mark.parametrize(
    ("data", "code"), [(b"", "空"), (b"%PDF-1.7\n%...", "PDF"), (blank(load()["key"]), "未填写")]
)
def test_fields_of_a_refused_file(tmp_path, capsys, data, code):
    path = tmp_path / "来件.doc"
    path.write_bytes(data)
    assert run(["form", "fields", str(path)]) == 3
    assert code in capsys.readouterr().err


def test_fields_of_a_missing_file(tmp_path, capsys):
    assert run(["form", "fields", str(tmp_path / "没有.doc"), "--json"]) == 3
    assert capsys.readouterr().out == ""


def test_a_template_that_is_nowhere_is_an_output_fault():
    with pytest.raises(OutputFault, match=r"form-none\.docx：程序自带的模板缺失"):
        template("form-none.docx")
