"""The odds of meeting annual plans: where the running year will end, judged by years before it.

A straight line calls most units late in June, for a third of a year's money flows in its last
quarter. Here the year's end is a distribution (see `yearends`), from which follow the probability
of each plan, the expected result with bands, the paths of the months that remain, and what each of
these months would have to bring.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

from phantich.errors import UsageError
from phantich.forecast.oddstable import PLAN, REASONS, OddsTable
from phantich.forecast.protocol import band_probabilities
from phantich.forecast.yearends import between, own_path, pooled
from phantich.forecast.yearpaths import YearPaths
from phantich.measures.panel import Floats

__all__ = ["PLAN", "REASONS", "OddsTable", "year_end_odds"]

#: Equally likely year ends that stand for the distribution.
_DRAWS: Final = (np.arange(400) + 0.5) / 400


def year_end_odds(
    paths: YearPaths,
    targets: Mapping[str, Floats] | None = None,
    *,
    reach: float = 1.0,
    probabilities: Floats | None = None,
    seed: int = 0,
) -> OddsTable:
    """Odds of the running year's plans, for all units at once.

    Parameters
    ----------
    paths
        Past years and the running one; units are siblings (ministries and provinces, or the items
        of one budget), for what is known of one helps to judge the others. Each unit is judged at
        the period of its newest figure.
    targets
        Further plans of the running year (the council's, the scenario's), ``(units,)`` each, in the
        unit of the figures; the plan of `paths` is always there as ``plan``.
    reach
        Share of a target that counts as meeting it: 0.9 asks for 90 %.
    probabilities
        Of the quantiles; those of the usual bands and the median unless given.
    seed
        Of the order in which past years' shapes are joined to year ends; results are reproducible.

    Raises
    ------
    UsageError
        When a target does not fit the units, or `reach` is not positive.

    Examples
    --------
    >>> import pandas as pd
    >>> rng = np.random.default_rng(1)
    >>> sums = rng.gamma(9, 1, (12, 8, 12)).cumsum(axis=2)
    >>> sums[:, -1, 6:] = np.nan
    >>> table = year_end_odds(YearPaths(pd.RangeIndex(12), 2017, sums, np.full((12, 8), 108.0)))
    >>> table.probability.shape, table.methods[0]
    ((12, 1), 'pooled')
    """
    names, amounts = _targets(paths, targets or {}, reach)
    chosen = band_probabilities() if probabilities is None else probabilities
    places = paths.places
    draws, methods = _year_ends(paths, places)
    to_date = _at(paths.sums[:, -1], places)
    goal = amounts * reach
    left = paths.sums.shape[2] - 1 - places[:, None]
    needed = np.where(
        left > 0, np.maximum(goal - to_date[:, None], 0) / np.maximum(left, 1), np.nan
    )
    quantiles = np.full((len(draws), len(chosen)), np.nan)
    found = np.asarray(np.isfinite(draws).all(axis=1))
    if found.any():
        quantiles[found] = np.quantile(draws[found], chosen, axis=1).T
    return OddsTable(
        paths.ids, paths.year, places, to_date, names, amounts, _above(draws, goal), needed,
        draws.mean(axis=1), chosen, quantiles, _paths(paths, places, draws, chosen, seed),
        methods, tuple(_reasons(paths, places, found)), reach,
    )  # fmt: skip


def _targets(
    paths: YearPaths, targets: Mapping[str, Floats], reach: float
) -> tuple[tuple[str, ...], Floats]:
    if not reach > 0:
        raise UsageError(f"a reach of {reach:g}; it is a positive share such as 0.9")
    for name, amounts in targets.items():
        if np.shape(amounts) != (len(paths.ids),):
            raise UsageError(f"target {name}: one amount for each of {len(paths.ids)} units")
    columns = [paths.plans[:, -1], *(np.asarray(v, dtype=float) for v in targets.values())]
    return (PLAN, *targets), np.column_stack(columns)


def _year_ends(paths: YearPaths, places: Floats) -> tuple[Floats, tuple[str, ...]]:
    """Equally likely results ``(units, draws)`` and the method of each unit."""
    draws = np.full((len(paths.ids), len(_DRAWS)), np.nan)
    methods = [""] * len(paths.ids)
    shares = paths.shares
    for place in np.unique(places[places >= 0]).astype(int):
        here = places == place
        logs, years = own_path(paths.sums, place, _DRAWS)
        logs[years == 0] = np.nan
        joint = pooled(shares, place, _DRAWS)
        planned = here & np.isfinite(shares[:, -1, place])
        if joint is not None:
            logs[planned] = joint[planned] + np.log(paths.plans[planned, -1])[:, None]
        reached = paths.sums[here, -1, place][:, None]
        ends = np.exp(logs[here])
        ends = np.where(reached > 0, ends, np.nan)
        draws[here] = ends if paths.published is not None else np.maximum(ends, reached)
        for row in np.flatnonzero(here & np.isfinite(draws).all(axis=1)):
            methods[row] = "pooled" if joint is not None and planned[row] else "own path"
        if place == paths.sums.shape[2] - 1:
            draws[here] = reached
    return draws, tuple(methods)


def _above(draws: Floats, goals: Floats) -> Floats:
    """Probability of a result at or above each goal; between two draws it is interpolated."""
    probability = np.full(goals.shape, np.nan)
    for row in np.flatnonzero(np.isfinite(draws).all(axis=1)):
        steps, first = np.unique(draws[row], return_index=True)
        below = np.interp(goals[row], steps, _DRAWS[first], left=0.0, right=1.0)
        probability[row] = np.where(goals[row] <= steps[0], 1.0, 1.0 - below)
    return np.where(np.isfinite(goals), probability, np.nan)


def _at(values: Floats, places: Floats) -> Floats:
    rows = np.arange(len(values))
    return np.where(places >= 0, values[rows, np.maximum(places, 0).astype(int)], np.nan)


def _paths(
    paths: YearPaths, places: Floats, draws: Floats, probabilities: Floats, seed: int
) -> Floats:
    """Quantiles of the cumulated figures to come: past shapes joined to the year ends drawn."""
    random = np.random.default_rng(seed)
    units, _, periods = paths.sums.shape
    bands = np.full((units, periods, len(probabilities)), np.nan)
    whole = between(paths.sums[:, :-1])
    for row in np.flatnonzero(np.isfinite(draws).all(axis=1)):
        place = int(places[row])
        own, others = _shapes(whole[row], place), _shapes(whole.reshape(-1, periods), place)
        pool = np.concatenate([np.repeat(own, 3, axis=0), others])
        if not len(pool):
            continue
        shape = pool[random.integers(0, len(pool), len(_DRAWS))]
        begin = paths.sums[row, -1, place]
        drawn = begin + shape * (draws[row] - begin)[:, None]
        bands[row, place + 1 :] = np.quantile(drawn, probabilities, axis=0).T
    return bands


def _shapes(years: Floats, place: int) -> Floats:
    """Share of what remained that was done by each later period, one row a past year."""
    rest = years[:, -1:] - years[:, place : place + 1]
    fits = np.isfinite(years[:, place:]).all(axis=1) & (rest[:, 0] > 0)
    shapes: Floats = (years[fits, place + 1 :] - years[fits, place : place + 1]) / rest[fits]
    return shapes


def _reasons(paths: YearPaths, places: Floats, found: NDArray[np.bool_]) -> list[str]:
    to_date = _at(paths.sums[:, -1], places)
    reasons = np.where(places < 0, "no_figure", np.where(to_date > 0, "too_short", "negative"))
    return ["" if has else str(reason) for has, reason in zip(found, reasons, strict=True)]
