"""``phantich rebuild``: the pages of a run, made again."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from phantich.cli._options import REPORTS, PageJobs, RunId


def rebuild(
    name: RunId,
    to: Annotated[Path, typer.Option(help="Folder for the files that are made again.")],
    out: Annotated[Path, typer.Option(help="Folder of the run.")] = REPORTS,
    jobs: PageJobs = 0,
) -> None:
    """Make the files of a run again, from the store as it stood when the run began.

    Says which files came out otherwise, and whether code or versions are others than then; the
    exit code is then 1.

    Example: phantich rebuild latest --to /tmp/again
    """
    from phantich.cli.run import progress_bar
    from phantich.runs import Means, manifest
    from phantich.runs.identity import code_digest, versions
    from phantich.runs.monthly import rebuild as again
    from phantich.runs.perform import cores
    from phantich.store import project_root

    told = manifest.read(out, name)
    if told.code != code_digest():
        typer.echo("phantich: the code is not that of the run", err=True)
    now = versions()
    for package in sorted({*told.versions, *now}):
        if told.versions.get(package) != now.get(package):
            then = told.versions.get(package, "none")
            typer.echo(f"phantich: {package} {now.get(package, 'none')}, was {then}", err=True)
    with progress_bar(len(told.jobs)) as progress:
        other = again(project_root(), told, to, progress, Means(jobs or cores(), force=True))
    for path in other:
        typer.echo(f"phantich: {path} came out otherwise", err=True)
    typer.echo(to)
    if other:
        raise typer.Exit(1)
