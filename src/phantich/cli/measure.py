"""``phantich measure``: all measures of a kind, for any long table."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal, TypeAlias

import typer

from phantich.cli._options import Output
from phantich.cli._output import Format, print_frame

#: Those of the catalogue, named again so that the command starts without it.
Kind = Literal[
    "price_index",
    "flow",
    "stock",
    "volume_index",
    "ratio",
    "count",
    "gauge",
    "progress",
    "rating",
    "dossier",
]

_Table: TypeAlias = Annotated[
    Path,
    typer.Option(
        "--input",
        help="Long table (CSV, Parquet, Excel): unique_id, ds and y; ratio: numerator and"
        " denominator for y; progress: planned and earned, cumulated, perhaps cost and land;"
        " flow perhaps also ytd (published sums) and plan (of the year); count perhaps also"
        " population; dossier: no y.",
    ),
]
_Frequency: TypeAlias = Annotated[
    Literal["M", "Q", "S", "A"], typer.Option(help="Months, quarters, half-years or years.")
]
_Method: TypeAlias = Annotated[
    Literal["gso", "hicp"],
    typer.Option(help="Prices: the official Vietnamese formulae, or Eurostat's."),
]
_Weights: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        help="Prices and volumes: table id, valid_from, weight, perhaps parent; prints the"
        " whole tree with its contributions."
    ),
]
_Tree: TypeAlias = Annotated[
    Path | None, typer.Option(help="Table id, parent when the weights have no parents.")
]
_Missing: TypeAlias = Annotated[
    Literal["parent", "carry", "gap"],
    typer.Option(help="An item without a price: as its group, as before, or a gap."),
]
_Base: TypeAlias = Annotated[
    str | None, typer.Option(help="Prices: period or year that is 100, e.g. 2019.")
]
_Links: TypeAlias = Annotated[
    bool,
    typer.Option(
        "--links",
        help="Prices: y is the index on the period before (100 = no change), as published month"
        " on month; every other comparison follows from it.",
    ),
]
_Level: TypeAlias = Annotated[
    list[float] | None, typer.Option(help="Gauge: a level to watch; several times.")
]
_Today: TypeAlias = Annotated[
    str | None, typer.Option(help="Dossier: the day to judge from, today by default.")
]
_Since: TypeAlias = Annotated[
    str | None, typer.Option("--from", help="Print from this day on, e.g. 2025-01.")
]


def measure(
    kind: Annotated[Kind, typer.Option(help="How the series are measured.")],
    table: _Table,
    frequency: _Frequency = "M",
    method: _Method = "gso",
    weights: _Weights = None,
    tree: _Tree = None,
    missing: _Missing = "parent",
    base: _Base = None,
    links: _Links = False,
    level: _Level = None,
    gap: Annotated[str, typer.Option(help="Gauge: longest pause that is bridged.")] = "3h",
    expected: Annotated[int, typer.Option(help="Dossier: how many items there should be.")] = 12,
    stale_days: Annotated[float, typer.Option(help="Dossier: age from which it is stale.")] = 45.0,
    today: _Today = None,
    since: _Since = None,
    wide: Annotated[bool, typer.Option("--wide", help="A column a measure, no notes.")] = False,
    output: Output = Format.TABLE,
) -> None:
    """Print all measures of a kind: a row a figure with unique_id, ds, measure, value and note.

    Comparisons are in index form (base = 100), contributions and changes of ratios in percentage
    points. What cannot be measured is left out.

    Example: phantich measure --kind price_index --input levels.csv --format csv
    """
    from phantich.cli import _measuring

    if kind == "gauge":
        rows = _measuring.gauges(table, level or [], gap)
    elif kind == "dossier":
        rows = _measuring.dossiers(table, expected, today, stale_days)
    elif kind == "progress":
        rows = _measuring.projects(table, frequency)
    elif weights is not None:
        rows = _measuring.weighted(
            table,
            kind,
            frequency,
            weights,
            tree,
            method=method,
            missing=missing,
            base=base,
            links=links,
        )
    else:
        rows = _measuring.periods(table, kind, frequency, method, base, links=links)
    print_frame(_measuring.shown(rows, since, wide=wide), output)
