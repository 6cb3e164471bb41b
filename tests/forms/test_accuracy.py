"""The accuracy set: forms in layouts and containers of every sort, read field by field."""

from __future__ import annotations

from collections import Counter

from tests.forms.score import FORMS, Outcome, load_case, read_case, score

RIGHT = 0.99  # of all values


def outcomes() -> dict[str, list[Outcome]]:
    found = {}
    for path in sorted(FORMS.glob("*.json")):
        document, expected = load_case(path)
        found[path.stem] = list(score(expected, read_case(document, expected)))
    return found


def test_nearly_all_values_are_right_and_none_stands_under_a_wrong_field() -> None:
    found = outcomes()
    kinds = Counter(one.kind for case in found.values() for one in case)
    assert len(found) >= 60
    assert len({name.partition("-")[0] for name in found}) >= 12
    wrong = [(name, one) for name, case in found.items() for one in case if one.kind == "misplaced"]
    assert not wrong
    assert kinds["right"] >= RIGHT * kinds.total(), kinds
    untold = {"dropped", "untold", "miscounted"}
    assert not untold & kinds.keys()


def test_the_score_tells_what_is_wrong() -> None:
    wanted = {
        "form": "key",
        "fields": {"title": "甲", "owner": "恒越公司", "field": None},
        "extras": {},
        "unmatched": [["备注", "急"]],
        "faults": ["region"],
    }
    told = {one.field: one.kind for one in score({"forms": [wanted]}, [])}
    assert told == {
        **{"(forms)": "miscounted", "(form)": "missing", "(fault)": "untold", "(unmatched)": "dropped"},
        **{"title": "missing", "owner": "missing", "field": "right"},
    }
