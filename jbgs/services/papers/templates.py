"""The Word files that an office may copy and change: its own copy wins over the shipped one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import jbgs
from jbgs.errors import OutputFault, Problem, Refused, WrongUsage
from jbgs.reports.draft import LETTERS, Draft

FOLDER = "templates"
_PACKAGE = Path(jbgs.__file__).parent
# In a wheel the files lie inside the package (pyproject.toml, force-include), in a checkout beside it.
_SHIPPED = (_PACKAGE / "_templates", _PACKAGE.parent / FOLDER)
_LARGEST = 8 << 20  # bytes: a letter with the office's emblem is far smaller


def template(name: str, home: Path | None = None) -> bytes:
    """The file ``name``: the copy in the ``templates`` folder of ``home`` if there is one, else ours.

    Raises ``OutputFault`` where it cannot be read or is no Word file.
    """
    places = [*([home / FOLDER] if home else []), *_SHIPPED]
    path = next((found for place in places if (found := place / name).is_file()), None)
    if path is None:
        raise OutputFault(Problem("程序自带的模板缺失", where=name, remedy="请重新安装 jbgs"))
    return _read(path)


def _read(path: Path) -> bytes:
    from jbgs.importers import container_of

    try:
        if path.stat().st_size > _LARGEST:
            raise OutputFault(Problem("模板过大", where=str(path), remedy="请删去其中的大图片"))
        data = path.read_bytes()
    except OSError as fault:
        raise OutputFault(Problem("模板无法读取", where=str(path), remedy="请检查文件权限")) from fault
    if container_of(data) != "docx":
        raise OutputFault(
            Problem("模板不是 .docx 文件", where=str(path), remedy="请用 Word 或 WPS 另存为 .docx")
        )
    return data


def fill(draft: Draft, home: Path | None) -> bytes:
    """The letter that a template makes of a draft; ``OutputFault`` names all that is wrong with it."""
    from jbgs.exporters import templating

    name = f"{draft.template}.docx"
    data = template(name, home)
    _refuse_bombs(data, name)
    return templating.fill(data, draft, LETTERS[draft.template], f"{FOLDER}/{name}")


def _refuse_bombs(data: bytes, where: str) -> None:
    """Inflate every part under the limits that hold for a form, before python-docx does without any."""
    from jbgs.importers.package import Package

    try:
        package = Package(data)
        for name in package.names:
            package.read(name)
    except Refused as refused:
        raise OutputFault(
            Problem(f"模板不能使用：{refused.problems[0].what}", where=where, remedy="请用 Word 重新另存")
        ) from refused


def faults(home: Path | None) -> Iterator[Problem]:
    """What is wrong with any letter's template, an office's own and the shipped ones."""
    from jbgs.exporters import templating

    for name, offer in LETTERS.items():
        for place in dict.fromkeys([home, None]):
            if place is not None and not (place / FOLDER / f"{name}.docx").is_file():
                continue
            where = f"{FOLDER}/{name}.docx" + ("（本单位）" if place else "")
            try:
                data = template(f"{name}.docx", place)
                _refuse_bombs(data, where)
            except OutputFault as fault:
                yield from fault.problems
            else:
                yield from templating.faults(data, offer, where)
    yield from _strangers(home)


def _strangers(home: Path | None) -> Iterator[Problem]:
    """Files among an office's letters that no letter uses: a misspelt name, so our own text would go out."""
    folder = home / FOLDER if home else None
    found: Iterable[Path] = sorted(folder.glob("letter-*.docx")) if folder else ()
    for path in found:
        if path.stem not in LETTERS:
            yield Problem(
                "没有函件用这个名称的模板",
                where=f"{FOLDER}/{path.name}",
                remedy=f"可用的名称：{'、'.join(LETTERS)}",
                level="warning",
            )


def copies(names: Iterable[str], folder: Path, home: Path | None) -> list[Path]:
    """Templates to change in Word, an office's own where it has one; their paths."""
    from jbgs.exporters.files import write_whole

    return [write_whole(folder / f"{name}.docx", template(f"{name}.docx", home)) for name in names]


def named(text: str) -> list[str]:
    """The letters meant by a template's name, a letter's Chinese name, or nothing (all)."""
    wanted = text.strip().removesuffix(".docx")
    if not wanted:
        return list(LETTERS)
    found = [name for name, offer in LETTERS.items() if wanted in (name, name[7:], offer.title)]
    if not found:
        known = "、".join(f"{offer.title}（{name}）" for name, offer in LETTERS.items())
        raise WrongUsage(f"没有“{text}”这个模板", remedy=f"可用：{known}")
    return found
