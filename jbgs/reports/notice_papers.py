"""督查通报 on paper: findings by kind, demands with their days, and the lists by region (三、5)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, cast

from jbgs.policy import Policy
from jbgs.registers.field import FOUND, Notice, RegionFacts
from jbgs.reports import submissions as months
from jbgs.reports import words
from jbgs.reports.draft import Annexes, Attachments, Content, Draft, Passage, signed
from jbgs.reports.listing import chinese_day
from jbgs.reports.notice import counts, rates
from jbgs.reports.periods import month_name, quarter_name
from jbgs.reports.table import Block, Column, Table
from jbgs.reports.visits import asked

STATUS = {"draft": "未发出", "sent": "已发出", "void": "已作废"}
KINDS = {
    "missing": "月报未报",
    "late": "月报迟报",
    "behind": "进度滞后",
    "unvisited": "未走访",
    "overdue": "问题逾期未解决",
}


def letter(policy: Policy, notice: Notice, *, office: str) -> Draft:
    """The notice as its template words it, from its frozen facts alone."""
    regions = notice["regions"]
    tables = tuple(annexes(policy, regions))
    facts: dict[str, Content] = {
        "文号": notice.get("number", ""),
        "收文单位": _addressee(policy, regions),
        "政策名称": policy.title,
        "督查期间": notice["period"],
        "截至": chinese_day(notice["until"]),
        "总体情况": Passage(tuple(_overview(policy, regions))),
        "存在问题": Passage(tuple(_findings(policy, regions))),
        "整改要求": Passage(tuple(_demands(policy, notice))),
        "附件说明": Attachments(tuple(one.title for one in tables)),
        "附表": Annexes(tables),
        **signed(office, date.fromisoformat(notice["made"])),
    }
    name = f"督查通报 {notice['id']}"
    return Draft("letter-notice", "关于“揭榜挂帅”工作督查情况的通报", facts, name)


def _addressee(policy: Policy, regions: Mapping[str, RegionFacts]) -> str:
    if len(regions) == len(policy.regions):
        return "各县（市、区）科技部门"
    return "、".join(f"{words.region(policy, name)}科技部门" for name in regions)


def _overview(policy: Policy, regions: Mapping[str, RegionFacts]) -> Iterator[Block]:
    running = sum(one["running"] for one in regions.values())
    visits = sum(one["visits"] for one in regions.values())
    missed = sum(len(one.get("unvisited", ())) for one in regions.values())
    made = rates(regions)
    total = months.Rate(*(sum(getattr(r, n) for r in made.values()) for n in ("due", "came", "on_time")))
    parts = [f"在研项目{running}项", f"月报{months.in_words(total)}" if total.due else "本期没有到期的月报"]
    if visits:
        parts.append(f"应走访{visits}项次，已走访{visits - missed}项次")
    yield Block(f"{'；'.join(parts)}。")
    if total.due:
        yield Block(table=months.by_region(policy, made))


def _reports(region: str, facts: RegionFacts) -> str:
    """``海宁市未报2021年10月、11月月报，迟报2021年9月月报（3天）``."""
    missing, late = facts.get("missing", []), facts.get("late", [])
    names = _months(one["month"] for one in late)
    delays = [f"{name}（{one['days']}天）" for name, one in zip(names, late, strict=True)]
    parts = [f"未报{'、'.join(_months(missing))}月报" if missing else ""]
    parts.append(f"迟报{'、'.join(delays)}的月报" if late else "")
    return region + "，".join(filter(None, parts))


def _months(months: Iterable[str]) -> list[str]:
    """Months by name, the year only where it changes."""
    names: list[str] = []
    year = ""
    for month in months:
        names.append(month_name(month) if month[:4] != year else month_name(month).partition("年")[2])
        year = month[:4]
    return names


HEADINGS = {"behind": "项目进度滞后", "unvisited": "季度走访未落实", "overdue": "问题逾期未解决"}
UNITS = {"behind": "项", "unvisited": "项次", "overdue": "个"}
OPENINGS = {"behind": "进度滞后的项目", "unvisited": "未走访的项目", "overdue": "走访发现、逾期未解决的问题"}
NUMERALS = "一二三四"


def _findings(policy: Policy, regions: Mapping[str, RegionFacts]) -> Iterator[Block]:
    """A heading and a sentence for each kind of finding, the projects being listed in its annex."""
    told = list(_told(policy, regions))
    for numeral, (heading, text) in zip(NUMERALS, told, strict=False):
        yield Block(f"（{numeral}）{heading}", 2)
        yield Block(text)
    if not told:
        yield Block("本次督查未发现问题。")


def _told(policy: Policy, regions: Mapping[str, RegionFacts]) -> Iterator[tuple[str, str]]:
    short = {region: words.region(policy, region) for region in regions}
    late = [_reports(short[r], one) for r, one in regions.items() if counts(one).keys() & {"missing", "late"}]
    if late:
        yield "月报未按时报送", f"{'；'.join(late)}。"
    annexed = [key for key, *_ in LISTS if any(key in counts(one) for one in regions.values())]
    for number, key in enumerate(annexed, 1):
        found = {short[region]: counts(facts).get(key, 0) for region, facts in regions.items()}
        by_region = "，".join(f"{region}{count}{UNITS[key]}" for region, count in found.items() if count)
        where = f"附件{number}" if len(annexed) > 1 else "附件"
        total = f"{sum(found.values())}{UNITS[key]}"
        yield HEADINGS[key], f"{OPENINGS[key]}共{total}（见{where}）：{by_region}。"


DEMANDS: tuple[tuple[tuple[str, ...], str], ...] = (
    (("missing",), "未报送月报的，于{due}前补报；没有情况的也要零报告。"),
    (("missing", "late"), "今后每月{day}日前报送上月项目揭榜情况。"),
    (
        ("behind",),
        "进度滞后的项目，逐项查明原因，于{due}前提出推进措施和完成时间；确需变更、终止的，按程序报批。",
    ),
    (("unvisited",), "未走访的项目，由科技部门牵头会同经信、商务部门于{due}前补走访，并做好记录。"),
    (("overdue",), "逾期未解决的问题，由需协调的部门于{due}前协调解决；暂时不能解决的，说明原因和解决时间。"),
)
"""What is asked for where something was found; ``due`` is the notice's day, ``day`` the monthly one."""


