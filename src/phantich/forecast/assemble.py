"""From a panel to the levels and regressors that a batch of series is fitted with."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from phantich.forecast.design import Design
from phantich.forecast.feast import feast_regressor
from phantich.forecast.protocol import Known
from phantich.forecast.screening import Screened
from phantich.forecast.tradingdays import trading_days
from phantich.forecast.transform import Transform
from phantich.measures.panel import Floats, Panel

Rows = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Calendar:
    """Regressors on the panel's periods and the horizon, the same for every series.

    Parameters
    ----------
    names
        One name a regressor; Tết and trading days come first.
    values
        Array ``(periods + horizon, regressors)``.
    pooled
        How many of them are Tết and trading days, whose effects the series share.
    crisis
        Whether a period lies in the declared crisis, ``(periods,)``.
    """

    names: tuple[str, ...]
    values: Floats
    pooled: int
    crisis: NDArray[np.bool_]


def calendar(
    panel: Panel,
    horizon: int,
    *,
    tet: bool,
    crisis: tuple[str, str] | None,
    breaks: tuple[str, ...],
    known: Known | None,
) -> Calendar:
    """Tết (zero where no lunar date is known) and trading days of months; breaks; known ones."""
    periods = panel.values.shape[1] + horizon
    frame = Panel(pd.Index([""]), np.zeros((1, periods)), panel.start, panel.frequency)
    starts = frame.starts
    columns: list[Floats] = [np.empty((periods, 0))]
    names: list[str] = []
    if tet and panel.frequency == "M" and periods:
        columns += [feast_regressor(starts), trading_days(starts)]
        names += ["tet", "days"]
    pooled = len(names)
    for month in breaks:
        columns.append((starts >= pd.Timestamp(month)).astype(float)[:, None])
        names.append(f"LS {month}")
    if known is not None:
        known.check(panel, horizon)
        columns.append(known.values)
        names += known.names
    declared = np.zeros(panel.values.shape[1], dtype=bool)
    if crisis is not None:
        begin, end = (pd.Timestamp(month) for month in crisis)
        past = starts[: len(declared)]
        declared = np.asarray((past >= begin) & (past <= end))
    return Calendar(tuple(names), np.concatenate(columns, axis=1), pooled, declared)


def assemble(
    panel: Panel, screened: Screened, rows: Rows, scale: Transform, chart: Calendar, ahead: int
) -> Design:
    """Design of some of a panel's series, to forecast `ahead` periods after each one's own end.

    The value under a gap is arbitrary, because its own regressor absorbs it; the last figure
    before it is used.
    """
    first, last = screened.first[rows], screened.last[rows]
    lengths = last - first + 1
    periods = int(lengths.max())
    places = first + np.arange(periods + ahead)[:, None]
    past = np.arange(periods)[:, None] < lengths
    values = panel.values[rows, np.minimum(places[:periods], panel.values.shape[1] - 1)]
    gaps = past & ~np.isfinite(values)
    values = scale.apply(np.where(past, _carried(values), 1.0))
    values[~past] = 0.0
    missing, flags = _gap_columns(gaps, ahead)
    known = chart.values[np.minimum(places, len(chart.values) - 1)]
    series = np.concatenate([values, np.zeros((ahead, len(rows)))])[:, :, None]
    levels = np.concatenate([missing, known, series], axis=2)
    used = np.concatenate([flags, _moving(known, lengths)], axis=1)
    return Design(levels, lengths, used, flags.shape[1], panel.seasons, ahead)


def _carried(values: Floats) -> Floats:
    """Each gap filled with the last figure before it, along the first axis."""
    there = np.isfinite(values)
    latest = np.maximum.accumulate(np.where(there, np.arange(len(values))[:, None], 0), axis=0)
    return values[latest, np.arange(values.shape[1])]


def _gap_columns(gaps: NDArray[np.bool_], ahead: int) -> tuple[Floats, NDArray[np.bool_]]:
    counts = gaps.sum(axis=0)
    columns = np.zeros((len(gaps) + ahead, gaps.shape[1], int(counts.max(initial=0))))
    period, series = np.nonzero(gaps)
    slot = (np.cumsum(gaps, axis=0) - 1)[period, series]
    columns[period, series, slot] = 1.0
    return columns, np.arange(columns.shape[2]) < counts[:, None]


def _moving(known: Floats, lengths: Rows) -> NDArray[np.bool_]:
    """Whether a regressor changes inside a series; one that does not cannot be estimated."""
    past = (np.arange(len(known))[:, None] < lengths)[:, :, None]
    low = np.where(past, known, np.inf).min(axis=0)
    high = np.where(past, known, -np.inf).max(axis=0)
    found: NDArray[np.bool_] = high > low
    return found
