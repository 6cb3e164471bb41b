"""Labels find their values in every layout, and nothing else."""

from __future__ import annotations

import pytest

from jbgs.importers.document import Document, Table
from tests.forms.build import read, read_all, table

KEY = "企业关键技术需求表"


def test_left_of_the_value() -> None:
    form = read(KEY, table(["需求名称", "高阻隔薄膜"], ["所属领域", "新材料"]))
    assert (form.fields["title"], form.fields["field"]) == ("高阻隔薄膜", "新材料")


def test_above_the_value() -> None:
    form = read(KEY, table(["需求名称", "所属领域"], ["高阻隔薄膜", "新材料"]))
    assert (form.fields["title"], form.fields["field"]) == ("高阻隔薄膜", "新材料")


def test_above_the_value_over_the_whole_width() -> None:
    rows = table([("攻关内容", 2, 1)], [("第一段\n第二段", 2, 1)], ["需求名称", "高阻隔薄膜"])
    assert read(KEY, rows).fields["content"] == "第一段\n第二段"


def test_in_one_cell() -> None:
    form = read(KEY, table(["需求名称：高阻隔薄膜", "属地：海宁"], [("攻关内容（限500字）：阻隔结构", 2, 1)]))
    assert form.fields["title"] == "高阻隔薄膜"
    assert form.fields["region"] == "海宁市"
    assert form.fields["content"] == "阻隔结构"


def test_in_one_cell_on_lines_of_their_own() -> None:
    rows = table(["需求名称", "高阻隔薄膜"], ["联系人", "姓名：张三\n职务：经理\n电话：0573-82159809"])
    form = read(KEY, rows)
    assert (form.fields["contact"], form.fields["contact_title"]) == ("张三", "经理")
    assert form.fields["phone"] == "0573-82159809"


@pytest.mark.parametrize(
    "label",
    [
        "需 求 名 称",
        "需　求　名　称：",
        "1.需求名称",
        "一、需求名称",
        "*需求名称",
        "需求名称（不超过40字）",
        "需\n求\n名\n称",
        "需求的名称",
        "需求名称①",
    ],
)
def test_labels_however_dressed(label: str) -> None:
    assert read(KEY, table([label, "高阻隔薄膜"], ["所属领域", "新材料"])).fields["title"] == "高阻隔薄膜"


def test_a_label_over_rows_gives_its_parts_their_meaning() -> None:
    rows = table(
        ["需求名称", ("高阻隔薄膜", 2, 1)],
        [("提出单位", 1, 2), "名称", "嘉兴恒越有限公司"],
        ["地址", "海宁市尖山"],
        [("联系人", 1, 2), "姓名", "张三"],
        ["电话", "0573-82159809"],
    )
    form = read(KEY, rows)
    assert form.fields["owner"] == "嘉兴恒越有限公司"
    assert form.fields["address"] == "海宁市尖山"
    assert (form.fields["contact"], form.fields["phone"]) == ("张三", "0573-82159809")


def test_a_person_named_before_in_the_row_claims_the_telephone() -> None:
    rows = table(
        ["揭榜项目名称", ("高阻隔薄膜", 3, 1)],
        ["项目负责人", "王五", "电话", "13900000001"],
        ["联系人", "李四", "电话", "13900000002"],
    )
    form = read("揭榜意向表", rows)
    assert form.extras["leader_phone"] == "13900000001"
    assert form.fields["mobile"] == "13900000002"


@pytest.mark.parametrize("somebody", ["填报人", "财务联系人", "法定代表人", "项目组成员"])
def test_somebody_elses_telephone_is_not_the_contacts(somebody: str) -> None:
    rows = table(
        ["需求名称", ("高阻隔薄膜", 3, 1)],
        ["联系人", "李四", "电话", "13900000002"],
        [somebody, "王五", "电话", "13900000001"],
    )
    form = read(KEY, rows)
    assert form.fields["mobile"] == "13900000002"
    assert "13900000001" in [one.value for one in form.unmatched]


def test_an_unknown_groups_parts_are_nobodys() -> None:
    rows = table(
        ["需求名称", ("高阻隔薄膜", 2, 1)], [("项目组成员", 1, 2), "姓名", "电话"], ["王五", "13900000001"]
    )
    form = read(KEY, rows)
    assert form.fields["contact"] is None
    assert form.fields["mobile"] is None


