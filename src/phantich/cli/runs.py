"""``phantich runs``: what was run, what came out, and whether it is still there."""

from __future__ import annotations

import typer

from phantich.cli._options import REPORTS, Output, Pages, RunId
from phantich.cli._output import Format, print_table

runs = typer.Typer(
    add_completion=False,
    rich_markup_mode=None,
    no_args_is_help=True,
    help="The records of runs: list, show, verify.\n\nExample: phantich runs show latest",
)


@runs.command("list")
def list_runs(out: Pages = REPORTS, output: Output = Format.TABLE) -> None:
    """List the runs, oldest first.

    Example: phantich runs list --format csv
    """
    from phantich.runs import manifest

    rows = []
    for name in manifest.names(out):
        told = manifest.read(out, name)
        months = ",".join(sorted({job.month for job in told.jobs}))
        counts = [told.count(state) for state in ("made", "unchanged", "failed")]
        rows.append([name, told.began, told.ended, months, *counts])
    print_table(["id", "began", "ended", "months", "made", "unchanged", "failed"], rows, output)


@runs.command("show")
def show(name: RunId, out: Pages = REPORTS, output: Output = Format.TABLE) -> None:
    """Show what became of each job of a run.

    Example: phantich runs show latest
    """
    from phantich.runs import manifest

    told = manifest.read(out, name)
    columns = ["group", "kind", "month", "state", "seconds", "cpu", "memory_mb", "tries", "why"]
    rows = [
        [j.group, j.kind, j.month, j.state, j.seconds, j.cpu, j.memory, j.tries, j.why]
        for j in told.jobs
    ]
    print_table(columns, rows, output)


@runs.command("verify")
def verify(name: RunId, out: Pages = REPORTS, output: Output = Format.TABLE) -> None:
    """Hash again every file that a run names; exit code 1 when one is missing or changed.

    A later run that made a page again changed it, too.

    Example: phantich runs verify latest
    """
    from phantich.runs import manifest

    told = manifest.read(out, name)
    wrong = manifest.verify(out, told)
    print_table(["path", "found"], [[w.path, w.found] for w in wrong], output)
    if wrong:
        raise typer.Exit(1)
    typer.echo(f"all files of run {told.id} are as they were made", err=True)
