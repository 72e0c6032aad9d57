"""Contributions of parts to the change of a whole, in percentage points."""

from __future__ import annotations


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
