"""``phantich review``: approve, query and release the briefs of a month; where they stand."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from phantich.cli._options import REPORTS, Output, Pages, listed
from phantich.cli._output import Format, print_table
from phantich.errors import PhantichError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from phantich.runs.editions import Edition
    from phantich.runs.reviewing import Action

review = typer.Typer(add_completion=False, rich_markup_mode=None)

_Group: TypeAlias = Annotated[
    str, typer.Option(help="Codes of groups with commas: HP.A.I,HP.A.II.")
]
_Month: TypeAlias = Annotated[str, typer.Option(help="YYYY-MM.")]
_By: TypeAlias = Annotated[str, typer.Option(help="Who reviews.")]
_Comment: TypeAlias = Annotated[str, typer.Option(help="What the reviewer says.")]
_Facts: TypeAlias = Annotated[
    str, typer.Option(help="Hash of the facts that were reviewed, from the page's foot.")
]


@review.callback(invoke_without_command=True)
def _review(context: typer.Context) -> None:
    """Approve, query and release the briefs of a month.

    Example: phantich review approve --group HP.A.II --month 2026-10 --by "Nguyễn Văn A"
    """
    if context.invoked_subcommand is None:
        _print([], "", REPORTS, Format.TABLE)


@review.command()
def approve(
    group: _Group,
    month: _Month,
    by: _By,
    comment: _Comment = "",
    facts: _Facts = "",
    out: Pages = REPORTS,
) -> None:
    """Approve the figures of a draft as they are now; they may then be released.

    Example: phantich review approve --group HP.A.II --month 2026-10 --by "Nguyễn Văn A"
    """
    _give("approve", group, month, by, comment, facts, out)


@review.command()
def query(
    group: _Group,
    month: _Month,
    by: _By,
    comment: _Comment,
    facts: _Facts = "",
    out: Pages = REPORTS,
) -> None:
    """Ask something about a draft; it cannot be released until it is approved after that.

    Example: phantich review query --group HP.A.II --month 2026-10 --by "Trần B" --comment "Đất?"
    """
    _give("query", group, month, by, comment, facts, out)


@review.command()
def release(
    group: _Group,
    month: _Month,
    by: _By,
    comment: _Comment = "",
    facts: _Facts = "",
    out: Pages = REPORTS,
) -> None:
    """Release an approved edition: its files are made final and never written again.

    Example: phantich review release --group HP.A.II --month 2026-10 --by "Lê Văn C"
    """
    _give("release", group, month, by, comment, facts, out)


@review.command()
def status(
    group: Annotated[str, typer.Option(help="Codes of groups with commas; all by default.")] = "",
    month: Annotated[str, typer.Option(help="YYYY-MM; all months by default.")] = "",
    out: Pages = REPORTS,
    output: Output = Format.TABLE,
) -> None:
    """Print every edition: where it stands, and its last review.

    Example: phantich review status --month 2026-10 --format csv
    """
    _print(listed(group), month, out, output)


def _give(
    action: Action, groups: str, month: str, by: str, comment: str, facts: str, out: Path
) -> None:
    """Give the review of each group; one that cannot be given does not stop the others."""
    from phantich.observations import check_month
    from phantich.runs.reviewing import review as give

    check_month(month)
    codes = listed(groups)
    if not codes:
        raise UsageError("--group names at least one group")
    if facts and len(codes) > 1:
        raise UsageError("--facts is for one group at a time")
    failed: list[PhantichError] = []
    for code in codes:
        try:
            given = give(out / month, code, action, by, comment, facts)
        except PhantichError as error:
            failed.append(error)
        else:
            typer.echo(given.edition.path(".html"))
    for earlier in failed[:-1]:
        typer.echo(f"phantich: {earlier}", err=True)
    if failed:
        raise failed[-1]


_COLUMNS = ("month", "group", "edition", "state", "by", "at", "comment", "facts", "page", "remark")


def _print(codes: list[str], month: str, out: Path, output: Format) -> None:
    from phantich.observations import check_month

    if month:
        check_month(month)
    months = [month] if month else sorted(p.name for p in out.glob("????-??") if p.is_dir())
    rows = [row for name in months for row in _rows(out / name, codes)]
    print_table(_COLUMNS, rows, output)


def _rows(folder: Path, codes: list[str]) -> Iterator[tuple[object, ...]]:
    from phantich.runs.editions import editions, groups

    for group in groups(folder):
        if not codes or group in codes:
            for edition in editions(folder, group):
                yield _row(edition)


def _row(edition: Edition) -> tuple[object, ...]:
    from phantich.brief import load
    from phantich.brief.digest import digest
    from phantich.runs.editions import FACTS, PAGE
    from phantich.runs.reviewing import SHORT, altered

    facts = digest(load(edition.path(FACTS)))
    log = edition.log()
    last = log.reviews[-1] if log.reviews else None
    remark = ""
    if last is not None and last.facts != facts:
        remark = "the figures have changed since this review"
    elif changed := altered(edition, log):
        remark = f"changed since the release: {', '.join(changed)}"
    said = (last.by, last.at, last.comment) if last else (None, None, None)
    page = str(edition.path(PAGE))
    state = log.state(facts)
    return (
        edition.folder.name,
        edition.group,
        edition.number,
        state,
        *said,
        facts[:SHORT],
        page,
        remark,
    )
