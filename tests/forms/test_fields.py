"""From labels to typed fields: which label means which field, what is missing, wrong, or said twice."""

from __future__ import annotations

import pytest

from jbgs.forms import load
from jbgs.importers.form import FormRead, Issue, read_field
from tests.forms.build import read, region, table
from tests.forms.facts import CONTRACT


def key(*rows: list[str]) -> FormRead:
    return read("企业关键技术需求表", table(["需求名称", "高阻隔薄膜"], *rows))


def problem(form: FormRead, name: str) -> Issue:
    (found,) = [one for one in form.problems if one.field == name]
    return found


@pytest.mark.parametrize("form", ["common", "key", "transfer", "intent"])
def test_all_fields_of_the_contract_are_there(form: str) -> None:
    rows = table(["项目名称", "甲"], ["联系人", "张三"])
    found = read(rows, only=form)  # type: ignore[arg-type]
    assert set(found.fields) == set(CONTRACT[form].split())


class TestMissing:
    def test_required_is_an_error_with_its_remedy(self) -> None:
        found = problem(key(["属地", "海宁"]), "owner")
        assert (found.level, found.label) == ("error", "提出单位")
        assert "补填" in found.message

    def test_an_empty_cell_is_named_as_the_place(self) -> None:
        found = problem(key(["技术需求提出单位", "（盖章）"]), "owner")
        assert (found.label, found.where) == ("技术需求提出单位", "表1 第2行 第2格")

    def test_wanted_is_a_warning(self) -> None:
        assert problem(key(), "targets").level == "warning"

    def test_one_of_two_is_enough(self) -> None:
        assert "phone" not in [p.field for p in key(["手机", "13800000000"]).problems]

    def test_a_value_that_cannot_be_read_is_not_missing_as_well(self) -> None:
        found = problem(key(["总投入（万元）", "约300"]), "investment")
        assert found.raw == "约300"
        assert found.where == "表1 第2行 第2格"
        assert found.label == "总投入（万元）"


class TestTwice:
    def test_two_different_values_are_a_problem_that_tells_both(self) -> None:
        form = key(["需求单位", "恒越公司"], ["发榜单位", "晟泽公司"])
        found = problem(form, "owner")
        assert form.fields["owner"] is None
        assert found.level == "error"
        assert "恒越公司" in found.message
        assert "晟泽公司" in found.message

    def test_the_same_value_twice_is_none(self) -> None:
        form = key(["需求单位", "恒越公司"], ["发榜单位", "恒越公司（盖章）"])
        assert form.fields["owner"] == "恒越公司"
        assert "owner" not in [p.field for p in form.problems]

    def test_free_text_under_two_labels_is_joined(self) -> None:
        form = key(["国内外现状", "差距大"], ["需求背景与主要问题", "依赖进口"])
        assert form.fields["background"] == "差距大\n依赖进口"

    def test_free_text_that_goes_on_under_its_label_again_is_joined(self) -> None:
        form = key(["攻关内容", "第一段"], ["攻关内容（续）", "第二段"])
        assert form.fields["content"] == "第一段\n第二段"
        assert key(["攻关内容", "第一段"], ["攻关内容", "第二段"]).fields["content"] is None

    def test_numbers_under_two_labels_are_joined(self) -> None:
        form = key(["联系电话", "0573-82159809"], ["单位电话", "0573-82159808"])
        assert form.fields["phone"] == "0573-82159809、0573-82159808"


class TestWeakLabels:
    @pytest.mark.parametrize(
        ("labels", "content", "background"),
        [
            (["需求背景"], "文", None),
            (["需求背景", "攻关内容"], "文", "文"),
            (["需求背景", "国内外现状", "攻关内容"], "文", "文"),
        ],
    )
    def test_take_what_no_other_label_has_named(
        self, labels: list[str], content: str, background: str | None
    ) -> None:
        form = key(*([label, "文"] for label in labels))
        assert (form.fields["content"], form.fields["background"]) == (content, background)

    def test_a_second_one_that_says_something_else_is_listed(self) -> None:
        form = key(["需求单位", "恒越公司"], ["申报单位", "嘉禾大学"])
        assert form.fields["owner"] == "恒越公司"
        assert [(u.label, u.value) for u in form.unmatched] == [("申报单位", "嘉禾大学")]

    def test_where_a_result_may_be_used_is_its_field_if_nothing_else_is(self) -> None:
        rows = table(["成果名称", "抗菌纱线"], ["完成单位", "海宁纺织研究所"], ["应用领域", "家用纺织品"])
        assert read("成果转化需求表", rows).fields["field"] == "家用纺织品"
        rows = table(["成果名称", "抗菌纱线"], ["技术领域", "新材料"], ["应用领域", "家用纺织品"])
        form = read("成果转化需求表", rows)
        assert form.fields["field"] == "新材料"
        assert [(u.label, u.value) for u in form.unmatched] == [("应用领域", "家用纺织品")]

    def test_a_reward_named_by_the_listings_words(self) -> None:
        form = key(["总投入（万元）", "500"], ["榜单金额（万元）", "200"])
        assert (form.fields["investment"], form.fields["reward"]) == ("5000000.00", "2000000.00")

    @pytest.mark.parametrize(
        "label", ["其中付揭榜单位（万元）", "其中：拟付给揭榜方（万元）", "应付揭榜方（万元）"]
    )
    def test_a_reward_in_the_words_of_a_payment(self, label: str) -> None:
        form = key(["总投入（万元）", "500"], [label, "200"], ["其中：项目资金（万元）", "120"])
        assert (form.fields["investment"], form.fields["reward"]) == ("5000000.00", "2000000.00")
        assert "120" in [one.value for one in form.unmatched]

    def test_a_remark_on_who_is_paid_is_no_label(self) -> None:
        budget = [["科目", "金额", "备注"], ["外协费", "260", "付揭榜方"], ["合计", "480", "100"]]
        form = read("企业关键技术需求表", table(["需求名称", "高阻隔薄膜"]), "经费构成", table(*budget))
        assert form.fields["reward"] is None


