"""An office's home folder, opened: its store, its policy, its forms, and who is at the keyboard."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

from jbgs import policy as policies
from jbgs.errors import NotFound, WrongUsage
from jbgs.models import Intent, Listing, Project
from jbgs.store import Store
from jbgs.store.database import silent

if TYPE_CHECKING:
    from jbgs.forms import Forms
    from jbgs.policy import Policy
    from jbgs.services import ledger

Done = TypeVar("Done")
OWN_SCHEMES = "review.toml"
OWN_POLICY = policies.OWN
LEVELS = {"city": "市级", "county": "县（市、区）级"}


@dataclass
class Office:
    """One office at work. ``on`` is the day things happen, ``today`` the day it is."""

    home: Path
    store: Store
    today: date
    now: datetime
    by: str
    on: date
    dry_run: bool = False
    _whole: ledger.Batch | None = None

    @classmethod
    def open(
        cls,
        home: Path,
        *,
        today: date,
        now: datetime,
        by: str,
        on: date | None,
        dry_run: bool,
        waiting: Callable[[str], None] = silent,
    ) -> Office:
        """Open the store in a home folder; refuse a day to come. ``waiting`` is told for whom we wait."""
        if on is not None and on > today:
            raise WrongUsage(f"--on {on} 在今天（{today}）之后", remedy="只能记录已经发生的事")
        return cls(home, Store.open(home, who=by, waiting=waiting), today, now, by, on or today, dry_run)

    @property
    def name(self) -> str:
        """The bureau's name, as ``init`` was told."""
        return str(self.store.meta["bureau"])

    @property
    def region(self) -> str | None:
        """A county office's own region."""
        return cast("str | None", self.store.meta.get("region"))

    @cached_property
    def policy(self) -> Policy:
        """The shipped policy with the office's own rows."""
        return policies.load(self.home / OWN_POLICY)

    @cached_property
    def forms(self) -> Forms:
        """The forms with the office's own synonyms."""
        from jbgs.services.receiving import synonyms

        return synonyms.forms(self.home)

    def batch(
        self, command: str, *, note: str = "", undoes: str = ""
    ) -> AbstractContextManager[ledger.Batch]:
        """The batch of one command; all that writes goes through it.

        Within ``together`` it is a part of that batch.
        """
        if self._whole is not None:
            return self._whole.part(self.on, note)
        from jbgs.services import ledger

        return ledger.batch(self.store, command, self._author(), note=note, undoes=undoes)

    def prepared(
        self, command: str, work: Callable[[ledger.Batch], Done], *, note: str = ""
    ) -> AbstractContextManager[tuple[ledger.Batch, Done]]:
        """As ``batch``, and what long ``work`` for it has given: others can write meanwhile."""
        from jbgs.services import ledger

        return ledger.prepared(self.store, command, self._author(), work, note=note)

    def _author(self) -> ledger.Author:
        """Who writes, to a store of the present format."""
        from jbgs.services import ledger

        if self.store.outdated and not self.dry_run:
            from jbgs.services.keeping import upgrading

            upgrading.upgrade(self)
        return ledger.Author(self.by, self.on, self.now, self.dry_run)

    @contextmanager
    def together(self, command: str) -> Iterator[None]:
        """All batches opened within are one: stored together at the end, undone together."""
        with self.batch(command) as whole:
            self._whole = whole
            try:
                yield
            finally:
                self._whole = None

    def region_name(self, text: str) -> str | None:
        """The region that a spelling means, by its full name."""
        found = self.policy.find_region(text)
        return found.name if found else None

    # -- looking things up ----------------------------------------------------------------------

    def projects(self, **equal: Any) -> Iterator[Project]:
        """The projects with these values."""
        found = self.store.find("projects", **equal) if equal else self.store.scan("projects")
        return cast("Iterator[Project]", found)

    def code(self, part: str) -> str:
        """The full code of the project that a code, or an unambiguous part of one, names."""
        wanted = _typed(part)
        if self.store.get("projects", wanted) is not None:
            return wanted
        codes = [p["code"] for p in self.projects()] if wanted else []
        found = [code for code in codes if _fits(code, wanted)] or [code for code in codes if wanted in code]
        if not found:
            raise NotFound(f"没有编号为“{part}”的项目", remedy="用 jbgs list 查看全部项目")
        if len(found) > 1:
            few = "、".join(sorted(found)[:5])
            raise NotFound(f"“{part}”对应 {len(found)} 个项目：{few}", remedy="请写完整编号")
        return found[0]

    def code_with_history(self, part: str) -> str:
        """As ``code``, and also a full code whose project was undone: its history remains."""
        wanted = _typed(part)
        return wanted if self.store.count("events", record=f"projects/{wanted}") else self.code(part)

    def record(self, part: str) -> tuple[str, str]:
        """Table and key of the intent or the project that is named."""
        wanted = _typed(part)
        if self.store.get("intents", wanted) is not None:
            return "intents", wanted
        return "projects", self.code(part)

    def labels(self, code: str) -> dict[str, str]:
        """Field name → Chinese label, on the form by which a project with that code came in."""
        form = self.forms[self.policy.track(code.partition("-")[0])]
        return {name: spec.label for name, spec in form.fields.items()}

    def project(self, part: str) -> Project:
        """The project that a code, or an unambiguous part of one, names."""
        return cast("Project", self.store.get("projects", self.code(part)))

    def intents(self, code: str) -> list[Intent]:
        """The intents linked to a project, in the order they came in."""
        return cast("list[Intent]", list(self.store.find("intents", project=code)))

    def listing_id(self, name: str) -> str:
        """The id of the listing that an id or a name means."""
        wanted = name.strip()
        if self.store.get("listings", wanted) is not None:
            return wanted
        for one in cast("Iterator[Listing]", self.store.find("listings", name=wanted)):
            return one["id"]
        raise NotFound(f"没有榜单“{name}”", remedy="用 jbgs listing show 查看，或用 jbgs listing new 新建")


def _typed(part: str) -> str:
    """A code as it is kept, from one in small or full-width letters."""
    from jbgs.values import compact

    return compact(part).upper()


def _fits(code: str, part: str) -> bool:
    """Whether a part of a code is whole pieces between the dashes, such as HN-003: that comes first."""
    return f"-{code}-".find(f"-{part}-") >= 0
