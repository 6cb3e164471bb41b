"""What is published names no telephone number and no e-mail address; everything else stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jbgs.values import masked


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("13812345678", "138****5678"),
        ("手机：138 1234 5678。", "手机：138 **** 5678。"),
        ("+86 138-1234-5678", "+86 138-****-5678"),
        ("１３８１２３４５６７８", "138****5678"),
        ("0573-82159809", "0573-*****809"),
        ("（0573）82159809转806", "(0573)*****809转806"),
        ("邮箱wang.gong@example.cn，", "邮箱w***@example.cn，"),
    ],
)
def test_the_number_cannot_be_read(text, hidden):
    shown = masked(text)
    assert shown.replace("****", "*").replace("**", "*") == hidden.replace("****", "*").replace("**", "*")
    assert "12345678" not in shown.replace(" ", "").replace("-", "")
    assert "82159809" not in shown


@pytest.mark.parametrize(
    "text",
    [
        "91330400MA2BC1P678",
        "13812345678901",
        "投入1381234.5678万元",
        "剥离强度≥100N/5cm",
        "GJ-2021-HN-001",
        "2021年6月30日",
        "",
    ],
)
def test_what_is_no_number_stays(text):
    assert masked(text) == text


@given(st.text(max_size=80))
def test_a_masked_text_stays_masked(text):
    assert masked(masked(text)) == masked(text)
