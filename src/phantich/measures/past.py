"""What the past says about how an index moved between two months, whichever comparisons say it.

Every published comparison ties the levels of two months: ``mom[t] = 100 · I[t] / I[t−1]``, an index
on a base year ties a month to that base. Where months were never loaded, two levels are still tied
through others: April and June by their indices on December.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

#: A figure: item, measure, month (``2025-01``).
Cell = tuple[str, str, str]
Figures = Mapping[Cell, float]


class Movement(NamedTuple):
    """A level in units of an earlier or later one, and what rounding may have done to it."""

    factor: float
    #: Half a last digit of every rounded figure used, as shares of those figures.
    slack: float


@cache
def month_before(month: str, count: int = 1) -> str:
    """The month `count` months earlier; later when negative.

    Examples
    --------
    >>> month_before("2025-01"), month_before("2025-01", 12), month_before("2024-12", -1)
    ('2024-12', '2024-01', '2025-01')
    """
    ordinal = int(month[:4]) * 12 + int(month[5:]) - 1 - count
    return f"{ordinal // 12:04d}-{ordinal % 12 + 1:02d}"


def half_digit(value: float) -> float:
    """Half a unit of the last digit of a figure with at most two decimals, 0 for a longer one.

    Examples
    --------
    >>> half_digit(100.4), half_digit(100.43), half_digit(100.4312)
    (0.05, 0.005, 0.0)
    """
    hundredths = 100 * value
    if abs(hundredths - round(hundredths)) > 1e-7:
        return 0.0
    return 0.005 if round(hundredths) % 10 else 0.05


def compared_with(measure: str, month: str) -> str | None:
    """The point in time that a comparison looks back to; None for averages.

    A month, or the measure itself for an index on a base year (``vs_base@2019=100``).

    Examples
    --------
    >>> [compared_with(m, "2025-03") for m in ("mom", "yoy", "vs_december", "ytd_average")]
    ['2025-02', '2024-03', '2024-12', None]
    """
    if measure == "mom":
        return month_before(month)
    if measure == "yoy":
        return month_before(month, 12)
    if measure == "vs_december":
        return f"{int(month[:4]) - 1}-12"
    return measure if measure.startswith("vs_base") else None


class Rounding:
    """How exactly figures are printed: half a last digit each.

    A figure with two decimals or fewer counts as exact when both its row and its column hold longer
    ones: an unchanged price is 100 among figures of six decimals, too.
    """

    def __init__(self, figures: Figures) -> None:
        self._figures = figures
        self._names = ({item for item, _, _ in figures}, {measure for _, measure, _ in figures})
        self._lines: dict[tuple[int, str, str], float] = {}

    def slack(self, cell: Cell) -> float:
        """Half a unit of the last digit that counts, in points."""
        slack = half_digit(self._figures[cell])
        if not slack:
            return 0.0
        item, measure, month = cell
        return min(slack, max(self._line(0, item, month), self._line(1, measure, month)))

    def share(self, cell: Cell) -> float:
        """The same as a share of the figure."""
        return self.slack(cell) / self._figures[cell]

    def _line(self, axis: int, name: str, month: str) -> float:
        """Half a last digit of the longest figure in a row (axis 0) or column (axis 1)."""
        key = (axis, name, month)
        if key not in self._lines:
            others = self._names[1 - axis]
            cells = ((name, o, month) if axis == 0 else (o, name, month) for o in others)
            values = (self._figures.get(cell) for cell in cells)
            self._lines[key] = min(half_digit(value) for value in values if value is not None)
        return self._lines[key]


class Past:
    """Figures of months before a table, and the movements that follow from them.

    Parameters
    ----------
    figures
        In index form, positive; an index on a base year goes by the measure ``vs_base@`` and the
        year, so that two bases never meet.
    """

    def __init__(self, figures: Figures) -> None:
        self.figures = figures
        self.rounding = Rounding(figures)
        self._months = sorted({month for _, _, month in figures})
        self._bases = sorted({m for _, m, _ in figures if m.startswith("vs_base")})
        self._tied: dict[tuple[str, str], dict[str, Movement]] = {}
        self._found: dict[tuple[str, str, str], Movement | None] = {}

    def movement(self, item: str, start: str, end: str) -> Movement | None:
        """Level of the item at `end` over that at `start`; None where nothing ties the two.

        Of several ways the one through the fewest, then the most exact figures is taken.

        Examples
        --------
        >>> past = Past({("a", "yoy", "2024-02"): 110.0, ("a", "mom", "2024-02"): 100.0})
        >>> past.movement("a", "2023-02", "2024-01")  # doctest: +ELLIPSIS
        Movement(factor=1.1, slack=0.000954...)
        """
        key = (item, start, end)
        if key not in self._found:
            self._found[key] = self._search(item, start, end)
        return self._found[key]

    def _search(self, item: str, start: str, end: str) -> Movement | None:
        """Outwards from the start, one figure farther at a time."""
        reached = front = {start: Movement(1.0, 0.0)}
        while front and end not in reached:
            farther: dict[str, Movement] = {}
            for here, sofar in front.items():
                for there, tie in self._ties(item, here).items():
                    slack = sofar.slack + tie.slack
                    known = reached.get(there) or farther.get(there)
                    if known is None or (there in farther and slack < known.slack):
                        farther[there] = Movement(sofar.factor * tie.factor, slack)
            reached, front = reached | farther, farther
        return reached.get(end)

    def _ties(self, item: str, here: str) -> dict[str, Movement]:
        """Points tied to `here` by one figure."""
        key = (item, here)
        if key not in self._tied:
            ties: dict[str, Movement] = {}
            for there, cell, forward in self._figures_at(item, here):
                slack = self.rounding.share(cell)
                if there not in ties or slack < ties[there].slack:
                    ratio = self.figures[cell] / 100
                    ties[there] = Movement(1 / ratio if forward else ratio, slack)
            self._tied[key] = ties
        return self._tied[key]

    def _figures_at(self, item: str, here: str) -> Iterator[tuple[str, Cell, bool]]:
        """Figures that compare `here` with another point, or another point with it."""
        if here.startswith("vs_base"):
            backward = [(here, month) for month in self._months]
        else:
            for measure in ("mom", "yoy", "vs_december", *self._bases):
                cell = (item, measure, here)
                if cell in self.figures:
                    yield str(compared_with(measure, here)), cell, True
            backward = [("mom", month_before(here, -1)), ("yoy", month_before(here, -12))]
            if here.endswith("-12"):
                backward += [("vs_december", month_before(here, -n)) for n in range(1, 13)]
        for measure, month in backward:
            cell = (item, measure, month)
            if cell in self.figures:
                yield month, cell, False
