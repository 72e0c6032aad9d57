"""Splitting a whole into the members of a breakdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from phantich.catalog.codelists import code_list
from phantich.sources.members import AGENCIES, COMMUNES, DIVISIONS, branches, has_whole
from phantich.sources.simulated.panel import Row, distribute
from phantich.sources.simulated.paths import swings
from phantich.sources.simulated.profiles import partial_lists, shares

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from phantich.catalog import Component
    from phantich.sources.simulated.anomalies import Planter
    from phantich.sources.simulated.profiles import Profile
    from phantich.sources.simulated.world import World

#: Share of agencies where they and the communes make up one whole.
_AGENCIES = 0.6
#: Weight of a member that the shares of a known list do not name.
_UNNAMED = 1.0


def members(world: World, component: Component, group: str, start: int) -> tuple[Row, ...]:
    """Rows of one breakdown; `start` is the place of the first of them, the whole is at 0.

    Each row names its parent by place; None where there is no whole that it adds up to.
    """
    if COMMUNES in group:
        agencies = group.startswith(AGENCIES)
        named = branches(AGENCIES, component.total, world.city) if agencies else ()
        places = code_list(group.split("+")[-1]).valid_names()
        offices = [b.name for b in named if b.name != "UBND cấp xã"]
        return (
            *(Row(group, name, world.area, 0) for name in offices),
            *(Row(group, component.total, name, 0) for name in places),
        )
    if group in partial_lists():
        known = shares(group)
        names = [m for m in code_list(group).valid_names() if m in known] or [
            b.name for b in branches(group, component.total, world.city)
        ][:20]
        return tuple(Row(group, name, world.area, None) for name in names)
    tree = branches(group, component.total, world.city)
    if group in DIVISIONS:
        return tuple(
            Row(f"{group}#{n}", name, world.area, 0)
            for n, division in enumerate(DIVISIONS[group])
            for name in division
        )
    if not has_whole(component):
        return tuple(Row(group, branch.name, world.area, None) for branch in tree)
    where = {branch.name: start + i for i, branch in enumerate(tree)}
    return tuple(
        Row(group, b.name, world.area, 0 if b.parent is None else where[b.parent]) for b in tree
    )


def split(
    world: World,
    shape: Profile,
    rows: tuple[Row, ...],
    total: NDArray[np.float64],
    planter: Planter,
    key: tuple[str, str],
) -> NDArray[np.float64]:
    """Values of the whole and of all members; `rows` begins with the whole.

    Weights are the known shares, or drawn with the profile's `spread`; they swing slowly. Counts
    are drawn from the multinomial distribution, amounts split exactly.
    """
    weights = np.empty((len(rows), len(total)))
    weights[0] = total
    for group in dict.fromkeys(row.group for row in rows[1:]):
        inside = [i for i, row in enumerate(rows) if row.group == group]
        paths = 0.12 * swings(world, len(inside), *key, group)
        paths += shape.noise / 100 * world.normals(len(inside), *key, group, "noise")
        base = _weights(world, shape, [rows[i] for i in inside], key)
        weights[inside] = base[:, None] * np.exp(paths)
        for i in inside:
            weights[i] *= planter.factor(*key, rows[i], world.area)
        if group in partial_lists():
            weights[inside] *= total / 100
    return distribute(rows, weights, shape.decimals)


def split_counts(
    world: World,
    shape: Profile,
    rows: tuple[Row, ...],
    total: NDArray[np.float64],
    planter: Planter,
    key: tuple[str, str],
) -> NDArray[np.float64]:
    """As `split`, for counts: each event falls to a member by chance, and a planted one on top."""
    weights = split(world, shape, rows, np.full_like(total, 1e6), planter, key)
    values = np.zeros_like(weights)
    values[0] = total
    for parent in range(len(rows)):
        parts = [i for i, row in enumerate(rows) if row.parent == parent]
        for group in dict.fromkeys(rows[i].group for i in parts):
            inside = [i for i in parts if rows[i].group == group]
            rng = world.rng(*key, group, str(parent), "events")
            odds = weights[inside] / weights[inside].sum(axis=0)
            drawn = rng.multinomial(values[parent].astype(int), odds.T)
            values[inside] = drawn.T
    return values


def _weights(
    world: World, shape: Profile, rows: list[Row], key: tuple[str, str]
) -> NDArray[np.float64]:
    group = rows[0].group
    drawn = np.exp(shape.spread * world.rng(*key, group, "weights").standard_normal(len(rows)))
    if COMMUNES in group:
        local = [row.area != world.area for row in rows]
        sizes = np.array([world.size(row.area) if row.area != world.area else 1.0 for row in rows])
        weights = sizes * np.exp(0.4 * np.log(drawn))
        for here, share in ((True, 1 - _AGENCIES), (False, _AGENCIES)):
            part = np.array(local) == here
            if part.any() and not part.all():
                weights[part] *= share / weights[part].sum()
        return weights
    known = shares(group)
    if len(rows) == 1 or not known:
        return 0.3 * drawn if len(rows) == 1 else drawn
    return np.array([known.get(row.item, _UNNAMED) for row in rows]) * drawn**0.12
