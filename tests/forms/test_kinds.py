"""Which annex a form is, how many forms a file holds, and what is refused by which name."""

from __future__ import annotations

import pytest

from jbgs.errors import Refused
from jbgs.forms import load
from jbgs.importers.document import Table
from jbgs.importers.form import Understood, understand
from tests.forms.build import document, read, read_all, region, table


def demand(title: str = "高阻隔薄膜", *rows: list[str]) -> Table:
    return table(
        ["需求名称", title],
        ["需求单位", "恒越公司"],
        ["联系人", "张三"],
        ["攻关内容", "阻隔结构"],
        ["总投入", "500"],
        *rows,
    )


INTENT = table(
    ["揭榜项目名称", "高阻隔薄膜"], ["揭榜单位", "嘉禾大学"], ["联系人", "李四"], ["报价（万元）", "100"]
)


def refusal(*blocks: str | Table, **options: str) -> Refused:
    with pytest.raises(Refused) as caught:
        understand(document(*blocks), load(), region=region, **options)  # type: ignore[arg-type]
    return caught.value


def understood(*blocks: str | Table) -> Understood:
    return understand(document(*blocks), load(), region=region)


class TestWhichForm:
    @pytest.mark.parametrize(
        ("title", "form"),
        [
            ("嘉兴市“揭榜挂帅”需求表（产业共性技术攻关类）", "common"),
            ("企业关键技术攻关需求征集表", "key"),
            ("附件2 企业关键技术需求表", "key"),
        ],
    )
    def test_by_title(self, title: str, form: str) -> None:
        assert read(title, demand()).form == form

    def test_by_a_title_within_the_table(self) -> None:
        assert (
            read(table([("企业关键技术需求表", 2, 1)], ["需求名称", "高阻隔薄膜"], ["联系人", "张三"])).form
            == "key"
        )

    def test_an_intent_may_name_its_projects_kind(self) -> None:
        assert read("企业关键技术项目揭榜意向表", INTENT).form == "intent"

    @pytest.mark.parametrize(
        "row", ["□产业共性技术　☑企业关键技术　□成果转化", "共性技术攻关类□ 关键技术攻关类√ 成果转化类□"]
    )
    def test_by_the_kind_that_is_ticked(self, row: str) -> None:
        form = read("需求征集表", demand("高阻隔薄膜", ["需求类型", row]))
        assert form.form == "key"
        assert not form.unmatched

    def test_by_the_kind_that_is_ticked_in_the_title(self) -> None:
        assert read("需求表（□产业共性技术 ☑企业关键技术）", demand()).form == "key"

    def test_by_labels_that_only_one_form_has(self) -> None:
        assert read(INTENT).form == "intent"
        rows = table(
            ["成果名称", "高阻隔薄膜"],
            ["成果持有单位", "嘉禾大学"],
            ["转化方式", "许可"],
            ["成果简介", "薄膜"],
        )
        assert read(rows).form == "transfer"
        assert read(demand("甲", ["注册资本", "5000"], ["上年度营业收入", "3000"])).form == "key"

    def test_by_a_word_at_the_top(self) -> None:
        assert read("2021年企业关键技术攻关类", demand()).form == "key"
        assert refusal(demand(), "我公司的企业关键技术").code == "ambiguous-form"

    def test_a_word_in_a_value_is_no_title(self) -> None:
        assert refusal(demand("产业共性技术服务平台")).code == "ambiguous-form"


