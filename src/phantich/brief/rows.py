"""Figures of a group from the store: one reading for all its components, and what is kept of them.

A content holds what a page says or draws and no more: the past of the whole, of its parts the
periods that the newest is compared with, of the localities the newest and the year before.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from phantich.brief import months, periods, timeliness
from phantich.brief.model.facts import Fact, fact_id
from phantich.catalog import Component
from phantich.catalog.model import Kind
from phantich.observations import KEY, frequency_of, is_simulated

if TYPE_CHECKING:
    import pandas as pd

    from phantich.store import Store

Row: TypeAlias = dict[str, Any]
Name: TypeAlias = tuple[str, str]

#: Months of history of the whole: of what «cao nhất kể từ» is told of, and of the rest.
LONG, SHORT = 120, 37
#: Five years and a month: paths of past years to date, and lines of charts.
_YEARS: Final = 61
#: Measure → months of history of the whole, by kind; what is not named has a year and a month.
HISTORY: Final[dict[Kind, dict[str, int]]] = {
    "price_index": {
        "mom": LONG,
        "yoy": LONG,
        "vs_december": SHORT,
        "ytd_average": SHORT,
        "vs_base": SHORT,
        "quarter_average": SHORT,
        "qoq": LONG,
    },
    "volume_index": {"level": SHORT, "mom": SHORT, "yoy": LONG, "ytd_yoy": _YEARS, "qoq": SHORT},
    "flow": {"level": LONG, "ytd": _YEARS, "yoy": SHORT, "ytd_yoy": SHORT},
    "stock": {"level": LONG, "yoy": SHORT},
    "count": {"level": LONG, "ytd": 25},
    "ratio": {"level": _YEARS, "plan": _YEARS},
    "progress": {"level": _YEARS, "plan": _YEARS},
    "rating": {"level": LONG},
}
_LEAST: Final = 13
#: A monthly series that is silent for longer gives way to a coarser one that is not.
_SILENT: Final = 12


def read(
    store: Store, wanted: Mapping[Name, Component], area: str, month: str, as_of: str | None
) -> dict[Name, pd.DataFrame]:
    """All figures of the components up to the month's end, by indicator and component.

    The store is asked a few times for the whole group: for the past of the totals, for what is
    recent of everything, and for the curves of projects.
    """
    import pandas as pd

    asked = _questions(wanted, area, month)
    codes = sorted({code for code, _ in wanted})
    answers = [store.query(codes, as_of=as_of, **which) for which in asked]
    table = pd.concat([answer for answer in answers if len(answer)] or answers[:1])
    table = table.drop_duplicates(list(KEY), ignore_index=True)
    ended = {p: periods.end(p) <= periods.end(month) for p in table["period"].unique()}
    plans = table["measure"].str.startswith("plan") & (table["frequency"] == "A")
    kept = table[table["period"].map(ended).astype(bool) | plans]
    # Tables of a component are small and asked often: plain texts answer sooner than Arrow's.
    kept = kept.astype(dict.fromkeys(kept.select_dtypes("str").columns, object))
    names = kept.groupby(["indicator", "component"], sort=False)
    return {(str(code), str(name)): own for (code, name), own in names}


def _questions(wanted: Mapping[Name, Component], area: str, month: str) -> list[dict[str, Any]]:
    """What the store is asked for, see `phantich.store.Store.query`."""
    year = int(months.year(month))
    until = {"period_to": months.year(month)}
    asked: list[dict[str, Any]] = [
        {
            "item": sorted({component.total for component in wanted.values()}),
            "area": area,
            "measure": sorted({m for kept in HISTORY.values() for m in kept}),
            "frequency": ["M", "Q", "S", "A", "C"],
            "period_from": months.shift(month, -LONG - 11),
            **until,
        },
        {"frequency": ["Q", "S", "A", "C"], "period_from": str(year - 2), **until},
        {
            "frequency": ["M", "W", "D", "H", "I"],
            "period_from": months.shift(month, -_LEAST),
            **until,
        },
    ]
    flows = sorted({name for (_, name), c in wanted.items() if c.kind == "flow"})
    if flows:
        given = {"component": flows, "frequency": "M", "area": area, "measure": "level"}
        asked.append({**given, "period_from": f"{year - 1}-01", **until})
    curves = sorted({name for (_, name), c in wanted.items() if c.kind == "progress"})
    if curves:
        first = months.shift(month, -_YEARS)
        given = {"component": curves, "frequency": "M", "area": area, "measure": ["level", "plan"]}
        asked.append({**given, "period_from": first, **until})
    return asked


def period_of(
    component: Component,
    table: pd.DataFrame,
    area: str,
    month: str,
    declared: Collection[str] = "M",
) -> str:
    """The period that is told of a component: the newest of its most telling frequency.

    The month where the indicator is declared monthly and has monthly figures, unless these have
    been silent for over a year; the newest reading of a gauge; else the newest of quarter,
    half-year, year and season, the shorter where two end together; last a week, a day or an event.
    Empty without a figure.
    """
    own = table[~table["measure"].str.startswith("plan")]
    city = own["area"] == area
    # Where only the localities report, the city's figure is made of theirs.
    own = own[city] if city.any() else own
    last = own.groupby("frequency", sort=False)["period"].max()
    newest = {str(letter): str(period) for letter, period in last.items()}
    if "C" in newest:
        seasons = own.loc[own["frequency"] == "C", "period"].unique()
        newest["C"] = max(seasons, key=lambda p: (periods.end(p), p))
    if component.kind == "gauge":
        fine = [newest[letter] for letter in "HDIW" if letter in newest]
        current = [p for p in fine if periods.end(p)[:7] == month]
        return next(iter([*current, *sorted(fine, reverse=True)]), newest.get("M", ""))
    monthly = "M" in declared or not set(newest) & set("QSCA")
    if monthly and "M" in newest and timeliness.lag(newest["M"], month) <= _SILENT:
        return newest["M"]
    coarse = [newest[letter] for letter in "QSCAM" if letter in newest]
    rest = [newest[letter] for letter in "WDIH" if letter in newest]
    ranked = sorted(coarse or rest, key=lambda p: periods.ORDER.index(frequency_of(p)))
    return max(ranked, key=periods.end, default="")


def select(
    component: Component, table: pd.DataFrame, area: str, month: str, period: str, within: bool
) -> list[Fact]:
    """The facts that the content keeps of a component whose told period is `period`."""
    letter = frequency_of(period) if period else "A"
    of_plan = table["measure"].str.startswith("plan") & (table["frequency"] == "A")
    frequency = table["frequency"] == ("D" if letter == "I" else letter)
    if letter == "I":
        frequency |= table["frequency"] == "I"
    table = table[frequency | of_plan]
    city = table["area"] == area
    if letter in "HD" and component.kind == "gauge":
        return _facts(_readings(table[city], month))
    whole = city & (table["item"] == component.total)
    parts = city & (table["item"] != component.total)
    near = _compared(component.kind, period)
    localities = ~city & table["period"].isin(near[:1] if within else near[:2])
    localities &= table["item"] == component.total
    chosen = table[
        (whole & _remembered(table, component.kind, month, within))
        | (parts & table["period"].isin([*near, *(months.year(p) for p in near)]))
        | (parts & (table["period"] >= _oldest(component.kind, month)))
        | (parts & (table["measure"] == "mom") & (table["period"] >= _drawn(component.kind, month)))
        | localities
    ]
    return _facts(chosen)


def _compared(kind: Kind, period: str) -> list[str]:
    """The period and those with which its parts are compared, the year before second."""
    if not period:
        return []
    found = [period, periods.year_before(period), periods.before(period)]
    if kind == "stock":
        found.append(periods.december(period))
    return [p for p in found if p is not None]


def _oldest(kind: Kind, month: str) -> str:
    """From when parts are kept whole: of projects their curves, of other kinds nothing."""
    return months.shift(month, -_YEARS) if kind == "progress" else "9999"


def _drawn(kind: Kind, month: str) -> str:
    """From when monthly changes of parts are kept: of prices a year and a month are drawn."""
    return months.shift(month, 1 - _LEAST) if kind == "price_index" else "9999"


def _remembered(table: pd.DataFrame, kind: Kind, month: str, within: bool) -> pd.Series:
    """Whether a figure of the whole is young enough to be kept; plans of three years are."""
    kept = HISTORY.get(kind, {})
    oldest = {
        m: months.shift(month, -(_LEAST if within else kept.get(m, _LEAST)))
        for m in table["measure"].unique()
    }
    plan = table["measure"].str.startswith("plan") & (table["frequency"] == "A")
    since = table["measure"].map(oldest)
    span = table["frequency"].map({"A": 12, "S": 6, "C": 12}).fillna(0)
    since = since.where(span == 0, months.shift(month, -LONG if not within else -36))
    since = since.where(~plan, str(int(months.year(month)) - 2))
    return table["period"].str.slice(0, 7) >= since


def _readings(table: pd.DataFrame, month: str) -> pd.DataFrame:
    """Of a gauge the highest reading of each day, and the last of all."""
    first = months.shift(month, -1)
    own = table[(table["period"].str.slice(0, 7) >= first) & (table["measure"] == "level")]
    if own.empty:
        return own
    days = own["period"].str.slice(0, 10)
    tops = own.groupby([own["item"], days], sort=False)["value"].idxmax()
    last = own.groupby("item", sort=False)["period"].idxmax()
    return own.loc[sorted({*tops, *last})]


def _facts(table: pd.DataFrame) -> list[Fact]:
    given = frozenset({*_TAKEN, "id", "simulated"})
    columns = [table[name].to_list() for name in _TAKEN]
    found = []
    for values in zip(*columns, strict=True):
        row: Row = dict(zip(_TAKEN, values, strict=True))
        row["id"] = fact_id(*values[: len(_KEY)])
        row["simulated"] = is_simulated(row["source"])
        found.append(Fact.model_construct(_fields_set=set(given), rule="", inputs=(), **row))
    return found


_KEY: Final = ("indicator", "component", "item", "area", "period", "measure")
_TAKEN: Final = (*_KEY, "value", "unit", "status", "source", "vintage", "note")
