"""What an office has to do, as one table: a rule is a small pure function and its row in ``RULES``.

A rule looks at one record and the day, and says what is to be done, by when, and the command that settles
it. Days are settings of the policy file (practice). ``services.agenda.todo`` runs all rules in one pass
over the store.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from jbgs import workflow
from jbgs.models import Intent, Listing, Project, StageKey
from jbgs.registers.field import Notice
from jbgs.registers.publicity import Publicity
from jbgs.registers.reviews import Round
from jbgs.reports.notice import counts
from jbgs.reports.periods import month_name, report_day
from jbgs.reports.progress import PERFORMING, RUNNING, deadline_of, open_issues, visits_in
from jbgs.reports.visits import asked
from jbgs.services.agenda.duty import Duty, Look, Rule, Test
from jbgs.services.reviewing import scores
from jbgs.values import yuan_text


def command(project: Project, target: StageKey) -> str:
    """What to type so that a project comes to its next stage: what it still needs, else the move itself."""
    path = workflow.way(project["track"], project["stage"], target) or []
    needs = [workflow.NEEDS[key] for move in path[:1] for key in move.needs]
    remedies = [need.remedy for need in needs if not need.met(project)]
    text = remedies[-1] if remedies else f"jbgs stage {workflow.CODE} --to {target}"
    return text.replace(workflow.CODE, project["code"])


# -- forms ----------------------------------------------------------------------------------------------


def _has_errors(record: Project | Intent) -> int:
    return sum(one["level"] == "error" for one in record.get("problems", ()))


def project_correction(project: Project, look: Look) -> Iterator[Duty]:
    """A demand form with errors waits for its sender."""
    if project["stage"] not in workflow.FINAL:
        yield from _correction(_has_errors(project), project["dates"]["received"], look)


def intent_correction(intent: Intent, look: Look) -> Iterator[Duty]:
    """An intent form with errors waits for its sender."""
    yield from _correction(_has_errors(intent), intent["received"], look)


def _correction(errors: int, received: str, look: Look) -> Iterator[Duty]:
    if errors:
        due = look.within(received, "correction_days")
        yield Duty(f"来表有 {errors} 处待更正", "jbgs inbox -o 待更正 --letters", received, due)


def unlinked(intent: Intent, _: Look) -> Iterator[Duty]:
    """An intent that names no project clearly."""
    if "project" not in intent:
        line = f"jbgs intent link {intent['id']} 项目编号"
        yield Duty("揭榜意向未对应到项目", line, intent["received"])


# -- stages ---------------------------------------------------------------------------------------------


def _step(target: StageKey, setting: str, what: str) -> Test:
    """Entered its stage; to come to the next within the days of a setting."""

    def test(project: Project, look: Look) -> Iterator[Duty]:
        since = project["dates"][project["stage"]]
        if workflow.way(project["track"], project["stage"], target) and not _has_errors(project):
            yield Duty(what, command(project, target), since, look.within(since, setting))

    return test


def award(project: Project, look: Look) -> Iterator[Duty]:
    """Bids are in and their deadline has passed."""
    since = project.get("publication", {}).get("deadline") or project["dates"]["bidding"]
    if look.over(since):
        what = f"揭榜已截止，{len(project.get('intents', {}))} 份意向待比选"
        yield Duty(what, command(project, "awarded"), since, look.within(since, "award_days"))


def filing(project: Project, look: Look) -> Iterator[Duty]:
    """A ``key`` contract is to be filed (二、（二）3)."""
    if project["track"] == "key":
        yield from _step("filed", "filing_days", "已签约，合同待备案")(project, look)


def approval(project: Project, look: Look) -> Iterator[Duty]:
    """Signed, and filed where that is asked for: to be reviewed centrally (三、2)."""
    if project["stage"] == "filed" or project["track"] != "key":
        yield from _step("approved", "approval_days", "待集中评审立项")(project, look)


def payment(project: Project, look: Look) -> Iterator[Duty]:
    """A subsidy that can be paid now (三、2)."""
    owed = look.owed(project)
    if owed.payable:
        facts = [project["approval"]["on"], *(one["on"] for one in project.get("occurred", {}).values())]
        if "evaluation" in project:
            facts.append(project["evaluation"]["on"])
        since = max(facts)
        what = f"可以拨付补助 {yuan_text(owed.calculation.amount)}"
        yield Duty(what, f"jbgs subsidy pay {project['code']}", since, look.within(since, "payment_days"))


def failed(project: Project, _: Look) -> Iterator[Duty]:
    """Evaluated and not passed: nothing is paid, and it can be closed."""
    evaluation = project.get("evaluation")
    if evaluation and evaluation["result"] == "failed":
        yield Duty("绩效评价未通过，待结题", f"jbgs stage {project['code']} --to closed", evaluation["on"])


def recovery(project: Project, look: Look) -> Iterator[Duty]:
    """Subsidy was paid beyond what the project is still entitled to."""
    if "payments" in project and (value := look.owed(project).recoverable):
        line = f"jbgs subsidy recover {project['code']} --reason 理由"
        since = max([*project["dates"].values(), *(one["on"] for one in project["payments"].values())])
        yield Duty(f"已拨补助应收回 {yuan_text(value)}", line, since)


# -- while it runs --------------------------------------------------------------------------------------


def deadline(project: Project, look: Look) -> Iterator[Duty]:
    """The project's own deadline: then it is evaluated, or it is behind and needs a new one."""
    due = deadline_of(project)
    if due is None:
        return
    said = f"完成时限 {due} {'已过' if look.over(due) else '将到'}"
    if (project["track"], project["stage"]) in PERFORMING:
        yield Duty(f"{said}，待绩效评价", command(project, "evaluated"), due=due)
    else:
        line = f"jbgs edit {project['code']} deadline=新的完成时限 --reason 理由"
        yield Duty(f"{said}，尚在“{workflow.LABELS[project['stage']]}”", line, due=due)


