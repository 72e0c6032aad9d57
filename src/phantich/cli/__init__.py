"""The command line: a thin face that parses, calls and prints.

Exit codes: 0 success; 1 the work was done, or stopped, because something is wrong in the data or
the store; 2 the call does not make sense; 75 another run is at work; 130 interrupted. Whatever goes
wrong is one clear line on standard error; the environment variable ``PHANTICH_DEBUG=1`` asks for
the traceback.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Annotated

import typer
from typer.exceptions import Abort, TyperException

from phantich.cli._lazy import LazyGroup
from phantich.errors import PhantichError, UsageError

__all__ = ["app", "main"]

# Before numpy is imported: more threads make small matrices slower, and sums differ in last digits.
for _name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
    os.environ.setdefault(_name, "1")

app = typer.Typer(
    cls=LazyGroup,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


@app.callback(invoke_without_command=True)
def _phantich(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    """Analysis and forecasting for the executive indicator sets of Hải Phòng and Cần Thơ.

    Example: phantich query HP.A.II.1 --from 2025-01 --format csv
    """
    if version:
        from phantich import __version__

        typer.echo(__version__)
        raise typer.Exit
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())
        raise UsageError("name a command")


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code (see the module's text).

    Examples
    --------
    >>> main(["--version"])
    0.1.0
    0
    """
    try:
        code = app(args=argv, prog_name="phantich", standalone_mode=False)
        sys.stdout.flush()
    except TyperException as error:
        text = error.format_message().replace("Value error, ", "").rstrip(".")
        return _fail(f"{text} (see phantich --help)", 2)
    except UsageError as error:
        return _fail(str(error), 2)
    except PhantichError as error:
        return _fail(str(error), 1)
    except Abort:
        return 130
    except BrokenPipeError:
        # The reader of the pipe has gone; there is nobody left to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except Exception as error:
        if os.environ.get("PHANTICH_DEBUG"):
            raise
        text = " ".join(str(error).split())
        return _fail(f"{type(error).__name__}: {text} (PHANTICH_DEBUG=1 shows where)", 1)
    return code if isinstance(code, int) else 0


def _fail(message: str, code: int) -> int:
    typer.echo(f"phantich: {message}", err=True)
    return code
