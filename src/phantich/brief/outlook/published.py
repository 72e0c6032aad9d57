"""Forecasts of a content as rows of the archive."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from phantich.brief.model.content import Content
from phantich.brief.model.facts import Fact
from phantich.brief.outlook.minting import ENDS

if TYPE_CHECKING:
    import pandas as pd

#: Measure of a forecast fact → measure of the figure that will come.
_MEASURES: Final = {
    "forecast": "level",
    "forecast_yoy": "yoy",
    "forecast_ytd": "ytd",
    "forecast_ytd_average": "ytd_average",
}


def published(content: Content) -> pd.DataFrame:
    """One row a figure forecast, with the columns of `phantich.forecast.archive.COLUMNS`."""
    import pandas as pd

    from phantich.forecast.archive import COLUMNS, QUANTILES

    found: dict[tuple[str, ...], dict[str, Fact]] = {}
    for fact in content.edition_facts.values():
        name, _, end = fact.measure.partition(":")
        if name in _MEASURES and end in ENDS:
            key = (fact.indicator, fact.component, fact.item, fact.area, name, fact.period)
            found.setdefault(key, {})[end] = fact
    rows = []
    for ends in found.values():
        if len(ends) == len(ENDS):
            middle = ends["middle"]
            values = {q: ends[e].value for q, e in zip(QUANTILES, ENDS, strict=True)}
            rows.append({**_about(middle), **values})
    return pd.DataFrame(rows, columns=[c for c in COLUMNS if c != "made"])


def _about(fact: Fact) -> dict[str, object]:
    name = fact.measure.partition(":")[0]
    return {
        "indicator": fact.indicator,
        "component": fact.component,
        "item": fact.item,
        "area": fact.area,
        "measure": _MEASURES[name],
        "period": fact.period,
        "origin": fact.inputs[0].split("|")[3],
        "vintage": fact.vintage,
        "simulated": fact.simulated,
        "model": fact.rule.removeprefix("forecast, "),
        "unit": fact.unit,
    }
