"""Two types of index series, so that an illegal chain is an error and not a number.

`PeriodOnPeriod` holds indices on the period before (previous period = 100); they may be multiplied.
`FixedBase` holds indices on one reference (reference = 100); they may be divided, rebased, linked.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from phantich.errors import UsageError
from phantich.measures.comparisons import on_lag
from phantich.measures.panel import Floats, Panel


@dataclass(frozen=True, slots=True, eq=False)
class PeriodOnPeriod:
    """Indices of each period on the one before (= 100)."""

    panel: Panel

    def chain(self, start: float = 100.0) -> FixedBase:
        """Multiply through: ``I[t] = I[t − 1] · index[t] / 100``, beginning with `start`.

        The result begins one period earlier than the links. A missing link makes every later
        period missing: a chain does not jump a gap.

        Examples
        --------
        >>> import pandas as pd
        >>> links = Panel(pd.Index(["a"]), np.array([[102.0, 50.0]]), start=0)
        >>> PeriodOnPeriod(links).chain().panel.values
        array([[100., 102.,  51.]])
        """
        links = self.panel
        factors = np.concatenate([np.full((len(links.ids), 1), start), links.values / 100], axis=1)
        values = np.cumprod(factors, axis=1)
        return FixedBase(Panel(links.ids, values, links.start - 1, links.frequency))

    def cumulate(self, periods: int) -> Floats:
        """Product of the last `periods` links: twelve monthly ones give the year-on-year index."""
        with np.errstate(invalid="ignore", divide="ignore"):
            logs = np.log(self.panel.values / 100)
        out = np.full(logs.shape, np.nan)
        if periods <= logs.shape[1]:
            windows = np.lib.stride_tricks.sliding_window_view(logs, periods, axis=1)
            out[:, periods - 1 :] = 100 * np.exp(windows.sum(axis=-1))
        return out


@dataclass(frozen=True, slots=True, eq=False)
class FixedBase:
    """Indices on one reference period or year (= 100)."""

    panel: Panel

    def unchain(self) -> PeriodOnPeriod:
        """Links ``100 · I[t] / I[t − 1]``; the first period, which has none, is left out."""
        panel = self.panel
        links = on_lag(panel.values, 1)[:, 1:]
        return PeriodOnPeriod(Panel(panel.ids, links, panel.start + 1, panel.frequency))

    def rebase(self, first: str, last: str | None = None) -> FixedBase:
        """Make the mean of the periods `first` to `last` (a month, or a year's months) 100.

        Periods are texts such as ``2024-01`` or ``2024``; a year alone means its periods.

        Raises
        ------
        UsageError
            When the span lies outside the series.
        """
        places = _places(self.panel, first, last or first)
        reference = self.panel.values[:, places].mean(axis=1, keepdims=True)
        with np.errstate(invalid="ignore", divide="ignore"):
            values = 100 * self.panel.values / np.where(reference > 0, reference, np.nan)
        return FixedBase(self.panel.with_values(values))

    def link(self, newer: FixedBase, overlap: str) -> FixedBase:
        """Continue this series with the movement of `newer` from one overlap period on.

        ``I[t] = newer[t] · old[overlap] / newer[overlap]`` for every t after the overlap, as the
        statistics office does when the base changes; periods up to the overlap stay as they are.

        Raises
        ------
        UsageError
            When the two do not hold the same series, or one lacks the overlap period.
        """
        old, new = self.panel, newer.panel
        if not old.ids.equals(new.ids) or old.frequency != new.frequency:
            raise UsageError("link needs the same series and the same frequency on both sides")
        here, there = _place(old, overlap), _place(new, overlap)
        with np.errstate(invalid="ignore", divide="ignore"):
            factor = old.values[:, [here]] / new.values[:, [there]]
        values = np.concatenate([old.values[:, : here + 1], new.values[:, there + 1 :] * factor], 1)
        return FixedBase(old.with_values(values))


def _places(panel: Panel, first: str, last: str) -> slice:
    begin = _place(panel, first if "-" in first else f"{first}-01")
    if "-" in last:
        return slice(begin, _place(panel, last) + 1)
    step = 12 // panel.seasons
    return slice(begin, _place(panel, f"{last}-{13 - step:02d}") + 1)


def _place(panel: Panel, month: str) -> int:
    step = 12 // panel.seasons
    ordinal = int(np.datetime64(month, "M").astype(int)) // step
    place = ordinal - panel.start
    if not 0 <= place < panel.values.shape[1]:
        first, last = panel.starts[[0, -1]].strftime("%Y-%m")
        raise UsageError(f"{month} lies outside the series, which run from {first} to {last}")
    return place
