"""Everything that early warning has to say of a group as of a day: rules, events, register."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from phantich.catalog import Component, Indicator
from phantich.warning.events import calendar_events, explained, planned_events
from phantich.warning.families import (
    gauge_findings,
    pace_findings,
    project_findings,
)
from phantich.warning.flag import SEVERITIES, Flag
from phantich.warning.fresh import is_fresh
from phantich.warning.localities import locality_findings
from phantich.warning.monthly import HISTORY, judge_monthly, monthly_series
from phantich.warning.parents import going_on, with_parents
from phantich.warning.rarer import judge_rarer
from phantich.warning.register import Register
from phantich.warning.series import Judged

if TYPE_CHECKING:
    from phantich.store import Store

_FAMILIES: Final = (gauge_findings, pace_findings, project_findings, locality_findings)
_MEASURES: Final = ["level", "mom", "yoy"]
#: Numbers under it have too few digits to be told apart by them.
_SMALL: Final = 10.0


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found in a group for a month.

    `flags` are for the leaders: open, gravest first, those of the month before older ones. `doubts`
    are figures of the month that the reporter is asked about. `parts` moved with a total that is
    flagged, `series` is how many series were judged, `judged` which, with each month.
    """

    flags: tuple[Flag, ...]
    doubts: tuple[Flag, ...]
    parts: tuple[Flag, ...]
    series: int
    judged: tuple[tuple[str, str], ...] = ()


def screen_group(
    store: Store,
    indicators: Sequence[Indicator],
    area: str,
    month: str,
    as_of: str | None = None,
    register: Register | None = None,
) -> Findings:
    """Screen the monthly and rarer series of a group's city, its gauges, plans, projects and
    localities.

    Parameters
    ----------
    indicators
        Those of the group.
    month
        ``YYYY-MM``; nothing of a later month is used.
    as_of
        Day as of which the figures are taken; the newest vintages when None.
    register
        What people said of flags and which rules are demoted; it is read, not written.
    """
    codes = [indicator.code for indicator in indicators]
    table = store.query(
        codes, area=area, measure=_MEASURES, frequency="M", as_of=as_of,
        period_from=_before(month, HISTORY), period_to=month,
    )  # fmt: skip
    monthly = monthly_series(table, indicators, month)
    judged = judge_monthly(monthly, month)
    judged = judged.joined(judge_rarer(store, indicators, area, month, as_of, monthly))
    pairs = [(indicator, c) for indicator in indicators for c in indicator.components]
    more = [flag for find in _FAMILIES for flag in find(store, pairs, area, month, as_of)]
    return _settled(judged, more, indicators, area, month, as_of, register or Register())


def record_findings(register: Register, found: Findings, codes: Sequence[str], month: str) -> None:
    """Take the findings of a group into a register that is kept.

    What is open of the group's gauges, plans, projects and localities and was not found again
    counts as normal in the month.

    Parameters
    ----------
    codes
        Indicators of the group.
    """
    given = [*found.flags, *found.doubts]
    again = {(flag.series, flag.rule) for flag in given}
    quiet = [
        (flag.series, month)
        for flag in register.open()
        if flag.indicator in codes
        and flag.rule not in _MONTHLY
        and (flag.series, flag.rule) not in again
    ]
    register.record(given, [*found.judged, *quiet])


_MONTHLY: Final = frozenset({"residual", "sustained", "counts", "quality"})


def _settled(
    judged: Judged,
    more: list[Flag],
    indicators: Sequence[Indicator],
    area: str,
    month: str,
    as_of: str | None,
    known: Register,
) -> Findings:
    kinds = {(i.code, c.id): c for i in indicators for c in i.components}
    raised = [flag.with_(raised_at=as_of or flag.vintage) for flag in (*judged.flags, *more)]
    told = [_explained(flag, kinds, area) for flag in raised if flag.rule != "quality"]
    grouped = going_on(with_parents(_agreed(told), _totals(told, kinds)))
    running = Register()
    running.record([f for f in grouped if f.severity != "info" and not f.parent], judged.judged)
    flags = [_as_known(flag, known) for flag in running.open()]
    shown = [flag for flag in known.demoted(flags) if flag.state != "closed"]
    shown = [flag for flag in shown if _is_shown(flag, month)]
    return Findings(
        tuple(sorted(shown, key=lambda flag: _order(flag, month))),
        tuple(f for f in raised if f.rule == "quality" and is_fresh(f.period, month) and _asked(f)),
        tuple(flag for flag in grouped if flag.parent and is_fresh(flag.period, month)),
        judged.series,
        judged.judged,
    )


def _agreed(flags: Sequence[Flag]) -> list[Flag]:
    """Warnings that an unlike rule family shares for the same figure and direction are serious."""
    families: dict[tuple[str, str, str], set[str]] = {}
    for flag in flags:
        if flag.severity != "info":
            family = "model" if flag.rule in _MODELS else flag.rule
            families.setdefault(_figure(flag), set()).add(family)
    return [
        flag.with_(severity="serious")
        if flag.severity == "warning" and len(families[_figure(flag)]) > 1
        else flag
        for flag in flags
    ]


def _figure(flag: Flag) -> tuple[str, str, str]:
    return flag.series.rpartition("|")[0], flag.period, flag.direction


_MODELS: Final = frozenset({"residual", "sustained"})


def _explained(flag: Flag, kinds: dict[tuple[str, str], Component], area: str) -> Flag:
    year = int(flag.period[:4])
    events = (*planned_events(), *calendar_events(area, year, year))
    component = kinds[flag.indicator, flag.component]
    return explained(flag, events, component.kind)


def _totals(flags: Sequence[Flag], kinds: dict[tuple[str, str], Component]) -> dict[str, str]:
    """Series of each part → series of its total."""
    totals = {}
    for flag in flags:
        total = kinds[flag.indicator, flag.component].total
        if flag.item != total:
            head, _, rest = flag.series.split("|", 2)
            totals[flag.series] = f"{head}|{total}|{rest}"
    return totals


def _as_known(flag: Flag, known: Register) -> Flag:
    """The flag with what people said of it."""
    for one in known.flags:
        if one.flag_id == flag.flag_id and one.acknowledgement is not None:
            return flag.with_(state=one.state, acknowledgement=one.acknowledgement)
    return flag


def _asked(flag: Flag) -> bool:
    """Whether the reporter is asked about a figure.

    Missing figures are listed by what is due; small whole numbers repeat and grow tenfold by
    chance.
    """
    small = flag.cause in {"repeated", "unit"} and abs(flag.observed) < _SMALL
    return flag.cause != "missing" and not small


def _is_shown(flag: Flag, month: str) -> bool:
    """What is to be watched in the month; of earlier months what is open and graver."""
    grave = SEVERITIES.index(flag.severity)
    return grave >= 1 if is_fresh(flag.period, month) else grave >= SEVERITIES.index("warning")


def _order(flag: Flag, month: str) -> tuple[bool, bool, int, str]:
    late = not is_fresh(flag.period, month)
    return (
        flag.state == "explained",
        late,
        -SEVERITIES.index(flag.severity),
        f"{flag.indicator}|{flag.series}",
    )


def _before(month: str, count: int) -> str:
    number = int(month[:4]) * 12 + int(month[5:]) - 1 - count
    return f"{number // 12:04d}-{number % 12 + 1:02d}"
