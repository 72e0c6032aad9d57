"""From components to panels: amounts, counts, shares, and what is computed from others."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from phantich.catalog import find_component
from phantich.sources.members import COMMUNES
from phantich.sources.simulated.anomalies import Planter
from phantich.sources.simulated.panel import WHOLE, Panel, Row, align, below, distribute
from phantich.sources.simulated.paths import log_path, place, shares_path
from phantich.sources.simulated.profiles import decimals, profile
from phantich.sources.simulated.progress import curves
from phantich.sources.simulated.relations import (
    groups_of,
    paced_by,
    ratio_over,
    ratio_scale,
    stock_below,
)
from phantich.sources.simulated.splits import members, split, split_counts

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from phantich.catalog import Component, Indicator
    from phantich.sources.simulated.profiles import Profile
    from phantich.sources.simulated.world import World

#: Kinds whose parts add up to the whole.
ADDITIVE = frozenset({"flow", "stock", "count", "dossier", "volume_index"})
#: Provinces and cities since July 2025.
_PROVINCES = 34
_EVENTS = frozenset({"count", "dossier"})
_TERM = re.compile(r"([+-])\s*(?:([\d.]+)\*)?([\w./]+)")


class Builder:
    """Builds each component's panel once; panels that rest on others ask for them here."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.planter = Planter(world)
        self._made: dict[str, Panel] = {}

    def panel(self, indicator: Indicator, component: Component) -> Panel:
        """Monthly values of a component and its members."""
        name = f"{indicator.code}/{component.id}"
        if name not in self._made:
            self._made[name] = self._build(indicator, component)
        return self._made[name]

    def parts_of(self, indicator: Indicator, ratio: Component) -> tuple[Panel, Panel]:
        """Panels of a ratio's numerator and denominator with the same rows."""
        assert ratio.numerator is not None
        assert ratio.denominator is not None
        over = self.panel(indicator, indicator.component(ratio.numerator))
        under = self.panel(indicator, indicator.component(ratio.denominator))
        over, under = align([over, under])
        return over, under

    def _build(self, indicator: Indicator, component: Component) -> Panel:
        shape = profile(self.world.city, indicator.code, component)
        if shape.formula:
            return self._computed(indicator, component, shape)
        ratio = ratio_over(indicator, component)
        if ratio is not None:
            return self._numerator(indicator, component, ratio)
        paced = paced_by(indicator, component)
        if paced is not None:
            return self._year_plan(indicator, component, paced)
        if component.kind in ADDITIVE:
            return self._additive(indicator, component, shape)
        if component.unit == "hạng":
            return self._ranks(indicator, component, shape)
        return self._bounded(indicator, component, shape)

    def rows(self, component: Component) -> tuple[Row, ...]:
        """Rows of a component: the whole, then the members of each breakdown."""
        rows = [Row(WHOLE, component.total, self.world.area, None)]
        for group in groups_of(component):
            rows += members(self.world, component, group, len(rows))
        return tuple(rows)

    def _additive(self, indicator: Indicator, component: Component, shape: Profile) -> Panel:
        key = (indicator.code, component.id)
        rows = self.rows(component)
        expected = np.exp(log_path(self.world, shape, *key))
        expected *= self.planter.factor(*key, rows[0], self.world.area)
        if component.kind in _EVENTS:
            total = _counts(self.world, expected, shape.dispersion, key)
            values = split_counts(self.world, shape, rows, total, self.planter, key)
            return Panel(rows, values, values, 0)
        total = np.asarray(np.round(expected, shape.decimals), dtype=np.float64)
        values = split(self.world, shape, rows, total, self.planter, key)
        if component.kind not in {"flow", "volume_index"}:
            return Panel(rows, values, values, shape.decimals)
        error = shape.revision / 100 * self.world.normals(1, *key, "revision")[0]
        first = distribute(rows, values * (1 + error), shape.decimals)
        return Panel(rows, values, first, shape.decimals)

    def _bounded(self, indicator: Indicator, component: Component, shape: Profile) -> Panel:
        """A share, a score or a rate that stands by itself, drawn for each row."""
        key = (indicator.code, component.id)
        rows = tuple(row._replace(parent=None) for row in self.rows(component))
        places = place(shape) + shape.spread * self._places(rows, key)
        paths = shares_path(self.world, shape, places, *key)
        for i, row in enumerate(rows):
            paths[i] *= self.planter.factor(*key, row, self.world.area)
        bounded = np.clip(paths, *shape.bounds)
        values = np.asarray(np.round(bounded, shape.decimals), dtype=np.float64)
        return Panel(rows, values, values, shape.decimals)

    def _ranks(self, indicator: Indicator, component: Component, shape: Profile) -> Panel:
        """Ranks by the indicator's first score; the city's own among the provinces is drawn."""
        key = (indicator.code, component.id)
        city = shares_path(self.world, shape, np.array([place(shape)]), *key)
        whole = Row(WHOLE, component.total, self.world.area, None)
        rows = [whole]
        values: list[NDArray[np.float64]] = [np.clip(np.rint(city), 1, _PROVINCES)]
        if component.breakdowns:
            scores = self.panel(indicator, indicator.components[0])
            order = np.argsort(np.argsort(-scores.values[1:], axis=0, kind="stable"), axis=0)
            rows += list(scores.rows[1:])
            values.append(order.astype(np.float64) + 1)
        stacked = np.vstack(values)
        return Panel(tuple(rows), stacked, stacked, 0)

    def _places(self, rows: tuple[Row, ...], key: tuple[str, str]) -> NDArray[np.float64]:
        """How far each row stands from the whole, in units of the profile's spread."""
        drawn = self.world.rng(*key, "place").standard_normal(len(rows))
        drawn[0] = 0
        return drawn

    def _numerator(self, indicator: Indicator, component: Component, ratio: Component) -> Panel:
        """The part of the denominator that the ratio says; no part exceeds its denominator."""
        assert ratio.denominator is not None
        under = self.panel(indicator, indicator.component(ratio.denominator))
        shape = profile(self.world.city, indicator.code, ratio)
        key = (indicator.code, ratio.id)
        spread = shape.spread * self._places(under.rows, key)
        if ratio.kind == "progress" and not any(COMMUNES in row.group for row in under.rows):
            rates = 100 * curves(self.world, under.rows)[1]
        elif ratio.unit == "%":
            rates = shares_path(self.world, shape, place(shape) + spread, *key)
        else:
            growth = shape.growth / 100 * self.world.time
            rates = shape.level * np.exp(growth + 0.4 * spread[:, None])
        for i, row in enumerate(under.rows):
            rates[i] *= self.planter.factor(*key, row, self.world.area)
        yearly = component.kind == "flow" and stock_below(indicator, ratio)
        digits = decimals(component)
        factors = rates / ratio_scale(ratio) / (12 if yearly else 1)

        def part_of(denominator: NDArray[np.float64]) -> NDArray[np.float64]:
            values = distribute(under.rows, denominator * factors, digits)
            return _capped(under.rows, values, denominator) if ratio.unit == "%" else values

        return Panel(
            _named(under.rows, component), part_of(under.values), part_of(under.first), digits
        )

    def _year_plan(self, indicator: Indicator, component: Component, flow: Component) -> Panel:
        """A year's plan for a flow that is paced against it, constant within the year."""
        done = self.panel(indicator, flow)
        draws = self.world.normals(len(done.rows), indicator.code, component.id)
        weights = np.empty_like(done.values)
        for year in np.unique(self.world.years):
            inside = np.flatnonzero(self.world.years == year)
            reached = np.clip(0.93 + 0.05 * draws[:, inside[0]], 0.7, 1.0)
            weights[:, inside] = (done.values[:, inside].mean(axis=1) * 12 / reached)[:, None]
        values = distribute(done.rows, weights, 0)
        return Panel(_named(done.rows, component), values, values, 0)

    def _computed(self, indicator: Indicator, component: Component, shape: Profile) -> Panel:
        """Sums and differences of other components, row by row."""
        panels, factors = [], []
        for sign, factor, name in _TERM.findall(shape.formula):
            owner, other = (
                find_component(name) if "/" in name else (indicator, indicator.component(name))
            )
            panels.append(self.panel(owner, other))
            factors.append(float(sign + (factor or "1")))
        aligned = align(panels)
        terms = list(zip(factors, aligned, strict=True))
        values = np.sum([f * p.values for f, p in terms], axis=0)
        first = np.sum([f * p.first for f, p in terms], axis=0)
        rows = _named(aligned[0].rows, component)
        digits = shape.decimals
        if any(abs(factor) != 1 for factor in factors):
            return Panel(
                rows, distribute(rows, values, digits), distribute(rows, first, digits), digits
            )
        return Panel(rows, np.round(values, digits), np.round(first, digits), digits)


def _capped(
    rows: tuple[Row, ...], values: NDArray[np.float64], caps: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Numerators that do not exceed their denominators, with the sums that they have."""
    capped = values.copy()
    capped[0] = np.minimum(values[0], caps[0])
    for parent in range(len(rows)):
        parts = [i for i, row in enumerate(rows) if row.parent == parent]
        for group in dict.fromkeys(rows[i].group for i in parts):
            inside = [i for i in parts if rows[i].group == group]
            capped[inside] = below(capped[inside], caps[inside])
    return capped


def _named(rows: tuple[Row, ...], component: Component) -> tuple[Row, ...]:
    """The rows with the component's own name for the whole."""
    old = rows[0].item
    return tuple(
        row._replace(item=component.total)
        if row.item == old and (not row.group or COMMUNES in row.group)
        else row
        for row in rows
    )


def _counts(
    world: World, expected: NDArray[np.float64], dispersion: float, key: tuple[str, str]
) -> NDArray[np.float64]:
    """Counts with that mean; the variance is `dispersion` times the mean."""
    means = expected
    if dispersion > 1:
        rate = world.rng(*key, "rate")
        means = rate.gamma(expected / (dispersion - 1), dispersion - 1)
    return world.rng(*key, "count").poisson(means).astype(float)
