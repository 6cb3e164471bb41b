"""Every command that writes: a dry run changes nothing, the real one does, its JSON is one document."""

from __future__ import annotations

from pathlib import Path

import pytest

from jbgs.commands import kinds
from tests.cli.conftest import DRAFT, OPEN, PERIOD, SEALED, SENT, Jbgs, code_at
from tests.cli.test_help import PATHS, command_at
from tests.helpers import everything, opened, records

ON = "2021-12-01"
WRITING: dict[tuple[str, ...], list[str]] = {
    ("stage",): [code_at("received"), "--to", "寻榜"],
    ("edit",): [code_at("received"), "investment=300万元", "--reason", "企业来函"],
    ("screen",): [code_at("received"), "--result", "通过", "--recommender", "海宁市科技局"],
    ("listing", "edit"): [OPEN, "--conditions", "具有研发能力"],
    ("intent", "withdraw"): ["YX-2021-009", "--reason", "另有安排"],
    ("intent", "talk"): [code_at("bidding"), "--note", "商定指标", "--bidder", "浙江乙大学"],
    ("intent", "open"): [SEALED],
    ("intent", "letters"): [code_at("awarded"), "--sent"],
    ("approve",): [code_at("filed"), "--document", "嘉科〔2021〕8号"],
    ("evaluate",): [code_at("approved"), "--grade", "良好", "--result", "通过"],
    ("review", "close"): [code_at("screened"), "--result", "passed", "--document", "意见"],
    ("listing", "new"): ["2021年第九批"],
    ("listing", "add"): [OPEN, code_at("reviewed")],
    ("listing", "remove"): [OPEN, code_at("listed"), "--reason", "复核"],
    ("listing", "publish"): [OPEN, "--deadline", "2021-12-20"],
    ("listing", "close"): ["2021-01"],
    ("intent", "link"): ["YX-2021-009", code_at("published")],
    ("intent", "award"): [code_at("bidding"), "浙江乙大学", "--grounds", "纪要"],
    ("contract", "add"): [code_at("awarded"), "--number", "HT-9", "--amount", "300万元"],
    ("contract", "file"): [code_at("contracted"), "--number", "BA-9"],
    ("contract", "pay"): [code_at("filed"), "--amount", "100万", "--invoice", "F9", "--voucher", "P9"],
    ("contract", "register"): [code_at("contracted"), "--number", "2021330400000012"],
    ("contract", "unpay"): [code_at("evaluated"), "--payment", "1", "--reason", "退款"],
    ("publicity", "open"): [code_at("filed"), "--subject", "立项"],
    ("publicity", "objection"): [PERIOD, "--by-whom", "丙公司", "--text", "单位不符"],
    ("publicity", "settle"): [PERIOD, "1", "--outcome", "异议不成立"],
    ("publicity", "close"): [PERIOD, "--reason", "材料有误"],
    ("subsidy", "pay"): [code_at("evaluated"), "--recipient", "海宁甲公司"],
    ("submission", "record"): ["海宁", "桐乡", "--month", "2021-11", "--zero"],
    ("visit", "record"): [
        *(code_at("filed"), "--progress", "拖延", "--reason", "设备未到", "--visitors", "科技:张三"),
        *("--problem", "设备未到", "--department", "经信局", "--due", "2021-12-20"),
    ],
    ("visit", "settle"): [code_at("contracted"), "1", "--outcome", "已到货"],
    ("notice", "new"): ["--quarter", "2021Q3"],
    ("notice", "send"): [DRAFT, "--number", "嘉科督〔2021〕2号"],
    ("notice", "answer"): [SENT, "海宁", "--text", "已整改"],
    ("notice", "void"): [DRAFT, "--reason", "重复"],
    ("subsidy", "recover"): [code_at("subsidised"), "--amount", "10万", "--reason", "审计意见"],
    ("subsidy", "other"): [code_at("evaluated"), "--source", "省重点研发", "--amount", "30万"],
    ("forget",): [code_at("closed"), "--contact", "--reason", "来函"],
    ("undo",): [],
}
"""A command line of every writing command that ``template`` allows."""
ELSEWHERE = {
    ("import",),  # with the forms
    *(("expert", verb) for verb in ("add", "edit", "retire", "import")),  # test_panel_commands
    *(("review", verb) for verb in ("open", "recuse", "replace", "import", "score")),
}
"""Tested where there is what they need."""


