"""What a series of the store is called in a flag: its id, and a name that stands alone."""

from __future__ import annotations

from typing import Final

from phantich.catalog import Component, Indicator
from phantich.catalog.codelists import code_list
from phantich.warning.flag import Flag, Rule

#: Measures that are comparisons (base = 100): they are told as a change, in per cent.
COMPARED: Final[dict[str, tuple[str, str]]] = {
    "mom": ("so với tháng trước", "on the previous month"),
    "yoy": ("so với cùng kỳ năm trước", "on the same month of last year"),
}


def series_id(indicator: str, component: str, item: str, area: str, measure: str) -> str:
    """The name under which a series of the store is judged.

    Examples
    --------
    >>> series_id("HP.A.I.1", "cpi", "Giáo dục", "Hải Phòng", "mom")
    'HP.A.I.1/cpi|Giáo dục|Hải Phòng|mom'
    """
    return f"{indicator}/{component}|{item}|{area}|{measure}"


def base_flag(
    indicator: Indicator,
    component: Component,
    item: str,
    area: str,
    measure: str,
    *,
    rule: Rule,
    version: str,
    period: str,
    frequency: str,
    place: str = "",
) -> Flag:
    """A record with the names of a series and no finding yet.

    `place` is the locality's name where the series is one of many localities.
    """
    vi, en = _names(indicator, component, item, measure, place)
    return Flag(
        series=series_id(indicator.code, component.id, item, area, measure),
        period=period,
        frequency=frequency,
        rule=rule,
        version=version,
        severity="info",
        indicator=indicator.code,
        component=component.id,
        item=item,
        area=area,
        name_vi=vi,
        name_en=en,
        unit="%" if measure in COMPARED else component.unit,
    )


#: A longer title is left out of a sentence; the page names the indicator beside it.
_LONG_TITLE: Final = 70


def _names(
    indicator: Indicator, component: Component, item: str, measure: str, place: str
) -> tuple[str, str]:
    vi, en = component.name, component.name_en
    title = indicator.title.casefold()
    alone = len(indicator.components) == 1 or vi.casefold() in title or title in vi.casefold()
    if not alone and not place and len(title) <= _LONG_TITLE:
        vi, en = f"{indicator.title}: {_lower(vi)}", f"{indicator.name_en.split(' (')[0]}: {en}"
    if item != component.total:
        vi, en = f"{vi}, {item}", f"{en}, {_english(component, item)}"
    if place:
        vi, en = f"{place}: {_lower(vi)}", f"{place}: {en}"
    if measure in COMPARED:
        vi, en = f"{vi} {COMPARED[measure][0]}", f"{en} {COMPARED[measure][1]}"
    return vi, en


def _lower(name: str) -> str:
    """A name inside a sentence; abbreviations keep their capitals."""
    return name if name[:2].isupper() else name[:1].lower() + name[1:]


def _english(component: Component, item: str) -> str:
    for list_id in component.breakdowns:
        names = code_list(list_id)
        if item in names.names:
            return names.member(item).name_en
    return item
