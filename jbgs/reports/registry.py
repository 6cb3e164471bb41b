"""Every report: its name, its options, how it is made.

A new report is a function ``make(source, wanted) -> Made`` in a module of this package and an entry
here; the command ``jbgs report NAME``, its help, ``--json``, ``--format`` and ``report all`` follow.
"""

from __future__ import annotations

from jbgs.reports import (
    announcing,
    dossier_papers,
    monthly_report,
    office_reports,
    publicity_letters,
    reporting_record,
    subsidy_plan,
    summary,
)
from jbgs.reports.making import Report, Source, Wanted


def _always(_source: Source, wanted: Wanted) -> list[Wanted]:
    return [wanted]


REPORTS = {
    one.name: one
    for one in (
        Report(
            "monthly",
            "月报",
            "月报：揭榜情况表和项目清单（截至当月末）；--sent 登记为已报送",
            monthly_report.make,
            ("month", "region"),
            ("month",),
            _always,
        ),
        Report(
            "listing",
            "榜单",
            "榜单：Excel 清单和 Word 公告",
            announcing.make_listing,
            ("listing",),
            ("listing",),
            announcing.published_in,
        ),
        Report(
            "announcement",
            "榜单公告",
            "榜单公告（Word）",
            announcing.make_announcement,
            ("listing",),
            ("listing",),
        ),
        Report(
            "approval",
            "拟立项公示",
            "拟立项公示：写明的项目，不写为可以立项而未立项的全部项目",
            publicity_letters.make_approval,
            ("codes", "start", "end"),
            (),
            publicity_letters.waiting_for_approval,
        ),
        Report(
            "publicity",
            "公示",
            "公示：揭榜结果、拟立项、拟补助",
            publicity_letters.make_publicity,
            ("codes", "of", "start", "end"),
            ("of",),
        ),
        Report(
            "subsidy",
            "补助资金安排表",
            "补助资金安排表：可以拨付的项目，按承担方小计",
            subsidy_plan.make,
            ("codes", "month"),
            (),
            _always,
        ),
        Report(
            "summary",
            "年度总结",
            "年度总结：数字、趋势，按属地、类型、产业领域",
            summary.make,
            ("year",),
            ("year",),
            summary.in_december,
            shows=True,
        ),
        Report(
            "visits",
            "季访情况",
            "季访：一个季度的走访情况和未走访的在研项目",
            office_reports.make_visits,
            ("quarter", "region"),
            ("quarter",),
            office_reports.at_quarter_end,
        ),
        Report(
            "inspection",
            "督查通报",
            "督查通报（预览，不登记）：各地报送率、逾期、滞后项目",
            office_reports.make_inspection,
            ("month", "quarter", "region"),
        ),
        Report(
            "review",
            "专家评审汇总表",
            "专家评审汇总表：名次、分项得分、意见、专家组",
            office_reports.make_review,
            ("review",),
            ("review",),
            office_reports.closed_in,
        ),
        Report(
            "sent",
            "月报报送情况",
            "本单位各月月报何时报送，按时还是迟报（由 monthly --sent 登记）",
            reporting_record.make,
            ("year",),
            ("year",),
        ),
        Report(
            "dossier",
            "项目档案",
            "项目档案：一个项目的全部情况和经过（Word）",
            dossier_papers.make,
            ("codes",),
            ("codes",),
        ),
    )
}
