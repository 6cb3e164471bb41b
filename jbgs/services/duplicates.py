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
        self._gists: dict[str, str] = {}
        self._owned: dict[str, dict[str, str]] = {}
        self._projects: dict[str, Project] = {}
        for project in projects:
            self.add(project)

    def add(self, project: Project) -> None:
        """Take a project in, or what it has become."""
        code, fields = project["code"], project["fields"]
        self._projects[code] = project
        if gist := _gist(fields.get("title")):
            self._gists[code] = gist
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
        found = {**_similar(gist, self._gists, other_unit), **_similar(gist, own, same_unit)}
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
