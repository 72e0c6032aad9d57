"""A board of lights: projects by what is judged, each light with a shape and a letter."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import Final

from phantich.brief import numbers
from phantich.brief.charts import style, words
from phantich.brief.charts.reading import Reading
from phantich.brief.charts.style import Canvas
from phantich.brief.model.facts import Fact
from phantich.brief.model.indicators import ComponentContent
from phantich.brief.subject import Subject
from phantich.brief.text import Text, literal, text

#: Light → colour, marker, letter in Vietnamese and English, word.
LIGHTS: Final[dict[str, tuple[str, str, str, str, Text]]] = {
    "green": (style.GREEN, "o", "X", "G", text("đúng tiến độ", "on schedule")),
    "amber": (style.AMBER, "^", "V", "A", text("chậm", "behind")),
    "red": (style.RED, "s", "Đ", "R", text("chậm nhiều", "far behind")),
}
_ORDER: Final = ("red", "amber", "green")
#: Columns beside the lights of progress: money and days, by what their components are called.
_BESIDE: Final = frozenset({"disbursement_rate", "materials_rate", "schedule_slip"})


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure and its light; without a light the figure alone."""

    fact: Fact
    light: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A project with its cells by column; `light` is the worst of them."""

    name: Text
    cells: dict[str, Cell]

    @property
    def light(self) -> str:
        """The worst light of the row; empty without any."""
        own = {cell.light for cell in self.cells.values()}
        return next((light for light in _ORDER if light in own), "")

    @property
    def words(self) -> Text:
        """The worst light in words."""
        return LIGHTS[self.light][4] if self.light else text("chưa rõ", "unknown")


@dataclass(frozen=True, slots=True)
class Board:
    """Rows of projects, the worst first; columns by id with their heads."""

    columns: dict[str, Text]
    rows: tuple[Row, ...]

    @property
    def facts(self) -> tuple[str, ...]:
        """Ids of all figures."""
        return tuple(c.fact.id for row in self.rows for c in row.cells.values())

    @property
    def title(self) -> Text:
        """The worst project with what it is judged on."""
        worst = self.rows[0]
        column, cell = next(
            ((k, c) for k, c in worst.cells.items() if c.light == worst.light),
            next(iter(worst.cells.items())),
        )
        return text(
            "{name} {w}: {c} {v}",
            "{name} is {w}: {c} {v}",
            name=worst.name,
            w=worst.words,
            c=words.inside(self.columns[column]),
            v=words.told(cell.fact),
        )


def board_of(code: str, subjects: list[Subject], reading: Reading) -> Board | None:
    """The board of an indicator's items; None where fewer than two have a light.

    Works are judged by the schedule index (see `phantich.measures.projects.LightRule`); land and
    resettlement are amber where they lag behind the planned share of the works.
    """
    content = reading.content
    components = [s.main for s in subjects]
    components += [c for c in content.components if c.indicator == code and c.id in _BESIDE]
    components = _unique(components)
    due = _planned_share(components, reading)
    columns: dict[str, Text] = {}
    cells: dict[str, dict[str, Cell]] = {}
    names: dict[str, Text] = {}
    for component in components:
        period = reading.recent(component)
        found = reading.members(component, period) if period else {}
        for item, fact in found.items():
            columns[component.id] = words.named(component)
            light = _light(component, fact, due.get(item), reading)
            cells.setdefault(item, {})[component.id] = Cell(fact, light)
        names |= {i.name: words.label(i) for i in component.items}
    rows = [Row(names.get(n, literal(n, n)), c) for n, c in cells.items()]
    worst = sorted((row for row in rows if row.light), key=lambda r: _ORDER.index(r.light))
    return Board(columns, tuple(worst)) if len(worst) > 1 else None


def _unique(components: list[ComponentContent]) -> list[ComponentContent]:
    """Each once; works in money are left out where there are works in per cent."""
    found = {c.id: c for c in components}
    in_percent = any(c.kind == "progress" and c.unit == "%" for c in found.values())
    return [
        c
        for c in found.values()
        if not (in_percent and c.kind == "progress" and c.unit not in {"%", "ngày"})
    ]


def _planned_share(components: list[ComponentContent], reading: Reading) -> dict[str, float]:
    """Planned progress of the works by item, per cent."""
    for component in components:
        period = reading.recent(component)
        if component.kind == "progress" and component.unit == "%" and period:
            found = reading.members(component, period, "plan")
            if found:
                return {item: fact.value for item, fact in found.items()}
    return {}


def _light(component: ComponentContent, fact: Fact, due: float | None, reading: Reading) -> str:
    if component.kind != "progress" or component.unit != "%":
        return ""
    index = reading.at(component, fact.period, "schedule_index", fact.item)
    if index is not None:
        return index.note if index.note in LIGHTS else ""
    if due is None:
        return ""
    return "green" if fact.value >= due else "amber"


def draw_board(target: Canvas, board: Board) -> None:
    """Rows of projects with a light and a figure for each column."""
    axes = target.axes
    axes.grid(False)
    count = len(board.rows)
    heads = list(board.columns)
    axes.set_xlim(-0.5, len(heads) - 0.2)
    axes.set_ylim(-count + 0.45, 0.55)
    for i, row in enumerate(board.rows):
        axes.axhline(-i - 0.5, color=style.RULE, linewidth=0.6)
        for j, column in enumerate(heads):
            if column in row.cells:
                _draw_cell(target, row.cells[column], j, -i)
    width = 10 if target.narrow else 13
    shown = [
        "\n".join(textwrap.wrap(board.columns[h].plain(target.lang), width, max_lines=4,
                                placeholder="…"))
        for h in heads
    ]  # fmt: skip
    axes.xaxis.set_ticks_position("top")
    axes.set_xticks(range(len(heads)), shown, fontsize=6 if target.narrow else 7.2)
    axes.tick_params(length=0)
    names = [
        "\n".join(textwrap.wrap(r.name.plain(target.lang), 15 if target.narrow else 34))
        for r in board.rows
    ]
    size = 7 if target.narrow else 8.2
    axes.set_yticks([-float(i) for i in range(count)], names, fontsize=size, color=style.INK)
    axes.spines["bottom"].set_visible(False)


def _draw_cell(target: Canvas, cell: Cell, column: int, row: int) -> None:
    axes = target.axes
    shown = numbers.amount(cell.fact.value, 1, target.lang)
    shown += "%" if cell.fact.unit == "%" else ""
    if not cell.light:
        axes.text(column, row, shown, ha="center", va="center", fontsize=8.2)
        return
    color, marker, vi, en, _ = LIGHTS[cell.light]
    left = column - (0.0 if target.narrow else 0.22)
    up = row + (0.16 if target.narrow else 0.0)
    axes.plot([left], [up], marker, color=color, markersize=13)
    letter = target.say(vi, en)
    low = -0.035 if marker == "^" else 0.0
    axes.text(
        left, up + low, letter, ha="center", va="center", fontsize=7, color="white", weight="bold"
    )
    place = (column, row - 0.26) if target.narrow else (left + 0.13, row)
    ha = "center" if target.narrow else "left"
    axes.text(place[0], place[1], shown, ha=ha, va="center", fontsize=7.4 if target.narrow else 8.2)
