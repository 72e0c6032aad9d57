"""Charts of flows: the year to date against last year and the plan, the months, the parts."""

from __future__ import annotations

from functools import partial
from typing import Final

from phantich.brief import figures, months
from phantich.brief.charts import style
from phantich.brief.charts.bars import Bar, describe, draw_bars, draw_columns, ranked
from phantich.brief.charts.model import Chart
from phantich.brief.charts.style import Canvas
from phantich.brief.model import Fact
from phantich.brief.narrative.flow import PLANS, month_told
from phantich.brief.narrative.turns import compared
from phantich.brief.numbers import unit_name
from phantich.brief.subject import Subject
from phantich.brief.text import Text, join, literal, lower_first, text

#: Months that the columns show.
WINDOW = 25
#: Parts that bars are drawn of.
MOST = 14


def charts(subjects: list[Subject]) -> list[Chart]:
    """For each subject the year to date; for the first also its months and its parts."""
    result: list[Chart] = []
    for place, subject in enumerate(subjects):
        made = [_cumulative(subject)]
        if place == 0:
            made += [_columns(subject), _parts(subject)]
        result.extend(chart for chart in made if chart is not None)
    return result


def _cumulative(subject: Subject) -> Chart | None:
    now, series = subject.fact("ytd"), subject.series("ytd")
    year = int(months.year(subject.month))
    this = [f for f in series if f.period[:4] == str(year)]
    last = [f for f in series if f.period[:4] == str(year - 1)]
    if now is None or len(this) + len(last) < 3:
        return None
    plan = _plan(subject, now)
    share = next((f for m in PLANS if (f := subject.fact(m)) is not None), None)
    title = text(
        "{name}: {span} đạt {value}",
        "{name}: {value} in {span}",
        name=subject.name,
        span=months.span(subject.month),
        value=figures.amount(now),
    )
    if share is not None:
        vi, en = PLANS[share.measure]
        title += text(f", bằng {{p}} {vi}", f", {{p}} of {en}", p=figures.percent(share))
    else:
        title = join([title, compared(subject, "ytd_yoy", 1)])
    unit = now.unit
    return Chart(
        id=f"ytd-{subject.codes[0]}-{subject.main.id}",
        title=title,
        subtitle=text(
            f"Lũy kế từ đầu năm, {unit}; năm {year} so với năm {year - 1} và dự toán",
            f"Year to date, {unit_name(unit, 'en')}; {year}, {year - 1} and the plan",
        ),
        alt=text(
            "Biểu đồ đường lũy kế theo tháng. {title}.",
            "Line chart of the year to date. {title}.",
            title=title,
        ),
        facts=tuple(f.id for f in [*this, *last, *([plan] if plan else [])]),
        draw=partial(_draw_cumulative, this, last, plan),
    )


def _plan(subject: Subject, now: Fact) -> Fact | None:
    year = months.year(subject.month)
    plans = ("plan:council", "plan", "plan:central")
    found = (subject.fact(measure, period=year) for measure in plans)
    return next((f for f in found if f is not None and f.unit == now.unit), None)


def _draw_cumulative(this: list[Fact], last: list[Fact], plan: Fact | None, target: Canvas) -> None:
    axes = target.axes
    ends = []
    for facts, color, width in ((last, style.LAST_YEAR, 1.6), (this, style.CITY, 2.4)):
        if facts:
            x = [months.number(f.period) for f in facts]
            y = [f.value for f in facts]
            gaps = [float("nan")] * 12
            for place, value in zip(x, y, strict=True):
                gaps[place - 1] = value
            axes.plot(range(1, 13), gaps, color=color, linewidth=width, marker="o", markersize=3)
            ends.append((x[-1], y[-1], months.year(facts[-1].period), color))
    top = max(f.value for f in [*this, *last, *([plan] if plan else [])])
    axes.set_ylim(0, top * 1.16)
    axes.set_xlim(0.7, 12.3)
    for x_end, y_end, year, color in ends:
        axes.annotate(
            f"{year}: {target.number(y_end, 0)}",
            (x_end, y_end),
            xytext=(0, 7),
            textcoords="offset points",
            ha="right" if x_end > 3 else "left",
            color=color if color != style.LAST_YEAR else "#3f6f9f",
            fontsize=8.5,
            fontweight="bold",
        )
    if plan is not None:
        axes.axhline(plan.value, color=style.PLAN, linewidth=1.3, linestyle=(0, (5, 3)))
        name = "Dự toán năm" if target.lang == "vi" else "Annual plan"
        axes.annotate(
            f"{name}: {target.number(plan.value, 0)}",
            (0.8, plan.value),
            xytext=(0, 4),
            textcoords="offset points",
            color=style.PLAN,
            fontsize=8.5,
        )
    style.format_values(target, "y", 0)
    ticks = range(1, 13)
    letter = "T" if target.lang == "vi" else "M"
    axes.set_xticks(list(ticks), [f"{letter}{i}" for i in ticks])
    current = months.number(this[-1].period) if this else 12
    axes.get_xticklabels()[current - 1].set_fontweight("bold")


