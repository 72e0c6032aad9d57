"""Charts of flows: the year to date against last year and the plan, the months, the parts."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from itertools import groupby
from typing import Final

from phantich.brief import figures, months
from phantich.brief.charts import multiples, stock
from phantich.brief.charts.bars import draw_columns
from phantich.brief.charts.cumulative import Path, draw_cumulative
from phantich.brief.charts.model import Chart
from phantich.brief.charts.parts import parts
from phantich.brief.charts.reading import Reading
from phantich.brief.charts.style import Canvas
from phantich.brief.derive import breaks_between
from phantich.brief.model.facts import Fact
from phantich.brief.narrative.flow import month_told
from phantich.brief.narrative.turns import compared
from phantich.brief.numbers import unit_name
from phantich.brief.plans import plan_head, plan_name, plan_share
from phantich.brief.subject import Subject
from phantich.brief.text import Text, join, literal, text
from phantich.observations import frequency_of

#: Months that the columns show.
WINDOW = 25


def charts(subjects: list[Subject], reading: Reading) -> list[Chart]:
    """For each indicator the year to date of its first flows, the others as panels.

    For the first subject of the group also its months and its parts.
    """
    result: list[Chart] = []
    told = [subject for subject in subjects if not subject.within]
    for code, group in groupby(told, key=lambda s: s.codes[0]):
        own = list(group)
        whole = {i: _cumulative(subject, reading) for i, subject in enumerate(own[:_FULL])}
        first = [_columns(own[0]), parts(own[0])] if own[0] is told[0] else []
        drawn = [c for c in (*whole.values(), *first) if c is not None]
        shown = {i for i, made in whole.items() if made is not None}
        if first and first[0] is not None:
            shown.add(0)
        rest = [subject for i, subject in enumerate(own) if i not in shown]
        result += [*drawn, *_panels(code, rest, reading)]
    return result


#: Flows of one indicator that get a chart of their own.
_FULL: Final = 2


def _panels(code: str, subjects: list[Subject], reading: Reading) -> list[Chart]:
    panels = [p for s in subjects if (p := stock.panel(s, reading)) is not None]
    if not panels:
        return []
    subtitle = text(
        "Số trong kỳ; đậm: kỳ này, xanh nhạt: cùng kỳ năm trước",
        "In the period; dark: now, light blue: a year before",
    )
    # Targets of a year are no levels for its months.
    bare = [replace(panel, target=None) for panel in panels]
    return [multiples.chart(f"flows-{code}", bare, (code,), "columns", subtitle)]


def _cumulative(subject: Subject, reading: Reading) -> Chart | None:
    if not subject.monthly:
        return None
    now, series = subject.fact("ytd"), subject.series("ytd")
    year = int(months.year(subject.month))
    this = [f for f in series if f.period[:4] == str(year)]
    last = [f for f in series if f.period[:4] == str(year - 1)]
    if now is None or len(this) + len(last) < 3:
        return None
    plan = _plan(subject, now)
    paths = [Path(tuple(last), current=False), Path(tuple(this), current=True)]
    shape = _shape(series, now, reading) if plan is not None else []
    breaks = breaks_between(subject.view.area, f"{year - 1}-01", subject.month)
    title = _reached(subject, now)
    return Chart(
        id=f"ytd-{subject.codes[0]}-{subject.main.id}",
        title=title,
        subtitle=_years(now, plan is not None, bool(shape)),
        alt=text(
            "Biểu đồ đường lũy kế theo tháng. {title}.",
            "Line chart of the year to date. {title}.",
            title=title,
        ),
        codes=subject.codes,
        facts=tuple(f.id for f in [*this, *last, *([plan] if plan else [])]),
        draw=partial(
            draw_cumulative,
            paths=paths,
            plan=plan,
            plan_name=plan_head(subject, ""),
            breaks=breaks,
            shape=shape,
        ),
    )


def _reached(subject: Subject, now: Fact) -> Text:
    """The year to date and its share of the plan; without a plan its growth."""
    share = plan_share(subject)
    title = text(
        "{name}: {span} đạt {value}",
        "{name}: {value} in {span}",
        name=subject.name,
        span=months.span(subject.month),
        value=figures.amount(now),
    )
    if share is not None:
        given = {"p": figures.percent(share), "plan": plan_name(subject, share.measure)}
        title += text(", bằng {p} {plan}", ", {p} of {plan}", **given)
    else:
        title = join([title, compared(subject, "ytd_yoy", 1)])
    return title


def _years(now: Fact, planned: bool, paced: bool) -> Text:
    """What the cumulative chart draws: two years, the plan, its path at past years' pace."""
    year, unit = int(now.period[:4]), now.unit
    vi = f"Lũy kế từ đầu năm, {unit}; năm {year} so với năm {year - 1}"
    en = f"Year to date, {unit_name(unit, 'en')}; {year} and {year - 1}"
    if paced:
        vi += " và kế hoạch theo nhịp các năm trước (chấm)"
        en += " and the plan at past years' pace (dots)"
    elif planned:
        vi, en = f"{vi} và kế hoạch", f"{en} and the plan"
    return literal(vi, en)


