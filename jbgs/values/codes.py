"""统一社会信用代码 (GB 32100-2015) and e-mail addresses."""

from __future__ import annotations

import re

from jbgs.values.label import is_placeholder
from jbgs.values.parsed import Parsed
from jbgs.values.text import compact, narrow, quote, remembered

_LONGEST = 200
_CODE = re.compile(r"[1-9ANY][1-9]\d{6}[0-9A-HJ-NPQRTUWXY]{10}", re.ASCII)
_CODE_LABEL = re.compile(r"(?:统一)?(?:社会)?信用代码:?|组织机构代码:?|机构代码:?")
_SIGNS = re.compile(r"[0-9A-Z]+")
_LOOKS_LIKE = {"I": "1", "O": "0", "Z": "2", "S": "5", "V": "U"}  # the letters that GB 32100 leaves out
_FIGURES = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # of GB 32100, each worth its place, and what a place weighs
_WEIGHTS = tuple(pow(3, place, 31) for place in range(17))
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)  # GB 11714-1997

_ADDRESS = re.compile(
    r"[A-Za-z0-9_%+-]{1,64}(?:\.[A-Za-z0-9_%+-]{1,64}){0,9}"
    r"@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.){1,9}[A-Za-z]{2,24}"
)
_ADDRESS_LABEL = re.compile(r"(?:电子)?(?:邮箱|信箱|邮件)(?:地址)?:|e-?mail:|mailto:", re.IGNORECASE)
_BETWEEN = re.compile(r"[\s,;、/，；]+")


def credit_code(text: str) -> Parsed[str]:
    """A 统一社会信用代码 whose check digit is right; in capitals, without blanks and dashes.

    Nothing is corrected: a letter that the code never has (I O Z S V) is reported with the likely code,
    and the older 9-digit 组织机构代码 is named as what it is.
    """
    if is_placeholder(text):
        return Parsed(None)
    code = _CODE_LABEL.sub("", compact(text).upper(), count=1).replace("-", "")
    if is_credit_code(code):
        return Parsed(code)
    return Parsed(None, f"{quote(text)}{_code_fault(code)}")


def email(text: str) -> Parsed[str]:
    """An e-mail address, its domain in lower case; several are joined by 、."""
    if is_placeholder(text):
        return Parsed(None)
    line = _ADDRESS_LABEL.sub("", narrow(text))
    line = re.sub(r"\s?@\s?", "@", line)
    found = [part for part in _BETWEEN.split(line) if part] if len(line) <= _LONGEST else []
    if found and all(map(_ADDRESS.fullmatch, found)):
        return Parsed("、".join(dict.fromkeys(map(_lower_domain, found))))
    return Parsed(None, f"{quote(text)}不是电子邮箱地址，请写成 名称@域名，如 zhang@example.cn")


@remembered
def is_credit_code(code: str) -> bool:
    """Whether a text is a credit code as GB 32100 writes it, its check digit included."""
    if not _CODE.fullmatch(code):
        return False
    # Not by stdnum, with which a test compares it: that imports ssl and pydoc, 35 ms in every process.
    total = sum(_FIGURES.index(sign) * weight for sign, weight in zip(code, _WEIGHTS, strict=False))
    return code[-1] == _FIGURES[-total % 31]


LEGAL_FORMS: dict[str, str] = {
    "11": "机关",
    "12": "事业单位",
    "13": "群众团体",
    "51": "社会团体",
    "52": "民办非企业单位",
    "53": "基金会",
    "91": "企业",
    "92": "个体工商户",
    "93": "农民专业合作社",
}
"""The first two signs of a credit code: who registered it, and as what (GB 32100-2015, 4.2 and 4.3)."""


def legal_form(code: str) -> str:
    """What a credit code says its holder is registered as; empty for a rarer class, or no credit code.

    企业 is all that the market supervision registers as one: also partnerships, sole proprietorships
    and branches, which are no legal persons. The code cannot tell them apart.
    """
    return LEGAL_FORMS.get(code[:2], "") if is_credit_code(code) else ""


def _code_fault(code: str) -> str:
    if not _SIGNS.fullmatch(code):
        return "不是统一社会信用代码（18位数字和大写字母），请核对营业执照"
    if len(code) == 9 and _is_organisation_code(code):
        return "是旧的9位组织机构代码，请改填18位统一社会信用代码"
    if len(code) != 18:
        return f"有{len(code)}位，统一社会信用代码应为18位，请核对营业执照"
    strange = [f"第{i}位“{c}”" for i, c in enumerate(code, 1) if c in _LOOKS_LIKE]
    if strange:
        likely = "".join(_LOOKS_LIKE.get(c, c) for c in code)
        guess = f"，可能应为 {likely}" if is_credit_code(likely) else ""
        return f"中{'、'.join(strange)}不会出现在统一社会信用代码中{guess}，请核对营业执照"
    return (
        "校验不符，统一社会信用代码有误，请核对营业执照"
        if _CODE.fullmatch(code)
        else "的各位不合规则，请核对营业执照"
    )


def _is_organisation_code(code: str) -> bool:
    """Whether nine signs are a code by GB 11714, whose last one is a check digit."""
    total = sum(int(sign, 36) * weight for sign, weight in zip(code, _ORGANISATION_WEIGHTS, strict=False))
    return code[-1] == "0123456789X"[-total % 11]


def _lower_domain(address: str) -> str:
    name, _, domain = address.partition("@")
    return f"{name}@{domain.lower()}"
