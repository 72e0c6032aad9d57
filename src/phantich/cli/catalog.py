"""``phantich catalog``: the indicators of the two cities and of the country."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from phantich.cli._options import Output
from phantich.cli._output import Format, print_table
from phantich.errors import UsageError

if TYPE_CHECKING:
    from phantich.catalog import SetId


class City(StrEnum):
    """Whose indicators."""

    HAIPHONG = "haiphong"
    CANTHO = "cantho"
    ALL = "all"


class OtherSet(StrEnum):
    """A set that is no city's."""

    VIETNAM = "vietnam"


#: What a table for people shows; CSV and JSON hold every column.
_SHOWN = {
    False: ("code", "name", "agency", "frequency", "kinds"),
    True: ("code", "name", "unit", "kind", "direction", "measures", "forecast"),
}


def catalog(
    city: Annotated[City | None, typer.Option(help="Whose indicators.", show_default="all")] = None,
    other: Annotated[
        OtherSet | None, typer.Option("--set", help="The national reference tables instead.")
    ] = None,
    group: Annotated[
        str | None, typer.Option(help="Only this part, group or indicator, e.g. HP.A.I.")
    ] = None,
    components: Annotated[
        bool, typer.Option("--components", help="One row a component, with unit and kind.")
    ] = False,
    search: Annotated[
        str | None, typer.Option(help="Only what has these words in a name, accents or not.")
    ] = None,
    output: Output = Format.TABLE,
) -> None:
    """List the indicators of the two cities, or of the country, with their components.

    CSV and JSON hold one row an indicator (144 for both cities), or a component, in the order of
    the decisions; several values in a cell are parted by |.

    Example: phantich catalog --city haiphong --group HP.A.I --components --format csv
    """
    from phantich.catalog import listing

    sets = _sets(city, other, group)
    only = _components(sets, group, search)
    columns: Sequence[str] = listing.INDICATOR_COLUMNS
    rows = listing.indicator_rows(sets, only)
    if components:
        columns, rows = listing.COMPONENT_COLUMNS, listing.component_rows(sets, only)
    if output is Format.TABLE:
        _print_people(columns, rows, _SHOWN[components])
    else:
        print_table(columns, rows, output)


def _sets(city: City | None, other: OtherSet | None, group: str | None) -> tuple[SetId, ...]:
    """The sets that the options choose; a group without a city chooses its own."""
    from phantich.catalog import CITIES, SETS

    if city and other:
        raise UsageError("--city and --set exclude each other")
    if other is OtherSet.VIETNAM:
        return ("vietnam",)
    if city is City.HAIPHONG:
        return ("haiphong",)
    if city is City.CANTHO:
        return ("cantho",)
    return SETS if city is None and group is not None else CITIES


def _components(sets: Sequence[SetId], group: str | None, search: str | None) -> set[str] | None:
    """Codes of the components that both options keep; None where neither is given."""
    from phantich.catalog import find_indicator
    from phantich.sources.names import set_of
    from phantich.workbench import lookup

    found: list[set[str]] = []
    if group is not None:
        codes, one = lookup.expand(group)
        chosen = set_of(codes[0])
        if chosen is None or chosen.id not in sets:
            raise UsageError(f"{group} is not a group of {' or '.join(sets)}")
        parts = {f"{code}/{c.id}" for code in codes for c in find_indicator(code).components}
        found.append({part for part in parts if one is None or part == f"{codes[0]}/{one}"})
    if search is not None:
        found.append({hit.code for hit in lookup.search(search)})
    return set.intersection(*found) if found else None


def _print_people(
    columns: Sequence[str], rows: Sequence[Sequence[object]], shown: Sequence[str]
) -> None:
    """Print the columns that fit a screen, wrapped to its width."""
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, header_style="bold", pad_edge=False)
    for name in shown:
        table.add_column(name, no_wrap=name == "code", overflow="fold")
    picked = [columns.index(name) for name in shown]
    for row in rows:
        table.add_row(*(str(row[i] or "").replace("|", ", ") for i in picked))
    console = Console(markup=False, highlight=False, emoji=False)
    console.print(table)
    console.print(f"{len(rows)} row{'' if len(rows) == 1 else 's'}")
