"""The records, as they lie in the store and travel in JSON.

They are ``TypedDict``s: plain dictionaries when the program runs, so that reading costs nothing,
checked by mypy when it is written and by pydantic when a record is stored (``services.schema``).
Money is text of yuan with two decimals (``"3000000.00"``), a day is ``"YYYY-MM-DD"``. Nothing
empty is kept: a key without a value is absent, and what prints JSON puts ``null`` there.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any, Literal, NotRequired, TypeVar, get_args

from jbgs.registers.contracts import Approval, Contract, Evaluation, Filing, Occurred, OtherFund, Payment
from jbgs.registers.experts import ExpertCard
from jbgs.registers.field import Notice, Submission
from jbgs.registers.papers import Sent
from jbgs.registers.publicity import Publicity
from jbgs.registers.reviews import Round
from jbgs.registers.sources import SourceFile
from jbgs.registers.visits import Issue, Visit
from jbgs.scalars import Code, Day, Money

if sys.version_info >= (3, 12):
    from typing import TypedDict
else:
    from typing_extensions import TypedDict  # pydantic takes no other before 3.12

Numbered = TypeVar("Numbered")

Track = Literal["common", "key", "transfer"]
TRACKS: tuple[Track, ...] = get_args(Track)

StageKey = Literal[
    "received", "screened", "reviewed", "listed", "published", "bidding", "awarded", "contracted", "filed",
    "approved", "evaluated", "subsidised", "closed", "rejected", "withdrawn", "unclaimed", "terminated",
]  # fmt: skip
STAGES: tuple[StageKey, ...] = get_args(StageKey)


class Change(TypedDict):
    """One value of a record before and after an event; ``field`` is a path such as ``fields.title``.

    ``sealed`` is the salted digest of a personal value: it stays when the value is given up.
    """

    field: str
    before: Any
    after: Any
    sealed: NotRequired[str]


class Event(TypedDict):
    """What happened to one record in one batch; never changed once written.

    ``at`` is when it was recorded, ``on`` the day it took effect, ``by`` who did it. ``hash`` is the
    digest of the whole event with the ``prev`` event's, so that a later edit shows. ``salt`` (hex) is
    what the personal values' digests are salted with; it goes when they go. ``originals`` are the files
    (SHA-256) that a ``forgotten`` event gave up.
    """

    id: str
    batch: str
    command: str
    at: str
    on: Day
    by: str
    record: str
    kind: str
    changes: list[Change]
    note: NotRequired[str]
    undoes: NotRequired[str]
    salt: NotRequired[str]
    originals: NotRequired[list[str]]
    prev: str
    hash: str


class Batch(TypedDict):
    """One command that wrote: what ``log`` lists and ``undo`` takes back."""

    id: str
    command: str
    at: str
    on: Day
    by: str
    events: int
    records: list[str]
    note: NotRequired[str]
    undoes: NotRequired[str]


class FormProblem(TypedDict):
    """What is wrong with one field of a form that came in."""

    field: str
    level: Literal["error", "warning"]
    message: str
    label: str
    where: str
    raw: str


class Screening(TypedDict):
    """The formal check of a form at 寻榜, and the office that recommends it (二(一)1, 二(二)1, 二(三)1)."""

    on: Day
    result: Literal["passed", "failed"]
    recommender: str
    opinion: NotRequired[str]


class Expert(TypedDict):
    """A member of a panel as the record of a review names him."""

    name: str
    field: Literal["technical", "management", "finance"]
    unit: NotRequired[str]
    total: NotRequired[str]


class Review(TypedDict):
    """The outcome of 评审论证 (二(一)2, 二(二)2, 二(三)2); ``round`` where a panel scored it."""

    on: Day
    result: Literal["passed", "failed"]
    document: str
    experts: NotRequired[list[Expert]]
    opinion: NotRequired[str]
    round: NotRequired[str]
    mean: NotRequired[str]
    rank: NotRequired[int]


class CentralReview(TypedDict):
    """What the central review before 立项 found (三、2); ``approve`` decides."""

    on: Day
    round: str
    result: Literal["passed", "failed"]
    document: str
    mean: str
    rank: int


class Comparison(TypedDict):
    """Whom a panel recommends among a project's bidders (二: 方案比选、竞榜比选); nobody where absent."""

    on: Day
    round: str
    document: str
    intent: NotRequired[str]
    bidder: NotRequired[str]
    reason: NotRequired[str]


class Opening(TypedDict):
    """When sealed bids were opened, and by whom."""

    on: Day
    by: str


