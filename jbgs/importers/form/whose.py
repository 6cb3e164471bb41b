"""Whom a label names: a person or unit that the form keeps, or somebody else, whose facts are not its own.

推荐单位, 合作单位, 填表人 … open a scope: 姓名, 电话, 地址 … behind them are theirs, and reach none of the
form's fields. So does 需求单位 on a form that keeps nothing of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from jbgs.forms import Field, Form, Forms, Group
from jbgs.importers.form.variants import unasked
from jbgs.values import normalise_label
from jbgs.values.text import Memory

STRANGER = "?"  # stands for a person whom the form does not keep, and
OUTSIDER = "??"  # for a unit that it does not
# How labels of persons and units end that no form knows: what stands beside them is about these.
_SOMEBODY = re.compile("(?:人|员|领导|专家|院士|科学家|导师|顾问|秘书|主任)\\Z")
_UNIT = re.compile(
    "(?:单位|部门|机构|团队|方|院校|高校|院所|企业|银行|开户行|科室|平台|站|中心|市场|局|处|管委会|委员会|办公室|园区|街道)\\Z"
)
# Facts of a person, and the sender's own people.
_ATTRIBUTE = re.compile(
    "(?:所在|所属|工作|任职|毕业|所在工作)?(?:单位|部门|机构|院校|科室)|(?:揭榜|申报)团队"
)
_PERSONAL = ("联系人", "联系", "单位", "法人", "法定代表人", "负责人")  # 联系人电话 is a 电话


_LONGEST_QUESTION = 80  # characters, with numbers and hints
_FEW = 8  # labels in a row that is remembered


class Whose:
    """What labels say about whose the facts behind them are, on one form."""

    def __init__(
        self, form: Form, forms: Forms, groups: Mapping[str, Group], field: Callable[[str], Field | None]
    ) -> None:
        self._form, self._weak, self._groups, self._field = form, forms.weak, groups, field
        self._forms = forms
        parts = frozenset(part for group in forms.groups for part in group.parts)
        own = form.names().keys()
        names = {label: (name,) for label, name in form.names().items()} | dict(forms.weak)
        self.personal = frozenset(part for group in forms.groups if group.person for part in group.parts)
        heads = _PERSONAL if "owner" in form.fields else (*_PERSONAL, "企业")  # whose else on an intent
        codes = {label for label, named in names.items() if named == ("credit_code",)}  # 机构代码 is a unit's
        self.near = parts | codes | (own & {head + part for head in heads for part in parts})
        self._of_persons = self.personal | (own & {head + part for head in heads for part in self.personal})
        self._accounts = forms.accounts
        self._known = forms.other | forms.ignored | forms.notes | forms.types
        self.person = Memory(self._person).__getitem__
        self.unit = Memory(self._unit).__getitem__
        self._few = lru_cache(maxsize=2048)(self._row)
        self.stranger = Memory(self._stranger).__getitem__

    def _person(self, key: str) -> str:
        """The key under which a person is known, a stranger's, or nothing for no person."""
        group = self._groups.get(key)
        if group is not None and group.person:
            kept = any(name in self._form.fields for names in group.parts.values() for name in names)
            return key if kept or group.name == "legal" else STRANGER
        spec = self._field(key)
        if spec is not None:
            named = spec.kind == "line" and not spec.like and _SOMEBODY.search(key)  # 成果完成人
            return normalise_label(spec.label) if spec.kind == "person" else STRANGER if named else ""
        known = group is not None or key in self._weak
        return STRANGER if _SOMEBODY.search(key) and not known else ""

    def _unit(self, key: str) -> str:
        """The key of a unit of the form's own, an outsider's, or nothing for no unit."""
        group = self._groups.get(key)
        if group is not None and group.unit:
            return key if not self._form.fields.keys().isdisjoint(group.names) else OUTSIDER
        spec = self._field(key)
        if spec is not None:
            return OUTSIDER if spec.others else key if spec.like == "unit" else ""
        if (names := self._weak.get(key)) is not None:
            return OUTSIDER if names == ("region",) else key if "owner" in names or "bidder" in names else ""
        if group is not None or _ATTRIBUTE.fullmatch(key):
            return ""
        return OUTSIDER if _UNIT.search(key) else ""

    def owned_names(self, groups: Sequence[Group]) -> dict[str, str]:
        """Labels that name a fact after whose it is, such as 申报单位联系人, and their fields."""
        kept = self._form.fields.keys()
        facts = {
            group.name: [(part, names[0]) for part, names in group.parts.items() if {*names[:1]} & kept]
            for group in groups
            if group.unit
        }
        return {
            label + part: name
            for label, group in self._groups.items()
            if group.unit and self.unit(label) == label
            for part, name in facts[group.name]
        }

    def is_others(self, key: str) -> bool:
        """Whether a label is that of a field which names others, such as 合作单位."""
        spec = self._field(key) if key else None
        return spec is not None and spec.others

    def is_of_person(self, key: str) -> bool:
        """Whether a label names a person, or a fact of one."""
        return key in self._of_persons or bool(self.person(key))

    def is_ours(self, key: str) -> bool:
        """Whether a label is one of the form's own, or opens a scope of its own."""
        return self._field(key) is not None or bool(self.unit(key) or self.person(key)) or key in self._weak

    def is_other(self, key: str) -> bool:
        """Whether a label names a person or unit whose facts the form does not keep."""
        return bool(self.stranger(key))

    def _stranger(self, key: str) -> str:
        """What stands for somebody else under a label: a stranger, an outsider, or nothing for ours."""
        if key in (STRANGER, OUTSIDER):
            return key
        return OUTSIDER if self.unit(key) == OUTSIDER else STRANGER if self.person(key) == STRANGER else ""

    def asked_about(self, text: str) -> list[str]:
        """Somebody else whom a question is about that is none of ours, 技术经纪人是谁."""
        if len(text) > _LONGEST_QUESTION or ("？" not in text and "?" not in text):
            return []
        return [one for one in unasked(normalise_label(text), self._forms) if self.is_other(one)][:1]

    def then(self, key: str, before: str) -> str:
        """Whose the facts behind a label are, given whose those before it were."""
        if unit := self.unit(key):
            return OUTSIDER if unit == OUTSIDER else ""
        person = self.person(key)
        if not person or (before == OUTSIDER and key in self.near):
            return before
        return person

    def row(self, keys: Sequence[str]) -> Row:
        """What the labels in a row say of whose its facts are."""
        if not keys:
            return _NOBODYS
        return self._few(tuple(keys)) if len(keys) <= _FEW else self._row(keys)

    def _row(self, keys: Sequence[str]) -> Row:
        facts = [key for key in keys if key in self.near and not self.unit(key)]
        ours = any(self.is_ours(key) for key in keys if key not in facts)
        who = ""
        for key in keys:
            who = self.then(key, who)
        opens = who if who in (STRANGER, OUTSIDER) and self.is_other(keys[0]) else ""
        kinds = frozenset(map(self.is_of_person, facts))
        of_account = keys[0] in self._accounts
        return Row(bool(facts), any(map(self.person, facts)), kinds, ours, opens, of_account)

    def claims(self, who: str, key: str) -> bool:
        """Whether a fact behind somebody else is his: his telephone is, another's name is not."""
        if who == OUTSIDER:
            return key in self.near and not self.unit(key)
        return who == STRANGER and key in self.personal and not self.person(key)


