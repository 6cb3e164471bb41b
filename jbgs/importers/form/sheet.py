"""A table while it is being read: its grid, what each cell is, and what has been used of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from operator import itemgetter

from jbgs.importers.document import Table
from jbgs.importers.form import inline
from jbgs.importers.form.answers import is_colon
from jbgs.importers.form.grid import Grid
from jbgs.importers.form.lexica import Lexica
from jbgs.importers.form.lexicon import LONGEST_LABEL, Lexicon, looks_like_label, normalised
from jbgs.importers.form.pairs import List, Pair, TablePairs
from jbgs.importers.form.roles import EMPTY, INLINE, LABEL, TEXT, Role, roles
from jbgs.importers.form.whose import STRANGER
from jbgs.values import clean, is_placeholder, label_unit, one_line

_COUNT = 2  # digits of a mere number in a list
DEEPEST = 8  # tables within tables


class Sheet:
    """The state of reading one table.

    Cells go by their number in the grid. ``done`` are those that need no more looking at, ``claimed``
    those of them that are values, ``groups`` labels over other labels. By their rows go ``bars``, the key of
    the heading above; ``halves``, the columns where headings side by side begin; ``after``, somebody else
    whose facts a row goes on with, in ``doubtful`` ones perhaps; and ``units``, the unit stated there.
    ``outer`` are the labels around the table.
    """

    def __init__(
        self, table: Table, lexica: Lexica, lexicon: Lexicon, where: str, outer: tuple[str, ...], unit: str
    ) -> None:
        self.grid, self.lexica, self.lexicon = Grid(table), lexica, lexicon
        self.cells = self.grid.cells
        self.where, self.outer = where, outer
        self.roles, self.keys = roles(self.grid, lexicon)
        self.done: set[int] = set()
        self.claimed: set[int] = set()
        self.groups: set[int] = set()
        self.bars: dict[int, str] = {}
        self.halves: dict[int, list[tuple[int, str]]] = {}
        self.after: dict[int, str] = {}
        self.doubtful: set[int] = set()
        self.unit = unit
        self.units: dict[int, str] = {}
        self.inner: list[tuple[int, Table, str, tuple[str, ...]]] = []
        self.lists: list[List] = []
        self._found: list[tuple[int, int, Pair]] = []
        self._columns: dict[tuple[int, int, Callable[[Sheet, list[int]], bool]], bool] = {}

    # -- cells -------------------------------------------------------------------------------------------

    @property
    def lines(self) -> list[list[int]]:
        """The cells of each row, also those that began above."""
        return [*self.grid.lines.values()]

    def place(self, number: int) -> str:
        """Where a cell is, in a clerk's words."""
        return f"{self.where} {self.grid.place(number)}"

    def says_something(self, number: int) -> bool:
        """Whether a cell holds an answer: not nothing, a hint, or a mere number in a list."""
        cell = self.cells[number]
        text = cell.text.strip()
        return bool(cell.tables) or not (is_placeholder(text) or (text.isdigit() and len(text) <= _COUNT))

    def is_open(self, number: int, role: Role) -> bool:
        """Whether a cell has a role and has not been dealt with."""
        return number not in self.done and self.roles[number] is role

    def is_prose(self, label: int) -> bool:
        """Whether a label's value is free text."""
        return self.lexicon.is_prose(self.keys[label])

    def has_role(self, label: int) -> bool:
        """Whether a label stands for a group whose parts are fields, such as 联系人."""
        return self.lexicon.group(self.keys[label]) is not None

    def open_group(self, label: int) -> None:
        """Take a label as one over other labels."""
        self.done.add(label)
        self.groups.add(label)

    # -- what stands around a label ----------------------------------------------------------------------

    def over(self, number: int) -> tuple[str, ...]:
        """The keys of the groups that a cell stands in, nearest first."""
        row = self.cells[number].row
        bar = self.bars.get(row, "")
        outer = (bar, *self.outer) if bar else self.outer
        if not (self.groups or row in self.halves):
            return outer
        found = [self.group_key(n) for n in self.grid.before(number) if n in self.groups]
        halves = self.halves.get(row, ())
        half = [key for col, key in halves if col <= self.cells[number].col][-1:]
        return (*found, *half, *outer)

    def rights(self, number: int) -> list[int]:
        """The cells to the right of a label, in all the rows that it stands for."""
        cell, first = self.cells[number], self._behind(number)
        height = cell.rows if cell.col or first is None else self._height(number, first)
        if height == 1:
            return [] if first is None else [first]
        found = (self.grid.right(number, row) for row in range(cell.row, cell.row + height))
        return list(dict.fromkeys(n for n in found if n is not None))

    def _behind(self, label: int) -> int | None:
        """The cell right of a label, past one in which only its colon stands."""
        first = self.grid.rights[label]
        if first is None or not is_colon(self.cells[first].text) or not self._is_colons(first):
            return first
        self.done.add(first)
        return self.grid.rights[first]

    def _is_colons(self, number: int) -> bool:
        """Whether a column holds but colons, answers behind them; else a colon may be an empty answer."""
        value = self.grid.rights[number]
        if value is None or self.roles[value] is LABEL:
            return False
        after = self.grid.rights[value]
        if after is not None and self.lexicon.answers.lead(self.cells[after].text):
            return False  # the value is a label that we do not know
        return self.of_column(number, _are_colons)

    def of_column(self, number: int, tell: Callable[[Sheet, list[int]], bool]) -> bool:
        """What is to be told of the cells that have a cell's edges, found once for each column."""
        cell = self.cells[number]
        key = (cell.col, cell.cols, tell)
        if key not in self._columns:
            aligned = (self.grid.aligned(row, number) for row in self.grid.rows)
            self._columns[key] = tell(self, [n for n in aligned if n is not None])
        return self._columns[key]

    def _height(self, number: int, first: int) -> int:
        """How many rows a label stands for: its own, and those below where its column was left empty."""
        cell, roles = self.cells[number], self.roles
        row = cell.row + cell.rows
        if roles[first] is EMPTY or not self._may_go_on(number, first):
            return cell.rows
        while (below := self.grid.aligned(row, number)) is not None and roles[below] is EMPTY:
            right = self.grid.rights[below]
            if right is None or roles[right] is not roles[first]:
                break
            row += self.cells[below].rows
        return row - cell.row

    def _may_go_on(self, number: int, first: int) -> bool:
        """Only a group of labels and free text go on beside empty cells."""
        if self.roles[first] is TEXT:
            return self.is_prose(number)
        return self.roles[first] is LABEL

    def question(self, answer: int) -> str:
        """The text above an answer that a mark leads, which asks for it."""
        cell = self.cells[answer]
        above = self.grid.aligned(cell.row - 1, answer)
        is_free = above is not None and above not in self.claimed and self.roles[above] is TEXT
        return self.cells[above].text if above is not None and is_free else ""

    def unit_of(self, number: int) -> str:
        """The unit for bare numbers that the groups and headings over a cell name."""
        if self.groups:
            groups = (label_unit(self.cells[n].text) for n in self.grid.before(number) if n in self.groups)
            if unit := next(filter(None, groups), ""):
                return unit
        return self.units.get(self.cells[number].row, self.unit) if self.units else self.unit

    def group_key(self, label: int) -> str:
        """The key of a label over others; an unknown one may be a stranger's, or mean nothing (基本信息)."""
        return self.keys[label] or (STRANGER if self.lexicon.is_stranger(self.cells[label].text) else "")

    def whose(self, number: int) -> str:
        """Whose the facts in a cell are, by the persons and units named left of it in its row."""
        who = self.after.get(self.cells[number].row, "")
        for other in reversed(self.grid.before(number)):
            who = self._then(other, who)
        return who

    def _then(self, number: int, who: str) -> str:
        """Whose the facts right of a cell are, given whose those left of it were."""
        for key in self.labels_in(number):
            who = self.lexicon.whose.then(key, who)
        return who

    def labels_in(self, number: int) -> list[str]:
        """The keys of the labels in a cell, or what unknown ones would have."""
        if self.keys[number]:
            return [self.keys[number]]
        if number in self.claimed or self.roles[number] is EMPTY:
            return []
        text = self.cells[number].text
        if self.roles[number] is INLINE:
            lead, pieces = inline.split(text, self.lexicon)
            return [*inline.last_label(lead), *(piece.key or normalised(piece.label) for piece in pieces)]
        if len(text) <= LONGEST_LABEL and (label := inline.last_label(text)):
            return label
        return [normalised(text)] if looks_like_label(text) else self.lexicon.whose.asked_about(text)

    # -- pairs -------------------------------------------------------------------------------------------

    def add(self, at: int, pair: Pair) -> None:
        """Keep a pair, at the place of a cell in the reading order."""
        cell = self.cells[at]
        self._found.append((cell.row, cell.col, pair))

    def pair(self, label: int, value: str, at: int, over: tuple[str, ...] | None = None) -> Pair:
        """A label's cell and its value, which begins in the cell ``at``; both are dealt with."""
        self.done.update((label, at))
        self.claimed.add(at)
        key, cell = self.keys[label], self.cells[label]
        return Pair(
            one_line(cell.text),
            key,
            value,
            f"{self.where} {self.grid.place(at)}",
            self.over(label) if over is None else over,
            self.whose(label) if key in self.lexicon.whose.near else "",
            unit=self.unit_of(label),
            doubtful=cell.row in self.doubtful,
        )

    def result(self, inner: Iterable[tuple[int, TablePairs]]) -> TablePairs:
        """Everything found, with what the tables nested in cells say in its place."""
        for at, said in inner:
            self._found += [(self.cells[at].row, self.cells[at].col, pair) for pair in said.pairs]
            self.lists += said.lists
        self._found.sort(key=itemgetter(0, 1))
        return TablePairs([pair for _, _, pair in self._found], self.lists)

    # -- the text of a value -----------------------------------------------------------------------------

    def text(self, number: int, label: int) -> str:
        """The value that a cell holds for a label."""
        cell = self.cells[number]
        return self.with_tables(cell.text, number, self.keys[label]) if cell.tables else cell.text

    def with_tables(self, text: str, number: int, key: str) -> str:
        """A text with the cell's nested tables, those apart that are part of the form themselves."""
        cell, parts = self.cells[number], [text]
        if not cell.tables:
            return text
        for at, table in enumerate(cell.tables):
            if self._is_structure(table, key, has_text=bool(text.strip())):
                self.nest(number, at, (key,) if key else ())
            else:
                parts.append(self.as_text(table))
        return "\n".join(part.strip("\n") for part in parts if part.strip())

    def as_text(self, table: Table) -> str:
        """A table as text, a line for each row."""
        return "\n".join(in_a_line([clean(cell.text) for cell in row]) for row in table.rows)

    def nest(self, number: int, at: int, over: tuple[str, ...] = ()) -> None:
        """Note a nested table to be read for itself."""
        where = f"{self.place(number)} 内表{at + 1}"
        self.inner.append((number, self.cells[number].tables[at], where, (*over, *self.over(number))))

    def _is_structure(self, table: Table, key: str, *, has_text: bool) -> bool:
        """Whether a nested table holds fields of the form, rather than being the value itself."""
        is_group = self.lexicon.group(key) is not None
        if self.lexicon.is_prose(key) and not is_group and (has_text or self._is_list(table)):
            return False
        named = {name for cell in table.cells() for name in self._fields(cell.text, key)}
        others = named.difference(self.lexicon.meaning(key).fields)
        return len(others) > 1 or (len(named) > 1 and is_group)

    def _is_list(self, table: Table) -> bool:
        """Whether a table lists facts of anybody (单位名称, 联系人), such as a consortium's members."""
        keys = [self.lexicon.key(cell.text) for cell in (table.rows[0] if table.rows else ())]
        counted = bool(keys) and self.lexicon.carries_nothing(keys[0])
        return len(table.rows) > (1 if counted else 2) and self.lexicon.parts.issuperset(
            filter(None, keys[counted:])
        )

    def _fields(self, text: str, over: str) -> tuple[str, ...]:
        """The field that a text names as a label, alone or before its value."""
        key = self.lexicon.key(text)
        if not key and inline.begins(text, self.lexicon):
            key = inline.split(text, self.lexicon)[1][0].key
        return self.lexicon.meaning(key, (over,)).fields[:1] if key else ()


def _are_colons(sheet: Sheet, cells: list[int]) -> bool:
    return len(cells) > 1 and all(is_colon(sheet.cells[n].text) for n in cells)


def in_a_line(texts: Sequence[str]) -> str:
    """The cells of one row of a list, as one line."""
    return " | ".join(text for text in map(one_line, texts) if text)
