"""Places of the axes of a drawing: as large as their words leave room, measured once.

Matplotlib's constrained layout measures all words four times a drawing, and lines and areas with
them. The words of our drawings have sizes in points, which do not change with the size of the axes,
and nothing else stands out of them but signs: one look at the words is enough.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from matplotlib.layout_engine import LayoutEngine

from phantich.brief.charts.axes import LightAxes
from phantich.brief.charts.block import Box, box

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from matplotlib.gridspec import GridSpecBase
    from matplotlib.text import Text

#: Points that stay free around the words of each axes.
_PAD: Final = 3.0
#: Least share of the figure that is left to the axes of all columns or rows.
_LEAST: Final = 0.15
#: Change of a width, of the figure's, from which words are measured again: at first, and then.
_FAR: Final = 0.05
_NEAR: Final = 0.01
#: Measurements at most.
_MOST: Final = 5


class Snug(LayoutEngine):
    """Axes of a grid in equal sizes (or those of its ratios), with room for the words around them.

    Axes that are no part of a grid, or not in the layout, stay where they are.
    """

    _adjust_compatible = False
    _colorbar_gridspec = False

    def execute(self, fig: Figure) -> None:
        """Measure the words of all axes once and place the axes."""
        grids: dict[GridSpecBase, list[LightAxes]] = defaultdict(list)
        for axes in fig.axes:
            spec = axes.get_subplotspec()
            if spec is not None and axes.get_in_layout() and isinstance(axes, LightAxes):
                grids[spec.get_gridspec()].append(axes)
        for grid, members in grids.items():
            # What is named inside of the axes moves with their size: far moves are measured again.
            far = _FAR
            for _ in range(_MOST):
                if _place(fig, grid, members) <= far:
                    break
                far = _NEAR


def _place(fig: Figure, grid: GridSpecBase, members: list[LightAxes]) -> float:
    """Place the axes; the largest change of a width, of the figure's."""
    rows, columns = grid.get_geometry()
    across = [[0.0, 0.0] for _ in range(columns)]
    down = [[0.0, 0.0] for _ in range(rows)]
    for axes in members:
        left, right, top, bottom = _margins(fig, axes)
        spec: Any = axes.get_subplotspec()
        _widen(across, spec.colspan, left, right)
        _widen(down, spec.rowspan, top, bottom)
    wide, high = fig.bbox.width, fig.bbox.height
    change = 0.0
    pad = _PAD * fig.dpi / 72
    ratios: tuple[Any, Any] = (grid.get_width_ratios(), grid.get_height_ratios())
    xs, ys = spans(across, ratios[0], wide, pad), spans(down, ratios[1], high, pad)
    for axes in members:
        spec = axes.get_subplotspec()
        x0, x1 = xs[spec.colspan.start][0], xs[spec.colspan.stop - 1][1]
        y0, y1 = ys[spec.rowspan.start][0], ys[spec.rowspan.stop - 1][1]
        change = max(change, abs((x1 - x0) / wide - axes.get_position(original=True).width))
        axes.set_position((x0 / wide, 1 - y1 / high, (x1 - x0) / wide, (y1 - y0) / high))
        # A given position takes axes out of the layout; words may still come.
        axes.set_in_layout(True)
    return change


def _margins(fig: Figure, axes: LightAxes) -> tuple[float, float, float, float]:
    """How far words and signs of the axes reach beyond it: left, right, top, bottom, in pixels."""
    inner = axes.get_position(original=True).transformed(fig.transFigure)
    boxes = [_needed(box(text, fig.dpi), text, axes) for text in axes.words(fig.dpi)]
    boxes += [line.get_window_extent().extents for line in axes.lines if not line.get_clip_on()]
    left = max((inner.x0 - box[0] for box in boxes), default=0.0)
    bottom = max((inner.y0 - box[1] for box in boxes), default=0.0)
    right = max((box[2] - inner.x1 for box in boxes), default=0.0)
    top = max((box[3] - inner.y1 for box in boxes), default=0.0)
    return max(left, 0.0), max(right, 0.0), max(top, 0.0), max(bottom, 0.0)


def _needed(box: Box, text: Text, axes: LightAxes) -> Box:
    """What of the box room is kept for: the name of an axis may be longer than the axis."""
    x0, y0, x1, y1 = box
    if text is axes.xaxis.label:
        x0 = x1 = (x0 + x1) / 2
    elif text is axes.yaxis.label:
        y0 = y1 = (y0 + y1) / 2
    return x0, y0, x1, y1


def _widen(margins: list[list[float]], span: range, before: float, after: float) -> None:
    margins[span.start][0] = max(margins[span.start][0], before)
    margins[span.stop - 1][1] = max(margins[span.stop - 1][1], after)


def spans(
    margins: Sequence[Sequence[float]], ratios: Sequence[float], length: float, pad: float
) -> list[tuple[float, float]]:
    """Begin and end of each column (or row) on a line of that length.

    Parameters
    ----------
    margins
        Room before and after each column.
    ratios
        How what is left is shared among the columns.
    length, pad
        Of the line, and what stays free on both sides of each column with its margins.

    Examples
    --------
    >>> spans([(20, 0), (10, 10)], [1, 1], 200, 5)
    [(25.0, 95.0), (115.0, 185.0)]
    """
    taken = sum(before + after + 2 * pad for before, after in margins)
    left = max(length - taken, _LEAST * length)
    made, at = [], 0.0
    for (before, after), ratio in zip(margins, ratios, strict=True):
        start = at + pad + before
        end = start + left * ratio / sum(ratios)
        made.append((start, end))
        at = end + after + pad
    return made
