"""``phantich adjust``: seasonally adjusted series of any long table."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from phantich.cli._options import Breaks, LongTable, Output
from phantich.cli._output import Format, print_frame
from phantich.language import Language


def adjust(
    table: LongTable,
    frequency: Annotated[Literal["M", "Q"], typer.Option(help="Months or quarters.")] = "M",
    method: Annotated[
        Literal["auto", "x13", "seats", "stl"],
        typer.Option(help="auto: X-13 (X-11 filters), and STL where it cannot be used."),
    ] = "auto",
    model: Annotated[
        str, typer.Option(help="ARIMA model as X-13 writes it; auto searches for one.")
    ] = "(0 1 1)(0 1 1)",
    trading_day: Annotated[
        bool, typer.Option(help="Test for an effect of weekdays; not for prices and stocks.")
    ] = True,
    breaks: Breaks = None,
    summary: Annotated[
        bool, typer.Option("--summary", help="A row a series: light, statistics, reasons.")
    ] = False,
    lang: Annotated[Language, typer.Option(help="Language of reasons.")] = "vi",
    jobs: Annotated[int, typer.Option(help="Runs of X-13 at the same time.", min=1)] = 1,
    output: Output = Format.TABLE,
) -> None:
    """Print adjusted series, or what is to be thought of them.

    Series that are too short, or have no season, come back as they are, with a grey light.

    Example: phantich adjust --input retail.csv --frequency M --summary --format csv
    """
    from phantich.cli._long import read_panel
    from phantich.seasonal import adjust_panel, long_table
    from phantich.seasonal import summary as summarise

    panel = read_panel(table, frequency)
    results = adjust_panel(
        panel, jobs, method=method, model=model, trading_day=trading_day, breaks=tuple(breaks or ())
    )
    rows = summarise(results, lang) if summary else long_table(results)
    if "ds" in rows:
        rows["ds"] = rows["ds"].dt.strftime("%Y-%m-%d")
    print_frame(rows, output)
