"""How the components of an indicator hang together: ratios, plans, breakdowns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from phantich.sources.members import AGENCIES, COMMUNES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from phantich.catalog import Component, Indicator


def groups_of(component: Component) -> Iterator[str]:
    """Breakdowns of a component; agencies and communes that share a whole are one."""
    lists = list(component.breakdowns)
    communes = [b for b in lists if b.startswith(COMMUNES)]
    if AGENCIES in lists and communes:
        yield f"{AGENCIES}+{communes[0]}"
        lists = [b for b in lists if b != AGENCIES and b not in communes]
    yield from lists


def ratio_scale(ratio: Component) -> float:
    """Factor between numerator over denominator and the ratio's unit."""
    if ratio.unit == "%":
        return 100.0
    return 10_000.0 if "10.000" in ratio.unit else 1.0


def is_paced(indicator: Indicator, ratio: Component) -> bool:
    """Whether a ratio sets a flow since January against the year's plan."""
    if not ratio.numerator or not ratio.denominator:
        return False
    over = indicator.component(ratio.numerator)
    return over.kind == "flow" and ratio.denominator.split("_")[0] in {"plan", "allocated"}


def paced_by(indicator: Indicator, component: Component) -> Component | None:
    """The flow that is set against this component, if it is a year's plan."""
    for ratio in indicator.components:
        if ratio.denominator == component.id and is_paced(indicator, ratio):
            assert ratio.numerator is not None
            return indicator.component(ratio.numerator)
    return None


def stock_below(indicator: Indicator, ratio: Component) -> bool:
    """Whether a ratio has a stock below the line."""
    assert ratio.denominator is not None
    return indicator.component(ratio.denominator).kind == "stock"


def ratio_over(indicator: Indicator, component: Component) -> Component | None:
    """The first ratio that this component is the numerator of, unless it is a paced flow."""
    for ratio in indicator.components:
        if ratio.numerator == component.id and not is_paced(indicator, ratio):
            return ratio
    return None
