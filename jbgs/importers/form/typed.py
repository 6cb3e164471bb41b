"""A field's text as its typed value: one reader per kind, all of them from ``jbgs.values``."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache, partial
from types import MappingProxyType
from typing import NamedTuple

from jbgs import values
from jbgs.errors import Level
from jbgs.forms import Field
from jbgs.importers.form.result import Issue
from jbgs.values import Parsed
from jbgs.values.text import Memory

Region = Callable[[str], str | None]

_SEAL = re.compile(r"[（(【\[]\s*(?:加盖|盖|单位)?(?:公章|盖章|签章|签字|印章|章)\s*[）)】\]]|[（(]续[）)]")
_EMPTY_BOX = re.compile("[□☐]")
# Who signed below a text, and when.
_SIGNED = re.compile(
    r"\n[^\n。；;]{0,40}[（(](?:盖章|公章|签章|签字|印章|章)[）)]"
    r"\s*(?:(?:\d{4}|[〇零○一二三四五六七八九]{4})[年./-][^\n]{0,12}\s*)?\Z"
)
_BLANK_LINE = re.compile(r"_{3,}|[_＿]+\Z|\A[_＿]+")
_HINT_LINE = re.compile(r"\s*[（(【\[].*[）)】\]]\s*")
_BRACKETS = r"[（(【\[][^（()）【】\[\]]{2,60}[）)】\]]"
# A hint before an answer, and one behind it that asks for something; （如：…） may be part of the answer.
_HINT_BEFORE = re.compile(rf"\A\s*({_BRACKETS})\s*(?=\S)")
_HINT_BEHIND = re.compile(
    r"(?<=\S)\s*([（(【\[](?:请|限|不超过|必填|选填)(?:(?![（()）【】\[\]]).){0,60}[）)】\]])\s*\Z"
)
_OPEN, _CLOSE = ("(", "（", "【", "["), (")", "）", "】", "]")
_OTHER = ("其他", "其它")
# What a value is not, by what its field is like or by its kind.
_NUMBERS = ("phone", "email", "credit_code")
_NEVER: Mapping[str, tuple[str, ...]] = {
    "text": _NUMBERS,
    "options": (*_NUMBERS, "day", "sum"),
    "code": (*_NUMBERS, "sum"),  # a place in a listing is written as a day is: 2021-05-01
    "line": (*_NUMBERS, "day", "sum", "number"),
    "unit": (*_NUMBERS, "day", "sum", "number"),
    "person": (*_NUMBERS, "day", "sum", "number"),
}
_OPTION_LONGEST = 60  # characters of an option that somebody wrote instead of ticking one
_FEW_OPTIONS = 3  # that he wrote one after the other, and what divides them
_LISTED = re.compile("[、，,；;+]|以及|或者?|[及和与]")
_UNDECIDED = re.compile("[不非未选勾划删?？]")  # 不转让; 请选择; 转让还是许可？


class Facts(NamedTuple):
    """What one cell says: the field's value, its problem, and facts for the fields ``beside`` it.

    ``rest`` is text of the cell that is none of these; ``note`` says how a value was understood.
    """

    value: str | None = None
    problem: str = ""
    level: Level = "error"
    note: str = ""
    beside: Mapping[str, str] = MappingProxyType({})
    rest: str = ""


NOTHING = Facts()
"""What an empty cell says."""


def read_field(
    spec: Field, text: str, *, region: Region, unit: str | None = None
) -> tuple[str | None, Issue | None]:
    """The value of one field, as ``edit`` and forms give it, and what is wrong with it.

    Text that holds more than this field (a telephone number beside a name) is a problem here.
    """
    facts = read_facts(spec, text, region=region, unit=unit)
    if facts.problem:
        return facts.value, Issue(spec.name, facts.level, facts.problem, spec.label, raw=text)
    if facts.rest or facts.beside:
        message = f"“{values.one_line(text)}”中不只有{spec.label}，请分开填写"
        return facts.value, Issue(spec.name, "error", message, spec.label, raw=text)
    return facts.value, None


def read_facts(spec: Field, text: str, *, region: Region, unit: str | None = None) -> Facts:
    """Everything that a cell under a field's label says; ``unit`` is the label's for bare numbers.

    A value that is plainly something else, a number for a name, is a problem and no value.
    """
    if not text.strip():
        return NOTHING
    facts = _read(spec, text, region, unit)
    why = _contradiction(spec, facts.value) if facts.value is not None else ""
    return Facts(problem=why) if why else facts


def _contradiction(spec: Field, value: str) -> str:
    """Why a value cannot be its field's, in Chinese; nothing where it may."""
    kind = values.kind_of(value)
    if kind and kind in _NEVER.get(spec.like or spec.kind, ()):
        return f"“{value}”是{values.KINDS[kind]}，不是{spec.label}，请核对填写的位置"
    if spec.like == "person" and not values.is_person(value):
        return f"“{values.one_line(value)[:30]}”不像人名，请核对{spec.label}"
    return ""


