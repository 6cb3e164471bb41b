"""TinyDB's ``Storage`` over the database: the whole state as a mapping that is read when it is looked at."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tinydb.storages import Storage

from jbgs.store.codec import Doc, text
from jbgs.store.database import Database
from jbgs.store.rows import Rows


class SqliteStorage(Storage):
    """What TinyDB's own methods ask for; ``DocumentTable`` goes to the rows directly."""

    def __init__(self, database: Database) -> None:
        super().__init__()
        self.database = database

    def rows(self, name: str) -> Rows:
        """The documents of a table, which need not exist."""
        return Rows(self.database, name)

    def names(self) -> set[str]:
        """The tables that exist, empty ones too."""
        return {text(name, "catalogue") for (name,) in self.database.query("SELECT name FROM catalogue")}

    def read(self) -> dict[str, Any] | None:
        """Every table, none of its documents read yet; None where there is no table."""
        return {name: self.rows(name) for name in self.names()} or None

    def write(self, data: Mapping[str, Mapping[str, Doc]]) -> None:
        """Make this the whole state: tables left out go, those still as read stay untouched."""
        with self.database.atomic():
            for name in self.names() - data.keys():
                self.rows(name).drop()
            for name, table in data.items():
                if not isinstance(table, Rows):
                    self._replace(self.rows(name), table)

    def close(self) -> None:
        """Let go of the file."""
        self.database.close()

    @staticmethod
    def _replace(rows: Rows, table: Mapping[str, Doc]) -> None:
        rows.clear()
        for key, doc in table.items():
            rows.put(key, doc)
