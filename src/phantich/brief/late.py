"""Rows for the agencies that have not reported yet, and by which rule they are due."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from phantich.brief import figures, periods
from phantich.brief.model.content import Content
from phantich.brief.model.standing import Report
from phantich.brief.text import Text, join, literal, text
from phantich.catalog import find_indicator
from phantich.catalog.reporting import due

#: Missing components that a row names.
_NAMED: Final = 4


@dataclass(frozen=True, slots=True)
class LateRow:
    """What is missing, from whom, when it was due, and how late it is."""

    code: str
    name: Text
    agencies: Text
    period: Text
    due: str
    delay: Text
    overdue: bool


def late_rows(content: Content) -> list[LateRow]:
    """One row a report that is missing, the longest overdue first."""
    titles = {i.code: literal(i.title.vi, i.title.en) for i in content.indicators}
    return [_row(content, titles[report.indicator], report) for report in content.reports]


def _row(content: Content, title: Text, report: Report) -> LateRow:
    named = [literal(name.vi, name.en) for name in report.missing[:_NAMED]]
    if len(report.missing) > _NAMED:
        named.append(literal("…", "…"))
    if report.partly:
        part = text("{t}: còn thiếu {m}", "{t}: lacking {m}", t=title, m=join(named, "; "))
    else:
        part = title
    delay = text("chưa đến hạn", "not due yet")
    if report.late:
        days = figures.count(content.fact(report.late))
        delay = text("chậm {n} ngày", "{n} days late", n=days)
    return LateRow(
        code=report.indicator,
        name=part,
        agencies=join((literal(a.vi, a.en) for a in report.agencies), "; "),
        period=periods.short(report.period),
        due=report.due,
        delay=delay,
        overdue=bool(report.late),
    )


def rules(content: Content) -> list[str]:
    """The references by which the missing reports are due, each once."""
    found = (due(find_indicator(r.indicator), r.period)[1].reference for r in content.reports)
    return list(dict.fromkeys(found))
