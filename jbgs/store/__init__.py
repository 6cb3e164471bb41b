"""The document store. Nothing outside knows that it is TinyDB over SQLite."""

from jbgs.store.backup import backup, restore
from jbgs.store.faults import Fault
from jbgs.store.originals import Originals
from jbgs.store.store import DocumentStore, Store

__all__ = ["DocumentStore", "Fault", "Originals", "Store", "backup", "restore"]
