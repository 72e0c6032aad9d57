"""Options that several commands share, each with one wording."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal, TypeAlias

import typer

from phantich.cli._output import Format

StorePath: TypeAlias = Annotated[
    Path | None,
    typer.Option("--store", help="The store; $PHANTICH_STORE or data/store by default."),
]
Output: TypeAlias = Annotated[Format, typer.Option("--format", help="How to print.")]
Pages: TypeAlias = Annotated[Path, typer.Option("--out", help="Folder of the pages.")]
#: Where pages are, unless an option says otherwise.
REPORTS = Path("reports")
RunId: TypeAlias = Annotated[str, typer.Argument(help="Id of the run, or latest.")]
PageJobs: TypeAlias = Annotated[
    int, typer.Option("--jobs", min=0, help="Pages made at the same time; 0 for one a processor.")
]
Cluster: TypeAlias = Annotated[
    str,
    typer.Option(
        "--cluster", help="Where it is done: tcp://host:port of a dask scheduler, or local:N."
    ),
]
LongTable: TypeAlias = Annotated[
    Path, typer.Option("--input", help="Long table unique_id, ds, y (CSV, Parquet, Excel).")
]
Frequency = Literal["M", "Q", "S", "A", "W", "D", "H"]
AnyFrequency: TypeAlias = Annotated[
    Frequency | None,
    typer.Option("--frequency", "--freq", help="Told from the dates unless given."),
]
TableOut: TypeAlias = Annotated[
    Path | None,
    typer.Option("--out", help="Write a CSV or Parquet file instead of printing."),
]
TetCalendar: TypeAlias = Annotated[
    Literal["vn", "none"],
    typer.Option("--calendar", help="vn: Tết may enter; none: it may not."),
]
Breaks: TypeAlias = Annotated[
    list[str] | None,
    typer.Option("--break", help="Month of a lasting change of level; several times."),
]


def listed(text: str) -> list[str]:
    """The words of an option that takes several with commas.

    Examples
    --------
    >>> listed("HP.A.I, HP.A.II,")
    ['HP.A.I', 'HP.A.II']
    """
    return [word.strip() for word in text.split(",") if word.strip()]
