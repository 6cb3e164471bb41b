"""Copies of a store that are whole or absent, and the way back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

from jbgs.errors import NotFound, Problem, StoreFault
from jbgs.store.database import TIMEOUT
from jbgs.store.faults import Fault, Locked, fault, guarded
from jbgs.store.files import clean_staging, new_private, private_folder, staging, sync, sync_folder
from jbgs.store.originals import Originals
from jbgs.store.store import DATABASE, ORIGINALS, Store

_MOVED = (DATABASE, f"{DATABASE}-journal", ORIGINALS)
"""What makes up a store. The journal goes where its database goes: it belongs to no other."""


def backup(store: Store, to: Path, *, beside: Sequence[str] = ()) -> Path:
    """Copy documents and originals into the new folder ``to``, while others may work on.

    ``beside`` names files and folders that lie beside the store and belong to the office; those that
    exist go along. The copy is read back and verified before it gets its name.

    Raises ``StoreFault`` where ``to`` exists, the disk refuses, or the store itself is damaged (with
    all its faults).
    """
    with guarded(to):
        if to.exists():
            raise fault("备份位置已经有文件", "请换一个名称", to)
        to.parent.mkdir(parents=True, exist_ok=True)
        clean_staging(to.parent)
        with staging(to.parent) as part:
            store.copy_documents(part / DATABASE)
            _copy_originals(store.originals, part)
            _copy_files(store.home, part, beside)
            _require_sound(part)
            part.rename(to)
            sync_folder(to.parent)
    return to


def restore(
    source: Path, home: Path, *, beside: Sequence[str] = (), force: bool = False, timeout: float = TIMEOUT
) -> Path | None:
    """Put a backup into the office's folder.

    ``source`` is a folder made by ``backup``; it is verified first and left as it is. ``force``
    replaces even a sound store. What was there (of ``beside`` too) is kept, in a folder inside ``home``
    that is returned.

    Raises ``NotFound`` where there is no ``source``, ``StoreFault`` where the backup is damaged, the
    disk refuses, or a sound store would be replaced without ``force``.
    """
    with guarded(home):
        private_folder(home)
        if not source.exists():
            raise NotFound(f"没有找到备份“{source}”", remedy="请核对路径")
        if not (source / DATABASE).is_file():
            raise fault("不是备份文件夹", "请指明 jbgs backup 生成的文件夹", source)
        if not force and _is_sound(home, timeout):
            raise fault("这里已有完好的数据库，没有恢复", "确要用备份替换时请加 --force", home)
        with staging(home) as part:
            with closing(Store.open(source)) as store:
                store.copy_documents(part / DATABASE)
                _copy_originals(store.originals, part)
            _copy_files(source, part, beside)
            _require_sound(part)
            aside = _put_aside(home, (*_MOVED, *beside))
            # The database last: until then there is none, which every command says, and this can be repeated.
            for name in (ORIGINALS, *beside):
                if (part / name).exists():
                    (part / name).rename(home / name)
            (part / DATABASE).rename(home / DATABASE)
            sync_folder(home)
    return aside


def faults(store: Store) -> Iterator[Fault]:
    """Everything wrong with the documents, and the originals that are no longer what they were."""
    yield from store.verify()
    yield from store.originals.verify(store.originals.names())


def _copy_originals(source: Originals, folder: Path) -> None:
    target = Originals(folder / ORIGINALS)
    target.create()
    with target.adding() as adding:
        for name in sorted(source.names()):
            adding.add(source.get(name))


def _copy_files(source: Path, folder: Path, names: Iterable[str]) -> None:
    for name in names:
        place = source / name
        for path in sorted(place.rglob("*")) if place.is_dir() else [place]:
            if path.is_file():
                copy = folder / path.relative_to(source)
                copy.parent.mkdir(parents=True, exist_ok=True)
                with new_private(copy) as file:
                    file.write(path.read_bytes())
                    sync(file)


def _require_sound(home: Path, timeout: float = TIMEOUT) -> None:
    with closing(Store.open(home, timeout=timeout)) as store:
        found = [Problem(f.what, remedy=f.fix) for f in faults(store) if f.level == "error"]
    if found:
        raise StoreFault(*found)


def _is_sound(home: Path, timeout: float) -> bool:
    try:
        _require_sound(home, timeout)
    except Locked:
        raise
    except StoreFault:
        return False
    return True


def _put_aside(home: Path, names: Iterable[str]) -> Path | None:
    present = [home / name for name in names if (home / name).exists()]
    if not present:
        return None
    import tempfile

    aside = Path(tempfile.mkdtemp(dir=home, prefix="replaced-"))
    for path in present:
        path.rename(aside / path.name)
    sync_folder(aside)
    return aside
