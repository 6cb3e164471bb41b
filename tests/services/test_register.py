"""A form becomes a project once; its correction is merged field by field with what clerks edited."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from jbgs.errors import NotAllowed
from jbgs.registers.sources import SourceFile
from jbgs.services import looking, moves
from jbgs.services.office import Office
from jbgs.services.receiving.register import Register, Registered
from tests.helpers import Flaw, Form, at, bid, bring, demand, make_office, register


def take(office: Office, form: Form, day: str = "2021-06-05", **options: str) -> Registered:
    source = SourceFile(sha256="1" * 64, name="更正.docx", container="docx", on=day)
    with at(office, day).batch("import") as batch:
        return Register(at(office, day), batch).add(form, source, **options)  # type: ignore[arg-type]


def edit(office: Office, code: str, **fields: str) -> None:
    """A clerk's edit, as the service writes it."""
    with at(office, "2021-06-03").batch("edit") as batch:
        record = batch.get("projects", code) or {}
        batch.put("projects", code, {**record, "fields": {**record["fields"], **fields}}, "edited")


def test_codes_are_numbered_by_track_year_and_region(office: Office) -> None:
    forms = [
        demand(title="一"),
        demand(title="二"),
        demand("common", "三"),
        demand(title="四", region="南湖区"),
    ]
    assert register(office, *forms) == [
        "GJ-2021-HN-001",
        "GJ-2021-HN-002",
        "GX-2021-HN-001",
        "GJ-2021-NH-001",
    ]
    assert register(office, demand(title="五")) == ["GJ-2021-HN-003"]


def test_an_owner_outside_the_city_has_letters_of_its_own(office: Office) -> None:
    assert register(office, demand("transfer", region=None)) == ["ZH-2021-JX-001"]


def test_the_same_form_again_changes_nothing(office: Office) -> None:
    register(office, demand())
    assert take(office, demand()).status == "unchanged"
    assert len(list(office.projects())) == 1


def test_a_corrected_form_revises_its_project(office: Office) -> None:
    [code] = register(office, demand())
    done = take(office, demand(investment="6000000.00"))
    assert (done.status, done.code) == ("revised", code)
    assert office.project(code)["fields"]["investment"] == "6000000.00"
    assert len(office.project(code)["files"]) == 2


@pytest.mark.parametrize(
    "form",
    [demand(title="低温 固化胶"), demand(title="低温固化胶。"), demand(owner="海宁　甲公司")],
)
def test_the_same_title_and_owner_in_another_spelling_is_the_same_project(office: Office, form: Form) -> None:
    [code] = register(office, demand())
    assert take(office, form).code == code


@pytest.mark.parametrize("form", [demand(title="别的"), demand(owner="海宁丙公司"), demand("common")])
def test_another_title_owner_or_track_is_another_project(office: Office, form: Form) -> None:
    [code] = register(office, demand())
    assert take(office, form).code != code


def test_a_credit_code_tells_an_owner_who_changed_his_name(office: Office) -> None:
    [code] = register(office, demand(credit_code="91330481MA28A00X1Y"))
    renamed = demand(owner="海宁甲股份公司", credit_code="91330481MA28A00X1Y")
    assert take(office, renamed).code == code


def test_a_changed_title_needs_to_be_told(office: Office) -> None:
    [code] = register(office, demand())
    done = take(office, demand(title="高温固化胶"), revises=code)
    assert (done.status, done.code) == ("revised", code)
    assert office.project(code)["fields"]["title"] == "高温固化胶"


def test_a_clerks_edit_stays_where_the_sender_changed_nothing(office: Office) -> None:
    [code] = register(office, demand(contact="张工", phone="0573-87000000"))
    edit(office, code, contact="李工")
    take(office, demand(contact="张工", phone="0573-87111111"))
    fields = office.project(code)["fields"]
    assert (fields["contact"], fields["phone"]) == ("李工", "0573-87111111")


def test_what_the_sender_changed_wins_over_an_edit(office: Office) -> None:
    [code] = register(office, demand(contact="张工"))
    edit(office, code, contact="李工")
    take(office, demand(contact="王工"))
    assert office.project(code)["fields"]["contact"] == "王工"


