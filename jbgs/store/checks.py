"""Everything that is wrong with a database of documents, at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from jbgs.errors import StoreFault
from jbgs.store.codec import DIGEST_SIZE, decode, text
from jbgs.store.database import Database
from jbgs.store.faults import RESTORE, Fault
from jbgs.store.rows import INDEXED, add

_OBJECTS = {"documents", "documents_in_order", "catalogue", "sqlite_sequence"} | {
    f"{table}_by_{field}" for table, fields in INDEXED.items() for field in fields
}
_EMPTY = (0, bytes(DIGEST_SIZE))


def check(database: Database) -> Iterator[Fault]:
    """Faults of the file, of each document, and of the tables as a whole."""
    with database.snapshot():  # not held while the caller looks at what was found
        found = [*_file(database), *_documents(database)]
    yield from found


def _file(database: Database) -> Iterator[Fault]:
    try:
        for (finding,) in database.query("PRAGMA integrity_check"):
            if finding != b"ok":
                what = f"数据库文件已损坏：{finding.decode(errors='replace')}"
                yield Fault("error", "database-damaged", what, RESTORE)
        for (name,) in database.query(
            "SELECT name FROM sqlite_master WHERE name NOT LIKE 'sqlite_autoindex%'"
        ):
            if (shown := text(name, "sqlite_master")) not in _OBJECTS:
                yield Fault("error", "database-foreign", f"数据库中有不属于本程序的内容：{shown}", RESTORE)
    except StoreFault as fault:
        yield _damage(fault)


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
                yield _damage(fault, "document-damaged")
        if sound:  # else the sums say the same once more
            yield from _tables(database, sums)
    except StoreFault as fault:
        yield _damage(fault)


def _read(database: Database, seq: int) -> tuple[str, bytes]:
    """Table and digest of a row that is as it was written."""
    ((table, key, doc, digest),) = database.query(
        "SELECT tbl, key, doc, digest FROM documents WHERE seq = ?", (seq,)
    )
    name = text(table, f"#{seq}")
    decode(name, key, doc, digest)
    return name, digest


def _tables(database: Database, sums: dict[str, tuple[int, bytes]]) -> Iterator[Fault]:
    rows = database.query("SELECT name, amount, total FROM catalogue")
    known = {text(name, "catalogue"): (amount, total) for name, amount, total in rows}
    for name in sorted(known.keys() | sums.keys()):
        expected, present = known.get(name, _EMPTY), sums[name]
        if present != expected:
            what = f"{name} 表的记录被本程序以外的手段增删改过：应有 {expected[0]} 条，现有 {present[0]} 条"
            yield Fault("error", "table-altered", what, RESTORE)


def _damage(fault: StoreFault, code: str = "database-damaged") -> Fault:
    problem = fault.problems[0]
    return Fault("error", code, f"{problem.where}：{problem.what}", problem.remedy)