def test_a_section_over_the_whole_width_gives_meaning_until_the_next() -> None:
    rows = table(
        [("一、揭榜方基本情况", 4, 1)],
        ["名称", "嘉禾大学", "性质", "高等院校"],
        [("二、项目负责人信息", 4, 1)],
        ["姓名", "王五", "电话", "13900000001"],
        [("三、联系人信息", 4, 1)],
        ["姓名", "李四", "电话", "13900000002"],
        [("四、其他情况", 4, 1)],
        ["揭榜项目名称", ("高阻隔薄膜", 3, 1)],
    )
    form = read("揭榜意向表", rows)
    assert (form.fields["bidder"], form.fields["bidder_kind"]) == ("嘉禾大学", "高等院校")
    assert (form.fields["leader"], form.extras["leader_phone"]) == ("王五", "13900000001")
    assert (form.fields["contact"], form.fields["mobile"]) == ("李四", "13900000002")


def test_a_title_that_is_worded_like_a_label_is_a_title() -> None:
    rows = table(["需求名称", ("高阻隔薄膜", 3, 1)], ["联系人", "李四", "职务", "项目负责人"])
    assert read(KEY, rows).fields["contact_title"] == "项目负责人"


def test_label_words_in_free_text_are_text() -> None:
    text = "解决层间剥离。\n项目负责人：每季度评审。\n技术指标见下。"
    rows = table(["需求名称", "高阻隔薄膜"], ["攻关内容", text], ["技术指标", "≤0.3g"])
    form = read(KEY, rows)
    assert form.fields["content"] == text
    assert form.fields["targets"] == "≤0.3g"


def test_the_unit_may_have_a_cell_of_its_own() -> None:
    rows = table(["需求名称", ("高阻隔薄膜", 2, 1)], ["总投入", "1.2", "亿元"])
    assert read(KEY, rows).fields["investment"] == "120000000.00"


def test_boxes_may_have_cells_of_their_own() -> None:
    rows = table(["需求名称", ("高阻隔薄膜", 3, 1)], ["单位性质", "□企业", "☑事业单位", "□其他"])
    assert read(KEY, rows).fields["owner_kind"] == "事业单位"


@pytest.mark.parametrize("mark", ["：", ":", "： ", "答：", "答复:", "【答】", "（回答）"])
def test_an_answer_that_a_mark_leads(mark: str) -> None:
    rows = table(
        ["需求名称", f"{mark}高阻隔薄膜", "属地", f"{mark}海宁市"],
        ["联系人", f"{mark}张三", "职务", f"{mark}项目负责人"],
        ["法定代表人", mark, "邮编", mark],
        ["总投入（万元）", f"{mark}500", "完成时限", f"{mark}2022年12月"],
        ["攻关内容", f"{mark}阻隔结构\n涂布工艺", "单位性质", f"{mark}☑企业 □事业单位"],
    )
    form = read(KEY, rows)
    told = [form.fields[name] for name in ("title", "region", "contact", "contact_title", "deadline")]
    assert told == ["高阻隔薄膜", "海宁市", "张三", "项目负责人", "2022年12月"]
    assert (form.fields["investment"], form.fields["owner_kind"]) == ("5000000.00", "企业")
    assert form.fields["content"] == "阻隔结构\n涂布工艺"
    assert form.fields["legal_representative"] is None
    assert form.unmatched == ()


def test_colons_may_have_a_column_of_their_own() -> None:
    rows = table(["需求名称", "：", "高阻隔薄膜"], ["联系人", "：", "张三"], ["法定代表人", ":", ""])
    form = read(KEY, rows)
    assert (form.fields["title"], form.fields["contact"]) == ("高阻隔薄膜", "张三")
    assert form.fields["legal_representative"] is None


def test_a_mere_colon_is_no_answer_and_the_next_cell_is_not_either() -> None:
    rows = table(
        ["需求名称", "：高阻隔薄膜", "属地", "：海宁"],
        ["法定代表人", "：", "获奖", "：省三等奖"],
        ["联系人", "：", "手机", "：13800000000"],
    )
    form = read(KEY, rows)
    assert (form.fields["legal_representative"], form.fields["contact"]) == (None, None)
    assert form.fields["mobile"] == "13800000000"
    assert [(one.label, one.value) for one in form.unmatched] == [("获奖", "省三等奖")]


