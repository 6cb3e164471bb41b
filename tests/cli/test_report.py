"""``jbgs report``: what is sent stays, papers of a month's end, papers that people changed, templates."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from jbgs.reports.registry import REPORTS
from tests.cli.conftest import Jbgs, Ran, code_at

ROOT = Path(__file__).parents[2]
JUNE = ("report", "monthly", "--month", "2021-06")
LATE = ("contract", "pay", code_at("contracted"), "--amount", "1万元", "--invoice", "9", "--voucher", "9")


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def sent(full: Jbgs, *more: object) -> Ran:
    return full(*JUNE, "--sent", "--on", "2021-07-04", "-o", "sent", *more)


# -- every report

OPTIONS: dict[str, tuple[str, ...]] = {
    "monthly": ("--month", "2021-06"),
    "listing": ("--listing", "2021-01"),
    "announcement": ("--listing", "2021-01"),
    "approval": (),
    "publicity": ("--of", "揭榜结果", code_at("awarded")),
    "subsidy": (),
    "summary": ("--year", "2021"),
    "sent": ("--year", "2021"),
    "visits": ("--quarter", "2021Q3"),
    "inspection": ("--quarter", "2021Q3"),
    "dossier": (code_at("subsidised"),),
}


def test_every_report_is_tried_here() -> None:
    assert set(OPTIONS) == set(REPORTS) - {"review"}  # which needs a round: test_panel_commands


@pytest.mark.parametrize("name", OPTIONS)
def test_json_writes_nothing_and_text_only_shows(full: Jbgs, tmp_path: Path, name: str) -> None:
    args = ("report", name, *OPTIONS[name], "-o", "papers")
    assert full(*args, "--json").json
    ran = full(*args, "--format", "text")
    assert ran.code == 0, ran.err
    assert ran.out.strip()
    assert not (tmp_path / "papers").exists()


@pytest.mark.parametrize("name", OPTIONS)
def test_papers_by_format(full: Jbgs, tmp_path: Path, name: str) -> None:
    args = ("report", name, *OPTIONS[name])
    full(*args, "-o", "both")
    both = files(tmp_path / "both")
    for form, suffix in (("excel", ".xlsx"), ("word", ".docx")):
        full(*args, "--format", form, "-o", form)
        wanted = {name: data for name, data in both.items() if name.endswith(suffix)}
        assert (files(tmp_path / form) if wanted else {}) == wanted


@pytest.mark.parametrize("name", OPTIONS)
def test_a_dry_run_writes_nothing(full: Jbgs, tmp_path: Path, name: str) -> None:
    ran = full("report", name, *OPTIONS[name], "-o", "papers", "--dry-run")
    assert "（试运行，未作改动）已生成" in ran.out
    assert not (tmp_path / "papers").exists()
    assert not (tmp_path / "home" / "papers.json").exists()


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("monthly",), "缺少选项 --month"),
        (("publicity", code_at("awarded")), "缺少选项 --of"),
        (("publicity", "--of", "别的"), "不是公示的种类"),
        (("publicity", "--of", "award"), "没有写明公示哪些项目"),
        (("dossier",), "没有写明项目"),
        (("summary", "--year", "2022"), "还没有到"),
        (("monthly", "--month", "2021-06", "--format", "pdf"), "--format"),
        (("approval", "--start", "2021-08-02", "--end", "2021-08-01"), "之后"),
        (("all",), "缺少选项 --month"),
        (("inspection",), "没有写明哪个月或哪个季度"),
        (("inspection", "--month", "2021-06", "--quarter", "2021Q2"), "只能写一个"),
        (("template", "没有的"), "没有“没有的”这个模板"),
    ],
)
def test_wrong_usage(full: Jbgs, args: tuple[str, ...], said: str) -> None:
    ran = full("report", *args)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_publicity_of_what_is_not_so_is_refused_by_name(full: Jbgs) -> None:
    ran = full("report", "publicity", "--of", "award", code_at("received"), code_at("listed"))
    assert ran.code == 5
    assert code_at("received") in ran.err
    assert code_at("listed") in ran.err
    ran = full("report", "publicity", "--of", "subsidy", code_at("received"))
    assert (ran.code, "没有可以拨付的补助" in ran.err) == (5, True)
    ran = full("report", "approval", code_at("received"))
    assert (ran.code, "须先经过" in ran.err) == (5, True)


def test_filters_name_the_projects(full: Jbgs) -> None:
    found = full("report", "publicity", "--of", "award", "--stage", "已揭榜", "--json").json
    assert [one["code"] for one in found["projects"]] == [code_at("awarded")]


def test_a_publicity_on_record_gives_the_letter_its_days(full: Jbgs, tmp_path: Path) -> None:
    awarded = code_at("awarded")
    line = ("report", "publicity", "--of", "award", awarded)
    assert full(*line, "--json").json["period"] == "自公示之日起5个工作日"
    full("publicity", "open", awarded, "--subject", "award", "--start", "2021-09-13", "--on", "2021-09-13")
    told = full(*line, "--json").json
    assert (told["period"], told["publicity"]) == ("2021年9月13日至9月18日（5个工作日）", "GS-2021-002")
    full(*line, "-o", "papers")
    [path] = (tmp_path / "papers").glob("*.docx")
    texts = [one.text for one in Document(path).paragraphs]
    assert any("公示期2021年9月13日至9月18日（5个工作日）。" in one for one in texts)
    assert "2021年9月13日" in texts
    other = full(*line, "--start", "2021-10-08", "--json").json
    assert (other["period"], other["publicity"]) == ("自2021年10月8日起5个工作日", None)
    both = full(*line, code_at("contracted"), "--json").json
    assert (both["period"], both["publicity"]) == ("自公示之日起5个工作日", None)


# -- as it was sent


def test_what_was_sent_stays_and_what_came_later_stands_apart(full: Jbgs, tmp_path: Path) -> None:
    before = full(*JUNE, "--json").json
    assert (before["sent"], before["differences"], before["due"]) == (None, [], "2021-07-05")
    ran = sent(full)
    assert ran.out.splitlines()[-1] == "已登记报送（2021-07-04）"
    assert full(*LATE, "--on", "2021-07-01").code == 0
    assert (
        full("edit", code_at("published"), "title=新名称", "--reason", "笔误", "--on", "2021-06-30").code == 0
    )
    ran = full(*JUNE, "--json")
    after = ran.json
    assert {key: after[key] for key in ("rows", "total", "year_rows", "projects", "months")} == {
        key: before[key] for key in ("rows", "total", "year_rows", "projects", "months")
    }
    [change] = after["differences"]
    assert (change["part"], change["figure"], change["sent"], change["now"]) == (
        "projects",
        "title",
        "项目published",
        "新名称",
    )
    assert [(one["kind"], one["by"], one["note"], one["code"]) for one in change["events"]] == [
        ("edited", "陈科", "笔误", code_at("published"))
    ]
    assert after["sent"]["late"] is False
    assert {one["name"]: one["sha256"] for one in after["sent"]["files"]} == {
        name: hashlib.sha256(data).hexdigest() for name, data in files(tmp_path / "sent").items()
    }
    assert "报送后有 1 处变动" in ran.err


def test_the_differences_stand_in_the_papers(full: Jbgs, tmp_path: Path) -> None:
    sent(full)
    full("edit", code_at("published"), "title=新名称", "--reason", "笔误", "--on", "2021-06-30")
    ran = full(*JUNE, "-o", "now")
    assert "报送后有 1 处变动" in ran.err
    text = "\n".join(one.text for one in Document(tmp_path / "now/揭榜情况月报 2021-06.docx").paragraphs)
    assert "五、报送后的变动" in text
    import openpyxl

    book = openpyxl.load_workbook(tmp_path / "now/揭榜情况月报 2021-06.xlsx")
    [row] = [row for row in book["报送后的变动"].iter_rows(values_only=True) if row[0] == 1]
    assert row[1:6] == ("项目清单", code_at("published"), "项目名称", "项目published", "新名称")


def test_without_changes_the_papers_are_those_that_were_sent(full: Jbgs, tmp_path: Path) -> None:
    sent(full)
    assert full(*JUNE, "-o", "now").code == 0
    assert files(tmp_path / "now") == files(tmp_path / "sent")


def test_sent_again_only_with_a_reason(full: Jbgs) -> None:
    sent(full)
    again = sent(full)
    assert (again.code, "已于 2021-07-04 报送" in again.err) == (5, True)
    full("edit", code_at("published"), "title=新名称", "--reason", "笔误", "--on", "2021-06-30")
    assert sent(full, "--reason", "更正名称").code == 0
    told = full(*JUNE, "--json").json
    assert (told["differences"], told["sent"]["on"]) == ([], "2021-07-04")
    assert "新名称" in {one["title"] for one in told["projects"]}


def test_a_month_that_is_not_over_is_not_sent(full: Jbgs) -> None:
    ran = full("report", "monthly", "--month", "2021-12", "--sent", "-o", "sent")
    assert (ran.code, "还没有结束" in ran.err) == (5, True)


def test_a_dry_run_sends_nothing_and_undo_takes_it_back(full: Jbgs, tmp_path: Path) -> None:
    assert sent(full, "--dry-run").code == 0
    assert full(*JUNE, "--json").json["sent"] is None
    assert not (tmp_path / "sent").exists()
    sent(full)
    assert full("check", "--json").json["counts"]["sent"] == 1
    full("undo")
    assert full(*JUNE, "--json").json["sent"] is None


def test_what_cannot_be_written_is_not_sent(full: Jbgs, tmp_path: Path) -> None:
    (tmp_path / "sent").mkdir()
    (tmp_path / "sent" / "揭榜情况月报 2021-06.docx").write_bytes(b"mine")
    assert sent(full).code == 8
    assert full(*JUNE, "--json").json["sent"] is None
    assert files(tmp_path / "sent") == {"揭榜情况月报 2021-06.docx": b"mine"}


def test_lateness_by_region(full: Jbgs) -> None:
    sent(full)
    full(*JUNE, "--region", "海宁", "--sent", "--on", "2021-07-08", "-o", "sent")
    rows = full("report", "sent", "--year", "2021", "--json").json["rows"]
    told = {(row["region"], row["month"]): row["state"] for row in rows}
    assert told[None, "2021-06"] == "in_time"
    assert told["海宁市", "2021-06"] == "late"
    assert told["海宁市", "2021-07"] == told[None, "2021-07"] == "missing"
    assert {region for region, _ in told} == {None, "海宁市"}
    assert told[None, "2021-12"] == "open"


# -- what people changed


def test_a_paper_that_somebody_changed_is_not_overwritten(full: Jbgs, tmp_path: Path) -> None:
    full(*JUNE, "-o", "papers")
    path = tmp_path / "papers" / "揭榜情况月报 2021-06.docx"
    ours = path.read_bytes()
    path.write_bytes(b"changed")
    ran = full(*JUNE, "-o", "papers")
    assert (ran.code, ran.out) == (8, "")
    assert path.name in ran.err
    assert ".xlsx" not in ran.err
    assert path.read_bytes() == b"changed"
    assert full(*JUNE, "-o", "papers", "--force").code == 0
    assert path.read_bytes() == ours


def test_what_jbgs_wrote_is_overwritten_by_newer_figures(full: Jbgs, tmp_path: Path) -> None:
    full(*JUNE, "-o", "papers")
    before = files(tmp_path / "papers")
    full("edit", code_at("published"), "title=新名称", "--reason", "笔误", "--on", "2021-06-30")
    assert full(*JUNE, "-o", "papers").code == 0
    assert files(tmp_path / "papers") != before


def test_a_lost_memory_overwrites_nothing(full: Jbgs, tmp_path: Path) -> None:
    full(*JUNE, "-o", "papers")
    (tmp_path / "home" / "papers.json").write_text("[broken")
    full("edit", code_at("published"), "title=新名称", "--reason", "笔误", "--on", "2021-06-30")
    assert full(*JUNE, "-o", "papers").code == 8
    assert full("report", "monthly", "--month", "2021-05", "-o", "papers").code == 0


# -- a month's end


def month_end(full: Jbgs, month: str = "2021-06") -> Any:
    ran = full("report", "all", "--month", month, "-o", "end", "--quiet", "--json")
    assert (ran.code, ran.err) == (0, "")
    return ran.json


def test_all_papers_of_a_month_with_their_manifest(full: Jbgs, tmp_path: Path) -> None:
    told = month_end(full)
    there = files(tmp_path / "end")
    assert set(there) == {one["name"] for one in told["files"]}
    assert {"monthly", "listing", "subsidy"} <= set(told["reports"])
    manifest = json.loads(there.pop("清单 2021-06.json"))
    assert {one["name"]: one["sha256"] for one in manifest["files"]} == {
        name: hashlib.sha256(data).hexdigest() for name, data in there.items()
    }
    assert {
        "揭榜情况月报 2021-06.xlsx",
        "揭榜情况月报 2021-06.docx",
        "补助资金安排表 2021-06-30.xlsx",
    } <= set(there)


def test_the_same_again_changes_no_file_on_any_day(
    full: Jbgs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    month_end(full, "2021-05")
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "end").iterdir()}
    monkeypatch.setenv("JBGS_TODAY", "2022-10-01")
    told = month_end(full, "2021-05")
    assert not any(one["written"] for one in told["files"])
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "end").iterdir()} == before


def test_one_changed_paper_stops_all_of_them(full: Jbgs, tmp_path: Path) -> None:
    month_end(full)
    (tmp_path / "end" / "补助资金安排表 2021-06-30.xlsx").write_bytes(b"changed")
    full("edit", code_at("published"), "title=新名称", "--reason", "笔误", "--on", "2021-06-30")
    before = files(tmp_path / "end")
    ran = full("report", "all", "--month", "2021-06", "-o", "end", "--quiet", "--json")
    assert (ran.code, ran.out) == (8, "")
    assert files(tmp_path / "end") == before


def test_without_quiet_it_says_what_it_did(full: Jbgs) -> None:
    said = full("report", "all", "--month", "2021-05", "-o", "end").out.splitlines()
    assert all(line.startswith("已生成：") for line in said)
    again = full("report", "all", "--month", "2021-05", "-o", "end").out.splitlines()
    assert [line.replace("无变化", "已生成") for line in again] == said
    assert full("report", "all", "--month", "2021-05", "-o", "end", "--quiet").out == ""


@pytest.mark.skipif(os.name == "nt", reason="the .sh is for Linux; Windows has the .bat")
def test_the_example_script_runs(full: Jbgs, tmp_path: Path) -> None:
    launcher = tmp_path / "jbgs"
    launcher.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m jbgs "$@"\n')
    launcher.chmod(0o755)
    settings = {
        **os.environ,
        "JBGS": str(launcher),
        "JBGS_HOME": str(tmp_path / "home"),
        "PYTHONPATH": str(ROOT),
    }
    script = [str(ROOT / "docs" / "month-end.sh"), "2021-05", str(tmp_path / "cron")]
    done = subprocess.run(script, env=settings, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    folder = tmp_path / "cron"
    assert "清单 2021-05.json" in files(folder)
    (folder / "清单 2021-05.json").write_text("changed")
    (tmp_path / "home" / "papers.json").unlink()
    done = subprocess.run(script, env=settings, capture_output=True, text=True, check=False)
    assert done.returncode == 8
    assert "清单 2021-05.json" in done.stderr


# -- templates


def own_template(full: Jbgs, tmp_path: Path, old: str, new: str) -> Path:
    """The announcement's template in the office's folder, with one text changed as Word would."""
    full("report", "template", "榜单公告", "-o", tmp_path / "home" / "templates")
    path = tmp_path / "home" / "templates" / "letter-announcement.docx"
    document = Document(path)
    for paragraph in document.paragraphs:
        if old in paragraph.text:
            paragraph.runs[0].text = paragraph.text.replace(old, new)
            for run in paragraph.runs[1:]:
                run.text = ""
    document.save(path)
    return path


def test_an_office_rewords_its_letter(full: Jbgs, tmp_path: Path) -> None:
    own_template(full, tmp_path, "现发布", "经研究，现发布")
    assert full("check").code == 0
    full("report", "announcement", "--listing", "2021-01", "-o", "papers")
    [path] = (tmp_path / "papers").iterdir()
    assert any(one.text.startswith("经研究，现发布") for one in Document(path).paragraphs)


def test_a_misspelt_field_is_found_before_the_months_end(full: Jbgs, tmp_path: Path) -> None:
    own_template(full, tmp_path, "{{ 单位 }}", "{{ 单立 }}")
    ran = full("check")
    assert ran.code == 8
    assert "templates/letter-announcement.docx（本单位）：没有“单立”这一项，是不是“单位”？" in ran.out
    ran = full("report", "announcement", "--listing", "2021-01", "-o", "papers")
    assert (ran.code, "单立" in ran.err) == (8, True)
    assert not (tmp_path / "papers").exists()


def test_a_template_under_a_wrong_name_is_told(full: Jbgs, tmp_path: Path) -> None:
    path = own_template(full, tmp_path, "现发布", "现发布")
    path.rename(path.with_name("letter-anouncement.docx"))
    ran = full("check")
    assert ran.code == 0
    assert "没有函件用这个名称的模板" in ran.out


def test_the_fields_are_listed(jbgs: Jbgs) -> None:
    told = jbgs("report", "template", "更正函", "--fields", "--json").json["templates"]
    assert [one["title"] for one in told] == ["更正函"]
    assert told[0]["fields"]["{{ 收文单位 }}"]
    assert "{{ 收文单位 }}" in jbgs("report", "template", "更正函", "--fields").out


# -- for everybody to read


def test_no_telephone_and_no_address_in_what_is_published(full: Jbgs, tmp_path: Path) -> None:
    hidden = {"mobile": "13812345678", "phone": "0573-82159809", "email": "wang@example.cn"}
    text = "有意者联系13812345678或0573-82159809、wang@example.cn"
    full("edit", code_at("published"), f"content={text}", f"title=电话{hidden['mobile']}", "--reason", "试")
    full("report", "listing", "--listing", "2021-01", "-o", "papers")
    full("report", "announcement", "--listing", "2021-01", "-o", "papers")
    full("report", "publicity", "--of", "award", "--stage", "已揭榜", "-o", "papers")
    from tests.reports.seen import text_of

    for path in (tmp_path / "papers").iterdir():
        said = text_of(path)
        assert not [one for one in hidden.values() if one in said], path
