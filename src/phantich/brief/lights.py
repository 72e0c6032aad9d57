"""Where each indicator stands against its target: the lights at the top of a page.

An indicator is judged on the component that stands worst among those with a target. What adds up
or grows through the year is judged against the path of past years (`phantich.measures.targets`);
an index, and what should be low, against its target itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from phantich.brief import months
from phantich.brief.derive import DERIVED, breaks_between
from phantich.brief.model import (
    ComponentContent,
    Content,
    Fact,
    IndicatorContent,
    Light,
    Standing,
    fact_id,
)
from phantich.brief.view import View

if TYPE_CHECKING:
    from phantich.measures.panel import Floats

#: From the worst to the best; what tells nothing comes last.
ORDER: Final[tuple[Standing, ...]] = (
    "behind", "over", "under", "on_path", "within", "ahead", "met", "no_path",
    "no_target", "no_figure",
)  # fmt: skip
_PLANS: Final = ("plan:council", "plan:central", "plan", "plan:scenario")
#: Kind → measure that its target is a target for; other kinds have their level measured.
_TARGETED: Final = {
    "flow": ("ytd",),
    "count": ("ytd",),
    "price_index": ("ytd_average",),
    "volume_index": ("ytd_yoy", "yoy"),
}
_INDICES: Final = frozenset({"price_index", "volume_index"})


def lights(content: Content) -> tuple[tuple[Light, ...], dict[str, Fact]]:
    """The light of each indicator, and the facts that were computed for them."""
    view = View(content)
    facts: dict[str, Fact] = {}
    found = tuple(_light(view, indicator, facts) for indicator in content.indicators)
    return found, facts


def _light(view: View, indicator: IndicatorContent, facts: dict[str, Fact]) -> Light:
    judged = [light for c in indicator.components for light in _judged(view, c, facts)]
    if judged:
        return min(judged, key=lambda light: ORDER.index(light.status))
    figures = any(c.coverage == "measured" for c in indicator.components)
    return Light(indicator=indicator.code, status="no_target" if figures else "no_figure")


def _judged(view: View, component: ComponentContent, facts: dict[str, Fact]) -> Iterator[Light]:
    """The light of a component; none where it has no target or no figure of the year."""
    year = months.year(view.month)
    for measure in _TARGETED.get(component.kind, ("level",)):
        now = next(
            (f for f in reversed(view.series(component, measure)) if f.period[:4] == year), None
        )
        for name in _PLANS:
            plan = view.fact(component, name, period=year)
            if (
                now is None
                or plan is None
                or (plan.unit != now.unit
                and component.kind not in _INDICES)
            ):
                continue
            share = view.fact(component, name.replace("plan", "pct_plan"), period=now.period)
            if component.kind in _INDICES or component.direction == "bad":
                yield _against_limit(component, now, plan)
            elif share is not None or (now.simulated == plan.simulated and plan.value > 0):
                yield _along_path(view, component, now, share or _share(now, plan, facts), facts)
            else:
                continue
            return


def _against_limit(component: ComponentContent, now: Fact, plan: Fact) -> Light:
    high, low = now.value > plan.value, now.value < plan.value
    status: Standing = "within"
    if component.direction == "good":
        status = "under" if low else "met"
    elif high:
        status = "over"
    return Light(
        indicator=component.indicator,
        component=component.name,
        status=status,
        reached=now.id,
        expected=plan.id,
    )


def _share(now: Fact, plan: Fact, facts: dict[str, Fact]) -> Fact:
    value = 100 * now.value / plan.value
    made = _made(now, "reached", value, "over the annual target", (now.id, plan.id))
    facts[made.id] = made
    return made


def _along_path(
    view: View, component: ComponentContent, now: Fact, share: Fact, facts: dict[str, Fact]
) -> Light:
    from phantich.measures.targets import progress

    place = months.number(now.period) - 1
    past, inputs = _past_years(view, component, now)
    state = progress(share.value, 100.0, place, past)
    expected = ""
    if state.years:
        rule = f"mean share of the year's result reached by then in {state.years} past years"
        made = _made(share, "expected", state.expected, rule, inputs)
        facts[made.id] = made
        expected = made.id
    status: Standing = "no_path" if state.status == "no_plan" else state.status
    return Light(
        indicator=component.indicator,
        component=component.name,
        status=status,
        reached=share.id,
        expected=expected,
    )


def _past_years(
    view: View, component: ComponentContent, now: Fact
) -> tuple[Floats, tuple[str, ...]]:
    """Complete past years of the same territory and origin, ``(years, 12)``, and their facts."""
    import numpy as np

    years: dict[str, dict[int, Fact]] = {}
    for fact in view.series(component, now.measure):
        if fact.period[:4] < now.period[:4] and len(fact.period) == 7:
            years.setdefault(fact.period[:4], {})[months.number(fact.period)] = fact
    whole = [
        [by_month[m] for m in range(1, 13)]
        for year, by_month in sorted(years.items())
        if len(by_month) == 12
        and len({fact.simulated for fact in by_month.values()}) == 1
        and not breaks_between(view.area, f"{year}-01", f"{year}-12")
    ]
    values = np.array([[fact.value for fact in year] for year in whole], dtype=float)
    return values.reshape(len(whole), 12), tuple(fact.id for year in whole for fact in year)


def _made(base: Fact, measure: str, value: float, rule: str, inputs: tuple[str, ...]) -> Fact:
    key = fact_id(base.indicator, base.component, base.item, base.area, base.period, measure)
    return base.model_copy(
        update={
            "id": key,
            "measure": measure,
            "value": value,
            "unit": "%",
            "source": f"{DERIVED}{rule}",
            "rule": rule,
            "inputs": inputs,
            "note": "",
        }
    )
