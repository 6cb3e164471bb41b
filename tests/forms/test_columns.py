"""Persons and sums in rows and columns: whose a cell is, which sum is a field's; labels in two languages."""

from __future__ import annotations

import pytest

from tests.forms.build import read, table

KEY = "企业关键技术攻关类需求表"
INTENT = "揭榜意向表"
HEAD = (["需求名称", ("甲技术", 3, 1)], ["需求单位", ("嘉兴乙公司", 3, 1)])
CONTACT = {
    "legal_representative": "李四",
    "contact": "张三",
    "phone": None,
    "mobile": "13800000001",
    "email": "z@x.cn",
}


def _listed(form) -> set[str]:
    return {one.value for one in form.unmatched}


def _told(form) -> set[str]:
    return {issue.field for issue in form.problems if issue.level == "error"}


class TestPersons:
    @pytest.mark.parametrize("corner", ["", "人员", "类别"])
    def test_persons_over_the_columns(self, corner) -> None:
        people = [
            [corner, "法定代表人", "技术负责人", "联系人"],
            ["姓名", "李四", "王五", "张三"],
            ["手机", "13900000001", "13900000002", "13800000001"],
            ["邮箱", "l@x.cn", "w@x.cn", "z@x.cn"],
        ]
        form = read(KEY, table(*HEAD, *people), only="key")
        assert {name: form.fields[name] for name in CONTACT} == CONTACT
        assert {"王五", "13900000001", "13900000002", "w@x.cn"} <= _listed(form)

    @pytest.mark.parametrize("numbers", ["固定电话／手机", "电话/手机", "手机、固定电话"])
    def test_a_column_of_several_numbers(self, numbers) -> None:
        people = [
            ["类别", "姓名", numbers, "邮箱"],
            ["法定代表人", "李四", "13900000001", "l@x.cn"],
            ["联系人", "张三", "13800000001", "z@x.cn"],
            ["财务负责人", "王五", "13900000002", "w@x.cn"],
        ]
        form = read(KEY, table(*HEAD, *people), only="key")
        assert {name: form.fields[name] for name in CONTACT} == CONTACT
        assert {"13900000001", "13900000002", "l@x.cn", "w@x.cn"} <= _listed(form)

    def test_several_numbers_behind_somebody_else_are_his(self) -> None:
        row = ["意向合作单位", "某大学", "电话/手机", "0573-82159809/13900000001"]
        form = read(KEY, table(*HEAD, row), only="key")
        assert (form.fields["phone"], form.fields["mobile"]) == (None, None)

    def test_a_telephone_behind_the_legal_representative_is_the_units_only_for_want_of_another(self) -> None:
        legal = [("企业信息", 1, 2), "法定代表人", "李四", "电话", "0573-82159809"]
        head = (["需求名称", ("甲技术", 4, 1)],)
        form = read(KEY, table(*head, legal, ["联系人", "张三", "职务", "经理"]), only="key")
        assert form.fields["phone"] == "0573-82159809"
        form = read(KEY, table(*head, legal, ["联系人", "张三", "电话", "0573-82150000"]), only="key")
        assert form.fields["phone"] == "0573-82150000"
        assert "0573-82159809" in _listed(form)

    def test_a_telephone_behind_who_made_an_achievement_is_his(self) -> None:
        rows = [
            ["成果名称", "甲", "成果持有单位", "乙大学", "", ""],
            ["成果负责人", "李四", "职称", "教授", "电话", "0571-86919870"],
            ["成果联系人", "张三", "手机", "13800000001", "邮箱", "z@x.cn"],
        ]
        form = read("科技成果转化类需求表", table(*rows), only="transfer")
        assert form.extras["completers"] == "李四"
        assert (form.fields["phone"], form.fields["mobile"]) == (None, "13800000001")
        assert {"教授", "0571-86919870"} <= _listed(form)


class TestSums:
    YEARS = (["2021年", "100", "60", ""], ["2022年", "350", "200", ""])

    def test_of_a_list_below_it(self) -> None:
        header = ["年度", "总投入（万元）", "其中支付揭榜方（万元）", "备注"]
        form = read(KEY, table(*HEAD, header, *self.YEARS, ["合计", "450", "260", ""]), only="key")
        assert (form.fields["investment"], form.fields["reward"]) == ("4500000.00", "2600000.00")

    def test_of_a_list_only_where_nothing_else_names_the_field(self) -> None:
        rows = [["年度", "总投入", "其中支付揭榜方", "备注"], *self.YEARS, ["合计", "450", "260", ""]]
        form = read(KEY, table(*HEAD, ["总投入", ("500", 3, 1)], *rows), only="key")
        assert (form.fields["investment"], form.fields["reward"]) == ("5000000.00", "2600000.00")
        assert "450" in _listed(form)

    def test_in_a_row_under_years(self) -> None:
        rows = [["年度", "2021年", "2022年", "合计"], ["总投入（万元）", "100", "350", "450"]]
        form = read(KEY, table(*HEAD, *rows), only="key")
        assert form.fields["investment"] == "4500000.00"
        assert {"100", "350"} <= _listed(form)

    def test_in_a_row_without_a_total_are_asked_about(self) -> None:
        rows = [["年度", "2021年", "2022年", "2023年"], ["总投入（万元）", "100", "350", "50"]]
        form = read(KEY, table(*HEAD, *rows), only="key")
        assert form.fields["investment"] is None
        assert "investment" in _told(form)

    def test_of_what_is_only_kept_for_reviewers_are_listed(self) -> None:
        rows = [["年度", "2019年", "2020年", "备注"], ["营业收入（万元）", "100", "350", ""]]
        form = read(KEY, table(*HEAD, *rows), only="key")
        assert form.extras["revenue"] is None
        assert "revenue" not in _told(form)
        assert "100、350" in _listed(form)

    def test_under_words_of_which_most_are_unknown(self) -> None:
        head = (["需求名称", ("甲技术", 5, 1)],)
        rows = [
            [("资金（万元）", 1, 2), "总投入", "其中支付揭榜方", "企业自筹", "银行贷款", "财政补助"],
            ["1500", "800", "1000", "500", "0"],
        ]
        form = read(KEY, table(*head, *rows), only="key")
        assert (form.fields["investment"], form.fields["reward"]) == ("15000000.00", "8000000.00")

    def test_named_together_are_told_apart_by_their_words(self) -> None:
        row = ["总投入及拟支付揭榜方金额", ("总投入500万元，支付揭榜方300万元", 3, 1)]
        form = read(KEY, table(*HEAD, row), only="key")
        assert (form.fields["investment"], form.fields["reward"]) == ("5000000.00", "3000000.00")


class TestTwoLanguages:
    def test_unknown_words_say_the_label_again_where_others_do(self) -> None:
        rows = [
            ["揭榜项目名称\nProject Title", "甲技术"],
            ["联系人\nContact", "Tom Smith"],
            ["手机 Mobile", "13800000001"],
            ["技术方案\nWhat We Intend to Build", "乙方案"],
        ]
        form = read(INTENT, table(*rows), only="intent")
        assert (form.fields["contact"], form.fields["scheme"]) == ("Tom Smith", "乙方案")

    def test_are_a_value_where_others_do_not(self) -> None:
        rows = [
            ["揭榜项目名称\n甲技术", "揭榜单位\nSiemens AG"],
            ["联系人\nTom Smith", "手机\n13800000001"],
            ["邮箱\na@b.cn", "报价\n100万元"],
        ]
        form = read(INTENT, table(*rows), only="intent")
        assert (form.fields["bidder"], form.fields["contact"]) == ("Siemens AG", "Tom Smith")
