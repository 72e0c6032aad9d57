"""The comparisons that the statistics office publishes, in index form (base of comparison = 100).

All functions take an array whose last axis is time and return one of the same shape. They compare
by calendar: a comparison with a missing period is missing. A base of zero or below gives a missing
comparison, because a rate on it has no meaning.
"""

from __future__ import annotations

from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from phantich.measures.panel import Floats, Panel

#: How an average rate is formed; see `average_to_date`.
AverageMethod = Literal["gso", "hicp"]
#: Figures worked on at a time: their intermediate arrays stay in the processor's cache.
_BLOCK: Final = 65_536


def on_lag(y: Floats, lag: int) -> Floats:
    """Index of each period on the one `lag` periods before: ``100 · y[t] / y[t − lag]``.

    Raises
    ------
    ValueError
        When the lag is not positive.

    Examples
    --------
    >>> on_lag(np.array([100.0, 102.0, np.nan, 51.0]), 1)
    array([ nan, 102.,  nan,  nan])
    """
    if lag < 1:
        raise ValueError(f"a comparison looks back: lag {lag} is not positive")
    out = np.empty_like(y, dtype=float)
    out[..., :lag] = np.nan
    _index(y[..., lag:], y[..., :-lag], out[..., lag:])
    return out


def on_year_end(y: Floats, first_season: int, seasons: int = 12) -> Floats:
    """Index of each period on the last period of the year before: ``100 · y[t] / y[December]``.

    Parameters
    ----------
    y
        Levels, time on the last axis.
    first_season
        Place of the first period in its year, from 0 (January).
    seasons
        Periods in a year.
    """
    out = np.empty(y.shape)
    december = year_ends(y.shape[-1], first_season, seasons)
    _index(y, y[..., np.maximum(december, 0)], out)
    out[..., december < 0] = np.nan
    return out


def year_to_date(y: Floats, first_season: int, seasons: int = 12) -> Floats:
    """Sum since January; missing from the first missing period of the year on.

    A year whose January lies before the first period of `y` is missing as a whole.
    """
    out = np.array(y, dtype=float)
    for place in range(y.shape[-1]):
        season = (first_season + place) % seasons
        if place < season:
            out[..., place] = np.nan
        elif season:
            out[..., place] += out[..., place - 1]
    return out


def average_to_date(
    y: Floats, first_season: int, seasons: int = 12, method: AverageMethod = "gso"
) -> Floats:
    """«Bình quân n tháng so với cùng kỳ»: average rate of the year so far on the same months.

    ``gso``   geometric mean of the year-on-year indices, ``(∏ y[m] / y[m − 12])^(1/n)``; this is
    what the General Statistics Office prints.
    ``hicp``  ratio of arithmetic means, ``Σ y[m] / Σ y[m − 12]``; Eurostat's average rate.

    At December it is the year's average rate. Missing from the first month of a year on whose own
    or last year's level is missing.
    """
    if method == "gso":
        return mean_index_to_date(on_lag(y, seasons), first_season, seasons)
    return on_lag(year_to_date(y, first_season, seasons), seasons)


def mean_index_to_date(indices: Floats, first_season: int, seasons: int = 12) -> Floats:
    """Geometric mean of the year's indices so far: ``(∏ index[m])^(1/n)``, n months since January.

    Of year-on-year indices it is the average rate of `average_to_date`; they may come from levels
    or from twelve links (`phantich.measures.index_series.PeriodOnPeriod.cumulate`).

    Examples
    --------
    >>> mean_index_to_date(np.array([102.0, 104.04, 100.0]), first_season=0).round(4)
    array([102.   , 103.015, 102.   ])
    """
    mean = year_to_date(_logarithm(indices), first_season, seasons)
    mean /= (np.arange(indices.shape[-1]) + first_season) % seasons + 1
    return np.exp(mean, out=mean)


