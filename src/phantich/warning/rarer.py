"""Quarterly, half-yearly and yearly series of a group, and crop seasons: what monthly ones get.

A component is judged by the finest of these frequencies whose newest period is news
(`phantich.warning.fresh`) and has enough past: `PAST` earlier figures, three years of quarters, six
of half-years, twelve of years or of one crop season; `COUNTS_PAST` for counts. One that has a
monthly series is not judged again by its quarters. Each crop season is a yearly series of its own.
Counts stand at the last month of their period, where Tết plays no part.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from phantich.catalog import Indicator
from phantich.catalog.breaks import break_months
from phantich.catalog.model import Kind
from phantich.observations import is_simulated
from phantich.warning.counts import LEAST_PERIODS
from phantich.warning.flag import Flag
from phantich.warning.fresh import is_fresh
from phantich.warning.intake import Frequency, read_grid
from phantich.warning.order import ending
from phantich.warning.outbreakflags import outbreak_flags
from phantich.warning.residual import LEAST
from phantich.warning.screen import flag_at, screen
from phantich.warning.series import Judged, Series, named

if TYPE_CHECKING:
    from phantich.store import Store

#: Earlier figures without which nothing is judged: amounts and ratios, and counts.
PAST: Final = LEAST
COUNTS_PAST: Final = LEAST_PERIODS
#: Frequency → newest periods judged, each with its own past, so that what is open is known.
JUDGED: Final[dict[str, int]] = {"Q": 3, "S": 2, "A": 1, "C": 1}
#: Frequency → months of a period.
_MONTHS: Final[dict[str, int]] = {"Q": 3, "S": 6, "A": 12, "C": 12}
_GRIDS: Final[dict[str, Frequency]] = {"Q": "Q", "S": "S", "A": "A", "C": "A"}
#: Kind → measures, of which the first with figures is judged.
_MEASURES: Final[dict[Kind, tuple[str, ...]]] = {
    "price_index": ("yoy",),
    "volume_index": ("yoy",),
    "flow": ("level",),
    "stock": ("level",),
    "ratio": ("level",),
    "rating": ("level",),
    "count": ("level",),
}


def judge_rarer(
    store: Store,
    indicators: Sequence[Indicator],
    area: str,
    month: str,
    as_of: str | None,
    monthly: Sequence[Series],
) -> Judged:
    """Judge the series of a city that are rarer than monthly; one batch a frequency.

    Parameters
    ----------
    monthly
        Series that are judged by months.
    """
    table = store.query(
        [indicator.code for indicator in indicators], area=area, measure=["level", "yoy"],
        frequency=list(JUDGED), as_of=as_of, period_to=month,
    )  # fmt: skip
    taken = {(one.indicator.code, one.component.id) for one in monthly}
    found = rarer_series(table, indicators, month, taken)
    flags: list[Flag] = []
    for letter in JUDGED:
        own = [one for one in found if one.frequency == letter]
        flags += _screened([one for one in own if one.component.kind != "count"], letter)
        flags += _outbreaks([one for one in own if one.component.kind == "count"], letter)
    judged = tuple((one.id, p) for one in found for p in one.figures["period"][-_judged(one) :])
    return Judged(tuple(flags), judged, len(found))


def rarer_series(
    table: pd.DataFrame, indicators: Sequence[Indicator], month: str, taken: set[tuple[str, str]]
) -> list[Series]:
    """Series with a fresh figure and enough past, of components that are not `taken`.

    Published and simulated figures never stand in one series: those like the newest one are taken.
    """
    known = {(i.code, c.id): (i, c) for i in indicators for c in i.components}
    found: list[Series] = []
    for (code, name), own in table.groupby(["indicator", "component"], sort=False):
        pair = known.get((str(code), str(name)))
        if pair is None or (str(code), str(name)) in taken:
            continue
        for letter in JUDGED:
            rows = own[own["frequency"] == letter]
            present = set(rows["measure"].unique())
            measure = next((m for m in _MEASURES.get(pair[1].kind, ()) if m in present), "")
            rows = rows[rows["measure"] == measure]
            season = rows["period"].str[5:] if letter == "C" else ""
            made = [
                Series(*pair, str(item), measure, figures)
                for (item, _), figures in _parts(rows.assign(season=season))
                if _suffices(figures, month, counts=pair[1].kind == "count")
            ]
            if made:
                found += made
                break
    return found


def _parts(rows: pd.DataFrame) -> Iterator[tuple[tuple[str, str], pd.DataFrame]]:
    """Figures of each item, and of each of its crop seasons, in order of time."""
    for key, part in rows.groupby(["item", "season"], sort=False):
        part = part.assign(simulated=part["source"].map(is_simulated)).sort_values("period")
        yield (
            (str(key[0]), str(key[1])),
            part[part["simulated"] == part["simulated"].iloc[-1]].reset_index(drop=True),
        )


def _suffices(figures: pd.DataFrame, month: str, *, counts: bool) -> bool:
    past = COUNTS_PAST if counts else PAST
    return len(figures) > past and is_fresh(str(figures["period"].iloc[-1]), month)


def _judged(one: Series) -> int:
    """Newest periods of a series that have enough past."""
    past = COUNTS_PAST if one.component.kind == "count" else PAST
    return min(JUDGED[one.frequency], len(one.figures) - past)


def _table(series: Sequence[Series]) -> pd.DataFrame:
    """Figures under the number of their series, each dated in the last month of its period."""
    ids = np.repeat(np.arange(len(series)).astype(str), [len(one.figures) for one in series])
    figures = pd.concat([one.figures[["period", "value"]] for one in series])
    days = pd.to_datetime([f"{ending(period)[:7]}-01" for period in figures["period"]])
    values = figures["value"].to_numpy(float)
    table = {"unique_id": ids, "ds": days, "y": values, "period": figures["period"].to_numpy()}
    return pd.DataFrame(table)


def _screened(series: Sequence[Series], letter: str) -> Iterator[Flag]:
    if not series:
        return
    grid = read_grid(_table(series), _GRIDS[letter])
    result = screen(grid, JUDGED[letter], breaks=break_months(series[0].area))
    for row, at in zip(*np.nonzero(result.severity), strict=True):
        one = series[int(result.grid.ids[row])]
        found = flag_at(result, int(row), int(at)).with_(series=one.id)
        if letter == "C":
            season = str(one.figures["period"].iloc[-1])[5:]
            found = found.with_(period=f"{found.period}-{season}", frequency="C")
        flag = named(one, found)
        if flag is not None:
            yield flag


def _outbreaks(series: Sequence[Series], letter: str) -> Iterator[Flag]:
    """Counts, judged as months of which only every third, sixth or twelfth has one."""
    if series:
        months = _MONTHS[letter] * (JUDGED[letter] - 1) + 1
        by_number = {str(number): one for number, one in enumerate(series)}
        yield from outbreak_flags(by_number, _table(series), months)
