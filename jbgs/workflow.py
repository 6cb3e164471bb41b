"""The stages of the three tracks as one table, and the question whether a project may move.

A move is a row of ``MOVES``: from where, to where, on which tracks, and the needs that must be
met. A need is a row of ``NEEDS``: a test on the project's record, what to say when it fails, what
to do about it, and the policy's clause. The tables are checked when the module is loaded.
Clauses are those of the city's plan of 2021-04-28.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from jbgs.errors import PolicyFault, Problem
from jbgs.models import STAGES, TRACKS, Project, StageKey, Track, latest

START: StageKey = "received"
CODE = "CODE"
"""Stands in a remedy for the project's code."""
PANEL_FIELDS = {"technical": "技术", "management": "管理", "finance": "投资（财务）"}

LABELS: dict[StageKey, str] = {
    "received": "已收件",
    "screened": "已寻榜",
    "reviewed": "已论证",
    "listed": "已入榜",
    "published": "已发榜",
    "bidding": "竞榜中",
    "awarded": "已揭榜",
    "contracted": "已签约",
    "filed": "已备案",
    "approved": "已立项",
    "evaluated": "已评价",
    "subsidised": "已补助",
    "closed": "已结题",
    "rejected": "论证未通过",
    "withdrawn": "已撤榜",
    "unclaimed": "流榜",
    "terminated": "已终止",
}
EXITS: frozenset[StageKey] = frozenset({"rejected", "withdrawn", "unclaimed", "terminated"})
FINAL: frozenset[StageKey] = frozenset({"closed", "rejected", "withdrawn", "terminated"})
"""Stages that nothing leads out of."""


def _errors_free(project: Project) -> bool:
    return not any(one["level"] == "error" for one in project.get("problems", []))


def _passed_review(project: Project) -> bool:
    reviews = project.get("reviews")
    return reviews is not None and latest(reviews)["result"] == "passed"


def _whole_panel(project: Project) -> bool:
    reviews = project.get("reviews")
    experts = latest(reviews).get("experts", []) if reviews else []
    return {one["field"] for one in experts} >= PANEL_FIELDS.keys()


def _in_listing(project: Project) -> bool:
    """In a listing; after 流榜 in another one than that which found no bidder."""
    if project["stage"] != "unclaimed":
        return "listing" in project
    return "listing" in project and not _published(project)


def _published(project: Project) -> bool:
    publication = project.get("publication")
    return publication is not None and publication["listing"] == project.get("listing")


def _passed_evaluation(project: Project) -> bool:
    evaluation = project.get("evaluation")
    return evaluation is not None and evaluation["result"] == "passed"


def _paid(project: Project) -> bool:
    return any(Decimal(one["amount"]) > 0 for one in project.get("payments", {}).values())


_Clauses = tuple[str, str, str]
"""The clauses that ask for it on ``common``, ``key`` and ``transfer``; empty where none does."""

_SEEKING: _Clauses = ("二、（一）1", "二、（二）1", "二、（三）1")
_DRAWING_UP: _Clauses = ("二、（一）2", "二、（二）2", "二、（三）2")
_PUBLISHING: _Clauses = ("二、（一）3", "二、（二）3", "二、（三）3")
_CONTRACT: _Clauses = ("三、2.(1)", "二、（二）3", "三、2.(2)")
_FILING: _Clauses = ("", "二、（二）3", "")
_APPROVAL: _Clauses = ("三、2", "三、2", "三、2")
_RESULTS: _Clauses = ("", "三、2.(2)", "三、2.(2)")
_SUBSIDY: _Clauses = ("三、2.(1)", "三、2.(2)", "三、2.(2)")


@dataclass(frozen=True, slots=True)
class Need:
    """What a move needs: a test on the project, what it is called, and what to do where it fails."""

    key: str
    label: str
    met: Callable[[Project], bool]
    remedy: str
    clauses: _Clauses

    def clause(self, track: Track) -> str:
        """The clause that asks for it on a track."""
        return self.clauses[TRACKS.index(track)]