def span_average(
    y: Floats, first_season: int, span: int = 3, seasons: int = 12, method: AverageMethod = "gso"
) -> Floats:
    """Average rate of each complete block of `span` periods on the same block of last year.

    With ``span=3`` on months these are the quarters' rates («bình quân quý»), with ``span=12`` the
    years'; methods as in `average_to_date`. They stand at the last period of the block, every other
    period is missing. `span` divides the periods of a year.

    Examples
    --------
    >>> y = np.array([100.0, 100.0, 100.0, 100.0, 101.0, 102.0, 103.0, 104.0])
    >>> span_average(y, first_season=0, span=2, seasons=4, method="hicp")
    array([  nan,   nan,   nan,   nan,   nan, 101.5,   nan, 103.5])
    """
    if method == "gso":
        return mean_index_of_span(on_lag(y, seasons), first_season, span)
    return _at_ends(rolling_average(y, span, seasons, method), first_season, span)


def mean_index_of_span(indices: Floats, first_season: int, span: int = 3) -> Floats:
    """Geometric mean of the indices of each complete block of `span` periods, at its last one.

    Of year-on-year indices it is the average rate of `span_average`.

    Examples
    --------
    >>> yearly = np.array([102.0, 104.0, 104.04, 100.0])
    >>> mean_index_of_span(yearly, first_season=11, span=2).round(2)
    array([   nan,    nan, 104.02,    nan])
    """
    means = np.exp(_window_sums(_logarithm(indices), span) / span)
    return _at_ends(means, first_season, span)


def rolling_average(
    y: Floats, span: int = 12, seasons: int = 12, method: AverageMethod = "hicp"
) -> Floats:
    """Average rate of the last `span` periods on the same periods of last year.

    With ``span=12`` and ``hicp`` this is Eurostat's 12-month average rate of change.
    """
    if method == "gso":
        return np.exp(_window_sums(_logarithm(on_lag(y, seasons)), span) / span)
    return on_lag(_window_sums(y, span), seasons)


def compare_levels(panel: Panel, method: AverageMethod = "gso") -> dict[str, Floats]:
    """The published comparisons of a panel of levels or fixed-base indices, by measure name.

    ``yoy``, ``mom`` (or ``qoq`` for quarters), ``vs_december`` and ``ytd_average``, each of the
    panel's shape and in index form. Quarter averages: `span_average`; on a base year:
    `phantich.measures.index_series.FixedBase.rebase`.
    """
    y, first, seasons = panel.values, panel.first_season, panel.seasons
    names = ["yoy"]
    if seasons > 1:
        names += ["qoq" if panel.frequency == "Q" else "mom", "vs_december", "ytd_average"]
    out = {name: np.empty(y.shape) for name in names}
    rows = max(_BLOCK // max(y.shape[1], 1), 1)
    for begin in range(0, len(y), rows):
        part = slice(begin, begin + rows)
        levels = y[part]
        yoy = on_lag(levels, seasons)
        results = [yoy]
        if seasons > 1:
            average = (
                mean_index_to_date(yoy, first, seasons)
                if method == "gso"
                else average_to_date(levels, first, seasons, method)
            )
            results += [on_lag(levels, 1), on_year_end(levels, first, seasons), average]
        for name, result in zip(names, results, strict=True):
            out[name][part] = result
    return out


def year_ends(periods: int, first_season: int, seasons: int) -> NDArray[np.int64]:
    """Column of the last period of the year before, for each column; −1 where there is none.

    Examples
    --------
    >>> year_ends(4, first_season=10, seasons=12)
    array([-1, -1,  1,  1])
    """
    places = np.arange(periods)
    ends: NDArray[np.int64] = np.maximum(places - (first_season + places) % seasons - 1, -1)
    return ends


def _at_ends(values: Floats, first_season: int, span: int) -> Floats:
    """The values at the last period of each block of `span`, missing elsewhere."""
    ends = (first_season + np.arange(values.shape[-1])) % span == span - 1
    return np.where(ends, values, np.nan)


def _index(value: Floats, base: Floats, out: Floats) -> None:
    with np.errstate(invalid="ignore", divide="ignore"):
        np.divide(value, base, out=out)
    out *= 100.0
    bad = base <= 0
    if bad.any():
        out[np.broadcast_to(bad, out.shape)] = np.nan


def _logarithm(x: Floats) -> Floats:
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.log(x)


def _window_sums(y: Floats, span: int) -> Floats:
    out = np.full(y.shape, np.nan)
    if span <= y.shape[-1]:
        windows = np.lib.stride_tricks.sliding_window_view(y, span, axis=-1)
        windows.sum(axis=-1, out=out[..., span - 1 :])
    return out
