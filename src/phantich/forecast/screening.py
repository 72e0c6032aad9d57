"""Which series a model can take, and what is done with the others.

==============================  ===========================================================
series                          treatment
==============================  ===========================================================
no figure                       not forecast
last figure older than a year   not forecast
fewer than `LEAST` figures      not forecast
all figures alike               carried on, band of no width
under three years, or a third   seasonal naive
of the periods without figure
gaps inside                     taken as unknown, the likelihood is that of the rest
last periods without figure     forecast from the last figure; the horizon grows by the gap
==============================  ===========================================================
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from phantich.forecast import notes
from phantich.forecast.protocol import Origin
from phantich.measures.panel import Panel
from phantich.seasonal.result import Note

#: Figures without which nothing is forecast.
LEAST: Final = 4
#: Years that the seasonal model needs.
YEARS: Final = 3
_MOST_GAPS: Final = 1 / 3


@dataclass(frozen=True, slots=True, eq=False)
class Screened:
    """First and last figure of each series, its treatment, and notes.

    ``treatment`` is ``model``, ``naive``, ``flat`` or ``none``.
    """

    first: NDArray[np.int64]
    last: NDArray[np.int64]
    treatment: NDArray[np.str_]
    notes: list[list[Note]]


def screen(panel: Panel, origin: Origin = "panel") -> Screened:
    """Judge each series of a panel (see the module's text).

    With the origin ``own`` the age of a series' last figure does not matter.
    """
    there = np.isfinite(panel.values)
    series, periods = there.shape
    first = there.argmax(axis=1) if periods else np.zeros(series, dtype=np.int64)
    last = periods - 1 - there[:, ::-1].argmax(axis=1) if periods else first
    treatment, told = [], []
    for row in range(series):
        kind, remarks = _judge(panel, there[row], row, int(first[row]), int(last[row]), origin)
        treatment.append(kind)
        told.append(remarks)
    return Screened(first, last, np.array(treatment, dtype="U5"), told)


def _judge(
    panel: Panel,
    there: NDArray[np.bool_],
    row: int,
    first: int,
    last: int,
    origin: Origin,
) -> tuple[str, list[Note]]:
    count = int(there.sum())
    if count == 0:
        return "none", [notes.empty()]
    late = len(there) - 1 - last
    if late > panel.seasons and origin == "panel":
        return "none", [notes.stopped(panel.starts[last].strftime("%Y-%m"))]
    if count < LEAST:
        return "none", [notes.few(count, LEAST)]
    told = [_late(panel, last, late, origin)] if late else []
    values = panel.values[row, there]
    if (values == values[0]).all():
        return "flat", [*told, notes.constant(bool(values[0] == 0))]
    span = last - first + 1
    lacking = span - count
    least = YEARS * panel.seasons
    if panel.seasons == 1:
        return "naive", [*told, notes.no_model(span)]
    if span < least:
        return "naive", [*told, notes.short(span, least, panel.seasons)]
    if lacking > _MOST_GAPS * span:
        return "naive", [*told, notes.gappy(lacking, span)]
    if lacking:
        told.append(notes.gaps(lacking))
    return "model", told


def _late(panel: Panel, last: int, late: int, origin: Origin) -> Note:
    if origin == "own":
        return notes.ends(panel.starts[last].strftime("%Y-%m"))
    return notes.late(late)
