"""The declaration of the forms: it knows every label of the domain, and faults in it are told."""

from __future__ import annotations

from importlib.resources import files

import pytest

from jbgs.errors import PolicyFault
from jbgs.forms import load, parse
from jbgs.importers.form.lexica import lexica
from tests.forms.build import read, table
from tests.forms.facts import CONTRACT, INTENT_LABELS, LABELS, TRANSFER_LABELS

SEEN = {
    **{("key", name): labels for name, labels in LABELS.items()},
    **{("transfer", name): labels for name, labels in TRANSFER_LABELS.items()},
    **{("intent", name): labels for name, labels in INTENT_LABELS.items()},
}


@pytest.mark.parametrize(("form", "name"), SEEN)
def test_every_label_seen_on_forms_means_its_field(form: str, name: str) -> None:
    lexicon = lexica(load()).by_form[form]  # type: ignore[index]
    meant = {label: lexicon.meaning(lexicon.key(label)).fields[:1] for label in SEEN[form, name]}
    assert meant == dict.fromkeys(SEEN[form, name], (name,))


@pytest.mark.parametrize(
    ("form", "label", "name"),
    [
        ("common", "企业统一社会信用代码", "credit_code"),
        ("intent", "机构信用代码", "credit_code"),
        ("key", "项目立项背景及面临的主要问题", "background"),
        ("common", "背景与意义", "background"),
        ("key", "技术考核指标", "targets"),
        ("common", "效益情况", "benefits"),
        ("transfer", "经济效益预测", "benefits"),
        ("transfer", "适用领域", "field"),
        ("intent", "已有工作基础", "basis"),
        ("key", "现有研发条件", "rd_basis"),
        ("intent", "对技术指标的承诺", "targets"),
        ("intent", "揭榜总价（万元）", "price"),
        ("common", "期望达到的技术参数", "targets"),
        ("key", "希望完成期限", "deadline"),
        ("key", "期望攻关周期", "deadline"),
        ("transfer", "期望转让费", "price"),
        ("transfer", "意向许可价", "price"),
        ("common", "对承担单位的要求", "requirements"),
        ("key", "合作院校应具备的条件", "requirements"),
        ("key", "意向合作单位要求", "requirements"),
        ("transfer", "受让单位资质要求", "requirements"),
        ("key", "拟支付承担单位金额", "reward"),
    ],
)
def test_labels_that_are_made_of_known_words_mean_their_field(form: str, label: str, name: str) -> None:
    lexicon = lexica(load()).by_form[form]  # type: ignore[index]
    assert lexicon.meaning(lexicon.key(label)).fields == (name,)


def test_a_wish_before_another_label_makes_none_of_ours() -> None:
    lexicon = lexica(load()).by_form["key"]
    assert [lexicon.key(label) for label in ("期望联系人", "意向企业名称", "希望政府支持")] == ["", "", ""]


def test_a_partner_is_no_bidder_though_he_is_called_as_one_on_demands() -> None:
    bid = lexica(load()).by_form["intent"]
    assert [bid.key(label) for label in ("合作单位承诺", "合作单位研发基础", "承担单位性质")] == ["", "", ""]
    need = lexica(load()).by_form["key"]
    assert [need.key(label) for label in ("承接方式", "合作方向", "承担单位性质")] == ["", "", ""]


@pytest.mark.parametrize("form", CONTRACT)
def test_the_fields_are_those_of_the_contract(form: str) -> None:
    fields = load()[form].fields.values()
    assert {spec.name for spec in fields if not spec.extra} == set(CONTRACT[form].split())


def test_an_offices_own_label_is_known_beside_the_others() -> None:
    forms = load().with_aliases([("卡脖子难题", "content")])
    assert lexica(forms).by_form["key"].key("卡脖子难题：") == "卡脖子难题"
    assert lexica(load()).by_form["key"].key("卡脖子难题：") == ""
    assert read(table(["需求名称", "甲"], ["联系人", "乙"]), only="key").fields["content"] is None


@pytest.mark.parametrize(
    ("written", "instead", "told"),
    [
        ('"主要问题" = ["content", "background"]', '"主要问题" = ["contents"]', "contents"),
        ('"名称" = ["title", "project_title"]', '"名称" = ["titel"]', "titel"),
        ('beside = { mobile = "leader_phone" }', 'beside = { mobile = "leader_mobile" }', "leader_mobile"),
        ('required = ["title", "owner", "contact"', 'required = ["titel", "owner", "contact"', "titel"),
        ('kind = "email"', 'kind = "mail"', "mail"),
        ('labels = ["注册资本"', 'labels = ["总投入", "注册资本"', "总投入"),
    ],
)
def test_a_declaration_that_contradicts_itself_is_refused(written: str, instead: str, told: str) -> None:
    text = files("jbgs.forms").joinpath("forms.toml").read_text("utf-8")
    assert written in text
    with pytest.raises(PolicyFault, match=told):
        parse(text.replace(written, instead))
