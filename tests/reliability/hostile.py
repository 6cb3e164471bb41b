"""An office in which all that anybody wrote is hostile, for every command that shows or prints it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from jbgs.models import TRACKS
from jbgs.reports.making import Wanted
from jbgs.reports.periods import quarter_period
from jbgs.services.field import notices, submissions, visits
from jbgs.services.field.notices import Asked
from jbgs.services.funding import contracts, money, occurrences
from jbgs.services.market import bids, listings, talks
from jbgs.services.office import Office
from jbgs.services.papers import output, publicities, sending
from jbgs.services.reviewing import experts, opening, scores
from tests.helpers import DAYS, Flaw, Form, at, bid, bring, demand, make_office, register

LISTING, ROUND, NOTICE, PERIOD = "2021-01", "PS-2021-01", "DC-2021-01", "GS-2021-001"
RUNNING, CALLED, WAITING = "GX-2021-HN-001", "GX-2021-HN-002", "GJ-2021-HN-002"
"""A project with a contract and everything after it, one that is bid for, and one under review."""
FREE = (
    *("owner", "address", "legal_representative", "contact", "contact_title", "background", "content"),
    *("targets", "benefits", "requirements", "ip_ownership", "cooperation", "ip", "phone", "mobile", "email"),
)
BIDS = ("leader", "leader_title", "basis", "scheme", "schedule", "mobile")


def form(text: str, number: int, track: str = "common") -> Form:
    """A demand whose every text is hostile; the number keeps it apart from others."""
    return demand(track, f"{text}{number}", **dict.fromkeys(FREE, text))


def hostile_office(home: Path, text: str) -> Office:
    """An office with records in every register, each text in them ``text``, or begun with it."""
    office = make_office(home, bureau=f"{text}局")
    for number, track in enumerate(TRACKS):
        _whole(office, text, *register(office, form(text, number, track)))
    [called] = register(office, form(text, 8))
    bring(office, called, "published")
    register(office, _bid(text, called), day=DAYS["bidding"])
    talks.record(at(office, "2021-06-11"), called, note=text, attendees=text)
    fill_registers(office, text)
    wrong = form(text, 9, "transfer")
    wrong.problems.append(Flaw("investment", message=text, label=text, where=text, raw=text))
    register(office, wrong)
    return office


def fill_registers(office: Office, text: str) -> None:
    """A record in each register beside the projects; ``RUNNING`` must be evaluated."""
    _review(office, text)
    _watch(office, text)
    _send(office)


def _send(office: Office) -> None:
    """A month's report that left the office."""
    wanted = Wanted(date(2021, 10, 31), year=2021, month=10)
    made = sending.to_send(office, wanted, reason="")
    with TemporaryDirectory() as folder:
        drafts = output.write_papers(Path(folder), made.papers, office.home)
        sending.send(office, wanted, made, drafts, Path(folder) / "报", reason="", force=False)


def _bid(text: str, code: str) -> Form:
    return bid(title=text, bidder=f"{text}大学", code=code, **dict.fromkeys(BIDS, text))


def _whole(office: Office, text: str, code: str) -> None:
    """From receipt to the money."""
    bring(office, code, "published")
    register(office, _bid(text, code), day=DAYS["bidding"])
    on = {stage: at(office, day) for stage, day in DAYS.items()}
    bids.award(on["awarded"], code, f"{text}大学", grounds=text, region="海宁市", reason=text)
    contract = {"number": f"{text}-{code}", "name": office.project(code)["fields"]["title"]}
    contracts.add_contract(on["contracted"], code, contract | {"total": "4000000.00"})
    if code.startswith("GJ"):
        contracts.file_contract(on["filed"], code, text)
    proof = {"amount": "4000000.00", "invoice": f"{text}F{code}", "voucher": f"{text}P{code}"}
    occurrences.pay_contract(on["occurred"], code, proof)
    contracts.approve(on["approved"], [code], text)
    visits.record(
        at(office, "2021-08-20"),
        code,
        {"progress": "拖延", "reason": text, "funds": text},
        [("科技", text), ("经信", text), ("商务", text)],
        [{"what": text, "department": text, "due": "2021-09-01"}],
    )
    grade: Any = {"grade": "良好", "result": "passed", "opinion": text, "document": text}
    if not code.startswith("GX"):  # a common project is evaluated after the payment
        contracts.evaluate(on["evaluated"], code, grade)
    money.pay(on["subsidised"], code, document=text)
    if code.startswith("GX"):
        contracts.evaluate(at(office, "2021-10-15"), code, grade)


def _review(office: Office, text: str) -> None:
    """A round on a screened project, with one expert's scores."""
    [code] = register(office, form(text, 7, "key"))
    bring(office, code, "screened")
    for number, field in enumerate(("技术", "技术", "管理", "财务"), 1):
        experts.add(
            office,
            {"name": f"{text}{number}", "unit": f"{text}院", "field": field, "title": text, "notes": text},
        )
    call = opening.Call(named=("ZJ-001", "ZJ-003", "ZJ-004"))
    made = opening.open_round(at(office, "2021-06-03"), [code], "demand", call, name=text, reason=text)
    marks = {one["key"]: one["full"] for one in made["scheme"]["criteria"]}
    scores.give(at(office, "2021-06-04"), made["id"], "ZJ-001", code, marks, opinion=text)


def _watch(office: Office, text: str) -> None:
    """What is published and objected to, the months' reports, a notice and its answer."""
    period: Any = {"subject": "evaluation", "start": date(2021, 11, 29), "channels": text}
    publicities.open_publicity(at(office, "2021-11-29"), [RUNNING], **period)
    publicities.object_to(at(office, "2021-11-30"), PERIOD, by_whom=text, text=text)
    submissions.record(at(office, "2021-12-01"), ["海宁"], "2021-11", note=text)
    asked = Asked(quarter_period(2021, 3), "2021年第三季度", date(2021, 10, 10))
    notices.draw_up(at(office, "2021-10-10"), asked, number=text)
    notices.send(at(office, "2021-10-15"), NOTICE)
    notices.answer(at(office, "2021-10-20"), NOTICE, "海宁", text=text)
    listings.new_listing(office, f"{text}榜")
