"""Rows of `phantich warn --level`: readings of a gauge told in the columns of `screen`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
import pandas as pd

from phantich.errors import UsageError
from phantich.warning.flag import Flag
from phantich.warning.intake import Frequency, Grid
from phantich.warning.levels import Hold
from phantich.warning.screen import COLUMNS
from phantich.warning.severity import of_level
from phantich.warning.thresholds import VERSION, messages, states

_ROMAN: Final = ("I", "II", "III", "IV", "V")
#: Hours that one period lasts; readings are those of its beginning.
_HOURS: Final[dict[Frequency, float]] = {"H": 1.0, "D": 24.0, "W": 168.0}


def level_rows(
    grid: Grid, levels: Sequence[float], hold: Hold | None = None, last: int | None = 1
) -> pd.DataFrame:
    """One row a reading judged against rising levels, with `COLUMNS`.

    ``score`` is the step that holds (0 under all levels), ``expected`` the level of the highest
    step that holds. ``flag`` is true at the reading that reaches a higher level; the reading at
    which a level is over has a text, no flag. Each reading is judged by those before it alone.

    Parameters
    ----------
    levels
        From the lowest up, in the unit of the readings.
    hold
        Margin and hours; 0.10 and one tidal day (25 h) unless given.
    last
        How many of the newest readings of each series are told; None tells all.

    Raises
    ------
    UsageError
        When the levels do not rise, or the readings are no hours, days or weeks.

    Examples
    --------
    >>> from phantich.warning.intake import read_grid
    >>> days = pd.date_range("2026-10-01", periods=4, freq="h")
    >>> table = pd.DataFrame({"unique_id": "a", "ds": days, "y": [1.7, 1.85, 1.6, 1.95]})
    >>> level_rows(read_grid(table, "H"), [1.8, 1.9], last=None)[["y", "score", "flag"]].values
    array([[1.7, 0.0, False],
           [1.85, 1.0, True],
           [1.6, 1.0, False],
           [1.95, 2.0, True]], dtype=object)
    """
    steps = np.asarray(levels, dtype=float)
    if len(steps) == 0 or (np.diff(steps) <= 0).any() or grid.frequency not in _HOURS:
        raise UsageError("levels rise, and readings are of hours, days or weeks: --level 1.8 1.9")
    times = pd.DatetimeIndex(grid.periods.to_timestamp())
    labels = grid.labels
    parts: list[tuple[object, ...]] = []
    for row in range(len(grid.ids)):
        seen = np.flatnonzero(np.isfinite(grid.values[row]))
        if len(seen) == 0:
            continue
        end = int(seen[-1]) + 1
        found = states(times[:end], grid.values[row, :end], steps, hold or Hold(margin=0.1))
        begin = 0 if last is None else max(end - last, 0)
        parts += _rows(grid, row, range(max(begin, int(seen[0])), end), labels, found, steps)
    return pd.DataFrame(parts, columns=list(COLUMNS))


def _rows(
    grid: Grid, row: int, places: range, labels: list[str], found: np.ndarray, steps: np.ndarray
) -> Iterator[tuple[object, ...]]:
    """One row a reading, with what is said where a level is reached or over."""
    told = {m.place: m for m in messages(found)}
    for at in places:
        flag = None
        if at in told:
            kind, step = told[at].kind, told[at].step
            value = float(grid.values[row, at])
            flag = _flag(grid, row, labels[at], value, kind, step, steps)
        yield _row(str(grid.ids[row]), grid, row, at, int(found[at]), steps, flag)


def _flag(
    grid: Grid, row: int, label: str, value: float, kind: str, step: int, steps: np.ndarray
) -> Flag:
    roman = _ROMAN[step - 1] if step <= len(_ROMAN) else f"{step}"
    level = float(steps[step - 1])
    return Flag(
        series=str(grid.ids[row]),
        period=label,
        frequency=grid.frequency,
        rule="threshold",
        version=VERSION,
        severity=of_level(step) if kind == "reached" else "info",
        direction="up" if kind == "reached" else "down",
        template=f"threshold_{kind}",
        observed=value,
        effect=value - level,
        evidence={"level": level, "level_name": f"mức {roman}|level {roman}"},
    )


def _row(
    name: str, grid: Grid, row: int, at: int, step: int, steps: np.ndarray, flag: Flag | None
) -> tuple[object, ...]:
    level = float(steps[step - 1]) if step else np.nan
    reached = flag is not None and flag.severity != "info"
    return (
        name,
        grid.stamps[at],
        grid.values[row, at],
        level,
        np.nan,
        np.nan,
        float(step),
        np.nan,
        reached,
        flag.severity if flag else "",
        flag.rule if flag else "",
        flag.text_vi if flag else "",
        flag.text_en if flag else "",
    )
