"""Charts of projects and programmes: S-curves, and a board of lights with shapes and letters."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, Final

from phantich.brief import figures, periods
from phantich.brief.charts import multiples, spans, style, words
from phantich.brief.charts.board import Board, Cell, Row, board_of, draw_board
from phantich.brief.charts.model import Chart
from phantich.brief.charts.reading import Reading
from phantich.brief.charts.style import Canvas
from phantich.brief.model.facts import Fact
from phantich.brief.subject import Subject
from phantich.brief.text import Text, join, text

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["Board", "Cell", "Row", "charts"]

#: Projects that one figure shows.
MOST: Final = 9


@dataclass(frozen=True, slots=True)
class Curve:
    """Planned and actual progress of one project, and how late it is."""

    name: Text
    planned: tuple[Fact, ...]
    actual: tuple[Fact, ...]
    index: Fact | None
    slip: Fact | None

    @property
    def behind(self) -> float:
        """Planned less actual at the newest period."""
        due = next((f.value for f in self.planned if f.period == self.actual[-1].period), 0.0)
        return due - self.actual[-1].value


def charts(subjects: list[Subject], reading: Reading) -> list[Chart]:
    """For each indicator the board of its projects, and the S-curves of its first component."""
    result: list[Chart] = []
    for code, group in groupby(subjects, key=lambda s: s.codes[0]):
        own = list(group)
        board = board_of(code, own, reading)
        if board is not None:
            result.append(_board(code, board))
        drawn = [(s, c) for s in own if (c := _curves(s, reading))]
        if drawn:
            result.append(_s_curves(code, *_best(drawn)))
        else:
            result += _levels(code, own, reading)
    return result


def _best(drawn: list[tuple[Subject, list[Curve]]]) -> tuple[Subject, list[Curve]]:
    """The component told in per cent before one in money: its curves can be compared."""
    return next((pair for pair in drawn if pair[0].main.unit == "%"), drawn[0])


def _curves(subject: Subject, reading: Reading) -> list[Curve]:
    """Curves of the items, or of the whole where there are none, the most behind first."""
    component = subject.main
    names = [(words.label(i), i.name) for i in component.items if i.name != component.total]
    found = []
    for name, item in names or [(subject.name, component.total)]:
        actual = tuple(reading.line(component, "level", item))
        planned = tuple(reading.line(component, "plan", item))
        shared = {f.period for f in actual} & {f.period for f in planned}
        if len(shared) >= 3 and actual[-1].period in shared:
            period = actual[-1].period
            index = reading.at(component, period, "schedule_index", item)
            slip = reading.at(component, period, "slip", item)
            found.append(Curve(name, planned, actual, index, slip))
    return sorted(found, key=lambda c: -c.behind)[:MOST]


def _s_curves(code: str, subject: Subject, curves: list[Curve]) -> Chart:
    worst = curves[0]
    title = _title(worst)
    subtitle = text(
        "{name}, {u} lũy kế đến {when}; liền: thực hiện, đứt: kế hoạch",
        "{name}, {u}, cumulated to {when}; solid: actual, dashed: planned",
        name=subject.name,
        u=words.unit(worst.actual[-1].unit),
        when=periods.name(worst.actual[-1].period),
    )
    shown = [f for c in curves for f in (*c.planned, *c.actual, c.index, c.slip) if f is not None]
    told = words.rows((c.name, words.told(c.actual[-1])) for c in curves)
    vi, en = "Đường cong chữ S. {s}: {told}.", "S-curves. {s}: {told}."
    return Chart(
        id=f"scurves-{code}",
        title=title,
        subtitle=subtitle,
        alt=text(vi, en, s=subtitle, told=told),
        codes=(code,),
        facts=tuple(f.id for f in shown),
        draw=partial(draw_curves, curves=curves),
        height=1.75 * -(-len(curves) // multiples.across(len(curves), "wide")) + 0.2,
        narrow_height=1.95 * -(-len(curves) // 2) + 0.2,
    )


def _title(curve: Curve) -> Text:
    """The project that is most behind: what is done, what was planned, how late it is."""
    now = curve.actual[-1]
    due = next(f for f in curve.planned if f.period == now.period)
    title = text(
        "{name}: thực hiện {a}, kế hoạch {p}",
        "{name}: {a} done of {p} planned",
        name=curve.name,
        a=words.told(now),
        p=words.told(due),
    )
    if curve.slip is not None and curve.slip.value >= 0.05:
        title = join([title, text("chậm {s}", "{s} late", s=figures.amount(curve.slip))])
    return title


def draw_curves(target: Canvas, curves: list[Curve]) -> None:
    """A panel for each project; the gap between plan and actual is shaded."""
    grid = target.grid(len(curves), multiples.across(len(curves), target.size))
    for axes, curve in zip(grid, curves, strict=True):
        _draw(target, axes, curve)


def _draw(target: Canvas, axes: Axes, curve: Curve) -> None:
    told = {f.period: f for f in (*curve.planned, *curve.actual)}
    places = multiples.axis_of(tuple(sorted(told.values(), key=lambda f: spans.key(f.period))))
    plan = {places[f.period]: f.value for f in curve.planned}
    done = {places[f.period]: f.value for f in curve.actual}
    both = sorted(set(plan) & set(done))
    gap = ([done[i] for i in both], [plan[i] for i in both])
    axes.fill_between(both, *gap, color=style.FALL, alpha=0.22, linewidth=0)
    axes.plot(list(plan), list(plan.values()), color=style.PLAN, lw=1.3, ls=(0, (4, 2)))
    axes.plot(list(done), list(done.values()), color=style.CITY, lw=1.9)
    last = max(done)
    axes.plot([last], [done[last]], "o", color=style.CITY, markersize=4)
    axes.set_yticks([0, 50, 100] if curve.actual[-1].unit == "%" else [])
    axes.tick_params(axis="y", labelsize=7.5)
    if curve.actual[-1].unit == "%":
        axes.set_ylim(0, 104)
    shown = sorted({min(places.values()), max(places.values())})
    names = {place: period for period, place in places.items()}
    ticks = [spans.tick(names[i]).plain(target.lang) for i in shown]
    axes.set_xticks(shown, ticks, fontsize=7.5)
    axes.get_xticklabels()[0].set_horizontalalignment("left")
    axes.get_xticklabels()[-1].set_horizontalalignment("right")
    axes.get_xticklabels()[-1].set_fontweight("bold")
    axes.grid(False, axis="x")
    width = 22 if target.narrow else 36
    name = textwrap.wrap(curve.name.plain(target.lang), width, max_lines=2, placeholder="…")
    shares = f"{target.number(done[last], 1)} / {target.number(plan[last], 1)}"
    if curve.slip is not None and curve.slip.value >= 0.05:
        late = figures.amount(curve.slip).plain(target.lang)
        between = "\n" if target.narrow else ", "
        shares += between + target.say(f"chậm {late}", f"{late} late")
    axes.set_title("\n".join([*name, shares]), loc="left", fontsize=8, linespacing=1.25, pad=3)


def _levels(code: str, subjects: list[Subject], reading: Reading) -> list[Chart]:
    """Progress without a planned curve: the shares of the items as small lines."""
    from phantich.brief.charts import stock

    panels = [p for s in subjects if (p := stock.panel(s, reading)) is not None]
    if not panels:
        return []
    subtitle = text("Tiến độ theo kỳ; nét đứt: mục tiêu", "Progress; dashed: target")
    return [multiples.chart(f"progress-{code}", panels, (code,), "line", subtitle)]


def _board(code: str, board: Board) -> Chart:
    subtitle = text(
        "X tròn: đúng tiến độ; V tam giác: chậm; Đ vuông: chậm nhiều; số là giá trị hiện có",
        "G circle: on schedule; A triangle: behind; R square: far behind; numbers are the figures",
    )
    told = words.rows((r.name, r.words) for r in board.rows)
    vi, en = "Bảng tín hiệu các dự án. {s}. {told}.", "Board of lights. {s}. {told}."
    return Chart(
        id=f"board-{code}",
        title=board.title,
        subtitle=subtitle,
        alt=text(vi, en, s=subtitle, told=told),
        codes=(code,),
        facts=board.facts,
        draw=partial(draw_board, board=board),
        height=0.46 * len(board.rows) + 0.75,
        narrow_height=0.78 * len(board.rows) + 0.75,
    )
