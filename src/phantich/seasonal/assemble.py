"""From a run of X-13 or STL to an `Adjustment`."""

from __future__ import annotations

from dataclasses import replace
from typing import Final, TypedDict

import numpy as np
import pandas as pd

from phantich.measures.panel import Floats
from phantich.seasonal import words
from phantich.seasonal.diagnosis import QS, floats, is_seasonal, qs_test, strength
from phantich.seasonal.options import Options
from phantich.seasonal.output import Diagnostics, component, forecasts
from phantich.seasonal.quality import grey, judge_stl, judge_x13
from phantich.seasonal.result import Adjustment, Method, Model, Note, TetEffect
from phantich.seasonal.runner import X13Error
from phantich.seasonal.spec import TABLES
from phantich.seasonal.stl import Parts
from phantich.seasonal.x13 import Run, crisis_periods, outliers_of

_WEEKDAY: Final = "1-Coefficient Trading Day$"


class Components(TypedDict):
    """The series of an `Adjustment`."""

    original: pd.Series[float]
    adjusted: pd.Series[float]
    seasonal: pd.Series[float]
    trend: pd.Series[float]
    irregular: pd.Series[float]
    calendar: pd.Series[float]


def from_x13(series: pd.Series[float], season: int, result: Run, options: Options) -> Adjustment:
    """The adjustment of a run; nothing but the calendar is taken out without seasonality.

    `season` is 12 or 4. The parts are brought back from the scale that the run worked in to the
    unit of the series.

    Raises
    ------
    X13Error
        When the program saved no seasonal component.
    """
    d = result.diagnostics
    linear, seasonal, trend, calendar = _components(result)
    found = outliers_of(result, season)
    ordinary = sum(outlier.origin == "search" for outlier in found)
    periods = int((~crisis_periods(result.index, options)).sum())
    engine = words.engine(result.engine)
    adjustment = Adjustment(
        **_compose(series, seasonal, trend, calendar, result.log),
        method="x13" if result.engine == "x11" else "seats",
        transform="log" if result.log else "none",
        model=_model(d),
        outliers=found,
        tet=result.tet,
        quality=judge_x13(d, ordinary / max(1, periods)),
        notes=(words.method(engine, result.log, d.text("arimamdl")), words.tet(result.tet)),
        forecast=_forecast(result, options, season),
    )
    adjustment = adjustment.with_more_notes(*_more(adjustment))
    seasonal_enough, before = is_seasonal(np.log(linear) if result.log else linear, season)
    quality = adjustment.quality
    if seasonal_enough or (quality.m7 < 1 and quality.identifiable == "yes"):
        return adjustment
    return _without_seasonality(adjustment, before)


def _components(result: Run) -> tuple[Floats, Floats, Floats, Floats]:
    """Linearised series, seasonal, trend and calendar, in the unit of the series."""
    tables = [component(result.outputs, ending, len(result.index))
              for ending in ("b1", *TABLES[result.engine])]  # fmt: skip
    linear, seasonal, _, trend, _, combined = tables
    if linear is None or seasonal is None or trend is None:
        raise X13Error("X-13ARIMA-SEATS made no adjustment")
    factors = seasonal if combined is None else combined
    if result.log:
        return linear, seasonal, trend / result.scale, factors / seasonal
    calendar = factors - seasonal
    return linear, seasonal / result.scale, trend / result.scale, calendar / result.scale


