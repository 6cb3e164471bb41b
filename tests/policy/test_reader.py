"""policy.toml: dated rows, an office's own rows, and every contradiction found at once."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from importlib.resources import files
from pathlib import Path

import pytest

from jbgs.errors import PolicyFault
from jbgs.policy import Policy, load, parse

SHIPPED = files("jbgs.policy").joinpath("policy.toml").read_text("utf-8")
LATER = """
[[rate]]
track = "key"
from = 2023-07-01
rate = 0.30
base = "occurred"
recipient = "owner"
timing = "after"
cap = 4000000
clause = "新九条 第二条"
"""
REGION = """
[[region]]
name = "滨海新区"
letters = "BH"
payers = [{ payer = "嘉兴市", share = 0.4 }, { payer = "滨海新区", share = 0.6 }]
odd = "滨海新区"
clause = "测试"
"""


def own(text: str) -> Policy:
    return parse(SHIPPED, text, origin="policy.toml")


def faults(text: str) -> list[str]:
    with pytest.raises(PolicyFault) as caught:
        own(text)
    assert caught.value.exit_code == 6
    assert all(one.where == "policy.toml" for one in caught.value.problems)
    return [str(one) for one in caught.value.problems]


def test_the_shipped_rates_are_those_of_the_plan() -> None:
    rates = {row.track: row for row in load().rates}
    assert {key: (row.rate, row.cap, row.base, row.recipient, row.timing) for key, row in rates.items()} == {
        "common": (Decimal("0.50"), Decimal(3000000), "contract", "owner", "before"),
        "key": (Decimal("0.25"), Decimal(3000000), "occurred", "owner", "after"),
        "transfer": (Decimal("0.25"), Decimal(3000000), "occurred", "winner", "after"),
    }
    assert all(row.start == date(2021, 4, 28) and row.clause for row in rates.values())


@pytest.mark.parametrize(
    ("day", "rate", "origin"),
    [
        (date(2021, 4, 28), "0.25", "内置"),
        (date(2023, 6, 30), "0.25", "内置"),
        (date(2023, 7, 1), "0.30", "policy.toml"),
        (date(2030, 1, 1), "0.30", "policy.toml"),
    ],
)
def test_a_later_row_holds_from_its_day_on(day: date, rate: str, origin: str) -> None:
    row = own(LATER).rate("key", day)
    assert (row.rate, row.origin) == (Decimal(rate), origin)


def test_other_tracks_keep_their_rate() -> None:
    assert own(LATER).rate("transfer", date(2024, 1, 1)).rate == Decimal("0.25")


def test_an_office_row_of_the_same_day_wins() -> None:
    row = own(LATER.replace("2023-07-01", "2021-04-28")).rate("key", date(2021, 4, 28))
    assert (row.rate, row.origin) == (Decimal("0.30"), "policy.toml")


def test_before_the_first_row_there_is_no_rate_and_the_message_says_since_when() -> None:
    with pytest.raises(PolicyFault, match="2021-04-27") as caught:
        load().rate("common", date(2021, 4, 27))
    assert "2021-04-28" in caught.value.problems[0].remedy


def test_an_office_adds_a_region_or_replaces_one() -> None:
    policy = own(REGION + REGION.replace("滨海新区", "海宁市").replace("BH", "HN"))
    assert policy.region("滨海新区").origin == "policy.toml"
    assert [p.share for p in policy.region("海宁市").payers] == [Decimal("0.4"), Decimal("0.6")]
    assert len(policy.regions) == 10


def test_an_own_setting_says_only_what_it_changes() -> None:
    setting = own('[settings]\ncontract_base = { value = "technology" }').settings["contract_base"]
    shipped = load().settings["contract_base"]
    assert (setting.value, setting.origin) == ("technology", "policy.toml")
    assert setting.meaning == shipped.meaning


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("rate = [", "不是合法的 TOML"),
        ("rate = 5", "应写作 [[rate]]"),
        ("[rate]\ntrack = 'key'", "应写作 [[rate]]"),
        ("[tracks]\nx = 1", "“tracks”不能由本单位的政策文件设定"),
        ("[[rates]]\nrate = 1", "“rates”不能由本单位的政策文件设定"),
        (LATER.replace('"key"', '"soft"'), "track = 'soft' 不合规格，应为 common、key、transfer 之一"),
        (LATER.replace('"occurred"', '"invoice"'), "contract、occurred 之一"),
        (LATER.replace('"owner"', '"bidder"'), "owner、winner 之一"),
        (LATER.replace('"after"', '"later"'), "before、after 之一"),
        (LATER.replace("0.30", "30"), "rate 应在 0 与 1 之间"),
        (LATER.replace("0.30", "-0.3"), "应为不小于 0 的数"),
        (LATER.replace("0.30", "nan"), "应为不小于 0 的数"),
        (LATER.replace("0.30", '"0.30"'), "应为不小于 0 的数"),
        (LATER.replace("4000000", "true"), "应为不小于 0 的数"),
        (LATER.replace("2023-07-01", '"2023-07-01"'), "start = '2023-07-01' 不合规格"),
        (LATER.replace("2023-07-01", "2023-07-01T00:00:00"), "不合规格"),
        (LATER.replace("clause", "claus"), "未知的项 claus"),
        (LATER.replace("cap = 4000000\n", ""), "缺少 cap"),
        (LATER + LATER, "类型 key 自 2023-07-01 起有两条标准"),
        (REGION.replace("0.6", "0.5"), "滨海新区各承担方的份额之和不是 1"),
        (REGION.replace("0.4", "-0.4").replace("0.6", "1.4"), "应为不小于 0 的数"),
        (REGION.replace('odd = "滨海新区"', 'odd = "浙江省"'), "零头承担方“浙江省”不在承担方之列"),
        (REGION.replace('"BH"', '"bh"'), "应为两个大写字母"),
        (REGION.replace('"BH"', '"JX"'), "留给市外的项目"),
        (REGION.replace('{ payer = "嘉兴市", share = 0.4 }', "1"), "payers 应写作"),
        (REGION.replace("share = 0.6", "part = 0.6"), "未知的项 part"),
        (REGION + REGION, "字母 BH 有两条 [[region]]"),
        (REGION + 'names = ["海宁"]', "“海宁”同时指 HN 和 BH"),
        (REGION + 'names = ["ｈｎ"]', "“ｈｎ”同时指 HN 和 BH"),
        (REGION + 'names = "滨海"', "names = '滨海' 不合规格"),
        ("[settings]\ncontract_bas = { value = 'total' }", "没有这项设定"),
        ("[settings]\ncontract_base = { value = 'technolgy' }", "应为 total、technology"),
        ("[settings]\npublicity_days = { value = '五' }", "应为 整数"),
        ("[settings]\nstalled_days = { value = -1 }", "应在 0 与 3660 之间"),
        ("[settings]\nstalled_days = { value = 99999 }", "应在 0 与 3660 之间"),
        ("[settings]\npublicity_days = 5", "应写作 { value = … }"),
        ("[settings]\npublicity_days = { value = 5, days = 3 }", "未知的项 days"),
        ("settings = 3", "没有这项设定"),
    ],
)
def test_a_fault_is_found_at_load_with_its_place(text: str, said: str) -> None:
    assert any(said in one for one in faults(text)), faults(text)


def test_all_faults_are_told_at_once() -> None:
    text = LATER.replace('"key"', '"soft"') + REGION.replace("0.6", "0.5") + "[settings]\nx = { value = 1 }"
    assert len(faults(text)) == 3


def test_a_file_that_is_not_utf8_is_told(tmp_path: Path) -> None:
    path = tmp_path / "policy.toml"
    path.write_bytes("# 政策".encode("gbk"))
    with pytest.raises(PolicyFault, match="UTF-8"):
        load(path)


def test_without_a_file_of_its_own_an_office_has_the_shipped_policy(tmp_path: Path) -> None:
    assert load(tmp_path / "policy.toml") == load()
