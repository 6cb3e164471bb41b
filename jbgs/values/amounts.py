"""Amounts of money as people write them: one certain sum in yuan, or the reason why it is none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from jbgs.values.label import is_empty_answer, is_placeholder
from jbgs.values.money import EXACT, money_text, yuan
from jbgs.values.numerals import integer, parse_capitals
from jbgs.values.parsed import Parsed
from jbgs.values.text import compact, narrow, quote

_LONGEST = 200
_LARGEST = Decimal(10**12)
_HUGE = Decimal(10**9)  # a bare number that makes so much of 万元 was perhaps meant in yuan
_TINY = Decimal(10**4)  # and one that makes so little of 元 perhaps in 万元
UNITS = {
    "元": Decimal(1),
    "千元": Decimal(10**3),
    "万元": Decimal(10**4),
    "十万元": Decimal(10**5),
    "百万元": Decimal(10**6),
    "千万元": Decimal(10**7),
    "亿元": Decimal(10**8),
    "十亿元": Decimal(10**9),
    "百亿元": Decimal(10**10),
    "千亿元": Decimal(10**11),
    "万亿元": Decimal(10**12),
}

_UNIT = r"(?:(?:万亿|[十百千]?[亿万])元?|千?元)"
_DIGITS = r"\d+(?:[,.]\d+)*"
_FIGURE = re.compile(rf"¥?{_DIGITS}(?:{_UNIT}(?:{_DIGITS}{_UNIT})*)?", re.ASCII)
_PART = re.compile(rf"(?P<number>{_DIGITS})(?P<unit>{_UNIT})?", re.ASCII)
_NUMBER = re.compile(r"(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?", re.ASCII)
_TORN = re.compile(r"[\d.,]\s+[\d.,]", re.ASCII)
_NUMERALS = re.compile(r"[零〇○一二两三四五六七八九十百千万亿壹贰弍叁参肆伍陆柒捌玖拾佰仟萬億元角分整正]+")
_NAMES_A_NUMBER = re.compile(r"[一二两三四五六七八九十壹贰弍叁参肆伍陆柒捌玖拾]|零元")
_UNIT_ALONE = re.compile(_UNIT)
# What may stand beside an amount and changes nothing about it.
_HARMLESS = re.compile(
    r"(?:人民币|rmb|cny|¥|大写|小写|合计|共计|总计|总额|总价|总投入|总投资|投入|计划|预计|拟|报价|价格|金额|经费|预算|资金|整|正"
    r"|含税价?|[为是:;,、。.()\[\]])*",
    re.IGNORECASE,
)
_UNDECIDED = re.compile(r"面议|面谈|待定|待议|待商|另议|协商|商定|商议|暂未|未定|视情况|不详|保密")
# Why a text is no amount: pattern → what is wrong with it. The first that fits is said.
_FAULTS = (
    (
        re.compile(r"美元|美金|欧元|日元|港[元币]|英镑|韩元|台币|卢布|[$€£]|usd|eur|hkd|jpy|gbp", re.I),
        "不是人民币",
    ),
    (re.compile(r"\d[万亿元]{0,3}[-~至到]+¥?\d|[万亿元佰仟百千][-~至到]", re.ASCII), "是一个范围"),
    (re.compile(r"(?:^|[:(¥])-\d|^负|负数", re.ASCII), "是负数"),
    (
        re.compile(r"约|左右|上下|大概|大致|估计|接近|近\d|余|多[万亿元]|[≈~±]|[几数]十?[百千万亿]"),
        "不是确定的数额",
    ),
    (
        re.compile(r"[≥≤><＞＜≧≦]|不[少低高多超]|超过|至少|最[多少高低]|以[上下内]|起|上限|下限|封顶"),
        "只是上限或下限",
    ),
)
_WRITE = "请只写一个确定的数额，如 300万元"


@dataclass(frozen=True, slots=True)
class _Figure:
    """One amount found in a text: in yuan, or a bare number that still wants a unit."""

    number: Decimal
    unit: Decimal | None
    signed: bool = False  # ¥ stands before it

    def yuan(self, unit: Decimal = UNITS["元"]) -> Decimal:
        return EXACT.multiply(self.number, self.unit or unit)


def amount(text: str, *, default_unit: str = "元", label_unit: str | None = None) -> Parsed[Decimal]:
    """An amount of money in yuan, exact to the 分, as forms and clerks write it.

    The unit is the value's own, else the label's, else ``default_unit``; ``note`` says which of the two
    latter. A text that does not fix one amount has no value but a problem that quotes it: a warning
    where nothing was decided (面议, 无), else an error (约300, 50～100, 大写 and 小写 that differ).
    """
    written = compact(text).replace("圆", "元").replace("圓", "元")
    if len(written) > _LONGEST:
        return _fault(text, "太长，不是一个数额")
    if is_placeholder(written) and not is_empty_answer(written):
        return Parsed(None)
    if is_empty_answer(written) or _UNDECIDED.search(written):
        return Parsed(None, f"{quote(text)}没有写明数额，按未定登记，确定后请补填", "warning")
    try:
        if _TORN.search(narrow(text)):
            raise _AmountError("的数字中间有空格")
        return _amount(written, label_unit or default_unit, "表头" if label_unit else "默认单位")
    except _AmountError as fault:
        return _fault(text, str(fault))


class _AmountError(ValueError):
    """A text that does not fix one amount; the message says why."""


def _amount(written: str, unit_name: str, origin: str) -> Parsed[Decimal]:
    figures, beside = _figures(written)
    _check_beside(beside, written)
    if not figures:
        raise _AmountError("不是数额")
    named = {_unit(name) for name in _UNIT_ALONE.findall(beside)}
    if len(named) > 1 or (named and any(f.unit not in (None, *named) for f in figures)):
        raise _AmountError("的单位前后矛盾")
    expected = UNITS.get(unit_name)
    if named or all(f.unit for f in figures):
        value = _one([f.yuan(*named) for f in figures])
        if expected and origin == "表头" and value < expected:
            raise _AmountError(f"与表头的单位“{unit_name}”矛盾")
        return Parsed(value)
    if expected is None:
        raise _AmountError(f"的单位“{unit_name}”不是元或万元")
    if expected > 1 and any(f.signed for f in figures):
        return _signed(figures, unit_name, expected)
    value = _one([f.yuan(expected) for f in figures])
    odd = "很大" if expected > 1 and value >= _HUGE else ""
    odd = "很小" if expected == 1 and origin == "表头" and 0 < value < _TINY else odd
    doubt = f"按{unit_name}计为{money_text(value)}元，数额{odd}，请核对单位" if odd else ""
    return Parsed(value, doubt, "warning" if doubt else "error", f"单位按{origin}“{unit_name}”计")


def _signed(figures: list[_Figure], unit_name: str, expected: Decimal) -> Parsed[Decimal]:
    """The amount of ￥200,000.00 where 万元 are expected: yuan, unless that is too little to be meant."""
    value = _one([f.yuan() for f in figures])
    if value < expected:
        raise _AmountError(f"是元还是{unit_name}不能确定")
    note = "单位按“￥”计为元"
    if any(f.unit for f in figures):
        return Parsed(value, note=note)
    return Parsed(
        value, f"此处应填{unit_name}，原文写“￥”，按{money_text(value)}元登记，请核对", "warning", note
    )


def _one(amounts: list[Decimal]) -> Decimal:
    """The one amount that all figures agree on, if it can be one."""
    if len(set(amounts)) > 1:
        raise _AmountError("有几个不同的数额，或大写与小写不一致")
    if amounts[0] > _LARGEST:
        raise _AmountError("大得不合理（超过一万亿元）")
    try:
        return yuan(amounts[0])
    except ValueError:
        raise _AmountError("精确到了分以下") from None


def _check_beside(beside: str, written: str) -> None:
    """Refuse a text that says more than an amount, with the reason."""
    if _HARMLESS.fullmatch(_UNIT_ALONE.sub("", beside)):
        return
    raise _AmountError(next((why for pattern, why in _FAULTS if pattern.search(written)), "不能确定是多少"))


def _figures(written: str) -> tuple[list[_Figure], str]:
    """All amounts in a text, and what stands beside them."""
    found: list[_Figure] = []

    def digits(match: re.Match[str]) -> str:
        found.append(_from_digits(match[0]))
        return ";"

    def numerals(match: re.Match[str]) -> str:
        if not _NAMES_A_NUMBER.search(match[0]):
            return match[0]
        found.append(_from_numerals(match[0]))
        return ";"

    return found, _NUMERALS.sub(numerals, _FIGURE.sub(digits, written))


def _from_digits(figure: str) -> _Figure:
    """The amount of 300万元, of ¥200,000.00, or of 1亿2000万, whose units must fall."""
    parts = list(_parts(figure))
    if len(parts) == 1:
        return _Figure(*parts[0], signed=figure.startswith("¥"))
    total = Decimal(0)
    above: Decimal | None = None
    for number, unit in parts:
        if unit is None or (above is not None and number * unit >= above):
            raise _AmountError("数字写法有误")
        total, above = EXACT.add(total, EXACT.multiply(number, unit)), unit
    return _Figure(total, Decimal(1))


def _parts(figure: str) -> Iterator[tuple[Decimal, Decimal | None]]:
    for match in _PART.finditer(figure):
        if not _NUMBER.fullmatch(match["number"]):
            raise _AmountError("数字写法有误")
        yield Decimal(match["number"].replace(",", "")), _unit(match["unit"]) if match["unit"] else None


def _from_numerals(figure: str) -> _Figure:
    """The amount of 叁佰万元整 or 三百万; a bare 三百 wants a unit."""
    total = parse_capitals(figure)
    if total is not None:
        return _Figure(total, Decimal(1))
    number = integer(figure)
    if number is None:
        raise _AmountError("的大写数额写法有误")
    return _Figure(Decimal(number), Decimal(1) if re.search("[万亿萬億]", figure) else None)


def _unit(name: str) -> Decimal:
    return UNITS[name if name.endswith("元") else f"{name}元"]


def _fault(text: str, why: str) -> Parsed[Decimal]:
    return Parsed(None, f"{quote(text)}{why}，{_WRITE}")
