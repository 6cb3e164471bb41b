"""Chinese numerals and 人民币大写 (支付结算办法, annex 1): writing them and reading them back."""

from __future__ import annotations

import re
from decimal import Decimal

from jbgs.values.text import compact

CAPITALS = "零壹贰叁肆伍陆柒捌玖"
_SIMPLE = "〇一二三四五六七八九"
# Every way of writing a numeral → the capital one.
_TO_CAPITALS = str.maketrans(
    _SIMPLE + "○◯两俩贰弍叁参陆十百千圆圓正億萬",
    CAPITALS + "零零贰贰贰贰叁叁陆拾佰仟元元整亿万",
)
_PLACES = ("", "拾", "佰", "仟")
_SCALES = (("亿", 10**8), ("万", 10**4))
_SIZE = {"拾": 10, "佰": 100, "仟": 1000}
_LONGEST = 200
LARGEST = 10**16 - 1  # 玖仟…万亿: beyond that the numerals have no agreed names

_SUM = re.compile(
    r"(?:人民币)?(?:(?P<yuan>[零壹贰叁肆伍陆柒捌玖拾佰仟万亿]+)元)?(?P<rest>[^元整]*)(?P<end>整?)"
)
_REST = re.compile(r"零?(?:(?P<jiao>[壹贰叁肆伍陆柒捌玖])角)?零?(?:(?P<fen>[壹贰叁肆伍陆柒捌玖])分)?")


def capitals(amount: Decimal) -> str:
    """An amount of yuan as 人民币大写: 3000000 → 叁佰万元整.

    ``整`` follows 元 and 角, nothing follows 分; a 零 stands for an empty 角 before 分. Raises
    ``ValueError`` for a negative amount, one finer than a 分, or one above 9,999 万亿.
    """
    if not 0 <= amount < LARGEST + 1 or amount != amount.quantize(Decimal("0.01")):
        raise ValueError(f"no amount in yuan and 分: {amount}")
    yuan, rest = divmod(int(amount.scaleb(2)), 100)
    jiao, fen_digit = divmod(rest, 10)
    text = f"{_integer(yuan)}元" if yuan or not rest else ""
    if jiao:
        text += f"{CAPITALS[jiao]}角"
    elif fen_digit and yuan:
        text += "零"
    return text + (f"{CAPITALS[fen_digit]}分" if fen_digit else "整")


def parse_capitals(text: str) -> Decimal | None:
    """The yuan of 人民币大写, in either kind of numerals (叁佰万元整, 三百万圆正); None if malformed.

    Read strictly: writing the number must give the text back, but for a 零 that the rules leave free.
    """
    match = _SUM.fullmatch(compact(text).translate(_TO_CAPITALS)) if len(text) <= _LONGEST else None
    rest = _REST.fullmatch(match["rest"]) if match else None
    if match is None or rest is None or not (match["yuan"] or rest["jiao"] or rest["fen"]):
        return None
    whole = integer(match["yuan"]) if match["yuan"] else 0
    if whole is None:
        return None
    cents = 10 * _digit(rest["jiao"]) + _digit(rest["fen"])
    amount = Decimal(whole * 100 + cents).scaleb(-2)
    return amount if _essence(capitals(amount)) == _essence(match[0]) else None


def integer(text: str) -> int | None:
    """A whole number in Chinese numerals, 十八 or 三千零五万; None if malformed, as 一万二 is."""
    written = text.translate(_TO_CAPITALS)
    number = _value(written) if len(text) <= _LONGEST else None
    if number is None or number > LARGEST:
        return None
    return number if _free_zeros(_integer(number)) == _free_zeros(written) else None


def digits(text: str) -> str | None:
    """A row of Chinese figures as digits, 二〇二一 → 2021; None if it is not such a row."""
    written = text.translate(_TO_CAPITALS)
    return "".join(str(CAPITALS.index(c)) for c in written) if set(written) <= set(CAPITALS) else None


def _digit(figure: str | None) -> int:
    return CAPITALS.index(figure) if figure else 0


def _integer(number: int) -> str:
    """A whole number in capitals; 零 marks a gap that another figure follows."""
    for scale, size in _SCALES:
        if number >= size:
            head, tail = divmod(number, size)
            gap = "零" if 0 < tail < size // 10 else ""
            return _integer(head) + scale + (gap + _integer(tail) if tail else "")
    if not number:
        return "零"
    places = range(len(str(number)) - 1, -1, -1)
    shown = "".join(
        f"{c}{_PLACES[place]}" if c != "零" else "零"
        for c, place in zip((CAPITALS[int(d)] for d in str(number)), places, strict=True)
    )
    return re.sub("零+", "零", shown).rstrip("零")


def _value(written: str) -> int | None:
    """What numerals add up to, well formed or not; None where a sign is no numeral."""
    for scale, size in _SCALES:
        head, mark, tail = written.rpartition(scale)
        if mark:
            above, below = _value(head), _value(tail) if tail else 0
            return None if above is None or below is None else above * size + below
    total, figure = 0, -1
    for sign in written:
        if sign in CAPITALS:
            figure = CAPITALS.index(sign)
        elif sign in _SIZE:
            total += _SIZE[sign] * (1 if figure < 0 else figure)
            figure = 0
        else:
            return None
    return total + max(figure, 0) if written else None


def _free_zeros(written: str) -> str:
    """Numerals without what may be left out: 壹 of a leading 壹拾, 零 before a full section (拾万零柒仟).

    After 亿 only thousands of 万 are a full section: 一亿五千 means 1.5 亿 to many, so it stays malformed.
    """
    return re.sub(r"(?<=万)零(?=[^零]仟)|(?<=亿)零(?=[^零]仟[^万亿]*万)|(?<![^零万亿])壹(?=拾)", "", written)


def _essence(written: str) -> str:
    sum_only = written.removeprefix("人民币").removesuffix("整")
    return re.sub(r"(?<=元)零(?=.角)|^零元零?(?=.[角分])|^零(?=.[分])", "", _free_zeros(sum_only))
