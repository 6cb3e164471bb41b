"""Writing papers into a folder: whole or absent, under names that are legal everywhere."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from jbgs.reports.table import Letter, Table


def write_sheets(folder: Path, name: str, tables: Sequence[Table]) -> Path:
    """One Excel file with a sheet per table; its path."""
    from jbgs.exporters import files, xlsx

    return files.write_whole(folder / f"{files.legal_name(name)}.xlsx", xlsx.workbook(tables))


def write_letter(folder: Path, name: str, content: Letter) -> Path:
    """One Word file; its path."""
    from jbgs.exporters import files, letter

    return files.write_whole(folder / f"{files.legal_name(name)}.docx", letter.letter(content))
