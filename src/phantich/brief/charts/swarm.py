"""All units of a comparison as dots along a scale, so that none is hidden behind another."""

from __future__ import annotations

from collections.abc import Sequence


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
