"""How large the newest change is beside the usual ones: what key points are ranked by."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from phantich.brief import periods
from phantich.brief.derived.lookup import Lookup, crosses_break
from phantich.brief.model.facts import Fact
from phantich.catalog.model import Kind

#: Kind → measure whose change is looked at, and whether it is a comparison already.
_LOOKED_AT: Final[dict[Kind, tuple[str, bool]]] = {
    "price_index": ("mom", True),
    "volume_index": ("yoy", True),
    "flow": ("level", False),
    "stock": ("level", False),
    "count": ("level", False),
}


#: Events a period below which growth is left to the outbreak rules of early warning.
_FEW: Final = 10


def unusual_facts(look: Lookup) -> Iterator[Fact]:
    """``unusual``: the newest change in robust standard deviations of the earlier ones.

    Comparisons as published; amounts by their growth on a year before inside one territory;
    ratios, scores and progress by their difference on the period before. See
    `phantich.measures.variation.robust_score`.
    """
    import numpy as np

    from phantich.measures.variation import robust_score

    if look.component.kind == "count" and _few(look):
        return
    measure, published = _LOOKED_AT.get(look.component.kind, ("level", False))
    series = {fact.period: fact for fact in look.series(measure)}
    changes: dict[str, float] = {}
    for period, fact in series.items():
        value = fact.value if published else _change(look, series, period)
        if value is not None:
            changes[period] = value
    now = changes.pop(look.period, None)
    if now is None:
        return
    score = robust_score(now, np.array(list(changes.values())))
    if score == score:
        rule = f"robust score of the change of {measure} beside {len(changes)} earlier ones"
        yield look.make("unusual", score, "độ lệch", [series[look.period]], rule)


def _few(look: Lookup) -> bool:
    """Whether so few happen that a growth on a year before says nothing."""
    levels = [fact.value for fact in look.series("level")]
    return sum(levels) < _FEW * len(levels)


def _change(look: Lookup, series: dict[str, Fact], period: str) -> float | None:
    growing = look.component.kind in {"flow", "stock", "count"}
    before = periods.year_before(period) if growing else periods.before(period)
    if before not in series or before is None:
        return None
    now, then = series[period], series[before]
    if not growing:
        return now.value - then.value
    if then.value <= 0 or crosses_break(look.area, before, period):
        return None
    return 100 * now.value / then.value
