"""Near-duplicates: the same unit with a similar title, within and across years, whatever became of it.

Also very similar titles of different units. A hint for people, never a decision. The likeness of titles is
rapidfuzz's normalised Indel similarity (0–100) of what is left without the words that every title has.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, cast

from jbgs.models import Project, StageKey
from jbgs.policy import Policy
from jbgs.services.office import Office
from jbgs.values import same

Fields = Mapping[str, str | None]
MOST = 3
"""How many are told of one form: a hint that names a hundred says nothing."""
_FILLER = re.compile(
    r"产业共性|共性|关键|核心|技术|研究|研发|研制|开发|攻关|项目|应用|产业化|及其|与其|面向|基于|[的和与及]"
)


def names(fields: Fields, role: str) -> list[str]:
    """What identifies an owner or a bidder: credit code first, then name."""
    return [name for name in (fields.get("credit_code"), same(fields.get(role))) if name]


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A project that might be the same challenge; ``similarity`` of the titles in percent."""

    code: str
    title: str
    owner: str
    year: int
    stage: StageKey
    similarity: int
    same_owner: bool

    def as_json(self) -> dict[str, Any]:
        """All of it by name."""
        return asdict(self)


class Titles:
    """The titles that we have, by owner and all together."""

    def __init__(self, projects: Iterable[Project] = ()) -> None:
        self._gists = Gists()
        self._owned: dict[str, dict[str, str]] = {}
        self._projects: dict[str, Project] = {}
        for project in projects:
            self.add(project)

    def add(self, project: Project) -> None:
        """Take a project in, or what it has become."""
        code, fields = project["code"], project["fields"]
        self._projects[code] = project
        if gist := _gist(fields.get("title")):
            self._gists.add(code, gist)
            for owner in names(fields, "owner"):
                self._owned.setdefault(owner, {})[code] = gist

    def like(self, policy: Policy, fields: Fields, code: str = "") -> tuple[Duplicate, ...]:
        """What resembles a form, or the project ``code``, by the policy's thresholds; the ``MOST`` likest."""
        gist = _gist(fields.get("title"))
        if not gist:
            return ()
        own = {
            key: one for owner in names(fields, "owner") for key, one in self._owned.get(owner, {}).items()
        }
        same_unit, other_unit = (int(policy.setting(f"similar_{who}_unit")) for who in ("same", "other"))
        others = self._gists.near(gist, other_unit)
        found = {**_similar(gist, others, other_unit), **_similar(gist, own, same_unit)}
        found.pop(code, None)
        made = (self._duplicate(key, rate, key in own) for key, rate in found.items())
        return tuple(sorted(made, key=lambda one: (not one.same_owner, -one.similarity, one.code)))[:MOST]

    def _duplicate(self, code: str, rate: int, same_owner: bool) -> Duplicate:
        project = self._projects[code]
        inside = project["fields"]
        return Duplicate(
            code,
            inside.get("title", ""),
            inside.get("owner", ""),
            project["year"],
            project["stage"],
            rate,
            same_owner,
        )


class Gists:
    """The gists of titles by code, to be found by their letters."""

    def __init__(self) -> None:
        self._gists: dict[str, str] = {}
        self._order: dict[str, int] = {}
        self._having: dict[str, set[str]] = {}

    def add(self, code: str, gist: str) -> None:
        """Take a gist in, or what it has become."""
        self._gists[code] = gist
        self._order.setdefault(code, len(self._order))
        for letter in set(gist):
            self._having.setdefault(letter, set()).add(code)

    def near(self, gist: str, least: int) -> Mapping[str, str]:
        """Those that may be alike to ``least`` percent, in the order they came: all that are, and few others.

        Of two that are so alike, the one has at most ``lost`` letters that the other has not: so whichever
        ``lost + 1`` letters of it we take, one is in the other. The rarest leave the fewest.
        """
        lost = len(gist) * 2 * (100 - least) // (200 - least)  # from 2 × common ÷ (both lengths) ≥ least %
        found: set[str] = set()
        for letter in sorted(set(gist), key=lambda one: len(self._having.get(one, ()))):
            if lost < 0:
                break
            found |= self._having.get(letter, set())
            lost -= gist.count(letter)
        if lost >= 0:  # nothing at all is asked for
            return self._gists
        return {code: self._gists[code] for code in sorted(found, key=self._order.__getitem__)}


def _similar(gist: str, among: Mapping[str, str], least: int) -> dict[str, int]:
    """The codes of the likest titles, the one itself among them, with the likeness in whole percent."""
    if not among:
        return {}
    from rapidfuzz import fuzz, process

    found = process.extract(
        gist, among, scorer=fuzz.ratio, processor=None, score_cutoff=least, limit=MOST + 1
    )
    return {str(code): int(rate) for _, rate, code in found}


def _gist(title: str | None) -> str:
    plain = same(title)
    return _FILLER.sub("", plain) or plain


def of(office: Office, project: Project) -> tuple[Duplicate, ...]:
    """What resembles a project of the store."""
    titles = Titles(cast("Iterable[Project]", office.store.scan("projects")))
    return titles.like(office.policy, project["fields"], project["code"])
