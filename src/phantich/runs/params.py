"""Parameter files: typed, validated before anything starts, and only then pasted into a notebook.

Papermill writes parameter names into the notebook as code, so that a name must be an identifier
that the notebook declares; values are those of the model below and nothing else.
"""

from __future__ import annotations

import ast
import json
import keyword
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from phantich.catalog import SETS, SetId, find_component, indicator_set
from phantich.errors import DataError, Fault, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

GroupCode = Annotated[str, Field(pattern=r"^(HP|CT|VN)\.[A-F](\.[IVX]+)?$")]
ComponentCode = Annotated[str, Field(pattern=r"^[A-Z]{2}\.[A-Z_IVX.\d]+/[a-z][a-z0-9_]*$")]


class Params(BaseModel):
    """Content of one parameter file."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    #: Notebook that makes the brief, relative to the project.
    notebook: Annotated[str, Field(pattern=r"^notebooks/[\w./-]+\.ipynb$")] = (
        "notebooks/brief.ipynb"
    )
    #: Notebook that makes the forecast.
    forecast: Annotated[str, Field(pattern=r"^notebooks/[\w./-]+\.ipynb$")] = (
        "notebooks/forecast.ipynb"
    )
    group: GroupCode
    #: Component → component of another area that it is read against.
    benchmarks: dict[ComponentCode, ComponentCode] = {}

    def given(self) -> dict[str, Any]:
        """What goes into the notebook, by name."""
        return self.model_dump(exclude={"notebook", "forecast"})


def read_params(root: Path, city: SetId) -> list[Params]:
    """The parameter files of a set, in the order of its groups.

    Parameters
    ----------
    root
        Folder of the project, in which ``params`` and ``notebooks`` lie.

    Raises
    ------
    UsageError
        When the set has no parameter files.
    DataError
        With every fault of every file.
    """
    files = sorted((root / "params" / city).glob("*.yaml"))
    if not files:
        known = ", ".join(s for s in SETS if any((root / "params" / s).glob("*.yaml")))
        raise UsageError(
            f"no parameter files in params/{city}; there are some for {known or 'none'}"
        )
    found: list[Params] = []
    faults: list[Fault] = []
    for path in files:
        params, wrong = read_file(path, root, city)
        faults += wrong
        if params is not None:
            found.append(params)
    if faults:
        raise DataError(f"params/{city}", faults)
    order = [group.code for group in indicator_set(city).groups]
    return sorted(found, key=lambda params: order.index(params.group))


def read_file(path: Path, root: Path, city: SetId) -> tuple[Params | None, list[Fault]]:
    """One parameter file, or everything that is wrong with it."""
    import yaml

    where = f"params/{city}/{path.name}"
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        problem = " ".join(str(error).split())
        return None, [Fault(where, problem, "YAML in UTF-8", "see params/README.md")]
    if not isinstance(content, dict):
        return None, [Fault(where, type(content).__name__, "names with values")]
    faults = _bad_names(content, where)
    try:
        params = Params.model_validate(content)
    except ValidationError as error:
        return None, faults + [_fault(where, detail) for detail in error.errors()]
    faults += _misfits(params, path, root, city, where)
    return (None, faults) if faults else (params, [])


def _bad_names(content: dict[Any, Any], where: str) -> list[Fault]:
    """Names that would be no names in the notebook."""
    return [
        Fault(f"{where}, name {name!r}", repr(name), "an identifier such as benchmarks")
        for name in content
        if not isinstance(name, str) or not name.isidentifier() or keyword.iskeyword(name)
    ]


def _fault(where: str, detail: Any) -> Fault:
    name = ".".join(str(part) for part in detail["loc"])
    place = f"{where}, {name}" if name else where
    if detail["type"] == "extra_forbidden":
        names = ", ".join(Params.model_fields)
        return Fault(place, "an unknown name", f"one of {names}", "remove it or correct it")
    return Fault(place, repr(detail["input"]), detail["msg"])


def _misfits(params: Params, path: Path, root: Path, city: SetId, where: str) -> list[Fault]:
    """What is well formed and still does not fit catalogue, file name or notebook."""
    faults = []
    groups = [group.code for group in indicator_set(city).groups]
    if params.group not in groups:
        faults.append(Fault(f"{where}, group", params.group, f"one of {', '.join(groups)}"))
    if params.group != path.stem:
        faults.append(Fault(f"{where}, group", params.group, f"{path.stem}, as the file is called"))
    for code in (*params.benchmarks, *params.benchmarks.values()):
        try:
            find_component(code)
        except UsageError as error:
            faults.append(Fault(f"{where}, benchmarks", code, "a component", str(error)))
    notebook = root / params.notebook
    if not notebook.is_file():
        return [*faults, Fault(f"{where}, notebook", params.notebook, "a notebook of the project")]
    missing = [name for name in params.given() if name not in declared(notebook)]
    if missing:
        names = ", ".join(missing)
        expected = f"{params.notebook} to declare it in its parameters cell"
        faults.append(Fault(where, f"the parameter {names}", expected))
    return faults


def declared(notebook: Path) -> set[str]:
    """Names that the notebook's ``parameters`` cell assigns."""
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    sources = ["".join(c["source"]) for c in cells if "parameters" in c["metadata"].get("tags", ())]
    return {name for source in sources for name in _assigned(ast.parse(source).body)}


def _assigned(statements: Iterable[ast.stmt]) -> Iterable[str]:
    for statement in statements:
        if isinstance(statement, ast.Assign):
            yield from (t.id for t in statement.targets if isinstance(t, ast.Name))
        elif isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
            yield statement.target.id
