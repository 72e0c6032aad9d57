"""Severity of what a screen found: chance and matter, two forecasters, and what is known already.

Figures are graded in arrays ``(series, periods)``; see `phantich.warning.screen`.
"""

from __future__ import annotations

from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from phantich.measures.panel import Floats
from phantich.warning.flag import Severity, effect_of
from phantich.warning.intake import Grid
from phantich.warning.ongoing import known_already
from phantich.warning.residual import Residuals, to_scale
from phantich.warning.second import airline_centres
from phantich.warning.severity import INFO_P, WATCH_P, Floor, is_material, severity_of

#: A `warning` of the residual needs the second forecaster to be this many deviations off, too.
AGREE: Final = 2.0
RULES: Final[tuple[Literal["", "quality", "residual", "sustained"], ...]] = (
    "", "quality", "residual", "sustained",
)  # fmt: skip
LEVELS: Final[tuple[Severity, ...]] = ("info", "watch", "warning", "serious")


def grades(
    grid: Grid, made: Residuals, p_value: Floats, q_value: Floats, cause: NDArray[np.int64],
    floor: Floor,
) -> NDArray[np.int64]:  # fmt: skip
    """Place in `LEVELS` + 1 of each figure, 0 for none, from p, q and the floor of what matters.

    Errors of reporting are a `warning`. Company in its batch makes no finding of a figure that
    alone would be none (p ≥ .01).
    """
    found = np.zeros(p_value.shape, dtype=np.int64)
    found[cause > 0] = 1 + LEVELS.index("warning")
    expected = made.expected
    with np.errstate(invalid="ignore"):
        rare = np.nonzero((p_value < INFO_P) & (cause == 0))
    for row, at in zip(*rare, strict=True):
        material = is_material(*effect_of(grid.values[row, at], expected[row, at]), floor)
        level = severity_of(p_value[row, at], q_value[row, at], material=material)
        alone = p_value[row, at] < WATCH_P
        found[row, at] = 0 if level is None else 1 + LEVELS.index(level if alone else "info")
    return found


def need_agreement(
    grid: Grid, made: Residuals, rule: NDArray[np.int64], severity: NDArray[np.int64]
) -> None:
    """Findings of the residual alone that the second forecaster does not share are watched only."""
    watch = 1 + LEVELS.index("watch")
    asked = (severity > watch) & (rule == RULES.index("residual"))
    scaled = to_scale(grid.values, made.logs)
    second = (scaled - airline_centres(grid, scaled, made.echo > 0.5, asked)) / made.spread
    with np.errstate(invalid="ignore"):
        shared = (np.abs(second) >= AGREE) & (np.sign(second) == np.sign(made.score))
    severity[asked & np.isfinite(second) & ~shared] = watch


def list_what_is_known(
    made: Residuals, rule: NDArray[np.int64], severity: NDArray[np.int64], since: NDArray[np.int64]
) -> None:
    """A lasting change long open, whose newest figure is usual for itself, is only listed."""
    info = 1 + LEVELS.index("info")
    lasting = rule == RULES.index("sustained")
    usual = ~(made.p_value < WATCH_P)
    severity[lasting & usual & known_already(since) & (severity > info)] = info
