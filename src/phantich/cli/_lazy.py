"""Commands that are imported when they are called, so that ``phantich --help`` stays quick."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

import typer
from typer.core import TyperCommand, TyperGroup

if TYPE_CHECKING:
    from collections.abc import Callable

#: Command → the line that ``phantich --help`` prints. The command ``name`` is the function, or the
#: Typer application, called ``name`` in the module ``phantich.cli.name`` (``-`` becomes ``_``).
COMMANDS: Final[dict[str, str]] = {
    "catalog": "List the indicators of the two cities and of the country.",
    "ingest": "Load workbooks, forms and long tables into the store.",
    "template": "Write the Excel form that an agency fills in.",
    "query": "Print figures as known today, or as known on a day.",
    "measure": "Measure any long table: comparisons, contributions, progress.",
    "loads": "List what was loaded, show one load, withdraw it.",
    "adjust": "Take season and Tết out of series.",
    "forecast": "Forecast series, with bands and the reason where there is none.",
    "backtest": "Score forecasts of a table made from earlier origins.",
    "scorecard": "Score the published forecasts by the figures that came.",
    "warn": "Find what is unusual in the newest figures of any long table.",
    "flags": "List, show and judge what early warning found.",
    "run": "Make the briefs of a month.",
    "runs": "List runs, show one, check its files.",
    "rebuild": "Make the files of a run again, from the store as it stood then.",
    "review": "Approve, query and release the briefs of a month.",
    "diff": "List the figures that differ between two editions or two runs.",
    "trace": "Trace every numeral of a month's files to its fact.",
    "export": "Write the Word or Excel file of a brief from its facts.",
}


class LazyGroup(TyperGroup):
    """A group that knows its commands by name and imports one only to run it."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Names in the order of a month's work."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """A stand-in with the name and help of the command; enough to list it."""
        line = COMMANDS.get(cmd_name)
        return None if line is None else TyperCommand(cmd_name, help=line)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command itself, imported now."""
        name, command, rest = super().resolve_command(ctx, args)
        return name, command if name is None else load(name), rest


def load(name: str) -> Any:
    """Import the command `name` and build it."""
    attribute = name.replace("-", "_")
    found: typer.Typer | Callable[..., Any] = getattr(
        import_module(f"phantich.cli.{attribute}"), attribute
    )
    if isinstance(found, typer.Typer):
        application = found
    else:
        application = typer.Typer(add_completion=False, rich_markup_mode=None)
        application.command(name)(found)
    command = typer.main.get_command(application)
    command.name = name
    return command