def _read(spec: Field, text: str, region: Region, unit: str | None) -> Facts:
    if spec.kind not in ("options", "amount") and values.is_placeholder(text):
        return Facts()
    if spec.kind == "region":
        return _region(text, region)
    if spec.kind == "amount":
        parsed = values.amount(_without_blanks(text), default_unit=spec.unit or "元", label_unit=unit)
        value = values.money_text(parsed.value) if parsed.value is not None else None
        return Facts(value, parsed.problem, parsed.level, parsed.note)
    return _READERS[spec.kind](spec, text)


def _text(_: Field, text: str) -> Facts:
    """Paragraphs without hints left in place before them and places to sign after them."""
    lines = _SIGNED.sub("", values.clean(text)).split("\n")
    while len(lines) > 1 and (not lines[-1].strip() or values.is_placeholder(lines[-1])):
        lines.pop()
    while len(lines) > 1 and (_HINT_LINE.fullmatch(lines[0]) and values.is_placeholder(lines[0])):
        lines.pop(0)
    return Facts(values.clean("\n".join(lines)) or None)


def _line(spec: Field, text: str) -> Facts:
    """One line; where options with boxes stand instead of a place to write, those ticked."""
    offered = values.options_in(text) if _EMPTY_BOX.search(text) else []
    if spec.kind == "line" and len(offered) > 1:
        found = values.options(text, [*offered, "其他"], multiple=True)
        if not found.problem:  # □ and × may be signs of a text
            return Facts("、".join(found.value or ()) or None)
    lines = [_SEAL.sub("", line) for line in _without_blanks(text).splitlines()]
    kept = [line for line in lines if line.strip() and not values.is_placeholder(line)]
    return Facts(values.one_line("\n".join(kept)) or None)


def _without_blanks(text: str) -> str:
    """Text without the underscores that it was written on, and hints left in place beside the answer."""
    line = _BLANK_LINE.sub(" ", text).strip()
    if line[:1] in _OPEN or line[-1:] in _CLOSE:
        for pattern in (_HINT_BEFORE, _HINT_BEHIND):
            found = pattern.search(line)
            if found and values.is_placeholder(found[1]):
                line = f"{line[: found.start()]}{line[found.end() :]}"
    return line


def _code(spec: Field, text: str) -> Facts:
    line = _line(spec, text).value
    return Facts(values.compact(line) if line else None)


def _person(_: Field, text: str) -> Facts:
    line = _without_blanks(text)
    found = values.contact(line)
    beside = {"title": found.title, "phone": found.phone, "mobile": found.mobile, "email": found.email}
    level: Level = "warning" if found.name else "error"
    kept = {name: value for name, value in beside.items() if value}
    if not kept:
        return Facts(values.one_line(line), found.problem, level)
    return Facts(values.one_line(found.name) or None, found.problem, level, beside=kept, rest=found.rest)


