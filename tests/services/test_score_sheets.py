"""Score sheets: what can be written in, and that nothing wrong comes back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from jbgs.errors import JbgsError, NotAllowed, PartlyDone, WrongUsage
from jbgs.registers.reviews import Round
from jbgs.services import past
from jbgs.services.keeping import checks
from jbgs.services.office import Office
from jbgs.services.receiving import intake
from jbgs.services.reviewing import experts, rounds, score_sheets
from jbgs.services.reviewing.score_reading import address
from tests.helpers import at, everything
from tests.services.panel import DAY, NAMED, give, opened, staff, waiting

FIRST = 7  # the row of the first item
MARKS = "EFGHI"
TOTAL, OPINION, RECUSAL = "JKL"


@pytest.fixture
def round_(office: Office) -> Round:
    staff(office)
    return opened(office, waiting(office, "key", "key"), named=[*NAMED, "ZJ-002"])


def sheet(made: Round, folder: Path, expert: str = "张三") -> Path:
    [path] = score_sheets.write(made, folder, [expert])
    return path


def edit(path: Path, change: Callable[[Any], None]) -> Path:
    """The same file, changed by hand in Excel."""
    book = load_workbook(path)
    change(book.active)
    book.save(path)
    return path


def fill(path: Path, *rows: tuple[Any, ...], opinion: str = "同意") -> Path:
    """Marks of each item in turn."""

    def write(page: Any) -> None:
        for number, marks in enumerate(rows, FIRST):
            for column, mark in zip(MARKS, marks, strict=False):
                page[f"{column}{number}"] = mark
            page[f"{OPINION}{number}"] = opinion

    return edit(path, write)


GOOD = ((20, 18.5, 15, 12, 8), (25, 25, 20, 20, 10))


def take(office: Office, *paths: Path, **how: bool) -> list[score_sheets.SheetTaken]:
    return score_sheets.import_sheets(at(office, DAY), paths, **how)


def faults(office: Office, *paths: Path) -> list[str]:
    before = everything(office)
    with pytest.raises(JbgsError) as caught:
        take(office, *paths)
    assert everything(office) == before
    assert list(checks.faults(office)) == []
    return [f"{one.where.rpartition('.xlsx')[2].strip()} {one.what}".strip() for one in caught.value.problems]


# -- out --------------------------------------------------------------------------------------------------


def test_there_is_a_sheet_for_each_member_with_what_he_scores(
    office: Office, round_: Round, tmp_path: Path
) -> None:
    first, second = round_["items"]
    rounds.recuse(at(office, DAY), round_["id"], "张三", [first], reason="师生")
    made = rounds.find(office, round_["id"])
    paths = score_sheets.write(made, tmp_path)
    assert [path.name for path in paths] == [
        "PS-2021-01 评分表 ZJ-001 张三.xlsx",
        "PS-2021-01 评分表 ZJ-002 李四.xlsx",
        "PS-2021-01 评分表 ZJ-003 王五.xlsx",
        "PS-2021-01 评分表 ZJ-004 赵六.xlsx",
    ]
    keys = [[row[1].value for row in load_workbook(path).active.iter_rows(min_row=FIRST)] for path in paths]
    assert [[key for key in one if key] for one in keys] == [[second], *[[first, second]] * 3]


def test_only_marks_opinions_and_recusals_can_be_written(
    office: Office, round_: Round, tmp_path: Path
) -> None:
    page = load_workbook(sheet(round_, tmp_path)).active
    assert page.protection.sheet
    assert not page.protection.password
    free = {cell.coordinate for row in page.iter_rows() for cell in row if not cell.protection.locked}
    assert free == {f"{column}{row}" for row in (7, 8) for column in (*MARKS, OPINION, RECUSAL)}
    assert [page[f"{column}6"].value for column in "BCDE"] == [
        "编号",
        "名称",
        "单位",
        "需求必要性\n（满分 25）",
    ]
    rules = {
        str(rule.sqref): (rule.type, rule.formula1, rule.formula2)
        for rule in page.data_validations.dataValidation
    }
    assert rules["E7"] == ("decimal", "0", "25")
    assert rules["I8"] == ("decimal", "0", "10")
    assert page["B7"].value == next(iter(round_["items"]))
    assert [page["B2"].value, page["C2"].value, page["E2"].value] == ["评审编号", "PS-2021-01", "ZJ-001"]


def test_a_total_is_a_formula_with_its_value_beside_it(office: Office, round_: Round, tmp_path: Path) -> None:
    first, _ = round_["items"]
    made = give(office, round_, "张三", first, 0.5)
    path = sheet(made, tmp_path)
    assert load_workbook(path).active[f"{TOTAL}7"].value == '=IF(COUNT(E7:I7)=0,"",SUM(E7:I7))'
    values = load_workbook(path, data_only=True).active
    assert (values[f"{TOTAL}7"].value, values[f"{TOTAL}8"].value) == (50, None)
    assert values[f"{OPINION}7"].value == "张三的意见"


def test_a_text_that_looks_like_a_formula_stays_text(office: Office, tmp_path: Path) -> None:
    staff(office)
    made = opened(office, waiting(office, "key", owner="=1+1"))
    cell = load_workbook(sheet(made, tmp_path)).active["D7"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


# -- back -------------------------------------------------------------------------------------------------


def test_a_sheet_comes_back_and_the_file_is_kept(office: Office, round_: Round, tmp_path: Path) -> None:
    path = fill(sheet(round_, tmp_path), *GOOD)
    [one] = take(office, path)
    first, second = round_["items"]
    assert (one.status, one.expert, one.items, one.recused) == ("imported", "ZJ-001", [first, second], [])
    kept = rounds.find(office, round_["id"])["scores"]["ZJ-001"][first]
    assert kept["marks"] == {
        "need": "20",
        "novelty": "18.5",
        "targets": "15",
        "benefits": "12",
        "funding": "8",
    }
    assert (kept["opinion"], kept["sheet"]) == ("同意", one.sha256)
    assert office.store.originals.get(one.sha256) == path.read_bytes()
    assert office.store.get("files", one.sha256)["records"] == ["reviews/PS-2021-01"]  # type: ignore[index]
    assert list(checks.faults(office)) == []


def test_the_same_again_changes_nothing_and_another_revises(
    office: Office, round_: Round, tmp_path: Path
) -> None:
    path = fill(sheet(round_, tmp_path), *GOOD)
    take(office, path)
    before = everything(office)
    assert take(office, path)[0].status == "unchanged"
    saved_again = edit(path, lambda page: None)
    assert take(office, saved_again)[0].status == "unchanged"
    assert everything(office) == before
    revised = edit(path, lambda page: page.__setitem__("E7", 21))
    [one] = take(office, revised)
    assert (one.status, one.items) == ("revised", [next(iter(round_["items"]))])
    event = [e for e in past.events_of(office, "reviews/PS-2021-01") if e["kind"] == "score"][-1]
    assert event["note"].startswith("张三改评（PS-2021-01")
    assert {"field": "scores.ZJ-001.GJ-2021-HN-001.marks.need", "before": "20", "after": "21"} in event[
        "changes"
    ]


def test_rows_and_columns_in_another_order_are_known_again(
    office: Office, round_: Round, tmp_path: Path
) -> None:
    path = fill(sheet(round_, tmp_path), *GOOD)

    def shuffle(page: Any) -> None:
        for row in (7, 8):  # the columns of 需求必要性 and 投入与进度 change places
            page[f"E{row}"].value, page[f"I{row}"].value = page[f"I{row}"].value, page[f"E{row}"].value
        page["E6"].value, page["I6"].value = page["I6"].value, page["E6"].value
        for column in "BCDEFGHIK":
            one, two = page[f"{column}7"], page[f"{column}8"]
            one.value, two.value = two.value, one.value

    [one] = take(office, edit(path, shuffle))
    assert one.status == "imported"
    marks = rounds.find(office, round_["id"])["scores"]["ZJ-001"]
    assert [list(marks[item]["marks"].values()) for item in round_["items"]] == [
        ["20", "18.5", "15", "12", "8"],
        ["25", "25", "20", "20", "10"],
    ]


def test_a_recusal_in_the_sheet_takes_the_expert_from_the_item(
    office: Office, round_: Round, tmp_path: Path
) -> None:
    first, second = round_["items"]
    path = fill(sheet(round_, tmp_path), *GOOD)

    def recuse(page: Any) -> None:
        for column in (*MARKS, OPINION):
            page[f"{column}7"] = None
        page[f"{RECUSAL}7"] = "与该公司有合作"

    [one] = take(office, edit(path, recuse))
    made = rounds.find(office, round_["id"])
    assert (one.items, one.recused) == ([second], [first])
    assert made["recusals"]["1"]["reason"] == "与该公司有合作"
    assert first not in made["scores"]["ZJ-001"]
    again = fill(path, *GOOD)
    assert faults(office, edit(again, lambda page: page.__setitem__(f"{RECUSAL}7", None))) == [
        f"{column}7 {first} 已登记回避，不应打分" for column in MARKS
    ]


def wrong() -> Iterator[tuple[str, Callable[[Any], None], list[str]]]:
    def put(**cells: Any) -> Callable[[Any], None]:
        return lambda page: [page.__setitem__(place, value) for place, value in cells.items()]

    yield "a mark above the full marks", put(E7=25.1), ["E7 “需求必要性”的 25.1 分超过满分 25"]
    yield "two decimals", put(F7=18.25), ["F7 “技术先进性”的 18.25 分多于一位小数"]
    yield "no number", put(G8="优"), ["G8 “考核指标”的“优”不是分数"]
    yield "below nothing", put(G8=-1), ["G8 “考核指标”的“-1”不是分数"]
    yield "a percentage", put(G8="95%"), ["G8 “考核指标”的“95%”不是分数"]
    yield "an empty mark", put(H8=None), ["H8 没有打“预期效益”的分"]
    yield "no opinion", put(K8="  "), ["K8 没有填写评审意见"]
    yield (
        "several at once",
        put(E7="x", K7=None, I8=11),
        ["E7 “需求必要性”的“x”不是分数", "K7 没有填写评审意见", "I8 “投入与进度”的 11 分超过满分 10"],
    )
    yield (
        "marks beside a recusal",
        put(L8="有利害关系"),
        [f"{column}8 GJ-2021-HN-002 写了回避理由，不应打分" for column in MARKS],
    )
    yield (
        "an unknown item",
        put(B8="GJ-2021-HN-777"),
        [
            "B8 “GJ-2021-HN-777”不在本次评审中",
            "缺少 GJ-2021-HN-002 一行",
        ],
    )
    yield (
        "an item twice",
        put(B8="GJ-2021-HN-001"),
        [
            "B8 GJ-2021-HN-001 出现了两次",
            "缺少 GJ-2021-HN-002 一行",
        ],
    )
    yield (
        "codes moved without the rest",
        put(B7="GJ-2021-HN-002", B8="GJ-2021-HN-001"),
        [
            "C7 名称与编号 GJ-2021-HN-002 不符，各行可能错位",
            "C8 名称与编号 GJ-2021-HN-001 不符，各行可能错位",
        ],
    )
    yield "a code taken out", put(B8=None), ["B8 这一行没有编号", "缺少 GJ-2021-HN-002 一行"]
    yield "a row taken out", lambda page: page.delete_rows(8), ["缺少 GJ-2021-HN-002 一行"]
    yield (
        "a row not scored",
        lambda page: [page.__setitem__(f"{c}8", None) for c in (*MARKS, OPINION)],
        ["第8行 GJ-2021-HN-002 没有评分，也没有写回避理由"],
    )
    yield (
        "other full marks",
        put(E6="需求必要性\n（满分 30）"),
        [
            "E6 表头“需求必要性 （满分 30）”不是本次评审的栏目",
            "第6行 缺少“需求必要性 （满分 25）”一栏，评分项目被改动",
        ],
    )
    yield "a criterion more", put(M6="颜值"), ["M6 表头“颜值”不是本次评审的栏目"]
    yield "another expert", put(E2="ZJ-002"), ["“ZJ-002 张三”不在评审 PS-2021-01 的专家组中"]
    yield "no expert", put(E2=None), ["“张三”不在评审 PS-2021-01 的专家组中"]
    yield "another round", put(C2="PS-2021-02"), ["没有评审“PS-2021-02”"]
    yield "no round", put(B2="编者"), ["不是本程序生成的评分表"]


@pytest.mark.parametrize(("change", "said"), [one[1:] for one in wrong()], ids=[one[0] for one in wrong()])
def test_every_fault_is_told_with_its_cell(
    office: Office, round_: Round, tmp_path: Path, change: Callable[[Any], None], said: list[str]
) -> None:
    path = edit(fill(sheet(round_, tmp_path), *GOOD), change)
    assert faults(office, path) == said


def test_all_files_or_none_and_each_for_itself_when_asked(
    office: Office, round_: Round, tmp_path: Path
) -> None:
    good = fill(sheet(round_, tmp_path), *GOOD)
    bad = fill(sheet(round_, tmp_path, "王五"), (30, 18, 15, 12, 8), GOOD[1])
    gone = tmp_path / "没有.xlsx"
    (tmp_path / "信.xlsx").write_text("不是表")
    assert faults(office, good, bad, gone, tmp_path / "信.xlsx") == [
        "E7 “需求必要性”的 30 分超过满分 25",
        "文件不存在",
        "是纯文本文件，不能读取",
    ]
    assert office.store.originals.names() == set()
    taken = take(office, good, bad, each=True)
    assert [one.status for one in taken] == ["imported", "refused"]
    assert isinstance(score_sheets.refused(taken), PartlyDone)
    assert isinstance(score_sheets.refused(take(office, bad, each=True)), WrongUsage)
    assert score_sheets.refused(taken[:1]) is None
    assert set(rounds.find(office, round_["id"])["scores"]) == {"ZJ-001"}


def test_a_dry_run_keeps_nothing(office: Office, round_: Round, tmp_path: Path) -> None:
    path = fill(sheet(round_, tmp_path), *GOOD)
    before = everything(office)
    [one] = score_sheets.import_sheets(at(office, DAY, dry_run=True), [path])
    assert one.status == "imported"
    assert (everything(office), office.store.originals.names()) == (before, set())


def test_an_undone_import_can_be_done_again(office: Office, round_: Round, tmp_path: Path) -> None:
    path = fill(sheet(round_, tmp_path), *GOOD)
    take(office, path)
    past.undo(office, None)
    assert "scores" not in rounds.find(office, round_["id"])
    assert list(checks.faults(office)) == []
    assert take(office, path)[0].status == "imported"


def test_a_sheet_is_no_form(office: Office, round_: Round, tmp_path: Path) -> None:
    path = fill(sheet(round_, tmp_path), *GOOD)
    take(office, path)
    done = intake.import_paths(office, [path])
    assert (done.files[0].status, done.batch) == ("unchanged", None)


def test_the_card_may_change_meanwhile(office: Office, round_: Round, tmp_path: Path) -> None:
    path = fill(sheet(round_, tmp_path), *GOOD)
    experts.edit(office, "张三", {"name": "张三丰"}, reason="更名")
    assert take(office, path)[0].status == "imported"


def test_a_recusal_that_leaves_no_panel_is_refused(office: Office, tmp_path: Path) -> None:
    staff(office)
    made = opened(office, waiting(office, "common"))
    path = edit(sheet(made, tmp_path), lambda page: page.__setitem__("L7", "亲属"))
    with pytest.raises(NotAllowed) as caught:
        take(office, path)
    assert "缺少技术领域" in caught.value.problems[0].what


@pytest.mark.parametrize(
    ("row", "col", "said"),
    [
        (0, 0, "A1"),
        (6, 25, "Z7"),
        (9, 26, "AA10"),
        (0, 701, "ZZ1"),
        (0, 702, "AAA1"),
        (3, None, "第4行"),
        (None, None, ""),
    ],
)
def test_a_cell_has_its_name(row: int | None, col: int | None, said: str) -> None:
    assert address(row, col) == said
