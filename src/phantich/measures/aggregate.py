"""What an aggregation gives: indices of every node and leaf, and the means to take them apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from phantich.measures.comparisons import AverageMethod, year_ends, year_to_date
from phantich.measures.panel import SEASONS, Floats, Panel, PanelFrequency
from phantich.measures.tree import Tree

Span = Literal["month", "year", "year_to_date", "ytd_average"]


@dataclass(frozen=True, slots=True, eq=False)
class Aggregate:
    """Indices of every node and leaf of a tree, for one area or for many.

    Arrays here are ``(rows, areas, periods)``; what the properties and methods return leaves the
    areas out when `single`.

    Parameters
    ----------
    tree, method, start, frequency
        As given to `phantich.measures.aggregation.aggregate_levels`.
    single
        Whether the levels came without an axis of areas.
    chain
        Indices in the order of ``tree.names``, reference period = 100; where `known` is false they
        are only the state that is carried on.
    known
        Where an index counts.
    missing
        Where a leaf had no price.
    parts
        Weight times movement of each leaf in each period: logarithms of links (``gso``) or steps
        of relatives on the link base (``hicp``).
    totals
        Sums of the weights below each node, ``(nodes, areas or 1, periods)``.
    bases
        For each period the column of its link base.
    """

    tree: Tree
    method: AverageMethod
    start: int
    frequency: PanelFrequency
    single: bool
    chain: Floats
    known: NDArray[np.bool_]
    missing: NDArray[np.bool_]
    parts: Floats
    totals: Floats
    bases: NDArray[np.int64]

    @property
    def values(self) -> Floats:
        """Indices in the order of ``tree.names``; NaN where nothing is known."""
        return self._shown(np.where(self.known, self.chain, np.nan))

    @property
    def root(self) -> Floats:
        """Index of the root."""
        root: Floats = self.values[0]
        return root

    @property
    def panel(self) -> Panel:
        """Indices of a single area as a panel."""
        return Panel(self.tree.names, self.values, self.start, self.frequency)

    @property
    def imputed(self) -> NDArray[np.bool_]:
        """Where a leaf had no price: ``(leaves, [areas,] periods)``."""
        return self.missing[:, 0] if self.single else self.missing

    def contributions(self, span: Span, to: str | None = None) -> Floats:
        """Contribution of every node and leaf to the change of a node, in percentage points.

        The leaves' contributions sum to the node's change without a remainder, and every inner
        node's is the sum of its leaves', under every rule for missing prices.

        ``gso``   Each leaf's sum of ``w·ln x`` over the span, times the logarithmic mean of the
                  change (Vartia 1976), which turns parts of a logarithm into points of a rate.
        ``hicp``  Each leaf's part of each step of the node, in per cent of the node's index at the
                  beginning of the span. Over a year this is Ribe's decomposition (HICP
                  Methodological Manual, 2018, 8.6).

        Parameters
        ----------
        span
            ``month`` on the period before, ``year`` on the same period of last year,
            ``year_to_date`` on last December, ``ytd_average`` the average rate of the year so far
            («bình quân n tháng»), formed as `phantich.measures.comparisons.average_to_date` does.
        to
            The node; the root when absent.

        Returns
        -------
        Array like ``values``, in the order of ``tree.names``; rows outside the node's subtree and
        periods for which its change is not known are missing.
        """
        node = 0 if to is None else self.tree.place(to)
        index = np.where(self.known[node], self.chain[node], np.nan)
        running = np.cumsum(self._steps(node), axis=-1)
        if span == "ytd_average":
            points = self._of_average(running, index)
        else:
            points = self._of_change(running, index, self._begins(span))
        return self._shown(self._covered(points, node))

    def _steps(self, node: int) -> Floats:
        """Steps of the leaves below a node: parts of its logarithm, or points of its index."""
        total = self.totals[node]
        scale = np.divide(1.0, total, out=np.zeros_like(total), where=total > 0)
        if self.method == "hicp":
            scale = scale * self.chain[node][..., self.bases]
        steps: Floats = self.parts[self.tree.below(node)] * scale
        return steps

    def _begins(self, span: Span) -> NDArray[np.int64]:
        """Column that each period's change looks back to; −1 where there is none."""
        places = np.arange(self.chain.shape[-1])
        seasons = SEASONS[self.frequency]
        if span == "year_to_date":
            return year_ends(len(places), self.start % seasons, seasons)
        return np.maximum(places - (1 if span == "month" else seasons), -1)

    def _of_change(self, running: Floats, index: Floats, begins: NDArray[np.int64]) -> Floats:
        base = np.where(begins >= 0, index[..., np.maximum(begins, 0)], np.nan)
        points = running - running[..., np.maximum(begins, 0)]
        points *= _points(index / base) if self.method == "gso" else 100 / base
        points[..., np.isnan(index)] = np.nan
        return points

    def _of_average(self, running: Floats, index: Floats) -> Floats:
        seasons = SEASONS[self.frequency]
        first = self.start % seasons
        begins = self._begins("year")
        base = np.where(begins >= 0, index[..., np.maximum(begins, 0)], np.nan)
        yearly = running - running[..., np.maximum(begins, 0)]
        yearly[..., np.isnan(base) | np.isnan(index)] = np.nan
        sums = year_to_date(yearly, first, seasons)
        if self.method == "hicp":
            return np.asarray(100 * sums / year_to_date(base, first, seasons))
        sums /= (np.arange(index.shape[-1]) + first) % seasons + 1
        return sums * _points(np.exp(sums.sum(axis=0)))

    def _covered(self, points: Floats, node: int) -> Floats:
        """Sums of the leaves' points at every node of the subtree."""
        below = self.tree.below(node)
        absent = np.isnan(points[0])
        leaves = np.zeros(self.parts.shape)
        leaves[below] = np.where(absent, 0.0, points)
        out = self.tree.cover(leaves)
        within = np.concatenate([self.tree.within(node), below])
        out[~within] = np.nan
        out[:, absent] = np.nan
        return out

    def _shown(self, values: Floats) -> Floats:
        return values[:, 0] if self.single else values


def _points(ratio: Floats) -> Floats:
    """100 times the logarithmic mean of 1 and the ratio: ``(r − 1) / ln r``, and 1 for r = 1."""
    log = np.log(ratio)
    near = np.abs(log) < 1e-8
    return np.where(near, 100 * np.sqrt(ratio), 100 * (ratio - 1) / np.where(near, 1.0, log))
