"""Year paths of published figures: what a publisher printed, put together without guessing.

A cumulated figure that was not printed follows from others by identities of the tables: the one
before it plus the month, the one after it less the month, the printed share times the plan, or the
same month a year later over its printed growth.
"""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd

from phantich.errors import UsageError
from phantich.forecast.yearpaths import YearPaths
from phantich.measures.panel import Floats

#: Statuses in the order in which a figure becomes final.
_STATUS = {"E": 0, "P": 1, "A": 2}


def observed_paths(
    observations: pd.DataFrame, as_of: str | dt.date | None = None, qualifier: str = ""
) -> YearPaths:
    """Year paths of one component's monthly observations.

    Parameters
    ----------
    observations
        Tidy rows of one component; all vintages or one. A unit is an area and item, named
        ``area|item``.
    as_of
        Rows that became known after this day do not exist.
    qualifier
        Which plan, where there are several: ``council`` takes ``plan:council`` and
        ``pct_plan:council``, without which the plain ``plan`` and ``pct_plan`` serve.

    Notes
    -----
    The plan of a year is the one implied by its newest printed share where both the cumulated
    figure and the share are printed, else the printed plan. Estimates are used until the final
    figure is known.

    Raises
    ------
    UsageError
        When no monthly figure is left.

    Examples
    --------
    >>> rows = pd.DataFrame({
    ...     "area": "Việt Nam", "item": "Tổng số", "frequency": "M", "status": "A",
    ...     "period": ["2024-02", "2024-02", "2024-03"], "measure": ["ytd", "pct_plan", "level"],
    ...     "value": [30.0, 15.0, 20.0], "vintage": ["2024-02-29", "2024-02-29", "2024-03-29"],
    ... })
    >>> paths = observed_paths(rows)
    >>> paths.sums[0, 0, :3], paths.plans[0]
    (array([nan, 30., 50.]), array([200.]))
    """
    known = observations[observations["frequency"].isin(["M", "A"])]
    if as_of is not None:
        known = known[known["vintage"].astype(str) <= str(as_of)]
    if not (known["frequency"] == "M").any():
        raise UsageError("no monthly figure to make year paths of")
    known = known.assign(
        unit=known["area"].astype(str) + "|" + known["item"].astype(str),
        year=known["period"].str[:4].astype(int),
        rank=known["status"].map(_STATUS).fillna(0),
    ).sort_values(["vintage", "rank"], kind="stable")
    return _Cubes(known, qualifier).paths()


class _Cubes:
    """Figures of each measure as ``(units, years, 12)``; annual ones as ``(units, years)``."""

    def __init__(self, known: pd.DataFrame, qualifier: str) -> None:
        codes, self.ids = pd.factorize(known["unit"], sort=True)
        self.known = known.assign(code=codes)
        # The first year's growth tells figures of the year before it.
        grown = known.loc[known["measure"] == "ytd_yoy", "year"] - 1
        self.first = int(pd.concat([known["year"], grown]).min())
        self.years = int(known["year"].max()) - self.first + 1
        self.qualifier = qualifier

    def monthly(self, measure: str, qualified: bool = False) -> Floats:
        cube = np.full((len(self.ids), self.years, 12), np.nan)
        for name in self._names(measure, qualified):
            rows = self.known[(self.known["measure"] == name) & (self.known["frequency"] == "M")]
            month = rows["period"].str[5:7].astype(int) - 1
            # Later rows overwrite earlier ones: the newest vintage, the most final status.
            cube[rows["code"], rows["year"] - self.first, month] = rows["value"]
        return cube

    def annual(self, measure: str) -> Floats:
        table = np.full((len(self.ids), self.years), np.nan)
        for name in self._names(measure, True):
            rows = self.known[(self.known["measure"] == name) & (self.known["frequency"] == "A")]
            table[rows["code"], rows["year"] - self.first] = rows["value"]
        return table

    def _names(self, measure: str, qualified: bool) -> list[str]:
        if qualified and self.qualifier:
            return [measure, f"{measure}:{self.qualifier}"]
        return [measure]

    def paths(self) -> YearPaths:
        level, sums = self.monthly("level"), self.monthly("ytd")
        share = self.monthly("pct_plan", qualified=True) / 100
        first = self.monthly("month_pct_plan", qualified=True)[:, :, 0] / 100
        share[:, :, 0] = np.where(np.isfinite(share[:, :, 0]), share[:, :, 0], first)
        sums[:, :, 0] = np.where(np.isfinite(sums[:, :, 0]), sums[:, :, 0], level[:, :, 0])
        plans = _newest(_over(sums, share))
        plans = np.where(np.isfinite(plans), plans, self.annual("plan"))
        sums = np.where(np.isfinite(sums), sums, share * plans[:, :, None])
        growth = self.monthly("ytd_yoy") / 100
        before = np.full_like(sums, np.nan)
        before[:, :-1] = _over(sums, growth)[:, 1:]
        sums = np.where(np.isfinite(sums), sums, before)
        return YearPaths(
            pd.Index(self.ids, name="unique_id"), self.first, _linked(sums, level), plans, share
        )


def _over(amounts: Floats, ratios: Floats) -> Floats:
    quotient: Floats = amounts / np.where(ratios > 0, ratios, np.nan)
    return quotient


def _newest(monthly: Floats) -> Floats:
    """The last finite value of each year."""
    newest = np.full(monthly.shape[:2], np.nan)
    for month in range(monthly.shape[2]):
        here = monthly[:, :, month]
        newest = np.where(np.isfinite(here), here, newest)
    return newest


def _linked(sums: Floats, level: Floats) -> Floats:
    """Gaps closed by adding or taking off the months beside them."""
    linked = sums.copy()
    for month in range(1, linked.shape[2]):
        step = linked[:, :, month - 1] + level[:, :, month]
        linked[:, :, month] = np.where(np.isfinite(linked[:, :, month]), linked[:, :, month], step)
    for month in range(linked.shape[2] - 2, -1, -1):
        step = linked[:, :, month + 1] - level[:, :, month + 1]
        linked[:, :, month] = np.where(np.isfinite(linked[:, :, month]), linked[:, :, month], step)
    return linked
