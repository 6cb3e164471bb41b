"""From the pairs of one form to its fields: what each label means, what each value is, what is missing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from jbgs import values
from jbgs.errors import Level
from jbgs.forms import Field, FormKey
from jbgs.importers.form.lexicon import Lexicon, Meaning
from jbgs.importers.form.pairs import Pair
from jbgs.importers.form.result import FormRead, Issue, Reading, Unmatched
from jbgs.importers.form.shares import Share, shares
from jbgs.importers.form.spelled import join_spelled
from jbgs.importers.form.typed import NOTHING, Facts, Region, read_facts

_SUM = re.compile(r"[\d一二三四五六七八九十壹贰叁肆伍陆柒捌玖拾议谈定商详密情]")  # may be a sum, or none yet
_OF_ONE = ("phone", "mobile", "email")  # kinds of which one person may have several
_NEAR = 2  # rows from one number of a person to the next
_UNKNOWN = Meaning()
_Told = list[tuple[Pair, Meaning]]
_UNIT = 4  # characters of a unit's name that does not end as one


class _Claim(NamedTuple):
    """One pair that names a field, with the part of its value that is the field's."""

    pair: Pair
    facts: Facts


def fill(
    key: FormKey, lexicon: Lexicon, pairs: Sequence[Pair], region: Region, *, readings: bool = True
) -> FormRead:
    """Read one form from its pairs; ``readings`` says whether to tell how each field was read."""
    return _Filler(lexicon, region).fill(key, pairs, readings=readings)


