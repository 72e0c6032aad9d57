"""Division as statistics needs it: nothing over zero, and gaps stay gaps."""

from __future__ import annotations

import numpy as np

from phantich.measures.panel import Floats


def over(above: Floats, below: Floats, scale: float = 100.0) -> Floats:
    """``scale · above / below``, broadcast; missing where `below` is not positive or either lacks.

    Examples
    --------
    >>> over(np.array([1.0, 1.0, np.nan]), np.array([4.0, 0.0, 1.0]))
    array([25., nan, nan])
    """
    top, bottom = np.broadcast_arrays(above, below)
    out: Floats = np.full(top.shape, np.nan)
    np.divide(scale * top, bottom, out=out, where=bottom > 0)
    return out
