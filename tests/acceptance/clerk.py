"""What a clerk does: receive forms that others typed in their own way, and type command lines."""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from jbgs import cli

CREDIT_CODES = {
    "海宁一号公司": "91330404MAG2KKMLHT",
    "平湖三号公司": "91330401MAHH5QUQJD",
    "某行业协会": "91330407MA63T0HQ4W",
    "南湖五号公司": "91330402MAG2KKML5Q",
    "桐乡七号公司": "91330483MAH7QQ31AN",
    "嘉善九号公司": "91330421MAG9PLM2CL",
}


class Clerk:
    """Types a line on a day; stdout comes back. What goes wrong unasked fails the test."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self._monkeypatch = monkeypatch
        self._capsys = capsys
        self.said = ""

    def __call__(self, day: str, line: str, *, code: int = 0) -> str:
        self._monkeypatch.setenv("JBGS_TODAY", day)
        ended = cli.run(shlex.split(line))
        out, self.said = self._capsys.readouterr()
        assert ended == code, (line, out, self.said)
        return out

    def json(self, day: str, line: str, *, code: int = 0) -> Any:
        return json.loads(self(day, f"{line} --json", code=code))


After = Callable[[Callable[[Clerk], None]], Clerk]
"""The fixture ``after``: some work, done once and copied, and the clerk who goes on from there."""


def received(path: Path, title: str, *rows: tuple[str, ...]) -> None:
    """A Word file as a firm might lay it out: pairs side by side, long answers over the whole width."""
    document = Document()
    document.add_paragraph(title)
    table = document.add_table(rows=0, cols=4)
    for row in rows:
        cells = table.add_row().cells
        if len(row) == 2:
            cells[1].merge(cells[3])
        for cell, text in zip(cells, row, strict=False):
            cell.text = text
    path.parent.mkdir(parents=True, exist_ok=True)
    document.save(str(path))


def key(path: Path, title: str, owner: str, region: str, amount: str = "800") -> None:
    """附件2."""
    received(
        path,
        "附件2 企业关键技术需求表",
        ("需求名称", title),
        ("企业名称", owner, "属地", region),
        ("统一社会信用代码", CREDIT_CODES[owner]),
        ("联系人", "赵六", "手机", "13857312345"),
        ("攻关内容", "研制设备。\n通过验证。"),
        ("考核指标", "强度不低于10"),
        ("总投入（万元）", amount, "完成时限", "2022年12月31日"),
    )


def common(path: Path, title: str, owner: str, region: str, kind: str = "☑行业协会 □企业") -> None:
    """附件1."""
    received(
        path,
        "附件1 产业共性技术需求表",
        ("需求名称", title),
        ("提出单位", owner, "属地", region),
        ("统一社会信用代码", CREDIT_CODES[owner]),
        ("单位性质", kind),
        ("联系人", "孙七", "联系电话", "0573-82345678"),
        ("攻关内容", "共性攻关。"),
        ("考核指标", "指标一"),
        ("总投入（万元）", "1200", "完成时限", "2023年6月"),
    )


def transfer(path: Path, title: str, owner: str) -> None:
    """附件3, of an owner outside the city."""
    received(
        path,
        "附件3 科技成果转化需求表",
        ("成果名称", title),
        ("持有单位", owner, "联系人", "周八"),
        ("手机", "13912345678", "所处阶段", "□小试 ☑中试"),
        ("成果简介", "一种保温材料。"),
        ("意向价格（万元）", "500"),
    )


def intent(path: Path, title: str, bidder: str, price: str) -> None:
    """附件4."""
    received(
        path,
        "附件4 揭榜意向表",
        ("揭榜项目名称", title),
        ("揭榜单位", bidder),
        ("联系人", "吴九", "联系电话", "13700001111"),
        ("技术方案", "采用甲方案。"),
        ("报价（万元）", price),
    )


def consortium(
    path: Path, title: str, bidder: str, members: str, basis: str = "团队强", price: str = "650"
) -> None:
    """附件4 of a consortium."""
    received(
        path,
        "附件4 揭榜意向表",
        ("揭榜项目名称", title),
        ("揭榜单位", bidder),
        ("单位性质", "□企业 ☑联合体"),
        ("联合体成员", members),
        ("联系人", "吴九", "联系电话", "13700001111"),
        ("研发基础", basis),
        ("技术方案", "采用乙方案。"),
        ("报价（万元）", price),
    )
