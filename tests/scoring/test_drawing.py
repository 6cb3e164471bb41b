"""A draw can be done again, by this program or without it."""

from __future__ import annotations

import shutil
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jbgs import drawing

IDS = [f"ZJ-{number:03d}" for number in range(1, 9)]


def test_the_order_is_written_down_for_ever() -> None:
    assert drawing.METHOD == "sha256-1"
    assert drawing.ordered("42", IDS) == [
        *("ZJ-004", "ZJ-006", "ZJ-005", "ZJ-002", "ZJ-007", "ZJ-008", "ZJ-001", "ZJ-003")
    ]


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="coreutils")
def test_it_needs_no_program_of_ours() -> None:
    lines = []
    for one in IDS:
        ran = subprocess.run(["sha256sum"], input=f"2021:{one}".encode(), capture_output=True, check=True)
        lines.append((ran.stdout.decode().split()[0], one))
    assert drawing.ordered("2021", IDS) == [one for _, one in sorted(lines)]


@given(st.text(max_size=8), st.lists(st.sampled_from(IDS), unique=True), st.integers(0, 9))
def test_neither_the_order_of_the_pool_nor_who_is_left_out_changes_the_rest(
    seed: str, some: list[str], count: int
) -> None:
    assert drawing.drawn(seed, some, count) == drawing.ordered(seed, some[::-1])[:count]
    assert [one for one in drawing.ordered(seed, IDS) if one in some] == drawing.ordered(seed, some)


def test_every_seed_has_its_own_order_and_nobody_is_favoured() -> None:
    first = [drawing.drawn(str(seed), IDS, 1)[0] for seed in range(800)]
    assert all(60 < first.count(one) < 140 for one in IDS)
