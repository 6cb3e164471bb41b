"""What the declared forms know about labels, made ready for look-ups once per ``Forms``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from jbgs.forms import Field, Form, Forms, Group
from jbgs.importers.form.answers import Marks
from jbgs.importers.form.variants import (
    bare_keys,
    before_latin,
    chinese_half,
    for_solver,
    named_in_brackets,
    unasked,
)
from jbgs.importers.form.whose import OUTSIDER, STRANGER, Whose
from jbgs.values import normalise_label
from jbgs.values.text import Memory, remembered

LONGEST_LABEL = 160
KIND_WORD = 4  # characters by which a word for a kind of form is known, 关键技术 for 关键技术攻关类
_LONGEST_BARE = 40  # characters of a label without brackets, blanks included
_NO_LABEL = re.compile(r"\d{2,}|[。；;！？!?@□☐■☑☒√✓✔]|公司\Z|大学\Z|研究院\Z")
_LONGEST_UNKNOWN = 24  # characters of a label that we do not know
_BRACKET = re.compile(r"[(（\[【〔{<]")
BETWEEN = re.compile(r"[/、,及和与或]")
_TAILS = ("基本信息", "基本情况", "信息", "情况", "概况", "")  # of a label over a group: 成果情况
_SOMEBODY = re.compile(
    r"(?:人|人员|成员|单位|部门|机构|专家|团队|方|院校|高校|院所)\Z"
)  # may stand over his parts
_STRANGERS = (*_TAILS[:-1], "名单", "一览表", "一览", "列表", "表", "")
_PART_OF = "其中"  # before the label of a sum that is part of another
_LEAST_SHORTENED = 3  # characters of a label that is known with and without 的
_COUNTS = frozenset("0123456789一二三四五六七八九")
_AFFIXED = ("text", "amount", "deadline", "options")
_COMPOSED = ("person", "phone", "mobile", "amount")  # kinds whose cells hold several facts under one label

_PLAIN_KINDS = frozenset({"text", "amount", "deadline", "credit_code", "email", "options"})

REMEMBERED = 8192  # texts of which it is known what they are as labels
normalised = Memory(normalise_label, REMEMBERED).__getitem__


def plain_key(text: str) -> str:
    """What a text would be as a label; nothing for one that is too long, hints in brackets apart."""
    if len(text) > (LONGEST_LABEL if _BRACKET.search(text) else _LONGEST_BARE):
        return ""
    return normalised(text)


@remembered
def looks_like_label(text: str) -> bool:
    """Whether a text may be a label that nobody has told us of."""
    label = normalised(text) if len(text) <= 4 * _LONGEST_UNKNOWN else ""
    return (
        len(label) <= _LONGEST_UNKNOWN and not label.isdigit() and bool(label) and not _NO_LABEL.search(label)
    )


class Meaning(NamedTuple):
    """What a label stands for: fields in order of preference; none for what no field keeps.

    ``weak`` ones take the first field that nothing else has named; ``ignored`` ones carry nothing.
    """

    fields: tuple[str, ...] = ()
    weak: bool = False
    ignored: bool = False


class Lexicon:
    """The labels of one form and what they mean, also within a group of cells."""

    def __init__(self, form: Form, forms: Forms) -> None:
        self.form = form
        self._forms = forms
        self._groups = {
            label + tail: group for tail in _TAILS for group in forms.groups for label in group.labels
        }
        self._names = dict(self._ours())
        for group in forms.groups:  # whoever may stand over his parts may do so under all his names
            spec = form.fields.get(group.name)
            for label in map(normalised, spec.labels if spec else ()):
                if label in self._names and _SOMEBODY.search(label):
                    for tail in _TAILS:
                        self._groups.setdefault(label + tail, group)
        parts = {part for group in forms.groups for part in group.parts}
        self.own = frozenset(self._names)
        self.labels = (
            self.own
            | forms.weak.keys()
            | forms.ignored
            | forms.notes
            | forms.other
            | forms.types
            | self._groups.keys()
            | parts
        )
        self.answers, self.checks = Marks(forms.answers[0]), forms.checks
        self.parts, self.others, self.notes = frozenset(parts), forms.other, forms.notes
        self.spelled, self.measures = forms.spelled, forms.measures
        self.nothing = forms.ignored | forms.notes  # labels, such as 序号, that have no value which is kept
        self._shorter = {
            label.replace("的", ""): label for label in self.own if len(label) > _LEAST_SHORTENED
        }
        self.key = Memory(self._key, REMEMBERED).__getitem__
        self.field = Memory(self._field).__getitem__
        self.is_prose = Memory(self._is_prose).__getitem__
        self.meaning = lru_cache(REMEMBERED)(self._meaning)
        self.stranger_group = Memory(self._stranger_group).__getitem__
        self._owned: dict[str, str] = {}
        self.whose = Whose(form, forms, self._groups, self.field)
        self._owned |= self.whose.owned_names(forms.groups)
        self.job_titles = frozenset(
            spec.beside["title"] for spec in form.fields.values() if "title" in spec.beside
        )

    def _ours(self) -> Iterator[tuple[str, str]]:
        """Labels and their fields, without those of units that the form does not keep: 需求方联系人."""
        kept = self.form.fields.keys()
        parts = {spec.beside["share"] for spec in self.form.fields.values() if "share" in spec.beside}
        others = {
            label + part
            for label, group in self._groups.items()
            if group.unit and kept.isdisjoint(group.names)
            for part in group.parts
        }
        for label, name in self.form.names().items():
            if label not in others:
                yield label, name
                if name in parts:
                    yield _PART_OF + label, name

    def _key(self, text: str) -> str:
        """The normalised label that a text is, or nothing if it is none of this form's."""
        if len(text) > LONGEST_LABEL:
            return ""
        key = plain_key(text)
        if (named := plain_key(named_in_brackets(text, key, self._forms.callers))) in self._groups:
            return named
        composed = None if key in self.labels or key in self._owned else self._composed(key)
        if composed and composed.kind != "person":
            key = BETWEEN.split(key)[0]  # 固定电话/手机 has a number more than 固定电话, and is whose that is
        if composed or key in self.labels or key in self._owned:
            return key
        if key[-1:] in _COUNTS and self.whose.is_others(key[:-1]):
            return key[:-1]  # 参与单位1
        if chinese := chinese_half(text, self._forms.english):
            return self._key(chinese)
        solvers = for_solver(key, self._forms) if self.form.is_demand else ()  # an intent's are its own
        bare = next(filter(self._is_plain, (*solvers, *bare_keys(key, self._forms))), "")
        return (
            bare
            or self._shorter.get(key.replace("的", ""), "")
            or self._first_of_texts(key)
            or self._asked(key)
        )

    def key_before_latin(self, text: str) -> str:
        """The label that a text is if the Latin words at its end only say it again; they may be a value."""
        before = before_latin(text)
        return self.key(before) if before else ""

    def _asked(self, key: str) -> str:
        """The label that a question asks for."""
        return next(filter(None, map(self.key, unasked(key, self._forms))), "")

    def _first_of_texts(self, key: str) -> str:
        """The first of several labels in one that are of free text (研究内容及技术指标) or of one field."""
        if len(key) > _LONGEST_UNKNOWN or not BETWEEN.search(key):
            return ""
        known = [self.key(one) for one in BETWEEN.split(key)]
        if not all(known):
            return ""
        specs = [self.field(one) for one in known]
        is_one = specs[0] is not None and all(spec is specs[0] for spec in specs)
        return known[0] if is_one or all(map(self.is_prose, known)) else ""

    def _is_plain(self, key: str) -> bool:
        """Whether a label means the same with 项目 before it or 情况 after it."""
        return key in self._names and self.form.fields[self._names[key]].kind in _AFFIXED

    def _field(self, key: str) -> Field | None:
        """The field that a label names by itself."""
        name = self._names.get(key) or self._owned.get(key)
        return self.form.fields[name] if name else self._composed(key)

    def _is_prose(self, key: str) -> bool:
        """Whether a label's value is free text, in which other labels are but words."""
        return "text" in self._kinds(key)

    def _kinds(self, key: str) -> set[str]:
        names = (self._names[key],) if key in self._names else self._forms.weak.get(key, ())
        return {self.form.fields[name].kind for name in names if name in self.form.fields}

    def group(self, key: str) -> Group | None:
        """The group of facts that a label may stand over."""
        return self._groups.get(key)

    def person(self, key: str) -> str:
        """The key under which a person is known whose facts may follow in the row; nothing for no person."""
        return self.whose.person(key)

    def is_stranger(self, text: str) -> bool:
        """Whether a text is the label of a person or unit that no form knows."""
        return looks_like_label(text) and self.whose.is_other(normalised(text))

    def _stranger_group(self, text: str) -> str:
        """Who a heading stands over if no form knows him, such as 项目组成员情况; nothing for ours."""
        key = normalised(text)
        bare = next(key.removesuffix(tail) for tail in _STRANGERS if key.endswith(tail))
        return self.whose.stranger(bare) if looks_like_label(text) else ""

    def names_a_kind(self, key: str, value: str) -> bool:
        """Whether a label and its value only say which of the forms this is."""
        if key not in self._forms.types:
            return False
        return any(word in value for form in self._forms.forms.values() for word in form.words)

    def carries_nothing(self, key: str) -> bool:
        """Whether a label, such as 序号, has no value that is kept."""
        return key in self.nothing

    def is_note(self, key: str) -> bool:
        """Whether a label stands over instructions, in which no other label has a value."""
        return key in self.notes

    def breaks_prose(self, key: str) -> bool:
        """Whether a line that begins with a label within free text ends that text.

        Only where the label's own value is free text, or of a kind that cannot be mistaken: 项目负责人：
        may well be a line of a work plan, 完成时限： hardly.
        """
        return not self._kinds(key).isdisjoint(_PLAIN_KINDS)

    def _meaning(self, key: str, over: tuple[str, ...] = (), beside: str = "") -> Meaning:
        """What a label means under the groups ``over`` it (nearest first), or ``beside`` a person's label."""
        if self.carries_nothing(key):
            return Meaning(ignored=True)
        if self.whose.claims(beside, key):
            return Meaning()
        if beside in (STRANGER, OUTSIDER) or (over and self.whose.is_other(over[0])):
            beside = ""
        nearest = self._part(beside, key) if beside and not self._is_person(over) else None
        for label in over if nearest is None or not nearest.fields else ():
            if name := self._names.get(label + key):
                return Meaning((name,))
            if (part := self._part(label, key)) is not None:
                perhaps = nearest is not None  # 法定代表人 | … | 电话
                return part._replace(weak=True) if perhaps else part
        part = self._part(beside, key) if beside else None
        if part is not None and part.fields and part.fields == self._alone(beside).fields:
            part = None  # 法定代表人 | … | 姓名 | …: a name beside a name is another person's
        return part or self._alone(key)

    def _is_person(self, over: Sequence[str]) -> bool:
        """Whether the nearest group is a person's, which says more than who stands in the row before."""
        group = self._groups.get(over[0]) if over else None
        return over[:1] in ((STRANGER,), (OUTSIDER,)) or (group is not None and group.person)

    def _alone(self, key: str) -> Meaning:
        spec = self.field(key)
        if spec is not None:
            return Meaning((spec.name,))
        known = tuple(name for name in self._forms.weak.get(key, ()) if name in self.form.fields)
        return Meaning(known, weak=True)

    def _part(self, group_label: str, key: str) -> Meaning | None:
        if self.whose.is_other(group_label):
            return self._of_other(group_label, key)
        group = self._groups.get(group_label)
        if group is None or key not in group.parts:
            return None
        return Meaning(tuple(name for name in group.parts[key] if name in self.form.fields)[:1])

    def _of_other(self, group_label: str, key: str) -> Meaning | None:
        """What a fact of somebody else means: nothing, or his name where 合作单位 itself is a field."""
        spec = self.field(group_label)
        if spec is not None and spec.others and (key == "名称" or self.whose.unit(key)):
            return Meaning((spec.name,))
        return Meaning() if key in self.whose.near else None

    def _composed(self, key: str) -> Field | None:
        """The field of a label that names several facts of one person, such as 联系人及电话."""
        if not BETWEEN.search(key):
            return None
        first, *others = BETWEEN.split(key)
        head = self.form.fields.get(self._names.get(first, ""))
        if head is None or head.kind not in _COMPOSED:
            return None
        group = self._groups.get(normalised(head.label))
        parts = group.parts if group is not None and head.kind == "person" else {}
        known = {head.name, *head.beside.values()}
        return head if all(word in parts or self._names.get(word) in known for word in others) else None