NEEDS: dict[str, Need] = {
    need.key: need
    for need in (
        Need(
            "form",
            "来表无待更正的错误",
            _errors_free,
            "见 jbgs inbox；更正后用 jbgs import 重新导入，或用 jbgs edit 修改",
            _SEEKING,
        ),
        Need(
            "review",
            "专家评审论证通过",
            _passed_review,
            "jbgs review close CODE --result passed --document 文件",
            _DRAWING_UP,
        ),
        Need(
            "panel",
            "评审专家包括技术、管理、投资（财务）三个领域",
            _whole_panel,
            "jbgs review close CODE --result passed --document 文件"
            " --expert 姓名:技术 --expert 姓名:管理 --expert 姓名:财务",
            ("二、（一）2", "", ""),
        ),
        Need(
            "listing",
            "已编入榜单（流榜后须编入新的榜单）",
            _in_listing,
            "jbgs listing add 榜单 CODE",
            _DRAWING_UP,
        ),
        Need("publication", "榜单已公开发布", _published, "jbgs listing publish 榜单", _PUBLISHING),
        Need(
            "intent",
            "有揭榜意向",
            lambda p: "intents" in p,
            "jbgs import 文件，或 jbgs intent link 意向编号 CODE",
            _PUBLISHING,
        ),
        Need(
            "award",
            "已确定揭榜单位",
            lambda p: "award" in p,
            "jbgs intent award CODE 揭榜单位 --grounds 依据",
            _PUBLISHING,
        ),
        Need(
            "contract",
            "已签订技术合同",
            lambda p: "contracts" in p,
            "jbgs contract add CODE --number 合同编号 --amount 金额",
            _CONTRACT,
        ),
        Need(
            "filing",
            "技术合同已备案",
            lambda p: "filing" in p,
            "jbgs contract file CODE --number 备案号",
            _FILING,
        ),
        Need(
            "approval",
            "已集中评审立项",
            lambda p: "approval" in p,
            "jbgs approve CODE --document 文号",
            _APPROVAL,
        ),
        Need(
            "evaluation",
            "已作绩效评价",
            lambda p: "evaluation" in p,
            "jbgs evaluate CODE --grade 等次 --result passed",
            _RESULTS,
        ),
        Need("passed", "绩效评价通过", _passed_evaluation, "绩效评价通过后方可拨付", _RESULTS),
        Need("payment", "已拨付补助", _paid, "jbgs subsidy pay CODE", _SUBSIDY),
        Need(
            "unpaid",
            "绩效评价未通过、未拨付补助",
            lambda p: not _passed_evaluation(p) and not _paid(p),
            "绩效评价已通过的，请先用 jbgs subsidy pay 拨付补助",
            _RESULTS,
        ),
    )
}


@dataclass(frozen=True, slots=True)
class Move:
    """From one stage to another, on some tracks, with the needs that must be met."""

    source: StageKey
    target: StageKey
    needs: tuple[str, ...] = ()
    tracks: tuple[Track, ...] = TRACKS


_AFTER: tuple[Track, ...] = ("key", "transfer")
"""The tracks that are paid after the evaluation; ``common`` is paid before it."""

MOVES: tuple[Move, ...] = (
    Move("received", "screened", ("form",)),
    Move("screened", "reviewed", ("review", "panel"), ("common",)),
    Move("screened", "reviewed", ("review",), ("key", "transfer")),
    Move("reviewed", "listed", ("listing",)),
    Move("listed", "published", ("publication",)),
    Move("published", "bidding", ("intent",)),
    Move("bidding", "awarded", ("award",)),
    Move("awarded", "contracted", ("contract",)),
    Move("contracted", "filed", ("filing",)),
    Move("contracted", "approved", ("approval",), ("common", "transfer")),
    Move("filed", "approved", ("approval",)),
    Move("approved", "subsidised", ("payment",), ("common",)),
    Move("subsidised", "evaluated", ("evaluation",), ("common",)),
    Move("evaluated", "closed", (), ("common",)),
    Move("approved", "evaluated", ("evaluation",), _AFTER),
    Move("evaluated", "subsidised", ("passed", "payment"), _AFTER),
    Move("evaluated", "closed", ("unpaid",), _AFTER),
    Move("subsidised", "closed", (), _AFTER),
    Move("unclaimed", "listed", ("listing",)),
    *(Move(source, "rejected") for source in ("received", "screened", "reviewed")),
    *(
        Move(source, "withdrawn")
        for source in (
            "received",
            "screened",
            "reviewed",
            "listed",
            "published",
            "bidding",
            "awarded",
            "unclaimed",
        )
    ),
    *(Move(source, "unclaimed") for source in ("published", "bidding")),
    *(
        Move(source, "terminated")
        for source in ("contracted", "filed", "approved", "evaluated", "subsidised")
    ),
)


