"""Peers of the early warning: how strange the last value of a series is, by its past."""

from __future__ import annotations

import logging
from collections.abc import Callable

import numpy as np
import pandas as pd


def _scaled(values: pd.Series) -> pd.Series:
    """Logs where the past is positive; empty without a last value that can be taken."""
    past = values.iloc[:-1]
    if (past.dropna() > 0).all():
        return np.log(values.where(values > 0))
    return values


def z_level(values: pd.Series) -> float:
    """|z| of the last value among all before."""
    scaled = _scaled(values)
    past = scaled.iloc[:-1]
    return abs(float((scaled.iloc[-1] - past.mean()) / past.std()))


def z_yoy(values: pd.Series) -> float:
    """|Robust z| of the last change over a year."""
    changes = _scaled(values).diff(12).to_numpy()
    past = changes[:-1][np.isfinite(changes[:-1])]
    middle = np.median(past)
    return abs(float((changes[-1] - middle) / (1.4826 * np.median(np.abs(past - middle)))))


def stl_iqr(values: pd.Series) -> float:
    """Remainder of a robust STL beyond the quartiles, in quartile ranges."""
    from statsmodels.tsa.seasonal import STL

    scaled = _scaled(values).dropna()
    if scaled.index[-1] != values.index[-1]:
        return float("nan")
    rest = STL(scaled.to_numpy(), period=12, robust=True).fit().resid
    low, high = np.quantile(rest, [0.25, 0.75])
    return float(max(low - rest[-1], rest[-1] - high) / (high - low))


def ets(values: pd.Series) -> float:
    """Error of the additive Holt–Winters forecast in standard deviations of its errors."""
    from statsmodels.tsa.exponential_smoothing.ets import ETSModel

    scaled = _scaled(values)
    past = scaled.iloc[:-1].dropna().to_numpy()
    fitted = ETSModel(past, error="add", trend="add", seasonal="add", seasonal_periods=12).fit(
        disp=False
    )
    return abs(float((scaled.iloc[-1] - fitted.forecast(1)[0]) / np.std(fitted.resid)))


def prophet(values: pd.Series) -> float:
    """Error in half-widths of Prophet's 80 % band."""
    for name in ("prophet", "prophet.plot", "cmdstanpy"):
        logging.getLogger(name).disabled = True
    from prophet import Prophet

    scaled = _scaled(values)
    past = pd.DataFrame({"ds": scaled.index[:-1], "y": scaled.to_numpy()[:-1]}).dropna()
    model = Prophet(weekly_seasonality=False, daily_seasonality=False).fit(past, seed=1)
    made = model.predict(pd.DataFrame({"ds": scaled.index[-1:]})).iloc[0]
    half = (made["yhat_upper"] - made["yhat_lower"]) / 2
    return abs(float((scaled.iloc[-1] - made["yhat"]) / half))


def x13(values: pd.Series) -> float:
    """Error of X-13's forecast (log airline, outliers, Tết) in standard deviations."""
    from phantich.seasonal import tet_regressors
    from phantich.seasonal.runner import X13Error, run
    from phantich.seasonal.spec import Request, files

    scaled = _scaled(values)
    past = scaled.iloc[:-1].to_numpy(dtype=float)
    first = int(np.isfinite(past).argmax())
    months = pd.period_range(scaled.index[first], periods=len(past) - first + 1, freq="M")
    size = float(np.nanmedian(np.abs(past))) or 1.0
    request = Request(
        past[first:] / size, months[0], 12, 1, tet=tet_regressors(months), log=False,
        search=(months[0], months[-2]), engine=None, test=False,
    )  # fmt: skip
    try:
        made = run(files(request))["fct"]
    except (X13Error, KeyError):
        return float("nan")
    cells = made.splitlines()[-1].split()
    centre, low, high = (float(cell) * size for cell in cells[1:4])
    return abs((float(scaled.iloc[-1]) - centre) / max((high - low) / 3.92, 1e-12))


#: Name → its score, and whether it is slow.
PEERS: dict[str, tuple[Callable[[pd.Series], float], bool]] = {
    "z": (z_level, False),
    "yoy": (z_yoy, False),
    "STL+IQR": (stl_iqr, False),
    "ETS": (ets, True),
    "Prophet": (prophet, True),
    "X-13+Tết": (x13, True),
}
