"""Near-duplicates: whose, how alike, and what is no duplicate."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import fuzz

from jbgs.services import moves
from jbgs.services.office import Office
from jbgs.services.receiving import duplicates
from jbgs.services.receiving.register import Register
from tests.helpers import Form, at, demand, register

A = "高性能碳纤维低温固化胶研发"
LIKE_A = "高性能碳纤维复合材料低温固化胶关键技术研究"
MOTOR, HEAT = "新能源汽车电机控制器关键技术研究", "新能源汽车热管理系统关键技术研究"


def found(office: Office, form: Form) -> list[tuple[str, int, bool]]:
    titles = duplicates.Titles(office.projects())
    return [(one.code, one.similarity, one.same_owner) for one in titles.like(office.policy, form.fields)]


def test_a_similar_title_of_the_same_unit_on_any_track(office: Office) -> None:
    [code] = register(office, demand("key", A))
    [(same, rate, own)] = found(office, demand("common", LIKE_A))
    assert (same, own) == (code, True)
    assert 60 <= rate < 100
    assert found(office, demand("common", LIKE_A, owner="平湖丙公司")) == []


def test_the_same_unit_by_credit_code_under_another_name(office: Office) -> None:
    [code] = register(office, demand("key", A, credit_code="91330404MAG2KKMLHT"))
    form = demand("key", LIKE_A, owner="更名后的公司", credit_code="91330404MAG2KKMLHT")
    assert [one[0] for one in found(office, form)] == [code]


def test_words_that_every_title_has_make_nothing_alike(office: Office) -> None:
    register(office, demand("key", MOTOR))
    assert found(office, demand("key", HEAT)) == []


def test_the_same_title_of_another_unit(office: Office) -> None:
    [code] = register(office, demand("key", MOTOR))
    form = demand("key", "新能源汽车电机控制器的研制", owner="平湖丙公司")
    assert found(office, form) == [(code, 100, False)]


def test_what_is_over_is_found_too_and_a_new_form_says_so(office: Office) -> None:
    [old] = register(office, demand("key", A), day="2020-06-01")
    moves.stage(at(office, "2020-06-05"), [old], "withdrawn", reason="撤回")
    with office.batch("import") as batch:
        source = {"sha256": "0" * 64, "name": "x", "container": "docx", "on": "2021-06-01"}
        done = Register(office, batch).add(demand("key", A), source)  # type: ignore[arg-type]
    [told] = done.duplicates
    assert (told.code, told.year, told.stage, told.similarity) == (old, 2020, "withdrawn", 100)
    [seen] = duplicates.of(office, office.project(done.code or ""))
    assert seen.code == old
    [back] = duplicates.of(office, office.project(old))
    assert back.code == done.code


def test_a_form_without_a_title_resembles_nothing(office: Office) -> None:
    register(office, demand("key", A))
    assert found(office, Form("key", {"owner": "海宁甲公司", "title": None})) == []


@pytest.mark.parametrize("value", [100, 1])
def test_an_office_sets_how_alike_is_alike(office: Office, value: int) -> None:
    register(office, demand("key", A))
    Path(office.home / "policy.toml").write_text(
        f"[settings]\nsimilar_same_unit = {{ value = {value} }}\n", "utf-8"
    )
    assert bool(found(office, demand("key", LIKE_A))) == (value == 1)


def test_of_many_alike_only_the_likest_are_told(office: Office) -> None:
    many = [demand(title=f"第{n}号高强涤纶经编增强材料", owner=f"第{n}公司") for n in range(1, 31)]
    codes = register(office, *many)
    told = duplicates.of(office, office.project(codes[4]))
    assert len(told) == duplicates.MOST
    assert codes[4] not in [one.code for one in told]


@given(
    st.lists(st.text("涂层材料装备", max_size=9)),
    st.text("涂层材料装备", min_size=1, max_size=9),
    st.integers(0, 100),
)
def test_what_is_alike_is_among_what_is_compared(titles: list[str], wanted: str, least: int) -> None:
    gists = duplicates.Gists()
    for number, title in enumerate(titles):
        gists.add(str(number), title)
    near = gists.near(wanted, least)
    assert list(near) == sorted(near, key=int)
    alike = {str(n) for n, title in enumerate(titles) if fuzz.ratio(wanted, title) >= least}
    assert alike <= near.keys()
