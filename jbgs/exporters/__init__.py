"""Drawers: each turns a ``Table`` or a ``Letter`` into one kind of paper, and knows no report.

``xlsx.workbook`` and ``letter.letter`` give bytes, ``files.write_whole`` puts them on disk, and
``terminal`` is the only place besides the commands that prints.
"""