def test_every_writing_command_is_here() -> None:
    writing = {path for path in PATHS if isinstance(command_at(path), kinds.Writing)}
    assert writing == set(WRITING) | ELSEWHERE


@pytest.mark.parametrize("path", WRITING, ids=" ".join)
def test_a_dry_run_says_what_it_would_do_and_changes_nothing(
    full: Jbgs, tmp_path: Path, path: tuple[str, ...]
) -> None:
    with opened(tmp_path / "home") as office:
        before = everything(office)
    ran = full(*path, *WRITING[path], "--on", ON, "--dry-run")
    assert (ran.code, "（试运行，未作改动）" in ran.out) == (0, True), ran.err
    with opened(tmp_path / "home") as office:
        assert everything(office) == before


@pytest.mark.parametrize("path", WRITING, ids=" ".join)
def test_the_real_run_writes_one_batch_and_prints_one_document(
    full: Jbgs, tmp_path: Path, path: tuple[str, ...]
) -> None:
    with opened(tmp_path / "home") as office:
        before = everything(office)
    ran = full(*path, *WRITING[path], "--on", ON, "--by", "王五", "--json")
    assert ran.code == 0, ran.err
    assert isinstance(ran.json, dict)
    with opened(tmp_path / "home") as office:
        after = everything(office)
    assert len(after["batches"]) == len(before["batches"]) + 1
    made = after["batches"][-1]
    assert (made["command"], made["by"], made["on"]) == (" ".join(path), "王五", ON)
    assert full("check").code == 0


@pytest.mark.parametrize("path", [path for path in WRITING if path != ("forget",)], ids=" ".join)
def test_what_a_command_did_can_be_undone(full: Jbgs, tmp_path: Path, path: tuple[str, ...]) -> None:
    with opened(tmp_path / "home") as office:
        before = records(office)
    full(*path, *WRITING[path], "--on", ON)
    back = ["undo", "--json", "--reason", "试"]
    if path == ("undo",):
        back.insert(1, everything_last(tmp_path))
    assert full(*back).json["command"] == " ".join(path)
    with opened(tmp_path / "home") as office:
        assert records(office) == before


def everything_last(tmp_path: Path) -> str:
    with opened(tmp_path / "home") as office:
        return str(everything(office)["batches"][-1]["id"])


def files_under(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.mark.parametrize(
    "args",
    [
        ["init", "--bureau", "乙局", "--level", "city", "--home", "other"],
        ["backup", "copy"],
        ["restore", "saved", "--force"],
        ["check", "--fix"],
        ["report", "monthly", "--month", "2021-06", "-o", "papers"],
        ["report", "listing", "--listing", "2021-01", "-o", "papers"],
        ["inbox", "-o", "papers"],
        ["visit", "plan", "-o", "papers"],
        ["visit", "list", "--quarter", "2021Q3", "-o", "papers"],
        ["notice", "show", SENT, "-o", "papers"],
    ],
    ids=" ".join,
)
def test_a_command_that_writes_files_can_be_rehearsed(full: Jbgs, tmp_path: Path, args: list[str]) -> None:
    full("backup", "saved")
    before = files_under(tmp_path)
    ran = full(*args, "--dry-run")
    assert ran.code == 0, ran.err
    assert files_under(tmp_path) == before
    assert full(*args).code == 0
    if args[0] not in ("check", "restore"):
        assert files_under(tmp_path) != before


def test_a_rehearsal_refuses_what_the_real_run_would(full: Jbgs) -> None:
    full("backup", "saved")
    for args in (
        ["init", "--bureau", "乙局", "--level", "city"],
        ["backup", "saved"],
        ["restore", "saved"],
        ["restore", "home/originals"],
    ):
        assert full(*args, "--dry-run").code == full(*args).code == 7
