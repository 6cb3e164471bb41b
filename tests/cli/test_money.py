"""Contracts, publicity, approval and subsidies as a clerk types them: stdout, stderr, exit codes, files."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from tests.cli.conftest import PERIOD, Jbgs, code_at
from tests.helpers import everything, opened

KEY, SIGNED, FILED = code_at("evaluated"), code_at("contracted"), code_at("filed")
ON = ("--on", "2021-12-01")


def test_a_cut_is_typed_as_a_negative_amount_and_its_consequence_is_told(full: Jbgs) -> None:
    code = code_at("subsidised")
    supplement = (
        "contract",
        "add",
        code,
        "--number",
        "补1",
        "--supplements",
        f"HT-{code}",
        "--amount",
        "-100万",
    )
    refused = full(*supplement, *ON)
    assert (refused.code, refused.out) == (5, "")
    assert "已实际付款 4,000,000.00 元，超过核减后的合同总额 3,000,000.00 元" in refused.err
    assert "确需如此的，加上 --reason 理由" in refused.err
    done = full(*supplement, *ON, "--reason", "缩减内容", "--json")
    assert (done.code, done.json["contract_total"]) == (0, "3000000.00")
    assert done.json["warnings"] == ["已拨补助应收回 250,000.00 元"]
    assert f"提示：{code}：已拨补助应收回 250,000.00 元 → jbgs subsidy show {code}" in done.err


def test_parties_default_to_the_tracks_own_and_others_ask_why(full: Jbgs) -> None:
    code = code_at("awarded")
    args = ("contract", "add", code, "--number", "HT-7", "--amount", "300万", *ON)
    other = full(*args, "--party-b", "丙研究院")
    assert (other.code, "合同乙方“丙研究院”不是揭榜单位“浙江乙大学”" in other.err) == (5, True)
    [made] = full(*args, "--json").json["contracts"]
    assert (made["party_a"], made["party_b"], made["name"]) == ("海宁甲公司", "浙江乙大学", "项目awarded")


def test_a_payment_with_its_scans_in_a_foreign_currency(full: Jbgs, tmp_path: Path) -> None:
    scan = tmp_path / "发票 1.pdf"
    scan.write_bytes(b"%PDF-1.7 scan")
    money = (
        "--currency",
        "eur",
        "--foreign-amount",
        "1万",
        "--exchange-rate",
        "7.62",
        "--rate-day",
        "2021-11-30",
    )
    args = ("contract", "pay", SIGNED, "--invoice", "F1", "--voucher", "V1", "--invoice-date", "2021-11-29")
    done = full(*args, *money, "--voucher-date", "2021-12-01", "--file", scan, *ON, "--json")
    assert done.code == 0, done.err
    [made] = done.json["occurred"]
    [kept] = made.pop("files")
    assert made == {
        "id": "1",
        "on": "2021-12-01",
        "amount": "76200.00",
        "invoice": "F1",
        "voucher": "V1",
        "invoice_day": "2021-11-29",
        "voucher_day": "2021-12-01",
        "currency": "EUR",
        "foreign_amount": "10000.00",
        "exchange_rate": "7.62",
        "rate_day": "2021-11-30",
        "contract": None,
        "reverses": None,
        "reason": None,
    }
    assert (tmp_path / "home" / "originals" / kept["sha256"]).read_bytes() == b"%PDF-1.7 scan"
    scan.unlink()
    missing = full(*args, "--amount", "1", "--file", scan, *ON)
    assert (missing.code, "发票 1.pdf" in missing.err, "请核对 --file 的路径" in missing.err) == (
        4,
        True,
        True,
    )


def test_check_finds_a_scan_that_was_changed(full: Jbgs, tmp_path: Path) -> None:
    scan = tmp_path / "评价.pdf"
    scan.write_bytes(b"%PDF-1.7 opinion")
    code = code_at("approved")
    done = full("evaluate", code, "--grade", "良好", "--result", "passed", "--file", scan, *ON, "--json")
    [kept] = done.json["evaluation"]["files"]
    (tmp_path / "home" / "originals" / kept["sha256"]).write_bytes(b"other")
    told = [one["code"] for one in full("check", "--json").json["problems"]]
    assert "original-altered" in told


def test_a_reversal_by_its_number(full: Jbgs) -> None:
    ran = full("contract", "unpay", SIGNED, "--payment", "1", "--reason", "退款")
    assert (ran.code, "没有第 1 笔付款" in ran.err) == (4, True)
    done = full("contract", "unpay", KEY, "--payment", "1", "--amount", "100万", "--reason", "退款", *ON)
    assert done.out == f"{KEY} 已冲销第 1 笔付款，累计实际发生 3,000,000.00 元\n"
    shown = full("contract", "show", KEY).out
    assert "-1,000,000.00" in shown


# -- publicity and approval -------------------------------------------------------------------------------


def test_a_period_its_objection_and_an_approval_that_waits(full: Jbgs) -> None:
    made = full("publicity", "open", FILED, "--subject", "拟立项".removeprefix("拟"), *ON)
    assert made.out == "已登记公示 GS-2021-002：2021-12-01 至 2021-12-08\n"
    args = ("approve", FILED, "--document", "嘉科计〔2021〕12号")
    waits = full(*args, "--on", "2021-12-08")
    assert (waits.code, "期限未满（至 2021-12-08）" in waits.err) == (5, True)
    done = full(*args, "--on", "2021-12-09", "--json")
    assert (done.code, done.err, done.json["year"], done.json["warnings"]) == (0, "", 2021, [])
    assert full("publicity", "close", "2", "--result", "无异议", "--on", "2021-12-09").code == 0
    listed = full("publicity", "list", "--json").json
    assert [(one["id"], one["state"]) for one in listed["publicities"]] == [
        (PERIOD, "有异议待处理"),
        ("GS-2021-002", "已结束"),
    ]
    assert full("publicity", "list", "--open", "--json").json["count"] == 1
    assert "GS-2021-002" in full("publicity", "list", "--subject", "立项").out
    assert full("publicity", "list", "--code", FILED, "--json").json["count"] == 1


def test_a_periods_page_says_how_it_was_counted(full: Jbgs) -> None:
    shown = full("publicity", "show", PERIOD).out
    assert "2021-11-29 至 2021-12-06" in shown
    assert "5 个工作日，自次日起算" in shown
    assert "指标不实" in shown
    assert full("publicity", "show", "99").code == 4
    assert full("publicity", "open", KEY, "--subject", "选美").code == 2


def test_without_publicity_an_approval_goes_through_with_a_hint_on_stderr(full: Jbgs) -> None:
    ran = full("approve", FILED, "--document", "市长批示", *ON)
    assert (ran.code, ran.out) == (0, f"{FILED} 已立项（市长批示）\n")
    assert "没有立项公示的记录" in ran.err
    assert "文号“市长批示”中没有年份" in ran.err


def test_a_year_against_the_document_is_wrong_usage(full: Jbgs) -> None:
    ran = full("approve", FILED, "--document", "嘉科计〔2021〕12号", "--document-year", "2022", *ON)
    assert (ran.code, "文号“嘉科计〔2021〕12号”中的年份不是 2022" in ran.err) == (2, True)


def test_an_unknown_calendar_is_told_with_the_way_out(full: Jbgs) -> None:
    args = ("publicity", "open", FILED, "--subject", "立项", "--start", "2099-01-05", *ON)
    ran = full(*args)
    assert (ran.code, "2099 年的节假日安排尚未收录" in ran.err, "--until" in ran.err) == (5, True, True)
    done = full(*args, "--until", "2099-01-12", "--reason", "按通知推算")
    assert done.code == 0, done.err
    assert "本单位自定截止日：按通知推算" in full("publicity", "show", "GS-2021-002").out


# -- subsidy ---------------------------------------------------------------------------------------------


def test_a_plan_of_named_projects_by_payer_and_what_is_to_come_back(full: Jbgs) -> None:
    paid = code_at("subsidised")
    ended = full("stage", paid, "--to", "terminated", "--reason", "研发失败", *ON)
    assert f"提示：{paid}：已拨补助应收回 1,000,000.00 元 → jbgs subsidy show {paid}" in ended.err
    told = full("subsidy", "plan", KEY, paid, "--json").json
    assert (told["total"], told["by_payer"], told["count"]) == ("1000000.00", {"海宁市": "1000000.00"}, 1)
    assert told["projects"][0]["steps"][0]["label"] == "实际发生技术合同成交额"
    assert (told["recoverable"], told["recoverable_by_payer"]) == ("1000000.00", {"海宁市": "1000000.00"})
    assert [one["code"] for one in told["recoveries"]] == [paid]
    drawn = full("subsidy", "plan").out
    assert "海宁市 小计" in drawn
    assert "应收回的补助" in drawn
    assert full("subsidy", "plan", KEY, "--region", "海宁").code == 2
    shown = full("subsidy", "show", paid).out
    assert f"应收回：海宁市 1,000,000.00 元 → jbgs subsidy recover {paid} --reason 理由" in shown


def test_recovering_by_payer_and_the_totals(full: Jbgs) -> None:
    paid = code_at("subsidised")
    full("stage", paid, "--to", "terminated", "--reason", "研发失败", *ON)
    done = full("subsidy", "recover", paid, "--amount", "40万", "--payer", "海宁", "--reason", "终止", *ON)
    assert done.out == f"{paid} 已登记从海宁甲公司收回 400,000.00 元（海宁市 400,000.00 元）\n"
    told = full("subsidy", "totals", "--json").json
    whole = {"paid": "2000000.00", "recovered": "400000.00", "net": "1600000.00"}
    assert told == {"by": "payer", "rows": [{"payer": "海宁市", **whole}], "total": whole}
    for by in ("属地", "year", "类型"):
        assert full("subsidy", "totals", "--group-by", by, "--json").json["total"] == whole
    assert "企业关键技术" in full("subsidy", "totals", "--group-by", "track").out
    assert full("subsidy", "totals", "--group-by", "月份").code == 2


def test_a_payer_that_has_no_share_and_one_that_is_none(full: Jbgs) -> None:
    ran = full("subsidy", "pay", KEY, "--payer", "南湖", *ON)
    assert (ran.code, "“南湖区”不承担这个项目的补助（依据：三、2.第三段）" in ran.err) == (5, True)
    assert full("subsidy", "pay", KEY, "--payer", "省厅", *ON).code == 2


def test_other_money_says_whether_it_is_deducted(full: Jbgs, tmp_path: Path) -> None:
    args = ("subsidy", "other", KEY, "--source", "省重点研发", "--amount", "30万", *ON)
    assert full(*args).out.endswith("（省重点研发），只作记录，不扣除\n")
    (tmp_path / "home" / "policy.toml").write_text(
        '[settings]\nother_public_money = { value = "deduct" }', "utf-8"
    )
    again = full(*args, "--reason", "第二年度", "--json")
    assert (again.json["deducted"], len(again.json["other_funds"])) == (True, 2)
    assert full("subsidy", "show", KEY, "--json").json["amount"] == "400000.00"


def test_a_list_names_the_scans_of_each_payment(full: Jbgs, tmp_path: Path) -> None:
    sheet = openpyxl.Workbook()
    for name in ("a.pdf", "b.pdf"):
        (tmp_path / name).write_bytes(b"%PDF-1.7 " + name.encode())
    sheet.active.append(("项目编号", "付款金额", "发票号码", "银行付款凭证号", "存档的扫描件等", "日期"))
    sheet.active.append((SIGNED, "100万", "F1", "V1", "a.pdf；b.pdf", "2021-08-01"))
    sheet.save(tmp_path / "付款.xlsx")
    assert full("contract", "pay", "--from", "付款.xlsx").code == 0
    [made] = full("contract", "show", SIGNED, "--json").json["occurred"]
    assert [one["name"] for one in made["files"]] == ["a.pdf", "b.pdf"]
    told = full("check", "--json").json["problems"]
    assert not [one for one in told if any(kept["sha256"] in one["what"] for kept in made["files"])]
    assert "付款1 附件：a.pdf、b.pdf" in full("history", SIGNED).out.replace("\n", "")


@pytest.mark.parametrize("each", [True, False])
def test_a_list_of_payments_is_stored_whole_or_row_by_row(full: Jbgs, tmp_path: Path, each: bool) -> None:
    sheet = openpyxl.Workbook()
    for row in (
        ("项目编号", "付款金额", "发票号码", "银行付款凭证号", "日期"),
        (SIGNED, "100万", "F1", "V1", "2021-08-01"),
        (FILED, "200万", "F1", "V2", "2021-08-02"),
    ):
        sheet.active.append(row)
    sheet.save(tmp_path / "付款.xlsx")
    with opened(tmp_path / "home") as office:
        before = everything(office)
    ran = full("contract", "pay", "--from", tmp_path / "付款.xlsx", *(["--each"] if each else []))
    assert ran.code == (3 if each else 5)
    assert f"发票“F1”已登记在 {SIGNED}" in ran.err
    with opened(tmp_path / "home") as office:
        assert (everything(office) == before) is not each
        assert ("occurred" in office.project(SIGNED)) is each


def test_several_projects_are_put_before_the_public_by_a_filter(full: Jbgs) -> None:
    args = ("publicity", "open", "--subject", "立项", "--stage", "filed", *ON)
    assert full(*args).code == 2
    assert full(*args, "--count", "1", "--json").json["projects"] == [FILED]
