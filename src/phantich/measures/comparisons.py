"""The comparisons that the statistics office publishes, in index form (base of comparison = 100).

All functions take an array whose last axis is time and return one of the same shape. They compare
by calendar: a comparison with a missing period is missing. A base of zero or below gives a missing
comparison, because a rate on it has no meaning.
"""

from __future__ import annotations

from typing import Literal

import numpy as np

from phantich.measures.panel import Floats, Panel

#: How an average rate is formed; see `average_to_date`.
AverageMethod = Literal["gso", "hicp"]


def on_lag(y: Floats, lag: int) -> Floats:
    """Index of each period on the one `lag` periods before: ``100 · y[t] / y[t − lag]``.

    Examples
    --------
    >>> on_lag(np.array([100.0, 102.0, np.nan, 51.0]), 1)
    array([ nan, 102.,  nan,  nan])
    """
    out = np.empty_like(y, dtype=float)
    out[..., :lag] = np.nan
    if lag < y.shape[-1]:
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
    out = np.full(y.shape, np.nan)
    periods = y.shape[-1]
    for begin in range(-first_season, periods, seasons):
        if begin >= 1:
            block = slice(begin, min(begin + seasons, periods))
            _index(y[..., block], y[..., begin - 1, None], out[..., block])
    return out


def year_to_date(y: Floats, first_season: int, seasons: int = 12) -> Floats:
    """Sum since January; missing from the first missing period of the year on.

    A year whose January lies before the first period of `y` is missing as a whole.
    """
    out = np.full(y.shape, np.nan)
    periods = y.shape[-1]
    for begin in range(-first_season, periods, seasons):
        if begin >= 0:
            block = slice(begin, min(begin + seasons, periods))
            np.cumsum(y[..., block], axis=-1, out=out[..., block])
    return out


def average_to_date(
    y: Floats, first_season: int, seasons: int = 12, method: AverageMethod = "gso"
) -> Floats:
    """«Bình quân n tháng so với cùng kỳ»: average rate of the year so far on the same months.

    ``gso``   geometric mean of the year-on-year indices, ``(∏ y[m] / y[m − 12])^(1/n)``; this is
    what the General Statistics Office prints.
    ``hicp``  ratio of arithmetic means, ``Σ y[m] / Σ y[m − 12]``; Eurostat's average rate.

    Missing from the first month of a year on whose own or last year's level is missing.
    """
    if method == "gso":
        yearly = on_lag(y, seasons)
        with np.errstate(invalid="ignore", divide="ignore"):
            np.log(yearly, out=yearly)
        total = year_to_date(yearly, first_season, seasons)
        places = (np.arange(y.shape[-1]) + first_season) % seasons + 1
        total /= places
        np.exp(total, out=total)
        return total
    return on_lag(year_to_date(y, first_season, seasons), seasons)


def span_average(y: Floats, first_season: int, span: int, seasons: int = 12) -> Floats:
    """Average rate of each complete block of `span` periods on the same block of last year.

    With ``span=3`` on months these are the quarters' rates («bình quân quý»), geometric means as in
    `average_to_date`; they stand at the last period of the block, every other period is missing.
    """
    yearly = on_lag(y, seasons)
    out = np.full(y.shape, np.nan)
    for begin in range(-(first_season % span), y.shape[-1] - span + 1, span):
        if begin >= 0:
            block = yearly[..., begin : begin + span]
            with np.errstate(invalid="ignore", divide="ignore"):
                out[..., begin + span - 1] = np.exp(np.log(block).mean(axis=-1))
    return out


def compare_levels(panel: Panel, method: AverageMethod = "gso") -> dict[str, Floats]:
    """The published comparisons of a panel of levels or fixed-base indices, by measure name.

    ``mom`` (or ``qoq`` for quarters), ``yoy``, ``vs_december`` and ``ytd_average``, each of the
    panel's shape and in index form.
    """
    y, first, seasons = panel.values, panel.first_season, panel.seasons
    out = {"yoy": on_lag(y, seasons)}
    if seasons > 1:
        out["qoq" if panel.frequency == "Q" else "mom"] = on_lag(y, 1)
        out["vs_december"] = on_year_end(y, first, seasons)
        out["ytd_average"] = average_to_date(y, first, seasons, method)
    return out


def _index(value: Floats, base: Floats, out: Floats) -> None:
    with np.errstate(invalid="ignore", divide="ignore"):
        np.divide(value, base, out=out)
    out *= 100.0
    bad = base <= 0
    if bad.any():
        out[np.broadcast_to(bad, out.shape)] = np.nan
