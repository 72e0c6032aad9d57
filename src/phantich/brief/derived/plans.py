"""Plans: the share reached, the path of past years, the gap to a target."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from phantich.brief import periods
from phantich.brief.derived.lookup import POINTS, Lookup, alike, breaks_between, comparable
from phantich.brief.model.facts import Fact
from phantich.brief.model.indicators import Item
from phantich.observations import MONTHS

if TYPE_CHECKING:
    from phantich.measures.panel import Floats

QUALIFIERS: Final = ("", ":council", ":central", ":scenario")


def plan_facts(look: Lookup, measure: str) -> Iterator[Fact]:
    """Shares of each plan that the source did not print, and the pace of the whole."""
    for item in look.items:
        yield from plan_shares(look, item, measure)
    yield from pace_facts(look)


def plan_shares(look: Lookup, item: Item, measure: str = "ytd") -> Iterator[Fact]:
    """Year to date over each plan of the year, where the source did not print it.

    A simulated share gives way where the plan itself is published: it was made for another plan.
    """
    done = look.get(measure, item.name)
    for qualifier in QUALIFIERS:
        plan = look.get(f"plan{qualifier}", item.name, look.year)
        share = f"pct_plan{qualifier}"
        printed = look.get(share, item.name)
        if done is None or plan is None or not _measures(plan, done, printed):
            continue
        if printed is None or printed.simulated != plan.simulated:
            value = 100 * done.value / plan.value
            rule = "year to date over the annual plan"
            yield look.make(share, value, "%", [done, plan], rule, item.name)


def _measures(plan: Fact, done: Fact, share: Fact | None) -> bool:
    """Whether a plan measures a result: one of its origin, or a published one in place of it."""
    if comparable(done, plan):
        return True
    published = done.simulated and not plan.simulated
    return published and share is not None and plan.unit == done.unit and plan.value > 0


def pace_facts(look: Lookup) -> Iterator[Fact]:
    """Where the year stands against the path of past years: ``path``, ``path_gap``, ``run_rate``.

    See `phantich.measures.targets.progress`: the path is the mean share of the year's result that
    complete past years of one territory had reached by the month. The note of ``path_gap`` is the
    status; ``run_rate`` is what each remaining month, quarter or half-year must bring.
    """
    from phantich.measures.targets import progress

    done = look.get("ytd")
    letter = periods.frequency(look.period)
    if done is None or letter not in "MQS":
        return
    plan = next(
        (
            plan
            for name in (":council", "", ":central")
            if (plan := look.get(f"plan{name}", None, look.year)) is not None
            and _measures(plan, done, look.get(f"pct_plan{name}"))
        ),
        None,
    )
    if plan is None:
        return
    past, inputs = past_years(look, done)
    state = progress(done.value, plan.value, periods.number(look.period) - 1, past)
    if state.needed == state.needed and state.reached < 100:
        rule = "what is left of the annual plan over the periods left"
        yield look.make("run_rate", state.needed, done.unit, [done, plan], rule)
    if state.years:
        rule = f"mean share of the year's result reached by then in {state.years} past years"
        path = look.make("path", state.expected, "%", inputs, rule, note=str(state.years))
        yield path
        rule = "share of the plan reached less that of past years"
        facts = [done, plan, path]
        yield look.make("path_gap", state.gap, POINTS, facts, rule, note=state.status)


def past_years(look: Lookup, done: Fact) -> tuple[Floats, list[Fact]]:
    """Complete past years of one territory and origin, ``(years, periods)``, and their facts."""
    import numpy as np

    count = 12 // MONTHS[periods.frequency(look.period)]
    years: dict[str, dict[int, Fact]] = {}
    for fact in look.series("ytd"):
        if fact.period[:4] < look.year and fact.simulated == done.simulated:
            years.setdefault(fact.period[:4], {})[periods.number(fact.period)] = fact
    whole = [
        [own[place] for place in range(1, count + 1)]
        for year, own in sorted(years.items())
        if len(own) == count and not breaks_between(look.area, f"{year}-01", f"{year}-12")
    ]
    values = np.array([[fact.value for fact in year] for year in whole], dtype=float)
    return values.reshape(len(whole), count), [fact for year in whole for fact in year]


def target_facts(look: Lookup, measure: str = "level") -> Iterator[Fact]:
    """``target_gap`` of every item: the figure less its target of the year, in points or units."""
    for item in look.items:
        now = look.get(measure, item.name)
        plan = look.get("plan", item.name) or look.get("plan", item.name, look.year)
        if now is not None and plan is not None and alike(now, plan):
            unit = POINTS if now.unit == "%" else now.unit
            rule = f"less the target of {plan.period}"
            yield look.make(
                "target_gap", now.value - plan.value, unit, [now, plan], rule, item.name
            )


def index_target_facts(look: Lookup) -> Iterator[Fact]:
    """``target_gap`` of a growth rate (base = 100) against its target of the year, in points.

    A target is entered as an index or as a rate: below 50 it is taken for a rate.
    """
    now = look.get("ytd_average") or look.get("ytd_yoy") or look.get("yoy")
    plan = look.get("plan", None, look.year)
    if now is None or plan is None or now.simulated != plan.simulated:
        return
    target = plan.value if plan.value >= _RATE_BELOW else plan.value + 100
    rule = f"less the target of {plan.period}"
    yield look.make("target_gap", now.value - target, POINTS, [now, plan], rule)


#: No index of growth is so low, no rate of growth that is planned so high.
_RATE_BELOW: Final = 50
