"""False-discovery control inside a batch: Benjamini and Hochberg's q.

References
----------
.. [1] Benjamini, Y., & Hochberg, Y. (1995). Controlling the false discovery rate. Journal of the
   Royal Statistical Society B, 57(1), 289–300.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from phantich.measures.panel import Floats

#: A smaller batch is taken as the smallest p of one of this size.
LEAST_BATCH: Final = 100


def q_values(p_values: Floats, least: int = LEAST_BATCH) -> Floats:
    """q of each p of one batch: the smallest rate at which the finding would be kept.

    q_(i) = min over k ≥ i of m p_(k) / k, at most 1, with m the number of p (at least `least`).
    NaN is no finding and does not count.

    Examples
    --------
    Four of the fifteen p of Benjamini and Hochberg's own example are found at 5 %.

    >>> p = [.0001, .0004, .0019, .0095, .0201, .0278, .0298, .0344,
    ...      .0459, .3240, .4262, .5719, .6528, .7590, 1.0]
    >>> int((q_values(np.array(p), least=1) <= 0.05).sum())
    4
    """
    found = np.full(len(p_values), np.nan)
    there = np.flatnonzero(np.isfinite(p_values))
    if not len(there):
        return found
    order = there[np.argsort(p_values[there], kind="stable")]
    size = max(len(order), least)
    ratios = p_values[order] * size / np.arange(1, len(order) + 1)
    found[order] = np.minimum(np.minimum.accumulate(ratios[::-1])[::-1], 1.0)
    return found
