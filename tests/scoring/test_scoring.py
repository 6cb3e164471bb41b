"""Means, spread and ranks: worked by hand, and what must hold of any marks."""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jbgs import scoring
from jbgs.registers.reviews import Scheme

marks = st.integers(0, 1000).map(lambda tenths: Decimal(tenths) / 10)
totals = st.lists(marks, min_size=1, max_size=12)


def scheme(**changes: Any) -> Scheme:
    made: dict[str, Any] = {
        "criteria": [{"key": "a", "name": "甲", "full": "60"}, {"key": "b", "name": "乙", "full": "40"}],
        "passing": "60",
        "quorum": 3,
        "trim_from": 5,
        "ranked_by": "mean",
        "ties": ["trimmed", "spread", "a"],
        "origin": "",
    }
    return made | changes  # type: ignore[return-value]  # the keys of a Scheme


def sheets(*given: tuple[str, str]) -> list[scoring.Marks]:
    return [{"a": Decimal(a), "b": Decimal(b)} for a, b in given]


def flat(*given: str) -> list[scoring.Marks]:
    """Sheets with these totals, all of it for one criterion."""
    return sheets(*((one, "0") for one in given))


@pytest.mark.parametrize(
    ("values", "mean", "trimmed", "spread"),
    [
        (["80"], "80.00", None, "0.00"),
        (["80", "81"], "80.50", None, "0.50"),
        (["80", "80", "81"], "80.33", None, "0.47"),
        (["70", "72", "71.1"], "71.03", None, "0.82"),
        (["60", "70", "80", "90", "100"], "80.00", "80.00", "14.14"),
        (["0", "90", "90", "90", "91"], "72.20", "90.00", "36.10"),
        (["85.1", "85.2", "85.2", "85.2", "85.1", "85.1", "85.1", "85.2"], "85.15", "85.15", "0.05"),
    ],
)
def test_figures_worked_by_hand(values: list[str], mean: str, trimmed: str | None, spread: str) -> None:
    one = scoring.standing("x", flat(*values), 5)
    assert [str(figure) for figure in (one.mean, one.trimmed, one.spread)] == [mean, str(trimmed), spread]
    assert (one.count, one.lowest) == (len(values), min(map(Decimal, values)))


def test_a_half_is_rounded_up() -> None:
    assert scoring.mean([Decimal("0.1"), *[Decimal(0)] * 19]) == Decimal("0.01")  # 0.005


def test_nothing_is_worked_out_of_no_sheet() -> None:
    one = scoring.standing("x", [], 5)
    assert (one.count, one.mean, one.rank, one.figure("mean")) == (0, None, None, None)
    assert not scoring.passes(scheme(passing="0"), one)


def test_equal_means_are_parted_by_the_schemes_keys_in_their_order() -> None:
    found = scoring.ranking(
        scheme(),
        {
            "even": sheets(("40", "40"), ("40", "40")),
            "less of the first": sheets(("38", "40"), ("42", "40"), ("38", "42"), ("42", "38")),
            "more of the first": sheets(("48", "30"), ("52", "30"), ("48", "32"), ("52", "28")),
            "best": sheets(("60", "40")),
            "none": [],
        },
    )
    assert [(one.key, one.rank) for one in found] == [
        ("best", 1),
        ("even", 2),
        ("more of the first", 3),
        ("less of the first", 4),
        ("none", None),
    ]


def test_what_is_equal_in_all_shares_a_rank_and_the_next_is_left_out() -> None:
    same = flat("70", "80")
    found = scoring.ranking(scheme(), {"a": same, "b": flat("90"), "c": same, "d": flat("10")})
    assert [(one.key, one.rank) for one in found] == [("b", 1), ("a", 2), ("c", 2), ("d", 4)]


def test_a_rank_goes_by_the_figures_as_they_are_printed() -> None:
    found = scoring.ranking(scheme(ties=[]), {"a": flat("80", "80", "80.1"), "b": flat("80.03")})
    assert [(str(one.mean), one.rank) for one in found] == [("80.03", 1), ("80.03", 1)]


def test_ranked_by_the_trimmed_mean_where_there_are_sheets_enough() -> None:
    five, four = flat("0", "80", "80", "80", "80"), flat("79", "79", "79", "79")
    by_mean = scoring.ranking(scheme(), {"five": five, "four": four})
    by_trimmed = scoring.ranking(scheme(ranked_by="trimmed"), {"five": five, "four": four})
    assert [one.key for one in by_mean] == ["four", "five"]
    assert [one.key for one in by_trimmed] == ["five", "four"]
    assert scoring.passes(scheme(ranked_by="trimmed", passing="80"), by_trimmed[0])
    assert not scoring.passes(scheme(passing="80"), by_trimmed[0])


def test_the_highest_lowest_mark_may_part_them_too() -> None:
    found = scoring.ranking(scheme(ties=["lowest"]), {"a": flat("60", "100"), "b": flat("79", "81")})
    assert [one.key for one in found] == ["b", "a"]


def test_who_was_passed_over() -> None:
    found = scoring.ranking(scheme(), {"a": flat("90"), "b": flat("80"), "c": flat("70"), "d": []})
    assert scoring.outranked(["b"], found) == ["a"]
    assert scoring.outranked(["a", "c"], found) == ["b"]
    assert scoring.outranked(["a", "b"], found) == []
    assert scoring.outranked([], found) == []


# -- laws -------------------------------------------------------------------------------------------------


@given(totals)
def test_a_mean_lies_among_its_values_and_does_not_know_their_order(values: list[Decimal]) -> None:
    assert min(values) <= scoring.mean(values) <= max(values)
    assert scoring.mean(values) == scoring.mean(values[::-1])
    exact = sum(map(Fraction, values)) / len(values)
    assert abs(Fraction(scoring.mean(values)) - exact) <= Fraction(1, 200)


@given(totals)
def test_the_spread_is_that_of_the_textbook(values: list[Decimal]) -> None:
    floats = [float(value) for value in values]
    middle = math.fsum(floats) / len(floats)
    wanted = math.sqrt(math.fsum((value - middle) ** 2 for value in floats) / len(floats))
    assert abs(float(scoring.spread(values)) - wanted) < 0.005 + 1e-9
    assert (len(set(values)) > 1) or scoring.spread(values) == 0


@given(totals, marks)
def test_the_same_added_to_all_moves_the_mean_and_leaves_the_spread(
    values: list[Decimal], more: Decimal
) -> None:
    assert scoring.mean([value + more for value in values]) == scoring.mean(values) + more
    assert scoring.spread([value + more for value in values]) == scoring.spread(values)


@given(st.lists(marks, min_size=5, max_size=12))
def test_the_trimmed_mean_does_not_hear_the_loudest(values: list[Decimal]) -> None:
    ordered = sorted(values)
    louder = [Decimal(0), *ordered[1:-1], Decimal(100)]
    assert scoring.trimmed(values, 5) == scoring.trimmed(louder, 5) == scoring.mean(ordered[1:-1])


@given(st.dictionaries(st.text("abcdef", min_size=1, max_size=3), totals, max_size=8))
def test_a_rank_is_one_more_than_there_are_better_ones(given_totals: dict[str, list[Decimal]]) -> None:
    plain = scheme(ties=[])
    found = scoring.ranking(plain, {key: flat(*map(str, values)) for key, values in given_totals.items()})
    assert {one.key for one in found} == set(given_totals)
    for one in found:
        assert one.rank == 1 + sum(other.mean > one.mean for other in found)  # type: ignore[operator]
    assert [one.rank for one in found] == sorted(one.rank or 0 for one in found)