class TestRefused:
    def test_common_and_key_alike_is_ambiguous_and_names_both(self) -> None:
        error = refusal(demand())
        assert error.code == "ambiguous-form"
        assert "附件1" in error.message
        assert "附件2" in error.message
        assert "附件4" not in error.message

    def test_two_kinds_ticked(self) -> None:
        row = "☑产业共性技术　☑企业关键技术　□成果转化"
        assert refusal(demand("甲", ["需求类型", row])).code == "ambiguous-form"

    @pytest.mark.parametrize("blocks", [("关于召开会议的通知", "各单位："), ()], ids=["letter", "nothing"])
    def test_no_form(self, blocks: tuple[str, ...]) -> None:
        assert refusal(*blocks).code == "no-form"

    @pytest.mark.parametrize(
        "rows", [(["序号", "科目", "金额"], ["1", "设备", "3"]), (["项目名称", "某某"], ["经办", "王"])]
    )
    def test_unknown_form(self, rows: tuple[list[str], ...]) -> None:
        assert refusal(table(*rows)).code == "unknown-form"

    def test_blank_form(self) -> None:
        rows = table(
            ["需求名称", ""],
            ["提出单位", "（盖章）"],
            ["单位性质", "□企业　□事业单位"],
            ["总投入（万元）", "如：500"],
            ["攻关内容（限500字）", "请填写攻关内容"],
            ["科技部门意见", "（盖章）\n　年　月　日"],
        )
        assert refusal("企业关键技术需求表", rows).code == "blank-form"

    def test_a_form_with_only_a_fault_in_it_is_not_blank(self) -> None:
        rows = table(["需求名称", ""], ["总投入（万元）", "约300"])
        assert [p.raw for p in read("企业关键技术需求表", rows).problems if p.raw] == ["约300"]

    def test_a_table_too_large(self) -> None:
        tall = table(*(["需求名称", ("高阻隔", 1, 1200)] if n == 0 else ["所属领域"] for n in range(1200)))
        assert read("企业关键技术需求表", tall).form == "key"
        from jbgs.importers.document import Cell

        overlapping = Table(tuple((Cell(n, 0, 2000, 1, "需求名称"),) for n in range(2000)))
        assert refusal(overlapping, only="key").code == "too-large"


class TestOnly:
    def test_decides_where_there_is_doubt(self) -> None:
        assert read(demand(), only="common").form == "common"

    def test_overrides_a_demands_title(self) -> None:
        assert read("企业关键技术需求表", demand(), only="common").form == "common"

    def test_does_not_make_a_demand_of_an_intent(self) -> None:
        assert read("揭榜意向表", INTENT, only="key").form == "intent"


class TestSeveralForms:
    def test_one_after_the_other(self) -> None:
        found = read_all(
            "企业关键技术需求表", demand("甲"), "揭榜意向表", INTENT, "企业关键技术需求表", demand("乙")
        )
        assert [(f.form, f.fields.get("title")) for f in found] == [
            ("key", "甲"),
            ("intent", None),
            ("key", "乙"),
        ]

    def test_without_titles(self) -> None:
        more = (["注册资本", "5000"], ["上年度营业收入", "3000"])
        assert [f.fields["title"] for f in read_all(demand("甲", *more), demand("乙", *more))] == ["甲", "乙"]

    def test_below_a_title_within_one_table(self) -> None:
        rows = table(
            [("企业关键技术需求表", 2, 1)], ["需求名称", "甲"], ["需求单位", "恒越公司"],
            [("揭榜意向表", 2, 1)], ["揭榜项目名称", "甲"], ["揭榜单位", "嘉禾大学"],
        )  # fmt: skip
        assert [f.form for f in read_all(rows)] == ["key", "intent"]

    def test_a_demand_and_the_intent_for_it(self) -> None:
        found = read_all("企业关键技术需求表", demand("高阻隔薄膜"), "揭榜意向表", INTENT)
        assert [f.form for f in found] == ["key", "intent"]

    def test_a_form_in_several_tables_is_one(self) -> None:
        title, who = table(["需求名称", "甲"]), table(["需求单位", "恒越公司"], ["联系人", "张三"])
        what = table(["需求名称", "甲"], ["攻关内容", "阻隔结构"])
        form = read("企业关键技术需求表", title, "二、单位信息", who, "企业关键技术需求表（续）", what)
        assert (form.fields["owner"], form.fields["content"]) == ("恒越公司", "阻隔结构")
        assert [p.where for p in form.problems if p.raw] == []

    def test_a_cover_belongs_to_the_form_behind_it(self) -> None:
        form = read("企业关键技术需求表", "需求名称：甲", "属地：海宁市", "企业关键技术需求表", demand("甲"))
        assert form.fields["region"] == "海宁市"

    def test_a_blank_one_among_them_is_told(self) -> None:
        blank = table(["揭榜项目名称", ""], ["揭榜单位", ""], ["联系人", ""], ["报价", ""])
        found = understood("企业关键技术需求表", demand("甲"), "揭榜意向表", blank)
        assert len(found.forms) == 1
        assert "空白表" in found.notes[0]

    def test_what_stands_beside_a_list_is_told(self) -> None:
        rows = table(
            ["序号", "需求名称", "需求单位", "联系人"],
            ["1", "甲", "子公司", "张三"],
            ["2", "乙", "丑公司", "李四"],
        )
        found = understood("企业关键技术需求汇总表", rows, "填报单位：海宁市科技局")
        assert [f.fields["title"] for f in found.forms] == ["甲", "乙"]
        assert "海宁市科技局" in found.notes[0]
