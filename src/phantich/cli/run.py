"""``phantich run``: the briefs of a month."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from phantich.cli._options import REPORTS, Cluster, PageJobs, StorePath, listed

if TYPE_CHECKING:
    from phantich.runs import Job, Means, Run
    from phantich.runs.manifest import Manifest
    from phantich.runs.monthly import Plan
    from phantich.runs.perform import Progress, State

_City: TypeAlias = Annotated[str, typer.Option(help="Sets with commas: haiphong, cantho, vietnam.")]
_Month: TypeAlias = Annotated[
    str, typer.Option(help="YYYY-MM, or latest: the newest month a city has figures for.")
]
_Groups: TypeAlias = Annotated[
    str, typer.Option(help="Codes with commas: HP.A.I,HP.A.II; all by default.")
]
_AsOf: TypeAlias = Annotated[
    str, typer.Option(help="Figures as known on this day, YYYY-MM-DD; today by default.")
]
_Kind: TypeAlias = Annotated[str, typer.Option(help="What to make, with commas: brief, forecast.")]
_Share: TypeAlias = Annotated[
    str, typer.Option(help="Folder that a cluster's machines share: file:///…, s3://….")
]


def run(
    city: _City = "haiphong,cantho,vietnam",
    month: _Month = "latest",
    groups: _Groups = "",
    as_of: _AsOf = "",
    kind: _Kind = "brief",
    force: Annotated[
        bool, typer.Option("--force/--resume", help="Make what is unchanged, too; or leave it.")
    ] = False,
    jobs: PageJobs = 0,
    seconds: Annotated[float, typer.Option(min=1, help="Time that one page may take.")] = 900,
    memory: Annotated[int, typer.Option(min=256, help="Memory of one notebook, in MB.")] = 2048,
    cluster: Cluster = "",
    share: _Share = "",
    out: Annotated[Path, typer.Option(help="Folder for the pages.")] = REPORTS,
    store: StorePath = None,
) -> None:
    """Make the briefs of a month: executed notebooks, pages in Vietnamese and English, an index.

    Makes the store from the bundled data when there is none. Prints the path of the newest month's
    index, which holds both cities and the newest national brief. What is unchanged since it was
    made is left as it is, so that a run that was stopped goes on where it was. A group that fails
    does not stop the others; the exit code is then 1. It is 75 when another run is at work.

    Example: phantich run --city haiphong,cantho --month 2026-10
    """
    from phantich.runs import Limits, Means, parse_cities, parse_kinds
    from phantich.runs.manifest import Wanted
    from phantich.runs.monthly import prepare_plan
    from phantich.runs.perform import cores
    from phantich.runs.prepare import prepare
    from phantich.store import Store, project_root

    began = time.monotonic()
    wanted = Wanted(
        cities=tuple(parse_cities(city)),
        month=month,
        groups=tuple(listed(groups)),
        kinds=tuple(parse_kinds(kind)),
        as_of=as_of or None,
        store=str(store or ""),
    )
    said = prepare(Store(store))
    if said:
        typer.echo(said, err=True)
    means = Means(jobs or cores(), Limits(seconds, memory), force, cluster, share)
    done, record = _carry_out(prepare_plan(project_root(), wanted), out, means)
    _summary(done, time.monotonic() - began)
    typer.echo(f"record: phantich runs show {record.id}", err=True)
    typer.echo(done.indexes[0])
    if done.failed:
        raise typer.Exit(1)


def _carry_out(planned: Plan, out: Path, means: Means) -> tuple[Run, Manifest]:
    """Carry out the plan with a bar; leave with a code of its own while another run is at work."""
    from phantich.runs.monthly import BusyError, carry_out

    try:
        with progress_bar(len(planned.jobs)) as progress:
            return carry_out(planned, out, progress, means)
    except BusyError as error:
        typer.echo(f"phantich: {error}", err=True)
        raise typer.Exit(os.EX_TEMPFAIL) from None


def _summary(done: Run, seconds: float) -> None:
    """What was made, and why what failed did, on standard error."""
    for outcome in done.outcomes:
        if not outcome.ok:
            where = f", cell {outcome.cell}" if outcome.cell else ""
            line = outcome.message.splitlines()[0] if outcome.message else "failed"
            typer.echo(f"phantich: {outcome.group} {outcome.month}{where}: {line}", err=True)
    parts = [(done.made, "made"), (done.unchanged, "unchanged"), (done.failed, "failed")]
    told = ", ".join(f"{count} {what}" for count, what in parts if count)
    typer.echo(f"{told or 'nothing to make'} in {seconds:.1f} s", err=True)


@contextmanager
def progress_bar(total: int) -> Iterator[Progress]:
    """A bar on standard error when that is a terminal; a line a brief otherwise."""
    if not sys.stderr.isatty():
        yield _line
        return
    from phantich.cli._progress import bar

    running: dict[str, bool] = {}
    failed = [0]
    with bar() as shown:
        task = shown.add_task("", total=total)

        def advance(job: Job, state: State) -> None:
            running[job.stem] = state == "begun"
            failed[0] += state == "failed"
            names = " ".join(stem for stem, runs in running.items() if runs)
            text = f"{names}{f' · {failed[0]} failed' if failed[0] else ''}"
            shown.update(task, description=text, advance=0 if state == "begun" else 1)

        yield advance


def _line(job: Job, state: State) -> None:
    if state not in ("begun", "unchanged"):
        typer.echo(f"{job.stem} {job.month} {state}", err=True)