def _demands(policy: Policy, notice: Notice) -> Iterator[Block]:
    found = {key for facts in notice["regions"].values() for key in counts(facts)}
    due, day = chinese_day(notice["due"]), policy.setting("monthly_report_day")
    texts = [text for keys, text in DEMANDS if found.intersection(keys)]
    asked_for = (
        "请各地对照检查，逐项整改，于{due}前将整改情况书面报送我局。"
        if found
        else "请各地继续按要求做好月报、季访和协调服务工作。"
    )
    for number, text in enumerate((*texts, asked_for), 1):
        yield Block(f"{number}. {text.format(due=due, day=day)}")


_HEAD = (
    Column("number", "序号", "int", 2),
    Column("region", "县（市、区）", width=5),
    Column("code", "项目编号", "code", 9),
    Column("title", "项目名称", width=12),
    Column("owner", "需求单位（成果方）", width=9),
)
BEHIND = (*_HEAD, Column("stage", "阶段", width=5), Column("reasons", "滞后情况", width=14))
UNVISITED = (*_HEAD, Column("quarter", "未走访的季度", width=8))
OVERDUE = (
    *_HEAD,
    Column("what", "问题", width=12),
    Column("due", "解决期限", "date", 6),
    Column("days", "逾期天数", "int", 3),
)

