"""A recount of what reports say from the bare events, by no function of the program.

Each leaf of each record is what the last event that took effect by a day made it; the figures are counted
over those leaves.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

STAGES = ("received", "listed", "published", "awarded", "contracted", "filed", "approved")
PAID = {"occurred": "occurred", "payments": "subsidy"}
Leaves = dict[str, dict[str, Any]]


def leaves(events: Iterable[dict[str, Any]], until: str) -> Leaves:
    """Project code → path → value at the end of a day."""
    found: Leaves = defaultdict(dict)
    for event in events:
        table, code = event["record"].split("/", 1)
        if table != "projects" or event["on"] > until:
            continue
        for change in event["changes"]:
            found[code][change["field"]] = change["after"]
    return {code: {k: v for k, v in paths.items() if v is not None} for code, paths in found.items()}


def figures(projects: Leaves, start: str, end: str, **only: str) -> dict[str, Any]:
    """All figures of a period, of the projects with these values."""
    made: Counter[str] = Counter()
    money: dict[str, Decimal] = defaultdict(Decimal)
    for paths in projects.values():
        if not paths or any(paths.get(key, "市外") != value for key, value in only.items()):
            continue
        for stage in STAGES:
            made[stage] += start <= paths.get(f"dates.{stage}", "") <= end
        for path, value in paths.items():
            group, _, rest = path.partition(".")
            number, _, leaf = rest.partition(".")
            if group == "intents":
                made["intents"] += start <= value <= end
            elif (group, leaf) == ("contracts", "total"):
                if start <= paths[f"contracts.{number}.signed"] <= end:
                    money["contract_amount"] += Decimal(value)
            elif leaf == "amount" and group in PAID and start <= paths[f"{group}.{number}.on"] <= end:
                money[PAID[group]] += Decimal(value)
    amounts = {key: f"{money[key]:.2f}" for key in ("contract_amount", "occurred", "subsidy")}
    return {key: made[key] for key in (*STAGES, "intents")} | amounts