@pytest.mark.parametrize("check", ["√", "□", "☑属实 □不属实", "（√）", "×", "已核"])
def test_boxes_of_whoever_checked_the_form_are_no_options(check: str) -> None:
    rows = table(
        ["栏目", "填写内容", "乡镇复核"],
        ["需求名称", "高阻隔薄膜", check],
        ["所属领域", "新材料", check],
        ["合作方式", "☑共同研发 □购买 ☑派人指导", check],
        ["单位性质", "□民企 ■校企联合体", check],
    )
    form = read(KEY, rows)
    assert form.fields["cooperation"] == "共同研发、派人指导"
    assert form.fields["owner_kind"] == "校企联合体"
    assert "cooperation" not in [one.field for one in form.problems]


def test_a_column_of_checks_is_known_by_its_head() -> None:
    rows = table(
        ["栏目", "填写内容", "区科技局初审"],
        ["需求名称", "高阻隔薄膜", "无误"],
        ["所属领域", "新材料", "应为新能源"],
        ["合作方式", "☑共同研发 □购买", "☑合适 □不合适"],
    )
    form = read(KEY, rows)
    assert (form.fields["cooperation"], form.fields["field"]) == ("共同研发", "新材料")


def test_a_value_beside_several_labels_belongs_to_the_first() -> None:
    rows = table(["需求名称", ("高阻隔薄膜", 1, 2)], ["联系人"], ["所属领域", "新材料"])
    form = read(KEY, rows)
    assert (form.fields["title"], form.fields["contact"]) == ("高阻隔薄膜", None)


def test_free_text_goes_on_beside_an_empty_label() -> None:
    rows = table(["需求名称", "高阻隔薄膜"], ["攻关内容", "第一段"], ["", "第二段"], ["所属领域", "新材料"])
    assert read(KEY, rows).fields["content"] == "第一段\n第二段"


class TestNested:
    def test_a_table_in_a_cell_is_part_of_the_form(self) -> None:
        people = table(["姓名", "张三"], ["手机", "13800000000"], ["邮箱", "a@b.cn"])
        form = read(KEY, table(["需求名称", "高阻隔薄膜"], ["联系人", ("", 1, 1, (people,))]))
        assert (form.fields["contact"], form.fields["mobile"], form.fields["email"]) == (
            "张三",
            "13800000000",
            "a@b.cn",
        )

    def test_a_table_in_free_text_is_text(self) -> None:
        figures = table(["序号", "技术指标", "完成时间"], ["1", "≥95%", "2022年"])
        form = read(KEY, table(["需求名称", "高阻隔薄膜"], ["考核指标", ("如下：", 1, 1, (figures,))]))
        assert form.fields["targets"] == "如下：\n序号 | 技术指标 | 完成时间\n1 | ≥95% | 2022年"
        assert form.fields["deadline"] is None

    def test_a_label_and_its_table_may_share_a_cell(self) -> None:
        people = table(["姓名", "张三"], ["手机", "13800000000"])
        form = read(KEY, table(["需求名称", "高阻隔薄膜"], [("联系人", 2, 1, (people,))]))
        assert (form.fields["contact"], form.fields["mobile"]) == ("张三", "13800000000")

    def test_the_place_names_the_inner_table(self) -> None:
        people = table(["姓名", "张三"], ["手机", "123"], ["邮箱", "a@b.cn"])
        form = read(KEY, table(["需求名称", "高阻隔薄膜"], ["联系人", ("", 1, 1, (people,))]))
        assert [p.where for p in form.problems if p.raw == "123"] == ["表1 第2行 第2格 内表1 第2行 第2格"]


