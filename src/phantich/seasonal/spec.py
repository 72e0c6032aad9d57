"""Writing the input of X-13ARIMA-SEATS: the spec, the series and the regressors, as text.

Reference: U.S. Census Bureau (2017). X-13ARIMA-SEATS Reference Manual, Version 1.1, chapter 7.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
import pandas as pd

#: X-13's code for a missing value.
MISSING: Final = -99999.0
#: Spec file's and output files' stem.
STEM: Final = "m"
#: Probability of keeping a calendar regressor that has no effect.
CALENDAR_TEST_LEVEL: Final = 0.05

Engine = Literal["x11", "seats"]
#: Tables that each engine saves: seasonal, adjusted, trend, irregular, combined factors.
TABLES: Final[dict[Engine, tuple[str, ...]]] = {
    "x11": ("d10", "d11", "d12", "d13", "d16"),
    "seats": ("s10", "s11", "s12", "s13", "s16"),
}


@dataclass(frozen=True, slots=True, eq=False)
class Request:
    """One run of the program.

    Parameters
    ----------
    values
        The series, scaled, NaN for gaps, from the period `start`; `season` periods a year.
    tet
        Regressors from `start` to the last forecast; None for a model without Tết.
    outliers
        Outliers that are in the model from the outset, as X-13 names them (``ls2025.7``).
    search
        First and last period to search for outliers; None for no search.
    engine
        None only estimates the model.
    test
        Whether Tết and the trading day must pass the AICC test; otherwise Tết is kept, and no
        trading day is tried.
    """

    values: np.ndarray[tuple[int], np.dtype[np.float64]]
    start: pd.Period
    season: int
    horizon: int
    tet: pd.DataFrame | None = None
    outliers: Sequence[str] = ()
    search: tuple[pd.Period, pd.Period] | None = None
    model: str = "(0 1 1)(0 1 1)"
    log: bool | None = None
    engine: Engine | None = "x11"
    test: bool = True
    trading_day: bool = False


def date(period: pd.Period, season: int) -> str:
    """A period as X-13 writes it: ``2025.7``, or ``2025.3`` for the third quarter."""
    return f"{period.year}.{period.month if season == 12 else period.quarter}"


def files(request: Request) -> dict[str, str]:
    """Input files of a run: name → content."""
    found = {f"{STEM}.spc": spec_text(request), "y.dat": _column(request.values)}
    if request.tet is not None:
        found["tet.dat"] = _table(request.tet.to_numpy(dtype=float))
    return found


def spec_text(request: Request) -> str:
    """The spec file. No line is longer than the 133 characters that the program reads."""
    start = date(request.start, request.season)
    blocks = [
        _block("series", ["file='y.dat'", f"start={start}", f"period={request.season}",
                          f"missingcode={MISSING:.0f}", "save=(b1)"]),
        _block("transform", [_transform(request.log)]),
        _regression(request, start),
        _outlier(request),
        _arima(request.model),
        _block("estimate", []),
        _block("forecast", [f"maxlead={request.horizon}", "save=(fct)"]),
        _engine(request.engine),
    ]  # fmt: skip
    return "\n".join(block for block in blocks if block) + "\n"


def _block(name: str, arguments: Sequence[str]) -> str:
    return f"{name} {{\n" + "".join(f"  {argument}\n" for argument in arguments) + "}"


def _transform(log: bool | None) -> str:
    if log is None:
        # −2 is the manual's preference for logs: they win unless AICC is better by 2 without.
        return "function=auto\n  aicdiff=-2.0"
    return f"function={'log' if log else 'none'}"


def _regression(request: Request, start: str) -> str:
    arguments, tested = [], []
    variables = [*request.outliers]
    if request.test and request.trading_day:
        variables.append("td1coef")
        tested.append("td")
    if variables:
        arguments += ["variables=(", *(f"  {name}" for name in variables), ")"]
    if request.tet is not None:
        count = request.tet.shape[1]
        arguments += [
            f"user=({' '.join(request.tet.columns)})",
            f"usertype=({' '.join(['holiday'] * count)})",
            "file='tet.dat'",
            f"start={start}",
        ]
        tested += ["user"] if request.test else []
    if tested:
        arguments += [f"aictest=({' '.join(tested)})", f"pvaictest={CALENDAR_TEST_LEVEL}"]
    return _block("regression", arguments) if arguments else ""


def _outlier(request: Request) -> str:
    if request.search is None:
        return ""
    first, last = (date(period, request.season) for period in request.search)
    return _block("outlier", ["types=(ao ls tc)", f"span=({first}, {last})"])


def _arima(model: str) -> str:
    return "automdl { }" if model == "auto" else _block("arima", [f"model={model}"])


def _engine(engine: Engine | None) -> str:
    if engine is None:
        return ""
    tables = [f"save=({' '.join(TABLES[engine])})"]
    if engine == "x11":
        tables.insert(0, "seasonalma=msr")
    return "\n".join(
        [_block(engine, tables), _block("spectrum", []), _block("check", ["maxlag=24"])]
    )


def _column(values: np.ndarray[tuple[int], np.dtype[np.float64]]) -> str:
    coded = np.where(np.isnan(values), MISSING, values)
    return "".join(f"{value:.15g}\n" for value in coded)


def _table(values: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> str:
    return "".join(" ".join(f"{value:.12f}" for value in row) + "\n" for row in values)