class TestFactsBesideOthers:
    def test_a_contact_with_title_and_numbers(self) -> None:
        form = key(["联系人及职务", "张三/研发总监"], ["联系方式", "13800000000，0573-82159809"])
        fields = form.fields
        assert (fields["contact"], fields["contact_title"]) == ("张三", "研发总监")
        assert (fields["mobile"], fields["phone"]) == ("13800000000", "0573-82159809")

    def test_numbers_by_their_digits_whatever_the_label(self) -> None:
        form = key(["联系电话", "13800000000"], ["手机", "0573-82159809"])
        assert (form.fields["mobile"], form.fields["phone"]) == ("13800000000", "0573-82159809")

    def test_a_name_beside_numbers_and_an_address_is_listed(self) -> None:
        form = key(["联系方式", "张三 13800000000 z__s@b.cn"])
        assert (form.fields["mobile"], form.fields["email"]) == ("13800000000", "z__s@b.cn")
        assert [u.value for u in form.unmatched] == ["张三"]

    def test_labels_of_two_facts_that_nobody_has_declared(self) -> None:
        form = key(["姓名/手机", "张三 13800000000"])
        assert (form.fields["contact"], form.fields["mobile"]) == ("张三", "13800000000")

    def test_a_fact_that_the_form_does_not_keep_is_listed(self) -> None:
        form = read("成果转化项目表", table(["成果名称", "甲"], ["联系人及职务", "张三/研发总监"]))
        assert form.fields["contact"] == "张三"
        assert [(u.label, u.value) for u in form.unmatched] == [("联系人及职务", "研发总监")]

    def test_a_name_in_two_words_stays_whole(self) -> None:
        assert key(["联系人", "Andy 陈"]).fields["contact"] == "Andy 陈"


