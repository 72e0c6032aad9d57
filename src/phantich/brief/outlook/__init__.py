"""The outlook of a brief: what comes next for each indicator, or why nothing is forecast.

The figures of one origin make a forecast: published ones where the newest is published, simulated
ones where it is simulated, never both. Everything said is a fact of the content.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from phantich.brief.model.content import Content
from phantich.brief.model.facts import Fact
from phantich.brief.model.outlook import Outlook
from phantich.brief.outlook.history import Case, cases, earlier
from phantich.brief.outlook.telling import tell
from phantich.brief.outlook.years import year_end
from phantich.brief.text import join, literal, text

if TYPE_CHECKING:
    from phantich.forecast.explained import Update
    from phantich.forecast.prospects import Prospect
    from phantich.store import Store

__all__ = ["outlooks"]

#: A year ahead.
_HORIZONS: Final[dict[Literal["M", "Q"], int]] = {"M": 12, "Q": 4}


def outlooks(
    store: Store, content: Content, every: bool = False
) -> tuple[tuple[Outlook, ...], dict[str, Fact]]:
    """What comes next for each indicator of a content, and the facts that say it.

    One component of an indicator is told, the first that can be forecast, or `every` one, with what
    drives its forecast and what changed it since the one before.

    Parameters
    ----------
    store
        Where the past is read, as of the day and up to the month of the content.
    """
    from phantich.forecast.explained import updates
    from phantich.forecast.prospects import prospects

    found = cases(store, content, every)
    made: dict[str, Prospect] = {}
    news: dict[str, Update] = {}
    before = earlier(store, content, found) if every else {}
    for letter, horizon in _HORIZONS.items():
        asked = [c.request for c in found if c.request is not None and c.letter == letter]
        if asked:
            made |= prospects(asked, letter, horizon=horizon)
            if every:
                news |= updates(before, {r.unique_id: r for r in asked}, letter, made=made)
    both = [(c, made[c.request.unique_id]) for c in found if c.request and _name(c) in made]
    told: list[Outlook] = []
    facts: dict[str, Fact] = {}
    for case in found:
        name, year = _name(case), year_end(content, case, both)
        outlook, own = tell(content, case, made.get(name), year, news.get(name), every)
        told.append(outlook)
        facts |= own
    return _folded(told), facts


def _folded(told: list[Outlook]) -> tuple[Outlook, ...]:
    """Indicators that are not forecast for the same reason are told together, at the first."""
    alike: dict[str, list[Outlook]] = {}
    for outlook in told:
        key = outlook.says.plain() if not (outlook.steps or outlook.says.facts) else ""
        alike.setdefault(key or f"{outlook.indicator}/{outlook.component}", []).append(outlook)
    return tuple(_together(own) for own in alike.values())


def _together(own: list[Outlook]) -> Outlook:
    first, *others = own
    if not others:
        return first
    codes = join(literal(code, code) for code in dict.fromkeys(o.indicator for o in others))
    also = text(" Cùng lý do: {codes}.", " For the same reason: {codes}.", codes=codes)
    return first.model_copy(update={"says": first.says + also})


def _name(case: Case) -> str:
    return case.request.unique_id if case.request is not None else ""
