"""Which series of a content are forecast, from which figures, and why others are not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from phantich.brief import periods
from phantich.brief.model.content import Content
from phantich.brief.model.facts import Fact
from phantich.brief.model.indicators import ComponentContent
from phantich.brief.outlook.chaining import chained as chain
from phantich.brief.outlook.series import by_period, with_differences
from phantich.brief.outlook.series import limits as limits_of
from phantich.brief.text import Text, literal
from phantich.brief.view import View
from phantich.catalog import Component, indicator_set
from phantich.catalog.breaks import break_months
from phantich.catalog.model import Kind

if TYPE_CHECKING:
    import pandas as pd

    from phantich.forecast.prospects import Request
    from phantich.store import Store

#: Fewest figures of a series that is forecast on the page: three years, or five of quarters.
LEAST: Final = {"M": 36, "Q": 20}
#: Kind → measures that say where the series stands, the first with a figure being told.
_TOLD: Final[dict[Kind, tuple[str, ...]]] = {
    "price_index": ("yoy", "ytd_average"),
    "volume_index": ("yoy", "ytd_yoy"),
    "flow": ("level", "ytd"),
    "stock": ("level",),
    "count": ("level", "ytd"),
    "ratio": ("level",),
}
#: Growth on last year follows from these, chained.
_CHAINED: Final = ("price_index", "volume_index")
_MEASURES: Final = ("level", "ytd", "mom", "vs_december", "yoy", "ytd_average", "ytd_yoy")


@dataclass(frozen=True)
class Case:
    """One indicator: the component told, its newest figure, and what is asked of the forecast.

    Without a `request` and without `years`, `why` says why there is none.
    """

    component: ComponentContent
    letter: str = ""
    newest: Fact | None = None
    #: Measure of what is told: ``level`` or ``yoy``.
    measure: str = ""
    request: Request | None = None
    #: All figures of the component's whole of the same origin, by measure.
    rows: pd.DataFrame | None = None
    why: Text = field(default_factory=Text)


def cases(store: Store, content: Content, every: bool = False) -> list[Case]:
    """The case of each indicator, or of every component, in the order of the decision."""
    view = View(content)
    catalogue = {i.code: i for i in indicator_set(content.city).indicators}
    reader = _Past(store, content)
    found = []
    for indicator in content.indicators:
        own = [
            _case(view, component, catalogue[indicator.code].component(component.id), reader)
            for component in indicator.components
            if not component.within
        ]
        if every:
            found += own
        elif own:
            found.append(next((case for case in own if case.request is not None), own[0]))
    return found


def earlier(store: Store, content: Content, found: Iterable[Case]) -> dict[str, Request]:
    """What would have been asked on the day before each newest figure became known, by name."""
    view = View(content)
    reader = _Past(store, content)
    asked = {}
    for case in found:
        if case.request is None or case.newest is None:
            continue
        newest = case.newest
        before = dt.date.fromisoformat(newest.vintage) - dt.timedelta(days=1)
        rows = reader.of(case.component, newest.simulated, before.isoformat())
        rows = rows[(rows["frequency"] == case.letter) & (rows["unit"] == newest.unit)]
        request, measure = _request(view, case.component, newest, rows)
        if request is not None and measure == case.measure:
            asked[case.request.unique_id] = request
    return asked


class _Past:
    """Figures of the group's wholes, asked of the store once for each origin and day."""

    def __init__(self, store: Store, content: Content) -> None:
        self.store, self.content = store, content
        self._tables: dict[tuple[bool, str], pd.DataFrame] = {}

    def of(self, component: ComponentContent, simulated: bool, as_of: str = "") -> pd.DataFrame:
        """All monthly and quarterly figures of the whole up to the month of the content."""
        table = self._table(simulated, as_of or self.content.as_of)
        own = (table["indicator"] == component.indicator) & (table["component"] == component.id)
        return table[own & (table["item"] == component.total)]

    def _table(self, simulated: bool, as_of: str) -> pd.DataFrame:
        if (simulated, as_of) not in self._tables:
            content = self.content
            self._tables[simulated, as_of] = self.store.query(
                [indicator.code for indicator in content.indicators],
                item=sorted({c.total for c in content.components}),
                area=content.area.vi,
                measure=list(_MEASURES),
                frequency=["M", "Q"],
                period_to=content.month,
                as_of=as_of or None,
                simulated="only" if simulated else "exclude",
            )
        return self._tables[simulated, as_of]


