"""Charts of volume indices: the year's change over time, and the branches that made it."""

from __future__ import annotations

from functools import partial
from typing import Final

from phantich.brief import figures, periods
from phantich.brief.charts import boxes, flagged, multiples, spans, stock, style, words
from phantich.brief.charts.bars import Bar, describe, draw_bars, mark_break, ranked
from phantich.brief.charts.model import Chart
from phantich.brief.charts.reading import Reading
from phantich.brief.charts.style import Canvas
from phantich.brief.model.facts import Fact
from phantich.brief.subject import Subject
from phantich.brief.text import Text, text

#: Branches that bars are drawn of, from each end where there are more.
MOST: Final = 14
#: What the bars show, the first that is known: contributions, the change on a year
#: before, the year to date, the change on the period before.
_BARS: Final = ("contribution", "yoy", "ytd_yoy", "mom")


def charts(subjects: list[Subject], reading: Reading) -> list[Chart]:
    """For each index its changes on a year before, and those of its branches."""
    result: list[Chart] = []
    for subject in subjects:
        if subject.within:
            continue
        made = (_line(subject, reading), _branches(subject, reading))
        result.extend(chart for chart in made if chart is not None)
    return result


def _line(subject: Subject, reading: Reading) -> Chart | None:
    facts = stock.window(subject, reading, "yoy")
    if len(facts) < 3:
        return None
    now = facts[-1]
    vi, en = periods.on_year(now.period)
    title = text(
        f"{{name}} {{when}} {{c}} {vi}",
        f"{{name}}, {{when}}: {{c}} {en}",
        name=subject.name,
        when=periods.name(now.period),
        c=figures.change(now, 1),
    )
    total = reading.at(subject.main, now.period, "ytd_yoy")
    if total is not None and spans.letter(now.period) != "A":
        given = {"span": periods.span(now.period), "c": figures.change(total, 1)}
        title += text("; {span} {c}", "; {span} {c}", **given)
    goal = reading.target(subject.main, now.period)
    return Chart(
        id=f"volume-{subject.codes[0]}-{subject.main.id}",
        title=title,
        subtitle=text(
            "Thay đổi so với cùng kỳ năm trước, %, {a} – {b}",
            "Change on the same period of last year, %, {a} – {b}",
            a=periods.short(facts[0].period),
            b=periods.short(now.period),
        ),
        alt=text("Biểu đồ cột và đường. {t}.", "Columns. {t}.", t=title),
        codes=subject.codes,
        facts=tuple(f.id for f in (*facts, total, goal) if f is not None),
        points=tuple(f.id for f in facts),
        draw=partial(_draw, facts=facts, goal=goal, area=reading.area),
        height=2.6,
        narrow_height=2.5,
    )


def _draw(target: Canvas, facts: tuple[Fact, ...], goal: Fact | None, area: str) -> None:
    """Changes as columns from zero; the newest and that of a year before carry their figure."""
    axes = target.axes
    places = multiples.axis_of(facts)
    year_ago = periods.year_before(facts[-1].period)
    values = [style.less(fact.value, 100) for fact in facts]
    boxes.columns(axes, [places[f.period] for f in facts], values, multiples.shades(facts))
    for fact, value in zip(facts, values, strict=True):
        now, then = fact is facts[-1], fact.period == year_ago
        if now or then:
            axes.annotate(
                target.number(value, 1),
                (places[fact.period], value),
                xytext=(0, 3 if value >= 0 else -10),
                textcoords="offset points",
                ha="center",
                fontsize=8.5,
                fontweight="bold" if now else "normal",
            )
        flagged.point(target, axes, places[fact.period], value, fact, flagged.OVER_NUMBER)
    axes.axhline(0, color=style.MUTED, linewidth=0.9)
    if goal is not None:
        _goal(target, _rate(goal))
    broken = spans.broken(list(places), area)
    if broken:
        mark_break(target, places[broken] - 0.5)
    stock.time_ticks(target, list(places))
    style.format_values(target, "y", style.decimals_for([0.0, *values]), "%")
    axes.set_xlim(-0.7, len(places) - 0.2)
    axes.margins(y=0.16)


def _rate(goal: Fact) -> float:
    """A target of growth in per cent: it is entered as an index, or (below 50) as a rate."""
    return goal.value if goal.value < 50 else style.less(goal.value, 100)


def _goal(target: Canvas, value: float) -> None:
    target.axes.axhline(value, color=style.PLAN, linewidth=1.3, linestyle=(0, (5, 3)))
    target.axes.annotate(
        f"{target.say('Mục tiêu', 'Target')}: {target.number(value, 1)}%",
        (0.0, value),
        xycoords=("axes fraction", "data"),
        xytext=(2, 3),
        textcoords="offset points",
        color=style.PLAN,
        fontsize=8.5,
        bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.8, "alpha": 0.85},
    )


def _branches(subject: Subject, reading: Reading) -> Chart | None:
    """Bars of the branches: their contributions where those are known, else their changes."""
    period = reading.recent(subject.main, "yoy")
    if period is None:
        return None
    read = {m: reading.members(subject.main, period, m) for m in _BARS}
    measure = next((m for m, members in read.items() if len(members) > 1), "")
    if not measure:
        return None
    found = read[measure]
    names = {item.name: words.label(item) for item in subject.items if item.depth <= 2}
    base = 0.0 if measure.startswith("contribution") else 100.0
    bars = ranked([Bar(names[n], f, base) for n, f in found.items() if n in names])
    if len(bars) < 2:
        return None
    best, least = bars[0], bars[-1]
    tell = figures.points if base == 0 else _change
    title = text(
        "{best} {a}; {least} {b}",
        "{best} {a}; {least} {b}",
        best=best.name,
        a=tell(best.fact),
        least=words.inside(least.name),
        b=tell(least.fact),
    )
    if len(bars) > MOST:
        bars = [*bars[: MOST // 2], *bars[-MOST // 2 :]]
    whole = reading.at(subject.main, period, measure)
    if whole is not None:
        bars = ranked([*bars, Bar(_WHOLE, whole, base, strong=True)])
    subtitle = _unit(measure, period)
    return Chart(
        id=f"branches-{subject.codes[0]}-{subject.main.id}",
        title=title,
        subtitle=subtitle,
        alt=describe(bars, subtitle, 1),
        codes=subject.codes,
        facts=tuple(bar.fact.id for bar in bars),
        draw=partial(draw_bars, bars=bars, decimals=1),
        height=0.31 * len(bars) + 0.3,
        narrow_height=0.36 * len(bars) + 0.3,
    )


_WHOLE: Final = text("Toàn ngành", "All branches")


def _change(fact: Fact) -> Text:
    return figures.change(fact, 1)


def _unit(measure: str, period: str) -> Text:
    if measure.startswith("contribution"):
        return text(
            "Đóng góp vào mức thay đổi của toàn ngành, điểm phần trăm",
            "Contribution to the change of the whole, percentage points",
        )
    vi, en = periods.on_before(period) if measure == "mom" else periods.on_year(period)
    if measure == "ytd_yoy":
        return text("Lũy kế so với cùng kỳ năm trước, %", "Year to date on last year's, %")
    return text(f"Thay đổi {vi}, %", f"Change {en}, %")
