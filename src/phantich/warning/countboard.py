"""Counts of events side by side on one time axis, by days, weeks or months."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from phantich.forecast.airline import check_months
from phantich.measures.panel import Floats
from phantich.warning.countdesign import CountFrequency, place_of

if TYPE_CHECKING:
    import pandas as pd

#: Series that are judged together; more cost memory and gain nothing.
_CHUNK: Final = 500


@dataclass(frozen=True, slots=True, eq=False)
class Board:
    """Counts ``(series, periods)`` that begin at `first`; `days` are the dates as given.

    `breaks` are the places from which the counts are those of another territory.
    """

    ids: list[str]
    counts: Floats
    days: np.ndarray
    first: int
    frequency: CountFrequency
    ends: np.ndarray
    breaks: tuple[int, ...] = ()


def board_of(table: pd.DataFrame, breaks: Sequence[str] = ()) -> Board:
    """The counts of a long table side by side.

    Raises
    ------
    DataError
        When a count is negative.
    """
    import pandas as pd

    from phantich.errors import DataError, Fault

    days = pd.to_datetime(table["ds"]).to_numpy().astype("datetime64[D]")
    y = table["y"].to_numpy(dtype=float)
    codes, names = pd.factorize(table["unique_id"].astype(str))
    faults = [
        Fault(f"{names[codes[row]]}, {days[row]}", f"{y[row]:g}", "a count: 0 or more")
        for row in np.flatnonzero(y < 0)[:20]
    ]
    if faults:
        raise DataError("counts", faults)
    frequency = frequency_of_counts(codes, days)
    places = place_of(days, frequency)
    first = int(places.min())
    counts = np.full((len(names), int(places.max()) - first + 1), np.nan)
    dates = np.full(counts.shape, np.datetime64("NaT"), dtype="datetime64[D]")
    counts[codes, places - first] = y
    dates[codes, places - first] = days
    ends = np.zeros(len(names), dtype=np.int64)
    np.maximum.at(ends, codes, places - first)
    check_months(tuple(breaks))
    starts = np.array([f"{month}-01" for month in breaks], dtype="datetime64[D]")
    anew = tuple(int(place) for place in place_of(starts, frequency))
    return Board([str(name) for name in names], counts, dates, first, frequency, ends, anew)


def frequency_of_counts(codes: np.ndarray, days: np.ndarray) -> CountFrequency:
    """Days, weeks or months, by the commonest step between neighbouring dates of a series."""
    order = np.lexsort((days, codes))
    same = np.diff(codes[order]) == 0
    steps = np.diff(days[order]).astype(np.int64)[same]
    typical = float(np.median(steps[steps > 0])) if (steps > 0).any() else 30.0
    if typical < 4:
        return "D"
    return "W" if typical < 20 else "M"


def groups(board: Board) -> Iterator[Board]:
    """Series that end in the same period, some hundreds at a time."""
    for end in np.unique(board.ends):
        rows = np.flatnonzero(board.ends == end)
        for at in range(0, len(rows), _CHUNK):
            some = rows[at : at + _CHUNK]
            until = int(end) + 1
            yield Board(
                [board.ids[row] for row in some],
                board.counts[some, :until],
                board.days[some, :until],
                board.first,
                board.frequency,
                board.ends[some],
                board.breaks,
            )
