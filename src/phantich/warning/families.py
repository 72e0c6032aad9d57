"""Rules that need more than one series: gauges with levels, plans, projects."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from phantich.catalog import Component, Indicator
from phantich.catalog.levels import levels_of
from phantich.catalog.units import unit as unit_of
from phantich.errors import UsageError
from phantich.forecast.observed import observed_paths
from phantich.forecast.odds import year_end_odds
from phantich.observations import is_simulated
from phantich.warning import pace, projects, thresholds
from phantich.warning.flag import Flag
from phantich.warning.naming import base_flag

if TYPE_CHECKING:
    from phantich.store import Store

Pair = tuple[Indicator, Component]
#: Days of readings before the month: a hold of one tidal day begins there.
_BEFORE: Final = 7
#: Of several plans the first is judged.
_QUALIFIERS: Final = ("council", "central", "", "scenario")


def gauge_findings(
    store: Store, pairs: Sequence[Pair], area: str, month: str, as_of: str | None
) -> Iterator[Flag]:
    """Levels reached in the month, and the next one where the last reading runs towards it."""
    wanted = [pair for pair in pairs if pair[1].kind == "gauge"]
    if not wanted:
        return
    since = pd.Timestamp(f"{month}-01")
    begin = (since - pd.Timedelta(days=_BEFORE)).strftime("%Y-%m-%d")
    table = store.query(
        sorted({indicator.code for indicator, _ in wanted}),
        component=sorted({component.id for _, component in wanted}),
        area=area,
        measure="level",
        frequency=["H", "D"],
        period_from=begin,
        period_to=month,
        as_of=as_of,
    )
    for indicator, component in wanted:
        name = f"{indicator.code}/{component.id}"
        own = table[(table["indicator"] == indicator.code) & (table["component"] == component.id)]
        for item, rows in own.groupby("item", sort=False):
            levels = levels_of(
                name, str(item), component.unit, dt.date.fromisoformat(f"{month}-01")
            )
            if levels is None:
                continue
            letter = "H" if (rows["frequency"] == "H").any() else "D"
            rows = rows[rows["frequency"] == letter].sort_values("period")
            base = base_flag(
                indicator, component, str(item), area, "level",
                rule="threshold", version=thresholds.VERSION, period="", frequency=letter,
            ).with_(vintage=str(rows["vintage"].max()))  # fmt: skip
            times = _times(rows["period"])
            values = rows["value"].to_numpy(float)
            yield from thresholds.gauge_flags(base, times, values, levels, since)


def _times(periods: pd.Series) -> pd.DatetimeIndex:
    texts = periods.where(periods.str.len() == 10, periods + ":00")
    return pd.DatetimeIndex(pd.to_datetime(texts, format="ISO8601"))


def pace_findings(
    store: Store, pairs: Sequence[Pair], area: str, month: str, as_of: str | None
) -> Iterator[Flag]:
    """Plans of flows that are in danger, by the odds at the month."""
    wanted = [p for p in pairs if p[1].kind == "flow" and p[1].direction != "bad"]
    if not wanted:
        return
    table = store.query(
        sorted({indicator.code for indicator, _ in wanted}),
        component=sorted({component.id for _, component in wanted}),
        area=area,
        frequency=["M", "A"],
        as_of=as_of,
    )
    annual = table["frequency"] == "A"
    kept = (annual & (table["period"] <= month[:4])) | (~annual & (table["period"] <= month))
    table = table[kept]
    for indicator, component in wanted:
        own = table[(table["indicator"] == indicator.code) & (table["component"] == component.id)]
        yield from _plan_findings(indicator, component, own, month)


def _plan_findings(
    indicator: Indicator, component: Component, table: pd.DataFrame, month: str
) -> Iterator[Flag]:
    measures = set(table["measure"])
    for qualifier in _QUALIFIERS:
        suffix = f":{qualifier}" if qualifier else ""
        if measures & {f"plan{suffix}", f"pct_plan{suffix}"}:
            break
    else:
        return
    monthly = table[(table["frequency"] == "M") & (table["period"] == month)]
    if monthly.empty:
        return
    newest = is_simulated(str(monthly["source"].iloc[0]))
    alike = table[table["source"].map(is_simulated) == newest]
    try:
        paths = observed_paths(alike, qualifier=qualifier)
    except UsageError:
        return
    if paths.year != int(month[:4]):
        return
    area = str(alike["area"].iloc[0])
    bases = [
        base_flag(
            indicator, component, str(name).split("|", 1)[1], area, "ytd",
            rule="pace", version=pace.VERSION, period=month, frequency="M",
        ).with_(vintage=str(alike["vintage"].max()))
        for name in paths.ids
    ]  # fmt: skip
    odds = year_end_odds(paths)
    current = set(monthly["item"])
    unit = f"{component.unit}|{unit_of(component.unit).name_en}"
    for flag in pace.pace_flags(bases, odds, unit=unit):
        if flag.item in current:
            yield flag


def project_findings(
    store: Store, pairs: Sequence[Pair], area: str, month: str, as_of: str | None
) -> Iterator[Flag]:
    """Projects and programmes that are not green in the month."""
    wanted = [pair for pair in pairs if pair[1].kind == "progress"]
    if not wanted:
        return
    table = store.query(
        sorted({indicator.code for indicator, _ in wanted}),
        area=area,
        measure=["level", "plan"],
        frequency="M",
        period_to=month,
        as_of=as_of,
    )
    for indicator, component in wanted:
        own = table[table["indicator"] == indicator.code]
        curves = own[own["component"] == component.id]
        for item, rows in curves.groupby("item", sort=False):
            project = _project(component, rows, own[own["item"] == item], month)
            if project is None:
                continue
            base = base_flag(
                indicator, component, str(item), area, "level",
                rule="projects", version=projects.VERSION, period=month, frequency="M",
            ).with_(unit="%", vintage=str(rows["vintage"].max()))  # fmt: skip
            flag = projects.project_flag(base, project)
            if flag is not None:
                yield flag


def _project(
    component: Component, rows: pd.DataFrame, others: pd.DataFrame, month: str
) -> projects.Project | None:
    """Curves in per cent of the whole; None where the month has no plan or no report."""
    wide = rows.pivot_table(index="period", columns="measure", values="value", aggfunc="last")
    if not {"plan", "level"} <= set(wide.columns) or component.unit != "%":
        return None
    wide = wide[wide["plan"].notna()].sort_index()
    if wide.empty or wide.index[-1] != month or np.isnan(wide["level"].iloc[-1]):
        return None
    now = others[(others["period"] == month) & (others["measure"] == "level")]
    shares = dict(zip(now["component"], now["value"].astype(float), strict=True))
    return projects.Project(
        wide["plan"].to_numpy(float),
        wide["level"].to_numpy(float),
        land=shares.get("land_clearance", np.nan),
        capital=shares.get("disbursement_rate", np.nan),
    )
