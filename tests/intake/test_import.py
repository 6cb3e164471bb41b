"""What an import makes of forms: once each, revised when corrected, intents with their projects."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest

from jbgs.errors import NotAllowed, NotFound, WrongUsage
from jbgs.services import looking, moves
from jbgs.services.keeping.checks import faults
from jbgs.services.ledger import Batch
from jbgs.services.market import bids
from jbgs.services.office import Office
from jbgs.services.past import undo
from jbgs.services.receiving import intake
from tests.helpers import bring, demand, everything, open_office, register
from tests.intake.conftest import INTENT, KEY, TITLES, Post, form, only, paper, several, statuses, take


def project(office: Office, code: str = "GJ-2021-HN-001") -> dict[str, str]:
    return office.project(code)["fields"]


# -- the same again ---------------------------------------------------------------------------------------


def test_the_same_bytes_are_imported_once(office: Office, post: Post) -> None:
    path = post("甲.docx", form())
    assert only(take(office, path)).status == "imported"
    before = everything(office)
    again = take(office, path, post("改了名.docx", form()))
    assert (again.batch, [one.status for one in again.files]) == (None, ["unchanged"] * 2)
    assert again.files[0].records == ["projects/GJ-2021-HN-001"]
    assert everything(office) == before


def test_two_copies_in_one_run_are_one(office: Office, post: Post) -> None:
    done = take(office, post("甲.docx", form()), post("甲 - 副本.docx", form()))
    assert statuses(done) == {"甲.docx": "imported", "甲 - 副本.docx": "unchanged"}
    assert done.files[1].records == done.files[0].records == ["projects/GJ-2021-HN-001"]


def test_two_copies_of_a_file_without_a_name_or_a_title_are_one(office: Office, post: Post) -> None:
    nameless = form(需求名称=None, 企业名称=None, 统一社会信用代码=None)
    done = take(office, post("甲.docx", nameless), post("乙.docx", nameless))
    assert [one.status for one in done.files] == ["incomplete", "unchanged"]
    assert only(take(office, post("丙.docx", nameless))).status == "unchanged"
    assert len(list(office.projects())) == 1


def test_the_same_fields_in_another_file_change_nothing(office: Office, post: Post) -> None:
    take(office, post("甲.docx", form()))
    before = everything(office)
    relaid = several(paper(TITLES["key"], dict(reversed(KEY.items()))))
    done = take(office, post("重排.docx", relaid))
    assert (only(done).status, done.batch) == ("unchanged", None)
    assert everything(office) == before
    assert len(office.store.originals.names()) == 1


def test_a_dry_run_says_all_and_stores_nothing(office: Office, post: Post) -> None:
    rehearsed = replace(office, dry_run=True)
    done = intake.import_paths(rehearsed, [post("甲.docx", form()), post("意.docx", form("intent"))])
    assert [one.status for one in done.files] == ["imported", "imported"]
    assert not any(everything(office).values())
    assert office.store.originals.names() == set()


def test_originals_are_kept_before_the_records_that_name_them(
    office: Office, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[set[str]] = []
    usual = Batch.save

    def save(self: Batch) -> None:
        kept.append(office.store.originals.names())
        usual(self)

    monkeypatch.setattr(Batch, "save", save)
    done = take(office, post("甲.docx", form()), post("乙.docx", form(需求名称="另一个")))
    assert kept == [{one.sha256 for one in done.files}]


def test_what_others_write_while_files_are_read_counts(office: Office, post: Post) -> None:
    """Nobody waits for the reading, and codes, numbers and the chain of history are those of the end."""
    same = form(需求名称="同一项目")

    def meddle(files: object, total: int) -> object:
        yield from files  # type: ignore[attr-defined]
        with open_office(office.home).store as store:
            other = replace(office, store=store)
            register(other, demand(title="别人的项目"))
            assert take(other, post("同.docx", same)).count("imported") == 1

    done = take(office, post("甲.docx", form()), post("乙.docx", same), progress=meddle)
    assert statuses(done) == {"甲.docx": "imported", "乙.docx": "unchanged"}
    assert done.files[0].records == ["projects/GJ-2021-HN-003"]
    assert done.files[1].records == ["projects/GJ-2021-HN-002"]
    assert office.store.originals.names() == {one.sha256 for one in done.files}
    assert list(faults(office)) == []


def test_the_original_is_kept_byte_for_byte(office: Office, post: Post) -> None:
    sent = form()
    taken = only(take(office, post("甲.docx", sent)))
    assert office.store.originals.get(taken.sha256) == sent
    assert list(faults(office)) == []


# -- corrections ------------------------------------------------------------------------------------------


def test_a_corrected_form_revises(office: Office, post: Post) -> None:
    first = only(take(office, post("甲.docx", form(**{"总投入（万元）": "约500"}))))
    assert first.status == "incomplete"
    done = only(take(office, post("甲(更正).docx", form()), day="2021-06-12"))
    assert (done.status, done.records) == ("revised", ["projects/GJ-2021-HN-001"])
    assert project(office)["investment"] == "5000000.00"
    assert looking.inbox(office) == []


def test_a_correction_that_is_still_wrong_stays_incomplete(office: Office, post: Post) -> None:
    take(office, post("甲.docx", form(**{"总投入（万元）": "约500"})))
    done = only(take(office, post("乙.docx", form(**{"总投入（万元）": "约600"}))))
    assert done.status == "incomplete"
    assert looking.inbox(office)[0].problems[0]["raw"] == "约600"


def test_two_versions_in_one_run_are_told(office: Office, post: Post) -> None:
    done = take(office, post("1.docx", form(联系人="甲")), post("2.docx", form(联系人="乙")))
    assert [one.status for one in done.files] == ["imported", "revised"]
    [taken] = done.files[1].forms
    assert taken.done is not None
    assert "（1.docx）" in taken.done.notes[0]
    assert project(office)["contact"] == "乙"


def test_what_the_second_version_left_out_is_gone_within_one_run(office: Office, post: Post) -> None:
    take(office, post("1.docx", form()), post("2.docx", form(完成时限=None)))
    assert "deadline" not in project(office)


def test_a_correction_that_was_undone_can_be_imported_again(office: Office, post: Post) -> None:
    take(office, post("甲.docx", form()))
    corrected = post("乙.docx", form(联系人="王工"))
    take(office, corrected)
    undo(office, None)
    assert project(office)["contact"] == "沈卫东"
    assert only(take(office, corrected)).status == "revised"
    assert project(office)["contact"] == "王工"


def test_an_import_that_was_undone_can_be_imported_again(office: Office, post: Post) -> None:
    path = post("甲.docx", form())
    take(office, path)
    undo(office, None)
    assert only(take(office, path)).status == "imported"
    assert list(faults(office)) == []


def test_a_clerks_title_does_not_hide_the_project_from_its_sender(office: Office, post: Post) -> None:
    take(office, post("甲.docx", form()))
    with office.batch("edit") as batch:
        record = batch.get("projects", "GJ-2021-HN-001") or {}
        fields = {**record["fields"], "title": "低温固化胶关键技术研究"}
        batch.put("projects", "GJ-2021-HN-001", {**record, "fields": fields}, "edited")
    done = only(take(office, post("乙.docx", form(联系人="王工")), day="2021-12-31"))
    assert (done.status, done.records) == ("revised", ["projects/GJ-2021-HN-001"])
    assert (project(office)["title"], project(office)["contact"]) == ("低温固化胶关键技术研究", "王工")


def test_a_form_that_may_be_a_correction_is_pointed_out(office: Office, post: Post) -> None:
    take(office, post("甲.docx", form(手机=None)))
    [taken] = only(take(office, post("乙.docx", form(需求名称="换了名称")))).forms
    assert taken.done is not None
    assert "GJ-2021-HN-001" in taken.done.notes[0]
    assert "--revises" in taken.done.notes[0]


def test_revises_takes_a_changed_title(office: Office, post: Post) -> None:
    take(office, post("甲.docx", form()))
    done = only(take(office, post("乙.docx", form(需求名称="换了名称")), revises="HN-001"))
    assert (done.status, done.records) == ("revised", ["projects/GJ-2021-HN-001"])
    assert project(office)["title"] == "换了名称"


def test_revises_takes_an_intent_that_named_its_project_wrongly(office: Office, post: Post) -> None:
    bring(office, register(office, demand(title=KEY["需求名称"]))[0], "published")
    take(office, post("意.docx", form("intent", 揭榜项目名称="写错了")))
    done = only(take(office, post("改.docx", form("intent")), revises="YX-2021-001"))
    assert (done.status, done.records) == ("revised", ["intents/YX-2021-001"])
    assert [one["id"] for one in office.intents("GJ-2021-HN-001")] == ["YX-2021-001"]


def test_revises_is_for_one_file_with_one_form_of_the_same_annex(office: Office, post: Post) -> None:
    path = post("甲.docx", form())
    take(office, path)
    before = everything(office)
    two = several(
        paper(TITLES["key"], KEY | {"需求名称": "一"}), paper(TITLES["key"], KEY | {"需求名称": "二"})
    )
    with pytest.raises(WrongUsage, match="一个文件"):
        take(office, path, post("乙.docx", form()), revises="HN-001")
    with pytest.raises(WrongUsage, match="2 张"):
        take(office, post("双.docx", two), revises="HN-001")
    with pytest.raises(NotAllowed, match="来件是附件4，而 GJ-2021-HN-001 登记的是附件2"):
        take(office, post("意.docx", form("intent")), revises="HN-001")
    with pytest.raises(NotFound):
        take(office, path, revises="HN-999")
    assert everything(office) == before


def test_a_revision_after_publication_says_what_is_printed_already(office: Office, post: Post) -> None:
    take(office, post("甲.docx", form()), day="2021-06-01")
    bring(office, "GJ-2021-HN-001", "published")
    changed = form(属地="平湖市", **{"总投入（万元）": "800"})
    done = only(take(office, post("乙.docx", changed)))
    assert done.status == "revised"
    assert done.forms[0].done is not None
    notes = "\n".join(done.forms[0].done.notes)
    assert "由“海宁市”改为“平湖市”" in notes
    assert "由500万元改为800万元" in notes
    assert "编号不变" in notes
    assert office.project("GJ-2021-HN-001")["region"] == "平湖市"


def test_the_same_challenge_of_a_later_year_is_a_new_project(office: Office, post: Post) -> None:
    take(office, post("甲.docx", form()), day="2021-06-01")
    moves.stage(office, ["HN-001"], "withdrawn", reason="撤回")
    done = only(take(office, post("乙.docx", form(联系人="王工")), day="2021-12-31"))
    assert (done.status, done.records) == ("imported", ["projects/GJ-2021-HN-002"])


# -- regions ----------------------------------------------------------------------------------------------


def test_without_a_region_the_city_asks_and_numbers_apart(office: Office, post: Post) -> None:
    done = only(take(office, post("甲.docx", form(属地=None))))
    assert (done.status, done.records) == ("incomplete", ["projects/GJ-2021-JX-001"])
    assert [one["field"] for one in looking.inbox(office)[0].problems] == ["region"]


@pytest.mark.parametrize(("written", "said"), [(None, "表中未填属地"), ("丁桥镇", "“丁桥镇”认不出")])
def test_without_a_region_a_county_takes_its_own_and_says_so(
    county: Office, post: Post, written: str | None, said: str
) -> None:
    done = only(take(county, post("甲.docx", form(属地=written))))
    assert (done.status, done.records) == ("imported", ["projects/GJ-2021-HN-001"])
    [problem] = county.project("GJ-2021-HN-001")["problems"]
    assert problem["level"] == "warning"
    assert said in problem["message"]
    again = only(take(county, post("乙.docx", form(属地=written, 联系人="王工"))))
    assert again.status == "revised"
    assert county.project("GJ-2021-HN-001")["region"] == "海宁市"


# -- several forms, intents -------------------------------------------------------------------------------


def test_several_forms_in_one_file(office: Office, post: Post) -> None:
    second = KEY | {"需求名称": "第二项"}
    both = several(paper(TITLES["key"], KEY), paper(TITLES["key"], second), paper(TITLES["intent"], INTENT))
    done = only(take(office, post("合.docx", both)))
    assert done.records == ["projects/GJ-2021-HN-001", "projects/GJ-2021-HN-002", "intents/YX-2021-001"]
    assert office.intents("GJ-2021-HN-001")[0]["fields"]["bidder"] == "浙江乙大学"
    assert only(take(office, post("又.docx", both))).status == "unchanged"


def test_the_worst_of_its_forms_is_the_files_status(office: Office, post: Post) -> None:
    second = KEY | {"需求名称": "第二项", "总投入（万元）": "约3"}
    done = only(
        take(office, post("合.docx", several(paper(TITLES["key"], KEY), paper(TITLES["key"], second))))
    )
    assert done.status == "incomplete"
    assert [one.done.status for one in done.forms if one.done] == ["imported", "incomplete"]


@pytest.mark.parametrize("order", [*permutations(("甲.docx", "意.docx", "合.docx"))], ids="".join)
def test_an_intent_finds_its_project_in_whatever_order_they_come(
    office: Office, post: Post, order: tuple[str, ...]
) -> None:
    other = KEY | {"需求名称": "另一项"}
    made = {
        "甲.docx": form(),
        "意.docx": form("intent", 揭榜项目名称="另一项"),
        "合.docx": several(paper(TITLES["intent"], INTENT), paper(TITLES["key"], other)),
    }
    paths: list[Path] = [post(name, made[name]) for name in order]
    done = take(office, *paths)
    assert {one.status for one in done.files} == {"imported"}
    linked = {one["fields"]["title"]: one.get("intents", {}) for one in office.projects()}
    assert {title: len(intents) for title, intents in linked.items()} == {KEY["需求名称"]: 1, "另一项": 1}


def test_an_intent_that_is_sent_again_is_the_same_once_its_project_is_there(
    office: Office, post: Post
) -> None:
    take(office, post("意.docx", form("intent")))
    take(office, post("甲.docx", form()))
    again = only(take(office, post("意2.docx", form("intent", 联系人="周工"))))
    assert (again.status, again.records) == ("revised", ["intents/YX-2021-001"])
    assert [one["id"] for one in office.intents("GJ-2021-HN-001")] == ["YX-2021-001"]


def test_one_bidder_may_bid_on_two_projects_of_one_title(office: Office, post: Post) -> None:
    title = KEY["需求名称"]
    codes = register(office, demand(title=title), demand(title=title, owner="别家"))
    for code in codes:
        done = take(office, post(f"{code}.docx", form("intent", 项目编号=code)))
        assert only(done).status == "imported"
    assert [[one["id"] for one in office.intents(code)] for code in codes] == [
        ["YX-2021-001"],
        ["YX-2021-002"],
    ]


def test_an_intent_that_a_clerk_linked_stays_linked(office: Office, post: Post) -> None:
    take(office, post("甲.docx", form()), post("乙.docx", form(需求名称="另一项")))
    take(office, post("意.docx", form("intent", 揭榜项目名称="写错了")))
    bids.link(office, "YX-2021-001", "HN-002")
    done = only(take(office, post("又.docx", form("intent")), revises="YX-2021-001", day="2021-12-31"))
    assert done.forms[0].done is not None
    assert "已对应 GJ-2021-HN-002" in done.forms[0].done.notes[0]
    assert office.intents("GJ-2021-HN-001") == []


def test_a_late_intent_is_told(office: Office, post: Post) -> None:
    take(office, post("甲.docx", form()), day="2021-06-01")
    bring(office, "GJ-2021-HN-001", "published")
    done = only(take(office, post("意.docx", form("intent")), day="2021-06-19"))
    assert done.forms[0].done is not None
    assert done.forms[0].done.notes == ("晚于揭榜截止日期 2021-06-18",)
    assert office.intents("GJ-2021-HN-001")[0]["late"]


def test_an_intent_for_a_project_that_is_over_waits(office: Office, post: Post) -> None:
    take(office, post("甲.docx", form()), day="2021-06-01")
    moves.stage(office, ["HN-001"], "withdrawn", reason="撤回")
    done = only(take(office, post("意.docx", form("intent", 项目编号="GJ-2021-HN-001")), day="2021-12-31"))
    assert done.status == "incomplete"
    assert "project" not in office.store.get("intents", "YX-2021-001")  # type: ignore[operator]


def test_a_listing_tells_projects_of_one_title_apart(office: Office, post: Post) -> None:
    title = KEY["需求名称"]
    first, second = register(office, demand(title=title), demand(title=title, owner="别家"))
    bring(office, second, "published")
    path = post("意.docx", form("intent"))
    [unsure] = only(intake.import_paths(replace(office, dry_run=True), [path])).forms
    assert unsure.done is not None
    assert f"有 2 个项目同名：{first}、{second}" in unsure.done.notes[0]
    take(office, path, listing="2021年第1批")
    assert len(office.intents(second)) == 1


def test_track_says_which_form_it_is(office: Office, post: Post) -> None:
    untitled = several(
        paper("", {k: v for k, v in KEY.items() if k != "企业名称"} | {"需求单位": "海宁甲公司"})
    )
    path = post("无题.docx", untitled)
    first = only(take(office, path))
    assert first.error is not None
    assert first.error.code in ("ambiguous-form", "unknown-form")
    assert only(take(office, path, track="common")).records == ["projects/GX-2021-HN-001"]
