"""Charts of collections: in which periods something came in."""

from __future__ import annotations

import textwrap
from functools import partial
from typing import Final

from phantich.brief import numbers, periods
from phantich.brief.charts import spans, style, words
from phantich.brief.charts.model import Chart
from phantich.brief.charts.reading import Reading
from phantich.brief.charts.style import Canvas
from phantich.brief.model.facts import Fact
from phantich.brief.subject import Subject
from phantich.brief.text import Text, text

#: Periods that are shown.
WINDOW: Final = 13

Line = tuple[Text, tuple[Fact, ...]]


def charts(subjects: list[Subject], reading: Reading) -> list[Chart]:
    """One chart of all collections that count what came in."""
    lines = [(s, reading.line(s.main)) for s in subjects if reading.recent(s.main)]
    told = [(s, tuple(line[-WINDOW:])) for s, line in lines if len(line) >= 3]
    told = [(s, line) for s, line in told if spans.letter(line[-1].period) in "MQSA"]
    if not told:
        return []
    rows: list[Line] = [(s.name, line) for s, line in told]
    name, first = rows[0]
    now = first[-1]
    title = text(
        "{name} {when}: {v}",
        "{name}, {when}: {v}",
        name=name,
        when=periods.name(now.period),
        v=words.told(now),
    )
    subtitle = text(
        "Chấm đặc: kỳ có hồ sơ mới, bên phải là số của kỳ này; chấm rỗng: không có",
        "Full dots: periods with new items, this period's number on the right; hollow: none",
    )
    listed = words.rows((n, words.told(line[-1])) for n, line in rows)
    vi, en = "Biểu đồ chấm theo kỳ. {s}. {told}.", "Dots by period. {s}. {told}."
    return [
        Chart(
            id=f"dossiers-{told[0][0].codes[0]}",
            title=title,
            subtitle=subtitle,
            alt=text(vi, en, s=subtitle, told=listed),
            codes=tuple(dict.fromkeys(c for s, _ in told for c in s.codes)),
            facts=tuple(f.id for _, line in rows for f in line),
            draw=partial(draw, rows=rows),
            height=0.34 * len(rows) + 0.4,
            narrow_height=0.52 * len(rows) + 0.4,
        )
    ]


def draw(target: Canvas, rows: list[Line]) -> None:
    """A row of dots for each collection."""
    axes = target.axes
    newest = max((line[-1].period for _, line in rows), key=spans.key)
    shown = spans.run(newest, WINDOW)
    place = {period: i for i, period in enumerate(shown)}
    spots = [(place[f.period], -i, f) for i, (_, line) in enumerate(rows) for f in line
             if f.period in place]  # fmt: skip
    for filled in (True, False):
        own = [(x, y) for x, y, f in spots if (f.value > 0) == filled]
        if own:
            fill = style.CITY if filled else "white"
            xs, ys = zip(*own, strict=True)
            axes.plot(xs, ys, "o", color=fill, markeredgecolor=style.CITY, markersize=6)
    for i, (name, line) in enumerate(rows):
        value = numbers.amount(line[-1].value, 1, target.lang)
        axes.text(len(shown) - 0.4, -i, value, va="center", fontsize=8.5, fontweight="bold")
        if target.narrow:
            label = textwrap.shorten(name.plain(target.lang), 50, placeholder="…")
            axes.text(-0.4, -i + 0.28, label, va="bottom", fontsize=7.6)
    names = ["\n".join(textwrap.wrap(n.plain(target.lang), 38)[:2]) for n, _ in rows]
    axes.set_yticks([-float(i) for i in range(len(rows))], names, fontsize=8.2, color=style.INK)
    if target.narrow:
        axes.set_yticks([])
    last = len(shown) - 1
    ticks = [spans.tick(shown[i]).plain(target.lang) for i in (0, last)]
    axes.set_xticks([0, last], ticks)
    axes.get_xticklabels()[-1].set_fontweight("bold")
    axes.grid(False)
    axes.set_xlim(-0.6, len(shown) + 0.9)
    axes.set_ylim(-len(rows) + 0.45, 0.75 if target.narrow else 0.5)
