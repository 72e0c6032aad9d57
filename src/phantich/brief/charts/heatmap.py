"""A heatmap of parts by month: which group moved when."""

from __future__ import annotations

import textwrap
from functools import partial
from typing import Final

from phantich.brief import figures, months
from phantich.brief.charts import style, words
from phantich.brief.charts.model import Chart
from phantich.brief.charts.reading import Reading
from phantich.brief.charts.style import Canvas
from phantich.brief.model.facts import Fact
from phantich.brief.subject import Subject
from phantich.brief.text import Text, literal, text

#: Months that are shown, and on a phone.
WINDOW, NARROW = 13, 7
#: Months with figures from which a heatmap is worth drawing.
_LEAST: Final = 6
#: Per cent from which a change is called small, and large.
_STEPS: Final = (0.05, 0.5)

_ALL: Final = text("Chỉ số chung", "All items")
_Row = tuple[Text, dict[str, Fact]]


def chart(subject: Subject, reading: Reading) -> Chart | None:
    """Groups by the last thirteen months; None where too few months are known."""
    shown = months.window(subject.month, WINDOW)
    rows = _rows(subject, reading, shown)
    facts = [f for _, own in rows for f in own.values()]
    if len(rows) < 3 or len({f.period for f in facts}) < _LEAST:
        return None
    groups = [f for _, own in rows[1:] for f in own.values()]
    largest = max(groups, key=lambda f: (abs(f.value - 100), f.period, f.item))
    name = next(n for n, own in rows if own.get(largest.period) is largest)
    title = text(
        "Biến động lớn nhất: {name} {c} trong {when}",
        "Largest change: {name} {c} in {when}",
        name=words.inside(name),
        c=figures.change(largest),
        when=months.name(largest.period),
    )
    subtitle = text(
        "Thay đổi so với tháng trước, %; xanh: tăng, cam: giảm, đậm: mạnh",
        "Change on the previous month, %; blue: up, orange: down, dark: strong",
    )
    told = words.rows(
        (n, figures.change(own[subject.month])) for n, own in rows if subject.month in own
    )
    vi, en = "Bản đồ nhiệt theo nhóm và tháng. {s}. {m}: {t}.", "Heatmap. {s}. {m}: {t}."
    month = words.heading(months.name(subject.month))
    return Chart(
        id=f"heatmap-{subject.codes[0]}",
        title=title,
        subtitle=subtitle,
        alt=text(vi, en, s=subtitle, m=month, t=told),
        codes=subject.codes,
        facts=tuple(f.id for f in facts),
        draw=partial(draw, rows=rows, month=subject.month),
        height=0.27 * len(rows) + 0.45,
        narrow_height=0.34 * len(rows) + 0.45,
    )


def _rows(subject: Subject, reading: Reading, shown: list[str]) -> list[_Row]:
    """The whole, then the groups in official order, with their figures by month."""
    found: list[_Row] = []
    named = [(_ALL, None), *((literal(i.label.vi, i.label.en), i.name) for i in subject.groups)]
    for name, item in named:
        for component in subject.components:
            line = {f.period: f for f in reading.line(component, "mom", item)}
            own = {period: line[period] for period in shown if period in line}
            if own:
                found.append((name, own))
                break
    return found


def colour(change: float) -> str:
    """Colour of a change in per cent: five classes around no change."""
    small, large = _STEPS
    if abs(change) < small:
        return style.AROUND[2]
    if change > 0:
        return style.AROUND[4] if change >= large else style.AROUND[3]
    return style.AROUND[0] if change <= -large else style.AROUND[1]


def draw(target: Canvas, rows: list[_Row], month: str) -> None:
    """A cell for each group and month with its change; an empty one where there is no figure."""
    axes = target.axes
    shown = months.window(month, NARROW if target.narrow else WINDOW)
    cells = [
        (j, -i, own[period], i == 0 or period == month)
        for i, (_, own) in enumerate(rows)
        for j, period in enumerate(shown)
        if period in own
    ]
    _fill(target, [(x, y, style.less(fact.value, 100)) for x, y, fact, _ in cells])
    for x, y, fact, strong in cells:
        _print(target, fact, x, y, strong=strong)
    width = 20 if target.narrow else 34
    names = ["\n".join(textwrap.wrap(n.plain(target.lang), width)[:2]) for n, _ in rows]
    size = 7 if target.narrow else 8.2
    axes.set_yticks([-float(i) for i in range(len(rows))], names, fontsize=size, color=style.INK)
    axes.get_yticklabels()[0].set_fontweight("bold")
    ticks = [_tick(target, shown, j) for j in range(len(shown))]
    axes.xaxis.set_ticks_position("top")
    axes.set_xticks(range(len(shown)), ticks, fontsize=7.6)
    axes.get_xticklabels()[-1].set_fontweight("bold")
    axes.tick_params(length=0)
    axes.grid(False)
    axes.spines["bottom"].set_visible(False)
    axes.set_xlim(-0.5, len(shown) - 0.5)
    axes.set_ylim(-len(rows) + 0.45, 0.55)


def _tick(target: Canvas, shown: list[str], place: int) -> str:
    """«T11», with the year below at the first month and at each January."""
    period = shown[place]
    vi = f"T{months.number(period)}"
    name = target.say(vi, months.short(period).plain("en")[:3])
    first = place == 0 or months.number(period) == 1
    return f"{name}\n{months.year(period)}" if first else f"{name}\n"


def _fill(target: Canvas, cells: list[tuple[int, int, float]]) -> None:
    """The cells of each colour as one outline."""
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    box = [Path.MOVETO, Path.LINETO, Path.LINETO, Path.LINETO, Path.CLOSEPOLY]
    for fill in style.AROUND:
        own = [(x, y) for x, y, change in cells if colour(change) == fill]
        corners = [
            (x + dx, y + dy)
            for x, y in own
            for dx, dy in ((-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5), (-0.5, -0.5))
        ]
        if own:
            path = Path(corners, box * len(own))
            target.axes.add_patch(PathPatch(path, facecolor=fill, edgecolor="white", linewidth=1.2))


def _print(target: Canvas, fact: Fact, column: int, row: int, *, strong: bool) -> None:
    change = style.less(fact.value, 100)
    dark = colour(change) == style.AROUND[4]
    target.axes.text(
        column,
        row,
        target.number(change, 2),
        ha="center",
        va="center",
        fontsize=6.4 if target.narrow else 7.4,
        color="white" if dark else style.INK,
        fontweight="bold" if strong else "normal",
    )
