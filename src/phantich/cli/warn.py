"""``phantich warn``: what is unusual in any long table."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from phantich.cli._output import Format, print_table

if TYPE_CHECKING:
    import pandas as pd

    from phantich.sources.longfile import LongFile

#: Optional columns of numbers that figures must agree with.
_NUMBERS = ("cumulative", "growth", "first")


def warn(
    table: Annotated[
        Path, typer.Option("--input", help="Long table unique_id, ds, y (CSV, Parquet, Excel).")
    ],
    out: Annotated[
        Path | None, typer.Option(help="Write a CSV or Parquet file instead of printing.")
    ] = None,
    last: Annotated[
        int, typer.Option(help="Periods to judge, the newest ones; each by its own past.", min=1)
    ] = 1,
    retro: Annotated[bool, typer.Option("--retro", help="Judge the whole record.")] = False,
    counts: Annotated[
        bool, typer.Option("--counts", help="Figures are counts of events: look for outbreaks.")
    ] = False,
    level: Annotated[
        list[float] | None,
        typer.Option(help="A level that readings are read against; several times, rising."),
    ] = None,
    margin: Annotated[
        float, typer.Option(help="A level is over this much under it, for a tidal day.", min=0.0)
    ] = 0.1,
    frequency: Annotated[
        Literal["H", "D", "W", "M", "Q", "A"] | None,
        typer.Option("--frequency", "--freq", help="Told from the dates unless given."),
    ] = None,
    newest: Annotated[
        str | None,
        typer.Option(help="A date in the newest period that is due; else that of the table."),
    ] = None,
    cluster: Annotated[
        str, typer.Option(help="Where it is done: tcp://host:port of a dask scheduler, or local:N.")
    ] = "",
    output: Annotated[Format, typer.Option("--format", help="How to print.")] = Format.TABLE,
) -> None:
    """Judge the newest figures of every series of a long table.

    One row a figure: expected, limits, score, chance, flag, severity, rule and texts. A figure that
    is due and lacks is a row with an empty y. The columns cumulative, growth (per cent over last
    year), first (as first reported) and total (name of the total's series), where the table has
    them, are held against the figures.

    Example: phantich warn --input revenue.csv --last 3 --format csv
    """
    from phantich.cli._panel import placed

    file, series = _read(table)
    with placed(file):
        judged = None if retro else last
        if level:
            rows = _read_against(series, level, margin, judged, frequency)
        else:
            rows = _judged(series, judged, counts, frequency, newest, cluster)
    if out is not None:
        _write(rows, out)
        return
    hourly = frequency == "H" or bool(rows["ds"].dt.hour.any())
    rows["ds"] = rows["ds"].dt.strftime("%Y-%m-%d %H:%M" if hourly else "%Y-%m-%d")
    cells = rows.astype(object).where(rows.notna(), None)
    print_table(list(rows.columns), cells.itertuples(index=False, name=None), output)


def _read_against(
    series: pd.DataFrame,
    levels: list[float],
    margin: float,
    last: int | None,
    frequency: Literal["H", "D", "W", "M", "Q", "A"] | None,
) -> pd.DataFrame:
    from phantich.warning.intake import read_grid
    from phantich.warning.levels import Hold
    from phantich.warning.readings import level_rows

    return level_rows(read_grid(series, frequency), levels, Hold(margin=margin), last)


def _judged(
    series: pd.DataFrame,
    last: int | None,
    counts: bool,
    frequency: Literal["H", "D", "W", "M", "Q", "A"] | None,
    newest: str | None,
    cluster: str,
) -> pd.DataFrame:
    from phantich.warning.identities import implied_figures
    from phantich.warning.intake import read_grid
    from phantich.warning.screen import rows, screen

    if counts:
        from phantich.warning.outbreaks import count_rows

        return count_rows(series, last)
    grid = read_grid(series, frequency, newest)
    implied = implied_figures(grid, series)
    if cluster:
        from phantich.runs.mass import screened

        return screened(grid, last, cluster, implied)
    return rows(screen(grid, last, implied=implied))


def _read(path: Path) -> tuple[LongFile, pd.DataFrame]:
    import pandas as pd

    from phantich.sources.longfile import SHORT, open_long

    file = open_long(path, SHORT)
    columns = {
        "unique_id": file.table["unique_id"].astype(str),
        "ds": file.table["ds"],
        "y": file.numbers("y"),
    }
    columns |= {name: file.numbers(name) for name in _NUMBERS if name in file.table.columns}
    if "total" in file.table.columns:
        columns["total"] = file.table["total"].replace("", None)
    return file, pd.DataFrame(columns)


def _write(rows: pd.DataFrame, path: Path) -> None:
    from phantich.errors import UsageError
    from phantich.files import replacing

    if path.suffix not in (".csv", ".parquet"):
        raise UsageError(f"{path.name}: findings are written as .csv or .parquet")
    with replacing(path) as temporary:
        if path.suffix == ".parquet":
            rows.astype({"unique_id": str}).to_parquet(temporary, index=False)
        else:
            rows.to_csv(temporary, index=False, date_format=_pattern(rows))


def _pattern(rows: pd.DataFrame) -> str:
    """Dates with their hours where figures have some."""
    days = rows["ds"]
    return "%Y-%m-%d" if (days == days.dt.normalize()).all() else "%Y-%m-%dT%H:%M:%S"
