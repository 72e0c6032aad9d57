"""Who has not reported yet: figures that are due by the calendar and not in the store."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from phantich.brief import timeliness
from phantich.brief.model.content import Content
from phantich.brief.model.facts import Fact
from phantich.brief.model.standing import Report
from phantich.catalog import Indicator, find_indicator
from phantich.catalog.codelists import code_list
from phantich.catalog.model import Bilingual
from phantich.catalog.reporting import due, not_due

if TYPE_CHECKING:
    from phantich.store import Store

Seen = set[tuple[str, str, str]]


def reports(store: Store, content: Content) -> tuple[tuple[Report, ...], dict[str, Fact]]:
    """What is missing, the longest overdue first, and the facts that say by how many days.

    A figure counts as reported when the store had one of any area for the newest complete period
    of the indicator's frequency. Days are counted up to the day as of which the content was made.
    """
    wanted = [find_indicator(indicator.code) for indicator in content.indicators]
    seen = _seen(store, wanted, content)
    found = [
        report
        for indicator in wanted
        for frequency, period in expected(indicator, content.month)
        if (report := _report(indicator, period, seen, content)) is not None
    ]
    facts = {fact.id: fact for report, fact in found if fact is not None}
    ranked = sorted((report for report, _ in found), key=lambda report: report.due)
    return tuple(ranked), facts


def expected(indicator: Indicator, month: str) -> list[tuple[str, str]]:
    """Frequency and newest complete period of each regular frequency of an indicator.

    What is reported by the hour, day or week is reported by the month, too, and so is what has a
    month among several frequencies; what is reported per crop season or as it happens is never
    due.

    Examples
    --------
    >>> expected(find_indicator("HP.A.II.1"), "2026-10")
    [('M', '2026-10')]
    """
    given = indicator.frequencies
    if set(given) & {"M", "H", "D", "W"}:
        return [("M", month)]
    return [(f, timeliness.due(f, month)) for f in ("Q", "S", "A") if f in given]


#: A month is reported by its own figures or by those of its weeks, days, hours and events.
_WITHIN: Final = {"M": ["M", "W", "D", "H", "I"]}


def _seen(store: Store, wanted: list[Indicator], content: Content) -> Seen:
    """Indicator, component and period of every figure that there is of the periods expected."""
    asked: dict[tuple[str, str], list[str]] = {}
    for indicator in wanted:
        for pair in expected(indicator, content.month):
            asked.setdefault(pair, []).append(indicator.code)
    seen: Seen = set()
    for (frequency, period), codes in asked.items():
        frame = store.query(
            codes,
            frequency=_WITHIN.get(frequency, frequency),
            period_from=period,
            period_to=period,
            as_of=content.as_of or None,
        )
        frame = frame[~frame["measure"].str.startswith("plan")]
        rows = frame[["indicator", "component"]].drop_duplicates()
        seen.update((*pair, period) for pair in rows.itertuples(index=False, name=None))
    return seen


def _report(
    indicator: Indicator, period: str, seen: Seen, content: Content
) -> tuple[Report, Fact | None] | None:
    asked = [c for c in indicator.components if not not_due(c)]
    missing = [c for c in asked if (indicator.code, c.id, period) not in seen]
    if not missing:
        return None
    day, rule = due(indicator, period)
    today = content.as_of or content.data_as_of
    late = (dt.date.fromisoformat(today) - day).days if today else 0
    fact = _late(indicator, period, late, rule.reference, content) if late > 0 else None
    report = Report(
        indicator=indicator.code,
        agencies=tuple(agencies_of(indicator)),
        period=period,
        due=day.isoformat(),
        missing=tuple(Bilingual(vi=c.name, en=c.name_en) for c in missing),
        partly=len(missing) < len(asked),
        late=fact.id if fact else "",
    )
    return report, fact


def agencies_of(indicator: Indicator) -> Iterator[Bilingual]:
    """The agencies that report an indicator, by their names in the code list."""
    names = {member.code: member for member in code_list("agencies").members}
    for agency in indicator.agencies:
        yield Bilingual(vi=names[agency].name, en=names[agency].name_en)


def _late(indicator: Indicator, period: str, days: int, reference: str, content: Content) -> Fact:
    today = content.as_of or content.data_as_of
    return Fact(
        id=f"{indicator.code}|{period}|days_late",
        indicator=indicator.code,
        component=indicator.components[0].id,
        item=indicator.components[0].total,
        area=content.area.vi,
        period=period,
        measure="days_late",
        value=days,
        unit="ngày",
        status="A",
        vintage=today,
        source="derived:days late",
        simulated=False,
        rule=f"days from the due date to {today} ({reference})",
    )
