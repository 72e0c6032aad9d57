"""``phantich scorecard``: how the published forecasts did."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from phantich.cli._options import Output, StorePath
from phantich.cli._output import Format, print_frame

if TYPE_CHECKING:
    import pandas as pd

    from phantich.store import Store


def scorecard(
    indicator: Annotated[
        str, typer.Argument(help="Code or beginning of codes: HP.A.II; all by default.")
    ] = "",
    by: Annotated[
        Literal["component", "horizon", "model", "origin"], typer.Option(help="What is a row.")
    ] = "component",
    as_of: Annotated[
        str, typer.Option(help="Score by figures as known on this day, YYYY-MM-DD.")
    ] = "",
    detail: Annotated[bool, typer.Option("--detail", help="A row a forecast.")] = False,
    store: StorePath = None,
    output: Output = Format.TABLE,
) -> None:
    """Score the forecasts that were published by the figures that came.

    Example: phantich scorecard HP.A.II --by horizon --format csv
    """
    from phantich.forecast.archive import Archive, folder_of
    from phantich.forecast.scorecard import card, scored
    from phantich.store import Store

    source = Store(store)
    archive = Archive(folder_of(source.path)).read()
    if indicator:
        own = archive["indicator"] == indicator
        archive = archive[own | archive["indicator"].str.startswith(f"{indicator}.")]
    table = scored(archive, _actuals(source, archive, as_of or None)) if len(archive) else archive
    if not len(table):
        typer.echo(f"{len(archive)} forecasts in the archive, none of a figure known yet", err=True)
        return
    rows = table if detail else card(table, by)
    rows = rows.round(3) if output is Format.TABLE else rows
    print_frame(rows, output)


def _actuals(store: Store, archive: pd.DataFrame, as_of: str | None) -> pd.DataFrame:
    """The figures that the archive is about, published and simulated apart."""
    import pandas as pd

    frames = []
    for simulated, rows in archive.groupby("simulated"):
        frame = store.query(
            sorted(rows["indicator"].unique()),
            item=sorted(rows["item"].unique()),
            area=sorted(rows["area"].unique()),
            measure=sorted(rows["measure"].unique()),
            frequency=["M", "Q"],
            as_of=as_of,
            simulated="only" if simulated else "exclude",
        )
        frames.append(frame.assign(simulated=bool(simulated)))
    return pd.concat(frames, ignore_index=True)
