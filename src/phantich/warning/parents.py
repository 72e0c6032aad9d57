"""One flag above many: parts that move together with their total."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from phantich.warning.flag import Flag
from phantich.warning.order import ending


def with_parents(flags: Iterable[Flag], total_of: Mapping[str, str]) -> list[Flag]:
    """Parts that move with their total are put under its flag, which names the largest of them.

    Parameters
    ----------
    total_of
        Series of a part → series of its total.

    Examples
    --------
    >>> given = dict(period="2026-10", frequency="M", rule="residual", version="1.0",
    ...     severity="watch", direction="up")
    >>> total = Flag(series="all", effect=9.0, **given)
    >>> part = Flag(series="one", effect=7.0, item="Một", **given)
    >>> found = with_parents([total, part], {"one": "all"})
    >>> found[0].evidence["leading"], found[1].state, found[1].parent == found[0].flag_id
    ('Một', 'suppressed', True)
    """
    given = list(flags)
    totals = {(f.series, f.period, f.direction): f for f in given if f.rule in _MOVES}
    children: dict[str, list[Flag]] = {}
    out = []
    for flag in given:
        parent = totals.get((total_of.get(flag.series, ""), flag.period, flag.direction))
        if flag.rule in _MOVES and parent is not None:
            children.setdefault(parent.flag_id, []).append(flag)
            out.append(flag.with_(parent=parent.flag_id, state="suppressed"))
        else:
            out.append(flag)
    return [_leading(flag, children.get(flag.flag_id, [])) for flag in out]


def going_on(flags: Iterable[Flag]) -> list[Flag]:
    """A lasting change of a part that began under its total's flag stays there.

    Examples
    --------
    >>> given = dict(series="one", frequency="M", version="1.0", severity="watch", direction="up")
    >>> august = Flag(period="2026-08", rule="residual", state="suppressed", parent="x", **given)
    >>> september = Flag(period="2026-09", rule="sustained", **given)
    >>> [flag.parent for flag in going_on([august, september])]
    ['x', 'x']
    """
    given = list(flags)
    under = {(f.series, f.direction): (ending(f.period), f.parent) for f in given if f.parent}
    return [_under(flag, *under.get((flag.series, flag.direction), ("", ""))) for flag in given]


def _under(flag: Flag, since: str, parent: str) -> Flag:
    if flag.parent or not parent or flag.rule != "sustained" or ending(flag.period) <= since:
        return flag
    return flag.with_(parent=parent, state="suppressed")


_MOVES: Final = frozenset({"residual", "sustained", "counts"})


def _leading(flag: Flag, parts: list[Flag]) -> Flag:
    if not parts:
        return flag
    largest = max(parts, key=lambda part: abs(part.effect))
    return flag.with_(evidence={**flag.evidence, "leading": largest.item or largest.series})
