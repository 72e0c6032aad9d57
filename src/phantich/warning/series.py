"""One series of a city's store, and its findings with the names and floors of its indicator."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import pandas as pd

from phantich.catalog import Component, Indicator
from phantich.warning.counts import VERSION as COUNTS
from phantich.warning.flag import Flag, Rule, effect_of
from phantich.warning.naming import COMPARED, base_flag, series_id
from phantich.warning.severity import floor_of, graded, of_whole_numbers

#: Newest changes by which a series is known to stand still.
_LOOK_BACK: Final = 24


@dataclass(frozen=True, eq=False)
class Series:
    """One series of the store: what it is, and its figures in order of time."""

    indicator: Indicator
    component: Component
    item: str
    measure: str
    figures: pd.DataFrame

    @cached_property
    def frequency(self) -> str:
        """SDMX letter of its periods."""
        return str(self.figures["frequency"].iloc[0])

    @cached_property
    def area(self) -> str:
        """The city."""
        return str(self.figures["area"].iloc[0])

    @cached_property
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


def stands(values: pd.Series) -> bool:
    """Whether most figures are those of the period before, as with a plan that is told every month.

    What was decided anew is no surprise of such a series; only errors of reporting are told.

    Examples
    --------
    >>> stands(pd.Series([738.4] * 12 + [1290.1] * 10)), stands(pd.Series([5.0, 6.0, 5.5, 5.5]))
    (True, False)
    """
    changes = values.astype(float).diff().iloc[1:].tail(_LOOK_BACK)
    return len(changes) > 0 and bool((changes == 0).mean() > 0.5)


def named(one: Series, found: Flag) -> Flag | None:
    """The finding with the names of its series, graded by what matters for its indicator.

    None where it does not matter, or the series stands still and it is no error of reporting.
    """
    told = _with_names(one, found)
    if told.rule == "quality":
        return told
    values = one.figures["value"]
    if stands(values):
        return None
    floor = floor_of(one.indicator.code, one.component.id, one.component.kind)
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
