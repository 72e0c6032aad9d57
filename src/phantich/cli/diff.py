"""``phantich diff``: figures that differ between two editions, or between two runs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from phantich.cli._options import REPORTS, Output, Pages
from phantich.cli._output import Format, print_table
from phantich.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from phantich.brief import Content
    from phantich.brief.differences import Difference

_COLUMNS = (
    "group", "kind", "indicator", "component", "item", "area", "period", "measure",
    "before", "now", "size", "percent", "unit", "fields",
)  # fmt: skip
_KINDS = ("changed", "new", "gone", "relabelled")


def diff(
    before: Annotated[
        Path | None, typer.Argument(help="A <group>.facts.json, or a month's folder.")
    ] = None,
    now: Annotated[Path | None, typer.Argument(help="The same of another run.")] = None,
    group: Annotated[str, typer.Option(help="Instead: the editions of a group, …")] = "",
    month: Annotated[str, typer.Option(help="… of a month, YYYY-MM.")] = "",
    first: Annotated[
        int, typer.Option("--from", min=0, help="Number of the edition before; 0: the released.")
    ] = 0,
    last: Annotated[
        int, typer.Option("--to", min=0, help="Number of the edition now; 0: the newest.")
    ] = 0,
    out: Pages = REPORTS,
    everything: Annotated[
        bool, typer.Option("--all", help="Also what an edition counts: revisions, delays.")
    ] = False,
    output: Output = Format.TABLE,
) -> None:
    """Print figures that are new, gone, changed, or relabelled, with both values and the size.

    Example: phantich diff --group HP.A.II --month 2026-10 --format csv
    """
    if group:
        if before or not month:
            raise UsageError("--group takes --month, and no files beside it")
        pairs = [_of_group(out / month, group, first, last)]
    elif before and now:
        pairs = list(_of_files(before, now))
    else:
        raise UsageError("name two files or folders, or --group and --month")
    found = [(was.group, d) for was, is_ in pairs for d in _between(was, is_, everything)]
    _say(d for _, d in found)
    print_table(_COLUMNS, [_row(code, d, output) for code, d in found], output)


def _between(was: Content, now: Content, everything: bool) -> Iterator[Difference]:
    from phantich.brief.differences import differences

    if everything:
        return differences(was.facts | was.edition_facts, now.facts | now.edition_facts)
    return differences(was.facts, now.facts)


def _of_group(folder: Path, group: str, first: int, last: int) -> tuple[Content, Content]:
    """The two editions of a group; by default the newest, and the released one before it."""
    from phantich.cli.export import read
    from phantich.runs.editions import FACTS, editions

    by_number = {edition.number: edition for edition in editions(folder, group)}
    if not by_number:
        raise UsageError(f"there is no brief of {group} in {folder}")
    newest = last or max(by_number)
    released = [n for n, edition in by_number.items() if n < newest and edition.log().released]
    oldest = first or max(released, default=0)
    numbers = ", ".join(map(str, by_number))
    if not oldest:
        raise UsageError(f"no edition of {group} before {newest} was released; there are {numbers}")
    for number in (oldest, newest):
        if number not in by_number:
            raise UsageError(f"{group} has no edition {number}; there are {numbers}")
    return read(by_number[oldest].path(FACTS)), read(by_number[newest].path(FACTS))


def _of_files(before: Path, now: Path) -> Iterator[tuple[Content, Content]]:
    """Two files, or the groups that two folders have in common and those that one lacks."""
    from phantich.cli.export import read

    if before.is_dir() != now.is_dir():
        raise UsageError(f"{before} and {now} have to be two files or two folders")
    if not before.is_dir():
        yield _same(read(before), read(now))
        return
    names = [{p.name for p in folder.glob("*.facts.json")} for folder in (before, now)]
    if not names[0] & names[1]:
        raise UsageError(f"{before} and {now} have no <group>.facts.json in common")
    for name in sorted(names[0] ^ names[1]):
        typer.echo(f"phantich: {name} is only in {before if name in names[0] else now}", err=True)
    for name in sorted(names[0] & names[1]):
        yield _same(read(before / name), read(now / name))


def _same(before: Content, now: Content) -> tuple[Content, Content]:
    if (before.group, before.month) != (now.group, now.month):
        told = f"{before.group} {before.month} and {now.group} {now.month}"
        raise UsageError(f"{told} are not editions of one brief")
    return before, now


def _say(found: Iterable[Difference]) -> None:
    """How many there are of each kind, on standard error."""
    kinds = [d.kind for d in found]
    told = ", ".join(f"{kinds.count(kind)} {kind}" for kind in _KINDS if kind in kinds)
    typer.echo(told or "no figure differs", err=True)


def _row(group: str, difference: Difference, output: Format) -> tuple[object, ...]:
    fact, percent = difference.fact, difference.percent
    if output is Format.TABLE and percent is not None:
        percent = round(percent, 2)
    return (
        group, difference.kind, fact.indicator, fact.component, fact.item, fact.area,
        fact.period, fact.measure,
        difference.before.value if difference.before else None,
        difference.now.value if difference.now else None,
        difference.size, percent, fact.unit, " ".join(difference.fields),
    )  # fmt: skip
