"""Tết as regressors: how much of the time before and after the feast falls into each period.

Activity speeds up before Tết and is slow to start again after it. With the shares of two windows
of days as regressors, one coefficient says how much more (or less) is done in the window than in
an ordinary stretch of that length:

    x_w(t) = share of window w's days that fall into period t  −  mean over t's place in the year

The mean is taken over 1995–2048, for each calendar month alone. What Tết does to an average January
and February therefore stays in the seasonal component, and the regressor moves only the difference
that this year's date makes.

References
----------
.. [1] Lin, J.-L., & Liu, T.-S. (2002). Modeling lunar calendar holiday effects in Taiwan.
   Taiwan Economic Forecast and Policy, 33(1), 1–37.
.. [2] Findley, D. F., & Soukup, R. J. (2000). Modeling and model selection for moving holidays.
   Proceedings of the American Statistical Association, Business and Economic Statistics, 102–107.
.. [3] U.S. Census Bureau (2017). X-13ARIMA-SEATS Reference Manual, Version 1.1, regression spec,
   ``usertype`` and ``aictest``.
"""

from __future__ import annotations

from functools import cache
from typing import Final

import pandas as pd

from phantich.calendar import LUNAR_YEARS, tet_date
from phantich.errors import UsageError

#: Regressor → first and last day of its window, counted from the first day of Tết.
WINDOWS: Final[dict[str, tuple[int, int]]] = {"tet_pre": (-15, -1), "tet_post": (7, 21)}
#: Years over which a calendar month's mean is taken.
MEAN_YEARS: Final = (1995, 2048)


def tet_shares(periods: pd.PeriodIndex) -> pd.DataFrame:
    """Share of each window's days that fall into each period; not centred.

    Works for any frequency (months, quarters, weeks, days), so that weekly and daily models use
    the same windows. The shares of the periods of one year add up to 1.

    Parameters
    ----------
    periods
        Inside 1990–2050.

    Returns
    -------
    pandas.DataFrame
        One column a window of `WINDOWS`, on `periods`.

    Raises
    ------
    UsageError
        Outside the years whose lunar dates are known.

    Examples
    --------
    >>> tet_shares(pd.period_range("2025-01", "2025-02", freq="M")).to_numpy().tolist()
    [[1.0, 0.0], [0.0, 1.0]]
    """
    first, last = LUNAR_YEARS
    years = (
        (periods.end_time.year.min(), periods.start_time.year.max())
        if len(periods)
        else (first,) * 2
    )
    if years[0] < first or years[1] > last:
        raise UsageError(f"Tết is known for {first} to {last}, not for {periods[0]}…{periods[-1]}")
    columns = {}
    for name, (begin, end) in WINDOWS.items():
        days = pd.DatetimeIndex(_window_days(begin, end)).to_period(periods.freqstr)
        counts = days.value_counts().reindex(periods, fill_value=0)
        columns[name] = counts / (end - begin + 1)
    return pd.DataFrame(columns, index=periods)


def tet_regressors(periods: pd.PeriodIndex) -> pd.DataFrame:
    """Centred shares (see the module's text) of months or quarters.

    In quarters every window lies in the first quarter each year: the regressors are zero, and
    quarterly series need none.

    Raises
    ------
    UsageError
        When the periods are neither months nor quarters.

    Examples
    --------
    Tết of 2025 falls on 29 January, so all of the time before it is January's; in an average year
    63 % of it is.

    >>> x = tet_regressors(pd.period_range("2025-01", "2025-03", freq="M"))
    >>> x.round(2).to_numpy().tolist()
    [[0.37, -0.02], [-0.37, 0.19], [0.0, -0.17]]
    """
    months = 12 if periods.freqstr.startswith("M") else 3
    if periods.freqstr[0] not in "MQ":
        raise UsageError("centred Tết regressors exist for months and quarters")
    place = periods.month if months == 12 else periods.quarter
    means = _long_run_means(periods.freqstr).reindex(place)
    return tet_shares(periods) - means.to_numpy()


@cache
def _window_days(begin: int, end: int) -> tuple[pd.Timestamp, ...]:
    first, last = LUNAR_YEARS
    feasts = (pd.Timestamp(tet_date(year)) for year in range(first, last + 1))
    return tuple(f + pd.Timedelta(days=day) for f in feasts for day in range(begin, end + 1))


@cache
def _long_run_means(frequency: str) -> pd.DataFrame:
    first, last = MEAN_YEARS
    periods = pd.period_range(f"{first}-01-01", f"{last}-12-31", freq=frequency)
    place = periods.month if frequency.startswith("M") else periods.quarter
    return tet_shares(periods).groupby(place).mean()