class TestLists:
    MEMBERS = table(
        ["揭榜项目名称", ("高阻隔薄膜", 3, 1)],
        [("联合体成员", 1, 3), "序号", "单位名称", "分工"],
        ["1", "嘉禾大学", "设计"],
        ["2", "浙江澜科有限公司", "中试"],
        ["揭榜单位", ("东海研究院", 3, 1)],
    )

    def test_a_list_beside_a_label_is_its_value(self) -> None:
        form = read("揭榜意向表", self.MEMBERS)
        assert form.fields["members"] == "嘉禾大学 | 设计\n浙江澜科有限公司 | 中试"
        assert form.fields["bidder"] == "东海研究院"

    def test_a_list_of_other_projects_makes_no_forms(self) -> None:
        former = table(["序号", "项目名称", "委托单位"], ["1", "甲", "子公司"], ["2", "乙", "丑公司"])
        forms = read_all(
            "揭榜意向表", table(["揭榜项目名称", "高阻隔薄膜"], ["揭榜单位", "嘉禾大学"]), former
        )
        assert [form.fields["project_title"] for form in forms] == ["高阻隔薄膜"]
        assert any("甲" in one.value and "乙" in one.value for one in forms[0].unmatched)

    def test_each_row_of_a_list_of_demands_is_a_form(self) -> None:
        head = ["序号", "需求名称", "需求单位", "总投入（万元）"]
        rows = table(
            [("企业关键技术需求汇总表", 4, 1)],
            head,
            ["1", "甲", "子公司", "50"],
            ["2", "乙", "丑公司", "60"],
            ["合计", "", "", "110"],
        )
        forms = read_all(rows)
        assert [form.fields["title"] for form in forms] == ["甲", "乙"]
        assert [form.fields["investment"] for form in forms] == ["500000.00", "600000.00"]

    def test_a_header_of_two_rows(self) -> None:
        rows = table(
            [("需求名称", 1, 2), ("需求单位", 3, 1), ("所属领域", 1, 2)],
            ["名称", "联系人", "电话"],
            ["甲", "子公司", "张三", "0573-82159809", "新材料"],
            ["乙", "丑公司", "李四", "0573-82159808", "新能源"],
        )
        forms = read_all("企业关键技术需求汇总表", rows)
        assert [form.fields["owner"] for form in forms] == ["子公司", "丑公司"]
        assert [form.fields["phone"] for form in forms] == ["0573-82159809", "0573-82159808"]
        assert [form.fields["field"] for form in forms] == ["新材料", "新能源"]


