"""League tables: units side by side by size, with their place of the year before."""

from __future__ import annotations

from functools import partial
from typing import Final

import numpy as np

from phantich.brief import figures, periods
from phantich.brief.charts import words
from phantich.brief.charts.model import Chart
from phantich.brief.charts.ranking import League, Unit, draw
from phantich.brief.charts.reading import Reading
from phantich.brief.model.facts import Fact
from phantich.brief.model.indicators import ComponentContent
from phantich.brief.subject import Subject
from phantich.brief.text import Text, literal, text
from phantich.measures.ratios import rank

#: Units that are listed in full; of more, so many from each end.
FULL: Final = 24
ENDS: Final = 10
#: Units from which a comparison is worth a chart.
LEAST: Final = 4
#: Height of a row in inches.
_ROW: Final = 0.235


def leagues(subject: Subject, reading: Reading) -> list[League]:
    """The leagues of the items, one for each breakdown, and that of the areas."""
    component = subject.main
    period = reading.recent(component)
    if period is None or component.direction == "neutral":
        return []
    then = periods.year_before(period)
    lists = {item.name: item.breakdown for item in component.items}
    members = reading.members(component, period)
    groups = [
        {name: fact for name, fact in members.items() if lists.get(name, "") == breakdown}
        for breakdown in dict.fromkeys(lists.get(name, "") for name in members)
    ]
    old = {**reading.members(component, then), **reading.places(component, then)}
    return [
        _league(component, period, now, {n: old[n] for n in now if n in old}, reading)
        for now in (*groups, reading.places(component, period))
        if len(now) >= LEAST
    ]


def _league(
    component: ComponentContent,
    period: str,
    now: dict[str, Fact],
    before: dict[str, Fact],
    reading: Reading,
) -> League:
    names = list(now)
    good = component.direction != "bad"
    ranks = rank(np.array([now[n].value for n in names]), high_is_good=good)
    old = rank(
        np.array([before[n].value if n in before else np.nan for n in names]), high_is_good=good
    )
    labels = {item.name: words.label(item) for item in component.items}
    units = [
        Unit(labels.get(n, literal(n, n)), now[n], int(r), before.get(n), int(o))
        for n, r, o in zip(names, ranks, old, strict=True)
    ]
    return League(
        component,
        period,
        tuple(sorted(units, key=lambda u: (u.rank, u.name.plain()))),
        reading.at(component, period),
        reading.target(component, period),
    )


def chart(id_: str, code: str, league: League) -> Chart:
    """The league as a chart: all units as dots, and the rows of both ends with their ranks."""
    shown = _rows(league)
    title = _title(league)
    subtitle = _subtitle(league)
    height = _ROW * len(shown) + 1.25
    return Chart(
        id=id_,
        title=title,
        subtitle=subtitle,
        alt=_alt(league, subtitle),
        codes=(code,),
        facts=league.facts,
        draw=partial(draw, league=league, rows=shown),
        height=height,
        narrow_height=height,
    )


def _rows(league: League) -> list[Unit | None]:
    """All units, or both ends with a gap between them."""
    if len(league.units) <= FULL:
        return list(league.units)
    return [*league.units[:ENDS], None, *league.units[-ENDS:]]


def _title(league: League) -> Text:
    best, least = league.units[0], league.units[-1]
    several = league.units[1].rank == best.rank
    title = text(
        "{name}: {best} đứng đầu với {a}, {least} đứng cuối với {b}",
        "{name}: first {best} ({a}), last {least} ({b})",
        name=words.named(league.component),
        best=_SEVERAL if several else best.name,
        a=_told(best.now),
        least=least.name,
        b=_told(least.now),
    )
    if league.whole is not None:
        title += text("; toàn thành phố {w}", "; the city has {w}", w=_told(league.whole))
    return title


#: «nhiều đơn vị cùng đứng đầu».
_SEVERAL: Final = text("nhiều đơn vị cùng", "several units")


def _told(fact: Fact) -> Text:
    return figures.percent(fact) if fact.unit == "%" else words.told(fact, 2)


def _subtitle(league: League) -> Text:
    vi = "{when}, {u}. Chấm rỗng và hạng trong ngoặc: cùng kỳ năm trước"
    en = "{when}, {u}. Hollow dots and ranks in brackets: a year before"
    if league.component.direction == "bad":
        vi += "; thấp là tốt"
        en += "; low is good"
    when = words.heading(periods.name(league.period))
    return text(vi, en, when=when, u=words.unit(league.units[0].now.unit))


def _alt(league: League, subtitle: Text) -> Text:
    ends = [league.units[:3], league.units[-3:]]
    first, last = (words.rows((u.name, _told(u.now)) for u in end) for end in ends)
    return text(
        "Bảng xếp hạng bằng biểu đồ chấm. {s}. Đứng đầu: {first}. Đứng cuối: {last}.",
        "League table with dots. {s}. First: {first}. Last: {last}.",
        s=subtitle,
        first=first,
        last=last,
    )