def visit(project: Project, look: Look) -> Iterator[Duty]:
    """Not visited in this quarter (三、4)."""
    if not visits_in(project, look.quarter):
        who = "--visitors 科技:姓名 --visitors 经信:姓名 --visitors 商务:姓名"
        line = f"jbgs visit record {project['code']} --progress 按计划进行 {who}"
        yield Duty("本季度尚未走访", line, look.quarter.start, look.quarter.end)


def issue(project: Project, _: Look) -> Iterator[Duty]:
    """A problem of a visit that is not settled."""
    for number, one in open_issues(project).items():
        line = f"jbgs visit settle {project['code']} {number} --outcome 结果"
        what = f"问题 {number}：{one['what']}{asked(one.get('department'), None)}"
        yield Duty(what, line, one["found"], one.get("due", ""))


# -- the office's own -----------------------------------------------------------------------------------


def publishing(listing: Listing, look: Look) -> Iterator[Duty]:
    """Projects stand in a listing that is not published."""
    if "published" not in listing and listing.get("projects"):
        since = max(listing["projects"].values())
        what = f"{len(listing['projects'])} 个项目待发布"
        line = f"jbgs listing publish {listing['id']}"
        yield Duty(what, line, since, look.within(since, "publishing_days"))


def closing(listing: Listing, look: Look) -> Iterator[Duty]:
    """Bidding is over: projects with bids are to be sorted from those without."""
    until = listing.get("deadline", "")
    if "published" in listing and "closed" not in listing and until and look.over(until):
        what = f"揭榜已于 {until} 截止，待收榜"
        yield Duty(what, f"jbgs listing close {listing['id']}", until, _next(until))


def opening(listing: Listing, look: Look) -> Iterator[Duty]:
    """The deadline of sealed bids has passed: they can be opened."""
    until = listing.get("deadline", "")
    if listing.get("sealed") and "published" in listing and "opened" not in listing and look.over(until):
        what = f"报价密封，揭榜已于 {until} 截止，待开启"
        yield Duty(what, f"jbgs intent open {listing['id']}", until, _next(until))


