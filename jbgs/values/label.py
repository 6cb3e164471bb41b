"""Labels as keys for look-ups, the unit a label names, and texts that stand where no answer was given."""

from __future__ import annotations

import re

from jbgs.values.text import compact, narrow, remembered

_CIRCLED = "①-⑳⓪⓵-⓾❶-❿➀-➓㈠-㈩㊀-㊉⑴-⒛Ⅰ-Ⅻ"
_NUMBERING = re.compile(
    rf"\A[*★※\s]*(?:[{_CIRCLED}][.、:]?"
    r"|\((?:\d{1,2}|[一二三四五六七八九十]{1,3})\)[.、:]?"
    r"|第?[一二三四五六七八九十]{1,3}[、.:)]"
    r"|第(?:[一二三四五六七八九十]{1,3}|\d{1,2})(?:章|节|篇|部分)[、.:]?"
    r"|\d{1,2}(?:\.\d{1,2})+[.、):]?(?=[^\d.])"
    r"|\d{1,2}[.、):](?=\D)"
    r"|\d{1,2}\s+(?=[^\d\s年月日个天万]))"
)
_OPEN, _CLOSE = "([【〔{<", ")]】〕}>"
_BRACKETED = re.compile(rf"[{re.escape(_OPEN)}][^{re.escape(_OPEN + _CLOSE)}]*[{re.escape(_CLOSE)}]")
_UNCLOSED = re.compile(rf"[{re.escape(_OPEN)}][^{re.escape(_OPEN + _CLOSE)}]*\Z")
_NESTED = 4
_ANY_BRACKET = re.compile(rf"[{re.escape(_OPEN)}]")
_DRESSING = re.compile("[:*★※_\"'“”‘’]")
_FOOTNOTE = re.compile(rf"(?<=[\u4e00-\u9fff])[{_CIRCLED}¹²³⁴-⁹†‡▲△]{{1,3}}\Z")  # 意向价格②
_UNIT = r"(?:亿|千万|百万|十万|万|千)?(?:元|美元|欧元|日元|港元|港币|英镑)(?:/[^\s()/,、;]{1,4})?"
_ANY_UNIT = re.compile("[元币镑]")
_UNIT_TAIL = re.compile(rf"(?:[,/;、]?单位(?:为)?|[,/;、])(?:人民币)?{_UNIT}\Z|(?:亿|千|万)元\Z")
# A figure before the unit makes it a sum (限500万元), and 单元 and 多元 are words.
_UNIT_NAMED = re.compile(rf"(?<![\d.一二三四五六七八九十百千万亿单多公])({_UNIT})")
# 单位：元 as a statement, not the unit that fills in the form (填报单位：元通公司).
_STATED = re.compile(
    rf"(?:\A|[\s(,;])(?:金额|货币|计量|计价|经费|资金)?单位\s*[:为(]?\s*(?:人民币)?({_UNIT}|万)(?=\Z|[\s(),;、.。])"
)
_WAN_ALONE = re.compile(r"\(万\)")

