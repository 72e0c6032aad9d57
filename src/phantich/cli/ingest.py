"""``phantich ingest``: files into the store."""

from __future__ import annotations

import csv
import io
import os
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal, TypeAlias

import typer

from phantich.cli._options import Output, StorePath
from phantich.cli._output import Format, print_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from phantich.sources.detect import FileKind
    from phantich.sources.intake import Taken
    from phantich.sources.reading import RemarkKind

_COLUMNS = ("file", "kind", "rows", "added", "known", "unplaced", "corrections", "doubts")
#: What `--kind` takes → what `phantich.sources.intake` is told.
_KINDS: Final[dict[str, FileKind | None]] = {
    "auto": None,
    "gso": "gso",
    "form": "form",
    "long": "long",
}


_PROCESSORS: Final = os.cpu_count() or 1


def _default(text: str) -> Any:
    return typer.Option(help=f"Long tables: {text}")


_Kind: TypeAlias = Annotated[
    Literal["auto", "gso", "form", "long"], typer.Option(help="What the files are.")
]
_Remarks: TypeAlias = Annotated[
    Path | None, typer.Option(help="Write all remarks with their cells to this CSV file.")
]
_Jobs: TypeAlias = Annotated[
    int, typer.Option(min=1, help="Processes that read; as many as there are processors.")
]


def ingest(
    files: Annotated[list[Path], typer.Argument(help="Workbooks, forms, long tables.")],
    kind: _Kind = "auto",
    store: StorePath = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Read only, load nothing.")] = False,
    output: Output = Format.TABLE,
    remarks: _Remarks = None,
    jobs: _Jobs = _PROCESSORS,
    indicator: Annotated[str, _default("code of the indicator.")] = "",
    component: Annotated[str, _default("component; the first by default.")] = "",
    item: Annotated[str, _default("item of all rows.")] = "",
    area: Annotated[str, _default("area of all rows.")] = "",
    measure: Annotated[str, _default("measure; the component's first by default.")] = "",
    unit: Annotated[str, _default("unit; the catalogue's by default.")] = "",
    status: Annotated[str, _default("A official, P preliminary, E estimate.")] = "A",
    vintage: Annotated[str, _default("day it became known; today by default.")] = "",
    frequency: Annotated[str, _default("H, D, W, M, Q, S, A, C or I; told from ds.")] = "",
) -> None:
    """Load statistics-office workbooks, Excel forms and long tables into the store.

    Prints a line for each file: figures read, new, known already, and the reader's remarks.
    A file that cannot be read gets a line on standard error and stops nothing else; the exit code
    is then 1.

    Example: phantich ingest downloads/*.xlsx --remarks remarks.csv
    """
    from phantich.sources.intake import ingest as take
    from phantich.sources.longtable import LongDefaults
    from phantich.store import Store

    defaults = LongDefaults(
        indicator, component, item, area, measure, unit, status, vintage, frequency
    )
    results = take(files, None if dry_run else Store(store), _KINDS[kind], defaults, jobs)
    done: list[Taken] = []
    try:
        with closing(results), _progress(len(files)) as advance:
            _report(results, done, output, max(len(f.name) for f in files), advance)
    except KeyboardInterrupt:
        raise _interrupted(len(done), len(files), dry_run) from None
    finally:
        if remarks is not None:
            _write_remarks(remarks, done)
    if output is not Format.TABLE:
        print_table(_COLUMNS, map(_row, done), output)
    typer.echo(_summary(done), err=output is not Format.TABLE)
    if not all(taken.ok for taken in done):
        raise typer.Exit(1)


def _interrupted(done: int, total: int, dry_run: bool) -> typer.Exit:
    """Say what was done, for whoever stopped the command."""
    kept = "nothing was to be loaded" if dry_run else "what was loaded is kept"
    typer.echo(f"phantich: interrupted after {done} of {total} files; {kept}", err=True)
    return typer.Exit(130)


def _report(
    results: Iterable[Taken],
    done: list[Taken],
    output: Format,
    width: int,
    advance: Callable[[], None],
) -> None:
    """Print a line for each file as it is done."""
    if output is Format.TABLE:
        typer.echo(_line(_COLUMNS, width))
    for taken in results:
        done.append(taken)
        if taken.error:
            typer.echo(f"phantich: {taken.error}", err=True)
        elif output is Format.TABLE:
            typer.echo(_line(_row(taken), width))
        if taken.failed_checks:
            where = f"phantich loads show {taken.load_id}" if taken.load_id else "--remarks"
            count = _count(taken.failed_checks, "price figure")
            text = f"{taken.path.name}: {count} at odds with the others; see {where}"
            typer.echo(f"phantich: {text}", err=True)
        advance()


def _row(taken: Taken) -> tuple[object, ...]:
    return (
        taken.path.name,
        taken.kind,
        taken.rows,
        taken.added,
        taken.known,
        taken.count("unplaced"),
        taken.count("correction"),
        taken.count("doubt"),
    )


def _line(cells: Iterable[object], width: int) -> str:
    name, kind, *numbers = ("" if cell is None else str(cell) for cell in cells)
    return f"{name:<{width}}  {kind:<4}" + "".join(f"{number:>12}" for number in numbers)


def _summary(done: list[Taken]) -> str:
    bad = sum(bool(taken.error) for taken in done)
    rows = sum(taken.rows for taken in done)
    added = sum(taken.added or 0 for taken in done)
    parts = [f"{_count(len(done), 'file')}, {_count(rows, 'figure')} read"]
    if any(taken.added is not None for taken in done):
        known = sum(taken.known or 0 for taken in done)
        parts.append(f"{_count(added, 'new figure')}, {known} known already")
    names: dict[RemarkKind, str] = {
        "unplaced": "unplaced",
        "correction": "corrections",
        "doubt": "doubts",
    }
    parts.append(", ".join(f"{sum(t.count(k) for t in done)} {name}" for k, name in names.items()))
    if bad:
        parts.append(f"{_count(bad, 'file')} not read")
    return "; ".join(parts)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _write_remarks(path: Path, done: list[Taken]) -> None:
    from phantich.files import write_text

    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("file", "kind", "where", "found", "meaning"))
    for taken in done:
        writer.writerows(
            (taken.path.name, r.kind, r.where, r.found, r.meaning) for r in taken.remarks
        )
    write_text(path, text.getvalue())


@contextmanager
def _progress(total: int) -> Iterator[Callable[[], None]]:
    """A bar on standard error when that is a terminal."""
    if not sys.stderr.isatty() or total < 2:
        yield lambda: None
        return
    from phantich.cli._progress import bar

    with bar() as shown:
        task = shown.add_task("reading", total=total)
        yield lambda: shown.advance(task)
