"""``phantich template``: the Excel form that an agency fills in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer


def template(
    city: Annotated[Literal["haiphong", "cantho"], typer.Option(help="The city.")],
    agency: Annotated[
        str, typer.Option(help="Id or Vietnamese name of the agency, such as «Sở Tài chính».")
    ],
    month: Annotated[str, typer.Option(help="Month that is reported, YYYY-MM.")],
    out: Annotated[Path, typer.Option(help="Where to write the form (.xlsx).")],
    area: Annotated[
        str, typer.Option(help="A commune, to ask for its figures alone; empty for all.")
    ] = "",
    store: Annotated[
        Path | None,
        typer.Option(help="The store with last month's and last year's figures, if there is one."),
    ] = None,
) -> None:
    """Write the form in which an agency reports a month.

    It asks for the agency's monthly figures, and for those of a quarter, half-year, year or crop
    season that the month closes. `phantich ingest` reads the form back.

    Example: phantich template --city haiphong --agency finance --month 2026-10 --out form.xlsx
    """
    from phantich.errors import UsageError
    from phantich.sources.forms import known_values, plan_form, write_form

    if out.suffix.lower() != ".xlsx":
        raise UsageError(f"{out} is no .xlsx file")
    form = plan_form(city, agency, month, area)
    write_form(form, out, known_values(form, store))
    figures = sum(1 for _ in form.lines)
    typer.echo(f"{out}: {form.agency_name}, {form.month}, {figures} lines")
