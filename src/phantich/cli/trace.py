"""``phantich trace``: every numeral of pages, Word and Excel files against the facts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from phantich.cli._options import Output
from phantich.cli._output import Format, print_table
from phantich.errors import UsageError

if TYPE_CHECKING:
    from phantich.brief.faces import Faces
    from phantich.brief.tracing import Trace
    from phantich.language import Language

_COLUMNS = ("group", "face", "lang", "numerals", "facts", "structural", "untraced", "percent")
_FACTS = ".facts.json"
_Row: TypeAlias = tuple[str, str, str, "Trace"]


def trace(
    place: Annotated[Path, typer.Argument(help="A month's folder, or a <group>.facts.json in it.")],
    output: Output = Format.TABLE,
) -> None:
    """Trace every numeral of the pages, Word and Excel files of a month back to its fact.

    Reads the files as they are; the English Word and Excel files are made from the facts.

    Example: phantich trace reports/2026-10 --format csv
    """
    found = [row for path in _files(place) for row in _faces(path)]
    print_table(_COLUMNS, [(*row[:3], *_counts(row[3])) for row in found], output)
    lost = [f"{' '.join(row[:3])}: {text}" for row in found for text in row[3].untraced]
    for line in lost:
        typer.echo(f"phantich: {line}", err=True)
    numerals = sum(row[3].numerals for row in found)
    # Rounded down: a hundred per cent means all.
    share = 10_000 * (numerals - len(lost)) // numerals / 100 if numerals else 100.0
    typer.echo(f"{share:.2f} % of {numerals:,} numerals traced", err=True)
    if lost:
        raise typer.Exit(1)


def _files(place: Path) -> list[Path]:
    found = sorted(place.glob(f"*{_FACTS}")) if place.is_dir() else [place]
    if not found:
        raise UsageError(f"there is no <group>{_FACTS} in {place}; phantich run writes them")
    return found


def _counts(trace: Trace) -> tuple[int, int, int, int, float]:
    lost, every = len(trace.untraced), trace.numerals
    percent = 10_000 * (every - lost) // every / 100 if every else 100.0
    return every, trace.facts, trace.structural, lost, percent


def _faces(path: Path) -> Iterator[_Row]:
    from phantich.brief import excel, word
    from phantich.brief.faces import Faces
    from phantich.brief.tracing import trace_page
    from phantich.brief.tracing_office import trace_excel, trace_word
    from phantich.cli.export import read

    content = read(path)
    faces, stem = Faces(content), path.name.removesuffix(_FACTS)
    languages: tuple[tuple[Language, str], ...] = (("vi", ""), ("en", ".en"))
    for lang, mark in languages:
        page = path.with_name(f"{stem}{mark}.html")
        if page.is_file():
            html = page.read_text(encoding="utf-8")
            yield content.group, "html", lang, trace_page(html, content, lang)
        document = _bytes(path.with_name(f"{stem}{mark}.docx"), word.render, faces, lang)
        yield content.group, "docx", lang, trace_word(document, faces, lang)
        book = _bytes(path.with_name(f"{stem}{mark}.xlsx"), excel.render, faces, lang)
        yield content.group, "xlsx", lang, trace_excel(book, faces, lang)


def _bytes(
    path: Path, render: Callable[[Faces, Language], bytes], faces: Faces, lang: Language
) -> bytes:
    """The file as it is; made from the facts where there is none."""
    return path.read_bytes() if path.is_file() else render(faces, lang)
