"""``phantich run``: the briefs of a month."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from phantich.brief.model import Edition
    from phantich.runs import Job, Outcome
    from phantich.runs.perform import Progress


def run(
    city: Annotated[
        str, typer.Option(help="Sets with commas: haiphong, cantho, vietnam.")
    ] = "haiphong,cantho,vietnam",
    month: Annotated[
        str, typer.Option(help="YYYY-MM, or latest: the newest month a city has figures for.")
    ] = "latest",
    groups: Annotated[
        str, typer.Option(help="Codes with commas: HP.A.I,HP.A.II; all by default.")
    ] = "",
    as_of: Annotated[
        str, typer.Option(help="Figures as known on this day, YYYY-MM-DD; today by default.")
    ] = "",
    released: Annotated[
        bool, typer.Option("--released", help="Mark the briefs as released; drafts by default.")
    ] = False,
    jobs: Annotated[
        int, typer.Option(min=0, help="Briefs made at the same time; 0 for one a processor.")
    ] = 0,
    out: Annotated[Path, typer.Option(help="Folder for the pages.")] = Path("reports"),
    store: Annotated[
        Path | None,
        typer.Option(help="The store; $PHANTICH_STORE or data/store by default."),
    ] = None,
) -> None:
    """Make the briefs of a month: executed notebooks, pages in Vietnamese and English, an index.

    Makes the store from the bundled data when there is none. Prints the path of the newest month's
    index, which holds both cities and the newest national brief. A group that fails does not stop
    the others; the exit code is then 1.

    Example: phantich run --city haiphong,cantho --month 2026-10
    """
    from phantich.runs import parse_cities, plan
    from phantich.runs import run as make
    from phantich.runs.perform import cores
    from phantich.runs.prepare import prepare
    from phantich.store import Store, project_root

    began = time.monotonic()
    cities = parse_cities(city)
    source = Store(store)
    said = prepare(source)
    if said:
        typer.echo(said, err=True)
    wanted = [code.strip() for code in groups.split(",") if code.strip()]
    edition: Edition = "released" if released else "draft"
    todo = plan(project_root(), source, cities, month, wanted, as_of or None, edition)
    source.close()
    with _progress(len(todo)) as progress:
        outcomes, indexes = make(todo, out, progress, jobs or cores())
    _summary(outcomes, time.monotonic() - began)
    typer.echo(indexes[0])
    if not all(outcome.ok for outcome in outcomes):
        raise typer.Exit(1)


def _summary(outcomes: list[Outcome], seconds: float) -> None:
    for outcome in outcomes:
        if not outcome.ok:
            where = f", cell {outcome.cell}" if outcome.cell else ""
            line = outcome.message.splitlines()[0] if outcome.message else "failed"
            typer.echo(f"phantich: {outcome.group} {outcome.month}{where}: {line}", err=True)
    made = sum(outcome.ok for outcome in outcomes)
    noun = "brief" if made == 1 else "briefs"
    failed = len(outcomes) - made
    tail = f", {failed} failed" if failed else ""
    typer.echo(f"{made} {noun} made{tail} in {seconds:.1f} s", err=True)


@contextmanager
def _progress(total: int) -> Iterator[Progress]:
    """A bar on standard error when that is a terminal; a line a brief otherwise."""
    if not sys.stderr.isatty():
        yield _line
        return
    from rich.console import Console
    from rich.progress import MofNCompleteColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    bar = Bar(
        *Bar.get_default_columns()[:2],
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    with bar:
        task = bar.add_task("briefs", total=total)

        def advance(job: Job, outcome: Outcome | None) -> None:
            text = f"{job.group} {job.month}"
            bar.update(task, description=text, advance=0 if outcome is None else 1)

        yield advance


def _line(job: Job, outcome: Outcome | None) -> None:
    if outcome is not None:
        typer.echo(f"{job.group} {outcome.month} {'made' if outcome.ok else 'failed'}", err=True)