def _case(view: View, component: ComponentContent, declared: Component, past: _Past) -> Case:
    if declared.not_forecast is not None:
        return Case(component, why=_because(declared.not_forecast.vi, declared.not_forecast.en))
    newest = _newest(view, component)
    if newest is None:
        return Case(component, why=_because("chưa có số liệu của kỳ", "no figure of the period"))
    letter = periods.frequency(newest.period)
    if letter not in LEAST or component.kind not in _TOLD:
        return Case(component, letter, newest, why=_TOO_COARSE)
    rows = past.of(component, newest.simulated)
    rows = rows[(rows["frequency"] == letter) & (rows["unit"] == newest.unit)]
    if newest.measure == "ytd_average":
        return Case(component, letter, newest, "", None, rows, _AVERAGE)
    request, measure = _request(view, component, newest, rows)
    count = 0 if request is None else int(request.values.notna().sum())
    if request is None or count < LEAST[letter]:
        return Case(component, letter, newest, measure, None, rows, _TOO_SHORT)
    return Case(component, letter, newest, measure, request, rows)


def _newest(view: View, component: ComponentContent) -> Fact | None:
    """The figure of the period told that says where the series stands; a published one first."""
    if component.coverage != "measured":
        return None
    found = [view.fact(component, m) for m in (*_TOLD.get(component.kind, ()), "level")]
    printed = [fact for fact in found if fact is not None and not fact.rule]
    return min(printed, key=lambda fact: fact.simulated, default=None)


def _request(
    view: View, component: ComponentContent, newest: Fact, rows: pd.DataFrame
) -> tuple[Request | None, str]:
    """What is asked of the forecast, and the measure that it tells."""
    from phantich.forecast.prospects import Request

    name = f"{component.indicator}/{component.id}"
    series = {str(m): by_period(own) for m, own in rows.groupby("measure", sort=False)}
    letter = periods.frequency(newest.period)
    if component.kind in _CHAINED:
        chained = chain(series, LEAST[letter])
        if chained is not None and newest.measure == "yoy":
            return Request(name, chained, "growth"), "yoy"
        values = series.get("yoy")
        return (None, "") if values is None else (Request(name, values), "yoy")
    values = series.get("level")
    if component.kind in ("flow", "count"):
        values = with_differences(values, series.get("ytd"))
    if values is None or values.empty:
        return None, ""
    breaks = break_months(view.area) if letter == "M" else ()
    first, last = values.index[0], values.index[-1]
    limits = limits_of(component, values)
    within = tuple(month for month in breaks if first < month <= last)
    return Request(name, values, "level", limits, within), "level"


def _because(vi: str, en: str) -> Text:
    return literal(f"Không dự báo: {vi.rstrip('.')}.", f"Not forecast: {en.rstrip('.')}.")


_TOO_COARSE: Final = _because(
    "số liệu không theo tháng hay quý, chuỗi quá ngắn để dự báo tin cậy",
    "figures are neither monthly nor quarterly, the series is too short for a reliable forecast",
)
_AVERAGE: Final = _because(
    "bình quân là kết quả của các tháng, xem dự báo chỉ số giá tháng",
    "the average follows from the months, see the forecast of the monthly index",
)
_TOO_SHORT: Final = _because(
    "chuỗi số liệu cùng nguồn còn quá ngắn để dự báo tin cậy",
    "the series of one origin is still too short for a reliable forecast",
)


def used(facts: Iterable[Fact], newest: Fact, measure: str) -> list[Fact]:
    """Figures of the content that the forecast of a measure continues, in order of time."""
    letter = periods.frequency(newest.period)
    found = [
        fact
        for fact in facts
        if (fact.indicator, fact.component, fact.item, fact.area, fact.measure)
        == (newest.indicator, newest.component, newest.item, newest.area, measure)
        and fact.simulated == newest.simulated
        and periods.frequency(fact.period) == letter
    ]
    return sorted(found, key=lambda fact: periods.end(fact.period))
