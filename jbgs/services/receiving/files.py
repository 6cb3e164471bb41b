"""The files that a command's paths mean, and their names as text."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

_HIDDEN = (".", "~$", "~WRL")  # also what Word and WPS keep beside an open file
_OF_SYSTEMS = frozenset({"thumbs.db", "desktop.ini", "__macosx"})


def files_in(paths: Iterable[Path], *, but: Path | None = None) -> Iterator[Path]:
    """The files meant, each once: a folder stands for all it holds, but for what programs hide there.

    The folder ``but`` inside another (the office's own home, with the originals) is passed over.
    A folder that cannot be opened is given itself, so that it is refused by name.
    """
    seen: set[str] = set()
    for path in paths:
        inside = _walk(path, _place(but) if but else "") if is_folder(path) else (path,)
        for one in inside:
            place = _place(one)
            if place not in seen:
                seen.add(place)
                yield one


def is_folder(path: Path) -> bool:
    """Whether a path is a folder itself; no path, however odd or long, makes this raise."""
    return os.path.isdir(path) and not os.path.islink(path)  # noqa: PTH112, PTH114  # Path's own may raise


def _place(path: Path) -> str:
    return os.path.normcase(os.path.abspath(path))  # noqa: PTH100  # resolve() follows links


def _walk(folder: Path, but: str) -> Iterator[Path]:
    failed: list[OSError] = []
    for place, folders, names in os.walk(folder, onerror=failed.append):
        folders[:] = sorted(name for name in folders if _is_meant(name) and _place(Path(place, name)) != but)
        yield from (Path(place, name) for name in sorted(names) if _is_meant(name))
    yield from (Path(error.filename) for error in failed)


def _is_meant(name: str) -> bool:
    return not name.startswith(_HIDDEN) and name.lower() not in _OF_SYSTEMS


def shown(path: Path) -> str:
    """A path as text that can be stored and printed: a name that is not UTF-8 is read as GB18030."""
    try:
        return os.fsencode(path).decode()
    except UnicodeDecodeError:
        return os.fsencode(path).decode("gb18030", "replace")
    except UnicodeEncodeError:  # Windows: half of a character outside the basic plane
        return str(path).encode(errors="replace").decode()