_EMPTY_ANSWERS = frozenset(
    [
        "无",
        "暂无",
        "没有",
        "暂时没有",
        "空",
        "略",
        "不适用",
        "未填",
        "未填写",
        "n/a",
        "na",
        "none",
        "null",
        "nil",
    ]
)
_NOTHING = re.compile(r"[-_/\\.·。、,;:()~*×|]*")
_DATE_BLANK = r"(?:(?:20\d{0,2})?[_xX×*]*年[_xX×*]*月[_xX×*]*日?|[_xX×*]*年)(?:前|止)?"
_DATE_BLANKS = re.compile(rf"{_DATE_BLANK}(?:[-~至到]+{_DATE_BLANK})?")
_SIGNATURE = re.compile(
    r"(?=.*(?:章|签))(?:单位|部门|负责人|法定代表人|主管|领导|经办人|盖公章|公章|盖章|加盖|签字|签名|签章|或|并|和|及"
    r"|日期|[年月日():,、/_.-])+"
)
_HINT = re.compile(
    r"(?:如|例|示例|样例|格式):|例如|比如|格式如|(?:请|可)?(?:在此|在这里|此处)(?:处)?(?:填写|输入|录入)"
    r"|请(?:填写|填报|注明|说明|选择|输入|用|按|简述|简要|详细|写明|列出|勾选|打勾)"
    r"|请[^,。;:]{0,10}(?:填写|填报|注明|说明|描述|列出|概述)\Z"
    r"|(?:单击|点击|单击或点击)(?:或点击)?(?:此处|这里)|选择一项|可(?:另)?附页|(?:必|选)填项?\Z"
    r"|(?:限|限制|控制在|不超过|不多于|不少于)\d+(?:个?字|个?汉字|页)|\d+(?:个?字)(?:以内|左右|内)\Z"
    r"|clickortap|clickhere|chooseanitem",
    re.IGNORECASE,
)
_HINT_LONGEST = 80
_CROSSES = re.compile(r"[xX×*＊○]{2,}")


@remembered
def normalise_label(text: str) -> str:
    """A label as a key: lower case, no blanks, colons, numbering, marks, bracketed hints or unit."""
    whole = "".join(_NUMBERING.sub("", narrow(text)).lower().split())
    bare = _FOOTNOTE.sub("", _DRESSING.sub("", _without_brackets(whole)))
    if _ANY_UNIT.search(bare):
        bare = _UNIT_TAIL.sub("", bare)
    return (bare or _DRESSING.sub("", whole.strip(_OPEN + _CLOSE))).strip(",.、;。-")


@remembered
def label_unit(text: str) -> str | None:
    """The unit that a label names, ``万元`` out of 总投入（万元） or 单位：万元; None if it names none.

    Units that are not yuan (``万美元``, ``万元/年``), or several of them (``元、万元``), are returned as
    written, so that a bare number under them is refused rather than misread.
    """
    label = compact(text)
    if _WAN_ALONE.search(label):
        return "万元"
    places = [m[0] for m in _BRACKETED.finditer(label)] + re.findall(r"单位[:为]?[^()\s]{1,12}", label)
    tail = _UNIT_TAIL.search(_without_brackets(label))
    places += [tail[0]] if tail else []
    units = dict.fromkeys(m[1] for place in places for m in _UNIT_NAMED.finditer(place))
    return "、".join(units) or None


def stated_unit(text: str) -> str | None:
    """The unit that a line states for the amounts after it, 单位：元 above a table; None without one."""
    found = _STATED.search(narrow(text)) if "单位" in text else None
    return None if found is None else "万元" if found[1] == "万" else found[1]


def is_empty_answer(text: str) -> bool:
    """Whether somebody answered that there is nothing: 无, /, —, N/A."""
    answer = compact(text).lower()
    return answer.strip("。.()") in _EMPTY_ANSWERS or bool(answer and _NOTHING.fullmatch(answer))


@remembered
def is_placeholder(text: str) -> bool:
    """Whether a text is no answer: empty, 无, a dash, a date to fill in, a hint, a place to sign."""
    answer = compact(text)
    if not answer or is_empty_answer(answer):
        return True
    if len(answer) > _HINT_LONGEST:
        return False
    inner = answer[1:-1] if _BRACKETED.fullmatch(answer) else answer
    return bool(
        _HINT.match(inner)
        or _DATE_BLANKS.fullmatch(inner)
        or _SIGNATURE.fullmatch(inner)
        or _CROSSES.fullmatch(inner)
    )


def _without_brackets(text: str) -> str:
    if not _ANY_BRACKET.search(text):
        return text
    for _ in range(_NESTED):
        shorter = _BRACKETED.sub("", text)
        if shorter == text:
            break
        text = shorter
    return _UNCLOSED.sub("", text)