def publicity(made: Publicity, look: Look) -> Iterator[Duty]:
    """Objections that are not settled; a period that is over and not closed."""
    if "closed" in made:
        return
    open_ = {key: one for key, one in made.get("objections", {}).items() if "settled" not in one}
    for number, one in open_.items():
        line = f"jbgs publicity settle {made['id']} {number} --outcome 处理结果"
        what = f"第 {number} 号异议（{one['by_whom']}）待处理"
        yield Duty(what, line, one["on"], made["end"])
    if not open_ and look.over(made["end"]):
        what = f"公示期已于 {made['end']} 届满，待结束"
        yield Duty(what, f"jbgs publicity close {made['id']}", made["end"], _next(made["end"]))


def scoring(made: Round, _: Look) -> Iterator[Duty]:
    """A round that is not closed: scores are missing, or all are in."""
    if "closed" in made:
        return
    missing = list(dict.fromkeys(expert for expert, _ in scores.missing(made)))
    if missing:
        what = f"{len(missing)} 位专家还没有评完：{scores.names(made, missing)}"
        yield Duty(what, "jbgs review import 评分表", made["opened"])
    else:
        yield Duty("评分已齐，待结束评审", f"jbgs review close {made['id']} --document 文件", made["opened"])


def _next(day: str) -> str:
    return (date.fromisoformat(day) + timedelta(1)).isoformat()


def report(region: str, look: Look) -> Iterator[Duty]:
    """The last month's report, and earlier ones since the office keeps them, that did not come (三、4)."""
    day = int(look.policy.setting("monthly_report_day"))
    for month in look.months:
        if (region, month) not in look.came:
            name = "" if look.own else f"{region} "
            line = f"jbgs submission record {name}--month {month}"
            what = f"{month_name(month)}月报{'尚未报送市级' if look.own else '未报'}"
            yield Duty(what, line, due=report_day(month, day).isoformat(), region=region)


def notice(one: Notice, _: Look) -> Iterator[Duty]:
    """A draft to be sent; a region that was found at fault and has not answered (三、5)."""
    if one["status"] == "draft":
        yield Duty("督查通报已拟定，待发出", f"jbgs notice send {one['id']}", one["made"])
    for region, facts in one["regions"].items() if one["status"] == "sent" else ():
        if counts(facts) and region not in one.get("answers", {}):
            line = f"jbgs notice answer {one['id']} {region} --text 内容"
            yield Duty("督查通报尚未答复", line, one.get("sent", ""), one["due"], region)


RULES: tuple[Rule, ...] = (
    Rule("correction", "来件更正", "projects", project_correction),
    Rule("correction", "来件更正", "intents", intent_correction),
    Rule("link", "意向对应", "intents", unlinked),
    Rule(
        "screening",
        "寻榜",
        "projects",
        _step("screened", "screening_days", "已收件，待形式审查"),
        ("received",),
    ),
    Rule("review", "论证", "projects", _step("reviewed", "review_days", "待评审论证"), ("screened",)),
    Rule("listing", "入榜", "projects", _step("listed", "listing_days", "论证通过，待入榜"), ("reviewed",)),
    Rule("publishing", "发榜", "listings", publishing),
    Rule("closing", "收榜", "listings", closing),
    Rule("opening", "开启报价", "listings", opening),
    Rule("publicity", "公示", "publicities", publicity),
    Rule("scoring", "评分", "reviews", scoring),
    Rule("award", "揭榜", "projects", award, ("bidding",)),
    Rule(
        "contract",
        "签约",
        "projects",
        _step("contracted", "contract_days", "已揭榜，待签订合同"),
        ("awarded",),
    ),
    Rule("filing", "备案", "projects", filing, ("contracted",)),
    Rule("approval", "立项", "projects", approval, ("contracted", "filed")),
    Rule("payment", "拨付", "projects", payment, ("approved", "evaluated", "subsidised")),
    Rule("failed", "结题", "projects", failed, ("evaluated",)),
    Rule("recovery", "收回", "projects", recovery),
    Rule("deadline", "完成时限", "projects", deadline, RUNNING),
    Rule("visit", "走访", "projects", visit, RUNNING),
    Rule("issue", "问题", "projects", issue),
    Rule("report", "月报", "regions", report),
    Rule("notice", "通报", "notices", notice),
)
"""Every rule; a new one is a function above and a row here."""
