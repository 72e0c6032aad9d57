"""Seasonal adjustment by X-13ARIMA-SEATS, in three runs of a few hundredths of a second.

1. Without the crisis months (coded missing): the transform, and what Tết does.
2. In the crisis months alone: outliers, with the critical value of a search over so few months.
3. With these outliers and the declared breaks: Tết and the trading day are tested (AICC at 5 %),
   outliers are searched for everywhere, the series is adjusted.

The order matters: collapses of a crisis make a growing series look additive, and hide Tết.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from phantich.calendar import LUNAR_YEARS
from phantich.measures.panel import Floats
from phantich.seasonal.diagnosis import fill_gaps, floats
from phantich.seasonal.options import Options
from phantich.seasonal.output import Diagnostics, outlier_place
from phantich.seasonal.regressors import tet_regressors
from phantich.seasonal.result import Coefficient, Outlier, TetEffect
from phantich.seasonal.runner import X13Error, run
from phantich.seasonal.spec import MISSING, Engine, Request, date, files

Mask = NDArray[np.bool_]
_TET: Final = "User-defined Holiday$"
_FEWEST: Final = 3  # years that a model needs


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """What the last run gave, with what the runs before it decided."""

    outputs: dict[str, str]
    diagnostics: Diagnostics
    engine: Engine
    log: bool
    scale: float
    tet: TetEffect
    crisis: tuple[str, ...]
    breaks: tuple[str, ...]
    index: pd.PeriodIndex
    future: pd.PeriodIndex


def run_x13(series: pd.Series[float], season: int, options: Options) -> Run:
    """Make the runs for a series on a regular index, NaN for gaps.

    Raises
    ------
    X13Error
        When the program is absent or fails on the series.
    """
    index = pd.PeriodIndex(series.index)
    request, scale = _request(series, index, season, options)
    crisis = crisis_periods(index, options)
    request, first = _transform(request, crisis, options)
    breaks = tuple(f"ls{date(p, season)}" for p in break_periods(index, options))
    request = replace(request, outliers=breaks)
    found = _crisis_outliers(request, index[crisis], options)
    engine: Engine = "seats" if options.method == "seats" else "x11"
    final = replace(
        request,
        outliers=(*breaks, *found),
        search=(index[0], index[-1]) if options.outliers else None,
        engine=engine,
        test=True,
        trading_day=options.trading_day,
        model=options.model,
    )
    outputs = run(files(final), options.timeout)
    diagnostics = Diagnostics(outputs["udg"])
    return Run(
        outputs=outputs,
        diagnostics=diagnostics,
        engine=engine,
        log=bool(request.log),
        scale=scale,
        tet=_tet(diagnostics, first, 1.0 if request.log else scale),
        crisis=tuple(name.upper() for name in found),
        breaks=tuple(name.upper() for name in breaks),
        index=index,
        future=_future(index, request.horizon),
    )


def crisis_periods(index: pd.PeriodIndex, options: Options) -> Mask:
    """Which periods lie in the declared crisis."""
    if options.crisis is None:
        return np.zeros(len(index), dtype=bool)
    first, last = (pd.Period(text, freq="M") for text in options.crisis)
    starts = index.asfreq("M", how="S")
    return np.asarray((starts >= first) & (starts <= last))


def break_periods(index: pd.PeriodIndex, options: Options) -> list[pd.Period]:
    """Declared breaks after the first period of the series, and not after its last."""
    periods = [pd.Period(text, freq="M").asfreq(index.freqstr) for text in options.breaks]
    return [p for p in sorted(set(periods)) if index[0] < p <= index[-1]]


def _request(
    series: pd.Series[float], index: pd.PeriodIndex, season: int, options: Options
) -> tuple[Request, float]:
    values = floats(series)
    scale = _scale(values)
    # A year of forecasts feeds the ends of the filters, whatever is asked for.
    horizon = max(season, options.horizon or season)
    # SEATS forecasts three years for its own filters.
    span = pd.period_range(index[0], index[-1] + max(horizon, 3 * season))
    known = LUNAR_YEARS[0] <= span[0].year and span[-1].year <= LUNAR_YEARS[1]
    request = Request(
        values=values * scale,
        start=index[0],
        season=season,
        horizon=horizon,
        tet=tet_regressors(span) if known and season == 12 else None,
        log=None if np.nanmin(values) > 0 else False,
        engine=None,
        test=False,
    )
    return request, scale


def _scale(values: Floats) -> float:
    """Power of ten that brings odd magnitudes into the range that the program prints well."""
    size = float(np.nanmedian(np.abs(values))) or float(np.nanmax(np.abs(values)))
    plain = 1e-2 <= size <= 1e8 and not (values == MISSING).any()
    return 1.0 if plain else float(10.0 ** -np.floor(np.log10(size / 2)))


def _transform(request: Request, crisis: Mask, options: Options) -> tuple[Request, Diagnostics]:
    """Log or not, and the first estimate of Tết, both without the crisis months.

    A month is left out by an outlier of its own on top of a plausible value. X-13's own code for
    missing values must not be used here: it stands for 10⁹, whose logarithm enters the criterion
    that chooses between logs and levels.
    """
    enough = np.isfinite(request.values[~crisis]).sum() >= _FEWEST * request.season
    masks = [crisis, np.zeros_like(crisis)] if crisis.any() and enough else [crisis & False]
    for i, mask in enumerate(masks):
        try:
            outputs = run(files(_without(request, mask)), options.timeout)
            break
        except X13Error:
            if i == len(masks) - 1:
                raise
    diagnostics = Diagnostics(outputs["udg"])
    log = request.log is None and "log" in diagnostics.text("aictrans").lower()
    return replace(request, log=log), diagnostics


def _without(request: Request, mask: Mask) -> Request:
    values = np.where(mask, np.nan, request.values)
    lacking = np.flatnonzero(np.isnan(values))
    outliers = [f"ao{date(request.start + int(place), request.season)}" for place in lacking]
    return replace(request, values=fill_gaps(values, request.season), outliers=outliers)


def _crisis_outliers(request: Request, crisis: pd.PeriodIndex, options: Options) -> tuple[str, ...]:
    if not len(crisis) or not options.outliers:
        return ()
    searched = replace(request, search=(crisis[0], crisis[-1]))
    diagnostics = Diagnostics(run(files(searched), options.timeout)["udg"])
    declared = {name.upper() for name in request.outliers}
    names = diagnostics.outliers("AutoOutlier")
    return tuple(name.lower() for name in names if name.upper() not in declared)


def _tet(final: Diagnostics, first: Diagnostics, scale: float) -> TetEffect:
    kept = final.text("aictest.u") == "yes"
    found = (final if kept else first).coefficients(_TET)
    coefficients = {
        name: Coefficient(value / scale, error / scale) for name, (value, error) in found.items()
    }
    gain = final.number("aictest.u.aicc.nouser") - final.number("aictest.u.aicc.user")
    return TetEffect(coefficients, kept, gain)


def _future(index: pd.PeriodIndex, horizon: int) -> pd.PeriodIndex:
    return pd.period_range(index[-1] + 1, periods=horizon)


def outliers_of(result: Run, season: int) -> tuple[Outlier, ...]:
    """Outliers of the final model, in the order of time."""
    scale = 1.0 if result.log else result.scale
    found = []
    for group in ("Outlier", "AutoOutlier"):
        for name, (value, error) in result.diagnostics.outliers(group).items():
            kind, period = outlier_place(name, season)
            origin = "search"
            if group == "Outlier":
                origin = "break" if name.upper() in result.breaks else "crisis"
            found.append(
                Outlier(kind, str(period), Coefficient(value / scale, error / scale), origin)
            )
    return tuple(sorted(found, key=lambda outlier: (outlier.period, outlier.kind)))
