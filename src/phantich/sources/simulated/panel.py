"""Monthly values of a component: a row for the whole, then a row for each member."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: Group of the row that stands for the whole.
WHOLE = ""


class Row(NamedTuple):
    """What names a row, and the place of the row that it is a part of.

    `group` is the breakdown that the row belongs to, empty for the whole. `parent` is None where
    the parts do not add up: for the whole itself, for lists of which only the main members are
    reported, for shares and scores.
    """

    group: str
    item: str
    area: str
    parent: int | None


@dataclass(frozen=True)
class Panel:
    """Rows of one component; `values` and `first` have one column for each month of the world.

    `first` holds the values as they were first estimated.
    """

    rows: tuple[Row, ...]
    values: NDArray[np.float64]
    first: NDArray[np.float64]
    decimals: int


def align(panels: list[Panel]) -> list[Panel]:
    """The panels with the rows that all of them have, in the order of the first."""
    tables = [{row[:3]: i for i, row in enumerate(panel.rows)} for panel in panels]
    whole = [panel.rows[0] for panel in panels]
    for table, row in zip(tables, whole, strict=True):
        table[WHOLE, WHOLE, row.area] = table.pop(row[:3])
    names = [name for name in tables[0] if all(name in table for table in tables)]
    names.sort(key=lambda name: tables[0][name])
    aligned = []
    for panel, table in zip(panels, tables, strict=True):
        kept = [table[name] for name in names]
        moved = {old: new for new, old in enumerate(kept)}
        rows = tuple(
            panel.rows[i]._replace(
                parent=moved.get(p) if (p := panel.rows[i].parent) is not None else None
            )
            for i in kept
        )
        aligned.append(Panel(rows, panel.values[kept], panel.first[kept], panel.decimals))
    return aligned


def distribute(
    rows: tuple[Row, ...], weights: NDArray[np.float64], decimals: int
) -> NDArray[np.float64]:
    """Values with those weights, in which the parts of every parent add up to it exactly.

    The first row is taken as it is; rows without a parent are only rounded. A single part is an
    «of which» and stays below its parent.
    """
    values = np.round(weights, decimals)
    for parent in range(len(rows)):
        parts = [i for i, row in enumerate(rows) if row.parent == parent]
        groups = dict.fromkeys(rows[i].group for i in parts)
        for group in groups:
            inside = [i for i in parts if rows[i].group == group]
            if len(inside) == 1:
                values[inside] = np.minimum(np.round(weights[inside], decimals), values[parent])
            else:
                values[inside] = allocate(values[parent], weights[inside], decimals)
    return values


def allocate(
    total: NDArray[np.float64], weights: NDArray[np.float64], decimals: int
) -> NDArray[np.float64]:
    """Split each month's total by weights so that the rounded parts add up to it exactly.

    The last digits go to the parts with the largest remainders. Where all weights are zero the
    parts are alike.
    """
    units = 10.0**decimals
    whole = np.rint(total * units)
    weights = np.where(weights.sum(axis=0) > 0, weights, 1.0)
    exact = whole * weights / weights.sum(axis=0)
    parts = np.floor(exact)
    missing = whole - parts.sum(axis=0)
    order = np.argsort(-(exact - parts), axis=0, kind="stable")
    ranks = np.empty_like(order)
    np.put_along_axis(ranks, order, np.arange(len(parts))[:, None], axis=0)
    shared: NDArray[np.float64] = (parts + (ranks < missing)) / units
    return shared


def below(values: NDArray[np.float64], caps: NDArray[np.float64]) -> NDArray[np.float64]:
    """Parts none of which exceeds its cap, with the same sums; the excess goes where there is room.

    Where the caps leave no room, the parts are the caps.
    """
    parts = np.minimum(values, caps)
    for t in np.flatnonzero((values > caps).any(axis=0)):
        excess = (values[:, t] - parts[:, t]).sum()
        for i in np.argsort(-(caps[:, t] - parts[:, t]), kind="stable"):
            step = min(excess, caps[i, t] - parts[i, t])
            parts[i, t] += step
            excess -= step
            if excess <= 0:
                break
    return parts
