"""Monthly series of a group: the forecast's residual, lasting changes, outbreaks, errors."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from phantich.catalog import Component, Indicator
from phantich.catalog.breaks import break_months
from phantich.catalog.model import Kind
from phantich.observations import is_simulated
from phantich.warning.counts import MINIMUM_COUNT, judge_counts
from phantich.warning.counts import VERSION as COUNTS
from phantich.warning.fdr import q_values
from phantich.warning.flag import Flag, Rule, effect_of
from phantich.warning.intake import read_grid
from phantich.warning.naming import COMPARED, base_flag, series_id
from phantich.warning.screen import Screened, flag_at, screen
from phantich.warning.severity import floor_of, graded, of_whole_numbers

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


@dataclass(frozen=True, slots=True, eq=False)
class Series:
    """One series of the store: what it is, and its figures in order of time."""

    indicator: Indicator
    component: Component
    item: str
    measure: str
    figures: pd.DataFrame

    @property
    def frequency(self) -> str:
        """SDMX letter of its periods."""
        return str(self.figures["frequency"].iloc[0])

    @property
    def area(self) -> str:
        """The city."""
        return str(self.figures["area"].iloc[0])

    @property
    def id(self) -> str:
        """Name under which it is judged."""
        return series_id(self.indicator.code, self.component.id, self.item, self.area, self.measure)


@dataclass(frozen=True, slots=True)
class Judged:
    """Findings of several months, and every series and month that was judged."""

    flags: tuple[Flag, ...]
    judged: tuple[tuple[str, str], ...]
    series: int

    def joined(self, other: Judged) -> Judged:
        """Both together."""
        return Judged(
            self.flags + other.flags, self.judged + other.judged, self.series + other.series
        )


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
    table = table.assign(simulated=table["source"].map(is_simulated))
    for (code, name), own in table.groupby(["indicator", "component"], sort=False):
        pair = known.get((str(code), str(name)))
        if pair is None:
            continue
        present = set(own["measure"].unique())
        measure = next((m for m in _MEASURES.get(pair[1].kind, ()) if m in present), None)
        for item, rows in own[own["measure"] == measure].groupby("item", sort=False):
            rows = rows.sort_values("period")
            rows = rows[rows["simulated"] == rows["simulated"].iloc[-1]]
            if len(rows) >= _LEAST and rows["period"].iloc[-1] == month:
                found.append(Series(*pair, str(item), str(measure), rows))
    return found


def judge_monthly(series: Sequence[Series], month: str) -> Judged:
    """Judge the last months of all series; one batch a month for false-discovery control."""
    events = [one for one in series if one.component.kind == "count"]
    others = [one for one in series if one.component.kind != "count"]
    flags = [*_outbreaks(events, month), *_screened(others, month)]
    months = [str(p) for p in pd.period_range(end=pd.Period(month, "M"), periods=JUDGED)]
    judged = tuple((one.id, when) for one in series for when in months)
    return Judged(tuple(flags), judged, len(series))


def _table(series: Sequence[Series]) -> pd.DataFrame:
    ids = np.repeat([one.id for one in series], [len(one.figures) for one in series])
    figures = pd.concat([one.figures[["period", "value"]] for one in series])
    days = pd.to_datetime(figures["period"] + "-01", format="%Y-%m-%d").to_numpy()
    return pd.DataFrame({"unique_id": ids, "ds": days, "y": figures["value"].to_numpy(float)})


def _screened(series: Sequence[Series], month: str) -> Iterator[Flag]:
    if not series:
        return
    by_id = {one.id: one for one in series}
    breaks = break_months(series[0].area)
    result = screen(read_grid(_table(series), "M", f"{month}-01"), JUDGED, breaks=breaks)
    for row, at in zip(*np.nonzero(result.severity), strict=True):
        flag = named(by_id[str(result.grid.ids[row])], _found(result, int(row), int(at)))
        if flag is not None:
            yield flag


def _found(result: Screened, row: int, at: int) -> Flag:
    return flag_at(result, row, at)


def named(one: Series, found: Flag) -> Flag | None:
    """The finding with the names of its series, graded by what matters for its indicator."""
    told = _with_names(one, found)
    if told.rule == "quality":
        return told
    floor = floor_of(one.indicator.code, one.component.id, one.component.kind)
    values = one.figures["value"]
    if bool((values == values.round()).all()) and math.isfinite(told.expected):
        floor = of_whole_numbers(floor, told.expected)
    return graded(told, floor)


def _with_names(one: Series, found: Flag) -> Flag:
    base = _base(one, found.rule, found.version, found.period)
    given = {
        name: getattr(base, name)
        for name in ("indicator", "component", "item", "area", "name_vi", "name_en", "unit")
    }
    newest = one.figures.loc[one.figures["period"] <= found.period, "vintage"].max()
    evidence = {**found.evidence, **_comparable(one, found.period)}
    named = _possible(one, found.with_(**given, vintage=str(newest), evidence=evidence))
    return _as_change(named) if one.measure in COMPARED else named


def _possible(one: Series, flag: Flag) -> Flag:
    """Expectation and limits within what such figures can be: no 104 per cent, no −3 tonnes."""
    values = one.figures["value"]
    least = 0.0 if bool((values >= 0).all()) else -math.inf
    share = one.component.kind == "ratio" and flag.unit == "%" and bool((values <= 100).all())
    most = 100.0 if share else math.inf
    kept = {name: min(max(getattr(flag, name), least), most) for name in ("expected", "lo", "hi")}
    effect, effect_pct = effect_of(flag.observed, kept["expected"])
    return flag.with_(**kept, effect=effect, effect_pct=effect_pct)


def _comparable(one: Series, period: str) -> dict[str, float]:
    """The period before (but of years), and the same one of the two years before, as stored."""
    values = dict(zip(one.figures["period"], one.figures["value"].astype(float), strict=True))
    year, rest = int(period[:4]), period[4:]
    wanted = {name: f"{year - n}{rest}" for n, name in _YEARS.items()}
    if one.frequency in _BEFORE:
        name, places = _BEFORE[one.frequency]
        number, width = int(rest.lstrip("-QS")), len(rest.lstrip("-QS"))
        letter = rest[: len(rest) - width]
        gone = (year * places + number - 2) // places
        wanted[name] = f"{gone}{letter}{(number - 2) % places + 1:0{width}d}"
    return {name: values[text] for name, text in wanted.items() if text in values}


_YEARS: Final = {1: "year_before", 2: "two_years_before"}
#: Frequency → name of the period before, and how many there are in a year.
_BEFORE: Final = {"M": ("month_before", 12), "Q": ("quarter_before", 4), "S": ("half_before", 2)}


def _base(one: Series, rule: Rule, version: str, period: str) -> Flag:
    base = base_flag(
        one.indicator, one.component, one.item, one.area, one.measure,
        rule=rule, version=version, period=period, frequency=one.frequency,
    )  # fmt: skip
    # Items of one component may have units of their own, as products have.
    return base.with_(unit=str(one.figures["unit"].iloc[-1]))


def _as_change(flag: Flag) -> Flag:
    """A comparison (base = 100) told as a change in per cent."""
    moved = {name: getattr(flag, name) - 100 for name in ("observed", "expected", "lo", "hi")}
    return flag.with_(**moved, effect_pct=float("nan"))


def _outbreaks(series: Sequence[Series], month: str) -> Iterator[Flag]:
    """Counts judged by their own rule; q of the batch of each month."""
    if not series:
        return
    by_id = {one.id: one for one in series}
    table = _table(series)
    # A negative count is an error of the report and tells nothing about the events.
    wrong = table["y"] < 0
    for name, day in table.loc[wrong, _KEY].to_numpy():
        yield negative(by_id[name], f"{day:%Y-%m}")
    found = judge_counts(
        table.assign(y=table["y"].mask(wrong)), JUDGED, break_months(series[0].area)
    )
    found["period"] = found["ds"].dt.strftime("%Y-%m")
    found["q_value"] = found.groupby("period")["p_value"].transform(
        lambda p: q_values(p.to_numpy(float))
    )
    seen = found[(found["y"] >= MINIMUM_COUNT) & found["p_value"].notna()]
    for row in seen.to_dict("records"):
        one = by_id[str(row["unique_id"])]
        flag = counted(one, {str(key): value for key, value in row.items()})
        floor = floor_of(one.indicator.code, one.component.id, "count")
        told = graded(flag, floor)
        if told is not None:
            yield told


_KEY: Final = ["unique_id", "ds"]


def negative(one: Series, period: str) -> Flag:
    """An error of the report: no count is below zero."""
    values = dict(zip(one.figures["period"], one.figures["value"], strict=True))
    base = _base(one, "quality", COUNTS, period)
    vintage = str(one.figures["vintage"].max())
    return base.with_(
        severity="warning", cause="sign", observed=float(values[period]), vintage=vintage
    )


def counted(one: Series, row: Mapping[str, object]) -> Flag:
    """The record of a count judged, not graded yet."""
    numbers = {
        name: float(row[key])  # type: ignore[arg-type]
        for name, key in (
            ("observed", "y"), ("expected", "expected"), ("lo", "lo"), ("hi", "hi"),
            ("score", "score"), ("p_value", "p_value"), ("q_value", "q_value"),
        )
    }  # fmt: skip
    effect, effect_pct = effect_of(numbers["observed"], numbers["expected"])
    base = _base(one, "counts", COUNTS, str(row["period"]))
    newest = one.figures.loc[one.figures["period"] <= base.period, "vintage"].max()
    return base.with_(
        direction="up", effect=effect, effect_pct=effect_pct, vintage=str(newest), **numbers,
        evidence=_comparable(one, base.period),
    )  # fmt: skip
