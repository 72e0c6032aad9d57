"""Contributions of parts to the change of a published whole, in percentage points.

Where the whole is aggregated here, `phantich.measures.aggregate.Aggregate.contributions` gives
contributions that add up exactly; these functions take a whole as somebody else has printed it.
"""

from __future__ import annotations

import numpy as np

from phantich.measures.comparisons import year_ends
from phantich.measures.panel import Floats


def on_month(weight: float, index: float) -> float:
    """Contribution of a part to a price index's change on the previous month.

    ``weight · (index − 100) / 100`` with the part's fixed weight in per cent of the whole and its
    index on the previous month (= 100), as the statistics office publishes it to two decimals.

    Examples
    --------
    >>> round(on_month(18.82, 100.867), 2)
    0.16
    """
    return weight * (index - 100.0) / 100.0


def ribe(
    parts: Floats,
    whole: Floats,
    shares: Floats,
    first_season: int,
    seasons: int = 12,
    lag: int | None = None,
) -> Floats:
    """Contributions to the rate of an index chained over December (Ribe 1999).

    What the part added since last December and, before it, what it added from the month compared
    with to that December, per cent of the whole in that month. With W the whole, x a part, s its
    share in a year's weights and D the December before a month, over a year

    ``100 · [ s·W[D]·(x[m] − x[D])/x[D] + s′·W[D′]·(x[D] − x[m−12])/x[D′] ] / W[m−12]``

    where dashes mark the year before (HICP Methodological Manual, 2018, 8.6). Months between those
    named do not matter; it takes two Decembers.

    Parameters
    ----------
    parts
        Indices of the parts, ``(parts, periods)``, any reference.
    whole
        Published index of the whole, ``(periods,)``.
    shares
        Each part's share in the weight of the whole, ``(parts, periods)``: per mille over 1000.
    first_season, seasons
        As in `phantich.measures.comparisons`.
    lag
        Periods to look back, a year at most; a year when absent.

    Returns
    -------
    Array ``(parts, periods)``; over parts that make up the whole they sum to its rate as closely as
    the printed indices allow.

    Raises
    ------
    ValueError
        When the lag is longer than a year or not positive.
    """
    span = seasons if lag is None else lag
    if not 1 <= span <= seasons:
        raise ValueError(f"contributions look back 1 to {seasons} periods, not {span}")
    december = year_ends(len(whole), first_season, seasons)
    out: Floats = np.full(parts.shape, np.nan)
    ends = np.arange(span, len(whole))
    begins = ends - span
    base, older = december[ends], december[begins]
    known = (base >= 0) & ((begins >= base) | (older >= 0))
    ends, begins, base, older = ends[known], begins[known], base[known], older[known]
    middle = np.maximum(begins, base)
    points = shares[:, ends] * whole[base] * (parts[:, ends] - parts[:, middle]) / parts[:, base]
    # Where the span lies within one year, the stretch before its December is empty.
    earlier = parts[:, middle] - parts[:, begins]
    reference = np.where(begins < base, older, base)
    early = shares[:, begins] * whole[reference] * earlier / parts[:, reference]
    points += np.where(begins < base, early, 0.0)
    out[:, ends] = 100 * points / whole[begins]
    return out
