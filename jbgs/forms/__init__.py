"""The four annexes as data (``forms.toml``) and their typed reader.

A form is what a clerk calls 附件1–4; a field is one value in it, known by an English name in
JSON and by many Chinese labels on paper.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any, Literal, get_args

from jbgs.errors import PolicyFault
from jbgs.values import normalise_label

FormKey = Literal["common", "key", "transfer", "intent"]
Kind = Literal[
    "text",
    "line",
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
    """One field of one form: ``labels[0]`` is ours, the others were seen on forms that arrived."""

    name: str
    kind: Kind
    labels: tuple[str, ...]
    choices: tuple[str, ...] = ()
    multiple: bool = False
    unit: str = ""
    extra: bool = False
    hint: str = ""

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
class Forms:
    """All forms, the labels that fit several fields, and those that carry nothing.

    ``weak`` maps a normalised label to its fields, in order of preference.
    """

    forms: Mapping[str, Form]
    weak: Mapping[str, tuple[str, ...]]
    ignored: frozenset[str]

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
        return Forms(found, self.weak, self.ignored)


def parse(text: str) -> Forms:
    """Read a declaration; raise ``PolicyFault`` with everything that contradicts itself."""
    data = tomllib.loads(text)
    forms = {key: _form(key, raw, data) for key, raw in data["forms"].items()}
    faults = [fault for form in forms.values() for fault in _faults(form)]
    if faults:
        raise PolicyFault(*faults)
    weak = {normalise_label(label): tuple(names) for label, names in data["weak"].items()}
    return Forms(forms, weak, frozenset(normalise_label(label) for label in data["ignored"]["labels"]))


@cache
def load() -> Forms:
    """The forms that the program ships."""
    return parse(files(__package__).joinpath("forms.toml").read_text("utf-8"))


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
        hint=hints.get(name, ""),
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
