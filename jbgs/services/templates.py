"""The Word files that an office may copy and change: its own copy wins over the shipped one."""

from __future__ import annotations

from pathlib import Path

from jbgs.errors import OutputFault, Problem

FOLDER = "templates"
_PACKAGE = Path(__file__).parents[1]
# In a wheel the files lie inside the package (pyproject.toml, force-include), in a checkout beside it.
_SHIPPED = (_PACKAGE / "_templates", _PACKAGE.parent / FOLDER)


def template(name: str, home: Path | None = None) -> bytes:
    """The file ``name``: the copy in the ``templates`` folder of ``home`` if there is one, else ours.

    Raises ``OutputFault`` where it cannot be read or is no Word file.
    """
    from jbgs.importers import container_of

    places = [*([home / FOLDER] if home else []), *_SHIPPED]
    path = next((found for place in places if (found := place / name).is_file()), None)
    if path is None:
        raise OutputFault(Problem("程序自带的模板缺失", where=name, remedy="请重新安装 jbgs"))
    try:
        data = path.read_bytes()
    except OSError as fault:
        raise OutputFault(Problem("模板无法读取", where=str(path), remedy="请检查文件权限")) from fault
    if container_of(data) != "docx":
        raise OutputFault(
            Problem("模板不是 .docx 文件", where=str(path), remedy="请用 Word 或 WPS 另存为 .docx")
        )
    return data
