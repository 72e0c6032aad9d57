"""``phantich loads``: what was loaded, and taking it back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from phantich.cli._options import Output, StorePath
from phantich.cli._output import Format, print_table
from phantich.errors import UsageError

if TYPE_CHECKING:
    from phantich.store import LoadInfo, Store

loads = typer.Typer(
    add_completion=False,
    rich_markup_mode=None,
    help=(
        "List what was loaded, show one load with its remarks, withdraw one.\n\n"
        "Example: phantich loads list --format csv"
    ),
)

_COLUMNS = (
    "load_id",
    "loaded_at",
    "kind",
    "origin",
    "rows",
    "added",
    "known",
    "remarks",
    "withdrawn_at",
    "sha256",
)
LoadId = Annotated[int, typer.Argument(help="Number of the load, see phantich loads list.")]


@loads.callback(invoke_without_command=True)
def _loads(context: typer.Context, store: StorePath = None, output: Output = Format.TABLE) -> None:
    if context.invoked_subcommand is None:
        list_loads(store, output)
    elif store is not None or output is not Format.TABLE:
        raise UsageError(f"put the options behind phantich loads {context.invoked_subcommand}")


@loads.command("list")
def list_loads(store: StorePath = None, output: Output = Format.TABLE) -> None:
    """List all loads, withdrawn ones too; times are UTC.

    Example: phantich loads list --format json
    """
    print_table(_COLUMNS, [_row(load, output) for load in _open(store).loads()], output)


@loads.command("show")
def show(load_id: LoadId, store: StorePath = None, output: Output = Format.TABLE) -> None:
    """Print one load and the remarks that the reader made about its file.

    Example: phantich loads show 12
    """
    opened = _open(store)
    load = next((load for load in opened.loads() if load.load_id == load_id), None)
    if load is None:
        raise UsageError(f"there is no load {load_id}; see phantich loads list")
    remarks = [(r.kind, r.where, r.found, r.meaning) for r in opened.remarks(load_id)]
    if output is Format.TABLE:
        for name, value in zip(_COLUMNS, _row(load, Format.CSV), strict=True):
            typer.echo(f"{name:<13} {'' if value is None else value}")
        typer.echo("")
    print_table(("kind", "where", "found", "meaning"), remarks, output)


@loads.command("withdraw")
def withdraw(load_id: LoadId, store: StorePath = None) -> None:
    """Take a load back: its figures vanish from queries until the file is loaded again.

    Example: phantich loads withdraw 12
    """
    _open(store).withdraw(load_id)
    typer.echo(f"load {load_id} is withdrawn; ingest its file again to bring it back")


def _open(path: Path | None) -> Store:
    from phantich.store import Store

    return Store(path)


def _row(load: LoadInfo, output: Format) -> list[object]:
    digest = load.digest[:12] if output is Format.TABLE else load.digest
    return [
        load.load_id,
        load.loaded_at.isoformat(),
        load.kind,
        load.origin,
        load.rows_given,
        load.rows_added,
        load.rows_known,
        load.remarks,
        load.withdrawn_at.isoformat() if load.withdrawn_at else None,
        digest,
    ]
