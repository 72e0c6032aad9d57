"""``phantich warn``: what is unusual in any long table."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, TypeAlias

import typer

from phantich.cli._options import Breaks, Cluster, LongTable, Output, TableOut
from phantich.cli._output import Format, print_frame

if TYPE_CHECKING:
    import pandas as pd

    from phantich.sources.longfile import LongFile

#: Optional columns of numbers that figures must agree with.
_NUMBERS = ("cumulative", "growth", "first")

_Last: TypeAlias = Annotated[
    int, typer.Option(help="Periods to judge, the newest ones; each by its own past.", min=1)
]
_Counts: TypeAlias = Annotated[
    bool, typer.Option("--counts", help="Figures are counts of events: look for outbreaks.")
]
_Level: TypeAlias = Annotated[
    list[float] | None,
    typer.Option(help="A level that readings are read against; several times, rising."),
]
_Margin: TypeAlias = Annotated[
    float, typer.Option(help="A level is over this much under it, for a tidal day.", min=0.0)
]
_Frequency: TypeAlias = Annotated[
    Literal["H", "D", "W", "M", "Q", "S", "A"] | None,
    typer.Option("--frequency", "--freq", help="Told from the dates unless given."),
]
_Newest: TypeAlias = Annotated[
    str | None,
    typer.Option(help="A date in the newest period that is due; else that of the table."),
]


def warn(
    table: LongTable,
    out: TableOut = None,
    last: _Last = 1,
    retro: Annotated[bool, typer.Option("--retro", help="Judge the whole record.")] = False,
    counts: _Counts = False,
    level: _Level = None,
    margin: _Margin = 0.1,
    frequency: _Frequency = None,
    newest: _Newest = None,
    breaks: Breaks = None,
    cluster: Cluster = "",
    output: Output = Format.TABLE,
) -> None:
    """Judge the newest figures of every series of a long table.

    One row a figure: expected, limits, score, chance, flag, severity, rule and texts. A figure that
    is due and lacks is a row with an empty y. The columns cumulative, growth (per cent over last
    year), first (as first reported) and total (name of the total's series), where the table has
    them, are held against the figures.

    Example: phantich warn --input revenue.csv --last 3 --format csv
    """
    from phantich.cli._long import date_pattern, placed, write_long

    file, series = _read(table)
    with placed(file):
        judged = None if retro else last
        if level:
            rows = _read_against(series, level, margin, judged, frequency)
        else:
            rows = _judged(series, judged, counts, frequency, newest, tuple(breaks or ()), cluster)
    if out is not None:
        pattern = date_pattern(rows["ds"], "%Y-%m-%dT%H:%M:%S")
        write_long(rows, out, "findings", pattern)
        return
    hourly = frequency == "H" or bool(rows["ds"].dt.hour.any())
    rows["ds"] = rows["ds"].dt.strftime("%Y-%m-%d %H:%M" if hourly else "%Y-%m-%d")
    print_frame(rows, output)


def _read_against(
    series: pd.DataFrame,
    levels: list[float],
    margin: float,
    last: int | None,
    frequency: Literal["H", "D", "W", "M", "Q", "S", "A"] | None,
) -> pd.DataFrame:
    from phantich.warning.intake import read_grid
    from phantich.warning.levels import Hold
    from phantich.warning.readings import level_rows

    return level_rows(read_grid(series, frequency), levels, Hold(margin=margin), last)


def _judged(
    series: pd.DataFrame,
    last: int | None,
    counts: bool,
    frequency: Literal["H", "D", "W", "M", "Q", "S", "A"] | None,
    newest: str | None,
    breaks: tuple[str, ...],
    cluster: str,
) -> pd.DataFrame:
    from phantich.warning.identities import implied_figures
    from phantich.warning.intake import read_grid
    from phantich.warning.screen import rows, screen

    if counts:
        from phantich.warning.outbreaks import count_rows

        return count_rows(series, last, breaks)
    grid = read_grid(series, frequency, newest)
    implied = implied_figures(grid, series)
    if cluster:
        from phantich.runs.mass import screened

        return screened(grid, last, cluster, implied, breaks)
    return rows(screen(grid, last, implied=implied, breaks=breaks))


def _read(path: Path) -> tuple[LongFile, pd.DataFrame]:
    """The figures, and the columns that they are held against."""
    from phantich.cli._long import read_long

    file, table = read_long(path, _NUMBERS)
    if "total" in file.table.columns:
        table["total"] = file.table["total"].replace("", None)
    return file, table
