"""Why a forecast is what it is, and what changed it.

A year of forecasts is taken apart, whatever made it: the *level* is its mean against the twelve
months before, the *season* of a month its distance from that mean, of which *Tết* is the part that
follows from where the feast falls. What changed since the forecast before is found by making it
again from the figures that were known then, then with the new figure, then with the revisions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

import numpy as np
import pandas as pd

from phantich.forecast.feast import feast_regressor
from phantich.forecast.prospects import Prospect, Request, prospects
from phantich.forecast.protocol import Forecaster
from phantich.measures.panel import Floats, PanelFrequency

#: Tết is told of where it is as sure as this.
_SURE: Final = 2.0


@dataclass(frozen=True, slots=True, eq=False)
class Drivers:
    """What makes twelve monthly forecasts, per cent.

    Parameters
    ----------
    level
        Mean of the twelve months forecast over that of the last twelve, geometric.
    season
        Each month's distance from the mean of the twelve, Tết aside.
    tet
        What the date of Tết adds to each month against the mean of all years; zero where the past
        shows no such effect with |t| above 2.
    """

    level: float
    season: Floats
    tet: Floats


def drivers(past: pd.Series, middle: Floats) -> Drivers | None:
    """Drivers of the twelve months after a monthly series; None where logarithms fail.

    Parameters
    ----------
    past
        Figures by month (``2024-05``), in order of time; gaps are left out of means.
    middle
        The twelve forecasts.

    Examples
    --------
    >>> months = pd.period_range("2018-01", "2023-12", freq="M").astype(str)
    >>> past = pd.Series(np.tile([100.0] * 11 + [200.0], 6), index=months)
    >>> found = drivers(past, 1.1 * past.to_numpy()[:12])
    >>> round(float(found.level), 1), (found.season[11] > 80).item(), found.tet.any().item()
    (10.0, True, False)
    """
    months = pd.PeriodIndex(past.index, freq="M")
    values = past.reindex(pd.period_range(months[0], months[-1], freq="M").astype(str))
    known = values.to_numpy(dtype=float)
    last = known[-12:]
    fine = len(middle) == 12 and (middle > 0).all() and np.isfinite(last).sum() >= 9
    if not fine or (known[np.isfinite(known)] <= 0).any():
        return None
    ahead = np.log(middle)
    whole = pd.period_range(months[0], periods=len(known) + 12, freq="M")
    tet = _tet(np.log(known), feast_regressor(pd.DatetimeIndex(whole.to_timestamp())))
    plain = ahead - tet
    season = plain - plain.mean()
    level = float(plain.mean() - np.nanmean(np.log(last)))
    return Drivers(100 * float(np.expm1(level)), 100 * np.expm1(season), 100 * np.expm1(tet))


def _tet(logs: Floats, regressors: Floats) -> Floats:
    """Effect of Tết on the twelve months after the logs, by regression of yearly differences."""
    steps = logs[12:] - logs[:-12]
    moved = regressors[12 : len(logs)] - regressors[: len(logs) - 12]
    known = np.isfinite(steps)
    nothing = np.zeros(12)
    if known.sum() < 36:
        return nothing
    design = np.column_stack([np.ones(int(known.sum())), moved[known]])
    if np.linalg.matrix_rank(design) < design.shape[1]:
        return nothing
    found = np.linalg.lstsq(design, steps[known], rcond=None)[0]
    error = steps[known] - design @ found
    variance = error @ error / (len(error) - design.shape[1])
    deviation = np.sqrt(variance * np.diag(np.linalg.inv(design.T @ design)))
    if variance <= 0 or (np.abs(found[1:]) <= _SURE * deviation[1:]).all():
        return nothing
    effect: Floats = regressors[len(logs) :] @ found[1:]
    return effect


@dataclass(frozen=True, slots=True)
class Update:
    """What the newest figure and revisions changed in the forecast of the next period.

    Parameters
    ----------
    before, after
        The forecast of the next period, as it stood before and as it stands; as it is told.
    expected, came
        What had been expected of the newest period, and what came.
    by_figure, by_revisions
        What each of both changed; they add up to ``after − before``.
    """

    before: float
    after: float
    expected: float
    came: float
    by_figure: float
    by_revisions: float


def updates(
    old: Mapping[str, Request],
    new: Mapping[str, Request],
    frequency: PanelFrequency = "M",
    *,
    model: Forecaster | None = None,
    made: Mapping[str, Prospect] | None = None,
) -> dict[str, Update]:
    """Updates of the series that have one new period since the forecast before.

    Parameters
    ----------
    old
        Requests with the figures that were known then.
    new
        The same with those known now.
    made
        Prospects of all of these by the same model, where they are known already.
    """
    common = [name for name in new if name in old and _one_more(old[name], new[name])]
    if not common:
        return {}
    ahead = partial(prospects, frequency=frequency, model=model, scored=False)
    before = ahead([old[n] for n in common], horizon=2)
    between = ahead([_with_newest(old[n], new[n]) for n in common], horizon=1)
    # A model that learns from all series may say something else of some of them.
    known = made if made is not None and len(common) == len(new) else None
    after = ahead([new[n] for n in common], horizon=1) if known is None else known
    found = {}
    for name in common:
        if all(name in each for each in (before, between, after)):
            update = _update(new[name], before[name], between[name], after[name])
            if update is not None:
                found[name] = update
    return found


def _one_more(old: Request, new: Request) -> bool:
    return len(old.values) > 0 and sum(p > old.values.index[-1] for p in new.values.index) == 1


def _with_newest(old: Request, new: Request) -> Request:
    """The old figures with the newest one; an index goes on by its newest change."""
    newest = float(new.values.iloc[-1])
    if new.told == "growth":
        newest = float(old.values.iloc[-1] * new.values.iloc[-1] / new.values.iloc[-2])
    values = pd.concat([old.values, pd.Series([newest], index=[new.values.index[-1]])])
    return Request(new.unique_id, values, new.told, new.limits, new.breaks)


def _update(new: Request, before: Prospect, between: Prospect, after: Prospect) -> Update | None:
    newest, following = new.values.index[-1], after.periods[0]
    if before.periods != (newest, following) or between.periods[0] != following:
        return None
    came = float(new.values.iloc[-1])
    if new.told == "growth":
        came = _growth(new.values)
    first, second, third = (
        float(m) for m in (before.middle[1], between.middle[0], after.middle[0])
    )
    update = Update(first, third, float(before.middle[0]), came, second - first, third - second)
    return update if np.isfinite([came, first, second, third]).all() else None


def _growth(values: pd.Series) -> float:
    """Growth of the newest period on the year before, base = 100."""
    text = str(values.index[-1])
    year = f"{int(text[:4]) - 1}{text[4:]}"
    return float(100 * values.iloc[-1] / values[year]) if year in values.index else float("nan")


def largest_tet(found: Drivers, periods: Sequence[str]) -> tuple[str, float] | None:
    """The month in which Tết matters most, and by how much; None without an effect."""
    if not found.tet.any():
        return None
    place = int(np.abs(found.tet).argmax())
    return periods[place], float(found.tet[place])
