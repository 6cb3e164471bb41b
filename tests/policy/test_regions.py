"""A region is found by what names it, never by what an address happens to contain."""

import pytest

from jbgs.errors import WrongUsage
from jbgs.policy import load

POLICY = load()
SPELLINGS = {
    "NH": ("南湖区", "南湖", "330402", "NH", "nh", "嘉兴市南湖区", "嘉兴南湖区", "南湖区科技局"),
    "XZ": ("秀洲区", "秀洲", "330411", "XZ", "嘉兴市秀洲区", "秀洲区人民政府"),
    "JK": (
        "嘉兴经济技术开发区（国际商务区）",
        "嘉兴经济技术开发区(国际商务区)",
        "经开区",
        "嘉兴经开",
        "嘉兴经开区",
        "国际商务区",
        "嘉兴市经开区",
        "JK",
        "嘉兴经济技术开发区（国际商务区）经商局",
    ),
    "JS": ("嘉善县", "嘉善", "330421", "JS", "嘉兴市嘉善县", "嘉善县科学技术局"),
    "HY": ("海盐县", "海盐", "330424", "HY", "嘉兴市海盐县"),
    "HN": (
        "海宁市",
        "海宁",
        "330481",
        "HN",
        "ＨＮ",
        " 海 宁 市 ",
        "嘉兴市海宁市",
        "浙江省海宁市",
        "浙江省嘉兴市海宁市",
        "海宁市科技局",
        "嘉兴市海宁市科技局",
    ),
    "PH": ("平湖市", "平湖", "330482", "PH", "嘉兴市平湖市"),
    "TX": ("桐乡市", "桐乡", "330483", "TX", "嘉兴市桐乡市"),
    "GQ": ("嘉兴港区", "港区", "乍浦", "GQ", "嘉兴市港区", "嘉兴市嘉兴港区", "嘉兴港区科技金融局"),
}
NOT_A_REGION = (
    "",
    "  ",
    "嘉兴市",
    "嘉兴",
    "浙江省",
    "市本级",
    "嘉兴市科技局",
    "海宁市硖石街道",
    "平湖市乍浦镇中山路1号",
    "海宁市南湖区",
    "杭州市",
    "JX",
    "330400",
)


@pytest.mark.parametrize(("letters", "text"), [(k, text) for k, texts in SPELLINGS.items() for text in texts])
def test_every_spelling_means_its_region(letters: str, text: str) -> None:
    assert POLICY.region(text).letters == letters


def test_all_nine_regions_are_covered() -> None:
    assert set(SPELLINGS) == {one.letters for one in POLICY.regions}
    assert len(SPELLINGS) == 9


@pytest.mark.parametrize("text", NOT_A_REGION)
def test_what_names_no_region_is_not_guessed(text: str) -> None:
    assert POLICY.find_region(text) is None
    with pytest.raises(WrongUsage) as caught:
        POLICY.region(text)
    assert "海宁市" in caught.value.problems[0].remedy


def test_the_city_pays_half_in_its_own_districts_and_nothing_elsewhere() -> None:
    half = {one.letters for one in POLICY.regions if "嘉兴市" in {p.payer for p in one.payers}}
    assert half == {"NH", "XZ", "JK"}
    assert all(len(one.payers) == (2 if one.letters in half else 1) for one in POLICY.regions)


@pytest.mark.parametrize(
    ("track", "words"),
    [
        ("common", ("common", "COMMON", "GX", "gx", "产业共性技术", "产业共性", " 共性 ")),
        ("key", ("key", "GJ", "企业关键技术", "企业关键", "关键")),
        ("transfer", ("transfer", "ZH", "科技成果转化", "成果转化", "转化")),
    ],
)
def test_tracks_by_key_letters_and_name(track: str, words: tuple[str, ...]) -> None:
    assert [POLICY.track(word) for word in words] == [track] * len(words)


def test_an_unknown_track_names_those_that_are() -> None:
    with pytest.raises(WrongUsage, match="产业共性技术（common）"):
        POLICY.track("软科学")