def _numbers(spec: Field, text: str) -> Facts:
    """Telephone numbers, each kind for its field, and the address that may stand beside them."""
    line = _without_blanks(text)
    if "@" in line:
        found = values.contact(line)
        facts = {"phone": found.phone, "mobile": found.mobile, "email": found.email}
        return _routed(spec, facts, found.problem, " ".join((found.name, found.title, found.rest)).strip())
    numbers = values.phones(line)
    return _routed(spec, {"phone": numbers.phone, "mobile": numbers.mobile}, numbers.problem, numbers.rest)


def _routed(spec: Field, facts: Mapping[str, str], problem: str, rest: str) -> Facts:
    """Facts for the field itself, if no other takes them, and for those beside it."""
    own = [fact for kind, fact in facts.items() if fact and spec.beside.get(kind, spec.name) == spec.name]
    others = {kind: fact for kind, fact in facts.items() if fact and fact not in own}
    if not own and not others and not problem:
        problem = f"“{values.one_line(rest)[:30]}”不是电话号码，请写成 0573-82159809 或 13800000000"
    return Facts("、".join(own) or None, problem, beside=others, rest="" if problem else rest)


def _parsed(read: Callable[[str], Parsed[str]]) -> Callable[[Field, str], Facts]:
    def reader(_: Field, text: str) -> Facts:
        found = read(_without_blanks(text))
        return Facts(found.value, found.problem, found.level, found.note)

    return reader


def _region(text: str, region: Region) -> Facts:
    if values.has_marks(text):
        found = values.options(text, values.options_in(text))
        if found.problem or found.value is None:
            return Facts(problem=found.problem)
        text = found.value[0]
    line = values.one_line(_SEAL.sub("", _without_blanks(text)))
    name = region(line)
    if name is not None:
        return Facts(name)
    return Facts(problem=f"“{line[:30]}”不是本市的县（市、区），请写明属地，如 海宁市")


def _options(spec: Field, text: str) -> Facts:
    """The options ticked: the words beside the boxes are the options that exist, whatever ours are."""
    if not values.has_marks(text):
        return _written_option(spec, text)
    return _ticks(spec.choices, spec.multiple)[text]


@lru_cache(maxsize=64)
def _ticks(choices: tuple[str, ...], multiple: bool) -> Memory[Facts]:
    """What cells with boxes say of some options: those of a blank come again in every form."""
    return Memory(partial(_ticked, choices, multiple), 512)


def _ticked(ours: tuple[str, ...], multiple: bool, text: str) -> Facts:
    choices = [*values.options_in(text), *ours]
    if not any(choice in _OTHER for choice in choices):
        choices.append("其他")
    found = values.options(text, list(dict.fromkeys(choices)), multiple=multiple)
    return Facts("、".join(found.value) if found.value else None, found.problem, found.level)


def _written_option(spec: Field, text: str) -> Facts:
    """An option that was written out: one of ours, or the sender's own short words."""
    found = values.options(text, spec.choices, multiple=spec.multiple)
    if found.value:
        return Facts("、".join(found.value))
    line = _line(spec, text).value
    if line is None or len(line) > _OPTION_LONGEST:
        return Facts(None, found.problem if line else "", found.level)
    if len(_choices_named(spec, line)) > 1 and not (spec.multiple and _lists_few(spec, line)):
        return Facts(None, found.problem, found.level)
    return Facts(line, note="不在我方选项之内，按原文登记")


def _choices_named(spec: Field, text: str) -> list[str]:
    return [choice for choice in spec.choices if choice in text]


def _lists_few(spec: Field, line: str) -> bool:
    """Whether somebody wrote a few options one by one, 技术转让或许可; no list to choose from, no 不转让."""
    pieces = _LISTED.split(line)
    if len(pieces) > _FEW_OPTIONS or _UNDECIDED.search(line) or any(one in line for one in _OTHER):
        return False
    return all(len(_choices_named(spec, piece)) <= 1 for piece in pieces)


_READERS: dict[str, Callable[[Field, str], Facts]] = {
    "text": _text,
    "line": _line,
    "code": _code,
    "person": _person,
    "phone": _numbers,
    "mobile": _numbers,
    "email": _parsed(values.email),
    "credit_code": _parsed(values.credit_code),
    "deadline": _parsed(values.deadline_text),
    "options": _options,
}
