"""Outbreaks in counts (accidents, fires, poisonings, cases): more than season and trend explain.

The judged count is compared with a negative-binomial tail around a log-linear model of its own
past (`phantich.warning.countmodel`), past outbreaks weighed down and the newest periods kept out.
A weekly count that is high is judged together with that of the week before, too, for outbreaks last
some weeks (`phantich.warning.spell`).
Where too few events have happened for a model, the test is exact: given the sum of the past and
the judged count, the latter is binomial (Przyborowski and Wilenski 1940).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy import stats

from phantich.measures.panel import Floats
from phantich.warning.countboard import Board, board_of, groups
from phantich.warning.countdesign import GUARD, PER_YEAR, CountFrequency, design
from phantich.warning.countmodel import fit, predict
from phantich.warning.spell import Chances, combined

if TYPE_CHECKING:
    import pandas as pd

VERSION: Final = "1.1"
#: An outbreak is flagged below this chance; fixed beforehand.
ALARM_P: Final = 0.01
#: Fewer events than this are no outbreak, however rare they are.
MINIMUM_COUNT: Final = 2
#: Past events below which no model is fitted.
RARE_EVENTS: Final = 20
#: Known past periods without which nothing is judged.
LEAST_PERIODS: Final = 8
#: Periods judged together with the newest one.
_SPELL: Final[dict[CountFrequency, int]] = {"D": 1, "W": 2, "M": 1}
_FOUND: Final = (
    "expected", "lo", "hi", "score", "p_value", "together", "together_expected", "together_hi",
)  # fmt: skip
_COLUMNS: Final = ("unique_id", "ds", "y", *_FOUND)


def judge_counts(
    table: pd.DataFrame, last: int | None = 1, breaks: Sequence[str] = ()
) -> pd.DataFrame:
    """Judge the newest counts of every series, each with only its own past.

    Parameters
    ----------
    table
        Long table ``unique_id, ds, y``: daily, weekly or monthly counts (told from the dates). A
        period without a row, or with a missing ``y``, is a gap and never taken as 0.
    last
        How many periods of each series are judged; None judges the whole record, which then is its
        own past (`retrospective`).

    breaks
        First months of another territory, ``YYYY-MM``: the level starts anew there, with little
        known of it at first; of rare events nothing is said until eight periods have passed.

    Returns
    -------
    One row a judged period: ``unique_id, ds, y, expected, lo, hi, score, p_value, together,
    together_expected, together_hi``, in the order of the series and of time. ``expected`` is the
    mean, ``lo`` and ``hi`` the 95 % limits of a count without an outbreak, ``p_value`` the chance
    of so many or more, ``score`` the same as a normal quantile (of the mid-p value). All are NaN
    with fewer than eight known periods before, ``score`` and ``p_value`` also where the judged
    count lacks; below two events ``p_value`` is 1. Where it is rather two weeks that are unusual
    than the newest one alone, ``together`` is their count, ``together_expected`` and
    ``together_hi`` its mean and limit; they are NaN elsewhere.

    Raises
    ------
    DataError
        When a count is negative.

    Examples
    --------
    >>> import pandas as pd
    >>> days = pd.date_range("2020-01-01", periods=48, freq="MS")
    >>> quiet = pd.DataFrame({"unique_id": "fires", "ds": days, "y": [3, 2, 4, 3] * 12})
    >>> quiet.loc[47, "y"] = 14
    >>> bool(judge_counts(quiet)["p_value"].iloc[0] < ALARM_P)
    True
    """
    import pandas as pd

    if table.empty:
        return pd.DataFrame(columns=list(_COLUMNS))
    board = board_of(table, breaks)
    found = [_judged(group, last) for group in groups(board)]
    rows = pd.concat(found, ignore_index=True)
    order = {name: place for place, name in enumerate(board.ids)}
    rows = rows.iloc[np.lexsort((rows["ds"], rows["unique_id"].map(order)))]
    return rows.reset_index(drop=True)


def _judged(board: Board, last: int | None) -> pd.DataFrame:
    import pandas as pd

    width = board.counts.shape[1]
    begins = np.argmax(~np.isnan(board.counts), axis=1)
    parts = []
    for at in range(0 if last is None else max(width - last, 0), width):
        shown = np.flatnonzero(~np.isnat(board.days[:, at]) & (begins <= at))
        if len(shown) == 0:
            continue
        past = board.counts[shown].copy()
        if last is None:
            past[:, max(0, at - GUARD[board.frequency]) : at + GUARD[board.frequency] + 1] = np.nan
        else:
            past = past[:, : max(at - GUARD[board.frequency], 0)]
        spell = np.arange(max(at - _SPELL[board.frequency] + 1, 0), at + 1)
        numbers = _against_past(past, board.counts[np.ix_(shown, spell)], board, at)
        head = {"unique_id": [board.ids[i] for i in shown], "ds": board.days[shown, at]}
        parts.append(pd.DataFrame({**head, "y": board.counts[shown, at], **numbers}))
    return pd.concat(parts) if parts else pd.DataFrame(columns=list(_COLUMNS))


def _against_past(past: Floats, newest: Floats, board: Board, at: int) -> dict[str, Floats]:
    """Expected count, limits, score and p of the `newest` counts, the last at the place `at`."""
    known = (~np.isnan(past)).sum(axis=1)
    events = np.nansum(past, axis=1)
    found = {name: np.full(len(newest), np.nan) for name in _FOUND}
    rare = (known >= LEAST_PERIODS) & (events < RARE_EVENTS)
    common = (known >= LEAST_PERIODS) & ~rare
    if since := max((b - board.first for b in board.breaks if b - board.first <= at), default=0):
        # What is rare has no step of its own: its past begins anew.
        past = np.where(rare[:, None] & (np.arange(past.shape[1]) < since), np.nan, past)
        rare &= (~np.isnan(past)).sum(axis=1) >= LEAST_PERIODS
    for rows, tails in ((rare, _exact), (common, _modelled)):
        if rows.any():
            judged = _scored(newest[rows], *tails(past[rows], newest.shape[1], board, at))
            for name, values in judged.items():
                found[name][rows] = values
    few = newest[:, -1] < MINIMUM_COUNT
    found["p_value"] = np.where(few & ~np.isnan(found["p_value"]), 1.0, found["p_value"])
    return found


_Tail = tuple["stats.rv_frozen", Floats]


def _modelled(past: Floats, spell: int, board: Board, at: int) -> tuple[_Tail, _Tail]:
    """Tail and mean of the newest count, and of the sum of the newest `spell` ones."""
    seen = np.flatnonzero((~np.isnan(past)).any(axis=0))
    begin, end = int(seen[0]), int(seen[-1]) + 1
    years = (end - begin) / PER_YEAR[board.frequency]
    judged = np.arange(at - spell + 1, at + 1)
    places = board.first + np.append(np.arange(begin, end), judged)
    model = design(places, board.first + at, board.frequency, years, board.breaks)
    made = fit(past[:, begin:end], type(model)(model.columns[:-spell], model.prior))
    one, many = (_negative_binomial(*predict(made, model.columns[-k:])) for k in (1, spell))
    return one, many


def _negative_binomial(mean: Floats, phi: Floats) -> _Tail:
    phi = np.maximum(phi, 1 + 1e-6)
    return stats.nbinom(mean / (phi - 1), 1 / phi), mean


def _exact(past: Floats, spell: int, board: Board, at: int) -> tuple[_Tail, _Tail]:
    """Given all s + y events of n + k periods, those of the k judged are binomial, share k/(n + k).

    The tail of that binomial is the tail of a negative binomial of size s + 1.
    """
    periods = (~np.isnan(past)).sum(axis=1)
    events = np.nansum(past, axis=1)
    one, many = (
        (stats.nbinom(events + 1, periods / (periods + k)), k * events / periods)
        for k in (1, spell)
    )
    return one, many


def _scored(newest: Floats, one: _Tail, many: _Tail) -> dict[str, Floats]:
    """The numbers of `judge_counts`, one row of `newest` a series."""
    now, total = newest[:, -1], newest.sum(axis=1)
    found = Chances(*_chances(one, now))
    two = np.zeros(len(now), dtype=bool)
    if newest.shape[1] > 1:
        found, two = combined(found, Chances(*_chances(many, total)))
    return {
        "expected": one[1],
        "lo": one[0].ppf(0.025),
        "hi": one[0].ppf(0.975),
        "score": stats.norm.isf(np.clip(found.middle, 1e-300, 1 - 1e-16)),
        "p_value": found.tail,
        "together": np.where(two, total, np.nan),
        "together_expected": np.where(two, many[1], np.nan),
        "together_hi": np.where(two, many[0].ppf(0.975), np.nan),
    }


def _chances(given: _Tail, count: Floats) -> tuple[Floats, Floats]:
    """Chance of so many or more, and its mid-p; NaN where the count lacks."""
    y = np.nan_to_num(count)
    p = np.where(np.isnan(count), np.nan, given[0].sf(y - 1))
    return p, p - 0.5 * given[0].pmf(y)
