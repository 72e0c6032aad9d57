"""Trading days as one regressor of monthly models: Mondays to Fridays against weekends.

    x(t) = weekdays of month t − 5/7 of its days

A month in which a day of the weekend gives way to a working day has one more. It is the contrast of
X-13ARIMA-SEATS's ``td1coef`` over 3.5 [1]_; the length of the month is the season's.

References
----------
.. [1] Bell, W. R., & Hillmer, S. C. (1983). Modeling time series with calendar variation. Journal
   of the American Statistical Association, 78(383), 526–534.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from phantich.measures.panel import Floats


def trading_days(starts: pd.DatetimeIndex) -> Floats:
    """The regressor of months, ``(months, 1)``.

    Parameters
    ----------
    starts
        First day of each month.

    Examples
    --------
    March 2025 begins on a Saturday: 21 weekdays of 31 days; February is four whole weeks.

    >>> trading_days(pd.DatetimeIndex(["2025-03-01", "2025-02-01"])).ravel().round(2).tolist()
    [-1.14, 0.0]
    """
    months = starts.to_numpy().astype("datetime64[M]")
    first, after = months.astype("datetime64[D]"), (months + 1).astype("datetime64[D]")
    days = (after - first).astype(np.int64)
    found: Floats = (np.busday_count(first, after) - 5 / 7 * days)[:, None]
    return found
