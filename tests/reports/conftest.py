"""An office with a project of each track at its end, and others on their way, to make reports of."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from jbgs.reports.making import Made, Wanted
from jbgs.services.office import Office
from jbgs.services.papers import output, sending
from jbgs.services.reviewing import closing, rounds
from tests.helpers import at, bring, demand, make_office, occur, register
from tests.services.panel import DAY, NAMED, opened, score_all, staff, waiting

PHONE = "联系人王工，手机13812345678，座机0573-82159809，邮箱wang.gong@example.cn"


@pytest.fixture(scope="session")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    office = make_office(tmp_path_factory.mktemp("reports") / "市局")
    for track, region, stage in (
        ("key", "海宁市", "closed"),
        ("common", "南湖区", "approved"),
        ("transfer", None, "evaluated"),
        ("key", "平湖市", "filed"),
        ("key", "海盐县", "published"),
    ):
        form = demand(track, title=f"{stage}的项目", region=region, field="新材料", content=PHONE)
        [code] = register(office, form)
        bring(office, code, stage)  # type: ignore[arg-type]
        if stage == "filed":
            occur(office, code, "4000000.00")
    register(office, demand(title="还没办", field="化工"), day="2021-06-30")
    yield office
    office.store.close()


@pytest.fixture(scope="session")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An office with a round of review closed in June: one passed, one failed, an expert recused."""
    office = make_office(tmp_path_factory.mktemp("reviews") / "市局")
    staff(office)
    first, second = waiting(office, "key", "key")
    round_ = opened(office, [first, second], named=(*NAMED, "ZJ-005"))
    round_ = rounds.recuse(at(office, DAY), round_["id"], NAMED[0], [second], reason="曾在该公司任职")
    round_ = score_all(office, round_, {first: 0.9, second: 0.5})
    closing.close_round(at(office, DAY), round_["id"], "论证纪要〔2021〕1号", closing.Choice(()))
    yield office
    office.store.close()


@pytest.fixture
def wanted() -> Callable[..., Wanted]:
    """What a user asks for, as of the year's end unless a month is named."""

    def made(**parts: Any) -> Wanted:
        if "month" in parts:
            from jbgs.reports.monthly import month_period

            parts.setdefault("day", date.fromisoformat(month_period(2021, parts["month"]).end))
        return Wanted(**{"day": date(2021, 12, 31), "year": 2021, **parts})

    return made


@pytest.fixture
def written(tmp_path: Path) -> Callable[[Office, Made], list[Path]]:
    """A report's papers, written."""
    return lambda office, made: output.write_papers(tmp_path / "papers", made.papers, office.home)


@pytest.fixture
def made(wanted: Callable[..., Wanted]) -> Callable[..., Made]:
    """A report of an office by its name and what is asked for."""
    return lambda office, name, **parts: sending.make(office, name, wanted(**parts))
