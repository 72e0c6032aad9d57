"""Where each indicator stands against its target: the lights at the top of a page.

An indicator is judged on the component that stands worst among those with a target. What adds up
or grows through the year is judged against the path of past years (`phantich.measures.targets`);
an index, and what should be low, against its target itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from phantich.brief import months, periods, timeliness
from phantich.brief.derive import DERIVED
from phantich.brief.model.content import Content
from phantich.brief.model.facts import Fact, fact_id
from phantich.brief.model.indicators import ComponentContent, IndicatorContent
from phantich.brief.model.standing import Light, Standing
from phantich.brief.view import View
from phantich.catalog.breaks import territorial_breaks
from phantich.observations import MONTHS, frequency_of

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
    """The light of a component; none where its newest figure has no target."""
    limited = component.kind in _INDICES or component.direction == "bad"
    for measure in _TARGETED.get(component.kind, ("level",)):
        series = [f for f in view.series(component, measure) if _is_recent(f, view.month)]
        if not series:
            continue
        now = series[-1]
        for plan in _plans(view, component, now):
            name = plan.measure.replace("plan", "pct_plan")
            share = view.fact(component, name, period=now.period)
            if limited:
                yield _against_limit(component, now, plan)
                return
            if share is not None or (now.simulated == plan.simulated and plan.value > 0):
                yield _along_path(view, component, now, share or _share(now, plan, facts), facts)
                return


def _is_recent(fact: Fact, month: str) -> bool:
    """Whether the figure is of this year, or of the newest complete year."""
    return fact.period in {months.year(month), timeliness.due("A", month)} or (
        len(fact.period) > 4 and fact.period[:4] == months.year(month)
    )


def _plans(view: View, component: ComponentContent, now: Fact) -> Iterator[Fact]:
    """Plans of the figure's year, in the same unit; the target of an index is an index."""
    for name in _PLANS:
        plan = view.fact(component, name, period=now.period[:4])
        if plan is not None and (plan.unit == now.unit or component.kind in _INDICES):
            yield plan


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

    place = periods.number(now.period) - 1
    if periods.end(now.period).endswith("-12-31") and share.value < 100:
        # The year is over: there is no pace to judge any more.
        return Light(
            indicator=component.indicator,
            component=component.name,
            status="under",
            reached=share.id,
        )
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
    """Complete past years of one territory and origin, ``(years, periods)``, and their facts."""
    import numpy as np

    letter = frequency_of(now.period)
    count = 12 // MONTHS.get(letter, 12)
    breaks = territorial_breaks(view.area)
    years: dict[str, list[Fact]] = {}
    for fact in view.series(component, now.measure):
        if fact.period[:4] < now.period[:4] and frequency_of(fact.period) == letter:
            years.setdefault(fact.period[:4], []).append(fact)
    whole = [
        year
        for name, year in sorted(years.items())
        if len(year) == count
        and len({fact.simulated for fact in year}) == 1
        and not any(f"{name}-01" < b.month <= f"{name}-12" for b in breaks)
    ]
    values = np.array([[fact.value for fact in year] for year in whole], dtype=float)
    return values.reshape(len(whole), count), tuple(fact.id for year in whole for fact in year)


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
