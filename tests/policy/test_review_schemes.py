"""review.toml: the schemes of scoring, an office's own, and every contradiction found at once."""

from __future__ import annotations

from decimal import Decimal
from importlib.resources import files
from pathlib import Path

import pytest

from jbgs.errors import PolicyFault
from jbgs.policy.review import Schemes, load, parse
from jbgs.registers.reviews import SUBJECTS

SHIPPED = files("jbgs.policy").joinpath("review.toml").read_text("utf-8")
OWN = """
[[scheme]]
subject = "demand"
track = "key"
passing = 72.5
quorum = 5
trim_from = 7
ranked_by = "trimmed"
ties = ["lowest", "depth"]
criteria = [{ key = "depth", name = "深度", full = 59.5 }, { key = "width", name = "广度", full = 40.5 }]
"""


def own(text: str) -> Schemes:
    return parse(SHIPPED, text)


def faults(text: str) -> list[str]:
    with pytest.raises(PolicyFault) as caught:
        own(text)
    assert caught.value.exit_code == 6
    assert all(one.where == "review.toml" for one in caught.value.problems)
    return [one.what for one in caught.value.problems]


def test_each_subject_has_a_scheme_for_every_track_whose_marks_make_a_hundred() -> None:
    schemes = load()
    for subject in SUBJECTS:
        for track in ("common", "key", "transfer"):
            made = schemes.choose(subject, [track])
            assert made.subject == subject
            assert sum(one.full for one in made.criteria) == Decimal(100)
            assert made.origin == "内置"


def test_a_track_with_a_scheme_of_its_own_has_it_where_it_is_alone() -> None:
    schemes = load()
    assert schemes.choose("demand", ["transfer", "transfer"]).track == "transfer"
    assert schemes.choose("demand", ["transfer", "key"]).track is None
    assert schemes.choose("demand", ["common"]).track is None
    assert schemes.choose("demand", []).track is None


def test_an_offices_own_scheme_stands_in_the_place_of_ours(tmp_path: Path) -> None:
    path = tmp_path / "review.toml"
    assert load(path) == load()
    path.write_text(OWN, "utf-8-sig")
    made = load(path).choose("demand", ["key"])
    assert made.record() == {
        "criteria": [
            {"key": "depth", "name": "深度", "full": "59.5"},
            {"key": "width", "name": "广度", "full": "40.5"},
        ],
        "passing": "72.5",
        "quorum": 5,
        "trim_from": 7,
        "ranked_by": "trimmed",
        "ties": ["lowest", "depth"],
        "origin": "review.toml",
    }
    assert load(path).choose("demand", ["common"]) == load().choose("demand", ["common"])


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"demand"', '"dinner"', "subject = 'dinner' 不合规格，应为 demand、approval、bids 之一"),
        ('"key"\n', '"soft"\n', "track = 'soft' 不合规格"),
        ("59.5", "59.4", "各项满分之和是 99.9，应为 100"),
        ("59.5", "59.55", "满分大于 0，最多一位小数"),
        ('"width"', '"depth"', "key = 'depth' 出现了两次"),
        ('"广度"', '"深度"', "name = '深度' 出现了两次"),
        ('"width"', '"mean"', "key = 'mean'，应为小写英文字母"),
        ('"lowest"', '"loudest"', "ties 中的 'loudest' 不认识，可用：depth、lowest"),
        ("72.5", "100.5", "passing 不能超过 100"),
        ("72.5", '"72.5"', "passing = '72.5'，应为不小于 0 的数"),
        ("quorum = 5", "quorum = 0", "quorum 至少为 1"),
        ("quorum = 5", "quorum = true", "quorum = True 不合规格"),
        ("trim_from = 7", "trim_from = 2", "trim_from 至少为 3"),
        ('"trimmed"', '"lowest"', "ranked_by = 'lowest' 不合规格，应为 mean、trimmed 之一"),
        ("quorum = 5\n", "", "缺少 quorum"),
        ("quorum = 5", "quorums = 5", "未知的项 quorums"),
        ("[[scheme]]", "[scheme]", "“scheme”应写作 [[scheme]]"),
        ("criteria = [", "criteria = [1, ", "criteria 应写作 { key = …, name = …, full = … }"),
        ("[[scheme]]", "x = 1\n[[scheme]]", "不认识“x”"),
        ("[[scheme]]", "[[scheme]", "不是合法的 TOML"),
    ],
)
def test_what_is_wrong_is_said(old: str, new: str, said: str) -> None:
    assert old in OWN
    assert any(said in one for one in faults(OWN.replace(old, new)))


def test_all_of_it_is_said_at_once() -> None:
    broken = OWN.replace("59.5", "10").replace("quorum = 5", "quorum = 0")
    assert len(faults(f"{broken}{OWN.replace('72.5', '-1')}")) == 2
    assert any("有两个方案" in one for one in faults(OWN + OWN))


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    path = tmp_path / "review.toml"
    path.write_bytes("x = '评'".encode("gbk"))
    with pytest.raises(PolicyFault, match="无法读取"):
        load(path)
