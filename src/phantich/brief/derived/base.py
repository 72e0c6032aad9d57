"""The base effect: a year's change that comes from what happened a year ago."""

from __future__ import annotations

import math
from collections.abc import Iterator

from phantich.brief import periods
from phantich.brief.derived.lookup import Lookup, alike, crosses_break
from phantich.brief.model.facts import Fact

#: From which move of the year's change, as a logarithm, the base is looked at: prices or not.
_MOVED = {True: 0.005, False: 0.10}
#: How much of the move last year's own movement must explain.
_MOST = 2 / 3


def base_facts(look: Lookup) -> Iterator[Fact]:
    """``base_effect``: last year's movement on its month before (base = 100), where it counts.

    The year's change moves by this month's movement over that of a year ago. It is a base effect
    when the move is large, last year's movement explains at least two thirds of it, and this
    month's own movement is less than half as large.
    """
    before = periods.before(look.period)
    if before is None or periods.frequency(look.period) != "M":
        return
    base = _movement(look, periods.year_before(look.period))
    now = _movement(look, look.period)
    if base is None or now is None or min(base[0], now[0]) <= 0:
        return
    if crosses_break(look.area, periods.year_before(before), look.period):
        return
    moved = math.log(now[0] / base[0])
    of_base, own = -math.log(base[0] / 100), math.log(now[0] / 100)
    prices = look.component.kind == "price_index"
    explains = moved * of_base > 0 and abs(of_base) >= _MOST * abs(moved)
    yoy = look.get("yoy")
    small = yoy is None or abs(math.log(yoy.value / 100)) < _MOVED[prices] / 2
    if abs(moved) >= _MOVED[prices] and explains and 2 * abs(own) < abs(of_base) and not small:
        rule = "movement a year ago, which explains most of the move of the year's change"
        yield look.make("base_effect", base[0], "%", base[1], rule)


def _movement(look: Lookup, period: str) -> tuple[float, list[Fact]] | None:
    """Change on the month before (base = 100), as published or from two levels."""
    published = look.get("mom", None, period)
    if published is not None:
        return published.value, [published]
    before = periods.before(period)
    now, then = look.get("level", None, period), look.get("level", None, before)
    if now is None or then is None or then.value <= 0 or not alike(now, then):
        return None
    return 100 * now.value / then.value, [now, then]
