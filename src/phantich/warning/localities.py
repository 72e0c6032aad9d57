"""Ratios of the localities in the store, side by side: which of them are flagged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from phantich.catalog import Component, Indicator
from phantich.catalog.units import unit as unit_of
from phantich.measures.panel import Floats
from phantich.observations import frequency_of
from phantich.warning import crosssection
from phantich.warning.flag import Flag
from phantich.warning.fresh import is_fresh
from phantich.warning.naming import base_flag
from phantich.warning.severity import floor_of

if TYPE_CHECKING:
    from phantich.store import Store

_FREQUENCIES: Final = ("M", "Q", "S", "A")
#: Dimensions of amounts: a ratio of them is no share of a count.
_AMOUNTS: Final = frozenset({"money", "mass", "volume", "area", "length", "energy", "power"})


def locality_findings(
    store: Store,
    pairs: Sequence[tuple[Indicator, Component]],
    area: str,
    month: str,
    as_of: str | None,
) -> Iterator[Flag]:
    """Localities that are unlike their peers or themselves in a ratio of counts.

    What is reported by quarter, half-year or year is told up to `FRESH` months after its end.
    """
    for indicator, component in pairs:
        if component.kind != "ratio" or not (component.numerator and component.denominator):
            continue
        above = indicator.component(component.numerator)
        below = indicator.component(component.denominator)
        listed = any(name.startswith("communes_") for name in component.breakdowns)
        if not listed or unit_of(above.unit).dimension in _AMOUNTS:
            continue
        table = store.query(
            indicator.code,
            component=[above.id, below.id],
            frequency=list(_FREQUENCIES),
            measure="level",
            period_to=month,
            as_of=as_of,
        )
        table = table[(table["area"] != area) & table["item"].isin([above.total, below.total])]
        for letter in _FREQUENCIES:
            own = table[table["frequency"] == letter]
            if len(own) and is_fresh(str(own["period"].max()), month):
                yield from _compared(indicator, component, own, (above.id, below.id))
                break


def _compared(
    indicator: Indicator, component: Component, table: pd.DataFrame, names: tuple[str, str]
) -> Iterator[Flag]:
    period = str(table["period"].max())
    if (table["period"] == period).sum() < 2 * crosssection.LEAST_UNITS:
        return
    counts = _wide(table, names)
    done, due = np.minimum(counts[names[0]], counts[names[1]]), counts[names[1]]
    if (due[:, -1] > 0).sum() < crosssection.LEAST_UNITS:
        return
    found = crosssection.compare_units(done, due)
    vintage = str(table["vintage"].max())
    bases = [
        base_flag(
            indicator, component, component.total, place, "level",
            rule="crosssection", version=crosssection.VERSION, period=period,
            frequency=frequency_of(period), place=place,
        ).with_(vintage=vintage)
        for place in sorted(table["area"].unique())
    ]  # fmt: skip
    good = {"good": True, "bad": False}.get(component.direction)
    floor = floor_of(indicator.code, component.id, component.kind)
    yield from crosssection.unit_flags(bases, found, good, floor)


def _wide(table: pd.DataFrame, names: tuple[str, str]) -> Mapping[str, Floats]:
    """Each component as ``(areas, periods)``, areas by name, periods in order of time.

    A negative figure is an error of the report and counts as none.
    """
    table = table[table["value"] >= 0]
    areas, periods = sorted(table["area"].unique()), sorted(table["period"].unique())
    return {
        name: table[table["component"] == name]
        .pivot_table(index="area", columns="period", values="value", aggfunc="last")
        .reindex(index=areas, columns=periods)
        .to_numpy(float)
        for name in names
    }
