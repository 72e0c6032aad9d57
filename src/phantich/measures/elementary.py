"""Elementary indices over time: price quotes of single products to indices of their aggregates.

No weights are known at this level. A product counts in a comparison when it has a price in both of
its periods (matched model); its gaps do not touch the other products.

``chained``  compares every period with the one before and may be multiplied on; products may enter
             and leave.
``direct``   compares every period with the first one; only products priced there count.

The two agree for Jevons and Dutot as long as no price lacks; chained Carli drifts upward, which is
why price-index regulations forbid it (*Consumer Price Index Manual*, ILO and others, 2004,
chapter 9).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from phantich.measures.arithmetic import over
from phantich.measures.index_series import FixedBase, PeriodOnPeriod
from phantich.measures.panel import Floats, Panel

Formula = Literal["jevons", "dutot", "carli", "harmonic"]
_ORDERS: Final[dict[str, int]] = {"jevons": 0, "carli": 1, "harmonic": -1}


def chained(prices: Panel, aggregates: Sequence[str], formula: Formula = "jevons") -> FixedBase:
    """Chain of period-on-period elementary indices, first period = 100.

    Parameters
    ----------
    prices
        One row a product, prices of one unit.
    aggregates
        Name of the elementary aggregate of each product, in the order of the rows.
    formula
        ``jevons`` geometric mean of relatives, ``dutot`` ratio of mean prices, ``carli`` arithmetic
        and ``harmonic`` harmonic mean of relatives.

    Examples
    --------
    >>> prices = Panel(pd.Index(["A", "B"]), np.array([[6.0, 6.0, 7.0], [2.0, 3.0, 4.0]]), start=0)
    >>> chained(prices, ["x", "x"]).panel.values.round(2)
    array([[100.  , 122.47, 152.75]])
    """
    return period_on_period(prices, aggregates, formula).chain()


def period_on_period(
    prices: Panel, aggregates: Sequence[str], formula: Formula = "jevons"
) -> PeriodOnPeriod:
    """Elementary indices of each period on the one before; parameters as in `chained`.

    A product counts where it has a price in both periods; missing where none has.

    Examples
    --------
    Of the second product only the first price is known: 7/6 of the first alone.

    >>> prices = Panel(pd.Index(["A", "B"]), np.array([[6.0, 7.0], [2.0, np.nan]]), start=0)
    >>> period_on_period(prices, ["x", "x"]).panel.values.round(2)
    array([[116.67]])
    """
    codes, names = pd.factorize(pd.Index(aggregates))
    links = _compare(prices.values[:, 1:], prices.values[:, :-1], codes, len(names), formula)
    return PeriodOnPeriod(Panel(pd.Index(names), links, prices.start + 1, prices.frequency))


def direct(prices: Panel, aggregates: Sequence[str], formula: Formula = "jevons") -> FixedBase:
    """Elementary indices of every period on the first (= 100); parameters as in `chained`.

    A product without a price in the first period never counts.

    Examples
    --------
    √(7/6 · 4/2) for the last period.

    >>> prices = Panel(pd.Index(["A", "B"]), np.array([[6.0, 6.0, 7.0], [2.0, 3.0, 4.0]]), start=0)
    >>> direct(prices, ["x", "x"]).panel.values.round(2)
    array([[100.  , 122.47, 152.75]])
    """
    codes, names = pd.factorize(pd.Index(aggregates))
    base = np.broadcast_to(prices.values[:, :1], prices.values.shape)
    indices = _compare(prices.values, base, codes, len(names), formula)
    return FixedBase(Panel(pd.Index(names), indices, prices.start, prices.frequency))


def _compare(
    p1: Floats, p0: Floats, codes: NDArray[np.intp], groups: int, formula: Formula
) -> Floats:
    matched = (p1 > 0) & (p0 > 0)
    if formula == "dutot":
        above = _sums(np.where(matched, p1, 0.0), codes, groups)
        return over(above, _sums(np.where(matched, p0, 0.0), codes, groups))
    relatives = np.divide(p1, p0, out=np.ones(p1.shape), where=matched)
    order = _ORDERS[formula]
    moved = np.log(relatives) if order == 0 else relatives**order
    totals = _sums(np.where(matched, moved, 0.0), codes, groups)
    means = over(totals, _sums(matched.astype(float), codes, groups), scale=1.0)
    return 100 * (np.exp(means) if order == 0 else means**order)


def _sums(values: Floats, codes: NDArray[np.intp], groups: int) -> Floats:
    out = np.zeros((groups, values.shape[1]))
    np.add.at(out, codes, values)
    return out
