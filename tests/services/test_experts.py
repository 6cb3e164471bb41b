"""The register of experts: entered once, imported from Excel whole or not at all, corrected, retired."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from jbgs.errors import NotAllowed, NotFound, WrongUsage
from jbgs.services import past
from jbgs.services.office import Office
from jbgs.services.reviewing import experts
from tests.helpers import at, everything

HEADER = ("姓名", "单位", "领域", "手机", "备注")


def add(office: Office, name: str = "张三", unit: str = "甲大学", field: str = "技术", **more: str) -> Any:
    return experts.add(office, {"name": name, "unit": unit, "field": field, **more})


def book(path: Path, *rows: tuple[Any, ...]) -> Path:
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    made.save(path)
    return path


def test_an_expert_is_kept_as_his_values_are_read(office: Office) -> None:
    made = add(
        office,
        field="投资",
        phone="０５７３－８２１５９８０９",
        mobile="138 0000 0000",
        email="Zhang@Example.CN",
        credit_code=" 91330404mag2kkmlht",
    )
    assert made == {
        "id": "ZJ-001",
        "name": "张三",
        "unit": "甲大学",
        "field": "finance",
        "phone": "0573-82159809",
        "mobile": "13800000000",
        "email": "Zhang@example.cn",
        "credit_code": "91330404MAG2KKMLHT",
    }
    assert add(office, "李四")["id"] == "ZJ-002"


@pytest.mark.parametrize("text", ["技术", "技术专家", "technical", " Technical ", "技术类", "技术领域"])
def test_a_field_has_its_spellings(text: str) -> None:
    assert experts.panel_field(text) == "technical"


@pytest.mark.parametrize("text", ["投资", "财务", "投资（财务）", "投资(财务)", "finance", "财务专家"])
def test_investment_and_finance_are_one_field(text: str) -> None:
    assert experts.panel_field(text) == "finance"


def test_all_that_is_wrong_with_a_card_is_said(office: Office) -> None:
    with pytest.raises(WrongUsage) as caught:
        add(office, name=" ", field="厨艺", phone="12", email="x", credit_code="91330404MAG2KKMLHU")
    said = [one.what for one in caught.value.problems]
    assert said[0] == "没有填写“姓名”"
    assert said[1] == "没有“厨艺”这个专家领域"
    assert len(said) == 5
    assert not list(experts.everyone(office))


def test_the_same_name_and_unit_is_the_same_expert(office: Office) -> None:
    add(office, unit="甲大学（嘉兴）")
    with pytest.raises(NotAllowed, match="已登记为 ZJ-001"):
        add(office, "张 三", unit="甲大学(嘉兴)", field="管理")
    assert add(office, unit="乙大学")["id"] == "ZJ-002"


def test_an_expert_is_found_by_id_or_by_a_name_that_only_one_has(office: Office) -> None:
    add(office)
    add(office, unit="乙大学")
    add(office, "李四")
    assert experts.find(office, "ｚｊ-003") == experts.find(office, "李 四")
    with pytest.raises(NotFound, match="有 2 位专家“张三”：ZJ-001（甲大学）、ZJ-002（乙大学）"):
        experts.find(office, "张三")
    with pytest.raises(NotFound, match="没有专家“ ”"):
        experts.find(office, " ")


def test_experts_are_chosen_by_field_unit_and_text(office: Office) -> None:
    add(office, notes="材料")
    add(office, "李四", unit="乙研究院", field="管理")
    experts.retire(office, "李四", reason="调离")
    assert [one["name"] for one in experts.select(office)] == ["张三"]
    assert [one["name"] for one in experts.select(office, retired=True, field="管理")] == ["李四"]
    assert [one["name"] for one in experts.select(office, text="材料", unit="甲")] == ["张三"]
    assert experts.select(office, unit="丙") == []


def test_a_card_is_corrected_and_cleared_with_a_reason(office: Office) -> None:
    add(office, phone="0573-82159809", notes="旧")
    made = experts.edit(office, "ZJ-001", {"unit": "乙大学", "notes": ""}, reason="调动")
    assert (made["unit"], made["phone"], "notes" in made) == ("乙大学", "0573-82159809", False)
    assert past.events_of(office, "experts/ZJ-001")[-1]["note"] == "调动"
    with pytest.raises(WrongUsage, match="没有填写“单位”"):
        experts.edit(office, "ZJ-001", {"unit": ""}, reason="误")
    add(office, "李四", unit="乙大学")
    with pytest.raises(WrongUsage, match="已登记为 ZJ-001"):
        experts.edit(office, "李四", {"name": "张三"}, reason="误")


def test_a_retired_expert_stays_so_when_corrected_until_he_is_called_back(office: Office) -> None:
    add(office)
    experts.retire(at(office, "2021-06-01"), "张三", reason="退休")
    assert experts.edit(office, "张三", {"notes": "x"}, reason="y")["retired"] == "2021-06-01"
    with pytest.raises(NotAllowed, match="已于 2021-06-01 停用"):
        experts.retire(office, "张三", reason="再次")
    assert "retired" not in experts.retire(office, "张三", reason="返聘", back=True)
    with pytest.raises(NotAllowed, match="没有停用"):
        experts.retire(office, "张三", reason="返聘", back=True)


# -- the Excel list ---------------------------------------------------------------------------------------


def test_a_list_enters_updates_and_leaves_alone(office: Office, tmp_path: Path) -> None:
    add(office, mobile="13800000000", title="教授")
    add(office, "李四", field="管理")
    path = book(
        tmp_path / "专家.xlsx",
        ("专家名单",),
        HEADER,
        ("张三", "甲大学", "技术", None, "新备注"),
        ("李四", "甲大学", "管理", None, None),
        ("王五", "丙会计师事务所", "财务", 13900000000, None),
        ("王五", "丙会计师事务所", "财务", 13900000000, None),
    )
    done = experts.import_list(office, path)
    assert [(one.card["id"], one.status, one.where) for one in done] == [
        ("ZJ-001", "revised", "第3行"),
        ("ZJ-002", "unchanged", "第4行"),
        ("ZJ-003", "imported", "第5行"),
        ("ZJ-003", "unchanged", "第6行"),
    ]
    first = experts.find(office, "ZJ-001")
    assert (first["mobile"], first["title"], first["notes"]) == ("13800000000", "教授", "新备注")
    before = everything(office)
    assert {one.status for one in experts.import_list(office, path)} == {"unchanged"}
    assert everything(office) == before


def test_a_list_with_faults_enters_nobody_and_names_every_row(office: Office, tmp_path: Path) -> None:
    path = book(
        tmp_path / "专家.xlsx",
        HEADER,
        ("张三", "甲大学", "技术", None, None),
        ("李四", "甲大学", "厨艺", "12", None),
        ("张三", "甲大学", "管理", None, None),
    )
    with pytest.raises(WrongUsage) as caught:
        experts.import_list(office, path)
    assert [(one.where.split()[-1], one.what) for one in caught.value.problems] == [
        ("第3行", "没有“厨艺”这个专家领域"),
        ("第3行", "“12”不是电话号码"),
        ("第4行", "与第2行是同一专家而内容不同"),
    ]
    assert not list(experts.everyone(office))


def test_what_is_no_list_is_refused(office: Office, tmp_path: Path) -> None:
    with pytest.raises(WrongUsage, match="没有表头"):
        experts.import_list(office, book(tmp_path / "x.xlsx", ("姓名", "单位"), ("张三", "甲")))
    with pytest.raises(WrongUsage, match="不认识栏目“星座”"):
        experts.import_list(
            office, book(tmp_path / "y.xlsx", ("姓名", "单位", "领域", "星座"), ("张三", "甲", "技术", "狮"))
        )
