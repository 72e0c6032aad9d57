"""``phantich backtest``: how good forecasts of a table would have been."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from phantich.cli._options import LongTable, Output, TableOut, TetCalendar, listed
from phantich.cli._output import Format, print_frame

if TYPE_CHECKING:
    import pandas as pd

    from phantich.forecast import Forecaster


def backtest(
    table: LongTable,
    horizon: Annotated[int, typer.Option(help="Periods that each origin forecasts.", min=1)] = 12,
    origins: Annotated[int, typer.Option(help="How many origins.", min=1)] = 3,
    step: Annotated[
        int | None, typer.Option(help="Periods between origins; a third of the horizon.", min=1)
    ] = None,
    models: Annotated[
        str, typer.Option("--model", help="With commas: combined, airline, naive.")
    ] = "combined,airline,naive",
    frequency: Annotated[
        Literal["M", "Q", "S", "A"] | None,
        typer.Option("--frequency", "--freq", help="Told from the dates unless given."),
    ] = None,
    calendar: TetCalendar = "vn",
    detail: Annotated[
        bool, typer.Option("--detail", help="A row a model, origin and series.")
    ] = False,
    jobs: Annotated[int, typer.Option(help="Processes.", min=1)] = 1,
    cache: Annotated[
        Path | None, typer.Option(help="Folder that keeps scores between calls.")
    ] = None,
    out: TableOut = None,
    output: Output = Format.TABLE,
) -> None:
    """Forecast the end of every series from earlier origins, and score it by what came.

    Example: phantich backtest --input revenue.csv --horizon 12 --origins 3 --format csv
    """
    from phantich.cli._long import placed, read_long, write_long
    from phantich.errors import UsageError
    from phantich.forecast import read_table
    from phantich.forecast.tournament import spread_origins, summary, tournament

    file, series = read_long(table)
    with placed(file):
        panel, _ = read_table(series, frequency)
    backs = spread_origins(panel, horizon, origins, step)
    if not backs:
        raise UsageError(
            f"{table.name} has {panel.values.shape[1]} periods; two years and the horizon of "
            f"{horizon} are needed, write a smaller --horizon"
        )
    chosen = _models(models, tet=calendar == "vn")
    scores = tournament(chosen, panel, horizon=horizon, origins=backs, jobs=jobs, cache=cache)
    rows = scores if detail else summary(scores, [m for m in ("naive", "airline") if m in chosen])
    if out is not None:
        write_long(rows, out)
        return
    _print(rows, output)


def _models(names: str, tet: bool) -> dict[str, Forecaster]:
    from phantich.errors import UsageError
    from phantich.forecast import Airline, Combined, SeasonalNaive

    known: dict[str, Forecaster] = {
        "combined": Combined(tet=tet),
        "airline": Airline(tet=tet),
        "naive": SeasonalNaive(),
    }
    wanted = listed(names)
    unknown = [name for name in wanted if name not in known]
    if unknown or not wanted:
        raise UsageError(f"no model {', '.join(unknown)}; there are {', '.join(known)}")
    return {name: known[name] for name in wanted}


def _print(rows: pd.DataFrame, output: Format) -> None:
    if "origin" in rows:
        rows = rows.assign(origin=rows["origin"].dt.strftime("%Y-%m-%d"))
    if output is Format.TABLE:
        rows = rows.round(3)
    print_frame(rows, output)