def moves(track: Track) -> tuple[Move, ...]:
    """The rows of the table that hold for a track."""
    return tuple(move for move in MOVES if track in move.tracks)


def may(project: Project, target: StageKey, *, reason: str = "") -> list[Problem]:
    """Every reason why a project may not move to a stage; empty if it may.

    A move over several stages is refused with all that is missing on the way.
    """
    source, track = project["stage"], project["track"]
    found: list[Problem] = []
    if target in EXITS and not reason.strip():
        found.append(Problem(f"转为“{LABELS[target]}”须说明理由", remedy="加上 --reason 理由"))
    path = way(track, source, target)
    if path is None:
        return [*found, _no_way(track, source, target)]
    if len(path) > 1:
        names = "、".join(LABELS[move.target] for move in path[:-1])
        found.append(Problem(f"现为“{LABELS[source]}”，须先经过：{names}", remedy="逐步办理，见 jbgs stages"))
    for need in dict.fromkeys(need for move in path for need in move.needs):
        if not NEEDS[need].met(project):
            found.append(_unmet(NEEDS[need], track))
    return found


def _unmet(need: Need, track: Track) -> Problem:
    return Problem(f"未满足：{need.label}", remedy=need.remedy, clause=need.clause(track))


def _no_way(track: Track, source: StageKey, target: StageKey) -> Problem:
    nexts = "、".join(f"{LABELS[m.target]}（{m.target}）" for m in moves(track) if m.source == source)
    what = f"不能从“{LABELS[source]}”转为“{LABELS[target]}”"
    return Problem(what, remedy=f"此时可以：{nexts}" if nexts else "项目已经办结，如属误操作请用 jbgs undo")


def way(track: Track, source: StageKey, target: StageKey) -> list[Move] | None:
    """The shortest way between two stages that passes no exit; ``None`` if there is none."""
    queue: deque[list[Move]] = deque([[]])
    seen = {source}
    while queue:
        path = queue.popleft()
        here = path[-1].target if path else source
        for move in moves(track):
            if move.source != here or move.target in seen:
                continue
            if move.target == target:
                return [*path, move]
            if move.target not in EXITS:
                seen.add(move.target)
                queue.append([*path, move])
    return None


def order(track: Track) -> list[StageKey]:
    """The stages of a track in the order in which a project passes them, exits last."""
    main = way(track, START, "closed") or []
    longest = [START, *(move.target for move in main)]
    for move in moves(track):
        if move.target not in longest and move.target not in EXITS and move.source in longest:
            longest.insert(longest.index(move.source) + 1, move.target)
    return [*longest, *(stage for stage in STAGES if stage in EXITS)]


def faults() -> Iterator[str]:
    """What contradicts itself in the tables."""
    if set(LABELS) != set(STAGES):
        yield "stages and labels differ"
    used = {need for move in MOVES for need in move.needs}
    yield from (f"need {name} is not declared" for name in used - NEEDS.keys())
    yield from (f"need {name} is never used" for name in NEEDS.keys() - used)
    for track in TRACKS:
        rows = moves(track)
        pairs = [(move.source, move.target) for move in rows]
        yield from (f"{track}: two rows for {pair}" for pair in set(pairs) if pairs.count(pair) > 1)
        for stage in STAGES:
            if stage != START and way(track, START, stage) is None:
                yield f"{track}: {stage} cannot be reached"
            if (stage in FINAL) == any(move.source == stage for move in rows):
                yield f"{track}: {stage} is a trap, or a final stage that leads on"
        if any(move.target == START for move in rows):
            yield f"{track}: something leads back to the start"


if _found := list(faults()):
    raise PolicyFault(*_found)