class TestLines:
    def test_a_form_without_a_table(self) -> None:
        form = read(
            "企业关键技术需求表", "一、需求名称：高阻隔薄膜", "二、攻关内容", "第一段", "第二段",
            "三、联系人：张三　　　手机：13800000000", "四、总投入（万元）：500",
        )  # fmt: skip
        assert form.fields["content"] == "第一段\n第二段"
        assert (form.fields["contact"], form.fields["mobile"]) == ("张三", "13800000000")
        assert form.fields["investment"] == "5000000.00"

    def test_lines_beside_a_table_fill_only_what_it_lacks(self) -> None:
        rows = table(["需求名称", "高阻隔薄膜"], ["联系人", ""], ["所属领域", "新材料"])
        form = read(KEY, rows, "联系人：王五　　属地：海宁市")
        assert form.fields["contact"] is None
        assert form.fields["region"] == "海宁市"
        assert "王五" in [one.value for one in form.unmatched]

    def test_a_letter_above_the_form_speaks_of_somebody_else(self) -> None:
        rows = table(["需求名称", "高阻隔薄膜"], ["所属领域", "新材料"])
        form = read("请于6月10日前报送。", "联系人：陆科长　　联系电话：0573-82159809", "附件1", KEY, rows)
        assert (form.fields["contact"], form.fields["phone"]) == (None, None)

    @pytest.mark.parametrize("note", ["填表说明", "填写说明：", "填报须知", "编写要求："])
    def test_instructions_are_no_answers(self, note: str) -> None:
        rows = table(["需求名称", "高阻隔薄膜"], ["所属领域", "新材料"])
        form = read(
            KEY, rows, note, "1.联系人：填写项目负责人。", "2.属地：海宁市等。", "3.电话：0573-82159809"
        )
        assert [form.fields[name] for name in ("contact", "region", "phone")] == [None, None, None]

    @pytest.mark.parametrize(
        "lines",
        [
            ["一、本表一式两份。", "二、属地：填所在县市。", "一、需求情况", "（一）研究背景", "进口受限。"],
            ["1.本表一式两份。", "2.属地：填所在县市。", "一、研究背景", "进口受限。"],
            ["一、本表一式两份。", table(["所属领域", "新材料"], ["属地", ""]), "二、研究背景", "进口受限。"],
        ],
        ids=["count begins anew", "count around the note's", "behind a table"],
    )
    def test_instructions_end_where_the_form_begins(self, lines: list[str | Table]) -> None:
        form = read(KEY, table(["需求名称", "高阻隔薄膜"], ["联系人", "张三"]), "填报说明", *lines)
        assert (form.fields["background"], form.fields["region"]) == ("进口受限。", None)

    def test_a_heading_of_a_count_that_began_in_a_table_ends_a_text(self) -> None:
        rows = table([("一、基本情况", 2, 1)], ["需求名称", "高阻隔薄膜"], ["所属领域", "新材料"])
        form = read(
            KEY, rows, "（一）研究背景", "进口受限。", "（二）预期效益", "年增2000万元。", "二、组织保障"
        )
        assert form.fields["benefits"] == "年增2000万元。"
        form = read(
            KEY, rows, "（一）攻关内容", "一、成分设计", "二、工艺窗口", "（二）预期效益", "年增2000万元。"
        )
        assert form.fields["content"] == "一、成分设计\n二、工艺窗口"

    @pytest.mark.parametrize(
        "counts",
        [("第一章 ", "第二章 ", "第三章 "), ("第1部分　", "第2部分　", "第3部分　"), ("Ⅰ、", "Ⅱ、", "Ⅲ、")],
    )
    def test_chapters_stand_over_their_parts(self, counts: tuple[str, ...]) -> None:
        rows = table(["需求名称", "高阻隔薄膜"], ["所属领域", "新材料"], ["联系人", "张三"])
        first, second, third = counts
        needs = [f"{second}需求说明", "1.研究背景", "进口受限。", "2.预期效益", "年增2000万元。"]
        form = read(KEY, f"{first}申报单位概况", rows, *needs, f"{third}组织保障", "1.总投入：300万元")
        assert form.fields["contact"] == "张三"
        assert (form.fields["background"], form.fields["benefits"]) == ("进口受限。", "年增2000万元。")
        assert form.fields["investment"] == "3000000.00"

    def test_a_number_with_a_blank_begins_a_heading_but_counts_things_in_a_text(self) -> None:
        rows = table(["需求名称", "高阻隔薄膜"], ["所属领域", "新材料"])
        lines = ["2 需求说明", "2.1 研究背景", "进口受限。", "2.2 预期效益", "新增", "3 台设备", "3 组织保障"]
        assert read(KEY, rows, *lines).fields["benefits"] == "新增\n3 台设备"

    def test_labels_in_heavy_brackets(self) -> None:
        form = read(KEY, "【需求名称】高阻隔薄膜", "【总投入（万元）】500", "【攻关内容】第一段", "第二段")
        assert (form.fields["title"], form.fields["investment"]) == ("高阻隔薄膜", "5000000.00")
        assert form.fields["content"] == "第一段\n第二段"


def test_what_is_not_understood_is_listed_with_label_value_and_place() -> None:
    form = read(KEY, table(["需求名称", "高阻隔薄膜"], ["样品情况", "可现场查看"], ["备注", "急"]))
    assert [(u.label, u.value, u.where) for u in form.unmatched] == [
        ("样品情况", "可现场查看", "表1 第2行 第2格"),
        ("备注", "急", "表1 第3行 第2格"),
    ]


def test_a_text_alone_in_its_row_is_listed_but_for_a_heading() -> None:
    rows = table(
        [("一、基本情况", 2, 1)], ["需求名称", "高阻隔薄膜"], [("样品可现场查看", 2, 1)], ["属地", "海宁"]
    )
    assert [u.value for u in read(KEY, rows).unmatched] == ["样品可现场查看"]


def test_places_count_as_a_reader_does() -> None:
    rows = table(
        ["需求名称", "高阻隔薄膜", "所属领域", "新材料"],
        [("提出单位", 1, 2), "信用代码", ("123", 2, 1)],
        ["属地", ("海宁", 2, 1)],
    )
    form = read(KEY, rows, "填报日期：2021年2月30日")
    places = {p.field: p.where for p in form.problems if p.raw}
    assert places == {"credit_code": "表1 第2行 第3格", "filed_on": "第2段"}


def test_a_document_is_not_changed() -> None:
    document = Document("docx", (table(["需求名称", "甲"], ["联系人", "张三"], ["属地", "海宁"]),))
    before = repr(document)
    read(document, only="key")
    assert repr(document) == before
