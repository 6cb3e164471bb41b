"""Over random work on many projects, every total is the sum of its parts, and nobody has paid too much."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from jbgs.errors import NotAllowed, NotFound
from jbgs.models import Project
from jbgs.reports import subsidy as tables
from jbgs.reports import subsidy_totals as sums
from jbgs.services import looking, moves
from jbgs.services.funding import contract_rules, contracts, money, occurrences, recoveries
from jbgs.services.keeping import checks
from jbgs.services.office import Office
from jbgs.services.papers import reporting
from tests.helpers import at, bring, demand, make_office, open_office, register, title

ZERO = Decimal("0.00")
PROJECTS = (
    ("common", "南湖区", "approved"),
    ("common", "海宁市", "approved"),
    ("key", "秀洲区", "evaluated"),
    ("key", "嘉兴经济技术开发区（国际商务区）", "evaluated"),
    ("transfer", "平湖市", "evaluated"),
)
PAYERS = ("", "嘉兴市", "own")
Act = tuple[str, int, int, str, int]
acts = st.tuples(
    st.sampled_from(("pay", "pay", "recover", "occur", "unpay", "cut", "raise", "end", "fail")),
    st.integers(0, len(PROJECTS) - 1),
    st.integers(1, 3 * 10**8),
    st.sampled_from(PAYERS),
    st.integers(0, 60),
)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Projects of every track and kind of payer, each ready to be paid."""
    office = make_office(tmp_path_factory.mktemp("totals") / "市局")
    for number, (track, region, stage) in enumerate(PROJECTS):
        [code] = register(office, demand(track, title=f"项目{number}", region=region))
        bring(office, code, stage, region=region, amount="7000000.03")  # type: ignore[arg-type]
    office.store.close()
    return office.home


def perform(office: Office, act: Act, number: int) -> None:
    """One thing that a clerk does; what the rules refuse is not done."""
    kind, which, fen, payer, days = act
    on = at(office, (date(2021, 10, 16) + timedelta(days=days)).isoformat())
    code = sorted(one["code"] for one in office.projects())[which]
    amount = Decimal(fen).scaleb(-2)
    named = money.paying_region(office, office.project(code))[0].payers[-1].payer if payer == "own" else payer
    proof = {"amount": f"{amount}", "invoice": f"F{number}", "voucher": f"V{number}"}
    supplement = {"number": f"补{number}", "name": title(office, code), "supplements": f"HT-{code}"}
    doing: dict[str, Callable[[], Any]] = {
        "pay": lambda: money.pay(on, code, amount=amount if fen % 3 else None, payer=named),
        "recover": lambda: recoveries.recover(
            on, code, amount=amount if fen % 2 else None, payer=named, reason="收回"
        ),
        "occur": lambda: occurrences.pay_contract(on, code, proof),
        "unpay": lambda: occurrences.unpay(on, code, "1", reason="退款", amount=amount if fen % 2 else None),
        "cut": lambda: contracts.add_contract(on, code, {**supplement, "total": f"-{amount}"}, note="核减"),
        "raise": lambda: contracts.add_contract(on, code, {**supplement, "total": f"{amount}"}),
        "end": lambda: moves.stage(on, [code], "terminated", reason="终止"),
        "fail": lambda: contracts.evaluate(on, code, {"grade": "差", "result": "failed"}, reason="复核"),
    }
    with suppress(NotAllowed, NotFound):
        before = office.project(code)
        made = doing[kind]()
        if kind == "pay":
            never_above(office, before, made)


def never_above(office: Office, before: Project, made: Any) -> None:
    """A payment stays within what was due, altogether and for each payer."""
    owed = money.due(office, before)
    limits = {one.payer: one.owed for one in owed.calculation.standings}
    assert Decimal(made["amount"]) <= owed.calculation.amount
    assert all(Decimal(one["amount"]) <= limits[one["payer"]] for one in made["payers"])


def adds_up(office: Office) -> None:
    projects = list(office.projects())
    payments = [one for p in projects for one in p.get("payments", {}).values()]
    assert all(Decimal(o["amount"]) == sum(Decimal(s["amount"]) for s in o["payers"]) for o in payments)
    paid = sum((Decimal(one["amount"]) for one in payments), ZERO)
    for kind in sums.KINDS:
        made = sums.totals(money.entries(office, projects), kind)
        assert sum((one.net for one in made.rows), ZERO) == made.whole.net == paid
        assert sum((one.paid for one in made.rows), ZERO) == made.whole.paid
        assert sum((one.recovered for one in made.rows), ZERO) == made.whole.recovered
        assert all(one.net >= 0 for one in made.rows if kind == "payer")
    for waiting in (False, True):
        plan_adds_up(office, money.plan(office, looking.select(office, looking.Filter()), waiting=waiting))
    months = [reporting.month_report(office, 2021, month) for month in range(1, 13)]
    occurred = sum((contract_rules.occurred_total(p) for p in projects), ZERO)
    for figure, whole in (("subsidy", paid), ("occurred", occurred)):
        assert sum((one.total.figures[figure] for one in months), ZERO) == whole
        assert months[-1].year_to_date.figures[figure] == whole


def plan_adds_up(office: Office, made: money.Plan) -> None:
    assert sum(made.by_payer().values(), ZERO) == made.total
    assert sum(made.recoverable_by_payer().values(), ZERO) == made.recoverable
    for owed in (*made.dues, *made.recoveries):
        standings, entitled = owed.calculation.standings, owed.calculation.entitled
        assert sum((one.share for one in standings), ZERO) == entitled
        assert sum((one.owed - one.over for one in standings), ZERO) == entitled - money.paid(owed.project)
        assert owed.calculation.amount == max(entitled - money.paid(owed.project), ZERO)
        assert all(step.clause for step in owed.calculation.steps)
    for table in tables.plan(office.policy, made)[1:]:
        amounts = {
            level: sum((row.values[-1] for row in table.rows if row.level == level), ZERO)
            for level in ("body", "subtotal", "total")
        }
        assert len(set(amounts.values())) == 1


@settings(
    max_examples=12,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(work=st.lists(acts, min_size=8, max_size=16))
def test_every_total_is_the_sum_of_its_parts(
    whole: Path, tmp_path_factory: pytest.TempPathFactory, work: list[Act]
) -> None:
    home = tmp_path_factory.mktemp("random") / "市局"
    shutil.copytree(whole, home)
    office = open_office(home)
    try:
        for number, act in enumerate(work):
            perform(office, act, number)
        adds_up(office)
        faults = [one for one in checks.faults(office) if one.code != "original-missing"]
        assert faults == []
    finally:
        office.store.close()
        shutil.rmtree(home)