_Tell = Callable[[Any], tuple[Any, ...]]
LISTS: tuple[tuple[str, str, tuple[Column, ...], _Tell], ...] = (
    ("behind", "进度滞后项目清单", BEHIND, lambda o: (words.stage(o["stage"]), "\n".join(o["reasons"]))),
    ("unvisited", "未走访项目清单", UNVISITED, lambda o: (quarter_name(o["quarter"]),)),
    (
        "overdue",
        "逾期未解决问题清单",
        OVERDUE,
        lambda o: (o["what"] + asked(o.get("department"), None), date.fromisoformat(o["due"]), o["days"]),
    ),
)
"""The annexed lists: which facts, the title, the columns, and what stands after a project's name."""


def annexes(policy: Policy, regions: Mapping[str, RegionFacts]) -> list[Table]:
    """The lists of projects by region, one for each kind of finding that there is."""
    made = []
    for key, title, columns, tell in LISTS:
        rows = [
            (words.region(policy, region), one["code"], one.get("title"), one.get("owner"), *tell(one))
            for region, facts in regions.items()
            for one in cast("Sequence[Any]", facts.get(key, ()))
        ]
        if rows:
            body = Table.body((number, *row) for number, row in enumerate(rows, 1))
            made.append(Table(title, title, columns, body))
    return made


def as_json(notice: Notice) -> dict[str, Any]:
    """A notice for scripts, with every key of its facts and answers."""
    regions = {region: {**{key: [] for key in FOUND}, **facts} for region, facts in notice["regions"].items()}
    answers = {
        region: {name: one.get(name) for name in ("on", "text", "file")}
        for region, one in notice.get("answers", {}).items()
    }
    optional = {name: notice.get(name) for name in ("number", "sent", "reason")}
    return {**notice, **optional, "regions": regions, "answers": answers}


NOTICES = (
    Column("id", "编号", "code", 6),
    Column("number", "文号", width=9, drop=2),
    Column("period", "督查期间", width=9),
    Column("made", "拟定日期", "date", 6, drop=1),
    Column("status", "状态", width=4),
    Column("sent", "发出日期", "date", 6),
    Column("due", "答复期限", "date", 6),
    Column("regions", "县（市、区）", "int", 4),
    Column("answers", "已答复", "int", 3),
)


def notices(found: Iterable[Notice]) -> Table:
    """All notices."""
    rows = [
        (
            one["id"],
            one.get("number"),
            one["period"],
            _day(one["made"]),
            STATUS[one["status"]],
            _day(one.get("sent")),
            _day(one["due"]),
            len(one["regions"]),
            len(one.get("answers", {})),
        )
        for one in found
    ]
    return Table("督查通报", "督查通报", NOTICES, Table.body(rows), empty="（没有督查通报）")


def facts(notice: Notice) -> list[tuple[str, str]]:
    """A notice's own state."""
    sent = f"（{notice['sent']}）" if "sent" in notice else ""
    found = [
        ("通报编号", notice["id"]),
        ("文号", notice.get("number", "")),
        ("督查期间", f"{notice['period']}（截至 {notice['until']}）"),
        ("拟定日期", notice["made"]),
        ("状态", STATUS[notice["status"]] + sent),
        ("答复期限", notice["due"]),
        ("作废理由", notice.get("reason", "")),
    ]
    return [(label, text) for label, text in found if text]


REGIONS = (
    Column("region", "县（市、区）", width=6),
    Column("months", "应报月报", "int", 4),
    *(Column(key, title, "int", 4) for key, title in KINDS.items()),
    Column("answered", "答复日期", "date", 6),
    Column("answer", "答复", width=12, drop=1),
)


def regions_table(policy: Policy, notice: Notice) -> Table:
    """One notice by region: how much of what was found, and the answers."""
    rows = []
    for region, facts in notice["regions"].items():
        answer = notice.get("answers", {}).get(region)
        said = (
            (answer.get("text") or (answer["file"]["name"] if "file" in answer else "")) if answer else None
        )
        figures = (counts(facts).get(key, 0) for key in KINDS)
        day = _day(answer["on"]) if answer else None
        rows.append((words.region(policy, region), facts["months"], *figures, day, said))
    return Table("各地情况", f"{notice['id']} 各地情况", REGIONS, Table.body(rows))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