class _Filler:
    def __init__(self, lexicon: Lexicon, region: Region) -> None:
        self.lexicon, self.form, self.region = lexicon, lexicon.form, region
        self.claims: dict[str, list[_Claim]] = {}
        self.problems: list[Issue] = []
        self.unmatched: list[Unmatched] = []

    def fill(self, key: FormKey, pairs: Sequence[Pair], *, readings: bool) -> FormRead:
        self._claim(pairs)
        fields = self.form.fields
        found = {name: self._settle(fields[name]) if name in self.claims else None for name in fields}
        self._missing(found)
        return FormRead(
            form=key,
            fields={name: value for name, value in found.items() if not fields[name].extra},
            extras={name: value for name, value in found.items() if fields[name].extra},
            readings=tuple(self._readings(found)) if readings else (),
            problems=tuple(self.problems),
            unmatched=tuple(self.unmatched),
        )

    # -- which field a pair belongs to -------------------------------------------------------------------

    def _claim(self, pairs: Sequence[Pair]) -> None:
        """Give pairs to their fields: certain ones first, then those outside the tables, then weak ones."""
        plain: _Told = []
        loose: _Told = []
        weak: _Told = []
        lexicon = self.lexicon
        for pair in join_spelled(pairs, lexicon):
            key, pair.value = pair.key, lexicon.answers.bare(pair.value)
            meaning = lexicon.meaning(key, pair.over, pair.beside) if key else _UNKNOWN
            if meaning.ignored or lexicon.names_a_kind(key, pair.value) or pair.is_unit:
                continue
            if meaning.weak or pair.doubtful or (pair.loose and key in lexicon.whose.personal):
                weak.append((pair, meaning))  # a telephone outside the tables may be anybody's
            else:
                (loose if pair.loose else plain).append((pair, meaning))
        for pair, meaning in plain:
            self._give(pair, meaning, meaning.fields[0] if meaning.fields else None)
        self._claim_loosely(loose)
        self._claim_weakly(weak)

    def _claim_loosely(self, pairs: _Told) -> None:
        """Give loose pairs to fields that no other label has named."""
        named = set(self.claims)
        for pair, meaning in pairs:
            self._give(pair, meaning, next((n for n in meaning.fields if n not in named), None))

    def _claim_weakly(self, pairs: _Told) -> None:
        """Give pairs of weak labels to fields that nothing has named; different ones are all asked about."""
        named = set(self.claims)
        for pair, meaning in pairs:
            name = next((n for n in meaning.fields if n not in named), None)
            is_free = name is not None and not self._is_taken(name, named) and self._fits(name, pair)
            self._give(pair, meaning, name if is_free else None)

    def _fits(self, name: str, pair: Pair) -> bool:
        """Whether a value under a weak label is one that its field can hold; a unit is no person."""
        spec = self.form.fields[name]
        is_unit = (
            spec.like != "unit" or values.is_organisation(pair.value) or len(pair.value.strip()) >= _UNIT
        )
        facts = read_facts(spec, pair.value, region=self.region, unit=_unit(spec, pair))
        return is_unit and (facts.value is not None or spec.kind != "region")

    def _give(self, pair: Pair, meaning: Meaning, name: str | None) -> None:
        if name is None:
            self._report(pair, meaning)
        else:
            self._take(pair, self.form.fields[name])

    def _is_taken(self, name: str, named: set[str]) -> bool:
        """Whether a field is named, or one that its values may go to instead."""
        spec = self.form.fields[name]
        return name in named or (spec.kind != "amount" and not named.isdisjoint(spec.beside.values()))

    def _take(self, pair: Pair, spec: Field) -> None:
        if not pair.value.strip():
            self._put(spec.name, _Claim(pair, NOTHING))
            return
        if spec.kind == "amount" and (found := shares(pair.value, spec, self.lexicon)):
            for share in found:
                self._share(replace(pair, value=share.text), share)
            return
        facts = read_facts(spec, pair.value, region=self.region, unit=_unit(spec, pair))
        if spec.kind == "amount" and facts.problem and not _SUM.search(pair.value):
            self._report(pair, _UNKNOWN)
            return
        if spec.kind == "region" and (spec.name,) not in self.form.required:
            facts = facts._replace(level="warning")  # the owner of an achievement may sit anywhere
        self._put(spec.name, _Claim(pair, facts))
        for fact, value in facts.beside.items():
            other = spec.beside.get(fact, "")
            if other in self.form.fields:
                self._put(other, _Claim(pair, Facts(value)))
            else:
                self.unmatched.append(Unmatched(pair.label, value, pair.where))
        if facts.rest:
            self.unmatched.append(Unmatched(pair.label, facts.rest, pair.where))

    def _share(self, pair: Pair, share: Share) -> None:
        """Give one of several sums in a cell to the field that its words name."""
        if share.field not in self.form.fields:
            self._report(replace(pair, label=share.words), _UNKNOWN)
            return
        spec = self.form.fields[share.field]
        facts = read_facts(spec, share.text, region=self.region, unit=_unit(spec, pair))
        self._put(share.field, _Claim(pair, facts))

    def _put(self, name: str, claim: _Claim) -> None:
        self.claims.setdefault(name, []).append(claim)

    def _report(self, pair: Pair, meaning: Meaning) -> None:
        """List a pair that no field takes, unless it says nothing, or only again what a field has."""
        if not pair.value.strip() or values.is_placeholder(pair.value):
            return
        for name in meaning.fields:
            spec = self.form.fields[name]
            facts = read_facts(spec, pair.value, region=self.region, unit=_unit(spec, pair))
            if facts.value and any(facts.value == c.facts.value for c in self.claims.get(name, ())):
                return
        self.unmatched.append(Unmatched(pair.label, values.clean(pair.value), pair.where))

    # -- what a field holds ------------------------------------------------------------------------------

    def _settle(self, spec: Field) -> str | None:
        """The one value of a field, all its problems told."""
        claims = self.claims[spec.name]
        for c in claims:
            if c.facts.problem:
                self.problems.append(_issue(spec, c))
        if len(claims) < 2:
            return claims[0].facts.value
        found = list(dict.fromkeys(c.facts.value for c in claims if c.facts.value is not None))
        if len(found) < 2:
            return found[0] if found else None
        labels = {
            (c.pair.key, c.pair.over, "续" in c.pair.label) for c in claims if c.facts.value is not None
        }
        if spec.kind in _OF_ONE:
            if self._is_ones(claims):
                return "、".join(dict.fromkeys(one for text in found for one in text.split("、")))
        elif spec.others or (spec.joined and len(labels) >= len(found)):
            return ("\n" if spec.kind == "text" else "、").join(found)
        self._conflict(spec, [c for c in claims if c.facts.value is not None])
        return None

    def _is_ones(self, claims: Sequence[_Claim]) -> bool:
        """Whether different numbers are one person's: side by side, each under a label of its own."""
        told = [claim for claim in claims if claim.facts.value is not None]
        people = {c.facts.value for c in self.claims.get("contact", ()) if c.facts.value is not None}
        values_of = {(claim.pair.key, claim.facts.value) for claim in told}
        lines = sorted({claim.pair.line for claim in told})
        if any(a[0] != b[0] or b[1] - a[1] > _NEAR for a, b in pairwise(lines)):
            return False
        return len(people) < 2 and len({key for key, _ in values_of}) == len(values_of)

    def _conflict(self, spec: Field, claims: Sequence[_Claim]) -> None:
        told = "；".join(
            f"{c.pair.where}“{c.pair.label}”填“{values.one_line(c.pair.value)[:40]}”"
            for c in {c.facts.value: c for c in reversed(claims)}.values()
        )
        first = claims[0].pair
        message = f"{spec.label}有几个不同的填写：{told}，请核对后只保留一个"
        raw = " / ".join(dict.fromkeys(c.pair.value for c in claims))
        level = _level(spec, "error")
        self.problems.append(Issue(spec.name, level, message, first.label, first.where, raw))

    def _readings(self, found: dict[str, str | None]) -> Iterator[Reading]:
        """How each field was read, from each text that names it."""
        for name, value in found.items():
            for pair, facts in self.claims.get(name, ()):
                if pair.value.strip():
                    own = facts.value if value is not None else None
                    yield Reading(name, own, pair.value, pair.label, pair.where, facts.note)

    # -- what is missing ---------------------------------------------------------------------------------

    def _missing(self, found: dict[str, str | None]) -> None:
        told = {issue.field for issue in self.problems}
        levels: tuple[tuple[Level, tuple[tuple[str, ...], ...]], ...] = (
            ("error", self.form.required),
            ("warning", self.form.wanted),
        )
        for level, groups in levels:
            for group in groups:
                if [name for name in group if found[name] or name in told]:
                    continue
                label = "或".join(self.form.fields[name].label for name in group)
                pairs = (claim.pair for name in group for claim in self.claims.get(name, ()))
                seen = next(pairs, Pair(label, "", "", ""))
                message = f"缺少{label}，请补填后重新报送"
                self.problems.append(Issue(group[0], level, message, seen.label, seen.where))


def _issue(spec: Field, claim: _Claim) -> Issue:
    pair, facts = claim.pair, claim.facts
    return Issue(spec.name, _level(spec, facts.level), facts.problem, pair.label, pair.where, pair.value)


def _level(spec: Field, level: Level) -> Level:
    """How much a problem weighs: what is kept for the reviewers alone sends no form back."""
    return "warning" if spec.extra else level


def _unit(spec: Field, pair: Pair) -> str | None:
    """The unit that a label names for its bare numbers, or else the lines and headings above it."""
    return values.label_unit(pair.label) or pair.unit or None if spec.kind == "amount" else None
