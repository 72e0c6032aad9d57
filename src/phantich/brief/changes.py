"""What changed since the edition of the month before: new figures, late ones, revisions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from phantich.brief import months, periods
from phantich.brief.derive import DERIVED
from phantich.brief.model.content import Content
from phantich.brief.model.editions import Changes, Revision
from phantich.brief.model.facts import Fact, fact_id
from phantich.observations import INDEX_MEASURES, PERIODS, is_simulated

if TYPE_CHECKING:
    import pandas as pd

    from phantich.store import Store

#: Units of figures whose revision is told as a difference and not as a per cent of themselves.
_RATES: Final = frozenset({"%", "‰", "điểm phần trăm"})
_SHARES: Final = frozenset({"pct_plan", "month_pct_plan", "share", "ytd_share"})
_KEY: Final = ("indicator", "component", "item", "area", "period", "measure")
#: Statuses from the least to the most final.
_FINAL: Final = "EPA"


def changes(store: Store, content: Content) -> tuple[Changes | None, dict[str, Fact]]:
    """What differs from what last month's edition could know, and the facts that say it.

    That edition could know what was known before the first figure of this month was. Only
    observed figures of the content are compared, none with one of another origin: a published
    figure where there was a simulated one is new, no revision.

    Returns
    -------
    None where there is no figure of the month.
    """
    observed = [fact for fact in content.facts.values() if not fact.rule]
    passed = periods.end(months.shift(content.month, -1))
    new = [fact for fact in observed if periods.end(fact.period) > passed and _measured(fact)]
    first = _first_vintage(store, content) if new else None
    if first is None:
        return None, {}
    earlier = {fact.id for fact in observed} - {fact.id for fact in new}
    past = [fact for fact in observed if fact.id in earlier and fact.vintage >= first]
    before = _known_before(store, content, observed, _oldest(past, content.month), first)
    known = {fact.id: before.get(fact.id) for fact in past}
    late = [f for f in past if known[f.id] is None and _measured(f)] if before else []
    facts: dict[str, Fact] = {}
    revisions = tuple(_ranked(_revisions(past, known, facts), content, facts))
    confirmed = [f for f in past if (was := known[f.id]) is not None and _confirms(f, was)]
    found = {
        "new": tuple(fact.id for fact in new),
        "late": tuple(fact.id for fact in late),
        "confirmed": tuple(fact.id for fact in confirmed),
    }
    sizes = {name: len(ids) for name, ids in found.items()} | {"revisions": len(revisions)}
    simulated = any(fact.simulated for fact in new)
    counts = {
        name: count_of(content, "changes", name, size, simulated=simulated)
        for name, size in sizes.items()
    }
    facts |= {fact.id: fact for fact in counts.values()}
    since = max((fact.vintage for fact in before.values()), default="")
    ids = {name: fact.id for name, fact in counts.items()}
    return Changes(since=since, revisions=revisions, counts=ids, **found), facts


def _measured(fact: Fact) -> bool:
    return not fact.measure.startswith("plan")


def _first_vintage(store: Store, content: Content) -> str | None:
    """The day on which the first figure of the month became known."""
    frame = store.query(
        [indicator.code for indicator in content.indicators],
        area=content.area.vi,
        frequency="M",
        period_from=content.month,
        period_to=content.month,
        as_of=content.as_of or None,
        vintages="all",
    )
    first: str | None = frame.loc[~frame["measure"].str.startswith("plan"), "vintage"].min()
    return first if len(frame) else None


def _oldest(past: Iterable[Fact], month: str) -> str:
    """The month from which on figures changed, three months ago or before."""
    starts = (f.period if PERIODS["M"].fullmatch(f.period) else f"{f.period[:4]}-01" for f in past)
    return min([months.shift(month, -3), *starts])


def _known_before(
    store: Store, content: Content, observed: Iterable[Fact], since: str, first: str
) -> dict[str, Fact]:
    """The content's figures of periods from `since` on as they stood on the eve of `first`."""
    facts = list(observed)
    eve = (dt.date.fromisoformat(first) - dt.timedelta(1)).isoformat()
    frame = store.query(
        sorted({fact.indicator for fact in facts}),
        area=sorted({fact.area for fact in facts}),
        measure=sorted({fact.measure for fact in facts}),
        period_from=since,
        as_of=eve,
    )
    wanted = {fact.id: fact for fact in facts}
    return {fact.id: fact for fact in _facts(frame, wanted)}


