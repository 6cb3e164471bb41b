"""An office to test with: projects without files, brought to any stage by the services themselves."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from jbgs.models import SCHEMAS, FormProblem, Project, StageKey
from jbgs.registers.sources import SourceFile
from jbgs.services import moves
from jbgs.services.field import visits
from jbgs.services.funding import contracts, money, occurrences
from jbgs.services.market import bids, listings
from jbgs.services.office import Office
from jbgs.services.receiving.register import Register
from jbgs.services.reviewing import reviews
from jbgs.store import Store
from jbgs.workflow import order

TODAY = date(2021, 12, 31)
OWNER = "海宁甲公司"
BIDDER = "浙江乙大学"
PANEL = [
    {"name": "张三", "field": "technical"},
    {"name": "李四", "field": "management"},
    {"name": "王五", "field": "finance"},
]
DAYS: dict[str, str] = {
    "received": "2021-06-01",
    "screened": "2021-06-02",
    "reviewed": "2021-06-03",
    "listed": "2021-06-04",
    "published": "2021-06-05",
    "bidding": "2021-06-10",
    "awarded": "2021-06-20",
    "contracted": "2021-07-01",
    "filed": "2021-07-05",
    "occurred": "2021-07-20",
    "approved": "2021-08-01",
    "evaluated": "2021-09-01",
    "subsidised": "2021-10-01",
    "closed": "2021-11-01",
}
"""When a project reaches each stage in ``bring``; a common one is evaluated after it was paid."""


@dataclass
class Form:
    """What the form engine hands to ``Register``: one form as read."""

    form: str
    fields: dict[str, str | None]
    extras: dict[str, str] = field(default_factory=dict)
    problems: list[Any] = field(default_factory=list)
    unmatched: list[Any] = field(default_factory=list)


@dataclass(frozen=True)
class Flaw:
    """A form's problem as the form engine tells it."""

    field: str
    level: str = "error"
    message: str = "不能确定"
    label: str = "总投入（万元）"
    where: str = "表1 第10行 第2格"
    raw: str = "约300"

    def kept(self) -> FormProblem:
        names = ("field", "level", "message", "label", "where", "raw")
        return FormProblem(**{name: getattr(self, name) for name in names})


def demand(track: str = "key", title: str = "低温固化胶", region: str | None = "海宁市", **fields) -> Form:
    """A demand form; a region of ``None`` is one outside the city."""
    inside = {"title": title, "owner": OWNER, "region": region, "investment": "5000000.00"} | fields
    return Form(track, {name: value for name, value in inside.items() if value is not None})


def bid(title: str = "低温固化胶", bidder: str = BIDDER, code: str | None = None, **fields) -> Form:
    """An intent form."""
    inside = {"project_title": title, "bidder": bidder, "project_code": code} | fields
    return Form("intent", {name: value for name, value in inside.items() if value is not None})


def make_office(home: Path, *, level: str = "city", bureau: str = "嘉兴市科学技术局", **meta: str) -> Office:
    """A new office, opened; close its store."""
    Store.create(home, {"bureau": bureau, "level": level, **meta}).close()
    return open_office(home)


def open_office(home: Path) -> Office:
    now = datetime(2021, 12, 31, 9, 30, tzinfo=UTC)
    office = Office.open(home, today=TODAY, now=now, by="陈科", on=None, dry_run=False)
    # These tests are about what is written; tests/store proves that it is safe from a power cut.
    office.store._database.query("PRAGMA synchronous = OFF")
    return office


def at(office: Office, day: str, *, dry_run: bool = False) -> Office:
    """The same office on a day."""
    return replace(office, on=date.fromisoformat(day), dry_run=dry_run)


def register(office: Office, *forms: Form, day: str = DAYS["received"]) -> list[str]:
    """Register forms as an import does; the codes or the intents' ids."""
    source = SourceFile(sha256="0" * 64, name="来件.docx", container="docx", on=day)
    with at(office, day).batch("import") as batch:
        book = Register(at(office, day), batch)
        done = [book.add(form, source) for form in forms]
    return [one.intent or one.code or "" for one in done]


