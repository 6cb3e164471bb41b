"""Money as arithmetic and as capitals: exact, rounded once, and written so that it reads back."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jbgs.values import capitals, money_text, parse_capitals, round_fen, wan, yuan

FEN = st.one_of(st.integers(0, 10**4), st.integers(0, 10**14 - 1))


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        ("0", "零元整"),
        ("0.01", "壹分"),
        ("0.05", "伍分"),
        ("0.10", "壹角整"),
        ("1.05", "壹元零伍分"),
        ("10", "壹拾元整"),
        ("100000", "壹拾万元整"),
        ("10000000.01", "壹仟万元零壹分"),
        ("100000000", "壹亿元整"),
        ("20000300", "贰仟万零叁佰元整"),
        ("0.50", "伍角整"),
        ("10.05", "壹拾元零伍分"),
        ("325.04", "叁佰贰拾伍元零肆分"),
        ("1409.50", "壹仟肆佰零玖元伍角整"),
        ("6007.14", "陆仟零柒元壹角肆分"),
        ("107000.53", "壹拾万柒仟元伍角叁分"),
        ("3000000", "叁佰万元整"),
        ("100005000", "壹亿零伍仟元整"),
        ("1000000000000", "壹万亿元整"),
    ],
)
def test_capitals_follow_the_payment_rules(amount, text):
    assert capitals(Decimal(amount)) == text


@pytest.mark.parametrize("amount", ["-0.01", "0.001", "10000000000000000"])
def test_capitals_refuse_what_they_cannot_write(amount):
    with pytest.raises(ValueError, match="no amount"):
        capitals(Decimal(amount))


@given(FEN)
def test_capitals_read_back_in_either_numerals(fen):
    amount = Decimal(fen).scaleb(-2)
    text = capitals(amount)
    simple = text.translate(str.maketrans("零壹贰叁肆伍陆柒捌玖拾佰仟整", "〇一二三四五六七八九十百千正"))
    assert parse_capitals(text) == parse_capitals(simple.replace("元", "圆")) == amount


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("人民币叁佰万元整", "3000000"),
        ("壹拾万零柒仟元零伍角叁分", "107000.53"),
        ("拾万元正", "100000"),
        ("两百万圆", "2000000"),
    ],
)
def test_capitals_may_be_written_freely_where_the_rules_are_free(text, amount):
    assert parse_capitals(text) == Decimal(amount)


@pytest.mark.parametrize(
    "text", ["", "元整", "叁佰万", "壹万伍佰元", "一亿五千元", "叁佰万零仟元", "叁万叁万元", "300元"]
)
def test_malformed_capitals_are_not_read(text):
    assert parse_capitals(text) is None


@pytest.mark.parametrize(
    ("exact", "rounded"), [("0.005", "0.01"), ("0.004", "0.00"), ("2.675", "2.68"), ("1.015", "1.02")]
)
def test_rounding_is_half_up_to_the_fen(exact, rounded):
    assert str(round_fen(Decimal(exact))) == rounded


@given(FEN)
def test_money_text_is_exact_and_reads_back(fen):
    text = money_text(Decimal(fen).scaleb(-2))
    assert yuan(text) * 100 == fen
    assert len(text.partition(".")[2]) == 2


@given(FEN)
def test_wan_is_exact_without_trailing_zeros(fen):
    text = wan(Decimal(fen).scaleb(-2))
    assert Decimal(text) * 10**6 == fen
    assert "E" not in text
    assert not ("." in text and text.endswith("0"))


@pytest.mark.parametrize("value", ["0.001", "x", "NaN", "Infinity", "1e999999", ""])
def test_what_is_no_amount_to_the_fen_is_not_rounded_in_silence(value):
    with pytest.raises(ValueError, match=r"yuan|分"):
        yuan(value)


def test_there_is_no_negative_zero():
    assert money_text(Decimal("-0.00")) == "0.00"
