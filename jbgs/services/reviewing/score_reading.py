"""A score sheet read back against its round, cell by cell: every fault with its cell named."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from jbgs.errors import Problem, WrongUsage
from jbgs.importers.document import Document, Table
from jbgs.registers.reviews import Round
from jbgs.reports import score_sheet as words
from jbgs.services.receiving.known import same
from jbgs.services.reviewing import panels, scores
from jbgs.values import clean, compact, one_line


@dataclass(frozen=True, slots=True)
class Row:
    """What an expert wrote on one item."""

    marks: dict[str, str]
    opinion: str
    recusal: str


@dataclass(frozen=True, slots=True)
class Form:
    """The cells of the table that is a score sheet."""

    cells: Mapping[tuple[int, int], str]

    def value(self, label: str) -> str:
        """What stands right of a label."""
        place = self.place(label)
        return clean(self.cells.get((place[0], place[1] + 1), "")) if place else ""

    def place(self, label: str) -> tuple[int, int] | None:
        """Where a text stands."""
        wanted = compact(label)
        return next((place for place, text in self.cells.items() if compact(text) == wanted), None)


def form_of(document: Document) -> Form:
    """The one table of a file that is a score sheet."""
    found = [form for table in document.tables if (form := Form(_cells(table))).place(words.ROUND)]
    if len(found) != 1:
        what = "不是本程序生成的评分表" if not found else f"有 {len(found)} 张评分表"
        raise WrongUsage(what, remedy="请用 jbgs review sheet 生成的文件填写，一个文件一张表")
    return found[0]


def _cells(table: Table) -> dict[tuple[int, int], str]:
    return {(cell.row, cell.col): cell.text for cell in table.cells()}


def read_rows(made: Round, expert: str, form: Form) -> dict[str, Row]:
    """What an expert's sheet says by item; ``WrongUsage`` with all that is wrong with it."""
    return _Reader(made, expert, form).rows()


class _Reader:
    """One sheet read against its round; every fault is collected with its cell."""

    def __init__(self, made: Round, expert: str, form: Form) -> None:
        self.made, self.expert, self.form = made, expert, form
        self.faults: list[Problem] = []

    def rows(self) -> dict[str, Row]:
        """As ``read_rows``."""
        columns, header = self._columns()
        found: dict[str, Row] = {}
        if not self.faults:
            for row in sorted({row for row, _ in self.form.cells if row > header}):
                if (item := self._item(row, columns, found)) is not None:
                    found[item] = self._row(row, item, columns)
            self._absent(found)
        if self.faults:
            raise WrongUsage(*self.faults)
        return found

    def _columns(self) -> tuple[dict[str, int], int]:
        """Which column is which; the criteria must be those of the round, in whatever order."""
        place = self.form.place(words.KEY)
        if place is None:
            self._fault("没有表头", None, 0)
            return {}, 0
        header = place[0]
        criteria = self.made["scheme"]["criteria"]
        wanted = {"key": words.KEY, "title": words.TITLE, "opinion": words.OPINION, "recusal": words.RECUSAL}
        wanted |= {f"mark {one['key']}": words.heading(one) for one in criteria}
        known = {compact(title): name for name, title in wanted.items()}
        passed = {compact(title) for title in (words.NUMBER, words.UNIT, words.TOTAL)}
        columns: dict[str, int] = {}
        for (row, col), text in self.form.cells.items():
            title = compact(text)
            if row != header or not title or title in passed:
                continue
            if title not in known or known[title] in columns:
                self._fault(f"表头“{one_line(text)}”不是本次评审的栏目", row, col)
            else:
                columns[known[title]] = col
        for title in (title for name, title in wanted.items() if name not in columns):
            self._fault(f"缺少“{one_line(title)}”一栏，评分项目被改动", header, None)
        return columns, header

    def _item(self, row: int, columns: Mapping[str, int], found: Mapping[str, Row]) -> str | None:
        """The item of a row; ``None`` for a row that is none, or a wrong one."""
        written = self._cell(row, columns["key"])
        if not written:
            if any(self._cell(row, col) for name, col in columns.items() if name != "title"):
                self._fault("这一行没有编号", row, columns["key"])
            return None
        item = compact(written).upper()
        if item not in self.made["items"]:
            self._fault(f"“{written}”不在本次评审中", row, columns["key"])
        elif item in found:
            self._fault(f"{item} 出现了两次", row, columns["key"])
        elif same(self._cell(row, columns["title"])) != same(self.made["items"][item]["title"]):
            self._fault(f"名称与编号 {item} 不符，各行可能错位", row, columns["title"])
        else:
            return item
        return None

    def _row(self, row: int, item: str, columns: Mapping[str, int]) -> Row:
        """What an expert wrote in a row: marks with an opinion, or a reason to keep out of it."""
        criteria = self.made["scheme"]["criteria"]
        recusal, opinion = (self._cell(row, columns[name]) for name in ("recusal", "opinion"))
        places = {one["key"]: columns[f"mark {one['key']}"] for one in criteria}
        away = self.expert not in panels.able(self.made, item)
        if recusal or away:
            why = "已登记回避" if away else "写了回避理由"
            for col in places.values():
                if self._cell(row, col):
                    self._fault(f"{item} {why}，不应打分", row, col)
            return Row({}, "", recusal)
        if not opinion and not any(self._cell(row, col) for col in places.values()):
            self._fault(f"{item} 没有评分，也没有写回避理由", row, None)
            return Row({}, "", "")
        marks: dict[str, str] = {}
        for one in criteria:
            marks[one["key"]], wrong = scores.parse_mark(one, self._cell(row, places[one["key"]]))
            if wrong:
                self._fault(wrong, row, places[one["key"]])
        if not opinion:
            self._fault("没有填写评审意见", row, columns["opinion"])
        return Row(marks, opinion, "")

    def _absent(self, found: Mapping[str, Row]) -> None:
        """Items whose row was taken out."""
        for item in self.made["items"]:
            named = any(compact(text).upper() == item for text in self.form.cells.values())
            if item not in found and not named and self.expert in panels.able(self.made, item):
                self._fault(f"缺少 {item} 一行", None, None)

    def _cell(self, row: int, col: int) -> str:
        return clean(self.form.cells.get((row, col), ""))

    def _fault(self, what: str, row: int | None, col: int | None) -> None:
        self.faults.append(Problem(what, where=address(row, col), remedy="请专家改正后重新导入"))


def address(row: int | None, col: int | None) -> str:
    """A cell as Excel names it (``E7``), from row and column counted from 0; a row or nothing alone."""
    if row is None:
        return ""
    if col is None:
        return f"第{row + 1}行"
    letters, rest = "", col + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        letters = chr(ord("A") + digit) + letters
    return f"{letters}{row + 1}"
