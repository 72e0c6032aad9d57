"""Models of statsmodels, Prophet and X-13ARIMA-SEATS, as the field uses them.

=============  ==================================================================================
name           model
=============  ==================================================================================
sarimax        (0,1,1)(0,1,1) on logs, exact maximum likelihood; sarimax-tet adds the calendar
sm-ets         additive season on logs, no or damped trend by AICc
sm-theta       two theta lines on the multiplicatively adjusted series
ucm            local linear trend and stochastic season on logs
prophet        as it comes
prophet-tet    on logs, yearly season of five harmonics, Tết, trading days
x13            airline model with tested Tết and outliers; x13-auto selects the orders
=============  ==================================================================================

Series with figures that are not positive are modelled in levels.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import numpy as np
import pandas as pd
from scipy.special import ndtri

from phantich.forecast.single import Method, Series
from phantich.measures.panel import Floats

_SEED: Final = 20250101
_HARMONICS: Final = 5


def _scaled(one: Series, values: Floats) -> Floats:
    return np.log(values) if one.positive else values


def _back(one: Series, quantiles: Floats) -> Floats:
    return np.exp(quantiles) if one.positive else quantiles


def _normal(mean: Floats, deviation: Floats, probabilities: Floats) -> Floats:
    found: Floats = np.asarray(mean)[:, None] + np.asarray(deviation)[:, None] * ndtri(
        probabilities
    )
    return found


@contextmanager
def _quiet() -> Iterator[None]:
    """Without the chatter of estimators: what matters is whether they give a forecast."""
    loggers = [logging.getLogger(name) for name in ("cmdstanpy", "prophet", "prophet.plot")]
    before = [(logger.level, logger.disabled) for logger in loggers]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for logger in loggers:
            logger.setLevel(logging.CRITICAL)
            logger.disabled = True
        try:
            yield
        finally:
            for logger, (level, disabled) in zip(loggers, before, strict=True):
                logger.setLevel(level)
                logger.disabled = disabled


def sarimax(one: Series, probabilities: Floats) -> Floats:
    """The log airline of statsmodels."""
    from statsmodels.tsa.statespace.sarimax import SARIMAX

    size = len(one.values)
    moving = one.regressors[:, np.ptp(one.regressors[:size], axis=0) > 0]
    past, future = (moving[:size], moving[size:]) if moving.shape[1] else (None, None)
    with _quiet():
        model = SARIMAX(
            _scaled(one, one.values), exog=past, order=(0, 1, 1),
            seasonal_order=(0, 1, 1, one.season),
        )  # fmt: skip
        found = model.fit(disp=False, maxiter=100).get_forecast(one.ahead, exog=future)
    return _back(one, _normal(found.predicted_mean, np.sqrt(found.var_pred_mean), probabilities))


def unobserved_components(one: Series, probabilities: Floats) -> Floats:
    """The basic structural model of statsmodels."""
    from statsmodels.tsa.statespace.structural import UnobservedComponents

    with _quiet():
        model = UnobservedComponents(
            _scaled(one, one.values), "lltrend", seasonal=one.season, stochastic_seasonal=True
        )
        found = model.fit(disp=False, maxiter=200).get_forecast(one.ahead)
    return _back(one, _normal(found.predicted_mean, np.sqrt(found.var_pred_mean), probabilities))


def exponential_smoothing(one: Series, probabilities: Floats) -> Floats:
    """ETS of statsmodels."""
    from statsmodels.tsa.exponential_smoothing.ets import ETSModel

    values = pd.Series(_scaled(one, one.filled()))
    with _quiet():
        fits = [
            ETSModel(
                values, error="add", trend="add" if damped else None, damped_trend=damped,
                seasonal="add", seasonal_periods=one.season,
            ).fit(disp=False)
            for damped in (False, True)
        ]  # fmt: skip
        best = min(fits, key=lambda fit: fit.aicc)
        found = best.get_prediction(len(values), len(values) + one.ahead - 1)
    return _back(
        one,
        _normal(
            found.predicted_mean.to_numpy(), np.sqrt(np.asarray(found.forecast_variance)),
            probabilities,
        ),
    )  # fmt: skip


def theta(one: Series, probabilities: Floats) -> Floats:
    """The theta model of statsmodels."""
    from statsmodels.tsa.forecasting.theta import ThetaModel

    values = pd.Series(one.filled(), index=pd.RangeIndex(len(one.values)))
    method = "multiplicative" if one.positive else "additive"
    with _quiet():
        found = ThetaModel(values, period=one.season, method=method).fit(disp=False)
        mean = np.asarray(found.forecast(one.ahead))
        limits = found.prediction_intervals(one.ahead, alpha=2 * (1 - 0.8413447460685429))
    deviation = (limits["upper"] - limits["lower"]).to_numpy() / 2
    return _normal(mean, deviation, probabilities)


def prophet(one: Series, probabilities: Floats) -> Floats:
    """Prophet as it comes."""
    return _prophet(one, probabilities, one.values, {})


def prophet_monthly(one: Series, probabilities: Floats) -> Floats:
    """Prophet on logs with a season that months can tell, and Tết."""
    settings = {
        "yearly_seasonality": min(_HARMONICS, max(one.season // 2 - 1, 1)),
        "weekly_seasonality": False,
        "daily_seasonality": False,
        "changepoint_range": 0.9,
    }
    found = _prophet(one, probabilities, _scaled(one, one.values), settings, one.regressors)
    return _back(one, found)


def _prophet(
    one: Series,
    probabilities: Floats,
    values: Floats,
    settings: dict[str, Any],
    regressors: Floats | None = None,
) -> Floats:
    with _quiet():
        from prophet import Prophet

        model = Prophet(**settings)
        frame = pd.DataFrame({"ds": one.starts})
        for place in range(0 if regressors is None else regressors.shape[1]):
            assert regressors is not None
            frame[f"x{place}"] = regressors[:, place]
            model.add_regressor(f"x{place}", standardize=False)
        past = frame.iloc[: len(values)].assign(y=values)
        state = np.random.get_state()  # noqa: NPY002 - Prophet draws from the global generator
        try:
            np.random.seed(_SEED)  # noqa: NPY002
            model.fit(past.dropna(), seed=_SEED)
            drawn = model.predictive_samples(frame.iloc[len(values) :])["yhat"]
        finally:
            np.random.set_state(state)  # noqa: NPY002
    found: Floats = np.quantile(drawn, probabilities, axis=1).T
    return found


def x13(one: Series, probabilities: Floats) -> Floats:
    """The program's airline model; its bands are those of the normal on its scale."""
    return _x13(one, probabilities, "(0 1 1)(0 1 1)")


