"""A correction by hand: checked like what comes in, all or nothing, with its reason in the history."""

from __future__ import annotations

import pytest

from jbgs.errors import NotAllowed, WrongUsage
from jbgs.services import looking, moves
from jbgs.services.office import Office
from jbgs.services.receiving import editing
from tests.helpers import Flaw, at, bid, demand, everything, register

DAY = "2021-06-05"


def edit(office: Office, key: str, *words: str) -> editing.Edited:
    return editing.edit(at(office, DAY), key, editing.parse_assignments(list(words)), reason="企业来函")


@pytest.fixture
def code(office: Office) -> str:
    [made] = register(office, demand(contact="张工", mobile="13800000001"))
    return made


@pytest.mark.parametrize(
    ("word", "name", "value"),
    [
        ("investment=300万元", "investment", "3000000.00"),
        ("region=嘉兴市平湖市", "region", "平湖市"),
        ("title= 高温 固化胶 ", "title", "高温 固化胶"),
        ("content=一=二", "content", "一=二"),
        ("contact=", "contact", None),
    ],
)
def test_a_field_is_read_as_on_a_form(office: Office, code: str, word: str, name: str, value: str) -> None:
    edit(office, code, word)
    assert office.project(code)["fields"].get(name) == value
    event = looking.history_of(office, code)[-1]
    assert (event["kind"], event["note"], event["on"]) == ("edited", "企业来函", DAY)
    assert f"fields.{name}" in {change["field"] for change in event["changes"]}


def test_a_changed_region_pays_from_now_on_and_the_code_stays(office: Office, code: str) -> None:
    edit(office, code, "region=PH")
    assert office.project(code)["region"] == "平湖市"
    assert office.project(code)["code"] == code


def test_all_faults_are_said_and_nothing_is_written(office: Office, code: str) -> None:
    before = everything(office)
    with pytest.raises(WrongUsage) as caught:
        edit(office, code, "investment=约300", "region=杭州市", "title=新名称")
    assert len(caught.value.problems) == 2
    with pytest.raises(WrongUsage) as caught:
        edit(office, code, "colour=red", "taste=sweet")
    assert [one.what for one in caught.value.problems] == ["没有字段“colour”", "没有字段“taste”"]
    with pytest.raises(WrongUsage) as caught:
        edit(office, code, "investment", "reward=1", "reward=2")
    assert [one.what for one in caught.value.problems] == ["看不懂“investment”", "字段“reward”写了两次"]
    assert everything(office) == before


def test_an_edit_settles_what_the_form_left_open(office: Office) -> None:
    form = demand()
    form.problems.append(Flaw("investment"))
    [code] = register(office, form)
    assert len(looking.inbox(office)) == 1
    edit(office, code, "investment=300万元")
    assert looking.inbox(office) == []
    moves.stage(at(office, DAY), [code], "screened")


def test_clearing_what_must_be_there_opens_it_again(office: Office, code: str) -> None:
    edit(office, code, "title=")
    assert [one["field"] for one in office.project(code)["problems"]] == ["title"]
    edit(office, code, "title=低温固化胶")
    assert "problems" not in office.project(code)


def test_an_intent_can_be_corrected_too(office: Office) -> None:
    [intent_id] = register(office, bid(price="100.00"))
    done = edit(office, intent_id, "price=200万元")
    assert (done.key, done.record["fields"]["price"]) == (intent_id, "2000000.00")


def test_what_is_over_is_not_edited(office: Office, code: str) -> None:
    moves.stage(at(office, DAY), [code], "withdrawn", reason="撤")
    with pytest.raises(NotAllowed, match="已办结"):
        edit(office, code, "title=x")


def test_an_edit_is_not_dated_before_the_receipt(office: Office, code: str) -> None:
    with pytest.raises(NotAllowed, match="早于收件之日 2021-06-01"):
        editing.edit(at(office, "2021-05-31"), code, {"title": "早"}, reason="x")


def test_clearing_what_a_form_must_say_is_told(office: Office) -> None:
    [code] = register(office, demand())
    done = editing.edit(office, code, {"owner": "", "email": ""}, reason="核实")
    assert [one.what for one in done.warnings] == ["缺少提出单位"]
    assert [one["field"] for one in done.record["problems"]] == ["owner"]