def _columns(subject: Subject) -> Chart | None:
    now, series = subject.fact("level"), subject.series("level")
    first = months.shift(subject.month, 1 - WINDOW)
    shown = [f for f in series if f.period >= first]
    if now is None or len(shown) < 3:
        return None
    title = month_told(subject)
    return Chart(
        id="months",
        title=title,
        subtitle=text(
            f"{{name}} theo tháng, {now.unit}",
            f"{{name}} by month, {unit_name(now.unit, 'en')}",
            name=subject.name,
        ),
        alt=text("Biểu đồ cột theo tháng. {title}.", "Columns by month. {title}.", title=title),
        facts=tuple(f.id for f in shown),
        draw=partial(_draw_columns, shown, subject.month),
        height=2.6,
    )


def _draw_columns(facts: list[Fact], month: str, target: Canvas) -> None:
    last_year = months.shift(month, -12)
    periods = months.window(month, 13 if target.narrow else WINDOW)
    draw_columns(target, facts, periods, {last_year})


def _parts(subject: Subject) -> Chart | None:
    """Bars of the parts: share of their own plan where plans are known, else growth."""
    for measure in ("pct_plan:council", "pct_plan", "pct_plan:central", "ytd_yoy"):
        base = 100.0 if measure == "ytd_yoy" else 0.0
        bars = _bars(subject, measure, base)
        if len(bars) >= 2:
            break
    else:
        return None
    tell = figures.change if base else figures.percent
    best, least = bars[0], bars[-1]
    title = text(
        "{best} cao nhất, {a}; {least} thấp nhất, {b}",
        "{best} highest, {a}; {least} lowest, {b}",
        best=best.name,
        a=tell(best.fact, 1),
        least=literal(lower_first(least.name.plain()), lower_first(least.name.plain("en"))),
        b=tell(least.fact, 1),
    )
    whole = subject.fact(measure)
    if whole is not None:
        bars = ranked([*bars, Bar(_TOTAL, whole, base, strong=True)])
    subtitle = _GROWTH if base else _share_of(measure)
    return Chart(
        id="parts",
        title=title,
        subtitle=subtitle,
        alt=describe(bars, subtitle, 1),
        facts=tuple(bar.fact.id for bar in bars),
        draw=partial(draw_bars, bars=bars, decimals=1, mark=None if base else 100.0),
        height=0.29 * len(bars) + 0.3,
        narrow_height=0.36 * len(bars) + 0.3,
    )


_TOTAL: Final = text("Tổng số", "Total")
_GROWTH: Final = text("Lũy kế so với cùng kỳ năm trước, %", "Year to date on last year's, %")


def _bars(subject: Subject, measure: str, base: float) -> list[Bar]:
    """The parts down to the second level that have a figure, the largest and smallest kept."""
    parts = ((i, subject.fact(measure, i.name)) for i in subject.items[1:] if i.depth <= 2)
    bars = ranked([Bar(literal(i.label.vi, i.label.en), f, base) for i, f in parts if f])
    return bars if len(bars) <= MOST else [*bars[: MOST // 2], *bars[-MOST // 2 :]]


def _share_of(measure: str) -> Text:
    vi, en = PLANS[measure]
    return text(f"Lũy kế so với {vi}, %", f"Year to date as a share of {en}, %")


def _capital(name: Text) -> Text:
    vi, en = name.plain("vi"), name.plain("en")
    return literal(vi[:1].upper() + vi[1:], en[:1].upper() + en[1:])
