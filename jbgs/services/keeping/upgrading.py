"""From an older format of the store to the present one: after a backup, whole or not at all.

Format 1 hashed personal values as they were, so they could not be given up. Format 2 puts a salted
digest beside each and hashes that; so the chain is sealed afresh. A seal noted on paper before is
good for the backup that is kept.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, cast

from jbgs import history
from jbgs.errors import Problem, StoreFault
from jbgs.models import Event
from jbgs.services.keeping import safekeeping
from jbgs.services.office import Office


def upgrade(office: Office) -> Path:
    """Bring the store to the present format; where the backup of the old one lies.

    Taken back by ``restore --force`` of that backup. Raises ``StoreFault`` where the store is damaged.
    """
    saved = office.home / safekeeping.dated(office, office.home).name.replace("backup", "before-upgrade")
    safekeeping.backup(office, saved)
    with office.store.transaction():
        if office.store.outdated:  # else another process was faster
            events = cast("list[Event]", list(office.store.scan("events")))
            for event in _sealed_afresh(events):
                office.store.put("events", event["id"], cast("dict[str, Any]", event))
            office.store.set_format()
    return saved


def _sealed_afresh(events: Iterable[Event]) -> Iterator[Event]:
    prev_old, prev = history.GENESIS, history.GENESIS
    for event in events:
        if event["prev"] != prev_old or event["hash"] != history.digest(event):
            what = f"事件 {event['id']} 与前后不衔接，没有升级"
            raise StoreFault(Problem(what, remedy="请运行 jbgs check 查看详情，并用 jbgs restore 从备份恢复"))
        prev_old = event["hash"]
        body: dict[str, Any] = {key: value for key, value in event.items() if key not in ("prev", "hash")}
        if any(map(history.is_personal, event["changes"])):
            body["salt"] = secrets.token_hex(16)
            body["changes"] = history.guard(event["changes"], body["salt"])
        made = history.seal(body, prev)
        prev = made["hash"]
        yield made
