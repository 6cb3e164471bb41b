"""Wrong usage and everything else that a user can cause: what is said, on which stream, with which code."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Jbgs, code_at


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["lst"], "没有命令“lst” → 是不是要用：list、listing？"),
        (["xyzzy"], "没有命令“xyzzy” → 用 jbgs --help 查看全部命令"),
        (["listing", "nwe"], "没有命令“nwe”，是不是要用 'new' → 用法见 jbgs listing --help"),
        (["listing", "xyzzy"], "没有命令“xyzzy” → 用法见 jbgs listing --help"),
        (["list", "--colour", "red"], "没有选项 --colour → 用法见 jbgs list --help"),
        (["list", "--trac", "key"], "没有选项 --trac，是不是要用 --stage, --track → 用法见 jbgs list --help"),
        (["list", "--track"], "选项 --track 后面要有值"),
        (["list", "--json=yes"], "选项 --json 后面不能有值"),
        (["list", "x"], "多出了参数 x"),
        (["show"], "缺少参数 编号"),
        (["stage", "x"], "缺少选项 --to"),
        (["intent", "award"], "缺少参数 编号、参数 揭榜单位 → 用法见 jbgs intent award --help"),
        (["log", "-n", "x"], "--last 的值“x”不是整数"),
        (["list", "--track", "软科学"], "没有“软科学”这种项目类型"),
        (["list", "--region", "嘉兴市"], "没有“嘉兴市”这个县（市、区）"),
        (["list", "--stage", "梦中"], "没有“梦中”这个阶段"),
        (["list", "--since", "昨天"], "--since 的值“昨天”不是一个日期"),
        (["list", "--year", "某年"], "--year 的值“某年”不是年份"),
        (["stage", "x", "--to", "screened", "--on", "2021-02-30"], "--on 的值“2021-02-30”不是一个日期"),
        (["stage", "x", "--to", "screened", "--on", "2022-01-01"], "在今天（2021-12-31）之后"),
        (["report", "monthly", "--month", "六月"], "--month 的值“六月”不是月份"),
        (["report", "monthly", "--month", "2022-01"], "2022-01 还没有到"),
        (["review", "close", "x", "--result", "也许", "--document", "x"], "--result 的值“也许”不在可选范围"),
        (["review", "close", "x", "--result", "通过", "--document", "x", "--expert", "张"], "看不懂专家“张”"),
        (["contract", "add", "x", "--number", "1"], "缺少选项 --amount"),
        (["contract", "add", "x", "--number", "1", "--amount", "约300"], "不是一个确定的金额"),
        (["contract", "add", "x", "--number", "1", "--currency", "USD"], "外币合同还缺少 --foreign-amount"),
        (["listing", "new", " "], "榜单 的值是空的"),
        (["listing", "new", "\udcff"], "榜单 的值含有无法识别的字符"),
        (
            ["review", "close", "x", "--result", "通过", "--document", "x", "--expert", "\udcff:技术"],
            "--expert 的值含有无法识别的字符",
        ),
        (["approve", "x", "--document", ""], "--document 的值是空的"),
    ],
    ids=lambda value: ascii(" ".join(value)) if isinstance(value, list) else "",
)
def test_wrong_usage_says_what_and_how(full: Jbgs, args: list[str], said: str) -> None:
    ran = full(*args)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert ran.err.startswith("错误：")


@pytest.mark.parametrize("rate", ["nan", "inf", "-1", "0", "abc", "64601"])
def test_a_rate_of_exchange_is_a_number_of_yuan_for_one(full: Jbgs, rate: str) -> None:
    money = ["--currency", "usd", "--foreign-amount", "100000", "--rate-day", "2021-06-30"]
    ran = full("contract", "add", code_at("awarded"), "--number", "1", *money, "--exchange-rate", rate)
    assert (ran.code, "不是汇率" in ran.err) == (2, True)


def test_a_foreign_contract_keeps_its_amount_and_rate(full: Jbgs) -> None:
    money = ["--currency", "usd", "--foreign-amount", "100000", "--rate-day", "2021-06-30"]
    where = ["contract", "add", code_at("awarded"), "--number", "1", "--on", "2021-07-01"]
    made = full(*where, *money, "--exchange-rate", "6.46015", "--json").json["contracts"][0]
    assert (made["total"], made["currency"], made["exchange_rate"]) == ("646015.00", "USD", "6.46015")


@pytest.mark.parametrize(
    "args",
    [
        ["show", "GJ-2021-HN-999"],
        ["history", "XX"],
        ["undo", "777"],
        ["listing", "show", "没有的榜单"],
        ["list", "--listing", "没有的榜单"],
        ["intent", "link", "YX-2021-999", "HN-001"],
        ["intent", "award", code_at("bidding"), "丁大学", "--grounds", "x"],
        ["stage", "HN-001", "HN-999", "--to", "screened"],
    ],
    ids=" ".join,
)
def test_what_is_not_there(full: Jbgs, args: list[str]) -> None:
    ran = full(*args)
    assert (ran.code, ran.out) == (4, "")
    assert ran.err.startswith("错误：")


def test_a_part_that_fits_several_names_them(full: Jbgs) -> None:
    ran = full("show", "GJ-2021-HN")
    assert ran.code == 4
    assert "对应 13 个项目：GJ-2021-HN-001、GJ-2021-HN-002" in ran.err
    assert "请写完整编号" in ran.err


def test_all_that_stands_in_the_way_in_one_line_each(full: Jbgs) -> None:
    ran = full("stage", code_at("received"), code_at("screened"), "--to", "listed")
    assert (ran.code, ran.out) == (5, "")
    lines = ran.err.splitlines()
    assert len(lines) == 6
    assert (
        lines[0]
        == f"错误：{code_at('received')}：现为“已收件”，须先经过：已寻榜、已论证 → 逐步办理，见 jbgs stages"
    )
    assert "（依据：二、（二）2）" in lines[1]


def test_policy_data_at_fault(full: Jbgs, tmp_path: Path) -> None:
    own = tmp_path / "home" / "policy.toml"
    own.write_text('[[rate]]\ntrack = "key"\n[settings]\nx = { value = 1 }\n', "utf-8")
    for args in (["policy", "show"], ["list", "--track", "key"], ["subsidy", "plan"]):
        ran = full(*args)
        assert (ran.code, ran.out) == (6, "")
        assert len(ran.err.splitlines()) == 2
        assert ran.err.startswith("错误：policy.toml：第 1 条 [[rate]] 有误：缺少")


def test_no_rate_before_the_first(jbgs: Jbgs) -> None:
    ran = jbgs("subsidy", "calc", "--track", "key", "--region", "HN", "--occurred", "1", "--on", "2021-04-27")
    assert ran.code == 6
    assert "最早一条自 2021-04-28 起" in ran.err


def test_no_store(jbgs: Jbgs) -> None:
    for args in (
        ["list"],
        ["info"],
        ["stage", "x", "--to", "screened"],
        ["--home", "~nobody-here/x", "list"],
    ):
        ran = jbgs(*args)
        assert (ran.code, ran.out) == (7, "")
        assert "jbgs init" in ran.err


def test_a_store_is_made_once(jbgs: Jbgs) -> None:
    made = jbgs("init", "--bureau", "海宁市科技局", "--level", "county", "--region", "海宁", "--json")
    assert made.json["region"] == "海宁市"
    assert jbgs("init", "--bureau", "海宁市科技局", "--level", "city").code == 7


@pytest.mark.parametrize(
    "args",
    [
        ["--bureau", "x", "--level", "village"],
        ["--bureau", "x", "--level", "county"],
        ["--bureau", "x", "--level", "city", "--region", "海宁"],
        ["--bureau", "x", "--level", "county", "--region", "杭州"],
        ["--bureau", " ", "--level", "city"],
        ["--level", "city"],
    ],
)
def test_an_office_that_cannot_be(jbgs: Jbgs, tmp_path: Path, args: list[str]) -> None:
    assert jbgs("init", *args).code == 2
    assert not (tmp_path / "home").exists()


def test_a_report_that_cannot_be_written(full: Jbgs, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    ran = full("report", "monthly", "--month", "2021-06", "-o", tmp_path / "file")
    assert (ran.code, ran.out) == (8, "")


def test_a_damaged_store_is_found(full: Jbgs, tmp_path: Path) -> None:
    for path in (tmp_path / "home").glob("jbgs.db"):
        data = bytearray(path.read_bytes())
        at = data.index("项目subsidised".encode())
        data[at : at + 6] = "顶目".encode()
        path.write_bytes(data)
    ran = full("check", "--json")
    assert ran.code == 7
    assert ran.json["ok"] is False
    assert {"level", "code", "what", "fix"} == set(ran.json["problems"][0])


def test_a_bug_is_not_hidden(jbgs: Jbgs, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jbgs.policy.load", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        jbgs("policy", "show")


def test_an_interruption(jbgs: Jbgs, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("jbgs.policy.load", interrupt)
    ran = jbgs("policy", "show")
    assert (ran.code, ran.out) == (130, "")
    assert "没有保存" in ran.err
