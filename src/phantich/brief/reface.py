"""The sections of an executed notebook made anew from facts: no cell is run, no store is read."""

from __future__ import annotations

import ast
import copy
from typing import TYPE_CHECKING, Any

from phantich.brief.faces import Face, Faces

if TYPE_CHECKING:
    from nbformat import NotebookNode


def refaced(notebook: NotebookNode, faces: Faces) -> NotebookNode:
    """A copy in which every cell that shows a section of the brief shows that of `faces`.

    Such a cell holds nothing but a call without arguments, ``brief.key_points()``. Everything else
    stays as it is.
    """
    made = copy.deepcopy(notebook)
    for cell in made.cells:
        face = _face(cell.source, faces) if cell.cell_type == "code" else None
        if face is not None:
            data = face._repr_mimebundle_()
            count = cell.get("execution_count")
            cell.outputs = [_output(data, count)]
    return made


def _output(data: dict[str, Any], count: int | None) -> NotebookNode:
    from nbformat.v4 import new_output

    made: NotebookNode = new_output("execute_result", data, execution_count=count)  # type: ignore[no-untyped-call]
    return made


def _face(source: str, faces: Faces) -> Face | None:
    """The section that a cell calls; None where it does anything else."""
    try:
        statements = ast.parse(source).body
    except SyntaxError:
        return None
    match statements:
        case [ast.Expr(ast.Call(ast.Attribute(ast.Name("brief"), name), [], []))]:
            section = None if name.startswith("_") else getattr(faces, name, None)
            face = section() if callable(section) else None
            return face if isinstance(face, Face) else None
    return None
