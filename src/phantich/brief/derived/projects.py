"""Projects and programmes: schedule index, slip and light from planned and actual curves."""

from __future__ import annotations

from collections.abc import Iterator

from phantich.brief.derived.lookup import Lookup
from phantich.brief.model.facts import Fact


def project_facts(look: Lookup) -> Iterator[Fact]:
    """``schedule_index`` and ``slip`` of each item, see `phantich.measures.projects.assess`.

    The note of ``schedule_index`` is the light; ``items_red``, ``items_amber``, ``items_green``
    and ``items_judged`` count the parts by it. Nothing is said of an item whose planned curve
    lacks, holds a gap or falls.
    """
    import numpy as np

    from phantich.measures.projects import assess

    judged: list[Fact] = []
    for item in look.items:
        plan = {f.period: f for f in look.series("plan", item.name)}
        done = {f.period: f for f in look.series("level", item.name)}
        shared = [p for p in sorted(plan) if p in done]
        if look.period not in shared or len(shared) < 2:
            continue
        planned = np.array([plan[p].value for p in shared])
        earned = np.array([done[p].value for p in shared])
        if (np.diff(planned) < 0).any() or planned[-1] <= 0:
            continue
        state = assess(planned, earned)
        inputs = [done[look.period], plan[look.period]]
        rule = "actual over planned progress"
        index = look.make(
            "schedule_index", state.schedule_index, "lần", inputs, rule, item.name, state.light
        )
        yield index
        if item.depth == 1:
            judged.append(index)
        rule = "months by which the planned curve was reached earlier than now"
        yield look.make("slip", state.slip, "tháng", inputs, rule, item.name)
    if len(judged) > 1:
        yield from _counts(look, judged)


def _counts(look: Lookup, judged: list[Fact]) -> Iterator[Fact]:
    lights = [fact.note for fact in judged]
    rule = "number of items by their light"
    for light in ("red", "amber", "green"):
        yield look.make(f"items_{light}", lights.count(light), "dự án", judged, rule)
    yield look.make("items_judged", len(judged), "dự án", judged, "number of items with a light")
