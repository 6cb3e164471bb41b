"""The four annexes as data (``forms.toml``) and their typed reader.

A form is what a clerk calls 附件1–4; a field is one value in it, known by an English name in
JSON and by many Chinese labels on paper.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from dataclasses import field as dataclass_field
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

from jbgs.errors import PolicyFault
from jbgs.values import normalise_label

FormKey = Literal["common", "key", "transfer", "intent"]
Kind = Literal[
    "text",
    "line",
    "person",
    "amount",
    "deadline",
    "phone",
    "mobile",
    "email",
    "credit_code",
    "region",
    "options",
    "code",
]
KINDS: tuple[str, ...] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class Field:
    """One field of one form: ``labels[0]`` is ours, the others were seen on forms that arrived.

    ``joined`` fields may stand under several labels, each with a part of the value. ``beside`` maps the
    facts that people add in the same cell (``title``, ``phone``, ``mobile`` …) to the fields that take them.
    ``like`` says what a line is: a ``person``'s name, a ``unit``'s, or ``any`` where it may be but a number.
    ``others``: its label names somebody else, whose telephone and address are not the form's. ``whole``: its
    cell may hold other texts of the form as well, under labels of their own.
    """

    name: str
    kind: Kind
    labels: tuple[str, ...]
    choices: tuple[str, ...] = ()
    multiple: bool = False
    unit: str = ""
    extra: bool = False
    hint: str = ""
    joined: bool = False
    like: str = ""
    others: bool = False
    whole: bool = False
    beside: Mapping[str, str] = dataclass_field(default_factory=dict)

    @property
    def label(self) -> str:
        """The label that our own documents print."""
        return self.labels[0]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the blank form: its title and its rows of one or two field names."""

    title: str
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Form:
    """One annex: its fields in the order of the blank form, and what tells it from the others."""

    key: FormKey
    annex: int
    title: str
    words: tuple[str, ...]
    required: tuple[tuple[str, ...], ...]
    wanted: tuple[tuple[str, ...], ...]
    sections: tuple[Section, ...]
    fields: Mapping[str, Field]

    @property
    def is_demand(self) -> bool:
        """Whether a project enters by it (附件1–3)."""
        return self.key != "intent"

    def names(self) -> dict[str, str]:
        """Normalised label → field name."""
        return {normalise_label(text): f.name for f in self.fields.values() for text in f.labels}


@dataclass(frozen=True, slots=True)
class Group:
    """A label over several cells, such as 联系人 over 姓名 and 电话.

    ``labels`` and the keys of ``parts`` are normalised; a part means the first of its fields that the
    form has, and one without fields is about somebody whom the form does not keep. The label of a
    ``person`` also claims the parts that follow it in its row; that of a ``unit`` stands over its 名称.
    """

    name: str
    labels: frozenset[str]
    parts: Mapping[str, tuple[str, ...]]
    person: bool = False
    unit: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """The fields that name a unit."""
        return self.parts.get("名称", ()) if self.unit else ()


@dataclass(frozen=True, slots=True, eq=False)
class Forms:
    """All forms, and the labels that belong to none of their fields alone; all labels are normalised.

    ``weak`` maps a label to the fields it may mean, in order of preference; ``ignored`` ones carry
    nothing, ``notes`` instructions, ``other`` ones facts that no field keeps, ``types`` say which annex a
    form is, and ``spelled`` ones how the sum beside them is written. ``english`` are the words of which a
    label's second, English line is made, ``checks`` those over an office's column of checks, ``answers``
    those with which an answer may begin and those of them that may then stand behind a label,
    ``questions`` those that make a question of a label and those by which it calls whoever answers,
    ``affixes`` what may stand before and after a label, ``measures`` what figures count (个月, 人),
    ``accounts`` the labels of a bank account, ``callers`` words for any party, whom a bracket behind them
    may name, and ``solvers`` those for whoever takes up a demand.
    """

    forms: Mapping[str, Form]
    weak: Mapping[str, tuple[str, ...]]
    ignored: frozenset[str]
    notes: frozenset[str]
    other: frozenset[str]
    types: frozenset[str]
    english: frozenset[str]
    spelled: frozenset[str]
    checks: tuple[str, ...]
    answers: tuple[tuple[str, ...], tuple[str, ...]]
    questions: tuple[tuple[str, ...], tuple[str, ...]]
    affixes: tuple[tuple[str, ...], tuple[str, ...]]
    measures: frozenset[str]
    accounts: frozenset[str]
    callers: frozenset[str]
    solvers: tuple[str, ...]
    groups: tuple[Group, ...]

    def __getitem__(self, key: str) -> Form:
        return self.forms[key]

    def with_aliases(self, aliases: Iterable[tuple[str, str]]) -> Forms:
        """The same forms with an office's own ``(label, field)`` synonyms added."""
        found = dict(self.forms)
        for label, name in aliases:
            for key, form in found.items():
                if name in form.fields:
                    spec = form.fields[name]
                    extended = replace(spec, labels=(*spec.labels, label))
                    found[key] = replace(form, fields={**form.fields, name: extended})
        return replace(self, forms=found)