def _shape(series: list[Fact], now: Fact, reading: Reading) -> list[float]:
    """Share of a year's result reached by each month, per cent; empty without a complete year.

    The mean of complete past years of one territory, see `phantich.measures.targets.seasonal_path`.
    """
    import numpy as np

    from phantich.measures.targets import seasonal_path

    years: dict[str, dict[int, float]] = {}
    for fact in series:
        if fact.period[:4] < now.period[:4] and fact.simulated == now.simulated:
            years.setdefault(fact.period[:4], {})[months.number(fact.period)] = fact.value
    whole = [
        [found[m] for m in range(1, 13)]
        for year, found in sorted(years.items())
        if len(found) == 12 and not breaks_between(reading.area, f"{year}-01", f"{year}-12")
    ]
    if not whole:
        return []
    path: list[float] = seasonal_path(np.array(whole)).tolist()
    return [] if any(share != share for share in path) else path


def _plan(subject: Subject, now: Fact) -> Fact | None:
    year = months.year(subject.month)
    plans = ("plan:council", "plan", "plan:central")
    found = (subject.fact(measure, period=year) for measure in plans)
    return next((f for f in found if f is not None and f.unit == now.unit), None)


_BY: Final = {
    "M": ("theo tháng", "by month"),
    "Q": ("theo quý", "by quarter"),
    "S": ("theo nửa năm", "by half-year"),
    "C": ("theo vụ", "by crop season"),
    "A": ("theo năm", "by year"),
}


def _columns(subject: Subject) -> Chart | None:
    now, series = subject.fact("level"), subject.series("level")
    first = months.shift(subject.month, 1 - WINDOW)
    shown = [f for f in series if f.period >= first]
    if now is None or len(shown) < 3:
        return None
    title = month_told(subject)
    breaks = breaks_between(subject.view.area, first, subject.month)
    by = literal(*_BY.get(frequency_of(now.period), _BY["M"]))
    return Chart(
        id="months",
        title=title,
        subtitle=text(
            f"{{name}} {{by}}, {now.unit}",
            f"{{name}} {{by}}, {unit_name(now.unit, 'en')}",
            name=subject.name,
            by=by,
        ),
        alt=text("Biểu đồ cột {by}. {title}.", "Columns {by}. {title}.", by=by, title=title),
        codes=subject.codes,
        facts=tuple(f.id for f in shown),
        points=tuple(f.id for f in shown),
        draw=partial(_draw_columns, shown, subject.month, breaks),
        height=2.6,
    )


def _draw_columns(facts: list[Fact], month: str, breaks: list[str], target: Canvas) -> None:
    last_year = months.shift(month, -12)
    periods = months.window(month, 13 if target.narrow else WINDOW)
    draw_columns(target, facts, periods, {last_year}, breaks)


def _capital(name: Text) -> Text:
    vi, en = name.plain("vi"), name.plain("en")
    return literal(vi[:1].upper() + vi[1:], en[:1].upper() + en[1:])