class TestKinds:
    @pytest.mark.parametrize(
        ("label", "text", "value"),
        [
            ("总投入（万元）", "３００", "3000000.00"),
            ("总投入（元）", "3000000", "3000000.00"),
            ("总投入", "叁佰万元整", "3000000.00"),
            ("总投入（万元）", "__500__", "5000000.00"),
        ],
    )
    def test_amounts_in_yuan_whatever_the_unit(self, label: str, text: str, value: str) -> None:
        assert key([label, text]).fields["investment"] == value

    def test_where_the_unit_came_from(self) -> None:
        (reading,) = [r for r in key(["总投入（万元）", "300"]).readings if r.name == "investment"]
        assert (reading.raw, reading.label, reading.where) == ("300", "总投入（万元）", "表1 第2行 第2格")
        assert "万元" in reading.note

    @pytest.mark.parametrize("text", ["面议", "约300", "50～100万元", "200万元（叁佰万元整）", ""])
    def test_no_amount_is_guessed(self, text: str) -> None:
        assert key(["总投入（万元）", text]).fields["investment"] is None

    @pytest.mark.parametrize(
        ("text", "value"),
        [
            ("□国有企业　☑民营企业　□其他", "民营企业"),
            ("国有企业□ 民营企业√ 其他□", "民营企业"),
            ("□企业　□事业单位　☑其他：民办非企业", "其他：民办非企业"),
            ("口企业　口事业单位　√其他", "其他"),
            ("民营企业", "民营企业"),
            ("A.国有企业□　B.民营企业☑", "民营企业"),
            ("（1）国有企业（ ）（2）民营企业（√）", "民营企业"),
            ("□企业　□事业单位", None),
        ],
    )
    def test_the_words_beside_the_boxes_are_the_options(self, text: str, value: str | None) -> None:
        assert key(["单位性质", text]).fields["owner_kind"] == value

    @pytest.mark.parametrize("text", ["☑企业　☑事业单位", "□企业　 事业单位　□其他"])
    def test_no_option_is_guessed(self, text: str) -> None:
        form = key(["单位性质", text])
        assert form.fields["owner_kind"] is None
        assert problem(form, "owner_kind").level == "error"

    def test_several_options_where_several_are_allowed(self) -> None:
        form = key(["合作方式", "☑委托开发　□技术转让　☑联合攻关"])
        assert form.fields["cooperation"] == "委托开发、联合攻关"

    @pytest.mark.parametrize("text", ["技术许可或合作开发", "独占许可、普通许可", "先合作开发，后作价入股"])
    def test_a_few_options_in_the_senders_own_words_stay_as_written(self, text: str) -> None:
        rows = table(["成果名称", "甲"], ["拟转化方式", text])
        form = read("成果转化类需求表", rows, only="transfer")
        assert form.fields["mode"] == text
        assert "mode" not in [one.field for one in form.problems]

    @pytest.mark.parametrize(
        "text",
        [
            "技术许可合作开发",
            "不转让，只许可",
            "转让还是许可？",
            "技术许可、技术入股、转让、其他",
            "技术转让、技术许可、作价入股、合作开发",
        ],
    )
    def test_a_list_to_choose_from_or_a_doubt_is_no_answer(self, text: str) -> None:
        rows = table(["成果名称", "甲"], ["拟转化方式", text])
        form = read("成果转化类需求表", rows, only="transfer")
        assert form.fields["mode"] is None
        assert problem(form, "mode").level == "error"

    def test_where_one_option_is_allowed_two_in_own_words_are_none(self) -> None:
        rows = table(["成果名称", "甲"], ["所处阶段", "小试或中试"])
        form = read("成果转化类需求表", rows, only="transfer")
        assert form.fields["maturity"] is None
        assert problem(form, "maturity").level == "error"

    @pytest.mark.parametrize("text", ["300万欧元", "约300万"])
    def test_what_is_kept_for_the_reviewers_alone_sends_no_form_back(self, text: str) -> None:
        form = key(["注册资金", text])
        assert form.extras["registered_capital"] is None
        found = problem(form, "registered_capital")
        assert (found.level, found.raw) == ("warning", text)

    def test_a_region_by_any_spelling_and_none_by_guess(self) -> None:
        assert key(["推荐单位", "海宁市科技局"]).fields["region"] == "海宁市"
        form = key(["属地", "杭州市"])
        assert form.fields["region"] is None
        assert problem(form, "region").level == "error"

    def test_a_region_outside_is_only_a_warning_where_none_is_required(self) -> None:
        form = read("成果转化项目表", table(["成果名称", "甲"], ["属地", "上海市"]))
        assert problem(form, "region").level == "warning"

    @pytest.mark.parametrize(
        ("label", "text", "name", "value"),
        [
            ("技术领域", "（限30字，如：电子信息）新材料", "field", "新材料"),
            ("技术领域", "新材料（如：碳纤维）", "field", "新材料（如：碳纤维）"),
            ("技术领域", "（高性能）新材料", "field", "（高性能）新材料"),
            ("联系人", "张三（请填写真实姓名）", "contact", "张三"),
            ("完成时限", "（请填写年月）2023年6月", "deadline", "2023年6月"),
            ("属地", "□南湖 ☑海宁 □桐乡", "region", "海宁市"),
            ("属地", "□南湖 □海宁", "region", None),
        ],
    )
    def test_hints_and_boxes_left_beside_an_answer(self, label, text, name, value) -> None:
        assert key([label, text]).fields[name] == value

    def test_two_regions_ticked_are_a_problem(self) -> None:
        assert "2项" in problem(key(["属地", "☑南湖 ☑海宁"]), "region").message

    def test_text_keeps_its_paragraphs_and_loses_hints_and_places_to_sign(self) -> None:
        form = key(
            ["攻关内容", "（限500字）\n　第一段  \n\n第二段\n"],
            ["科技部门意见", "同意推荐。\n\n（公章）\n　　年　月　日"],
        )
        assert form.fields["content"] == "第一段\n\n第二段"
        assert form.extras["science_opinion"] == "同意推荐。"

    def test_text_is_only_text(self) -> None:
        nasty = '=HYPERLINK("http://x")\n[red]{{ title }}</td>\u202e'
        assert key(["攻关内容", nasty]).fields["content"] == nasty.removesuffix("\u202e")


class TestReadField:
    def test_a_value_typed_by_a_clerk(self) -> None:
        spec = load()["key"].fields["investment"]
        assert read_field(spec, "500万", region=region) == ("5000000.00", None)

    def test_a_fault_is_told(self) -> None:
        value, fault = read_field(load()["key"].fields["credit_code"], "123", region=region)
        assert value is None
        assert fault is not None
        assert fault.level == "error"

    def test_more_than_one_fact_is_a_fault(self) -> None:
        value, fault = read_field(load()["key"].fields["contact"], "张三 13800000000", region=region)
        assert value == "张三"
        assert fault is not None

    @pytest.mark.parametrize("name", ["title", "content", "phone", "owner_kind", "deadline"])
    def test_nothing_is_nothing(self, name: str) -> None:
        assert read_field(load()["key"].fields[name], "", region=region) == (None, None)


def test_a_place_in_a_listing_is_not_taken_for_a_day() -> None:
    from jbgs.forms import load
    from jbgs.importers.form import read_field

    spec = load()["intent"].fields["project_code"]
    assert read_field(spec, "2021-05-01", region=lambda _: None) == ("2021-05-01", None)
