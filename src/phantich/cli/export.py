"""``phantich export``: the Word or Excel file of a brief, from its facts alone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from phantich.errors import DataError, Fault, UsageError
from phantich.language import Language

if TYPE_CHECKING:
    from phantich.brief import Content


def export(
    facts: Annotated[Path, typer.Option(help="The <group>.facts.json of a run.")],
    output: Annotated[
        Literal["docx", "xlsx"], typer.Option("--format", help="Word or Excel.")
    ] = "docx",
    out: Annotated[
        Path | None,
        typer.Option(help="File to write; beside the facts, named after them by default."),
    ] = None,
    lang: Annotated[Language, typer.Option(help="Language of the file.")] = "vi",
    letterhead: Annotated[
        Path | None,
        typer.Option(help="YAML with who issues the Word file; the statistics office by default."),
    ] = None,
) -> None:
    """Write the Word or Excel file of a brief, the same bytes as the run that saved the facts.

    Prints the path of the file.

    Example: phantich export --facts reports/2026-10/HP.A.II.facts.json --format docx --lang en
    """
    from phantich import files
    from phantich.brief import excel, word
    from phantich.brief.faces import Faces

    if letterhead is not None and output != "docx":
        raise UsageError("--letterhead is for Word files; leave it out with --format xlsx")
    content = read(facts)
    faces = Faces(content)
    if output == "docx":
        office = word.read_office(letterhead) if letterhead else None
        made = word.render(faces, lang, office)
    else:
        made = excel.render(faces, lang)
    stem = facts.name.removesuffix(".facts.json")
    target = out or facts.parent / f"{stem}{'' if lang == 'vi' else '.en'}.{output}"
    _check_target(target, made)
    files.write_bytes(target, made)
    typer.echo(target)


def _check_target(target: Path, made: bytes) -> None:
    """That no file of a released edition would become another one."""
    from phantich.runs.editions import released_file

    if released_file(target) and target.read_bytes() != made:
        raise UsageError(f"{target} belongs to a released edition; name another file with --out")


def read(path: Path) -> Content:
    """The content of a file of facts.

    Raises
    ------
    UsageError
        When there is no such file.
    DataError
        When it holds something else.
    """
    from pydantic import ValidationError

    from phantich.brief import load

    expected = "the <group>.facts.json that phantich run writes"
    if not path.is_file():
        raise UsageError(f"there is no file {path}; --facts takes {expected}")
    try:
        return load(path)
    except ValidationError as error:
        first = error.errors()[0]
        where = ", ".join([path.name, *filter(None, [".".join(map(str, first["loc"]))])])
        remedy = "make the brief again with phantich run"
        raise DataError(path.name, [Fault(where, first["msg"], expected, remedy)]) from error
    except UnicodeDecodeError as error:
        raise DataError(path.name, [Fault(path.name, str(error), expected)]) from error