def _facts(frame: pd.DataFrame, wanted: dict[str, Fact]) -> Iterator[Fact]:
    columns = [*_KEY, "value", "status", "vintage", "source"]
    for *key, value, status, vintage, source in frame[columns].itertuples(index=False, name=None):
        now = wanted.get(fact_id(*key))
        if now is not None and is_simulated(source) == now.simulated:
            changed = {"value": value, "status": status, "vintage": vintage, "source": source}
            yield now.model_copy(update=changed)


def _revisions(
    past: Iterable[Fact], known: dict[str, Fact | None], facts: dict[str, Fact]
) -> Iterator[Revision]:
    for fact in past:
        was = known[fact.id]
        if was is not None and was.value != fact.value:
            old = was.model_copy(update={"id": f"{fact.id}@{was.vintage}"})
            size = size_of(fact, old)
            facts |= {old.id: old, size.id: size}
            yield Revision(now=fact.id, before=old.id, size=size.id)


def _confirms(fact: Fact, was: Fact) -> bool:
    return was.value == fact.value and _FINAL.index(was.status) < _FINAL.index(fact.status)


def size_of(now: Fact, before: Fact) -> Fact:
    """The revision: per cent of an amount (before = 100), a difference where it is a rate."""
    difference = is_rate(now) or before.value <= 0
    if difference:
        value, unit = now.value - before.value, "điểm phần trăm" if is_rate(now) else now.unit
    else:
        value, unit = 100 * now.value / before.value, "%"
    measure = "revised_by" if difference else "revised_to"
    rule = "less what it was" if difference else "over what it was"
    return now.model_copy(
        update={
            "id": f"{before.id}|{measure}",
            "measure": measure,
            "value": value,
            "unit": unit,
            "source": f"{DERIVED}{rule}",
            "rule": rule,
            "inputs": (now.id, before.id),
            "note": "",
        }
    )


def is_rate(fact: Fact) -> bool:
    """Whether the figure is a rate, a share or an index, whose change is a difference."""
    name = fact.measure.partition(":")[0]
    return name in INDEX_MEASURES or name in _SHARES or fact.unit in _RATES


def _ranked(
    revisions: Iterable[Revision], content: Content, facts: dict[str, Fact]
) -> list[Revision]:
    """Wholes before parts, amounts before what follows from them, then the newest and largest."""
    wholes = {(c.indicator, c.id): c.total for c in content.components}
    measures = {"level": 0, "ytd": 1}

    def rank(revision: Revision) -> tuple[bool, int, int, float, str]:
        now, size = content.facts[revision.now], facts[revision.size]
        part = now.item != wholes.get((now.indicator, now.component))
        base = 100.0 if size.measure == "revised_to" else 0.0
        newest = -int(periods.end(now.period).replace("-", ""))
        return part, measures.get(now.measure, 2), newest, -abs(size.value - base), now.id

    return sorted(revisions, key=rank)


def count_of(content: Content, what: str, name: str, size: int, *, simulated: bool) -> Fact:
    """Fact of how many figures of the edition are `name`, of its ``changes`` or ``correction``."""
    return Fact(
        id=f"{content.group}|{what}|{name}",
        indicator=content.group,
        component=what,
        item=name,
        area=content.area.vi,
        period=content.month,
        measure="count",
        value=size,
        unit="số liệu",
        status="A",
        vintage=content.data_as_of or f"{content.month}-01",
        source=f"{DERIVED}count",
        simulated=simulated,
        rule="number of figures",
    )