def test_a_revision_is_compared_with_the_senders_last_form_not_his_first(office: Office) -> None:
    [code] = register(office, demand(contact="张工"))
    take(office, demand(contact="王工"), "2021-06-02")
    edit(office, code, contact="李工")
    take(office, demand(contact="王工", phone="0573-1"), "2021-06-04")
    assert office.project(code)["fields"]["contact"] == "李工"
    take(office, demand(contact="张工", phone="0573-1"), "2021-06-05")
    assert office.project(code)["fields"]["contact"] == "张工"


def test_a_field_that_the_sender_cleared_is_gone(office: Office) -> None:
    [code] = register(office, demand(email="a@b.cn"))
    take(office, demand())
    assert "email" not in office.project(code)["fields"]


def test_errors_wait_in_the_inbox_until_they_are_corrected(office: Office) -> None:
    form = demand()
    form.problems.append(Flaw("investment"))
    [code] = register(office, form)
    [waiting] = looking.inbox(office)
    assert (waiting.record, waiting.sender) == (code, "海宁甲公司")
    with pytest.raises(NotAllowed, match="来表无待更正的错误"):
        moves.stage(at(office, "2021-06-02"), [code], "screened")
    assert take(office, demand(investment="7000000.00")).status == "revised"
    assert looking.inbox(office) == []


def test_a_warning_does_not_wait(office: Office) -> None:
    form = demand()
    form.problems.append(Flaw("investment", level="warning"))
    register(office, form)
    assert looking.inbox(office) == []


def test_a_project_that_is_over_is_not_revised(office: Office) -> None:
    [code] = register(office, demand())
    moves.stage(at(office, "2021-06-02"), [code], "withdrawn", reason="撤")
    with pytest.raises(NotAllowed, match="已办结"):
        take(office, demand(investment="1.00"), revises=code)
    assert take(office, demand()).code == "GJ-2021-HN-002"


@pytest.fixture
def county(tmp_path: Path) -> Iterator[Office]:
    made = make_office(tmp_path / "海宁", level="county", bureau="海宁市科技局", region="海宁市")
    yield made
    made.store.close()


def test_a_county_office_takes_a_form_without_region_as_its_own_and_says_so(county: Office) -> None:
    form = demand(region=None)
    form.problems.append(Flaw("region", message="缺少属地", label="属地"))
    assert register(county, form) == ["GJ-2021-HN-001"]
    project = county.project("GJ-2021-HN-001")
    assert project["region"] == "海宁市"
    assert [(one["field"], one["level"]) for one in project["problems"]] == [("region", "warning")]


# -- intents ----------------------------------------------------------------------------------------------


def test_an_intent_finds_its_project_by_code_or_title(office: Office) -> None:
    [code] = register(office, demand())
    bring(office, code, "published")
    assert take(office, bid(title="写错了", code=f"榜单{code.lower()}"), "2021-06-10").code == code
    assert take(office, bid(title="低温 固化胶", bidder="丁大学"), "2021-06-10").code == code
    assert set(office.project(code)["intents"]) == {"YX-2021-001", "YX-2021-002"}


def test_an_intent_without_a_project_waits_in_the_inbox(office: Office) -> None:
    done = take(office, bid(title="没有的项目"))
    assert (done.status, done.code, done.intent) == ("incomplete", None, "YX-2021-001")
    assert "没有编号或名称相符的项目" in done.notes[0]
    [waiting] = looking.inbox(office)
    assert "jbgs intent link" in waiting.problems[0]["message"]


def test_one_bidder_bids_once_on_a_project_and_his_second_form_revises(office: Office) -> None:
    [code] = register(office, demand())
    bring(office, code, "published")
    take(office, bid(price="1.00"), "2021-06-10")
    done = take(office, bid(price="2.00"), "2021-06-11")
    assert (done.status, done.intent) == ("revised", "YX-2021-001")
    assert office.intents(code)[0]["fields"]["price"] == "2.00"
