"""What is open already: since when, and whether a finding adds anything to it.

A finding stays open until `CLOSES` periods brought none. It is confirmed by the second and third
period, which are told. From the third period after its beginning on, a lasting change in which the
newest figure is usual for itself is known, and only listed.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

#: Periods without a finding after which one is closed.
CLOSES: Final = 2
#: Periods after the first finding from which on its continuation is no news.
KNOWN: Final = 3
#: Periods before the first one judged that are looked at for what is open.
LOOK_BACK: Final = 12


def open_since(found: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Place where the finding began that is still open when each period comes; −1 for none.

    Examples
    --------
    >>> open_since(np.array([[True, False, True, False, False, True]])).tolist()
    [[-1, 0, 0, 0, 0, -1]]
    """
    rows, periods = found.shape
    begun = np.full((rows, periods), -1, dtype=np.int64)
    since, quiet = np.full(rows, -1, dtype=np.int64), np.full(rows, CLOSES)
    for at in range(periods):
        begun[:, at] = np.where(quiet < CLOSES, since, -1)
        since = np.where(found[:, at] & (begun[:, at] < 0), at, since)
        quiet = np.where(found[:, at], 0, quiet + 1)
    return begun


def known_already(since: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Whether what is open began `KNOWN` periods ago or earlier."""
    found: NDArray[np.bool_] = (since >= 0) & (np.arange(since.shape[1]) - since >= KNOWN)
    return found
