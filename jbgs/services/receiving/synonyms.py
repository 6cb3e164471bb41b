"""An office's own names for fields: ``synonyms.toml`` in its home folder.

A line ``"标签" = "field"`` holds for every form that has the field; below ``[key]`` for that form
only. Clerks may edit the file by hand, and ``add`` keeps what else they wrote there.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from jbgs import forms as declared
from jbgs.errors import NotAllowed, PolicyFault, Problem, WrongUsage
from jbgs.forms import Form, Forms
from jbgs.values import normalise_label, one_line

FILE = "synonyms.toml"
LONGEST = 60
"""Characters of a label; whatever is longer is a sentence."""

_AT_LINE = re.compile(r"at line (\d+)")
_HOW = '写作 "标签" = "字段"，字段名见 jbgs form fields'


@dataclass(frozen=True, slots=True)
class Synonym:
    """A label that means a field, on one form or (``form`` empty) on all that have it."""

    label: str
    field: str
    form: str = ""


def forms(home: Path) -> Forms:
    """The forms with the synonyms of the office in a home folder; ``PolicyFault`` names what is wrong."""
    return _read(_text(home / FILE))


def add(home: Path, label: str, field: str, form: str = "", *, dry_run: bool = False) -> bool:
    """Let a label mean a field (by its name or our label), from the next import on; whether that is new.

    Raises ``WrongUsage`` for what is no label, form or field (naming those that exist), and
    ``NotAllowed`` where the label means another field of a form already.
    """
    from jbgs.exporters.files import write_whole

    known = forms(home)
    chosen = [known[form]] if form else list(known.forms.values())
    wanted = Synonym(one_line(label), _field(chosen, field), form)
    if why := _no_label(wanted.label):
        raise WrongUsage(f"“{wanted.label}”{why}", remedy="照抄来件上的栏目名称")
    mine = [one for one in chosen if wanted.field in one.fields]
    meant = {one.key: one.names().get(normalise_label(wanted.label)) for one in mine}
    if taken := [one for one in mine if meant[one.key] not in (None, wanted.field)]:
        raise NotAllowed(*(_taken(one, wanted, str(meant[one.key])) for one in taken))
    if set(meant.values()) == {wanted.field}:
        return False
    if not dry_run:
        write_whole(home / FILE, _with(_text(home / FILE), wanted).encode())
    return True


def _field(chosen: Iterable[Form], wanted: str) -> str:
    """The name of the one field that a user named by it, or by the label that we print."""
    specs = [spec for form in chosen for spec in form.fields.values()]
    if any(spec.name == wanted for spec in specs):
        return wanted
    found = dict.fromkeys(spec.name for spec in specs if spec.label == wanted)
    if len(found) != 1:
        known = {spec.name: spec.label for spec in reversed(specs) if not found or spec.name in found}
        listed = "、".join(f"{name}（{label}）" for name, label in reversed(known.items()))
        what = f"“{wanted}”是几个字段的名称" if found else f"没有字段“{wanted}”"
        raise WrongUsage(what, remedy=f"可用：{listed}")
    return next(iter(found))


def _no_label(label: str) -> str:
    if len(label) > LONGEST:
        return f"超过 {LONGEST} 个字，不是栏目名称"
    return "" if normalise_label(label) else "不是栏目名称"


def _taken(form: Form, wanted: Synonym, field: str) -> Problem:
    what = f"“{wanted.label}”在附件{form.annex}中已指 {field}（{form.fields[field].label}）"
    return Problem(what, remedy="同一张表上一个栏目只能有一个意思；只改其他表请用 --form")


# -- the file --------------------------------------------------------------------------------------------


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as error:
        raise PolicyFault(f"无法读取 {path.name}", remedy="请检查文件权限，并保存为 UTF-8 编码") from error


def _read(text: str) -> Forms:
    """The shipped forms with the synonyms of a file; every line that is wrong is in the ``PolicyFault``."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = _AT_LINE.search(str(error))
        raise PolicyFault(_fault(text, int(found[1]) if found else 0, "写法有误")) from error
    made = declared.load()
    faults = []
    for name, label, field in _entries(data):
        if why := _wrong(made, name, label, field):
            faults.append(_fault(text, _line(text, label or name), why))
        else:
            made = _extended(made, Synonym(label, field, name))
    if faults:
        raise PolicyFault(*faults)
    return made


def _entries(data: Mapping[str, Any]) -> Iterator[tuple[str, str, Any]]:
    """Every line as (form, label, field); a table that is no form's has no label."""
    for name, value in data.items():
        if not isinstance(value, dict):
            yield "", name, value
        elif name in declared.load().forms:
            yield from ((name, label, field) for label, field in value.items())
        else:
            yield name, "", None


def _wrong(known: Forms, name: str, label: str, field: Any) -> str:
    """What is wrong with a line, if anything is."""
    if not label and name:
        return f"没有“{name}”这种表，可用：{'、'.join(known.forms)}"
    if why := _no_label(label):
        return f"“{label}”{why}"
    chosen = [known[name]] if name else list(known.forms.values())
    mine = [one for one in chosen if isinstance(field, str) and field in one.fields]
    if not mine:
        return f"没有字段 {field!r}"
    key = normalise_label(label)
    taken = [one for one in mine if one.names().get(key, field) != field]
    return f"“{label}”在附件{taken[0].annex}中已指 {taken[0].names()[key]}" if taken else ""


def _fault(text: str, line: int, what: str) -> Problem:
    lines = text.splitlines()
    shown = f"：{lines[line - 1].strip()}" if 0 < line <= len(lines) else ""
    return Problem(f"{what}{shown}", where=f"{FILE} 第{line}行" if line else FILE, remedy=_HOW)


def _line(text: str, name: str) -> int:
    """The number of the line that begins with a key, from 1; 0 if it is written in another way."""
    begin = re.compile(rf"\s*\[?\s*[\"']?{re.escape(name)}[\"'\s=\]]")
    return next((n for n, line in enumerate(text.splitlines(), 1) if begin.match(line)), 0)


def _with(text: str, one: Synonym) -> str:
    """The text with one line more: above all tables, or below the heading of the form's own."""
    lines = text.splitlines()
    made = f"{json.dumps(one.label, ensure_ascii=False)} = {json.dumps(one.field)}"
    heading = re.compile(rf"\s*\[\s*{one.form}\s*\]" if one.form else r"\s*\[")
    at = next((n for n, line in enumerate(lines) if heading.match(line)), None)
    if not one.form:
        lines.insert(len(lines) if at is None else at, made)
    elif at is None:
        lines += [f"[{one.form}]", made]
    else:
        lines.insert(at + 1, made)
    return "\n".join(lines) + "\n"


def _extended(known: Forms, one: Synonym) -> Forms:
    """The forms with one synonym more; a label that we pass over otherwise now carries its field."""
    mine = [one.form] if one.form else list(known.forms)
    part = replace(known, forms={key: known.forms[key] for key in mine})
    extended = part.with_aliases([(one.label, one.field)])
    key = {normalise_label(one.label)}
    merged = {**known.forms, **extended.forms}
    return replace(known, forms=merged, ignored=known.ignored - key, other=known.other - key)
