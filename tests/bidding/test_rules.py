"""Who may bid and win, rule by rule: what a form says, and which level and clause it draws."""

from __future__ import annotations

from typing import Any, cast

import pytest

from jbgs import bidding
from jbgs.models import Intent, Project
from jbgs.values import is_credit_code, legal_form

OWNER = {"owner": "海宁甲公司", "credit_code": "91330404MAG2KKMLHT"}


def coded(start: str) -> str:
    """A credit code of a class, its check digit worked out."""
    from stdnum.cn.uscc import calc_check_digit

    body = f"{start}330400MA29F7LY0"
    return body + str(calc_check_digit(body))


FIRM, TRADER, INSTITUTE = (coded(start) for start in ("91", "92", "12"))


def project(track: str) -> Project:
    return cast("Project", {"code": "GJ-2021-HN-001", "track": track, "stage": "bidding", "fields": OWNER})


def intent(bidder: str = "浙江乙大学", **fields: str) -> Intent:
    inside = {"bidder": bidder} | fields
    return cast("Intent", {"id": "YX-2021-001", "received": "2021-06-10", "fields": inside})


def said(track: str, bid: Intent) -> list[tuple[str, str]]:
    return [(one.level, one.clause) for one in bidding.may_bid(project(track), bid)]


@pytest.mark.parametrize(
    ("start", "form"),
    [("91", "企业"), ("92", "个体工商户"), ("93", "农民专业合作社"), ("12", "事业单位"), ("Y1", "")],
)
def test_a_credit_code_says_what_its_holder_is_registered_as(start: str, form: str) -> None:
    assert is_credit_code(coded(start))
    assert legal_form(coded(start)) == form


def test_a_code_with_a_wrong_check_digit_says_nothing() -> None:
    good = TRADER
    assert legal_form(good[:-1] + ("0" if good[-1] != "0" else "1")) == ""


CASES: dict[str, tuple[str, dict[str, str], list[str]]] = {
    "an enterprise takes an achievement up": ("transfer", {"credit_code": FIRM, "bidder_kind": "企业"}, []),
    "nothing said, nothing guessed": ("transfer", {}, []),
    "an individual business does not": ("transfer", {"credit_code": TRADER}, ["error"]),
    "nor an institute": ("transfer", {"credit_code": INSTITUTE}, ["error"]),
    "nor a university by what it says it is": ("transfer", {"bidder_kind": "高等院校"}, ["error"]),
    "a co-operative is doubtful": ("transfer", {"credit_code": coded("93")}, ["warning"]),
    "a branch is none": ("transfer", {"bidder": "杭州丙公司海宁分公司", "credit_code": FIRM}, ["error"]),
    "nor a partnership": ("transfer", {"bidder": "海宁丙中心（有限合伙）", "credit_code": FIRM}, ["error"]),
    "a consortium led by an enterprise": ("transfer", {"bidder_kind": "联合体", "credit_code": FIRM}, []),
    "a university answers a key project": ("key", {"bidder_kind": "高等院校", "credit_code": INSTITUTE}, []),
    "a firm answers a common one": ("common", {"credit_code": FIRM}, []),
    "an individual business answers none": ("key", {"credit_code": TRADER}, ["error"]),
    "nor does it by its name": ("common", {"bidder": "海宁某经营部（个体工商户）"}, ["error"]),
    "an authority neither": ("common", {"credit_code": coded("11")}, ["error"]),
    "a name that looks like a person's": ("key", {"bidder": "王小明"}, ["warning"]),
    "a short name of a body": ("key", {"bidder": "汽车所"}, []),
    "the owner by name": ("key", {"bidder": "海宁甲公司"}, ["warning"]),
    "the owner by name in other signs": ("key", {"bidder": "海宁 甲公司"}, ["warning"]),
    "the owner by credit code": ("key", {"bidder": "别名", "credit_code": OWNER["credit_code"]}, ["warning"]),
    "the owner among the members": ("common", {"members": "1. 丙研究所\n2. 海宁甲公司（成员）"}, ["warning"]),
    "the owner among the members by code": (
        *("common", {"members": f"丙研究所；某某（{OWNER['credit_code']}）"}, ["warning"]),
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_who_may_bid(case: str) -> None:
    track, fields, levels = CASES[case]
    clause = {"common": "二、（一）3", "key": "二、（二）3", "transfer": "二、（三）3"}[track]
    expected = [(level, clause if level == "error" else "") for level in levels]
    assert said(track, intent(**fields)) == expected


def test_the_members_of_a_consortium_without_its_lead() -> None:
    lines = (
        "浙江乙大学（牵头单位）",
        "1. 苏州丙公司",
        "（2）丁学院化学系、成员单位：戊公司（91330404MAG2KKMLHT）；苏州丙公司",
    )
    text = "\n".join(lines)
    assert bidding.members(intent(members=text)) == ["苏州丙公司", "丁学院化学系", "戊公司"]
    for nothing in ("无", "/", "", "—"):
        assert bidding.members(intent(members=nothing)) == []
        assert not bidding.is_consortium(intent(members=nothing))


@pytest.mark.parametrize(
    ("text", "signed"),
    [
        ("三方已签订联合体协议，分工明确", True),
        ("联合体协议已经签署", True),
        ("已与丙公司签定了合作协议", True),
        ("拟签订联合体协议", False),
        ("中标后签订联合体协议", False),
        ("联合体协议未签订", False),
        ("", False),
    ],
)
def test_a_consortium_shows_its_agreement(text: str, signed: bool) -> None:
    bid = intent(members="丙公司", basis=text)
    found = list(bidding.may_win(project("key"), bid, region="", agreement=""))
    assert [one.what for one in found] == ([] if signed else ["没有联合体协议已签订的记录"])
    assert all(one.level == "warning" for one in found)
    assert list(bidding.may_win(project("key"), bid, region="", agreement="2021年6月协议")) == []


def test_a_transfer_is_won_in_the_city_only() -> None:
    [one] = bidding.may_win(project("transfer"), intent("丙公司"), region="", agreement="")
    assert (one.level, one.clause) == ("error", "二、（三）3")
    assert list(bidding.may_win(project("transfer"), intent("丙公司"), region="海宁市", agreement="")) == []


def test_a_late_bid_and_one_corrected_late_are_doubtful_winners() -> None:
    bid = cast("Intent", {**intent(), "late": True, "revised_late": "2021-06-20"})
    found = list(bidding.may_win(project("key"), bid, region="", agreement=""))
    assert [one.level for one in found] == ["warning", "warning"]


def test_what_the_form_leaves_open_is_told() -> None:
    def told(track: str, **fields: Any) -> list[str]:
        return [one[:6] for one in bidding.unproved(project(track), intent(**fields))]

    assert told("key") == ["揭榜单位未填"]
    assert told("key", credit_code=FIRM) == []
    assert told("transfer", credit_code=FIRM) == ["信用代码只能"]
    assert told("key", credit_code=INSTITUTE, bidder_kind="联合体") == ["以联合体揭榜"]
