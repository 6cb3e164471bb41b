"""Telephone numbers, contacts, addresses and credit codes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn.uscc import calc_check_digit

from jbgs.values import Contact, contact, credit_code, email, phones

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def with_check_digit(body: str) -> str:
    return body + calc_check_digit(body)


CODES = st.tuples(
    st.sampled_from("159ANY"), st.from_regex(r"\A[1-9][0-9]{6}\Z"), st.text(ALPHABET, min_size=9, max_size=9)
)


@pytest.mark.parametrize(
    ("text", "phone", "mobile"),
    [
        ("0573-82159809", "0573-82159809", ""),
        ("057382159809", "0573-82159809", ""),
        ("（0573）82159809", "0573-82159809", ""),
        ("+86-573-82159809", "0573-82159809", ""),
        ("82159809", "82159809", ""),
        ("0573-82159809转801", "0573-82159809转801", ""),
        ("0573-82159809-801", "0573-82159809转801", ""),
        ("010-12345678", "010-12345678", ""),
        ("400-821-5980", "400-821-5980", ""),
        ("+86 13800000000", "", "13800000000"),
        ("138 0000 0000", "", "13800000000"),
        ("１３８００００００００", "", "13800000000"),
        ("0573-82159809/13800000000", "0573-82159809", "13800000000"),
        ("13800000000 13900000000", "", "13800000000、13900000000"),
        ("手机：13800000000、13800000000", "", "13800000000"),
    ],
)
def test_numbers_are_told_apart_by_their_digits(text, phone, mobile):
    found = phones(text)
    assert (found.phone, found.mobile, found.rest, found.problem) == (phone, mobile, "", "")


@pytest.mark.parametrize(
    "text", ["1380000000", "138000000000", "138****0000", "+1 415 555 2671", "0573-821598"]
)
def test_digits_that_are_no_number_are_reported_and_kept(text):
    found = phones(text)
    assert not found.phone
    assert not found.mobile
    assert found.problem
    assert found.rest


def test_fax_and_qq_do_not_pass_for_telephones():
    found = phones("电话：0573-82159809 传真：0573-82159810 QQ：12345678")
    assert (found.phone, found.problem) == ("0573-82159809", "")
    assert "82159810" in found.rest


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("张三 总经理 13800000000", Contact("张三", "总经理", mobile="13800000000")),
        ("联系人及职务: 张三/经理", Contact("张三", "经理")),
        ("张三（经理）", Contact("张三", "经理")),
        ("张三（品控总监）", Contact("张三", "品控总监")),
        ("张三 研发部副经理", Contact("张三", "研发部副经理")),
        ("张 三", Contact("张三")),
        ("张三、李四", Contact("张三、李四")),
        ("阿依古丽·买买提 教授", Contact("阿依古丽·买买提", "教授")),
        ("李四，高级工程师，lisi@example.cn", Contact("李四", "高级工程师", email="lisi@example.cn")),
        ("联系人：李四，电话：0573-82159809", Contact("李四", phone="0573-82159809")),
        ("John Smith 13800000000", Contact("John Smith", mobile="13800000000")),
        ("张三 女士 13800000000（微信同号）", Contact("张三", mobile="13800000000", rest="女士 微信同号")),
        ("无", Contact()),
    ],
)
def test_a_contact_is_split_where_it_is_certain(text, expected):
    assert contact(text) == expected


@pytest.mark.parametrize("text", ["张三经理", "李主任", "张三(李经理)", "张三 经理 李四 主任", "总经理"])
def test_a_contact_that_cannot_be_split_stays_whole(text):
    found = contact(text)
    assert found.name == text
    assert (found.title, bool(found.problem)) == ("", True)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a.b@example.cn", "a.b@example.cn"),
        ("邮箱：A.B@QQ.COM", "A.B@qq.com"),
        ("zhang ＠ qq.com", "zhang@qq.com"),
        ("a@b.cn；c@d.com", "a@b.cn、c@d.com"),
        ("", None),
    ],
)
def test_addresses(text, value):
    assert (email(text).value, email(text).problem) == (value, "")


@pytest.mark.parametrize("text", ["abc", "a@b", "a..b@c.cn", "a@b.cn,c", "a@-b.cn", "张三@qq.com"])
def test_what_is_no_address_is_reported(text):
    assert email(text).value is None
    assert email(text).problem


@given(CODES)
def test_a_credit_code_needs_its_check_digit(parts):
    code = with_check_digit("".join(parts))
    assert credit_code(f"统一社会信用代码：{code[:4].lower()} {code[4:10]}-{code[10:]}").value == code
    wrong = code[:-1] + ALPHABET[(ALPHABET.index(code[-1]) + 1) % 31]
    assert credit_code(wrong).value is None
    assert "校验" in credit_code(wrong).problem


@given(CODES, st.sampled_from([("0", "O"), ("1", "I"), ("2", "Z"), ("5", "S"), ("U", "V")]))
def test_a_look_alike_is_named_with_the_likely_code_and_never_corrected(parts, pair):
    right, wrong = pair
    code = with_check_digit("".join(parts))
    damaged = code.replace(right, wrong)
    if damaged != code:
        assert credit_code(damaged).value is None
        assert code in credit_code(damaged).problem


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("60003734-1", "组织机构代码"),
        ("123456789", "9位"),
        ("330402000012345", "15位"),
        ("嘉兴某公司", "不是统一社会信用代码"),
    ],
)
def test_other_codes_are_named_as_what_they_are(text, why):
    assert credit_code(text).value is None
    assert why in credit_code(text).problem
