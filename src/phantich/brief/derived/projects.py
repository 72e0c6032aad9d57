"""Projects and programmes: schedule index, slip and light from planned and actual curves."""

from __future__ import annotations

from collections.abc import Iterator

from phantich.brief.derived.lookup import Lookup
from phantich.brief.model import Fact


def project_facts(look: Lookup) -> Iterator[Fact]:
    """``schedule_index`` and ``slip`` of each item, see `phantich.measures.projects.assess`.

    The note of ``schedule_index`` is the light. Nothing is said of an item whose planned curve
    lacks, holds a gap or falls.
    """
    import numpy as np

    from phantich.measures.projects import assess

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
        yield look.make(
            "schedule_index", state.schedule_index, "lần", inputs, rule, item.name, state.light
        )
        rule = "months by which the planned curve was reached earlier than now"
        yield look.make("slip", state.slip, "tháng", inputs, rule, item.name)
