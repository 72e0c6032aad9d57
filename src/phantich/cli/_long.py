"""Long tables that a command reads and writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from phantich.sources.longfile import LongFile


def read_long(path: Path) -> tuple[LongFile, pd.DataFrame]:
    """The file and its columns ``unique_id, ds, y``.

    Raises
    ------
    DataError
        When it cannot be read, lacks a column or holds a cell that is no number.
    """
    import pandas as pd

    from phantich.sources.longfile import SHORT, open_long

    file = open_long(path, SHORT)
    columns = {
        "unique_id": file.table["unique_id"].astype(str),
        "ds": file.table["ds"],
        "y": file.numbers("y"),
    }
    return file, pd.DataFrame(columns)


def write_long(rows: pd.DataFrame, path: Path) -> None:
    """Write a table as CSV or Parquet, in one step.

    Raises
    ------
    UsageError
        When the name ends otherwise.
    """
    from phantich.errors import UsageError
    from phantich.files import replacing

    if path.suffix not in (".csv", ".parquet"):
        raise UsageError(f"{path.name}: tables are written as .csv or .parquet")
    with replacing(path) as temporary:
        if path.suffix == ".parquet":
            rows.to_parquet(temporary, index=False)
        else:
            rows.to_csv(temporary, index=False, date_format="%Y-%m-%d")
