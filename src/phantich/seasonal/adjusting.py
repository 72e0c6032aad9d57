"""Adjust one series: what can be done, by which method, and in which words."""

from __future__ import annotations

from dataclasses import replace
from typing import Final, Unpack

import numpy as np
import pandas as pd

from phantich.errors import DataError, Fault, UsageError
from phantich.seasonal import words
from phantich.seasonal.assemble import from_stl, from_x13, unadjusted
from phantich.seasonal.options import Arguments, Options
from phantich.seasonal.result import Adjustment, Note
from phantich.seasonal.runner import X13Error
from phantich.seasonal.stl import decompose
from phantich.seasonal.x13 import crisis_periods, run_x13

#: Years that an adjustment needs.
FEWEST_YEARS: Final = 3
#: Largest share of periods between the first and the last figure that may lack.
MOST_GAPS: Final = 0.2


def adjust(series: pd.Series[float], **arguments: Unpack[Arguments]) -> Adjustment:
    """Seasonally adjust a monthly or quarterly series.

    Parameters
    ----------
    series
        On a `PeriodIndex` (months or quarters) or a `DatetimeIndex` of dates in them, in any unit.
        Absent periods and NaN are gaps. X-13 gets them as missing values, which it estimates with
        the model; they stay gaps in what is returned.
    **arguments
        See `Options`.

    Returns
    -------
    Adjustment
        Also where nothing was adjusted, because the series has no seasonality or is too short:
        then `adjusted` is the original, the light is grey, and its reason says why.

    Raises
    ------
    UsageError
        For an index that is neither monthly nor quarterly, or an option that does not exist.
    DataError
        For two values in one period or infinite values; and when X-13 was insisted on and failed.

    Examples
    --------
    >>> index = pd.period_range("2020-01", periods=24, freq="M")
    >>> adjust(pd.Series(range(1, 25), index)).quality.reasons[0].en
    '24 periods: fewer than 3 years'
    """
    options = Options(**arguments)
    regular, season = _regular(series)
    reason = _hindrance(regular, season)
    if reason is not None:
        return unadjusted(regular, reason)
    if options.method == "stl":
        return _fallback(regular, season, options)
    try:
        return _by_x13(regular, season, options)
    except X13Error as error:
        if options.method != "auto":
            name = str(series.name or "series")
            raise DataError(
                name, [Fault(name, str(error), "a series that X-13 can adjust", "use method stl")]
            ) from error
        return _fallback(regular, season, options).with_notes(words.fell_back(str(error)))


def _by_x13(series: pd.Series[float], season: int, options: Options) -> Adjustment:
    """X-13, without a search for outliers where that search is what fails.

    It does for series that hardly vary (prices set by decree) or vary wildly.
    """
    try:
        return from_x13(series, season, run_x13(series, season, options), options)
    except X13Error as error:
        if not options.outliers or not _outlier_trouble(str(error)):
            raise
        plain = replace(options, outliers=False)
        result = from_x13(series, season, run_x13(series, season, plain), plain)
        return result.with_more_notes(words.outliers_not_searched(str(error)))


def _outlier_trouble(message: str) -> bool:
    return "outlier identification" in message or "number of regression effects" in message


def _fallback(series: pd.Series[float], season: int, options: Options) -> Adjustment:
    crisis = crisis_periods(pd.PeriodIndex(series.index), options)
    return from_stl(series, season, decompose(series, season, crisis))


def _regular(series: pd.Series[float]) -> tuple[pd.Series[float], int]:
    """The series from its first to its last figure, without holes in the index."""
    index = series.index
    if isinstance(index, pd.DatetimeIndex):
        index = index.to_period(_frequency(index))
    if not isinstance(index, pd.PeriodIndex) or index.freqstr[0] not in "MQ":
        raise UsageError("seasonal adjustment takes months or quarters; give a monthly PeriodIndex")
    values = pd.Series(series.to_numpy(dtype=float), index, name=series.name).sort_index()
    _check(values)
    known = values.dropna()
    if known.empty:
        return values, 12
    full = pd.period_range(known.index[0], known.index[-1], name="period")
    return values.reindex(full), 12 if index.freqstr.startswith("M") else 4


def _frequency(index: pd.DatetimeIndex) -> str:
    """Months, unless all dates lie in three or more months' distance, in quarters' months."""
    months = np.unique(index.year * 12 + index.month)
    return "Q" if len(months) > 1 and (np.diff(months) % 3 == 0).all() else "M"


def _check(values: pd.Series[float]) -> None:
    name = str(values.name or "series")
    twice = values.index[values.index.duplicated()].unique()
    faults = [Fault(f"{name}, {p}", "two values", "one value a period") for p in twice]
    infinite = values.index[np.isinf(values.to_numpy())]
    faults += [Fault(f"{name}, {p}", "an infinite value", "a number") for p in infinite]
    if faults:
        raise DataError(name, faults)


def _hindrance(series: pd.Series[float], season: int) -> Note | None:
    """Why the series cannot be adjusted at all; None when it can."""
    known = series.dropna()
    if len(series) < FEWEST_YEARS * season or len(known) < FEWEST_YEARS * season:
        return words.too_short(len(known), FEWEST_YEARS)
    if known.nunique() == 1:
        return words.constant()
    share = 1 - len(known) / len(series)
    if share > MOST_GAPS:
        return words.too_many_gaps(share, MOST_GAPS)
    return None