class Row(NamedTuple):
    """What the labels in a row say of whose its facts are."""

    has_facts: bool = False  # bare ones, such as 电话, and
    has_persons: bool = False  # among them some that name a person
    kinds: frozenset[bool] = frozenset()  # facts of persons, of units
    is_ours: bool = False  # a label names somebody of ours, or a field of its own
    opens: str = ""  # somebody else, whom the first label names
    is_account: bool = False  # and he is but the bank of ours


_NOBODYS = Row()


class Following:
    """Whose the bare facts are in the rows or lines after one that begins with somebody else.

    Below 合作单位 a row with 联系人 and 电话 is that unit's where ours were said before; else it is in doubt,
    as it always is below 开户行, which is of the sender's account.
    """

    def __init__(self, whose: Whose) -> None:
        self._whose = whose
        self._who, self._sure, self._is_account = "", False, False
        self._seen: set[bool] = set()  # facts of the form's own so far: of persons, of units

    def meet(self, keys: Sequence[str]) -> tuple[str, bool]:
        """Whose the facts in a row are by the rows above, given its labels; and if that is in doubt."""
        row = self._whose.row(keys)
        names_ours = self._who == STRANGER and row.has_persons  # behind a unit it may be the unit's
        if self._who and row.has_facts and not row.is_ours and not names_ours:
            said = not self._is_account and not self._seen.isdisjoint(row.kinds)
            self._sure = self._sure or said
            return (self._who, False) if self._sure else ("", True)
        self._who, self._sure, self._is_account = row.opens, False, row.is_account
        if not self._who:
            self._seen |= row.kinds
        return "", False
