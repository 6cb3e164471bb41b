"""Labels and their values in a table, paired by neighbourhood, whatever its layout.

A label's value stands right of it, below it, or in the same cell; a label over several rows or
columns is a group whose cells have labels of their own. No column number means anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from jbgs.importers.document import Cell, Table
from jbgs.importers.form import inline
from jbgs.importers.form.grid import Grid
from jbgs.importers.form.headers import Header, find_headers
from jbgs.importers.form.lexicon import STRANGER, Lexicon, looks_like_label, normalised
from jbgs.importers.form.roles import Role, is_heading, roles
from jbgs.values import UNITS, clean, is_placeholder, one_line

_MARK = re.compile(r"[□☐■☑☒√✓✔○●]|[(（]\s*[√✓✔]?\s*[)）]")
_UNIT_CELL = re.compile("|".join(sorted((*UNITS, "万", "亿"), key=len, reverse=True)))
DEEPEST = 8  # tables within tables


@dataclass(frozen=True, slots=True)
class Pair:
    """A label and its value as they stand on the form.

    ``key`` is the label as the lexicon knows it, empty for an unknown one. ``over`` are the labels of
    the groups around it, nearest first; ``beside`` is the key of the person named before it in its row.
    ``loose`` pairs stand outside the tables.
    """

    label: str
    key: str
    value: str
    where: str
    over: tuple[str, ...] = ()
    beside: str = ""
    loose: bool = False


@dataclass(frozen=True, slots=True)
class List:
    """Rows below one header: as one text, and where they name projects the pairs of each row."""

    whole: Pair
    rows: tuple[tuple[Pair, ...], ...]


@dataclass(slots=True)
class TablePairs:
    """What a table says: its pairs in reading order, and its lists."""

    pairs: list[Pair] = field(default_factory=list)
    lists: list[List] = field(default_factory=list)


def read_table(
    table: Table,
    lexicon: Lexicon,
    identities: frozenset[str],
    where: str,
    over: Sequence[str] = (),
    depth: int = 0,
) -> TablePairs:
    """All pairs of a table in reading order. ``where`` names the table, ``over`` the labels around it."""
    return _Reader(Grid(table), lexicon, identities, where, tuple(over), depth).read()


class _Reader:
    def __init__(
        self,
        grid: Grid,
        lexicon: Lexicon,
        identities: frozenset[str],
        where: str,
        over: tuple[str, ...],
        depth: int,
    ) -> None:
        self.grid, self.lexicon, self.identities = grid, lexicon, identities
        self.where, self.outer, self.depth = where, over, depth
        self.roles, self.keys = roles(grid, lexicon)
        self.done: set[int] = set()
        self.claimed: set[int] = set()  # values: no label, whatever they look like
        self.groups: set[int] = set()
        self.bars: dict[int, str] = {}
        self.found: list[tuple[tuple[int, int], Pair]] = []
        self.lists: list[List] = []

    def read(self) -> TablePairs:
        headers = {header.row: header for header in find_headers(self.grid, self.roles, self.keys)}
        self.done.update(n for header in headers.values() for n in header.over.values())
        bar = ""
        for row in self.grid.rows:
            begun = [n for n in self.grid.line(row) if self._cell(n).row == row]
            bar = self.bars[row] = "" if self._ends_section(begun) else bar
            if row in headers:
                self._header(headers[row])
            for number in begun:
                if number not in self.done and self.roles[number] is Role.LABEL:
                    self._label(number)
            for number in begun:
                if number not in self.done and self.roles[number] is Role.INLINE:
                    self._inline(number)
            bar = self.bars[row]
        self._rest()
        self.found.sort(key=lambda one: one[0])
        return TablePairs([pair for _, pair in self.found], self.lists)

    # -- cells -------------------------------------------------------------------------------------------

    def _cell(self, number: int) -> Cell:
        return self.grid.cells[number]

    def _place(self, number: int) -> str:
        return f"{self.where} {self.grid.place(number)}"

    def _ends_section(self, begun: Sequence[int]) -> bool:
        """Whether a row is a heading that we do not know."""
        if len(begun) != 1 or begun[0] in self.done or self.roles[begun[0]] is not Role.TEXT:
            return False
        return self.grid.is_whole_row(begun[0]) and is_heading(self._cell(begun[0]).text)

    def _add(self, number: int, pair: Pair) -> None:
        cell = self._cell(number)
        self.found.append(((cell.row, cell.col), pair))

    def _pair(self, label: int, value: str, at: int, *, over: tuple[str, ...] | None = None) -> Pair:
        self.done |= {label, at}
        self.claimed.add(at)
        return Pair(
            label=one_line(self._cell(label).text),
            key=self.keys[label],
            value=value,
            where=self._place(at),
            over=self._over(label) if over is None else over,
            beside=self._person_before(label),
        )

    # -- what stands around a label ----------------------------------------------------------------------

    def _over(self, number: int) -> tuple[str, ...]:
        """The keys of the groups that a cell stands in, nearest first."""
        row = self._cell(number).row
        found = [self.keys[n] or STRANGER for n in self._before(number) if n in self.groups]
        bar = self.bars.get(row, "")
        return (*found, *([bar] if bar else []), *self.outer)

    def _before(self, number: int) -> Iterator[int]:
        """The cells left of a cell, nearest first."""
        cell = self._cell(number)
        line = self.grid.line(cell.row)
        yield from (n for n in reversed(line) if self._cell(n).col < cell.col)

    def _person_before(self, number: int) -> str:
        keys = (self._label_key(n) for n in self._before(number))
        return next((person for key in keys if (person := self.lexicon.person(key))), "")

    def _label_key(self, number: int) -> str:
        """The key of a label, or what an unknown one would have."""
        if self.keys[number] or number in self.claimed:
            return self.keys[number]
        text = self._cell(number).text
        return normalised(text) if looks_like_label(text) else ""

    # -- headers over columns ----------------------------------------------------------------------------

    def _header(self, header: Header) -> None:
        """Values below their labels: one row of them, or a list."""
        self.done.update(header.cells)
        cells = {n for row in header.rows for n in row if n is not None}
        self.done |= cells
        self.claimed |= cells
        rows = [row for row in header.rows if any(self._says_something(n) for n in row if n is not None)]
        group = next(self._before(header.leaves[0]), None)
        if group is not None and self._cell(group).rows < header.height:
            group = None
        if group is not None and self._is_list_of(group, header, rows):
            self._block(group, header, rows)
            return
        if group is not None:
            self._open_group(group)
        if len(rows) > 1:
            self._list(header, rows)
            return
        for at, number in enumerate(rows[0] if rows else header.rows[0]):
            if (pair := self._column(header, at, number)) is not None:
                self._add(header.leaves[at], pair)

    def _is_list_of(self, group: int, header: Header, rows: Sequence[tuple[int | None, ...]]) -> bool:
        """Whether columns are a list that is the value of the label beside it, not fields of their own."""
        if self._has_role(group):
            return False
        keys = [self.keys[leaf] for leaf in header.leaves]
        if len(rows) > 1 or any(key in self.lexicon.parts for key in keys):
            return True
        return self.lexicon.is_prose(self.keys[group]) and not all(
            self.lexicon.is_prose(key) for key in keys if key
        )

    def _list(self, header: Header, rows: Sequence[tuple[int | None, ...]]) -> None:
        """Several rows below one header: a form in each, if they name projects."""
        names = any(self.keys[leaf] in self.identities for leaf in header.leaves)
        lines = [[self._column(header, at, n) for at, n in enumerate(row)] for row in rows] if names else []
        whole = tuple(tuple(pair for pair in line if pair is not None) for line in lines)
        first = next(n for row in rows for n in row if n is not None)
        label = _joined([self._cell(leaf).text for leaf in header.leaves])
        self.lists.append(List(Pair(label, "", self._rows_text(rows), self._place(first)), whole))

    def _rows_text(self, rows: Sequence[tuple[int | None, ...]]) -> str:
        return "\n".join(_joined([self._cell(n).text for n in row if n is not None]) for row in rows)

    def _column(self, header: Header, at: int, number: int | None) -> Pair | None:
        leaf = header.leaves[at]
        above = header.over.get(leaf)
        over = (*((self.keys[above] or STRANGER,) if above is not None else ()), *self._over(leaf))
        if number is None:
            return None
        return replace(self._pair(leaf, self._text(number, leaf), number, over=over), beside="")

    def _says_something(self, number: int) -> bool:
        text = self._cell(number).text
        return bool(self._cell(number).tables) or not (is_placeholder(text) or text.strip().isdigit())

    def _has_role(self, number: int) -> bool:
        return self.lexicon.group(self.keys[number]) is not None

    def _block(self, group: int, header: Header, rows: Sequence[tuple[int | None, ...]]) -> None:
        """A list that is the value of the label beside it."""
        counted = self.lexicon.carries_nothing(self.keys[header.leaves[0]])
        text = self._rows_text([row[1:] for row in rows] if counted else rows)
        at = next((n for row in rows for n in row if n is not None), header.leaves[0])
        self._add(group, self._pair(group, text, at))

    # -- labels with their value beside or below ---------------------------------------------------------

    def _label(self, number: int) -> None:
        self._meet_stranger(number)
        self.done.add(number)
        height = self._height(number)
        rights = self._rights(number, height)
        if self._is_group(number, rights):
            self._open_group(number)
        elif rights:
            self._value(number, rights)
        else:
            self._under(number)

    def _meet_stranger(self, number: int) -> None:
        """A text before 姓名, 电话 … that is no value is the label of a group that we do not know."""
        left = self.grid.left(number)
        if left is None or left in self.done or self.keys[number] not in self.lexicon.parts:
            return
        if self.roles[left] is Role.TEXT and self.lexicon.is_stranger(self._cell(left).text):
            self._open_group(left)

    def _height(self, number: int) -> int:
        """How many rows a label stands for: its own, and those below where its column was left empty."""
        cell, first = self._cell(number), self.grid.right(number)
        row = cell.row + cell.rows
        if cell.col or first is None or not self._may_go_on(number, first):
            return cell.rows
        while (below := self.grid.aligned(row, number)) is not None and self.roles[below] is Role.EMPTY:
            right = self.grid.right(below)
            if right is None or self.roles[right] is not self.roles[first]:
                break
            row += self._cell(below).rows
        return row - cell.row

    def _may_go_on(self, number: int, first: int) -> bool:
        """Only a group of labels and free text go on beside empty cells."""
        if self.roles[first] is Role.TEXT:
            return self.lexicon.is_prose(self.keys[number])
        return self.roles[first] is Role.LABEL

    def _rights(self, number: int, height: int) -> list[int]:
        row = self._cell(number).row
        found = (self.grid.right(number, one) for one in range(row, row + height))
        return list(dict.fromkeys(n for n in found if n is not None))

    def _is_group(self, number: int, rights: Sequence[int]) -> bool:
        """Whether the cells to the right have labels of their own."""
        if any(self.roles[n] is Role.LABEL for n in rights):
            return True
        inlines = [n for n in rights if self.roles[n] is Role.INLINE]
        if inlines and (len(inlines) > 1 or not self.lexicon.is_prose(self.keys[number])):
            return True
        return len(rights) > 1 and self._has_role(number) and all(map(self._starts_unknown, rights))

    def _starts_unknown(self, number: int) -> bool:
        """Whether a cell may be a label that we do not know: short, with a cell of its own to the right."""
        return looks_like_label(self._cell(number).text) and self.grid.right(number) is not None

    def _open_group(self, number: int) -> None:
        self.done.add(number)
        self.groups.add(number)

    def _value(self, number: int, rights: Sequence[int]) -> None:
        if rights[0] in self.done:  # the value of a label above, which spans several rows
            self._add(number, self._pair(number, "", number))
            return
        used = [n for first in rights for n in self._joined_cells(number, first)]
        text = "\n".join(self._row_text(number, first) for first in rights)
        self.done.update(used)
        self.claimed.update(used)
        self._add(number, self._pair(number, text.strip("\n"), rights[0]))

    def _joined_cells(self, label: int, first: int) -> list[int]:
        """A value's cell and those after it that only go on: its unit, further boxes, a list's columns."""
        used = [first]
        while (after := self.grid.right(used[-1])) is not None and self.roles[after] is Role.TEXT:
            if after in self.done or not self._goes_on(label, used[-1], after):
                break
            used.append(after)
        return used

    def _goes_on(self, label: int, last: int, after: int) -> bool:
        before, text = self._cell(last).text, self._cell(after).text
        if _UNIT_CELL.fullmatch(text.strip()):
            return before.strip()[-1:].isdigit()
        if _MARK.search(before) and _MARK.search(text):
            return True
        return self._cell(label).rows > 1 and self.lexicon.is_prose(self.keys[label])

    def _row_text(self, label: int, first: int) -> str:
        cells = self._joined_cells(label, first)
        if len(cells) == 1:
            return self._text(first, label)
        texts = [self._text(n, label) for n in cells]
        if _UNIT_CELL.fullmatch(texts[-1].strip()):
            return "".join(text.strip() for text in texts)
        return _joined(texts) if self._cell(label).rows > 1 else "　　".join(texts)

    def _under(self, number: int) -> None:
        """A label with nothing to its right: its value is below, or it is a heading over what follows."""
        below = self.grid.below(number)
        if below is not None and self._is_note(below) and self.grid.below(below) is not None:
            self.done.add(below)
            below = self.grid.below(below)
        if below is None or below in self.done or not self._can_be_below(number, below):
            if self.grid.is_whole_row(number):
                self.bars[self._cell(number).row] = self.keys[number]
            else:
                self._add(number, self._pair(number, "", number))
            return
        self._add(number, self._pair(number, self._text(below, number), below))

    def _is_note(self, number: int) -> bool:
        text = self._cell(number).text
        return bool(text.strip()) and is_placeholder(text)

    def _can_be_below(self, number: int, below: int) -> bool:
        if self.roles[below] is Role.LABEL:
            return False
        if self.roles[below] is Role.INLINE and not self.lexicon.is_prose(self.keys[number]):
            return False
        left = self.grid.left(below)
        return left is None or self.roles[left] is not Role.LABEL

    # -- labels and values in one cell -------------------------------------------------------------------

    def _inline(self, number: int) -> None:
        self.done.add(number)
        lead, pieces = inline.split(self._cell(number).text, self.lexicon)
        over, beside = self._over(number), self._person_before(number)
        if lead:
            self._add(number, Pair("", "", lead, self._place(number), over))
        for at, piece in enumerate(pieces):
            last = at == len(pieces) - 1
            value = piece.value if not last else self._with_tables(piece.value, number, piece.key)
            self._add(
                number, Pair(one_line(piece.label), piece.key, value, self._place(number), over, beside)
            )
            beside = self.lexicon.person(piece.key) or beside

    # -- text of a value ---------------------------------------------------------------------------------

    def _text(self, number: int, label: int) -> str:
        return self._with_tables(self._cell(number).text, number, self.keys[label])

    def _with_tables(self, text: str, number: int, key: str) -> str:
        """A cell's text with the tables nested in it, those that are forms in themselves read as such."""
        parts = [text]
        for at, table in enumerate(self._cell(number).tables, 1):
            if self._is_structure(table, key, has_text=bool(text.strip())):
                self._nested(table, number, at, (key,) if key else ())
            else:
                parts.append("\n".join(_joined([clean(cell.text) for cell in row]) for row in table.rows))
        return "\n".join(part.strip("\n") for part in parts if part.strip()) if len(parts) > 1 else text

    def _is_structure(self, table: Table, key: str, *, has_text: bool) -> bool:
        """Whether a nested table holds fields of the form, rather than being the value itself."""
        if has_text and self.lexicon.is_prose(key):
            return False
        own = set(self.lexicon.meaning(key).fields)
        named = {name for cell in table.cells() for name in self._names(cell, (key,))} - own
        return len(named) > 1

    def _names(self, cell: Cell, over: tuple[str, ...]) -> tuple[str, ...]:
        key = self.lexicon.key(cell.text)
        if not key and inline.begins(cell.text, self.lexicon):
            key = inline.split(cell.text, self.lexicon)[1][0].key
        return self.lexicon.meaning(key, over).fields[:1] if key else ()

    def _nested(self, table: Table, number: int, at: int, over: tuple[str, ...]) -> None:
        if self.depth >= DEEPEST:
            return
        cell = self._cell(number)
        inner = read_table(
            table,
            self.lexicon,
            self.identities,
            f"{self._place(number)} 内表{at}",
            (*over, *self._over(number)),
            self.depth + 1,
        )
        self.found += [((cell.row, cell.col), pair) for pair in inner.pairs]
        self.lists += inner.lists

    # -- what is left ------------------------------------------------------------------------------------

    def _rest(self) -> None:
        """Texts that no label of ours claimed, with the unknown label before them."""
        for row in self.grid.rows:
            left = [n for n in self.grid.line(row) if self._cell(n).row == row and n not in self.done]
            for number in left:
                if number not in self.done and self._says_something(number):
                    self._unknown(number)
                self._leftover_tables(number)

    def _unknown(self, number: int) -> None:
        cell, right = self._cell(number), self.grid.right(number)
        self.done.add(number)
        if right is not None and right not in self.done and looks_like_label(cell.text):
            self._add(number, replace(self._pair(number, self._text(right, number), right), key=""))
            return
        if self.grid.is_whole_row(number) and is_heading(cell.text):
            return
        label, colon, value = cell.text.partition("：")
        if colon and looks_like_label(label):
            self._add(
                number, Pair(one_line(label), "", value.strip(), self._place(number), self._over(number))
            )
            return
        before = next((n for n in self._before(number) if self.roles[n] is Role.LABEL), None)
        named = one_line(self._cell(before).text) if before is not None else ""
        self._add(number, Pair(named, "", cell.text, self._place(number), self._over(number)))

    def _leftover_tables(self, number: int) -> None:
        for at, table in enumerate(self._cell(number).tables, 1):
            self._nested(table, number, at, ())


def _joined(texts: Sequence[str]) -> str:
    """The cells of one row of a list, as one line."""
    return " | ".join(text for text in map(one_line, texts) if text)
