"""``phantich query``: figures as they are known, or were known on a day."""

from __future__ import annotations

from typing import Annotated

import typer

from phantich.cli._options import Output, StorePath
from phantich.cli._output import Format, print_table
from phantich.observations import QUERY_COLUMNS
from phantich.store.queries import Simulated, Vintages

Several = Annotated[list[str] | None, typer.Option(help="May be given several times.")]


def query(
    code: Annotated[
        str,
        typer.Argument(help="Indicator (HP.A.II.1), component (HP.A.X.4/deaths), group or set."),
    ],
    item: Several = None,
    area: Several = None,
    measure: Several = None,
    frequency: Several = None,
    since: Annotated[str | None, typer.Option("--from", help="First period, e.g. 2025-01.")] = None,
    until: Annotated[str | None, typer.Option("--to", help="Last period, e.g. 2025.")] = None,
    as_of: Annotated[str | None, typer.Option(help="As known on this day, YYYY-MM-DD.")] = None,
    vintages: Annotated[
        Vintages, typer.Option(help="The latest of each figure, or all.")
    ] = "latest",
    simulated: Annotated[
        Simulated, typer.Option(help="Simulated figures only where real ones lack, alone, or not.")
    ] = "fallback",
    store: StorePath = None,
    output: Output = Format.TABLE,
) -> None:
    """Print figures as they are known, or were known on a day.

    A code that the catalogue does not have is a usage error; one without figures prints an empty
    table.

    Example: phantich query VN.CPI --measure yoy --from 2024-01 --as-of 2024-12-31 --format csv
    """
    from phantich.store import Store
    from phantich.workbench.lookup import expand

    indicators, component = expand(code)
    table = Store(store).query(
        indicators,
        component=component,
        item=item,
        area=area,
        measure=measure,
        frequency=frequency,
        period_from=since,
        period_to=until,
        as_of=as_of,
        vintages=vintages,
        simulated=simulated,
    )
    columns = [table[name].tolist() for name in QUERY_COLUMNS]
    print_table(QUERY_COLUMNS, zip(*columns, strict=True), output)