def from_stl(series: pd.Series[float], season: int, parts: Parts) -> Adjustment:
    """The adjustment of the fallback; `parts` are logarithms where ``parts.log`` says so."""
    scale = (parts.seasonal, parts.trend, parts.calendar)
    seasonal, trend, calendar = (np.exp(part) if parts.log else part for part in scale)
    composed = _compose(series, seasonal, trend, calendar, parts.log)
    y = np.log(floats(series)) if parts.log else floats(series)
    irregular = y - parts.calendar - parts.seasonal - parts.trend
    seasonal_enough, before = is_seasonal(y - parts.calendar, season)
    after = qs_test(y - parts.calendar - parts.seasonal, season)
    adjustment = Adjustment(
        **composed,
        method="stl",
        transform="log" if parts.log else "none",
        model=Model(),
        outliers=(),
        tet=parts.tet,
        quality=judge_stl(after.statistic, after.p, strength(parts.seasonal, irregular)),
        notes=(words.method("STL", parts.log, ""), words.tet(parts.tet)),
    )
    adjustment = adjustment.with_more_notes(*_more(adjustment))
    if seasonal_enough:
        return adjustment
    return _without_seasonality(adjustment, before)


def unadjusted(series: pd.Series[float], reason: Note) -> Adjustment:
    """The series as it is, with the reason why."""
    log = bool((series.dropna() > 0).all())
    one = pd.Series(1.0 if log else 0.0, series.index)
    nothing = pd.Series(np.nan, series.index)
    return Adjustment(
        original=series,
        adjusted=series.copy(),
        seasonal=one,
        trend=nothing,
        irregular=nothing.copy(),
        calendar=one.copy(),
        method="none",
        transform="log" if log else "none",
        model=Model(),
        outliers=(),
        tet=TetEffect(),
        quality=grey(reason),
        notes=(reason,),
    )


def _compose(
    series: pd.Series[float], seasonal: Floats, trend: Floats, calendar: Floats, log: bool
) -> Components:
    """All components from three of them; the identities hold exactly."""
    original = floats(series)
    if log:
        adjusted = original / seasonal / calendar
        irregular = adjusted / trend
    else:
        adjusted = original - seasonal - calendar
        irregular = adjusted - trend

    def named(values: Floats, name: str) -> pd.Series[float]:
        return pd.Series(values, series.index, name=name, dtype=float)

    return {
        "original": named(original, "original"),
        "adjusted": named(adjusted, "adjusted"),
        "seasonal": named(seasonal, "seasonal"),
        "trend": named(trend, "trend"),
        "irregular": named(irregular, "irregular"),
        "calendar": named(calendar, "calendar"),
    }


def _without_seasonality(result: Adjustment, qs: QS) -> Adjustment:
    """Only what Tết and weekdays did is taken out, if they did anything."""
    log = result.transform == "log"
    neutral = np.full(len(result.original), 1.0 if log else 0.0)
    trend, kept = floats(result.trend), floats(result.calendar)
    composed = _compose(result.original, neutral, trend, kept, log)
    calendar = result.tet.kept or result.model.trading_day is not None
    reason = words.only_tet() if calendar else words.no_seasonality(qs.statistic, qs.p)
    method: Method = result.method if calendar else "none"
    quality = replace(result.quality, light="grey", reasons=(reason,))
    return replace(
        result,
        **composed,
        method=method,
        quality=quality,
        notes=(reason, *result.notes),
    )


def _model(d: Diagnostics) -> Model:
    coefficients = {
        kind + name: value
        for kind in ("AR$", "MA$")
        for name, value in d.coefficients(kind).items()
    }
    weekday = d.coefficients(_WEEKDAY).get("Weekday")
    return Model(d.text("arimamdl"), coefficients, weekday, d.number("aicc"))


def _forecast(result: Run, options: Options, season: int) -> pd.DataFrame | None:
    if "fct" not in result.outputs:
        return None
    wanted = result.future[: options.horizon or season]
    return forecasts(result.outputs["fct"], wanted) / result.scale


def _more(result: Adjustment) -> list[Note]:
    found = []
    weekday = result.model.trading_day
    if weekday is not None:
        found.append(words.trading_day(weekday.value, weekday.t))
    if result.outliers:
        found.append(words.outliers(result.outliers))
    gaps = int(result.original.isna().sum())
    if gaps:
        found.append(words.gaps(gaps))
    return found
