"""The year to date by month: this year, last year, and the plan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from phantich.brief import months
from phantich.brief.charts import labels, style
from phantich.brief.charts.bars import mark_break
from phantich.brief.charts.style import Canvas
from phantich.brief.model.facts import Fact
from phantich.brief.text import Text

if TYPE_CHECKING:
    from matplotlib.text import Annotation

_YEAR: Final = range(1, 13)


@dataclass(frozen=True, slots=True)
class Path:
    """The year to date of one year."""

    facts: tuple[Fact, ...]
    current: bool


def draw_cumulative(
    target: Canvas,
    paths: list[Path],
    plan: Fact | None,
    plan_name: Text,
    breaks: list[str],
    shape: list[float],
) -> None:
    """Draw the paths over January to December and the plan as a line to be reached.

    `breaks` are months of the years drawn from which the territory is another; `shape` is the
    share of the plan, per cent, that each month would reach at the pace of past years.
    """
    filled = [path for path in paths if path.facts]
    mixed = len({fact.simulated for path in filled for fact in path.facts}) == 2
    for path in filled:
        _draw_path(target, path, mixed)
    top = max(f.value for path in filled for f in path.facts)
    target.axes.set_ylim(0, max(top, plan.value if plan else 0.0) * 1.16)
    target.axes.set_xlim(0.7, 12.3)
    ends = [(path, _label_end(target, path, plan)) for path in filled]
    if plan is not None:
        _draw_plan(target, plan, plan_name)
        if shape:
            due = [plan.value * share / 100 for share in shape]
            target.axes.plot(_YEAR, due, color=style.PLAN, linewidth=1.5, linestyle=(0, (1, 1.6)))
    for month in breaks:
        mark_break(target, months.number(month) - 0.5)
    style.format_values(target, "y", 0)
    letter = "T" if target.lang == "vi" else "M"
    newest = months.number(max(f.period for path in filled for f in path.facts))
    shown = [i for i in _YEAR if i == newest or not target.narrow or (i - newest) % 3 == 0]
    target.axes.set_xticks(shown, [f"{letter}{i}" for i in shown])
    target.axes.get_xticklabels()[shown.index(newest)].set_fontweight("bold")
    _shorten(target, ends)


def _shorten(target: Canvas, ends: list[tuple[Path, Annotation]]) -> None:
    """Leave the amount of a past year out where its label would lie over the current one."""
    newest = [label for path, label in ends if path.current]
    for path, label in ends:
        if not path.current and any(labels.meet(target.figure, label, n) for n in newest):
            label.set_text(str(months.year(path.facts[-1].period)))


def _draw_path(target: Canvas, path: Path, mixed: bool) -> None:
    """One year; a missing month leaves a gap, what is simulated among the rest is dashed."""
    color, width = (style.CITY, 2.4) if path.current else (style.LAST_YEAR, 1.6)
    values = dict.fromkeys(_YEAR, float("nan"))
    values |= {months.number(fact.period): fact.value for fact in path.facts}
    dashed = mixed and any(fact.simulated for fact in path.facts)
    target.axes.plot(
        list(values),
        list(values.values()),
        color=color,
        linewidth=width,
        linestyle=(0, (2.2, 1.4)) if dashed else "solid",
        marker="o",
        markersize=3,
    )


def _label_end(target: Canvas, path: Path, plan: Fact | None) -> Annotation:
    """Year and amount at the end of a path: above it, beside or below where the plan is near."""
    last = path.facts[-1]
    place = months.number(last.period)
    top = target.axes.get_ylim()[1]
    near = plan is not None and -0.02 * top < plan.value - last.value < 0.1 * top
    aside = near and place <= 9
    year = months.year(last.period)
    # On a phone the two labels would meet; last year's amount is in the table's growth.
    amount = f": {target.number(last.value, 0)}" if path.current or not target.narrow else ""
    return target.axes.annotate(
        f"{year}{amount}",
        (place, last.value),
        xytext=(8, 0) if aside else (0, -9) if near else (0, 7),
        textcoords="offset points",
        ha="left" if aside or place <= 3 else "right",
        va="center" if aside else "top" if near else "bottom",
        color=style.CITY if path.current else style.LAST_YEAR_INK,
        fontsize=8.5,
        fontweight="bold",
        bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.5, "alpha": 0.85},
    )


def _draw_plan(target: Canvas, plan: Fact, name: Text) -> None:
    target.axes.axhline(plan.value, color=style.PLAN, linewidth=1.3, linestyle=(0, (5, 3)))
    target.axes.annotate(
        f"{name.plain(target.lang)}: {target.number(plan.value, 0)}",
        (0.8, plan.value),
        xytext=(0, 4),
        textcoords="offset points",
        color=style.PLAN,
        fontsize=8.5,
    )
