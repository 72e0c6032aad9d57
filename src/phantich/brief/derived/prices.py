"""Price and volume indices: breadth, and contributions where weights are known."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from phantich.brief import periods
from phantich.brief.derived.lookup import POINTS, Lookup
from phantich.brief.derived.turns import breadth, main_parts
from phantich.brief.model.facts import Fact
from phantich.catalog.weights import Weights, cpi_weights
from phantich.errors import UsageError
from phantich.measures import contributions


def price_facts(look: Lookup) -> Iterator[Fact]:
    """Breadth of the change on the period before, and contributions to it."""
    yield from breadth(look, "mom", 2)
    weights = weights_of(look.area, dt.date.fromisoformat(f"{periods.start(look.period)}-01"))
    if weights is None:
        return
    for group in look.component.groups:
        fact = look.get("mom", group.name)
        weight = weights.groups.get(group.name)
        if fact is not None and weight is not None:
            value = contributions.on_month(weight, fact.value)
            rule = f"weight {weight:g} % ({weights.reference}) times change on the previous month"
            yield look.make("contribution", value, POINTS, [fact], rule, group.name)


def volume_facts(look: Lookup) -> Iterator[Fact]:
    """Breadth of the change on a year before."""
    parts = main_parts(look.component.items)
    for measure in ("yoy", "ytd_yoy", "mom", "qoq"):
        if any(look.get(measure, part.name) for part in parts):
            yield from breadth(look, measure, 1)
            return


def weights_of(area: str, on: dt.date) -> Weights | None:
    """The weights of the area on that day; None where they are not public."""
    try:
        return cpi_weights(on, area)
    except UsageError:
        return None