class Publication(TypedDict):
    """When and in which listing a project was put out, and until when bids are taken.

    ``outcome`` and ``closed`` stand on one that found no bidder; ``opened`` where its sealed bids were
    opened for this project alone.
    """

    listing: str
    on: Day
    deadline: NotRequired[Day]
    channels: NotRequired[str]
    conditions: NotRequired[str]
    opened: NotRequired[Opening]
    outcome: NotRequired[Literal["unclaimed"]]
    closed: NotRequired[Day]


class Talk(TypedDict):
    """A matching talk (对接洽谈) between owner and bidder (二(一)3, 二(二)3)."""

    on: Day
    note: str
    bidder: NotRequired[str]
    intent: NotRequired[str]
    attendees: NotRequired[str]


class Award(TypedDict):
    """Who was chosen, why, and in which region the winner is (that of the payers for ``transfer``).

    ``agreement`` is the signed agreement of a consortium.
    """

    on: Day
    winner: str
    grounds: str
    intent: NotRequired[str]
    credit_code: NotRequired[str]
    region: NotRequired[str]
    price: NotRequired[Money]
    agreement: NotRequired[str]


class Project(TypedDict):
    """One challenge, from its form to its last payment.

    ``intents`` are the bids for the publication that stands, ``past_intents`` those of earlier ones
    (``publications``) and those withdrawn, each with its day of receipt; ``award_letters`` are the days on
    which the bidders were told of the award.
    """

    code: Code
    track: Track
    year: int
    number: int
    region: NotRequired[str]
    stage: StageKey
    dates: dict[str, Day]
    fields: dict[str, str]
    extras: NotRequired[dict[str, str]]
    problems: NotRequired[list[FormProblem]]
    files: NotRequired[list[SourceFile]]
    listing: NotRequired[str]
    reviews: NotRequired[dict[str, Review]]
    central_review: NotRequired[CentralReview]
    comparison: NotRequired[Comparison]
    publication: NotRequired[Publication]
    intents: NotRequired[dict[str, Day]]
    award: NotRequired[Award]
    contracts: NotRequired[dict[str, Contract]]
    filing: NotRequired[Filing]
    approval: NotRequired[Approval]
    evaluation: NotRequired[Evaluation]
    occurred: NotRequired[dict[str, Occurred]]
    payments: NotRequired[dict[str, Payment]]
    other_funds: NotRequired[dict[str, OtherFund]]
    visits: NotRequired[dict[str, Visit]]
    issues: NotRequired[dict[str, Issue]]
    exit_reason: NotRequired[str]
    screening: NotRequired[Screening]
    publications: NotRequired[dict[str, Publication]]
    past_intents: NotRequired[dict[str, Day]]
    talks: NotRequired[dict[str, Talk]]
    award_letters: NotRequired[dict[str, Day]]


class Withdrawal(TypedDict):
    """When a bid was taken back, and why."""

    on: Day
    reason: str


class Intent(TypedDict):
    """One bidder's form (附件4); ``project`` is absent until it is linked.

    ``listing`` is the one that it answers; ``revised_late`` the day of a correction after the deadline.
    """

    id: str
    received: Day
    fields: dict[str, str]
    project: NotRequired[str]
    extras: NotRequired[dict[str, str]]
    problems: NotRequired[list[FormProblem]]
    files: NotRequired[list[SourceFile]]
    late: NotRequired[bool]
    listing: NotRequired[str]
    revised_late: NotRequired[Day]
    withdrawn: NotRequired[Withdrawal]


class Listing(TypedDict):
    """A published list of challenges, such as 2021年第一批.

    ``positions`` are the projects' numbers in it, fixed when it is published. While ``sealed`` and not
    ``opened``, what its bids offer is not shown.
    """

    id: str
    name: str
    projects: NotRequired[dict[str, Day]]
    published: NotRequired[Day]
    deadline: NotRequired[Day]
    channels: NotRequired[str]
    closed: NotRequired[Day]
    conditions: NotRequired[str]
    positions: NotRequired[dict[str, int]]
    sealed: NotRequired[bool]
    opened: NotRequired[Opening]


class File(TypedDict):
    """A file that was imported: its SHA-256 (``id``), and the records that its forms became."""

    id: str
    name: str
    container: str
    on: Day
    records: list[str]


SCHEMAS: dict[str, type] = {
    "projects": Project,
    "intents": Intent,
    "listings": Listing,
    "files": File,
    "experts": ExpertCard,
    "reviews": Round,
    "submissions": Submission,
    "notices": Notice,
    "publicities": Publicity,
    "sent": Sent,
}
"""The tables whose records are what their events add up to."""


def latest(numbered: Mapping[str, Numbered]) -> Numbered:
    """The last of records kept as ``{"1": …, "2": …}``."""
    return numbered[max(numbered, key=int)]


def next_number(numbered: Mapping[str, Any]) -> str:
    """The key of the record that comes after them."""
    return str(max((int(key) for key in numbered), default=0) + 1)
