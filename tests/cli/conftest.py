"""The program run in process: a home folder of its own, stdout and stderr apart."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from jbgs import cli
from jbgs.reports.periods import quarter_period
from jbgs.services.field import notices
from jbgs.services.field.notices import Asked
from jbgs.services.market import listings
from jbgs.services.office import Office
from jbgs.services.papers import publicities
from tests.helpers import DAYS, at, bid, bring, call_on, demand, make_office, register


@dataclass(frozen=True)
class Ran:
    """One command line as it ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one document on stdout."""
        return json.loads(self.out)


Jbgs = Callable[..., Ran]


@pytest.fixture
def jbgs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Jbgs:
    """Run a command line in an office folder that does not exist yet, on 2021-12-31, by 陈科."""
    monkeypatch.setenv("JBGS_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("JBGS_TODAY", "2021-12-31")
    monkeypatch.setenv("JBGS_OPERATOR", "陈科")
    monkeypatch.chdir(tmp_path)

    def run(*args: object) -> Ran:
        capsys.readouterr()
        code = cli.run([str(one) for one in args])
        return Ran(code, *capsys.readouterr())

    return run


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office with a project at every stage that a command starts from; see ``STAGES``."""
    office = make_office(tmp_path_factory.mktemp("cli") / "home")
    for stage in STAGES:
        [code] = register(office, demand(title=f"项目{stage}"))
        if stage == "listed":
            listings.new_listing(office, OPEN)
        if stage != "received":
            bring(office, code, stage)  # type: ignore[arg-type]
    register(office, bid(title="没有的项目", bidder="丁大学"))
    call_on(
        office, code_at("contracted"), "2021-07-20", "按计划进行", {"what": "设备未到", "due": "2021-08-20"}
    )
    asked = Asked(quarter_period(2021, 3), "2021年第三季度", date(2021, 10, 10))
    for day in ("2021-10-10", "2021-10-12"):
        notices.draw_up(at(office, day), asked)
    notices.send(at(office, "2021-10-15"), SENT)
    seal(office)
    period = {"subject": "evaluation", "start": date(2021, 11, 29)}
    publicities.open_publicity(at(office, "2021-11-29"), [code_at("closed")], **period)  # type: ignore[arg-type]
    publicities.object_to(at(office, "2021-11-30"), PERIOD, by_whom="某公司", text="指标不实")
    office.store.close()
    return office.home


def seal(office: Office) -> None:
    """A listing with sealed bids that found nobody, after all others."""
    [code] = register(office, demand(title="密封的题目", region="平湖市"))
    bring(office, code, "reviewed")
    listings.new_listing(office, SEALED, deadline=date(2021, 6, 18), sealed=True)
    listings.add_to_listing(at(office, DAYS["listed"]), SEALED, [code])
    listings.publish(at(office, DAYS["published"]), SEALED, deadline=None, channels="门户网站")
    listings.close_listing(at(office, "2021-06-19"), SEALED)


STAGES = (
    *("received", "screened", "published", "bidding", "awarded", "contracted", "filed", "approved"),
    *("evaluated", "subsidised", "closed", "reviewed", "listed"),
)
"""Project GJ-2021-HN-001 is received, 002 screened, and so on; the last two wait for a listing."""
OPEN = "待发布的榜单"
SENT, DRAFT = "DC-2021-01", "DC-2021-02"
"""The notices in ``template``; the project that is contracted was visited, and has an open problem 1."""
SEALED = "密封的榜单"
PERIOD = "GS-2021-001"
"""A publicity period of the closed project, to 2021-12-06, with an objection."""


def code_at(stage: str) -> str:
    """The code of the project at a stage in ``template``."""
    return f"GJ-2021-HN-{STAGES.index(stage) + 1:03d}"


@pytest.fixture
def full(template: Path, tmp_path: Path, jbgs: Jbgs) -> Jbgs:
    """``jbgs`` with a copy of the template as its home."""
    shutil.copytree(template, tmp_path / "home")
    return jbgs
