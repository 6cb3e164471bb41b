"""Everything that is wrong with a database of documents, at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress

from jbgs.errors import StoreFault
from jbgs.store.codec import DIGEST_SIZE, Doc, decode, text
from jbgs.store.database import Database
from jbgs.store.faults import REPAIR, RESTORE, Fault, Locked, fault
from jbgs.store.rows import INDEXED, add

_OBJECTS = {"documents", "documents_in_order", "catalogue", "sqlite_sequence"} | {
    f"{table}_by_{field}" for table, fields in INDEXED.items() for field in fields
}
_EMPTY = (0, bytes(DIGEST_SIZE))


def check(database: Database) -> Iterator[Fault]:
    """Faults of the file, of each document, and of the tables as a whole."""
    found: list[Fault] = []
    try:
        with database.snapshot():  # not held while the caller looks at what was found
            found += [*_file(database), *_documents(database)]
    except Locked:
        raise
    except StoreFault as fault:  # so broken that even the end of reading fails
        found.append(_damage(fault))
    yield from found


def _file(database: Database) -> Iterator[Fault]:
    try:
        for (finding,) in database.query("PRAGMA integrity_check"):
            if finding != b"ok":
                said = finding.decode(errors="replace")
                code, fix = _graded(said)
                yield Fault("error", code, f"数据库文件已损坏：{said}", fix)
        for (name,) in database.query(
            "SELECT name FROM sqlite_master WHERE name NOT LIKE 'sqlite_autoindex%'"
        ):
            if (shown := text(name, "sqlite_master")) not in _OBJECTS:
                yield Fault("error", "database-foreign", f"数据库中有不属于本程序的内容：{shown}", RESTORE)
    except StoreFault as fault:
        yield _damage(fault)


def _graded(finding: str) -> tuple[str, str]:
    """An index is made from the documents and can be made again; what else is broken cannot."""
    # https://www.sqlite.org/src/file/src/pragma.c: the findings that are about an index alone.
    about_index = ("missing from index", "wrong # of entries in index", "non-unique entry in index")
    if any(words in finding for words in about_index):
        return "index-damaged", REPAIR
    return "database-damaged", RESTORE


def _documents(database: Database) -> Iterator[Fault]:
    sums: dict[str, tuple[int, bytes]] = defaultdict(lambda: _EMPTY)
    sound = True
    try:
        # Past the indexes, which may be what is damaged.
        for (seq,) in database.query("SELECT seq FROM documents NOT INDEXED ORDER BY seq"):
            try:
                table, digest = _read(database, seq)
                amount, total = sums[table]
                sums[table] = amount + 1, add(total, digest)
            except StoreFault as fault:
                sound = False
                yield _damage(fault, "document-damaged", REPAIR)
        if sound:  # else the sums say the same once more
            yield from _tables(database, sums)
    except StoreFault as fault:
        yield _damage(fault)


def _read(database: Database, seq: int) -> tuple[str, bytes]:
    """Table and digest of a row that is as it was written."""
    name, _, _, digest = _row(database, seq)
    return name, digest


def _row(database: Database, seq: int) -> tuple[str, str, Doc, bytes]:
    found = database.query("SELECT tbl, key, doc, digest FROM documents WHERE seq = ?", (seq,))
    if not found:  # the tree of rows contradicts itself: listed, and not to be found
        raise fault("记录已损坏，没有读取", RESTORE, f"#{seq}")
    [(table, key, doc, digest)] = found
    name = text(table, f"#{seq}")
    return name, *decode(name, key, doc, digest), digest


def readable(database: Database, seq: int) -> tuple[str, str, Doc]:
    """Table, key and document of one row; ``StoreFault`` where it is not what was written."""
    return _row(database, seq)[:3]


def add_up(database: Database) -> dict[str, tuple[int, bytes]]:
    """By table, how many rows there are and the sum of their digests: what the catalogue must say."""
    sums: dict[str, tuple[int, bytes]] = defaultdict(lambda: _EMPTY)
    for (seq,) in database.query("SELECT seq FROM documents NOT INDEXED ORDER BY seq"):
        table, digest = _read(database, seq)
        amount, total = sums[table]
        sums[table] = amount + 1, add(total, digest)
    return sums


def survivors(database: Database) -> Iterator[tuple[str, str, Doc]]:
    """Table, key and document of every row that can still be read, in order of insertion."""
    try:
        with database.snapshot():
            places = database.query("SELECT seq FROM documents NOT INDEXED ORDER BY seq")
            for (seq,) in places:
                with suppress(StoreFault):
                    yield readable(database, seq)
    except StoreFault:  # the file is broken here, which ``check`` tells
        return


def _tables(database: Database, sums: dict[str, tuple[int, bytes]]) -> Iterator[Fault]:
    rows = database.query("SELECT name, amount, total FROM catalogue")
    known = {text(name, "catalogue"): (amount, total) for name, amount, total in rows}
    for name in sorted(known.keys() | sums.keys()):
        expected, present = known.get(name, _EMPTY), sums[name]
        if present != expected:
            what = f"{name} 表的记录被本程序以外的手段增删改过：应有 {expected[0]} 条，现有 {present[0]} 条"
            yield Fault("error", "table-altered", what, REPAIR)


def _damage(fault: StoreFault, code: str = "database-damaged", fix: str = "") -> Fault:
    problem = fault.problems[0]
    return Fault(
        "error",
        code,
        f"{problem.where}：{problem.what}",
        fix or problem.remedy,
        problem.where.replace(" ", "/"),
    )
