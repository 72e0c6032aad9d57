"""Long tables: the tidy schema, or ``unique_id, ds, y`` as forecasting libraries write it.

In the short form a series is named by ``unique_id`` as ``CODE/component|item|area|measure``, of
which all but the code may be left out; or the code is given beside the file, and ``unique_id`` is
the item. What the table does not say is taken from `LongDefaults`, then from the catalogue.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from phantich.catalog import Component, Indicator, find_component
from phantich.catalog.model import CODE
from phantich.errors import DataError, Fault, UsageError
from phantich.observations import COLUMNS, INDEX_MEASURES, validate
from phantich.sources.longfile import SHORT, LongFile, open_long
from phantich.sources.longperiods import series_periods
from phantich.sources.members import OWN_UNITS
from phantich.sources.names import canonical_area, canonical_item, canonical_unit, whole_area
from phantich.sources.reading import Reading, Remark

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

__all__ = ["LongDefaults", "read_long_table"]

Components = dict[tuple[str, str], tuple[Indicator, Component]]
#: Measures that are percentages whatever the unit of their component.
_PERCENTAGES: Final = (INDEX_MEASURES - {"vs_base"}) | {"pct_plan", "month_pct_plan", "share"}
_SERIES: Final = ["indicator", "component", "item", "area", "measure"]


@dataclass(frozen=True, slots=True)
class LongDefaults:
    """What holds for the rows of a table that leave it open.

    `vintage` is today unless given; item, area, measure and unit are those of the catalogue: the
    component's total, the set's own area, the first measure published, the component's unit, or
    per cent for a comparison or a share.
    """

    indicator: str = ""
    component: str = ""
    item: str = ""
    area: str = ""
    measure: str = ""
    unit: str = ""
    status: str = "A"
    vintage: str = ""
    frequency: str = ""


def read_long_table(path: Path, defaults: LongDefaults | None = None) -> Reading:
    """Observations and remarks of a CSV, Parquet or Excel file.

    Items and areas become canonical names where a code list of the component knows them, and
    stay as given with a `doubt` where none does. A row without a value is a gap: it is left out
    and counted in a remark. ``ds`` is a period such as ``2026-10`` or a date, and then the
    frequency is that of the series (see `longperiods.frequency_of_dates`).

    Raises
    ------
    DataError
        With every fault: unknown codes, values that are no number, periods that are none, …
    """
    file = open_long(path)
    table = _text_columns(file, defaults or LongDefaults())
    table["value"] = file.numbers("y" if _is_short(file) else "value")
    components = _find_components(file, table)
    remarks: list[Remark] = []
    table = _without_gaps(file, table, remarks)
    _fill_from_catalogue(table, components)
    _date(table, components)
    _name_canonically(file, table, components, remarks)
    return Reading(validate(table, file.name), tuple(remarks))


def _is_short(file: LongFile) -> bool:
    return set(SHORT) <= set(file.table)


def _text_columns(file: LongFile, defaults: LongDefaults) -> pd.DataFrame:
    """The columns of the tidy schema but ``value``, defaults filled in; periods as they stand."""
    import pandas as pd

    given = _named_series(file, defaults) if _is_short(file) else file.table
    places = [file.where(row) for row in range(len(given))]
    today = dt.datetime.now(dt.UTC).astimezone().date().isoformat()
    fallback = {**asdict(defaults), "vintage": defaults.vintage or today}
    columns: dict[str, list[object]] = {"period": list(given["period"])}
    for name in (c for c in COLUMNS if c not in {"period", "value"}):
        texts = [_text(cell) for cell in given[name]] if name in given else [""] * len(given)
        columns[name] = [text or fallback.get(name, "") for text in texts]
    columns["source"] = [s or p for s, p in zip(columns["source"], places, strict=True)]
    return pd.DataFrame(columns, dtype=object)


def _text(cell: object) -> str:
    if cell is None or cell != cell:
        return ""
    if isinstance(cell, dt.date):
        return cell.isoformat()[:10]
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def _named_series(file: LongFile, defaults: LongDefaults) -> pd.DataFrame:
    """The table with ``unique_id`` taken apart and ``ds`` called the period."""
    table = file.table.rename(columns={"ds": "period"})
    names = [_text(cell) for cell in table["unique_id"]]
    parts = {name: _parse_id(name, defaults) for name in set(names)}
    for column in _SERIES:
        table[column] = [parts[name].get(column, "") for name in names]
    return table


def _parse_id(unique_id: str, defaults: LongDefaults) -> dict[str, str]:
    texts = [text.strip() for text in unique_id.split("|")]
    code, _, component = texts[0].partition("/")
    if CODE.fullmatch(code):
        names = ("indicator", "item", "area", "measure")
        return dict(zip(names, [code, *texts[1:]], strict=False)) | {"component": component}
    return {"item": defaults.item or unique_id} if defaults.indicator else {"indicator": unique_id}


def _find_components(file: LongFile, table: pd.DataFrame) -> Components:
    """Indicator and component of every pair of codes; an empty component is the first one."""
    found: Components = {}
    faults = []
    pairs = list(zip(table["indicator"], table["component"], strict=True))
    for pair, count in Counter(pairs).items():
        code = "/".join(text for text in pair if text)
        try:
            found[pair] = find_component(code)
        except UsageError as error:
            others = f" and {count - 1} more" if count > 1 else ""
            faults.append(
                Fault(
                    f"{file.where(pairs.index(pair))}{others}",
                    f"the series {code or '(none)'!r}",
                    "a code of the catalogue",
                    f"{error}; or name --indicator and --component",
                )
            )
    if faults:
        raise DataError(file.name, faults)
    return found


def _without_gaps(file: LongFile, table: pd.DataFrame, remarks: list[Remark]) -> pd.DataFrame:
    gaps = int(table["value"].isna().sum())
    if gaps:
        rows = "1 row" if gaps == 1 else f"{gaps} rows"
        remarks.append(Remark("doubt", file.name, f"{rows} without a value", "left out as gaps"))
    return table[table["value"].notna()].copy()


def _fill_from_catalogue(table: pd.DataFrame, components: Components) -> None:
    """Put what the catalogue says where the table says nothing."""
    pairs = list(zip(table["indicator"], table["component"], strict=True))
    known = {
        pair: {
            "component": component.id,
            "item": component.total,
            "area": whole_area(indicator.code),
            "measure": component.measures[0],
            # Where each member has a unit of its own («theo mặt hàng») the table must name it.
            "unit": "" if component.unit.startswith(OWN_UNITS) else component.unit,
        }
        for pair, (indicator, component) in components.items()
    }
    for name in ("component", "item", "area", "measure"):
        table[name] = [
            text or known[pair][name] for text, pair in zip(table[name], pairs, strict=True)
        ]
    table["unit"] = [
        text or ("%" if measure.partition(":")[0] in _PERCENTAGES else known[pair]["unit"])
        for text, measure, pair in zip(table["unit"], table["measure"], pairs, strict=True)
    ]


def _date(table: pd.DataFrame, components: Components) -> None:
    """Turn dates into periods of the frequency of their series, unless the table names it."""
    usual = {indicator.code: indicator.frequencies for indicator, _ in components.values()}
    series: dict[tuple[str, ...], list[int]] = {}
    for row, key in enumerate(zip(*(table[c] for c in (*_SERIES, "frequency")), strict=True)):
        series.setdefault(key, []).append(row)
    periods, letters = list(table["period"]), list(table["frequency"])
    for key, rows in series.items():
        found = series_periods([periods[row] for row in rows], key[-1], usual[key[0]])
        for row, (period, letter) in zip(rows, found, strict=True):
            periods[row], letters[row] = period, letter
    table["period"], table["frequency"] = periods, letters


def _name_canonically(
    file: LongFile, table: pd.DataFrame, components: Components, remarks: list[Remark]
) -> None:
    """Resolve items, areas and units; what no list knows stays, with one remark for each name."""
    by_id = {(i.code, c.id): c for i, c in components.values()}
    resolvers: dict[tuple[str, ...], Callable[..., str | None]] = {
        ("indicator", "component", "item"): lambda i, c, text: canonical_item(by_id[i, c], text),
        ("indicator", "area"): canonical_area,
        ("unit",): canonical_unit,
    }
    for columns, resolve in resolvers.items():
        rows = list(zip(*(table[c] for c in columns), strict=True))
        found = {row: resolve(*row) for row in dict.fromkeys(rows)}
        table[columns[-1]] = [found[row] or row[-1] for row in rows]
        for row in (row for row, name in found.items() if name is None):
            of = f" of {'/'.join(row[:-1])}" if len(row) > 1 else ""
            what = f"the {columns[-1]} {row[-1]!r}{of}"
            remarks.append(Remark("doubt", file.name, what, "in no code list; taken as given"))