def x13_auto(one: Series, probabilities: Floats) -> Floats:
    """The ARIMA model that the program selects."""
    return _x13(one, probabilities, "auto")


def _x13(one: Series, probabilities: Floats, model: str) -> Floats:
    from phantich.seasonal.output import forecasts
    from phantich.seasonal.runner import run
    from phantich.seasonal.spec import Request, files

    if one.season not in (4, 12):
        raise ValueError("X-13 takes months and quarters")
    index = one.starts.to_period("M" if one.season == 12 else "Q")
    size = len(one.values)
    unit = float(np.nanmedian(np.abs(one.values))) or 1.0
    moving = bool(one.regressors.shape[1]) and bool(
        (np.ptp(one.regressors[:size], axis=0) > 0).all()
    )
    columns = [f"x{place}" for place in range(one.regressors.shape[1])]
    request = Request(
        one.values / unit, index[0], one.season, one.ahead,
        tet=pd.DataFrame(one.regressors, columns=columns, index=index) if moving else None,
        search=(index[0], index[size - 1]), log=one.positive, engine=None,
        model=model,
    )  # fmt: skip
    table = forecasts(run(files(request))["fct"], index[size:]) * unit
    limits = [_scaled(one, table[name].to_numpy()) for name in ("forecast", "lower", "upper")]
    return _back(
        one, _normal(limits[0], (limits[2] - limits[1]) / (2 * ndtri(0.975)), probabilities)
    )


#: Name → method and whether it is given Tết.
PEERS: Final[dict[str, tuple[Method, bool]]] = {
    "sarimax": (sarimax, False),
    "sarimax-tet": (sarimax, True),
    "sm-ets": (exponential_smoothing, False),
    "sm-theta": (theta, False),
    "ucm": (unobserved_components, False),
    "prophet": (prophet, False),
    "prophet-tet": (prophet_monthly, True),
    "x13": (x13, True),
    "x13-auto": (x13_auto, True),
}
