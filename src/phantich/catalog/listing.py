"""The catalogue as flat rows: one an indicator, or one a component."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Final

from phantich.catalog import SetId, indicator_set
from phantich.catalog.model import Component, Group, Indicator, IndicatorSet, Part

INDICATOR_COLUMNS: Final = (
    "code",
    "city",
    "part",
    "group",
    "group_name",
    "number",
    "name",
    "name_en",
    "agency",
    "frequency",
    "frequencies",
    "breakdown",
    "decision",
    "valid_from",
    "components",
    "kinds",
)
COMPONENT_COLUMNS: Final = (
    "code",
    "city",
    "name",
    "name_en",
    "unit",
    "kind",
    "direction",
    "measures",
    "breakdowns",
    "total",
    "numerator",
    "denominator",
    "forecast",
    "reason",
    "reason_en",
)
Row = tuple[object, ...]
_Entry = tuple[IndicatorSet, Part, Group, Indicator]


def indicator_rows(sets: Iterable[SetId], only: Collection[str] | None = None) -> list[Row]:
    """One row an indicator in the columns `INDICATOR_COLUMNS`, in the decisions' order.

    Several values in a cell are parted by ``|``. `only` keeps indicators that have a component of
    these codes (``HP.A.X.4/deaths``).

    Examples
    --------
    >>> len(indicator_rows(["haiphong", "cantho"]))
    144
    """
    return [_indicator_row(*entry) for entry in _entries(sets, only)]


def component_rows(sets: Iterable[SetId], only: Collection[str] | None = None) -> list[Row]:
    """One row a component in the columns `COMPONENT_COLUMNS`.

    `only` keeps the components of these codes; ``reason`` says why one is not forecast.

    Examples
    --------
    >>> row = component_rows(["haiphong"], ["HP.A.X.4/deaths"])[0]
    >>> dict(zip(COMPONENT_COLUMNS, row))["unit"]
    'người'
    """
    return [
        _component_row(chosen, indicator, component)
        for chosen, _, _, indicator in _entries(sets, only)
        for component in indicator.components
        if only is None or f"{indicator.code}/{component.id}" in only
    ]


def _entries(sets: Iterable[SetId], only: Collection[str] | None) -> Iterator[_Entry]:
    for chosen in map(indicator_set, sets):
        for part in chosen.parts:
            for group in part.groups:
                for indicator in group.indicators:
                    codes = [f"{indicator.code}/{c.id}" for c in indicator.components]
                    if only is None or any(code in only for code in codes):
                        yield chosen, part, group, indicator


def _indicator_row(chosen: IndicatorSet, part: Part, group: Group, indicator: Indicator) -> Row:
    kinds = dict.fromkeys(component.kind for component in indicator.components)
    return (
        indicator.code,
        chosen.id,
        part.letter,
        group.code,
        group.name,
        indicator.number,
        indicator.name,
        indicator.name_en,
        indicator.agency,
        indicator.frequency,
        "|".join(indicator.frequencies),
        indicator.breakdown,
        chosen.decision.number,
        chosen.valid_from.isoformat(),
        "|".join(component.id for component in indicator.components),
        "|".join(kinds),
    )


def _component_row(chosen: IndicatorSet, indicator: Indicator, component: Component) -> Row:
    reason = component.not_forecast
    return (
        f"{indicator.code}/{component.id}",
        chosen.id,
        component.name,
        component.name_en,
        component.unit,
        component.kind,
        component.direction,
        "|".join(component.measures),
        "|".join(component.breakdowns),
        component.total,
        component.numerator,
        component.denominator,
        "true" if component.forecast else "false",
        reason.vi if reason else None,
        reason.en if reason else None,
    )
