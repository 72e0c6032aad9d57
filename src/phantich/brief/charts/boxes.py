"""Columns and rows from zero: those that look alike are one outline.

Matplotlib makes a patch of each, a fifth of a millisecond each time; small multiples have a hundred
of them, four times a page.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from matplotlib.axes import Axes

#: Codes of matplotlib for «move to», «line to» and «close».
_BOX: Final = (1, 2, 2, 2, 79)
#: Share of its place that a column takes.
WIDTH: Final = 0.78


def columns(
    axes: Axes, at: Sequence[float], values: Sequence[float], colors: Sequence[str], **look: Any
) -> None:
    """A column from zero to each value at each place."""
    corners = [(x - WIDTH / 2, 0.0, x + WIDTH / 2, y) for x, y in zip(at, values, strict=True)]
    _outline(axes, corners, colors, look, "y")


def rows(
    axes: Axes,
    at: Sequence[float],
    values: Sequence[float],
    colors: Sequence[str],
    height: float,
    **look: Any,
) -> None:
    """A bar from zero to each value at each place, from below to above."""
    corners = [(0.0, y - height / 2, x, y + height / 2) for y, x in zip(at, values, strict=True)]
    _outline(axes, corners, colors, look, "x")


def _outline(
    axes: Axes,
    corners: list[tuple[float, float, float, float]],
    colors: Sequence[str],
    look: dict[str, Any],
    grows: str,
) -> None:
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    for color in dict.fromkeys(colors):
        own = [box for box, its in zip(corners, colors, strict=True) if its == color]
        points = [p for x0, y0, x1, y1 in own
                  for p in ((x0, y0), (x1, y0), (x1, y1), (x0, y1), (x0, y0))]  # fmt: skip
        patch = PathPatch(
            Path(points, _BOX * len(own)), **({"facecolor": color, "linewidth": 0} | look)
        )
        # Nothing is seen beyond zero, where boxes begin.
        getattr(patch.sticky_edges, grows).append(0.0)
        axes.add_artist(patch)
        axes.update_datalim(points)
