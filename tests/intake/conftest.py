"""Offices and forms for the import: real files, written cell by cell."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from multiprocessing import forkserver
from pathlib import Path
from typing import Any

import pytest

from jbgs.services.office import Office
from jbgs.services.receiving import intake
from jbgs.services.receiving.taken import FileTaken, Import
from tests.helpers import make_office
from tests.importers.build import docx, p, tbl, tr

KEY = {
    "需求名称": "低温固化胶关键技术",
    "企业名称": "海宁甲新材料有限公司",
    "统一社会信用代码": "91330481MA28A00X1M",
    "属地": "海宁市",
    "联系人": "沈卫东",
    "手机": "13812345678",
    "攻关内容": "研究低温固化机理，开发单组分胶黏剂。",
    "考核指标": "80℃固化时间不超过 20 分钟",
    "总投入（万元）": "500",
    "完成时限": "2022年12月31日",
}
INTENT = {
    "揭榜项目名称": "低温固化胶关键技术",
    "揭榜单位": "浙江乙大学",
    "联系人": "林知远",
    "手机": "13912345678",
    "技术方案": "采用潜伏性固化剂。",
    "报价（万元）": "300",
}
TITLES = {
    "common": "附件1 产业共性技术需求表",
    "key": "附件2 企业关键技术需求表",
    "transfer": "附件3 科技成果转化需求表",
    "intent": "附件4 揭榜意向表",
}


def paper(title: str, rows: dict[str, str]) -> str:
    """The body of a form: its title and a table of labels and values."""
    return p(title) + tbl(*(tr(label, value) for label, value in rows.items()))


def form(kind: str = "key", /, **changes: str | None) -> bytes:
    """A filled form; ``changes`` by label, ``None`` leaves a row out."""
    rows = (INTENT if kind == "intent" else KEY) | changes
    return docx(paper(TITLES[kind], {label: value for label, value in rows.items() if value is not None}))


def several(*papers: str) -> bytes:
    """Several forms in one file."""
    return docx(p().join(papers))


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = make_office(tmp_path / "市局")
    yield made
    made.store.close()


@pytest.fixture
def county(tmp_path: Path) -> Iterator[Office]:
    made = make_office(tmp_path / "海宁", level="county", bureau="海宁市科技局", region="海宁市")
    yield made
    made.store.close()


Post = Callable[..., Path]


@pytest.fixture
def post(tmp_path: Path) -> Post:
    """Put bytes into the folder of incoming files under a name; the path."""

    def put(name: str, data: bytes) -> Path:
        path = tmp_path / "来件" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        return path

    return put


def take(office: Office, *paths: Path, day: str = "2021-06-10", **options: Any) -> Import:
    """Import paths on a day."""
    return intake.import_paths(replace(office, on=date.fromisoformat(day)), paths, **options)


def only(done: Import) -> FileTaken:
    """The one file of an import."""
    [taken] = done.files
    return taken


def statuses(done: Import) -> dict[str, str]:
    """File name → status."""
    return {one.name: one.status for one in done.files}


@pytest.fixture
def own_processes() -> Iterator[None]:
    """Have the processes of a pool begun in this test, with its environment; none is there afterwards."""
    stop = forkserver._forkserver._stop if sys.platform == "linux" else lambda: None
    stop()
    yield
    stop()
