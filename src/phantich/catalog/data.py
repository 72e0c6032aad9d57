"""The data files of the catalogue, in ``codes/``."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from typing import Any, Final

#: Files that are no code lists.
_OTHERS: Final = frozenset(
    {"breaks", "cpi_weights", "levels", "reporting_calendar", "situation", "units"}
)


@cache
def code_list_ids() -> tuple[str, ...]:
    """Ids of all code lists, sorted."""
    folder = files("phantich.catalog").joinpath("codes")
    names = (entry.name for entry in folder.iterdir() if entry.name.endswith(".yaml"))
    return tuple(sorted({name.removesuffix(".yaml") for name in names} - _OTHERS))


def read_yaml(name: str) -> dict[str, Any]:
    """Content of ``codes/<name>.yaml``."""
    import yaml

    text = files("phantich.catalog").joinpath("codes", f"{name}.yaml").read_text(encoding="utf-8")
    content: dict[str, Any] = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return content


def read_rows(name: str) -> list[dict[str, str]]:
    """Rows of ``codes/<name>.csv``, without their empty cells."""
    source = files("phantich.catalog").joinpath("codes", f"{name}.csv")
    rows = csv.DictReader(source.read_text(encoding="utf-8").splitlines())
    return [{column: text for column, text in row.items() if text} for row in rows]
