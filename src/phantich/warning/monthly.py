"""Monthly series of a group: the forecast's residual, lasting changes, outbreaks, errors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
import pandas as pd

from phantich.catalog import Indicator
from phantich.catalog.breaks import break_months
from phantich.catalog.model import Kind
from phantich.observations import is_simulated
from phantich.warning.flag import Flag
from phantich.warning.intake import read_grid
from phantich.warning.outbreakflags import outbreak_flags
from phantich.warning.screen import flags_at, screen
from phantich.warning.series import Judged, Series, named

#: Months judged, each with only its own past, so that what is open is known.
JUDGED: Final = 4
#: Months of history that are read.
HISTORY: Final = 180
#: Kind → measures, of which the first with figures is judged.
_MEASURES: Final[dict[Kind, tuple[str, ...]]] = {
    "price_index": ("mom",),
    "volume_index": ("mom", "yoy"),
    "flow": ("level",),
    "stock": ("level",),
    "ratio": ("level",),
    "rating": ("level",),
    "count": ("level",),
}
#: Figures of a series without which nothing is judged.
_LEAST: Final = 24


def monthly_series(
    table: pd.DataFrame, indicators: Sequence[Indicator], month: str
) -> list[Series]:
    """The series of a city that have a figure of the month, or lack only the newest ones.

    Parameters
    ----------
    table
        Monthly observations of the city itself, one row a figure. Published and simulated figures
        never stand in one series: those like the newest one are taken.
    """
    found = []
    known = {(i.code, c.id): (i, c) for i in indicators for c in i.components}
    origins = {source: is_simulated(source) for source in table["source"].unique()}
    table = table.assign(simulated=table["source"].map(origins).astype(bool))
    for (code, name), own in table.groupby(["indicator", "component"], sort=False):
        pair = known.get((str(code), str(name)))
        if pair is None:
            continue
        present = set(own["measure"].unique())
        measure = next((m for m in _MEASURES.get(pair[1].kind, ()) if m in present), None)
        for item, rows in own[own["measure"] == measure].groupby("item", sort=False):
            if not rows["period"].is_monotonic_increasing:
                rows = rows.sort_values("period")
            alike = rows["simulated"].to_numpy()
            alike = alike == alike[-1]
            rows = rows if alike.all() else rows[alike]
            if len(rows) >= _LEAST and rows["period"].iloc[-1] == month:
                found.append(Series(*pair, str(item), str(measure), rows))
    return found


def judge_monthly(series: Sequence[Series], month: str) -> Judged:
    """Judge the last months of all series; one batch a month for false-discovery control."""
    events = [one for one in series if one.component.kind == "count"]
    others = [one for one in series if one.component.kind != "count"]
    flags = [*_outbreaks(events), *_screened(others, month)]
    months = [str(p) for p in pd.period_range(end=pd.Period(month, "M"), periods=JUDGED)]
    judged = tuple((one.id, when) for one in series for when in months)
    return Judged(tuple(flags), judged, len(series))


def _table(series: Sequence[Series]) -> pd.DataFrame:
    ids = np.repeat([one.id for one in series], [len(one.figures) for one in series])
    periods, values = (
        np.concatenate([one.figures[name].to_numpy() for one in series])
        for name in ("period", "value")
    )
    # The few months that there are become dates once.
    codes, months = pd.factorize(periods)
    days = pd.to_datetime([f"{month}-01" for month in months], format="%Y-%m-%d").to_numpy()[codes]
    return pd.DataFrame(
        {"unique_id": ids, "ds": days, "y": values.astype(float), "period": periods}
    )


def _screened(series: Sequence[Series], month: str) -> Iterator[Flag]:
    if not series:
        return
    by_id = {one.id: one for one in series}
    breaks = break_months(series[0].area)
    result = screen(read_grid(_table(series), "M", f"{month}-01"), JUDGED, breaks=breaks)
    for found in flags_at(result, zip(*np.nonzero(result.severity), strict=True)):
        one = by_id[found.series]
        flag = named(one, found)
        if flag is not None:
            yield flag


def _outbreaks(series: Sequence[Series]) -> Iterator[Flag]:
    if series:
        yield from outbreak_flags({one.id: one for one in series}, _table(series), JUDGED)