def bring(
    office: Office, code: str, stage: StageKey, *, region: str = "海宁市", amount: str = "4000000.00"
) -> Project:
    """Bring a project that was just received to a stage, through every stage before it."""
    track = office.project(code)["track"]
    steps: dict[str, Any] = {
        "screened": lambda on: moves.stage(on, [code], "screened"),
        "reviewed": lambda on: reviews.close_review(
            on, [code], {"result": "passed", "document": "评审意见", "experts": PANEL}
        ),
        "listed": lambda on: listings.add_to_listing(on, open_listing(on), [code]),
        "published": lambda on: listings.publish(
            on, open_listing(on), deadline=date(2021, 6, 18), channels="门户网站"
        ),
        "bidding": lambda on: register(on, bid(code=code), day=DAYS["bidding"]),
        "awarded": lambda on: bids.award(on, code, BIDDER, grounds="竞榜比选纪要", region=region),
        "contracted": lambda on: contracts.add_contract(
            on, code, {"number": f"HT-{code}", "name": title(on, code), "total": amount}
        ),
        "filed": lambda on: contracts.file_contract(on, code, "BA-1"),
        "approved": lambda on: contracts.approve(on, [code], "嘉科〔2021〕8号"),
        "evaluated": lambda on: contracts.evaluate(on, code, {"grade": "良好", "result": "passed"}),
        "subsidised": lambda on: money.pay(on, code),
        "closed": lambda on: moves.stage(on, [code], "closed"),
    }
    passed = [one for one in order(track) if one in steps and (one != "filed" or track == "key")]
    for one in passed[: passed.index(stage) + 1]:
        if one == "approved":
            occur(office, code, amount)
        day = "2021-10-15" if (track, one) == ("common", "evaluated") else DAYS[one]
        steps[one](at(office, day))
    return office.project(code)


def title(office: Office, code: str) -> str:
    """What a contract is called when it is called as the listing says."""
    return office.project(code)["fields"]["title"]


def occur(office: Office, code: str, amount: str, day: str = DAYS["occurred"], number: str = "1") -> Project:
    """A proved payment under the contract."""
    proof = {"amount": amount, "invoice": f"FP-{code}-{number}", "voucher": f"PZ-{code}-{number}"}
    return occurrences.pay_contract(at(office, day), code, proof)


VISITORS = [("科技", "张三"), ("经信", "李四"), ("商务", "王五")]


def call_on(
    office: Office,
    code: str,
    day: str,
    progress: str = "按计划进行",
    *problems: dict[str, str],
    reason: str = "",
) -> Project:
    """A visit to a project by all three departments, with the problems that it found."""
    made = {"progress": progress, "reason": reason}
    return visits.record(at(office, day), code, made, VISITORS, problems)[0]


def open_listing(office: Office) -> str:
    """The listing that is not published yet; a new one if there is none."""
    for one in office.store.scan("listings"):
        if "published" not in one:
            return str(one["id"])
    count = office.store.count("listings") + 1
    return listings.new_listing(office, f"2021年第{count}批")["id"]


def everything(office: Office) -> dict[str, list[Any]]:
    """All that lies in the store, to compare."""
    return {table: list(office.store.scan(table)) for table in (*SCHEMAS, "events", "batches")}


def records(office: Office) -> dict[str, list[Any]]:
    """The records alone, without how they came about."""
    found = everything(office)
    return {
        table: sorted(found[table], key=lambda record: record.get("code") or record["id"])
        for table in SCHEMAS
    }


@contextmanager
def opened(home: Path) -> Iterator[Office]:
    """An office's home folder, opened and closed."""
    office = open_office(home)
    try:
        yield office
    finally:
        office.store.close()
