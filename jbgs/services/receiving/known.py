"""What identifies the projects and intents that we have, read once for an import of many forms."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, cast

from jbgs.models import Intent, Listing, Project, Track
from jbgs.services.ledger import Batch
from jbgs.services.receiving.duplicates import Fields, Titles, names
from jbgs.values import compact, same
from jbgs.workflow import FINAL

__all__ = ["Fields", "Known", "names", "same"]

PLACE = re.compile(r"(?P<listing>\d{4}-\d{2})-(?P<place>\d{1,4})")


class Known:
    """Who has which projects and intents, and the last number of every series of codes.

    A project that is over identifies nothing: the same challenge of a later year is a new project.
    """

    def __init__(self, batch: Batch) -> None:
        self._numbers: dict[str, int] = {}
        self._titles: dict[str, dict[str, None]] = {}
        self._owned: dict[tuple[str, str], dict[str, str]] = {}
        self._bids: dict[tuple[str, str], dict[str, str | None]] = {}
        self._waiting: set[str] = set()
        self._past: set[str] = set()
        self._places: dict[tuple[str, int], str] = {}
        batch.know("projects", "intents", "files")
        for listing in cast("Iterable[Listing]", batch.find("listings")):
            self._places |= {
                (listing["id"], place): code for code, place in listing.get("positions", {}).items()
            }
        self.titles = Titles()
        for project in cast("Iterable[Project]", batch.find("projects")):
            self.add_project(project)
        for intent in cast("Iterable[Intent]", batch.find("intents")):
            self.add_intent(intent)

    def add_project(self, project: Project) -> None:
        """Take a project in, or what it has become."""
        code, fields = project["code"], project["fields"]
        self._count(code)
        self._past.update(project.get("past_intents", {}))
        self.titles.add(project)
        if project["stage"] in FINAL:
            return
        self._wait(code, project)
        title = same(fields.get("title"))
        if title:
            self._titles.setdefault(title, {})[code] = None
        for owner in names(fields, "owner"):
            self._owned.setdefault((project["track"], owner), {})[code] = title

    def add_intent(self, intent: Intent) -> None:
        """Take an intent in, or what it has become."""
        key, title = intent["id"], same(intent["fields"].get("project_title"))
        self._count(key)
        self._wait(key, intent)
        if "withdrawn" in intent:
            self._past.add(key)
        for bidder in names(intent["fields"], "bidder"):
            for named in (title, intent.get("project")):
                if named:
                    self._bids.setdefault((bidder, named), {})[key] = intent.get("project")

    def project(self, track: Track, fields: Fields) -> str | None:
        """The project of this owner, track and title."""
        wanted = same(fields.get("title"))
        titles = self.owned(track, fields).items() if wanted else ()
        return next((code for code, title in titles if title == wanted), None)

    def owned(self, track: Track, fields: Fields) -> dict[str, str]:
        """The projects of this owner and track: code → comparable title."""
        found: dict[str, str] = {}
        for owner in names(fields, "owner"):
            found |= self._owned.get((track, owner), {})
        return found

    def titled(self, title: str | None) -> list[str]:
        """The codes of the projects of a title."""
        return sorted(self._titles.get(same(title), ()))

    def placed(self, text: str | None) -> str | None:
        """The code of the project that a number in a published listing names, such as 2021-01-03."""
        found = PLACE.fullmatch(compact(text or ""))
        return self._places.get((found["listing"], int(found["place"]))) if found else None

    def intent(self, fields: Fields, code: str | None) -> str | None:
        """The intent of this bidder for this project (by its code, or the title that the form gives).

        One that answered an earlier listing, or was withdrawn, is past: he may bid again.
        """
        for bidder in names(fields, "bidder"):
            for named in (code, same(fields.get("project_title"))):
                for key, project in self._bids.get((bidder, named or ""), {}).items():
                    if key not in self._past and (code is None or project in (None, code)):
                        return key
        return None

    def waits(self, key: str) -> bool:
        """Whether a record waits for a correction."""
        return key in self._waiting

    def next(self, series: str) -> str:
        """The next code of a series such as ``GJ-2021-HN``."""
        self._numbers[series] = self._numbers.get(series, 0) + 1
        return f"{series}-{self._numbers[series]:03d}"

    def _count(self, code: str) -> None:
        series, _, number = code.rpartition("-")
        self._numbers[series] = max(self._numbers.get(series, 0), int(number))

    def _wait(self, key: str, record: Mapping[str, Any]) -> None:
        if any(one["level"] == "error" for one in record.get("problems", ())):
            self._waiting.add(key)
        else:
            self._waiting.discard(key)