def parse(text: str) -> Forms:
    """Read a declaration; raise ``PolicyFault`` with everything that contradicts itself."""
    data = tomllib.loads(text)
    forms = {key: _form(key, raw, data) for key, raw in data["forms"].items()}
    faults = [fault for form in forms.values() for fault in _faults(form)]
    faults += _unknown_fields(data)
    if faults:
        raise PolicyFault(*faults)
    return Forms(
        forms,
        weak=_fields_by_label(data["weak"]),
        ignored=_normalised(data["ignored"]["labels"]),
        notes=_normalised(data["notes"]["labels"]),
        other=_normalised(data["other"]["labels"]),
        types=_normalised(data["types"]["labels"]),
        affixes=(tuple(data["affixes"]["before"]), tuple(data["affixes"]["after"])),
        spelled=_normalised(data["spelled"]["labels"]),
        english=frozenset(data["english"]["words"]),
        checks=tuple(data["checks"]["words"]),
        answers=(tuple(data["answers"]["words"]), tuple(data["answers"]["behind"])),
        questions=(tuple(data["questions"]["words"]), tuple(data["questions"]["you"])),
        measures=frozenset(data["measures"]["words"]),
        accounts=_normalised(data["accounts"]["labels"]),
        callers=_normalised(data["callers"]["labels"]),
        solvers=tuple(data["solvers"]["words"]),
        groups=tuple(
            Group(
                name,
                labels=_normalised(raw["labels"]),
                parts=_fields_by_label(raw["parts"]),
                person=raw.get("person", False),
                unit=raw.get("unit", False),
            )
            for name, raw in data["groups"].items()
        ),
    )


@cache
def load() -> Forms:
    """The forms that the program ships."""
    return parse(Path(__file__).with_name("forms.toml").read_text("utf-8"))


def _normalised(labels: Iterable[str]) -> frozenset[str]:
    return frozenset(map(normalise_label, labels))


def _fields_by_label(raw: Mapping[str, Iterable[str]]) -> dict[str, tuple[str, ...]]:
    return {normalise_label(label): tuple(names) for label, names in raw.items()}


def _form(key: str, raw: Mapping[str, Any], data: Mapping[str, Any]) -> Form:
    sections = tuple(Section(s["title"], tuple(tuple(row) for row in s["rows"])) for s in raw["section"])
    names = [name for section in sections for row in section.rows for name in row]
    own = raw.get("fields", {})
    specs = {name: _field(name, data["fields"][name], own.get(name, {}), data["hints"]) for name in names}
    return Form(
        key=key,  # type: ignore[arg-type]  # the four keys are checked in _faults
        annex=raw["annex"],
        title=raw["title"],
        words=tuple(raw["words"]),
        required=tuple(tuple(one.split("|")) for one in raw["required"]),
        wanted=tuple(tuple(one.split("|")) for one in raw["wanted"]),
        sections=sections,
        fields=specs,
    )


def _field(name: str, base: Mapping[str, Any], own: Mapping[str, Any], hints: Mapping[str, str]) -> Field:
    labels = [*([own["label"]] if "label" in own else []), *own.get("labels", []), *base["labels"]]
    return Field(
        name=name,
        kind=base["kind"],
        labels=tuple(dict.fromkeys(labels)),
        choices=tuple(own.get("choices", base.get("choices", ()))),
        multiple=base.get("multiple", False),
        unit=base.get("unit", ""),
        extra=base.get("extra", False),
        hint=own.get("hint", hints.get(name, "")),
        joined=base.get("joined", base["kind"] == "text"),
        like=base.get("like", "person" if base["kind"] == "person" else ""),
        others=base.get("others", False),
        whole=base.get("whole", False),
        beside=base.get("beside", {}),
    )


def _faults(form: Form) -> Iterable[str]:
    """What contradicts itself in one form."""
    if form.key not in get_args(FormKey):
        yield f"forms.{form.key}：未知的表"
    for name in {n for group in (*form.required, *form.wanted) for n in group}:
        if name not in form.fields:
            yield f"forms.{form.key}：字段 {name} 不在版式中"
    seen: dict[str, str] = {}
    for spec in form.fields.values():
        if spec.kind not in KINDS:
            yield f"fields.{spec.name}：未知的类型 {spec.kind}"
        if spec.kind == "options" and not spec.choices:
            yield f"fields.{spec.name}：缺少 choices"
        for label in spec.labels:
            other = seen.setdefault(normalise_label(label), spec.name)
            if other != spec.name:
                yield f"forms.{form.key}：标签“{label}”同属 {other} 和 {spec.name}"


def _unknown_fields(data: Mapping[str, Any]) -> Iterator[str]:
    """Fields that weak labels, groups and companions name and that are not declared."""
    tables = [("weak", data["weak"])]
    tables += [(f"groups.{name}", group["parts"]) for name, group in data["groups"].items()]
    tables += [
        (f"fields.{name}.beside", {"": raw.get("beside", {}).values()})
        for name, raw in data["fields"].items()
    ]
    for place, table in tables:
        for name in {one for names in table.values() for one in names} - data["fields"].keys():
            yield f"{place}：未知的字段 {name}"
