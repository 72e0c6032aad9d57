"""Two types of index series, so that an illegal chain is an error and not a number.

`PeriodOnPeriod` holds indices on the period before (previous period = 100); they may be multiplied.
`FixedBase` holds indices on one reference (reference = 100); they may be divided, rebased, linked.
Neither has the other's operations, and neither jumps a gap.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from phantich.errors import UsageError
from phantich.measures.comparisons import (
    mean_index_of_span,
    mean_index_to_date,
    on_lag,
    year_to_date,
)
from phantich.measures.panel import Floats, Panel


@dataclass(frozen=True, slots=True, eq=False)
class PeriodOnPeriod:
    """Indices of each period on the one before (= 100)."""

    panel: Panel

    def chain(self, start: float = 100.0, at: str | None = None) -> FixedBase:
        """Multiply through: ``I[t] = I[t − 1] · index[t] / 100``, with the level `start` at `at`.

        The result begins one period earlier than the links; so does the chain unless `at` names
        another period, from which it goes both ways. A missing link ends it: a chain does not jump
        a gap.

        Raises
        ------
        UsageError
            When `at` lies outside the result.

        Examples
        --------
        >>> import pandas as pd
        >>> links = Panel(pd.Index(["a"]), np.array([[102.0, 50.0]]), start=0)
        >>> PeriodOnPeriod(links).chain().panel.values
        array([[100., 102.,  51.]])
        """
        links = self.panel
        nothing = np.zeros((len(links.ids), 1))
        steps = np.concatenate([nothing, self._logarithms()], axis=1)
        panel = Panel(links.ids, steps, links.start - 1, links.frequency)
        origin = 0 if at is None else panel.place(at)
        gaps = np.cumsum(np.isnan(steps), axis=1)
        running = np.cumsum(np.nan_to_num(steps), axis=1)
        values = start * np.exp(running - running[:, [origin]])
        values[gaps != gaps[:, [origin]]] = np.nan
        return FixedBase(panel.with_values(values))

    def cumulate(self, periods: int) -> Floats:
        """Product of the last `periods` links: twelve monthly ones give the year-on-year index.

        Missing where one of them is; links outside the window do not matter.
        """
        logs = self._logarithms()
        out = np.full(logs.shape, np.nan)
        if periods <= logs.shape[1]:
            windows = np.lib.stride_tricks.sliding_window_view(logs, periods, axis=1)
            out[:, periods - 1 :] = 100 * np.exp(windows.sum(axis=-1))
        return out

    def since_year_end(self) -> Floats:
        """Product of the links since January: the index on December of the year before."""
        panel = self.panel
        to_date = year_to_date(self._logarithms(), panel.first_season, panel.seasons)
        to_date = np.exp(to_date)
        to_date *= 100
        return to_date

    def average_to_date(self) -> Floats:
        """«Bình quân n tháng so với cùng kỳ» from links alone, by the method ``gso``.

        Geometric mean of the year's year-on-year indices, each the product of a year's links.
        """
        panel = self.panel
        return mean_index_to_date(self.cumulate(panel.seasons), panel.first_season, panel.seasons)

    def span_average(self, span: int = 3) -> Floats:
        """Average rate of each complete block of periods («bình quân quý») by the method ``gso``.

        As `phantich.measures.comparisons.span_average`, from links alone.
        """
        panel = self.panel
        return mean_index_of_span(self.cumulate(panel.seasons), panel.first_season, span)

    def _logarithms(self) -> Floats:
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.log(self.panel.values / 100)


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

        Periods are texts such as ``2024-01``, ``2024-Q1`` or ``2024``; a year means its periods. A
        series that lacks one of them becomes missing.

        Raises
        ------
        UsageError
            When the span lies outside the series.
        """
        mean = self.panel.values[:, _span(self.panel, first, last)].mean(axis=1, keepdims=True)
        return FixedBase(self.panel.with_values(_quotient(100 * self.panel.values, mean)))

    def link(self, newer: FixedBase, overlap: str) -> FixedBase:
        """Continue this series with the movement of `newer` from one overlap period on.

        ``I[t] = newer[t] · old[overlap] / newer[overlap]`` for every t after the overlap, as the
        statistics office does when the base changes; periods up to the overlap stay as they are.

        Raises
        ------
        UsageError
            When the two do not hold the same series, or one lacks the overlap period.
        """
        return self.splice(newer, overlap, overlap)

    def splice(self, newer: FixedBase, first: str, last: str) -> FixedBase:
        """Continue this series with `newer`, brought to this one's mean over several periods.

        ``I[t] = newer[t] · Σ old / Σ newer`` over the overlap `first` to `last`, for every t after
        it; periods up to `last` stay as they are. With a year as overlap this is the annual
        overlap method; with one period it is `link`.

        Raises
        ------
        UsageError
            When the two do not hold the same series, or one lacks a period of the overlap.
        """
        old, new = self.panel, newer.panel
        if not old.ids.equals(new.ids) or old.frequency != new.frequency:
            raise UsageError(
                "linking needs the same series in the same order and the same frequency"
            )
        here, there = _span(old, first, last), _span(new, first, last)
        factor = _quotient(
            old.values[:, here].mean(axis=1, keepdims=True),
            new.values[:, there].mean(axis=1, keepdims=True),
        )
        newest = new.values[:, there.stop :] * factor
        return FixedBase(
            old.with_values(np.concatenate([old.values[:, : here.stop], newest], axis=1))
        )


def _quotient(above: Floats, below: Floats) -> Floats:
    """Ratio, missing where the denominator is not positive."""
    return np.asarray(above / np.where(below > 0, below, np.nan))


def _span(panel: Panel, first: str, last: str | None) -> slice:
    """Columns from `first` to `last`; a year alone reaches to its last period."""
    end = last or first
    if len(end) == 4:
        step = 12 // panel.seasons
        end = f"{end}-{13 - step:02d}"
    return slice(panel.place(first), panel.place(end) + 1)
