"""From rows of the store to a pandas series in one unit."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING, Final

from phantich.catalog import Component
from phantich.catalog.units import convert, unit
from phantich.errors import UsageError
from phantich.observations import SIMULATED

if TYPE_CHECKING:
    import pandas as pd

#: Frequency → pandas period; these have a regular index.
_PERIODS: Final = {"M": "M", "Q": "Q-DEC", "A": "Y-DEC", "W": "W-SUN"}
_MOMENTS: Final = frozenset({"D", "H", "I"})


def to_series(rows: pd.DataFrame, component: Component, wanted: str | None) -> pd.Series[float]:
    """One series from the rows of one key but for the period.

    Parameters
    ----------
    rows
        As `Store.query` gives them: one row a period, one frequency.
    component
        Tells the unit that figures are brought to where they can be.
    wanted
        Another unit.

    Returns
    -------
    pandas.Series
        On a `PeriodIndex` without holes for years, quarters, months and weeks, with NaN where
        there is no figure, so that a shift is a shift in time; on a `DatetimeIndex` of the
        moments observed for days, hours and irregular dates; on the periods' texts for
        half-years and crop seasons. ``attrs`` say unit, item, area, measure, frequency, the
        latest vintage, whether figures are real, and which periods are simulated or estimates.
        Figures in a unit that cannot be converted, such as another base year's, are left out and
        counted in ``attrs["left_out"]``.

    Raises
    ------
    UsageError
        When no figure can be converted to the unit wanted.
    """
    first = rows.iloc[0]
    target = _target(rows, component, wanted)
    factors = {name: _factor(name, target) for name in rows["unit"].unique()}
    kept = rows[[factors[name] is not None for name in rows["unit"]]]
    if kept.empty:
        units = ", ".join(sorted(factors))
        raise UsageError(f"figures are in {units}, which cannot be converted to {target!r}")
    values = [
        value if name == target else convert(value, name, target)
        for value, name in zip(kept["value"], kept["unit"], strict=True)
    ]
    code = f"{first['indicator']}/{first['component']}"
    name = "|".join([code, first["item"], first["area"], first["measure"]])
    series = _indexed(values, list(kept["period"]), first["frequency"], name)
    left_out = rows.loc[~rows.index.isin(kept.index), "unit"].value_counts()
    series.attrs = {**_attributes(kept, target), "left_out": left_out.to_dict()}
    return series


def _target(rows: pd.DataFrame, component: Component, wanted: str | None) -> str:
    if wanted is not None:
        return unit(wanted).name
    latest = str(rows["unit"].iloc[-1])
    return component.unit if _factor(latest, component.unit) is not None else latest


def _factor(source: str, target: str) -> float | None:
    if source == target:
        return 1.0
    try:
        return convert(1.0, source, target)
    except UsageError:
        return None


def _indexed(
    values: list[float], periods: list[str], frequency: str, name: str
) -> pd.Series[float]:
    import pandas as pd

    if frequency in _PERIODS:
        texts = [_week_start(p) for p in periods] if frequency == "W" else periods
        index = pd.PeriodIndex(texts, freq=_PERIODS[frequency], name="period")
        series = pd.Series(values, index, dtype=float, name=name)
        return series.reindex(pd.period_range(index[0], index[-1], name="period"))
    if frequency in _MOMENTS:
        moments = pd.DatetimeIndex(pd.to_datetime(periods, format="ISO8601"), name="period")
        return pd.Series(values, moments, dtype=float, name=name)
    return pd.Series(values, pd.Index(periods, name="period"), dtype=float, name=name)


def _week_start(period: str) -> str:
    import datetime as dt

    return dt.date.fromisocalendar(int(period[:4]), int(period[6:]), 1).isoformat()


def _attributes(rows: pd.DataFrame, target: str) -> dict[Hashable, object]:
    first = rows.iloc[0]
    simulated = rows["source"].str.startswith(SIMULATED)
    nature = "real" if not simulated.any() else "simulated" if simulated.all() else "mixed"
    return {
        "unit": target,
        **{c: first[c] for c in ("indicator", "component", "item", "area", "measure")},
        "frequency": first["frequency"],
        "vintage": max(rows["vintage"]),
        "nature": nature,
        "simulated": tuple(rows.loc[simulated, "period"]),
        "estimates": tuple(rows.loc[rows["status"] == "E", "period"]),
    }
