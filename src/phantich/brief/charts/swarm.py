"""All units of a comparison as dots along a scale, so that none is hidden behind another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def swarm(values: Sequence[float], width: float) -> list[float]:
    """How far each dot stands from the middle line, in dots, when dots are `width` wide.

    Dots are placed from the lowest value on, each at the free place nearest to the middle.

    Examples
    --------
    >>> swarm([1.0, 1.0, 1.0, 5.0], 0.5)
    [0.0, 1.0, -1.0, 0.0]
    """
    placed: list[tuple[float, float]] = []
    levels = [0.0] * len(values)
    for index in sorted(range(len(values)), key=lambda i: (values[i], i)):
        near = [level for value, level in placed if values[index] - value < width]
        levels[index] = next(level for level in _outwards(len(near) + 1) if level not in near)
        placed.append((values[index], levels[index]))
    return levels


def _outwards(count: int) -> list[float]:
    """0, 1, −1, 2, −2, …"""
    steps = [0.0]
    for step in range(1, count + 1):
        steps += [float(step), -float(step)]
    return steps


def dots(
    axes: Axes, points: Sequence[tuple[float, float]], wide: float, color: str, alpha: float = 1.0
) -> None:
    """Dots of one size as lines of no length with round ends: few bytes for many.

    Parameters
    ----------
    points
        Places in data coordinates.
    wide
        Diameter in points.
    """
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    if not points or wide <= 0:
        return
    # Pictures leave out a line without any length; this one is a thousandth of a pixel.
    across = [x for x, _ in points]
    length = _LENGTH * ((max(across) - min(across)) or 1.0)
    path = Path([p for x, y in points for p in ((x, y), (x + length, y))], _STROKE * len(points))
    path.should_simplify = False
    look = PathPatch(path, fill=False, edgecolor=color, linewidth=wide, alpha=alpha)
    look.set_capstyle("round")
    look.set_snap(False)
    # The limits are those of the places alone.
    axes.add_artist(look)
    axes.update_datalim(points)


#: Codes of matplotlib for «move to» and «line to».
_STROKE = [1, 2]
#: Length of a dot in parts of the width of all.
_LENGTH = 1e-6
