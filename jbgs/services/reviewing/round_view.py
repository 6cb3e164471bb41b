"""A round whole, as JSON gives it and tables show it."""

from __future__ import annotations

from typing import Any

from jbgs import scoring
from jbgs.registers.reviews import Round
from jbgs.scoring import Standing
from jbgs.services.office import Office
from jbgs.services.reviewing import panels, rounds, scores


def line(made: Round) -> dict[str, Any]:
    """One round as ``review list --json`` gives it."""
    return {
        "id": made["id"],
        "name": made["name"],
        "subject": made["subject"],
        "opened": made["opened"],
        "closed": made["closed"]["on"] if "closed" in made else None,
        "document": made["closed"]["document"] if "closed" in made else None,
        "items": len(made["items"]),
        "experts": len(made["panel"]),
        "missing": len({expert for expert, _ in scores.missing(made)}),
    }


def whole(made: Round) -> dict[str, Any]:
    """One round as ``review show --json`` gives it: the panel, how it came about, every item by rank."""
    return {
        **line(made),
        "items": [_item(made, one) for one in scores.standings(made)],
        "experts": [
            {"id": key, "drawn": key in made.get("draw", {}).get("drawn", []), **member}
            for key, member in rounds.panel_of(made)
        ],
        "draw": made.get("draw"),
        "recusals": panels.recusals(made),
        "replaced": list(made.get("replaced", {}).values()),
        "scheme": made["scheme"],
        "missing": [{"expert": expert, "item": item} for expert, item in scores.missing(made)],
        "result": made.get("closed"),
    }


def _item(made: Round, one: Standing) -> dict[str, Any]:
    item, marks = made["items"][one.key], scores.marks_for(made, one.key)
    figures = {name: getattr(one, name) for name in ("mean", "trimmed", "spread", "lowest")}
    return {
        "id": one.key,
        **item,
        "rank": one.rank,
        "count": one.count,
        "expected": len(panels.able(made, one.key)),
        **{name: None if value is None else str(value) for name, value in figures.items()},
        "criteria": {key: str(value) for key, value in (one.criteria or {}).items()},
        "reaches": scoring.passes(made["scheme"], one) if one.count else None,
        "result": _result(made, one.key),
        "scores": [
            {
                "expert": key,
                "name": made["panel"][key]["name"],
                "total": scores.mark_text(scoring.total(given)),
                "marks": made["scores"][key][one.key]["marks"],
                "opinion": made["scores"][key][one.key]["opinion"],
                "sheet": made["scores"][key][one.key].get("sheet"),
            }
            for key, given in marks.items()
        ],
    }


def _result(made: Round, item: str) -> str | None:
    """What became of an item; of a bid only whether it is the one recommended."""
    if "closed" not in made:
        return None
    return "passed" if item in made["closed"].get("passed", []) else "failed"


def of_project(office: Office, code: str) -> list[dict[str, Any]]:
    """The rounds in which a project or its bids stood."""
    found = rounds.everything(office)
    return [line(one) for one in found if any(item["project"] == code for item in one["items"].values())]
