"""An office's own names for fields: ``synonyms.toml`` in its home folder.

A line ``"标签" = "field"`` holds for every form that has the field; below ``[key]`` for that form
only. Clerks may edit the file by hand, and ``add`` keeps what else they wrote there.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Iterator
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
    return _extended(declared.load(), _read(_text(home / FILE)))


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
    """The name of the field that a user named by it or by the label that we print."""
    known = {spec.name: spec.label for form in chosen for spec in form.fields.values()}
    found = wanted if wanted in known else next((n for n, label in known.items() if label == wanted), None)
    if found is None:
        listed = "、".join(f"{name}（{label}）" for name, label in known.items())
        raise WrongUsage(f"没有字段“{wanted}”", remedy=f"可用：{listed}")
    return found


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


def _read(text: str) -> list[Synonym]:
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = _AT_LINE.search(str(error))
        raise PolicyFault(_fault(text, int(found[1]) if found else 0, "写法有误")) from error
    made = list(_entries(text, data))
    if wrong := [one for one in made if isinstance(one, Problem)]:
        raise PolicyFault(*wrong)
    return [one for one in made if isinstance(one, Synonym)]


def _entries(text: str, data: dict[str, Any]) -> Iterator[Synonym | Problem]:
    """Every line as a synonym, or what is wrong with it."""
    shipped = declared.load()
    for name, value in data.items():
        if isinstance(value, dict) and name not in shipped.forms:
            known = "、".join(shipped.forms)
            yield _fault(text, _line(text, name), f"没有“{name}”这种表，可用：{known}")
        elif isinstance(value, dict):
            yield from (_entry(text, label, field, shipped, name) for label, field in value.items())
        else:
            yield _entry(text, name, value, shipped)


def _entry(text: str, label: str, field: Any, shipped: Forms, form: str = "") -> Synonym | Problem:
    chosen = [shipped[form]] if form else list(shipped.forms.values())
    mine = [one for one in chosen if isinstance(field, str) and field in one.fields]
    key = normalise_label(label)
    taken = [one for one in mine if one.names().get(key, field) != field]
    wrong = _no_label(label) and f"“{label}”{_no_label(label)}"
    if not mine:
        wrong = f"没有字段 {field!r}"
    elif taken:
        wrong = f"“{label}”在附件{taken[0].annex}中已指 {taken[0].names()[key]}"
    return _fault(text, _line(text, label), wrong) if wrong else Synonym(label, field, form)


def _fault(text: str, line: int, what: str) -> Problem:
    lines = text.splitlines()
    shown = f"：{lines[line - 1].strip()}" if 0 < line <= len(lines) else ""
    return Problem(f"{what}{shown}", where=f"{FILE} 第{line}行" if line else FILE, remedy=_HOW)


def _line(text: str, name: str) -> int:
    """The number of the line that begins with a key, from 1; 0 if it is written in another way."""
    begin = re.compile(rf"\s*\[?\s*[\"']?{re.escape(name)}")
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


def _extended(shipped: Forms, found: Iterable[Synonym]) -> Forms:
    """The forms with synonyms; a label that we pass over otherwise now carries its field."""
    made = shipped
    keys: set[str] = set()
    for one in found:
        mine = [one.form] if one.form else list(made.forms)
        part = replace(made, forms={key: made.forms[key] for key in mine})
        extended = part.with_aliases([(one.label, one.field)])
        made = replace(made, forms={**made.forms, **extended.forms})
        keys.add(normalise_label(one.label))
    return replace(made, ignored=made.ignored - keys, other=made.other - keys) if keys else shipped
